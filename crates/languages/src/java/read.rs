//! What many rules need: names, lists, modifiers and annotations.

use code::{Kind, List, Modifiers, NodeId, Opacity, Span};

use crate::alike;
use crate::lower::{Cst, Kid, Lowered, Lowering};

/// A name, with an empty node just before it that can become the own object: whether a name means a member is known only once
/// the whole type has been read (see `members`), and a child must be older than its parent.
pub(super) fn identifier(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    low.node(Kind::Empty, Span::new(cst.span.start, cst.span.start));
    low.build.name(cst.span).into()
}

/// The name in a field; where it is missing, an opaque broken node.
pub(super) fn name(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Option<NodeId> {
    cst.kid("name").filter(|kid| !kid.span.is_empty()).map(|kid| kid.one().unwrap_or_else(|| low.build.name(kid.span)))
}

/// The nodes of a field as a list, without a copy where the child already is a list.
pub(super) fn list(low: &mut Lowering<'_>, cst: &Cst<'_>, field: &str) -> List {
    low.list_in(cst, field)
}

/// The statement in a field; several in a row (`int a, b;`) become a block, and none (`;`) an empty statement.
pub(super) fn statement(low: &mut Lowering<'_>, cst: &Cst<'_>, field: &str) -> NodeId {
    match cst.kid(field).map(|kid| (kid.kind, kid.lowered, kid.span)) {
        Some((_, Lowered::Many(body), span)) => low.node(Kind::Block { body }, span),
        Some((";", _, span)) => low.node(Kind::Empty, span),
        _ => low.need(cst, field),
    }
}

/// The first child that is an expression or statement, broken pieces last.
pub(super) fn inner(cst: &Cst<'_>) -> Option<NodeId> {
    let kids = cst.kids.iter().filter(|kid| kid.kind != "ERROR");
    kids.into_iter().find_map(Kid::one).or_else(|| cst.nth(0))
}

/// The same; where there is none, an opaque broken node.
pub(super) fn need_inner(low: &mut Lowering<'_>, cst: &Cst<'_>) -> NodeId {
    match inner(cst) {
        Some(id) => id,
        None => low.opaque(Opacity::Broken, &[], Span::new(cst.span.end, cst.span.end)),
    }
}

/// What stands before a definition: its modifiers and its annotations.
#[derive(Default)]
pub(super) struct Marks {
    /// The modifiers that the words mean, and those that annotations add.
    pub modifiers: Modifiers,
    /// The annotations.
    pub decorators: Vec<NodeId>,
    /// Where the definition starts after its annotations.
    pub start: u32,
}

/// Annotations by which a method is run as a test.
const TESTS: &[&str] =
    &["Test", "ParameterizedTest", "RepeatedTest", "TestFactory", "TestTemplate", "Property", "Theory"];

/// Reads the modifiers and annotations of a definition.
pub(super) fn marks(low: &Lowering<'_>, cst: &Cst<'_>) -> Marks {
    let mut marks = Marks { start: cst.span.start, ..Marks::default() };
    let Some(kid) = cst.of_kind("modifiers") else { return marks };
    marks.decorators = low.flatten([kid]);
    // Words stand before, between and after annotations.
    let mut at = kid.span.start;
    for &decorator in &marks.decorators {
        let span = low.build.unit().span(decorator);
        add_words(low.text(Span::new(at, span.start.max(at))), &mut marks.modifiers);
        at = span.end;
        if low.build.unit().span(decorator).start == marks.start {
            let rest = low.text(Span::new(at, cst.span.end));
            marks.start = at + (rest.len() - rest.trim_start().len()) as u32;
        }
        let name = annotation_name(low, decorator);
        if name == "Override" {
            marks.modifiers = marks.modifiers.with(Modifiers::OVERRIDE);
        } else if TESTS.contains(&name) {
            marks.modifiers = marks.modifiers.with(Modifiers::TEST);
        }
    }
    add_words(low.text(Span::new(at, kid.span.end.max(at))), &mut marks.modifiers);
    marks
}

fn add_words(text: &str, modifiers: &mut Modifiers) {
    for word in text.split_whitespace() {
        *modifiers = modifiers.with(match word {
            "public" => Modifiers::PUBLIC,
            "private" => Modifiers::PRIVATE,
            "protected" => Modifiers::PROTECTED,
            "abstract" => Modifiers::ABSTRACT,
            "static" => Modifiers::STATIC,
            "final" => Modifiers::READONLY,
            "native" => Modifiers::EXTERNAL,
            _ => continue,
        });
    }
}

/// The last part of an annotation's name.
pub(super) fn annotation_name<'l>(low: &'l Lowering<'_>, decorator: NodeId) -> &'l str {
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

/// Discards all nodes that these children became.
pub(super) fn discard_all<'k>(low: &mut Lowering<'_>, kids: impl IntoIterator<Item = &'k Kid>) {
    for id in low.flatten(kids) {
        alike::discard(low, id);
    }
}
