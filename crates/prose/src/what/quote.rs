//! The author's own words, quoted and marked as such.

use code::{DocId, Span};

use crate::draft::Context;

/// Fewer words are a title.
const LEAST: usize = 3;

/// The first sentence of a documentation text where it says something, and where the documentation stands.
pub(crate) fn first_sentence(cx: &Context<'_>, doc: Option<DocId>) -> Option<(String, Span)> {
    let doc = cx.unit.doc(doc?);
    first_sentence_of(&doc.text).map(|words| (words, doc.span))
}

/// The first sentence of an author's text where it says something.
pub(crate) fn first_sentence_of(said: &str) -> Option<String> {
    let mut text = String::new();
    let mut is_behind_title = false;
    'lines: for line in said.lines() {
        let line = line.trim();
        let ends = line.is_empty()
            || line.starts_with(':') && !starts_with_role(line)
            || line.starts_with(['@', '#', '-', '*', '=', '>', '|', '~', '<', '\\'])
            || line.starts_with("```")
            || line.ends_with("::")
            // A signature, as older documentation repeats it.
            || text.is_empty() && line.split(' ').next().is_some_and(|word| word.contains('('));
        if ends {
            // A title of a word or two that is underlined says less than what stands below it.
            let is_underline = line.len() >= 3 && line.chars().all(|c| matches!(c, '=' | '-' | '~' | '*' | '^'));
            if is_underline && text.split(' ').count() < 3 {
                text.clear();
            }
            if text.is_empty() {
                // Behind a title comes its account, or parameters and examples, which are none.
                if is_behind_title && !line.is_empty() {
                    return None;
                }
                continue;
            }
            // What leads up to a list or an example is no sentence without it.
            if leads_up(&text) {
                return None;
            }
            break;
        }
        // No sentence of anybody's is as long as this.
        if line.len() > 2_000 {
            return None;
        }
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(line);
        while let Some(end) = sentence_end(&text) {
            if text[..end].split(' ').count() < LEAST {
                // A title says less than what is said next.
                text.replace_range(..end, "");
                text.drain(..text.len() - text.trim_start().len());
                is_behind_title = true;
                continue;
            }
            text.truncate(end);
            break 'lines;
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
    if words < LEAST || text.chars().count() > 240 || noise || letters * 10 < text.chars().count() * 7 {
        return None;
    }
    Some(clean(&text))
}

/// Whether a text breaks off where something else was to follow.
fn leads_up(text: &str) -> bool {
    let last = text.trim_end_matches([':', ' ']).rsplit(' ').next().unwrap_or("").to_lowercase();
    let open = [
        "to",
        "of",
        "for",
        "with",
        "by",
        "in",
        "on",
        "from",
        "the",
        "a",
        "an",
        "and",
        "or",
        "is",
        "are",
        "like",
        "as",
        "following",
        "follows",
        "e.g.",
        "i.e.",
        "that",
        "which",
        "where",
        "when",
        "if",
        "unless",
        "either",
    ];
    open.contains(&last.as_str())
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

/// The sentences of a paragraph.
pub(crate) fn sentences(text: &str) -> Vec<String> {
    let mut out = Vec::new();
    let mut rest = text.trim();
    while !rest.is_empty() {
        // A full stop that only ends the whole is found last.
        let end = sentence_end(rest).unwrap_or(rest.len());
        out.push(rest[..end].trim().to_owned());
        rest = rest[end..].trim_start();
    }
    out
}

/// Takes documentation markup off: double backticks, link brackets, tags.
fn clean(text: &str) -> String {
    let mut out = text.replace("``", "`").replace("**", "");
    // `[`Name`]` of rustdoc and `{@link Name}` of JSDoc are plain names to a reader.
    out = out.replace("[`", "`").replace("`]", "`");
    out = without_links(&out);
    out = without_tags(&out);
    out = without_roles(&out);
    // A quote within the quote; and no markup of ours may come from a comment.
    let out = out.replace('“', "‘").replace('”', "’").replace('`', "");
    out.trim_end_matches(['.', ':', ' ']).to_owned()
}

/// Writes `{@link target text}` and `{@link target | text}` as the text, or as the target where there is none.
fn without_links(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, link)) = rest.split_once("{@link ") {
        out.push_str(before);
        let (inside, behind) = link.split_once('}').unwrap_or((link, ""));
        let shown = inside.split_once(['|', ' ']).map_or("", |it| it.1.trim_start_matches(['|', ' ']));
        out.push_str(if shown.is_empty() { inside.trim() } else { shown.trim() });
        rest = behind;
    }
    out.push_str(rest);
    out
}

/// Writes `{@code text}` and its like as the text; braces of the author's own stay.
fn without_tags(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, tag)) = rest.split_once("{@") {
        out.push_str(before);
        let (inside, behind) = tag.split_once('}').unwrap_or((tag, ""));
        out.push_str(inside.split_once(' ').map_or("", |it| it.1.trim()));
        rest = behind;
    }
    out.push_str(rest);
    out
}

/// Whether a line begins with a word in a role, such as :math: or :class:, and not with a field such as :param x:.
fn starts_with_role(line: &str) -> bool {
    role_end(line).is_some()
}

/// Where the marked word of a role begins: behind its second colon, where a backtick stands.
fn role_end(text: &str) -> Option<usize> {
    let rest = text.strip_prefix(':')?;
    let name = rest.find(|it: char| !it.is_ascii_lowercase() && it != ':')?;
    (name > 1 && rest[..name].ends_with(':') && rest[name..].starts_with('`')).then_some(name + 1)
}

/// Takes away the names of roles, whatever they are, and keeps what they mark.
fn without_roles(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(':') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        match role_end(rest) {
            Some(end) => rest = &rest[end..],
            None => {
                out.push(':');
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roles_leave_what_they_mark() {
        assert_eq!(clean("Solve :math:`a x = b` with :py:class:`Solver`."), "Solve a x = b with Solver");
        assert_eq!(clean("One of: a, b."), "One of: a, b");
        assert_eq!(clean("A {@link http://a.b | UUID} of {@link Map}."), "A UUID of Map");
        assert_eq!(clean("The {@code null} of {@param text} in `{a}`."), "The null of text in {a}");
    }
}
