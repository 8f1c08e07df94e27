//! `use` and `extern crate`.

use code::{Import, ImportedName, Kind, NodeId, Span};

use crate::lower::{Cst, Kid, Lowered, Lowering};

/// A word or mark of a use declaration.
#[derive(Clone, Copy, PartialEq)]
enum Token {
    Word(Span),
    As,
    Star,
    Open,
    Close,
    Comma,
    End,
}

/// Reads the text of a use declaration token by token.
struct Reader<'t> {
    text: &'t str,
    at: usize,
    start: u32,
    comments: Vec<Span>,
}

impl Reader<'_> {
    fn span(&self, from: usize, to: usize) -> Span {
        Span::new(self.start + from as u32, self.start + to as u32)
    }

    fn next(&mut self) -> Token {
        let bytes = self.text.as_bytes();
        while let Some(&byte) = bytes.get(self.at) {
            let from = self.at;
            let rest = &self.text[from..];
            self.at += 1;
            match byte {
                b'{' => return Token::Open,
                b'}' => return Token::Close,
                b',' => return Token::Comma,
                b'*' => return Token::Star,
                b';' => return Token::End,
                b'/' if rest.starts_with("//") || rest.starts_with("/*") => {
                    let end = if rest.starts_with("//") { rest.find('\n') } else { rest.find("*/").map(|at| at + 2) };
                    self.at = from + end.unwrap_or(rest.len());
                    let comment = self.span(from, self.at);
                    self.comments.push(comment);
                }
                _ => {
                    let in_word = |c: char| c.is_alphanumeric() || c == '_' || c == '#' || c == '$';
                    let len = rest.find(|c| !in_word(c)).unwrap_or(rest.len());
                    if len > 0 {
                        self.at = from + len;
                        return if rest[..len] == *"as" { Token::As } else { Token::Word(self.span(from, self.at)) };
                    }
                    self.at = from + rest.chars().next().map_or(1, char::len_utf8);
                }
            }
        }
        Token::End
    }
}

/// `use a::{b, c::d as e, f::*};`: the module is what stands before the braces, or before the last name.
pub(super) fn use_declaration(lowering: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let source = lowering.source;
    let text = source.get(cst.span.start as usize..cst.span.end as usize).unwrap_or("");
    let mut reader = Reader { text, at: 0, start: cst.span.start, comments: Vec::new() };
    let mut reexport = false;
    if let Some(rest) = text.strip_prefix("pub") {
        reexport = !rest.trim_start().starts_with('(');
        reader.at = if reexport { 3 } else { text.find(')').map_or(3, |at| at + 1) };
    }
    // The word `use` itself.
    reader.next();
    let mut path: Vec<Span> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    let mut module_len = None;
    let mut import = Import {
        node: NodeId::from_index(0),
        module: String::new(),
        names: Vec::new(),
        alias: None,
        wildcard: false,
        types_only: false,
        reexport,
    };
    let mut local = None;
    let mut star = false;
    loop {
        let token = reader.next();
        match token {
            Token::Word(span) => path.push(span),
            Token::As => {
                if let Token::Word(span) = reader.next() {
                    local = Some(span);
                }
            }
            Token::Star => star = true,
            Token::Open => {
                if module_len.is_none() {
                    module_len = Some(path.len());
                    import.module = dotted(source, &path);
                }
                open.push(path.len());
            }
            Token::Comma | Token::Close | Token::End => {
                let base = open.last().copied().unwrap_or(0);
                let len = module_len.unwrap_or_else(|| {
                    let len = if star || path.len() == 1 { path.len() } else { path.len().max(1) - 1 };
                    import.module = dotted(source, &path[..len]);
                    len
                });
                module_len = Some(len);
                if star {
                    import.wildcard = true;
                } else if path.len() > base {
                    take(lowering, &mut import, &path, len, local);
                }
                star = false;
                local = None;
                path.truncate(base);
                if token == Token::Close {
                    open.pop();
                    // What stood before the brace is not a name of its own.
                    path.truncate(open.last().copied().unwrap_or(0));
                    if open.is_empty() {
                        break;
                    }
                }
                if token == Token::End {
                    break;
                }
            }
        }
    }
    for comment in reader.comments {
        lowering.build.comment(comment);
    }
    lowering.build.import(import, cst.span).into()
}

/// Adds one name to an import. `path` is whole; its first `module_len` words are the module.
fn take(lowering: &mut Lowering<'_>, import: &mut Import, path: &[Span], module_len: usize, local: Option<Span>) {
    let source = lowering.source;
    let mut named = path;
    if let [before @ .., last] = path
        && lowering.text(*last) == "self"
        && !before.is_empty()
    {
        named = before;
    }
    let Some(&last) = named.last() else { return };
    let spelled = local.unwrap_or(last);
    let node = if lowering.text(spelled) == "_" {
        lowering.node(Kind::Wildcard, spelled)
    } else {
        lowering.build.name(spelled)
    };
    match named.get(module_len..) {
        None | Some([]) => import.alias = Some(node),
        Some(words) => import.names.push(ImportedName { name: dotted(source, words), local: node }),
    }
}

fn dotted(source: &str, words: &[Span]) -> String {
    let mut text = String::new();
    for word in words {
        if !text.is_empty() {
            text.push('.');
        }
        text.push_str(source.get(word.start as usize..word.end as usize).unwrap_or(""));
    }
    text
}

/// `extern crate a as b;`.
pub(super) fn extern_crate(lowering: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let name = lowering.need(cst, "name");
    let module = lowering.build.unit().text(name).to_owned();
    let alias = cst.node("alias");
    // The word `crate` itself.
    if let Some(word) = cst.of_kind("crate").and_then(Kid::one) {
        lowering.build.set_kind(word, Kind::Empty);
    }
    if alias.is_some() {
        lowering.build.set_kind(name, Kind::Empty);
    }
    let reexport = cst.of_kind("visibility_modifier").is_some_and(|kid| lowering.text(kid.span) == "pub");
    let import = Import {
        node: NodeId::from_index(0),
        module,
        names: Vec::new(),
        alias: alias.or(Some(name)),
        wildcard: false,
        types_only: false,
        reexport,
    };
    lowering.build.import(import, cst.span).into()
}
