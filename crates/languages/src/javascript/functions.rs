//! Functions, their parameters, and classes.

use code::{
    DefinitionForm, Function, FunctionForm, Kind, List, Modifiers, NodeId, ParameterForm, Span, TypeDefinition,
};

use super::read;
use crate::alike;
use crate::lower::{Cst, Kid, Lowered, Lowering};

pub(crate) fn declaration(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    function(low, cst, FunctionForm::Function).into()
}

pub(crate) fn lambda(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    function(low, cst, FunctionForm::Lambda).into()
}

/// A method of a class or an object. The class finds its constructor among them.
pub(crate) fn method(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    function(low, cst, method_form(cst)).into()
}

/// Whether a method is a getter, a setter or plain.
pub(crate) fn method_form(cst: &Cst<'_>) -> FunctionForm {
    if cst.has("get") || cst.has("static get") {
        FunctionForm::Getter
    } else if cst.has("set") {
        FunctionForm::Setter
    } else {
        FunctionForm::Method
    }
}

/// A function from its usual fields.
pub(crate) fn function(low: &mut Lowering<'_>, cst: &Cst<'_>, form: FunctionForm) -> NodeId {
    let name = cst.kid("name").copied().map(|kid| read::name(low, &kid));
    let type_parameters = read::list(low, cst, "type_parameters");
    let parameters = match cst.kid("parameter") {
        Some(kid) => {
            let target = read::name(low, kid);
            let parameter = parameter(low, target, kid.span);
            low.build.list(&[parameter])
        }
        None => read::list(low, cst, "parameters"),
    };
    let result = cst.node("return_type");
    let body = cst.kid("body").map(|_| read::value(low, cst, "body"));
    let decorators = low.list_in(cst, "decorator");
    let modifiers = read::modifiers(low, cst);
    let doc = low.doc_before(cst.span.start);
    let function = Function {
        node: low.build.unit().root,
        form,
        name,
        type_parameters,
        parameters,
        result,
        body,
        decorators,
        modifiers,
        doc,
    };
    low.build.function(function, cst.span)
}

/// The parameters in parentheses.
pub(crate) fn parameters(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let mut nodes = Vec::new();
    for kid in cst.kids {
        let Some(id) = kid.one() else { continue };
        match low.build.unit().kind(id) {
            Kind::Parameter { .. } => nodes.push(id),
            Kind::Opaque { .. } => {}
            _ => nodes.push(parameter(low, id, kid.span)),
        }
    }
    Lowered::Many(low.build.list(&nodes))
}

/// One parameter from its pattern: `a`, `a = 1`, `...a`, `{ a }`.
pub(crate) fn parameter(low: &mut Lowering<'_>, pattern: NodeId, span: Span) -> NodeId {
    let (target, default, form) = take_apart(low, pattern);
    low.node(Kind::Parameter { target, annotation: None, default, form }, span)
}

/// The target, default and form of a parameter's pattern.
pub(crate) fn take_apart(low: &mut Lowering<'_>, pattern: NodeId) -> (NodeId, Option<NodeId>, ParameterForm) {
    match low.build.unit().kind(pattern) {
        Kind::Assign { target, operator: None, value } => {
            alike::discard_shell(low, pattern);
            (target, Some(value), ParameterForm::Plain)
        }
        Kind::Spread(target) => {
            alike::discard_shell(low, pattern);
            (target, None, ParameterForm::Rest)
        }
        Kind::This => (pattern, None, ParameterForm::Receiver),
        // `function (window, undefined)`: here it is a name.
        Kind::Null => {
            let span = low.build.unit().span(pattern);
            let name = low.build.symbol(span);
            low.build.set_kind(pattern, Kind::Name(name));
            (pattern, None, ParameterForm::Plain)
        }
        _ => (pattern, None, ParameterForm::Plain),
    }
}

pub(crate) fn class(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let name = cst.kid("name").copied().map(|kid| read::name(low, &kid));
    let type_parameters = read::list(low, cst, "type_parameters");
    let bases = match cst.of_kind("class_heritage").map(|kid| kid.lowered) {
        Some(Lowered::Many(list)) => list,
        _ => List::default(),
    };
    let members = read::list(low, cst, "body");
    let decorators = low.list_in(cst, "decorator");
    let modifiers = read::modifiers(low, cst);
    let doc = low.doc_before(cst.span.start);
    let definition = TypeDefinition {
        node: low.build.unit().root,
        form: DefinitionForm::Class,
        name,
        type_parameters,
        bases,
        members,
        decorators,
        modifiers,
        doc,
    };
    low.build.type_definition(definition, cst.span).into()
}

pub(crate) fn class_body(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let mut members = Vec::new();
    // In TypeScript a method's decorators stand before it in the class.
    let mut decorators: Vec<NodeId> = Vec::new();
    let mut start = 0;
    for kid in cst.kids {
        if kid.kind == "decorator" {
            if decorators.is_empty() {
                start = kid.span.start;
            }
            decorators.extend(kid.one());
            continue;
        }
        for id in low.flatten([kid]) {
            if let Kind::Function(function) = low.build.unit().kind(id) {
                if !decorators.is_empty() {
                    let list = low.build.list(&decorators);
                    low.build.unit_mut().functions[function.index()].decorators = list;
                    decorators.clear();
                    read::add_modifiers(low, id, Modifiers::default(), start);
                    read::document(low, id, start);
                }
                let unit = low.build.unit_mut();
                let name = unit.function(function).name.and_then(|name| unit.name_of(name));
                let is_constructor = name == Some("constructor") && kid.kind != "computed_property_name";
                let function = &mut unit.functions[function.index()];
                if is_constructor && function.form == FunctionForm::Method {
                    function.form = FunctionForm::Constructor;
                    let parameters = function.parameters;
                    parameter_properties(low, parameters, &mut members);
                }
            }
            members.push(id);
        }
    }
    members.append(&mut decorators);
    Lowered::Many(low.build.list(&members))
}

/// `constructor(private name: string)` declares a field too.
fn parameter_properties(low: &mut Lowering<'_>, parameters: List, members: &mut Vec<NodeId>) {
    for at in 0..parameters.len() {
        let unit = low.build.unit();
        let parameter = unit.list(parameters)[at];
        let Kind::Parameter { target, annotation, .. } = unit.kind(parameter) else { continue };
        let (span, name) = (unit.span(parameter), unit.span(target));
        let before = low.text(Span::new(span.start, name.start.max(span.start)));
        let modifiers = before.split_whitespace().map(read::accessibility).fold(Modifiers::default(), Modifiers::with);
        if modifiers == Modifiers::default() {
            continue;
        }
        let annotation = annotation.map(|id| (unit.kind(id), unit.span(id)));
        let name = low.build.name(name);
        // The type belongs to the parameter; the field only points at the same text.
        let annotation = annotation.and_then(|(kind, span)| match kind {
            Kind::TypeExpression { form, .. } => {
                Some(low.node(Kind::TypeExpression { form, parts: List::default() }, span))
            }
            _ => None,
        });
        members.push(low.node(Kind::Field { name, annotation, value: None, modifiers }, span));
    }
}

/// A field of a class.
pub(crate) fn field(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let name_field = if cst.kid("property").is_some() { "property" } else { "name" };
    let (name, _) = read::key_in(low, cst, name_field);
    let annotation = cst.node("type");
    let value = read::maybe(low, cst, "value");
    let modifiers = read::modifiers(low, cst);
    let decorators: Vec<NodeId> = cst.kids.iter().filter(|kid| kid.field == "decorator").filter_map(Kid::one).collect();
    let undecorated = cst.kids.iter().find(|kid| kid.field != "decorator").map_or(cst.span, |kid| kid.span);
    let span = Span::new(undecorated.start, cst.span.end);
    let field = low.node(Kind::Field { name, annotation, value, modifiers }, span);
    read::document(low, field, cst.span.start);
    if decorators.is_empty() {
        return field.into();
    }
    // A field has no place for its decorators, so they stand before it.
    let mut all = decorators;
    all.push(field);
    Lowered::Many(low.build.list(&all))
}

pub(crate) fn decorator(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let value = read::need_inner(low, cst);
    low.node(Kind::Decorator { value }, cst.span).into()
}
