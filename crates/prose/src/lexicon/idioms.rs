//! Words for idioms.

use facts::IdiomKind;

/// What is said of an idiom. Each text stands for beginner, intermediate, expert; holes are [`facts::Role`]s.
#[derive(Debug)]
pub(crate) struct IdiomText {
    /// What one who knows it calls it.
    pub name: &'static str,
    /// What it does: a verb phrase in the third person.
    pub what: [&'static str; 3],
    /// Why people write it so.
    pub why: [&'static str; 3],
    /// Terms that a reader has to know.
    pub terms: &'static [&'static str],
}

/// The words for an idiom.
pub(crate) fn idiom(kind: IdiomKind) -> &'static IdiomText {
    match kind {
        IdiomKind::BinarySearch => &IdiomText {
            name: "binary search",
            what: [
                "finds {Target} in the sorted {Sequence} by halving the part that can still hold it",
                "finds {Target} in the sorted {Sequence} by binary search",
                "binary search for {Target} over {Sequence}; the input must be sorted",
            ],
            why: [
                "each look throws away half of what is left, so even a million items need only about twenty looks",
                "halving makes the search logarithmic, where a scan would be linear; the price is that the input must be sorted",
                "O(log n) probes; relies on sorted input, which nothing here checks",
            ],
            terms: &["binary search"],
        },
        _ => &IdiomText { name: "", what: [""; 3], why: [""; 3], terms: &[] },
    }
}

/// Whether an idiom can be what a whole function or type is for. A guard clause cannot, a binary search can.
pub(crate) fn leads(kind: IdiomKind) -> bool {
    matches!(kind, IdiomKind::BinarySearch)
}
