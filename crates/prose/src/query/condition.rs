//! Conditions of queries as clauses: `status is 'paid'`, `name starts with 'A'`.

use code::{Kind, NodeId, Operator, QueryPart};
use facts::queries::{Source, conjuncts, part, parts, path_text, select};

use super::value::{column_of, table, value};
use crate::draft::{Context, code};
use crate::{Level, words};

/// A condition as a clause. `sources` are those that its columns may belong to.
pub(super) fn condition(cx: &Context<'_>, node: NodeId, sources: &[Source]) -> String {
    clause(cx, node, sources, 0)
}

/// The same, if it is short enough to stand inside a sentence.
pub(super) fn short(cx: &Context<'_>, node: NodeId, sources: &[Source], most: usize) -> Option<String> {
    let text = condition(cx, node, sources);
    (text.chars().count() <= most).then_some(text)
}

fn clause(cx: &Context<'_>, node: NodeId, sources: &[Source], depth: usize) -> String {
    let broken = cx.unit.preorder(node).any(|it| part(cx.unit, it) == Some(QueryPart::Unread));
    let quote = || {
        if broken {
            "a condition holds that is read only in part".to_owned()
        } else {
            format!("{} holds", cx.quote(node))
        }
    };
    if depth > 4 {
        return quote();
    }
    let side = |node: NodeId| column_of(cx, node, sources);
    let inner = parts(cx.unit, node);
    match cx.unit.kind(node) {
        Kind::Query(QueryPart::Operation(Operator::And), _) => {
            let all: Vec<String> =
                conjuncts(cx.unit, node).iter().map(|&it| grouped(cx, it, sources, depth + 1)).collect();
            super::gist::list_clear(&all, usize::MAX - 1)
        }
        Kind::Query(QueryPart::Operation(Operator::Or), _) => {
            let all: Vec<String> = inner.iter().map(|&it| clause(cx, it, sources, depth + 1)).collect();
            match all.as_slice() {
                [init @ .., last] if !init.is_empty() => format!("{} or {last}", init.join(", ")),
                _ => quote(),
            }
        }
        Kind::Query(QueryPart::Operation(operator), _) => match inner {
            &[left, right, ..] => operation(cx, operator, left, right, &side).unwrap_or_else(quote),
            _ => quote(),
        },
        Kind::Query(QueryPart::Between { negated }, _) => match inner {
            &[what, low, high] => format!(
                "{} lies {}between {} and {} (both included)",
                side(what),
                if negated { "not " } else { "" },
                value(cx, low),
                value(cx, high)
            ),
            _ => quote(),
        },
        Kind::Query(QueryPart::Not, _) => match *inner {
            [inner] if part(cx.unit, inner) == Some(QueryPart::Exists) => exists(cx, inner, true).unwrap_or_else(quote),
            [inner] if matches!(part(cx.unit, inner), Some(QueryPart::Path | QueryPart::Call)) => {
                format!("{} is false", side(inner))
            }
            _ => quote(),
        },
        Kind::Query(QueryPart::Exists, _) => exists(cx, node, false).unwrap_or_else(quote),
        Kind::Query(QueryPart::Path, _) => format!("{} is true", side(node)),
        Kind::Query(QueryPart::Parameter, _) => format!("{} is true", cx.quote(node)),
        Kind::Boolean(true) => "always".to_owned(),
        Kind::Query(QueryPart::Template, _) => {
            format!("the condition holds that {}", super::value::template(cx, node).replacen("what ", "", 1))
        }
        _ => quote(),
    }
}

/// One of several conditions that must all hold; alternatives are kept together.
fn grouped(cx: &Context<'_>, node: NodeId, sources: &[Source], depth: usize) -> String {
    let text = clause(cx, node, sources, depth);
    if part(cx.unit, node) == Some(QueryPart::Operation(Operator::Or)) { format!("either {text}") } else { text }
}

fn operation(
    cx: &Context<'_>,
    operator: Operator,
    left: NodeId,
    right: NodeId,
    side: &dyn Fn(NodeId) -> String,
) -> Option<String> {
    if cx.unit.text(right).is_empty() || cx.unit.text(left).is_empty() {
        return None;
    }
    // Two numbers are a condition that templates and generators put in.
    if matches!(cx.unit.kind(left), Kind::Integer) && matches!(cx.unit.kind(right), Kind::Integer) {
        return None;
    }
    let is_null = matches!(cx.unit.kind(right), Kind::Null);
    Some(match operator {
        Operator::Equal if is_null => return None,
        Operator::NotEqual if is_null => return None,
        Operator::Equal => match part(cx.unit, right) {
            Some(QueryPart::Path) if part(cx.unit, left) == Some(QueryPart::Path) => {
                format!("{} equals {}", side(left), side(right))
            }
            _ => format!("{} is {}", side(left), side(right)),
        },
        Operator::NotEqual => format!("{} is not {}", side(left), side(right)),
        Operator::Less => format!("{} is {} {}", side(left), smaller(cx, left, right), side(right)),
        Operator::LessEqual => format!("{} is at most {}", side(left), side(right)),
        Operator::Greater | Operator::GreaterEqual => {
            if let Some(length) = recent(cx, right) {
                return Some(format!("{} is no older than {length}", side(left)));
            }
            if operator == Operator::Greater {
                format!("{} is {} {}", side(left), larger(cx, left, right), side(right))
            } else {
                format!("{} is at least {}", side(left), side(right))
            }
        }
        Operator::Is { negated } => match cx.unit.kind(right) {
            // The bounds of a range may be missing; a text in other letters is there whenever the text is.
            Kind::Null if is_bound(cx, left) => {
                format!("{} has {} value", cx.quote(left), if negated { "a" } else { "no" })
            }
            Kind::Null if negated => format!("{} has a value", side(left)),
            Kind::Null => format!("{} has no value", side(left)),
            Kind::Boolean(truth) => format!("{} is {}{truth}", side(left), if negated { "not " } else { "" }),
            _ => return None,
        },
        Operator::In { negated } => {
            let not = if negated { "not " } else { "" };
            match part(cx.unit, right) {
                Some(QueryPart::Row) => {
                    let values: Vec<String> = parts(cx.unit, right).iter().map(|&it| value(cx, it)).collect();
                    match values.as_slice() {
                        [only] if negated => format!("{} is not {only}", side(left)),
                        [only] => format!("{} is {only}", side(left)),
                        [init @ .., last] if !negated && values.len() < 4 => {
                            format!("{} is {} or {last}", side(left), init.join(", "))
                        }
                        [init @ .., last] if values.len() < 4 => {
                            format!("{} is neither {} nor {last}", side(left), init.join(" nor "))
                        }
                        _ if negated => format!("{} is none of {}", side(left), words::list_some(&values, 5)),
                        _ => format!("{} is one of {}", side(left), words::list_some(&values, 5)),
                    }
                }
                Some(QueryPart::Subquery) => {
                    let query = parts(cx.unit, right).first().copied()?;
                    format!("{} is {not}among {}", side(left), members(cx, query))
                }
                _ => return None,
            }
        }
        Operator::Like { negated, folds_case } => {
            let Kind::Text(_) = cx.unit.kind(right) else { return None };
            let text = cx.unit.text(right).trim_start_matches(['N', 'E', 'n', 'e']).trim_matches('\'');
            let bare = text.trim_matches('%');
            if bare.is_empty() || bare.contains(['%', '_', '\'', '\\', '[']) {
                return None;
            }
            let (start, end) = (text.starts_with('%'), text.ends_with('%'));
            let verb = match (start, end, negated) {
                (true, true, false) => "contains",
                (true, true, true) => "does not contain",
                (false, true, false) => "starts with",
                (false, true, true) => "does not start with",
                (true, false, false) => "ends with",
                (true, false, true) => "does not end with",
                (false, false, false) => "is",
                (false, false, true) => "is not",
            };
            let fold = if folds_case { " (capitals do not matter)" } else { "" };
            format!("{} {verb} {}{fold}", side(left), code(bare))
        }
        Operator::Matches { negated } => {
            format!(
                "{} {} the pattern {}",
                side(left),
                if negated { "does not match" } else { "matches" },
                value(cx, right)
            )
        }
        Operator::IsDistinct { negated } => format!(
            "{} and {} {} (an absent value counts as a value here)",
            side(left),
            side(right),
            if negated { "are the same" } else { "differ" }
        ),
        _ => return None,
    })
}

fn smaller(cx: &Context<'_>, left: NodeId, right: NodeId) -> &'static str {
    if is_time(cx, left) || is_time(cx, right) { "before" } else { "less than" }
}

fn larger(cx: &Context<'_>, left: NodeId, right: NodeId) -> &'static str {
    if is_time(cx, left) || is_time(cx, right) { "after" } else { "more than" }
}

/// Whether a value is a time for certain.
fn is_time(cx: &Context<'_>, node: NodeId) -> bool {
    match cx.unit.kind(node) {
        Kind::Text(_) => {
            let text = cx.unit.text(node);
            let text = text.trim_start_matches(|it: char| it.is_alphabetic() || it == ' ').trim_matches('\'');
            text.len() >= 10
                && text
                    .bytes()
                    .take(10)
                    .enumerate()
                    .all(|(at, it)| if at == 4 || at == 7 { it == b'-' } else { it.is_ascii_digit() })
        }
        Kind::Query(QueryPart::Call | QueryPart::Path, _) => is_now(cx, node),
        _ => false,
    }
}

/// Whether a value is the current time or day.
fn is_now(cx: &Context<'_>, node: NodeId) -> bool {
    let path = match part(cx.unit, node) {
        Some(QueryPart::Call) => parts(cx.unit, node).first().copied(),
        Some(QueryPart::Path) => Some(node),
        _ => None,
    };
    path.is_some_and(|path| {
        cx.unit.library.find(&path_text(cx.unit, path).to_ascii_lowercase()).is_some_and(|entry| {
            matches!(entry.returns, "time" | "date") && entry.effects.contains(&code::Effect::Clock)
        })
    })
}

/// The length of time before now that a value lies, if it does.
fn recent(cx: &Context<'_>, node: NodeId) -> Option<String> {
    let inner = parts(cx.unit, node);
    let length = match part(cx.unit, node)? {
        QueryPart::Operation(Operator::Subtract) => match inner {
            &[now, length] if is_now(cx, now) && part(cx.unit, length) == Some(QueryPart::Interval) => length,
            _ => return None,
        },
        QueryPart::Call => match inner {
            &[callee, now, length]
                if path_text(cx.unit, callee).eq_ignore_ascii_case("date_sub")
                    && is_now(cx, now)
                    && part(cx.unit, length) == Some(QueryPart::Interval) =>
            {
                length
            }
            _ => return None,
        },
        _ => return None,
    };
    let text = cx.unit.text(length);
    let text = text.get("interval".len()..)?.trim().replace('\'', "");
    let plain = text.split_whitespace().count() == 2 && text.chars().all(|it| it.is_ascii_alphanumeric() || it == ' ');
    if !plain {
        return Some(cx.quote(length));
    }
    let text = text.to_ascii_lowercase();
    let (n, unit) = text.split_once(' ')?;
    let unit =
        if n == "1" { unit.trim_end_matches('s').to_owned() } else { format!("{}s", unit.trim_end_matches('s')) };
    Some(format!("{n} {unit}"))
}

/// What a query of one column gives, as a group of values.
fn members(cx: &Context<'_>, query: NodeId) -> String {
    let Some(query) = select(cx.unit, query) else { return "what an inner query gives".to_owned() };
    if let ([output], [source]) = (query.outputs.as_slice(), query.sources.as_slice())
        && source.is_table
        && part(cx.unit, output.value) == Some(QueryPart::Path)
        && query.group.is_none()
    {
        let filter = match query.filter {
            None => String::new(),
            Some((_, test)) => match short(cx, test, &query.sources, 90) {
                Some(text) => format!(" where {text}"),
                None => " that pass a test of their own".to_owned(),
            },
        };
        return format!("the {} of rows of {}{filter}", value(cx, output.value), table(cx, source.what));
    }
    "what an inner query gives".to_owned()
}

/// Whether there is a row.
fn exists(cx: &Context<'_>, node: NodeId, negated: bool) -> Option<String> {
    let query = parts(cx.unit, node)
        .first()
        .and_then(|&it| parts(cx.unit, it).first().copied())
        .and_then(|it| select(cx.unit, it))?;
    let [source, ..] = query.sources.as_slice() else { return None };
    if !source.is_table {
        return None;
    }
    let filter = match query.filter {
        None => String::new(),
        Some((_, test)) => match short(cx, test, &query.sources, 110) {
            Some(text) => format!(" where {text}"),
            None => " that fits".to_owned(),
        },
    };
    let joined = if query.sources.len() > 1 { " with its joined rows" } else { "" };
    let there = match (negated, cx.level) {
        (false, Level::Expert) => "there is a row of",
        (false, _) => "there is at least one row of",
        (true, _) => "there is no row of",
    };
    Some(format!("{there} {}{joined}{filter}", table(cx, source.what)))
}

/// Whether this may ask for the bound of a range as well as for a text in capitals.
fn is_bound(cx: &Context<'_>, node: NodeId) -> bool {
    part(cx.unit, node) == Some(QueryPart::Call)
        && parts(cx.unit, node).first().is_some_and(|&it| {
            let name = cx.unit.text(it);
            name.eq_ignore_ascii_case("upper") || name.eq_ignore_ascii_case("lower")
        })
}
