//! Statements.

use code::{CallForm, Kind, LetForm, List, LoopForm, LoopParts, Modifiers, NodeId, Span};

use super::{read, types};
use crate::alike;
use crate::lower::{Cst, Kid, Lowered, Lowering};

pub(super) fn block(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let body = low.list(cst.kids);
    low.node(Kind::Block { body }, cst.span).into()
}

/// `static { … }` of a class: its own span, so that it can be told from a block that sets up an object.
pub(super) fn static_block(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let block = read::need_inner(low, cst);
    low.build.set_span(block, cst.span);
    block.into()
}

/// A name with its first value: carried to the declaration, which knows the type.
pub(super) fn declarator(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let Some(target) = read::name(low, cst) else { return Lowered::Nothing };
    let value = cst.node("value");
    let (form, modifiers) = (LetForm::Variable, Modifiers::default());
    low.node(Kind::Let { target, annotation: None, value, otherwise: None, form, modifiers }, cst.span).into()
}

/// The variables or fields of a declaration: name, type, first value and span of each.
pub(super) fn declared(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Vec<(NodeId, Option<NodeId>, Option<NodeId>, Span)> {
    let ty = types::in_field(low, cst, "type");
    let mut found = Vec::new();
    for kid in cst.kids.iter().filter(|kid| kid.field == "declarator") {
        let Some(id) = kid.one() else { continue };
        let Kind::Let { target, value, .. } = low.build.unit().kind(id) else { continue };
        alike::discard_shell(low, id);
        let annotation = ty.map(|ty| {
            // The type belongs to the first; the others point at the same text.
            let own = if found.is_empty() { ty } else { copy_of(low, ty) };
            let name = low.build.unit().span(target);
            let after = Span::new(name.end, kid.span.end.max(name.end));
            let n = dimensions(low.text(after));
            let span = low.build.unit().span(own);
            (0..n).fold(own, |inner, _| {
                let parts = low.build.list(&[inner]);
                low.node(Kind::TypeExpression { form: code::TypeForm::Array, parts }, span)
            })
        });
        found.push((target, annotation, value, kid.span));
    }
    found
}

/// How many pairs of brackets stand at the start of a text.
fn dimensions(text: &str) -> usize {
    let before = text.split('=').next().unwrap_or("");
    if before.trim_start().starts_with('[') { before.matches('[').count().min(8) } else { 0 }
}

fn copy_of(low: &mut Lowering<'_>, ty: NodeId) -> NodeId {
    let unit = low.build.unit();
    let span = unit.span(ty);
    let (form, parts) = match unit.kind(ty) {
        Kind::TypeExpression { form, parts } => (form, unit.list(parts).to_vec()),
        _ => (code::TypeForm::Other, Vec::new()),
    };
    let mut copies = Vec::new();
    if let Some(&head) = parts.first() {
        let head_span = low.build.unit().span(head);
        match low.build.unit().kind(head) {
            Kind::Name(_) => copies.push(low.build.name(head_span)),
            Kind::TypeExpression { form, .. } if form == code::TypeForm::Primitive => {
                copies.push(low.node(Kind::TypeExpression { form, parts: List::default() }, head_span));
            }
            _ => {}
        }
    }
    let parts = low.build.list(&copies);
    low.node(Kind::TypeExpression { form, parts }, span)
}

/// `final int a = 1, b = 2;`
pub(super) fn declaration(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let marks = read::marks(low, cst);
    let form = if marks.modifiers.has(Modifiers::READONLY) { LetForm::Constant } else { LetForm::Variable };
    for decorator in marks.decorators {
        alike::discard(low, decorator);
    }
    let mut start = cst.span.start;
    let mut nodes = Vec::new();
    for (target, annotation, value, span) in declared(low, cst) {
        let span = Span::new(start.min(span.start), span.end);
        let modifiers = marks.modifiers.without(Modifiers::READONLY);
        nodes.push(low.node(Kind::Let { target, annotation, value, otherwise: None, form, modifiers }, span));
        start = u32::MAX;
    }
    match *nodes {
        [] => Lowered::Nothing,
        [one] => one.into(),
        _ => Lowered::Many(low.build.list(&nodes)),
    }
}

pub(super) fn if_statement(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let condition = low.need(cst, "condition");
    let then = read::statement(low, cst, "consequence");
    let otherwise = cst.kid("alternative").map(|_| read::statement(low, cst, "alternative"));
    low.node(Kind::If { condition, then, otherwise }, cst.span).into()
}

/// A `switch`, as a statement or as a value.
pub(super) fn switch(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let subject = Some(low.need(cst, "condition"));
    let arms = read::list(low, cst, "body");
    low.node(Kind::Match { subject, arms }, cst.span).into()
}

/// `case 1, 2`, `case Circle c when c.r > 0`, `default`: an arm without a body, which the arm takes apart.
pub(super) fn label(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let guard = cst.of_kind("guard").and_then(Kid::one);
    // `default` is no pattern, and neither is the word in `case null, default`.
    let is_default = cst.has("default");
    let values = low.flatten(cst.kids.iter().filter(|kid| kid.kind != "guard"));
    let patterns = if is_default {
        for id in values {
            alike::discard(low, id);
        }
        List::default()
    } else {
        low.build.list(&values)
    };
    let body = low.node(Kind::Empty, Span::new(cst.span.end, cst.span.end));
    low.node(Kind::Arm { patterns, guard, body, falls: false }, cst.span).into()
}

/// What the labels before a body say: all their values, or none where one of them is the default.
fn labels(low: &mut Lowering<'_>, cst: &Cst<'_>) -> (List, Option<NodeId>) {
    let mut all = Vec::new();
    let mut guard = None;
    let mut is_default = false;
    for kid in cst.kids.iter().filter(|kid| kid.kind == "switch_label") {
        let Some(id) = kid.one() else { continue };
        let Kind::Arm { patterns, guard: own, .. } = low.build.unit().kind(id) else { continue };
        alike::discard_shell(low, id);
        let values = low.build.unit().list(patterns).to_vec();
        is_default |= values.is_empty();
        all.extend(values);
        guard = guard.or(own);
    }
    if is_default {
        for id in all {
            alike::discard(low, id);
        }
        return (List::default(), guard);
    }
    (low.build.list(&all), guard)
}

/// `case 1: case 2: …`: the statements after the labels go on into the next group unless they leave.
pub(super) fn group(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let (patterns, guard) = labels(low, cst);
    let statements = low.flatten(cst.kids.iter().filter(|kid| kid.kind != "switch_label"));
    let body = alike::case_body(low, &statements, cst.span.end);
    low.node(Kind::Arm { patterns, guard, body, falls: true }, cst.span).into()
}

/// `case 1 -> …`: one expression, a block or a `throw`.
pub(super) fn arrow(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let (patterns, guard) = labels(low, cst);
    let body = cst.kids.iter().filter(|kid| kid.kind != "switch_label").find_map(Kid::one);
    let body = body.unwrap_or_else(|| low.node(Kind::Empty, Span::new(cst.span.end, cst.span.end)));
    low.node(Kind::Arm { patterns, guard, body, falls: false }, cst.span).into()
}

/// `for (int i = 0; i < n; i++)`
pub(super) fn counted(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let all = |field: &'static str| cst.kids.iter().filter(move |kid| kid.field == field);
    let starts = low.flatten(all("init"));
    let is_declaration = cst.kid("init").is_some_and(|kid| kid.kind == "local_variable_declaration");
    let init = if is_declaration && starts.len() > 1 {
        let span = cst.kid("init").map_or(cst.span, |kid| kid.span);
        let body = low.build.list(&starts);
        Some(low.node(Kind::Block { body }, span))
    } else {
        alike::join(low, starts)
    };
    let condition = cst.node("condition");
    let steps = low.flatten(all("update"));
    let step = alike::join(low, steps);
    let body = read::statement(low, cst, "body");
    let form = match (init, condition, step) {
        (None, None, None) => LoopForm::Endless,
        (None, Some(_), None) => LoopForm::While,
        _ => LoopForm::Counted,
    };
    let parts = LoopParts { target: init, source: step, condition, body, otherwise: None, is_async: false };
    low.node(Kind::Loop(form, parts), cst.span).into()
}

/// `for (String name : names)`
pub(super) fn each(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let marks = read::marks(low, cst);
    for decorator in marks.decorators {
        alike::discard(low, decorator);
    }
    let annotation = types::in_field(low, cst, "type").map(|ty| types::with_dimensions(low, ty, cst.kid("dimensions")));
    let source = low.need(cst, "value");
    let target = low.need(cst, "name");
    let span = low.build.unit().span(target);
    let target = if matches!(low.build.unit().kind(target), Kind::Name(_)) {
        let (form, modifiers) = (LetForm::Constant, Modifiers::default());
        // Readers know an item by its name alone.
        low.node(Kind::Let { target, annotation, value: None, otherwise: None, form, modifiers }, span)
    } else {
        target
    };
    let body = read::statement(low, cst, "body");
    let parts = LoopParts {
        target: Some(target),
        source: Some(source),
        condition: None,
        body,
        otherwise: None,
        is_async: false,
    };
    low.node(Kind::Loop(LoopForm::Each, parts), cst.span).into()
}

pub(super) fn while_statement(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let condition = low.need(cst, "condition");
    let body = read::statement(low, cst, "body");
    let form = match (low.build.unit().kind(condition), cst.kind) {
        (Kind::Boolean(true), _) => LoopForm::Endless,
        (_, "do_statement") => LoopForm::DoWhile,
        _ => LoopForm::While,
    };
    let parts =
        LoopParts { target: None, source: None, condition: Some(condition), body, otherwise: None, is_async: false };
    low.node(Kind::Loop(form, parts), cst.span).into()
}

/// `try { … }`, also with resources, which are closed before any handler runs.
pub(super) fn try_statement(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let mut body = low.need(cst, "body");
    let handlers = low.list(cst.kids.iter().filter(|kid| kid.kind == "catch_clause"));
    let finally = cst.of_kind("finally_clause").and_then(Kid::one);
    if let Some(kid) = cst.kid("resources") {
        let (start, resources) = (kid.span.start, low.list(Some(kid)));
        let is_alone = handlers.is_empty() && finally.is_none();
        let span = if is_alone { cst.span } else { Span::new(start, low.build.unit().span(body).end) };
        let with = low.node(Kind::With { resources, body, is_async: false }, span);
        if is_alone {
            return with.into();
        }
        let list = low.build.list(&[with]);
        body = low.node(Kind::Block { body: list }, span);
    }
    low.node(Kind::Try { body, handlers, otherwise: None, finally }, cst.span).into()
}

/// `Reader in = open()` of a `try`, or a variable that is already there.
pub(super) fn resource(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    if cst.kid("value").is_none() {
        return read::need_inner(low, cst).into();
    }
    read::discard_all(low, cst.of_kind("modifiers"));
    let target = low.need(cst, "name");
    let annotation = types::in_field(low, cst, "type");
    let value = cst.node("value");
    let (form, modifiers) = (LetForm::Constant, Modifiers::default());
    low.node(Kind::Let { target, annotation, value, otherwise: None, form, modifiers }, cst.span).into()
}

/// What a handler catches: its types, then the name.
pub(super) fn caught(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    read::discard_all(low, cst.of_kind("modifiers"));
    let types = cst.kids.iter().filter(|kid| kid.kind == "catch_type");
    let mut nodes = low.flatten(types);
    nodes.push(low.need(cst, "name"));
    Lowered::Many(low.build.list(&nodes))
}

pub(super) fn catch(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let mut types = low.flatten(cst.of_kind("catch_formal_parameter"));
    let name = types.pop().filter(|&id| matches!(low.build.unit().kind(id), Kind::Name(_)));
    let types = low.build.list(&types);
    let body = low.need(cst, "body");
    low.node(Kind::Handler { types, name, body }, cst.span).into()
}

pub(super) fn jump(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let label = cst.nth(0);
    let kind = if cst.kind == "break_statement" { Kind::Break(label, None) } else { Kind::Continue(label) };
    low.node(kind, cst.span).into()
}

pub(super) fn leave(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    low.node(Kind::Return(read::inner(cst)), cst.span).into()
}

/// `yield value;` gives a `switch` its value.
pub(super) fn yield_value(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    low.node(Kind::Break(None, read::inner(cst)), cst.span).into()
}

pub(super) fn throw(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    low.node(Kind::Throw(read::inner(cst), None), cst.span).into()
}

pub(super) fn assert(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let condition = read::need_inner(low, cst);
    let message = cst.nth(1).filter(|&id| id != condition);
    low.node(Kind::Assert(condition, message), cst.span).into()
}

pub(super) fn labelled(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let Some(label) = cst.nth(0) else { return Lowered::Nothing };
    let body = cst.kids.iter().rev().find(|kid| !matches!(kid.lowered, Lowered::Nothing)).copied();
    let body = match body.map(|kid| (kid.lowered, kid.span)) {
        Some((Lowered::One(id), _)) if id != label => id,
        Some((Lowered::Many(body), span)) => low.node(Kind::Block { body }, span),
        _ => low.node(Kind::Empty, Span::new(cst.span.end, cst.span.end)),
    };
    low.node(Kind::Labelled { label, body }, cst.span).into()
}

/// The body of a `synchronized` method holds the lock of its object, or of its class, all along.
pub(super) fn guarded(low: &mut Lowering<'_>, cst: &Cst<'_>, body: NodeId) -> NodeId {
    let Some(word) = cst.of_kind("modifiers").and_then(|kid| word_in(low, kid.span, "synchronized")) else {
        return body;
    };
    let callee = low.build.name(word);
    let lock = low.node(Kind::Call { callee, arguments: List::default(), form: CallForm::Plain }, word);
    let span = low.build.unit().span(body);
    let resources = low.build.list(&[lock]);
    let with = low.node(Kind::With { resources, body, is_async: false }, span);
    let list = low.build.list(&[with]);
    low.node(Kind::Block { body: list }, span)
}

/// Where a word stands in a span, apart from what annotations hold.
fn word_in(low: &Lowering<'_>, span: Span, word: &str) -> Option<Span> {
    let mut at = span.start;
    for part in low.text(span).split_inclusive(char::is_whitespace) {
        if part.trim_end() == word {
            return Some(Span::new(at, at + word.len() as u32));
        }
        at += part.len() as u32;
    }
    None
}

/// `synchronized (lock) { … }`: a block with a resource, which a call of a built-in takes; the library says what it is for.
pub(super) fn synchronized(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let body = low.need(cst, "body");
    let word = cst.of_kind("synchronized").map_or(cst.span, |kid| kid.span);
    let lock = cst.of_kind("parenthesized_expression").copied();
    let (arguments, end) = match lock {
        Some(kid) => (low.list(Some(&kid)), kid.span.end),
        None => (List::default(), word.end),
    };
    let callee = low.build.name(word);
    let call = low.node(Kind::Call { callee, arguments, form: CallForm::Plain }, Span::new(word.start, end));
    let resources = low.build.list(&[call]);
    low.node(Kind::With { resources, body, is_async: false }, cst.span).into()
}
