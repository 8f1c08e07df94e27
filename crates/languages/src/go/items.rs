//! Items: functions, methods, types, variables and constants.

use code::{
    DefinitionForm, DocId, Function, FunctionForm, Kind, LetForm, List, Modifiers, NodeId, ParameterForm, Span, Symbol,
    TypeDefinition, TypeForm,
};

use super::imports::widen;
use super::lower::{nodes_in, nodes_of, together};
use super::types::{again, as_type, expression, type_in};
use crate::lower::{Cst, Kid, Lowered, Lowering};

// ── The file ─────────────────────────────────────────────────────────────────────────────────

/// The whole file. Methods in a row that belong to one type become one block that extends it.
pub(super) fn file(lowering: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    if let Some(package) = cst.of_kind("package_clause") {
        lowering.doc_before(package.span.start);
    }
    let mut nodes: Vec<NodeId> = Vec::new();
    let mut open: Vec<NodeId> = Vec::new();
    for kid in cst.kids {
        let methods: Vec<NodeId> = kid.one().filter(|_| kid.kind == "method_declaration").into_iter().collect();
        if let [method] = methods[..] {
            let same = open.first().is_some_and(|&first| owner_name(lowering, first) == owner_name(lowering, method));
            if !same {
                nodes.extend(extension(lowering, &mut open));
            }
            open.push(method);
            continue;
        }
        let added = lowering.flatten([kid]);
        if added.is_empty() {
            continue;
        }
        nodes.extend(extension(lowering, &mut open));
        nodes.extend(added);
    }
    nodes.extend(extension(lowering, &mut open));
    Lowered::Many(lowering.build.list(&nodes))
}

/// `package a`.
pub(super) fn package(lowering: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let Some(name) = cst.nth(0) else { return Lowered::Nothing };
    lowering.node(Kind::Package { name }, cst.span).into()
}

/// The type that a method belongs to, as written in its receiver: `(s *Stack)`.
fn owner_type(lowering: &Lowering<'_>, method: NodeId) -> Option<NodeId> {
    let unit = lowering.build.unit();
    let Kind::Function(function) = unit.kind(method) else { return None };
    let &receiver = unit.list(unit.function(function).parameters).first()?;
    let Kind::Parameter { annotation: Some(annotation), form: ParameterForm::Receiver, .. } = unit.kind(receiver)
    else {
        return None;
    };
    let mut at = annotation;
    while let Kind::TypeExpression { parts, .. } = unit.kind(at) {
        at = *unit.list(parts).first()?;
    }
    Some(at)
}

fn owner_name(lowering: &Lowering<'_>, method: NodeId) -> Option<Symbol> {
    match lowering.build.unit().kind(owner_type(lowering, method)?) {
        Kind::Name(symbol) => Some(symbol),
        _ => None,
    }
}

/// Makes the block of the methods that are open.
fn extension(lowering: &mut Lowering<'_>, open: &mut Vec<NodeId>) -> Vec<NodeId> {
    let methods = std::mem::take(open);
    let (Some(&first), Some(&last)) = (methods.first(), methods.last()) else { return methods };
    let Some(owner) = owner_type(lowering, first) else { return methods };
    let unit = lowering.build.unit();
    let span = unit.span(first).cover(unit.span(last));
    let at = unit.span(owner);
    let name = lowering.build.name(at);
    let members = lowering.build.list(&methods);
    let definition = TypeDefinition {
        node: NodeId::from_index(0),
        form: DefinitionForm::Extension,
        name: Some(name),
        type_parameters: List::default(),
        bases: List::default(),
        members,
        decorators: List::default(),
        modifiers: Modifiers::default(),
        doc: None,
    };
    vec![lowering.build.type_definition(definition, span)]
}

/// A name with a capital is visible outside of its package.
fn visibility(lowering: &Lowering<'_>, name: Option<NodeId>) -> Modifiers {
    let public = name
        .and_then(|name| lowering.build.unit().name_of(name))
        .is_some_and(|name| name.starts_with(char::is_uppercase));
    if public { Modifiers::PUBLIC } else { Modifiers::default() }
}

/// The comment that touches an item, unless it is a notice or a note to programmers.
fn doc_of(lowering: &mut Lowering<'_>, start: u32) -> Option<DocId> {
    let doc = lowering.doc_before(start)?;
    let text = &lowering.build.unit().docs[doc.index()].text;
    let note = ["TODO", "FIXME", "XXX", "HACK", "Copyright", "SPDX"];
    (!note.iter().any(|note| text.starts_with(note))).then_some(doc)
}

// ── Functions ────────────────────────────────────────────────────────────────────────────────

/// `func f(…) … { … }`, and `func(…) … { … }` as a value.
pub(super) fn function(lowering: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let form = if cst.kind == "func_literal" { FunctionForm::Lambda } else { FunctionForm::Function };
    let parameters = nodes_in(lowering, cst.kid("parameters"));
    build(lowering, cst, form, parameters)
}

/// `func (receiver) f(…) … { … }`.
pub(super) fn method(lowering: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let mut parameters = nodes_in(lowering, cst.kid("receiver"));
    parameters.truncate(1);
    if let Some(&receiver) = parameters.first()
        && let Kind::Parameter { target, annotation, .. } = lowering.build.unit().kind(receiver)
    {
        let form = ParameterForm::Receiver;
        lowering.build.set_kind(receiver, Kind::Parameter { target, annotation, default: None, form });
        if let (Kind::Name(symbol), Some(body)) = (lowering.build.unit().kind(target), cst.node("body")) {
            own_object(lowering, body, symbol);
        }
    }
    parameters.extend(nodes_in(lowering, cst.kid("parameters")));
    build(lowering, cst, FunctionForm::Method, parameters)
}

/// A method of an interface, which has no body.
pub(super) fn promised(lowering: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let parameters = nodes_in(lowering, cst.kid("parameters"));
    build(lowering, cst, FunctionForm::Method, parameters)
}

fn build(lowering: &mut Lowering<'_>, cst: &Cst<'_>, form: FunctionForm, parameters: Vec<NodeId>) -> Lowered {
    let name = cst.node("name");
    let mut modifiers = visibility(lowering, name);
    let body = cst.node("body");
    if body.is_none() {
        modifiers = modifiers.with(if cst.kind == "method_elem" { Modifiers::ABSTRACT } else { Modifiers::EXTERNAL });
    }
    let text = name.and_then(|name| lowering.build.unit().name_of(name)).unwrap_or("");
    let takes_test = parameters.first().is_some_and(|&it| {
        let text = lowering.build.unit().text(it);
        text.ends_with("*testing.T") || text.ends_with("*testing.B") || text.ends_with("*testing.F")
    });
    if takes_test && ["Test", "Benchmark", "Fuzz"].iter().any(|start| text.starts_with(start)) {
        modifiers = modifiers.with(Modifiers::TEST);
    }
    let (result, named) = result(lowering, cst);
    if let Some(body) = body {
        named_results(lowering, body, &named);
    }
    let type_parameters = lowering.list_in(cst, "type_parameters");
    let parameters = lowering.build.list(&parameters);
    let doc = if form == FunctionForm::Lambda { None } else { doc_of(lowering, cst.span.start) };
    let function = Function {
        node: NodeId::from_index(0),
        form,
        name,
        type_parameters,
        parameters,
        result,
        body,
        decorators: List::default(),
        modifiers,
        doc,
    };
    lowering.build.function(function, cst.span).into()
}

/// The declared type of the result, and the variables that the results are, where they have names.
fn result(lowering: &mut Lowering<'_>, cst: &Cst<'_>) -> (Option<NodeId>, Vec<NodeId>) {
    let Some(kid) = cst.kid("result") else { return (None, Vec::new()) };
    if kid.kind != "parameter_list" {
        return (type_in(lowering, cst, "result"), Vec::new());
    }
    let mut types = Vec::new();
    let mut named = Vec::new();
    for id in nodes_in(lowering, Some(kid)) {
        let Kind::Parameter { target, annotation: Some(annotation), .. } = lowering.build.unit().kind(id) else {
            continue;
        };
        types.push(again(lowering, annotation));
        if matches!(lowering.build.unit().kind(target), Kind::Name(_)) {
            named.push(id);
        }
    }
    let result = match types[..] {
        [] => None,
        [only] => Some(only),
        _ => Some(expression(lowering, TypeForm::Tuple, &types, kid.span)),
    };
    (result, named)
}

/// How many results a `return` without values can name.
pub(super) const MOST_NAMED: usize = 4;

/// Named results are variables that start at zero, and a bare `return` gives back what they hold.
fn named_results(lowering: &mut Lowering<'_>, body: NodeId, named: &[NodeId]) {
    let Kind::Block { body: list } = lowering.build.unit().kind(body) else { return };
    if named.is_empty() {
        return;
    }
    let mut names = Vec::new();
    for &id in named {
        let Kind::Parameter { target, annotation, .. } = lowering.build.unit().kind(id) else { continue };
        let Kind::Name(symbol) = lowering.build.unit().kind(target) else { continue };
        names.push((symbol, lowering.build.unit().span(target)));
        let form = LetForm::Variable;
        let modifiers = Modifiers::default();
        lowering.build.set_kind(id, Kind::Let { target, annotation, value: None, otherwise: None, form, modifiers });
    }
    // The bodies of functions inside have results of their own.
    let bare: Vec<NodeId> = lowering
        .build
        .unit()
        .preorder_shallow(body)
        .filter(|&id| lowering.build.unit().kind(id) == Kind::Return(None))
        .collect();
    if names.len() < MOST_NAMED {
        for id in bare {
            // The places that `leave` keeps free before it.
            let place = |n: usize| NodeId::from_index(id.index() - 1 - n);
            for (n, &(symbol, span)) in names.iter().enumerate() {
                lowering.build.set_kind(place(MOST_NAMED - 1 - n), Kind::Name(symbol));
                lowering.build.set_span(place(MOST_NAMED - 1 - n), span);
            }
            let values: Vec<NodeId> = (0..names.len()).map(|n| place(MOST_NAMED - 1 - n)).collect();
            let value = if let [only] = values[..] {
                only
            } else {
                let span = names.first().map_or(Span::default(), |first| first.1);
                let span = names.last().map_or(span, |last| span.cover(last.1));
                let parts = lowering.build.list(&values);
                lowering.build.set_kind(place(0), Kind::Tuple(parts));
                lowering.build.set_span(place(0), span);
                place(0)
            };
            lowering.build.set_kind(id, Kind::Return(Some(value)));
        }
    }
    let mut statements = named.to_vec();
    statements.extend(nodes_of(lowering, list));
    let list = lowering.build.list(&statements);
    lowering.build.set_kind(body, Kind::Block { body: list });
}

/// Inside a method, the name of its receiver means the method's own object, unless something there takes the name.
fn own_object(lowering: &mut Lowering<'_>, body: NodeId, symbol: Symbol) {
    let unit = lowering.build.unit();
    let mut uses = Vec::new();
    let mut labels = Vec::new();
    for id in unit.preorder(body) {
        let target = match unit.kind(id) {
            Kind::Let { target, .. } | Kind::Parameter { target, .. } => Some(target),
            Kind::Loop(_, parts) => parts.target,
            Kind::Bind { name, .. } => Some(name),
            Kind::Entry { key, computed: false, .. } => {
                labels.push(key);
                None
            }
            Kind::Labelled { label, .. } | Kind::Break(Some(label), _) | Kind::Continue(Some(label)) => {
                labels.push(label);
                None
            }
            Kind::TypeExpression { parts, .. } => {
                labels.extend(unit.list(parts));
                None
            }
            Kind::Record { of, .. } => {
                labels.push(of);
                None
            }
            _ => None,
        };
        let taken = |target: NodeId| match unit.kind(target) {
            Kind::Name(name) => name == symbol,
            Kind::Tuple(parts) => unit.list(parts).iter().any(|&it| unit.kind(it) == Kind::Name(symbol)),
            _ => false,
        };
        if target.is_some_and(taken) {
            return;
        }
        if unit.kind(id) == Kind::Name(symbol) {
            uses.push(id);
        }
    }
    uses.retain(|id| !labels.contains(id));
    for id in uses {
        lowering.build.set_kind(id, Kind::This);
    }
}

/// `a, b T`; a type alone where names are left out.
pub(super) fn parameters(lowering: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let names: Vec<NodeId> = cst.kids.iter().filter(|kid| kid.field == "name").filter_map(Kid::one).collect();
    let annotation = type_in(lowering, cst, "type");
    let form = ParameterForm::Plain;
    if names.is_empty() {
        let start = Span::new(cst.span.start, cst.span.start);
        let target = lowering.node(Kind::Wildcard, start);
        return lowering.node(Kind::Parameter { target, annotation, default: None, form }, cst.span).into();
    }
    let mut nodes = Vec::with_capacity(names.len());
    for (at, &target) in names.iter().enumerate() {
        let annotation = if at == 0 { annotation } else { annotation.map(|of| again(lowering, of)) };
        let span = if names.len() == 1 { cst.span } else { lowering.build.unit().span(target) };
        nodes.push(lowering.node(Kind::Parameter { target, annotation, default: None, form }, span));
    }
    Lowered::Many(lowering.build.list(&nodes))
}

/// `a ...T`.
pub(super) fn rest(lowering: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let target = match cst.node("name") {
        Some(name) => name,
        None => lowering.node(Kind::Wildcard, Span::new(cst.span.start, cst.span.start)),
    };
    let annotation = type_in(lowering, cst, "type");
    let form = ParameterForm::Rest;
    lowering.node(Kind::Parameter { target, annotation, default: None, form }, cst.span).into()
}

/// `A, B constraint`.
pub(super) fn type_parameters(lowering: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let names: Vec<NodeId> = cst.kids.iter().filter(|kid| kid.field == "name").filter_map(Kid::one).collect();
    let bound = type_in(lowering, cst, "type");
    let mut nodes = Vec::with_capacity(names.len());
    for (at, &name) in names.iter().enumerate() {
        let bound = if at == 0 { bound } else { bound.map(|of| again(lowering, of)) };
        let bounds = lowering.build.list(bound.as_slice());
        let span = if names.len() == 1 { cst.span } else { lowering.build.unit().span(name) };
        nodes.push(lowering.node(Kind::TypeParameter { name, bounds }, span));
    }
    Lowered::Many(lowering.build.list(&nodes))
}

// ── Types ────────────────────────────────────────────────────────────────────────────────────

/// `type …`, `type ( … )`.
pub(super) fn type_group(lowering: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let nodes = lowering.flatten(cst.kids);
    widen(lowering, &nodes, cst.span);
    if let Some(&first) = nodes.first()
        && let Some(doc) = doc_of(lowering, cst.span.start)
        && let Kind::Type(definition) = lowering.build.unit().kind(first)
        && (nodes.len() == 1 || !cst.has("("))
    {
        lowering.build.unit_mut().types[definition.index()].doc = Some(doc);
    }
    Lowered::Many(lowering.build.list(&nodes))
}

/// `A struct { … }`, `A = B`.
pub(super) fn definition(lowering: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let name = cst.node("name");
    let of = cst.kid("type");
    let written = type_in(lowering, cst, "type");
    let parts = match written.map(|id| lowering.build.unit().kind(id)) {
        Some(Kind::TypeExpression { parts, .. }) => nodes_of(lowering, parts),
        _ => Vec::new(),
    };
    let is_method = |lowering: &Lowering<'_>, id: &NodeId| matches!(lowering.build.unit().kind(*id), Kind::Function(_));
    let (form, bases, members) = match of.map_or("", |kid| kid.kind) {
        "struct_type" => (DefinitionForm::Struct, Vec::new(), parts),
        "interface_type" => {
            let (methods, bases) = parts.into_iter().partition(|id| is_method(lowering, id));
            (DefinitionForm::Interface, bases, methods)
        }
        _ if cst.kind == "type_alias" => (DefinitionForm::Alias, Vec::new(), written.into_iter().collect()),
        _ => (DefinitionForm::Distinct, Vec::new(), written.into_iter().collect()),
    };
    let modifiers = visibility(lowering, name);
    let bases = lowering.build.list(&bases);
    let members = lowering.build.list(&members);
    let type_parameters = lowering.list_in(cst, "type_parameters");
    let doc = doc_of(lowering, cst.span.start);
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

/// `a, b T`, or a type that is embedded, which is a field by its own name.
pub(super) fn fields(lowering: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    if let Some(tag) = cst.node("tag") {
        lowering.build.set_kind(tag, Kind::Empty);
    }
    let mut names: Vec<NodeId> = cst.kids.iter().filter(|kid| kid.field == "name").filter_map(Kid::one).collect();
    let annotation = type_in(lowering, cst, "type");
    if let (true, Some(of)) = (names.is_empty(), annotation) {
        names.push(embedded(lowering, of));
    }
    let mut nodes = Vec::with_capacity(names.len());
    for (at, &name) in names.iter().enumerate() {
        let annotation = if at == 0 { annotation } else { annotation.map(|of| again(lowering, of)) };
        let span = if names.len() == 1 { cst.span } else { lowering.build.unit().span(name) };
        let modifiers = visibility(lowering, Some(name));
        nodes.push(lowering.node(Kind::Field { name, annotation, value: None, modifiers }, span));
    }
    widen(lowering, &nodes, cst.span);
    Lowered::Many(lowering.build.list(&nodes))
}

/// The name of the field that an embedded type makes: `Mutex` of `sync.Mutex`.
fn embedded(lowering: &mut Lowering<'_>, of: NodeId) -> NodeId {
    let text = lowering.build.unit().text(of);
    let text = text.split('[').next().unwrap_or(text);
    let start = text.rfind(['.', '*', ' ']).map_or(0, |at| at + 1);
    let from = lowering.build.unit().span(of).start;
    let span = Span::new(from + start as u32, from + text.len() as u32);
    lowering.build.name(span)
}

// ── Variables and constants ──────────────────────────────────────────────────────────────────

/// `const …`, `var …`, also in parentheses.
pub(super) fn variables(lowering: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let nodes = lowering.flatten(cst.kids);
    widen(lowering, &nodes, cst.span);
    Lowered::Many(lowering.build.list(&nodes))
}

/// `a, b T = x, y`.
pub(super) fn variable(lowering: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let mut names: Vec<NodeId> = cst.kids.iter().filter(|kid| kid.field == "name").filter_map(Kid::one).collect();
    // The commas between the names are in the same field.
    names.retain(|&name| !matches!(lowering.build.unit().kind(name), Kind::Empty));
    let annotation = type_in(lowering, cst, "type");
    let values = nodes_in(lowering, cst.kid("value"));
    let constant = cst.kind == "const_spec";
    let form = if constant { LetForm::Constant } else { LetForm::Variable };
    let of = |lowering: &Lowering<'_>, name: NodeId| {
        let modifiers = visibility(lowering, Some(name));
        if constant { modifiers.with(Modifiers::CONSTANT) } else { modifiers }
    };
    if values.is_empty() || values.len() == names.len() {
        let mut nodes = Vec::with_capacity(names.len());
        for (at, &target) in names.iter().enumerate() {
            let annotation = if at == 0 { annotation } else { annotation.map(|of| again(lowering, of)) };
            let value = values.get(at).copied();
            let modifiers = of(lowering, target);
            let span = lowering.build.unit().span(target);
            let span = value.map_or(span, |value| span.cover(lowering.build.unit().span(value)));
            let span = if names.len() == 1 { cst.span } else { span };
            let kind = Kind::Let { target, annotation, value, otherwise: None, form, modifiers };
            nodes.push(lowering.node(kind, span));
        }
        return Lowered::Many(lowering.build.list(&nodes));
    }
    let Some(target) = together(lowering, &names) else { return Lowered::Nothing };
    let value = together(lowering, &values);
    let modifiers = of(lowering, names[0]);
    let kind = Kind::Let { target, annotation, value, otherwise: None, form, modifiers };
    lowering.node(kind, cst.span).into()
}

/// A node in the place of a type, for the rules of other files.
pub(super) fn typed(lowering: &mut Lowering<'_>, nodes: &[NodeId]) -> Vec<NodeId> {
    nodes.iter().map(|&id| as_type(lowering, id)).collect()
}
