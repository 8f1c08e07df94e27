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
        _ => quote(cx, &mut out, node),
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
