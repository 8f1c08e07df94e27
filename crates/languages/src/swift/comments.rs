//! What the author wrote in comments: plain ones, and documentation with its lists of parameters and results.

use crate::java::comments;

/// Takes the marks off a comment; of documentation the description stays, without what it lists at its end.
pub(super) fn clean_comment(comment: &str) -> String {
    let for_tools = [
        "// swiftlint:",
        "// MARK:",
        "//MARK:",
        "// swift-format",
        "// sourcery",
        "// swift-tools-version",
        "// expected-",
    ];
    if for_tools.iter().any(|mark| comment.starts_with(mark)) {
        return String::new();
    }
    let is_documentation = comment.starts_with("///") || comment.starts_with("/**");
    let text = comments::clean_comment(comment);
    let text = text.strip_prefix("SwifterSwift:").map_or(text.as_str(), str::trim_start);
    if !is_documentation {
        return text.to_owned();
    }
    let mut lines = Vec::new();
    let mut in_example = false;
    let mut in_list = false;
    for line in text.lines() {
        let bare = line.trim();
        if bare.starts_with("```") {
            in_example = !in_example;
            continue;
        }
        if is_listed(bare) {
            in_list = true;
        } else if bare.is_empty() {
            in_list = false;
        }
        if !in_example && !in_list {
            lines.push(line);
        }
    }
    lines.join("\n").trim().to_owned()
}

/// `- Parameter x: …`, `- Returns: …`
fn is_listed(line: &str) -> bool {
    let Some(rest) = line.strip_prefix(['-', '*', '+']) else { return false };
    let rest = rest.trim_start();
    [
        "Parameter",
        "parameter",
        "Returns",
        "returns",
        "Return:",
        "Throws",
        "throws",
        "Note:",
        "note:",
        "Important",
        "Warning",
        "SeeAlso",
        "See also",
        "Complexity",
        "Author",
        "Since",
        "Version",
        "Requires",
        "Precondition",
        "Postcondition",
        "Remark",
        "Attention",
        "Todo",
        "TODO",
        "Tag:",
        "Invariant",
        "Bug:",
        "Experiment",
    ]
    .iter()
    .any(|tag| rest.starts_with(tag))
}

#[cfg(test)]
mod tests {
    use super::clean_comment;

    #[test]
    fn documentation_is_its_description() {
        assert_eq!(clean_comment("/// Adds one."), "Adds one.");
        assert_eq!(clean_comment("/// - Parameter x: the number"), "");
        assert_eq!(clean_comment("/**\n Adds one.\n\n - Returns: a number\n */"), "Adds one.");
    }

    #[test]
    fn marks_for_editors_say_nothing() {
        assert_eq!(clean_comment("// MARK: - Helpers"), "");
        assert_eq!(clean_comment("// Adds one."), "Adds one.");
    }
}
