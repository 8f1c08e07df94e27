//! The engine that every language's lowering runs on: one iterative walk over the syntax tree, from the leaves up.
//!
//! Each node kind of a grammar has a [`Rule`]. When the walk leaves a node, the rule sees the node's children, already
//! lowered, and makes one node, a list of nodes or nothing of them. So no lowering recurses, whatever the input's depth.
//!
//! Architecture Invariant: the code model that comes out is at most [`MAX_HEIGHT`] rule applications deep (deeper code is
//! [`Opacity::Deep`]), so that facts and prose may recurse on it within a browser's small stack.

use std::sync::{Mutex, PoisonError};

use crate::effort::within;
use crate::{alone, broken};
use code::{Builder, DocId, Fault, Kind, List, NodeId, Opacity, Run, Span, Unit};
use rustc_hash::FxHashMap;
use tree_sitter::{Node, Parser, Tree, TreeCursor};

use crate::Language;

/// How many rules may be nested in the code model. Real code stays under 100; a browser's worker overflows near 4,000 frames.
pub const MAX_HEIGHT: u16 = 200;

/// What becomes of a node of the syntax tree.
#[derive(Clone, Copy)]
pub(crate) enum Rule {
    /// Made by a function from its lowered children.
    Build(fn(&mut Lowering<'_>, &Cst<'_>) -> Lowered),
    /// Made by a function from its own text; its children are never visited. Opaque where something in it is broken.
    Whole(fn(&mut Lowering<'_>, &Cst<'_>) -> Lowered),
    /// Made by a function from its own text, whether the grammar could read it or not; its children are never visited. For a
    /// language that has a reader of its own.
    Text(fn(&mut Lowering<'_>, Span) -> Lowered),
    /// Its first child that is a node; for parentheses and wrappers.
    Child,
    /// The list of its children; for argument lists and bodies without a meaning of their own.
    Children,
    /// A name.
    Name,
    /// A leaf of a fixed kind; its children are dropped.
    Leaf(Kind),
    /// Nothing; for punctuation that is named. Its children are never visited.
    Nothing,
    /// A comment.
    Comment,
    /// Left alone on purpose: opaque, with its children inside.
    Opaque,
}

/// What a node of the syntax tree became.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) enum Lowered {
    /// Nothing: a token, a comment.
    #[default]
    Nothing,
    /// A node.
    One(NodeId),
    /// Several nodes in a row.
    Many(List),
}

impl From<NodeId> for Lowered {
    fn from(id: NodeId) -> Self {
        Self::One(id)
    }
}

/// A child of a [`Cst`] node.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Kid {
    /// Its kind; a token's kind is its text.
    pub kind: &'static str,
    /// The field that it fills, or empty.
    pub field: &'static str,
    /// Where it stands.
    pub span: Span,
    /// Whether it is a named node, not a token.
    pub named: bool,
    /// What it became.
    pub lowered: Lowered,
    /// How many rules are nested in it.
    pub height: u16,
}

/// A node of the syntax tree as a rule sees it.
#[derive(Debug)]
pub(crate) struct Cst<'k> {
    /// Its kind.
    pub kind: &'static str,
    /// Where it stands.
    pub span: Span,
    /// All its children in order: nodes, tokens, comments.
    pub kids: &'k [Kid],
}

impl Cst<'_> {
    /// The first child in a field.
    pub(crate) fn kid(&self, field: &str) -> Option<&Kid> {
        self.kids.iter().find(|kid| kid.field == field)
    }

    /// The first child of a kind (a token's kind is its text).
    pub(crate) fn of_kind(&self, kind: &str) -> Option<&Kid> {
        self.kids.iter().find(|kid| kid.kind == kind)
    }

    /// Whether there is a child of that kind; for tokens such as `async`.
    pub(crate) fn has(&self, kind: &str) -> bool {
        self.of_kind(kind).is_some()
    }

    /// The node in a field, if it became one node.
    pub(crate) fn node(&self, field: &str) -> Option<NodeId> {
        self.kids.iter().filter(|kid| kid.field == field).find_map(Kid::one)
    }

    /// The token or kind in a field.
    pub(crate) fn token(&self, field: &str) -> &'static str {
        self.kid(field).map_or("", |kid| kid.kind)
    }

    /// The n-th child that became one node.
    pub(crate) fn nth(&self, n: usize) -> Option<NodeId> {
        self.kids.iter().filter_map(Kid::one).nth(n)
    }
}

impl Kid {
    /// The node that it became, if it became one.
    pub(crate) fn one(&self) -> Option<NodeId> {
        match self.lowered {
            Lowered::One(id) => Some(id),
            _ => None,
        }
    }

    /// What it became, as a part of a list.
    fn run(&self) -> Option<Run> {
        match self.lowered {
            Lowered::Nothing => None,
            Lowered::One(id) => Some(Run::One(id)),
            Lowered::Many(list) => Some(Run::Many(list)),
        }
    }
}

/// The state of one lowering, as rules see it.
pub(crate) struct Lowering<'s> {
    /// The code model under construction.
    pub build: Builder,
    /// The language.
    pub language: &'static Language,
    /// The source text.
    pub source: &'s str,
    /// Set by a rule whose result is not exactly one higher than its tallest child.
    pub height: Option<u16>,
    /// Where marks stand that an enclosing rule, which comes later, asks for and takes away: a `yield` whose function has
    /// not ended yet. Ascending.
    pub marks: Vec<u32>,
    tables: &'static Tables,
    /// Reads parts of the source again; made when first needed.
    reader: Option<Parser>,
    /// What to add (wrapping) to a tree's byte positions to get those of the source.
    shift: u32,
    /// How many readings are nested.
    readings: u32,
}

/// How many readings of a part within a part are taken: macros in macros in macros.
const MAX_READINGS: u32 = 5;

impl Lowering<'_> {
    /// The source text of a span.
    pub(crate) fn text(&self, span: Span) -> &str {
        &self.source[span.start as usize..span.end as usize]
    }

    /// Adds a node.
    pub(crate) fn node(&mut self, kind: Kind, span: Span) -> NodeId {
        self.build.node(kind, span)
    }

    /// The node in a field; where it is missing, an opaque broken node, so that a rule never fails.
    pub(crate) fn need(&mut self, cst: &Cst<'_>, field: &str) -> NodeId {
        if let Some(id) = cst.node(field) {
            return id;
        }
        match cst.kid(field).map(|kid| (kid.lowered, kid.span)) {
            Some((Lowered::One(id), _)) => id,
            Some((Lowered::Many(list), span)) => {
                let nodes = self.build.unit().list(list).to_vec();
                self.opaque(Opacity::Unread, &nodes, span)
            }
            Some((Lowered::Nothing, span)) => self.opaque(Opacity::Broken, &[], span),
            None => self.opaque(Opacity::Broken, &[], Span::new(cst.span.end, cst.span.end)),
        }
    }

    /// An opaque node.
    pub(crate) fn opaque(&mut self, reason: Opacity, parts: &[NodeId], span: Span) -> NodeId {
        let parts = self.build.list(parts);
        self.build.node(Kind::Opaque { reason, parts }, span)
    }

    /// All nodes that these children became, in order.
    pub(crate) fn flatten<'k>(&self, kids: impl IntoIterator<Item = &'k Kid>) -> Vec<NodeId> {
        let mut nodes = Vec::new();
        for kid in kids {
            match kid.lowered {
                Lowered::Nothing => {}
                Lowered::One(id) => nodes.push(id),
                Lowered::Many(list) => nodes.extend_from_slice(self.build.unit().list(list)),
            }
        }
        nodes
    }

    /// All nodes that the children became, as a list.
    pub(crate) fn list<'k>(&mut self, kids: impl IntoIterator<Item = &'k Kid>) -> List {
        let mut kids = kids.into_iter().filter(|kid| !matches!(kid.lowered, Lowered::Nothing)).peekable();
        let Some(first) = kids.next() else { return List::default() };
        match first.lowered {
            // The one list that there is serves as it is.
            Lowered::Many(list) if kids.peek().is_none() => list,
            _ => self.build.list_from(std::iter::once(first).chain(kids).filter_map(Kid::run)),
        }
    }

    /// All nodes in a field, as a list.
    pub(crate) fn list_in(&mut self, cst: &Cst<'_>, field: &str) -> List {
        self.list(cst.kids.iter().filter(|kid| kid.field == field))
    }

    /// Reads a part of the source again, as it would be read between `before` and `after`; for code that the grammar leaves
    /// as bare tokens. `None` where that text is broken. Give the tree to [`Lowering::lower_again`].
    pub(crate) fn read_again(&mut self, before: &str, part: &str, after: &str) -> Option<Tree> {
        if self.readings >= MAX_READINGS {
            return None;
        }
        let reader = self.reader.get_or_insert_with(Parser::new);
        if reader.language().is_none() {
            reader.set_language(&self.language.grammar.get().ok()?).ok()?;
        }
        let mut text = String::with_capacity(before.len() + part.len() + after.len());
        text.push_str(before);
        text.push_str(part);
        text.push_str(after);
        reader.parse(&text, None).filter(|tree| !tree.root_node().has_error())
    }

    /// Lowers a node of a tree from [`Lowering::read_again`], whose byte `at` stands at byte `stands_at` of the source.
    pub(crate) fn lower_again(&mut self, node: Node<'_>, at: u32, stands_at: u32) -> Kid {
        let shift = std::mem::replace(&mut self.shift, stands_at.wrapping_sub(at));
        self.readings += 1;
        let kid = walk(self, node.walk());
        self.readings -= 1;
        self.shift = shift;
        kid
    }

    /// The author's documentation of an item that starts at a byte: the comment that ends on the line before it or touches it. One
    /// that describes parameters or a result may stand above an empty line, as it is about what follows all the same.
    pub(crate) fn doc_before(&mut self, start: u32) -> Option<DocId> {
        let (span, pieces) = self.comments_before(start)?;
        let pieces: Vec<String> =
            pieces.into_iter().map(|piece| (self.language.clean_comment)(self.text(piece))).collect();
        let text = pieces.join("\n").trim().to_owned();
        if text.is_empty() {
            return None;
        }
        Some(self.build.doc(span, text))
    }

    /// The comments right before a byte that document what starts there: where all of them stand, and each of them.
    pub(crate) fn comments_before(&self, start: u32) -> Option<(Span, Vec<Span>)> {
        let comments = &self.build.unit().comments;
        let end = comments.partition_point(|comment| comment.span.start < start);
        let mut first = end;
        let mut edge = start;
        while let Some(comment) = first.checked_sub(1).map(|before| comments[before]) {
            let between = self.source.get(comment.span.end as usize..edge as usize).unwrap_or("x");
            let text = self.text(comment.span);
            let describes = text.starts_with("/**") && ["@param", "@return"].iter().any(|tag| text.contains(tag));
            let n_breaks = if describes && first == end { 2 } else { 1 };
            if comment.trailing || !between.trim().is_empty() || between.matches('\n').count() > n_breaks {
                break;
            }
            edge = comment.span.start;
            first -= 1;
        }
        let spans: Vec<Span> = comments[first..end].iter().map(|comment| comment.span).collect();
        let span = Span::new(spans.first()?.start, spans.last()?.end);
        Some((span, spans))
    }
}

/// A grammar's tables by numeric id, made once.
struct Tables {
    /// The rule for the root, which also serves where the whole tree is one error.
    root: Rule,
    kinds: Vec<(&'static str, bool, Rule)>,
    fields: Vec<&'static str>,
}

static TABLES: Mutex<Option<FxHashMap<&'static str, &'static Tables>>> = Mutex::new(None);

fn tables(language: &'static Language, grammar: &tree_sitter::Language) -> &'static Tables {
    let mut all = TABLES.lock().unwrap_or_else(PoisonError::into_inner);
    let all = all.get_or_insert_with(FxHashMap::default);
    all.entry(language.name).or_insert_with(|| {
        // One small table per language for the life of the program: names must outlive every unit.
        let leak = |text: Option<&str>| -> &'static str { Box::leak(text.unwrap_or("").to_owned().into_boxed_str()) };
        let kinds = (0..grammar.node_kind_count() as u16)
            .map(|id| {
                let kind = leak(grammar.node_kind_for_id(id));
                let named = grammar.node_kind_is_named(id);
                let rule = if named { (language.rule)(kind).unwrap_or(Rule::Opaque) } else { Rule::Nothing };
                (kind, named, rule)
            })
            .collect();
        let fields = (0..=grammar.field_count() as u16).map(|id| leak(grammar.field_name_for_id(id))).collect();
        let mut parser = Parser::new();
        let empty = parser.set_language(grammar).ok().and_then(|()| parser.parse("", None));
        let root = empty.and_then(|tree| (language.rule)(tree.root_node().kind())).unwrap_or(Rule::Children);
        Box::leak(Box::new(Tables { root, kinds, fields }))
    })
}

/// Reads a source text. Never fails: what the grammar cannot read becomes [`Kind::Opaque`] and a [`Fault`].
///
/// `go_on` is asked now and then and stops the parse when it answers no; then the unit holds one opaque node, and so it does where
/// the grammar is not there ([`Language::is_there`]).
pub fn parse(source: &str, language: &'static Language, go_on: &mut dyn FnMut() -> bool) -> Unit {
    let mut build = Builder::new(language.name, language.dialect, *language.library(), source.to_owned());
    let all = Span::new(0, source.len() as u32);
    let Ok(grammar) = language.grammar.get() else {
        let parts = build.list(&[]);
        let unread = build.node(Kind::Opaque { reason: Opacity::Unread, parts }, all);
        let body = build.list(&[unread]);
        let root = build.node(Kind::Module { body }, all);
        return build.finish(root);
    };
    let tables = tables(language, &grammar);
    let mut lowering = Lowering {
        build,
        language,
        source,
        height: None,
        marks: Vec::new(),
        tables,
        reader: None,
        shift: 0,
        readings: 0,
    };
    let mut parser = Parser::new();
    let (opened, n_before) = alone::opened(source, language);
    lowering.shift = 0_u32.wrapping_sub(n_before as u32);
    let tree = parser.set_language(&grammar).ok().and_then(|()| {
        let prepared = (language.prepare)(source).filter(|it| it.len() == source.len() && n_before == 0);
        let bytes = prepared.as_deref().unwrap_or(&opened).as_bytes();
        within(&mut parser, bytes, go_on)
    });
    // A page that some other template language fills in is no code, and a text all the same.
    let is_page = n_before > 0 && source.contains("</") && tree.as_ref().is_some_and(|it| it.root_node().has_error());
    let plain = Some(()).filter(|()| is_page).and_then(|()| {
        parser.reset();
        within(&mut parser, source.as_bytes(), &mut || true).filter(|tree| !tree.root_node().has_error())
    });
    if plain.is_some() {
        lowering.shift = 0;
    }
    let tree = plain.or(tree);
    // Code that breaks off before its braces close, or begins behind where they open, is read as if it did not; the reader is
    // told.
    let (tree, repair) = match tree {
        Some(tree) if broken::is_lost(&tree) => match broken::closed(&mut parser, language, &opened) {
            Some((whole, fault)) => (Some(whole), Some(fault)),
            None => (Some(tree), None),
        },
        other => (other, None),
    };
    if let Some(Fault { span, missing }) = repair {
        let moved = |at: u32| at.saturating_sub(n_before as u32).min(all.end);
        lowering.build.fault(Fault { span: Span::new(moved(span.start), moved(span.end)), missing });
    }
    // A method that was copied without its class is no statement, but an object may hold it.
    let has_error = tree.as_ref().is_some_and(|tree| tree.root_node().has_error());
    let typed = alone::in_type(source, language).filter(|_| has_error).and_then(|(text, n_before)| {
        parser.reset();
        // One that was cut off in the middle is read better all the same.
        let n_plain = tree.as_ref().map_or(u32::MAX, broken::n_errors);
        Some((
            within(&mut parser, text.as_bytes(), &mut || true).filter(|tree| broken::n_errors(tree) < n_plain)?,
            n_before,
        ))
    });
    if let Some((tree, n_before)) = typed {
        lowering.shift = 0_u32.wrapping_sub(n_before as u32);
        let root = walk(&mut lowering, tree.walk());
        let nodes = lowering.flatten([&root]);
        let body = alone::unwrap_type(&mut lowering, nodes);
        let body = lowering.build.list(&body);
        let root = lowering.build.node(Kind::Module { body }, all);
        return lowering.build.finish(root);
    }
    let held = Some(()).filter(|()| has_error).and_then(|()| {
        let text = alone::in_object(source, &language.dialect)?;
        parser.reset();
        within(&mut parser, text.as_bytes(), &mut || true).filter(|tree| !tree.root_node().has_error())
    });
    let body = match (held, tree) {
        (Some(tree), _) => {
            lowering.shift = 0_u32.wrapping_sub(alone::OPENING.len() as u32);
            let root = walk(&mut lowering, tree.walk());
            let nodes = lowering.flatten([&root]);
            match nodes[..] {
                [object] => match lowering.build.unit().kind(object) {
                    Kind::Mapping(list) => {
                        lowering.build.set_kind(object, Kind::Empty);
                        lowering.build.unit().list(list).to_vec()
                    }
                    _ => nodes,
                },
                _ => nodes,
            }
        }
        (None, Some(tree)) => match Some(())
            .filter(|()| !matches!(tables.root, Rule::Text(_)))
            .and_then(|()| broken::paragraphs(&mut parser, language, source, &tree))
        {
            Some(paragraphs) => {
                let read = |paragraph: &broken::Paragraph| {
                    lowering.shift = paragraph.start.wrapping_sub(paragraph.n_before);
                    let root = walk(&mut lowering, paragraph.tree.walk());
                    lowering.flatten([&root])
                };
                paragraphs.iter().flat_map(read).collect()
            }
            None => {
                let root = walk(&mut lowering, tree.walk());
                lowering.flatten([&root])
            }
        },
        (None, None) => vec![lowering.opaque(Opacity::Unread, &[], all)],
    };
    let body = lowering.build.list(&body);
    let root = lowering.build.node(Kind::Module { body }, all);
    lowering.build.finish(root)
}

/// Lowers a node and every node in it, from the leaves up.
fn walk(lowering: &mut Lowering<'_>, mut cursor: TreeCursor<'_>) -> Kid {
    let mut kids: Vec<Kid> = Vec::new();
    // For each open node: where its children start in `kids`.
    let mut open: Vec<usize> = Vec::new();
    loop {
        let node = cursor.node();
        let descend = match kind_of(lowering.tables, node).2 {
            Rule::Leaf(_) | Rule::Name | Rule::Comment | Rule::Nothing | Rule::Text(_) => false,
            Rule::Whole(_) => node.has_error(),
            _ => true,
        };
        if descend && cursor.goto_first_child() {
            open.push(kids.len());
            continue;
        }
        let kid = lower(lowering, &cursor, &[], open.len());
        if open.is_empty() {
            return kid;
        }
        kids.push(kid);
        while !cursor.goto_next_sibling() {
            let start = open.pop().unwrap_or(0);
            cursor.goto_parent();
            let kid = lower(lowering, &cursor, &kids[start..], open.len());
            if open.is_empty() {
                return kid;
            }
            kids.truncate(start);
            kids.push(kid);
        }
    }
}

fn kind_of(tables: &'static Tables, node: Node<'_>) -> (&'static str, bool, Rule) {
    if node.is_error() {
        return ("ERROR", true, Rule::Opaque);
    }
    tables.kinds.get(node.kind_id() as usize).copied().unwrap_or(("", false, Rule::Nothing))
}

fn lower(lowering: &mut Lowering<'_>, cursor: &TreeCursor<'_>, kids: &[Kid], depth: usize) -> Kid {
    let is_root = depth == 0;
    let node = cursor.node();
    let tables = lowering.tables;
    let (kind, named, mut rule) = kind_of(tables, node);
    let field = cursor.field_id().map_or("", |id| tables.fields.get(id.get() as usize).copied().unwrap_or(""));
    let shift = lowering.shift;
    // What was put around a text to read it lies at its ends.
    let end = lowering.source.len() as u32;
    let moved = |at: usize| match (at as u32).overflowing_add(shift) {
        // A shift to the front is written as one that wraps.
        (moved, wraps) if wraps || shift <= u32::MAX / 2 => moved.min(end),
        _ => 0,
    };
    let span = Span::new(moved(node.start_byte()), moved(node.end_byte()));
    let tallest = kids.iter().map(|kid| kid.height).max().unwrap_or(0);
    let mut height = tallest + 1;
    let mut broken = node.is_error();
    let spread = Some(()).filter(|()| broken && depth == 1).and_then(|()| broken::standing(lowering, kids, span));
    if broken && spread.is_none() {
        if !(is_root && matches!(tables.root, Rule::Text(_))) {
            lowering.build.fault(Fault { span, missing: None });
        }
        if is_root {
            // Its statements are worth more than one opaque lump.
            rule = tables.root;
            broken = false;
        }
    }
    let lowered = if let Some(parts) = spread {
        height = tallest;
        Lowered::Many(lowering.build.list(&parts))
    } else if broken {
        let parts = lowering.flatten(kids);
        lowering.opaque(Opacity::Broken, &parts, span).into()
    } else if node.is_missing() {
        lowering.build.fault(Fault { span, missing: Some(kind) });
        if named { lowering.opaque(Opacity::Broken, &[], span).into() } else { Lowered::Nothing }
    } else {
        match rule {
            Rule::Nothing => Lowered::Nothing,
            Rule::Name => lowering.build.name(span).into(),
            Rule::Leaf(kind) => lowering.build.node(kind, span).into(),
            Rule::Comment => {
                // Some grammars count the line's end in.
                let text = lowering.text(span);
                let end = span.start + text.trim_end_matches(['\r', '\n']).len() as u32;
                lowering.build.comment(Span::new(span.start, end));
                Lowered::Nothing
            }
            Rule::Child => {
                height = tallest;
                kids.iter().find_map(Kid::one).map_or(Lowered::Nothing, Lowered::One)
            }
            Rule::Children => {
                height = tallest;
                Lowered::Many(lowering.list(kids))
            }
            Rule::Whole(_) if node.has_error() => {
                let parts = lowering.flatten(kids);
                lowering.opaque(Opacity::Broken, &parts, span).into()
            }
            Rule::Opaque => {
                let parts = lowering.flatten(kids);
                lowering.opaque(Opacity::Unread, &parts, span).into()
            }
            Rule::Text(read) => read(lowering, span),
            Rule::Build(build) | Rule::Whole(build) => {
                lowering.height = None;
                let lowered = build(lowering, &Cst { kind, span, kids });
                height = lowering.height.take().unwrap_or(height);
                lowered
            }
        }
    };
    let is_whole = is_root && lowering.readings == 0;
    if height <= MAX_HEIGHT || is_whole || matches!(lowered, Lowered::Nothing) {
        return Kid { kind, field, span, named, lowered, height };
    }
    Kid { kind, field, span, named, lowered: lowering.opaque(Opacity::Deep, &[], span).into(), height: 1 }
}

#[cfg(test)]
pub(crate) mod check {
    //! What every language's tests use.

    use super::*;

    /// Fails on any named node of the grammar's `node-types.json` that has no rule.
    pub(crate) fn every_node_has_a_rule(language: &'static Language) {
        let grammar = language.grammar.get().expect("natively every grammar is there");
        let missing: Vec<&str> = (0..grammar.node_kind_count() as u16)
            .filter(|&id| grammar.node_kind_is_named(id) && grammar.node_kind_is_visible(id))
            .filter_map(|id| grammar.node_kind_for_id(id).map(|kind| kind.to_owned().leak() as &str))
            .filter(|kind| {
                language.grammar.node_types.contains(&format!("\"type\": \"{kind}\""))
                    && (language.rule)(kind).is_none()
            })
            .collect();
        assert!(missing.is_empty(), "{}: no rule for {missing:?}", language.name);
    }

    /// The code model of a source as an indented outline: `Kind "source text"`, one node a line, for tests.
    pub(crate) fn outline(source: &str, language: &'static Language) -> String {
        let unit = parse(source, language, &mut || true);
        let mut out = String::new();
        let mut stack = vec![(unit.root, 0)];
        while let Some((id, depth)) = stack.pop() {
            let debug = match unit.kind(id) {
                Kind::Function(function) => {
                    let function = unit.function(function);
                    format!("Function({:?}, {:?})", function.form, function.modifiers)
                }
                Kind::Type(definition) => format!("Type({:?})", unit.type_definition(definition).form),
                Kind::Import(import) => format!("Import({})", unit.import(import).module),
                Kind::Binary(operator, ..) => format!("{operator:?}"),
                Kind::Unary(operator, _) => format!("{operator:?}"),
                Kind::Loop(form, _) => format!("Loop({form:?})"),
                kind => {
                    let debug = format!("{kind:?}");
                    debug.split([' ', '(', '{']).next().unwrap_or("").to_owned()
                }
            };
            let line = unit.text(id).lines().next().unwrap_or("");
            out.push_str(&format!("{}{debug} `{line}`\n", "  ".repeat(depth)));
            let at = stack.len();
            unit.for_each_child(id, |child| stack.push((child, depth + 1)));
            stack[at..].reverse();
        }
        out
    }

    /// Asserts the outline of a source. Write `expected` indented by two spaces a level.
    pub(crate) fn lowers(language: &'static Language, source: &str, expected: &str) {
        let found = outline(source, language);
        assert_eq!(found.trim(), expected.trim(), "\nfound:\n{found}");
    }
}
