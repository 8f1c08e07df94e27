//! Watch out: circles of imports, and files that nothing uses.

use facts::project::{EdgeKind, Place};

use super::{Context, Draft};
use crate::words::{count, list, list_some, number};
use crate::{Level, SectionKind};

/// More circles than this are counted.
const FEW: usize = 3;

/// More files than this that nothing here uses are what the project offers to others.
const FEW_FILES: usize = 6;

pub(super) fn fill(cx: &Context<'_>, draft: &mut Draft) {
    for cycle in cx.project.cycles.iter().take(FEW) {
        let mut places: Vec<Place> = Vec::new();
        for (at, &from) in cycle.files.iter().enumerate() {
            let to = cycle.files[(at + 1) % cycle.files.len()];
            let edges = cx.project.from(from).iter().filter(|it| it.to == to && it.kind == EdgeKind::Uses);
            places.extend(edges.filter_map(|it| it.extents.first().map(|&extent| Place { file: from, extent })));
        }
        let names: Vec<String> = cycle.files.iter().map(|&it| cx.name(it)).collect();
        let circle = match &names[..] {
            [one, other] => format!("{one} and {other} import each other"),
            [first, ..] if names.len() <= 6 => {
                format!("the imports go round in a circle: {} → {first}", names.join(" → "))
            }
            _ => {
                format!("the imports of {} go round in a circle: {}", count(names.len(), "file"), list_some(&names, 4))
            }
        };
        let larger = if cycle.n_knotted > cycle.files.len() {
            format!(" ({} files in all are tied together this way)", number(cycle.n_knotted))
        } else {
            String::new()
        };
        let text = match cx.level {
            Level::Beginner => format!(
                "{circle}{larger}. Whichever is loaded first is asked for before it is finished, so the order in which they are loaded can matter."
            ),
            Level::Intermediate => format!(
                "{circle}{larger}. What one of them needs while it is loaded may not be there yet, depending on which comes first."
            ),
            Level::Expert => format!(
                "{circle}{larger}: load order decides whether a name is bound when the top level needs it, and none of them can be taken over alone."
            ),
        };
        draft.say(SectionKind::WatchOut, None, &text, &places);
    }
    let further = cx.project.cycles.len().saturating_sub(FEW);
    if further > 0 {
        let places: Vec<Place> =
            cx.project.cycles[FEW..].iter().flat_map(|it| it.files.iter().map(|&it| cx.whole(it))).collect();
        let text = format!("there are {} of imports", count(further, "further circle"));
        draft.say(SectionKind::WatchOut, None, &text, &places);
    }
    unused(cx, draft);
}

fn unused(cx: &Context<'_>, draft: &mut Draft) {
    let unused = &cx.project.unused;
    // Where many files are like that, others are meant to load them.
    if unused.is_empty() || unused.len() > FEW_FILES {
        return;
    }
    let names: Vec<String> = unused.iter().map(|&it| cx.name(it)).collect();
    let places: Vec<Place> = unused.iter().map(|&it| cx.whole(it)).collect();
    let names = list(&names);
    let is = if unused.len() == 1 { "is" } else { "are" };
    let text = match cx.level {
        Level::Beginner => format!(
            "no other file here so much as mentions {names}. If nothing outside of the project uses {}, {} left over.",
            if unused.len() == 1 { "it" } else { "them" },
            if unused.len() == 1 { "it is" } else { "they are" }
        ),
        _ => format!(
            "{names} {is} neither imported nor mentioned by any other file here: left over, or used from outside"
        ),
    };
    draft.say(SectionKind::WatchOut, None, &text, &places);
}
