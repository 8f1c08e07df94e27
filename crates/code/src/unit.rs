//! One source text, lowered.

use crate::{
    Dialect, DocId, Function, FunctionForm, FunctionId, Import, ImportId, Kind, Library, LibraryEntry, List, Names,
    NodeId, Symbol, TypeDefinition, TypeId, UnaryOperator,
};

/// A half-open range of bytes of the source, always on character boundaries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The range from `start` up to `end`.
    pub fn new(start: u32, end: u32) -> Self {
        Self { start, end }
    }

    /// The smallest span that holds both.
    pub fn cover(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// Whether `other` lies inside.
    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Length in bytes.
    pub fn len(self) -> u32 {
        self.end - self.start
    }

    /// Whether nothing lies inside.
    pub fn is_empty(self) -> bool {
        self.start >= self.end
    }
}

/// A node of the arena.
#[derive(Clone, Copy, Debug)]
pub struct Node {
    /// What it is.
    pub kind: Kind,
    /// Where it stands.
    pub span: Span,
    /// The node that holds it; `None` only for the root.
    pub parent: Option<NodeId>,
}

/// A comment that is not the documentation of an item.
#[derive(Clone, Copy, Debug)]
pub struct Comment {
    /// Where it stands, marks included.
    pub span: Span,
    /// Whether code stands before it on its line.
    pub trailing: bool,
}

/// The author's documentation of an item.
#[derive(Clone, Debug)]
pub struct Doc {
    /// Where it stands, marks included.
    pub span: Span,
    /// Its text without comment marks, indentation removed, lines joined by `\n`.
    pub text: String,
}

/// A place that the grammar could not read.
#[derive(Clone, Copy, Debug)]
pub struct Fault {
    /// Where it stands.
    pub span: Span,
    /// What is missing there (`)`, `:`), where the grammar knows; else `None`.
    pub missing: Option<&'static str>,
}

/// One source text, lowered: the narrow waist between languages and facts.
#[derive(Clone, Debug)]
pub struct Unit {
    /// The language's name as users type it, for display only.
    pub language: &'static str,
    /// What the language means.
    pub dialect: Dialect,
    /// What the language's library is for.
    pub library: Library,
    /// The text.
    pub source: String,
    /// Byte at which each line starts.
    pub lines: Vec<u32>,
    pub(crate) nodes: Vec<Node>,
    pub(crate) lists: Vec<NodeId>,
    /// All functions, in the order in which they end.
    pub functions: Vec<Function>,
    /// All type definitions, in the order in which they end.
    pub types: Vec<TypeDefinition>,
    /// All imports, in order.
    pub imports: Vec<Import>,
    /// Documentation of items.
    pub docs: Vec<Doc>,
    /// Comments, in order.
    pub comments: Vec<Comment>,
    /// What the grammar could not read, in order.
    pub faults: Vec<Fault>,
    /// All names.
    pub names: Names,
    /// The package or namespace that the text says it belongs to, its parts joined by dots; empty where it says none.
    pub package: String,
    /// The root: always [`Kind::Module`].
    pub root: NodeId,
}

impl Unit {
    /// A node.
    pub fn node(&self, id: NodeId) -> &Node {
        &self.nodes[id.index()]
    }

    /// What a node is.
    pub fn kind(&self, id: NodeId) -> Kind {
        self.nodes[id.index()].kind
    }

    /// Whether a function gives the value of its last expression without a `return`.
    pub fn gives_last(&self, function: &Function) -> bool {
        let is_block = function.body.is_some_and(|body| matches!(self.kind(body), Kind::Block { .. }));
        self.dialect.expression_blocks
            && !(self.dialect.said_results && is_block && function.form != FunctionForm::Lambda)
    }

    /// Where a node stands.
    pub fn span(&self, id: NodeId) -> Span {
        self.nodes[id.index()].span
    }

    /// The node that holds this one.
    pub fn parent(&self, id: NodeId) -> Option<NodeId> {
        self.nodes[id.index()].parent
    }

    /// One more than the largest [`NodeId::index`]: the size of a table by node.
    pub fn n_nodes(&self) -> usize {
        self.nodes.len()
    }

    /// The nodes of a list.
    pub fn list(&self, list: List) -> &[NodeId] {
        &self.lists[list.start as usize..(list.start + list.len) as usize]
    }

    /// The source text of a span.
    pub fn slice(&self, span: Span) -> &str {
        &self.source[span.start as usize..span.end as usize]
    }

    /// The source text of a node.
    pub fn text(&self, id: NodeId) -> &str {
        self.slice(self.span(id))
    }

    /// The text of a name; that of a variable without the mark that tells it from a command of the same name.
    pub fn name(&self, symbol: Symbol) -> &str {
        let text = self.names.text(symbol);
        match text.strip_prefix('$') {
            Some(name) if self.dialect.commands && name.starts_with(|it: char| it.is_alphabetic() || it == '_') => name,
            _ => text,
        }
    }

    /// The text of a node if it is a plain [`Kind::Name`].
    pub fn name_of(&self, id: NodeId) -> Option<&str> {
        match self.kind(id) {
            Kind::Name(symbol) => Some(self.name(symbol)),
            _ => None,
        }
    }

    /// A function.
    pub fn function(&self, id: FunctionId) -> &Function {
        &self.functions[id.index()]
    }

    /// A type definition.
    pub fn type_definition(&self, id: TypeId) -> &TypeDefinition {
        &self.types[id.index()]
    }

    /// An import.
    pub fn import(&self, id: ImportId) -> &Import {
        &self.imports[id.index()]
    }

    /// An item's documentation.
    pub fn doc(&self, id: DocId) -> &Doc {
        &self.docs[id.index()]
    }

    /// The line, counted from 1, of a byte.
    pub fn line(&self, byte: u32) -> u32 {
        self.lines.partition_point(|&start| start <= byte) as u32
    }

    /// First and last line, counted from 1 and inclusive, of a span.
    pub fn line_range(&self, span: Span) -> (u32, u32) {
        let first = self.line(span.start);
        let last = self.line(span.end.saturating_sub(1).max(span.start));
        (first, last.max(first))
    }

    /// The statements of a body: a block's list, or the one expression that stands for it.
    pub fn statements(&self, body: NodeId) -> Vec<NodeId> {
        match self.kind(body) {
            Kind::Block { body } | Kind::Module { body } => self.list(body).to_vec(),
            _ => vec![body],
        }
    }

    /// The innermost function that holds a node, the node itself excluded.
    pub fn enclosing_function(&self, id: NodeId) -> Option<FunctionId> {
        self.ancestors(id).find_map(|ancestor| match self.kind(ancestor) {
            Kind::Function(function) => Some(function),
            _ => None,
        })
    }

    /// The innermost type definition that holds a node, the node itself excluded.
    pub fn enclosing_type(&self, id: NodeId) -> Option<TypeId> {
        self.ancestors(id).find_map(|ancestor| match self.kind(ancestor) {
            Kind::Type(definition) => Some(definition),
            _ => None,
        })
    }

    /// What a choice does first that is written as two commands in a row (`a && b`, `a || b`), where that is more than a test.
    pub fn joined_act(&self, choice: NodeId) -> Option<NodeId> {
        let Kind::If { condition, .. } = self.kind(choice) else { return None };
        if !self.dialect.commands || self.span(condition).start != self.span(choice).start {
            return None;
        }
        let act = match self.kind(condition) {
            Kind::Unary(UnaryOperator::Not, inner) if self.span(inner).start == self.span(condition).start => inner,
            _ => condition,
        };
        match self.kind(act) {
            Kind::Call { callee, .. } => {
                let entry = self.name_of(callee).and_then(|name| self.library.find(name));
                (!entry.is_some_and(LibraryEntry::only_asks)).then_some(act)
            }
            Kind::Assign { .. } | Kind::Pipe(_) | Kind::Let { .. } | Kind::Scoped(..) | Kind::Block { .. } => Some(act),
            _ => None,
        }
    }

    /// The nodes that hold this one, innermost first.
    pub fn ancestors(&self, id: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        std::iter::successors(self.parent(id), |&at| self.parent(at))
    }

    /// Whether two nodes spell the same code, spaces aside; a name is the same with and without a mark (`$x`).
    pub fn same_code(&self, left: NodeId, right: NodeId) -> bool {
        left == right
            || matches!((self.kind(left), self.kind(right)), (Kind::Name(one), Kind::Name(other)) if one == other)
            || self
                .text(left)
                .chars()
                .filter(|c| !c.is_whitespace())
                .eq(self.text(right).chars().filter(|c| !c.is_whitespace()))
    }
}
