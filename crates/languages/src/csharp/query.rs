//! Queries: `from x in xs where … orderby … select …`.

use code::{BinaryOperator, CallForm, ComprehensionForm, Kind, List, NodeId, Opacity, Span};

use super::read;
use crate::alike;
use crate::lower::{Cst, Kid, Lowered, Lowering};

/// The nodes of a clause in their order.
pub(super) fn clause(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let mut nodes = Vec::new();
    for kid in cst.kids {
        match read::word(low, kid) {
            Some(id) => nodes.push(id),
            None => nodes.extend(low.flatten([kid])),
        }
    }
    Lowered::Many(low.build.list(&nodes))
}

/// A `from` or `join` whose conditions may still follow.
struct Open {
    target: NodeId,
    source: NodeId,
    filters: Vec<NodeId>,
    span: Span,
}

/// A query: a comprehension. Its order and its groups are told by calls of built-ins around it.
pub(super) fn query(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let mut open: Vec<Open> = Vec::new();
    let mut order: Option<(Span, Vec<NodeId>)> = None;
    let mut whole: Option<NodeId> = None;
    let mut taken: Vec<NodeId> = Vec::new();
    for kid in cst.kids {
        let nodes = low.flatten([kid]);
        taken.extend_from_slice(&nodes);
        let span = kid.span;
        match (kid.kind, &nodes[..]) {
            ("from_clause", &[target, source]) => open.push(Open { target, source, filters: Vec::new(), span }),
            ("from_clause", &[ty, target, source]) => {
                alike::discard(low, ty);
                open.push(Open { target, source, filters: Vec::new(), span });
            }
            ("join_clause", &[target, source, left, right]) => {
                let unit = low.build.unit();
                let both = unit.span(left).cover(unit.span(right));
                let same = low.node(Kind::Binary(BinaryOperator::Equal, left, right), both);
                open.push(Open { target, source, filters: vec![same], span });
            }
            ("let_clause", &[target, value]) => {
                let at = low.build.unit().span(value);
                let list = low.build.list(&[value]);
                let source = low.node(Kind::Sequence(list), at);
                open.push(Open { target, source, filters: Vec::new(), span });
            }
            ("where_clause", &[condition]) => match open.last_mut() {
                Some(last) => last.filters.push(condition),
                None => return broken(low, &taken, cst.span),
            },
            ("order_by_clause", keys) if !keys.is_empty() => order = Some((ordering(low, kid), keys.to_vec())),
            ("select_clause", &[element]) => whole = Some(close(low, &mut open, &mut order, element, span)),
            ("group_clause", &[element, key]) => {
                let items = close(low, &mut open, &mut order, element, span);
                let word = Span::new(span.start, span.start + 5);
                whole = Some(call(low, word, &[items, key], span));
            }
            ("identifier", &[target]) => match whole.take() {
                Some(source) => open.push(Open { target, source, filters: Vec::new(), span }),
                None => return broken(low, &taken, cst.span),
            },
            (_, []) => {}
            _ => return broken(low, &taken, cst.span),
        }
    }
    match whole {
        Some(whole) if open.is_empty() => {
            low.build.set_span(whole, cst.span);
            whole.into()
        }
        _ => broken(low, &taken, cst.span),
    }
}

fn broken(low: &mut Lowering<'_>, nodes: &[NodeId], span: Span) -> Lowered {
    let is_type = |low: &Lowering<'_>, id: NodeId| matches!(low.build.unit().kind(id), Kind::TypeExpression { .. });
    let nodes: Vec<NodeId> = nodes.iter().copied().filter(|&id| !is_type(low, id)).collect();
    low.opaque(Opacity::Unread, &nodes, span).into()
}

/// The word that says how it is sorted.
fn ordering(low: &Lowering<'_>, kid: &Kid) -> Span {
    const WORD: &str = "descending";
    let text = low.text(kid.span);
    match text.strip_suffix(WORD).filter(|before| !before.contains(',')) {
        Some(before) => Span::new(kid.span.start + before.len() as u32, kid.span.end),
        None => Span::new(kid.span.start, kid.span.start + 7),
    }
}

/// Ends what `select` or `group` gives, in its order.
fn close(
    low: &mut Lowering<'_>,
    open: &mut Vec<Open>,
    order: &mut Option<(Span, Vec<NodeId>)>,
    element: NodeId,
    span: Span,
) -> NodeId {
    let mut clauses = Vec::new();
    let start = open.first().map_or(span.start, |first| first.span.start);
    for part in open.drain(..) {
        let filters = low.build.list(&part.filters);
        let (target, source) = (part.target, part.source);
        clauses.push(low.node(Kind::Clause { target, source, filters, is_async: false }, part.span));
    }
    let clauses: List = low.build.list(&clauses);
    let form = ComprehensionForm::Generator;
    let whole = Span::new(start, span.end);
    let items = low.node(Kind::Comprehension { form, element, clauses }, whole);
    match order.take() {
        Some((word, keys)) => {
            let mut arguments = vec![items];
            arguments.extend(keys);
            call(low, word, &arguments, whole)
        }
        None => items,
    }
}

fn call(low: &mut Lowering<'_>, word: Span, arguments: &[NodeId], span: Span) -> NodeId {
    let callee = low.build.name(word);
    let arguments = low.build.list(arguments);
    low.node(Kind::Call { callee, arguments, form: CallForm::Plain }, span)
}
