//! Types as written.

use code::{Access, Kind, List, NodeId, TypeForm};

use super::read;
use crate::alike;
use crate::lower::{Cst, Kid, Lowered, Lowering};

/// `Dictionary<K, V>`, `Outer.Inner`
pub(super) fn user(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let mut head: Option<NodeId> = None;
    let mut parts = Vec::new();
    for kid in cst.kids {
        match (kid.kind, kid.one()) {
            ("type_identifier", Some(id)) => {
                head = Some(match head {
                    None => id,
                    Some(object) => {
                        let name = low.build.symbol(low.build.unit().span(id));
                        alike::discard(low, id);
                        let span = low.build.unit().span(object).cover(kid.span);
                        low.node(Kind::Member { object, name, access: Access::Dot }, span)
                    }
                });
            }
            ("type_arguments", _) => parts.extend(low.flatten([kid])),
            _ => read::discard_all(low, [kid]),
        }
    }
    let Some(head) = head else { return Lowered::Nothing };
    parts.insert(0, head);
    let parts = low.build.list(&parts);
    low.node(Kind::TypeExpression { form: TypeForm::Named, parts }, cst.span).into()
}

fn of_form(low: &mut Lowering<'_>, cst: &Cst<'_>, form: TypeForm) -> Lowered {
    let mut parts = low.flatten(cst.kids.iter().filter(|kid| read::is_type(kid) || kid.kind == "tuple_type_item"));
    parts.retain(|&id| matches!(low.build.unit().kind(id), Kind::TypeExpression { .. }));
    let parts = low.build.list(&parts);
    low.node(Kind::TypeExpression { form, parts }, cst.span).into()
}

/// `T?`
pub(super) fn optional(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    of_form(low, cst, TypeForm::Optional)
}

/// `[T]`
pub(super) fn array(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    of_form(low, cst, TypeForm::Array)
}

/// `[K: V]`
pub(super) fn dictionary(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    of_form(low, cst, TypeForm::Mapping)
}

/// `(A, b: B)`; `(A)` is `A`, and `()` is nothing.
pub(super) fn tuple(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let items: Vec<NodeId> = cst.kids.iter().filter(|kid| kid.kind == "tuple_type_item").filter_map(Kid::one).collect();
    if let [only] = *items {
        low.height = cst.kids.iter().map(|kid| kid.height).max();
        return only.into();
    }
    of_form(low, cst, TypeForm::Tuple)
}

/// One part of a tuple or one parameter of a function type; its name is for readers.
pub(super) fn item(_: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    read::a_type(cst.kids).map_or(Lowered::Nothing, Lowered::One)
}

/// `(A) async throws -> B`
pub(super) fn function(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    of_form(low, cst, TypeForm::Function)
}

/// `some T`, `any T`
pub(super) fn contract(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    of_form(low, cst, TypeForm::Contract)
}

/// `A & B`
pub(super) fn composition(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    of_form(low, cst, TypeForm::Intersection)
}

/// `T.Type`, `~Copyable`, `repeat each T`
pub(super) fn other(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    read::discard_all(low, cst.kids);
    low.node(Kind::TypeExpression { form: TypeForm::Other, parts: List::default() }, cst.span).into()
}

/// `: T`
pub(super) fn annotation(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    low.height = cst.kids.iter().map(|kid| kid.height).max();
    read::a_type(cst.kids).map_or(Lowered::Nothing, Lowered::One)
}

/// `T: Comparable`
pub(super) fn type_parameter(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let Some(name) = read::of_kind(cst, "type_identifier") else {
        read::discard_all(low, cst.kids);
        return Lowered::Nothing;
    };
    let bounds = low.list(cst.kids.iter().filter(|kid| read::is_type(kid)));
    low.node(Kind::TypeParameter { name, bounds }, cst.span).into()
}

/// The name of a type without its arguments.
pub(super) fn head(low: &mut Lowering<'_>, id: NodeId) -> NodeId {
    let unit = low.build.unit();
    let Kind::TypeExpression { form: TypeForm::Named, parts } = unit.kind(id) else { return id };
    let &[first, ref arguments @ ..] = unit.list(parts) else { return id };
    let arguments = arguments.to_vec();
    alike::discard_shell(low, id);
    for argument in arguments {
        alike::discard(low, argument);
    }
    first
}
