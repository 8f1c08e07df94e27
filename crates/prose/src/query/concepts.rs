//! *Concepts* of queries: the terms of the clauses that this text uses.

use code::{ConstraintForm, JoinForm, NodeId, ObjectForm, QueryPart, RoutineForm, Span};
use facts::queries::{Purpose, function_of, part};

use super::lexicon;
use crate::draft::{Context, Draft};
use crate::{Level, SectionKind, plan};

/// Fills the section.
pub(super) fn fill(cx: &Context<'_>, draft: &mut Draft) {
    let most = match cx.level {
        Level::Beginner => plan::budget(cx, 4, 4, 12),
        Level::Intermediate => plan::budget(cx, 12, 2, 4),
        Level::Expert => return,
    };
    let mut wanted: Vec<(u8, &'static str, Span)> = Vec::new();
    let mut add = |weight: u8, key: &'static str, span: Span| {
        if !wanted.iter().any(|it| it.1 == key) {
            wanted.push((weight, key, span));
        }
    };
    for idiom in &cx.facts.queries.idioms {
        if let Some(key) = lexicon::term(idiom.kind) {
            add(3, key, cx.unit.span(idiom.node));
        }
    }
    if cx.level == Level::Beginner {
        for index in 0..cx.unit.n_nodes() {
            let node = NodeId::from_index(index);
            let (Some(kind), Some(_)) = (part(cx.unit, node), cx.unit.parent(node)) else { continue };
            if let Some((weight, key)) = term(cx, node, kind) {
                add(weight, key, cx.unit.span(node));
            }
        }
    }
    wanted.sort_by(|a, b| b.0.cmp(&a.0).then(a.2.start.cmp(&b.2.start)));
    wanted.truncate(most);
    wanted.sort_by_key(|it| it.2.start);
    for (_, key, span) in wanted {
        let Some((beginner, intermediate)) = cx.unit.library.term(key) else { continue };
        let text = if cx.level == Level::Beginner { beginner } else { intermediate };
        let end = if text.ends_with('.') { "" } else { "." };
        draft.say(SectionKind::Concepts, None, format!("**{key}**: {text}{end}"), &[span]);
    }
}

fn term(cx: &Context<'_>, node: NodeId, kind: QueryPart) -> Option<(u8, &'static str)> {
    Some(match kind {
        QueryPart::Select => (1, "query"),
        QueryPart::Join(JoinForm::Inner | JoinForm::Natural) => (2, "join"),
        QueryPart::Join(JoinForm::Cross | JoinForm::Comma) => (2, "cross join"),
        QueryPart::Group => (3, "group"),
        QueryPart::Having => (2, "HAVING"),
        QueryPart::Call if function_of(cx.unit, node).0 == Purpose::Aggregate => (2, "aggregate function"),
        QueryPart::Subquery => (2, "subquery"),
        QueryPart::Case => (2, "CASE"),
        QueryPart::Distinct => (1, "DISTINCT"),
        QueryPart::Limit => (1, "LIMIT"),
        QueryPart::Create(ObjectForm::Table) => (2, "table"),
        QueryPart::Create(ObjectForm::View) => (3, "view"),
        QueryPart::Create(ObjectForm::Index | ObjectForm::UniqueIndex) => (3, "index"),
        QueryPart::Create(ObjectForm::Schema) => (1, "schema"),
        QueryPart::Create(ObjectForm::Extension) => (1, "extension"),
        QueryPart::Constraint(ConstraintForm::PrimaryKey) => (3, "primary key"),
        QueryPart::Constraint(ConstraintForm::Unique) => (1, "unique"),
        QueryPart::Constraint(ConstraintForm::Default) => (1, "default"),
        QueryPart::Routine(RoutineForm::Function) => (2, "function"),
        QueryPart::Routine(RoutineForm::Procedure) => (2, "stored procedure"),
        QueryPart::Alter(ObjectForm::Table) => (1, "ALTER TABLE"),
        QueryPart::Template => (2, "template"),
        QueryPart::Parameter => (1, "parameter"),
        QueryPart::Cast => (1, "cast"),
        _ if matches!(cx.unit.kind(node), code::Kind::Null) => (1, "NULL"),
        _ => return None,
    })
}
