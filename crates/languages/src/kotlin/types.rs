//! Types as written.

use code::{Access, Kind, NodeId, TypeForm};

use super::read;
use crate::alike;
use crate::lower::{Cst, Kid, Lowered, Lowering};

/// `Map.Entry<K, V>`
pub(super) fn user(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let mut head: Option<NodeId> = None;
    let mut parts = Vec::new();
    for kid in cst.kids {
        match (kid.kind, kid.one()) {
            ("identifier", Some(id)) => {
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
            // Annotations of types are for checkers.
            _ => read::discard_all(low, [kid]),
        }
    }
    let Some(head) = head else { return Lowered::Nothing };
    parts.insert(0, head);
    let parts = low.build.list(&parts);
    low.node(Kind::TypeExpression { form: TypeForm::Named, parts }, cst.span).into()
}

/// `T?`
pub(super) fn nullable(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let Some(inner) = cst.kids.iter().filter(|kid| read::is_type(kid)).find_map(Kid::one) else {
        return Lowered::Nothing;
    };
    let parts = low.build.list(&[inner]);
    low.node(Kind::TypeExpression { form: TypeForm::Optional, parts }, cst.span).into()
}

/// `(A, b: B) -> C`, `T.() -> C`
pub(super) fn function(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let kids = cst.kids.iter().filter(|kid| kid.kind != "type_modifiers");
    let mut parts = low.flatten(kids);
    parts.retain(|&id| matches!(low.build.unit().kind(id), Kind::TypeExpression { .. }));
    let parts = low.build.list(&parts);
    low.node(Kind::TypeExpression { form: TypeForm::Function, parts }, cst.span).into()
}

/// The types of a function type's parameters; their names are only for readers.
pub(super) fn function_parameters(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let mut types = low.flatten(cst.kids);
    types.retain(|&id| matches!(low.build.unit().kind(id), Kind::TypeExpression { .. }));
    Lowered::Many(low.build.list(&types))
}

/// `(T)`, `out T`, and `T & Any`, which is `T` without null.
pub(super) fn inner(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    low.height = cst.kids.iter().map(|kid| kid.height).max();
    match cst.kids.iter().filter(|kid| read::is_type(kid)).find_map(Kid::one) {
        Some(id) => id.into(),
        None if cst.kind == "type_projection" => {
            low.node(Kind::TypeExpression { form: TypeForm::Other, parts: code::List::default() }, cst.span).into()
        }
        None => Lowered::Nothing,
    }
}

/// `T : Comparable<T>`, `reified T`
pub(super) fn type_parameter(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let Some(name) = read::of_kind(cst, "identifier") else { return Lowered::Nothing };
    let bounds = low.list(cst.kids.iter().filter(|kid| read::is_type(kid)));
    low.node(Kind::TypeParameter { name, bounds }, cst.span).into()
}

/// The name of a type without its arguments.
pub(super) fn head(low: &mut Lowering<'_>, id: NodeId) -> NodeId {
    let unit = low.build.unit();
    let Kind::TypeExpression { form: TypeForm::Named | TypeForm::Optional, parts } = unit.kind(id) else { return id };
    let &[first, ref arguments @ ..] = unit.list(parts) else { return id };
    let arguments = arguments.to_vec();
    alike::discard_shell(low, id);
    for argument in arguments {
        alike::discard(low, argument);
    }
    // The type inside `T?` has a shell of its own.
    let unit = low.build.unit();
    match unit.kind(first) {
        Kind::TypeExpression { form: TypeForm::Named, parts } => {
            let parts = unit.list(parts).to_vec();
            alike::discard_shell(low, first);
            for &argument in parts.iter().skip(1) {
                alike::discard(low, argument);
            }
            parts.first().copied().unwrap_or(first)
        }
        _ => first,
    }
}
