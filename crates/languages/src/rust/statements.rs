//! Blocks, variables, choices, loops and what leaves them.

use code::{BinaryOperator, Kind, LetForm, List, LoopForm, LoopParts, Modifiers, NodeId, Span};

use super::items::gather;
use super::lower::{list_of, type_in};
use super::patterns::pattern;
use crate::alike;
use crate::lower::{Cst, Kid, Lowered, Lowering};

/// A block, perhaps with a label. Its last expression, if it has a value, is its value.
pub(super) fn block(lowering: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let label = cst.of_kind("label").and_then(Kid::one);
    let nodes = gather(lowering, cst.kids, cst.span.start);
    for &id in &nodes {
        // What is inside a function has no visibility.
        match lowering.build.unit().kind(id) {
            Kind::Function(function) => {
                let function = &mut lowering.build.unit_mut().functions[function.index()];
                function.modifiers = function.modifiers.without(Modifiers::PRIVATE);
            }
            Kind::Type(definition) => {
                let definition = &mut lowering.build.unit_mut().types[definition.index()];
                definition.modifiers = definition.modifiers.without(Modifiers::PRIVATE);
            }
            Kind::Let { target, annotation, value, otherwise, form, modifiers }
                if modifiers.has(Modifiers::PRIVATE) =>
            {
                let modifiers = modifiers.without(Modifiers::PRIVATE);
                lowering.build.set_kind(id, Kind::Let { target, annotation, value, otherwise, form, modifiers });
            }
            _ => {}
        }
    }
    let body = lowering.build.list(&nodes);
    let span =
        cst.kids.iter().find(|kid| kid.kind == "{").map_or(cst.span, |open| Span::new(open.span.start, cst.span.end));
    let block = lowering.node(Kind::Block { body }, span);
    labelled(lowering, label, block, cst.span).into()
}

fn labelled(lowering: &mut Lowering<'_>, label: Option<NodeId>, body: NodeId, span: Span) -> NodeId {
    match label {
        Some(label) => lowering.node(Kind::Labelled { label, body }, span),
        None => body,
    }
}

/// `let`, also `let … else`.
pub(super) fn variable(lowering: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let kid = cst.kid("pattern");
    let target = kid.and_then(|kid| pattern(lowering, kid)).unwrap_or_else(|| lowering.need(cst, "pattern"));
    let annotation = type_in(lowering, cst, "type");
    let value = cst.node("value");
    let otherwise = cst.node("alternative");
    let inside = kid.filter(|kid| kid.kind != "identifier").map_or("", |kid| lowering.text(kid.span));
    let mutable =
        cst.has("mutable_specifier") || inside.split(|c: char| !c.is_alphanumeric()).any(|word| word == "mut");
    let (form, modifiers) =
        if mutable { (LetForm::Variable, Modifiers::MUTABLE) } else { (LetForm::Constant, Modifiers::default()) };
    lowering.node(Kind::Let { target, annotation, value, otherwise, form, modifiers }, cst.span).into()
}

/// `if`, also `if let`.
pub(super) fn choice(lowering: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let condition = lowering.need(cst, "condition");
    let then = lowering.need(cst, "consequence");
    let otherwise = cst.node("alternative");
    lowering.node(Kind::If { condition, then, otherwise }, cst.span).into()
}

/// `let pattern = value` as a condition.
pub(super) fn let_condition(lowering: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let pattern = cst.kid("pattern").and_then(|kid| pattern(lowering, kid));
    let pattern = pattern.unwrap_or_else(|| lowering.need(cst, "pattern"));
    let value = lowering.need(cst, "value");
    lowering.node(Kind::Matches { value, pattern }, cst.span).into()
}

/// Conditions that must all hold. The grammar has them side by side, so a long chain is folded flat.
pub(super) fn let_chain(lowering: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let mut nodes = lowering.flatten(cst.kids);
    if nodes.is_empty() {
        return Lowered::Nothing;
    }
    let tallest = cst.kids.iter().map(|kid| kid.height).max().unwrap_or(0);
    let mut height = tallest;
    // `a && b && c` groups from the left; halves of a very long chain keep its height small.
    while nodes.len() > 16 {
        nodes = nodes.chunks(2).map(|pair| all_of(lowering, pair)).collect();
        height += 1;
    }
    lowering.height = Some(height + nodes.len() as u16);
    all_of(lowering, &nodes).into()
}

/// The conjunction of conditions, of which there is at least one.
pub(super) fn all_of(lowering: &mut Lowering<'_>, conditions: &[NodeId]) -> NodeId {
    let mut left = conditions[0];
    for &right in &conditions[1..] {
        let span = lowering.build.unit().span(left).cover(lowering.build.unit().span(right));
        left = lowering.node(Kind::Binary(BinaryOperator::And, left, right), span);
    }
    left
}

/// `match`.
pub(super) fn match_expression(lowering: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let subject = Some(lowering.need(cst, "value"));
    let arms = list_of(lowering, cst.kid("body"));
    lowering.node(Kind::Match { subject, arms }, cst.span).into()
}

/// What stands before `=>`: the patterns, then the guard twice if there is one. No node has two places in an arm, so
/// [`arm`] can tell.
pub(super) fn match_pattern(lowering: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let mut nodes: Vec<NodeId> = Vec::new();
    let first = cst.kids.iter().find(|kid| kid.kind == "_" || !matches!(kid.lowered, Lowered::Nothing));
    match first.map(|kid| kid.lowered) {
        // Alternatives are the arm's patterns.
        Some(Lowered::Many(list)) => nodes.extend_from_slice(lowering.build.unit().list(list)),
        Some(Lowered::One(_)) => nodes.extend(first.and_then(|kid| pattern(lowering, kid))),
        // `_` is the default.
        _ => {}
    }
    if let Some(guard) = cst.node("condition") {
        nodes.extend([guard, guard]);
    }
    Lowered::Many(lowering.build.list(&nodes))
}

/// `pattern if guard => body`.
pub(super) fn arm(lowering: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    for kid in cst.kids.iter().filter(|kid| kid.kind.ends_with("attribute_item")) {
        if let Some(id) = kid.one() {
            alike::discard(lowering, id);
        }
    }
    let list = list_of(lowering, cst.kid("pattern"));
    let (patterns, guard): (List, Option<NodeId>) = match lowering.build.unit().list(list) {
        [before @ .., guard, again] if guard == again => {
            let (patterns, guard) = (before.to_vec(), *guard);
            (lowering.build.list(&patterns), Some(guard))
        }
        _ => (list, None),
    };
    let body = lowering.need(cst, "value");
    lowering.node(Kind::Arm { patterns, guard, body, falls: false }, cst.span).into()
}

/// `while`, `loop` and `for`, perhaps with a label.
pub(super) fn repetition(lowering: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let form = match cst.kind {
        "while_expression" => LoopForm::While,
        "for_expression" => LoopForm::Each,
        _ => LoopForm::Endless,
    };
    let target = cst.kid("pattern").and_then(|kid| pattern(lowering, kid));
    let source = cst.node("value");
    let condition = cst.node("condition");
    let body = lowering.need(cst, "body");
    let label = cst.of_kind("label");
    let start = cst
        .kids
        .iter()
        .find(|kid| matches!(kid.kind, "while" | "for" | "loop"))
        .map_or(cst.span.start, |kid| kid.span.start);
    let span = Span::new(start, cst.span.end);
    let parts = LoopParts { target, source, condition, body, otherwise: None, is_async: false };
    let repetition = lowering.node(Kind::Loop(form, parts), span);
    labelled(lowering, label.and_then(Kid::one), repetition, cst.span).into()
}

/// `return`.
pub(super) fn leave(lowering: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    lowering.node(Kind::Return(cst.nth(0)), cst.span).into()
}

/// `break 'label value`.
pub(super) fn break_loop(lowering: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let label = cst.of_kind("label").and_then(Kid::one);
    let value = cst.kids.iter().filter(|kid| kid.kind != "label").find_map(Kid::one);
    lowering.node(Kind::Break(label, value), cst.span).into()
}

/// `continue 'label`.
pub(super) fn continue_loop(lowering: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    lowering.node(Kind::Continue(cst.nth(0)), cst.span).into()
}

/// `yield`.
pub(super) fn yield_value(lowering: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    lowering.node(Kind::Yield(cst.nth(0), false), cst.span).into()
}
