//! What breaks the grammar and means nothing to a reader of C, left out before it reads.

/// The source with spaces in place of the braces of `extern "C"` that only a C++ compiler sees: they stand in two conditions, one
/// of which opens what the other one closes.
pub(crate) fn prepare(source: &str) -> Option<String> {
    if !source.contains("__cplusplus") {
        return None;
    }
    let mut bytes = source.as_bytes().to_vec();
    let mut changed = false;
    // Whether the innermost condition asks for C++.
    let mut conditions: Vec<bool> = Vec::new();
    let mut start = 0;
    for line in source.split_inclusive('\n') {
        let text = line.trim();
        let directive = text.strip_prefix('#').map(str::trim_start);
        if let Some(directive) = directive {
            if directive.starts_with("if") {
                conditions.push(directive.contains("__cplusplus") && !directive.starts_with("ifndef"));
            } else if directive.starts_with("endif") {
                conditions.pop();
            } else if directive.starts_with("el")
                && let Some(last) = conditions.last_mut()
            {
                *last = false;
            }
        } else if conditions.last() == Some(&true) && is_brace_of_linkage(text) {
            for byte in &mut bytes[start..start + line.trim_end().len()] {
                if !byte.is_ascii_whitespace() {
                    *byte = b' ';
                    changed = true;
                }
            }
        }
        start += line.len();
    }
    // Only whole characters were replaced, each by as many spaces as it has bytes.
    changed.then(|| String::from_utf8(bytes).ok()).flatten()
}

fn is_brace_of_linkage(text: &str) -> bool {
    let code = text.split("/*").next().unwrap_or(text).split("//").next().unwrap_or(text).trim();
    let word = code.strip_prefix("extern").map(str::trim_start);
    let opens = word.and_then(|it| it.strip_prefix("\"C\"")).is_some_and(|rest| matches!(rest.trim(), "{" | ""));
    opens || matches!(code, "{" | "}" | "};")
}
