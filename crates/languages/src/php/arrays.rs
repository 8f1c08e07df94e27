//! Arrays, which are lists and maps in one, and the patterns that take them apart.

use code::{Access, CallForm, Kind, NodeId, Span};

use super::read;
use crate::alike;
use crate::lower::{Cst, Kid, Lowered, Lowering};

/// `value`, `key => value`, `...$more`
pub(super) fn element(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let nodes = low.flatten(cst.kids);
    match nodes[..] {
        [key, value, ..] if cst.has("=>") => entry(low, key, value, cst.span).into(),
        [value, ..] => value.into(),
        [] => Lowered::Nothing,
    }
}

pub(super) fn entry(low: &mut Lowering<'_>, key: NodeId, value: NodeId, span: Span) -> NodeId {
    let computed = !matches!(low.build.unit().kind(key), Kind::Text(_) | Kind::Integer);
    low.node(Kind::Entry { key, value, computed }, span)
}

/// `[1, 2]` is a list, and with any key a map.
pub(super) fn literal(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let items = low.flatten(cst.kids);
    let unit = low.build.unit();
    let has_keys = items.iter().any(|&id| matches!(unit.kind(id), Kind::Entry { .. }));
    let items = low.build.list(&items);
    low.node(if has_keys { Kind::Mapping(items) } else { Kind::Sequence(items) }, cst.span).into()
}

/// `[$a, , $b]`, `list($a, $b)`, `['x' => $a]` as a target.
pub(super) fn pattern(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let mut parts = Vec::new();
    let mut key = None;
    let mut has_keys = false;
    let mut is_gap = true;
    for kid in cst.kids {
        match kid.kind {
            "=>" => {
                key = parts.pop();
                has_keys = true;
            }
            "," => {
                if is_gap {
                    parts.push(low.node(Kind::Wildcard, Span::new(kid.span.start, kid.span.start)));
                }
                is_gap = true;
            }
            _ => {
                let Some(id) = kid.one() else { continue };
                is_gap = false;
                parts.push(match key.take() {
                    Some(key) => {
                        let span = low.build.unit().span(key).cover(kid.span);
                        entry(low, key, id, span)
                    }
                    None => id,
                });
            }
        }
    }
    let parts = low.build.list(&parts);
    low.node(if has_keys { Kind::Mapping(parts) } else { Kind::Sequence(parts) }, cst.span).into()
}

/// `$a[$i]`; without an index it is the place after the last item, which an assignment turns into a call.
pub(super) fn subscript(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let mut nodes = cst.kids.iter().filter_map(Kid::one);
    let object = nodes.next();
    let index = nodes.next();
    let object = object.unwrap_or_else(|| read::need_inner(low, cst));
    let index = index.unwrap_or_else(|| {
        let at = low.build.unit().span(object).end.max(cst.span.end.saturating_sub(1));
        low.node(Kind::Wildcard, Span::new(at, at))
    });
    low.node(Kind::Index { object, index, optional: false }, cst.span).into()
}

/// `$items[] = $value`: adds at the end, which the model knows as a call of a method.
pub(super) fn push(low: &mut Lowering<'_>, target: NodeId, value: NodeId, span: Span) -> Option<NodeId> {
    let unit = low.build.unit();
    let Kind::Index { object, index, .. } = unit.kind(target) else { return None };
    if unit.kind(index) != Kind::Wildcard {
        return None;
    }
    let place = unit.span(target);
    alike::discard_shell(low, target);
    alike::discard_shell(low, index);
    let name = low.build.unit_mut().names.intern("[]");
    let callee = low.node(Kind::Member { object, name, access: Access::Dot }, place);
    let arguments = low.build.list(&[value]);
    Some(low.node(Kind::Call { callee, arguments, form: CallForm::Plain }, span))
}
