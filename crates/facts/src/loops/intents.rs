//! What a loop is for: every statement that serves a purpose names it to the loops around it.

use code::{BinaryOperator, ComprehensionForm, Kind, LoopForm, NodeId, TextForm, Unit};

use super::bound::called;
use super::{LoopFacts, LoopIntent};
use crate::functions::leaves_with_error;
use crate::{BindingId, BindingKind, Facts, Type};

/// The loops around a node in the same function, innermost first, with whether a choice stands between.
struct Around {
    looping: NodeId,
    conditional: bool,
}

pub(super) fn observe(unit: &Unit, facts: &Facts, loops: &mut [LoopFacts]) {
    if loops.is_empty() {
        return;
    }
    let mut found = Finder { unit, facts, loops };
    for at in 0..unit.n_nodes() {
        if facts.scopes.reachable[at] {
            found.node(NodeId::from_index(at));
        }
    }
    for at in 0..found.loops.len() {
        found.settle(at);
        found.whole(at);
    }
    for it in loops {
        it.breaks.sort_by_key(|&node| unit.span(node).start);
        it.exits.sort_by_key(|&node| unit.span(node).start);
    }
}

struct Finder<'f> {
    unit: &'f Unit,
    facts: &'f Facts,
    loops: &'f mut [LoopFacts],
}

impl Finder<'_> {
    fn index(&self, looping: NodeId) -> Option<usize> {
        self.loops.binary_search_by_key(&looping, |it| it.node).ok()
    }

    fn add(&mut self, looping: NodeId, intent: LoopIntent) {
        if let Some(at) = self.index(looping)
            && !self.loops[at].intents.contains(&intent)
        {
            self.loops[at].intents.push(intent);
        }
    }

    fn around(&self, node: NodeId) -> Vec<Around> {
        let unit = self.unit;
        let mut found = Vec::new();
        let mut conditional = false;
        let mut below = node;
        for up in unit.ancestors(node) {
            match unit.kind(up) {
                Kind::Function(_) | Kind::Type(_) => break,
                Kind::If { condition, .. } => conditional |= condition != below,
                Kind::Arm { .. } | Kind::Handler { .. } | Kind::Conditional { .. } => conditional = true,
                // Only what the body does serves the loop, not its source or its step.
                Kind::Loop(_, parts) if parts.body == below => found.push(Around { looping: up, conditional }),
                _ => {}
            }
            below = up;
        }
        found
    }

    /// Whether a variable lives on after a loop: it was there before.
    fn outlives(&self, id: BindingId, looping: NodeId) -> bool {
        let unit = self.unit;
        !unit.span(looping).contains(unit.span(self.facts.scopes.binding(id).definition))
    }

    fn node(&mut self, node: NodeId) {
        match self.unit.kind(node) {
            Kind::Assign { target, operator, value } => self.assign(node, target, operator, value),
            Kind::Update { target, up: true, .. } => {
                // What is compared while it moves on tells rounds apart, and nobody is after the number.
                let compared = self.unit.parent(node).is_some_and(|it| matches!(self.unit.kind(it), Kind::Binary(..)));
                if let Some(id) = self.variable(target)
                    && !compared
                {
                    self.grows(node, id, LoopIntent::Count);
                }
            }
            Kind::Call { .. } => self.collects(node),
            Kind::If { condition, then, otherwise: None } => self.keeps_best(node, condition, then),
            Kind::Yield(Some(_), _) => {
                for it in self.around(node) {
                    self.add(it.looping, LoopIntent::Produce(node));
                }
            }
            Kind::Break(..) | Kind::Continue(_) | Kind::Return(_) | Kind::Throw(..) | Kind::Goto(_) => self.exit(node),
            Kind::Comprehension { form, element, clauses } => self.comprehension(node, form, element, clauses),
            _ => {}
        }
    }

    fn variable(&self, target: NodeId) -> Option<BindingId> {
        match self.unit.kind(target) {
            Kind::Name(_) => self.facts.scopes.resolve(target),
            _ => None,
        }
    }

    /// Names an intent of adding up to every loop around in which a variable only grows.
    fn grows(&mut self, node: NodeId, id: BindingId, intent: fn(BindingId) -> LoopIntent) {
        for it in self.around(node) {
            if self.outlives(id, it.looping) && !self.steers(id, it.looping) && self.only_grows(id, it.looping) {
                self.add(it.looping, intent(id));
            }
        }
    }

    /// Names an intent to every loop around that a variable outlives and whose condition it does not steer.
    fn serves(&mut self, node: NodeId, id: BindingId, intent: fn(BindingId) -> LoopIntent) {
        for it in self.around(node) {
            if self.outlives(id, it.looping) && !self.steers(id, it.looping) {
                self.add(it.looping, intent(id));
            }
        }
    }

    /// Whether every write inside a loop makes a variable grow: one that is also taken from holds something else than a total.
    fn only_grows(&self, id: BindingId, looping: NodeId) -> bool {
        let unit = self.unit;
        let span = unit.span(looping);
        self.facts.scopes.binding(id).writes.iter().filter(|&&write| span.contains(unit.span(write))).all(|&write| {
            match unit.parent(write).map(|up| unit.kind(up)) {
                Some(Kind::Assign { operator: Some(BinaryOperator::Add | BinaryOperator::Multiply), .. }) => true,
                Some(Kind::Assign { operator: None, value, .. }) => {
                    matches!(unit.kind(value), Kind::Binary(BinaryOperator::Add | BinaryOperator::Multiply, ..))
                }
                Some(Kind::Update { up, .. }) => up,
                _ => false,
            }
        })
    }

    fn steers(&self, id: BindingId, looping: NodeId) -> bool {
        let Kind::Loop(_, parts) = self.unit.kind(looping) else { return false };
        let Some(condition) = parts.condition else { return false };
        let span = self.unit.span(condition);
        self.facts.scopes.binding(id).reads.iter().any(|&read| span.contains(self.unit.span(read)))
    }

    fn assign(&mut self, node: NodeId, target: NodeId, operator: Option<BinaryOperator>, value: NodeId) {
        let unit = self.unit;
        if let Kind::Index { object, .. } = unit.kind(target) {
            self.fills(node, object);
            return;
        }
        if let Kind::Member { object, .. } | Kind::Dereference(object) = unit.kind(target) {
            // The item of the loop itself is changed.
            let item = self.facts.scopes.binding_of(object).is_some_and(|it| it.kind == BindingKind::LoopItem);
            for it in self.around(node) {
                if item && self.is_item_of(object, it.looping) {
                    self.add(it.looping, LoopIntent::Transform(node));
                }
            }
            return;
        }
        let Some(id) = self.variable(target) else { return };
        // `x = x + y` is `x += y`; `x = y + x` only where the order does not matter.
        let (operator, value) = match (operator, unit.kind(value)) {
            (Some(operator), _) => (operator, value),
            (None, Kind::Binary(operator, left, right)) if self.variable(left) == Some(id) => (operator, right),
            (None, Kind::Binary(operator, left, right)) if self.variable(right) == Some(id) => (operator, left),
            (None, _) => {
                self.moves(node, id, value);
                return;
            }
        };
        let start = self.start(id);
        match operator {
            BinaryOperator::Add => match self.amount(start, value) {
                Amount::One => self.grows(node, id, LoopIntent::Count),
                Amount::Number => self.grows(node, id, LoopIntent::Sum),
                Amount::Text => self.grows(node, id, LoopIntent::JoinText),
                Amount::Other => {}
            },
            BinaryOperator::Multiply if start == Start::Number => self.grows(node, id, LoopIntent::Product),
            _ => {}
        }
    }

    /// What a variable held before anything was added.
    fn start(&self, id: BindingId) -> Start {
        let unit = self.unit;
        let binding = self.facts.scopes.binding(id);
        let value = unit.parent(binding.definition).and_then(|up| match unit.kind(up) {
            Kind::Let { target, value, .. } if target == binding.definition => value,
            Kind::Assign { target, value, operator: None } if target == binding.definition => Some(value),
            _ => None,
        });
        match self.facts.types.of(binding.definition) {
            Type::Integer | Type::Float => return Start::Number,
            Type::Text => return Start::Text,
            Type::List | Type::Set | Type::Map => return Start::Items,
            _ => {}
        }
        match value.map(|value| unit.kind(value)) {
            Some(Kind::Integer | Kind::Float) => Start::Number,
            Some(Kind::Text(TextForm::Text) | Kind::Template { .. }) => Start::Text,
            _ => Start::Other,
        }
    }

    fn amount(&self, start: Start, value: NodeId) -> Amount {
        match (start, self.facts.types.of(value)) {
            (Start::Text, _) => Amount::Text,
            (Start::Number, Type::Text) => Amount::Other,
            (Start::Number, _) if self.unit.text(value) == "1" => Amount::One,
            (Start::Number, _) => Amount::Number,
            (Start::Other, Type::Text) => Amount::Text,
            (Start::Other | Start::Items, _) => Amount::Other,
        }
    }

    /// `node = node.next`, `best = max(best, x)`.
    fn moves(&mut self, node: NodeId, id: BindingId, value: NodeId) {
        let unit = self.unit;
        let inner = match unit.kind(value) {
            Kind::Member { object, .. } => Some(object),
            Kind::Call { .. } => {
                if let Some(name @ ("max" | "min")) = called(unit, self.facts, value) {
                    let Kind::Call { arguments, .. } = unit.kind(value) else { return };
                    let own = unit.list(arguments).iter().any(|&it| self.variable(it) == Some(id))
                        || self.facts.call(value).and_then(|it| it.receiver).and_then(|it| self.variable(it))
                            == Some(id);
                    if own && unit.list(arguments).len() <= 2 {
                        let intent: fn(BindingId) -> LoopIntent =
                            if name == "max" { |id| LoopIntent::Maximum(id) } else { |id| LoopIntent::Minimum(id) };
                        self.serves(node, id, intent);
                    }
                }
                None
            }
            _ => None,
        };
        if inner.and_then(|object| self.variable(object)) == Some(id)
            && let Some(innermost) = self.around(node).first()
            && let Kind::Loop(LoopForm::While | LoopForm::DoWhile | LoopForm::Endless, _) = unit.kind(innermost.looping)
            && self.outlives(id, innermost.looping)
        {
            self.add(innermost.looping, LoopIntent::Walk(id));
        }
    }

    /// `if x > best: best = x`.
    fn keeps_best(&mut self, node: NodeId, condition: NodeId, then: NodeId) {
        use BinaryOperator::*;
        let unit = self.unit;
        let statements = unit.statements(then);
        // `best is None or x > best`: the comparison is what counts.
        let comparison = match unit.kind(condition) {
            Kind::Binary(Or, _, right) => right,
            _ => condition,
        };
        let Kind::Binary(operator, left, right) = unit.kind(comparison) else { return };
        for &statement in &statements {
            let Kind::Assign { target, operator: None, value } = unit.kind(statement) else { continue };
            let Some(id) = self.variable(target) else { continue };
            let rises = match operator {
                Greater | GreaterEqual if self.variable(right) == Some(id) && unit.same_code(left, value) => true,
                Less | LessEqual if self.variable(left) == Some(id) && unit.same_code(right, value) => true,
                Less | LessEqual if self.variable(right) == Some(id) && unit.same_code(left, value) => false,
                Greater | GreaterEqual if self.variable(left) == Some(id) && unit.same_code(right, value) => false,
                _ => continue,
            };
            let intent: fn(BindingId) -> LoopIntent =
                if rises { |id| LoopIntent::Maximum(id) } else { |id| LoopIntent::Minimum(id) };
            self.serves(node, id, intent);
        }
    }

    /// `index[key] = value`.
    fn fills(&mut self, node: NodeId, object: NodeId) {
        let Some(id) = self.variable(object) else { return };
        let is_map = matches!(self.facts.types.of(object), Type::Map | Type::Object);
        let is_list = matches!(self.facts.types.of(object), Type::List);
        let unit_keys = self.unit.dialect.keyed_lists;
        for it in self.around(node) {
            let is_filled = is_list && unit_keys && !self.goes_over(id, it.looping);
            if (is_map || is_filled) && self.outlives(id, it.looping) {
                self.add(it.looping, LoopIntent::Index(id));
            } else if is_list && self.goes_over(id, it.looping) {
                self.add(it.looping, LoopIntent::Transform(node));
            }
        }
    }

    /// Whether a loop goes over the items or positions of a variable.
    fn goes_over(&self, id: BindingId, looping: NodeId) -> bool {
        use super::Bound::*;
        let Some(at) = self.index(looping) else { return false };
        match self.loops[at].bound {
            Items(source) | Enumerated(source) | Positions(source) => self.variable(source) == Some(id),
            _ => false,
        }
    }

    fn is_item_of(&self, name: NodeId, looping: NodeId) -> bool {
        let unit = self.unit;
        let Kind::Loop(_, parts) = unit.kind(looping) else { return false };
        let (Some(target), Some(binding)) = (parts.target, self.facts.scopes.binding_of(name)) else { return false };
        binding.kind == BindingKind::LoopItem && unit.span(target).contains(unit.span(binding.definition))
    }

    /// A call that puts something in a collection.
    fn collects(&mut self, node: NodeId) {
        let unit = self.unit;
        let Kind::Call { callee, arguments, .. } = unit.kind(node) else { return };
        let Kind::Member { object, .. } = unit.kind(callee) else { return };
        let Some(name) = called(unit, self.facts, node) else { return };
        let arguments = unit.list(arguments);
        let statement = unit.parent(node).is_some_and(|up| {
            matches!(unit.kind(up), Kind::Block { .. } | Kind::Arm { .. } | Kind::If { .. } | Kind::Loop(..))
        });
        if !statement {
            return;
        }
        match (name, arguments) {
            (
                "append" | "push" | "[]" | "add" | "push_back" | "appendleft" | "unshift" | "insert" | "push_front",
                [item],
            ) => {
                if let Some(id) = self.variable(object) {
                    self.collect_item(node, id, *item, matches!(self.facts.types.of(object), Type::Set | Type::Map));
                } else if let Some(id) = self.group_of(object) {
                    self.serves(node, id, LoopIntent::Group);
                }
            }
            ("insert" | "set", [_, _]) => {
                if let Some(id) = self.variable(object)
                    && self.facts.types.of(object) == Type::Map
                {
                    self.serves(node, id, LoopIntent::Index);
                }
            }
            ("push_str", [_]) => {
                if let Some(id) = self.variable(object) {
                    self.grows(node, id, LoopIntent::JoinText);
                }
            }
            _ => {}
        }
    }

    fn collect_item(&mut self, node: NodeId, id: BindingId, item: NodeId, is_set: bool) {
        for it in self.around(node) {
            if !self.outlives(id, it.looping) {
                continue;
            }
            let skips = self.index(it.looping).is_some_and(|at| self.skips_before(at, node));
            let conditional = it.conditional || skips;
            let same = self.is_item_of(item, it.looping) && matches!(self.unit.kind(item), Kind::Name(_));
            // What is noted of a failure is not what the loop is for.
            if self.in_handler(node, it.looping) {
                continue;
            }
            let intent = match (is_set, conditional, same) {
                (true, ..) => LoopIntent::Index(id),
                (false, true, true) => LoopIntent::Filter(id),
                (false, true, false) => LoopIntent::FilterMap(id),
                (false, false, false) => LoopIntent::Map(id),
                // A plain copy of all items has no intent of its own.
                (false, false, true) => continue,
            };
            self.add(it.looping, intent);
        }
    }

    /// Whether a `continue` of the loop stands before a node.
    fn skips_before(&self, at: usize, node: NodeId) -> bool {
        let start = self.unit.span(node).start;
        self.loops[at]
            .exits
            .iter()
            .any(|&exit| matches!(self.unit.kind(exit), Kind::Continue(_)) && self.unit.span(exit).start < start)
    }

    /// The map in `groups[key]`, `groups.setdefault(key, [])`, `groups.entry(key).or_default()`.
    fn group_of(&self, object: NodeId) -> Option<BindingId> {
        match self.unit.kind(object) {
            // A fixed key is one place, not a group for each of several.
            Kind::Index { index, .. } if matches!(self.unit.kind(index), Kind::Text(_) | Kind::Integer) => None,
            Kind::Index { object: map, .. } => self.variable(map),
            // `(groups[key] ||= [])`.
            Kind::Assign { target, .. } => self.group_of(target),
            Kind::Call { callee, .. } => {
                let Kind::Member { object: inner, name, .. } = self.unit.kind(callee) else { return None };
                match self.unit.name(name) {
                    "setdefault" | "entry" => self.variable(inner),
                    "or_default" | "or_insert" | "or_insert_with" => self.group_of(inner),
                    _ => None,
                }
            }
            _ => None,
        }
    }

    fn exit(&mut self, node: NodeId) {
        let unit = self.unit;
        let around = self.around(node);
        match unit.kind(node) {
            Kind::Return(_) | Kind::Throw(..) => {
                for it in &around {
                    if let Some(at) = self.index(it.looping) {
                        self.loops[at].exits.push(node);
                    }
                }
                let Some(it) = around.first().filter(|it| it.conditional) else { return };
                let goes_over =
                    matches!(unit.kind(it.looping), Kind::Loop(LoopForm::Each | LoopForm::Counted | LoopForm::Keys, _));
                if let Kind::Return(Some(value)) = unit.kind(node)
                    && goes_over
                    && !leaves_with_error(unit, self.facts, node)
                    && !self.in_handler(node, it.looping)
                {
                    let intent = match unit.kind(value) {
                        Kind::Boolean(_) => LoopIntent::Test(node),
                        _ => LoopIntent::Search(node),
                    };
                    self.add(it.looping, intent);
                }
            }
            Kind::Continue(_) => {
                if let Some(at) = around.first().and_then(|it| self.index(it.looping)) {
                    self.loops[at].exits.push(node);
                }
            }
            _ => {
                for it in &around {
                    let Some(at) = self.index(it.looping) else { continue };
                    if !crate::functions::leaves_loop(unit, node, it.looping) {
                        continue;
                    }
                    self.loops[at].breaks.push(node);
                    let goes_over = matches!(unit.kind(it.looping), Kind::Loop(LoopForm::Each | LoopForm::Keys, _));
                    if goes_over && it.conditional && !self.in_handler(node, it.looping) && self.sets_before(node) {
                        self.add(it.looping, LoopIntent::Search(node));
                    }
                }
            }
        }
    }

    fn in_handler(&self, node: NodeId, looping: NodeId) -> bool {
        self.unit
            .ancestors(node)
            .take_while(|&up| up != looping)
            .any(|up| matches!(self.unit.kind(up), Kind::Handler { .. }))
    }

    /// Whether the statement before a `break` keeps what was found.
    fn sets_before(&self, node: NodeId) -> bool {
        let unit = self.unit;
        let Some(Kind::Block { body }) = unit.parent(node).map(|up| unit.kind(up)) else { return false };
        let statements = unit.list(body);
        let at = statements.iter().position(|&it| it == node);
        at.and_then(|at| at.checked_sub(1))
            .is_some_and(|before| matches!(unit.kind(statements[before]), Kind::Assign { .. }))
    }

    fn comprehension(&mut self, node: NodeId, form: ComprehensionForm, element: NodeId, clauses: code::List) {
        let unit = self.unit;
        let Some(up) = unit.parent(node) else { return };
        let target = match unit.kind(up) {
            Kind::Let { target, value: Some(value), .. } | Kind::Assign { target, value, operator: None }
                if value == node =>
            {
                target
            }
            _ => return,
        };
        let Some(id) = self.variable(target) else { return };
        let (mut filtered, mut same) = (false, false);
        for &clause in unit.list(clauses) {
            if let Kind::Clause { target, filters, .. } = unit.kind(clause) {
                filtered |= !filters.is_empty();
                same |= matches!(unit.kind(element), Kind::Name(_)) && unit.same_code(target, element);
            }
        }
        let intent = match form {
            ComprehensionForm::Mapping | ComprehensionForm::Set => LoopIntent::Index(id),
            _ => match (filtered, same) {
                (true, true) => LoopIntent::Filter(id),
                (true, false) => LoopIntent::FilterMap(id),
                (false, false) => LoopIntent::Map(id),
                (false, true) => return,
            },
        };
        self.add(node, intent);
    }

    /// Takes back that a loop collects where it also changes what it has collected, or where more than one place collects: it
    /// merges, stacks or interleaves then.
    fn settle(&mut self, at: usize) {
        let unit = self.unit;
        let node = self.loops[at].node;
        let Kind::Loop(_, parts) = unit.kind(node) else { return };
        let leaves = !self.loops[at].breaks.is_empty()
            || self.loops[at].exits.iter().any(|&exit| matches!(unit.kind(exit), Kind::Return(_)));
        let mut intents = std::mem::take(&mut self.loops[at].intents);
        intents.retain(|intent| match *intent {
            LoopIntent::Map(id) => !leaves && self.changes(id, parts.body) == 1,
            // What is looked up on the way is a memory, not a result.
            LoopIntent::Index(id) => self.only_filled(id, parts.body),
            LoopIntent::Filter(id) | LoopIntent::FilterMap(id) => self.changes(id, parts.body) == 1,
            _ => true,
        });
        self.loops[at].intents = intents;
    }

    /// Whether a body only puts things into a collection.
    fn only_filled(&self, id: BindingId, body: NodeId) -> bool {
        let span = self.unit.span(body);
        let n_reads =
            self.facts.scopes.binding(id).reads.iter().filter(|&&it| span.contains(self.unit.span(it))).count();
        n_reads == self.changes(id, body)
    }

    /// How often a body names a variable in a way that may change its value or its items.
    fn changes(&self, id: BindingId, body: NodeId) -> usize {
        let unit = self.unit;
        let span = unit.span(body);
        let binding = self.facts.scopes.binding(id);
        let inside = |it: &&NodeId| span.contains(unit.span(**it));
        let changing = |&&read: &&NodeId| match unit.parent(read).map(|up| (up, unit.kind(up))) {
            Some((up, Kind::Member { name, .. })) => {
                let called = matches!(
                    unit.parent(up).map(|call| unit.kind(call)),
                    Some(Kind::Call { callee, .. }) if callee == up
                );
                called
                    && !matches!(
                        unit.name(name),
                        "get" | "keys" | "values" | "items" | "len" | "index" | "count" | "copy"
                    )
            }
            Some((up, Kind::Index { object, .. })) if object == read => {
                unit.parent(up).is_some_and(|over| match unit.kind(over) {
                    Kind::Assign { target, .. } | Kind::Update { target, .. } => target == up,
                    Kind::Delete(_) => true,
                    _ => false,
                })
            }
            _ => false,
        };
        binding.writes.iter().filter(inside).count() + binding.reads.iter().filter(inside).filter(changing).count()
    }

    /// What only the loop as a whole shows: trying again, and doing something for its effect alone.
    fn whole(&mut self, at: usize) {
        let unit = self.unit;
        let node = self.loops[at].node;
        let Kind::Loop(_, parts) = unit.kind(node) else { return };
        if self.retries(node, parts.body) {
            self.loops[at].intents.insert(0, LoopIntent::Retry);
        }
        // What is grouped is not indexed besides.
        let groups: Vec<BindingId> = self.loops[at]
            .intents
            .iter()
            .filter_map(|intent| match *intent {
                LoopIntent::Group(id) => Some(id),
                _ => None,
            })
            .collect();
        self.loops[at].intents.retain(|intent| !matches!(intent, LoopIntent::Index(id) if groups.contains(id)));
        let it = &self.loops[at];
        if !it.intents.is_empty()
            || !it.breaks.is_empty()
            || it.exits.iter().any(|&exit| matches!(unit.kind(exit), Kind::Return(_)))
        {
            return;
        }
        let (mut calls, mut keeps) = (false, false);
        for inner in unit.preorder_shallow(parts.body) {
            match unit.kind(inner) {
                Kind::Call { .. } => calls = true,
                Kind::Assign { target, .. } | Kind::Update { target, .. } => {
                    keeps |= self.variable(target).is_none_or(|id| self.outlives(id, node));
                }
                _ => {}
            }
        }
        if calls
            && !keeps
            && matches!(unit.kind(node), Kind::Loop(LoopForm::Each | LoopForm::Counted | LoopForm::Keys, _))
        {
            self.loops[at].intents.push(LoopIntent::Effect);
        }
    }

    /// A `try` in the body leaves the loop when it works and goes on when it does not.
    fn retries(&self, node: NodeId, body: NodeId) -> bool {
        let unit = self.unit;
        if self.index(node).is_some_and(|at| matches!(self.loops[at].bound, super::Bound::Drained(_))) {
            return false;
        }
        // Going over a collection is trying each, not trying again.
        if let Kind::Loop(LoopForm::Each | LoopForm::Keys, _) = unit.kind(node)
            && !self.index(node).is_some_and(|at| matches!(self.loops[at].bound, super::Bound::Numbers { .. }))
        {
            return false;
        }
        unit.statements(body).iter().any(|&statement| {
            let Kind::Try { body, handlers, otherwise, .. } = unit.kind(statement) else { return false };
            let leaves = |block: NodeId| {
                let mut last = unit.statements(block).last().copied();
                while let Some(Kind::With { body, .. }) = last.map(|it| unit.kind(it)) {
                    last = unit.statements(body).last().copied();
                }
                last.is_some_and(|last| match unit.kind(last) {
                    Kind::Return(_) => true,
                    Kind::Break(..) => crate::functions::leaves_loop(unit, last, node),
                    _ => false,
                })
            };
            let goes_on = unit.list(handlers).iter().any(|&handler| match unit.kind(handler) {
                Kind::Handler { body, .. } => {
                    unit.statements(body).last().is_none_or(|&last| matches!(unit.kind(last), Kind::Continue(_)))
                        || crate::functions::falls_through(unit, self.facts, body)
                }
                _ => false,
            });
            (leaves(body) || otherwise.is_some_and(leaves)) && goes_on
        })
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Start {
    Number,
    Text,
    /// What holds items takes one more, or those of another, by the same sign.
    Items,
    Other,
}

enum Amount {
    One,
    Number,
    Text,
    Other,
}
