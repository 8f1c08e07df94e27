//! What every node of the grammar becomes: nothing, since the [reader](super::read) reads the text itself.

use super::read;
use crate::lower::Rule;

/// The rule for a node kind. The whole text goes to the reader, which never comes to the grammar's other nodes.
#[expect(clippy::unnecessary_wraps, reason = "other grammars have nodes that a table may forget")]
pub(super) fn rule(kind: &str) -> Option<Rule> {
    Some(match kind {
        "stylesheet" => Rule::Text(read::sheet),
        _ => Rule::Opaque,
    })
}

/// Takes the marks off a comment, and the lines that frame it.
pub(crate) fn clean_comment(comment: &str) -> String {
    let comment = comment.trim();
    let inner = comment.strip_prefix("/*").unwrap_or(comment);
    let inner = inner.strip_suffix("*/").unwrap_or(inner);
    let marks = ['*', '-', '=', '#', '!', '_', '~', '+', '/'];
    let lines = inner.lines().map(|line| line.trim().trim_start_matches(marks).trim_end_matches(marks).trim());
    lines.collect::<Vec<_>>().join("\n").trim().to_owned()
}
