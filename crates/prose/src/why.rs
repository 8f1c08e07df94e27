//! *Why*: the reasons behind recognised structure. A reason is tied to an idiom and holds wherever the idiom does.

mod notes;

use facts::{Idiom, Motive};

use crate::draft::{Context, Draft};
use crate::lexicon;
use crate::plan::{self, Shape};
use crate::words::sentence;
use crate::{Level, SectionKind};

/// Fills the section.
pub(crate) fn fill(cx: &Context<'_>, _shape: Shape, draft: &mut Draft) {
    notes::fill(cx, draft);
    let most = plan::budget(cx, 12, 3, 14);
    let mut told = Vec::new();
    for idiom in &cx.facts.idioms {
        if told.contains(&idiom.kind) || told.len() >= most {
            continue;
        }
        let Some(text) = reason(cx, idiom) else { continue };
        told.push(idiom.kind);
        // The same idiom elsewhere in the code has the same reason.
        let spans: Vec<code::Span> =
            cx.facts.idioms.iter().filter(|other| other.kind == idiom.kind).map(|other| other.span).take(4).collect();
        draft.say(SectionKind::Why, None, sentence(&text), &spans);
    }
    choices(cx, draft);
}

/// The reasons for single choices, each once.
fn choices(cx: &Context<'_>, draft: &mut Draft) {
    let most = plan::budget(cx, 12, 3, 10);
    let mut told = Vec::new();
    for motive in &cx.facts.motives {
        if told.contains(&motive.kind) || told.len() >= most {
            continue;
        }
        let Some(text) = reason_of(cx, motive) else { continue };
        told.push(motive.kind);
        let alike = cx.facts.motives.iter().filter(|other| other.kind == motive.kind);
        let spans: Vec<code::Span> = alike.map(|other| other.span).take(4).collect();
        draft.say(SectionKind::Why, None, sentence(&text), &spans);
    }
}

/// The reason for a choice at this level.
fn reason_of(cx: &Context<'_>, motive: &Motive) -> Option<String> {
    let text = lexicon::motives::motive(motive.kind);
    let at = match cx.level {
        Level::Beginner => 0,
        Level::Intermediate => 1,
        Level::Expert => 2,
    };
    let name = lexicon::fill(cx, text.name, &motive.parts)?;
    let reason = lexicon::fill(cx, text.why[at], &motive.parts)?;
    Some(format!("{name}: {reason}"))
}

/// The reason for an idiom at this level.
fn reason(cx: &Context<'_>, idiom: &Idiom) -> Option<String> {
    let text = lexicon::idioms::idiom(idiom.kind);
    let at = match cx.level {
        Level::Beginner => 0,
        Level::Intermediate => 1,
        Level::Expert => 2,
    };
    // The name tells which part of the code the reason is about.
    let name = lexicon::fill(cx, text.name, &idiom.parts)?;
    lexicon::fill(cx, text.why[at], &idiom.parts).map(|reason| format!("{name}: {reason}"))
}
