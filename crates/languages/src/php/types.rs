//! Types as written.

use code::{Kind, List, NodeId, Span, TypeForm};

use crate::lower::{Cst, Lowered, Lowering};

/// A node in type position: a bare name becomes a type expression around it.
pub(super) fn as_type(low: &mut Lowering<'_>, id: NodeId) -> NodeId {
    let unit = low.build.unit();
    let span = unit.span(id);
    match unit.kind(id) {
        Kind::Name(_) | Kind::Super => {
            let parts = low.build.list(&[id]);
            low.node(Kind::TypeExpression { form: TypeForm::Named, parts }, span)
        }
        _ => id,
    }
}

/// The result's type. `void` and `never` are none: nothing is given back.
pub(super) fn result(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Option<NodeId> {
    let id = cst.node("return_type")?;
    let unit = low.build.unit();
    (!matches!(unit.text(id), "void" | "never")).then_some(id)
}

fn shape(low: &mut Lowering<'_>, cst: &Cst<'_>, form: TypeForm) -> Lowered {
    let types = inner(low, cst);
    let parts = low.build.list(&types);
    low.node(Kind::TypeExpression { form, parts }, cst.span).into()
}

fn inner(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Vec<NodeId> {
    low.flatten(cst.kids).into_iter().map(|id| as_type(low, id)).collect()
}

pub(super) fn named(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    match cst.nth(0) {
        Some(id) => as_type(low, id).into(),
        None => Lowered::Nothing,
    }
}

/// `?int`
pub(super) fn optional(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    shape(low, cst, TypeForm::Optional)
}

/// `int|string`; with `null` beside one type it is that type or nothing.
pub(super) fn union(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let types = inner(low, cst);
    let unit = low.build.unit();
    let is_null = |&&id: &&NodeId| unit.text(id).eq_ignore_ascii_case("null");
    let n_nulls = types.iter().filter(is_null).count();
    let (form, kept) = match types[..] {
        [first, second] if n_nulls == 1 => {
            let kept = if unit.text(first).eq_ignore_ascii_case("null") { second } else { first };
            (TypeForm::Optional, vec![kept])
        }
        _ => (TypeForm::Union, types.clone()),
    };
    for id in types {
        if !kept.contains(&id) {
            crate::alike::discard(low, id);
        }
    }
    let parts = low.build.list(&kept);
    low.node(Kind::TypeExpression { form, parts }, cst.span).into()
}

/// `A&B`
pub(super) fn intersection(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    shape(low, cst, TypeForm::Intersection)
}

/// `extends A, B`, `A | B` of a handler: the types in a row.
pub(super) fn list(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let types = inner(low, cst);
    Lowered::Many(low.build.list(&types))
}

/// `implements A, B`: what a class promises to fulfil, told from what it inherits by a node around each.
pub(super) fn contracts(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let mut contracts = Vec::new();
    for id in inner(low, cst) {
        let span = low.build.unit().span(id);
        let parts = low.build.list(&[id]);
        contracts.push(low.node(Kind::TypeExpression { form: TypeForm::Contract, parts }, span));
    }
    Lowered::Many(low.build.list(&contracts))
}

/// A parameter's type where the parameter is the caller's own variable: `array &$items`, `&$total`.
pub(super) fn by_reference(low: &mut Lowering<'_>, ty: Option<NodeId>, sign: Span) -> NodeId {
    let (parts, span) = match ty {
        Some(ty) => (low.build.list(&[ty]), low.build.unit().span(ty).cover(sign)),
        None => (List::default(), sign),
    };
    low.node(Kind::TypeExpression { form: TypeForm::MutableReference, parts }, span)
}

/// A second node for a type that is written once and belongs to two places.
pub(super) fn copy_of(low: &mut Lowering<'_>, ty: NodeId) -> NodeId {
    let unit = low.build.unit();
    let span = unit.span(ty);
    let (form, parts) = match unit.kind(ty) {
        Kind::TypeExpression { form, parts } => (form, unit.list(parts).to_vec()),
        kind @ Kind::Name(_) => return low.node(kind, span),
        _ => (TypeForm::Other, Vec::new()),
    };
    let mut copies = Vec::new();
    for part in parts {
        let unit = low.build.unit();
        let part_span = unit.span(part);
        match unit.kind(part) {
            kind @ Kind::Name(_) => copies.push(low.node(kind, part_span)),
            Kind::TypeExpression { form, parts } => {
                let inner = unit.list(parts).first().map(|&id| (unit.kind(id), unit.span(id)));
                let inner = match inner {
                    Some((kind @ Kind::Name(_), at)) => vec![low.node(kind, at)],
                    _ => Vec::new(),
                };
                let parts = low.build.list(&inner);
                copies.push(low.node(Kind::TypeExpression { form, parts }, part_span));
            }
            _ => {}
        }
    }
    let parts = low.build.list(&copies);
    low.node(Kind::TypeExpression { form, parts }, span)
}
