//! Chooses what to say and in which order: the first stage of text generation.

use code::{DefinitionForm, FunctionForm, FunctionId, Kind, Modifiers, NodeId, Span, TypeId, Unit};
use facts::{Facts, Item};

use crate::draft::{Context, Draft};
use crate::{SectionKind, concepts, document, example, how, page, query, sheet, watch_out, what, why};

/// What kind of text the input is, which decides its explanation's form.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Shape {
    /// One function and nothing else of weight.
    Function(FunctionId),
    /// One type and nothing else of weight.
    Type(TypeId),
    /// Statements that run from top to bottom.
    Script,
    /// Several items.
    File,
}

/// The shape of a unit.
pub(crate) fn shape(unit: &Unit, facts: &Facts) -> Shape {
    let outline = &facts.outline;
    let mut functions = Vec::new();
    let mut types = Vec::new();
    let mut statements = 0;
    for (at, item) in outline.items.iter().enumerate() {
        match *item {
            Item::Function(id) if is_overload(unit, id, &outline.items[at + 1..]) => {}
            Item::Function(id) => functions.push(id),
            Item::Type(id) => types.push(id),
            Item::Script(..) | Item::Variable(_) => statements += 1,
            Item::Other(node) if matches!(unit.kind(node), Kind::Opaque { .. }) => statements += 1,
            Item::Imports(..) | Item::Other(_) => {}
        }
    }
    match (functions.as_slice(), types.as_slice(), statements) {
        ([one], [], 0) => Shape::Function(*one),
        ([], [one], 0) => match lone_method(unit, *one) {
            Some(method) => Shape::Function(method),
            None => Shape::Type(*one),
        },
        // A type with the blocks that extend it is one thing to its reader, but reads better as a file of parts.
        ([], [], _) => Shape::Script,
        _ => Shape::File,
    }
}

/// The method of a type that is defined elsewhere, where it stands alone and its type only says whose it is.
fn lone_method(unit: &Unit, id: TypeId) -> Option<FunctionId> {
    let definition = unit.type_definition(id);
    match unit.list(definition.members) {
        &[only] if definition.form == DefinitionForm::Extension && unit.span(only) == unit.span(definition.node) => {
            match unit.kind(only) {
                Kind::Function(method) => Some(method),
                _ => None,
            }
        }
        _ => None,
    }
}

/// Whether a function only spells out one way to call the function of the same name that follows.
fn is_overload(unit: &Unit, id: FunctionId, following: &[Item]) -> bool {
    is_signature(
        unit,
        id,
        following.iter().map_while(|item| match *item {
            Item::Function(next) => Some(next),
            _ => None,
        }),
    )
}

/// Whether a function without a body has the name of those that follow, up to one that has a body. What is only declared, however
/// often, is nobody's signature, and neither is what a class leaves to those that are built on it.
fn is_signature(unit: &Unit, id: FunctionId, following: impl Iterator<Item = FunctionId>) -> bool {
    /// The longest run of signatures that is looked at, so that long rows take linear time.
    const MOST: usize = 64;
    let function = unit.function(id);
    let name = |id: FunctionId| unit.function(id).name.and_then(|name| unit.name_of(name));
    if function.body.is_some() || function.modifiers.has(Modifiers::ABSTRACT) || name(id).is_none() {
        return false;
    }
    let mut named_alike = following.take(MOST).take_while(|&next| name(next) == name(id));
    named_alike.any(|next| unit.function(next).body.is_some())
}

/// Fills all sections.
pub(crate) fn fill(cx: &Context<'_>, draft: &mut Draft) {
    if document::is_about(cx) {
        draft.describe();
        document::fill(cx, draft);
        return;
    }
    if query::is_about(cx) {
        query::fill(cx, draft);
        return;
    }
    if page::is_about(cx) {
        draft.describe();
        page::fill(cx, draft);
        return;
    }
    if sheet::is_about(cx) {
        draft.describe();
        sheet::fill(cx, draft);
        return;
    }
    let shape = shape(cx.unit, cx.facts);
    what::fill(cx, shape, draft);
    if let Shape::Function(id) = shape {
        example::say(cx, id, SectionKind::What, None, draft);
    }
    if matches!(shape, Shape::Function(_) | Shape::Type(_)) {
        surroundings(cx, draft);
    }
    match shape {
        Shape::Function(id) if what::says_all(cx, id, &what::function_lead(cx, id)) => {}
        Shape::Function(id) => function_steps(cx, id, None, draft),
        Shape::Type(id) => type_parts(cx, id, None, draft),
        Shape::Script => how::body_under(cx, cx.unit.root, None, draft),
        Shape::File => file_parts(cx, draft),
    }
    why::fill(cx, shape, draft);
    concepts::fill(cx, draft);
    watch_out::fill(cx, draft);
}

/// What stands beside the one function or type: imports and the like.
fn surroundings(cx: &Context<'_>, draft: &mut Draft) {
    let items = &cx.facts.outline.items;
    for (at, item) in items.iter().enumerate() {
        match *item {
            Item::Imports(first, last) => what::imports(cx, first, last, None, draft),
            Item::Function(id) if is_overload(cx.unit, id, &items[at + 1..]) => overloads(cx, items, at, None, draft),
            Item::Other(node) => how::part_under(cx, cx.unit.root, cx.unit.span(node), None, draft),
            _ => {}
        }
    }
}

/// Says a run of signatures of one function, at the first of them.
fn overloads(cx: &Context<'_>, items: &[Item], at: usize, parent: Option<u32>, draft: &mut Draft) {
    let functions: Vec<FunctionId> = items
        .iter()
        .filter_map(|item| match *item {
            Item::Function(id) => Some(id),
            _ => None,
        })
        .collect();
    let Some(&Item::Function(first)) = items.get(at) else { return };
    let Some(at) = functions.iter().position(|&id| id == first) else { return };
    signatures(cx, &functions, at, parent, draft);
}

/// The same among functions alone.
fn signatures(cx: &Context<'_>, functions: &[FunctionId], at: usize, parent: Option<u32>, draft: &mut Draft) {
    let goes_on = |at: usize| is_signature(cx.unit, functions[at], functions[at + 1..].iter().copied());
    if at > 0 && goes_on(at - 1) {
        return;
    }
    let n = (at..functions.len()).take_while(|&at| goes_on(at)).count();
    let run = &functions[at..at + n];
    let spans: Vec<Span> = run.iter().map(|&id| cx.unit.span(cx.unit.function(id).node)).collect();
    what::signatures(cx, functions[at], &spans, parent, draft);
}

/// A function among other items: its account, then its steps unless the account says all.
pub(crate) fn function_part(cx: &Context<'_>, id: FunctionId, parent: Option<u32>, draft: &mut Draft) {
    let introduced = what::introduce_function(cx, id, parent, draft);
    if !introduced.complete {
        function_steps(cx, id, Some(introduced.id), draft);
    }
    example::say(cx, id, SectionKind::How, Some(introduced.id), draft);
}

/// The steps of a function's body.
pub(crate) fn function_steps(cx: &Context<'_>, id: FunctionId, parent: Option<u32>, draft: &mut Draft) {
    let function = cx.unit.function(id);
    if let Some(body) = function.body {
        how::body_under(cx, body, parent, draft);
    }
}

/// The parts of a type: its fields together, then each method with its steps.
pub(crate) fn type_parts(cx: &Context<'_>, id: TypeId, parent: Option<u32>, draft: &mut Draft) {
    let definition = cx.unit.type_definition(id);
    what::members(cx, id, parent, draft);
    let members = cx.unit.list(definition.members).to_vec();
    let mut loose: Vec<NodeId> = Vec::new();
    let functions: Vec<FunctionId> = members.iter().filter_map(|&member| as_function(cx, member)).collect();
    let is_signature = |id: FunctionId| {
        let following = functions.iter().copied().skip_while(|&it| it != id).skip(1);
        definition.form == DefinitionForm::Class && is_signature(cx.unit, id, following)
    };
    // Methods that an interface only names.
    let promised: Vec<FunctionId> = functions
        .iter()
        .copied()
        .filter(|&id| {
            let function = cx.unit.function(id);
            definition.form == DefinitionForm::Interface && function.body.is_none() && function.doc.is_none()
        })
        .collect();
    let promised = if promised.len() > 1 { promised } else { Vec::new() };
    for member in members {
        match cx.unit.kind(member) {
            Kind::Function(function) if is_signature(function) => {
                let at = functions.iter().position(|&it| it == function).unwrap_or(0);
                signatures(cx, &functions, at, parent, draft);
            }
            Kind::Function(function) if promised.contains(&function) => {
                // Told together, at the first of them.
                if promised[0] == function {
                    what::promised(cx, &promised, parent, draft);
                }
            }
            Kind::Function(function) => function_part(cx, function, parent, draft),
            Kind::Type(inner) => {
                let child = what::introduce_type(cx, inner, parent, draft);
                type_parts(cx, inner, Some(child), draft);
            }
            Kind::Field { .. } | Kind::Variant { .. } | Kind::Empty => {}
            Kind::Let { value: Some(value), .. } if as_function(cx, value).is_some() => {
                if let Some(function) = as_function(cx, value) {
                    function_part(cx, function, parent, draft);
                }
            }
            _ => loose.push(member),
        }
    }
    for member in loose {
        how::part_under(cx, definition.node, cx.unit.span(member), parent, draft);
    }
}

/// One part per item, in source order.
fn file_parts(cx: &Context<'_>, draft: &mut Draft) {
    let items = &cx.facts.outline.items;
    for (at, item) in items.iter().enumerate() {
        match *item {
            Item::Imports(first, last) => what::imports(cx, first, last, None, draft),
            Item::Function(id) if is_overload(cx.unit, id, &items[at + 1..]) => overloads(cx, items, at, None, draft),
            Item::Function(id) => function_part(cx, id, None, draft),
            Item::Type(id) => {
                let parent = what::introduce_type(cx, id, None, draft);
                type_parts(cx, id, Some(parent), draft);
            }
            Item::Variable(node) | Item::Other(node) => {
                how::part_under(cx, cx.unit.root, cx.unit.span(node), None, draft);
            }
            Item::Script(first, last) => {
                let part = cx.unit.span(first).cover(cx.unit.span(last));
                how::part_under(cx, cx.unit.root, part, None, draft);
            }
        }
    }
}

/// The statements from the first to the last of a run of siblings, both included.
pub(crate) fn siblings(cx: &Context<'_>, first: NodeId, last: NodeId) -> Vec<NodeId> {
    let Some(Kind::Module { body } | Kind::Block { body }) = cx.unit.parent(first).map(|parent| cx.unit.kind(parent))
    else {
        return vec![first];
    };
    let all = cx.unit.list(body);
    let part = cx.unit.span(first).cover(cx.unit.span(last));
    let from = all.partition_point(|&node| cx.unit.span(node).start < part.start);
    all[from..].iter().copied().take_while(|&node| cx.unit.span(node).start < part.end).collect()
}

/// The function that a value is, if it is one.
pub(crate) fn as_function(cx: &Context<'_>, value: NodeId) -> Option<FunctionId> {
    match cx.unit.kind(value) {
        Kind::Function(id) => Some(id),
        _ => None,
    }
}

/// A function's first lines: from its start (decorators included) to where its body begins.
pub(crate) fn header(cx: &Context<'_>, id: FunctionId) -> Span {
    let function = cx.unit.function(id);
    let span = cx.unit.span(function.node);
    match function.body {
        Some(body) if function.form != FunctionForm::Lambda => {
            let end = cx.unit.span(body).start.clamp(span.start, span.end);
            let text = cx.unit.slice(Span::new(span.start, end));
            Span::new(span.start, span.start + text.trim_end().len() as u32)
        }
        _ => span,
    }
}

/// Whether a section is worth its place for so many facts: keeps short code's explanation short.
pub(crate) fn budget(cx: &Context<'_>, per_lines: u32, least: usize, most: usize) -> usize {
    let lines = cx.unit.lines.len() as u32;
    ((lines / per_lines.max(1)) as usize).clamp(least, most)
}
