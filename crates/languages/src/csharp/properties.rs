//! Fields, properties, indexers and events.

use code::{FunctionForm, Kind, List, Modifiers, NodeId, ParameterForm, Span};

use super::items::{self, Shape};
use super::{read, types};
use crate::alike;
use crate::lower::{Cst, Kid, Lowered, Lowering};

/// `private readonly int _a = 1, _b;`, `public event EventHandler Changed;`
pub(super) fn field(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let marks = read::marks(low, cst);
    let mut nodes = read::known_attributes(low, marks.decorators);
    let mut start = marks.start;
    for id in low.flatten(cst.kids.iter().filter(|kid| kid.kind == "variable_declaration")) {
        let unit = low.build.unit();
        let Kind::Let { target, annotation, value, .. } = unit.kind(id) else { continue };
        let end = unit.span(id).end;
        let start = std::mem::replace(&mut start, u32::MAX).min(unit.span(id).start);
        low.build.set_kind(id, Kind::Field { name: target, annotation, value, modifiers: marks.modifiers });
        low.build.set_span(id, Span::new(start, end));
        nodes.push(id);
    }
    Lowered::Many(low.build.list(&nodes))
}

/// The accessors that have a body.
pub(super) fn accessors(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    Lowered::Many(low.list(cst.kids))
}

/// `get { … }`, `set => _x = value;`, `init;`: the word, the parameters and the body, carried to the property as an arm.
pub(super) fn accessor(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    read::discard_all(low, cst.kids.iter().filter(|kid| kid.kind == "attribute_list"));
    let Some(body) = cst.node("body") else { return Lowered::Nothing };
    let is_getter = cst.token("name") == "get";
    let is_expression = cst.kid("body").is_some_and(|kid| kid.kind == "arrow_expression_clause");
    let body = match (is_expression, is_getter) {
        (true, true) => items::returned(low, body),
        (true, false) => items::in_block(low, body),
        _ => body,
    };
    let word = cst.kid("name").map_or(cst.span, |kid| kid.span);
    let mut parts = vec![low.build.name(word)];
    if !is_getter {
        parts.extend(incoming(low, cst.span));
    }
    let patterns = low.build.list(&parts);
    low.node(Kind::Arm { patterns, guard: None, body, falls: false }, cst.span).into()
}

/// The value that a property is set to: a parameter that has no declaration, so it stands where it is first used.
fn incoming(low: &mut Lowering<'_>, within: Span) -> Option<NodeId> {
    const WORD: &str = "value";
    let text = low.text(within);
    let is_word = |at: usize| {
        let part = |it: char| it.is_alphanumeric() || matches!(it, '_' | '.' | '"');
        !text[..at].ends_with(part) && !text[at + WORD.len()..].starts_with(|it| part(it) && it != '.')
    };
    let at = text.match_indices(WORD).map(|it| it.0).find(|&at| is_word(at))?;
    let start = within.start + at as u32;
    let span = Span::new(start, start + WORD.len() as u32);
    let target = low.build.name(span);
    let form = ParameterForm::Plain;
    Some(low.node(Kind::Parameter { target, annotation: None, default: None, form }, span))
}

/// An accessor with a body, as the arm that carries it says.
struct Accessor {
    form: FunctionForm,
    /// Its word, which becomes its name.
    word: NodeId,
    parameters: Vec<NodeId>,
    body: NodeId,
    span: Span,
}

/// Takes the arms apart that accessors were carried as.
fn take(low: &mut Lowering<'_>, nodes: Vec<NodeId>) -> Vec<Accessor> {
    let mut found = Vec::new();
    for node in nodes {
        let unit = low.build.unit();
        let Kind::Arm { patterns, body, .. } = unit.kind(node) else { continue };
        let span = unit.span(node);
        let [word, parameters @ ..] = unit.list(patterns) else { continue };
        let (word, parameters) = (*word, parameters.to_vec());
        let form = match unit.text(word) {
            "get" => FunctionForm::Getter,
            "set" | "init" => FunctionForm::Setter,
            _ => FunctionForm::Method,
        };
        alike::discard_shell(low, node);
        found.push(Accessor { form, word, parameters, body, span });
    }
    found
}

/// What the accessors of a property say: those with a body, and whether it can be set.
fn read_accessors(low: &mut Lowering<'_>, cst: &Cst<'_>) -> (Vec<Accessor>, bool) {
    let nodes = low.flatten(cst.kid("accessors"));
    let functions = take(low, nodes);
    let text = cst.kid("accessors").map_or("", |kid| low.text(kid.span));
    let settable = functions.is_empty() && text.split(|it: char| !it.is_alphanumeric()).any(|word| word == "set");
    (functions, settable)
}

/// A property. One that only keeps a value is a field; one that works something out is a function that reads like a field.
pub(super) fn property(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let Some(name) = read::name(low, cst) else { return Lowered::Nothing };
    let marks = read::marks(low, cst);
    let annotation = types::in_field(low, cst, "type");
    let arrow = cst.kids.iter().find(|kid| kid.kind == "arrow_expression_clause").and_then(Kid::one);
    if let Some(body) = arrow {
        return getter(low, cst, &marks, name, List::default(), annotation, body);
    }
    let (functions, settable) = read_accessors(low, cst);
    if !functions.is_empty() {
        return finish(low, cst, &marks, name, List::default(), annotation, &functions);
    }
    let value = cst.node("value");
    if let (Some(value), Some(annotation)) = (value, annotation) {
        types::adopt(low, value, annotation);
    }
    let fixed = if settable { Modifiers::default() } else { Modifiers::READONLY };
    let modifiers = marks.modifiers.with(fixed);
    let mut nodes = read::known_attributes(low, marks.decorators);
    let span = Span::new(marks.start, cst.span.end);
    nodes.push(low.node(Kind::Field { name, annotation, value, modifiers }, span));
    Lowered::Many(low.build.list(&nodes))
}

fn getter(
    low: &mut Lowering<'_>,
    cst: &Cst<'_>,
    marks: &read::Marks,
    name: NodeId,
    parameters: List,
    result: Option<NodeId>,
    body: NodeId,
) -> Lowered {
    if let Some(result) = result {
        types::adopt(low, body, result);
    }
    let body = items::returned(low, body);
    let form = FunctionForm::Getter;
    let shape = Shape { form, name: Some(name), parameters, result, body: Some(body), span: cst.span };
    items::add(low, cst, marks, &shape, true).into()
}

/// Gives the accessors of a property its name, type, modifiers and documentation.
fn finish(
    low: &mut Lowering<'_>,
    cst: &Cst<'_>,
    marks: &read::Marks,
    name: NodeId,
    indices: List,
    annotation: Option<NodeId>,
    accessors: &[Accessor],
) -> Lowered {
    let unit = low.build.unit();
    let (symbol, name_span) = (unit.kind(name), unit.span(name));
    let mut nodes = Vec::new();
    for (at, accessor) in accessors.iter().enumerate() {
        let first = nodes.is_empty();
        low.build.set_kind(accessor.word, symbol);
        low.build.set_span(accessor.word, name_span);
        let start = if first { cst.span.start } else { accessor.span.start };
        let end = if at + 1 == accessors.len() { cst.span.end } else { accessor.span.end };
        let result = if first && accessor.form == FunctionForm::Getter { annotation } else { None };
        let mut parameters = if first { low.build.unit().list(indices).to_vec() } else { Vec::new() };
        parameters.extend_from_slice(&accessor.parameters);
        let shape = Shape {
            form: accessor.form,
            name: Some(accessor.word),
            parameters: low.build.list(&parameters),
            result,
            body: Some(accessor.body),
            span: Span::new(start, end),
        };
        nodes.push(items::add(low, cst, marks, &shape, first));
    }
    alike::discard(low, name);
    Lowered::Many(low.build.list(&nodes))
}

/// `this[int at]`
pub(super) fn indexer(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let marks = read::marks(low, cst);
    // It has no name of its own: what it looks like stands for it.
    let start = cst.of_kind("this").map_or(cst.span.start, |kid| kid.span.start);
    let end = cst.kid("parameters").map_or(cst.span.end, |kid| kid.span.end);
    let name = low.build.name(Span::new(start, end));
    let annotation = types::in_field(low, cst, "type");
    let indices = low.list_in(cst, "parameters");
    if let Some(body) = cst.node("value") {
        return getter(low, cst, &marks, name, indices, annotation, body);
    }
    let (functions, settable) = read_accessors(low, cst);
    if !functions.is_empty() {
        return finish(low, cst, &marks, name, indices, annotation, &functions);
    }
    // Only declared, in an interface.
    let form = if settable { FunctionForm::Setter } else { FunctionForm::Getter };
    let shape = Shape { form, name: Some(name), parameters: indices, result: annotation, body: None, span: cst.span };
    items::add(low, cst, &marks, &shape, true).into()
}

/// An event that says itself what is done with those who listen.
pub(super) fn event(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let Some(name) = read::name(low, cst) else { return Lowered::Nothing };
    let marks = read::marks(low, cst);
    let annotation = types::in_field(low, cst, "type");
    let accessors = low.flatten(cst.kid("accessors"));
    let accessors = take(low, accessors);
    let mut nodes = read::known_attributes(low, marks.decorators.clone());
    let end = cst.kid("accessors").map_or(cst.span.end, |kid| kid.span.start);
    let span = Span::new(marks.start, end);
    nodes.push(low.node(Kind::Field { name, annotation, value: None, modifiers: marks.modifiers }, span));
    for accessor in accessors {
        let parameters = low.build.list(&accessor.parameters);
        let (form, name, body) = (accessor.form, Some(accessor.word), Some(accessor.body));
        let shape = Shape { form, name, parameters, result: None, body, span: accessor.span };
        nodes.push(items::add(low, cst, &marks, &shape, false));
    }
    Lowered::Many(low.build.list(&nodes))
}
