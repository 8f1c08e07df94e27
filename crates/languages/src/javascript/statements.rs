//! Statements.

use code::{CallForm, Kind, LetForm, List, LoopForm, LoopParts, Modifiers, NodeId, Span};

use super::{imports, read};
use crate::alike;
use crate::lower::{Cst, Lowered, Lowering};

pub(crate) fn expression_statement(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    // `a(), b();` runs like two statements.
    if let Some(list) = cst.kids.iter().find_map(|kid| match kid.lowered {
        Lowered::Many(list) => Some(list),
        _ => None,
    }) {
        return Lowered::Many(list);
    }
    let Some(id) = read::inner(low, cst) else { return Lowered::Nothing };
    if let Some(import) = imports::bare_require(low, id) {
        return import.into();
    }
    if matches!(low.build.unit().kind(id), Kind::Assign { .. }) {
        read::document(low, id, cst.span.start);
    }
    id.into()
}

/// `const a = 1, b = 2;`
pub(crate) fn declaration(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let form = match cst.token("kind") {
        "const" | "using" | "await" => LetForm::Constant,
        "let" => LetForm::Variable,
        _ => LetForm::Hoisted,
    };
    let mut nodes = Vec::new();
    let mut start = cst.span.start;
    for kid in cst.kids {
        let Some(id) = kid.one() else { continue };
        let span = low.build.unit().span(id);
        if let Kind::Let { target, annotation, value, otherwise, modifiers, .. } = low.build.unit().kind(id) {
            low.build.set_kind(id, Kind::Let { target, annotation, value, otherwise, form, modifiers });
        }
        // The first variable's place holds the keyword.
        low.build.set_span(id, Span::new(start.min(span.start), span.end));
        read::document(low, id, start);
        start = u32::MAX;
        nodes.push(id);
    }
    several(low, &nodes)
}

fn several(low: &mut Lowering<'_>, nodes: &[NodeId]) -> Lowered {
    match *nodes {
        [] => Lowered::Nothing,
        [one] => Lowered::One(one),
        _ => Lowered::Many(low.build.list(nodes)),
    }
}

pub(crate) fn declarator(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let target = low.need(cst, "name");
    let annotation = cst.node("type");
    let value = read::maybe(low, cst, "value");
    if let Some(value) = value
        && let Some(import) = imports::required(low, target, value, cst.span)
    {
        return import.into();
    }
    let form = LetForm::Variable;
    let modifiers = Modifiers::default();
    low.node(Kind::Let { target, annotation, value, otherwise: None, form, modifiers }, cst.span).into()
}

pub(crate) fn block(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let body = low.list(cst.kids);
    low.node(Kind::Block { body }, cst.span).into()
}

/// `else …`, `finally { }`, `static { }`: the statement inside.
pub(crate) fn wrapped_statement(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    for kid in cst.kids.iter().filter(|kid| kid.kind != "ERROR") {
        match kid.lowered {
            Lowered::Nothing => {}
            Lowered::One(id) => return id.into(),
            Lowered::Many(body) => return low.node(Kind::Block { body }, kid.span).into(),
        }
    }
    Lowered::Nothing
}

pub(crate) fn if_statement(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let condition = read::value(low, cst, "condition");
    let then = read::statement(low, cst, "consequence");
    let otherwise = cst.node("alternative");
    low.node(Kind::If { condition, then, otherwise }, cst.span).into()
}

pub(crate) fn switch_statement(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let subject = Some(read::value(low, cst, "value"));
    let arms = read::list(low, cst, "body");
    low.node(Kind::Match { subject, arms }, cst.span).into()
}

/// `case a:` or `default:` with its statements. Each label is an arm of its own; an empty body falls through.
pub(crate) fn arm(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let patterns = match read::maybe(low, cst, "value") {
        Some(value) => low.build.list(&[value]),
        None => List::default(),
    };
    let past_colon = cst.kids.iter().position(|kid| kid.kind == ":").map_or(cst.kids.len(), |at| at + 1);
    let kids = &cst.kids[past_colon..];
    let statements = low.flatten(kids);
    let body = alike::case_body(low, &statements, cst.span.end);
    low.node(Kind::Arm { patterns, guard: None, body, falls: true }, cst.span).into()
}

pub(crate) fn for_statement(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let init = match cst.kid("initializer").map(|kid| (kid.kind, kid.lowered, kid.span)) {
        // `let i = 0, n = 9` declares both; `i = 0, n = 9` is one expression.
        Some(("lexical_declaration" | "variable_declaration", Lowered::Many(body), span)) => {
            Some(low.node(Kind::Block { body }, span))
        }
        Some(("empty_statement", ..)) | None => None,
        Some(_) => read::maybe(low, cst, "initializer"),
    };
    let condition = read::maybe(low, cst, "condition");
    let condition = condition.filter(|&id| !matches!(low.build.unit().kind(id), Kind::Empty));
    let step = read::maybe(low, cst, "increment");
    let body = read::statement(low, cst, "body");
    let form = match (init, condition, step) {
        (None, None, None) => LoopForm::Endless,
        (None, Some(_), None) => LoopForm::While,
        _ => LoopForm::Counted,
    };
    let parts = LoopParts { target: init, source: step, condition, body, otherwise: None, is_async: false };
    low.node(Kind::Loop(form, parts), cst.span).into()
}

pub(crate) fn for_in_statement(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let target = read::value(low, cst, "left");
    let source = read::value(low, cst, "right");
    let body = read::statement(low, cst, "body");
    let form = if cst.has("in") { LoopForm::Keys } else { LoopForm::Each };
    let is_async = cst.kids.iter().any(|kid| kid.kind == "await" && kid.field != "kind");
    let parts =
        LoopParts { target: Some(target), source: Some(source), condition: None, body, otherwise: None, is_async };
    low.node(Kind::Loop(form, parts), cst.span).into()
}

pub(crate) fn while_statement(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let condition = read::value(low, cst, "condition");
    let body = read::statement(low, cst, "body");
    let unit = low.build.unit();
    let endless = match unit.kind(condition) {
        Kind::Boolean(value) => value,
        Kind::Integer => unit.text(condition) == "1",
        _ => false,
    };
    let form = match (endless, cst.kind) {
        (true, _) => LoopForm::Endless,
        (false, "do_statement") => LoopForm::DoWhile,
        (false, _) => LoopForm::While,
    };
    let parts =
        LoopParts { target: None, source: None, condition: Some(condition), body, otherwise: None, is_async: false };
    low.node(Kind::Loop(form, parts), cst.span).into()
}

pub(crate) fn try_statement(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let body = low.need(cst, "body");
    let handlers = low.list_in(cst, "handler");
    let finally = cst.node("finalizer");
    low.node(Kind::Try { body, handlers, otherwise: None, finally }, cst.span).into()
}

pub(crate) fn catch_clause(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let name = cst.node("parameter");
    // A catch clause's type may only be `any` or `unknown`: it chooses nothing.
    if let Some(annotation) = cst.node("type") {
        alike::discard(low, annotation);
    }
    let body = low.need(cst, "body");
    low.node(Kind::Handler { types: List::default(), name, body }, cst.span).into()
}

pub(crate) fn jump(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let label = cst.kid("label").copied().map(|kid| read::name(low, &kid));
    let kind = if cst.kind == "break_statement" { Kind::Break(label, None) } else { Kind::Continue(label) };
    low.node(kind, cst.span).into()
}

pub(crate) fn return_statement(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let value = read::inner(low, cst);
    low.node(Kind::Return(value), cst.span).into()
}

pub(crate) fn throw_statement(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let value = read::inner(low, cst);
    low.node(Kind::Throw(value, None), cst.span).into()
}

pub(crate) fn labelled(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let (label, _) = read::key_in(low, cst, "label");
    let body = read::statement(low, cst, "body");
    low.node(Kind::Labelled { label, body }, cst.span).into()
}

/// `debugger;` acts like a call of a built-in without arguments, and the library says what it is for.
pub(crate) fn debugger(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let word = cst.of_kind("debugger").map_or(cst.span, |kid| kid.span);
    let callee = low.build.name(word);
    low.node(Kind::Call { callee, arguments: List::default(), form: CallForm::Plain }, cst.span).into()
}
