//! One walk in source order that binds and resolves every name.
//!
//! What is visible stands in a table by name; entering a scope remembers where the log of changes stood, leaving it undoes them.
//! So a look-up costs one access, however deep the scopes are.

use code::{
    DefinitionForm, FunctionForm, FunctionId, Kind, LetForm, List, LoopForm, Modifiers, NodeId, Symbol, TypeForm,
    TypeId, Unit,
};

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
            && let Some(frame) = self.frames.last_mut()
        {
            frame.class = Some(frame.serial);
        }
        let definition = self.unit.type_definition(id);
        if definition.form == DefinitionForm::Namespace {
            self.hoist(definition.members);
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
        self.visible[symbol.index()]
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

    // ── What a scope knows before it runs ────────────────────────────────────────────────────

    /// Makes known what a function's body, a class body or the module declares anywhere inside.
    fn announce(&mut self, body: NodeId) {
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
    fn announce_assigned(&mut self, body: NodeId) {
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
            _ => unit.preorder_shallow(body).collect(),
        };
        for node in nodes {
            match unit.kind(node) {
                Kind::OuterNames(names) => {
                    outer.extend(unit.list(names).iter().filter_map(|&name| match unit.kind(name) {
                        Kind::Name(symbol) => Some(symbol),
                        _ => None,
                    }));
                }
                Kind::Let { target, .. } => {
                    let resource = unit.parent(node).is_some_and(|up| matches!(unit.kind(up), Kind::With { .. }));
                    self.announce_pattern(target, if resource { Resource } else { Variable }, &outer);
                }
                Kind::Assign { target, .. } => self.announce_pattern(target, Variable, &outer),
                Kind::Loop(LoopForm::Each | LoopForm::Keys, parts) => {
                    if let Some(target) = parts.target {
                        self.announce_pattern(target, LoopItem, &outer);
                    }
                }
                Kind::Handler { name: Some(name), .. } => self.announce_pattern(name, Error, &outer),
                Kind::Arm { patterns, .. } => {
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

    fn announce_item(&mut self, node: NodeId, outer: &[Symbol]) {
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
    fn announce_pattern(&mut self, pattern: NodeId, kind: BindingKind, outer: &[Symbol]) {
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
    fn hoist(&mut self, body: List) {
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
                    let whole_block = !unit.dialect.shadowing
                        || form == LetForm::Static
                        || modifiers.has(Modifiers::CONSTANT)
                        || self.top().function.is_none()
                        || matches!(unit.kind(target), Kind::Name(name) if is_shouted(unit.name(name)));
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
    fn outer_globals(&mut self) {
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

    // ── Patterns ─────────────────────────────────────────────────────────────────────────────

    fn pattern(&mut self, node: NodeId, mode: Mode) {
        let unit = self.unit;
        match unit.kind(node) {
            Kind::Name(symbol) => match mode {
                Mode::Set => self.write(node, symbol),
                Mode::Declare(kind) => self.introduce(node, symbol, kind),
                Mode::Match(kind) => {
                    let constant = self.is_constant_name(symbol)
                        || self.look_up(symbol).is_some_and(|id| {
                            unit.dialect.shadowing && self.scopes.bindings[id.0 as usize].kind == BindingKind::Constant
                        });
                    if constant {
                        self.read_type(node, symbol);
                    } else {
                        self.introduce(node, symbol, kind);
                    }
                }
            },
            Kind::This => self.receiver(node),
            Kind::Tuple(parts)
            | Kind::Sequence(parts)
            | Kind::Set(parts)
            | Kind::Alternatives(parts)
            | Kind::Mapping(parts) => self.push_patterns(parts, mode),
            Kind::Spread(inner)
            | Kind::Reference(inner, _)
            | Kind::Dereference(inner)
            | Kind::NamedArgument { value: inner, .. } => {
                self.tasks.push(Task::Pattern(inner, mode));
            }
            Kind::Entry { key, value, computed } => {
                self.tasks.push(Task::Pattern(value, mode));
                if computed && key != value {
                    self.tasks.push(Task::Visit(key));
                }
            }
            Kind::Bind { name, pattern } => {
                self.tasks.push(Task::Pattern(pattern, mode));
                // A name before `@` or after `as` always binds.
                let mode = match mode {
                    Mode::Match(kind) => Mode::Declare(kind),
                    mode => mode,
                };
                self.tasks.push(Task::Pattern(name, mode));
            }
            Kind::Destructure { of, parts } => {
                self.push_patterns(parts, refutable(mode));
                self.tasks.push(Task::Type(of));
            }
            Kind::Record { of, fields } => {
                self.push_patterns(fields, refutable(mode));
                self.tasks.push(Task::Type(of));
            }
            Kind::Assign { target, value, .. } => {
                self.tasks.push(Task::Pattern(target, mode));
                self.tasks.push(Task::Visit(value));
            }
            Kind::Parameter { target, annotation, default, .. } => {
                self.tasks.push(Task::Pattern(target, mode));
                if let Some(default) = default {
                    self.tasks.push(Task::Visit(default));
                }
                if let Some(annotation) = annotation {
                    self.tasks.push(Task::Type(annotation));
                }
            }
            _ => self.tasks.push(Task::Visit(node)),
        }
    }

    fn push_patterns(&mut self, parts: List, mode: Mode) {
        let parts = self.unit.list(parts);
        self.tasks.extend(parts.iter().rev().map(|&part| Task::Pattern(part, mode)));
    }

    fn receiver(&mut self, node: NodeId) {
        let symbol = match self.unit.kind(node) {
            Kind::Name(symbol) => symbol,
            _ => match self.unit.names.find(self.unit.dialect.receiver) {
                Some(symbol) => symbol,
                None => return,
            },
        };
        let id = self.declare(node, symbol, BindingKind::Receiver);
        if let Some(frame) = self.frames.last_mut() {
            frame.receiver = Some(id);
        }
    }

    /// `this`: the receiver that a function around it spells, else that of the innermost function that has one of its own.
    fn this(&mut self, node: NodeId) {
        let unit = self.unit;
        let spelled = self.frames.iter().rev().find_map(|frame| frame.receiver);
        let id = if let Some(id) = spelled {
            Some(id)
        } else {
            let at = self.frames.iter().rposition(|frame| {
                frame.whole_function
                    && frame.function.is_some_and(|function| !unit.function(function).modifiers.has(Modifiers::ARROW))
            });
            at.zip(unit.names.find(unit.dialect.receiver)).map(|(at, symbol)| {
                let id = BindingId(self.scopes.bindings.len() as u32);
                self.scopes.bindings.push(Binding {
                    name: symbol,
                    kind: BindingKind::Receiver,
                    definition: node,
                    function: self.frames[at].function,
                    writes: Vec::new(),
                    reads: Vec::new(),
                    captured: false,
                    role: VariableRole::Unknown,
                });
                self.scope_of.push(self.frames[at].serial);
                for frame in &mut self.frames[at..] {
                    frame.receiver = Some(id);
                }
                id
            })
        };
        let Some(id) = id else { return };
        self.scopes.resolution[node.index()] = Some(id);
        self.scopes.bindings[id.0 as usize].reads.push(node);
        self.mark_captured(id);
    }

    // ── Statements and expressions ───────────────────────────────────────────────────────────

    fn visit_list(&mut self, list: List) {
        let nodes = self.unit.list(list);
        self.tasks.extend(nodes.iter().rev().map(|&node| Task::Visit(node)));
    }

    fn types_list(&mut self, list: List) {
        let nodes = self.unit.list(list);
        self.tasks.extend(nodes.iter().rev().map(|&node| Task::Type(node)));
    }

    fn maybe(&mut self, node: Option<NodeId>) {
        self.tasks.extend(node.map(Task::Visit));
    }

    /// Blocks are scopes of their own, except where variables belong to the whole function.
    fn scoped(&self) -> bool {
        !self.unit.dialect.function_scoped_variables
    }

    fn push_enter(&mut self) {
        if self.scoped() {
            self.tasks.push(Task::Enter);
        }
    }

    fn push_leave(&mut self) {
        if self.scoped() {
            self.tasks.push(Task::Leave);
        }
    }

    fn visit(&mut self, node: NodeId) {
        use Kind::*;
        let unit = self.unit;
        // Tasks are pushed in reverse: what is pushed last runs first.
        match unit.kind(node) {
            Name(symbol) => self.read(node, symbol),
            This => self.this(node),
            Module { body } => {
                self.hoist_or_skip(body);
                self.visit_list(body);
            }
            Block { body } => {
                if self.scoped() {
                    self.tasks.push(Task::Leave);
                    self.visit_list(body);
                    self.enter(self.top().function, self.top().class, false);
                    self.hoist(body);
                } else {
                    self.visit_list(body);
                }
            }
            Function(function) => self.visit_function(function),
            Type(definition) => self.visit_definition(definition),
            Import(import) => {
                let import = unit.import(import);
                for name in import.alias.into_iter().chain(import.names.iter().map(|name| name.local)) {
                    self.pattern(name, Mode::Declare(BindingKind::Import));
                }
            }
            Parameter { .. } => {
                self.pattern(node, Mode::Declare(BindingKind::Parameter));
            }
            Field { name, annotation, value, .. } => {
                if self.top().class.is_some() {
                    self.tasks.push(Task::Pattern(name, Mode::Set));
                }
                self.maybe(value);
                self.tasks.extend(annotation.map(Task::Type));
            }
            Variant { fields, value, .. } => {
                self.maybe(value);
                self.types_list(fields);
            }
            Let { target, annotation, value, otherwise, form, modifiers } => {
                let resource = unit.parent(node).is_some_and(|up| matches!(unit.kind(up), With { .. }));
                let kind = if resource { BindingKind::Resource } else { self.kind_of_let(form, modifiers) };
                let mode = if unit.dialect.assignment_declares || form == LetForm::Hoisted {
                    Mode::Set
                } else if otherwise.is_some() {
                    Mode::Match(kind)
                } else {
                    Mode::Declare(kind)
                };
                self.tasks.push(Task::Pattern(target, mode));
                self.maybe(otherwise);
                self.maybe(value);
                self.tasks.extend(annotation.map(Task::Type));
            }
            Export { names, from } => {
                if from.is_none() {
                    self.visit_list(names);
                }
            }
            MacroDefinition { .. } => {}
            Decorator { value } => self.visit_decorator(value),
            If { condition, then, otherwise } => {
                self.maybe(otherwise);
                self.push_leave();
                self.tasks.push(Task::Visit(then));
                self.tasks.push(Task::Visit(condition));
                self.push_enter();
            }
            Loop(form, parts) => self.visit_loop(form, parts),
            Arm { patterns, guard, body } => {
                self.push_leave();
                self.tasks.push(Task::Visit(body));
                self.maybe(guard);
                if unit.dialect.switch_falls_through {
                    self.visit_list(patterns);
                } else {
                    self.push_patterns(patterns, Mode::Match(BindingKind::Pattern));
                }
                self.push_enter();
            }
            Handler { types, name, body } => {
                self.push_leave();
                self.tasks.push(Task::Visit(body));
                self.tasks.extend(name.map(|name| Task::Pattern(name, Mode::Declare(BindingKind::Error))));
                self.push_enter();
                self.types_list(types);
            }
            With { resources, body, .. } => {
                self.push_leave();
                self.tasks.push(Task::Visit(body));
                self.visit_list(resources);
                self.push_enter();
            }
            OuterNames(names) => {
                for &name in unit.list(names) {
                    if let Name(symbol) = unit.kind(name)
                        && let Some(id) = self.look_up(symbol)
                    {
                        self.scopes.resolution[name.index()] = Some(id);
                    }
                }
            }
            Labelled { body, .. } => self.tasks.push(Task::Visit(body)),
            Break(_, value) => self.maybe(value),
            Continue(_) => {}
            Assign { target, operator, value } => {
                match unit.kind(target) {
                    Name(symbol) if operator.is_some() => {
                        self.read(target, symbol);
                        self.write(target, symbol);
                    }
                    _ => self.tasks.push(Task::Pattern(target, Mode::Set)),
                }
                self.tasks.push(Task::Visit(value));
            }
            Update { target, .. } => match unit.kind(target) {
                Name(symbol) => {
                    self.read(target, symbol);
                    self.write(target, symbol);
                }
                _ => self.tasks.push(Task::Visit(target)),
            },
            Entry { key, value, computed } => {
                self.tasks.push(Task::Visit(value));
                let plain = !computed && matches!(unit.kind(key), Name(_) | Text(_));
                if key != value && !plain {
                    self.tasks.push(Task::Visit(key));
                }
            }
            Record { of, fields } | Destructure { of, parts: fields } => {
                self.visit_list(fields);
                self.tasks.push(Task::Type(of));
            }
            Comprehension { element, clauses, .. } => {
                self.tasks.push(Task::Leave);
                self.tasks.push(Task::Visit(element));
                for (at, &clause) in unit.list(clauses).iter().enumerate().rev() {
                    let Clause { target, source, filters, .. } = unit.kind(clause) else {
                        self.tasks.push(Task::Visit(clause));
                        continue;
                    };
                    self.visit_list(filters);
                    self.tasks.push(Task::Pattern(target, Mode::Declare(BindingKind::LoopItem)));
                    if at == 0 {
                        self.tasks.push(Task::Enter);
                    }
                    self.tasks.push(Task::Visit(source));
                }
            }
            Call { callee, arguments, form } => {
                self.visit_list(arguments);
                match unit.kind(callee) {
                    // Macros have names of their own.
                    Name(_) if form == code::CallForm::Macro => {}
                    _ => self.tasks.push(Task::Visit(callee)),
                }
            }
            NamedArgument { value, .. } => self.tasks.push(Task::Visit(value)),
            Matches { value, pattern } => {
                let scoped = self.scoped() && !self.in_condition(node);
                if scoped {
                    self.tasks.push(Task::Leave);
                }
                self.tasks.push(Task::Pattern(pattern, Mode::Match(BindingKind::Pattern)));
                self.tasks.push(Task::Visit(value));
                if scoped {
                    self.tasks.push(Task::Enter);
                }
            }
            Bind { name, pattern } => {
                self.tasks.push(Task::Pattern(name, Mode::Declare(BindingKind::Variable)));
                self.tasks.push(Task::Visit(pattern));
            }
            Cast { value, to, .. } => {
                self.tasks.push(Task::Type(to));
                self.tasks.push(Task::Visit(value));
            }
            Element { tag, attributes, children } => {
                self.visit_list(children);
                self.visit_list(attributes);
                if let Some(tag) = tag {
                    match unit.kind(tag) {
                        Name(_) => self.read_if_bound(tag),
                        _ => self.tasks.push(Task::Visit(tag)),
                    }
                }
            }
            TypeExpression { .. } | TypeParameter { .. } => self.visit_type(node),
            _ => {
                let at = self.tasks.len();
                let tasks = &mut self.tasks;
                unit.for_each_child(node, |child| tasks.push(Task::Visit(child)));
                self.tasks[at..].reverse();
            }
        }
    }

    fn hoist_or_skip(&mut self, body: List) {
        if self.scoped() {
            self.hoist(body);
        }
    }

    /// Decorators and attributes may name what no scope holds.
    fn visit_decorator(&mut self, value: NodeId) {
        let unit = self.unit;
        if unit.dialect.assignment_declares {
            self.tasks.push(Task::Visit(value));
            return;
        }
        for node in unit.preorder_shallow(value) {
            self.read_if_bound(node);
        }
    }

    fn visit_loop(&mut self, form: LoopForm, parts: code::LoopParts) {
        self.maybe(parts.otherwise);
        self.push_leave();
        match form {
            LoopForm::Each | LoopForm::Keys => {
                self.tasks.push(Task::Visit(parts.body));
                if let Some(target) = parts.target {
                    self.tasks.push(self.loop_target(target));
                }
                self.push_enter();
                self.maybe(parts.source);
            }
            LoopForm::DoWhile => {
                self.maybe(parts.condition);
                self.tasks.push(Task::Visit(parts.body));
                self.push_enter();
            }
            LoopForm::Counted | LoopForm::While | LoopForm::Endless => {
                self.tasks.push(Task::Visit(parts.body));
                self.maybe(parts.source);
                self.maybe(parts.condition);
                self.maybe(parts.target);
                self.push_enter();
            }
        }
    }

    fn loop_target(&self, target: NodeId) -> Task {
        let item = Mode::Declare(BindingKind::LoopItem);
        match self.unit.kind(target) {
            Kind::Let { target, form, .. } if form != LetForm::Hoisted => Task::Pattern(target, item),
            Kind::Let { target, .. } => Task::Pattern(target, Mode::Set),
            Kind::Member { .. } | Kind::Index { .. } => Task::Visit(target),
            _ if self.unit.dialect.assignment_declares => Task::Pattern(target, Mode::Set),
            _ => Task::Pattern(target, item),
        }
    }

    /// Whether a pattern test is part of what an `if`, a loop or an arm asks, so that its names live on in what follows.
    fn in_condition(&self, node: NodeId) -> bool {
        let unit = self.unit;
        let mut below = node;
        for up in unit.ancestors(node) {
            match unit.kind(up) {
                Kind::Binary(..) | Kind::Unary(..) => below = up,
                Kind::If { condition, .. } => return condition == below,
                Kind::Loop(_, parts) => return parts.condition == Some(below),
                Kind::Arm { guard, .. } => return guard == Some(below),
                _ => return false,
            }
        }
        false
    }

    fn visit_function(&mut self, id: FunctionId) {
        let unit = self.unit;
        let function = unit.function(id);
        let early_defaults = unit.dialect.shared_defaults;
        self.tasks.push(Task::Leave);
        self.maybe(function.body);
        if let Some(body) = function.body {
            self.tasks.push(Task::Announce(body));
        }
        let parameters = unit.list(function.parameters);
        for &parameter in parameters.iter().rev() {
            let Kind::Parameter { target, default, form, .. } = unit.kind(parameter) else {
                self.tasks.push(Task::Visit(parameter));
                continue;
            };
            self.tasks.push(match form {
                code::ParameterForm::Receiver => Task::Receiver(target),
                _ => Task::Pattern(target, Mode::Declare(BindingKind::Parameter)),
            });
            if !early_defaults {
                self.maybe(default);
            }
        }
        self.tasks.extend(function.result.map(Task::Type));
        for &parameter in parameters.iter().rev() {
            if let Kind::Parameter { annotation: Some(annotation), .. } = unit.kind(parameter) {
                self.tasks.push(Task::Type(annotation));
            }
        }
        self.types_list(function.type_parameters);
        let inside = is_expression_function(unit, function.node);
        if let Some(name) = function.name
            && inside
        {
            self.tasks.push(Task::Pattern(name, Mode::Declare(BindingKind::Function)));
        }
        self.tasks.push(Task::EnterFunction(id));
        if early_defaults {
            for &parameter in parameters.iter().rev() {
                if let Kind::Parameter { default, .. } = unit.kind(parameter) {
                    self.maybe(default);
                }
            }
        }
        if let Some(name) = function.name
            && !inside
        {
            let member = unit.parent(function.node).is_some_and(|up| {
                matches!(unit.kind(up), Kind::Type(_) | Kind::Mapping(_) | Kind::TypeExpression { .. })
                    && !matches!(unit.kind(up), Kind::Type(definition)
                        if unit.type_definition(definition).form == DefinitionForm::Namespace)
            });
            match unit.kind(name) {
                Kind::Name(symbol) if member && self.top().class.is_none() => {
                    self.hidden(name, symbol, BindingKind::Function);
                }
                Kind::Name(symbol) => self.introduce(name, symbol, BindingKind::Function),
                Kind::Text(_) => {}
                _ => self.tasks.push(Task::Visit(name)),
            }
        }
        self.visit_list(function.decorators);
    }

    fn visit_definition(&mut self, id: TypeId) {
        let unit = self.unit;
        let definition = unit.type_definition(id);
        let extension = definition.form == DefinitionForm::Extension;
        self.tasks.push(Task::Leave);
        match definition.form {
            DefinitionForm::Alias => self.types_list(definition.members),
            _ => self.visit_list(definition.members),
        }
        if unit.dialect.assignment_declares {
            self.tasks.push(Task::Announce(definition.node));
        }
        self.types_list(definition.bases);
        if let Some(name) = definition.name
            && extension
        {
            self.tasks.push(Task::Type(name));
        }
        self.types_list(definition.type_parameters);
        self.tasks.push(Task::EnterType(id));
        if let Some(name) = definition.name
            && let Kind::Name(symbol) = unit.kind(name)
            && !extension
        {
            self.introduce(name, symbol, BindingKind::Type);
        }
        self.visit_list(definition.decorators);
    }

    fn visit_type(&mut self, node: NodeId) {
        let unit = self.unit;
        match unit.kind(node) {
            Kind::Name(symbol) => self.read_type(node, symbol),
            Kind::TypeParameter { name, bounds } => {
                self.types_list(bounds);
                self.tasks.push(Task::Pattern(name, Mode::Declare(BindingKind::TypeParameter)));
            }
            Kind::TypeExpression { form, parts } => {
                let function = form == TypeForm::Function || form == TypeForm::Other;
                if function {
                    self.tasks.push(Task::Leave);
                }
                self.types_list(parts);
                if function {
                    self.tasks.push(Task::Enter);
                }
            }
            Kind::Field { annotation, value, .. } => {
                self.maybe(value);
                self.tasks.extend(annotation.map(Task::Type));
            }
            Kind::Member { object, .. } => self.tasks.push(Task::Type(object)),
            Kind::Index { object, index, .. } => {
                self.tasks.push(Task::Type(index));
                self.tasks.push(Task::Type(object));
            }
            Kind::Tuple(parts) | Kind::Sequence(parts) => self.types_list(parts),
            Kind::Binary(_, left, right) => {
                self.tasks.push(Task::Type(right));
                self.tasks.push(Task::Type(left));
            }
            _ => self.visit(node),
        }
    }
}

fn refutable(mode: Mode) -> Mode {
    match mode {
        Mode::Declare(kind) => Mode::Match(kind),
        mode => mode,
    }
}

/// Whether a function's name is for its own use only: it is written as an expression, not as a statement or a member.
fn is_expression_function(unit: &Unit, node: NodeId) -> bool {
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

fn is_pattern_part(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Tuple(_)
            | Kind::Sequence(_)
            | Kind::Alternatives(_)
            | Kind::Mapping(_)
            | Kind::Spread(_)
            | Kind::Reference(..)
            | Kind::Entry { .. }
            | Kind::Bind { .. }
            | Kind::Destructure { .. }
            | Kind::Record { .. }
            | Kind::NamedArgument { .. }
    )
}

/// Calls `found` for every name that a pattern binds or sets, in source order.
pub(crate) fn names_of(unit: &Unit, pattern: NodeId, found: &mut dyn FnMut(NodeId, Symbol)) {
    let mut stack = vec![pattern];
    while let Some(node) = stack.pop() {
        let list = match unit.kind(node) {
            Kind::Name(symbol) => {
                found(node, symbol);
                continue;
            }
            Kind::Tuple(parts)
            | Kind::Sequence(parts)
            | Kind::Set(parts)
            | Kind::Alternatives(parts)
            | Kind::Mapping(parts)
            | Kind::Destructure { parts, .. }
            | Kind::Record { fields: parts, .. } => parts,
            Kind::Spread(inner)
            | Kind::Reference(inner, _)
            | Kind::Dereference(inner)
            | Kind::NamedArgument { value: inner, .. }
            | Kind::Entry { value: inner, .. }
            | Kind::Let { target: inner, .. }
            | Kind::Assign { target: inner, .. } => {
                stack.push(inner);
                continue;
            }
            Kind::Bind { name, pattern } => {
                stack.push(pattern);
                stack.push(name);
                continue;
            }
            _ => continue,
        };
        stack.extend(unit.list(list).iter().rev());
    }
}
