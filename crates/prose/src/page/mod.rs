//! Pages: what they are, what they are made of, what they ask of the user and what they load.
//!
//! `overview` says what the page is, `head` what stands before it, `body` what it shows, `form` what it asks, `lexicon` has the words
//! for terms and traps. Styles inside a page are told by the writers of style sheets.

mod body;
mod form;
mod head;
mod lexicon;
mod overview;
mod words;

use facts::pages::Page;

use crate::draft::{Context, Draft};

/// Whether a unit is a page.
pub(crate) fn is_about(cx: &Context<'_>) -> bool {
    cx.facts.page.is_some()
}

/// What the writers of a page read.
#[derive(Clone, Copy)]
struct Reader<'a> {
    cx: &'a Context<'a>,
    page: &'a Page,
}

/// Fills all sections.
pub(crate) fn fill(cx: &Context<'_>, draft: &mut Draft) {
    let Some(page) = &cx.facts.page else { return };
    let reader = Reader { cx, page };
    overview::fill(reader, draft);
    for at in page.children(None) {
        body::top(reader, at, draft);
    }
    body::templates(reader, draft);
    lexicon::why(reader, draft);
    lexicon::concepts(reader, draft);
    lexicon::watch_out(reader, draft);
    if !cx.facts.sheets.is_empty() {
        crate::sheet::inside_page(cx, draft);
    }
}
