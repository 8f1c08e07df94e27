//! The author's own words, quoted and marked as such.

use code::{DocId, Span};

use crate::draft::Context;

/// The first sentence of a documentation text where it says something, and where the documentation stands.
pub(crate) fn first_sentence(cx: &Context<'_>, doc: Option<DocId>) -> Option<(String, Span)> {
    let doc = cx.unit.doc(doc?);
    let mut text = String::new();
    for line in doc.text.lines() {
        let line = line.trim();
        let ends = line.is_empty()
            || line.starts_with(['@', ':', '#', '-', '*', '=', '>', '|', '~', '<', '\\'])
            || line.starts_with("```")
            || line.ends_with("::")
            // A signature, as older documentation repeats it.
            || text.is_empty() && line.split(' ').next().is_some_and(|word| word.contains('('));
        if ends {
            if text.is_empty() {
                continue;
            }
            break;
        }
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(line);
        if let Some(end) = sentence_end(&text) {
            text.truncate(end);
            break;
        }
        if text.len() > 300 {
            break;
        }
    }
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let words = text.split(' ').count();
    let lower = text.to_lowercase();
    let noise =
        ["copyright", "license", "eslint", "todo", "fixme", "type:", "noqa", "ts-ignore", "prettier", "safety:"]
            .iter()
            .any(|mark| lower.contains(mark));
    // Commented-out code and banners are not the author's account of the item.
    let letters = text.chars().filter(|it| it.is_alphabetic() || *it == ' ').count();
    if words < 3 || text.chars().count() > 240 || noise || letters * 10 < text.chars().count() * 7 {
        return None;
    }
    Some((clean(&text), doc.span))
}

/// One past the first sentence end: a full stop before a blank and a capital, or at the very end.
fn sentence_end(text: &str) -> Option<usize> {
    for (at, char) in text.char_indices() {
        if !matches!(char, '.' | '!' | '?') {
            continue;
        }
        let rest = &text[at + 1..];
        let before = text[..at].rsplit([' ', '(']).next().unwrap_or("");
        let abbreviation = matches!(before, "e.g" | "i.e" | "etc" | "vs" | "cf" | "approx" | "Mr" | "Dr" | "No");
        if rest.is_empty() && !abbreviation && !before.is_empty() {
            return Some(at + 1);
        }
        if let Some(rest) = rest.strip_prefix(' ') {
            let starts = rest.chars().next().is_some_and(|it| it.is_uppercase() || it == '`' || !it.is_alphabetic());
            if starts && !abbreviation {
                return Some(at + 1);
            }
        }
    }
    None
}

/// Takes documentation markup off: double backticks, link brackets, tags.
fn clean(text: &str) -> String {
    let mut out = text.replace("``", "`").replace("**", "");
    // `[`Name`]` of rustdoc and `{@link Name}` of JSDoc are plain names to a reader.
    out = out.replace("[`", "`").replace("`]", "`");
    out = out.replace("{@link ", "").replace("{@code ", "").replace('}', "");
    for role in [":class:", ":meth:", ":func:", ":mod:", ":attr:", ":exc:", ":data:", ":ref:", ":py:"] {
        out = out.replace(role, "");
    }
    // A quote within the quote; and no markup of ours may come from a comment.
    let out = out.replace('“', "‘").replace('”', "’").replace('`', "");
    out.trim_end_matches(['.', ':', ' ']).to_owned()
}
