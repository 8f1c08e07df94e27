//! How the time of a function grows with its input, where the code proves it.
//!
//! Every step has a growth: a power of the size of one input, perhaps with a logarithm. Steps in a row take the larger one,
//! loops multiply. Sizes are told apart by the source text of what they are the size of (`items`, `self.rows`): `n²` is said only
//! where both loops go over the same input. Items count as small, as usual: comparing or adding two of them is one step.
//! Whatever is not known, a callback or an unknown method, makes the whole function unknown.

mod size;

use std::cell::Cell;

use code::{BinaryOperator, CallCost, Effect, FunctionId, Kind, LoopForm, Modifiers, NodeId, Span, Unit};
use rustc_hash::FxHashSet;

use crate::{BindingKind, Bound, CallFact, Cost, Facts, IdiomKind, Recursion, Target, Type};

/// How often costs are taken again, so that those of callees are known: chains of calls longer than that stay unknown.
const ROUNDS: usize = 3;

/// Longest chain of variables that is followed to a size.
const MAX_STEPS: u32 = 8;

/// Look-ups of sizes in one function; one that needs more stays unknown, so that the time stays linear in the code.
const FUEL: u32 = 4_000;

/// Fills in [`crate::FunctionFacts::cost`].
pub(crate) fn observe(unit: &Unit, facts: &mut Facts) {
    let searches: FxHashSet<Span> =
        facts.idioms.iter().filter(|idiom| idiom.kind == IdiomKind::BinarySearch).map(|idiom| idiom.span).collect();
    for _ in 0..ROUNDS {
        let costs: Vec<Cost> = (0..unit.functions.len())
            .map(FunctionId::from_index)
            .map(|id| {
                if crate::effects::is_broken(unit, id) {
                    Cost::Unknown
                } else {
                    of_function(unit, facts, &searches, id)
                }
            })
            .collect();
        let mut same = true;
        for (function, cost) in facts.functions.iter_mut().zip(costs) {
            same &= function.cost == cost;
            function.cost = cost;
        }
        if same {
            break;
        }
    }
}

/// A growth: `n^degree · (log n)^log`, where `n` is the size of what `key` spells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Growth<'u> {
    degree: u8,
    log: u8,
    /// `None` where it does not grow, or where several inputs each count once.
    key: Option<&'u str>,
}

const CONSTANT: Growth<'static> = Growth { degree: 0, log: 0, key: None };

impl<'u> Growth<'u> {
    fn linear(key: &'u str) -> Self {
        Self { degree: 1, log: 0, key: Some(key) }
    }

    fn is_constant(self) -> bool {
        self.degree == 0 && self.log == 0
    }

    /// One after the other.
    fn then(self, other: Self) -> Option<Self> {
        if self.is_constant() {
            return Some(other);
        }
        if other.is_constant() {
            return Some(self);
        }
        let same_size = (self.degree, self.log) == (other.degree, other.log);
        if self.key.is_some() && self.key == other.key {
            Some(if (self.degree, self.log) >= (other.degree, other.log) { self } else { other })
        } else {
            // Linear in each of several inputs is linear in all of them; nothing else adds up so.
            (same_size && (self.degree, self.log) == (1, 0)).then_some(Self { key: None, ..self })
        }
    }

    /// So often.
    fn times(self, body: Self) -> Option<Self> {
        if body.is_constant() {
            return Some(self);
        }
        if self.is_constant() {
            return Some(body);
        }
        (self.key.is_some() && self.key == body.key).then_some(Self {
            degree: self.degree.saturating_add(body.degree),
            log: self.log.saturating_add(body.log),
            key: self.key,
        })
    }

    fn cost(self) -> Cost {
        match (self.degree, self.log) {
            (0, 0) => Cost::Constant,
            (0, 1) => Cost::Logarithmic,
            (1, 0) => Cost::Linear,
            (1, 1) => Cost::Linearithmic,
            (2, 0) => Cost::Quadratic,
            (3, 0) => Cost::Cubic,
            _ => Cost::Unknown,
        }
    }
}

fn of_function(unit: &Unit, facts: &Facts, searches: &FxHashSet<Span>, id: FunctionId) -> Cost {
    let definition = unit.function(id);
    let function = facts.function(id);
    let Some(body) = definition.body else { return Cost::Unknown };
    let suspends = definition.modifiers.has(Modifiers::ASYNC) || definition.modifiers.has(Modifiers::GENERATOR);
    if suspends || !function.yielded.is_empty() {
        return Cost::Unknown;
    }
    match &function.recursion {
        Recursion::None => {}
        Recursion::Direct(calls) if definition.decorators.is_empty() && doubles(unit, id, body, calls) => {
            return Cost::Exponential;
        }
        Recursion::Direct(_) | Recursion::Mutual(_) => return Cost::Unknown,
    }
    let walk = Walk { unit, facts, searches, function: id, fuel: Cell::new(FUEL) };
    walk.growth(body).map_or(Cost::Unknown, Growth::cost)
}

// ── Recursion ────────────────────────────────────────────────────────────────────────────────────

/// Whether one run makes two calls of itself on a number that is smaller by a constant, and keeps no results.
fn doubles(unit: &Unit, id: FunctionId, body: NodeId, calls: &[NodeId]) -> bool {
    // A table that is asked or filled may keep results.
    let remembers = unit.preorder_shallow(body).any(|node| match unit.kind(node) {
        Kind::Index { .. } | Kind::Binary(BinaryOperator::In | BinaryOperator::NotIn, ..) | Kind::Loop(..) => true,
        Kind::Call { .. } => !calls.contains(&node),
        _ => false,
    });
    let shrinks = |&call: &NodeId| {
        let Kind::Call { arguments, .. } = unit.kind(call) else { return false };
        let parameters = unit.list(unit.function(id).parameters);
        unit.list(arguments).iter().any(|&argument| match unit.kind(argument) {
            Kind::Binary(BinaryOperator::Subtract, left, right) => {
                unit.kind(right) == Kind::Integer
                    && unit.text(right) != "0"
                    && unit.name_of(left).is_some_and(|name| {
                        parameters.iter().any(|&parameter| match unit.kind(parameter) {
                            Kind::Parameter { target, .. } => unit.name_of(target) == Some(name),
                            _ => false,
                        })
                    })
            }
            _ => false,
        })
    };
    let chooses = unit
        .preorder_shallow(body)
        .any(|node| matches!(unit.kind(node), Kind::If { .. } | Kind::Conditional { .. } | Kind::Match { .. }));
    !remembers
        && chooses
        && (2..=8).contains(&calls.len())
        && calls.iter().all(shrinks)
        && calls.windows(2).any(|pair| added(unit, pair[0], pair[1]))
}

/// Whether two calls are the two sides of one operation that always takes both.
fn added(unit: &Unit, first: NodeId, second: NodeId) -> bool {
    let always = |up: NodeId| {
        matches!(unit.kind(up), Kind::Binary(operator, ..)
            if !matches!(operator, BinaryOperator::And | BinaryOperator::Or | BinaryOperator::OrElse | BinaryOperator::Coalesce))
    };
    let Some(up) = unit
        .ancestors(first)
        .take_while(|&up| always(up))
        .find(|&up| unit.ancestors(second).take_while(|&it| always(it)).any(|it| it == up))
    else {
        return false;
    };
    first != second && up != first
}

// ── Loops and calls ──────────────────────────────────────────────────────────────────────────────

struct Walk<'u> {
    unit: &'u Unit,
    facts: &'u Facts,
    searches: &'u FxHashSet<Span>,
    function: FunctionId,
    fuel: Cell<u32>,
}

/// How many: a constant number, or as many as an input has.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Size<'u> {
    Constant,
    Of(&'u str),
}

impl<'u> Size<'u> {
    fn growth(self) -> Growth<'u> {
        match self {
            Size::Constant => CONSTANT,
            Size::Of(key) => Growth::linear(key),
        }
    }

    fn join(self, other: Self) -> Option<Self> {
        match (self, other) {
            (Size::Constant, it) | (it, Size::Constant) => Some(it),
            (Size::Of(a), Size::Of(b)) => (a == b).then_some(self),
        }
    }
}

impl<'u> Walk<'u> {
    /// The growth of running a node, or `None` where it is not known.
    fn growth(&self, node: NodeId) -> Option<Growth<'u>> {
        match self.unit.kind(node) {
            // Made, not run.
            Kind::Function(_) | Kind::Type(_) | Kind::Import(_) => Some(CONSTANT),
            // Once at most, and what it says counts as small.
            Kind::Throw(..) => Some(CONSTANT),
            Kind::Opaque { .. }
            | Kind::Await(_)
            | Kind::Yield(..)
            | Kind::With { .. }
            | Kind::Defer(_)
            | Kind::Spawn(_)
            | Kind::Send { .. }
            | Kind::Receive(_)
            | Kind::Delete(_)
            | Kind::Element { .. } => None,
            Kind::Loop(form, parts) => {
                let rounds = self.rounds(node)?;
                let mut body = self.growth(parts.body)?;
                body = body.then(self.maybe(parts.condition)?)?;
                if form == LoopForm::Counted {
                    body = body.then(self.maybe(parts.source)?)?;
                    return rounds.times(body)?.then(self.maybe(parts.target)?);
                }
                rounds.times(body)?.then(self.maybe(parts.source)?)?.then(self.maybe(parts.otherwise)?)
            }
            Kind::Comprehension { element, clauses, .. } => {
                let mut body = self.growth(element)?;
                for &clause in self.unit.list(clauses).iter().rev() {
                    let Kind::Clause { source, filters, is_async: false, .. } = self.unit.kind(clause) else {
                        return None;
                    };
                    for &filter in self.unit.list(filters) {
                        body = body.then(self.growth(filter)?)?;
                    }
                    body = self.size(source, 0)?.growth().times(body)?.then(self.growth(source)?)?;
                }
                Some(body)
            }
            Kind::Call { .. } => self.call(node),
            Kind::Binary(operator, left, right) => self.operation(operator, left, right)?.then(self.children(node)?),
            Kind::Assign { target, operator: Some(operator), value } => {
                self.operation(operator, target, value)?.then(self.children(node)?)
            }
            Kind::Index { object, index, .. } if matches!(self.unit.kind(index), Kind::Slice { .. }) => {
                let copied = if self.unit.dialect.ownership { CONSTANT } else { self.size(object, 0)?.growth() };
                copied.then(self.children(node)?)
            }
            Kind::Spread(inner) => self.size(inner, 0)?.growth().then(self.growth(inner)?),
            Kind::Repeat { count, .. } => self.number(count, 0)?.growth().then(self.children(node)?),
            _ => self.children(node),
        }
    }

    fn maybe(&self, node: Option<NodeId>) -> Option<Growth<'u>> {
        node.map_or(Some(CONSTANT), |node| self.growth(node))
    }

    fn children(&self, node: NodeId) -> Option<Growth<'u>> {
        let mut all = Some(CONSTANT);
        self.unit.for_each_child(node, |child| {
            all = all.and_then(|all| all.then(self.growth(child)?));
        });
        all
    }

    /// An operation itself: on numbers and items it is one step.
    fn operation(&self, operator: BinaryOperator, left: NodeId, right: NodeId) -> Option<Growth<'u>> {
        let of = |node| self.facts.types.of(node);
        let sequence =
            |node| matches!(of(node), Type::List | Type::Text | Type::Tuple | Type::Bytes | Type::Set | Type::Map);
        match operator {
            BinaryOperator::Add => {
                if self.is_number(left, 0) || self.is_number(right, 0) {
                    return Some(CONSTANT);
                }
                // An item and an item; what grows round by round has to be known as a number.
                let item = |node| matches!(self.unit.kind(node), Kind::Index { .. } | Kind::Member { .. });
                (!sequence(left) && !sequence(right) && item(left) && item(right)).then_some(CONSTANT)
            }
            // `[0] * n`: as many items as the short side repeated.
            BinaryOperator::Multiply if sequence(left) => self.repeated(left, right),
            BinaryOperator::Multiply if sequence(right) => self.repeated(right, left),
            BinaryOperator::In | BinaryOperator::NotIn => match of(right) {
                Type::Map | Type::Set => Some(CONSTANT),
                Type::List | Type::Tuple | Type::Text => Some(self.size(right, 0)?.growth()),
                _ => None,
            },
            BinaryOperator::Equal | BinaryOperator::NotEqual if sequence(left) && sequence(right) => {
                Some(self.size(left, 0)?.join(self.size(right, 0)?)?.growth())
            }
            BinaryOperator::MatrixMultiply => None,
            _ if matches!(of(left), Type::Set | Type::Map) || matches!(of(right), Type::Set | Type::Map) => None,
            _ => Some(CONSTANT),
        }
    }

    fn repeated(&self, items: NodeId, times: NodeId) -> Option<Growth<'u>> {
        (self.size(items, 0)? == Size::Constant).then_some(self.number(times, 0)?.growth())
    }

    /// Whether a look-up has gone too far, or all of them together.
    fn spent(&self, steps: u32) -> bool {
        let left = self.fuel.get();
        self.fuel.set(left.saturating_sub(1));
        left == 0 || steps > MAX_STEPS
    }

    /// Whether a value is a number: by its type, by an operation that only numbers have here, or as its variable starts as one.
    fn is_number(&self, node: NodeId, steps: u32) -> bool {
        if self.spent(steps) {
            return false;
        }
        let number = |node| self.is_number(node, steps + 1);
        match self.unit.kind(node) {
            Kind::Integer | Kind::Float => true,
            _ if matches!(self.facts.types.of(node), Type::Integer | Type::Float | Type::Boolean) => true,
            Kind::Binary(operator, left, right) => {
                use BinaryOperator::{Add, Divide, FloorDivide, Power, Subtract};
                matches!(operator, Add | Subtract | Divide | FloorDivide | Power) && (number(left) || number(right))
            }
            Kind::Name(_) => self
                .facts
                .scopes
                .binding_of(node)
                .and_then(|binding| self.value_of(binding.definition))
                .is_some_and(number),
            _ => false,
        }
    }

    fn call(&self, node: NodeId) -> Option<Growth<'u>> {
        let Kind::Call { callee, arguments, .. } = self.unit.kind(node) else { return None };
        let fact = self.facts.call(node)?;
        let arguments = self.unit.list(arguments);
        let mut all = self.own_growth(fact, arguments)?;
        for &argument in arguments {
            let value = match self.unit.kind(argument) {
                Kind::NamedArgument { value, .. } => value,
                _ => argument,
            };
            // A function that is handed over is run by the call, once for each item at most.
            let handed = match self.unit.kind(value) {
                Kind::Function(function) => Some(function),
                Kind::Name(_) => self.facts.scopes.resolve(value).and_then(|id| self.facts.scopes.function_named(id)),
                _ => None,
            };
            if handed.is_some_and(|function| self.facts.function(function).cost != Cost::Constant) {
                return None;
            }
            all = all.then(self.growth(value)?)?;
        }
        match self.unit.kind(callee) {
            Kind::Member { object, .. } => all.then(self.growth(object)?),
            Kind::Name(_) | Kind::TypeExpression { .. } => Some(all),
            _ => None,
        }
    }

    /// What the callee does, without the making of its arguments.
    fn own_growth(&self, fact: &CallFact, arguments: &[NodeId]) -> Option<Growth<'u>> {
        match fact.target {
            Target::Own(callee) => {
                let callee = self.facts.function(callee);
                (callee.cost == Cost::Constant && callee.mutates.is_empty()).then_some(CONSTANT)
            }
            Target::Construct(definition) => {
                let constructor = self.facts.definitions.get(definition.index())?.constructor;
                let inherits = !self.unit.type_definition(definition).bases.is_empty();
                match constructor {
                    Some(constructor) => (self.facts.function(constructor).cost == Cost::Constant).then_some(CONSTANT),
                    None => (!inherits).then_some(CONSTANT),
                }
            }
            Target::Library | Target::Method => {
                let plain: Vec<NodeId> = arguments
                    .iter()
                    .copied()
                    .filter(|&argument| !matches!(self.unit.kind(argument), Kind::NamedArgument { .. }))
                    .collect();
                let cost = fact.library?.cost;
                let items = fact.receiver.or(plain.first().copied());
                match cost {
                    CallCost::Unknown => None,
                    CallCost::Constant => Some(CONSTANT),
                    CallCost::LinearAlone if plain.len() > 1 => Some(CONSTANT),
                    CallCost::Linear | CallCost::LinearAlone => {
                        items.map_or(Some(CONSTANT), |items| Some(self.size(items, 0)?.growth()))
                    }
                    CallCost::Sort => match self.size(items?, 0)? {
                        Size::Constant => Some(CONSTANT),
                        Size::Of(key) => Some(Growth { degree: 1, log: 1, key: Some(key) }),
                    },
                }
            }
            Target::Value(_) | Target::Unknown => None,
        }
    }

    // ── How often a loop runs ────────────────────────────────────────────────────────────────────

    fn rounds(&self, node: NodeId) -> Option<Growth<'u>> {
        let Kind::Loop(_, parts) = self.unit.kind(node) else { return None };
        let rounds = self.extent(node, 0)?;
        let grows = rounds.degree > 0 && rounds.key.is_some_and(|key| self.grows_inside(parts.body, key));
        (!grows).then_some(rounds)
    }

    /// The same as the loop's head says.
    fn extent(&self, node: NodeId, steps: u32) -> Option<Growth<'u>> {
        if self.spent(steps) {
            return None;
        }
        let next = steps + 1;
        let Kind::Loop(_, parts) = self.unit.kind(node) else { return None };
        if parts.is_async {
            return None;
        }
        let size = match self.facts.loop_at(node)?.bound {
            Bound::Items(source)
            | Bound::Enumerated(source)
            | Bound::Pairs(source)
            | Bound::Keys(source)
            | Bound::Positions(source) => self.size(source, next)?,
            Bound::Together(source) => self.size(source, next)?,
            Bound::Numbers { from, to, step, .. } => {
                if step.is_some_and(|step| !self.is_literal(step)) {
                    return None;
                }
                let start = from.map_or(Some(Size::Constant), |from| self.number(from, next))?;
                let end = self.number(to, next)?;
                // `range(n - 3, n)` is short though both ends grow.
                if matches!((start, end), (Size::Of(_), Size::Of(_))) && !self.is_counter(from?) {
                    return None;
                }
                start.join(end)?
            }
            Bound::Condition(_) => {
                let found = self.searches.contains(&self.unit.span(node));
                let search = found.then(|| Growth { degree: 0, log: 1, key: Some(self.unit.text(node)) });
                return search.or_else(|| self.halves(node));
            }
            Bound::Drained(_) | Bound::Lines(_) | Bound::Links { .. } | Bound::Endless | Bound::Unknown => return None,
        };
        Some(size.growth())
    }

    /// Whether a loop changes how many items it goes over.
    fn grows_inside(&self, body: NodeId, key: &str) -> bool {
        self.unit.preorder_shallow(body).any(|node| {
            let Some(fact) = self.facts.call(node) else { return false };
            fact.library.is_some_and(|entry| entry.effects.contains(&Effect::Mutates))
                && fact.receiver.is_some_and(|receiver| self.unit.text(receiver) == key)
        })
    }

    /// `while n > 0: … n //= 2`: one variable that nothing else in the loop sets is halved in every round.
    fn halves(&self, node: NodeId) -> Option<Growth<'u>> {
        let Kind::Loop(LoopForm::While, parts) = self.unit.kind(node) else { return None };
        let Kind::Binary(operator, left, right) = self.unit.kind(parts.condition?) else { return None };
        let above = matches!(operator, BinaryOperator::Greater | BinaryOperator::GreaterEqual);
        let positive = self.unit.kind(right) == Kind::Integer
            && (operator == BinaryOperator::Greater || self.unit.text(right) != "0");
        if !above || !positive {
            return None;
        }
        let counter = self.facts.scopes.resolve(left)?;
        let binding = self.facts.scopes.binding(counter);
        if binding.kind != BindingKind::Parameter {
            return None;
        }
        let body = self.unit.span(parts.body);
        let mut inside = binding.writes.iter().filter(|&&write| body.contains(self.unit.span(write)));
        let (write, None) = (*inside.next()?, inside.next()) else { return None };
        let statement = self.unit.parent(write)?;
        let by_two = match self.unit.kind(statement) {
            Kind::Assign { target, operator: Some(operator), value } if target == write => {
                self.divides(operator, value)
            }
            Kind::Assign { target, operator: None, value } if target == write => match self.unit.kind(value) {
                Kind::Binary(operator, what, by) => {
                    self.facts.scopes.resolve(what) == Some(counter) && self.divides(operator, by)
                }
                _ => false,
            },
            _ => false,
        };
        let every_round = self.unit.statements(parts.body).contains(&statement)
            && !self.unit.preorder_shallow(parts.body).any(|it| matches!(self.unit.kind(it), Kind::Continue(_)));
        (by_two && every_round).then(|| Growth { degree: 0, log: 1, key: Some(self.unit.text(left)) })
    }

    /// Whether an operation leaves at most half of a whole number.
    fn divides(&self, operator: BinaryOperator, by: NodeId) -> bool {
        let text = self.unit.text(by);
        let literal = self.is_literal(by);
        match operator {
            BinaryOperator::FloorDivide => literal && !matches!(text, "0" | "1"),
            // Plain division keeps whole numbers whole only where types say so.
            BinaryOperator::Divide => self.unit.dialect.ownership && literal && !matches!(text, "0" | "1"),
            BinaryOperator::ShiftRight | BinaryOperator::ShiftRightUnsigned => literal && text != "0",
            _ => false,
        }
    }

    fn is_literal(&self, node: NodeId) -> bool {
        match self.unit.kind(node) {
            Kind::Integer => true,
            Kind::Unary(_, inner) => self.unit.kind(inner) == Kind::Integer,
            _ => false,
        }
    }
}
