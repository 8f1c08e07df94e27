//! Tells variables from calls, once the whole text is known.
//!
//! `name` alone is a variable where it was set or is a parameter, else a call of a method; `object.name` is always a call,
//! but one that only reads something is told better as a member. So calls are made of what stands as a statement, of what
//! asks or warns by its name, and of what the text or the library defines as a method.

use code::{CallForm, FunctionForm, Kind, List, NodeId, Symbol};
use rustc_hash::FxHashSet;

use super::{kind, nodes};
use crate::lower::Lowering;

/// How a node is used.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// Its value is dropped.
    Statement,
    /// Its value is used.
    Value,
    /// It is set, or names something.
    Target,
}

#[derive(Default)]
struct Scope {
    /// The scope around a block; methods and types have none.
    outer: Option<usize>,
    names: FxHashSet<Symbol>,
}

struct Settler {
    scopes: Vec<Scope>,
    methods: FxHashSet<Symbol>,
    open: Vec<(NodeId, usize, Place)>,
}

/// Settles all names and members below some statements.
pub(super) fn settle(low: &mut Lowering<'_>, statements: &[NodeId]) {
    let unit = low.build.unit();
    let methods = unit
        .functions
        .iter()
        .filter(|function| function.form != FunctionForm::Lambda)
        .filter_map(|function| match function.name.map(|name| unit.kind(name)) {
            Some(Kind::Name(symbol)) => Some(symbol),
            _ => None,
        })
        .collect();
    let mut settler = Settler { scopes: vec![Scope::default()], methods, open: Vec::new() };
    for &statement in statements {
        settler.collect(low, statement, 0);
    }
    settler.open.extend(statements.iter().rev().map(|&statement| (statement, 0, Place::Statement)));
    while let Some((id, scope, place)) = settler.open.pop() {
        settler.visit(low, id, scope, place);
    }
    drop_returns(low);
}

/// What a method of the text gives that gives nothing is not returned by the method that ends in a call of it.
fn drop_returns(low: &mut Lowering<'_>) {
    let unit = low.build.unit();
    let mut returns = Vec::new();
    let mut silent: FxHashSet<Symbol> = FxHashSet::default();
    let mut telling: FxHashSet<Symbol> = FxHashSet::default();
    for at in 0..unit.n_nodes() {
        let id = NodeId::from_index(at);
        if let Kind::Return(Some(value)) = unit.kind(id) {
            returns.push((id, value));
        }
    }
    for function in unit.functions.iter().filter(|function| function.form != FunctionForm::Lambda) {
        let Some(Kind::Name(name)) = function.name.map(|name| unit.kind(name)) else { continue };
        let Some(body) = function.body else { continue };
        let is_block = matches!(unit.kind(body), Kind::Block { .. });
        let gives = !is_block || unit.preorder_shallow(body).any(|id| matches!(unit.kind(id), Kind::Return(Some(_))));
        if gives { &mut telling } else { &mut silent }.insert(name);
    }
    for (id, value) in returns {
        let given = kind(low, value);
        let drops = match given {
            Kind::Throw(..) => true,
            Kind::Call { callee, .. } => match kind(low, callee) {
                Kind::Name(name) => {
                    let entry = low.language.library().find(low.build.unit().name(name));
                    let nothing = entry.is_some_and(|entry| entry.gives.is_empty() && entry.returns.is_empty());
                    !telling.contains(&name) && (nothing || silent.contains(&name))
                }
                _ => false,
            },
            _ => false,
        };
        if drops && !low.text(super::span(low, id)).starts_with("return") {
            low.build.set_kind(id, given);
            low.build.set_kind(value, Kind::Empty);
        }
    }
}

impl Settler {
    fn knows(&self, scope: usize, symbol: Symbol) -> bool {
        let mut at = Some(scope);
        while let Some(scope) = at {
            if self.scopes[scope].names.contains(&symbol) {
                return true;
            }
            at = self.scopes[scope].outer;
        }
        false
    }

    /// Notes every name that is set in a body, functions inside left out.
    fn collect(&mut self, low: &Lowering<'_>, body: NodeId, scope: usize) {
        let unit = low.build.unit();
        let mut targets = Vec::new();
        if matches!(unit.kind(body), Kind::Function(_) | Kind::Type(_)) {
            return;
        }
        for id in unit.preorder_shallow(body) {
            match unit.kind(id) {
                Kind::Assign { target, .. } | Kind::Let { target, .. } | Kind::Parameter { target, .. } => {
                    targets.push(target);
                }
                Kind::Loop(_, parts) => targets.extend(parts.target),
                Kind::Handler { name, .. } => targets.extend(name),
                Kind::Arm { patterns, .. } => targets.extend(unit.list(patterns)),
                Kind::Matches { pattern, .. } => targets.push(pattern),
                Kind::Bind { name, .. } => targets.push(name),
                _ => {}
            }
        }
        while let Some(target) = targets.pop() {
            match unit.kind(target) {
                Kind::Name(symbol) => {
                    self.scopes[scope].names.insert(symbol);
                }
                Kind::Tuple(parts) | Kind::Sequence(parts) | Kind::Mapping(parts) | Kind::Alternatives(parts) => {
                    targets.extend(unit.list(parts));
                }
                Kind::Destructure { parts, .. } => targets.extend(unit.list(parts)),
                Kind::Entry { value, .. } => targets.push(value),
                Kind::Spread(inner) | Kind::Parameter { target: inner, .. } => targets.push(inner),
                Kind::Bind { name, pattern } => targets.extend([name, pattern]),
                _ => {}
            }
        }
    }

    fn visit(&mut self, low: &mut Lowering<'_>, id: NodeId, scope: usize, place: Place) {
        match kind(low, id) {
            Kind::Name(symbol) => self.name(low, id, symbol, scope, place),
            Kind::Member { object, name, .. } => {
                self.open.push((object, scope, Place::Value));
                self.member(low, id, name, place);
            }
            Kind::Call { callee, arguments, .. } => {
                // What is called needs no call of its own; what it is called on may.
                match kind(low, callee) {
                    Kind::Member { object, .. } => self.open.push((object, scope, Place::Value)),
                    Kind::Name(_) => {}
                    _ => self.open.push((callee, scope, Place::Value)),
                }
                self.all(low, arguments, scope, Place::Value);
            }
            Kind::Function(function) => {
                let function = low.build.unit().function(function).clone();
                let outer = (function.form == FunctionForm::Lambda).then_some(scope);
                self.scopes.push(Scope { outer, ..Scope::default() });
                let inner = self.scopes.len() - 1;
                for parameter in nodes(low, function.parameters) {
                    self.collect(low, parameter, inner);
                    if let Kind::Parameter { default: Some(default), .. } = kind(low, parameter) {
                        self.open.push((default, inner, Place::Value));
                    }
                }
                if let Some(body) = function.body {
                    self.collect(low, body, inner);
                    let block = matches!(kind(low, body), Kind::Block { .. });
                    let place = if block { Place::Statement } else { Place::Value };
                    self.open.push((body, inner, place));
                }
            }
            Kind::Type(definition) => {
                let definition = low.build.unit().type_definition(definition);
                let (members, bases) = (definition.members, definition.bases);
                self.scopes.push(Scope::default());
                let inner = self.scopes.len() - 1;
                for member in nodes(low, members) {
                    self.collect(low, member, inner);
                }
                self.all(low, bases, inner, Place::Value);
                self.all(low, members, inner, Place::Statement);
            }
            Kind::Block { body } => {
                let statements = nodes(low, body);
                let n = statements.len();
                for (at, &statement) in statements.iter().enumerate().rev() {
                    let last = at + 1 == n && place == Place::Value;
                    self.open.push((statement, scope, if last { Place::Value } else { Place::Statement }));
                }
            }
            Kind::If { condition, then, otherwise } => {
                self.open.push((condition, scope, Place::Value));
                self.open.push((then, scope, place));
                self.open.extend(otherwise.map(|otherwise| (otherwise, scope, place)));
            }
            Kind::Loop(_, parts) => {
                self.open.extend(parts.source.map(|source| (source, scope, Place::Value)));
                self.open.extend(parts.condition.map(|condition| (condition, scope, Place::Value)));
                self.open.push((parts.body, scope, Place::Statement));
            }
            Kind::Match { subject, arms } => {
                self.open.extend(subject.map(|subject| (subject, scope, Place::Value)));
                self.all(low, arms, scope, place);
            }
            Kind::Arm { guard, body, .. } => {
                self.open.extend(guard.map(|guard| (guard, scope, Place::Value)));
                self.open.push((body, scope, place));
            }
            Kind::Try { body, handlers, otherwise, finally } => {
                self.open.push((body, scope, place));
                self.all(low, handlers, scope, place);
                self.open.extend(otherwise.map(|body| (body, scope, place)));
                self.open.extend(finally.map(|body| (body, scope, Place::Statement)));
            }
            Kind::Handler { body, .. } => self.open.push((body, scope, place)),
            Kind::Assign { target, operator, value } => {
                self.open.push((target, scope, Place::Target));
                // What is kept for later is worked out, so it is a call for certain.
                let kept = operator == Some(code::BinaryOperator::Or);
                self.open.push((value, scope, if kept { Place::Statement } else { Place::Value }));
            }
            Kind::Let { value, .. } => self.open.extend(value.map(|value| (value, scope, Place::Value))),
            Kind::With { resources, body, .. } => {
                self.all(low, resources, scope, Place::Value);
                self.open.push((body, scope, place));
            }
            Kind::Tuple(list) | Kind::Sequence(list) if place == Place::Target => {
                self.all(low, list, scope, Place::Target);
            }
            Kind::NamedArgument { value, .. } => self.open.push((value, scope, Place::Value)),
            Kind::Entry { key, value, computed } => {
                if computed {
                    self.open.push((key, scope, Place::Value));
                }
                if key != value {
                    self.open.push((value, scope, Place::Value));
                }
            }
            Kind::Field { value, .. } => self.open.extend(value.map(|value| (value, scope, Place::Value))),
            _ => {
                let mut inside = Vec::new();
                low.build.unit().for_each_child(id, |child| inside.push(child));
                self.open.extend(inside.into_iter().map(|child| (child, scope, Place::Value)));
            }
        }
    }

    fn all(&mut self, low: &Lowering<'_>, list: List, scope: usize, place: Place) {
        let nodes = nodes(low, list);
        self.open.extend(nodes.into_iter().map(|id| (id, scope, place)));
    }

    fn name(&self, low: &mut Lowering<'_>, id: NodeId, symbol: Symbol, scope: usize, place: Place) {
        let text = low.build.unit().name(symbol);
        let small = text.starts_with(|c: char| c.is_lowercase() || c == '_');
        if !small || place == Place::Target || self.knows(scope, symbol) {
            return;
        }
        if text == "raise" {
            low.build.set_kind(id, Kind::Throw(None, None));
            return;
        }
        let calls = place == Place::Statement
            || text.ends_with(['?', '!'])
            || self.methods.contains(&symbol)
            // What the library calls without arguments for its value.
            || low.language.library().find(text).is_some_and(|entry| {
                entry.gives.split(" | ").any(|phrase| !phrase.is_empty() && !phrase.contains(['{', '[']))
            });
        if calls {
            into_call(low, id, Kind::Name(symbol));
        }
    }

    fn member(&self, low: &mut Lowering<'_>, id: NodeId, name: Symbol, place: Place) {
        if place == Place::Target {
            return;
        }
        let calls = place == Place::Statement || self.methods.contains(&name);
        if calls {
            let member = kind(low, id);
            into_call(low, id, member);
        }
    }
}

/// Makes a call of a node, if a spare node stands before it to hold what is called.
fn into_call(low: &mut Lowering<'_>, id: NodeId, callee: Kind) {
    let Some(before) = id.index().checked_sub(1) else { return };
    let spare = NodeId::from_index(before);
    if kind(low, spare) != Kind::Empty || super::span(low, spare) != super::span(low, id) {
        return;
    }
    low.build.set_kind(spare, callee);
    let arguments = List::default();
    low.build.set_kind(id, Kind::Call { callee: spare, arguments, form: CallForm::Plain });
}
