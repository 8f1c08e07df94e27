//! Values that are shared, shadowed, lost or compared wrongly.

use code::{BinaryOperator, CallForm, FunctionForm, FunctionId, Kind, LetForm, LoopForm, NodeId, UnaryOperator};

use super::{HazardKind, Out};
use crate::view::{View, Word};
use crate::{Role, Type};

/// Whether a value is a new collection that can be changed in place.
fn fresh_collection(view: &View<'_>, id: NodeId) -> bool {
    match view.kind(id) {
        Kind::Sequence(_) | Kind::Mapping(_) | Kind::Set(_) => true,
        Kind::Call { .. } => {
            matches!(view.plain_call(id), Some((name, [])) if matches!(view.unit.name(name), "list" | "dict" | "set"))
        }
        _ => false,
    }
}

/// The node that changes the value of a place inside a node: a method that changes its receiver, an item set, `+=`.
fn changed_in(view: &View<'_>, inside: NodeId, is_place: &dyn Fn(NodeId) -> bool) -> Option<NodeId> {
    let call = view.within(&view.by.calls, inside).iter().copied().find(|&call| {
        view.method(call).is_some_and(|method| {
            is_place(method.object)
                && (matches!(method.word, Word::Push | Word::PushFront | Word::Pop | Word::PopFront | Word::Add)
                    || matches!(
                        view.unit.name(method.name),
                        "extend" | "update" | "setdefault" | "remove" | "clear" | "discard" | "sort"
                    ))
        })
    });
    call.or_else(|| {
        view.within(&view.by.writes, inside).iter().copied().find(|&write| match view.kind(write) {
            Kind::Assign { target, operator, .. } => {
                matches!(view.kind(target), Kind::Index { object, .. } if is_place(object))
                    || operator == Some(BinaryOperator::Add) && is_place(target)
            }
            _ => false,
        })
    })
}

/// Requires a default that is made once (by the language), is a collection, and is changed in place or handed out by the function,
/// which never gives the parameter another value first.
pub(super) fn mutable_default(view: &View<'_>, function: FunctionId, out: &mut Out) {
    if !view.unit.dialect.shared_defaults {
        return;
    }
    let it = view.unit.function(function);
    for &parameter in view.list(it.parameters) {
        let Kind::Parameter { target, default: Some(default), .. } = view.kind(parameter) else { continue };
        let (Some(name), true) = (view.symbol(target), fresh_collection(view, default)) else { continue };
        let Some(body) = it.body else { continue };
        let rebound = view
            .inside(&view.by.writes, it.node)
            .any(|write| view.assignment(write).is_some_and(|(set, _)| view.symbol(set) == Some(name)));
        if rebound {
            continue;
        }
        let is_place = |it: NodeId| view.symbol(it) == Some(name);
        let handed_out = || {
            view.inside(&view.by.returns, it.node)
                .find(|&it| matches!(view.kind(it), Kind::Return(Some(value)) if view.symbol(value) == Some(name)))
                .or_else(|| {
                    view.inside(&view.by.writes, it.node).find(|&write| {
                        view.assignment(write).is_some_and(|(to, value)| {
                            matches!(view.kind(to), Kind::Member { .. }) && view.symbol(value) == Some(name)
                        })
                    })
                })
        };
        if let Some(proof) = changed_in(view, body, &is_place).or_else(handed_out) {
            out.add(
                HazardKind::MutableDefault,
                parameter,
                view.unit.span(parameter).cover(view.unit.span(parameter)),
                vec![(Role::Value, default), (Role::Name, target), (Role::Function, proof)],
            );
        }
    }
}

/// Requires a collection as a field's value in the body of a class whose fields all objects share, that a method changes in place
/// through the own object, and that no method replaces.
pub(super) fn shared_field(view: &View<'_>, id: NodeId, out: &mut Out) {
    let Kind::Type(definition) = view.kind(id) else { return };
    let definition = view.unit.type_definition(definition);
    if !view.unit.dialect.shared_defaults || !definition.decorators.is_empty() {
        return;
    }
    for &member in view.list(definition.members) {
        let (name, value) = match view.kind(member) {
            Kind::Field { name, value: Some(value), .. } => (name, value),
            _ => match view.assignment(member) {
                Some(found) => found,
                None => continue,
            },
        };
        let (Some(field), true) = (view.symbol(name), fresh_collection(view, value)) else { continue };
        let is_own = |it: NodeId| {
            matches!(view.kind(it), Kind::Member { object, name, .. } if name == field
                && (view.kind(object) == Kind::This || view.unit.name_of(object) == Some(view.unit.dialect.receiver)))
        };
        let replaced =
            view.within(&view.by.writes, id).iter().any(|&it| view.assignment(it).is_some_and(|(to, _)| is_own(to)));
        if replaced {
            continue;
        }
        if let Some(proof) = changed_in(view, id, &is_own) {
            out.add(
                HazardKind::SharedClassField,
                member,
                view.unit.span(member),
                vec![(Role::Field, name), (Role::Value, value), (Role::Function, proof)],
            );
        }
    }
}

/// Requires a function made in a loop that uses the loop's variable (not through a default), and is kept for later: pushed, stored
/// under a key or in a field.
pub(super) fn late_binding(view: &View<'_>, id: NodeId, out: &mut Out) {
    let Kind::Loop(form, parts) = view.kind(id) else { return };
    let Some(target) = parts.target else { return };
    // A hoisted variable is one for all rounds in any language that has them.
    let (target, shared) = match view.kind(target) {
        Kind::Let { target, form: LetForm::Hoisted, .. } => (target, true),
        _ => (target, form == LoopForm::Each && view.unit.dialect.late_binding_closures),
    };
    if !shared {
        return;
    }
    for function in view.inside(&view.by.functions, parts.body) {
        let Kind::Function(inner) = view.kind(function) else { continue };
        let it = view.unit.function(inner);
        let Some(body) = it.body else { continue };
        let Some(name) = view.pattern_names(target).find(|&name| view.mentions(body, name)) else { continue };
        let own = view.parameters(inner).iter().any(|parameter| parameter.1 == name);
        let kept = match view.unit.parent(function).map(|it| (it, view.kind(it))) {
            Some((parent, Kind::Call { .. })) => {
                view.push(parent).is_some()
                    || view.called_name(parent).is_some_and(|name| view.word(name) == Word::Timer)
            }
            Some((parent, _)) => view
                .assignment(parent)
                .is_some_and(|(to, _)| matches!(view.kind(to), Kind::Index { .. } | Kind::Member { .. })),
            None => false,
        };
        if kept && !own && it.form == FunctionForm::Lambda {
            out.add(
                HazardKind::LateBinding,
                function,
                view.unit.span(function),
                vec![(Role::Function, function), (Role::Name, target)],
            );
        }
    }
}

/// Requires a parameter or a plain assignment with the name of a common built-in function, where an assignment makes a
/// new variable that hides it.
pub(super) fn shadowed_builtin(view: &View<'_>, id: NodeId, out: &mut Out) {
    // Where methods are named without their object, variables hide them every day, and nobody is misled.
    if !view.unit.dialect.assignment_declares || view.unit.dialect.members_in_scope {
        return;
    }
    let target = match view.kind(id) {
        Kind::Assign { target, operator: None, .. } => target,
        Kind::Parameter { target, .. } => target,
        _ => return,
    };
    // A field in a class body is reached through the class and hides nothing.
    if view.unit.parent(id).is_some_and(|it| matches!(view.kind(it), Kind::Type(_))) {
        return;
    }
    let Some(name) = view.unit.name_of(target) else { return };
    if matches!(
        name,
        "list"
            | "dict"
            | "set"
            | "str"
            | "int"
            | "float"
            | "bool"
            | "sum"
            | "max"
            | "min"
            | "len"
            | "range"
            | "print"
            | "open"
            | "filter"
            | "map"
            | "sorted"
            | "zip"
            | "tuple"
            | "bytes"
            | "any"
            | "all"
            | "iter"
            | "next"
    ) {
        out.add(HazardKind::ShadowedBuiltin, id, view.unit.span(target), vec![(Role::Name, target)]);
    }
}

/// Requires two entries of one literal with the same plain key.
pub(super) fn duplicate_key(view: &View<'_>, id: NodeId, out: &mut Out) {
    let Kind::Mapping(entries) = view.kind(id) else { return };
    let mut seen = rustc_hash::FxHashSet::default();
    for &entry in view.list(entries) {
        let Kind::Entry { key, value, computed } = view.kind(entry) else { continue };
        let plain = match view.kind(key) {
            Kind::Text(_) | Kind::Integer => true,
            Kind::Name(_) => !computed && !view.unit.dialect.assignment_declares,
            _ => false,
        };
        if plain && key != value && !seen.insert(view.literal(key).unwrap_or(view.unit.text(key))) {
            out.add(
                HazardKind::DuplicateKey,
                entry,
                view.unit.span(entry),
                vec![(Role::Key, key), (Role::Value, value)],
            );
        }
    }
}

/// Whether a decimal fraction has no exact binary form.
fn inexact(view: &View<'_>, id: NodeId) -> bool {
    if view.kind(id) != Kind::Float {
        return false;
    }
    let text = view.unit.text(id).trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == '_');
    text.parse::<f64>().is_ok_and(|number| (number * 1_048_576.0).fract() != 0.0)
}

/// Requires an equality with a decimal fraction that has no exact binary form, alone or in a sum, product or quotient.
pub(super) fn float_equality(view: &View<'_>, id: NodeId, out: &mut Out) {
    let Some((left, right)) = view.equality(id).or_else(|| view.inequality(id)) else { return };
    let imprecise = |it: NodeId| {
        inexact(view, it)
            || matches!(view.kind(it), Kind::Binary(BinaryOperator::Add | BinaryOperator::Subtract | BinaryOperator::Multiply | BinaryOperator::Divide, a, b)
                if inexact(view, a) || inexact(view, b))
    };
    if (imprecise(left) || imprecise(right)) && !view.in_test(id) {
        out.add(HazardKind::FloatEquality, id, view.unit.span(id), vec![(Role::Low, left), (Role::High, right)]);
    }
}

/// Requires the loose equality of a language that has a strict one, with neither side absent nor `typeof`.
pub(super) fn loose_equality(view: &View<'_>, id: NodeId, out: &mut Out) {
    if !view.unit.dialect.loose_equality {
        return;
    }
    let Kind::Binary(BinaryOperator::Equal | BinaryOperator::NotEqual, left, right) = view.kind(id) else { return };
    let harmless = |it: NodeId| view.is_null(it) || matches!(view.kind(it), Kind::Unary(UnaryOperator::TypeOf, _));
    let same_type = {
        let (a, b) = (view.facts.types.of(left), view.facts.types.of(right));
        a == b && a != Type::Unknown
    };
    if !harmless(left) && !harmless(right) && !same_type {
        out.add(HazardKind::LooseEquality, id, view.unit.span(id), vec![(Role::Low, left), (Role::High, right)]);
    }
}

/// Requires an equality of the wrong kind: `is` with a literal; `==` with the absent value or a boolean where the language asks for
/// identity; anything with `NaN`; a new collection by identity.
pub(super) fn wrong_equality(view: &View<'_>, id: NodeId, out: &mut Out) {
    let Kind::Binary(operator, left, right) = view.kind(id) else { return };
    let sides = vec![(Role::Low, left), (Role::High, right)];
    let span = view.unit.span(id);
    let literal = |it: NodeId| matches!(view.kind(it), Kind::Integer | Kind::Float | Kind::Text(_));
    match operator {
        BinaryOperator::Is | BinaryOperator::IsNot if literal(left) || literal(right) => {
            out.add(HazardKind::IdentityWithLiteral, id, span, sides);
        }
        BinaryOperator::Equal
        | BinaryOperator::NotEqual
        | BinaryOperator::StrictEqual
        | BinaryOperator::StrictNotEqual => {
            let nan = |it: NodeId| view.last_text(it) == "NaN" && view.unit.dialect.all_numbers_float;
            let fresh = |it: NodeId| matches!(view.kind(it), Kind::Sequence(_) | Kind::Mapping(_) | Kind::Function(_));
            if nan(left) || nan(right) {
                out.add(HazardKind::NotANumberEquality, id, span, sides);
            } else if view.unit.dialect.object_literals && (fresh(left) || fresh(right)) {
                out.add(HazardKind::NewObjectEquality, id, span, sides);
            } else if matches!(
                view.unit.parent(id).map(|it| view.kind(it)),
                Some(Kind::Call { .. } | Kind::NamedArgument { .. } | Kind::Index { .. })
            ) {
                // Handed on, it may build a query or a mask: a type that overloads `==` on purpose.
            } else if view.unit.dialect.identity_operator && view.kind(right) == Kind::Null {
                out.add(HazardKind::NullByEquality, id, span, sides);
            } else if view.unit.dialect.identity_operator && matches!(view.kind(right), Kind::Boolean(_)) {
                out.add(HazardKind::BooleanByEquality, id, span, sides);
            }
        }
        _ => {}
    }
}

/// Requires `==` between a text and something that is not the absent value, in a language where it asks for the same object.
pub(super) fn identity_of_texts(view: &View<'_>, id: NodeId, out: &mut Out) {
    if !view.unit.dialect.identity_equality {
        return;
    }
    let Some((left, right)) = view.equality(id).or_else(|| view.inequality(id)) else { return };
    let text = |it: NodeId| view.facts.types.of(it) == Type::Text;
    if (text(left) || text(right)) && view.kind(left) != Kind::Null && view.kind(right) != Kind::Null {
        out.add(HazardKind::IdentityOfTexts, id, view.unit.span(id), vec![(Role::Low, left), (Role::High, right)]);
    }
}

/// Requires a type with an `equals` of one parameter that replaces the inherited one, and without a `hashCode`, where a method
/// compares what objects hold.
pub(super) fn equals_without_hash(view: &View<'_>, id: NodeId, out: &mut Out) {
    let Kind::Type(definition) = view.kind(id) else { return };
    if !view.unit.dialect.identity_equality {
        return;
    }
    let members = view.list(view.unit.type_definition(definition).members);
    let method = |wanted: &str, n_parameters: usize| {
        members.iter().copied().find(|&member| {
            let Kind::Function(function) = view.kind(member) else { return false };
            let function = view.unit.function(function);
            let is_named = function.name.is_some_and(|name| view.unit.name_of(name) == Some(wanted));
            is_named && function.parameters.len() == n_parameters && function.body.is_some()
        })
    };
    let Some(equals) = method("equals", 1) else { return };
    if method("hashCode", 0).is_some() {
        return;
    }
    let Kind::Function(function) = view.kind(equals) else { return };
    let function = view.unit.function(function);
    let of_any_object = view.list(function.parameters).first().is_some_and(
        |&it| matches!(view.kind(it), Kind::Parameter { annotation: Some(ty), .. } if view.unit.text(ty) == "Object"),
    );
    if of_any_object && let Some(name) = function.name {
        out.add(HazardKind::EqualsWithoutHash, equals, view.unit.span(equals), vec![(Role::Function, name)]);
    }
}

/// Requires the same place on both sides of a comparison by size, or of `and`/`or`.
/// (`x != x` is a test for "not a number", and `x - x` may be meant.)
pub(super) fn same_operands(view: &View<'_>, id: NodeId, out: &mut Out) {
    use BinaryOperator::*;
    let Kind::Binary(operator, left, right) = view.kind(id) else { return };
    let odd = matches!(operator, Less | LessEqual | Greater | GreaterEqual | And | Or);
    let place = matches!(view.kind(left), Kind::Name(_) | Kind::Member { .. } | Kind::Index { .. });
    if odd && place && view.same(left, right) && view.kind(left) != Kind::Null && !view.in_test(id) {
        out.add(HazardKind::SameOperands, id, view.unit.span(id), vec![(Role::Value, left), (Role::Condition, id)]);
    }
}

/// Requires `a < b < c` in a language that compares the first result, a truth value, with the third; `!a in b`, `!a instanceof b`.
pub(super) fn mixed_operators(view: &View<'_>, id: NodeId, out: &mut Out) {
    use BinaryOperator::*;
    let Kind::Binary(operator, left, right) = view.kind(id) else { return };
    let order = |it: BinaryOperator| matches!(it, Less | LessEqual | Greater | GreaterEqual);
    if order(operator)
        && view.unit.dialect.loose_equality
        && let Kind::Binary(inner, ..) = view.kind(left)
        && order(inner)
        && !view.unit.slice(code::Span::new(view.unit.span(id).start, view.unit.span(left).end)).starts_with('(')
        && view.unit.slice(code::Span::new(view.unit.span(left).end, view.unit.span(right).start)).find(')').is_none()
    {
        out.add(HazardKind::ChainedComparison, id, view.unit.span(id), vec![(Role::Condition, id)]);
    }
    if matches!(operator, In | InstanceOf)
        && view.unit.dialect.object_literals
        && let Kind::Unary(UnaryOperator::Not, inner) = view.kind(left)
        && view.unit.slice(code::Span::new(view.unit.span(left).end, view.unit.span(right).start)).find(')').is_none()
    {
        out.add(HazardKind::NegatedLeftSide, id, view.unit.span(id), vec![(Role::Value, inner), (Role::Condition, id)]);
    }
}

/// Requires a comparison of `typeof` with a text that it never gives.
pub(super) fn impossible_typeof(view: &View<'_>, id: NodeId, out: &mut Out) {
    let Some((left, right)) = view.equality(id).or_else(|| view.inequality(id)) else { return };
    if let (Kind::Unary(UnaryOperator::TypeOf, _), Some(text)) = (view.kind(left), view.literal(right))
        && !matches!(
            text,
            "undefined" | "object" | "boolean" | "number" | "bigint" | "string" | "symbol" | "function" | "unknown"
        )
    {
        out.add(
            HazardKind::ImpossibleTypeof,
            id,
            view.unit.span(id),
            vec![(Role::Value, right), (Role::Condition, id)],
        );
    }
}

/// Requires a statement that is only a call of a method that gives a new text and changes nothing.
pub(super) fn unused_result(view: &View<'_>, id: NodeId, out: &mut Out) {
    if !view.unit.dialect.immutable_strings {
        return;
    }
    let Some(parent) = view.unit.parent(id) else { return };
    let statements = match view.kind(parent) {
        Kind::Block { body } | Kind::Module { body } => view.list(body),
        _ => return,
    };
    let last = statements.last() == Some(&id) && view.unit.dialect.expression_blocks;
    let Some(method) = view.method(id) else {
        // `sorted(x)` alone.
        if let Some((name, [_, ..])) = view.plain_call(id)
            && view.unit.name(name) == "sorted"
            && view.function_named(name).is_none()
        {
            out.add(HazardKind::UnusedResult, id, view.unit.span(id), vec![(Role::Function, id)]);
        }
        return;
    };
    let text = view.facts.types.of(method.object) == Type::Text;
    let pure = match method.word {
        Word::Strip | Word::Case => method.arguments.is_empty() || text,
        Word::Replace => text,
        Word::Split => text,
        _ => false,
    };
    if pure && !last {
        out.add(HazardKind::UnusedResult, id, view.unit.span(id), vec![(Role::Function, id)]);
    }
}

/// Requires `.map(parseInt)`: the second argument that `map` passes becomes the base.
pub(super) fn map_parse_int(view: &View<'_>, id: NodeId, out: &mut Out) {
    if let Some(method) = view.method_is(id, Word::Map)
        && let &[function] = method.arguments
        && view.unit.name_of(function) == Some("parseInt")
    {
        out.add(HazardKind::MapParseInt, id, view.unit.span(id), vec![(Role::Sequence, method.object)]);
    }
}

/// Requires a division by a length in a function that tests that sequence nowhere and does not go over it there.
pub(super) fn division_by_length(view: &View<'_>, id: NodeId, out: &mut Out) {
    let Kind::Binary(BinaryOperator::Divide | BinaryOperator::FloorDivide, _, divisor) = view.kind(id) else { return };
    let Some(sequence) = view.length_of(divisor) else { return };
    // Only a parameter can be anything.
    let Some(function) = view.owner(id) else { return };
    let Some(name) = view.symbol(sequence) else { return };
    if !view.parameters(function).iter().any(|it| it.1 == name) {
        return;
    }
    let home = view.home(id);
    let conditions = view.within(&view.by.ifs, home).iter().filter_map(|&it| match view.kind(it) {
        Kind::If { condition, .. } => Some(condition),
        _ => None,
    });
    let others = view.unit.ancestors(id).take_while(|&it| it != home).filter_map(|it| match view.kind(it) {
        Kind::Conditional { condition, .. } => Some(condition),
        Kind::Binary(BinaryOperator::And | BinaryOperator::Or, left, _) => Some(left),
        Kind::Comprehension { .. } | Kind::Loop(..) => Some(it),
        _ => None,
    });
    let asserted = view.unit.preorder_shallow(home).any(|it| {
        matches!(view.kind(it), Kind::Assert(condition, _) if view.mentions(condition, name))
            || matches!(view.call(it), Some((_, arguments, CallForm::Macro)) if view.called(it).starts_with("assert") && arguments.iter().any(|&it| view.mentions(it, name)))
    });
    let rebound = view
        .inside(&view.by.writes, home)
        .any(|write| view.assignment(write).is_some_and(|(set, _)| view.symbol(set) == Some(name)));
    if conditions.chain(others).any(|it| view.mentions(it, name)) || asserted || rebound || view.in_test(id) {
        return;
    }
    out.add(HazardKind::DivisionByLength, id, view.unit.span(id), vec![(Role::Sequence, sequence), (Role::Value, id)]);
}

/// Requires a constructor that hands its last argument out for every place or key, and a collection made right there.
pub(super) fn shared_fill(view: &View<'_>, id: NodeId, out: &mut Out) {
    let Some((callee, arguments, CallForm::New)) = view.call(id) else { return };
    let Some(name) = view.unit.name_of(callee) else { return };
    let Some(&(_, at)) = view.unit.dialect.shared_fills.iter().find(|fill| fill.0 == name) else { return };
    let Some(&value) = arguments.get(at).filter(|_| arguments.len() == at + 1) else { return };
    if matches!(view.kind(value), Kind::Sequence(_) | Kind::Mapping(_)) {
        out.add(HazardKind::SharedFill, id, view.unit.span(id), vec![(Role::Value, value)]);
    }
}
