//! Texts, with or without holes.

use code::{Kind, NodeId, Span, TextForm};

use crate::alike;
use crate::lower::{Cst, Kid, Lowered, Lowering};

/// `"text"`, `"hello \(name)"`, `"""…"""`, `#"raw"#`
pub(super) fn text(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let mut pieces: Vec<NodeId> = Vec::new();
    // Pieces of text in a row are one.
    let mut open: Option<(NodeId, Span)> = None;
    let mut has_holes = false;
    for kid in cst.kids {
        let Some(id) = kid.one() else { continue };
        if low.build.unit().kind(id) == Kind::Text(TextForm::Text) && is_piece(kid) {
            open = Some(match open {
                None => (id, kid.span),
                Some((first, span)) => {
                    alike::discard(low, id);
                    let span = span.cover(kid.span);
                    low.build.set_span(first, span);
                    (first, span)
                }
            });
        } else {
            pieces.extend(open.take().map(|(id, _)| id));
            pieces.push(id);
            has_holes = true;
        }
    }
    pieces.extend(open.map(|(id, _)| id));
    if !has_holes {
        for piece in pieces {
            alike::discard(low, piece);
        }
        return low.node(Kind::Text(TextForm::Text), cst.span).into();
    }
    inside_marks(low, cst, &pieces);
    let pieces = low.build.list(&pieces);
    low.node(Kind::Template { pieces, tag: None }, cst.span).into()
}

fn is_piece(kid: &Kid) -> bool {
    kid.kind.ends_with("_text")
        || kid.kind == "str_escaped_char"
        || kid.kind.starts_with("raw_str_") && kid.kind.ends_with("part")
}

/// The pieces of a raw text hold its marks.
fn inside_marks(low: &mut Lowering<'_>, cst: &Cst<'_>, pieces: &[NodeId]) {
    if cst.kind != "raw_string_literal" {
        return;
    }
    if let Some(&first) = pieces.first() {
        let span = low.build.unit().span(first);
        let text = low.text(span);
        if text.starts_with('#') {
            let cut = text.len() - text.trim_start_matches('#').trim_start_matches('"').len();
            let start = u32::try_from(cut).map_or(span.start, |cut| span.start + cut);
            low.build.set_span(first, Span::new(start.min(span.end), span.end));
        }
    }
    if let Some(&last) = pieces.last() {
        let span = low.build.unit().span(last);
        let text = low.text(span);
        if text.ends_with('#') {
            let left = text.trim_end_matches('#').trim_end_matches('"').len();
            let end = u32::try_from(left).map_or(span.end, |left| span.start + left);
            low.build.set_span(last, Span::new(span.start, end));
        }
    }
}

/// What stands in `\(…)`; how it is to be written is left out.
pub(super) fn hole(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let values: Vec<NodeId> = cst.kids.iter().filter(|kid| kid.field == "value").filter_map(Kid::one).collect();
    let Some((&first, rest)) = values.split_first() else {
        return low.opaque(code::Opacity::Broken, &[], cst.span).into();
    };
    for &id in rest {
        alike::discard(low, id);
    }
    first.into()
}
