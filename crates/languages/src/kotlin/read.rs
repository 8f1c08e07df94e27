//! What many rules need: names, lists, modifiers and annotations.

use code::{Kind, Modifiers, NodeId, Opacity, Span, UnaryOperator};

use crate::alike;
use crate::lower::{Cst, Kid, Lowered, Lowering};

/// A name, or one of the words that the grammar takes for names. Before a name stands an empty node that can become the own
/// object, as in Java; each `it` leaves a mark for the lambda around it.
pub(super) fn identifier(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let kind = match low.text(cst.span) {
        "true" => Kind::Boolean(true),
        "false" => Kind::Boolean(false),
        "null" => Kind::Null,
        "break" => Kind::Break(None, None),
        "continue" => Kind::Continue(None),
        "_" => Kind::Wildcard,
        _ => return name_at(low, cst.span).into(),
    };
    low.node(kind, cst.span).into()
}

/// A name at a place.
pub(super) fn name_at(low: &mut Lowering<'_>, span: Span) -> NodeId {
    match low.text(span) {
        "this" => return low.node(Kind::This, span),
        "it" => {
            let at = low.marks.partition_point(|&mark| mark < span.start);
            low.marks.insert(at, span.start);
        }
        _ => {}
    }
    let name = plain(low.text(span), span);
    low.node(Kind::Empty, Span::new(span.start, span.start));
    low.build.name(name)
}

/// A name without the backticks that let it be spelled like a sentence.
fn plain(text: &str, span: Span) -> Span {
    let is_quoted = text.len() > 2 && text.starts_with('`') && text.ends_with('`');
    if is_quoted { Span::new(span.start + 1, span.end - 1) } else { span }
}

/// The children that are nodes, broken pieces aside.
pub(super) fn nodes<'k>(cst: &Cst<'k>) -> impl Iterator<Item = &'k Kid> {
    cst.kids.iter().filter(|kid| kid.kind != "ERROR" && kid.one().is_some())
}

/// What stands before an operand: the grammar ties it closer than a call, so that `!a.b()` comes as a call on `!a`.
#[derive(Clone, Copy)]
pub(super) enum Prefix {
    Operator(UnaryOperator),
    Count { up: bool },
}

/// Takes a prefix off the first child of a call, a member or an item, to be put back around the whole by [`wrap`].
pub(super) fn unwrap(low: &mut Lowering<'_>, cst: &Cst<'_>) -> (NodeId, Option<Prefix>) {
    let id = need(low, cst, 0);
    let first = nodes(cst).next().map_or("", |kid| kid.kind);
    if !matches!(first, "unary_expression" | "call_expression" | "navigation_expression" | "index_expression") {
        return (id, None);
    }
    let (prefix, operand) = match low.build.unit().kind(id) {
        Kind::Unary(operator, operand) if operator != UnaryOperator::NonNull => (Prefix::Operator(operator), operand),
        Kind::Update { target, up, postfix: false } => (Prefix::Count { up }, target),
        _ => return (id, None),
    };
    alike::discard_shell(low, id);
    (operand, Some(prefix))
}

/// Puts a prefix back around what it belongs to.
pub(super) fn wrap(low: &mut Lowering<'_>, cst: &Cst<'_>, prefix: Option<Prefix>, inner: NodeId) -> Lowered {
    let kind = match prefix {
        None => return inner.into(),
        Some(Prefix::Operator(operator)) => Kind::Unary(operator, inner),
        Some(Prefix::Count { up }) => Kind::Update { target: inner, up, postfix: false },
    };
    low.node(kind, cst.span).into()
}

/// The span of a node without what was taken off before it.
pub(super) fn behind(low: &Lowering<'_>, cst: &Cst<'_>, prefix: Option<Prefix>, operand: NodeId) -> Span {
    match prefix {
        None => cst.span,
        Some(_) => Span::new(low.build.unit().span(operand).start, cst.span.end),
    }
}

/// The n-th child that is a node; where it is missing, an opaque broken node.
pub(super) fn need(low: &mut Lowering<'_>, cst: &Cst<'_>, n: usize) -> NodeId {
    match nodes(cst).nth(n).and_then(Kid::one) {
        Some(id) => id,
        None => low.opaque(Opacity::Broken, &[], Span::new(cst.span.end, cst.span.end)),
    }
}

/// The first node of a kind.
pub(super) fn of_kind(cst: &Cst<'_>, kind: &str) -> Option<NodeId> {
    cst.kids.iter().filter(|kid| kid.kind == kind).find_map(Kid::one)
}

/// The name in the field of that name.
pub(super) fn name(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Option<NodeId> {
    let kid = cst.kid("name").filter(|kid| !kid.span.is_empty()).copied()?;
    match kid.one() {
        Some(id) if matches!(low.build.unit().kind(id), Kind::Name(_)) => Some(id),
        _ => Some(low.build.name(kid.span)),
    }
}

/// Whether a child is a type as written.
pub(super) fn is_type(kid: &Kid) -> bool {
    matches!(kid.kind, "user_type" | "nullable_type" | "function_type" | "non_nullable_type" | "parenthesized_type")
}

/// What stands before a definition: its modifiers and its annotations.
#[derive(Default)]
pub(super) struct Marks {
    /// The modifiers that the words mean, and those that annotations add.
    pub modifiers: Modifiers,
    /// The annotations.
    pub decorators: Vec<NodeId>,
    words: Vec<String>,
}

impl Marks {
    /// Whether a word such as `data` or `sealed` stands there.
    pub(super) fn has(&self, word: &str) -> bool {
        self.words.iter().any(|it| it == word)
    }
}

/// Annotations by which a function is run as a test.
const TESTS: &[&str] = &["Test", "ParameterizedTest", "RepeatedTest", "TestFactory"];

/// Reads the modifiers and annotations of a definition. What no word hides is visible to all.
pub(super) fn marks(low: &Lowering<'_>, cst: &Cst<'_>) -> Marks {
    let mut marks = Marks::default();
    if let Some(kid) = cst.of_kind("modifiers") {
        marks.decorators = low.flatten([kid]);
        // Words stand before, between and after annotations.
        let mut at = kid.span.start;
        for &decorator in &marks.decorators {
            let span = low.build.unit().span(decorator);
            marks.words.extend(low.text(Span::new(at, span.start.max(at))).split_whitespace().map(str::to_owned));
            at = span.end;
            if TESTS.contains(&annotation_name(low, decorator)) {
                marks.modifiers = marks.modifiers.with(Modifiers::TEST);
            }
        }
        let rest = low.text(Span::new(at, kid.span.end.max(at)));
        marks.words.extend(rest.split_whitespace().map(str::to_owned));
    }
    let mut is_public = true;
    for word in &marks.words {
        marks.modifiers = marks.modifiers.with(match word.as_str() {
            "public" => Modifiers::PUBLIC,
            "private" => Modifiers::PRIVATE,
            "protected" => Modifiers::PROTECTED,
            "abstract" => Modifiers::ABSTRACT,
            "override" => Modifiers::OVERRIDE,
            "external" => Modifiers::EXTERNAL,
            "const" => Modifiers::CONSTANT,
            "suspend" => Modifiers::SUSPENDS,
            _ => continue,
        });
    }
    for word in ["private", "protected", "internal"] {
        is_public &= !marks.has(word);
    }
    if is_public {
        marks.modifiers = marks.modifiers.with(Modifiers::PUBLIC);
    }
    marks
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

/// The statements of a body: a block as it is, anything else as the one statement that it is; nothing as an empty statement.
pub(super) fn body(low: &mut Lowering<'_>, kid: Option<&Kid>, end: u32) -> NodeId {
    match kid.map(|kid| (kid.lowered, kid.span)) {
        Some((Lowered::One(id), _)) => id,
        Some((Lowered::Many(body), span)) => low.node(Kind::Block { body }, span),
        _ => low.node(Kind::Empty, Span::new(end, end)),
    }
}
