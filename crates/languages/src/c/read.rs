//! What many rules need: children as nodes and lists, comments, documentation.

use code::{DocId, Kind, List, NodeId, Opacity, Span};

use crate::alike;
use crate::lower::{Cst, Kid, Lowered, Lowering};

/// The node that a child became; several in a row are joined by the comma operator.
pub(crate) fn one(low: &mut Lowering<'_>, kid: &Kid) -> Option<NodeId> {
    match kid.lowered {
        Lowered::Nothing => None,
        Lowered::One(id) => Some(id),
        Lowered::Many(list) => {
            let nodes = low.build.unit().list(list).to_vec();
            alike::join(low, nodes)
        }
    }
}

/// The first child that is a node, broken pieces last; where there is none, an opaque broken node.
pub(crate) fn inner(low: &mut Lowering<'_>, cst: &Cst<'_>) -> NodeId {
    let kids = cst.kids.iter().filter(|kid| kid.kind != "ERROR");
    match kids.into_iter().find_map(|kid| one(low, kid)).or_else(|| cst.nth(0)) {
        Some(id) => id,
        None => low.opaque(Opacity::Broken, &[], Span::new(cst.span.end, cst.span.end)),
    }
}

/// The statement in a field; several in a row (`int a, b;`) become a block.
pub(crate) fn statement(low: &mut Lowering<'_>, cst: &Cst<'_>, field: &str) -> NodeId {
    match cst.kid(field).map(|kid| (kid.lowered, kid.span)) {
        Some((Lowered::Many(body), span)) => low.node(Kind::Block { body }, span),
        // A lone `;` lowers to its own node; a declaration that says nothing has none.
        Some((Lowered::Nothing, span)) => low.node(Kind::Empty, span),
        _ => low.need(cst, field),
    }
}

/// The children of a child that became several nodes, or the one node that it became.
pub(crate) fn list_of(low: &mut Lowering<'_>, kid: Option<&Kid>) -> List {
    match kid.map(|kid| kid.lowered) {
        None | Some(Lowered::Nothing) => List::default(),
        Some(Lowered::Many(list)) => list,
        Some(Lowered::One(id)) => low.build.list(&[id]),
    }
}

/// One node, several or none.
pub(crate) fn several(low: &mut Lowering<'_>, nodes: &[NodeId]) -> Lowered {
    match *nodes {
        [] => Lowered::Nothing,
        [one] => Lowered::One(one),
        _ => Lowered::Many(low.build.list(nodes)),
    }
}

/// A copy of a small tree of names, literals and operators: where the code says once what holds in two places.
pub(crate) fn copy(low: &mut Lowering<'_>, id: NodeId) -> NodeId {
    let unit = low.build.unit();
    let (kind, span) = (unit.kind(id), unit.span(id));
    let kind = match kind {
        Kind::Name(_) | Kind::Integer | Kind::Float | Kind::Text(_) => kind,
        Kind::Member { object, name, access } => Kind::Member { object: copy(low, object), name, access },
        Kind::TypeExpression { form, parts } => {
            let parts = low.build.unit().list(parts).to_vec();
            let parts: Vec<NodeId> = parts.into_iter().map(|part| copy(low, part)).collect();
            let parts = low.build.list(&parts);
            Kind::TypeExpression { form, parts }
        }
        _ => Kind::TypeExpression { form: code::TypeForm::Other, parts: List::default() },
    };
    low.node(kind, span)
}

/// The author's documentation of an item that starts at a byte, unless the comment there is a note to programmers, a ruled
/// line, or speaks of the section that follows.
pub(crate) fn doc_before(low: &mut Lowering<'_>, start: u32) -> Option<DocId> {
    let comments = &low.build.unit().comments;
    let before = comments.partition_point(|comment| comment.span.start < start);
    let last = comments[..before].last()?.span;
    let text = clean_comment(low.text(last));
    let note =
        ["TODO", "FIXME", "XXX", "HACK", "NOTE", "Copyright", "SPDX", "Local functions", "Forward decl", "clang-"];
    let words = text.split_whitespace().count();
    if words < 2 || note.iter().any(|note| text.starts_with(note)) || text.ends_with(':') {
        return None;
    }
    low.doc_before(start)
}

/// Takes the marks off a comment.
pub(crate) fn clean_comment(comment: &str) -> String {
    let comment = comment.trim_end();
    if let Some(line) = comment.strip_prefix("//") {
        let line = line.trim_start_matches(['/', '!', '<']);
        return line.strip_prefix(' ').unwrap_or(line).to_owned();
    }
    let inner = comment.strip_prefix("/*").unwrap_or(comment);
    let inner = inner.strip_suffix("*/").unwrap_or(inner);
    let inner = inner.trim_start_matches(['*', '!', '<', '-', '=']);
    let lines = inner.lines().map(|line| {
        let line = line.trim();
        let line = line.trim_start_matches('*');
        let ruled = !line.is_empty() && line.chars().all(|c| matches!(c, '-' | '=' | '*' | '#' | ' '));
        if ruled { "" } else { line.strip_prefix(' ').unwrap_or(line) }
    });
    lines.collect::<Vec<_>>().join("\n").trim().trim_end_matches(['-', '=', '*']).trim_end().to_owned()
}
