//! Words for choices, in alphabetical order: from `MUST_USE` to `WRAPPING_ARITHMETIC`.

use super::MotiveText;

pub(super) static MUST_USE: MotiveText = MotiveText {
    name: "must use",
    why: [
        "the compiler warns whoever throws such a result away",
        "without a use of the result nothing is gained, so ignoring it is almost certainly a mistake",
        "a lint only: assign to _ to ignore it on purpose",
    ],
};

pub(super) static NAMED_ARGUMENTS: MotiveText = MotiveText {
    name: "arguments by name",
    why: [
        "callers have to write the name of {Name}, which makes the call readable",
        "arguments that can only be given by name cannot be mixed up, and new ones may be added in any order",
        "keyword-only: the order is no part of the interface",
    ],
};

pub(super) static NON_EXHAUSTIVE: MotiveText = MotiveText {
    name: "open for more",
    why: [
        "more alternatives or fields may be added later without breaking who uses it",
        "users elsewhere have to be ready for alternatives that do not exist yet, so adding one breaks nobody",
        "forces a wildcard arm outside of the crate; inside it, matches stay exhaustive",
    ],
};

pub(super) static NOT_A_NUMBER: MotiveText = MotiveText {
    name: "test that knows NaN",
    why: [
        "NaN, which means \"no number\", is not even equal to itself, so a plain comparison would not find it",
        "it treats NaN as what it is, where === says that NaN differs from itself",
        "NaN is the only value unequal to itself; Object.is also tells -0 from 0",
    ],
};

pub(super) static ONCE_LISTENER: MotiveText = MotiveText {
    name: "listener for one time",
    why: [
        "it removes itself after the first event",
        "the option spares the code that would have to remove the listener",
        "also lets go of the closure after the first event",
    ],
};

pub(super) static ORDER_INDEPENDENT: MotiveText = MotiveText {
    name: "sorted keys",
    why: [
        "the order in which the keys were added makes no difference to the result",
        "sorting the keys gives the same text or list for the same content, regardless of their order",
        "a canonical order makes results comparable and hashable; costs a sort",
    ],
};

pub(super) static OWN_PROPERTY_TEST: MotiveText = MotiveText {
    name: "own property",
    why: [
        "only what the object itself holds counts, not what all objects have",
        "it leaves inherited properties out, and works for objects that have no such method or one of their own",
        "asks the object itself past its prototype chain; the method is taken from elsewhere so that data cannot replace it",
    ],
};

pub(super) static PASSIVE_LISTENER: MotiveText = MotiveText {
    name: "passive listener",
    why: [
        "the browser may scroll at once, as the listener promises not to stop it",
        "a passive listener cannot cancel the event, so scrolling never waits for it",
        "preventDefault is ignored in it",
    ],
};

pub(super) static PATTERN_MADE_ONCE: MotiveText = MotiveText {
    name: "pattern made once",
    why: [
        "the pattern is prepared when the file is loaded, and not again for every use",
        "making {Name} once outside of the functions saves compiling it at each call",
        "one compiled object for all callers",
    ],
};

pub(super) static PHANTOM: MotiveText = MotiveText {
    name: "phantom data",
    why: [
        "the type counts as if it held something that it does not store",
        "it tells the compiler about a type or lifetime that no field mentions, and takes no space",
        "zero-sized; decides variance, drop check and which threads may have it",
    ],
};

pub(super) static PINNED_IN_PLACE: MotiveText = MotiveText {
    name: "pinned",
    why: [
        "the value must stay where it is in memory, as something may point into it",
        "pinning promises that the value is not moved any more, which code that refers to itself relies on",
        "a projection to fields has to uphold the pin; only types that are Unpin may be moved out again",
    ],
};

pub(super) static PLAIN_RANDOM: MotiveText = MotiveText {
    name: "random numbers",
    why: [
        "such numbers are good enough for games, samples and delays, and not for secrets",
        "the generator is quick, and predictable for who knows its state, so it must not make passwords or tokens",
        "not for secrets: who knows the generator's state can predict it, so keys and tokens need the system's secure source",
    ],
};

pub(super) static PREPARED_CAPACITY: MotiveText = MotiveText {
    name: "room made in advance",
    why: [
        "making the room at once saves making it larger again and again while it is filled",
        "with the capacity reserved, adding items needs no further allocation and copying until it is used up",
        "avoids repeated reallocation; too large a guess wastes memory",
    ],
};

pub(super) static PRIVATE_FIELD: MotiveText = MotiveText {
    name: "private field",
    why: [
        "only the class itself can reach {Field}, so nobody else can spoil it",
        "what is hidden may be changed later without breaking anybody, and the class alone answers for its value",
        "hard privacy by the language, also against subclasses; proxies and structural copies do not see it",
    ],
};

pub(super) static PRODUCTION_BRANCH: MotiveText = MotiveText {
    name: "test for the production build",
    why: [
        "developers and users get something different here on purpose",
        "build tools can replace the test by a constant and remove the branch that is never taken",
        "behaviour differs between the environments, so nothing vital belongs there; bundlers that inline the variable drop the dead branch",
    ],
};

pub(super) static PROTOTYPE_FREE: MotiveText = MotiveText {
    name: "object without a prototype",
    why: [
        "it holds only what is put into it, so that no name is taken already",
        "keys from outside cannot collide with inherited names such as toString or __proto__",
        "a dictionary without inherited keys; it lacks the methods of objects, and a Map is the alternative",
    ],
};

pub(super) static PROTOTYPE_GUARD: MotiveText = MotiveText {
    name: "guard for the prototype",
    why: [
        "data that uses this name could change what all objects have in common",
        "without the guard, input with the key __proto__ could reach the prototype: prototype pollution",
        "protects against prototype pollution; constructor and prototype are the other ways in",
    ],
};

pub(super) static REINSERTED_LAST: MotiveText = MotiveText {
    name: "put in anew",
    why: [
        "deleting the key and putting it in again moves it to the end, and the oldest stays in front",
        "a map keeps its keys in insertion order, so the first key is the one that was not touched for the longest time",
        "maps keep insertion order, which serves as the order of use here: O(1) without a linked list",
    ],
};

pub(super) static RELAXED_ORDERING: MotiveText = MotiveText {
    name: "relaxed ordering",
    why: [
        "only the number itself matters, not what was written around it",
        "it is the cheapest ordering, and enough where nothing else is guarded by the value",
        "atomic but without ordering of other memory accesses; wrong where the value publishes other data",
    ],
};

pub(super) static RENDER_REFERENCE: MotiveText = MotiveText {
    name: "reference over renders",
    why: [
        "it keeps a value between renders, and changing it shows nothing anew",
        "a ref outlives renders, and unlike state it can change without a re-render",
        "it changes without a re-render; read and write it in effects and handlers, not while rendering",
    ],
};

pub(super) static ROWS_TAKE_TURNS: MotiveText = MotiveText {
    name: "two rows that take turns",
    why: [
        "only the latest rows are kept, and their memory is used again for the next round",
        "swapping {Low} and {High} reuses both, so that memory stays at the length of a row instead of a whole table",
        "memory for the latest rows only instead of the whole matrix, and no allocation or copy per round; earlier rows are gone, so the way cannot be traced back",
    ],
};

pub(super) static SATURATING_ARITHMETIC: MotiveText = MotiveText {
    name: "saturating arithmetic",
    why: [
        "a result that would be too large or too small becomes the limit itself",
        "stopping at the limit is wanted here, where plain operators would panic or wrap around",
        "clamps at the type's bounds without an error, so an overflow goes unnoticed",
    ],
};

pub(super) static SECURE_RANDOM: MotiveText = MotiveText {
    name: "secure random numbers",
    why: [
        "nobody can guess these numbers, which is what keys and tokens need",
        "they come from the system's cryptographic generator and are unpredictable, unlike those of the ordinary one",
        "cryptographically secure; slower than the plain generator, and may need a batch for speed",
    ],
};

pub(super) static SENTINEL_DEFAULT: MotiveText = MotiveText {
    name: "marker as a default",
    why: [
        "{Value} tells \"nothing was given\" apart from every value that a caller may give",
        "a marker of its own distinguishes an argument that was left out from one that is given as None",
        "compared by identity, so no value that is passed can be mistaken for it",
    ],
};

pub(super) static SHARED_VARIABLE: MotiveText = MotiveText {
    name: "shared variable {Name}",
    why: [
        "the functions share {Name}, and nobody else can reach it",
        "the functions share {Name} through the closure, so that it stays private without a class",
        "shared private state in a closure: each call of the outer function makes its own {Name}",
    ],
};

pub(super) static SIGN_EXTENSION: MotiveText = MotiveText {
    name: "shift up and back down",
    why: [
        "shifting back down repeats the sign, so that a negative number stays negative",
        "the right shift of a signed number is arithmetic: it copies the sign bit into the places that become free",
        "sign extension by an arithmetic shift, without a branch; an unsigned shift would fill in zeros",
    ],
};

pub(super) static SLOTS: MotiveText = MotiveText {
    name: "fixed attributes",
    why: [
        "objects of the class can have these attributes only, and take less memory",
        "without a dictionary for each object, many of them are smaller and quicker to read",
        "no other attributes and no weak references unless listed; every base needs slots for the saving",
    ],
};

pub(super) static SORT_KEY: MotiveText = MotiveText {
    name: "key to compare by",
    why: [
        "a function says what each item is compared by",
        "the key is worked out once for each item, where a comparison function would be called for every pair",
        "n key calls; equal keys keep their order or give the first of them",
    ],
};

pub(super) static STABLE_LAYOUT: MotiveText = MotiveText {
    name: "layout as in C",
    why: [
        "its parts lie in memory in the order in which they are written, as other languages expect",
        "the compiler may otherwise order fields as it likes, which foreign code could not read",
        "fixes order and padding for foreign code; may take more space than the default layout",
    ],
};

pub(super) static STABLE_LIST_KEY: MotiveText = MotiveText {
    name: "keys of a list",
    why: [
        "the key tells which entry is which when the list changes",
        "by its key an entry keeps its state and its place in the page, where positions would mix them up",
        "has to be unique among siblings and stable over renders; an index goes to another entry after insertions",
    ],
};

pub(super) static STABLE_SORT: MotiveText = MotiveText {
    name: "stable sort",
    why: [
        "what counts as equal keeps the order that it had; all items have to be there before the first can come out",
        "the sort is stable, so equal items keep their order; it needs all of them in memory at once",
        "stable, O(n log n) comparisons; an unstable sort may need less memory",
    ],
};

pub(super) static STOPS_AT_FIRST_FAILURE: MotiveText = MotiveText {
    name: "ends early",
    why: [
        "it stops at the first one that fails, as no other can change the answer any more",
        "it stops early at the first one that does not pass, without looking at any other; where there is none at all, it holds",
        "it stops early at the first failure, without looking at any other item; vacuously true for an empty series",
    ],
};

pub(super) static STOPS_AT_FIRST_HIT: MotiveText = MotiveText {
    name: "ends early",
    why: [
        "it stops at the first one that passes, as no other can change the answer any more",
        "it stops early at the first one that passes, without looking at any other; where there is none at all, it does not hold",
        "it stops early at the first match, without looking at any other item; false for an empty series",
    ],
};

pub(super) static TAKEN_OUT: MotiveText = MotiveText {
    name: "taken out and replaced",
    why: [
        "the value is taken out, and something valid is left in its place",
        "nothing can be moved out of what is only borrowed, so something else is put there in exchange",
        "leaves a default or given value behind instead of cloning; whoever reads the place afterwards sees that",
    ],
};

pub(super) static TRANSPARENT_LAYOUT: MotiveText = MotiveText {
    name: "transparent layout",
    why: [
        "in memory it is the same as what it wraps",
        "it may be handed to foreign code as if it were the wrapped value",
        "guarantees the layout and calling convention of its one field",
    ],
};

pub(super) static TRIED_ON_COPY: MotiveText = MotiveText {
    name: "tried on a copy",
    why: [
        "{Name} is tried first, and {Value} is only moved on if all of it worked",
        "what is read from the copy leaves {Value} untouched until the end, so that an early exit has used up nothing",
        "look-ahead on a clone that only replaces the original at the end, so that a failure leaves it untouched",
    ],
};

pub(super) static TRIES_FIRST: MotiveText = MotiveText {
    name: "tries first",
    why: [
        "it just tries, and deals with the case that nothing is there",
        "asking first would look twice, and what is there could change in between",
        "one look-up on the usual way; the handler also catches the same error from deeper inside",
    ],
};

pub(super) static TRUNCATION: MotiveText = MotiveText {
    name: "cut to an integer",
    why: [
        "this cuts off the fraction and keeps 32 bits",
        "bit operators work on 32-bit integers, so it drops the fraction and keeps the number in that range",
        "wraps beyond 32 bits, unlike Math.trunc",
    ],
};

pub(super) static TYPEOF_MISSING: MotiveText = MotiveText {
    name: "test for what may be missing",
    why: [
        "the code also runs where {Name} does not exist, such as on a server",
        "typeof does not fail for a name that was never defined, where reading {Name} itself would throw",
        "environment detection; bundlers may replace it and drop the other branch",
    ],
};

pub(super) static UNCHECKED_ACCESS: MotiveText = MotiveText {
    name: "unchecked",
    why: [
        "no check is made here: whoever wrote this has to know that it would pass",
        "it saves a check; where that would have failed, anything may happen",
        "undefined behaviour where the precondition fails: the caller has to uphold it, as no check is made",
    ],
};

pub(super) static UNIQUE_SYMBOL: MotiveText = MotiveText {
    name: "unique symbol",
    why: [
        "no other key can ever be equal to it",
        "a symbol cannot collide with any name that others use",
        "unique per call; left out by JSON and by ordinary key listings",
    ],
};

pub(super) static UNSAFE_FUNCTION: MotiveText = MotiveText {
    name: "unsafe function",
    why: [
        "what it relies on cannot be checked by the compiler, so whoever calls it has to make sure of that",
        "the caller answers for what the compiler cannot check, and marks each call as unsafe",
        "the safety contract is the caller's: whatever pointers, lengths or states it assumes to be valid should be written down",
    ],
};

pub(super) static UNSIZED_PARAMETER: MotiveText = MotiveText {
    name: "also for unsized types",
    why: [
        "it also takes texts and runs of items, whose size is known only when the program runs",
        "lifting the rule that a size is known lets callers hand over str and slices by reference",
        "the value may only be used behind a pointer",
    ],
};

pub(super) static UNSTABLE_SORT: MotiveText = MotiveText {
    name: "unstable sort",
    why: [
        "equal items may change places, which is quicker",
        "it is usually quicker and needs no memory of its own; equal items may come out in another order",
        "O(n log n) in place; use the stable sort where the order of equal items matters",
    ],
};

pub(super) static WEAK_KEYS: MotiveText = MotiveText {
    name: "weak references",
    why: [
        "it does not keep its objects alive: when nobody else uses one, its entry goes too",
        "an ordinary map would keep every object in it in memory for ever",
        "no iteration and no size; entries vanish with their keys, so it cannot leak them",
    ],
};

pub(super) static WRAPPING_ARITHMETIC: MotiveText = MotiveText {
    name: "wrapping arithmetic",
    why: [
        "starting over at the limit is wanted here",
        "the overflow is meant, where plain operators would panic in debug builds",
        "modular arithmetic in every build, without the overflow check",
    ],
};
