//! Loops that build up a result.

use super::IdiomText;

pub(super) static RUNNING_TOTAL: IdiomText = IdiomText {
    name: "running total",
    what: [
        "adds up {Value} for each round, starting from zero",
        "sums {Value} into {Store}",
        "accumulates {Value} in {Store}",
    ],
    why: [
        "one variable that grows keeps the sum without storing all the parts",
        "the total is kept in one variable, so the items need not be kept",
        "O(1) space; the start value makes an empty input give zero",
    ],
    terms: &[],
};

pub(super) static RUNNING_PRODUCT: IdiomText = IdiomText {
    name: "running product",
    what: [
        "multiplies all the {Value} together, starting from one",
        "multiplies {Value} into {Store}",
        "accumulates a product in {Store}",
    ],
    why: [
        "starting from one leaves the first number as it is",
        "one is the neutral start for a product, so an empty input gives one",
        "grows fast: mind the range of the number type",
    ],
    terms: &[],
};

pub(super) static COUNTING: IdiomText = IdiomText {
    name: "counting",
    what: [
        "counts how often {Condition} holds",
        "counts in {Counter} the rounds where {Condition} holds",
        "tallies {Condition} in {Counter}",
    ],
    why: [
        "a counter that goes up by one keeps the number without keeping the items",
        "a number is all that the count needs, whatever else is kept",
        "one pass; the counter takes constant space",
    ],
    terms: &[],
};

pub(super) static MAXIMUM_SCAN: IdiomText = IdiomText {
    name: "maximum scan",
    what: [
        "remembers in {Store} the largest {Value} seen so far",
        "keeps the largest {Value} seen so far in {Store}",
        "running maximum in {Store}",
    ],
    why: [
        "comparing each value with the best so far needs only one pass",
        "one pass is enough to find the largest; sorting would do more work than needed",
        "O(n), one pass; the start value decides what an empty input gives",
    ],
    terms: &[],
};

pub(super) static MINIMUM_SCAN: IdiomText = IdiomText {
    name: "minimum scan",
    what: [
        "remembers in {Store} the smallest {Value} seen so far",
        "keeps the smallest {Value} seen so far in {Store}",
        "running minimum in {Store}",
    ],
    why: [
        "comparing each value with the best so far needs only one pass",
        "one pass is enough to find the smallest; sorting would do more work than needed",
        "O(n), one pass; the start value decides what an empty input gives",
    ],
    terms: &[],
};

pub(super) static HISTOGRAM: IdiomText = IdiomText {
    name: "counting by key",
    what: [
        "counts how often each {Key} occurs",
        "tallies {Key} in {Store}",
        "builds a frequency table in {Store}, keyed by {Key}",
    ],
    why: [
        "a table with one counter per key gets all the counts in a single pass",
        "counting into a table takes one pass, however many different keys there are",
        "O(n) time, one entry per distinct key",
    ],
    terms: &["histogram"],
};

pub(super) static GROUPING: IdiomText = IdiomText {
    name: "grouping",
    what: [
        "sorts the items into groups, one for each {Key}",
        "collects {Value} in {Store} under {Key}",
        "groups {Value} by {Key} into {Store}",
    ],
    why: [
        "with one list per key, all the groups are made in a single pass",
        "one pass fills all groups, where filtering once per key would go over the data again and again",
        "O(n) time; order inside each group is that of arrival",
    ],
    terms: &[],
};

pub(super) static DEDUPLICATION: IdiomText = IdiomText {
    name: "de-duplication",
    what: [
        "keeps only the first of items that are equal in {Key}",
        "drops repeated {Key}, remembering in {Visited} what it has seen",
        "order-preserving de-duplication by {Key}",
    ],
    why: [
        "remembering what has been seen lets each item be judged at once",
        "keeping the first occurrence preserves the order, which turning everything into a set may not",
        "keeps the first occurrence and the input order; memory grows with the number of distinct keys",
    ],
    terms: &[],
};

pub(super) static PREFIX_SUMS: IdiomText = IdiomText {
    name: "prefix sums",
    what: [
        "notes in {Store} the sum of everything up to each position",
        "builds running totals in {Store}, each from the one before",
        "prefix sums in {Store}",
    ],
    why: [
        "with all the sums so far at hand, the sum of any stretch is a single subtraction",
        "once the prefix sums are there, any range sum is one subtraction instead of a loop",
        "O(n) once, then O(1) per range sum",
    ],
    terms: &[],
};

pub(super) static STRING_BUILDING: IdiomText = IdiomText {
    name: "building text",
    what: [
        "builds up a text in {Store}, piece by piece",
        "appends {Value} to the text in {Store} each round",
        "grows {Store} by concatenation",
    ],
    why: [
        "adding to the end each round is the simplest way to put a text together",
        "appending is easy to read; for very many pieces, collecting and joining once can be faster",
        "repeated concatenation can cost quadratic copying where strings are immutable; fine for short results",
    ],
    terms: &[],
};

pub(super) static JOINED_PIECES: IdiomText = IdiomText {
    name: "collect and join",
    what: [
        "collects pieces in {Store} and joins them into one text at the end",
        "gathers pieces in {Store} and joins them once",
        "collects into {Store}, then one join",
    ],
    why: [
        "joining once at the end is quicker than making a longer and longer text each round",
        "joining once copies each piece once, where adding to a text in the loop may copy it every round",
        "linear instead of potentially quadratic concatenation",
    ],
    terms: &[],
};

pub(super) static FLATTENING: IdiomText = IdiomText {
    name: "flattening",
    what: [
        "puts the items of all the inner sequences of {Sequence} into one",
        "flattens {Sequence} by one level",
        "flattens {Sequence} one level deep",
    ],
    why: [
        "a single flat sequence is easier to go through than one inside another",
        "one level is opened; deeper nesting stays as it is",
        "one level only; order is preserved",
    ],
    terms: &[],
};

pub(super) static CHUNKING: IdiomText = IdiomText {
    name: "chunking",
    what: [
        "goes over {Sequence} in pieces of {Limit}",
        "takes {Sequence} in slices of {Limit}",
        "chunks {Sequence} by {Limit}; the last chunk may be shorter",
    ],
    why: [
        "small pieces keep each step, such as one request or one write, to a known size",
        "pieces of a fixed size bound the work and the memory per step",
        "last chunk may be short; each slice is a copy",
    ],
    terms: &[],
};
