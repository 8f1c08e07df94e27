//! Names and scopes: what every name refers to, and how each variable is used.

mod resolve;

use code::{FunctionId, NodeId, Symbol, Unit};

/// A variable, parameter, function, type or import: anything that a name can refer to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct BindingId(pub u32);

/// What a name refers to.
#[derive(Clone, Debug)]
pub struct Binding {
    /// The name.
    pub name: Symbol,
    /// What it is.
    pub kind: BindingKind,
    /// The [`code::Kind::Name`] node that introduces it.
    pub definition: NodeId,
    /// The function whose scope holds it; `None` at the top level.
    pub function: Option<FunctionId>,
    /// Every node that writes it after (or instead of) its definition: the name nodes in targets, in source order.
    /// A later definition of a function by the same name is a write.
    pub writes: Vec<NodeId>,
    /// Every node that reads it, in source order; the target of a compound assignment is read and written.
    pub reads: Vec<NodeId>,
    /// Whether a function inside its own scope uses it (a closure).
    pub captured: bool,
    /// What the variable is for, as far as its uses prove it.
    pub role: VariableRole,
}

/// What a binding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BindingKind {
    /// A parameter, or a part of one.
    Parameter,
    /// The method's own object.
    Receiver,
    /// A local or global variable.
    Variable,
    /// A declared constant.
    Constant,
    /// The item of a loop or comprehension.
    LoopItem,
    /// A function.
    Function,
    /// A type.
    Type,
    /// Something imported.
    Import,
    /// The error in a handler.
    Error,
    /// A resource of a `with`.
    Resource,
    /// Bound by a pattern of an arm or a condition.
    Pattern,
    /// A type parameter.
    TypeParameter,
}

/// What a variable is for, proven by all of its writes (after Sajaniemi's roles of variables).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum VariableRole {
    /// Not proven.
    #[default]
    Unknown,
    /// Set once, then only read.
    Fixed,
    /// Goes up or down by a constant: counts rounds or positions.
    Stepper,
    /// Grows by what each round brings: a sum, a product, a joined text.
    Accumulator,
    /// A collection that is filled.
    Container,
    /// Holds the best value seen so far.
    MostWanted,
    /// Holds the latest value seen or read.
    MostRecent,
    /// Holds the previous value of another variable.
    Follower,
    /// True or false, set once the thing looked for is seen.
    OneWayFlag,
    /// Holds something only until the next statement or two.
    Temporary,
    /// Walks along links: `node = node.next`.
    Walker,
}

/// What every name refers to.
#[derive(Clone, Debug, Default)]
pub struct Scopes {
    /// All bindings; a [`BindingId`] is an index.
    pub bindings: Vec<Binding>,
    /// For each node, by [`NodeId::index`]: what it refers to or introduces, where it is a name (or `This`).
    pub resolution: Vec<Option<BindingId>>,
    /// Free names of values: used, never bound in this text, in order of first use. Built-ins and missing context.
    pub free: Vec<Symbol>,
    /// The same for names that stand for types in annotations, patterns and the like.
    pub free_types: Vec<Symbol>,
    /// For each node, by [`NodeId::index`]: the innermost function that holds it.
    pub(crate) owner: Vec<Option<FunctionId>>,
    /// For each node: whether it hangs together with the root. Nodes that a lowering dropped do not.
    pub(crate) reachable: Vec<bool>,
    /// The function that a binding stands for, where that is certain.
    pub(crate) functions: Vec<Option<FunctionId>>,
}

impl Scopes {
    /// What a name node refers to.
    pub fn resolve(&self, node: NodeId) -> Option<BindingId> {
        self.resolution.get(node.index()).copied().flatten()
    }

    /// A binding.
    pub fn binding(&self, id: BindingId) -> &Binding {
        &self.bindings[id.0 as usize]
    }

    /// The innermost function that holds a node; a function's name and decorators stand outside of it.
    pub fn function_of(&self, node: NodeId) -> Option<FunctionId> {
        self.owner.get(node.index()).copied().flatten()
    }

    /// The function of this text that a binding stands for: defined by that name, or a variable that is never set again.
    pub fn function_named(&self, id: BindingId) -> Option<FunctionId> {
        self.functions.get(id.0 as usize).copied().flatten()
    }

    /// The binding that a name node refers to.
    pub fn binding_of(&self, node: NodeId) -> Option<&Binding> {
        self.resolve(node).map(|id| self.binding(id))
    }
}

/// Resolves every name.
pub(crate) fn observe(unit: &Unit) -> Scopes {
    resolve::resolve(unit)
}
