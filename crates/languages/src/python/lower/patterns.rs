//! Patterns: targets of assignments, and what `case` compares with.

use code::{BinaryOperator, Kind, NodeId, Span, UnaryOperator};

use super::{first, nodes, nth, one_or_tuple};
use crate::lower::{Cst, Kid, Lowered, Lowering};

/// The patterns among some children: the grammar leaves `_` and the sign of a number to the node above them.
fn patterns(low: &mut Lowering<'_>, kids: &[Kid]) -> Vec<NodeId> {
    let mut found = Vec::with_capacity(kids.len());
    let mut minus: Option<Span> = None;
    for kid in kids {
        match (kid.kind, kid.lowered) {
            ("-", _) => minus = Some(kid.span),
            ("_", _) => found.push(low.node(Kind::Wildcard, kid.span)),
            (_, Lowered::One(id)) => found.push(signed(low, minus.take(), id)),
            (_, Lowered::Many(list)) => found.extend(nodes(low, list)),
            (_, Lowered::Nothing) => {}
        }
    }
    found
}

fn signed(low: &mut Lowering<'_>, minus: Option<Span>, number: NodeId) -> NodeId {
    match minus {
        Some(minus) => {
            let span = minus.cover(low.build.unit().span(number));
            low.node(Kind::Unary(UnaryOperator::Negate, number), span)
        }
        None => number,
    }
}

/// The one pattern of a `case`, without the wrapper.
pub(super) fn case_pattern(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let found = patterns(low, cst.kids);
    one_or_tuple(low, &found, cst.span).into()
}

/// `pattern as name` of a case, or `value as name` of a `with` or an `except`, whose rules take it apart.
pub(super) fn as_pattern(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let pattern = first(low, cst);
    let name = nth(low, cst, 1);
    low.node(Kind::Bind { name, pattern }, cst.span).into()
}

/// `a | b`.
pub(super) fn union_pattern(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let found = patterns(low, cst.kids);
    let list = low.build.list(&found);
    low.node(Kind::Alternatives(list), cst.span).into()
}

/// `Point(x, y=0)`.
pub(super) fn class_pattern(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let of = first(low, cst);
    let parts = patterns(low, cst.kids);
    let parts = low.build.list(parts.get(1..).unwrap_or(&[]));
    low.node(Kind::Destructure { of, parts }, cst.span).into()
}

/// `y=0` in a class pattern.
pub(super) fn keyword_pattern(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let key = first(low, cst);
    let found = patterns(low, cst.kids);
    let value = one_or_tuple(low, found.get(1..).unwrap_or(&[]), cst.span);
    low.node(Kind::Entry { key, value, computed: false }, cst.span).into()
}

/// `{"a": x, **rest}`.
pub(super) fn dict_pattern(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let mut entries = Vec::new();
    let mut key = None;
    for run in cst.kids.chunk_by(|a, b| a.field == b.field) {
        let found = patterns(low, run);
        let at = run.first().map_or(cst.span, |kid| kid.span);
        match run.first().map(|kid| kid.field) {
            Some("key") => key = Some(one_or_tuple(low, &found, at)),
            Some("value") => {
                let value = one_or_tuple(low, &found, at);
                if let Some(key) = key.take() {
                    let span = low.build.unit().span(key).cover(low.build.unit().span(value));
                    entries.push(low.node(Kind::Entry { key, value, computed: false }, span));
                }
            }
            _ => entries.extend(found),
        }
    }
    let list = low.build.list(&entries);
    low.node(Kind::Mapping(list), cst.span).into()
}

/// `[a, *rest]`.
pub(super) fn list_pattern(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let found = patterns(low, cst.kids);
    let list = low.build.list(&found);
    low.node(Kind::Sequence(list), cst.span).into()
}

/// `(a, b)`; a case's `(a)` is `a`.
pub(super) fn tuple_pattern(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let found = patterns(low, cst.kids);
    if let ([one], false) = (found.as_slice(), cst.has(",")) {
        return (*one).into();
    }
    let list = low.build.list(&found);
    low.node(Kind::Tuple(list), cst.span).into()
}

/// `*rest`, `**rest`, `*_` in a case.
pub(super) fn splat_pattern(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let found = patterns(low, cst.kids);
    let inner = one_or_tuple(low, &found, cst.span);
    low.node(Kind::Spread(inner), cst.span).into()
}

/// `-1 + 2j`.
pub(super) fn complex_pattern(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let (mut real, imaginary) = (first(low, cst), nth(low, cst, 1));
    let mut operator = BinaryOperator::Add;
    for (n, kid) in cst.kids.iter().enumerate() {
        match (n, kid.kind) {
            (0, "-") => real = signed(low, Some(kid.span), real),
            (_, "-") => operator = BinaryOperator::Subtract,
            _ => {}
        }
    }
    low.node(Kind::Binary(operator, real, imaginary), cst.span).into()
}
