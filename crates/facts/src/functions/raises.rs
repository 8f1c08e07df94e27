//! What a function signals itself.

use code::{CallForm, Effect, Kind, NodeId, Unit};

use super::{Raise, Returned, outcome};
use crate::{BindingKind, Facts, Target};

/// The value of a returned error: what stands in `Err(…)`.
pub(crate) fn error_value(unit: &Unit, facts: &Facts, node: NodeId) -> Option<NodeId> {
    if let Some(Returned::Failure { error, .. }) = outcome::of(unit, facts, node) {
        return Some(error);
    }
    let Kind::Call { callee, arguments, .. } = unit.kind(node) else { return None };
    let failure = unit.dialect.failure;
    let is_failure =
        !failure.is_empty() && unit.name_of(callee) == Some(failure) && facts.scopes.resolve(callee).is_none();
    match unit.list(arguments) {
        [only] if is_failure => Some(*only),
        _ => None,
    }
}

/// Whether an exit signals an error: a `throw`, a returned error, a call that only signals.
pub(crate) fn leaves_with_error(unit: &Unit, facts: &Facts, exit: NodeId) -> bool {
    match unit.kind(exit) {
        Kind::Throw(..) => true,
        Kind::Return(Some(value)) => error_value(unit, facts, value).is_some(),
        Kind::Call { .. } => signals(unit, facts, exit) || error_value(unit, facts, exit).is_some(),
        _ => false,
    }
}

/// Whether a call is a macro that only signals an error.
pub(super) fn signals(unit: &Unit, facts: &Facts, call: NodeId) -> bool {
    let Kind::Call { arguments, form: CallForm::Macro, .. } = unit.kind(call) else { return false };
    let raises =
        facts.call(call).and_then(|call| call.library).is_some_and(|entry| entry.effects.contains(&Effect::Raises));
    // An assertion has a condition first, a plain signal only a message.
    raises && unit.list(arguments).first().is_none_or(|&first| is_text(unit, first))
}

fn is_text(unit: &Unit, node: NodeId) -> bool {
    matches!(unit.kind(node), Kind::Text(_) | Kind::Template { .. })
}

/// The facts of a signal. `node` is the whole of it, `value` the error.
pub(super) fn raise(unit: &Unit, facts: &Facts, node: NodeId, value: Option<NodeId>) -> Raise {
    let (error, message) = value.map_or((None, None), |value| error_and_message(unit, facts, value));
    Raise { node, error, message, condition: condition(unit, node) }
}

fn error_and_message(unit: &Unit, facts: &Facts, value: NodeId) -> (Option<NodeId>, Option<NodeId>) {
    match unit.kind(value) {
        Kind::Text(_) | Kind::Template { .. } => (None, Some(value)),
        Kind::Call { callee, arguments, form } => {
            let message = unit.list(arguments).iter().copied().find_map(|argument| match unit.kind(argument) {
                Kind::NamedArgument { value, .. } if is_text(unit, value) => Some(value),
                _ if is_text(unit, argument) => Some(argument),
                _ => None,
            });
            // `"text".into()`.
            if let Kind::Member { object, .. } = unit.kind(callee)
                && is_text(unit, object)
            {
                return (None, Some(object));
            }
            let is_type = form == CallForm::New || names_type(unit, facts, callee);
            (is_type.then_some(callee), message)
        }
        Kind::Record { of, .. } => (Some(of), None),
        Kind::Name(_) | Kind::Member { .. } if names_type(unit, facts, value) => (Some(value), None),
        _ => (None, None),
    }
}

/// Whether a name or a path stands for a type or an alternative, not for a variable or a function that makes errors.
fn names_type(unit: &Unit, facts: &Facts, node: NodeId) -> bool {
    if !unit.dialect.capital_types {
        return facts.scopes.binding_of(node).is_some_and(|binding| binding.kind == BindingKind::Type);
    }
    // Of a name with its namespace before it, the last part says what it is.
    let capital = |text: &str| {
        let last = text.rsplit('\\').next().unwrap_or(text);
        last.trim_start_matches('_').starts_with(char::is_uppercase)
    };
    match unit.kind(node) {
        Kind::Name(symbol) => {
            capital(unit.name(symbol))
                && facts
                    .scopes
                    .binding_of(node)
                    .is_none_or(|binding| matches!(binding.kind, BindingKind::Type | BindingKind::Import))
        }
        Kind::Member { name, .. } => {
            let own = facts.call(unit.parent(node).unwrap_or(node)).map(|call| call.target);
            capital(unit.name(name)) && !matches!(own, Some(Target::Own(_)))
        }
        _ => false,
    }
}

/// The one `if` that decides it.
fn condition(unit: &Unit, node: NodeId) -> Option<NodeId> {
    let mut below = node;
    let mut found = None;
    for up in unit.ancestors(node) {
        match unit.kind(up) {
            Kind::Function(_) => break,
            Kind::If { condition, then, .. } => {
                // Part of a chain, or under another choice: more than one test decides.
                if found.is_some() || then != below {
                    return None;
                }
                found = Some(condition);
            }
            Kind::Arm { .. } | Kind::Handler { .. } | Kind::Conditional { .. } | Kind::Binary(..) => return None,
            _ => {}
        }
        below = up;
    }
    found
}

/// Whether a handler around a node in the same function may keep its error from leaving.
pub(super) fn is_caught(unit: &Unit, node: NodeId) -> bool {
    let mut below = node;
    for up in unit.ancestors(node) {
        match unit.kind(up) {
            Kind::Function(_) => return false,
            Kind::Try { body, handlers, .. } if body == below && !handlers.is_empty() => return true,
            Kind::Scoped(code::ScopeForm::Try, _) => return true,
            _ => {}
        }
        below = up;
    }
    false
}
