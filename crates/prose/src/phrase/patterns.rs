//! Patterns: what an arm or an `if let` looks for.

use code::{Kind, NodeId};
use facts::Way;

use super::{join, quote};
use crate::draft::Context;

/// A pattern as a noun phrase.
pub(crate) fn pattern(cx: &Context, node: NodeId) -> String {
    let unit = cx.unit;
    let mut out = String::new();
    match unit.kind(node) {
        Kind::Wildcard => out.push_str("anything else"),
        Kind::Alternatives(list) => return patterns(cx, unit.list(list)),
        Kind::TypeExpression { .. } if !unit.dialect.ownership => {
            out.push_str(&crate::words::with_article(&crate::draft::code(unit.text(node))));
        }
        _ => match super::marks::named(cx, node) {
            Some(name) => out.push_str(&format!("{name} ({})", cx.quote(node))),
            None => quote(cx, &mut out, node),
        },
    }
    out
}

/// Several patterns, one of which must match.
pub(crate) fn patterns(cx: &Context, nodes: &[NodeId]) -> String {
    let mut flat = Vec::new();
    for &node in nodes {
        match cx.unit.kind(node) {
            Kind::Alternatives(list) => flat.extend_from_slice(cx.unit.list(list)),
            _ => flat.push(node),
        }
    }
    let words: Vec<String> = flat.iter().take(6).map(|&node| pattern(cx, node)).collect();
    match flat.len() {
        0..=6 => join(&words, "or"),
        n => format!("{} or one of {} others", words.join(", "), n - 6),
    }
}

/// What a pattern asks that only tests for a type and gives the value a name: ` is a Circle (circle)`.
pub(super) fn type_test(cx: &Context, pattern: NodeId, holds: bool) -> Option<String> {
    let unit = cx.unit;
    let Kind::Bind { name, pattern: ty } = unit.kind(pattern) else { return None };
    if !matches!(unit.kind(ty), Kind::TypeExpression { .. }) || !matches!(unit.kind(name), Kind::Name(_)) {
        return None;
    }
    let ty = crate::words::with_article(&cx.quote(ty));
    Some(if holds { format!(" is {ty} ({})", cx.quote(name)) } else { format!(" is not {ty}") })
}

/// When an arm runs that waits for a channel: `when a value arrives from x (called y)`.
pub(crate) fn communication(cx: &Context, pattern: NodeId) -> Option<String> {
    let unit = cx.unit;
    let noun = |node: NodeId| super::noun(cx, node);
    let (target, value) = match unit.kind(pattern) {
        Kind::Let { target, value: Some(value), .. } | Kind::Assign { target, operator: None, value } => {
            (Some(target), value)
        }
        Kind::Send { channel, value } => {
            return Some(format!("when {} can be sent to {}", noun(value), noun(channel)));
        }
        _ => (None, pattern),
    };
    let Kind::Receive(channel) = unit.kind(value) else { return None };
    let names: Vec<String> = match target.map(|it| (it, unit.kind(it))) {
        Some((_, Kind::Tuple(parts))) => {
            unit.list(parts).iter().filter(|&&it| unit.name_of(it).is_some()).map(|&it| cx.quote(it)).collect()
        }
        Some((target, Kind::Name(_) | Kind::Member { .. } | Kind::Index { .. })) => vec![cx.quote(target)],
        _ => Vec::new(),
    };
    let name = names.first().map_or_else(String::new, |name| format!(" ({name})"));
    // What a channel of the library stands for says more than the channel.
    if let Some(entry) = cx.facts.call(channel).and_then(|call| call.library).filter(|entry| !entry.when.is_empty())
        && let Some(when) = super::when(cx, entry.when, channel, None)
    {
        return Some(format!("{when}{name}"));
    }
    Some(format!("when a value arrives from {}{name}", noun(channel)))
}

/// What a pattern for a wrapped value asks: did it work, is there a value?
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// `Ok(…)`.
    Success,
    /// `Err(…)`.
    Failure,
    /// `Some(…)`.
    Present,
    /// `None`.
    Absent,
}

/// The outcome that a pattern stands for, and the name that the value inside gets. Patterns that look further into the value
/// are none.
pub(crate) fn outcome(cx: &Context, pattern: NodeId) -> Option<(Outcome, Option<NodeId>)> {
    let unit = cx.unit;
    let dialect = &unit.dialect;
    if dialect.present.is_empty() {
        return None;
    }
    match unit.kind(pattern) {
        Kind::Null => Some((Outcome::Absent, None)),
        Kind::Destructure { of, parts } => {
            let &[part] = unit.list(parts) else { return None };
            let name = match unit.kind(part) {
                Kind::Name(_) => Some(part),
                Kind::Wildcard => None,
                Kind::Tuple(list) if list.is_empty() => None,
                _ => return None,
            };
            Some((wrapper(cx, of)?, name))
        }
        _ => None,
    }
}

/// The name that the value inside a wrapping pattern gets.
pub(crate) fn outcome_name(cx: &Context, pattern: NodeId) -> Option<NodeId> {
    outcome(cx, pattern)?.1
}

fn wrapper(cx: &Context, of: NodeId) -> Option<Outcome> {
    let dialect = &cx.unit.dialect;
    let name = cx.unit.name_of(of).filter(|name| !name.is_empty())?;
    match name {
        _ if name == dialect.success => Some(Outcome::Success),
        _ if name == dialect.failure => Some(Outcome::Failure),
        _ if name == dialect.present => Some(Outcome::Present),
        _ => None,
    }
}

/// When the arm of a match for an outcome runs: `if it worked (with x)`.
pub(crate) fn outcome_lead(cx: &Context, ways: &[Way], at: usize) -> Option<String> {
    let [pattern] = ways[at].patterns[..] else { return None };
    let (outcome, name) = outcome(cx, pattern)?;
    let mut text = match outcome {
        Outcome::Success => "if it worked",
        Outcome::Failure => "if it failed",
        Outcome::Present => "if there is a value",
        Outcome::Absent => "if there is none",
    }
    .to_owned();
    // An arm above may have taken a part of these cases.
    let before = ways[..at].iter().flat_map(|way| &way.patterns).any(|&it| match cx.unit.kind(it) {
        Kind::Destructure { of, .. } => wrapper(cx, of) == Some(outcome),
        _ => false,
    });
    if before {
        text.insert_str(0, "otherwise, ");
    }
    if let Some(name) = name {
        let with = if outcome == Outcome::Present { "" } else { "with " };
        text.push_str(&format!(" ({with}{})", cx.quote(name)));
    }
    Some(text)
}
