//! Steps that may fail or have to wait: what is tried with what happens when it fails, and the choice between channels.

use code::{BinaryOperator, Kind, NodeId, Span};
use facts::{Action, Step, Way};

use super::acts::{field, set};
use super::bodies::{inline, summary, under};
use super::{DEEPEST, Inside, Told, groups};
use crate::Level;
use crate::aggregate::{Act, join_acts};
use crate::draft::Context;
use crate::phrase;
use crate::words;

/// Something that may fail, and what runs when it did: in one sentence, where the failure only ends it.
pub(super) fn tell(cx: &Context, step: &Step, body: NodeId, depth: u32, out: &mut Vec<Told>) {
    let span = step.span;
    let attempt = groups::act(cx, step);
    let steps = cx.facts.steps.of_body(body);
    let lead = if cx.level == Level::Beginner { "if that goes wrong" } else { "if that fails" };
    match under(cx, lead.to_owned(), steps, cx.unit.span(body), depth) {
        Told { fixed: None, inside, mut acts, .. }
            if inside.is_empty() && acts.len() == 1 && attempt.lead.is_none() && attempt.verb.len() < 150 =>
        {
            acts.insert(0, attempt);
            out.push(Told { acts, fixed: None, spans: vec![span], inside });
        }
        mut rest => {
            out.push(Told::act(attempt, span));
            rest.spans.push(span);
            out.push(rest);
        }
    }
}

/// What is tried, what deals with its failures, what follows where there was none, and what runs in any case.
type Attempt<'a> = (NodeId, &'a [NodeId], Option<NodeId>, Option<NodeId>);

/// What is tried, and then what happens when it fails.
pub(super) fn tried(cx: &Context, parts: Attempt<'_>, span: Span, depth: u32, out: &mut Vec<Told>) {
    let (body, handlers, otherwise, finally) = parts;
    let unit = cx.unit;
    let steps = |body: NodeId| cx.facts.steps.of_body(body);
    let body_end = unit.span(body).end;
    let head = Span::new(span.start, body_end);
    let beginner = cx.level == Level::Beginner;
    let alone = handlers.is_empty() && otherwise.is_none() && depth > 0;
    match inline(cx, steps(body), 3, 170, 0) {
        Some(acts) if !acts.is_empty() && acts.iter().all(|act| act.lead.is_none()) => {
            let text = match (cx.level, handlers.is_empty()) {
                (_, true) => join_acts(&acts),
                (Level::Beginner, _) => format!("tries something that may fail: it {}", join_acts(&acts)),
                _ => {
                    let acts: Vec<Act> =
                        acts.iter().map(|act| Act::plain(crate::morphology::base_phrase(&act.verb))).collect();
                    format!("tries to {}", join_acts(&acts))
                }
            };
            out.push(Told::act(Act::plain(text), head));
        }
        _ if depth >= DEEPEST => {
            out.push(Told::act(Act::plain(summary(cx, steps(body))), head));
        }
        _ => {
            let text = match (cx.level, handlers.is_empty()) {
                (Level::Beginner, false) => "It tries the following, which may fail:",
                (_, false) => "Tries the following:",
                (Level::Beginner, true) => "It does the following, with a clean-up at the end whatever happens:",
                (_, true) => "Runs the following with a clean-up:",
            };
            out.push(Told::fixed(text.to_owned(), head).with(vec![Inside::Steps(steps(body).to_vec())]));
        }
    }
    for &handler in handlers {
        let Kind::Handler { types, name, body } = unit.kind(handler) else { continue };
        let mut types: Vec<String> = unit
            .list(types)
            .iter()
            .flat_map(|&it| match unit.kind(it) {
                Kind::Tuple(list) => unit.list(list).to_vec(),
                _ => vec![it],
            })
            .map(|it| cx.quote(it))
            .collect();
        if types.len() > 5 {
            types = vec![format!("one of {} {}s", types.len(), unit.dialect.terms.error)];
        }
        let mut lead = if beginner { "if that goes wrong".to_owned() } else { "if that fails".to_owned() };
        if !types.is_empty() {
            lead.push_str(" with ");
            lead.push_str(&phrase::join(&types, "or"));
        }
        if let Some(name) = name
            && !matches!(cx.level, Level::Expert)
            && unit.name_of(name).is_some()
        {
            lead.push_str(&format!(" (called {})", cx.quote(name)));
        }
        let steps = steps(body);
        let nothing =
            steps.is_empty() || matches!(steps, [only] if cx.facts.steps.get(*only).action == Action::Nothing);
        if nothing {
            let verb = if beginner { "carries on as if nothing had happened" } else { "ignores the failure" };
            out.push(Told::act(Act::under(lead, verb), unit.span(handler)));
        } else {
            out.push(under(cx, lead, steps, unit.span(handler), depth));
        }
    }
    if let Some(otherwise) = otherwise {
        let lead = if beginner { "if nothing went wrong" } else { "if nothing failed" };
        out.push(under(cx, lead.to_owned(), steps(otherwise), unit.span(otherwise), depth));
    }
    if let Some(finally) = finally {
        // Among other steps, an end without a name would be the end of them all.
        let lead = match (beginner, alone) {
            (true, true) => "whatever comes of that",
            (true, false) => "in the end, whatever happened",
            (false, true) => "whatever the outcome",
            (false, false) => "in any case, at the end",
        };
        out.push(under(cx, lead.to_owned(), steps(finally), unit.span(finally), depth));
    }
    // The last part holds what closes the whole.
    if let Some(last) = out.last_mut() {
        last.spans.push(Span::new(span.end.saturating_sub(1).max(span.start), span.end));
    }
}

/// Whether the arms of a choice wait for channels.
pub(super) fn waits(cx: &Context, ways: &[Way]) -> bool {
    ways.iter().any(|way| way.patterns.first().is_some_and(|&it| phrase::communication(cx, it).is_some()))
}

/// A choice between channels. An arm without a pattern is there so that nothing waits.
pub(super) fn wait(cx: &Context, ways: &[Way], leads: &[String], span: Span, depth: u32) -> Told {
    let at_once = ways.iter().any(|way| way.patterns.is_empty());
    if depth >= DEEPEST {
        let verb = if at_once { "checks" } else { "waits for" };
        return Told::act(Act::plain(format!("{verb} {}", words::count(ways.len(), "channel operation"))), span);
    }
    let text = match (at_once, cx.level) {
        (false, Level::Beginner) => "It waits until one of these can go on, and does what belongs to it:",
        (true, Level::Beginner) => "It does the first of these that can go on, without waiting:",
        (false, _) => "Waits for whichever of these is ready first:",
        (true, _) => "Does whichever of these is ready, without blocking:",
    };
    let inside = ways.iter().zip(leads).map(|(way, lead)| {
        let lead = if lead == "otherwise" { "if none is ready" } else { lead };
        let arm = cx.unit.parent(way.body).unwrap_or(way.body);
        Inside::Told(under(cx, lead.to_owned(), cx.facts.steps.of_body(way.body), cx.unit.span(arm), depth + 1))
    });
    Told::fixed(text.to_owned(), span).with(inside.collect())
}

/// Constants that are numbered by a counter.
pub(super) fn numbered(cx: &Context, names: &[NodeId], value: NodeId) -> String {
    let unit = cx.unit;
    let counter = unit.dialect.constant_counter;
    let blank = |&&it: &&NodeId| matches!(unit.kind(it), Kind::Wildcard);
    let skipped = names.iter().take_while(blank).count();
    let quoted: Vec<String> = names.iter().filter(|it| !blank(it)).map(|&it| cx.quote(it)).collect();
    let list = words::list_some(&quoted, 8);
    let what = if quoted.len() == 1 { "the constant" } else { "the constants" };
    let gap = names[skipped..].iter().any(|it| blank(&it));
    // The counter is zero only where the group begins.
    let begins = opens_group(cx, names[0]);
    let start = match unit.kind(value) {
        Kind::Name(_) => Some(0),
        Kind::Binary(BinaryOperator::Add, left, right) if unit.name_of(left) == Some(counter) => {
            unit.text(right).parse::<usize>().ok()
        }
        _ => None,
    };
    let number = |n: usize| if n == 0 { "zero".to_owned() } else { words::number(n) };
    match start.filter(|_| begins && !gap) {
        _ if quoted.is_empty() => format!("skips a value of the counter {}", crate::draft::code(counter)),
        Some(start) if quoted.len() > 1 => {
            format!("numbers {what} {list}, from {} up", number(start + skipped))
        }
        Some(start) => format!("sets {what} {list} to {}", number(start + skipped)),
        None if quoted.len() == 1 => format!("sets {what} {list} to {}", cx.quote(value)),
        None => format!("gives {what} {list} their values by the rule {}, line by line", cx.quote(value)),
    }
}

/// Whether a constant is the first one of its group.
fn opens_group(cx: &Context, name: NodeId) -> bool {
    let unit = cx.unit;
    unit.parent(name).is_some_and(|declaration| {
        // What opens a group stands before its first name.
        unit.span(declaration).start < unit.span(name).start
    })
}

/// What is put off to the end of the function.
pub(super) fn deferred(cx: &Context, value: NodeId) -> Act {
    let lead = match cx.level {
        Level::Beginner => "when the function ends, however it does",
        Level::Intermediate => "when the function ends",
        Level::Expert => "on return",
    };
    Act::under(lead, run(cx, value))
}

/// What is started beside the rest.
pub(super) fn spawned(cx: &Context, value: NodeId) -> String {
    let what = match cx.unit.kind(value) {
        _ if on_the_spot(cx, value) => "a function".to_owned(),
        Kind::Call { callee, .. } if cx.unit.span(value).len() > 46 => format!("a call of {}", cx.quote(callee)),
        _ => cx.quote(value),
    };
    if cx.unit.dialect.commands {
        let what = match cx.unit.kind(value) {
            Kind::Call { .. } | Kind::Pipe(_) if cx.unit.span(value).len() <= 60 => cx.quote(value),
            Kind::Call { callee, .. } => cx.quote(callee),
            _ => "these commands".to_owned(),
        };
        return match cx.level {
            Level::Beginner => format!("starts {what} in the background, without waiting for it"),
            _ => format!("starts {what} in the background"),
        };
    }
    match cx.level {
        Level::Beginner => format!("starts {what} to run at the same time as what follows"),
        Level::Intermediate => format!("starts {what} concurrently"),
        Level::Expert => format!("spawns {what}"),
    }
}

/// Whether a call runs a function that is written in its place.
fn on_the_spot(cx: &Context, call: NodeId) -> bool {
    matches!(cx.unit.kind(call), Kind::Call { callee, .. } if matches!(cx.unit.kind(callee), Kind::Function(_)))
}

/// What a call does that runs later.
fn run(cx: &Context, call: NodeId) -> String {
    if on_the_spot(cx, call) { "runs a function".to_owned() } else { phrase::act(cx, call) }
}

/// What may fail, with what it gives where it works.
pub(super) fn attempted(cx: &Context, attempt: NodeId, target: Option<NodeId>, value: NodeId) -> String {
    match target {
        Some(target) if !matches!(cx.unit.kind(target), Kind::Wildcard) => {
            let first = matches!(cx.unit.kind(attempt), Kind::Let { .. });
            match cx.unit.kind(target) {
                Kind::Member { .. } => field(cx, target, value),
                _ => set(cx, attempt, target, value, first),
            }
        }
        _ if matches!(cx.unit.kind(value), Kind::Call { .. }) => phrase::act(cx, value),
        _ => format!("waits for {}", phrase::noun(cx, value)),
    }
}

/// `v, ok := m[k]`: a value, and whether there is one.
pub(super) fn checked(cx: &Context, target: NodeId, value: NodeId) -> Option<String> {
    let unit = cx.unit;
    let Kind::Tuple(parts) = unit.kind(target) else { return None };
    let &[found, there] = unit.list(parts) else { return None };
    if !unit.dialect.checked_pairs {
        return None;
    }
    let name = |node: NodeId| unit.name_of(node).map(|_| cx.quote(node));
    let beginner = cx.level == Level::Beginner;
    let (verb, asks) = match unit.kind(value) {
        Kind::Index { object, index, .. } => {
            let (key, map) = (phrase::noun(cx, index), phrase::noun(cx, object));
            (format!("looks up {key} in {map}"), "it is there")
        }
        Kind::Cast { value, to, .. } => {
            let to = words::with_article(&cx.quote(to));
            (format!("takes {} as {to}", phrase::noun(cx, value)), "it is one")
        }
        Kind::Receive(channel) => {
            (format!("waits for a value from {}", phrase::noun(cx, channel)), "there was one before it was closed")
        }
        Kind::Call { .. } if cx.facts.types.of(there) == facts::Type::Error || unit.text(there).ends_with("err") => {
            let (value, found, error) = (phrase::noun(cx, value), name(found)?, name(there)?);
            return Some(match cx.level {
                Level::Beginner => format!("keeps {value} as {found}, and in {error} what went wrong, if anything did"),
                _ => format!("sets {found} to {value}, and {error} to its error"),
            });
        }
        _ => return None,
    };
    Some(match (name(found), name(there)) {
        (Some(found), Some(there)) if beginner => {
            format!("{verb}, keeps it as {found}, and notes in {there} whether {asks}")
        }
        (Some(found), Some(there)) => format!("{verb}, as {found}, with {there} for whether {asks}"),
        (None, Some(there)) => format!("{verb} and notes in {there} whether {asks}"),
        (Some(found), None) => format!("{verb}, as {found}"),
        _ => verb,
    })
}

/// A `return` that hands back an error, and perhaps values beside it.
pub(super) fn failed(cx: &Context, error: NodeId, values: &[NodeId], early: bool) -> String {
    let unit = cx.unit;
    // What stands beside an error is as a rule only there to fill the place.
    let filler = |&&value: &&NodeId| {
        matches!(unit.kind(value), Kind::Null)
            || matches!(unit.text(value), "0" | "\"\"" | "false" | "0.0" | "``")
            || matches!(unit.kind(value), Kind::Record { fields, .. } if fields.is_empty())
    };
    let kept: Vec<String> = values.iter().filter(|it| !filler(it)).map(|&it| phrase::noun(cx, it)).collect();
    let what = match (unit.kind(error), cx.level) {
        (Kind::Name(_) | Kind::Member { .. }, _) => format!("the error {}", cx.quote(error)),
        _ => phrase::noun(cx, error),
    };
    let with = if kept.is_empty() { String::new() } else { format!(", with {} beside it", words::list(&kept)) };
    match (cx.level, early) {
        (Level::Beginner, true) => format!("stops and gives back {what}{with}"),
        (Level::Beginner, false) => format!("gives back {what}{with}"),
        _ => format!("returns {what}{with}"),
    }
}

/// When a value does not fit what takes it apart. A plain name fits everything, so only what is absent is left.
pub(super) fn misfit(cx: &Context, target: NodeId) -> String {
    match cx.unit.kind(target) {
        Kind::Name(_) => format!("if that is `{}`", cx.unit.dialect.null),
        _ => "if that does not fit".to_owned(),
    }
}

/// `with x as y`, for resources.
pub(super) fn with(cx: &Context, resources: &[NodeId]) -> String {
    if let [only] = resources
        && cx.facts.types.of(*only) == facts::Type::Lock
    {
        return format!("while holding {}", phrase::noun(cx, *only));
    }
    if let [only] = resources
        && let Some(entry) = cx.facts.call(*only).and_then(|call| call.library)
        && entry.effects.contains(&code::Effect::Locks)
        && let Kind::Call { callee, arguments, .. } = cx.unit.kind(*only)
    {
        if let Kind::Member { object, .. } = cx.unit.kind(callee) {
            return format!("while holding {}", phrase::noun(cx, object));
        }
        return match cx.unit.list(arguments) {
            [lock, ..] => format!("while holding the lock of {}", phrase::noun(cx, *lock)),
            [] => "while holding its own lock".to_owned(),
        };
    }
    // What a call does around a block, its library says.
    if let [only] = resources
        && let Some(entry) = cx.facts.call(*only).and_then(|call| call.library)
        && !entry.when.is_empty()
        && let Some(lead) = phrase::when(cx, entry.when, *only, None)
    {
        return lead;
    }
    if cx.unit.dialect.commands {
        let parts: Vec<String> = resources.iter().map(|&it| phrase::noun(cx, it)).collect();
        return format!("with {}", words::list(&parts));
    }
    let mut parts = Vec::with_capacity(resources.len());
    for &resource in resources {
        parts.push(match cx.unit.kind(resource) {
            Kind::Let { target, value: Some(value), .. } => {
                let what = phrase::noun(cx, value);
                format!("{what}{} as {}", if what.contains(", ") { "," } else { "" }, cx.quote(target))
            }
            Kind::Bind { name, pattern } => format!("{} as {}", phrase::noun(cx, pattern), cx.quote(name)),
            _ => phrase::noun(cx, resource),
        });
    }
    let lock = |&it: &NodeId| cx.facts.types.of(it) == facts::Type::Lock;
    match cx.level {
        _ if resources.iter().all(lock) => format!("while holding {}", words::list(&parts)),
        Level::Beginner => format!("with {} (cleaned up afterwards)", words::list(&parts)),
        _ => format!("with {}", words::list(&parts)),
    }
}

/// The call whose outcome another one only insists on: `f(x)` of `f(x).unwrap()`.
pub(super) fn insisted(cx: &Context, call: NodeId) -> Option<NodeId> {
    let unit = cx.unit;
    let entry = cx.facts.call(call)?.library?;
    let Kind::Call { callee, .. } = unit.kind(call) else { return None };
    let Kind::Member { object, .. } = unit.kind(callee) else { return None };
    let panics = entry.does.starts_with("takes the value out of {self} and panics");
    let made = match unit.kind(object) {
        Kind::Await(inner) => inner,
        _ => object,
    };
    let told =
        |it: NodeId| cx.facts.call(it).is_some_and(|it| it.library.is_none_or(|entry| !entry.effects.is_empty()));
    (panics && unit.dialect.ownership && matches!(unit.kind(made), Kind::Call { .. }) && told(made)).then_some(object)
}
