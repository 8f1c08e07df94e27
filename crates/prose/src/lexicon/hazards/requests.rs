//! What strangers send, and other slips of programs that answer requests.

use super::HazardText;

pub(super) static SENT_INTO_PAGE: HazardText = HazardText {
    text: [
        "what the visitor sent is put into the page as it is ({Value}), so it can bring HTML or a script of its own; escape it first",
        "{Value} comes from the request and is shown unescaped, which allows script injection (XSS)",
        "unescaped request data in the page: reflected XSS",
    ],
};

pub(super) static SENT_AS_VARIABLES: HazardText = HazardText {
    text: [
        "whoever sends the request can choose which variables {Function} sets here, and so change any of them",
        "{Function} on request data lets the sender overwrite any variable of this scope",
        "request data overwrites local variables",
    ],
};

pub(super) static WEAK_PASSWORD_HASH: HazardText = HazardText {
    text: [
        "hashes by {Function} are so quick to make that stolen ones are soon guessed; passwords need a slow hash with a salt",
        "{Function} is a fast hash without a salt, so stolen password hashes are cheap to crack; use a password hash",
        "fast unsalted hash for a password",
    ],
};

pub(super) static REDIRECT_GOES_ON: HazardText = HazardText {
    text: [
        "sending the visitor elsewhere does not end the script: what follows still runs, so leave right after it",
        "the script goes on after this redirect; end it there unless the rest is meant to run",
        "no exit after the redirect",
    ],
};

pub(super) static SILENCED_WARNING: HazardText = HazardText {
    text: [
        "the `@` hides every warning of {Value}, so a failure is easy to miss",
        "`@` suppresses the diagnostics of {Value}; check its result instead",
        "suppressed diagnostics of {Value}",
    ],
};

pub(super) static REFERENCE_AFTER_LOOP: HazardText = HazardText {
    text: [
        "after the loop {Name} is still tied to the last item of {Sequence}, so setting it again changes that item; `unset` it first",
        "{Name} still refers to the last item of {Sequence} when it is used again below; `unset` it after the loop",
        "{Name} stays a reference to the last item of {Sequence}",
    ],
};

pub(super) static POSITION_AS_TRUTH: HazardText = HazardText {
    text: [
        "a find at the very start has the position `0`, which counts as false here; compare with `false` by `===`",
        "{Function} gives `0` for a match at the start, which is falsy; compare it with `false` strictly",
        "position `0` is falsy",
    ],
};
