//! What the author wrote in comments: plain ones, and documentation with its XML tags.

use code::DocId;

use crate::lower::Lowering;

/// The documentation of an item that starts at a byte. Its tags may open on one line and close on another.
pub(super) fn before(low: &mut Lowering<'_>, start: u32) -> Option<DocId> {
    let (span, pieces) = low.comments_before(start)?;
    let is_xml = pieces.iter().any(|&piece| low.text(piece).starts_with("///"));
    if !is_xml {
        return low.doc_before(start);
    }
    let mut text = String::new();
    for &piece in &pieces {
        if let Some(line) = low.text(piece).strip_prefix("///") {
            text.push_str(line.trim_start_matches('/').trim());
            text.push('\n');
        }
    }
    let text = documentation(&text);
    if text.is_empty() { None } else { Some(low.build.doc(span, text)) }
}

/// Takes the marks off a comment. Licences, notes to tools and lines of decoration say nothing about the code.
pub(super) fn clean_comment(comment: &str) -> String {
    let is_licence = ["Copyright", "SPDX-", "Licensed ", "License", "Permission is hereby granted", "auto-generated"]
        .iter()
        .any(|mark| comment.contains(mark));
    let for_tools = ["// ReSharper", "//ReSharper", "// <auto", "// noinspection", "// region"]
        .iter()
        .any(|mark| comment.starts_with(mark));
    if is_licence || for_tools {
        return String::new();
    }
    if let Some(line) = comment.trim_end().strip_prefix("///") {
        return documentation(line.trim_start_matches('/').trim());
    }
    if let Some(line) = comment.trim_end().strip_prefix("//") {
        return undecorated(line.trim()).to_owned();
    }
    let inner = comment.strip_prefix("/*").unwrap_or(comment);
    let inner = inner.strip_suffix("*/").unwrap_or(inner).trim_start_matches('*').trim_end_matches('*');
    let lines: Vec<&str> = inner
        .lines()
        .map(|line| {
            let line = line.trim();
            undecorated(line.strip_prefix('*').map_or(line, |line| line.strip_prefix(' ').unwrap_or(line)))
        })
        .collect();
    let text = lines.join("\n");
    if comment.starts_with("/**") { documentation(&text) } else { text.trim().to_owned() }
}

/// A line of dashes is nothing.
fn undecorated(line: &str) -> &str {
    let bare = line.trim().trim_matches(['-', '=', '*', '#', '~', '_', '/', '+']);
    if bare.trim().is_empty() { "" } else { line.trim_end() }
}

/// What documentation says of an item itself: its summary, or all of it where it has no tags of that kind.
fn documentation(text: &str) -> String {
    if let Some(said) = inside(text, "summary") {
        return plain(said);
    }
    let mut rest = text.to_owned();
    for tag in ["param", "typeparam", "returns", "exception", "remarks", "example", "value", "seealso"] {
        while let Some((from, to)) = element(&rest, tag) {
            rest.replace_range(from..to, "");
        }
    }
    plain(&rest)
}

/// The text between a tag and its end.
fn inside<'t>(text: &'t str, tag: &str) -> Option<&'t str> {
    let open = format!("<{tag}>");
    let start = text.find(&open)? + open.len();
    let end = text[start..].find(&format!("</{tag}>")).map_or(text.len(), |at| start + at);
    Some(&text[start..end])
}

/// Where an element with all that it holds stands.
fn element(text: &str, tag: &str) -> Option<(usize, usize)> {
    let open = format!("<{tag}");
    let start =
        text.match_indices(&open).map(|it| it.0).find(|at| text[at + open.len()..].starts_with([' ', '>', '/']))?;
    let head = start + text[start..].find('>')? + 1;
    if text[..head].ends_with("/>") {
        return Some((start, head));
    }
    let close = format!("</{tag}>");
    let end = text[head..].find(&close).map_or(text.len(), |at| head + at + close.len());
    Some((start, end))
}

/// Documentation without its tags: what they refer to stays, `<para>` starts a paragraph.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['<', '&']) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        if let Some((shown, after)) = tag(rest) {
            out.push_str(&shown);
            rest = after;
        } else if let Some((character, after)) = entity(rest) {
            out.push(character);
            rest = after;
        } else {
            out.push_str(&rest[..1]);
            rest = &rest[1..];
        }
    }
    out.push_str(rest);
    let mut clean = String::with_capacity(out.len());
    for line in out.trim().lines() {
        // Never more than one empty line.
        if line.trim().is_empty() && clean.ends_with("\n\n") {
            continue;
        }
        clean.push_str(line.trim());
        clean.push('\n');
    }
    clean.trim_end().to_owned()
}

/// What a tag shows, and what stands after it.
fn tag(text: &str) -> Option<(String, &str)> {
    let inner = text.strip_prefix('<')?;
    let end = inner.find('>')?;
    let (head, after) = (&inner[..end], &inner[end + 1..]);
    let bare = head.trim_start_matches('/').trim_end_matches('/');
    let name = bare.split_whitespace().next()?;
    let shown = match name {
        "see" | "seealso" | "paramref" | "typeparamref" => attribute(head, "cref")
            .map(reference)
            .or_else(|| attribute(head, "langword").map(str::to_owned))
            .or_else(|| attribute(head, "name").map(str::to_owned))
            .unwrap_or_default(),
        "para" | "list" | "br" | "item" | "code" => "\n\n".to_owned(),
        "c" | "summary" | "remarks" | "description" | "term" | "listheader" | "b" | "i" | "em" | "strong"
        | "inheritdoc" | "value" | "returns" | "example" | "a" | "p" | "param" | "exception" => String::new(),
        _ => return None,
    };
    Some((shown, after))
}

fn attribute<'t>(head: &'t str, name: &str) -> Option<&'t str> {
    let at = head.find(&format!("{name}="))? + name.len() + 1;
    let quote = head[at..].chars().next().filter(|it| matches!(it, '"' | '\''))?;
    let value = &head[at + 1..];
    value.split(quote).next()
}

/// `M:System.Text.Build(System.Int32)` is `Build`; `List{T}` is `List<T>`.
fn reference(cref: &str) -> String {
    let bare = cref.split_once(':').map_or(cref, |(_, bare)| bare);
    let bare = bare.split('(').next().unwrap_or(bare);
    let head = bare.split('{').next().unwrap_or(bare);
    let start = head.rfind('.').map_or(0, |at| at + 1);
    bare[start..].replace('{', "<").replace('}', ">")
}

fn entity(text: &str) -> Option<(char, &str)> {
    const ENTITIES: &[(&str, char)] =
        &[("&lt;", '<'), ("&gt;", '>'), ("&amp;", '&'), ("&quot;", '"'), ("&apos;", '\''), ("&nbsp;", ' ')];
    ENTITIES.iter().find_map(|&(name, character)| Some((character, text.strip_prefix(name)?)))
}

#[cfg(test)]
mod tests {
    use super::clean_comment;

    #[test]
    fn documentation_is_its_summary() {
        assert_eq!(
            clean_comment(
                "/** <summary>Finds the <see cref=\"M:A.Map.Key(System.Int32)\"/> of a <see cref=\"List{T}\"/> &amp; more.</summary> <param name=\"x\">The x.</param> */"
            ),
            "Finds the Key of a List<T> & more."
        );
        assert_eq!(clean_comment("/// Adds <paramref name=\"x\"/>."), "Adds x.");
        assert_eq!(clean_comment("/// <inheritdoc />"), "");
    }

    #[test]
    fn plain_comments_lose_their_marks() {
        assert_eq!(clean_comment("// Adds one.  "), "Adds one.");
        assert_eq!(clean_comment("/* Adds\n   one. */"), "Adds\none.");
        assert_eq!(clean_comment("// ---------"), "");
        assert_eq!(clean_comment("// Copyright (c) A. Body"), "");
    }
}
