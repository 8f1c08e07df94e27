//! What each statement is there for: the raw material of *How*.

use code::{FunctionId, NodeId, Span, Unit};

use crate::{BindingId, Facts};

/// The position of a step in [`Steps::all`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct StepId(pub u32);

/// One intent, which one or more statements carry out.
#[derive(Clone, Debug)]
pub struct Step {
    /// What is done.
    pub action: Action,
    /// The statement, or the first of several.
    pub node: NodeId,
    /// All its lines.
    pub span: Span,
    /// Steps inside: a loop's body, a branch.
    pub children: Vec<StepId>,
}

/// What a step does.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum Action {
    /// Something that has no kind of its own yet.
    Other,
    /// Defines a function inside.
    Define(FunctionId),
    /// Gives a variable its first value.
    Start(BindingId),
}

/// All steps.
#[derive(Clone, Debug, Default)]
pub struct Steps {
    /// All steps; a [`StepId`] is an index.
    pub all: Vec<Step>,
    /// For each body (block or module node) its top steps, sorted by node.
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
}

/// Finds the steps of every body.
pub(crate) fn observe(_unit: &Unit, _facts: &Facts) -> Steps {
    Steps::default()
}
