//! Compiles every language's `library.toml` and `terms.toml` into tables, so that no shell parses TOML at run time.

use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LibraryFile {
    call: Vec<Call>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Call {
    path: String,
    does: String,
    #[serde(default)]
    gives: String,
    #[serde(default)]
    plain: String,
    #[serde(default)]
    note: String,
    #[serde(default)]
    effects: Vec<String>,
    #[serde(default)]
    returns: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TermsFile {
    term: Vec<Term>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Term {
    key: String,
    beginner: String,
    #[serde(default)]
    intermediate: String,
}

const RETURNS: &[&str] = &[
    "", "list", "map", "set", "text", "int", "float", "bool", "bytes", "file", "iterator", "option", "result",
    "promise", "regex", "time", "path", "lock", "channel", "thread", "tuple", "function", "date",
];

fn main() {
    println!("cargo:rerun-if-changed=src");
    let mut out = String::new();
    let mut folders: Vec<_> = fs::read_dir("src")
        .expect("src is readable")
        .filter_map(Result::ok)
        .map(|entry| entry.path())
        .filter(|path| path.join("library.toml").exists())
        .collect();
    folders.sort();
    for folder in folders {
        write_language(&folder, &mut out);
    }
    let target = Path::new(&env::var("OUT_DIR").expect("cargo sets OUT_DIR")).join("library.rs");
    fs::write(target, out).expect("OUT_DIR is writable");
}

fn write_language(folder: &Path, out: &mut String) {
    let name = folder.file_name().and_then(|name| name.to_str()).expect("folders have plain names").to_uppercase();
    let read = |file: &str| {
        let path = folder.join(file);
        fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    };
    let library: LibraryFile =
        toml::from_str(&read("library.toml")).unwrap_or_else(|error| panic!("{name} library.toml: {error}"));
    let terms: TermsFile =
        toml::from_str(&read("terms.toml")).unwrap_or_else(|error| panic!("{name} terms.toml: {error}"));
    let mut calls = library.call;
    calls.sort_by(|a, b| a.path.cmp(&b.path));
    for pair in calls.windows(2) {
        assert!(pair[0].path != pair[1].path, "{name} library.toml: `{}` stands twice", pair[0].path);
    }
    let mut terms = terms.term;
    terms.sort_by(|a, b| a.key.cmp(&b.key));
    for pair in terms.windows(2) {
        assert!(pair[0].key != pair[1].key, "{name} terms.toml: `{}` stands twice", pair[0].key);
    }
    writeln!(out, "pub(crate) static {name}: code::Library = code::Library {{ entries: &[")
        .expect("writing to a string");
    for call in &calls {
        assert!(!call.does.is_empty() && !call.does.ends_with('.'), "{name} `{}`: `does` is a phrase", call.path);
        assert!(RETURNS.contains(&call.returns.as_str()), "{name} `{}`: unknown type `{}`", call.path, call.returns);
        let effects: Vec<String> = call.effects.iter().map(|effect| format!("code::Effect::{effect}")).collect();
        writeln!(
            out,
            "    code::LibraryEntry {{ path: {:?}, does: {:?}, gives: {:?}, plain: {:?}, note: {:?}, effects: &[{}], returns: {:?} }},",
            call.path, call.does, call.gives, call.plain, call.note, effects.join(", "), call.returns
        )
        .expect("writing to a string");
    }
    writeln!(out, "], terms: &[").expect("writing to a string");
    for term in &terms {
        let intermediate = if term.intermediate.is_empty() { &term.beginner } else { &term.intermediate };
        writeln!(out, "    ({:?}, {:?}, {intermediate:?}),", term.key, term.beginner).expect("writing to a string");
    }
    writeln!(out, "] }};").expect("writing to a string");
}
