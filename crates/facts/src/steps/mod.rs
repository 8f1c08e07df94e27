//! What each statement is there for: the raw material of *How*.
//!
//! Every statement of every body has one intent, an [`Action`]; neighbours with the same intent make one [`Step`].
//! Bodies inside a statement (branches, loops, functions) have steps of their own, which are its children.

mod group;
mod read;

use code::{BinaryOperator, FunctionId, ImportId, NodeId, Opacity, ScopeForm, Span, TypeId, Unit};
use rustc_hash::FxHashMap;

use crate::Facts;

/// The position of a step in [`Steps::all`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct StepId(pub u32);

/// One intent, which one or more statements carry out.
#[derive(Clone, Debug)]
pub struct Step {
    /// What is done; by the first statement, where there are several.
    pub action: Action,
    /// The statement, or the first of several.
    pub node: NodeId,
    /// Further statements with the same intent.
    pub more: Vec<(NodeId, Action)>,
    /// All its lines.
    pub span: Span,
    /// Steps inside, in source order: a loop's body, all branches, functions that are written inside an expression.
    pub children: Vec<StepId>,
}

impl Step {
    /// All actions with their statements.
    pub fn actions(&self) -> impl Iterator<Item = (NodeId, &Action)> {
        std::iter::once((self.node, &self.action)).chain(self.more.iter().map(|(node, action)| (*node, action)))
    }
}

/// One way of a choice.
#[derive(Clone, Debug, PartialEq)]
pub struct Way {
    /// What must hold; `None` for the last resort.
    pub condition: Option<NodeId>,
    /// What must match, in a dispatch; the guard is then the condition.
    pub patterns: Vec<NodeId>,
    /// What runs; its steps are those of this body.
    pub body: NodeId,
}

/// What a step does. Operands are nodes, so that prose can say them in its own way.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Action {
    /// Imports something.
    Import(ImportId),
    /// Hands names on to importers.
    Export(NodeId),
    /// Says which module the file belongs to.
    Belong(NodeId),
    /// Defines a function inside. Its children are the steps of its body.
    Define(FunctionId),
    /// Defines a type inside. Its children are its members.
    DefineType(TypeId),
    /// Defines a macro.
    DefineMacro(NodeId),
    /// Declares a field or a variant of a type.
    Field(NodeId),
    /// Makes a variable without a value.
    Declare {
        /// Its name.
        target: NodeId,
    },
    /// Gives a variable its first value, a literal or an empty collection.
    Start {
        /// What is set.
        target: NodeId,
        /// Its value.
        value: NodeId,
    },
    /// Gives a name to a computed value, or a variable another value.
    Set {
        /// What is set: a name, a member, an item.
        target: NodeId,
        /// Its value.
        value: NodeId,
        /// Whether the target is new here.
        first: bool,
    },
    /// Replaces a variable's value by one that is computed from it.
    Change {
        /// What is set.
        target: NodeId,
        /// Its new value.
        value: NodeId,
    },
    /// Sets a field of an object.
    SetField {
        /// The object.
        object: NodeId,
        /// The member.
        target: NodeId,
        /// Its value.
        value: NodeId,
    },
    /// Puts something in a container under a key or at a position.
    SetItem {
        /// The container.
        object: NodeId,
        /// The key or the position.
        key: NodeId,
        /// The value.
        value: NodeId,
    },
    /// Sets several targets to one value.
    SetAll {
        /// What is set.
        targets: Vec<NodeId>,
        /// The value.
        value: NodeId,
    },
    /// Sets several targets at once, each to its own value.
    SetTogether {
        /// What is set.
        targets: Vec<NodeId>,
        /// Their values.
        values: Vec<NodeId>,
    },
    /// Takes a value apart.
    Unpack {
        /// The pattern.
        target: NodeId,
        /// What is taken apart.
        value: NodeId,
        /// What runs when the pattern does not match.
        otherwise: Option<NodeId>,
    },
    /// Exchanges two values.
    Swap {
        /// One.
        left: NodeId,
        /// The other.
        right: NodeId,
    },
    /// Counts up or down by one.
    Count {
        /// The counter.
        target: NodeId,
        /// Whether it goes up.
        up: bool,
    },
    /// Adds to, subtracts from or otherwise combines a variable with a value.
    Accumulate {
        /// The variable.
        target: NodeId,
        /// How it is combined.
        operator: BinaryOperator,
        /// With what.
        value: NodeId,
    },
    /// Gives a variable a value in case that it has none.
    Fallback {
        /// The variable.
        target: NodeId,
        /// The value.
        value: NodeId,
        /// The condition, where it is spelled out.
        condition: Option<NodeId>,
    },
    /// Leaves early under a condition: the function, the round or the loop. The exit is the last statement of `body`.
    Guard {
        /// When.
        condition: NodeId,
        /// What runs then.
        body: NodeId,
        /// The `return`, `throw`, `continue` or `break`.
        exit: NodeId,
    },
    /// Chooses between ways by conditions.
    Choose {
        /// What gets the value, where the choice has one that is kept.
        target: Option<NodeId>,
        /// The ways, in order.
        ways: Vec<Way>,
    },
    /// Chooses between ways, all of which do nothing but give the target a value.
    ChooseValue {
        /// What is set; `None` where the value is the result of the function.
        target: Option<NodeId>,
        /// Condition and value, in order.
        ways: Vec<(Option<NodeId>, NodeId)>,
    },
    /// Chooses between ways by what a value looks like.
    Dispatch {
        /// What gets the value, where the choice has one that is kept.
        target: Option<NodeId>,
        /// What is looked at.
        subject: Option<NodeId>,
        /// The ways, in order.
        ways: Vec<Way>,
    },
    /// A loop; see [`Facts::loop_at`].
    Loop {
        /// The loop.
        node: NodeId,
        /// What it runs.
        body: NodeId,
    },
    /// Tries something and deals with failures.
    Try {
        /// What may fail.
        body: NodeId,
        /// The handlers, as [`code::Kind::Handler`] nodes.
        handlers: Vec<NodeId>,
        /// What runs when nothing failed.
        otherwise: Option<NodeId>,
        /// What runs in any case.
        finally: Option<NodeId>,
    },
    /// Works with resources that are released at the end.
    With {
        /// The resources.
        resources: Vec<NodeId>,
        /// What runs.
        body: NodeId,
    },
    /// Calls something for its effect.
    Call {
        /// The call.
        call: NodeId,
        /// Whether it is awaited.
        awaited: bool,
        /// Whether an error of it is handed on.
        propagated: bool,
    },
    /// Leaves the function, with a value or without.
    Return(Option<NodeId>),
    /// Is the value of the branch or block.
    Give(NodeId),
    /// Hands something out and goes on later.
    Yield {
        /// What is handed out.
        value: Option<NodeId>,
        /// Whether everything that another generator yields is handed out.
        delegated: bool,
    },
    /// Signals an error.
    Raise {
        /// The error; `None` where the one at hand is signalled again.
        error: Option<NodeId>,
        /// What caused it.
        cause: Option<NodeId>,
    },
    /// Leaves a loop.
    Break(Option<NodeId>),
    /// Goes on with the next round.
    Continue(Option<NodeId>),
    /// Goes on at a label of the function.
    Jump(NodeId),
    /// The place that jumps lead to; what follows is reached by them too.
    Label(NodeId),
    /// Gives a constant a name.
    Name {
        /// The name.
        target: NodeId,
        /// The value.
        value: NodeId,
    },
    /// A line for the step before compilation.
    Directive(NodeId),
    /// Waits for something, the result of which is not used.
    Await(NodeId),
    /// Checks what must hold.
    Assert {
        /// What must hold.
        condition: NodeId,
        /// What is said when it does not.
        message: Option<NodeId>,
    },
    /// Deletes variables, items or members.
    Delete(Vec<NodeId>),
    /// Puts something off to the end of the function.
    Defer(NodeId),
    /// Starts something that runs at the same time.
    Spawn(NodeId),
    /// Sends a value through a channel.
    Send {
        /// The channel.
        channel: NodeId,
        /// The value.
        value: NodeId,
    },
    /// Gives several constants the values of one rule that counts them.
    Number {
        /// Their names, in order; a wildcard where a value is left out.
        names: Vec<NodeId>,
        /// The rule.
        value: NodeId,
    },
    /// Does something that may fail, and deals with the failure at once.
    Attempt {
        /// The statement that does it.
        attempt: NodeId,
        /// What gets its results beside the error.
        target: Option<NodeId>,
        /// What may fail.
        value: NodeId,
        /// The error.
        error: NodeId,
        /// What runs when it failed.
        body: NodeId,
    },
    /// Makes names refer to outer variables.
    OuterNames(Vec<NodeId>),
    /// A block of its own; its children are its steps.
    Scope(Option<ScopeForm>, NodeId),
    /// Computes something that nobody keeps.
    Evaluate(NodeId),
    /// A text that stands alone: a remark.
    Remark(NodeId),
    /// Marks the whole, or what stands around it, with an attribute.
    Annotate(NodeId),
    /// Does nothing.
    Nothing,
    /// Code that is not taken apart.
    Opaque(Opacity),
}

/// All steps.
#[derive(Clone, Debug, Default)]
pub struct Steps {
    /// All steps; a [`StepId`] is an index.
    pub all: Vec<Step>,
    /// For each body (block or module node, or the expression that stands for one; a type for its members) its top steps,
    /// sorted by node.
    pub bodies: Vec<(NodeId, Vec<StepId>)>,
}

impl Steps {
    /// A step.
    pub fn get(&self, id: StepId) -> &Step {
        &self.all[id.0 as usize]
    }

    /// The steps of a body.
    pub fn of_body(&self, body: NodeId) -> &[StepId] {
        self.bodies.binary_search_by_key(&body, |entry| entry.0).map_or(&[], |at| &self.bodies[at].1)
    }

    /// Whether a step is guards that do nothing but leave, so that their conditions and their exit are all there is to tell.
    pub fn only_leaves(&self, step: &Step) -> bool {
        only_leaves(&self.all, step)
    }
}

fn only_leaves(all: &[Step], step: &Step) -> bool {
    // A check and the answer behind it are one choice of a value: it leaves in several ways.
    let is_exit = |id: &StepId| {
        let child = &all[id.0 as usize];
        child.more.is_empty() && !matches!(child.action, Action::ChooseValue { .. })
    };
    matches!(step.action, Action::Guard { .. })
        && step.children.len() == 1 + step.more.len()
        && step.children.iter().all(is_exit)
}

/// What the last expression of a body is for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Tail {
    /// Nobody uses it.
    Dropped,
    /// It is the result of the function.
    Returned,
    /// It is the value of the block.
    Given,
}

/// The state of the pass.
struct Reader<'a> {
    unit: &'a Unit,
    facts: &'a Facts,
    all: Vec<Step>,
    bodies: Vec<(NodeId, Vec<StepId>)>,
    known: FxHashMap<NodeId, usize>,
    /// Labels that some jump leads to.
    jumps: Vec<code::Symbol>,
}

/// Finds the steps of every body.
pub(crate) fn observe(unit: &Unit, facts: &Facts) -> Steps {
    let jumps = (0..unit.n_nodes())
        .filter_map(|at| match unit.kind(NodeId::from_index(at)) {
            code::Kind::Goto(label) => match unit.kind(label) {
                code::Kind::Name(symbol) => Some(symbol),
                _ => None,
            },
            _ => None,
        })
        .collect();
    let mut reader = Reader { unit, facts, all: Vec::new(), bodies: Vec::new(), known: FxHashMap::default(), jumps };
    // Functions and types inside others come first in the arena, so that their steps are ready when a statement holds them.
    let mut owners: Vec<NodeId> = unit.functions.iter().map(|it| it.node).collect();
    owners.extend(unit.types.iter().map(|it| it.node));
    owners.sort_unstable();
    for owner in owners {
        reader.owner(owner);
    }
    reader.body(unit.root, Tail::Dropped);
    let mut bodies = reader.bodies;
    bodies.sort_unstable_by_key(|entry| entry.0);
    Steps { all: reader.all, bodies }
}
