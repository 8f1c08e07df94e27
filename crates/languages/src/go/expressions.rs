//! Expressions.

use code::{Access, BinaryOperator, CallForm, Kind, NodeId, Opacity, Span, TypeForm, UnaryOperator};

use super::lower::nodes_in;
use super::types::as_type;
use crate::alike;
use crate::lower::{Cst, Kid, Lowered, Lowering};

/// A name, or `_`.
pub(super) fn identifier(lowering: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    match lowering.text(cst.span) {
        "_" => lowering.node(Kind::Wildcard, cst.span).into(),
        _ => lowering.build.name(cst.span).into(),
    }
}

/// `a.b`.
pub(super) fn member(lowering: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let object = lowering.need(cst, "operand");
    let Some(name) = cst.kid("field") else { return object.into() };
    let Some(id) = name.one() else { return object.into() };
    let symbol = lowering.build.symbol(name.span);
    lowering.build.set_kind(id, Kind::Member { object, name: symbol, access: Access::Dot });
    lowering.build.set_span(id, cst.span);
    id.into()
}

/// The built-in types that a value is converted to by calling them.
const CONVERSIONS: &[&str] = &[
    "bool",
    "byte",
    "complex128",
    "complex64",
    "float32",
    "float64",
    "int",
    "int16",
    "int32",
    "int64",
    "int8",
    "rune",
    "string",
    "uint",
    "uint16",
    "uint32",
    "uint64",
    "uint8",
    "uintptr",
];

/// A call; a conversion where a built-in type is called; a new collection where `make` is.
pub(super) fn call(lowering: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let callee = lowering.need(cst, "function");
    if let Some(kid) = cst.kid("type_arguments") {
        for id in nodes_in(lowering, Some(kid)) {
            alike::discard(lowering, id);
        }
    }
    let arguments = nodes_in(lowering, cst.kid("arguments"));
    let name = lowering.build.unit().name_of(callee).unwrap_or("");
    if let [value] = arguments[..]
        && CONVERSIONS.contains(&name)
    {
        let to = as_type(lowering, callee);
        return lowering.node(Kind::Cast { value, to, converts: true }, cst.span).into();
    }
    if name == "make"
        && let Some(made) = made(lowering, cst.span, callee, &arguments)
    {
        return made.into();
    }
    let arguments = lowering.build.list(&arguments);
    lowering.node(Kind::Call { callee, arguments, form: CallForm::Plain }, cst.span).into()
}

/// `make([]T, n)`, `make(map[K]V)`: an empty collection, or one of a zero value many times. Channels are made by a call.
fn made(lowering: &mut Lowering<'_>, span: Span, callee: NodeId, arguments: &[NodeId]) -> Option<NodeId> {
    use code::TypeForm::{Array, Mapping, Primitive};
    let (&of, sizes) = arguments.split_first()?;
    let Kind::TypeExpression { form, .. } = lowering.build.unit().kind(of) else { return None };
    let kind = match (form, sizes) {
        (Mapping, _) => Kind::Mapping(code::List::default()),
        (Array | Primitive, &[size, ..]) if lowering.build.unit().text(size) != "0" => {
            Kind::Repeat { value: of, count: size }
        }
        (Array | Primitive, _) => Kind::Sequence(code::List::default()),
        _ => return None,
    };
    alike::discard(lowering, callee);
    match kind {
        Kind::Repeat { .. } => sizes[1..].iter().for_each(|&id| alike::discard(lowering, id)),
        _ => arguments.iter().for_each(|&id| alike::discard(lowering, id)),
    }
    Some(lowering.node(kind, span))
}

/// `a...` in a call.
pub(super) fn spread(lowering: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let Some(value) = cst.nth(0) else { return Lowered::Nothing };
    lowering.node(Kind::Spread(value), cst.span).into()
}

/// `a[i]`.
pub(super) fn index(lowering: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let object = lowering.need(cst, "operand");
    let index = lowering.need(cst, "index");
    lowering.node(Kind::Index { object, index, optional: false }, cst.span).into()
}

/// `a[from:to]`. A capacity changes nothing of what it holds.
pub(super) fn slice(lowering: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let object = lowering.need(cst, "operand");
    let (start, end) = (cst.node("start"), cst.node("end"));
    if let Some(capacity) = cst.node("capacity") {
        alike::discard(lowering, capacity);
    }
    let open = cst.of_kind("[").map_or(cst.span.start, |kid| kid.span.end);
    let inside = Span::new(open, cst.span.end.saturating_sub(1).max(open));
    let index = lowering.node(Kind::Slice { start, end, step: None }, inside);
    lowering.node(Kind::Index { object, index, optional: false }, cst.span).into()
}

/// `-a`, `!a`, `*a`, `&a`, `<-a`.
pub(super) fn unary(lowering: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let value = lowering.need(cst, "operand");
    let kind = match cst.token("operator") {
        "*" => Kind::Dereference(value),
        "&" => Kind::Reference(value, true),
        "<-" => Kind::Receive(value),
        "!" => Kind::Unary(UnaryOperator::Not, value),
        "^" => Kind::Unary(UnaryOperator::BitNot, value),
        "+" => Kind::Unary(UnaryOperator::Plus, value),
        _ => Kind::Unary(UnaryOperator::Negate, value),
    };
    lowering.node(kind, cst.span).into()
}

/// The operators that all such languages share, and `&^`.
pub(super) fn operator(symbol: &str) -> Option<BinaryOperator> {
    if symbol == "&^" { Some(BinaryOperator::BitClear) } else { alike::operator(symbol) }
}

/// `a + b`.
pub(super) fn binary(lowering: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let left = lowering.need(cst, "left");
    let right = lowering.need(cst, "right");
    match operator(cst.token("operator")) {
        Some(operator) => lowering.node(Kind::Binary(operator, left, right), cst.span).into(),
        None => lowering.opaque(Opacity::Broken, &[left, right], cst.span).into(),
    }
}

/// `a.(T)`.
pub(super) fn assertion(lowering: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let value = lowering.need(cst, "operand");
    let to = lowering.need(cst, "type");
    let to = as_type(lowering, to);
    lowering.node(Kind::Cast { value, to, converts: false }, cst.span).into()
}

/// `[]byte(a)`.
pub(super) fn conversion(lowering: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let to = lowering.need(cst, "type");
    let to = as_type(lowering, to);
    let value = cst.kids.iter().filter(|kid| kid.field == "operand").find_map(Kid::one);
    let value = value.unwrap_or_else(|| lowering.need(cst, "operand"));
    // In broken code, a call may be taken for a conversion.
    if let Kind::TypeExpression { form: TypeForm::Named, parts } = lowering.build.unit().kind(to)
        && let [callee] = *lowering.build.unit().list(parts)
    {
        let arguments = lowering.build.list(&[value]);
        return lowering.node(Kind::Call { callee, arguments, form: CallForm::Plain }, cst.span).into();
    }
    lowering.node(Kind::Cast { value, to, converts: true }, cst.span).into()
}
