//! Functions, initializers and closures.

use code::{Function, FunctionForm, Kind, List, Modifiers, NodeId, ParameterForm, Span};

use super::{read, statements};
use crate::alike;
use crate::lower::{Cst, Kid, Lowered, Lowering};

/// `func f(…)`, `init(…)`, `deinit`, `macro f()`
pub(super) fn function(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let mut marks = read::marks(low, cst);
    let name = match cst.kind {
        "init_declaration" => None,
        "deinit_declaration" => cst.of_kind("deinit").copied().map(|kid| low.build.name(kid.span)),
        "macro_declaration" => read::of_kind(cst, "simple_identifier"),
        _ => name(low, cst),
    };
    if cst.kind == "deinit_declaration" {
        // Nobody calls it by hand.
        marks.modifiers = marks.modifiers.with(Modifiers::PRIVATE);
    }
    if cst.has("async") {
        marks.modifiers = marks.modifiers.with(Modifiers::SUSPENDS);
    }
    if cst.kind == "macro_declaration" {
        marks.modifiers = marks.modifiers.with(Modifiers::EXTERNAL);
    }
    let type_parameters = low.list(cst.of_kind("type_parameters"));
    let parameters = parameters(low, cst.kids);
    let result = result(low, cst.kids);
    let body = match cst.kid("body").and_then(Kid::one) {
        Some(body) if result.is_some() => Some(gives(low, body)),
        Some(body) => Some(statements::without_value(low, body)),
        None => cst.has("statements").then(|| read::braces(low, cst.kids, cst.span.end)),
    };
    let form = if cst.kind == "init_declaration" { FunctionForm::Constructor } else { FunctionForm::Function };
    let decorators = low.build.list(&marks.decorators);
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
        modifiers: marks.modifiers,
        doc,
    };
    low.build.function(function, cst.span).into()
}

/// The name of a function, which may be an operator.
fn name(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Option<NodeId> {
    let kid = cst.kid("name").filter(|kid| !kid.span.is_empty()).copied()?;
    match kid.one() {
        Some(id) => Some(id),
        None => Some(low.build.name(kid.span)),
    }
}

/// The declared result behind the arrow; `Void` and `()` are none.
fn result(low: &mut Lowering<'_>, kids: &[Kid]) -> Option<NodeId> {
    let at = kids.iter().position(|kid| kid.kind == "->")?;
    let id = read::a_type(kids.get(at..).unwrap_or(&[]))?;
    if matches!(low.build.unit().text(id), "Void" | "()" | "Swift.Void") {
        alike::discard(low, id);
        return None;
    }
    Some(id)
}

/// The parameters among the children of a function, with their defaults and the dots of those that take several.
fn parameters(low: &mut Lowering<'_>, kids: &[Kid]) -> List {
    let mut nodes = Vec::new();
    let mut at = 0;
    while let Some(kid) = kids.get(at) {
        at += 1;
        if kid.kind != "parameter" {
            continue;
        }
        let Some(id) = kid.one() else { continue };
        let next = kids.get(at).map_or("", |kid| kid.kind);
        if next == "="
            && let Some(value) = kids.get(at + 1).and_then(Kid::one)
            && let Kind::Parameter { target, annotation, form, .. } = low.build.unit().kind(id)
        {
            // The default is younger than the parameter, which moves into a node of its own.
            let span = kid.span.cover(low.build.unit().span(value));
            alike::discard_shell(low, id);
            nodes.push(low.node(Kind::Parameter { target, annotation, default: Some(value), form }, span));
            at += 2;
            continue;
        }
        nodes.push(id);
    }
    low.build.list(&nodes)
}

/// `name: T`, `at index: Int`, `_ x: inout T`, and a parameter of a closure.
pub(super) fn parameter(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let names: Vec<NodeId> = cst
        .kids
        .iter()
        .filter(|kid| matches!(kid.kind, "simple_identifier" | "self_expression" | "wildcard_pattern"))
        .filter_map(Kid::one)
        .collect();
    let Some((&target, labels)) = names.split_last() else {
        read::discard_all(low, cst.kids);
        return Lowered::Nothing;
    };
    // Callers write the label, the function itself the name.
    for &label in labels {
        alike::discard(low, label);
    }
    let mut annotation = read::a_type(cst.kids);
    let is_changed =
        cst.kids.iter().any(|kid| kid.kind == "parameter_modifiers" && low.text(kid.span).contains("inout"));
    if let Some(of) = annotation.filter(|_| is_changed) {
        let span = low.build.unit().span(of);
        let parts = low.build.list(&[of]);
        annotation = Some(low.node(Kind::TypeExpression { form: code::TypeForm::MutableReference, parts }, span));
    }
    let form = if cst.has("...") { ParameterForm::Rest } else { ParameterForm::Plain };
    low.node(Kind::Parameter { target, annotation, default: None, form }, cst.span).into()
}

/// `{ … }` of a function.
pub(super) fn body(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let block = read::braces(low, cst.kids, cst.span.end);
    let block = statements::body(low, block);
    low.build.set_span(block, cst.span);
    block.into()
}

/// The body itself, or where it is one expression, a block that returns it.
pub(super) fn gives(low: &mut Lowering<'_>, body: NodeId) -> NodeId {
    let Kind::Block { body: list } = low.build.unit().kind(body) else { return body };
    let &[only] = low.build.unit().list(list) else { return body };
    let value = value_of(low, only);
    if !read::is_expression(low, value) && !is_value_of_arms(low, value) {
        return body;
    }
    let span = low.build.unit().span(value);
    let returned = low.node(Kind::Return(Some(value)), span);
    let list = low.build.list(&[returned]);
    let span = low.build.unit().span(body);
    alike::discard_shell(low, body);
    low.node(Kind::Block { body: list }, span)
}

/// Whether a `switch` is a value: what each of its arms gives has been made the arm's body.
fn is_value_of_arms(low: &Lowering<'_>, id: NodeId) -> bool {
    let unit = low.build.unit();
    let Kind::Match { arms, .. } = unit.kind(id) else { return false };
    unit.list(arms).iter().any(|&arm| match unit.kind(arm) {
        Kind::Arm { body, .. } => read::is_expression(low, body),
        _ => false,
    })
}

/// Makes the one expression of each arm its body, where all arms have one or throw.
fn arms_of(low: &mut Lowering<'_>, arms: List) {
    let unit = low.build.unit();
    let mut found = Vec::new();
    for &arm in unit.list(arms) {
        let Kind::Arm { body, falls: false, .. } = unit.kind(arm) else { return };
        let Kind::Block { body: list } = unit.kind(body) else { return };
        let &[only] = unit.list(list) else { return };
        match unit.kind(only) {
            Kind::Throw(..) => {}
            // What ends the program gives nothing.
            Kind::Call { callee, .. } if matches!(unit.text(callee), "fatalError" | "preconditionFailure") => {}
            _ if read::is_expression(low, only) => found.push((arm, body, only)),
            _ => return,
        }
    }
    for (arm, block, only) in found {
        if let Kind::Arm { patterns, guard, falls, .. } = low.build.unit().kind(arm) {
            alike::discard_shell(low, block);
            low.build.set_kind(arm, Kind::Arm { patterns, guard, body: only, falls });
        }
    }
}

/// A choice between two single values as the value that it is: `if a { 1 } else { 2 }`. Anything else stays.
pub(super) fn value_of(low: &mut Lowering<'_>, id: NodeId) -> NodeId {
    if let Kind::Match { arms, .. } = low.build.unit().kind(id) {
        arms_of(low, arms);
        return id;
    }
    let mut chain = Vec::new();
    let mut at = id;
    let last = loop {
        let Kind::If { condition, then, otherwise: Some(otherwise) } = low.build.unit().kind(at) else {
            break at;
        };
        let Some(value) = single(low, then) else { return id };
        chain.push((at, condition, then, value));
        match low.build.unit().kind(otherwise) {
            Kind::If { .. } => at = otherwise,
            _ => break otherwise,
        }
    };
    if chain.is_empty() {
        return id;
    }
    let Some(mut made) = single(low, last) else { return id };
    alike::discard_shell(low, last);
    while let Some((node, condition, then, value)) = chain.pop() {
        let span = low.build.unit().span(node);
        alike::discard_shell(low, then);
        alike::discard_shell(low, node);
        made = low.node(Kind::Conditional { condition, then: value, otherwise: made }, span);
    }
    made
}

fn single(low: &Lowering<'_>, block: NodeId) -> Option<NodeId> {
    let unit = low.build.unit();
    let Kind::Block { body } = unit.kind(block) else { return None };
    let &[only] = unit.list(body) else { return None };
    read::is_expression(low, only).then_some(only)
}

/// `subscript(i: Int) -> T { get { … } set { … } }`: its accessors read and write by a key.
pub(super) fn subscript(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let marks = read::marks(low, cst);
    read::discard_all(low, cst.of_kind("type_parameters"));
    let parameters = parameters(low, cst.kids);
    let result = result(low, cst.kids);
    let accessors = low.flatten(cst.of_kind("computed_property"));
    let word = cst.kids.iter().find(|kid| kid.kind == "subscript").map(|kid| kid.span);
    let doc = low.doc_before(cst.span.start);
    if accessors.is_empty() {
        let name = word.map(|span| low.build.name(span));
        let decorators = low.build.list(&marks.decorators);
        let function = Function {
            node: low.build.unit().root,
            form: FunctionForm::Function,
            name,
            type_parameters: List::default(),
            parameters,
            result,
            body: None,
            decorators,
            modifiers: marks.modifiers,
            doc,
        };
        return low.build.function(function, cst.span).into();
    }
    let mut nodes = Vec::new();
    for (n, accessor) in accessors.into_iter().enumerate() {
        let Kind::Function(id) = low.build.unit().kind(accessor) else { continue };
        let old = low.build.unit().function(id).clone();
        let span = low.build.unit().span(accessor);
        let is_getter = old.form == FunctionForm::Getter;
        // The parameters and the name are older than the accessor only where it moves behind them.
        let name = word.map(|span| low.build.name(span));
        let mut all = low.build.unit().list(parameters).to_vec();
        if n > 0 {
            all.clear();
        }
        all.extend_from_slice(low.build.unit().list(old.parameters));
        let all = low.build.list(&all);
        let decorators = if n == 0 { low.build.list(&marks.decorators) } else { List::default() };
        alike::discard_shell(low, accessor);
        let span = if n == 0 { Span::new(cst.span.start, span.end) } else { span };
        let node = low.node(Kind::Function(id), span);
        let function = &mut low.build.unit_mut().functions[id.index()];
        function.node = node;
        function.form = FunctionForm::Function;
        function.name = name;
        function.parameters = all;
        function.result = if is_getter { result } else { None };
        function.decorators = decorators;
        function.modifiers = function.modifiers.with(marks.modifiers);
        function.doc = if n == 0 { doc } else { None };
        nodes.push(node);
    }
    Lowered::Many(low.build.list(&nodes))
}

/// The parameters and the result before the `in` of a closure.
pub(super) fn lambda_head(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let mut nodes = low.flatten(cst.of_kind("lambda_function_type_parameters"));
    nodes.retain(|&id| matches!(low.build.unit().kind(id), Kind::Parameter { .. }));
    nodes.extend(result(low, cst.kids));
    Lowered::Many(low.build.list(&nodes))
}

/// `{ a, b in … }`, `{ $0 + 1 }`
pub(super) fn lambda(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    read::discard_all(low, cst.of_kind("capture_list"));
    let head = low.flatten(cst.of_kind("lambda_function_type"));
    let mut parameters: Vec<NodeId> = Vec::new();
    let mut result = None;
    for id in head {
        match low.build.unit().kind(id) {
            Kind::Parameter { .. } => parameters.push(id),
            _ => result = Some(id),
        }
    }
    let from = low.marks.partition_point(|&mark| mark < cst.span.start);
    let to = low.marks.partition_point(|&mark| mark < cst.span.end);
    if parameters.is_empty() && !cst.has("lambda_function_type") {
        parameters = numbered(low, from, to);
        low.marks.drain(from..to);
    }
    let at_in = cst.kids.iter().position(|kid| kid.kind == "in").map_or(0, |at| at + 1);
    let block = cst.kids[at_in..].iter().filter(|kid| kid.kind == "statements").find_map(Kid::one);
    let body = match block {
        Some(block) => match single(low, block) {
            Some(only) => {
                alike::discard_shell(low, block);
                only
            }
            None => block,
        },
        None => {
            let at = Span::new(cst.span.end - 1, cst.span.end - 1);
            low.node(Kind::Block { body: List::default() }, at)
        }
    };
    let is_async = cst
        .of_kind("lambda_function_type")
        .is_some_and(|kid| low.text(kid.span).split_whitespace().any(|word| word == "async"));
    let modifiers = if is_async { Modifiers::ARROW.with(Modifiers::SUSPENDS) } else { Modifiers::ARROW };
    let parameters = low.build.list(&parameters);
    let function = Function {
        node: low.build.unit().root,
        form: FunctionForm::Lambda,
        name: None,
        type_parameters: List::default(),
        parameters,
        result,
        body: Some(body),
        decorators: List::default(),
        modifiers,
        doc: None,
    };
    low.build.function(function, cst.span).into()
}

/// The parameters that `$0`, `$1` stand for, each where it is first used.
fn numbered(low: &mut Lowering<'_>, from: usize, to: usize) -> Vec<NodeId> {
    let marks: Vec<u32> = low.marks.get(from..to).unwrap_or(&[]).to_vec();
    let mut first: Vec<Option<Span>> = Vec::new();
    for mark in marks {
        let rest = low.source.get(mark as usize + 1..).unwrap_or("");
        let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let Ok(number) = rest[..digits].parse::<usize>() else { continue };
        if number > 9 {
            continue;
        }
        if first.len() <= number {
            first.resize(number + 1, None);
        }
        let end = mark + 1 + u32::try_from(digits).unwrap_or(0);
        first[number].get_or_insert(Span::new(mark, end));
    }
    let mut parameters = Vec::new();
    let place = first.iter().flatten().next().copied();
    for span in first {
        let target = match (span, place) {
            (Some(span), _) => low.build.name(span),
            (None, Some(place)) => low.node(Kind::Wildcard, Span::new(place.start, place.start)),
            (None, None) => continue,
        };
        let at = low.build.unit().span(target);
        let form = ParameterForm::Plain;
        parameters.push(low.node(Kind::Parameter { target, annotation: None, default: None, form }, at));
    }
    parameters
}

/// Takes the newest function, which runs where it stands, out of the model: its body stays.
pub(super) fn unwrapped(low: &mut Lowering<'_>, lambda: NodeId) -> Option<NodeId> {
    let unit = low.build.unit();
    let Kind::Function(id) = unit.kind(lambda) else { return None };
    let function = unit.function(id);
    if id.index() + 1 != unit.functions.len()
        || function.form != FunctionForm::Lambda
        || !function.parameters.is_empty()
    {
        return None;
    }
    let body = function.body?;
    low.build.unit_mut().functions.pop();
    alike::discard_shell(low, lambda);
    Some(body)
}
