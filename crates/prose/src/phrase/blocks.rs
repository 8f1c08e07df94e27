//! Blocks that give a value: one expression, perhaps with something done around it or its failure dealt with.

use code::{Kind, NodeId, TypeForm};

use super::{is_short, nouns};
use crate::draft::{Context, code};
use crate::words::with_article;

/// Writes the value of a block, and what is taken instead where it may fail.
pub(super) fn push(cx: &Context, out: &mut String, node: NodeId, value: NodeId, depth: u8) {
    nouns::push(cx, out, value, depth + 1);
    let Kind::Try { handlers, .. } = cx.unit.kind(node) else { return };
    for &handler in cx.unit.list(handlers) {
        if let Kind::Handler { body, .. } = cx.unit.kind(handler)
            && let Some(value) = only_value(cx, body)
        {
            out.push_str(", or ");
            nouns::push(cx, out, value, depth + 1);
            out.push_str(" if that fails");
        }
    }
}

/// Says what a cast asks that may fail, and then gives nothing.
pub(super) fn fits(cx: &Context, out: &mut String, to: NodeId) {
    if let Kind::TypeExpression { form: TypeForm::Optional, parts } = cx.unit.kind(to)
        && let Some(&of) = cx.unit.list(parts).first()
        && is_short(cx, of, 40)
    {
        let of = with_article(&code(cx.unit.text(of)));
        out.push_str(&format!(" if it is {of}, else `{}`", cx.unit.dialect.null));
    }
}

/// The one expression that a block consists of, also where something is done around it or its failure is dealt with.
pub(super) fn only_value(cx: &Context, node: NodeId) -> Option<NodeId> {
    let unit = cx.unit;
    match unit.kind(node) {
        Kind::Block { body } => match *unit.list(body) {
            [only] => only_value(cx, only),
            _ => None,
        },
        Kind::With { body, .. } => only_value(cx, body),
        Kind::Try { body, handlers, otherwise: None, finally: None } => {
            let handled = |&it: &NodeId| match unit.kind(it) {
                Kind::Handler { body, .. } => match unit.statements(body)[..] {
                    [only] if matches!(unit.kind(only), Kind::Throw(..) | Kind::Return(_)) => true,
                    _ => only_value(cx, body).is_some(),
                },
                _ => false,
            };
            unit.list(handlers).iter().all(handled).then(|| only_value(cx, body)).flatten()
        }
        Kind::Let { .. }
        | Kind::Assign { .. }
        | Kind::Loop(..)
        | Kind::If { .. }
        | Kind::Match { .. }
        | Kind::Return(_)
        | Kind::Throw(..)
        | Kind::Break(..)
        | Kind::Continue(_)
        | Kind::Empty => None,
        _ => Some(node),
    }
}
