//! Choices, loops and switches.

use code::{BinaryOperator, Kind, LoopForm, LoopParts, NodeId, Span, UnaryOperator};

use super::items::typed;
use super::lower::{nodes_in, nodes_of, together};
use crate::lower::{Cst, Lowered, Lowering};

/// What stands before a `;`, and the statement that it is for: a block of both, so that the names of the first end with it.
fn initialised(lowering: &mut Lowering<'_>, cst: &Cst<'_>, statement: NodeId) -> Lowered {
    let mut nodes = nodes_in(lowering, cst.kid("initializer"));
    if nodes.is_empty() {
        return statement.into();
    }
    nodes.push(statement);
    let body = lowering.build.list(&nodes);
    lowering.node(Kind::Block { body }, cst.span).into()
}

/// `if a := f(); a > 1 { … } else { … }`.
pub(super) fn choice(lowering: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let condition = lowering.need(cst, "condition");
    let then = lowering.need(cst, "consequence");
    let otherwise = cst.node("alternative");
    let id = lowering.node(Kind::If { condition, then, otherwise }, cst.span);
    initialised(lowering, cst, id)
}

/// `a := 0; a < b; a++`: three places of a group, of which some may be empty.
pub(super) fn for_clause(lowering: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let mut parts = Vec::with_capacity(3);
    for field in ["initializer", "condition", "update"] {
        let node = cst.node(field);
        parts.push(node.unwrap_or_else(|| lowering.node(Kind::Empty, Span::new(cst.span.end, cst.span.end))));
    }
    let parts = lowering.build.list(&parts);
    lowering.node(Kind::Tuple(parts), cst.span).into()
}

/// `a, b := range c`: what is gone through, then the names.
pub(super) fn range_clause(lowering: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let mut parts = vec![lowering.need(cst, "right")];
    parts.extend(nodes_in(lowering, cst.kid("left")));
    let sets = cst.has("=");
    let parts = lowering.build.list(&parts);
    // A set tells names that are there already from new ones.
    lowering.node(if sets { Kind::Set(parts) } else { Kind::Tuple(parts) }, cst.span).into()
}

/// `for`.
pub(super) fn repetition(lowering: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let body = lowering.need(cst, "body");
    let mut parts = LoopParts { target: None, source: None, condition: None, body, otherwise: None, is_async: false };
    let head = cst.kids.iter().find(|kid| kid.named && kid.field.is_empty() && kid.kind != "comment");
    let form = match head.map(|kid| (kid.kind, kid.one())) {
        Some(("for_clause", Some(clause))) => counted(lowering, clause, &mut parts),
        Some(("range_clause", Some(clause))) => ranged(lowering, clause, &mut parts),
        Some((_, Some(condition))) => {
            parts.condition = Some(condition);
            LoopForm::While
        }
        _ => LoopForm::Endless,
    };
    lowering.node(Kind::Loop(form, parts), cst.span).into()
}

fn counted(lowering: &Lowering<'_>, clause: NodeId, parts: &mut LoopParts) -> LoopForm {
    let unit = lowering.build.unit();
    let Kind::Tuple(list) = unit.kind(clause) else { return LoopForm::Endless };
    let place = |at: usize| {
        unit.list(list).get(at).copied().filter(|&it| unit.kind(it) != Kind::Empty || !unit.span(it).is_empty())
    };
    parts.target = place(0);
    parts.condition = place(1);
    parts.source = place(2);
    match (parts.target, parts.condition, parts.source) {
        (None, Some(_), None) => LoopForm::While,
        (None, None, None) => LoopForm::Endless,
        _ => LoopForm::Counted,
    }
}

fn ranged(lowering: &mut Lowering<'_>, clause: NodeId, parts: &mut LoopParts) -> LoopForm {
    let (Kind::Tuple(list) | Kind::Set(list)) = lowering.build.unit().kind(clause) else { return LoopForm::Endless };
    let nodes = nodes_of(lowering, list);
    let Some((&source, names)) = nodes.split_first() else { return LoopForm::Endless };
    parts.source = Some(source);
    let is_blank = |lowering: &Lowering<'_>, id: NodeId| matches!(lowering.build.unit().kind(id), Kind::Wildcard);
    match *names {
        [] => LoopForm::Keys,
        [key] => {
            parts.target = Some(key).filter(|&key| !is_blank(lowering, key));
            LoopForm::Keys
        }
        // The position is left out.
        [key, item] if is_blank(lowering, key) => {
            parts.target = Some(item);
            LoopForm::Each
        }
        [key, item] if is_blank(lowering, item) => {
            parts.target = Some(key);
            LoopForm::Keys
        }
        _ => {
            parts.target = together(lowering, names);
            LoopForm::Each
        }
    }
}

/// `switch value { … }`; without a value its arms are conditions.
pub(super) fn switch(lowering: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let subject = cst.node("value");
    let arms = lowering.flatten(cst.kids.iter().filter(|kid| kid.kind.ends_with("_case")));
    if subject.is_none() {
        for &arm in &arms {
            conditional(lowering, arm);
        }
    }
    let arms = lowering.build.list(&arms);
    let id = lowering.node(Kind::Match { subject, arms }, cst.span);
    initialised(lowering, cst, id)
}

/// An arm of a switch without a value: its alternatives are conditions, any of which may hold. It is changed in place, so that
/// what lies inside stays together.
fn conditional(lowering: &mut Lowering<'_>, arm: NodeId) {
    let Kind::Arm { patterns, body, falls, .. } = lowering.build.unit().kind(arm) else { return };
    let conditions = nodes_of(lowering, patterns);
    let Some((&first, rest)) = conditions.split_first() else { return };
    let mut guard = first;
    for (at, &next) in rest.iter().enumerate() {
        let span = lowering.build.unit().span(guard).cover(lowering.build.unit().span(next));
        // The places that `arm` keeps free before it.
        let place = NodeId::from_index(arm.index() - rest.len() + at);
        lowering.build.set_kind(place, Kind::Binary(BinaryOperator::Or, guard, next));
        lowering.build.set_span(place, span);
        guard = place;
    }
    let patterns = code::List::default();
    lowering.build.set_kind(arm, Kind::Arm { patterns, guard: Some(guard), body, falls });
}

/// `switch x := value.(type) { … }`.
pub(super) fn type_switch(lowering: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let value = lowering.need(cst, "value");
    let span = lowering.build.unit().span(value);
    let arms = lowering.flatten(cst.kids.iter().filter(|kid| kid.kind.ends_with("_case")));
    let asked = lowering.node(Kind::Unary(UnaryOperator::TypeOf, value), span);
    let alias = nodes_in(lowering, cst.kid("alias"));
    let subject = match alias[..] {
        [name] => {
            let span = lowering.build.unit().span(name).cover(span);
            lowering.node(Kind::Bind { name, pattern: asked }, span)
        }
        _ => asked,
    };
    let arms = lowering.build.list(&arms);
    let id = lowering.node(Kind::Match { subject: Some(subject), arms }, cst.span);
    initialised(lowering, cst, id)
}

/// `select { … }`: each arm waits for what its pattern does.
pub(super) fn select(lowering: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let arms = lowering.flatten(cst.kids.iter().filter(|kid| kid.kind.ends_with("_case")));
    let arms = lowering.build.list(&arms);
    lowering.node(Kind::Match { subject: None, arms }, cst.span).into()
}

/// `case a, b: …`, `default: …`.
pub(super) fn arm(lowering: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let heads = ["value", "type", "communication"];
    let mut patterns: Vec<NodeId> = lowering.flatten(cst.kids.iter().filter(|kid| heads.contains(&kid.field)));
    if cst.kind == "type_case" {
        for &node in &patterns {
            // The grammar takes it for the name of a type.
            if lowering.build.unit().name_of(node) == Some("nil") {
                lowering.build.set_kind(node, Kind::Null);
            }
        }
        patterns = typed(lowering, &patterns);
    }
    let n_more = if cst.kind == "expression_case" { patterns.len().saturating_sub(1) } else { 0 };
    let statements: Vec<NodeId> = lowering.flatten(cst.kids.iter().filter(|kid| kid.field.is_empty()));
    let patterns = lowering.build.list(&patterns);
    let falls = statements.last().is_some_and(|&last| lowering.build.unit().text(last) == "fallthrough");
    let colon = cst.of_kind(":").map_or(cst.span.start, |kid| kid.span.end);
    let start = statements.first().map_or(colon, |&first| lowering.build.unit().span(first).start);
    let body = lowering.build.list(&statements);
    let body = lowering.node(Kind::Block { body }, Span::new(start, cst.span.end.max(start)));
    for _ in 0..n_more {
        lowering.node(Kind::Empty, cst.span);
    }
    lowering.node(Kind::Arm { patterns, guard: None, body, falls }, cst.span).into()
}
