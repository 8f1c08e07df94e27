//! Loops that build up a result from the items.

use code::{BinaryOperator, ComprehensionForm, Kind, LoopForm, NodeId};

use super::{IdiomKind, Out, Role};
use crate::view::{View, Word};

/// Requires a loop in which a name grows by something (`+=`) that is not a constant, and that starts as the number 0 before it.
/// With a constant 1 inside an `if`, it counts; with `*=` from 1, it multiplies up.
pub(super) fn running_total(view: &View<'_>, id: NodeId, out: &mut Out) {
    for write in view.inside(&view.by.writes, id) {
        if view.loop_around(write) != Some(id) {
            continue;
        }
        if let Some((counter, true)) = view.step_by_one(write) {
            counting(view, id, write, counter, out);
            continue;
        }
        let Some((target, operator, value)) = view.compound(write) else { continue };
        let Some(name) = view.symbol(target) else { continue };
        if view.integer(value).is_some() || view.mentions(value, name) {
            continue;
        }
        // What steers the loop or is used as a place is a position, no total.
        let Kind::Loop(_, parts) = view.kind(id) else { continue };
        let position = parts.condition.is_some_and(|it| view.mentions(it, name))
            || view.inside(&view.by.indices, id).any(|it| match view.kind(it) {
                Kind::Index { index, .. } => view.mentions(index, name),
                _ => false,
            })
            || view.inside(&view.by.calls, id).any(|it| {
                matches!(view.called(it), "slice" | "substring" | "get")
                    && view
                        .call(it)
                        .is_some_and(|(_, arguments, _)| arguments.iter().any(|&it| view.mentions(it, name)))
            });
        if position {
            continue;
        }
        let Some(start) = view.start_value(name, id) else { continue };
        let kind = match operator {
            BinaryOperator::Add if view.is_integer(start, 0) => IdiomKind::RunningTotal,
            BinaryOperator::Multiply if view.is_integer(start, 1) => IdiomKind::RunningProduct,
            _ => continue,
        };
        // What is also taken from, as in a sliding window, is no total of all items.
        let only_grows = view.inside(&view.by.writes, id).filter(|&it| it != write).all(|it| match view.compound(it) {
            Some((other, by, _)) => by == operator || !view.same(other, target),
            None => view.assignment(it).is_none_or(|(other, _)| !view.same(other, target)),
        });
        if only_grows {
            out.add(kind, id, view.unit.span(id), vec![(Role::Store, target), (Role::Value, value)]);
        }
    }
}

/// Requires that the counter starts at 0 before the loop, is raised inside an `if` of the loop, and steers nothing: neither the
/// loop's condition nor an index uses it.
fn counting(view: &View<'_>, id: NodeId, write: NodeId, counter: NodeId, out: &mut Out) {
    let Kind::Loop(form, parts) = view.kind(id) else { return };
    if !matches!(form, LoopForm::Each | LoopForm::Counted | LoopForm::Keys) {
        return;
    }
    let Some(name) = view.symbol(counter) else { return };
    let Some(block) = view.unit.parent(write) else { return };
    let holder = if matches!(view.kind(block), Kind::Block { .. }) { view.unit.parent(block) } else { Some(block) };
    let Some(holder) = holder else { return };
    let Kind::If { condition, then, .. } = view.kind(holder) else { return };
    if !(then == block || then == write) || view.mentions(condition, name) {
        return;
    }
    if parts.condition.is_some_and(|it| view.mentions(it, name))
        || view.inside(&view.by.indices, id).any(|it| view.mentions(it, name))
        || view
            .inside(&view.by.writes, id)
            .any(|it| it != write && view.assignment(it).is_some_and(|(target, _)| view.same(target, counter)))
        // What goes down again is a depth or a balance.
        || view
            .inside(&view.by.writes, id)
            .any(|it| matches!(view.kind(it), Kind::Update { target, up: false, .. } if view.same(target, counter)))
    {
        return;
    }
    if view.start_value(name, id).is_some_and(|it| view.is_integer(it, 0)) {
        out.add(
            IdiomKind::Counting,
            id,
            view.unit.span(id),
            vec![(Role::Counter, counter), (Role::Condition, condition)],
        );
    }
}

/// Requires an `if` in a loop whose condition compares a value by size with a name, and whose body sets that name to the same
/// value; or `best = max(best, value)`.
pub(super) fn best_so_far(view: &View<'_>, id: NodeId, out: &mut Out) {
    for choice in view.inside(&view.by.ifs, id) {
        let Kind::If { condition, then, otherwise: None } = view.kind(choice) else { continue };
        if view.loop_around(choice) != Some(id) {
            continue;
        }
        // Two that change places are no best one.
        let changed = |it: NodeId| {
            view.statements(&then)
                .iter()
                .any(|&at| view.assignment(at).is_some_and(|(target, _)| view.same(target, it)))
        };
        for test in alternatives(view, condition) {
            let Some((smaller, larger, _)) = view.ordered(test) else { continue };
            for &statement in view.statements(&then) {
                let Some((best, value)) = view.assignment(statement) else { continue };
                if view.symbol(best).is_none() || matches!(view.kind(statement), Kind::Let { .. }) {
                    continue;
                }
                let kind = if view.same(best, smaller) && view.same(value, larger) {
                    IdiomKind::MaximumScan
                } else if view.same(best, larger) && view.same(value, smaller) {
                    IdiomKind::MinimumScan
                } else {
                    continue;
                };
                // What is made anew in each round keeps nothing of the rounds before.
                let anew = view.inside(&view.by.writes, id).any(|it| {
                    matches!(view.kind(it), Kind::Let { .. })
                        && view.assignment(it).is_some_and(|(target, _)| view.same(target, best))
                });
                if anew || view.integer(value).is_some() || changed(value) {
                    continue;
                }
                out.add(kind, id, view.unit.span(id), vec![(Role::Store, best), (Role::Value, value)]);
            }
        }
    }
    for write in view.inside(&view.by.writes, id) {
        if view.loop_around(write) != Some(id) || matches!(view.kind(write), Kind::Let { .. }) {
            continue;
        }
        let Some((best, value)) = view.assignment(write) else { continue };
        if view.symbol(best).is_none() {
            continue;
        }
        let Some(name) = view.called_name(value) else { continue };
        let kind = match view.word(name) {
            Word::Max => IdiomKind::MaximumScan,
            Word::Min => IdiomKind::MinimumScan,
            _ => continue,
        };
        let Some((callee, arguments, _)) = view.call(value) else { continue };
        let other = match (view.kind(callee), arguments) {
            // `best.max(x)`
            (Kind::Member { object, .. }, &[other]) if view.same(object, best) => other,
            (_, &[first, second]) if view.same(first, best) => second,
            (_, &[first, second]) if view.same(second, best) => first,
            _ => continue,
        };
        out.add(kind, id, view.unit.span(id), vec![(Role::Store, best), (Role::Value, other)]);
    }
}

/// The conditions of which one must hold.
fn alternatives(view: &View<'_>, id: NodeId) -> Vec<NodeId> {
    match view.kind(id) {
        Kind::Binary(BinaryOperator::Or, left, right) => vec![left, right],
        _ => vec![id],
    }
}

/// Whether a key varies from round to round and is not just the loop's own counter.
fn varies(view: &View<'_>, id: NodeId, key: NodeId) -> bool {
    let Kind::Loop(form, parts) = view.kind(id) else { return false };
    if matches!(view.kind(key), Kind::Integer | Kind::Text(_)) {
        return false;
    }
    let of_item = parts.target.is_some_and(|target| form != LoopForm::Counted && view.mentions_pattern(key, target));
    let set_inside = view.inside(&view.by.writes, id).any(|write| {
        view.assignment(write).is_some_and(|(target, _)| view.symbol(target).is_some_and(|it| view.mentions(key, it)))
    });
    let item_at = matches!(view.kind(key), Kind::Index { .. });
    // `while (in >> word)` sets it anew in each round.
    let read_in = parts.condition.is_some_and(|asked| match view.kind(asked) {
        Kind::Call { arguments, .. } => {
            let changes = |entry: &code::LibraryEntry| {
                entry.effects.contains(&code::Effect::Mutates) || entry.effects.contains(&code::Effect::ReadsInput)
            };
            view.facts.call(asked).and_then(|call| call.library).is_some_and(changes)
                && view.list(arguments).iter().any(|&it| view.same(it, key))
        }
        _ => false,
    });
    read_in || of_item || set_inside || item_at
}

/// Requires in a loop a place under a key that varies, raised by one: `d[k] += 1`, `d[k] = d.get(k, 0) + 1`,
/// `d[k] = (d[k] || 0) + 1`, `m.set(k, (m.get(k) ?? 0) + 1)`, `*m.entry(k).or_insert(0) += 1`.
pub(super) fn histogram_of_each(view: &View<'_>, id: NodeId, out: &mut Out) {
    let Some(method) = view.method(id) else { return };
    let &[given] = method.arguments else { return };
    let (Kind::Function(function), "for_each" | "forEach") = (view.kind(given), view.unit.name(method.name)) else {
        return;
    };
    let it = view.unit.function(function);
    let Some(body) = it.body else { return };
    let &[write] = view.statements(&body) else { return };
    let Some((target, true)) = view.step_by_one(write) else { return };
    let (store, key) = match view.kind(target) {
        Kind::Index { object, index, .. } => (object, index),
        _ => {
            let Some(put) = view.method(view.peel(target)) else { return };
            let Some(entry) = view.method(put.object) else { return };
            let is_entry = matches!(view.unit.name(put.name), "or_insert" | "or_default" | "or_insert_with");
            match entry.arguments {
                &[key] if is_entry => (entry.object, key),
                _ => return,
            }
        }
    };
    // The key differs from item to item.
    let varies = view.parameters(function).iter().any(|parameter| view.mentions(key, parameter.1));
    if varies {
        let owner = view.owner(id).map_or(id, |owner| view.unit.function(owner).node);
        out.add(IdiomKind::Histogram, owner, view.unit.span(id), vec![(Role::Store, store), (Role::Key, key)]);
    }
}

/// Requires that a loop counts up what a table has under a key that differs from round to round.
pub(super) fn histogram(view: &View<'_>, id: NodeId, out: &mut Out) {
    let mut add = |store: NodeId, key: NodeId| {
        let counts_up = view.count(id).is_some_and(|count| view.same(count.variable, key));
        if varies(view, id, key) && !counts_up {
            out.add(IdiomKind::Histogram, id, view.unit.span(id), vec![(Role::Store, store), (Role::Key, key)]);
        }
    };
    for write in view.inside(&view.by.writes, id) {
        if view.loop_around(write) != Some(id) {
            continue;
        }
        if let Some((target, true)) = view.step_by_one(write) {
            if let Kind::Index { object, index, .. } = view.kind(target) {
                add(object, index);
                continue;
            }
            // `*m.entry(k).or_insert(0) += 1`
            if let Some(method) = view.method(view.peel(target))
                && matches!(view.unit.name(method.name), "or_insert" | "or_default" | "or_insert_with")
                && let Some(entry) = view.method(method.object)
                && let &[key] = entry.arguments
            {
                add(entry.object, key);
            }
            continue;
        }
        let Some((target, value)) = view.assignment(write) else { continue };
        let Kind::Index { object, index, .. } = view.kind(target) else { continue };
        if let Kind::Binary(BinaryOperator::Add, left, right) = view.kind(value)
            && (view.is_integer(right, 1) && looks_up_or_zero(view, left, object, index)
                || view.is_integer(left, 1) && looks_up_or_zero(view, right, object, index))
        {
            add(object, index);
        }
    }
    for call in view.inside(&view.by.calls, id) {
        if let Some(method) = view.method_is(call, Word::Set)
            && let &[key, value] = method.arguments
            && view.loop_around(call) == Some(id)
            && let Kind::Binary(BinaryOperator::Add, left, right) = view.kind(value)
            && view.is_integer(right, 1)
            && looks_up_or_zero(view, left, method.object, key)
        {
            add(method.object, key);
        }
        // `m.merge(k, 1, Integer::sum)`
        if let Some(method) = view.method(call)
            && view.unit.name(method.name) == "merge"
            && let &[key, one, how] = method.arguments
            && view.is_integer(one, 1)
            && view.last_text(how) == "sum"
            && view.loop_around(call) == Some(id)
        {
            add(method.object, key);
        }
    }
}

/// `d.get(k, 0)`, `(d[k] || 0)`, `(m.get(k) ?? 0)`
fn looks_up_or_zero(view: &View<'_>, id: NodeId, store: NodeId, key: NodeId) -> bool {
    match view.kind(id) {
        Kind::Binary(operator, left, right) if view.unit.dialect.falls_back(operator) => {
            view.is_integer(right, 0) && looks_up(view, left, store, key)
        }
        _ => {
            view.method_is(id, Word::Get).is_some_and(|get| {
                view.same(get.object, store)
                    && matches!(get.arguments, &[at, zero] if view.same(at, key) && view.is_integer(zero, 0))
            }) || view.method(id).is_some_and(|get| {
                view.unit.name(get.name) == "getOrDefault"
                    && view.same(get.object, store)
                    && matches!(get.arguments, &[at, zero] if view.same(at, key) && view.is_integer(zero, 0))
            }) || view.method_is(id, Word::UnwrapOr).is_some_and(|or| looks_up(view, or.object, store, key))
        }
    }
}

fn looks_up(view: &View<'_>, id: NodeId, store: NodeId, key: NodeId) -> bool {
    match view.kind(id) {
        Kind::Index { object, index, .. } => view.same(object, store) && view.same(index, key),
        _ => view
            .method_is(id, Word::Get)
            .is_some_and(|get| view.same(get.object, store) && matches!(get.arguments, &[at] if view.same(at, key))),
    }
}

/// Requires in a loop an item added to the list under a key that varies: `d[k].append(v)`, `d.setdefault(k, []).append(v)`,
/// `(d[k] ??= []).push(v)`, `m.entry(k).or_default().push(v)`.
pub(super) fn grouping(view: &View<'_>, id: NodeId, out: &mut Out) {
    for call in view.inside(&view.by.calls, id) {
        if view.loop_around(call) != Some(id) {
            continue;
        }
        let (container, item) = match view.push(call) {
            Some(found) => found,
            None => match view.mark(call) {
                Some((item, container)) if matches!(view.kind(container), Kind::Call { .. }) => (container, item),
                _ => continue,
            },
        };
        let found = match view.kind(container) {
            Kind::Index { object, index, .. } => Some((object, index, true)),
            Kind::Assign { target, value, .. } if view.group(value).is_some_and(<[_]>::is_empty) => {
                match view.kind(target) {
                    Kind::Index { object, index, .. } => Some((object, index, false)),
                    _ => None,
                }
            }
            _ => view.method(container).and_then(|method| match (view.unit.name(method.name), method.arguments) {
                ("setdefault" | "computeIfAbsent", &[key, _]) => Some((method.object, key, false)),
                ("or_default" | "or_insert_with" | "or_insert", _) => {
                    let entry = view.method(method.object)?;
                    match entry.arguments {
                        &[key] => Some((entry.object, key, false)),
                        _ => None,
                    }
                }
                _ => None,
            }),
        };
        let Some((store, key, plain)) = found else { continue };
        let counter = view.count(id).is_some_and(|count| view.same(count.variable, key));
        let Kind::Loop(_, parts) = view.kind(id) else { continue };
        // `d[k].append(v)` for each `k` itself fills one list per round and groups nothing.
        let own = parts.target.is_some_and(|target| view.same(target, key));
        if counter || (plain && own) || !varies(view, id, key) || view.same(key, item) {
            continue;
        }
        let parts = vec![(Role::Store, store), (Role::Key, key), (Role::Value, item)];
        out.add(IdiomKind::Grouping, id, view.unit.span(id), parts);
    }
}

/// Requires a loop over items in which an item is tested for absence from a container, added to it, and kept (pushed elsewhere or
/// yielded) only then.
pub(super) fn deduplication(view: &View<'_>, id: NodeId, out: &mut Out) {
    let Kind::Loop(LoopForm::Each, parts) = view.kind(id) else { return };
    let body = view.statements(&parts.body);
    for (at, &statement) in body.iter().enumerate() {
        let Kind::If { condition, then, otherwise: None } = view.kind(statement) else { continue };
        let guarded: &[NodeId] = match view.membership(condition) {
            Some((_, _, true)) => view.statements(&then),
            Some((_, _, false)) if matches!(view.statements(&then), &[only] if matches!(view.kind(only), Kind::Continue(_))) => {
                body.get(at + 1..).unwrap_or_default()
            }
            // `if seen.insert(x)`
            None if view.mark(condition).is_some() => view.statements(&then),
            _ => continue,
        };
        let Some((item, container)) =
            view.membership(condition).map(|(item, of, _)| (item, of)).or_else(|| view.mark(condition))
        else {
            continue;
        };
        let marked = view.mark(condition).is_some()
            || guarded
                .iter()
                .any(|&it| view.mark(it).is_some_and(|(added, to)| view.same(added, item) && view.same(to, container)));
        let kept = guarded.iter().any(|&it| match view.kind(it) {
            Kind::Yield(..) => true,
            _ => view.push(it).is_some_and(|(to, _)| !view.same(to, container)),
        });
        // Without a set: the result itself is asked.
        let own_list = guarded
            .iter()
            .any(|&it| view.push(it).is_some_and(|(to, added)| view.same(to, container) && view.same(added, item)));
        if (marked && kept || own_list && guarded.len() == 1)
            && view.mentions_pattern(item, parts.target.unwrap_or(item))
            && let Some(sequence) = view.gone_over(id)
        {
            out.add(
                IdiomKind::Deduplication,
                id,
                view.unit.span(id),
                vec![(Role::Sequence, sequence), (Role::Visited, container), (Role::Key, item)],
            );
            return;
        }
    }
}

/// Requires in a loop that a place is set to the sum of the place before it in the same sequence and something else that is not of
/// that sequence: `p[i + 1] = p[i] + x`, `p.append(p[-1] + x)`.
pub(super) fn prefix_sums(view: &View<'_>, id: NodeId, out: &mut Out) {
    let mut add = |store: NodeId, value: NodeId| {
        out.add(IdiomKind::PrefixSums, id, view.unit.span(id), vec![(Role::Store, store), (Role::Value, value)]);
    };
    for write in view.inside(&view.by.writes, id) {
        if view.loop_around(write) != Some(id) {
            continue;
        }
        let Some((target, value)) = view.assignment(write) else { continue };
        let (Kind::Index { object, index, .. }, Kind::Binary(BinaryOperator::Add, left, right)) =
            (view.kind(target), view.kind(value))
        else {
            continue;
        };
        for (before, other) in [(left, right), (right, left)] {
            if let Kind::Index { object: from, index: previous, .. } = view.kind(before)
                && view.same(object, from)
                && next_to(view, previous, index)
                && !view
                    .within(&view.by.indices, other)
                    .iter()
                    .chain([&other])
                    .any(|&it| matches!(view.kind(it), Kind::Index { object: of, .. } if view.same(of, object)))
            {
                add(object, other);
            }
        }
    }
    for call in view.inside(&view.by.calls, id) {
        let Some((store, item)) = view.push(call) else { continue };
        let Kind::Binary(BinaryOperator::Add, left, right) = view.kind(item) else { continue };
        for (before, other) in [(left, right), (right, left)] {
            if let Kind::Index { object, index, .. } = view.kind(before)
                && view.same(object, store)
                && view.is_integer(index, -1)
                && !view.holds(other, store)
            {
                add(store, other);
            }
        }
    }
}

/// Whether `previous` is one less than `index`.
pub(super) fn next_to(view: &View<'_>, previous: NodeId, index: NodeId) -> bool {
    let one_less = matches!(view.kind(previous), Kind::Binary(BinaryOperator::Subtract, left, right)
        if view.same(left, index) && view.is_integer(right, 1));
    let one_more = matches!(view.kind(index), Kind::Binary(BinaryOperator::Add, left, right)
        if view.same(left, previous) && view.is_integer(right, 1));
    one_less || one_more
}

/// Requires a loop in which text grows by what each round brings and starts as an empty text; or a list that starts empty, is
/// pushed to in the loop, and is joined after it in the same function.
pub(super) fn string_building(view: &View<'_>, id: NodeId, out: &mut Out) {
    for write in view.inside(&view.by.writes, id) {
        if view.loop_around(write) != Some(id) {
            continue;
        }
        let Some((target, BinaryOperator::Add, value)) = view.compound(write) else { continue };
        let Some(name) = view.symbol(target) else { continue };
        if view.start_value(name, id).is_some_and(|it| view.kind(it) == Kind::Text(code::TextForm::Text)) {
            out.add(
                IdiomKind::StringBuilding,
                id,
                view.unit.span(id),
                vec![(Role::Store, target), (Role::Value, value)],
            );
        }
    }
    let home = view.home(id);
    for call in view.inside(&view.by.calls, id) {
        let Some((store, _)) = view.push(call) else { continue };
        let Some(name) = view.symbol(store) else { continue };
        if view.loop_around(call) != Some(id)
            || !view.start_value(name, id).and_then(|it| view.group(it)).is_some_and(<[_]>::is_empty)
        {
            continue;
        }
        let end = view.unit.span(id).end;
        let joined = view.inside(&view.by.calls, home).find(|&later| {
            view.unit.span(later).start >= end
                && view.method_is(later, Word::Join).is_some_and(|join| {
                    view.same(join.object, store) || matches!(join.arguments, &[only] if view.same(only, store))
                })
        });
        if let Some(joined) = joined {
            out.add(
                IdiomKind::JoinedPieces,
                id,
                view.unit.span(id).cover(view.unit.span(joined)),
                vec![(Role::Store, store), (Role::Function, joined)],
            );
            return;
        }
    }
}

/// Requires nested loops (or clauses) where the inner one goes over the item of the outer one, and the inner item itself is kept.
pub(super) fn flattening(view: &View<'_>, id: NodeId, out: &mut Out) {
    match view.kind(id) {
        Kind::Comprehension { form: ComprehensionForm::Sequence | ComprehensionForm::Generator, element, clauses } => {
            let &[outer, inner] = view.list(clauses) else { return };
            let (Kind::Clause { target: row, source, .. }, Kind::Clause { target: item, source: inner, .. }) =
                (view.kind(outer), view.kind(inner))
            else {
                return;
            };
            if view.same(row, inner) && view.same(item, element) {
                out.add(IdiomKind::Flattening, id, view.unit.span(id), vec![(Role::Sequence, source)]);
            }
        }
        Kind::Loop(LoopForm::Each, parts) => {
            let (Some(row), Some(source), &[inner]) = (parts.target, parts.source, view.statements(&parts.body)) else {
                return;
            };
            let Kind::Loop(LoopForm::Each, inner) = view.kind(inner) else { return };
            let (Some(item), Some(from), &[only]) = (inner.target, inner.source, view.statements(&inner.body)) else {
                return;
            };
            let kept = match view.kind(only) {
                Kind::Yield(Some(value), false) => Some(value),
                _ => view.push(only).map(|it| it.1),
            };
            if view.same(row, from) && kept.is_some_and(|kept| view.same(kept, item)) {
                out.add(IdiomKind::Flattening, id, view.unit.span(id), vec![(Role::Sequence, source)]);
            }
        }
        _ => {}
    }
}

/// Requires a loop over positions that step by more than one name or number, and a slice from the position up to position + step.
pub(super) fn chunking(view: &View<'_>, id: NodeId, out: &mut Out) {
    let (variable, step) = match view.kind(id) {
        Kind::Loop(..) => match view.count(id) {
            Some(count) => (count.variable, count.step),
            None => return,
        },
        Kind::Comprehension { clauses, .. } => {
            let &[clause] = view.list(clauses) else { return };
            let Kind::Clause { target, source, .. } = view.kind(clause) else { return };
            match view.plain_call(source) {
                Some((name, &[_, _, step])) if view.word(name) == Word::Range => (target, Some(step)),
                _ => return,
            }
        }
        _ => return,
    };
    let Some(step) = step else { return };
    if view.is_integer(step, 1) || view.is_integer(step, -1) {
        return;
    }
    let ends_after_step = |end: NodeId| {
        matches!(view.kind(end), Kind::Binary(BinaryOperator::Add, left, right)
            if view.same(left, variable) && view.same(right, step) || view.same(right, variable) && view.same(left, step))
    };
    for index in view.inside(&view.by.indices, id) {
        if let Kind::Index { object, index, .. } = view.kind(index)
            && let Kind::Slice { start: Some(start), end: Some(end), .. } = view.kind(index)
            && view.same(start, variable)
            && ends_after_step(end)
        {
            out.add(IdiomKind::Chunking, id, view.unit.span(id), vec![(Role::Sequence, object), (Role::Limit, step)]);
            return;
        }
    }
    for call in view.inside(&view.by.calls, id) {
        if let Some(method) = view.method(call)
            && matches!(view.unit.name(method.name), "slice" | "substring")
            && let &[start, end] = method.arguments
            && view.same(start, variable)
            && ends_after_step(end)
        {
            out.add(
                IdiomKind::Chunking,
                id,
                view.unit.span(id),
                vec![(Role::Sequence, method.object), (Role::Limit, step)],
            );
            return;
        }
    }
}
