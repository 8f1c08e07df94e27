//! Conditions and paths that do not do what they look like.

use super::HazardText;

pub(super) static IDENTICAL_BRANCHES: HazardText = HazardText {
    text: [
        "both branches do the same, so the test {Condition} changes nothing",
        "both branches of {Condition} are identical",
        "identical branches: {Condition} is moot",
    ],
};

pub(super) static ALWAYS_TRUE_OR: HazardText = HazardText {
    text: [
        "{Value} by itself counts as true, so this condition always holds; repeat the comparison on both sides of \"or\"",
        "the operand {Value} is always true; it is not compared with anything",
        "condition always true: {Value} is a bare truthy literal",
    ],
};

pub(super) static CONSTANT_CONDITION: HazardText = HazardText {
    text: [
        "the condition is the fixed value {Condition}, so one way is never taken",
        "the condition {Condition} is constant",
        "constant condition",
    ],
};

pub(super) static DUPLICATE_CONDITION: HazardText = HazardText {
    text: [
        "an earlier branch already takes {Condition}, so this one is never reached",
        "{Condition} was tested earlier in the same chain; this branch is dead",
        "dead branch: {Condition} is already taken",
    ],
};

pub(super) static ASSIGNMENT_IN_CONDITION: HazardText = HazardText {
    text: [
        "a single `=` sets {Name} to {Value} instead of comparing them",
        "this assigns {Value} to {Name}; a comparison needs `===`",
        "assignment used as a condition",
    ],
};

pub(super) static MISSING_BREAK: HazardText = HazardText {
    text: [
        "without a `break`, this case runs on into the next one",
        "this case falls through into the next; add a `break`, or a comment if it is meant",
        "unmarked fall-through",
    ],
};

pub(super) static UNREACHABLE: HazardText = HazardText {
    text: [
        "nothing after {Condition} in this block is ever run",
        "the code after {Condition} is unreachable",
        "unreachable code",
    ],
};

pub(super) static ENDLESS_RECURSION: HazardText = HazardText {
    text: [
        "it calls itself every time, with nothing to stop it",
        "no path avoids the call {Recursive}, so the recursion never ends",
        "unconditional self-call",
    ],
};

pub(super) static ENDLESS_LOOP: HazardText =
    HazardText { text: ["nothing inside ends this loop", "the loop has no way out", "loop without exit"] };

pub(super) static TUPLE_ASSERT: HazardText = HazardText {
    text: [
        "a group of values in parentheses counts as true, so this check never fails; leave the parentheses out",
        "asserting a non-empty tuple always succeeds; the message belongs after a comma, without parentheses",
        "assertion on a tuple is vacuous",
    ],
};
