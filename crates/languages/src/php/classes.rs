//! Classes, interfaces, traits, enums, and what stands in them.

use code::{
    CallForm, DefinitionForm, Function, FunctionForm, Kind, LetForm, List, Modifiers, NodeId, Span, TypeDefinition,
    TypeForm,
};

use super::{functions, read, types};
use crate::alike;
use crate::lower::{Cst, Lowered, Lowering};

pub(super) fn class(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    define(low, cst, DefinitionForm::Class).into()
}

/// An interface. What it declares is public, and its constants belong to it.
pub(super) fn interface(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let node = define(low, cst, DefinitionForm::Interface);
    if let Kind::Type(definition) = low.build.unit().kind(node) {
        let members = low.build.unit().type_definition(definition).members;
        for at in 0..members.len() {
            let member = low.build.unit().list(members)[at];
            if let Kind::Function(function) = low.build.unit().kind(member) {
                let function = &mut low.build.unit_mut().functions[function.index()];
                function.modifiers = function.modifiers.with(Modifiers::ABSTRACT);
            }
        }
    }
    node.into()
}

/// A trait: members that classes take in.
pub(super) fn mixin(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    define(low, cst, DefinitionForm::Mixin).into()
}

pub(super) fn enumeration(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    // What the cases stand for in a database or a request: their values show it.
    read::discard_all(low, cst.kids.iter().filter(|kid| kid.kind == "primitive_type"));
    define(low, cst, DefinitionForm::Enum).into()
}

/// `new class($x) extends Base { … }`: hands its arguments up to `new`, the type last.
pub(super) fn anonymous(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let mut nodes = low.flatten(cst.of_kind("arguments"));
    nodes.push(define(low, cst, DefinitionForm::Class));
    Lowered::Many(low.build.list(&nodes))
}

fn define(low: &mut Lowering<'_>, cst: &Cst<'_>, form: DefinitionForm) -> NodeId {
    let name = read::name(low, cst);
    let mut bases = low.flatten(cst.of_kind("base_clause"));
    bases.extend(low.flatten(cst.of_kind("class_interface_clause")));
    let mut members = Vec::new();
    for id in low.flatten(cst.kids.iter().filter(|kid| kid.field == "body")) {
        // What a class takes in, carried by its members.
        if matches!(low.build.unit().kind(id), Kind::TypeExpression { form: TypeForm::Mixin, .. }) {
            bases.push(id);
        } else {
            as_field(low, id);
            members.push(id);
        }
    }
    promoted(low, &mut members);
    let attributes = read::attributes(low, cst);
    mark_tests(low, name, &bases, &members);
    let members = low.build.list(&members);
    let bases = low.build.list(&bases);
    let modifiers = read::modifiers(low, cst);
    let doc = if name.is_some() { low.doc_before(cst.span.start) } else { None };
    let definition = TypeDefinition {
        node: low.build.unit().root,
        form,
        name,
        type_parameters: List::default(),
        bases,
        members,
        decorators: attributes,
        modifiers,
        doc,
    };
    low.build.type_definition(definition, cst.span)
}

/// A constant of a class belongs to it, and everybody sees it unless a word says otherwise.
fn as_field(low: &mut Lowering<'_>, id: NodeId) {
    let Kind::Let { target, annotation, value, modifiers, .. } = low.build.unit().kind(id) else { return };
    let hidden = modifiers.has(Modifiers::PRIVATE) || modifiers.has(Modifiers::PROTECTED);
    let seen = if hidden { modifiers } else { modifiers.with(Modifiers::PUBLIC) };
    let modifiers = seen.with(Modifiers::STATIC).with(Modifiers::READONLY);
    low.build.set_kind(id, Kind::Field { name: target, annotation, value, modifiers });
}

/// The properties that a constructor's parameters declare stand before its own.
fn promoted(low: &mut Lowering<'_>, members: &mut Vec<NodeId>) {
    let constructor = members.iter().position(|&id| match low.build.unit().kind(id) {
        Kind::Function(function) => low.build.unit().function(function).form == FunctionForm::Constructor,
        _ => false,
    });
    let Some(at) = constructor else { return };
    let Kind::Function(function) = low.build.unit().kind(members[at]) else { return };
    let parameters = low.build.unit().function(function).parameters;
    let mut fields = Vec::new();
    for n in 0..parameters.len() {
        let unit = low.build.unit();
        let id = unit.list(parameters)[n];
        let Kind::Parameter { target, annotation, .. } = unit.kind(id) else { continue };
        let Some(modifiers) = functions::promotion(unit.text(id)) else { continue };
        let span = unit.span(id);
        let inner = read::without_sign(low, low.build.unit().span(target));
        let name = low.build.name(inner);
        let annotation = annotation.map(|ty| types::copy_of(low, ty));
        fields.push(low.node(Kind::Field { name, annotation, value: None, modifiers }, span));
    }
    members.splice(at..at, fields);
}

/// Methods that a test runner calls: `test…` of a test case, or what an attribute or its documentation marks so.
fn mark_tests(low: &mut Lowering<'_>, name: Option<NodeId>, bases: &[NodeId], members: &[NodeId]) {
    let unit = low.build.unit();
    let is_case = bases.iter().any(|&base| unit.text(base).ends_with("TestCase"))
        || name.is_some_and(|name| unit.text(name).ends_with("Test"));
    let mut found = Vec::new();
    for &member in members {
        let Kind::Function(function) = unit.kind(member) else { continue };
        let definition = unit.function(function);
        let named = definition.name.is_some_and(|name| unit.text(name).starts_with("test"));
        let marked = unit.list(definition.decorators).iter().any(|&it| unit.text(it).ends_with("Test"));
        let documented = low.source[..unit.span(member).start as usize]
            .trim_end()
            .strip_suffix("*/")
            .is_some_and(|before| before.rfind("/**").is_some_and(|at| before[at..].contains("@test")));
        let is_public = definition.modifiers.has(Modifiers::PUBLIC);
        if is_public && (marked || is_case && (named || documented)) {
            found.push(function);
        }
    }
    for function in found {
        let function = &mut low.build.unit_mut().functions[function.index()];
        function.modifiers = function.modifiers.with(Modifiers::TEST);
    }
}

/// `use A, B;` in a class: carried to the class as types that it takes in.
pub(super) fn taken_in(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let mut nodes = Vec::new();
    for id in low.flatten(cst.kids) {
        let span = low.build.unit().span(id);
        let parts = low.build.list(&[id]);
        nodes.push(low.node(Kind::TypeExpression { form: TypeForm::Mixin, parts }, span));
    }
    Lowered::Many(low.build.list(&nodes))
}

/// A property's name and first value, carried to the declaration, which knows its type and its words.
pub(super) fn element(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let Some(kid) = cst.kid("name").copied() else { return Lowered::Nothing };
    let target = read::property(low, &kid);
    let value = cst.node("default_value");
    let (form, modifiers) = (LetForm::Variable, Modifiers::default());
    low.node(Kind::Let { target, annotation: None, value, otherwise: None, form, modifiers }, cst.span).into()
}

/// `private ?int $a = null, $b;`
pub(super) fn property(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let modifiers = read::member_modifiers(low, cst);
    let ty = cst.node("type").map(|ty| types::as_type(low, ty));
    let mut nodes = read_attributes(low, cst);
    // The declaration starts after its attributes.
    let start = match cst.kid("attributes") {
        Some(kid) => {
            let rest = low.text(Span::new(kid.span.end, cst.span.end));
            kid.span.end + (rest.len() - rest.trim_start().len()) as u32
        }
        None => cst.span.start,
    };
    let mut is_first = true;
    let mut known = None;
    for kid in cst.kids.iter().filter(|kid| kid.kind == "property_element") {
        let Some(id) = kid.one() else { continue };
        let Kind::Let { target, value, .. } = low.build.unit().kind(id) else { continue };
        alike::discard_shell(low, id);
        let annotation = ty.map(|ty| if is_first { ty } else { types::copy_of(low, ty) });
        let span = if is_first { Span::new(start, kid.span.end) } else { kid.span };
        nodes.push(low.node(Kind::Field { name: target, annotation, value, modifiers }, span));
        known = known.or(Some(low.build.unit().span(target)));
        is_first = false;
    }
    // What runs when the property is read or set goes by its name.
    for id in low.flatten(cst.of_kind("property_hook_list")) {
        if let (Kind::Function(function), Some(span)) = (low.build.unit().kind(id), known) {
            let symbol = low.build.symbol(span);
            if let Some(name) = low.build.unit().function(function).name {
                low.build.set_kind(name, Kind::Name(symbol));
            }
        }
        nodes.push(id);
    }
    Lowered::Many(low.build.list(&nodes))
}

/// Attributes of a property have no place in the model but before it.
fn read_attributes(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Vec<NodeId> {
    low.flatten(cst.kids.iter().filter(|kid| kid.field == "attributes"))
}

/// `get => $this->name;`, `set(string $value) { … }`
pub(super) fn hook(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let Some(word) = cst.of_kind("name").copied() else { return Lowered::Nothing };
    read::discard_all(low, cst.kids.iter().filter(|kid| kid.field == "attributes"));
    let form = if low.text(word.span) == "get" { FunctionForm::Getter } else { FunctionForm::Setter };
    let name = Some(read::plain(low, &word));
    let parameters = read::list(low, cst, "parameters");
    let function = Function {
        node: low.build.unit().root,
        form,
        name,
        type_parameters: List::default(),
        parameters,
        result: None,
        body: cst.node("body"),
        decorators: List::default(),
        modifiers: Modifiers::PUBLIC,
        doc: None,
    };
    low.build.function(function, cst.span).into()
}

/// A constant's name and value, carried to its declaration.
pub(super) fn constant_element(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let Some(kid) = cst.of_kind("name").copied() else { return Lowered::Nothing };
    let target = read::plain(low, &kid);
    let value = cst.kids.iter().filter(|it| it.span.start >= kid.span.end).find_map(crate::lower::Kid::one);
    let (form, modifiers) = (LetForm::Constant, Modifiers::default());
    low.node(Kind::Let { target, annotation: None, value, otherwise: None, form, modifiers }, cst.span).into()
}

/// `const A = 1, B = 2;`
pub(super) fn constant(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let modifiers = read::modifiers(low, cst);
    let ty = cst.node("type").map(|ty| types::as_type(low, ty));
    read::discard_all(low, cst.kids.iter().filter(|kid| kid.field == "attributes"));
    let mut nodes = Vec::new();
    for kid in cst.kids.iter().filter(|kid| kid.kind == "const_element") {
        let Some(id) = kid.one() else { continue };
        let Kind::Let { target, value, form, .. } = low.build.unit().kind(id) else { continue };
        let is_first = nodes.is_empty();
        let span = if is_first { Span::new(cst.span.start, kid.span.end) } else { kid.span };
        let annotation = ty.map(|ty| if is_first { ty } else { types::copy_of(low, ty) });
        alike::discard_shell(low, id);
        nodes.push(low.node(Kind::Let { target, annotation, value, otherwise: None, form, modifiers }, span));
    }
    Lowered::Many(low.build.list(&nodes))
}

/// `case Hearts = 'H';`
pub(super) fn case(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    read::discard_all(low, cst.kids.iter().filter(|kid| kid.field == "attributes"));
    let Some(name) = read::name(low, cst) else { return Lowered::Nothing };
    let value = cst.node("value");
    low.node(Kind::Variant { name, fields: List::default(), value }, cst.span).into()
}

/// `#[Route('/home')]`
pub(super) fn attribute(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let Some(callee) = cst.nth(0) else { return Lowered::Nothing };
    let value = match cst.kid("parameters").copied() {
        None => callee,
        Some(kid) => {
            let arguments = low.list(Some(&kid));
            low.node(Kind::Call { callee, arguments, form: CallForm::Plain }, cst.span)
        }
    };
    low.node(Kind::Decorator { value }, cst.span).into()
}
