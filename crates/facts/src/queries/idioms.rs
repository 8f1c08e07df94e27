//! Idioms of queries and statements, each with the clause that proves it.

use code::{
    BranchAct, Combination, ConstraintForm, InsertForm, JoinForm, Kind, NodeId, ObjectForm, Operator, QueryPart, Unit,
};

use super::read::{Purpose, conjuncts, function_of, is_union, part, parts, parts_of, path_text, purpose, select};

/// An idiom and the clause that shows it.
#[derive(Clone, Copy, Debug)]
pub struct QueryIdiom {
    /// Which one.
    pub kind: QueryIdiomKind,
    /// The clause.
    pub node: NodeId,
    /// A further part that the words may name.
    pub about: Option<NodeId>,
}

/// What is recognised.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum QueryIdiomKind {
    /// A left join, from which rows without a match are kept.
    KeepsUnmatched,
    /// A left join of which only rows without a match are kept.
    OnlyUnmatched,
    /// A table that is joined with itself.
    SelfJoin,
    /// A test whether a row is there.
    TestsExistence,
    /// A test that no row is there.
    TestsAbsence,
    /// Rows of two queries with repetitions.
    KeepsDuplicates,
    /// Rows of two queries without repetitions.
    DropsDuplicates,
    /// A named step.
    NamedStep,
    /// A step that goes on with its own rows.
    RecursiveStep,
    /// A value beside each row instead of one per group.
    WindowKeepsRows,
    /// One row of each group by its number.
    OnePerGroup,
    /// A sum or count of those rows that meet a condition.
    ConditionalAggregate,
    /// A value in the place of an absent one.
    FillsAbsent,
    /// A division that avoids zero.
    AvoidsZero,
    /// The first row of each group.
    FirstOfEach,
    /// Rows that others hold are passed over.
    SkipsLocked,
    /// Rows are held for a change that follows.
    LocksRows,
    /// A row that is there already is changed.
    Upsert,
    /// A row that is there already stays.
    InsertOnce,
    /// Rows are compared and changed in one go.
    MergesRows,
    /// A change gives back what it did.
    ReturnsChanged,
    /// Runs again without an error.
    Repeatable,
    /// A definition takes the place of the old one.
    Replaces,
    /// Changes are kept together or not at all.
    Transaction,
    /// Rows must refer to rows that are there.
    ForeignKey,
    /// Rows go with the row that they refer to.
    CascadingDelete,
    /// No two rows share a value.
    UniqueRule,
    /// A condition for every row.
    CheckRule,
    /// An index of some rows.
    PartialIndex,
    /// An index of what a function gives.
    ExpressionIndex,
    /// An index over several columns.
    CompositeIndex,
    /// An index that is made without keeping writers out.
    ConcurrentIndex,
    /// A stored query with its rows.
    StoresRows,
    /// A routine that a table's changes fire.
    FiresTrigger,
    /// Rows in pages.
    Pages,
    /// Columns of two tables that link them many to many.
    LinkTable,
}

/// Finds the idioms of a unit.
pub(super) fn observe(unit: &Unit) -> Vec<QueryIdiom> {
    let mut out = Vec::new();
    for index in 0..unit.n_nodes() {
        let node = NodeId::from_index(index);
        let Some(kind) = part(unit, node) else { continue };
        if unit.parent(node).is_none() {
            continue;
        }
        let mut add = |kind: QueryIdiomKind, about: Option<NodeId>| out.push(QueryIdiom { kind, node, about });
        match kind {
            QueryPart::Select => of_select(unit, node, &mut out),
            QueryPart::Exists => {
                let negated = unit.parent(node).is_some_and(|up| part(unit, up) == Some(QueryPart::Not));
                add(if negated { QueryIdiomKind::TestsAbsence } else { QueryIdiomKind::TestsExistence }, None);
            }
            QueryPart::Combine(form) if is_union(form) => {
                let recursive = unit
                    .ancestors(node)
                    .take(2)
                    .any(|it| part(unit, it) == Some(QueryPart::Step) && is_recursive(unit, it));
                if !recursive {
                    add(
                        if form == Combination::UnionAll {
                            QueryIdiomKind::KeepsDuplicates
                        } else {
                            QueryIdiomKind::DropsDuplicates
                        },
                        None,
                    );
                }
            }
            QueryPart::Step if is_recursive(unit, node) => {
                add(QueryIdiomKind::RecursiveStep, parts(unit, node).first().copied());
            }
            QueryPart::Step => add(QueryIdiomKind::NamedStep, parts(unit, node).first().copied()),
            QueryPart::Call => of_call(unit, node, &mut out),
            QueryPart::Lock => {
                let text = unit.text(node).to_ascii_lowercase();
                if text.contains("skip locked") {
                    add(QueryIdiomKind::SkipsLocked, None);
                } else if text.contains("update") {
                    add(QueryIdiomKind::LocksRows, None);
                }
            }
            QueryPart::Conflict => {
                let changes = parts(unit, node).iter().any(|&it| part(unit, it) == Some(QueryPart::Assign));
                let whole = !parts(unit, node).iter().any(|&it| part(unit, it) == Some(QueryPart::Unread));
                if changes {
                    add(QueryIdiomKind::Upsert, None);
                } else if whole {
                    add(QueryIdiomKind::InsertOnce, None);
                }
            }
            QueryPart::Insert(InsertForm::Ignore) => add(QueryIdiomKind::InsertOnce, None),
            QueryPart::Merge => {
                let acts = parts(unit, node).iter().any(
                    |&it| matches!(part(unit, it), Some(QueryPart::Branch(form)) if form.act != BranchAct::Nothing),
                );
                if acts {
                    add(QueryIdiomKind::MergesRows, None);
                }
            }
            QueryPart::Returning => add(QueryIdiomKind::ReturnsChanged, None),
            QueryPart::Guarded => add(QueryIdiomKind::Repeatable, None),
            QueryPart::Replacing => add(QueryIdiomKind::Replaces, None),
            QueryPart::Begin if is_kept(unit, node) => add(QueryIdiomKind::Transaction, None),
            QueryPart::Constraint(ConstraintForm::References) => {
                add(QueryIdiomKind::ForeignKey, None);
                if parts(unit, node)
                    .iter()
                    .any(|&it| part(unit, it) == Some(QueryPart::OnDelete(code::Reaction::Cascade)))
                {
                    add(QueryIdiomKind::CascadingDelete, None);
                }
            }
            QueryPart::Constraint(ConstraintForm::Unique) => add(QueryIdiomKind::UniqueRule, None),
            QueryPart::Constraint(ConstraintForm::Check) => add(QueryIdiomKind::CheckRule, None),
            QueryPart::Create(ObjectForm::Index | ObjectForm::UniqueIndex) => of_index(unit, node, &mut out),
            QueryPart::Create(ObjectForm::MaterializedView) => add(QueryIdiomKind::StoresRows, None),
            // Of what happens to the database as a whole; no table is concerned.
            QueryPart::Trigger if super::read::is_event_trigger(unit, node) => {}
            QueryPart::Trigger => add(QueryIdiomKind::FiresTrigger, None),
            _ => {}
        }
    }
    out
}

/// Whether what follows the beginning of a transaction is kept: its end comes, and nothing takes it back before.
fn is_kept(unit: &Unit, begin: NodeId) -> bool {
    let Some(up) = unit.parent(begin) else { return false };
    let mut siblings = Vec::new();
    unit.for_each_child(up, |child| siblings.push(child));
    siblings
        .into_iter()
        .filter(|&it| it > begin)
        .find_map(|it| match part(unit, it) {
            Some(QueryPart::Commit) => Some(true),
            Some(QueryPart::Rollback) => Some(false),
            _ => None,
        })
        .unwrap_or(false)
}

/// Whether a step names itself among its sources.
pub(super) fn is_recursive(unit: &Unit, step: NodeId) -> bool {
    let Some(&name) = parts(unit, step).first() else { return false };
    let name = unit.text(name);
    parts(unit, step).iter().skip(1).any(|&query| {
        unit.preorder(query).any(|it| {
            part(unit, it) == Some(QueryPart::Table)
                && parts(unit, it).first().is_some_and(|&path| {
                    parts(unit, path).len() == 1 && path_text(unit, path).eq_ignore_ascii_case(name)
                })
        })
    })
}

fn of_select(unit: &Unit, node: NodeId, out: &mut Vec<QueryIdiom>) {
    let Some(query) = select(unit, node) else { return };
    let tests = query.filter.map(|it| conjuncts(unit, it.1)).unwrap_or_default();
    for source in &query.sources {
        if !matches!(source.join, Some(JoinForm::Left)) {
            continue;
        }
        let name = source.alias.map_or_else(|| path_text(unit, source.what), |it| unit.text(it));
        let absent = tests.iter().any(|&test| {
            part(unit, test) == Some(QueryPart::Operation(Operator::Is { negated: false }))
                && matches!(parts(unit, test)[..], [column, value] if matches!(unit.kind(value), Kind::Null) && belongs(unit, column, name))
        });
        let kind = if absent { QueryIdiomKind::OnlyUnmatched } else { QueryIdiomKind::KeepsUnmatched };
        out.push(QueryIdiom { kind, node: source.node, about: Some(source.what) });
    }
    for (at, source) in query.sources.iter().enumerate() {
        let same = |other: &super::Source| {
            other.is_table && source.is_table && unit.text(other.what).eq_ignore_ascii_case(unit.text(source.what))
        };
        if query.sources[..at].iter().any(same) {
            out.push(QueryIdiom { kind: QueryIdiomKind::SelfJoin, node: source.node, about: Some(source.what) });
            break;
        }
    }
    if let Some(distinct) = query.distinct.filter(|&it| !parts(unit, it).is_empty()) {
        out.push(QueryIdiom { kind: QueryIdiomKind::FirstOfEach, node: distinct, about: None });
    }
    if let (Some(_), Some((clause, _))) = (query.limit, query.offset)
        && query.order.is_some()
    {
        out.push(QueryIdiom { kind: QueryIdiomKind::Pages, node: clause, about: None });
    }
    // A row number that is made one level below and must be one here.
    let one = tests.iter().copied().find(|&test| {
        part(unit, test) == Some(QueryPart::Operation(Operator::Equal))
            && matches!(parts(unit, test)[..], [column, value] if unit.text(value) == "1" && part(unit, column) == Some(QueryPart::Path) && numbers_rows(unit, node, path_text(unit, column)))
    });
    if let Some(test) = one {
        out.push(QueryIdiom { kind: QueryIdiomKind::OnePerGroup, node: test, about: None });
    }
}

/// Whether a name is that of a row number with a partition somewhere in the same statement.
fn numbers_rows(unit: &Unit, node: NodeId, name: &str) -> bool {
    let top = unit.ancestors(node).take_while(|&it| part(unit, it).is_some()).last().unwrap_or(node);
    unit.preorder(top).any(|it| {
        part(unit, it) == Some(QueryPart::Output)
            && matches!(parts(unit, it)[..], [call, alias] if unit.text(alias).eq_ignore_ascii_case(name)
                && part(unit, call) == Some(QueryPart::Call)
                && parts(unit, call).first().is_some_and(|&it| path_text(unit, it).eq_ignore_ascii_case("row_number"))
                && unit.preorder(call).any(|it| part(unit, it) == Some(QueryPart::Partition)))
    })
}

/// Whether a column is spelled as one of a source.
pub(super) fn belongs(unit: &Unit, column: NodeId, source: &str) -> bool {
    part(unit, column) == Some(QueryPart::Path)
        && matches!(parts(unit, column)[..], [.., owner, _] if unit.text(owner).eq_ignore_ascii_case(source))
}

fn of_call(unit: &Unit, node: NodeId, out: &mut Vec<QueryIdiom>) {
    let Some(&callee) = parts(unit, node).first() else { return };
    let name = path_text(unit, callee).to_ascii_lowercase();
    let arguments = &parts(unit, node)[1..];
    if purpose(unit, node) == Purpose::Window {
        out.push(QueryIdiom { kind: QueryIdiomKind::WindowKeepsRows, node, about: None });
        return;
    }
    if function_of(unit, node).0 == Purpose::Aggregate {
        let chooses = arguments.first().is_some_and(|&it| part(unit, it) == Some(QueryPart::Case));
        let filters = !parts_of(unit, node, QueryPart::Filter).is_empty();
        if (chooses && matches!(name.as_str(), "sum" | "count" | "avg")) || filters {
            out.push(QueryIdiom { kind: QueryIdiomKind::ConditionalAggregate, node, about: None });
        }
    }
    // A literal is never absent.
    let may_be_absent =
        |it: &NodeId| !matches!(unit.kind(*it), Kind::Text(_) | Kind::Integer | Kind::Float | Kind::Boolean(_));
    if matches!(name.as_str(), "coalesce" | "ifnull" | "isnull" | "nvl")
        && arguments.len() > 1
        && arguments.first().is_some_and(may_be_absent)
    {
        out.push(QueryIdiom { kind: QueryIdiomKind::FillsAbsent, node, about: arguments.first().copied() });
    }
    if name == "nullif" && matches!(arguments, [_, zero] if unit.text(*zero) == "0") {
        let divides = unit.parent(node).is_some_and(|up| {
            part(unit, up) == Some(QueryPart::Operation(Operator::Divide)) && parts(unit, up).last() == Some(&node)
        });
        if divides {
            out.push(QueryIdiom { kind: QueryIdiomKind::AvoidsZero, node, about: arguments.first().copied() });
        }
    }
}

fn of_index(unit: &Unit, node: NodeId, out: &mut Vec<QueryIdiom>) {
    let keys: Vec<NodeId> =
        parts(unit, node).iter().copied().filter(|&it| matches!(part(unit, it), Some(QueryPart::Key { .. }))).collect();
    let mut add = |kind, about| out.push(QueryIdiom { kind, node, about });
    let clause = parts_of(unit, node, QueryPart::Where).first().copied();
    if clause.is_some() {
        add(QueryIdiomKind::PartialIndex, clause);
    }
    let computed = keys
        .iter()
        .copied()
        .find(|&it| parts(unit, it).first().is_some_and(|&it| part(unit, it) == Some(QueryPart::Call)));
    if computed.is_some() {
        add(QueryIdiomKind::ExpressionIndex, computed);
    }
    if keys.len() > 1 {
        add(QueryIdiomKind::CompositeIndex, keys.first().copied());
    }
    if !parts_of(unit, node, QueryPart::Concurrent).is_empty() {
        add(QueryIdiomKind::ConcurrentIndex, None);
    }
}
