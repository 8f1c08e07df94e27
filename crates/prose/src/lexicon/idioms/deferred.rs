//! What is put off to the end of a function, started beside it, or handed back as an error.

use super::IdiomText;

pub(super) static TASK_GROUP: IdiomText = IdiomText {
    name: "waiting for a group",
    what: [
        "starts work that runs at the same time, and waits until all of it is done",
        "runs work concurrently and waits for all of it",
        "fan-out under {Resource}, joined before it goes on",
    ],
    why: [
        "work that does not depend on one another takes as long as the slowest part, not as long as all parts together",
        "{Resource} counts what is still running, so that nothing is left behind when the function goes on",
        "nothing limits how many run at once, and errors have to be handed back some other way",
    ],
    terms: &["goroutine", "wait group"],
};

pub(super) static CHANNEL_PRODUCER: IdiomText = IdiomText {
    name: "producer behind a channel",
    what: [
        "hands back the channel {Resource} at once, and fills and closes it on the side",
        "returns the channel {Resource}, which a goroutine fills and closes",
        "producer goroutine behind {Resource}",
    ],
    why: [
        "whoever receives can go through the values as they are made, and closing the channel tells when there are no more",
        "the one who sends also closes, so that receivers can range over the channel",
        "a receiver that stops early leaves the producer blocked for good",
    ],
    terms: &["channel", "goroutine"],
};

pub(super) static DEFERRED_RELEASE: IdiomText = IdiomText {
    name: "deferred release",
    what: [
        "makes sure that {Resource} is closed in the end",
        "closes {Resource} on every way out",
        "deferred release of {Resource}",
    ],
    why: [
        "written right where the thing is opened, the closing cannot be forgotten, whichever way the function ends",
        "it runs on every return and on a panic",
        "an error of the release itself is lost here",
    ],
    terms: &["defer"],
};

pub(super) static CHECKED_ERRORS: IdiomText = IdiomText {
    name: "errors as values",
    what: [
        "gives up at the first step that fails, and hands the error to the caller",
        "checks each error and returns at the first",
        "early return on the first error",
    ],
    why: [
        "each step runs only if the one before it worked",
        "an error is an ordinary result, so every way out of the function can be seen in its text",
        "the first failure wins; earlier side effects are not undone",
    ],
    terms: &["error handling"],
};

pub(super) static ERROR_CONTEXT: IdiomText = IdiomText {
    name: "error wrapping",
    what: ["adds to {Error} what was being done", "wraps {Error} with a message", "wraps {Error} with `%w`"],
    why: [
        "the message tells what was being done, and the error inside still tells what really happened",
        "`%w` keeps the cause, so that callers can still look for it",
        "the cause becomes part of what callers may rely on",
    ],
    terms: &["error wrapping"],
};
