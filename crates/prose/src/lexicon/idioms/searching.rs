//! What looks for something or walks through positions.

use super::IdiomText;

pub(super) static BINARY_SEARCH: IdiomText = IdiomText {
    name: "binary search",
    what: [
        "searches {Sequence}, which must be sorted, by halving the part that can still hold the answer",
        "searches the sorted {Sequence} by halving the range between {Low} and {High} around {Middle}",
        "binary search over {Sequence}; O(log n) probes, and the input must be sorted",
    ],
    why: [
        "each look throws away half of what is left, so even a million items need only about twenty looks",
        "halving makes the search logarithmic where a scan would be linear; the price is that {Sequence} must be sorted by what is tested",
        "O(log n); relies on sorted input, which the loop itself cannot notice to be broken; each round has to shrink the range or it never ends",
    ],
    terms: &["binary search"],
};

pub(super) static LINEAR_SEARCH: IdiomText = IdiomText {
    name: "linear search",
    what: [
        "looks through {Sequence} from the start and stops at the first item that fits",
        "returns the first match in {Sequence}, found by a linear scan that stops early",
        "linear scan of {Sequence} with early exit; first match wins",
    ],
    why: [
        "looking at one item after the other works on any order, and it stops as soon as the answer is known",
        "a scan needs neither sorting nor an index; if the same data is searched often, a map or set pays off",
        "O(n) per look-up, which is fine once and adds up when it is called in a loop",
    ],
    terms: &[],
};

pub(super) static ANY_TEST: IdiomText = IdiomText {
    name: "existence test",
    what: [
        "answers whether any item of {Sequence} passes the test {Condition}",
        "reports whether any item of {Sequence} satisfies {Condition}, stopping at the first that does",
        "existential test over {Sequence}; short-circuits on the first hit, false when empty",
    ],
    why: [
        "once one item fits, the answer cannot change, so there is no need to look further",
        "the early return saves the rest of the scan; many languages have a ready-made \"any\" for this",
        "short-circuits; an empty sequence gives false",
    ],
    terms: &[],
};

pub(super) static ALL_TEST: IdiomText = IdiomText {
    name: "universal test",
    what: [
        "answers whether every item of {Sequence} is fine, by looking for one that is not ({Condition})",
        "reports whether no item of {Sequence} meets {Condition}, stopping at the first that does",
        "universal test over {Sequence}; fails fast on {Condition}, true when empty",
    ],
    why: [
        "one counterexample is enough to know the answer, so the loop stops at the first",
        "looking for a counterexample lets it leave early; many languages have a ready-made \"all\" for this",
        "short-circuits on the first counterexample; an empty sequence gives true",
    ],
    terms: &[],
};

pub(super) static TWO_POINTERS: IdiomText = IdiomText {
    name: "two pointers",
    what: [
        "walks {Sequence} from both ends at once until the two positions meet",
        "moves {Low} and {High} towards each other through {Sequence}",
        "two-pointer sweep of {Sequence}, {Low} up and {High} down, O(n)",
    ],
    why: [
        "two positions that only move inwards look at each item once instead of trying every pair",
        "moving one end or the other inwards replaces a loop inside a loop by a single pass",
        "linear instead of quadratic; it is right only if the test that picks the end to move can never skip an answer",
    ],
    terms: &[],
};

pub(super) static SLIDING_WINDOW: IdiomText = IdiomText {
    name: "sliding window",
    what: [
        "keeps the result for a window of neighbouring items of {Sequence} and updates it as the window moves",
        "slides a window over {Sequence}, updating {Store} by what enters and what leaves",
        "sliding window over {Sequence}; {Store} is updated at the edges, not recomputed",
    ],
    why: [
        "adding what enters and removing what leaves is much less work than doing the whole window again each time",
        "updating {Store} at both edges makes each step constant-time instead of going over the window again",
        "amortised O(1) per step; with floating-point sums, adding and subtracting lets rounding errors build up",
    ],
    terms: &["sliding window"],
};

pub(super) static MOVING_AVERAGE: IdiomText = IdiomText {
    name: "moving average",
    what: [
        "goes through {Sequence} and, at each item, works out the average of the newest ones, at most {Limit} of them",
        "works out the moving average of {Sequence}: at each item, the mean of the newest, at most {Limit}",
        "moving average of {Sequence} over the newest {Limit} items, with fewer at the start; {Store} is kept up to date in O(1) a step",
    ],
    why: [
        "adding what enters and taking off what leaves is much less work than adding up all the newest items each time",
        "updating {Store} at both edges makes each step constant-time instead of going over the window again",
        "O(1) per step and O({Limit}) memory; with floating-point sums, adding and subtracting lets rounding errors build up",
    ],
    terms: &["sliding window"],
};

pub(super) static REVERSE_IN_PLACE: IdiomText = IdiomText {
    name: "reversal in place",
    what: [
        "turns {Sequence} around by swapping the outermost items, then the next ones, up to the middle",
        "reverses {Sequence} in place by swapping mirrored items",
        "in-place reversal of {Sequence} by mirrored swaps",
    ],
    why: [
        "swapping inside the same sequence needs no second copy",
        "working in place needs no extra memory, but the caller's own data changes",
        "O(n) time, O(1) space; mutates its input",
    ],
    terms: &[],
};

pub(super) static PALINDROME_TEST: IdiomText = IdiomText {
    name: "palindrome test",
    what: [
        "checks whether {Sequence} reads the same from both ends, comparing inwards",
        "compares {Sequence} from both ends inwards and stops at the first difference",
        "two-pointer palindrome check of {Sequence} with early exit",
    ],
    why: [
        "one difference settles it, so it can stop early and needs no reversed copy",
        "comparing from both ends avoids the reversed copy and stops at the first mismatch",
        "O(1) space and early exit, against an O(n) reversed copy",
    ],
    terms: &[],
};

pub(super) static PALINDROME_COMPARISON: IdiomText = IdiomText {
    name: "palindrome test",
    what: [
        "checks whether {Sequence} reads the same backwards",
        "compares {Sequence} with its own reverse",
        "palindrome check of {Sequence} against a reversed copy",
    ],
    why: [
        "comparing with the reversed form says exactly what is meant, in one line",
        "it is the shortest way to write it; it makes one reversed copy",
        "always builds an O(n) copy, where comparing from both ends could stop early",
    ],
    terms: &[],
};

pub(super) static REVERSAL: IdiomText = IdiomText {
    name: "reversal",
    what: ["turns {Sequence} around", "makes a reversed copy of {Sequence}", "reversed copy of {Sequence}"],
    why: [
        "a reversed copy leaves the original as it was",
        "it makes a new value and leaves {Sequence} untouched",
        "O(n) copy; text is reversed by code unit or code point, so combined characters may come apart",
    ],
    terms: &[],
};

pub(super) static TOKENIZER: IdiomText = IdiomText {
    name: "character-by-character reader",
    what: [
        "reads {Sequence} one character at a time, keeping its place in {Counter}",
        "scans {Sequence} character by character, with {Counter} as the read position",
        "hand-written scanner over {Sequence}, position in {Counter}",
    ],
    why: [
        "going by hand lets each kind of character be treated in its own way",
        "a hand-written scanner has full control over look-ahead and error positions, where a regular expression would get hard to read",
        "single pass, no backtracking beyond what the branches do; every branch has to move the position on, or the loop hangs",
    ],
    terms: &[],
};

pub(super) static ALL_DISTINCT: IdiomText = IdiomText {
    name: "test for duplicates",
    what: [
        "tells whether all items of {Sequence} are different, by putting each into {Store} and asking whether it was new",
        "tells whether all items of {Sequence} are distinct, with those already seen in {Store}",
        "tells whether all items of {Sequence} are distinct, with a set of those already seen",
    ],
    why: [
        "a set knows at once whether it has an item already, and the first duplicate settles the answer",
        "it stops at the first duplicate, and the set answers each question in about the same time",
        "O(n) expected time and memory; it stops early at the first duplicate, where sorting would look at all of them",
    ],
    terms: &[],
};
