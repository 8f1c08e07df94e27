//! Type hints.
//!
//! The grammar reads many of them as expressions (`typing.Dict[str, int]`, `int | None`), which are turned into types here.

use code::{BinaryOperator, Kind, List, NodeId, TypeForm};

use super::{kind, name_of, nodes, span};
use crate::alike;
use crate::lower::{Cst, Lowered, Lowering};

/// A type hint.
pub(super) fn type_node(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let inner = super::first(low, cst);
    as_type(low, inner).into()
}

/// `list[int]`.
pub(super) fn generic(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let head = super::first(low, cst);
    let arguments: Vec<NodeId> = low.flatten(cst.kids.iter().filter(|kid| kid.kind == "type_parameter"));
    applied(low, head, &arguments, cst.span).into()
}

/// `a | b`.
pub(super) fn union(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let parts = low.flatten(cst.kids);
    alternatives(low, &parts, cst.span).into()
}

/// `T: int` and `*Ts` in a list of type parameters, `A[int].B`.
pub(super) fn other(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let parts = low.list(cst.kids);
    low.node(Kind::TypeExpression { form: TypeForm::Other, parts }, cst.span).into()
}

/// The type parameters of a function, a class or an alias, from the types that the grammar reads there.
pub(super) fn parameters(low: &mut Lowering<'_>, list: List) -> List {
    for id in nodes(low, list) {
        let Kind::TypeExpression { parts, .. } = kind(low, id) else { continue };
        let parts = nodes(low, parts);
        let Some((&name, bounds)) = parts.split_first() else { continue };
        // The name of `T: int` is a type too.
        let name = match kind(low, name) {
            Kind::TypeExpression { parts, .. } if parts.len() == 1 => {
                let inner = nodes(low, parts)[0];
                alike::discard_shell(low, name);
                inner
            }
            _ => name,
        };
        let bounds = low.build.list(bounds);
        low.build.set_kind(id, Kind::TypeParameter { name, bounds });
    }
    list
}

/// An expression in the place of a type, as a type.
fn as_type(low: &mut Lowering<'_>, id: NodeId) -> NodeId {
    let at = span(low, id);
    match kind(low, id) {
        Kind::TypeExpression { .. } => id,
        Kind::Name(_) => {
            let form = match name_of(low, id) {
                Some("int" | "float" | "bool" | "str" | "bytes" | "complex") => TypeForm::Primitive,
                _ => TypeForm::Named,
            };
            make(low, form, &[id], at)
        }
        Kind::Member { .. } => make(low, TypeForm::Named, &[id], at),
        Kind::Null => {
            alike::discard_shell(low, id);
            make(low, TypeForm::Primitive, &[], at)
        }
        Kind::Index { object, index, .. } => {
            alike::discard_shell(low, id);
            let arguments = match kind(low, index) {
                Kind::Tuple(list) => {
                    alike::discard_shell(low, index);
                    nodes(low, list)
                }
                _ => vec![index],
            };
            applied(low, object, &arguments, at)
        }
        Kind::Binary(BinaryOperator::BitOr, left, right) => {
            alike::discard_shell(low, id);
            let (left, right) = (as_type(low, left), as_type(low, right));
            alternatives(low, &[left, right], at)
        }
        Kind::Sequence(list) => {
            alike::discard_shell(low, id);
            let parts: Vec<NodeId> = nodes(low, list).into_iter().map(|part| as_type(low, part)).collect();
            make(low, TypeForm::Other, &parts, at)
        }
        Kind::Text(_) => forward(low, id),
        _ => make(low, TypeForm::Other, &[id], at),
    }
}

/// A type named in quotes because it is defined later.
fn forward(low: &mut Lowering<'_>, id: NodeId) -> NodeId {
    let at = span(low, id);
    let text = low.text(at);
    let inner = text.trim_matches(['"', '\'']);
    let plain = inner.len() + 2 == text.len()
        && inner.starts_with(|c: char| c == '_' || c.is_alphabetic())
        && inner.chars().all(|c| c == '_' || c.is_alphanumeric());
    if !plain {
        return make(low, TypeForm::Other, &[id], at);
    }
    alike::discard_shell(low, id);
    let name = low.build.name(code::Span::new(at.start + 1, at.end - 1));
    make(low, TypeForm::Named, &[name], at)
}

/// A head with arguments: the shapes that Python spells by names of `typing` become shapes.
fn applied(low: &mut Lowering<'_>, head: NodeId, arguments: &[NodeId], at: code::Span) -> NodeId {
    let name = match kind(low, head) {
        Kind::Name(symbol) | Kind::Member { name: symbol, .. } => low.build.unit().name(symbol),
        _ => "",
    };
    let form = match name {
        "Optional" => TypeForm::Optional,
        "Union" => TypeForm::Union,
        "Tuple" | "tuple" => TypeForm::Tuple,
        "Callable" => TypeForm::Function,
        "Literal" => TypeForm::Literal,
        _ => TypeForm::Named,
    };
    let annotated = name == "Annotated";
    let mut parts = Vec::with_capacity(arguments.len() + 1);
    if form == TypeForm::Named {
        parts.push(head);
    } else {
        alike::discard(low, head);
    }
    for (n, &argument) in arguments.iter().enumerate() {
        if form == TypeForm::Literal || (annotated && n > 0) {
            parts.push(as_value(low, argument));
            continue;
        }
        let part = as_type(low, argument);
        match kind(low, part) {
            // The parameters of `Callable[[a, b], c]` stand in a list of their own.
            Kind::TypeExpression { form: TypeForm::Other, parts: listed }
                if form == TypeForm::Function && n == 0 && low.text(span(low, part)).starts_with('[') =>
            {
                alike::discard_shell(low, part);
                parts.extend(nodes(low, listed));
            }
            _ => parts.push(part),
        }
    }
    make(low, form, &parts, at)
}

/// The value in an argument that is no type, which the grammar may have read as one.
fn as_value(low: &mut Lowering<'_>, argument: NodeId) -> NodeId {
    let at = span(low, argument);
    let Kind::TypeExpression { form, parts } = kind(low, argument) else { return argument };
    if low.text(at).starts_with(['"', '\'']) {
        alike::discard(low, argument);
        return low.node(Kind::Text(code::TextForm::Text), at);
    }
    match (form, low.build.unit().list(parts)) {
        (TypeForm::Other, &[value]) => {
            alike::discard_shell(low, argument);
            value
        }
        _ => argument,
    }
}

/// `a | b`; with `None` it is a value or nothing.
fn alternatives(low: &mut Lowering<'_>, parts: &[NodeId], at: code::Span) -> NodeId {
    let mut flat = Vec::with_capacity(parts.len());
    for &part in parts {
        match kind(low, part) {
            Kind::TypeExpression { form: TypeForm::Union, parts } if low.text(span(low, part)).contains('|') => {
                alike::discard_shell(low, part);
                flat.extend(nodes(low, parts));
            }
            _ => flat.push(part),
        }
    }
    let is_none = |low: &Lowering<'_>, part: NodeId| low.text(span(low, part)) == "None";
    if let &[one, two] = flat.as_slice() {
        let (value, none) = if is_none(low, one) { (two, one) } else { (one, two) };
        if is_none(low, none) {
            alike::discard_shell(low, none);
            return make(low, TypeForm::Optional, &[value], at);
        }
    }
    make(low, TypeForm::Union, &flat, at)
}

fn make(low: &mut Lowering<'_>, form: TypeForm, parts: &[NodeId], at: code::Span) -> NodeId {
    let parts = low.build.list(parts);
    low.node(Kind::TypeExpression { form, parts }, at)
}
