//! Values of queries as noun phrases: columns, literals, calls by what the library says they give.

use code::{Kind, NodeId, QueryPart};
use facts::queries::{Purpose, Source, function_of, part, parts, parts_of, path_text, purpose};

use crate::draft::{Context, code};
use crate::{Level, words};

/// How deep values are told before they are quoted.
const DEEPEST: usize = 3;

/// A column or another path, as this level's reader knows it: beginners get its own name.
pub(super) fn column(cx: &Context<'_>, node: NodeId) -> String {
    match cx.level {
        Level::Beginner => code(path_text(cx.unit, node)),
        _ => code(cx.unit.text(node)),
    }
}

/// The name of a table or a step; of a template, what it names.
pub(super) fn table(cx: &Context<'_>, node: NodeId) -> String {
    if part(cx.unit, node) == Some(QueryPart::Template) {
        return template(cx, node);
    }
    if cx.level == Level::Beginner { code(path_text(cx.unit, node)) } else { code(cx.unit.text(node)) }
}

/// What a template stands for, as far as its text tells.
pub(super) fn template(cx: &Context<'_>, node: NodeId) -> String {
    let text = cx.unit.text(node).trim_start_matches(['{', '-', ' ']).trim_end_matches(['}', '-', ' ']);
    let names: Vec<&str> = text.split(['\'', '"']).skip(1).step_by(2).collect();
    let call = text.split('(').next().unwrap_or("").trim();
    match (call, names.as_slice()) {
        ("ref", [name]) => format!("the model {}", code(name)),
        ("ref", [_, name]) => format!("the model {}", code(name)),
        ("source", [owner, name]) => format!("the source table {} of {}", code(name), code(owner)),
        ("var", [name, ..]) => format!("the setting {}", code(name)),
        _ if !text.is_empty() && text.chars().all(|it| it.is_alphanumeric() || it == '_') => {
            format!("what the template puts in for {}", code(text))
        }
        _ => format!("what the template {} gives", code(cx.unit.text(node))),
    }
}

/// A value as a noun phrase.
pub(super) fn value(cx: &Context<'_>, node: NodeId) -> String {
    told(cx, node, 0)
}

fn told(cx: &Context<'_>, node: NodeId, depth: usize) -> String {
    if cx.unit.text(node).is_empty() {
        return "a value that is left unread".to_owned();
    }
    if depth > DEEPEST {
        return cx.quote(node);
    }
    match cx.unit.kind(node) {
        Kind::Query(QueryPart::Path, _) => clock(cx, node).unwrap_or_else(|| column(cx, node)),
        Kind::Query(QueryPart::Template, _) => template(cx, node),
        Kind::Query(QueryPart::Call, _) => call(cx, node, depth),
        Kind::Query(QueryPart::Cast, _) => match parts(cx.unit, node) {
            [inner, ..] if cx.level == Level::Beginner => told(cx, *inner, depth + 1),
            [inner, _] if part(cx.unit, *inner) == Some(QueryPart::Cast) => cx.quote(node),
            [inner, to] => {
                let inner = told(cx, *inner, depth + 1);
                if inner.contains(" of ") { cx.quote(node) } else { format!("{inner} as {}", cx.quote(*to)) }
            }
            _ => cx.quote(node),
        },
        Kind::Query(QueryPart::Subquery, _) => inner_query(cx, node, depth),
        Kind::Query(QueryPart::Case, _) => case(cx, node, depth),
        Kind::Query(QueryPart::All, _) => match parts(cx.unit, node) {
            [owner] => format!("every column of {}", cx.quote(*owner)),
            _ => "every column".to_owned(),
        },
        Kind::Null if cx.level == Level::Beginner => format!("nothing ({})", cx.quote(node)),
        _ => cx.quote(node),
    }
}

/// A query as a value, where it has one column of one table.
fn inner_query(cx: &Context<'_>, node: NodeId, depth: usize) -> String {
    let unknown = || "what an inner query gives".to_owned();
    let Some(query) = parts(cx.unit, node).first().and_then(|&it| facts::queries::select(cx.unit, it)) else {
        return unknown();
    };
    let ([output], [source]) = (query.outputs.as_slice(), query.sources.as_slice()) else { return unknown() };
    if !source.is_table || query.group.is_some() || query.having.is_some() {
        return unknown();
    }
    let what = told(cx, output.value, depth + 1);
    let from = super::gist::source(cx, source.what);
    let filter = match query.filter {
        None => String::new(),
        Some((_, test)) => match super::condition::short(cx, test, &query.sources, 90) {
            Some(test) => format!(" where {test}"),
            None => " that pass a test".to_owned(),
        },
    };
    let order = query.order.and_then(|it| parts(cx.unit, it).first().copied()).map(|it| super::steps::key(cx, it));
    let text = match (is_aggregate(cx, output.value), order) {
        (true, _) => format!("{what} over the rows of {from}{filter}"),
        (false, Some(order)) if query.limit.is_some() => {
            format!("the {what} of the first row of {from}{filter}, in the order of {order}")
        }
        (false, _) if what.starts_with('`') => format!("the {what} of the rows of {from}{filter}"),
        _ => return unknown(),
    };
    if text.len() < 200 { text } else { unknown() }
}

/// A short choice of values.
fn case(cx: &Context<'_>, node: NodeId, depth: usize) -> String {
    let inner = parts(cx.unit, node);
    let searched = inner.first().is_some_and(|&it| part(cx.unit, it) == Some(QueryPart::When));
    let whens = parts_of(cx.unit, node, QueryPart::When);
    let other = parts_of(cx.unit, node, QueryPart::Else).first().and_then(|&it| parts(cx.unit, it).first().copied());
    if let ([only], true) = (whens.as_slice(), searched)
        && let [condition, chosen] = parts(cx.unit, *only)
        && depth == 0
    {
        let text = format!(
            "{} where {}, else {}",
            told(cx, *chosen, depth + 1),
            super::condition::condition(cx, *condition, &[]),
            other.map_or_else(|| "nothing".to_owned(), |it| told(cx, it, depth + 1))
        );
        if text.len() < 140 {
            return text;
        }
    }
    let n = whens.len() + usize::from(other.is_some());
    match inner.first() {
        Some(&subject) if !searched && part(cx.unit, subject) == Some(QueryPart::Path) => {
            format!("one of {} values, chosen by {}", words::number(n.max(2)), column(cx, subject))
        }
        _ => format!("one of {} values, chosen by conditions", words::number(n.max(2))),
    }
}

/// A call by what its result is, else as code.
fn call(cx: &Context<'_>, node: NodeId, depth: usize) -> String {
    let inner = parts(cx.unit, node);
    let arguments = arguments(cx, node);
    let (_, entry) = function_of(cx.unit, node);
    let window = inner.iter().copied().find(|&it| part(cx.unit, it) == Some(QueryPart::Window));
    let Some(entry) = entry else { return cx.quote(node) };
    if window.is_none()
        && let Some(text) = conditional(cx, node, &arguments, depth)
    {
        return text;
    }
    let whole = matches!(arguments.as_slice(), [only] if part(cx.unit, *only) == Some(QueryPart::All) || matches!(cx.unit.kind(*only), Kind::Integer));
    let distinct = inner.iter().any(|&it| part(cx.unit, it) == Some(QueryPart::Distinct));
    let special = |suffix: &str| cx.unit.library.find(&format!("{}_{suffix}", entry.path));
    let entry = if distinct {
        match special("distinct") {
            Some(entry) => entry,
            None => return cx.quote(node),
        }
    } else if whole && entry.path == "rows.count" {
        special("all").unwrap_or(entry)
    } else {
        entry
    };
    let Some(mut text) = filled(cx, entry.gives, &arguments, depth) else { return cx.quote(node) };
    if let Some(filter) = inner.iter().copied().find(|&it| part(cx.unit, it) == Some(QueryPart::Filter))
        && let Some(&test) = parts(cx.unit, filter).first()
    {
        text.push_str(&format!(", counting only rows where {}", super::condition::condition(cx, test, &[])));
    }
    if let Some(window) = window {
        text.push_str(&over(cx, node, window));
    }
    if text.len() > 200 { cx.quote(node) } else { text }
}

/// A sum or a count of those rows that meet a condition: `sum(case when … then x else 0 end)`.
fn conditional(cx: &Context<'_>, call: NodeId, arguments: &[NodeId], depth: usize) -> Option<String> {
    let &[case] = arguments else { return None };
    if part(cx.unit, case) != Some(QueryPart::Case) || parts(cx.unit, call).len() != 2 {
        return None;
    }
    let name = path_text(cx.unit, parts(cx.unit, call)[0]).to_ascii_lowercase();
    let (when, other) = match *parts(cx.unit, case) {
        [when] => (when, None),
        [when, other] => (when, parts(cx.unit, other).first().copied()),
        _ => return None,
    };
    if part(cx.unit, when) != Some(QueryPart::When) {
        return None;
    }
    let &[test, chosen] = parts(cx.unit, when) else { return None };
    let nothing = other.is_none_or(|it| matches!(cx.unit.kind(it), Kind::Null));
    let zero = other.is_some_and(|it| cx.unit.text(it) == "0");
    let test = super::condition::short(cx, test, &[], 110)?;
    let one = cx.unit.text(chosen) == "1";
    match name.as_str() {
        "sum" if one && (zero || nothing) => Some(format!("the number of rows where {test}")),
        "sum" if zero || nothing => {
            Some(format!("the total of {} over the rows where {test}", told(cx, chosen, depth + 1)))
        }
        "count" if nothing && matches!(cx.unit.kind(chosen), Kind::Integer | Kind::Text(_)) => {
            Some(format!("the number of rows where {test}"))
        }
        _ => None,
    }
}

/// The rows that a call looks at.
fn over(cx: &Context<'_>, call: NodeId, window: NodeId) -> String {
    let of = |kind: QueryPart| parts_of(cx.unit, window, kind).first().copied();
    let mut text = String::new();
    let aggregate = function_of(cx.unit, call).0 == Purpose::Aggregate;
    if let Some(partition) = of(QueryPart::Partition) {
        let keys: Vec<String> = parts(cx.unit, partition).iter().map(|&it| value(cx, it)).collect();
        text.push_str(&format!(" among the rows with the same {}", words::list(&keys)));
    } else if aggregate
        && of(QueryPart::Order).is_none()
        && of(QueryPart::Frame).is_none()
        && parts(cx.unit, window).is_empty()
    {
        text.push_str(" of all rows");
    }
    if let Some(order) = of(QueryPart::Order) {
        let keys: Vec<String> = parts(cx.unit, order).iter().map(|&it| super::steps::key(cx, it)).collect();
        if aggregate && of(QueryPart::Frame).is_none() {
            text.push_str(&format!(", running up to this row in the order of {}", words::list(&keys)));
        } else {
            text.push_str(&format!(", in the order of {}", words::list(&keys)));
        }
    }
    text
}

/// The arguments of a call, without what only steers it.
pub(super) fn arguments(cx: &Context<'_>, call: NodeId) -> Vec<NodeId> {
    parts(cx.unit, call)
        .iter()
        .copied()
        .skip(1)
        .filter(|&it| {
            !matches!(
                part(cx.unit, it),
                Some(
                    QueryPart::Distinct | QueryPart::Order | QueryPart::Filter | QueryPart::Window | QueryPart::Unread
                )
            )
        })
        .collect()
}

/// A library phrase with its holes filled; `None` where one cannot be.
pub(super) fn filled(cx: &Context<'_>, template: &str, arguments: &[NodeId], depth: usize) -> Option<String> {
    template.split(" | ").find_map(|template| {
        let mut text = template;
        if let Some(rest) = template.strip_prefix("[#") {
            let (n, rest) = rest.split_once("] ")?;
            if n.parse::<usize>().ok()? != arguments.len() {
                return None;
            }
            text = rest;
        }
        if text.is_empty() {
            return None;
        }
        let mut out = String::with_capacity(text.len() + 32);
        let mut rest = text;
        while let Some(at) = rest.find('{') {
            out.push_str(&rest[..at]);
            let end = rest[at..].find('}')? + at;
            let hole = &rest[at + 1..end];
            if hole == "*" {
                let all: Vec<String> = arguments.iter().map(|&it| told(cx, it, depth + 1)).collect();
                if all.is_empty() {
                    return None;
                }
                out.push_str(&words::list_some(&all, 4));
            } else {
                let argument = *arguments.get(hole.parse::<usize>().ok()?)?;
                out.push_str(&told(cx, argument, depth + 1));
            }
            rest = &rest[end + 1..];
        }
        out.push_str(rest);
        Some(out)
    })
}

/// Whether a value is made from several rows.
pub(super) fn is_aggregate(cx: &Context<'_>, node: NodeId) -> bool {
    let mut stack = vec![node];
    while let Some(at) = stack.pop() {
        match part(cx.unit, at) {
            Some(QueryPart::Call) if purpose(cx.unit, at) == Purpose::Aggregate => return true,
            // An inner query has rows of its own.
            Some(QueryPart::Subquery | QueryPart::Exists) => {}
            _ => stack.extend(parts(cx.unit, at).iter().copied()),
        }
    }
    false
}

/// The table that a qualified column belongs to, told beside it where that helps.
pub(super) fn column_of(cx: &Context<'_>, node: NodeId, sources: &[Source]) -> String {
    let [.., owner, _] = parts(cx.unit, node) else { return value(cx, node) };
    if cx.level != Level::Beginner || part(cx.unit, node) != Some(QueryPart::Path) {
        return value(cx, node);
    }
    let owner = cx.unit.text(*owner);
    let named = |what: NodeId, alias: Option<NodeId>| {
        alias.map_or_else(|| path_text(cx.unit, what), |alias| cx.unit.text(alias)).eq_ignore_ascii_case(owner)
    };
    let own = sources.iter().find(|it| named(it.what, it.alias)).copied();
    // An inner query may speak of the sources around it.
    let outer = || {
        cx.unit
            .ancestors(node)
            .find_map(|up| facts::queries::sources(cx.unit, up).into_iter().find(|it| named(it.what, it.alias)))
    };
    let target = || {
        cx.unit.ancestors(node).find_map(|up| {
            let at = *parts_of(cx.unit, up, QueryPart::Table).first()?;
            let alias =
                parts_of(cx.unit, at, QueryPart::Alias).first().and_then(|&it| parts(cx.unit, it).first().copied());
            let what = *parts(cx.unit, at).first()?;
            named(what, alias).then_some(what)
        })
    };
    match own.or_else(outer) {
        Some(source) if source.is_table => format!("{} of {}", column(cx, node), table(cx, source.what)),
        Some(_) => cx.quote(node),
        None => target().map_or_else(|| cx.quote(node), |what| format!("{} of {}", column(cx, node), table(cx, what))),
    }
}

/// The current time or day, where a name without brackets stands for it.
fn clock(cx: &Context<'_>, node: NodeId) -> Option<String> {
    let [_] = parts(cx.unit, node) else { return None };
    let name = cx.unit.text(node).to_ascii_lowercase();
    if !name.starts_with("current_")
        && !matches!(name.as_str(), "localtimestamp" | "localtime" | "sysdate" | "systimestamp")
    {
        return None;
    }
    cx.unit.library.find(&name).map(|entry| entry.gives.to_owned())
}
