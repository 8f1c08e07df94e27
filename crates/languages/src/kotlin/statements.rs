//! Statements, and the expressions that choose what runs.

use code::{BinaryOperator, Kind, List, LoopForm, LoopParts, NodeId, Span, UnaryOperator};

use super::read;
use crate::alike;
use crate::lower::{Cst, Kid, Lowered, Lowering};

pub(super) fn block(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let nodes = low.flatten(cst.kids);
    let nodes = below_heads(low, nodes);
    let body = low.build.list(&nodes);
    low.node(Kind::Block { body }, cst.span).into()
}

/// Gives loops their bodies that stand on the next line without braces: the grammar ends such a loop with its head.
pub(super) fn below_heads(low: &mut Lowering<'_>, nodes: Vec<NodeId>) -> Vec<NodeId> {
    let mut done: Vec<NodeId> = Vec::with_capacity(nodes.len());
    // From the end, so that a loop which is the body of another has its own already.
    for node in nodes.into_iter().rev() {
        let (head, label) = match low.build.unit().kind(node) {
            Kind::Labelled { label, body } => (body, Some(label)),
            _ => (node, None),
        };
        let unit = low.build.unit();
        let open = match unit.kind(head) {
            Kind::Loop(form, parts) if form != LoopForm::DoWhile => {
                let behind = low.source[unit.span(head).end as usize..].trim_start();
                (unit.kind(parts.body) == Kind::Empty && unit.text(head).ends_with(')') && !behind.starts_with(';'))
                    .then_some((form, parts))
            }
            _ => None,
        };
        let Some(((form, parts), body)) = open.and_then(|open| Some((open, done.pop()?))) else {
            done.push(node);
            continue;
        };
        let span = unit.span(node).cover(unit.span(body));
        alike::discard_shell(low, head);
        let mut whole = low.node(Kind::Loop(form, LoopParts { body, ..parts }), span);
        if let Some(label) = label {
            alike::discard_shell(low, node);
            whole = low.node(Kind::Labelled { label, body: whole }, span);
        }
        done.push(whole);
    }
    done.reverse();
    done
}

/// `if (a) b else c`: an operator where both are plain values, else a choice between bodies.
pub(super) fn if_expression(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let condition = low.need(cst, "condition");
    let after = cst.kids.iter().position(|kid| kid.kind == ")").map_or(0, |at| at + 1);
    let kids = cst.kids.get(after..).unwrap_or(&[]);
    let at_else = kids.iter().position(|kid| kid.kind == "else");
    let is_body = |kid: &&Kid| !matches!(kid.lowered, Lowered::Nothing) && kid.kind != "ERROR";
    let then_kid = kids[..at_else.unwrap_or(kids.len())].iter().find(is_body);
    let else_kid = at_else.and_then(|at| kids[at..].iter().find(is_body));
    let end = at_else.and_then(|at| kids.get(at)).map_or(cst.span.end, |kid| kid.span.start);
    let then = read::body(low, then_kid, end);
    let otherwise = at_else.map(|_| read::body(low, else_kid, cst.span.end));
    let kind = match otherwise {
        Some(otherwise) if is_value(low, then) && is_value(low, otherwise) => {
            Kind::Conditional { condition, then, otherwise }
        }
        _ => Kind::If { condition, then, otherwise },
    };
    low.node(kind, cst.span).into()
}

/// Whether a node is an expression that only gives a value.
fn is_value(low: &Lowering<'_>, id: NodeId) -> bool {
    !matches!(
        low.build.unit().kind(id),
        Kind::Block { .. }
            | Kind::Empty
            | Kind::If { .. }
            | Kind::Match { .. }
            | Kind::Try { .. }
            | Kind::Loop(..)
            | Kind::Return(_)
            | Kind::Throw(..)
            | Kind::Break(..)
            | Kind::Continue(_)
            | Kind::Assign { .. }
            | Kind::Update { .. }
            | Kind::Let { .. }
    )
}

/// `when (x) { … }` looks at a value; `when { … }` is a chain of conditions.
pub(super) fn when(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let subject = cst.of_kind("when_subject").and_then(Kid::one);
    let arms: Vec<NodeId> = cst.kids.iter().filter(|kid| kid.kind == "when_entry").filter_map(Kid::one).collect();
    let asks = |low: &Lowering<'_>, arm: NodeId| {
        let unit = low.build.unit();
        let Kind::Arm { patterns, .. } = unit.kind(arm) else { return false };
        unit.list(patterns).iter().any(|&it| asked(low, it).is_some())
    };
    let known = subject.filter(|&it| matches!(low.build.unit().kind(it), Kind::Name(_)));
    let is_chain = subject.is_none() || (known.is_some() && arms.iter().any(|&arm| asks(low, arm)));
    if is_chain && !arms.is_empty() {
        let chain = chain(low, subject, &arms, cst.span.end);
        if let Some(chain) = chain {
            low.build.set_span(chain, cst.span);
            return chain.into();
        }
    }
    let arms = low.build.list(&arms);
    low.node(Kind::Match { subject, arms }, cst.span).into()
}

/// What an arm asks of its subject that no pattern says: whether it is in something, or is no such thing.
fn asked(low: &Lowering<'_>, pattern: NodeId) -> Option<(BinaryOperator, NodeId)> {
    match low.build.unit().kind(pattern) {
        Kind::Binary(operator @ (BinaryOperator::In | BinaryOperator::NotIn), empty, of)
            if low.build.unit().kind(empty) == Kind::Empty =>
        {
            Some((operator, of))
        }
        _ => None,
    }
}

/// Arms as `if … else if … else`, made from the last one up.
fn chain(low: &mut Lowering<'_>, subject: Option<NodeId>, arms: &[NodeId], end: u32) -> Option<NodeId> {
    let mut next: Option<NodeId> = None;
    for &arm in arms.iter().rev() {
        let Kind::Arm { patterns, body, .. } = low.build.unit().kind(arm) else { continue };
        let span = low.build.unit().span(arm);
        let patterns = low.build.unit().list(patterns).to_vec();
        alike::discard_shell(low, arm);
        let mut condition: Option<NodeId> = None;
        for pattern in patterns {
            let test = match subject {
                Some(subject) => test_of(low, subject, pattern),
                None => pattern,
            };
            condition = Some(match condition {
                None => test,
                Some(before) => {
                    let span = low.build.unit().span(before).cover(low.build.unit().span(test));
                    low.node(Kind::Binary(BinaryOperator::Or, before, test), span)
                }
            });
        }
        next = Some(match condition {
            // `else`, which comes last.
            None => body,
            Some(condition) => {
                let span = Span::new(span.start, end);
                low.node(Kind::If { condition, then: body, otherwise: next }, span)
            }
        });
    }
    if let Some(subject) = subject {
        alike::discard(low, subject);
    }
    next
}

/// The condition that a pattern stands for.
fn test_of(low: &mut Lowering<'_>, subject: NodeId, pattern: NodeId) -> NodeId {
    let at = low.build.unit().span(subject);
    let span = low.build.unit().span(pattern);
    if let Some((operator, of)) = asked(low, pattern) {
        let Kind::Binary(_, empty, _) = low.build.unit().kind(pattern) else { return pattern };
        let symbol = low.build.symbol(at);
        low.build.set_kind(empty, Kind::Name(symbol));
        low.build.set_span(empty, at);
        low.build.set_kind(pattern, Kind::Binary(operator, empty, of));
        return pattern;
    }
    let value = low.build.name(at);
    let is_type = matches!(low.build.unit().kind(pattern), Kind::TypeExpression { .. });
    let operator = if is_type { BinaryOperator::InstanceOf } else { BinaryOperator::Equal };
    low.node(Kind::Binary(operator, value, pattern), span)
}

/// `(x)`, `(val y = f())`: what a `when` looks at.
pub(super) fn subject(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let value = cst.kids.iter().rev().find(|kid| kid.one().is_some() && kid.kind != "annotation").and_then(Kid::one);
    let Some(value) = value else { return Lowered::Nothing };
    read::discard_all(low, cst.kids.iter().filter(|kid| kid.kind == "annotation"));
    let Some(declared) = cst.of_kind("variable_declaration").copied() else { return value.into() };
    let parts = low.flatten([&declared]);
    let Some(&target) = parts.first() else { return value.into() };
    let annotation = parts.get(1).copied();
    let form = code::LetForm::Constant;
    let modifiers = code::Modifiers::default();
    let span = declared.span.cover(low.build.unit().span(value));
    low.node(Kind::Let { target, annotation, value: Some(value), otherwise: None, form, modifiers }, span).into()
}

/// `1, 2 -> …`, `is Circle -> …`, `else -> …`
pub(super) fn entry(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let patterns = low.list_in(cst, "condition");
    let at = cst.kids.iter().position(|kid| kid.kind == "->").map_or(0, |at| at + 1);
    let body = cst.kids[at..].iter().find(|kid| !matches!(kid.lowered, Lowered::Nothing) && kid.kind != "ERROR");
    let body = read::body(low, body, cst.span.end);
    low.node(Kind::Arm { patterns, guard: None, body, falls: false }, cst.span).into()
}

/// `is T` is the type as a pattern; `!is T` asks for the opposite.
pub(super) fn type_test(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let of = read::need(low, cst, 0);
    if !cst.has("!is") {
        return of.into();
    }
    low.node(Kind::Unary(UnaryOperator::Not, of), cst.span).into()
}

/// `in 1..5` is the range as a pattern; what else something may be in is asked of the subject.
pub(super) fn range_test(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let of = read::need(low, cst, 0);
    let is_not = cst.has("!in");
    if !is_not && matches!(low.build.unit().kind(of), Kind::Range { .. }) {
        return of.into();
    }
    let operator = if is_not { BinaryOperator::NotIn } else { BinaryOperator::In };
    // The place of the subject, which only the whole knows, must be older than what holds it.
    let empty = low.node(Kind::Empty, Span::new(cst.span.start, cst.span.start));
    low.node(Kind::Binary(operator, empty, of), cst.span).into()
}

/// `for (x in items)`, `for ((key, value) in map)`
pub(super) fn for_statement(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    read::discard_all(low, cst.kids.iter().filter(|kid| kid.kind == "annotation"));
    let target = match cst.of_kind("variable_declaration").copied() {
        Some(kid) => {
            let parts = low.flatten([&kid]);
            for &annotation in parts.iter().skip(1) {
                alike::discard(low, annotation);
            }
            parts.first().copied()
        }
        None => read::of_kind(cst, "multi_variable_declaration"),
    };
    let at = cst.kids.iter().position(|kid| kid.kind == "in").map_or(0, |at| at + 1);
    let rest = cst.kids.get(at..).unwrap_or(&[]);
    let source = match rest.iter().filter(|kid| kid.kind != "ERROR").find_map(Kid::one) {
        Some(id) => id,
        None => low.opaque(code::Opacity::Broken, &[], Span::new(cst.span.end, cst.span.end)),
    };
    let at = rest.iter().position(|kid| kid.kind == ")").map_or(rest.len(), |at| at + 1);
    let body = rest[at..].iter().find(|kid| !matches!(kid.lowered, Lowered::Nothing));
    let body = read::body(low, body, cst.span.end);
    let parts = LoopParts { target, source: Some(source), condition: None, body, otherwise: None, is_async: false };
    let node = low.node(Kind::Loop(LoopForm::Each, parts), cst.span);
    labelled_loop(low, cst, node).into()
}

/// `while (a) { … }`, `do { … } while (a)`
pub(super) fn while_statement(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let condition = low.need(cst, "condition");
    let body = cst.kids.iter().find(|kid| {
        !matches!(kid.lowered, Lowered::Nothing) && kid.field != "condition" && !matches!(kid.kind, "label" | "ERROR")
    });
    let body = read::body(low, body, cst.span.end);
    let form = match (low.build.unit().kind(condition), cst.kind) {
        (Kind::Boolean(true), _) => LoopForm::Endless,
        (_, "do_while_statement") => LoopForm::DoWhile,
        _ => LoopForm::While,
    };
    let parts =
        LoopParts { target: None, source: None, condition: Some(condition), body, otherwise: None, is_async: false };
    let node = low.node(Kind::Loop(form, parts), cst.span);
    labelled_loop(low, cst, node).into()
}

fn labelled_loop(low: &mut Lowering<'_>, cst: &Cst<'_>, node: NodeId) -> NodeId {
    let Some(kid) = cst.of_kind("label").copied() else { return node };
    // A name must be older than what it names, and the loop is there already: it moves into a node of its own.
    let label = low.build.name(Span::new(kid.span.start, kid.span.end - 1));
    low.node(Kind::Labelled { label, body: node }, cst.span)
}

/// `name@ expression`. The grammar reads `break@name` and `continue@name` as this too.
pub(super) fn labelled(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let Some(kid) = cst.of_kind("label").copied() else { return Lowered::Nothing };
    let inner = read::nodes(cst).find(|kid| kid.kind != "label").and_then(Kid::one);
    let word = low.text(kid.span).to_owned();
    match (word.as_str(), inner) {
        ("break@", label) => low.node(Kind::Break(label, None), cst.span).into(),
        ("continue@", label) => low.node(Kind::Continue(label), cst.span).into(),
        // What is named so is only a place to return to.
        (_, Some(body)) if !matches!(low.build.unit().kind(body), Kind::Loop(..)) => body.into(),
        (_, Some(body)) => {
            let label = low.build.name(Span::new(kid.span.start, kid.span.end - 1));
            low.node(Kind::Labelled { label, body }, cst.span).into()
        }
        (_, None) => Lowered::Nothing,
    }
}

/// `try { … } catch (e: E) { … } finally { … }`
pub(super) fn try_expression(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let body = match read::of_kind(cst, "block") {
        Some(body) => body,
        None => read::need(low, cst, 0),
    };
    let handlers = low.list(cst.kids.iter().filter(|kid| kid.kind == "catch_block"));
    let finally = read::of_kind(cst, "finally_block");
    low.node(Kind::Try { body, handlers, otherwise: None, finally }, cst.span).into()
}

pub(super) fn catch(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    read::discard_all(low, cst.kids.iter().filter(|kid| kid.kind == "annotation"));
    let name = read::of_kind(cst, "identifier").filter(|&id| matches!(low.build.unit().kind(id), Kind::Name(_)));
    let types: Vec<NodeId> = cst.kids.iter().filter(|kid| read::is_type(kid)).filter_map(Kid::one).collect();
    let types = low.build.list(&types);
    let body = cst.of_kind("block").copied();
    let body = read::body(low, body.as_ref(), cst.span.end);
    low.node(Kind::Handler { types, name, body }, cst.span).into()
}

/// `return x`, and `return@name x`, which leaves the lambda of that name.
pub(super) fn leave(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    read::discard_all(low, cst.kids.iter().filter(|kid| kid.field == "label"));
    let value = read::nodes(cst).find(|kid| kid.field != "label").and_then(Kid::one);
    low.node(Kind::Return(value), cst.span).into()
}

pub(super) fn throw(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let value = read::need(low, cst, 0);
    low.node(Kind::Throw(Some(value), None), cst.span).into()
}

pub(super) fn assignment(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let target = low.need(cst, "left");
    let value = low.need(cst, "right");
    let operator = alike::compound(cst.token("operator"));
    low.node(Kind::Assign { target, operator, value }, cst.span).into()
}

/// `init { … }`
pub(super) fn initializer(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let Some(block) = read::of_kind(cst, "block") else { return Lowered::Nothing };
    let body = match low.build.unit().kind(block) {
        Kind::Block { body } => body,
        _ => List::default(),
    };
    alike::discard_shell(low, block);
    low.node(Kind::Block { body }, cst.span).into()
}
