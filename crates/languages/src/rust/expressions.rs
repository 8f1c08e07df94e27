//! Expressions and literals.

use code::{
    Access, CallForm, Function, FunctionForm, Kind, List, Modifiers, NodeId, Opacity, ParameterForm, ScopeForm,
    TextForm, UnaryOperator,
};

use super::items::name_it;
use super::lower::{as_type, forget_after, list_of, type_in};
use super::patterns::pattern;
use crate::alike;
use crate::lower::{Cst, Kid, Lowered, Lowering};

/// A name, `_`, or the absent value.
pub(super) fn identifier(lowering: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    match lowering.text(cst.span) {
        "_" => lowering.node(Kind::Wildcard, cst.span).into(),
        "None" => lowering.node(Kind::Null, cst.span).into(),
        _ => lowering.build.name(cst.span).into(),
    }
}

/// The node of a name becomes the access to a member of that name.
fn member(lowering: &mut Lowering<'_>, cst: &Cst<'_>, object: NodeId, name: &Kid, access: Access) -> Lowered {
    let Some(id) = name.one() else { return object.into() };
    let name = lowering.build.symbol(name.span);
    lowering.build.set_kind(id, Kind::Member { object, name, access });
    lowering.build.set_span(id, cst.span);
    id.into()
}

/// `a::b`.
pub(super) fn path(lowering: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let Some(name) = cst.kid("name") else { return Lowered::Nothing };
    // `::a` starts at the root.
    let Some(path) = cst.kid("path") else { return name.lowered };
    let Some(object) = path.one() else { return name.lowered };
    if path.kind == "self" {
        name_it(lowering, object);
    }
    member(lowering, cst, object, name, Access::Path)
}

/// `a.b`.
pub(super) fn field(lowering: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let object = lowering.need(cst, "value");
    match cst.kid("field") {
        Some(name) => member(lowering, cst, object, name, Access::Dot),
        None => object.into(),
    }
}

/// A call.
pub(super) fn call(lowering: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let callee = lowering.need(cst, "function");
    let arguments = list_of(lowering, cst.kid("arguments"));
    lowering.node(Kind::Call { callee, arguments, form: CallForm::Plain }, cst.span).into()
}

/// Arguments in parentheses, without their attributes.
pub(super) fn arguments(lowering: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let is_attribute = |kid: &&Kid| kid.kind == "attribute_item";
    for id in cst.kids.iter().filter(is_attribute).filter_map(Kid::one) {
        alike::discard(lowering, id);
    }
    Lowered::Many(lowering.list(cst.kids.iter().filter(|kid| !is_attribute(kid))))
}

/// `f::<T>`: the function; its span holds the types, which say what its arguments say as a rule.
pub(super) fn turbofish(lowering: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let Some(id) = cst.nth(0) else { return Lowered::Nothing };
    forget_after(lowering, id);
    if matches!(lowering.build.unit().kind(id), Kind::Member { .. }) {
        lowering.build.set_span(id, cst.span);
    }
    id.into()
}

/// `a[i]`, `a[from..to]`.
pub(super) fn index(lowering: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let Some(object) = cst.nth(0) else { return Lowered::Nothing };
    let index = cst.nth(1).unwrap_or_else(|| lowering.need(cst, "index"));
    if let Kind::Range { start, end, inclusive: false } = lowering.build.unit().kind(index) {
        lowering.build.set_kind(index, Kind::Slice { start, end, step: None });
    }
    lowering.node(Kind::Index { object, index, optional: false }, cst.span).into()
}

/// `-a`, `!a`, `*a`.
pub(super) fn unary(lowering: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let Some(value) = cst.nth(0) else { return Lowered::Nothing };
    let kind = match cst.kids.first().map_or("", |kid| kid.kind) {
        "*" => Kind::Dereference(value),
        "!" => Kind::Unary(UnaryOperator::Not, value),
        _ => Kind::Unary(UnaryOperator::Negate, value),
    };
    lowering.node(kind, cst.span).into()
}

/// `a + b`.
pub(super) fn binary(lowering: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let left = lowering.need(cst, "left");
    let right = lowering.need(cst, "right");
    match alike::operator(cst.token("operator")) {
        Some(operator) => lowering.node(Kind::Binary(operator, left, right), cst.span).into(),
        None => lowering.opaque(Opacity::Broken, &[left, right], cst.span).into(),
    }
}

/// `a = b`, `a += b`.
pub(super) fn assignment(lowering: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let target = lowering.need(cst, "left");
    let value = lowering.need(cst, "right");
    let operator = cst.kid("operator").and_then(|token| alike::compound(token.kind));
    lowering.node(Kind::Assign { target, operator, value }, cst.span).into()
}

/// `a as T`.
pub(super) fn cast(lowering: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let value = lowering.need(cst, "value");
    let to = lowering.need(cst, "type");
    let to = as_type(lowering, to);
    lowering.node(Kind::Cast { value, to, converts: true }, cst.span).into()
}

/// `&a`, `&mut a`, `&raw const a`.
pub(super) fn reference(lowering: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let value = lowering.need(cst, "value");
    lowering.node(Kind::Reference(value, cst.has("mutable_specifier")), cst.span).into()
}

/// `a..b`, `a..=b`, `..`.
pub(super) fn range(lowering: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let dots = cst.kids.iter().position(|kid| !kid.named && kid.kind.starts_with("..")).unwrap_or(0);
    let start = cst.kids[..dots].iter().find_map(Kid::one);
    let end = cst.kids[dots..].iter().find_map(Kid::one);
    let inclusive = !cst.has("..");
    lowering.node(Kind::Range { start, end, inclusive }, cst.span).into()
}

/// `a?`.
pub(super) fn propagate(lowering: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let Some(value) = cst.nth(0) else { return Lowered::Nothing };
    lowering.node(Kind::Propagate(value), cst.span).into()
}

/// `a.await`.
pub(super) fn await_future(lowering: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let Some(value) = cst.nth(0) else { return Lowered::Nothing };
    lowering.node(Kind::Await(value), cst.span).into()
}

/// `(a, b)`.
pub(super) fn tuple(lowering: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let Lowered::Many(parts) = arguments(lowering, cst) else { return Lowered::Nothing };
    lowering.node(Kind::Tuple(parts), cst.span).into()
}

/// `()`.
pub(super) fn unit(lowering: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    lowering.node(Kind::Tuple(List::default()), cst.span).into()
}

/// `[a, b]`, `[a; n]`.
pub(super) fn array(lowering: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    if let Some(count) = cst.node("length") {
        let value = cst.kids.iter().find(|kid| kid.named && kid.field.is_empty() && kid.kind != "attribute_item");
        let Some(value) = value.and_then(Kid::one) else { return count.into() };
        return lowering.node(Kind::Repeat { value, count }, cst.span).into();
    }
    let Lowered::Many(items) = arguments(lowering, cst) else { return Lowered::Nothing };
    lowering.node(Kind::Sequence(items), cst.span).into()
}

/// `Point { x: 1, ..other }`.
pub(super) fn record(lowering: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let of = lowering.need(cst, "name");
    let fields = list_of(lowering, cst.kid("body"));
    lowering.node(Kind::Record { of, fields }, cst.span).into()
}

/// `x: 1`.
pub(super) fn field_initializer(lowering: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    if let Some(attribute) = cst.of_kind("attribute_item").and_then(Kid::one) {
        alike::discard(lowering, attribute);
    }
    let key = lowering.need(cst, "field");
    let value = lowering.need(cst, "value");
    lowering.node(Kind::Entry { key, value, computed: false }, cst.span).into()
}

/// `x` for `x: x`.
pub(super) fn shorthand_field(lowering: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    if let Some(attribute) = cst.of_kind("attribute_item").and_then(Kid::one) {
        alike::discard(lowering, attribute);
    }
    let Some(name) = cst.of_kind("identifier").and_then(Kid::one) else { return Lowered::Nothing };
    lowering.node(Kind::Entry { key: name, value: name, computed: false }, cst.span).into()
}

/// `..other`.
pub(super) fn base_fields(lowering: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let Some(value) = cst.nth(0) else { return Lowered::Nothing };
    lowering.node(Kind::Spread(value), cst.span).into()
}

/// `|a, b| body`.
pub(super) fn closure(lowering: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let parameters = list_of(lowering, cst.kid("parameters"));
    let result = type_in(lowering, cst, "return_type");
    let body = lowering.need(cst, "body");
    let mut modifiers = Modifiers::default();
    if cst.has("async") {
        modifiers = modifiers.with(Modifiers::ASYNC);
    }
    if cst.has("move") {
        modifiers = modifiers.with(Modifiers::MOVE);
    }
    let function = Function {
        node: NodeId::from_index(0),
        form: FunctionForm::Lambda,
        name: None,
        type_parameters: List::default(),
        parameters,
        result,
        body: Some(body),
        decorators: List::default(),
        modifiers,
        doc: None,
    };
    lowering.build.function(function, cst.span).into()
}

/// The parameters between bars.
pub(super) fn closure_parameters(lowering: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let mut nodes = Vec::new();
    for kid in cst.kids {
        if kid.kind == "parameter" {
            nodes.extend(kid.one());
        } else if let Some(target) = pattern(lowering, kid) {
            let form = ParameterForm::Plain;
            nodes.push(lowering.node(Kind::Parameter { target, annotation: None, default: None, form }, kid.span));
        }
    }
    Lowered::Many(lowering.build.list(&nodes))
}

/// `async { }`, `unsafe { }`, `const { }`, `try { }`.
pub(super) fn scoped(lowering: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let form = match cst.kind {
        "async_block" => ScopeForm::Async,
        "unsafe_block" => ScopeForm::Unsafe,
        "const_block" => ScopeForm::Constant,
        _ => ScopeForm::Try,
    };
    let Some(body) = cst.nth(0) else { return Lowered::Nothing };
    lowering.node(Kind::Scoped(form, body), cst.span).into()
}

/// A whole number; with the suffix of a float it is one.
pub(super) fn integer(lowering: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let text = lowering.text(cst.span);
    let float = (text.ends_with("f32") || text.ends_with("f64")) && !text.starts_with("0x");
    lowering.node(if float { Kind::Float } else { Kind::Integer }, cst.span).into()
}

/// Text, or bytes where it starts with `b`.
pub(super) fn text(lowering: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let form = if lowering.text(cst.span).starts_with('b') { TextForm::Bytes } else { TextForm::Text };
    lowering.node(Kind::Text(form), cst.span).into()
}

/// `true`, `false`.
pub(super) fn boolean(lowering: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let value = lowering.text(cst.span) == "true";
    lowering.node(Kind::Boolean(value), cst.span).into()
}
