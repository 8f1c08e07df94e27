//! Patterns: what an arm or an `if let` looks for.

use code::{Kind, NodeId};

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
