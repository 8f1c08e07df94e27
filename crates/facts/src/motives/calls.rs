//! Choices that a call of the library shows.

use code::{Kind, NodeId};

use super::{MotiveKind, Out};
use crate::view::View;
use crate::{Role, Type};

/// What the library calls a call, or nothing where the library does not know it.
fn path(view: &View<'_>, id: NodeId) -> &'static str {
    view.facts.call(id).and_then(|call| call.library).map_or("", |entry| entry.path)
}

/// Whether a function is handed over where it is written.
fn takes_function(view: &View<'_>, arguments: &[NodeId]) -> bool {
    matches!(arguments, [only] if matches!(view.kind(*only), Kind::Function(_)))
}

/// Calls that have one reason wherever they stand. Requires the library's own name for the call, or a name that only one
/// thing has in its language.
pub(super) fn call(view: &View<'_>, id: NodeId, out: &mut Out) {
    let Some((callee, arguments, _)) = view.call(id) else { return };
    let called = view.called(id);
    let dialect = &view.unit.dialect;
    let path = path(view, id);
    let kind = match path {
        "heapq.nlargest" | "heapq.nsmallest" | "heapq.heappush" | "heapq.heappop" | "heapq.heapify"
        | "heapq.heapreplace" | "heapq.heappushpop" => Some(MotiveKind::Heap),
        "collections.deque" => Some(MotiveKind::DoubleEndedQueue),
        "collections.defaultdict" => Some(MotiveKind::FirstValueByItself),
        "functools.wraps" => Some(MotiveKind::KeptName),
        "decimal.Decimal" | "fractions.Fraction" => Some(MotiveKind::ExactNumbers),
        "os.urandom" | "crypto.getRandomValues" | "crypto.randomBytes" | "crypto.randomUUID" => {
            Some(MotiveKind::SecureRandom)
        }
        "Math.random" | "random.random" | "random.choice" | "random.randint" | "random.shuffle" | "random.uniform"
        | "random.sample" => Some(MotiveKind::PlainRandom),
        _ if path.starts_with("secrets.") && !path.ends_with("compare_digest") => Some(MotiveKind::SecureRandom),
        _ => None,
    };
    if let Some(kind) = kind {
        out.add(view, kind, id, vec![(Role::Function, callee)]);
    }
    if matches!(
        called,
        "compare_digest" | "timingSafeEqual" | "ConstantTimeCompare" | "constant_time_eq" | "hash_equals"
    ) {
        out.add(view, MotiveKind::ConstantTime, id, vec![(Role::Function, callee)]);
    }
    if dialect.ownership {
        owned(view, id, callee, called, arguments, out);
    }
    if dialect.shared_defaults {
        early_end(view, id, arguments, called, out);
        if matches!(called, "Fraction" | "Decimal") && path.is_empty() && view.symbol(callee).is_some() {
            out.add(view, MotiveKind::ExactNumbers, id, vec![(Role::Function, callee)]);
        }
        // Requires a text with places to fill, the values beside it, and a call that logs.
        let logs = matches!(called, "debug" | "info" | "warning" | "error" | "critical" | "exception");
        if logs
            && arguments.len() >= 2
            && view.method(id).is_some()
            && view
                .literal(arguments[0])
                .is_some_and(|text| text.contains("%s") || text.contains("%d") || text.contains("%r"))
            && !arguments[1..].iter().all(|&it| matches!(view.kind(it), Kind::NamedArgument { .. }))
        {
            out.add(view, MotiveKind::LazyLogging, id, vec![(Role::Function, callee)]);
        }
    }
    sorts(view, id, path, called, arguments, out);
}

/// Calls of a language where values have owners.
fn owned(view: &View<'_>, id: NodeId, callee: NodeId, called: &str, arguments: &[NodeId], out: &mut Out) {
    let text = view.unit.text(callee);
    let is_method = view.method(id).is_some() && !text.contains("::") || text.contains('(') || text.contains('.');
    let kind = match called {
        "any" if is_method && takes_function(view, arguments) => MotiveKind::StopsAtFirstHit,
        "all" if is_method && takes_function(view, arguments) => MotiveKind::StopsAtFirstFailure,
        // What reads or writes through a store of a fixed size never grows.
        "with_capacity" if !text.contains("Buf") || text.contains("PathBuf") => MotiveKind::PreparedCapacity,
        "reserve" | "try_reserve"
            if view.method(id).is_some_and(|it| {
                matches!(view.facts.types.of(it.object), Type::List | Type::Map | Type::Set | Type::Text)
            }) =>
        {
            MotiveKind::PreparedCapacity
        }
        "take" if text.ends_with("mem::take") || is_method && arguments.is_empty() => MotiveKind::TakenOut,
        "replace" if text.ends_with("mem::replace") => MotiveKind::TakenOut,
        "new" if text.ends_with("ManuallyDrop::new") => MotiveKind::DropAvoided,
        "forget" if text.ends_with("mem::forget") || text == "forget" => MotiveKind::DropAvoided,
        "or_insert" | "or_insert_with" | "or_default" | "or_insert_with_key"
            if view.method(id).is_some_and(|it| view.called(it.object) == "entry") =>
        {
            MotiveKind::EntryLookup
        }
        "sort_unstable" | "sort_unstable_by" | "sort_unstable_by_key" => MotiveKind::UnstableSort,
        "debug_assert" | "debug_assert_eq" | "debug_assert_ne" => MotiveKind::DebugAssertion,
        // A safe function of such a name leaves nothing to its caller.
        _ if (called.ends_with("_unchecked") || called.ends_with("_unchecked_mut")) && is_unsafe(view, id) => {
            MotiveKind::UncheckedAccess
        }
        // An address that is moved is no number that starts over.
        _ if called.starts_with("wrapping_") && !text.contains("ptr") => MotiveKind::WrappingArithmetic,
        _ if called.starts_with("checked_") && is_method => MotiveKind::CheckedArithmetic,
        _ if called.starts_with("saturating_") => MotiveKind::SaturatingArithmetic,
        _ => return,
    };
    out.add(view, kind, id, vec![(Role::Function, callee)]);
}

/// Requires `any` or `all` over a series that is made while it is read.
fn early_end(view: &View<'_>, id: NodeId, arguments: &[NodeId], called: &str, out: &mut Out) {
    let is_lazy = |it: NodeId| match view.kind(it) {
        Kind::Comprehension { form, .. } => form == code::ComprehensionForm::Generator,
        Kind::Call { .. } => matches!(view.called(it), "map" | "filter") && view.plain_call(it).is_some(),
        _ => false,
    };
    if view.plain_call(id).is_none() || !matches!(arguments, [only] if is_lazy(*only)) {
        return;
    }
    match called {
        "any" => out.add(view, MotiveKind::StopsAtFirstHit, id, vec![]),
        "all" => out.add(view, MotiveKind::StopsAtFirstFailure, id, vec![]),
        _ => {}
    }
}

/// Sorting: the library's sorts that keep equal items in order, and keys to sort by.
fn sorts(view: &View<'_>, id: NodeId, path: &str, called: &str, arguments: &[NodeId], out: &mut Out) {
    let dialect = &view.unit.dialect;
    let is_list = || view.method(id).is_some_and(|it| view.facts.types.of(it.object) == Type::List);
    let stable = match called {
        "sorted" => path == "sorted",
        "sort" => {
            path == "list.sort" || dialect.object_literals && is_list() || dialect.ownership && arguments.is_empty()
        }
        "sort_by" | "sort_by_key" | "sort_by_cached_key" => dialect.ownership && view.method(id).is_some(),
        "toSorted" => dialect.object_literals && view.method(id).is_some(),
        _ => false,
    };
    if stable {
        out.add(view, MotiveKind::StableSort, id, vec![]);
    }
    let is_key =
        |&it: &NodeId| matches!(view.kind(it), Kind::NamedArgument { name, .. } if view.unit.text(name) == "key");
    if dialect.shared_defaults
        && matches!(called, "sorted" | "sort" | "min" | "max")
        && let Some(&key) = arguments.iter().find(|it| is_key(it))
    {
        out.add(view, MotiveKind::SortKey, id, vec![(Role::Key, key)]);
    }
    let sorts_keys = dialect.shared_defaults
        && arguments.iter().any(|&it| {
            matches!(view.kind(it), Kind::NamedArgument { name, value } if view.unit.text(name) == "sort_keys"
                && view.kind(value) == Kind::Boolean(true))
        });
    let keys_sorted = dialect.object_literals
        && called == "sort"
        && view.method(id).is_some_and(|it| view.unit.text(it.object).starts_with("Object.keys("));
    if sorts_keys || keys_sorted {
        out.add(view, MotiveKind::OrderIndependent, id, vec![]);
    }
}

/// Requires an ordering of an atomic operation.
pub(super) fn member(view: &View<'_>, id: NodeId, out: &mut Out) {
    let Kind::Member { object, name, .. } = view.kind(id) else { return };
    if !view.unit.dialect.ownership || view.last_text(object) != "Ordering" {
        return;
    }
    match view.unit.name(name) {
        "Acquire" | "Release" | "AcqRel" => out.add(view, MotiveKind::AcquireRelease, id, vec![]),
        "Relaxed" => out.add(view, MotiveKind::RelaxedOrdering, id, vec![]),
        _ => {}
    }
}

/// Whether a node stands where the author answers for what the compiler cannot check.
fn is_unsafe(view: &View<'_>, id: NodeId) -> bool {
    view.unit.ancestors(id).any(|at| match view.kind(at) {
        Kind::Scoped(code::ScopeForm::Unsafe, _) => true,
        Kind::Function(function) => view.unit.function(function).modifiers.has(code::Modifiers::UNSAFE),
        _ => false,
    })
}
