//! What many rules need: names, lists, modifiers.

use code::{Kind, List, Modifiers, NodeId, Opacity, Span, Symbol};

use crate::alike;
use crate::lower::{Cst, Kid, Lowered, Lowering};

/// `$name`: a variable keeps its sign, which tells it from functions, types and constants; `$this` is the own object.
pub(super) fn variable(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    if low.text(cst.span) == "$this" {
        return low.node(Kind::This, cst.span).into();
    }
    low.build.name(cst.span).into()
}

/// A name without a sign: a function, a type or a constant.
pub(super) fn word(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    // `X::{expression}`: the name is worked out.
    if let Some(inner) = cst.nth(0) {
        return inner.into();
    }
    scope(low, cst)
}

/// `self`, `static`, `parent`, or the name of a type.
pub(super) fn scope(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let text = low.text(cst.span);
    if text.eq_ignore_ascii_case("parent") {
        return low.node(Kind::Super, cst.span).into();
    }
    let symbol = match text {
        // Both reach the type itself, and `static` its heir where there is one.
        "self" | "static" => low.build.unit_mut().names.intern("self"),
        _ => low.build.symbol(cst.span),
    };
    low.node(Kind::Name(symbol), cst.span).into()
}

/// `\strlen`, `\App\User`, `namespace\User`: a name of the global namespace is known without its backslash.
pub(super) fn qualified(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let text = low.text(cst.span);
    let bare = text.trim_start_matches('\\');
    let start = cst.span.start + (text.len() - bare.len()) as u32;
    let symbol = low.build.symbol(Span::new(start, cst.span.end));
    low.node(Kind::Name(symbol), cst.span).into()
}

/// The node of a name in a field; where it is missing, an opaque broken node.
pub(super) fn name(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Option<NodeId> {
    cst.kid("name").filter(|kid| !kid.span.is_empty()).map(|kid| plain(low, kid))
}

/// A name that stands where only a plain name can: what is written, whatever it would mean elsewhere.
pub(super) fn plain(low: &mut Lowering<'_>, kid: &Kid) -> NodeId {
    let symbol = low.build.symbol(kid.span);
    match kid.one() {
        Some(id) => {
            low.build.set_kind(id, Kind::Name(symbol));
            id
        }
        None => low.node(Kind::Name(symbol), kid.span),
    }
}

/// The name of a property in its declaration, which its uses spell without the sign.
pub(super) fn property(low: &mut Lowering<'_>, kid: &Kid) -> NodeId {
    let span = without_sign(low, kid.span);
    let symbol = low.build.symbol(span);
    match kid.one() {
        Some(id) => {
            low.build.set_kind(id, Kind::Name(symbol));
            low.build.set_span(id, span);
            id
        }
        None => low.node(Kind::Name(symbol), span),
    }
}

/// The part of a variable's span past its sign.
pub(super) fn without_sign(low: &Lowering<'_>, span: Span) -> Span {
    let n_signs = low.text(span).bytes().take_while(|byte| matches!(byte, b'$' | b'&')).count();
    Span::new(span.start + n_signs as u32, span.end)
}

/// The symbol of a member's name; the node that the name became is taken out of the model.
pub(super) fn member_symbol(low: &mut Lowering<'_>, kid: &Kid) -> Symbol {
    if let Some(id) = kid.one() {
        alike::discard(low, id);
    }
    let span = without_sign(low, kid.span);
    low.build.symbol(span)
}

/// The nodes of a field as a list, without a copy where the child already is a list.
pub(super) fn list(low: &mut Lowering<'_>, cst: &Cst<'_>, field: &str) -> List {
    low.list_in(cst, field)
}

/// The first child that is an expression or statement, broken pieces last.
pub(super) fn inner(cst: &Cst<'_>) -> Option<NodeId> {
    let kids = cst.kids.iter().filter(|kid| kid.kind != "ERROR");
    kids.into_iter().find_map(Kid::one).or_else(|| cst.nth(0))
}

/// The same; where there is none, an opaque broken node.
pub(super) fn need_inner(low: &mut Lowering<'_>, cst: &Cst<'_>) -> NodeId {
    match inner(cst) {
        Some(id) => id,
        None => low.opaque(Opacity::Broken, &[], Span::new(cst.span.end, cst.span.end)),
    }
}

/// What the words before a definition mean.
pub(super) fn modifiers(low: &Lowering<'_>, cst: &Cst<'_>) -> Modifiers {
    let mut modifiers = Modifiers::default();
    for kid in cst.kids {
        modifiers = modifiers.with(match kid.kind {
            "visibility_modifier" => match low.text(kid.span) {
                "public" => Modifiers::PUBLIC,
                "private" => Modifiers::PRIVATE,
                "protected" => Modifiers::PROTECTED,
                // `private(set)`: who may set it, not who sees it.
                _ => continue,
            },
            "var_modifier" => Modifiers::PUBLIC,
            "static_modifier" => Modifiers::STATIC,
            "abstract_modifier" => Modifiers::ABSTRACT,
            "readonly_modifier" => Modifiers::READONLY,
            _ => continue,
        });
    }
    modifiers
}

/// The same for a member of a type, which everybody sees unless a word says otherwise.
pub(super) fn member_modifiers(low: &Lowering<'_>, cst: &Cst<'_>) -> Modifiers {
    let modifiers = modifiers(low, cst);
    let hidden = modifiers.has(Modifiers::PRIVATE) || modifiers.has(Modifiers::PROTECTED);
    if hidden { modifiers } else { modifiers.with(Modifiers::PUBLIC) }
}

/// The attributes of a definition.
pub(super) fn attributes(low: &mut Lowering<'_>, cst: &Cst<'_>) -> List {
    low.list_in(cst, "attributes")
}

/// Discards all nodes that these children became.
pub(super) fn discard_all<'k>(low: &mut Lowering<'_>, kids: impl IntoIterator<Item = &'k Kid>) {
    for id in low.flatten(kids) {
        alike::discard(low, id);
    }
}
