//! Looking for something in a sequence.

use code::{BinaryOperator, Kind, LoopForm, NodeId};

use super::{IdiomKind, Out, Role};
use crate::view::View;

/// Requires a loop that is not over items; in it a middle computed by halving from exactly two bounds; an item at the middle
/// that is read; and both bounds set from the middle.
pub(super) fn binary_search(view: &View<'_>, id: NodeId, out: &mut Out) -> bool {
    let Kind::Loop(LoopForm::While | LoopForm::Endless | LoopForm::Counted, _) = view.kind(id) else { return false };
    for write in view.inside(&view.by.writes, id) {
        let Some((middle, value)) = view.assignment(write) else { continue };
        let (Some(name), Some(_)) = (view.symbol(middle), view.halved(value)) else { continue };
        let mut bounds: Vec<NodeId> = Vec::new();
        for moved in view.inside(&view.by.writes, id) {
            if let Some((target, from)) = view.assignment(moved)
                && let Some(bound) = view.symbol(target)
                && bound != name
                && view.mentions(from, name)
                && view.mentions(value, bound)
                && !bounds.iter().any(|&it| view.same(it, target))
            {
                bounds.push(target);
            }
        }
        let &[first, second] = bounds.as_slice() else { continue };
        let item = view.inside(&view.by.indices, id).find(|&it| match view.kind(it) {
            Kind::Index { index, .. } => view.symbol(view.peel(index)) == Some(name),
            _ => false,
        });
        let Some(Kind::Index { object, .. }) = item.map(|it| view.kind(it)) else { continue };
        // The lower bound is the one that is set past the middle, or else not before or to it.
        let rises = |it: NodeId| {
            view.inside(&view.by.writes, id).any(|moved| {
                view.assignment(moved).is_some_and(|(target, from)| {
                    view.same(target, it)
                        && matches!(view.kind(from), Kind::Binary(BinaryOperator::Add, left, _) if view.symbol(left) == Some(name))
                })
            })
        };
        let (low, high) = if rises(second) && !rises(first) { (second, first) } else { (first, second) };
        let mut parts = vec![(Role::Sequence, object), (Role::Low, low), (Role::High, high), (Role::Middle, middle)];
        let target = view.inside(&view.by.binaries, id).find_map(|test| {
            let (_, left, right) = view.comparison(test)?;
            let (left, right) = (view.peel(left), view.peel(right));
            let is_item = |it: NodeId| item.is_some_and(|item| view.same(it, item));
            match (is_item(left), is_item(right)) {
                (true, false) => Some(right),
                (false, true) => Some(left),
                _ => None,
            }
        });
        parts.extend(target.map(|it| (Role::Target, it)));
        out.add(IdiomKind::BinarySearch, out.owner(view, id), view.unit.span(id), parts);
        return true;
    }
    false
}

/// Requires a loop over items whose whole body is one `if` without an `else` that tests the item, and that then returns
/// something of the item (or its position); what follows the loop returns the absent value, −1, or fails.
/// Where the returned values are true and false, it is a test of all or any.
pub(super) fn linear_search(view: &View<'_>, id: NodeId, out: &mut Out) -> bool {
    let Kind::Loop(LoopForm::Each | LoopForm::Counted, parts) = view.kind(id) else { return false };
    // Along links, the first node stands for all of them.
    let links = match view.facts.loop_at(id).map(|it| it.bound) {
        Some(crate::Bound::Links { from, .. }) => Some(from),
        _ => None,
    };
    let linked = links.and(parts.target).and_then(|init| view.assignment(init)).map(|it| it.0);
    let Some(target) = view.count(id).map(|it| it.variable).or(linked).or(parts.target) else { return false };
    let &[only] = view.statements(&parts.body) else { return false };
    let Kind::If { condition, then, otherwise: None } = view.kind(only) else { return false };
    let &[exit] = view.statements(&then) else { return false };
    let Kind::Return(Some(value)) = view.kind(exit) else { return false };
    if !view.mentions_pattern(condition, target) {
        return false;
    }
    let Some(sequence) = links.or_else(|| view.gone_over(id)) else { return false };
    // What stands behind the loop.
    let Some(parent) = view.unit.parent(id) else { return false };
    let siblings = view.statements(&parent);
    let after = siblings.iter().position(|&it| it == id).and_then(|at| siblings.get(at + 1)).copied();
    let after_value = match after.map(|it| view.kind(it)) {
        Some(Kind::Return(value)) => value,
        Some(Kind::Throw(..)) | None => None,
        Some(_) => after,
    };
    if let Kind::Boolean(found) = view.kind(value) {
        let opposite = after_value.is_some_and(|it| view.kind(it) == Kind::Boolean(!found));
        if opposite {
            let kind = if found { IdiomKind::AnyTest } else { IdiomKind::AllTest };
            out.add(
                kind,
                out.owner(view, id),
                view.unit.span(id),
                vec![(Role::Sequence, sequence), (Role::Condition, condition)],
            );
        }
        return opposite;
    }
    let fails = match after.map(|it| view.kind(it)) {
        None | Some(Kind::Throw(..) | Kind::Return(None)) => true,
        _ => after_value.is_some_and(|it| view.is_null(it) || view.is_integer(it, -1)),
    };
    if !fails || !view.mentions_pattern(value, target) {
        return false;
    }
    out.add(
        IdiomKind::LinearSearch,
        out.owner(view, id),
        view.unit.span(id),
        vec![(Role::Sequence, sequence), (Role::Condition, condition), (Role::Value, value)],
    );
    true
}

/// Two positions that start at the ends and are moved towards each other until they meet.
struct Converging {
    sequence: NodeId,
    low: NodeId,
    high: NodeId,
}

/// Requires a loop that runs while one name is less than another, raises the first by one and lowers the second by one, and
/// reads the same sequence at both.
fn converging(view: &View<'_>, id: NodeId) -> Option<Converging> {
    let Kind::Loop(LoopForm::While | LoopForm::Counted, parts) = view.kind(id) else { return None };
    let (low, high) = view.conjuncts(parts.condition?).into_iter().find_map(|test| {
        let (low, high, _) = view.ordered(test)?;
        (view.symbol(low).is_some() && view.symbol(high).is_some()).then_some((low, high))
    })?;
    let moves = |it: NodeId, up: bool| {
        view.inside(&view.by.writes, id)
            .any(|write| view.step_by_one(write).is_some_and(|(target, is_up)| is_up == up && view.same(target, it)))
            || view.inside(&view.by.writes, id).any(|write| pair_step(view, write, it, up))
    };
    if !moves(low, true) || !moves(high, false) {
        return None;
    }
    let read_at = |it: NodeId| {
        view.inside(&view.by.indices, id).find_map(|index| match view.kind(index) {
            Kind::Index { object, index, .. } if view.same(index, it) => Some(object),
            _ => None,
        })
    };
    let (first, second) = (read_at(low)?, read_at(high)?);
    view.same(first, second).then_some(Converging { sequence: first, low, high })
}

/// `low, high = low + 1, high - 1`
fn pair_step(view: &View<'_>, write: NodeId, name: NodeId, up: bool) -> bool {
    let Some((target, value)) = view.assignment(write) else { return false };
    let (Some(targets), Some(values)) = (view.group(target), view.group(value)) else { return false };
    let operator = if up { BinaryOperator::Add } else { BinaryOperator::Subtract };
    targets.iter().zip(values).any(|(&target, &value)| {
        view.same(target, name)
            && matches!(view.kind(value), Kind::Binary(found, left, right)
                if found == operator && view.same(left, name) && view.is_integer(right, 1))
    })
}

/// Requires [`converging`]. With a swap of the two items it reverses in place; with a test that they differ which leaves, it is
/// a palindrome test; otherwise plain two pointers.
pub(super) fn two_pointers(view: &View<'_>, id: NodeId, out: &mut Out) -> bool {
    let Some(Converging { sequence, low, high }) = converging(view, id) else { return mirrored_swap(view, id, out) };
    let Kind::Loop(_, parts) = view.kind(id) else { return false };
    let direct = view.statements(&parts.body);
    let at_ends =
        |i: NodeId, j: NodeId| (view.same(i, low) && view.same(j, high)) || (view.same(i, high) && view.same(j, low));
    let swaps = view.swaps_in(id);
    let swapped_always =
        swaps.iter().any(|&(node, of, i, j)| direct.contains(&node) && view.same(of, sequence) && at_ends(i, j));
    let differs = |test: NodeId| {
        view.inequality(test).is_some_and(|(left, right)| {
            view.two_items(left, right).is_some_and(|(of, i, j)| view.same(of, sequence) && at_ends(i, j))
        })
    };
    let palindrome = direct.iter().any(|&statement| match view.kind(statement) {
        Kind::If { condition, then, .. } => {
            differs(condition)
                && matches!(view.function_exit(then).map(|exit| view.kind(exit)), Some(Kind::Return(Some(value)))
                    if view.kind(value) == Kind::Boolean(false))
        }
        _ => false,
    });
    let kind = if swapped_always && direct.len() <= 5 && view.inside(&view.by.ifs, id).next().is_none() {
        IdiomKind::ReverseInPlace
    } else if palindrome {
        IdiomKind::PalindromeTest
    } else if swaps.is_empty() {
        IdiomKind::TwoPointers
    } else {
        return false;
    };
    out.add(
        kind,
        out.owner(view, id),
        view.unit.span(id),
        vec![(Role::Sequence, sequence), (Role::Low, low), (Role::High, high)],
    );
    true
}

/// Requires a loop that counts to half a length and swaps the item at `i` with the one at `n - 1 - i`.
fn mirrored_swap(view: &View<'_>, id: NodeId, out: &mut Out) -> bool {
    let Some(count) = view.count(id) else { return false };
    if view.halved(count.to).is_none() {
        return false;
    }
    for (_, sequence, i, j) in view.swaps_in(id) {
        let mirrored = |it: NodeId| {
            matches!(view.kind(it), Kind::Binary(BinaryOperator::Subtract, ..)) && view.holds(it, count.variable)
        };
        if (view.same(i, count.variable) && mirrored(j)) || (view.same(j, count.variable) && mirrored(i)) {
            out.add(
                IdiomKind::ReverseInPlace,
                out.owner(view, id),
                view.unit.span(id),
                vec![(Role::Sequence, sequence), (Role::Low, i), (Role::High, j)],
            );
            return true;
        }
    }
    false
}

/// Requires a loop in which one variable grows by what enters and shrinks by an older item of the same sequence, or by what is
/// taken off the front of a queue; or a growing window: an inner `while` that moves the left edge up by one and reads the
/// sequence that the outer loop goes over at that edge.
pub(super) fn sliding_window(view: &View<'_>, id: NodeId, out: &mut Out) -> bool {
    let Kind::Loop(form, parts) = view.kind(id) else { return false };
    let changes: Vec<_> =
        view.inside(&view.by.writes, id).filter_map(|it| view.compound(it).map(|c| (it, c))).collect();
    for &(_, (sum, operator, entering)) in &changes {
        if operator != BinaryOperator::Add || view.symbol(sum).is_none() {
            continue;
        }
        // `sum += x[i] - x[i - k]`
        if let Kind::Binary(BinaryOperator::Subtract, left, right) = view.kind(entering)
            && let Some((sequence, i, j)) = view.two_items(left, right)
            && !view.same(i, j)
        {
            out.add(
                IdiomKind::SlidingWindow,
                out.owner(view, id),
                view.unit.span(id),
                vec![(Role::Sequence, sequence), (Role::Store, sum)],
            );
            return true;
        }
        for &(_, (other, operator, leaving)) in &changes {
            if operator != BinaryOperator::Subtract || !view.same(sum, other) {
                continue;
            }
            let from_queue = view.pop(leaving).filter(|it| it.1).map(|it| it.0);
            let from_sequence = match view.kind(view.peel(leaving)) {
                Kind::Index { object, index, .. } if !view.same(leaving, entering) && !view.is_integer(index, 0) => {
                    let entering_same = view.two_items(entering, leaving).is_some();
                    let over = view.gone_over(id).is_some_and(|it| view.same(it, object));
                    (entering_same || over).then_some(object)
                }
                _ => None,
            };
            if let Some(queue) = from_queue
                && let Some(parts) = moving_average(view, id, sum, entering, queue)
            {
                out.add(IdiomKind::MovingAverage, out.owner(view, id), view.unit.span(id), parts);
                return true;
            }
            if let Some(sequence) = from_queue.or(from_sequence) {
                out.add(
                    IdiomKind::SlidingWindow,
                    out.owner(view, id),
                    view.unit.span(id),
                    vec![(Role::Sequence, sequence), (Role::Store, sum)],
                );
                return true;
            }
        }
    }
    if !matches!(form, LoopForm::Each | LoopForm::Counted) {
        return false;
    }
    let Some(sequence) = view.gone_over(id) else { return false };
    let body = view.statements(&parts.body);
    for &inner in body {
        let Kind::Loop(LoopForm::While, inner_parts) = view.kind(inner) else { continue };
        for &step in view.statements(&inner_parts.body) {
            let Some((left, true)) = view.step_by_one(step) else { continue };
            let read = view.inside(&view.by.indices, inner).any(|it| match view.kind(it) {
                Kind::Index { object, index, .. } => view.same(object, sequence) && view.same(index, left),
                _ => false,
            });
            if read && view.symbol(left).is_some() {
                out.add(
                    IdiomKind::SlidingWindow,
                    out.owner(view, id),
                    view.unit.span(id),
                    vec![(Role::Sequence, sequence), (Role::Store, left)],
                );
                return true;
            }
        }
    }
    false
}

/// Requires of a sliding window over a queue that each item is put into the queue and added to the sum, which starts at zero, that the
/// oldest is taken out where the queue is longer than a limit, and that the sum is divided by the queue's length.
fn moving_average(
    view: &View<'_>,
    id: NodeId,
    sum: NodeId,
    entering: NodeId,
    queue: NodeId,
) -> Option<Vec<(Role, NodeId)>> {
    let sequence = view.gone_over(id)?;
    let pushed = view.inside(&view.by.calls, id).filter_map(|it| view.push(it)).filter(|it| view.same(it.0, queue));
    let mut items = pushed.map(|it| it.1);
    let (Some(item), None) = (items.next(), items.next()) else { return None };
    let start = view.start_value(view.symbol(sum)?, id)?;
    let is_zero = view.is_integer(start, 0) || view.unit.slice(view.unit.span(start)) == "0.0";
    let divides = view.inside(&view.by.binaries, id).any(|it| match view.kind(it) {
        Kind::Binary(BinaryOperator::Divide, dividend, divisor) => {
            view.same(view.peel(dividend), sum) && view.length_of(divisor).is_some_and(|it| view.same(it, queue))
        }
        _ => false,
    });
    if !is_zero || !divides || !view.same(item, entering) {
        return None;
    }
    let limit = view.inside(&view.by.ifs, id).find_map(|it| {
        let Kind::If { condition, then, .. } = view.kind(it) else { return None };
        let (smaller, larger, true) = view.ordered(condition)? else { return None };
        let is_length = view.length_of(larger).is_some_and(|it| view.same(it, queue));
        let takes = view.inside(&view.by.calls, then).any(|it| view.pop(it).is_some_and(|it| view.same(it.0, queue)));
        (is_length && takes).then_some(smaller)
    })?;
    Some(vec![(Role::Sequence, sequence), (Role::Limit, limit), (Role::Store, sum)])
}

/// Requires, as what a function gives back, that every item passes the test of being new to a set: `all(|x| seen.insert(x))`.
pub(super) fn all_distinct(view: &View<'_>, id: NodeId, out: &mut Out) {
    let Some(method) = view.method(id) else { return };
    let (&[given], "all") = (method.arguments, view.unit.name(method.name)) else { return };
    let (Kind::Function(function), Some(owner)) = (view.kind(given), view.owner(id)) else { return };
    if view.final_value(owner) != Some(id) {
        return;
    }
    let Some(body) = view.unit.function(function).body else { return };
    let [(_, item)] = view.parameters(function)[..] else { return };
    let Some(insert) = view.method_is(body, crate::view::Word::Add) else { return };
    let is_new = matches!(insert.arguments, [only] if view.symbol(*only) == Some(item));
    // An answer whether it was new is what the insertion into a set gives.
    let is_set = view.facts.types.of(insert.object) == crate::Type::Set;
    if is_new && is_set && view.unit.dialect.ownership {
        let node = view.unit.function(owner).node;
        out.add(
            IdiomKind::AllDistinct,
            node,
            view.unit.span(id),
            vec![(Role::Sequence, method.object), (Role::Store, insert.object)],
        );
    }
}
