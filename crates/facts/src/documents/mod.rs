//! Texts that are data: what they hold as one tree, which well-known documents they are, and what in them is proven to be a trap.

mod hazards;
mod recognise;
mod records;
mod tree;

pub use hazards::{DocumentHazard, DocumentTrap};
pub use recognise::{fits, select};
pub use records::{Column, Columns, columns};
pub use tree::{Form, Tree, Value, ValueId};

use code::{DocumentKey, DocumentKind, Unit};

/// What is true of the documents of a unit.
#[derive(Clone, Debug, Default)]
pub struct Documents {
    /// What they hold.
    pub tree: Tree,
    /// Which well-known document each root is.
    pub kinds: Vec<Option<&'static DocumentKind>>,
    /// What each value means in its document, by [`ValueId`].
    pub meanings: Vec<Option<&'static DocumentKey>>,
    /// Proven traps, in source order.
    pub hazards: Vec<DocumentHazard>,
}

impl Documents {
    /// What a value means in its document.
    pub fn meaning(&self, id: ValueId) -> Option<&'static DocumentKey> {
        self.meanings.get(id.index()).copied().flatten()
    }
}

/// Observes a unit.
pub(crate) fn observe(unit: &Unit) -> Documents {
    let tree = tree::read(unit);
    if tree.roots.is_empty() {
        return Documents::default();
    }
    let kinds: Vec<_> = tree.roots.iter().map(|&root| recognise::kind_of(unit, &tree, root)).collect();
    let meanings = recognise::meanings(unit, &tree, &kinds);
    let mut found = Documents { tree, kinds, meanings, hazards: Vec::new() };
    found.hazards = hazards::observe(unit, &found);
    found.hazards.sort_by_key(|it| (it.span.start, it.span.end));
    found
}
