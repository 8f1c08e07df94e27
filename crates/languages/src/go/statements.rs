//! Blocks, variables, and statements without bodies.

use code::{Access, BinaryOperator, CallForm, Kind, LetForm, Modifiers, NodeId};

use super::expressions::operator;
use super::items::MOST_NAMED;
use super::lower::{nodes_in, together};
use crate::alike;
use crate::lower::{Cst, Kid, Lowered, Lowering};

/// `{ … }`.
pub(super) fn block(lowering: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let body = lowering.list(cst.kids);
    lowering.node(Kind::Block { body }, cst.span).into()
}

/// `a, b := x, y`.
pub(super) fn short_variable(lowering: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let targets = nodes_in(lowering, cst.kid("left"));
    let values = nodes_in(lowering, cst.kid("right"));
    let Some(target) = together(lowering, &targets) else { return Lowered::Nothing };
    let value = together(lowering, &values);
    let form = LetForm::Variable;
    let modifiers = Modifiers::default();
    lowering.node(Kind::Let { target, annotation: None, value, otherwise: None, form, modifiers }, cst.span).into()
}

/// `a, b = x, y`, `a += x`.
pub(super) fn assignment(lowering: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let targets = nodes_in(lowering, cst.kid("left"));
    let values = nodes_in(lowering, cst.kid("right"));
    let (Some(target), Some(value)) = (together(lowering, &targets), together(lowering, &values)) else {
        return Lowered::Nothing;
    };
    if let Some(grown) = grown(lowering, cst, target, value) {
        return grown.into();
    }
    let operator: Option<BinaryOperator> = match cst.token("operator") {
        "=" | "" => None,
        symbol => symbol.strip_suffix('=').and_then(operator),
    };
    lowering.node(Kind::Assign { target, operator, value }, cst.span).into()
}

/// `a = append(a, b)`: adds to what `a` holds, so it is the method that other languages have for that.
fn grown(lowering: &mut Lowering<'_>, cst: &Cst<'_>, target: NodeId, value: NodeId) -> Option<NodeId> {
    let unit = lowering.build.unit();
    let Kind::Call { callee, arguments, .. } = unit.kind(value) else { return None };
    let (&first, added) = unit.list(arguments).split_first()?;
    let grows = cst.token("operator") == "="
        && unit.name_of(callee) == Some("append")
        && !added.is_empty()
        && matches!(unit.kind(target), Kind::Name(_) | Kind::Member { .. } | Kind::Index { .. })
        && unit.text(first) == unit.text(target);
    let Kind::Name(name) = unit.kind(callee) else { return None };
    if !grows {
        return None;
    }
    let added = added.to_vec();
    alike::discard(lowering, first);
    let arguments = lowering.build.list(&added);
    lowering.build.set_kind(callee, Kind::Member { object: target, name, access: Access::Dot });
    Some(lowering.node(Kind::Call { callee, arguments, form: CallForm::Plain }, cst.span))
}

/// `a++`, `a--`.
pub(super) fn count(lowering: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let Some(target) = cst.nth(0) else { return Lowered::Nothing };
    let up = cst.kind == "inc_statement";
    lowering.node(Kind::Update { target, up, postfix: true }, cst.span).into()
}

/// `channel <- value`.
pub(super) fn send(lowering: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let channel = lowering.need(cst, "channel");
    let value = lowering.need(cst, "value");
    lowering.node(Kind::Send { channel, value }, cst.span).into()
}

/// `a, ok := <-channel` of a `select`.
pub(super) fn receive(lowering: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let targets = nodes_in(lowering, cst.kid("left"));
    let value = lowering.need(cst, "right");
    let Some(target) = together(lowering, &targets) else { return value.into() };
    if !cst.has(":=") {
        return lowering.node(Kind::Assign { target, operator: None, value }, cst.span).into();
    }
    let form = LetForm::Variable;
    let modifiers = Modifiers::default();
    let value = Some(value);
    lowering.node(Kind::Let { target, annotation: None, value, otherwise: None, form, modifiers }, cst.span).into()
}

/// `go f(x)`.
pub(super) fn spawn(lowering: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let Some(call) = cst.nth(0) else { return Lowered::Nothing };
    lowering.node(Kind::Spawn(call), cst.span).into()
}

/// `defer f(x)`.
pub(super) fn defer(lowering: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let Some(call) = cst.nth(0) else { return Lowered::Nothing };
    lowering.node(Kind::Defer(call), cst.span).into()
}

/// `return a, b`. Before a bare `return` stand places for the results that the function names.
pub(super) fn leave(lowering: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let values = nodes_in(lowering, cst.of_kind("expression_list"));
    let value = together(lowering, &values);
    if value.is_none() {
        for _ in 0..MOST_NAMED {
            lowering.node(Kind::Empty, cst.span);
        }
    }
    lowering.node(Kind::Return(value), cst.span).into()
}

fn label(cst: &Cst<'_>) -> Option<NodeId> {
    cst.of_kind("label_name").and_then(Kid::one)
}

/// `break label`.
pub(super) fn break_loop(lowering: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    lowering.node(Kind::Break(label(cst), None), cst.span).into()
}

/// `continue label`.
pub(super) fn continue_loop(lowering: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    lowering.node(Kind::Continue(label(cst)), cst.span).into()
}

/// `label: statement`.
pub(super) fn labelled(lowering: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let label = lowering.need(cst, "label");
    let inner: Vec<NodeId> = lowering.flatten(cst.kids.iter().filter(|kid| kid.field != "label"));
    let body = match inner[..] {
        [only] => only,
        _ => lowering.node(Kind::Empty, cst.span),
    };
    lowering.node(Kind::Labelled { label, body }, cst.span).into()
}
