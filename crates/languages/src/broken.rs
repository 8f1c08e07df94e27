//! Code that is broken: what of it can be read all the same.

use code::{Fault, Kind, NodeId, Opacity, Span};
use tree_sitter::{Node, Parser, Tree};

use crate::effort::within;
use crate::lower::{Kid, Lowering};
use crate::{Language, alone};

/// Whether hardly anything of a text could be read.
pub(crate) fn is_lost(tree: &Tree) -> bool {
    let root = tree.root_node();
    root.has_error() && (root.is_error() || n_lost(tree) * 2 > root.end_byte() - root.start_byte())
}

/// How many bytes stand in what could not be read, at the top of a tree.
fn n_lost(tree: &Tree) -> usize {
    let root = tree.root_node();
    let span = |node: Node<'_>| node.end_byte() - node.start_byte();
    if root.is_error() {
        return span(root);
    }
    let mut cursor = root.walk();
    root.children(&mut cursor).filter(Node::is_error).map(span).sum()
}

/// The most braces that are closed for an author, and the longest text for which it is tried.
const MAX_UNCLOSED: usize = 4;
const MAX_REPAIRED: usize = 20_000;
/// The longest text that is read paragraph by paragraph.
const MAX_IN_PARAGRAPHS: usize = 1_000_000;

/// The tree of a text whose last braces are missing, or that begins with the last braces of something that was left out.
pub(crate) fn closed(parser: &mut Parser, language: &Language, source: &str) -> Option<(Tree, Fault)> {
    if source.len() > MAX_REPAIRED {
        return None;
    }
    let prepared = (language.prepare)(source).filter(|it| it.len() == source.len());
    let mut text = prepared.unwrap_or_else(|| source.to_owned());
    let mut whole = |text: &str| {
        parser.reset();
        within(parser, text.as_bytes(), &mut || true).filter(|tree| !tree.root_node().has_error())
    };
    let (n_opened, n_closed) = (source.matches('{').count(), source.matches('}').count());
    if n_opened > n_closed {
        let end = source.trim_end().len() as u32;
        let fault = Fault { span: Span::new(end, end), missing: Some("}") };
        return (0..MAX_UNCLOSED).find_map(|_| {
            text.push('}');
            whole(&text).map(|tree| (tree, fault))
        });
    }
    let mut depth = 0_i32;
    let mut unopened = source.char_indices().filter(|&(_, c)| {
        depth += i32::from(c == '{') - i32::from(c == '}');
        let is_one = c == '}' && depth < 0;
        depth = depth.max(0);
        is_one
    });
    (0..MAX_UNCLOSED).find_map(|_| {
        let at = unopened.next()?.0;
        text.replace_range(at..=at, " ");
        let at = at as u32;
        whole(&text).map(|tree| (tree, Fault { span: Span::new(at, at + 1), missing: None }))
    })
}

/// How many places of a tree could not be read.
pub(crate) fn n_errors(tree: &Tree) -> u32 {
    let mut found = 0;
    let mut cursor = tree.walk();
    let mut open = vec![tree.root_node()];
    while let Some(node) = open.pop().filter(|_| found < 100) {
        if node.is_error() || node.is_missing() {
            found += 1;
        }
        if node.has_error() {
            open.extend(node.children(&mut cursor));
        }
    }
    found
}

/// A piece of a text that is read by itself.
pub(crate) struct Paragraph {
    pub(crate) tree: Tree,
    /// Where it starts in the text, in bytes.
    pub(crate) start: u32,
    /// How many bytes were put before it to read it ([`alone::opened`]).
    pub(crate) n_before: u32,
}

/// Reads a text of which hardly anything could be read paragraph by paragraph, so that a bracket that is never closed takes only
/// its own down: a paragraph starts at a line that is not indented, behind an empty one. Nothing where that reads no more.
pub(crate) fn paragraphs(
    parser: &mut Parser,
    language: &Language,
    source: &str,
    tree: &Tree,
) -> Option<Vec<Paragraph>> {
    if !is_lost(tree) || source.len() > MAX_IN_PARAGRAPHS {
        return None;
    }
    let mut starts = vec![0];
    let (mut at, mut after_empty) = (0, false);
    for line in source.split_inclusive('\n') {
        let opens = line.starts_with(|c: char| !c.is_whitespace() && !matches!(c, ')' | ']' | '}'));
        if opens && after_empty {
            starts.push(at);
        }
        after_empty = line.trim().is_empty();
        at += line.len();
    }
    if starts.len() < 2 {
        return None;
    }
    let ends = starts[1..].iter().copied().chain([source.len()]);
    let mut read = Vec::new();
    for (&start, end) in starts.iter().zip(ends) {
        let (text, n_before) = alone::opened(&source[start..end], language);
        let prepared = (language.prepare)(&text).filter(|it| it.len() == text.len());
        parser.reset();
        let tree = within(parser, prepared.as_deref().unwrap_or(&text).as_bytes(), &mut || true)?;
        read.push(Paragraph { tree, start: start as u32, n_before: n_before as u32 });
    }
    let n_lost: usize = read.iter().map(|it| n_lost(&it.tree)).sum();
    (n_lost * 2 < self::n_lost(tree)).then_some(read)
}

/// What of a broken part of a file stands by itself, in order, with what could not be read between; nothing where nothing stands.
pub(crate) fn standing(lowering: &mut Lowering<'_>, kids: &[Kid], span: Span) -> Option<Vec<NodeId>> {
    let parts = lowering.flatten(kids);
    let stands = |lowering: &Lowering<'_>, it: NodeId| match lowering.build.unit().kind(it) {
        Kind::Function(function) => lowering.build.unit().function(function).name.is_some(),
        Kind::Type(_)
        | Kind::Import(_)
        | Kind::Package { .. }
        | Kind::MacroDefinition { .. }
        | Kind::If { .. }
        | Kind::Loop(..)
        | Kind::Match { .. }
        | Kind::Try { .. }
        | Kind::With { .. } => true,
        _ => false,
    };
    parts.iter().any(|&it| stands(lowering, it)).then_some(())?;
    let comments: Vec<Span> = kids.iter().filter(|kid| kid.kind.contains("comment")).map(|kid| kid.span).collect();
    let (mut all, mut lump, mut at) = (Vec::new(), Vec::new(), span.start);
    let close = |lowering: &mut Lowering<'_>, lump: &mut Vec<NodeId>, start: u32, end: u32, all: &mut Vec<NodeId>| {
        // They stand in order.
        let in_comment = |at: u32| {
            let n_before = comments.partition_point(|it| it.start <= at);
            n_before.checked_sub(1).and_then(|last| comments.get(last)).is_some_and(|it| at < it.end)
        };
        let text = lowering.source.get(start as usize..end as usize).unwrap_or("");
        let is_unread = |&(at, c): &(u32, char)| !c.is_whitespace() && !in_comment(at);
        let unread: Vec<(u32, char)> =
            text.char_indices().map(|(at, c)| (start + at as u32, c)).filter(is_unread).collect();
        if let (Some(first), Some(last)) = (unread.first(), unread.last())
            && unread.iter().any(|it| it.1.is_alphanumeric())
        {
            let span = Span::new(first.0, last.0 + last.1.len_utf8() as u32);
            lowering.build.fault(Fault { span, missing: None });
            all.push(lowering.opaque(Opacity::Broken, lump, span));
        }
        lump.clear();
    };
    for part in parts {
        if !stands(lowering, part) {
            lump.push(part);
            continue;
        }
        let own = lowering.build.unit().span(part);
        close(lowering, &mut lump, at, own.start.max(at), &mut all);
        all.push(part);
        at = at.max(own.end);
    }
    close(lowering, &mut lump, at, span.end.max(at), &mut all);
    Some(all)
}
