//! What a loop goes over.

use code::{BinaryOperator, CallForm, Kind, LoopForm, LoopParts, NodeId, UnaryOperator, Unit};

use super::Bound;
use crate::{Facts, Target, Type};

/// The bound of a loop or a comprehension.
pub(super) fn of(unit: &Unit, facts: &Facts, node: NodeId) -> Bound {
    match unit.kind(node) {
        Kind::Loop(form, parts) => of_loop(unit, facts, form, &parts),
        Kind::Comprehension { clauses, .. } => match unit.list(clauses).first().map(|&clause| unit.kind(clause)) {
            Some(Kind::Clause { target, source, .. }) => of_source(unit, facts, Some(target), source),
            _ => Bound::Unknown,
        },
        _ => Bound::Unknown,
    }
}

fn of_loop(unit: &Unit, facts: &Facts, form: LoopForm, parts: &LoopParts) -> Bound {
    match form {
        LoopForm::Each => parts.source.map_or(Bound::Unknown, |source| of_source(unit, facts, parts.target, source)),
        LoopForm::Keys if unit.dialect.keys_first => {
            parts.source.map_or(Bound::Unknown, |source| match (facts.types.of(source), unit.kind(source)) {
                (Type::Map, _) => Bound::Keys(source),
                (Type::List | Type::Text | Type::Bytes, _) => Bound::Positions(source),
                (Type::Channel, _) => Bound::Items(source),
                (Type::Integer, _) | (_, Kind::Integer) => {
                    Bound::Numbers { from: None, to: source, step: None, inclusive: false, down: false }
                }
                _ => Bound::Unknown,
            })
        }
        LoopForm::Keys => parts.source.map_or(Bound::Unknown, Bound::Keys),
        LoopForm::Counted => counted(unit, facts, parts),
        LoopForm::Endless => Bound::Endless,
        LoopForm::While | LoopForm::DoWhile => parts.condition.map_or(Bound::Endless, |condition| {
            if is_true(unit, condition) {
                Bound::Endless
            } else {
                drained(unit, facts, condition, parts.body).unwrap_or(Bound::Condition(condition))
            }
        }),
    }
}

fn is_true(unit: &Unit, node: NodeId) -> bool {
    match unit.kind(node) {
        Kind::Boolean(value) => value,
        Kind::Integer => unit.text(node) == "1",
        _ => false,
    }
}

/// The last part of what the library calls a call, or of the method's name where the receiver's type is not known.
pub(super) fn called<'u>(unit: &'u Unit, facts: &Facts, node: NodeId) -> Option<&'u str> {
    let Kind::Call { callee, form: CallForm::Plain | CallForm::Optional, .. } = unit.kind(node) else { return None };
    let call = facts.call(node)?;
    if let Some(entry) = call.library {
        return entry.path.rsplit('.').next();
    }
    match unit.kind(callee) {
        Kind::Member { name, .. } if matches!(call.target, Target::Method) => Some(unit.name(name)),
        _ => None,
    }
}

fn arguments(unit: &Unit, node: NodeId) -> &[NodeId] {
    match unit.kind(node) {
        Kind::Call { arguments, .. } => unit.list(arguments),
        _ => &[],
    }
}

/// What is left of a source without the steps that only start going over it: `x.iter()`, `&x`.
pub(super) fn bare(unit: &Unit, facts: &Facts, source: NodeId) -> NodeId {
    let mut at = source;
    loop {
        at = match unit.kind(at) {
            Kind::Reference(inner, _) | Kind::Await(inner) => inner,
            Kind::Call { .. } if arguments(unit, at).is_empty() => {
                let receiver = facts.call(at).and_then(|call| call.receiver);
                match (called(unit, facts, at), receiver) {
                    (Some("iter" | "iter_mut" | "into_iter" | "copied" | "cloned" | "by_ref"), Some(receiver)) => {
                        receiver
                    }
                    _ => return at,
                }
            }
            _ => return at,
        };
    }
}

fn of_source(unit: &Unit, facts: &Facts, target: Option<NodeId>, source: NodeId) -> Bound {
    if let Kind::Range { start, end, inclusive } = unit.kind(source) {
        return range(unit, facts, start, end, inclusive, false);
    }
    let target = target.map(|target| match unit.kind(target) {
        Kind::Let { target, .. } => target,
        _ => target,
    });
    let pair = target.is_some_and(|target| match unit.kind(target) {
        Kind::Tuple(parts) => parts.len() == 2,
        // Where a pair is spelled as one, brackets take an item apart.
        Kind::Sequence(parts) => parts.len() == 2 && !unit.dialect.keyed_lists,
        _ => false,
    });
    let receiver = facts.call(source).and_then(|call| call.receiver);
    let parts = arguments(unit, source);
    match (called(unit, facts, source), receiver, parts) {
        (Some("range"), None, [to]) => range(unit, facts, None, Some(*to), false, false),
        (Some("range"), None, [from, to]) => range(unit, facts, Some(*from), Some(*to), false, false),
        (Some("range"), None, [from, to, step]) => {
            let down = matches!(unit.kind(*step), Kind::Unary(UnaryOperator::Negate, _));
            Bound::Numbers { from: Some(*from), to: *to, step: Some(*step), inclusive: false, down }
        }
        (Some("rev"), Some(inner), []) => match unit.kind(inner) {
            Kind::Range { start, end: Some(end), inclusive } => {
                Bound::Numbers { from: start, to: end, step: None, inclusive, down: true }
            }
            _ => Bound::Items(source),
        },
        (Some("enumerate"), None, [first, ..]) if pair => Bound::Enumerated(bare(unit, facts, *first)),
        (Some("enumerate"), Some(inner), []) if pair => Bound::Enumerated(bare(unit, facts, inner)),
        (Some("zip"), ..) => Bound::Together(source),
        (Some("items"), Some(inner), []) if pair => Bound::Pairs(inner),
        (Some("entries"), Some(inner), []) if pair => match facts.types.of(inner) {
            Type::Map => Bound::Pairs(inner),
            Type::List => Bound::Enumerated(inner),
            _ => Bound::Items(source),
        },
        (Some("entries"), None, [inner]) if pair => Bound::Pairs(*inner),
        (Some("keys"), Some(inner), []) | (Some("keys"), None, &[inner]) => Bound::Keys(inner),
        (Some("readlines"), Some(file), _) => Bound::Lines(file),
        _ => {
            let inner = bare(unit, facts, source);
            match facts.types.of(inner) {
                Type::File => Bound::Lines(inner),
                Type::Map if pair && unit.dialect.keys_first => Bound::Pairs(inner),
                Type::List | Type::Text | Type::Bytes if pair && unit.dialect.keys_first => Bound::Enumerated(inner),
                _ if pair && unit.dialect.keyed_lists => Bound::Pairs(inner),
                _ if pair && unit.dialect.keys_first => Bound::Unknown,
                Type::Map if pair && (unit.dialect.ownership || unit.dialect.object_literals) => Bound::Pairs(inner),
                Type::Map if !pair && unit.dialect.assignment_declares && !unit.dialect.keyed_lists => {
                    Bound::Keys(inner)
                }
                _ => Bound::Items(inner),
            }
        }
    }
}

/// Numbers, or the positions of a sequence.
fn range(unit: &Unit, facts: &Facts, from: Option<NodeId>, to: Option<NodeId>, inclusive: bool, down: bool) -> Bound {
    let Some(to) = to else { return Bound::Endless };
    let from = from.filter(|&from| unit.text(from) != "0");
    if from.is_none()
        && !inclusive
        && let Some(sequence) = length_of(unit, facts, to)
    {
        return Bound::Positions(sequence);
    }
    Bound::Numbers { from, to, step: None, inclusive, down }
}

/// The sequence whose length an expression is: `len(x)`, `x.length`, `x.len()`.
pub(super) fn length_of(unit: &Unit, facts: &Facts, node: NodeId) -> Option<NodeId> {
    match unit.kind(node) {
        Kind::Member { object, name, .. } if matches!(unit.name(name), "length" | "size") => Some(object),
        Kind::Call { .. } => match (called(unit, facts, node)?, facts.call(node)?.receiver, arguments(unit, node)) {
            ("len", None, [only]) => Some(*only),
            ("len" | "size", Some(receiver), []) => Some(receiver),
            _ => None,
        },
        _ => None,
    }
}

/// `for (i = from; i < to; i++)` whose counter nothing else sets.
fn counted(unit: &Unit, facts: &Facts, parts: &LoopParts) -> Bound {
    let otherwise = parts.condition.map_or(Bound::Endless, Bound::Condition);
    let (Some(condition), Some(step)) = (parts.condition, parts.source) else { return otherwise };
    if let Some(links) = links(unit, facts, parts, condition, step) {
        return links;
    }
    let Kind::Binary(operator, left, right) = unit.kind(condition) else { return otherwise };
    let (operator, counter, to) = match (unit.kind(left), unit.kind(right)) {
        (Kind::Name(_), _) if facts.scopes.resolve(left).is_some_and(|id| steps(unit, facts, step, id).is_some()) => {
            (operator, left, right)
        }
        (_, Kind::Name(_)) => (mirrored(operator), right, left),
        _ => return otherwise,
    };
    let Some(id) = facts.scopes.resolve(counter) else { return otherwise };
    let Some((up, by)) = steps(unit, facts, step, id) else { return otherwise };
    let Some((from, starts)) = parts.target.and_then(|target| start_of(unit, facts, target, id)) else {
        return otherwise;
    };
    // Only its start and its step may set it, else the body decides where it goes.
    let set_inside = facts
        .scopes
        .binding(id)
        .writes
        .iter()
        .any(|&write| write != starts && unit.span(parts.body).contains(unit.span(write)));
    let (inclusive, fits) = match operator {
        BinaryOperator::Less | BinaryOperator::NotEqual | BinaryOperator::StrictNotEqual if up => (false, true),
        BinaryOperator::LessEqual if up => (true, true),
        BinaryOperator::Greater | BinaryOperator::NotEqual | BinaryOperator::StrictNotEqual if !up => (false, true),
        BinaryOperator::GreaterEqual if !up => (true, true),
        _ => (false, false),
    };
    if set_inside || !fits {
        return otherwise;
    }
    let from_zero = unit.text(from) == "0";
    if up
        && from_zero
        && !inclusive
        && by.is_none()
        && let Some(sequence) = length_of(unit, facts, through(unit, facts, to))
    {
        return Bound::Positions(sequence);
    }
    Bound::Numbers { from: (!from_zero || !up).then_some(from), to, step: by, inclusive, down: !up }
}

/// `for (x = first; x; x = x.next)`, where nothing in the body sets `x`.
fn links(unit: &Unit, facts: &Facts, parts: &LoopParts, condition: NodeId, step: NodeId) -> Option<Bound> {
    let Kind::Assign { target, operator: None, value: link } = unit.kind(step) else { return None };
    let Kind::Member { object, .. } = unit.kind(link) else { return None };
    let tested = match unit.kind(condition) {
        Kind::Binary(BinaryOperator::NotEqual | BinaryOperator::StrictNotEqual, left, right)
            if unit.kind(right) == Kind::Null =>
        {
            left
        }
        _ => condition,
    };
    let id = facts.scopes.resolve(target)?;
    let same = |node: NodeId| matches!(unit.kind(node), Kind::Name(_)) && facts.scopes.resolve(node) == Some(id);
    let (from, _) = start_of(unit, facts, parts.target?, id)?;
    let body = unit.span(parts.body);
    let set = facts.scopes.binding(id).writes.iter().any(|&write| body.contains(unit.span(write)));
    (same(object) && same(tested) && !set).then_some(Bound::Links { from, link })
}

/// A length that was put in a variable first: `n = x.length`.
fn through(unit: &Unit, facts: &Facts, node: NodeId) -> NodeId {
    let value =
        facts.scopes.binding_of(node).filter(|binding| binding.writes.is_empty()).and_then(|binding| {
            match unit.kind(unit.parent(binding.definition)?) {
                Kind::Let { target, value, .. } if target == binding.definition => value,
                _ => None,
            }
        });
    value.unwrap_or(node)
}

fn mirrored(operator: BinaryOperator) -> BinaryOperator {
    match operator {
        BinaryOperator::Less => BinaryOperator::Greater,
        BinaryOperator::LessEqual => BinaryOperator::GreaterEqual,
        BinaryOperator::Greater => BinaryOperator::Less,
        BinaryOperator::GreaterEqual => BinaryOperator::LessEqual,
        other => other,
    }
}

/// Whether a step counts a variable up, and by what if not by one.
fn steps(unit: &Unit, facts: &Facts, step: NodeId, id: crate::BindingId) -> Option<(bool, Option<NodeId>)> {
    match unit.kind(step) {
        Kind::Update { target, up, .. } if facts.scopes.resolve(target) == Some(id) => Some((up, None)),
        Kind::Assign { target, operator: Some(operator), value } if facts.scopes.resolve(target) == Some(id) => {
            let by = (unit.text(value) != "1").then_some(value);
            match operator {
                BinaryOperator::Add => Some((true, by)),
                BinaryOperator::Subtract => Some((false, by)),
                _ => None,
            }
        }
        _ => None,
    }
}

/// Where a counter starts: its first value, and the name node that it is given to.
fn start_of(unit: &Unit, facts: &Facts, init: NodeId, id: crate::BindingId) -> Option<(NodeId, NodeId)> {
    unit.preorder_shallow(init).find_map(|node| match unit.kind(node) {
        Kind::Let { target, value: Some(value), .. } | Kind::Assign { target, value, operator: None }
            if facts.scopes.resolve(target) == Some(id) =>
        {
            Some((value, target))
        }
        _ => None,
    })
}

/// `while queue:` whose body takes from it, `while let Some(x) = stack.pop()`.
fn drained(unit: &Unit, facts: &Facts, condition: NodeId, body: NodeId) -> Option<Bound> {
    if let Kind::Matches { value, .. } = unit.kind(condition) {
        let receiver = facts.call(value)?.receiver?;
        let id = facts.scopes.resolve(receiver)?;
        return takes(unit, facts, value).then_some(Bound::Drained(id));
    }
    let collection = match unit.kind(condition) {
        Kind::Name(_) if unit.dialect.falsy_empty_collections => condition,
        Kind::Binary(
            BinaryOperator::Greater | BinaryOperator::NotEqual | BinaryOperator::StrictNotEqual,
            left,
            right,
        ) if unit.text(right) == "0" => length_of(unit, facts, left)?,
        Kind::Unary(UnaryOperator::Not, inner) if called(unit, facts, inner) == Some("is_empty") => {
            facts.call(inner)?.receiver?
        }
        _ => length_of(unit, facts, condition)?,
    };
    let id = facts.scopes.resolve(collection)?;
    let taken = unit.preorder_shallow(body).any(|node| {
        takes(unit, facts, node)
            && facts.call(node).and_then(|call| call.receiver).and_then(|receiver| facts.scopes.resolve(receiver))
                == Some(id)
    });
    taken.then_some(Bound::Drained(id))
}

/// Whether a call takes an item out of its receiver.
fn takes(unit: &Unit, facts: &Facts, call: NodeId) -> bool {
    matches!(
        called(unit, facts, call),
        Some("pop" | "popleft" | "popitem" | "pop_front" | "pop_back" | "pop_first" | "pop_last" | "shift")
    )
}
