//! What every node of the grammar becomes: nothing, since the [reader](super::read) reads the text itself.

use super::read;
use crate::lower::Rule;

/// The rule for a node kind. The whole text goes to the reader, which never comes to the grammar's other nodes.
#[expect(clippy::unnecessary_wraps, reason = "other grammars have nodes that a table may forget")]
pub(super) fn rule(kind: &str) -> Option<Rule> {
    Some(match kind {
        "program" => Rule::Text(read::read),
        "comment" | "marginalia" => Rule::Comment,
        _ => Rule::Opaque,
    })
}

/// Takes the marks off a comment.
pub(super) fn clean_comment(comment: &str) -> String {
    let comment = comment.trim();
    let line = comment.strip_prefix("--").or_else(|| comment.strip_prefix('#'));
    if let Some(line) = line {
        return line.trim_matches(['-', '=', '*', '#']).trim().to_owned();
    }
    let inner = comment.strip_prefix("/*").or_else(|| comment.strip_prefix("{#")).unwrap_or(comment);
    let inner = inner.strip_suffix("*/").or_else(|| inner.strip_suffix("#}")).unwrap_or(inner);
    let lines = inner.lines().map(|line| {
        line.trim()
            .trim_start_matches(['*', '-', '=', '#', '!', '_'])
            .trim_end_matches(['*', '-', '=', '#', '_'])
            .trim()
    });
    lines.collect::<Vec<_>>().join("\n").trim().to_owned()
}
