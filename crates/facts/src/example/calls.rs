//! Calls: of the text's own functions, of what every library has, and of methods of plain values.

use std::rc::Rc;

use code::{Arithmetic, FunctionId, Kind, NodeId};
use rustc_hash::FxHashMap;

use super::machine::{Answer, MOST_CALLS, Machine, Stop};
use super::operators;
use super::sequences::{extreme, find, part, sort};
use super::value::{LONGEST_TEXT, MOST_ITEMS, Value};
use crate::view::{MethodCall, Word};
use crate::{Target, Type};

impl Machine<'_, '_> {
    pub(super) fn call(&mut self, id: NodeId) -> Answer {
        let view = self.view;
        let Some(fact) = view.facts.call(id) else { return Err(Stop::Refused) };
        if let Target::Own(function) = fact.target {
            return self.own(id, function);
        }
        if let Some(method) = view.method(id) {
            // A function that is reached through a name of the library's.
            if fact.target == Target::Library && fact.library.is_some() && fact.receiver.is_none() {
                return self.of_library(view.unit.name(method.name), method.word, method.arguments);
            }
            return self.method(method);
        }
        let Some((name, arguments)) = view.plain_call(id) else { return Err(Stop::Refused) };
        let dialect = &view.unit.dialect;
        if let &[inner] = arguments
            && [dialect.present, dialect.success].contains(&view.unit.name(name))
        {
            let what = if view.unit.name(name) == dialect.present { dialect.present } else { dialect.success };
            return Ok(Value::Wrapped(what, Rc::new(self.value(inner)?)));
        }
        // A name that nothing in the text stands for, and that the library knows.
        if fact.target != Target::Library || fact.library.is_none() {
            return Err(Stop::Refused);
        }
        match (view.word(name), arguments) {
            (Word::Len, &[of]) => {
                let of = self.value(of)?;
                self.length(&of)
            }
            (Word::Range, _) => self.range(arguments),
            (Word::Enumerate, &[of]) => {
                let items = self.items(of)?;
                let pairs = items.into_iter().enumerate().map(|(at, it)| Value::Tuple([self.number(at), it].into()));
                Ok(Value::list(pairs.collect()))
            }
            (Word::Reverse, &[of]) => Ok(Value::list(self.items(of)?.into_iter().rev().collect())),
            (Word::Sorted, &[of]) => {
                let mut items = self.items(of)?;
                sort(&mut items)?;
                Ok(Value::list(items))
            }
            (Word::Max | Word::Min, &[of]) => {
                let items = self.items(of)?;
                extreme(&items, view.word(name) == Word::Max)
            }
            (Word::Reduce, &[of]) if view.unit.name(name) == "sum" => {
                let items = self.items(of)?;
                self.sum(&items)
            }
            (_, &[of]) if ["any", "all"].contains(&view.unit.name(name)) => {
                let is_any = view.unit.name(name) == "any";
                for item in self.items(of)? {
                    if operators::truth(dialect, &item)? == is_any {
                        return Ok(Value::Bool(is_any));
                    }
                }
                Ok(Value::Bool(!is_any))
            }
            (_, &[of]) if ["list", "tuple"].contains(&view.unit.name(name)) => {
                let items = self.items(of)?;
                Ok(if view.unit.name(name) == "list" { Value::list(items) } else { Value::Tuple(items.into()) })
            }
            (_, []) => self.made(id),
            (word, _) => self.of_library(view.unit.name(name), word, arguments),
        }
    }

    /// What libraries of every language have, by the same names and with the same meaning.
    pub(super) fn of_library(&mut self, name: &str, word: Word, arguments: &[NodeId]) -> Answer {
        if matches!(word, Word::Max | Word::Min) && arguments.len() >= 2 {
            let items: Vec<Value> = arguments.iter().map(|&it| self.value(it)).collect::<Result<_, _>>()?;
            return extreme(&items, word == Word::Max);
        }
        let &[argument] = arguments else { return Err(Stop::Refused) };
        let value = self.value(argument)?;
        self.of_number(name, &value)
    }

    /// A function of one number.
    pub(super) fn of_number(&self, name: &str, value: &Value) -> Answer {
        let gives_whole = self.view.unit.dialect.arithmetic == Arithmetic::Unbounded;
        match (name, value) {
            ("abs", Value::Int(it)) => it.checked_abs().map(Value::Int).ok_or(Stop::Refused),
            ("abs", Value::Float(it)) => Ok(Value::Float(it.abs())),
            ("sqrt", Value::Float(it)) if *it >= 0.0 => Ok(Value::Float(it.sqrt())),
            ("sqrt", Value::Int(it)) if *it >= 0 && gives_whole => Ok(Value::Float((*it as f64).sqrt())),
            ("floor" | "ceil" | "trunc", Value::Float(it)) if it.abs() < 1e9 => {
                let rounded = match name {
                    "floor" => it.floor(),
                    "ceil" => it.ceil(),
                    _ => it.trunc(),
                };
                Ok(if gives_whole { Value::Int(rounded as i64) } else { Value::Float(rounded) })
            }
            _ => Err(Stop::Refused),
        }
    }

    /// An empty collection that the library makes.
    pub(super) fn made(&mut self, id: NodeId) -> Answer {
        let Kind::Call { arguments, .. } = self.view.kind(id) else { return Err(Stop::Refused) };
        let is_known = self.view.facts.call(id).is_some_and(|it| it.library.is_some());
        let is_list = self.view.facts.types.of(id) == Type::List;
        if is_known && is_list && arguments.is_empty() { Ok(Value::list(Vec::new())) } else { Err(Stop::Refused) }
    }

    /// A call of a function of this text, with variables of its own.
    pub(super) fn own(&mut self, id: NodeId, function: FunctionId) -> Answer {
        let view = self.view;
        let facts = view.facts.function(function);
        let Some((_, arguments)) = view.plain_call(id) else { return Err(Stop::Refused) };
        let is_plain = view.unit.function(function).decorators.is_empty()
            && facts.yielded.is_empty()
            && facts.awaits.is_empty()
            && facts.captures.is_empty();
        if self.calls >= MOST_CALLS || !is_plain || arguments.len() > facts.parameters.len() {
            return Err(Stop::Refused);
        }
        let mut variables = FxHashMap::default();
        for (&argument, parameter) in arguments.iter().zip(&facts.parameters) {
            if matches!(view.kind(argument), Kind::NamedArgument { .. } | Kind::Spread(_)) {
                return Err(Stop::Refused);
            }
            let value = self.value(argument)?;
            variables.insert(parameter.binding.ok_or(Stop::Refused)?, value);
        }
        let outer = std::mem::replace(&mut self.variables, variables);
        self.calls += 1;
        let answer = self.body(function);
        self.calls -= 1;
        self.variables = outer;
        answer
    }

    pub(super) fn method(&mut self, method: MethodCall<'_>) -> Answer {
        let view = self.view;
        let object = self.value(method.object)?;
        let wraps = view.unit.dialect.present;
        let perhaps = |it: Option<Value>| -> Answer {
            match it {
                Some(value) if wraps.is_empty() => Ok(value),
                Some(value) => Ok(Value::Wrapped(wraps, Rc::new(value))),
                None if wraps.is_empty() => Err(Stop::Raised),
                None => Ok(Value::Null),
            }
        };
        match (&object, method.word, method.arguments) {
            (_, Word::Len, []) => self.length(&object),
            (Value::List(items), Word::Push | Word::PushFront, &[item]) => {
                let item = self.value(item)?;
                if items.borrow().len() >= MOST_ITEMS {
                    return Err(Stop::Refused);
                }
                let at = if method.word == Word::Push { items.borrow().len() } else { 0 };
                items.borrow_mut().insert(at, item);
                Ok(Value::Nothing)
            }
            (Value::List(items), Word::Pop, []) => perhaps(items.borrow_mut().pop()),
            (Value::List(items), Word::PopFront, []) => {
                let is_empty = items.borrow().is_empty();
                perhaps((!is_empty).then(|| items.borrow_mut().remove(0)))
            }
            (Value::List(_), Word::Has, &[item]) => {
                let item = self.value(item)?;
                operators::contains(&object, &item).map(Value::Bool)
            }
            (Value::Text(_), Word::Has, &[part]) => {
                let part = self.value(part)?;
                operators::contains(&object, &part).map(Value::Bool)
            }
            (_, _, &[start, ref end @ ..]) if view.unit.name(method.name) == "slice" && end.len() <= 1 => {
                let (start, end) = (self.value(start)?, end.first().map(|&it| self.value(it)).transpose()?);
                part(&object, &start, end.as_ref())
            }
            (Value::Map(_), Word::Get, &[key, ref rest @ ..]) if wraps.is_empty() && rest.len() <= 1 => {
                let key = self.value(key)?;
                let otherwise = rest.first().map_or(Ok(Value::Null), |&it| self.value(it))?;
                Ok(find(&object, &key)?.unwrap_or(otherwise))
            }
            (Value::Map(entries), _, []) if ["keys", "values", "items"].contains(&view.unit.name(method.name)) => {
                let entries = entries.borrow();
                Ok(Value::list(match view.unit.name(method.name) {
                    "keys" => entries.iter().map(|it| it.0.clone()).collect(),
                    "values" => entries.iter().map(|it| it.1.clone()).collect(),
                    _ => entries.iter().map(|it| Value::Tuple([it.0.clone(), it.1.clone()].into())).collect(),
                }))
            }
            (Value::Text(between), Word::Join, &[of]) => {
                let items = self.items(of)?;
                joined(&items, between)
            }
            (Value::List(items), Word::Join, &[between]) => match self.value(between)? {
                Value::Text(between) => joined(&items.borrow(), &between),
                _ => Err(Stop::Refused),
            },
            (Value::Text(text), Word::Split, []) if text.is_ascii() && wraps.is_empty() => {
                Ok(Value::list(text.split_ascii_whitespace().map(Value::text).collect()))
            }
            (Value::Text(text), Word::Split, &[at]) => match self.value(at)? {
                Value::Text(at) if !at.is_empty() => Ok(Value::list(text.split(&*at).map(Value::text).collect())),
                _ => Err(Stop::Refused),
            },
            (Value::Text(text), Word::Strip, []) if ["strip", "trim"].contains(&view.unit.name(method.name)) => {
                Ok(Value::text(text.trim_matches([' ', '\t', '\n'])))
            }
            (Value::Text(text), _, &[part])
                if ["startswith", "startsWith", "starts_with", "endswith", "endsWith", "ends_with"]
                    .contains(&view.unit.name(method.name)) =>
            {
                let Value::Text(part) = self.value(part)? else { return Err(Stop::Refused) };
                let at_start = view.unit.name(method.name).starts_with("start");
                Ok(Value::Bool(if at_start { text.starts_with(&*part) } else { text.ends_with(&*part) }))
            }
            (Value::List(_), Word::Clone, []) => Ok(object.copy()),
            (Value::List(_), Word::Iter, []) => Ok(object),
            // `chars()`
            (Value::Text(text), Word::Iter, []) if text.is_ascii() => {
                Ok(Value::list((0..text.len()).map(|at| Value::text(&text[at..=at])).collect()))
            }
            (Value::List(items), Word::Enumerate, []) => {
                let pairs: Vec<Value> = (0..)
                    .zip(items.borrow().iter())
                    .map(|(at, it)| Value::Tuple([self.number(at), it.clone()].into()))
                    .collect();
                Ok(Value::list(pairs))
            }
            (Value::Text(text), Word::Case, []) if text.is_ascii() => match view.unit.name(method.name) {
                "lower" | "toLowerCase" | "to_lowercase" => Ok(Value::text(&text.to_ascii_lowercase())),
                "upper" | "toUpperCase" | "to_uppercase" => Ok(Value::text(&text.to_ascii_uppercase())),
                _ => Err(Stop::Refused),
            },
            (Value::Int(_) | Value::Float(_), _, []) => self.of_number(view.unit.name(method.name), &object),
            (Value::Wrapped(_, value), Word::Unwrap, _) => Ok((**value).clone()),
            (Value::Null, Word::Unwrap, _) => Err(Stop::Raised),
            _ => Err(Stop::Refused),
        }
    }
}

/// Texts put together with another between them.
pub(super) fn joined(items: &[Value], between: &str) -> Answer {
    let mut whole = String::new();
    for (at, item) in items.iter().enumerate() {
        let Value::Text(text) = item else { return Err(Stop::Refused) };
        if at > 0 {
            whole.push_str(between);
        }
        whole.push_str(text);
    }
    if whole.len() > LONGEST_TEXT { Err(Stop::Refused) } else { Ok(Value::text(&whole)) }
}
