//! The little markup that a sentence's text may hold.

/// A piece of a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Inline<'t> {
    /// Plain English.
    Text(&'t str),
    /// Code, without its backticks.
    Code(&'t str),
    /// A term, without its `**`.
    Strong(&'t str),
}

/// Takes a sentence apart. As in Markdown, code that holds a backtick stands between longer runs of them. A mark without its
/// partner is plain text.
pub fn inline(text: &str) -> Vec<Inline<'_>> {
    let mut pieces = Vec::new();
    let mut plain = 0;
    let mut at = 0;
    while let Some(found) = text.get(at..).and_then(|rest| rest.find(['`', '*'])) {
        let start = at + found;
        let run = run_length(text, start);
        let body = start + run;
        let mark = &text[start..body];
        let end = if mark.starts_with('`') || run == 2 { find_run(text, body, mark) } else { None };
        let Some(end) = end.filter(|&end| end > body) else {
            at = body;
            continue;
        };
        if plain < start {
            pieces.push(Inline::Text(&text[plain..start]));
        }
        let inside = &text[body..end];
        pieces.push(if mark.starts_with('`') { Inline::Code(unpad(inside)) } else { Inline::Strong(inside) });
        at = end + run;
        plain = at;
    }
    if plain < text.len() {
        pieces.push(Inline::Text(&text[plain..]));
    }
    pieces
}

/// How often the character at `start` stands in a row.
fn run_length(text: &str, start: usize) -> usize {
    let bytes = &text.as_bytes()[start..];
    bytes.iter().take_while(|&&byte| byte == bytes[0]).count()
}

/// Where the next run of exactly this mark starts.
fn find_run(text: &str, from: usize, mark: &str) -> Option<usize> {
    let first = mark.chars().next()?;
    let mut at = from;
    loop {
        let start = at + text.get(at..)?.find(first)?;
        let run = run_length(text, start);
        if run == mark.len() {
            return Some(start);
        }
        at = start + run;
    }
}

/// Takes off the spaces that keep a backtick in the code apart from the marks around it.
fn unpad(code: &str) -> &str {
    match code.strip_prefix(' ').and_then(|code| code.strip_suffix(' ')) {
        Some(inside) if inside.starts_with('`') || inside.ends_with('`') => inside,
        _ => code,
    }
}

#[cfg(test)]
mod tests {
    use super::Inline::*;
    use super::*;

    #[test]
    fn code_and_terms_are_told_from_text() {
        assert_eq!(
            inline("**deque**: see `a ** b` here"),
            [Strong("deque"), Text(": see "), Code("a ** b"), Text(" here")]
        );
    }

    #[test]
    fn longer_runs_hold_backticks() {
        assert_eq!(inline("joins `` `${a}` ``"), [Text("joins "), Code("`${a}`")]);
    }

    #[test]
    fn a_lonely_mark_is_text() {
        assert_eq!(inline("2 ** 3 and ` and *"), [Text("2 ** 3 and ` and *")]);
        assert_eq!(inline("``"), [Text("``")]);
        assert_eq!(inline(""), []);
    }
}
