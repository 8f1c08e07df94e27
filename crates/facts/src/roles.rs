//! What variables and parameters are for, proven by all of their uses.

use code::{BinaryOperator, Effect, Kind, LoopForm, NodeId, UnaryOperator, Unit};

use crate::{
    Binding, BindingId, BindingKind, Bound, Facts, LoopIntent, ParameterRole, Target, Type, VariableRole, functions,
};

/// Fills in the roles of variables and parameters.
pub(crate) fn observe(unit: &Unit, facts: &mut Facts) {
    let best = best_seen(facts);
    let roles: Vec<VariableRole> =
        (0..facts.scopes.bindings.len()).map(|at| role(unit, facts, BindingId(at as u32), &best)).collect();
    for (binding, role) in facts.scopes.bindings.iter_mut().zip(roles) {
        binding.role = role;
    }
    for at in 0..facts.functions.len() {
        for n in 0..facts.functions[at].parameters.len() {
            let roles = parameter_roles(unit, facts, at, n);
            facts.functions[at].parameters[n].roles = roles;
        }
    }
}

/// Variables that some loop keeps the best value in, sorted.
fn best_seen(facts: &Facts) -> Vec<BindingId> {
    let mut found: Vec<BindingId> = facts
        .loops
        .iter()
        .flat_map(|it| &it.intents)
        .filter_map(|intent| match *intent {
            LoopIntent::Maximum(id) | LoopIntent::Minimum(id) => Some(id),
            _ => None,
        })
        .collect();
    found.sort_unstable();
    found
}

/// The statement that a name node is set by: what it is set to, and how.
fn written(unit: &Unit, name: NodeId) -> Option<(NodeId, Option<BinaryOperator>, Option<NodeId>)> {
    let up = unit.parent(name)?;
    match unit.kind(up) {
        Kind::Assign { target, operator, value } if target == name => Some((up, operator, Some(value))),
        Kind::Let { target, value, .. } if target == name => Some((up, None, value)),
        Kind::Update { up: rises, .. } => {
            Some((up, Some(if rises { BinaryOperator::Add } else { BinaryOperator::Subtract }), None))
        }
        _ => None,
    }
}

fn role(unit: &Unit, facts: &Facts, id: BindingId, best: &[BindingId]) -> VariableRole {
    let binding = facts.scopes.binding(id);
    match binding.kind {
        BindingKind::Variable | BindingKind::Constant => {}
        BindingKind::Resource | BindingKind::Pattern if binding.writes.is_empty() => return VariableRole::Fixed,
        _ => return VariableRole::Unknown,
    }
    if binding.writes.is_empty() {
        return if is_filled(unit, facts, binding) { VariableRole::Container } else { VariableRole::Fixed };
    }
    if best.binary_search(&id).is_ok() {
        return VariableRole::MostWanted;
    }
    let writes: Vec<_> = binding.writes.iter().map(|&name| written(unit, name)).collect();
    if writes.iter().any(Option::is_none) {
        return VariableRole::Unknown;
    }
    let writes: Vec<_> = writes.into_iter().flatten().collect();
    let all = |test: &dyn Fn(NodeId, Option<BinaryOperator>, Option<NodeId>) -> bool| {
        writes.iter().all(|&(node, operator, value)| test(node, operator, value))
    };
    let resolves_to_it =
        |node: NodeId| matches!(unit.kind(node), Kind::Name(_)) && facts.scopes.resolve(node) == Some(id);
    // `x = x + y` counts as `x += y`.
    let change = |operator: Option<BinaryOperator>, value: Option<NodeId>| match (operator, value) {
        (Some(operator), value) => Some((operator, value)),
        (None, Some(value)) => match unit.kind(value) {
            Kind::Binary(operator, left, right) if resolves_to_it(left) => Some((operator, Some(right))),
            _ => None,
        },
        (None, None) => None,
    };
    let in_loop = |node: NodeId| functions::loop_depth(unit, node) > 0;
    let constant =
        |value: Option<NodeId>| value.is_none_or(|value| matches!(unit.kind(value), Kind::Integer | Kind::Float));
    let additive = |operator| matches!(operator, BinaryOperator::Add | BinaryOperator::Subtract);
    if all(&|_, operator, value| {
        change(operator, value).is_some_and(|(operator, by)| additive(operator) && constant(by))
    }) {
        return VariableRole::Stepper;
    }
    if all(&|node, operator, value| change(operator, value).is_some() && in_loop(node)) {
        return if matches!(facts.types.of(binding.definition), Type::List | Type::Set | Type::Map) {
            VariableRole::Container
        } else {
            VariableRole::Accumulator
        };
    }
    let start = written(unit, binding.definition).and_then(|(_, _, value)| value);
    if let Some(Kind::Boolean(first)) = start.map(|value| unit.kind(value))
        && all(&|_, operator, value| {
            operator.is_none() && value.is_some_and(|value| unit.kind(value) == Kind::Boolean(!first))
        })
    {
        return VariableRole::OneWayFlag;
    }
    let follows_link = |value: NodeId| match unit.kind(value) {
        Kind::Member { object, .. } => resolves_to_it(object),
        _ => false,
    };
    if all(&|node, operator, value| operator.is_none() && value.is_some_and(follows_link) && in_loop(node)) {
        return VariableRole::Walker;
    }
    // `previous = current` in a loop that changes `current`.
    let moving = |value: NodeId| {
        matches!(unit.kind(value), Kind::Name(_))
            && facts.scopes.resolve(value).is_some_and(|other| {
                let other_binding = facts.scopes.binding(other);
                other != id && (other_binding.kind == BindingKind::LoopItem || !other_binding.writes.is_empty())
            })
    };
    if all(&|node, operator, value| operator.is_none() && value.is_some_and(moving) && in_loop(node)) {
        return VariableRole::Follower;
    }
    if all(&|node, operator, value| {
        operator.is_none()
            && in_loop(node)
            && value.is_some_and(|value| matches!(unit.kind(value), Kind::Call { .. } | Kind::Await(_)))
    }) {
        return VariableRole::MostRecent;
    }
    VariableRole::Unknown
}

/// Whether a collection that starts empty is filled in place.
fn is_filled(unit: &Unit, facts: &Facts, binding: &Binding) -> bool {
    if !matches!(facts.types.of(binding.definition), Type::List | Type::Map | Type::Set | Type::Object) {
        return false;
    }
    binding.reads.iter().any(|&read| {
        let Some(up) = unit.parent(read) else { return false };
        match unit.kind(up) {
            Kind::Index { object, .. } if object == read => {
                unit.parent(up).is_some_and(|up2| matches!(unit.kind(up2), Kind::Assign { target, .. } if target == up))
            }
            Kind::Member { object, .. } if object == read => unit.parent(up).is_some_and(|call| {
                facts.call(call).is_some_and(|call| {
                    call.receiver == Some(read) && call.library.is_some_and(|it| it.effects.contains(&Effect::Mutates))
                })
            }),
            _ => false,
        }
    })
}

fn parameter_roles(unit: &Unit, facts: &Facts, at: usize, n: usize) -> Vec<ParameterRole> {
    let function = &facts.functions[at];
    let Some(id) = function.parameters[n].binding else { return Vec::new() };
    let binding = facts.scopes.binding(id);
    let mut roles: Vec<ParameterRole> = Vec::new();
    if unit.functions[at].body.is_none() {
        return roles;
    }
    let by_name_elsewhere = unit.names.find("arguments").is_some_and(|it| facts.scopes.free.contains(&it));
    if binding.reads.is_empty() && binding.writes.is_empty() {
        let spelled = unit.name(binding.name);
        // A text with holes may name it where the language reads holes out of plain text.
        let in_text = unit.text(unit.functions[at].node).contains(&format!("{{{spelled}"));
        if !by_name_elsewhere && !in_text {
            roles.push(ParameterRole::Unused);
        }
        return roles;
    }
    let mut conditions = 0;
    for &read in &binding.reads {
        let found = role_of_read(unit, facts, at, read);
        conditions += usize::from(found == Some(ParameterRole::Switch));
        if let Some(role) = found.filter(|&role| role != ParameterRole::Switch && !roles.contains(&role)) {
            roles.push(role);
        }
        if validates(unit, facts, at, read) && !roles.contains(&ParameterRole::Validated) {
            roles.push(ParameterRole::Validated);
        }
    }
    if conditions > 0 && conditions == binding.reads.len() && !roles.contains(&ParameterRole::Validated) {
        roles.push(ParameterRole::Switch);
    }
    if function.mutates.iter().any(|entry| entry.0 == id) {
        roles.push(ParameterRole::Mutated);
    }
    if binding.writes.iter().any(|&write| replaces_absent(unit, facts, id, write)) {
        roles.push(ParameterRole::Defaulted);
    }
    roles.sort_by_key(|&role| weight(role));
    roles
}

/// The most telling first.
fn weight(role: ParameterRole) -> u32 {
    use ParameterRole::*;
    match role {
        Unused => 0,
        Callback => 1,
        FilePath => 2,
        Iterated => 3,
        Limit => 4,
        Indexed => 5,
        Key => 6,
        Switch => 7,
        Mutated => 8,
        Stored => 9,
        Validated => 10,
        Defaulted => 11,
        Returned => 12,
        Forwarded => 13,
    }
}

fn role_of_read(unit: &Unit, facts: &Facts, at: usize, read: NodeId) -> Option<ParameterRole> {
    if facts.functions[at].returned.contains(&read) {
        return Some(ParameterRole::Returned);
    }
    // `&x`, `*x`, `...x` stand for it.
    let mut node = read;
    let mut up = unit.parent(read)?;
    while let Kind::Reference(..) | Kind::Dereference(_) | Kind::Spread(_) = unit.kind(up) {
        node = up;
        up = unit.parent(up)?;
    }
    match unit.kind(up) {
        Kind::Loop(LoopForm::Each | LoopForm::Keys, parts) if parts.source == Some(node) => {
            Some(ParameterRole::Iterated)
        }
        Kind::Clause { source, .. } if source == node => Some(ParameterRole::Iterated),
        Kind::Range { end: Some(end), .. } if end == node => in_bound(unit, up).then_some(ParameterRole::Limit),
        Kind::Index { object, index, .. } => {
            Some(if object == node { ParameterRole::Indexed } else { ParameterRole::Key })
                .filter(|_| object == node || index == node)
        }
        Kind::Call { callee, .. } if callee == node => Some(ParameterRole::Callback),
        Kind::Call { .. } => role_of_argument(unit, facts, up, node),
        Kind::NamedArgument { .. } => unit
            .parent(up)
            .and_then(|call| facts.call(call).filter(|call| call.library.is_none()).map(|_| ParameterRole::Forwarded)),
        Kind::Member { .. } => {
            // `x.items()`, `x.iter()` and the like as the source of a loop.
            unit.ancestors(up)
                .take(4)
                .find_map(|it| facts.loop_bounds_by_source(unit, it))
                .is_some_and(|bound| {
                    matches!(bound, Bound::Items(source) | Bound::Enumerated(source) | Bound::Pairs(source) if source == read)
                })
                .then_some(ParameterRole::Iterated)
        }
        Kind::Assign { target, value, operator: None } if value == node => match unit.kind(target) {
            Kind::Member { object, .. } => functions::is_receiver(unit, facts, object).then_some(ParameterRole::Stored),
            _ => None,
        },
        Kind::Binary(operator, left, right) if is_comparison(operator) => {
            if steers_loop(unit, up) {
                Some(ParameterRole::Limit)
            } else if in_condition(unit, up) && is_literal(unit, if left == node { right } else { left }) {
                Some(ParameterRole::Switch)
            } else {
                None
            }
        }
        Kind::Unary(UnaryOperator::Not, _)
        | Kind::If { .. }
        | Kind::Conditional { .. }
        | Kind::Match { .. }
        | Kind::Binary(BinaryOperator::And | BinaryOperator::Or, ..) => {
            in_condition(unit, node).then_some(ParameterRole::Switch)
        }
        _ => None,
    }
}

fn role_of_argument(unit: &Unit, facts: &Facts, call: NodeId, argument: NodeId) -> Option<ParameterRole> {
    let fact = facts.call(call)?;
    let Kind::Call { arguments, .. } = unit.kind(call) else { return None };
    let first = unit.list(arguments).first() == Some(&argument);
    let bound = facts.loop_bounds_by_source(unit, call);
    if let Some(bound) = bound {
        return match bound {
            Bound::Numbers { to, .. } if to == argument => Some(ParameterRole::Limit),
            Bound::Enumerated(inner) | Bound::Items(inner) if inner == argument => Some(ParameterRole::Iterated),
            Bound::Together(_) => Some(ParameterRole::Iterated),
            _ => None,
        };
    }
    match fact.library {
        Some(entry) => {
            let opens = entry.returns == "file"
                || entry.effects.iter().any(|effect| matches!(effect, Effect::ReadsFile | Effect::WritesFile));
            (opens && first && fact.receiver.is_none()).then_some(ParameterRole::FilePath)
        }
        None => (!matches!(fact.target, Target::Construct(_))).then_some(ParameterRole::Forwarded),
    }
}

fn is_comparison(operator: BinaryOperator) -> bool {
    use BinaryOperator::*;
    matches!(
        operator,
        Less | LessEqual | Greater | GreaterEqual | Equal | NotEqual | StrictEqual | StrictNotEqual | Is | IsNot
    )
}

fn is_literal(unit: &Unit, node: NodeId) -> bool {
    matches!(unit.kind(node), Kind::Integer | Kind::Float | Kind::Text(_) | Kind::Boolean(_) | Kind::Null)
}

/// Whether a comparison is (part of) the condition of a loop.
fn steers_loop(unit: &Unit, comparison: NodeId) -> bool {
    let mut below = comparison;
    for up in unit.ancestors(comparison) {
        match unit.kind(up) {
            Kind::Binary(BinaryOperator::And | BinaryOperator::Or, ..) => below = up,
            Kind::Loop(_, parts) => return parts.condition == Some(below),
            _ => return false,
        }
    }
    false
}

/// Whether a range is what a loop goes over.
fn in_bound(unit: &Unit, range: NodeId) -> bool {
    unit.ancestors(range).take(3).any(|up| match unit.kind(up) {
        Kind::Loop(_, parts) => parts.source.is_some_and(|source| unit.span(source).contains(unit.span(range))),
        Kind::Clause { source, .. } => unit.span(source).contains(unit.span(range)),
        _ => false,
    })
}

/// Whether an expression is what a choice asks, or a part of it.
fn in_condition(unit: &Unit, node: NodeId) -> bool {
    let mut below = node;
    for up in unit.ancestors(node) {
        match unit.kind(up) {
            Kind::Binary(BinaryOperator::And | BinaryOperator::Or, ..) | Kind::Unary(UnaryOperator::Not, _) => {
                below = up;
            }
            Kind::If { condition, .. } | Kind::Conditional { condition, .. } => return condition == below,
            Kind::Match { subject, .. } => return subject == Some(below),
            _ => return false,
        }
    }
    false
}

/// Whether a read stands in a check at the start that ends in an error.
fn validates(unit: &Unit, facts: &Facts, at: usize, read: NodeId) -> bool {
    let span = unit.span(read);
    facts.functions[at]
        .guards
        .iter()
        .any(|guard| unit.span(guard.condition).contains(span) && functions::leaves_with_error(unit, facts, guard.exit))
}

/// `x = x or …`, `x ??= …`, `if x is None: x = …`.
fn replaces_absent(unit: &Unit, facts: &Facts, id: BindingId, write: NodeId) -> bool {
    let Some((node, operator, Some(value))) = written(unit, write) else { return false };
    let reads_it = |node: NodeId| matches!(unit.kind(node), Kind::Name(_)) && facts.scopes.resolve(node) == Some(id);
    if operator.is_some_and(|operator| unit.dialect.falls_back(operator)) {
        return true;
    }
    if let Kind::Binary(operator, left, _) = unit.kind(value)
        && unit.dialect.falls_back(operator)
        && reads_it(left)
    {
        return true;
    }
    unit.ancestors(node).take(2).any(|up| {
        let Kind::If { condition, .. } = unit.kind(up) else { return false };
        match unit.kind(condition) {
            Kind::Unary(UnaryOperator::Not, inner) => reads_it(inner),
            Kind::Binary(BinaryOperator::Is | BinaryOperator::Equal | BinaryOperator::StrictEqual, left, right) => {
                reads_it(left) && matches!(unit.kind(right), Kind::Null)
            }
            _ => false,
        }
    })
}
