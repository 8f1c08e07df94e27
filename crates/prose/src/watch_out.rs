//! *Watch out*: hazards that the facts prove.

use code::Span;

use crate::draft::{Context, Draft};
use crate::lexicon;
use crate::words::{list_some, sentence};
use crate::{Level, SectionKind};

/// Fills the section.
pub(crate) fn fill(cx: &Context<'_>, draft: &mut Draft) {
    let at = match cx.level {
        Level::Beginner => 0,
        Level::Intermediate => 1,
        Level::Expert => 2,
    };
    let mut told = Vec::new();
    for hazard in &cx.facts.hazards {
        if told.contains(&hazard.kind) {
            continue;
        }
        let template = lexicon::hazards::hazard(hazard.kind).text[at];
        let template = template.replace("{example}", &crate::draft::code(cx.unit.dialect.loose_example));
        let Some(mut text) = lexicon::fill(cx, &template, &hazard.parts) else {
            continue;
        };
        told.push(hazard.kind);
        let same: Vec<Span> =
            cx.facts.hazards.iter().filter(|other| other.kind == hazard.kind).map(|other| other.span).collect();
        if same.len() > 1 {
            let mut lines: Vec<String> = same[1..].iter().map(|span| cx.unit.line(span.start).to_string()).collect();
            lines.dedup();
            let noun = if lines.len() == 1 { "line" } else { "lines" };
            text = format!("{} The same holds at {noun} {}.", sentence(&text), list_some(&lines, 5));
        }
        draft.say(SectionKind::WatchOut, None, sentence(&text), &same);
    }
}
