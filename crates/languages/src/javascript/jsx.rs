//! JSX: markup inside code.

use code::{Kind, List, Span, TextForm};

use super::read;
use crate::alike;
use crate::lower::{Cst, Lowered, Lowering};

/// `<Tag …>children</Tag>`
pub(crate) fn element(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let mut tag = None;
    let mut attributes = List::default();
    if let Some(opening) = cst.node("open_tag")
        && let Kind::Element { tag: name, attributes: list, .. } = low.build.unit().kind(opening)
    {
        alike::discard_shell(low, opening);
        (tag, attributes) = (name, list);
    }
    let children = low.list(cst.kids.iter().filter(|kid| !matches!(kid.field, "open_tag" | "close_tag")));
    low.node(Kind::Element { tag, attributes, children }, cst.span).into()
}

/// `<Tag a={b}>` or `<Tag a={b} />`, as an element without children.
pub(crate) fn opening(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let tag = cst.node("name");
    super::expressions::drop_type_arguments(low, cst);
    let attributes = low.list_in(cst, "attribute");
    low.node(Kind::Element { tag, attributes, children: List::default() }, cst.span).into()
}

pub(crate) fn attribute(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let Some(name) = cst.kids.first() else { return Lowered::Nothing };
    let key = read::name(low, name);
    let value = cst.kids.iter().skip(1).find_map(|kid| read::one(low, kid));
    // `<input disabled>` means true; `a={}` is an error that its fault tells.
    let value = value.unwrap_or_else(|| low.node(Kind::Boolean(true), Span::new(cst.span.end, cst.span.end)));
    low.node(Kind::Entry { key, value, computed: false }, cst.span).into()
}

/// `{value}`; nothing for `{/* comment */}`.
pub(crate) fn expression(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    read::inner(low, cst).map_or(Lowered::Nothing, Lowered::One)
}

/// Text between tags, without the white space around it, which is not shown.
pub(crate) fn text(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let text = low.text(cst.span);
    let start = cst.span.start + (text.len() - text.trim_start().len()) as u32;
    let trimmed = text.trim().len() as u32;
    if trimmed == 0 {
        return Lowered::Nothing;
    }
    low.node(Kind::Text(TextForm::Text), Span::new(start, start + trimmed)).into()
}
