//! A number in a range, by its ends, and a value that is there at all.

use code::NodeId;

use super::{nouns, quote};
use crate::draft::Context;

/// Says that something lies between the ends of a range, or that it does not.
pub(super) fn lies(
    cx: &Context,
    out: &mut String,
    subject: NodeId,
    (start, end, inclusive): (NodeId, NodeId, bool),
    holds: bool,
    depth: u8,
) {
    nouns::push(cx, out, subject, depth + 1);
    out.push_str(if holds { " is between " } else { " is not between " });
    nouns::push(cx, out, start, depth + 1);
    out.push_str(" and ");
    nouns::push(cx, out, end, depth + 1);
    if !inclusive {
        out.push_str(" (which is left out)");
    }
}

/// Says that a value is there, and by which name it goes from then on.
pub(super) fn is_there(cx: &Context, out: &mut String, value: NodeId, pattern: NodeId, holds: bool, depth: u8) {
    nouns::push(cx, out, value, depth + 1);
    let null = cx.unit.dialect.null;
    out.push_str(&format!(" is {}`{null}`", if holds { "not " } else { "" }));
    if holds && !cx.unit.same_code(value, pattern) && cx.unit.text(pattern) != "it" {
        out.push_str(" (called ");
        quote(cx, out, pattern);
        out.push(')');
    }
}

/// `x in range(a, b)`: a row of numbers is many things, which hold nothing. Says nothing and answers no of anything else.
pub(super) fn is_among(
    cx: &Context,
    out: &mut String,
    (left, right): (NodeId, NodeId),
    holds: bool,
    depth: u8,
) -> bool {
    let row = nouns::noun(cx, right);
    if !row.starts_with("the whole numbers ") {
        return false;
    }
    nouns::push(cx, out, left, depth + 1);
    out.push_str(if holds { " is one of " } else { " is none of " });
    out.push_str(&row);
    true
}
