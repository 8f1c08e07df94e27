//! Facts and a level to English, in the standard stages of text generation.
//!
//! Architecture Invariant: prose sees the code model and the facts, never a syntax tree, and never asks which language it is.

#[allow(dead_code, reason = "writers of sections come one by one")]
mod draft;
mod explanation;
#[allow(dead_code, reason = "writers of sections come one by one")]
mod how;

pub use explanation::{Explanation, Level, Origin, Section, SectionKind, Sentence, SourceSpan};

/// Writes an explanation.
pub fn write(unit: &code::Unit, _facts: &facts::Facts, level: Level, engine: &str) -> Explanation {
    let (start_line, end_line) = unit.line_range(unit.span(unit.root));
    let span = SourceSpan { start_line, end_line, start_byte: 0, end_byte: unit.source.len() as u32 };
    let text = format!("{} lines.", end_line);
    let sentence = Sentence { id: 0, parent: None, text, origin: Origin::Derived, spans: vec![span] };
    let section = Section { kind: SectionKind::What, sentences: vec![sentence] };
    Explanation { v: 1, engine: engine.to_owned(), language: unit.language.to_owned(), level, sections: vec![section] }
}
