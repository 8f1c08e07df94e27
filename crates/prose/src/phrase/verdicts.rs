//! Calls that answer a question, held against an answer: `empty(x) === false`.

use code::{BinaryOperator, Kind, NodeId, UnaryOperator};

use super::nouns;
use crate::draft::Context;

/// A call that answers a question by truth values alone, and the answer that it is held against.
pub(super) fn answered(cx: &Context, operator: BinaryOperator, left: NodeId, right: NodeId) -> Option<(NodeId, bool)> {
    let same = match operator {
        BinaryOperator::Equal | BinaryOperator::StrictEqual => true,
        BinaryOperator::NotEqual | BinaryOperator::StrictNotEqual => false,
        _ => return None,
    };
    let (asked, answer) = match (cx.unit.kind(left), cx.unit.kind(right)) {
        (Kind::Call { .. }, Kind::Boolean(answer)) => (left, answer),
        (Kind::Boolean(answer), Kind::Call { .. }) => (right, answer),
        _ => return None,
    };
    let by_truth = cx.facts.call(asked)?.library?;
    (by_truth.returns == "bool" && by_truth.gives.starts_with("whether ")).then_some((asked, answer == same))
}

/// The verdict of a call that compares two values and gives zero where they are the same. Says nothing and answers no of others.
pub(super) fn ordered(cx: &Context, out: &mut String, call: NodeId, operator: BinaryOperator, depth: u8) -> bool {
    use BinaryOperator::*;
    let Some(entry) = cx.facts.call(call).and_then(|call| call.library) else { return false };
    let Kind::Call { callee, arguments, .. } = cx.unit.kind(call) else { return false };
    let (left, right, rest) = match (cx.unit.list(arguments), cx.unit.kind(callee)) {
        (&[right], Kind::Member { object, .. }) if entry.gives == "how {self} compares with {0}" => (object, right, ""),
        (&[left, right, ..], _) => match entry.gives.strip_prefix("how {0} compares with {1}") {
            Some(rest) => (left, right, rest),
            None => return false,
        },
        _ => return false,
    };
    let words = match operator {
        Equal => " equals ",
        NotEqual => " differs from ",
        Less => " comes before ",
        Greater => " comes after ",
        LessEqual => " comes before or equals ",
        GreaterEqual => " comes after or equals ",
        _ => return false,
    };
    let start = out.len();
    nouns::push(cx, out, left, depth + 1);
    out.push_str(words);
    nouns::push(cx, out, right, depth + 1);
    if !rest.is_empty() && !super::calls::fill(cx, out, rest, call, depth) {
        out.truncate(start);
        return false;
    }
    true
}

/// What is tested for being an object or null: `typeof x === "object"`, or the opposite where it `is` not asked for.
pub(super) fn object_test(cx: &Context, node: NodeId, is: bool) -> Option<NodeId> {
    use BinaryOperator::*;
    let unit = cx.unit;
    let (left, right) = match unit.kind(node) {
        Kind::Binary(Equal | StrictEqual, left, right) if is => (left, right),
        Kind::Binary(NotEqual | StrictNotEqual, left, right) if !is => (left, right),
        _ => return None,
    };
    let (Kind::Unary(UnaryOperator::TypeOf, value), Kind::Text(_)) = (unit.kind(left), unit.kind(right)) else {
        return None;
    };
    (unit.text(right).trim_matches(['"', '\'', '`']) == "object").then_some(value)
}

/// Whether a condition only says that a value is there, `x` and `x !== null`, or the opposite where it `is` not asked for.
pub(super) fn asks_presence(cx: &Context, node: NodeId, value: NodeId, is: bool) -> bool {
    use BinaryOperator::*;
    let unit = cx.unit;
    match unit.kind(node) {
        Kind::Binary(NotEqual | StrictNotEqual, left, right) if is => {
            matches!(unit.kind(right), Kind::Null) && unit.same_code(left, value)
        }
        Kind::Binary(Equal | StrictEqual, left, right) if !is => {
            matches!(unit.kind(right), Kind::Null) && unit.same_code(left, value)
        }
        Kind::Unary(UnaryOperator::Not, inner) if !is => unit.same_code(inner, value),
        Kind::Name(_) | Kind::Member { .. } if is => unit.same_code(node, value),
        _ => false,
    }
}
