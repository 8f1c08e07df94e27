//! Expressions over collections and text.

use code::{BinaryOperator, CallForm, ComprehensionForm, Kind, LoopForm, NodeId};

use super::{IdiomKind, Out, Role};
use crate::view::{View, Word};

/// Requires a chain of at least two calls that take a function and are named for the library's item-by-item operations; the chain's
/// outermost call owns it. Three or more other calls in a row on the result make a fluent chain.
pub(super) fn chain(view: &View<'_>, id: NodeId, out: &mut Out) {
    // Only from the outermost call.
    if let Some(parent) = view.unit.parent(id)
        && matches!(view.kind(parent), Kind::Member { .. })
        && matches!(view.unit.parent(parent).map(|it| view.kind(it)), Some(Kind::Call { callee, .. }) if callee == parent)
    {
        return;
    }
    let mut steps = 0;
    let mut functional = 0;
    let mut text = 0;
    let mut cleaned = false;
    let mut at = id;
    loop {
        match view.kind(at) {
            Kind::Propagate(inner) | Kind::Await(inner) => {
                at = inner;
                continue;
            }
            _ => {}
        }
        let Some(method) = view.method(at) else { break };
        if let Some((callee, ..)) = view.call(at)
            && matches!(view.kind(callee), Kind::Member { access: code::Access::Path, .. })
        {
            break;
        }
        steps += 1;
        let takes_function = method
            .arguments
            .first()
            .is_some_and(|&it| matches!(view.kind(it), Kind::Function(_) | Kind::Name(_) | Kind::Member { .. }));
        match method.word {
            // A function alone: with something before it, another kind of object is asked.
            Word::Map | Word::Filter if takes_function && method.arguments.len() == 1 => functional += 1,
            Word::Reduce if takes_function || functional == 0 && method.arguments.is_empty() => functional += 1,
            Word::Strip | Word::Case => {
                text += 1;
                cleaned = true;
            }
            Word::Replace if method.arguments.len() >= 2 => text += 1,
            _ => {}
        }
        at = method.object;
    }
    let span = view.unit.span(id);
    // `reduce` alone at the end, as in `.iter().sum()`, is not yet a pipeline.
    let begins = view.peel(at);
    if functional >= 2 {
        out.add(IdiomKind::FunctionalChain, id, span, vec![(Role::Sequence, begins)]);
    } else if text >= 2 && cleaned && text >= steps - 1 {
        out.add(IdiomKind::TextNormalisation, id, span, vec![(Role::Value, begins)]);
    } else if steps >= 4 && functional == 0 && text == 0 {
        let options = argument_count(view, id) >= 2;
        if options {
            out.add(IdiomKind::FluentChain, id, span, vec![(Role::Value, begins)]);
        }
    }
}

/// How many calls of a chain have arguments.
fn argument_count(view: &View<'_>, id: NodeId) -> usize {
    let mut at = id;
    let mut n = 0;
    while let Some(method) = view.method(at) {
        n += usize::from(!method.arguments.is_empty());
        at = method.object;
    }
    n
}

/// Requires a comprehension with one clause whose element is computed from the item: with a filter and the bare item, it only
/// picks; with a key it makes an index.
pub(super) fn comprehension(view: &View<'_>, id: NodeId, out: &mut Out) {
    let Kind::Comprehension { form, element, clauses } = view.kind(id) else { return };
    let &[clause] = view.list(clauses) else { return };
    let Kind::Clause { target, source, filters, .. } = view.kind(clause) else { return };
    let filter = view.list(filters).first().copied();
    let mut parts = vec![(Role::Sequence, source), (Role::Value, element)];
    parts.extend(filter.map(|it| (Role::Condition, it)));
    let kind = match form {
        ComprehensionForm::Mapping => IdiomKind::MappingComprehension,
        ComprehensionForm::Sequence | ComprehensionForm::Set if view.same(element, target) && filter.is_some() => {
            IdiomKind::FilterComprehension
        }
        ComprehensionForm::Sequence if view.mentions_pattern(element, target) => {
            if filter.is_some() {
                IdiomKind::FilterMapComprehension
            } else {
                IdiomKind::MapComprehension
            }
        }
        ComprehensionForm::Generator if view.mentions_pattern(element, target) && !view.unit.dialect.static_types => {
            IdiomKind::LazyComprehension
        }
        _ => return,
    };
    out.add(kind, id, view.unit.span(id), parts);
}

/// Requires a loop over `zip(a, b)` (or `a.iter().zip(b)`).
pub(super) fn zipped(view: &View<'_>, id: NodeId, out: &mut Out) -> bool {
    let source = match view.kind(id) {
        Kind::Loop(LoopForm::Each, parts) => parts.source,
        Kind::Clause { source, .. } => Some(source),
        _ => None,
    };
    let Some(source) = source else { return false };
    if view.called_name(source).is_none_or(|name| view.word(name) != Word::Zip) {
        return false;
    }
    let Some((callee, arguments, _)) = view.call(source) else { return false };
    let (first, second) = match (view.kind(callee), arguments) {
        (Kind::Member { object, access: code::Access::Dot, .. }, &[second]) => (object, second),
        (_, &[first, second, ..]) => (first, second),
        _ => return false,
    };
    if matches!(view.kind(first), Kind::Spread(_)) {
        return false;
    }
    out.add(IdiomKind::ZipIteration, id, view.unit.span(id), vec![(Role::Low, first), (Role::High, second)]);
    true
}

/// Requires a mapping literal of at least two entries whose values are all functions (of this text or written in place), and in
/// the same text an index into the name it is given to, or into it, that is called.
pub(super) fn dispatch_table(view: &View<'_>, id: NodeId, out: &mut Out) {
    let Kind::Mapping(entries) = view.kind(id) else { return };
    let entries = view.list(entries);
    if entries.len() < 2 {
        return;
    }
    let functions = entries.iter().all(|&entry| match view.kind(entry) {
        Kind::Entry { value, .. } => match view.kind(value) {
            Kind::Function(_) => true,
            Kind::Name(name) => view.function_named(name).is_some(),
            Kind::Member { object, name, .. } => view.kind(object) == Kind::This && view.function_named(name).is_some(),
            _ => false,
        },
        Kind::Function(_) => true,
        _ => false,
    });
    if !functions {
        return;
    }
    let Some(parent) = view.unit.parent(id) else { return };
    let Some((name, value)) = view.assignment(parent) else { return };
    if value != id {
        return;
    }
    let home = if matches!(view.kind(name), Kind::Member { .. }) || view.owner(id).is_none() {
        view.unit.root
    } else {
        view.home(id)
    };
    let looked_up = view.within(&view.by.indices, home).iter().copied().find(|&it| {
        matches!(view.kind(it), Kind::Index { object, .. } if view.same(object, name)) && called_later(view, it)
    });
    let looked_up = looked_up.or_else(|| {
        view.within(&view.by.calls, home).iter().copied().find(|&it| {
            view.method_is(it, Word::Get).is_some_and(|get| view.same(get.object, name)) && called_later(view, it)
        })
    });
    if let Some(looked_up) = looked_up {
        let key = match view.kind(looked_up) {
            Kind::Index { index, .. } => Some(index),
            _ => view.method(looked_up).and_then(|it| it.arguments.first().copied()),
        };
        let mut parts = vec![(Role::Store, name)];
        parts.extend(key.map(|it| (Role::Key, it)));
        out.add(IdiomKind::DispatchTable, id, view.unit.span(id).cover(view.unit.span(parent)), parts);
    }
}

/// Whether a value is called at once, or through the name that it is given to.
fn called_later(view: &View<'_>, id: NodeId) -> bool {
    match view.unit.parent(id).map(|it| (it, view.kind(it))) {
        Some((_, Kind::Call { callee, .. })) => callee == id,
        Some((parent, _)) => view.assignment(parent).is_some_and(|(target, value)| {
            value == id
                && view.symbol(target).is_some_and(|name| {
                    view.inside(&view.by.calls, view.home(id))
                        .any(|call| view.plain_call(call).is_some_and(|it| it.0 == name))
                })
        }),
        None => false,
    }
}

/// Requires a match (or switch) with at least three arms; where it is the whole body of a function, it owns the function.
pub(super) fn dispatch_match(view: &View<'_>, id: NodeId, out: &mut Out) {
    let Kind::Match { subject: Some(subject), arms } = view.kind(id) else { return };
    let arms = view.list(arms);
    if arms.len() < 3 {
        return;
    }
    // A field of the own object that the arms set: a state machine.
    if matches!(view.kind(view.peel(subject)), Kind::Member { .. } | Kind::Name(_)) {
        let sets = arms
            .iter()
            .filter(|&&arm| {
                view.inside(&view.by.writes, arm).any(|write| {
                    matches!(view.kind(write), Kind::Assign { target, operator: None, value } if view.same(target, subject) && is_state(view, value))
                })
            })
            .count();
        if sets >= 2 {
            out.add(IdiomKind::StateMachine, id, view.unit.span(id), vec![(Role::Field, subject)]);
            return;
        }
    }
    // What each arm makes: a construction as its value or `return`, of at least two types.
    let mut made: Vec<NodeId> = Vec::new();
    let mut distinct = 0;
    for &arm in arms {
        let Kind::Arm { body, .. } = view.kind(arm) else { continue };
        let Some(&last) = view.statements(&body).last() else { continue };
        let value = match view.kind(last) {
            Kind::Return(Some(value)) => value,
            _ => last,
        };
        if let Some((callee, _, CallForm::New)) = view.call(value) {
            distinct += usize::from(!made.iter().any(|&it| view.same(it, callee)));
            made.push(callee);
        }
    }
    let whole = view.owner(id).is_some_and(|function| view.final_value(function) == Some(id));
    let owner = if whole { view.home(id) } else { id };
    let kind =
        if distinct >= 2 && made.len() + 1 >= arms.len() { IdiomKind::Factory } else { IdiomKind::MatchDispatch };
    out.add(kind, owner, view.unit.span(id), vec![(Role::Value, subject)]);
}

/// Whether a value names a state: a constant, or an alternative of a type with what it carries.
fn is_state(view: &View<'_>, id: NodeId) -> bool {
    match view.kind(id) {
        Kind::Member { .. } | Kind::Integer | Kind::Text(_) | Kind::Record { .. } => true,
        Kind::Name(_) => view.unit.text(id).starts_with(char::is_uppercase),
        Kind::Call { callee, .. } => matches!(view.kind(callee), Kind::Member { access: code::Access::Path, name, .. }
            if view.unit.name(name).starts_with(char::is_uppercase)),
        _ => false,
    }
}

/// Requires `x[::-1]`, `x.split("").reverse().join("")`, `x.chars().rev().collect()`; compared with `x`, a palindrome test.
pub(super) fn reversal(view: &View<'_>, id: NodeId, out: &mut Out) {
    let Some(original) = reversed(view, id) else { return };
    if let Some(parent) = view.unit.parent(id)
        && let Some((left, right)) = view.equality(parent)
    {
        let other = if left == id { right } else { left };
        if view.same(other, original) {
            out.add(IdiomKind::PalindromeComparison, parent, view.unit.span(parent), vec![(Role::Sequence, original)]);
            return;
        }
    }
    out.add(IdiomKind::Reversal, id, view.unit.span(id), vec![(Role::Sequence, original)]);
}

fn reversed(view: &View<'_>, id: NodeId) -> Option<NodeId> {
    match view.kind(id) {
        Kind::Index { object, index, .. } => match view.kind(index) {
            Kind::Slice { start: None, end: None, step: Some(step) } if view.is_integer(step, -1) => Some(object),
            _ => None,
        },
        Kind::Call { .. } => {
            let method = view.method(id)?;
            match method.word {
                Word::Join => {
                    let reverse = view.method_is(method.object, Word::Reverse)?;
                    let split = view.method_is(reverse.object, Word::Split)?;
                    Some(split.object)
                }
                Word::Collect => {
                    let reverse = view.method_is(method.object, Word::Reverse)?;
                    let chars = view.method_is(reverse.object, Word::Iter)?;
                    Some(chars.object)
                }
                _ => None,
            }
        }
        _ => None,
    }
}

/// Requires an equality of two sorted (or counted) values of different names: `sorted(a) == sorted(b)`.
pub(super) fn anagram(view: &View<'_>, id: NodeId, out: &mut Out) {
    let Some((left, right)) = view.equality(id) else { return };
    let inner = |it: NodeId| match view.plain_call(it) {
        Some((name, &[only])) if view.word(name) == Word::Sorted || view.unit.name(name) == "Counter" => {
            Some((name, only))
        }
        _ => None,
    };
    if let (Some((f, a)), Some((g, b))) = (inner(left), inner(right))
        && f == g
        && !view.same(a, b)
    {
        out.add(IdiomKind::SameItemsTest, id, view.unit.span(id), vec![(Role::Low, a), (Role::High, b)]);
    }
}

/// Requires a position of a tree or nested data reached by `a?.b?.c` with at least two optional steps.
pub(super) fn optional_chain(view: &View<'_>, id: NodeId, out: &mut Out) {
    let Kind::Member { access: code::Access::Optional, .. } = view.kind(id) else { return };
    if matches!(
        view.unit.parent(id).map(|it| view.kind(it)),
        Some(Kind::Member { .. } | Kind::Call { .. } | Kind::Index { .. })
    ) {
        return;
    }
    let mut at = id;
    let mut optional = 0;
    loop {
        at = match view.kind(at) {
            Kind::Member { object, access, .. } => {
                optional += u32::from(access == code::Access::Optional);
                object
            }
            Kind::Index { object, optional: is, .. } => {
                optional += u32::from(is);
                object
            }
            Kind::Call { callee, .. } => callee,
            _ => break,
        };
    }
    if optional >= 2 {
        out.add(IdiomKind::OptionalChain, id, view.unit.span(id), vec![(Role::Value, at)]);
    }
}

/// Requires that all arguments of `zip` are spread from one value: rows become columns.
pub(super) fn transpose(view: &View<'_>, id: NodeId, out: &mut Out) {
    let Some((name, &[only])) = view.plain_call(id) else { return };
    if view.word(name) == Word::Zip
        && let Kind::Spread(rows) = view.kind(only)
    {
        out.add(IdiomKind::Transpose, id, view.unit.span(id), vec![(Role::Sequence, rows)]);
    }
}

/// Requires `array.reduce(f, {})` or another empty mapping or list as the start: a fold into a collection.
pub(super) fn fold_into(view: &View<'_>, id: NodeId, out: &mut Out) {
    let Some(method) = view.method_is(id, Word::Reduce) else { return };
    let (function, start) = match *method.arguments {
        [function, start] if matches!(view.kind(function), Kind::Function(_)) => (function, start),
        [start, function] if matches!(view.kind(function), Kind::Function(_)) => (function, start),
        _ => return,
    };
    let parts = vec![(Role::Sequence, method.object), (Role::Function, function), (Role::Fallback, start)];
    let empty = match view.kind(start) {
        Kind::Mapping(list) | Kind::Sequence(list) => list.is_empty(),
        _ => matches!(view.call(start), Some((_, [], CallForm::New))),
    };
    let sum = view.is_integer(start, 0)
        && matches!(view.kind(function), Kind::Function(f) if view.final_value(f).is_some_and(|it| matches!(view.kind(it), Kind::Binary(BinaryOperator::Add, ..))));
    let kind = if empty {
        IdiomKind::FoldIntoCollection
    } else if sum {
        IdiomKind::FoldSum
    } else {
        return;
    };
    out.add(kind, id, view.unit.span(id), parts);
}
