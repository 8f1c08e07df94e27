//! Well-known documents, as data: how each is recognised, what it is for, and what its keys mean.
//!
//! A path is keys joined by `/`; `*` stands for any key or position. Texts have holes: `{}` is the value, `{key}` its key, `{all}` what
//! it holds, `{n}` how much that is, `{^}` the key around it, `{a/b}` a value below it, `{../a}` one beside it; `:` and a word behind a
//! path say how the value is to be read. What stands in `[…]` is left out where a hole of it cannot be filled.

use serde::{Deserialize, Serialize};

use crate::packed::leaked;

/// A kind of document that readers know.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentKind {
    /// Its name in the tables.
    pub name: &'static str,
    /// What it is called in a sentence: `the manifest of an npm package`.
    pub noun: &'static str,
    /// What one such document is, best first; the first text is taken whose holes can be filled.
    #[serde(deserialize_with = "leaked")]
    pub what: &'static [&'static str],
    /// What such documents are for, for who has not met one.
    pub plain: &'static str,
    /// What who knows them should keep in mind.
    pub note: &'static str,
    /// Tests that all must hold: `path`, `path:form`, `path=text`, `path~part`, joined by `|` where one is enough.
    #[serde(deserialize_with = "leaked")]
    pub needs: &'static [&'static str],
    /// Tests of which some must hold, each with its weight.
    #[serde(deserialize_with = "leaked")]
    pub clues: &'static [(&'static str, i32)],
    /// The least that the clues that hold must weigh.
    pub least: i32,
    /// Whether its readers take comments and commas behind the last item.
    pub lenient: bool,
    /// Paths of what its author says that the project is for.
    #[serde(deserialize_with = "leaked")]
    pub about: &'static [&'static str],
    /// Paths of the files that its project is started or loaded from.
    #[serde(deserialize_with = "leaked")]
    pub starts: &'static [&'static str],
    /// What its keys mean.
    #[serde(deserialize_with = "leaked")]
    pub keys: &'static [DocumentKey],
}

/// What the value at a path of a document means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentKey {
    /// Where it stands.
    pub path: &'static str,
    /// What it is, where it is a thing of its own with parts: `the service {key}`.
    pub subject: &'static str,
    /// What it says of the thing that it is a part of, as a verb with all that follows: `is built from {}`.
    pub does: &'static str,
    /// The same for beginners, where it differs.
    pub plain: &'static str,
    /// The same for experts, where it differs.
    pub terse: &'static str,
    /// The same as a whole clause, where it has a subject of its own.
    pub says: &'static str,
    /// What it is as one of the items of `{all}` of the value around it.
    pub item: &'static str,
    /// What is said instead where the value fits a pattern: `true`, `latest`, `actions/checkout@*`.
    #[serde(deserialize_with = "leaked")]
    pub when: &'static [(&'static str, &'static str)],
    /// How its value is read, as behind `:` in a hole.
    pub reads: &'static str,
    /// What beginners are told about it, once.
    pub means: &'static str,
    /// What experts are told about it, once.
    pub note: &'static str,
    /// A term that it uses.
    pub term: &'static str,
    /// Traps: a pattern of the value, and what is wrong with it.
    #[serde(deserialize_with = "leaked")]
    pub traps: &'static [(&'static str, &'static str)],
}
