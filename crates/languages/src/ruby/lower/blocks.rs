//! Blocks: functions that are handed to a call, unless the call is a loop or holds something open in all but its spelling.

use code::{
    Access, Function, FunctionForm, Kind, LetForm, List, LoopForm, LoopParts, Modifiers, NodeId, ParameterForm, Span,
};

use super::{kind, many, name_of, nodes, span};
use crate::alike;
use crate::lower::{Cst, Kid, Lowered, Lowering};

/// `{ |a| … }`, `do |a| … end`: its parameters, held by a group that the call takes away, and its body.
pub(super) fn block(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let parameters = low.list(cst.kid("parameters"));
    let at = cst.kid("parameters").map_or(Span::new(cst.span.start, cst.span.start), |kid| kid.span);
    let held = low.node(Kind::Tuple(parameters), at);
    let body = super::block_in(low, cst, "body");
    many(low, &[held, body])
}

/// `->(a) { … }`.
pub(super) fn lambda(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let parameters = low.list(cst.kid("parameters"));
    let Some(block) = cst.kid("body").and_then(|kid| Block::of(low, kid)) else {
        let parts = nodes(low, parameters);
        return low.opaque(code::Opacity::Broken, &parts, cst.span).into();
    };
    let block =
        Block { parameters: if parameters.is_empty() { block.parameters } else { parameters }, at: cst.span, ..block };
    let function = block.into_function(low);
    as_lambda(low, function);
    function.into()
}

/// Marks a function that is kept as a value, not handed to the call that it stands behind.
pub(super) fn as_lambda(low: &mut Lowering<'_>, function: NodeId) {
    if let Kind::Function(id) = kind(low, function)
        && let Some(function) = low.build.unit_mut().functions.get_mut(id.index())
    {
        function.modifiers = function.modifiers.with(Modifiers::ARROW);
    }
}

/// `&name` hands on a block; `&:name` stands for a method that is called on each item.
pub(super) fn block_argument(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let Some(value) = cst.nth(0) else { return low.node(Kind::Wildcard, cst.span).into() };
    let at = span(low, value);
    let text = low.text(at);
    if !matches!(kind(low, value), Kind::Text(_)) || !super::calls::is_symbol(text) {
        return value.into();
    }
    alike::discard_shell(low, value);
    let name = Span::new(at.start + 1, at.end);
    let object = low.node(Kind::Wildcard, Span::new(name.start, name.start));
    let symbol = low.build.symbol(name);
    low.node(Kind::Member { object, name: symbol, access: Access::Path }, name).into()
}

/// Methods that run their block once for each item of what they are sent to.
pub(super) fn walks_itself(name: &str) -> bool {
    matches!(name, "each" | "each_pair" | "each_entry")
}

/// Methods that run their block once for each of what they give.
pub(super) fn walks(name: &str) -> bool {
    matches!(
        name,
        "each_with_index"
            | "each_char"
            | "each_line"
            | "each_byte"
            | "each_key"
            | "each_value"
            | "each_slice"
            | "each_cons"
            | "each_index"
            | "each_child"
            | "reverse_each"
            | "times"
            | "upto"
            | "downto"
            | "step"
            | "find_each"
            | "find_in_batches"
            | "in_batches"
    )
}

/// The same for methods of classes that read something piece by piece.
pub(super) fn reads(name: &str) -> bool {
    matches!(name, "foreach" | "glob" | "each_object" | "find")
}

/// Methods of classes that close what they open when their block ends.
pub(super) fn holds(of: &str, name: &str) -> bool {
    match name {
        "open" => {
            matches!(
                of,
                "File" | "IO" | "CSV" | "Tempfile" | "URI" | "StringIO" | "TCPSocket" | "TCPServer" | "Zip::File"
            ) || of.starts_with("Zlib::")
        }
        "create" => of == "Tempfile",
        "popen" => of == "IO",
        "mktmpdir" => of == "Dir",
        _ => false,
    }
}

/// A block that has not found its place yet.
pub(super) struct Block {
    parameters: List,
    body: NodeId,
    at: Span,
}

impl Block {
    /// The block that a child became.
    pub(super) fn of(low: &mut Lowering<'_>, kid: &Kid) -> Option<Self> {
        let Lowered::Many(both) = kid.lowered else { return None };
        let &[held, body] = low.build.unit().list(both) else { return None };
        let Kind::Tuple(parameters) = kind(low, held) else { return None };
        alike::discard_shell(low, held);
        Some(Self { parameters, body, at: kid.span })
    }

    pub(super) fn n_parameters(&self, _: &Lowering<'_>) -> usize {
        self.parameters.len()
    }

    /// As the body of a type; what its parameters bind is not told.
    pub(super) fn into_body(self, low: &mut Lowering<'_>) -> NodeId {
        for parameter in nodes(low, self.parameters) {
            alike::discard(low, parameter);
        }
        self.body
    }

    /// As a function without a name whose value is never looked at.
    pub(super) fn into_run(self, low: &mut Lowering<'_>) -> NodeId {
        self.function(low, false)
    }

    /// As a function without a name.
    pub(super) fn into_function(self, low: &mut Lowering<'_>) -> NodeId {
        self.function(low, true)
    }

    fn function(self, low: &mut Lowering<'_>, gives: bool) -> NodeId {
        settle_next(low, self.body, true);
        let parameters = if self.parameters.is_empty() { implied(low, self.body) } else { self.parameters };
        let body = match kind(low, self.body) {
            Kind::Block { body } => match nodes(low, body)[..] {
                [only] if is_value(low, only) => {
                    alike::discard_shell(low, self.body);
                    only
                }
                _ if gives => super::tails::returned(low, self.body),
                _ => self.body,
            },
            _ => self.body,
        };
        let function = Function {
            node: body,
            form: FunctionForm::Lambda,
            name: None,
            type_parameters: List::default(),
            parameters,
            result: None,
            body: Some(body),
            decorators: List::default(),
            modifiers: Modifiers::default(),
            doc: None,
        };
        low.build.function(function, self.at)
    }

    /// As what a loop calls each item.
    fn into_target(self, low: &mut Lowering<'_>) -> (Option<NodeId>, NodeId) {
        settle_next(low, self.body, false);
        let mut targets = Vec::new();
        let list = if self.parameters.is_empty() { implied(low, self.body) } else { self.parameters };
        for parameter in nodes(low, list) {
            let Kind::Parameter { target, form, default, .. } = kind(low, parameter) else { continue };
            if let Some(default) = default {
                alike::discard(low, default);
            }
            if form == ParameterForm::Rest {
                low.build.set_kind(parameter, Kind::Spread(target));
                targets.push(parameter);
            } else {
                alike::discard_shell(low, parameter);
                targets.push(target);
            }
        }
        let target = (!targets.is_empty()).then(|| super::one_or_tuple(low, &targets, self.at));
        (target, self.body)
    }
}

/// Whether a statement is a plain value, which a function can have in place of a body.
fn is_value(low: &Lowering<'_>, id: NodeId) -> bool {
    !matches!(
        kind(low, id),
        Kind::If { .. }
            | Kind::Loop(..)
            | Kind::Match { .. }
            | Kind::Try { .. }
            | Kind::With { .. }
            | Kind::Return(_)
            | Kind::Break(..)
            | Kind::Continue(_)
            | Kind::Throw(..)
            | Kind::Block { .. }
            | Kind::Import(_)
            | Kind::Function(_)
            | Kind::Type(_)
            | Kind::Let { .. }
            | Kind::Assign { .. }
            | Kind::Delete(_)
            | Kind::Empty
    )
}

/// A `next` ends a round of a loop, and gives the value of a block that is a function.
fn settle_next(low: &mut Lowering<'_>, body: NodeId, function: bool) {
    let mut open = vec![body];
    while let Some(id) = open.pop() {
        match kind(low, id) {
            Kind::Continue(value) if function => low.build.set_kind(id, Kind::Return(value)),
            Kind::Continue(Some(value)) => {
                alike::discard(low, value);
                low.build.set_kind(id, Kind::Continue(None));
            }
            Kind::Function(_) | Kind::Type(_) | Kind::Loop(..) => {}
            _ => low.build.unit().for_each_child(id, |child| open.push(child)),
        }
    }
}

/// The parameters that a block without any names all the same: `it`, `_1`.
fn implied(low: &mut Lowering<'_>, body: NodeId) -> List {
    let unit = low.build.unit();
    let mut found: [Option<Span>; 2] = [None, None];
    let mut open = vec![body];
    while let Some(id) = open.pop() {
        match unit.kind(id) {
            Kind::Name(symbol) => match unit.name(symbol) {
                "it" | "_1" => found[0] = Some(found[0].map_or(unit.span(id), |known| known.min(unit.span(id)))),
                "_2" => found[1] = Some(found[1].map_or(unit.span(id), |known| known.min(unit.span(id)))),
                _ => {}
            },
            Kind::Call { callee, arguments, .. } => {
                if !matches!(unit.kind(callee), Kind::Name(_)) {
                    open.push(callee);
                }
                open.extend(unit.list(arguments));
            }
            Kind::Function(_) | Kind::Type(_) => {}
            _ => unit.for_each_child(id, |child| open.push(child)),
        }
    }
    let mut parameters = Vec::new();
    for at in found.into_iter().map_while(|at| at) {
        let target = low.build.name(at);
        let form = ParameterForm::Plain;
        parameters.push(low.node(Kind::Parameter { target, annotation: None, default: None, form }, at));
    }
    low.build.list(&parameters)
}

/// `source.each { |target| … }`.
pub(super) fn each(low: &mut Lowering<'_>, source: Option<NodeId>, block: Block, at: Span) -> NodeId {
    let (target, body) = block.into_target(low);
    let parts = LoopParts { target, source, condition: None, body, otherwise: None, is_async: false };
    low.node(Kind::Loop(LoopForm::Each, parts), at)
}

/// `loop { … }`.
pub(super) fn endless(low: &mut Lowering<'_>, block: Block, at: Span) -> NodeId {
    let (_, body) = block.into_target(low);
    let parts = LoopParts { target: None, source: None, condition: None, body, otherwise: None, is_async: false };
    low.node(Kind::Loop(LoopForm::Endless, parts), at)
}

/// `File.open(path) { |file| … }`: what is opened is closed when the block ends.
pub(super) fn with_resource(low: &mut Lowering<'_>, value: NodeId, block: Block, at: Span) -> NodeId {
    let (target, body) = block.into_target(low);
    let resource = match target {
        Some(target) if name_of(low, target).is_some() => {
            let covered = span(low, value).cover(span(low, target));
            let (form, modifiers) = (LetForm::Variable, Modifiers::default());
            let kind = Kind::Let { target, annotation: None, value: Some(value), otherwise: None, form, modifiers };
            low.node(kind, covered)
        }
        Some(target) => {
            alike::discard(low, target);
            value
        }
        None => value,
    };
    let resources = low.build.list(&[resource]);
    low.node(Kind::With { resources, body, is_async: false }, at)
}
