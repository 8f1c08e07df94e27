//! Tells a text of this language line by line, without its grammar.

/// Whether a text is tables and keys with values, and nothing else.
pub(crate) fn is_whole(source: &str) -> bool {
    let (mut n_headings, mut n_pairs, mut n_own) = (0, 0, 0);
    // What an open value waits for: a row of quotes, or brackets.
    let mut quotes: Option<&str> = None;
    let mut depth = 0_i32;
    for line in source.trim_start_matches('\u{feff}').lines() {
        let line = line.trim();
        if let Some(mark) = quotes {
            quotes = if line.contains(mark) { None } else { Some(mark) };
            continue;
        }
        if depth > 0 {
            depth += brackets(line);
            continue;
        }
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let bare = line.split_once(" #").map_or(line, |it| it.0).trim_end();
        if bare.starts_with('[') && bare.ends_with(']') && !bare.contains('=') {
            let inner = bare.trim_start_matches('[').trim_end_matches(']').trim();
            if inner.is_empty() || !is_key(inner) {
                return false;
            }
            n_headings += 1;
            continue;
        }
        let Some((key, value)) = pair(line) else { return false };
        for mark in ["\"\"\"", "'''"] {
            if value.strip_prefix(mark).is_some_and(|rest| !rest.contains(mark)) {
                quotes = Some(mark);
            }
        }
        if !is_value(value) {
            return false;
        }
        if value.starts_with(['[', '{']) {
            depth = brackets(value).max(0);
        }
        n_pairs += 1;
        // What other languages do not write so.
        let spaced = line.as_bytes().get(key.len()) == Some(&b' ');
        n_own += usize::from(key.contains('-') || spaced && matches!(value, "true" | "false"));
    }
    n_pairs + n_headings > 0 && (n_headings > 0 && n_pairs > 0 || n_own > 0)
}

/// A key and its value.
fn pair(line: &str) -> Option<(&str, &str)> {
    let (key, value) = match line.strip_prefix('"') {
        Some(rest) => {
            let end = rest.find('"')? + 2;
            let behind = line.get(end..)?.trim_start();
            (line.get(..end)?, behind.strip_prefix('=')?)
        }
        None => line.split_once('=')?,
    };
    let (key, value) = (key.trim_end(), value.trim());
    is_key(key).then_some((key, value))
}

fn is_key(key: &str) -> bool {
    let is_bare = |it: char| it.is_ascii_alphanumeric() || matches!(it, '_' | '-');
    let is_quoted = key.contains(['"', '\'']);
    !key.is_empty()
        && key.chars().all(|it| is_bare(it) || it == '.' || is_quoted && it != '=' || it == ' ' && key.contains(" . "))
}

fn is_value(value: &str) -> bool {
    let bare = value.split_once(" #").map_or(value, |it| it.0).trim_end();
    match value.chars().next() {
        Some(mark @ ('"' | '\'')) => {
            let inner = value.trim_start_matches(mark);
            value.starts_with("\"\"\"") || value.starts_with("'''") || bare == "\"\"" || bare == "''" || {
                // The text ends its line.
                inner.rfind(mark).is_some_and(|end| {
                    let behind = inner.get(end + 1..).unwrap_or("").trim();
                    behind.is_empty() || behind.starts_with('#')
                })
            }
        }
        Some('[' | '{') => !value.contains(");"),
        Some('0'..='9' | '+' | '-') => {
            bare.chars().all(|it| it.is_ascii_alphanumeric() || matches!(it, '_' | '.' | '+' | '-' | ':' | ' '))
        }
        _ => matches!(bare, "true" | "false" | "inf" | "nan"),
    }
}

/// How many brackets a line opens more than it closes, those in texts aside.
fn brackets(line: &str) -> i32 {
    let mut depth = 0;
    let mut quote = None;
    let mut escaped = false;
    for it in line.chars() {
        match quote {
            Some(_) if escaped => escaped = false,
            Some('"') if it == '\\' => escaped = true,
            Some(mark) if it == mark => quote = None,
            Some(_) => {}
            None => match it {
                '"' | '\'' => quote = Some(it),
                '[' | '{' => depth += 1,
                ']' | '}' => depth -= 1,
                '#' => break,
                _ => {}
            },
        }
    }
    depth
}
