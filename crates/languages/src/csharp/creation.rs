//! What makes new objects, arrays and collections.

use code::{CallForm, Kind, List, NodeId, Span, TypeForm};

use super::{read, types};
use crate::alike;
use crate::lower::{Cst, Kid, Lowered, Lowering};

/// `{ 1, 2 }`, `{ X = 1 }`, `[1, .. rest]`: a sequence, which the rule around it may take apart.
pub(super) fn items(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let mut items = Vec::new();
    for kid in cst.kids {
        for id in read::word(low, kid).map_or_else(|| low.flatten([kid]), |id| vec![id]) {
            // `X = 1` sets a property of what is made.
            if let Kind::Assign { target, operator: None, value } = low.build.unit().kind(id) {
                let value = settled(low, value);
                low.build.set_kind(id, Kind::Entry { key: target, value, computed: false });
            }
            items.push(id);
        }
    }
    let list = low.build.list(&items);
    low.node(Kind::Sequence(list), cst.span).into()
}

pub(super) fn spread(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let value = read::need_inner(low, cst);
    low.node(Kind::Spread(value), cst.span).into()
}

/// The value of a property that is given in braces alone: entries, where it has any.
fn settled(low: &mut Lowering<'_>, value: NodeId) -> NodeId {
    let unit = low.build.unit();
    if let Kind::Sequence(list) = unit.kind(value)
        && unit.text(value).starts_with('{')
        && unit.list(list).first().is_some_and(|&it| is_entry(low, it))
    {
        let list = pairs(low, list);
        low.build.set_kind(value, Kind::Mapping(list));
    }
    value
}

fn is_entry(low: &Lowering<'_>, item: NodeId) -> bool {
    matches!(low.build.unit().kind(item), Kind::Entry { .. })
}

/// `{ key, value }` as an item of a dictionary is an entry.
fn pairs(low: &mut Lowering<'_>, list: List) -> List {
    let items = low.build.unit().list(list).to_vec();
    for item in items {
        let unit = low.build.unit();
        if let Kind::Sequence(pair) = unit.kind(item)
            && let &[key, value] = unit.list(pair)
        {
            let computed = !matches!(unit.kind(key), Kind::Text(_));
            low.build.set_kind(item, Kind::Entry { key, value, computed });
        }
    }
    list
}

/// `new T(a)`, `new T { X = 1 }`, `new List<int> { 1, 2 }`
pub(super) fn object(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let Some(ty) = low.flatten(cst.kid("type")).first().copied() else { return Lowered::Nothing };
    let callee = types::head(low, ty);
    make(low, cst, callee, cst.kid("initializer").and_then(Kid::one))
}

/// `new(a)`, whose type is that of what it is written for; see [`types::adopt`].
pub(super) fn implicit_object(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let word = cst.kids.first().map_or(cst.span, |kid| kid.span);
    let place = low.node(Kind::Wildcard, word);
    make(low, cst, place, cst.of_kind("initializer_expression").and_then(Kid::one))
}

fn make(low: &mut Lowering<'_>, cst: &Cst<'_>, callee: NodeId, initializer: Option<NodeId>) -> Lowered {
    let mut arguments = low.flatten(cst.of_kind("argument_list"));
    let list = match initializer.map(|it| (it, low.build.unit().kind(it))) {
        Some((shell, Kind::Sequence(list))) if !list.is_empty() => {
            alike::discard_shell(low, shell);
            list
        }
        Some((other, _)) => {
            alike::discard(low, other);
            List::default()
        }
        None => List::default(),
    };
    let items = low.build.unit().list(list).to_vec();
    let sets_properties = items.iter().all(|&it| {
        matches!(low.build.unit().kind(it), Kind::Entry { key, computed: false, .. }
            if matches!(low.build.unit().kind(key), Kind::Name(_)))
    });
    if items.is_empty() || sets_properties && !arguments.is_empty() {
        for item in items {
            if let Kind::Entry { key, value, .. } = low.build.unit().kind(item) {
                low.build.set_kind(item, Kind::NamedArgument { name: key, value });
                arguments.push(item);
            }
        }
        let arguments = low.build.list(&arguments);
        return low.node(Kind::Call { callee, arguments, form: CallForm::New }, cst.span).into();
    }
    if sets_properties {
        return low.node(Kind::Record { of: callee, fields: list }, cst.span).into();
    }
    let name = low.build.unit().name_of(callee).unwrap_or("").to_owned();
    // What other types do with such items is their own affair.
    let is_pair = |low: &Lowering<'_>, item: NodeId| {
        let unit = low.build.unit();
        matches!(unit.kind(item), Kind::Entry { .. })
            || matches!(unit.kind(item), Kind::Sequence(pair) if pair.len() == 2 && unit.text(item).starts_with('{'))
    };
    let pairs_only = items.iter().all(|&it| is_pair(low, it));
    let implicit = low.build.unit().kind(callee) == Kind::Wildcard;
    let named_keys = items.iter().all(|&it| is_entry(low, it));
    if !implicit && !named_keys && !COLLECTIONS.iter().any(|word| name.contains(word)) {
        arguments.extend(items);
        let arguments = low.build.list(&arguments);
        return low.node(Kind::Call { callee, arguments, form: CallForm::New }, cst.span).into();
    }
    // How large it is to be, or how it compares, matters less than what it holds.
    for argument in arguments {
        alike::discard(low, argument);
    }
    alike::discard(low, callee);
    let kind = if pairs_only {
        Kind::Mapping(pairs(low, list))
    } else if name.contains("Set") {
        Kind::Set(list)
    } else {
        Kind::Sequence(list)
    };
    low.node(kind, cst.span).into()
}

/// Words in the names of types that hold what they are given in braces.
const COLLECTIONS: &[&str] =
    &["List", "Set", "Collection", "Queue", "Stack", "Bag", "Array", "Dictionary", "Map", "Headers"];

/// `new { X = 1, y.Z }`: an object that no type names.
pub(super) fn anonymous(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let word = cst.kids.first().map_or(cst.span, |kid| kid.span);
    let of = low.node(Kind::Wildcard, Span::new(word.start, word.start));
    let mut fields = Vec::new();
    let mut key: Option<NodeId> = None;
    let mut is_value = false;
    for kid in cst.kids {
        if kid.kind == "=" {
            is_value = true;
            continue;
        }
        if kid.kind == "," {
            fields.extend(key.take().map(|name| unnamed(low, name)));
            is_value = false;
            continue;
        }
        let Some(id) = read::word(low, kid) else { continue };
        match key.filter(|_| is_value) {
            Some(name) => {
                let span = low.build.unit().span(name).cover(kid.span);
                fields.push(low.node(Kind::Entry { key: name, value: id, computed: false }, span));
                key = None;
                is_value = false;
            }
            None => key = Some(id),
        }
    }
    fields.extend(key.map(|name| unnamed(low, name)));
    let fields = low.build.list(&fields);
    low.node(Kind::Record { of, fields }, cst.span).into()
}

/// `y.Z` of an object without a type: the field is called as the member.
fn unnamed(low: &mut Lowering<'_>, value: NodeId) -> NodeId {
    let unit = low.build.unit();
    let span = unit.span(value);
    let text = unit.text(value);
    let last = text.rsplit('.').next().unwrap_or(text);
    let is_name = !last.is_empty() && last.chars().all(|it| it.is_alphanumeric() || it == '_');
    let key = if is_name { low.build.name(Span::new(span.end - last.len() as u32, span.end)) } else { value };
    if key == value {
        return value;
    }
    low.node(Kind::Entry { key, value, computed: false }, span)
}

/// `p with { X = 1 }`: a copy that differs.
pub(super) fn with(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let base = read::need_inner(low, cst);
    let word = cst.of_kind("with").map_or(cst.span, |kid| kid.span);
    let of = low.node(Kind::Wildcard, Span::new(word.start, word.start));
    // The one field without a name is what it starts from.
    let mut fields = vec![base];
    fields.extend(low.flatten(cst.kids.iter().filter(|kid| kid.kind == "with_initializer")));
    let fields = low.build.list(&fields);
    low.node(Kind::Record { of, fields }, cst.span).into()
}

pub(super) fn with_entry(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let key = cst.nth(0);
    let value = cst.kids.iter().skip_while(|kid| kid.kind != "=").find_map(|kid| read::word(low, kid));
    match (key, value) {
        (Some(key), Some(value)) => low.node(Kind::Entry { key, value, computed: false }, cst.span).into(),
        _ => Lowered::Nothing,
    }
}

/// `new int[n]`, `new int[] { 1, 2 }`, `stackalloc int[n]`
pub(super) fn array(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let parts = low.flatten(cst.kid("type"));
    let Some((&callee, sizes)) = parts.split_first() else { return Lowered::Nothing };
    let sizes = sizes.to_vec();
    if let Some(value) = cst.of_kind("initializer_expression").and_then(Kid::one) {
        for id in parts {
            alike::discard(low, id);
        }
        low.build.set_span(value, cst.span);
        return value.into();
    }
    let callee = match low.build.unit().kind(callee) {
        Kind::TypeExpression { form: TypeForm::Array, .. } => callee,
        _ => types::as_type(low, callee),
    };
    let arguments = low.build.list(&sizes);
    low.node(Kind::Call { callee, arguments, form: CallForm::New }, cst.span).into()
}

/// `new[] { 1, 2 }`
pub(super) fn implicit_array(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let Some(value) = cst.of_kind("initializer_expression").and_then(Kid::one) else { return Lowered::Nothing };
    low.build.set_span(value, cst.span);
    value.into()
}
