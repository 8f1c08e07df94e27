//! Sorting and rearranging.

use super::IdiomText;

pub(super) static SWAP: IdiomText = IdiomText {
    name: "swap",
    what: ["exchanges {Low} and {High}", "swaps {Low} and {High}", "swaps {Low} and {High}"],
    why: [
        "both old values have to be read before either is overwritten, or one of them would be lost",
        "the exchange reads both values before it writes either",
        "no value is lost between the two writes",
    ],
    terms: &[],
};

pub(super) static BUBBLE_SORT: IdiomText = IdiomText {
    name: "bubble sort",
    what: [
        "sorts {Sequence} by swapping neighbours that stand in the wrong order, again and again",
        "bubble-sorts {Sequence} in place",
        "bubble sort of {Sequence}, O(n²), in place",
    ],
    why: [
        "it is among the easiest ways of sorting to understand, but slow on long lists; a built-in sort is the usual choice",
        "simple and in place, but quadratic; the library's sort is O(n log n)",
        "quadratic comparisons; hard to justify outside teaching or tiny inputs",
    ],
    terms: &[],
};

pub(super) static INSERTION_SORT: IdiomText = IdiomText {
    name: "insertion sort",
    what: [
        "sorts {Sequence} by moving each item back to its place among those before it",
        "insertion-sorts {Sequence} in place",
        "insertion sort of {Sequence}, O(n²) worst case, in place",
    ],
    why: [
        "it works like sorting cards in the hand, and is quick when the list is short or almost sorted",
        "quick on short or nearly sorted input; quadratic otherwise",
        "adaptive: O(n + inversions); fine for small n",
    ],
    terms: &[],
};

pub(super) static SELECTION_SORT: IdiomText = IdiomText {
    name: "selection sort",
    what: [
        "sorts {Sequence} by finding, again and again, the item that comes next and swapping it into place",
        "selection-sorts {Sequence} in place",
        "selection sort of {Sequence}, O(n²) comparisons, at most n swaps",
    ],
    why: [
        "each round puts one item where it belongs for good",
        "it makes few swaps but always looks at every remaining item, sorted or not",
        "Θ(n²) comparisons whatever the input; at most n − 1 swaps",
    ],
    terms: &[],
};

pub(super) static PARTITION: IdiomText = IdiomText {
    name: "partitioning",
    what: [
        "moves the items on one side of {Target} to the front of {Sequence}",
        "partitions {Sequence} around {Target}, with {Middle} as the border",
        "in-place partition of {Sequence} around {Target}",
    ],
    why: [
        "after one pass, everything before the border is on one side of the pivot, so both sides can be dealt with alone",
        "a single pass splits the sequence without extra memory; it is the core of quicksort and of selecting the k-th item",
        "O(n), in place, not stable",
    ],
    terms: &[],
};

pub(super) static QUICK_SORT: IdiomText = IdiomText {
    name: "quicksort",
    what: [
        "sorts by picking one item, splitting the rest into smaller and larger, and doing the same with each part",
        "sorts by partitioning around {Middle} and recursing into both sides",
        "quicksort around {Middle}",
    ],
    why: [
        "splitting by a chosen item means that each part can be sorted without looking at the other",
        "fast on average, but a poor pivot (for example on sorted input) makes it quadratic",
        "O(n log n) expected, O(n²) worst case and recursion depth up to n",
    ],
    terms: &["quicksort", "recursion"],
};

pub(super) static MERGE_SORT: IdiomText = IdiomText {
    name: "merge sort",
    what: [
        "sorts by splitting in the middle, sorting each half, and merging the two",
        "merge-sorts {Sequence}: halves it at {Middle}, sorts both, merges",
        "merge sort, O(n log n)",
    ],
    why: [
        "merging two sorted halves is easy and quick, so sorting is reduced to halving and merging",
        "always O(n log n), whatever the order of the input; the merge needs extra room",
        "O(n log n) in all cases, O(n) extra space; stable if the merge prefers the left on ties",
    ],
    terms: &["merge sort", "recursion"],
};

pub(super) static MERGE_SORTED: IdiomText = IdiomText {
    name: "merging",
    what: [
        "merges {Low} and {High}, taking the one that comes first each time",
        "merges the two ordered sequences {Low} and {High}, comparing their front items",
        "linear merge of {Low} and {High}; both must be sorted",
    ],
    why: [
        "when both are sorted, the next item is always at one of the two fronts, so nothing has to be searched",
        "two sorted inputs merge in one pass, where putting them together and sorting would cost more",
        "O(n + m); relies on both inputs being sorted",
    ],
    terms: &[],
};

pub(super) static DIVIDE_AND_CONQUER: IdiomText = IdiomText {
    name: "divide and conquer",
    what: [
        "splits {Sequence} at {Middle} and solves both halves in the same way",
        "halves the problem at {Middle} and combines the results of both halves",
        "divide and conquer around {Middle}",
    ],
    why: [
        "two smaller problems of the same kind are easier than one big one",
        "halving keeps the recursion shallow: its depth grows with the logarithm of the size",
        "recursion depth O(log n)",
    ],
    terms: &["recursion"],
};
