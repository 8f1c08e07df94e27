//! Docstrings: a body's first statement, where it is a plain text.

use code::{DocId, Kind, List};

use super::is_text;
use crate::alike;
use crate::lower::Lowering;

/// Takes the docstring out of a body. What is left, and the documentation.
pub(super) fn take(low: &mut Lowering<'_>, body: List) -> (List, Option<DocId>) {
    let Some(&first) = low.build.unit().list(body).first() else { return (body, None) };
    if !is_text(low, first) {
        return (body, None);
    }
    let span = low.build.unit().span(first);
    let text = read(low.text(span));
    alike::discard_shell(low, first);
    let doc = (!text.is_empty()).then(|| low.build.doc(span, text));
    (body.without_first(), doc)
}

/// The same for a block, which is changed in place.
pub(super) fn take_from_block(low: &mut Lowering<'_>, block: code::NodeId) -> Option<DocId> {
    let Kind::Block { body } = low.build.unit().kind(block) else { return None };
    let (rest, doc) = take(low, body);
    if rest.len() < body.len() {
        low.build.set_kind(block, Kind::Block { body: rest });
    }
    doc
}

/// The text of one or several adjacent string literals, without quotes, escapes and common indentation.
fn read(literals: &str) -> String {
    let mut raw = String::with_capacity(literals.len());
    let mut left = literals;
    while let Some(at) = left.find(['"', '\'']) {
        let is_raw = left[..at].contains(['r', 'R']);
        let quote = &left[at..=at];
        let rest = &left[at..];
        let long = rest.len() >= 3 && rest.as_bytes()[..3].iter().all(|byte| *byte == quote.as_bytes()[0]);
        let mark = if long { &rest[..3] } else { quote };
        let inner = &rest[mark.len()..];
        let end = closing(inner, mark);
        unescape(&inner[..end], is_raw, &mut raw);
        left = inner.get(end + mark.len()..).unwrap_or("");
    }
    dedent(&raw)
}

/// Where the closing quote of a literal stands.
fn closing(inner: &str, mark: &str) -> usize {
    let bytes = inner.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        if bytes[at] == b'\\' {
            at += 2;
        } else if inner.get(at..).is_some_and(|rest| rest.starts_with(mark)) {
            return at;
        } else {
            at += 1;
        }
    }
    inner.len()
}

/// Reads the escapes that prose has; all others stay as written.
fn unescape(inner: &str, is_raw: bool, out: &mut String) {
    let mut chars = inner.chars();
    while let Some(c) = chars.next() {
        if c != '\\' || is_raw {
            out.push(c);
            continue;
        }
        match chars.next() {
            Some('n') => out.push('\n'),
            Some('t') => out.push('\t'),
            Some('\n') | None => {}
            Some(quoted @ ('\\' | '"' | '\'')) => out.push(quoted),
            Some(other) => out.extend(['\\', other]),
        }
    }
}

/// Takes off the indentation that all lines but the first have in common, and the empty lines around.
fn dedent(text: &str) -> String {
    let width = |line: &str| line.len() - line.trim_start_matches([' ', '\t']).len();
    let margin = text.lines().skip(1).filter(|line| !line.trim().is_empty()).map(width).min().unwrap_or(0);
    let mut out = String::with_capacity(text.len());
    for (n, line) in text.lines().enumerate() {
        let line = if n == 0 { line.trim_start() } else { line.get(margin..).unwrap_or("") };
        if n > 0 {
            out.push('\n');
        }
        out.push_str(line.trim_end());
    }
    out.trim_matches('\n').to_owned()
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn indentation_quotes_and_escapes_go() {
        assert_eq!(
            read("\"\"\"Adds.\n\n    Two \\\"numbers\\\".\n      Deeper.\n    \"\"\""),
            "Adds.\n\nTwo \"numbers\".\n  Deeper."
        );
        assert_eq!(read("r'a\\d' 'b\\'c'"), "a\\db'c");
        assert_eq!(read("'''"), "");
        assert_eq!(read("\"open \\"), "open");
    }
}
