//! What `in` compares with.

use code::{Kind, UnaryOperator};

use super::{first, nth};
use crate::lower::{Cst, Kid, Lowered, Lowering};

/// `[a, *rest]`, `Point[a, b]`, `Point(a, b)`, `[*, a, *]`.
pub(super) fn array_pattern(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let parts = parts(low, cst);
    let kind = match cst.node("class") {
        Some(of) => Kind::Destructure { of, parts },
        None => Kind::Sequence(parts),
    };
    low.node(kind, cst.span).into()
}

/// `{name:, age: Integer}`, `Point(x:, y:)`.
pub(super) fn hash_pattern(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let parts = parts(low, cst);
    let kind = match cst.node("class") {
        Some(of) => Kind::Destructure { of, parts },
        None => Kind::Mapping(parts),
    };
    low.node(kind, cst.span).into()
}

/// The parts beside the class; a rest that was read as a parameter is one of a pattern.
fn parts(low: &mut Lowering<'_>, cst: &Cst<'_>) -> code::List {
    let found = low.flatten(cst.kids.iter().filter(|kid| kid.field != "class"));
    for &part in &found {
        if let Kind::Parameter { target, .. } = super::kind(low, part) {
            low.build.set_kind(part, Kind::Spread(target));
        }
    }
    low.build.list(&found)
}

/// `key: pattern`; without a pattern the key's name takes the value.
pub(super) fn keyword_pattern(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let key = low.need(cst, "key");
    let value = cst.node("value").unwrap_or(key);
    low.node(Kind::Entry { key, value, computed: false }, cst.span).into()
}

/// `a | b`.
pub(super) fn alternative_pattern(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let list = low.list(cst.kids);
    low.node(Kind::Alternatives(list), cst.span).into()
}

/// `pattern => name`.
pub(super) fn as_pattern(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let pattern = first(low, cst);
    let name = nth(low, cst, 1);
    low.node(Kind::Bind { name, pattern }, cst.span).into()
}

/// `value => pattern`, `value in pattern`.
pub(super) fn match_pattern(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let value = low.need(cst, "value");
    let pattern = low.need(cst, "pattern");
    low.node(Kind::Matches { value, pattern }, cst.span).into()
}

/// `unless condition` behind a pattern.
pub(super) fn unless_guard(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let Some(condition) = cst.kids.iter().find_map(Kid::one) else { return Lowered::Nothing };
    low.node(Kind::Unary(UnaryOperator::Not, condition), cst.span).into()
}
