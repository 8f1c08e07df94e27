//! Words: texts between quotes and outside of them, and what is put together from them.

use code::{Kind, NodeId, Span, TextForm};

use crate::lower::{Cst, Lowered, Lowering};

const TEXT: Kind = Kind::Text(TextForm::Text);

/// A word outside quotes.
pub(super) fn word(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let text = low.text(cst.span);
    let digits = text.strip_prefix('-').unwrap_or(text);
    let is_number = !digits.is_empty() && digits.len() < 10 && digits.bytes().all(|it| it.is_ascii_digit());
    low.node(if is_number { Kind::Integer } else { TEXT }, cst.span).into()
}

/// A number; `16#ff` and those with holes are texts for a reader.
pub(super) fn number(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    word(low, cst)
}

/// `"…"`: what is expanded alone stands for itself.
pub(super) fn string(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let pieces = low.flatten(cst.kids);
    if let [only] = pieces[..] {
        let inner = cst.kids.iter().find(|kid| kid.one() == Some(only)).map(|kid| kid.span);
        let whole = inner.is_some_and(|it| it.start == cst.span.start + 1 && it.end + 1 == cst.span.end);
        if whole && !matches!(low.build.unit().kind(only), Kind::Text(_)) {
            return only.into();
        }
    }
    joined(low, &pieces, cst.span)
}

/// `a"b"$c`
pub(super) fn concatenation(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let pieces = low.flatten(cst.kids);
    joined(low, &pieces, cst.span)
}

/// One text of several pieces.
pub(super) fn joined(low: &mut Lowering<'_>, pieces: &[NodeId], span: Span) -> Lowered {
    let unit = low.build.unit();
    if pieces.iter().all(|&it| matches!(unit.kind(it), Kind::Text(_) | Kind::Integer | Kind::Regex)) {
        for &piece in pieces {
            low.build.set_kind(piece, Kind::Empty);
        }
        return low.node(TEXT, span).into();
    }
    let pieces = low.build.list(pieces);
    low.node(Kind::Template { pieces, tag: None }, span).into()
}

/// `(a b c)`, or `([key]=value …)`.
pub(super) fn array(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let items = low.flatten(cst.kids);
    let keyed = |it: NodeId| low.text(low.build.unit().span(it)).starts_with('[');
    let is_mapping = !items.is_empty() && items.iter().all(|&it| keyed(it));
    if !is_mapping {
        let items = low.build.list(&items);
        return low.node(Kind::Sequence(items), cst.span).into();
    }
    let mut entries = Vec::with_capacity(items.len());
    for item in items {
        let span = low.build.unit().span(item);
        let Some(close) = low.text(span).find("]=") else { continue };
        let middle = span.start + close as u32;
        let key = low.node(TEXT, Span::new(span.start + 1, middle));
        let whole = matches!(low.build.unit().kind(item), Kind::Text(_));
        let value = if whole { low.node(TEXT, Span::new(middle + 2, span.end)) } else { item };
        entries.push(low.node(Kind::Entry { key, value, computed: false }, span));
    }
    let entries = low.build.list(&entries);
    low.node(Kind::Mapping(entries), cst.span).into()
}
