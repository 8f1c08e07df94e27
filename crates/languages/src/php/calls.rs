//! Calls, members, and the words of the language that act like calls.

use code::{Access, CallForm, Kind, List, NodeId, Opacity, Span};

use super::read;
use crate::lower::{Cst, Kid, Lowered, Lowering};

/// `value`, `name: value`, `...$values`
pub(super) fn argument(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let Some(value) = cst.kids.iter().rev().find_map(Kid::one) else { return Lowered::Nothing };
    let Some(name) = cst.kid("name").filter(|kid| kid.one() != Some(value)).copied() else { return value.into() };
    let name = read::plain(low, &name);
    low.node(Kind::NamedArgument { name, value }, cst.span).into()
}

/// The call of a callee, or the callee itself where `(...)` only makes a function value of it.
fn finish(low: &mut Lowering<'_>, cst: &Cst<'_>, callee: NodeId, form: CallForm) -> NodeId {
    let Some(kid) = cst.kids.iter().find(|kid| kid.kind == "arguments").copied() else {
        return low.node(Kind::Call { callee, arguments: List::default(), form }, cst.span);
    };
    let arguments = low.list(Some(&kid));
    if arguments.is_empty() && low.text(kid.span).contains("...") {
        return callee;
    }
    low.node(Kind::Call { callee, arguments, form }, cst.span)
}

/// `f($x)`
pub(super) fn call(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let callee = low.need(cst, "function");
    finish(low, cst, callee, CallForm::Plain).into()
}

fn is_optional(cst: &Cst<'_>) -> bool {
    cst.has("?->")
}

/// `$object->name`: a member, or for a name that is worked out what stands under it.
fn reach(low: &mut Lowering<'_>, cst: &Cst<'_>) -> NodeId {
    let object = low.need(cst, "object");
    let Some(kid) = cst.kid("name").filter(|kid| !kid.span.is_empty()).copied() else {
        return low.opaque(Opacity::Broken, &[object], cst.span);
    };
    let span = Span::new(cst.span.start, kid.span.end);
    if kid.kind == "name" {
        let name = read::member_symbol(low, &kid);
        let access = if is_optional(cst) { Access::Optional } else { Access::Dot };
        return low.node(Kind::Member { object, name, access }, span);
    }
    let index = low.need(cst, "name");
    let end = if cst.has("{") { span.end + 1 } else { span.end };
    let span = Span::new(span.start, end.min(cst.span.end));
    low.node(Kind::Index { object, index, optional: is_optional(cst) }, span)
}

pub(super) fn member(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let id = reach(low, cst);
    low.build.set_span(id, cst.span);
    id.into()
}

/// `$object->name($x)`
pub(super) fn method(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let callee = reach(low, cst);
    finish(low, cst, callee, CallForm::Plain).into()
}

/// `Type::name($x)`. The constructor of the parent is the parent called, as elsewhere.
pub(super) fn of_type(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let scope = low.need(cst, "scope");
    let callee = match cst.kid("name").filter(|kid| !kid.span.is_empty()).copied() {
        None => scope,
        Some(kid) if kid.kind != "name" => {
            let index = low.need(cst, "name");
            let span = low.build.unit().span(scope).cover(kid.span);
            low.node(Kind::Index { object: scope, index, optional: false }, span)
        }
        Some(kid) => {
            let is_parent = low.build.unit().kind(scope) == Kind::Super;
            let span = Span::new(cst.span.start, kid.span.end);
            if is_parent && low.text(kid.span) == "__construct" {
                read::discard_all(low, [&kid]);
                low.build.set_span(scope, span);
                scope
            } else {
                let name = read::member_symbol(low, &kid);
                let access = if is_parent { Access::Dot } else { Access::Path };
                low.node(Kind::Member { object: scope, name, access }, span)
            }
        }
    };
    finish(low, cst, callee, CallForm::Plain).into()
}

/// `Type::$name`
pub(super) fn static_member(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let scope = low.need(cst, "scope");
    match cst.kid("name").copied() {
        Some(kid) if kid.kind == "variable_name" => {
            let name = read::member_symbol(low, &kid);
            low.node(Kind::Member { object: scope, name, access: Access::Path }, cst.span).into()
        }
        _ => {
            let index = low.need(cst, "name");
            low.node(Kind::Index { object: scope, index, optional: false }, cst.span).into()
        }
    }
}

/// `Type::NAME`, `Type::class`
pub(super) fn class_constant(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let mut kids = cst.kids.iter().filter(|kid| !matches!(kid.lowered, Lowered::Nothing));
    let (first, last) = (kids.next().copied(), kids.next_back().copied());
    let Some(object) = first.and_then(|kid| kid.one()) else { return Lowered::Nothing };
    let Some(kid) = last else { return object.into() };
    if low.text(kid.span).contains(|c: char| !c.is_alphanumeric() && c != '_') {
        let index = kid.one().unwrap_or(object);
        return low.node(Kind::Index { object, index, optional: false }, cst.span).into();
    }
    let name = read::member_symbol(low, &kid);
    low.node(Kind::Member { object, name, access: Access::Path }, cst.span).into()
}

/// `new Type($x)`, `new class($x) { … }`
pub(super) fn new(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let kids = cst.kids.iter().filter(|kid| kid.kind != "arguments" && kid.kind != "new");
    let class = kids.into_iter().find(|kid| !matches!(kid.lowered, Lowered::Nothing)).copied();
    let (callee, arguments) = match class.map(|kid| (kid.lowered, kid.span)) {
        Some((Lowered::One(callee), _)) => (callee, low.list(cst.of_kind("arguments"))),
        // An anonymous class hands its arguments up, itself last.
        Some((Lowered::Many(list), _)) => {
            let mut nodes = low.build.unit().list(list).to_vec();
            match nodes.pop() {
                Some(callee) => (callee, low.build.list(&nodes)),
                None => return Lowered::Nothing,
            }
        }
        _ => (read::need_inner(low, cst), List::default()),
    };
    low.node(Kind::Call { callee, arguments, form: CallForm::New }, cst.span).into()
}

/// `echo $a, $b;`, `print $a`, `exit(1);`, `clone $a`, `require 'a.php'`: words that act like functions of the library.
pub(super) fn intrinsic(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let Some(word) = cst.kids.iter().find(|kid| !kid.named).copied() else { return Lowered::Nothing };
    let text = low.text(word.span).to_ascii_lowercase();
    let symbol = low.build.unit_mut().names.intern(&text);
    let callee = low.node(Kind::Name(symbol), word.span);
    let arguments = low.list(cst.kids.iter().filter(|kid| kid.named));
    let end = cst.kids.iter().rev().find(|kid| !matches!(kid.kind, ";" | "text_interpolation"));
    let span = Span::new(cst.span.start, end.map_or(cst.span.end, |kid| kid.span.end));
    low.node(Kind::Call { callee, arguments, form: CallForm::Plain }, span).into()
}

/// `strict_types=1` of a `declare`: a mark of the whole file, of which the library says what it is for.
pub(super) fn directive(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let Some(word) = cst.kids.iter().find(|kid| !kid.named).copied() else { return Lowered::Nothing };
    let callee = low.build.name(word.span);
    let arguments = low.list(cst.kids.iter().filter(|kid| kid.named));
    let value = low.node(Kind::Call { callee, arguments, form: CallForm::Plain }, cst.span);
    low.node(Kind::Decorator { value }, cst.span).into()
}
