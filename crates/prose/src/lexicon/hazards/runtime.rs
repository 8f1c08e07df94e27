//! What panics, is dropped, blocks or is lost between tasks.

use super::HazardText;

pub(super) static UNWRAP_CAN_PANIC: HazardText = HazardText {
    text: [
        "if {Value} has nothing to give, the program stops here; handle that case with `match`, `?` or a default",
        "this panics when {Value} is `None` or an error; use `?`, `match` or a default where that can happen",
        "panics if {Value} is `None` or `Err`",
    ],
};

pub(super) static ASSERTED_PRESENCE: HazardText = HazardText {
    text: [
        "if there is nothing in {Value}, the program fails here; ask first, or say what to use instead",
        "this fails where {Value} is absent; a check or a default would say what should happen then",
        "fails if {Value} is absent",
    ],
};

pub(super) static BLOCKED_COROUTINE: HazardText = HazardText {
    text: [
        "{Function} keeps its thread busy while it waits, although this function could pause and let others work",
        "{Function} blocks the thread in a function that could suspend instead",
        "blocking call in a suspending function: it holds a dispatcher thread",
    ],
};

pub(super) static PANIC_CALL: HazardText = HazardText {
    text: [
        "here the program stops with a message, instead of letting the caller decide",
        "panics instead of returning an error",
        "panic reachable by callers",
    ],
};

pub(super) static UNFINISHED: HazardText = HazardText {
    text: [
        "this part is not written yet; reaching it stops the program",
        "unfinished: panics when reached",
        "unimplemented path",
    ],
};

pub(super) static IGNORED_RESULT: HazardText = HazardText {
    text: [
        "whether {Function} worked is not looked at",
        "the result of {Function} is discarded, errors included",
        "result of {Function} ignored",
    ],
};

pub(super) static UNEXPLAINED_UNSAFE: HazardText = HazardText {
    text: [
        "the compiler does not check this part for memory safety, and no comment says why it is all right",
        "this `unsafe` block has no comment that says why it is sound",
        "no SAFETY argument",
    ],
};

pub(super) static NARROWING_CAST: HazardText = HazardText {
    text: [
        "if {Value} is too large for {Name}, the number is cut off without a warning",
        "{Value} is cut to {Name} silently when it does not fit; a checked conversion would notice",
        "truncating cast to {Name}",
    ],
};

pub(super) static DROPPED_PROMISE: HazardText = HazardText {
    text: [
        "this starts {Function} but does not wait for it, so an error in it goes unnoticed",
        "nothing awaits {Function}; errors and order are lost",
        "the result of {Function} is never awaited",
    ],
};

pub(super) static BLOCKED_ON_PROMISE: HazardText = HazardText {
    text: [
        "the thread stands still until {Value} is done; if that has to come back to this very thread, neither goes on",
        "this blocks the thread until {Value} is done and may deadlock where the rest of it needs that thread; awaiting it would not",
        "sync over async: blocks on {Value}, deadlocks under a single-threaded context",
    ],
};

pub(super) static DETACHED_ASYNC: HazardText = HazardText {
    text: [
        "nobody can wait for {Function}, and an error in it cannot be caught by its caller",
        "{Function} gives no task, so callers can neither await it nor catch what it throws",
        "async without a task: cannot be awaited, and its exceptions reach no caller",
    ],
};

pub(super) static NEVER_AWAITED: HazardText = HazardText {
    text: [
        "calling {Function} without `await` does nothing at all: its code never runs",
        "the coroutine of {Function} is never awaited, so its body never runs",
        "coroutine never awaited",
    ],
};

pub(super) static ASYNC_FOR_EACH: HazardText = HazardText {
    text: [
        "`forEach` does not wait: the code after it runs before these are done",
        "`forEach` ignores the promises; use `for … of` with `await`, or `Promise.all`",
        "async callback in `forEach`: nothing awaits it",
    ],
};

pub(super) static BLOCKING_IN_ASYNC: HazardText = HazardText {
    text: [
        "while {Function} waits, nothing else in the program can go on",
        "{Function} blocks the whole event loop; use its async counterpart",
        "blocking call on the event loop",
    ],
};

pub(super) static LOCK_ACROSS_AWAIT: HazardText = HazardText {
    text: [
        "the lock stays held while this waits, which can block everyone else",
        "the guard {Name} is held across an `await`; drop it first",
        "{Name} held across an await: stalls or deadlock",
    ],
};
