//! Amounts of memory.

use code::{BinaryOperator, Kind, NodeId};

use super::{nouns, quote};
use crate::draft::Context;
use crate::words::with_article;

/// Room for what an expression gives in bytes: `room for 5 items of the type int`, `n + 1 bytes`.
pub(super) fn room(cx: &Context, out: &mut String, size: NodeId, depth: u8) {
    if let Some(of) = measured(cx, size) {
        out.push_str("room for ");
        one(cx, out, of);
        return;
    }
    if let Some((count, of)) = several(cx, size) {
        out.push_str("room for ");
        nouns::push(cx, out, count, depth + 1);
        out.push_str(" items ");
        like(cx, out, of);
        return;
    }
    plain(cx, out, size, depth);
}

/// How much that is, where memory is copied or filled: `as many bytes as x has`, `12 bytes`.
pub(super) fn extent(cx: &Context, out: &mut String, size: NodeId, depth: u8) {
    if let Some(of) = measured(cx, size) {
        out.push_str("as many bytes as ");
        one(cx, out, of);
        out.push_str(" has");
    } else if let Some((count, of)) = several(cx, size) {
        nouns::push(cx, out, count, depth + 1);
        out.push_str(" items ");
        like(cx, out, of);
    } else {
        plain(cx, out, size, depth);
    }
}

/// What each of several items is like: `of the type int`, `like *x`, `of 4 bytes`.
pub(super) fn each(cx: &Context, out: &mut String, size: NodeId, depth: u8) {
    match measured(cx, size) {
        Some(of) => like(cx, out, of),
        None => {
            out.push_str("of ");
            plain(cx, out, size, depth);
        }
    }
}

/// Whether a size is that of the whole of what an argument points to: `&x` and `sizeof x`, `p` and `sizeof *p`.
pub(super) fn is_whole(cx: &Context, place: NodeId, size: NodeId) -> bool {
    let Some(of) = measured(cx, size) else { return false };
    match (cx.unit.kind(place), cx.unit.kind(of)) {
        (Kind::Reference(inner, _), _) => cx.unit.same_code(inner, of),
        (_, Kind::Dereference(inner)) => cx.unit.same_code(inner, place),
        // Only an array is measured by its own name; a pointer's size is not that of what it points to.
        _ => cx.unit.same_code(place, of) && cx.facts.types.of(place) == facts::Type::List,
    }
}

fn plain(cx: &Context, out: &mut String, size: NodeId, depth: u8) {
    nouns::push(cx, out, size, depth + 1);
    out.push_str(if cx.unit.text(size) == "1" { " byte" } else { " bytes" });
}

/// What `sizeof` measures.
fn measured(cx: &Context, size: NodeId) -> Option<NodeId> {
    let entry = cx.facts.call(size)?.library?;
    let Kind::Call { arguments, .. } = cx.unit.kind(size) else { return None };
    match *cx.unit.list(arguments) {
        [of] if entry.gives == "the size of {0} in bytes" => Some(of),
        _ => None,
    }
}

/// A count and what `sizeof` measures, multiplied.
fn several(cx: &Context, size: NodeId) -> Option<(NodeId, NodeId)> {
    let Kind::Binary(BinaryOperator::Multiply, left, right) = cx.unit.kind(size) else { return None };
    match (measured(cx, left), measured(cx, right)) {
        (None, Some(of)) => Some((left, of)),
        (Some(of), None) => Some((right, of)),
        _ => None,
    }
}

fn is_type(cx: &Context, of: NodeId) -> bool {
    matches!(cx.unit.kind(of), Kind::TypeExpression { .. })
}

fn one(cx: &Context, out: &mut String, of: NodeId) {
    if is_type(cx, of) {
        out.push_str(&with_article(&crate::draft::code(cx.unit.text(of))));
    } else {
        quote(cx, out, of);
    }
}

fn like(cx: &Context, out: &mut String, of: NodeId) {
    out.push_str(if is_type(cx, of) { "of the type " } else { "like " });
    quote(cx, out, of);
}
