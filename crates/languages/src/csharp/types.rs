//! Types as written.

use code::{Access, CallForm, Kind, List, NodeId, Span, TypeForm};

use super::read;
use crate::alike;
use crate::lower::{Cst, Kid, Lowered, Lowering};

/// A node in type position: a bare name or path becomes a type expression around it.
pub(super) fn as_type(low: &mut Lowering<'_>, id: NodeId) -> NodeId {
    let unit = low.build.unit();
    let span = unit.span(id);
    match unit.kind(id) {
        Kind::Name(_) | Kind::Member { .. } => {
            let parts = low.build.list(&[id]);
            low.node(Kind::TypeExpression { form: TypeForm::Named, parts }, span)
        }
        _ => id,
    }
}

/// The type in a field. No type at all where the compiler finds it.
pub(super) fn in_field(low: &mut Lowering<'_>, cst: &Cst<'_>, field: &str) -> Option<NodeId> {
    let id = low.flatten(cst.kid(field)).first().copied()?;
    let id = as_type(low, id);
    (!matches!(low.build.unit().kind(id), Kind::TypeExpression { form: TypeForm::Inferred, .. })).then_some(id)
}

fn expression(low: &mut Lowering<'_>, form: TypeForm, parts: &[NodeId], span: Span) -> NodeId {
    let parts = low.build.list(parts);
    low.node(Kind::TypeExpression { form, parts }, span)
}

/// All children that are types.
fn inner(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Vec<NodeId> {
    low.flatten(cst.kids).into_iter().map(|id| as_type(low, id)).collect()
}

/// `<A, B>`: the types in a row.
pub(super) fn list(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let types = inner(low, cst);
    Lowered::Many(low.build.list(&types))
}

/// `: A, IB`. Only the first one can be a class; that it is an interface is told by its name, which every library keeps to.
pub(super) fn bases(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let mut bases = Vec::new();
    // What is handed to the parent's constructor stands behind the parent.
    for kid in cst.kids.iter().filter(|kid| kid.kind != "argument_list") {
        let Some(id) = kid.one() else { continue };
        let id = as_type(low, id);
        let span = low.build.unit().span(id);
        let contract = !bases.is_empty() || is_interface_name(low.text(span));
        bases.push(if contract { expression(low, TypeForm::Contract, &[id], span) } else { id });
    }
    read::discard_all(low, cst.kids.iter().filter(|kid| kid.kind == "argument_list"));
    Lowered::Many(low.build.list(&bases))
}

/// `IName`, also behind a namespace.
fn is_interface_name(text: &str) -> bool {
    let head = text.split('<').next().unwrap_or(text);
    let name = head.rsplit('.').next().unwrap_or(head).trim();
    let mut letters = name.chars();
    letters.next() == Some('I') && letters.next().is_some_and(char::is_uppercase)
}

/// `Base(x)` of a record.
pub(super) fn constructed_base(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    read::discard_all(low, cst.kids.iter().filter(|kid| kid.kind == "argument_list"));
    cst.node("type").map_or(Lowered::Nothing, Lowered::One)
}

/// `System.Text`
pub(super) fn qualified(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let object = read::need(low, cst, "qualifier");
    let object = head(low, object);
    let Some(kid) = cst.kid("name").copied() else { return object.into() };
    if kid.kind != "generic_name" {
        if let Some(id) = kid.one() {
            alike::discard(low, id);
        }
        let name = low.build.symbol(kid.span);
        return low.node(Kind::Member { object, name, access: Access::Dot }, cst.span).into();
    }
    let Some(of) = kid.one() else { return object.into() };
    let Kind::TypeExpression { parts, .. } = low.build.unit().kind(of) else { return object.into() };
    let &[last, ref arguments @ ..] = low.build.unit().list(parts) else { return object.into() };
    let arguments = arguments.to_vec();
    let span = low.build.unit().span(last);
    let name = low.build.symbol(span);
    alike::discard_shell(low, of);
    alike::discard(low, last);
    let member = Span::new(cst.span.start, span.end);
    let mut all = vec![low.node(Kind::Member { object, name, access: Access::Dot }, member)];
    all.extend(arguments);
    expression(low, TypeForm::Named, &all, cst.span).into()
}

/// `global::System`: what stands behind the alias.
pub(super) fn aliased(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    read::discard_all(low, cst.kid("alias"));
    cst.node("name").map_or(Lowered::Nothing, Lowered::One)
}

/// `Dictionary<K, V>`
pub(super) fn generic(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let Some(head) = cst.kids.iter().find_map(Kid::one) else { return Lowered::Nothing };
    let mut parts = vec![head];
    parts.extend(low.flatten(cst.of_kind("type_argument_list")));
    expression(low, TypeForm::Named, &parts, cst.span).into()
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

/// `int?`
pub(super) fn nullable(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let types = inner(low, cst);
    expression(low, TypeForm::Optional, &types, cst.span).into()
}

/// `int[]`; where it is made, the sizes follow the type.
pub(super) fn array(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let element = low.flatten(cst.kid("type"));
    let (first, outer) = match element[..] {
        [first, ref rest @ ..] => (first, rest.to_vec()),
        [] => return Lowered::Nothing,
    };
    let first = as_type(low, first);
    let array = expression(low, TypeForm::Array, &[first], cst.span);
    let mut sizes = outer;
    sizes.extend(low.flatten(cst.kid("rank")));
    if sizes.is_empty() {
        return array.into();
    }
    sizes.insert(0, array);
    Lowered::Many(low.build.list(&sizes))
}

/// `int*`
pub(super) fn pointer(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let types = inner(low, cst);
    expression(low, TypeForm::Reference, &types, cst.span).into()
}

/// `ref int`, `scoped Span<int>`: the type itself.
pub(super) fn wrapped(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    inner(low, cst).first().map_or(Lowered::Nothing, |&id| id.into())
}

pub(super) fn function_pointer(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let types = inner(low, cst);
    expression(low, TypeForm::Function, &types, cst.span).into()
}

/// `(int id, string name)`
pub(super) fn tuple(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let types = inner(low, cst);
    expression(low, TypeForm::Tuple, &types, cst.span).into()
}

pub(super) fn tuple_element(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    read::discard_all(low, cst.kid("name"));
    in_field(low, cst, "type").map_or(Lowered::Nothing, Lowered::One)
}

/// `T`, `in T`, `out T`; what it must be stands in a clause behind.
pub(super) fn type_parameter(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    read::discard_all(low, cst.kids.iter().filter(|kid| kid.kind == "attribute_list"));
    let Some(name) = read::name(low, cst) else { return Lowered::Nothing };
    low.node(Kind::TypeParameter { name, bounds: List::default() }, cst.span).into()
}

/// `IComparable<T>` of a clause; `class` and `new()` name no type.
pub(super) fn constraint(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    in_field(low, cst, "type").map_or(Lowered::Nothing, Lowered::One)
}

/// Another type expression for the same text, as far as readers need it.
pub(super) fn copy_of(low: &mut Lowering<'_>, ty: NodeId) -> NodeId {
    let unit = low.build.unit();
    let span = unit.span(ty);
    let (form, head) = match unit.kind(ty) {
        Kind::TypeExpression { form, parts } => (form, unit.list(parts).first().copied()),
        _ => (TypeForm::Other, None),
    };
    let head = head.map(|head| (low.build.unit().kind(head), low.build.unit().span(head)));
    let copy = match head {
        Some((Kind::Name(_), span)) => Some(low.build.name(span)),
        Some((Kind::TypeExpression { form: form @ TypeForm::Primitive, .. }, span)) => {
            Some(expression(low, form, &[], span))
        }
        _ => None,
    };
    let parts: Vec<NodeId> = copy.into_iter().collect();
    expression(low, form, &parts, span)
}

/// Gives `new(…)` the type that it is written for.
pub(super) fn adopt(low: &mut Lowering<'_>, value: NodeId, ty: NodeId) {
    let unit = low.build.unit();
    let (Kind::Call { callee: place, form: CallForm::New, .. } | Kind::Record { of: place, .. }) = unit.kind(value)
    else {
        return;
    };
    if unit.kind(place) != Kind::Wildcard {
        return;
    }
    let mut head = ty;
    while let Kind::TypeExpression { form: TypeForm::Named | TypeForm::Optional, parts } = unit.kind(head) {
        match unit.list(parts).first() {
            Some(&first) => head = first,
            None => return,
        }
    }
    let (kind, span) = (unit.kind(head), unit.span(head));
    if let Kind::Name(_) = kind {
        low.build.set_kind(place, kind);
        low.build.set_span(place, span);
    }
}
