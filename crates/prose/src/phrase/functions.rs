//! What a function that is handed to a library call says about it: an order, a total.

use code::{BinaryOperator, FunctionId, Kind, NodeId};

use super::{QUOTE, is_short, nouns, quote};
use crate::Level;
use crate::draft::{Context, push_code};

/// Two plain parameters and the one expression that a function gives.
struct Pair {
    first: NodeId,
    second: NodeId,
    given: NodeId,
}

/// A function of two plain parameters that does nothing but give one expression.
fn pair(cx: &Context, function: NodeId) -> Option<Pair> {
    let Kind::Function(id) = cx.unit.kind(function) else { return None };
    let target = |node: NodeId| match cx.unit.kind(node) {
        Kind::Parameter { target, default: None, .. } if matches!(cx.unit.kind(target), Kind::Name(_)) => Some(target),
        _ => None,
    };
    let &[first, second] = cx.unit.list(cx.unit.function(id).parameters) else { return None };
    Some(Pair { first: target(first)?, second: target(second)?, given: given(cx, id)? })
}

/// The only thing that a function gives, if it does nothing else.
fn given(cx: &Context, id: FunctionId) -> Option<NodeId> {
    let body = cx.unit.function(id).body?;
    if !matches!(cx.unit.kind(body), Kind::Block { .. }) {
        return Some(body);
    }
    match cx.unit.statements(body)[..] {
        [only] => match cx.unit.kind(only) {
            Kind::Return(value) => value,
            _ => None,
        },
        _ => None,
    }
}

fn mentions(cx: &Context, node: NodeId, name: NodeId) -> bool {
    let Kind::Name(symbol) = cx.unit.kind(name) else { return false };
    cx.unit.preorder_shallow(node).any(|it| cx.unit.kind(it) == Kind::Name(symbol))
}

/// The members that lead from a parameter to what is compared: `a.b.c` of `a` is `b.c`; `None` where it is anything else.
fn path_from<'a>(cx: &Context<'a>, node: NodeId, parameter: NodeId) -> Option<&'a str> {
    let mut at = node;
    while let Kind::Member { object, .. } = cx.unit.kind(at) {
        at = object;
    }
    if !cx.unit.same_code(at, parameter) {
        return None;
    }
    let text = cx.unit.text(node);
    text.get(cx.unit.text(at).len()..).map(|rest| rest.trim_start_matches(['?', '.']))
}

/// Writes the order that a comparison function makes: `by price, from the largest to the smallest`.
pub(super) fn order(cx: &Context, out: &mut String, function: NodeId, depth: u8) {
    if let Some(known) = known_order(cx, function) {
        out.push_str(&known);
        return;
    }
    out.push_str("in the order that ");
    if is_short(cx, function, QUOTE) {
        quote(cx, out, function);
    } else if matches!(cx.unit.kind(function), Kind::Function(_)) {
        out.push_str("a callback");
    } else {
        nouns::push(cx, out, function, depth + 1);
    }
    out.push_str(" decides");
}

fn known_order(cx: &Context, function: NodeId) -> Option<String> {
    let pair = pair(cx, function)?;
    let (left, right, words) = match cx.unit.kind(pair.given) {
        Kind::Binary(BinaryOperator::Subtract, left, right) => {
            (left, right, ["from the smallest to the largest", "from the largest to the smallest"])
        }
        Kind::Call { callee, arguments, .. } => {
            let Kind::Member { object, name, .. } = cx.unit.kind(callee) else { return None };
            let &[other] = cx.unit.list(arguments) else { return None };
            if cx.unit.name(name) != "localeCompare" {
                return None;
            }
            (object, other, ["in alphabetical order", "in reverse alphabetical order"])
        }
        _ => return None,
    };
    let (upward, path) = match (path_from(cx, left, pair.first), path_from(cx, right, pair.second)) {
        (Some(one), Some(other)) if one == other => (true, one),
        _ => match (path_from(cx, left, pair.second), path_from(cx, right, pair.first)) {
            (Some(one), Some(other)) if one == other => (false, one),
            _ => return None,
        },
    };
    let words = if upward { words[0] } else { words[1] };
    if path.is_empty() {
        return Some(words.to_owned());
    }
    let mut text = String::from("by ");
    push_code(&mut text, path);
    text.push_str(", ");
    text.push_str(words);
    Some(text)
}

/// Writes the sum or the product that a folding function makes. Answers no, with nothing written, where it makes anything else.
pub(super) fn total(cx: &Context, out: &mut String, call: NodeId, function: NodeId, depth: u8) -> bool {
    let unit = cx.unit;
    let Some(pair) = pair(cx, function) else { return false };
    let Kind::Binary(operator @ (BinaryOperator::Add | BinaryOperator::Multiply), left, right) = unit.kind(pair.given)
    else {
        return false;
    };
    let Kind::Call { callee, arguments, .. } = unit.kind(call) else { return false };
    let (Kind::Member { object, .. }, &[_, start]) = (unit.kind(callee), unit.list(arguments)) else { return false };
    let neutral = if operator == BinaryOperator::Add { "0" } else { "1" };
    if !unit.same_code(left, pair.first) || mentions(cx, right, pair.first) || unit.text(start) != neutral {
        return false;
    }
    let beginning = out.len();
    out.push_str(match operator {
        BinaryOperator::Add => "the sum of ",
        _ => "the product of ",
    });
    if unit.same_code(right, pair.second) {
        let at = out.len();
        nouns::push(cx, out, object, depth + 1);
        if !out[at..].starts_with("the items") {
            out.insert_str(at, "the items of ");
        }
    } else {
        nouns::push(cx, out, right, depth + 1);
        out.push_str(if cx.level == Level::Beginner { " for each " } else { " over each " });
        quote(cx, out, pair.second);
        out.push_str(" of ");
        nouns::push(cx, out, object, depth + 1);
    }
    if out.len() - beginning > 120 {
        out.truncate(beginning);
        return false;
    }
    true
}
