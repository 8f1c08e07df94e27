//! What functions do besides giving a result, closed over the calls inside this text.

use code::Unit;

use crate::Facts;

/// Fills in [`crate::FunctionFacts::effects`] and what follows from them.
pub(crate) fn observe(_unit: &Unit, _facts: &mut Facts) {}
