//! One walk in source order that binds and resolves every name.
//!
//! What is visible stands in a table by name; entering a scope remembers where the log of changes stood, leaving it undoes them.
//! So a look-up costs one access, however deep the scopes are.

mod announce;
mod pattern;
mod visit;

use code::{DefinitionForm, FunctionId, Kind, LetForm, Modifiers, NodeId, Symbol, TypeId, Unit};

use pattern::is_pattern_part;

use super::{Binding, BindingId, BindingKind, Scopes, VariableRole};

/// Resolves every name of a unit.
pub(super) fn resolve(unit: &Unit) -> Scopes {
    let n_names = unit.names.len();
    let (owner, reachable) = owners(unit);
    let has_hoisted = (0..unit.n_nodes())
        .any(|at| matches!(unit.kind(NodeId::from_index(at)), Kind::Let { form: LetForm::Hoisted, .. }));
    let mut resolver = Resolver {
        unit,
        scopes: Scopes { resolution: vec![None; unit.n_nodes()], owner, reachable, ..Scopes::default() },
        visible: vec![None; n_names],
        members: vec![None; n_names],
        undo: Vec::new(),
        frames: Vec::new(),
        n_frames: 0,
        scope_of: Vec::new(),
        tasks: Vec::new(),
        free: vec![false; n_names],
        free_types: vec![false; n_names],
        has_hoisted,
        own_type: unit.names.find(unit.dialect.own_type).filter(|_| !unit.dialect.own_type.is_empty()),
        opened: rustc_hash::FxHashSet::default(),
    };
    resolver.run();
    let Resolver { mut scopes, .. } = resolver;
    for binding in &mut scopes.bindings {
        sort(unit, &mut binding.reads);
        sort(unit, &mut binding.writes);
    }
    scopes.functions = (0..scopes.bindings.len()).map(|at| function_of(unit, &scopes.bindings[at])).collect();
    scopes
}

/// By node: the function that holds it, and whether it belongs to the tree at all. Parents come after children.
fn owners(unit: &Unit) -> (Vec<Option<FunctionId>>, Vec<bool>) {
    let n = unit.n_nodes();
    let mut owner = vec![None; n];
    let mut reachable = vec![false; n];
    for at in (0..n).rev() {
        let id = NodeId::from_index(at);
        if id == unit.root {
            reachable[at] = true;
            continue;
        }
        let Some(parent) = unit.parent(id) else { continue };
        if !reachable[parent.index()] {
            continue;
        }
        reachable[at] = true;
        owner[at] = match unit.kind(parent) {
            Kind::Function(function)
                if unit.function(function).name != Some(id) && !matches!(unit.kind(id), Kind::Decorator { .. }) =>
            {
                Some(function)
            }
            _ => owner[parent.index()],
        };
    }
    (owner, reachable)
}

fn sort(unit: &Unit, nodes: &mut [NodeId]) {
    if !nodes.is_sorted_by_key(|&node| unit.span(node).start) {
        nodes.sort_by_key(|&node| unit.span(node).start);
    }
}

/// The function that a name stands for: one definition (declarations without a body aside), or a variable set once to it.
fn function_of(unit: &Unit, binding: &Binding) -> Option<FunctionId> {
    let named = |name: NodeId| {
        let parent = unit.parent(name)?;
        match unit.kind(parent) {
            Kind::Function(function) if unit.function(function).name == Some(name) => Some(function),
            _ => None,
        }
    };
    match binding.kind {
        BindingKind::Function => {
            let mut found = None;
            for name in std::iter::once(binding.definition).chain(binding.writes.iter().copied()) {
                let function = named(name)?;
                if unit.function(function).body.is_none() && (found.is_some() || !binding.writes.is_empty()) {
                    continue;
                }
                if found.is_some() {
                    return None;
                }
                found = Some(function);
            }
            found
        }
        BindingKind::Variable | BindingKind::Constant if binding.writes.is_empty() => {
            let value = match unit.kind(unit.parent(binding.definition)?) {
                Kind::Let { target, value, .. } if target == binding.definition => value?,
                Kind::Assign { target, value, operator: None } if target == binding.definition => value,
                _ => return None,
            };
            match unit.kind(value) {
                Kind::Function(function) => Some(function),
                _ => None,
            }
        }
        _ => None,
    }
}

/// What is left to do, the next thing last.
#[derive(Clone, Copy)]
enum Task {
    /// Reads an expression, runs a statement.
    Visit(NodeId),
    /// Reads a type.
    Type(NodeId),
    /// Binds or sets the names of a pattern.
    Pattern(NodeId, Mode),
    /// Opens a scope of a block.
    Enter,
    /// Opens the scope of a function.
    EnterFunction(FunctionId),
    /// Binds the receiver of the function that was entered.
    Receiver(NodeId),
    /// Opens the scope of a type's body.
    EnterType(TypeId),
    /// Makes the names of a function's body known.
    Announce(NodeId),
    /// Closes a scope.
    Leave,
}

/// What a name in a pattern means.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mode {
    /// It is a new variable.
    Declare(BindingKind),
    /// It is a new variable unless it names a constant: in a pattern that may fail to match.
    Match(BindingKind),
    /// It is set.
    Set,
}

/// An open scope.
#[derive(Clone, Copy)]
struct Frame {
    serial: u32,
    function: Option<FunctionId>,
    /// Serial of the class body that is running: its names are hidden from the functions inside.
    class: Option<u32>,
    receiver: Option<BindingId>,
    undo: usize,
    /// Whether this is the frame of `function` itself, not of a block inside.
    whole_function: bool,
}

enum Undo {
    Visible(Symbol, Option<BindingId>),
    Member(Symbol, Option<(u32, BindingId)>),
}

struct Resolver<'u> {
    unit: &'u Unit,
    scopes: Scopes,
    visible: Vec<Option<BindingId>>,
    /// Names of the class body that is running, with the serial of its frame.
    members: Vec<Option<(u32, BindingId)>>,
    undo: Vec<Undo>,
    frames: Vec<Frame>,
    n_frames: u32,
    /// By binding: the serial of its frame.
    scope_of: Vec<u32>,
    tasks: Vec<Task>,
    free: Vec<bool>,
    free_types: Vec<bool>,
    has_hoisted: bool,
    own_type: Option<Symbol>,
    /// Variables of an outer scope that a function names, and so sees.
    opened: rustc_hash::FxHashSet<(FunctionId, Symbol)>,
}

impl Resolver<'_> {
    fn run(&mut self) {
        self.enter(None, None, false);
        self.announce(self.unit.root);
        if self.unit.dialect.assignment_declares {
            self.outer_globals();
        }
        self.tasks.push(Task::Visit(self.unit.root));
        while let Some(task) = self.tasks.pop() {
            match task {
                Task::Visit(node) => self.visit(node),
                Task::Type(node) => self.visit_type(node),
                Task::Pattern(node, mode) => self.pattern(node, mode),
                Task::Enter => self.enter(self.top().function, self.top().class, false),
                Task::EnterFunction(function) => self.enter(Some(function), None, true),
                Task::Receiver(node) => self.receiver(node),
                Task::EnterType(definition) => self.enter_type(definition),
                Task::Announce(body) => self.announce(body),
                Task::Leave => self.leave(),
            }
        }
    }

    // ── Scopes ───────────────────────────────────────────────────────────────────────────────

    fn top(&self) -> Frame {
        self.frames.last().copied().unwrap_or(Frame {
            serial: 0,
            function: None,
            class: None,
            receiver: None,
            undo: 0,
            whole_function: false,
        })
    }

    fn enter(&mut self, function: Option<FunctionId>, class: Option<u32>, whole_function: bool) {
        self.n_frames += 1;
        let receiver = if whole_function { None } else { self.top().receiver };
        self.frames.push(Frame {
            serial: self.n_frames,
            function,
            class,
            receiver,
            undo: self.undo.len(),
            whole_function,
        });
    }

    fn enter_type(&mut self, id: TypeId) {
        self.enter(self.top().function, None, false);
        if self.unit.dialect.assignment_declares
            && !self.unit.dialect.members_in_scope
            && let Some(frame) = self.frames.last_mut()
        {
            frame.class = Some(frame.serial);
        }
        let definition = self.unit.type_definition(id);
        if definition.form == DefinitionForm::Namespace {
            self.hoist(definition.members);
        } else if self.unit.dialect.members_in_scope {
            self.announce_members(definition.members);
        }
    }

    fn leave(&mut self) {
        let Some(frame) = self.frames.pop() else { return };
        while self.undo.len() > frame.undo {
            match self.undo.pop() {
                Some(Undo::Visible(symbol, before)) => self.visible[symbol.index()] = before,
                Some(Undo::Member(symbol, before)) => self.members[symbol.index()] = before,
                None => break,
            }
        }
    }

    fn look_up(&self, symbol: Symbol) -> Option<BindingId> {
        let top = self.top();
        if top.class.is_some()
            && let Some((class, binding)) = self.members[symbol.index()]
            && top.class == Some(class)
        {
            return Some(binding);
        }
        self.visible[symbol.index()].filter(|&id| !self.is_closed_off(id, symbol))
    }

    /// Whether a variable lies outside of a named function that sees none of those around it.
    fn is_closed_off(&self, id: BindingId, symbol: Symbol) -> bool {
        if !self.unit.dialect.closed_functions {
            return false;
        }
        let binding = &self.scopes.bindings[id.0 as usize];
        let is_variable = !matches!(
            binding.kind,
            BindingKind::Function | BindingKind::Type | BindingKind::Import | BindingKind::Constant
        );
        let mut at = self.top().function;
        while is_variable && binding.function != at {
            let Some(function) = at else { return true };
            if self.opened.contains(&(function, symbol)) {
                return false;
            }
            let definition = self.unit.function(function);
            if definition.form != code::FunctionForm::Lambda {
                return true;
            }
            at = self.unit.enclosing_function(definition.node);
        }
        false
    }

    /// The binding of a name that stands in the innermost scope itself.
    fn in_this_scope(&self, symbol: Symbol) -> Option<BindingId> {
        self.look_up(symbol).filter(|binding| self.scope_of[binding.0 as usize] == self.top().serial)
    }

    /// Makes a binding and shows it in the innermost scope.
    fn declare(&mut self, node: NodeId, symbol: Symbol, kind: BindingKind) -> BindingId {
        let id = self.hidden(node, symbol, kind);
        let top = self.top();
        if let Some(class) = top.class {
            self.undo.push(Undo::Member(symbol, self.members[symbol.index()]));
            self.members[symbol.index()] = Some((class, id));
        } else {
            self.undo.push(Undo::Visible(symbol, self.visible[symbol.index()]));
            self.visible[symbol.index()] = Some(id);
        }
        id
    }

    /// Makes a binding that no plain name reaches: a method.
    fn hidden(&mut self, node: NodeId, symbol: Symbol, kind: BindingKind) -> BindingId {
        let id = BindingId(self.scopes.bindings.len() as u32);
        let top = self.top();
        self.scopes.bindings.push(Binding {
            name: symbol,
            kind,
            definition: node,
            function: top.function,
            writes: Vec::new(),
            reads: Vec::new(),
            captured: false,
            role: VariableRole::Unknown,
        });
        self.scope_of.push(top.serial);
        self.scopes.resolution[node.index()] = Some(id);
        id
    }

    /// Declares a name unless its scope has it already.
    fn declare_once(&mut self, node: NodeId, kind: BindingKind) {
        if let Kind::Name(symbol) = self.unit.kind(node)
            && self.in_this_scope(symbol).is_none()
        {
            self.declare(node, symbol, kind);
        }
    }

    fn kind_of_let(&self, form: LetForm, modifiers: Modifiers) -> BindingKind {
        let constant = matches!(form, LetForm::Constant | LetForm::Static) && !modifiers.has(Modifiers::MUTABLE);
        if constant && (self.top().function.is_none() || form == LetForm::Static || modifiers.has(Modifiers::CONSTANT))
        {
            BindingKind::Constant
        } else {
            BindingKind::Variable
        }
    }

    // ── Uses ─────────────────────────────────────────────────────────────────────────────────

    fn mark_captured(&mut self, binding: BindingId) {
        let here = self.top().function;
        let binding = &mut self.scopes.bindings[binding.0 as usize];
        let value = !matches!(binding.kind, BindingKind::Function | BindingKind::Type | BindingKind::Import);
        if value && binding.function.is_some() && binding.function != here {
            binding.captured = true;
        }
    }

    fn read(&mut self, node: NodeId, symbol: Symbol) {
        match self.look_up(symbol) {
            Some(id) => {
                self.scopes.resolution[node.index()] = Some(id);
                self.scopes.bindings[id.0 as usize].reads.push(node);
                self.mark_captured(id);
            }
            None => {
                if !std::mem::replace(&mut self.free[symbol.index()], true) {
                    self.scopes.free.push(symbol);
                }
            }
        }
    }

    fn read_type(&mut self, node: NodeId, symbol: Symbol) {
        match self.look_up(symbol) {
            Some(id) => {
                let binding = &mut self.scopes.bindings[id.0 as usize];
                // Values and types may share a name: an annotation does not mean the parameter beside it.
                if matches!(binding.kind, BindingKind::Parameter | BindingKind::Receiver | BindingKind::LoopItem) {
                    return;
                }
                self.scopes.resolution[node.index()] = Some(id);
                binding.reads.push(node);
            }
            None => {
                if Some(symbol) != self.own_type && !std::mem::replace(&mut self.free_types[symbol.index()], true) {
                    self.scopes.free_types.push(symbol);
                }
            }
        }
    }

    /// Reads a name where it is known and says nothing where it is not.
    fn read_if_bound(&mut self, node: NodeId) {
        if let Kind::Name(symbol) = self.unit.kind(node)
            && self.look_up(symbol).is_some()
        {
            self.read(node, symbol);
        }
    }

    fn write(&mut self, node: NodeId, symbol: Symbol) {
        let Some(id) = self.look_up(symbol) else {
            if !std::mem::replace(&mut self.free[symbol.index()], true) {
                self.scopes.free.push(symbol);
            }
            return;
        };
        self.scopes.resolution[node.index()] = Some(id);
        if self.scopes.bindings[id.0 as usize].definition != node {
            self.scopes.bindings[id.0 as usize].writes.push(node);
        }
        self.mark_captured(id);
    }

    /// Introduces a name, or finds that it was announced.
    fn introduce(&mut self, node: NodeId, symbol: Symbol, kind: BindingKind) {
        if let Some(id) = self.look_up(symbol) {
            let known = &self.scopes.bindings[id.0 as usize];
            if known.definition == node {
                return;
            }
            // The same name twice in one scope or one pattern: set again, unless a new variable takes its place.
            let same_scope = self.scope_of[id.0 as usize] == self.top().serial;
            let same_pattern = self.same_pattern(known.definition, node);
            let announced = self.unit.dialect.assignment_declares && !self.top_is_inner_scope();
            if same_pattern || announced || (same_scope && !self.unit.dialect.shadowing) {
                self.write(node, symbol);
                return;
            }
        }
        self.declare(node, symbol, kind);
    }

    /// Whether the innermost scope is one that an assigning language makes for a comprehension.
    fn top_is_inner_scope(&self) -> bool {
        let top = self.top();
        !top.whole_function && self.frames.len() > 1 && top.class != Some(top.serial)
    }

    /// Whether two names stand in one pattern. Where names shadow, only alternatives repeat a name, and each binds the same one.
    fn same_pattern(&self, first: NodeId, second: NodeId) -> bool {
        let unit = self.unit;
        let owner = |name| unit.ancestors(name).find(|&up| !is_pattern_part(unit.kind(up)));
        unit.dialect.shadowing && owner(first) == owner(second)
    }

    fn is_constant_name(&self, symbol: Symbol) -> bool {
        self.unit.name(symbol).chars().next().is_some_and(char::is_uppercase)
    }
}
