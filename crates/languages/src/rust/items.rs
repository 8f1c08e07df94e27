//! Items: functions, types, traits, impl blocks, modules, constants, and what ties attributes and documentation to them.

use code::{
    DefinitionForm, DocId, Function, FunctionForm, Kind, LetForm, List, Modifiers, NodeId, ParameterForm, Span,
    TypeDefinition, TypeForm,
};

use super::attributes::marks_test;
use super::lower::{as_type, clean_comment, forget_after, list_of, nodes_of, type_in};
use super::patterns::pattern;
use crate::alike;
use crate::lower::{Cst, Kid, Lowered, Lowering};

// ── Lists of items ───────────────────────────────────────────────────────────────────────────

/// The whole file.
pub(super) fn file(lowering: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    inner_doc(lowering, cst.kids);
    let nodes = gather(lowering, cst.kids, cst.span.start);
    Lowered::Many(lowering.build.list(&nodes))
}

/// The items in braces of a module, trait or impl block.
pub(super) fn declarations(lowering: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let nodes = gather(lowering, cst.kids, cst.span.start);
    // The last documentation made, which is where `namespace` looks for it.
    inner_doc(lowering, cst.kids);
    Lowered::Many(lowering.build.list(&nodes))
}

/// Fields or variants in braces.
pub(super) fn members(lowering: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    Lowered::Many(lowering.list(cst.kids))
}

/// Children in order. Attributes and documentation that stand before a function or a type are tied to it; other attributes
/// stay where they are.
pub(super) fn gather(lowering: &mut Lowering<'_>, kids: &[Kid], start: u32) -> Vec<NodeId> {
    let mut nodes: Vec<NodeId> = Vec::with_capacity(kids.len());
    let mut n_attributes = 0;
    let mut comments: Vec<Span> = Vec::new();
    let mut last_end = start;
    for kid in kids {
        match (kid.kind, kid.lowered) {
            ("line_comment" | "block_comment", _) => comments.push(kid.span),
            ("label", _) | (_, Lowered::Nothing) => {}
            ("attribute_item", Lowered::One(id)) => {
                nodes.push(id);
                n_attributes += 1;
            }
            (_, Lowered::One(id)) => {
                let kind = lowering.build.unit().kind(id);
                if matches!(kind, Kind::Function(_) | Kind::Type(_)) && (n_attributes > 0 || !comments.is_empty()) {
                    let attributes = nodes.split_off(nodes.len() - n_attributes);
                    let doc = outer_doc(lowering, &comments, last_end, kid.span.start);
                    tie(lowering, id, &attributes, doc);
                }
                nodes.push(id);
                n_attributes = 0;
                comments.clear();
                last_end = kid.span.end;
            }
            (_, Lowered::Many(list)) => {
                nodes.extend_from_slice(lowering.build.unit().list(list));
                n_attributes = 0;
                comments.clear();
                last_end = kid.span.end;
            }
        }
    }
    nodes
}

/// Ties attributes and documentation to a function or a type, and widens its span to hold them.
fn tie(lowering: &mut Lowering<'_>, id: NodeId, attributes: &[NodeId], doc: Option<DocId>) {
    let mut span = lowering.build.unit().span(id);
    if let Some(&first) = attributes.first() {
        span = span.cover(lowering.build.unit().span(first));
        lowering.build.set_span(id, span);
    }
    let is_test = attributes.iter().any(|&attribute| marks_test(lowering.build.unit(), attribute));
    let decorators = lowering.build.list(attributes);
    let kind = lowering.build.unit().kind(id);
    let unit = lowering.build.unit_mut();
    let test = if is_test { Modifiers::TEST } else { Modifiers::default() };
    match kind {
        Kind::Function(function) => {
            let function = &mut unit.functions[function.index()];
            function.decorators = decorators;
            function.modifiers = function.modifiers.with(test);
            function.doc = doc;
        }
        Kind::Type(definition) => {
            let definition = &mut unit.types[definition.index()];
            definition.decorators = decorators;
            definition.modifiers = definition.modifiers.with(test);
            definition.doc = doc.or(definition.doc);
        }
        _ => {}
    }
}

/// The documentation of an item: all `///` between the item before it and itself, as in the language, else the plain
/// comment that touches it, unless that is a note to programmers or a ruled line.
fn outer_doc(lowering: &mut Lowering<'_>, comments: &[Span], last_end: u32, start: u32) -> Option<DocId> {
    let marked = |span: &&Span| {
        let text = lowering.text(**span);
        (text.starts_with("///") && !text.starts_with("////"))
            || (text.starts_with("/**") && !text.starts_with("/***") && text.len() > 4)
    };
    let docs: Vec<Span> = comments.iter().filter(marked).copied().collect();
    if !docs.is_empty() {
        return doc_of(lowering, &docs);
    }
    let mut edge = start;
    let mut first = comments.len();
    while let Some(comment) = first.checked_sub(1).map(|before| comments[before]) {
        let between = lowering.source.get(comment.end as usize..edge as usize).unwrap_or("x");
        let before = lowering.source.get(last_end as usize..comment.start as usize).unwrap_or("");
        let trails = last_end > 0 && !before.contains('\n');
        if trails || !between.trim().is_empty() || between.matches('\n').count() > 1 {
            break;
        }
        edge = comment.start;
        first -= 1;
    }
    let run = &comments[first..];
    let text = clean_comment(lowering.text(*run.first()?));
    let note = ["TODO", "FIXME", "XXX", "HACK", "SAFETY", "NOTE", "NB", "Copyright", "SPDX", "clippy", "rustfmt"];
    if !text.starts_with(char::is_alphabetic) || note.iter().any(|note| text.starts_with(note)) {
        return None;
    }
    doc_of(lowering, run)
}

/// The documentation that a file or module holds about itself: `//!`.
fn inner_doc(lowering: &mut Lowering<'_>, kids: &[Kid]) -> Option<DocId> {
    let spans: Vec<Span> = kids
        .iter()
        .filter(|kid| kid.kind == "line_comment" || kid.kind == "block_comment")
        .map(|kid| kid.span)
        .filter(|&span| lowering.text(span).starts_with("//!") || lowering.text(span).starts_with("/*!"))
        .collect();
    doc_of(lowering, &spans)
}

fn doc_of(lowering: &mut Lowering<'_>, comments: &[Span]) -> Option<DocId> {
    let (first, last) = (comments.first()?, comments.last()?);
    let end = last.start + lowering.text(*last).trim_end().len() as u32;
    let lines: Vec<String> = comments.iter().map(|&span| clean_comment(lowering.text(span))).collect();
    let text = lines.join("\n").trim().to_owned();
    let span = Span::new(first.start, end);
    (!text.is_empty()).then(|| lowering.build.doc(span, text))
}

// ── Functions ────────────────────────────────────────────────────────────────────────────────

/// A function with or without a body.
pub(super) fn function(lowering: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let mut modifiers = visibility(lowering, cst);
    if let Some(kid) = cst.of_kind("function_modifiers") {
        for word in lowering.text(kid.span).split_whitespace() {
            modifiers = modifiers.with(match word {
                "async" => Modifiers::ASYNC,
                "const" => Modifiers::CONSTANT,
                "unsafe" => Modifiers::UNSAFE,
                _ => continue,
            });
        }
    }
    if cst.kind == "function_signature_item" {
        modifiers = modifiers.with(Modifiers::ABSTRACT);
    }
    let name = cst.node("name");
    let parameters = list_of(lowering, cst.kid("parameters"));
    let parameters = declared(lowering, parameters);
    let result = type_in(lowering, cst, "return_type");
    let body = cst.node("body");
    let type_parameters = type_parameters(lowering, cst);
    let function = Function {
        node: NodeId::from_index(0),
        form: FunctionForm::Function,
        name,
        type_parameters,
        parameters,
        result,
        body,
        decorators: List::default(),
        modifiers,
        doc: None,
    };
    lowering.build.function(function, cst.span).into()
}

/// Parameters of which old Rust may leave the name out.
fn declared(lowering: &mut Lowering<'_>, parameters: List) -> List {
    let unit = lowering.build.unit();
    if unit.list(parameters).iter().all(|&id| matches!(unit.kind(id), Kind::Parameter { .. })) {
        return parameters;
    }
    let mut nodes = nodes_of(lowering, parameters);
    for id in &mut nodes {
        let kind = lowering.build.unit().kind(*id);
        if !matches!(kind, Kind::Parameter { .. } | Kind::Decorator { .. }) {
            let span = lowering.build.unit().span(*id);
            let annotation = Some(as_type(lowering, *id));
            let target = lowering.node(Kind::Wildcard, span);
            let form = ParameterForm::PositionOnly;
            *id = lowering.node(Kind::Parameter { target, annotation, default: None, form }, span);
        }
    }
    lowering.build.list(&nodes)
}

/// The parameters in parentheses: also those of a function type, which may be bare types.
pub(super) fn parameters(lowering: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    if !cst.kids.iter().any(|kid| kid.kind == "attribute_item" || kid.kind == "_") {
        return Lowered::Many(lowering.list(cst.kids));
    }
    let mut nodes = Vec::new();
    for kid in cst.kids {
        match kid.one() {
            Some(id) if kid.kind == "attribute_item" => alike::discard(lowering, id),
            Some(id) => nodes.push(id),
            None if kid.kind == "_" => nodes.push(lowering.node(Kind::Wildcard, kid.span)),
            None => {}
        }
    }
    Lowered::Many(lowering.build.list(&nodes))
}

/// `name: type`, also `self: type`.
pub(super) fn parameter(lowering: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let mut form = ParameterForm::Plain;
    let target = match cst.kid("pattern") {
        Some(kid) if kid.kind == "self" => {
            form = ParameterForm::Receiver;
            kid.one().inspect(|&id| name_it(lowering, id))
        }
        Some(kid) => pattern(lowering, kid),
        None => None,
    };
    let target = target.unwrap_or_else(|| lowering.need(cst, "pattern"));
    let annotation = type_in(lowering, cst, "type");
    lowering.node(Kind::Parameter { target, annotation, default: None, form }, cst.span).into()
}

/// `self`, `&self`, `&mut self`.
pub(super) fn receiver(lowering: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let Some(target) = cst.of_kind("self").and_then(Kid::one) else { return Lowered::Nothing };
    name_it(lowering, target);
    let annotation = cst.has("&").then(|| {
        let mutable = cst.has("mutable_specifier");
        let form = if mutable { TypeForm::MutableReference } else { TypeForm::Reference };
        lowering.node(Kind::TypeExpression { form, parts: List::default() }, cst.span)
    });
    let form = ParameterForm::Receiver;
    lowering.node(Kind::Parameter { target, annotation, default: None, form }, cst.span).into()
}

/// A leaf becomes the name that it spells.
pub(super) fn name_it(lowering: &mut Lowering<'_>, id: NodeId) {
    let span = lowering.build.unit().span(id);
    let symbol = lowering.build.symbol(span);
    lowering.build.set_kind(id, Kind::Name(symbol));
}

/// `...` of a foreign function.
pub(super) fn variadic(lowering: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let target = cst.kid("pattern").and_then(|kid| pattern(lowering, kid));
    let target = target.unwrap_or_else(|| lowering.node(Kind::Wildcard, cst.span));
    let form = ParameterForm::Rest;
    lowering.node(Kind::Parameter { target, annotation: None, default: None, form }, cst.span).into()
}

/// Who may use an item: all, this module only, or (with neither mark) some of the crate.
fn visibility(lowering: &Lowering<'_>, cst: &Cst<'_>) -> Modifiers {
    match cst.of_kind("visibility_modifier") {
        None => Modifiers::PRIVATE,
        Some(kid) if lowering.text(kid.span) == "pub" => Modifiers::PUBLIC,
        Some(_) => Modifiers::default(),
    }
}

// ── Type parameters ──────────────────────────────────────────────────────────────────────────

/// `T: Bound = Default`.
pub(super) fn type_parameter(lowering: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let name = lowering.need(cst, "name");
    let bounds = list_of(lowering, cst.kid("bounds"));
    if cst.kid("default_type").is_some() {
        let last = lowering.build.unit().list(bounds).last().copied().unwrap_or(name);
        forget_after(lowering, last);
    }
    lowering.node(Kind::TypeParameter { name, bounds }, cst.span).into()
}

/// `const N: usize`.
pub(super) fn const_parameter(lowering: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let name = lowering.need(cst, "name");
    let bound = cst.node("type");
    if cst.kid("value").is_some() {
        forget_after(lowering, bound.unwrap_or(name));
    }
    let bounds: Vec<NodeId> = bound.into_iter().collect();
    let bounds = lowering.build.list(&bounds);
    lowering.node(Kind::TypeParameter { name, bounds }, cst.span).into()
}

/// `Type: Bound` after `where`.
pub(super) fn where_predicate(lowering: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let Some(name) = cst.node("left") else { return Lowered::Nothing };
    let bounds = list_of(lowering, cst.kid("bounds"));
    lowering.node(Kind::TypeParameter { name, bounds }, cst.span).into()
}

/// The type parameters with what `where` adds to them; where it speaks of other types, those stand as parameters of their own.
fn type_parameters(lowering: &mut Lowering<'_>, cst: &Cst<'_>) -> List {
    let declared = list_of(lowering, cst.kid("type_parameters"));
    let mut wheres = cst.kids.iter().filter(|kid| kid.kind == "where_clause").peekable();
    if wheres.peek().is_none() {
        return declared;
    }
    let added = lowering.flatten(wheres);
    let mut nodes = nodes_of(lowering, declared);
    for predicate in added {
        let Kind::TypeParameter { name, bounds } = lowering.build.unit().kind(predicate) else { continue };
        let of = lowering.build.unit().name_of(name).map(str::to_owned);
        let known = nodes.iter().position(|&node| match lowering.build.unit().kind(node) {
            Kind::TypeParameter { name, .. } => of.is_some() && lowering.build.unit().name_of(name) == of.as_deref(),
            _ => false,
        });
        let Some(known) = known else {
            nodes.push(predicate);
            continue;
        };
        let Kind::TypeParameter { name: first, bounds: inline } = lowering.build.unit().kind(nodes[known]) else {
            continue;
        };
        let mut all = nodes_of(lowering, inline);
        all.extend_from_slice(lowering.build.unit().list(bounds));
        let span = lowering.build.unit().span(nodes[known]).cover(lowering.build.unit().span(predicate));
        for gone in [nodes[known], predicate, name] {
            lowering.build.set_kind(gone, Kind::Empty);
        }
        let bounds = lowering.build.list(&all);
        nodes[known] = lowering.node(Kind::TypeParameter { name: first, bounds }, span);
    }
    lowering.build.list(&nodes)
}

// ── Types ────────────────────────────────────────────────────────────────────────────────────

struct Parts {
    form: DefinitionForm,
    name: Option<NodeId>,
    bases: List,
    members: List,
    modifiers: Modifiers,
    doc: Option<DocId>,
}

fn define(lowering: &mut Lowering<'_>, cst: &Cst<'_>, parts: Parts) -> Lowered {
    let type_parameters = type_parameters(lowering, cst);
    let Parts { form, name, bases, members, modifiers, doc } = parts;
    let definition = TypeDefinition {
        node: NodeId::from_index(0),
        form,
        name,
        type_parameters,
        bases,
        members,
        decorators: List::default(),
        modifiers,
        doc,
    };
    lowering.build.type_definition(definition, cst.span).into()
}

fn plain(lowering: &mut Lowering<'_>, cst: &Cst<'_>, form: DefinitionForm, members: List) -> Lowered {
    let modifiers = visibility(lowering, cst);
    let parts = Parts { form, name: cst.node("name"), bases: List::default(), members, modifiers, doc: None };
    define(lowering, cst, parts)
}

/// `struct`, also with unnamed fields, whose names are their positions.
pub(super) fn structure(lowering: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let body = cst.kid("body");
    let mut members = list_of(lowering, body);
    if let Some(body) = body.filter(|body| body.kind == "ordered_field_declaration_list") {
        let mut nodes = nodes_of(lowering, members);
        let mut n_fields = 0;
        let mut edge = body.span.start;
        for id in &mut nodes {
            let span = lowering.build.unit().span(*id);
            if !matches!(lowering.build.unit().kind(*id), Kind::Decorator { .. }) {
                let before = lowering.source.get(edge as usize..span.start as usize).unwrap_or("");
                let marks = before.rsplit(['(', ',', ']']).find(|mark| !mark.trim().is_empty()).unwrap_or("");
                let modifiers = match marks.trim() {
                    "pub" => Modifiers::PUBLIC,
                    "" => Modifiers::PRIVATE,
                    _ => Modifiers::default(),
                };
                let annotation = Some(as_type(lowering, *id));
                let symbol = lowering.build.unit_mut().names.intern(&n_fields.to_string());
                let name = lowering.node(Kind::Name(symbol), Span::new(span.start, span.start));
                *id = lowering.node(Kind::Field { name, annotation, value: None, modifiers }, span);
                n_fields += 1;
            }
            edge = span.end;
        }
        members = lowering.build.list(&nodes);
    }
    plain(lowering, cst, DefinitionForm::Struct, members)
}

/// `union`.
pub(super) fn union(lowering: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let members = list_of(lowering, cst.kid("body"));
    plain(lowering, cst, DefinitionForm::Union, members)
}

/// `enum`.
pub(super) fn enumeration(lowering: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let members = list_of(lowering, cst.kid("body"));
    plain(lowering, cst, DefinitionForm::Enum, members)
}

/// A named field.
pub(super) fn field(lowering: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let name = lowering.need(cst, "name");
    let annotation = type_in(lowering, cst, "type");
    let modifiers = visibility(lowering, cst);
    lowering.node(Kind::Field { name, annotation, value: None, modifiers }, cst.span).into()
}

/// A variant with the fields or types that it carries.
pub(super) fn variant(lowering: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let name = lowering.need(cst, "name");
    name_it(lowering, name);
    let body = cst.kid("body");
    let mut fields = list_of(lowering, body);
    let unnamed = body.is_some_and(|body| body.kind == "ordered_field_declaration_list");
    let nodes = nodes_of(lowering, fields);
    if unnamed {
        let mut types: Vec<NodeId> = Vec::with_capacity(nodes.len());
        for id in nodes {
            // An attribute of a field is none of what the variant carries.
            if matches!(lowering.build.unit().kind(id), Kind::Decorator { .. }) {
                alike::discard(lowering, id);
            } else {
                types.push(as_type(lowering, id));
            }
        }
        fields = lowering.build.list(&types);
    } else {
        // The fields of a variant are as visible as the enum.
        for id in nodes {
            if let Kind::Field { name, annotation, value, .. } = lowering.build.unit().kind(id) {
                let modifiers = Modifiers::default();
                lowering.build.set_kind(id, Kind::Field { name, annotation, value, modifiers });
            }
        }
    }
    let value = cst.node("value");
    lowering.node(Kind::Variant { name, fields, value }, cst.span).into()
}

/// `type A = B;`, and `type A: Bound;` of a trait.
pub(super) fn alias(lowering: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let bases = list_of(lowering, cst.kid("bounds"));
    let stands_for: Vec<NodeId> = type_in(lowering, cst, "type").into_iter().collect();
    let members = lowering.build.list(&stands_for);
    let mut modifiers = visibility(lowering, cst);
    if cst.kind == "associated_type" {
        modifiers = Modifiers::ABSTRACT;
    }
    let form = DefinitionForm::Alias;
    define(lowering, cst, Parts { form, name: cst.node("name"), bases, members, modifiers, doc: None })
}

/// `trait`.
pub(super) fn interface(lowering: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let bases = list_of(lowering, cst.kid("bounds"));
    let members = list_of(lowering, cst.kid("body"));
    make_methods(lowering, members, true);
    let mut modifiers = visibility(lowering, cst);
    if cst.has("unsafe") {
        modifiers = modifiers.with(Modifiers::UNSAFE);
    }
    let form = DefinitionForm::Interface;
    define(lowering, cst, Parts { form, name: cst.node("name"), bases, members, modifiers, doc: None })
}

/// `impl Type`, `impl Trait for Type`.
pub(super) fn extension(lowering: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let fulfils = cst.node("trait").map(|id| if cst.has("!") { negate(lowering, id) } else { id });
    let members = list_of(lowering, cst.kid("body"));
    make_methods(lowering, members, fulfils.is_some());
    let modifiers = if cst.has("unsafe") { Modifiers::UNSAFE } else { Modifiers::default() };
    let bases: Vec<NodeId> = fulfils.into_iter().collect();
    let bases = lowering.build.list(&bases);
    let form = DefinitionForm::Extension;
    define(lowering, cst, Parts { form, name: cst.node("type"), bases, members, modifiers, doc: None })
}

/// `!Trait`: a promise never to fulfil it.
fn negate(lowering: &mut Lowering<'_>, id: NodeId) -> NodeId {
    let span = lowering.build.unit().span(id);
    lowering.node(Kind::Unary(code::UnaryOperator::Not, id), span)
}

/// Functions of a type are methods; those of a trait are as visible as the trait.
fn make_methods(lowering: &mut Lowering<'_>, members: List, of_trait: bool) {
    for id in nodes_of(lowering, members) {
        let unit = lowering.build.unit();
        match unit.kind(id) {
            Kind::Function(function) => {
                let parameters = unit.list(unit.function(function).parameters);
                let receives = parameters.iter().any(|&parameter| {
                    matches!(unit.kind(parameter), Kind::Parameter { form: ParameterForm::Receiver, .. })
                });
                let function = &mut lowering.build.unit_mut().functions[function.index()];
                function.form = FunctionForm::Method;
                if !receives {
                    function.modifiers = function.modifiers.with(Modifiers::STATIC);
                }
                if of_trait {
                    function.modifiers = function.modifiers.without(Modifiers::PRIVATE);
                }
            }
            Kind::Type(definition) if of_trait => {
                let definition = &mut lowering.build.unit_mut().types[definition.index()];
                definition.modifiers = definition.modifiers.without(Modifiers::PRIVATE);
            }
            Kind::Let { target, annotation, value, otherwise, form, modifiers } if of_trait => {
                let modifiers = modifiers.without(Modifiers::PRIVATE);
                lowering.build.set_kind(id, Kind::Let { target, annotation, value, otherwise, form, modifiers });
            }
            _ => {}
        }
    }
}

/// `mod`, with its items or defined in a file of its own.
pub(super) fn namespace(lowering: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let mut modifiers = visibility(lowering, cst);
    let body = cst.kid("body");
    let members = list_of(lowering, body);
    let mut doc = None;
    match body {
        None => modifiers = modifiers.with(Modifiers::EXTERNAL),
        Some(body) => {
            let unit = lowering.build.unit();
            let first = unit.list(members).first().map_or(body.span.end, |&id| unit.span(id).start);
            doc = unit.docs.last().and_then(|doc| {
                let is_own = body.span.contains(doc.span) && doc.span.start < first;
                let text = unit.slice(doc.span);
                (is_own && (text.starts_with("//!") || text.starts_with("/*!")))
                    .then(|| DocId::from_index(unit.docs.len() - 1))
            });
        }
    }
    let form = DefinitionForm::Namespace;
    define(lowering, cst, Parts { form, name: cst.node("name"), bases: List::default(), members, modifiers, doc })
}

/// `extern "C" { … }`: functions that are defined elsewhere.
pub(super) fn foreign(lowering: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let members = list_of(lowering, cst.kid("body"));
    for id in nodes_of(lowering, members) {
        if let Kind::Function(function) = lowering.build.unit().kind(id) {
            let function = &mut lowering.build.unit_mut().functions[function.index()];
            function.modifiers = function.modifiers.without(Modifiers::ABSTRACT).with(Modifiers::EXTERNAL);
        }
    }
    let mut modifiers = Modifiers::EXTERNAL;
    if cst.has("unsafe") {
        modifiers = modifiers.with(Modifiers::UNSAFE);
    }
    let form = DefinitionForm::Namespace;
    define(lowering, cst, Parts { form, name: None, bases: List::default(), members, modifiers, doc: None })
}

/// `const` and `static`.
pub(super) fn constant(lowering: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let target = lowering.need(cst, "name");
    let annotation = type_in(lowering, cst, "type");
    let value = cst.node("value");
    let mut modifiers = visibility(lowering, cst);
    if cst.has("mutable_specifier") {
        modifiers = modifiers.with(Modifiers::MUTABLE);
    }
    let form = if cst.kind == "static_item" { LetForm::Static } else { LetForm::Constant };
    lowering.node(Kind::Let { target, annotation, value, otherwise: None, form, modifiers }, cst.span).into()
}
