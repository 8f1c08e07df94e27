//! What breaks the grammar and means nothing to a reader of C, left out before it reads.

use super::words;

/// The source without what only the step before compilation makes whole: the braces of `extern "C"`, and words that macros
/// put between those of a declaration. As long as the source; spaces stand for what is left out.
pub(crate) fn prepare(source: &str) -> Option<String> {
    let mut bytes = source.as_bytes().to_vec();
    let linkage = leave_out_linkage(source, &mut bytes);
    let named = leave_out_names_of_rests(source, &mut bytes);
    let asked = leave_out_headers_asked_for(source, &mut bytes);
    let made = give_templates_a_type(source, &mut bytes);
    let left = String::from_utf8(bytes.clone()).ok()?;
    let macros = words::leave_out(&left, &mut bytes);
    // Only whole characters were replaced, each by as many bytes as it has.
    (linkage || named || asked || made || macros).then(|| String::from_utf8(bytes).ok()).flatten()
}

/// `#define log(format, args...)`: one compiler lets the rest of the arguments have a name.
fn leave_out_names_of_rests(source: &str, bytes: &mut [u8]) -> bool {
    let mut changed = false;
    for (at, _) in source.match_indices("...)") {
        let line = source[..at].rfind('\n').map_or(0, |found| found + 1);
        let head = source[line..at].trim_start();
        let is_macro = head.strip_prefix('#').is_some_and(|it| it.trim_start().starts_with("define"));
        let name = head.len() - head.trim_end_matches(|c: char| c.is_ascii_alphanumeric() || c == '_').len();
        if is_macro && name > 0 && !head.contains(')') {
            changed |= blank(bytes, at - name, at);
        }
    }
    changed
}

/// `template class shapes::Circle<int>;`: the grammar wants a type before what it makes, as `template int f<int>();` has one.
fn give_templates_a_type(source: &str, bytes: &mut [u8]) -> bool {
    let mut changed = false;
    let mut start = 0;
    for line in source.split_inclusive('\n') {
        let at = start + (line.len() - line.trim_start().len());
        start += line.len();
        let line = line.trim();
        let (skipped, rest) = match line.strip_prefix("extern template ") {
            Some(rest) => ("extern ".len(), rest),
            None => (0, line.strip_prefix("template ").unwrap_or("")),
        };
        let Some(word) = ["class", "struct"]
            .into_iter()
            .find(|&it| rest.strip_prefix(it).is_some_and(|rest| rest.starts_with(' ') && rest.ends_with(">;")))
        else {
            continue;
        };
        // With a macro before the name, the grammar takes the macro for the type.
        let name = rest[word.len()..].trim_start().split('<').next().unwrap_or("");
        if name.is_empty() || name.contains(char::is_whitespace) {
            continue;
        }
        blank(bytes, at, at + skipped);
        let from = at + skipped + "template ".len();
        blank(bytes, from, from + word.len());
        bytes[from..from + "int".len()].copy_from_slice(b"int");
        changed = true;
    }
    changed
}

/// `#if __has_include(<a/b.h>)`: only there may an argument be spelled so.
fn leave_out_headers_asked_for(source: &str, bytes: &mut [u8]) -> bool {
    let mut changed = false;
    for (at, _) in source.match_indices("(<") {
        let line = source[..at].rfind('\n').map_or(0, |found| found + 1);
        let head = source[line..at].trim_start();
        let Some(length) = source[at..].find(">)").filter(|&length| !source[at..at + length].contains('\n')) else {
            continue;
        };
        if head.starts_with("#if") || head.starts_with("#elif") || head.starts_with("# if") {
            for byte in &mut bytes[at + 1..=at + length] {
                if !byte.is_ascii_alphanumeric() && byte.is_ascii() {
                    *byte = b'_';
                    changed = true;
                }
            }
        }
    }
    changed
}

/// The braces of `extern "C"` that only a C++ compiler sees stand in two conditions, one of which opens what the other closes.
fn leave_out_linkage(source: &str, bytes: &mut [u8]) -> bool {
    if !source.contains("__cplusplus") {
        return false;
    }
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
            changed |= blank(bytes, start, start + line.trim_end().len());
        }
        start += line.len();
    }
    changed
}

fn is_brace_of_linkage(text: &str) -> bool {
    let code = text.split("/*").next().unwrap_or(text).split("//").next().unwrap_or(text).trim();
    let word = code.strip_prefix("extern").map(str::trim_start);
    let opens = word.and_then(|it| it.strip_prefix("\"C\"")).is_some_and(|rest| matches!(rest.trim(), "{" | ""));
    opens || matches!(code, "{" | "}" | "};")
}

/// Puts spaces in place of bytes; lines stay as they are. Tells whether anything changed.
pub(super) fn blank(bytes: &mut [u8], start: usize, end: usize) -> bool {
    let mut changed = false;
    for byte in bytes.get_mut(start..end).into_iter().flatten() {
        if !byte.is_ascii_whitespace() {
            *byte = b' ';
            changed = true;
        }
    }
    changed
}
