//! What a query or a statement is for, as a verb phrase in the third person.

use code::{Combination, ConstraintForm, JoinForm, Kind, NodeId, ObjectForm, Operator, QueryPart, RoutineForm};
use facts::queries::{QueryIdiomKind, Select, Source, named_last, part, parts, parts_of, select, target};

use super::value::{column, is_aggregate, table, value};
use super::{changes, condition};
use crate::draft::{Context, code};
use crate::{Level, words};

/// How many result columns are named.
const MOST_COLUMNS: usize = 4;

/// A statement as a verb phrase; `None` where nothing can be said of it.
pub(super) fn statement(cx: &Context<'_>, node: NodeId) -> Option<String> {
    let inner = parts(cx.unit, node);
    Some(match part(cx.unit, node)? {
        QueryPart::Select | QueryPart::Combine(_) | QueryPart::Derived | QueryPart::Subquery | QueryPart::Values => {
            query(cx, node)?
        }
        QueryPart::Insert(form) => changes::insert(cx, node, form)?,
        QueryPart::Update => changes::update(cx, node)?,
        QueryPart::Delete => {
            let what = table(cx, target(cx.unit, node)?);
            match changes::rows_of_change(cx, node) {
                Some(text) if text.is_empty() => format!("removes every row of {what}"),
                Some(text) => format!("removes the rows of {what}{text}"),
                None => format!("removes rows of {what}"),
            }
        }
        QueryPart::Merge => changes::merge(cx, node)?,
        QueryPart::Truncate => {
            let tables: Vec<String> = parts_of(cx.unit, node, QueryPart::Table)
                .iter()
                .filter_map(|&it| Some(table(cx, *parts(cx.unit, it).first()?)))
                .collect();
            if tables.is_empty() {
                return None;
            }
            format!("empties {}", words::list_some(&tables, 5))
        }
        QueryPart::Create(form) => super::define::create(cx, node, form)?,
        QueryPart::Alter(form) => super::define::alter(cx, node, form)?,
        QueryPart::Drop(form) => super::define::drop_object(cx, node, form)?,
        QueryPart::Trigger => super::routine::trigger(cx, node)?,
        QueryPart::Routine(form) => super::routine::gist(cx, node, form)?,
        QueryPart::Grant | QueryPart::Revoke => changes::rights(cx, node)?,
        QueryPart::Describe(form) => {
            let path = inner.first().copied().filter(|&it| part(cx.unit, it) == Some(QueryPart::Path))?;
            format!("describes the {} {}", super::define::noun(form), cx.quote(path))
        }
        QueryPart::Begin => "begins a transaction".to_owned(),
        QueryPart::Commit => "keeps the changes of the transaction".to_owned(),
        QueryPart::Rollback => "takes the changes of the transaction back".to_owned(),
        QueryPart::Savepoint => "marks a point that the transaction can go back to".to_owned(),
        QueryPart::Setting => match inner.first() {
            Some(&path) if part(cx.unit, path) == Some(QueryPart::Path) => {
                format!("sets the option {}", cx.quote(path))
            }
            _ => "sets an option of the session".to_owned(),
        },
        QueryPart::Use => format!("goes to the database {}", cx.quote(*inner.first()?)),
        QueryPart::Explain => {
            let whole = cx.unit.span(node);
            let end = inner.first().map_or(whole.end, |&it| cx.unit.span(it).start);
            let head = cx.unit.slice(code::Span::new(whole.start, end.max(whole.start))).to_ascii_lowercase();
            if head.split(|it: char| !it.is_ascii_alphanumeric()).any(|it| it.starts_with("analy")) {
                "runs the query and asks the database how it ran it".to_owned()
            } else {
                "asks the database how it would run the query, without running it".to_owned()
            }
        }
        QueryPart::Invoke => super::routine::invocation(cx, node)?,
        QueryPart::Execute => "runs a statement that is put together as text".to_owned(),
        QueryPart::Copy => {
            let writes = inner.iter().any(|&it| part(cx.unit, it) == Some(QueryPart::Into));
            match target(cx.unit, node) {
                Some(it) if writes => format!("writes the rows of {} out", table(cx, it)),
                Some(it) => format!("loads rows into {} in bulk", table(cx, it)),
                None if writes => "writes what a query gives out".to_owned(),
                None => return None,
            }
        }
        QueryPart::Cursor(act) => {
            let of = match inner.first() {
                Some(&it) if part(cx.unit, it) == Some(QueryPart::Path) => format!(" of {}", cx.quote(it)),
                _ => String::new(),
            };
            let into = parts_of(cx.unit, node, QueryPart::Into)
                .first()
                .map(|&it| parts(cx.unit, it).iter().map(|&it| cx.quote(it)).collect::<Vec<_>>())
                .filter(|it| !it.is_empty())
                .map(|it| format!(" into {}", words::list_some(&it, 4)))
                .unwrap_or_default();
            match act {
                code::CursorAct::Open => format!("begins to walk through the rows{of}"),
                code::CursorAct::Fetch => format!("takes the next row{of}{into}"),
                code::CursorAct::Close => format!("ends the walk through the rows{of}"),
            }
        }
        QueryPart::Command => "is a command for the client program".to_owned(),
        _ => return None,
    })
}

/// A query as a verb phrase.
pub(super) fn query(cx: &Context<'_>, node: NodeId) -> Option<String> {
    let inner = parts(cx.unit, node);
    match part(cx.unit, node)? {
        QueryPart::Select => Some(of_select(cx, &select(cx.unit, node)?)),
        QueryPart::Combine(form) => {
            let operands = operands(cx, node, form);
            let n = words::count(operands.len(), "query");
            let mut tables: Vec<String> = Vec::new();
            for &it in &operands {
                match facts::queries::sources(cx.unit, it).first().map(|it| source(cx, it.what)) {
                    Some(name) if !tables.contains(&name) => tables.push(name),
                    _ => {}
                }
            }
            let from = match tables.as_slice() {
                [] => String::new(),
                _ if tables.iter().any(|it| it.contains("inner query")) => String::new(),
                // A query without a source gives its row as written.
                [only] if operands.iter().all(|&it| !facts::queries::sources(cx.unit, it).is_empty()) => {
                    format!(", all of them from {only}")
                }
                [only] => format!(", from {only}"),
                _ => format!(", from {}", words::list_some(&tables, 4)),
            };
            Some(match form {
                Combination::UnionAll => format!("puts the rows of {n} below one another{from}"),
                Combination::Union => format!("puts the different rows of {n} below one another{from}"),
                Combination::Intersect => format!("gives the rows that are in all of {n}{from}"),
                Combination::Except => format!("gives the rows of the first of {n} that no later one gives{from}"),
            })
        }
        QueryPart::Derived | QueryPart::Subquery => {
            let inner = inner.iter().copied().find(|&it| part(cx.unit, it) != Some(QueryPart::With))?;
            if part(cx.unit, inner) == Some(QueryPart::Template) {
                return Some(format!("gives {}", super::value::template(cx, inner)));
            }
            if part(cx.unit, inner) == Some(QueryPart::Table) {
                return Some(format!("gives all rows of {}", table(cx, *parts(cx.unit, inner).first()?)));
            }
            query(cx, inner)
        }
        QueryPart::Values => Some(format!("gives {} as written", words::count(inner.len(), "row"))),
        _ => None,
    }
}

/// The queries that a combination puts together, in order.
pub(super) fn operands(cx: &Context<'_>, node: NodeId, form: Combination) -> Vec<NodeId> {
    let mut found = Vec::new();
    let mut at = node;
    while part(cx.unit, at) == Some(QueryPart::Combine(form)) {
        let [left, right, ..] = parts(cx.unit, at) else { break };
        found.push(*right);
        at = *left;
    }
    found.push(at);
    found.reverse();
    found
}

/// What rows a query goes over.
pub(super) fn rows(cx: &Context<'_>, query: &Select) -> Option<String> {
    // Sources that only must not match are told as such.
    let (without, with): (Vec<&Source>, Vec<&Source>) = query.sources.iter().partition(|it| is_excluded(cx, it));
    let names: Vec<String> = with.iter().map(|it| source(cx, it.what)).collect();
    let (first, rest) = names.split_first()?;
    let mut text = if rest.is_empty() {
        first.clone()
    } else if rest.len() > 4 {
        format!("{first} and {} joined to it", words::count(rest.len(), "source"))
    } else {
        let outer = with.iter().skip(1).all(|it| matches!(it.join, Some(JoinForm::Left | JoinForm::OuterApply)));
        match cx.level {
            Level::Expert if outer => format!("{first} left-joined with {}", words::list(rest)),
            _ if outer => format!("{first}, each with its matching rows of {} if there are any,", words::list(rest)),
            Level::Beginner => format!("{first} together with {}", words::list(rest)),
            _ => format!("{first} joined with {}", words::list(rest)),
        }
    };
    if !without.is_empty() {
        let names: Vec<String> = without.iter().map(|it| source(cx, it.what)).collect();
        text.push_str(&format!(" that have no match in {}", words::list(&names)));
    }
    Some(text)
}

/// Whether a source is joined only to keep rows that have no match in it.
fn is_excluded(cx: &Context<'_>, source: &Source) -> bool {
    cx.facts.queries.idioms.iter().any(|it| it.kind == QueryIdiomKind::OnlyUnmatched && it.node == source.node)
}

/// The conditions of a filter that say more than that there is no match.
fn telling(cx: &Context<'_>, query: &Select, test: NodeId) -> Vec<NodeId> {
    let mut tests = facts::queries::conjuncts(cx.unit, test);
    for source in query.sources.iter().filter(|it| is_excluded(cx, it)) {
        let name = source.alias.map_or_else(|| facts::queries::path_text(cx.unit, source.what), |it| cx.unit.text(it));
        tests.retain(|&test| {
            !(part(cx.unit, test) == Some(QueryPart::Operation(Operator::Is { negated: false }))
                && parts(cx.unit, test).first().is_some_and(|&column| {
                    matches!(parts(cx.unit, column), [.., owner, _] if cx.unit.text(*owner).eq_ignore_ascii_case(name))
                }))
        });
    }
    tests
}

/// The filter of a query behind `lead`.
fn filter(cx: &Context<'_>, query: &Select, lead: &str, meets: &str) -> String {
    let Some((_, test)) = query.filter else { return String::new() };
    let tests = telling(cx, query, test);
    if tests.is_empty() {
        return String::new();
    }
    let whole = if tests.len() == facts::queries::conjuncts(cx.unit, test).len() {
        condition::short(cx, test, &query.sources, 170)
    } else {
        let all: Option<Vec<String>> = tests.iter().map(|&it| condition::short(cx, it, &query.sources, 120)).collect();
        all.map(|all| words::list(&all)).filter(|it| it.len() < 170)
    };
    match whole {
        Some(text) => format!("{lead} {text}"),
        None if tests.len() == 1 => format!("{meets} a condition"),
        None => format!("{meets} {}", words::count(tests.len(), "condition")),
    }
}

/// Items that hold commas themselves are parted more strongly.
pub(super) fn list_clear(items: &[String], most: usize) -> String {
    if items.len() < 2 || !items.iter().any(|it| it.contains(", ")) || items.len() > most + 1 {
        return words::list_some(items, most);
    }
    let Some((last, init)) = items.split_last() else { return String::new() };
    format!("{}; and {last}", init.join("; "))
}

/// A source as a noun phrase.
pub(super) fn source(cx: &Context<'_>, what: NodeId) -> String {
    match part(cx.unit, what) {
        Some(QueryPart::Path) if is_step(cx, what) => format!("the step {}", cx.quote(what)),
        Some(QueryPart::Path | QueryPart::Template) => table(cx, what),
        Some(QueryPart::Call) => format!("what {} gives", cx.quote(what)),
        Some(QueryPart::Parameter) => cx.quote(what),
        Some(QueryPart::Values) => "rows as written".to_owned(),
        Some(QueryPart::Row) => "what several functions give, side by side".to_owned(),
        Some(QueryPart::Table) => "joined tables".to_owned(),
        Some(QueryPart::Select) => {
            let inner = select(cx.unit, what);
            match inner.as_ref().map(|it| it.sources.as_slice()) {
                Some([only]) if only.is_table => format!("an inner query over {}", source(cx, only.what)),
                _ => "an inner query".to_owned(),
            }
        }
        _ => "an inner query".to_owned(),
    }
}

/// Whether a source is a named step of the statement around it.
pub(super) fn is_step(cx: &Context<'_>, what: NodeId) -> bool {
    let name = cx.unit.text(what);
    let own = cx.unit.ancestors(what).take_while(|&it| part(cx.unit, it).is_some());
    own.flat_map(|up| parts(cx.unit, up).iter().copied())
        .filter(|&it| part(cx.unit, it) == Some(QueryPart::With))
        .flat_map(|with| parts_of(cx.unit, with, QueryPart::Step))
        .any(|step| parts(cx.unit, step).first().is_some_and(|&it| cx.unit.text(it).eq_ignore_ascii_case(name)))
}

/// A `select` as a verb phrase.
pub(super) fn of_select(cx: &Context<'_>, query: &Select) -> String {
    if let Some(text) = one_per_group(cx, query) {
        return format!("{text}{}", selection(cx, query));
    }
    let rows = rows(cx, query);
    let grouped = query.group.is_some();
    let aggregates: Vec<String> =
        query.outputs.iter().filter(|it| is_aggregate(cx, it.value)).map(|it| output(cx, it.value, it.name)).collect();
    let whole = !grouped && !aggregates.is_empty();
    let filter = if grouped || whole {
        self::filter(cx, query, ", counting only rows where", ", counting only rows that meet")
    } else {
        self::filter(cx, query, " where", " that meet")
    };
    let n_columns = query.outputs.len();
    let mut text = if query.sources.is_empty() {
        let values: Vec<String> = query.outputs.iter().map(|it| output(cx, it.value, it.name)).collect();
        let calls = matches!(query.outputs.as_slice(), [only] if part(cx.unit, only.value) == Some(QueryPart::Call) && values[0] == cx.quote(only.value));
        // A function may give several rows.
        let many = query
            .outputs
            .iter()
            .any(|it| cx.unit.preorder(it.value).any(|at| part(cx.unit, at) == Some(QueryPart::Call)));
        if values.is_empty() {
            return "gives rows".to_owned();
        }
        let verb = if calls {
            "calls"
        } else if many {
            "gives"
        } else {
            "gives one row with"
        };
        let only = self::filter(cx, query, ", but only if", ", but only if it meets");
        format!("{verb} {}{only}", list_clear(&values, MOST_COLUMNS))
    } else if grouped {
        let keys = group_keys(cx, query);
        let what = if aggregates.is_empty() { "one row".to_owned() } else { list_clear(&aggregates, 3) };
        let over = rows.map(|it| format!(" of {it}")).unwrap_or_default();
        format!("gives, for each {keys}{over}{} {what}{filter}", if over.ends_with(',') { "" } else { "," })
    } else if whole {
        let over = rows.map(|it| format!(", over the rows of {it}")).unwrap_or_default();
        let over = if filter.is_empty() { over } else { over.trim_end_matches(',').to_owned() };
        format!("gives one row with {}{}{filter}", list_clear(&aggregates, 3), over.trim_end_matches(','))
    } else {
        let star = query.outputs.iter().any(|it| part(cx.unit, it.value) == Some(QueryPart::All));
        let over = rows.unwrap_or_default();
        // An aside is closed before the sentence goes on, and only then.
        let over = if filter.is_empty() { over.trim_end_matches(',').to_owned() } else { over };
        let distinct = if query.distinct.is_some_and(|it| parts(cx.unit, it).is_empty()) {
            "each different combination of "
        } else {
            ""
        };
        let constants = query.outputs.iter().all(|it| matches!(cx.unit.kind(it.value), Kind::Integer));
        let called = matches!(query.sources.as_slice(), [only] if part(cx.unit, only.what) == Some(QueryPart::Call));
        if star && n_columns == 1 && called && filter.is_empty() {
            format!("lists {over}")
        } else if star && n_columns == 1 && distinct.is_empty() {
            format!("lists the rows of {over}{filter}")
        } else if star && n_columns == 1 {
            format!("lists each different row of {over}{filter}")
        } else if star {
            format!("lists the rows of {over}{filter}, with further columns")
        } else if constants {
            format!("looks for rows of {over}{filter}")
        } else if n_columns > MOST_COLUMNS {
            format!("lists {distinct}{} from {over}{filter}", words::count(n_columns, "column"))
        } else if n_columns == 1 && !distinct.is_empty() {
            let value = output(cx, query.outputs[0].value, query.outputs[0].name);
            format!("lists the different values of {value} in {over}{filter}")
        } else {
            let values: Vec<String> = query.outputs.iter().map(|it| output(cx, it.value, it.name)).collect();
            format!("lists {distinct}{} from {over}{filter}", list_clear(&values, MOST_COLUMNS))
        }
    };
    let keys: Vec<String> = match query.distinct {
        Some(distinct) => parts(cx.unit, distinct).iter().map(|&it| cx.quote(it)).collect(),
        None => Vec::new(),
    };
    if !keys.is_empty() {
        text.push_str(&format!(", one row for each {}", words::list_some(&keys, 4)));
    }
    if let Some((_, test)) = query.having
        && let Some(test) = condition::short(cx, test, &query.sources, 110)
    {
        text.push_str(&format!(", only where {test}"));
    }
    if let Some(into) = query.into {
        let targets: Vec<String> = parts(cx.unit, into).iter().map(|&it| cx.quote(it)).collect();
        if !targets.is_empty() {
            text.push_str(&format!(", and puts the result into {}", words::list_some(&targets, 3)));
        }
    }
    text.push_str(&selection(cx, query));
    text
}

/// A query that keeps one row of each group by a number that an inner query gives.
fn one_per_group(cx: &Context<'_>, query: &Select) -> Option<String> {
    let (_, test) = query.filter?;
    let &[only] = facts::queries::conjuncts(cx.unit, test).as_slice() else { return None };
    cx.facts.queries.idioms.iter().find(|it| it.kind == QueryIdiomKind::OnePerGroup && it.node == only)?;
    let number = facts::queries::named_last(cx.unit, *parts(cx.unit, only).first()?)?;
    let [source] = query.sources.as_slice() else { return None };
    let inner = match part(cx.unit, source.what) {
        Some(QueryPart::Select) => source.what,
        Some(QueryPart::Path) => step_query(cx, source.what)?,
        _ => return None,
    };
    let inner = select(cx.unit, inner)?;
    let [from] = inner.sources.as_slice() else { return None };
    let output = inner
        .outputs
        .iter()
        .find(|it| it.name.is_some_and(|name| cx.unit.text(name).eq_ignore_ascii_case(cx.unit.text(number))))?;
    let window = parts_of(cx.unit, output.value, QueryPart::Window).first().copied()?;
    let keys: Vec<String> = parts_of(cx.unit, window, QueryPart::Partition)
        .iter()
        .flat_map(|&it| parts(cx.unit, it).to_vec())
        .map(|it| value(cx, it))
        .collect();
    let order: Vec<String> = parts_of(cx.unit, window, QueryPart::Order)
        .iter()
        .flat_map(|&it| parts(cx.unit, it).to_vec())
        .map(|it| super::steps::key(cx, it))
        .collect();
    if keys.is_empty() || order.is_empty() || inner.filter.is_some() {
        return None;
    }
    let each = if keys.len() == 1 { keys[0].clone() } else { format!("combination of {}", words::list(&keys)) };
    Some(format!(
        "picks one row of {} for each {each}: the first in the order of {}",
        self::source(cx, from.what),
        words::list(&order)
    ))
}

/// The query of the named step that a source is.
fn step_query(cx: &Context<'_>, what: NodeId) -> Option<NodeId> {
    let name = cx.unit.text(what);
    cx.unit
        .ancestors(what)
        .take_while(|&it| part(cx.unit, it).is_some())
        .flat_map(|up| parts(cx.unit, up).iter().copied())
        .filter(|&it| part(cx.unit, it) == Some(QueryPart::With))
        .flat_map(|with| parts_of(cx.unit, with, QueryPart::Step))
        .find(|&step| parts(cx.unit, step).first().is_some_and(|&it| cx.unit.text(it).eq_ignore_ascii_case(name)))
        .and_then(|step| parts(cx.unit, step).last().copied())
}

/// How many rows come out, and in which order.
fn selection(cx: &Context<'_>, query: &Select) -> String {
    let order: Vec<NodeId> = query.order.map(|order| parts(cx.unit, order).to_vec()).unwrap_or_default();
    let keys: Vec<String> = order.iter().map(|&it| super::steps::key(cx, it)).collect();
    let by = list_clear(&keys, 3);
    match (query.limit, order.as_slice()) {
        (Some((_, n)), &[only]) if query.offset.is_none() => {
            let &inner = parts(cx.unit, only).first().unwrap_or(&only);
            let falls = part(cx.unit, only) == Some(QueryPart::Key { descending: true });
            let key = match cx.unit.kind(inner) {
                Kind::Integer => format!("column {}", cx.quote(inner)),
                _ => value(cx, inner),
            };
            let which = if falls { "largest" } else { "smallest" };
            match cx.unit.text(n) {
                "1" => format!(", but only the row with the {which} {key}"),
                _ => format!(", but only the {} rows with the {which} {key}", number(cx, n)),
            }
            .replace("largest the ", "largest value of the ")
            .replace("smallest the ", "smallest value of the ")
        }
        (Some((_, n)), [_, ..]) => {
            format!(", sorted by {by}, of which it keeps {}", first_rows(cx, n, query.offset.is_some()))
        }
        (Some((_, n)), []) => format!(", at most {}", n_rows(cx, n)),
        (None, [_, ..]) => format!(", sorted by {by}"),
        (None, []) => String::new(),
    }
}

/// `the first 10 rows`.
pub(super) fn first_rows(cx: &Context<'_>, n: NodeId, skips: bool) -> String {
    let which = if skips { "" } else { "the first " };
    match cx.unit.text(n) {
        "1" if skips => "one row".to_owned(),
        "1" => "the first row".to_owned(),
        _ => format!("{which}{} rows", number(cx, n)),
    }
}

fn n_rows(cx: &Context<'_>, n: NodeId) -> String {
    if cx.unit.text(n) == "1" { "one row".to_owned() } else { format!("{} rows", number(cx, n)) }
}

/// A number as it reads in a sentence.
pub(super) fn number(cx: &Context<'_>, n: NodeId) -> String {
    match cx.unit.kind(n) {
        Kind::Integer => cx.unit.text(n).to_owned(),
        _ => value(cx, n),
    }
}

/// A result column: its value, where that says more than its name, else its name.
pub(super) fn output(cx: &Context<'_>, node: NodeId, name: Option<NodeId>) -> String {
    let text = value(cx, node);
    match name {
        Some(name) if text.starts_with('`') && part(cx.unit, node) != Some(QueryPart::Path) => cx.quote(name),
        Some(name) if text.len() > 90 => cx.quote(name),
        _ => text,
    }
}

/// What makes a group: `` `customer_id` ``, `` pair of `a` and `b` ``.
pub(super) fn group_keys(cx: &Context<'_>, query: &Select) -> String {
    let Some(group) = query.group else { return String::new() };
    let keys: Vec<String> = parts(cx.unit, group)
        .iter()
        .map(|&it| match cx.unit.kind(it) {
            // `group by 1` names a column by its position.
            Kind::Integer => {
                let output =
                    cx.unit.text(it).parse::<usize>().ok().and_then(|at| query.outputs.get(at.checked_sub(1)?));
                output.map_or_else(
                    || format!("value of column {}", cx.quote(it)),
                    |it| it.name.map_or_else(|| output_key(cx, it.value), |name| cx.quote(name)),
                )
            }
            _ => output_key(cx, it),
        })
        .collect();
    match keys.as_slice() {
        [] => "group".to_owned(),
        [only] => only.clone(),
        _ => format!("combination of {}", words::list_some(&keys, 4)),
    }
}

fn output_key(cx: &Context<'_>, node: NodeId) -> String {
    if part(cx.unit, node) == Some(QueryPart::Path) { column(cx, node) } else { cx.quote(node) }
}

/// The columns and rules of a table, counted.
pub(super) fn is_rule(cx: &Context<'_>, node: NodeId, form: ConstraintForm) -> bool {
    part(cx.unit, node) == Some(QueryPart::Constraint(form))
}

/// The last name of the path that a definition is about.
pub(super) fn defined(cx: &Context<'_>, node: NodeId) -> Option<NodeId> {
    match target(cx.unit, node) {
        Some(path) => Some(path),
        None => parts(cx.unit, node).iter().copied().find(|&it| part(cx.unit, it) == Some(QueryPart::Path)),
    }
}

/// The name of a column or a variable.
pub(super) fn own_name(cx: &Context<'_>, node: NodeId) -> String {
    named_last(cx.unit, node).map_or_else(|| cx.quote(node), |it| code(cx.unit.text(it)))
}

/// Words of routines that the gist of a file counts.
pub(super) fn routine_noun(form: RoutineForm) -> &'static str {
    match form {
        RoutineForm::Function => "function",
        RoutineForm::Procedure => "procedure",
        RoutineForm::Anonymous => "block",
    }
}

/// Whether a statement only prepares the session.
pub(super) fn prepares(cx: &Context<'_>, node: NodeId) -> bool {
    // A template alone makes no statement that could be read.
    if part(cx.unit, node) == Some(QueryPart::Derived)
        && parts(cx.unit, node)
            .iter()
            .all(|&it| matches!(part(cx.unit, it), Some(QueryPart::Template | QueryPart::Unread | QueryPart::Derived)))
        && !cx.unit.preorder(node).any(|it| matches!(part(cx.unit, it), Some(QueryPart::Select | QueryPart::Table)))
    {
        return true;
    }
    matches!(
        part(cx.unit, node),
        Some(
            QueryPart::Setting
                | QueryPart::Command
                | QueryPart::Use
                | QueryPart::Begin
                | QueryPart::Commit
                | QueryPart::Template
                | QueryPart::Print
        )
    )
}

/// Whether a definition makes a table.
pub(super) fn makes_table(cx: &Context<'_>, node: NodeId) -> bool {
    part(cx.unit, node) == Some(QueryPart::Create(ObjectForm::Table))
}
