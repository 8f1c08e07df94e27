//! Types as written.

use code::{Access, Kind, NodeId, Span, TypeForm};

use super::lower::nodes_in;
use crate::lower::{Cst, Lowered, Lowering};

/// A node in the place of a type: a bare name or path becomes a type expression around it.
pub(super) fn as_type(lowering: &mut Lowering<'_>, id: NodeId) -> NodeId {
    match lowering.build.unit().kind(id) {
        Kind::Name(_) | Kind::Member { .. } => {
            let span = lowering.build.unit().span(id);
            expression(lowering, TypeForm::Named, &[id], span)
        }
        _ => id,
    }
}

/// The type in a field.
pub(super) fn type_in(lowering: &mut Lowering<'_>, cst: &Cst<'_>, field: &str) -> Option<NodeId> {
    let id = cst.node(field)?;
    Some(as_type(lowering, id))
}

pub(super) fn expression(lowering: &mut Lowering<'_>, form: TypeForm, parts: &[NodeId], span: Span) -> NodeId {
    let parts = lowering.build.list(parts);
    lowering.node(Kind::TypeExpression { form, parts }, span)
}

/// The same type once more, as far as its head goes: `a, b int` declares two parameters of one type as written.
pub(super) fn again(lowering: &mut Lowering<'_>, id: NodeId) -> NodeId {
    // What lies deeper than a pointer to a named type is not needed twice.
    let mut forms = Vec::new();
    let mut at = id;
    while forms.len() < 4 {
        let unit = lowering.build.unit();
        let Kind::TypeExpression { form, parts } = unit.kind(at) else { break };
        forms.push((form, unit.span(at)));
        match (form, unit.list(parts)) {
            (TypeForm::Named | TypeForm::Reference | TypeForm::MutableReference, &[inner, ..]) => at = inner,
            _ => break,
        }
    }
    let unit = lowering.build.unit();
    let span = unit.span(at);
    let mut made = match unit.kind(at) {
        Kind::Name(_) => Some(lowering.build.name(span)),
        Kind::Member { object, name, access } if matches!(unit.kind(object), Kind::Name(_)) => {
            let of = unit.span(object);
            let object = lowering.build.name(of);
            Some(lowering.node(Kind::Member { object, name, access }, span))
        }
        _ => None,
    };
    for (form, span) in forms.into_iter().rev() {
        made = Some(expression(lowering, form, made.as_slice(), span));
    }
    made.unwrap_or_else(|| expression(lowering, TypeForm::Other, &[], span))
}

/// `package.Type`.
pub(super) fn qualified(lowering: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let object = lowering.need(cst, "package");
    let Some(name) = cst.kid("name") else { return object.into() };
    let symbol = lowering.build.symbol(name.span);
    let kind = Kind::Member { object, name: symbol, access: Access::Dot };
    match name.one() {
        Some(id) => {
            lowering.build.set_kind(id, kind);
            lowering.build.set_span(id, cst.span);
            id.into()
        }
        None => object.into(),
    }
}

/// All children that are types.
fn inner(lowering: &mut Lowering<'_>, cst: &Cst<'_>) -> Vec<NodeId> {
    let nodes = lowering.flatten(cst.kids);
    nodes.into_iter().map(|id| as_type(lowering, id)).collect()
}

/// `*T`: whoever has it can change what it points to.
pub(super) fn pointer(lowering: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let parts = inner(lowering, cst);
    expression(lowering, TypeForm::MutableReference, &parts, cst.span).into()
}

/// `[]T`, `[n]T`, `[...]T`. A slice of bytes counts as bytes.
pub(super) fn sequence(lowering: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let element = lowering.need(cst, "element");
    let element = as_type(lowering, element);
    if lowering.text(cst.span) == "[]byte" {
        return expression(lowering, TypeForm::Primitive, &[], cst.span).into();
    }
    let parts: Vec<NodeId> = [element].into_iter().chain(cst.node("length")).collect();
    expression(lowering, TypeForm::Array, &parts, cst.span).into()
}

/// `map[K]V`.
pub(super) fn mapping(lowering: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let key = lowering.need(cst, "key");
    let value = lowering.need(cst, "value");
    let parts = [as_type(lowering, key), as_type(lowering, value)];
    expression(lowering, TypeForm::Mapping, &parts, cst.span).into()
}

/// `chan T`, `<-chan T`, `chan<- T`.
pub(super) fn channel(lowering: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let value = lowering.need(cst, "value");
    let value = as_type(lowering, value);
    expression(lowering, TypeForm::Channel, &[value], cst.span).into()
}

/// `func(A) B`: what it takes, then what it gives.
pub(super) fn function(lowering: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let mut parts = Vec::new();
    for field in ["parameters", "result"] {
        for id in nodes_in(lowering, cst.kid(field)) {
            parts.push(match lowering.build.unit().kind(id) {
                Kind::Parameter { annotation: Some(annotation), .. } => annotation,
                _ => as_type(lowering, id),
            });
        }
    }
    expression(lowering, TypeForm::Function, &parts, cst.span).into()
}

/// `T[A]`.
pub(super) fn generic(lowering: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let head = lowering.need(cst, "type");
    let arguments = nodes_in(lowering, cst.kid("type_arguments"));
    let mut parts = vec![head];
    for id in arguments {
        parts.push(as_type(lowering, id));
    }
    expression(lowering, TypeForm::Named, &parts, cst.span).into()
}

/// `A | B`; a single one is itself.
pub(super) fn union(lowering: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    match inner(lowering, cst)[..] {
        [] => Lowered::Nothing,
        [only] => only.into(),
        ref parts => expression(lowering, TypeForm::Union, parts, cst.span).into(),
    }
}

/// `~T`: any type that is made like it.
pub(super) fn negated(lowering: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let parts = inner(lowering, cst);
    expression(lowering, TypeForm::Contract, &parts, cst.span).into()
}

/// `struct { … }`: its fields. What is embedded is a field too.
pub(super) fn structure(lowering: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let members = nodes_in(lowering, cst.of_kind("field_declaration_list"));
    expression(lowering, TypeForm::Record, &members, cst.span).into()
}

/// `interface { … }`: its methods, and the interfaces or types that it takes in.
pub(super) fn interface(lowering: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let mut parts = Vec::new();
    for id in lowering.flatten(cst.kids) {
        parts.push(as_type(lowering, id));
    }
    expression(lowering, TypeForm::Intersection, &parts, cst.span).into()
}
