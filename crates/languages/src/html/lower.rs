//! What every node of the grammar becomes: nothing, since the [reader](super::read) reads the text itself.

use super::read;
use crate::lower::Rule;

/// The rule for a node kind. The whole text goes to the reader, which never comes to the grammar's other nodes.
#[expect(clippy::unnecessary_wraps, reason = "other grammars have nodes that a table may forget")]
pub(super) fn rule(kind: &str) -> Option<Rule> {
    Some(match kind {
        "document" => Rule::Text(read::page),
        "comment" => Rule::Comment,
        _ => Rule::Opaque,
    })
}

/// Takes the marks off a comment; one inside a style sheet has those of its own.
pub(super) fn clean_comment(comment: &str) -> String {
    let comment = comment.trim();
    let Some(inner) = comment.strip_prefix("<!--") else { return crate::css::clean_comment(comment) };
    let inner = inner.strip_suffix("-->").unwrap_or(inner);
    let lines = inner.lines().map(|line| line.trim().trim_matches(['-', '=', '*', '#']).trim());
    lines.collect::<Vec<_>>().join("\n").trim().to_owned()
}
