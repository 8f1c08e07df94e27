//! Functions that make, wrap or keep functions.

use code::{FunctionId, Kind, Modifiers, NodeId, ParameterForm, Symbol};

use super::{IdiomKind, Out, Role};
use crate::view::{View, Word};

/// A function that a function gives back.
struct Inner {
    function: FunctionId,
    node: NodeId,
}

/// The function literal or named inner function that a function returns.
fn returned(view: &View<'_>, function: FunctionId) -> Option<Inner> {
    let it = view.unit.function(function);
    let mut value = view.final_value(function)?;
    // `return Object.assign(inner, …)`, `return functools.wraps(f)(inner)` are left alone.
    value = view.peel(value);
    // `Box::new(move |x| …)`
    if let Some((callee, &[only], _)) = view.call(value)
        && view.last_text(callee) == "new"
    {
        value = only;
    }
    if let Kind::Function(inner) = view.kind(value) {
        return Some(Inner { function: inner, node: value });
    }
    let name = view.symbol(value)?;
    view.inside(&view.by.functions, it.node).find_map(|candidate| match view.kind(candidate) {
        Kind::Function(inner)
            if view.function_name(inner).and_then(|name| view.symbol(name)) == Some(name)
                && view.owner(candidate) == Some(function) =>
        {
            Some(Inner { function: inner, node: candidate })
        }
        _ => None,
    })
}

/// The calls in a function, functions inside included, of one of the outer function's parameters: `f(…)`, `f.apply(…)`, `f.call(…)`.
fn calls_of(view: &View<'_>, node: NodeId, name: Symbol) -> Option<NodeId> {
    view.within(&view.by.calls, node).iter().copied().find(|&call| {
        view.call(call).is_some_and(|(callee, ..)| match view.kind(callee) {
            Kind::Name(it) => it == name,
            Kind::Member { object, name: method, .. } => {
                view.symbol(object) == Some(name) && matches!(view.unit.name(method), "apply" | "call")
            }
            _ => false,
        })
    })
}

/// All idioms of a function that returns a function, the most telling one only.
pub(super) fn returns_function(view: &View<'_>, function: FunctionId, out: &mut Out) {
    let it = view.unit.function(function);
    let Some(inner) = returned(view, function) else { return };
    let parameters = view.parameters(function);
    let wrapped =
        parameters.iter().find_map(|&(node, name)| calls_of(view, inner.node, name).map(|call| (node, name, call)));
    let span = view.unit.span(it.node);
    let timers = |word: Word| {
        view.within(&view.by.calls, inner.node)
            .iter()
            .copied()
            .find(|&call| view.called_name(call).is_some_and(|name| view.word(name) == word))
    };
    if let Some((function_node, name, call)) = wrapped {
        // Debounce: each call clears the timer that the outer function keeps, and sets it again to call the function later.
        if let (Some(clear), Some(set)) = (timers(Word::ClearTimer), timers(Word::Timer))
            && let Some((_, &[timer, ..], _)) = view.call(clear)
            && let Some((_, &[later, delay, ..], _)) = view.call(set)
            && kept_outside(view, function, timer)
            && view.mentions(later, name)
            && inside_or_is(view, later, call)
        {
            out.add(
                IdiomKind::Debounce,
                it.node,
                span,
                vec![(Role::Function, function_node), (Role::Delay, delay), (Role::Store, timer)],
            );
            return;
        }
        // Throttle: the function is called only where enough time has passed since the kept moment, or while no timer runs.
        if let Some(store) = throttles(view, function, &inner, call) {
            out.add(IdiomKind::Throttle, it.node, span, vec![(Role::Function, function_node), (Role::Store, store)]);
            return;
        }
        // Memoising wrapper: the result is stored under a key made of the arguments and looked up first.
        if let Some(store) = memoises(view, function, &inner, call) {
            out.add(
                IdiomKind::MemoizingWrapper,
                it.node,
                span,
                vec![(Role::Function, function_node), (Role::Store, store)],
            );
            return;
        }
        // Once: a flag of the outer function is set where the function is called, and decides whether it is.
        if let Some(flag) = runs_once(view, function, &inner, call) {
            out.add(IdiomKind::Once, it.node, span, vec![(Role::Function, function_node), (Role::Store, flag)]);
            return;
        }
        // A call in a function further inside is another one's.
        let passes_all = view.owner(call) == Some(inner.function) && passes_all(view, inner.function, call);
        if passes_all {
            out.add(
                IdiomKind::WrapperFunction,
                it.node,
                span,
                vec![(Role::Function, function_node), (Role::Name, inner.node)],
            );
            return;
        }
        // Currying: every level has exactly one parameter and the innermost calls with all of them.
        let partial = view.call(call).is_some_and(|(_, arguments, _)| {
            arguments.iter().any(|&argument| {
                let mut symbol = view.symbol(argument);
                if let Kind::Spread(value) = view.kind(argument) {
                    symbol = view.symbol(value);
                }
                symbol.is_some_and(|it| parameters.iter().any(|parameter| parameter.1 == it))
            })
        });
        if partial {
            out.add(IdiomKind::PartialApplication, it.node, span, vec![(Role::Function, function_node)]);
            return;
        }
    }
    let is_captured = |name| {
        view.unit.function(inner.function).body.is_some_and(|body| view.mentions(body, name))
            && !view.parameters(inner.function).iter().any(|it| it.1 == name)
    };
    let captured = parameters.iter().filter(|it| is_captured(it.1)).map(|it| (Role::Value, it.0));
    let captured: Vec<_> = captured.collect();
    if !captured.is_empty() {
        out.add(IdiomKind::ReturnsClosure, it.node, span, captured);
        return;
    }
    // A variable of the outer function that the inner one changes: private state.
    let state = view.within(&view.by.writes, inner.node).iter().find_map(|&write| {
        let (Kind::Assign { target, .. } | Kind::Update { target, .. }) = view.kind(write) else { return None };
        kept_outside(view, function, target).then_some(target)
    });
    if let Some(state) = state {
        out.add(IdiomKind::ClosureState, it.node, span, vec![(Role::Store, state)]);
    }
}

fn inside_or_is(view: &View<'_>, outer: NodeId, inner: NodeId) -> bool {
    outer == inner || view.unit.ancestors(inner).any(|it| it == outer)
}

/// Whether a name is a variable that the function itself declares (not its parameter).
fn kept_outside(view: &View<'_>, function: FunctionId, name: NodeId) -> bool {
    let Some(symbol) = view.symbol(name) else { return false };
    let node = view.unit.function(function).node;
    view.inside(&view.by.writes, node)
        .any(|write| view.assignment(write).is_some_and(|(target, _)| view.symbol(target) == Some(symbol)))
        || view.declares(node, symbol)
}

fn throttles(view: &View<'_>, function: FunctionId, inner: &Inner, call: NodeId) -> Option<NodeId> {
    for &choice in view.within(&view.by.ifs, inner.node) {
        let Kind::If { condition, then, .. } = view.kind(choice) else { continue };
        // `if (now - last >= wait) { last = now; fn() }`
        for &write in view.within(&view.by.writes, inner.node) {
            let Some((last, now)) = view.assignment(write) else { continue };
            if !kept_outside(view, function, last) || !view.holds(condition, last) || !inside_or_is(view, then, call) {
                continue;
            }
            let difference = view.within(&view.by.binaries, condition).iter().any(|&it| {
                matches!(view.kind(it), Kind::Binary(code::BinaryOperator::Subtract, left, right)
                    if view.same(right, last) && view.same(left, now))
            });
            if difference {
                return Some(last);
            }
        }
        // `if (waiting) return; fn(); waiting = true; setTimeout(() => waiting = false, wait)`
        let flag = match view.kind(condition) {
            Kind::Unary(code::UnaryOperator::Not, value) => value,
            _ => condition,
        };
        let timed = view.within(&view.by.calls, inner.node).iter().any(|&it| {
            view.called_name(it).is_some_and(|name| view.word(name) == Word::Timer)
                && view.call(it).and_then(|(_, arguments, _)| arguments.first().copied()).is_some_and(|later| {
                    view.within(&view.by.writes, later).iter().any(|&it| {
                        view.assignment(it).is_some_and(|(target, value)| {
                            view.same(target, flag)
                                && (matches!(view.kind(value), Kind::Boolean(false)) || view.is_null(value))
                        })
                    })
                })
        });
        if timed && kept_outside(view, function, flag) {
            return Some(flag);
        }
    }
    None
}

fn memoises(view: &View<'_>, function: FunctionId, inner: &Inner, call: NodeId) -> Option<NodeId> {
    let (store, key) =
        view.within(&view.by.writes, inner.node).iter().chain(view.within(&view.by.calls, inner.node)).find_map(
            |&it| {
                let (store, key, value) = match view.assignment(it) {
                    Some((target, value)) => match view.kind(target) {
                        Kind::Index { object, index, .. } => (object, index, value),
                        _ => return None,
                    },
                    None => {
                        let method = view.method_is(it, Word::Set)?;
                        let &[key, value] = method.arguments else { return None };
                        (method.object, key, value)
                    }
                };
                let of_call = inside_or_is(view, value, call)
                    || view.start_value_in(value, inner.node).is_some_and(|from| inside_or_is(view, from, call));
                (of_call && kept_outside(view, function, store)).then_some((store, key))
            },
        )?;
    let looked_up = view.within(&view.by.ifs, inner.node).iter().any(|&choice| match view.kind(choice) {
        Kind::If { condition, .. } => {
            view.holds(condition, store)
                || view.membership(condition).is_some_and(|(item, of, _)| view.same(of, store) && view.same(item, key))
        }
        _ => false,
    });
    looked_up.then_some(store)
}

fn runs_once(view: &View<'_>, function: FunctionId, inner: &Inner, call: NodeId) -> Option<NodeId> {
    for &choice in view.within(&view.by.ifs, inner.node) {
        let Kind::If { condition, then, .. } = view.kind(choice) else { continue };
        let (flag, negated) = match view.kind(condition) {
            Kind::Unary(code::UnaryOperator::Not, value) => (value, true),
            Kind::Name(_) => (condition, false),
            _ => continue,
        };
        let set = view.within(&view.by.writes, inner.node).iter().any(|&it| {
            view.assignment(it)
                .is_some_and(|(target, value)| view.same(target, flag) && view.kind(value) == Kind::Boolean(true))
        });
        let reset = view.within(&view.by.writes, inner.node).iter().any(|&it| {
            view.assignment(it)
                .is_some_and(|(target, value)| view.same(target, flag) && view.kind(value) == Kind::Boolean(false))
        });
        let decides = if negated { inside_or_is(view, then, call) } else { view.function_exit(then).is_some() };
        if set && !reset && decides && kept_outside(view, function, flag) {
            return Some(flag);
        }
    }
    None
}

/// Whether a call hands on everything that a function was given: `f(*args, **kwargs)`, `f(...args)`, `f.apply(this, arguments)`,
/// or exactly the same parameters.
fn passes_all(view: &View<'_>, inner: FunctionId, call: NodeId) -> bool {
    let Some((_, arguments, _)) = view.call(call) else { return false };
    let parameters = view.list(view.unit.function(inner).parameters);
    let rest: Vec<Symbol> = parameters
        .iter()
        .filter_map(|&it| match view.kind(it) {
            Kind::Parameter { target, form: ParameterForm::Rest | ParameterForm::NamedRest, .. } => view.symbol(target),
            _ => None,
        })
        .collect();
    let spread = arguments.iter().any(|&it| match view.kind(it) {
        Kind::Spread(value) => view.symbol(value).is_some_and(|name| rest.contains(&name)),
        Kind::Name(name) => rest.contains(&name) || view.unit.name(name) == "arguments",
        _ => false,
    });
    let plain = view.parameters(inner);
    let same = !plain.is_empty()
        && plain.len() == arguments.len()
        && plain.iter().zip(arguments).all(|(parameter, &argument)| view.symbol(argument) == Some(parameter.1));
    spread || same
}

/// Requires two or more nested functions of one parameter each, each the whole result of the one around it.
pub(super) fn currying(view: &View<'_>, function: FunctionId, out: &mut Out) -> bool {
    let it = view.unit.function(function);
    let [(first, _)] = view.parameters(function)[..] else { return false };
    let Some(body) = it.body else { return false };
    let Kind::Function(second) = view.kind(body) else { return false };
    let [(last, name)] = view.parameters(second)[..] else { return false };
    let uses_first = view
        .symbol(first)
        .is_some_and(|name| view.unit.function(second).body.is_some_and(|body| view.mentions(body, name)))
        || matches!(view.kind(first), Kind::Parameter { .. });
    let nested = matches!(view.unit.parent(it.node).map(|it| view.kind(it)), Some(Kind::Function(_)));
    if !uses_first || nested || !view.unit.function(second).body.is_some_and(|body| view.mentions(body, name)) {
        return false;
    }
    out.add(IdiomKind::Currying, it.node, view.unit.span(it.node), vec![(Role::Low, first), (Role::High, last)]);
    true
}

/// Requires `functools.partial(f, …)` or `f.bind(x, …)` with an argument besides the receiver.
pub(super) fn partial_call(view: &View<'_>, id: NodeId, out: &mut Out) {
    let Some((callee, arguments, _)) = view.call(id) else { return };
    let function = match (view.last_text(callee), view.kind(callee)) {
        ("partial", _) if arguments.len() > 1 => arguments[0],
        // What is bound to something else may be a socket or a listener.
        ("bind", Kind::Member { object, .. })
            if arguments.len() > 1 && view.unit.dialect.object_literals && is_receiver(view, object, arguments[0]) =>
        {
            object
        }
        _ => return,
    };
    if matches!(view.kind(function), Kind::Name(_) | Kind::Member { .. }) {
        out.add(IdiomKind::PartialCall, id, view.unit.span(id), vec![(Role::Function, function)]);
    }
}

/// Whether a value is what a function would be called on: the object around, the one that the function is taken from, or nothing.
fn is_receiver(view: &View<'_>, function: NodeId, value: NodeId) -> bool {
    let is_home = matches!(view.kind(function), Kind::Member { object, .. } if view.same(object, value));
    is_home || view.is_null(value) || matches!(view.unit.text(value), "this" | "undefined")
}

/// Requires a function (not a method) with a parameter that is the base of a class inside, which is given back.
pub(super) fn mixin(view: &View<'_>, function: FunctionId, out: &mut Out) {
    let it = view.unit.function(function);
    let Some(value) = view.final_value(function) else { return };
    let definition = match view.kind(value) {
        Kind::Type(definition) => definition,
        Kind::Name(name) => {
            let found = view.inside(&view.by.types, it.node).find_map(|node| match view.kind(node) {
                Kind::Type(definition)
                    if view.unit.type_definition(definition).name.and_then(|it| view.symbol(it)) == Some(name) =>
                {
                    Some(definition)
                }
                _ => None,
            });
            match found {
                Some(found) => found,
                None => return,
            }
        }
        _ => return,
    };
    let definition = view.unit.type_definition(definition);
    let base = view.list(definition.bases).iter().find_map(|&base| {
        view.parameters(function).into_iter().find(|&(_, name)| view.mentions(base, name)).map(|it| it.0)
    });
    if let Some(base) = base {
        out.add(IdiomKind::Mixin, it.node, view.unit.span(it.node), vec![(Role::Value, base)]);
    }
}

/// Requires a generator: `yield` in the function itself. Where it loops over its own parameter and yields from each item, it is a
/// stage of a pipeline; where it loops for ever, an endless series.
pub(super) fn generator(view: &View<'_>, function: FunctionId, out: &mut Out) {
    let it = view.unit.function(function);
    let Some(first) = view.inside(&view.by.yields, it.node).next() else { return };
    if view.has_decorator(function, "contextmanager") || view.has_decorator(function, "asynccontextmanager") {
        out.add(IdiomKind::ContextManagerGenerator, it.node, view.unit.span(it.node), vec![(Role::Value, first)]);
        return;
    }
    if view.has_decorator(function, "fixture") {
        return;
    }
    let Kind::Yield(given, delegates) = view.kind(first) else { return };
    // What only waits in the middle for what comes in hands nothing out.
    if given.is_none() && view.loop_around(first).is_none() {
        return;
    }
    let self_calls = view.self_calls(function);
    if delegates && !self_calls.is_empty() {
        out.add(
            IdiomKind::RecursiveGenerator,
            it.node,
            view.unit.span(it.node),
            vec![(Role::Recursive, self_calls[0])],
        );
        return;
    }
    let parameters = view.parameters(function);
    if let Some(around) = view.loop_around(first)
        && let Kind::Loop(code::LoopForm::Each, parts) = view.kind(around)
        && let Some(source) = parts.source
        && view.symbol(source).is_some_and(|name| parameters.iter().any(|it| it.1 == name))
    {
        out.add(IdiomKind::GeneratorStage, it.node, view.unit.span(it.node), vec![(Role::Sequence, source)]);
        return;
    }
    // One value alone is no series.
    let is_alone = view.inside(&view.by.yields, it.node).nth(1).is_none();
    if is_alone && !delegates && view.loop_around(first).is_none() {
        return;
    }
    let endless = view.loop_around(first).is_some_and(|around| match view.kind(around) {
        Kind::Loop(code::LoopForm::Endless, _) => true,
        Kind::Loop(code::LoopForm::While, parts) => {
            parts.condition.is_some_and(|it| view.kind(it) == Kind::Boolean(true))
        }
        _ => false,
    });
    let leaves = view.inside(&view.by.breaks, it.node).next().is_some()
        || view.inside(&view.by.returns, it.node).next().is_some()
        || view.inside(&view.by.throws, it.node).next().is_some();
    let kind = if endless && !leaves { IdiomKind::EndlessSeries } else { IdiomKind::LazySeries };
    out.add(kind, it.node, view.unit.span(it.node), vec![(Role::Value, first)]);
}

/// Requires that a function's first parameter is tested first, and on true handed (or thrown, or returned) at once: the callback
/// convention `(error, result)`. The function must be an argument of a call.
pub(super) fn error_first(view: &View<'_>, function: FunctionId, out: &mut Out) {
    let it = view.unit.function(function);
    let Some(Kind::Call { .. }) = view.unit.parent(it.node).map(|it| view.kind(it)) else { return };
    if it.modifiers.has(Modifiers::ASYNC) || !view.unit.dialect.object_literals {
        return;
    }
    let parameters = view.parameters(function);
    let (Some(&(error, name)), true) = (parameters.first(), parameters.len() >= 2) else { return };
    let Some(body) = it.body else { return };
    let Some(&first) = view.statements(&body).first() else { return };
    let Kind::If { condition, then, .. } = view.kind(first) else { return };
    let tested = view.symbol(condition) == Some(name)
        || view
            .inequality(condition)
            .is_some_and(|(left, right)| view.symbol(left) == Some(name) && view.is_null(right));
    if tested && (view.mentions(then, name) || view.leaves(then)) {
        out.add(IdiomKind::ErrorFirstCallback, it.node, view.unit.span(first), vec![(Role::Error, error)]);
    }
}
