//! Values that an expression makes by listing what they hold: records by their fields, markup by what it shows.

use code::{BinaryOperator, Kind, NodeId};

use super::nouns::push;
use super::{QUOTE, is_short, join, quote};
use crate::draft::{Context, push_code};
use crate::words::with_article;

/// The type whose function of the usual name `new` is called: it makes a value of that type.
pub(super) fn made_by_name(cx: &Context, callee: NodeId) -> Option<NodeId> {
    let Kind::Member { object, name, access: code::Access::Path } = cx.unit.kind(callee) else { return None };
    let of = cx.unit.text(object);
    let last = of.rsplit(':').next().unwrap_or(of);
    (cx.unit.name(name) == "new" && last.starts_with(char::is_uppercase) && is_short(cx, object, QUOTE))
        .then_some(object)
}

/// Whether what is called is written like a type or a variant, so that the call makes a value.
pub(super) fn is_capital(cx: &Context, callee: NodeId) -> bool {
    if !cx.unit.dialect.capital_types {
        return false;
    }
    let name = match cx.unit.kind(callee) {
        Kind::Name(name) | Kind::Member { name, .. } => cx.unit.name(name),
        _ => return false,
    };
    // Of a name with its namespace before it, the last part says what it is.
    let name = name.rsplit('\\').next().unwrap_or(name);
    name.chars().next().is_some_and(char::is_uppercase) && name.chars().any(char::is_lowercase)
}

/// A new value by its type and the fields that it is given: `a new Point with x and y`.
pub(super) fn record(cx: &Context, out: &mut String, of: NodeId, fields: &[NodeId], depth: u8) {
    let unit = cx.unit;
    let nameless = unit.kind(of) == Kind::Wildcard;
    // A copy that differs in some fields.
    if nameless
        && let Some(&base) = fields.first()
        && !matches!(unit.kind(base), Kind::Entry { .. } | Kind::Spread(_))
    {
        out.push_str("a copy of ");
        push(cx, out, base, depth + 1);
        let names: Vec<String> = fields
            .iter()
            .filter_map(|&it| match unit.kind(it) {
                Kind::Entry { key, .. } => Some(cx.quote(key)),
                _ => None,
            })
            .collect();
        if !names.is_empty() {
            out.push_str(" with ");
            out.push_str(&crate::words::list_some(&names, 4));
            out.push_str(" changed");
        }
        return;
    }
    if nameless {
        out.push_str("a new object");
    } else {
        out.push_str("a new ");
        push_code(out, own_type(cx, of).unwrap_or(unit.text(of)));
    }
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
    if is_raw(cx, node) {
        raw(cx, out, unit.list(children), depth);
        return;
    }
    match tag {
        Some(tag) => {
            out.push_str(&with_article(&crate::draft::code(unit.text(tag))));
            out.push_str(" element");
        }
        None => out.push_str("a group of elements"),
    }
    let mut children = unit.list(children);
    if depth > 1 {
        return;
    }
    if depth == 0
        && let Some(role) = attribute(cx, node, "role").filter(|&it| matches!(unit.kind(it), Kind::Text(_)))
    {
        out.push_str(" in the role ");
        quote(cx, out, role);
    }
    // What a context holds is there for all that stands inside.
    if let Some(tag) = tag
        && is_provider(cx.unit.text(tag))
        && let Some(value) = attribute(cx, node, "value").filter(|&it| is_short(cx, it, QUOTE))
    {
        out.push_str(" that provides ");
        quote(cx, out, value);
        match children {
            &[only] if matches!(unit.kind(only), Kind::Name(_)) && is_short(cx, only, QUOTE) => {
                out.push_str(" to ");
                quote(cx, out, only);
                out.push_str(" and all that is inside");
            }
            _ => out.push_str(" to all that is inside it"),
        }
        return;
    }
    // A wrapper around one element says less than what that holds.
    if depth == 0
        && let &[only] = children
        && let Kind::Element { tag: Some(tag), children: inner, .. } = unit.kind(only)
        && unit.list(inner).iter().any(|&it| matches!(unit.kind(it), Kind::Element { .. }))
    {
        out.push_str(" with ");
        out.push_str(&with_article(&crate::draft::code(unit.text(tag))));
        out.push_str(" in it");
        children = unit.list(inner);
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
                element(cx, out, each, 1);
                let mut of = String::new();
                push(cx, &mut of, source, depth + 1);
                out.push_str(if of.starts_with("the items") { " for each of " } else { " for each item of " });
                out.push_str(&of);
                return;
            }
            Kind::Call { .. } | Kind::Template { .. } | Kind::Binary(..)
                if depth == 0 && sometimes(cx, only).is_none() =>
            {
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
    let mut tags: Vec<(String, usize)> = Vec::new();
    for &child in children {
        if let Kind::Element { tag: Some(tag), .. } = unit.kind(child) {
            let tag = crate::draft::code(unit.text(tag));
            match tags.iter_mut().find(|it| it.0 == tag) {
                Some(known) => known.1 += 1,
                None => tags.push((tag, 1)),
            }
        }
    }
    let mut parts: Vec<String> = match &tags[..] {
        [(tag, n)] if *n > 1 => vec![format!("{} {tag} elements", crate::words::number(*n))],
        _ => tags.into_iter().map(|it| it.0).collect(),
    };
    // Values between the elements are shown too.
    let mut others = false;
    for &child in children {
        match unit.kind(child) {
            Kind::Element { .. } | Kind::Text(_) | Kind::Empty => {}
            _ => match sometimes(cx, child) {
                Some(part) if parts.len() < 5 => parts.push(part),
                _ => others = true,
            },
        }
    }
    if parts.is_empty() {
        return;
    }
    out.push_str(" that holds ");
    out.push_str(&crate::words::list_some(&parts, 4));
    if others {
        out.push_str(", among other things");
    }
}

/// Whether an element is a piece of markup as it stands in the source, which may open more than it closes.
pub(crate) fn is_raw(cx: &Context, node: NodeId) -> bool {
    let unit = cx.unit;
    let Kind::Element { tag, children, .. } = unit.kind(node) else { return false };
    let written = |&it: &NodeId| matches!(unit.kind(it), Kind::Text(_)) && unit.text(it).contains('<');
    unit.list(children).iter().any(written) || tag.is_none() && !unit.text(node).starts_with('<')
}

/// The names of the tags that a piece of markup opens, each once, and what it says without tags.
fn read_markup(text: &str, tags: &mut Vec<String>, words: &mut String) {
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        words.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        let n = rest.bytes().take_while(|it| it.is_ascii_alphanumeric() || matches!(it, b'-' | b':' | b'.')).count();
        let tag = &rest[..n];
        if tag.starts_with(|c: char| c.is_ascii_alphabetic()) && !tags.iter().any(|it| it == tag) {
            tags.push(tag.to_owned());
        }
        rest = rest.find('>').map_or("", |end| &rest[end + 1..]);
        words.push(' ');
    }
    words.push_str(rest);
}

/// Markup as it stands in the source: its tags, what it says, and what is filled in.
fn raw(cx: &Context, out: &mut String, children: &[NodeId], depth: u8) {
    let unit = cx.unit;
    let (mut tags, mut words, mut holes) = (Vec::new(), String::new(), Vec::new());
    for &child in children {
        match unit.kind(child) {
            Kind::Text(_) => read_markup(unit.text(child), &mut tags, &mut words),
            _ => {
                let mut hole = String::new();
                push(cx, &mut hole, child, depth + 1);
                if !holes.contains(&hole) {
                    holes.push(hole);
                }
            }
        }
    }
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let reads = !words.is_empty() && words.len() <= QUOTE && holes.is_empty() && unit.source.contains(&words);
    match &tags[..] {
        [] if holes.is_empty() && reads => {
            out.push_str("the text ");
            push_code(out, &words);
            return;
        }
        [] if holes.is_empty() && words.is_empty() => {
            out.push_str("the end of the markup that was opened above");
            return;
        }
        [] if holes.is_empty() => out.push_str("more text"),
        [] => {
            out.push_str(&crate::words::list_some(&holes, 3));
            return;
        }
        [tag] => {
            out.push_str(&with_article(&crate::draft::code(tag)));
            out.push_str(" element");
        }
        _ => {
            let tags: Vec<String> = tags.iter().map(|tag| crate::draft::code(tag)).collect();
            out.push_str("markup with ");
            out.push_str(&crate::words::list_some(&tags, 4));
        }
    }
    if reads {
        out.push_str(" that reads ");
        push_code(out, &words);
    }
    if !holes.is_empty() {
        out.push_str(if tags.len() > 1 { ", filled in with " } else { " filled in with " });
        out.push_str(&crate::words::list_some(&holes, 3));
    }
}

/// Whether a tag is there to hand a value of a context down: `<ThemeContext.Provider value={…}>`.
fn is_provider(tag: &str) -> bool {
    tag.strip_suffix(".Provider").is_some_and(|context| context.ends_with("Context"))
}

/// The value of an attribute of markup, by its name.
pub(crate) fn attribute(cx: &Context, element: NodeId, name: &str) -> Option<NodeId> {
    let Kind::Element { attributes, .. } = cx.unit.kind(element) else { return None };
    cx.unit.list(attributes).iter().find_map(|&it| match cx.unit.kind(it) {
        Kind::Entry { key, value, .. } if cx.unit.text(key) == name => Some(value),
        _ => None,
    })
}

/// Markup that is there only under a condition, or as often as there are items, by its tag.
fn sometimes(cx: &Context, child: NodeId) -> Option<String> {
    let unit = cx.unit;
    let tag = |node: NodeId| match unit.kind(node) {
        Kind::Element { tag: Some(tag), .. } if is_short(cx, tag, 30) => Some(crate::draft::code(unit.text(tag))),
        _ => None,
    };
    if let Some((each, source)) = repeated(cx, child) {
        let source = Some(source).filter(|&it| is_short(cx, it, 30))?;
        return Some(format!("one {} for each of {}", tag(each)?, cx.quote(source)));
    }
    match unit.kind(child) {
        Kind::Binary(BinaryOperator::And, condition, shown) => {
            let shown = with_article(&tag(shown)?);
            let condition = crate::say::condition(cx, condition).filter(|it| it.len() <= 40 && !it.contains(','));
            Some(condition.map_or_else(|| format!("sometimes {shown}"), |it| format!("{shown} if {it}")))
        }
        Kind::Conditional { then, otherwise, .. } => match (tag(then), tag(otherwise)) {
            (Some(one), Some(other)) if one == other => Some(with_article(&one)),
            (Some(one), Some(other)) => Some(format!("either {} or {}", with_article(&one), with_article(&other))),
            (Some(one), None) | (None, Some(one)) => Some(format!("sometimes {}", with_article(&one))),
            _ => None,
        },
        _ => None,
    }
}

/// `items.map(it => <li>…</li>)`: the element and what is gone through.
pub(crate) fn repeated(cx: &Context, node: NodeId) -> Option<(NodeId, NodeId)> {
    let unit = cx.unit;
    let Kind::Call { callee, arguments, .. } = unit.kind(node) else { return None };
    let Kind::Member { object, .. } = unit.kind(callee) else { return None };
    let &[function] = unit.list(arguments) else { return None };
    let Kind::Function(id) = unit.kind(function) else { return None };
    let &[given] = &cx.facts.functions.get(id.index())?.returned[..] else { return None };
    let maps = cx.facts.call(node)?.library?.path.rsplit('.').next() == Some("map");
    (maps && matches!(unit.kind(given), Kind::Element { .. })).then_some((given, object))
}

/// A type in the place of a value: what a value of it is.
pub(super) fn type_expression(cx: &Context, out: &mut String, node: NodeId, form: code::TypeForm, parts: &[NodeId]) {
    let terms = &cx.unit.dialect.terms;
    match (form, parts) {
        (code::TypeForm::Channel, &[item]) => {
            out.push_str("a channel of ");
            quote(cx, out, item);
            out.push_str(" values");
        }
        (code::TypeForm::Array, &[item]) => {
            out.push_str(&with_article(terms.sequence));
            out.push_str(" of ");
            quote(cx, out, item);
            out.push_str(" values");
        }
        _ => quote(cx, out, node),
    }
}

/// `[x] * n` and its like.
pub(super) fn copies(cx: &Context, out: &mut String, what: &str, value: NodeId, count: NodeId, depth: u8) {
    // A type in the place of the value: each item is its zero value.
    if matches!(cx.unit.kind(value), Kind::TypeExpression { .. }) {
        out.push_str(&with_article(cx.unit.dialect.terms.sequence));
        out.push_str(" of length ");
        push(cx, out, count, depth + 1);
        out.push_str(", all zero");
        return;
    }
    out.push_str(&with_article(what));
    out.push_str(" of ");
    push(cx, out, count, depth + 1);
    out.push_str(" times ");
    push(cx, out, value, depth + 1);
}

/// A mapping by its keys.
pub(super) fn mapping(cx: &Context, out: &mut String, entries: &[NodeId]) {
    let unit = cx.unit;
    let mut keys = Vec::new();
    for &entry in entries {
        match unit.kind(entry) {
            Kind::Entry { key, computed: false, .. } if is_short(cx, key, 30) => keys.push(cx.quote(key)),
            Kind::Function(id) => {
                if let Some(name) = unit.function(id).name {
                    keys.push(cx.quote(name));
                }
            }
            _ => {}
        }
    }
    out.push_str(&with_article(unit.dialect.terms.mapping));
    if keys.len() == entries.len() && keys.len() <= 5 {
        out.push_str(if keys.len() == 1 { " with the key " } else { " with the keys " });
        out.push_str(&join(&keys, "and"));
    } else {
        amount(cx, out, entries, "entry");
        if keys.len() == entries.len() && keys.len() > 6 {
            out.push_str(&format!(", from {} to {}", keys[0], keys[keys.len() - 1]));
        }
    }
}

/// A literal of several things by how many they are.
pub(super) fn sized(cx: &Context, out: &mut String, what: &str, list: code::List, item: &str) {
    out.push_str(&with_article(what));
    amount(cx, out, cx.unit.list(list), item);
}

/// How many things a literal holds. Of those that come in with all that another one holds, that is known only when it runs.
fn amount(cx: &Context, out: &mut String, things: &[NodeId], item: &str) {
    let n_others = things.iter().filter(|&&it| matches!(cx.unit.kind(it), Kind::Spread(_))).count();
    let own = crate::words::count(things.len() - n_others, item);
    if n_others == 0 {
        out.push_str(" of ");
        out.push_str(&own);
        return;
    }
    out.push_str(" with all ");
    out.push_str(match item {
        "entry" => "entries",
        "value" => "values",
        _ => "items",
    });
    let other = things.iter().find_map(|&it| match cx.unit.kind(it) {
        Kind::Spread(value) if is_short(cx, value, 30) && !matches!(cx.unit.kind(value), Kind::Binary(..)) => {
            Some(value)
        }
        _ => None,
    });
    if let Some(other) = other.filter(|_| n_others == 1) {
        out.push_str(" of ");
        quote(cx, out, other);
    } else if n_others == 1 {
        out.push_str(" of another one");
    } else {
        out.push_str(&format!(" of {} others", crate::words::number(n_others)));
    }
    let keys: Vec<String> = things
        .iter()
        .filter_map(|&it| match cx.unit.kind(it) {
            Kind::Entry { key, computed: false, .. } if is_short(cx, key, 30) => Some(cx.quote(key)),
            _ => None,
        })
        .collect();
    if keys.len() + n_others == things.len() && (1..=4).contains(&keys.len()) {
        out.push_str(&format!(" and its own {}", join(&keys, "and")));
    } else if n_others < things.len() {
        out.push_str(&format!(" and {own} of its own"));
    }
}
