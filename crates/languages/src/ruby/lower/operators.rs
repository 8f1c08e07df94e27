//! Assignments and operators.

use code::{BinaryOperator, CallForm, Kind, LetForm, Modifiers, NodeId, Opacity, Span, UnaryOperator};

use super::{classes, kind, one_or_tuple, span};
use crate::alike;
use crate::lower::{Cst, Lowered, Lowering};

/// `target = value`. A constant is declared; one that is a new class, a struct or a data type defines it.
pub(super) fn assignment(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let target = low.need(cst, "left");
    let target = as_target(low, target);
    let value = match cst.kid("right").map(|kid| kid.lowered) {
        Some(Lowered::Many(list)) => {
            let parts = low.build.unit().list(list).to_vec();
            one_or_tuple(low, &parts, cst.span)
        }
        _ => low.need(cst, "right"),
    };
    if cst.token("left") == "constant" {
        if let Some(definition) = classes::made(low, target, value, cst.span) {
            return definition.into();
        }
        let (form, modifiers) = (LetForm::Constant, Modifiers::READONLY);
        let value = Some(value);
        return low
            .node(Kind::Let { target, annotation: None, value, otherwise: None, form, modifiers }, cst.span)
            .into();
    }
    low.node(Kind::Assign { target, operator: None, value }, cst.span).into()
}

/// `target += value`, `target ||= value`.
pub(super) fn compound_assignment(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let (target, value) = (low.need(cst, "left"), low.need(cst, "right"));
    let target = as_target(low, target);
    let operator = operator(cst.token("operator").strip_suffix('=').unwrap_or(""));
    low.node(Kind::Assign { target, operator, value }, cst.span).into()
}

/// What is set: a member that was taken for a call is one.
fn as_target(low: &mut Lowering<'_>, id: NodeId) -> NodeId {
    match kind(low, id) {
        Kind::Call { callee, arguments, .. }
            if arguments.is_empty() && matches!(kind(low, callee), Kind::Member { .. }) =>
        {
            alike::discard_shell(low, id);
            callee
        }
        Kind::Tuple(list) => {
            for part in low.build.unit().list(list).to_vec() {
                if let Kind::Call { callee, .. } = kind(low, part)
                    && let member @ Kind::Member { .. } = kind(low, callee)
                {
                    low.build.set_kind(part, member);
                    alike::discard_shell(low, callee);
                }
            }
            id
        }
        _ => id,
    }
}

fn operator(symbol: &str) -> Option<BinaryOperator> {
    match symbol {
        "**" => Some(BinaryOperator::Power),
        "and" => Some(BinaryOperator::And),
        "or" => Some(BinaryOperator::Or),
        _ => alike::operator(symbol),
    }
}

/// `a + b`; operators that are methods in all but their spelling become calls.
pub(super) fn binary(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let (left, right) = (low.need(cst, "left"), low.need(cst, "right"));
    let symbol = cst.token("operator");
    match symbol {
        "=~" | "!~" => {
            let (value, pattern) = if kind(low, left) == Kind::Regex { (right, left) } else { (left, right) };
            let matches = low.node(Kind::Matches { value, pattern }, cst.span);
            if symbol == "=~" { matches } else { low.node(Kind::Unary(UnaryOperator::Not, matches), cst.span) }.into()
        }
        "<=>" | "===" => method_operator(low, cst, left, right).into(),
        // What is not a plain number is added to.
        "<<" if kind(low, left) != Kind::Integer => method_operator(low, cst, left, right).into(),
        // `a or return b` leaves where there is no `a`: a choice in all but its spelling.
        "or" | "||" | "and" | "&&" if leaves(low, right) => {
            let either = matches!(symbol, "or" | "||");
            let condition = if either { super::statements::negated(low, left) } else { left };
            let at = span(low, right);
            let then = super::block_of(low, &[right], at);
            let tallest = cst.kids.iter().map(|kid| kid.height).max().unwrap_or(0);
            low.height = Some(tallest + 2);
            low.node(Kind::If { condition, then, otherwise: None }, cst.span).into()
        }
        _ => match operator(symbol) {
            Some(operator) => match expected(low, left) {
                Some(value) => {
                    let tallest = cst.kids.iter().map(|kid| kid.height).max().unwrap_or(0);
                    low.height = Some(tallest + 1);
                    let condition = low.node(Kind::Binary(operator, value, right), cst.span);
                    low.node(Kind::Assert(condition, None), cst.span).into()
                }
                None => low.node(Kind::Binary(operator, left, right), cst.span).into(),
            },
            None => low.opaque(Opacity::Broken, &[left, right], cst.span).into(),
        },
    }
}

/// The value that a test makes a demand on: `value.should == other` is there to fail where the two differ, not to compare them.
fn expected(low: &mut Lowering<'_>, left: NodeId) -> Option<NodeId> {
    let member = match kind(low, left) {
        Kind::Call { callee, arguments, .. } if arguments.is_empty() => callee,
        _ => left,
    };
    let Kind::Member { object, name, .. } = kind(low, member) else { return None };
    if low.build.unit().name(name) != "should" {
        return None;
    }
    alike::discard_shell(low, left);
    alike::discard_shell(low, member);
    Some(object)
}

/// Whether an operand has no value, because it leaves.
fn leaves(low: &Lowering<'_>, id: NodeId) -> bool {
    matches!(kind(low, id), Kind::Return(_) | Kind::Break(..) | Kind::Continue(_) | Kind::Throw(..))
}

fn method_operator(low: &mut Lowering<'_>, cst: &Cst<'_>, object: NodeId, argument: NodeId) -> NodeId {
    let at = cst.kid("operator").map_or(cst.span, |kid| kid.span);
    let name = low.build.symbol(at);
    let covered = span(low, object).cover(at);
    let callee = low.node(Kind::Member { object, name, access: code::Access::Dot }, covered);
    let arguments = low.build.list(&[argument]);
    let tallest = cst.kids.iter().map(|kid| kid.height).max().unwrap_or(0);
    low.height = Some(tallest + 2);
    low.node(Kind::Call { callee, arguments, form: CallForm::Plain }, cst.span)
}

/// `!a`, `not a`, `-a`, `defined?(a)`.
pub(super) fn unary(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let operand = low.need(cst, "operand");
    let operator = match cst.token("operator") {
        "-" => UnaryOperator::Negate,
        "+" => UnaryOperator::Plus,
        "~" => UnaryOperator::BitNot,
        "defined?" => {
            let word = cst.kid("operator").map_or(cst.span, |kid| kid.span);
            let callee = low.build.name(word);
            let arguments = low.build.list(&[operand]);
            return low.node(Kind::Call { callee, arguments, form: CallForm::Plain }, cst.span).into();
        }
        _ => UnaryOperator::Not,
    };
    low.node(Kind::Unary(operator, operand), cst.span).into()
}

/// `condition ? a : b`.
pub(super) fn conditional(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let condition = low.need(cst, "condition");
    let (then, otherwise) = (low.need(cst, "consequence"), low.need(cst, "alternative"));
    low.node(Kind::Conditional { condition, then, otherwise }, cst.span).into()
}

/// `a..b`, `a...b`.
pub(super) fn range(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let (start, end) = (cst.node("begin"), cst.node("end"));
    low.node(Kind::Range { start, end, inclusive: cst.token("operator") == ".." }, cst.span).into()
}

/// `*a`, `**a`.
pub(super) fn spread(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let inner = match cst.nth(0) {
        Some(inner) => inner,
        // A bare `*` takes the rest without a name.
        None => low.node(Kind::Wildcard, Span::new(cst.span.end, cst.span.end)),
    };
    low.node(Kind::Spread(inner), cst.span).into()
}

/// `a, b` on a side of an assignment.
pub(super) fn group(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let list = low.list(cst.kids);
    low.node(Kind::Tuple(list), cst.span).into()
}
