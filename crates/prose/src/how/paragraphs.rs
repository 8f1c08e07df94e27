//! The author's own division of a long body: empty lines, and comments that say what the lines below them are about.

use code::Span;

use super::Told;
use crate::draft::Context;

/// A body of fewer sentences needs no division.
const LONG: usize = 5;

/// Whether the author set what stands at the second span apart from what stands at the first, in a body of so many sentences.
pub(super) fn parted(cx: &Context, n: usize, before: Span, after: Span) -> bool {
    let between = cx.unit.source.get(before.end as usize..after.start as usize).unwrap_or("");
    // An empty line, or one with a comment.
    n >= LONG && between.matches('\n').count() > 1
}

/// What the author wrote above each sentence of a body of several.
pub(super) fn headings<'c>(cx: &'c Context, told: &[Told]) -> Vec<Option<&'c str>> {
    if told.len() < 2 {
        return vec![None; told.len()];
    }
    told.iter().map(|told| heading(cx, told.spans.first()?.start).filter(|_| !has_another(cx, &told.spans))).collect()
}

/// Whether some of what a sentence tells stands below another comment: then the first one is not about all of it.
fn has_another(cx: &Context, spans: &[Span]) -> bool {
    let (Some(first), Some(last)) = (spans.first(), spans.last()) else { return false };
    let indent = |at: u32| cx.unit.source[..at as usize].rsplit('\n').next().map_or(0, str::len);
    let inside = cx.unit.comments.partition_point(|comment| comment.span.start < first.start);
    // What is indented further belongs to a single statement.
    cx.unit.comments[inside..]
        .iter()
        .take_while(|comment| comment.span.start < last.end)
        .any(|comment| !comment.trailing && indent(comment.span.start) == indent(first.start))
}

/// The one comment right above a byte, if it reads as a heading: a few words, and nothing that is code or speaks to tools.
fn heading<'c>(cx: &'c Context, start: u32) -> Option<&'c str> {
    let unit = cx.unit;
    let at = unit.comments.partition_point(|comment| comment.span.start < start);
    let comment = unit.comments.get(at.checked_sub(1)?)?;
    let (first, last) = unit.line_range(comment.span);
    if comment.trailing || first != last || last + 1 != unit.line(start) {
        return None;
    }
    // Of several lines, the last says only the end of it.
    let above = at.checked_sub(2).and_then(|at| unit.comments.get(at));
    if above.is_some_and(|above| unit.line_range(above.span).1 + 1 == first && !above.trailing) {
        return None;
    }
    let text = unit.source.get(comment.span.start as usize..comment.span.end as usize)?;
    // What names the program that runs a script is no word of its author's.
    if text.starts_with("#!") {
        return None;
    }
    let text = text.trim_start_matches(['#', '/', '-', '*', '!', ';']).trim_end_matches("*/");
    let text =
        text.trim().trim_matches(['-', '=', '#', '*', '~', '_']).trim().trim_end_matches(['.', ':', '…']).trim_end();
    let n_words = text.split_whitespace().count();
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '\'' | ',' | '&' | '.' | '/');
    let speaks_of_work = [
        "todo",
        "fixme",
        "xxx",
        "hack",
        "note",
        "type",
        "noqa",
        "nolint",
        "ignore",
        "eslint",
        "jshint",
        "global",
        "globals",
        "exported",
        "pragma",
        "region",
        "copyright",
        "license",
        "spdx",
    ];
    let opening = text.split(|c: char| !c.is_alphanumeric()).next().unwrap_or("").to_lowercase();
    let fits = (1..=13).contains(&n_words)
        && text.len() >= 4
        && text.len() <= 85
        && text.chars().all(is_plain)
        && text.starts_with(char::is_alphabetic)
        && !speaks_of_work.contains(&opening.as_str());
    fits.then_some(text)
}

/// A sentence below the author's heading.
pub(super) fn under(heading: &str, is_first: bool, text: &str) -> String {
    // The heading says of what follows when it holds.
    let text = text.strip_prefix("Otherwise, ").unwrap_or(text);
    let mut chars = text.chars();
    let text: String = chars.next().map(|c| c.to_lowercase().chain(chars).collect()).unwrap_or_default();
    let whose = if is_first { "the author's comment " } else { "" };
    format!("Under {whose}“{heading}”, {text}")
}
