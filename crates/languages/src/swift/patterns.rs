//! Patterns of choices, loops and conditions.

use code::{Access, Kind, NodeId, Span};

use super::read;
use crate::alike;
use crate::lower::{Cst, Kid, Lowered, Lowering};

/// `let x`, `.some(let y)`, `(a, _)`, `is T`, `let z as T`, `1...5`
pub(super) fn pattern(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    match of(low, cst.kids) {
        Some(id) => id.into(),
        None => Lowered::Nothing,
    }
}

/// The pattern that these children spell; some rules have its parts as children of their own.
pub(super) fn of(low: &mut Lowering<'_>, kids: &[Kid]) -> Option<NodeId> {
    let kids: Vec<Kid> = kids
        .iter()
        .filter(|kid| !matches!(kid.kind, "value_binding_pattern" | "case" | "ERROR" | "type_annotation"))
        .copied()
        .collect();
    let span = kids.first()?.span.cover(kids.last()?.span);
    // `x?` matches what is there.
    if let Some((mark, inner)) = kids.split_last()
        && mark.kind == "?"
        && !inner.is_empty()
    {
        let pattern = of(low, inner)?;
        let of = low.build.name(mark.span);
        // The name of the alternative must be older than the whole, not than its parts.
        let parts = low.build.list(&[pattern]);
        return Some(low.node(Kind::Destructure { of, parts }, span));
    }
    if let Some(at) = kids.iter().position(|kid| kid.kind == "is") {
        return read::a_type(kids.get(at..).unwrap_or(&[]));
    }
    if let Some(at) = kids.iter().position(|kid| kid.kind == "as") {
        let name = of(low, &kids[..at])?;
        let pattern = read::a_type(kids.get(at..).unwrap_or(&[]))?;
        return Some(match low.build.unit().kind(name) {
            Kind::Name(_) => low.node(Kind::Bind { name, pattern }, span),
            _ => {
                alike::discard(low, pattern);
                name
            }
        });
    }
    if let Some(dot) = kids.iter().position(|kid| kid.kind == ".") {
        return Some(alternative(low, &kids, dot, span));
    }
    if kids.iter().any(|kid| kid.kind == "(") {
        let parts: Vec<NodeId> =
            kids.iter().filter(|kid| kid.kind != "simple_identifier").filter_map(Kid::one).collect();
        // Labels of a tuple's parts are for readers.
        read::discard_all(low, kids.iter().filter(|kid| kid.kind == "simple_identifier"));
        let parts = low.build.list(&parts);
        return Some(low.node(Kind::Tuple(parts), span));
    }
    kids.iter().find_map(Kid::one)
}

/// `.name`, `Type.name(…)`
fn alternative(low: &mut Lowering<'_>, kids: &[Kid], dot: usize, span: Span) -> NodeId {
    let name = kids.get(dot + 1..).unwrap_or(&[]).iter().find(|kid| kid.kind == "simple_identifier").copied();
    let end = name.map_or(kids[dot].span.end, |kid| kid.span.end);
    if let Some(id) = name.and_then(|kid| kid.one()) {
        alike::discard(low, id);
    }
    let owner = kids[..dot].iter().find_map(Kid::one);
    let of = match owner {
        Some(owner) => {
            let object = super::types::head(low, owner);
            let symbol = name.map_or(kids[dot].span, |kid| kid.span);
            let name = low.build.symbol(symbol);
            let start = low.build.unit().span(object).start;
            low.node(Kind::Member { object, name, access: Access::Dot }, Span::new(start, end))
        }
        None => low.build.name(Span::new(kids[dot].span.start, end)),
    };
    let Some(open) = kids.iter().position(|kid| kid.kind == "(") else {
        let parts = code::List::default();
        return if owner.is_some() { of } else { low.node(Kind::Destructure { of, parts }, span) };
    };
    let inside = kids.get(open..).unwrap_or(&[]);
    let mut parts = Vec::new();
    for (at, kid) in inside.iter().enumerate() {
        let Some(id) = kid.one() else { continue };
        let is_label = inside.get(at + 1).is_some_and(|kid| kid.kind == ":");
        if is_label {
            alike::discard(low, id);
        } else {
            parts.push(id);
        }
    }
    let parts = low.build.list(&parts);
    low.node(Kind::Destructure { of, parts }, span)
}
