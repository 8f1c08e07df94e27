//! Reads pages as browsers do: elements that are open, and what closes them.

use code::{Fault, Kind, MarkupPart, NodeId, Opacity, Span, TextForm};

use super::nesting::{closed_by, is_wall};
use super::tags::{self, span, text};
use crate::css::read::{sheet_node, template_len};
use crate::lower::{Lowered, Lowering};

/// How many elements may be open; what is deeper stands beside the deepest.
const MAX_OPEN: usize = 90;

/// Elements that hold nothing and have no end tag.
const VOID: [&str; 17] = [
    "area", "base", "basefont", "bgsound", "br", "col", "embed", "frame", "hr", "img", "input", "link", "meta",
    "param", "source", "track", "wbr",
];

/// An element that is open.
struct Open {
    name: String,
    tag: Option<NodeId>,
    start: usize,
    attributes: Vec<NodeId>,
    children: Vec<NodeId>,
    /// Where its newest part ends.
    end: usize,
}

struct Reader {
    open: Vec<Open>,
    at: usize,
    end: usize,
}

/// Reads a page.
pub(super) fn page(low: &mut Lowering<'_>, whole: Span) -> Lowered {
    // The grammar leaves out blanks at the ends, and of a text that it cannot read it may leave out more.
    let whole = Span::new(0, whole.end.max(u32::try_from(low.source.len()).unwrap_or(u32::MAX)));
    let root = Open {
        name: String::new(),
        tag: None,
        start: 0,
        attributes: Vec::new(),
        children: Vec::new(),
        end: low.source.len(),
    };
    let mut reader = Reader { open: vec![root], at: 0, end: low.source.len() };
    reader.read(low);
    while reader.open.len() > 1 {
        reader.close(low, None);
    }
    let children = reader.open.pop().map(|it| it.children).unwrap_or_default();
    let children = low.build.list(&children);
    low.node(Kind::Markup(MarkupPart::Page, children), whole).into()
}

impl Reader {
    fn rest<'s>(&self, low: &Lowering<'s>) -> &'s str {
        low.source.get(self.at..self.end).unwrap_or("")
    }

    /// Adds a node to the innermost open element.
    fn add(&mut self, node: NodeId, end: usize) {
        if let Some(top) = self.open.last_mut() {
            top.children.push(node);
            top.end = end;
        }
    }

    fn markup(&mut self, low: &mut Lowering<'_>, part: MarkupPart, n: usize) {
        let parts = low.build.list(&[]);
        let node = low.node(Kind::Markup(part, parts), span(self.at, self.at + n));
        self.add(node, self.at + n);
        self.at += n;
    }

    fn read(&mut self, low: &mut Lowering<'_>) {
        while self.at < self.end {
            let rest = self.rest(low);
            let bytes = rest.as_bytes();
            let second = bytes.get(1).copied().unwrap_or(b' ');
            match bytes.first() {
                Some(b'<') if rest.starts_with("<!--") => {
                    let n = rest.get(4..).and_then(|it| it.find("-->")).map_or(rest.len(), |it| it + 7);
                    low.build.comment(span(self.at, self.at + n));
                    self.at += n;
                }
                Some(b'<') if rest.starts_with("<![CDATA[") => {
                    let n = rest.find("]]>").map_or(rest.len(), |it| it + 3);
                    let node = text(low, self.at, self.at + n);
                    self.add(node, self.at + n);
                    self.at += n;
                }
                Some(b'<') if second == b'!' => {
                    let n = rest.find('>').map_or(rest.len(), |it| it + 1);
                    if rest.get(2..9).is_some_and(|it| it.eq_ignore_ascii_case("doctype")) {
                        self.markup(low, MarkupPart::Doctype, n);
                    } else {
                        low.build.comment(span(self.at, self.at + n));
                        self.at += n;
                    }
                }
                Some(b'<') if second == b'?' && !rest.starts_with("<?php") && !rest.starts_with("<?=") => {
                    let n = rest.find('>').map_or(rest.len(), |it| it + 1);
                    low.build.comment(span(self.at, self.at + n));
                    self.at += n;
                }
                Some(b'<') if second == b'%' || second == b'?' => {
                    self.markup(low, MarkupPart::Template, template_len(rest));
                }
                Some(b'<') if second == b'/' => self.end_tag(low, rest),
                Some(b'<') if second.is_ascii_alphabetic() => self.start_tag(low),
                Some(b'{') if matches!(second, b'{' | b'%' | b'#') && template_len(rest) > 2 => {
                    self.markup(low, MarkupPart::Template, template_len(rest));
                }
                _ => self.text(low, rest),
            }
        }
    }

    fn text(&mut self, low: &mut Lowering<'_>, rest: &str) {
        let bytes = rest.as_bytes();
        let mut n = 1;
        while let Some(&byte) = bytes.get(n) {
            let next = bytes.get(n + 1).copied().unwrap_or(b' ');
            let is_tag = byte == b'<' && (next.is_ascii_alphabetic() || matches!(next, b'/' | b'!' | b'%' | b'?'));
            let is_template =
                byte == b'{' && matches!(next, b'{' | b'%' | b'#') && template_len(rest.get(n..).unwrap_or("")) > 2;
            if is_tag || is_template {
                break;
            }
            n += 1;
        }
        let raw = rest.get(..n).unwrap_or("");
        let trimmed = raw.trim();
        if !trimmed.is_empty() {
            let start = self.at + (raw.len() - raw.trim_start().len());
            let node = text(low, start, start + trimmed.len());
            self.add(node, start + trimmed.len());
        }
        self.at += n;
    }

    fn start_tag(&mut self, low: &mut Lowering<'_>) {
        let start = self.at;
        let tag = tags::read(low, start, self.end);
        self.at = tag.end.max(start + 1);
        let in_drawing = self.open.iter().any(|it| it.name == "svg" || it.name == "math") || tag.name == "svg";
        let n = closed_by(&tag.name, self.open.iter().skip(1).rev().map(|it| it.name.as_str()));
        for _ in 0..n {
            self.close(low, None);
        }
        let open = Open {
            name: tag.name,
            tag: Some(tag.node),
            start,
            attributes: tag.attributes,
            children: Vec::new(),
            end: self.at,
        };
        let is_empty = VOID.contains(&open.name.as_str()) && !in_drawing || tag.closes && in_drawing;
        let is_raw = matches!(open.name.as_str(), "script" | "style" | "textarea" | "title") && !in_drawing
            || open.name == "style" && !tag.closes;
        let is_deep = self.open.len() >= MAX_OPEN;
        self.open.push(open);
        if is_empty {
            self.close(low, Some(self.at));
        } else if is_raw {
            self.raw(low);
        } else if is_deep {
            // The element ends here for the model; its end tag then closes nothing.
            if let Some(top) = self.open.pop() {
                let node = low.opaque(Opacity::Deep, &[], span(top.start, self.at));
                self.add(node, self.at);
            }
        }
    }

    /// What stands in an element whose content is no markup, up to its end tag.
    fn raw(&mut self, low: &mut Lowering<'_>) {
        let name = self.open.last().map(|it| it.name.clone()).unwrap_or_default();
        let rest = self.rest(low);
        let mut n = rest.len();
        for (at, _) in rest.match_indices("</") {
            if rest.get(at + 2..at + 2 + name.len()).is_some_and(|it| it.eq_ignore_ascii_case(&name)) {
                n = at;
                break;
            }
        }
        let inside = rest.get(..n).unwrap_or("");
        let trimmed = inside.trim();
        if !trimmed.is_empty() {
            let start = self.at + (inside.len() - inside.trim_start().len());
            let held = span(start, start + trimmed.len());
            let node = match name.as_str() {
                "style" => sheet_node(low, held),
                "script" => {
                    let parts = low.build.list(&[]);
                    low.node(Kind::Markup(MarkupPart::Script, parts), held)
                }
                _ => low.node(Kind::Text(TextForm::Text), held),
            };
            self.add(node, start + trimmed.len());
        }
        self.at += n;
        let rest = self.rest(low);
        let end = rest.find('>').map_or(rest.len(), |it| it + 1);
        self.at += end;
        let closed = (end > 0).then_some(self.at);
        self.close(low, closed);
    }

    fn end_tag(&mut self, low: &mut Lowering<'_>, rest: &str) {
        let n = rest.find('>').map_or(rest.len(), |it| it + 1);
        let name = rest.get(2..n).unwrap_or("").trim_end_matches('>').trim().to_ascii_lowercase();
        let found = self.open.iter().skip(1).rev().position(|it| it.name == name);
        let found = found.filter(|&at| !self.open.iter().rev().take(at).any(|it| is_wall(&name, &it.name)));
        match found {
            Some(above) => {
                for _ in 0..above {
                    self.close(low, None);
                }
                self.at += n;
                self.close(low, Some(self.at));
            }
            None => {
                let whole = span(self.at, self.at + n);
                if self.open.len() < MAX_OPEN {
                    low.build.fault(Fault { span: whole, missing: None });
                }
                self.markup(low, MarkupPart::StrayEnd, n);
            }
        }
    }

    /// Closes the innermost element: with an end tag that ends at `end`, else where its newest part ends.
    fn close(&mut self, low: &mut Lowering<'_>, end: Option<usize>) {
        let Some(top) = self.open.pop() else { return };
        let end = end.unwrap_or(top.end);
        let attributes = low.build.list(&top.attributes);
        let children = low.build.list(&top.children);
        let node = low.node(Kind::Element { tag: top.tag, attributes, children }, span(top.start, end));
        self.add(node, end);
    }
}
