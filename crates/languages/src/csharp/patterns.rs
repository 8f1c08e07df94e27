//! Patterns, and the tests that use them.

use code::{BinaryOperator, Kind, List, NodeId, Span, UnaryOperator};

use super::{read, types};
use crate::alike;
use crate::lower::{Cst, Kid, Lowered, Lowering};

/// `x is Circle`, `x is Circle c`, `x is null`, `x is not null`, `x is > 3`
pub(super) fn test(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let value = read::need(low, cst, if cst.kid("left").is_some() { "left" } else { "expression" });
    let pattern = match cst.kind {
        "is_expression" => match types::in_field(low, cst, "right") {
            Some(ty) => types::head(low, ty),
            None => low.need(cst, "right"),
        },
        _ => low.need(cst, "pattern"),
    };
    let rest = untangle(low, pattern);
    let start = low.build.unit().span(value).start.min(cst.span.start);
    let span = Span::new(start, low.build.unit().span(pattern).end.max(start));
    let mut whole = tested(low, value, pattern, if rest.is_empty() { cst.span } else { span });
    for (operator, right) in rest {
        let span = low.build.unit().span(whole).cover(low.build.unit().span(right));
        whole = low.node(Kind::Binary(operator, whole, right), span);
    }
    whole.into()
}

/// The grammar takes `x is null || y` for a test against `null || y`. Takes what follows the constant out of the pattern, first
/// things first.
fn untangle(low: &mut Lowering<'_>, pattern: NodeId) -> Vec<(BinaryOperator, NodeId)> {
    let Some(top) = last_constant(low, pattern) else { return Vec::new() };
    let mut rest = Vec::new();
    let mut at = top;
    while let Some((operator, left, right)) = joined_behind(low, at) {
        rest.push((operator, right));
        if at != top {
            alike::discard_shell(low, at);
        }
        at = left;
    }
    if at == top {
        return rest;
    }
    // The constant takes the place of the whole expression; what it is made of is older still.
    let mut node = pattern;
    let unit = low.build.unit();
    let (kind, span) = (unit.kind(at), unit.span(at));
    low.build.set_kind(top, kind);
    low.build.set_span(top, span);
    alike::discard_shell(low, at);
    // The patterns around it end where it ends.
    while node != top {
        let unit = low.build.unit();
        let own = Span::new(unit.span(node).start, span.end.max(unit.span(node).start));
        let inner = match unit.kind(node) {
            Kind::Unary(_, inner) | Kind::Binary(_, _, inner) => inner,
            Kind::Alternatives(list) => unit.list(list)[list.len() - 1],
            _ => break,
        };
        low.build.set_span(node, own);
        node = inner;
    }
    rest.reverse();
    rest
}

/// The constant that a pattern ends with.
fn last_constant(low: &Lowering<'_>, pattern: NodeId) -> Option<NodeId> {
    let mut at = pattern;
    loop {
        if joined_behind(low, at).is_some() {
            return Some(at);
        }
        let unit = low.build.unit();
        at = match unit.kind(at) {
            Kind::Unary(UnaryOperator::Not, inner) if unit.text(at).starts_with("not") => inner,
            Kind::Binary(_, place, limit) if unit.kind(place) == Kind::Wildcard => limit,
            Kind::Binary(BinaryOperator::And, _, right) => right,
            Kind::Alternatives(list) => *unit.list(list).last()?,
            _ => return None,
        };
    }
}

/// The parts of an operation that binds less than `is`, and so cannot stand in a pattern.
fn joined_behind(low: &Lowering<'_>, node: NodeId) -> Option<(BinaryOperator, NodeId, NodeId)> {
    use BinaryOperator::{And, BitAnd, BitOr, BitXor, Coalesce, Equal, NotEqual, Or};
    let unit = low.build.unit();
    let Kind::Binary(operator, left, right) = unit.kind(node) else { return None };
    let binds_less = matches!(operator, And | Or | Equal | NotEqual | BitAnd | BitOr | BitXor | Coalesce);
    if !binds_less || unit.kind(left) == Kind::Wildcard {
        return None;
    }
    // `a and b` of two patterns belongs to the pattern.
    let between = Span::new(unit.span(left).end, unit.span(right).start.max(unit.span(left).end));
    (!low.text(between).contains("and")).then_some((operator, left, right))
}

/// The test of a value against a pattern.
fn tested(low: &mut Lowering<'_>, value: NodeId, pattern: NodeId, whole: Span) -> NodeId {
    let unit = low.build.unit();
    let operator = match unit.kind(pattern) {
        Kind::Null | Kind::Integer | Kind::Float | Kind::Text(_) | Kind::Boolean(_) => BinaryOperator::Equal,
        // A name alone is a type unless nothing else could be meant.
        Kind::Name(_) | Kind::Member { .. } | Kind::TypeExpression { .. } => BinaryOperator::InstanceOf,
        Kind::Binary(operator, place, limit) if unit.kind(place) == Kind::Wildcard => {
            alike::discard_shell(low, pattern);
            return low.node(Kind::Binary(operator, value, limit), whole);
        }
        Kind::Record { of, fields } if unit.kind(of) == Kind::Wildcard && fields.is_empty() => {
            alike::discard(low, pattern);
            let null = low.node(Kind::Null, Span::new(whole.end, whole.end));
            return low.node(Kind::Binary(BinaryOperator::NotEqual, value, null), whole);
        }
        Kind::Unary(UnaryOperator::Not, inner) => {
            alike::discard_shell(low, pattern);
            let unit = low.build.unit();
            if matches!(unit.kind(inner), Kind::Null | Kind::Integer | Kind::Float | Kind::Text(_) | Kind::Boolean(_)) {
                return low.node(Kind::Binary(BinaryOperator::NotEqual, value, inner), whole);
            }
            let start = unit.span(value).start;
            let span = Span::new(start, unit.span(inner).end.max(start));
            let test = tested(low, value, inner, span);
            return low.node(Kind::Unary(UnaryOperator::Not, test), whole);
        }
        _ => return low.node(Kind::Matches { value, pattern }, whole),
    };
    let pattern = types::head(low, pattern);
    low.node(Kind::Binary(operator, value, pattern), whole)
}

/// A value to compare with. A name there never makes a variable.
pub(super) fn constant(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let Some(id) = cst.nth(0) else { return Lowered::Nothing };
    match low.build.unit().kind(id) {
        Kind::Name(_) if low.text(cst.span).starts_with(|it: char| it.is_lowercase() || it == '_') => {
            types::as_type(low, id).into()
        }
        _ => id.into(),
    }
}

/// `Circle c`, `var x`, `var (a, b)`
pub(super) fn declaration(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let ty = types::in_field(low, cst, "type");
    let name = read::name(low, cst)
        .or_else(|| cst.kids.iter().filter(|kid| kid.field != "type" && kid.named).find_map(Kid::one));
    match (ty, name) {
        (Some(ty), Some(name)) if matches!(low.build.unit().kind(name), Kind::Name(_)) => {
            low.node(Kind::Bind { name, pattern: ty }, cst.span).into()
        }
        (Some(ty), other) => {
            if let Some(other) = other {
                alike::discard(low, other);
            }
            ty.into()
        }
        (None, Some(name)) => name.into(),
        (None, None) => Lowered::Nothing,
    }
}

pub(super) fn of_type(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    types::in_field(low, cst, "type").map_or(Lowered::Nothing, Lowered::One)
}

/// `Point(var x, 0)`, `{ Name: "a" }`, `Order { Total: > 3 } order`
pub(super) fn recursive(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let of = types::in_field(low, cst, "type").map(|ty| types::head(low, ty));
    let positions = cst.of_kind("positional_pattern_clause").copied();
    let properties = cst.of_kind("property_pattern_clause").copied();
    let name = read::name(low, cst);
    let mut pattern = None;
    if let Some(kid) = positions {
        let parts = low.list(Some(&kid));
        let span = Span::new(cst.span.start, kid.span.end);
        pattern = Some(match of {
            Some(of) => low.node(Kind::Destructure { of, parts }, span),
            None => low.node(Kind::Tuple(parts), span),
        });
        if let Some(more) = properties {
            read::discard_all(low, [&more]);
        }
    } else if let Some(kid) = properties {
        let parts = low.flatten([&kid]);
        let span = Span::new(cst.span.start, kid.span.end);
        let of = match of {
            Some(of) => of,
            None => low.node(Kind::Wildcard, Span::new(kid.span.start, kid.span.start)),
        };
        let fields = low.build.list(&parts);
        pattern = Some(low.node(Kind::Record { of, fields }, span));
    }
    match (pattern, name) {
        (Some(pattern), Some(name)) => low.node(Kind::Bind { name, pattern }, cst.span).into(),
        (Some(pattern), None) => pattern.into(),
        (None, _) => of.map_or(Lowered::Nothing, Lowered::One),
    }
}

/// `Name: "a"`, or a pattern alone by its position.
pub(super) fn part(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let nodes = low.flatten(cst.kids);
    match nodes[..] {
        [key, value] => low.node(Kind::Entry { key, value, computed: false }, cst.span).into(),
        [only] => only.into(),
        _ => Lowered::Nothing,
    }
}

/// `[first, .., last]`
pub(super) fn list(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let mut parts = Vec::new();
    for kid in cst.kids.iter().filter(|kid| kid.field != "name") {
        match (kid.kind, kid.one()) {
            ("..", _) => {
                let rest = low.node(Kind::Wildcard, kid.span);
                parts.push(low.node(Kind::Spread(rest), kid.span));
            }
            (_, Some(id)) => parts.push(id),
            _ => {}
        }
    }
    let parts = low.build.list(&parts);
    let pattern = low.node(Kind::Sequence(parts), cst.span);
    match read::name(low, cst) {
        Some(name) => low.node(Kind::Bind { name, pattern }, cst.span).into(),
        None => pattern.into(),
    }
}

/// `> 3`: a comparison with what is looked at.
pub(super) fn relational(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let limit = read::need_inner(low, cst);
    let Some(operator) = cst.kids.first().and_then(|kid| alike::operator(kid.kind)) else { return limit.into() };
    let place = low.node(Kind::Wildcard, Span::new(cst.span.start, cst.span.start));
    low.node(Kind::Binary(operator, place, limit), cst.span).into()
}

/// `a and b`, `a or b`
pub(super) fn joined(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let (left, right) = (low.need(cst, "left"), low.need(cst, "right"));
    if cst.kind == "and_pattern" {
        return low.node(Kind::Binary(BinaryOperator::And, left, right), cst.span).into();
    }
    let mut parts = Vec::new();
    for id in [left, right] {
        match low.build.unit().kind(id) {
            Kind::Alternatives(list) => {
                parts.extend_from_slice(low.build.unit().list(list));
                alike::discard_shell(low, id);
            }
            _ => parts.push(id),
        }
    }
    let parts: List = low.build.list(&parts);
    low.node(Kind::Alternatives(parts), cst.span).into()
}

pub(super) fn negated(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let inner = read::need_inner(low, cst);
    low.node(Kind::Unary(UnaryOperator::Not, inner), cst.span).into()
}

/// `(a, b)` as the names of what a tuple holds.
pub(super) fn tuple(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let parts: Vec<NodeId> = cst.kids.iter().filter_map(Kid::one).collect();
    let parts = low.build.list(&parts);
    low.node(Kind::Tuple(parts), cst.span).into()
}
