//! What is put off to the end of a function, started beside it, or handed back as an error.

use code::{Kind, NodeId};

use super::{IdiomKind, Out, Role};
use crate::functions::outcome;
use crate::view::View;
use crate::{Returned, Type};

/// The object of a method call without arguments, by the method's name.
fn method<'v>(view: &View<'v>, call: NodeId) -> Option<(NodeId, &'v str)> {
    let method = view.method(call)?;
    method.arguments.is_empty().then(|| (method.object, view.unit.name(method.name)))
}

/// Requires `x.Lock()` as a statement, and right after it `defer x.Unlock()`: a locked section to the end of the function.
/// Requires `defer x.Close()`, or a method named for release, of a plain name or a field: a release on every way out.
pub(super) fn deferred(view: &View<'_>, id: NodeId, out: &mut Out) {
    let Kind::Defer(call) = view.kind(id) else { return };
    let Some((object, name)) = method(view, call) else { return };
    let before = view.unit.parent(id).and_then(|block| {
        let Kind::Block { body } = view.kind(block) else { return None };
        let statements = view.list(body);
        let at = statements.iter().position(|&it| it == id)?.checked_sub(1)?;
        Some(statements[at])
    });
    let home = view.home(id);
    let unlocks = match name {
        "Unlock" => Some("Lock"),
        "RUnlock" => Some("RLock"),
        _ => None,
    };
    if let Some(lock) = unlocks {
        if let Some(before) = before
            && let Some((locked, "Lock" | "RLock")) = method(view, before)
            && view.method(before).is_some_and(|it| view.unit.name(it.name) == lock)
            && view.same(locked, object)
        {
            let span = view.unit.span(before).cover(view.unit.span(id));
            out.add(IdiomKind::LockedSection, home, span, vec![(Role::Resource, object)]);
        }
        return;
    }
    if name == "Close" {
        out.add(IdiomKind::DeferredRelease, home, view.unit.span(id), vec![(Role::Resource, object)]);
    }
}

/// Requires that what is started beside tells a group that it is done (`x.Done()`), and that the function waits for that group
/// (`x.Wait()`) after it.
pub(super) fn task_group(view: &View<'_>, id: NodeId, out: &mut Out) {
    let Kind::Spawn(call) = view.kind(id) else { return };
    let home = view.home(id);
    let done = view.within(&view.by.calls, call).iter().find_map(|&it| match method(view, it) {
        Some((object, "Done")) => Some(object),
        _ => None,
    });
    let Some(group) = done else { return };
    let waits = view
        .inside(&view.by.calls, home)
        .find(|&it| it > id && matches!(method(view, it), Some((object, "Wait")) if view.same(object, group)));
    if let Some(waits) = waits {
        let span = view.unit.span(id).cover(view.unit.span(waits));
        out.add(IdiomKind::TaskGroup, home, span, vec![(Role::Resource, group)]);
    }
}

/// Requires that a function makes a channel, hands it back, and starts something beside that sends to it and closes it.
pub(super) fn channel_producer(view: &View<'_>, id: NodeId, out: &mut Out) {
    let Kind::Spawn(call) = view.kind(id) else { return };
    let Some(function) = view.owner(id) else { return };
    let facts = view.facts.function(function);
    let [channel] = facts.returned[..] else { return };
    if view.facts.types.of(channel) != Type::Channel || view.symbol(channel).is_none() {
        return;
    }
    let closes = view.within(&view.by.calls, call).iter().any(|&it| {
        matches!(view.plain_call(it), Some((name, &[closed])) if view.unit.name(name) == "close" && view.same(closed, channel))
    });
    let sends = view
        .within(&view.by.others, call)
        .iter()
        .any(|&it| matches!(view.kind(it), Kind::Send { channel: to, .. } if view.same(to, channel)));
    if closes && sends {
        let node = view.unit.function(function).node;
        out.add(IdiomKind::ChannelProducer, node, view.unit.span(node), vec![(Role::Resource, channel)]);
    }
}

/// Requires at least two `if err != nil` in a function that end by handing that error back, as it is or in another one.
pub(super) fn checked_errors(view: &View<'_>, function: code::FunctionId, out: &mut Out) {
    if !outcome::may_fail(view.unit, function) {
        return;
    }
    let node = view.unit.function(function).node;
    let mut found = view.inside(&view.by.ifs, node).filter_map(|id| {
        let Kind::If { condition, then, .. } = view.kind(id) else { return None };
        let error = outcome::failed(view.unit, view.facts, condition)?;
        let last = *view.statements(&then).last()?;
        let Kind::Return(Some(value)) = view.kind(last) else { return None };
        matches!(view.facts.outcome(view.unit, value), Some(Returned::Failure { .. })).then_some(error)
    });
    let (Some(first), Some(_)) = (found.next(), found.next()) else { return };
    out.add(IdiomKind::CheckedErrors, node, view.unit.span(node), vec![(Role::Error, first)]);
}

/// Requires a call that makes an error from a text with `%w` and another error.
pub(super) fn error_context(view: &View<'_>, id: NodeId, out: &mut Out) {
    let Some((_, arguments, _)) = view.call(id) else { return };
    let (Some(&text), Some(&last)) = (arguments.first(), arguments.last()) else { return };
    let makes_error = view.facts.call(id).and_then(|call| call.library).is_some_and(|entry| entry.returns == "error");
    if makes_error && view.literal(text).is_some_and(|text| text.contains("%w")) && text != last {
        out.add(IdiomKind::ErrorContext, id, view.unit.span(id), vec![(Role::Error, last), (Role::Value, text)]);
    }
}
