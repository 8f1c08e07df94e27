//! What many rules need: reading children, names, modifiers and documentation.

use code::{Kind, Modifiers, NodeId, Opacity, Span};

use crate::alike;
use crate::lower::{Cst, Kid, Lowered, Lowering};

/// The node that a child became; several in a row (`a, b`) are joined by the comma operator.
pub(crate) fn one(low: &mut Lowering<'_>, kid: &Kid) -> Option<NodeId> {
    match kid.lowered {
        Lowered::Nothing => None,
        Lowered::One(id) => Some(id),
        Lowered::Many(list) => {
            let nodes = low.build.unit().list(list).to_vec();
            alike::join(low, nodes)
        }
    }
}

/// The expression in a field, if there is one.
pub(crate) fn maybe(low: &mut Lowering<'_>, cst: &Cst<'_>, field: &str) -> Option<NodeId> {
    cst.kids.iter().filter(|kid| kid.field == field).find_map(|kid| one(low, kid))
}

/// The expression in a field; where it is missing, an opaque broken node.
pub(crate) fn value(low: &mut Lowering<'_>, cst: &Cst<'_>, field: &str) -> NodeId {
    match maybe(low, cst, field) {
        Some(id) => id,
        None => low.need(cst, field),
    }
}

/// The first expression among the children, broken pieces last.
pub(crate) fn inner(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Option<NodeId> {
    let kids = cst.kids.iter().filter(|kid| kid.kind != "ERROR");
    kids.into_iter().find_map(|kid| one(low, kid)).or_else(|| cst.nth(0))
}

/// The same; where there is none, an opaque broken node.
pub(crate) fn need_inner(low: &mut Lowering<'_>, cst: &Cst<'_>) -> NodeId {
    match inner(low, cst) {
        Some(id) => id,
        None => low.opaque(Opacity::Broken, &[], Span::new(cst.span.end, cst.span.end)),
    }
}

/// The statement in a field; several in a row (`var a, b`) become a block.
pub(crate) fn statement(low: &mut Lowering<'_>, cst: &Cst<'_>, field: &str) -> NodeId {
    match cst.kid(field).map(|kid| (kid.lowered, kid.span)) {
        Some((Lowered::Many(body), span)) => low.node(Kind::Block { body }, span),
        _ => low.need(cst, field),
    }
}

/// A name from a child: the node that it became, or a new name at its place.
pub(crate) fn name(low: &mut Lowering<'_>, kid: &Kid) -> NodeId {
    kid.one().unwrap_or_else(|| low.build.name(kid.span))
}

/// The key of a property, and whether it is computed.
pub(crate) fn key(low: &mut Lowering<'_>, kid: &Kid) -> (NodeId, bool) {
    (name(low, kid), kid.kind == "computed_property_name")
}

/// The key in a field; where it is missing, an opaque broken node.
pub(crate) fn key_in(low: &mut Lowering<'_>, cst: &Cst<'_>, field: &str) -> (NodeId, bool) {
    match cst.kid(field) {
        Some(kid) => key(low, kid),
        None => (low.need(cst, field), false),
    }
}

/// The nodes of a field as a list, without a copy where the child already is a list.
pub(crate) fn list(low: &mut Lowering<'_>, cst: &Cst<'_>, field: &str) -> code::List {
    let mut kids = cst.kids.iter().filter(|kid| kid.field == field);
    match (kids.next(), kids.next()) {
        (None, _) => code::List::default(),
        (Some(Kid { lowered: Lowered::Many(list), .. }), None) => *list,
        _ => low.list_in(cst, field),
    }
}

/// The modifiers that stand among the children as words and marks.
pub(crate) fn modifiers(low: &Lowering<'_>, cst: &Cst<'_>) -> Modifiers {
    let mut all = Modifiers::default();
    for kid in cst.kids {
        let found = match kid.kind {
            "async" => Modifiers::ASYNC,
            "*" => Modifiers::GENERATOR,
            "static" | "static get" => Modifiers::STATIC,
            "abstract" => Modifiers::ABSTRACT,
            "readonly" => Modifiers::READONLY,
            "declare" => Modifiers::EXTERNAL,
            "?" => Modifiers::OPTIONAL,
            "override_modifier" => Modifiers::OVERRIDE,
            "accessibility_modifier" => accessibility(low.text(kid.span)),
            "private_property_identifier" if kid.field != "value" => Modifiers::PRIVATE,
            "=>" => Modifiers::ARROW,
            _ => continue,
        };
        all = all.with(found);
    }
    all
}

/// The modifier that an accessibility word means.
pub(crate) fn accessibility(word: &str) -> Modifiers {
    match word {
        "public" => Modifiers::PUBLIC,
        "private" => Modifiers::PRIVATE,
        "protected" => Modifiers::PROTECTED,
        "readonly" => Modifiers::READONLY,
        "override" => Modifiers::OVERRIDE,
        _ => Modifiers::default(),
    }
}

/// Adds modifiers to a function, a type or a variable, and lets it start at `start`, where they are written.
pub(crate) fn add_modifiers(low: &mut Lowering<'_>, id: NodeId, more: Modifiers, start: u32) {
    let unit = low.build.unit_mut();
    let span = unit.span(id);
    match unit.kind(id) {
        Kind::Function(function) => {
            let function = &mut unit.functions[function.index()];
            function.modifiers = function.modifiers.with(more);
        }
        Kind::Type(definition) => {
            let definition = &mut unit.types[definition.index()];
            definition.modifiers = definition.modifiers.with(more);
        }
        Kind::Let { target, annotation, value, otherwise, form, modifiers } => {
            let modifiers = modifiers.with(more);
            low.build.set_kind(id, Kind::Let { target, annotation, value, otherwise, form, modifiers });
        }
        _ => return,
    }
    low.build.set_span(id, Span::new(start.min(span.start), span.end));
}

/// Gives the comment before `start` to the function or type that a statement, field or entry defines.
pub(crate) fn document(low: &mut Lowering<'_>, mut id: NodeId, start: u32) {
    loop {
        let unit = low.build.unit();
        match unit.kind(id) {
            Kind::Let { value: Some(value), .. }
            | Kind::Assign { value, operator: None, .. }
            | Kind::Field { value: Some(value), .. }
            | Kind::Entry { value, .. } => id = value,
            Kind::Function(function) if unit.function(function).doc.is_none() => {
                let doc = low.doc_before(start);
                low.build.unit_mut().functions[function.index()].doc = doc;
                return;
            }
            Kind::Type(definition) if unit.type_definition(definition).doc.is_none() => {
                let doc = low.doc_before(start);
                low.build.unit_mut().types[definition.index()].doc = doc;
                return;
            }
            _ => return,
        }
    }
}

/// The text of a string literal without its quotes, if the node is one.
pub(crate) fn string_text<'s>(low: &Lowering<'s>, id: NodeId) -> Option<&'s str> {
    let unit = low.build.unit();
    let Kind::Text(_) = unit.kind(id) else { return None };
    let span = unit.span(id);
    let text = low.source.get(span.start as usize..span.end as usize)?;
    text.get(1..text.len().checked_sub(1)?)
}
