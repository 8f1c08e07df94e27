//! Statements.

use code::{BinaryOperator, Kind, List, LoopForm, LoopParts, NodeId, ScopeForm, Span, UnaryOperator};

use super::{patterns, read};
use crate::alike;
use crate::lower::{Cst, Kid, Lowered, Lowering};

/// Statements in a row.
pub(super) fn block(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let mut nodes = sequence(low, cst.kids);
    if nodes.len() > 1 {
        for node in &mut nodes {
            *node = attempted(low, *node);
        }
    }
    let unit = low.build.unit();
    let span = match (nodes.first(), nodes.last()) {
        (Some(&first), Some(&last)) => unit.span(first).cover(unit.span(last)),
        _ => cst.span,
    };
    let body = low.build.list(&nodes);
    low.node(Kind::Block { body }, span).into()
}

/// Statements, each loop with the label before it, and a `throw` at the top of a file with what it throws.
pub(super) fn sequence(low: &mut Lowering<'_>, kids: &[Kid]) -> Vec<NodeId> {
    let mut nodes = Vec::new();
    let mut label: Option<(NodeId, Span)> = None;
    let mut throws: Option<Span> = None;
    for kid in kids.iter().filter(|kid| !kid.span.is_empty()) {
        match (kid.kind, kid.one()) {
            ("throw_keyword", _) => throws = Some(kid.span),
            ("statement_label", Some(id)) => label = Some((id, kid.span)),
            (
                "for_statement"
                | "while_statement"
                | "repeat_while_statement"
                | "do_statement"
                | "switch_statement"
                | "if_statement",
                Some(body),
            ) => {
                nodes.push(match label.take() {
                    Some((label, span)) => low.node(Kind::Labelled { label, body }, span.cover(kid.span)),
                    None => body,
                });
            }
            (_, Some(value)) if throws.is_some() => {
                let span = throws.take().map_or(kid.span, |it| it.cover(kid.span));
                nodes.push(low.node(Kind::Throw(Some(value), None), span));
            }
            _ => nodes.extend(low.flatten([kid])),
        }
    }
    nodes
}

/// `try? f()` as a statement of its own goes on where that fails.
fn attempted(low: &mut Lowering<'_>, node: NodeId) -> NodeId {
    let (tried, value) = match low.build.unit().kind(node) {
        Kind::Scoped(ScopeForm::Try, value) => (node, value),
        Kind::Assign { target, operator: None, value: tried } if low.build.unit().kind(target) == Kind::Wildcard => {
            let Kind::Scoped(ScopeForm::Try, value) = low.build.unit().kind(tried) else { return node };
            (tried, value)
        }
        _ => return node,
    };
    let span = low.build.unit().span(node);
    alike::discard_shell(low, tried);
    alike::discard_shell(low, node);
    let inner = low.build.unit().span(value);
    let body = low.build.list(&[value]);
    let body = low.node(Kind::Block { body }, inner);
    let end = Span::new(span.end, span.end);
    let nothing = low.node(Kind::Block { body: List::default() }, end);
    let handler = low.node(Kind::Handler { types: List::default(), name: None, body: nothing }, end);
    let handlers = low.build.list(&[handler]);
    low.node(Kind::Try { body, handlers, otherwise: None, finally: None }, span)
}

/// A block that gives no value: the one statement of it does something.
pub(super) fn without_value(low: &mut Lowering<'_>, block: NodeId) -> NodeId {
    let Kind::Block { body } = low.build.unit().kind(block) else { return block };
    let &[only] = low.build.unit().list(body) else { return block };
    let done = attempted(low, only);
    if done == only {
        return block;
    }
    let span = low.build.unit().span(block);
    alike::discard_shell(low, block);
    let body = low.build.list(&[done]);
    low.node(Kind::Block { body }, span)
}

/// A block of a choice or a loop: what is put off in it runs when that block ends, not when the function does.
pub(super) fn inner(low: &mut Lowering<'_>, block: NodeId) -> NodeId {
    let block = without_value(low, block);
    let Kind::Block { body } = low.build.unit().kind(block) else { return block };
    let mut nodes = low.build.unit().list(body).to_vec();
    if !nodes.iter().any(|&it| matches!(low.build.unit().kind(it), Kind::Defer(_))) {
        return block;
    }
    run_at_end(low, &mut nodes);
    block_of(low, block, &nodes)
}

/// The same for the body of a function, where one call that is put off is told as such.
pub(super) fn body(low: &mut Lowering<'_>, block: NodeId) -> NodeId {
    let Kind::Block { body } = low.build.unit().kind(block) else { return block };
    let mut nodes = low.build.unit().list(body).to_vec();
    let is_long = |&it: &NodeId| match low.build.unit().kind(it) {
        Kind::Defer(value) => matches!(low.build.unit().kind(value), Kind::Block { .. }),
        _ => false,
    };
    if !nodes.iter().any(is_long) {
        return block;
    }
    run_at_end(low, &mut nodes);
    block_of(low, block, &nodes)
}

fn block_of(low: &mut Lowering<'_>, block: NodeId, nodes: &[NodeId]) -> NodeId {
    let span = low.build.unit().span(block);
    alike::discard_shell(low, block);
    let body = low.build.list(nodes);
    low.node(Kind::Block { body }, span)
}

/// Puts what follows something that is put off into a body after which that runs, whatever comes of it.
fn run_at_end(low: &mut Lowering<'_>, nodes: &mut Vec<NodeId>) {
    while let Some(at) = nodes.iter().rposition(|&it| matches!(low.build.unit().kind(it), Kind::Defer(_))) {
        let rest = nodes.split_off(at + 1);
        let Some(put_off) = nodes.pop() else { break };
        let Kind::Defer(value) = low.build.unit().kind(put_off) else { break };
        let span = low.build.unit().span(put_off);
        alike::discard_shell(low, put_off);
        let finally = match low.build.unit().kind(value) {
            Kind::Block { .. } => value,
            _ => {
                let list = low.build.list(&[value]);
                low.node(Kind::Block { body: list }, span)
            }
        };
        let whole = rest.last().map_or(span, |&last| span.cover(low.build.unit().span(last)));
        let inside = match (rest.first(), rest.last()) {
            (Some(&first), Some(&last)) => low.build.unit().span(first).cover(low.build.unit().span(last)),
            _ => Span::new(span.end, span.end),
        };
        let list = low.build.list(&rest);
        let body = low.node(Kind::Block { body: list }, inside);
        let kind = Kind::Try { body, handlers: List::default(), otherwise: None, finally: Some(finally) };
        nodes.push(low.node(kind, whole));
    }
}

/// `name:`
pub(super) fn label(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let text = low.text(cst.span).trim_end_matches([':', ' ', '\n', '\t']);
    let len = u32::try_from(text.len()).unwrap_or(0);
    low.build.name(Span::new(cst.span.start, cst.span.start + len)).into()
}

/// One part of a condition.
enum Part {
    /// `let a = b`: the name, what it is taken from, and where it stands.
    Bound { target: NodeId, annotation: Option<NodeId>, value: NodeId, is_same: bool, span: Span, form: code::LetForm },
    /// `case .a(let x) = b`
    Matched { pattern: NodeId, value: NodeId, span: Span },
    /// Anything that is true or false.
    Plain(NodeId),
}

/// The parts of a condition, which stand between commas.
fn parts(low: &mut Lowering<'_>, kids: &[Kid]) -> Vec<Part> {
    let mut found = Vec::new();
    let mut depth = 0_u32;
    let mut from = 0;
    for at in 0..=kids.len() {
        let kind = kids.get(at).map_or(",", |kid| kid.kind);
        match kind {
            "(" => depth += 1,
            ")" => depth = depth.saturating_sub(1),
            "," if depth == 0 || at == kids.len() => {
                found.extend(part(low, &kids[from..at]));
                from = at + 1;
            }
            _ => {}
        }
    }
    found
}

fn part(low: &mut Lowering<'_>, kids: &[Kid]) -> Option<Part> {
    let first = *kids.iter().find(|kid| kid.kind != "ERROR")?;
    let last = *kids.last()?;
    let span = first.span.cover(last.span);
    let equals = kids.iter().position(|kid| kid.kind == "=");
    if first.kind == "case" {
        let at = equals?;
        let pattern = patterns::of(low, &kids[1..at])?;
        let value = read::first(low, &kids[at + 1..], span.end);
        return Some(Part::Matched { pattern, value, span });
    }
    if first.kind != "value_binding_pattern" {
        return kids.iter().filter(|kid| kid.kind != "ERROR").find_map(Kid::one).map(Part::Plain);
    }
    let form = if low.text(first.span) == "var" { code::LetForm::Variable } else { code::LetForm::Constant };
    let names = kids.get(..equals.unwrap_or(kids.len())).unwrap_or(kids);
    let name = names
        .iter()
        .find(|kid| matches!(kid.kind, "simple_identifier" | "self_expression" | "pattern" | "wildcard_pattern"))
        .copied();
    let annotation =
        read::a_type(names).or_else(|| names.iter().filter(|kid| kid.kind == "type_annotation").find_map(Kid::one));
    let target = match name.and_then(|kid| kid.one()) {
        Some(id) => id,
        None => read::missing(low, span.end),
    };
    match equals {
        Some(at) => {
            let value = read::first(low, &kids[at + 1..], span.end);
            let is_same = low.build.unit().same_code(target, value) || low.build.unit().kind(value) == Kind::This;
            Some(Part::Bound { target, annotation, value, is_same, span, form })
        }
        None => {
            let place = low.build.unit().span(target);
            let value = read::name_at(low, place);
            Some(Part::Bound { target, annotation, value, is_same: true, span, form })
        }
    }
}

/// A condition in which names may be bound, as it is tested.
fn condition(low: &mut Lowering<'_>, kids: &[Kid], end: u32) -> NodeId {
    let mut tests = Vec::new();
    for part in parts(low, kids) {
        tests.push(match part {
            Part::Bound { target, annotation, value, span, .. } => {
                if let Some(annotation) = annotation {
                    alike::discard(low, annotation);
                }
                if low.build.unit().kind(target) == Kind::This || low.build.unit().kind(value) == Kind::This {
                    // `let self = self` is a question only.
                    let null = low.node(Kind::Null, Span::new(span.end, span.end));
                    alike::discard(low, target);
                    low.node(Kind::Binary(BinaryOperator::NotEqual, value, null), span)
                } else {
                    low.node(Kind::Matches { value, pattern: target }, span)
                }
            }
            Part::Matched { pattern, value, span } => low.node(Kind::Matches { value, pattern }, span),
            Part::Plain(id) => id,
        });
    }
    joined(low, &tests, BinaryOperator::And).unwrap_or_else(|| read::missing(low, end))
}

fn joined(low: &mut Lowering<'_>, tests: &[NodeId], operator: BinaryOperator) -> Option<NodeId> {
    let (&first, rest) = tests.split_first()?;
    let mut left = first;
    for &right in rest {
        let span = low.build.unit().span(left).cover(low.build.unit().span(right));
        left = low.node(Kind::Binary(operator, left, right), span);
    }
    Some(left)
}

/// What stands between a word and the next brace or word that ends a condition.
fn between<'k>(cst: &Cst<'k>, word: &str) -> &'k [Kid] {
    let from = cst.kids.iter().position(|kid| kid.kind == word).map_or(0, |at| at + 1);
    let rest = cst.kids.get(from..).unwrap_or(&[]);
    let to = rest.iter().position(|kid| matches!(kid.kind, "{" | "else")).unwrap_or(rest.len());
    &rest[..to]
}

/// `if a { … } else if let b { … } else { … }`
pub(super) fn if_statement(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let asked = between(cst, "if");
    let condition = condition(low, asked, cst.span.end);
    let at_else = cst.kids.iter().position(|kid| kid.kind == "else").unwrap_or(cst.kids.len());
    let from = cst.kids.iter().position(|kid| kid.kind == "{").unwrap_or(at_else).min(at_else);
    let then = read::braces(low, &cst.kids[from..at_else], cst.span.end);
    let then = if at_else == cst.kids.len() { inner(low, then) } else { then };
    let behind = cst.kids.get(at_else + 1..).unwrap_or(&[]);
    let otherwise = if at_else == cst.kids.len() {
        None
    } else {
        match behind.iter().filter(|kid| kid.kind == "if_statement").find_map(Kid::one) {
            Some(id) => Some(id),
            None => Some(read::braces(low, behind, cst.span.end)),
        }
    };
    low.node(Kind::If { condition, then, otherwise }, cst.span).into()
}

/// `guard a, let b = c else { … }`: what has to hold for the rest. One name alone says what runs where there is nothing; of
/// several things, the names are taken first, and then one choice leaves.
pub(super) fn guard(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let found = parts(low, between(cst, "guard"));
    let at = cst.kids.iter().position(|kid| kid.kind == "else").map_or(cst.kids.len(), |at| at + 1);
    let exit = read::braces(low, cst.kids.get(at..).unwrap_or(&[]), cst.span.end);
    let mut nodes = Vec::new();
    let mut fails = Vec::new();
    let mut plain = Vec::new();
    let n = found.len();
    for part in found {
        match part {
            Part::Bound { target, annotation, value, is_same: false, form, .. } if n == 1 => {
                let modifiers = code::Modifiers::default();
                let kind = Kind::Let { target, annotation, value: Some(value), otherwise: Some(exit), form, modifiers };
                return low.node(kind, cst.span).into();
            }
            Part::Bound { target, annotation, value, is_same, span, form } => {
                let place = low.build.unit().span(target);
                let asked = if is_same {
                    alike::discard(low, target);
                    if let Some(annotation) = annotation {
                        alike::discard(low, annotation);
                    }
                    value
                } else {
                    let modifiers = code::Modifiers::default();
                    let kind = Kind::Let { target, annotation, value: Some(value), otherwise: None, form, modifiers };
                    nodes.push(low.node(kind, span));
                    read::name_at(low, place)
                };
                let at = low.build.unit().span(asked);
                let null = low.node(Kind::Null, Span::new(at.end, at.end));
                fails.push(low.node(Kind::Binary(BinaryOperator::Equal, asked, null), at));
            }
            Part::Matched { pattern, value, .. } if n == 1 => {
                let (form, modifiers) = (code::LetForm::Constant, code::Modifiers::default());
                let kind = Kind::Let {
                    target: pattern,
                    annotation: None,
                    value: Some(value),
                    otherwise: Some(exit),
                    form,
                    modifiers,
                };
                return low.node(kind, cst.span).into();
            }
            Part::Matched { pattern, value, span } => plain.push(low.node(Kind::Matches { value, pattern }, span)),
            Part::Plain(id) => plain.push(id),
        }
    }
    if let Some(all) = joined(low, &plain, BinaryOperator::And) {
        fails.push(negated(low, all));
    }
    let condition = joined(low, &fails, BinaryOperator::Or).unwrap_or_else(|| read::missing(low, cst.span.end));
    nodes.push(low.node(Kind::If { condition, then: exit, otherwise: None }, cst.span));
    match *nodes {
        [only] => only.into(),
        _ => Lowered::Many(low.build.list(&nodes)),
    }
}

/// The opposite of a condition; `!a` is told as `a`.
fn negated(low: &mut Lowering<'_>, id: NodeId) -> NodeId {
    let span = low.build.unit().span(id);
    let opposite = match low.build.unit().kind(id) {
        Kind::Unary(UnaryOperator::Not, inner) => {
            alike::discard_shell(low, id);
            return inner;
        }
        Kind::Binary(operator, left, right) => {
            let operator = match operator {
                BinaryOperator::Equal => BinaryOperator::NotEqual,
                BinaryOperator::NotEqual => BinaryOperator::Equal,
                BinaryOperator::Less => BinaryOperator::GreaterEqual,
                BinaryOperator::LessEqual => BinaryOperator::Greater,
                BinaryOperator::Greater => BinaryOperator::LessEqual,
                BinaryOperator::GreaterEqual => BinaryOperator::Less,
                _ => return low.node(Kind::Unary(UnaryOperator::Not, id), span),
            };
            Kind::Binary(operator, left, right)
        }
        _ => return low.node(Kind::Unary(UnaryOperator::Not, id), span),
    };
    low.build.set_kind(id, opposite);
    id
}

/// `switch x { case … }`
pub(super) fn switch(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let subject = low.need(cst, "expr");
    let arms = low.list(cst.kids.iter().filter(|kid| kid.kind == "switch_entry"));
    low.node(Kind::Match { subject: Some(subject), arms }, cst.span).into()
}

/// `case .a, .b where c: …`, `default: …`
pub(super) fn entry(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    read::discard_all(low, cst.kids.iter().filter(|kid| kid.kind == "modifiers"));
    let patterns = low.list(cst.kids.iter().filter(|kid| kid.kind == "switch_pattern"));
    let colon = cst.kids.iter().position(|kid| kid.kind == ":").unwrap_or(cst.kids.len());
    let at_where = cst.kids.iter().position(|kid| kid.kind == "where_keyword").filter(|&at| at < colon);
    let guard = at_where.and_then(|at| cst.kids[at..colon].iter().find_map(Kid::one));
    let kids = cst.kids.get(colon + 1..).unwrap_or(&[]);
    let mut nodes = Vec::new();
    for node in low.flatten(kids.iter().filter(|kid| !kid.span.is_empty())) {
        match low.build.unit().kind(node) {
            Kind::Block { body } => {
                alike::discard_shell(low, node);
                nodes.extend_from_slice(low.build.unit().list(body));
            }
            _ => nodes.push(node),
        }
    }
    let falls = nodes.last().is_some_and(|&last| low.build.unit().text(last) == "fallthrough");
    if falls && let Some(last) = nodes.pop() {
        alike::discard(low, last);
    }
    // A `break` alone says that there is nothing to do.
    if let [only] = *nodes
        && matches!(low.build.unit().kind(only), Kind::Break(None, None))
    {
        low.build.set_kind(only, Kind::Empty);
    }
    let end = cst.span.start + u32::try_from(low.text(cst.span).trim_end().len()).unwrap_or(0);
    let body = alike::case_body(low, &nodes, end);
    low.node(Kind::Arm { patterns, guard, body, falls }, Span::new(cst.span.start, end)).into()
}

/// `for x in items where x > 1 { … }`, `for await x in stream`, `for case let x? in items`
pub(super) fn for_statement(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let target = cst.node("item");
    let source = low.need(cst, "collection");
    let filter = read::of_kind(cst, "where_clause");
    let annotation = read::of_kind(cst, "type_annotation");
    if let Some(annotation) = annotation {
        alike::discard(low, annotation);
    }
    let at = cst.kids.iter().position(|kid| kid.kind == "{").unwrap_or(0);
    let body = read::braces(low, &cst.kids[at..], cst.span.end);
    let mut body = inner(low, body);
    if let Some(condition) = filter {
        let span = low.build.unit().span(condition).cover(low.build.unit().span(body));
        let choice = low.node(Kind::If { condition, then: body, otherwise: None }, span);
        let list = low.build.list(&[choice]);
        body = low.node(Kind::Block { body: list }, span);
    }
    let is_async = cst.has("await");
    let parts = LoopParts { target, source: Some(source), condition: None, body, otherwise: None, is_async };
    low.node(Kind::Loop(LoopForm::Each, parts), cst.span).into()
}

/// `while a { … }`, `repeat { … } while a`
pub(super) fn while_statement(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let asked = between(cst, "while");
    let condition = condition(low, asked, cst.span.end);
    let at = cst.kids.iter().position(|kid| kid.kind == "{").unwrap_or(0);
    let body = read::braces(low, &cst.kids[at..], cst.span.end);
    let body = inner(low, body);
    let form = match (low.build.unit().kind(condition), cst.kind) {
        (Kind::Boolean(true), _) => LoopForm::Endless,
        (_, "repeat_while_statement") => LoopForm::DoWhile,
        _ => LoopForm::While,
    };
    let parts =
        LoopParts { target: None, source: None, condition: Some(condition), body, otherwise: None, is_async: false };
    low.node(Kind::Loop(form, parts), cst.span).into()
}

/// `do { … } catch let e as E { … }`; without handlers it is a block.
pub(super) fn do_statement(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let at = cst.kids.iter().position(|kid| kid.kind == "{").unwrap_or(0);
    let end = cst.kids.iter().position(|kid| kid.kind == "catch_block").unwrap_or(cst.kids.len());
    let body = read::braces(low, &cst.kids[at.min(end)..end], cst.span.end);
    let body = inner(low, body);
    let handlers = low.list(cst.kids.iter().filter(|kid| kid.kind == "catch_block"));
    if handlers.is_empty() {
        low.build.set_span(body, cst.span);
        return body.into();
    }
    low.node(Kind::Try { body, handlers, otherwise: None, finally: None }, cst.span).into()
}

/// `catch let e as E where c { … }`, `catch E.bad { … }`, `catch { … }`
pub(super) fn catch(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let mut name = None;
    let mut types: Vec<NodeId> = Vec::new();
    if let Some(pattern) = cst.node("error") {
        match low.build.unit().kind(pattern) {
            Kind::Name(_) => name = Some(pattern),
            Kind::Bind { name: bound, pattern: of } => {
                alike::discard_shell(low, pattern);
                name = Some(bound);
                types.push(of);
            }
            _ => types.push(pattern),
        }
    }
    read::discard_all(low, cst.kids.iter().filter(|kid| kid.kind == "where_clause"));
    let body = read::braces(low, cst.kids, cst.span.end);
    if cst.node("error").is_none()
        && let Some(place) = word_in(low, body, "error")
    {
        // Without a name of its own it is called `error`.
        let said = low.build.name(place);
        let types = low.build.list(&[]);
        let body = inner(low, body);
        return low.node(Kind::Handler { types, name: Some(said), body }, cst.span).into();
    }
    let types = low.build.list(&types);
    low.node(Kind::Handler { types, name, body }, cst.span).into()
}

/// Where a word first stands by itself in a node.
fn word_in(low: &Lowering<'_>, node: NodeId, word: &str) -> Option<Span> {
    let span = low.build.unit().span(node);
    let text = low.text(span);
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | '"');
    let mut from = 0;
    while let Some(at) = text[from..].find(word).map(|at| from + at) {
        let end = at + word.len();
        let before = text[..at].chars().next_back().is_some_and(is_part);
        let after = text[end..].starts_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | ':'));
        if !before && !after {
            let start = span.start + u32::try_from(at).ok()?;
            return Some(Span::new(start, start + u32::try_from(word.len()).ok()?));
        }
        from = end;
    }
    None
}

/// `return x`, `break name`, `continue`, `throw x`, `yield &x`
pub(super) fn transfer(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let value = cst.kids.iter().filter(|kid| kid.kind != "ERROR").find_map(Kid::one);
    let word = low.text(cst.span).split(|c: char| !c.is_alphabetic()).next().unwrap_or("").to_owned();
    let kind = match word.as_str() {
        "break" => Kind::Break(value, None),
        "continue" => Kind::Continue(value),
        "throw" => {
            let value = value.unwrap_or_else(|| read::missing(low, cst.span.end));
            Kind::Throw(Some(value), None)
        }
        "yield" => Kind::Return(value),
        _ => {
            let value = value.map(|value| super::functions::value_of(low, value));
            Kind::Return(value)
        }
    };
    let text = low.text(cst.span).trim_end_matches([';', ' ', '\n', '\t']);
    let end = cst.span.start + u32::try_from(text.len()).unwrap_or(0);
    low.node(kind, Span::new(cst.span.start, end)).into()
}

pub(super) fn assignment(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let target = low.need(cst, "target");
    let value = low.need(cst, "result");
    let value = super::functions::value_of(low, value);
    let operator = alike::compound(cst.token("operator"));
    low.node(Kind::Assign { target, operator, value }, cst.span).into()
}
