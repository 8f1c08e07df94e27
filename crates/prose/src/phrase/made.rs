//! Values that an expression makes by listing what they hold: records by their fields, markup by what it shows.

use code::{Kind, NodeId};

use super::nouns::push;
use super::{QUOTE, is_short, quote};
use crate::draft::{Context, push_code};
use crate::words::with_article;

/// A new value by its type and the fields that it is given: `a new Point with x and y`.
pub(super) fn record(cx: &Context, out: &mut String, of: NodeId, fields: &[NodeId], depth: u8) {
    let unit = cx.unit;
    out.push_str("a new ");
    push_code(out, own_type(cx, of).unwrap_or(unit.text(of)));
    if depth > 0 {
        return;
    }
    let names: Vec<String> = fields
        .iter()
        .filter_map(|&it| match unit.kind(it) {
            Kind::Entry { key, .. } => Some(cx.quote(key)),
            _ => None,
        })
        .collect();
    if !names.is_empty() {
        out.push_str(if names.len() == 1 { " with the field " } else { " with the fields " });
        out.push_str(&crate::words::list_some(&names, 4));
    }
}

/// The name of the type that `Self` stands for, where the text shows it.
pub(super) fn own_type<'a>(cx: &Context<'a>, node: NodeId) -> Option<&'a str> {
    let unit = cx.unit;
    let word = unit.dialect.own_type;
    if word.is_empty() || unit.text(node) != word {
        return None;
    }
    unit.ancestors(node).find_map(|at| match unit.kind(at) {
        Kind::Type(id) => unit.type_definition(id).name.map(|name| unit.text(name)).filter(|name| name.len() <= QUOTE),
        _ => None,
    })
}

/// Markup, with what it holds: its text, one element per item, or the elements in it.
pub(super) fn element(cx: &Context, out: &mut String, node: NodeId, depth: u8) {
    let unit = cx.unit;
    let Kind::Element { tag, children, .. } = unit.kind(node) else { return };
    match tag {
        Some(tag) => {
            out.push_str(&with_article(&crate::draft::code(unit.text(tag))));
            out.push_str(" element");
        }
        None => out.push_str("a group of elements"),
    }
    let children = unit.list(children);
    if depth > 1 {
        return;
    }
    if let &[only] = children {
        match unit.kind(only) {
            Kind::Text(_) if is_short(cx, only, QUOTE) => {
                out.push_str(" that reads ");
                quote(cx, out, only);
                return;
            }
            Kind::Name(_) | Kind::Member { .. } if is_short(cx, only, QUOTE) => {
                out.push_str(" that shows ");
                quote(cx, out, only);
                return;
            }
            _ if let Some((each, source)) = repeated(cx, only) => {
                out.push_str(" with ");
                element(cx, out, each, 2);
                let mut of = String::new();
                push(cx, &mut of, source, depth + 1);
                out.push_str(if of.starts_with("the items") { " for each of " } else { " for each item of " });
                out.push_str(&of);
                return;
            }
            Kind::Call { .. } | Kind::Template { .. } | Kind::Binary(..) if depth == 0 => {
                let mut value = String::new();
                push(cx, &mut value, only, depth + 1);
                if value.len() <= 60 && !value.contains('…') {
                    out.push_str(" that shows ");
                    out.push_str(&value);
                    return;
                }
            }
            _ => {}
        }
    }
    let mut tags: Vec<String> = Vec::new();
    for &child in children {
        if let Kind::Element { tag: Some(tag), .. } = unit.kind(child) {
            let tag = crate::draft::code(unit.text(tag));
            if !tags.contains(&tag) {
                tags.push(tag);
            }
        }
    }
    if !tags.is_empty() {
        out.push_str(" that holds ");
        out.push_str(&crate::words::list_some(&tags, 4));
        // Values between the elements are shown too.
        if children.iter().any(|&it| !matches!(unit.kind(it), Kind::Element { .. } | Kind::Text(_) | Kind::Empty)) {
            out.push_str(", among other things");
        }
    }
}

/// `items.map(it => <li>…</li>)`: the element and what is gone through.
fn repeated(cx: &Context, node: NodeId) -> Option<(NodeId, NodeId)> {
    let unit = cx.unit;
    let Kind::Call { callee, arguments, .. } = unit.kind(node) else { return None };
    let Kind::Member { object, .. } = unit.kind(callee) else { return None };
    let &[function] = unit.list(arguments) else { return None };
    let Kind::Function(id) = unit.kind(function) else { return None };
    let &[given] = &cx.facts.functions.get(id.index())?.returned[..] else { return None };
    let maps = cx.facts.call(node)?.library?.path.rsplit('.').next() == Some("map");
    (maps && matches!(unit.kind(given), Kind::Element { .. })).then_some((given, object))
}
