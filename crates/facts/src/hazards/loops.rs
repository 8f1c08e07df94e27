//! Loops that go wrong or do too much.

use code::{BinaryOperator, Kind, LoopForm, NodeId};

use super::{HazardKind, Out};
use crate::view::{View, Word};
use crate::{Role, Type};

/// Requires a counting loop that reaches the length itself, and reads the same sequence at the counter without a test of it.
pub(super) fn off_by_one(view: &View<'_>, id: NodeId, out: &mut Out) {
    let Some(count) = view.count(id) else { return };
    if count.down || count.step.is_some() {
        return;
    }
    let sequence = if count.inclusive {
        view.length_of(count.to)
    } else {
        match view.kind(count.to) {
            Kind::Binary(BinaryOperator::Add, left, right) if view.is_integer(right, 1) => view.length_of(left),
            _ => None,
        }
    };
    let Some(sequence) = sequence else { return };
    let Some(name) = view.symbol(count.variable) else { return };
    // A test of the position itself may keep it in range; a test of what stands there comes too late.
    let tests_position = |condition: NodeId| {
        let compares = |it: NodeId| {
            matches!(view.kind(it), Kind::Binary(_, left, right)
                if view.symbol(view.peel(left)) == Some(name) || view.symbol(view.peel(right)) == Some(name))
        };
        compares(condition)
            || view.inside(&view.by.binaries, condition).any(compares)
            || (view.mentions(condition, name) && view.inside(&view.by.indices, condition).next().is_none())
    };
    let tested = view.within(&view.by.ifs, id).iter().any(|&it| match view.kind(it) {
        Kind::If { condition, .. } => tests_position(condition),
        _ => false,
    }) || view.inside(&view.by.others, id).any(|it| matches!(view.kind(it), Kind::Conditional { condition, .. } if view.mentions(condition, name)))
        || view.inside(&view.by.binaries, id).any(|it| {
            matches!(view.kind(it), Kind::Binary(BinaryOperator::And | BinaryOperator::Or, left, _) if view.mentions(left, name))
        });
    let written = view.inside(&view.by.writes, id).any(|it| match view.kind(it) {
        Kind::Assign { target, .. } | Kind::Update { target, .. } => {
            view.symbol(target) == Some(name)
                && !matches!(view.kind(id), Kind::Loop(_, parts) if parts.source == Some(it))
        }
        _ => false,
    });
    let changed =
        view.inside(&view.by.calls, id).any(|it| view.push(it).is_some_and(|(of, _)| view.same(of, sequence)));
    if tested || written || changed {
        return;
    }
    let read = view.inside(&view.by.indices, id).find(|&it| {
        // A write one past the end of a list that grows is how some languages append.
        let target = view.unit.parent(it).is_some_and(|parent| view.assignment(parent).is_some_and(|(target, _)| target == it));
        !target
            && matches!(view.kind(it), Kind::Index { object, index, .. } if view.same(object, sequence) && view.symbol(view.peel(index)) == Some(name))
    });
    if let Some(read) = read {
        out.add(
            HazardKind::OffByOne,
            id,
            view.unit.span(id),
            vec![(Role::Sequence, sequence), (Role::Counter, count.variable), (Role::Value, read)],
        );
    }
}

/// Requires a loop straight over a place (no copy) in which a method changes the length of the same place and the loop goes on.
pub(super) fn changed_while_iterated(view: &View<'_>, id: NodeId, out: &mut Out) {
    let Kind::Loop(LoopForm::Each, parts) = view.kind(id) else { return };
    let Some(source) = parts.source else { return };
    // A loop over a copy sees no changes.
    if view.unit.dialect.copies_collections {
        return;
    }
    if view.unit.dialect.ownership || !matches!(view.kind(source), Kind::Name(_) | Kind::Member { .. }) {
        // `for k in d.keys()` looks at `d` itself where keys are a view.
        return;
    }
    let rebound = view
        .inside(&view.by.writes, id)
        .any(|it| view.assignment(it).is_some_and(|(target, _)| view.same(target, source)));
    if rebound {
        return;
    }
    for call in view.inside(&view.by.calls, id) {
        let Some(method) = view.method(call) else { continue };
        if !view.same(method.object, source) {
            continue;
        }
        let changes = match (method.word, view.unit.name(method.name)) {
            (_, "remove" | "splice") => true,
            (Word::PushFront | Word::Pop | Word::PopFront, _) => true,
            (Word::Push, _) => view.unit.dialect.shared_defaults,
            (Word::Add, _) => view.unit.dialect.shared_defaults,
            (_, "discard" | "popitem") => true,
            _ => false,
        };
        if changes && goes_on(view, call, id) {
            out.add(
                HazardKind::ChangedWhileIterated,
                call,
                view.unit.span(call),
                vec![(Role::Sequence, source), (Role::Function, call)],
            );
            return;
        }
    }
}

/// Whether the loop goes on after a node: no statement behind it in its block, or in those around it, leaves the loop.
fn goes_on(view: &View<'_>, id: NodeId, loop_node: NodeId) -> bool {
    let mut child = id;
    for ancestor in view.unit.ancestors(id) {
        if ancestor == loop_node {
            return true;
        }
        if let Kind::Block { body } = view.kind(ancestor) {
            let statements = view.list(body);
            let after = statements.iter().position(|&it| it == child).map_or(0, |at| at + 1);
            if statements[after..]
                .iter()
                .any(|&it| matches!(view.kind(it), Kind::Return(_) | Kind::Throw(..) | Kind::Break(..) | Kind::Goto(_)))
            {
                return false;
            }
        }
        if matches!(view.kind(ancestor), Kind::Return(_) | Kind::Throw(..) | Kind::Function(_)) {
            return false;
        }
        child = ancestor;
    }
    false
}

/// Requires in a loop a membership test on a list that grows in the same loop: it is looked through from its start every round.
pub(super) fn slow_membership(view: &View<'_>, id: NodeId, out: &mut Out) {
    let Kind::Loop(..) = view.kind(id) else { return };
    for test in view.inside(&view.by.binaries, id).chain(view.inside(&view.by.calls, id)) {
        let Some((item, container, _)) = view.membership(test) else { continue };
        let Some(name) = view.symbol(container) else { continue };
        let pushed = view
            .inside(&view.by.calls, id)
            .any(|it| view.method_is(it, Word::Push).is_some_and(|push| view.same(push.object, container)));
        if !pushed || view.loop_around(test).is_none() {
            continue;
        }
        let is_list = view.facts.types.of(container) == Type::List
            || view.start_value(name, id).is_some_and(|it| matches!(view.kind(it), Kind::Sequence(_)));
        if is_list {
            out.add(
                HazardKind::SlowMembership,
                test,
                view.unit.span(test),
                vec![(Role::Store, container), (Role::Value, item)],
            );
            return;
        }
    }
}

/// Requires in a loop that an item is put in or taken out at the front of a sequence by position 0.
pub(super) fn front_of_list(view: &View<'_>, id: NodeId, out: &mut Out) {
    let Some(method) = view.method(id) else { return };
    let at_front = match (view.unit.name(method.name), method.arguments) {
        ("pop", &[at]) => view.is_integer(at, 0) && view.unit.dialect.negative_indices,
        ("insert", &[at, _]) => view.is_integer(at, 0),
        ("remove", &[at]) => view.is_integer(at, 0) && view.unit.dialect.ownership,
        _ => false,
    };
    let search_path = view.last_text(method.object) == "path";
    if at_front && !search_path && view.loop_around(id).is_some() {
        out.add(
            HazardKind::FrontOfList,
            id,
            view.unit.span(id),
            vec![(Role::Sequence, method.object), (Role::Function, id)],
        );
    }
}

/// Requires text that cannot be changed in place, starts empty and grows by `+=` in a loop.
pub(super) fn text_in_loop(view: &View<'_>, id: NodeId, out: &mut Out) {
    if !view.unit.dialect.immutable_strings || view.unit.dialect.all_numbers_float {
        // Script engines with one kind of number keep such text as a rope.
        return;
    }
    for write in view.inside(&view.by.writes, id) {
        let Some((target, BinaryOperator::Add, _)) = view.compound(write) else { continue };
        let Some(name) = view.symbol(target) else { continue };
        if view.loop_around(write) == Some(id)
            && view.start_value(name, id).is_some_and(|it| view.kind(it) == Kind::Text(code::TextForm::Text))
            && !view.inside(&view.by.writes, id).any(|it| {
                view.assignment(it)
                    .is_some_and(|(set, _)| view.symbol(set) == Some(name) && view.compound(it).is_none())
            })
        {
            out.add(HazardKind::TextInLoop, write, view.unit.span(write), vec![(Role::Store, target)]);
            return;
        }
    }
}

/// Requires in a loop a clone of a name that the loop neither makes nor changes.
pub(super) fn clone_in_loop(view: &View<'_>, id: NodeId, out: &mut Out) {
    if !view.unit.dialect.ownership {
        return;
    }
    let Some(method) = view.method_is(id, Word::Clone) else { return };
    if !method.arguments.is_empty() || view.unit.name(method.name) != "clone" {
        return;
    }
    let (Some(around), Some(name)) = (view.loop_around(id), view.symbol(method.object)) else { return };
    let Kind::Loop(_, parts) = view.kind(around) else { return };
    let of_round = parts.target.is_some_and(|it| view.mentions(it, name))
        || view.inside(&view.by.writes, around).any(|it| match view.kind(it) {
            Kind::Let { target, .. } | Kind::Assign { target, .. } => {
                view.mentions_pattern(target, target) && view.pattern_names(target).any(|it| it == name)
            }
            _ => false,
        });
    // A text or list is copied in full; a shared pointer only counts up.
    let made = view.start_value(name, around).is_some_and(|it| match view.call(it) {
        Some((callee, ..)) => match view.kind(callee) {
            Kind::Member { object, .. } => {
                matches!(view.last_text(object), "String" | "Vec" | "HashMap" | "HashSet" | "BTreeMap")
            }
            _ => view.unit.name_of(callee) == Some("vec"),
        },
        None => false,
    });
    let whole = made || matches!(view.facts.types.of(method.object), Type::Text | Type::List | Type::Map | Type::Set);
    if !of_round && whole && !view.in_test(id) {
        out.add(HazardKind::CloneInLoop, id, view.unit.span(id), vec![(Role::Value, method.object)]);
    }
}

/// Requires the key loop of a language over a value that is a list: it gives positions as text, and inherited names.
pub(super) fn keys_of_list(view: &View<'_>, id: NodeId, out: &mut Out) {
    let Kind::Loop(LoopForm::Keys, parts) = view.kind(id) else { return };
    if view.unit.dialect.keys_first {
        return;
    }
    let Some(source) = parts.source else { return };
    let is_list = view.facts.types.of(source) == Type::List
        || view
            .symbol(source)
            .and_then(|name| view.start_value(name, id))
            .is_some_and(|it| matches!(view.kind(it), Kind::Sequence(_)));
    if is_list {
        out.add(HazardKind::KeysOfList, id, view.unit.span(id), vec![(Role::Sequence, source)]);
    }
}
