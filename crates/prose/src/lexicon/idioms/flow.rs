//! Checks, retries, fallbacks, error paths and resources.

use super::IdiomText;

pub(super) static RETRY_WITH_BACKOFF: IdiomText = IdiomText {
    name: "retry with back-off",
    what: [
        "tries again when it fails, and waits longer each time",
        "retries after failures with a wait of {Delay} that grows",
        "retry loop with growing delay {Delay}",
    ],
    why: [
        "growing pauses give the other side time to recover",
        "backing off keeps a struggling service from being hit even harder",
        "without random jitter, many clients retry in step; only operations that may safely run twice should be retried",
    ],
    terms: &[],
};

pub(super) static RETRY_WITH_DELAY: IdiomText = IdiomText {
    name: "retry with delay",
    what: [
        "tries again when it fails, after a wait",
        "retries after failures, waiting {Delay} in between",
        "retry loop with constant delay {Delay}",
    ],
    why: [
        "a short pause gives a passing problem time to go away",
        "many failures are temporary, so another try after a pause often succeeds",
        "a constant delay neither backs off nor spreads clients out; the retried operation has to be safe to repeat",
    ],
    terms: &[],
};

pub(super) static RETRY: IdiomText = IdiomText {
    name: "retry",
    what: ["tries again when it fails", "repeats the attempt until it succeeds or the loop ends", "retry loop"],
    why: [
        "a failure that may be temporary is worth another try",
        "it survives passing failures or bad input without giving up at once",
        "the operation has to be safe to repeat",
    ],
    terms: &[],
};

pub(super) static POLLING: IdiomText = IdiomText {
    name: "polling",
    what: ["checks again and again, waiting in between", "polls with a pause of {Delay}", "polls every {Delay}"],
    why: [
        "where nothing announces the change, the only way is to look again from time to time",
        "polling is simple where there is no notification; the pause trades reaction time for load",
        "latency is up to one interval; without a deadline it can wait for ever",
    ],
    terms: &[],
};

pub(super) static GUARD_CLAUSE: IdiomText = IdiomText {
    name: "guard clause",
    what: ["stops early where {Condition}", "leaves early where {Condition}", "early exit on {Condition}"],
    why: [
        "dealing with the special case first leaves the rest free of it",
        "an early exit keeps the main path flat instead of wrapping it in an else",
        "the rest may assume that the condition does not hold",
    ],
    terms: &["guard clause"],
};

pub(super) static VALIDATING_GUARD: IdiomText = IdiomText {
    name: "input check",
    what: [
        "refuses to go on where {Condition}",
        "rejects its input up front where {Condition}",
        "precondition: fails on {Condition}",
    ],
    why: [
        "a clear error at the start is easier to understand than a strange failure later",
        "failing before any work is done leaves nothing half-finished",
        "fail-fast precondition; nothing has changed yet when it fires",
    ],
    terms: &["guard clause"],
};

pub(super) static DEFAULT_FOR_MISSING: IdiomText = IdiomText {
    name: "default for a missing argument",
    what: [
        "uses {Fallback} when no {Value} was given",
        "defaults {Value} to {Fallback} when it is absent",
        "{Value} falls back to {Fallback}",
    ],
    why: [
        "callers who have no value of their own can go without one",
        "filling it in inside leaves one place for the default, and it is worked out anew for each call",
        "evaluated per call; a test for truth replaces zero and empty values too, a test for absence does not",
    ],
    terms: &[],
};

pub(super) static FALLBACK_VALUE: IdiomText = IdiomText {
    name: "fallback value",
    what: [
        "uses {Fallback} when {Value} gives nothing",
        "falls back to {Fallback} where {Value} is absent",
        "{Fallback} in place of an absent {Value}",
    ],
    why: [
        "a stand-in keeps the code going when there is no value",
        "the fallback makes absence a normal case instead of an error",
        "absence is silently replaced, so a missing value cannot be told from the fallback later",
    ],
    terms: &[],
};

pub(super) static SENTINEL_LOOP: IdiomText = IdiomText {
    name: "loop until a stop value",
    what: [
        "keeps reading {Value} until it gets the one that means \"stop\"",
        "reads {Value} in a loop until {Condition}",
        "read loop, ends on {Condition}",
    ],
    why: [
        "the end is known only after reading, so the test stands in the middle of the loop",
        "testing after the read avoids writing the read twice, before the loop and at its end",
        "loop-and-a-half; ends only if the stop value comes",
    ],
    terms: &[],
};

pub(super) static PAGINATION: IdiomText = IdiomText {
    name: "pagination",
    what: [
        "fetches one page after the other until there are no more",
        "pages through results, moving {Counter} on each round",
        "pagination loop driven by {Counter}",
    ],
    why: [
        "the other side hands out its data in pages, so one request is not enough",
        "asking page by page keeps each answer small",
        "requests run one after the other; data that changes in between can be skipped or seen twice",
    ],
    terms: &[],
};

pub(super) static CLEANUP_IN_FINALLY: IdiomText = IdiomText {
    name: "clean-up in {finally}",
    what: [
        "makes sure that {Resource} is released, even if something goes wrong",
        "releases {Resource} in {finally}, on every path",
        "releases {Resource} on all paths",
    ],
    why: [
        "{finally} runs whether the work succeeds or fails",
        "without it, an error would skip the clean-up",
        "an error in the clean-up itself would replace the first one",
    ],
    terms: &[],
};

pub(super) static SCOPED_FILE: IdiomText = IdiomText {
    name: "scoped file",
    what: [
        "opens a file and closes it by itself at the end of the block",
        "opens {Resource} for the length of the block",
        "scoped file handle",
    ],
    why: [
        "the file is closed even if an error occurs inside",
        "the block closes the file on every path, so no handle leaks",
        "the handle is closed on every exit path",
    ],
    terms: &["context manager"],
};

pub(super) static SCOPED_RESOURCE: IdiomText = IdiomText {
    name: "scoped resource",
    what: [
        "uses {Resource} as {Name} inside the block and gives it back at its end",
        "holds {Resource} as {Name} for the length of the block",
        "scoped {Resource}",
    ],
    why: [
        "the block does the tidying up, even if an error occurs inside",
        "entering and leaving are tied to the block, so the release cannot be forgotten",
        "released on every exit path, exceptions included",
    ],
    terms: &["context manager"],
};

pub(super) static LOCKED_SECTION: IdiomText = IdiomText {
    name: "locked section",
    what: [
        "does this part while holding {Resource}, so that no one else does it at the same time",
        "guards the section by {Resource}",
        "critical section under {Resource}",
    ],
    why: [
        "without the lock, others at work at the same time could change the same data half-way",
        "the lock makes the steps inside look like one to all others that take it",
        "protects only against code that takes the same lock; hold it briefly",
    ],
    terms: &["lock"],
};

pub(super) static ERROR_WRAPPING: IdiomText = IdiomText {
    name: "error wrapping",
    what: [
        "turns the caught error into {Value} and keeps the original with it",
        "wraps the error in {Value}, keeping the cause",
        "re-raises as {Value} with the cause attached",
    ],
    why: [
        "the new error fits what the caller was doing, and the old one still shows what really happened",
        "callers need to know one kind of error only, and the trace still holds the cause",
        "abstraction-level error with preserved cause",
    ],
    terms: &["exception"],
};

pub(super) static ERROR_CONVERSION: IdiomText = IdiomText {
    name: "error conversion",
    what: [
        "turns an error from {Value} into one of its own kind",
        "maps the error of {Value} with {Function}",
        "error mapped by {Function}",
    ],
    why: [
        "the caller gets one kind of error, whatever went wrong inside",
        "mapping where it happens can add context that a plain hand-over would lose",
        "the success value passes through unchanged",
    ],
    terms: &[],
};

pub(super) static ERROR_PROPAGATION: IdiomText = IdiomText {
    name: "error propagation",
    what: [
        "gives up at the first step that fails, and hands its error to the caller",
        "hands errors on to the caller with `?` at each step",
        "early return on the first error via `?`",
    ],
    why: [
        "each step runs only if the one before it worked",
        "`?` keeps the main path readable and leaves the decision to the caller",
        "the first failure wins; earlier side effects are not undone",
    ],
    terms: &[],
};

pub(super) static FALLBACK_ON_ERROR: IdiomText = IdiomText {
    name: "fallback on error",
    what: [
        "uses {Fallback} if that fails",
        "answers with {Fallback} when the attempt fails",
        "maps failure to {Fallback}",
    ],
    why: [
        "trying and falling back is simpler than checking beforehand whether it will work",
        "the failure becomes a value here, so that what follows needs no handler of its own",
        "the failure's cause is discarded; callers cannot tell it from a real {Fallback}",
    ],
    terms: &["exception"],
};

pub(super) static LINE_BY_LINE: IdiomText = IdiomText {
    name: "reading line by line",
    what: [
        "reads the file one line at a time",
        "goes over the file line by line, one {Value} at a time",
        "streams the file by line",
    ],
    why: [
        "only one line has to be in memory, so the file may be large",
        "streaming keeps memory flat whatever the file's size",
        "O(longest line) memory",
    ],
    terms: &[],
};

pub(super) static UNSAFE_BLOCK: IdiomText = IdiomText {
    name: "unsafe block",
    what: [
        "uses operations that the compiler cannot check for memory safety",
        "opts out of some compiler checks inside an `unsafe` block",
        "`unsafe`: soundness rests on the author",
    ],
    why: [
        "some things, such as raw pointers or foreign functions, are beyond what the compiler can prove",
        "the block marks exactly where safety is a promise of the author",
        "every invariant that it relies on should be written down",
    ],
    terms: &["unsafe"],
};

pub(super) static MODULE_PATTERN: IdiomText = IdiomText {
    name: "immediately called function",
    what: [
        "wraps its variables in a function that runs at once",
        "runs a function on the spot to get a scope of its own",
        "IIFE for scope",
    ],
    why: [
        "variables inside stay inside and cannot clash with other scripts",
        "before modules, a function was the way to hide names",
        "keeps names out of the outer scope",
    ],
    terms: &["scope"],
};

pub(super) static ASYNC_MAIN: IdiomText = IdiomText {
    name: "immediately called async function",
    what: [
        "starts an async function on the spot",
        "runs an async function at once, to be able to use `await`",
        "async IIFE",
    ],
    why: [
        "`await` works only inside an async function, so the code is wrapped in one",
        "it makes a place for `await` where the surroundings are not async",
        "nothing awaits it: a rejection goes to the unhandled-rejection handler unless caught inside",
    ],
    terms: &["async"],
};
