//! What many rules need: names, lists, modifiers and attributes.

use code::{Access, Kind, Modifiers, NodeId, Opacity, Span};

use crate::alike;
use crate::lower::{Cst, Kid, Lowered, Lowering};

/// A name. Before it stands an empty node that can become the own object; each `$0` leaves a mark for the closure around it.
pub(super) fn identifier(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    match low.text(cst.span) {
        "_" => return low.node(Kind::Wildcard, cst.span).into(),
        "break" => return low.node(Kind::Break(None, None), cst.span).into(),
        "continue" => return low.node(Kind::Continue(None), cst.span).into(),
        "return" => return low.node(Kind::Return(None), cst.span).into(),
        _ => {}
    }
    name_at(low, cst.span).into()
}

/// A name at a place.
pub(super) fn name_at(low: &mut Lowering<'_>, span: Span) -> NodeId {
    let text = low.text(span);
    if text == "self" {
        return low.node(Kind::This, span);
    }
    if text.starts_with('$') {
        let at = low.marks.partition_point(|&mark| mark < span.start);
        low.marks.insert(at, span.start);
    }
    let name = plain(low.text(span), span);
    low.node(Kind::Empty, Span::new(span.start, span.start));
    low.build.name(name)
}

/// A name without the backticks that let it be spelled like a keyword.
pub(super) fn plain(text: &str, span: Span) -> Span {
    let is_quoted = text.len() > 2 && text.starts_with('`') && text.ends_with('`');
    if is_quoted { Span::new(span.start + 1, span.end - 1) } else { span }
}

/// `a.b`, where only names may stand.
pub(super) fn path(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let mut head: Option<(NodeId, Span)> = None;
    for kid in cst.kids {
        let Some(id) = kid.one() else { continue };
        head = Some(match head {
            None => (id, kid.span),
            Some((object, span)) => {
                alike::discard(low, id);
                let name = low.build.symbol(kid.span);
                let span = span.cover(kid.span);
                (low.node(Kind::Member { object, name, access: Access::Dot }, span), span)
            }
        });
    }
    head.map_or(Lowered::Nothing, |(id, _)| id.into())
}

/// What the model has no place for.
pub(super) fn dropped(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    discard_all(low, cst.kids);
    Lowered::Nothing
}

/// Discards all nodes that these children became.
pub(super) fn discard_all<'k>(low: &mut Lowering<'_>, kids: impl IntoIterator<Item = &'k Kid>) {
    for id in low.flatten(kids) {
        alike::discard(low, id);
    }
}

/// An opaque node where something is missing.
pub(super) fn missing(low: &mut Lowering<'_>, at: u32) -> NodeId {
    low.opaque(Opacity::Broken, &[], Span::new(at, at))
}

/// The first of these children that is a node; where there is none, an opaque broken node.
pub(super) fn first(low: &mut Lowering<'_>, kids: &[Kid], at: u32) -> NodeId {
    match kids.iter().filter(|kid| kid.kind != "ERROR").find_map(Kid::one) {
        Some(id) => id,
        None => missing(low, at),
    }
}

/// The first node of a kind.
pub(super) fn of_kind(cst: &Cst<'_>, kind: &str) -> Option<NodeId> {
    cst.kids.iter().filter(|kid| kid.kind == kind).find_map(Kid::one)
}

/// Whether a child is a type as written.
pub(super) fn is_type(kid: &Kid) -> bool {
    matches!(
        kid.kind,
        "user_type"
            | "optional_type"
            | "array_type"
            | "dictionary_type"
            | "tuple_type"
            | "function_type"
            | "opaque_type"
            | "existential_type"
            | "protocol_composition_type"
            | "metatype"
            | "suppressed_constraint"
            | "type_pack_expansion"
            | "type_parameter_pack"
            | "bracket_qualified_type"
    )
}

/// The first type among children.
pub(super) fn a_type(kids: &[Kid]) -> Option<NodeId> {
    kids.iter().filter(|kid| is_type(kid)).find_map(Kid::one)
}

/// A block of what stands between braces, which is missing where nothing does.
pub(super) fn braces(low: &mut Lowering<'_>, kids: &[Kid], end: u32) -> NodeId {
    let open = kids.iter().position(|kid| kid.kind == "{");
    let from = open.map_or(0, |at| at + 1);
    let rest = kids.get(from..).unwrap_or(&[]);
    let to = rest.iter().position(|kid| kid.kind == "}").unwrap_or(rest.len());
    if let Some(block) = rest[..to].iter().filter(|kid| kid.kind == "statements").find_map(Kid::one) {
        return block;
    }
    let nodes = low.flatten(rest[..to].iter().filter(|kid| !kid.span.is_empty()));
    let start = open.map_or(end, |at| kids[at].span.end);
    let span = match (nodes.first(), nodes.last()) {
        (Some(&first), Some(&last)) => low.build.unit().span(first).cover(low.build.unit().span(last)),
        _ => Span::new(start, start),
    };
    let body = low.build.list(&nodes);
    low.node(Kind::Block { body }, span)
}

/// What stands before a definition: its modifiers and its attributes.
#[derive(Default)]
pub(super) struct Marks {
    /// The modifiers that the words mean, and those that attributes add.
    pub modifiers: Modifiers,
    /// The attributes.
    pub decorators: Vec<NodeId>,
    words: Vec<String>,
}

/// Attributes that only steer the compiler or other tools.
const FOR_TOOLS: &[&str] = &[
    "available",
    "discardableResult",
    "escaping",
    "autoclosure",
    "inlinable",
    "inline",
    "usableFromInline",
    "frozen",
    "objc",
    "objcMembers",
    "nonobjc",
    "IBAction",
    "IBOutlet",
    "IBInspectable",
    "IBDesignable",
    "Sendable",
    "unchecked",
    "preconcurrency",
    "_spi",
    "_exported",
    "_transparent",
    "_specialize",
    "_disfavoredOverload",
    "_alwaysEmitIntoClient",
    "_implementationOnly",
    "_silgen_name",
    "_semantics",
    "_optimize",
    "testable",
    "convention",
    "unknown",
];

/// Reads the modifiers and attributes of a definition.
pub(super) fn marks(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Marks {
    let mut marks = Marks::default();
    let kids: Vec<Kid> =
        cst.kids.iter().take_while(|kid| kid.field != "name").filter(|kid| is_mark(kid)).copied().collect();
    for kid in &kids {
        let decorators = low.flatten([kid]);
        // Words stand before, between and after attributes.
        let mut at = kid.span.start;
        for decorator in decorators {
            let span = low.build.unit().span(decorator);
            marks.words.extend(low.text(Span::new(at, span.start.max(at))).split_whitespace().map(str::to_owned));
            at = span.end;
            let name = attribute_name(low, decorator).to_owned();
            if name == "Test" {
                marks.modifiers = marks.modifiers.with(Modifiers::TEST);
            }
            if FOR_TOOLS.contains(&name.as_str()) || name.starts_with('_') {
                alike::discard(low, decorator);
            } else {
                marks.decorators.push(decorator);
            }
        }
        let rest = low.text(Span::new(at, kid.span.end.max(at)));
        marks.words.extend(rest.split_whitespace().map(str::to_owned));
    }
    for word in &marks.words {
        marks.modifiers = marks.modifiers.with(match word.as_str() {
            "public" | "open" => Modifiers::PUBLIC,
            "private" | "fileprivate" => Modifiers::PRIVATE,
            "static" | "class" => Modifiers::STATIC,
            "override" => Modifiers::OVERRIDE,
            "async" => Modifiers::SUSPENDS,
            _ => continue,
        });
    }
    marks
}

fn is_mark(kid: &Kid) -> bool {
    kid.kind == "modifiers" || kid.kind == "attribute" || kid.kind == "async" || kid.kind.ends_with("_modifier")
}

/// The last part of an attribute's name.
pub(super) fn attribute_name<'l>(low: &'l Lowering<'_>, decorator: NodeId) -> &'l str {
    let unit = low.build.unit();
    let Kind::Decorator { value } = unit.kind(decorator) else { return "" };
    let callee = match unit.kind(value) {
        Kind::Call { callee, .. } => callee,
        _ => value,
    };
    match unit.kind(callee) {
        Kind::Name(symbol) | Kind::Member { name: symbol, .. } => unit.name(symbol),
        _ => "",
    }
}

/// Whether a node is an expression that may be the value of a closure or a function.
pub(super) fn is_expression(low: &Lowering<'_>, id: NodeId) -> bool {
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
            | Kind::Assign { .. }
            | Kind::Defer(_)
            | Kind::Directive { .. }
            | Kind::Import(_)
            | Kind::Empty
            | Kind::Opaque { .. }
    ) && !is_named_function(low, id)
}

fn is_named_function(low: &Lowering<'_>, id: NodeId) -> bool {
    match low.build.unit().kind(id) {
        Kind::Function(function) => low.build.unit().function(function).form != code::FunctionForm::Lambda,
        _ => false,
    }
}
