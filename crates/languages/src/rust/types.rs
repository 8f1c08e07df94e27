//! Types as written.

use code::{Kind, List, NodeId, TypeForm};

use super::lower::{as_type, list_of, nodes_of};
use crate::alike;
use crate::lower::{Cst, Kid, Lowered, Lowering};

/// The name of a type, or `_` where the compiler finds it.
pub(super) fn name(lowering: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    if lowering.text(cst.span) == "_" {
        return expression(lowering, TypeForm::Inferred, &[], cst);
    }
    lowering.build.name(cst.span).into()
}

fn expression(lowering: &mut Lowering<'_>, form: TypeForm, parts: &[NodeId], cst: &Cst<'_>) -> Lowered {
    let parts = lowering.build.list(parts);
    lowering.node(Kind::TypeExpression { form, parts }, cst.span).into()
}

/// All children that are types.
fn inner(lowering: &mut Lowering<'_>, cst: &Cst<'_>) -> Vec<NodeId> {
    cst.kids.iter().filter_map(Kid::one).map(|id| as_type(lowering, id)).collect()
}

/// `i32`, `bool`, `str`.
pub(super) fn primitive(lowering: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    lowering.node(Kind::TypeExpression { form: TypeForm::Primitive, parts: List::default() }, cst.span).into()
}

/// `Vec<T>`. `Option<T>` is a value or nothing.
pub(super) fn generic(lowering: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let head = lowering.need(cst, "type");
    let arguments = list_of(lowering, cst.kid("type_arguments"));
    let mut parts = nodes_of(lowering, arguments);
    if parts.len() == 1 && lowering.build.unit().name_of(head) == Some("Option") && cst.kind == "generic_type" {
        lowering.build.set_kind(head, Kind::Empty);
        return expression(lowering, TypeForm::Optional, &parts, cst);
    }
    parts.insert(0, head);
    expression(lowering, TypeForm::Named, &parts, cst)
}

/// What stands in angle brackets. Lifetimes are gone by now.
pub(super) fn arguments(lowering: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let nodes = lowering.flatten(cst.kids);
    let nodes: Vec<NodeId> = nodes.into_iter().map(|id| as_type(lowering, id)).collect();
    Lowered::Many(lowering.build.list(&nodes))
}

/// `Item = T`.
pub(super) fn binding(lowering: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let name = lowering.need(cst, "name");
    let value = lowering.need(cst, "type");
    let value = as_type(lowering, value);
    lowering.node(Kind::NamedArgument { name, value }, cst.span).into()
}

/// `&T`, `&mut T`, `*const T`, `*mut T`.
pub(super) fn reference(lowering: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let form = if cst.has("mutable_specifier") { TypeForm::MutableReference } else { TypeForm::Reference };
    let parts = inner(lowering, cst);
    expression(lowering, form, &parts, cst)
}

/// `[T]`, `[T; n]`.
pub(super) fn array(lowering: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let element = lowering.need(cst, "element");
    let element = as_type(lowering, element);
    let parts: Vec<NodeId> = [element].into_iter().chain(cst.node("length")).collect();
    expression(lowering, TypeForm::Array, &parts, cst)
}

/// `(A, B)`, `()`.
pub(super) fn tuple(lowering: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let parts = inner(lowering, cst);
    expression(lowering, TypeForm::Tuple, &parts, cst)
}

/// `fn(A) -> B`, `Fn(A) -> B`: what it takes, then what it gives.
pub(super) fn function(lowering: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    if let Some(head) = cst.node("trait") {
        alike::discard(lowering, head);
    }
    let taken = list_of(lowering, cst.kid("parameters"));
    let mut parts: Vec<NodeId> = nodes_of(lowering, taken);
    parts.extend(cst.node("return_type"));
    for id in &mut parts {
        *id = as_type(lowering, *id);
    }
    expression(lowering, TypeForm::Function, &parts, cst)
}

/// `impl Trait`, `dyn Trait`.
pub(super) fn contract(lowering: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let parts: Vec<NodeId> = cst.node("trait").into_iter().map(|id| as_type(lowering, id)).collect();
    expression(lowering, TypeForm::Contract, &parts, cst)
}

/// `A + B`.
pub(super) fn intersection(lowering: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let parts = inner(lowering, cst);
    expression(lowering, TypeForm::Intersection, &parts, cst)
}

/// `!`, `?Sized`, `T as Trait`.
pub(super) fn other(lowering: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let parts = inner(lowering, cst);
    expression(lowering, TypeForm::Other, &parts, cst)
}
