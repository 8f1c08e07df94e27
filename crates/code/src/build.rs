//! Makes a [`Unit`].

use crate::{
    Comment, Dialect, Doc, DocId, Fault, Function, FunctionId, Import, ImportId, Kind, Library, List, Names, Node,
    NodeId, Span, Symbol, TypeDefinition, TypeId, Unit,
};

/// Makes a [`Unit`] from the leaves up: children first, so that a child's index is less than its parent's.
#[derive(Debug)]
pub struct Builder {
    unit: Unit,
}

/// A part of a list under construction.
#[derive(Clone, Copy, Debug)]
pub enum Run {
    /// One node.
    One(NodeId),
    /// All nodes of another list.
    Many(List),
}

impl Builder {
    /// Starts a unit for a source text.
    pub fn new(language: &'static str, dialect: Dialect, library: Library, source: String) -> Self {
        let mut lines = vec![0];
        lines.extend(source.bytes().enumerate().filter(|&(_, byte)| byte == b'\n').map(|(at, _)| at as u32 + 1));
        let n = source.len() / 4;
        let mut unit = Unit {
            language,
            dialect,
            library,
            source,
            lines,
            nodes: Vec::with_capacity(n),
            lists: Vec::with_capacity(n),
            functions: Vec::new(),
            types: Vec::new(),
            imports: Vec::new(),
            docs: Vec::new(),
            comments: Vec::new(),
            faults: Vec::new(),
            names: Names::default(),
            package: String::new(),
            root: NodeId::from_index(0),
        };
        // The own object has a name even where no source text spells it as one.
        unit.names.intern(unit.dialect.receiver);
        Self { unit }
    }

    /// Notes the package or namespace that the text says it belongs to; the first one counts.
    pub fn belongs_to(&mut self, package: &str) {
        if self.unit.package.is_empty() {
            package.clone_into(&mut self.unit.package);
        }
    }

    /// Adds a node whose children are already there.
    pub fn node(&mut self, kind: Kind, span: Span) -> NodeId {
        let id = NodeId::from_index(self.unit.nodes.len());
        self.unit.nodes.push(Node { kind, span, parent: None });
        id
    }

    /// Adds a list of nodes.
    pub fn list(&mut self, nodes: &[NodeId]) -> List {
        let list = List { start: self.unit.lists.len() as u32, len: nodes.len() as u32 };
        self.unit.lists.extend_from_slice(nodes);
        list
    }

    /// Adds a list from single nodes and lists that are already there.
    pub fn list_from(&mut self, runs: impl IntoIterator<Item = Run>) -> List {
        let lists = &mut self.unit.lists;
        let start = lists.len() as u32;
        for run in runs {
            match run {
                Run::One(id) => lists.push(id),
                Run::Many(list) => lists.extend_from_within(list.start as usize..(list.start + list.len) as usize),
            }
        }
        List { start, len: lists.len() as u32 - start }
    }

    /// Whether a list is the newest, so that [`Builder::append`] costs nothing.
    pub fn is_newest(&self, list: List) -> bool {
        (list.start + list.len) as usize == self.unit.lists.len()
    }

    /// Adds a node to the end of a list: in place where the list is the newest, else to a copy.
    pub fn append(&mut self, list: List, node: NodeId) -> List {
        let lists = &mut self.unit.lists;
        let start = if (list.start + list.len) as usize == lists.len() {
            list.start
        } else {
            let start = lists.len() as u32;
            lists.extend_from_within(list.start as usize..(list.start + list.len) as usize);
            start
        };
        lists.push(node);
        List { start, len: list.len + 1 }
    }

    /// How many nodes there are: the index of the next one.
    pub fn n_nodes(&self) -> usize {
        self.unit.nodes.len()
    }

    /// Takes the newest nodes back, down to a number of nodes. Nothing older may refer to them, and no function, type or
    /// import may be among them.
    pub fn rewind(&mut self, n_nodes: usize) {
        self.unit.nodes.truncate(n_nodes);
    }

    /// Adds a name.
    pub fn name(&mut self, span: Span) -> NodeId {
        let symbol = self.symbol(span);
        self.node(Kind::Name(symbol), span)
    }

    /// Interns the text of a span as a name.
    pub fn symbol(&mut self, span: Span) -> Symbol {
        let Unit { names, source, .. } = &mut self.unit;
        names.intern(&source[span.start as usize..span.end as usize])
    }

    /// Adds a function; its `node` field is filled in here.
    pub fn function(&mut self, function: Function, span: Span) -> NodeId {
        let id = FunctionId::from_index(self.unit.functions.len());
        let node = self.node(Kind::Function(id), span);
        self.unit.functions.push(Function { node, ..function });
        node
    }

    /// Adds a type definition; its `node` field is filled in here.
    pub fn type_definition(&mut self, definition: TypeDefinition, span: Span) -> NodeId {
        let id = TypeId::from_index(self.unit.types.len());
        let node = self.node(Kind::Type(id), span);
        self.unit.types.push(TypeDefinition { node, ..definition });
        node
    }

    /// Adds an import; its `node` field is filled in here.
    pub fn import(&mut self, import: Import, span: Span) -> NodeId {
        let id = ImportId::from_index(self.unit.imports.len());
        let node = self.node(Kind::Import(id), span);
        self.unit.imports.push(Import { node, ..import });
        node
    }

    /// Adds the documentation of an item.
    pub fn doc(&mut self, span: Span, text: String) -> DocId {
        let id = DocId::from_index(self.unit.docs.len());
        self.unit.docs.push(Doc { span, text });
        id
    }

    /// Adds a comment.
    pub fn comment(&mut self, span: Span) {
        let start = span.start as usize;
        let before = self.unit.source[..start].rsplit('\n').next().unwrap_or("");
        let trailing = !before.trim().is_empty();
        self.unit.comments.push(Comment { span, trailing });
    }

    /// Notes a place that could not be read.
    pub fn fault(&mut self, fault: Fault) {
        self.unit.faults.push(fault);
    }

    /// What has been built so far.
    pub fn unit(&self) -> &Unit {
        &self.unit
    }

    /// What has been built so far, to mend a function, type or import after it was added.
    pub fn unit_mut(&mut self) -> &mut Unit {
        &mut self.unit
    }

    /// Replaces what a node is. Its new children must be older than it.
    pub fn set_kind(&mut self, id: NodeId, kind: Kind) {
        self.unit.nodes[id.index()].kind = kind;
    }

    /// Widens or narrows a node's span.
    pub fn set_span(&mut self, id: NodeId, span: Span) {
        self.unit.nodes[id.index()].span = span;
    }

    /// Ends the unit: sets the root and every node's parent. Documentation comments are no longer plain comments.
    pub fn finish(mut self, root: NodeId) -> Unit {
        let unit = &mut self.unit;
        unit.root = root;
        let mut links = Vec::new();
        for index in 0..unit.nodes.len() {
            let id = NodeId::from_index(index);
            links.clear();
            unit.for_each_child(id, |child| links.push(child));
            for &child in &links {
                debug_assert!(child < id, "a child must be older than its parent");
                unit.nodes[child.index()].parent = Some(id);
            }
        }
        // Documentation comes in the order in which its items end, so it is put in order first.
        let mut docs: Vec<Span> = unit.docs.iter().map(|doc| doc.span).collect();
        docs.sort_unstable();
        unit.comments.retain(|comment| {
            let at = docs.partition_point(|doc| doc.start <= comment.span.start);
            !at.checked_sub(1).is_some_and(|before| docs[before].contains(comment.span))
        });
        self.unit
    }
}
