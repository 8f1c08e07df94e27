//! Types as written.

use code::{Access, Kind, NodeId, TypeForm};

use super::read;
use crate::alike;
use crate::lower::{Cst, Kid, Lowered, Lowering};

/// A node in type position: a bare name or path becomes a type expression around it; `var` is left to the compiler.
pub(super) fn as_type(low: &mut Lowering<'_>, id: NodeId) -> NodeId {
    let unit = low.build.unit();
    let span = unit.span(id);
    match unit.kind(id) {
        Kind::Name(symbol) if unit.name(symbol) == "var" => {
            low.build.set_kind(id, Kind::TypeExpression { form: TypeForm::Inferred, parts: code::List::default() });
            id
        }
        Kind::Name(_) | Kind::Member { .. } => {
            let parts = low.build.list(&[id]);
            low.node(Kind::TypeExpression { form: TypeForm::Named, parts }, span)
        }
        _ => id,
    }
}

/// The type in a field. No type at all where the compiler finds it.
pub(super) fn in_field(low: &mut Lowering<'_>, cst: &Cst<'_>, field: &str) -> Option<NodeId> {
    let id = cst.node(field)?;
    let id = as_type(low, id);
    (!matches!(low.build.unit().kind(id), Kind::TypeExpression { form: TypeForm::Inferred, .. })).then_some(id)
}

/// A type around another one for each pair of brackets after a variable's name: `int grid[][]`.
pub(super) fn with_dimensions(low: &mut Lowering<'_>, ty: NodeId, kid: Option<&Kid>) -> NodeId {
    let n = kid.map_or(0, |kid| low.text(kid.span).matches('[').count());
    let span = low.build.unit().span(ty);
    (0..n.min(8)).fold(ty, |inner, _| {
        let parts = low.build.list(&[inner]);
        low.node(Kind::TypeExpression { form: TypeForm::Array, parts }, span)
    })
}

/// All children that are types.
fn inner(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Vec<NodeId> {
    let mut types = Vec::new();
    for id in low.flatten(cst.kids) {
        if !is_annotation(low, id) {
            types.push(as_type(low, id));
        }
    }
    types
}

/// Annotations of types are for checkers; the model has no place for them.
fn is_annotation(low: &mut Lowering<'_>, id: NodeId) -> bool {
    let is = matches!(low.build.unit().kind(id), Kind::Decorator { .. });
    if is {
        alike::discard(low, id);
    }
    is
}

/// `extends A, B`, `<A, B>`, `A | B` of a handler: the types in a row.
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

/// `Map.Entry`
pub(super) fn nested(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let mut whole: Option<NodeId> = None;
    for kid in cst.kids {
        let Some(id) = kid.one() else { continue };
        if is_annotation(low, id) {
            continue;
        }
        whole = Some(match whole {
            None => id,
            Some(object) => {
                alike::discard(low, id);
                let name = low.build.symbol(kid.span);
                let span = low.build.unit().span(object).cover(kid.span);
                low.node(Kind::Member { object, name, access: Access::Dot }, span)
            }
        });
    }
    whole.map_or(Lowered::Nothing, Lowered::One)
}

/// `Map<K, V>`
pub(super) fn generic(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let Some(head) = cst.kids.iter().find_map(Kid::one) else { return Lowered::Nothing };
    let mut parts = vec![head];
    parts.extend(low.flatten(cst.kids.iter().filter(|kid| kid.kind == "type_arguments")));
    let parts = low.build.list(&parts);
    low.node(Kind::TypeExpression { form: TypeForm::Named, parts }, cst.span).into()
}

/// The name of a type without its arguments.
pub(super) fn head(low: &mut Lowering<'_>, id: NodeId) -> NodeId {
    let unit = low.build.unit();
    let Kind::TypeExpression { form: TypeForm::Named, parts } = unit.kind(id) else { return id };
    let &[head, ref arguments @ ..] = unit.list(parts) else { return id };
    let arguments = arguments.to_vec();
    alike::discard_shell(low, id);
    for argument in arguments {
        alike::discard(low, argument);
    }
    head
}

/// `int[][]`
pub(super) fn array(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let element = low.need(cst, "element");
    let element = as_type(low, element);
    let outer = with_dimensions(low, element, cst.kid("dimensions"));
    low.build.set_span(outer, cst.span);
    outer.into()
}

/// `@NonNull String`
pub(super) fn annotated(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let types = inner(low, cst);
    types.last().map_or(Lowered::Nothing, |&id| id.into())
}

/// `?`, `? extends T`, `? super T`
pub(super) fn wildcard(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let kids: Vec<Kid> = cst.kids.iter().filter(|kid| kid.kind != "super").copied().collect();
    let parts = inner(low, &Cst { kids: &kids, ..*cst });
    let parts = low.build.list(&parts);
    low.node(Kind::TypeExpression { form: TypeForm::Other, parts }, cst.span).into()
}

/// `T extends A & B`
pub(super) fn type_parameter(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let annotations = cst.kids.iter().filter(|kid| kid.kind.ends_with("annotation"));
    read::discard_all(low, annotations);
    let Some(name) = cst.of_kind("type_identifier").and_then(Kid::one) else { return Lowered::Nothing };
    let bounds = low.list(cst.of_kind("type_bound"));
    low.node(Kind::TypeParameter { name, bounds }, cst.span).into()
}
