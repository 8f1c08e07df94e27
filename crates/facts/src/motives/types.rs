//! Choices that types, attributes and signatures show.

use code::{FunctionForm, FunctionId, Kind, Modifiers, NodeId, ParameterForm, TypeForm};

use super::{MotiveKind, Out};
use crate::Role;
use crate::view::View;

/// The last name of a type's head: `Arc` of `std::sync::Arc<T>`.
fn head<'v>(view: &View<'v>, id: NodeId) -> &'v str {
    let text = view.unit.text(id);
    text.split('<').next().unwrap_or("").rsplit("::").next().unwrap_or("").trim()
}

/// Requires a type of the standard library, in a language where values have owners, with what it is made for in its brackets.
pub(super) fn expression(view: &View<'_>, id: NodeId, out: &mut Out) {
    let Kind::TypeExpression { form, parts } = view.kind(id) else { return };
    if !view.unit.dialect.ownership || form != TypeForm::Named || parts.len() < 2 {
        return;
    }
    let kind = match head(view, id) {
        "Cow" => MotiveKind::CopyOnWrite,
        "Arc" => MotiveKind::CountedOwnerAcrossThreads,
        "Rc" => MotiveKind::CountedOwner,
        "RefCell" | "Cell" => MotiveKind::InteriorMutability,
        "Box" if view.unit.text(id).contains("<dyn ") => MotiveKind::BoxedContract,
        "PhantomData" => MotiveKind::Phantom,
        "Pin" => MotiveKind::PinnedInPlace,
        "OnceLock" | "OnceCell" | "LazyLock" | "LazyCell" => MotiveKind::MadeOnFirstUse,
        _ => return,
    };
    out.add(view, kind, id, vec![(Role::Name, id)]);
}

/// Requires an attribute of the language itself.
pub(super) fn attribute(view: &View<'_>, id: NodeId, value: NodeId, out: &mut Out) {
    if !view.unit.dialect.ownership {
        return;
    }
    let text = view.unit.text(id);
    let inside = text.trim_start_matches(['#', '!', '[']).trim_end_matches(']').trim();
    let kind = match inside.split(['(', ' ', '=']).next().unwrap_or("") {
        "inline" if !inside.contains("never") => MotiveKind::InlineHint,
        "must_use" => MotiveKind::MustUse,
        "cold" => MotiveKind::ColdPath,
        "non_exhaustive" => MotiveKind::NonExhaustive,
        "repr" if inside.contains("transparent") => MotiveKind::TransparentLayout,
        "repr" if inside.contains("(C") => MotiveKind::StableLayout,
        _ => return,
    };
    out.add(view, kind, id, vec![(Role::Name, value)]);
}

/// Requires a field that the language itself hides from what stands outside of its class.
pub(super) fn field(view: &View<'_>, id: NodeId, name: NodeId, out: &mut Out) {
    if view.unit.text(name).starts_with('#') {
        out.add(view, MotiveKind::PrivateField, id, vec![(Role::Field, name)]);
    }
    if view.unit.dialect.shared_defaults && view.unit.text(name) == "__slots__" {
        out.add(view, MotiveKind::Slots, id, vec![]);
    }
}

/// Choices in the header of a function.
pub(super) fn function(view: &View<'_>, function: FunctionId, out: &mut Out) {
    let it = view.unit.function(function);
    let dialect = &view.unit.dialect;
    if dialect.ownership {
        if it.modifiers.has(Modifiers::CONSTANT) && it.body.is_some() && it.form != FunctionForm::Lambda {
            out.add(view, MotiveKind::ConstantFunction, it.node, vec![]);
        }
        if it.modifiers.has(Modifiers::UNSAFE) && it.body.is_some() {
            out.add(view, MotiveKind::UnsafeFunction, it.node, vec![]);
        }
        if it.modifiers.has(Modifiers::MOVE) && it.form == FunctionForm::Lambda {
            out.add(view, MotiveKind::MovedCapture, it.node, vec![]);
        }
        for &parameter in view.list(it.parameters) {
            owned_parameter(view, parameter, out);
        }
        if let Some(result) = it.result {
            let text = view.unit.text(result);
            if text.starts_with("impl ") && text.contains("Iterator") {
                out.add(view, MotiveKind::HiddenIterator, result, vec![]);
            }
        }
        if view.list(it.type_parameters).iter().any(|&it| view.unit.text(it).contains("?Sized")) {
            out.add(view, MotiveKind::UnsizedParameter, it.node, vec![]);
        }
    }
    let mut parameters = view.list(it.parameters).iter();
    let named = parameters
        .find(|&&it| matches!(view.kind(it), Kind::Parameter { form: ParameterForm::NamedOnly, default: Some(_), .. }));
    if let Some(&named) = named
        && dialect.shared_defaults
        && let Kind::Parameter { target, .. } = view.kind(named)
    {
        out.add(view, MotiveKind::NamedArguments, named, vec![(Role::Name, target)]);
    }
    sentinel_default(view, function, out);
}

/// Requires a parameter that takes borrowed text or a borrowed run of items, or anything that becomes a type.
fn owned_parameter(view: &View<'_>, parameter: NodeId, out: &mut Out) {
    let Kind::Parameter { target, annotation: Some(annotation), .. } = view.kind(parameter) else { return };
    let text = view.unit.text(annotation);
    let bare = text.trim_start_matches('&').trim_start();
    let bare = if bare.starts_with('\'') { bare.split_once(' ').map_or("", |it| it.1) } else { bare };
    if text.starts_with('&') && (bare == "str" || bare.starts_with('[') && !bare.contains(';')) {
        out.add(view, MotiveKind::BorrowedParameter, parameter, vec![(Role::Name, target)]);
    }
    let flexible = ["impl Into<", "impl AsRef<", "impl IntoIterator<", "impl ToString"];
    if flexible.iter().any(|start| text.starts_with(start)) {
        out.add(view, MotiveKind::FlexibleParameter, parameter, vec![(Role::Name, target)]);
    }
}

/// Requires a default that is a name of its own (no absent value, no truth value), and that the function compares the parameter
/// with by identity.
fn sentinel_default(view: &View<'_>, function: FunctionId, out: &mut Out) {
    let it = view.unit.function(function);
    if !view.unit.dialect.identity_operator {
        return;
    }
    for &parameter in view.list(it.parameters) {
        let Kind::Parameter { target, default: Some(default), .. } = view.kind(parameter) else { continue };
        let (Some(name), Some(mark)) = (view.symbol(target), view.symbol(default)) else { continue };
        if view.is_null(default) {
            continue;
        }
        let compared = view.inside(&view.by.binaries, it.node).any(|binary| {
            matches!(view.kind(binary), Kind::Binary(code::BinaryOperator::Is | code::BinaryOperator::IsNot, left, right)
                if view.symbol(left) == Some(name) && view.symbol(right) == Some(mark))
        });
        if compared {
            out.add(view, MotiveKind::SentinelDefault, parameter, vec![(Role::Value, default), (Role::Name, target)]);
        }
    }
}
