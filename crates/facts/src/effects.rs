//! What functions do besides giving a result, closed over the calls inside this text.

use code::{Access, Effect, FunctionForm, FunctionId, Kind, Modifiers, NodeId, TypeForm, Unit};

use crate::types;
use crate::{BindingId, BindingKind, Facts, Results, Target, Type};

/// Fills in [`crate::FunctionFacts::effects`] and what follows from them.
pub(crate) fn observe(unit: &Unit, facts: &mut Facts) {
    let n = facts.functions.len();
    let mut closure = Closure {
        effects: vec![Vec::new(); n],
        mutates: vec![Vec::new(); n],
        outer: vec![Vec::new(); n],
        impure: vec![false; n],
    };
    closure.own(unit, facts);
    let callers = callers(unit, facts);
    closure.spread(unit, facts, &callers);
    closure.spread_impurity(&callers);
    for at in 0..n {
        let function = &mut facts.functions[at];
        let mut effects = std::mem::take(&mut closure.effects[at]);
        effects.sort_by_key(|&(effect, _)| effect);
        function.effects = effects;
        function.mutates = std::mem::take(&mut closure.mutates[at]);
        for (id, node) in std::mem::take(&mut closure.outer[at]) {
            push_once(&mut function.writes_outer, id, node);
        }
        let quiet = function.effects.iter().all(|&(effect, _)| effect == Effect::Raises)
            && function.mutates.is_empty()
            && function.writes_outer.is_empty();
        // A function that makes a function may hand out state along with it.
        let gives =
            !matches!(function.results, Results::Nothing | Results::Series | Results::Never | Results::Function);
        function.pure = !unit.dialect.commands
            && quiet
            && gives
            && !closure.impure[at]
            && !is_broken(unit, FunctionId::from_index(at));
    }
}

/// Whether a part of a function could not be read: what it does there is not known.
pub(crate) fn is_broken(unit: &Unit, id: FunctionId) -> bool {
    let span = unit.span(unit.function(id).node);
    // Faults stand in order.
    let from = unit.faults.partition_point(|fault| fault.span.end < span.start);
    unit.faults[from..].first().is_some_and(|fault| fault.span.start <= span.end)
}

/// A function that calls another one: who, where, and which call.
struct Edge {
    caller: FunctionId,
    node: NodeId,
    /// Whether the caller runs it for certain, not only hands it to somebody.
    direct: bool,
}

/// By function: who runs it.
fn callers(unit: &Unit, facts: &Facts) -> Vec<Vec<Edge>> {
    let mut callers: Vec<Vec<Edge>> = (0..facts.functions.len()).map(|_| Vec::new()).collect();
    for call in &facts.calls {
        let Some(caller) = call.caller else { continue };
        let callee = match call.target {
            Target::Own(callee) => Some(callee),
            Target::Construct(id) => facts.definitions.get(id.index()).and_then(|definition| definition.constructor),
            _ => None,
        };
        if let Some(callee) = callee {
            callers[callee.index()].push(Edge { caller, node: call.node, direct: true });
        }
        // A function that is handed to a call is run by it, unless the call only starts something that runs later.
        let later = call.library.is_some_and(|entry| entry.effects.contains(&Effect::Spawns));
        let Kind::Call { arguments, .. } = unit.kind(call.node) else { continue };
        for &argument in unit.list(arguments) {
            let value = match unit.kind(argument) {
                Kind::NamedArgument { value, .. } => value,
                _ => argument,
            };
            let handed = match unit.kind(value) {
                Kind::Function(function) => Some(function),
                Kind::Name(_) => facts.scopes.resolve(value).and_then(|id| facts.scopes.function_named(id)),
                _ => None,
            };
            if let Some(callee) = handed.filter(|_| !later) {
                callers[callee.index()].push(Edge { caller, node: call.node, direct: false });
            }
        }
    }
    callers
}

struct Closure {
    effects: Vec<Vec<(Effect, NodeId)>>,
    mutates: Vec<Vec<(BindingId, NodeId)>>,
    outer: Vec<Vec<(BindingId, NodeId)>>,
    impure: Vec<bool>,
}

impl Closure {
    /// What each function does itself.
    fn own(&mut self, unit: &Unit, facts: &Facts) {
        for call in &facts.calls {
            let Some(caller) = call.caller else { continue };
            let at = caller.index();
            if let Some(entry) = call.library {
                for &effect in entry.effects {
                    if effect == Effect::Mutates && grows_own_copy(unit, facts, call) {
                        self.impure[at] = true;
                    } else if effect == Effect::Mutates {
                        self.changes(unit, facts, caller, mutated_by(unit, call), call.node);
                    } else {
                        push_once(&mut self.effects[at], effect, call.node);
                    }
                }
                // What is written into an argument changes that too.
                if entry.effects.contains(&Effect::Mutates)
                    && entry.does.contains("into {0}")
                    && let Kind::Call { arguments, .. } = unit.kind(call.node)
                {
                    self.changes(unit, facts, caller, unit.list(arguments).first().copied(), call.node);
                }
                // A change that may fail reaches something outside: a stream, a file.
                self.impure[at] |= [Effect::Mutates, Effect::Raises].iter().all(|it| entry.effects.contains(it));
            }
            self.impure[at] |= match call.target {
                Target::Own(_) => false,
                Target::Construct(id) => {
                    let definition = unit.type_definition(id);
                    let inherits = facts.definitions.get(id.index()).is_none_or(|it| it.constructor.is_none())
                        && !definition.bases.is_empty();
                    inherits && !unit.dialect.ownership
                }
                Target::Library => call.library.is_none_or(|entry| entry.effects.contains(&Effect::Evaluates)),
                Target::Method => call.library.is_none(),
                Target::Value(_) | Target::Unknown => true,
            };
        }
        for (at, function) in facts.functions.iter().enumerate() {
            for &(id, node) in &function.writes_outer {
                push_once(&mut self.outer[at], id, node);
            }
            if let Some(raise) = function.raises.first() {
                push_once(&mut self.effects[at], Effect::Raises, raise.node);
            }
            let definition = &unit.functions[at];
            self.impure[at] |= !function.awaits.is_empty()
                || definition.body.is_none()
                || definition.modifiers.has(Modifiers::ASYNC)
                || definition.modifiers.has(Modifiers::GENERATOR);
        }
        for at in 0..unit.n_nodes() {
            if let Some(owner) = facts.scopes.owner[at] {
                self.node(unit, facts, owner, NodeId::from_index(at));
            }
        }
    }

    fn node(&mut self, unit: &Unit, facts: &Facts, owner: FunctionId, node: NodeId) {
        match unit.kind(node) {
            Kind::Assign { target, .. } | Kind::Update { target, .. } => {
                let mut targets = vec![target];
                while let Some(target) = targets.pop() {
                    match unit.kind(target) {
                        Kind::Name(_) if unit.dialect.copies_collections => {
                            // A parameter that is the caller's own variable.
                            let by_reference = facts
                                .scopes
                                .binding_of(target)
                                .is_some_and(|it| is_parameter(it.kind) && is_reference(unit, it.definition));
                            if by_reference {
                                self.changes(unit, facts, owner, Some(target), node);
                            }
                        }
                        Kind::Member { .. } | Kind::Index { .. } | Kind::Dereference(_) => {
                            self.changes(unit, facts, owner, Some(target), node);
                        }
                        Kind::Tuple(parts) | Kind::Sequence(parts) => targets.extend(unit.list(parts)),
                        // A name that stands for what the caller has.
                        Kind::Name(_) => {
                            let of = facts.scopes.binding_of(target).and_then(|it| parameter_type(unit, it.definition));
                            if of.is_some_and(|of| types::is_alias(unit, of)) {
                                self.changes(unit, facts, owner, Some(target), node);
                            }
                        }
                        _ => {}
                    }
                }
            }
            Kind::Delete(list) => {
                for &target in unit.list(list) {
                    if !matches!(unit.kind(target), Kind::Name(_)) {
                        self.changes(unit, facts, owner, Some(target), node);
                    }
                }
            }
            Kind::Unary(code::UnaryOperator::Delete, target) => self.changes(unit, facts, owner, Some(target), node),
            Kind::Opaque { .. } | Kind::OuterNames(_) | Kind::Super | Kind::Scoped(..) => {
                self.impure[owner.index()] = true;
            }
            Kind::Send { .. } | Kind::Receive(_) => {
                push_once(&mut self.effects[owner.index()], Effect::Channel, node);
                self.impure[owner.index()] = true;
            }
            Kind::Spawn(_) => {
                push_once(&mut self.effects[owner.index()], Effect::Spawns, node);
                self.impure[owner.index()] = true;
            }
            Kind::With { .. } | Kind::Defer(_) => self.impure[owner.index()] = true,
            Kind::Name(symbol) => match facts.scopes.resolve(node) {
                Some(id) => self.impure[owner.index()] |= reads_more_than_arguments(unit, facts, owner, id, node),
                None => {
                    let own = unit.name(symbol) == unit.dialect.own_type;
                    let role = unit.parent(node).map(|up| unit.kind(up));
                    let harmless = match role {
                        Some(Kind::Call { callee, .. }) => callee == node,
                        Some(Kind::Entry { key, value, .. }) => key == node && value != node,
                        Some(
                            Kind::Member { .. }
                            | Kind::TypeExpression { .. }
                            | Kind::NamedArgument { .. }
                            | Kind::Record { .. }
                            | Kind::Destructure { .. }
                            | Kind::Labelled { .. }
                            | Kind::Break(..)
                            | Kind::Goto(_)
                            | Kind::Continue(_)
                            | Kind::Parameter { .. }
                            | Kind::Handler { .. },
                        ) => true,
                        _ => false,
                    };
                    self.impure[owner.index()] |= !own && !harmless;
                }
            },
            Kind::Member { access: Access::Dot | Access::Optional, .. }
                if unit.dialect.reads_are_calls
                    && !unit
                        .parent(node)
                        .is_some_and(|up| matches!(unit.kind(up), Kind::Call { callee, .. } if callee == node)) =>
            {
                self.impure[owner.index()] = true;
            }
            Kind::This if !unit.dialect.ownership => self.impure[owner.index()] = true,
            _ => {}
        }
    }

    /// Notes that something reached from `place` is changed at `node`.
    fn changes(&mut self, unit: &Unit, facts: &Facts, owner: FunctionId, place: Option<NodeId>, node: NodeId) {
        let at = owner.index();
        let Some(id) = place.and_then(|place| root(unit, facts, place)) else {
            // Something that no name reaches: a fresh value, or more than is known.
            self.impure[at] |= place.is_some();
            return;
        };
        let binding = facts.scopes.binding(id);
        if binding.function != Some(owner) {
            let value = !matches!(binding.kind, BindingKind::Import | BindingKind::Type | BindingKind::Function);
            if value && !is_parameter(binding.kind) {
                push_once(&mut self.outer[at], id, node);
            }
            self.impure[at] = true;
            return;
        }
        match binding.kind {
            BindingKind::Receiver | BindingKind::Parameter => {
                let setting_up =
                    unit.function(owner).form == FunctionForm::Constructor && binding.kind == BindingKind::Receiver;
                if setting_up {
                    return;
                }
                if is_own_copy(unit, facts, id, place) {
                    return;
                }
                let place = place.filter(|_| unit.dialect.pointers);
                let shared = match place {
                    Some(place) => reaches_caller(unit, facts, id, place),
                    None => is_reference(unit, binding.definition) || shared_with_caller(unit, facts, id),
                };
                if shared {
                    push_once(&mut self.mutates[at], id, node);
                }
                self.impure[at] |= !unit.dialect.ownership;
            }
            // A local value that may be shared with something outside.
            _ => self.impure[at] |= !unit.dialect.ownership && !is_fresh(unit, facts, id),
        }
    }

    /// Carries effects and changes of parameters from callees to callers until nothing is new.
    fn spread(&mut self, unit: &Unit, facts: &Facts, callers: &[Vec<Edge>]) {
        let mut work: Vec<usize> = (0..callers.len()).collect();
        let mut queued = vec![true; callers.len()];
        while let Some(callee) = work.pop() {
            queued[callee] = false;
            for edge in &callers[callee] {
                let caller = edge.caller.index();
                if caller == callee {
                    continue;
                }
                let before = (self.effects[caller].len(), self.mutates[caller].len(), self.outer[caller].len());
                for at in 0..self.effects[callee].len() {
                    let effect = self.effects[callee][at].0;
                    push_once(&mut self.effects[caller], effect, edge.node);
                }
                for at in 0..self.outer[callee].len() {
                    let id = self.outer[callee][at].0;
                    if facts.scopes.binding(id).function != Some(edge.caller) {
                        push_once(&mut self.outer[caller], id, edge.node);
                    }
                }
                if edge.direct {
                    for at in 0..self.mutates[callee].len() {
                        let changed = self.mutates[callee][at].0;
                        let place = argument_for(unit, facts, FunctionId::from_index(callee), changed, edge.node);
                        if let Some(place) = place {
                            self.changes(unit, facts, edge.caller, Some(place), edge.node);
                        }
                    }
                } else {
                    self.impure[caller] |= !self.mutates[callee].is_empty();
                }
                let after = (self.effects[caller].len(), self.mutates[caller].len(), self.outer[caller].len());
                if before != after && !std::mem::replace(&mut queued[caller], true) {
                    work.push(caller);
                }
            }
        }
    }

    fn spread_impurity(&mut self, callers: &[Vec<Edge>]) {
        let mut work: Vec<usize> = (0..callers.len()).filter(|&at| self.impure[at]).collect();
        while let Some(callee) = work.pop() {
            for edge in &callers[callee] {
                let caller = edge.caller.index();
                if !std::mem::replace(&mut self.impure[caller], true) {
                    work.push(caller);
                }
            }
        }
    }
}

fn push_once<K: PartialEq>(list: &mut Vec<(K, NodeId)>, key: K, node: NodeId) {
    if !list.iter().any(|entry| entry.0 == key) {
        list.push((key, node));
    }
}

fn is_parameter(kind: BindingKind) -> bool {
    matches!(kind, BindingKind::Parameter | BindingKind::Receiver)
}

/// What a library call with [`Effect::Mutates`] changes: its receiver, else its first argument.
fn mutated_by(unit: &Unit, call: &crate::CallFact) -> Option<NodeId> {
    let Kind::Call { arguments, .. } = unit.kind(call.node) else { return None };
    call.receiver.or_else(|| unit.list(arguments).first().copied())
}

/// Whether a call lets a variable grow that holds a sequence of its own: whoever handed it over keeps the old one.
fn grows_own_copy(unit: &Unit, facts: &Facts, call: &crate::CallFact) -> bool {
    unit.dialect.copies_values
        && call.receiver.is_some_and(|it| {
            matches!(unit.kind(it), Kind::Name(_)) && matches!(facts.types.of(it), Type::List | Type::Bytes)
        })
}

/// The variable through which a place is reached.
pub(crate) fn root(unit: &Unit, facts: &Facts, place: NodeId) -> Option<BindingId> {
    let mut at = place;
    loop {
        at = match unit.kind(at) {
            Kind::Name(_) | Kind::This => return facts.scopes.resolve(at),
            Kind::Member { object, .. } | Kind::Index { object, .. } => object,
            Kind::Dereference(inner) | Kind::Reference(inner, _) | Kind::Unary(code::UnaryOperator::NonNull, inner) => {
                inner
            }
            _ => return None,
        };
    }
}

/// Whether a parameter stands for the caller's own variable, in a language where the place of a parameter says so.
fn is_reference(unit: &Unit, definition: NodeId) -> bool {
    unit.dialect.copies_collections
        && unit.parent(definition).is_some_and(|up| match unit.kind(up) {
            Kind::Parameter { annotation: Some(annotation), .. } => {
                matches!(unit.kind(annotation), Kind::TypeExpression { form: TypeForm::MutableReference, .. })
            }
            _ => false,
        })
}

/// Whether what is changed is a collection that the function got as a copy: it is reached by keys alone, and its declared type is not
/// that of an object.
fn is_own_copy(unit: &Unit, facts: &Facts, id: BindingId, place: Option<NodeId>) -> bool {
    let definition = facts.scopes.binding(id).definition;
    if !unit.dialect.copies_collections || is_reference(unit, definition) {
        return false;
    }
    let mut at = place;
    while let Some(node) = at {
        at = match unit.kind(node) {
            Kind::Index { object, .. } => Some(object),
            Kind::Name(_) => break,
            _ => return false,
        };
    }
    !unit.parent(definition).is_some_and(|up| match unit.kind(up) {
        Kind::Parameter { annotation: Some(annotation), .. } => {
            matches!(unit.kind(annotation), Kind::TypeExpression { form: TypeForm::Named, .. })
        }
        _ => false,
    })
}

/// Whether a change of a parameter's value is seen by the caller: it is not a copy, and still the caller's value.
fn shared_with_caller(unit: &Unit, facts: &Facts, id: BindingId) -> bool {
    let binding = facts.scopes.binding(id);
    if !binding.writes.is_empty() {
        return false;
    }
    if unit.dialect.copies_values {
        let annotation = unit.parent(binding.definition).and_then(|up| match unit.kind(up) {
            Kind::Parameter { annotation, form, .. } if form != code::ParameterForm::Rest => annotation,
            _ => None,
        });
        return annotation.is_some_and(|annotation| match unit.kind(annotation) {
            Kind::TypeExpression { form: TypeForm::MutableReference | TypeForm::Mapping, .. } => true,
            // A slice shares its items, an array of a fixed length is copied.
            Kind::TypeExpression { form: TypeForm::Array, parts } => parts.len() == 1,
            _ => facts.types.of(binding.definition) == Type::Bytes,
        });
    }
    if !unit.dialect.ownership {
        // Numbers and text are never changed in place.
        let ty = facts.types.of(binding.definition);
        let rest = unit.parent(binding.definition).is_some_and(|up| {
            matches!(
                unit.kind(up),
                Kind::Parameter { form: code::ParameterForm::Rest | code::ParameterForm::NamedRest, .. }
            )
        });
        return !rest && !matches!(ty, Type::Integer | Type::Float | Type::Text | Type::Boolean);
    }
    let annotation = unit.parent(binding.definition).and_then(|up| match unit.kind(up) {
        Kind::Parameter { annotation, .. } => annotation,
        _ => None,
    });
    annotation.is_some_and(|annotation| {
        matches!(unit.kind(annotation), Kind::TypeExpression { form: TypeForm::MutableReference, .. })
    })
}

/// The type that a parameter is declared with.
fn parameter_type(unit: &Unit, definition: NodeId) -> Option<NodeId> {
    match unit.kind(unit.parent(definition)?) {
        Kind::Parameter { annotation, .. } => annotation,
        _ => None,
    }
}

/// Whether a change of a place reaches what the caller holds, where values may be pointers: the parameter is followed on the way
/// there, or is itself an address that is handed on, and is never set to another one.
fn reaches_caller(unit: &Unit, facts: &Facts, id: BindingId, place: NodeId) -> bool {
    let binding = facts.scopes.binding(id);
    if let Some(of) = parameter_type(unit, binding.definition)
        && types::is_alias(unit, of)
    {
        return matches!(unit.kind(of), Kind::TypeExpression { form: TypeForm::MutableReference, .. });
    }
    let moves_only = binding.writes.iter().all(|&write| match unit.parent(write).map(|up| unit.kind(up)) {
        Some(Kind::Update { .. }) => true,
        Some(Kind::Assign { operator, .. }) => operator.is_some(),
        _ => false,
    });
    if !moves_only {
        return false;
    }
    let mut at = place;
    let mut address = false;
    loop {
        at = match unit.kind(at) {
            Kind::Name(_) => {
                let value = matches!(facts.types.of(binding.definition), Type::Integer | Type::Float | Type::Boolean);
                return at == place && !value && !address;
            }
            Kind::Dereference(_) => return true,
            // The name of a parameter that is an array is its address.
            Kind::Index { object, .. } if matches!(unit.kind(object), Kind::Name(_)) => return true,
            Kind::Member { object, .. } if matches!(unit.kind(object), Kind::Name(_)) => {
                let from = unit.span(object).end as usize;
                return unit.source.get(from..).is_some_and(|rest| rest.trim_start().starts_with("->"));
            }
            Kind::Reference(inner, _) => {
                address = true;
                inner
            }
            Kind::Member { object, .. } | Kind::Index { object, .. } => object,
            _ => return false,
        };
    }
}

/// Whether a local variable holds a value that was made here.
fn is_fresh(unit: &Unit, facts: &Facts, id: BindingId) -> bool {
    let binding = facts.scopes.binding(id);
    if !binding.writes.is_empty() {
        return false;
    }
    let value = unit.parent(binding.definition).and_then(|up| match unit.kind(up) {
        Kind::Let { target, value, .. } if target == binding.definition => value,
        Kind::Assign { target, value, operator: None } if target == binding.definition => Some(value),
        _ => None,
    });
    value.is_some_and(|value| match unit.kind(value) {
        Kind::Sequence(_) | Kind::Mapping(_) | Kind::Set(_) | Kind::Comprehension { .. } | Kind::Repeat { .. } => true,
        Kind::Call { .. } => facts.call(value).is_some_and(|call| {
            matches!(call.target, Target::Construct(_)) || call.library.is_some() && call.receiver.is_none()
        }),
        _ => false,
    })
}

/// The argument of a call that a callee's parameter stands for.
fn argument_for(unit: &Unit, facts: &Facts, callee: FunctionId, parameter: BindingId, call: NodeId) -> Option<NodeId> {
    let fact = facts.call(call)?;
    let binding = facts.scopes.binding(parameter);
    if binding.kind == BindingKind::Receiver {
        return fact.receiver;
    }
    let Kind::Call { arguments, .. } = unit.kind(call) else { return None };
    let arguments = unit.list(arguments);
    let position = facts.functions[callee.index()].parameters.iter().position(|it| it.binding == Some(parameter))?;
    let named = arguments.iter().find_map(|&argument| match unit.kind(argument) {
        Kind::NamedArgument { name, value } if unit.kind(name) == Kind::Name(binding.name) => Some(value),
        _ => None,
    });
    if named.is_some() {
        return named;
    }
    let before = arguments.get(..=position)?;
    if before.iter().any(|&it| matches!(unit.kind(it), Kind::Spread(_) | Kind::NamedArgument { .. })) {
        return None;
    }
    before.last().copied()
}

/// Whether reading a name makes the result depend on more than the arguments.
fn reads_more_than_arguments(unit: &Unit, facts: &Facts, owner: FunctionId, id: BindingId, node: NodeId) -> bool {
    let binding = facts.scopes.binding(id);
    if binding.function == Some(owner) {
        return false;
    }
    match binding.kind {
        BindingKind::Function | BindingKind::Type | BindingKind::TypeParameter => false,
        // A name of a module is harmless where it is called: the call says what it does.
        BindingKind::Import => !unit.ancestors(node).take(3).any(|up| {
            matches!(
                unit.kind(up),
                Kind::Call { .. } | Kind::TypeExpression { .. } | Kind::Record { .. } | Kind::Parameter { .. }
            )
        }),
        BindingKind::Constant | BindingKind::Variable => {
            let scalar =
                matches!(facts.types.of(binding.definition), Type::Integer | Type::Float | Type::Text | Type::Boolean);
            let by_type = unit.dialect.ownership && binding.kind == BindingKind::Constant;
            !(binding.writes.is_empty() && (scalar || by_type))
        }
        _ => true,
    }
}
