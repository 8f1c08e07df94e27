//! Statements.

use code::{CallForm, Kind, LetForm, List, LoopForm, LoopParts, Modifiers, NodeId, Opacity, Span};

use super::{block_in, first, kind, list_of, name_of, nodes, one_or_tuple, span};
use crate::alike;
use crate::lower::{Cst, Kid, Lowered, Lowering};

/// How many `elif`s are nested before the rest is left flat, so that a dispatcher of hundreds keeps the code model low.
const LONGEST_ELSE_CHAIN: usize = 60;

/// Statements in order.
pub(super) fn block(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let body = low.list(cst.kids);
    low.node(Kind::Block { body }, cst.span).into()
}

/// An expression as a statement; with commas it is a tuple.
pub(super) fn expression_statement(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    match (cst.kids, cst.has(",")) {
        ([one], _) => one.lowered,
        (_, false) => cst.nth(0).map_or(Lowered::Nothing, Lowered::One),
        (_, true) => {
            let list = low.list(cst.kids);
            low.node(Kind::Tuple(list), cst.span).into()
        }
    }
}

/// `target = value`; with a type it is a declaration.
pub(super) fn assignment(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let target = low.need(cst, "left");
    let Some(annotation) = cst.node("type") else {
        let value = low.need(cst, "right");
        return low.node(Kind::Assign { target, operator: None, value }, cst.span).into();
    };
    let value = cst.node("right");
    let form = if headed(low, annotation, "Final") { LetForm::Constant } else { LetForm::Variable };
    let modifiers = if headed(low, annotation, "ClassVar") { Modifiers::STATIC } else { Modifiers::default() };
    let annotation = Some(annotation);
    low.node(Kind::Let { target, annotation, value, otherwise: None, form, modifiers }, cst.span).into()
}

/// Whether a type is `name`, `name[…]` or `module.name`.
fn headed(low: &Lowering<'_>, annotation: NodeId, name: &str) -> bool {
    let unit = low.build.unit();
    let Kind::TypeExpression { parts, .. } = unit.kind(annotation) else { return false };
    unit.list(parts).first().is_some_and(|&head| match unit.kind(head) {
        Kind::Name(symbol) | Kind::Member { name: symbol, .. } => unit.name(symbol) == name,
        _ => false,
    })
}

/// `target += value`.
pub(super) fn augmented_assignment(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let (target, value) = (low.need(cst, "left"), low.need(cst, "right"));
    let operator = super::expressions::binary_operator(cst.token("operator").trim_end_matches('='));
    low.node(Kind::Assign { target, operator, value }, cst.span).into()
}

/// `if` with its flat `elif`s, which nest in the code model.
pub(super) fn if_statement(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let condition = low.need(cst, "condition");
    let then = need_block(low, cst, "consequence");
    let clauses: Vec<&Kid> = cst.kids.iter().filter(|kid| kid.kind == "elif_clause").collect();
    let otherwise = cst.of_kind("else_clause").and_then(Kid::one);
    let end = otherwise.map(|block| span(low, block).end).or(clauses.last().map(|kid| kid.span.end));
    let end = end.unwrap_or(cst.span.end);
    let (nested, flat) = clauses.split_at(clauses.len().min(LONGEST_ELSE_CHAIN));
    let mut rest = otherwise;
    if let Some(start) = flat.first().map(|kid| kid.span.start) {
        let mut parts = low.flatten(flat.iter().copied());
        parts.extend(otherwise);
        rest = Some(low.opaque(Opacity::Deep, &parts, Span::new(start, end)));
    }
    for clause in nested.iter().rev() {
        let parts = low.flatten([*clause]);
        let at = Span::new(clause.span.start, end);
        rest = Some(match *parts.as_slice() {
            [condition, then] => low.node(Kind::If { condition, then, otherwise: rest }, at),
            // Broken code inside the clause.
            _ => {
                let parts: Vec<NodeId> = parts.iter().copied().chain(rest).collect();
                low.opaque(Opacity::Broken, &parts, at)
            }
        });
    }
    let tallest = cst.kids.iter().map(|kid| kid.height).max().unwrap_or(0);
    low.height = Some(tallest + 1 + nested.len() as u16);
    if names_type_checking(low, condition) {
        imports_for_types(low, then);
    }
    low.node(Kind::If { condition, then, otherwise: rest }, cst.span).into()
}

fn names_type_checking(low: &Lowering<'_>, condition: NodeId) -> bool {
    match kind(low, condition) {
        Kind::Name(symbol) | Kind::Member { name: symbol, .. } => low.build.unit().name(symbol) == "TYPE_CHECKING",
        _ => false,
    }
}

/// Under `if TYPE_CHECKING:` imports never run.
fn imports_for_types(low: &mut Lowering<'_>, block: NodeId) {
    let Kind::Block { body } = kind(low, block) else { return };
    for statement in nodes(low, body) {
        if let Kind::Import(id) = kind(low, statement)
            && let Some(import) = low.build.unit_mut().imports.get_mut(id.index())
        {
            import.types_only = true;
        }
    }
}

/// The block in a field; an empty one where broken code has none.
fn need_block(low: &mut Lowering<'_>, cst: &Cst<'_>, field: &str) -> NodeId {
    match cst.node(field) {
        Some(block) => block,
        None => block_in(low, cst),
    }
}

/// `for target in source`.
pub(super) fn for_statement(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let target = Some(low.need(cst, "left"));
    let source = Some(low.need(cst, "right"));
    let body = need_block(low, cst, "body");
    let otherwise = cst.node("alternative");
    let parts = LoopParts { target, source, condition: None, body, otherwise, is_async: cst.has("async") };
    low.node(Kind::Loop(LoopForm::Each, parts), cst.span).into()
}

/// `while condition`; `while True` runs until it is left from inside.
pub(super) fn while_statement(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let condition = low.need(cst, "condition");
    let body = need_block(low, cst, "body");
    let endless = match kind(low, condition) {
        Kind::Boolean(truth) => truth,
        Kind::Integer => low.text(span(low, condition)) == "1",
        _ => false,
    };
    let (form, condition) = if endless {
        alike::discard_shell(low, condition);
        (LoopForm::Endless, None)
    } else {
        (LoopForm::While, Some(condition))
    };
    let otherwise = cst.node("alternative");
    let parts = LoopParts { target: None, source: None, condition, body, otherwise, is_async: false };
    low.node(Kind::Loop(form, parts), cst.span).into()
}

/// `try` with its handlers.
pub(super) fn try_statement(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let body = need_block(low, cst, "body");
    let handlers = low.list(cst.kids.iter().filter(|kid| kid.kind == "except_clause"));
    let otherwise = cst.of_kind("else_clause").and_then(Kid::one);
    let finally = cst.of_kind("finally_clause").and_then(Kid::one);
    low.node(Kind::Try { body, handlers, otherwise, finally }, cst.span).into()
}

/// `except A`, `except (A, B) as e`, `except* A`, and Python 2's `except A, e`.
pub(super) fn except_clause(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let mut values: Vec<NodeId> = cst.kids.iter().filter(|kid| kid.field == "value").filter_map(Kid::one).collect();
    let mut name = cst.node("alias");
    match *values.as_slice() {
        [one] => {
            if let Kind::Bind { name: alias, pattern } = kind(low, one) {
                alike::discard_shell(low, one);
                name = Some(alias);
                values = vec![pattern];
            }
        }
        // Types begin with a capital letter.
        [_, second] if name_of(low, second).is_some_and(|name| !name.starts_with(char::is_uppercase)) => {
            name = Some(second);
            values.truncate(1);
        }
        _ => {}
    }
    if let [one] = *values.as_slice()
        && let Kind::Tuple(list) = kind(low, one)
    {
        alike::discard_shell(low, one);
        values = nodes(low, list);
    }
    let types = low.build.list(&values);
    let body = block_in(low, cst);
    low.node(Kind::Handler { types, name, body }, cst.span).into()
}

/// `with a as b, c:`.
pub(super) fn with_statement(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let resources = list_of(low, cst.of_kind("with_clause"));
    let body = need_block(low, cst, "body");
    low.node(Kind::With { resources, body, is_async: cst.has("async") }, cst.span).into()
}

/// One resource, or several where the grammar takes `(a as b, c as d)` for a tuple.
pub(super) fn with_item(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let value = low.need(cst, "value");
    match kind(low, value) {
        Kind::Tuple(list) if nodes(low, list).iter().any(|&item| matches!(kind(low, item), Kind::Bind { .. })) => {
            alike::discard_shell(low, value);
            for item in nodes(low, list) {
                named_resource(low, item);
            }
            Lowered::Many(list)
        }
        _ => {
            named_resource(low, value);
            value.into()
        }
    }
}

fn named_resource(low: &mut Lowering<'_>, item: NodeId) {
    if let Kind::Bind { name: target, pattern } = kind(low, item) {
        let (form, modifiers) = (LetForm::Variable, Modifiers::default());
        let value = Some(pattern);
        low.build.set_kind(item, Kind::Let { target, annotation: None, value, otherwise: None, form, modifiers });
    }
}

/// `match subject`.
pub(super) fn match_statement(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let subjects: Vec<NodeId> = cst.kids.iter().filter(|kid| kid.field == "subject").filter_map(Kid::one).collect();
    let subject = Some(one_or_tuple(low, &subjects, cst.span));
    let arms = match cst.node("body") {
        Some(block) => {
            let Kind::Block { body } = kind(low, block) else { return block.into() };
            alike::discard_shell(low, block);
            body
        }
        None => List::default(),
    };
    low.node(Kind::Match { subject, arms }, cst.span).into()
}

/// `case pattern if guard:`; `case _:` has no pattern.
pub(super) fn case_clause(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let patterns: Vec<NodeId> = cst.kids.iter().filter(|kid| kid.kind == "case_pattern").filter_map(Kid::one).collect();
    let guard = cst.node("guard");
    let at = patterns.first().map_or(cst.span, |&pattern| span(low, pattern));
    let pattern = match *patterns.as_slice() {
        // `case a,:` takes a sequence of one.
        [one] if cst.has(",") => {
            let list = low.build.list(&[one]);
            low.node(Kind::Tuple(list), at)
        }
        _ => one_or_tuple(low, &patterns, at),
    };
    let patterns = if guard.is_none() && kind(low, pattern) == Kind::Wildcard {
        alike::discard_shell(low, pattern);
        List::default()
    } else {
        low.build.list(&[pattern])
    };
    let body = need_block(low, cst, "consequence");
    low.node(Kind::Arm { patterns, guard, body, falls: false }, cst.span).into()
}

/// `return value`.
pub(super) fn return_statement(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    low.node(Kind::Return(cst.nth(0)), cst.span).into()
}

/// `del a, b`.
pub(super) fn delete_statement(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let targets = match cst.nth(0).map(|id| (id, kind(low, id))) {
        Some((id, Kind::Tuple(list))) => {
            alike::discard_shell(low, id);
            list
        }
        _ => low.list(cst.kids),
    };
    low.node(Kind::Delete(targets), cst.span).into()
}

/// `raise error from cause`; Python 2's `raise error, message` makes the error from the message.
pub(super) fn raise_statement(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let error = cst.kids.iter().filter(|kid| kid.field != "cause").find_map(Kid::one);
    if let Some(id) = error
        && let Kind::Tuple(list) = kind(low, id)
        && let &[callee, message, ..] = low.build.unit().list(list)
    {
        let arguments = low.build.list(&[message]);
        low.build.set_kind(id, Kind::Call { callee, arguments, form: CallForm::Plain });
    }
    low.node(Kind::Throw(error, cst.node("cause")), cst.span).into()
}

/// `assert condition, message`.
pub(super) fn assert_statement(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let condition = first(low, cst);
    low.node(Kind::Assert(condition, cst.nth(1)), cst.span).into()
}

/// `global a`, `nonlocal a`.
pub(super) fn outer_names(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let names = low.list(cst.kids);
    low.node(Kind::OuterNames(names), cst.span).into()
}

/// Python 2's `print a, b` and `exec code in names`: calls in all but their spelling.
pub(super) fn keyword_call(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let word = cst.kids.first().map_or(cst.span, |kid| kid.span);
    let callee = low.build.name(word);
    let arguments = low.list(cst.kids);
    low.node(Kind::Call { callee, arguments, form: CallForm::Plain }, cst.span).into()
}
