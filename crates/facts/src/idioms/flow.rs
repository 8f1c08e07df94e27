//! Ways through a function: checks, retries, fallbacks, error paths, resources.

use code::{BinaryOperator, CallForm, FunctionId, Kind, LoopForm, NodeId, ScopeForm};

use super::{IdiomKind, Out, Role};
use crate::view::{View, Word};

/// A call that waits: `time.sleep(d)`, `await sleep(d)`, `await new Promise(r => setTimeout(r, d))`; gives the delay.
pub(super) fn sleep(view: &View<'_>, call: NodeId) -> Option<NodeId> {
    let (_, arguments, _) = view.call(call)?;
    let name = view.called_name(call)?;
    match (view.word(name), arguments) {
        (Word::Sleep, &[delay, ..]) => Some(delay),
        (Word::Timer, &[_, delay]) => {
            // Only where the timer settles a promise that is awaited.
            let waits = view.unit.ancestors(call).take(6).any(|it| matches!(view.kind(it), Kind::Await(_)));
            waits.then_some(delay)
        }
        _ => None,
    }
}

/// The first wait in a node, functions inside included.
fn waits_in(view: &View<'_>, id: NodeId) -> Option<NodeId> {
    view.within(&view.by.calls, id).iter().find_map(|&it| sleep(view, it))
}

/// Requires a loop with a `try` in it whose body leaves the loop on success and at least one of whose handlers lets the loop go on.
/// With a wait that grows (multiplied, raised to a power, shifted) it backs off.
pub(super) fn retry(view: &View<'_>, id: NodeId, out: &mut Out) -> bool {
    let Kind::Loop(form, parts) = view.kind(id) else { return false };
    for attempt in view.inside(&view.by.tries, id) {
        if view.loop_around(attempt) != Some(id) {
            continue;
        }
        let Kind::Try { body, handlers, otherwise, .. } = view.kind(attempt) else { continue };
        let succeeds = view.leaves(body) && !matches!(last_kind(view, body), Some(Kind::Continue(_) | Kind::Throw(..)))
            || otherwise.is_some_and(|it| matches!(last_kind(view, it), Some(Kind::Break(..) | Kind::Return(_))))
            || matches!(next_sibling(view, attempt).map(|it| view.kind(it)), Some(Kind::Break(..) | Kind::Return(_)));
        // Behind the `try`, only a handler that goes on with the next round tries again.
        let behind = !view.leaves(body) && otherwise.is_none();
        let goes_on = view.list(handlers).iter().any(|&handler| match view.kind(handler) {
            Kind::Handler { body, .. } => {
                !behind && !view.leaves(body) || matches!(last_kind(view, body), Some(Kind::Continue(_)))
            }
            _ => false,
        });
        if !succeeds || !goes_on {
            continue;
        }
        // A loop over the items of something tries alternatives, not again.
        let counted = view.count(id).is_some();
        if form == LoopForm::Each && !counted {
            continue;
        }
        let delay = waits_in(view, id);
        let mut found = Vec::new();
        let kind = match delay {
            Some(delay) => {
                found.push((Role::Delay, delay));
                if grows(view, id, delay) { IdiomKind::RetryWithBackoff } else { IdiomKind::RetryWithDelay }
            }
            None => IdiomKind::Retry,
        };
        if let Some(count) = view.count(id) {
            found.push((Role::Limit, count.to));
        } else if let Some(condition) = parts.condition {
            found.push((Role::Condition, condition));
        }
        out.add(kind, out.owner(view, id), view.unit.span(id), found);
        return true;
    }
    false
}

fn last_kind(view: &View<'_>, body: NodeId) -> Option<Kind> {
    view.statements(&body).last().map(|&it| view.kind(it))
}

fn next_sibling(view: &View<'_>, id: NodeId) -> Option<NodeId> {
    let parent = view.unit.parent(id)?;
    let siblings = view.statements(&parent);
    let at = siblings.iter().position(|&it| it == id)?;
    siblings.get(at + 1).copied()
}

/// Whether a delay grows from round to round.
fn grows(view: &View<'_>, id: NodeId, delay: NodeId) -> bool {
    let raised = |it: NodeId| {
        matches!(view.kind(it), Kind::Binary(BinaryOperator::Power | BinaryOperator::ShiftLeft, ..))
            || view.called(it) == "pow"
            || matches!(view.kind(it), Kind::Binary(BinaryOperator::Multiply, left, right)
                if view.count(id).is_some_and(|count| view.same(left, count.variable) || view.same(right, count.variable)))
    };
    if view.count(id).is_some_and(|count| !count.down && view.same(count.variable, delay)) {
        return true;
    }
    if raised(delay) || view.within(&view.by.binaries, delay).iter().any(|&it| raised(it)) {
        return true;
    }
    let Some(name) = view.pattern_names(delay).next() else { return false };
    view.inside(&view.by.writes, id).any(|write| match view.compound(write) {
        Some((target, BinaryOperator::Multiply, _)) => view.symbol(target) == Some(name),
        _ => view.assignment(write).is_some_and(|(target, value)| {
            view.symbol(target) == Some(name)
                && (raised(value)
                    || view
                        .within(&view.by.binaries, value)
                        .iter()
                        .any(|&it| raised(it) || matches!(view.kind(it), Kind::Binary(BinaryOperator::Multiply, ..))))
        }),
    })
}

/// Whether a loop asks in every round for something that changes elsewhere: its condition holds a name that it does not set itself, or a
/// choice in it leaves.
fn asks_again(view: &View<'_>, id: NodeId, condition: Option<NodeId>) -> bool {
    let sets_it = |condition: NodeId| {
        view.inside(&view.by.writes, id).any(|write| {
            let (Kind::Assign { target, .. } | Kind::Update { target, .. }) = view.kind(write) else { return false };
            // What is fetched anew is asked for.
            let fetched = matches!(view.kind(write), Kind::Assign { operator: None, value, .. }
                if matches!(view.kind(value), Kind::Call { .. } | Kind::Await(_)));
            !fetched && view.symbol(target).is_some_and(|name| view.mentions(condition, name))
        })
    };
    let leaves = |choice: NodeId| {
        let Kind::If { then, otherwise, .. } = view.kind(choice) else { return false };
        let ends = |body: NodeId| {
            view.leaves(body)
                && !matches!(view.statements(&body).last().map(|&it| view.kind(it)), Some(Kind::Continue(_)))
        };
        ends(then) || otherwise.is_some_and(ends)
    };
    condition.is_some_and(|it| !matches!(view.kind(it), Kind::Boolean(_) | Kind::Integer) && !sets_it(it))
        || view.inside(&view.by.ifs, id).any(leaves)
        || view.inside(&view.by.matches, id).next().is_some()
}

/// Requires a `while` or endless loop that waits in every round, asks for something, and has no `try` of its own.
pub(super) fn polling(view: &View<'_>, id: NodeId, out: &mut Out) -> bool {
    let Kind::Loop(LoopForm::While | LoopForm::Endless | LoopForm::DoWhile, parts) = view.kind(id) else {
        return false;
    };
    let delay = view.statements(&parts.body).iter().find_map(|&it| {
        sleep(view, it).or_else(|| match view.kind(it) {
            Kind::Await(_) => waits_in(view, it),
            _ => None,
        })
    });
    let Some(delay) = delay else { return false };
    if view.inside(&view.by.tries, id).next().is_some() || !asks_again(view, id, parts.condition) {
        return false;
    }
    let mut found = vec![(Role::Delay, delay)];
    found.extend(
        parts.condition.filter(|&it| !matches!(view.kind(it), Kind::Boolean(_))).map(|it| (Role::Condition, it)),
    );
    out.add(IdiomKind::Polling, id, view.unit.span(id), found);
    true
}

/// Requires that a function starts with at least one `if` without an `else` whose body leaves the function, and goes on after it
/// with more than one statement.
pub(super) fn guard_clauses(view: &View<'_>, function: FunctionId, out: &mut Out) {
    let it = view.unit.function(function);
    let Some(body) = it.body else { return };
    let statements = view.statements(&body);
    let mut guards = 0;
    let mut first = None;
    let mut last = None;
    let mut fails = None;
    for &statement in statements {
        let Kind::If { condition, then, otherwise: None } = view.kind(statement) else { break };
        let Some(exit) = view.function_exit(then) else { break };
        if view.statements(&then).len() > 2 {
            break;
        }
        guards += 1;
        first = first.or(Some((statement, condition)));
        last = Some(statement);
        if matches!(view.kind(exit), Kind::Throw(..)) {
            fails = fails.or(Some(exit));
        }
    }
    let (Some((statement, condition)), Some(last)) = (first, last) else { return };
    if statements.len() - guards < 2 {
        return;
    }
    let span = view.unit.span(statement).cover(view.unit.span(last));
    let mut parts = vec![(Role::Condition, condition)];
    let kind = match fails {
        Some(exit) => {
            parts.push((Role::Error, exit));
            IdiomKind::ValidatingGuard
        }
        None => IdiomKind::GuardClause,
    };
    out.add(kind, it.node, span, parts);
}

/// Requires that a parameter or variable is replaced by a fallback where it is absent (or empty): `x = x or d`, `x ??= d`,
/// `x = x === undefined ? d : x`, `if x is None: x = d`.
pub(super) fn default_value(view: &View<'_>, id: NodeId, out: &mut Out) {
    let found = match view.kind(id) {
        Kind::Assign { target, operator: Some(operator), value } if view.unit.dialect.falls_back(operator) => {
            Some((target, value))
        }
        Kind::Assign { target, operator: None, value } => match view.kind(value) {
            Kind::Binary(operator, left, right)
                if view.unit.dialect.falls_back(operator) && view.same(left, target) =>
            {
                Some((target, right))
            }
            Kind::Conditional { condition, then, otherwise } => {
                let tested = view.absent_test(condition).is_some_and(|it| view.same(it, target));
                let not_absent =
                    view.inequality(condition).is_some_and(|(it, null)| view.same(it, target) && view.is_null(null));
                if tested && view.same(otherwise, target) {
                    Some((target, then))
                } else if not_absent && view.same(then, target) {
                    Some((target, otherwise))
                } else {
                    None
                }
            }
            _ => None,
        },
        Kind::If { condition, then, otherwise: None } => {
            let tested = view.equality(condition).filter(|it| view.is_null(it.1)).map(|it| it.0);
            match (tested, view.statements(&then)) {
                (Some(tested), &[only]) => match view.assignment(only) {
                    Some((target, value)) if view.same(target, tested) && view.symbol(target).is_some() => {
                        Some((target, value))
                    }
                    _ => None,
                },
                _ => None,
            }
        }
        _ => None,
    };
    let Some((target, fallback)) = found else { return };
    // A yes or no that becomes yes is not absent before.
    let is_answer = [target, fallback].into_iter().any(|it| view.facts.types.of(it) == crate::Type::Boolean);
    if view.symbol(target).is_none() || is_answer || matches!(view.kind(fallback), Kind::Boolean(_)) {
        return;
    }
    // A name that only this function knows as its parameter: a variable outside would be a cache.
    let parameter = view
        .owner(id)
        .is_some_and(|function| view.parameters(function).iter().any(|it| Some(it.1) == view.symbol(target)));
    let kind = if parameter { IdiomKind::DefaultForMissing } else { IdiomKind::FallbackValue };
    out.add(kind, id, view.unit.span(id), vec![(Role::Value, target), (Role::Fallback, fallback)]);
}

/// Requires a look-up that carries its own fallback: `d.get(k, default)`, `x.unwrap_or(d)`, `a ?? b` as a value.
pub(super) fn fallback(view: &View<'_>, id: NodeId, out: &mut Out) {
    let found = match view.kind(id) {
        Kind::Binary(BinaryOperator::Coalesce | BinaryOperator::OrElse, left, right) => {
            // `x = x ?? d` is reported as a default.
            let own = view.unit.parent(id).is_some_and(|it| {
                matches!(view.kind(it), Kind::Assign { .. })
                    && view.assignment(it).is_some_and(|(target, _)| view.same(target, left))
            });
            (!own).then_some((left, right))
        }
        Kind::Call { .. } => {
            let Some(method) = view.method(id) else { return };
            match (method.word, method.arguments) {
                (Word::Get, &[key, default])
                    if view.unit.dialect.falsy_empty_collections
                        && !matches!(
                            view.kind(default),
                            Kind::NamedArgument { .. } | Kind::Spread(_) | Kind::Mapping(_)
                        )
                        && !matches!(view.kind(key), Kind::Template { .. }) =>
                {
                    let histogram = view
                        .unit
                        .parent(id)
                        .is_some_and(|it| matches!(view.kind(it), Kind::Binary(BinaryOperator::Add, ..)));
                    if histogram || view.facts.types.of(method.object) != crate::Type::Map {
                        return;
                    }
                    Some((id, default))
                }
                (Word::UnwrapOr, &[default]) => Some((method.object, default)),
                _ => None,
            }
        }
        _ => None,
    };
    // Nothing, and what only fails, are no stand-ins.
    let stands_in = |fallback: NodeId| {
        let only_fails = |it: NodeId| {
            matches!(view.kind(it), Kind::Throw(..))
                || view.facts.call(it).and_then(|call| call.library).is_some_and(code::LibraryEntry::only_fails)
        };
        // A function that makes the stand-in may only fail, too.
        let made = match view.kind(fallback) {
            Kind::Function(function) => view.unit.function(function).body,
            _ => None,
        };
        let fails = only_fails(fallback)
            || made
                .is_some_and(|body| only_fails(body) || matches!(view.statements(&body), [only] if only_fails(*only)));
        !fails
            && !matches!(
                view.kind(fallback),
                Kind::Null | Kind::Throw(..) | Kind::Return(_) | Kind::Break(..) | Kind::Continue(_)
            )
    };
    if let Some((value, fallback)) = found.filter(|it| stands_in(it.1)) {
        out.add(
            IdiomKind::FallbackValue,
            id,
            view.unit.span(id),
            vec![(Role::Value, value), (Role::Fallback, fallback)],
        );
    }
}

/// Requires an endless loop that reads a value, and leaves where that value is absent, empty or equal to a constant.
pub(super) fn sentinel(view: &View<'_>, id: NodeId, out: &mut Out) -> bool {
    let Kind::Loop(form, parts) = view.kind(id) else { return false };
    let endless = form == LoopForm::Endless
        || form == LoopForm::While && parts.condition.is_some_and(|it| view.kind(it) == Kind::Boolean(true));
    if !endless {
        return false;
    }
    let statements = view.statements(&parts.body);
    let (Some(&first), Some(&second)) = (statements.first(), statements.get(1)) else { return false };
    let Some((item, value)) = view.assignment(first) else { return false };
    let (Some(name), true) = (view.symbol(item), holds_call(view, value)) else { return false };
    let Kind::If { condition, then, otherwise: None } = view.kind(second) else { return false };
    let stops = view.absent_test(condition).is_some_and(|it| view.symbol(it) == Some(name))
        || view.equality(condition).is_some_and(|(left, right)| {
            view.symbol(left) == Some(name)
                && matches!(
                    view.kind(right),
                    Kind::Text(_) | Kind::Integer | Kind::Null | Kind::Name(_) | Kind::Unary(..)
                )
        });
    if !stops || !matches!(last_kind(view, then), Some(Kind::Break(..) | Kind::Return(_))) {
        return false;
    }
    out.add(
        IdiomKind::SentinelLoop,
        id,
        view.unit.span(id),
        vec![(Role::Value, item), (Role::Function, value), (Role::Condition, condition)],
    );
    true
}

fn holds_call(view: &View<'_>, id: NodeId) -> bool {
    matches!(view.kind(view.peel(id)), Kind::Call { .. } | Kind::Await(_) | Kind::Propagate(_))
}

/// Requires a loop that reads pages: something is fetched in each round, the loop leaves when a page is empty or has no
/// successor, and the position of the next page is set from a counter or from the answer.
pub(super) fn pagination(view: &View<'_>, id: NodeId, out: &mut Out) -> bool {
    let Kind::Loop(LoopForm::While | LoopForm::Endless | LoopForm::DoWhile, _) = view.kind(id) else { return false };
    // What is asked for this round: an awaited or plain call that uses the position.
    for write in view.inside(&view.by.writes, id) {
        let Some((answer, value)) = view.assignment(write) else { continue };
        let (Some(answer_name), true) = (view.pattern_names(answer).next(), holds_call(view, value)) else { continue };
        if view.loop_around(write) != Some(id) {
            continue;
        }
        for step in view.inside(&view.by.writes, id) {
            if step == write || view.loop_around(step) != Some(id) {
                continue;
            }
            let from_answer = view.assignment(step).and_then(|(target, from)| {
                let name = view.symbol(target)?;
                let of_answer = view.mentions(from, answer_name) && name != answer_name;
                let member = view.within(&view.by.members, from).iter().chain([&from]).any(|&it| {
                    let text = view.last_text(it);
                    text.contains("next") || text.contains("Next") || text.contains("cursor") || text.contains("Cursor")
                });
                (of_answer && member && matches!(view.kind(step), Kind::Assign { .. })).then_some(target)
            });
            let counted = view.step_by_one(step).filter(|it| it.1).map(|it| it.0).filter(|&it| {
                view.symbol(it).is_some_and(|name| {
                    view.mentions(value, name)
                        && view.inside(&view.by.ifs, id).any(|choice| match view.kind(choice) {
                            Kind::If { condition, then, .. } => {
                                // An empty page: absent, or measured.
                                let empty =
                                    view.absent_test(condition).is_some_and(|it| view.mentions(it, answer_name))
                                        || [
                                            view.ordered(condition).map(|it| it.0),
                                            view.equality(condition).map(|it| it.0),
                                        ]
                                        .into_iter()
                                        .flatten()
                                        .any(|it| view.length_of(it).is_some_and(|of| view.mentions(of, answer_name)));
                                empty && matches!(last_kind(view, then), Some(Kind::Break(..) | Kind::Return(_)))
                            }
                            _ => false,
                        })
                })
            });
            let Some(position) = from_answer.or(counted) else { continue };
            if !view.symbol(position).is_some_and(|name| view.mentions(value, name)) {
                continue;
            }
            let kept = view.inside(&view.by.calls, id).any(|it| view.push(it).is_some())
                || view.inside(&view.by.yields, id).next().is_some()
                || view.inside(&view.by.calls, id).any(|it| matches!(view.called(it), "extend"));
            if kept {
                out.add(
                    IdiomKind::Pagination,
                    out.owner(view, id),
                    view.unit.span(id),
                    vec![(Role::Function, value), (Role::Counter, position)],
                );
                return true;
            }
        }
    }
    false
}

/// Requires a `try` whose `finally` releases something: calls a method without arguments named for release on a name, or `unlock`.
pub(super) fn cleanup(view: &View<'_>, id: NodeId, out: &mut Out) {
    let Kind::Try { finally: Some(finally), .. } = view.kind(id) else { return };
    for call in view.inside(&view.by.calls, finally) {
        let Some(method) = view.method(call) else { continue };
        if matches!(
            view.unit.name(method.name),
            "close"
                | "release"
                | "unlock"
                | "dispose"
                | "shutdown"
                | "disconnect"
                | "quit"
                | "cleanup"
                | "destroy"
                | "end"
                | "stop"
                | "terminate"
        ) {
            out.add(IdiomKind::CleanupInFinally, id, view.unit.span(id), vec![(Role::Resource, method.object)]);
            return;
        }
    }
}

/// Whether a call opens a file: the library says so, or it is the built-in of a language without declared types.
fn is_file(view: &View<'_>, call: NodeId) -> bool {
    use code::Effect::{Acquires, ReadsFile, WritesFile};
    let opens = |it: &code::LibraryEntry| {
        it.effects.contains(&Acquires) && (it.effects.contains(&ReadsFile) || it.effects.contains(&WritesFile))
    };
    view.called(call) == "open" && !view.unit.dialect.static_types
        || view.facts.call(call).and_then(|call| call.library).is_some_and(opens)
}

/// Requires a block with a resource. A lock makes it a protected section; an opened file a scoped file; else a scoped resource.
pub(super) fn scoped_resource(view: &View<'_>, id: NodeId, out: &mut Out) {
    let Kind::With { resources, .. } = view.kind(id) else { return };
    for &resource in view.list(resources) {
        let (value, name) = match view.kind(resource) {
            Kind::Let { target, value: Some(value), .. } => (value, Some(target)),
            _ => (resource, None),
        };
        let text = view.last_text(value);
        // A call that takes the lock of its argument.
        let locks = view
            .facts
            .call(value)
            .and_then(|call| call.library)
            // A method that other things than locks have, too, says nothing alone.
            .is_some_and(|entry| entry.effects.contains(&code::Effect::Locks) && entry.path != ".acquire");
        let value = match view.call(value) {
            Some((_, &[lock], _)) if locks => lock,
            _ => value,
        };
        let is_lock = locks
            || view.facts.types.of(value) == crate::Type::Lock
            || matches!(text, "lock" | "_lock" | "__lock" | "mutex" | "_mutex")
            || text.ends_with("_lock");
        let kind = if is_lock {
            IdiomKind::LockedSection
        } else if is_file(view, value) {
            IdiomKind::ScopedFile
        } else if name.is_some() {
            IdiomKind::ScopedResource
        } else {
            continue;
        };
        let mut parts = vec![(Role::Resource, value)];
        parts.extend(name.map(|it| (Role::Name, it)));
        out.add(kind, id, view.unit.span(id), parts);
    }
}

/// Requires a handler that throws a new error with the caught one as its cause (`raise X from e`, `new Error(m, { cause: e })`), or
/// a `map_err`.
pub(super) fn error_wrapping(view: &View<'_>, id: NodeId, out: &mut Out) {
    match view.kind(id) {
        Kind::Handler { name: Some(name), body, .. } => {
            let Some(symbol) = view.symbol(name) else { return };
            for throw in view.inside(&view.by.throws, body) {
                let Kind::Throw(Some(error), cause) = view.kind(throw) else { continue };
                let by_cause = cause.is_some_and(|it| view.symbol(it) == Some(symbol));
                let Some((callee, arguments, _)) = view.call(error) else { continue };
                let by_option = arguments.iter().any(|&it| match view.kind(it) {
                    Kind::Mapping(entries) => view.list(entries).iter().any(|&entry| {
                        matches!(view.kind(entry), Kind::Entry { key, value, .. }
                            if view.unit.text(key).trim_matches(['"', '\'']) == "cause" && view.symbol(value) == Some(symbol))
                    }),
                    _ => false,
                });
                if by_cause || by_option {
                    out.add(
                        IdiomKind::ErrorWrapping,
                        id,
                        view.unit.span(id),
                        vec![(Role::Error, name), (Role::Value, callee)],
                    );
                    return;
                }
            }
        }
        Kind::Call { .. } => {
            let Some(method) = view.method(id) else { return };
            if matches!(view.unit.name(method.name), "map_err" | "with_context" | "wrap_err" | "wrap_err_with")
                && let &[function] = method.arguments
            {
                out.add(
                    IdiomKind::ErrorConversion,
                    id,
                    view.unit.span(id),
                    vec![(Role::Value, method.object), (Role::Function, function)],
                );
            }
        }
        _ => {}
    }
}

/// Requires a `try` whose handler does nothing but return (or assign) a plain value.
pub(super) fn fallback_on_error(view: &View<'_>, id: NodeId, out: &mut Out) {
    let Kind::Try { body, handlers, .. } = view.kind(id) else { return };
    let &[handler] = view.list(handlers) else { return };
    let Kind::Handler { body: handling, types, .. } = view.kind(handler) else { return };
    let &[only] = view.statements(&handling) else { return };
    let value = match view.kind(only) {
        Kind::Return(Some(value)) => value,
        _ => match view.assignment(only) {
            Some((target, value))
                if view
                    .inside(&view.by.writes, body)
                    .any(|it| view.assignment(it).is_some_and(|(set, _)| view.same(set, target))) =>
            {
                value
            }
            _ => return,
        },
    };
    let plain = match view.kind(value) {
        Kind::Integer | Kind::Float | Kind::Text(_) | Kind::Boolean(_) | Kind::Null | Kind::Name(_) => true,
        Kind::Sequence(list) | Kind::Mapping(list) | Kind::Tuple(list) => list.is_empty(),
        _ => false,
    };
    if !plain {
        return;
    }
    let mut parts = vec![(Role::Fallback, value)];
    parts.extend(view.list(types).first().map(|&it| (Role::Error, it)));
    out.add(IdiomKind::FallbackOnError, id, view.unit.span(id), parts);
}

/// Requires at least two `?` in a function.
pub(super) fn propagation(view: &View<'_>, function: FunctionId, out: &mut Out) {
    let node = view.unit.function(function).node;
    let mut all = view.inside(&view.by.propagates, node);
    let (Some(first), Some(_)) = (all.next(), all.next()) else { return };
    out.add(IdiomKind::ErrorPropagation, node, view.unit.span(node), vec![(Role::Value, first)]);
}

/// Requires that a loop goes over the lines of an open file: over a resource that `open` gave in an enclosing `with`, a value of
/// type file, or `.lines()` of a reader.
pub(super) fn line_by_line(view: &View<'_>, id: NodeId, out: &mut Out) -> bool {
    let Kind::Loop(LoopForm::Each, parts) = view.kind(id) else { return false };
    let (Some(line), Some(source)) = (parts.target, parts.source) else { return false };
    let opened = |it: NodeId| view.called(it) == "open" || view.facts.types.of(it) == crate::Type::File;
    let is_file = opened(source)
        || view.symbol(source).is_some()
            && view.unit.ancestors(id).any(|it| match view.kind(it) {
                Kind::With { resources, .. } => view.list(resources).iter().any(|&resource| {
                    matches!(view.kind(resource), Kind::Let { target, value: Some(value), .. }
                        if view.same(target, source) && opened(value))
                }),
                _ => false,
            })
        || view.method(source).is_some_and(|method| {
            view.unit.name(method.name) == "lines" && method.arguments.is_empty() && {
                let object = match view.symbol(method.object) {
                    Some(name) => view.start_value(name, id).unwrap_or(method.object),
                    None => method.object,
                };
                view.within(&view.by.names, object).iter().any(|&it| view.unit.name_of(it) == Some("BufReader"))
            }
        });
    if is_file {
        out.add(IdiomKind::LineByLine, id, view.unit.span(id), vec![(Role::Resource, source), (Role::Value, line)]);
    }
    is_file
}

/// Requires a function whose last statement is an endless or conditional loop that looks at one character of a text at a position
/// and moves that position on; at least two tests in it compare characters.
pub(super) fn tokenizer(view: &View<'_>, id: NodeId, out: &mut Out) -> bool {
    let Kind::Loop(LoopForm::While | LoopForm::Endless, parts) = view.kind(id) else { return false };
    let mut position = None;
    for write in view.inside(&view.by.writes, id) {
        if let Some((target, true)) = view.step_by_one(write)
            && view.loop_around(write).is_some()
            && let Some((text, _)) = view.inside(&view.by.indices, id).find_map(|it| match view.kind(it) {
                Kind::Index { object, index, .. } if view.same(index, target) => Some((object, it)),
                _ => None,
            })
        {
            position = Some((target, text));
            break;
        }
    }
    let Some((position, text)) = position else { return false };
    // The bound is the text's length.
    let bounded = parts.condition.is_some_and(|condition| {
        view.conjuncts(condition).into_iter().any(|test| {
            view.ordered(test).is_some_and(|(small, large, _)| {
                view.same(small, position)
                    && (view.length_of(large).is_some_and(|of| view.same(of, text)) || view.symbol(large).is_some())
            })
        })
    });
    if !bounded {
        return false;
    }
    // What is compared is the character at the position, directly or by a name that it was given to.
    let at_position = |it: NodeId| {
        let it = view.peel(it);
        let indexed = |it: NodeId| {
            matches!(view.kind(view.peel(it)), Kind::Index { object, index, .. }
                if view.same(object, text) && view.holds(index, position))
        };
        indexed(it)
            || view.symbol(it).is_some()
                && view.inside(&view.by.writes, id).any(|write| {
                    view.assignment(write).is_some_and(|(target, value)| view.same(target, it) && indexed(value))
                })
    };
    let character = |it: NodeId| view.literal(it).is_some_and(|it| it.chars().count() == 1 || it.starts_with('\\'));
    let compared = view
        .inside(&view.by.binaries, id)
        .filter(|&it| {
            view.equality(it).or_else(|| view.inequality(it)).is_some_and(|(left, right)| {
                character(left) && at_position(right) || character(right) && at_position(left)
            })
        })
        .count();
    let tests = compared
        + view
            .inside(&view.by.calls, id)
            .filter(|&it| {
                matches!(
                    view.called(it),
                    "isdigit"
                        | "isalpha"
                        | "isspace"
                        | "isalnum"
                        | "is_ascii_digit"
                        | "is_alphabetic"
                        | "is_whitespace"
                        | "is_numeric"
                )
            })
            .count();
    if compared == 0 {
        return false;
    }
    if tests < 2 {
        return false;
    }
    out.add(
        IdiomKind::Tokenizer,
        out.owner(view, id),
        view.unit.span(id),
        vec![(Role::Sequence, text), (Role::Counter, position)],
    );
    true
}

/// Requires an `unsafe` block.
pub(super) fn unsafe_block(view: &View<'_>, id: NodeId, out: &mut Out) {
    if let Kind::Scoped(ScopeForm::Unsafe, body) = view.kind(id) {
        out.add(IdiomKind::UnsafeBlock, id, view.unit.span(id), vec![(Role::Value, body)]);
    }
}

/// Requires a call of a function literal on the spot, as a statement or as a first value.
pub(super) fn immediate_function(view: &View<'_>, id: NodeId, out: &mut Out) {
    let Some((callee, _, CallForm::Plain)) = view.call(id) else { return };
    if let Kind::Function(function) = view.kind(callee)
        && view.unit.dialect.object_literals
        && matches!(
            view.unit.parent(id).map(|it| view.kind(it)),
            Some(Kind::Module { .. } | Kind::Let { .. } | Kind::Assign { .. })
        )
    {
        let is_async = view.unit.function(function).modifiers.has(code::Modifiers::ASYNC);
        let kind = if is_async { IdiomKind::AsyncMain } else { IdiomKind::ModulePattern };
        out.add(kind, id, view.unit.span(id), vec![(Role::Function, callee)]);
    }
}
