//! Expressions.

use code::{BinaryOperator, CallForm, Kind, List, NodeId, Opacity, Run, Span, TypeForm, UnaryOperator};

use super::{arrays, read};
use crate::alike;
use crate::lower::{Cst, Kid, Lowered, Lowering};

pub(super) fn boolean(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let value = low.text(cst.span).eq_ignore_ascii_case("true");
    low.node(Kind::Boolean(value), cst.span).into()
}

/// `$a = 1`, `$a .= "x"`, `$a = &$b`, `$a[] = 1`
pub(super) fn assignment(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let target = low.need(cst, "left");
    let value = low.need(cst, "right");
    if cst.kind == "reference_assignment_expression" {
        let value = low.node(Kind::Reference(value, true), low.build.unit().span(value));
        return match arrays::push(low, target, value, cst.span) {
            Some(call) => call.into(),
            None => low.node(Kind::Assign { target, operator: None, value }, cst.span).into(),
        };
    }
    let symbol = cst.token("operator");
    if symbol.is_empty()
        && let Some(call) = arrays::push(low, target, value, cst.span)
    {
        return call.into();
    }
    if symbol == ".=" {
        let value = as_text(low, value);
        return low.node(Kind::Assign { target, operator: Some(BinaryOperator::Add), value }, cst.span).into();
    }
    let operator = binary_operator(symbol.strip_suffix('=').unwrap_or(""));
    low.node(Kind::Assign { target, operator, value }, cst.span).into()
}

/// What `.` makes of a value: text.
fn as_text(low: &mut Lowering<'_>, value: NodeId) -> NodeId {
    let unit = low.build.unit();
    if matches!(unit.kind(value), Kind::Text(_) | Kind::Template { .. }) {
        return value;
    }
    let span = unit.span(value);
    let pieces = low.build.list(&[value]);
    low.node(Kind::Template { pieces, tag: None }, span)
}

pub(super) fn update(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let target = low.need(cst, "argument");
    let up = cst.token("operator") == "++";
    let postfix = cst.kids.last().is_some_and(|kid| kid.field == "operator");
    low.node(Kind::Update { target, up, postfix }, cst.span).into()
}

pub(super) fn unary(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let operand = cst.node("argument").unwrap_or_else(|| read::need_inner(low, cst));
    let operator = match cst.kids.first().map_or("", |kid| kid.kind) {
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
    let symbol = cst.token("operator");
    match symbol {
        "." => join(low, cst, left, right).into(),
        // Three answers in one number: the library says which.
        "<=>" => {
            let sign = cst.kid("operator").map_or(cst.span, |kid| kid.span);
            let callee = low.build.name(sign);
            let arguments = low.build.list(&[left, right]);
            low.node(Kind::Call { callee, arguments, form: CallForm::Plain }, cst.span).into()
        }
        // `$x |> f(...)` is `f($x)`.
        "|>" => {
            let arguments = low.build.list(&[left]);
            low.node(Kind::Call { callee: right, arguments, form: CallForm::Plain }, cst.span).into()
        }
        _ => match binary_operator(&symbol.to_ascii_lowercase()) {
            Some(operator) => low.node(Kind::Binary(operator, left, right), cst.span).into(),
            None => low.opaque(Opacity::Broken, &[left, right], cst.span).into(),
        },
    }
}

/// `"a" . $b . "c"`: one text whose pieces stand in a row, however the operators nest.
fn join(low: &mut Lowering<'_>, cst: &Cst<'_>, left: NodeId, right: NodeId) -> NodeId {
    let height = |field| cst.kid(field).map_or(0, |kid: &Kid| kid.height);
    low.height = Some(height("left").max(height("right") + 1));
    let pieces_of = |low: &Lowering<'_>, id| match low.build.unit().kind(id) {
        // A row that is longer than any that is written by hand would be copied for every piece.
        Kind::Template { pieces, tag: None } if pieces.len() < MAX_ROW || low.build.is_newest(pieces) => Some(pieces),
        _ => None,
    };
    let before = pieces_of(low, left);
    let after = pieces_of(low, right);
    let pieces = match (before, after) {
        (Some(before), None) => low.build.append(before, right),
        _ => {
            let run = |inner: Option<List>, id| inner.map_or(Run::One(id), Run::Many);
            low.build.list_from([run(before, left), run(after, right)])
        }
    };
    for (id, _) in [(left, before), (right, after)].into_iter().filter(|it| it.1.is_some()) {
        alike::discard_shell(low, id);
    }
    if before.is_none() && matches!(low.build.unit().kind(left), Kind::Template { tag: None, .. }) {
        low.height = Some((height("left") + 1).max(height("right") + 1));
    }
    low.node(Kind::Template { pieces, tag: None }, cst.span)
}

/// The longest row of pieces that is copied to add one.
const MAX_ROW: usize = 500;

fn binary_operator(symbol: &str) -> Option<BinaryOperator> {
    Some(match symbol {
        "**" => BinaryOperator::Power,
        "??" => BinaryOperator::Coalesce,
        "===" => BinaryOperator::StrictEqual,
        "!==" => BinaryOperator::StrictNotEqual,
        "<>" => BinaryOperator::NotEqual,
        "and" => BinaryOperator::And,
        "or" => BinaryOperator::Or,
        "xor" => BinaryOperator::BitXor,
        "instanceof" => BinaryOperator::InstanceOf,
        _ => return alike::operator(symbol),
    })
}

/// `$a ? $b : $c`; without the middle it is `$a`, or `$c` where that counts as false.
pub(super) fn conditional(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let condition = low.need(cst, "condition");
    let otherwise = low.need(cst, "alternative");
    let kind = match cst.node("body") {
        Some(then) => Kind::Conditional { condition, then, otherwise },
        None => Kind::Binary(BinaryOperator::OrElse, condition, otherwise),
    };
    low.node(kind, cst.span).into()
}

/// `(int) $x`
pub(super) fn cast(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let value = low.need(cst, "value");
    let Some(kid) = cst.kid("type").copied() else { return value.into() };
    let to = low.node(Kind::TypeExpression { form: TypeForm::Primitive, parts: List::default() }, kid.span);
    low.node(Kind::Cast { value, to, converts: true }, cst.span).into()
}

/// `yield $x`, `yield $key => $x`, `yield from $xs`
pub(super) fn yield_value(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    low.marks.push(cst.span.start);
    let value = read::inner(cst);
    low.node(Kind::Yield(value, cst.has("from") || cst.has("yield from")), cst.span).into()
}

/// `&$x` where a variable itself is meant, not its value.
pub(super) fn reference(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let value = read::need_inner(low, cst);
    low.node(Kind::Reference(value, true), cst.span).into()
}

pub(super) fn spread(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let value = read::need_inner(low, cst);
    low.node(Kind::Spread(value), Span::new(cst.span.start, cst.span.end)).into()
}
