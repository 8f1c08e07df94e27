//! A source cut into words and marks, without comments, texts and lines for the step before compilation.

/// A word, a mark, or a literal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Token {
    pub start: usize,
    pub end: usize,
    pub form: Form,
}

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    Word,
    Mark(u8),
    Literal,
}

impl Token {
    pub(super) fn is(self, mark: u8) -> bool {
        self.form == Form::Mark(mark)
    }
}

/// The tokens of a source. Cheap and forgiving: what it takes for a word is only left out where no code could stand so.
pub(super) fn tokens(source: &str) -> Vec<Token> {
    let bytes = source.as_bytes();
    let mut tokens = Vec::with_capacity(bytes.len() / 5);
    let mut at = 0;
    let mut line_starts = true;
    while let Some(&byte) = bytes.get(at) {
        let start = at;
        match byte {
            b'\n' => {
                line_starts = true;
                at += 1;
                continue;
            }
            b' ' | b'\t' | b'\r' | b'\\' => {
                at += 1;
                continue;
            }
            b'#' if line_starts => {
                at = end_of_line(bytes, at);
                continue;
            }
            b'/' if bytes.get(at + 1) == Some(&b'/') => {
                at = end_of_line(bytes, at);
                continue;
            }
            b'/' if bytes.get(at + 1) == Some(&b'*') => {
                at = source[at + 2..].find("*/").map_or(bytes.len(), |found| at + 2 + found + 2);
                continue;
            }
            b'"' | b'\'' => {
                at = end_of_text(bytes, at);
                tokens.push(Token { start, end: at, form: Form::Literal });
            }
            _ if is_word(byte) => {
                while bytes.get(at).copied().is_some_and(is_word) {
                    at += 1;
                }
                let form = if byte.is_ascii_digit() { Form::Literal } else { Form::Word };
                tokens.push(Token { start, end: at, form });
            }
            _ => {
                at += 1;
                tokens.push(Token { start, end: at, form: Form::Mark(byte) });
            }
        }
        line_starts = false;
    }
    tokens
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte >= 0x80
}

/// Past the end of a line, those that a backslash joins to it included.
fn end_of_line(bytes: &[u8], mut at: usize) -> usize {
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'\\' if bytes.get(at + 1) == Some(&b'\n') => at += 2,
            b'\\' if bytes.get(at + 1) == Some(&b'\r') => at += 3,
            // A comment may run on past the line.
            b'/' if bytes.get(at + 1) == Some(&b'*') => {
                let rest = &bytes[at + 2..];
                at = rest.windows(2).position(|it| it == b"*/").map_or(bytes.len(), |found| at + 2 + found + 2);
            }
            b'\n' => return at,
            _ => at += 1,
        }
    }
    bytes.len()
}

/// Past the end of a text or a character, which ends with its line at the latest.
fn end_of_text(bytes: &[u8], start: usize) -> usize {
    let quote = bytes[start];
    let mut at = start + 1;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'\\' => at += 2,
            b'\n' => return at,
            _ if byte == quote => return at + 1,
            _ => at += 1,
        }
    }
    bytes.len()
}
