//! Texts whose lines stand below the line that they are named on.
//!
//! The grammar puts the lines of a heredoc where they stand in the text, which may be outside of the statement that uses
//! them. They are read from where they are named, so that the text and what stands in its holes have their place in it.

use code::{Kind, NodeId, Span, TextForm};

use crate::lower::{Cst, Lowered, Lowering};

/// `<<~NAME`: its text, which stands below.
pub(super) fn heredoc(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let opening = low.text(cst.span).to_owned();
    let mark = opening.trim_start_matches(['<', '~', '-']);
    let indented = opening.len() > 2 && matches!(opening.as_bytes()[2], b'~' | b'-');
    let raw = mark.starts_with('\'');
    let name = mark.trim_matches(['\'', '"', '`']);
    let Some(body) = body(low, cst.span, name, indented) else {
        return low.node(Kind::Text(TextForm::Text), cst.span).into();
    };
    let pieces = if raw { Vec::new() } else { pieces(low, body) };
    if pieces.is_empty() {
        return low.node(Kind::Text(TextForm::Text), body).into();
    }
    let pieces = low.build.list(&pieces);
    low.node(Kind::Template { pieces, tag: None }, body).into()
}

/// Where the lines stand. The end of the last heredoc is kept as a mark: a second one of the same line starts there.
fn body(low: &mut Lowering<'_>, at: Span, name: &str, indented: bool) -> Option<Span> {
    let source = low.source;
    let line_end = source[at.end as usize..].find('\n')? as u32 + at.end + 1;
    let start = low.marks.last().copied().filter(|&mark| mark >= line_end).unwrap_or(line_end);
    let mut from = start as usize;
    while from < source.len() {
        let end = source[from..].find('\n').map_or(source.len(), |n| from + n);
        let line = source[from..end].trim_end_matches('\r');
        let is_end = if indented { line.trim() == name } else { line == name };
        if is_end {
            low.marks.push((end + 1).min(source.len()) as u32);
            return Some(Span::new(start, from as u32));
        }
        from = end + 1;
    }
    None
}

/// The text between the holes and what stands in them; empty where there is no hole.
fn pieces(low: &mut Lowering<'_>, body: Span) -> Vec<NodeId> {
    let source = low.source;
    let mut found = Vec::new();
    let mut from = body.start as usize;
    let end = body.end as usize;
    let mut any = false;
    while let Some(open) = source[from..end].find("#{").map(|n| from + n) {
        let Some(close) = closing(&source[open + 2..end]).map(|n| open + 2 + n) else { break };
        if open > from {
            found.push(low.node(Kind::Text(TextForm::Text), Span::new(from as u32, open as u32)));
        }
        hole(low, open + 2, close, &mut found);
        any = true;
        from = close + 1;
    }
    if !any {
        return Vec::new();
    }
    if from < end {
        found.push(low.node(Kind::Text(TextForm::Text), Span::new(from as u32, end as u32)));
    }
    found
}

/// The brace that closes a hole, with those inside it matched.
fn closing(text: &str) -> Option<usize> {
    let mut depth = 0_u32;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'{' => depth += 1,
            b'}' if depth == 0 => return Some(at),
            b'}' => depth -= 1,
            _ => {}
        }
    }
    None
}

fn hole(low: &mut Lowering<'_>, from: usize, to: usize, found: &mut Vec<NodeId>) {
    let source = low.source;
    let at = Span::new(from as u32, to as u32);
    let Some(tree) = low.read_again("", &source[from..to], "") else {
        found.push(low.opaque(code::Opacity::Unread, &[], at));
        return;
    };
    let root = tree.root_node();
    let mut cursor = root.walk();
    for child in root.named_children(&mut cursor) {
        let kid = low.lower_again(child, 0, from as u32);
        found.extend(kid.one());
    }
}
