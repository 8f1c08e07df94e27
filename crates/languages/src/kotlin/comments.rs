//! What the author wrote in comments: plain ones, and documentation with its links and tags.

use crate::java::comments;

/// Takes the marks off a comment, and of documentation the brackets around what it links to.
pub(super) fn clean_comment(comment: &str) -> String {
    if ["// ktlint-", "//ktlint-", "// detekt"].iter().any(|mark| comment.starts_with(mark)) {
        return String::new();
    }
    let text = comments::clean_comment(comment);
    if comment.starts_with("/**") { without_links(&text) } else { text }
}

/// `[Map.get]` shows as Map.get, `[the key][Map.Entry.key]` as the key.
fn without_links(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('[') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let Some(end) = rest.find(']').filter(|&end| end > 1 && !rest[1..end].contains(['[', '\n'])) else {
            out.push('[');
            rest = &rest[1..];
            continue;
        };
        let (label, after) = (&rest[1..end], &rest[end + 1..]);
        let is_name = !label.starts_with(|c: char| c.is_ascii_digit())
            && label.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '_' | '@' | '`'));
        if let Some(target) = after.strip_prefix('[').and_then(|after| after.find(']')) {
            out.push_str(label);
            rest = &after[target + 2..];
        } else if let Some(target) = after.strip_prefix('(').and_then(|after| after.find(')')) {
            out.push_str(label);
            rest = &after[target + 2..];
        } else if is_name {
            out.push_str(label);
            rest = after;
        } else {
            out.push('[');
            rest = &rest[1..];
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::clean_comment;

    #[test]
    fn kdoc_is_its_description() {
        let comment = "/**\n * Finds [Map.get] for [the key][Map.Entry] in [a guide](https://a.b).\n * Gives x[0].\n *\n * @param x the x\n */";
        assert_eq!(clean_comment(comment), "Finds Map.get for the key in a guide.\nGives x[0].");
    }

    #[test]
    fn notes_to_checkers_say_nothing() {
        assert_eq!(clean_comment("// ktlint-disable no-wildcard-imports"), "");
        assert_eq!(clean_comment("// Adds one."), "Adds one.");
    }
}
