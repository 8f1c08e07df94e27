//! What goes wrong at the end of a function, beside it, or because a value was copied.

use code::{FunctionForm, Kind, NodeId, TypeForm};

use super::{HazardKind, Out};
use crate::functions::outcome;
use crate::view::View;
use crate::{Role, Type};

/// Requires a `defer` in a loop of the same function: nothing of it happens before the function ends.
pub(super) fn defer_in_loop(view: &View<'_>, id: NodeId, out: &mut Out) {
    let Kind::Defer(call) = view.kind(id) else { return };
    let looped = view
        .unit
        .ancestors(id)
        .take_while(|&up| !matches!(view.kind(up), Kind::Function(_)))
        .any(|up| matches!(view.kind(up), Kind::Loop(..)));
    if looped {
        out.add(HazardKind::DeferInLoop, id, view.unit.span(id), vec![(Role::Function, call)]);
    }
}

/// Requires `x, err := f()`, then `defer x.m()`, and only then a look at `err`.
pub(super) fn defer_before_check(view: &View<'_>, id: NodeId, out: &mut Out) {
    let statements = view.statements(&id);
    for three in statements.windows(3) {
        let &[made, deferred, check] = three else { continue };
        let Kind::Let { target, value: Some(_), .. } = view.kind(made) else { continue };
        let Kind::Tuple(parts) = view.kind(target) else { continue };
        let Kind::Defer(call) = view.kind(deferred) else { continue };
        let Kind::If { condition, .. } = view.kind(check) else { continue };
        let &[thing, error] = view.list(parts) else { continue };
        let uses = view.method(call).is_some_and(|method| view.same(method.object, thing));
        let checks = outcome::failed(view.unit, view.facts, condition).is_some_and(|it| view.same(it, error));
        if uses && checks {
            let span = view.unit.span(deferred).cover(view.unit.span(check));
            out.add(HazardKind::DeferBeforeCheck, deferred, span, vec![(Role::Resource, thing), (Role::Error, error)]);
        }
    }
}

/// Requires a statement that only calls what may fail for a reason outside of the program, in a language where errors are results.
pub(super) fn dropped_error(view: &View<'_>, id: NodeId, out: &mut Out) {
    use code::Effect::{Database, Network, Process, Raises, ReadsFile, Releases, WritesFile};
    if view.unit.dialect.error_result.is_empty() {
        return;
    }
    let stands_alone = view.unit.parent(id).is_some_and(|up| matches!(view.kind(up), Kind::Block { .. }));
    let Some(entry) = view.facts.call(id).and_then(|call| call.library).filter(|_| stands_alone) else { return };
    let outside = [ReadsFile, WritesFile, Network, Process, Database].iter().any(|it| entry.effects.contains(it));
    if outside
        && entry.effects.contains(&Raises)
        && !entry.effects.contains(&Releases)
        && let Some((callee, ..)) = view.call(id)
    {
        out.add(HazardKind::IgnoredResult, id, view.unit.span(id), vec![(Role::Function, callee)]);
    }
}

/// Requires a method on a copy of its object, in a type that has a lock as a field of its own: the copy has a lock of its own.
pub(super) fn copied_lock(view: &View<'_>, id: NodeId, out: &mut Out) {
    let Kind::Function(function) = view.kind(id) else { return };
    let function = view.unit.function(function);
    if !view.unit.dialect.copies_values || function.form != FunctionForm::Method {
        return;
    }
    let Some(&receiver) = view.list(function.parameters).first() else { return };
    let Kind::Parameter { annotation: Some(of), form: code::ParameterForm::Receiver, target, .. } = view.kind(receiver)
    else {
        return;
    };
    if matches!(view.kind(of), Kind::TypeExpression { form: TypeForm::MutableReference, .. }) {
        return;
    }
    let Type::Own(owner) = view.facts.types.of(target) else { return };
    let lock = view.list(view.unit.type_definition(owner).members).iter().find_map(|&member| match view.kind(member) {
        Kind::Field { name, annotation: Some(of), .. }
            if matches!(view.unit.text(of), "sync.Mutex" | "sync.RWMutex" | "sync.WaitGroup" | "sync.Once") =>
        {
            Some(name)
        }
        _ => None,
    });
    if let Some(lock) = lock {
        let span = view.unit.span(receiver);
        out.add(HazardKind::CopiedLock, id, span, vec![(Role::Resource, lock), (Role::Name, target)]);
    }
}

/// Requires a map that is declared without a value, never given one, and written into.
pub(super) fn unmade_map(view: &View<'_>, id: NodeId, out: &mut Out) {
    let Kind::Let { target, annotation: Some(of), value: None, .. } = view.kind(id) else { return };
    if !view.unit.dialect.copies_values
        || !matches!(view.kind(of), Kind::TypeExpression { form: TypeForm::Mapping, .. })
    {
        return;
    }
    let Some(binding) = view.facts.scopes.binding_of(target) else { return };
    if binding.function.is_none() || !binding.writes.is_empty() {
        return;
    }
    // Whoever gets its address may make it.
    let mut written = None;
    for &read in &binding.reads {
        let Some(up) = view.unit.parent(read) else { return };
        match view.kind(up) {
            Kind::Index { object, .. } if object == read => {
                let place = view.unit.parent(up);
                let sets = |place: NodeId| match view.kind(place) {
                    Kind::Assign { target, .. } | Kind::Update { target, .. } => target == up,
                    _ => false,
                };
                if place.is_some_and(sets) {
                    written = written.or(place);
                }
            }
            Kind::Reference(..) => return,
            _ => {}
        }
    }
    if let Some(written) = written {
        out.add(HazardKind::UnmadeMap, written, view.unit.span(written), vec![(Role::Store, target)]);
    }
}

/// Requires that what is started beside adds itself to the group that its starter waits for.
pub(super) fn late_add(view: &View<'_>, id: NodeId, out: &mut Out) {
    let Kind::Spawn(call) = view.kind(id) else { return };
    let is = |it: NodeId, wanted: &str| {
        let method = view.method(it)?;
        (view.unit.name(method.name) == wanted).then_some(method.object)
    };
    let Some(group) = view.within(&view.by.calls, call).iter().find_map(|&it| is(it, "Done")) else { return };
    let added = view
        .within(&view.by.calls, call)
        .iter()
        .copied()
        .find(|&it| is(it, "Add").is_some_and(|object| view.same(object, group)));
    let home = view.home(id);
    let waited =
        view.inside(&view.by.calls, home).any(|it| is(it, "Wait").is_some_and(|object| view.same(object, group)));
    if let Some(added) = added
        && waited
    {
        out.add(HazardKind::LateAdd, added, view.unit.span(added), vec![(Role::Resource, group)]);
    }
}
