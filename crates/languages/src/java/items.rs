//! Types, their members, functions and annotations.

use code::{
    CallForm, DefinitionForm, Function, FunctionForm, Kind, List, Modifiers, NodeId, ParameterForm, Span,
    TypeDefinition,
};

use super::read::Marks;
use super::{read, statements, types};
use crate::lower::{Cst, Kid, Lowered, Lowering};
use crate::{alike, members};

/// The whole text. What stands outside of any type there is a piece that was cut out of one.
pub(super) fn program(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let nodes = low.flatten(cst.kids);
    for &id in &nodes {
        if let Kind::Function(function) = low.build.unit().kind(id) {
            let function = &mut low.build.unit_mut().functions[function.index()];
            if function.form == FunctionForm::Method {
                function.form = FunctionForm::Function;
            }
        }
    }
    Lowered::Many(low.build.list(&nodes))
}

/// What stands between the braces of a type.
pub(super) fn body(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    Lowered::Many(low.list(cst.kids))
}

pub(super) fn class(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let marks = read::marks(low, cst);
    let mut bases = low.flatten(cst.kids.iter().filter(|kid| kid.field == "superclass"));
    bases.extend(low.flatten(cst.kids.iter().filter(|kid| kid.field == "interfaces")));
    let members = low.flatten(cst.kids.iter().filter(|kid| kid.field == "body"));
    define(low, cst, DefinitionForm::Class, marks, &bases, members).into()
}

/// An interface, or an annotation's own type. What it declares is public, and its constants belong to it.
pub(super) fn interface(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let marks = read::marks(low, cst);
    let bases = low.flatten(cst.of_kind("extends_interfaces"));
    let members = low.flatten(cst.kids.iter().filter(|kid| kid.field == "body"));
    for &member in &members {
        match low.build.unit().kind(member) {
            Kind::Field { name, annotation, value, modifiers } => {
                let modifiers = modifiers.with(Modifiers::STATIC).with(Modifiers::READONLY).with(Modifiers::PUBLIC);
                low.build.set_kind(member, Kind::Field { name, annotation, value, modifiers });
            }
            Kind::Function(function) => {
                let function = &mut low.build.unit_mut().functions[function.index()];
                let is_private = function.modifiers.has(Modifiers::PRIVATE);
                let visible = if is_private { Modifiers::default() } else { Modifiers::PUBLIC };
                let hollow = if function.body.is_none() { Modifiers::ABSTRACT } else { Modifiers::default() };
                function.modifiers = function.modifiers.with(visible).with(hollow);
            }
            _ => {}
        }
    }
    define(low, cst, DefinitionForm::Interface, marks, &bases, members).into()
}

pub(super) fn enumeration(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let marks = read::marks(low, cst);
    let bases = low.flatten(cst.kids.iter().filter(|kid| kid.field == "interfaces"));
    let members = low.flatten(cst.kids.iter().filter(|kid| kid.field == "body"));
    define(low, cst, DefinitionForm::Enum, marks, &bases, members).into()
}

/// A record: each parameter is a field that is set once.
pub(super) fn record(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let marks = read::marks(low, cst);
    let bases = low.flatten(cst.kids.iter().filter(|kid| kid.field == "interfaces"));
    let mut members = Vec::new();
    for id in low.flatten(cst.kids.iter().filter(|kid| kid.field == "parameters")) {
        let unit = low.build.unit();
        let Kind::Parameter { target, annotation, .. } = unit.kind(id) else { continue };
        let modifiers = Modifiers::PUBLIC.with(Modifiers::READONLY);
        low.build.set_kind(id, Kind::Field { name: target, annotation, value: None, modifiers });
        members.push(id);
    }
    members.extend(low.flatten(cst.kids.iter().filter(|kid| kid.field == "body")));
    define(low, cst, DefinitionForm::Struct, marks, &bases, members).into()
}

/// `module a.b { … }`
pub(super) fn module(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let annotations = cst.kids.iter().filter(|kid| kid.kind.ends_with("annotation"));
    read::discard_all(low, annotations);
    let members = low.flatten(cst.kids.iter().filter(|kid| kid.field == "body"));
    define(low, cst, DefinitionForm::Namespace, Marks::default(), &[], members).into()
}

fn define(
    low: &mut Lowering<'_>,
    cst: &Cst<'_>,
    form: DefinitionForm,
    marks: Marks,
    bases: &[NodeId],
    members: Vec<NodeId>,
) -> NodeId {
    let name = read::name(low, cst);
    let type_parameters = read::list(low, cst, "type_parameters");
    members::claim(low, &members);
    let members = low.build.list(&members);
    let bases = low.build.list(bases);
    let decorators = low.build.list(&marks.decorators);
    let doc = low.doc_before(cst.span.start);
    let definition = TypeDefinition {
        node: low.build.unit().root,
        form,
        name,
        type_parameters,
        bases,
        members,
        decorators,
        modifiers: marks.modifiers,
        doc,
    };
    low.build.type_definition(definition, cst.span)
}

/// `new Base() { … }`: the type without a name between the braces.
pub(super) fn anonymous(low: &mut Lowering<'_>, base: NodeId, body: &Kid) -> NodeId {
    let base = types::as_type(low, base);
    let bases = low.build.list(&[base]);
    let members = low.flatten([body]);
    members::claim(low, &members);
    let members = low.build.list(&members);
    let definition = TypeDefinition {
        node: low.build.unit().root,
        form: DefinitionForm::Class,
        name: None,
        type_parameters: List::default(),
        bases,
        members,
        decorators: List::default(),
        modifiers: Modifiers::default(),
        doc: None,
    };
    low.build.type_definition(definition, body.span)
}

/// `RED`, `RED(255, 0, 0)`, `RED { … }`
pub(super) fn enum_constant(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    read::discard_all(low, cst.of_kind("modifiers"));
    let Some(name) = read::name(low, cst) else { return Lowered::Nothing };
    let mut values = low.flatten(cst.kids.iter().filter(|kid| kid.field == "arguments"));
    if let Some(body) = cst.kid("body").copied() {
        let base = low.build.name(low.build.unit().span(name));
        values.push(anonymous(low, base, &body));
    }
    let value = match *values {
        [] => None,
        [only] => Some(only),
        _ => {
            let span = low.build.unit().span(values[0]).cover(low.build.unit().span(values[values.len() - 1]));
            let list = low.build.list(&values);
            Some(low.node(Kind::Tuple(list), span))
        }
    };
    low.node(Kind::Variant { name, fields: List::default(), value }, cst.span).into()
}

pub(super) fn field(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let marks = read::marks(low, cst);
    let mut nodes = marks.decorators;
    let mut start = marks.start;
    for (name, annotation, value, span) in statements::declared(low, cst) {
        let span = Span::new(start.min(span.start), span.end);
        nodes.push(low.node(Kind::Field { name, annotation, value, modifiers: marks.modifiers }, span));
        start = u32::MAX;
    }
    Lowered::Many(low.build.list(&nodes))
}

/// A method. `void` is no result.
pub(super) fn method(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let result = types::in_field(low, cst, "type").map(|ty| types::with_dimensions(low, ty, cst.kid("dimensions")));
    let result = result.filter(|&ty| {
        let unit = low.build.unit();
        unit.text(ty) != "void"
    });
    function(low, cst, FunctionForm::Method, result)
}

/// A constructor. A record's compact one takes the record's own parameters.
pub(super) fn constructor(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    function(low, cst, FunctionForm::Constructor, None)
}

fn function(low: &mut Lowering<'_>, cst: &Cst<'_>, form: FunctionForm, result: Option<NodeId>) -> Lowered {
    let marks = read::marks(low, cst);
    let name = read::name(low, cst);
    let type_parameters = read::list(low, cst, "type_parameters");
    let parameters = read::list(low, cst, "parameters");
    let body = cst.node("body").map(|body| statements::guarded(low, cst, body));
    let decorators = low.build.list(&marks.decorators);
    // What an annotation's element is when left out.
    if cst.kind == "annotation_type_element_declaration"
        && let Some(default) = cst.node("value")
    {
        alike::discard(low, default);
    }
    let doc = low.doc_before(cst.span.start);
    // Annotations between the type parameters and the result are for checkers.
    read::discard_all(low, cst.kids.iter().filter(|kid| kid.kind.ends_with("annotation")));
    let function = Function {
        node: low.build.unit().root,
        form,
        name,
        type_parameters,
        parameters,
        result,
        body,
        decorators,
        modifiers: marks.modifiers,
        doc,
    };
    low.build.function(function, cst.span).into()
}

/// `x -> x + 1`, `(int a, int b) -> { … }`
pub(super) fn lambda(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let parameters = match cst.kid("parameters").map(|kid| (kid.kind, kid.lowered, kid.span)) {
        Some(("identifier", Lowered::One(name), span)) => {
            let parameter = plain_parameter(low, name, span);
            low.build.list(&[parameter])
        }
        _ => read::list(low, cst, "parameters"),
    };
    let body = cst.node("body");
    let function = Function {
        node: low.build.unit().root,
        form: FunctionForm::Lambda,
        name: None,
        type_parameters: List::default(),
        parameters,
        result: None,
        body,
        decorators: List::default(),
        modifiers: Modifiers::ARROW,
        doc: None,
    };
    low.build.function(function, cst.span).into()
}

fn plain_parameter(low: &mut Lowering<'_>, target: NodeId, span: Span) -> NodeId {
    low.node(Kind::Parameter { target, annotation: None, default: None, form: ParameterForm::Plain }, span)
}

/// The parameters in parentheses; those of a lambda may be bare names.
pub(super) fn parameters(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let mut nodes = Vec::new();
    for kid in cst.kids {
        let Some(id) = kid.one() else { continue };
        match low.build.unit().kind(id) {
            Kind::Parameter { .. } => nodes.push(id),
            Kind::Name(_) => nodes.push(plain_parameter(low, id, kid.span)),
            _ => {}
        }
    }
    Lowered::Many(low.build.list(&nodes))
}

/// `final int a`, `String... names`
pub(super) fn parameter(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    // The model has no place for a parameter's annotations.
    let annotations = cst.kids.iter().filter(|kid| kid.kind == "modifiers" || kid.kind.ends_with("annotation"));
    read::discard_all(low, annotations);
    if cst.kind == "spread_parameter" {
        let Some(declarator) = cst.of_kind("variable_declarator").and_then(Kid::one) else { return Lowered::Nothing };
        let Kind::Let { target, .. } = low.build.unit().kind(declarator) else { return Lowered::Nothing };
        let ty = cst.kids.iter().filter(|kid| !matches!(kid.kind, "modifiers" | "variable_declarator"));
        let ty = ty.filter(|kid| !kid.kind.ends_with("annotation")).find_map(Kid::one);
        let annotation = ty.map(|ty| types::as_type(low, ty));
        alike::discard_shell(low, declarator);
        let form = ParameterForm::Rest;
        return low.node(Kind::Parameter { target, annotation, default: None, form }, cst.span).into();
    }
    let Some(target) = read::name(low, cst) else { return Lowered::Nothing };
    let annotation = types::in_field(low, cst, "type").map(|ty| types::with_dimensions(low, ty, cst.kid("dimensions")));
    let form = ParameterForm::Plain;
    low.node(Kind::Parameter { target, annotation, default: None, form }, cst.span).into()
}

/// `@Override`, `@GetMapping("/users")`
pub(super) fn annotation(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let Some(callee) = read::name(low, cst) else { return Lowered::Nothing };
    let value = match cst.kid("arguments").copied() {
        None => callee,
        Some(_) => {
            let arguments = read::list(low, cst, "arguments");
            let span = low.build.unit().span(callee).cover(cst.span);
            low.node(Kind::Call { callee, arguments, form: CallForm::Plain }, span)
        }
    };
    low.node(Kind::Decorator { value }, cst.span).into()
}

/// `name = value` in an annotation.
pub(super) fn element_value(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let name = low.need(cst, "key");
    let value = low.need(cst, "value");
    low.node(Kind::NamedArgument { name, value }, cst.span).into()
}
