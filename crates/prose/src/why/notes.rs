//! What the author wrote beside the code about why it is as it is: quoted, and marked as the author's words.
//!
//! No structure shows a reason as surely as a comment that gives it. Which comments do is told by the words that reasons are given
//! with; whether the reason is a good one is left to the reader.

use code::{Span, Unit};

use crate::draft::{Context, Draft};
use crate::what::quote;
use crate::words::sentence;
use crate::{Level, SectionKind};

/// The longest text that is quoted, in characters.
const LONGEST: usize = 320;

/// How much of a comment is looked at, and how long a line of it may be, in bytes.
const MOST: usize = 4_000;
const LONGEST_LINE: usize = 400;

/// Quotes the comments that give reasons, in order.
pub(super) fn fill(cx: &Context<'_>, draft: &mut Draft) {
    let lines = cx.unit.lines.len();
    let most = (3 + lines / 80).min(8);
    let new = reasons(cx.unit).filter(|it| !draft.says(&format!("“{}", it.text))).take(most).collect::<Vec<_>>();
    for Reason { text, span, is_documentation } in new {
        let stop = if text.ends_with(['!', '?']) { "" } else { "." };
        let source = match (cx.level, is_documentation) {
            (Level::Beginner, false) => "the author explains in a comment",
            (Level::Beginner, true) => "the author explains in the documentation",
            (Level::Intermediate, false) => "the author's comment",
            (Level::Intermediate, true) => "the author's documentation",
            (Level::Expert, false) => "commented as",
            (Level::Expert, true) => "documented as",
        };
        let text = format!("{source}: “{text}{stop}”");
        draft.say(SectionKind::Why, None, sentence(&text), &[span]);
    }
}

/// What an author gives as a reason.
struct Reason {
    text: String,
    span: Span,
    /// Whether it stands in a documentation and in no comment.
    is_documentation: bool,
}

/// What comments and documentation give as reasons, and where they stand.
fn reasons(unit: &Unit) -> impl Iterator<Item = Reason> {
    let in_comments = blocks(unit).into_iter().filter_map(|span| {
        let text = reason_in(&plain(unit.slice(span)), 0)?;
        Some(Reason { text, span, is_documentation: false })
    });
    // The first sentence of a documentation says what it is about, and is quoted as that.
    let in_docs = unit.docs.iter().filter_map(|doc| {
        let text = reason_in(&described(&doc.text), 1)?;
        Some(Reason { text, span: doc.span, is_documentation: true })
    });
    let mut found: Vec<Reason> = in_comments.chain(in_docs).collect();
    found.sort_by_key(|it| it.span.start);
    found.dedup_by(|second, first| second.text == first.text);
    found.into_iter()
}

/// A documentation text without code, lists and the parts that only name parameters and results.
fn described(text: &str) -> String {
    const PARTS: [&str; 14] = [
        "args",
        "arguments",
        "parameters",
        "params",
        "returns",
        "raises",
        "examples",
        "example",
        "yields",
        "attributes",
        "see also",
        "# examples",
        "usage",
        "notes",
    ];
    let mut out = String::new();
    let mut in_code = false;
    for line in text.lines() {
        let line = line.trim();
        if line.starts_with("```") {
            in_code = !in_code;
            continue;
        }
        if PARTS.contains(&line.to_lowercase().trim_end_matches(':')) || line.starts_with(['@', ':']) {
            break;
        }
        if in_code || line.starts_with(">>>") || line.starts_with("...") {
            continue;
        }
        add_line(&mut out, line);
    }
    out
}

/// Comments, with those on neighbouring lines joined into one.
fn blocks(unit: &Unit) -> Vec<Span> {
    let mut out: Vec<(Span, bool)> = Vec::new();
    for comment in &unit.comments {
        if let Some((last, true)) = out.last_mut()
            && comment.trailing
            && unit.slice(*last).ends_with(',')
            && unit.line_range(*last).1 + 1 == unit.line(comment.span.start)
        {
            // One sentence beside several lines.
            *last = last.cover(comment.span);
            continue;
        }
        if let Some((last, false)) = out.last_mut()
            && !comment.trailing
            && unit
                .source
                .get(last.end as usize..comment.span.start as usize)
                .is_some_and(|between| between.trim().is_empty() && between.matches('\n').count() < 2)
        {
            *last = last.cover(comment.span);
            continue;
        }
        out.push((comment.span, comment.trailing));
    }
    out.into_iter().map(|it| it.0).collect()
}

/// The text of comments without their marks, a paragraph in one line; nothing of what is addressed to tools.
fn plain(source: &str) -> String {
    let mut out = String::new();
    for line in source.lines() {
        // What stands before a comment on its line is code.
        let is_comment = line.trim_start().starts_with(['/', '*', '#', '-', '%', ';', '<']);
        let line = line.rfind("//").filter(|_| !is_comment).map_or(line, |at| &line[at..]);
        let line = line.trim().trim_end_matches("*/").trim_start_matches(['#', '/', '*', '!', '-', ';', '%']).trim();
        add_line(&mut out, line);
    }
    out
}

/// Adds a line to a text of paragraphs, each of which is one line.
fn add_line(out: &mut String, line: &str) {
    /// With these a sentence begins, even if the line above has no full stop.
    const STARTS: [&str; 20] = [
        "Since",
        "This",
        "It",
        "If",
        "The",
        "So",
        "We",
        "Note",
        "Because",
        "To",
        "When",
        "For",
        "Otherwise",
        "Use",
        "Make",
        "These",
        "That",
        "However",
        "See",
        "But",
    ];
    if out.len() > MOST || line.len() > LONGEST_LINE {
        return;
    }
    if line.is_empty() || line.starts_with(['@', '-', '*', '=', '+', '>', '|', '$']) {
        // What follows is another paragraph, or an item of a list.
        if !out.is_empty() && !out.ends_with('\n') {
            out.push_str(if out.ends_with(['.', '!', '?']) { "\n" } else { ".\n" });
        }
        if line.is_empty() || line.starts_with(['@', '=', '>', '|', '$']) {
            return;
        }
    }
    let first = line.split([' ', ',']).next().unwrap_or("");
    if !out.is_empty() && !out.ends_with('\n') {
        let ends = !out.ends_with(['.', '!', '?', ',', ':', ';']) && STARTS.contains(&first);
        out.push_str(if ends { ". " } else { " " });
    }
    out.push_str(line.trim_start_matches(['-', '*', '+', ' ']));
}

/// The sentence of a comment that gives a reason, with the one before it where it only goes on from that.
fn reason_in(text: &str, skipped: usize) -> Option<String> {
    let all: Vec<String> = text.lines().flat_map(quote::sentences).collect();
    let rest = || all.iter().skip(skipped);
    let at = rest().position(|it| is_reason(it)).or_else(|| rest().position(|it| is_note(it)))? + skipped;
    let found = &all[at];
    let first = found.split(' ').next().unwrap_or("").to_lowercase();
    let goes_on = [
        "this",
        "it",
        "that",
        "these",
        "those",
        "so",
        "otherwise",
        "thus",
        "hence",
        "they",
        "therefore",
        "instead",
        "but",
    ];
    let before = at.checked_sub(1).map(|at| &all[at]).filter(|before| {
        goes_on.contains(&first.trim_end_matches(',')) && is_prose(before) && before.len() + found.len() < LONGEST
    });
    let text = match before {
        Some(before) => format!("{before} {found}"),
        None => found.clone(),
    };
    // The other half of a choice belongs to the first.
    let text = match all.get(at + 1) {
        Some(next) if next.starts_with("Otherwise") && is_prose(next) && text.len() + next.len() < LONGEST => {
            format!("{text} {next}")
        }
        _ => text,
    };
    // A quote within the quote; and no markup of ours may come from a comment.
    let text = text.replace('“', "‘").replace('”', "’").replace(['`', '\n'], "").replace("**", "");
    let text = text.trim_end_matches(['.', ':', ' ', ',']).to_owned();
    (text.chars().count() <= LONGEST).then_some(text)
}

/// Whether a sentence says why, what for, or what would happen else.
fn is_reason(sentence: &str) -> bool {
    const MARKS: [&str; 78] = [
        " because ",
        " so that ",
        " so we ",
        " so it ",
        " so they ",
        " in order to ",
        " to avoid ",
        " avoid ",
        " avoids ",
        " avoiding ",
        " to prevent ",
        " prevents ",
        " prevent ",
        " to ensure ",
        " ensures ",
        " ensuring ",
        " ensure ",
        " make sure ",
        " makes sure ",
        " otherwise",
        " instead of ",
        " rather than ",
        " in case ",
        " since ",
        " due to ",
        " workaround ",
        " work around ",
        " performance",
        " faster ",
        " slower ",
        " cheaper ",
        " expensive ",
        " optimization",
        " optimisation",
        " need to ",
        " needs to ",
        " must ",
        " cannot ",
        " can't ",
        " won't ",
        " doesn't ",
        " don't ",
        " guarantee",
        " never ",
        " always ",
        " compatib",
        " on purpose ",
        " intentional",
        " deliberate",
        " even if ",
        " even though ",
        " unless ",
        " equivalent to ",
        " the reason ",
        " reserve ",
        " assume",
        " lazily",
        " memory",
        " efficien",
        " overhead",
        " race ",
        " deadlock",
        " quadratic",
        " linear ",
        " speed",
        " safe ",
        " unsafe ",
        " safe,",
        " leak",
        " costly",
        " necessary",
        " this way ",
        " susceptible ",
        " too slow",
        " re-entran",
        " reentran",
        " defaults to ",
        " overflow",
    ];
    let words = format!(" {} ", sentence.to_lowercase().replace('(', " "));
    is_prose(sentence) && MARKS.iter().any(|mark| words.contains(mark))
}

/// Whether the author marks a sentence as one that readers should not miss.
fn is_note(sentence: &str) -> bool {
    let start = sentence.to_lowercase();
    is_prose(sentence) && ["note: ", "note that ", "nb: ", "n.b. "].iter().any(|it| start.starts_with(it))
}

/// Whether a sentence is one of words: no code that was commented out, no banner, nothing that is addressed to tools or to oneself.
fn is_prose(sentence: &str) -> bool {
    const NOISE: [&str; 22] = [
        "todo",
        "fixme",
        "xxx",
        "eslint",
        "prettier",
        "noqa",
        "ts-ignore",
        "ts-expect-error",
        "type: ignore",
        "nolint",
        "copyright",
        "licen",
        "pragma",
        "istanbul",
        "c8 ignore",
        "rustfmt",
        "clippy",
        "@ts-",
        "pylint",
        "mypy:",
        "=>",
        "==",
    ];
    let lower = sentence.to_lowercase();
    let n = sentence.chars().count();
    // Marks of code around a name are none of its signs.
    let letters = sentence.chars().filter(|it| it.is_alphanumeric() || matches!(it, ' ' | '`')).count();
    sentence.split_whitespace().count() >= 5
        && letters * 20 >= n * 17
        && !sentence.trim_end().ends_with([';', '{', '}', '(', ':'])
        && !NOISE.iter().any(|mark| lower.contains(mark))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_is_found_with_what_it_goes_on_from() {
        let text = plain("// The lock is taken first.\n// Otherwise a wake-up could be missed.\n");
        let said = "The lock is taken first. Otherwise a wake-up could be missed";
        assert_eq!(reason_in(&text, 0).as_deref(), Some(said));
        assert_eq!(reason_in(&plain("# Goes through the rows of the table"), 0), None);
    }

    #[test]
    fn code_and_notes_to_tools_are_no_reasons() {
        assert_eq!(reason_in(&plain("// if (x == null) return because;"), 0), None);
        assert_eq!(reason_in(&plain("// TODO: must be faster than this one"), 0), None);
        assert_eq!(reason_in(&plain("# noqa because it must be so"), 0), None);
    }
}
