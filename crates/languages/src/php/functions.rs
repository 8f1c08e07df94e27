//! Functions, methods, closures and their parameters.

use code::{Function, FunctionForm, Kind, List, Modifiers, NodeId, ParameterForm, Span};

use super::{read, types};
use crate::alike;
use crate::lower::{Cst, Kid, Lowered, Lowering};

pub(super) fn function(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let body = cst.node("body");
    make(low, cst, FunctionForm::Function, Modifiers::default(), body).into()
}

/// A method. The class finds its tests among them.
pub(super) fn method(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let is_constructor = cst.kid("name").is_some_and(|kid| low.text(kid.span).eq_ignore_ascii_case("__construct"));
    let form = if is_constructor { FunctionForm::Constructor } else { FunctionForm::Method };
    let modifiers = read::member_modifiers(low, cst);
    let body = cst.node("body").map(|body| if is_constructor { promote(low, cst, body) } else { body });
    make(low, cst, form, modifiers, body).into()
}

/// `function ($x) use ($y, &$z) { … }`: what it takes along by reference stays the variable outside.
pub(super) fn closure(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let body = cst.node("body");
    let body = match (body, cst.of_kind("anonymous_function_use_clause").copied()) {
        (Some(body), Some(kid)) => Some(capture(low, &kid, body)),
        _ => body,
    };
    make(low, cst, FunctionForm::Lambda, Modifiers::default(), body).into()
}

/// `fn ($x) => $x + 1`
pub(super) fn arrow(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let body = cst.node("body");
    make(low, cst, FunctionForm::Lambda, Modifiers::ARROW, body).into()
}

fn make(
    low: &mut Lowering<'_>,
    cst: &Cst<'_>,
    form: FunctionForm,
    mut modifiers: Modifiers,
    body: Option<NodeId>,
) -> NodeId {
    let name = if form == FunctionForm::Lambda { None } else { read::name(low, cst) };
    let parameters = read::list(low, cst, "parameters");
    let result = types::result(low, cst);
    if let Some(body) = body
        && yields(low, low.build.unit().span(body))
    {
        modifiers = modifiers.with(Modifiers::GENERATOR);
    }
    let decorators = read::attributes(low, cst);
    let doc = if form == FunctionForm::Lambda { None } else { low.doc_before(cst.span.start) };
    let function = Function {
        node: low.build.unit().root,
        form,
        name,
        type_parameters: List::default(),
        parameters,
        result,
        body,
        decorators,
        modifiers,
        doc,
    };
    low.build.function(function, cst.span)
}

/// Whether a body holds a `yield` that no function inside it has claimed.
fn yields(low: &mut Lowering<'_>, body: Span) -> bool {
    let before = low.marks.len();
    while low.marks.last().is_some_and(|&mark| mark >= body.start) {
        low.marks.pop();
    }
    low.marks.len() < before
}

/// A body with one more statement before the others.
fn with_first(low: &mut Lowering<'_>, body: NodeId, first: &[NodeId]) -> NodeId {
    let Kind::Block { body: list } = low.build.unit().kind(body) else { return body };
    let mut nodes = first.to_vec();
    nodes.extend_from_slice(low.build.unit().list(list));
    let span = low.build.unit().span(body);
    alike::discard_shell(low, body);
    let body = low.build.list(&nodes);
    low.node(Kind::Block { body }, span)
}

/// What a closure takes along: values are copies of its own, and references mean the variables outside.
fn capture(low: &mut Lowering<'_>, kid: &Kid, body: NodeId) -> NodeId {
    let mut outer = Vec::new();
    for id in low.flatten([kid]) {
        match low.build.unit().kind(id) {
            Kind::Reference(name, _) => {
                alike::discard_shell(low, id);
                outer.push(name);
            }
            _ => alike::discard(low, id),
        }
    }
    if outer.is_empty() {
        return body;
    }
    let names = low.build.list(&outer);
    let statement = low.node(Kind::OuterNames(names), kid.span);
    with_first(low, body, &[statement])
}

/// `private readonly int $x = 0`, `array &$items`, `string ...$names`
pub(super) fn parameter(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    // What an attribute of a parameter says is for a framework; the model has no place for it.
    read::discard_all(low, cst.kids.iter().filter(|kid| kid.field == "attributes" || kid.kind == "property_hook_list"));
    let Some(target) = cst.node("name") else { return Lowered::Nothing };
    let (target, sign) = match low.build.unit().kind(target) {
        Kind::Reference(inner, _) => {
            let span = low.build.unit().span(target);
            alike::discard_shell(low, target);
            (inner, Some(Span::new(span.start, span.start + 1)))
        }
        _ => (target, cst.of_kind("reference_modifier").map(|kid| kid.span)),
    };
    let written = cst.node("type").map(|ty| types::as_type(low, ty));
    let annotation = match sign {
        Some(sign) => Some(types::by_reference(low, written, sign)),
        None => written,
    };
    let default = cst.node("default_value");
    let form = if cst.has("...") { ParameterForm::Rest } else { ParameterForm::Plain };
    low.node(Kind::Parameter { target, annotation, default, form }, cst.span).into()
}

/// What stands before the name of a parameter that is a property too, as modifiers; none for a plain one.
pub(super) fn promotion(text: &str) -> Option<Modifiers> {
    let before = text.split('$').next().unwrap_or("");
    // Attributes may say anything.
    let before = before.rsplit(']').next().unwrap_or(before);
    let mut modifiers: Option<Modifiers> = None;
    for word in before.split_whitespace() {
        let word = match word {
            "public" => Modifiers::PUBLIC,
            "private" => Modifiers::PRIVATE,
            "protected" => Modifiers::PROTECTED,
            "readonly" => Modifiers::READONLY,
            _ => continue,
        };
        modifiers = Some(modifiers.unwrap_or_default().with(word));
    }
    modifiers
}

/// A constructor whose parameters are properties too: each is stored before anything else is done.
fn promote(low: &mut Lowering<'_>, cst: &Cst<'_>, body: NodeId) -> NodeId {
    let mut stored = Vec::new();
    for id in low.flatten(cst.kids.iter().filter(|kid| kid.field == "parameters")) {
        let unit = low.build.unit();
        let Kind::Parameter { target, .. } = unit.kind(id) else { continue };
        if promotion(unit.text(id)).is_none() {
            continue;
        }
        let span = unit.span(target);
        let inner = read::without_sign(low, span);
        let object = low.node(Kind::This, Span::new(span.start, span.start));
        let name = low.build.symbol(inner);
        let place = low.node(Kind::Member { object, name, access: code::Access::Dot }, inner);
        let value = low.build.name(span);
        stored.push(low.node(Kind::Assign { target: place, operator: None, value }, span));
    }
    if stored.is_empty() { body } else { with_first(low, body, &stored) }
}
