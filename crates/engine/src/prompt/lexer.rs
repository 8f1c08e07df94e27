//! Splits code of any language into words, without a grammar: the model reads languages that the rule-made side does not, and
//! reads all of them alike.

/// A piece of code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lexeme<'c> {
    /// A name.
    Identifier(&'c str),
    /// A word of the language.
    Keyword(&'c str),
    /// A number, as written.
    Number(&'c str),
    /// What stands between quotes.
    Text(&'c str),
    /// One mark, or several that belong together.
    Mark(&'c str),
}

/// Marks of two or three characters that are one.
const LONG_MARKS: &[&str] = &[
    "===", "!==", "...", "<<=", ">>=", "**=", "??=", "&&=", "||=", "==", "!=", "<=", ">=", "&&", "||", "->", "=>",
    "::", "+=", "-=", "*=", "/=", "%=", "|=", "&=", "^=", "++", "--", "<<", ">>", "**", "//", "??", "?.", ":=", "..",
];

/// Words of languages that name nothing of the code's own.
const KEYWORDS: &[&str] = &[
    "abstract",
    "and",
    "as",
    "assert",
    "async",
    "auto",
    "await",
    "base",
    "begin",
    "bool",
    "boolean",
    "break",
    "by",
    "byte",
    "case",
    "catch",
    "chan",
    "char",
    "class",
    "const",
    "constructor",
    "continue",
    "crate",
    "debugger",
    "declare",
    "def",
    "default",
    "defer",
    "del",
    "delete",
    "do",
    "done",
    "double",
    "dyn",
    "elif",
    "else",
    "elseif",
    "elsif",
    "end",
    "ensure",
    "enum",
    "esac",
    "except",
    "export",
    "extends",
    "extern",
    "false",
    "False",
    "fi",
    "final",
    "finally",
    "float",
    "fn",
    "for",
    "foreach",
    "from",
    "fun",
    "func",
    "function",
    "global",
    "go",
    "goto",
    "guard",
    "if",
    "impl",
    "implements",
    "import",
    "in",
    "include",
    "inline",
    "instanceof",
    "int",
    "interface",
    "internal",
    "is",
    "isset",
    "lambda",
    "let",
    "local",
    "long",
    "loop",
    "match",
    "mod",
    "module",
    "mut",
    "namespace",
    "new",
    "next",
    "nil",
    "None",
    "nonlocal",
    "not",
    "null",
    "nullptr",
    "of",
    "operator",
    "or",
    "out",
    "override",
    "package",
    "pass",
    "private",
    "protected",
    "protocol",
    "pub",
    "public",
    "raise",
    "range",
    "readonly",
    "ref",
    "require",
    "rescue",
    "return",
    "sealed",
    "select",
    "self",
    "Self",
    "short",
    "signed",
    "sizeof",
    "static",
    "string",
    "struct",
    "super",
    "switch",
    "synchronized",
    "template",
    "then",
    "this",
    "throw",
    "throws",
    "trait",
    "true",
    "True",
    "try",
    "type",
    "typedef",
    "typename",
    "typeof",
    "union",
    "unless",
    "unsafe",
    "unsigned",
    "until",
    "use",
    "using",
    "val",
    "var",
    "virtual",
    "void",
    "volatile",
    "when",
    "where",
    "while",
    "with",
    "yield",
];

const SQL_KEYWORDS: &[&str] = &[
    "add",
    "all",
    "alter",
    "and",
    "any",
    "as",
    "asc",
    "begin",
    "between",
    "by",
    "cascade",
    "case",
    "cast",
    "check",
    "coalesce",
    "column",
    "commit",
    "constraint",
    "count",
    "create",
    "cross",
    "current",
    "database",
    "date",
    "declare",
    "default",
    "delete",
    "desc",
    "distinct",
    "drop",
    "else",
    "end",
    "except",
    "exists",
    "false",
    "fetch",
    "first",
    "for",
    "foreign",
    "from",
    "full",
    "function",
    "grant",
    "group",
    "having",
    "if",
    "in",
    "index",
    "inner",
    "insert",
    "int",
    "integer",
    "intersect",
    "into",
    "is",
    "join",
    "key",
    "language",
    "last",
    "left",
    "like",
    "limit",
    "max",
    "min",
    "not",
    "null",
    "numeric",
    "of",
    "offset",
    "on",
    "or",
    "order",
    "outer",
    "over",
    "partition",
    "primary",
    "procedure",
    "references",
    "replace",
    "return",
    "returning",
    "returns",
    "revoke",
    "right",
    "rollback",
    "row",
    "rows",
    "select",
    "set",
    "sum",
    "table",
    "temporary",
    "text",
    "then",
    "timestamp",
    "to",
    "trigger",
    "true",
    "union",
    "unique",
    "update",
    "using",
    "values",
    "varchar",
    "view",
    "when",
    "where",
    "with",
];

/// Whether a word is one of the language and names nothing.
fn is_keyword(word: &str, folds_case: bool) -> bool {
    if folds_case {
        return SQL_KEYWORDS.binary_search(&word.to_ascii_lowercase().as_str()).is_ok();
    }
    KEYWORDS.contains(&word)
}

/// The pieces of a text, comments left out. Linear in the text; never fails.
pub(super) fn lex<'c>(code: &'c str, language: &str) -> Vec<Lexeme<'c>> {
    let (marks, bytes) = (languages::marks(language), code.as_bytes());
    let mut lexemes = Vec::new();
    let mut at = 0;
    let mut opens_line = true;
    while at < bytes.len() {
        let rest = &code[at..];
        let byte = bytes[at];
        if byte == b'\n' {
            opens_line = true;
            at += 1;
            continue;
        }
        if byte.is_ascii_whitespace() {
            at += 1;
            continue;
        }
        let opened_line = std::mem::replace(&mut opens_line, false);
        if let Some((open, close)) = marks.block
            && rest.starts_with(open)
        {
            at += rest[open.len()..].find(close).map_or(rest.len(), |it| it + open.len() + close.len());
            continue;
        }
        if marks.line.iter().any(|mark| rest.starts_with(mark)) {
            at += rest.find('\n').unwrap_or(rest.len());
            continue;
        }
        if marks.quotes.contains(&byte) {
            let (content, taken) = quoted(rest, byte, marks.lifetimes);
            let Some(content) = content else {
                lexemes.push(Lexeme::Mark(&rest[..1]));
                at += 1;
                continue;
            };
            let documents = marks.documents && opened_line && taken >= 6 && rest[1..].starts_with(&rest[..1]);
            if !documents {
                lexemes.push(Lexeme::Text(content));
            }
            at += taken;
            continue;
        }
        let first = rest.chars().next().unwrap_or(' ');
        if first.is_alphabetic()
            || first == '_'
            || first == '$' && rest[1..].starts_with(|c: char| c.is_alphabetic() || c == '_')
        {
            let start = first.len_utf8();
            let end = start
                + rest[start..]
                    .find(|c: char| !(c.is_alphanumeric() || c == '_' || c == '$'))
                    .unwrap_or(rest.len() - start);
            let word = &rest[..end];
            lexemes.push(if is_keyword(word, marks.folds_case) {
                Lexeme::Keyword(word)
            } else {
                Lexeme::Identifier(word)
            });
            at += end;
            continue;
        }
        if byte.is_ascii_digit() {
            let end = number(rest);
            lexemes.push(Lexeme::Number(&rest[..end]));
            at += end;
            continue;
        }
        let end = LONG_MARKS.iter().find(|mark| rest.starts_with(**mark)).map_or(first.len_utf8(), |mark| mark.len());
        lexemes.push(Lexeme::Mark(&rest[..end]));
        at += end;
    }
    lexemes
}

/// The end of the number that opens a text: digits, one point, an exponent, a base mark, and letters that give its type.
fn number(text: &str) -> usize {
    let bytes = text.as_bytes();
    let mut end = 0;
    while end < bytes.len() {
        let go_on = match bytes[end] {
            b'.' => bytes.get(end + 1).is_some_and(u8::is_ascii_digit),
            b'+' | b'-' => end > 0 && matches!(bytes[end - 1], b'e' | b'E') && !text.starts_with("0x"),
            byte => byte.is_ascii_alphanumeric() || byte == b'_',
        };
        if !go_on {
            break;
        }
        end += 1;
    }
    end.max(1)
}

/// What stands between the quotes that open a text, and how many bytes it takes with them; `None` where the quote is a mark.
fn quoted(text: &str, quote: u8, lifetimes: bool) -> (Option<&str>, usize) {
    let bytes = text.as_bytes();
    if quote == b'\'' && lifetimes {
        // 'a' or '\n' is a character, 'a is a lifetime.
        let escaped = bytes.get(1) == Some(&b'\\');
        let end = text.char_indices().skip(2).take(10).find(|&(_, c)| c == '\'').map(|(at, _)| at);
        return match end {
            Some(end) if escaped || text[1..end].chars().count() == 1 => (Some(&text[1..end]), end + 1),
            _ => (None, 1),
        };
    }
    if bytes.len() >= 6 && bytes[1] == quote && bytes[2] == quote {
        let triple = &text[..3];
        let inside = &text[3..];
        let end = inside.find(triple).unwrap_or(inside.len());
        return (Some(&inside[..end]), (3 + end + 3).min(text.len()));
    }
    let mut at = 1;
    while at < bytes.len() {
        match bytes[at] {
            b'\\' => at += 2,
            b'\n' if quote != b'`' => break,
            byte if byte == quote => return (Some(&text[1..at]), at + 1),
            _ => at += 1,
        }
    }
    // Never closed: the rest of the line, or of the text.
    let end = (at.min(bytes.len())..=bytes.len()).find(|&it| text.is_char_boundary(it)).unwrap_or(bytes.len());
    (Some(&text[1..end]), end)
}

/// The words of a name in lower case: `parseHTTPHeader_v2` gives `parse`, `http`, `header`, `v`.
pub(super) fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut word = String::new();
    let chars: Vec<char> = name.chars().collect();
    for (at, &c) in chars.iter().enumerate() {
        if !c.is_alphabetic() {
            push(&mut words, &mut word);
            continue;
        }
        let before = at.checked_sub(1).map(|it| chars[it]);
        let after = chars.get(at + 1);
        let begins = c.is_uppercase()
            && (before.is_some_and(char::is_lowercase)
                || before.is_some_and(char::is_uppercase) && after.is_some_and(|it| it.is_lowercase()));
        if begins {
            push(&mut words, &mut word);
        }
        word.extend(c.to_lowercase());
    }
    push(&mut words, &mut word);
    words
}

fn push(words: &mut Vec<String>, word: &mut String) {
    if !word.is_empty() {
        words.push(std::mem::take(word));
    }
}

#[cfg(test)]
mod tests {
    use super::Lexeme::*;
    use super::*;

    #[test]
    fn sql_keywords_can_be_searched() {
        assert!(SQL_KEYWORDS.is_sorted());
    }

    #[test]
    fn comments_and_documentation_are_no_code() {
        assert_eq!(
            lex("def f(x):\n    \"\"\"Says.\"\"\"\n    return x  # done", "python"),
            [
                Keyword("def"),
                Identifier("f"),
                Mark("("),
                Identifier("x"),
                Mark(")"),
                Mark(":"),
                Keyword("return"),
                Identifier("x")
            ]
        );
        assert_eq!(lex("a /* b\n c */ + 1 // d", "go"), [Identifier("a"), Mark("+"), Number("1")]);
        assert_eq!(lex("SELECT Id -- all", "sql"), [Keyword("SELECT"), Identifier("Id")]);
    }

    #[test]
    fn a_lifetime_is_no_text() {
        assert_eq!(
            lex("fn f<'a>(c: &'a str) { 'x' }", "rust").iter().filter(|it| matches!(it, Text(_))).collect::<Vec<_>>(),
            [&Text("x")]
        );
    }

    #[test]
    fn numbers_end_where_they_end() {
        assert_eq!(
            lex("1.5e-3+0xff..2", "rust"),
            [Number("1.5e-3"), Mark("+"), Number("0xff"), Mark(".."), Number("2")]
        );
    }

    #[test]
    fn an_open_quotation_ends_with_its_line() {
        assert_eq!(lex("x = 'abc\ny", "ruby"), [Identifier("x"), Mark("="), Text("abc"), Identifier("y")]);
        assert_eq!(lex("'é\\", "ruby"), [Text("é\\")]);
    }

    #[test]
    fn names_are_split_at_humps_and_marks() {
        assert_eq!(words("parseHTTPHeader_v2"), ["parse", "http", "header", "v"]);
        assert_eq!(words("__init__"), ["init"]);
    }
}
