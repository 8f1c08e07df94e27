//! What goes wrong with objects that are values, not references: they are cut to a part of themselves, or ended as one.

use code::{BinaryOperator, DefinitionForm, DirectiveForm, Kind, LoopForm, Modifiers, NodeId, TypeForm};

use super::{HazardKind, Out};
use crate::view::View;
use crate::{Role, Type};

/// Whether objects are values that may be pointed to, in a language with classes.
fn has_object_values(view: &View<'_>) -> bool {
    view.unit.dialect.pointers && view.unit.dialect.members_in_scope
}

/// Requires a class that leaves a method open, inherits from nothing, and says nothing of how its objects end: whoever ends an
/// heir through a pointer to it does what the language does not define.
pub(super) fn plain_destructor(view: &View<'_>, id: NodeId, out: &mut Out) {
    let Kind::Type(definition) = view.kind(id) else { return };
    if !has_object_values(view) {
        return;
    }
    let definition = view.unit.type_definition(definition);
    let Some(name) = definition.name else { return };
    let is_class = matches!(definition.form, DefinitionForm::Class | DefinitionForm::Struct);
    if !is_class || !definition.bases.is_empty() {
        return;
    }
    let members = view.list(definition.members);
    let open = members.iter().any(|&member| match view.kind(member) {
        Kind::Function(function) => view.unit.function(function).modifiers.has(Modifiers::ABSTRACT),
        _ => false,
    });
    let ends = members.iter().any(|&member| match view.kind(member) {
        Kind::Function(function) => {
            view.unit.function(function).name.is_some_and(|name| view.unit.text(name).starts_with('~'))
        }
        Kind::Directive { form: DirectiveForm::Generate | DirectiveForm::Forbid, .. } => {
            view.unit.text(member).contains('~')
        }
        // What could not be read may be one.
        Kind::Opaque { .. } => true,
        _ => false,
    });
    if open && !ends {
        out.add(HazardKind::PlainDestructor, id, view.unit.span(name), vec![(Role::Name, name)]);
    }
}

/// Requires a handler that names a class as it is, without a mark that says that nothing is copied.
pub(super) fn caught_copy(view: &View<'_>, id: NodeId, out: &mut Out) {
    let Kind::Handler { types, .. } = view.kind(id) else { return };
    if !has_object_values(view) {
        return;
    }
    let &[caught] = view.list(types) else { return };
    let Kind::TypeExpression { form: TypeForm::Named, .. } = view.kind(caught) else { return };
    let text = view.unit.text(caught);
    // By its name it is one of a family of errors, not a number or an enum.
    let last = text.rsplit("::").next().unwrap_or(text).to_ascii_lowercase();
    if last.ends_with("exception") || last.ends_with("error") {
        out.add(HazardKind::CaughtCopy, id, view.unit.span(caught), vec![(Role::Error, caught)]);
    }
}

/// Requires a counted loop that goes on while its counter is less than the size of a collection less something: sizes have no
/// sign, so that of an empty collection less one is huge.
pub(super) fn wrapped_size(view: &View<'_>, id: NodeId, out: &mut Out) {
    let Kind::Loop(LoopForm::Counted, parts) = view.kind(id) else { return };
    if !has_object_values(view) {
        return;
    }
    let Some(condition) = parts.condition else { return };
    let Kind::Binary(BinaryOperator::Less | BinaryOperator::LessEqual, _, limit) = view.kind(condition) else { return };
    let Kind::Binary(BinaryOperator::Subtract, size, less) = view.kind(limit) else { return };
    let Some(method) = view.method(size) else { return };
    let is_size = matches!(view.unit.name(method.name), "size" | "length") && method.arguments.is_empty();
    let of = view.facts.types.of(method.object);
    let counts = matches!(of, Type::List | Type::Text | Type::Map | Type::Set);
    if is_size && counts && matches!(view.kind(less), Kind::Integer) {
        let span = view.unit.span(limit);
        out.add(HazardKind::WrappedSize, id, span, vec![(Role::Value, limit), (Role::Store, method.object)]);
    }
}
