//! Texts that are too long to be quoted.

use code::NodeId;

use crate::draft::{Context, push_code};
use crate::words::with_article;

/// A text of several lines, by how many they are and what the first one says. Says nothing and answers no of a shorter one.
pub(super) fn long(cx: &Context, out: &mut String, node: NodeId) -> bool {
    let text = cx.text(node);
    // From the first line with something on it to the last.
    let lines: Vec<bool> = text.lines().map(|line| line.chars().any(char::is_alphanumeric)).collect();
    let (from, to) = (lines.iter().position(|&it| it), lines.iter().rposition(|&it| it));
    let n = from.zip(to).map_or(0, |(from, to)| to - from + 1);
    let first = text.lines().find(|line| line.chars().filter(|it| it.is_alphanumeric()).count() > 2);
    let Some(first) = first.filter(|_| n >= 3) else { return false };
    let first = first.trim().trim_start_matches(['"', '\'', '`', '\\']).trim();
    out.push_str(&with_article(cx.unit.dialect.terms.text));
    out.push_str(&format!(" of {} that begins with ", crate::words::count(n, "line")));
    push_code(out, first);
    true
}
