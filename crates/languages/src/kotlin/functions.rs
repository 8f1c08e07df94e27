//! Functions, lambdas and properties.

use code::{
    BinaryOperator, Function, FunctionForm, FunctionId, Kind, LetForm, List, Modifiers, NodeId, ParameterForm, Span,
};

use super::{calls, read, statements};
use crate::alike;
use crate::lower::{Cst, Kid, Lowered, Lowering};

/// `fun f(…)`, and `fun T.f(…)`, which is called on a `T`.
pub(super) fn function(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let marks = read::marks(low, cst);
    let name = read::name(low, cst);
    let at = cst.kids.iter().position(|kid| kid.field == "name").unwrap_or(0);
    let type_parameters = low.list(cst.of_kind("type_parameters"));
    let mut parameters = Vec::new();
    if let Some(of) = cst.kids[..at].iter().find(|kid| read::is_type(kid)).copied() {
        parameters.extend(receiver(low, &of));
    }
    parameters.extend(low.flatten(cst.of_kind("function_value_parameters")));
    let result = result(low, &cst.kids[at..]);
    let body = read::of_kind(cst, "function_body");
    let decorators = low.build.list(&marks.decorators);
    let parameters = low.build.list(&parameters);
    let doc = low.doc_before(cst.span.start);
    let function = Function {
        node: low.build.unit().root,
        form: FunctionForm::Function,
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

/// The own object of a function that is called on one: its type stands where others have a parameter.
fn receiver(low: &mut Lowering<'_>, of: &Kid) -> Option<NodeId> {
    let annotation = of.one()?;
    let target = low.node(Kind::This, of.span);
    let form = ParameterForm::Receiver;
    Some(low.node(Kind::Parameter { target, annotation: Some(annotation), default: None, form }, of.span))
}

/// The declared result among the children after the name; `Unit` is none.
fn result(low: &mut Lowering<'_>, kids: &[Kid]) -> Option<NodeId> {
    let id = kids.iter().find(|kid| read::is_type(kid)).and_then(Kid::one)?;
    if low.build.unit().text(id) == "Unit" {
        alike::discard(low, id);
        return None;
    }
    Some(id)
}

/// `(a: Int, vararg names: String, b: Int = 1)`
pub(super) fn parameters(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let mut nodes = Vec::new();
    let mut form = ParameterForm::Plain;
    // Name, type, default and place of the parameter that is being read.
    let mut open: Option<(NodeId, Option<NodeId>, Option<NodeId>, Span)> = None;
    let mut close = |low: &mut Lowering<'_>, open: &mut Option<_>, form: &mut ParameterForm| {
        let Some((target, annotation, default, span)) = open.take() else { return };
        nodes.push(low.node(Kind::Parameter { target, annotation, default, form: *form }, span));
        *form = ParameterForm::Plain;
    };
    for kid in cst.kids {
        match kid.kind {
            "," | ")" => close(low, &mut open, &mut form),
            "parameter_modifiers" => {
                let words = low.text(kid.span);
                if words.split_whitespace().any(|word| word == "vararg") {
                    form = ParameterForm::Rest;
                }
                read::discard_all(low, [kid]);
            }
            "parameter" => {
                let parts = low.flatten([kid]);
                if let Some(&target) = parts.first() {
                    open = Some((target, parts.get(1).copied(), None, kid.span));
                }
            }
            _ => {
                if let (Some(open), Some(id)) = (&mut open, kid.one()) {
                    open.2 = Some(id);
                    open.3 = open.3.cover(kid.span);
                }
            }
        }
    }
    close(low, &mut open, &mut form);
    Lowered::Many(low.build.list(&nodes))
}

/// `fun(x: Int): Int { … }` as a value.
pub(super) fn anonymous(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let at = cst.kids.iter().position(|kid| kid.kind == "function_value_parameters").unwrap_or(0);
    read::discard_all(low, &cst.kids[..at]);
    let parameters = low.list(cst.of_kind("function_value_parameters"));
    let result = result(low, &cst.kids[at..]);
    let body = read::of_kind(cst, "function_body");
    lambda_of(low, cst.span, parameters, result, body, Modifiers::ARROW).into()
}

/// `{ a, b -> … }`, `{ … it … }`
pub(super) fn lambda(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let callee = calls::before(low, cst.span.start);
    let mut parameters = Vec::new();
    let names_it = match cst.of_kind("lambda_parameters").copied() {
        Some(kid) => {
            parameters = low.flatten([&kid]);
            parameters.iter().any(|&id| low.build.unit().text(id).split(':').next() == Some("it"))
        }
        None => false,
    };
    let from = low.marks.partition_point(|&mark| mark < cst.span.start);
    if names_it {
        low.marks.truncate(from);
    } else if !cst.has("->") && !calls::hands_nothing(&callee) {
        if let Some(&at) = low.marks.get(from) {
            let span = Span::new(at, at + 2);
            let target = low.build.name(span);
            let form = ParameterForm::Plain;
            parameters.push(low.node(Kind::Parameter { target, annotation: None, default: None, form }, span));
        }
        low.marks.truncate(from);
    }
    let at = cst.kids.iter().position(|kid| kid.kind == "->").map_or(0, |at| at + 1);
    let statements = low.flatten(cst.kids[at..].iter().filter(|kid| kid.kind != "lambda_parameters"));
    let statements = statements::below_heads(low, statements);
    let body = match *statements {
        [only] if is_expression(low, only) => only,
        _ => {
            let unit = low.build.unit();
            let span = match (statements.first(), statements.last()) {
                (Some(&first), Some(&last)) => unit.span(first).cover(unit.span(last)),
                _ => Span::new(cst.span.end - 1, cst.span.end - 1),
            };
            let body = low.build.list(&statements);
            low.node(Kind::Block { body }, span)
        }
    };
    let parameters = low.build.list(&parameters);
    // What is written for a receiver has an own object of its own.
    let modifiers = if calls::has_receiver(&callee) { Modifiers::default() } else { Modifiers::ARROW };
    lambda_of(low, cst.span, parameters, None, Some(body), modifiers).into()
}

fn is_expression(low: &Lowering<'_>, id: NodeId) -> bool {
    !matches!(
        low.build.unit().kind(id),
        Kind::Let { .. }
            | Kind::Loop(..)
            | Kind::Return(_)
            | Kind::Throw(..)
            | Kind::Type(_)
            | Kind::Try { .. }
            | Kind::If { .. }
            | Kind::Match { .. }
            | Kind::Block { .. }
            | Kind::Break(..)
            | Kind::Continue(_)
            | Kind::Labelled { .. }
            | Kind::Opaque { .. }
    )
}

fn lambda_of(
    low: &mut Lowering<'_>,
    span: Span,
    parameters: List,
    result: Option<NodeId>,
    body: Option<NodeId>,
    modifiers: Modifiers,
) -> NodeId {
    let function = Function {
        node: low.build.unit().root,
        form: FunctionForm::Lambda,
        name: None,
        type_parameters: List::default(),
        parameters,
        result,
        body,
        decorators: List::default(),
        modifiers,
        doc: None,
    };
    low.build.function(function, span)
}

/// The names before the arrow of a lambda.
pub(super) fn lambda_parameters(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let mut nodes = Vec::new();
    for kid in cst.kids {
        let parts = low.flatten([kid]);
        let Some(&target) = parts.first() else { continue };
        let annotation = parts.get(1).copied();
        let form = ParameterForm::Plain;
        nodes.push(low.node(Kind::Parameter { target, annotation, default: None, form }, kid.span));
    }
    Lowered::Many(low.build.list(&nodes))
}

/// A name with its type, for the rule around it, which knows what it declares.
pub(super) fn variable(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    read::discard_all(low, cst.kids.iter().filter(|kid| kid.kind == "annotation"));
    let kids = cst.kids.iter().filter(|kid| kid.kind != "annotation");
    Lowered::Many(low.list(kids))
}

/// `(a, b)`, which takes a value apart.
pub(super) fn variables(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let mut names = Vec::new();
    for kid in cst.kids {
        let parts = low.flatten([kid]);
        names.extend(parts.first());
        for &annotation in parts.iter().skip(1) {
            alike::discard(low, annotation);
        }
    }
    let names = low.build.list(&names);
    low.node(Kind::Tuple(names), cst.span).into()
}

/// `val x = 1`, `var y: Int by lazy { … }`, `val T.z: Int get() = …`. A type that holds it makes a field of it.
pub(super) fn property(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let marks = read::marks(low, cst);
    let at = cst.kids.iter().position(|kid| matches!(kid.kind, "variable_declaration" | "multi_variable_declaration"));
    let Some(at) = at else { return Lowered::Nothing };
    let parts = low.flatten([&cst.kids[at]]);
    let Some(&target) = parts.first() else { return Lowered::Nothing };
    let annotation = parts.get(1).copied();
    read::discard_all(low, cst.of_kind("type_parameters"));
    let rest = &cst.kids[at + 1..];
    let accessors: Vec<NodeId> =
        rest.iter().filter(|kid| matches!(kid.kind, "getter" | "setter")).filter_map(Kid::one).collect();
    let value = rest
        .iter()
        .filter(|kid| !matches!(kid.kind, "getter" | "setter" | "ERROR" | "type_constraints"))
        .find_map(Kid::one);
    let of = cst.kids[..at].iter().find(|kid| read::is_type(kid)).and_then(Kid::one);
    let form_of = |low: &Lowering<'_>, id: NodeId| match low.build.unit().kind(id) {
        Kind::Function(function) => Some(low.build.unit().function(function).form),
        _ => None,
    };
    // A property that only computes is a function that reads like one.
    let computes = value.is_none() && accessors.iter().any(|&it| form_of(low, it) == Some(FunctionForm::Getter));
    let doc = low.doc_before(cst.span.start);
    for (n, &accessor) in accessors.iter().enumerate() {
        name_accessor(low, accessor, target, marks.modifiers);
        let Kind::Function(id) = low.build.unit().kind(accessor) else { continue };
        if n > 0 {
            continue;
        }
        if let Some(of) = of {
            own_object(low, id, of);
        }
        if computes {
            let decorators = low.build.list(&marks.decorators);
            let function = &mut low.build.unit_mut().functions[id.index()];
            function.decorators = decorators;
            function.doc = doc;
            if function.form == FunctionForm::Getter && function.result.is_none() {
                function.result = annotation;
            } else if let Some(annotation) = annotation {
                alike::discard(low, annotation);
            }
            // What stands before the accessor belongs to it.
            let end = low.build.unit().span(accessor).end;
            low.build.set_span(accessor, Span::new(cst.span.start, end));
        }
    }
    if computes {
        alike::discard(low, target);
        return match *accessors {
            [only] => only.into(),
            _ => Lowered::Many(low.build.list(&accessors)),
        };
    }
    if let Some(of) = of.filter(|_| accessors.is_empty()) {
        alike::discard(low, of);
    }
    let end = accessors.first().map_or(cst.span.end, |&first| {
        let before = low.build.unit().span(first).start as usize;
        low.source[..before].trim_end().len() as u32
    });
    let span = Span::new(cst.span.start, end.max(cst.kids[at].span.end));
    let declaration = declaration(low, cst, target, annotation, value, marks.modifiers);
    let declaration = low.node(declaration, span);
    if marks.decorators.is_empty() && accessors.is_empty() {
        return declaration.into();
    }
    let mut all = marks.decorators;
    all.push(declaration);
    all.extend(accessors);
    Lowered::Many(low.build.list(&all))
}

/// A variable with its first value. One that leaves where there is none (`?: return`) says what happens otherwise.
fn declaration(
    low: &mut Lowering<'_>,
    cst: &Cst<'_>,
    target: NodeId,
    annotation: Option<NodeId>,
    value: Option<NodeId>,
    modifiers: Modifiers,
) -> Kind {
    let form = if cst.has("val") { LetForm::Constant } else { LetForm::Variable };
    if let Some(id) = value
        && let Kind::Binary(BinaryOperator::Coalesce, left, right) = low.build.unit().kind(id)
        && leaves(low, right)
    {
        alike::discard_shell(low, id);
        return Kind::Let { target, annotation, value: Some(left), otherwise: Some(right), form, modifiers };
    }
    Kind::Let { target, annotation, value, otherwise: None, form, modifiers }
}

/// Gives an accessor the name of its property, in the place that it keeps for it.
fn name_accessor(low: &mut Lowering<'_>, accessor: NodeId, target: NodeId, modifiers: Modifiers) {
    let Kind::Function(id) = low.build.unit().kind(accessor) else { return };
    let span = low.build.unit().span(target);
    if let Some(place) = low.build.unit().function(id).name {
        let symbol = low.build.symbol(span);
        low.build.set_kind(place, Kind::Name(symbol));
        low.build.set_span(place, span);
    }
    let function = &mut low.build.unit_mut().functions[id.index()];
    function.modifiers = function.modifiers.with(modifiers);
}

/// Gives an accessor the object that its property belongs to, in the two places before its name.
fn own_object(low: &mut Lowering<'_>, id: FunctionId, of: NodeId) {
    let Some(name) = low.build.unit().function(id).name else { return };
    let (Some(target), Some(parameter)) = (name.index().checked_sub(2), name.index().checked_sub(1)) else { return };
    let (target, parameter) = (NodeId::from_index(target), NodeId::from_index(parameter));
    let span = low.build.unit().span(of);
    if [target, parameter].iter().any(|&it| low.build.unit().kind(it) != Kind::Empty) || of > target {
        return;
    }
    low.build.set_kind(target, Kind::This);
    low.build.set_span(target, span);
    let form = ParameterForm::Receiver;
    low.build.set_kind(parameter, Kind::Parameter { target, annotation: Some(of), default: None, form });
    low.build.set_span(parameter, span);
    let list = low.build.unit().function(id).parameters;
    let mut all = vec![parameter];
    all.extend_from_slice(low.build.unit().list(list));
    let parameters = low.build.list(&all);
    low.build.unit_mut().functions[id.index()].parameters = parameters;
}

/// Whether an expression leaves the place where it stands instead of giving a value.
pub(super) fn leaves(low: &Lowering<'_>, id: NodeId) -> bool {
    let unit = low.build.unit();
    match unit.kind(id) {
        Kind::Return(_) | Kind::Throw(..) | Kind::Break(..) | Kind::Continue(_) => true,
        Kind::Block { body } => unit.list(body).last().is_some_and(|&last| {
            matches!(unit.kind(last), Kind::Return(_) | Kind::Throw(..) | Kind::Break(..) | Kind::Continue(_))
        }),
        _ => false,
    }
}

/// `get() = …`, `set(value) { … }`. The property around it gives the name.
pub(super) fn accessor(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let Some(body) = read::of_kind(cst, "function_body") else {
        // `private set` says only who may set.
        read::discard_all(low, cst.kids);
        return Lowered::Nothing;
    };
    read::discard_all(low, cst.of_kind("modifiers"));
    let mut parameters = Vec::new();
    if let Some(target) = read::of_kind(cst, "identifier") {
        let span = low.build.unit().span(target);
        let form = ParameterForm::Plain;
        parameters.push(low.node(Kind::Parameter { target, annotation: None, default: None, form }, span));
    }
    let result = cst.kids.iter().find(|kid| read::is_type(kid)).and_then(Kid::one);
    let form = if cst.kind == "getter" { FunctionForm::Getter } else { FunctionForm::Setter };
    // Only the property knows the name, and the object that it belongs to; their places must be older than the function.
    let at = Span::new(cst.span.start, cst.span.start);
    low.node(Kind::Empty, at);
    low.node(Kind::Empty, at);
    let name = low.node(Kind::Empty, at);
    let parameters = low.build.list(&parameters);
    let function = Function {
        node: low.build.unit().root,
        form,
        name: Some(name),
        type_parameters: List::default(),
        parameters,
        result: result.filter(|_| form == FunctionForm::Getter),
        body: Some(body),
        decorators: List::default(),
        modifiers: Modifiers::default(),
        doc: None,
    };
    low.build.function(function, cst.span).into()
}

/// `constructor(x: Int) : this(x, 0) { … }`
pub(super) fn constructor(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let marks = read::marks(low, cst);
    let parameters = low.list(cst.of_kind("function_value_parameters"));
    let handed = read::of_kind(cst, "constructor_delegation_call");
    let block = read::of_kind(cst, "block");
    let mut statements: Vec<NodeId> = handed.into_iter().collect();
    let mut span = handed.map_or(Span::new(cst.span.end, cst.span.end), |it| low.build.unit().span(it));
    if let Some(block) = block {
        span = if handed.is_some() { span.cover(low.build.unit().span(block)) } else { low.build.unit().span(block) };
        if let Kind::Block { body } = low.build.unit().kind(block) {
            statements.extend_from_slice(low.build.unit().list(body));
            alike::discard_shell(low, block);
        }
    }
    let body = low.build.list(&statements);
    let body = low.node(Kind::Block { body }, span);
    let decorators = low.build.list(&marks.decorators);
    let doc = low.doc_before(cst.span.start);
    let function = Function {
        node: low.build.unit().root,
        form: FunctionForm::Constructor,
        name: None,
        type_parameters: List::default(),
        parameters,
        result: None,
        body: Some(body),
        decorators,
        modifiers: marks.modifiers,
        doc,
    };
    low.build.function(function, cst.span).into()
}
