//! Patterns.

use code::{Kind, List, NodeId, Span};

use super::lower::tail;
use crate::lower::{Cst, Kid, Lowered, Lowering};

/// The node of a child in pattern position; `None` for tokens.
///
/// A capitalised name is a constant or a variant, never a new variable, so it takes a value apart into no parts.
pub(super) fn pattern(lowering: &mut Lowering<'_>, kid: &Kid) -> Option<NodeId> {
    match kid.lowered {
        Lowered::Many(list) => Some(lowering.node(Kind::Alternatives(list), kid.span)),
        Lowered::Nothing if kid.kind == "_" => Some(lowering.node(Kind::Wildcard, kid.span)),
        Lowered::Nothing => None,
        Lowered::One(id) => match lowering.build.unit().kind(id) {
            Kind::Name(symbol) if lowering.build.unit().name(symbol).starts_with(char::is_uppercase) => {
                Some(lowering.node(Kind::Destructure { of: id, parts: List::default() }, kid.span))
            }
            _ => Some(id),
        },
    }
}

fn patterns<'k>(lowering: &mut Lowering<'_>, kids: impl IntoIterator<Item = &'k Kid>) -> List {
    let nodes: Vec<NodeId> = kids.into_iter().filter_map(|kid| pattern(lowering, kid)).collect();
    lowering.build.list(&nodes)
}

/// `Some(x)`.
pub(super) fn destructure(lowering: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let of = lowering.need(cst, "type");
    let parts = patterns(lowering, cst.kids.iter().filter(|kid| kid.field != "type"));
    lowering.node(Kind::Destructure { of, parts }, cst.span).into()
}

/// `Point { x, y: 0, .. }`.
pub(super) fn record(lowering: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let of = lowering.need(cst, "type");
    let fields = patterns(lowering, cst.kids.iter().filter(|kid| kid.field != "type"));
    lowering.node(Kind::Record { of, fields }, cst.span).into()
}

/// `name: pattern`, or `name` for both.
pub(super) fn field(lowering: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let key = lowering.need(cst, "name");
    let value = cst.kid("pattern").and_then(|kid| pattern(lowering, kid)).unwrap_or(key);
    lowering.node(Kind::Entry { key, value, computed: false }, cst.span).into()
}

/// `(a, b)`.
pub(super) fn tuple(lowering: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let parts = patterns(lowering, cst.kids);
    // `(a)` is `a` in parentheses.
    match lowering.build.unit().list(parts) {
        &[only] if !cst.has(",") && !matches!(lowering.build.unit().kind(only), Kind::Wildcard) => only.into(),
        _ => lowering.node(Kind::Tuple(parts), cst.span).into(),
    }
}

/// `[first, rest @ ..]`.
pub(super) fn slice(lowering: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let parts = patterns(lowering, cst.kids);
    lowering.node(Kind::Sequence(parts), cst.span).into()
}

/// `name @ pattern`.
pub(super) fn bind(lowering: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let mut kids = cst.kids.iter();
    let Some(name) = kids.find_map(Kid::one) else { return Lowered::Nothing };
    let Some(pattern) = kids.find_map(|kid| pattern(lowering, kid)) else { return name.into() };
    lowering.node(Kind::Bind { name, pattern }, cst.span).into()
}

/// How many alternatives are copied to keep them flat; more become one alternative, so that the time stays linear.
const MAX_COPIED: usize = 64;

/// `a | b`: several nodes, which the pattern around them makes one. The grammar nests them to the left; they stay flat.
pub(super) fn alternatives(lowering: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    lowering.height = cst.kids.iter().map(|kid| kid.height).max();
    let mut all = List::default();
    for kid in cst.kids {
        match kid.lowered {
            Lowered::Many(list) if all.is_empty() => all = list,
            Lowered::Many(_) | Lowered::One(_) | Lowered::Nothing => {
                let Some(id) = pattern(lowering, kid) else { continue };
                if all.len() >= MAX_COPIED && !lowering.build.is_newest(all) {
                    let before = lowering.build.unit().list(all).first().map_or(cst.span, |&first| {
                        lowering.build.unit().span(first).cover(Span::new(cst.span.start, kid.span.start))
                    });
                    let nested = lowering.node(Kind::Alternatives(all), before);
                    all = lowering.build.list(&[nested, id]);
                    lowering.height = lowering.height.map(|height| height + 1);
                } else {
                    all = if all.is_empty() { lowering.build.list(&[id]) } else { lowering.build.append(all, id) };
                }
            }
        }
    }
    Lowered::Many(all)
}

/// `1..=9`.
pub(super) fn range(lowering: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let (start, end) = (cst.node("left"), cst.node("right"));
    let inclusive = !cst.has("..");
    lowering.node(Kind::Range { start, end, inclusive }, cst.span).into()
}

/// `&pattern`.
pub(super) fn reference(lowering: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let Some(inner) = cst.kids.iter().find_map(|kid| pattern(lowering, kid)) else { return Lowered::Nothing };
    lowering.node(Kind::Reference(inner, cst.has("mutable_specifier")), cst.span).into()
}

/// `ref name`, `mut name`: they say how the name holds its value; it is the same pattern.
pub(super) fn same(lowering: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    lowering.height = cst.kids.iter().map(|kid| kid.height).max();
    match cst.kids.iter().find_map(|kid| pattern(lowering, kid)) {
        Some(id) => id.into(),
        None => lowering.node(Kind::Wildcard, tail(cst.span, cst.span.start)).into(),
    }
}
