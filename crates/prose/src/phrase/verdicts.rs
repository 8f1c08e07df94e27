//! Calls that answer a question, held against an answer: `empty(x) === false`.

use code::{BinaryOperator, Kind, NodeId};

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
