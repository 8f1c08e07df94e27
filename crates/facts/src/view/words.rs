//! Names that libraries share, whatever the language.

/// A name that libraries give to one of the few operations that recognisers ask for, whatever the language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub(crate) enum Word {
    #[default]
    None,
    /// How many: `len`, `length`, `size`.
    Len,
    /// Adds at the end.
    Push,
    /// Adds at the front.
    PushFront,
    /// Takes from the end; from the front with the argument 0.
    Pop,
    /// Takes from the front.
    PopFront,
    /// Adds to a set, or puts at a place: `add`, `insert`.
    Add,
    /// Whether it holds: `has`, `contains`, `includes`.
    Has,
    /// Looks up: `get`.
    Get,
    /// Stores under a key: `set`, `put`.
    Set,
    /// Numbers in a row: `range`.
    Range,
    /// Waits.
    Sleep,
    /// `setTimeout`.
    Timer,
    /// `clearTimeout`.
    ClearTimer,
    /// The larger of two.
    Max,
    /// The smaller of two.
    Min,
    Map,
    Filter,
    /// `reduce`, `fold`, `sum`, `join` at the end of a chain.
    Reduce,
    /// `reverse`, `reversed`, `rev`.
    Reverse,
    Sorted,
    Join,
    Zip,
    /// Removes white space at the ends.
    Strip,
    /// Upper or lower case.
    Case,
    Replace,
    Split,
    /// Rust's panicking access: `unwrap`, `expect`.
    Unwrap,
    /// A fallback instead of an absent value.
    UnwrapOr,
    Clone,
    Lock,
    Enumerate,
    Iter,
    Collect,
    Close,
}

pub(super) const WORDS: &[(&str, Word)] = &[
    ("len", Word::Len),
    ("length", Word::Len),
    ("size", Word::Len),
    ("append", Word::Push),
    ("push", Word::Push),
    ("[]", Word::Push),
    ("push_back", Word::Push),
    ("enqueue", Word::Push),
    ("appendleft", Word::PushFront),
    ("unshift", Word::PushFront),
    ("push_front", Word::PushFront),
    ("pop", Word::Pop),
    ("pop_back", Word::Pop),
    ("popleft", Word::PopFront),
    ("shift", Word::PopFront),
    ("pop_front", Word::PopFront),
    ("dequeue", Word::PopFront),
    ("add", Word::Add),
    ("insert", Word::Add),
    ("has", Word::Has),
    ("contains", Word::Has),
    ("contains_key", Word::Has),
    ("containsKey", Word::Has),
    ("includes", Word::Has),
    ("hasOwnProperty", Word::Has),
    ("get", Word::Get),
    ("set", Word::Set),
    ("put", Word::Set),
    ("range", Word::Range),
    ("xrange", Word::Range),
    ("sleep", Word::Sleep),
    ("setTimeout", Word::Timer),
    ("clearTimeout", Word::ClearTimer),
    ("max", Word::Max),
    ("min", Word::Min),
    ("map", Word::Map),
    ("flatMap", Word::Map),
    ("flat_map", Word::Map),
    ("filter_map", Word::Map),
    ("filter", Word::Filter),
    ("reduce", Word::Reduce),
    ("fold", Word::Reduce),
    ("sum", Word::Reduce),
    ("reverse", Word::Reverse),
    ("reversed", Word::Reverse),
    ("rev", Word::Reverse),
    ("sorted", Word::Sorted),
    ("sort", Word::Sorted),
    ("join", Word::Join),
    ("zip", Word::Zip),
    ("strip", Word::Strip),
    ("lstrip", Word::Strip),
    ("rstrip", Word::Strip),
    ("trim", Word::Strip),
    ("trimEnd", Word::Strip),
    ("trimStart", Word::Strip),
    ("lower", Word::Case),
    ("upper", Word::Case),
    ("casefold", Word::Case),
    ("toLowerCase", Word::Case),
    ("toUpperCase", Word::Case),
    ("to_lowercase", Word::Case),
    ("to_uppercase", Word::Case),
    ("to_ascii_lowercase", Word::Case),
    ("to_ascii_uppercase", Word::Case),
    ("replace", Word::Replace),
    ("replaceAll", Word::Replace),
    ("split", Word::Split),
    ("unwrap", Word::Unwrap),
    ("expect", Word::Unwrap),
    ("unwrap_or", Word::UnwrapOr),
    ("unwrap_or_else", Word::UnwrapOr),
    ("unwrap_or_default", Word::UnwrapOr),
    ("clone", Word::Clone),
    ("to_owned", Word::Clone),
    ("lock", Word::Lock),
    ("enumerate", Word::Enumerate),
    ("iter", Word::Iter),
    ("iter_mut", Word::Iter),
    ("into_iter", Word::Iter),
    ("chars", Word::Iter),
    ("collect", Word::Collect),
    ("close", Word::Close),
];
