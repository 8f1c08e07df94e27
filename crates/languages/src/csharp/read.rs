//! What many rules need: names, lists, modifiers and attributes.

use code::{Kind, List, Modifiers, NodeId, Opacity, Span};

use crate::alike;
use crate::lower::{Cst, Kid, Lowered, Lowering};

/// A name, with an empty node just before it that can become the own object: whether a name means a member is known only once
/// the whole type has been read (see `crate::members`), and a child must be older than its parent.
pub(super) fn identifier(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    match low.text(cst.span) {
        "this" => return low.node(Kind::This, cst.span).into(),
        "base" => return low.node(Kind::Super, cst.span).into(),
        "_" => return low.node(Kind::Wildcard, cst.span).into(),
        _ => {}
    }
    low.node(Kind::Empty, Span::new(cst.span.start, cst.span.start));
    low.build.name(cst.span).into()
}

/// The name in a field, as long as it is there.
///
/// A member that answers only to those who know the object by an interface is named with it: without that, it would seem to be, and to
/// call, the member of the same name that everybody sees.
pub(super) fn name(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Option<NodeId> {
    if let Some(of) = cst.of_kind("explicit_interface_specifier")
        && let Some(kid) = cst.kid("name").copied()
        && !kid.span.is_empty()
    {
        if let Some(id) = kid.one() {
            alike::discard(low, id);
        }
        return Some(low.build.name(Span::new(of.span.start, kid.span.end)));
    }
    cst.kid("name").filter(|kid| !kid.span.is_empty()).map(|kid| kid.one().unwrap_or_else(|| low.build.name(kid.span)))
}

/// All nodes of the children of a kind.
pub(super) fn of_kind(low: &mut Lowering<'_>, cst: &Cst<'_>, kind: &str) -> List {
    low.list(cst.kids.iter().filter(|kid| kid.kind == kind))
}

/// The statement in a field; several in a row (`int a, b;`) become a block, and none (`;`) an empty statement.
pub(super) fn statement(low: &mut Lowering<'_>, cst: &Cst<'_>, field: &str) -> NodeId {
    match cst.kid(field) {
        Some(kid) => {
            let kid = *kid;
            as_statement(low, &kid)
        }
        None => low.need(cst, field),
    }
}

/// The same for a child without a field.
pub(super) fn as_statement(low: &mut Lowering<'_>, kid: &Kid) -> NodeId {
    match kid.lowered {
        Lowered::One(id) => id,
        Lowered::Many(body) => low.node(Kind::Block { body }, kid.span),
        Lowered::Nothing => low.node(Kind::Empty, kid.span),
    }
}

/// This word as the own object or the parent's part of it, where the grammar has it as a bare token.
pub(super) fn word(low: &mut Lowering<'_>, kid: &Kid) -> Option<NodeId> {
    match (kid.one(), kid.kind) {
        (Some(id), _) => Some(id),
        (None, "this") => Some(low.node(Kind::This, kid.span)),
        (None, "base") => Some(low.node(Kind::Super, kid.span)),
        _ => None,
    }
}

/// The node in a field; `this` and `base` are bare tokens there.
pub(super) fn need(low: &mut Lowering<'_>, cst: &Cst<'_>, field: &str) -> NodeId {
    match cst.kid(field).copied().and_then(|kid| word(low, &kid)) {
        Some(id) => id,
        None => low.need(cst, field),
    }
}

/// The first child that is an expression or statement, broken pieces last.
pub(super) fn inner(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Option<NodeId> {
    let found = cst.kids.iter().filter(|kid| kid.kind != "ERROR").find_map(|kid| word(low, kid));
    found.or_else(|| cst.nth(0))
}

/// The same; where there is none, an opaque broken node.
pub(super) fn need_inner(low: &mut Lowering<'_>, cst: &Cst<'_>) -> NodeId {
    match inner(low, cst) {
        Some(id) => id,
        None => low.opaque(Opacity::Broken, &[], Span::new(cst.span.end, cst.span.end)),
    }
}

/// What stands before a definition: its modifiers and its attributes.
#[derive(Default)]
pub(super) struct Marks {
    /// The modifiers that the words mean, and those that attributes add.
    pub modifiers: Modifiers,
    /// The attributes.
    pub decorators: Vec<NodeId>,
    /// Where the definition starts after its attributes.
    pub start: u32,
}

/// Attributes by which a method is run as a test.
const TESTS: &[&str] = &["Fact", "Theory", "Test", "TestCase", "TestCaseSource", "TestMethod", "DataTestMethod"];

/// Reads the modifiers and attributes of a definition.
pub(super) fn marks(low: &Lowering<'_>, cst: &Cst<'_>) -> Marks {
    let is_attribute = |kid: &&Kid| kid.kind == "attribute_list";
    let decorators = low.flatten(cst.kids.iter().filter(is_attribute));
    let first = cst.kids.iter().find(|kid| !matches!(kid.kind, "attribute_list" | "comment"));
    let mut modifiers = Modifiers::default();
    let mut visible = false;
    for kid in cst.kids.iter().filter(|kid| kid.kind == "modifier") {
        let word = low.text(kid.span);
        visible |= matches!(word, "public" | "private" | "protected" | "internal" | "file");
        modifiers = modifiers.with(match word {
            "public" => Modifiers::PUBLIC,
            "private" => Modifiers::PRIVATE,
            "protected" => Modifiers::PROTECTED,
            "abstract" => Modifiers::ABSTRACT,
            "static" => Modifiers::STATIC,
            "const" => Modifiers::STATIC.with(Modifiers::READONLY).with(Modifiers::CONSTANT),
            "readonly" | "sealed" => Modifiers::READONLY,
            "override" => Modifiers::OVERRIDE,
            "async" => Modifiers::ASYNC,
            "unsafe" => Modifiers::UNSAFE,
            "extern" => Modifiers::EXTERNAL,
            _ => continue,
        });
    }
    // Heirs see it unless it is `private protected`, which still means heirs.
    if modifiers.has(Modifiers::PROTECTED) {
        modifiers = modifiers.without(Modifiers::PRIVATE);
    }
    let is_member = matches!(
        cst.kind,
        "method_declaration"
            | "constructor_declaration"
            | "field_declaration"
            | "event_field_declaration"
            | "property_declaration"
            | "indexer_declaration"
            | "event_declaration"
    );
    if is_member && !visible && !cst.has("explicit_interface_specifier") {
        modifiers = modifiers.with(Modifiers::PRIVATE);
    }
    if decorators.iter().any(|&it| TESTS.contains(&attribute_name(low, it))) {
        modifiers = modifiers.with(Modifiers::TEST);
    }
    Marks { modifiers, decorators, start: first.map_or(cst.span.start, |kid| kid.span.start) }
}

/// The attributes of a field that the library knows; what others do with it cannot be told.
pub(super) fn known_attributes(low: &mut Lowering<'_>, decorators: Vec<NodeId>) -> Vec<NodeId> {
    let mut known = Vec::new();
    for decorator in decorators {
        let path = format!("@{}", attribute_name(low, decorator));
        if low.language.library().find(&path).is_some() {
            known.push(decorator);
        } else {
            alike::discard(low, decorator);
        }
    }
    known
}

/// The last part of an attribute's name.
fn attribute_name<'l>(low: &'l Lowering<'_>, decorator: NodeId) -> &'l str {
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

/// The type parameters of a definition, each with what it must be, which stands in clauses behind.
pub(super) fn type_parameters(low: &mut Lowering<'_>, cst: &Cst<'_>) -> List {
    let mut clauses: Vec<(NodeId, Vec<NodeId>)> = Vec::new();
    for kid in cst.kids.iter().filter(|kid| kid.kind == "type_parameter_constraints_clause") {
        let nodes = low.flatten([kid]);
        if let [name, bounds @ ..] = &nodes[..] {
            clauses.push((*name, bounds.to_vec()));
        }
    }
    let mut parameters = Vec::new();
    for id in low.flatten(cst.kids.iter().filter(|kid| kid.kind == "type_parameter_list")) {
        let unit = low.build.unit();
        let Kind::TypeParameter { name, .. } = unit.kind(id) else { continue };
        let own = unit.kind(name);
        let bounds = clauses.iter().find(|(of, _)| unit.kind(*of) == own).map(|(_, bounds)| bounds.clone());
        let Some(bounds) = bounds.filter(|bounds| !bounds.is_empty()) else {
            parameters.push(id);
            continue;
        };
        let span = unit.span(id);
        alike::discard_shell(low, id);
        let bounds = low.build.list(&bounds);
        parameters.push(low.node(Kind::TypeParameter { name, bounds }, span));
    }
    for (name, _) in clauses {
        alike::discard(low, name);
    }
    low.build.list(&parameters)
}
