//! The code model indexed for recognisers: which nodes of a kind lie inside a node, and what small expressions say.
//!
//! One scan sorts the nodes by kind. As children are older than their parents, the nodes below a node are a run of
//! neighbours in the arena, so that `within` is two binary searches and no recogniser walks the unit.

mod read;
mod shape;
mod words;

use code::{FunctionId, Kind, List, NodeId, Symbol, UnaryOperator, Unit};

use rustc_hash::FxHashMap;

use words::WORDS;
pub(crate) use words::Word;

use crate::Facts;

/// Nodes by kind, ascending.
#[derive(Debug, Default)]
pub(crate) struct Index {
    pub loops: Vec<NodeId>,
    pub calls: Vec<NodeId>,
    pub ifs: Vec<NodeId>,
    /// `Assign`, `Update` and `Let` with a value.
    pub writes: Vec<NodeId>,
    pub returns: Vec<NodeId>,
    pub functions: Vec<NodeId>,
    pub types: Vec<NodeId>,
    pub tries: Vec<NodeId>,
    pub matches: Vec<NodeId>,
    pub binaries: Vec<NodeId>,
    pub indices: Vec<NodeId>,
    pub members: Vec<NodeId>,
    pub names: Vec<NodeId>,
    pub yields: Vec<NodeId>,
    pub awaits: Vec<NodeId>,
    pub throws: Vec<NodeId>,
    pub breaks: Vec<NodeId>,
    pub propagates: Vec<NodeId>,
    pub comprehensions: Vec<NodeId>,
    pub mappings: Vec<NodeId>,
    pub withs: Vec<NodeId>,
    pub handlers: Vec<NodeId>,
    pub blocks: Vec<NodeId>,
    /// Everything that is asked for rarely.
    pub others: Vec<NodeId>,
}

/// A unit and its facts, indexed.
pub(crate) struct View<'a> {
    pub unit: &'a Unit,
    pub facts: &'a Facts,
    pub by: Index,
    /// For each node the function that holds it, plus one; zero at the top level.
    owner: Vec<u32>,
    /// For each node the smallest index below it.
    first: Vec<u32>,
    words: Vec<Word>,
    named: FxHashMap<Symbol, FunctionId>,
}

/// A call of a method.
#[derive(Clone, Copy, Debug)]
pub(crate) struct MethodCall<'a> {
    pub object: NodeId,
    pub name: Symbol,
    pub word: Word,
    pub arguments: &'a [NodeId],
}

/// A loop over whole numbers.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Count {
    pub variable: NodeId,
    pub to: NodeId,
    pub step: Option<NodeId>,
    pub inclusive: bool,
    pub down: bool,
}

impl<'a> View<'a> {
    /// Indexes a unit.
    pub(crate) fn new(unit: &'a Unit, facts: &'a Facts) -> Self {
        let n = unit.n_nodes();
        let mut owner = vec![0_u32; n];
        let mut alive = vec![false; n];
        let mut first: Vec<u32> = (0..n as u32).collect();
        for at in 0..n {
            if let Some(parent) = unit.parent(NodeId::from_index(at)) {
                let low = first[at];
                let slot = &mut first[parent.index()];
                *slot = low.min(*slot);
            }
        }
        for at in (0..n).rev() {
            let id = NodeId::from_index(at);
            match unit.parent(id) {
                Some(parent) => {
                    alive[at] = alive[parent.index()];
                    owner[at] = match unit.kind(parent) {
                        Kind::Function(function) => function.index() as u32 + 1,
                        _ => owner[parent.index()],
                    };
                }
                None => alive[at] = id == unit.root,
            }
        }
        let mut words = vec![Word::None; unit.names.len()];
        for &(name, word) in WORDS {
            if let Some(symbol) = unit.names.find(name) {
                words[symbol.index()] = word;
            }
        }
        let mut by = Index::default();
        for (at, _) in alive.iter().enumerate().filter(|it| *it.1) {
            let id = NodeId::from_index(at);
            let list = match unit.kind(id) {
                Kind::Loop(..) => &mut by.loops,
                Kind::Call { .. } => &mut by.calls,
                Kind::If { .. } => &mut by.ifs,
                Kind::Assign { .. } | Kind::Update { .. } | Kind::Let { value: Some(_), .. } => &mut by.writes,
                Kind::Return(_) => &mut by.returns,
                Kind::Function(_) => &mut by.functions,
                Kind::Type(_) => &mut by.types,
                Kind::Try { .. } => &mut by.tries,
                Kind::Match { .. } => &mut by.matches,
                Kind::Binary(..) => &mut by.binaries,
                Kind::Index { .. } => &mut by.indices,
                Kind::Member { .. } => &mut by.members,
                Kind::Name(_) => &mut by.names,
                Kind::Yield(..) => &mut by.yields,
                Kind::Await(_) => &mut by.awaits,
                Kind::Throw(..) => &mut by.throws,
                Kind::Break(..) | Kind::Goto(_) => &mut by.breaks,
                Kind::Propagate(_) => &mut by.propagates,
                Kind::Comprehension { .. } => &mut by.comprehensions,
                Kind::Mapping(_) => &mut by.mappings,
                Kind::With { .. } => &mut by.withs,
                Kind::Handler { .. } => &mut by.handlers,
                Kind::Block { .. } => &mut by.blocks,
                Kind::Scoped(..)
                | Kind::Conditional { .. }
                | Kind::Unary(UnaryOperator::NonNull, _)
                | Kind::Cast { .. }
                | Kind::Chain { .. }
                | Kind::Template { .. }
                | Kind::Assert(..)
                | Kind::Let { value: None, .. }
                | Kind::Defer(_)
                | Kind::Spawn(_)
                | Kind::Send { .. }
                | Kind::Element { .. }
                | Kind::Import(_) => &mut by.others,
                _ => continue,
            };
            list.push(id);
        }
        let mut view = Self { unit, facts, by, owner, first, words, named: FxHashMap::default() };
        for at in 0..unit.functions.len() {
            let function = FunctionId::from_index(at);
            if let Some(name) = view.function_name(function).and_then(|name| view.symbol(name)) {
                view.named.insert(name, function);
            }
        }
        view
    }

    /// The last function of this text with a name.
    pub(crate) fn function_named(&self, name: Symbol) -> Option<FunctionId> {
        self.named.get(&name).copied()
    }

    /// Whether a function itself declares a variable without giving it a value.
    pub(crate) fn declares(&self, function: NodeId, name: Symbol) -> bool {
        self.inside(&self.by.others, function).any(|it| match self.kind(it) {
            Kind::Let { target, .. } => self.symbol(target) == Some(name),
            _ => false,
        })
    }

    /// Whether a function has a decorator whose last segment is this.
    pub(crate) fn has_decorator(&self, function: FunctionId, wanted: &str) -> bool {
        self.list(self.unit.function(function).decorators).iter().any(|&decorator| match self.kind(decorator) {
            Kind::Decorator { value } => {
                let text = if self.call(value).is_some() { self.called(value) } else { self.last_text(value) };
                text == wanted
            }
            _ => false,
        })
    }

    /// The plain value given to a name before it is used here.
    pub(crate) fn start_value_near(&self, name: NodeId) -> Option<NodeId> {
        self.start_value(self.symbol(name)?, name)
    }

    /// The first plain value given to a name anywhere in a function.
    pub(crate) fn start_value_in(&self, name: NodeId, function: NodeId) -> Option<NodeId> {
        let name = self.symbol(name)?;
        self.inside(&self.by.writes, function).find_map(|write| {
            let (target, value) = self.assignment(write)?;
            if self.symbol(target) == Some(name) {
                return Some(value);
            }
            let (targets, values) = (self.group(target)?, self.group(value)?);
            let at = targets.iter().position(|&it| self.symbol(it) == Some(name))?;
            values.get(at).copied()
        })
    }

    /// Whether at most one of two nodes runs: they stand in different branches of one choice, or the first one's branch leaves.
    pub(crate) fn start_of_branch(&self, first: NodeId, second: NodeId) -> bool {
        let mut child = first;
        for ancestor in self.unit.ancestors(first) {
            let holds_both = self.first[ancestor.index()] <= second.index() as u32 && second < ancestor;
            match self.kind(ancestor) {
                Kind::If { then, otherwise, .. }
                    if (then == child || otherwise == Some(child)) && (holds_both || self.leaves(child)) =>
                {
                    return true;
                }
                Kind::Conditional { then, otherwise, .. } if holds_both && (then == child || otherwise == child) => {
                    return true;
                }
                Kind::Match { .. } if holds_both && !matches!(self.kind(child), Kind::Name(_)) => return true,
                Kind::Return(_) if !holds_both && ancestor < second => return true,
                Kind::Function(_) => return false,
                _ if holds_both => return false,
                _ => {}
            }
            child = ancestor;
        }
        false
    }

    /// The nodes of a list by kind that lie inside a node, that node excluded.
    pub(crate) fn within<'v>(&self, list: &'v [NodeId], id: NodeId) -> &'v [NodeId] {
        let low = NodeId::from_index(self.first[id.index()] as usize);
        let start = list.partition_point(|&it| it < low);
        let end = start + list[start..].partition_point(|&it| it < id);
        &list[start..end]
    }

    /// The same, without what stands in functions inside.
    pub(crate) fn inside<'v>(&'v self, list: &'v [NodeId], id: NodeId) -> impl Iterator<Item = NodeId> + 'v {
        let owner = match self.unit.kind(id) {
            Kind::Function(function) => function.index() as u32 + 1,
            _ => self.owner[id.index()],
        };
        self.within(list, id).iter().copied().filter(move |it| self.owner[it.index()] == owner)
    }

    /// The function that holds a node.
    pub(crate) fn owner(&self, id: NodeId) -> Option<FunctionId> {
        (self.owner[id.index()] as usize).checked_sub(1).map(FunctionId::from_index)
    }

    /// The node of the function that holds a node, or the module.
    pub(crate) fn home(&self, id: NodeId) -> NodeId {
        self.owner(id).map_or(self.unit.root, |function| self.unit.function(function).node)
    }

    /// The kind of a node.
    pub(crate) fn kind(&self, id: NodeId) -> Kind {
        self.unit.kind(id)
    }

    /// The nodes of a list.
    pub(crate) fn list(&self, list: List) -> &'a [NodeId] {
        self.unit.list(list)
    }

    /// The statements of a body, without a copy.
    pub(crate) fn statements<'v>(&'v self, body: &'v NodeId) -> &'v [NodeId] {
        match self.kind(*body) {
            Kind::Block { body } | Kind::Module { body } => self.unit.list(body),
            _ => std::slice::from_ref(body),
        }
    }

    /// The meaning of a library name.
    pub(crate) fn word(&self, name: Symbol) -> Word {
        self.words.get(name.index()).copied().unwrap_or_default()
    }

    /// The symbol of a plain name.
    pub(crate) fn symbol(&self, id: NodeId) -> Option<Symbol> {
        match self.kind(id) {
            Kind::Name(symbol) => Some(symbol),
            _ => None,
        }
    }

    /// A node without what does not change its value for a reader: references, casts, `!`.
    pub(crate) fn peel(&self, mut id: NodeId) -> NodeId {
        loop {
            id = match self.kind(id) {
                Kind::Reference(inner, _)
                | Kind::Dereference(inner)
                | Kind::Unary(UnaryOperator::NonNull, inner)
                | Kind::Cast { value: inner, .. } => inner,
                _ => return id,
            };
        }
    }

    /// Whether two nodes are certainly the same place or the same plain value.
    pub(crate) fn same(&self, left: NodeId, right: NodeId) -> bool {
        let (left, right) = (self.peel(left), self.peel(right));
        match (self.kind(left), self.kind(right)) {
            (Kind::Name(a), Kind::Name(b)) => a == b,
            (Kind::This, Kind::This) | (Kind::Null, Kind::Null) => true,
            (Kind::Member { object: a, name: m, .. }, Kind::Member { object: b, name: n, .. }) => {
                m == n && self.same(a, b)
            }
            (Kind::Index { object: a, index: i, .. }, Kind::Index { object: b, index: j, .. }) => {
                self.same(a, b) && self.same(i, j)
            }
            (Kind::Binary(first, a, b), Kind::Binary(second, c, d)) => {
                first == second && self.same(a, c) && self.same(b, d)
            }
            (Kind::Unary(p, a), Kind::Unary(q, b)) => p == q && self.same(a, b),
            (Kind::Integer, Kind::Integer) | (Kind::Float, Kind::Float) | (Kind::Text(_), Kind::Text(_)) => {
                self.unit.text(left) == self.unit.text(right)
            }
            (Kind::Boolean(a), Kind::Boolean(b)) => a == b,
            (Kind::Tuple(a), Kind::Tuple(b)) | (Kind::Sequence(a), Kind::Sequence(b)) => {
                a.len() == b.len() && self.list(a).iter().zip(self.list(b)).all(|(&a, &b)| self.same(a, b))
            }
            (Kind::Call { callee: a, arguments: x, .. }, Kind::Call { callee: b, arguments: y, .. }) => {
                x.len() == y.len()
                    && self.same(a, b)
                    && self.list(x).iter().zip(self.list(y)).all(|(&a, &b)| self.same(a, b))
            }
            _ => false,
        }
    }

    /// Whether a name occurs in a node, or is it.
    pub(crate) fn mentions(&self, id: NodeId, name: Symbol) -> bool {
        self.kind(id) == Kind::Name(name)
            || self.within(&self.by.names, id).iter().any(|&it| self.kind(it) == Kind::Name(name))
    }

    /// Whether the place of `what` occurs in a node, or is it.
    pub(crate) fn holds(&self, id: NodeId, what: NodeId) -> bool {
        let what = self.peel(what);
        match self.kind(what) {
            Kind::Name(name) => self.mentions(id, name),
            Kind::Member { .. } => {
                self.same(id, what) || self.within(&self.by.members, id).iter().any(|&it| self.same(it, what))
            }
            Kind::Index { .. } => {
                self.same(id, what) || self.within(&self.by.indices, id).iter().any(|&it| self.same(it, what))
            }
            _ => false,
        }
    }

    /// Whether any name of a pattern occurs in a node.
    pub(crate) fn mentions_pattern(&self, id: NodeId, pattern: NodeId) -> bool {
        self.pattern_names(pattern).any(|name| self.mentions(id, name))
    }

    /// The names in a pattern.
    pub(crate) fn pattern_names(&self, pattern: NodeId) -> impl Iterator<Item = Symbol> + '_ {
        let whole = self.symbol(pattern);
        let parts = self.within(&self.by.names, pattern).iter().filter_map(|&it| self.symbol(it));
        whole.into_iter().chain(parts)
    }

    /// A whole number.
    pub(crate) fn integer(&self, id: NodeId) -> Option<i64> {
        match self.kind(id) {
            Kind::Integer => {
                // `1_000`: marks between digits say nothing.
                let text = self.unit.text(id).replace('_', "");
                let digits = text.bytes().take_while(u8::is_ascii_digit).count();
                // `0x80`, `1e3`: not spelled in plain digits. `1u8`, `1n`: a suffix.
                let rest = text.get(digits..)?;
                let suffix = rest.is_empty() || rest.starts_with(['u', 'i', 'n', 'L', 'l']);
                if suffix { text.get(..digits)?.parse().ok() } else { None }
            }
            Kind::Float => (self.unit.text(id).trim_end_matches('0') == "0.").then_some(0),
            Kind::Unary(UnaryOperator::Negate, value) => self.integer(value).map(|it| -it),
            Kind::Cast { value, .. } => self.integer(value),
            _ => None,
        }
    }

    /// Whether it is that whole number.
    pub(crate) fn is_integer(&self, id: NodeId, number: i64) -> bool {
        self.integer(id) == Some(number)
    }
}
