//! Errors that get lost, and resources that stay open.

use code::{Kind, NodeId};

use super::{HazardKind, Out};
use crate::Role;
use crate::view::View;

/// Whether a handler catches everything.
fn catches_all(view: &View<'_>, types: &[NodeId]) -> bool {
    types.is_empty()
        || types.iter().any(|&it| matches!(view.last_text(it), "Exception" | "BaseException" | "Throwable"))
}

/// Requires a handler for everything without a statement (a comment inside counts as a reason).
/// With statements that neither use the error nor call nor signal anything, it hides what went wrong.
pub(super) fn lost_error(view: &View<'_>, id: NodeId, out: &mut Out) {
    let Kind::Handler { types, name, body } = view.kind(id) else { return };
    let types = view.list(types);
    if !catches_all(view, types) {
        return;
    }
    let span = view.unit.span(id);
    let at = view.unit.comments.partition_point(|it| it.span.start < span.start);
    if view.unit.comments.get(at).is_some_and(|it| span.contains(it.span)) {
        return;
    }
    let mut parts: Vec<(Role, NodeId)> = types.first().map(|&it| (Role::Error, it)).into_iter().collect();
    let statements = view.statements(&body);
    if statements.iter().all(|&it| matches!(view.kind(it), Kind::Empty | Kind::Ellipsis)) {
        out.add(HazardKind::SwallowedError, id, span, parts);
        return;
    }
    let used = name.is_some_and(|name| view.pattern_names(name).any(|name| view.mentions(body, name)));
    let acts = !view.within(&view.by.calls, body).is_empty()
        || !view.within(&view.by.throws, body).is_empty()
        || !view.within(&view.by.yields, body).is_empty()
        || view.unit.dialect.loose_equality
        || statements.iter().any(|&it| matches!(view.kind(it), Kind::Call { .. } | Kind::Await(_)));
    if !used && !acts {
        if let Some(&last) = statements.last() {
            parts.push((Role::Value, last));
        }
        out.add(HazardKind::BroadCatch, id, span, parts);
    }
}

/// Requires a handler for the type that takes in what ends the program, in which nothing is thrown and nothing ends it.
pub(super) fn caught_exit(view: &View<'_>, id: NodeId, out: &mut Out) {
    let Kind::Handler { types, body, .. } = view.kind(id) else { return };
    let all = view.unit.dialect.exit_errors;
    if all.is_empty() {
        return;
    }
    let Some(&error) = view.list(types).iter().find(|&&it| view.unit.name_of(it) == Some(all)) else { return };
    let leaves = !view.within(&view.by.throws, body).is_empty()
        || view.within(&view.by.calls, body).iter().any(|&call| {
            view.facts.call(call).and_then(|call| call.library).is_some_and(|entry| {
                entry.effects.contains(&code::Effect::Exits) || entry.effects.contains(&code::Effect::Raises)
            }) || matches!(view.called(call), "exit" | "abort" | "raise" | "fail" | "throw")
        });
    if !leaves {
        out.add(HazardKind::CaughtExit, id, view.unit.span(error), vec![(Role::Error, error)]);
    }
}

/// Requires a handler type that is an `or` of two: only the first one counts.
pub(super) fn or_in_handler(view: &View<'_>, id: NodeId, out: &mut Out) {
    let Kind::Handler { types, .. } = view.kind(id) else { return };
    for &it in view.list(types) {
        if matches!(view.kind(it), Kind::Binary(code::BinaryOperator::Or, ..)) {
            out.add(HazardKind::OrInHandler, id, view.unit.span(it), vec![(Role::Error, it)]);
        }
    }
}

/// Requires a handler that throws a new error made by a call, where neither the language nor the code keeps the caught one.
pub(super) fn lost_cause(view: &View<'_>, id: NodeId, out: &mut Out) {
    let Kind::Handler { types, name, body } = view.kind(id) else { return };
    // A pattern takes what matters out of the error.
    let is_taken = view.list(types).iter().any(|&it| {
        matches!(view.kind(it), Kind::Destructure { .. })
            && view.pattern_names(it).any(|name| view.mentions(body, name))
    });
    if is_taken {
        return;
    }
    for throw in view.inside(&view.by.throws, body) {
        let Kind::Throw(Some(error), cause) = view.kind(throw) else { continue };
        if view.call(error).is_none() {
            continue;
        }
        let cut = cause.is_some_and(|it| view.is_null(it));
        let kept = name.is_some_and(|name| view.pattern_names(name).any(|name| view.mentions(body, name)));
        if cut && view.unit.dialect.implicit_cause {
            // `from None` says so on purpose.
            continue;
        }
        if !kept && cause.is_none() && !view.unit.dialect.implicit_cause {
            out.add(HazardKind::LostCause, id, view.unit.span(throw), vec![(Role::Error, error)]);
            return;
        }
    }
}

/// Requires the caught error to be thrown again by its name, where that makes it forget where it came from.
pub(super) fn rethrown(view: &View<'_>, id: NodeId, out: &mut Out) {
    let Kind::Handler { name: Some(name), body, .. } = view.kind(id) else { return };
    if !view.unit.dialect.rethrow_forgets {
        return;
    }
    let Some(own) = view.symbol(name) else { return };
    for throw in view.inside(&view.by.throws, body) {
        if let Kind::Throw(Some(error), None) = view.kind(throw)
            && view.symbol(error) == Some(own)
        {
            out.add(HazardKind::RethrownByName, throw, view.unit.span(throw), vec![(Role::Error, error)]);
        }
    }
}

/// Requires a `return`, `break` or `continue` in a `finally`.
pub(super) fn exit_in_finally(view: &View<'_>, id: NodeId, out: &mut Out) {
    let Kind::Try { finally: Some(finally), .. } = view.kind(id) else { return };
    let exit = view.inside(&view.by.returns, finally).next();
    if let Some(exit) = exit {
        out.add(HazardKind::ExitInFinally, exit, view.unit.span(exit), vec![(Role::Value, exit)]);
    }
}

/// Requires a file opened without a `with`, given to a plain local name that is then neither closed, returned, handed out, stored nor
/// passed on; or read from on the spot.
pub(super) fn unclosed_file(view: &View<'_>, id: NodeId, out: &mut Out) {
    let Some((name, arguments)) = view.plain_call(id) else { return };
    if view.unit.name(name) != "open"
        || arguments.is_empty()
        || !view.unit.dialect.exceptions
        || view.function_named(name).is_some()
    {
        return;
    }
    // Elsewhere `open` is another function, or closes what it opens where a block is handed to it.
    if view.unit.dialect.loose_equality || view.unit.dialect.blocks_share_variables {
        return;
    }
    let Some(parent) = view.unit.parent(id) else { return };
    let span = view.unit.span(id);
    if let Kind::Member { name: method, .. } = view.kind(parent) {
        let read_at_once = matches!(view.unit.name(method), "read" | "readlines" | "write" | "readline");
        if read_at_once {
            out.add(HazardKind::UnclosedFile, id, span, vec![(Role::Resource, id)]);
        }
        return;
    }
    let Some((target, value)) = view.assignment(parent) else { return };
    let Some(file) = view.symbol(target) else { return };
    let Some(block) = view.unit.parent(parent) else { return };
    if value != id || !matches!(view.kind(block), Kind::Block { .. } | Kind::Module { .. }) {
        return;
    }
    let home = view.home(id);
    // Every use must be a read or write through a method that is not `close`, or a loop over it.
    let harmless =
        view.within(&view.by.names, home).iter().filter(|&&it| view.symbol(it) == Some(file) && it != target).all(
            |&it| match view.unit.parent(it).map(|parent| (parent, view.kind(parent))) {
                Some((_, Kind::Member { object, name, .. })) => {
                    object == it
                        && matches!(
                            view.unit.name(name),
                            "read" | "readlines" | "readline" | "write" | "writelines" | "seek" | "flush" | "tell"
                        )
                }
                Some((_, Kind::Loop(code::LoopForm::Each, parts))) => parts.source == Some(it),
                Some((_, Kind::Clause { source, .. })) => source == it,
                _ => false,
            },
        );
    if harmless {
        out.add(HazardKind::UnclosedFile, id, span, vec![(Role::Resource, id), (Role::Name, target)]);
    }
}

/// Requires `x.acquire()` as a statement, further statements with calls, and `x.release()` later in the same block, not in a
/// `finally`.
pub(super) fn release_not_certain(view: &View<'_>, id: NodeId, out: &mut Out) {
    let statements = view.statements(&id);
    for (at, &statement) in statements.iter().enumerate() {
        let Some(acquire) = view.method(statement) else { continue };
        if view.unit.name(acquire.name) != "acquire" || !acquire.arguments.is_empty() {
            continue;
        }
        let rest = &statements[at + 1..];
        let released = rest.iter().position(|&it| {
            view.method(it).is_some_and(|method| {
                view.unit.name(method.name) == "release" && view.same(method.object, acquire.object)
            })
        });
        let Some(end) = released else { continue };
        let between = &rest[..end];
        let risky = between.iter().any(|&it| !view.within(&view.by.calls, it).is_empty() || view.call(it).is_some());
        if risky {
            out.add(
                HazardKind::ReleaseNotCertain,
                statement,
                view.unit.span(statement).cover(view.unit.span(rest[end])),
                vec![(Role::Resource, acquire.object)],
            );
        }
    }
}

/// Requires an `if` that asks whether a path exists and opens, reads or removes the same path inside.
pub(super) fn check_then_use(view: &View<'_>, id: NodeId, out: &mut Out) {
    let Kind::If { condition, then, otherwise } = view.kind(id) else { return };
    let checks = view.within(&view.by.calls, condition).iter().copied().chain([condition]).find_map(|it| {
        let name = view.called(it);
        if !matches!(name, "exists" | "isfile" | "existsSync" | "is_file" | "isdir" | "lexists") {
            return None;
        }
        let (callee, arguments, _) = view.call(it)?;
        match (arguments, view.kind(callee)) {
            (&[path], _) => Some(path),
            ([], Kind::Member { object, .. }) => Some(object),
            _ => None,
        }
    });
    let Some(path) = checks else { return };
    for branch in [Some(then), otherwise].into_iter().flatten() {
        let used = view.inside(&view.by.calls, branch).find(|&it| {
            let acts = matches!(
                view.called(it),
                "open"
                    | "remove"
                    | "unlink"
                    | "rmtree"
                    | "rename"
                    | "readFileSync"
                    | "unlinkSync"
                    | "readFile"
                    | "read_to_string"
                    | "remove_file"
                    | "read_text"
                    | "read_bytes"
                    | "makedirs"
                    | "mkdir"
                    | "mkdirSync"
                    | "writeFileSync"
            );
            let of_files = view.call(it).is_some_and(|(callee, ..)| match view.kind(callee) {
                Kind::Member { object, .. } => {
                    view.same(object, path)
                        || matches!(
                            view.last_text(object),
                            "os" | "shutil" | "fs" | "fsp" | "promises" | "File" | "path"
                        )
                }
                _ => true,
            });
            acts && of_files
                && view.call(it).is_some_and(|(callee, arguments, _)| {
                    arguments.iter().any(|&it| view.same(it, path))
                        || matches!(view.kind(callee), Kind::Member { object, .. } if view.same(object, path))
                })
        });
        if let Some(used) = used {
            out.add(
                HazardKind::CheckThenUse,
                id,
                view.unit.span(id),
                vec![(Role::Resource, path), (Role::Condition, condition), (Role::Function, used)],
            );
            return;
        }
    }
}

/// Requires `raise NotImplemented`, which is a value and no error.
pub(super) fn not_implemented_value(view: &View<'_>, id: NodeId, out: &mut Out) {
    let Kind::Throw(Some(error), _) = view.kind(id) else { return };
    let name = if view.call(error).is_some() { view.called(error) } else { view.last_text(error) };
    if name == "NotImplemented" {
        out.add(HazardKind::NotImplementedRaised, id, view.unit.span(id), vec![(Role::Error, error)]);
    }
    // Requires a text thrown as an error.
    if matches!(view.kind(error), Kind::Text(_) | Kind::Template { .. }) && view.unit.dialect.all_numbers_float {
        out.add(HazardKind::ThrownText, id, view.unit.span(id), vec![(Role::Error, error)]);
    }
}
