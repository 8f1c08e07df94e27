//! Functions that call themselves, graphs and trees.

use code::{BinaryOperator, FunctionId, Kind, LoopForm, NodeId};

use super::{IdiomKind, Out, Role};
use crate::view::{View, Word};

/// All that concerns a function that calls itself, the most telling first; at most one is reported, besides memoisation.
pub(super) fn recursive(view: &View<'_>, function: FunctionId, out: &mut Out) {
    let calls = view.self_calls(function);
    if calls.is_empty() {
        return;
    }
    let _ = super::number::gcd_recursion(view, function, &calls, out)
        || union_find_recursion(view, function, &calls, out)
        || backtracking(view, function, &calls, out)
        || flood_fill(view, function, &calls, out)
        || depth_first_recursion(view, function, &calls, out)
        || super::order::quick_sort(view, function, &calls, out)
        || super::order::divide_and_conquer(view, function, &calls, out)
        || tree_traversal(view, function, &calls, out)
        || number_recursion(view, function, &calls, out)
        || base_case(view, function, &calls, out);
}

/// Requires in one block, in this order: something pushed to a place or set in it, a call of the function to itself, and the same
/// thing taken back: popped, or set to what stands for nothing.
fn backtracking(view: &View<'_>, function: FunctionId, calls: &[NodeId], out: &mut Out) -> bool {
    let node = view.unit.function(function).node;
    for block in view.inside(&view.by.blocks, node) {
        let statements = view.statements(&block);
        let Some(call_at) = statements.iter().position(|&statement| {
            calls.iter().any(|&call| call == statement || view.within(&view.by.calls, statement).contains(&call))
        }) else {
            continue;
        };
        let (before, after) = statements.split_at(call_at);
        for &statement in before {
            let undone = if let Some((store, item)) = view.push(statement) {
                let popped =
                    after.iter().any(|&it| view.pop(it).is_some_and(|(of, front)| !front && view.same(of, store)));
                popped.then_some((store, item))
            } else if let Some((target, _)) = view.assignment(statement)
                && let Kind::Index { object, index, .. } = view.kind(target)
            {
                after.iter().any(|&it| reset(view, it, object, index)).then_some((object, target))
            } else {
                None
            };
            if let Some((store, item)) = undone {
                out.add(
                    IdiomKind::Backtracking,
                    node,
                    view.unit.span(node),
                    vec![(Role::Store, store), (Role::Value, item), (Role::Recursive, after[0])],
                );
                return true;
            }
        }
    }
    false
}

fn reset(view: &View<'_>, id: NodeId, store: NodeId, place: NodeId) -> bool {
    view.assignment(id).is_some_and(|(target, value)| {
        matches!(view.kind(target), Kind::Index { object, index, .. } if view.same(object, store) && view.same(index, place))
            && matches!(view.kind(value), Kind::Boolean(false) | Kind::Integer | Kind::Null | Kind::Text(_))
    })
}

/// Requires at least four calls of the function to itself of which each moves one of two coordinates by one.
fn flood_fill(view: &View<'_>, function: FunctionId, calls: &[NodeId], out: &mut Out) -> bool {
    let node = view.unit.function(function).node;
    let moves = |call: &&NodeId| {
        view.call(**call).is_some_and(|(_, arguments, _)| {
            let stepped = arguments.iter().filter(|&&it| {
                matches!(view.kind(it), Kind::Binary(BinaryOperator::Add | BinaryOperator::Subtract, left, right)
                    if view.symbol(left).is_some() && view.is_integer(right, 1))
            });
            stepped.count() == 1
        })
    };
    if calls.iter().filter(moves).count() < 4 {
        return false;
    }
    // It marks the cell.
    let grid = view.inside(&view.by.writes, node).find_map(|it| {
        let (target, _) = view.assignment(it)?;
        let Kind::Index { object, .. } = view.kind(target) else { return None };
        match view.kind(object) {
            Kind::Index { object, .. } => Some(object),
            _ => Some(object),
        }
    });
    let grid = grid.or_else(|| view.inside(&view.by.calls, node).find_map(|it| view.mark(it)).map(|it| it.1));
    let Some(grid) = grid else { return false };
    out.add(IdiomKind::FloodFill, node, view.unit.span(node), vec![(Role::Store, grid), (Role::Recursive, calls[0])]);
    true
}

/// Requires that the function marks its argument (or a neighbour) as visited in a container, tests that container for membership,
/// and calls itself in a loop.
fn depth_first_recursion(view: &View<'_>, function: FunctionId, calls: &[NodeId], out: &mut Out) -> bool {
    let node = view.unit.function(function).node;
    if !calls.iter().any(|&call| view.loop_around(call).is_some()) {
        return false;
    }
    let marks =
        view.inside(&view.by.calls, node).chain(view.inside(&view.by.writes, node)).filter_map(|it| view.mark(it));
    for (_, visited) in marks {
        let tested = view.inside(&view.by.ifs, node).any(|it| match view.kind(it) {
            Kind::If { condition, .. } => {
                view.conjuncts(condition)
                    .into_iter()
                    .any(|test| view.membership(test).is_some_and(|(_, container, _)| view.same(container, visited)))
                    || view.mark(condition).is_some_and(|(_, of)| view.same(of, visited))
            }
            _ => false,
        });
        if tested {
            out.add(
                IdiomKind::DepthFirstRecursion,
                node,
                view.unit.span(node),
                vec![(Role::Visited, visited), (Role::Recursive, calls[0])],
            );
            return true;
        }
    }
    false
}

/// Requires calls of the function to itself on two different members (or one collection) of its parameter: `f(node.left)` and
/// `f(node.right)`; where something is done between the two, the order is in-order.
fn tree_traversal(view: &View<'_>, function: FunctionId, calls: &[NodeId], out: &mut Out) -> bool {
    let node = view.unit.function(function).node;
    let parameters = view.parameters(function);
    let part = |call: NodeId| {
        let (_, arguments, _) = view.call(call)?;
        arguments.iter().find_map(|&it| match view.kind(view.peel(it)) {
            Kind::Member { object, name, .. }
                if view.symbol(object).is_some_and(|it| parameters.iter().any(|p| p.1 == it)) =>
            {
                Some((object, name))
            }
            _ => None,
        })
    };
    let parts: Vec<_> = calls.iter().filter_map(|&call| part(call).map(|it| (call, it))).collect();
    if let &[(first, (object, a)), (second, (_, b))] = parts.as_slice()
        && a != b
        && !view.start_of_branch(first, second)
    {
        let between =
            view.unit.parent(first).filter(|block| view.unit.parent(second) == Some(*block)).is_some_and(|block| {
                let statements = view.statements(&block);
                let at = statements.iter().position(|&it| it == first);
                let other = statements.iter().position(|&it| it == second);
                matches!((at, other), (Some(at), Some(other)) if other == at + 2)
            });
        let kind = if between { IdiomKind::InOrderTraversal } else { IdiomKind::TreeRecursion };
        out.add(kind, node, view.unit.span(node), vec![(Role::Value, object), (Role::Recursive, first)]);
        return true;
    }
    // `for child in node.children: f(child)`
    for &call in calls {
        let Some(around) = view.loop_around(call) else { continue };
        let Kind::Loop(LoopForm::Each, loop_parts) = view.kind(around) else { continue };
        let (Some(item), Some(source)) = (loop_parts.target, loop_parts.source) else { continue };
        let passes_item =
            view.call(call).is_some_and(|(_, arguments, _)| arguments.iter().any(|&it| view.same(it, item)))
                || view.method(call).is_some_and(|method| view.same(method.object, item));
        let mut of = view.peel(source);
        while let Some(method) = view.method(of).filter(|it| it.arguments.is_empty()) {
            of = view.peel(method.object);
        }
        let mut root = of;
        while let Kind::Member { object, .. } | Kind::Index { object, .. } = view.kind(root) {
            root = view.peel(object);
        }
        let own = view.kind(root) == Kind::This
            || view.symbol(root).is_some_and(|it| parameters.iter().any(|parameter| parameter.1 == it));
        if passes_item && own {
            out.add(
                IdiomKind::NestedRecursion,
                node,
                view.unit.span(node),
                vec![(Role::Sequence, source), (Role::Recursive, call)],
            );
            return true;
        }
    }
    false
}

/// Requires calls to itself inside one arithmetic expression with an argument that is smaller by a constant: one call makes a
/// linear recursion, two (by different amounts) a doubly recursive one.
fn number_recursion(view: &View<'_>, function: FunctionId, calls: &[NodeId], out: &mut Out) -> bool {
    let node = view.unit.function(function).node;
    let smaller = |call: NodeId| {
        let (_, arguments, _) = view.call(call)?;
        arguments.iter().find_map(|&it| match view.kind(it) {
            Kind::Binary(BinaryOperator::Subtract, left, right) if view.integer(right).is_some() => view.symbol(left),
            _ => None,
        })
    };
    let Some(base) = early_return(view, function, calls) else { return false };
    let combines = |call: NodeId| match view.unit.parent(call).map(|it| view.kind(it)) {
        Some(Kind::Binary(BinaryOperator::Add | BinaryOperator::Multiply, left, right)) => {
            Some(if left == call { right } else { left })
        }
        _ => None,
    };
    match *calls {
        [only] if smaller(only).is_some() && view.loop_around(only).is_none() => {
            let Some(value) = combines(only) else { return false };
            out.add(
                IdiomKind::LinearRecursion,
                node,
                view.unit.span(node),
                vec![(Role::Base, base), (Role::Recursive, only), (Role::Value, value)],
            );
            true
        }
        [first, second] if smaller(first).is_some() && smaller(first) == smaller(second) => {
            // A decorator may remember the answers, and then nothing is worked out twice.
            if combines(first) != Some(second) || !view.unit.function(function).decorators.is_empty() {
                return false;
            }
            out.add(
                IdiomKind::DoubleRecursion,
                node,
                view.unit.span(node),
                vec![(Role::Base, base), (Role::Recursive, first)],
            );
            true
        }
        _ => false,
    }
}

/// The condition of the first `if` (or arm) that returns without a call of the function to itself.
fn early_return(view: &View<'_>, function: FunctionId, calls: &[NodeId]) -> Option<NodeId> {
    let it = view.unit.function(function);
    let body = it.body?;
    let free = |branch: NodeId| {
        !calls.iter().any(|call| *call == branch || view.within(&view.by.calls, branch).contains(call))
    };
    for choice in view.inside(&view.by.ifs, it.node) {
        let Kind::If { condition, then, .. } = view.kind(choice) else { continue };
        if calls.iter().all(|&call| view.unit.span(call).start < view.unit.span(choice).start) {
            continue;
        }
        let last = choice == *view.statements(&body).last()? && view.unit.gives_last(it);
        if (view.function_exit(then).is_some() || last) && free(then) && view.loop_around(choice).is_none() {
            return Some(condition);
        }
    }
    view.inside(&view.by.others, it.node).find_map(|it| match view.kind(it) {
        Kind::Conditional { condition, then, otherwise } if free(then) != free(otherwise) && free(condition) => {
            Some(condition)
        }
        _ => None,
    })
}

/// Requires a call of the function to itself and, outside loops, an `if` that returns without one.
fn base_case(view: &View<'_>, function: FunctionId, calls: &[NodeId], out: &mut Out) -> bool {
    let node = view.unit.function(function).node;
    // A function handed on inside is another run of the same.
    if calls.iter().any(|&call| view.owner(call) != Some(function)) {
        return false;
    }
    let Some(base) = early_return(view, function, calls) else { return false };
    out.add(
        IdiomKind::RecursionWithBase,
        node,
        view.unit.span(node),
        vec![(Role::Base, base), (Role::Recursive, calls[0])],
    );
    true
}

/// Requires a loop that takes an item from a work list until it is empty and pushes more onto the same list.
/// From the front with a test of what was visited: breadth first; from the back: depth first; where a count of open edges falls to
/// zero before the push: topological order.
pub(super) fn work_list(view: &View<'_>, id: NodeId, out: &mut Out) -> bool {
    let Kind::Loop(LoopForm::While | LoopForm::Endless, parts) = view.kind(id) else { return false };
    let mut taken = None;
    for call in
        view.inside(&view.by.calls, id).chain(parts.condition.iter().flat_map(|&it| view.inside(&view.by.calls, it)))
    {
        if let Some((store, front)) = view.pop(call)
            && (view.symbol(store).is_some() || matches!(view.kind(store), Kind::Member { .. }))
        {
            taken = Some((call, store, front));
            break;
        }
    }
    let Some((taken, store, front)) = taken else { return false };
    let pushed: Vec<NodeId> = view
        .inside(&view.by.calls, id)
        .filter(|&call| {
            view.push(call).is_some_and(|(to, _)| view.same(to, store))
                || view.method(call).is_some_and(|method| {
                    matches!(view.unit.name(method.name), "extend") && view.same(method.object, store)
                })
        })
        .collect();
    let Some(&push) = pushed.first() else { return false };
    // What is taken is used as an item: `node = queue.popleft()`.
    let item = view.unit.ancestors(taken).take(4).find_map(|it| match view.kind(it) {
        Kind::Let { target, .. } | Kind::Assign { target, operator: None, .. } => Some(target),
        Kind::Matches { pattern, .. } => Some(pattern),
        _ => None,
    });
    let Some(item) = item.filter(|&it| view.unit.name_of(it) != Some("_")) else { return false };
    // Kahn: the push happens where a counter has come down to zero.
    for choice in view.inside(&view.by.ifs, id) {
        let Kind::If { condition, then, .. } = view.kind(choice) else { continue };
        if !(view.within(&view.by.calls, then).contains(&push)) {
            continue;
        }
        let counter = view.equality(condition).filter(|it| view.is_integer(it.1, 0)).map(|it| it.0);
        let counter = counter.or(match view.kind(condition) {
            Kind::Unary(code::UnaryOperator::Not, value) => Some(value),
            _ => None,
        });
        if let Some(counter) = counter
            && matches!(view.kind(view.peel(counter)), Kind::Index { .. })
            && view
                .inside(&view.by.writes, id)
                .any(|it| view.step_by_one(it).is_some_and(|(target, up)| !up && view.same(target, counter)))
        {
            out.add(
                IdiomKind::TopologicalOrder,
                out.owner(view, id),
                view.unit.span(id),
                vec![(Role::Store, store), (Role::Counter, counter)],
            );
            return true;
        }
    }
    let visited = view
        .inside(&view.by.ifs, id)
        .filter_map(|choice| match view.kind(choice) {
            Kind::If { condition, .. } => Some(condition),
            _ => None,
        })
        .flat_map(|condition| view.conjuncts(condition))
        .filter_map(|test| {
            view.membership(test).map(|(_, container, _)| container).or_else(|| view.mark(test).map(|it| it.1))
        })
        .find(|&container| {
            !view.same(container, store)
                && view
                    .inside(&view.by.calls, id)
                    .chain(view.inside(&view.by.writes, id))
                    .any(|it| set_in(view, it, container))
        });
    let Some(visited) = visited else {
        return false;
    };
    let kind = if front { IdiomKind::BreadthFirst } else { IdiomKind::DepthFirst };
    out.add(
        kind,
        out.owner(view, id),
        view.unit.span(id),
        vec![(Role::Store, store), (Role::Visited, visited), (Role::Value, item)],
    );
    true
}

/// Whether a statement puts something into a container: `seen.add(x)`, `seen[x] = …`, `seen.push(x)`.
fn set_in(view: &View<'_>, id: NodeId, container: NodeId) -> bool {
    if view.mark(id).is_some_and(|(_, of)| view.same(of, container)) {
        return true;
    }
    if view.push(id).is_some_and(|(of, _)| view.same(of, container)) {
        return true;
    }
    if view
        .method_is(id, Word::Set)
        .or_else(|| view.method_is(id, Word::Add))
        .is_some_and(|it| view.same(it.object, container))
    {
        return true;
    }
    view.assignment(id).is_some_and(
        |(target, _)| matches!(view.kind(target), Kind::Index { object, .. } if view.same(object, container)),
    )
}

/// Requires a loop that runs while `parent[x] != x` and sets `x` to `parent[x]`.
pub(super) fn union_find_loop(view: &View<'_>, id: NodeId, out: &mut Out) -> bool {
    let Kind::Loop(LoopForm::While, parts) = view.kind(id) else { return false };
    let Some((left, right)) = parts.condition.and_then(|it| view.inequality(it)) else { return false };
    for (entry, item) in [(left, right), (right, left)] {
        let Kind::Index { object, index, .. } = view.kind(view.peel(entry)) else { continue };
        if !view.same(index, item) {
            continue;
        }
        let climbs = view.inside(&view.by.writes, id).any(|it| {
            view.assignment(it).is_some_and(|(target, value)| {
                view.same(target, item)
                    && matches!(view.kind(view.peel(value)), Kind::Index { object: of, .. } if view.same(of, object))
            })
        });
        if climbs {
            out.add(
                IdiomKind::UnionFind,
                out.owner(view, id),
                view.unit.span(id),
                vec![(Role::Store, object), (Role::Value, item)],
            );
            return true;
        }
    }
    false
}

/// Requires `parent[x] = f(parent[x])` in `f`.
fn union_find_recursion(view: &View<'_>, function: FunctionId, calls: &[NodeId], out: &mut Out) -> bool {
    let node = view.unit.function(function).node;
    for &call in calls {
        let Some((_, arguments, _)) = view.call(call) else { continue };
        let Some(parent) = view.unit.parent(call) else { continue };
        let Some((target, value)) = view.assignment(parent) else { continue };
        if value != call || !arguments.iter().any(|&it| view.same(target, it)) {
            continue;
        }
        if let Kind::Index { object, index, .. } = view.kind(target) {
            out.add(
                IdiomKind::UnionFind,
                node,
                view.unit.span(node),
                vec![(Role::Store, object), (Role::Value, index)],
            );
            return true;
        }
    }
    false
}

/// Requires a loop that runs until a name is absent and sets that name to one of its own members each round, in every round.
pub(super) fn list_walk(view: &View<'_>, id: NodeId, out: &mut Out) -> bool {
    let Kind::Loop(form @ (LoopForm::While | LoopForm::Counted), parts) = view.kind(id) else { return false };
    let Some(condition) = parts.condition else { return false };
    let step = if form == LoopForm::Counted { parts.source } else { None };
    let candidates = view.statements(&parts.body).iter().copied().chain(step);
    for write in candidates {
        let Some((walker, value)) = view.assignment(write) else { continue };
        let (Some(name), Kind::Member { object, .. }) = (view.symbol(walker), view.kind(view.peel(value))) else {
            continue;
        };
        if view.symbol(object) != Some(name) {
            continue;
        }
        let until_absent = view.conjuncts(condition).into_iter().any(|test| {
            view.symbol(test) == Some(name)
                || view.inequality(test).is_some_and(|(left, right)| {
                    view.is_null(right) && matches!(view.kind(left), Kind::Name(it) if it == name)
                })
                || matches!(view.kind(test), Kind::Member { object, .. } if view.symbol(object) == Some(name))
        });
        if until_absent {
            out.add(IdiomKind::LinkedWalk, id, view.unit.span(id), vec![(Role::Value, walker), (Role::Field, value)]);
            return true;
        }
    }
    false
}

/// Requires that a function first asks a container for a key and returns what is there, and later stores a result in the same
/// container under the same key.
pub(super) fn memoisation(view: &View<'_>, function: FunctionId, out: &mut Out) {
    let node = view.unit.function(function).node;
    for choice in view.inside(&view.by.ifs, node) {
        let Kind::If { condition, then, .. } = view.kind(choice) else { continue };
        let Some((key, cache, absent)) = view.membership(condition).or_else(|| hit(view, condition, node)) else {
            continue;
        };
        if view.kind(condition) == view.kind(cache) {
            continue;
        }
        let stores = |id: NodeId| {
            view.inside(&view.by.writes, id).chain(view.inside(&view.by.calls, id)).chain([id]).any(|it| {
                if let Some((target, _)) = view.assignment(it) {
                    return matches!(view.kind(target), Kind::Index { object, index, .. }
                        if view.same(object, cache) && view.same(index, key));
                }
                view.method(it).is_some_and(|method| {
                    matches!(method.word, Word::Set | Word::Add)
                        && view.same(method.object, cache)
                        && matches!(method.arguments, &[at, _] if view.same(at, key))
                })
            })
        };
        let returns_entry = |id: NodeId| match view.kind(id) {
            Kind::Return(Some(value)) => {
                let value = view.peel(value);
                match view.kind(value) {
                    Kind::Index { object, index, .. } => view.same(object, cache) && view.same(index, key),
                    Kind::Name(_) => view
                        .start_value_in(value, node)
                        .is_some_and(|from| view.holds(from, cache) && view.holds(from, key)),
                    _ => view.method(value).is_some_and(|method| {
                        view.same(method.object, cache)
                            && method.arguments.first().is_some_and(|&at| view.same(at, key))
                            || view.holds(method.object, cache) && view.holds(method.object, key)
                    }),
                }
            }
            _ => false,
        };
        let after = view.unit.span(choice).end;
        let hit_returns = if absent {
            stores(then)
                && view.inside(&view.by.returns, node).any(|it| view.unit.span(it).start >= after && returns_entry(it))
        } else {
            view.function_exit(then).is_some_and(|it| returns_entry(it) || bound_return(view, condition, it))
                && view
                    .inside(&view.by.writes, node)
                    .chain(view.inside(&view.by.calls, node))
                    .any(|it| view.unit.span(it).start >= after && stores(it))
        };
        if hit_returns && (view.symbol(cache).is_some() || matches!(view.kind(cache), Kind::Member { .. })) {
            out.add(IdiomKind::Memoisation, node, view.unit.span(node), vec![(Role::Store, cache), (Role::Key, key)]);
            return;
        }
    }
}

/// `if let Some(hit) = cache.get(&key)`, `hit = cache.get(key)` then `if hit is not None`: (key, cache, asks for absence).
fn hit(view: &View<'_>, condition: NodeId, function: NodeId) -> Option<(NodeId, NodeId, bool)> {
    let lookup = |it: NodeId| {
        let method = view.method_is(it, Word::Get)?;
        match method.arguments {
            &[key] => Some((key, method.object, false)),
            _ => None,
        }
    };
    match view.kind(condition) {
        Kind::Matches { value, .. } => lookup(view.peel(value)),
        Kind::Name(_) => lookup(view.start_value_in(condition, function)?),
        _ => {
            let (left, right) = view.inequality(condition)?;
            view.is_null(right).then_some(())?;
            match view.kind(left) {
                Kind::Name(_) => lookup(view.start_value_in(left, function)?),
                Kind::Index { object, index, .. } => Some((index, object, false)),
                _ => lookup(left),
            }
        }
    }
}

/// `if let Some(hit) = … { return hit }`: what is returned is what the pattern bound.
fn bound_return(view: &View<'_>, condition: NodeId, exit: NodeId) -> bool {
    let (Kind::Matches { pattern, .. }, Kind::Return(Some(value))) = (view.kind(condition), view.kind(exit)) else {
        return false;
    };
    view.mentions_pattern(value, pattern)
}

/// Requires a decorator that is the library's cache: `lru_cache`, `cache`, `cached_property`.
pub(super) fn cache_decorator(view: &View<'_>, function: FunctionId, out: &mut Out) {
    let it = view.unit.function(function);
    for &decorator in view.list(it.decorators) {
        let Kind::Decorator { value } = view.kind(decorator) else { continue };
        let name = match view.kind(value) {
            Kind::Call { .. } => view.called(value),
            _ => view.last_text(value),
        };
        if matches!(name, "lru_cache" | "cache" | "cached_property") {
            out.add(IdiomKind::CacheDecorator, it.node, view.unit.span(decorator), vec![(Role::Function, value)]);
        }
    }
}
