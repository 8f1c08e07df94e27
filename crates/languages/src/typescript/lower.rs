//! What every node of the grammar becomes.

use code::Kind;

use crate::lower::Rule;

/// The rule for a node kind.
pub(crate) fn rule(kind: &str) -> Option<Rule> {
    Some(match kind {
        "program" => Rule::Children,
        "identifier" => Rule::Name,
        "integer" => Rule::Leaf(Kind::Integer),
        "comment" => Rule::Comment,
        _ => return None,
    })
}

/// Takes the marks off a comment.
pub(crate) fn clean_comment(comment: &str) -> String {
    comment.trim_start_matches("//").trim().to_owned()
}
