//! Blocks, choices, loops and jumps.

use code::{Kind, List, LoopForm, LoopParts, Modifiers, NodeId, Span};

use super::{preprocessor, read};
use crate::alike;
use crate::lower::{Cst, Lowered, Lowering};

/// Statements in braces. What is declared in them is never visible to other files.
pub(crate) fn block(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let nodes = preprocessor::statements(low, cst.kids);
    for &id in &nodes {
        if let Kind::Let { target, annotation, value, otherwise, form, modifiers } = low.build.unit().kind(id) {
            let modifiers = modifiers.without(Modifiers::PRIVATE).without(Modifiers::PUBLIC);
            low.build.set_kind(id, Kind::Let { target, annotation, value, otherwise, form, modifiers });
        }
    }
    let body = low.build.list(&nodes);
    low.node(Kind::Block { body }, cst.span).into()
}

/// An expression with a semicolon; `assert(x);` states what must hold.
pub(crate) fn expression(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    if cst.kids.iter().all(|kid| matches!(kid.lowered, Lowered::Nothing)) {
        return low.node(Kind::Empty, cst.span).into();
    }
    let id = read::inner(low, cst);
    let unit = low.build.unit();
    match unit.kind(id) {
        Kind::Call { callee, arguments, .. }
            if matches!(unit.name_of(callee), Some("assert" | "static_assert" | "_Static_assert")) =>
        {
            let (condition, message) = match *unit.list(arguments) {
                [condition] => (condition, None),
                [condition, message] => (condition, Some(message)),
                _ => return id.into(),
            };
            low.build.set_kind(callee, Kind::Empty);
            low.build.set_kind(id, Kind::Assert(condition, message));
        }
        // A macro without arguments that stands for a statement.
        Kind::Name(name) if is_macro(unit.name(name)) => {
            let span = unit.span(id);
            let arguments = List::default();
            return low.node(Kind::Call { callee: id, arguments, form: code::CallForm::Plain }, span).into();
        }
        // `(void)x;` only tells the compiler that a name stays unused on purpose.
        Kind::Cast { value, to, .. } if unit.text(to) == "void" => {
            if matches!(unit.kind(value), Kind::Name(_)) {
                low.build.set_kind(id, Kind::Unary(code::UnaryOperator::Void, value));
            } else {
                return value.into();
            }
        }
        _ => {}
    }
    id.into()
}

/// Whether a name is spelled as those of macros are.
fn is_macro(name: &str) -> bool {
    name.len() > 2
        && name.contains(|c: char| c.is_ascii_uppercase())
        && !name.contains(|c: char| c.is_ascii_lowercase())
}

/// `if`.
pub(crate) fn choice(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let condition = low.need(cst, "condition");
    let then = read::statement(low, cst, "consequence");
    let otherwise = cst.node("alternative");
    low.node(Kind::If { condition, then, otherwise }, cst.span).into()
}

/// `else …`.
pub(crate) fn otherwise(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let kid = cst.kids.iter().find(|kid| kid.named && kid.kind != "comment");
    match kid.map(|kid| (kid.lowered, kid.span)) {
        Some((Lowered::One(id), _)) => id.into(),
        Some((Lowered::Many(body), span)) => low.node(Kind::Block { body }, span).into(),
        _ => low.node(Kind::Empty, cst.span).into(),
    }
}

/// `switch`. Its labels stand side by side in its block.
pub(crate) fn switch(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let subject = low.need(cst, "condition");
    switched(low, cst, subject).into()
}

/// The same, with what it looks at.
pub(crate) fn switched(low: &mut Lowering<'_>, cst: &Cst<'_>, subject: NodeId) -> NodeId {
    let block = low.need(cst, "body");
    let mut open = vec![block];
    let mut arms: Vec<NodeId> = Vec::new();
    // What the grammar takes out of an arm (a type that is named there, and all that follows) belongs to it.
    let mut loose: Vec<(usize, NodeId)> = Vec::new();
    while let Some(id) = open.pop() {
        let unit = low.build.unit();
        match unit.kind(id) {
            Kind::Arm { .. } => arms.push(id),
            Kind::Block { body } if id == block || holds_arms(unit, id) => open.extend(unit.list(body).iter().rev()),
            // Arms that are compiled only sometimes are arms all the same; statements stay a choice that the compiler makes.
            Kind::If { condition, then, otherwise }
                if matches!(unit.kind(condition), Kind::Scoped(..)) && holds_arms(unit, id) =>
            {
                open.extend(otherwise);
                match unit.kind(then) {
                    Kind::Block { body } => open.extend(unit.list(body).iter().rev()),
                    _ => open.push(then),
                }
            }
            _ => loose.push((arms.len(), id)),
        }
    }
    let mut at = 0;
    while let Some(&(n_before, _)) = loose.get(at) {
        let count = loose[at..].iter().take_while(|it| it.0 == n_before).count();
        let nodes: Vec<NodeId> = loose[at..at + count].iter().map(|it| it.1).collect();
        at += count;
        match n_before.checked_sub(1).and_then(|arm| arms.get_mut(arm)) {
            Some(arm) => *arm = longer(low, *arm, &nodes),
            None => nodes.into_iter().for_each(|id| alike::discard(low, id)),
        }
    }
    let arms = low.build.list(&arms);
    low.node(Kind::Match { subject: Some(subject), arms }, cst.span)
}

/// Whether there are arms among what is compiled only under a condition, those of a `switch` inside it aside.
fn holds_arms(unit: &code::Unit, choice: NodeId) -> bool {
    let mut open = vec![choice];
    while let Some(id) = open.pop() {
        match unit.kind(id) {
            Kind::Arm { .. } => return true,
            Kind::Block { body } => open.extend(unit.list(body).iter()),
            Kind::If { condition, then, otherwise } if matches!(unit.kind(condition), Kind::Scoped(..)) => {
                open.extend(otherwise);
                open.push(then);
            }
            _ => {}
        }
    }
    false
}

/// An arm with more statements at its end.
fn longer(low: &mut Lowering<'_>, arm: NodeId, more: &[NodeId]) -> NodeId {
    let unit = low.build.unit();
    let Kind::Arm { patterns, guard, body, falls } = unit.kind(arm) else { return arm };
    let mut statements = match unit.kind(body) {
        Kind::Block { body } => unit.list(body).to_vec(),
        _ => vec![body],
    };
    statements.extend_from_slice(more);
    let end = more.last().map_or(0, |&last| unit.span(last).end);
    let start = statements.first().map_or(end, |&first| unit.span(first).start);
    let whole = Span::new(unit.span(arm).start, end);
    alike::discard_shell(low, arm);
    if matches!(low.build.unit().kind(body), Kind::Block { .. }) {
        alike::discard_shell(low, body);
    }
    let list = low.build.list(&statements);
    let body = low.node(Kind::Block { body: list }, Span::new(start, end));
    low.node(Kind::Arm { patterns, guard, body, falls }, whole)
}

/// `case a:` or `default:` with its statements. Each label is an arm of its own; an empty body falls through.
pub(crate) fn arm(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let patterns = match cst.node("value") {
        Some(value) => low.build.list(&[value]),
        None => List::default(),
    };
    let past_colon = cst.kids.iter().position(|kid| kid.kind == ":").map_or(cst.kids.len(), |at| at + 1);
    let statements = preprocessor::statements(low, &cst.kids[past_colon..]);
    let body = alike::case_body(low, &statements, cst.span.end);
    low.node(Kind::Arm { patterns, guard: None, body, falls: true }, cst.span).into()
}

/// `while`, `do … while`. A condition that is `1` or `true` is none.
pub(crate) fn repetition(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let condition = low.need(cst, "condition");
    repeated(low, cst, condition)
}

/// The same, with what it asks.
pub(crate) fn repeated(low: &mut Lowering<'_>, cst: &Cst<'_>, condition: NodeId) -> Lowered {
    let body = read::statement(low, cst, "body");
    if let Some(each) = each(low, cst, condition, body) {
        return each.into();
    }
    let unit = low.build.unit();
    let (endless, once) = match unit.kind(condition) {
        Kind::Boolean(value) => (value, !value),
        Kind::Integer => (unit.text(condition) == "1", unit.text(condition) == "0"),
        _ => (false, false),
    };
    let form = match (endless, cst.kind) {
        (true, _) => LoopForm::Endless,
        (false, "do_statement") => LoopForm::DoWhile,
        (false, _) => LoopForm::While,
    };
    // `do { … } while (0)` is a block that `break` can leave.
    let leaves = || unit.preorder_shallow(body).any(|id| matches!(unit.kind(id), Kind::Break(..) | Kind::Continue(_)));
    if form == LoopForm::DoWhile && once && !leaves() {
        low.build.set_span(body, cst.span);
        return body.into();
    }
    let parts =
        LoopParts { target: None, source: None, condition: Some(condition), body, otherwise: None, is_async: false };
    low.node(Kind::Loop(form, parts), cst.span).into()
}

/// `LIST_FOREACH(item, &list, next) { … }`: a macro for a loop over items, which was read as a `while`.
fn each(low: &mut Lowering<'_>, cst: &Cst<'_>, condition: NodeId, body: NodeId) -> Option<NodeId> {
    let word = cst.of_kind("while")?;
    let unit = low.build.unit();
    if low.text(word.span) == "while" {
        return None;
    }
    let mut parts = Vec::new();
    let mut open = vec![condition];
    while let Some(id) = open.pop() {
        match unit.kind(id) {
            Kind::Binary(code::BinaryOperator::Comma, left, right) => {
                parts.push(id);
                open.push(right);
                open.push(left);
            }
            _ => parts.push(id),
        }
    }
    let joins = |id: &NodeId| matches!(unit.kind(*id), Kind::Binary(code::BinaryOperator::Comma, ..));
    let (shells, values): (Vec<NodeId>, Vec<NodeId>) = parts.into_iter().partition(joins);
    // What is gone through comes first or second; the item is a plain name.
    let is_source = |id: NodeId| matches!(unit.kind(id), Kind::Reference(..) | Kind::Member { .. } | Kind::Call { .. });
    let is_name = |id: NodeId| matches!(unit.kind(id), Kind::Name(_));
    let (target, source) = match *values.as_slice() {
        [first, .., last] if is_source(first) && is_name(last) => (last, first),
        [first, second, ..] if is_name(first) => (first, second),
        _ => return None,
    };
    let source_inner = match unit.kind(source) {
        Kind::Reference(inner, _) => inner,
        _ => source,
    };
    let rest: Vec<NodeId> = values.into_iter().filter(|&id| id != target && id != source).collect();
    for id in shells {
        alike::discard_shell(low, id);
    }
    for id in rest {
        alike::discard(low, id);
    }
    if source != source_inner {
        alike::discard_shell(low, source);
    }
    let source = Some(source_inner);
    let parts = LoopParts { target: Some(target), source, condition: None, body, otherwise: None, is_async: false };
    Some(low.node(Kind::Loop(LoopForm::Each, parts), cst.span))
}

/// `for`.
pub(crate) fn counted(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let target = match cst.kid("initializer").map(|kid| (kid.lowered, kid.span)) {
        Some((Lowered::Many(body), span)) => Some(low.node(Kind::Block { body }, span)),
        Some((Lowered::One(id), _)) => Some(id),
        _ => None,
    };
    let condition = cst.node("condition");
    let step = cst.node("update");
    let body = read::statement(low, cst, "body");
    let form = match (target, condition, step) {
        (None, None, None) => LoopForm::Endless,
        (None, Some(_), None) => LoopForm::While,
        _ => LoopForm::Counted,
    };
    let parts = LoopParts { target, source: step, condition, body, otherwise: None, is_async: false };
    low.node(Kind::Loop(form, parts), cst.span).into()
}

/// `return`.
pub(crate) fn leave(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let value = cst.kids.iter().any(|kid| kid.one().is_some()).then(|| read::inner(low, cst));
    low.node(Kind::Return(value), cst.span).into()
}

/// `goto label`.
pub(crate) fn jump(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let label = low.need(cst, "label");
    low.node(Kind::Goto(label), cst.span).into()
}

/// `label: statement`.
pub(crate) fn labelled(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let label = low.need(cst, "label");
    let kids = cst.kids.iter().skip_while(|kid| kid.kind != ":").skip(1);
    let nodes = low.flatten(kids);
    let body = match *nodes {
        [only] => only,
        [] => low.node(Kind::Empty, Span::new(cst.span.end, cst.span.end)),
        _ => {
            let body = low.build.list(&nodes);
            low.node(Kind::Block { body }, cst.span)
        }
    };
    low.node(Kind::Labelled { label, body }, cst.span).into()
}
