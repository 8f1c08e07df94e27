//! Names in patterns: introduced, set, or read where they are constants.

use code::{Kind, List, Modifiers, NodeId, Symbol, Unit};

use super::{Binding, BindingId, BindingKind, Mode, Resolver, Task, VariableRole};

impl Resolver<'_> {
    pub(super) fn pattern(&mut self, node: NodeId, mode: Mode) {
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
            // What a pointer points to is set, not the pointer.
            Kind::Dereference(inner) if mode == Mode::Set && unit.dialect.pointers => {
                self.tasks.push(Task::Visit(inner));
            }
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

    pub(super) fn push_patterns(&mut self, parts: List, mode: Mode) {
        let parts = self.unit.list(parts);
        self.tasks.extend(parts.iter().rev().map(|&part| Task::Pattern(part, mode)));
    }

    pub(super) fn receiver(&mut self, node: NodeId) {
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
    pub(super) fn this(&mut self, node: NodeId) {
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
}

fn refutable(mode: Mode) -> Mode {
    match mode {
        Mode::Declare(kind) => Mode::Match(kind),
        mode => mode,
    }
}

pub(super) fn is_pattern_part(kind: Kind) -> bool {
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
pub(super) fn names_of(unit: &Unit, pattern: NodeId, found: &mut dyn FnMut(NodeId, Symbol)) {
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
