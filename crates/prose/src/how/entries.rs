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

/// A file with more statements has more to tell than one value.
const FEW: usize = 12;
/// A value on fewer lines is told in its sentence.
const LONG: u32 = 5;

/// Tells a large value of a file by its entries: one that the file gives back, names, or hands to the one call that it is about.
/// Answers no for anything else, and where the value is short.
pub(super) fn tell(cx: &Context, step: &Step, out: &mut Vec<Told>) -> bool {
    let unit = cx.unit;
    let Some(value) = large(cx, step) else { return false };
    if unit.enclosing_function(value).is_some() || unit.enclosing_type(value).is_some() {
        return false;
    }
    let mut entries = match unit.kind(value) {
        Kind::Mapping(list) | Kind::Sequence(list) => unit.list(list),
        Kind::Call { arguments, .. } => unit.list(arguments),
        _ => return false,
    };
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
    let mut part: Vec<NodeId> = Vec::new();
    for (at, &entry) in shown.iter().enumerate() {
        let inner = inner_of(cx, entry, at);
        if inner.is_some() || part.len() == IN_ONE {
            told.inside.extend(part_of(cx, &part).map(Inside::Told));
            part.clear();
        }
        match inner {
            Some(inner) => told.inside.push(Inside::Told(inner)),
            None => part.push(entry),
        }
    }
    told.inside.extend(part_of(cx, &part).map(Inside::Told));
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

/// The value that a step is about, where it is large and holds nothing but values.
fn large(cx: &Context, step: &Step) -> Option<NodeId> {
    let unit = cx.unit;
    if let Action::Return(Some(value)) = step.action {
        return Some(value);
    }
    if cx.unit.statements(unit.root).len() > FEW {
        return None;
    }
    let value = match unit.kind(step.node) {
        Kind::Let { value: Some(value), .. } | Kind::Assign { value, operator: None, .. } => value,
        Kind::Export { names, from: None } => match *unit.list(names) {
            [only] => acts::default_of(cx, names).unwrap_or(only),
            _ => return None,
        },
        Kind::Call { .. } => step.node,
        _ => return None,
    };
    let value = table_of(cx, value)?;
    let (first, last) = unit.line_range(unit.span(value));
    let has_code = || {
        let inside = |id: &NodeId| unit.span(value).contains(unit.span(*id));
        (0..unit.n_nodes()).map(NodeId::from_index).any(|id| matches!(unit.kind(id), Kind::Function(_)) && inside(&id))
    };
    (last - first + 1 >= LONG && !has_code()).then_some(value)
}

/// The table that a value is or is made of: what a call takes last, of calls in calls too, or the row of a call's named arguments.
pub(crate) fn table_of(cx: &Context, value: NodeId) -> Option<NodeId> {
    let unit = cx.unit;
    let mut at = value;
    for _ in 0..8 {
        at = match unit.kind(at) {
            Kind::Call { arguments, .. } => {
                let all = unit.list(arguments);
                if all.len() > 3 && all.iter().all(|&it| matches!(unit.kind(it), Kind::NamedArgument { .. })) {
                    return Some(at);
                }
                *all.last()?
            }
            Kind::Cast { value, .. } => value,
            Kind::Mapping(_) => return Some(at),
            Kind::Sequence(list) => {
                let tables = unit.list(list).iter().all(|&it| matches!(unit.kind(it), Kind::Mapping(_)));
                return (tables && list.len() > 1).then_some(at);
            }
            _ => return None,
        };
    }
    None
}

/// An entry that is a small table itself: `In `output`, `file` is …`, `In the second, …`.
fn inner_of(cx: &Context, entry: NodeId, at: usize) -> Option<Told> {
    let unit = cx.unit;
    let (place, value) = match unit.kind(entry) {
        Kind::Entry { key, value, .. } => (cx.quote(key), value),
        _ => (format!("the {}", ["first", "second", "third", "fourth"].get(at)?), entry),
    };
    let Kind::Mapping(list) = unit.kind(value) else { return None };
    let entries = unit.list(list);
    let items: Option<Vec<String>> = entries.iter().map(|&it| item(cx, it)).collect();
    let text = list_some(&items.filter(|items| (1..=6).contains(&items.len()))?, 6);
    (text.len() <= 260).then(|| Told::fixed(sentence(&format!("in {place}, {text}")), unit.span(entry)))
}

/// An entry in a clause.
fn item(cx: &Context, entry: NodeId) -> Option<String> {
    let unit = cx.unit;
    let (name, value) = match unit.kind(entry) {
        Kind::Entry { key, value, .. } => (key, value),
        Kind::NamedArgument { name, value } => (name, value),
        _ => return None,
    };
    let short = |it: NodeId| unit.span(it).len() <= 40;
    let row = match unit.kind(value) {
        Kind::Sequence(list) => {
            Some(unit.list(list)).filter(|all| (1..=6).contains(&all.len()) && all.iter().all(|&it| short(it)))
        }
        _ => None,
    };
    Some(match row {
        Some(all) => {
            let all: Vec<String> = all.iter().map(|&it| cx.quote(it)).collect();
            format!("{} lists {}", cx.quote(name), crate::words::list(&all))
        }
        None => format!("{} is {}", cx.quote(name), phrase::noun(cx, value)),
    })
}

/// A few entries in one sentence.
fn part_of(cx: &Context, part: &[NodeId]) -> Option<Told> {
    let items: Vec<String> = part
        .iter()
        .map(|&entry| item(cx, entry).unwrap_or_else(|| format!("there is {}", phrase::noun(cx, entry))))
        .collect();
    let span = part.iter().map(|&it| cx.unit.span(it)).reduce(Span::cover)?;
    Some(Told::fixed(sentence(&list_some(&items, IN_ONE)), span))
}
