//! What the author wrote in comments: plain ones, and documentation with its tags.

/// Takes the marks off a comment. Licences, notes to tools and lines of decoration say nothing about the code, so they give nothing;
/// of documentation the description stays, without the tags at its end.
pub(super) fn clean_comment(comment: &str) -> String {
    if is_for_tools(comment) {
        return String::new();
    }
    if let Some(line) = comment.trim_end().strip_prefix("//").or_else(|| comment.trim_end().strip_prefix('#')) {
        return undecorated(line.trim_start_matches(['/', '#']).trim()).to_owned();
    }
    let inner = comment.strip_prefix("/*").unwrap_or(comment);
    let inner = inner.strip_suffix("*/").unwrap_or(inner).trim_start_matches('*').trim_end_matches('*');
    let is_documentation = comment.starts_with("/**");
    let mut lines: Vec<String> = Vec::new();
    for line in inner.lines() {
        let line = line.trim();
        let line = line.strip_prefix('*').map_or(line, |line| line.strip_prefix(' ').unwrap_or(line));
        if is_documentation && line.trim_start().starts_with('@') {
            break;
        }
        let line = undecorated(line);
        lines.push(if is_documentation { plain(line) } else { line.to_owned() });
    }
    let text = lines.join("\n").trim().to_owned();
    // `{@inheritdoc}` says that the words stand elsewhere.
    if text.eq_ignore_ascii_case("{@inheritdoc}") || text.eq_ignore_ascii_case("inheritdoc") {
        String::new()
    } else {
        text
    }
}

fn is_for_tools(comment: &str) -> bool {
    const MARKS: &[&str] = &[
        "phpcs:",
        "@phpstan-",
        "@psalm-",
        "@codeCoverageIgnore",
        "@codingStandards",
        "@formatter:",
        "@noinspection",
        "@var ",
        "noinspection",
        "@phpcs",
        "!phpcs",
        "region ",
        "endregion",
        "translators:",
        "WPCS:",
        "XSS ok",
    ];
    let text = comment.trim_start_matches(['/', '*', '#', ' ', '\t', '\r', '\n']);
    MARKS.iter().any(|mark| text.starts_with(mark))
        || ["Copyright", "SPDX-", "Licensed under", "Permission is hereby granted", "full copyright and license"]
            .iter()
            .any(|mark| comment.contains(mark))
        || comment.contains("@copyright")
        || comment.contains("@license")
}

/// A line without decoration: a rule of dashes is nothing, and `--- Title ---` is its title.
fn undecorated(line: &str) -> &str {
    let marks = ['-', '=', '*', '#', '~', '_', '/', '+', '|'];
    let bare = line.trim().trim_matches(marks);
    if bare.trim().is_empty() {
        return "";
    }
    let lead = line.trim().chars().take_while(|mark| marks.contains(mark)).count();
    if lead >= 3 { bare.trim() } else { line.trim_end() }
}

/// A line of documentation without its inline tags and its simplest HTML: `{@see Foo::bar()}` is what it points at.
fn plain(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(at) = rest.find(['{', '<']) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let tag = rest.strip_prefix("{@").and_then(|inner| inner.split_once('}'));
        let html = ["<p>", "</p>", "<br>", "<br/>", "<br />", "<code>", "</code>", "<b>", "</b>", "<i>", "</i>"];
        if let Some((inner, after)) = tag {
            match inner.split_once(char::is_whitespace) {
                Some((_, shown)) => out.push_str(shown.trim().trim_start_matches('\\')),
                None => {
                    out.push_str("{@");
                    out.push_str(inner);
                    out.push('}');
                }
            }
            rest = after;
        } else if let Some(mark) = html.iter().find(|mark| rest.starts_with(**mark)) {
            rest = &rest[mark.len()..];
        } else {
            out.push_str(&rest[..1]);
            rest = &rest[1..];
        }
    }
    out.push_str(rest);
    out.trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::clean_comment;

    #[test]
    fn documentation_is_its_description() {
        let comment =
            "/**\n * Finds {@see Post::find()} by <code>id</code>.\n *\n * @param int $id\n * @return Post\n */";
        assert_eq!(clean_comment(comment), "Finds Post::find() by id.");
        assert_eq!(clean_comment("/** {@inheritdoc} */"), "");
        assert_eq!(clean_comment("/** @var string $name */"), "");
    }

    #[test]
    fn plain_comments_lose_their_marks() {
        assert_eq!(clean_comment("// Adds one.  "), "Adds one.");
        assert_eq!(clean_comment("# Adds one."), "Adds one.");
        assert_eq!(clean_comment("/* Adds\n   one. */"), "Adds\none.");
        assert_eq!(clean_comment("// ---------"), "");
        assert_eq!(clean_comment("//---- Setup ----"), "Setup");
        assert_eq!(clean_comment("// phpcs:ignore WordPress.Security"), "");
    }
}
