//! What a function that is handed to a library call says about it: an order, a total.

use code::{BinaryOperator, FunctionId, Kind, NodeId};

use super::calls::fill_one;
use super::{QUOTE, conditions, is_short, nouns, quote};
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
pub(super) fn given(cx: &Context, id: FunctionId) -> Option<NodeId> {
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

/// What a short function of one thing says, in parts that a library's phrase can put together.
#[derive(Clone, Copy, Debug)]
pub(super) enum Part {
    /// The name of what it is given: `{0.item}`.
    Item,
    /// What it gives: `{0.body}`.
    Body,
    /// What it asks: `{0.test}`.
    Test,
    /// What it gives, as it is written: `{0.code}`. It need not take anything.
    Code,
}

impl Part {
    /// The part that a hole names.
    pub(super) fn named(name: &str) -> Option<Self> {
        Some(match name {
            "item" => Self::Item,
            "body" => Self::Body,
            "test" => Self::Test,
            "code" => Self::Code,
            _ => return None,
        })
    }
}

/// Writes a part of a function that is written in place, takes one named thing and gives one short expression. Answers no where
/// it is any other function.
pub(super) fn part(cx: &Context, out: &mut String, function: NodeId, part: Part, depth: u8) -> bool {
    const LONGEST: u32 = 90;
    let Kind::Function(id) = cx.unit.kind(function) else { return false };
    if matches!(part, Part::Code) {
        let Some(code) = given(cx, id).filter(|&it| super::is_short(cx, it, 90)) else { return false };
        quote(cx, out, code);
        return true;
    }
    let &[parameter] = cx.unit.list(cx.unit.function(id).parameters) else { return false };
    let Kind::Parameter { target, .. } = cx.unit.kind(parameter) else { return false };
    if !matches!(cx.unit.kind(target), Kind::Name(_)) {
        return false;
    }
    let Some(body) = given(cx, id).filter(|&body| cx.unit.span(body).len() <= LONGEST) else { return false };
    match part {
        Part::Item => quote(cx, out, target),
        Part::Body if matches!(cx.unit.kind(body), Kind::Function(_) | Kind::Block { .. } | Kind::Assign { .. }) => {
            return false;
        }
        Part::Body => nouns::push(cx, out, body, depth + 1),
        Part::Test => super::conditions::push(cx, out, body, true, depth + 1),
        Part::Code => return false,
    }
    true
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

/// What a function says that runs for each item of a call's receiver:
///
/// - `where`: which items stay: `where x.price is more than 10`, `that pass f`;
/// - `items`: what comes of them: `the price of each item of items`;
/// - `lambda`: the same, of nothing but a function that is written in place;
/// - `by`: what they are told apart by: `price`;
/// - `fn`: the function itself;
/// - `value`: what a function without parameters gives.
///
/// `None` for a way that is none of these.
pub(super) fn of_items(cx: &Context, way: &str, function: NodeId, call: NodeId, depth: u8) -> Option<String> {
    // A method that is known by its name alone is the library's only where it is handed a function.
    let is_guess = cx.facts.call(call).and_then(|it| it.library).is_some_and(|entry| entry.path.starts_with('.'));
    let is_function = match cx.unit.kind(function) {
        Kind::Function(_) => true,
        Kind::Member { access, .. } => access == code::Access::Path,
        _ => false,
    };
    if is_guess && !is_function {
        return None;
    }
    let only = only_parameter(cx, function);
    let mut out = String::new();
    let noun = |node: NodeId| {
        let mut text = String::new();
        nouns::push(cx, &mut text, node, depth + 1);
        text
    };
    match (way, only) {
        ("where", Some((_, given))) => {
            out.push_str("where ");
            conditions::push(cx, &mut out, given, true, depth + 1);
            if out.len() > 110 {
                out.clear();
                out.push_str("that pass a test");
            }
        }
        ("where", None) => out = format!("that pass {}", handed(cx, function, depth)),
        ("lambda", _) if !matches!(cx.unit.kind(function), Kind::Function(_)) => return None,
        ("items" | "lambda", only) => {
            let rest = match only.map(|(name, given)| (path_from(cx, given, name), name, given)) {
                Some((Some(""), ..)) => "{self}",
                Some((Some(path), ..)) => {
                    out.push_str("the ");
                    push_code(&mut out, path);
                    " of each item of {self}"
                }
                Some((None, name, given)) if is_short(cx, given, QUOTE) => {
                    out = format!("{} for each {}", noun(given), cx.quote(name));
                    " of {self}"
                }
                _ => {
                    out = format!("what {} gives", handed(cx, function, depth));
                    " for each item of {self}"
                }
            };
            if !fill_one(cx, &mut out, rest, call, depth) {
                return None;
            }
        }
        ("by", Some((name, given))) => match path_from(cx, given, name) {
            Some("") => out.push_str("their own value"),
            Some(path) => push_code(&mut out, path),
            None if is_short(cx, given, QUOTE) => quote(cx, &mut out, given),
            None => out.push_str("what a function gives"),
        },
        ("by", None) | ("fn", _) => out = handed(cx, function, depth),
        ("value", _) => out = noun(plain_value(cx, function)?),
        _ => return None,
    }
    Some(out)
}

/// A function that is handed on, by its code where that is short.
fn handed(cx: &Context, function: NodeId, depth: u8) -> String {
    let mut out = String::new();
    if !matches!(cx.unit.kind(function), Kind::Function(_)) {
        nouns::push(cx, &mut out, function, depth + 1);
    } else if is_short(cx, function, QUOTE) {
        quote(cx, &mut out, function);
    } else {
        out.push_str(super::handed::unnamed(cx));
    }
    out
}

/// The one plain parameter of a function that gives one expression, and that expression.
fn only_parameter(cx: &Context, function: NodeId) -> Option<(NodeId, NodeId)> {
    let Kind::Function(id) = cx.unit.kind(function) else { return None };
    let &[parameter] = cx.unit.list(cx.unit.function(id).parameters) else { return None };
    match cx.unit.kind(parameter) {
        Kind::Parameter { target, default: None, .. } if matches!(cx.unit.kind(target), Kind::Name(_)) => {
            Some((target, given(cx, id)?))
        }
        _ => None,
    }
}

/// What a function without parameters gives, where that is all it does.
fn plain_value(cx: &Context, function: NodeId) -> Option<NodeId> {
    let Kind::Function(id) = cx.unit.kind(function) else { return None };
    let value = cx.unit.list(cx.unit.function(id).parameters).is_empty().then(|| given(cx, id)).flatten()?;
    is_short(cx, value, QUOTE).then_some(value)
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
        out.push_str(if cx.unit.dialect.blocks_share_variables { "a block" } else { "a callback" });
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

/// What readers call an anonymous function. Where there are two ways to write one, the special word is for the short one.
pub(super) fn lambda_word(cx: &Context, id: code::FunctionId) -> &'static str {
    let plain = cx.unit.dialect.object_literals && !cx.unit.function(id).modifiers.has(code::Modifiers::ARROW);
    let arrow = cx.unit.function(id).modifiers.has(code::Modifiers::ARROW);
    match cx.level {
        _ if cx.unit.dialect.blocks_share_variables && !arrow => cx.unit.dialect.terms.lambda,
        Level::Beginner => "function",
        _ if cx.unit.dialect.blocks_share_variables => "lambda",
        _ if plain => "function",
        _ => cx.unit.dialect.terms.lambda,
    }
}
