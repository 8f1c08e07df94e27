//! Expressions.

use code::{Access, BinaryOperator, CallForm, Kind, NodeId, Opacity, Span, TextForm, TypeForm, UnaryOperator};

use super::{read, types};
use crate::alike;
use crate::lower::{Cst, Kid, Lowered, Lowering};

/// `(a)`, and `@Annotation a`: what stands inside.
pub(super) fn inner(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    low.height = cst.kids.iter().map(|kid| kid.height).max();
    if let Some(decorator) = loose_annotation(low, cst) {
        return decorator.into();
    }
    read::discard_all(low, cst.kids.iter().filter(|kid| kid.kind == "annotation"));
    let inner = read::nodes(cst).find(|kid| kid.kind != "annotation").and_then(Kid::one);
    if cst.kind == "parenthesized_expression" {
        // The place of a call whose one argument this may turn out to be, see `generic_call`.
        low.node(Kind::Empty, Span::new(cst.span.start, cst.span.start));
    }
    inner.map_or(Lowered::Nothing, Lowered::One)
}

/// `@Suppress("x")` on a line of its own, whose parentheses the grammar takes for an expression: an annotation of what follows.
fn loose_annotation(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Option<NodeId> {
    let annotation = cst.of_kind("annotation").copied()?;
    let given = cst.of_kind("parenthesized_expression").copied()?;
    if annotation.span.end != given.span.start {
        return None;
    }
    let decorator = *low.flatten([&annotation]).first()?;
    let Kind::Decorator { value: callee } = low.build.unit().kind(decorator) else { return None };
    let arguments = low.list([&given]);
    let span = Span::new(low.build.unit().span(callee).start, given.span.end);
    let value = low.node(Kind::Call { callee, arguments, form: CallForm::Plain }, span);
    alike::discard_shell(low, decorator);
    Some(low.node(Kind::Decorator { value }, cst.span))
}

pub(super) fn unary(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let operand = low.need(cst, "argument");
    let operator = match cst.token("operator") {
        "!" => UnaryOperator::Not,
        "-" => UnaryOperator::Negate,
        "+" => UnaryOperator::Plus,
        "!!" => UnaryOperator::NonNull,
        token => {
            let postfix = cst.kids.last().is_some_and(|kid| matches!(kid.kind, "++" | "--"));
            return low.node(Kind::Update { target: operand, up: token == "++", postfix }, cst.span).into();
        }
    };
    low.node(Kind::Unary(operator, operand), cst.span).into()
}

pub(super) fn binary(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let left = low.need(cst, "left");
    let right = low.need(cst, "right");
    if cst.token("operator") == ">"
        && let Some(call) = generic_call(low, cst, left, right)
    {
        return call.into();
    }
    let operator = match cst.token("operator") {
        "?:" => Some(BinaryOperator::Coalesce),
        "===" => Some(BinaryOperator::Is),
        "!==" => Some(BinaryOperator::IsNot),
        token => alike::operator(token),
    };
    match operator {
        Some(operator) => low.node(Kind::Binary(operator, left, right), cst.span).into(),
        None => low.opaque(Opacity::Broken, &[left, right], cst.span).into(),
    }
}

/// `f<T>(x)`, `f<T>(x).g()`, `f<T> { … }`: the grammar takes it for two comparisons, which Kotlin does not have in a row.
fn generic_call(low: &mut Lowering<'_>, cst: &Cst<'_>, left: NodeId, right: NodeId) -> Option<NodeId> {
    let unit = low.build.unit();
    let Kind::Binary(BinaryOperator::Less, callee, of) = unit.kind(left) else { return None };
    if cst.kid("left").is_none_or(|kid| kid.kind != "binary_expression") {
        return None;
    }
    let opening = cst.kid("right")?.span.start;
    // What stands first on the right is the argument; what is around it is about what the call gives.
    let mut around = Vec::new();
    let mut argument = right;
    while unit.span(argument).start == opening {
        let inner = match unit.kind(argument) {
            Kind::Member { object, .. } | Kind::Index { object, .. } => object,
            Kind::Call { callee, .. } => callee,
            _ => break,
        };
        around.push(argument);
        argument = inner;
    }
    let is_lambda = around.is_empty() && matches!(unit.kind(argument), Kind::Function(_));
    let start = unit.span(callee).start;
    let closing = low.source.get(unit.span(argument).end as usize..)?.find(')').map_or(0, |at| at + 1) as u32;
    let place = NodeId::from_index(argument.index() + 1);
    let is_place = place < NodeId::from_index(unit.n_nodes())
        && unit.kind(place) == Kind::Empty
        && unit.span(place) == Span::new(opening, opening);
    if !is_lambda && !is_place {
        return None;
    }
    let end = unit.span(argument).end + if is_lambda { 0 } else { closing };
    alike::discard_shell(low, left);
    alike::discard(low, of);
    let arguments = low.build.list(&[argument]);
    let call = Kind::Call { callee, arguments, form: CallForm::Plain };
    if is_lambda {
        return Some(low.node(call, Span::new(start, end)));
    }
    low.build.set_kind(place, call);
    low.build.set_span(place, Span::new(start, end));
    if let Some(&innermost) = around.last() {
        let kind = match low.build.unit().kind(innermost) {
            Kind::Member { name, access, .. } => Kind::Member { object: place, name, access },
            Kind::Index { index, optional, .. } => Kind::Index { object: place, index, optional },
            Kind::Call { arguments, form, .. } => Kind::Call { callee: place, arguments, form },
            kind => kind,
        };
        low.build.set_kind(innermost, kind);
    }
    for &node in &around {
        let end = low.build.unit().span(node).end;
        low.build.set_span(node, Span::new(start, end));
    }
    Some(around.first().copied().unwrap_or(place))
}

/// `x in items`, `x !in 1..5`
pub(super) fn contained(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let left = low.need(cst, "left");
    let right = low.need(cst, "right");
    let operator = if cst.has("!in") { BinaryOperator::NotIn } else { BinaryOperator::In };
    low.node(Kind::Binary(operator, left, right), cst.span).into()
}

/// `x is T`, `x !is T`
pub(super) fn instance(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let left = low.need(cst, "left");
    let right = low.need(cst, "right");
    let right = types::head(low, right);
    let test = low.node(Kind::Binary(BinaryOperator::InstanceOf, left, right), cst.span);
    if cst.has("!is") { low.node(Kind::Unary(UnaryOperator::Not, test), cst.span).into() } else { test.into() }
}

/// `x as T` looks at a value as another type; `x as? T` gives null where it has not that type.
pub(super) fn cast(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let value = low.need(cst, "left");
    let mut to = low.need(cst, "right");
    if cst.has("as?") {
        let span = low.build.unit().span(to);
        let parts = low.build.list(&[to]);
        to = low.node(Kind::TypeExpression { form: TypeForm::Optional, parts }, span);
    }
    low.node(Kind::Cast { value, to, converts: false }, cst.span).into()
}

/// `1..n`, `0..<n`
pub(super) fn range(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let start = Some(read::need(low, cst, 0));
    let end = Some(read::need(low, cst, 1));
    low.node(Kind::Range { start, end, inclusive: cst.has("..") }, cst.span).into()
}

/// `*items` among arguments.
pub(super) fn spread(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let inner = read::need(low, cst, 0);
    low.node(Kind::Spread(inner), cst.span).into()
}

/// `a.b`, `a?.b`, `a::b`
pub(super) fn navigation(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let (object, prefix) = read::unwrap(low, cst);
    let at = cst.kids.iter().position(|kid| matches!(kid.kind, "." | "?." | "::"));
    let name = at.and_then(|at| cst.kids[at..].iter().find(|kid| kid.kind == "identifier" && !kid.span.is_empty()));
    let Some(name) = name.copied() else { return low.opaque(Opacity::Broken, &[object], cst.span).into() };
    // A member called `it` is not what a lambda is given.
    low.marks.retain(|&mark| mark != name.span.start);
    let span = match name.one() {
        Some(id) => {
            let span = low.build.unit().span(id);
            alike::discard(low, id);
            span
        }
        None => name.span,
    };
    let access = match at.map(|at| cst.kids[at].kind) {
        Some("?.") => Access::Optional,
        Some("::") => Access::Path,
        _ => Access::Dot,
    };
    let name = low.build.symbol(span);
    let span = read::behind(low, cst, prefix, object);
    let member = low.node(Kind::Member { object, name, access }, span);
    read::wrap(low, cst, prefix, member)
}

/// `T::f`, `::f`, `T::class`: a function, a property or a type as a value.
pub(super) fn reference(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let name = cst.kids.iter().rev().find(|kid| matches!(kid.kind, "identifier" | "class")).copied();
    let of = cst.kids.iter().find(|kid| read::is_type(kid)).and_then(Kid::one);
    let Some(name) = name else { return of.map_or(Lowered::Nothing, Lowered::One) };
    let Some(of) = of else { return name.one().map_or(Lowered::Nothing, Lowered::One) };
    if let Some(id) = name.one() {
        alike::discard(low, id);
    }
    let object = types::head(low, of);
    let name = low.build.symbol(name.span);
    low.node(Kind::Member { object, name, access: Access::Path }, cst.span).into()
}

/// `a[i]`, `grid[x, y]`
pub(super) fn index(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let (object, prefix) = read::unwrap(low, cst);
    let indices: Vec<NodeId> = read::nodes(cst).skip(1).filter_map(Kid::one).collect();
    let index = match *indices {
        [] => low.opaque(Opacity::Broken, &[], Span::new(cst.span.end, cst.span.end)),
        [only] => only,
        [first, .., last] => {
            let span = low.build.unit().span(first).cover(low.build.unit().span(last));
            let list = low.build.list(&indices);
            low.node(Kind::Tuple(list), span)
        }
    };
    let span = read::behind(low, cst, prefix, object);
    let item = low.node(Kind::Index { object, index, optional: false }, span);
    read::wrap(low, cst, prefix, item)
}

/// `this`, `super`, also with the name of the type that is meant.
pub(super) fn own_object(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    read::discard_all(low, cst.kids);
    let kind = if cst.kind == "super_expression" { Kind::Super } else { Kind::This };
    low.node(kind, cst.span).into()
}

/// `[1, 2]` in an annotation.
pub(super) fn collection(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let list = low.list(cst.kids);
    low.node(Kind::Sequence(list), cst.span).into()
}

/// `"text"`, `"hello $name"`, `"""…"""`. The grammar leaves `$name` in the text of a short one.
pub(super) fn text(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let mut pieces = Vec::new();
    // Contents in a row are one text.
    let mut open: Option<Span> = None;
    for kid in cst.kids {
        match kid.kind {
            "string_content" | "escape_sequence" => {
                open = Some(open.map_or(kid.span, |before| before.cover(kid.span)));
            }
            "interpolation" => {
                if let Some(span) = open.take() {
                    contents(low, span, &mut pieces);
                }
                pieces.extend(kid.one());
            }
            _ => pieces.extend(kid.one()),
        }
    }
    if let Some(span) = open {
        contents(low, span, &mut pieces);
    }
    if pieces.iter().all(|&it| matches!(low.build.unit().kind(it), Kind::Text(_))) {
        for piece in pieces {
            alike::discard(low, piece);
        }
        return low.node(Kind::Text(TextForm::Text), cst.span).into();
    }
    let pieces = low.build.list(&pieces);
    low.node(Kind::Template { pieces, tag: None }, cst.span).into()
}

/// The texts and names of a part of a text.
fn contents(low: &mut Lowering<'_>, span: Span, pieces: &mut Vec<NodeId>) {
    let text = low.text(span).to_owned();
    let mut from = 0;
    let mut at = 0;
    while let Some(found) = text[at..].find(['$', '\\']).map(|found| at + found) {
        let rest = &text[found + 1..];
        if text[found..].starts_with('\\') {
            at = found + 1 + rest.chars().next().map_or(0, char::len_utf8);
            continue;
        }
        let is_word = |c: char| c.is_alphanumeric() || c == '_';
        let len = rest.find(|c| !is_word(c)).unwrap_or(rest.len());
        at = found + 1 + len;
        if len == 0 || rest.starts_with(|c: char| c.is_ascii_digit()) {
            continue;
        }
        let place = |from: usize, to: usize| Span::new(span.start + from as u32, span.start + to as u32);
        if found > from {
            pieces.push(low.node(Kind::Text(TextForm::Text), place(from, found)));
        }
        pieces.push(read::name_at(low, place(found + 1, at)));
        from = at;
    }
    if from < text.len() {
        pieces.push(low.node(Kind::Text(TextForm::Text), Span::new(span.start + from as u32, span.end)));
    }
}
