//! Documents that are data: what a well-known one is for and what its keys mean, and the shape of any other.
//!
//! What is known of a kind of document stands in its table ([`code::DocumentKind`]). `template` fills the table's texts, `reads` says values
//! in words (ranges of versions, schedules, ports), `parts` tells a known document thing by thing, `shape` any other by its structure.

mod concepts;
mod opening;
mod parts;
mod ranges;
mod reads;
mod schedule;
mod shape;
mod template;
mod traps;

use std::collections::BTreeSet;

use code::Span;
use facts::documents::{Documents, ValueId};

use crate::draft::{Context, Draft};
use crate::{Level, words};

/// Whether a unit is data.
pub(crate) fn is_about(cx: &Context<'_>) -> bool {
    !cx.facts.documents.tree.roots.is_empty()
}

/// What all writers of a document share.
struct Writer<'w, 'c> {
    cx: &'w Context<'c>,
    draft: &'w mut Draft,
    /// What is said once: explanations of keys, terms.
    told: BTreeSet<&'static str>,
    /// Whether something below a value is known, by its index.
    leads: Vec<bool>,
    /// The terms of keys that were told, with where they stand.
    terms: Vec<(&'static str, Span)>,
}

impl<'c> Writer<'_, 'c> {
    fn documents(&self) -> &'c Documents {
        &self.cx.facts.documents
    }

    fn key(&self, id: ValueId) -> &'c str {
        self.documents().tree.key(self.cx.unit, id)
    }

    fn text(&self, id: ValueId) -> &'c str {
        self.documents().tree.text(self.cx.unit, id)
    }

    fn kids(&self, id: ValueId) -> &'c [ValueId] {
        self.documents().tree.kids(id)
    }

    fn span(&self, id: ValueId) -> Span {
        self.documents().tree.value(id).span
    }

    /// The line that a value starts on, as far as it is the value's.
    fn head(&self, id: ValueId) -> Span {
        let span = self.span(id);
        let length = self.cx.unit.slice(span).find('\n').unwrap_or(span.len() as usize);
        Span::new(span.start, span.start + length as u32)
    }
}

/// Fills all sections.
pub(crate) fn fill(cx: &Context<'_>, draft: &mut Draft) {
    let mut writer = Writer { cx, draft, told: BTreeSet::new(), leads: leads(cx), terms: Vec::new() };
    opening::fill(&mut writer);
    if cx.level == Level::Expert {
        writer.draft.without_subject();
    }
    traps::fill(&mut writer);
    concepts::fill(&mut writer);
}

/// Below which values something is known.
fn leads(cx: &Context<'_>) -> Vec<bool> {
    let documents = &cx.facts.documents;
    let ids: Vec<ValueId> = documents.tree.ids().collect();
    let mut found = vec![false; ids.len()];
    // What holds others comes before them, except where a later heading adds to a table; so a value tells all that are around it.
    for id in ids.into_iter().filter(|&it| documents.meaning(it).is_some()) {
        let mut up = documents.tree.value(id).parent;
        while let Some(at) = up.filter(|it| !found[it.index()]) {
            found[at.index()] = true;
            up = documents.tree.value(at).parent;
        }
    }
    found
}

/// Clauses in a row: `a, b, and c`.
fn joined(clauses: &[String]) -> String {
    let has_and = clauses.iter().any(|it| words::outside_code(it).contains(" and "));
    match clauses {
        [one, two] if has_and => format!("{one}, and {two}"),
        _ => words::list(clauses),
    }
}
