//! Expressions.

use code::{Access, BinaryOperator, Kind, NodeId, Opacity, Span, TextForm, TypeForm, UnaryOperator};

use super::{read, types};
use crate::alike;
use crate::lower::{Cst, Kid, Lowered, Lowering};

/// `(a)`, and `@Annotation a`: what stands inside.
pub(super) fn inner(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    low.height = cst.kids.iter().map(|kid| kid.height).max();
    read::discard_all(low, cst.kids.iter().filter(|kid| kid.kind == "annotation"));
    let inner = read::nodes(cst).find(|kid| kid.kind != "annotation").and_then(Kid::one);
    inner.map_or(Lowered::Nothing, Lowered::One)
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
    let object = read::need(low, cst, 0);
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
    low.node(Kind::Member { object, name, access }, cst.span).into()
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
    let nodes: Vec<NodeId> = read::nodes(cst).filter_map(Kid::one).collect();
    let &[object, ref indices @ ..] = nodes.as_slice() else { return Lowered::Nothing };
    let index = match *indices {
        [] => low.opaque(Opacity::Broken, &[], Span::new(cst.span.end, cst.span.end)),
        [only] => only,
        [first, .., last] => {
            let span = low.build.unit().span(first).cover(low.build.unit().span(last));
            let list = low.build.list(indices);
            low.node(Kind::Tuple(list), span)
        }
    };
    low.node(Kind::Index { object, index, optional: false }, cst.span).into()
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
