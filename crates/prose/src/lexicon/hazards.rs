//! Words for hazards.

use facts::HazardKind;

/// What is said of a hazard, for beginner, intermediate, expert; holes are [`facts::Role`]s.
#[derive(Debug)]
pub(crate) struct HazardText {
    /// What can go wrong, when, and how to mend it.
    pub text: [&'static str; 3],
}

/// The words for a hazard.
pub(crate) fn hazard(kind: HazardKind) -> &'static HazardText {
    match kind {
        HazardKind::MutableDefault => &HazardText {
            text: [
                "the default {Value} is made once and kept: what one call changes in it, the next call still sees",
                "the mutable default {Value} is shared by all calls; use `None` and make a new one inside",
                "mutable default {Value} is shared across calls",
            ],
        },
        _ => &HazardText { text: [""; 3] },
    }
}
