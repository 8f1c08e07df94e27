//! A well-known document, thing by thing: what its keys say of a thing stands in sentences about it, and its own things below.

use code::{DocumentKey, Span};
use facts::documents::{Form, ValueId};

use super::{Writer, joined, shape, template};
use crate::{Level, SectionKind, words};

/// How much one sentence says of a thing.
const IN_ONE: usize = 3;
const LONGEST: usize = 190;
/// The same for experts.
const IN_ONE_DENSE: usize = 5;
const LONGEST_DENSE: usize = 280;
/// How many things of a kind are told one by one, and to which depth.
const MOST: usize = 12;
const MOST_SMALL: usize = 6;
/// So many things are all told.
const FEW: usize = 20;
const DEEPEST: usize = 6;

/// What a key says.
struct Clause {
    text: String,
    spans: Vec<Span>,
    /// Whether it has a subject of its own.
    whole: bool,
    meaning: &'static DocumentKey,
}

/// What stands in a thing, in order.
enum Part {
    Clause(Clause),
    Thing(ValueId, &'static DocumentKey),
}

/// All that is found in a thing.
#[derive(Default)]
struct Found {
    parts: Vec<Part>,
    /// Keys of which nothing is known, by what holds them; nothing where that is the thing itself.
    unknown: Vec<(Option<ValueId>, Vec<ValueId>)>,
    /// Lines that hold what is told, or are told in the subject.
    heads: Vec<Span>,
}

impl Found {
    fn unknown(&mut self, holder: ValueId, id: ValueId, depth: usize) {
        let holder = Some(holder).filter(|_| depth > 0);
        match self.unknown.iter_mut().find(|it| it.0 == holder) {
            Some(group) => group.1.push(id),
            None => self.unknown.push((holder, vec![id])),
        }
    }
}

/// Tells the keys of which nothing is known by their structure.
fn unknown(w: &mut Writer<'_, '_>, groups: &[(Option<ValueId>, Vec<ValueId>)], parent: Option<u32>) {
    for (holder, ids) in groups {
        let Some(holder) = *holder else {
            shape::entries(w, ids, parent, 1);
            continue;
        };
        let tree = &w.documents().tree;
        let up = tree.value(holder).parent.map(|it| w.key(it)).filter(|it| !it.is_empty());
        let of = up.map(|it| format!(" of {}", crate::draft::code(it))).unwrap_or_default();
        let name = match w.key(holder) {
            "" => format!("An item{of}"),
            key => format!("{}{of}", crate::draft::code(key)),
        };
        let span = w.head(holder);
        let said = w.draft.say(SectionKind::How, parent, format!("{name} also has this:"), &[span]);
        shape::entries(w, ids, Some(said), 1);
    }
}

/// Joins clauses that say the same of several keys: that `a` and `b` count as errors.
fn alike(clauses: Vec<Clause>) -> Vec<Clause> {
    let mut out: Vec<(Clause, Vec<String>, String)> = Vec::new();
    for clause in clauses {
        let key = clause.text.strip_prefix('`').and_then(|it| it.split_once("` ")).filter(|_| clause.whole);
        let parts = key.map(|(key, rest)| (crate::draft::code(key), rest.to_owned()));
        match parts {
            Some((key, rest)) => {
                let found = out
                    .iter_mut()
                    .find(|it| it.0.meaning.path == clause.meaning.path && it.2 == rest && it.1.len() < 12);
                match found {
                    Some(found) => {
                        found.1.push(key);
                        found.0.spans.extend(clause.spans);
                    }
                    None => out.push((clause, vec![key], rest)),
                }
            }
            None => out.push((clause, Vec::new(), String::new())),
        }
    }
    out.into_iter()
        .map(|(mut clause, keys, rest)| {
            if keys.len() > 1 {
                let (verb, object) = rest.split_once(' ').unwrap_or((&rest, ""));
                let verb = match verb {
                    "is" => "are".to_owned(),
                    "has" => "have".to_owned(),
                    verb => verb.strip_suffix('s').unwrap_or(verb).to_owned(),
                };
                let object = match object {
                    "as an error" => "as errors",
                    "as a warning" => "as warnings",
                    object => object,
                };
                let text = format!("{} {verb} {object}", words::list(&keys));
                text.trim_end().clone_into(&mut clause.text);
            }
            clause
        })
        .collect()
}

/// Tells what a document holds below its opening; gives the lines that the opening is to rest on.
pub(super) fn root(w: &mut Writer<'_, '_>, id: ValueId, parent: Option<u32>) -> Vec<Span> {
    let mut found = Found::default();
    gather(w, id, &mut found, 0);
    let mut clauses = Vec::new();
    let mut n_same: Vec<(&'static str, usize)> = Vec::new();
    let mut left: Vec<(&'static str, Vec<ValueId>)> = Vec::new();
    for part in found.parts {
        match part {
            Part::Clause(clause) => clauses.push(clause),
            Part::Thing(id, meaning) => {
                flush(w, &mut clauses, None, &[], parent);
                one_of_many(w, id, meaning, parent, 0, &mut n_same, &mut left);
            }
        }
    }
    flush(w, &mut clauses, None, &[], parent);
    rest(w, left, parent);
    unknown(w, &found.unknown, parent);
    found.heads
}

/// Sorts what a value holds into clauses, things and what is unknown.
fn gather(w: &mut Writer<'_, '_>, id: ValueId, found: &mut Found, depth: usize) {
    for &kid in w.kids(id) {
        let Some(meaning) = w.documents().meaning(kid) else {
            if depth < DEEPEST && w.leads[kid.index()] {
                found.heads.push(w.head(kid));
                gather(w, kid, found, depth + 1);
            } else {
                found.unknown(id, kid, depth);
            }
            continue;
        };
        if !meaning.subject.is_empty() {
            found.parts.push(Part::Thing(kid, meaning));
            continue;
        }
        if meaning.does == "-" {
            found.heads.push(w.span(kid));
            continue;
        }
        match template::clause(w.cx, meaning, kid) {
            Some((text, whole)) => {
                let span = w.span(kid);
                found.parts.push(Part::Clause(Clause { text, spans: vec![span], whole, meaning }));
            }
            None if depth < DEEPEST && w.leads[kid.index()] => {
                found.heads.push(w.head(kid));
                gather(w, kid, found, depth + 1);
            }
            None => found.unknown(id, kid, depth),
        }
    }
}

/// Says clauses in sentences of a few, the first with the subject.
fn flush(
    w: &mut Writer<'_, '_>,
    clauses: &mut Vec<Clause>,
    subject: Option<&str>,
    heads: &[Span],
    parent: Option<u32>,
) -> Option<u32> {
    let all = alike(std::mem::take(clauses));
    let mut first = None;
    let mut run: Vec<Clause> = Vec::new();
    let mut subject = subject;
    let is_thing = subject.is_some();
    let (in_one, longest) = match w.cx.level {
        Level::Expert => (IN_ONE_DENSE, LONGEST_DENSE),
        _ => (IN_ONE, LONGEST),
    };
    for clause in all {
        let length: usize = run.iter().map(|it| it.text.len()).sum();
        let is_full = run.len() == in_one || length + clause.text.len() > longest;
        let is_other = run.last().is_some_and(|it| it.whole != clause.whole);
        // Sentences about one thing stand together; those about the document are steps of their own.
        let is_full =
            if is_thing { is_full } else { is_full || has_comma(w, &clause) || run.iter().any(|it| has_comma(w, it)) };
        if !run.is_empty() && (is_full || is_other) {
            let up = first.filter(|_| is_thing).or(parent);
            let id = say(w, std::mem::take(&mut run), subject.take(), if first.is_none() { heads } else { &[] }, up);
            first.get_or_insert(id);
        }
        run.push(clause);
    }
    if !run.is_empty() {
        let up = first.filter(|_| is_thing).or(parent);
        let id = say(w, run, subject.take(), if first.is_none() { heads } else { &[] }, up);
        first.get_or_insert(id);
    }
    first
}

fn say(w: &mut Writer<'_, '_>, run: Vec<Clause>, subject: Option<&str>, heads: &[Span], parent: Option<u32>) -> u32 {
    let is_whole = run.first().is_some_and(|it| it.whole);
    // A clause with commas of its own is a sentence.
    let mut groups: Vec<Vec<String>> = Vec::new();
    let mut is_closed = true;
    for clause in &run {
        let alone = has_comma(w, clause);
        match groups.last_mut().filter(|_| !is_closed && !alone) {
            Some(group) => group.push(clause.text.clone()),
            None => groups.push(vec![clause.text.clone()]),
        }
        is_closed = alone;
    }
    let mut who = subject.unwrap_or("it");
    let mut text = String::new();
    for group in groups {
        if !text.is_empty() {
            text.push(' ');
        }
        let said = joined(&group);
        text.push_str(&if is_whole { words::sentence(&said) } else { words::sentence(&format!("{who} {said}")) });
        who = "it";
    }
    for clause in &run {
        let further = match w.cx.level {
            Level::Beginner => clause.meaning.means,
            Level::Intermediate => "",
            Level::Expert => clause.meaning.note,
        };
        if !further.is_empty() && w.told.insert(further) {
            text.push(' ');
            text.push_str(&words::sentence(further));
        }
        if !clause.meaning.term.is_empty() {
            let span = clause.spans.first().copied().unwrap_or_default();
            w.terms.push((clause.meaning.term, span));
        }
    }
    let mut spans: Vec<Span> = heads.to_vec();
    spans.extend(run.into_iter().flat_map(|it| it.spans));
    w.draft.say(SectionKind::How, parent, text, &spans)
}

/// Whether a clause stands alone: it has commas of its own, between which another one would be lost, or something is told about it.
fn has_comma(w: &Writer<'_, '_>, clause: &Clause) -> bool {
    let further = match w.cx.level {
        Level::Beginner => clause.meaning.means,
        Level::Intermediate => "",
        Level::Expert => clause.meaning.note,
    };
    let text = words::outside_code(&clause.text);
    text.contains([',', ':']) || !further.is_empty() && !w.told.contains(further)
}

/// A thing among others of its kind, of which only the first are told.
fn one_of_many(
    w: &mut Writer<'_, '_>,
    id: ValueId,
    meaning: &'static DocumentKey,
    parent: Option<u32>,
    depth: usize,
    n_same: &mut Vec<(&'static str, usize)>,
    left: &mut Vec<(&'static str, Vec<ValueId>)>,
) {
    let at = match n_same.iter().position(|it| it.0 == meaning.path) {
        Some(at) => at,
        None => {
            n_same.push((meaning.path, 0));
            n_same.len() - 1
        }
    };
    n_same[at].1 += 1;
    let is_small = w.kids(id).len() <= 4 && w.kids(id).iter().all(|&kid| w.kids(kid).len() <= 1);
    let n_all = w.documents().tree.value(id).parent.map_or(0, |it| w.kids(it).len());
    let most = match (n_all <= FEW, is_small) {
        (true, _) => FEW,
        (false, true) => MOST_SMALL,
        (false, false) => MOST,
    };
    if n_same[at].1 <= most {
        thing(w, id, meaning, parent, depth);
        return;
    }
    match left.iter_mut().find(|it| it.0 == meaning.path) {
        Some(of_kind) => of_kind.1.push(id),
        None => left.push((meaning.path, vec![id])),
    }
}

/// The things that are not told one by one.
fn rest(w: &mut Writer<'_, '_>, left: Vec<(&'static str, Vec<ValueId>)>, parent: Option<u32>) {
    for (_, ids) in left {
        let subject = |id: &ValueId| template::fill(w.cx, w.documents().meaning(*id)?.subject, *id);
        let named = |id| subject(id).map(|it| it.strip_suffix(", it").unwrap_or(&it).trim_end_matches(',').to_owned());
        let names: Vec<String> = ids.iter().take(8).filter_map(named).collect();
        let n = words::number(ids.len());
        let verb = if ids.len() == 1 { "follows" } else { "follow" };
        let text = if names.is_empty() {
            format!("{n} more of the same kind {verb}")
        } else {
            let more = ids.len() - names.len();
            let names = if more == 0 {
                words::list(&names)
            } else {
                format!("{}, and {} more", names.join(", "), words::number(more))
            };
            format!("{n} more {verb}: {names}")
        };
        let spans: Vec<Span> = ids.iter().map(|&it| w.span(it)).collect();
        w.draft.say(SectionKind::How, parent, words::sentence(&text), &spans);
    }
}

/// Tells a thing, and below that the things that it holds.
fn thing(w: &mut Writer<'_, '_>, id: ValueId, meaning: &'static DocumentKey, parent: Option<u32>, depth: usize) {
    let Some(subject) = template::fill(w.cx, meaning.subject, id) else { return };
    let mut found = Found::default();
    gather(w, id, &mut found, 0);
    let mut clauses: Vec<Clause> = Vec::new();
    let mut things = Vec::new();
    // What a thing without keys says of itself, or what opens its account.
    if let Some((text, whole)) = template::clause(w.cx, meaning, id) {
        clauses.push(Clause { text, spans: Vec::new(), whole, meaning });
    }
    for part in found.parts {
        match part {
            Part::Clause(clause) => clauses.push(clause),
            Part::Thing(id, meaning) => things.push((id, meaning)),
        }
    }
    if !meaning.term.is_empty() {
        w.terms.push((meaning.term, w.head(id)));
    }
    let mut heads = vec![w.head(id)];
    heads.extend(found.heads);
    let said = flush(w, &mut clauses, Some(&subject), &heads, parent);
    let is_empty = things.is_empty() && found.unknown.is_empty();
    // What its holder told of it already needs no sentence.
    if let (None, true, Some(parent)) = (said, is_empty, parent) {
        w.draft.widen(parent, w.span(id));
        return;
    }
    let said = said.unwrap_or_else(|| {
        let holds = if is_empty {
            match w.documents().tree.value(id).form {
                Form::Mapping | Form::Sequence | Form::Absent => " is left as it is by default",
                _ => " is set",
            }
        } else {
            ":"
        };
        w.draft.say(SectionKind::How, parent, words::sentence(&format!("{subject}{holds}")), &heads)
    });
    let mut n_same = Vec::new();
    let mut left = Vec::new();
    if depth < DEEPEST {
        for (id, meaning) in things {
            one_of_many(w, id, meaning, Some(said), depth + 1, &mut n_same, &mut left);
        }
        rest(w, left, Some(said));
    }
    unknown(w, &found.unknown, Some(said));
}
