//! What the author wrote in comments.

/// Takes the marks off a comment. Notes to tools, licences and lines of decoration say nothing about the code, so they give nothing.
pub(crate) fn clean_comment(comment: &str) -> String {
    if is_for_tools(comment) {
        return String::new();
    }
    if let Some(line) = comment.strip_prefix("//") {
        return plain(line.trim_start_matches(['/', '!']).trim()).to_owned();
    }
    let inner = comment.trim_start_matches("<!--").trim_end_matches("-->");
    let inner = inner.strip_prefix("/*").unwrap_or(inner);
    let inner = inner.strip_suffix("*/").unwrap_or(inner);
    let inner = inner.trim_start_matches(['*', '!']).trim_end_matches('*');
    let mut text = String::with_capacity(inner.len());
    for line in inner.lines() {
        let line = line.trim_end();
        let line = line.trim_start();
        let line = line.strip_prefix('*').map_or(line, |line| line.strip_prefix(' ').unwrap_or(line));
        text.push_str(plain(line));
        text.push('\n');
    }
    text.trim_matches('\n').trim_end().to_owned()
}

/// A line without decoration: a rule of dashes is nothing, and `--- Title ---` is its title.
fn plain(line: &str) -> &str {
    let marks = ['-', '=', '*', '#', '~', '_', '/', '+'];
    let bare = line.trim().trim_matches(marks);
    if bare.trim().is_empty() {
        return "";
    }
    let lead = line.trim().chars().take_while(|mark| marks.contains(mark)).count();
    if lead >= 3 { bare.trim() } else { line }
}

fn is_for_tools(comment: &str) -> bool {
    const MARKS: &[&str] = &[
        "eslint-",
        "eslint ",
        "@ts-",
        "prettier-ignore",
        "istanbul ignore",
        "c8 ignore",
        "v8 ignore",
        "jshint",
        "jslint",
        "tslint:",
        "biome-ignore",
        "deno-lint",
        "#__PURE__",
        "@__PURE__",
        "#region",
        "#endregion",
        "sourceMappingURL",
        "sourceURL",
        "global ",
        "globals ",
        "webpackChunkName",
        "@jsx",
        "<reference",
        "spell-checker",
        "cspell",
        "@flow",
        "@format",
        "stylelint-",
        "oxlint-",
    ];
    let text = comment.trim_start_matches(['/', '*', '!', ' ', '\t', '\r', '\n']);
    MARKS.iter().any(|mark| text.starts_with(mark))
        || text.starts_with("Copyright")
        || text.starts_with("SPDX-")
        || comment.contains("@license")
        || comment.contains("@preserve")
        || comment.contains("@fileoverview")
        || comment.contains("Licensed under")
        || comment.contains("Permission is hereby granted")
}
