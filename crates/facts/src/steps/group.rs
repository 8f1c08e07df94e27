//! Neighbouring statements with one intent become one step.

use code::{Kind, LetForm, NodeId, Symbol};

use super::read::multi_line;
use super::{Action, Reader, Step, Way, only_leaves};
use crate::functions::outcome;

/// How many statements one step holds at most; a reader loses track of more.
const LARGEST: usize = 12;

/// A plain object.
#[derive(Clone, Copy, PartialEq)]
enum Root {
    /// The method's own object.
    Own,
    Named(Symbol),
}

/// What neighbours must have in common.
#[derive(Clone, Copy, PartialEq)]
enum Family {
    /// Simple first values.
    Start,
    /// Values that are read from elsewhere under a new name.
    Take,
    /// Fields of one object.
    Fields(Root),
    /// Items of one container.
    Items(Root),
    /// The same function or method called again and again.
    Calls(NodeId),
    Names,
    /// What a file belongs to, from the outside in.
    Homes,
    Imports,
    Exports,
    Members,
    Asserts,
    Annotations,
    Outer,
    Deletes,
    /// Guards that leave in the same way.
    Guards(NodeId),
    /// Values for variables that have none.
    Defaults,
}

impl Reader<'_> {
    /// Joins neighbours.
    pub(super) fn group(&self, steps: Vec<Step>) -> Vec<Step> {
        let mut out: Vec<Step> = Vec::with_capacity(steps.len());
        let mut last: Option<Family> = None;
        for step in steps {
            let family = self.family(&step);
            if matches!(step.action, Action::Nothing)
                && let Some(before) = out.last_mut()
            {
                before.span = before.span.cover(step.span);
                continue;
            }
            if self.number(&mut out, &step) {
                last = None;
                continue;
            }
            if self.attempt(&mut out, &step) {
                last = None;
                continue;
            }
            if self.swap(&mut out, &step) {
                last = None;
                continue;
            }
            if let (Some(one), Some(other)) = (last, family)
                && let Some(before) = out.last_mut()
                && (before.more.len() + 1 < LARGEST || other == Family::Imports)
                && self.belong(one, other)
            {
                before.span = before.span.cover(step.span);
                before.more.push((step.node, step.action));
                before.more.extend(step.more);
                before.children.extend(step.children);
                continue;
            }
            last = family;
            out.push(step);
        }
        self.answer(&mut out);
        out
    }

    fn belong(&self, one: Family, other: Family) -> bool {
        match (one, other) {
            (Family::Calls(one), Family::Calls(other)) => self.unit.same_code(one, other),
            (Family::Guards(one), Family::Guards(other)) => self.unit.same_code(one, other),
            _ => one == other,
        }
    }

    fn family(&self, step: &Step) -> Option<Family> {
        let unit = self.unit;
        let inner = !step.children.is_empty();
        Some(match &step.action {
            Action::Import(_) => Family::Imports,
            Action::Belong(_) => Family::Homes,
            Action::Name { .. } => Family::Names,
            Action::Export(_) => Family::Exports,
            Action::Field(_) => Family::Members,
            Action::Start { .. } | Action::Declare { .. } if self.is_special(step.node) => return None,
            Action::Start { .. } | Action::Declare { .. } => Family::Start,
            Action::Set { value, first: true, .. } if !inner && self.is_taken(*value) => Family::Take,
            Action::SetField { object, value, .. } if !inner && !multi_line(unit, *value) => {
                Family::Fields(self.root_name(*object)?)
            }
            Action::SetItem { object, value, .. } if !inner && !multi_line(unit, *value) => {
                Family::Items(self.root_name(*object)?)
            }
            Action::Call { call, .. } if !inner => match unit.kind(*call) {
                Kind::Call { callee, arguments, .. } if !self.is_frame(*call, arguments) => Family::Calls(callee),
                _ => return None,
            },
            Action::Assert { .. } => Family::Asserts,
            Action::Annotate(_) => Family::Annotations,
            Action::OuterNames(_) => Family::Outer,
            Action::Delete(_) => Family::Deletes,
            Action::Fallback { .. } if unit.dialect.commands && !inner => Family::Defaults,
            Action::Guard { exit, .. } if only_leaves(&self.all, step) => Family::Guards(*exit),
            _ => return None,
        })
    }

    /// Whether a call is only there to say when or for what the function runs that is written in it: a test is told by what it does.
    fn is_frame(&self, call: NodeId, arguments: code::List) -> bool {
        let holds = |&it: &NodeId| matches!(self.unit.kind(it), Kind::Function(_));
        self.unit.list(arguments).iter().any(holds)
            && self.facts.call(call).and_then(|it| it.library).is_some_and(|entry| !entry.when.is_empty())
    }

    /// Whether a variable lives elsewhere or outlives its function's calls, which is worth a word of its own.
    fn is_special(&self, node: NodeId) -> bool {
        matches!(self.unit.kind(node), Kind::Let { form, modifiers, .. }
            if modifiers.has(code::Modifiers::EXTERNAL) || form == code::LetForm::Static && self.unit.dialect.pointers)
    }

    /// A plain object; no answer for anything longer.
    fn root_name(&self, object: NodeId) -> Option<Root> {
        match self.unit.kind(object) {
            Kind::Name(symbol) => Some(Root::Named(symbol)),
            Kind::This => Some(Root::Own),
            _ => None,
        }
    }

    /// Whether a value is a plain name or a field of one.
    fn is_taken(&self, value: NodeId) -> bool {
        let mut at = value;
        for _ in 0..3 {
            match self.unit.kind(at) {
                Kind::Name(_) | Kind::This => return true,
                Kind::Member { object, .. } => at = object,
                _ => return false,
            }
        }
        false
    }

    /// `a = iota`, and the constants without a value that follow it.
    fn number(&self, out: &mut Vec<Step>, step: &Step) -> bool {
        let unit = self.unit;
        let Kind::Let { target, value, form: LetForm::Constant, .. } = unit.kind(step.node) else { return false };
        let counter = unit.dialect.constant_counter;
        if counter.is_empty() {
            return false;
        }
        match value {
            Some(value) => {
                let counts = unit.preorder_shallow(value).any(|it| unit.name_of(it) == Some(counter));
                if counts {
                    let action = Action::Number { names: vec![target], value };
                    out.push(Step { action, node: step.node, more: Vec::new(), span: step.span, children: Vec::new() });
                }
                counts
            }
            None => match out.last_mut() {
                Some(Step { action: Action::Number { names, .. }, span, .. }) => {
                    names.push(target);
                    *span = span.cover(step.span);
                    true
                }
                _ => false,
            },
        }
    }

    /// `x, err := f()` and `if err != nil { … }`, of which the first is in `out` already.
    fn attempt(&self, out: &mut [Step], step: &Step) -> bool {
        let unit = self.unit;
        let (condition, body) = match &step.action {
            Action::Guard { condition, body, .. } => (*condition, *body),
            Action::Choose { target: None, ways } => match ways[..] {
                [Way { condition: Some(condition), body, .. }] => (condition, body),
                _ => return false,
            },
            _ => return false,
        };
        let Some(error) = outcome::failed(unit, self.facts, condition).filter(|_| step.more.is_empty()) else {
            return false;
        };
        let Some(before) = out.last_mut().filter(|before| before.more.is_empty()) else { return false };
        let (Kind::Let { target, value: Some(value), .. } | Kind::Assign { target, operator: None, value }) =
            unit.kind(before.node)
        else {
            return false;
        };
        let (targets, set) = match unit.kind(target) {
            Kind::Tuple(parts) => {
                let Some((&last, rest)) = unit.list(parts).split_last() else { return false };
                (rest.to_vec(), last)
            }
            _ => (Vec::new(), target),
        };
        let same = match (self.facts.scopes.resolve(set), self.facts.scopes.resolve(error)) {
            (Some(one), Some(other)) => one == other,
            _ => unit.same_code(set, error),
        };
        if !same || !matches!(unit.kind(value), Kind::Call { .. } | Kind::Receive(_)) || targets.len() > 1 {
            return false;
        }
        let target = targets.first().copied();
        before.action = Action::Attempt { attempt: before.node, target, value, error: set, body };
        before.span = before.span.cover(step.span);
        before.children.extend(step.children.iter().copied());
        true
    }

    /// `t = a; a = b; b = t`, of which the first two are in `out` already.
    fn swap(&self, out: &mut Vec<Step>, last: &Step) -> bool {
        let unit = self.unit;
        let Some((target, value)) = self.plain_set(&last.action) else { return false };
        let n = out.len();
        let [.., first, second] = &out[..] else { return false };
        let (Some((kept, a)), Some((left, b))) = (self.plain_set(&first.action), self.plain_set(&second.action)) else {
            return false;
        };
        let is_swap = first.more.is_empty()
            && second.more.is_empty()
            && unit.same_code(value, kept)
            && unit.same_code(left, a)
            && unit.same_code(target, b)
            && matches!(unit.kind(kept), Kind::Name(_));
        if is_swap {
            let span = first.span.cover(last.span);
            let more = vec![];
            let swapped =
                Step { action: Action::Swap { left: a, right: b }, node: first.node, more, span, children: Vec::new() };
            out.truncate(n - 2);
            out.push(swapped);
        }
        is_swap
    }

    /// `if c: return a` and `return b` at the end are one answer.
    fn answer(&self, out: &mut Vec<Step>) {
        let [.., first, second] = &mut out[..] else { return };
        let (Action::Guard { condition, exit, .. }, Action::Return(Some(otherwise))) = (&first.action, &second.action)
        else {
            return;
        };
        let Kind::Return(Some(value)) = self.unit.kind(*exit) else { return };
        if self.facts.outcome(self.unit, value).is_some() || self.facts.outcome(self.unit, *otherwise).is_some() {
            return;
        }
        let small = |node: NodeId| !multi_line(self.unit, node) && self.unit.span(node).len() < 50;
        if !only_leaves(&self.all, first)
            || !first.more.is_empty()
            || !second.children.is_empty()
            || ![*condition, value, *otherwise].into_iter().all(small)
        {
            return;
        }
        first.action = Action::ChooseValue { target: None, ways: vec![(Some(*condition), value), (None, *otherwise)] };
        first.children.clear();
        first.span = first.span.cover(second.span);
        out.pop();
    }

    fn plain_set(&self, action: &Action) -> Option<(NodeId, NodeId)> {
        match *action {
            Action::Set { target, value, .. }
            | Action::Start { target, value }
            | Action::SetField { target, value, .. } => Some((target, value)),
            Action::SetItem { key, value, .. } => Some((self.unit.parent(key)?, value)),
            _ => None,
        }
    }
}
