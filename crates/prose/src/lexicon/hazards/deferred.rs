//! What goes wrong at the end of a function, beside it, or because a value was copied.

use super::HazardText;

pub(super) static DEFER_IN_LOOP: HazardText = HazardText {
    text: [
        "nothing that is put off here happens before the function ends, so each round of the loop adds one more; a function for the body of the loop would mend that",
        "`defer` in a loop runs at the end of the function, not of the round, so resources pile up",
        "deferred calls pile up until the function returns",
    ],
};

pub(super) static DEFER_BEFORE_CHECK: HazardText = HazardText {
    text: [
        "{Resource} is used for the end of the function before {Error} is looked at; if that failed, there may be nothing to use",
        "the `defer` on {Resource} comes before the check of {Error}, when {Resource} may be `nil`",
        "deferred use of {Resource} before {Error} is checked",
    ],
};

pub(super) static COPIED_LOCK: HazardText = HazardText {
    text: [
        "this method works on a copy of {Name}, and so with a copy of {Resource}, which keeps nobody out; a pointer would share it",
        "a value receiver copies {Resource}; use a pointer receiver, or every call has one of its own",
        "{Resource} copied with its value receiver",
    ],
};

pub(super) static UNMADE_MAP: HazardText = HazardText {
    text: [
        "{Store} is never made, and putting something into it stops the program; `make` would make it",
        "{Store} is `nil`, and writing to a `nil` map panics; it needs `make`",
        "write to a `nil` map panics",
    ],
};

pub(super) static LATE_ADD: HazardText = HazardText {
    text: [
        "the waiting may be over before this runs; {Resource} has to be told before the work is started",
        "`Add` on {Resource} inside the goroutine races with `Wait`; call it before `go`",
        "`Add` races with `Wait`",
    ],
};
