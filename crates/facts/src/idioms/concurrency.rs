//! Things that happen at the same time or later.

use code::{CallForm, Kind, LoopForm, NodeId};

use super::{IdiomKind, Out, Role};
use crate::view::{View, Word};

/// All idioms that one call shows by itself.
pub(super) fn call(view: &View<'_>, id: NodeId, out: &mut Out) {
    let Some((callee, arguments, form)) = view.call(id) else { return };
    let span = view.unit.span(id);
    let name = view.last_text(callee);
    let object = match view.kind(callee) {
        Kind::Member { object, .. } => Some(object),
        _ => None,
    };
    let of = object.map_or("", |it| view.last_text(it));
    // Requires `Promise.all(…)`, `Promise.allSettled(…)`, `asyncio.gather(…)`, `join!(…)`, `join_all(…)`.
    let gathers = match (of, name) {
        ("Promise", "all" | "allSettled") | ("asyncio", "gather") => true,
        (_, "join" | "try_join") => form == CallForm::Macro && arguments.len() >= 2,
        (_, "join_all" | "try_join_all") => true,
        _ => false,
    };
    if gathers && let Some(&first) = arguments.first() {
        out.add(IdiomKind::AsyncGather, id, span, vec![(Role::Sequence, first)]);
        return;
    }
    match (of, name) {
        // Requires `Promise.race` of a list in which one member is made by a timer (seen here or in a function of this text).
        ("Promise", "race") => {
            if let Some(items) = arguments.first().and_then(|&it| view.group(it)) {
                let timer = items.iter().copied().find(|&it| {
                    let timed = |node: NodeId| {
                        view.within(&view.by.calls, node)
                            .iter()
                            .any(|&it| view.called_name(it).is_some_and(|name| view.word(name) == Word::Timer))
                    };
                    timed(it)
                        || view.start_value_near(it).is_some_and(timed)
                        || view
                            .called_name(it)
                            .and_then(|name| view.function_named(name))
                            .is_some_and(|function| timed(view.unit.function(function).node))
                });
                if let Some(timer) = timer
                    && let Some(&work) = items.iter().find(|&&it| it != timer)
                {
                    out.add(IdiomKind::TimeoutRace, id, span, vec![(Role::Value, work), (Role::Delay, timer)]);
                }
            }
        }
        // Requires `asyncio.wait_for(work, timeout)` or `timeout(duration, future)` that is awaited.
        ("asyncio", "wait_for") => {
            if let (Some(&work), Some(&limit)) = (arguments.first(), arguments.get(1)) {
                let limit = match view.kind(limit) {
                    Kind::NamedArgument { value, .. } => value,
                    _ => limit,
                };
                out.add(IdiomKind::TimeoutRace, id, span, vec![(Role::Value, work), (Role::Delay, limit)]);
            }
        }
        // Requires an event's name as text and a function as the last argument.
        (_, "addEventListener" | "on" | "addListener" | "once") if arguments.len() >= 2 && object.is_some() => {
            let (event, handler) = (arguments[0], arguments[1]);
            let is_function = matches!(view.kind(handler), Kind::Function(_))
                || matches!(view.kind(handler), Kind::Name(name) if view.function_named(name).is_some())
                || matches!(view.kind(handler), Kind::Member { object, .. } if view.kind(object) == Kind::This);
            if view.literal(event).is_some() && is_function {
                out.add(
                    IdiomKind::EventListener,
                    id,
                    span,
                    vec![(Role::Name, event), (Role::Function, handler), (Role::Value, object.unwrap_or(callee))],
                );
            }
        }
        // Requires `new Promise(function)` whose function calls one of its own parameters inside a function of its own or a call.
        (_, "Promise") if form == CallForm::New => promise(view, id, arguments, out),
        // Requires that a thread or task is started with a function literal or a function of this text.
        ("thread" | "tokio" | "task", "spawn") | ("asyncio", "create_task") => {
            if let Some(&work) = arguments.first() {
                out.add(IdiomKind::SpawnedTask, id, span, vec![(Role::Function, work)]);
            }
        }
        ("threading" | "", "Thread") if !arguments.is_empty() => {
            let work = arguments.iter().find_map(|&it| match view.kind(it) {
                Kind::NamedArgument { name, value } if view.unit.text(name) == "target" => Some(value),
                _ => None,
            });
            if let Some(work) = work {
                out.add(IdiomKind::SpawnedTask, id, span, vec![(Role::Function, work)]);
            }
        }
        // Requires a pool that is given a function and many items.
        (_, "map" | "imap" | "imap_unordered" | "starmap") if arguments.len() >= 2 => {
            if let Some(object) = object
                && pool(view, object)
            {
                out.add(
                    IdiomKind::WorkerPool,
                    id,
                    span,
                    vec![(Role::Function, arguments[0]), (Role::Sequence, arguments[1])],
                );
            }
        }
        (_, "submit") if !arguments.is_empty() => {
            if let Some(object) = object
                && pool(view, object)
            {
                out.add(IdiomKind::WorkerPool, id, span, vec![(Role::Function, arguments[0])]);
            }
        }
        // Requires a lock taken by `.lock()` (Rust) and unwrapped or propagated, or by `.acquire()` before a `try` with a release.
        (_, "lock") if arguments.is_empty() && view.unit.dialect.ownership => {
            let parent = view.unit.parent(id).map(|it| view.kind(it));
            let guarded = match parent {
                Some(Kind::Member { name, .. }) => view.word(name) == Word::Unwrap,
                Some(Kind::Propagate(_) | Kind::Await(_)) => true,
                _ => false,
            };
            if let (Some(object), true) = (object, guarded) {
                out.add(IdiomKind::LockedSection, id, span, vec![(Role::Resource, object)]);
            }
        }
        _ => {}
    }
}

/// Whether a name is an executor or a pool: made by one that the library knows, in this function or by an enclosing `with`.
fn pool(view: &View<'_>, object: NodeId) -> bool {
    let is_pool =
        |it: NodeId| matches!(view.called(it), "ThreadPoolExecutor" | "ProcessPoolExecutor" | "Pool" | "ThreadPool");
    is_pool(object)
        || view.start_value_near(object).is_some_and(is_pool)
        || view.unit.ancestors(object).any(|it| match view.kind(it) {
            Kind::With { resources, .. } => view.list(resources).iter().any(|&resource| {
                matches!(view.kind(resource), Kind::Let { target, value: Some(value), .. }
                    if view.same(target, object) && is_pool(value))
            }),
            _ => false,
        })
}

fn promise(view: &View<'_>, id: NodeId, arguments: &[NodeId], out: &mut Out) {
    let Some(&executor) = arguments.first() else { return };
    let Kind::Function(function) = view.kind(executor) else { return };
    let Some(&(resolve, name)) = view.parameters(function).first() else { return };
    // `new Promise(r => setTimeout(r, ms))` is a wait.
    let timer = view
        .within(&view.by.calls, executor)
        .iter()
        .copied()
        .find(|&it| view.called_name(it).is_some_and(|name| view.word(name) == Word::Timer));
    if let Some(timer) = timer
        && let Some((_, &[later, delay], _)) = view.call(timer)
        && (view.symbol(later) == Some(name)
            || view.within(&view.by.calls, later).iter().any(|&it| view.called_name(it) == Some(name)))
    {
        out.add(IdiomKind::TimerPromise, id, view.unit.span(id), vec![(Role::Delay, delay)]);
        return;
    }
    let settles_later = view
        .within(&view.by.calls, executor)
        .iter()
        .any(|&it| view.called_name(it) == Some(name) && view.owner(it) != Some(function));
    if settles_later {
        out.add(IdiomKind::PromiseWrapper, id, view.unit.span(id), vec![(Role::Function, resolve)]);
    }
}

/// Requires an endless loop that takes an item from a queue or channel (`queue.get()`, `rx.recv()`) and uses it.
pub(super) fn consumer(view: &View<'_>, id: NodeId, out: &mut Out) -> bool {
    let Kind::Loop(form, parts) = view.kind(id) else { return false };
    let takes = |call: NodeId| {
        let method = view.method(call)?;
        let name = view.unit.name(method.name);
        let typed = view.facts.types.of(method.object) == crate::Type::Channel;
        match (name, method.arguments.len()) {
            ("recv", 0) => Some(method.object),
            ("get", 0)
                if typed
                    || matches!(
                        view.last_text(method.object),
                        "queue" | "_queue" | "tasks" | "jobs" | "work_queue"
                    ) =>
            {
                Some(method.object)
            }
            _ => None,
        }
    };
    let found = match form {
        LoopForm::Endless => view.statements(&parts.body).first().copied(),
        LoopForm::While => match parts.condition {
            Some(condition) if view.kind(condition) == Kind::Boolean(true) => {
                view.statements(&parts.body).first().copied()
            }
            condition => condition,
        },
        _ => None,
    };
    let Some(place) = found else { return false };
    let queue = view.within(&view.by.calls, place).iter().chain([&place]).find_map(|&it| takes(it));
    let Some(queue) = queue else { return false };
    // What only asks whether something has come does no work with it.
    if matches!(view.called(place), "is_err" | "is_none") {
        return false;
    }
    out.add(IdiomKind::QueueConsumer, id, view.unit.span(id), vec![(Role::Resource, queue)]);
    true
}

/// Whether a node stands in an asynchronous block inside `whole`: it then runs when that block is driven, not in the round.
fn in_async_block(view: &View<'_>, node: NodeId, whole: NodeId) -> bool {
    view.unit
        .ancestors(node)
        .take_while(|&it| it != whole)
        .any(|it| matches!(view.kind(it), Kind::Scoped(code::ScopeForm::Async, _)))
}

/// Requires an `await` in the body of a loop over items: one after the other.
pub(super) fn sequential_awaits(view: &View<'_>, id: NodeId, out: &mut Out) {
    let Kind::Loop(LoopForm::Each, parts) = view.kind(id) else { return };
    if parts.is_async {
        return;
    }
    let (Some(item), Some(source)) = (parts.target, parts.source) else { return };
    let awaited = view.inside(&view.by.awaits, parts.body).find(|&it| view.mentions_pattern(it, item));
    if let Some(awaited) = awaited
        && view.loop_around(awaited) == Some(id)
        && view.count(id).is_none()
        && !in_async_block(view, awaited, id)
    {
        out.add(
            IdiomKind::SequentialAwaits,
            id,
            view.unit.span(id),
            vec![(Role::Sequence, source), (Role::Value, awaited)],
        );
    }
}
