//! Declarative code: what a query consists of, which idioms it uses, and what in it is proven to be a trap.

mod hazards;
mod idioms;
mod read;

pub use hazards::{QueryHazard, QueryHazardKind};
pub use idioms::{QueryIdiom, QueryIdiomKind};
pub use read::{
    Output, Purpose, Select, Source, conjuncts, function_of, is_event_trigger, is_incomplete, named_last, part, parts,
    parts_of, path_text, purpose, select, sources, target,
};

use code::Unit;

/// What is true of the queries and statements of a unit.
#[derive(Clone, Debug, Default)]
pub struct Queries {
    /// Recognised idioms, in source order.
    pub idioms: Vec<QueryIdiom>,
    /// Proven traps, in source order.
    pub hazards: Vec<QueryHazard>,
}

/// Observes a unit.
pub(crate) fn observe(unit: &Unit) -> Queries {
    let mut found = Queries { idioms: idioms::observe(unit), hazards: hazards::observe(unit) };
    found.idioms.sort_by_key(|it| unit.span(it.node).start);
    found.hazards.sort_by_key(|it| unit.span(it.node).start);
    found
}
