//! What a change of rows or of rights does, as a verb phrase.

use code::{BranchAct, BranchRows, InsertForm, NodeId, QueryPart};
use facts::queries::{part, parts, parts_of, select, sources, target};

use super::condition;
use super::gist::{rows, source};
use super::value::{column, table, value};
use crate::draft::Context;
use crate::words;

/// Which rows a change touches: empty for all, `None` where it cannot be told.
pub(super) fn rows_of_change(cx: &Context<'_>, node: NodeId) -> Option<String> {
    let all = sources(cx.unit, node);
    let mut text = String::new();
    if !all.is_empty() {
        let names: Vec<String> = all.iter().map(|it| source(cx, it.what)).collect();
        text.push_str(&format!(", matched with {}", words::list_some(&names, 3)));
    }
    let test = parts_of(cx.unit, node, QueryPart::Where).first().and_then(|&it| parts(cx.unit, it).first().copied());
    match test {
        Some(test) => match condition::short(cx, test, &all, 170) {
            Some(test) => text.push_str(&format!("{} where {test}", if text.is_empty() { "" } else { "," })),
            None => {
                let n = facts::queries::conjuncts(cx.unit, test).len();
                let tests = if n == 1 { "a condition".to_owned() } else { words::count(n, "condition") };
                text.push_str(&format!("{} that meet {tests}", if text.is_empty() { "" } else { "," }));
            }
        },
        None if parts(cx.unit, node)
            .iter()
            .any(|&it| matches!(part(cx.unit, it), Some(QueryPart::Unread | QueryPart::Limit))) =>
        {
            return None;
        }
        None => {}
    }
    Some(text)
}

/// `a to 1`, for each change of a column.
pub(super) fn assignments(cx: &Context<'_>, node: NodeId) -> Vec<String> {
    parts_of(cx.unit, node, QueryPart::Assign)
        .iter()
        .filter_map(|&it| match parts(cx.unit, it) {
            &[target, new] => Some(format!("{} to {}", target_name(cx, target), value(cx, new))),
            _ => None,
        })
        .collect()
}

pub(super) fn target_name(cx: &Context<'_>, node: NodeId) -> String {
    match part(cx.unit, node) {
        Some(QueryPart::Path) => column(cx, node),
        _ => cx.quote(node),
    }
}

pub(super) fn insert(cx: &Context<'_>, node: NodeId, form: InsertForm) -> Option<String> {
    let what = table(cx, target(cx.unit, node)?);
    let mut text = String::new();
    let inner = parts(cx.unit, node);
    for &it in inner {
        text = match part(cx.unit, it) {
            Some(QueryPart::Values) => {
                let n = parts(cx.unit, it).len();
                let row = if n == 1 { "a row".to_owned() } else { words::count(n, "row") };
                format!("{row} to {what}")
            }
            Some(QueryPart::Select | QueryPart::Combine(_) | QueryPart::Derived | QueryPart::Subquery) => {
                match select(cx.unit, it).and_then(|query| rows(cx, &query)) {
                    Some(from) => format!("rows to {what} that a query makes from {from}"),
                    None => format!("rows to {what} that a query gives"),
                }
            }
            _ => continue,
        };
    }
    if text.is_empty() {
        text = format!("a row to {what}");
        if inner.iter().any(|&it| part(cx.unit, it) == Some(QueryPart::Unread)) {
            text = format!("rows to {what}");
        }
    }
    let conflict = parts_of(cx.unit, node, QueryPart::Conflict).first().copied();
    let end = match (form, conflict) {
        (InsertForm::Replace, _) => ", in the place of rows with the same key",
        (InsertForm::Ignore, _) => ", and leaves rows alone that are there already",
        (InsertForm::Overwrite, _) => ", in the place of all that was there",
        (InsertForm::Plain, Some(it)) if parts_of(cx.unit, it, QueryPart::Assign).is_empty() => {
            ", and leaves rows alone that are there already"
        }
        (InsertForm::Plain, Some(_)) => ", and changes rows that are there already",
        (InsertForm::Plain, None) => "",
    };
    Some(format!("adds {text}{end}"))
}

pub(super) fn update(cx: &Context<'_>, node: NodeId) -> Option<String> {
    let what = table(cx, target(cx.unit, node)?);
    let changes = assignments(cx, node);
    let rows = match rows_of_change(cx, node) {
        Some(text) if text.is_empty() => format!("in every row of {what}"),
        Some(text) => format!("in the rows of {what}{text}"),
        None => format!("in rows of {what}"),
    };
    if changes.is_empty() {
        return Some(format!("changes columns {rows}"));
    }
    let text = words::list_some(&changes, 3);
    if text.len() > 160 {
        let names: Vec<String> = parts_of(cx.unit, node, QueryPart::Assign)
            .iter()
            .filter_map(|&it| parts(cx.unit, it).first().map(|&it| target_name(cx, it)))
            .collect();
        return Some(format!("changes {} {rows}", words::list_some(&names, 5)));
    }
    Some(format!("sets {text} {rows}"))
}

pub(super) fn merge(cx: &Context<'_>, node: NodeId) -> Option<String> {
    let what = table(cx, target(cx.unit, node)?);
    let from = sources(cx.unit, node).first().map(|it| source(cx, it.what))?;
    let mut acts = Vec::new();
    for &it in parts(cx.unit, node) {
        let Some(QueryPart::Branch(form)) = part(cx.unit, it) else { continue };
        let rows = match form.rows {
            BranchRows::Matched => "matching rows",
            BranchRows::New => "new rows",
            BranchRows::Gone => "rows that the source lacks",
        };
        let verb = match form.act {
            BranchAct::Update => "changes",
            BranchAct::Insert => "adds",
            BranchAct::Delete => "removes",
            BranchAct::Nothing => "leaves alone",
        };
        acts.push(format!("{verb} {rows}"));
    }
    acts.dedup();
    if acts.is_empty() {
        return Some(format!("brings {what} into line with {from}"));
    }
    Some(format!("compares {what} with {from}, then {}", words::list(&acts)))
}

pub(super) fn rights(cx: &Context<'_>, node: NodeId) -> Option<String> {
    let inner = parts(cx.unit, node);
    let rights = inner.iter().copied().find(|&it| part(cx.unit, it) == Some(QueryPart::Rights))?;
    let roles: Vec<String> = parts_of(cx.unit, node, QueryPart::Roles)
        .iter()
        .flat_map(|&it| parts(cx.unit, it).to_vec())
        .map(|it| cx.quote(it))
        .collect();
    let objects: Vec<String> =
        inner.iter().copied().filter(|&it| part(cx.unit, it) == Some(QueryPart::Path)).map(|it| cx.quote(it)).collect();
    let on = if objects.is_empty() { String::new() } else { format!(" on {}", words::list_some(&objects, 3)) };
    if roles.is_empty() {
        return None;
    }
    let roles = words::list_some(&roles, 4);
    let what = cx.quote(rights);
    Some(if part(cx.unit, node) == Some(QueryPart::Grant) {
        format!("grants {what}{on} to {roles}")
    } else {
        format!("takes {what}{on} away from {roles}")
    })
}
