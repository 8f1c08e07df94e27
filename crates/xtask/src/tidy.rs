//! The invariants that the compiler does not check.
//!
//! - Third-party names stay in their room, and no language's name is matched outside its folder.
//! - The table of languages, their folders, their specs and the README's list agree.
//! - Relative links in Markdown lead somewhere.
//! - The pure crates forbid the same impurities.
//! - Files can be read in one sitting, nothing is left for later by a macro, and lints are expected with a reason, not allowed.

mod languages;
mod links;

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::shell::root;

/// Longer files are split by meaning.
const MAX_LINES: usize = 900;

/// Third-party crates, and the folders that may name them.
const ROOMS: &[(&str, &[&str])] = &[
    ("tree_sitter", &["crates/languages/"]),
    ("tract", &["crates/lm/"]),
    ("tokenizers", &["crates/lm/"]),
    ("yew", &["web/"]),
    ("wasm_bindgen", &["web/", "tests/wasm/"]),
    ("web_sys", &["web/"]),
    ("js_sys", &["web/"]),
];

/// A file of the repository.
pub(crate) struct File {
    /// Relative to the root, with `/`.
    pub(crate) path: String,
    pub(crate) text: String,
}

impl File {
    fn is(&self, extension: &str) -> bool {
        Path::new(&self.path).extension().is_some_and(|it| it == extension)
    }
}

/// Checks all of it and lists what is wrong.
pub fn run() -> Result<()> {
    let files = files()?;
    let mut problems = Vec::new();
    for file in &files {
        if file.is("rs") {
            check_rust(file, &mut problems);
        }
        if file.path.ends_with("/Cargo.toml") {
            check_manifest(file, &mut problems);
        }
    }
    let purity =
        |room: &str| files.iter().find(|it| it.path == format!("crates/{room}/clippy.toml")).map(|it| &it.text);
    if purity("code").is_none() || purity("code") != purity("facts") || purity("code") != purity("prose") {
        problems.push("clippy.toml of code, facts and prose differ: they forbid the same impurities".to_owned());
    }
    languages::check(&files, &mut problems);
    links::check(&files, &mut problems);
    if problems.is_empty() {
        println!("tidy: {} files are in order", files.len());
        return Ok(());
    }
    problems.sort();
    for problem in &problems {
        eprintln!("{problem}");
    }
    bail!("{} things are not tidy; the first: {}", problems.len(), problems[0]);
}

/// All text files that people write.
fn files() -> Result<Vec<File>> {
    const SKIP: &[&str] = &["target", "dist", "node_modules", "generated"];
    let root = root();
    let mut files = Vec::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).with_context(|| format!("cannot read {}", folder.display()))? {
            let path = entry?.path();
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let is_hidden = name.starts_with('.') && !matches!(name.as_str(), ".config" | ".ci" | ".cargo");
            if is_hidden || SKIP.contains(&name.as_str()) {
                continue;
            }
            if path.is_dir() {
                folders.push(path);
            } else if let Ok(text) = fs::read_to_string(&path) {
                files.push(File { path: relative(&root, &path), text });
            }
        }
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(files)
}

fn relative(root: &Path, path: &Path) -> String {
    path.strip_prefix(root).unwrap_or(path).to_string_lossy().replace('\\', "/")
}

fn check_rust(file: &File, problems: &mut Vec<String>) {
    let n_lines = file.text.lines().count();
    if n_lines > MAX_LINES {
        problems.push(format!("{}: {n_lines} lines; split it by meaning (at most {MAX_LINES})", file.path));
    }
    for (number, line) in code_lines(&file.text) {
        for (name, rooms) in ROOMS {
            if has_word(line, name) && !rooms.iter().any(|room| file.path.starts_with(room)) {
                problems.push(format!("{}:{number}: `{name}` belongs into {} only", file.path, rooms.join(" and ")));
            }
        }
        // Spelled in two parts, so that this line does not name itself.
        for later in
            [concat!("todo", "!("), concat!("unimplemented", "!("), concat!("dbg", "!("), concat!("#[", "ignore")]
        {
            if line.contains(later) {
                problems.push(format!("{}:{number}: `{later}` leaves something for later", file.path));
            }
        }
        if line.trim_start().starts_with(concat!("#[", "allow("))
            || line.trim_start().starts_with(concat!("#![", "allow("))
        {
            problems.push(format!("{}:{number}: expect a lint with a reason instead of allowing it", file.path));
        }
    }
}

fn check_manifest(file: &File, problems: &mut Vec<String>) {
    for (number, line) in (1..).zip(file.text.lines()) {
        let name = line.split(['=', '.', ' ']).next().unwrap_or("").replace('-', "_");
        for (crate_name, rooms) in ROOMS {
            let is_it = name == *crate_name || name.starts_with(&format!("{crate_name}_"));
            if is_it && !rooms.iter().any(|room| file.path.starts_with(room)) {
                problems.push(format!("{}:{number}: `{name}` belongs into {} only", file.path, rooms.join(" and ")));
            }
        }
    }
}

/// The lines of a Rust file with their numbers, without comments.
pub(crate) fn code_lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    (1..).zip(text.lines()).filter(|(_, line)| !line.trim_start().starts_with("//")).map(|(number, line)| {
        // A `//` after code is a comment; in a string it is part of an address.
        let comment = line.match_indices("//").map(|(at, _)| at).find(|&at| !line[..at].ends_with(':'));
        (number, comment.map_or(line, |at| &line[..at]))
    })
}

/// Whether a whole word occurs in a line.
fn has_word(line: &str, word: &str) -> bool {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    line.match_indices(word).any(|(at, _)| {
        let after = &line[at + word.len()..];
        !line[..at].ends_with(is_word) && after.starts_with("::")
            || line[..at].trim_end().ends_with("use") && !after.starts_with(is_word)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problems(path: &str, text: &str) -> Vec<String> {
        let mut problems = Vec::new();
        let file = File { path: path.to_owned(), text: text.to_owned() };
        check_rust(&file, &mut problems);
        problems
    }

    #[test]
    fn names_outside_their_room_are_found() {
        // Spelled in two parts, so that this file does not break the rule.
        let source = concat!("use tree", "_sitter::Parser;\n// tree", "_sitter::P\nlet x = my_tree", "_sitter::y;\n");
        assert_eq!(problems("crates/languages/src/a.rs", source), [""; 0]);
        assert_eq!(problems("crates/facts/src/a.rs", source).len(), 1);
        assert_eq!(problems("crates/prose/src/a.rs", concat!("let x = web", "_sys::window();")).len(), 1);
    }

    #[test]
    fn what_is_left_for_later_is_found() {
        assert_eq!(problems("a.rs", concat!("todo", "!()")).len(), 1);
        assert_eq!(problems("a.rs", concat!("#[", "allow(dead_code)]")).len(), 1);
        assert_eq!(problems("a.rs", &"x\n".repeat(MAX_LINES + 1)).len(), 1);
    }

    #[test]
    fn comments_are_left_out() {
        let lines: Vec<_> = code_lines("a // b\n// c\n\"http://d\"\n").collect();
        assert_eq!(lines, [(1, "a "), (3, "\"http://d\"")]);
    }
}
