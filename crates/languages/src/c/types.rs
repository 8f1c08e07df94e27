//! Types: structs, unions, enums, and other names for types.

use code::{DefinitionForm, Kind, List, Modifiers, NodeId, Span, TypeDefinition, TypeForm};

use super::declarations::{self, Declared};
use super::{preprocessor, read};
use crate::lower::{Cst, Kid, Lowered, Lowering};

/// The name of a struct, a union or an enum: with its word, for that is how C tells it from other names (`struct node`).
fn tag(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Option<NodeId> {
    let kid = cst.kid("name").copied().filter(|kid| !kid.span.is_empty())?;
    let word = cst.kids.first().map_or("struct", |kid| kid.kind);
    let spelled = format!("{word} {}", low.text(kid.span));
    let symbol = low.build.unit_mut().names.intern(&spelled);
    let whole = Span::new(cst.span.start, kid.span.end);
    let span = if low.text(whole) == spelled { whole } else { kid.span };
    Some(low.node(Kind::Name(symbol), span))
}

/// `struct point { … }`, `union value { … }`, or a struct that is only named.
pub(crate) fn record(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let name = tag(low, cst);
    let Some(body) = cst.kid("body").copied() else {
        return name.unwrap_or_else(|| low.need(cst, "name")).into();
    };
    let members = read::list_of(low, Some(&body));
    let form = if cst.kind == "union_specifier" { DefinitionForm::Union } else { DefinitionForm::Struct };
    define(low, form, name, members, cst.span).into()
}

/// `enum color { … }`.
pub(crate) fn enumeration(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let name = tag(low, cst);
    let Some(body) = cst.kid("body").copied() else {
        return name.unwrap_or_else(|| low.need(cst, "name")).into();
    };
    let members = read::list_of(low, Some(&body));
    define(low, DefinitionForm::Enum, name, members, cst.span).into()
}

/// Makes a definition.
pub(crate) fn define(
    low: &mut Lowering<'_>,
    form: DefinitionForm,
    name: Option<NodeId>,
    members: List,
    span: Span,
) -> NodeId {
    let doc = read::doc_before(low, span.start);
    let definition = TypeDefinition {
        node: low.build.unit().root,
        form,
        name,
        type_parameters: List::default(),
        bases: List::default(),
        members,
        decorators: List::default(),
        modifiers: Modifiers::default(),
        doc,
    };
    low.build.type_definition(definition, span)
}

/// A definition that stands where only its parts or another name of it count, taken back out of the table of types.
pub(crate) fn take_back(low: &mut Lowering<'_>, node: NodeId) -> Option<TypeDefinition> {
    let Kind::Type(id) = low.build.unit().kind(node) else { return None };
    if id.index() + 1 != low.build.unit().types.len() {
        return None;
    }
    low.build.set_kind(node, Kind::Empty);
    low.build.unit_mut().types.pop()
}

/// Fields or enumerators in braces. What is compiled only sometimes is a member all the same.
pub(crate) fn members(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let mut open = low.flatten(cst.kids);
    open.reverse();
    let mut nodes = Vec::new();
    while let Some(id) = open.pop() {
        let unit = low.build.unit();
        match unit.kind(id) {
            Kind::If { then, otherwise, .. } => {
                open.extend(otherwise);
                open.push(then);
            }
            Kind::Block { body } => open.extend(unit.list(body).iter().rev()),
            Kind::Field { .. } | Kind::Variant { .. } | Kind::Type(_) | Kind::Function(_) | Kind::Opaque { .. } => {
                nodes.push(id);
            }
            _ => {}
        }
    }
    Lowered::Many(low.build.list(&nodes))
}

/// `int x, *y;` in a struct. The fields of an unnamed struct or union inside are reached as if they were its own.
pub(crate) fn field(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let has_declarator = cst.kids.iter().any(|kid| kid.field == "declarator" && kid.one().is_some());
    let inside = cst.kid("type").and_then(Kid::one);
    if !has_declarator && let Some(id) = inside {
        let unnamed = match low.build.unit().kind(id) {
            Kind::Type(id) => low.build.unit().type_definition(id).name.is_none(),
            _ => false,
        };
        if unnamed && let Some(definition) = take_back(low, id) {
            return Lowered::Many(definition.members);
        }
    }
    let base = declarations::base(low, cst);
    let mut nodes: Vec<NodeId> = base.definition.into_iter().collect();
    let mut first = true;
    for kid in cst.kids.iter().filter(|kid| kid.field == "declarator") {
        let Some(id) = kid.one() else { continue };
        let declared = declarations::declare(low, &base, Some(id), first);
        let Some(name) = declared.name else { continue };
        let span = if first { cst.span } else { kid.span };
        first = false;
        let annotation = Some(declared.annotation);
        nodes.push(low.node(Kind::Field { name, annotation, value: None, modifiers: Modifiers::default() }, span));
    }
    read::several(low, &nodes)
}

/// One name of an enum, perhaps with its number.
pub(crate) fn variant(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let name = low.need(cst, "name");
    let value = cst.node("value");
    low.node(Kind::Variant { name, fields: List::default(), value }, cst.span).into()
}

/// A type where one is written: a bare name becomes a type expression, a definition a mention of its name.
pub(crate) fn written(low: &mut Lowering<'_>, id: NodeId) -> NodeId {
    let unit = low.build.unit();
    let span = unit.span(id);
    match unit.kind(id) {
        Kind::Name(_) | Kind::Member { .. } => {
            let parts = low.build.list(&[id]);
            low.node(Kind::TypeExpression { form: TypeForm::Named, parts }, span)
        }
        Kind::Type(definition) => {
            let definition = unit.type_definition(definition);
            let (name, members) = (definition.name, definition.members);
            if let Some(name) = name {
                let span = low.build.unit().span(name);
                let name = read::copy(low, name);
                let parts = low.build.list(&[name]);
                return low.node(Kind::TypeExpression { form: TypeForm::Named, parts }, span);
            }
            let head = low.build.unit().list(members).first().map_or(span.end, |&it| low.build.unit().span(it).start);
            let parts = List::default();
            let text = low.text(Span::new(span.start, head));
            let word = text.find(['{', ' ', '\n']).unwrap_or(text.len()) as u32;
            low.node(Kind::TypeExpression { form: TypeForm::Record, parts }, Span::new(span.start, span.start + word))
        }
        _ => id,
    }
}

/// A type on its own: in a cast, in `sizeof`.
pub(crate) fn descriptor(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let base = declarations::base(low, cst);
    let declarator = cst.node("declarator");
    let declared = declarations::declare(low, &base, declarator, true);
    let mut annotation = declared.annotation;
    if let Some(parameters) = declared.parameters {
        let mut parts = vec![annotation];
        parts.extend_from_slice(low.build.unit().list(parameters));
        let parts = low.build.list(&parts);
        annotation = low.node(Kind::TypeExpression { form: TypeForm::Function, parts }, cst.span);
    }
    if declarator.is_some() {
        low.build.set_span(annotation, cst.span);
    }
    annotation.into()
}

/// `typedef`: a struct without a name gets its name here; else the name stands for the type.
pub(crate) fn alias(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let doc = read::doc_before(low, cst.span.start);
    let declarators: Vec<NodeId> =
        cst.kids.iter().filter(|kid| kid.field == "declarator").filter_map(Kid::one).collect();
    let defined = cst.kid("type").and_then(Kid::one);
    let mut nodes = Vec::new();
    let mut rest = &declarators[..];
    if let Some(node) = defined
        && let Kind::Type(id) = low.build.unit().kind(node)
    {
        let unnamed = low.build.unit().type_definition(id).name.is_none();
        if let (true, Some((&name, after))) = (unnamed, declarators.split_first())
            && matches!(low.build.unit().kind(name), Kind::Name(_))
            && let Some(definition) = take_back(low, node)
        {
            let definition = TypeDefinition { name: Some(name), doc, ..definition };
            nodes.push(low.build.type_definition(definition, cst.span));
            rest = after;
            if rest.is_empty() {
                return nodes[0].into();
            }
        } else {
            let doc = doc.or(low.build.unit().type_definition(id).doc);
            low.build.unit_mut().types[id.index()].doc = doc;
            nodes.push(node);
        }
    }
    let mut base = declarations::base(low, cst);
    if let Some(&node) = nodes.first() {
        base.node = written(low, node);
    }
    let mut first = true;
    for &declarator in rest {
        // `typedef unsigned char byte` where the grammar knows `byte` as a type of its own.
        if matches!(low.build.unit().kind(declarator), Kind::TypeExpression { .. }) {
            let span = low.build.unit().span(declarator);
            let symbol = low.build.symbol(span);
            low.build.set_kind(declarator, Kind::Name(symbol));
        }
        let declared = declarations::declare(low, &base, Some(declarator), first);
        first = false;
        nodes.extend(alias_of(low, cst, declared, if nodes.is_empty() { doc } else { None }));
    }
    read::several(low, &nodes)
}

pub(crate) fn alias_of(
    low: &mut Lowering<'_>,
    cst: &Cst<'_>,
    declared: Declared,
    doc: Option<code::DocId>,
) -> Option<NodeId> {
    let name = declared.name?;
    let mut annotation = declared.annotation;
    if let Some(parameters) = declared.parameters {
        let mut parts: Vec<NodeId> = low.build.unit().list(parameters).to_vec();
        parts.push(annotation);
        let parts = low.build.list(&parts);
        annotation = low.node(Kind::TypeExpression { form: TypeForm::Function, parts }, cst.span);
    }
    // A child must be older than what holds it, and the name is older than its type.
    let members = low.build.list(&[annotation]);
    let node = define(low, DefinitionForm::Alias, Some(name), members, cst.span);
    if let Kind::Type(id) = low.build.unit().kind(node) {
        low.build.unit_mut().types[id.index()].doc = doc;
    }
    Some(node)
}

/// The value that a variable starts with, as its type makes it be read: braces fill the fields of a struct or the items of an array.
pub(crate) fn initial(low: &mut Lowering<'_>, value: NodeId, declared: &Declared) -> NodeId {
    let unit = low.build.unit();
    let span = unit.span(value);
    let (fields, named) = match unit.kind(value) {
        Kind::Sequence(items) => (items, false),
        Kind::Mapping(items) => (items, true),
        _ => return value,
    };
    let items = unit.list(fields).to_vec();
    if declared.is_array {
        // `= {0}` sets every item to zero, as what is left out is zero.
        if let ([only], Some(size)) = (&items[..], declared.size)
            && unit.kind(*only) == Kind::Integer
            && unit.text(*only) == "0"
            && matches!(unit.kind(size), Kind::Integer | Kind::Name(_))
        {
            let count = read::copy(low, size);
            low.build.set_kind(value, Kind::Empty);
            return low.node(Kind::Repeat { value: *only, count }, span);
        }
        return value;
    }
    let is_record = !declared.pointer
        && matches!(unit.kind(declared.annotation), Kind::TypeExpression { form: TypeForm::Named, .. });
    if !is_record {
        // `int x = {1}`.
        return match items[..] {
            [only] if !named => only,
            _ => value,
        };
    }
    let of = read::copy(low, declared.annotation);
    low.build.set_kind(value, Kind::Empty);
    low.node(Kind::Record { of, fields }, span)
}

/// A type that is only announced: `struct node;`.
pub(crate) fn announced(low: &mut Lowering<'_>, kid: &Kid) -> Option<NodeId> {
    let name = kid.one()?;
    if !matches!(low.build.unit().kind(name), Kind::Name(_)) || !kid.kind.ends_with("_specifier") {
        return None;
    }
    let of = written(low, name);
    Some(preprocessor::directive(low, code::DirectiveForm::Announce, Some(of), kid.span, kid.span.end))
}
