//! Documents: one tree whatever the spelling, and traps that are proven.

use facts::documents::{DocumentTrap, Documents, Form};

fn documents(language: &str, source: &str) -> (code::Unit, Documents) {
    let language = languages::find(language).expect("the language is known");
    let unit = languages::parse(source, language, &mut || true);
    let found = facts::observe(&unit).documents;
    (unit, found)
}

/// The tree as keys and values in a row.
fn flat(language: &str, source: &str) -> String {
    let (unit, found) = documents(language, source);
    let tree = &found.tree;
    let mut out = Vec::new();
    let mut open: Vec<_> = tree.roots.iter().rev().copied().collect();
    while let Some(id) = open.pop() {
        let value = match tree.value(id).form {
            Form::Mapping => "{".to_owned(),
            Form::Sequence => "[".to_owned(),
            _ => tree.text(&unit, id).to_owned(),
        };
        out.push(format!("{}={value}", tree.key(&unit, id)));
        open.extend(tree.kids(id).iter().rev());
    }
    out.join(" ")
}

#[test]
fn the_same_document_is_the_same_tree() {
    let expected = "={ a={ b=1 c=x d=[ ={ e=2 ={ e=3";
    assert_eq!(flat("json", r#"{"a": {"b": 1, "c": "x", "d": [{"e": 2}, {"e": 3}]}}"#), expected);
    assert_eq!(flat("yaml", "a:\n  b: 1\n  c: x\n  d:\n    - e: 2\n    - e: 3\n"), expected);
    assert_eq!(flat("toml", "a.b = 1\n[a]\nc = 'x'\n[[a.d]]\ne = 2\n[[a.d]]\ne = 3\n"), expected);
}

fn traps(language: &str, source: &str) -> usize {
    documents(language, source).1.hazards.len()
}

#[test]
fn traps_are_proven() {
    assert_eq!(traps("json", r#"{"a": 1, "a": 2}"#), 1);
    assert_eq!(traps("json", r#"[{"a": 1}, {"a": 2}]"#), 0);
    assert_eq!(traps("json", "{\"a\": 1,}"), 1);
    assert_eq!(traps("yaml", "a: no\nb: 'no'\nc: nobody\n"), 1);
    assert_eq!(traps("yaml", "python-version: 3.10\nratio: 0.50\n"), 1);
    assert_eq!(traps("yaml", "password: hunter2\nother_password: ${SECRET}\n"), 1);
    assert_eq!(traps("yaml", "a: &x 1\nb: *x\n"), 0);
    assert_eq!(traps("yaml", "b: *x\na: 1\n"), 1);
    let (_, found) = documents("toml", "[a]\nb = 1\nb = 2\n");
    assert!(matches!(found.hazards[0].trap, DocumentTrap::Twice { refused: true, .. }));
}

#[test]
fn documents_are_known_by_what_they_hold() {
    let name = |language: &str, source: &str| documents(language, source).1.kinds[0].map(|it| it.name);
    assert_eq!(name("json", r#"{"name": "x", "scripts": {"a": "b"}}"#), Some("npm_package"));
    assert_eq!(name("json", r#"{"name": "x", "age": 3}"#), None);
    assert_eq!(
        name("yaml", "on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n      - run: y\n"),
        Some("github_workflow")
    );
    assert_eq!(name("toml", "[package]\nname = 'a'\nedition = '2021'\n"), Some("cargo_manifest"));
}
