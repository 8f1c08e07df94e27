//! Rows of conditions that are joined by the same word.

use code::{BinaryOperator, Kind, NodeId};

use super::join;
use crate::draft::Context;

/// Operands of a row of `and` or `or`, left to right.
pub(crate) fn operands(cx: &Context, node: NodeId, operator: BinaryOperator) -> Vec<NodeId> {
    let mut out = Vec::new();
    flatten(cx, node, operator, &mut out);
    out
}

fn flatten(cx: &Context, node: NodeId, operator: BinaryOperator, out: &mut Vec<NodeId>) {
    match cx.unit.kind(node) {
        Kind::Binary(mine, left, right) if mine == operator => {
            flatten(cx, left, operator, out);
            flatten(cx, right, operator, out);
        }
        _ => out.push(node),
    }
}

/// How many conditions there are, and on what.
pub(super) fn summed(out: &mut String, n: usize, all: bool, names: &[String]) {
    out.push_str(if all { "all of " } else { "one of " });
    out.push_str(&crate::words::number(n));
    out.push_str(" conditions");
    if !names.is_empty() {
        out.push_str(" on ");
        out.push_str(&join(names, "and"));
    }
    out.push_str(if all { " hold" } else { " holds" });
}

/// Where the second clause stops repeating the first: after a shared subject and `is`.
pub(super) fn shared_start(first: &str, second: &str) -> Option<usize> {
    // Outside of code.
    let at =
        second.match_indices(" is ").map(|it| it.0).find(|&at| second[..at].matches('`').count().is_multiple_of(2))?;
    let end = at + " is ".len();
    let prefix = second.get(..end)?;
    let plain = !prefix.contains([',', ';']) && !prefix.contains(" and ") && !prefix.contains(" or ");
    (plain && prefix.contains('`') && first.starts_with(prefix)).then_some(end)
}
