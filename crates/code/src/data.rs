//! Texts that are data: settings, manifests, lists of records.
//!
//! A part is a node [`Kind::Data`](crate::Kind::Data) with parts inside, in the order of the source.

/// What a part of a document is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DataPart {
    /// One document of the text: its value.
    Document,
    /// A mapping: [`DataPart::Entry`]s, and [`DataPart::Section`]s and [`DataPart::Element`]s where tables have headings.
    Mapping,
    /// A key and its value: [`DataPart::Key`]s, one within the other where there are several, and the value where there is one.
    Entry,
    /// A table under a heading of its own: its keys, from the document's own, then [`DataPart::Entry`]s.
    Section,
    /// The same, for one more item of a sequence of tables.
    Element,
    /// A key.
    Key {
        /// Whether the language forbids that it stands twice in a mapping; else readers differ.
        once: bool,
    },
    /// A sequence.
    Sequence,
    /// A text.
    Text(Spelling),
    /// A number.
    Number {
        /// Whether it is spelled without a fraction and an exponent.
        whole: bool,
    },
    /// True or false.
    Truth(bool),
    /// The absent value.
    Absent,
    /// A date, a time or both.
    Time,
    /// A value with a label by which others repeat it: a [`DataPart::Label`], then the value.
    Anchor,
    /// A label.
    Label,
    /// Stands for the value with a label: a [`DataPart::Label`].
    Alias,
    /// A value of a type that is named: a [`DataPart::Label`], then the value.
    Tagged,
    /// What strict readers of the language refuse.
    Slip(Slip),
}

/// How a text is spelled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Spelling {
    /// Without quotes.
    Plain,
    /// Between quotes, with escapes.
    Quoted,
    /// Between quotes, as it stands.
    Literal,
    /// On the lines below, as they stand or joined by spaces.
    Block {
        /// Whether lines are joined.
        folds: bool,
        /// What becomes of the line breaks at its end.
        ending: Ending,
    },
}

/// What becomes of the line breaks at the end of a block of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Ending {
    /// One is kept.
    One,
    /// None is kept.
    None,
    /// All are kept.
    All,
}

/// What strict readers of a language refuse, and lenient ones take.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Slip {
    /// A comma behind the last item.
    TrailingComma,
    /// A comment.
    Comment,
}
