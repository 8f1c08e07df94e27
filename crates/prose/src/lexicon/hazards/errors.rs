//! Errors that get lost, and resources that stay open.

use super::HazardText;

pub(super) static SWALLOWED_ERROR: HazardText = HazardText {
    text: [
        "whatever goes wrong here is dropped without a trace",
        "the handler drops every error silently, programming mistakes included; catch what is expected, or log it",
        "errors swallowed silently",
    ],
};

pub(super) static BROAD_CATCH: HazardText = HazardText {
    text: [
        "every kind of error is treated the same here, even a simple mistake in the code, and nobody is told",
        "catching everything hides unexpected errors; name the expected ones or keep the error",
        "over-broad handler masks unrelated failures",
    ],
};

pub(super) static CAUGHT_EXIT: HazardText = HazardText {
    text: [
        "{Error} is more than errors: a request to end the program is caught here too, so it may be hard to stop",
        "a handler for {Error} also catches exits and interrupts, and goes on; catch a narrower type",
        "{Error} takes in exit and interrupt; catch a narrower type or re-raise",
    ],
};

pub(super) static OR_IN_HANDLER: HazardText = HazardText {
    text: [
        "only the first of these errors is caught; put both in parentheses with a comma",
        "{Error} evaluates to its first operand, so the second type is not caught; use a tuple",
        "`or` in a handler catches only the first type",
    ],
};

pub(super) static LOST_CAUSE: HazardText = HazardText {
    text: [
        "the new error says nothing of the one that caused it; pass the old one along",
        "the caught error is dropped when {Error} is thrown; pass it as the cause",
        "cause lost on rethrow",
    ],
};

pub(super) static RETHROWN_BY_NAME: HazardText = HazardText {
    text: [
        "throwing {Error} by its name makes it look as if it began here; `throw` alone keeps where it came from",
        "this resets the stack trace of {Error}; `throw` alone keeps it",
        "stack trace lost on rethrow by name",
    ],
};

pub(super) static EXIT_IN_FINALLY: HazardText = HazardText {
    text: [
        "a `return` in {finally} throws away any error on its way out, and any earlier result",
        "this return replaces pending exceptions and earlier return values",
        "return in {finally} swallows exceptions",
    ],
};

pub(super) static UNCLOSED_FILE: HazardText = HazardText {
    text: [
        "nothing closes the file that is opened here; open it in a `with` block",
        "the file from {Resource} is never closed explicitly; use a `with` block",
        "file handle left to the garbage collector",
    ],
};

pub(super) static RELEASE_NOT_CERTAIN: HazardText = HazardText {
    text: [
        "if something fails in between, {Resource} stays locked for ever; use `with` or `finally`",
        "an exception between acquire and release leaves {Resource} locked; use `with` or `try`/`finally`",
        "{Resource} not released on the error path",
    ],
};

pub(super) static CHECK_THEN_USE: HazardText = HazardText {
    text: [
        "between the check and the use, another program may create or remove it; try, and handle the error",
        "{Resource} can change between the check and its use; do the operation and handle its error",
        "check-then-use race on {Resource}",
    ],
};

pub(super) static NOT_IMPLEMENTED_RAISED: HazardText = HazardText {
    text: [
        "`NotImplemented` is a special value, no error; the error is called `NotImplementedError`",
        "raising `NotImplemented` ends in a `TypeError`; `NotImplementedError` is meant",
        "`NotImplemented` raised instead of `NotImplementedError`",
    ],
};

pub(super) static THROWN_TEXT: HazardText = HazardText {
    text: [
        "a plain text is thrown, which carries no hint of where it happened; throw an `Error`",
        "throwing a string loses the stack trace; throw an `Error`",
        "non-Error thrown: no stack",
    ],
};
