//! Expressions.

use code::{Access, BinaryOperator, CallForm, Kind, List, NodeId, Opacity, Span, TypeForm, UnaryOperator};

use super::{items, patterns, read, types};
use crate::alike;
use crate::lower::{Cst, Kid, Lowered, Lowering};

/// `(a)`: what stands inside.
pub(super) fn parenthesized(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    low.height = cst.kids.iter().map(|kid| kid.height).max();
    read::need_inner(low, cst).into()
}

pub(super) fn assignment(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let target = low.need(cst, "left");
    let value = low.need(cst, "right");
    let operator = binary_operator(cst.token("operator").strip_suffix('=').unwrap_or(""));
    low.node(Kind::Assign { target, operator, value }, cst.span).into()
}

pub(super) fn update(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let target = read::need_inner(low, cst);
    let postfix = cst.kids.last().is_some_and(|kid| matches!(kid.kind, "++" | "--"));
    low.node(Kind::Update { target, up: cst.has("++"), postfix }, cst.span).into()
}

pub(super) fn unary(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let operand = low.need(cst, "operand");
    let operator = match cst.token("operator") {
        "!" => UnaryOperator::Not,
        "-" => UnaryOperator::Negate,
        "+" => UnaryOperator::Plus,
        "~" => UnaryOperator::BitNot,
        _ => return low.opaque(Opacity::Broken, &[operand], cst.span).into(),
    };
    low.node(Kind::Unary(operator, operand), cst.span).into()
}

pub(super) fn binary(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let left = low.need(cst, "left");
    let right = low.need(cst, "right");
    match binary_operator(cst.token("operator")) {
        Some(operator) => low.node(Kind::Binary(operator, left, right), cst.span).into(),
        None => low.opaque(Opacity::Broken, &[left, right], cst.span).into(),
    }
}

fn binary_operator(symbol: &str) -> Option<BinaryOperator> {
    if symbol == ">>>" { Some(BinaryOperator::ShiftRightUnsigned) } else { alike::operator(symbol) }
}

/// `x instanceof T`, or with a pattern that gives the value a name or takes it apart.
pub(super) fn instance_of(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let value = low.need(cst, "left");
    if let Some(pattern) = cst.node("pattern") {
        return low.node(Kind::Matches { value, pattern }, cst.span).into();
    }
    let ty = low.need(cst, "right");
    match read::name(low, cst) {
        Some(name) => {
            let span = Span::new(low.build.unit().span(ty).start, cst.span.end);
            let pattern = patterns::bind(low, ty, name, &Cst { span, ..*cst });
            low.node(Kind::Matches { value, pattern }, cst.span).into()
        }
        None => {
            let ty = types::head(low, ty);
            low.node(Kind::Binary(BinaryOperator::InstanceOf, value, ty), cst.span).into()
        }
    }
}

pub(super) fn ternary(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let condition = low.need(cst, "condition");
    let then = low.need(cst, "consequence");
    let otherwise = low.need(cst, "alternative");
    low.node(Kind::Conditional { condition, then, otherwise }, cst.span).into()
}

/// `(int) x`: a number changes, an object is only looked at as another type.
pub(super) fn cast(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let to: Vec<NodeId> = cst.kids.iter().filter(|kid| kid.field == "type").filter_map(Kid::one).collect();
    let value = low.need(cst, "value");
    let Some(&first) = to.first() else { return value.into() };
    // A cast to several types at once marks a lambda; the first one says enough.
    for &more in &to[1..] {
        alike::discard(low, more);
    }
    let to = types::as_type(low, first);
    let converts = matches!(low.build.unit().kind(to), Kind::TypeExpression { form: TypeForm::Primitive, .. });
    low.node(Kind::Cast { value, to, converts }, cst.span).into()
}

pub(super) fn call(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    drop_type_arguments(low, cst);
    let arguments = read::list(low, cst, "arguments");
    let Some(name) = cst.kid("name").copied() else {
        let nodes = low.flatten(cst.kids);
        return low.opaque(Opacity::Broken, &nodes, cst.span).into();
    };
    let callee = match cst.kid("object").copied() {
        None => name.one().unwrap_or_else(|| low.build.name(name.span)),
        Some(object) => {
            if let Some(id) = name.one() {
                alike::discard(low, id);
            }
            // `Outer.super.method()` is the parent's method, whatever stands before.
            let parent = cst.kids.iter().find(|kid| kid.field.is_empty() && kid.kind == "super").and_then(Kid::one);
            let object = match (object.one(), parent) {
                (Some(outer), Some(parent)) => {
                    alike::discard(low, outer);
                    parent
                }
                (Some(object), None) => object,
                (None, _) => low.need(cst, "object"),
            };
            let symbol = low.build.symbol(name.span);
            let span = low.build.unit().span(object).cover(name.span);
            let span = Span::new(cst.span.start.min(span.start), span.end);
            low.node(Kind::Member { object, name: symbol, access: Access::Dot }, span)
        }
    };
    low.node(Kind::Call { callee, arguments, form: CallForm::Plain }, cst.span).into()
}

/// `this(a)`, `super(a)` at the start of a constructor.
pub(super) fn constructor_call(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    drop_type_arguments(low, cst);
    if let Some(outer) = cst.node("object") {
        alike::discard(low, outer);
    }
    let callee = low.need(cst, "constructor");
    let arguments = read::list(low, cst, "arguments");
    let end = cst.kid("arguments").map_or(cst.span.end, |kid| kid.span.end);
    low.node(Kind::Call { callee, arguments, form: CallForm::Plain }, Span::new(cst.span.start, end)).into()
}

/// `new T(a)`, also with a body that overrides what `T` does.
pub(super) fn new(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    drop_type_arguments(low, cst);
    // What an inner class belongs to, and annotations of its type.
    read::discard_all(low, cst.kids.iter().filter(|kid| kid.field.is_empty() && kid.kind != "class_body"));
    let ty = low.need(cst, "type");
    let arguments = read::list(low, cst, "arguments");
    let callee = match cst.of_kind("class_body").copied() {
        Some(body) => items::anonymous(low, ty, &body),
        None => types::head(low, ty),
    };
    low.node(Kind::Call { callee, arguments, form: CallForm::New }, cst.span).into()
}

/// The type arguments of a call only matter to the compiler; the model has no place for them.
fn drop_type_arguments(low: &mut Lowering<'_>, cst: &Cst<'_>) {
    read::discard_all(low, cst.kids.iter().filter(|kid| kid.field == "type_arguments"));
}

/// `new int[n][m]`, `new int[] {1, 2}`
pub(super) fn new_array(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    read::discard_all(low, cst.kids.iter().filter(|kid| kid.field.is_empty()));
    let element = low.need(cst, "type");
    if let Some(value) = cst.node("value") {
        alike::discard(low, element);
        low.build.set_span(value, cst.span);
        return value.into();
    }
    let sizes = low.flatten(cst.kids.iter().filter(|kid| kid.field == "dimensions"));
    let element = types::as_type(low, element);
    let span = low.build.unit().span(element);
    let parts = low.build.list(&[element]);
    let callee = low.node(Kind::TypeExpression { form: TypeForm::Array, parts }, span);
    let arguments = low.build.list(&sizes);
    low.node(Kind::Call { callee, arguments, form: CallForm::New }, cst.span).into()
}

/// `[n]` of a new array.
pub(super) fn dimension(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    read::discard_all(low, cst.kids.iter().filter(|kid| kid.kind.ends_with("annotation")));
    cst.kids
        .iter()
        .filter(|kid| !kid.kind.ends_with("annotation"))
        .find_map(Kid::one)
        .map_or(Lowered::Nothing, Lowered::One)
}

/// `{1, 2}` as the values of an array.
pub(super) fn sequence(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let items: List = low.list(cst.kids);
    low.node(Kind::Sequence(items), cst.span).into()
}

/// `a.b`, `this.b`, `super.b`, `Outer.this`
pub(super) fn field(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let object = low.need(cst, "object");
    let Some(field) = cst.kid("field").copied().filter(|kid| !kid.span.is_empty()) else {
        return low.opaque(Opacity::Broken, &[object], cst.span).into();
    };
    if let Some(id) = field.one() {
        alike::discard(low, id);
    }
    let name = low.build.symbol(field.span);
    low.node(Kind::Member { object, name, access: Access::Dot }, cst.span).into()
}

/// `a.b` in the name of an annotation or an import.
pub(super) fn path(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let object = low.need(cst, "scope");
    let Some(kid) = cst.kid("name").copied() else { return object.into() };
    if let Some(id) = kid.one() {
        alike::discard(low, id);
    }
    let name = low.build.symbol(kid.span);
    low.node(Kind::Member { object, name, access: Access::Dot }, cst.span).into()
}

pub(super) fn index(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let object = low.need(cst, "array");
    let index = low.need(cst, "index");
    low.node(Kind::Index { object, index, optional: false }, cst.span).into()
}

/// `String::length`, `this::handle`, `Point::new`: a function by its name.
pub(super) fn method_reference(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    drop_kind(low, cst, "type_arguments");
    let kids = || cst.kids.iter().filter(|kid| kid.kind != "type_arguments");
    let Some(object) = kids().find_map(Kid::one) else { return Lowered::Nothing };
    let Some(name) = cst.kids.last().filter(|kid| kid.kind != "::") else { return object.into() };
    if let Some(id) = name.one().filter(|&id| id != object) {
        alike::discard(low, id);
    }
    let object = types::head(low, object);
    let name = low.build.symbol(name.span);
    low.node(Kind::Member { object, name, access: Access::Path }, cst.span).into()
}

fn drop_kind(low: &mut Lowering<'_>, cst: &Cst<'_>, kind: &str) {
    read::discard_all(low, cst.kids.iter().filter(|kid| kid.kind == kind));
}

/// `T.class`: the type itself as a value.
pub(super) fn class_literal(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let Some(object) = cst.nth(0) else { return Lowered::Nothing };
    let Some(word) = cst.of_kind("class").copied() else { return object.into() };
    let name = low.build.symbol(word.span);
    low.node(Kind::Member { object, name, access: Access::Path }, cst.span).into()
}
