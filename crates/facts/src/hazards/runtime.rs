//! What panics, is dropped, blocks or is lost between tasks.

use code::{BinaryOperator, CallForm, Kind, Modifiers, NodeId, ScopeForm, Symbol, TypeForm, UnaryOperator};

use super::{HazardKind, Out};
use crate::Role;
use crate::view::{View, Word};

/// Whether a node is a statement whose value is dropped.
fn dropped(view: &View<'_>, id: NodeId) -> bool {
    let Some(parent) = view.unit.parent(id) else { return false };
    match view.kind(parent) {
        Kind::Block { body } | Kind::Module { body } => {
            !(view.unit.dialect.expression_blocks
                && view.list(body).last() == Some(&id)
                && !ends_with_semicolon(view, id))
        }
        _ => false,
    }
}

fn ends_with_semicolon(view: &View<'_>, id: NodeId) -> bool {
    let end = view.unit.span(id).end as usize;
    view.unit.source.get(end..).is_some_and(|rest| rest.trim_start().starts_with(';'))
        || view.unit.text(id).ends_with(';')
}

/// Requires `.unwrap()` or `.expect(…)` outside tests, on something other than a lock or a value made from literals only.
pub(super) fn unwrap(view: &View<'_>, id: NodeId, out: &mut Out) {
    if !view.unit.dialect.ownership {
        return;
    }
    let Some(method) = view.method_is(id, Word::Unwrap) else { return };
    if method.arguments.len() > 1 || view.in_test(id) {
        return;
    }
    let object = method.object;
    let from_lock = matches!(view.called(object), "lock" | "read" | "write" | "join")
        && view.method(object).is_some_and(|it| it.arguments.is_empty());
    let literal_only = view.call(object).is_some_and(|(_, arguments, _)| {
        !arguments.is_empty()
            && arguments.iter().all(|&it| matches!(view.kind(it), Kind::Text(_) | Kind::Integer))
            && view.method(object).is_none_or(|it| matches!(view.kind(it.object), Kind::Name(_) | Kind::Text(_)))
    }) || view.literal(object).is_some();
    let formatting = view.call(object).is_some_and(|(_, _, form)| form == CallForm::Macro)
        && matches!(view.called(object), "write" | "writeln");
    if !from_lock && !literal_only && !formatting {
        out.add(HazardKind::UnwrapCanPanic, id, view.unit.span(id), vec![(Role::Value, object), (Role::Function, id)]);
    }
}

/// Requires `panic!`, `todo!` or `unimplemented!` outside tests and outside a function that starts the program.
pub(super) fn panic_call(view: &View<'_>, id: NodeId, out: &mut Out) {
    let Some((_, _, CallForm::Macro)) = view.call(id) else { return };
    if view.in_test(id) {
        return;
    }
    let in_main = view.owner(id).is_some_and(|function| {
        view.unit.function(function).name.and_then(|name| view.unit.name_of(name)) == Some("main")
    });
    match view.called(id) {
        "panic" if !in_main => out.add(HazardKind::PanicCall, id, view.unit.span(id), vec![(Role::Function, id)]),
        "todo" | "unimplemented" => out.add(HazardKind::Unfinished, id, view.unit.span(id), vec![(Role::Function, id)]),
        _ => {}
    }
}

/// Requires `let _ = call(…)` in a language whose calls return errors.
pub(super) fn ignored_result(view: &View<'_>, id: NodeId, out: &mut Out) {
    if let Kind::Let { target, value: Some(value), .. } = view.kind(id)
        && view.unit.dialect.ownership
        && view.kind(target) == Kind::Wildcard
        && matches!(view.kind(value), Kind::Call { form: CallForm::Plain, .. })
        && !view.in_test(id)
    {
        out.add(HazardKind::IgnoredResult, id, view.unit.span(id), vec![(Role::Function, value)]);
    }
}

/// Requires an `unsafe` block without a comment that says SAFETY right before its statement or at its start.
pub(super) fn unexplained_unsafe(view: &View<'_>, id: NodeId, out: &mut Out) {
    // Where owners are checked, such a block takes over the proof.
    if !view.unit.dialect.ownership {
        return;
    }
    let Kind::Scoped(ScopeForm::Unsafe, body) = view.kind(id) else { return };
    let mut statement = id;
    for ancestor in view.unit.ancestors(id) {
        if matches!(view.kind(ancestor), Kind::Block { .. } | Kind::Module { .. } | Kind::Type(_)) {
            break;
        }
        statement = ancestor;
    }
    let start_line = view.unit.line(view.unit.span(statement).start);
    let first_line = view.unit.line(view.unit.span(body).start);
    let end = view.unit.span(id).end;
    let at = view.unit.comments.partition_point(|it| it.span.start < end);
    let said = view.unit.comments[..at].iter().rev().take(12).any(|it| {
        let line = view.unit.line(it.span.end);
        line + 12 >= start_line
            && line <= first_line + 2
            && view.unit.slice(it.span).to_ascii_lowercase().contains("safe")
    });
    if !said {
        out.add(HazardKind::UnexplainedUnsafe, id, view.unit.span(id), vec![(Role::Value, body)]);
    }
}

/// Requires a cast of a length to a narrower fixed width.
pub(super) fn narrowing_cast(view: &View<'_>, id: NodeId, out: &mut Out) {
    let Kind::Cast { value, to, converts: true } = view.kind(id) else { return };
    if !view.unit.dialect.fixed_width_integers
        || !matches!(view.kind(to), Kind::TypeExpression { form: TypeForm::Primitive, .. })
    {
        return;
    }
    if matches!(view.unit.text(to), "u8" | "i8" | "u16" | "i16" | "u32" | "i32")
        && view.length_of(value).is_some()
        && view.call(value).is_some()
    {
        out.add(HazardKind::NarrowingCast, id, view.unit.span(id), vec![(Role::Value, value), (Role::Name, to)]);
    }
}

/// Requires a statement that only calls an async function of this text (by its name, or on the own object) and drops what it gives.
pub(super) fn dropped_task(view: &View<'_>, id: NodeId, out: &mut Out) {
    if !dropped(view, id) {
        return;
    }
    let Some((callee, ..)) = view.call(id) else { return };
    let name: Symbol = match view.kind(callee) {
        Kind::Name(name) => name,
        Kind::Member { object, name, .. }
            if view.kind(object) == Kind::This || view.unit.name_of(object) == Some(view.unit.dialect.receiver) =>
        {
            name
        }
        _ => return,
    };
    let Some(function) = view.function_named(name) else { return };
    let target = view.unit.function(function);
    if !target.modifiers.has(Modifiers::ASYNC) || target.modifiers.has(Modifiers::GENERATOR) {
        return;
    }
    // The same name may be another function: only one of that name must be there, and of the same sort.
    let is_method = view.unit.enclosing_type(target.node).is_some();
    if is_method != matches!(view.kind(callee), Kind::Member { .. }) || view.unit.parent(target.node).is_none() {
        return;
    }
    if matches!(view.kind(callee), Kind::Name(_)) && view.means_another(callee, target.node) {
        return;
    }
    let same_type = !is_method || view.unit.enclosing_type(target.node) == view.unit.enclosing_type(id);
    if !same_type || view.in_test(id) {
        return;
    }
    let kind = if view.unit.dialect.eager_async { HazardKind::DroppedPromise } else { HazardKind::NeverAwaited };
    // At the top level of a script there may be no other way.
    if kind == HazardKind::DroppedPromise && (view.owner(id).is_none() || handles_all(view, function)) {
        return;
    }
    out.add(kind, id, view.unit.span(id), vec![(Role::Function, callee)]);
}

/// Whether the body of a function is one `try` whose handlers let nothing out, so that its promise never fails.
fn handles_all(view: &View<'_>, function: code::FunctionId) -> bool {
    let Some(Kind::Block { body }) = view.unit.function(function).body.map(|body| view.kind(body)) else {
        return false;
    };
    let &[only] = view.list(body) else { return false };
    let Kind::Try { handlers, .. } = view.kind(only) else { return false };
    let silent = |&handler: &NodeId| match view.kind(handler) {
        Kind::Handler { types, body, .. } => {
            types.is_empty()
                && !view.unit.preorder_shallow(body).any(|it| matches!(view.kind(it), Kind::Throw(..) | Kind::Await(_)))
        }
        _ => false,
    };
    !handlers.is_empty() && view.list(handlers).iter().all(silent)
}

/// Requires `.forEach(async …)` with an `await` in it.
pub(super) fn async_for_each(view: &View<'_>, id: NodeId, out: &mut Out) {
    let Some(method) = view.method(id) else { return };
    if view.unit.name(method.name) != "forEach" {
        return;
    }
    let Some(&function) = method.arguments.first() else { return };
    let Kind::Function(inner) = view.kind(function) else { return };
    if view.unit.function(inner).modifiers.has(Modifiers::ASYNC)
        && view.inside(&view.by.awaits, function).next().is_some()
    {
        out.add(HazardKind::AsyncForEach, id, view.unit.span(id), vec![(Role::Sequence, method.object)]);
    }
}

/// Requires an asynchronous function that gives nothing to wait for. What is called when something happens has to be one: by
/// custom it is told who raised the event.
pub(super) fn detached(view: &View<'_>, function: code::FunctionId, out: &mut Out) {
    let function = view.unit.function(function);
    if !function.modifiers.has(Modifiers::DETACHED) || function.modifiers.has(Modifiers::OVERRIDE) {
        return;
    }
    let parameters = view.list(function.parameters);
    let is_event = |&it: &NodeId| {
        let text = view.unit.text(it);
        text.contains("sender") || text.contains("EventArgs")
    };
    let (Some(name), false) = (function.name, parameters.iter().any(is_event)) else { return };
    let span = view.unit.span(function.node);
    let start = view.unit.span(name).start;
    let line = view.unit.slice(code::Span::new(start, span.end)).lines().next().map_or(0, str::len) as u32;
    out.add(
        HazardKind::DetachedAsync,
        function.node,
        code::Span::new(start, start + line),
        vec![(Role::Function, name)],
    );
}

/// Requires `task.Wait()` or `task.GetAwaiter().GetResult()`.
pub(super) fn blocked_on_promise(view: &View<'_>, id: NodeId, out: &mut Out) {
    let Some(method) = view.method(id) else { return };
    let waits = match view.unit.name(method.name) {
        "Wait" => method.arguments.is_empty() && view.facts.types.of(method.object) == crate::Type::Promise,
        "GetResult" => view.called(method.object) == "GetAwaiter",
        _ => false,
    };
    if waits && !view.in_test(id) {
        let task = view.method(method.object).filter(|_| view.called(method.object) == "GetAwaiter");
        let task = task.map_or(method.object, |inner| inner.object);
        out.add(HazardKind::BlockedOnPromise, id, view.unit.span(id), vec![(Role::Value, task)]);
    }
}

/// Requires a call that blocks the whole thread inside an async function.
pub(super) fn blocking_in_async(view: &View<'_>, id: NodeId, out: &mut Out) {
    let Some(function) = view.owner(id) else { return };
    if !view.unit.function(function).modifiers.has(Modifiers::ASYNC) {
        return;
    }
    let Some((callee, ..)) = view.call(id) else { return };
    let Kind::Member { object, access, .. } = view.kind(callee) else { return };
    // Paths name modules, and other libraries have a `time` that does not block.
    if access == code::Access::Path && view.last_text(object) != "thread" {
        return;
    }
    let blocking = matches!(
        (view.last_text(object), view.last_text(callee)),
        ("time" | "thread", "sleep")
            | ("Thread", "Sleep")
            | ("Task", "WaitAll" | "WaitAny")
            | ("requests", "get" | "post" | "put" | "delete" | "request")
            | ("fs", "readFileSync" | "writeFileSync" | "existsSync" | "readdirSync" | "statSync")
            | ("subprocess", "run" | "call" | "check_output" | "check_call")
            | ("urllib.request" | "request", "urlopen")
    );
    if blocking && !matches!(view.unit.parent(id).map(|it| view.kind(it)), Some(Kind::Await(_))) {
        out.add(HazardKind::BlockingInAsync, id, view.unit.span(id), vec![(Role::Function, callee)]);
    }
}

/// Requires a call that blocks the thread in a function that may pause, with no block around it that moves it to other threads.
pub(super) fn blocked_coroutine(view: &View<'_>, id: NodeId, out: &mut Out) {
    let Some(function) = view.owner(id) else { return };
    if !view.unit.function(function).modifiers.has(Modifiers::SUSPENDS) || view.in_test(id) {
        return;
    }
    let Some((callee, ..)) = view.call(id) else { return };
    let blocks = match view.kind(callee) {
        Kind::Name(name) => view.unit.name(name) == "runBlocking",
        Kind::Member { object, name, .. } => {
            view.unit.name(name) == "sleep"
                && view.unit.name_of(object) == Some("Thread")
                && !view.unit.ancestors(id).any(|it| matches!(view.kind(it), Kind::With { .. }))
        }
        _ => false,
    };
    if blocks {
        out.add(HazardKind::BlockedCoroutine, id, view.unit.span(id), vec![(Role::Function, callee)]);
    }
}

/// Whether an `if` around an expression asks whether a value is absent.
fn asked_before(view: &View<'_>, id: NodeId, value: NodeId) -> bool {
    view.unit.ancestors(id).any(|it| match view.kind(it) {
        Kind::If { condition, .. } | Kind::Conditional { condition, .. } => {
            view.unit.preorder_shallow(condition).any(|it| match view.kind(it) {
                Kind::Binary(BinaryOperator::Equal | BinaryOperator::NotEqual, left, right) => {
                    view.kind(right) == Kind::Null && view.unit.same_code(left, value)
                }
                _ => false,
            })
        }
        _ => false,
    })
}

/// Requires `x!!` in a language that checks it when the program runs, outside of tests.
pub(super) fn asserted_presence(view: &View<'_>, id: NodeId, out: &mut Out) {
    if let Kind::Unary(UnaryOperator::NonNull, value) = view.kind(id)
        && view.unit.dialect.checked_presence
        && !view.in_test(id)
        && !asked_before(view, id, value)
    {
        out.add(HazardKind::AssertedPresence, id, view.unit.span(id), vec![(Role::Value, value)]);
    }
}

/// Requires a guard of a lock given to a name (not awaited itself) and an `await` later in the same block before the guard is dropped.
pub(super) fn lock_across_await(view: &View<'_>, id: NodeId, out: &mut Out) {
    let statements = view.statements(&id);
    for (at, &statement) in statements.iter().enumerate() {
        let Some((guard, value)) = view.assignment(statement) else { continue };
        let (Some(name), Some(unwrap)) = (view.symbol(guard), view.method_is(value, Word::Unwrap)) else { continue };
        let Some(lock) = view.method_is(unwrap.object, Word::Lock) else { continue };
        if !view.unit.dialect.ownership || !lock.arguments.is_empty() {
            continue;
        }
        for &later in &statements[at + 1..] {
            let drops = view.call(later).is_some_and(|(callee, arguments, _)| {
                view.last_text(callee) == "drop" && arguments.first().is_some_and(|&it| view.symbol(it) == Some(name))
            });
            if drops {
                break;
            }
            let waits = view
                .inside(&view.by.awaits, later)
                .next()
                .or(matches!(view.kind(later), Kind::Await(_)).then_some(later));
            if let Some(waits) = waits {
                out.add(
                    HazardKind::LockAcrossAwait,
                    statement,
                    view.unit.span(statement).cover(view.unit.span(later)),
                    vec![(Role::Resource, lock.object), (Role::Name, guard), (Role::Value, waits)],
                );
                break;
            }
        }
    }
}
