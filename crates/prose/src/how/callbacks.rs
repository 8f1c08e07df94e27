//! Functions that are written in the place where they are handed on: what they do is told under what makes them run.
//!
//! ```text
//! button.addEventListener("click", () => { save(); close(); });
//! Whenever the event `"click"` happens on `button`, it calls `save()` and `close()`.
//! ```

use code::{FunctionId, Kind, NodeId, Span};
use facts::{Action, Step, StepId};

use super::{Told, bodies};
use crate::Level;
use crate::aggregate::Act;
use crate::draft::Context;
use crate::phrase;

/// A function that is handed on in place, and when it runs.
pub(super) struct Callback<'a> {
    /// `whenever …`, `for each … of …`.
    pub lead: String,
    /// What it does.
    pub steps: &'a [StepId],
}

/// The callback of a call that is there only to have it run.
pub(super) fn of_call<'a>(cx: &Context<'a>, call: NodeId) -> Option<Callback<'a>> {
    let template = cx.facts.call(call)?.library?.when;
    if template.is_empty() || template.contains("{that}") {
        return None;
    }
    let body = cx.unit.function(inline(cx, call)?).body?;
    let lead = phrase::when(cx, template, call, None)?;
    Some(Callback { lead, steps: cx.facts.steps.of_body(body) })
}

/// The only function that is written among the arguments of a call.
fn inline(cx: &Context, call: NodeId) -> Option<FunctionId> {
    let Kind::Call { arguments, .. } = cx.unit.kind(call) else { return None };
    let mut found = cx.unit.list(arguments).iter().filter_map(|&it| match cx.unit.kind(it) {
        Kind::Function(id) => Some(id),
        _ => None,
    });
    let first = found.next()?;
    found.next().is_none().then_some(first)
}

/// Tells a step that hands a function on, or a chain of calls that do (`fetch(a).then(…).catch(…)`). Answers no where it is
/// something else.
pub(super) fn tell(cx: &Context, step: &Step, depth: u32, out: &mut Vec<Told>) -> bool {
    let (call, returned) = match step.action {
        Action::Call { call, .. } => (call, false),
        Action::Return(Some(value)) => (value, true),
        _ => return false,
    };
    if !step.more.is_empty() {
        return false;
    }
    if !returned
        && step.children.len() <= 1
        && let Some(callback) = of_call(cx, call)
        && !callback.steps.is_empty()
    {
        out.push(bodies::under(cx, callback.lead, callback.steps, step.span, depth));
        return true;
    }
    chain(cx, call, returned, step.span, depth, out)
}

/// `start.then(f).catch(g)`: what is waited for, and what follows.
fn chain(cx: &Context, call: NodeId, returned: bool, span: Span, depth: u32, out: &mut Vec<Told>) -> bool {
    let mut links = Vec::new();
    let mut at = call;
    while let Some(entry) = cx.facts.call(at).and_then(|it| it.library)
        && entry.when.contains("{that}")
        && let Kind::Call { callee, .. } = cx.unit.kind(at)
        && let Kind::Member { object, .. } = cx.unit.kind(callee)
    {
        let Some(function) = inline(cx, at) else { return false };
        let Some(body) = cx.unit.function(function).body else { return false };
        links.push((at, entry.when, body));
        at = object;
    }
    if links.is_empty() {
        return false;
    }
    let start = at;
    let told = matches!(cx.unit.kind(start), Kind::Call { .. });
    let on_the_spot = match cx.unit.kind(start) {
        Kind::Call { callee, .. } => match cx.unit.kind(callee) {
            Kind::Function(id) => cx.unit.function(id).body,
            _ => None,
        },
        _ => None,
    };
    if let Some(body) = on_the_spot {
        let text = match cx.level {
            Level::Beginner => "It runs a function that is written in place:",
            _ => "Runs a function on the spot:",
        };
        let inside = super::Inside::Steps(cx.facts.steps.of_body(body).to_vec());
        out.push(Told::fixed(text.to_owned(), cx.unit.span(start)).with(vec![inside]));
    } else if told {
        out.push(Told::act(Act::plain(phrase::act(cx, start)), cx.unit.span(start)));
    }
    let mut from = if told { cx.unit.span(start).end } else { span.start };
    for (n, &(link, template, body)) in links.iter().rev().enumerate() {
        let that = (!told && n == 0).then_some(start);
        let Some(lead) = phrase::when(cx, template, link, that) else { continue };
        let end = cx.unit.span(link).end;
        let steps = cx.facts.steps.of_body(body);
        out.push(bodies::under(cx, lead, steps, Span::new(from, end), depth));
        from = end;
    }
    if returned {
        let text = match cx.level {
            Level::Beginner => "gives back the promise of all this at once, before the work is done",
            Level::Intermediate => "returns the promise of this chain",
            Level::Expert => "returns the chained promise",
        };
        out.push(Told::act(Act::plain(text), span));
    }
    true
}

/// Whether leaving a function ends one round of a library's loop only: a `return` in the function that is run for each item.
pub(super) fn is_round(cx: &Context, exit: NodeId) -> bool {
    let Some(id) = cx.unit.enclosing_function(exit) else { return false };
    let Some(call) = cx.unit.parent(cx.unit.function(id).node) else { return false };
    cx.facts.call(call).and_then(|it| it.library).is_some_and(|entry| entry.when.starts_with("for each "))
}
