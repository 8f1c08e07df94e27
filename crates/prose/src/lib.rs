//! Facts and a level to English, in the standard stages of text generation.
//!
//! [`plan`] chooses and orders; `what`, `how`, `why`, `concepts` and `watch_out` write the sections; `phrase` says expressions;
//! `lexicon` holds the words for idioms and hazards; `draft` gathers the sentences.
//!
//! Architecture Invariant: prose sees the code model and the facts, never a syntax tree, and never asks which language it is.

mod aggregate;
mod concepts;
mod document;
mod draft;
mod example;
mod explanation;
mod how;
mod lexicon;
mod morphology;
mod orthography;
mod phrase;
mod plan;
mod query;
mod say;
mod watch_out;
mod what;
mod why;
mod words;

pub use explanation::{Explanation, Level, Origin, Section, SectionKind, Sentence, SourceSpan};

/// What the words for idioms and hazards ask for and the facts do not give; nothing, if facts and words agree. For tests.
pub fn unfilled(facts: &facts::Facts) -> Vec<String> {
    lexicon::unfilled(facts)
}

/// Writes an explanation. `cut` says that the unit holds only the beginning of the input, which the text then says too.
pub fn write(unit: &code::Unit, facts: &facts::Facts, level: Level, engine: &str, cut: bool) -> Explanation {
    let cx = draft::Context { unit, facts, level };
    let mut draft = draft::Draft::default();
    plan::fill(&cx, &mut draft);
    if cut {
        what::cut(&cx, &mut draft);
    }
    Explanation {
        v: 1,
        engine: engine.to_owned(),
        language: unit.language.to_owned(),
        level,
        sections: draft.finish(unit),
    }
}

/// Whether an explanation is about one function, one type or one script as a whole, not about a file of several items.
pub fn is_about_one(unit: &code::Unit, facts: &facts::Facts) -> bool {
    plan::shape(unit, facts) != plan::Shape::File
}
