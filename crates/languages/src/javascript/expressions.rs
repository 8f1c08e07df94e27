//! Expressions.

use code::{Access, BinaryOperator, CallForm, Kind, List, Opacity, Span, TextForm, UnaryOperator};

use super::read;
use crate::alike;
use crate::lower::{Cst, Lowered, Lowering};

/// `(a)`, `${a}`, `[a]` as a key: what stands inside.
pub(crate) fn wrapped(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    low.height = cst.kids.iter().map(|kid| kid.height).max();
    read::need_inner(low, cst).into()
}

pub(crate) fn number(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let text = low.text(cst.span).as_bytes();
    let based = matches!(text, [b'0', b'x' | b'X' | b'o' | b'O' | b'b' | b'B', ..]);
    let fraction = !based && text.iter().any(|byte| matches!(byte, b'.' | b'e' | b'E'));
    low.node(if fraction { Kind::Float } else { Kind::Integer }, cst.span).into()
}

/// A template string; without holes it is a plain text.
pub(crate) fn template(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    if cst.kids.iter().all(|kid| matches!(kid.lowered, Lowered::Nothing)) {
        return low.node(Kind::Text(TextForm::Text), cst.span).into();
    }
    let mut pieces = Vec::new();
    let mut start = cst.span.start + 1;
    let text_up_to = |low: &mut Lowering<'_>, pieces: &mut Vec<_>, start: u32, end: u32| {
        if start < end {
            pieces.push(low.node(Kind::Text(TextForm::Text), Span::new(start, end)));
        }
    };
    for kid in cst.kids {
        let Some(id) = read::one(low, kid) else { continue };
        text_up_to(low, &mut pieces, start, kid.span.start);
        pieces.push(id);
        start = kid.span.end;
    }
    text_up_to(low, &mut pieces, start, cst.span.end.saturating_sub(1));
    let pieces = low.build.list(&pieces);
    low.node(Kind::Template { pieces, tag: None }, cst.span).into()
}

pub(crate) fn spread(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let value = read::need_inner(low, cst);
    low.node(Kind::Spread(value), cst.span).into()
}

/// `a = b`, `a += b`; in a pattern a default.
pub(crate) fn assignment(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let target = read::value(low, cst, "left");
    let value = read::value(low, cst, "right");
    let operator = binary_operator(cst.token("operator").strip_suffix('=').unwrap_or(""));
    low.node(Kind::Assign { target, operator, value }, cst.span).into()
}

pub(crate) fn update(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let target = read::value(low, cst, "argument");
    let up = cst.token("operator") == "++";
    let postfix = cst.kids.last().is_some_and(|kid| kid.field == "operator");
    low.node(Kind::Update { target, up, postfix }, cst.span).into()
}

pub(crate) fn unary(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let operand = read::value(low, cst, "argument");
    let operator = match cst.token("operator") {
        "!" => UnaryOperator::Not,
        "-" => UnaryOperator::Negate,
        "+" => UnaryOperator::Plus,
        "~" => UnaryOperator::BitNot,
        "typeof" => UnaryOperator::TypeOf,
        "void" => UnaryOperator::Void,
        "delete" => UnaryOperator::Delete,
        _ => return low.opaque(Opacity::Broken, &[operand], cst.span).into(),
    };
    low.node(Kind::Unary(operator, operand), cst.span).into()
}

pub(crate) fn binary(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    // `#field in object` has a private name on its left.
    let (left, _) = read::key_in(low, cst, "left");
    let right = read::value(low, cst, "right");
    match binary_operator(cst.token("operator")) {
        Some(operator) => low.node(Kind::Binary(operator, left, right), cst.span).into(),
        None => low.opaque(Opacity::Broken, &[left, right], cst.span).into(),
    }
}

fn binary_operator(symbol: &str) -> Option<BinaryOperator> {
    Some(match symbol {
        "**" => BinaryOperator::Power,
        ">>>" => BinaryOperator::ShiftRightUnsigned,
        "??" => BinaryOperator::Coalesce,
        "===" => BinaryOperator::StrictEqual,
        "!==" => BinaryOperator::StrictNotEqual,
        "in" => BinaryOperator::In,
        "instanceof" => BinaryOperator::InstanceOf,
        _ => return alike::operator(symbol),
    })
}

pub(crate) fn ternary(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let condition = read::value(low, cst, "condition");
    let then = read::value(low, cst, "consequence");
    let otherwise = read::value(low, cst, "alternative");
    low.node(Kind::Conditional { condition, then, otherwise }, cst.span).into()
}

pub(crate) fn await_expression(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let value = read::need_inner(low, cst);
    low.node(Kind::Await(value), cst.span).into()
}

pub(crate) fn yield_expression(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let value = read::inner(low, cst);
    low.node(Kind::Yield(value, cst.has("*")), cst.span).into()
}

fn is_optional(cst: &Cst<'_>) -> bool {
    cst.kids.iter().any(|kid| matches!(kid.kind, "optional_chain" | "?."))
}

pub(crate) fn call(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let callee = read::value(low, cst, "function");
    drop_type_arguments(low, cst);
    let Some(arguments) = cst.kid("arguments") else {
        let arguments = List::default();
        return low.node(Kind::Call { callee, arguments, form: CallForm::Plain }, cst.span).into();
    };
    if arguments.kind == "template_string" {
        let Some(text) = arguments.one() else { return callee.into() };
        let pieces = match low.build.unit().kind(text) {
            Kind::Template { pieces, .. } => {
                alike::discard_shell(low, text);
                pieces
            }
            _ => low.build.list(&[text]),
        };
        return low.node(Kind::Template { pieces, tag: Some(callee) }, cst.span).into();
    }
    let arguments = read::list(low, cst, "arguments");
    let form = if is_optional(cst) { CallForm::Optional } else { CallForm::Plain };
    low.node(Kind::Call { callee, arguments, form }, cst.span).into()
}

pub(crate) fn new(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let callee = read::value(low, cst, "constructor");
    drop_type_arguments(low, cst);
    let arguments = read::list(low, cst, "arguments");
    low.node(Kind::Call { callee, arguments, form: CallForm::New }, cst.span).into()
}

/// The type arguments of a call only matter to the type checker; the model has no place for them.
pub(crate) fn drop_type_arguments(low: &mut Lowering<'_>, cst: &Cst<'_>) {
    if let Some(Lowered::Many(list)) = cst.kid("type_arguments").map(|kid| kid.lowered) {
        for at in 0..list.len() {
            let id = low.build.unit().list(list)[at];
            alike::discard(low, id);
        }
    }
}

pub(crate) fn member(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let object = read::value(low, cst, "object");
    let Some(property) = cst.kid("property").filter(|kid| !kid.span.is_empty()) else {
        return low.opaque(Opacity::Broken, &[object], cst.span).into();
    };
    let name = low.build.symbol(property.span);
    let access = if is_optional(cst) { Access::Optional } else { Access::Dot };
    low.node(Kind::Member { object, name, access }, cst.span).into()
}

pub(crate) fn subscript(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let object = read::value(low, cst, "object");
    let index = read::value(low, cst, "index");
    low.node(Kind::Index { object, index, optional: is_optional(cst) }, cst.span).into()
}
