//! How an expression, a condition, a call or a type is said in English.
//!
//! Where nothing better is known the source is quoted: a quotation is always true. Only what stands in the source stands
//! between backticks.

mod arithmetic;
mod blocks;
mod calls;
mod chains;
mod commands;
mod conditions;
mod functions;
mod handed;
mod made;
mod marks;
mod nouns;
mod patterns;
mod ranges;
mod rows;
mod sizes;
mod sums;
mod texts;
mod verdicts;

use code::{Kind, NodeId};

use crate::draft::{Context, push_code};

pub(crate) use calls::{act, annotation, does, when, when_each};
pub(crate) use commands::is_empty_text;
pub(crate) use conditions::{condition, is_test, negated};
pub(crate) use handed::handed_word;
pub(crate) use made::{is_raw, repeated};
pub(crate) use nouns::{is_empty_result, is_wrapper, noun};
pub(crate) use patterns::{communication, outcome_lead, outcome_name, patterns};
pub(crate) use rows::operands;

/// How many levels of an expression are put into words; what lies deeper is quoted or summed up.
const DEEPEST: u8 = 3;

/// The longest source that is quoted whole inside a sentence.
const QUOTE: usize = 46;

/// Whether a node's source is short enough to be quoted whole.
fn is_short(cx: &Context, node: NodeId, limit: usize) -> bool {
    let text = cx.text(node);
    text.len() <= limit && !text.contains('\n')
}

/// Writes a node's source between backticks.
fn quote(cx: &Context, out: &mut String, node: NodeId) {
    push_code(out, cx.text(node));
}

/// Whether setting a member is how a file hands something on to those that load it.
pub(crate) fn is_export(cx: &Context, target: NodeId) -> bool {
    cx.unit.dialect.object_literals && cx.unit.text(target) == "module.exports"
}

/// Joins texts with commas and a word before the last.
pub(crate) fn join(items: &[String], word: &str) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [init @ .., last] => format!("{} {word} {last}", init.join(", ")),
    }
}

/// Whether a call does nothing but fail: `error("…")`.
pub(crate) fn only_fails(cx: &Context, call: NodeId) -> bool {
    cx.facts.call(call).and_then(|call| call.library).is_some_and(code::LibraryEntry::only_fails)
}

/// Whether a value is a function that is written in place and does nothing but fail.
fn fails_when_called(cx: &Context, value: NodeId) -> bool {
    let Kind::Function(function) = cx.unit.kind(value) else { return false };
    let fails = |it: NodeId| matches!(cx.unit.kind(it), Kind::Throw(..)) || only_fails(cx, it);
    cx.unit.function(function).body.is_some_and(|body| match cx.unit.kind(body) {
        Kind::Block { body } => matches!(cx.unit.list(body), [only] if fails(*only)),
        _ => fails(body),
    })
}

/// Whether something that could not be read touches an operator, which may then be no operator at all.
fn is_in_doubt(cx: &Context, node: NodeId) -> bool {
    let Kind::Binary(_, left, right) = cx.unit.kind(node) else { return false };
    let end = cx.unit.span(node).end;
    !cx.unit.faults.is_empty()
        && ([left, right].into_iter().any(|it| matches!(cx.unit.kind(it), Kind::Opaque { .. }))
            || cx.unit.faults.iter().any(|fault| {
                fault.missing.is_none() && !fault.span.is_empty() && (end..=end + 1).contains(&fault.span.start)
            }))
}

/// The variables that an expression reads, each once, in order; not the functions that it calls.
pub(crate) fn names_in(cx: &Context, node: NodeId, most: usize) -> Vec<String> {
    let unit = cx.unit;
    let mut seen = Vec::new();
    let mut words = Vec::new();
    // A huge literal is not read to its end.
    for at in unit.preorder_shallow(node).take(400) {
        let Kind::Name(symbol) = unit.kind(at) else { continue };
        // The head of a path is no variable.
        if unit.parent(at).is_some_and(|up| matches!(unit.kind(up), Kind::Member { access: code::Access::Path, .. })) {
            continue;
        }
        let is_callee = unit.parent(at).is_some_and(|parent| {
            matches!(unit.kind(parent), Kind::Call { callee, .. } if callee == at)
                || matches!(unit.kind(parent), Kind::NamedArgument { name, .. } if name == at)
                || matches!(unit.kind(parent), Kind::Entry { key, value, computed: false } if key == at && key != value)
        });
        if is_callee || seen.contains(&symbol) || unit.name(symbol) == unit.dialect.receiver {
            continue;
        }
        let known = cx.facts.scopes.binding_of(at).is_none_or(|binding| {
            use facts::BindingKind::*;
            !matches!(binding.kind, Function | Type | Import | TypeParameter | Receiver)
        });
        // A name with a capital that nothing here binds is a type, a module or a constructor.
        let name = unit.name(symbol);
        let foreign = cx.facts.scopes.binding_of(at).is_none()
            && name.starts_with(char::is_uppercase)
            && name.contains(char::is_lowercase);
        if known && !foreign {
            seen.push(symbol);
            // A variable of the environment is told with its mark.
            let outer = unit.dialect.commands && cx.facts.scopes.binding_of(at).is_none();
            words.push(crate::draft::code(if outer { unit.text(at) } else { unit.name(symbol) }));
            if seen.len() == most {
                break;
            }
        }
    }
    words
}
