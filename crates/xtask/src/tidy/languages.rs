//! Languages: the table, the folders, the specs and the README agree; and nobody else asks for a language by name.

use std::collections::BTreeSet;

use super::{File, code_lines};

const FOLDER: &str = "crates/languages/src/";

/// Where a language's name must not decide anything. The command line and the page only hand names through.
const BLIND: &[&str] =
    &["crates/code/", "crates/facts/", "crates/prose/", "crates/engine/", "crates/cli/src/", "web/src/"];

pub(super) fn check(files: &[File], problems: &mut Vec<String>) {
    let folders: BTreeSet<&str> = files
        .iter()
        .filter_map(|file| file.path.strip_prefix(FOLDER)?.split_once('/'))
        .filter(|(_, file)| *file == "library.toml" || *file == "lower.rs")
        .map(|(folder, _)| folder)
        .collect();
    check_table(files, &folders, problems);
    let mut names = Vec::new();
    let mut titles = BTreeSet::new();
    for folder in folders {
        let inside = |name: &str| files.iter().find(|file| file.path == format!("{FOLDER}{folder}/{name}"));
        for name in ["mod.rs", "library.toml", "terms.toml"] {
            if inside(name).is_none() {
                problems.push(format!("{FOLDER}{folder}: {name} is missing"));
            }
        }
        let spec = format!("{FOLDER}{folder}/spec/");
        if !files.iter().any(|file| file.path.starts_with(&spec)) {
            problems.push(format!("{FOLDER}{folder}: there is no spec/*.md"));
        }
        for (_, line) in inside("mod.rs").map(|file| code_lines(&file.text)).into_iter().flatten() {
            let line = line.trim();
            if let Some(name) = line.strip_prefix("name: \"").and_then(|rest| rest.strip_suffix("\",")) {
                names.push(name.to_owned());
            }
            if let Some(title) = line.strip_prefix("title: \"").and_then(|rest| rest.strip_suffix("\",")) {
                titles.insert(title.to_owned());
            }
        }
    }
    check_readme(files, &titles, problems);
    check_blindness(files, &names, problems);
}

/// The `LANGUAGES` table has a row for every folder.
fn check_table(files: &[File], folders: &BTreeSet<&str>, problems: &mut Vec<String>) {
    let path = format!("{FOLDER}lib.rs");
    let table = files
        .iter()
        .find(|file| file.path == path)
        .and_then(|file| file.text.split_once("static LANGUAGES"))
        .and_then(|(_, rest)| rest.split_once("];"))
        .map_or("", |(table, _)| table);
    let rows: BTreeSet<&str> =
        table.split('&').filter_map(|row| row.split_once("::")).map(|(module, _)| module.trim()).collect();
    for folder in folders.difference(&rows) {
        problems.push(format!("{path}: the folder {folder} has no row in LANGUAGES"));
    }
    for row in rows.difference(folders) {
        problems.push(format!("{path}: {row} has no folder with a lower.rs and a library.toml"));
    }
}

/// The list under the README's heading *Languages* has every title, and no other: `- **Title**: …`.
fn check_readme(files: &[File], titles: &BTreeSet<String>, problems: &mut Vec<String>) {
    let readme = files.iter().find(|file| file.path == "README.md").map_or("", |file| file.text.as_str());
    let section = readme.split_once("\n## Languages\n").map_or("", |(_, rest)| rest);
    let section = section.split("\n## ").next().unwrap_or("");
    let listed: BTreeSet<String> = section
        .lines()
        .filter_map(|line| line.strip_prefix("- **")?.split_once("**"))
        .map(|(title, _)| title.to_owned())
        .collect();
    for title in titles.difference(&listed) {
        problems.push(format!("README.md: {title} is missing under Languages"));
    }
    for title in listed.difference(titles) {
        problems.push(format!("README.md: {title} is listed, but there is no such language"));
    }
}

/// No room past `languages` matches on a language's name.
fn check_blindness(files: &[File], names: &[String], problems: &mut Vec<String>) {
    for file in files.iter().filter(|file| BLIND.iter().any(|room| file.path.starts_with(room))) {
        if !file.is("rs") || file.path.contains("/tests/") || file.path.ends_with("tests.rs") {
            continue;
        }
        for (number, line) in code_lines(&file.text) {
            // Tests name a language to have one.
            if line.starts_with("#[cfg(test)]") {
                break;
            }
            // A word alone on its line is one of a list of words, and asks nothing.
            let asks = |name: &&String| line.contains(&format!("\"{name}\"")) && line.trim() != format!("\"{name}\",");
            for name in names.iter().filter(asks) {
                let path = &file.path;
                problems.push(format!("{path}:{number}: asks for `{name}`; add a question to code::Dialect instead"));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(path: &str, text: &str) -> File {
        File { path: path.to_owned(), text: text.to_owned() }
    }

    fn sound() -> Vec<File> {
        vec![
            file("README.md", "# X\n\n## Languages\n\n- **Abc**: yes\n\n## Next\n\n- **Def**\n"),
            file("crates/languages/src/lib.rs", "pub static LANGUAGES: &[&Language] = &[&abc::LANGUAGE, &abc::OTHER];"),
            file("crates/languages/src/abc/mod.rs", "    name: \"abc\",\n    title: \"Abc\",\n"),
            file("crates/languages/src/abc/lower.rs", ""),
            file("crates/languages/src/abc/library.toml", ""),
            file("crates/languages/src/abc/terms.toml", ""),
            file("crates/languages/src/abc/spec/a.md", ""),
            file(
                "crates/facts/src/lib.rs",
                "let x = \"abcd\"; // \"abc\"\n    \"abc\",\n#[cfg(test)]\nlet y = \"abc\";",
            ),
        ]
    }

    fn problems(files: &[File]) -> Vec<String> {
        let mut problems = Vec::new();
        check(files, &mut problems);
        problems
    }

    #[test]
    fn a_sound_repository_has_no_problem() {
        assert_eq!(problems(&sound()), [""; 0]);
    }

    #[test]
    fn every_disagreement_is_found() {
        for (missing, says) in [
            ("README.md", "Abc is missing"),
            ("crates/languages/src/lib.rs", "has no row"),
            ("crates/languages/src/abc/terms.toml", "terms.toml is missing"),
            ("crates/languages/src/abc/spec/a.md", "no spec"),
        ] {
            let files: Vec<File> = sound().into_iter().filter(|file| file.path != missing).collect();
            let problems = problems(&files);
            assert!(problems.len() == 1 && problems[0].contains(says), "{missing}: {problems:?}");
        }
        let mut files = sound();
        files.push(file("crates/prose/src/a.rs", "if unit.language == \"abc\" {}"));
        assert!(problems(&files)[0].starts_with("crates/prose/src/a.rs:1: asks for `abc`"));
    }
}
