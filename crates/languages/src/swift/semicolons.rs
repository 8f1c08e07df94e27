//! Statements that share a line: the grammar ends them only with their line.

/// The text with an end of line for each semicolon between statements of one line; `None` where there is none.
pub(super) fn as_lines(source: &str) -> Option<String> {
    let bytes = source.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let rest = &source[at..];
        at += match bytes[at] {
            b'/' if rest.starts_with("//") => rest.find('\n').unwrap_or(rest.len()),
            b'/' if rest.starts_with("/*") => rest.find("*/").map_or(rest.len(), |end| end + 2),
            b'"' => text_len(rest),
            b';' => {
                let line = rest[1..].split('\n').next().unwrap_or("").trim();
                if !line.is_empty() && !line.starts_with("//") {
                    found.push(at);
                }
                1
            }
            _ => rest.chars().next().map_or(1, char::len_utf8),
        };
    }
    if found.is_empty() {
        return None;
    }
    let mut text = String::with_capacity(source.len());
    let mut from = 0;
    for at in found {
        text.push_str(&source[from..at]);
        text.push('\n');
        from = at + 1;
    }
    text.push_str(&source[from..]);
    Some(text)
}

/// How long a text is, with its quotes; one that does not end is its line.
fn text_len(rest: &str) -> usize {
    let quotes = if rest.starts_with("\"\"\"") { "\"\"\"" } else { "\"" };
    let mut at = quotes.len();
    while at < rest.len() {
        let tail = &rest[at..];
        if tail.starts_with(quotes) {
            return at + quotes.len();
        }
        if quotes.len() == 1 && tail.starts_with('\n') {
            return at;
        }
        let step = usize::from(tail.starts_with('\\'));
        at += step + tail[step..].chars().next().map_or(1, char::len_utf8);
    }
    rest.len()
}

#[cfg(test)]
mod tests {
    use super::as_lines;

    #[test]
    fn only_semicolons_between_statements_end_lines() {
        assert_eq!(as_lines("a(); b()").as_deref(), Some("a()\n b()"));
        assert_eq!(as_lines("a();\nb(); // c; d"), None);
        assert_eq!(as_lines("a(\"b; \\\"c\") // d; e\n/* f; g */"), None);
    }
}
