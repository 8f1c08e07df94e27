//! Expressions.

use code::{Access, BinaryOperator, Kind, NodeId, Opacity, ScopeForm, TypeForm, UnaryOperator};

use super::{operators, read, types};
use crate::alike;
use crate::lower::{Cst, Kid, Lowered, Lowering};

pub(super) fn boolean(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let is_true = low.text(cst.span) == "true";
    low.node(Kind::Boolean(is_true), cst.span).into()
}

/// `(a)` is `a`, `(a, b: c)` a tuple.
pub(super) fn tuple(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    read::discard_all(low, cst.kids.iter().filter(|kid| kid.field == "name"));
    let values: Vec<NodeId> =
        cst.kids.iter().filter(|kid| kid.field != "name" && kid.kind != "ERROR").filter_map(Kid::one).collect();
    if let ([only], false) = (&*values, cst.has(":")) {
        low.height = cst.kids.iter().map(|kid| kid.height).max();
        return (*only).into();
    }
    let list = low.build.list(&values);
    low.node(Kind::Tuple(list), cst.span).into()
}

/// `[1, 2]`
pub(super) fn array(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let list = low.list(cst.kids.iter().filter(|kid| kid.kind != "ERROR"));
    low.node(Kind::Sequence(list), cst.span).into()
}

/// `["a": 1]`, `[:]`
pub(super) fn dictionary(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let mut entries = Vec::new();
    let mut key: Option<(NodeId, code::Span)> = None;
    for kid in cst.kids {
        match (kid.field, kid.one(), key) {
            ("key", Some(id), _) => key = Some((id, kid.span)),
            ("value", Some(value), Some((of, span))) => {
                let computed = !matches!(low.build.unit().kind(of), Kind::Text(_));
                entries.push(low.node(Kind::Entry { key: of, value, computed }, span.cover(kid.span)));
                key = None;
            }
            _ => {}
        }
    }
    let list = low.build.list(&entries);
    low.node(Kind::Mapping(list), cst.span).into()
}

/// `x is T`
pub(super) fn check(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let value = read::first(low, cst.kids, cst.span.start);
    let Some(of) = read::a_type(cst.kids) else { return value.into() };
    let of = types::head(low, of);
    low.node(Kind::Binary(BinaryOperator::InstanceOf, value, of), cst.span).into()
}

/// `x as T`; `x as? T` is nil where it has not that type, `x as! T` stops the program.
pub(super) fn cast(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let value = match cst.node("expr") {
        Some(id) => id,
        None => read::first(low, cst.kids, cst.span.start),
    };
    let Some(mut to) = read::a_type(cst.kids) else { return value.into() };
    let how = cst
        .of_kind("as_operator")
        .map_or("", |kid| low.source.get(kid.span.start as usize..kid.span.end as usize).unwrap_or(""));
    if how == "as?" {
        let span = low.build.unit().span(to);
        let parts = low.build.list(&[to]);
        to = low.node(Kind::TypeExpression { form: TypeForm::Optional, parts }, span);
    }
    low.node(Kind::Cast { value, to, converts: false }, cst.span).into()
}

/// `a ? b : c`
pub(super) fn ternary(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let condition = low.need(cst, "condition");
    let then = low.need(cst, "if_true");
    let otherwise = low.need(cst, "if_false");
    // Choices in a row: the grammar takes all but the last for the question of the last.
    let mut outer = Vec::new();
    let mut asked = condition;
    let end = cst.kid("condition").map_or(0, |kid| kid.span.end);
    while let Kind::Conditional { condition, then, otherwise } = low.build.unit().kind(asked) {
        if low.build.unit().span(asked).end != end {
            break;
        }
        alike::discard_shell(low, asked);
        outer.push((condition, then));
        asked = otherwise;
    }
    let start = if outer.is_empty() { cst.span.start } else { low.build.unit().span(asked).start };
    let kind = Kind::Conditional { condition: asked, then, otherwise };
    let mut made = low.node(kind, code::Span::new(start, cst.span.end));
    while let Some((condition, then)) = outer.pop() {
        let start = low.build.unit().span(condition).start;
        let kind = Kind::Conditional { condition, then, otherwise: made };
        made = low.node(kind, code::Span::new(start, cst.span.end));
    }
    made.into()
}

/// `try f()` hands errors on by itself; `try? f()` is nil where one came, `try! f()` stops the program.
pub(super) fn attempt(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let value = match cst.node("expr") {
        Some(id) => id,
        None => read::first(low, cst.kids, cst.span.start),
    };
    let how = cst
        .of_kind("try_operator")
        .map_or("", |kid| low.source.get(kid.span.start as usize..kid.span.end as usize).unwrap_or(""));
    if how.ends_with('?') {
        return low.node(Kind::Scoped(ScopeForm::Try, value), cst.span).into();
    }
    low.height = cst.kids.iter().map(|kid| kid.height).max();
    value.into()
}

pub(super) fn awaited(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let value = read::first(low, cst.kids, cst.span.start);
    low.node(Kind::Await(value), cst.span).into()
}

/// `a.b`, `a?.b`, `a.0`
pub(super) fn navigation(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let suffix = cst.kids.iter().rev().find(|kid| kid.kind == "navigation_suffix").copied();
    let Some(suffix) = suffix.filter(|kid| !kid.span.is_empty()) else {
        let parts = low.flatten(cst.kids);
        return low.opaque(Opacity::Broken, &parts, cst.span).into();
    };
    let before = cst.kids.iter().find(|kid| kid.kind != "navigation_suffix" && kid.one().is_some());
    let (object, outer) = match before.and_then(|kid| Some((kid, kid.one()?))) {
        Some((kid, id)) => operators::last_operand(low, kid, id),
        None => (read::missing(low, cst.span.start), Vec::new()),
    };
    let whole = operators::start_of(low, cst, before, object);
    let span = match suffix.one() {
        Some(id) => {
            let span = low.build.unit().span(id);
            let start = span.start;
            low.marks.retain(|&mark| mark != start);
            alike::discard(low, id);
            span
        }
        None => suffix.span,
    };
    // What a key path names is a function of the thing that has it.
    if matches!(low.build.unit().kind(object), Kind::Name(_))
        && low.text(low.build.unit().span(object)).starts_with('\\')
    {
        alike::discard(low, object);
        return low.build.name(cst.span).into();
    }
    // `T.self` is the type itself.
    if low.text(span) == "self" && !matches!(low.build.unit().kind(object), Kind::This) {
        return operators::put_back(low, object, outer).into();
    }
    // `Swift.max` is `max`, spelled so where another one is nearer.
    if low.build.unit().name_of(object) == Some("Swift") {
        alike::discard(low, object);
        let made = read::name_at(low, span);
        return operators::put_back(low, made, outer).into();
    }
    let is_optional = cst.kids.iter().any(|kid| kid.field == "target" && kid.kind == "?");
    let object = if low.text(span) == "type" { object } else { types::head(low, object) };
    let access = if is_optional { Access::Optional } else { Access::Dot };
    let name = low.build.symbol(span);
    let made = low.node(Kind::Member { object, name, access }, whole);
    // Whether there is nothing in something is a question like a call, and means the same of everything that has it.
    let is_question = access == Access::Dot && matches!(low.text(span), "isEmpty");
    if is_question && low.build.unit().kind(object) != Kind::This {
        let arguments = code::List::default();
        let made = low.node(Kind::Call { callee: made, arguments, form: code::CallForm::Plain }, whole);
        return operators::put_back(low, made, outer).into();
    }
    operators::put_back(low, made, outer).into()
}

/// `\Person.name`, of which the rule around it takes the rest.
pub(super) fn key_path(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    read::discard_all(low, cst.kids);
    low.build.name(cst.span).into()
}

/// `#selector(f)`: the function that it names.
pub(super) fn selector(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let inner = cst.kids.iter().filter(|kid| kid.kind != "ERROR").find_map(Kid::one);
    match inner {
        Some(id) => id.into(),
        None => low.build.name(cst.span).into(),
    }
}

/// `#available(iOS 13, *)`
pub(super) fn available(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    read::discard_all(low, cst.kids);
    let name = low.build.name(cst.span);
    if cst.has("unavailable") {
        return low.node(Kind::Unary(UnaryOperator::Not, name), cst.span).into();
    }
    name.into()
}

/// `#file`, `#line`, `#colorLiteral(…)`
pub(super) fn said(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    read::discard_all(low, cst.kids);
    low.build.name(cst.span).into()
}
