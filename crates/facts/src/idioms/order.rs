//! Sorting and rearranging.

use code::{BinaryOperator, FunctionId, Kind, LoopForm, NodeId};

use super::{IdiomKind, Out, Role};
use crate::view::View;

/// Requires a statement that sets two places to each other's values, or three that do so with a helper variable.
/// Not reported where a sorting algorithm around it says more.
pub(super) fn swap(view: &View<'_>, id: NodeId, out: &mut Out) {
    if view.call(id).is_some() {
        return;
    }
    if let Some((a, b)) = view.swap(id)
        && matches!(view.kind(id), Kind::Assign { .. })
    {
        out.add(IdiomKind::Swap, id, view.unit.span(id), vec![(Role::Low, a), (Role::High, b)]);
    }
}

/// The swap that three statements make.
pub(super) fn swap_in_block(view: &View<'_>, block: NodeId, out: &mut Out) {
    let statements = view.statements(&block);
    for at in 0..statements.len().saturating_sub(2) {
        if let Some((a, b)) = view.three_step_swap(statements, at) {
            let span = view.unit.span(statements[at]).cover(view.unit.span(statements[at + 2]));
            out.add(IdiomKind::Swap, statements[at], span, vec![(Role::Low, a), (Role::High, b)]);
        }
    }
}

/// Requires two nested loops; the inner one compares neighbours and swaps exactly these where they are out of order.
pub(super) fn bubble_sort(view: &View<'_>, id: NodeId, out: &mut Out) -> bool {
    let Some(outer) = view.loop_around(id) else { return false };
    for choice in view.inside(&view.by.ifs, id) {
        let Kind::If { condition, then, .. } = view.kind(choice) else { continue };
        if view.loop_around(choice) != Some(id) {
            continue;
        }
        for test in view.conjuncts(condition) {
            let Some((smaller, larger, _)) = view.ordered(test) else { continue };
            let Some((sequence, i, j)) = view.two_items(smaller, larger) else { continue };
            if !(super::scan::next_to(view, i, j) || super::scan::next_to(view, j, i)) {
                continue;
            }
            let swapped = view.swaps_in(then).iter().any(|&(_, of, a, b)| {
                view.same(of, sequence) && (view.same(a, i) && view.same(b, j) || view.same(a, j) && view.same(b, i))
            });
            if swapped {
                out.add(
                    IdiomKind::BubbleSort,
                    out.owner(view, outer),
                    view.unit.span(outer),
                    vec![(Role::Sequence, sequence), (Role::Condition, test)],
                );
                return true;
            }
        }
    }
    false
}

/// Requires a `while` inside a loop whose condition compares an item with the one to insert (or its neighbour), whose body moves
/// an item one place along and steps the position down by one.
pub(super) fn insertion_sort(view: &View<'_>, id: NodeId, out: &mut Out) -> bool {
    let Kind::Loop(LoopForm::While | LoopForm::Counted, parts) = view.kind(id) else { return false };
    let Some(outer) = view.loop_around(id) else { return false };
    let Some(condition) = parts.condition else { return false };
    let sequence = view.conjuncts(condition).into_iter().find_map(|test| {
        let (smaller, larger, _) = view.ordered(test)?;
        [smaller, larger].into_iter().find_map(|it| match view.kind(view.peel(it)) {
            Kind::Index { object, .. } => Some(object),
            _ => None,
        })
    });
    let Some(sequence) = sequence else { return false };
    let down = view.inside(&view.by.writes, id).filter_map(|it| view.step_by_one(it)).find(|it| !it.1);
    let Some((position, _)) = down else { return false };
    if !view.mentions_pattern(condition, position) {
        return false;
    }
    let neighbours = |of: NodeId, i: NodeId, j: NodeId| {
        view.same(of, sequence) && (super::scan::next_to(view, i, j) || super::scan::next_to(view, j, i))
    };
    let shifts = view.inside(&view.by.writes, id).any(|it| {
        view.assignment(it)
            .and_then(|(to, from)| view.two_items(to, from))
            .is_some_and(|(of, i, j)| neighbours(of, i, j))
    });
    let swaps = view.swaps_in(id).iter().any(|&(_, of, i, j)| neighbours(of, i, j));
    if !shifts && !swaps {
        return false;
    }
    out.add(
        IdiomKind::InsertionSort,
        out.owner(view, outer),
        view.unit.span(outer),
        vec![(Role::Sequence, sequence), (Role::Condition, condition)],
    );
    true
}

/// Requires a loop that, by an inner loop, finds the position of the smallest (or largest) remaining item, and then swaps that
/// item into place.
pub(super) fn selection_sort(view: &View<'_>, id: NodeId, out: &mut Out) -> bool {
    let Kind::Loop(_, parts) = view.kind(id) else { return false };
    let body = view.statements(&parts.body);
    for &inner in body {
        let Kind::Loop(..) = view.kind(inner) else { continue };
        let Some(count) = view.count(inner) else { continue };
        for choice in view.inside(&view.by.ifs, inner) {
            let Kind::If { condition, then, .. } = view.kind(choice) else { continue };
            let Some((smaller, larger, _)) = view.ordered(condition) else { continue };
            let Some((sequence, i, j)) = view.two_items(smaller, larger) else { continue };
            let best = if view.same(i, count.variable) { j } else { i };
            let taken = view.statements(&then).iter().any(|&it| {
                view.assignment(it)
                    .is_some_and(|(target, value)| view.same(target, best) && view.same(value, count.variable))
            });
            let after = view.unit.span(inner).end;
            let swapped = taken
                && view.swaps_in(id).iter().any(|&(node, of, a, b)| {
                    view.unit.span(node).start >= after
                        && view.same(of, sequence)
                        && (view.same(a, best) || view.same(b, best))
                });
            if swapped {
                out.add(
                    IdiomKind::SelectionSort,
                    out.owner(view, id),
                    view.unit.span(id),
                    vec![(Role::Sequence, sequence), (Role::Condition, condition)],
                );
                return true;
            }
        }
    }
    false
}

/// Requires a loop that compares items of a sequence with one fixed value (the pivot) and, where the comparison holds, swaps the
/// item to a border position that moves up by one.
pub(super) fn partition(view: &View<'_>, id: NodeId, out: &mut Out) -> bool {
    if view.loop_around(id).is_some() && view.count(id).is_none() {
        return false;
    }
    for choice in view.inside(&view.by.ifs, id) {
        let Kind::If { condition, then, .. } = view.kind(choice) else { continue };
        if view.loop_around(choice) != Some(id) {
            continue;
        }
        let Some((smaller, larger, _)) = view.ordered(condition) else { continue };
        let (item, pivot) = match (view.kind(view.peel(smaller)), view.kind(view.peel(larger))) {
            (Kind::Index { .. }, Kind::Name(_)) => (smaller, larger),
            (Kind::Name(_), Kind::Index { .. }) => (larger, smaller),
            _ => continue,
        };
        let Kind::Index { object, .. } = view.kind(view.peel(item)) else { continue };
        let border = view.inside(&view.by.writes, then).find_map(|it| view.step_by_one(it)).map(|it| it.0);
        let Some(border) = border else { continue };
        let swapped = view
            .swaps_in(then)
            .iter()
            .any(|&(_, of, a, b)| view.same(of, object) && (view.same(a, border) || view.same(b, border)));
        let written = view.symbol(view.peel(pivot)).is_some_and(|name| {
            view.inside(&view.by.writes, id)
                .any(|it| view.assignment(it).is_some_and(|(target, _)| view.symbol(target) == Some(name)))
        });
        if swapped && !written {
            out.add(
                IdiomKind::Partition,
                out.owner(view, id),
                view.unit.span(id),
                vec![(Role::Sequence, object), (Role::Target, pivot), (Role::Middle, border)],
            );
            return true;
        }
    }
    false
}

/// Requires two calls of the function to itself on parts that were made by comparing items with one of them (filters over the same
/// sequence), or on the two sides of a position that a partition step gave: `f(x, low, p - 1)` and `f(x, p + 1, high)`.
pub(super) fn quick_sort(view: &View<'_>, function: FunctionId, calls: &[NodeId], out: &mut Out) -> bool {
    let node = view.unit.function(function).node;
    let &[first, second, ..] = calls else { return false };
    // By position.
    let edge = |call: NodeId, operator: BinaryOperator| {
        view.call(call).and_then(|(_, arguments, _)| {
            arguments.iter().find_map(|&it| match view.kind(it) {
                Kind::Binary(found, left, right) if found == operator && view.is_integer(right, 1) => Some(left),
                _ => None,
            })
        })
    };
    for (below, above) in [(first, second), (second, first)] {
        if let (Some(p), Some(q)) = (edge(below, BinaryOperator::Subtract), edge(above, BinaryOperator::Add))
            && view.same(p, q)
            && view.symbol(p).is_some()
            && let Some(sequence) = view.call(below).and_then(|(_, arguments, _)| arguments.first().copied())
        {
            let partitioned = view.inside(&view.by.writes, node).any(|it| {
                view.assignment(it).is_some_and(|(target, value)| {
                    view.same(target, p) && matches!(view.kind(value), Kind::Call { .. })
                })
            }) || !view.swaps_in(node).is_empty();
            let halves = view.inside(&view.by.writes, node).any(|it| {
                view.assignment(it).is_some_and(|(target, value)| view.same(target, p) && view.halved(value).is_some())
            });
            if partitioned && !halves {
                out.add(
                    IdiomKind::QuickSort,
                    node,
                    view.unit.span(node),
                    vec![(Role::Sequence, sequence), (Role::Middle, p), (Role::Recursive, first)],
                );
                return true;
            }
        }
    }
    // By filters.
    let mut parts: Vec<(NodeId, NodeId)> = Vec::new();
    for comprehension in view.inside(&view.by.comprehensions, node) {
        let Kind::Comprehension { clauses, .. } = view.kind(comprehension) else { continue };
        let &[clause] = view.list(clauses) else { continue };
        let Kind::Clause { target, source, filters, .. } = view.kind(clause) else { continue };
        let &[filter] = view.list(filters) else { continue };
        if let Some((_, left, right)) = view.comparison(filter) {
            let pivot = if view.same(left, target) { right } else { left };
            parts.push((source, pivot));
        }
    }
    for call in view.inside(&view.by.calls, node) {
        let Some(filter) = view.method_is(call, crate::view::Word::Filter) else { continue };
        let &[test] = filter.arguments else { continue };
        let Kind::Function(test) = view.kind(test) else { continue };
        let (Some(value), &[(_, item)]) = (view.final_value(test), view.parameters(test).as_slice()) else { continue };
        if let Some((_, left, right)) = view.comparison(value) {
            let pivot = if view.symbol(left) == Some(item) { right } else { left };
            parts.push((filter.object, pivot));
        }
    }
    if let &[(_, pivot), (_, other), ..] = parts.as_slice()
        && parts.iter().all(|&(_, it)| view.same(it, pivot))
        && view.same(pivot, other)
        && let Some(&(_, sequence)) = view.parameters(function).first()
        && let Some(&(parameter, _)) = view.parameters(function).first()
    {
        let own = view.start_value_in(pivot, node).is_none_or(|value| view.mentions(value, sequence));
        if own {
            out.add(
                IdiomKind::QuickSort,
                node,
                view.unit.span(node),
                vec![(Role::Sequence, parameter), (Role::Middle, pivot), (Role::Recursive, first)],
            );
            return true;
        }
    }
    false
}

/// Requires a loop that runs while both positions are inside their sequences, compares the two items there, and takes one of them
/// and moves its position on in each branch.
pub(super) fn merge_sorted(view: &View<'_>, id: NodeId, out: &mut Out) -> bool {
    let Kind::Loop(LoopForm::While, parts) = view.kind(id) else { return false };
    let Some(condition) = parts.condition else { return false };
    let bounds: Vec<NodeId> = view
        .conjuncts(condition)
        .into_iter()
        .filter_map(|test| view.ordered(test))
        .filter(|&(position, ..)| view.symbol(position).is_some())
        .map(|it| it.0)
        .collect();
    let &[first, second] = bounds.as_slice() else { return false };
    for &choice in view.statements(&parts.body) {
        let Kind::If { condition, then, otherwise: Some(otherwise) } = view.kind(choice) else { continue };
        let Some((left, right, _)) = view.ordered(condition) else { continue };
        let item = |it: NodeId| match view.kind(view.peel(it)) {
            Kind::Index { object, index, .. } => Some((object, index)),
            _ => None,
        };
        let (Some((a, i)), Some((b, j))) = (item(left), item(right)) else { continue };
        let positions = view.same(i, first) && view.same(j, second) || view.same(i, second) && view.same(j, first);
        let moves = |branch: NodeId, position: NodeId| {
            view.inside(&view.by.writes, branch)
                .chain([branch])
                .any(|it| view.step_by_one(it).is_some_and(|(target, up)| up && view.same(target, position)))
        };
        let crosswise = moves(then, i) && moves(otherwise, j) || moves(then, j) && moves(otherwise, i);
        if positions && crosswise && !(view.same(a, b) && view.same(i, j)) {
            out.add(
                IdiomKind::MergeSorted,
                out.owner(view, id),
                view.unit.span(id),
                vec![(Role::Low, a), (Role::High, b), (Role::Condition, condition)],
            );
            return true;
        }
    }
    false
}

/// Requires two calls of the function to itself whose arguments both use one middle that was computed by halving.
/// Where the function (or a function of this text that it calls) merges two sorted sequences, it is a merge sort; where it swaps
/// nothing and calls once per half, it is divide and conquer.
pub(super) fn divide_and_conquer(view: &View<'_>, function: FunctionId, calls: &[NodeId], out: &mut Out) -> bool {
    let node = view.unit.function(function).node;
    let &[first, second] = calls else { return false };
    for write in view.inside(&view.by.writes, node) {
        let Some((middle, value)) = view.assignment(write) else { continue };
        let (Some(name), Some(_)) = (view.symbol(middle), view.halved(value)) else { continue };
        // The halves may have names of their own.
        let half = |call: NodeId| {
            view.call(call).is_some_and(|(_, arguments, _)| {
                arguments.iter().any(|&it| {
                    view.mentions(it, name)
                        || view.start_value_in(it, node).is_some_and(|value| view.mentions(value, name))
                })
            })
        };
        if !half(first) || !half(second) || view.start_of_branch(first, second) {
            continue;
        }
        let merges =
            |within: NodeId| view.inside(&view.by.loops, within).any(|it| merge_sorted(view, it, &mut Out::default()));
        let called = view.inside(&view.by.calls, node).find_map(|call| {
            let name = view.called_name(call)?;
            view.function_named(name).filter(|&it| it != function && merges(view.unit.function(it).node)).map(|_| call)
        });
        let Some(&(parameter, _)) = view.parameters(function).first() else { return false };
        let kind = if called.is_some() || merges(node) { IdiomKind::MergeSort } else { IdiomKind::DivideAndConquer };
        out.add(
            kind,
            node,
            view.unit.span(node),
            vec![(Role::Sequence, parameter), (Role::Middle, middle), (Role::Recursive, first)],
        );
        return true;
    }
    false
}
