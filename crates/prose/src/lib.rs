//! Facts and a level to English, in the standard stages of text generation.
//!
//! [`plan`] chooses and orders; `what`, `how`, `why`, `concepts` and `watch_out` write the sections; `phrase` says expressions;
//! `lexicon` holds the words for idioms and hazards; `draft` gathers the sentences.
//!
//! Architecture Invariant: prose sees the code model and the facts, never a syntax tree, and never asks which language it is.

mod aggregate;
mod chart;
mod concepts;
mod document;
mod draft;
mod example;
mod explanation;
mod how;
mod lexicon;
mod morphology;
mod orthography;
pub mod overview;
mod page;
mod part;
mod phrase;
mod plan;
mod query;
mod say;
mod sheet;
mod style;
mod watch_out;
mod what;
mod why;
mod words;

pub use chart::{Arrow, BoxKind, Chart, ChartBox};
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
        sections: draft.finish(unit, level),
    }
}

/// Writes about a part of a unit in the context of the whole: the statements or items that a selection touches, or the name at an
/// empty one, the cursor. `None` where no code stands there.
pub fn write_part(
    unit: &code::Unit,
    facts: &facts::Facts,
    level: Level,
    engine: &str,
    selected: code::Span,
) -> Option<Explanation> {
    part::write(unit, facts, level, engine, selected)
}

/// The flow chart of a function; `None` where it has no body with steps.
pub fn chart(unit: &code::Unit, facts: &facts::Facts, level: Level, id: code::FunctionId) -> Option<Chart> {
    chart::of(unit, facts, level, id)
}

/// The flow chart of the function that an explanation is about: that of the whole, or that of a part of it. `None` where it is about
/// anything else, or where the function only runs from top to bottom, so that a picture shows nothing.
pub fn chart_of_explained(
    unit: &code::Unit,
    facts: &facts::Facts,
    level: Level,
    selected: Option<code::Span>,
) -> Option<Chart> {
    let id = match selected {
        Some(selected) => part::function_at(&draft::Context { unit, facts, level }, selected)?,
        None => match plan::shape(unit, facts) {
            plan::Shape::Function(id) => id,
            _ => return None,
        },
    };
    let decides = |it: &ChartBox| matches!(it.kind, BoxKind::Question | BoxKind::Loop);
    chart::of(unit, facts, level, id).filter(|chart| chart.boxes.iter().any(decides))
}

/// Whether an explanation is about one function, one type or one script as a whole, not about a file of several items.
pub fn is_about_one(unit: &code::Unit, facts: &facts::Facts) -> bool {
    plan::shape(unit, facts) != plan::Shape::File
}
