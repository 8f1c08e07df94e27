//! Runs a function's body.

use std::cell::RefCell;
use std::rc::Rc;

use code::{Access, Arithmetic, BinaryOperator, CallForm, ComprehensionForm, FunctionId, Kind, NodeId, UnaryOperator};
use rustc_hash::{FxHashMap, FxHashSet};

use super::operators;
use super::sequences::put;
use super::value::{LONGEST_TEXT, MOST_ITEMS, Value};
use crate::view::View;
use crate::{BindingId, Type};

/// How many nodes a run may look at.
const MOST_STEPS: u32 = 2_000;

/// How many calls of the text's own functions may be open.
pub(super) const MOST_CALLS: u32 = 12;

/// How deep the walk may be, calls and the code inside them together: stacks in browsers are small.
const DEEPEST: u32 = 160;

/// Why a walk does not go on to the next node.
#[derive(Debug)]
pub(super) enum Stop {
    /// What comes is not certain, or too much.
    Refused,
    /// The code signals an error.
    Raised,
    Return(Value),
    Break,
    Continue,
}

pub(super) type Answer = Result<Value, Stop>;

/// The items of a sequence, which others may hold too.
pub(super) type Shared = Rc<RefCell<Vec<Value>>>;

/// What a run came to.
pub(super) struct Run {
    pub(super) result: Value,
    /// The arguments afterwards.
    pub(super) arguments: Vec<Value>,
    /// What was handed out.
    pub(super) handed: Vec<Value>,
    /// What one variable was at the end of each round of the outermost loop.
    pub(super) rounds: Option<(BindingId, Vec<Value>)>,
    /// The nodes that were looked at.
    pub(super) ran: FxHashSet<NodeId>,
}

pub(super) struct Machine<'v, 'a> {
    pub(super) view: &'v View<'a>,
    pub(super) variables: FxHashMap<BindingId, Value>,
    pub(super) left: u32,
    pub(super) calls: u32,
    pub(super) depth: u32,
    ran: FxHashSet<NodeId>,
    pub(super) handed: Vec<Value>,
    /// The loop whose rounds are noted, the variable, and its values.
    pub(super) noted: Option<(NodeId, BindingId)>,
    pub(super) rounds: Vec<Value>,
}

impl<'v, 'a> Machine<'v, 'a> {
    /// Runs a function, and takes the nodes that it looks at off a budget; none where it does not come to its end with a certain result.
    pub(super) fn run(
        view: &'v View<'a>,
        function: FunctionId,
        arguments: &[(BindingId, Value)],
        budget: &mut u32,
    ) -> Option<Run> {
        let most = MOST_STEPS.min(*budget);
        let mut machine = Self {
            view,
            variables: arguments.iter().cloned().collect(),
            left: most,
            calls: 0,
            depth: 0,
            ran: FxHashSet::default(),
            handed: Vec::new(),
            noted: noted(view, function),
            rounds: Vec::new(),
        };
        let result = machine.body(function);
        *budget -= most - machine.left;
        let result = result.ok()?;
        let rounds = machine.noted.map(|(_, binding)| (binding, std::mem::take(&mut machine.rounds)));
        Some(Run {
            result,
            arguments: arguments.iter().map(|it| it.1.clone()).collect(),
            handed: machine.handed,
            rounds,
            ran: machine.ran,
        })
    }

    /// Runs a function's body with its parameters set; those that are not get their defaults.
    pub(super) fn body(&mut self, function: FunctionId) -> Answer {
        for parameter in &self.view.facts.function(function).parameters {
            let binding = parameter.binding.ok_or(Stop::Refused)?;
            if !self.variables.contains_key(&binding) {
                let Kind::Parameter { default: Some(default), .. } = self.view.kind(parameter.node) else {
                    return Err(Stop::Refused);
                };
                let value = self.value(default)?;
                self.variables.insert(binding, value);
            }
        }
        let body = self.view.unit.function(function).body.ok_or(Stop::Refused)?;
        let is_expression = !matches!(self.view.kind(body), Kind::Block { .. });
        match self.walk(body) {
            Ok(value) => {
                let function = self.view.unit.function(function);
                let gives = self.view.unit.gives_last(function) && function.result.is_some();
                Ok(if is_expression || gives { value } else { Value::Nothing })
            }
            Err(Stop::Return(value)) => Ok(value),
            Err(stop) => Err(stop),
        }
    }

    /// A value, which must be one.
    pub(super) fn value(&mut self, id: NodeId) -> Answer {
        match self.walk(id)? {
            Value::Nothing => Err(Stop::Refused),
            value => Ok(value),
        }
    }

    pub(super) fn walk(&mut self, id: NodeId) -> Answer {
        if self.left == 0 || self.depth >= DEEPEST {
            return Err(Stop::Refused);
        }
        self.left -= 1;
        self.depth += 1;
        self.ran.insert(id);
        let answer = self.step(id);
        self.depth -= 1;
        answer
    }

    pub(super) fn step(&mut self, id: NodeId) -> Answer {
        let view = self.view;
        match view.kind(id) {
            Kind::Block { body } => self.block(body),
            Kind::Empty => Ok(Value::Nothing),
            Kind::If { condition, then, otherwise } => {
                if self.test(condition)? {
                    self.walk(then)
                } else {
                    otherwise.map_or(Ok(Value::Nothing), |it| self.walk(it))
                }
            }
            Kind::Conditional { condition, then, otherwise } => {
                if self.test(condition)? {
                    self.value(then)
                } else {
                    self.value(otherwise)
                }
            }
            Kind::Loop(form, parts) => self.rounds_of(id, form, parts),
            Kind::Return(value) => {
                let value = value.map_or(Ok(Value::Nothing), |it| self.value(it))?;
                Err(Stop::Return(value))
            }
            Kind::Break(None, None) => Err(Stop::Break),
            Kind::Continue(None) => Err(Stop::Continue),
            Kind::Throw(..) => Err(Stop::Raised),
            Kind::Let { target, value: Some(value), otherwise: None, .. } => {
                let value = self.value(value)?;
                self.bind(target, value)?;
                Ok(Value::Nothing)
            }
            Kind::Let { value: None, .. } => Ok(Value::Nothing),
            Kind::Assign { target, operator, value } => self.assign(target, operator, value),
            Kind::Update { target, up, .. } => {
                let before = self.value(target)?;
                let one = if matches!(before, Value::Float(_)) { Value::Float(1.0) } else { Value::Int(1) };
                let operator = if up { BinaryOperator::Add } else { BinaryOperator::Subtract };
                let after = operators::binary(&view.unit.dialect, operator, &before, &one)?;
                self.set(target, after)?;
                // As a value it is rare and easily misread.
                Ok(Value::Nothing)
            }
            Kind::Yield(Some(value), false) => {
                let value = self.value(value)?.copy();
                if self.handed.len() >= MOST_ITEMS || self.calls > 0 {
                    return Err(Stop::Refused);
                }
                self.handed.push(value);
                Ok(Value::Nothing)
            }
            _ => self.expression(id),
        }
    }

    pub(super) fn expression(&mut self, id: NodeId) -> Answer {
        let view = self.view;
        let dialect = &view.unit.dialect;
        match view.kind(id) {
            Kind::Name(symbol) => {
                if let Some(binding) = view.facts.scopes.resolve(id) {
                    return match self.variables.get(&binding) {
                        Some(value) => Ok(value.clone()),
                        None => self.constant(binding),
                    };
                }
                if view.unit.name(symbol) == dialect.null { Ok(Value::Null) } else { Err(Stop::Refused) }
            }
            Kind::Integer => {
                let number = view.integer(id).ok_or(Stop::Refused)?;
                Ok(match dialect.arithmetic {
                    Arithmetic::Doubles => Value::Float(number as f64),
                    _ => Value::Int(number),
                })
            }
            Kind::Float => {
                let text = view.unit.text(id);
                let is_plain = text.bytes().all(|it| it.is_ascii_digit() || it == b'.');
                let number = is_plain.then(|| text.parse().ok()).flatten();
                number.map(Value::Float).ok_or(Stop::Refused)
            }
            Kind::Text(code::TextForm::Text) => {
                let text = view.literal(id).filter(|it| !it.contains(['\\', '\n']) && it.len() <= LONGEST_TEXT);
                text.map(Value::text).ok_or(Stop::Refused)
            }
            Kind::Boolean(it) => Ok(Value::Bool(it)),
            Kind::Null => Ok(Value::Null),
            Kind::Sequence(items) => {
                let items = view.list(items).iter().map(|&it| self.value(it)).collect::<Result<_, _>>()?;
                Ok(Value::list(items))
            }
            Kind::Tuple(items) => {
                let items: Vec<Value> = view.list(items).iter().map(|&it| self.value(it)).collect::<Result<_, _>>()?;
                Ok(Value::Tuple(items.into()))
            }
            Kind::Repeat { value, count } => {
                let (value, count) = (self.value(value)?, self.value(count)?);
                let Value::Int(count @ 0..=64) = count else { return Err(Stop::Refused) };
                Ok(Value::list((0..count).map(|_| value.copy()).collect()))
            }
            // An object literal may have methods and a prototype.
            Kind::Mapping(entries) if !dialect.object_literals => {
                let map = Value::Map(Rc::default());
                for &entry in view.list(entries) {
                    let Kind::Entry { key, value, .. } = view.kind(entry) else { return Err(Stop::Refused) };
                    let (key, value) = (self.value(key)?, self.value(value)?);
                    put(&map, key, value)?;
                }
                Ok(map)
            }
            Kind::Comprehension { form: ComprehensionForm::Sequence, element, clauses } => {
                Ok(Value::list(self.comprehended(element, clauses)?))
            }
            Kind::Comprehension { form: ComprehensionForm::Mapping, element, clauses } => {
                let map = Value::Map(Rc::default());
                for pair in self.comprehended(element, clauses)? {
                    let Value::Tuple(pair) = pair else { return Err(Stop::Refused) };
                    put(&map, pair[0].clone(), pair[1].clone())?;
                }
                Ok(map)
            }
            Kind::Unary(operator, value) => self.unary(operator, value),
            Kind::Binary(BinaryOperator::And, left, right) => {
                let left = self.value(left)?;
                if operators::truth(dialect, &left)? { self.value(right) } else { Ok(left) }
            }
            Kind::Binary(BinaryOperator::Or, left, right) => {
                let left = self.value(left)?;
                if operators::truth(dialect, &left)? { Ok(left) } else { self.value(right) }
            }
            Kind::Binary(BinaryOperator::Coalesce, left, right) => match self.value(left)? {
                Value::Null => self.value(right),
                left => Ok(left),
            },
            Kind::Binary(operator, left, right) => {
                let (left, right) = (self.value(left)?, self.value(right)?);
                operators::binary(dialect, operator, &left, &right)
            }
            Kind::Chain { operands, operators: by } => {
                let operands = view.list(operands);
                if operands.len() > 4 {
                    return Err(Stop::Refused);
                }
                let mut left = self.value(operands[0])?;
                for (&operand, &operator) in operands[1..].iter().zip(&by) {
                    let right = self.value(operand)?;
                    match operators::binary(dialect, operator, &left, &right)? {
                        Value::Bool(true) => left = right,
                        other => return Ok(other),
                    }
                }
                Ok(Value::Bool(true))
            }
            Kind::Index { object, index, optional: false } => {
                let object = self.value(object)?;
                if let Kind::Slice { start, end, step } = view.kind(index) {
                    return match step {
                        None => self.slice(&object, start, end),
                        Some(step) if start.is_none() && end.is_none() => self.each_nth(&object, step),
                        Some(_) => Err(Stop::Refused),
                    };
                }
                let at = self.value(index)?;
                self.item(&object, &at)
            }
            Kind::Member { object, access: Access::Dot, .. } if view.length_of(id) == Some(object) => {
                let object = self.value(object)?;
                self.length(&object)
            }
            Kind::Reference(value, _) | Kind::Dereference(value) => self.value(value),
            Kind::Cast { value, to, converts } => {
                let value = self.value(value)?;
                let wide = ["32", "64", "size", "int", "long"].iter().any(|it| view.unit.text(to).contains(it));
                let to = crate::types::type_of(view.unit, &view.facts.scopes, &view.facts.types.extends, to);
                match (value, to) {
                    (value, _) if !converts => Ok(value),
                    (Value::Int(it), Type::Float) => Ok(Value::Float(it as f64)),
                    // What fits the narrowest of them stays as it is; so do numbers of the usual size in the wide ones.
                    (Value::Int(it @ 0..=127), Type::Integer) => Ok(Value::Int(it)),
                    (Value::Int(it), Type::Integer) if wide && i32::try_from(it).is_ok_and(|it| it >= 0) => {
                        Ok(Value::Int(it))
                    }
                    (value @ Value::Float(_), Type::Float) => Ok(value),
                    _ => Err(Stop::Refused),
                }
            }
            Kind::Match { subject: Some(subject), arms } => self.choose(subject, arms),
            Kind::Matches { value, pattern } => {
                let value = self.value(value)?;
                self.matches(pattern, &value).map(Value::Bool)
            }
            Kind::Call { form: CallForm::Plain, .. } => self.call(id),
            Kind::Call { form: CallForm::New, callee: _, arguments } if arguments.is_empty() => self.made(id),
            _ => Err(Stop::Refused),
        }
    }

    pub(super) fn block(&mut self, body: code::List) -> Answer {
        let mut last = Value::Nothing;
        for &statement in self.view.list(body) {
            if matches!(self.view.kind(statement), Kind::Function(_) | Kind::Type(_) | Kind::Import(_)) {
                return Err(Stop::Refused);
            }
            // A text that stands alone documents.
            if !matches!(self.view.kind(statement), Kind::Text(_)) {
                last = self.walk(statement)?;
            }
        }
        Ok(last)
    }

    /// A variable of the whole text that is set once, to a plain value that nothing can change.
    pub(super) fn constant(&mut self, binding: BindingId) -> Answer {
        let view = self.view;
        let binding = view.facts.scopes.binding(binding);
        let definition = binding.definition;
        let up = view.unit.parent(definition).ok_or(Stop::Refused)?;
        let value = match view.kind(up) {
            Kind::Let { target, value: Some(value), .. } if target == definition => value,
            Kind::Assign { target, operator: None, value } if target == definition => value,
            _ => return Err(Stop::Refused),
        };
        let is_outside = view.unit.enclosing_function(definition).is_none();
        let is_literal = matches!(
            view.kind(value),
            Kind::Integer | Kind::Float | Kind::Text(_) | Kind::Boolean(_) | Kind::Tuple(_) | Kind::Unary(..)
        );
        let is_set_once = binding.writes.iter().all(|&it| it == definition || it == up);
        if is_outside && is_literal && is_set_once { self.value(value) } else { Err(Stop::Refused) }
    }

    pub(super) fn test(&mut self, condition: NodeId) -> Result<bool, Stop> {
        let value = self.value(condition)?;
        operators::truth(&self.view.unit.dialect, &value)
    }

    pub(super) fn unary(&mut self, operator: UnaryOperator, value: NodeId) -> Answer {
        let value = self.value(value)?;
        match (operator, value) {
            (UnaryOperator::Not, value) => {
                let dialect = &self.view.unit.dialect;
                // Where conditions must be true or false, `!` may flip bits.
                Ok(Value::Bool(!operators::truth(dialect, &value)?))
            }
            (UnaryOperator::Negate, Value::Int(it)) => it.checked_neg().map(Value::Int).ok_or(Stop::Refused),
            (UnaryOperator::Negate, Value::Float(it)) => Ok(Value::Float(0.0 - it)),
            (UnaryOperator::Plus, value @ (Value::Int(_) | Value::Float(_))) => Ok(value),
            _ => Err(Stop::Refused),
        }
    }

    pub(super) fn assign(&mut self, target: NodeId, operator: Option<BinaryOperator>, value: NodeId) -> Answer {
        let value = match operator {
            None => self.value(value)?,
            Some(BinaryOperator::And | BinaryOperator::Or | BinaryOperator::OrElse | BinaryOperator::Coalesce) => {
                return Err(Stop::Refused);
            }
            Some(operator) => {
                let before = self.value(target)?;
                let value = self.value(value)?;
                // Adding to a list by `+=` changes it in place, for all who hold it.
                if matches!(before, Value::List(_)) {
                    return Err(Stop::Refused);
                }
                operators::binary(&self.view.unit.dialect, operator, &before, &value)?
            }
        };
        self.set(target, value)?;
        Ok(Value::Nothing)
    }

    /// Sets a name, an item, or several at once.
    pub(super) fn set(&mut self, target: NodeId, value: Value) -> Result<(), Stop> {
        match self.view.kind(target) {
            Kind::Index { object, index, optional: false } => {
                let (object, at) = (self.value(object)?, self.value(index)?);
                if let Value::Map(_) = object {
                    return put(&object, at, value);
                }
                let Value::List(items) = object else { return Err(Stop::Refused) };
                let at = self.place(&at, items.borrow().len())?;
                items.borrow_mut()[at] = value;
                Ok(())
            }
            _ => self.bind(target, value),
        }
    }

    /// Gives names to a value or its parts.
    pub(super) fn bind(&mut self, target: NodeId, value: Value) -> Result<(), Stop> {
        match self.view.kind(target) {
            Kind::Name(_) => {
                let binding = self.view.facts.scopes.resolve(target).ok_or(Stop::Refused)?;
                // Where a value has one owner, another name for it is another value or the only one.
                let value = if self.view.unit.dialect.ownership { value.copy() } else { value };
                self.variables.insert(binding, value);
                Ok(())
            }
            Kind::Let { target, value: None, .. } => self.bind(target, value),
            Kind::Reference(inner, _) => self.bind(inner, value),
            Kind::Wildcard => Ok(()),
            Kind::Tuple(parts) | Kind::Sequence(parts) => {
                let parts = self.view.list(parts);
                let values: Vec<Value> = match value {
                    Value::Tuple(values) => values.to_vec(),
                    Value::List(values) => values.borrow().clone(),
                    _ => return Err(Stop::Refused),
                };
                if parts.len() != values.len() {
                    return Err(Stop::Refused);
                }
                for (&part, value) in parts.iter().zip(values) {
                    self.set(part, value)?;
                }
                Ok(())
            }
            _ => Err(Stop::Refused),
        }
    }
}

/// The outermost loop whose rounds are worth telling, and the variable that it builds up: the only one that is set before the loop,
/// changed in it and used after it or handed out.
fn noted(view: &View<'_>, function: FunctionId) -> Option<(NodeId, BindingId)> {
    let mut loops = view.facts.loops.iter().filter(|it| {
        it.depth == 0
            && matches!(view.kind(it.node), Kind::Loop(..))
            && view.unit.enclosing_function(it.node) == Some(function)
    });
    let (one, None) = (loops.next()?, loops.next()) else { return None };
    let returned: Vec<BindingId> =
        view.facts.function(function).returned.iter().filter_map(|&it| view.facts.scopes.resolve(it)).collect();
    let changed = view.inside(&view.by.writes, one.node).filter_map(|it| match view.kind(it) {
        Kind::Assign { target, .. } => view.facts.scopes.resolve(target),
        _ => None,
    });
    let mut candidates: Vec<BindingId> = changed.filter(|it| returned.contains(it)).collect();
    candidates.dedup();
    match *candidates {
        [only] => Some((one.node, only)),
        _ => None,
    }
}
