//! Reads the tokens of a text, to tell whether all of it is of this language, and where it has commas that the grammar refuses.

/// A token, and where it starts.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Token {
    Open,
    Close,
    Comma,
    Colon,
    Text,
    Word,
}

/// The tokens of a text; `None` where something stands that is none.
fn tokens(source: &str) -> Option<Vec<(Token, usize)>> {
    let bytes = source.as_bytes();
    let mut found = Vec::new();
    let mut at = if source.starts_with('\u{feff}') { 3 } else { 0 };
    while let Some(&byte) = bytes.get(at) {
        let start = at;
        let token = match byte {
            b' ' | b'\t' | b'\r' | b'\n' => {
                at += 1;
                continue;
            }
            b'/' => {
                let rest = source.get(at..)?;
                at += if rest.starts_with("//") {
                    rest.find('\n').unwrap_or(rest.len())
                } else {
                    rest.strip_prefix("/*")?.find("*/")? + 4
                };
                continue;
            }
            b'{' | b'[' => Token::Open,
            b'}' | b']' => Token::Close,
            b',' => Token::Comma,
            b':' => Token::Colon,
            b'"' => {
                at += 1;
                while let Some(&byte) = bytes.get(at).filter(|&&byte| byte != b'"' && byte != b'\n') {
                    at += if byte == b'\\' { 2 } else { 1 };
                }
                Token::Text
            }
            b'-' | b'0'..=b'9' | b'a'..=b'z' => {
                while bytes.get(at + 1).is_some_and(|it| it.is_ascii_alphanumeric() || matches!(it, b'.' | b'+' | b'-'))
                {
                    at += 1;
                }
                let word = source.get(start..=at)?;
                let is_value = matches!(word, "true" | "false" | "null") || !byte.is_ascii_lowercase();
                is_value.then_some(Token::Word)?
            }
            _ => return None,
        };
        found.push((token, start));
        at += 1;
    }
    Some(found)
}

/// Whether a text is of this language from its first bracket on, as far as it goes.
pub(crate) fn is_whole(source: &str) -> bool {
    let start = source.trim_start_matches('\u{feff}').trim_start();
    if !start.starts_with(['{', '[', '/']) {
        return false;
    }
    let Some(tokens) = tokens(source) else { return false };
    let at = |n: usize| tokens.get(n).map(|it| it.0);
    let has_pair = tokens.windows(2).any(|pair| pair[0].0 == Token::Text && pair[1].0 == Token::Colon);
    at(0) == Some(Token::Open) && (has_pair || tokens.len() > 4 && at(1) != Some(Token::Close))
}

/// Where a comma stands before a closing bracket.
pub(super) fn commas_before_ends(source: &str) -> Vec<usize> {
    let tokens = tokens(source).unwrap_or_default();
    let is_trailing = |pair: &&[(Token, usize)]| pair[0].0 == Token::Comma && pair[1].0 == Token::Close;
    tokens.windows(2).filter(is_trailing).map(|pair| pair[0].1).collect()
}
