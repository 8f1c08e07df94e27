//! Loops that go wrong or do too much.

use super::HazardText;

pub(super) static OFF_BY_ONE: HazardText = HazardText {
    text: [
        "the last round reads one place past the end of {Sequence}, because positions start at zero; stop one earlier",
        "{Counter} reaches the length of {Sequence}, one past the last valid index, when {Value} is read",
        "off by one: {Value} is out of range in the last round",
    ],
};

pub(super) static CHANGED_WHILE_ITERATED: HazardText = HazardText {
    text: [
        "{Function} changes {Sequence} while the loop goes through it, so items may be skipped, or the loop fails; go over a copy",
        "{Function} changes the length of {Sequence} during iteration; iterate over a copy or build a new collection",
        "mutation of {Sequence} during its own iteration",
    ],
};

pub(super) static SLOW_MEMBERSHIP: HazardText = HazardText {
    text: [
        "to see whether {Value} is in {Store}, the list is looked through from the start each time, and it keeps growing; a set answers at once",
        "membership in the growing list {Store} is a linear scan each round; a set makes it constant-time",
        "quadratic: membership test on a growing list",
    ],
};

pub(super) static FRONT_OF_LIST: HazardText = HazardText {
    text: [
        "working at the front of a list moves all other items by one place, each time; a double-ended queue does not",
        "{Function} shifts every remaining item each round; use a deque",
        "O(n) per call at the front of {Sequence}: quadratic in a loop",
    ],
};

pub(super) static TEXT_IN_LOOP: HazardText = HazardText {
    text: [
        "each round may copy the whole text so far; collecting pieces and joining them once is quicker for long texts",
        "growing {Store} in a loop may copy it each round; collect the pieces and join once",
        "possibly quadratic string building in {Store}",
    ],
};

pub(super) static CLONE_IN_LOOP: HazardText = HazardText {
    text: [
        "{Value} is copied in full every round",
        "{Value} is cloned in full each round; where a borrow would do, it saves the copy",
        "full clone of {Value} per iteration",
    ],
};

pub(super) static KEYS_OF_LIST: HazardText = HazardText {
    text: [
        "this loop gives positions as texts, and also names added to the list object; use `for … of`",
        "`for … in` over the array {Sequence} yields string keys, inherited ones included; use `for … of`",
        "`for … in` over an array",
    ],
};
