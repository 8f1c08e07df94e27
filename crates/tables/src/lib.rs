//! What people write about a language in TOML (`library.toml`, `terms.toml`, words and documents), as the tables that the rules read.
//!
//! They are packed into bytes at build time: natively a program holds those of every language, and in the page they travel with the
//! language's grammar, since all together they are larger than the rules.

use std::collections::{BTreeMap, HashSet};
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use code::{CallCost, CallOption, DocumentKey, DocumentKind, Library, LibraryEntry, Word};
use serde::Deserialize;
use serde::de::DeserializeOwned;

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
    effects: Vec<code::Effect>,
    #[serde(default)]
    returns: String,
    /// `-o --output =: to the file {}`: spellings, `=` where a value follows, and what it adds.
    #[serde(default)]
    options: Vec<String>,
    #[serde(default)]
    needs: Vec<String>,
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
    about: Vec<String>,
    #[serde(default)]
    starts: Vec<String>,
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

/// The folders of `src/` that have tables: those of languages, by name.
///
/// # Errors
///
/// Where the folder cannot be read.
pub fn languages(src: &Path) -> Result<Vec<String>> {
    let mut names: Vec<String> = fs::read_dir(src)
        .with_context(|| src.display().to_string())?
        .filter_map(Result::ok)
        .filter(|entry| entry.path().join("library.toml").exists())
        .filter_map(|entry| entry.file_name().into_string().ok())
        .collect();
    names.sort();
    Ok(names)
}

/// The tables of a language as they travel: a [`code::Library`] in postcard's form.
///
/// `src` is the folder with a folder for each language, and with `documents/`.
///
/// # Errors
///
/// Where a file cannot be read, or says something that no table may: the message names the file and the entry.
pub fn pack(src: &Path, language: &str) -> Result<Vec<u8>> {
    Ok(postcard::to_allocvec(&library(src, language)?)?)
}

/// Reads a TOML file.
fn read<T: DeserializeOwned>(path: &Path) -> Result<T> {
    let text = fs::read_to_string(path).with_context(|| path.display().to_string())?;
    toml::from_str(&text).with_context(|| path.display().to_string())
}

/// A text that lives as long as the program, which packs and ends.
fn text(text: &str) -> &'static str {
    String::leak(text.to_owned())
}

fn list<T>(items: impl IntoIterator<Item = T>) -> &'static [T] {
    Vec::leak(items.into_iter().collect())
}

fn texts(texts: &[String]) -> &'static [&'static str] {
    list(texts.iter().map(|it| text(it)))
}

fn pairs(pairs: &[(String, String)]) -> &'static [(&'static str, &'static str)] {
    list(pairs.iter().map(|(a, b)| (text(a), text(b))))
}

/// The kinds of documents, each from a file of its own.
fn documents(folder: &Path) -> Result<&'static [DocumentKind]> {
    let mut files: Vec<_> = fs::read_dir(folder)
        .with_context(|| folder.display().to_string())?
        .filter_map(Result::ok)
        .map(|entry| entry.path())
        .filter(|path| path.file_name().is_some_and(|name| name != "terms.toml"))
        .collect();
    files.sort();
    let mut kinds = Vec::new();
    for path in files {
        let document: Document = read(&path)?;
        let name = path.file_stem().and_then(|name| name.to_str()).context("files have plain names")?;
        kinds.push(DocumentKind {
            name: text(name),
            noun: text(&document.noun),
            what: texts(&document.what),
            plain: text(&document.plain),
            note: text(&document.note),
            needs: texts(&document.needs),
            clues: list(document.clues.iter().map(|(test, &weight)| (text(test), weight))),
            least: document.least,
            lenient: document.lenient,
            about: texts(&document.about),
            starts: texts(&document.starts),
            keys: list(document.keys.into_iter().map(|(path, meaning)| key(&path, meaning))),
        });
    }
    Ok(list(kinds))
}

fn key(path: &str, meaning: Meaning) -> DocumentKey {
    let key = match meaning {
        Meaning::Does(does) => Key { does, ..Key::default() },
        Meaning::Full(key) => *key,
    };
    DocumentKey {
        path: text(path),
        subject: text(&key.subject),
        does: text(&key.does),
        plain: text(&key.plain),
        terse: text(&key.terse),
        says: text(&key.says),
        item: text(&key.item),
        when: pairs(&key.when),
        reads: text(&key.reads),
        means: text(&key.means),
        note: text(&key.note),
        term: text(&key.term),
        traps: pairs(&key.traps),
    }
}

/// All that is written about a language.
fn library(src: &Path, language: &str) -> Result<Library> {
    let folder = src.join(language);
    let file: LibraryFile = read(&folder.join("library.toml"))?;
    let terms: TermsFile = read(&folder.join("terms.toml"))?;
    let mut calls = file.call;
    let mut bare = file.bare;
    let mut costs = file.cost;
    if let Some(include) = file.include {
        let own: HashSet<String> = calls.iter().map(|call| call.path.clone()).collect();
        let base: LibraryFile = read(&folder.join(include))?;
        calls.extend(base.call.into_iter().filter(|call| !own.contains(&call.path)));
        for (short, path) in base.bare {
            bare.entry(short).or_insert(path);
        }
        costs.constant.extend(base.cost.constant);
        costs.linear.extend(base.cost.linear);
        costs.linear_alone.extend(base.cost.linear_alone);
        costs.sort.extend(base.cost.sort);
    }
    let costs = by_path(language, &costs)?;
    for path in costs.keys() {
        ensure!(calls.iter().any(|call| call.path == *path), "{language}/library.toml: no call `{path}` that costs");
    }
    for path in bare.values() {
        let below = format!("{path}.");
        let is_known = calls.iter().any(|call| call.path == *path || call.path.starts_with(&below));
        ensure!(is_known, "{language}/library.toml: no call at or below `{path}`");
    }
    calls.sort_by(|a, b| a.path.cmp(&b.path));
    for pair in calls.windows(2) {
        ensure!(pair[0].path != pair[1].path, "{language}/library.toml: `{}` stands twice", pair[0].path);
    }
    let mut entries = Vec::new();
    for call in &calls {
        entries.push(entry(language, call, costs.get(call.path.as_str()).copied().unwrap_or_default())?);
    }
    let mut words = Vec::new();
    for words_file in &file.words {
        words.push(read::<WordsFile>(&folder.join(words_file))?);
    }
    Ok(Library {
        entries: list(entries),
        terms: all_terms(&folder, terms)?,
        bare: list(bare.iter().map(|(short, path)| (text(short), text(path)))),
        common: options(language, &file.common)?,
        words: all_words(language, &words)?,
        documents: if file.documents { documents(&src.join("documents"))? } else { &[] },
    })
}

fn entry(language: &str, call: &Call, cost: CallCost) -> Result<LibraryEntry> {
    let path = &call.path;
    ensure!(!call.does.is_empty() && !call.does.ends_with('.'), "{language} `{path}`: `does` is a phrase");
    ensure!(RETURNS.contains(&call.returns.as_str()), "{language} `{path}`: unknown type `{}`", call.returns);
    Ok(LibraryEntry {
        path: text(path),
        does: text(&call.does),
        gives: text(&call.gives),
        plain: text(&call.plain),
        note: text(&call.note),
        when: text(&call.when),
        effects: list(call.effects.iter().copied()),
        returns: text(&call.returns),
        cost,
        options: options(language, &call.options)?,
        needs: texts(&call.needs),
        succeeds: text(&call.succeeds),
    })
}

/// The terms, sorted; those of an included file are taken over where there is none of that key.
fn all_terms(folder: &Path, file: TermsFile) -> Result<&'static [(&'static str, &'static str, &'static str)]> {
    let mut terms = file.term;
    if let Some(include) = file.include {
        let own: HashSet<String> = terms.iter().map(|term| term.key.clone()).collect();
        let base: TermsFile = read(&folder.join(include))?;
        terms.extend(base.term.into_iter().filter(|term| !own.contains(&term.key)));
    }
    terms.sort_by(|a, b| a.key.cmp(&b.key));
    for pair in terms.windows(2) {
        ensure!(pair[0].key != pair[1].key, "{}: `{}` stands twice", folder.display(), pair[0].key);
    }
    Ok(list(terms.iter().map(|term| {
        let intermediate = if term.intermediate.is_empty() { &term.beginner } else { &term.intermediate };
        (text(&term.key), text(&term.beginner), text(intermediate))
    })))
}

/// The words of a language, sorted by kind and spelling.
fn all_words(language: &str, files: &[WordsFile]) -> Result<&'static [Word]> {
    let mut all: Vec<(&str, &str, &str)> = files
        .iter()
        .flat_map(|file| file.words.iter().map(|(word, says)| (file.kind.as_str(), word.as_str(), says.as_str())))
        .collect();
    all.sort_unstable();
    for pair in all.windows(2) {
        ensure!((pair[0].0, pair[0].1) != (pair[1].0, pair[1].1), "{language}: word `{}` stands twice", pair[0].1);
    }
    let mut words = Vec::new();
    for (kind, word, says) in all {
        let mut pieces = says.split(" | ");
        let says = pieces.next().unwrap_or("").trim();
        let (mut values, mut marks) = (Vec::new(), Vec::new());
        for piece in pieces {
            if let Some(mark) = piece.trim().strip_prefix('!') {
                marks.extend(mark.split_whitespace().map(text));
            } else {
                let (value, means) =
                    piece.split_once(": ").with_context(|| format!("{language} `{word}`: `{piece}` means nothing"))?;
                values.push((text(value.trim()), text(means.trim())));
            }
        }
        words.push(Word {
            path: text(&format!("{kind}.{word}")),
            says: text(says),
            values: list(values),
            marks: list(marks),
        });
    }
    Ok(list(words))
}

/// The options of a call.
fn options(language: &str, lines: &[String]) -> Result<&'static [CallOption]> {
    let mut options = Vec::new();
    for line in lines {
        let (head, adds) = line.split_once(':').with_context(|| format!("{language}: option `{line}` has no colon"))?;
        options.push(CallOption {
            names: list(head.split_whitespace().filter(|&word| word != "=").map(text)),
            takes: head.split_whitespace().any(|word| word == "="),
            adds: text(adds.trim()),
        });
    }
    Ok(list(options))
}

/// What each path costs.
fn by_path<'c>(language: &str, costs: &'c Costs) -> Result<BTreeMap<&'c str, CallCost>> {
    let mut found = BTreeMap::new();
    for (paths, cost) in [
        (&costs.constant, CallCost::Constant),
        (&costs.linear, CallCost::Linear),
        (&costs.linear_alone, CallCost::LinearAlone),
        (&costs.sort, CallCost::Sort),
    ] {
        for path in paths {
            ensure!(found.insert(path.as_str(), cost).is_none(), "{language}/library.toml: `{path}` costs twice");
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn packed(library: &str) -> Result<Vec<u8>> {
        static N: std::sync::atomic::AtomicUsize = std::sync::atomic::AtomicUsize::new(0);
        let n = N.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        let src = std::env::temp_dir().join(format!("gloss-tables-{}-{n}", std::process::id()));
        fs::create_dir_all(src.join("a"))?;
        fs::write(src.join("a/library.toml"), library)?;
        fs::write(src.join("a/terms.toml"), "[[term]]\nkey = \"k\"\nbeginner = \"b\"\n")?;
        let packed = pack(&src, "a");
        fs::remove_dir_all(src)?;
        packed
    }

    #[test]
    fn what_is_packed_is_read_again() -> Result<()> {
        let table = "[[call]]\npath = \"b.c\"\ndoes = \"d {0}\"\neffects = [\"Raises\"]\noptions = [\"-o --out =: to {}\"]\n\
                     [[call]]\npath = \"a\"\ndoes = \"e\"\n[cost]\nsort = [\"b.c\"]\nconstant = []\nlinear = []\nlinear_alone = []\n";
        let library: Library = postcard::from_bytes(Vec::leak(packed(table)?))?;
        let paths: Vec<&str> = library.entries.iter().map(|entry| entry.path).collect();
        assert_eq!(paths, ["a", "b.c"]);
        let entry = library.entries[1];
        assert_eq!((entry.effects, entry.cost), (&[code::Effect::Raises][..], CallCost::Sort));
        assert_eq!(entry.options, [CallOption { names: &["-o", "--out"], takes: true, adds: "to {}" }]);
        assert_eq!(library.terms, [("k", "b", "b")]);
        Ok(())
    }

    #[test]
    fn what_no_table_may_say_is_named() {
        let twice = "[[call]]\npath = \"a\"\ndoes = \"d\"\n".repeat(2);
        for (table, message) in [
            (twice.as_str(), "`a` stands twice"),
            ("[[call]]\npath = \"a\"\ndoes = \"d.\"\n", "`does` is a phrase"),
            ("[[call]]\npath = \"a\"\ndoes = \"d\"\nreturns = \"x\"\n", "unknown type `x`"),
            ("[[call]]\npath = \"a\"\ndoes = \"d\"\noptions = [\"-o\"]\n", "option `-o` has no colon"),
            ("[bare]\nnp = \"numpy\"\n", "no call at or below `numpy`"),
        ] {
            let error = packed(table).err().map(|error| format!("{error:#}")).unwrap_or_default();
            assert!(error.contains(message), "{table}: {error}");
        }
    }
}
