//! Choices in languages whose objects have prototypes, and in pages.

use code::{BinaryOperator, CallForm, Kind, NodeId, UnaryOperator};

use super::{MotiveKind, Out};
use crate::Role;
use crate::view::View;

/// Whether an object literal says that an option holds.
fn has_option(view: &View<'_>, id: NodeId, wanted: &str) -> bool {
    let Kind::Mapping(entries) = view.kind(id) else { return false };
    view.list(entries).iter().any(|&it| {
        matches!(view.kind(it), Kind::Entry { key, value, .. }
            if view.unit.text(key) == wanted && view.kind(value) == Kind::Boolean(true))
    })
}

/// The function that is handed over first, if it is written there.
fn first_function(view: &View<'_>, arguments: &[NodeId]) -> Option<code::FunctionId> {
    match view.kind(*arguments.first()?) {
        Kind::Function(function) => Some(function),
        _ => None,
    }
}

/// Calls that have one reason wherever they stand.
pub(super) fn call(view: &View<'_>, id: NodeId, out: &mut Out) {
    if !view.unit.dialect.object_literals {
        return;
    }
    let Some((callee, arguments, form)) = view.call(id) else { return };
    let (text, called) = (view.unit.text(callee), view.called(id));
    let is_hook = text == called || text.starts_with("React.");
    let is_method = view.method(id).is_some();
    let kind = match called {
        "useMemo" if is_hook && arguments.len() == 2 => MotiveKind::MemoizedValue,
        "useCallback" if is_hook && arguments.len() == 2 => MotiveKind::MemoizedCallback,
        "useRef" if is_hook => MotiveKind::RenderReference,
        "memo" if view.facts.call(id).and_then(|it| it.library).is_some_and(|it| it.path == "react.memo") => {
            MotiveKind::MemoizedComponent
        }
        "useState" if is_hook && first_function(view, arguments).is_some() => MotiveKind::LazyInitialValue,
        "useEffect" | "useLayoutEffect" if is_hook && gives_cleanup(view, arguments) => MotiveKind::CleanedEffect,
        "create" if text == "Object.create" && matches!(arguments, [only] if view.kind(*only) == Kind::Null) => {
            MotiveKind::PrototypeFree
        }
        "call" if text.ends_with("hasOwnProperty.call") => MotiveKind::OwnPropertyTest,
        "hasOwn" if text == "Object.hasOwn" => MotiveKind::OwnPropertyTest,
        "freeze" if text == "Object.freeze" => MotiveKind::FreezesObject,
        "is" if text == "Object.is" => MotiveKind::NotANumber,
        "isNaN" if text == "Number.isNaN" => MotiveKind::NotANumber,
        "WeakMap" | "WeakSet" if form == CallForm::New => MotiveKind::WeakKeys,
        "AbortController" if form == CallForm::New => MotiveKind::Abortable,
        "Symbol" if text == "Symbol" && form == CallForm::Plain => MotiveKind::UniqueSymbol,
        "queueMicrotask" | "setImmediate" if text == called => MotiveKind::DeferredCall,
        "nextTick" if text == "process.nextTick" => MotiveKind::DeferredCall,
        "setTimeout" if matches!(arguments, [_, wait] if view.is_integer(*wait, 0)) => MotiveKind::DeferredCall,
        "requestAnimationFrame" => MotiveKind::FrameTimed,
        "some" if is_method && first_function(view, arguments).is_some() => MotiveKind::StopsAtFirstHit,
        "every" if is_method && first_function(view, arguments).is_some() => MotiveKind::StopsAtFirstFailure,
        "getRandomValues" => MotiveKind::SecureRandom,
        "addEventListener" => {
            let Some(&options) = arguments.get(2) else { return };
            if has_option(view, options, "passive") {
                out.add(view, MotiveKind::PassiveListener, id, vec![]);
            }
            if has_option(view, options, "once") {
                out.add(view, MotiveKind::OnceListener, id, vec![]);
            }
            return;
        }
        _ => return,
    };
    out.add(view, kind, id, vec![(Role::Function, callee)]);
}

/// Requires an effect whose function gives another one back, which undoes it.
fn gives_cleanup(view: &View<'_>, arguments: &[NodeId]) -> bool {
    let Some(function) = first_function(view, arguments) else { return false };
    let node = view.unit.function(function).node;
    view.inside(&view.by.returns, node)
        .any(|it| matches!(view.kind(it), Kind::Return(Some(value)) if matches!(view.kind(value), Kind::Function(_))))
}

/// Comparisons that ask for more than they seem to.
pub(super) fn binary(view: &View<'_>, id: NodeId, out: &mut Out) {
    if !view.unit.dialect.object_literals {
        return;
    }
    let Kind::Binary(operator, left, right) = view.kind(id) else { return };
    let compares =
        [BinaryOperator::Equal, BinaryOperator::NotEqual, BinaryOperator::StrictEqual, BinaryOperator::StrictNotEqual];
    if !compares.contains(&operator) {
        return;
    }
    if view.unit.text(left) == "process.env.NODE_ENV" && view.literal(right) == Some("production") {
        out.add(view, MotiveKind::ProductionBranch, id, vec![]);
    }
    // Requires a variable of the surroundings: one that the text itself declares is always there.
    if let Kind::Unary(UnaryOperator::TypeOf, of) = view.kind(left)
        && view.literal(right) == Some("undefined")
        && let Some("window" | "document" | "process" | "globalThis" | "self" | "navigator" | "global") =
            view.unit.name_of(of)
    {
        out.add(view, MotiveKind::TypeofMissing, id, vec![(Role::Name, of)]);
    }
    // `x !== x` holds for the one value that is not equal to itself.
    if view.symbol(left).is_some() && view.same(left, right) {
        out.add(view, MotiveKind::NotANumber, id, vec![]);
    }
}

/// Requires a list item with a key, made for each of several.
pub(super) fn other(view: &View<'_>, id: NodeId, out: &mut Out) {
    let Kind::Element { attributes, .. } = view.kind(id) else { return };
    let keyed = view
        .list(attributes)
        .iter()
        .find(|&&it| matches!(view.kind(it), Kind::Entry { key, .. } if view.unit.text(key) == "key"));
    let is_one_of_many = view.unit.ancestors(id).take(12).any(|it| match view.kind(it) {
        Kind::Loop(..) => true,
        Kind::Call { .. } => matches!(view.called(it), "map" | "flatMap" | "from"),
        _ => false,
    });
    if let Some(&key) = keyed.filter(|_| is_one_of_many) {
        out.add(view, MotiveKind::StableListKey, key, vec![]);
    }
}

/// Requires the name through which every object reaches its prototype, as a text that something is compared with.
pub(super) fn text(view: &View<'_>, id: NodeId, out: &mut Out) {
    if !view.unit.dialect.object_literals || view.literal(id) != Some("__proto__") {
        return;
    }
    let compares = view.unit.parent(id).is_some_and(|it| view.equality(it).is_some() || view.inequality(it).is_some());
    if compares {
        out.add(view, MotiveKind::PrototypeGuard, id, vec![]);
    }
}
