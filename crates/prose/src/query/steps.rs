//! *How* a query works: its clauses in the order in which they take effect.

use code::{Combination, JoinForm, NodeId, QueryPart, Span};
use facts::queries::{Select, conjuncts, part, parts, parts_of, select};

use super::value::{column_of, is_aggregate, value};
use super::{condition, gist};
use crate::draft::{Context, Draft};
use crate::{Level, SectionKind, words};

/// How deep queries in queries are told.
const DEEPEST: usize = 3;

/// A key of an order: `` `total`, largest first ``.
pub(super) fn key(cx: &Context<'_>, node: NodeId) -> String {
    let Some(&inner) = parts(cx.unit, node).first() else { return cx.quote(node) };
    let descending = part(cx.unit, node) == Some(QueryPart::Key { descending: true });
    let text = match cx.unit.kind(inner) {
        code::Kind::Integer => format!("column {}", cx.quote(inner)),
        _ => value(cx, inner),
    };
    match (descending, cx.level) {
        (true, Level::Beginner) => format!("{text} (largest first)"),
        (true, _) => format!("{text} (descending)"),
        (false, _) => text,
    }
}

fn say(cx: &Context<'_>, draft: &mut Draft, parent: Option<u32>, text: &str, node: NodeId) -> u32 {
    // A reviewer's text has no subject.
    let text = if cx.level == Level::Expert { text.strip_prefix("it ").unwrap_or(text) } else { text };
    draft.say(SectionKind::How, parent, words::sentence(text), &[cx.unit.span(node)])
}

/// The steps of a query, under a sentence or at the top.
pub(super) fn query(cx: &Context<'_>, node: NodeId, parent: Option<u32>, depth: usize, draft: &mut Draft) {
    let inner = parts(cx.unit, node);
    for &it in inner {
        if part(cx.unit, it) == Some(QueryPart::With) && part(cx.unit, node) != Some(QueryPart::Select) {
            with_steps(cx, &parts_of(cx.unit, it, QueryPart::Step), parent, depth, draft);
        }
    }
    match part(cx.unit, node) {
        Some(QueryPart::Select) => {
            if let Some(query) = select(cx.unit, node) {
                of_select(cx, &query, parent, depth, draft);
            }
        }
        Some(QueryPart::Combine(form)) => {
            let operands = gist::operands(cx, node, form);
            // The steps of a `with` belong to the first query and come before all of them.
            if let Some(first) = operands.first().and_then(|&it| select(cx.unit, it)) {
                with_steps(cx, &first.steps, parent, depth, draft);
            }
            for (at, &it) in operands.iter().enumerate() {
                let Some(text) = gist::query(cx, it) else {
                    say(cx, draft, parent, "A part of this query is left unread", it);
                    continue;
                };
                let lead = match (at, form) {
                    (0, _) => "the first query",
                    (_, Combination::UnionAll | Combination::Union) => "to these rows, the next query",
                    (_, Combination::Intersect) => "of these rows, only those stay that the next query gives too; it",
                    (_, Combination::Except) => "of these rows, those go that the next query gives; it",
                };
                let text = match (at, form) {
                    (0, _) | (_, Combination::Intersect | Combination::Except) => format!("{lead} {text}"),
                    _ => format!("the next query adds its own rows: it {text}"),
                };
                let id = say(cx, draft, parent, &text, it);
                if depth < DEEPEST && cx.level != Level::Expert && is_long(cx, it) {
                    let mut bare = select(cx.unit, it);
                    if let Some(query) = &mut bare {
                        query.steps.clear();
                        of_select(cx, query, Some(id), depth + 1, draft);
                    }
                }
            }
        }
        Some(QueryPart::Derived | QueryPart::Subquery) => {
            for &it in inner {
                match part(cx.unit, it) {
                    Some(QueryPart::Order) => {
                        say(cx, draft, parent, &order(cx, it), it);
                    }
                    Some(QueryPart::Limit) => {
                        if let Some(&n) = parts(cx.unit, it).first() {
                            say(
                                cx,
                                draft,
                                parent,
                                &format!("of that, it keeps at most {} rows", gist::number(cx, n)),
                                it,
                            );
                        }
                    }
                    Some(QueryPart::Unread) => {
                        say(cx, draft, parent, "The rest of this statement is left unread", it);
                    }
                    Some(QueryPart::With | QueryPart::Offset | QueryPart::Lock | QueryPart::Options) => {}
                    _ => query(cx, it, parent, depth, draft),
                }
            }
        }
        _ => {}
    }
}

/// Whether a query has more lines than a sentence says.
fn is_long(cx: &Context<'_>, node: NodeId) -> bool {
    let (first, last) = cx.unit.line_range(cx.unit.span(node));
    last - first > 3
}

/// Named steps, each with its own.
pub(super) fn with_steps(cx: &Context<'_>, steps: &[NodeId], parent: Option<u32>, depth: usize, draft: &mut Draft) {
    for &it in steps {
        let inner = parts(cx.unit, it);
        let Some(&name) = inner.first() else { continue };
        let body = inner.iter().skip(1).copied().find(|&it| part(cx.unit, it) != Some(QueryPart::Fields));
        let gist = body.and_then(|body| gist::statement(cx, body));
        let name = cx.quote(name);
        let recursive = cx
            .facts
            .queries
            .idioms
            .iter()
            .any(|idiom| idiom.kind == facts::queries::QueryIdiomKind::RecursiveStep && idiom.node == it);
        let text = match (&gist, cx.level) {
            (Some(_), _) if recursive => {
                format!(
                    "{name} grows: it starts with the rows of its first query, and goes on with those that the next one adds to them"
                )
            }
            (Some(gist), Level::Beginner) => format!("a step named {name} {gist}"),
            (Some(gist), _) => format!("{name} {gist}"),
            (None, _) => format!("{name} is a named step that is left unread"),
        };
        let id = say(cx, draft, parent, &text, it);
        if let Some(body) = body
            && depth < DEEPEST
            && (cx.level != Level::Expert || is_long(cx, body))
            && (is_long(cx, body) || recursive)
            && gist.is_some()
        {
            query(cx, body, Some(id), depth + 1, draft);
        }
    }
}

fn order(cx: &Context<'_>, node: NodeId) -> String {
    let keys: Vec<String> = parts(cx.unit, node).iter().map(|&it| key(cx, it)).collect();
    format!("it sorts the rows by {}", words::list_some(&keys, 5))
}

fn of_select(cx: &Context<'_>, query: &Select, parent: Option<u32>, depth: usize, draft: &mut Draft) {
    with_steps(cx, &query.steps, parent, depth, draft);
    from(cx, query, parent, depth, draft);
    if let Some((clause, test)) = query.filter {
        filter(cx, query, clause, test, parent, draft);
    }
    let grouped = query.group.is_some();
    if let Some(group) = query.group {
        let keys = gist::group_keys(cx, query);
        let text = match cx.level {
            Level::Beginner => format!(
                "it puts rows with the same {} together into one group",
                keys.replacen("combination of ", "", 1)
            ),
            Level::Intermediate => format!("it groups the rows: one for each {keys}"),
            Level::Expert => format!("one row per {keys}"),
        };
        say(cx, draft, parent, &text, group);
    }
    if let Some((clause, test)) = query.having {
        let text = match condition::short(cx, test, &query.sources, 260) {
            Some(text) if cx.level == Level::Beginner => format!("it keeps only groups where {text}"),
            Some(text) => format!("groups are kept only where {text}"),
            None => "groups must meet a further condition".to_owned(),
        };
        say(cx, draft, parent, &text, clause);
    }
    outputs(cx, query, grouped, parent, draft);
    if let Some((clause, test)) = query.qualify {
        let text = match condition::short(cx, test, &query.sources, 260) {
            Some(text) => format!("of the result, only rows stay where {text}"),
            None => "rows must meet a condition about the window".to_owned(),
        };
        say(cx, draft, parent, &text, clause);
    }
    if let Some(node) = query.distinct {
        let keys: Vec<String> = parts(cx.unit, node).iter().map(|&it| value(cx, it)).collect();
        let text = if keys.is_empty() {
            "rows that are equal in all columns come out once".to_owned()
        } else {
            format!("of the rows with the same {}, only the first comes out", words::list(&keys))
        };
        say(cx, draft, parent, &text, node);
    }
    end(cx, query, parent, draft);
    for &it in &query.unread {
        let text = if part(cx.unit, it) == Some(QueryPart::Template) {
            format!("here stands {}", super::value::template(cx, it))
        } else {
            "A part of this query is left unread".to_owned()
        };
        say(cx, draft, parent, &text, it);
    }
    for &it in parts(cx.unit, query.node) {
        if part(cx.unit, it) == Some(QueryPart::WindowName)
            && let [name, ..] = parts(cx.unit, it)
        {
            say(cx, draft, parent, &format!("{} names the rows that window functions look at", cx.quote(*name)), it);
        }
        if part(cx.unit, it) == Some(QueryPart::Assign)
            && let &[target, new] = parts(cx.unit, it)
        {
            say(cx, draft, parent, &format!("it sets {} to {}", cx.quote(target), value(cx, new)), it);
        }
    }
}

fn from(cx: &Context<'_>, query: &Select, parent: Option<u32>, depth: usize, draft: &mut Draft) {
    for source in &query.sources {
        let name = gist::source(cx, source.what);
        let alias = match source.alias {
            Some(alias) if cx.level != Level::Beginner || !source.is_table => format!(" (here {})", cx.quote(alias)),
            _ => String::new(),
        };
        let test = source.on.map(|on| {
            condition::short(cx, on, &query.sources, 240)
                .unwrap_or_else(|| words::count(conjuncts(cx.unit, on).len(), "condition") + " hold")
        });
        let using = source.using.map(|using| {
            let names: Vec<String> = parts_of(cx.unit, using, QueryPart::Fields)
                .iter()
                .flat_map(|&it| parts(cx.unit, it).to_vec())
                .map(|it| cx.quote(it))
                .collect();
            format!("{} agrees", words::list(&names))
        });
        let test = test.or(using);
        let text = match (source.join, cx.level) {
            (None, Level::Beginner) => format!("it starts with the rows of {name}{alias}"),
            (None, Level::Intermediate) => format!("it starts from {name}{alias}"),
            (None, Level::Expert) => format!("reads {name}{alias}"),
            (Some(JoinForm::Comma), _) if query.filter.is_none() => {
                format!("it pairs every row with every row of {name}{alias}")
            }
            (Some(form), level) => join(form, level, &name, &alias, test.as_deref()),
        };
        let id = say(cx, draft, parent, &text, source.node);
        if !source.is_table
            && depth < DEEPEST
            && matches!(
                part(cx.unit, source.what),
                Some(QueryPart::Select | QueryPart::Combine(_) | QueryPart::Subquery | QueryPart::Derived)
            )
            && let Some(gist) = gist::query(cx, source.what)
        {
            let inner = say(cx, draft, Some(id), &format!("the inner query {gist}"), source.what);
            if is_long(cx, source.what) {
                self::query(cx, source.what, Some(inner), depth + 1, draft);
            }
        }
    }
}

fn join(form: JoinForm, level: Level, name: &str, alias: &str, test: Option<&str>) -> String {
    let beginner = level == Level::Beginner;
    let on = test.map(|it| format!(" where {it}")).unwrap_or_default();
    match form {
        JoinForm::Inner | JoinForm::Natural if beginner => format!(
            "to each of them it adds the fitting rows of {name}{alias}{on}; a row without a fitting one drops out"
        ),
        JoinForm::Left | JoinForm::OuterApply if beginner => {
            format!(
                "to each of them it adds the fitting rows of {name}{alias}{on}; a row without a fitting one stays, with empty values there"
            )
        }
        JoinForm::Right if beginner => {
            format!("it adds {name}{alias}{on}, and keeps all rows of {name}, even those that nothing fits")
        }
        JoinForm::Full if beginner => {
            format!("it adds {name}{alias}{on}, and keeps the rows of both sides that nothing fits")
        }
        JoinForm::Inner => match test {
            Some(_) => format!("it joins {name}{alias}{on}"),
            None => format!("it joins {name}{alias}"),
        },
        JoinForm::Natural => format!("it joins {name}{alias} where all columns of the same name agree"),
        JoinForm::Left => format!("it left-joins {name}{alias}{on}, keeping rows without a match"),
        JoinForm::Right => format!("it right-joins {name}{alias}{on}, keeping rows of {name} without a match"),
        JoinForm::Full => format!("it full-joins {name}{alias}{on}, keeping unmatched rows of both sides"),
        JoinForm::Cross => format!("it pairs every row with every row of {name}{alias}"),
        JoinForm::Comma => {
            format!("it adds {name}{alias} as a further source; which of its rows belong is up to the filter")
        }
        JoinForm::Apply => {
            format!("for each row it works out {name}{alias}, and drops rows for which that gives nothing")
        }
        JoinForm::OuterApply => {
            format!("for each row it works out {name}{alias}, and keeps rows for which that gives nothing")
        }
    }
}

fn filter(cx: &Context<'_>, query: &Select, clause: NodeId, test: NodeId, parent: Option<u32>, draft: &mut Draft) {
    let tests = conjuncts(cx.unit, test);
    let whole = condition::short(cx, test, &query.sources, if cx.level == Level::Expert { 200 } else { 150 });
    match whole {
        Some(text) => {
            let text = match cx.level {
                Level::Beginner => format!("of these it keeps only rows where {text}"),
                Level::Intermediate => format!("it keeps rows where {text}"),
                Level::Expert => format!("filter: {text}"),
            };
            say(cx, draft, parent, &text, clause);
        }
        None if tests.len() > 1 => {
            let id = say(
                cx,
                draft,
                parent,
                &format!("it keeps rows that meet all of {}", words::count(tests.len(), "condition")),
                clause,
            );
            for test in tests {
                let text = condition::short(cx, test, &query.sources, 220)
                    .unwrap_or_else(|| format!("{} holds", cx.quote(test)));
                say(cx, draft, Some(id), &text, test);
            }
        }
        None => {
            let alternatives = parts(cx.unit, test);
            if part(cx.unit, test) == Some(QueryPart::Operation(code::Operator::Or)) {
                let id = say(
                    cx,
                    draft,
                    parent,
                    &format!(
                        "it keeps rows that meet at least one of {}",
                        words::count(alternatives.len(), "condition")
                    ),
                    clause,
                );
                for &test in alternatives {
                    let text = condition::short(cx, test, &query.sources, 220)
                        .unwrap_or_else(|| format!("{} holds", cx.quote(test)));
                    say(cx, draft, Some(id), &text, test);
                }
            } else {
                say(cx, draft, parent, &format!("it keeps rows where {} holds", cx.quote(test)), clause);
            }
        }
    }
}

/// What each row of the result holds.
fn outputs(cx: &Context<'_>, query: &Select, grouped: bool, parent: Option<u32>, draft: &mut Draft) {
    let (Some(first), Some(last)) = (query.outputs.first(), query.outputs.last()) else { return };
    let span = Span::new(cx.unit.span(first.node).start, cx.unit.span(last.node).end);
    // Columns that only repeat a name need no sentence each.
    let mut told = Vec::new();
    let mut plain: Vec<String> = Vec::new();
    let mut calculated = false;
    for it in &query.outputs {
        let text = match part(cx.unit, it.value) {
            Some(QueryPart::Path) => column_of(cx, it.value, &query.sources),
            _ => value(cx, it.value),
        };
        let same = it.name.is_none_or(|name| text == cx.quote(name))
            || text.starts_with('`') && part(cx.unit, it.value) == Some(QueryPart::Path) && cx.level == Level::Beginner;
        match it.name {
            Some(name) if !same => told.push((it.node, format!("{}: {text}", cx.quote(name)))),
            _ if text.starts_with('`') || part(cx.unit, it.value) == Some(QueryPart::All) => {
                calculated |= !matches!(part(cx.unit, it.value), Some(QueryPart::Path | QueryPart::All));
                plain.push(text);
            }
            _ => told.push((it.node, text)),
        }
    }
    let lead = match (cx.level, grouped) {
        (Level::Beginner, true) => "for each group it gives",
        (Level::Beginner, false) if is_one_row(cx, query) => "the one row that comes out holds",
        (Level::Beginner, false) => "each row that comes out holds",
        (Level::Intermediate, _) => "the result has",
        (Level::Expert, _) => "gives",
    };
    let short: Vec<String> = plain.iter().cloned().chain(told.iter().map(|it| it.1.clone())).collect();
    let joined = words::list_some(&short, 6);
    if joined.len() <= 180 && short.len() <= 5 && told.iter().all(|it| !it.1.contains(", ")) {
        let text: Vec<String> = short
            .iter()
            .map(|it| match it.split_once("`: ") {
                Some((name, rest)) if it.starts_with('`') && name.matches('`').count() == 1 => {
                    format!("{name}` ({rest})")
                }
                _ => it.clone(),
            })
            .collect();
        draft.say(SectionKind::How, parent, words::sentence(&format!("{lead} {}", words::list(&text))), &[span]);
        return;
    }
    let n = words::count(query.outputs.len(), "column");
    let id = draft.say(SectionKind::How, parent, words::sentence(&format!("{lead} {n}")), &[span]);
    if cx.level == Level::Expert && told.len() > 8 {
        return;
    }
    if !plain.is_empty() {
        let whole = plain.len() == query.outputs.len() || plain.len() == 1;
        let list = words::list_some(&plain, 10);
        let text = if whole || calculated { list } else { format!("{list} as they are") };
        draft.say(SectionKind::How, Some(id), words::sentence(&text), &[span]);
    }
    for (node, text) in told.into_iter().take(24) {
        say(cx, draft, Some(id), &text, node);
    }
}

fn is_one_row(cx: &Context<'_>, query: &Select) -> bool {
    query.group.is_none() && query.outputs.iter().any(|it| is_aggregate(cx, it.value)) || query.sources.is_empty()
}

fn end(cx: &Context<'_>, query: &Select, parent: Option<u32>, draft: &mut Draft) {
    if let Some(node) = query.order {
        say(cx, draft, parent, &order(cx, node), node);
    }
    if let Some((clause, n)) = query.offset {
        say(cx, draft, parent, &format!("it skips the first {} rows", gist::number(cx, n)), clause);
    }
    if let Some((clause, n)) = query.limit {
        let text = match (query.order, cx.level) {
            (Some(_), Level::Expert) => format!(
                "keeps {}; where the sort keys tie, which rows those are is not fixed",
                gist::first_rows(cx, n, query.offset.is_some())
            ),
            (Some(_), _) => format!("it keeps {}", gist::first_rows(cx, n, query.offset.is_some())),
            (None, _) if cx.unit.text(n) == "1" => "it stops at one row".to_owned(),
            (None, _) => format!("it stops at {} rows", gist::number(cx, n)),
        };
        say(cx, draft, parent, &text, clause);
    }
    if let Some(node) = query.lock {
        let text = match cx.level {
            Level::Beginner => "until the transaction ends, it keeps others from changing these rows",
            _ => "it locks the rows until the transaction ends",
        };
        say(cx, draft, parent, text, node);
    }
    if let Some(node) = query.into {
        let targets: Vec<String> = parts(cx.unit, node).iter().map(|&it| cx.quote(it)).collect();
        say(cx, draft, parent, &format!("it puts the result into {}", words::list_some(&targets, 6)), node);
    }
}
