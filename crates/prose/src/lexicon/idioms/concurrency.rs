//! Things that happen at the same time or later.

use super::IdiomText;

pub(super) static ASYNC_GATHER: IdiomText = IdiomText {
    name: "waiting for several at once",
    what: [
        "starts several things and waits until all are done",
        "awaits several operations concurrently",
        "concurrent await over {Sequence}",
    ],
    why: [
        "waiting for all at once takes as long as the slowest, not as long as all together",
        "independent operations overlap, so the total is the slowest instead of the sum",
        "mind how one failure affects the others, and that nothing limits how many run at once",
    ],
    terms: &["async"],
};

pub(super) static TIMEOUT_RACE: IdiomText = IdiomText {
    name: "timeout",
    what: ["gives up if {Value} takes too long", "bounds {Value} by a timeout", "timeout on {Value}"],
    why: [
        "without a limit, it could wait for ever",
        "a bound on the wait keeps a stuck operation from blocking its caller",
        "what lost the race may go on running unless it is cancelled",
    ],
    terms: &["async"],
};

pub(super) static PROMISE_WRAPPER: IdiomText = IdiomText {
    name: "promise wrapper",
    what: [
        "turns a callback into a promise",
        "wraps callback-style code in a promise",
        "promise constructor around a callback API",
    ],
    why: [
        "a promise can be awaited, a callback cannot",
        "promises compose with `await` and error handling, which callbacks do not",
        "every path has to settle it; later settlements are ignored",
    ],
    terms: &["promise", "callback"],
};

pub(super) static TIMER_PROMISE: IdiomText = IdiomText {
    name: "sleep as a promise",
    what: ["waits for {Delay}", "resolves after {Delay}, so that it can be awaited", "promise-based sleep of {Delay}"],
    why: [
        "wrapped in a promise, a timer can be awaited",
        "it lets async code pause without blocking anything else",
        "cannot be cancelled as it stands",
    ],
    terms: &["promise"],
};

pub(super) static EVENT_LISTENER: IdiomText = IdiomText {
    name: "event listener",
    what: [
        "asks to be told when {Name} happens",
        "registers a listener for {Name} on {Value}",
        "listener for {Name} on {Value}",
    ],
    why: [
        "nothing has to look again and again whether something happened: the code is called when it does",
        "the source of the event need not know who reacts to it",
        "stays registered, and keeps what it captures alive, until it is removed",
    ],
    terms: &["event", "callback"],
};

pub(super) static SPAWNED_TASK: IdiomText = IdiomText {
    name: "task in the background",
    what: ["starts {Function} so that it runs at the same time", "starts {Function} concurrently", "spawns {Function}"],
    why: [
        "the rest need not wait for it",
        "the work goes on beside the caller",
        "someone has to collect its result and its errors",
    ],
    terms: &["thread"],
};

pub(super) static WORKER_POOL: IdiomText = IdiomText {
    name: "worker pool",
    what: [
        "hands the work to a group of helpers that do it side by side",
        "distributes {Function} over a pool of workers",
        "pool-dispatched {Function}",
    ],
    why: [
        "a fixed group of workers does many jobs without starting anew for each",
        "a pool bounds how much runs at once and reuses its workers",
        "errors surface only when results are collected",
    ],
    terms: &["thread"],
};

pub(super) static QUEUE_CONSUMER: IdiomText = IdiomText {
    name: "queue consumer",
    what: [
        "takes one piece of work after the other from {Resource}",
        "consumes {Resource} in a loop",
        "consumer loop on {Resource}",
    ],
    why: [
        "a queue lets one side make work and the other do it, each at its own pace",
        "the queue decouples who produces work from who does it",
        "needs a way to stop: a sentinel, a closed channel or a cancelled task",
    ],
    terms: &["queue"],
};

pub(super) static SEQUENTIAL_AWAITS: IdiomText = IdiomText {
    name: "one await after the other",
    what: [
        "does one thing after the other, waiting for each",
        "awaits inside the loop, so the rounds run one after another",
        "sequential awaits over {Sequence}",
    ],
    why: [
        "each round starts only when the one before it is done",
        "it keeps the order and the load low; independent rounds could overlap instead",
        "latency adds up: the sum, not the maximum",
    ],
    terms: &["async"],
};
