//! The form of the set that `cargo xtask eval` measures: what can be checked without its sources.

use std::collections::BTreeSet;
use std::fs;

use gloss_tests::eval::item;

#[test]
fn every_set_is_well_formed() {
    let mut problems = Vec::new();
    for language in engine::languages() {
        match item::read(language.name) {
            Ok(Some(set)) => problems.extend(item::problems(&set)),
            Ok(None) => {}
            Err(error) => problems.push(error),
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

#[test]
fn every_set_is_of_a_language() {
    let names: BTreeSet<String> = engine::languages().map(|language| format!("{}.toml", language.name)).collect();
    let folder = gloss_tests::root().join("tests/eval");
    for entry in fs::read_dir(&folder).expect("the folder of the sets").flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        assert!(name == "README.md" || names.contains(&name), "tests/eval/{name} is the set of no language");
    }
}
