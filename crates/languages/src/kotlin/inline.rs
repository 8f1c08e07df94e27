//! Lambdas that run where they stand: they are blocks and loops, not functions that are handed on.

use code::{CallForm, FunctionForm, Kind, List, LoopForm, LoopParts, NodeId, Span};

use crate::alike;
use crate::lower::Lowering;

/// Takes the newest function, which is not handed on but runs where it stands, out of the model: its parameters and body stay.
fn unwrap(low: &mut Lowering<'_>, lambda: NodeId) -> Option<(List, NodeId)> {
    let unit = low.build.unit();
    let Kind::Function(id) = unit.kind(lambda) else { return None };
    let function = unit.function(id);
    if id.index() + 1 != unit.functions.len() || function.form != FunctionForm::Lambda || function.result.is_some() {
        return None;
    }
    let (parameters, body) = (function.parameters, function.body?);
    low.build.unit_mut().functions.pop();
    alike::discard_shell(low, lambda);
    Some((parameters, body))
}

/// `run { … }` is the block itself.
pub(super) fn block(low: &mut Lowering<'_>, callee: NodeId, arguments: &[NodeId], span: Span) -> Option<NodeId> {
    let &[lambda] = arguments else { return None };
    let (_, body) = unwrap(low, lambda)?;
    alike::discard(low, callee);
    if let Kind::Block { .. } = low.build.unit().kind(body) {
        low.build.set_span(body, span);
        return Some(body);
    }
    let list = low.build.list(&[body]);
    Some(low.node(Kind::Block { body: list }, span))
}

/// Functions that run their lambda at once, between what they do before and after it, and give what it gives.
pub(super) const AROUND: &[&str] = &[
    "coroutineScope",
    "runBlocking",
    "runTest",
    "supervisorScope",
    "synchronized",
    "transaction",
    "withContext",
    "withTimeout",
    "withTimeoutOrNull",
];

/// `withContext(io) { … }`: a block with something around it, which the call without its lambda is.
pub(super) fn around(low: &mut Lowering<'_>, callee: NodeId, arguments: &[NodeId], span: Span) -> Option<NodeId> {
    let (&lambda, rest) = arguments.split_last()?;
    if rest.len() > 2 || low.build.unit().text(lambda).contains("return@") {
        return None;
    }
    // The call must be older than what holds it, and it is made of older parts.
    let (parameters, body) = unwrap(low, lambda)?;
    for parameter in low.build.unit().list(parameters).to_vec() {
        alike::discard(low, parameter);
    }
    let unit = low.build.unit();
    let end = rest.last().map_or(unit.span(callee).end, |&last| {
        let end = unit.span(last).end as usize;
        let after = low.source[end..].find(')').map_or(0, |at| at + 1);
        (end + after) as u32
    });
    let start = unit.span(callee).start;
    let list = low.build.list(rest);
    let call = low.node(Kind::Call { callee, arguments: list, form: CallForm::Plain }, Span::new(start, end));
    let resources = low.build.list(&[call]);
    let body = as_block(low, body);
    Some(low.node(Kind::With { resources, body, is_async: false }, span))
}

/// `file.use { … }`: what is released at the end of the block, under the name that it has there.
pub(super) fn released(
    low: &mut Lowering<'_>,
    callee: NodeId,
    object: NodeId,
    lambda: NodeId,
    span: Span,
) -> Option<NodeId> {
    if low.build.unit().text(lambda).contains("return@") {
        return None;
    }
    let (parameters, body) = unwrap(low, lambda)?;
    alike::discard_shell(low, callee);
    let parameters = low.build.unit().list(parameters).to_vec();
    let resource = match parameters.first().map(|&it| (it, low.build.unit().kind(it))) {
        Some((id, Kind::Parameter { target, annotation, .. })) => {
            let of = low.build.unit().span(object);
            let (form, modifiers) = (code::LetForm::Constant, code::Modifiers::default());
            let value = Some(object);
            low.build.set_kind(id, Kind::Let { target, annotation, value, otherwise: None, form, modifiers });
            low.build.set_span(id, of);
            id
        }
        _ => object,
    };
    let resources = low.build.list(&[resource]);
    let body = as_block(low, body);
    Some(low.node(Kind::With { resources, body, is_async: false }, span))
}

/// `x?.let { … }` as a statement of its own: what runs where there is something, under the name that it has there.
pub(super) fn if_there(
    low: &mut Lowering<'_>,
    callee: NodeId,
    object: NodeId,
    lambda: NodeId,
    span: Span,
) -> Option<NodeId> {
    if !is_statement(low.source, span) || low.build.unit().text(lambda).contains("return@") {
        return None;
    }
    let Kind::Function(id) = low.build.unit().kind(lambda) else { return None };
    let parameters = low.build.unit().list(low.build.unit().function(id).parameters).to_vec();
    let &[parameter] = parameters.as_slice() else { return None };
    let Kind::Parameter { target: pattern, annotation, .. } = low.build.unit().kind(parameter) else { return None };
    if !matches!(low.build.unit().kind(pattern), Kind::Name(_)) {
        return None;
    }
    let (_, body) = unwrap(low, lambda)?;
    alike::discard_shell(low, parameter);
    if let Some(annotation) = annotation {
        alike::discard(low, annotation);
    }
    alike::discard_shell(low, callee);
    let at = low.build.unit().span(object);
    let condition = low.node(Kind::Matches { value: object, pattern }, at);
    let then = as_block(low, body);
    Some(low.node(Kind::If { condition, then, otherwise: None }, span))
}

/// Whether an expression stands on lines of its own, so that nothing uses its value: neither an operator before it nor one after it.
fn is_statement(source: &str, span: Span) -> bool {
    let (before, after) = (&source[..span.start as usize], &source[span.end as usize..]);
    let line = before.rsplit('\n').next().unwrap_or("");
    let last = before.trim_end();
    let is_used = last.ends_with(['=', '(', ',', '+', '-', '*', '/', '&', '|', ':', '<', '?', '!', '.', '[', '>'])
        || last.ends_with("return");
    let next = after.trim_start();
    let goes_on = next.starts_with(['.', '?', ')', ',', '+', '&', '|', ']'])
        || after.starts_with([' ', '\t']) && {
            let rest = after.trim_start_matches([' ', '\t']);
            !(rest.is_empty() || rest.starts_with(['\n', '\r', '}', ';', '/']))
        };
    // The last statement of a lambda may be its value.
    if !line.trim().is_empty() || is_used || goes_on {
        return false;
    }
    !next.starts_with('}') || !ends_value(before)
}

/// Whether the innermost brace that is open before a place opens a lambda, whose last expression is its value.
fn ends_value(before: &str) -> bool {
    let mut depth = 0_u32;
    for (at, c) in before.char_indices().rev().take(4_000) {
        match c {
            '}' => depth += 1,
            '{' if depth > 0 => depth -= 1,
            '{' => {
                let head = before[..at].trim_end();
                // After a condition, a header or a word it is a block; a function's header ends with its result.
                let line = head.rsplit('\n').next().unwrap_or("");
                return !(line.contains("fun ")
                    || ["if ", "if(", "for ", "for(", "while ", "while(", "else", "try", "catch", "init", "finally"]
                        .iter()
                        .any(|word| line.trim_start().starts_with(word) || line.contains(&format!("}} {word}"))));
            }
            _ => {}
        }
    }
    true
}

fn as_block(low: &mut Lowering<'_>, body: NodeId) -> NodeId {
    if let Kind::Block { .. } = low.build.unit().kind(body) {
        return body;
    }
    let span = low.build.unit().span(body);
    let list = low.build.list(&[body]);
    low.node(Kind::Block { body: list }, span)
}

/// `items.forEach { … }` is a loop: a `return` in it leaves the function around it, and one to its label goes on.
pub(super) fn each(
    low: &mut Lowering<'_>,
    callee: NodeId,
    object: NodeId,
    lambda: NodeId,
    span: Span,
) -> Option<NodeId> {
    if low.build.unit().text(lambda).contains("return@") {
        return None;
    }
    let (parameters, body) = unwrap(low, lambda)?;
    let mut targets = Vec::new();
    for parameter in low.build.unit().list(parameters).to_vec() {
        if let Kind::Parameter { target, annotation, .. } = low.build.unit().kind(parameter) {
            targets.push(target);
            alike::discard_shell(low, parameter);
            if let Some(annotation) = annotation {
                alike::discard(low, annotation);
            }
        }
    }
    let target = match *targets {
        [] => None,
        [only] => Some(only),
        [first, .., last] => {
            let span = low.build.unit().span(first).cover(low.build.unit().span(last));
            let list = low.build.list(&targets);
            Some(low.node(Kind::Tuple(list), span))
        }
    };
    let target = target.unwrap_or_else(|| low.node(Kind::Wildcard, Span::new(span.end, span.end)));
    alike::discard_shell(low, callee);
    let body = as_block(low, body);
    let parts = LoopParts {
        target: Some(target),
        source: Some(object),
        condition: None,
        body,
        otherwise: None,
        is_async: false,
    };
    Some(low.node(Kind::Loop(LoopForm::Each, parts), span))
}
