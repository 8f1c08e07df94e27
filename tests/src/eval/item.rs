//! What stands in `tests/eval/<language>.toml`.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use engine::Level;
use serde::Deserialize;
use sha2::{Digest, Sha256};

use super::pattern::Pattern;

/// The items of a language.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Set {
    /// In the order of the file.
    #[serde(rename = "item")]
    pub items: Vec<Item>,
}

/// A function, a type or a file, and what must and must not be said of it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Item {
    /// Where the package is published.
    pub registry: Registry,
    /// The package's name there.
    pub package: String,
    /// The exact version.
    pub version: String,
    /// The file, relative to the package's folder.
    pub path: String,
    /// What is explained, as readers call it; the lines say where it is.
    pub symbol: String,
    /// The first and the last line, counted from 1.
    pub lines: (usize, usize),
    /// Of these lines, each ended by `\n`.
    pub sha256: String,
    /// What must be said.
    pub facts: Vec<Fact>,
    /// What must not be said, since it is false.
    #[serde(default)]
    pub traps: Vec<Pattern>,
}

/// A fact that must be stated.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fact {
    /// What the fact is about.
    pub kind: Kind,
    /// How much it counts.
    #[serde(default = "one")]
    pub weight: u32,
    /// The levels that must state it.
    #[serde(default = "all")]
    pub levels: Vec<Level>,
    /// Wordings, any of which will do.
    pub say: Vec<Pattern>,
}

/// What a fact is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// What the whole is for.
    Purpose,
    /// What is done on the way.
    Step,
    /// What comes out.
    Result,
    /// What happens at the edges: empty input, errors, defaults.
    Edge,
    /// What is changed outside.
    Effect,
    /// Why it is written so, and what it costs.
    Reason,
}

/// Where a package is published.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Registry {
    /// Rust's.
    Crates,
    /// Node's.
    Npm,
    /// Python's.
    Pypi,
}

fn one() -> u32 {
    1
}

fn all() -> Vec<Level> {
    Level::ALL.to_vec()
}

impl Kind {
    /// All of them, the weightiest first.
    pub const ALL: [Self; 6] = [Self::Purpose, Self::Step, Self::Result, Self::Edge, Self::Effect, Self::Reason];

    /// As it is written in a set.
    pub fn name(self) -> &'static str {
        match self {
            Self::Purpose => "purpose",
            Self::Step => "step",
            Self::Result => "result",
            Self::Edge => "edge",
            Self::Effect => "effect",
            Self::Reason => "reason",
        }
    }
}

impl Item {
    /// How an item is called in reports.
    pub fn name(&self) -> String {
        format!("{}/{}", self.package, self.symbol)
    }

    /// The code that is explained, without the indentation that all of it has, if the file is what it was.
    pub fn slice(&self, text: &str) -> Result<String, String> {
        let (first, last) = self.lines;
        let lines: Vec<&str> = text.lines().skip(first - 1).take(last + 1 - first).collect();
        if lines.len() != last + 1 - first {
            return Err(format!("{} has no line {last}", self.path));
        }
        let exact: String = lines.iter().flat_map(|line| [line, "\n"]).collect();
        let sum = sum(exact.as_bytes());
        if sum != self.sha256 {
            return Err(format!("lines {first} to {last} of {} differ: their sha256 is {sum}", self.path));
        }
        let depth = |line: &&str| line.len() - line.trim_start_matches([' ', '\t']).len();
        let margin = lines.iter().filter(|line| !line.trim().is_empty()).map(depth).min().unwrap_or(0);
        Ok(lines.iter().flat_map(|line| [line.get(margin..).unwrap_or(""), "\n"]).collect())
    }
}

/// Where the set of a language is kept.
pub fn path(language: &str) -> PathBuf {
    crate::root().join("tests/eval").join(format!("{language}.toml"))
}

/// Reads the set of a language; `None` where there is none yet.
pub fn read(language: &str) -> Result<Option<Set>, String> {
    let path = path(language);
    if !path.is_file() {
        return Ok(None);
    }
    let text = fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    toml::from_str(&text).map(Some).map_err(|error| format!("{}: {error}", path.display()))
}

/// What is wrong with a set as it is written; its sources are not looked at.
pub fn problems(set: &Set) -> Vec<String> {
    let mut problems = Vec::new();
    let mut names = BTreeSet::new();
    let mut places = BTreeSet::new();
    for item in &set.items {
        let mut wrong = |what: &str| problems.push(format!("{}: {what}", item.name()));
        if !names.insert(item.name()) || !places.insert((&item.package, &item.path, item.lines)) {
            wrong("stands there twice");
        }
        let is_sum = |c: char| c.is_ascii_digit() || ('a'..='f').contains(&c);
        if item.sha256.len() != 64 || !item.sha256.chars().all(is_sum) {
            wrong("its sha256 is not 64 hexadecimal digits in lower case");
        }
        if item.lines.0 == 0 || item.lines.0 > item.lines.1 {
            wrong("its lines are no range that counts from 1");
        }
        if item.path.starts_with('/') || item.path.split('/').any(|part| part == "..") {
            wrong("its path leads out of the package");
        }
        if !item.facts.iter().any(|fact| fact.kind == Kind::Purpose) {
            wrong("no fact says what it is for");
        }
        if item.traps.is_empty() {
            wrong("it has no trap");
        }
        for fact in &item.facts {
            let is_empty = fact.say.is_empty() || fact.levels.is_empty() || fact.weight == 0;
            if is_empty {
                wrong("a fact without wordings, levels or weight");
            }
        }
    }
    problems
}

/// The SHA-256 of some bytes, in hexadecimal.
fn sum(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(lines: (usize, usize), sha256: &str) -> Item {
        let text = format!(
            "registry = \"npm\"\npackage = \"p\"\nversion = \"1.0.0\"\npath = \"a.js\"\nsymbol = \"s\"\nlines = [{}, {}]\n\
             sha256 = \"{sha256}\"\nfacts = [{{ kind = \"purpose\", say = [\"adds | sums\"] }}]\ntraps = [\"multiplies\"]\n",
            lines.0, lines.1
        );
        toml::from_str(&text).expect("a well-formed item")
    }

    #[test]
    fn a_slice_is_held_against_its_sum_and_loses_its_margin() {
        let text = "class A\n    def f:\n\n        1\nend\n";
        let exact = sum(b"    def f:\n\n        1\n");
        assert_eq!(item((2, 4), &exact).slice(text).as_deref(), Ok("def f:\n\n    1\n"));
        let error = item((1, 4), &exact).slice(text).expect_err("another slice");
        assert!(error.contains("their sha256 is"), "{error}");
        assert!(item((2, 9), &exact).slice(text).is_err());
    }

    #[test]
    fn what_is_written_wrong_is_named() {
        let set = |items| problems(&Set { items });
        let sha = "a".repeat(64);
        assert_eq!(set(vec![item((1, 2), &sha)]), [""; 0]);
        assert_eq!(set(vec![item((1, 2), &sha), item((1, 2), &sha)]).len(), 1);
        assert_eq!(set(vec![item((2, 1), &"A".repeat(64))]).len(), 2);
        let mut bare = item((1, 2), &sha);
        bare.path = "../a.js".to_owned();
        bare.traps.clear();
        bare.facts.clear();
        assert_eq!(set(vec![bare]).len(), 3);
    }
}
