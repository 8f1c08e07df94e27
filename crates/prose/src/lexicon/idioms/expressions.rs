//! Expressions over collections and text.

use super::IdiomText;

pub(super) static FUNCTIONAL_CHAIN: IdiomText = IdiomText {
    name: "pipeline",
    what: [
        "passes the items of {Sequence} through several steps in a row",
        "transforms {Sequence} in a chain of steps",
        "pipeline over {Sequence}",
    ],
    why: [
        "each step says what happens to an item, without a loop around it",
        "small named steps in a row are easier to read and change than one loop that does everything",
        "evaluation is lazy or makes a list per step, depending on the language's iterators",
    ],
    terms: &["higher-order function"],
};

pub(super) static TEXT_NORMALISATION: IdiomText = IdiomText {
    name: "text normalisation",
    what: [
        "brings {Value} into one form, so that spelling differences do not matter",
        "normalises {Value}",
        "normalises {Value}",
    ],
    why: [
        "the same thing can be written in different ways; one form makes it comparable",
        "normalising once makes later comparisons simple",
        "what is thrown away cannot be restored; mapping case, where it is done, depends on the language of the text",
    ],
    terms: &[],
};

pub(super) static FLUENT_CHAIN: IdiomText = IdiomText {
    name: "chained calls",
    what: [
        "calls one method after the other, each on what the last one gave",
        "chains its calls",
        "fluent chain on {Value}",
    ],
    why: [
        "a chain reads as one sentence and needs no name for the steps in between",
        "each call returns something to go on with, so no intermediate variables are needed",
        "an error in the middle is harder to place",
    ],
    terms: &["method"],
};

pub(super) static MAP_COMPREHENSION: IdiomText = IdiomText {
    name: "comprehension",
    what: [
        "makes a list with a changed form of every item of {Sequence}",
        "maps {Sequence} to {Value}",
        "maps {Sequence} to {Value}",
    ],
    why: [
        "it says in one line what a loop with a list would need several for",
        "a comprehension states the result instead of the steps",
        "builds the whole list at once",
    ],
    terms: &["list comprehension"],
};

pub(super) static FILTER_COMPREHENSION: IdiomText = IdiomText {
    name: "filtering comprehension",
    what: [
        "picks the items of {Sequence} for which {Condition}",
        "keeps the items of {Sequence} where {Condition}",
        "filters {Sequence} by {Condition}",
    ],
    why: [
        "it reads like the rule for what to keep",
        "a comprehension states which items stay",
        "builds a new list; the original is untouched",
    ],
    terms: &["list comprehension"],
};

pub(super) static FILTER_MAP_COMPREHENSION: IdiomText = IdiomText {
    name: "filtering comprehension",
    what: [
        "makes a list from the items of {Sequence} for which {Condition}",
        "maps the items of {Sequence} where {Condition} to {Value}",
        "filter-map of {Sequence}",
    ],
    why: [
        "choosing and changing happen in one line",
        "one expression both filters and transforms",
        "single pass, one list",
    ],
    terms: &["list comprehension"],
};

pub(super) static MAPPING_COMPREHENSION: IdiomText = IdiomText {
    name: "mapping comprehension",
    what: [
        "makes a table from {Sequence}, so that things can be looked up",
        "builds a mapping from {Sequence}",
        "mapping from {Sequence}",
    ],
    why: [
        "one line says which value belongs to which key",
        "a comprehension states how keys and values are made, without a loop that fills a dictionary",
        "later items win on equal keys",
    ],
    terms: &["dictionary"],
};

pub(super) static LAZY_COMPREHENSION: IdiomText = IdiomText {
    name: "generator expression",
    what: [
        "works its values out one by one, as they are needed",
        "computes {Value} lazily over {Sequence}",
        "generator expression over {Sequence}",
    ],
    why: [
        "the values go straight to whoever takes them, with no list in between",
        "values are worked out as they are taken, with no list in between",
        "evaluated at consumption",
    ],
    terms: &["generator expression", "lazy evaluation"],
};

pub(super) static ZIP_ITERATION: IdiomText = IdiomText {
    name: "parallel iteration",
    what: ["goes through {Low} and {High} side by side", "iterates {Low} and {High} in step", "zips {Low} and {High}"],
    why: [
        "both items of a pair are at hand without counting positions",
        "pairing avoids index arithmetic",
        "how unequal lengths are treated is up to the zip",
    ],
    terms: &[],
};

pub(super) static DISPATCH_TABLE: IdiomText = IdiomText {
    name: "dispatch table",
    what: [
        "keeps functions in the table {Store} and looks up which one to call",
        "dispatches through the table {Store}",
        "dispatch table {Store}",
    ],
    why: [
        "a new case is a new entry, and the code that chooses stays as it is",
        "a table replaces a growing chain of branches",
        "constant-time selection; a missing key has to be handled",
    ],
    terms: &["dictionary", "higher-order function"],
};

pub(super) static MATCH_DISPATCH: IdiomText = IdiomText {
    name: "matching",
    what: ["decides by {Value} what to do", "selects a case by {Value}", "case analysis on {Value}"],
    why: [
        "all the cases stand side by side, so one can see what happens for each",
        "one match on one value is easier to check than a chain of conditions",
        "one decision point for all cases",
    ],
    terms: &["match"],
};

pub(super) static STATE_MACHINE: IdiomText = IdiomText {
    name: "state machine",
    what: [
        "goes from one state to the next, depending on {Field}",
        "is a state machine over {Field}",
        "state machine on {Field}",
    ],
    why: [
        "what may happen next depends only on the current state, which keeps it manageable",
        "explicit states make illegal combinations easier to spot than several flags",
        "transitions live in the arms; a state without one is final",
    ],
    terms: &[],
};

pub(super) static FACTORY: IdiomText = IdiomText {
    name: "factory",
    what: [
        "decides which kind of object to make",
        "selects the type to construct by {Value}",
        "factory keyed by {Value}",
    ],
    why: [
        "callers need not know which types there are",
        "the choice of type is made in one place",
        "a new type needs a new case here only",
    ],
    terms: &[],
};

pub(super) static SAME_ITEMS_TEST: IdiomText = IdiomText {
    name: "same-items test",
    what: [
        "checks whether {Low} and {High} hold the same items, in whatever order",
        "compares {Low} and {High} regardless of order",
        "multiset equality of {Low} and {High}",
    ],
    why: [
        "once both are brought into one order (or counted), they are easy to compare",
        "sorting or counting both sides makes the order irrelevant",
        "sorting costs O(n log n); counting is O(n)",
    ],
    terms: &[],
};

pub(super) static OPTIONAL_CHAIN: IdiomText = IdiomText {
    name: "optional chaining",
    what: [
        "reaches into {Value}, and gives nothing if a step on the way is missing",
        "reads a nested member of {Value}, tolerating absent steps",
        "optional chain on {Value}",
    ],
    why: [
        "it saves a test for every step",
        "one expression replaces a ladder of checks",
        "the result does not say which step was missing",
    ],
    terms: &[],
};

pub(super) static TRANSPOSE: IdiomText = IdiomText {
    name: "transposition",
    what: ["turns the rows of {Sequence} into columns", "transposes {Sequence}", "transposes {Sequence}"],
    why: [
        "taking the first of each row, then the second of each, gives the columns",
        "unpacking all rows into one zip is the short form for this",
        "stops at the shortest row",
    ],
    terms: &[],
};

pub(super) static FOLD_INTO_COLLECTION: IdiomText = IdiomText {
    name: "fold into a collection",
    what: [
        "builds up a collection from {Sequence}, item by item",
        "folds {Sequence} into a collection",
        "fold of {Sequence} into a fresh accumulator",
    ],
    why: [
        "the start value is empty, and each item adds its part",
        "a fold keeps the accumulator out of the surrounding scope; a plain loop would read more easily to some",
        "copying the accumulator each round would make it quadratic",
    ],
    terms: &["higher-order function"],
};

pub(super) static FOLD_SUM: IdiomText = IdiomText {
    name: "fold to a sum",
    what: ["adds up over {Sequence}, starting from zero", "sums over {Sequence} by a fold", "sum by fold"],
    why: [
        "the start value zero makes an empty sequence give zero",
        "a fold needs no variable outside of it",
        "seeded with zero, so an empty sequence is fine",
    ],
    terms: &["higher-order function"],
};
