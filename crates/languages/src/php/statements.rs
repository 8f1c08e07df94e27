//! Statements, and the whole text.

use code::{
    BinaryOperator, CallForm, Kind, LetForm, List, LoopForm, LoopParts, Modifiers, NodeId, Span, UnaryOperator,
};

use super::{imports, read, texts};
use crate::alike;
use crate::lower::{Cst, Kid, Lowered, Lowering};

/// The whole text.
pub(super) fn program(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let mut nodes = sequence(low, cst.kids);
    for node in &mut nodes {
        if let Some(import) = imports::of_file(low, *node) {
            *node = import;
        }
    }
    Lowered::Many(low.build.list(&nodes))
}

/// Statements in a row. Markup between islands of code, and what is shown in it, becomes one element.
fn sequence(low: &mut Lowering<'_>, kids: &[Kid]) -> Vec<NodeId> {
    let mut nodes = Vec::new();
    let mut run = Vec::new();
    let mut echoes = false;
    for (at, kid) in kids.iter().enumerate() {
        match kid.kind {
            "text" | "text_interpolation" => {
                run.extend(kid.one());
                echoes = texts::opens_echo(low, kid.span);
            }
            "php_tag" => echoes = texts::opens_echo(low, kid.span),
            _ if matches!(kid.lowered, Lowered::Nothing) => {}
            "expression_statement" if echoes => {
                run.extend(kid.one());
                echoes = false;
            }
            // What is written beside markup is a part of it, like `<?= … ?>`.
            "echo_statement" if beside_markup(kids, at) => run.extend(texts::shown(low, kid)),
            _ => {
                nodes.extend(texts::element(low, &run));
                run.clear();
                match kid.one().filter(|_| kid.kind == "expression_statement") {
                    Some(id) => nodes.push(as_choice(low, id)),
                    None => nodes.extend(low.flatten([kid])),
                }
                echoes = false;
            }
        }
    }
    nodes.extend(texts::element(low, &run));
    nodes
}

/// `$ok or die('no');`, `$x || throw new E();`, `$debug && note($x);`: a choice that is spelled as an operator. Its value is not used.
fn as_choice(low: &mut Lowering<'_>, id: NodeId) -> NodeId {
    let unit = low.build.unit();
    let Kind::Binary(operator @ (BinaryOperator::Or | BinaryOperator::And), left, right) = unit.kind(id) else {
        return id;
    };
    // `exit` without brackets is read as a name.
    let leaves =
        unit.name_of(right).is_some_and(|name| name.eq_ignore_ascii_case("exit") || name.eq_ignore_ascii_case("die"));
    if !leaves && !matches!(unit.kind(right), Kind::Throw(..) | Kind::Call { .. } | Kind::Assign { .. }) {
        return id;
    }
    let (span, at) = (unit.span(id), unit.span(right));
    alike::discard_shell(low, id);
    let right = if leaves {
        low.node(Kind::Call { callee: right, arguments: List::default(), form: CallForm::Plain }, at)
    } else {
        right
    };
    let condition = match operator {
        BinaryOperator::Or => {
            let asked = low.build.unit().span(left);
            low.node(Kind::Unary(UnaryOperator::Not, left), asked)
        }
        _ => left,
    };
    let body = low.build.list(&[right]);
    let then = low.node(Kind::Block { body }, at);
    low.node(Kind::If { condition, then, otherwise: None }, span)
}

/// Whether an island of code holds one statement alone.
fn beside_markup(kids: &[Kid], at: usize) -> bool {
    let is_mark = |kid: Option<&Kid>| kid.is_some_and(|kid| matches!(kid.kind, "php_tag" | "text_interpolation"));
    let before = at.checked_sub(1).and_then(|at| kids.get(at));
    let is_last = at + 1 == kids.len();
    is_mark(before) && (is_mark(kids.get(at + 1)) || is_last)
}

pub(super) fn block(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let nodes = sequence(low, cst.kids);
    let body = low.build.list(&nodes);
    low.node(Kind::Block { body }, cst.span).into()
}

/// The body in a field, as a block: also of a statement without braces, and with the markup that ends a body without them.
fn body(low: &mut Lowering<'_>, cst: &Cst<'_>) -> NodeId {
    let bodies: Vec<Kid> = cst.kids.iter().filter(|kid| kid.field == "body").copied().collect();
    let Some(last) = bodies.last() else {
        return low.node(Kind::Empty, Span::new(cst.span.end, cst.span.end));
    };
    let start = last.span.end;
    let rest: Vec<Kid> = cst
        .kids
        .iter()
        .filter(|kid| kid.field != "body" && kid.span.start >= start)
        .take_while(|kid| kid.field != "alternative" && !kid.kind.starts_with("end"))
        .filter(|kid| kid.kind == "text_interpolation")
        .copied()
        .collect();
    match (bodies[..].first().and_then(Kid::one), bodies.len()) {
        (Some(block), 1) => with_markup(low, block, &rest),
        _ => {
            let mut kids = bodies;
            let span = Span::new(kids[0].span.start, start);
            kids.extend(rest);
            let nodes = sequence(low, &kids);
            let body = low.build.list(&nodes);
            low.node(Kind::Block { body }, span)
        }
    }
}

/// A block with the markup after it that still belongs to it: the grammar hands `?> … <?php endif` to the statement.
fn with_markup(low: &mut Lowering<'_>, block: NodeId, markup: &[Kid]) -> NodeId {
    let texts: Vec<NodeId> = markup.iter().filter_map(Kid::one).collect();
    let (Some(&last), Kind::Block { body }) = (texts.last(), low.build.unit().kind(block)) else { return block };
    let mut nodes = low.build.unit().list(body).to_vec();
    let span = low.build.unit().span(block).cover(low.build.unit().span(last));
    let mut run = Vec::new();
    if let Some(&before) = nodes.last()
        && let Kind::Element { children, tag, .. } = low.build.unit().kind(before)
    {
        run.extend_from_slice(low.build.unit().list(children));
        alike::discard_shell(low, before);
        if let Some(tag) = tag {
            alike::discard(low, tag);
        }
        nodes.pop();
    }
    run.extend_from_slice(&texts);
    nodes.extend(texts::element(low, &run));
    alike::discard_shell(low, block);
    let body = low.build.list(&nodes);
    low.node(Kind::Block { body }, span)
}

/// `if (…) … elseif (…) … else …`: each further choice is what happens otherwise.
pub(super) fn choice(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let condition = low.need(cst, "condition");
    let then = body(low, cst);
    let mut otherwise = None;
    let alternatives: Vec<(usize, Kid)> =
        cst.kids.iter().copied().enumerate().filter(|(_, kid)| kid.field == "alternative").collect();
    for &(at, kid) in alternatives.iter().rev() {
        let Some(id) = kid.one() else { continue };
        let markup: Vec<Kid> =
            cst.kids[at + 1..].iter().take_while(|it| it.kind == "text_interpolation").copied().collect();
        otherwise = Some(match low.build.unit().kind(id) {
            Kind::If { condition, then, .. } if kid.kind == "else_if_clause" => {
                let then = with_markup(low, then, &markup);
                let end = otherwise.map_or(kid.span.end, |it| low.build.unit().span(it).end.max(kid.span.end));
                alike::discard_shell(low, id);
                low.node(Kind::If { condition, then, otherwise }, Span::new(kid.span.start, end))
            }
            _ => with_markup(low, id, &markup),
        });
    }
    low.node(Kind::If { condition, then, otherwise }, cst.span).into()
}

/// `elseif (…) …`, which the choice around it puts in its place.
pub(super) fn else_if(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let condition = low.need(cst, "condition");
    let then = body(low, cst);
    low.node(Kind::If { condition, then, otherwise: None }, cst.span).into()
}

pub(super) fn switch(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let subject = Some(low.need(cst, "condition"));
    let arms = read::list(low, cst, "body");
    low.node(Kind::Match { subject, arms }, cst.span).into()
}

/// `case 1:` or `default:` with its statements, which go on into the next one unless they leave.
pub(super) fn case(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let value = cst.node("value");
    let patterns = value.map_or(List::default(), |value| low.build.list(&[value]));
    let past = cst.kids.iter().position(|kid| matches!(kid.kind, ":" | ";")).map_or(cst.kids.len(), |at| at + 1);
    let statements = sequence(low, &cst.kids[past..]);
    let body = alike::case_body(low, &statements, cst.span.end);
    low.node(Kind::Arm { patterns, guard: None, body, falls: true }, cst.span).into()
}

/// `match ($x) { … }`; over `true` its arms are conditions.
pub(super) fn match_value(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let subject = low.need(cst, "condition");
    let arms = read::list(low, cst, "body");
    let subject = if low.build.unit().kind(subject) == Kind::Boolean(true) {
        alike::discard(low, subject);
        None
    } else {
        Some(subject)
    };
    low.node(Kind::Match { subject, arms }, cst.span).into()
}

/// `1, 2 => 'few',`
pub(super) fn arm(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let patterns = read::list(low, cst, "conditional_expressions");
    let body = low.need(cst, "return_expression");
    low.node(Kind::Arm { patterns, guard: None, body, falls: false }, cst.span).into()
}

/// `while (…)`, `do … while (…)`
pub(super) fn repeat(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let condition = low.need(cst, "condition");
    let body = body(low, cst);
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

/// `for ($i = 0, $n = 9; $i < $n; $i++)`
pub(super) fn counted(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let all = |low: &mut Lowering<'_>, field: &str| low.flatten(cst.kids.iter().filter(|kid| kid.field == field));
    let starts = all(low, "initialize");
    let init = alike::join(low, starts);
    let conditions = all(low, "condition");
    let condition = alike::join(low, conditions);
    let steps = all(low, "update");
    let step = alike::join(low, steps);
    let body = counted_body(low, cst);
    let form = match (init, condition, step) {
        (None, None, None) => LoopForm::Endless,
        (None, Some(_), None) => LoopForm::While,
        _ => LoopForm::Counted,
    };
    let parts = LoopParts { target: init, source: step, condition, body, otherwise: None, is_async: false };
    low.node(Kind::Loop(form, parts), cst.span).into()
}

/// The body of a counted loop. Between `:` and `endfor` the grammar has no node of its own around it.
fn counted_body(low: &mut Lowering<'_>, cst: &Cst<'_>) -> NodeId {
    let place = |kind: &str| cst.kids.iter().position(|kid| kid.kind == kind);
    let (Some(from), Some(to)) = (place(":"), place("endfor")) else { return body(low, cst) };
    let kids = &cst.kids[(from + 1).min(to)..to];
    let nodes = sequence(low, kids);
    let span = Span::new(cst.kids[from].span.start, cst.kids[to].span.start);
    let body = low.build.list(&nodes);
    low.node(Kind::Block { body }, span)
}

/// `$key => $value` of a loop.
pub(super) fn pair(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let parts = low.flatten(cst.kids);
    let parts = low.build.list(&parts);
    low.node(Kind::Tuple(parts), cst.span).into()
}

/// `foreach ($items as $key => $item)`
pub(super) fn each(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let head: Vec<NodeId> = cst.kids.iter().filter(|kid| kid.field != "body").filter_map(Kid::one).take(2).collect();
    let (source, target) = (head.first().copied(), head.get(1).copied());
    let body = body(low, cst);
    let parts = LoopParts { target, source, condition: None, body, otherwise: None, is_async: false };
    low.node(Kind::Loop(LoopForm::Each, parts), cst.span).into()
}

pub(super) fn attempt(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let body = low.need(cst, "body");
    let handlers = low.list(cst.kids.iter().filter(|kid| kid.kind == "catch_clause"));
    let finally = cst.of_kind("finally_clause").and_then(Kid::one);
    low.node(Kind::Try { body, handlers, otherwise: None, finally }, cst.span).into()
}

pub(super) fn handler(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let types = read::list(low, cst, "type");
    let name = cst.node("name");
    let body = low.need(cst, "body");
    low.node(Kind::Handler { types, name, body }, cst.span).into()
}

/// `break;`, `continue 2;`: a number says how many loops are meant, as a label would.
pub(super) fn jump(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let label = cst.nth(0).filter(|&id| low.build.unit().text(id) != "1");
    let kind = if cst.kind == "break_statement" { Kind::Break(label, None) } else { Kind::Continue(label) };
    low.node(kind, cst.span).into()
}

pub(super) fn leave(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    low.node(Kind::Return(read::inner(cst)), cst.span).into()
}

pub(super) fn throw(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    low.node(Kind::Throw(read::inner(cst), None), cst.span).into()
}

/// `unset($a, $b['x']);`
pub(super) fn unset(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let list = low.list(cst.kids.iter().filter(|kid| kid.kind != "text_interpolation"));
    low.node(Kind::Delete(list), cst.span).into()
}

/// `global $a, $b;`
pub(super) fn global(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let names = low.list(cst.kids.iter().filter(|kid| kid.kind != "text_interpolation"));
    low.node(Kind::OuterNames(names), cst.span).into()
}

/// `static $count = 0;` keeps its value from one call to the next.
pub(super) fn static_variable(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let Some(target) = cst.node("name") else { return Lowered::Nothing };
    let value = cst.node("value");
    let (form, modifiers) = (LetForm::Static, Modifiers::MUTABLE);
    low.node(Kind::Let { target, annotation: None, value, otherwise: None, form, modifiers }, cst.span).into()
}
