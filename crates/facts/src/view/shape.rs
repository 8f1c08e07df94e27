//! What statements in a row, loops and functions are made of.

use code::{Access, BinaryOperator, FunctionId, Kind, LoopForm, NodeId, Symbol};

use super::{Count, View, Word};

impl<'a> View<'a> {
    /// Whether a body certainly leaves: its last statement is a `return`, `throw`, `continue` or `break`.
    pub(crate) fn leaves(&self, body: NodeId) -> bool {
        let mut last = self.statements(&body).last().copied();
        while let Some(Kind::With { body, .. }) = last.map(|it| self.kind(it)) {
            last = self.statements(&body).last().copied();
        }
        last.is_some_and(|last| {
            matches!(
                self.kind(last),
                Kind::Return(_) | Kind::Throw(..) | Kind::Continue(_) | Kind::Break(..) | Kind::Goto(_)
            )
        })
    }

    /// The last statement of a body if it leaves the function.
    pub(crate) fn function_exit(&self, body: NodeId) -> Option<NodeId> {
        let &last = self.statements(&body).last()?;
        matches!(self.kind(last), Kind::Return(_) | Kind::Throw(..)).then_some(last)
    }

    /// The value that a function's body gives back at its end: a final `return`, or a final expression.
    pub(crate) fn final_value(&self, function: FunctionId) -> Option<NodeId> {
        let body = self.unit.function(function).body?;
        let &last = self.statements(&body).last()?;
        match self.kind(last) {
            Kind::Return(value) => value,
            Kind::Block { .. } => None,
            _ if self.kind(body) != self.kind(last) && !self.unit.gives_last(self.unit.function(function)) => None,
            _ => Some(last),
        }
    }

    /// The numbers that a loop counts through.
    pub(crate) fn count(&self, id: NodeId) -> Option<Count> {
        let Kind::Loop(form, parts) = self.kind(id) else { return None };
        match form {
            LoopForm::Each => {
                let variable = parts.target?;
                let mut source = parts.source?;
                let mut down = false;
                let mut step = None;
                // `(a..b).rev()`, `(a..b).step_by(n)`
                while let Some(method) = self.method(source) {
                    match (method.word, method.arguments) {
                        (Word::Reverse, []) => down = true,
                        (_, &[by]) if self.unit.name(method.name) == "step_by" => step = Some(by),
                        _ => return None,
                    }
                    source = method.object;
                }
                if let Kind::Range { end: Some(to), inclusive, .. } = self.kind(source) {
                    return Some(Count { variable, to, step, inclusive, down });
                }
                let (name, arguments) = self.plain_call(source)?;
                if self.word(name) == Word::Reverse {
                    let &[inner] = arguments else { return None };
                    let (name, arguments) = self.plain_call(inner)?;
                    if self.word(name) != Word::Range {
                        return None;
                    }
                    let (to, step) = range(arguments)?;
                    return Some(Count { variable, to, step, inclusive: false, down: true });
                }
                if self.word(name) != Word::Range {
                    return None;
                }
                let (to, step) = range(arguments)?;
                let down = step.and_then(|it| self.integer(it)).is_some_and(|it| it < 0);
                Some(Count { variable, to, step, inclusive: false, down })
            }
            LoopForm::Counted => {
                let (variable, _) = self.assignment(parts.target?)?;
                self.symbol(variable)?;
                let step = parts.source?;
                let (moved, up, by) = match self.kind(step) {
                    Kind::Update { target, up, .. } => (target, up, None),
                    _ => match self.compound(step)? {
                        (target, BinaryOperator::Add, by) => (target, true, Some(by)),
                        (target, BinaryOperator::Subtract, by) => (target, false, Some(by)),
                        _ => return None,
                    },
                };
                if !self.same(moved, variable) {
                    return None;
                }
                let (smaller, larger, strict) = self.ordered(parts.condition?)?;
                let to = if self.same(smaller, variable) && up {
                    larger
                } else if self.same(larger, variable) && !up {
                    smaller
                } else {
                    return None;
                };
                Some(Count { variable, to, step: by, inclusive: !strict, down: !up })
            }
            _ => None,
        }
    }

    /// What a loop goes over, seen through `enumerate(x)`, `x.iter()`, `x.entries()`, `range(len(x))`, `&x`.
    pub(crate) fn gone_over(&self, id: NodeId) -> Option<NodeId> {
        let Kind::Loop(form, parts) = self.kind(id) else { return None };
        if let Some(count) = self.count(id) {
            return self.length_of(count.to);
        }
        if !matches!(form, LoopForm::Each | LoopForm::Keys) {
            return None;
        }
        let mut source = self.peel(parts.source?);
        loop {
            let inner = match (self.plain_call(source), self.method(source)) {
                (Some((name, &[inner])), _)
                    if matches!(self.word(name), Word::Enumerate | Word::Reverse | Word::Sorted) =>
                {
                    inner
                }
                (_, Some(method))
                    if method.arguments.is_empty()
                        && (matches!(method.word, Word::Enumerate | Word::Iter | Word::Reverse | Word::Clone)
                            || matches!(
                                self.unit.name(method.name),
                                "entries" | "items" | "keys" | "values" | "values_mut" | "lines"
                            )) =>
                {
                    method.object
                }
                _ => return Some(source),
            };
            source = self.peel(inner);
        }
    }

    /// The plain assignment to a name before a node in the same function, the latest one first.
    pub(crate) fn start_value(&self, name: Symbol, before: NodeId) -> Option<NodeId> {
        let home = self.home(before);
        let writes = self.within(&self.by.writes, home);
        let low = self.first[before.index()];
        let end = writes.partition_point(|&it| (it.index() as u32) < low);
        let owner = self.owner[before.index()];
        // A first value stands near; the bound keeps long scripts linear.
        for &write in writes[..end].iter().rev().take(256) {
            if self.owner[write.index()] != owner {
                continue;
            }
            let Some((target, value)) = self.assignment(write) else {
                if let Kind::Assign { target, .. } | Kind::Update { target, .. } = self.kind(write)
                    && self.symbol(target) == Some(name)
                {
                    return None;
                }
                continue;
            };
            if self.symbol(target) == Some(name) {
                return Some(value);
            }
            // `a, b = 0, 1`
            if let (Some(targets), Some(values)) = (self.group(target), self.group(value))
                && let Some(at) = targets.iter().position(|&it| self.symbol(it) == Some(name))
            {
                return values.get(at).copied();
            }
        }
        None
    }

    /// The members of a tuple or sequence as written.
    pub(crate) fn group(&self, id: NodeId) -> Option<&'a [NodeId]> {
        match self.kind(id) {
            Kind::Tuple(list) | Kind::Sequence(list) => Some(self.list(list)),
            _ => None,
        }
    }

    /// Two places whose values a statement swaps.
    pub(crate) fn swap(&self, id: NodeId) -> Option<(NodeId, NodeId)> {
        if let Some((target, value)) = self.assignment(id) {
            let (&[a, b], &[c, d]) = (self.group(target)?, self.group(value)?) else { return None };
            return (self.same(a, d) && self.same(b, c) && !self.same(a, b)).then_some((a, b));
        }
        let method = self.method(id)?;
        match method.arguments {
            &[a, b] if self.unit.name(method.name) == "swap" => Some((a, b)),
            _ => None,
        }
    }

    /// The index of a swap's two places in the same sequence, whatever its spelling: (sequence, i, j).
    pub(crate) fn swap_items(&self, id: NodeId) -> Option<(NodeId, NodeId, NodeId)> {
        if let Some(method) = self.method(id) {
            return match method.arguments {
                &[a, b] if self.unit.name(method.name) == "swap" => Some((method.object, a, b)),
                _ => None,
            };
        }
        let (a, b) = self.swap(id)?;
        self.two_items(a, b)
    }

    /// Two items of the same sequence: (sequence, i, j).
    pub(crate) fn two_items(&self, a: NodeId, b: NodeId) -> Option<(NodeId, NodeId, NodeId)> {
        match (self.kind(self.peel(a)), self.kind(self.peel(b))) {
            (Kind::Index { object, index: i, .. }, Kind::Index { object: other, index: j, .. })
                if self.same(object, other) =>
            {
                Some((object, i, j))
            }
            _ => None,
        }
    }

    /// The swap that three statements in a row make with a helper variable: (a, b).
    pub(crate) fn three_step_swap(&self, statements: &[NodeId], at: usize) -> Option<(NodeId, NodeId)> {
        let &[first, second, third] = statements.get(at..at + 3)? else { return None };
        let (helper, a) = self.assignment(first)?;
        let (a_again, b) = self.assignment(second)?;
        let (b_again, helper_again) = self.assignment(third)?;
        self.symbol(helper)?;
        (self.same(a, a_again) && self.same(b, b_again) && self.same(helper, helper_again) && !self.same(a, b))
            .then_some((a, b))
    }

    /// All swaps of items of one sequence directly or deeper in a node: (node, sequence, i, j).
    pub(crate) fn swaps_in(&self, id: NodeId) -> Vec<(NodeId, NodeId, NodeId, NodeId)> {
        let mut found = Vec::new();
        for write in self.inside(&self.by.writes, id).chain(self.inside(&self.by.calls, id)) {
            if let Some((sequence, i, j)) = self.swap_items(write) {
                found.push((write, sequence, i, j));
            }
        }
        let own = matches!(self.kind(id), Kind::Block { .. }).then_some(id);
        for block in self.inside(&self.by.blocks, id).chain(own) {
            let statements = self.statements(&block);
            for at in 0..statements.len() {
                if let Some((a, b)) = self.three_step_swap(statements, at)
                    && let Some((sequence, i, j)) = self.two_items(a, b)
                {
                    found.push((statements[at + 1], sequence, i, j));
                }
            }
        }
        found
    }

    /// The calls of a function to itself by its own name, or through the receiver.
    pub(crate) fn self_calls(&self, function: FunctionId) -> Vec<NodeId> {
        let it = self.unit.function(function);
        let Some(name) = self.function_name(function).and_then(|name| self.symbol(name)) else { return Vec::new() };
        let is_method = self.unit.enclosing_type(it.node).is_some();
        let calls = self.within(&self.by.calls, it.node);
        if calls.is_empty() {
            return Vec::new();
        }
        let rivals = self.rivals(function, name);
        let n_parameters = self.unit.list(it.parameters).len();
        calls
            .iter()
            .copied()
            .filter(|&call| {
                // Of several methods of one name the one with as many parameters is meant, if only one has.
                rivals.is_empty()
                    || matches!(self.kind(call), Kind::Call { arguments, .. }
                        if arguments.len() == n_parameters && !rivals.contains(&n_parameters))
            })
            .filter(|&call| {
                let Some((callee, ..)) = self.call(call) else { return false };
                match self.kind(callee) {
                    Kind::Name(called) => {
                        called == name
                            && !self.means_another(callee, it.node)
                            && (!is_method || self.owner(it.node).is_some())
                    }
                    Kind::Member { object, name: called, access } => {
                        called == name
                            && is_method
                            && (self.kind(object) == Kind::This
                                || self.unit.name_of(object) == Some(self.unit.dialect.receiver)
                                || (access == Access::Path && self.unit.name_of(object) == Some("Self")))
                    }
                    _ => false,
                }
            })
            .collect()
    }

    /// How many parameters the other methods have that share the name and the type of a method, where types tell them apart.
    fn rivals(&self, function: FunctionId, name: Symbol) -> Vec<usize> {
        let unit = self.unit;
        let Some(owner) = unit.enclosing_type(unit.function(function).node).filter(|_| unit.dialect.static_types)
        else {
            return Vec::new();
        };
        unit.list(unit.type_definition(owner).members)
            .iter()
            .filter_map(|&member| match unit.kind(member) {
                Kind::Function(other) if other != function => {
                    let other = unit.function(other);
                    let called = other.name.and_then(|it| self.symbol(it));
                    (called == Some(name)).then(|| unit.list(other.parameters).len())
                }
                _ => None,
            })
            .collect()
    }

    /// Whether a name certainly refers to something else than the function that is defined here.
    pub(crate) fn means_another(&self, name: NodeId, function: NodeId) -> bool {
        let Some(binding) = self.facts.scopes.binding_of(name) else { return false };
        !self.unit.span(function).contains(self.unit.span(binding.definition))
            && !matches!(self.unit.parent(function).map(|it| self.kind(it)), Some(Kind::Let { target, .. } | Kind::Assign { target, .. }) if target == binding.definition)
            || binding.kind == crate::BindingKind::Parameter
            // An import inside the function, of the same name as the function.
            || binding.kind == crate::BindingKind::Import
                && self.unit.span(function).contains(self.unit.span(binding.definition))
    }

    /// The name of a function: its own, or that of the variable that it is given to.
    pub(crate) fn function_name(&self, function: FunctionId) -> Option<NodeId> {
        let it = self.unit.function(function);
        it.name.or_else(|| match self.kind(self.unit.parent(it.node)?) {
            Kind::Let { target, value, .. } if value == Some(it.node) => Some(target),
            _ => None,
        })
    }

    /// The names of a function's parameters, the receiver excluded: (parameter, name).
    pub(crate) fn parameters(&self, function: FunctionId) -> Vec<(NodeId, Symbol)> {
        let list = self.list(self.unit.function(function).parameters);
        list.iter()
            .filter_map(|&parameter| match self.kind(parameter) {
                Kind::Parameter { target, form, .. } if form != code::ParameterForm::Receiver => {
                    Some((target, self.symbol(target)?))
                }
                Kind::Name(name) => Some((parameter, name)),
                _ => None,
            })
            .collect()
    }

    /// Whether a node stands in a loop of the same function; the innermost one.
    pub(crate) fn loop_around(&self, id: NodeId) -> Option<NodeId> {
        for ancestor in self.unit.ancestors(id) {
            match self.kind(ancestor) {
                Kind::Loop(..) => return Some(ancestor),
                Kind::Function(_) | Kind::Type(_) => return None,
                _ => {}
            }
        }
        None
    }

    /// The text of a plain text literal without its quotes.
    pub(crate) fn literal(&self, id: NodeId) -> Option<&'a str> {
        match self.kind(id) {
            Kind::Text(_) => {
                let text = self.unit.text(id);
                let text = text.get(text.find(['"', '\'', '`'])?..)?;
                let quote = text.chars().next()?;
                let width = if text.starts_with("\"\"\"") || text.starts_with("'''") { 3 } else { 1 };
                let inner = text.get(width..)?.trim_end_matches('#');
                inner.strip_suffix(quote)?;
                inner.get(..inner.len().checked_sub(width)?)
            }
            _ => None,
        }
    }

    /// Whether a function's test marks or place say that it is a test.
    pub(crate) fn in_test(&self, id: NodeId) -> bool {
        self.unit.ancestors(id).chain([id]).any(|ancestor| match self.kind(ancestor) {
            Kind::Function(function) => {
                let function = self.unit.function(function);
                function.modifiers.has(code::Modifiers::TEST)
                    || function.name.and_then(|name| self.unit.name_of(name)).is_some_and(|it| it.starts_with("test_"))
            }
            Kind::Type(definition) => {
                let definition = self.unit.type_definition(definition);
                definition.name.and_then(|name| self.unit.name_of(name)).is_some_and(|it| it == "tests" || it == "test")
                    || definition.modifiers.has(code::Modifiers::TEST)
            }
            _ => false,
        })
    }
}

/// The bound and the step of the arguments of `range`.
fn range(arguments: &[NodeId]) -> Option<(NodeId, Option<NodeId>)> {
    match *arguments {
        [to] | [_, to] => Some((to, None)),
        [_, to, step] => Some((to, Some(step))),
        _ => None,
    }
}
