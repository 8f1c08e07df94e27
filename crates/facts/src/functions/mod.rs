//! What is known of each function.

mod body;
mod flow;
pub(crate) mod outcome;
mod raises;

pub(crate) use body::{is_receiver, loop_depth, wrapped};
pub(crate) use flow::{falls_through, leaves_loop};
pub use outcome::Returned;
pub(crate) use raises::leaves_with_error;

use code::{Effect, FunctionId, NodeId, Unit};

use crate::{BindingId, Facts};

/// What is known of a function.
#[derive(Clone, Debug, Default)]
pub struct FunctionFacts {
    /// Its name node: its own, or that of the variable, field or key that it is assigned to.
    pub name: Option<NodeId>,
    /// Its parameters without the receiver.
    pub parameters: Vec<ParameterFacts>,
    /// What it gives back.
    pub results: Results,
    /// The values that it gives back, in source order: that of every `return`, and the body's last expression where that is
    /// the value; of a choice, the value of each way.
    pub returned: Vec<NodeId>,
    /// Every value that a `yield` hands out, in source order.
    pub yielded: Vec<NodeId>,
    /// What it signals itself, in source order.
    pub raises: Vec<Raise>,
    /// Its own and its callees' effects, each once, in order of the enum; with one node that proves it.
    pub effects: Vec<(Effect, NodeId)>,
    /// Parameters (and the receiver) whose value it changes in place, with the node that does it.
    pub mutates: Vec<(BindingId, NodeId)>,
    /// Variables outside of it that it writes, with the node.
    pub writes_outer: Vec<(BindingId, NodeId)>,
    /// Variables of enclosing functions that it reads.
    pub captures: Vec<BindingId>,
    /// Whether it is certain to have no effect and to depend on its arguments only.
    pub pure: bool,
    /// Functions of this text that it calls, each once, in source order.
    pub calls: Vec<FunctionId>,
    /// Functions of this text that call it.
    pub called_by: Vec<FunctionId>,
    /// Whether and how it calls itself.
    pub recursion: Recursion,
    /// Deepest nesting of loops.
    pub loop_depth: u32,
    /// Its cost in time where that can be proven.
    pub cost: Cost,
    /// Checks at its start that leave early.
    pub guards: Vec<Exit>,
    /// Awaits, in source order.
    pub awaits: Vec<NodeId>,
    /// Branches, loops and boolean operators, plus one (McCabe's cyclomatic complexity).
    pub complexity: u32,
}

/// A parameter.
#[derive(Clone, Debug)]
pub struct ParameterFacts {
    /// The [`code::Kind::Parameter`] node.
    pub node: NodeId,
    /// What its name refers to; `None` for a pattern.
    pub binding: Option<BindingId>,
    /// What it is for, most telling first.
    pub roles: Vec<ParameterRole>,
}

/// What a parameter is for, proven by its uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ParameterRole {
    /// Never used.
    Unused,
    /// Gone through item by item.
    Iterated,
    /// Called as a function.
    Callback,
    /// Decides between ways: used only in conditions.
    Switch,
    /// Looked up by key or position.
    Indexed,
    /// Used as a key or position into another.
    Key,
    /// Changed in place.
    Mutated,
    /// Bounds a loop or a range.
    Limit,
    /// Checked and rejected when unfit.
    Validated,
    /// Handed on unchanged to another call.
    Forwarded,
    /// Stored in the object.
    Stored,
    /// Given back as it came.
    Returned,
    /// Replaced by a default when absent.
    Defaulted,
    /// Names a file or a path that is opened.
    FilePath,
}

/// What a function gives back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum Results {
    /// Nothing.
    #[default]
    Nothing,
    /// A value on every path.
    Always,
    /// A value on some paths, nothing or the absent value on others.
    Sometimes,
    /// True or false.
    Verdict,
    /// A new function.
    Function,
    /// Its own object, for chaining.
    Receiver,
    /// Several values together.
    Several,
    /// A series of values, one at a time.
    Series,
    /// It never comes back.
    Never,
}

/// Something that a function signals.
#[derive(Clone, Copy, Debug)]
pub struct Raise {
    /// The `throw`, the returned error or the panicking call.
    pub node: NodeId,
    /// The error's type: a name node, if it is plain.
    pub error: Option<NodeId>,
    /// The message: a text or template node.
    pub message: Option<NodeId>,
    /// The condition under which it happens, where one `if` decides it.
    pub condition: Option<NodeId>,
}

/// A check that leaves early.
#[derive(Clone, Copy, Debug)]
pub struct Exit {
    /// The `if`.
    pub node: NodeId,
    /// What is tested.
    pub condition: NodeId,
    /// The `return`, `throw`, `continue` or `break`.
    pub exit: NodeId,
}

/// Whether and how a function calls itself.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub enum Recursion {
    /// It does not.
    #[default]
    None,
    /// Directly, at these calls.
    Direct(Vec<NodeId>),
    /// Through other functions of this text.
    Mutual(Vec<FunctionId>),
}

/// Growth of time with the input, where proven.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum Cost {
    /// Not proven.
    #[default]
    Unknown,
    /// Constant: no loop, no call that is not known to be constant.
    Constant,
    /// Logarithmic: a loop that halves.
    Logarithmic,
    /// Linear.
    Linear,
    /// A sort of the input, nothing worse.
    Linearithmic,
    /// Two nested loops over inputs.
    Quadratic,
    /// Three.
    Cubic,
    /// Two or more self-calls per call on barely smaller inputs.
    Exponential,
}

/// Observes all functions, effects and roles aside.
pub(crate) fn observe(unit: &Unit, facts: &Facts) -> Vec<FunctionFacts> {
    body::observe(unit, facts)
}
