//! What the page and the model's worker say to each other: JSON of these types.

use std::borrow::Cow;

use engine::Level;
use engine::ground::Verdict;
use engine::prompt::Prompt;
use serde::{Deserialize, Serialize};

/// The model that the build put beside the page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offer {
    /// The address of its folder, with a slash at the end.
    pub base: String,
    /// The SHA-256 sum of its manifest, which names all other files and their sums.
    pub manifest: String,
    /// The length of its manifest.
    pub manifest_bytes: u64,
    /// The length of all its files.
    pub bytes: u64,
}

/// The page wants something.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Order<'a> {
    /// The model, from the store or from the page's own origin.
    Load {
        /// Which one.
        offer: Cow<'a, Offer>,
    },
    /// Sentences about items; what was ordered before is given up.
    Infer {
        /// Counts up; the reports carry it.
        id: u64,
        /// Who they are for.
        level: Level,
        /// The items, with their places among all items of the text.
        items: Cow<'a, [(usize, Prompt)]>,
    },
    /// Nothing any more: gives up the download or the sentence that it is at.
    Stop,
}

/// The model's worker says something.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Report {
    /// It has started and can be ordered.
    Alive,
    /// So much of the model has arrived.
    Progress {
        /// Bytes.
        done: u64,
        /// Bytes of the whole.
        total: u64,
    },
    /// All files are there; they are being held against their sums and read.
    Preparing,
    /// The model can be asked.
    Loaded {
        /// Whether the next visit finds it in the store.
        is_kept: bool,
        /// Whether every file came out of the store.
        is_from_store: bool,
        /// How long it took since the order, in milliseconds.
        milliseconds: u32,
        /// How large the worker's memory is, in bytes.
        memory: u64,
    },
    /// The model cannot be used.
    Failed {
        /// What happened, and how to mend it.
        message: String,
    },
    /// A sentence, and what became of it.
    Said {
        /// The order.
        id: u64,
        /// The item's place.
        index: usize,
        /// The sentence, held against the code.
        verdict: Verdict,
    },
    /// The order is at its end, or was given up.
    Done {
        /// The order.
        id: u64,
    },
    /// The worker could not start. Written by the loader, so this shape is also in `build/finish.mjs`.
    Broken {
        /// What the browser said.
        message: String,
    },
    /// The worker broke off. Written by the loader as well.
    Trapped {
        /// What the browser said.
        message: String,
    },
}
