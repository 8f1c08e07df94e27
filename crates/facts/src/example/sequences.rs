//! Items, parts and lengths of sequences, and what comprehensions make.

use code::{Arithmetic, BinaryOperator, ComprehensionForm, Kind, NodeId};

use super::machine::{Answer, Machine, Shared, Stop};
use super::operators;
use super::value::{MOST_ITEMS, Value};

impl Machine<'_, '_> {
    pub(super) fn number(&self, number: usize) -> Value {
        match self.view.unit.dialect.arithmetic {
            Arithmetic::Doubles => Value::Float(number as f64),
            _ => Value::Int(i64::try_from(number).unwrap_or(i64::MAX)),
        }
    }

    pub(super) fn length(&self, of: &Value) -> Answer {
        Ok(match of {
            Value::List(items) => self.number(items.borrow().len()),
            Value::Tuple(items) => self.number(items.len()),
            Value::Map(entries) => self.number(entries.borrow().len()),
            // Beyond ASCII, languages count bytes, code units or characters.
            Value::Text(text) if text.is_ascii() => self.number(text.len()),
            _ => return Err(Stop::Refused),
        })
    }

    pub(super) fn whole(value: &Value) -> Result<i64, Stop> {
        match value {
            Value::Int(it) => Ok(*it),
            Value::Float(it) if it.fract() == 0.0 && it.abs() < 1e9 => Ok(*it as i64),
            _ => Err(Stop::Refused),
        }
    }

    /// The place in a sequence of that length; an error of the code where it lies outside.
    pub(super) fn place(&self, at: &Value, length: usize) -> Result<usize, Stop> {
        let at = Self::whole(at)?;
        let length = i64::try_from(length).map_err(|_| Stop::Refused)?;
        let at = if at < 0 && self.view.unit.dialect.negative_indices { at + length } else { at };
        usize::try_from(at).ok().filter(|_| at < length).ok_or(Stop::Raised)
    }

    pub(super) fn item(&self, object: &Value, at: &Value) -> Answer {
        match object {
            Value::List(items) => {
                let items = items.borrow();
                Ok(items[self.place(at, items.len())?].clone())
            }
            Value::Tuple(items) => Ok(items[self.place(at, items.len())?].clone()),
            // Where a missing key is no error, what it gives instead is not known here.
            Value::Map(_) if !self.view.unit.dialect.checked_indices => find(object, at)?.ok_or(Stop::Refused),
            Value::Map(_) => find(object, at)?.ok_or(Stop::Raised),
            // Where texts are not indexed by character, this does not compile.
            Value::Text(text) if text.is_ascii() && self.view.unit.dialect.arithmetic != Arithmetic::FixedWidth => {
                let at = self.place(at, text.len())?;
                Ok(Value::text(&text[at..=at]))
            }
            _ => Err(Stop::Refused),
        }
    }

    /// A part of a sequence, whose bounds are cut to it.
    pub(super) fn slice(&mut self, object: &Value, start: Option<NodeId>, end: Option<NodeId>) -> Answer {
        let dialect = &self.view.unit.dialect;
        if !dialect.negative_indices || dialect.arithmetic != Arithmetic::Unbounded {
            return Err(Stop::Refused);
        }
        let length = match object {
            Value::List(items) => items.borrow().len(),
            Value::Text(text) if text.is_ascii() => text.len(),
            _ => return Err(Stop::Refused),
        };
        let length = i64::try_from(length).map_err(|_| Stop::Refused)?;
        let mut bound = |node: Option<NodeId>, otherwise: i64| -> Result<usize, Stop> {
            let at = node.map_or(Ok(otherwise), |it| self.value(it).and_then(|it| Self::whole(&it)))?;
            let at = if at < 0 { at + length } else { at };
            usize::try_from(at.clamp(0, length)).map_err(|_| Stop::Refused)
        };
        let (start, end) = (bound(start, 0)?, bound(end, length)?);
        let end = end.max(start);
        Ok(match object {
            Value::List(items) => Value::list(items.borrow()[start..end].to_vec()),
            Value::Text(text) => Value::text(&text[start..end]),
            _ => return Err(Stop::Refused),
        })
    }

    /// Each n-th item from the start, or for −1 all of them from the end.
    pub(super) fn each_nth(&mut self, object: &Value, step: NodeId) -> Answer {
        let step = Self::whole(&self.value(step)?)?;
        let picked = |length: usize| -> Result<Vec<usize>, Stop> {
            match step {
                -1 => Ok((0..length).rev().collect()),
                _ => match usize::try_from(step) {
                    Ok(step @ 1..) => Ok((0..length).step_by(step).collect()),
                    _ => Err(Stop::Refused),
                },
            }
        };
        match object {
            Value::List(items) => {
                let items = items.borrow();
                Ok(Value::list(picked(items.len())?.into_iter().map(|at| items[at].clone()).collect()))
            }
            Value::Text(text) if text.is_ascii() => {
                let bytes = text.as_bytes();
                let picked: String = picked(bytes.len())?.into_iter().map(|at| char::from(bytes[at])).collect();
                Ok(Value::text(&picked))
            }
            _ => Err(Stop::Refused),
        }
    }

    /// What a loop goes over, item by item.
    pub(super) fn items(&mut self, source: NodeId) -> Result<Vec<Value>, Stop> {
        self.items_of(source).map(|it| it.0)
    }

    /// The same, and the sequence that they are the items of.
    pub(super) fn items_of(&mut self, source: NodeId) -> Result<(Vec<Value>, Option<Shared>), Stop> {
        if let Kind::Range { start: Some(start), end: Some(end), inclusive } = self.view.kind(source) {
            let (start, end) = (self.value(start)?, self.value(end)?);
            let (Value::Int(start), Value::Int(end)) = (start, end) else { return Err(Stop::Refused) };
            let end = if inclusive { end + 1 } else { end };
            if usize::try_from(end - start).is_ok_and(|it| it > MOST_ITEMS) {
                return Err(Stop::Refused);
            }
            return Ok(((start..end).map(Value::Int).collect(), None));
        }
        // What makes its items only as they are asked for makes the same ones at once.
        if let Kind::Comprehension { form: ComprehensionForm::Generator, element, clauses } = self.view.kind(source) {
            return Ok((self.comprehended(element, clauses)?, None));
        }
        match self.value(source)? {
            Value::List(items) => {
                let all = items.borrow().clone();
                Ok((all, Some(items)))
            }
            Value::Tuple(items) => Ok((items.to_vec(), None)),
            Value::Map(entries) => Ok((entries.borrow().iter().map(|it| it.0.clone()).collect(), None)),
            Value::Text(text) if text.is_ascii() => {
                Ok(((0..text.len()).map(|at| Value::text(&text[at..=at])).collect(), None))
            }
            _ => Err(Stop::Refused),
        }
    }

    /// What the rounds of a comprehension give, a key and its value as a pair.
    pub(super) fn comprehended(&mut self, element: NodeId, clauses: code::List) -> Result<Vec<Value>, Stop> {
        let mut found = Vec::new();
        self.clauses(element, self.view.list(clauses), &mut found)?;
        Ok(found)
    }

    pub(super) fn clauses(&mut self, element: NodeId, clauses: &[NodeId], found: &mut Vec<Value>) -> Result<(), Stop> {
        let Some((&first, rest)) = clauses.split_first() else {
            if found.len() >= MOST_ITEMS {
                return Err(Stop::Refused);
            }
            found.push(match self.view.kind(element) {
                Kind::Entry { key, value, .. } => Value::Tuple([self.value(key)?, self.value(value)?].into()),
                _ => self.value(element)?,
            });
            return Ok(());
        };
        let Kind::Clause { target, source, filters, is_async: false } = self.view.kind(first) else {
            return Err(Stop::Refused);
        };
        for item in self.items(source)? {
            self.bind(target, item)?;
            let mut passes = true;
            for &filter in self.view.list(filters) {
                passes = passes && self.test(filter)?;
            }
            if passes {
                self.clauses(element, rest, found)?;
            }
        }
        Ok(())
    }

    pub(super) fn sum(&self, items: &[Value]) -> Answer {
        let mut sum = Value::Int(0);
        for item in items {
            // The order of adding floats is the library's own affair.
            let Value::Int(_) = item else { return Err(Stop::Refused) };
            sum = operators::binary(&self.view.unit.dialect, BinaryOperator::Add, &sum, item)?;
        }
        Ok(sum)
    }

    pub(super) fn range(&mut self, arguments: &[NodeId]) -> Answer {
        let mut numbers = Vec::new();
        for &argument in arguments {
            numbers.push(Self::whole(&self.value(argument)?)?);
        }
        let (start, end, step) = match *numbers {
            [end] => (0, end, 1),
            [start, end] => (start, end, 1),
            [start, end, step] if step != 0 => (start, end, step),
            _ => return Err(Stop::Refused),
        };
        let mut items = Vec::new();
        let mut at = start;
        while if step > 0 { at < end } else { at > end } {
            if items.len() >= MOST_ITEMS {
                return Err(Stop::Refused);
            }
            items.push(Value::Int(at));
            at += step;
        }
        Ok(Value::list(items))
    }
}

/// The value of a key; none where there is none.
pub(super) fn find(map: &Value, key: &Value) -> Result<Option<Value>, Stop> {
    let Value::Map(entries) = map else { return Err(Stop::Refused) };
    for (own, value) in entries.borrow().iter() {
        if own.equals(key).ok_or(Stop::Refused)? {
            return Ok(Some(value.clone()));
        }
    }
    Ok(None)
}

/// Puts a value under a key.
pub(super) fn put(map: &Value, key: Value, value: Value) -> Result<(), Stop> {
    let Value::Map(entries) = map else { return Err(Stop::Refused) };
    // Other keys may not be keys at all, or be one key though they are not equal here.
    if !matches!(key, Value::Int(_) | Value::Text(_)) || entries.borrow().len() >= MOST_ITEMS {
        return Err(Stop::Refused);
    }
    let mut entries = entries.borrow_mut();
    for (own, old) in entries.iter_mut() {
        if own.equals(&key).ok_or(Stop::Refused)? {
            *old = value;
            return Ok(());
        }
    }
    entries.push((key, value));
    Ok(())
}

/// From one place up to another, both cut to the sequence; negative ones are left alone.
pub(super) fn part(object: &Value, start: &Value, end: Option<&Value>) -> Answer {
    let bound = |at: &Value, length: usize| {
        let at = Machine::whole(at)?;
        usize::try_from(at).map(|it| it.min(length)).map_err(|_| Stop::Refused)
    };
    let bounds = |length: usize| {
        let start = bound(start, length)?;
        let end = end.map_or(Ok(length), |it| bound(it, length))?;
        Ok(start..end.max(start))
    };
    match object {
        Value::List(items) => {
            let items = items.borrow();
            Ok(Value::list(items[bounds(items.len())?].to_vec()))
        }
        Value::Text(text) if text.is_ascii() => Ok(Value::text(&text[bounds(text.len())?])),
        _ => Err(Stop::Refused),
    }
}

/// Sorts what can be ordered for certain.
pub(super) fn sort(items: &mut [Value]) -> Result<(), Stop> {
    for at in 1..items.len() {
        let mut place = at;
        while place > 0 && items[place].order(&items[place - 1]).ok_or(Stop::Refused)?.is_lt() {
            items.swap(place, place - 1);
            place -= 1;
        }
    }
    Ok(())
}

/// The largest or the smallest; of equals the first.
pub(super) fn extreme(items: &[Value], largest: bool) -> Answer {
    let (first, rest) = items.split_first().ok_or(Stop::Raised)?;
    let mut best = first;
    for item in rest {
        let order = item.order(best).ok_or(Stop::Refused)?;
        if (largest && order.is_gt()) || (!largest && order.is_lt()) {
            best = item;
        }
    }
    Ok(best.clone())
}
