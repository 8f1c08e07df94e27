//! *Watch out* of documents.

use facts::documents::{DocumentHazard, DocumentTrap};

use super::{Writer, template};
use crate::draft::code;
use crate::words::{self, sentence};
use crate::{Level, SectionKind};

/// How many traps are told in all, and of one kind.
const MOST: usize = 8;

/// Fills the section.
pub(super) fn fill(w: &mut Writer<'_, '_>) {
    let all = &w.documents().hazards;
    let mut done: Vec<String> = Vec::new();
    let mut told = 0;
    for hazard in all {
        let group = group_of(hazard);
        if done.contains(&group) || told == MOST {
            continue;
        }
        let same: Vec<&DocumentHazard> = all.iter().filter(|it| group_of(it) == group).collect();
        done.push(group);
        if let Some(text) = text(w, hazard, &same) {
            let spans: Vec<_> = same.iter().map(|it| it.span).collect();
            w.draft.say(SectionKind::WatchOut, None, sentence(&text), &spans);
            told += 1;
        }
    }
}

/// Traps that one sentence tells.
fn group_of(hazard: &DocumentHazard) -> String {
    match hazard.trap {
        // These name what is wrong with one value.
        DocumentTrap::Twice { .. } | DocumentTrap::LostZero | DocumentTrap::Octal => {
            format!("{:?}{}", std::mem::discriminant(&hazard.trap), hazard.span.start)
        }
        DocumentTrap::Known(text) if text.contains('{') => format!("{text}{}", hazard.span.start),
        DocumentTrap::Known(text) => text.to_owned(),
        _ => format!("{:?}", std::mem::discriminant(&hazard.trap)),
    }
}

fn text(w: &Writer<'_, '_>, hazard: &DocumentHazard, same: &[&DocumentHazard]) -> Option<String> {
    let is_beginner = w.cx.level == Level::Beginner;
    let values = || {
        let mut all: Vec<String> = Vec::new();
        for it in same.iter().filter_map(|it| it.value) {
            let text = code(w.text(it));
            if !all.contains(&text) {
                all.push(text);
            }
        }
        words::list_some(&all, 4)
    };
    let keys = || {
        let mut all: Vec<String> = Vec::new();
        for it in same.iter().filter_map(|it| it.value) {
            let key = match w.key(it) {
                "" => w.text(it).split('=').next().unwrap_or("").split_whitespace().last().unwrap_or("").to_owned(),
                key => key.to_owned(),
            };
            let key = code(&key);
            if !all.contains(&key) {
                all.push(key);
            }
        }
        words::list_some(&all, 4)
    };
    let is_one = {
        let first = same.first().and_then(|it| it.value).map(|it| w.text(it));
        same.len() == 1 || same.iter().all(|it| it.value.map(|it| w.text(it)) == first)
    };
    Some(match hazard.trap {
        DocumentTrap::Twice { refused: true, .. } => {
            format!(
                "{} stands twice in the same place, which is not allowed: the whole text is refused",
                code(w.key(hazard.value?))
            )
        }
        DocumentTrap::Twice { .. } => {
            let key = code(w.key(hazard.value?));
            if is_beginner {
                format!(
                    "{key} stands twice in the same place. Most readers keep only the last one and forget the first without a word; others refuse the text"
                )
            } else {
                format!(
                    "duplicate key {key}: readers differ, most take the last value, strict ones refuse the document"
                )
            }
        }
        DocumentTrap::TrailingComma => {
            "the comma behind the last item is not allowed by the standard: strict readers refuse the whole text"
                .to_owned()
        }
        DocumentTrap::Comment => "the standard has no comments: strict readers refuse the whole text".to_owned(),
        DocumentTrap::TruthWord => {
            let (is, quotes) = if is_one {
                ("is a word without quotes that", "it")
            } else {
                ("are words without quotes that", "them")
            };
            format!(
                "{} {is} readers of version 1.1 take for true or false, and readers of version 1.2 for a text; quotes around {quotes} settle it",
                values()
            )
        }
        DocumentTrap::LostZero => {
            let text = w.text(hazard.value?);
            format!("{} without quotes is a number, so its last zero is lost; in quotes it stays a version", code(text))
        }
        DocumentTrap::Octal => {
            let text = w.text(hazard.value?);
            let number = u64::from_str_radix(text.trim_start_matches(['-', '+']), 8).ok()?;
            format!(
                "{} begins with a zero: readers of version 1.1 take it as octal, which is {number}, others as decimal",
                code(text)
            )
        }
        DocumentTrap::Sexagesimal => {
            format!(
                "readers of version 1.1 may take {} for one number to the base of 60; quotes keep it a text",
                values()
            )
        }
        DocumentTrap::TooLarge => {
            let verb = if is_one { "is" } else { "are" };
            format!(
                "{} {verb} larger than 2 to the power of 53: readers that keep numbers as doubles may round it",
                values()
            )
        }
        DocumentTrap::Secret => {
            let verb = if is_one { "stands" } else { "stand" };
            let what = if is_one { "the value of" } else { "the values of" };
            if is_beginner {
                format!(
                    "{what} {} {verb} here in clear text: whoever can read this file knows the secret. It belongs in a place of its own, such as the environment or a store for secrets",
                    keys()
                )
            } else {
                format!(
                    "{what} {} {verb} in clear text; keep secrets out of files that are shared, and replace those that were",
                    keys()
                )
            }
        }
        DocumentTrap::UnknownLabel => format!("{} refers to a label that is defined nowhere above it", values()),
        DocumentTrap::Known(text) => template::fill(w.cx, text, hazard.value?)?,
    })
}
