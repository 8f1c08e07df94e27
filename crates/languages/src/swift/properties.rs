//! Variables and properties.

use code::{Function, FunctionForm, Kind, LetForm, List, Modifiers, NodeId, ParameterForm, Span};

use super::{functions, read};
use crate::alike;
use crate::lower::{Cst, Kid, Lowered, Lowering};

/// `let x = 1`, `var y: Int { … }`, `var z = 0 { didSet { … } }`. A type that holds it makes a field of it.
pub(super) fn property(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let marks = read::marks(low, cst);
    let mut nodes: Vec<NodeId> = Vec::new();
    let computed = cst.has("computed_property");
    if !computed {
        // What a property wrapper does with a stored property has no place in the model.
        for &decorator in &marks.decorators {
            alike::discard(low, decorator);
        }
    }
    let is_promised = cst.kind == "protocol_property_declaration";
    let is_constant = cst.of_kind("value_binding_pattern").is_some_and(|kid| low.text(kid.span) == "let");
    let form = if is_constant { LetForm::Constant } else { LetForm::Variable };
    let names: Vec<usize> = cst
        .kids
        .iter()
        .enumerate()
        .filter(|(_, kid)| kid.field == "name" && kid.kind == "pattern")
        .map(|(at, _)| at)
        .collect();
    let mut types: Vec<NodeId> = Vec::new();
    for (n, &at) in names.iter().enumerate() {
        let end = names.get(n + 1).copied().unwrap_or(cst.kids.len());
        let own = &cst.kids[at..end];
        let Some(target) = own[0].one() else { continue };
        let annotation = own.iter().filter(|kid| kid.kind == "type_annotation").find_map(Kid::one);
        types.extend(annotation);
        let mut value = own.iter().filter(|kid| kid.field == "value").find_map(Kid::one);
        if let Some(id) = value {
            value = Some(functions::value_of(low, id));
        }
        let accessors =
            low.flatten(own.iter().filter(|kid| matches!(kid.kind, "computed_property" | "willset_didset_block")));
        let computes = own.iter().any(|kid| kid.kind == "computed_property") && !accessors.is_empty();
        let doc = low.doc_before(cst.span.start);
        let mut made = Vec::new();
        let mut result = annotation;
        for (k, accessor) in accessors.into_iter().enumerate() {
            let Kind::Function(id) = low.build.unit().kind(accessor) else { continue };
            let span = low.build.unit().span(accessor);
            let is_getter = low.build.unit().function(id).form == FunctionForm::Getter;
            let place = low.build.unit().span(target);
            let name = low.build.name(place);
            alike::discard_shell(low, accessor);
            // What stands before the accessor belongs to it.
            let first = computes && k == 0;
            let span = if first { Span::new(cst.span.start, span.end) } else { span };
            let node = low.node(Kind::Function(id), span);
            let decorators = if first { low.build.list(&marks.decorators) } else { List::default() };
            let takes = if is_getter && computes { result.take() } else { None };
            let function = &mut low.build.unit_mut().functions[id.index()];
            function.node = node;
            function.name = Some(name);
            function.modifiers = if computes {
                function.modifiers.with(marks.modifiers)
            } else {
                // Who watches a stored property is called by nobody.
                function.modifiers.with(marks.modifiers.without(Modifiers::PUBLIC)).with(Modifiers::PRIVATE)
            };
            if computes {
                function.result = takes;
            }
            if first {
                function.decorators = decorators;
                function.doc = doc;
            }
            made.push(node);
        }
        if computes {
            alike::discard(low, target);
            nodes.clear();
            nodes.extend(made);
            continue;
        }
        let mut modifiers = marks.modifiers;
        if is_promised
            && !cst.of_kind("protocol_property_requirements").is_some_and(|kid| low.text(kid.span).contains("set"))
        {
            modifiers = modifiers.with(Modifiers::READONLY);
        }
        let last = own.iter().rev().find(|kid| {
            !matches!(kid.lowered, Lowered::Nothing) && !matches!(kid.kind, "willset_didset_block" | "type_constraints")
        });
        let end = last.map_or(own[0].span.end, |kid| kid.span.end);
        let start = if n == 0 { cst.span.start } else { own[0].span.start };
        let kind = Kind::Let { target, annotation, value, otherwise: None, form, modifiers };
        let end = if is_promised { cst.span.end } else { end };
        nodes.push(low.node(kind, Span::new(start, end)));
        nodes.extend(made);
    }
    match *nodes {
        [only] => only.into(),
        _ => Lowered::Many(low.build.list(&nodes)),
    }
}

/// `{ … }` behind a property: what it computes, or its accessors.
pub(super) fn computed(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let accessors: Vec<NodeId> =
        cst.kids.iter().filter(|kid| kid.kind.starts_with("computed_")).filter_map(Kid::one).collect();
    if !accessors.is_empty() {
        return Lowered::Many(low.build.list(&accessors));
    }
    if !cst.has("statements") {
        return Lowered::Nothing;
    }
    let body = read::braces(low, cst.kids, cst.span.end);
    let body = functions::gives(low, body);
    low.build.set_span(body, cst.span);
    let getter = made(low, cst.span, FunctionForm::Getter, List::default(), body, Modifiers::default());
    let list = low.build.list(&[getter]);
    Lowered::Many(list)
}

/// `get { … }`, `set(value) { … }`, `willSet { … }`, `didSet { … }`. The property around it gives the name.
pub(super) fn accessor(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    if !cst.has("{") {
        read::discard_all(low, cst.kids);
        return Lowered::Nothing;
    }
    read::discard_all(low, cst.kids.iter().filter(|kid| matches!(kid.kind, "attribute" | "modifiers")));
    let mut parameters = Vec::new();
    if let Some(target) = read::of_kind(cst, "simple_identifier") {
        let span = low.build.unit().span(target);
        let form = ParameterForm::Plain;
        parameters.push(low.node(Kind::Parameter { target, annotation: None, default: None, form }, span));
    }
    let mut body = read::braces(low, cst.kids, cst.span.end);
    let form = if cst.kind == "computed_getter" { FunctionForm::Getter } else { FunctionForm::Setter };
    if form == FunctionForm::Getter {
        body = functions::gives(low, body);
    }
    let words = cst
        .of_kind("getter_specifier")
        .map_or("", |kid| low.source.get(kid.span.start as usize..kid.span.end as usize).unwrap_or(""));
    let modifiers = if words.contains("async") { Modifiers::SUSPENDS } else { Modifiers::default() };
    let parameters = low.build.list(&parameters);
    made(low, cst.span, form, parameters, body, modifiers).into()
}

fn made(
    low: &mut Lowering<'_>,
    span: Span,
    form: FunctionForm,
    parameters: List,
    body: NodeId,
    modifiers: Modifiers,
) -> NodeId {
    let function = Function {
        node: low.build.unit().root,
        form,
        name: None,
        type_parameters: List::default(),
        parameters,
        result: None,
        body: Some(body),
        decorators: List::default(),
        modifiers,
        doc: None,
    };
    low.build.function(function, span)
}
