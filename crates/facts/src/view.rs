//! The code model indexed for recognisers: which nodes of a kind lie inside a node, and what small expressions say.
//!
//! One scan sorts the nodes by kind. As children are older than their parents, the nodes below a node are a run of
//! neighbours in the arena, so that `within` is two binary searches and no recogniser walks the unit.

use code::{Access, BinaryOperator, CallForm, FunctionId, Kind, List, LoopForm, NodeId, Symbol, UnaryOperator, Unit};

use rustc_hash::FxHashMap;

use crate::Facts;

/// A name that libraries give to one of the few operations that recognisers ask for, whatever the language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub(crate) enum Word {
    #[default]
    None,
    /// How many: `len`, `length`, `size`.
    Len,
    /// Adds at the end.
    Push,
    /// Adds at the front.
    PushFront,
    /// Takes from the end; from the front with the argument 0.
    Pop,
    /// Takes from the front.
    PopFront,
    /// Adds to a set, or puts at a place: `add`, `insert`.
    Add,
    /// Whether it holds: `has`, `contains`, `includes`.
    Has,
    /// Looks up: `get`.
    Get,
    /// Stores under a key: `set`, `put`.
    Set,
    /// Numbers in a row: `range`.
    Range,
    /// Waits.
    Sleep,
    /// `setTimeout`.
    Timer,
    /// `clearTimeout`.
    ClearTimer,
    /// The larger of two.
    Max,
    /// The smaller of two.
    Min,
    Map,
    Filter,
    /// `reduce`, `fold`, `sum`, `join` at the end of a chain.
    Reduce,
    /// `reverse`, `reversed`, `rev`.
    Reverse,
    Sorted,
    Join,
    Zip,
    /// Removes white space at the ends.
    Strip,
    /// Upper or lower case.
    Case,
    Replace,
    Split,
    /// Rust's panicking access: `unwrap`, `expect`.
    Unwrap,
    /// A fallback instead of an absent value.
    UnwrapOr,
    Clone,
    Lock,
    Enumerate,
    Iter,
    Collect,
    Close,
}

const WORDS: &[(&str, Word)] = &[
    ("len", Word::Len),
    ("length", Word::Len),
    ("size", Word::Len),
    ("append", Word::Push),
    ("push", Word::Push),
    ("push_back", Word::Push),
    ("enqueue", Word::Push),
    ("appendleft", Word::PushFront),
    ("unshift", Word::PushFront),
    ("push_front", Word::PushFront),
    ("pop", Word::Pop),
    ("pop_back", Word::Pop),
    ("popleft", Word::PopFront),
    ("shift", Word::PopFront),
    ("pop_front", Word::PopFront),
    ("dequeue", Word::PopFront),
    ("add", Word::Add),
    ("insert", Word::Add),
    ("has", Word::Has),
    ("contains", Word::Has),
    ("contains_key", Word::Has),
    ("includes", Word::Has),
    ("hasOwnProperty", Word::Has),
    ("get", Word::Get),
    ("set", Word::Set),
    ("put", Word::Set),
    ("range", Word::Range),
    ("xrange", Word::Range),
    ("sleep", Word::Sleep),
    ("setTimeout", Word::Timer),
    ("clearTimeout", Word::ClearTimer),
    ("max", Word::Max),
    ("min", Word::Min),
    ("map", Word::Map),
    ("flatMap", Word::Map),
    ("flat_map", Word::Map),
    ("filter_map", Word::Map),
    ("filter", Word::Filter),
    ("reduce", Word::Reduce),
    ("fold", Word::Reduce),
    ("sum", Word::Reduce),
    ("reverse", Word::Reverse),
    ("reversed", Word::Reverse),
    ("rev", Word::Reverse),
    ("sorted", Word::Sorted),
    ("sort", Word::Sorted),
    ("join", Word::Join),
    ("zip", Word::Zip),
    ("strip", Word::Strip),
    ("lstrip", Word::Strip),
    ("rstrip", Word::Strip),
    ("trim", Word::Strip),
    ("trimEnd", Word::Strip),
    ("trimStart", Word::Strip),
    ("lower", Word::Case),
    ("upper", Word::Case),
    ("casefold", Word::Case),
    ("toLowerCase", Word::Case),
    ("toUpperCase", Word::Case),
    ("to_lowercase", Word::Case),
    ("to_uppercase", Word::Case),
    ("to_ascii_lowercase", Word::Case),
    ("to_ascii_uppercase", Word::Case),
    ("replace", Word::Replace),
    ("replaceAll", Word::Replace),
    ("split", Word::Split),
    ("unwrap", Word::Unwrap),
    ("expect", Word::Unwrap),
    ("unwrap_or", Word::UnwrapOr),
    ("unwrap_or_else", Word::UnwrapOr),
    ("unwrap_or_default", Word::UnwrapOr),
    ("clone", Word::Clone),
    ("to_owned", Word::Clone),
    ("lock", Word::Lock),
    ("enumerate", Word::Enumerate),
    ("iter", Word::Iter),
    ("iter_mut", Word::Iter),
    ("into_iter", Word::Iter),
    ("chars", Word::Iter),
    ("collect", Word::Collect),
    ("close", Word::Close),
];

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
    pub from: Option<NodeId>,
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
        for at in 0..n {
            if !alive[at] {
                continue;
            }
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
                Kind::Break(..) => &mut by.breaks,
                Kind::Propagate(_) => &mut by.propagates,
                Kind::Comprehension { .. } => &mut by.comprehensions,
                Kind::Mapping(_) => &mut by.mappings,
                Kind::With { .. } => &mut by.withs,
                Kind::Handler { .. } => &mut by.handlers,
                Kind::Block { .. } => &mut by.blocks,
                Kind::Scoped(..)
                | Kind::Conditional { .. }
                | Kind::Cast { .. }
                | Kind::Chain { .. }
                | Kind::Template { .. }
                | Kind::Assert(..)
                | Kind::Let { value: None, .. }
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
                Kind::If { then, otherwise, .. } if then == child || otherwise == Some(child) => {
                    if holds_both || self.leaves(child) {
                        return true;
                    }
                }
                Kind::Conditional { then, otherwise, .. } if then == child || otherwise == child => {
                    if holds_both {
                        return true;
                    }
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
            (Kind::Binary(p, a, b), Kind::Binary(q, c, d)) => p == q && self.same(a, c) && self.same(b, d),
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
                let text = self.unit.text(id);
                let digits = text.bytes().take_while(u8::is_ascii_digit).count();
                // `0x80`, `1e3`: not spelled in plain digits. `1u8`, `1n`: a suffix.
                let rest = text.get(digits..)?;
                let suffix = rest.is_empty() || rest.starts_with(['u', 'i', 'n', '_', 'L', 'l']);
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

    /// A call: what is called, with what, how.
    pub(crate) fn call(&self, id: NodeId) -> Option<(NodeId, &'a [NodeId], CallForm)> {
        match self.kind(id) {
            Kind::Call { callee, arguments, form } => Some((callee, self.list(arguments), form)),
            _ => None,
        }
    }

    /// A call of a method.
    pub(crate) fn method(&self, id: NodeId) -> Option<MethodCall<'a>> {
        let (callee, arguments, _) = self.call(id)?;
        match self.kind(callee) {
            Kind::Member { object, name, .. } => Some(MethodCall { object, name, word: self.word(name), arguments }),
            _ => None,
        }
    }

    /// A call of a method with a meaning.
    pub(crate) fn method_is(&self, id: NodeId, word: Word) -> Option<MethodCall<'a>> {
        self.method(id).filter(|it| it.word == word)
    }

    /// A call of a plain name.
    pub(crate) fn plain_call(&self, id: NodeId) -> Option<(Symbol, &'a [NodeId])> {
        let (callee, arguments, _) = self.call(id)?;
        self.symbol(callee).map(|name| (name, arguments))
    }

    /// The last segment of what is called: `sleep` in `time.sleep(1)`.
    pub(crate) fn called_name(&self, id: NodeId) -> Option<Symbol> {
        let (callee, ..) = self.call(id)?;
        self.last_name(callee)
    }

    /// The last segment of a name or member.
    pub(crate) fn last_name(&self, id: NodeId) -> Option<Symbol> {
        match self.kind(id) {
            Kind::Name(name) | Kind::Member { name, .. } => Some(name),
            _ => None,
        }
    }

    /// The text of the last segment of what is called, or empty.
    pub(crate) fn called(&self, id: NodeId) -> &'a str {
        self.called_name(id).map_or("", |name| self.unit.name(name))
    }

    /// The text of the last segment of a name or member, or empty.
    pub(crate) fn last_text(&self, id: NodeId) -> &'a str {
        self.last_name(id).map_or("", |name| self.unit.name(name))
    }

    /// What a length is of: `len(x)`, `x.length`, `x.len()`.
    pub(crate) fn length_of(&self, id: NodeId) -> Option<NodeId> {
        let id = self.peel(id);
        match self.kind(id) {
            Kind::Member { object, name, access: Access::Dot } if self.word(name) == Word::Len => Some(object),
            Kind::Call { callee, arguments, .. } => match (self.kind(callee), self.list(arguments)) {
                (Kind::Name(name), &[argument]) if self.word(name) == Word::Len => Some(argument),
                (Kind::Member { object, name, .. }, []) if self.word(name) == Word::Len => Some(object),
                _ => None,
            },
            _ => None,
        }
    }

    /// A plain assignment or first value: target and value.
    pub(crate) fn assignment(&self, id: NodeId) -> Option<(NodeId, NodeId)> {
        match self.kind(id) {
            Kind::Assign { target, operator: None, value } => Some((target, value)),
            Kind::Let { target, value: Some(value), .. } => Some((target, value)),
            _ => None,
        }
    }

    /// A compound change: `x += e`, `x = x + e`, `x = e + x` where the order is free.
    pub(crate) fn compound(&self, id: NodeId) -> Option<(NodeId, BinaryOperator, NodeId)> {
        match self.kind(id) {
            Kind::Assign { target, operator: Some(operator), value } => Some((target, operator, value)),
            Kind::Assign { target, operator: None, value } => match self.kind(self.peel(value)) {
                Kind::Binary(operator, left, right) if self.same(target, left) => Some((target, operator, right)),
                Kind::Binary(operator @ (BinaryOperator::Add | BinaryOperator::Multiply), left, right)
                    if self.same(target, right) =>
                {
                    Some((target, operator, left))
                }
                _ => None,
            },
            _ => None,
        }
    }

    /// A step by one: the target, and whether it goes up.
    pub(crate) fn step_by_one(&self, id: NodeId) -> Option<(NodeId, bool)> {
        if let Kind::Update { target, up, .. } = self.kind(id) {
            return Some((target, up));
        }
        let (target, operator, value) = self.compound(id)?;
        match operator {
            BinaryOperator::Add if self.is_integer(value, 1) => Some((target, true)),
            BinaryOperator::Subtract if self.is_integer(value, 1) => Some((target, false)),
            _ => None,
        }
    }

    /// What is halved: `x // 2`, `x >> 1`, `Math.floor(x / 2)`, `x / 2`.
    pub(crate) fn halved(&self, id: NodeId) -> Option<NodeId> {
        match self.kind(self.peel(id)) {
            Kind::Binary(BinaryOperator::FloorDivide | BinaryOperator::Divide, value, by) if self.is_integer(by, 2) => {
                Some(value)
            }
            Kind::Binary(
                BinaryOperator::ShiftRight | BinaryOperator::ShiftRightUnsigned | BinaryOperator::BitOr,
                value,
                by,
            ) if self.is_integer(by, 1) || self.is_integer(by, 0) => {
                if self.is_integer(by, 0) {
                    self.halved(value)
                } else {
                    Some(value)
                }
            }
            // `low + (high - low) / 2`
            Kind::Binary(BinaryOperator::Add, left, right) => {
                self.halved(right).or_else(|| self.halved(left)).map(|_| id)
            }
            Kind::Call { arguments, .. } => match self.list(arguments) {
                &[only] => self.halved(only),
                _ => None,
            },
            _ => None,
        }
    }

    /// A comparison with two sides.
    pub(crate) fn comparison(&self, id: NodeId) -> Option<(BinaryOperator, NodeId, NodeId)> {
        match self.kind(id) {
            Kind::Binary(operator, left, right) if is_comparison(operator) => Some((operator, left, right)),
            _ => None,
        }
    }

    /// An order comparison, turned so that the left side is the smaller one: (smaller, larger, strict).
    pub(crate) fn ordered(&self, id: NodeId) -> Option<(NodeId, NodeId, bool)> {
        match self.kind(id) {
            Kind::Binary(BinaryOperator::Less, left, right) => Some((left, right, true)),
            Kind::Binary(BinaryOperator::LessEqual, left, right) => Some((left, right, false)),
            Kind::Binary(BinaryOperator::Greater, left, right) => Some((right, left, true)),
            Kind::Binary(BinaryOperator::GreaterEqual, left, right) => Some((right, left, false)),
            _ => None,
        }
    }

    /// The sides of an equality.
    pub(crate) fn equality(&self, id: NodeId) -> Option<(NodeId, NodeId)> {
        match self.kind(id) {
            Kind::Binary(BinaryOperator::Equal | BinaryOperator::StrictEqual | BinaryOperator::Is, left, right) => {
                Some((left, right))
            }
            _ => None,
        }
    }

    /// The sides of an inequality.
    pub(crate) fn inequality(&self, id: NodeId) -> Option<(NodeId, NodeId)> {
        match self.kind(id) {
            Kind::Binary(
                BinaryOperator::NotEqual | BinaryOperator::StrictNotEqual | BinaryOperator::IsNot,
                left,
                right,
            ) => Some((left, right)),
            _ => None,
        }
    }

    /// The conditions that must all hold.
    pub(crate) fn conjuncts(&self, id: NodeId) -> Vec<NodeId> {
        let mut found = Vec::new();
        let mut open = vec![id];
        while let Some(id) = open.pop() {
            match self.kind(id) {
                Kind::Binary(BinaryOperator::And, left, right) => open.extend([right, left]),
                _ => found.push(id),
            }
        }
        found
    }

    /// What is tested for absence: `x is None`, `x == null`, `x === undefined`, `!x`, `not x`.
    pub(crate) fn absent_test(&self, id: NodeId) -> Option<NodeId> {
        if let Kind::Unary(UnaryOperator::Not, value) = self.kind(id) {
            return matches!(self.kind(value), Kind::Name(_) | Kind::Member { .. } | Kind::Index { .. })
                .then_some(value);
        }
        let (left, right) = self.equality(id)?;
        self.is_null(right).then_some(left)
    }

    /// Whether it is the absent value.
    pub(crate) fn is_null(&self, id: NodeId) -> bool {
        self.kind(id) == Kind::Null || self.unit.name_of(id).is_some_and(|name| matches!(name, "undefined" | "None"))
    }

    /// A membership test: (item, container, whether it asks for absence).
    pub(crate) fn membership(&self, id: NodeId) -> Option<(NodeId, NodeId, bool)> {
        match self.kind(id) {
            Kind::Binary(BinaryOperator::In, item, container) => Some((item, container, false)),
            Kind::Binary(BinaryOperator::NotIn, item, container) => Some((item, container, true)),
            Kind::Unary(UnaryOperator::Not, inner) => {
                self.membership(inner).map(|(item, container, absent)| (item, container, !absent))
            }
            Kind::Call { .. } => {
                let method = self.method_is(id, Word::Has)?;
                match method.arguments {
                    &[item] => Some((item, method.object, false)),
                    _ => None,
                }
            }
            // A table of flags: `visited[x]`.
            Kind::Index { object, index, .. } => Some((index, object, false)),
            _ => None,
        }
    }

    /// A mark in a set or a table of flags: (item, container): `seen.add(x)`, `seen[x] = true`.
    pub(crate) fn mark(&self, id: NodeId) -> Option<(NodeId, NodeId)> {
        if let Some(method) = self.method_is(id, Word::Add) {
            return match method.arguments {
                &[item] => Some((item, method.object)),
                _ => None,
            };
        }
        let (target, value) = self.assignment(id)?;
        match self.kind(target) {
            Kind::Index { object, index, .. } if matches!(self.kind(value), Kind::Boolean(true)) => {
                Some((index, object))
            }
            _ => None,
        }
    }

    /// Something added to a sequence: (container, item).
    pub(crate) fn push(&self, id: NodeId) -> Option<(NodeId, NodeId)> {
        let method = self.method(id)?;
        match (method.word, method.arguments) {
            (Word::Push | Word::PushFront, &[item]) => Some((method.object, item)),
            _ => None,
        }
    }

    /// Something taken off a sequence: (container, whether from the front).
    pub(crate) fn pop(&self, id: NodeId) -> Option<(NodeId, bool)> {
        let mut id = id;
        // `queue.pop_front().unwrap()`, `queue.shift()!`
        loop {
            id = self.peel(id);
            match self.method(id) {
                Some(method) if method.word == Word::Unwrap => id = method.object,
                Some(method) => {
                    return match (method.word, method.arguments) {
                        (Word::Pop, []) => Some((method.object, false)),
                        (Word::Pop, &[at]) if self.is_integer(at, 0) => Some((method.object, true)),
                        (Word::PopFront, []) => Some((method.object, true)),
                        _ => None,
                    };
                }
                None => return None,
            }
        }
    }

    /// Whether a body certainly leaves: its last statement is a `return`, `throw`, `continue` or `break`.
    pub(crate) fn leaves(&self, body: NodeId) -> bool {
        self.statements(&body).last().is_some_and(|&last| {
            matches!(self.kind(last), Kind::Return(_) | Kind::Throw(..) | Kind::Continue(_) | Kind::Break(..))
        })
    }

    /// The last statement of a body if it leaves the function.
    pub(crate) fn function_exit(&self, body: NodeId) -> Option<NodeId> {
        let &last = self.statements(&body).last()?;
        matches!(self.kind(last), Kind::Return(_) | Kind::Throw(..)).then_some(last)
    }

    /// The value that a function's body gives back at its end: a final `return`, or a final expression.
    pub(crate) fn final_value(&self, function: FunctionId) -> Option<NodeId> {
        let body = self.unit.function(function).body?;
        let &last = self.statements(&body).last()?;
        match self.kind(last) {
            Kind::Return(value) => value,
            Kind::Block { .. } => None,
            _ if self.kind(body) != self.kind(last) && !self.unit.dialect.expression_blocks => None,
            _ => Some(last),
        }
    }

    /// The numbers that a loop counts through.
    pub(crate) fn count(&self, id: NodeId) -> Option<Count> {
        let Kind::Loop(form, parts) = self.kind(id) else { return None };
        match form {
            LoopForm::Each => {
                let variable = parts.target?;
                let mut source = parts.source?;
                let mut down = false;
                let mut step = None;
                // `(a..b).rev()`, `(a..b).step_by(n)`
                while let Some(method) = self.method(source) {
                    match (method.word, method.arguments) {
                        (Word::Reverse, []) => down = true,
                        (_, &[by]) if self.unit.name(method.name) == "step_by" => step = Some(by),
                        _ => return None,
                    }
                    source = method.object;
                }
                if let Kind::Range { start, end: Some(to), inclusive } = self.kind(source) {
                    return Some(Count { variable, from: start, to, step, inclusive, down });
                }
                let (name, arguments) = self.plain_call(source)?;
                if self.word(name) == Word::Reverse {
                    let &[inner] = arguments else { return None };
                    let (name, arguments) = self.plain_call(inner)?;
                    if self.word(name) != Word::Range {
                        return None;
                    }
                    let (from, to, step) = range(arguments)?;
                    return Some(Count { variable, from, to, step, inclusive: false, down: true });
                }
                if self.word(name) != Word::Range {
                    return None;
                }
                let (from, to, step) = range(arguments)?;
                let down = step.and_then(|it| self.integer(it)).is_some_and(|it| it < 0);
                Some(Count { variable, from, to, step, inclusive: false, down })
            }
            LoopForm::Counted => {
                let (variable, from) = self.assignment(parts.target?)?;
                self.symbol(variable)?;
                let step = parts.source?;
                let (moved, up, by) = match self.kind(step) {
                    Kind::Update { target, up, .. } => (target, up, None),
                    _ => match self.compound(step)? {
                        (target, BinaryOperator::Add, by) => (target, true, Some(by)),
                        (target, BinaryOperator::Subtract, by) => (target, false, Some(by)),
                        _ => return None,
                    },
                };
                if !self.same(moved, variable) {
                    return None;
                }
                let (smaller, larger, strict) = self.ordered(parts.condition?)?;
                let to = if self.same(smaller, variable) && up {
                    larger
                } else if self.same(larger, variable) && !up {
                    smaller
                } else {
                    return None;
                };
                Some(Count { variable, from: Some(from), to, step: by, inclusive: !strict, down: !up })
            }
            _ => None,
        }
    }

    /// What a loop goes over, seen through `enumerate(x)`, `x.iter()`, `x.entries()`, `range(len(x))`, `&x`.
    pub(crate) fn gone_over(&self, id: NodeId) -> Option<NodeId> {
        let Kind::Loop(form, parts) = self.kind(id) else { return None };
        if let Some(count) = self.count(id) {
            return self.length_of(count.to);
        }
        if !matches!(form, LoopForm::Each | LoopForm::Keys) {
            return None;
        }
        let mut source = self.peel(parts.source?);
        loop {
            let inner = match (self.plain_call(source), self.method(source)) {
                (Some((name, &[inner])), _)
                    if matches!(self.word(name), Word::Enumerate | Word::Reverse | Word::Sorted) =>
                {
                    inner
                }
                (_, Some(method))
                    if method.arguments.is_empty()
                        && (matches!(method.word, Word::Enumerate | Word::Iter | Word::Reverse | Word::Clone)
                            || matches!(
                                self.unit.name(method.name),
                                "entries" | "items" | "keys" | "values" | "values_mut" | "lines"
                            )) =>
                {
                    method.object
                }
                _ => return Some(source),
            };
            source = self.peel(inner);
        }
    }

    /// The plain assignment to a name before a node in the same function, the latest one first.
    pub(crate) fn start_value(&self, name: Symbol, before: NodeId) -> Option<NodeId> {
        let home = self.home(before);
        let writes = self.within(&self.by.writes, home);
        let low = self.first[before.index()];
        let end = writes.partition_point(|&it| (it.index() as u32) < low);
        let owner = self.owner[before.index()];
        // A first value stands near; the bound keeps long scripts linear.
        for &write in writes[..end].iter().rev().take(256) {
            if self.owner[write.index()] != owner {
                continue;
            }
            let Some((target, value)) = self.assignment(write) else {
                if let Kind::Assign { target, .. } | Kind::Update { target, .. } = self.kind(write)
                    && self.symbol(target) == Some(name)
                {
                    return None;
                }
                continue;
            };
            if self.symbol(target) == Some(name) {
                return Some(value);
            }
            // `a, b = 0, 1`
            if let (Some(targets), Some(values)) = (self.group(target), self.group(value))
                && let Some(at) = targets.iter().position(|&it| self.symbol(it) == Some(name))
            {
                return values.get(at).copied();
            }
        }
        None
    }

    /// The members of a tuple or sequence as written.
    pub(crate) fn group(&self, id: NodeId) -> Option<&'a [NodeId]> {
        match self.kind(id) {
            Kind::Tuple(list) | Kind::Sequence(list) => Some(self.list(list)),
            _ => None,
        }
    }

    /// Two places whose values a statement swaps.
    pub(crate) fn swap(&self, id: NodeId) -> Option<(NodeId, NodeId)> {
        if let Some((target, value)) = self.assignment(id) {
            let (&[a, b], &[c, d]) = (self.group(target)?, self.group(value)?) else { return None };
            return (self.same(a, d) && self.same(b, c) && !self.same(a, b)).then_some((a, b));
        }
        let method = self.method(id)?;
        match method.arguments {
            &[a, b] if self.unit.name(method.name) == "swap" => Some((a, b)),
            _ => None,
        }
    }

    /// The index of a swap's two places in the same sequence, whatever its spelling: (sequence, i, j).
    pub(crate) fn swap_items(&self, id: NodeId) -> Option<(NodeId, NodeId, NodeId)> {
        if let Some(method) = self.method(id) {
            return match method.arguments {
                &[a, b] if self.unit.name(method.name) == "swap" => Some((method.object, a, b)),
                _ => None,
            };
        }
        let (a, b) = self.swap(id)?;
        self.two_items(a, b)
    }

    /// Two items of the same sequence: (sequence, i, j).
    pub(crate) fn two_items(&self, a: NodeId, b: NodeId) -> Option<(NodeId, NodeId, NodeId)> {
        match (self.kind(self.peel(a)), self.kind(self.peel(b))) {
            (Kind::Index { object, index: i, .. }, Kind::Index { object: other, index: j, .. })
                if self.same(object, other) =>
            {
                Some((object, i, j))
            }
            _ => None,
        }
    }

    /// The swap that three statements in a row make with a helper variable: (a, b).
    pub(crate) fn three_step_swap(&self, statements: &[NodeId], at: usize) -> Option<(NodeId, NodeId)> {
        let &[first, second, third] = statements.get(at..at + 3)? else { return None };
        let (helper, a) = self.assignment(first)?;
        let (a_again, b) = self.assignment(second)?;
        let (b_again, helper_again) = self.assignment(third)?;
        self.symbol(helper)?;
        (self.same(a, a_again) && self.same(b, b_again) && self.same(helper, helper_again) && !self.same(a, b))
            .then_some((a, b))
    }

    /// All swaps of items of one sequence directly or deeper in a node: (node, sequence, i, j).
    pub(crate) fn swaps_in(&self, id: NodeId) -> Vec<(NodeId, NodeId, NodeId, NodeId)> {
        let mut found = Vec::new();
        for write in self.inside(&self.by.writes, id).chain(self.inside(&self.by.calls, id)) {
            if let Some((sequence, i, j)) = self.swap_items(write) {
                found.push((write, sequence, i, j));
            }
        }
        let own = matches!(self.kind(id), Kind::Block { .. }).then_some(id);
        for block in self.inside(&self.by.blocks, id).chain(own) {
            let statements = self.statements(&block);
            for at in 0..statements.len() {
                if let Some((a, b)) = self.three_step_swap(statements, at)
                    && let Some((sequence, i, j)) = self.two_items(a, b)
                {
                    found.push((statements[at + 1], sequence, i, j));
                }
            }
        }
        found
    }

    /// The calls of a function to itself by its own name, or through the receiver.
    pub(crate) fn self_calls(&self, function: FunctionId) -> Vec<NodeId> {
        let it = self.unit.function(function);
        let Some(name) = self.function_name(function).and_then(|name| self.symbol(name)) else { return Vec::new() };
        let is_method = self.unit.enclosing_type(it.node).is_some();
        self.within(&self.by.calls, it.node)
            .iter()
            .copied()
            .filter(|&call| {
                let Some((callee, ..)) = self.call(call) else { return false };
                match self.kind(callee) {
                    Kind::Name(called) => {
                        called == name
                            && !self.means_another(callee, it.node)
                            && (!is_method || self.owner(it.node).is_some())
                    }
                    Kind::Member { object, name: called, access } => {
                        called == name
                            && is_method
                            && (self.kind(object) == Kind::This
                                || self.unit.name_of(object) == Some(self.unit.dialect.receiver)
                                || (access == Access::Path && self.unit.name_of(object) == Some("Self")))
                    }
                    _ => false,
                }
            })
            .collect()
    }

    /// Whether a name certainly refers to something else than the function that is defined here.
    pub(crate) fn means_another(&self, name: NodeId, function: NodeId) -> bool {
        let Some(binding) = self.facts.scopes.binding_of(name) else { return false };
        !self.unit.span(function).contains(self.unit.span(binding.definition))
            && !matches!(self.unit.parent(function).map(|it| self.kind(it)), Some(Kind::Let { target, .. } | Kind::Assign { target, .. }) if target == binding.definition)
            || binding.kind == crate::BindingKind::Parameter
    }

    /// The name of a function: its own, or that of the variable that it is given to.
    pub(crate) fn function_name(&self, function: FunctionId) -> Option<NodeId> {
        let it = self.unit.function(function);
        it.name.or_else(|| match self.kind(self.unit.parent(it.node)?) {
            Kind::Let { target, value, .. } if value == Some(it.node) => Some(target),
            _ => None,
        })
    }

    /// The names of a function's parameters, the receiver excluded: (parameter, name).
    pub(crate) fn parameters(&self, function: FunctionId) -> Vec<(NodeId, Symbol)> {
        let list = self.list(self.unit.function(function).parameters);
        list.iter()
            .filter_map(|&parameter| match self.kind(parameter) {
                Kind::Parameter { target, form, .. } if form != code::ParameterForm::Receiver => {
                    Some((target, self.symbol(target)?))
                }
                Kind::Name(name) => Some((parameter, name)),
                _ => None,
            })
            .collect()
    }

    /// Whether a node stands in a loop of the same function; the innermost one.
    pub(crate) fn loop_around(&self, id: NodeId) -> Option<NodeId> {
        for ancestor in self.unit.ancestors(id) {
            match self.kind(ancestor) {
                Kind::Loop(..) => return Some(ancestor),
                Kind::Function(_) | Kind::Type(_) => return None,
                _ => {}
            }
        }
        None
    }

    /// The text of a plain text literal without its quotes.
    pub(crate) fn literal(&self, id: NodeId) -> Option<&'a str> {
        match self.kind(id) {
            Kind::Text(_) => {
                let text = self.unit.text(id);
                let text = text.get(text.find(['"', '\'', '`'])?..)?;
                let quote = text.chars().next()?;
                let width = if text.starts_with("\"\"\"") || text.starts_with("'''") { 3 } else { 1 };
                let inner = text.get(width..)?.trim_end_matches('#');
                inner.strip_suffix(quote)?;
                inner.get(..inner.len().checked_sub(width)?)
            }
            _ => None,
        }
    }

    /// Whether a function's test marks or place say that it is a test.
    pub(crate) fn in_test(&self, id: NodeId) -> bool {
        self.unit.ancestors(id).chain([id]).any(|ancestor| match self.kind(ancestor) {
            Kind::Function(function) => {
                let function = self.unit.function(function);
                function.modifiers.has(code::Modifiers::TEST)
                    || function.name.and_then(|name| self.unit.name_of(name)).is_some_and(|it| it.starts_with("test_"))
            }
            Kind::Type(definition) => {
                let definition = self.unit.type_definition(definition);
                definition.name.and_then(|name| self.unit.name_of(name)).is_some_and(|it| it == "tests" || it == "test")
                    || definition.modifiers.has(code::Modifiers::TEST)
            }
            _ => false,
        })
    }
}

fn range(arguments: &[NodeId]) -> Option<(Option<NodeId>, NodeId, Option<NodeId>)> {
    match *arguments {
        [to] => Some((None, to, None)),
        [from, to] => Some((Some(from), to, None)),
        [from, to, step] => Some((Some(from), to, Some(step))),
        _ => None,
    }
}

/// Whether an operator compares.
pub(crate) fn is_comparison(operator: BinaryOperator) -> bool {
    use BinaryOperator::*;
    matches!(
        operator,
        Equal | NotEqual | StrictEqual | StrictNotEqual | Less | LessEqual | Greater | GreaterEqual | Is | IsNot
    )
}
