//! What the author wrote in comments: plain ones, and Javadoc with its tags.

/// Takes the marks off a comment. Licences and lines of decoration say nothing about the code, so they give nothing; of Javadoc the
/// description stays, without the tags at its end.
pub(crate) fn clean_comment(comment: &str) -> String {
    let is_licence =
        ["Copyright", "SPDX-", "Licensed under", "Licensed to", "Permission is hereby granted", "@formatter:"]
            .iter()
            .any(|mark| comment.contains(mark));
    let for_tools = [
        "//noinspection",
        "// noinspection",
        "//CHECKSTYLE",
        "// CHECKSTYLE",
        "//$NON-NLS",
        "// region",
        "// endregion",
    ];
    if is_licence || for_tools.iter().any(|mark| comment.starts_with(mark)) {
        return String::new();
    }
    if let Some(line) = comment.trim_end().strip_prefix("//") {
        return undecorated(line.trim_start_matches('/').trim()).to_owned();
    }
    let inner = comment.strip_prefix("/*").unwrap_or(comment);
    let inner = inner.strip_suffix("*/").unwrap_or(inner).trim_start_matches('*').trim_end_matches('*');
    let is_documentation = comment.starts_with("/**");
    let mut lines = Vec::new();
    for line in inner.lines() {
        let line = line.trim();
        let line = line.strip_prefix('*').map_or(line, |line| line.strip_prefix(' ').unwrap_or(line));
        if is_documentation && line.trim_start().starts_with('@') {
            break;
        }
        // Who wrote it says nothing of the code.
        if ["Author:", "Created by", "Github:", "GitHub:"].iter().any(|mark| line.trim_start().starts_with(mark)) {
            continue;
        }
        lines.push(undecorated(line));
    }
    let text = lines.join("\n").trim().to_owned();
    if is_documentation { plain(&text) } else { text }
}

/// A line of dashes is nothing.
fn undecorated(line: &str) -> &str {
    let bare = line.trim().trim_matches(['-', '=', '*', '#', '~', '_', '/', '+']);
    if bare.trim().is_empty() { "" } else { line.trim_end() }
}

/// Javadoc without its inline tags and its HTML: `{@code x}` is x, `<p>` starts a paragraph.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['{', '<', '&']) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        if let Some((tag, after)) = inline_tag(rest) {
            out.push_str(tag);
            rest = after;
        } else if let Some((is_break, after)) = element(rest) {
            if is_break {
                out.truncate(out.trim_end_matches(' ').len());
                out.push_str("\n\n");
                rest = after.trim_start();
            } else {
                rest = after;
            }
        } else if let Some((character, after)) = entity(rest) {
            out.push(character);
            rest = after;
        } else {
            let first = rest.chars().next().map_or(1, char::len_utf8);
            out.push_str(&rest[..first]);
            rest = &rest[first..];
        }
    }
    out.push_str(rest);
    let mut text = String::with_capacity(out.len());
    for line in out.trim().lines() {
        // Never more than one empty line.
        if line.trim().is_empty() && text.ends_with("\n\n") {
            continue;
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text.trim_end().to_owned()
}

/// What `{@code x}`, `{@link T#m(A) words}` shows, and what stands after it.
fn inline_tag(text: &str) -> Option<(&str, &str)> {
    let inner = text.strip_prefix("{@")?;
    let mut depth = 1;
    let end = inner.char_indices().find_map(|(at, c)| {
        depth += match c {
            '{' => 1,
            '}' => -1,
            _ => 0,
        };
        (depth == 0).then_some(at)
    })?;
    let (inside, after) = (&inner[..end], &inner[end + 1..]);
    let (tag, content) = inside.split_once(char::is_whitespace).unwrap_or((inside, ""));
    let content = content.trim();
    let shown = match tag {
        "code" | "literal" | "value" | "summary" | "return" => content,
        "link" | "linkplain" => {
            // Spaces inside parentheses belong to the reference.
            let mut open = 0;
            let label = content.char_indices().find_map(|(at, c)| {
                open += match c {
                    '(' | '<' => 1,
                    ')' | '>' => -1,
                    _ => 0,
                };
                (open == 0 && c.is_whitespace()).then_some(at)
            });
            match label {
                Some(at) => content[at..].trim(),
                None => content.trim_start_matches('#'),
            }
        }
        _ => "",
    };
    Some((shown, after))
}

/// Whether an HTML tag starts a new paragraph, and what stands after it.
fn element(text: &str) -> Option<(bool, &str)> {
    const BREAKS: &[&str] = &[
        "p",
        "br",
        "ul",
        "ol",
        "li",
        "pre",
        "table",
        "tr",
        "div",
        "blockquote",
        "h1",
        "h2",
        "h3",
        "h4",
        "dl",
        "dt",
        "dd",
        "hr",
    ];
    const INLINE: &[&str] = &[
        "a", "b", "i", "em", "strong", "code", "tt", "sub", "sup", "td", "th", "span", "var", "kbd", "u", "thead",
        "tbody", "caption", "small", "cite", "font",
    ];
    let inner = text.strip_prefix('<')?;
    let is_end = inner.starts_with('/');
    let inner = inner.trim_start_matches('/');
    let end = inner.find('>')?;
    let name = inner[..end].trim_end_matches('/').split_whitespace().next()?.to_ascii_lowercase();
    let is_break = BREAKS.contains(&name.as_str());
    if !is_break && !INLINE.contains(&name.as_str()) {
        return None;
    }
    Some((is_break && !(is_end && name == "li"), &inner[end + 1..]))
}

fn entity(text: &str) -> Option<(char, &str)> {
    const ENTITIES: &[(&str, char)] = &[
        ("&lt;", '<'),
        ("&gt;", '>'),
        ("&amp;", '&'),
        ("&nbsp;", ' '),
        ("&quot;", '"'),
        ("&#64;", '@'),
        ("&#42;", '*'),
    ];
    ENTITIES.iter().find_map(|&(name, character)| Some((character, text.strip_prefix(name)?)))
}

#[cfg(test)]
mod tests {
    use super::clean_comment;

    #[test]
    fn javadoc_is_its_description() {
        let comment = "/**\n * Finds {@link Map.Entry#getKey() the key} of a {@code List<T>}.\n * <p>\n * It is <em>fast</em> &amp; small,\n * see {@link #find(int, int)}.\n *\n * @param x the x\n * @return it\n */";
        assert_eq!(clean_comment(comment), "Finds the key of a List<T>.\n\nIt is fast & small,\nsee find(int, int).");
    }

    #[test]
    fn plain_comments_lose_their_marks() {
        assert_eq!(clean_comment("// Adds one.  "), "Adds one.");
        assert_eq!(clean_comment("/* Adds\n   one. */"), "Adds\none.");
        assert_eq!(clean_comment("// ---------"), "");
        assert_eq!(clean_comment("/* Copyright 2020 A. Body */"), "");
        assert_eq!(clean_comment("/** a < b {c} */"), "a < b {c}");
    }
}
