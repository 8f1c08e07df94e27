//! Expressions that C does not have, or that mean something else here.

use code::{Access, BinaryOperator, CallForm, Kind, NodeId, Opacity, Span, TextForm, TypeForm};

use crate::alike;
use crate::c::{expressions, read, types};
use crate::lower::{Cst, Kid, Lowered, Lowering};

/// `"text"s`, `10ms`: the literal before its suffix.
pub(super) fn literal(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let kind = match cst.kids.iter().find_map(Kid::one).map(|id| low.build.unit().kind(id)) {
        Some(kind @ (Kind::Integer | Kind::Float | Kind::Text(_))) => kind,
        _ => Kind::Text(TextForm::Text),
    };
    for id in low.flatten(cst.kids) {
        alike::discard(low, id);
    }
    low.node(kind, cst.span).into()
}

/// `(a)`: what stands inside; a chain that reads from a stream tells there whether it could.
pub(super) fn wrapped(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    match expressions::wrapped(low, cst) {
        Lowered::One(id) if is_stream(low, id) => streamed(low, id).unwrap_or(id).into(),
        other => other,
    }
}

/// Algorithms of the library that work on all of a collection where they get its start and its end. The library knows each by
/// its name with [`ALL`] behind it, too.
const ALGORITHMS: &[&str] = &[
    "accumulate",
    "all_of",
    "any_of",
    "binary_search",
    "copy",
    "copy_if",
    "count",
    "count_if",
    "fill",
    "find",
    "find_if",
    "for_each",
    "generate",
    "iota",
    "is_sorted",
    "lower_bound",
    "max_element",
    "min_element",
    "next_permutation",
    "none_of",
    "partition",
    "prev_permutation",
    "remove",
    "remove_if",
    "replace",
    "reverse",
    "shuffle",
    "sort",
    "stable_sort",
    "transform",
    "unique",
    "upper_bound",
];
/// What tells such a call.
const ALL: &str = ":all";

/// Functions that are told by a type in angle brackets what to do, which counts as their first argument.
const TYPED: &[&str] = &[
    "any_cast",
    "bit_cast",
    "duration_cast",
    "dynamic_cast",
    "dynamic_pointer_cast",
    "get",
    "get_if",
    "holds_alternative",
    "make_shared",
    "make_unique",
    "static_pointer_cast",
];

/// `f(x.begin(), x.end(), …)`: works on all of `x`, which becomes the first argument.
fn over_all(low: &mut Lowering<'_>, id: NodeId) {
    let unit = low.build.unit();
    let Kind::Call { callee, arguments, form } = unit.kind(id) else { return };
    let [first, second, ..] = *unit.list(arguments) else { return };
    let end_of = |at: NodeId, names: [&str; 2]| match unit.kind(at) {
        Kind::Call { callee, arguments, .. } if arguments.is_empty() => match unit.kind(callee) {
            Kind::Member { object, name, .. } if names.contains(&unit.name(name)) => Some((object, callee)),
            _ => None,
        },
        _ => None,
    };
    let (Some((object, start)), Some((same, end))) =
        (end_of(first, ["begin", "cbegin"]), end_of(second, ["end", "cend"]))
    else {
        return;
    };
    let (Kind::Name(name) | Kind::Member { name, access: Access::Path, .. }) = unit.kind(callee) else { return };
    if !unit.same_code(object, same) || !ALGORITHMS.contains(&unit.name(name)) {
        return;
    }
    let named = format!("{}{ALL}", unit.name(name));
    let mut list = unit.list(arguments).to_vec();
    list.splice(0..2, [object]);
    let symbol = low.build.unit_mut().names.intern(&named);
    let kind = match low.build.unit().kind(callee) {
        Kind::Member { object, access, .. } => Kind::Member { object, name: symbol, access },
        _ => Kind::Name(symbol),
    };
    low.build.set_kind(callee, kind);
    alike::discard(low, second);
    let _ = end;
    alike::discard_shell(low, start);
    alike::discard_shell(low, first);
    let arguments = low.build.list(&list);
    low.build.set_kind(id, Kind::Call { callee, arguments, form });
}

/// `make_unique<T>(x)`: the type is the first argument.
fn told_a_type(low: &mut Lowering<'_>, id: NodeId) {
    let unit = low.build.unit();
    let Kind::Call { callee, arguments, form } = unit.kind(id) else { return };
    let Kind::TypeExpression { form: TypeForm::Named, parts } = unit.kind(callee) else { return };
    let [head, to] = *unit.list(parts) else { return };
    // Others may mean something else by the same name.
    let text = unit.text(head);
    let plain =
        text.rsplit_once("::").is_none_or(|(scope, _)| matches!(scope, "std" | "::std" | "std::chrono" | "chrono"));
    if !plain || !TYPED.contains(&super::names::last_name(low, head)) {
        return;
    }
    let mut list = vec![to];
    list.extend_from_slice(unit.list(arguments));
    let parts = low.build.list(&[head]);
    low.build.set_kind(callee, Kind::TypeExpression { form: TypeForm::Named, parts });
    let arguments = low.build.list(&list);
    low.build.set_kind(id, Kind::Call { callee, arguments, form });
}

/// A call; a cast and `int(x)` look like one.
pub(super) fn call(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let Lowered::One(id) = expressions::call(low, cst) else { return Lowered::Nothing };
    over_all(low, id);
    told_a_type(low, id);
    let unit = low.build.unit();
    let Kind::Call { callee, arguments, .. } = unit.kind(id) else { return id.into() };
    let list = unit.list(arguments).to_vec();
    // `std::vector<int>(n)`, `std::runtime_error(text)`: the name is that of a type.
    let name = super::names::last_name(low, callee);
    let holds = !matches!(unit.kind(callee), Kind::Member { access: Access::Dot, .. });
    if holds && (super::neutral(name).is_some() || super::is_type(name)) && !matches!(name, "move" | "function") {
        low.build.set_kind(id, Kind::Call { callee, arguments, form: CallForm::New });
        return id.into();
    }
    let unit = low.build.unit();
    let Kind::TypeExpression { form, parts } = unit.kind(callee) else { return id.into() };
    let [value] = list[..] else { return id.into() };
    match (form, unit.list(parts)) {
        (TypeForm::Primitive, _) => {
            low.build.set_kind(id, Kind::Cast { value, to: callee, converts: true });
        }
        (TypeForm::Named, &[head, to])
            if matches!(unit.name_of(head), Some("static_cast" | "reinterpret_cast" | "const_cast")) =>
        {
            let converts = unit.name_of(head) == Some("static_cast")
                && matches!(unit.kind(to), Kind::TypeExpression { form: TypeForm::Primitive | TypeForm::Named, .. });
            alike::discard(low, head);
            alike::discard_shell(low, callee);
            low.build.set_kind(id, Kind::Cast { value, to, converts });
        }
        _ => {}
    }
    id.into()
}

/// `{ a, b }`. Empty braces start whatever is wanted there, which need not be a sequence.
pub(super) fn initializers(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    if cst.kids.iter().any(|kid| kid.named && kid.kind != "comment") {
        return expressions::initializers(low, cst);
    }
    low.build.name(cst.span).into()
}

/// Whether a value is a pair of braces with nothing in between.
pub(super) fn is_empty_braces(low: &Lowering<'_>, id: NodeId) -> bool {
    matches!(low.build.unit().kind(id), Kind::Name(_)) && low.build.unit().text(id).starts_with('{')
}

/// `new T(values)`, `new T[n]`.
pub(super) fn new(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    for id in low.flatten(cst.kids.iter().filter(|kid| kid.field == "placement")) {
        alike::discard(low, id);
    }
    let of = low.need(cst, "type");
    let of = types::written(low, of);
    if let Some(length) = cst.node("declarator") {
        let span = low.build.unit().span(of);
        let parts = low.build.list(&[of]);
        let callee = low.node(Kind::TypeExpression { form: TypeForm::Array, parts }, span);
        let arguments = low.build.list(&[length]);
        return low.node(Kind::Call { callee, arguments, form: CallForm::New }, cst.span).into();
    }
    let mut arguments = read::list_of(low, cst.kid("arguments"));
    if let [only] = *low.build.unit().list(arguments)
        && cst.kid("arguments").is_some_and(|kid| kid.kind == "initializer_list")
        && let Kind::Sequence(items) = low.build.unit().kind(only)
    {
        alike::discard_shell(low, only);
        arguments = items;
    }
    if let [only] = *low.build.unit().list(arguments)
        && is_empty_braces(low, only)
    {
        alike::discard_shell(low, only);
        arguments = code::List::default();
    }
    low.node(Kind::Call { callee: of, arguments, form: CallForm::New }, cst.span).into()
}

/// `[n]` behind `new T`.
pub(super) fn new_length(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    low.need(cst, "length").into()
}

/// `delete x`, `delete[] x`: a call that ends an object.
pub(super) fn delete(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let Some(value) = cst.kids.iter().find_map(Kid::one) else { return Lowered::Nothing };
    let word = cst.of_kind("delete").map_or(cst.span, |kid| kid.span);
    let span = cst.of_kind("]").map_or(word, |kid| word.cover(kid.span));
    let name = if cst.has("]") { "delete[]" } else { "delete" };
    let symbol = low.build.unit_mut().names.intern(name);
    // A child is older than its parent, and so is the place of the word.
    let callee = low.node(Kind::Name(symbol), span);
    let arguments = low.build.list(&[value]);
    low.node(Kind::Call { callee, arguments, form: CallForm::Plain }, cst.span).into()
}

/// `a + b`; operators may be spelled as words.
pub(super) fn binary(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let left = low.need(cst, "left");
    let right = low.need(cst, "right");
    let operator = match cst.token("operator") {
        "and" => Some(BinaryOperator::And),
        "or" => Some(BinaryOperator::Or),
        "bitand" => Some(BinaryOperator::BitAnd),
        "bitor" => Some(BinaryOperator::BitOr),
        "xor" => Some(BinaryOperator::BitXor),
        "not_eq" => Some(BinaryOperator::NotEqual),
        symbol => alike::operator(symbol),
    };
    let Some(operator) = operator else {
        return low.opaque(Opacity::Unread, &[left, right], cst.span).into();
    };
    low.node(Kind::Binary(operator, left, right), cst.span).into()
}

/// `a.b`, `a->b`, `a.get<int>`.
pub(super) fn member(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let object = low.need(cst, "argument");
    let Some(field) = cst.kid("field").copied().filter(|kid| !kid.span.is_empty()) else {
        return low.opaque(Opacity::Broken, &[object], cst.span).into();
    };
    let symbol = match field.one().map(|id| (id, low.build.unit().kind(id))) {
        Some((id, Kind::Name(symbol))) => {
            alike::discard(low, id);
            symbol
        }
        // `a.Base::f`
        Some((id, Kind::Member { name, .. })) => {
            alike::discard(low, id);
            name
        }
        Some((id, _)) => {
            alike::discard(low, id);
            low.build.symbol(field.span)
        }
        None => low.build.symbol(field.span),
    };
    low.node(Kind::Member { object, name: symbol, access: Access::Dot }, cst.span).into()
}

/// `a[i]`.
pub(super) fn item(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let object = low.need(cst, "argument");
    let indices = low.flatten(cst.kids.iter().filter(|kid| kid.field == "indices"));
    let index = match indices[..] {
        [only] => only,
        _ => low.need(cst, "indices"),
    };
    low.node(Kind::Index { object, index, optional: false }, cst.span).into()
}

/// `T{values}`: a new object.
pub(super) fn braced(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let of = low.need(cst, "type");
    let of = types::written(low, of);
    let value = low.need(cst, "value");
    let kind = match low.build.unit().kind(value) {
        Kind::Mapping(fields) => Kind::Record { of, fields },
        Kind::Sequence(arguments) => {
            let items = low.build.unit().list(arguments).to_vec();
            if let Some(held) = super::declarations::held(low, value, &items, of, true) {
                alike::discard(low, of);
                low.build.set_span(held, cst.span);
                return held.into();
            }
            Kind::Call { callee: of, arguments, form: CallForm::New }
        }
        _ if is_empty_braces(low, value) => {
            Kind::Call { callee: of, arguments: code::List::default(), form: CallForm::New }
        }
        _ => return value.into(),
    };
    alike::discard_shell(low, value);
    low.node(kind, cst.span).into()
}

/// `values...`
pub(super) fn spread(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let value = low.need(cst, "pattern");
    low.node(Kind::Spread(value), cst.span).into()
}

/// `co_await x`.
pub(super) fn wait(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let value = low.need(cst, "argument");
    low.node(Kind::Await(value), cst.span).into()
}

/// `co_yield x`.
pub(super) fn hand_out(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let value = cst.kids.iter().find_map(Kid::one);
    low.node(Kind::Yield(value, false), cst.span).into()
}

// ── Streams ──────────────────────────────────────────────────────────────────────────────────

/// The parts of `a << b << c`: the stream, then what goes in; or the same with `>>`.
fn chain(low: &Lowering<'_>, id: NodeId) -> Option<(BinaryOperator, Vec<NodeId>, Vec<NodeId>)> {
    let unit = low.build.unit();
    let Kind::Binary(operator @ (BinaryOperator::ShiftLeft | BinaryOperator::ShiftRight), ..) = unit.kind(id) else {
        return None;
    };
    let mut parts = Vec::new();
    let mut shells = Vec::new();
    let mut at = id;
    while let Kind::Binary(same, left, right) = unit.kind(at)
        && same == operator
    {
        parts.push(right);
        shells.push(at);
        at = left;
    }
    parts.push(at);
    parts.reverse();
    Some((operator, parts, shells))
}

/// Whether a chain of shifts can only be a stream: a text goes in, or the stream is known by its name.
pub(super) fn is_stream(low: &Lowering<'_>, id: NodeId) -> bool {
    let Some((_, parts, _)) = chain(low, id) else { return false };
    let unit = low.build.unit();
    let (&stream, rest) = parts.split_first().unwrap_or((&id, &[]));
    let name = match unit.kind(stream) {
        Kind::Name(name) | Kind::Member { name, .. } => unit.name(name),
        _ => "",
    };
    let named = matches!(
        name,
        "cout" | "cerr" | "clog" | "cin" | "os" | "oss" | "out" | "ostr" | "strm" | "stream" | "is" | "in" | "ss"
    ) || name.ends_with("stream");
    named || rest.iter().any(|&it| matches!(unit.kind(it), Kind::Text(TextForm::Text)))
}

/// Whether a part of a chain only ends a line, keeps values apart, or sets how they look.
fn is_form(low: &Lowering<'_>, id: NodeId) -> bool {
    let unit = low.build.unit();
    let text = unit.text(id);
    match unit.kind(id) {
        Kind::Text(_) => {
            let inner = text.trim_matches(['"', '\'']).replace("\\n", "").replace("\\t", "");
            inner.chars().all(char::is_whitespace)
        }
        Kind::Call { .. } => {
            let name = text.split('(').next().unwrap_or("").rsplit("::").next().unwrap_or("");
            matches!(name, "setw" | "setprecision" | "setfill")
        }
        Kind::Name(_) | Kind::Member { .. } => matches!(
            text.rsplit("::").next(),
            Some(
                "endl"
                    | "flush"
                    | "ends"
                    | "ws"
                    | "fixed"
                    | "hex"
                    | "dec"
                    | "boolalpha"
                    | "left"
                    | "right"
                    | "scientific"
            )
        ),
        _ => false,
    }
}

/// Whether a part that keeps values apart or ends a line puts something out.
fn writes(unit: &code::Unit, id: NodeId) -> bool {
    let text = unit.text(id);
    matches!(unit.kind(id), Kind::Text(_)) || ["endl", "ends", "flush", "ws"].iter().any(|it| text.ends_with(it))
}

fn ends_line(text: &str) -> bool {
    text.ends_with("endl") || text.contains("\\n")
}

/// Makes a call of a chain of shifts: what goes in or comes out are its arguments.
pub(super) fn streamed(low: &mut Lowering<'_>, id: NodeId) -> Option<NodeId> {
    let (operator, parts, shells) = chain(low, id)?;
    let span = low.build.unit().span(id);
    let (&stream, rest) = parts.split_first()?;
    let unit = low.build.unit();
    let name = match unit.kind(stream) {
        Kind::Name(name) | Kind::Member { name, access: Access::Path, .. } => unit.name(name),
        _ => "",
    };
    let standard = matches!(name, "cout" | "cerr" | "clog" | "cin");
    let mut values = rest.to_vec();
    // What only ends the line, keeps values apart or sets how they look is no value.
    let (mut told, mut dropped): (Vec<NodeId>, Vec<NodeId>) = values.drain(..).partition(|&it| !is_form(low, it));
    // What only sets how later values look writes nothing.
    if told.is_empty() && !dropped.iter().any(|&it| writes(low.build.unit(), it)) {
        for it in dropped.into_iter().chain([stream]) {
            alike::discard(low, it);
        }
        for shell in shells {
            alike::discard_shell(low, shell);
        }
        return Some(low.node(Kind::Empty, span));
    }
    let only_spaces = told.is_empty() && !dropped.iter().any(|&it| ends_line(low.build.unit().text(it)));
    if only_spaces {
        told = std::mem::take(&mut dropped);
    }
    for it in dropped {
        alike::discard(low, it);
    }
    for shell in shells {
        alike::discard_shell(low, shell);
    }
    let symbol = if operator == BinaryOperator::ShiftLeft { "<<" } else { ">>" };
    let callee = if standard {
        stream
    } else {
        let after = low.build.unit().span(stream).end;
        let gap = low.text(Span::new(after, span.end)).find(symbol).map_or(0, |it| it + 2) as u32;
        let symbol = low.build.unit_mut().names.intern(symbol);
        let whole = Span::new(low.build.unit().span(stream).start, after + gap);
        low.node(Kind::Member { object: stream, name: symbol, access: Access::Dot }, whole)
    };
    let arguments = low.build.list(&told);
    Some(low.node(Kind::Call { callee, arguments, form: CallForm::Plain }, span))
}
