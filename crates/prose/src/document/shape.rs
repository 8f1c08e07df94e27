//! A document or a part of one by its structure: groups of settings, lists, records that are made alike.

use code::Span;
use facts::documents::{Column, Columns, Form, ValueId, columns};

use super::{Writer, joined, reads};
use crate::draft::code;
use crate::words::{count, list, list_some, number, sentence, with_article};
use crate::{Level, SectionKind};

/// How many values one sentence tells, and how deep sentences stand in one another.
const IN_ONE: usize = 4;
const DEEPEST: usize = 4;
/// Of more plain values, only the first are told.
const MANY: usize = 24;
/// How many parts of a value are told one by one.
const MOST_PARTS: usize = 14;

/// Tells values of a mapping, plain ones together.
pub(super) fn entries(w: &mut Writer<'_, '_>, ids: &[ValueId], parent: Option<u32>, depth: usize) {
    let n_plain = ids.iter().filter(|&&it| plain(w, it).is_some()).count();
    let mut run: Vec<ValueId> = Vec::new();
    if n_plain > MANY && n_plain == ids.len() {
        many(w, ids, parent);
        return;
    }
    let mut n_parts = 0;
    for (at, &id) in ids.iter().enumerate() {
        if plain(w, id).is_some() {
            run.push(id);
            if run.len() == IN_ONE {
                tell_run(w, &mut run, parent);
            }
            continue;
        }
        tell_run(w, &mut run, parent);
        n_parts += 1;
        if n_parts > MOST_PARTS {
            others(w, &ids[at..], parent);
            return;
        }
        part(w, id, parent, depth);
    }
    tell_run(w, &mut run, parent);
}

fn tell_run(w: &mut Writer<'_, '_>, run: &mut Vec<ValueId>, parent: Option<u32>) {
    let ids = std::mem::take(run);
    let clauses: Vec<String> = ids.iter().filter_map(|&it| plain(w, it)).collect();
    if clauses.is_empty() {
        return;
    }
    let spans: Vec<Span> = ids.iter().map(|&it| w.span(it)).collect();
    w.draft.say(SectionKind::How, parent, sentence(&joined(&clauses)), &spans);
}

/// Many plain values: the first of them, and how many there are.
fn many(w: &mut Writer<'_, '_>, ids: &[ValueId], parent: Option<u32>) {
    let first: Vec<String> = ids.iter().take(3).filter_map(|&it| plain(w, it)).collect();
    let spans: Vec<Span> = ids.iter().map(|&it| w.span(it)).collect();
    let form = common_form(w, ids).map_or("a value", |it| form_name(w, it));
    let text = format!(
        "{} each have {form}: {}, and {} more",
        count(ids.len(), "key"),
        first.join(", "),
        number(ids.len() - first.len())
    );
    w.draft.say(SectionKind::How, parent, sentence(&text), &spans);
}

fn others(w: &mut Writer<'_, '_>, ids: &[ValueId], parent: Option<u32>) {
    let names: Vec<String> = ids.iter().filter(|&&it| !w.key(it).is_empty()).map(|&it| code(w.key(it))).collect();
    let spans: Vec<Span> = ids.iter().map(|&it| w.span(it)).collect();
    let n = number(ids.len());
    let verb = if ids.len() == 1 { "follows" } else { "follow" };
    let text = if names.is_empty() {
        format!("{n} more {verb}")
    } else {
        format!("{n} more {verb}: {}", list_some(&names, 10))
    };
    w.draft.say(SectionKind::How, parent, sentence(&text), &spans);
}

/// A key with a plain value in a clause; nothing for what needs a sentence of its own.
fn plain(w: &Writer<'_, '_>, id: ValueId) -> Option<String> {
    let tree = &w.documents().tree;
    let key = code(w.key(id));
    let value = tree.value(id);
    if value.key.is_none_or(code::Span::is_empty) {
        return None;
    }
    let kids = tree.kids(id);
    if w.key(id) == "<<" {
        return Some(merge(w, id));
    }
    Some(match value.form {
        Form::Mapping if kids.is_empty() => format!("{key} is an empty {}", w.cx.unit.dialect.terms.mapping),
        Form::Sequence if kids.is_empty() => format!("{key} is an empty {}", w.cx.unit.dialect.terms.sequence),
        Form::Mapping if kids.len() == 1 => {
            // A table of one key is told in one breath.
            let only = kids.first().copied()?;
            let inner = Some(only).filter(|&it| tree.kids(it).is_empty()).and_then(|it| plain(w, it))?;
            let rest = inner.strip_prefix(&code(w.key(only)))?;
            format!("{} of {key}{rest}", code(w.key(only)))
        }
        Form::Mapping => return None,
        Form::Sequence => {
            let form = common_form(w, kids)?;
            match form {
                Form::Mapping | Form::Sequence => return None,
                _ if kids.len() <= 6 => {
                    let items: Option<Vec<String>> = kids.iter().map(|&it| reads::value(w.cx, it, "")).collect();
                    format!("{key} lists {}", list(&items?))
                }
                _ => format!("{key} lists {}", items_of(w, kids, form)),
            }
        }
        Form::Absent => match w.cx.level {
            Level::Beginner => format!("{key} has no value"),
            _ if tree.text(w.cx.unit, id).is_empty() => format!("{key} is empty"),
            _ => format!("{key} is {}", code(tree.text(w.cx.unit, id))),
        },
        Form::Broken => format!("{key} could not be read"),
        _ => format!("{key} is {}", reads::value(w.cx, id, "")?),
    })
}

/// A merge of what stands elsewhere: `it takes in the keys of `base`, of which its own win`.
fn merge(w: &Writer<'_, '_>, id: ValueId) -> String {
    let tree = &w.documents().tree;
    let label = |id: ValueId| tree.value(id).label.map(|it| code(w.cx.unit.slice(it)));
    let labels: Vec<String> = match tree.value(id).form {
        Form::Alias => label(id).into_iter().collect(),
        _ => tree.kids(id).iter().filter_map(|&it| label(it)).collect(),
    };
    if labels.is_empty() {
        return format!("{} takes in further keys", code("<<"));
    }
    match w.cx.level {
        Level::Beginner => format!("it takes over the keys of {} that it does not set itself", list(&labels)),
        Level::Intermediate => format!("it merges the keys of {}", list(&labels)),
        Level::Expert => format!("it merges the keys of {} (its own keys win)", list(&labels)),
    }
}

/// A row of plain values: `twelve numbers from 1 to 9`.
fn items_of(w: &Writer<'_, '_>, kids: &[ValueId], form: Form) -> String {
    let text = |id: ValueId| w.text(id);
    let shown = |most: usize| {
        let items: Vec<String> = kids.iter().take(most).filter_map(|&it| reads::value(w.cx, it, "")).collect();
        let more = kids.len() - items.len();
        if more == 0 { list(&items) } else { format!("{}, and {} more", items.join(", "), number(more)) }
    };
    match form {
        Form::Whole | Form::Fraction if kids.len() <= 3 => format!("{}: {}", count(kids.len(), "number"), shown(3)),
        Form::Whole | Form::Fraction => {
            let numbers: Vec<(f64, &str)> =
                kids.iter().filter_map(|&it| Some((text(it).parse().ok()?, text(it)))).collect();
            let least = numbers.iter().min_by(|a, b| a.0.total_cmp(&b.0));
            let most = numbers.iter().max_by(|a, b| a.0.total_cmp(&b.0));
            match (least, most) {
                (Some(least), Some(most)) if numbers.len() == kids.len() => {
                    format!("{} from {} to {}", count(kids.len(), "number"), code(least.1), code(most.1))
                }
                _ => shown(5),
            }
        }
        _ => format!("{}: {}", count(kids.len(), noun(w, form)), shown(5)),
    }
}

/// Where items stand: the first, and all others together, so that what is said of all of them is not about the whole text.
fn spread(w: &Writer<'_, '_>, ids: &[ValueId]) -> Vec<Span> {
    let first = ids.first().map(|&it| w.span(it));
    let rest = ids.iter().skip(1).map(|&it| w.span(it)).reduce(Span::cover);
    first.into_iter().chain(rest).collect()
}

/// The same with the line that their holder stands on.
fn spread_under(w: &Writer<'_, '_>, id: ValueId) -> Vec<Span> {
    let mut spans = vec![w.head(id)];
    spans.extend(spread(w, w.kids(id)));
    spans
}

/// A value that needs a sentence of its own.
fn part(w: &mut Writer<'_, '_>, id: ValueId, parent: Option<u32>, depth: usize) {
    let tree = &w.documents().tree;
    let kids = w.kids(id);
    let name = match w.key(id) {
        "" => match tree.position(id) {
            Some(at) if at < 12 => format!("item {}", at + 1),
            _ => "a further item".to_owned(),
        },
        key => code(key),
    };
    let span = w.span(id);
    match tree.value(id).form {
        Form::Sequence => match columns(w.cx.unit, tree, kids) {
            Some(found) => {
                let text = format!("{name} lists {}", records(w, &found));
                let said = w.draft.say(SectionKind::How, parent, sentence(&text), &spread_under(w, id));
                inside(w, &found, kids, said, depth);
            }
            None if kids.len() == 1 && depth < DEEPEST => {
                let text = format!("{name} lists {} only", one_item(w, kids[0]));
                let said = w.draft.say(SectionKind::How, parent, sentence(&text), &[w.head(id)]);
                entries(w, w.kids(kids[0]), Some(said), depth + 1);
            }
            None => {
                let text = format!("{name} lists {}", mixed(w, kids));
                let said = w.draft.say(SectionKind::How, parent, sentence(&text), &spread_under(w, id));
                if depth < DEEPEST && kids.len() <= MOST_PARTS {
                    for &kid in kids {
                        if matches!(tree.value(kid).form, Form::Mapping) {
                            part(w, kid, Some(said), depth + 1);
                        }
                    }
                }
            }
        },
        Form::Mapping => {
            if let Some(found) = columns(w.cx.unit, tree, kids).filter(|it| it.n > 2 && it.columns.len() > 1) {
                let keys: Vec<String> = kids.iter().take(5).map(|&it| code(w.key(it))).collect();
                let more = kids.len() - keys.len();
                let keys =
                    if more == 0 { list(&keys) } else { format!("{}, and {} more", keys.join(", "), number(more)) };
                let text = format!(
                    "{name} has one {} under each of {}: {keys}. Each has {}",
                    w.cx.unit.dialect.terms.mapping,
                    count(kids.len(), "key"),
                    fields(w, &found)
                );
                let said = w.draft.say(SectionKind::How, parent, sentence(&text), &spread_under(w, id));
                inside(w, &found, kids, said, depth);
                return;
            }
            let clauses: Option<Vec<String>> = kids.iter().map(|&it| plain(w, it)).collect();
            if let Some(clauses) =
                clauses.filter(|it| it.len() <= IN_ONE && it.iter().map(String::len).sum::<usize>() < 200)
            {
                let text = format!("in {name}, {}", joined(&clauses));
                let text = if name.starts_with('`') { text } else { format!("{name}: {}", joined(&clauses)) };
                w.draft.say(SectionKind::How, parent, sentence(&text), &[span]);
                return;
            }
            let keys: Vec<String> = kids.iter().map(|&it| code(w.key(it))).collect();
            let holds = match w.cx.level {
                Level::Beginner => "groups",
                _ => "holds",
            };
            let told = depth < DEEPEST;
            let text = format!("{name} {holds} {}{}", list_some(&keys, 6), if told { ":" } else { "" });
            let spans = if told { vec![w.head(id)] } else { vec![span] };
            let said = w.draft.say(SectionKind::How, parent, sentence(&text), &spans);
            if told {
                entries(w, kids, Some(said), depth + 1);
            }
        }
        _ => {
            let text = format!("{name} is {}", reads::value(w.cx, id, "").unwrap_or_else(|| "empty".to_owned()));
            w.draft.say(SectionKind::How, parent, sentence(&text), &[span]);
        }
    }
}

/// What columns of records hold that are records themselves.
fn inside(w: &mut Writer<'_, '_>, found: &Columns<'_>, items: &[ValueId], parent: u32, depth: usize) {
    if depth >= DEEPEST {
        return;
    }
    let tree = &w.documents().tree;
    for column in found.columns.iter().filter(|it| it.forms.len() == 1).take(8) {
        let values: Vec<ValueId> = items
            .iter()
            .flat_map(|&it| w.kids(it).iter().copied().filter(|&kid| w.key(kid) == column.key).take(1))
            .collect();
        let span: Vec<Span> = values.iter().take(1).map(|&it| w.span(it)).collect();
        let key = code(column.key);
        if column.forms.contains(&Form::Mapping) && values.len() > 1 {
            let Some(inner) = columns(w.cx.unit, tree, &values) else { continue };
            let text = format!("each {key} has {}", fields(w, &inner));
            let said = w.draft.say(SectionKind::How, Some(parent), sentence(&text), &span);
            inside(w, &inner, &values, said, depth + 1);
        } else if column.forms.contains(&Form::Sequence) {
            let all: Vec<ValueId> = values.iter().flat_map(|&it| w.kids(it).iter().copied()).collect();
            let Some(inner) = columns(w.cx.unit, tree, &all) else { continue };
            let text = format!("each {key} lists {} with {}", crate::words::plural(record(w)), fields(w, &inner));
            let said = w.draft.say(SectionKind::How, Some(parent), sentence(&text), &span);
            inside(w, &inner, &all, said, depth + 1);
        }
    }
}

/// `twelve records with …`: their keys alone.
pub(super) fn named(w: &Writer<'_, '_>, found: &Columns<'_>) -> String {
    let keys: Vec<String> = found.columns.iter().map(|it| code(it.key)).collect();
    format!("{} with {}", count(found.n, record(w)), list_some(&keys, 8))
}

/// `twelve records, each with …`.
pub(super) fn records(w: &Writer<'_, '_>, found: &Columns<'_>) -> String {
    format!("{}, each with {}", count(found.n, record(w)), fields(w, found))
}

fn record(w: &Writer<'_, '_>) -> &'static str {
    match w.cx.level {
        Level::Beginner => "record",
        _ => w.cx.unit.dialect.terms.mapping,
    }
}

/// The keys of records with what their values are.
fn fields(w: &Writer<'_, '_>, found: &Columns<'_>) -> String {
    let items: Vec<String> = found
        .columns
        .iter()
        .map(|column| {
            let notes = notes(w, column, found.n);
            if notes.is_empty() { code(column.key) } else { format!("{} ({notes})", code(column.key)) }
        })
        .collect();
    list_some(&items, if w.cx.level == Level::Expert { 14 } else { 8 })
}

fn notes(w: &Writer<'_, '_>, column: &Column<'_>, n_records: usize) -> String {
    let mut notes = Vec::new();
    let forms: Vec<Form> = column.forms.iter().copied().collect();
    let n_values = column.n - column.n_absent;
    match (column.range, &column.distinct, forms.as_slice()) {
        (Some((least, most)), ..) if least != most => notes.push(format!("from {} to {}", code(least), code(most))),
        (Some((only, _)), ..) if n_values > 1 => notes.push(format!("always {}", code(only))),
        (_, Some(distinct), [Form::Text | Form::Truth]) if n_values > 1 && distinct.len() == 1 => {
            notes.extend(distinct.iter().filter(|it| !it.is_empty()).map(|it| format!("always {}", code(it))));
        }
        (_, Some(distinct), [Form::Text])
            if n_values >= 2 * distinct.len() && distinct.len() <= 4 && !distinct.contains("") =>
        {
            let values: Vec<String> = distinct.iter().map(|it| code(it)).collect();
            notes.push(values.join(" or "));
        }
        (_, _, []) => {}
        (_, _, [one]) => notes.push(form_name(w, *one).to_owned()),
        (_, _, several) => notes.push(several.iter().map(|&it| form_name(w, it)).collect::<Vec<_>>().join(" or ")),
    }
    match (column.n_absent, n_values) {
        (0, _) => {}
        (_, 0) => notes.push("without a value".to_owned()),
        (n, _) => notes.push(format!("without a value in {}", number(n))),
    }
    if column.n < n_records {
        notes.push(format!("in {} only", number(column.n)));
    }
    notes.join("; ")
}

/// What a value of a form is called.
fn form_name(w: &Writer<'_, '_>, form: Form) -> &'static str {
    let terms = &w.cx.unit.dialect.terms;
    match form {
        Form::Mapping if terms.mapping.starts_with('o') => "an object",
        Form::Mapping if terms.mapping.starts_with('t') => "a table",
        Form::Mapping => "a mapping",
        Form::Sequence if terms.sequence.starts_with('a') => "an array",
        Form::Sequence => "a sequence",
        Form::Text => "a text",
        Form::Whole => "a whole number",
        Form::Fraction => "a number",
        Form::Truth => "true or false",
        Form::Absent => "no value",
        Form::Time => "a date or time",
        Form::Alias => "what an alias stands for",
        Form::Broken => "what could not be read",
    }
}

fn noun(w: &Writer<'_, '_>, form: Form) -> &'static str {
    let terms = &w.cx.unit.dialect.terms;
    match form {
        Form::Mapping => terms.mapping,
        Form::Sequence => terms.sequence,
        Form::Text => "text",
        Form::Whole | Form::Fraction => "number",
        Form::Truth => "truth value",
        Form::Time => "time",
        _ => "value",
    }
}

/// The form that all values have; the two forms of numbers are one here.
fn common_form(w: &Writer<'_, '_>, ids: &[ValueId]) -> Option<Form> {
    let tree = &w.documents().tree;
    let of = |id: &ValueId| match tree.value(*id).form {
        Form::Whole => Form::Fraction,
        form => form,
    };
    let first = of(ids.first()?);
    ids.iter().all(|it| of(it) == first).then_some(first)
}

/// A row of values that are not alike.
fn mixed(w: &Writer<'_, '_>, kids: &[ValueId]) -> String {
    match common_form(w, kids) {
        Some(form @ Form::Sequence) => {
            let lengths: Vec<usize> = kids.iter().map(|&it| w.kids(it).len()).collect();
            let (least, most) =
                (lengths.iter().min().copied().unwrap_or(0), lengths.iter().max().copied().unwrap_or(0));
            let of = if least == most {
                count(most, "value")
            } else {
                format!("{} to {}", number(least), count(most, "value"))
            };
            format!("{} of {of}", count(kids.len(), noun(w, form)))
        }
        Some(form @ Form::Mapping) => format!("{} that are not made alike", count(kids.len(), noun(w, form))),
        Some(form) => items_of(w, kids, form),
        None => {
            let items: Vec<String> = kids
                .iter()
                .take(5)
                .filter_map(|&it| match w.documents().tree.value(it).form {
                    form @ (Form::Mapping | Form::Sequence) => Some(form_name(w, form).to_owned()),
                    _ => reads::value(w.cx, it, ""),
                })
                .collect();
            let more = kids.len() - items.len();
            if more == 0 { list(&items) } else { format!("{}, and {} more", items.join(", "), number(more)) }
        }
    }
}

fn one_item(w: &Writer<'_, '_>, id: ValueId) -> String {
    let form = w.documents().tree.value(id).form;
    let keys: Vec<String> = w.kids(id).iter().map(|&it| code(w.key(it))).collect();
    match form {
        Form::Mapping => format!("one {} with {}", noun(w, form), list_some(&keys, 5)),
        _ => format!("one {}", noun(w, form)),
    }
}

/// What a whole document is, by its structure.
pub(super) fn gist(w: &Writer<'_, '_>, id: ValueId) -> String {
    let tree = &w.documents().tree;
    let kids = w.kids(id);
    let form = tree.value(id).form;
    let term = with_article(noun(w, form));
    match form {
        Form::Sequence => match columns(w.cx.unit, tree, kids) {
            Some(found) => format!("a list of {}", named(w, &found)),
            None if kids.is_empty() => format!("{term} without items"),
            None => format!("{term} of {}", mixed(w, kids)),
        },
        Form::Mapping => mapping_gist(w, kids, &term),
        _ => reads::value(w.cx, id, "").map_or_else(|| "an empty value".to_owned(), |it| format!("one value, {it}")),
    }
}

fn mapping_gist(w: &Writer<'_, '_>, kids: &[ValueId], term: &str) -> String {
    let tree = &w.documents().tree;
    let texts = kids.iter().filter(|&&it| tree.value(it).form == Form::Text && w.text(it).contains(' ')).count();
    if kids.len() >= 6 && texts * 2 > kids.len() && common_form(w, kids) == Some(Form::Text) {
        return format!("a table of texts: {}, each with the text that it stands for", count(kids.len(), "key"));
    }
    // One list around which the rest stands.
    let mut lists = kids.iter().filter_map(|&it| {
        let found = columns(w.cx.unit, tree, w.kids(it)).filter(|_| tree.value(it).form == Form::Sequence)?;
        Some((it, found))
    });
    if let (Some((at, found)), None) = (lists.next(), lists.next())
        && kids.iter().all(|&it| it == at || plain(w, it).is_some() || w.kids(it).len() < 6)
    {
        let others: Vec<String> = kids.iter().filter(|&&it| it != at).map(|&it| code(w.key(it))).collect();
        let beside =
            if others.is_empty() { String::new() } else { format!(", with {} beside them", list_some(&others, 6)) };
        return format!("{} under {}{beside}", count(found.n, record(w)), code(w.key(at)));
    }
    let keys: Vec<String> = kids.iter().filter(|&&it| !w.key(it).is_empty()).map(|&it| code(w.key(it))).collect();
    match keys.len() {
        0 => format!("{term} without keys"),
        n if n > 12 => format!("{term} of {}: {}", count(n, "key"), list_some(&keys, 6)),
        _ => format!("{term} with {}", list_some(&keys, 8)),
    }
}

/// Tells what a document holds that no table speaks of.
pub(super) fn root(w: &mut Writer<'_, '_>, id: ValueId, parent: Option<u32>) {
    let tree = &w.documents().tree;
    let kids = w.kids(id);
    match tree.value(id).form {
        Form::Mapping => entries(w, kids, parent, 1),
        Form::Sequence => match columns(w.cx.unit, tree, kids) {
            Some(found) => {
                let text = if w.cx.level == Level::Beginner {
                    "every item of the list is a record of the same kind"
                } else {
                    "the items are made alike"
                };
                let said = w.draft.say(
                    SectionKind::How,
                    parent,
                    sentence(&format!("{text}: {}", fields(w, &found))),
                    &spread(w, kids),
                );
                inside(w, &found, kids, said, 1);
            }
            None => {
                if common_form(w, kids).is_some_and(|it| !matches!(it, Form::Mapping | Form::Sequence)) {
                    let text = format!("it lists {}", mixed(w, kids));
                    w.draft.say(SectionKind::How, parent, sentence(&text), &[w.span(id)]);
                    return;
                }
                for &kid in kids.iter().take(MOST_PARTS) {
                    part(w, kid, parent, 1);
                }
                if kids.len() > MOST_PARTS {
                    others(w, &kids[MOST_PARTS..], parent);
                }
            }
        },
        _ => {}
    }
}
