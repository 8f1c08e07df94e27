//! The parts of pages and of style sheets.
//!
//! An element of a page is a [`Kind::Element`](crate::Kind::Element) as in any other markup: its tag and the keys of its attributes
//! are texts, and so are their values; an attribute without a value has its key there too. What else there is in a page is a node
//! [`Kind::Markup`](crate::Kind::Markup), and what a style sheet holds is a node [`Kind::Style`](crate::Kind::Style).

/// What a part of a page is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MarkupPart {
    /// The whole page, or the fragment of one: elements, texts and the parts below.
    Page,
    /// The line that says which kind of document this is.
    Doctype,
    /// What a template engine replaces before a browser sees the page.
    Template,
    /// An end tag that closes nothing.
    StrayEnd,
    /// A program between tags, as it stands.
    Script,
}

/// What a part of a style sheet is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum StylePart {
    /// A whole style sheet: rules, at-rules; or declarations alone.
    Sheet,
    /// A rule: its selectors, a [`StylePart::Word`], then what its block holds.
    Rule,
    /// A statement with a keyword: the keyword and what follows it, two [`StylePart::Word`]s, then what its block holds.
    At {
        /// Whether it has a block.
        block: bool,
    },
    /// A property and its value, two [`StylePart::Word`]s.
    Declaration,
    /// A piece of text.
    Word,
    /// What a template engine replaces before a browser sees the sheet.
    Template,
    /// What is no part of a style sheet, and what browsers skip.
    Broken,
}
