//! Compiles every language's `library.toml` and `terms.toml` into tables, so that no shell parses TOML at run time, and makes a
//! static of each grammar of `grammars.toml`.

use std::collections::{BTreeMap, HashSet};
use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LibraryFile {
    /// Another file, relative to this one, whose entries are taken over; an entry of this file replaces one of the same path.
    #[serde(default)]
    include: Option<String>,
    /// Names that snippets use without an import, with the module or call that each stands for.
    #[serde(default)]
    bare: BTreeMap<String, String>,
    /// Paths of calls by how their time grows.
    #[serde(default)]
    cost: Costs,
    /// Options that any call may have.
    #[serde(default)]
    common: Vec<String>,
    /// Further files, relative to this one, with the words of a declarative language.
    #[serde(default)]
    words: Vec<String>,
    #[serde(default)]
    call: Vec<Call>,
    /// Whether its texts are documents, which `documents/*.toml` speak of.
    #[serde(default)]
    documents: bool,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Costs {
    constant: Vec<String>,
    linear: Vec<String>,
    linear_alone: Vec<String>,
    sort: Vec<String>,
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
    when: String,
    #[serde(default)]
    effects: Vec<String>,
    #[serde(default)]
    returns: String,
    /// `-o --output =: to the file {}`: spellings, `=` where a value follows, and what it adds.
    #[serde(default)]
    options: Vec<String>,
    #[serde(default)]
    succeeds: String,
}

/// Words of one kind: `spelling = "phrase | value: what it means | !mark"`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WordsFile {
    kind: String,
    words: BTreeMap<String, String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TermsFile {
    /// As in [`LibraryFile`].
    #[serde(default)]
    include: Option<String>,
    #[serde(default)]
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

/// A file of `documents/`; `code::DocumentKind` says what its fields are.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    noun: String,
    what: Vec<String>,
    #[serde(default)]
    plain: String,
    #[serde(default)]
    note: String,
    needs: Vec<String>,
    #[serde(default)]
    clues: BTreeMap<String, i32>,
    #[serde(default)]
    least: i32,
    #[serde(default)]
    lenient: bool,
    #[serde(default)]
    keys: BTreeMap<String, Meaning>,
}

/// What a key means: all of `code::DocumentKey`, or its `does` alone.
#[derive(Deserialize)]
#[serde(untagged)]
enum Meaning {
    Does(String),
    Full(Box<Key>),
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Key {
    subject: String,
    does: String,
    plain: String,
    terse: String,
    says: String,
    item: String,
    when: Vec<(String, String)>,
    reads: String,
    means: String,
    note: String,
    term: String,
    traps: Vec<(String, String)>,
}

const RETURNS: &[&str] = &[
    "", "list", "map", "set", "text", "int", "float", "bool", "bytes", "file", "iterator", "option", "result",
    "promise", "regex", "time", "path", "lock", "channel", "thread", "error", "given", "tuple", "function", "date",
    "pointer",
];

/// A table of `grammars.toml`, which says what its fields are.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Grammar {
    #[serde(rename = "crate")]
    package: String,
    #[serde(default = "language")]
    constant: String,
    #[serde(default = "node_types")]
    node_types: String,
    // What `web/build/grammars.mjs` reads.
    #[serde(rename = "folder")]
    _folder: Option<String>,
    #[serde(rename = "symbol")]
    _symbol: Option<String>,
}

fn language() -> String {
    "LANGUAGE".to_owned()
}

fn node_types() -> String {
    "NODE_TYPES".to_owned()
}

fn main() {
    println!("cargo:rerun-if-changed=src");
    println!("cargo:rerun-if-changed=grammars.toml");
    let generated = |file: &str| Path::new(&env::var("OUT_DIR").expect("cargo sets OUT_DIR")).join(file);
    fs::write(generated("grammars.rs"), write_grammars()).expect("OUT_DIR is writable");
    let mut out = write_documents();
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
    fs::write(generated("library.rs"), out).expect("OUT_DIR is writable");
}

/// A static for each grammar, and `ALL` of them.
fn write_grammars() -> String {
    let text = fs::read_to_string("grammars.toml").unwrap_or_else(|error| panic!("grammars.toml: {error}"));
    let grammars: BTreeMap<String, Grammar> =
        toml::from_str(&text).unwrap_or_else(|error| panic!("grammars.toml: {error}"));
    let is_linked = env::var("CARGO_CFG_TARGET_FAMILY").as_deref() != Ok("wasm");
    let mut out = String::new();
    for (name, Grammar { package, constant, node_types, .. }) in &grammars {
        let package = package.replace('-', "_");
        let linked = if is_linked { format!("Some(|| {package}::{constant}.into())") } else { "None".to_owned() };
        writeln!(
            out,
            "pub(crate) static {}: Grammar = Grammar {{ name: {name:?}, linked: {linked}, address: AtomicUsize::new(0), \
             #[cfg(test)] node_types: {package}::{node_types} }};",
            name.to_uppercase()
        )
        .expect("writing to a string");
    }
    let all: Vec<String> = grammars.keys().map(|name| format!("&{}", name.to_uppercase())).collect();
    writeln!(out, "pub(crate) static ALL: &[&Grammar] = &[{}];", all.join(", ")).expect("writing to a string");
    out
}

/// The kinds of documents, each from a file of its own.
fn write_documents() -> String {
    let mut files: Vec<_> = fs::read_dir("src/documents")
        .expect("src/documents is readable")
        .filter_map(Result::ok)
        .map(|entry| entry.path())
        .filter(|path| path.file_name().is_some_and(|name| name != "terms.toml"))
        .collect();
    files.sort();
    let mut out = String::from("pub(crate) static DOCUMENTS: &[code::DocumentKind] = &[\n");
    for path in files {
        let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let document: Document = toml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let name = path.file_stem().and_then(|name| name.to_str()).expect("files have plain names");
        let clues: Vec<(&String, &i32)> = document.clues.iter().collect();
        writeln!(
            out,
            "code::DocumentKind {{ name: {name:?}, noun: {:?}, what: &{:?}, plain: {:?}, note: {:?}, needs: &{:?}, \
             clues: &{clues:?}, least: {}, lenient: {}, keys: &[",
            document.noun,
            document.what,
            document.plain,
            document.note,
            document.needs,
            document.least,
            document.lenient
        )
        .expect("writing to a string");
        for (path, meaning) in document.keys {
            let key = match meaning {
                Meaning::Does(does) => Key { does, ..Key::default() },
                Meaning::Full(key) => *key,
            };
            writeln!(
                out,
                "    code::DocumentKey {{ path: {path:?}, subject: {:?}, does: {:?}, plain: {:?}, terse: {:?}, says: {:?}, \
                 item: {:?}, when: &{:?}, reads: {:?}, means: {:?}, note: {:?}, term: {:?}, traps: &{:?} }},",
                key.subject, key.does, key.plain, key.terse, key.says, key.item, key.when, key.reads, key.means, key.note,
                key.term, key.traps
            )
            .expect("writing to a string");
        }
        writeln!(out, "] }},").expect("writing to a string");
    }
    out.push_str("];\n");
    out
}

fn write_language(folder: &Path, out: &mut String) {
    let name = folder.file_name().and_then(|name| name.to_str()).expect("folders have plain names").to_uppercase();
    let read = |file: &str| {
        let path = folder.join(file);
        fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    };
    let parse_library = |file: &str| -> LibraryFile {
        toml::from_str(&read(file)).unwrap_or_else(|error| panic!("{name} {file}: {error}"))
    };
    let parse_terms = |file: &str| -> TermsFile {
        toml::from_str(&read(file)).unwrap_or_else(|error| panic!("{name} {file}: {error}"))
    };
    let library = parse_library("library.toml");
    let terms = parse_terms("terms.toml");
    let mut calls = library.call;
    let mut bare = library.bare;
    let mut costs = library.cost;
    if let Some(file) = library.include {
        let own: HashSet<String> = calls.iter().map(|call| call.path.clone()).collect();
        let base = parse_library(&file);
        calls.extend(base.call.into_iter().filter(|call| !own.contains(&call.path)));
        for (short, path) in base.bare {
            bare.entry(short).or_insert(path);
        }
        costs.constant.extend(base.cost.constant);
        costs.linear.extend(base.cost.linear);
        costs.linear_alone.extend(base.cost.linear_alone);
        costs.sort.extend(base.cost.sort);
    }
    let costs = by_path(&name, &costs);
    for path in costs.keys() {
        assert!(calls.iter().any(|call| call.path == *path), "{name} library.toml: no call `{path}` that costs");
    }
    for path in bare.values() {
        let below = format!("{path}.");
        let known = calls.iter().any(|call| call.path == *path || call.path.starts_with(&below));
        assert!(known, "{name} library.toml: no call at or below `{path}`");
    }
    calls.sort_by(|a, b| a.path.cmp(&b.path));
    for pair in calls.windows(2) {
        assert!(pair[0].path != pair[1].path, "{name} library.toml: `{}` stands twice", pair[0].path);
    }
    let include = terms.include;
    let mut terms = terms.term;
    if let Some(file) = include {
        let own: HashSet<String> = terms.iter().map(|term| term.key.clone()).collect();
        terms.extend(parse_terms(&file).term.into_iter().filter(|term| !own.contains(&term.key)));
    }
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
            "    code::LibraryEntry {{ path: {:?}, does: {:?}, gives: {:?}, plain: {:?}, note: {:?}, when: {:?}, effects: &[{}], returns: {:?}, cost: code::CallCost::{}, options: &[{}], succeeds: {:?} }},",
            call.path, call.does, call.gives, call.plain, call.note, call.when, effects.join(", "), call.returns,
            costs.get(call.path.as_str()).unwrap_or(&"Unknown"), options(&name, &call.options), call.succeeds
        )
        .expect("writing to a string");
    }
    writeln!(out, "], terms: &[").expect("writing to a string");
    for term in &terms {
        let intermediate = if term.intermediate.is_empty() { &term.beginner } else { &term.intermediate };
        writeln!(out, "    ({:?}, {:?}, {intermediate:?}),", term.key, term.beginner).expect("writing to a string");
    }
    writeln!(out, "], bare: &[").expect("writing to a string");
    for (short, path) in &bare {
        writeln!(out, "    ({short:?}, {path:?}),").expect("writing to a string");
    }
    let files: Vec<WordsFile> = library
        .words
        .iter()
        .map(|file| toml::from_str(&read(file)).unwrap_or_else(|error| panic!("{name} {file}: {error}")))
        .collect();
    writeln!(out, "], common: &[{}], words: &[", options(&name, &library.common)).expect("writing to a string");
    write_words(&name, &files, out);
    let documents = if library.documents { "DOCUMENTS" } else { "&[]" };
    writeln!(out, "], documents: {documents} }};").expect("writing to a string");
}

/// The words of a language, sorted by kind and spelling.
fn write_words(name: &str, files: &[WordsFile], out: &mut String) {
    let mut all: Vec<(&str, &str, &str)> = files
        .iter()
        .flat_map(|file| file.words.iter().map(|(word, text)| (file.kind.as_str(), word.as_str(), text.as_str())))
        .collect();
    all.sort_unstable();
    for pair in all.windows(2) {
        assert!((pair[0].0, pair[0].1) != (pair[1].0, pair[1].1), "{name}: word `{}` stands twice", pair[0].1);
    }
    for (kind, word, text) in all {
        let mut pieces = text.split(" | ");
        let says = pieces.next().unwrap_or("").trim();
        let (mut values, mut marks) = (Vec::new(), Vec::new());
        for piece in pieces {
            match piece.trim().strip_prefix('!') {
                Some(mark) => marks.extend(mark.split_whitespace()),
                None => {
                    let (value, means) =
                        piece.split_once(": ").unwrap_or_else(|| panic!("{name} `{word}`: `{piece}` means nothing"));
                    values.push((value.trim(), means.trim()));
                }
            }
        }
        writeln!(
            out,
            "    code::Word {{ path: {:?}, says: {says:?}, values: &{values:?}, marks: &{marks:?} }},",
            format!("{kind}.{word}")
        )
        .expect("writing to a string");
    }
}

/// The options of a call as they stand in its table.
fn options(name: &str, lines: &[String]) -> String {
    let mut out = String::new();
    for line in lines {
        let (head, adds) = line.split_once(':').unwrap_or_else(|| panic!("{name}: option `{line}` has no colon"));
        let names: Vec<&str> = head.split_whitespace().filter(|&word| word != "=").collect();
        let takes = head.split_whitespace().any(|word| word == "=");
        write!(out, "code::CallOption {{ names: &{names:?}, takes: {takes}, adds: {:?} }}, ", adds.trim())
            .expect("writing to a string");
    }
    out
}

/// The variant of `code::CallCost` of each path.
fn by_path<'c>(name: &str, costs: &'c Costs) -> BTreeMap<&'c str, &'static str> {
    let mut found = BTreeMap::new();
    for (paths, cost) in [
        (&costs.constant, "Constant"),
        (&costs.linear, "Linear"),
        (&costs.linear_alone, "LinearAlone"),
        (&costs.sort, "Sort"),
    ] {
        for path in paths {
            assert!(found.insert(path.as_str(), cost).is_none(), "{name} library.toml: `{path}` costs twice");
        }
    }
    found
}
