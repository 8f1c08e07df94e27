//! Functions that make or wrap functions.

use super::IdiomText;

pub(super) static DEBOUNCE: IdiomText = IdiomText {
    name: "debounce",
    what: [
        "makes a calmer version of {Function}: it runs once, when calls have paused for {Delay}",
        "wraps {Function} so that a burst of calls results in one, {Delay} after the last",
        "trailing debounce of {Function} by {Delay}",
    ],
    why: [
        "it saves work where only the final state matters, such as typing or resizing",
        "each call cancels the timer of the one before, so only the last of a burst gets through",
        "a steady stream of calls postpones it for as long as it lasts; results and errors do not reach the callers",
    ],
    terms: &["closure", "callback"],
};

pub(super) static THROTTLE: IdiomText = IdiomText {
    name: "throttle",
    what: [
        "makes a version of {Function} that runs only so often, however often it is called",
        "wraps {Function} so that it runs at a limited rate",
        "throttle of {Function}",
    ],
    why: [
        "events such as scrolling come far more often than there is need to react",
        "it bounds the work of frequent events while still reacting during them",
        "calls in between are dropped unless a trailing call is scheduled",
    ],
    terms: &["closure", "callback"],
};

pub(super) static ONCE: IdiomText = IdiomText {
    name: "run once",
    what: [
        "makes a version of {Function} that runs only the first time it is called",
        "wraps {Function} so that it runs at most once",
        "once-wrapper for {Function}",
    ],
    why: [
        "a set-up step that ran twice could do harm",
        "the flag in the closure makes further calls harmless",
        "keeps the flag for the wrapper's lifetime; if the first call fails, what happens next depends on when the flag is set",
    ],
    terms: &["closure"],
};

pub(super) static MEMOIZING_WRAPPER: IdiomText = IdiomText {
    name: "memoising wrapper",
    what: [
        "makes a version of {Function} that remembers its answers in {Store}",
        "wraps {Function} with a cache in {Store}",
        "memoising wrapper around {Function}",
    ],
    why: [
        "asking for the same thing again is answered from memory",
        "the cache stays out of the wrapped function, which has to depend on its arguments alone; it grows with each new input",
        "{Store} grows without bound unless limited; the key must tell arguments apart",
    ],
    terms: &["closure", "cache"],
};

pub(super) static WRAPPER_FUNCTION: IdiomText = IdiomText {
    name: "wrapper (decorator)",
    what: [
        "makes a new function that does something extra around {Function}",
        "wraps {Function} in a function that passes all arguments on",
        "decorator around {Function}",
    ],
    why: [
        "extra behaviour is added without touching the function itself",
        "the same extra behaviour can be put around any function",
        "the wrapper's identity and signature differ from the original unless they are copied over",
    ],
    terms: &["decorator", "closure", "higher-order function"],
};

pub(super) static RETURNS_CLOSURE: IdiomText = IdiomText {
    name: "closure",
    what: [
        "makes a new function that remembers {Values}",
        "returns a function that closes over {Values}",
        "returns a closure over {Values}",
    ],
    why: [
        "the new function carries what it needs with it, so it can be called later with less",
        "fixing {Values} once gives a function that can be handed to others",
        "the closure keeps {Values} alive",
    ],
    terms: &["closure", "higher-order function"],
};

pub(super) static CLOSURE_STATE: IdiomText = IdiomText {
    name: "private state in a closure",
    what: [
        "makes a function that keeps {Store} to itself from call to call",
        "returns a function with the private state {Store}",
        "closure with mutable state {Store}",
    ],
    why: [
        "no one else can reach the variable, so no one else can spoil it",
        "a closure keeps state without a class",
        "each call of the outer function makes a separate state",
    ],
    terms: &["closure"],
};

pub(super) static PARTIAL_APPLICATION: IdiomText = IdiomText {
    name: "partial application",
    what: [
        "makes a version of {Function} with some arguments already filled in",
        "fixes some arguments of {Function}",
        "partially applies {Function}",
    ],
    why: [
        "what is known now is filled in now; the rest comes later",
        "callers get a smaller function to deal with",
        "captured arguments stay alive with the result",
    ],
    terms: &["closure", "higher-order function"],
};

pub(super) static PARTIAL_CALL: IdiomText = IdiomText {
    name: "partial application",
    what: [
        "makes a version of {Function} with some arguments already filled in",
        "fixes some arguments of {Function}",
        "partial application of {Function}",
    ],
    why: [
        "what is known now is filled in now; the rest comes later",
        "it does without a small function written by hand",
        "arguments are evaluated now, not at the later call",
    ],
    terms: &["higher-order function"],
};

pub(super) static CURRYING: IdiomText = IdiomText {
    name: "currying",
    what: [
        "takes one argument and gives back a function that takes the next",
        "takes its arguments one at a time",
        "curried over {Low} and {High}",
    ],
    why: [
        "after the first call, the rest can be called many times with different second arguments",
        "one argument at a time makes it easy to prepare specialised versions",
        "allocates one closure per application",
    ],
    terms: &["closure", "higher-order function"],
};

pub(super) static MIXIN: IdiomText = IdiomText {
    name: "mixin",
    what: [
        "adds methods to whatever class it is given",
        "returns a class that extends {Value}",
        "class-factory mixin over {Value}",
    ],
    why: [
        "the same extra methods can be added to several classes",
        "it shares behaviour where single inheritance could not",
        "name clashes are resolved silently by order of application",
    ],
    terms: &["class", "inheritance"],
};

pub(super) static ERROR_FIRST_CALLBACK: IdiomText = IdiomText {
    name: "error-first callback",
    what: [
        "looks first whether it was handed an error",
        "checks the error argument {Error} first",
        "error-first callback",
    ],
    why: [
        "by convention the first argument is the error, so it is looked at before anything else",
        "a callback cannot use the caller's `try`, so the error comes as an argument",
        "a missing return after handling the error would let the success path run too",
    ],
    terms: &["callback"],
};

pub(super) static GENERATOR_STAGE: IdiomText = IdiomText {
    name: "generator stage",
    what: [
        "takes items from {Sequence} and hands results out one by one",
        "lazily transforms {Sequence} as a generator",
        "lazy stage over {Sequence}",
    ],
    why: [
        "results are handed out as they are made, so the first can be used before the last input has been looked at",
        "stages like this can be chained without lists in between",
        "single pass, lazy: work and errors happen at iteration, not at the call",
    ],
    terms: &["generator", "lazy evaluation"],
};

pub(super) static LAZY_SERIES: IdiomText = IdiomText {
    name: "generator",
    what: [
        "hands its results out one at a time, when they are asked for",
        "is a generator: it yields its results one by one",
        "generator; runs on demand",
    ],
    why: [
        "work that nobody asks for is never done",
        "values are produced on demand, so they need not fit in memory together",
        "nothing runs until the first value is asked for; errors come then, too",
    ],
    terms: &["generator", "lazy evaluation"],
};

pub(super) static ENDLESS_SERIES: IdiomText = IdiomText {
    name: "endless generator",
    what: ["hands out values for ever, one at a time", "yields an endless series on demand", "infinite generator"],
    why: [
        "an endless series is fine as long as only as much is taken as needed",
        "the consumer decides when to stop",
        "collecting all of it never ends",
    ],
    terms: &["generator", "lazy evaluation"],
};

pub(super) static RECURSIVE_GENERATOR: IdiomText = IdiomText {
    name: "recursive generator",
    what: [
        "hands out everything from the parts inside, at any depth",
        "yields from its own recursive calls",
        "recursive generator with delegation",
    ],
    why: [
        "the same rule handles each part, and results still come one by one",
        "it walks nested data lazily without building a list",
        "each item passes through as many frames as the depth",
    ],
    terms: &["generator", "recursion"],
};

pub(super) static CONTEXT_MANAGER_GENERATOR: IdiomText = IdiomText {
    name: "context manager as a generator",
    what: [
        "sets something up before a `with` block and tidies up after it",
        "is a context manager written as a generator: what stands before the `yield` enters, what stands after it leaves",
        "generator-based context manager",
    ],
    why: [
        "set-up and tidying-up stand next to each other in one function",
        "it needs no class for a pair of enter and exit steps",
        "unless the `yield` stands in a `try`/`finally`, an error in the block skips what comes after it",
    ],
    terms: &["context manager", "generator"],
};
