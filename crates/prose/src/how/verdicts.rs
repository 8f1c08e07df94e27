//! A verdict that several tests make together, told as a list: which of them must hold.
//!
//! ```text
//! return a.isOpen && a.size > 0 && !a.locked;
//! Returns true only if all of these hold:
//!   - `a.isOpen` is true.
//!   - …
//! ```

use code::{BinaryOperator, Kind, NodeId};
use facts::{Action, Step};

use super::{Inside, Told, acts};
use crate::Level;
use crate::draft::Context;
use crate::orthography::finish;
use crate::phrase;

/// A condition that takes no more is told in one sentence.
const SHORT: usize = 130;

/// Tells a step that gives back a long verdict. Answers no where it is something else.
pub(super) fn tell(cx: &Context, step: &Step, out: &mut Vec<Told>) -> bool {
    let Action::Return(Some(value)) = step.action else { return false };
    if !step.more.is_empty() || !step.children.is_empty() {
        return false;
    }
    let Kind::Binary(operator @ (BinaryOperator::And | BinaryOperator::Or), ..) = cx.unit.kind(value) else {
        return false;
    };
    let parts = phrase::operands(cx, value, operator);
    // What is no test would be given back itself, not true or false.
    if parts.len() < 3 || !parts.iter().all(|&it| phrase::is_test(cx, it)) {
        return false;
    }
    let whole = phrase::condition(cx, value);
    if whole.len() <= SHORT && !whole.contains("condition on") && !whole.contains(" conditions") {
        return false;
    }
    let clauses: Vec<(NodeId, String)> = parts.into_iter().map(|it| (it, phrase::condition(cx, it))).collect();
    let all = operator == BinaryOperator::And;
    let truth = cx.unit.dialect.truth;
    let text = match (cx.level, all) {
        (Level::Beginner, true) => format!("It gives back `{truth}` only if all of these are so:"),
        (Level::Beginner, false) => format!("It gives back `{truth}` if at least one of these is so:"),
        (_, true) => format!("Returns `{truth}` only if all of these hold:"),
        (_, false) => format!("Returns `{truth}` if at least one of these holds:"),
    };
    let inside = clauses
        .into_iter()
        .map(|(part, clause)| Inside::Told(Told::fixed(finish(clause), cx.unit.span(part))))
        .collect();
    out.push(Told::fixed(text, step.span).with(inside));
    true
}

/// Tells a check that leaves, where any of many conditions makes it do so: as a list, which one sentence could only count. Answers no
/// of any other.
pub(super) fn guard(cx: &Context, step: &Step, out: &mut Vec<Told>) -> bool {
    let Action::Guard { condition, exit, .. } = step.action else { return false };
    let Kind::Binary(operator @ (BinaryOperator::And | BinaryOperator::Or), ..) = cx.unit.kind(condition) else {
        return false;
    };
    let parts = phrase::operands(cx, condition, operator);
    if !step.more.is_empty() || parts.len() < 3 || !phrase::condition(cx, condition).contains(" conditions") {
        return false;
    }
    let act = acts::leave(cx, exit, true);
    let which = match (cx.level, operator == BinaryOperator::And) {
        (Level::Beginner, true) => "if all of these are so:",
        (Level::Beginner, false) => "if at least one of these is so:",
        (_, true) => "if all of these hold:",
        (_, false) => "if at least one of these holds:",
    };
    let text = match cx.level {
        Level::Beginner => format!("It {act} {which}"),
        _ => crate::words::sentence(&format!("{act} {which}")),
    };
    let text = text.trim_end_matches('.').to_owned();
    let inside = parts
        .into_iter()
        .map(|part| Inside::Told(Told::fixed(finish(phrase::condition(cx, part)), cx.unit.span(part))))
        .collect();
    out.push(Told::fixed(text, step.span).with(inside));
    true
}
