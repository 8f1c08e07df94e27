//! Pages: their elements in reading order with what they hold, and what in them is proven to be a trap.

mod hazards;

pub use hazards::{PageHazard, PageHazardKind};

use std::collections::BTreeSet;
use std::ops::Range;

use code::{Kind, MarkupPart, NodeId, Span, Unit};

/// A page or a fragment of one.
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// Its elements in reading order, each after the one that holds it.
    pub elements: Vec<Element>,
    /// Pieces of text in reading order, with the element that holds each.
    pub texts: Vec<(Option<usize>, Span)>,
    /// The line that says which kind of document it is.
    pub doctype: Option<Span>,
    /// Places that a template engine fills in.
    pub templates: Vec<Span>,
    /// End tags that close nothing.
    pub strays: Vec<Span>,
    /// The ids of fields that a label is for.
    pub labelled: BTreeSet<String>,
    /// Proven traps.
    pub hazards: Vec<PageHazard>,
}

/// An element of a page.
#[derive(Clone, Debug)]
pub struct Element {
    /// Its node.
    pub node: NodeId,
    /// Where it stands.
    pub span: Span,
    /// Its start tag, up to what it holds.
    pub start: Span,
    /// Its tag in lower case.
    pub tag: String,
    /// Where the tag's name stands.
    pub name: Span,
    /// The position of the element that holds it.
    pub parent: Option<usize>,
    /// One past the position of the last element inside.
    pub end: usize,
    /// Its attributes in order.
    pub attributes: Vec<Attribute>,
    /// Whether an end tag closes it.
    pub closed: bool,
    /// A program that it holds.
    pub script: Option<Span>,
}

/// An attribute.
#[derive(Clone, Debug)]
pub struct Attribute {
    /// Its name in lower case.
    pub name: String,
    /// Where the name stands.
    pub key: Span,
    /// Where its value stands, quotes aside.
    pub value: Option<Span>,
    /// Where all of it stands.
    pub span: Span,
}

impl Element {
    /// The attribute of a name.
    pub fn attribute(&self, name: &str) -> Option<&Attribute> {
        self.attributes.iter().find(|it| it.name == name)
    }

    /// Whether there is an attribute of a name.
    pub fn has(&self, name: &str) -> bool {
        self.attribute(name).is_some()
    }

    /// The text of an attribute's value; empty where it has none.
    pub fn value<'u>(&self, unit: &'u Unit, name: &str) -> Option<&'u str> {
        self.attribute(name).map(|it| it.value.map_or("", |value| unit.slice(value).trim()))
    }
}

impl Page {
    /// The positions of the elements inside another one, itself left out.
    pub fn inside(&self, at: usize) -> Range<usize> {
        at + 1..self.elements.get(at).map_or(at + 1, |it| it.end)
    }

    /// The positions of the elements directly inside another one, or at the top.
    pub fn children(&self, at: Option<usize>) -> Vec<usize> {
        let (mut next, end) = match at {
            Some(at) => (at + 1, self.elements[at].end),
            None => (0, self.elements.len()),
        };
        let mut out = Vec::new();
        while next < end {
            out.push(next);
            next = self.elements[next].end;
        }
        out
    }

    /// The elements around one, innermost first.
    pub fn around(&self, at: usize) -> impl Iterator<Item = usize> + '_ {
        std::iter::successors(self.elements[at].parent, |&it| self.elements[it].parent)
    }

    /// The first element of a tag.
    pub fn first(&self, tag: &str) -> Option<usize> {
        self.elements.iter().position(|it| it.tag == tag)
    }

    /// Pieces of text in an element, those of elements inside it too.
    pub fn texts_in(&self, at: usize) -> impl Iterator<Item = Span> + '_ {
        let whole = self.elements[at].span;
        let from = self.texts.partition_point(|it| it.1.start < whole.start);
        self.texts[from..].iter().map(|it| it.1).take_while(move |it| it.end <= whole.end)
    }

    /// Whether it is a whole document, not a piece of one.
    pub fn is_whole(&self) -> bool {
        self.doctype.is_some() || self.elements.iter().any(|it| matches!(it.tag.as_str(), "head" | "body"))
    }

    /// Whether a template engine fills in something inside a span.
    pub fn is_filled_in(&self, span: Span) -> bool {
        let from = self.templates.partition_point(|it| it.start < span.start);
        self.templates.get(from).is_some_and(|it| span.contains(*it))
    }
}

/// Observes a unit.
pub(crate) fn observe(unit: &Unit) -> Option<Page> {
    let Kind::Module { body } = unit.kind(unit.root) else { return None };
    let root =
        unit.list(body).iter().copied().find(|&it| matches!(unit.kind(it), Kind::Markup(MarkupPart::Page, _)))?;
    let mut page = Page::default();
    // An open entry with no node closes the element whose position it holds.
    let mut open: Vec<(Option<NodeId>, Option<usize>)> = vec![(Some(root), None)];
    while let Some((node, parent)) = open.pop() {
        let Some(node) = node else {
            if let Some(at) = parent {
                page.elements[at].end = page.elements.len();
            }
            continue;
        };
        let span = unit.span(node);
        match unit.kind(node) {
            Kind::Markup(MarkupPart::Page, parts) => {
                open.extend(unit.list(parts).iter().rev().map(|&it| (Some(it), None)));
            }
            Kind::Markup(MarkupPart::Doctype, _) => page.doctype = Some(span),
            Kind::Markup(MarkupPart::Template, _) => page.templates.push(span),
            Kind::Markup(MarkupPart::StrayEnd, _) => page.strays.push(span),
            Kind::Markup(MarkupPart::Script, _) => {
                if let Some(at) = parent {
                    page.elements[at].script = Some(span);
                }
            }
            Kind::Text(_) => page.texts.push((parent, span)),
            Kind::Element { tag: Some(tag), attributes, children } => {
                let at = page.elements.len();
                let element = element(unit, node, tag, unit.list(attributes), parent);
                page.templates.extend(
                    unit.list(attributes)
                        .iter()
                        .filter(|&&it| matches!(unit.kind(it), Kind::Markup(MarkupPart::Template, _)))
                        .map(|&it| unit.span(it)),
                );
                page.elements.push(element);
                open.push((None, Some(at)));
                let children = unit.list(children);
                if let Some(&first) = children.first() {
                    let start = &mut page.elements[at].start;
                    start.end = start.end.min(unit.span(first).start.max(start.start));
                }
                open.extend(children.iter().rev().map(|&it| (Some(it), Some(at))));
            }
            _ => {}
        }
    }
    page.templates.sort_unstable();
    page.labelled = page
        .elements
        .iter()
        .filter(|it| it.tag == "label")
        .filter_map(|it| it.value(unit, "for").map(str::to_owned))
        .collect();
    page.hazards = hazards::observe(unit, &page);
    Some(page)
}

fn element(unit: &Unit, node: NodeId, tag: NodeId, attributes: &[NodeId], parent: Option<usize>) -> Element {
    let span = unit.span(node);
    let text = unit.text(node);
    let name = unit.text(tag).to_ascii_lowercase();
    let attributes: Vec<Attribute> = attributes
        .iter()
        .filter_map(|&it| match unit.kind(it) {
            Kind::Entry { key, value, .. } => Some(Attribute {
                name: unit.text(key).to_ascii_lowercase(),
                key: unit.span(key),
                value: (key != value).then(|| unit.span(value)),
                span: unit.span(it),
            }),
            _ => None,
        })
        .collect();
    let tail = text.rfind("</").and_then(|at| text.get(at + 2..)).unwrap_or("");
    let closed = tail.get(..name.len()).is_some_and(|it| it.eq_ignore_ascii_case(&name)) && tail.ends_with('>');
    let head_end = attributes.last().map_or(unit.span(tag).end, |it| it.span.end);
    let after = unit.source.get(head_end as usize..span.end as usize).and_then(|it| it.find('>')).unwrap_or(0);
    let end = head_end + u32::try_from(after).unwrap_or(0) + 1;
    Element {
        node,
        span,
        start: Span::new(span.start, end.min(span.end)),
        tag: name,
        name: unit.span(tag),
        parent,
        end: 0,
        attributes,
        closed,
        script: None,
    }
}
