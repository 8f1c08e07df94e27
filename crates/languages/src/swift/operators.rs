//! Operators. The grammar does not bind all of them as the language does, so that what it joined is joined anew.

use code::{BinaryOperator, Kind, NodeId, Opacity, Span, UnaryOperator};

use super::read;
use crate::alike;
use crate::lower::{Cst, Kid, Lowered, Lowering};

/// How tightly an operator binds.
fn strength(operator: BinaryOperator) -> u8 {
    match operator {
        BinaryOperator::ShiftLeft | BinaryOperator::ShiftRight => 9,
        BinaryOperator::Multiply | BinaryOperator::Divide | BinaryOperator::Modulo | BinaryOperator::BitAnd => 8,
        BinaryOperator::Add | BinaryOperator::Subtract | BinaryOperator::BitOr | BinaryOperator::BitXor => 7,
        BinaryOperator::Coalesce => 5,
        BinaryOperator::And => 3,
        BinaryOperator::Or => 2,
        _ => 4,
    }
}

fn operator(symbol: &str) -> Option<BinaryOperator> {
    Some(match symbol {
        "??" => BinaryOperator::Coalesce,
        "===" => BinaryOperator::Is,
        "!==" => BinaryOperator::IsNot,
        // They wrap around instead of stopping the program.
        "&+" => BinaryOperator::Add,
        "&-" => BinaryOperator::Subtract,
        "&*" => BinaryOperator::Multiply,
        "&<<" => BinaryOperator::ShiftLeft,
        "&>>" => BinaryOperator::ShiftRight,
        _ => return alike::operator(symbol),
    })
}

/// `a + b`, `a ?? b`, `a &+= b`
pub(super) fn binary(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let mut sides = cst.kids.iter().filter(|kid| kid.kind != "ERROR" && kid.field != "op" && kid.one().is_some());
    let (first, mut second) = (sides.next().copied(), sides.next().copied());
    // In `a && !(b)` the grammar ends with the sign, and takes the whole for what is called: the sign stands for the operand.
    if second.is_none()
        && let Some(sign) = cst.kid("rhs").filter(|kid| !kid.span.is_empty()).copied()
    {
        let name = low.build.name(sign.span);
        second = Some(Kid { lowered: Lowered::One(name), ..sign });
    }
    let nodes: Vec<NodeId> = first.iter().chain(&second).filter_map(Kid::one).collect();
    let (Some(first), Some(second), &[left, right]) = (first, second, nodes.as_slice()) else {
        return low.opaque(Opacity::Broken, &nodes, cst.span).into();
    };
    // What stands in parentheses starts behind its place and ends before it, so that nothing is taken out of it.
    let places = Places { whole: cst.span, left_end: first.span.end, right_start: second.span.start };
    let Some(sign) = cst.kid("op").or_else(|| cst.of_kind("??")).copied() else {
        return low.opaque(Opacity::Broken, &nodes, cst.span).into();
    };
    let symbol = low.text(sign.span).trim().to_owned();
    if symbol == "<"
        && let Some(made) = generic_member(low, left, right)
    {
        return made.into();
    }
    if let Some(operator) = operator(&symbol) {
        return joined(low, &places, left, operator, right).into();
    }
    if let Some(plain) = symbol.strip_suffix('=')
        && let Some(operator) = operator(plain)
        && !matches!(symbol.as_str(), "~=")
    {
        return low.node(Kind::Assign { target: left, operator: Some(operator), value: right }, cst.span).into();
    }
    // An operator of the author's own is a function of two values.
    let callee = low.build.name(sign.span);
    let arguments = low.build.list(&[left, right]);
    low.node(Kind::Call { callee, arguments, form: code::CallForm::Plain }, cst.span).into()
}

/// Where the two sides of an operator stand, with the parentheses around them.
struct Places {
    whole: Span,
    left_end: u32,
    right_start: u32,
}

/// Joins two operands, of which either may be joined less tightly than these are.
fn joined(low: &mut Lowering<'_>, places: &Places, left: NodeId, operator: BinaryOperator, right: NodeId) -> NodeId {
    let own = strength(operator);
    let whole = places.whole;
    // What stands at the left end of the right side and binds no tighter takes the join in.
    let mut outer: Vec<(Outer, NodeId)> = Vec::new();
    let mut inner = right;
    loop {
        let unit = low.build.unit();
        if unit.span(inner).start != places.right_start {
            break;
        }
        match unit.kind(inner) {
            Kind::Binary(it, first, second)
                if strength(it) < own || strength(it) == own && it != BinaryOperator::Coalesce =>
            {
                outer.push((Outer::Binary(it), second));
                alike::discard_shell(low, inner);
                inner = first;
            }
            Kind::Conditional { condition, then, otherwise } => {
                outer.push((Outer::Choice(then), otherwise));
                alike::discard_shell(low, inner);
                inner = condition;
            }
            _ => break,
        }
    }
    let mut made = if outer.is_empty() {
        onto_left(low, whole, places.left_end, left, operator, inner)
    } else {
        let span = balanced(low.source, Span::new(whole.start, low.build.unit().span(inner).end));
        onto_left(low, span, places.left_end, left, operator, inner)
    };
    while let Some((form, second)) = outer.pop() {
        let span = balanced(low.source, Span::new(whole.start, low.build.unit().span(second).end));
        made = match form {
            Outer::Binary(it) => low.node(Kind::Binary(it, made, second), span),
            Outer::Choice(then) => low.node(Kind::Conditional { condition: made, then, otherwise: second }, span),
        };
    }
    made
}

enum Outer {
    Binary(BinaryOperator),
    Choice(NodeId),
}

/// The same for what stands at the right end of the left side.
fn onto_left(
    low: &mut Lowering<'_>,
    whole: Span,
    left_end: u32,
    left: NodeId,
    operator: BinaryOperator,
    right: NodeId,
) -> NodeId {
    let own = strength(operator);
    let last = whole.end;
    let mut outer = Vec::new();
    let mut inner = left;
    loop {
        let unit = low.build.unit();
        if unit.span(inner).end != left_end {
            break;
        }
        let kind = unit.kind(inner);
        let next = match kind {
            Kind::Binary(it, _, second) if strength(it) < own => second,
            Kind::Conditional { otherwise, .. } => otherwise,
            _ => break,
        };
        outer.push(kind);
        alike::discard_shell(low, inner);
        inner = next;
    }
    let span = if outer.is_empty() {
        whole
    } else {
        balanced(low.source, Span::new(low.build.unit().span(inner).start, last))
    };
    let mut made = low.node(Kind::Binary(operator, inner, right), span);
    while let Some(kind) = outer.pop() {
        let (kind, first) = match kind {
            Kind::Binary(it, first, _) => (Kind::Binary(it, first, made), first),
            Kind::Conditional { condition, then, .. } => {
                (Kind::Conditional { condition, then, otherwise: made }, condition)
            }
            _ => continue,
        };
        let span = balanced(low.source, Span::new(low.build.unit().span(first).start, last));
        made = low.node(kind, span);
    }
    made
}

/// A span with the parentheses that it opens or closes: those around a single value belong to no node.
fn balanced(source: &str, span: Span) -> Span {
    let Some(text) = source.get(span.start as usize..span.end as usize) else { return span };
    let mut open = 0_u32;
    let mut missing = 0_u32;
    for byte in text.bytes() {
        match byte {
            b'(' => open += 1,
            b')' if open > 0 => open -= 1,
            b')' => missing += 1,
            _ => {}
        }
    }
    let Span { mut start, mut end } = span;
    while open > 0 {
        let rest = source.get(end as usize..).unwrap_or("");
        let Some(at) = rest.find(|c: char| !c.is_whitespace()).filter(|&at| rest[at..].starts_with(')')) else { break };
        end += u32::try_from(at + 1).unwrap_or(0);
        open -= 1;
    }
    while missing > 0 {
        let before = source.get(..start as usize).unwrap_or("").trim_end();
        if !before.ends_with('(') {
            break;
        }
        start = u32::try_from(before.len() - 1).unwrap_or(start);
        missing -= 1;
    }
    Span::new(start, end)
}

/// `Type<Argument>.make(x)`, which the grammar takes for two comparisons in a row, which the language does not have.
fn generic_member(low: &mut Lowering<'_>, of: NodeId, wrong: NodeId) -> Option<NodeId> {
    let Kind::Binary(BinaryOperator::Greater, argument, right) = low.build.unit().kind(wrong) else { return None };
    let begin = low.build.unit().span(right).start;
    let mut around = Vec::new();
    let mut at = right;
    loop {
        let unit = low.build.unit();
        if unit.span(at).start != begin {
            return None;
        }
        around.push(at);
        at = match unit.kind(at) {
            Kind::Call { callee, .. } => callee,
            Kind::Member { object, .. } | Kind::Index { object, .. } => object,
            Kind::Unary(UnaryOperator::NonNull, inner) => inner,
            Kind::Name(_) if unit.text(at).starts_with('.') => break,
            _ => return None,
        };
    }
    let start = low.build.unit().span(of).start;
    let name = low.build.unit().span(at);
    let symbol = low.build.symbol(Span::new(name.start + 1, name.end));
    low.build.set_kind(at, Kind::Member { object: of, name: symbol, access: code::Access::Dot });
    for node in around {
        let end = low.build.unit().span(node).end;
        low.build.set_span(node, Span::new(start, end));
    }
    alike::discard(low, argument);
    alike::discard_shell(low, wrong);
    Some(right)
}

/// `a..<b`, `a...b`, `...b`, `a...`
pub(super) fn range(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let start = cst.node("start");
    let end = cst.node("end");
    let inclusive = !low.text(cst.span).contains("..<");
    low.node(Kind::Range { start, end, inclusive }, cst.span).into()
}

/// `-a`, `!a`, `&a`, `.a`
pub(super) fn prefix(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let Some(target) = cst.kids.iter().rev().find(|kid| kid.field == "target" && kid.one().is_some()).copied() else {
        let parts = low.flatten(cst.kids);
        return low.opaque(Opacity::Broken, &parts, cst.span).into();
    };
    let Some(id) = target.one() else { return Lowered::Nothing };
    let sign = cst
        .kid("operation")
        .map_or("", |kid| low.source.get(kid.span.start as usize..kid.span.end as usize).unwrap_or(""));
    match sign.trim() {
        "." => implicit(low, cst, id),
        "!" => before(low, cst, id, |_, inner| Kind::Unary(UnaryOperator::Not, inner)),
        "-" => before(low, cst, id, |_, inner| Kind::Unary(UnaryOperator::Negate, inner)),
        "+" => before(low, cst, id, |_, inner| Kind::Unary(UnaryOperator::Plus, inner)),
        "~" => before(low, cst, id, |_, inner| Kind::Unary(UnaryOperator::BitNot, inner)),
        "&" => before(low, cst, id, |_, inner| Kind::Reference(inner, true)),
        "++" | "--" => {
            let up = sign.trim() == "++";
            low.node(Kind::Update { target: id, up, postfix: false }, cst.span).into()
        }
        // `...x`, and operators of the author's own.
        _ => id.into(),
    }
}

/// Puts a prefix before the first operand of what the grammar took for its own one.
fn before(
    low: &mut Lowering<'_>,
    cst: &Cst<'_>,
    id: NodeId,
    make: impl Fn(&mut Lowering<'_>, NodeId) -> Kind,
) -> Lowered {
    let start = cst.kid("target").map_or(0, |kid| kid.span.start);
    let mut outer = Vec::new();
    let mut inner = id;
    loop {
        let unit = low.build.unit();
        if unit.span(inner).start != start {
            break;
        }
        let first = match unit.kind(inner) {
            Kind::Binary(_, first, _) => first,
            Kind::Conditional { condition, .. } => condition,
            _ => break,
        };
        if unit.span(first).start != start {
            break;
        }
        outer.push((unit.kind(inner), unit.span(inner).end));
        alike::discard_shell(low, inner);
        inner = first;
    }
    let span = balanced(low.source, Span::new(cst.span.start, low.build.unit().span(inner).end));
    let kind = make(low, inner);
    let mut made = low.node(kind, span);
    while let Some((kind, end)) = outer.pop() {
        let kind = match kind {
            Kind::Binary(operator, _, second) => Kind::Binary(operator, made, second),
            Kind::Conditional { then, otherwise, .. } => Kind::Conditional { condition: made, then, otherwise },
            other => other,
        };
        made = low.node(kind, Span::new(cst.span.start, end));
    }
    made.into()
}

/// `.name`: a member of the type that is expected there. Its name holds the dot, which nothing else does.
fn implicit(low: &mut Lowering<'_>, cst: &Cst<'_>, id: NodeId) -> Lowered {
    alike::discard(low, id);
    low.build.name(cst.span).into()
}

/// `a!`, and `a++` of old code.
pub(super) fn postfix(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let target = read::first(low, cst.kids, cst.span.start);
    let kid = cst.kids.iter().find(|kid| kid.one() == Some(target));
    let (target, outer) = match kid {
        Some(kid) => last_operand(low, kid, target),
        None => (target, Vec::new()),
    };
    let kind = match cst.token("operation") {
        "++" => Kind::Update { target, up: true, postfix: true },
        "--" => Kind::Update { target, up: false, postfix: true },
        _ => Kind::Unary(UnaryOperator::NonNull, target),
    };
    let span = start_of(low, cst, kid, target);
    let made = low.node(kind, span);
    put_back(low, made, outer).into()
}

/// Takes the last operand out of what the grammar took for the whole before a call or a member: in `a + b.c { … }`, and then
/// `.d`, what is called is `b.c`. The rest waits for [`put_back`].
pub(super) fn last_operand(low: &mut Lowering<'_>, kid: &Kid, id: NodeId) -> (NodeId, Vec<(Kind, Span)>) {
    let mut outer = Vec::new();
    let mut inner = id;
    if matches!(kid.kind, "tuple_expression" | "self_expression" | "simple_identifier") {
        return (inner, outer);
    }
    loop {
        let unit = low.build.unit();
        let last = match unit.kind(inner) {
            Kind::Binary(_, _, last) | Kind::Conditional { otherwise: last, .. } => last,
            Kind::Unary(operator, last) if operator != UnaryOperator::NonNull => last,
            Kind::Reference(last, _) | Kind::Scoped(_, last) | Kind::Await(last) => last,
            // An operator of the author's own.
            Kind::Call { callee, arguments, .. } if !unit.text(callee).starts_with(|c: char| c.is_alphabetic()) => {
                match (unit.kind(callee), unit.list(arguments)) {
                    (Kind::Name(_), &[_, last]) if unit.span(callee).end <= unit.span(last).start => last,
                    _ => break,
                }
            }
            _ => break,
        };
        if unit.span(inner).end != kid.span.end || unit.span(last).end != kid.span.end {
            break;
        }
        outer.push((unit.kind(inner), unit.span(inner)));
        alike::discard_shell(low, inner);
        inner = last;
    }
    (inner, outer)
}

/// Where an expression stands whose first part came out of [`last_operand`]: a `try` before it is not its own.
pub(super) fn start_of(low: &Lowering<'_>, cst: &Cst<'_>, kid: Option<&Kid>, inner: NodeId) -> Span {
    match kid {
        Some(kid) if kid.kind != "tuple_expression" => Span::new(low.build.unit().span(inner).start, cst.span.end),
        _ => cst.span,
    }
}

/// Puts what [`last_operand`] took off back around what the operand became.
pub(super) fn put_back(low: &mut Lowering<'_>, mut made: NodeId, mut outer: Vec<(Kind, Span)>) -> NodeId {
    let end = low.build.unit().span(made).end;
    while let Some((kind, span)) = outer.pop() {
        let kind = match kind {
            Kind::Binary(operator, first, _) => Kind::Binary(operator, first, made),
            Kind::Conditional { condition, then, .. } => Kind::Conditional { condition, then, otherwise: made },
            Kind::Unary(operator, _) => Kind::Unary(operator, made),
            Kind::Reference(_, mutable) => Kind::Reference(made, mutable),
            Kind::Scoped(form, _) => Kind::Scoped(form, made),
            Kind::Await(_) => Kind::Await(made),
            Kind::Call { callee, arguments, form } => {
                let first = low.build.unit().list(arguments).first().copied();
                let all: Vec<NodeId> = first.into_iter().chain([made]).collect();
                Kind::Call { callee, arguments: low.build.list(&all), form }
            }
            other => other,
        };
        made = low.node(kind, Span::new(span.start, end));
    }
    made
}
