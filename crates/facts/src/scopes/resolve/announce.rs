//! What a scope knows before it runs: items, hoisted variables, and names that are set anywhere inside.

use code::{DefinitionForm, FunctionForm, Kind, LetForm, List, LoopForm, Modifiers, NodeId, Symbol, Unit};
use rustc_hash::FxHashSet;

use super::pattern::names_of;
use super::{BindingKind, Resolver};

impl Resolver<'_> {
    /// Makes known what belongs to a type itself, not to its objects: it can be named anywhere inside.
    pub(super) fn announce_members(&mut self, members: List) {
        let unit = self.unit;
        let name_of = |member: NodeId| match unit.kind(member) {
            Kind::Function(function) => {
                let function = unit.function(function);
                match function.name.map(|name| (name, unit.kind(name))) {
                    Some((name, Kind::Name(symbol))) => Some((name, symbol, function.modifiers.has(Modifiers::STATIC))),
                    _ => None,
                }
            }
            _ => None,
        };
        let members = unit.list(members);
        // Which one of several methods is meant that share a name, the arguments would tell.
        let of_objects: FxHashSet<Symbol> = members
            .iter()
            .filter_map(|&member| name_of(member))
            .filter_map(|(_, symbol, of_type)| (!of_type).then_some(symbol))
            .collect();
        for &member in members {
            match unit.kind(member) {
                Kind::Type(_) => self.announce_item(member, &[]),
                Kind::Field { name, modifiers, .. } if modifiers.has(Modifiers::STATIC) => {
                    let constant = modifiers.has(Modifiers::READONLY);
                    let kind = if constant { BindingKind::Constant } else { BindingKind::Variable };
                    self.announce_pattern(name, kind, &[]);
                }
                Kind::Variant { name, .. } => self.announce_pattern(name, BindingKind::Constant, &[]),
                _ => {}
            }
        }
        for (name, symbol, of_type) in members.iter().filter_map(|&member| name_of(member)) {
            if !of_type || of_objects.contains(&symbol) {
                continue;
            }
            match self.in_this_scope(symbol).map(|id| self.scopes.bindings[id.0 as usize].kind) {
                Some(BindingKind::Function) => self.write(name, symbol),
                None => {
                    self.declare(name, symbol, BindingKind::Function);
                }
                // A field of the same name.
                Some(_) => {}
            }
        }
    }

    /// Makes known what a function's body, a class body or the module declares anywhere inside.
    pub(super) fn announce(&mut self, body: NodeId) {
        if self.unit.dialect.assignment_declares {
            self.announce_assigned(body);
        } else if self.has_hoisted {
            for node in self.unit.preorder_shallow(body) {
                if let Kind::Let { target, form: LetForm::Hoisted, .. } = self.unit.kind(node) {
                    self.announce_pattern(target, BindingKind::Variable, &[]);
                }
            }
        }
    }

    /// Every name that is set anywhere in a body, functions inside left out.
    pub(super) fn announce_assigned(&mut self, body: NodeId) {
        use BindingKind::*;
        let mut outer: Vec<Symbol> = Vec::new();
        let unit = self.unit;
        let nodes: Vec<NodeId> = match unit.kind(body) {
            Kind::Type(definition) => {
                let members = unit.list(unit.type_definition(definition).members);
                // A method's own body is not the class body.
                let own = |&member: &NodeId| match unit.kind(member) {
                    Kind::Function(_) | Kind::Type(_) => vec![member],
                    _ => unit.preorder_shallow(member).collect(),
                };
                members.iter().flat_map(own).collect()
            }
            Kind::Function(_) => return,
            _ if unit.dialect.commands && body == unit.root => {
                let own = |&node: &NodeId| match unit.kind(node) {
                    Kind::Let { modifiers, .. } => {
                        modifiers.has(Modifiers::STATIC) || unit.enclosing_function(node).is_none()
                    }
                    _ => true,
                };
                unit.preorder(body).filter(own).collect()
            }
            _ => unit.preorder_shallow(body).collect(),
        };
        if unit.dialect.blocks_share_variables {
            self.shared_with_blocks(body, &nodes, &mut outer);
        }
        let in_function = unit.dialect.commands && body != unit.root;
        for node in nodes {
            match unit.kind(node) {
                Kind::OuterNames(names) => {
                    outer.extend(unit.list(names).iter().filter_map(|&name| match unit.kind(name) {
                        Kind::Name(symbol) => Some(symbol),
                        _ => None,
                    }));
                }
                // What a function sets belongs to the whole program, unless it says otherwise.
                Kind::Let { modifiers, .. } if in_function && modifiers.has(Modifiers::STATIC) => {}
                Kind::Assign { .. } | Kind::Loop(..) | Kind::Matches { .. } if in_function => {}
                Kind::Let { target, form, .. } => {
                    let resource = unit.parent(node).is_some_and(|up| matches!(unit.kind(up), Kind::With { .. }));
                    let kind = match form {
                        _ if resource => Resource,
                        LetForm::Constant if unit.dialect.closed_functions => Constant,
                        _ => Variable,
                    };
                    self.announce_pattern(target, kind, &outer);
                }
                Kind::Assign { target, .. } => self.announce_pattern(target, Variable, &outer),
                Kind::Loop(LoopForm::Each | LoopForm::Keys, parts) => {
                    if let Some(target) = parts.target {
                        self.announce_pattern(target, LoopItem, &outer);
                    }
                }
                Kind::Handler { name: Some(name), .. } => self.announce_pattern(name, Error, &outer),
                // Where arms compare values, they bind nothing.
                Kind::Arm { patterns, .. } if !unit.dialect.switch_falls_through => {
                    for &pattern in unit.list(patterns) {
                        self.announce_pattern(pattern, Pattern, &outer);
                    }
                }
                Kind::Matches { pattern, .. } => self.announce_pattern(pattern, Pattern, &outer),
                Kind::Field { name, .. } => self.announce_pattern(name, Variable, &outer),
                Kind::Function(_) | Kind::Type(_) | Kind::Import(_) => self.announce_item(node, &outer),
                _ => {}
            }
        }
    }

    /// The names that a function without a name sets, but that are variables around it.
    fn shared_with_blocks(&self, body: NodeId, nodes: &[NodeId], outer: &mut Vec<Symbol>) {
        let unit = self.unit;
        let is_block = unit.parent(body).is_some_and(|up| {
            matches!(unit.kind(up), Kind::Function(function) if unit.function(function).form == FunctionForm::Lambda)
        });
        if !is_block {
            return;
        }
        let around = unit.parent(body).and_then(|function| unit.enclosing_function(function));
        for &node in nodes {
            let Kind::Assign { target, .. } = unit.kind(node) else { continue };
            names_of(unit, target, &mut |_, symbol| {
                let Some(known) = self.look_up(symbol) else { return };
                let binding = &self.scopes.bindings[known.0 as usize];
                let variable = !matches!(binding.kind, BindingKind::Function | BindingKind::Type | BindingKind::Import);
                let shared =
                    binding.function == around || around.is_some_and(|inner| self.holds(binding.function, inner));
                if variable && shared {
                    outer.push(symbol);
                }
            });
        }
    }

    /// Whether a function without a name hangs in another one, with nothing but such functions between.
    fn holds(&self, outer: Option<code::FunctionId>, inner: code::FunctionId) -> bool {
        let unit = self.unit;
        let mut at = Some(inner);
        while let Some(function) = at {
            if unit.function(function).form != FunctionForm::Lambda {
                return false;
            }
            at = unit.enclosing_function(unit.function(function).node);
            if at == outer {
                return true;
            }
        }
        false
    }

    pub(super) fn announce_item(&mut self, node: NodeId, outer: &[Symbol]) {
        let unit = self.unit;
        match unit.kind(node) {
            Kind::Function(function) => {
                let function = unit.function(function);
                if let Some(name) = function.name
                    && !is_expression_function(unit, node)
                {
                    self.announce_pattern(name, BindingKind::Function, outer);
                }
            }
            Kind::Type(definition) => {
                let definition = unit.type_definition(definition);
                if let Some(name) = definition.name
                    && definition.form != DefinitionForm::Extension
                {
                    self.announce_pattern(name, BindingKind::Type, outer);
                }
            }
            Kind::Import(import) => {
                let import = unit.import(import);
                if let Some(alias) = import.alias {
                    self.announce_pattern(alias, BindingKind::Import, outer);
                }
                for name in &import.names {
                    self.announce_pattern(name.local, BindingKind::Import, outer);
                }
            }
            _ => {}
        }
    }

    /// Declares the names of a pattern that are not known yet.
    pub(super) fn announce_pattern(&mut self, pattern: NodeId, kind: BindingKind, outer: &[Symbol]) {
        let mut names = Vec::new();
        names_of(self.unit, pattern, &mut |name, symbol| names.push((name, symbol)));
        for (name, symbol) in names {
            if kind == BindingKind::Pattern && self.is_constant_name(symbol) {
                continue;
            }
            if !outer.contains(&symbol) {
                self.declare_once(name, kind);
            }
        }
    }

    /// Items and hoisted variables of a block: visible in all of it.
    pub(super) fn hoist(&mut self, body: List) {
        let unit = self.unit;
        let mut nodes: Vec<NodeId> = unit.list(body).to_vec();
        let mut at = 0;
        while at < nodes.len() {
            let node = nodes[at];
            at += 1;
            match unit.kind(node) {
                Kind::Function(_) | Kind::Type(_) | Kind::Import(_) => self.announce_item(node, &[]),
                Kind::Export { names, from: None } => nodes.extend_from_slice(unit.list(names)),
                Kind::Labelled { body, .. } => nodes.push(body),
                Kind::Let { target, form, modifiers, .. } if form != LetForm::Hoisted => {
                    let whole_block = !unit.dialect.shadowing && !unit.dialect.declared_in_place
                        || form == LetForm::Static
                        || modifiers.has(Modifiers::CONSTANT) && !unit.dialect.declared_in_place
                        || self.top().function.is_none()
                        || !unit.dialect.declared_in_place
                            && matches!(unit.kind(target), Kind::Name(name) if is_shouted(unit.name(name)));
                    if whole_block {
                        let kind = self.kind_of_let(form, modifiers);
                        self.announce_pattern(target, kind, &[]);
                    }
                }
                _ => {}
            }
        }
    }

    /// Names that a function makes global and that nothing at the top level sets.
    pub(super) fn outer_globals(&mut self) {
        let unit = self.unit;
        for at in 0..unit.n_nodes() {
            let id = NodeId::from_index(at);
            let Kind::OuterNames(names) = unit.kind(id) else { continue };
            let Some(function) = self.scopes.owner[at] else { continue };
            if self.scopes.owner[unit.function(function).node.index()].is_some() {
                continue;
            }
            for &name in unit.list(names) {
                self.declare_once(name, BindingKind::Variable);
            }
        }
    }
}

/// Whether a function's name is for its own use only: it is written as an expression, not as a statement or a member.
pub(super) fn is_expression_function(unit: &Unit, node: NodeId) -> bool {
    let Kind::Function(function) = unit.kind(node) else { return false };
    unit.function(function).form == FunctionForm::Lambda
        || !unit.parent(node).is_some_and(|up| {
            matches!(
                unit.kind(up),
                Kind::Module { .. }
                    | Kind::Block { .. }
                    | Kind::Type(_)
                    | Kind::Export { .. }
                    | Kind::Labelled { .. }
                    | Kind::Mapping(_)
                    | Kind::If { .. }
                    | Kind::Arm { .. }
                    | Kind::Opaque { .. }
                    | Kind::TypeExpression { .. }
            )
        })
}

/// `MAX_SIZE`: how languages that tell constants by their spelling write them.
fn is_shouted(name: &str) -> bool {
    name.chars().next().is_some_and(char::is_uppercase) && !name.chars().any(char::is_lowercase)
}
