//! Statements that C does not have, or that have more parts here.

use code::{Kind, LetForm, List, LoopForm, LoopParts, Modifiers, NodeId};

use super::{declarations, expressions};
use crate::alike;
use crate::c::declarations::declare;
use crate::c::{read, statements};
use crate::lower::{Cst, Kid, Lowered, Lowering};

/// Statements in braces.
pub(super) fn block(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let lowered = statements::block(low, cst);
    if let Lowered::One(id) = lowered
        && let Kind::Block { body } = low.build.unit().kind(id)
    {
        let nodes = low.build.unit().list(body).to_vec();
        declarations::settle(low, &nodes, false);
    }
    lowered
}

/// An expression with a semicolon. `out << a << b;` writes: nobody shifts bits and forgets them.
pub(super) fn expression(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    match statements::expression(low, cst) {
        Lowered::One(id) => {
            checked(low, id);
            expressions::streamed(low, id).unwrap_or(id).into()
        }
        other => other,
    }
}

/// `REQUIRE(condition);` of the packages for tests states what must hold.
fn checked(low: &mut Lowering<'_>, id: NodeId) {
    let unit = low.build.unit();
    let Kind::Call { callee, arguments, .. } = unit.kind(id) else { return };
    if let [condition] = *unit.list(arguments)
        && matches!(unit.name_of(callee), Some("REQUIRE" | "CHECK" | "EXPECT_TRUE" | "ASSERT_TRUE"))
        && matches!(unit.kind(callee), Kind::Name(_))
    {
        alike::discard_shell(low, callee);
        low.build.set_kind(id, Kind::Assert(condition, None));
    }
}

/// `return`; what writes to a stream gives the stream back.
pub(super) fn leave(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let value = cst.kids.iter().any(|kid| !matches!(kid.lowered, Lowered::Nothing)).then(|| read::inner(low, cst));
    let value = value.map(|value| {
        if expressions::is_stream(low, value) { expressions::streamed(low, value).unwrap_or(value) } else { value }
    });
    low.node(Kind::Return(value), cst.span).into()
}

/// `static_assert(condition, "text");`
pub(super) fn assertion(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let condition = low.need(cst, "condition");
    let message = cst.node("message");
    low.node(Kind::Assert(condition, message), cst.span).into()
}

/// `(declaration; condition)`: what is declared comes first, the condition last.
pub(super) fn condition(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let before = low.flatten(cst.kids.iter().filter(|kid| kid.field == "initializer"));
    let value = low.need(cst, "value");
    let mut nodes = declarations::settle(low, &before, false);
    match low.build.unit().kind(value) {
        // `if (auto x = f())` asks what `x` then is.
        Kind::Let { target, .. } => {
            nodes.push(value);
            let asked = read::copy(low, target);
            nodes.push(asked);
        }
        _ if expressions::is_stream(low, value) => nodes.push(expressions::streamed(low, value).unwrap_or(value)),
        _ => nodes.push(value),
    }
    read::several(low, &nodes)
}

/// The condition of a statement, after what it declares.
fn asked(low: &mut Lowering<'_>, cst: &Cst<'_>) -> (Vec<NodeId>, NodeId) {
    let mut nodes = low.flatten(cst.kid("condition"));
    let condition = nodes.pop().unwrap_or_else(|| low.need(cst, "condition"));
    (nodes, condition)
}

/// A statement with what its condition declares before it.
fn after(low: &mut Lowering<'_>, before: Vec<NodeId>, statement: NodeId) -> Lowered {
    let mut nodes = before;
    nodes.push(statement);
    read::several(low, &nodes)
}

/// `if`.
pub(super) fn choice(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let (before, condition) = asked(low, cst);
    let then = read::statement(low, cst, "consequence");
    let otherwise = cst.node("alternative");
    let id = low.node(Kind::If { condition, then, otherwise }, cst.span);
    after(low, before, id)
}

/// `while`. What its condition declares is made anew in each round.
pub(super) fn repetition(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let (before, condition) = asked(low, cst);
    for id in before {
        // `while (auto x = f())` has no shape of its own in the model; what is asked is whether there is an `x`.
        alike::discard(low, id);
    }
    statements::repeated(low, cst, condition)
}

/// `switch`.
pub(super) fn switch(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let (before, condition) = asked(low, cst);
    let id = statements::switched(low, cst, condition);
    after(low, before, id)
}

/// `for (type name : items)`.
pub(super) fn each(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let (base, _) = declarations::base(low, cst);
    let declared = declare(low, &base, cst.node("declarator"), true);
    let target = declared.name.unwrap_or_else(|| low.need(cst, "declarator"));
    let span = low.build.unit().span(target);
    let target = if matches!(low.build.unit().kind(target), Kind::Name(_)) {
        let (form, modifiers) = (LetForm::Constant, Modifiers::default());
        let annotation = Some(declared.annotation);
        let id = low.node(Kind::Let { target, annotation, value: None, otherwise: None, form, modifiers }, span);
        declarations::inferred(low, id);
        id
    } else {
        alike::discard(low, declared.annotation);
        target
    };
    let before = low.flatten(cst.kids.iter().filter(|kid| kid.field == "initializer"));
    let source = Some(low.need(cst, "right"));
    let body = read::statement(low, cst, "body");
    let parts = LoopParts { target: Some(target), source, condition: None, body, otherwise: None, is_async: false };
    let id = low.node(Kind::Loop(LoopForm::Each, parts), cst.span);
    after(low, before, id)
}

/// `try { … } catch (…) { … }`.
pub(super) fn trial(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let body = low.need(cst, "body");
    let handlers = low.list(cst.kids.iter().filter(|kid| kid.kind == "catch_clause"));
    low.node(Kind::Try { body, handlers, otherwise: None, finally: None }, cst.span).into()
}

/// `catch (const E& e) { … }`; `catch (...)` catches everything.
pub(super) fn handler(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let caught = read::list_of(low, cst.kid("parameters"));
    let mut types = Vec::new();
    let mut name = None;
    for id in low.build.unit().list(caught).to_vec() {
        let Kind::Parameter { target, annotation, form, .. } = low.build.unit().kind(id) else { continue };
        alike::discard_shell(low, id);
        if form == code::ParameterForm::Plain {
            types.extend(annotation);
        }
        match low.build.unit().kind(target) {
            Kind::Name(_) => name = Some(target),
            _ => alike::discard(low, target),
        }
    }
    let types = if types.is_empty() { List::default() } else { low.build.list(&types) };
    let body = low.need(cst, "body");
    low.node(Kind::Handler { types, name, body }, cst.span).into()
}

/// `throw error;`, `throw;`
pub(super) fn throw(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let error = cst.kids.iter().find_map(Kid::one);
    low.node(Kind::Throw(error, None), cst.span).into()
}
