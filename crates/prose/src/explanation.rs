//! What is handed to every shell: plain data, the public JSON contract.

use serde::{Deserialize, Serialize};

/// Who the text is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// Is learning to program.
    Beginner,
    /// Programs, maybe not in this language.
    Intermediate,
    /// Reviews code.
    Expert,
}

impl Level {
    /// All levels, in rising order.
    pub const ALL: [Self; 3] = [Self::Beginner, Self::Intermediate, Self::Expert];

    /// The name in the JSON contract.
    pub fn name(self) -> &'static str {
        match self {
            Self::Beginner => "beginner",
            Self::Intermediate => "intermediate",
            Self::Expert => "expert",
        }
    }

    /// The level of a name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.name() == name)
    }
}

/// An explanation of one source text at one level.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Explanation {
    /// Version of this format: 1.
    pub v: u32,
    /// Version of the engine that wrote it.
    pub engine: String,
    /// The language's name.
    pub language: String,
    /// The level.
    pub level: Level,
    /// What, How, Why, Concepts, Watch out, in this order; sections without a sentence are left out.
    pub sections: Vec<Section>,
}

/// One section.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    /// Which one.
    pub kind: SectionKind,
    /// Its sentences in reading order; a parent stands before its children.
    pub sentences: Vec<Sentence>,
}

/// Which section.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SectionKind {
    /// What it does.
    What,
    /// How it works, step by step.
    How,
    /// Why it is written that way.
    Why,
    /// Terms.
    Concepts,
    /// Hazards.
    WatchOut,
}

/// One statement of an explanation: one to three sentences about the same lines.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sentence {
    /// Unique in the explanation; counts up in reading order.
    pub id: u32,
    /// The sentence that this one is a part of: an item of a file, a step that holds steps.
    pub parent: Option<u32>,
    /// The text. Code in it stands in backticks, terms in the concepts section between `**`; nothing else is markup.
    pub text: String,
    /// Who says so.
    pub origin: Origin,
    /// The code that it rests on; never empty for a derived sentence.
    pub spans: Vec<SourceSpan>,
}

/// Who says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Origin {
    /// Read off the code.
    Derived,
    /// Said by the language model.
    Inferred,
}

/// A part of the input.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct SourceSpan {
    /// First line, counted from 1.
    pub start_line: u32,
    /// Last line, inclusive.
    pub end_line: u32,
    /// First byte of the UTF-8 input.
    pub start_byte: u32,
    /// One past the last byte.
    pub end_byte: u32,
}
