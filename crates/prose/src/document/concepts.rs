//! *Concepts* of documents: what they are made of, and the terms of those that are well known.

use code::{DataPart, Kind, NodeId, Span, Spelling};

use super::Writer;
use crate::{Level, SectionKind, plan};

/// Fills the section.
pub(super) fn fill(w: &mut Writer<'_, '_>) {
    let most = match w.cx.level {
        Level::Beginner => plan::budget(w.cx, 4, 4, 10),
        Level::Intermediate => plan::budget(w.cx, 12, 2, 4),
        Level::Expert => return,
    };
    let mut wanted: Vec<(u8, &'static str, Span)> = Vec::new();
    for &(key, span) in &w.terms {
        if !wanted.iter().any(|it| it.1 == key) {
            wanted.push((3, key, span));
        }
    }
    let unit = w.cx.unit;
    for index in 0..unit.n_nodes() {
        let id = NodeId::from_index(index);
        let Kind::Data(part, _) = unit.kind(id) else { continue };
        let Some((weight, key)) = term(w, id, part) else { continue };
        if w.cx.level == Level::Intermediate && weight < 4 {
            continue;
        }
        let span = unit.span(id);
        match wanted.iter_mut().find(|it| it.1 == key) {
            Some(found) => found.2 = if span.start < found.2.start { span } else { found.2 },
            None => wanted.push((weight, key, span)),
        }
    }
    wanted.sort_by(|a, b| b.0.cmp(&a.0).then(a.2.start.cmp(&b.2.start)));
    wanted.truncate(most);
    wanted.sort_by_key(|it| it.2.start);
    for (_, key, span) in wanted {
        let Some((beginner, intermediate)) = unit.library.term(key) else { continue };
        let text = if w.cx.level == Level::Beginner { beginner } else { intermediate };
        let end = if text.ends_with('.') { "" } else { "." };
        let line = unit.slice(span).find('\n').map_or(span.end, |at| span.start + at as u32);
        w.draft.say(SectionKind::Concepts, None, format!("**{key}**: {text}{end}"), &[Span::new(span.start, line)]);
    }
}

/// The term of a part, with its weight.
fn term(w: &Writer<'_, '_>, id: NodeId, part: DataPart) -> Option<(u8, &'static str)> {
    let unit = w.cx.unit;
    let terms = &unit.dialect.terms;
    Some(match part {
        DataPart::Mapping
            if unit.parent(id).is_some_and(|up| matches!(unit.kind(up), Kind::Data(DataPart::Document, _))) =>
        {
            (2, terms.mapping)
        }
        DataPart::Mapping => (1, terms.mapping),
        DataPart::Sequence => (2, terms.sequence),
        DataPart::Key { .. } => (1, "key"),
        DataPart::Section => (2, "table"),
        DataPart::Element => (4, "array of tables"),
        DataPart::Anchor => (5, "anchor"),
        DataPart::Alias => (5, "alias"),
        DataPart::Tagged => (4, "tag"),
        DataPart::Text(Spelling::Block { folds: true, .. }) => (4, "folded text"),
        DataPart::Text(Spelling::Block { folds: false, .. }) => (4, "block of text"),
        DataPart::Absent if !unit.text(id).is_empty() && !unit.dialect.null.is_empty() => (1, "null"),
        _ => return None,
    })
}
