//! What is handed to a call to be run on items: a function that is written in place, or a method of each item.

use code::{FunctionId, Kind, NodeId};

use super::{functions, nouns, quote};
use crate::Level;
use crate::draft::{Context, push_code};

/// What a long function is called that is handed to a call.
pub(super) fn unnamed(cx: &Context) -> &'static str {
    match cx.level {
        _ if cx.unit.dialect.blocks_share_variables => "a block",
        Level::Beginner => "a function",
        _ => "a callback",
    }
}

/// What any function is called that is handed to a call.
pub(crate) fn handed_word(cx: &Context) -> &'static str {
    if cx.unit.dialect.blocks_share_variables { cx.unit.dialect.terms.lambda } else { "function" }
}

/// What a call is given to run on each item.
#[derive(Clone, Copy)]
pub(super) enum Handed {
    /// A function that is written in place.
    Function(FunctionId),
    /// A method of each item, by its name alone.
    Method(code::Symbol),
}

/// The last argument of a call, if it is to be run on items.
pub(super) fn handed(cx: &Context, call: NodeId) -> Option<Handed> {
    let Kind::Call { arguments, .. } = cx.unit.kind(call) else { return None };
    match cx.unit.kind(*cx.unit.list(arguments).last()?) {
        Kind::Function(id) => Some(Handed::Function(id)),
        Kind::Member { object, name, .. } if cx.unit.kind(object) == Kind::Wildcard => Some(Handed::Method(name)),
        _ => None,
    }
}

/// Writes a part of what a call is given to run: its `item`, the value that it `gives` or that something is done `by`, or that
/// value as a condition that `holds`. Answers no where there is no single value, or where it is long.
pub(super) fn push(cx: &Context, out: &mut String, handed: Handed, part: &str, depth: u8) -> bool {
    let start = out.len();
    match (handed, part) {
        (Handed::Method(_), "items") => out.push_str("items"),
        (Handed::Function(_), "items") => return push(cx, out, handed, "item", depth),
        (Handed::Method(_), "item") => out.push_str("item"),
        (Handed::Method(name), "holds") => {
            push_code(out, cx.unit.name(name));
            out.push_str(" holds");
        }
        (Handed::Method(name), "each") => {
            out.push_str("the ");
            push_code(out, cx.unit.name(name));
            out.push_str(" of each item of");
        }
        (Handed::Function(_), "each") => {
            if !push(cx, out, handed, "gives", depth) {
                return false;
            }
            out.push_str(" for each ");
            push(cx, out, handed, "item", depth);
            out.push_str(" of");
        }
        (Handed::Method(name), "by") => push_code(out, cx.unit.name(name)),
        (Handed::Method(name), _) => {
            out.push_str("the ");
            push_code(out, cx.unit.name(name));
        }
        (Handed::Function(id), "item") => {
            let targets: Vec<NodeId> = cx.unit.list(cx.unit.function(id).parameters).to_vec();
            match targets[..] {
                [] => out.push_str("item"),
                [one] => quote(cx, out, one),
                [ref several @ .., last] => {
                    out.push_str("pair of ");
                    for (n, &it) in several.iter().enumerate() {
                        out.push_str(if n > 0 { ", " } else { "" });
                        quote(cx, out, it);
                    }
                    out.push_str(" and ");
                    quote(cx, out, last);
                }
            }
        }
        (Handed::Function(id), _) => {
            let Some(given) = functions::given(cx, id) else { return false };
            if part == "holds" {
                super::conditions::push(cx, out, given, true, depth + 1);
            } else {
                nouns::push(cx, out, given, depth + 1);
            }
        }
    }
    out.len() - start <= 110
}
