//! Expressions.

use code::{
    Access, BinaryOperator, CallForm, Kind, LetForm, List, Modifiers, Opacity, Span, TextForm, TypeForm, UnaryOperator,
};

use super::{read, types};
use crate::alike;
use crate::lower::{Cst, Kid, Lowered, Lowering};

/// `(a)`: what stands inside.
pub(super) fn parenthesized(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    low.height = cst.kids.iter().map(|kid| kid.height).max();
    read::need_inner(low, cst).into()
}

pub(super) fn boolean(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let value = low.text(cst.span) == "true";
    low.node(Kind::Boolean(value), cst.span).into()
}

pub(super) fn text(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let form = if low.text(cst.span).ends_with("u8") { TextForm::Bytes } else { TextForm::Text };
    low.node(Kind::Text(form), cst.span).into()
}

/// `$"a {b}"`: a text with holes.
pub(super) fn template(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    if !cst.kids.iter().any(|kid| kid.kind == "interpolation") {
        return low.node(Kind::Text(TextForm::Text), cst.span).into();
    }
    let mut pieces = Vec::with_capacity(cst.kids.len());
    for kid in cst.kids {
        match kid.kind {
            "string_content" => pieces.push(low.node(Kind::Text(TextForm::Text), kid.span)),
            "interpolation" => pieces.extend(low.flatten([kid])),
            _ => {}
        }
    }
    let pieces = low.build.list(&pieces);
    low.node(Kind::Template { pieces, tag: None }, cst.span).into()
}

/// `{value,10:F2}`: the value. How it is laid out says nothing about what it is.
pub(super) fn hole(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    read::need_inner(low, cst).into()
}

/// `a = b`, `a += b`, `a ??= b`. Inside an initializer `[key] = b` is an entry.
pub(super) fn assignment(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let value = read::need(low, cst, "right");
    if let Some(kid) = cst.kid("left").copied().filter(|kid| kid.kind == "element_binding_expression") {
        let keys = low.flatten([&kid]);
        let key = match keys[..] {
            [one] => one,
            _ => {
                let list = low.build.list(&keys);
                low.node(Kind::Tuple(list), kid.span)
            }
        };
        let computed = !matches!(low.build.unit().kind(key), Kind::Text(_));
        return low.node(Kind::Entry { key, value, computed }, cst.span).into();
    }
    let target = read::need(low, cst, "left");
    let symbol = cst.token("operator");
    let operator = match symbol {
        "??=" => Some(BinaryOperator::Coalesce),
        ">>>=" => Some(BinaryOperator::ShiftRightUnsigned),
        _ => alike::compound(symbol),
    };
    // `clicked += (sender, e) => …` listens; functions are not added up.
    let listens = matches!(symbol, "+=" | "-=")
        && is_listener(low, value)
        && matches!(low.build.unit().kind(target), Kind::Name(_) | Kind::Member { .. });
    if listens && let Some(kid) = cst.kid("operator").copied() {
        let name = low.build.symbol(kid.span);
        let span = low.build.unit().span(target).cover(kid.span);
        let callee = low.node(Kind::Member { object: target, name, access: Access::Dot }, span);
        let arguments = low.build.list(&[value]);
        return low.node(Kind::Call { callee, arguments, form: CallForm::Plain }, cst.span).into();
    }
    low.node(Kind::Assign { target, operator, value }, cst.span).into()
}

/// Whether a value can only be a function: one that is written out, a `new EventHandler(…)`, or a name that by every custom
/// belongs to one (`OnClick`, `button_Click`).
fn is_listener(low: &Lowering<'_>, value: code::NodeId) -> bool {
    let unit = low.build.unit();
    let of_a_function = |name: &str| {
        let then_capital =
            |word: &str| name.strip_prefix(word).is_some_and(|rest| rest.starts_with(|it: char| it.is_uppercase()));
        let parted = name.split_once('_').is_some_and(|(before, after)| {
            !before.is_empty()
                && after.starts_with(|it: char| it.is_uppercase())
                && after.chars().any(char::is_lowercase)
        });
        then_capital("On") || then_capital("Handle") || parted
    };
    match unit.kind(value) {
        Kind::Function(_) => true,
        Kind::Name(symbol) => of_a_function(unit.name(symbol)),
        Kind::Member { object, name, .. } if unit.kind(object) == Kind::This => of_a_function(unit.name(name)),
        Kind::Call { callee, form: CallForm::New, .. } => {
            unit.name_of(callee).is_some_and(|name| name.ends_with("Handler"))
        }
        _ => false,
    }
}

pub(super) fn prefix(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let operand = read::need_inner(low, cst);
    let operator = match cst.kids.first().map_or("", |kid| kid.kind) {
        "!" => UnaryOperator::Not,
        // `^1` is the place that far from the end.
        "-" | "^" => UnaryOperator::Negate,
        "+" => UnaryOperator::Plus,
        "~" => UnaryOperator::BitNot,
        mark @ ("++" | "--") => {
            return low.node(Kind::Update { target: operand, up: mark == "++", postfix: false }, cst.span).into();
        }
        "&" => return low.node(Kind::Reference(operand, true), cst.span).into(),
        "*" => return low.node(Kind::Dereference(operand), cst.span).into(),
        _ => return low.opaque(Opacity::Broken, &[operand], cst.span).into(),
    };
    low.node(Kind::Unary(operator, operand), cst.span).into()
}

pub(super) fn postfix(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let operand = read::need_inner(low, cst);
    let kind = match cst.kids.last().map_or("", |kid| kid.kind) {
        mark @ ("++" | "--") => Kind::Update { target: operand, up: mark == "++", postfix: true },
        "!" => Kind::Unary(UnaryOperator::NonNull, operand),
        _ => return low.opaque(Opacity::Broken, &[operand], cst.span).into(),
    };
    low.node(kind, cst.span).into()
}

pub(super) fn binary(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let (left, right) = (read::need(low, cst, "left"), read::need(low, cst, "right"));
    let operator = match cst.token("operator") {
        "??" => Some(BinaryOperator::Coalesce),
        ">>>" => Some(BinaryOperator::ShiftRightUnsigned),
        symbol => alike::operator(symbol),
    };
    match operator {
        Some(operator) => low.node(Kind::Binary(operator, left, right), cst.span).into(),
        None => low.opaque(Opacity::Broken, &[left, right], cst.span).into(),
    }
}

/// `x as T`: the same object seen as a `T`, or nothing where it is none. A built-in, so that the library says so.
pub(super) fn as_type(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let value = read::need(low, cst, "left");
    let Some(ty) = types::in_field(low, cst, "right") else { return value.into() };
    let Some(word) = cst.kid("operator").copied() else { return value.into() };
    let callee = low.build.name(word.span);
    let arguments = low.build.list(&[ty, value]);
    low.node(Kind::Call { callee, arguments, form: CallForm::Plain }, cst.span).into()
}

pub(super) fn conditional(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let condition = read::need(low, cst, "condition");
    let then = read::need(low, cst, "consequence");
    let otherwise = read::need(low, cst, "alternative");
    low.node(Kind::Conditional { condition, then, otherwise }, cst.span).into()
}

/// `(int) x`: a number changes, an object is only looked at as another type.
pub(super) fn cast(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let value = read::need(low, cst, "value");
    let Some(to) = types::in_field(low, cst, "type") else { return value.into() };
    let converts = matches!(low.build.unit().kind(to), Kind::TypeExpression { form: TypeForm::Primitive, .. });
    low.node(Kind::Cast { value, to, converts }, cst.span).into()
}

/// `f(a)`, `x.F(a)`, `x?.F(a)`. Which types a generic method is called with only matters to the compiler, unless it is all
/// that the call says: then it is told by the library, which reads it as the arguments `<` and `>`.
pub(super) fn call(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let callee = read::need(low, cst, "function");
    let callee = types::head(low, callee);
    // Where the rest of a method goes on is for the scheduler.
    if let Kind::Member { object, name, .. } = low.build.unit().kind(callee)
        && low.build.unit().name(name) == "ConfigureAwait"
    {
        alike::discard_shell(low, callee);
        read::discard_all(low, cst.kid("arguments"));
        return object.into();
    }
    let mut arguments = low.flatten(cst.kid("arguments"));
    arguments.extend(types_of_call(low, cst));
    let arguments = low.build.list(&arguments);
    low.node(Kind::Call { callee, arguments, form: CallForm::Plain }, cst.span).into()
}

/// Methods of which only the type that they are called with says what they do.
const BY_TYPE: &[&str] = &[
    "AddDbContext",
    "AddHostedService",
    "AddHttpClient",
    "AddScoped",
    "AddSingleton",
    "AddTransient",
    "Cast",
    "Configure",
    "Deserialize",
    "DeserializeAsync",
    "DeserializeObject",
    "Entity",
    "GetFromJsonAsync",
    "GetRequiredService",
    "GetService",
    "IsType",
    "OfType",
    "ReadFromJsonAsync",
    "Set",
    "Throws",
    "ThrowsAny",
    "ThrowsAsync",
    "UseMiddleware",
];

/// The types of such a call, read again from its text as named arguments: its nodes are gone with the name's.
fn types_of_call(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Vec<code::NodeId> {
    let Some(function) = cst.kid("function") else { return Vec::new() };
    let text = low.text(function.span);
    let Some(inner) = text.strip_suffix('>') else { return Vec::new() };
    let Some(open) = opening(inner) else { return Vec::new() };
    let name = inner[..open].rsplit(['.', ' ']).next().unwrap_or("");
    if !BY_TYPE.contains(&name) {
        return Vec::new();
    }
    let start = function.span.start;
    let mut found = Vec::new();
    let mut depth = 0;
    let mut from = open + 1;
    let mut parts = Vec::new();
    for (at, c) in inner[open + 1..].char_indices() {
        match c {
            '<' | '(' | '[' => depth += 1,
            '>' | ')' | ']' => depth -= 1,
            ',' if depth == 0 => {
                parts.push((from, open + 1 + at));
                from = open + 2 + at;
            }
            _ => {}
        }
    }
    parts.push((from, inner.len()));
    let marks = [open, inner.len()];
    let spans: Vec<(Span, Span)> = parts
        .iter()
        .zip(marks)
        .map(|(&(from, to), mark)| {
            let part = &inner[from..to];
            let from = from + (part.len() - part.trim_start().len());
            let to = from + part.trim().len();
            let at = |at: usize| start + at as u32;
            (Span::new(at(from), at(to)), Span::new(at(mark), at(mark + 1)))
        })
        .collect();
    for (ty, mark) in spans {
        let name = low.build.name(mark);
        let head = low.build.name(ty);
        let parts = low.build.list(&[head]);
        let value = low.node(Kind::TypeExpression { form: TypeForm::Named, parts }, ty);
        found.push(low.node(Kind::NamedArgument { name, value }, ty));
    }
    found
}

/// Where the bracket opens that the end of a text closes.
fn opening(text: &str) -> Option<usize> {
    let mut depth = 1;
    for (at, c) in text.char_indices().rev() {
        depth += match c {
            '>' => 1,
            '<' => -1,
            _ => 0,
        };
        if depth == 0 {
            return Some(at);
        }
    }
    None
}

/// `a`, `name: a`, `ref a`, `out var a`
pub(super) fn argument(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let name = read::name(low, cst);
    let value =
        cst.kids.iter().filter(|kid| kid.field != "name" && kid.kind != "ERROR").find_map(|kid| read::word(low, kid));
    let Some(value) = value.or_else(|| cst.nth(usize::from(name.is_some()))) else { return Lowered::Nothing };
    let changed = cst.kids.iter().any(|kid| matches!(kid.kind, "ref" | "out"));
    let value = if changed && low.build.unit().kind(value) != Kind::Wildcard {
        let span = Span::new(cst.span.start, low.build.unit().span(value).end);
        low.node(Kind::Reference(value, true), span)
    } else {
        value
    };
    match name {
        Some(name) => low.node(Kind::NamedArgument { name, value }, cst.span).into(),
        None => value.into(),
    }
}

/// `out int count`: a variable that the call sets. Readers know it by its name alone.
pub(super) fn declared_argument(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let annotation = types::in_field(low, cst, "type");
    let Some(target) = read::name(low, cst) else { return Lowered::Nothing };
    let span = low.build.unit().span(target);
    if !matches!(low.build.unit().kind(target), Kind::Name(_)) {
        return target.into();
    }
    let (form, modifiers) = (LetForm::Variable, Modifiers::default());
    low.node(Kind::Let { target, annotation, value: None, otherwise: None, form, modifiers }, span).into()
}

/// `a.b`, `this.b`, `base.b`, `string.Empty`
pub(super) fn member(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let object = read::need(low, cst, "expression");
    let object = types::head(low, object);
    let Some(kid) = cst.kid("name").copied().filter(|kid| !kid.span.is_empty()) else {
        return low.opaque(Opacity::Broken, &[object], cst.span).into();
    };
    let span = plain_name(low, &kid);
    let name = low.build.symbol(span);
    let span = Span::new(cst.span.start, span.end);
    low.node(Kind::Member { object, name, access: Access::Dot }, span).into()
}

/// The name of a member without the types that it is called with.
fn plain_name(low: &mut Lowering<'_>, kid: &Kid) -> Span {
    let Some(id) = kid.one() else { return kid.span };
    let head = types::head(low, id);
    let span = low.build.unit().span(head);
    alike::discard(low, head);
    span
}

/// `a?.b`, `a?[0]`
pub(super) fn conditional_access(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let object = read::need(low, cst, "condition");
    if let Some(kid) = cst.of_kind("member_binding_expression").copied() {
        let span = plain_name(low, &kid);
        let name = low.build.symbol(span);
        let span = Span::new(cst.span.start, span.end);
        return low.node(Kind::Member { object, name, access: Access::Optional }, span).into();
    }
    let keys = low.flatten(cst.of_kind("element_binding_expression"));
    let index = join(low, &keys, cst.span);
    low.node(Kind::Index { object, index, optional: true }, cst.span).into()
}

pub(super) fn index(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let object = read::need(low, cst, "expression");
    let keys = low.flatten(cst.kid("subscript"));
    let index = join(low, &keys, cst.span);
    low.node(Kind::Index { object, index, optional: false }, cst.span).into()
}

/// One key, or several as a group.
fn join(low: &mut Lowering<'_>, keys: &[code::NodeId], around: Span) -> code::NodeId {
    match *keys {
        [one] => one,
        [] => low.opaque(Opacity::Broken, &[], Span::new(around.end, around.end)),
        [first, .., last] => {
            let unit = low.build.unit();
            let span = unit.span(first).cover(unit.span(last));
            let list = low.build.list(keys);
            low.node(Kind::Tuple(list), span)
        }
    }
}

/// `1..^1`
pub(super) fn range(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let dots = cst.of_kind("..").map_or(cst.span.start, |kid| kid.span.start);
    let start = cst.kids.iter().filter(|kid| kid.span.start < dots).find_map(Kid::one);
    let end = cst.kids.iter().filter(|kid| kid.span.start > dots).find_map(Kid::one);
    low.node(Kind::Slice { start, end, step: None }, cst.span).into()
}

/// `ref x`
pub(super) fn reference(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let inner = read::need_inner(low, cst);
    low.node(Kind::Reference(inner, true), cst.span).into()
}

pub(super) fn await_value(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let inner = read::need_inner(low, cst);
    low.node(Kind::Await(inner), cst.span).into()
}

/// `typeof(T)`, `default(T)`, `default`, `sizeof(T)`: built-ins, so that the library says what each gives.
pub(super) fn of_type(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let ty: Vec<_> = types::in_field(low, cst, "type").into_iter().collect();
    let Some(word) = cst.kids.first().copied() else { return Lowered::Nothing };
    let callee = low.build.name(word.span);
    let arguments: List = low.build.list(&ty);
    low.node(Kind::Call { callee, arguments, form: CallForm::Plain }, cst.span).into()
}

/// `(a, b)`, `(x: 1, y: 2)`: the names of the parts are for whoever takes it apart.
pub(super) fn tuple(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let mut parts = Vec::new();
    for id in low.flatten(cst.kids) {
        match low.build.unit().kind(id) {
            Kind::NamedArgument { name, value } => {
                alike::discard_shell(low, id);
                alike::discard(low, name);
                parts.push(value);
            }
            // `var (a, b)` declares.
            Kind::Let { target, value: None, annotation, .. } => {
                alike::discard_shell(low, id);
                if let Some(annotation) = annotation {
                    alike::discard(low, annotation);
                }
                parts.push(target);
            }
            _ => parts.push(id),
        }
    }
    let parts = low.build.list(&parts);
    low.node(Kind::Tuple(parts), cst.span).into()
}
