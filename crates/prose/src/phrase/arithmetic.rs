//! Operators that not everybody can read, in words: powers, shifts of bits, the exclusive or.

use code::{BinaryOperator, Kind, NodeId};
use facts::Type;

use super::{QUOTE, is_short, quote};
use crate::draft::Context;

/// Writes an expression that has such an operator at its top, or right below it, in words. Answers no, with nothing written, where
/// there is none, or where more than that is calculated.
pub(super) fn in_words(cx: &Context, out: &mut String, node: NodeId) -> bool {
    let Kind::Binary(operator, left, right) = cx.unit.kind(node) else { return false };
    if !is_short(cx, node, 2 * QUOTE) {
        return false;
    }
    if let Some((low, high)) = middle(cx, node) {
        out.push_str("the middle between ");
        quote(cx, out, low);
        out.push_str(" and ");
        quote(cx, out, high);
        return true;
    }
    if is_rare(cx, node) {
        return write(cx, out, node);
    }
    // `1000 * 2 ** n`
    let word = match operator {
        BinaryOperator::Multiply => " times ",
        BinaryOperator::Divide => " divided by ",
        _ => return false,
    };
    let start = out.len();
    if !is_rare(cx, left) && !is_rare(cx, right) {
        return false;
    }
    if operand(cx, out, left) {
        out.push_str(word);
        if operand(cx, out, right) {
            return true;
        }
    }
    out.truncate(start);
    false
}

/// What a whole number lies between that is half of their sum: `(low + high) >> 1`, `(low + high) // 2`.
fn middle(cx: &Context, node: NodeId) -> Option<(NodeId, NodeId)> {
    let unit = cx.unit;
    let Kind::Binary(operator, sum, half) = unit.kind(node) else { return None };
    let is_half = match operator {
        BinaryOperator::ShiftRight | BinaryOperator::ShiftRightUnsigned => unit.text(half) == "1",
        BinaryOperator::FloorDivide => unit.text(half) == "2",
        BinaryOperator::Divide => unit.text(half) == "2" && cx.facts.types.of(node) == Type::Integer,
        // Cut to an integer by an operator that keeps all bits.
        BinaryOperator::BitOr if unit.text(half) == "0" => {
            let Kind::Binary(BinaryOperator::Divide, inner, two) = unit.kind(sum) else { return None };
            return (unit.text(two) == "2").then(|| sides(cx, inner)).flatten();
        }
        _ => false,
    };
    is_half.then(|| sides(cx, sum)).flatten()
}

/// The two sides of a sum of variables.
fn sides(cx: &Context, node: NodeId) -> Option<(NodeId, NodeId)> {
    let Kind::Binary(BinaryOperator::Add, left, right) = cx.unit.kind(node) else { return None };
    let is_plain = |it: NodeId| matches!(cx.unit.kind(it), Kind::Name(_)) && is_short(cx, it, QUOTE);
    (is_plain(left) && is_plain(right)).then_some((left, right))
}

/// Whether a node is an operation whose sign few readers know. A type of its own may give any of them another meaning, so both sides
/// have to be numbers, or look like it.
fn is_rare(cx: &Context, node: NodeId) -> bool {
    let Kind::Binary(operator, left, right) = cx.unit.kind(node) else { return false };
    // A row of flags is read by its signs.
    if matches!((cx.unit.kind(left), cx.unit.kind(right)), (Kind::Integer, Kind::Integer)) {
        return false;
    }
    let types = &cx.facts.types;
    let is_number = |it: NodeId| matches!(cx.unit.kind(it), Kind::Integer) || types.of(it) == Type::Integer;
    let is_known = is_number(left) || is_number(right) && types.of(left) == Type::Unknown && !cx.unit.dialect.pointers;
    match operator {
        BinaryOperator::Power => true,
        BinaryOperator::ShiftLeft | BinaryOperator::ShiftRight => is_known || cx.unit.dialect.all_numbers_float,
        BinaryOperator::BitXor => {
            is_number(left) && is_number(right) || is_known && is_number(right) || cx.unit.dialect.all_numbers_float
        }
        _ => false,
    }
}

/// Writes a rare operation whose sides are plain.
fn write(cx: &Context, out: &mut String, node: NodeId) -> bool {
    let Kind::Binary(operator, left, right) = cx.unit.kind(node) else { return false };
    let start = out.len();
    let is_done = match operator {
        BinaryOperator::Power if cx.unit.text(right) == "2" => side(cx, out, left) && said(out, " squared"),
        BinaryOperator::Power => side(cx, out, left) && said(out, " to the power of ") && side(cx, out, right),
        BinaryOperator::ShiftLeft => side(cx, out, left) && said(out, " shifted left by ") && side(cx, out, right),
        BinaryOperator::ShiftRight => {
            let joint = if matches!(cx.unit.kind(left), Kind::Cast { .. }) {
                ", shifted right by "
            } else {
                " shifted right by "
            };
            cast(cx, out, left) && said(out, joint) && side(cx, out, right)
        }
        BinaryOperator::BitXor => {
            out.push_str("the exclusive or of ");
            side(cx, out, left) && said(out, " and ") && side(cx, out, right)
        }
        _ => false,
    };
    if !is_done {
        out.truncate(start);
    }
    is_done
}

fn said(out: &mut String, words: &str) -> bool {
    out.push_str(words);
    true
}

/// An operation on a side of another one, or a plain side.
fn operand(cx: &Context, out: &mut String, node: NodeId) -> bool {
    if is_rare(cx, node) { write(cx, out, node) } else { side(cx, out, node) }
}

/// A side that was shifted the other way before: `(x << n) as i64`.
fn cast(cx: &Context, out: &mut String, node: NodeId) -> bool {
    match cx.unit.kind(node) {
        Kind::Cast { value, to, .. } if is_rare(cx, value) => {
            let is_written = write(cx, out, value);
            out.push_str(", read as ");
            quote(cx, out, to);
            is_written
        }
        _ => side(cx, out, node),
    }
}

/// A side in its own spelling, without operations of this kind inside.
fn side(cx: &Context, out: &mut String, node: NodeId) -> bool {
    let is_nested = match cx.unit.kind(node) {
        Kind::Binary(_, left, right) => is_rare(cx, node) || is_rare(cx, left) || is_rare(cx, right),
        _ => false,
    };
    if is_nested || !is_short(cx, node, QUOTE) {
        return false;
    }
    quote(cx, out, node);
    true
}
