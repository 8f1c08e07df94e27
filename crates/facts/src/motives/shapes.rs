//! Choices that statements and expressions show together.

use code::{BinaryOperator, Kind, Modifiers, NodeId};

use super::{MotiveKind, Out};
use crate::view::{View, Word};
use crate::{Role, Type};

/// The plain name that a copy is made of: `x.copy()`, `x.slice()`, `list(x)`, `[...x]`, `{ ...x }`, `x[:]`, `x.clone()`.
fn copied(view: &View<'_>, id: NodeId) -> Option<NodeId> {
    let spread_only = |list: code::List| match view.list(list) {
        &[first, ..] => match view.kind(first) {
            Kind::Spread(inner) => Some(inner),
            _ => None,
        },
        [] => None,
    };
    let of = match view.kind(id) {
        Kind::Sequence(list) | Kind::Mapping(list) if view.unit.dialect.object_literals => spread_only(list)?,
        Kind::Index { object, index, .. } => match view.kind(index) {
            Kind::Slice { start: None, end: None, step: None } => object,
            _ => return None,
        },
        Kind::Call { .. } => {
            if let Some(method) = view.method(id) {
                let name = view.unit.name(method.name);
                match method.arguments {
                    [] if name == "copy" && view.unit.dialect.shared_defaults => method.object,
                    [] if name == "slice" && view.unit.dialect.object_literals => method.object,
                    [] if matches!(name, "clone" | "to_vec" | "to_owned") && view.unit.dialect.ownership => {
                        method.object
                    }
                    &[only] if view.unit.text(id).starts_with("Array.from(") => only,
                    _ => return None,
                }
            } else {
                match view.plain_call(id)? {
                    (name, &[only]) if view.unit.dialect.shared_defaults => match view.unit.name(name) {
                        "list" | "dict" | "set" | "deepcopy" | "copy" => only,
                        _ => return None,
                    },
                    _ => return None,
                }
            }
        }
        _ => return None,
    };
    matches!(view.kind(of), Kind::Name(_) | Kind::Member { .. }).then_some(of)
}

/// Whether a statement inside changes a place itself: an item set or deleted, a method that changes its receiver.
fn changes(view: &View<'_>, inside: NodeId, place: NodeId) -> bool {
    let by_method = view.within(&view.by.calls, inside).iter().any(|&call| {
        view.method(call).is_some_and(|method| {
            view.same(method.object, place)
                && (matches!(method.word, Word::Push | Word::PushFront | Word::Pop | Word::PopFront | Word::Add)
                    || matches!(
                        view.unit.name(method.name),
                        "extend"
                            | "update"
                            | "setdefault"
                            | "remove"
                            | "clear"
                            | "discard"
                            | "sort"
                            | "splice"
                            | "delete"
                            | "reverse"
                            | "set"
                            | "popitem"
                    ))
        })
    });
    by_method
        || view.within(&view.by.writes, inside).iter().any(|&write| match view.kind(write) {
            Kind::Assign { target, .. } => match view.kind(target) {
                Kind::Index { object, .. } | Kind::Member { object, .. } => view.same(object, place),
                _ => false,
            },
            _ => false,
        })
}

/// Whether statements inside delete an item of a place: `del x[k]`.
fn deletes(view: &View<'_>, inside: NodeId, place: NodeId) -> bool {
    view.unit.preorder_shallow(inside).any(|it| match view.kind(it) {
        Kind::Delete(list) => view
            .list(list)
            .iter()
            .any(|&it| matches!(view.kind(it), Kind::Index { object, .. } if view.same(object, place))),
        _ => false,
    })
}

/// Requires a variable that starts as a copy of a parameter and is then changed in place.
/// Requires a copy that is tried first and put in the place of the original at the end.
pub(super) fn write(view: &View<'_>, id: NodeId, out: &mut Out) {
    made_once(view, id, out);
    truncated(view, id, out);
    dropped_reference(view, id, out);
    let Some((target, value)) = view.assignment(id) else { return };
    if view.unit.dialect.shared_defaults && view.unit.name_of(target) == Some("__slots__") && view.owner(id).is_none() {
        out.add(view, MotiveKind::Slots, id, vec![]);
    }
    let (Some(name), Some(of)) = (view.symbol(target), copied(view, value)) else { return };
    let home = view.home(id);
    let Some(function) = view.owner(id) else { return };
    let put_back = view.unit.dialect.ownership
        && view.inside(&view.by.writes, home).any(|write| {
            write > id
                && matches!(view.kind(write), Kind::Assign { target, operator: None, value }
                    if matches!(view.kind(target), Kind::Dereference(inner) if view.same(inner, of))
                        && view.symbol(value) == Some(name))
        });
    if put_back {
        out.add(view, MotiveKind::TriedOnCopy, id, vec![(Role::Value, of), (Role::Name, target)]);
        return;
    }
    let is_given = view.symbol(of).is_some_and(|of| view.parameters(function).iter().any(|it| it.1 == of));
    let is_own = view.symbol(of) == Some(name);
    if is_given && (changes(view, home, target) || deletes(view, home, target)) {
        // Of one name, what is changed after the copy is the copy.
        let before = is_own
            && view.within(&view.by.calls, home).iter().any(|&it| {
                it < id && view.method(it).is_some_and(|it| view.same(it.object, target) && it.word != Word::None)
            });
        if !before && (is_own || !changes(view, home, of)) {
            out.add(view, MotiveKind::CopyBeforeChange, id, vec![(Role::Value, of), (Role::Name, target)]);
        }
    }
}

/// Requires a pattern that is made where the file is loaded, and has a name.
fn made_once(view: &View<'_>, id: NodeId, out: &mut Out) {
    let Some((target, value)) = view.assignment(id) else { return };
    if view.owner(id).is_some() || view.symbol(target).is_none() || view.unit.enclosing_type(id).is_some() {
        return;
    }
    let is_pattern = match view.kind(value) {
        // Elsewhere a written pattern is made once wherever it stands.
        Kind::Regex => view.unit.dialect.object_literals,
        Kind::Call { .. } => {
            let path = view.facts.call(value).and_then(|it| it.library).map_or("", |it| it.path);
            path == "re.compile" || view.unit.text(value).starts_with("new RegExp(")
        }
        _ => false,
    };
    // Without a function here that runs again and again, it is used where it stands.
    if is_pattern && !view.by.functions.is_empty() {
        out.add(view, MotiveKind::PatternMadeOnce, id, vec![(Role::Name, target)]);
    }
}

/// Requires `x |= 0` where all numbers are floating point.
fn truncated(view: &View<'_>, id: NodeId, out: &mut Out) {
    if let Kind::Assign { target, operator: Some(BinaryOperator::BitOr), value } = view.kind(id)
        && view.unit.dialect.all_numbers_float
        && view.is_integer(value, 0)
    {
        out.add(view, MotiveKind::Truncation, id, vec![(Role::Value, target)]);
    }
}

/// Requires that an inner function sets a parameter of the function around it, which it also calls, to the absent value.
fn dropped_reference(view: &View<'_>, id: NodeId, out: &mut Out) {
    let Kind::Assign { target, operator: None, value } = view.kind(id) else { return };
    let (Some(name), Some(inner)) = (view.symbol(target), view.owner(id)) else { return };
    if !view.unit.dialect.object_literals
        || !view.is_null(value)
        || view.parameters(inner).iter().any(|it| it.1 == name)
    {
        return;
    }
    let node = view.unit.function(inner).node;
    let outer = view.owner(node).is_some_and(|outer| view.parameters(outer).iter().any(|it| it.1 == name));
    let calls = view.within(&view.by.calls, node).iter().any(|&it| match view.call(it) {
        Some((callee, ..)) => match view.kind(callee) {
            Kind::Name(called) => called == name,
            Kind::Member { object, .. } => view.symbol(object) == Some(name),
            _ => false,
        },
        None => false,
    });
    if outer && calls {
        out.add(view, MotiveKind::DroppedReference, id, vec![(Role::Name, target)]);
    }
}

/// Requires a loop over a copy of what its body adds to or takes from.
/// Requires that a loop lets two sequences change places that it both reads and fills by position.
pub(super) fn repeated(view: &View<'_>, id: NodeId, out: &mut Out) {
    let Kind::Loop(_, parts) = view.kind(id) else { return };
    if let Some(source) = parts.source {
        let of = copied(view, source).or_else(|| {
            // `list(x.items())`, `list(x.keys())`
            let (name, arguments) = view.plain_call(source)?;
            let &[only] = arguments else { return None };
            let method = view.method(only)?;
            let is_view =
                matches!(view.unit.name(method.name), "items" | "keys" | "values") && method.arguments.is_empty();
            (is_view && matches!(view.unit.name(name), "list" | "tuple")).then_some(method.object)
        });
        if let Some(of) = of
            && (changes(view, parts.body, of) || deletes(view, parts.body, of))
        {
            out.add(view, MotiveKind::IteratesOverCopy, source, vec![(Role::Sequence, of)]);
        }
    }
    let swapped = view.inside(&view.by.calls, parts.body).find_map(|call| {
        let (callee, arguments, _) = view.call(call)?;
        match arguments {
            &[a, b] if view.unit.text(callee).ends_with("mem::swap") => Some((call, view.peel(a), view.peel(b))),
            _ => None,
        }
    });
    let swapped = swapped.or_else(|| {
        view.inside(&view.by.writes, parts.body).find_map(|write| view.swap(write).map(|(a, b)| (write, a, b)))
    });
    if let Some((swap, first, second)) = swapped
        && view.symbol(first).is_some()
        && view.symbol(second).is_some()
    {
        let filled = |row: NodeId| {
            view.within(&view.by.writes, id).iter().any(|&it| match view.kind(it) {
                Kind::Assign { target, .. } => {
                    matches!(view.kind(target), Kind::Index { object, .. } if view.same(object, row))
                }
                _ => false,
            })
        };
        let read = |row: NodeId| {
            view.within(&view.by.indices, id)
                .iter()
                .any(|&it| matches!(view.kind(it), Kind::Index { object, .. } if view.same(object, row)))
        };
        if (filled(first) || filled(second)) && read(first) && read(second) {
            out.add(view, MotiveKind::RowsTakeTurns, swap, vec![(Role::Low, first), (Role::High, second)]);
        }
    }
}

/// Whether a node stands inside a loop, a comprehension, or a function that is handed to a call for each of several.
fn is_repeated(view: &View<'_>, id: NodeId) -> bool {
    view.unit.ancestors(id).take(24).any(|it| matches!(view.kind(it), Kind::Loop(..) | Kind::Comprehension { .. }))
}

/// Operators with a reason.
pub(super) fn binary(view: &View<'_>, id: NodeId, out: &mut Out) {
    let Kind::Binary(operator, left, right) = view.kind(id) else { return };
    let dialect = &view.unit.dialect;
    match operator {
        // Requires that a number is moved up and, read as one with a sign, down by as much.
        BinaryOperator::ShiftRight => {
            let inner = view.peel(left);
            if inner != left
                && let Kind::Binary(BinaryOperator::ShiftLeft, _, by) = view.kind(inner)
                && view.same(by, right)
                && matches!(view.kind(left), Kind::Cast { to, .. } if view.unit.text(to).starts_with('i'))
            {
                out.add(view, MotiveKind::SignExtension, id, vec![(Role::Value, right)]);
            }
        }
        BinaryOperator::BitAnd => {
            let limit = if view.integer(right).is_some() { right } else { left };
            if let Some(number) = view.integer(limit)
                && number > 2
                && number & (number + 1) == 0
            {
                out.add(view, MotiveKind::LowBits, id, vec![(Role::Value, id), (Role::Limit, limit)]);
            }
        }
        BinaryOperator::BitOr | BinaryOperator::ShiftRightUnsigned
            if dialect.all_numbers_float && view.is_integer(right, 0) =>
        {
            out.add(view, MotiveKind::Truncation, id, vec![(Role::Value, left)]);
        }
        BinaryOperator::In | BinaryOperator::NotIn if is_set(view, right) && is_repeated(view, id) => {
            out.add(view, MotiveKind::MembershipSet, id, vec![(Role::Store, right)]);
        }
        _ => {}
    }
}

fn is_set(view: &View<'_>, id: NodeId) -> bool {
    view.facts.types.of(id) == Type::Set && matches!(view.kind(id), Kind::Name(_) | Kind::Member { .. })
}

/// Requires a test whether something is in a set, again and again.
/// Requires that a key is deleted and put in anew in the same map, which keeps the order in which keys came.
pub(super) fn call(view: &View<'_>, id: NodeId, out: &mut Out) {
    let Some(method) = view.method(id) else { return };
    if method.word == Word::Has && method.arguments.len() == 1 && is_set(view, method.object) && is_repeated(view, id) {
        out.add(view, MotiveKind::MembershipSet, id, vec![(Role::Store, method.object)]);
    }
    if view.unit.dialect.object_literals
        && view.unit.name(method.name) == "set"
        && let &[key, _] = method.arguments
    {
        let home = view.home(id);
        let deleted = view.inside(&view.by.calls, home).any(|it| {
            it < id
                && view.method(it).is_some_and(|it| {
                    view.unit.name(it.name) == "delete"
                        && view.same(it.object, method.object)
                        && matches!(it.arguments, [only] if view.same(*only, key))
                })
        });
        if deleted {
            out.add(view, MotiveKind::ReinsertedLast, id, vec![(Role::Store, method.object)]);
        }
    }
}

/// Whether a condition tests that a number is not zero, or that it is (then with `true`).
fn zero_test(view: &View<'_>, condition: NodeId, number: NodeId) -> bool {
    // What may be anything but a number is no divisor: there, `/` may join paths.
    let is_number =
        view.unit.dialect.all_numbers_float || matches!(view.facts.types.of(number), Type::Integer | Type::Float);
    match view.kind(condition) {
        _ if view.same(condition, number) => is_number,
        Kind::Unary(code::UnaryOperator::Not, inner) => is_number && view.same(inner, number),
        Kind::Binary(_, left, right) if view.equality(condition).or(view.inequality(condition)).is_some() => {
            view.same(left, number) && view.is_integer(right, 0) || view.same(right, number) && view.is_integer(left, 0)
        }
        Kind::Binary(BinaryOperator::Greater | BinaryOperator::LessEqual, left, right) => {
            view.same(left, number) && view.is_integer(right, 0)
        }
        Kind::Binary(BinaryOperator::Less | BinaryOperator::GreaterEqual, left, right) => {
            view.same(right, number) && view.is_integer(left, 0)
        }
        _ => false,
    }
}

/// The divisors inside a node that are plain places.
fn divisors<'v>(view: &'v View<'v>, id: NodeId) -> impl Iterator<Item = NodeId> + 'v {
    let of = |it: NodeId| match view.kind(it) {
        // A text before the sign is filled with what stands behind it.
        Kind::Binary(BinaryOperator::Divide | BinaryOperator::FloorDivide | BinaryOperator::Modulo, of, by)
            if !matches!(view.kind(of), Kind::Text(_) | Kind::Template { .. }) =>
        {
            Some(by)
        }
        _ => None,
    };
    let own = of(id);
    own.into_iter()
        .chain(view.within(&view.by.binaries, id).iter().filter_map(move |&it| of(it)))
        .map(|it| view.peel(it))
}

/// Requires a choice by whether a number is zero, with a division by that number on one way or behind it.
/// Requires a test whether a file is there, and its opening after it.
pub(super) fn choice(view: &View<'_>, id: NodeId, out: &mut Out) {
    let Kind::If { condition, then, otherwise } = view.kind(id) else { return };
    let mut places: Vec<NodeId> = vec![then];
    places.extend(otherwise);
    if otherwise.is_none() && view.leaves(then) {
        // What follows in the same block runs only where the test let it.
        if let Some(block) = view.unit.parent(id)
            && let Kind::Block { body } = view.kind(block)
        {
            places.extend(view.list(body).iter().filter(|&&it| it > id).take(12));
        }
    }
    // Only a plain place or a comparison says anything of a divisor.
    if !matches!(
        view.kind(condition),
        Kind::Name(_) | Kind::Member { .. } | Kind::Unary(..) | Kind::Binary(..) | Kind::Call { .. }
    ) {
        places.clear();
    }
    for place in &places {
        if let Some(by) = divisors(view, *place).find(|&by| zero_test(view, condition, by)) {
            out.add(view, MotiveKind::DivisionGuard, condition, vec![(Role::Value, by)]);
            break;
        }
    }
    let tests = |it: NodeId| -> Option<NodeId> {
        let (_, arguments, _) = view.call(it)?;
        let known = matches!(
            view.unit.text(view.call(it)?.0),
            "os.path.exists" | "os.path.isfile" | "fs.existsSync" | "existsSync"
        );
        arguments.first().copied().filter(|_| known && arguments.len() == 1)
    };
    let tested = tests(condition).or_else(|| view.within(&view.by.calls, condition).iter().find_map(|&it| tests(it)));
    if let Some(path) = tested {
        let home = view.home(id);
        let opened = view.inside(&view.by.calls, home).any(|it| {
            it > condition
                && matches!(view.called(it), "open" | "readFileSync" | "createReadStream")
                && view.call(it).is_some_and(|it| it.1.first().is_some_and(|&it| view.same(it, path)))
        });
        if opened {
            out.add(view, MotiveKind::CheckBeforeOpen, condition, vec![(Role::Resource, path)]);
        }
    }
}

/// Requires a look-up or an opening alone in a `try`, and a handler for the one error that says that nothing was there.
pub(super) fn attempt(view: &View<'_>, id: NodeId, out: &mut Out) {
    let Kind::Try { body, handlers, .. } = view.kind(id) else { return };
    let (&[only], &[handler]) = (view.statements(&body), view.list(handlers)) else { return };
    let Kind::Handler { types, body, .. } = view.kind(handler) else { return };
    let &[caught] = view.list(types) else { return };
    let text = view.last_text(caught);
    let looks_up = match text {
        "KeyError" | "IndexError" => !view.within(&view.by.indices, only).is_empty(),
        "AttributeError" => !view.within(&view.by.members, only).is_empty(),
        "FileNotFoundError" => !view.within(&view.by.calls, only).is_empty(),
        _ => false,
    };
    let raises = view.inside(&view.by.throws, body).next().is_some();
    if looks_up && !raises {
        out.add(view, MotiveKind::TriesFirst, id, vec![(Role::Error, caught)]);
    }
}

/// Requires, in a function that waits, a block of its own that takes a lock, waits for nothing, and ends before the function waits.
pub(super) fn block(view: &View<'_>, id: NodeId, out: &mut Out) {
    if !view.unit.dialect.ownership {
        return;
    }
    let Some(function) = view.owner(id) else { return };
    let it = view.unit.function(function);
    // The body of a function, a loop or a choice is no block of its own.
    let stands_alone = view.unit.parent(id).is_some_and(|parent| {
        matches!(view.kind(parent), Kind::Block { .. })
            || matches!(view.kind(parent), Kind::Let { value: Some(value), .. } if value == id)
    });
    if !stands_alone || !it.modifiers.has(Modifiers::ASYNC) {
        return;
    }
    let locks = view.inside(&view.by.writes, id).any(|write| {
        view.assignment(write).is_some_and(|(_, value)| {
            view.called(value) == "lock"
                || view.method(value).is_some_and(|it| it.word == Word::Unwrap && view.called(it.object) == "lock")
        })
    });
    let waits_inside = view.inside(&view.by.awaits, id).next().is_some();
    let waits_behind = view.inside(&view.by.awaits, it.node).any(|wait| wait > id);
    if locks && !waits_inside && waits_behind {
        out.add(view, MotiveKind::LockEndsBeforeWait, id, vec![]);
    }
}

/// Requires an import in a function, a check that states what must hold, or a choice in one expression around a division.
pub(super) fn other(view: &View<'_>, id: NodeId, out: &mut Out) {
    match view.kind(id) {
        Kind::Import(import)
            if view.owner(id).is_some()
                && view.unit.dialect.shared_defaults
                && !view.unit.imports[import.index()].module.is_empty() =>
        {
            out.add(view, MotiveKind::LocalImport, id, vec![]);
        }
        Kind::Assert(..) if view.unit.dialect.shared_defaults => {
            let is_test = view.owner(id).is_some_and(|it| {
                let it = view.unit.function(it);
                it.modifiers.has(Modifiers::TEST)
                    || it.name.is_some_and(|name| view.unit.text(name).starts_with("test"))
            });
            if view.owner(id).is_some() && !is_test {
                out.add(view, MotiveKind::Assertion, id, vec![]);
            }
        }
        Kind::Conditional { condition, then, otherwise } => {
            let by = [then, otherwise]
                .into_iter()
                .find_map(|it| divisors(view, it).find(|&by| zero_test(view, condition, by)));
            if let Some(by) = by {
                out.add(view, MotiveKind::DivisionGuard, id, vec![(Role::Value, by)]);
            }
        }
        _ => {}
    }
}

/// Requires a function that gives back several functions under names, one of which sets a variable of it that another one uses.
pub(super) fn function(view: &View<'_>, function: code::FunctionId, out: &mut Out) {
    let Some(Kind::Mapping(entries)) = view.final_value(function).map(|it| view.kind(it)) else { return };
    let given: Vec<NodeId> = view
        .list(entries)
        .iter()
        .filter_map(|&it| match view.kind(it) {
            Kind::Function(_) => Some(it),
            Kind::Entry { value, .. } if matches!(view.kind(value), Kind::Function(_)) => Some(value),
            _ => None,
        })
        .take(24)
        .collect();
    let node = view.unit.function(function).node;
    for write in view.inside(&view.by.writes, node).take(24) {
        let Kind::Let { target, .. } = view.kind(write) else { continue };
        let Some(name) = view.symbol(target) else { continue };
        let users = given.iter().filter(|&&it| view.mentions(it, name)).count();
        let is_set = given.iter().any(|&it| {
            view.within(&view.by.writes, it).iter().any(|&it| match view.kind(it) {
                Kind::Assign { target, .. } | Kind::Update { target, .. } => view.symbol(target) == Some(name),
                _ => false,
            })
        });
        if users >= 2 && is_set {
            out.add(view, MotiveKind::SharedVariable, write, vec![(Role::Name, target)]);
            return;
        }
    }
}
