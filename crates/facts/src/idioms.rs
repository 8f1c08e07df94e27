//! Idioms and algorithms, recognised by structure and never by the name of the function.

use code::{NodeId, Span, Unit};

use crate::Facts;

/// A recognised idiom.
#[derive(Clone, Debug)]
pub struct Idiom {
    /// Which one.
    pub kind: IdiomKind,
    /// What it characterises: a function, a type, a loop, a statement, an expression, or the module.
    pub owner: NodeId,
    /// The lines that prove it.
    pub span: Span,
    /// Its parts.
    pub parts: Vec<(Role, NodeId)>,
}

impl Idiom {
    /// The node in a role.
    pub fn part(&self, role: Role) -> Option<NodeId> {
        self.parts.iter().find(|part| part.0 == role).map(|part| part.1)
    }
}

/// What a node is in an idiom or a hazard.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Role {
    /// What is looked through, sorted, gone over.
    Sequence,
    /// What is looked for, compared with.
    Target,
    /// The lower bound or first position.
    Low,
    /// The upper bound or last position.
    High,
    /// The middle.
    Middle,
    /// What keeps results or items: a cache, a stack, a queue, a visited set.
    Store,
    /// A second store.
    Visited,
    /// A key.
    Key,
    /// A value, an item.
    Value,
    /// A function that is called or wrapped.
    Function,
    /// A condition.
    Condition,
    /// A limit: of attempts, of time, of size.
    Limit,
    /// A delay, a timer.
    Delay,
    /// An error.
    Error,
    /// A resource.
    Resource,
    /// A default or fallback.
    Fallback,
    /// A counter.
    Counter,
    /// The base case.
    Base,
    /// The recursive call.
    Recursive,
    /// A field or attribute.
    Field,
    /// The name that it is about.
    Name,
}

/// Which idiom. What each one requires stands at its recogniser.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum IdiomKind {
    /// Halves a sorted sequence until the target is found.
    BinarySearch,
}

/// Recognises idioms.
pub(crate) fn observe(_unit: &Unit, _facts: &Facts) -> Vec<Idiom> {
    Vec::new()
}
