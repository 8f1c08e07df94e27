//! Types, functions, their parameters and attributes.

use code::{
    CallForm, DefinitionForm, Function, FunctionForm, Kind, List, Modifiers, NodeId, ParameterForm, Span,
    TypeDefinition, TypeForm,
};

use super::read::Marks;
use super::{comments, read, statements, types};
use crate::lower::{Cst, Kid, Lowered, Lowering};
use crate::{alike, members};

/// The whole text. A method that stands outside of any type there was cut out of one.
pub(super) fn compilation_unit(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    Lowered::Many(low.list(cst.kids))
}

/// A class, a struct or a record. What stands in parentheses behind its name are values that each object keeps: a record
/// shows them, a class has them for itself.
pub(super) fn type_declaration(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let marks = read::marks(low, cst);
    let is_record = cst.kind == "record_declaration";
    let fixed = is_record && !cst.has("struct");
    let mut members = Vec::new();
    for id in low.flatten(cst.kids.iter().filter(|kid| kid.kind == "parameter_list")) {
        let unit = low.build.unit();
        let Kind::Parameter { target, annotation, default, .. } = unit.kind(id) else { continue };
        let modifiers = match (is_record, fixed) {
            (true, true) => Modifiers::PUBLIC.with(Modifiers::READONLY),
            (true, false) => Modifiers::PUBLIC,
            _ => Modifiers::PRIVATE,
        };
        low.build.set_kind(id, Kind::Field { name: target, annotation, value: default, modifiers });
        members.push(id);
    }
    members.extend(low.flatten(cst.kid("body")));
    let form = if cst.kind == "class_declaration" { DefinitionForm::Class } else { DefinitionForm::Struct };
    define(low, cst, form, marks, members).into()
}

/// An interface: what it declares is public.
pub(super) fn interface(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let marks = read::marks(low, cst);
    let members = low.flatten(cst.kid("body"));
    for &member in &members {
        match low.build.unit().kind(member) {
            Kind::Field { name, annotation, value, modifiers } => {
                let modifiers = modifiers.without(Modifiers::PRIVATE).with(Modifiers::PUBLIC);
                low.build.set_kind(member, Kind::Field { name, annotation, value, modifiers });
            }
            Kind::Function(function) => {
                let function = &mut low.build.unit_mut().functions[function.index()];
                let hollow = if function.body.is_none() { Modifiers::ABSTRACT } else { Modifiers::default() };
                function.modifiers =
                    function.modifiers.without(Modifiers::PRIVATE).with(Modifiers::PUBLIC).with(hollow);
            }
            _ => {}
        }
    }
    define(low, cst, DefinitionForm::Interface, marks, members).into()
}

pub(super) fn enumeration(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let marks = read::marks(low, cst);
    // What the alternatives are counted with is no parent.
    read::discard_all(low, cst.kids.iter().filter(|kid| kid.kind == "base_list"));
    let members = low.flatten(cst.kid("body"));
    define(low, cst, DefinitionForm::Enum, marks, members).into()
}

pub(super) fn enum_member(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    read::discard_all(low, cst.kids.iter().filter(|kid| kid.kind == "attribute_list"));
    let Some(name) = read::name(low, cst) else { return Lowered::Nothing };
    let value = cst.node("value");
    low.node(Kind::Variant { name, fields: List::default(), value }, cst.span).into()
}

fn define(low: &mut Lowering<'_>, cst: &Cst<'_>, form: DefinitionForm, marks: Marks, members: Vec<NodeId>) -> NodeId {
    let name = read::name(low, cst);
    let bases = match form {
        DefinitionForm::Enum => List::default(),
        _ => read::of_kind(low, cst, "base_list"),
    };
    let type_parameters = read::type_parameters(low, cst);
    members::claim(low, &members);
    let members = low.build.list(&members);
    let decorators = low.build.list(&marks.decorators);
    let doc = comments::before(low, cst.span.start);
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

/// `delegate int Measure(string text);`: a type of functions.
pub(super) fn delegate(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let marks = read::marks(low, cst);
    let name = read::name(low, cst);
    let mut parts = Vec::new();
    for id in low.flatten(cst.kid("parameters")) {
        let Kind::Parameter { target, annotation, default, .. } = low.build.unit().kind(id) else { continue };
        alike::discard_shell(low, id);
        alike::discard(low, target);
        if let Some(default) = default {
            alike::discard(low, default);
        }
        parts.extend(annotation);
    }
    let span = cst.kid("type").map_or(cst.span, |kid| kid.span);
    parts.extend(types::in_field(low, cst, "type"));
    let end = cst.kid("parameters").map_or(cst.span.end, |kid| kid.span.end);
    let parts = low.build.list(&parts);
    let shape = low.node(Kind::TypeExpression { form: TypeForm::Function, parts }, Span::new(span.start, end));
    let members = low.build.list(&[shape]);
    let type_parameters = read::type_parameters(low, cst);
    let decorators = low.build.list(&marks.decorators);
    let doc = comments::before(low, cst.span.start);
    let definition = TypeDefinition {
        node: low.build.unit().root,
        form: DefinitionForm::Distinct,
        name,
        type_parameters,
        bases: List::default(),
        members,
        decorators,
        modifiers: marks.modifiers,
        doc,
    };
    low.build.type_definition(definition, cst.span).into()
}

/// What makes a function besides its marks and its body.
pub(super) struct Shape {
    pub(super) form: FunctionForm,
    pub(super) name: Option<NodeId>,
    pub(super) parameters: List,
    pub(super) result: Option<NodeId>,
    pub(super) body: Option<NodeId>,
    pub(super) span: Span,
}

/// Adds a function with the attributes, modifiers and documentation of a declaration.
pub(super) fn add(low: &mut Lowering<'_>, cst: &Cst<'_>, marks: &Marks, shape: &Shape, documented: bool) -> NodeId {
    let type_parameters = if documented { read::type_parameters(low, cst) } else { List::default() };
    let decorators = if documented { low.build.list(&marks.decorators) } else { List::default() };
    let doc = if documented { comments::before(low, cst.span.start) } else { None };
    let mut modifiers = marks.modifiers;
    if shape.body.is_some_and(|body| yields(low, body)) {
        modifiers = modifiers.with(Modifiers::GENERATOR);
    }
    let function = Function {
        node: low.build.unit().root,
        form: shape.form,
        name: shape.name,
        type_parameters,
        parameters: shape.parameters,
        result: shape.result,
        body: shape.body,
        decorators,
        modifiers,
        doc,
    };
    low.build.function(function, shape.span)
}

/// Whether a body holds a `yield` that no function inside it has claimed.
fn yields(low: &mut Lowering<'_>, body: NodeId) -> bool {
    let start = low.build.unit().span(body).start;
    let before = low.marks.len();
    while low.marks.last().is_some_and(|&mark| mark >= start) {
        low.marks.pop();
    }
    low.marks.len() < before
}

/// A method, or a function inside one.
pub(super) fn method(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let mut marks = read::marks(low, cst);
    let is_local = cst.kind == "local_function_statement";
    let name = read::name(low, cst);
    let parameters = low.list_in(cst, "parameters");
    let result = types::in_field(low, cst, if is_local { "type" } else { "returns" });
    let is_void = result.is_some_and(|ty| low.build.unit().text(ty) == "void");
    if is_void && marks.modifiers.has(Modifiers::ASYNC) {
        marks.modifiers = marks.modifiers.with(Modifiers::DETACHED);
    }
    let result = result.and_then(|ty| result_of(low, ty, marks.modifiers));
    let body = cst.node("body").map(|body| result_body(low, cst, body, result));
    let form = if is_local { FunctionForm::Function } else { FunctionForm::Method };
    add(low, cst, &marks, &Shape { form, name, parameters, result, body, span: cst.span }, true).into()
}

/// What a function gives: nothing for `void`, and for an asynchronous one what waiting for it gives.
fn result_of(low: &mut Lowering<'_>, ty: NodeId, modifiers: Modifiers) -> Option<NodeId> {
    let unit = low.build.unit();
    let text = unit.text(ty);
    if text == "void" {
        alike::discard(low, ty);
        return None;
    }
    if !modifiers.has(Modifiers::ASYNC) {
        return Some(ty);
    }
    if text == "Task" || text == "ValueTask" {
        alike::discard(low, ty);
        return None;
    }
    if (text.starts_with("Task<") || text.starts_with("ValueTask<"))
        && let Kind::TypeExpression { parts, .. } = unit.kind(ty)
        && let &[head, inner] = unit.list(parts)
    {
        alike::discard(low, head);
        alike::discard_shell(low, ty);
        return Some(inner);
    }
    Some(ty)
}

/// The body of a function; an expression that gives nothing is a statement.
fn result_body(low: &mut Lowering<'_>, cst: &Cst<'_>, body: NodeId, result: Option<NodeId>) -> NodeId {
    let is_expression = cst.kid("body").is_some_and(|kid| kid.kind == "arrow_expression_clause");
    if !is_expression {
        return body;
    }
    if let Some(result) = result {
        types::adopt(low, body, result);
    }
    if result.is_none() { in_block(low, body) } else { returned(low, body) }
}

/// A block around one statement.
pub(super) fn in_block(low: &mut Lowering<'_>, statement: NodeId) -> NodeId {
    let span = low.build.unit().span(statement);
    let statements = statements::unfolded(low, statement);
    let body = low.build.list(&statements);
    low.node(Kind::Block { body }, span)
}

/// A block that gives the value of an expression, which may throw instead.
pub(super) fn returned(low: &mut Lowering<'_>, value: NodeId) -> NodeId {
    let unit = low.build.unit();
    let span = unit.span(value);
    if matches!(unit.kind(value), Kind::Throw(..)) {
        return in_block(low, value);
    }
    let leave = low.node(Kind::Return(Some(value)), span);
    in_block(low, leave)
}

/// A constructor; a call of another one comes first.
pub(super) fn constructor(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let marks = read::marks(low, cst);
    let name = read::name(low, cst);
    let parameters = low.list_in(cst, "parameters");
    let first = cst.of_kind("constructor_initializer").and_then(Kid::one);
    let body = cst.node("body").map(|body| {
        let is_expression = cst.kid("body").is_some_and(|kid| kid.kind == "arrow_expression_clause");
        let body = if is_expression { in_block(low, body) } else { body };
        if let (Some(first), Kind::Block { body: list }) = (first, low.build.unit().kind(body)) {
            let mut statements = vec![first];
            statements.extend_from_slice(low.build.unit().list(list));
            let statements = low.build.list(&statements);
            low.build.set_kind(body, Kind::Block { body: statements });
        }
        body
    });
    let form = FunctionForm::Constructor;
    add(low, cst, &marks, &Shape { form, name, parameters, result: None, body, span: cst.span }, true).into()
}

/// `: base(x)`, `: this(x)`
pub(super) fn constructor_call(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let Some(word) = cst.kids.iter().find(|kid| matches!(kid.kind, "base" | "this")).copied() else {
        return Lowered::Nothing;
    };
    let Some(callee) = read::word(low, &word) else { return Lowered::Nothing };
    let arguments = read::of_kind(low, cst, "argument_list");
    let span = Span::new(word.span.start, cst.span.end);
    low.node(Kind::Call { callee, arguments, form: CallForm::Plain }, span).into()
}

/// `~Name()`: runs when the memory is taken back.
pub(super) fn destructor(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let marks = read::marks(low, cst);
    read::discard_all(low, cst.kid("name"));
    let start = cst.of_kind("~").map_or(cst.span.start, |kid| kid.span.start);
    let end = cst.kid("name").map_or(cst.span.end, |kid| kid.span.end);
    let name = Some(low.build.name(Span::new(start, end)));
    let body = cst.node("body").map(|body| result_body(low, cst, body, None));
    let form = FunctionForm::Method;
    let parameters = List::default();
    add(low, cst, &marks, &Shape { form, name, parameters, result: None, body, span: cst.span }, true).into()
}

/// `static A operator +(A x, A y)`, `static implicit operator int(A x)`: named by the word and what follows.
pub(super) fn operator(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let marks = read::marks(low, cst);
    let from = cst.kids.iter().find(|kid| matches!(kid.kind, "implicit" | "explicit" | "operator"));
    let start = from.map_or(cst.span.start, |kid| kid.span.start);
    let end = cst.kid("parameters").map_or(cst.span.end, |kid| kid.span.start);
    let text = low.text(Span::new(start, end));
    let end = start + text.trim_end().len() as u32;
    let name = Some(low.build.name(Span::new(start, end)));
    let parameters = low.list_in(cst, "parameters");
    let result = types::in_field(low, cst, "type");
    let body = cst.node("body").map(|body| result_body(low, cst, body, result));
    let form = FunctionForm::Method;
    add(low, cst, &marks, &Shape { form, name, parameters, result, body, span: cst.span }, true).into()
}

/// `x => x + 1`, `async (a, b) => { … }`, `delegate (int x) { … }`
pub(super) fn lambda(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let marks = read::marks(low, cst);
    for decorator in marks.decorators {
        alike::discard(low, decorator);
    }
    read::discard_all(low, cst.kid("type"));
    let parameters = match cst.kid("parameters").map(|kid| (kid.kind, kid.lowered, kid.span)) {
        Some(("implicit_parameter", Lowered::One(name), span)) => {
            let parameter = plain_parameter(low, name, span);
            low.build.list(&[parameter])
        }
        _ => low.list_in(cst, "parameters"),
    };
    let body = cst.kid("body").copied().and_then(|kid| read::word(low, &kid));
    let body = body.or_else(|| cst.of_kind("block").and_then(Kid::one));
    // A text alone would be read as a remark.
    let body = body.map(|body| match low.build.unit().kind(body) {
        Kind::Text(_) => returned(low, body),
        _ => body,
    });
    let mut modifiers = Modifiers::ARROW;
    if marks.modifiers.has(Modifiers::ASYNC) || cst.has("async") {
        modifiers = modifiers.with(Modifiers::ASYNC);
    }
    let function = Function {
        node: low.build.unit().root,
        form: FunctionForm::Lambda,
        name: None,
        type_parameters: List::default(),
        parameters,
        result: None,
        body,
        decorators: List::default(),
        modifiers,
        doc: None,
    };
    low.build.function(function, cst.span).into()
}

pub(super) fn plain_parameter(low: &mut Lowering<'_>, target: NodeId, span: Span) -> NodeId {
    low.node(Kind::Parameter { target, annotation: None, default: None, form: ParameterForm::Plain }, span)
}

/// The parameters in parentheses or brackets; the parts of `params int[] rest` stand among them bare.
pub(super) fn parameters(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let mut nodes = Vec::new();
    let mut rest_type = None;
    let mut start = cst.span.start;
    for kid in cst.kids {
        match (kid.kind, kid.field) {
            ("params", _) => start = kid.span.start,
            (_, "type") => rest_type = low.flatten([kid]).first().map(|&ty| types::as_type(low, ty)),
            (_, "name") => {
                let Some(target) = kid.one() else { continue };
                let span = Span::new(start, kid.span.end);
                let (annotation, form) = (rest_type, ParameterForm::Rest);
                nodes.push(low.node(Kind::Parameter { target, annotation, default: None, form }, span));
            }
            ("attribute_list", _) => read::discard_all(low, [kid]),
            _ => nodes.extend(kid.one().filter(|&id| matches!(low.build.unit().kind(id), Kind::Parameter { .. }))),
        }
    }
    Lowered::Many(low.build.list(&nodes))
}

/// `int a = 1`, `ref int a`, `this string text`, `a`
pub(super) fn parameter(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    // The model has no place for a parameter's attributes.
    read::discard_all(low, cst.kids.iter().filter(|kid| kid.kind == "attribute_list"));
    let Some(target) = read::name(low, cst) else { return Lowered::Nothing };
    let changed = cst.kids.iter().find(|kid| kid.kind == "modifier" && matches!(low.text(kid.span), "ref" | "out"));
    let changed = changed.map(|kid| kid.span.start);
    let annotation = types::in_field(low, cst, "type").map(|ty| match changed {
        Some(start) => {
            let span = Span::new(start, low.build.unit().span(ty).end);
            let parts = low.build.list(&[ty]);
            low.node(Kind::TypeExpression { form: TypeForm::MutableReference, parts }, span)
        }
        None => ty,
    });
    let default = cst.kids.iter().filter(|kid| kid.field.is_empty() && kid.kind != "attribute_list").find_map(Kid::one);
    if let (Some(default), Some(annotation)) = (default, annotation) {
        types::adopt(low, default, annotation);
    }
    let form = ParameterForm::Plain;
    low.node(Kind::Parameter { target, annotation, default, form }, cst.span).into()
}

/// `[Required]`, `[HttpGet("{id}")]`
pub(super) fn attribute(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let Some(name) = read::name(low, cst) else { return Lowered::Nothing };
    let callee = types::head(low, name);
    let value = match cst.of_kind("attribute_argument_list").copied() {
        None => callee,
        Some(_) => {
            let arguments = read::of_kind(low, cst, "attribute_argument_list");
            low.node(Kind::Call { callee, arguments, form: CallForm::Plain }, cst.span)
        }
    };
    low.node(Kind::Decorator { value }, cst.span).into()
}
