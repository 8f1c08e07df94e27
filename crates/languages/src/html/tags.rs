//! Reads start tags with their attributes.

use code::{Kind, MarkupPart, NodeId, Span, TextForm};

use crate::css::read::template_len;
use crate::lower::Lowering;

/// A start tag.
pub(super) struct StartTag {
    /// Its name in lower case.
    pub name: String,
    /// The name as a node.
    pub node: NodeId,
    /// Its attributes, templates among them.
    pub attributes: Vec<NodeId>,
    /// Where it ends.
    pub end: usize,
    /// Whether it closes itself: `<br />`.
    pub closes: bool,
}

/// A span of byte positions.
pub(super) fn span(start: usize, end: usize) -> Span {
    let to = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    Span::new(to(start), to(end.max(start)))
}

/// A piece of text.
pub(super) fn text(low: &mut Lowering<'_>, start: usize, end: usize) -> NodeId {
    low.node(Kind::Text(TextForm::Text), span(start, end))
}

/// Reads a start tag whose `<` stands at `start`.
pub(super) fn read(low: &mut Lowering<'_>, start: usize, limit: usize) -> StartTag {
    let source = low.source;
    let rest = |at: usize| source.get(at..limit).unwrap_or("");
    let name_len = rest(start + 1)
        .find(|it: char| it.is_whitespace() || matches!(it, '>' | '/' | '{'))
        .unwrap_or(limit - start - 1);
    let mut at = start + 1 + name_len;
    let name = source.get(start + 1..at).unwrap_or("").to_ascii_lowercase();
    let node = text(low, start + 1, at);
    let mut tag = StartTag { name, node, attributes: Vec::new(), end: limit, closes: false };
    loop {
        let here = rest(at);
        at += here.len() - here.trim_start().len();
        let here = rest(at);
        match here.bytes().next() {
            None => break,
            Some(b'>') => {
                tag.end = at + 1;
                break;
            }
            Some(b'/') => {
                tag.closes = here.starts_with("/>");
                at += 1;
            }
            // A tag that was never closed: the next one starts.
            Some(b'<') if !here.starts_with("<%") && !here.starts_with("<?") => {
                tag.end = at;
                break;
            }
            Some(b'{' | b'<') if template_len(here) > 1 => {
                let n = template_len(here);
                let parts = low.build.list(&[]);
                let node = low.node(Kind::Markup(MarkupPart::Template, parts), span(at, at + n));
                tag.attributes.push(node);
                at += n;
            }
            Some(_) => {
                let (attribute, end) = attribute(low, at, limit);
                tag.attributes.push(attribute);
                at = end;
            }
        }
    }
    tag
}

/// An attribute, and where it ends.
fn attribute(low: &mut Lowering<'_>, start: usize, limit: usize) -> (NodeId, usize) {
    let source = low.source;
    let rest = |at: usize| source.get(at..limit).unwrap_or("");
    // An equals sign at the start is a part of the name; so no round goes on without a step.
    let first = rest(start).chars().next().map_or(1, char::len_utf8);
    let stops = |it: char| it.is_whitespace() || matches!(it, '=' | '>' | '/' | '<');
    // `[class.a]`, `@click`, `(click)` and `v-on:x` are names like any other; `/` stands in none.
    let name_end = start + first + rest(start + first).find(stops).unwrap_or(limit - start - first);
    let key = text(low, start, name_end);
    let here = rest(name_end);
    let before = here.trim_start();
    let mut end = name_end;
    let mut value = key;
    if let Some(behind) = before.strip_prefix('=') {
        let skipped = here.len() - before.len() + 1 + (behind.len() - behind.trim_start().len());
        let at = name_end + skipped;
        let here = rest(at);
        match here.bytes().next() {
            Some(quote @ (b'"' | b'\'')) => {
                let n = quoted_len(here, quote);
                let closed = n > 1 && here.as_bytes().get(n - 1) == Some(&quote);
                value = text(low, at + 1, at + n - usize::from(closed));
                end = at + n;
            }
            Some(_) => {
                let mut n = 0;
                while n < here.len() {
                    let piece = here.get(n..).unwrap_or("");
                    let template = template_len(piece);
                    if template > 2 {
                        n += template;
                        continue;
                    }
                    match piece.chars().next() {
                        Some(it) if it.is_whitespace() || it == '>' => break,
                        Some(it) => n += it.len_utf8(),
                        None => break,
                    }
                }
                value = text(low, at, at + n);
                end = at + n;
            }
            None => end = at,
        }
    }
    let entry = low.node(Kind::Entry { key, value, computed: false }, span(start, end));
    (entry, end)
}

/// How long a value between quotes is; quotes inside a template are its own.
fn quoted_len(here: &str, quote: u8) -> usize {
    let bytes = here.as_bytes();
    let mut at = 1;
    while let Some(&byte) = bytes.get(at) {
        if byte == quote {
            return at + 1;
        }
        let is_mark = matches!(byte, b'{' | b'<') && matches!(bytes.get(at + 1), Some(b'{' | b'%' | b'?' | b'#'));
        at += if is_mark { template_len(here.get(at..).unwrap_or("")).max(1) } else { 1 };
    }
    here.len()
}
