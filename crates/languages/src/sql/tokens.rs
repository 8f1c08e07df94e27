//! Source text to tokens.
//!
//! The dialects differ in how they quote names, mark comments and part batches, and templates and client programs write between the
//! lines; all of that is settled here, so that the reader sees words, names, values and marks only.

use code::Span;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TokenKind {
    /// A keyword or a plain name.
    Word,
    /// A name between quotes; its span leaves the quotes out.
    Quoted,
    /// A text.
    Text,
    /// A number.
    Number,
    /// A value that is given when it runs: `?`, `$1`, `:id`, `@id`.
    Parameter,
    /// `{{ … }}`.
    Template,
    /// An operator or a bracket.
    Mark,
    /// A line for a client program.
    Command,
    /// Ends a batch: `GO`, `/`.
    Batch,
    /// The end of the text.
    End,
}

/// A token.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    /// What it is.
    pub kind: TokenKind,
    /// Where it stands; what its name is, for a quoted one.
    pub span: Span,
    /// Where it stands, quotes included.
    pub outer: Span,
    /// Whether it is the first of its line.
    pub first: bool,
    /// Whether white space, a comment or nothing stands before it.
    pub apart: bool,
}

/// The tokens of a text, its comments, and what of it is a template's.
#[derive(Debug, Default)]
pub(super) struct Tokens {
    /// Tokens in order; the last is [`TokenKind::End`].
    pub list: Vec<Token>,
    /// Comments in order.
    pub comments: Vec<Span>,
    /// `{% … %}` and `{{ … }}` alone on a line, in order.
    pub templates: Vec<Span>,
}

/// Marks of more than one character, longest first.
const MARKS: [&str; 39] = [
    "==>", "->>", "#>>", "!~~*", "<=>", "!~*", "~~*", "!~~", "&&&", "|||", "@@@", "<->", "<#>", "||/", "::", "->",
    "#>", "||", "<>", "!=", "<=", ">=", ":=", "=>", "@>", "<@", "~*", "!~", "~~", "&&", "<<", ">>", "**", "?|", "?&",
    "@@", "@?", "^=", "..",
];

struct Scanner<'s> {
    source: &'s str,
    bytes: &'s [u8],
    at: usize,
    out: Tokens,
    line_start: bool,
    apart: bool,
    /// What a client program was told to end statements with.
    delimiter: &'s str,
}

/// Takes a text apart.
pub(super) fn tokens(source: &str) -> Tokens {
    let mut scanner = Scanner {
        source,
        bytes: source.as_bytes(),
        at: 0,
        out: Tokens::default(),
        line_start: true,
        apart: true,
        delimiter: "",
    };
    while scanner.at < scanner.bytes.len() {
        scanner.step();
    }
    let end = source.len();
    scanner.push(TokenKind::End, end, end, end, end);
    scanner.out
}

fn is_name_start(byte: u8) -> bool {
    byte.is_ascii_alphabetic() || byte == b'_' || byte >= 0x80
}

fn is_name(byte: u8) -> bool {
    is_name_start(byte) || byte.is_ascii_digit() || byte == b'$' || byte == b'#'
}

impl Scanner<'_> {
    fn push(&mut self, kind: TokenKind, start: usize, end: usize, outer_start: usize, outer_end: usize) {
        self.out.list.push(Token {
            kind,
            span: Span::new(start as u32, end as u32),
            outer: Span::new(outer_start as u32, outer_end as u32),
            first: self.line_start,
            apart: self.apart,
        });
        self.line_start = false;
        self.apart = false;
        self.at = outer_end;
    }

    fn plain(&mut self, kind: TokenKind, end: usize) {
        let at = self.at;
        self.push(kind, at, end, at, end);
    }

    fn byte(&self, ahead: usize) -> u8 {
        self.bytes.get(self.at + ahead).copied().unwrap_or(0)
    }

    /// Where the line ends.
    fn line_end(&self) -> usize {
        self.source[self.at..].find('\n').map_or(self.source.len(), |it| self.at + it)
    }

    fn step(&mut self) {
        let byte = self.byte(0);
        let source = self.source;
        let rest = &source[self.at..];
        if !self.delimiter.is_empty() && rest.starts_with(self.delimiter) {
            self.plain(TokenKind::Batch, self.at + self.delimiter.len());
            return;
        }
        if rest.starts_with('\u{feff}') {
            self.at += '\u{feff}'.len_utf8();
            return;
        }
        match byte {
            b'\n' => {
                self.at += 1;
                self.line_start = true;
                self.apart = true;
            }
            b' ' | b'\t' | b'\r' | 0x0c => {
                self.at += 1;
                self.apart = true;
            }
            b'-' if rest.starts_with("--") => self.comment(self.line_end()),
            b'/' if rest.starts_with("/*") => {
                let end = self.block_end();
                self.comment(end);
            }
            b'#' if self.byte(1) == b' ' || self.byte(1) == b'#' && self.byte(2) == b' ' || rest.starts_with("#\n") => {
                self.comment(self.line_end());
            }
            b'{' if rest.starts_with("{#") => {
                let end = rest.find("#}").map_or(self.source.len(), |it| self.at + it + 2);
                self.comment(end);
            }
            b'{' if rest.starts_with("{%") || rest.starts_with("{{") => self.template(rest.starts_with("{{")),
            b'\\' if self.line_start => self.plain(TokenKind::Command, self.line_end()),
            b'/' if self.line_start && rest.lines().next().unwrap_or("").trim() == "/" => {
                self.plain(TokenKind::Batch, self.at + 1);
            }
            b'\'' => self.text(self.at),
            b'"' | b'`' => self.quoted(byte),
            b'[' if self.is_bracket_name() => self.quoted(b']'),
            b'$' if self.dollar() => {}
            b'$' | b':' if self.byte(1).is_ascii_digit() || byte == b':' && is_name_start(self.byte(1)) => {
                // `::` is a mark, and `a:b` inside a path of a structured value is none of ours.
                let n = self.name_length(1);
                // What a client program fills in may stand for a schema.
                let owns = byte == b':'
                    && self.byte(n) == b'.'
                    && is_name_start(self.byte(n + 1))
                    && self.byte(1).is_ascii_uppercase();
                self.plain(if owns { TokenKind::Template } else { TokenKind::Parameter }, self.at + n);
            }
            b'@' if is_name_start(self.byte(1)) && self.byte(self.name_length(1)) == b'@' => {
                // What the installer of an extension fills in.
                let n = self.name_length(1) + 1;
                self.plain(TokenKind::Template, self.at + n);
            }
            b'@' if is_name_start(self.byte(1)) || self.byte(1) == b'@' && is_name_start(self.byte(2)) => {
                let from = if self.byte(1) == b'@' { 2 } else { 1 };
                let n = self.name_length(from);
                self.plain(TokenKind::Parameter, self.at + n);
            }
            b'#' if is_name_start(self.byte(1)) || self.byte(1) == b'#' && is_name_start(self.byte(2)) => {
                let from = if self.byte(1) == b'#' { 2 } else { 1 };
                let n = self.name_length(from);
                self.plain(TokenKind::Word, self.at + n);
            }
            b'%' if rest.starts_with("%s") && !is_name(self.byte(2)) => {
                self.plain(TokenKind::Parameter, self.at + 2);
            }
            b'%' if rest.starts_with("%(") && rest[..rest.find('\n').unwrap_or(rest.len())].contains(")s") => {
                let n = rest.find(")s").map_or(1, |it| it + 2);
                self.plain(TokenKind::Parameter, self.at + n);
            }
            b'0'..=b'9' => self.number(),
            b'.' if self.byte(1).is_ascii_digit() => self.number(),
            _ if is_name_start(byte) => self.word(),
            _ => {
                let n = MARKS
                    .iter()
                    .find(|it| rest.starts_with(**it))
                    .map_or_else(|| rest.chars().next().map_or(1, char::len_utf8), |it| it.len());
                self.plain(TokenKind::Mark, self.at + n);
            }
        }
    }

    fn comment(&mut self, end: usize) {
        let text = self.source[self.at..end].trim_end();
        self.out.comments.push(Span::new(self.at as u32, (self.at + text.len()) as u32));
        self.at = end;
        self.apart = true;
    }

    /// Where a block comment ends; they may be nested.
    fn block_end(&self) -> usize {
        let mut depth = 0;
        let mut at = self.at;
        while at < self.bytes.len() {
            match &self.bytes[at..(at + 2).min(self.bytes.len())] {
                b"/*" => {
                    depth += 1;
                    at += 2;
                }
                b"*/" => {
                    depth -= 1;
                    at += 2;
                    if depth == 0 {
                        return at;
                    }
                }
                _ => at += 1,
            }
        }
        // An unclosed inner one: the first end counts.
        self.source[self.at..].find("*/").map_or(self.bytes.len(), |it| self.at + it + 2)
    }

    fn template(&mut self, value: bool) {
        let close = if value { "}}" } else { "%}" };
        let rest = &self.source[self.at..];
        let end = rest.find(close).map_or(self.source.len(), |it| self.at + it + 2);
        let before = self.source[..self.at].rsplit('\n').next().unwrap_or("");
        let after = self.source[end..].lines().next().unwrap_or("");
        let alone = before.trim().is_empty() && after.trim().is_empty();
        let call = self.source[self.at..end].trim_start_matches(['{', '-', ' ', '\n']);
        // A setting alone on its lines makes no code, while a source may well stand alone.
        let setting = ["config", "log", "do ", "set "].iter().any(|it| call.starts_with(it));
        if !value || alone && setting {
            self.out.templates.push(Span::new(self.at as u32, end as u32));
            self.at = end;
            self.apart = true;
        } else {
            self.plain(TokenKind::Template, end);
        }
    }

    /// A text from a quote on.
    fn text(&mut self, start: usize) {
        let escapes = start < self.at && matches!(self.bytes[start], b'E' | b'e');
        let mut at = self.at + 1;
        loop {
            match self.bytes.get(at) {
                None => break,
                Some(b'\'') if self.bytes.get(at + 1) == Some(&b'\'') => at += 2,
                Some(b'\'') => {
                    at += 1;
                    break;
                }
                // A backslash before the quote escapes it in some dialects; a quote that ends the text is followed by a mark.
                Some(b'\\') if self.bytes.get(at + 1) == Some(&b'\\') => at += 2,
                Some(b'\\') if self.bytes.get(at + 1) == Some(&b'\'') => {
                    let follows = self.bytes.get(at + 2).copied().unwrap_or(b';');
                    let ends = matches!(follows, b',' | b')' | b';' | b' ' | b'\n' | b'\r' | b':' | b'|');
                    at += if escapes || !ends { 2 } else { 1 };
                }
                Some(_) => at += 1,
            }
        }
        self.push(TokenKind::Text, start, at, start, at);
    }

    fn is_bracket_name(&self) -> bool {
        let line = &self.source[self.at + 1..self.line_end()];
        let Some(close) = line.find(']') else { return false };
        let inner = &line[..close];
        // After a name or a bracket it is a position in an array.
        let follows = !self.apart
            && self.out.list.last().is_some_and(|it| {
                matches!(it.kind, TokenKind::Word | TokenKind::Quoted)
                    && !self.source[it.span.start as usize..it.span.end as usize].ends_with('.')
                    || self.text_of(it) == ")"
                    || self.text_of(it) == "]"
            });
        !follows
            && !inner.is_empty()
            && (is_name_start(inner.as_bytes()[0]) || inner.starts_with(['#', '@', '$']))
            && !inner.contains(['\'', '(', ',', '"', '['])
    }

    fn text_of(&self, token: &Token) -> &str {
        &self.source[token.span.start as usize..token.span.end as usize]
    }

    fn quoted(&mut self, close: u8) {
        let from = self.at + 1;
        let mut at = from;
        while at < self.bytes.len() {
            if self.bytes[at] == close {
                if self.bytes.get(at + 1) == Some(&close) {
                    at += 2;
                    continue;
                }
                break;
            }
            at += 1;
        }
        let at = at.min(self.bytes.len());
        let start = self.at;
        self.push(TokenKind::Quoted, from, at, start, (at + 1).min(self.bytes.len()));
    }

    /// A text between `$tag$`s.
    fn dollar(&mut self) -> bool {
        let rest = &self.source[self.at..];
        let n = rest[1..].bytes().take_while(|&it| it.is_ascii_alphanumeric() || it == b'_').count();
        if rest.as_bytes().get(n + 1) != Some(&b'$') || rest.as_bytes()[1].is_ascii_digit() {
            return false;
        }
        let tag = &rest[..n + 2];
        let Some(close) = rest[tag.len()..].find(tag) else { return false };
        self.plain(TokenKind::Text, self.at + close + 2 * tag.len());
        true
    }

    fn name_length(&self, from: usize) -> usize {
        from + self.bytes[self.at + from..].iter().take_while(|it| is_name(**it)).count()
    }

    fn number(&mut self) {
        let mut n = 0;
        if self.byte(0) == b'0' && matches!(self.byte(1), b'x' | b'X') {
            n = 2 + self.bytes[self.at + 2..].iter().take_while(|it| it.is_ascii_hexdigit()).count();
        } else {
            loop {
                match self.byte(n) {
                    b'0'..=b'9' | b'_' => n += 1,
                    b'.' if self.byte(n + 1) != b'.' => n += 1,
                    b'e' | b'E'
                        if self.byte(n + 1).is_ascii_digit()
                            || matches!(self.byte(n + 1), b'-' | b'+') && self.byte(n + 2).is_ascii_digit() =>
                    {
                        n += 2;
                    }
                    _ => break,
                }
            }
        }
        self.plain(TokenKind::Number, self.at + n);
    }

    fn word(&mut self) {
        let start = self.at;
        let n = self.name_length(0);
        let word = &self.source[start..start + n];
        // `N'text'`, `E'text'`, `x'ff'`.
        if n <= 2
            && self.byte(n) == b'\''
            && ["n", "e", "b", "x", "r", "u"].iter().any(|it| word.eq_ignore_ascii_case(it))
        {
            self.at += n;
            self.text(start);
            return;
        }
        let source = self.source;
        let line = source[start..self.line_end()].trim();
        if self.line_start
            && word.eq_ignore_ascii_case("go")
            && line[2..].trim().trim_end_matches(';').bytes().all(|it| it.is_ascii_digit())
        {
            let end = self.line_end();
            self.plain(TokenKind::Batch, end);
            return;
        }
        if self.line_start && word.eq_ignore_ascii_case("delimiter") {
            let told = line[n..].trim();
            self.delimiter = if told == ";" { "" } else { told };
            self.plain(TokenKind::Command, self.line_end());
            return;
        }
        self.plain(TokenKind::Word, start + n);
    }
}
