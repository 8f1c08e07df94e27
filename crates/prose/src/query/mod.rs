//! Declarative code: queries, changes of rows, definitions, stored routines.
//!
//! `gist` says what a statement is for, `steps` how a query works clause by clause, `define` and `routine` what definitions hold,
//! `value` and `condition` are the phrases that all of them share, and `lexicon` has the words for idioms and traps.

mod changes;
mod concepts;
mod condition;
mod define;
mod gist;
mod lexicon;
mod overview;
mod routine;
mod steps;
mod value;

use code::{Kind, NodeId, QueryPart, Span};
use facts::queries::{part, parts, parts_of};

use crate::draft::{Context, Draft};
use crate::{Level, SectionKind, plan, words};

/// Whether a unit is declarative: its text is made of statements about tables.
pub(crate) fn is_about(cx: &Context<'_>) -> bool {
    statements(cx).iter().any(|&it| matches!(cx.unit.kind(it), Kind::Query(..)))
}

/// The statements of the text.
fn statements<'c>(cx: &Context<'c>) -> &'c [NodeId] {
    match cx.unit.kind(cx.unit.root) {
        Kind::Module { body } => cx.unit.list(body),
        _ => &[],
    }
}

/// Fills all sections.
pub(crate) fn fill(cx: &Context<'_>, draft: &mut Draft) {
    let all = statements(cx);
    let weighty: Vec<NodeId> = all.iter().copied().filter(|&it| !gist::prepares(cx, it)).collect();
    overview::fill(cx, all, &weighty, draft);
    match weighty.as_slice() {
        [only] => alone(cx, all, *only, draft),
        _ => list(cx, all, draft),
    }
    if cx.level == Level::Expert {
        draft.without_subject();
    }
    why(cx, draft);
    concepts::fill(cx, draft);
    watch_out(cx, draft);
}

/// The one statement that the text is about, and what stands around it.
fn alone(cx: &Context<'_>, all: &[NodeId], only: NodeId, draft: &mut Draft) {
    let before: Vec<NodeId> = all.iter().copied().filter(|&it| it < only && it != only).collect();
    let (before, after): (Vec<NodeId>, Vec<NodeId>) = (
        before.iter().copied().filter(|&it| cx.unit.span(it).start < cx.unit.span(only).start).collect(),
        all.iter().copied().filter(|&it| it != only && cx.unit.span(it).start > cx.unit.span(only).start).collect(),
    );
    runs(cx, &before, draft);
    parts_under(cx, only, None, draft);
    runs(cx, &after, draft);
}

/// What a statement is made of, under a sentence about it or at the top.
fn parts_under(cx: &Context<'_>, node: NodeId, parent: Option<u32>, draft: &mut Draft) {
    match part(cx.unit, node) {
        Some(QueryPart::Select | QueryPart::Combine(_) | QueryPart::Derived | QueryPart::Subquery) => {
            steps::query(cx, node, parent, 0, draft);
        }
        Some(QueryPart::Create(code::ObjectForm::Table)) => match define::inner_query(cx, node) {
            Some(inner) => steps::query(cx, inner, parent, 0, draft),
            None => define::table_parts(cx, node, parent, draft),
        },
        Some(QueryPart::Create(code::ObjectForm::View | code::ObjectForm::MaterializedView)) => {
            if let Some(inner) = define::inner_query(cx, node) {
                steps::query(cx, inner, parent, 0, draft);
            }
        }
        Some(QueryPart::Alter(_)) => {
            for add in parts_of(cx.unit, node, QueryPart::Add) {
                define::table_parts(cx, add, parent, draft);
            }
            if let Some(unread) = parts_of(cx.unit, node, QueryPart::Unread).first() {
                draft.say(
                    SectionKind::How,
                    parent,
                    "A part of this change is left unread.".to_owned(),
                    &[cx.unit.span(*unread)],
                );
            }
        }
        Some(QueryPart::Routine(_)) => routine::body(cx, node, parent, draft),
        Some(QueryPart::Trigger) => {
            if let Some(&test) = parts_of(cx.unit, node, QueryPart::Where).first()
                && let Some(&inner) = parts(cx.unit, test).first()
                && let Some(text) = condition::short(cx, inner, &[], 200)
            {
                draft.say(
                    SectionKind::How,
                    parent,
                    words::sentence(&format!("it fires only where {text}")),
                    &[cx.unit.span(test)],
                );
            }
            for block in parts_of(cx.unit, node, QueryPart::Block) {
                routine::statements(cx, block, parent, 0, draft);
            }
        }
        Some(QueryPart::Insert(_) | QueryPart::Update | QueryPart::Delete | QueryPart::Merge) => {
            change_parts(cx, node, parent, draft);
        }
        Some(QueryPart::Explain) => {
            for &it in parts(cx.unit, node) {
                parts_under(cx, it, parent, draft);
            }
        }
        Some(QueryPart::Block) => routine::statement(cx, node, parent, 0, draft),
        Some(QueryPart::If | QueryPart::While | QueryPart::For | QueryPart::Loop) if parent.is_none() => {
            routine::statement(cx, node, parent, 0, draft);
        }
        _ => {}
    }
}

/// The clauses of a change.
fn change_parts(cx: &Context<'_>, node: NodeId, parent: Option<u32>, draft: &mut Draft) {
    let all = facts::queries::sources(cx.unit, node);
    for &it in parts(cx.unit, node) {
        let span = cx.unit.span(it);
        let inner = parts(cx.unit, it);
        let text = match part(cx.unit, it) {
            Some(QueryPart::With) => {
                steps::with_steps(cx, &parts_of(cx.unit, it, QueryPart::Step), parent, 0, draft);
                continue;
            }
            Some(QueryPart::Fields) => {
                let names: Vec<String> = inner.iter().map(|&it| cx.quote(it)).collect();
                format!(
                    "it fills the {} {}",
                    if names.len() == 1 { "column" } else { "columns" },
                    words::list_some(&names, 8)
                )
            }
            Some(QueryPart::Select | QueryPart::Combine(_) | QueryPart::Derived | QueryPart::Subquery) => {
                let Some(gist) = gist::query(cx, it) else { continue };
                let id = draft.say(
                    SectionKind::How,
                    parent,
                    words::sentence(&format!("the rows come from a query: it {gist}")),
                    &[span],
                );
                steps::query(cx, it, Some(id), 1, draft);
                continue;
            }
            Some(QueryPart::Values) => {
                let n = inner.len();
                if n == 1 && cx.level != Level::Expert {
                    let values: Vec<String> = parts(cx.unit, inner[0]).iter().map(|&it| value::value(cx, it)).collect();
                    format!("the row holds {}", words::list_some(&values, 6))
                } else {
                    format!("{} as {} here", words::count(n, "row"), if n == 1 { "it stands" } else { "they stand" })
                }
            }
            Some(QueryPart::Assign) => match inner {
                &[target, new] => format!("{} becomes {}", cx.quote(target), value::value(cx, new)),
                _ => continue,
            },
            Some(QueryPart::From | QueryPart::Join(_) | QueryPart::Where) => {
                let found = all.iter().find(|source| source.node == it);
                match (part(cx.unit, it), found) {
                    (Some(QueryPart::Where), _) => match inner
                        .first()
                        .and_then(|&test| condition::short(cx, test, &all, 240))
                    {
                        Some(text) if cx.level == Level::Expert => format!("filter: {text}"),
                        Some(text) => format!("it touches only rows where {text}"),
                        None => {
                            let tests =
                                inner.first().map(|&test| facts::queries::conjuncts(cx.unit, test)).unwrap_or_default();
                            let id = draft.say(
                                SectionKind::How,
                                parent,
                                words::sentence("it touches only rows that meet all of these"),
                                &[span],
                            );
                            for test in tests {
                                let text = condition::short(cx, test, &all, 220)
                                    .unwrap_or_else(|| format!("{} holds", cx.quote(test)));
                                draft.say(SectionKind::How, Some(id), words::sentence(&text), &[cx.unit.span(test)]);
                            }
                            continue;
                        }
                    },
                    (_, Some(source)) => {
                        let on = source
                            .on
                            .and_then(|on| condition::short(cx, on, &all, 200))
                            .map(|it| format!(" where {it}"))
                            .unwrap_or_default();
                        match part(cx.unit, node) {
                            Some(QueryPart::Merge) => {
                                format!("the rows to compare with come from {}", gist::source(cx, source.what))
                            }
                            _ => format!("it looks at {} too{on}", gist::source(cx, source.what)),
                        }
                    }
                    _ => continue,
                }
            }
            Some(QueryPart::On) => match inner.first().and_then(|&test| condition::short(cx, test, &all, 240)) {
                Some(text) => format!("rows match where {text}"),
                None => continue,
            },
            Some(QueryPart::Branch(_)) => {
                let changes = changes::assignments(cx, it);
                let Some(QueryPart::Branch(form)) = part(cx.unit, it) else { continue };
                let rows = match form.rows {
                    code::BranchRows::Matched => "a row that matches",
                    code::BranchRows::New => "a row that only the source has",
                    code::BranchRows::Gone => "a row that only the target has",
                };
                match form.act {
                    code::BranchAct::Update if !changes.is_empty() => {
                        format!("{rows} is changed: {}", words::list_some(&changes, 4))
                    }
                    code::BranchAct::Update => format!("{rows} is changed"),
                    code::BranchAct::Insert => format!("{rows} is added"),
                    code::BranchAct::Delete => format!("{rows} is removed"),
                    code::BranchAct::Nothing => format!("{rows} stays as it is"),
                }
            }
            Some(QueryPart::Conflict) => {
                let changes = changes::assignments(cx, it);
                let key: Vec<String> = parts_of(cx.unit, it, QueryPart::Fields)
                    .iter()
                    .flat_map(|&it| parts(cx.unit, it).to_vec())
                    .map(|it| cx.quote(it))
                    .collect();
                let same = if key.is_empty() {
                    "such a row is there already".to_owned()
                } else {
                    format!("a row with the same {} is there already", words::list(&key))
                };
                if changes.is_empty() {
                    format!("if {same}, nothing happens")
                } else {
                    format!("if {same}, it sets {} instead", words::list_some(&changes, 4))
                }
            }
            Some(QueryPart::Returning) => {
                let values: Vec<String> = parts_of(cx.unit, it, QueryPart::Output)
                    .iter()
                    .filter_map(|&it| parts(cx.unit, it).first().map(|&it| value::value(cx, it)))
                    .collect();
                if values.is_empty() {
                    continue;
                }
                format!("it gives back {} of the rows that it touched", words::list_some(&values, 5))
            }
            Some(QueryPart::Unread) => "the rest of this statement is left unread".to_owned(),
            _ => continue,
        };
        draft.say(SectionKind::How, parent, words::sentence(&text), &[span]);
    }
}

/// One statement among others, with what it is made of.
pub(super) fn one(cx: &Context<'_>, node: NodeId, parent: Option<u32>, draft: &mut Draft) {
    let span = cx.unit.span(node);
    let text = match gist::statement(cx, node) {
        Some(gist) if cx.level == Level::Expert => gist,
        Some(gist) => format!("it {gist}"),
        None => match part(cx.unit, node) {
            Some(
                QueryPart::Block
                | QueryPart::If
                | QueryPart::While
                | QueryPart::For
                | QueryPart::Loop
                | QueryPart::Assign
                | QueryPart::Declare
                | QueryPart::Return
                | QueryPart::Raise
                | QueryPart::Print
                | QueryPart::Handler
                | QueryPart::Leave
                | QueryPart::Next
                | QueryPart::Emit,
            ) => {
                routine::statement(cx, node, parent, 0, draft);
                return;
            }
            Some(QueryPart::Template) => format!("a template stands here: {}", cx.quote(node)),
            _ => format!("not taken apart here: {}", cx.quote(node)),
        },
    };
    let id = draft.say(SectionKind::How, parent, words::sentence(&text), &[span]);
    // A short statement is said whole.
    let (first, last) = cx.unit.line_range(span);
    let whole = is_call(cx, node)
        || last - first < 3
            && !matches!(part(cx.unit, node), Some(QueryPart::Create(code::ObjectForm::Table) | QueryPart::Routine(_)));
    if !whole {
        parts_under(cx, node, Some(id), draft);
    }
}

/// Whether a query only calls a function and shows what it gives.
fn is_call(cx: &Context<'_>, node: NodeId) -> bool {
    called(cx, node).is_some()
}

/// The function that a query calls, where it does nothing else.
fn called(cx: &Context<'_>, node: NodeId) -> Option<NodeId> {
    let query = facts::queries::select(cx.unit, node)?;
    let only =
        parts(cx.unit, node).iter().all(|&it| matches!(part(cx.unit, it), Some(QueryPart::Output | QueryPart::From)));
    let call = match (query.outputs.as_slice(), query.sources.as_slice()) {
        ([output], []) => output.value,
        ([output], [source]) if part(cx.unit, output.value) == Some(QueryPart::All) => source.what,
        _ => return None,
    };
    (only && part(cx.unit, call) == Some(QueryPart::Call)).then(|| parts(cx.unit, call).first().copied()).flatten()
}

/// The statements of a text, runs of a kind together.
fn list(cx: &Context<'_>, all: &[NodeId], draft: &mut Draft) {
    runs(cx, all, draft);
}

/// What a run of statements has in common: its kind, and the table.
fn run_key(cx: &Context<'_>, node: NodeId) -> Option<(QueryPart, String)> {
    let kind = part(cx.unit, node)?;
    let about =
        facts::queries::target(cx.unit, node).map(|it| cx.unit.text(it).to_ascii_lowercase()).unwrap_or_default();
    Some(match kind {
        QueryPart::Select => (kind, cx.unit.text(called(cx, node)?).to_ascii_lowercase()),
        QueryPart::Insert(_) | QueryPart::Truncate => (kind, about),
        QueryPart::Setting
        | QueryPart::Command
        | QueryPart::Grant
        | QueryPart::Revoke
        | QueryPart::Describe(_)
        | QueryPart::Drop(_)
        | QueryPart::Print
        | QueryPart::Template
        | QueryPart::Other => (kind, String::new()),
        QueryPart::Alter(_) if !parts_of(cx.unit, node, QueryPart::Owner).is_empty() => (kind, "owner".to_owned()),
        _ => return None,
    })
}

/// Says statements in order; those of a kind in a row as one.
fn runs(cx: &Context<'_>, all: &[NodeId], draft: &mut Draft) {
    let mut at = 0;
    while at < all.len() {
        let key = run_key(cx, all[at]);
        let n = match &key {
            None => 1,
            Some(key) => all[at..].iter().take_while(|&&it| run_key(cx, it).as_ref() == Some(key)).count(),
        };
        let run = &all[at..at + n];
        at += n;
        match key {
            _ if n == 1 => one(cx, run[0], None, draft),
            None => {}
            Some((kind, about)) => {
                let text = overview::run(cx, kind, &about, run);
                let spans: Vec<Span> = run.iter().map(|&it| cx.unit.span(it)).collect();
                draft.say(SectionKind::How, None, words::sentence(&text), &spans);
            }
        }
    }
}

/// *Why*: each idiom once.
fn why(cx: &Context<'_>, draft: &mut Draft) {
    let most = plan::budget(cx, 6, 4, 10);
    let mut told: Vec<(facts::queries::QueryIdiomKind, u32, String)> = Vec::new();
    for idiom in &cx.facts.queries.idioms {
        let span = cx.unit.span(idiom.node);
        if let Some(known) = told.iter().find(|it| it.0 == idiom.kind) {
            if idiom.about.is_none() || !known.2.contains('`') {
                draft.widen(known.1, span);
            }
            continue;
        }
        if told.len() >= most {
            continue;
        }
        if let Some(text) = lexicon::reason(cx, idiom) {
            let id = draft.say(SectionKind::Why, None, text.clone(), &[span]);
            told.push((idiom.kind, id, text));
        }
    }
}

/// *Watch out*: each trap, those of a kind together where the words are the same.
fn watch_out(cx: &Context<'_>, draft: &mut Draft) {
    let mut told: Vec<(String, facts::queries::QueryHazardKind, u32)> = Vec::new();
    for hazard in &cx.facts.queries.hazards {
        let Some(text) = lexicon::hazard(cx, hazard) else { continue };
        let span = cx.unit.span(hazard.node);
        if let Some(known) = told.iter().find(|it| it.0 == text) {
            draft.widen(known.2, span);
            continue;
        }
        if told.iter().filter(|it| it.1 == hazard.kind).count() >= 3 || told.len() >= 12 {
            continue;
        }
        let id = draft.say(SectionKind::WatchOut, None, text.clone(), &[span]);
        told.push((text, hazard.kind, id));
    }
}
