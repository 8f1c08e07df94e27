//! Calls as verb phrases.

use code::{CallForm, ComprehensionForm, Kind, NodeId};
use facts::Target;

use super::nouns::{self, callee_name};
use super::{DEEPEST, QUOTE, is_short, join, quote};
use crate::Level;
use crate::draft::{Context, push_code};

/// What a library call does, as a verb phrase in the third person, if the library knows it and its holes can be filled.
pub(crate) fn does(cx: &Context, call: NodeId) -> Option<String> {
    let entry = cx.facts.call(call)?.library?;
    if entry.does.is_empty() {
        return None;
    }
    let mut out = String::new();
    (fill(cx, &mut out, entry.does, call, 0) && out.len() < 220).then_some(out)
}

/// What a call does, as a verb phrase in the third person.
pub(crate) fn act(cx: &Context, call: NodeId) -> String {
    let unit = cx.unit;
    if let Some(does) = does(cx, call) {
        return does;
    }
    let Kind::Call { callee, arguments: list, form } = unit.kind(call) else {
        return format!("runs {}", cx.quote(call));
    };
    let fact = cx.facts.call(call);
    let mut out = String::new();
    if is_parent(cx, callee) {
        out.push_str(match cx.level {
            Level::Beginner => "lets the parent class do its part first: ",
            _ => "calls the parent's version, ",
        });
        if is_short(cx, call, QUOTE) {
            quote(cx, &mut out, call);
        } else {
            callee_name(cx, &mut out, callee);
        }
        return out;
    }
    let makes = form == CallForm::New || fact.is_some_and(|it| matches!(it.target, Target::Construct(_)));
    if makes {
        out.push_str("makes a new ");
        callee_name(cx, &mut out, callee);
        arguments(cx, &mut out, unit.list(list), " from ", 0);
        return out;
    }
    out.push_str(match form {
        CallForm::Macro if cx.level != Level::Beginner => "invokes ",
        _ if cx.level == Level::Beginner && is_parameter(cx, callee) => "runs the given function ",
        _ => "calls ",
    });
    if is_short(cx, call, QUOTE) {
        quote(cx, &mut out, call);
        return out;
    }
    match unit.kind(callee) {
        Kind::Member { object, name, .. } if !is_short(cx, callee, QUOTE) => {
            push_code(&mut out, unit.name(name));
            out.push_str(" on ");
            nouns::push(cx, &mut out, object, 1);
            arguments(cx, &mut out, unit.list(list), ", with ", 0);
        }
        _ => {
            callee_name(cx, &mut out, callee);
            arguments(cx, &mut out, unit.list(list), " with ", 0);
        }
    }
    out
}

/// Whether a call reaches the parent's part of the own object.
fn is_parent(cx: &Context, callee: NodeId) -> bool {
    let unit = cx.unit;
    let mut at = callee;
    for _ in 0..3 {
        match unit.kind(at) {
            Kind::Super => return true,
            Kind::Member { object, .. } => at = object,
            Kind::Call { callee, .. } if matches!(unit.kind(callee), Kind::Super) || unit.text(callee) == "super" => {
                return true;
            }
            _ => return false,
        }
    }
    false
}

fn is_parameter(cx: &Context, callee: NodeId) -> bool {
    matches!(cx.unit.kind(callee), Kind::Name(_))
        && cx.facts.scopes.binding_of(callee).is_some_and(|it| it.kind == facts::BindingKind::Parameter)
}

/// Writes what is handed to a call, if it can be said shortly.
pub(super) fn arguments(cx: &Context, out: &mut String, list: &[NodeId], word: &str, depth: u8) {
    if list.is_empty() || list.len() > 4 || depth >= DEEPEST {
        return;
    }
    let start = out.len();
    out.push_str(word);
    let mut items = Vec::with_capacity(list.len());
    for &argument in list {
        let mut item = String::new();
        match cx.unit.kind(argument) {
            Kind::NamedArgument { .. } if is_short(cx, argument, 32) => quote(cx, &mut item, argument),
            Kind::NamedArgument { name, value } => {
                quote(cx, &mut item, name);
                item.push_str(" set to ");
                nouns::push(cx, &mut item, value, depth.max(1) + 1);
            }
            _ => nouns::push(cx, &mut item, argument, depth + 1),
        }
        items.push(item);
    }
    out.push_str(&join(&items, "and"));
    if out.len() - start > 130 {
        out.truncate(start);
    }
}

/// Fills the holes of a library's phrase. Answers no, with a part written, where a hole has nothing to hold.
pub(super) fn fill(cx: &Context, out: &mut String, template: &str, call: NodeId, depth: u8) -> bool {
    let unit = cx.unit;
    let Kind::Call { callee, arguments, .. } = unit.kind(call) else { return false };
    let arguments = unit.list(arguments);
    let mut rest = template;
    while let Some(open) = rest.find('{') {
        out.push_str(&rest[..open]);
        let Some(close) = rest[open..].find('}') else { return false };
        let hole = &rest[open + 1..open + close];
        rest = &rest[open + close + 1..];
        let filler = match hole {
            "self" => cx.facts.call(call).and_then(|it| it.receiver).or(match unit.kind(callee) {
                Kind::Member { object, .. } => Some(object),
                _ => None,
            }),
            _ => match hole.parse::<usize>() {
                Ok(at) => arguments
                    .iter()
                    .copied()
                    .filter(|&it| !matches!(unit.kind(it), Kind::NamedArgument { .. }))
                    .nth(at)
                    .filter(|_| !arguments.iter().take(at + 1).any(|&it| matches!(unit.kind(it), Kind::Spread(_)))),
                Err(_) => arguments.iter().find_map(|&it| match unit.kind(it) {
                    Kind::NamedArgument { name, value } if unit.name_of(name) == Some(hole) => Some(value),
                    _ => None,
                }),
            },
        };
        let Some(filler) = filler else { return false };
        // What a comprehension makes are items already.
        if matches!(unit.kind(filler), Kind::Comprehension { form: ComprehensionForm::Generator, .. }) {
            for words in ["the items of ", "the items in ", "all items of ", "items of "] {
                if out.ends_with(words) {
                    out.truncate(out.len() - words.len());
                    break;
                }
            }
        }
        nouns::push(cx, out, filler, depth + 1);
    }
    out.push_str(rest);
    true
}
