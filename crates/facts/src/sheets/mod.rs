//! Style sheets: their rules with what they match, what they declare, which idioms that makes, and what in it is proven to be a trap.

mod cascade;
mod hazards;
mod idioms;
mod selector;
pub mod values;

pub use cascade::{Win, WinReason};
pub use hazards::{StyleHazard, StyleHazardKind};
pub use idioms::{StyleIdiom, StyleIdiomKind};
pub use selector::{Combinator, Compound, Selector, Simple, SimpleKind, Specificity};

use std::collections::BTreeSet;

use code::{Kind, NodeId, Span, StylePart, Unit};

/// A style sheet, or the styles inside a page.
#[derive(Clone, Debug, Default)]
pub struct Sheet {
    /// Where it stands.
    pub span: Span,
    /// Its rules and statements in source order, each after the one that holds it.
    pub entries: Vec<Entry>,
    /// Its declarations in source order.
    pub declarations: Vec<Declaration>,
    /// Recognised idioms, in source order.
    pub idioms: Vec<StyleIdiom>,
    /// Proven traps, in source order.
    pub hazards: Vec<StyleHazard>,
    /// Which declarations win over which others, where that is certain.
    pub wins: Vec<Win>,
}

/// A rule or a statement of a style sheet.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Its node.
    pub node: NodeId,
    /// Where it stands.
    pub span: Span,
    /// The selectors of a rule; what follows the keyword of a statement.
    pub head: Span,
    /// The position of the entry that holds it.
    pub parent: Option<usize>,
    /// What it is.
    pub form: EntryForm,
    /// The positions of the declarations that stand directly in it.
    pub declarations: Vec<usize>,
}

/// What an entry of a style sheet is.
#[derive(Clone, Debug)]
pub enum EntryForm {
    /// A rule with its selectors.
    Rule(Vec<Selector>),
    /// A statement with its keyword in lower case.
    At {
        /// The keyword without its `@`.
        name: String,
        /// Whether it has a block.
        block: bool,
    },
    /// A template.
    Template,
    /// What browsers skip.
    Broken,
}

/// A property with its value.
#[derive(Clone, Debug)]
pub struct Declaration {
    /// Its node.
    pub node: NodeId,
    /// Where it stands.
    pub span: Span,
    /// The position of the entry that it stands in.
    pub owner: Option<usize>,
    /// The property, in lower case unless it is a custom one.
    pub name: String,
    /// Where the property's name stands.
    pub name_span: Span,
    /// Where the value stands, without the mark of importance.
    pub value: Span,
    /// The value in lower case, with single spaces; quoted texts and custom properties as they stand.
    pub plain: String,
    /// Whether it wins over what is not important.
    pub important: bool,
    /// Whether browsers skip it.
    pub skipped: bool,
}

impl Sheet {
    /// The declarations of an entry, in order.
    pub fn declarations_of(&self, entry: usize) -> impl DoubleEndedIterator<Item = &Declaration> + '_ {
        self.entries
            .get(entry)
            .into_iter()
            .flat_map(|it| it.declarations.iter())
            .filter_map(|&at| self.declarations.get(at))
    }

    /// The selectors of a rule; none for anything else.
    pub fn selectors(&self, entry: usize) -> &[Selector] {
        match self.entries.get(entry).map(|it| &it.form) {
            Some(EntryForm::Rule(selectors)) => selectors,
            _ => &[],
        }
    }

    /// The entries that stand directly in another one, or at the top.
    pub fn children(&self, parent: Option<usize>) -> impl Iterator<Item = usize> + '_ {
        let from = parent.map_or(0, |it| it + 1);
        (from..self.entries.len())
            .take_while(move |&at| parent.is_none_or(|it| self.entries[it].span.contains(self.entries[at].span)))
            .filter(move |&at| self.entries[at].parent == parent)
    }

    /// The last value of a property in an entry, as browsers take it.
    pub fn value(&self, entry: usize, name: &str) -> Option<&str> {
        self.declarations_of(entry).rfind(|it| it.name == name).map(|it| it.plain.as_str())
    }

    /// The idioms of an entry.
    pub fn idioms_of(&self, entry: usize) -> &[StyleIdiom] {
        let from = self.idioms.partition_point(|it| it.entry < entry);
        let n = self.idioms[from..].iter().take_while(|it| it.entry == entry).count();
        &self.idioms[from..from + n]
    }

    /// The entries around an entry, innermost first.
    pub fn around(&self, entry: usize) -> impl Iterator<Item = usize> + '_ {
        std::iter::successors(self.entries.get(entry).and_then(|it| it.parent), |&at| self.entries[at].parent)
    }
}

/// Observes a unit.
pub(crate) fn observe(unit: &Unit) -> Vec<Sheet> {
    let nodes = (0..unit.n_nodes()).map(NodeId::from_index);
    let roots = nodes.filter(|&it| matches!(unit.kind(it), Kind::Style(StylePart::Sheet, _)));
    let mut sheets: Vec<Sheet> = roots
        .map(|root| {
            let mut sheet = Sheet { span: unit.span(root), ..Sheet::default() };
            read(unit, root, &mut sheet);
            sheet.idioms = idioms::observe(&sheet);
            sheet.wins = cascade::observe(unit, &sheet);
            sheet.hazards = hazards::observe(unit, &sheet);
            let skipped: BTreeSet<Span> =
                sheet.hazards.iter().filter(|it| it.kind.is_skipped()).map(|it| it.span).collect();
            for it in &mut sheet.declarations {
                it.skipped = skipped.contains(&it.span);
            }
            sheet
        })
        .collect();
    sheets.sort_by_key(|it| it.span.start);
    sheets
}

/// Reads the parts of a sheet in source order.
fn read(unit: &Unit, root: NodeId, sheet: &mut Sheet) {
    let parts = |node: NodeId| match unit.kind(node) {
        Kind::Style(_, parts) => unit.list(parts),
        _ => &[],
    };
    let mut open: Vec<(NodeId, Option<usize>)> = parts(root).iter().rev().map(|&it| (it, None)).collect();
    while let Some((node, parent)) = open.pop() {
        let Kind::Style(part, _) = unit.kind(node) else { continue };
        let own = parts(node);
        let span = unit.span(node);
        let (form, head, n_heads) = match (part, own) {
            (StylePart::Declaration, &[name, value]) => {
                let owner = parent;
                let at = sheet.declarations.len();
                sheet.declarations.push(declaration(unit, node, (name, value), owner));
                if let Some(entry) = owner.and_then(|it| sheet.entries.get_mut(it)) {
                    entry.declarations.push(at);
                }
                continue;
            }
            // No comment of this language, although others have it: the rule with it is skipped.
            (StylePart::Rule, _) if unit.slice(span).starts_with("//") => (EntryForm::Broken, span, usize::MAX),
            (StylePart::Rule, &[prelude, ..]) => {
                (EntryForm::Rule(selector::read(unit, unit.span(prelude))), unit.span(prelude), 1)
            }
            (StylePart::At { block }, &[name, prelude, ..]) => {
                let name = unit.text(name).trim_start_matches('@').to_ascii_lowercase();
                (EntryForm::At { name, block }, unit.span(prelude), 2)
            }
            (StylePart::Template, _) => (EntryForm::Template, span, 0),
            _ => (EntryForm::Broken, span, 0),
        };
        let at = sheet.entries.len();
        sheet.entries.push(Entry { node, span, head, parent, form, declarations: Vec::new() });
        open.extend(own.iter().skip(n_heads).rev().map(|&it| (it, Some(at))));
    }
}

fn declaration(unit: &Unit, node: NodeId, parts: (NodeId, NodeId), owner: Option<usize>) -> Declaration {
    let (name, value) = parts;
    let text = unit.text(name);
    let is_custom = text.starts_with("--");
    let name_text = if is_custom { text.to_owned() } else { text.to_ascii_lowercase() };
    let mut span = unit.span(value);
    let written = unit.text(value);
    let mut important = false;
    if let Some((before, after)) = written.rsplit_once('!')
        && after.trim().eq_ignore_ascii_case("important")
    {
        important = true;
        let kept = u32::try_from(before.trim_end().len()).unwrap_or(0);
        span = Span::new(span.start, span.start + kept);
    }
    let plain = if is_custom { unit.slice(span).to_owned() } else { values::plain(unit.slice(span)) };
    Declaration {
        node,
        span: unit.span(node),
        owner,
        name: name_text,
        name_span: unit.span(name),
        value: span,
        plain,
        important,
        skipped: false,
    }
}
