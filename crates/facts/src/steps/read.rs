//! One statement to its action.

use code::{BinaryOperator, CallForm, DefinitionForm, Kind, NodeId, Span, UnaryOperator};

use super::{Action, Reader, Step, StepId, Tail, Way};
use crate::BindingKind;

/// An action and the steps inside it.
struct Read {
    action: Action,
    children: Vec<StepId>,
}

impl From<Action> for Read {
    fn from(action: Action) -> Self {
        Self { action, children: Vec::new() }
    }
}

impl Reader<'_> {
    /// Reads the body of a function, or the members of a type.
    pub(super) fn owner(&mut self, owner: NodeId) {
        let unit = self.unit;
        match unit.kind(owner) {
            Kind::Function(function) => {
                let function = unit.function(function);
                let Some(body) = function.body else { return };
                let tail = match unit.kind(body) {
                    Kind::Block { .. } if !unit.gives_last(function) || unit.dialect.returns_lowered => Tail::Dropped,
                    // Nobody looks at what a function gives that is only there to be run.
                    _ if self.only_runs(owner) || self.gives_nothing(body) => Tail::Dropped,
                    _ => Tail::Returned,
                };
                self.body(body, tail);
            }
            Kind::Type(definition) => {
                let definition = unit.type_definition(definition);
                let members = unit.list(definition.members);
                let steps = match definition.form {
                    DefinitionForm::Alias | DefinitionForm::Distinct => Vec::new(),
                    _ => self.statements(members, Tail::Dropped),
                };
                self.keep(owner, steps);
            }
            _ => {}
        }
    }

    /// Whether a function is handed, in place, to a library call that runs it and drops its result.
    fn only_runs(&self, function: NodeId) -> bool {
        let library = self.unit.parent(function).and_then(|up| self.facts.call(up)).and_then(|call| call.library);
        library.is_some_and(|entry| !entry.when.is_empty() && entry.returns != "promise")
    }

    /// Whether an expression is a library call without a useful result.
    fn gives_nothing(&self, body: NodeId) -> bool {
        let library = self.facts.call(body).and_then(|call| call.library);
        library.is_some_and(|entry| entry.gives.is_empty() && entry.returns.is_empty())
    }

    fn keep(&mut self, body: NodeId, steps: Vec<StepId>) {
        if self.known.insert(body, self.bodies.len()).is_none() {
            self.bodies.push((body, steps));
        }
    }

    /// The steps of a body, made at the first call.
    pub(super) fn body(&mut self, body: NodeId, tail: Tail) -> Vec<StepId> {
        if let Some(&at) = self.known.get(&body) {
            return self.bodies[at].1.clone();
        }
        let steps = match self.unit.kind(body) {
            Kind::Block { body: list } | Kind::Module { body: list } => {
                let unit = self.unit;
                self.statements(unit.list(list), tail)
            }
            _ => self.statements(&[body], tail),
        };
        self.keep(body, steps.clone());
        steps
    }

    fn statements(&mut self, statements: &[NodeId], tail: Tail) -> Vec<StepId> {
        let mut steps: Vec<Step> = Vec::with_capacity(statements.len());
        let last = statements.iter().rposition(|&it| !matches!(self.unit.kind(it), Kind::Empty));
        for (at, &statement) in statements.iter().enumerate() {
            // A mark at the end drops the value only where a block has one; a choice with one way alone has none where results
            // are said.
            let is_half = matches!(self.unit.kind(statement), Kind::If { otherwise: None, .. });
            let kept = !self.unit.dialect.expression_blocks
                || self.is_value(statement) && !(self.unit.dialect.said_results && is_half);
            let tail = if Some(at) == last && kept && !self.only_does(statement, statements.len()) {
                tail
            } else {
                Tail::Dropped
            };
            self.statement(statement, tail, &mut steps);
        }
        // A semicolon alone is spelling.
        if steps.len() > 1 {
            steps.retain(|step| step.action != Action::Nothing || self.unit.kind(step.node) != Kind::Empty);
        }
        let steps = self.group(steps);
        let first = self.all.len() as u32;
        let n = steps.len() as u32;
        self.all.extend(steps);
        (first..first + n).map(StepId).collect()
    }

    /// Whether a library call is there to run a function that is written in place and gives nothing.
    fn runs_a_block(&self, call: NodeId) -> bool {
        let unit = self.unit;
        let Kind::Call { arguments, .. } = unit.kind(call) else { return false };
        let entry = self.facts.call(call).and_then(|it| it.library);
        if !unit.dialect.said_results || !entry.is_some_and(|it| !it.when.is_empty() && it.returns != "promise") {
            return false;
        }
        unit.list(arguments).iter().any(|&it| match unit.kind(it) {
            Kind::Function(id) => unit.function(id).body.is_some_and(|body| {
                unit.statements(body).last().is_some_and(|&last| {
                    matches!(
                        unit.kind(last),
                        Kind::Assign { .. } | Kind::Update { .. } | Kind::Loop(..) | Kind::If { otherwise: None, .. }
                    )
                })
            }),
            _ => false,
        })
    }

    /// Whether the last of several statements is there for what it does, where a value has to be said elsewhere: a call that is
    /// not known to give anything.
    fn only_does(&self, statement: NodeId, n: usize) -> bool {
        if !self.unit.dialect.said_results || n < 2 {
            return false;
        }
        let Kind::Call { form: code::CallForm::Plain, .. } = self.unit.kind(statement) else { return false };
        crate::calls::only_does(self.unit, self.facts, statement)
    }

    /// Whether a statement can be the value of its block: no semicolon ends it.
    fn is_value(&self, statement: NodeId) -> bool {
        let unit = self.unit;
        let span = unit.span(statement);
        let rest = unit.source.get(span.end as usize..).unwrap_or("");
        !unit.text(statement).ends_with(';') && !rest.trim_start().starts_with(';')
    }

    fn statement(&mut self, node: NodeId, tail: Tail, out: &mut Vec<Step>) {
        // What is set up for a choice stands before it.
        if let Kind::Block { body } = self.unit.kind(node)
            && !self.unit.text(node).starts_with('{')
            && let unit = self.unit
            && let [.., last] = unit.list(body)
            && matches!(unit.kind(*last), Kind::If { .. } | Kind::Match { .. })
        {
            let before = out.len();
            for &part in unit.list(body) {
                self.statement(part, tail, out);
            }
            if let Some(first) = out.get_mut(before) {
                first.span = Span::new(unit.span(node).start, first.span.end);
            }
            return;
        }
        // `a, b` as a statement is two statements.
        if let Kind::Binary(BinaryOperator::Comma, left, right) = self.unit.kind(node)
            && tail == Tail::Dropped
        {
            self.statement(left, tail, out);
            self.statement(right, tail, out);
            return;
        }
        if let Kind::Sequence(list) = self.unit.kind(node)
            && tail == Tail::Dropped
            && !self.unit.text(node).starts_with('[')
        {
            let unit = self.unit;
            for &part in unit.list(list) {
                self.statement(part, tail, out);
            }
            return;
        }
        // A label that a jump leads to begins a part of its own.
        if let Kind::Labelled { label, body } = self.unit.kind(node)
            && let Kind::Name(symbol) = self.unit.kind(label)
            && self.jumps.contains(&symbol)
        {
            out.push(self.labels(label));
            self.statement(body, tail, out);
            return;
        }
        // `a && b`: first `a` is told, then what comes of it.
        if let Some(first) = self.unit.joined_act(node) {
            self.statement(first, Tail::Dropped, out);
        }
        let mut read = self.read(node, tail);
        self.functions_inside(node, &read.action, &mut read.children);
        let span = self.unit.span(node);
        out.push(Step { action: read.action, node, more: Vec::new(), span, children: read.children });
    }

    fn labels(&self, label: NodeId) -> Step {
        let span = self.unit.span(label);
        Step { action: Action::Label(label), node: label, more: Vec::new(), span, children: Vec::new() }
    }

    /// Functions with a block that are written inside a statement's own expressions.
    fn functions_inside(&mut self, node: NodeId, action: &Action, children: &mut Vec<StepId>) {
        let unit = self.unit;
        let roots: Vec<NodeId> = match action {
            Action::Define(_)
            | Action::DefineType(_)
            | Action::Import(_)
            | Action::Export(_)
            | Action::Belong(_)
            | Action::DefineMacro(_)
            | Action::Label(_)
            | Action::Nothing => return,
            Action::Guard { condition, .. } => vec![*condition],
            Action::Choose { ways, .. } => ways.iter().filter_map(|way| way.condition).collect(),
            Action::ChooseValue { ways, .. } => ways.iter().flat_map(|way| way.0.into_iter().chain([way.1])).collect(),
            Action::Dispatch { subject, .. } => subject.iter().copied().collect(),
            Action::Loop { node, .. } => match unit.kind(*node) {
                Kind::Loop(_, parts) => [parts.target, parts.source, parts.condition].into_iter().flatten().collect(),
                _ => return,
            },
            Action::With { resources, .. } => resources.clone(),
            Action::Try { .. } | Action::Scope(..) => return,
            // The branch around it is spelling: `if (!x) { x = y }`.
            Action::Fallback { target, value, .. } => vec![*target, *value],
            Action::Unpack { value, .. } => vec![*value],
            _ => vec![node],
        };
        let mut stack: Vec<NodeId> = roots.into_iter().rev().collect();
        while let Some(at) = stack.pop() {
            let kind = unit.kind(at);
            match kind {
                Kind::Function(id) => {
                    let function = unit.function(id);
                    let Some(body) = function.body else { continue };
                    if matches!(unit.kind(body), Kind::Block { .. }) {
                        let inner = self.body(body, Tail::Dropped);
                        if !inner.is_empty() {
                            children.push(self.add(Action::Define(id), at, inner));
                        }
                    } else {
                        stack.push(body);
                    }
                }
                Kind::Type(id) => {
                    let inner = self.known.get(&at).map(|&known| self.bodies[known].1.clone()).unwrap_or_default();
                    if !inner.is_empty() {
                        children.push(self.add(Action::DefineType(id), at, inner));
                    }
                }
                // Branches that are values have bodies of their own.
                Kind::If { .. } | Kind::Match { .. } | Kind::Loop(..) | Kind::Try { .. } if at != node => {
                    let has_block = unit.preorder_shallow(at).any(|it| matches!(unit.kind(it), Kind::Block { .. }));
                    if has_block || matches!(kind, Kind::Match { .. }) {
                        let mut inner = Vec::new();
                        self.statement(at, Tail::Given, &mut inner);
                        children.extend(inner.into_iter().map(|step| self.push(step)).collect::<Vec<_>>());
                    } else {
                        push_children(self.unit, at, &mut stack);
                    }
                }
                Kind::Scoped(..) | Kind::Block { .. } if at != node && multi_line(self.unit, at) => {
                    let (form, body) = match kind {
                        Kind::Scoped(form, body) => (Some(form), body),
                        _ => (None, at),
                    };
                    // A block that is the whole value was read with its statement.
                    if self.known.contains_key(&body) {
                        continue;
                    }
                    if matches!(unit.kind(body), Kind::Block { .. }) {
                        // Commands print; they give no value.
                        let tail = if unit.dialect.commands { Tail::Dropped } else { Tail::Given };
                        let inner = self.body(body, tail);
                        children.push(self.add(Action::Scope(form, body), at, inner));
                    } else {
                        stack.push(body);
                    }
                }
                _ => push_children(self.unit, at, &mut stack),
            }
        }
    }

    fn add(&mut self, action: Action, node: NodeId, children: Vec<StepId>) -> StepId {
        let span = self.unit.span(node);
        self.push(Step { action, node, more: Vec::new(), span, children })
    }

    fn push(&mut self, step: Step) -> StepId {
        let id = StepId(self.all.len() as u32);
        self.all.push(step);
        id
    }

    fn read(&mut self, node: NodeId, tail: Tail) -> Read {
        let unit = self.unit;
        match unit.kind(node) {
            Kind::Import(import) => Action::Import(import).into(),
            Kind::Export { .. } => Action::Export(node).into(),
            Kind::Package { name } => Action::Belong(name).into(),
            Kind::Function(function) if tail != Tail::Dropped => {
                let is_named = unit.function(function).name.is_some();
                if is_named { self.define(node) } else { self.value(node, tail) }
            }
            Kind::Function(_) => self.define(node),
            Kind::Type(id) => {
                let children = self.known.get(&node).map(|&at| self.bodies[at].1.clone()).unwrap_or_default();
                Read { action: Action::DefineType(id), children }
            }
            Kind::MacroDefinition { .. } => Action::DefineMacro(node).into(),
            Kind::Field { .. } | Kind::Variant { .. } => Action::Field(node).into(),
            Kind::Let { target, value: Some(value), modifiers, .. } if modifiers.has(code::Modifiers::MACRO) => {
                Action::Name { target, value }.into()
            }
            Kind::Let { target, value, otherwise, .. } => match value {
                None => Action::Declare { target }.into(),
                Some(value) => self.set(target, value, otherwise, true),
            },
            Kind::Assign { target, operator: None, value } => self.set(target, value, None, false),
            Kind::Assign { target, operator: Some(operator), value } => self.combine(target, operator, value),
            Kind::Update { target, up, .. } => Action::Count { target, up }.into(),
            Kind::If { .. } => self.choose(node, None, tail),
            Kind::Conditional { condition, then, otherwise } if tail == Tail::Dropped => {
                let ways = vec![way(Some(condition), then), way(None, otherwise)];
                self.ways(ways, None, tail)
            }
            Kind::Binary(BinaryOperator::And, condition, then) if tail == Tail::Dropped => {
                self.ways(vec![way(Some(condition), then)], None, tail)
            }
            Kind::Match { .. } => self.dispatch(node, None, tail),
            Kind::Loop(_, parts) => {
                let mut children = self.body(parts.body, Tail::Dropped);
                if let Some(otherwise) = parts.otherwise {
                    children.extend(self.body(otherwise, Tail::Dropped));
                }
                Read { action: Action::Loop { node, body: parts.body }, children }
            }
            Kind::Try { body, handlers, otherwise, finally } => {
                let mut children = self.body(body, tail);
                let handlers = unit.list(handlers).to_vec();
                for &handler in &handlers {
                    if let Kind::Handler { body, .. } = unit.kind(handler) {
                        children.extend(self.body(body, tail));
                    }
                }
                for body in [otherwise, finally].into_iter().flatten() {
                    children.extend(self.body(body, Tail::Dropped));
                }
                Read { action: Action::Try { body, handlers, otherwise, finally }, children }
            }
            Kind::With { resources, body, .. } => {
                let children = self.body(body, tail);
                Read { action: Action::With { resources: unit.list(resources).to_vec(), body }, children }
            }
            Kind::Return(value) => self.returned(value, Tail::Returned),
            // What a switch gives.
            Kind::Break(None, Some(value)) if self.unit.dialect.switch_falls_through => Action::Give(value).into(),
            Kind::Break(label, _) => Action::Break(label).into(),
            Kind::Continue(label) => Action::Continue(label).into(),
            Kind::Goto(label) => Action::Jump(label).into(),
            Kind::Directive { .. } => Action::Directive(node).into(),
            Kind::Throw(error, cause) => Action::Raise { error, cause }.into(),
            Kind::Yield(value, delegated) => Action::Yield { value, delegated }.into(),
            Kind::Assert(condition, message) => Action::Assert { condition, message }.into(),
            Kind::Delete(list) => Action::Delete(unit.list(list).to_vec()).into(),
            Kind::Unary(UnaryOperator::Delete, target) => Action::Delete(vec![target]).into(),
            // `void 0` is a way to write that there is nothing.
            Kind::Unary(UnaryOperator::Void, value)
                if tail == Tail::Dropped && self.unit.kind(value) == Kind::Integer =>
            {
                Action::Nothing.into()
            }
            Kind::Unary(UnaryOperator::Void, value)
                if tail == Tail::Dropped && matches!(unit.kind(value), Kind::Name(_)) && unit.dialect.pointers =>
            {
                Action::Evaluate(node).into()
            }
            Kind::Unary(UnaryOperator::Void, value) if tail == Tail::Dropped => self.read(value, tail),
            Kind::OuterNames(list) => Action::OuterNames(unit.list(list).to_vec()).into(),
            Kind::Defer(value) => Action::Defer(value).into(),
            Kind::Spawn(value) => Action::Spawn(value).into(),
            Kind::Send { channel, value } => Action::Send { channel, value }.into(),
            Kind::Labelled { body, .. } => self.read(body, tail),
            Kind::Decorator { .. } => Action::Annotate(node).into(),
            Kind::Empty | Kind::Ellipsis => Action::Nothing.into(),
            Kind::Block { .. } => {
                let children = self.body(node, tail);
                Read { action: Action::Scope(None, node), children }
            }
            Kind::Scoped(form, body) if matches!(unit.kind(body), Kind::Block { .. }) => {
                let tail = if tail == Tail::Dropped { Tail::Dropped } else { Tail::Given };
                let children = self.body(body, tail);
                Read { action: Action::Scope(Some(form), body), children }
            }
            Kind::Opaque { reason, .. } => Action::Opaque(reason).into(),
            Kind::Text(_) if tail == Tail::Dropped => Action::Remark(node).into(),
            Kind::Call { .. } if self.runs_a_block(node) => self.value(node, Tail::Dropped),
            _ => self.value(node, tail),
        }
    }

    fn define(&mut self, node: NodeId) -> Read {
        let Kind::Function(id) = self.unit.kind(node) else { return Action::Nothing.into() };
        let children = match self.unit.function(id).body {
            Some(body) => self.body(body, Tail::Dropped),
            None => Vec::new(),
        };
        Read { action: Action::Define(id), children }
    }

    /// A `return` with a value, or the last expression of a function.
    fn returned(&mut self, value: Option<NodeId>, tail: Tail) -> Read {
        let Some(value) = value else { return Action::Return(None).into() };
        match self.unit.kind(value) {
            Kind::If { .. } => self.choose(value, None, tail),
            Kind::Match { .. } => self.dispatch(value, None, tail),
            Kind::Conditional { condition, then, otherwise } => {
                let mut ways = vec![(Some(condition), then)];
                self.flatten_conditional(otherwise, &mut ways);
                Action::ChooseValue { target: None, ways }.into()
            }
            _ => Action::Return(Some(value)).into(),
        }
    }

    fn flatten_conditional(&self, node: NodeId, ways: &mut Vec<(Option<NodeId>, NodeId)>) {
        let mut at = node;
        while let Kind::Conditional { condition, then, otherwise } = self.unit.kind(at) {
            ways.push((Some(condition), then));
            at = otherwise;
        }
        ways.push((None, at));
    }

    /// An expression at the place of a statement.
    fn value(&mut self, node: NodeId, tail: Tail) -> Read {
        match tail {
            Tail::Returned => self.returned(Some(node), tail),
            Tail::Given => Action::Give(node).into(),
            Tail::Dropped => {
                let (core, awaited, propagated) = self.core(node);
                match self.unit.kind(core) {
                    Kind::Call { .. } | Kind::Pipe(_) => Action::Call { call: core, awaited, propagated }.into(),
                    _ if awaited => Action::Await(core).into(),
                    _ => Action::Evaluate(node).into(),
                }
            }
        }
    }

    /// What an expression is without `await`, `?` and the like around it.
    fn core(&self, node: NodeId) -> (NodeId, bool, bool) {
        let (mut at, mut awaited, mut propagated) = (node, false, false);
        loop {
            at = match self.unit.kind(at) {
                Kind::Await(value) => {
                    awaited = true;
                    value
                }
                Kind::Propagate(value) => {
                    propagated = true;
                    value
                }
                Kind::Unary(UnaryOperator::NonNull | UnaryOperator::Void, value) => value,
                _ => return (at, awaited, propagated),
            };
        }
    }

    fn set(&mut self, target: NodeId, value: NodeId, otherwise: Option<NodeId>, declared: bool) -> Read {
        let unit = self.unit;
        let target_kind = unit.kind(target);
        let mut children = Vec::new();
        if let Some(otherwise) = otherwise {
            children = self.body(otherwise, Tail::Dropped);
            return Read { action: Action::Unpack { target, value, otherwise: Some(otherwise) }, children };
        }
        match (target_kind, unit.kind(value)) {
            (Kind::Tuple(targets) | Kind::Sequence(targets), Kind::Tuple(values) | Kind::Sequence(values))
                if targets.len() == values.len() && targets.len() > 1 =>
            {
                let (targets, values) = (unit.list(targets), unit.list(values));
                if let (&[a, b], &[c, d]) = (targets, values)
                    && unit.same_code(a, d)
                    && unit.same_code(b, c)
                {
                    return Action::Swap { left: a, right: b }.into();
                }
                let plain = |&it: &NodeId| !matches!(unit.kind(it), Kind::Spread(_));
                if targets.iter().all(plain) && values.iter().all(plain) {
                    return Action::SetTogether { targets: targets.to_vec(), values: values.to_vec() }.into();
                }
            }
            (_, Kind::Assign { operator: None, .. }) => {
                let mut targets = vec![target];
                let mut at = value;
                while let Kind::Assign { target, operator: None, value } = unit.kind(at) {
                    targets.push(target);
                    at = value;
                }
                return Action::SetAll { targets, value: at }.into();
            }
            _ => {}
        }
        match unit.kind(value) {
            Kind::If { .. } => return self.choose(value, Some(target), Tail::Given),
            Kind::Match { .. } => return self.dispatch(value, Some(target), Tail::Given),
            Kind::Conditional { condition, then, otherwise } => {
                let mut ways = vec![(Some(condition), then)];
                self.flatten_conditional(otherwise, &mut ways);
                return Action::ChooseValue { target: Some(target), ways }.into();
            }
            Kind::Binary(operator, left, right)
                if unit.dialect.falls_back(operator) && unit.same_code(left, target) =>
            {
                return Action::Fallback { target, value: right, condition: None }.into();
            }
            Kind::Binary(operator, left, right)
                if !declared && unit.same_code(left, target) && arithmetic(operator) =>
            {
                return self.combine(target, operator, right);
            }
            Kind::Block { .. } => children = self.body(value, Tail::Given),
            _ => {}
        }
        let action = match target_kind {
            Kind::Tuple(_)
            | Kind::Sequence(_)
            | Kind::Mapping(_)
            | Kind::Destructure { .. }
            | Kind::Record { .. }
            | Kind::Spread(_) => Action::Unpack { target, value, otherwise: None },
            Kind::Member { object, .. } => Action::SetField { object, target, value },
            Kind::Index { object, index, .. } => Action::SetItem { object, key: index, value },
            _ => {
                let first = declared || self.is_first(target);
                if first && self.is_start(value) {
                    Action::Start { target, value }
                } else if !declared && self.mentions(value, target) {
                    Action::Change { target, value }
                } else {
                    Action::Set { target, value, first }
                }
            }
        };
        Read { action, children }
    }

    /// Whether an assignment introduces its target.
    fn is_first(&self, target: NodeId) -> bool {
        self.unit.dialect.assignment_declares
            && self.facts.scopes.binding_of(target).is_some_and(|it| {
                it.definition == target && matches!(it.kind, BindingKind::Variable | BindingKind::Constant)
            })
    }

    /// Whether a value is a literal or an empty collection.
    fn is_start(&self, value: NodeId) -> bool {
        let unit = self.unit;
        match unit.kind(value) {
            Kind::Integer | Kind::Float | Kind::Boolean(_) | Kind::Null => true,
            Kind::Text(_) => unit.span(value).len() < 30,
            Kind::Sequence(list) | Kind::Mapping(list) | Kind::Set(list) | Kind::Tuple(list) => list.is_empty(),
            Kind::Unary(UnaryOperator::Negate, inner) => matches!(unit.kind(inner), Kind::Integer | Kind::Float),
            Kind::Call { arguments, .. } if arguments.is_empty() => self
                .facts
                .call(value)
                .and_then(|call| call.library)
                .is_some_and(|entry| matches!(entry.returns, "list" | "map" | "set") && entry.effects.is_empty()),
            _ => false,
        }
    }

    /// Whether an expression reads a plain name.
    fn mentions(&self, value: NodeId, target: NodeId) -> bool {
        let Kind::Name(name) = self.unit.kind(target) else { return false };
        self.unit.preorder_shallow(value).any(|it| self.unit.kind(it) == Kind::Name(name))
    }

    fn combine(&mut self, target: NodeId, operator: BinaryOperator, value: NodeId) -> Read {
        match operator {
            BinaryOperator::And | BinaryOperator::Comma => {
                Action::Evaluate(self.unit.parent(value).unwrap_or(value)).into()
            }
            _ if self.unit.dialect.falls_back(operator) => Action::Fallback { target, value, condition: None }.into(),
            BinaryOperator::Add | BinaryOperator::Subtract
                if self.unit.kind(value) == Kind::Integer && self.unit.text(value) == "1" =>
            {
                Action::Count { target, up: operator == BinaryOperator::Add }.into()
            }
            _ => Action::Accumulate { target, operator, value }.into(),
        }
    }

    /// An `if` with all its `else if`s.
    fn choose(&mut self, node: NodeId, target: Option<NodeId>, tail: Tail) -> Read {
        let unit = self.unit;
        let mut ways = Vec::new();
        let mut at = Some(node);
        while let Some(one) = at {
            match unit.kind(one) {
                Kind::If { condition, then, otherwise } => {
                    ways.push(way(Some(condition), then));
                    at = otherwise;
                }
                _ => {
                    ways.push(way(None, one));
                    at = None;
                }
            }
        }
        if let ([only], None) = (&ways[..], target)
            && let Some(condition) = only.condition
        {
            let body = only.body;
            let last = match unit.kind(body) {
                Kind::Block { body } => unit.list(body).iter().rev().find(|&&it| unit.kind(it) != Kind::Empty).copied(),
                _ => Some(body),
            };
            if let Some(exit) = last
                && matches!(
                    unit.kind(exit),
                    Kind::Return(_) | Kind::Throw(..) | Kind::Continue(_) | Kind::Break(..) | Kind::Goto(_)
                )
            {
                let children = self.body(body, Tail::Dropped);
                return Read { action: Action::Guard { condition, body, exit }, children };
            }
            if let Some(value) = last
                && let Kind::Assign { target, operator: None, value } = unit.kind(value)
                && single(unit, body)
                && self.is_absence_of(condition, target)
                && !matches!(unit.kind(value), Kind::Function(_))
            {
                return Action::Fallback { target, value, condition: Some(condition) }.into();
            }
        }
        self.ways(ways, target, tail)
    }

    /// Whether a condition holds when the target has no value.
    fn is_absence_of(&self, condition: NodeId, target: NodeId) -> bool {
        let unit = self.unit;
        match unit.kind(condition) {
            Kind::Unary(UnaryOperator::Not, value) => unit.same_code(value, target),
            Kind::Binary(BinaryOperator::Is | BinaryOperator::Equal | BinaryOperator::StrictEqual, left, right) => {
                let absent = matches!(unit.kind(right), Kind::Null) || unit.text(right) == "undefined";
                absent && unit.same_code(left, target)
            }
            _ => false,
        }
    }

    fn ways(&mut self, ways: Vec<Way>, target: Option<NodeId>, tail: Tail) -> Read {
        let unit = self.unit;
        let complete = ways.last().is_some_and(|it| it.condition.is_none() && it.patterns.is_empty());
        if complete && ways.iter().all(|way| single(unit, way.body)) {
            let mut values = Vec::with_capacity(ways.len());
            let mut common = target;
            for way in &ways {
                let Some(&only) = unit.statements(way.body).first() else { break };
                let value = match (unit.kind(only), common) {
                    (Kind::Assign { target: mine, operator: None, value }, None) if values.is_empty() => {
                        common = Some(mine);
                        value
                    }
                    (Kind::Assign { target: mine, operator: None, value }, Some(common))
                        if target.is_none() && unit.same_code(mine, common) =>
                    {
                        value
                    }
                    (Kind::Return(Some(value)), None) => value,
                    (kind, _) if tail != Tail::Dropped && common == target && is_plain_value(kind) => only,
                    _ => break,
                };
                if !is_plain_value(unit.kind(value)) || multi_line_function(unit, value) {
                    break;
                }
                values.push((way.condition, value));
            }
            let kept = common.is_some() || tail != Tail::Given;
            if values.len() == ways.len() && kept {
                return Action::ChooseValue { target: common, ways: values }.into();
            }
        }
        let mut children = Vec::new();
        for way in &ways {
            children.extend(self.body(way.body, tail));
        }
        Read { action: Action::Choose { target, ways }, children }
    }

    /// The steps of an arm. One expression is the arm's value, whatever ends it.
    fn arm(&mut self, body: NodeId, tail: Tail) -> Vec<StepId> {
        if matches!(self.unit.kind(body), Kind::Block { .. } | Kind::Empty) || self.known.contains_key(&body) {
            return self.body(body, tail);
        }
        let mut steps = Vec::new();
        self.statement(body, tail, &mut steps);
        let steps: Vec<StepId> = steps.into_iter().map(|step| self.push(step)).collect();
        self.keep(body, steps.clone());
        steps
    }

    fn dispatch(&mut self, node: NodeId, target: Option<NodeId>, tail: Tail) -> Read {
        let unit = self.unit;
        let Kind::Match { subject, arms } = unit.kind(node) else { return Action::Nothing.into() };
        let mut ways = Vec::new();
        let mut children = Vec::new();
        for &arm in unit.list(arms) {
            if let Kind::Arm { patterns, guard, body, .. } = unit.kind(arm) {
                children.extend(self.arm(body, tail));
                ways.push(Way { condition: guard, patterns: unit.list(patterns).to_vec(), body });
            }
        }
        Read { action: Action::Dispatch { target, subject, ways }, children }
    }
}

fn way(condition: Option<NodeId>, body: NodeId) -> Way {
    Way { condition, patterns: Vec::new(), body }
}

/// Whether a body is one statement.
fn single(unit: &code::Unit, body: NodeId) -> bool {
    match unit.kind(body) {
        Kind::Block { body } => unit.list(body).iter().filter(|&&it| unit.kind(it) != Kind::Empty).count() == 1,
        Kind::If { .. } => false,
        _ => true,
    }
}

/// Whether a value has no bodies of its own.
fn is_plain_value(kind: Kind) -> bool {
    !matches!(
        kind,
        Kind::If { .. }
            | Kind::Match { .. }
            | Kind::Loop(..)
            | Kind::Try { .. }
            | Kind::Block { .. }
            | Kind::Scoped(..)
            | Kind::Assign { .. }
            | Kind::Let { .. }
            | Kind::Return(_)
            | Kind::Break(..)
            | Kind::Continue(_)
            | Kind::Goto(_)
            | Kind::Throw(..)
            | Kind::Empty
            | Kind::With { .. }
            | Kind::Update { .. }
            | Kind::Opaque { .. }
            | Kind::Call { form: CallForm::Macro, .. }
    )
}

fn multi_line_function(unit: &code::Unit, value: NodeId) -> bool {
    matches!(unit.kind(value), Kind::Function(_) | Kind::Type(_)) && multi_line(unit, value)
}

pub(super) fn multi_line(unit: &code::Unit, node: NodeId) -> bool {
    let Span { start, end } = unit.span(node);
    unit.source.get(start as usize..end as usize).is_some_and(|it| it.contains('\n'))
}

fn arithmetic(operator: BinaryOperator) -> bool {
    use BinaryOperator::*;
    matches!(
        operator,
        Add | Subtract
            | Multiply
            | Divide
            | FloorDivide
            | Modulo
            | Power
            | ShiftLeft
            | ShiftRight
            | ShiftRightUnsigned
            | BitAnd
            | BitOr
            | BitXor
            | BitClear
    )
}

fn push_children(unit: &code::Unit, at: NodeId, stack: &mut Vec<NodeId>) {
    let start = stack.len();
    unit.for_each_child(at, |child| stack.push(child));
    stack[start..].reverse();
}
