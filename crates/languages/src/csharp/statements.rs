//! Statements.

use code::{BinaryOperator, CallForm, Kind, LetForm, LoopForm, LoopParts, Modifiers, NodeId, ScopeForm, Span};

use super::{read, types};
use crate::alike;
use crate::lower::{Cst, Kid, Lowered, Lowering};

/// How many `using` declarations of one block hold what follows; more are told as plain variables.
const MOST_RESOURCES: u16 = 8;

/// `{ … }`. What stands behind `using var file = …;` runs while that is open.
pub(super) fn block(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let mut done: Vec<(Vec<NodeId>, Kid)> = Vec::new();
    let mut statements: Vec<NodeId> = Vec::new();
    let mut kids = cst.kids.iter().peekable();
    while let Some(kid) = kids.next() {
        let nodes = low.flatten([kid]);
        let opens = is_using(low, kid) && done.len() < usize::from(MOST_RESOURCES);
        if !opens {
            statements.extend(nodes);
            continue;
        }
        // One right behind the other are opened together.
        let mut resources = nodes;
        while let Some(next) = kids.peek().filter(|next| is_using(low, next)) {
            resources.extend(low.flatten([*next]));
            kids.next();
        }
        statements.extend(resources);
        done.push((std::mem::take(&mut statements), *kid));
    }
    let n = done.len() as u16;
    while let Some((mut before, kid)) = done.pop() {
        let first = before.iter().position(|&it| low.build.unit().span(it).start >= kid.span.start).unwrap_or(0);
        let resources = before.split_off(first);
        let unit = low.build.unit();
        let start = kid.span.start;
        let body_span = match (statements.first(), statements.last()) {
            (Some(&first), Some(&last)) => unit.span(first).cover(unit.span(last)),
            _ => Span::new(kid.span.end, kid.span.end),
        };
        let body = low.build.list(&statements);
        let body = low.node(Kind::Block { body }, body_span);
        let resources = low.build.list(&resources);
        let is_async = low.text(kid.span).starts_with("await");
        let span = Span::new(start, body_span.end.max(kid.span.end));
        let with = low.node(Kind::With { resources, body, is_async }, span);
        before.push(with);
        statements = before;
    }
    if n > 0 {
        low.height = Some(cst.kids.iter().map(|kid| kid.height).max().unwrap_or(0) + 1 + n);
    }
    let body = low.build.list(&statements);
    low.node(Kind::Block { body }, cst.span).into()
}

/// Whether a child declares what is given back at the end of its block.
fn is_using(low: &Lowering<'_>, kid: &Kid) -> bool {
    let text = || low.text(kid.span);
    kid.kind == "local_declaration_statement" && (text().starts_with("using ") || text().starts_with("await using "))
}

/// A name with its first value: carried to the declaration, which knows the type.
pub(super) fn declarator(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let target = match read::name(low, cst) {
        Some(name) => name,
        None => match cst.of_kind("tuple_pattern").and_then(Kid::one) {
            Some(pattern) => pattern,
            None => return Lowered::Nothing,
        },
    };
    let value = cst
        .kids
        .iter()
        .filter(|kid| kid.field.is_empty() && !matches!(kid.kind, "tuple_pattern" | "bracketed_argument_list"))
        .find_map(|kid| read::word(low, kid));
    read::discard_all(low, cst.of_kind("bracketed_argument_list"));
    let (form, modifiers) = (LetForm::Variable, Modifiers::default());
    low.node(Kind::Let { target, annotation: None, value, otherwise: None, form, modifiers }, cst.span).into()
}

/// `int a = 1, b = 2`: a variable each.
pub(super) fn variables(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let ty = types::in_field(low, cst, "type");
    let mut first = true;
    for kid in cst.kids.iter().filter(|kid| kid.kind == "variable_declarator") {
        let Some(id) = kid.one() else { continue };
        let Kind::Let { target, value, form, modifiers, .. } = low.build.unit().kind(id) else { continue };
        if let (Some(ty), Some(value)) = (ty, value) {
            types::adopt(low, value, ty);
        }
        // The type belongs to the first; the others point at the same text. A child must be older than its parent.
        let annotation = match ty {
            Some(ty) if first && ty < id => Some(ty),
            _ => None,
        };
        first = false;
        low.build.set_kind(id, Kind::Let { target, annotation, value, otherwise: None, form, modifiers });
    }
    let mut nodes = low.flatten(cst.kids.iter().filter(|kid| kid.kind == "variable_declarator"));
    // From the second variable on the type is a copy, for which the variable is made anew.
    for node in nodes.iter_mut().skip(1) {
        let unit = low.build.unit();
        let span = unit.span(*node);
        let (Kind::Let { target, value, form, modifiers, .. }, Some(ty)) = (unit.kind(*node), ty) else { continue };
        alike::discard_shell(low, *node);
        let annotation = Some(types::copy_of(low, ty));
        *node = low.node(Kind::Let { target, annotation, value, otherwise: None, form, modifiers }, span);
    }
    if let Some(&first) = nodes.first() {
        let span = Span::new(cst.span.start, low.build.unit().span(first).end);
        low.build.set_span(first, span);
    }
    Lowered::Many(low.build.list(&nodes))
}

/// `const int a = 1, b = 2;`, `using var file = Open();`
pub(super) fn declaration(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let is_constant = read::marks(low, cst).modifiers.has(Modifiers::CONSTANT);
    let is_resource = cst.has("using");
    let nodes = low.flatten(cst.kids.iter().filter(|kid| kid.kind == "variable_declaration"));
    for &node in &nodes {
        let Kind::Let { target, annotation, value, .. } = low.build.unit().kind(node) else { continue };
        let form = if is_constant || is_resource { LetForm::Constant } else { LetForm::Variable };
        let modifiers = if is_constant { Modifiers::CONSTANT } else { Modifiers::default() };
        low.build.set_kind(node, Kind::Let { target, annotation, value, otherwise: None, form, modifiers });
    }
    if !is_resource && let Some(&first) = nodes.first() {
        let end = if nodes.len() == 1 { cst.span.end } else { low.build.unit().span(first).end };
        low.build.set_span(first, Span::new(cst.span.start, end));
    }
    let nodes = checked(low, nodes);
    match *nodes {
        [one] => one.into(),
        _ => Lowered::Many(low.build.list(&nodes)),
    }
}

/// `var x = y ?? throw e` is a variable and then a check of it.
fn checked(low: &mut Lowering<'_>, nodes: Vec<NodeId>) -> Vec<NodeId> {
    let mut all = Vec::with_capacity(nodes.len());
    for node in nodes {
        let unit = low.build.unit();
        all.push(node);
        let Kind::Let { target, annotation, value: Some(value), otherwise, form, modifiers } = unit.kind(node) else {
            continue;
        };
        let Kind::Binary(BinaryOperator::Coalesce, left, right) = unit.kind(value) else { continue };
        let (Kind::Name(_), Kind::Throw(..)) = (unit.kind(target), unit.kind(right)) else { continue };
        let name = unit.span(target);
        alike::discard_shell(low, value);
        let value = Some(left);
        low.build.set_kind(node, Kind::Let { target, annotation, value, otherwise, form, modifiers });
        let check = check(low, name, right);
        let span = low.build.unit().span(right);
        low.build.set_span(check, span);
        all.push(check);
    }
    all
}

pub(super) fn expression(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let Some(id) = read::inner(low, cst) else { return Lowered::Nothing };
    match *unfolded(low, id) {
        [one] => one.into(),
        ref several => Lowered::Many(low.build.list(several)),
    }
}

/// `x = y ?? throw e` is a check of `y` and then an assignment, `return y ?? throw e` a check and a result.
pub(super) fn unfolded(low: &mut Lowering<'_>, statement: NodeId) -> Vec<NodeId> {
    let unit = low.build.unit();
    let (Kind::Assign { value, operator: None, .. } | Kind::Return(Some(value))) = unit.kind(statement) else {
        return vec![statement];
    };
    let Kind::Binary(BinaryOperator::Coalesce, left, right) = unit.kind(value) else { return vec![statement] };
    let (Kind::Name(_), Kind::Throw(..)) = (unit.kind(left), unit.kind(right)) else { return vec![statement] };
    let span = unit.span(left);
    let check = check(low, span, right);
    // The value takes the place of the whole expression.
    let kind = low.build.unit().kind(left);
    low.build.set_kind(value, kind);
    low.build.set_span(value, span);
    alike::discard_shell(low, left);
    vec![check, statement]
}

/// Throws where what a name stands for is missing.
fn check(low: &mut Lowering<'_>, name: Span, throw: NodeId) -> NodeId {
    let tested = low.build.name(name);
    let null = low.node(Kind::Null, Span::new(name.end, name.end));
    let condition = low.node(Kind::Binary(BinaryOperator::Equal, tested, null), name);
    let end = low.build.unit().span(throw).end;
    let body = low.build.list(&[throw]);
    let span = low.build.unit().span(throw);
    let then = low.node(Kind::Block { body }, span);
    low.node(Kind::If { condition, then, otherwise: None }, Span::new(name.start, end))
}

pub(super) fn if_statement(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let condition = read::need(low, cst, "condition");
    let then = read::statement(low, cst, "consequence");
    let otherwise = cst.kid("alternative").map(|_| read::statement(low, cst, "alternative"));
    low.node(Kind::If { condition, then, otherwise }, cst.span).into()
}

/// `for (int i = 0; i < n; i++)`
pub(super) fn counted(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let all = |field: &'static str| cst.kids.iter().filter(move |kid| kid.field == field);
    let starts = low.flatten(all("initializer"));
    let is_declaration = cst.kid("initializer").is_some_and(|kid| kid.kind == "variable_declaration");
    let init = if is_declaration && starts.len() > 1 {
        let span = cst.kid("initializer").map_or(cst.span, |kid| kid.span);
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

/// `foreach (var name in names)`, `await foreach (var (key, value) in pairs)`
pub(super) fn each(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let annotation = types::in_field(low, cst, "type");
    let source = read::need(low, cst, "right");
    let target = low.need(cst, "left");
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
        is_async: cst.has("await"),
    };
    low.node(Kind::Loop(LoopForm::Each, parts), cst.span).into()
}

pub(super) fn while_statement(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let condition = read::need(low, cst, "condition");
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

pub(super) fn try_statement(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let body = low.need(cst, "body");
    let handlers = low.list(cst.kids.iter().filter(|kid| kid.kind == "catch_clause"));
    let finally = cst.of_kind("finally_clause").and_then(Kid::one);
    low.node(Kind::Try { body, handlers, otherwise: None, finally }, cst.span).into()
}

/// What a handler catches: its type, then its name.
pub(super) fn caught(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let mut nodes: Vec<NodeId> = types::in_field(low, cst, "type").into_iter().collect();
    nodes.extend(read::name(low, cst));
    Lowered::Many(low.build.list(&nodes))
}

/// `catch (IOException e) when (e.HResult > 0) { … }`: an error that the filter refuses goes on, as if thrown again.
pub(super) fn catch(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let mut types = low.flatten(cst.of_kind("catch_declaration"));
    let name = types.pop_if(|id| matches!(low.build.unit().kind(*id), Kind::Name(_)));
    let types = low.build.list(&types);
    let body = low.need(cst, "body");
    let filter = cst.of_kind("catch_filter_clause").and_then(Kid::one);
    let body = match filter {
        Some(condition) => {
            let unit = low.build.unit();
            let span = unit.span(condition).cover(unit.span(body));
            let end = Span::new(span.end, span.end);
            let again = low.node(Kind::Throw(None, None), end);
            let choice = low.node(Kind::If { condition, then: body, otherwise: Some(again) }, span);
            let list = low.build.list(&[choice]);
            low.node(Kind::Block { body: list }, span)
        }
        None => body,
    };
    low.node(Kind::Handler { types, name, body }, cst.span).into()
}

/// `using (var file = Open()) { … }`
pub(super) fn using(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let body = read::statement(low, cst, "body");
    let resources = low.list(cst.kids.iter().filter(|kid| kid.field != "body"));
    low.node(Kind::With { resources, body, is_async: cst.has("await") }, cst.span).into()
}

/// `fixed (int* p = items) { … }`: a variable for a block.
pub(super) fn fixed(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let nodes = low.list(cst.kids);
    low.node(Kind::Block { body: nodes }, cst.span).into()
}

/// `lock (gate) { … }`: a block with a resource, which a call of a built-in takes; the library says what it is for.
pub(super) fn lock(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let word = cst.of_kind("lock").map_or(cst.span, |kid| kid.span);
    let close = cst.of_kind(")").map_or(word.end, |kid| kid.span.end);
    let inside = cst.kids.iter().filter(|kid| kid.span.start < close);
    let gate = inside.clone().find_map(|kid| read::word(low, kid));
    let body = cst.kids.iter().rev().find(|kid| kid.span.start >= close && kid.named).copied();
    let body = match body {
        Some(kid) => read::as_statement(low, &kid),
        None => low.node(Kind::Empty, Span::new(cst.span.end, cst.span.end)),
    };
    let arguments: Vec<NodeId> = gate.into_iter().collect();
    let arguments = low.build.list(&arguments);
    let callee = low.build.name(word);
    let call = low.node(Kind::Call { callee, arguments, form: CallForm::Plain }, Span::new(word.start, close));
    let resources = low.build.list(&[call]);
    low.node(Kind::With { resources, body, is_async: false }, cst.span).into()
}

pub(super) fn unsafe_block(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let body = read::need_inner(low, cst);
    low.node(Kind::Scoped(ScopeForm::Unsafe, body), cst.span).into()
}

pub(super) fn jump(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let kind = if cst.kind == "break_statement" { Kind::Break(None, None) } else { Kind::Continue(None) };
    low.node(kind, cst.span).into()
}

pub(super) fn leave(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let value = read::inner(low, cst);
    let leave = low.node(Kind::Return(value), cst.span);
    match *unfolded(low, leave) {
        [one] => one.into(),
        ref several => Lowered::Many(low.build.list(several)),
    }
}

/// `yield return a;` hands out a value, `yield break;` ends.
pub(super) fn yield_value(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    low.marks.push(cst.span.start);
    if cst.has("break") {
        return low.node(Kind::Return(None), cst.span).into();
    }
    let value = read::inner(low, cst);
    low.node(Kind::Yield(value, false), cst.span).into()
}

pub(super) fn throw(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let error = read::inner(low, cst);
    low.node(Kind::Throw(error, None), cst.span).into()
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
