//! What loops and comprehensions go over, and what they are for.

mod bound;
mod intents;

use code::{Kind, NodeId, Unit};

use crate::functions::loop_depth;
use crate::{BindingId, Facts};

/// A loop or a comprehension.
#[derive(Clone, Debug)]
pub struct LoopFacts {
    /// The [`code::Kind::Loop`] or [`code::Kind::Comprehension`] node.
    pub node: NodeId,
    /// What it goes over.
    pub bound: Bound,
    /// What it is for: every intent that its body proves, the most telling first.
    pub intents: Vec<LoopIntent>,
    /// How many loops hold it.
    pub depth: u32,
    /// `break`s that leave it.
    pub breaks: Vec<NodeId>,
    /// `continue`s, `return`s and throws inside.
    pub exits: Vec<NodeId>,
}

/// What a loop goes over.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Bound {
    /// The items of an expression.
    Items(NodeId),
    /// Positions and items of it together (`enumerate`, `.entries()`).
    Enumerated(NodeId),
    /// Keys and values of a map together (`.items()`, `Object.entries`).
    Pairs(NodeId),
    /// Keys of it.
    Keys(NodeId),
    /// Several in step (`zip`); the call that joins them.
    Together(NodeId),
    /// Numbers: from (0 where absent), up to (exclusive), step.
    Numbers {
        /// First.
        from: Option<NodeId>,
        /// Bound.
        to: NodeId,
        /// Step; 1 where absent.
        step: Option<NodeId>,
        /// Whether the bound belongs to it.
        inclusive: bool,
        /// Whether it counts down.
        down: bool,
    },
    /// The positions of a sequence: `range(len(x))`, `i < x.length`.
    Positions(NodeId),
    /// Along links: from a first node, by the member that each round is followed to the next one.
    Links {
        /// The first node.
        from: NodeId,
        /// `x.next`.
        link: NodeId,
    },
    /// Until a condition fails.
    Condition(NodeId),
    /// Until a collection is empty: a work list.
    Drained(BindingId),
    /// Lines of a file.
    Lines(NodeId),
    /// Until left from inside.
    Endless,
    /// Anything else.
    Unknown,
}

/// What a loop is for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum LoopIntent {
    /// Adds up into this variable.
    Sum(BindingId),
    /// Multiplies up.
    Product(BindingId),
    /// Counts rounds or those that pass a test.
    Count(BindingId),
    /// Joins text into this variable.
    JoinText(BindingId),
    /// Collects a changed form of each item in this collection.
    Map(BindingId),
    /// Collects the items that pass a test.
    Filter(BindingId),
    /// Collects the changed form of those that pass.
    FilterMap(BindingId),
    /// Fills a map or a set.
    Index(BindingId),
    /// Sorts items into groups under keys.
    Group(BindingId),
    /// Keeps the largest seen.
    Maximum(BindingId),
    /// Keeps the smallest seen.
    Minimum(BindingId),
    /// Leaves as soon as an item passes a test; the `return` or `break`.
    Search(NodeId),
    /// Answers whether any or all pass; the `return`.
    Test(NodeId),
    /// Changes items in place.
    Transform(NodeId),
    /// Hands out something each round.
    Produce(NodeId),
    /// Follows links.
    Walk(BindingId),
    /// Tries again until it works.
    Retry,
    /// Done only for the effect of each round.
    Effect,
}

/// Observes all loops and comprehensions.
pub(crate) fn observe(unit: &Unit, facts: &Facts) -> Vec<LoopFacts> {
    let mut loops = Vec::new();
    for at in 0..unit.n_nodes() {
        let node = NodeId::from_index(at);
        if facts.scopes.reachable[at] && matches!(unit.kind(node), Kind::Loop(..) | Kind::Comprehension { .. }) {
            loops.push(LoopFacts {
                node,
                bound: bound::of(unit, facts, node),
                intents: Vec::new(),
                depth: loop_depth(unit, node),
                breaks: Vec::new(),
                exits: Vec::new(),
            });
        }
    }
    intents::observe(unit, facts, &mut loops);
    loops
}
