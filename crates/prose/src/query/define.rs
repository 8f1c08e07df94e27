//! Definitions: tables, views, indexes, and their changes and removals.

use code::{ConstraintForm, Kind, NodeId, ObjectForm, QueryPart, Reaction};
use facts::queries::{part, parts, parts_of, target};

use super::gist::{defined, is_rule, own_name, query};
use super::value::{table, value};
use super::{condition, gist};
use crate::draft::{Context, Draft, code};
use crate::{Level, SectionKind, words};

/// What a kind of object is called.
pub(super) fn noun(form: ObjectForm) -> &'static str {
    match form {
        ObjectForm::Table => "table",
        ObjectForm::View => "view",
        ObjectForm::MaterializedView => "materialized view",
        ObjectForm::Index => "index",
        ObjectForm::UniqueIndex => "unique index",
        ObjectForm::Schema => "schema",
        ObjectForm::Database => "database",
        ObjectForm::Sequence => "sequence",
        ObjectForm::Type => "type",
        ObjectForm::Domain => "domain",
        ObjectForm::Extension => "extension",
        ObjectForm::Trigger => "trigger",
        ObjectForm::Function => "function",
        ObjectForm::Procedure => "procedure",
        ObjectForm::Package => "package",
        ObjectForm::Role => "role",
        ObjectForm::Policy => "policy",
        ObjectForm::Column => "column",
        ObjectForm::Constraint => "rule",
        ObjectForm::Synonym => "synonym",
        ObjectForm::Other => "object",
    }
}

/// The columns of a definition, also of one that adds them.
fn columns(cx: &Context<'_>, node: NodeId) -> Vec<NodeId> {
    parts_of(cx.unit, node, QueryPart::ColumnOf)
}

/// The names that identify a row.
pub(super) fn key_of(cx: &Context<'_>, node: NodeId) -> Vec<String> {
    for &it in parts(cx.unit, node) {
        if is_rule(cx, it, ConstraintForm::PrimaryKey) {
            return parts_of(cx.unit, it, QueryPart::Fields)
                .iter()
                .flat_map(|&it| parts(cx.unit, it).to_vec())
                .map(|it| cx.quote(it))
                .collect();
        }
        if part(cx.unit, it) == Some(QueryPart::ColumnOf)
            && parts(cx.unit, it).iter().any(|&rule| is_rule(cx, rule, ConstraintForm::PrimaryKey))
            && let Some(&name) = parts(cx.unit, it).first()
        {
            return vec![cx.quote(name)];
        }
    }
    Vec::new()
}

/// The tables that a definition refers to, with the rule that says so.
pub(super) fn references(cx: &Context<'_>, node: NodeId) -> Vec<(NodeId, NodeId)> {
    let mut found = Vec::new();
    for &it in parts(cx.unit, node) {
        let rules: Vec<NodeId> =
            if part(cx.unit, it) == Some(QueryPart::ColumnOf) { parts(cx.unit, it).to_vec() } else { vec![it] };
        for rule in rules {
            if is_rule(cx, rule, ConstraintForm::References)
                && let Some(path) = target(cx.unit, rule)
            {
                found.push((rule, path));
            }
        }
    }
    found
}

/// `create`, as a verb phrase.
pub(super) fn create(cx: &Context<'_>, node: NodeId, form: ObjectForm) -> Option<String> {
    let path = defined(cx, node);
    let name = path.map(|it| table(cx, it));
    let replaces = !parts_of(cx.unit, node, QueryPart::Replacing).is_empty();
    let guarded =
        if parts_of(cx.unit, node, QueryPart::Guarded).is_empty() { "" } else { ", unless it is there already" };
    let inner_query = parts(cx.unit, node).iter().copied().find(|&it| {
        matches!(
            part(cx.unit, it),
            Some(
                QueryPart::Select
                    | QueryPart::Combine(_)
                    | QueryPart::Derived
                    | QueryPart::Subquery
                    | QueryPart::Values
            )
        )
    });
    match form {
        ObjectForm::Table => {
            let name = name?;
            let temporary = if parts_of(cx.unit, node, QueryPart::Temporary).is_empty() { "" } else { "temporary " };
            if let Some(inner) = inner_query {
                let gist = query(cx, inner).map(|it| format!(" from a query that {it}")).unwrap_or_default();
                return Some(format!("makes the {temporary}table {name}{guarded}{gist}"));
            }
            let n = columns(cx, node).len();
            let mut text = format!("makes the {temporary}table {name}");
            if n > 0 {
                text.push_str(&format!(" with {}", words::count(n, "column")));
            }
            text.push_str(guarded);
            Some(text)
        }
        ObjectForm::View | ObjectForm::MaterializedView => {
            let name = name?;
            let stored = match (form, cx.level) {
                (ObjectForm::View, Level::Beginner) => "a stored query that can be read like a table",
                (ObjectForm::View, _) => "a view",
                (_, Level::Beginner) => "a stored query whose rows are kept",
                _ => "a materialized view",
            };
            let what = match inner_query.and_then(|it| query(cx, it)) {
                Some(gist) => format!(", which {gist}"),
                None => String::new(),
            };
            let verb = if replaces { "makes or replaces" } else { "makes" };
            Some(format!("{verb} {name}, {stored}{what}{guarded}"))
        }
        ObjectForm::Index | ObjectForm::UniqueIndex => {
            let on = table(cx, target(cx.unit, node)?);
            let keys: Vec<String> = parts(cx.unit, node)
                .iter()
                .filter(|&&it| matches!(part(cx.unit, it), Some(QueryPart::Key { .. })))
                .filter_map(|&it| parts(cx.unit, it).first().map(|&it| super::value::column(cx, it)))
                .collect();
            let by = if keys.is_empty() { String::new() } else { format!(" by {}", words::list_some(&keys, 4)) };
            let of = match parts_of(cx.unit, node, QueryPart::Where)
                .first()
                .and_then(|&it| parts(cx.unit, it).first().copied())
            {
                Some(test) => match condition::short(cx, test, &[], 110) {
                    Some(text) => format!(", for the rows where {text} only"),
                    None => ", for some of the rows only".to_owned(),
                },
                None => String::new(),
            };
            let text = match (form, cx.level) {
                (ObjectForm::UniqueIndex, _) => {
                    format!(
                        "makes sure that no two rows of {on} share their {}, with an index{of}",
                        if keys.is_empty() { "key".to_owned() } else { words::list_some(&keys, 4) }
                    )
                }
                (_, Level::Beginner) => format!("makes a lookup list (an index) for {on}{by}{of}"),
                _ => format!("makes an index on {on}{by}{of}"),
            };
            Some(format!("{text}{guarded}"))
        }
        ObjectForm::Extension => Some(format!("switches on the extension {}{guarded}", name?)),
        ObjectForm::Policy => {
            let of = target(cx.unit, node).map(|it| format!(" for {}", table(cx, it))).unwrap_or_default();
            let own = parts(cx.unit, node).iter().copied().find(|&it| part(cx.unit, it) == Some(QueryPart::Path))?;
            Some(format!("makes the policy {}{of}, a rule about which rows may be seen or changed", cx.quote(own)))
        }
        _ => {
            let verb = if replaces { "makes or replaces" } else { "makes" };
            let what = match name {
                Some(name) => format!("the {} {name}", noun(form)),
                None => words::with_article(noun(form)),
            };
            Some(format!("{verb} {what}{guarded}"))
        }
    }
}

/// `drop`, as a verb phrase.
pub(super) fn drop_object(cx: &Context<'_>, node: NodeId, form: ObjectForm) -> Option<String> {
    let names: Vec<String> = parts(cx.unit, node)
        .iter()
        .copied()
        .filter(|&it| part(cx.unit, it) == Some(QueryPart::Path))
        .map(|it| cx.quote(it))
        .collect();
    if names.is_empty() {
        return None;
    }
    let guarded = match (parts_of(cx.unit, node, QueryPart::Guarded).is_empty(), names.len()) {
        (true, _) => "",
        (false, 1) => " if it is there",
        (false, _) => " where they are there",
    };
    let cascade =
        if parts_of(cx.unit, node, QueryPart::Cascade).is_empty() { "" } else { ", and all that depends on it" };
    let what = if names.len() == 1 { noun(form).to_owned() } else { words::plural(noun(form)) };
    let rows = if form == ObjectForm::Table && cx.level == Level::Beginner { ", with all their rows" } else { "" };
    let rows = if names.len() == 1 { rows.replace("their", "its") } else { rows.to_owned() };
    Some(format!("removes the {what} {}{rows}{guarded}{cascade}", words::list_some(&names, 5)))
}

/// `alter`, as a verb phrase.
pub(super) fn alter(cx: &Context<'_>, node: NodeId, form: ObjectForm) -> Option<String> {
    let path = parts(cx.unit, node).iter().copied().find(|&it| part(cx.unit, it) == Some(QueryPart::Path))?;
    let name = cx.quote(path);
    let mut gains = Vec::new();
    let mut losses = Vec::new();
    let mut acts = Vec::new();
    for &it in parts(cx.unit, node) {
        match part(cx.unit, it) {
            Some(QueryPart::Add) => gains.extend(added(cx, it)),
            Some(QueryPart::Remove(form)) => {
                let name = parts(cx.unit, it).first().map(|&it| format!(" {}", cx.quote(it))).unwrap_or_default();
                losses.push(format!("the {}{name}", noun(form)));
            }
            _ => acts.extend(action(cx, it)),
        }
    }
    if !losses.is_empty() {
        acts.insert(0, format!("it loses {}", words::list_some(&losses, 4)));
    }
    if !gains.is_empty() {
        acts.insert(0, format!("it gets {}", gist::list_clear(&gains, 4)));
    }
    let what = noun(form);
    if acts.is_empty() {
        return Some(format!("changes the {what} {name}"));
    }
    Some(format!("changes the {what} {name}: {}", gist::list_clear(&acts, 4)))
}

/// What a table gets.
fn added(cx: &Context<'_>, node: NodeId) -> Vec<String> {
    let mut added: Vec<String> = columns(cx, node).iter().map(|&it| column_brief(cx, it)).collect();
    for &rule in parts(cx.unit, node) {
        if matches!(part(cx.unit, rule), Some(QueryPart::Constraint(_))) {
            added.extend(table_rule(cx, rule).map(|it| format!("the rule that {it}")));
        }
    }
    added
}

fn action(cx: &Context<'_>, node: NodeId) -> Option<String> {
    let inner = parts(cx.unit, node);
    Some(match part(cx.unit, node)? {
        QueryPart::Rename => match *inner {
            [old, new] => format!("the column {} is renamed to {}", cx.quote(old), cx.quote(new)),
            [new] => format!("it is renamed to {}", cx.quote(new)),
            _ => return None,
        },
        QueryPart::Change => {
            let name = inner.first().map(|&it| cx.quote(it))?;
            match parts_of(cx.unit, node, QueryPart::TypeName).first() {
                Some(&to) => format!("the column {name} becomes {}", cx.quote(to)),
                None => format!("the column {name} gets other rules"),
            }
        }
        QueryPart::Owner => match inner.first() {
            Some(&owner) => format!("it belongs to {} now", cx.quote(owner)),
            None => return None,
        },
        _ => return None,
    })
}

/// A new column with what must be known of it.
fn column_brief(cx: &Context<'_>, node: NodeId) -> String {
    let Some(&name) = parts(cx.unit, node).first() else { return "a column".to_owned() };
    let kind = match parts_of(cx.unit, node, QueryPart::TypeName).first() {
        Some(&kind) if cx.level != Level::Beginner => format!(" ({})", cx.quote(kind)),
        _ => String::new(),
    };
    let to = parts(cx.unit, node)
        .iter()
        .copied()
        .find(|&it| is_rule(cx, it, ConstraintForm::References))
        .and_then(|it| target(cx.unit, it));
    let to = to.map(|it| format!(", which refers to {}", table(cx, it))).unwrap_or_default();
    format!("the column {}{kind}{to}", cx.quote(name))
}

/// A rule of a table as a clause.
fn table_rule(cx: &Context<'_>, node: NodeId) -> Option<String> {
    let Some(QueryPart::Constraint(form)) = part(cx.unit, node) else { return None };
    let fields: Vec<NodeId> = parts_of(cx.unit, node, QueryPart::Fields);
    let names = |at: usize| -> Vec<String> {
        fields.get(at).map(|&it| parts(cx.unit, it).iter().map(|&it| cx.quote(it)).collect()).unwrap_or_default()
    };
    let own = words::list_some(&names(0), 4);
    Some(match form {
        ConstraintForm::PrimaryKey if own.is_empty() => return None,
        ConstraintForm::PrimaryKey => match names(0).len() {
            1 => format!("{own} identifies a row"),
            _ => format!("{own} together identify a row"),
        },
        ConstraintForm::References => {
            let to = table(cx, target(cx.unit, node)?);
            let own = if own.is_empty() { "it".to_owned() } else { own };
            let verb = if names(0).len() > 1 { "refer" } else { "refers" };
            format!("{own} {verb} to a row of {to}{}", on_delete(cx, node))
        }
        ConstraintForm::Unique if own.is_empty() => return None,
        ConstraintForm::Unique => match names(0).len() {
            1 => format!("no two rows share a value of {own}"),
            _ => format!("no two rows share the same combination of {own}"),
        },
        ConstraintForm::Check => {
            let test = parts(cx.unit, node)
                .iter()
                .copied()
                .find(|&it| part(cx.unit, it) != Some(QueryPart::ConstraintName))?;
            match condition::short(cx, test, &[], 140) {
                Some(text) => format!("{text} in every row"),
                None => "a condition holds in every row".to_owned(),
            }
        }
        ConstraintForm::Index if own.is_empty() => return None,
        ConstraintForm::Index => format!("rows can be looked up by {own}"),
        _ => return None,
    })
}

fn on_delete(cx: &Context<'_>, rule: NodeId) -> String {
    let reaction = parts(cx.unit, rule).iter().find_map(|&it| match part(cx.unit, it) {
        Some(QueryPart::OnDelete(reaction)) => Some(reaction),
        _ => None,
    });
    match reaction {
        Some(Reaction::Cascade) => ", and the row here is removed with it".to_owned(),
        Some(Reaction::SetNull) => ", and loses the value when that is removed".to_owned(),
        Some(Reaction::SetDefault) => ", and falls back to its default when that is removed".to_owned(),
        Some(Reaction::Restrict) => ", which cannot be removed as long".to_owned(),
        None => String::new(),
    }
}

/// What kind of value a column has, in a beginner's words.
fn plain_type(text: &str) -> Option<&'static str> {
    // A name between brackets is a name; brackets behind one make a list.
    let lower = text.trim_start_matches('[').to_ascii_lowercase();
    let head = lower.split(['(', ' ', '[', ']']).next().unwrap_or("");
    if lower.contains('[') {
        return Some("a list");
    }
    Some(match head {
        "serial" | "bigserial" | "smallserial" => "a whole number that counts up by itself",
        "int" | "integer" | "bigint" | "smallint" | "tinyint" | "int4" | "int8" | "int2" | "mediumint" | "int64" => {
            "a whole number"
        }
        "numeric" | "decimal" | "money" | "smallmoney" => "an exact number",
        "number" => "a number",
        "real" | "float" | "double" | "float8" | "float4" | "float64" => "a number with a fraction",
        "text" | "varchar" | "nvarchar" | "varchar2" | "nvarchar2" | "char" | "nchar" | "character" | "string"
        | "clob" | "nclob" | "longtext" | "mediumtext" | "tinytext" | "citext" | "sysname" | "ntext" => "text",
        "boolean" | "bool" => "true or false",
        "date" => "a day",
        "timestamp" | "timestamptz" | "datetime" | "datetime2" | "smalldatetime" | "datetimeoffset" => {
            "a day and a time"
        }
        "time" => "a time of day",
        "uuid" | "uniqueidentifier" => "an identifier that is unique everywhere",
        it if it.trim_end_matches('b').eq_ignore_ascii_case("JSON") => "structured data (JSON)",
        "bytea" | "blob" | "varbinary" | "longblob" | "mediumblob" | "image" | "raw" | "binary" => "raw bytes",
        "interval" => "a length of time",
        "enum" => "one of a fixed list of words",
        _ => return None,
    })
}

/// The rules of a column as phrases.
fn column_rules(cx: &Context<'_>, node: NodeId) -> Vec<String> {
    let beginner = cx.level == Level::Beginner;
    let mut out = Vec::new();
    for &rule in parts(cx.unit, node) {
        let Some(QueryPart::Constraint(form)) = part(cx.unit, rule) else { continue };
        let inner =
            parts(cx.unit, rule).iter().copied().find(|&it| part(cx.unit, it) != Some(QueryPart::ConstraintName));
        out.push(match form {
            ConstraintForm::PrimaryKey => "identifies the row".to_owned(),
            ConstraintForm::NotNull if beginner => "must be filled in".to_owned(),
            ConstraintForm::NotNull => "required".to_owned(),
            ConstraintForm::Unique if beginner => "no two rows share it".to_owned(),
            ConstraintForm::Unique => "unique".to_owned(),
            ConstraintForm::Identity => "numbered by the database".to_owned(),
            ConstraintForm::References => match target(cx.unit, rule) {
                Some(to) => format!("refers to a row of {}{}", table(cx, to), on_delete(cx, rule)),
                None => continue,
            },
            ConstraintForm::Default => match inner {
                Some(it) if matches!(cx.unit.kind(it), Kind::Null) => continue,
                Some(it) => format!("{} if nothing is given", value(cx, it)),
                None => continue,
            },
            ConstraintForm::Check => match inner.and_then(|it| condition::short(cx, it, &[], 110)) {
                Some(text) => format!("only where {text}"),
                None => "must meet a condition".to_owned(),
            },
            ConstraintForm::Computed => match inner {
                Some(it) => format!("computed as {}", cx.quote(it)),
                None => continue,
            },
            ConstraintForm::Remark => match inner {
                Some(it) => format!("the author's note: {}", cx.quote(it)),
                None => continue,
            },
            _ => continue,
        });
    }
    out
}

/// The parts of a table: its columns and rules, under the sentence about it.
pub(super) fn table_parts(cx: &Context<'_>, node: NodeId, parent: Option<u32>, draft: &mut Draft) {
    let mut plain: Vec<(String, code::Span)> = Vec::new();
    let flush = |plain: &mut Vec<(String, code::Span)>, draft: &mut Draft| {
        if plain.is_empty() {
            return;
        }
        let names: Vec<&str> = plain.iter().map(|it| it.0.as_str()).collect();
        let spans: Vec<code::Span> = plain.iter().map(|it| it.1).collect();
        let (lead, most) = match (cx.level, plain.len()) {
            (Level::Beginner, 1) => ("Besides, each row has", 8),
            (Level::Beginner, _) => ("Besides, each row has", 8),
            (_, 1) => ("Plain column:", 1),
            _ => ("Plain columns:", 12),
        };
        draft.say(
            SectionKind::How,
            parent,
            words::sentence(&format!("{lead} {}", words::list_some(&names, most))),
            &spans,
        );
        plain.clear();
    };
    for &it in parts(cx.unit, node) {
        let span = cx.unit.span(it);
        match part(cx.unit, it) {
            Some(QueryPart::ColumnOf) => {
                let Some(&name) = parts(cx.unit, it).first() else { continue };
                let rules = column_rules(cx, it);
                let kind = parts_of(cx.unit, it, QueryPart::TypeName).first().map(|&it| cx.unit.text(it));
                let told = match (cx.level, kind) {
                    (Level::Beginner, Some(kind)) => {
                        plain_type(kind).map_or_else(|| format!("a value of type {}", code(kind)), str::to_owned)
                    }
                    (_, Some(kind)) => code(kind),
                    (_, None) => String::new(),
                };
                let name = cx.quote(name);
                // A column that only must be filled in is like its neighbours.
                let telling = rules.iter().any(|it| !matches!(it.as_str(), "required" | "must be filled in"));
                if telling || cx.level == Level::Beginner && columns(cx, node).len() <= 8 {
                    flush(&mut plain, draft);
                    let text = if told.is_empty() {
                        words::list(&rules)
                    } else {
                        [told].into_iter().chain(rules).collect::<Vec<_>>().join("; ")
                    };
                    draft.say(SectionKind::How, parent, words::sentence(&format!("{name}: {text}")), &[span]);
                } else if cx.level == Level::Beginner {
                    plain.push((name, span));
                } else {
                    let must = if rules.is_empty() { "" } else { ", required" };
                    plain.push((if told.is_empty() { name } else { format!("{name} ({told}{must})") }, span));
                }
            }
            Some(QueryPart::Constraint(_)) => {
                if let Some(text) = table_rule(cx, it) {
                    flush(&mut plain, draft);
                    draft.say(SectionKind::How, parent, words::sentence(&format!("rule: {text}")), &[span]);
                } else if let Some(id) = parent {
                    draft.widen(id, span);
                }
            }
            Some(QueryPart::Unread) => {
                flush(&mut plain, draft);
                draft.say(SectionKind::How, parent, "A part of this definition is left unread.".to_owned(), &[span]);
            }
            _ => {}
        }
    }
    flush(&mut plain, draft);
}

/// How the tables of a file hang together.
pub(super) fn relations(cx: &Context<'_>, tables: &[NodeId]) -> Option<(String, Vec<code::Span>)> {
    let mut links = Vec::new();
    let mut spans = Vec::new();
    for &it in tables {
        let Some(own) = target(cx.unit, it) else { continue };
        let mut to: Vec<String> = Vec::new();
        for (rule, path) in references(cx, it) {
            let name = table(cx, path);
            if !to.contains(&name) {
                to.push(name);
            }
            spans.push(cx.unit.span(rule));
        }
        if !to.is_empty() {
            links.push(format!("{} refers to {}", table(cx, own), words::list_some(&to, 3)));
        }
    }
    (!links.is_empty()).then(|| (words::list_some(&links, 4), spans))
}

/// The names of columns.
pub(super) fn column_names(cx: &Context<'_>, node: NodeId) -> Vec<String> {
    columns(cx, node).iter().filter_map(|&it| parts(cx.unit, it).first().map(|&it| own_name(cx, it))).collect()
}

/// What a view or a table is made from, told in steps.
pub(super) fn inner_query(cx: &Context<'_>, node: NodeId) -> Option<NodeId> {
    parts(cx.unit, node).iter().copied().find(|&it| {
        matches!(
            part(cx.unit, it),
            Some(QueryPart::Select | QueryPart::Combine(_) | QueryPart::Derived | QueryPart::Subquery)
        ) && gist::query(cx, it).is_some()
    })
}
