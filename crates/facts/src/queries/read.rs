//! The clauses of a query, found by what they are.

use code::{Combination, JoinForm, Kind, LibraryEntry, NodeId, Operator, QueryPart, Unit};

/// A query of one `select`, by clauses.
#[derive(Clone, Debug)]
pub struct Select {
    /// The query.
    pub node: NodeId,
    /// Named steps before it.
    pub steps: Vec<NodeId>,
    /// Whether and by what equal rows are left out.
    pub distinct: Option<NodeId>,
    /// Its result columns.
    pub outputs: Vec<Output>,
    /// Its sources, the first without a join.
    pub sources: Vec<Source>,
    /// The clause that filters rows, and its condition.
    pub filter: Option<(NodeId, NodeId)>,
    /// The grouping clause.
    pub group: Option<NodeId>,
    /// The clause that filters groups, and its condition.
    pub having: Option<(NodeId, NodeId)>,
    /// The clause that filters by windows, and its condition.
    pub qualify: Option<(NodeId, NodeId)>,
    /// The sorting clause.
    pub order: Option<NodeId>,
    /// The most rows that it gives, and the clause.
    pub limit: Option<(NodeId, NodeId)>,
    /// How many rows it skips, and the clause.
    pub offset: Option<(NodeId, NodeId)>,
    /// How rows are locked.
    pub lock: Option<NodeId>,
    /// Where the result goes.
    pub into: Option<NodeId>,
    /// What could not be read in it.
    pub unread: Vec<NodeId>,
}

/// A result column.
#[derive(Clone, Copy, Debug)]
pub struct Output {
    /// The whole.
    pub node: NodeId,
    /// Its value.
    pub value: NodeId,
    /// Its name.
    pub name: Option<NodeId>,
}

/// A source of rows.
#[derive(Clone, Copy, Debug)]
pub struct Source {
    /// The clause.
    pub node: NodeId,
    /// A `Path`, a query, or a call.
    pub what: NodeId,
    /// Whether it is a table or the name of a step.
    pub is_table: bool,
    /// Its other name.
    pub alias: Option<NodeId>,
    /// How it joins what stands before it.
    pub join: Option<JoinForm>,
    /// The condition of the join.
    pub on: Option<NodeId>,
    /// The shared columns of the join.
    pub using: Option<NodeId>,
}

/// What a called function belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// One value from all rows of a group.
    Aggregate,
    /// A value from a row's place among others.
    Window,
    /// A value from values.
    Plain,
    /// Not known.
    Unknown,
}

/// The parts of a node.
pub fn parts(unit: &Unit, node: NodeId) -> &[NodeId] {
    match unit.kind(node) {
        Kind::Query(_, list) => unit.list(list),
        _ => &[],
    }
}

/// What part a node is.
pub fn part(unit: &Unit, node: NodeId) -> Option<QueryPart> {
    match unit.kind(node) {
        Kind::Query(part, _) => Some(part),
        _ => None,
    }
}

/// The parts of a node that are of a kind.
pub fn parts_of(unit: &Unit, node: NodeId, kind: QueryPart) -> Vec<NodeId> {
    parts(unit, node).iter().copied().filter(|&it| part(unit, it) == Some(kind)).collect()
}

/// The last name of a path, or a name itself.
pub fn named_last(unit: &Unit, node: NodeId) -> Option<NodeId> {
    match unit.kind(node) {
        Kind::Name(_) => Some(node),
        Kind::Query(QueryPart::Path, list) => {
            unit.list(list).last().copied().filter(|&it| matches!(unit.kind(it), Kind::Name(_)))
        }
        _ => None,
    }
}

/// The text of a path's last name.
pub fn path_text(unit: &Unit, node: NodeId) -> &str {
    named_last(unit, node).map_or_else(|| unit.text(node), |name| unit.text(name))
}

/// The clauses of a `select`; `None` for anything else.
pub fn select(unit: &Unit, node: NodeId) -> Option<Select> {
    if part(unit, node) != Some(QueryPart::Select) {
        return None;
    }
    let mut found = Select {
        node,
        steps: Vec::new(),
        distinct: None,
        outputs: Vec::new(),
        sources: sources(unit, node),
        filter: None,
        group: None,
        having: None,
        qualify: None,
        order: None,
        limit: None,
        offset: None,
        lock: None,
        into: None,
        unread: Vec::new(),
    };
    for &it in parts(unit, node) {
        let inner = parts(unit, it);
        let first = inner.first().copied();
        let pair = first.map(|first| (it, first));
        match part(unit, it) {
            Some(QueryPart::With) => found.steps = parts_of(unit, it, QueryPart::Step),
            Some(QueryPart::Distinct) => found.distinct = Some(it),
            Some(QueryPart::Output) => {
                if let Some(value) = first {
                    let name = inner.get(1).copied().filter(|&it| matches!(unit.kind(it), Kind::Name(_)));
                    found.outputs.push(Output { node: it, value, name });
                }
                if inner.iter().any(|&it| part(unit, it) == Some(QueryPart::Unread)) {
                    found.unread.push(it);
                }
            }
            Some(QueryPart::Where) => found.filter = pair,
            Some(QueryPart::Group) => found.group = Some(it),
            Some(QueryPart::Having) => found.having = pair,
            Some(QueryPart::Qualify) => found.qualify = pair,
            Some(QueryPart::Order) => found.order = Some(it),
            Some(QueryPart::Limit) => found.limit = pair,
            Some(QueryPart::Offset) => found.offset = pair,
            Some(QueryPart::Lock) => found.lock = Some(it),
            Some(QueryPart::Into) => found.into = Some(it),
            Some(QueryPart::Unread | QueryPart::Template) => found.unread.push(it),
            _ => {}
        }
    }
    Some(found)
}

/// The sources of a query or a change.
pub fn sources(unit: &Unit, node: NodeId) -> Vec<Source> {
    let mut found = Vec::new();
    for &it in parts(unit, node) {
        let join = match part(unit, it) {
            Some(QueryPart::From) => None,
            Some(QueryPart::Join(form)) => Some(form),
            _ => continue,
        };
        let inner = parts(unit, it);
        let Some(&source) = inner.first() else { continue };
        let Some(&what) = parts(unit, source).first() else { continue };
        let of = |kind: QueryPart| inner.iter().copied().find(|&it| part(unit, it) == Some(kind));
        let on = of(QueryPart::On).and_then(|it| parts(unit, it).first().copied());
        let alias = parts_of(unit, source, QueryPart::Alias)
            .first()
            .and_then(|&it| parts(unit, it).first().copied())
            .filter(|&it| matches!(unit.kind(it), Kind::Name(_)));
        found.push(Source {
            node: it,
            what,
            is_table: part(unit, source) == Some(QueryPart::Table) && part(unit, what) == Some(QueryPart::Path),
            alias,
            join,
            on,
            using: of(QueryPart::Using),
        });
    }
    found
}

/// The table that a statement is about.
pub fn target(unit: &Unit, node: NodeId) -> Option<NodeId> {
    let table = parts_of(unit, node, QueryPart::Table).first().copied()?;
    parts(unit, table).first().copied()
}

/// The conditions that must all hold.
pub fn conjuncts(unit: &Unit, condition: NodeId) -> Vec<NodeId> {
    match unit.kind(condition) {
        Kind::Query(QueryPart::Operation(Operator::And), list) => {
            unit.list(list).iter().flat_map(|&it| conjuncts(unit, it)).collect()
        }
        _ => vec![condition],
    }
}

/// Whether something of a node was left unread, so that nothing may be said of what it lacks.
pub fn is_incomplete(unit: &Unit, node: NodeId) -> bool {
    unit.preorder(node).any(|it| matches!(part(unit, it), Some(QueryPart::Unread | QueryPart::Template)))
}

/// What the library says of a call, and what the function belongs to.
pub fn function_of(unit: &Unit, call: NodeId) -> (Purpose, Option<&'static LibraryEntry>) {
    let Some(&callee) = parts(unit, call).first() else { return (Purpose::Unknown, None) };
    let name = path_text(unit, callee).to_ascii_lowercase();
    for (prefix, purpose) in [("rows.", Purpose::Aggregate), ("window.", Purpose::Window), ("", Purpose::Plain)] {
        if let Some(entry) = unit.library.find(&format!("{prefix}{name}")) {
            return (purpose, Some(entry));
        }
    }
    (Purpose::Unknown, None)
}

/// What a call belongs to; an aggregate over a window is no aggregate of groups.
pub fn purpose(unit: &Unit, call: NodeId) -> Purpose {
    let over = parts(unit, call).iter().any(|&it| part(unit, it) == Some(QueryPart::Window));
    match function_of(unit, call).0 {
        Purpose::Aggregate if over => Purpose::Window,
        it => it,
    }
}

/// Whether queries of a combination may be told apart by name.
pub(super) fn is_union(form: Combination) -> bool {
    matches!(form, Combination::Union | Combination::UnionAll)
}

/// Whether a trigger waits for changes of the database itself, not for changes of rows.
#[must_use]
pub fn is_event_trigger(unit: &Unit, node: NodeId) -> bool {
    let words: Vec<&str> = unit.text(node).split_whitespace().take(6).collect();
    words.windows(2).any(|pair| pair[0].eq_ignore_ascii_case("event") && pair[1].eq_ignore_ascii_case("trigger"))
}
