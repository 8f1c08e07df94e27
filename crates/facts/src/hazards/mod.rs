//! Hazards that the facts prove.

use code::{NodeId, Span};

use crate::Role;
use crate::view::View;

/// A proven hazard.
#[derive(Clone, Debug)]
pub struct Hazard {
    /// Which one.
    pub kind: HazardKind,
    /// The node that shows it.
    pub node: NodeId,
    /// The lines that prove it.
    pub span: Span,
    /// Its parts.
    pub parts: Vec<(Role, NodeId)>,
}

impl Hazard {
    /// The node in a role.
    pub fn part(&self, role: Role) -> Option<NodeId> {
        self.parts.iter().find(|part| part.0 == role).map(|part| part.1)
    }
}

/// Which hazard. What each one requires stands at its check.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum HazardKind {
    /// A default value that is shared by all calls and changed in place.
    MutableDefault,
}

/// Finds hazards.
pub(crate) fn observe(_view: &View<'_>) -> Vec<Hazard> {
    Vec::new()
}
