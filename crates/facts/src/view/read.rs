//! What small expressions and statements say.

use code::{Access, BinaryOperator, CallForm, Kind, NodeId, Symbol, UnaryOperator};

use super::{MethodCall, View, Word};
use crate::Type;

impl<'a> View<'a> {
    /// A call: what is called, with what, how.
    pub(crate) fn call(&self, id: NodeId) -> Option<(NodeId, &'a [NodeId], CallForm)> {
        match self.kind(id) {
            Kind::Call { callee, arguments, form } => Some((callee, self.list(arguments), form)),
            _ => None,
        }
    }

    /// A call of a method.
    pub(crate) fn method(&self, id: NodeId) -> Option<MethodCall<'a>> {
        let (callee, arguments, _) = self.call(id)?;
        match self.kind(callee) {
            Kind::Member { object, name, .. } => {
                let word = match self.word(name) {
                    // What was put in first comes out first.
                    Word::Pop if self.facts.types.of(object) == Type::Channel => Word::PopFront,
                    word => word,
                };
                Some(MethodCall { object, name, word, arguments })
            }
            _ => None,
        }
    }

    /// A call of a method with a meaning.
    pub(crate) fn method_is(&self, id: NodeId, word: Word) -> Option<MethodCall<'a>> {
        self.method(id).filter(|it| it.word == word)
    }

    /// A call of a plain name.
    pub(crate) fn plain_call(&self, id: NodeId) -> Option<(Symbol, &'a [NodeId])> {
        let (callee, arguments, _) = self.call(id)?;
        self.symbol(callee).map(|name| (name, arguments))
    }

    /// The last segment of what is called: `sleep` in `time.sleep(1)`.
    pub(crate) fn called_name(&self, id: NodeId) -> Option<Symbol> {
        let (callee, ..) = self.call(id)?;
        self.last_name(callee)
    }

    /// The last segment of a name or member.
    pub(crate) fn last_name(&self, id: NodeId) -> Option<Symbol> {
        match self.kind(id) {
            Kind::Name(name) | Kind::Member { name, .. } => Some(name),
            _ => None,
        }
    }

    /// The text of the last segment of what is called, or empty.
    pub(crate) fn called(&self, id: NodeId) -> &'a str {
        self.called_name(id).map_or("", |name| self.unit.name(name))
    }

    /// The text of the last segment of a name or member, or empty.
    pub(crate) fn last_text(&self, id: NodeId) -> &'a str {
        self.last_name(id).map_or("", |name| self.unit.name(name))
    }

    /// What a length is of: `len(x)`, `x.length`, `x.len()`.
    pub(crate) fn length_of(&self, id: NodeId) -> Option<NodeId> {
        let id = self.peel(id);
        match self.kind(id) {
            Kind::Member { object, name, access: Access::Dot } if self.word(name) == Word::Len => Some(object),
            Kind::Call { callee, arguments, .. } => match (self.kind(callee), self.list(arguments)) {
                (Kind::Name(name), &[argument]) if self.word(name) == Word::Len => Some(argument),
                (Kind::Member { object, name, .. }, []) if self.word(name) == Word::Len => Some(object),
                _ => None,
            },
            _ => None,
        }
    }

    /// A plain assignment or first value: target and value.
    pub(crate) fn assignment(&self, id: NodeId) -> Option<(NodeId, NodeId)> {
        match self.kind(id) {
            Kind::Assign { target, operator: None, value } => Some((target, value)),
            Kind::Let { target, value: Some(value), .. } => Some((target, value)),
            _ => None,
        }
    }

    /// A compound change: `x += e`, `x = x + e`, `x = e + x` where the order is free.
    pub(crate) fn compound(&self, id: NodeId) -> Option<(NodeId, BinaryOperator, NodeId)> {
        match self.kind(id) {
            Kind::Assign { target, operator: Some(operator), value } => Some((target, operator, value)),
            Kind::Assign { target, operator: None, value } => match self.kind(self.peel(value)) {
                Kind::Binary(operator, left, right) if self.same(target, left) => Some((target, operator, right)),
                Kind::Binary(operator @ (BinaryOperator::Add | BinaryOperator::Multiply), left, right)
                    if self.same(target, right) =>
                {
                    Some((target, operator, left))
                }
                _ => None,
            },
            _ => None,
        }
    }

    /// A step by one: the target, and whether it goes up.
    pub(crate) fn step_by_one(&self, id: NodeId) -> Option<(NodeId, bool)> {
        if let Kind::Update { target, up, .. } = self.kind(id) {
            return Some((target, up));
        }
        let (target, operator, value) = self.compound(id)?;
        match operator {
            BinaryOperator::Add if self.is_integer(value, 1) => Some((target, true)),
            BinaryOperator::Subtract if self.is_integer(value, 1) => Some((target, false)),
            _ => None,
        }
    }

    /// What is halved: `x // 2`, `x >> 1`, `Math.floor(x / 2)`, `x / 2`.
    pub(crate) fn halved(&self, id: NodeId) -> Option<NodeId> {
        match self.kind(self.peel(id)) {
            Kind::Binary(BinaryOperator::FloorDivide | BinaryOperator::Divide, value, by) if self.is_integer(by, 2) => {
                Some(value)
            }
            Kind::Binary(
                BinaryOperator::ShiftRight | BinaryOperator::ShiftRightUnsigned | BinaryOperator::BitOr,
                value,
                by,
            ) if self.is_integer(by, 1) || self.is_integer(by, 0) => {
                if self.is_integer(by, 0) {
                    self.halved(value)
                } else {
                    Some(value)
                }
            }
            // `low + (high - low) / 2`
            Kind::Binary(BinaryOperator::Add, left, right) => {
                self.halved(right).or_else(|| self.halved(left)).map(|_| id)
            }
            Kind::Call { arguments, .. } => match self.list(arguments) {
                &[only] => self.halved(only),
                _ => None,
            },
            _ => None,
        }
    }

    /// A comparison with two sides.
    pub(crate) fn comparison(&self, id: NodeId) -> Option<(BinaryOperator, NodeId, NodeId)> {
        match self.kind(id) {
            Kind::Binary(operator, left, right) if is_comparison(operator) => Some((operator, left, right)),
            _ => None,
        }
    }

    /// An order comparison, turned so that the left side is the smaller one: (smaller, larger, strict).
    pub(crate) fn ordered(&self, id: NodeId) -> Option<(NodeId, NodeId, bool)> {
        match self.kind(id) {
            Kind::Binary(BinaryOperator::Less, left, right) => Some((left, right, true)),
            Kind::Binary(BinaryOperator::LessEqual, left, right) => Some((left, right, false)),
            Kind::Binary(BinaryOperator::Greater, left, right) => Some((right, left, true)),
            Kind::Binary(BinaryOperator::GreaterEqual, left, right) => Some((right, left, false)),
            _ => None,
        }
    }

    /// The sides of an equality.
    pub(crate) fn equality(&self, id: NodeId) -> Option<(NodeId, NodeId)> {
        match self.kind(id) {
            Kind::Binary(BinaryOperator::Equal | BinaryOperator::StrictEqual | BinaryOperator::Is, left, right) => {
                Some((left, right))
            }
            _ => None,
        }
    }

    /// The sides of an inequality.
    pub(crate) fn inequality(&self, id: NodeId) -> Option<(NodeId, NodeId)> {
        match self.kind(id) {
            Kind::Binary(
                BinaryOperator::NotEqual | BinaryOperator::StrictNotEqual | BinaryOperator::IsNot,
                left,
                right,
            ) => Some((left, right)),
            _ => None,
        }
    }

    /// The conditions that must all hold.
    pub(crate) fn conjuncts(&self, id: NodeId) -> Vec<NodeId> {
        let mut found = Vec::new();
        let mut open = vec![id];
        while let Some(id) = open.pop() {
            match self.kind(id) {
                Kind::Binary(BinaryOperator::And, left, right) => open.extend([right, left]),
                _ => found.push(id),
            }
        }
        found
    }

    /// What is tested for absence: `x is None`, `x == null`, `x === undefined`, `!x`, `not x`.
    pub(crate) fn absent_test(&self, id: NodeId) -> Option<NodeId> {
        if let Kind::Unary(UnaryOperator::Not, value) = self.kind(id) {
            return matches!(self.kind(value), Kind::Name(_) | Kind::Member { .. } | Kind::Index { .. })
                .then_some(value);
        }
        let (left, right) = self.equality(id)?;
        self.is_null(right).then_some(left)
    }

    /// Whether it is the absent value.
    pub(crate) fn is_null(&self, id: NodeId) -> bool {
        self.kind(id) == Kind::Null || self.unit.name_of(id).is_some_and(|name| matches!(name, "undefined" | "None"))
    }

    /// A membership test: (item, container, whether it asks for absence).
    pub(crate) fn membership(&self, id: NodeId) -> Option<(NodeId, NodeId, bool)> {
        match self.kind(id) {
            Kind::Binary(BinaryOperator::In, item, container) => Some((item, container, false)),
            Kind::Binary(BinaryOperator::NotIn, item, container) => Some((item, container, true)),
            Kind::Unary(UnaryOperator::Not, inner) => {
                self.membership(inner).map(|(item, container, absent)| (item, container, !absent))
            }
            Kind::Call { .. } => {
                let method = self.method_is(id, Word::Has)?;
                match method.arguments {
                    &[item] => Some((item, method.object, false)),
                    _ => None,
                }
            }
            // A table of flags: `visited[x]`.
            Kind::Index { object, index, .. } => Some((index, object, false)),
            _ => None,
        }
    }

    /// A mark in a set or a table of flags: (item, container): `seen.add(x)`, `seen[x] = true`.
    pub(crate) fn mark(&self, id: NodeId) -> Option<(NodeId, NodeId)> {
        if let Some(method) = self.method_is(id, Word::Add) {
            return match method.arguments {
                &[item] => Some((item, method.object)),
                _ => None,
            };
        }
        let (target, value) = self.assignment(id)?;
        match self.kind(target) {
            Kind::Index { object, index, .. } if matches!(self.kind(value), Kind::Boolean(true)) => {
                Some((index, object))
            }
            _ => None,
        }
    }

    /// Something added to a sequence: (container, item).
    pub(crate) fn push(&self, id: NodeId) -> Option<(NodeId, NodeId)> {
        let method = self.method(id)?;
        match (method.word, method.arguments) {
            (Word::Push | Word::PushFront, &[item]) => Some((method.object, item)),
            // `add` of a list, a queue or a stack.
            (_, &[item]) if self.is_typed_list(method.object) => {
                let name = self.unit.name(method.name);
                matches!(name, "add" | "addLast" | "addFirst" | "offer" | "offerLast" | "offerFirst")
                    .then_some((method.object, item))
            }
            _ => None,
        }
    }

    /// Whether something is a list by its declared type.
    fn is_typed_list(&self, object: NodeId) -> bool {
        self.unit.dialect.static_types && self.facts.types.of(object) == Type::List
    }

    /// Something taken off a sequence: (container, whether from the front).
    pub(crate) fn pop(&self, id: NodeId) -> Option<(NodeId, bool)> {
        let mut id = id;
        // `queue.pop_front().unwrap()`, `queue.shift()!`
        loop {
            id = self.peel(id);
            match self.method(id) {
                Some(method) if method.word == Word::Unwrap => id = method.object,
                Some(method) => {
                    return match (method.word, method.arguments) {
                        (Word::Pop, []) => Some((method.object, false)),
                        (Word::Pop, &[at]) if self.is_integer(at, 0) => Some((method.object, true)),
                        (Word::PopFront, []) => Some((method.object, true)),
                        (_, []) if self.is_typed_list(method.object) => match self.unit.name(method.name) {
                            // Of what was pushed, the newest stands in front.
                            "poll" | "pollFirst" | "removeFirst" | "remove" => {
                                Some((method.object, !self.is_pushed(method.object)))
                            }
                            "pollLast" | "removeLast" => Some((method.object, false)),
                            _ => None,
                        },
                        _ => None,
                    };
                }
                None => return None,
            }
        }
    }
}

impl View<'_> {
    /// Whether the same function calls `push` on something.
    fn is_pushed(&self, object: NodeId) -> bool {
        self.within(&self.by.calls, self.home(object)).iter().any(|&call| {
            self.method(call).is_some_and(|it| self.unit.name(it.name) == "push" && self.same(it.object, object))
        })
    }
}

/// Whether an operator compares.
pub(crate) fn is_comparison(operator: BinaryOperator) -> bool {
    use BinaryOperator::*;
    matches!(
        operator,
        Equal | NotEqual | StrictEqual | StrictNotEqual | Less | LessEqual | Greater | GreaterEqual | Is | IsNot
    )
}
