//! Names: plain, with a scope before them, with arguments of a template behind them.

use code::{Access, Kind, NodeId, Span, TypeForm};

use crate::alike;
use crate::c::{read, types};
use crate::lower::{Cst, Lowered, Lowering};

/// A name, with an empty node just before it that can become the own object: see [`crate::members`].
pub(super) fn identifier(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    low.node(Kind::Empty, Span::new(cst.span.start, cst.span.start));
    low.build.name(cst.span).into()
}

/// `a::b::c`. The grammar nests it to the right; names are reached from the left.
pub(super) fn qualified(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let scope = cst.node("scope");
    let name = low.need(cst, "name");
    let Some(scope) = scope else { return name.into() };
    // `a::*b`, a pointer to a member.
    if matches!(low.build.unit().kind(name), Kind::Dereference(_)) {
        alike::discard(low, scope);
        return name.into();
    }
    // A scope with arguments goes by its head: `Stack<T>::push` is a function of `Stack`.
    root(low, name, scope, cst.span.start);
    name.into()
}

/// Puts a scope before the name that a chain starts with.
fn root(low: &mut Lowering<'_>, name: NodeId, scope: NodeId, start: u32) {
    let mut at = name;
    loop {
        let unit = low.build.unit();
        let span = Span::new(start, unit.span(at).end);
        match unit.kind(at) {
            Kind::Name(symbol) => {
                low.build.set_kind(at, Kind::Member { object: scope, name: symbol, access: Access::Path });
                low.build.set_span(at, span);
                return;
            }
            Kind::Member { object, .. } => {
                low.build.set_span(at, span);
                at = object;
            }
            Kind::TypeExpression { form: TypeForm::Named, parts } => {
                let Some(&head) = unit.list(parts).first() else { return };
                low.build.set_span(at, span);
                at = head;
            }
            Kind::Call { callee, .. } => {
                low.build.set_span(at, span);
                at = callee;
            }
            _ => return,
        }
    }
}

/// `vector<int>`, `make_unique<Shape>`: the head, then the arguments.
pub(super) fn with_arguments(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let head = low.need(cst, "name");
    let arguments = read::list_of(low, cst.kid("arguments"));
    let mut parts = vec![head];
    parts.extend_from_slice(low.build.unit().list(arguments));
    let parts = low.build.list(&parts);
    low.node(Kind::TypeExpression { form: TypeForm::Named, parts }, cst.span).into()
}

/// `get<int>` behind a dot: the name says enough.
pub(super) fn template_method(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let head = low.need(cst, "name");
    for id in low.flatten(cst.kids.iter().filter(|kid| kid.field == "arguments")) {
        alike::discard(low, id);
    }
    head.into()
}

/// What stands in angle brackets.
pub(super) fn arguments(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let nodes = low.flatten(cst.kids);
    let nodes: Vec<NodeId> = nodes.into_iter().map(|id| types::written(low, id)).collect();
    Lowered::Many(low.build.list(&nodes))
}

/// The last name of a chain, and the scope before it.
pub(super) fn split(low: &Lowering<'_>, name: NodeId) -> (Option<NodeId>, Option<code::Symbol>) {
    match low.build.unit().kind(name) {
        Kind::Member { object, name, access: Access::Path } => (Some(object), Some(name)),
        Kind::Name(symbol) => (None, Some(symbol)),
        _ => (None, None),
    }
}

/// The last plain name in a type as written: `vector` of `std::vector<int>`.
pub(super) fn last_name<'l>(low: &'l Lowering<'_>, ty: NodeId) -> &'l str {
    let unit = low.build.unit();
    let mut at = ty;
    loop {
        at = match unit.kind(at) {
            Kind::TypeExpression { form: TypeForm::Named, parts } => match unit.list(parts).first() {
                Some(&head) => head,
                None => return "",
            },
            Kind::TypeExpression { form: TypeForm::Primitive, .. } => return unit.text(at),
            Kind::Member { name, .. } | Kind::Name(name) => return unit.name(name),
            _ => return "",
        };
    }
}
