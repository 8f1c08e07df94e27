//! Traps of queries and statements that the code itself proves.

use code::{ConstraintForm, JoinForm, Kind, NodeId, ObjectForm, Operator, QueryPart, Unit};

use super::idioms::belongs;
use super::read::{
    Purpose, conjuncts, function_of, is_incomplete, part, parts, parts_of, path_text, purpose, select, target,
};

/// A trap and the code that proves it.
#[derive(Clone, Copy, Debug)]
pub struct QueryHazard {
    /// Which one.
    pub kind: QueryHazardKind,
    /// The clause.
    pub node: NodeId,
    /// A further part that the words may name.
    pub about: Option<NodeId>,
}

/// What is proven.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum QueryHazardKind {
    /// Every row is changed.
    UpdatesAll,
    /// Every row is removed.
    DeletesAll,
    /// A comparison with the absent value, which never holds.
    ComparesAbsent,
    /// Not one of a query's values, of which one may be absent.
    NotInQuery,
    /// All columns, in a view that fixes them.
    StarInView,
    /// All columns, into a table by position.
    StarInInsert,
    /// Rows are added by position.
    InsertByPosition,
    /// All pairs of rows.
    AllPairs,
    /// A pattern that begins with anything.
    LeadingWildcard,
    /// A limit without an order.
    LimitWithoutOrder,
    /// A function of a column is compared.
    FunctionOnColumn,
    /// A filter takes back what a left join keeps.
    FilterUndoesJoin,
    /// A range of days whose last one counts only its first moment.
    RangeEndsAtMidnight,
    /// A statement is put together from texts.
    BuiltStatement,
    /// A new column that must have a value and has no default.
    RequiredColumn,
    /// A condition that absent values never meet.
    NotEqualDropsAbsent,
}

/// Finds the traps of a unit.
pub(super) fn observe(unit: &Unit) -> Vec<QueryHazard> {
    let mut out = Vec::new();
    for index in 0..unit.n_nodes() {
        let node = NodeId::from_index(index);
        let Some(kind) = part(unit, node) else { continue };
        if unit.parent(node).is_none() {
            continue;
        }
        match kind {
            QueryPart::Update | QueryPart::Delete => of_change(unit, node, kind, &mut out),
            QueryPart::Operation(operator) => of_operation(unit, node, operator, &mut out),
            QueryPart::Between { negated: false } => of_range(unit, node, &mut out),
            QueryPart::Select => of_select(unit, node, &mut out),
            QueryPart::Insert(_) => of_insert(unit, node, &mut out),
            QueryPart::Create(ObjectForm::View) => of_view(unit, node, &mut out),
            QueryPart::Execute => of_execute(unit, node, &mut out),
            QueryPart::Alter(ObjectForm::Table) => of_alter(unit, node, &mut out),
            _ => {}
        }
    }
    out
}

fn of_change(unit: &Unit, node: NodeId, kind: QueryPart, out: &mut Vec<QueryHazard>) {
    let narrowed = parts(unit, node).iter().any(|&it| {
        matches!(
            part(unit, it),
            Some(QueryPart::Where | QueryPart::Join(_) | QueryPart::From | QueryPart::Limit | QueryPart::Unread)
        )
    });
    if narrowed {
        return;
    }
    let Some(table) = target(unit, node) else { return };
    // A table of the session's own is emptied on purpose.
    if unit.text(table).starts_with(['#', '@']) {
        return;
    }
    let kind = if kind == QueryPart::Update { QueryHazardKind::UpdatesAll } else { QueryHazardKind::DeletesAll };
    out.push(QueryHazard { kind, node, about: Some(table) });
}

/// Whether a condition decides about rows: in a filter, a join or a choice, not among values.
fn decides(unit: &Unit, node: NodeId) -> bool {
    for up in unit.ancestors(node) {
        match part(unit, up) {
            Some(QueryPart::Operation(Operator::And | Operator::Or) | QueryPart::Not) => {}
            Some(QueryPart::Where | QueryPart::On | QueryPart::Having | QueryPart::When | QueryPart::Filter) => {
                return true;
            }
            _ => return false,
        }
    }
    false
}

/// Whether a condition filters rows by itself.
fn filters(unit: &Unit, node: NodeId) -> bool {
    for up in unit.ancestors(node) {
        match part(unit, up) {
            Some(QueryPart::Operation(Operator::And)) => {}
            Some(QueryPart::Where) => return true,
            _ => return false,
        }
    }
    false
}

fn of_operation(unit: &Unit, node: NodeId, operator: Operator, out: &mut Vec<QueryHazard>) {
    let &[left, right, ..] = parts(unit, node) else { return };
    match operator {
        Operator::Equal | Operator::NotEqual if matches!(unit.kind(right), Kind::Null) && decides(unit, node) => {
            out.push(QueryHazard { kind: QueryHazardKind::ComparesAbsent, node, about: Some(left) });
        }
        Operator::In { negated: true } if part(unit, right) == Some(QueryPart::Subquery) && decides(unit, node) => {
            out.push(QueryHazard { kind: QueryHazardKind::NotInQuery, node, about: Some(right) });
        }
        Operator::Like { negated: false, .. } if filters(unit, node) => {
            let text = unit.text(right);
            if matches!(unit.kind(right), Kind::Text(_))
                && text.trim_start_matches(['N', 'n', 'E', 'e']).starts_with("'%")
                && text.len() > 3
            {
                out.push(QueryHazard { kind: QueryHazardKind::LeadingWildcard, node, about: Some(left) });
            }
        }
        Operator::Equal | Operator::Less | Operator::LessEqual | Operator::Greater | Operator::GreaterEqual
            if filters(unit, node) =>
        {
            if let Some(column) = wrapped_column(unit, left) {
                out.push(QueryHazard { kind: QueryHazardKind::FunctionOnColumn, node: left, about: Some(column) });
            }
        }
        Operator::NotEqual if filters(unit, node) => {
            let is_value = matches!(unit.kind(right), Kind::Text(_) | Kind::Integer | Kind::Boolean(_));
            if part(unit, left) == Some(QueryPart::Path) && is_value {
                out.push(QueryHazard { kind: QueryHazardKind::NotEqualDropsAbsent, node, about: Some(left) });
            }
        }
        _ => {}
    }
}

/// The column that a plain function of one column wraps.
fn wrapped_column(unit: &Unit, node: NodeId) -> Option<NodeId> {
    let wrapped = match part(unit, node)? {
        QueryPart::Call if function_of(unit, node).0 == Purpose::Plain => &parts(unit, node)[1..],
        QueryPart::Cast => &parts(unit, node)[..1],
        _ => return None,
    };
    let name = parts(unit, node).first().map(|&it| path_text(unit, it).to_ascii_lowercase()).unwrap_or_default();
    // Where an absent value is filled in, no index was meant.
    if matches!(
        name.as_str(),
        "coalesce" | "ifnull" | "isnull" | "nvl" | "nullif" | "object_id" | "exists" | "any" | "all"
    ) {
        return None;
    }
    let mut columns = wrapped.iter().copied().filter(|&it| part(unit, it) == Some(QueryPart::Path));
    let only = columns.next()?;
    let others =
        wrapped.iter().filter(|&&it| it != only).all(|&it| matches!(unit.kind(it), Kind::Text(_) | Kind::Integer));
    (others && columns.next().is_none() && !is_variable(unit, only)).then_some(only)
}

/// Whether a name stands in a routine, where it may be a variable.
fn is_variable(unit: &Unit, path: NodeId) -> bool {
    parts(unit, path).len() == 1
        && unit.ancestors(path).any(|it| matches!(part(unit, it), Some(QueryPart::Routine(_) | QueryPart::Trigger)))
}

fn is_date(text: &str) -> bool {
    let text = text.trim_start_matches(|it: char| it.is_alphabetic()).trim().trim_matches('\'');
    text.len() == 10
        && text.bytes().enumerate().all(|(at, it)| if at == 4 || at == 7 { it == b'-' } else { it.is_ascii_digit() })
}

fn of_range(unit: &Unit, node: NodeId, out: &mut Vec<QueryHazard>) {
    if let [value, low, high] = parts(unit, node)[..]
        && is_date(unit.text(low))
        && is_date(unit.text(high))
        && part(unit, value) == Some(QueryPart::Path)
        && !path_text(unit, value).to_ascii_lowercase().ends_with("date")
    {
        out.push(QueryHazard { kind: QueryHazardKind::RangeEndsAtMidnight, node, about: Some(value) });
    }
}

fn of_select(unit: &Unit, node: NodeId, out: &mut Vec<QueryHazard>) {
    let Some(query) = select(unit, node) else { return };
    let unread = is_incomplete(unit, node);
    let aggregates = query.outputs.iter().any(|it| {
        unit.preorder(it.value)
            .any(|it| part(unit, it) == Some(QueryPart::Call) && purpose(unit, it) == Purpose::Aggregate)
    });
    let one_row = aggregates && query.group.is_none();
    if let Some((clause, n)) = query.limit
        && query.order.is_none()
        && !unread
        && !one_row
        && !query.sources.is_empty()
        && unit.text(n) != "0"
        && !unit.ancestors(node).take(3).any(|it| matches!(part(unit, it), Some(QueryPart::Exists | QueryPart::Lock)))
        && !is_sampled(&query, unit)
    {
        out.push(QueryHazard { kind: QueryHazardKind::LimitWithoutOrder, node: clause, about: Some(n) });
    }
    if !unread && query.filter.is_none() {
        let bare = |at: usize| query.sources.get(at).is_some_and(|it| it.is_table);
        for (at, source) in query.sources.iter().enumerate() {
            if source.join == Some(JoinForm::Comma) && bare(at) && bare(at - 1) {
                out.push(QueryHazard { kind: QueryHazardKind::AllPairs, node: source.node, about: Some(source.what) });
                break;
            }
        }
    }
    let Some((_, condition)) = query.filter else { return };
    for source in &query.sources {
        if source.join != Some(JoinForm::Left) {
            continue;
        }
        let name = source.alias.map_or_else(|| path_text(unit, source.what), |it| unit.text(it));
        let undone = conjuncts(unit, condition).into_iter().find(|&test| {
            let compares = matches!(
                part(unit, test),
                Some(
                    QueryPart::Operation(
                        Operator::Equal
                            | Operator::NotEqual
                            | Operator::Less
                            | Operator::LessEqual
                            | Operator::Greater
                            | Operator::GreaterEqual
                            | Operator::Like { .. }
                            | Operator::In { negated: false }
                    ) | QueryPart::Between { .. }
                )
            );
            compares && parts(unit, test).iter().any(|&side| belongs(unit, side, name))
        });
        if let Some(test) = undone {
            out.push(QueryHazard { kind: QueryHazardKind::FilterUndoesJoin, node: test, about: Some(source.what) });
        }
    }
}

/// Whether at most one row can come out anyway, or rows are chosen to be locked, in which case any will do.
fn is_sampled(query: &super::Select, unit: &Unit) -> bool {
    query.lock.is_some() || query.outputs.iter().all(|it| matches!(unit.kind(it.value), Kind::Integer))
}

fn of_insert(unit: &Unit, node: NodeId, out: &mut Vec<QueryHazard>) {
    let named = !parts_of(unit, node, QueryPart::Fields).is_empty();
    let Some(table) = target(unit, node) else { return };
    if named || unit.text(table).starts_with(['#', '@']) {
        return;
    }
    for &it in parts(unit, node) {
        match part(unit, it) {
            Some(QueryPart::Values) => {
                out.push(QueryHazard { kind: QueryHazardKind::InsertByPosition, node, about: Some(table) });
            }
            Some(QueryPart::Select)
                if select(unit, it)
                    .is_some_and(|it| it.outputs.iter().any(|it| part(unit, it.value) == Some(QueryPart::All))) =>
            {
                out.push(QueryHazard { kind: QueryHazardKind::StarInInsert, node, about: Some(table) });
            }
            _ => {}
        }
    }
}

fn of_view(unit: &Unit, node: NodeId, out: &mut Vec<QueryHazard>) {
    for &it in parts(unit, node) {
        if let Some(query) = select(unit, it)
            && let Some(star) = query.outputs.iter().find(|it| part(unit, it.value) == Some(QueryPart::All))
        {
            // All columns of a step that lists them is fixed by the view itself.
            let own = query.sources.iter().any(|source| {
                !source.is_table
                    || query.steps.iter().any(|&step| {
                        parts(unit, step)
                            .first()
                            .is_some_and(|&name| unit.text(name).eq_ignore_ascii_case(path_text(unit, source.what)))
                    })
            });
            if !own {
                out.push(QueryHazard { kind: QueryHazardKind::StarInView, node: star.node, about: None });
            }
        }
    }
}

fn of_execute(unit: &Unit, node: NodeId, out: &mut Vec<QueryHazard>) {
    let built = unit.preorder(node).any(|it| {
        matches!(part(unit, it), Some(QueryPart::Operation(Operator::Concatenate | Operator::Add)))
            && parts(unit, it)
                .iter()
                .any(|&side| matches!(part(unit, side), Some(QueryPart::Parameter | QueryPart::Path)))
            && parts(unit, it).iter().any(|&side| matches!(unit.kind(side), Kind::Text(_)))
    });
    if built {
        out.push(QueryHazard { kind: QueryHazardKind::BuiltStatement, node, about: None });
    }
}

fn of_alter(unit: &Unit, node: NodeId, out: &mut Vec<QueryHazard>) {
    for add in parts_of(unit, node, QueryPart::Add) {
        for column in parts_of(unit, add, QueryPart::ColumnOf) {
            let has = |form: ConstraintForm| !parts_of(unit, column, QueryPart::Constraint(form)).is_empty();
            let filled =
                [ConstraintForm::Default, ConstraintForm::Identity, ConstraintForm::Computed, ConstraintForm::Other];
            let serial = unit.text(column).to_ascii_lowercase().contains("serial");
            if has(ConstraintForm::NotNull) && !serial && !filled.into_iter().any(has) && !is_incomplete(unit, node) {
                out.push(QueryHazard {
                    kind: QueryHazardKind::RequiredColumn,
                    node: column,
                    about: parts(unit, column).first().copied(),
                });
            }
        }
    }
}
