//! Expressions and literals.

use code::{Access, BinaryOperator, CallForm, Kind, List, Opacity, TextForm, UnaryOperator};

use super::read;
use crate::alike;
use crate::lower::{Cst, Lowered, Lowering};

/// A name.
pub(crate) fn name(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    low.build.name(cst.span).into()
}

/// A whole number, or one with a fraction or an exponent.
pub(crate) fn number(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let text = low.text(cst.span);
    let hex = text.starts_with("0x") || text.starts_with("0X");
    let float = text.contains('.') || text.contains(if hex { ['p', 'P'] } else { ['e', 'E'] });
    low.node(if float { Kind::Float } else { Kind::Integer }, cst.span).into()
}

/// `"a" "b"` is one text; with a macro between (`"%" PRIu64`) it has holes.
pub(crate) fn joined(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let nodes = low.flatten(cst.kids);
    let plain = nodes.iter().all(|&id| matches!(low.build.unit().kind(id), Kind::Text(_)));
    if plain {
        return low.node(Kind::Text(TextForm::Text), cst.span).into();
    }
    let pieces = low.build.list(&nodes);
    low.node(Kind::Template { pieces, tag: None }, cst.span).into()
}

/// `(a)`, `__extension__ a`: what stands inside. `({ … })` is the block, whose last statement is its value.
pub(crate) fn wrapped(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    low.height = cst.kids.iter().map(|kid| kid.height).max();
    read::inner(low, cst).into()
}

/// A call.
pub(crate) fn call(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let callee = low.need(cst, "function");
    // `(*f)(x)` calls what `f` points to, as `f(x)` does.
    let callee = match low.build.unit().kind(callee) {
        Kind::Dereference(pointer) => pointer,
        _ => callee,
    };
    let arguments = read::list_of(low, cst.kid("arguments"));
    low.node(Kind::Call { callee, arguments, form: CallForm::Plain }, cst.span).into()
}

/// What stands in the parentheses of a call.
pub(crate) fn arguments(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    Lowered::Many(low.list(cst.kids))
}

/// `a.b`, `a->b`.
pub(crate) fn member(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let object = low.need(cst, "argument");
    let Some(field) = cst.kid("field").filter(|kid| !kid.span.is_empty()) else {
        return low.opaque(Opacity::Broken, &[object], cst.span).into();
    };
    let name = low.build.symbol(field.span);
    low.node(Kind::Member { object, name, access: Access::Dot }, cst.span).into()
}

/// `a[i]`.
pub(crate) fn item(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let object = low.need(cst, "argument");
    let index = low.need(cst, "index");
    low.node(Kind::Index { object, index, optional: false }, cst.span).into()
}

/// `*a`, `&a`.
pub(crate) fn pointer(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let value = low.need(cst, "argument");
    let kind = if cst.token("operator") == "*" { Kind::Dereference(value) } else { Kind::Reference(value, true) };
    low.node(kind, cst.span).into()
}

/// `-a`, `!a`, `~a`, `+a`.
pub(crate) fn unary(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let value = low.need(cst, "argument");
    let operator = match cst.token("operator") {
        "!" => UnaryOperator::Not,
        "~" => UnaryOperator::BitNot,
        "+" => UnaryOperator::Plus,
        _ => UnaryOperator::Negate,
    };
    low.node(Kind::Unary(operator, value), cst.span).into()
}

/// `a++`, `--a`.
pub(crate) fn update(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let target = low.need(cst, "argument");
    let up = cst.token("operator") == "++";
    let postfix = cst.kids.last().is_some_and(|kid| kid.field == "operator");
    low.node(Kind::Update { target, up, postfix }, cst.span).into()
}

/// `a + b`.
pub(crate) fn binary(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let left = low.need(cst, "left");
    let right = low.need(cst, "right");
    match alike::operator(cst.token("operator")) {
        Some(operator) => low.node(Kind::Binary(operator, left, right), cst.span).into(),
        None => low.opaque(Opacity::Broken, &[left, right], cst.span).into(),
    }
}

/// `a = b`, `a += b`.
pub(crate) fn assignment(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let target = low.need(cst, "left");
    let value = low.need(cst, "right");
    let operator = alike::compound(cst.token("operator"));
    low.node(Kind::Assign { target, operator, value }, cst.span).into()
}

/// `a ? b : c`, and `a ?: c`, which gives `a` where that is not zero.
pub(crate) fn conditional(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let condition = low.need(cst, "condition");
    let otherwise = low.need(cst, "alternative");
    let kind = match cst.node("consequence") {
        Some(then) => Kind::Conditional { condition, then, otherwise },
        None => Kind::Binary(BinaryOperator::Or, condition, otherwise),
    };
    low.node(kind, cst.span).into()
}

/// `a, b`.
pub(crate) fn comma(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let left = low.need(cst, "left");
    let right = low.need(cst, "right");
    low.node(Kind::Binary(BinaryOperator::Comma, left, right), cst.span).into()
}

/// `(type)a`.
pub(crate) fn cast(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let to = low.need(cst, "type");
    let value = low.need(cst, "value");
    // A pointer is the same address whatever it is said to point to, so such a cast changes nothing.
    let converts = matches!(
        low.build.unit().kind(to),
        Kind::TypeExpression { form: code::TypeForm::Primitive | code::TypeForm::Named, .. }
    );
    low.node(Kind::Cast { value, to, converts }, cst.span).into()
}

/// `sizeof a`, `_Alignof(type)`, `offsetof(type, field)`: calls that the compiler answers.
pub(crate) fn size(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let Some(word) = cst.kids.first() else { return Lowered::Nothing };
    let callee = low.build.name(word.span);
    let arguments = low.list(cst.kids);
    low.node(Kind::Call { callee, arguments, form: CallForm::Plain }, cst.span).into()
}

/// `(struct point){ 1, 2 }`.
pub(crate) fn literal(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let of = low.need(cst, "type");
    let value = low.need(cst, "value");
    let kind = match low.build.unit().kind(value) {
        Kind::Mapping(fields) | Kind::Sequence(fields)
            if matches!(low.build.unit().kind(of), Kind::TypeExpression { form: code::TypeForm::Named, .. }) =>
        {
            low.build.set_kind(value, Kind::Empty);
            Kind::Record { of, fields }
        }
        _ => Kind::Cast { value, to: of, converts: false },
    };
    low.node(kind, cst.span).into()
}

/// `{ 1, 2 }`, `{ .x = 1, [3] = 2 }`.
pub(crate) fn initializers(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let items = low.list(cst.kids);
    let named = low.build.unit().list(items).iter().any(|&id| matches!(low.build.unit().kind(id), Kind::Entry { .. }));
    low.node(if named { Kind::Mapping(items) } else { Kind::Sequence(items) }, cst.span).into()
}

/// `.x = 1`, `[3] = 2`.
pub(crate) fn initializer(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let designator = cst.kid("designator").copied();
    let key = designator.and_then(|kid| kid.one()).unwrap_or_else(|| low.need(cst, "designator"));
    let value = low.need(cst, "value");
    let computed = designator.is_some_and(|kid| kid.kind.starts_with("subscript"));
    low.node(Kind::Entry { key, value, computed }, cst.span).into()
}

/// `asm("…")`.
pub(crate) fn assembly(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let parts = List::default();
    low.node(Kind::Opaque { reason: Opacity::Unread, parts }, cst.span).into()
}
