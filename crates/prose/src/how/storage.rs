//! What becomes of variables: which outlive their function, what they start as, which are only there to hold something.

use code::{Kind, NodeId};

use crate::draft::Context;
use crate::phrase;

/// What a declaration of a variable is marked with.
pub(super) fn modifiers_of(cx: &Context, node: NodeId) -> code::Modifiers {
    match cx.unit.kind(node) {
        Kind::Let { modifiers, .. } => modifiers,
        _ => code::Modifiers::default(),
    }
}

/// What an object does that takes a lock where it is made, and gives it back where it ends.
pub(super) fn locks(cx: &Context, value: NodeId) -> Option<String> {
    let Kind::Call { form: code::CallForm::New, .. } = cx.unit.kind(value) else { return None };
    let entry = cx.facts.call(value)?.library?;
    if !entry.effects.contains(&code::Effect::Locks) {
        return None;
    }
    phrase::does(cx, value)
}

/// Whether a variable that is declared without a value holds zero: a number, a pointer, or a row of them.
pub(super) fn starts_at_zero(cx: &Context, node: NodeId) -> bool {
    if !cx.unit.dialect.pointers {
        return false;
    }
    let Kind::Let { annotation: Some(of), .. } = cx.unit.kind(node) else { return true };
    let mut at = of;
    while let Kind::TypeExpression { form: code::TypeForm::Array, parts } = cx.unit.kind(at)
        && let Some(&inner) = cx.unit.list(parts).first()
    {
        at = inner;
    }
    !cx.unit.dialect.members_in_scope
        || matches!(
            cx.unit.kind(at),
            Kind::TypeExpression {
                form: code::TypeForm::Primitive | code::TypeForm::MutableReference | code::TypeForm::Reference,
                ..
            }
        )
        || matches!(cx.facts.types.of(of), facts::Type::Integer | facts::Type::Float)
}

/// Whether a variable of a function outlives its calls and can be set again.
pub(super) fn lives_on(cx: &Context, node: NodeId) -> bool {
    matches!(cx.unit.kind(node), Kind::Let { form: code::LetForm::Static, modifiers, .. }
        if modifiers.has(code::Modifiers::MUTABLE)
            && (cx.unit.dialect.pointers || cx.unit.dialect.closed_functions))
        && cx.unit.enclosing_function(node).is_some()
}
