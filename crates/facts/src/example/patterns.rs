//! Choices by the form of a value.

use code::{BinaryOperator, Kind, NodeId};

use super::machine::{Answer, Machine, Stop};
use super::operators;
use super::value::Value;

impl Machine<'_, '_> {
    /// Runs the first arm that fits.
    pub(super) fn choose(&mut self, subject: NodeId, arms: code::List) -> Answer {
        let view = self.view;
        // An arm that goes on into the next one is left alone.
        if view.unit.dialect.switch_falls_through {
            return Err(Stop::Refused);
        }
        let value = self.value(subject)?;
        for &arm in view.list(arms) {
            let Kind::Arm { patterns, guard, body, .. } = view.kind(arm) else { return Err(Stop::Refused) };
            let mut fits = patterns.is_empty();
            for &pattern in view.list(patterns) {
                fits = fits || self.matches(pattern, &value)?;
            }
            if fits && guard.map_or(Ok(true), |it| self.test(it))? {
                return self.walk(body);
            }
        }
        Ok(Value::Nothing)
    }

    /// Whether a value has the form of a pattern, whose names it gets.
    pub(super) fn matches(&mut self, pattern: NodeId, value: &Value) -> Result<bool, Stop> {
        let view = self.view;
        let dialect = &view.unit.dialect;
        match view.kind(pattern) {
            Kind::Wildcard => Ok(true),
            Kind::Name(symbol) if view.unit.name(symbol) == dialect.null => Ok(matches!(value, Value::Null)),
            Kind::Name(_) => {
                // A name that stands for something else is compared with, one that the pattern makes is not.
                let binding = view.facts.scopes.resolve(pattern).ok_or(Stop::Refused)?;
                if view.facts.scopes.binding(binding).definition != pattern {
                    return Err(Stop::Refused);
                }
                self.bind(pattern, value.clone()).map(|()| true)
            }
            Kind::Integer | Kind::Float | Kind::Text(_) | Kind::Boolean(_) | Kind::Null | Kind::Unary(..) => {
                let other = self.value(pattern)?;
                operators::binary(dialect, BinaryOperator::StrictEqual, value, &other)
                    .map(|it| matches!(it, Value::Bool(true)))
            }
            Kind::Reference(inner, _) => self.matches(inner, value),
            Kind::Alternatives(patterns) => {
                for &pattern in view.list(patterns) {
                    if self.matches(pattern, value)? {
                        return Ok(true);
                    }
                }
                Ok(false)
            }
            Kind::Tuple(parts) => match value {
                Value::Tuple(values) if values.len() == parts.len() => {
                    for (&part, value) in view.list(parts).iter().zip(values.iter()) {
                        if !self.matches(part, value)? {
                            return Ok(false);
                        }
                    }
                    Ok(true)
                }
                _ => Err(Stop::Refused),
            },
            Kind::Destructure { of, parts } => match (value, view.list(parts)) {
                (Value::Wrapped(what, inner), &[part]) if view.unit.text(of) == *what => self.matches(part, inner),
                (Value::Wrapped(..) | Value::Null, &[_]) => Ok(false),
                _ => Err(Stop::Refused),
            },
            _ => Err(Stop::Refused),
        }
    }
}
