//! What the page and the worker say to each other: JSON of these types.

use std::borrow::Cow;

use engine::inferred::Items;
use engine::{Chart, Explanation, Level, Overview};
use serde::{Deserialize, Serialize};

/// The page asks for an explanation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ask<'a> {
    /// Counts up; the answer carries it.
    pub id: u64,
    /// The source text.
    pub code: Cow<'a, str>,
    /// The language's name, or `None` to detect it.
    pub language: Option<Cow<'a, str>>,
    /// The file's name, which helps to detect the language.
    pub file_name: Option<Cow<'a, str>>,
    /// Who it is for.
    pub level: Level,
    /// The bytes of the part to explain in the context of the whole, a cursor where they are the same; `None` for the whole.
    #[serde(default)]
    pub part: Option<(usize, usize)>,
    /// Whether the language model is on, so that what it reads is wanted too.
    #[serde(default)]
    pub with_items: bool,
    /// The files of which an overview is wanted, in place of an explanation.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<AskedFile<'a>>,
}

/// One of several files.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AskedFile<'a> {
    /// Its path, from the folder that holds the project.
    pub path: Cow<'a, str>,
    /// Its text.
    pub code: Cow<'a, str>,
}

/// The worker says something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Answer {
    /// It has started and can be asked.
    Ready {
        /// The engine's version.
        engine: String,
        /// All languages, in the order in which they are offered.
        languages: Vec<LanguageName>,
    },
    /// The explanation of a request.
    Explained {
        /// The request.
        id: u64,
        /// Its answer.
        explanation: Explanation,
        /// The flow chart of the function that it is about, where it is about one.
        #[serde(default)]
        chart: Option<Chart>,
        /// What the language model reads, where that was wanted.
        #[serde(default)]
        items: Option<Items>,
    },
    /// The overview of several files.
    Surveyed {
        /// The request.
        id: u64,
        /// Its answer.
        overview: Overview,
    },
    /// There is no explanation.
    Refused {
        /// The request.
        id: u64,
        /// Why.
        reason: Refusal,
        /// Why, in the engine's words.
        message: String,
    },
    /// A request waits for a language's grammar, which is on its way. The worker can be asked meanwhile: a newer request takes this
    /// one's place.
    Loading {
        /// The request.
        id: u64,
        /// The reader's name for the language.
        language: String,
    },
    /// What a request waited for has arrived, and the worker is at it.
    Reading {
        /// The request.
        id: u64,
    },
    /// The worker could not start. Written by the loader, so this shape is also in `build/finish.mjs`.
    Broken {
        /// What the browser said.
        message: String,
    },
}

/// Why there is no explanation; the page has its own words for each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Refusal {
    /// Nothing but white space.
    Empty,
    /// The text holds a NUL byte.
    Binary,
    /// The chosen language is not one of the engine's.
    UnknownLanguage,
    /// Nothing in the text tells its language.
    Undetected,
    /// A grammar could not be loaded.
    NoGrammar,
    /// There is no code in the part.
    NoPart,
}

/// A language, as the page lists it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LanguageName {
    /// The engine's name for it.
    pub name: String,
    /// The reader's name for it.
    pub title: String,
    /// The usual file extension, without the dot.
    pub extension: String,
}
