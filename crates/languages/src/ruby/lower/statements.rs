//! Statements.

use code::{CallForm, Kind, LoopForm, LoopParts, NodeId, Span, UnaryOperator};

use super::{block_in, block_of, kind, nodes, one_or_tuple, span, statements_of};
use crate::alike;
use crate::lower::{Cst, Kid, Lowered, Lowering};

/// Statements in order.
pub(super) fn block(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let statements = statements_of(low, cst.kids);
    let at = match (statements.first(), statements.last()) {
        (Some(&first), Some(&last)) => span(low, first).cover(span(low, last)),
        _ => cst.span,
    };
    block_of(low, &statements, at).into()
}

/// The body of a method, a class or a block, with its handlers.
pub(super) fn body_statement(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    guarded(low, cst).into()
}

/// `begin … end`.
pub(super) fn begin(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let block = guarded(low, cst);
    // With handlers the `try` alone says it all.
    if let Kind::Block { body } = kind(low, block)
        && let [only] = nodes(low, body)[..]
        && matches!(kind(low, only), Kind::Try { .. })
    {
        alike::discard_shell(low, block);
        low.build.set_span(only, cst.span);
        return only.into();
    }
    low.build.set_span(block, cst.span);
    block.into()
}

/// Statements, under a `try` where handlers follow them.
fn guarded(low: &mut Lowering<'_>, cst: &Cst<'_>) -> NodeId {
    let is_clause = |kid: &&Kid| matches!(kid.kind, "rescue" | "else" | "ensure");
    let Some(at) = cst.kids.iter().position(|kid| is_clause(&kid)) else {
        let statements = statements_of(low, cst.kids);
        return block_of(low, &statements, cst.span);
    };
    let (before, clauses) = cst.kids.split_at(at);
    let statements = statements_of(low, before);
    let inside = match (statements.first(), statements.last()) {
        (Some(&first), Some(&last)) => span(low, first).cover(span(low, last)),
        _ => Span::new(cst.span.start, cst.span.start),
    };
    let body = block_of(low, &statements, inside);
    let handlers = low.list(clauses.iter().filter(|kid| kid.kind == "rescue"));
    let clause = |name: &str| clauses.iter().find(|kid| kid.kind == name).and_then(Kid::one);
    let (otherwise, finally) = (clause("else"), clause("ensure"));
    let whole = low.node(Kind::Try { body, handlers, otherwise, finally }, cst.span);
    let tallest = cst.kids.iter().map(|kid| kid.height).max().unwrap_or(0);
    low.height = Some(tallest + 2);
    block_of(low, &[whole], cst.span)
}

/// `(a; b)`.
pub(super) fn parenthesized(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    match statements_of(low, cst.kids)[..] {
        [] => low.node(Kind::Null, cst.span).into(),
        [one] => one.into(),
        ref several => block_of(low, several, cst.span).into(),
    }
}

/// A condition turned round.
pub(super) fn negated(low: &mut Lowering<'_>, condition: NodeId) -> NodeId {
    let at = span(low, condition);
    if let Kind::Unary(UnaryOperator::Not, inner) = kind(low, condition) {
        alike::discard_shell(low, condition);
        return inner;
    }
    low.node(Kind::Unary(UnaryOperator::Not, condition), at)
}

/// `if`, `elsif`, `unless`.
pub(super) fn choice(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let mut condition = low.need(cst, "condition");
    if cst.kind == "unless" {
        condition = negated(low, condition);
    }
    let then = block_in(low, cst, "consequence");
    let otherwise = cst.node("alternative");
    low.node(Kind::If { condition, then, otherwise }, cst.span).into()
}

/// `body if condition`, `body unless condition`.
pub(super) fn choice_behind(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let then = block_in(low, cst, "body");
    let mut condition = low.need(cst, "condition");
    if cst.kind == "unless_modifier" {
        condition = negated(low, condition);
    }
    low.node(Kind::If { condition, then, otherwise: None }, cst.span).into()
}

/// `while`, `until`.
pub(super) fn while_loop(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let condition = low.need(cst, "condition");
    let body = block_in(low, cst, "body");
    repeat(low, LoopForm::While, condition, cst.kind == "until", body, cst.span).into()
}

/// `body while condition`; a `begin … end` before it runs at least once.
pub(super) fn while_behind(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let form = if cst.token("body") == "begin" { LoopForm::DoWhile } else { LoopForm::While };
    let body = block_in(low, cst, "body");
    let condition = low.need(cst, "condition");
    repeat(low, form, condition, cst.kind == "until_modifier", body, cst.span).into()
}

fn repeat(low: &mut Lowering<'_>, form: LoopForm, condition: NodeId, until: bool, body: NodeId, at: Span) -> NodeId {
    let (form, condition) = match kind(low, condition) {
        Kind::Boolean(truth) if truth != until => {
            alike::discard_shell(low, condition);
            (LoopForm::Endless, None)
        }
        _ if until => (form, Some(negated(low, condition))),
        _ => (form, Some(condition)),
    };
    let parts = LoopParts { target: None, source: None, condition, body, otherwise: None, is_async: false };
    low.node(Kind::Loop(form, parts), at)
}

/// `for target in source`.
pub(super) fn for_loop(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let (target, source) = (Some(low.need(cst, "pattern")), Some(low.need(cst, "value")));
    let body = block_in(low, cst, "body");
    let parts = LoopParts { target, source, condition: None, body, otherwise: None, is_async: false };
    low.node(Kind::Loop(LoopForm::Each, parts), cst.span).into()
}

/// `case`, with `when` or with `in`.
pub(super) fn case(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let subject = cst.node("value");
    let mut arms = low.flatten(cst.kids.iter().filter(|kid| matches!(kid.kind, "when" | "in_clause")));
    if let Some(kid) = cst.of_kind("else")
        && let Some(body) = kid.one()
    {
        let patterns = code::List::default();
        arms.push(low.node(Kind::Arm { patterns, guard: None, body, falls: false }, kid.span));
    }
    let arms = low.build.list(&arms);
    low.node(Kind::Match { subject, arms }, cst.span).into()
}

/// `when a, b`.
pub(super) fn when(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let patterns = low.list_in(cst, "pattern");
    let body = block_in(low, cst, "body");
    low.node(Kind::Arm { patterns, guard: None, body, falls: false }, cst.span).into()
}

/// `in pattern if guard`.
pub(super) fn in_clause(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let patterns = low.list_in(cst, "pattern");
    let guard = cst.node("guard");
    let body = block_in(low, cst, "body");
    low.node(Kind::Arm { patterns, guard, body, falls: false }, cst.span).into()
}

/// `rescue A, B => name`.
pub(super) fn rescue(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let types = low.list_in(cst, "exceptions");
    let name = cst.node("variable");
    let body = block_in(low, cst, "body");
    low.node(Kind::Handler { types, name, body }, cst.span).into()
}

/// `body rescue value`.
pub(super) fn rescue_behind(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let body = block_in(low, cst, "body");
    let handler = block_in(low, cst, "handler");
    let at = span(low, handler);
    let handler = low
        .node(Kind::Handler { types: code::List::default(), name: None, body: handler }, Span::new(at.start, at.end));
    let handlers = low.build.list(&[handler]);
    let tallest = cst.kids.iter().map(|kid| kid.height).max().unwrap_or(0);
    low.height = Some(tallest + 3);
    low.node(Kind::Try { body, handlers, otherwise: None, finally: None }, cst.span).into()
}

/// `return`, `break`, `next`; whether a `next` ends a round or a block's function is for the block to say.
pub(super) fn leave(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let values = low.flatten(cst.kids);
    let value = (!values.is_empty()).then(|| one_or_tuple(low, &values, cst.span));
    let leaves = match cst.kind {
        "return" => Kind::Return(value),
        "break" => Kind::Break(None, value),
        _ => Kind::Continue(value),
    };
    low.node(leaves, cst.span).into()
}

/// `retry`, `redo`: words that go back, told like calls.
pub(super) fn again(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let word = cst.kids.first().map_or(cst.span, |kid| kid.span);
    let callee = low.build.name(word);
    let arguments = low.list(cst.kids);
    low.node(Kind::Call { callee, arguments, form: CallForm::Plain }, cst.span).into()
}
