//! One linear scan that hands every node to the function that it stands in.

use code::{BinaryOperator, FunctionForm, FunctionId, Kind, LoopForm, Modifiers, NodeId, Unit};

use super::{Exit, FunctionFacts, ParameterFacts, Raise, Recursion, Results, Returned, flow, outcome, raises};
use crate::{BindingId, BindingKind, Facts, Target, Type};

/// What is collected of a function before it is put together.
#[derive(Default)]
struct Body {
    returned: Vec<NodeId>,
    bare_return: bool,
    yields: bool,
}

pub(super) fn observe(unit: &Unit, facts: &Facts) -> Vec<FunctionFacts> {
    let n = unit.functions.len();
    let mut all: Vec<FunctionFacts> = Vec::with_capacity(n);
    let mut bodies: Vec<Body> = Vec::with_capacity(n);
    for at in 0..n {
        let function = FunctionFacts {
            name: name(unit, facts, FunctionId::from_index(at)),
            parameters: parameters(unit, facts, FunctionId::from_index(at)),
            complexity: 1,
            ..FunctionFacts::default()
        };
        all.push(function);
        bodies.push(Body::default());
    }
    for at in 0..unit.n_nodes() {
        let Some(owner) = facts.scopes.owner[at] else { continue };
        note(unit, facts, NodeId::from_index(at), &mut all[owner.index()], &mut bodies[owner.index()]);
    }
    for (at, body) in bodies.into_iter().enumerate() {
        let id = FunctionId::from_index(at);
        finish(unit, facts, id, &mut all[at], body);
    }
    captures(facts, &mut all);
    calls(unit, facts, &mut all);
    all
}

/// The name node of a function: its own, or that of what it is assigned to.
fn name(unit: &Unit, facts: &Facts, id: FunctionId) -> Option<NodeId> {
    let function = unit.function(id);
    if function.name.is_some() {
        return function.name;
    }
    match unit.kind(unit.parent(function.node)?) {
        Kind::Let { target, value, .. } if value == Some(function.node) => Some(target),
        Kind::Assign { target, value, operator: None } if value == function.node => Some(target),
        Kind::Entry { key, value, .. } if value == function.node => Some(key),
        Kind::Field { name, value, .. } if value == Some(function.node) => Some(name),
        Kind::Call { .. } => unit.ancestors(function.node).take(MOST_WRAPPERS + 1).find_map(|at| match unit.kind(at) {
            Kind::Let { target, value: Some(value), .. } if wrapped(unit, facts, value) == Some(id) => Some(target),
            _ => None,
        }),
        _ => None,
    }
    .filter(|&name| matches!(unit.kind(name), Kind::Name(_) | Kind::Member { .. } | Kind::Text(_)))
}

/// `memo(forwardRef(f))`: how many calls a function may stand in and still be what the result is about.
const MOST_WRAPPERS: usize = 3;

/// The function that a value is in all but name, where a call that is known hands back a function made of one written in its place:
/// `const f = wrap((x) => …)`.
pub(crate) fn wrapped(unit: &Unit, facts: &Facts, value: NodeId) -> Option<FunctionId> {
    let mut at = value;
    for _ in 0..MOST_WRAPPERS {
        let Kind::Call { arguments, .. } = unit.kind(at) else { return None };
        let entry = facts.call(at)?.library?;
        let makes_function = entry.returns == "function" && entry.effects.is_empty();
        // What happens inside such a function is not what the new one does.
        let &first = unit.list(arguments).first().filter(|_| makes_function)?;
        match unit.kind(first) {
            Kind::Function(id) => return unit.function(id).body.map(|_| id),
            _ => at = first,
        }
    }
    None
}

fn parameters(unit: &Unit, facts: &Facts, id: FunctionId) -> Vec<ParameterFacts> {
    unit.list(unit.function(id).parameters)
        .iter()
        .filter_map(|&node| match unit.kind(node) {
            Kind::Parameter { form: code::ParameterForm::Receiver, .. } => None,
            Kind::Parameter { target, .. } => {
                Some(ParameterFacts { node, binding: facts.scopes.resolve(target), roles: Vec::new() })
            }
            _ => None,
        })
        .collect()
}

/// Takes in one node of a function's own body.
fn note(unit: &Unit, facts: &Facts, node: NodeId, function: &mut FunctionFacts, body: &mut Body) {
    match unit.kind(node) {
        // A status is no result.
        Kind::Return(_) if unit.dialect.commands => body.bare_return = true,
        Kind::Return(value) => match value {
            Some(value) => match outcome::of(unit, facts, value) {
                Some(Returned::Failure { error, .. }) => add_raise(unit, facts, node, Some(error), function),
                Some(Returned::Success(values)) => match values[..] {
                    [] => {}
                    [only] => flow::tails(unit, facts, only, &mut body.returned),
                    _ => body.returned.push(value),
                },
                None => {
                    if let Some(error) = raises::error_value(unit, facts, value) {
                        add_raise(unit, facts, node, Some(error), function);
                    }
                    // Beside an error that may be there or not, one value is what comes back.
                    match (unit.kind(value), facts.scopes.function_of(value)) {
                        (Kind::Tuple(parts), Some(of)) if parts.len() == 2 && outcome::may_fail(unit, of) => {
                            let value = unit.list(parts).first().copied();
                            body.returned.extend(value.filter(|&value| !outcome::is_filler(unit, value)));
                        }
                        _ => flow::tails(unit, facts, value, &mut body.returned),
                    }
                }
            },
            None => body.bare_return = true,
        },
        Kind::Yield(value, _) => {
            body.yields = true;
            function.yielded.extend(value);
        }
        Kind::Throw(value, _) => add_raise(unit, facts, node, value, function),
        Kind::Call { arguments, .. } if raises::signals(unit, facts, node) => {
            add_raise(unit, facts, node, unit.list(arguments).first().copied(), function);
        }
        Kind::Await(_) => function.awaits.push(node),
        Kind::Clause { filters, is_async, .. } => {
            function.complexity += 1 + filters.len() as u32;
            if is_async {
                function.awaits.push(node);
            }
        }
        Kind::If { .. } | Kind::Conditional { .. } | Kind::Handler { .. } => function.complexity += 1,
        Kind::Binary(
            BinaryOperator::And | BinaryOperator::Or | BinaryOperator::OrElse | BinaryOperator::Coalesce,
            ..,
        ) => {
            function.complexity += 1;
        }
        Kind::Arm { patterns, guard, .. } => {
            let default = matches!(unit.list(patterns), [])
                || matches!(unit.list(patterns), [only] if unit.kind(*only) == Kind::Wildcard);
            function.complexity += u32::from(!default) + u32::from(guard.is_some());
        }
        Kind::Loop(form, parts) => {
            if form != LoopForm::Endless {
                function.complexity += 1;
            }
            if parts.is_async {
                function.awaits.push(node);
            }
            let depth = loop_depth(unit, node) + 1;
            function.loop_depth = function.loop_depth.max(depth);
        }
        Kind::Assign { target, .. } | Kind::Update { target, .. } => {
            if let Some((id, name)) = outer_variable(unit, facts, target) {
                push_once(&mut function.writes_outer, id, name);
            }
        }
        _ => {}
    }
}

/// How many loops of the same function hold a node.
pub(crate) fn loop_depth(unit: &Unit, node: NodeId) -> u32 {
    unit.ancestors(node)
        .take_while(|&up| !matches!(unit.kind(up), Kind::Function(_)))
        .filter(|&up| matches!(unit.kind(up), Kind::Loop(..)))
        .count() as u32
}

fn add_raise(unit: &Unit, facts: &Facts, node: NodeId, value: Option<NodeId>, function: &mut FunctionFacts) {
    if !raises::is_caught(unit, node) {
        let raise: Raise = raises::raise(unit, facts, node, value);
        function.raises.push(raise);
    }
}

fn push_once(list: &mut Vec<(BindingId, NodeId)>, id: BindingId, node: NodeId) {
    if !list.iter().any(|entry| entry.0 == id) {
        list.push((id, node));
    }
}

/// The variable outside of the function that a write sets.
fn outer_variable(unit: &Unit, facts: &Facts, target: NodeId) -> Option<(BindingId, NodeId)> {
    if !matches!(unit.kind(target), Kind::Name(_)) {
        return None;
    }
    let id = facts.scopes.resolve(target)?;
    let here = facts.scopes.function_of(target);
    (here.is_some() && facts.scopes.binding(id).function != here).then_some((id, target))
}

fn finish(unit: &Unit, facts: &Facts, id: FunctionId, function: &mut FunctionFacts, mut body: Body) {
    let definition = unit.function(id);
    let mut falls = false;
    let value_of_block =
        unit.dialect.expression_blocks && definition.result.is_none_or(|result| !is_nothing(unit, result));
    match definition.body {
        Some(block) if matches!(unit.kind(block), Kind::Block { .. }) => {
            falls = flow::falls_through(unit, facts, block);
            // A named function without a declared result gives nothing.
            let may_end =
                definition.result.is_some() && !unit.dialect.said_results || definition.form == FunctionForm::Lambda;
            if value_of_block && may_end && !unit.dialect.returns_lowered {
                let mut tails = Vec::new();
                flow::tails(unit, facts, block, &mut tails);
                for &tail in &tails {
                    if let Some(error) = raises::error_value(unit, facts, tail) {
                        add_raise(unit, facts, tail, Some(error), function);
                    }
                }
                falls &= tails.is_empty();
                body.returned.append(&mut tails);
            }
        }
        Some(expression)
            if definition.form == FunctionForm::Lambda
                || definition.modifiers.has(Modifiers::ARROW)
                || unit.dialect.expression_blocks =>
        {
            let mut tails = Vec::new();
            flow::tails(unit, facts, expression, &mut tails);
            body.returned.append(&mut tails);
        }
        Some(_) | None => {}
    }
    let order = |list: &mut Vec<NodeId>| list.sort_by_key(|&node| unit.span(node).start);
    order(&mut body.returned);
    order(&mut function.yielded);
    order(&mut function.awaits);
    function.raises.sort_by_key(|raise| unit.span(raise.node).start);
    function.results = results(unit, facts, id, &body, falls);
    function.returned = body.returned;
    function.guards = guards(unit, facts, id);
}

/// Whether the declared result is a truth value, where types are checked.
fn says_yes_or_no(unit: &Unit, facts: &Facts, result: Option<NodeId>) -> bool {
    unit.dialect.static_types
        && result
            .is_some_and(|it| crate::types::type_of(unit, &facts.scopes, &facts.types.extends, it) == Type::Boolean)
}

/// `()`, `None`, `void` as a declared result.
fn is_nothing(unit: &Unit, result: NodeId) -> bool {
    matches!(unit.text(result).trim_start_matches([':', '-', '>', ' ']), "()" | "None" | "void" | "undefined")
}

fn results(unit: &Unit, facts: &Facts, id: FunctionId, body: &Body, falls: bool) -> Results {
    let definition = unit.function(id);
    if definition.modifiers.has(Modifiers::GENERATOR) || body.yields {
        return Results::Series;
    }
    if matches!(definition.form, FunctionForm::Constructor | FunctionForm::Setter) {
        return Results::Nothing;
    }
    if definition.body.is_none() {
        return match definition.result {
            Some(result) if !is_nothing(unit, result) => Results::Always,
            _ => Results::Nothing,
        };
    }
    // Errors that are handed back as values are no results.
    let fails = outcome::may_fail(unit, id);
    let values: Vec<NodeId> =
        body.returned.iter().copied().filter(|&value| raises::error_value(unit, facts, value).is_none()).collect();
    let absent = |&value: &NodeId| unit.kind(value) == Kind::Null;
    let n_absent = values.iter().filter(|value| absent(value)).count();
    if n_absent == values.len() {
        let never = values.is_empty() && !falls && !body.bare_return && body.returned.is_empty() && !fails;
        return if never { Results::Never } else { Results::Nothing };
    }
    let falls = falls && !(unit.dialect.always_returns && definition.result.is_some());
    if falls || body.bare_return || n_absent > 0 {
        return Results::Sometimes;
    }
    let all = |test: &dyn Fn(NodeId) -> bool| values.iter().all(|&value| test(value));
    if all(&|value| facts.types.of(value) == Type::Boolean) || says_yes_or_no(unit, facts, definition.result) {
        Results::Verdict
    } else if all(&|value| makes_function(unit, facts, id, value)) {
        Results::Function
    } else if all(&|value| is_receiver(unit, facts, value)) {
        Results::Receiver
    } else if all(&|value| matches!(unit.kind(value), Kind::Tuple(parts) if parts.len() > 1)) {
        Results::Several
    } else {
        Results::Always
    }
}

fn makes_function(unit: &Unit, facts: &Facts, id: FunctionId, value: NodeId) -> bool {
    match unit.kind(value) {
        Kind::Function(_) => true,
        Kind::Name(_) => facts.scopes.resolve(value).is_some_and(|binding| {
            facts.scopes.function_named(binding).is_some() && facts.scopes.binding(binding).function == Some(id)
        }),
        _ => false,
    }
}

pub(crate) fn is_receiver(unit: &Unit, facts: &Facts, value: NodeId) -> bool {
    match unit.kind(value) {
        Kind::This => true,
        Kind::Name(_) => facts.scopes.binding_of(value).is_some_and(|binding| binding.kind == BindingKind::Receiver),
        _ => false,
    }
}

/// Checks at the start of a body that leave early; plain variables may stand between them.
fn guards(unit: &Unit, facts: &Facts, id: FunctionId) -> Vec<Exit> {
    let Some(Kind::Block { body }) = unit.function(id).body.map(|body| unit.kind(body)) else { return Vec::new() };
    let mut found = Vec::new();
    let statements = unit.list(body);
    for (at, &statement) in statements.iter().enumerate() {
        match unit.kind(statement) {
            Kind::If { condition, then, otherwise: None } => {
                let Some(exit) = last_statement(unit, then) else { break };
                let last = at + 1 == statements.len();
                if last || !is_exit_of_function(unit, facts, exit) || n_statements(unit, then) > 3 {
                    break;
                }
                found.push(Exit { node: statement, condition, exit });
            }
            Kind::Let { .. }
            | Kind::Import(_)
            | Kind::OuterNames(_)
            | Kind::Empty
            | Kind::Text(_)
            | Kind::Function(_)
            | Kind::Type(_) => {}
            Kind::Assign { target, .. } if matches!(unit.kind(target), Kind::Name(_)) => {}
            _ => break,
        }
    }
    found
}

fn is_exit_of_function(unit: &Unit, facts: &Facts, node: NodeId) -> bool {
    !matches!(unit.kind(node), Kind::Break(..) | Kind::Continue(_)) && flow::is_exit(unit, facts, node)
}

fn last_statement(unit: &Unit, body: NodeId) -> Option<NodeId> {
    match unit.kind(body) {
        Kind::Block { body } => unit.list(body).last().copied(),
        _ => Some(body),
    }
}

fn n_statements(unit: &Unit, body: NodeId) -> usize {
    match unit.kind(body) {
        Kind::Block { body } => body.len(),
        _ => 1,
    }
}

/// Variables of enclosing functions that each function reads.
fn captures(facts: &Facts, all: &mut [FunctionFacts]) {
    for (at, binding) in facts.scopes.bindings.iter().enumerate() {
        if !binding.captured {
            continue;
        }
        let id = BindingId(at as u32);
        for &read in &binding.reads {
            let Some(reader) = facts.scopes.function_of(read).filter(|&reader| Some(reader) != binding.function) else {
                continue;
            };
            let captures = &mut all[reader.index()].captures;
            if captures.last() != Some(&id) && !captures.contains(&id) {
                captures.push(id);
            }
        }
    }
}

/// Who calls whom, and recursion.
fn calls(unit: &Unit, facts: &Facts, all: &mut [FunctionFacts]) {
    let mut by_source: Vec<&crate::CallFact> =
        facts.calls.iter().filter(|call| matches!(call.target, Target::Own(_)) && call.caller.is_some()).collect();
    by_source.sort_by_key(|call| unit.span(call.node).start);
    // An anonymous function works for the one around it.
    let mut edges: Vec<Vec<u32>> = vec![Vec::new(); all.len()];
    for call in by_source {
        let (Target::Own(callee), Some(caller)) = (call.target, call.caller) else { continue };
        if !all[caller.index()].calls.contains(&callee) {
            all[caller.index()].calls.push(callee);
            all[callee.index()].called_by.push(caller);
        }
        let mut at = Some(caller);
        while let Some(function) = at {
            if function == callee {
                match &mut all[callee.index()].recursion {
                    Recursion::Direct(nodes) => nodes.push(call.node),
                    other => *other = Recursion::Direct(vec![call.node]),
                }
                break;
            }
            edges[function.index()].push(callee.index() as u32);
            let definition = unit.function(function);
            at = (definition.form == FunctionForm::Lambda).then(|| facts.scopes.function_of(definition.node)).flatten();
        }
    }
    for group in components(&edges) {
        for &member in &group {
            let others = group.iter().filter(|&&other| other != member).map(|&at| FunctionId::from_index(at as usize));
            let function = &mut all[member as usize];
            if function.recursion == Recursion::None {
                function.recursion = Recursion::Mutual(others.collect());
            }
        }
    }
}

/// Groups of two or more functions that reach one another (Tarjan's strongly connected components, without recursion).
fn components(edges: &[Vec<u32>]) -> Vec<Vec<u32>> {
    const UNSEEN: u32 = u32::MAX;
    let n = edges.len();
    let (mut index, mut low, mut on_stack) = (vec![UNSEEN; n], vec![0; n], vec![false; n]);
    let (mut stack, mut groups, mut counter) = (Vec::new(), Vec::new(), 0);
    for root in 0..n {
        if index[root] != UNSEEN {
            continue;
        }
        let mut work = vec![(root, 0)];
        while let Some((node, edge)) = work.pop() {
            if edge == 0 {
                index[node] = counter;
                low[node] = counter;
                counter += 1;
                stack.push(node as u32);
                on_stack[node] = true;
            }
            if let Some(&next) = edges[node].get(edge) {
                work.push((node, edge + 1));
                let next = next as usize;
                if index[next] == UNSEEN {
                    work.push((next, 0));
                } else if on_stack[next] {
                    low[node] = low[node].min(index[next]);
                }
                continue;
            }
            if let Some(&(parent, _)) = work.last() {
                low[parent] = low[parent].min(low[node]);
            }
            if low[node] == index[node] {
                let mut group = Vec::new();
                while let Some(member) = stack.pop() {
                    on_stack[member as usize] = false;
                    group.push(member);
                    if member as usize == node {
                        break;
                    }
                }
                if group.len() > 1 {
                    group.sort_unstable();
                    groups.push(group);
                }
            }
        }
    }
    groups
}
