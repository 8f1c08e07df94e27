//! What a file holds that is one large value: settings, translations, tables.
//!
//! ```text
//! return ['name' => 'Shop', 'debug' => env('DEBUG'), …];
//! Gives back an array of twelve entries.
//!   `'name'` is `'Shop'`, and `'debug'` is `DEBUG` of the environment.
//! ```

use code::{Kind, NodeId, Span};
use facts::{Action, Step};

use super::{Inside, Told, acts};
use crate::draft::Context;
use crate::phrase;
use crate::words::{list_some, sentence};

/// How many entries one sentence tells, and how many sentences there are at most; of more, the keys alone are told.
const IN_ONE: usize = 4;
const MOST: usize = 6;

/// Tells the value that a file gives back by its entries. Answers no for anything else, and where the value is short.
pub(super) fn tell(cx: &Context, step: &Step, out: &mut Vec<Told>) -> bool {
    let unit = cx.unit;
    let Action::Return(Some(value)) = step.action else { return false };
    if unit.enclosing_function(value).is_some() || unit.enclosing_type(value).is_some() {
        return false;
    }
    let (Kind::Mapping(list) | Kind::Sequence(list)) = unit.kind(value) else { return false };
    let mut entries = unit.list(list);
    let mut under = None;
    // A wrapper around one value says less than what that holds.
    if let &[only] = entries
        && let Kind::Entry { key, value: inner, .. } = unit.kind(only)
        && let Kind::Mapping(list) | Kind::Sequence(list) = unit.kind(inner)
    {
        entries = unit.list(list);
        under = Some(key);
    }
    if entries.len() < 2 || unit.span(value).len() < 120 {
        return false;
    }
    let mut told = Told::act(acts::act(cx, step.node, &step.action), step.span);
    let (shown, rest) = entries.split_at(entries.len().min(IN_ONE * MOST));
    told.inside = shown.chunks(IN_ONE).map(|part| Inside::Told(part_of(cx, part))).collect();
    if let (Some(&first), Some(&last)) = (rest.first(), rest.last()) {
        let span = unit.span(first).cover(unit.span(last));
        let n = crate::words::number(rest.len());
        let text = if rest.len() == 1 { "one more follows".to_owned() } else { format!("{n} more follow") };
        told.inside.push(Inside::Told(Told::fixed(sentence(&text), span)));
    }
    // What stands in the wrapper is no entry of the wrapper's own kind.
    if let Some(key) = under {
        let (key, span) = (phrase::noun(cx, key), unit.span(key).cover(unit.span(value)));
        let lead = match cx.level {
            crate::Level::Beginner => format!("Under {key} it has these:"),
            _ => format!("Under {key}:"),
        };
        told.inside = vec![Inside::Told(Told::fixed(lead, span).with(std::mem::take(&mut told.inside)))];
    }
    out.push(told);
    true
}

/// A few entries in one sentence.
fn part_of(cx: &Context, part: &[NodeId]) -> Told {
    let unit = cx.unit;
    let items: Vec<String> = part
        .iter()
        .map(|&entry| match unit.kind(entry) {
            Kind::Entry { key, value, .. } => format!("{} is {}", phrase::noun(cx, key), phrase::noun(cx, value)),
            _ => format!("there is {}", phrase::noun(cx, entry)),
        })
        .collect();
    let span = part.iter().map(|&it| unit.span(it)).reduce(Span::cover).unwrap_or_default();
    Told::fixed(sentence(&list_some(&items, IN_ONE)), span)
}
