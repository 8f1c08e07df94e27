//! Object and array literals, and the patterns that take them apart.

use code::{Kind, NodeId, Span};

use super::read;
use crate::lower::{Cst, Lowered, Lowering};

/// `{ … }` as a value or a pattern.
pub(crate) fn object(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let mut entries = Vec::new();
    for kid in cst.kids {
        if kid.kind.starts_with("shorthand_property_identifier") {
            // The documented exception to one parent per node: in a shorthand, key and value are the same name.
            let name = low.build.name(kid.span);
            entries.push(low.node(Kind::Entry { key: name, value: name, computed: false }, kid.span));
        } else {
            entries.extend(low.flatten([kid]));
        }
    }
    let entries = low.build.list(&entries);
    low.node(Kind::Mapping(entries), cst.span).into()
}

pub(crate) fn pair(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let (key, computed) = read::key_in(low, cst, "key");
    let value = read::value(low, cst, "value");
    let entry = low.node(Kind::Entry { key, value, computed }, cst.span);
    read::document(low, entry, cst.span.start);
    entry.into()
}

/// `{ a = 1 }` in a pattern: the property `a` goes into the variable `a`, or 1 where it is missing.
pub(crate) fn shorthand_with_default(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let (target, _) = read::key_in(low, cst, "left");
    let value = read::value(low, cst, "right");
    let default = low.node(Kind::Assign { target, operator: None, value }, cst.span);
    let unit = low.build.unit();
    if !matches!(unit.kind(target), Kind::Name(_)) {
        return default.into();
    }
    let key = low.build.name(unit.span(target));
    low.node(Kind::Entry { key, value: default, computed: false }, cst.span).into()
}

/// `[ … ]` as a value or a pattern. A hole is a wildcard in a pattern and an absent value in a literal.
pub(crate) fn array(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let hole = if cst.kind == "array_pattern" { Kind::Wildcard } else { Kind::Null };
    let mut items: Vec<NodeId> = Vec::with_capacity(cst.kids.len() / 2);
    let mut filled = false;
    for kid in cst.kids {
        if kid.kind == "," {
            if !filled {
                items.push(low.node(hole, Span::new(kid.span.start, kid.span.start)));
            }
            filled = false;
        } else if let Some(id) = read::one(low, kid) {
            items.push(id);
            filled = true;
        }
    }
    let items = low.build.list(&items);
    low.node(Kind::Sequence(items), cst.span).into()
}
