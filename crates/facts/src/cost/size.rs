//! How many items an expression has, and how large a number is, told by the input that it depends on.

use code::{BinaryOperator, Kind, LoopForm, NodeId};

use super::{Size, Walk};
use crate::{BindingKind, Bound, Type};

impl<'u> Walk<'u> {
    /// How many items an expression has.
    pub(super) fn size(&self, node: NodeId, steps: u32) -> Option<Size<'u>> {
        if self.spent(steps) {
            return None;
        }
        let next = steps + 1;
        match self.unit.kind(node) {
            Kind::Reference(inner, _) | Kind::Dereference(inner) | Kind::Spread(inner) => self.size(inner, next),
            Kind::Sequence(list) | Kind::Tuple(list) | Kind::Set(list) => {
                let spreads = self.unit.list(list).iter().filter_map(|&it| match self.unit.kind(it) {
                    Kind::Spread(inner) => Some(inner),
                    _ => None,
                });
                let mut size = Size::Constant;
                for inner in spreads {
                    size = size.join(self.size(inner, next)?)?;
                }
                Some(size)
            }
            Kind::Text(_) | Kind::Boolean(_) | Kind::Integer | Kind::Float => Some(Size::Constant),
            Kind::Name(_) => {
                let id = self.facts.scopes.resolve(node)?;
                let binding = self.facts.scopes.binding(id);
                if binding.function != Some(self.function) || !binding.writes.is_empty() {
                    return None;
                }
                match binding.kind {
                    BindingKind::Parameter if self.is_whole_parameter(binding.definition) => {
                        (!matches!(self.facts.types.of(binding.definition), Type::Own(_) | Type::File))
                            .then(|| Size::Of(self.unit.name(binding.name)))
                    }
                    BindingKind::Variable | BindingKind::Constant => {
                        let value = self.value_of(binding.definition)?;
                        // A variable that starts empty and grows is not as small as it started.
                        match self.size(value, next)? {
                            Size::Constant => None,
                            size @ Size::Of(_) => Some(size),
                        }
                    }
                    _ => None,
                }
            }
            Kind::Member { object, .. } => self.is_input(object).then(|| Size::Of(self.unit.text(node))),
            Kind::Index { object, index, .. } => match self.unit.kind(index) {
                Kind::Slice { end: None, .. } => self.size(object, next),
                _ => None,
            },
            Kind::Comprehension { clauses, .. } => match *self.unit.list(clauses) {
                [only] => match self.unit.kind(only) {
                    Kind::Clause { source, .. } => self.size(source, next),
                    _ => None,
                },
                _ => None,
            },
            Kind::Range { start, end: Some(end), .. } => {
                let start = start.map_or(Some(Size::Constant), |it| self.number(it, next))?;
                if start == Size::Constant { self.number(end, next) } else { None }
            }
            Kind::Call { arguments, .. } => self.size_of_result(node, self.unit.list(arguments), next),
            _ => None,
        }
    }

    /// The result of a call that has as many items as what it is made of, or fewer.
    pub(super) fn size_of_result(&self, node: NodeId, arguments: &[NodeId], next: u32) -> Option<Size<'u>> {
        let fact = self.facts.call(node)?;
        let path = fact.library?.path;
        match (path.rsplit('.').next()?, fact.receiver, arguments) {
            ("range", None, [to]) => self.number(*to, next),
            (
                "sorted" | "list" | "tuple" | "set" | "dict" | "reversed" | "enumerate" | "iter" | "from" | "keys"
                | "values" | "entries" | "Set" | "Map" | "Counter",
                None,
                [of, ..],
            ) => self.size(*of, next),
            ("zip", None, parts) => {
                let mut size = Size::Constant;
                for &part in parts {
                    size = size.join(self.size(part, next)?)?;
                }
                Some(size)
            }
            ("map" | "filter", None, [_, of]) => self.size(*of, next),
            (
                "iter" | "iter_mut" | "into_iter" | "copied" | "cloned" | "rev" | "enumerate" | "skip" | "map"
                | "filter" | "filter_map" | "take_while" | "skip_while" | "collect" | "chars" | "bytes"
                | "char_indices" | "keys" | "values" | "items" | "entries" | "slice" | "copy" | "to_vec" | "toSorted"
                | "toReversed" | "peekable" | "as_bytes" | "as_str" | "sort" | "reverse" | "lower" | "upper" | "strip"
                | "toLowerCase" | "toUpperCase" | "trim" | "windows" | "chunks",
                Some(receiver),
                _,
            ) => self.size(receiver, next),
            ("split", Some(receiver), _) => self.size(receiver, next),
            _ => None,
        }
    }

    /// How large a number is: constant, or as large as an input or as many as it has.
    pub(super) fn number(&self, node: NodeId, steps: u32) -> Option<Size<'u>> {
        if self.spent(steps) {
            return None;
        }
        let next = steps + 1;
        match self.unit.kind(node) {
            Kind::Integer => Some(Size::Constant),
            Kind::Unary(_, inner) | Kind::Cast { value: inner, .. } | Kind::Dereference(inner) => {
                self.number(inner, next)
            }
            Kind::Binary(BinaryOperator::Add | BinaryOperator::Subtract, left, right) => {
                self.number(left, next)?.join(self.number(right, next)?)
            }
            Kind::Binary(BinaryOperator::FloorDivide, left, right) if self.is_literal(right) => self.number(left, next),
            Kind::Name(_) => {
                let id = self.facts.scopes.resolve(node)?;
                let binding = self.facts.scopes.binding(id);
                if binding.function != Some(self.function) {
                    return None;
                }
                // The counter of a loop outside goes as far as that loop.
                if let Some(size) = self.counter(node, next) {
                    return Some(size);
                }
                if !binding.writes.is_empty() {
                    return None;
                }
                match binding.kind {
                    BindingKind::Parameter if self.is_whole_parameter(binding.definition) => {
                        Some(Size::Of(self.unit.name(binding.name)))
                    }
                    BindingKind::Variable | BindingKind::Constant => {
                        self.number(self.value_of(binding.definition)?, next)
                    }
                    _ => None,
                }
            }
            Kind::Member { object, name, .. } if matches!(self.unit.name(name), "length" | "size") => {
                self.size(object, next)
            }
            Kind::Call { arguments, .. } => {
                let fact = self.facts.call(node)?;
                match (fact.library?.path.rsplit('.').next()?, fact.receiver, self.unit.list(arguments)) {
                    ("len", None, [of]) => self.size(*of, next),
                    ("len", Some(of), []) => self.size(of, next),
                    _ => None,
                }
            }
            _ => None,
        }
    }

    /// Whether a start is a loop's own counter, plus or minus a little.
    pub(super) fn is_counter(&self, node: NodeId) -> bool {
        match self.unit.kind(node) {
            Kind::Binary(BinaryOperator::Add | BinaryOperator::Subtract, left, right) => {
                self.is_counter(left) && self.is_literal(right)
            }
            Kind::Name(_) => self.counter(node, 0).is_some(),
            _ => false,
        }
    }

    /// How far a name counts that a loop around it counts up or down.
    pub(super) fn counter(&self, name: NodeId, steps: u32) -> Option<Size<'u>> {
        let id = self.facts.scopes.resolve(name)?;
        let mut below = name;
        for up in self.unit.ancestors(name) {
            match self.unit.kind(up) {
                Kind::Loop(form, parts) if parts.body == below => {
                    let target = parts.target?;
                    let own = self.facts.scopes.binding(id).definition;
                    let counts = match form {
                        LoopForm::Each => target == own,
                        LoopForm::Counted => {
                            self.unit.preorder_shallow(target).any(|it| self.facts.scopes.resolve(it) == Some(id))
                        }
                        _ => false,
                    };
                    if counts {
                        let growth = match self.facts.loop_at(up)?.bound {
                            Bound::Numbers { .. } | Bound::Positions(_) => self.extent(up, steps)?,
                            _ => return None,
                        };
                        return Some(growth.key.map_or(Size::Constant, Size::Of));
                    }
                }
                Kind::Function(_) => return None,
                _ => {}
            }
            below = up;
        }
        None
    }

    /// The only value of a variable.
    pub(super) fn value_of(&self, definition: NodeId) -> Option<NodeId> {
        match self.unit.kind(self.unit.parent(definition)?) {
            Kind::Let { target, value, .. } if target == definition => value,
            Kind::Assign { target, value, operator: None } if target == definition => Some(value),
            _ => None,
        }
    }

    pub(super) fn is_whole_parameter(&self, definition: NodeId) -> bool {
        self.unit
            .parent(definition)
            .is_some_and(|up| matches!(self.unit.kind(up), Kind::Parameter { target, .. } if target == definition))
    }

    /// The receiver, a parameter, or a field of one.
    pub(super) fn is_input(&self, node: NodeId) -> bool {
        match self.unit.kind(node) {
            Kind::This => true,
            Kind::Name(_) => self.facts.scopes.binding_of(node).is_some_and(|binding| {
                binding.function == Some(self.function)
                    && binding.writes.is_empty()
                    && matches!(binding.kind, BindingKind::Receiver | BindingKind::Parameter)
            }),
            Kind::Member { object, .. } => self.is_input(object),
            _ => false,
        }
    }
}
