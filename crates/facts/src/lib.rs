//! What is true of a piece of code, without a word of English.

/// All facts of a unit.
#[derive(Clone, Debug, Default)]
pub struct Facts {}

/// Observes a unit.
pub fn observe(_unit: &code::Unit) -> Facts {
    Facts {}
}
