//! Types by linear scans over the arena: children come before their parents, so one scan types an expression from its leaves.
//!
//! A variable has a type when all that is written to it has that type. As a variable may be read before its last write, scans
//! are repeated until nothing more is learned, at most [`MAX_SCANS`] times.

use code::{
    BinaryOperator, Kind, LibraryEntry, LoopForm, Modifiers, NodeId, ScopeForm, Symbol, TypeId, UnaryOperator, Unit,
};
use rustc_hash::FxHashMap;

use super::{Type, Types, annotation};
use crate::calls::{self, Imports, Methods};
use crate::{BindingId, BindingKind, Scopes};

/// Chains of variables that are each used before their definition are rare past this.
const MAX_SCANS: usize = 3;

pub(super) fn infer(unit: &Unit, scopes: &Scopes) -> Types {
    let extends: Vec<Option<TypeId>> = (0..unit.types.len()).map(|at| extended(unit, scopes, at)).collect();
    let methods = Methods::of(unit, &extends);
    let mut inference = Inference {
        unit,
        scopes,
        types: Types { by_node: vec![Type::Unknown; unit.n_nodes()], extends, library: Vec::new(), methods },
        imports: Imports::of(unit, scopes),
        variables: vec![Variable::default(); scopes.bindings.len()],
        fields: FxHashMap::default(),
        known_fields: FxHashMap::default(),
        foreign: FxHashMap::default(),
        path: String::new(),
        late: false,
    };
    inference.declared();
    for scan in 0..MAX_SCANS {
        inference.scan();
        if !inference.settle() || scan + 1 == MAX_SCANS {
            break;
        }
    }
    let by_node = &mut inference.types.by_node;
    for (at, binding) in scopes.bindings.iter().enumerate() {
        let ty = inference.variables[at].known;
        by_node[binding.definition.index()] = ty;
        for &write in &binding.writes {
            by_node[write.index()] = ty;
        }
    }
    inference.types
}

/// The type of this text that an extension extends.
fn extended(unit: &Unit, scopes: &Scopes, at: usize) -> Option<TypeId> {
    let definition = &unit.types[at];
    if definition.form != code::DefinitionForm::Extension {
        return None;
    }
    let mut name = definition.name?;
    for _ in 0..4 {
        name = match unit.kind(name) {
            Kind::TypeExpression { form: code::TypeForm::Reference | code::TypeForm::MutableReference, parts } => {
                *unit.list(parts).last()?
            }
            _ => return annotation::definition_of(unit, scopes, name),
        };
    }
    None
}

#[derive(Clone, Copy, Default)]
struct Variable {
    /// What is certain.
    known: Type,
    /// Fixed by an annotation: what is written does not matter.
    fixed: bool,
    /// Writes seen in this scan.
    seen: u32,
    /// Their type so far; `None` before the first, `Unknown` once they differ.
    so_far: Option<Type>,
}

struct Inference<'u> {
    unit: &'u Unit,
    scopes: &'u Scopes,
    types: Types,
    imports: Imports,
    variables: Vec<Variable>,
    /// What is written to fields of own types in this scan.
    fields: FxHashMap<(TypeId, Symbol), Type>,
    known_fields: FxHashMap<(TypeId, Symbol), Type>,
    /// What is written to members of objects of unknown type: it may be such a field.
    foreign: FxHashMap<Symbol, Type>,
    path: String,
    /// Whether a variable's type was learned after it had been read.
    late: bool,
}

impl Inference<'_> {
    fn of(&self, node: NodeId) -> Type {
        self.types.by_node[node.index()]
    }

    /// What is certain without looking at values: functions, annotated parameters, receivers.
    fn declared(&mut self) {
        let unit = self.unit;
        for (at, binding) in self.scopes.bindings.iter().enumerate() {
            let ty = match binding.kind {
                BindingKind::Function => Type::Function,
                BindingKind::Receiver => self.receiver(binding.function),
                BindingKind::Parameter => self.parameter(binding.definition),
                _ => Type::Unknown,
            };
            let annotated = unit.parent(binding.definition).and_then(|up| match unit.kind(up) {
                Kind::Let { target, annotation: Some(annotation), .. } if target == binding.definition => {
                    Some(self.annotated(annotation))
                }
                Kind::Field { name, annotation: Some(annotation), .. } if name == binding.definition => {
                    Some(self.annotated(annotation))
                }
                _ => None,
            });
            let variable = &mut self.variables[at];
            match annotated {
                Some(ty) if ty != Type::Unknown => *variable = Variable { known: ty, fixed: true, ..*variable },
                _ if matches!(binding.kind, BindingKind::Function | BindingKind::Receiver | BindingKind::Parameter) => {
                    *variable = Variable { known: ty, fixed: true, ..*variable };
                }
                _ => {}
            }
        }
    }

    fn annotated(&self, node: NodeId) -> Type {
        annotation::type_of(self.unit, self.scopes, &self.types.extends, node)
    }

    fn receiver(&self, function: Option<code::FunctionId>) -> Type {
        let Some(function) = function.map(|id| self.unit.function(id)) else { return Type::Unknown };
        if function.modifiers.has(Modifiers::STATIC) || function.modifiers.has(Modifiers::CLASS_METHOD) {
            return Type::Unknown;
        }
        match self.unit.parent(function.node).map(|up| self.unit.kind(up)) {
            Some(Kind::Type(id)) => {
                let extension = self.unit.type_definition(id).form == code::DefinitionForm::Extension;
                if extension && self.types.extends[id.index()].is_none() {
                    return Type::Unknown;
                }
                annotation::own(id, &self.types.extends)
            }
            _ => Type::Unknown,
        }
    }

    fn parameter(&self, definition: NodeId) -> Type {
        let unit = self.unit;
        let Some(up) = unit.parent(definition) else { return Type::Unknown };
        let Kind::Parameter { target, annotation, default, form } = unit.kind(up) else { return Type::Unknown };
        if target != definition {
            return Type::Unknown;
        }
        match form {
            code::ParameterForm::Rest if unit.dialect.assignment_declares && !unit.dialect.keyed_lists => {
                return Type::Tuple;
            }
            code::ParameterForm::Rest => return Type::List,
            code::ParameterForm::NamedRest => return Type::Map,
            _ => {}
        }
        let ty = annotation.map_or(Type::Unknown, |annotation| self.annotated(annotation));
        // `x: int = None` says less than it means.
        let absent = default.is_some_and(|default| unit.kind(default) == Kind::Null);
        if absent && ty != Type::Option {
            return Type::Unknown;
        }
        let set_again = self.scopes.binding_of(definition).is_some_and(|binding| !binding.writes.is_empty());
        if set_again && !unit.dialect.static_types { Type::Unknown } else { ty }
    }

    /// Ends a scan. Says whether another one can learn more.
    fn settle(&mut self) -> bool {
        let mut again = std::mem::take(&mut self.late);
        for variable in &mut self.variables {
            variable.seen = 0;
            variable.so_far = None;
        }
        let mut fields: Vec<_> = std::mem::take(&mut self.fields).into_iter().collect();
        fields.sort_unstable_by_key(|&((owner, name), _)| (owner, name));
        for (key, ty) in fields {
            let certain = self.foreign.get(&key.1).is_none_or(|&other| other == ty);
            if certain && ty != Type::Unknown && ty != Type::Null && self.known_fields.insert(key, ty) != Some(ty) {
                again = true;
            }
        }
        self.foreign.clear();
        again
    }

    fn scan(&mut self) {
        let first = self.types.library.is_empty();
        let mut n_calls = 0;
        for at in 0..self.unit.n_nodes() {
            if !self.scopes.reachable[at] {
                continue;
            }
            let id = NodeId::from_index(at);
            let kind = self.unit.kind(id);
            if let Kind::Call { .. } = kind {
                if first {
                    self.types.library.push((id, None));
                }
                // What is found by a method's name alone may be found by its receiver's type later.
                if self.types.library[n_calls].1.is_none_or(|entry| entry.path.starts_with('.')) {
                    let entry = self.library_entry(id);
                    self.types.library[n_calls].1 = entry;
                }
                n_calls += 1;
            }
            let ty = self.node(id, kind, n_calls.saturating_sub(1));
            if ty != Type::Unknown {
                self.types.by_node[at] = ty;
            }
            self.write(id, kind);
        }
    }

    fn library_entry(&mut self, call: NodeId) -> Option<&'static LibraryEntry> {
        let mut path = std::mem::take(&mut self.path);
        let entry = calls::library_entry(self.unit, self.scopes, &self.imports, &self.types, call, &mut path);
        self.path = path;
        entry
    }

    // ── Expressions ──────────────────────────────────────────────────────────────────────────

    fn node(&self, id: NodeId, kind: Kind, call: usize) -> Type {
        use Kind::{
            Assign, Binary, Block, Boolean, Call, Cast, Chain, Comprehension, Conditional, Dereference, Float,
            Function, Index, Integer, Mapping, Matches, Member, Name, Null, Range, Record, Reference, Regex, Repeat,
            Scoped, Sequence, Set, Template, Text, This, Tuple, Unary,
        };
        let unit = self.unit;
        match kind {
            Name(_) | This => match self.scopes.resolve(id) {
                Some(binding) => self.variables[binding.0 as usize].known,
                None => Type::Unknown,
            },
            Integer | Float | Text(_) | Boolean(_) | Null | Regex => annotation::literal_type(unit, id),
            Template { tag: None, .. } => Type::Text,
            Sequence(_) | Repeat { .. } => Type::List,
            Tuple(_) => Type::Tuple,
            Set(_) => Type::Set,
            Mapping(_) if unit.dialect.object_literals => Type::Object,
            Mapping(_) => Type::Map,
            Comprehension { form, .. } => match form {
                code::ComprehensionForm::Sequence => Type::List,
                code::ComprehensionForm::Set => Type::Set,
                code::ComprehensionForm::Mapping => Type::Map,
                code::ComprehensionForm::Generator => Type::Iterator,
            },
            Function(_) => Type::Function,
            Range { .. } => Type::Iterator,
            Record { of, .. } => self.annotated(of),
            Unary(operator, operand) => self.unary(operator, operand),
            // A list that stands in for a missing value says what the value is.
            Binary(operator, left, right)
                if unit.dialect.falls_back(operator)
                    && self.of(left) == Type::Unknown
                    && matches!(unit.kind(right), Sequence(list) if list.is_empty()) =>
            {
                Type::List
            }
            Binary(operator, left, right) => self.binary(operator, self.of(left), self.of(right)),
            Chain { .. } | Matches { .. } => Type::Boolean,
            Conditional { then, otherwise, .. } => same(self.of(then), self.of(otherwise)),
            Assign { value, operator: None, .. } => self.of(value),
            Cast { to, .. } => self.annotated(to),
            Reference(inner, _) | Dereference(inner) if unit.dialect.pointers => match (self.of(inner), kind) {
                (found @ (Type::Own(_) | Type::Function), _) => found,
                (_, Reference(..)) => Type::Pointer,
                _ => Type::Unknown,
            },
            Reference(inner, _) | Dereference(inner) => self.of(inner),
            Scoped(ScopeForm::Async, _) => Type::Promise,
            Block { body } if unit.dialect.expression_blocks => {
                unit.list(body).last().map_or(Type::Unknown, |&last| self.of(last))
            }
            Call { callee, arguments, .. } => match self.types.library.get(call).and_then(|call| call.1) {
                // The type that is asked for is the first argument.
                Some(entry) if entry.returns == "given" => {
                    unit.list(arguments).first().map_or(Type::Unknown, |&of| self.annotated(of))
                }
                entry => self.call(callee, entry),
            },
            Member { object, name, .. } => match self.of(object) {
                Type::Own(id) => self.known_fields.get(&(id, name)).copied().unwrap_or_default(),
                _ => Type::Unknown,
            },
            Index { object, index, .. } => index_of(self.of(object), unit.kind(index), self.of(index)),
            _ => Type::Unknown,
        }
    }

    fn call(&self, callee: NodeId, entry: Option<&LibraryEntry>) -> Type {
        let unit = self.unit;
        if let Some(entry) = entry {
            return match Type::from_library(entry.returns) {
                Type::Integer if unit.dialect.all_numbers_float => Type::Float,
                ty => ty,
            };
        }
        match calls::own_target(unit, self.scopes, &self.types, callee) {
            Some(crate::Target::Construct(id)) => annotation::own(id, &self.types.extends),
            Some(crate::Target::Own(function)) => {
                let function = unit.function(function);
                if function.modifiers.has(Modifiers::GENERATOR) {
                    return Type::Iterator;
                }
                let declared = function.result.map_or(Type::Unknown, |result| self.annotated(result));
                if function.modifiers.has(Modifiers::ASYNC) { Type::Promise } else { declared }
            }
            _ => Type::Unknown,
        }
    }

    fn unary(&self, operator: UnaryOperator, operand: NodeId) -> Type {
        match operator {
            // Where integers have a width, `!` also flips the bits of one.
            UnaryOperator::Not if self.unit.dialect.fixed_width_integers && !self.unit.dialect.pointers => {
                self.of(operand)
            }
            UnaryOperator::Not | UnaryOperator::Delete | UnaryOperator::Defined => Type::Boolean,
            UnaryOperator::Negate | UnaryOperator::Plus | UnaryOperator::BitNot => match self.of(operand) {
                ty @ (Type::Integer | Type::Float) => ty,
                _ => Type::Unknown,
            },
            UnaryOperator::TypeOf => Type::Text,
            UnaryOperator::Void => Type::Null,
            UnaryOperator::NonNull => match self.of(operand) {
                Type::Option => Type::Unknown,
                ty => ty,
            },
        }
    }

    fn binary(&self, operator: BinaryOperator, left: Type, right: Type) -> Type {
        use BinaryOperator::*;
        let dialect = &self.unit.dialect;
        match operator {
            // Where types are checked and nothing else counts as true, so are both sides.
            And | Or if dialect.static_types && !dialect.falsy_scalars && !dialect.pointers => Type::Boolean,
            Equal | NotEqual | StrictEqual | StrictNotEqual | Less | LessEqual | Greater | GreaterEqual | In
            | NotIn | Is | IsNot | InstanceOf => Type::Boolean,
            And | Or if dialect.truth_operators => Type::Boolean,
            And | Or | OrElse => same(left, right),
            Coalesce if left != Type::Option => same(left, right),
            Comma => right,
            Add | Subtract | Multiply | Divide | FloorDivide | Modulo | Power | ShiftLeft | ShiftRight
            | ShiftRightUnsigned | BitAnd | BitOr | BitXor | BitClear => match (left, right) {
                (Type::Integer, Type::Integer) if operator == Divide && !dialect.fixed_width_integers => Type::Float,
                // A negative power is no whole number.
                (Type::Integer, Type::Integer) if operator == Power => Type::Unknown,
                (Type::Integer, Type::Integer) => Type::Integer,
                (Type::Float, Type::Integer | Type::Float) | (Type::Integer, Type::Float) => Type::Float,
                // A place in memory, moved.
                (Type::Pointer | Type::List, Type::Integer)
                    if dialect.pointers && matches!(operator, Add | Subtract) =>
                {
                    Type::Pointer
                }
                (Type::Pointer, Type::Pointer) if operator == Subtract => Type::Integer,
                (Type::Text, Type::Text) if operator == Add => Type::Text,
                (Type::Text, other) | (other, Type::Text)
                    if operator == Add && dialect.text_absorbs && other != Type::Unknown =>
                {
                    Type::Text
                }
                (Type::Text, _) if operator == Add && (dialect.ownership || dialect.text_absorbs) => Type::Text,
                (Type::Text, _) if operator == Modulo && !dialect.static_types && !dialect.object_literals => {
                    Type::Text
                }
                (Type::Text, Type::Integer) if operator == Multiply => Type::Text,
                (Type::List, Type::Integer) if operator == Multiply => Type::List,
                (Type::List, Type::List) if operator == Add => Type::List,
                (Type::Tuple, Type::Tuple) if operator == Add => Type::Tuple,
                (Type::Bytes, Type::Bytes) if operator == Add => Type::Bytes,
                (Type::Set, Type::Set) if matches!(operator, Subtract | BitAnd | BitOr | BitXor) => Type::Set,
                (Type::Boolean, Type::Boolean)
                    if matches!(operator, BitAnd | BitOr | BitXor) && !dialect.object_literals =>
                {
                    Type::Boolean
                }
                (Type::Path, _) if operator == Divide => Type::Path,
                _ => Type::Unknown,
            },
            _ => Type::Unknown,
        }
    }

    // ── Variables and fields ─────────────────────────────────────────────────────────────────

    fn write(&mut self, id: NodeId, kind: Kind) {
        let unit = self.unit;
        match kind {
            Kind::Let { target, value, .. } => match (unit.kind(target), value) {
                (Kind::Name(_), Some(value)) => self.set(target, self.of(value)),
                // Without a value, what is set later decides where types are checked; else it is absent at first.
                (Kind::Name(_), None) if unit.dialect.static_types || unit.dialect.commands => {
                    self.set(target, Type::Unknown);
                }
                (Kind::Name(_), None) => self.set(target, Type::Null),
                (Kind::Tuple(parts), Some(value)) if unit.dialect.checked_pairs => self.set_parts(parts, value),
                _ => {}
            },
            Kind::Assign { target, operator, value } => match unit.kind(target) {
                Kind::Name(_) => {
                    let ty = self.of(value);
                    match operator {
                        None => match unit.kind(value) {
                            // `x = x + y` says as much as `x += y`.
                            Kind::Binary(operator, left, right)
                                if matches!(unit.kind(left), Kind::Name(_))
                                    && self.scopes.resolve(left).is_some()
                                    && self.scopes.resolve(left) == self.scopes.resolve(target) =>
                            {
                                self.change(target, operator, self.of(right));
                            }
                            _ => self.set(target, ty),
                        },
                        Some(operator) => self.change(target, operator, ty),
                    }
                }
                Kind::Member { object, name, .. } if operator.is_none() => self.set_field(object, name, self.of(value)),
                _ => {}
            },
            Kind::Update { target, .. } if matches!(unit.kind(target), Kind::Name(_)) => {
                let number = if unit.dialect.all_numbers_float { Type::Float } else { Type::Integer };
                self.change(target, BinaryOperator::Add, number);
            }
            Kind::Field { name, annotation, value, .. } => {
                let Kind::Name(symbol) = unit.kind(name) else { return };
                let Some(Kind::Type(owner)) = unit.parent(id).map(|up| unit.kind(up)) else { return };
                let ty = match (annotation, value) {
                    (Some(annotation), _) => self.annotated(annotation),
                    (None, Some(value)) => self.of(value),
                    (None, None) => return,
                };
                let declared = annotation.is_some() || unit.dialect.static_types;
                if let Type::Own(owner) = annotation::own(owner, &self.types.extends) {
                    if declared && ty != Type::Null {
                        self.known_fields.insert((owner, symbol), ty);
                    } else {
                        self.join_field(owner, symbol, ty);
                    }
                }
                if annotation.is_none() {
                    self.set(name, ty);
                }
            }
            Kind::Loop(form @ (LoopForm::Each | LoopForm::Keys), parts) if unit.dialect.keys_first => {
                let Some(source) = parts.source else { return };
                let (key, item) = match (self.of(source), unit.kind(source)) {
                    (Type::List | Type::Bytes, _) => (Type::Integer, Type::Unknown),
                    (Type::Text, _) => (Type::Integer, Type::Integer),
                    (Type::Integer, _) | (_, Kind::Integer) => (Type::Integer, Type::Unknown),
                    _ => (Type::Unknown, Type::Unknown),
                };
                let Some(target) = parts.target else { return };
                match (unit.kind(target), form) {
                    (Kind::Tuple(names), _) => {
                        let names = unit.list(names);
                        for (&name, ty) in names.iter().zip([key, item]) {
                            if matches!(unit.kind(name), Kind::Name(_)) {
                                self.set(name, ty);
                            }
                        }
                    }
                    (Kind::Name(_), LoopForm::Keys) => self.set(target, key),
                    (Kind::Name(_), _) => self.set(target, item),
                    _ => {}
                }
            }
            Kind::Loop(LoopForm::Each, parts) => {
                if let (Some(target), Some(source)) = (parts.target, parts.source) {
                    self.set_item(target, source);
                }
            }
            Kind::Clause { target, source, .. } => self.set_item(target, source),
            _ => {}
        }
    }

    /// Several variables at once: from a value each, from the results of one call, or a value and whether there was one.
    fn set_parts(&mut self, targets: code::List, value: NodeId) {
        let unit = self.unit;
        let targets = unit.list(targets);
        let mut types: Vec<Type> = Vec::with_capacity(targets.len());
        match unit.kind(value) {
            Kind::Tuple(values) => types.extend(unit.list(values).iter().map(|&it| self.of(it))),
            Kind::Index { .. } | Kind::Cast { .. } | Kind::Receive(_) => types.extend([self.of(value), Type::Boolean]),
            Kind::Call { callee, .. } => match calls::own_target(unit, self.scopes, &self.types, callee) {
                Some(crate::Target::Own(function)) => {
                    if let Some(Kind::TypeExpression { form: code::TypeForm::Tuple, parts }) =
                        unit.function(function).result.map(|result| unit.kind(result))
                    {
                        types.extend(unit.list(parts).iter().map(|&it| self.annotated(it)));
                    }
                }
                // What the library says is the first result; the last one may be an error.
                _ => types.push(self.of(value)),
            },
            _ => {}
        }
        for (&target, ty) in targets.iter().zip(types) {
            if matches!(unit.kind(target), Kind::Name(_)) {
                self.set(target, ty);
            }
        }
    }

    /// The item of a loop has a type where it goes over numbers, text or the lines of a file.
    fn set_item(&mut self, target: NodeId, source: NodeId) {
        let target = match self.unit.kind(target) {
            Kind::Let { target, .. } => target,
            _ => target,
        };
        let ty = match (self.unit.kind(source), self.of(source)) {
            (Kind::Range { .. }, _) => Type::Integer,
            (_, Type::File | Type::Text) => Type::Text,
            _ => Type::Unknown,
        };
        if matches!(self.unit.kind(target), Kind::Name(_)) {
            self.set(target, ty);
        }
    }

    /// Notes one write of a variable.
    fn set(&mut self, name: NodeId, ty: Type) {
        let Some(binding) = self.scopes.resolve(name) else { return };
        self.join(binding, ty, name);
    }

    fn change(&mut self, name: NodeId, operator: BinaryOperator, ty: Type) {
        let Some(binding) = self.scopes.resolve(name) else { return };
        let before = self.variables[binding.0 as usize].so_far.unwrap_or_default();
        let after = if self.unit.dialect.static_types { before } else { self.binary(operator, before, ty) };
        self.join(binding, after, name);
    }

    fn join(&mut self, id: BindingId, ty: Type, name: NodeId) {
        let binding = self.scopes.binding(id);
        let variable = &mut self.variables[id.0 as usize];
        if variable.fixed {
            return;
        }
        if self.unit.dialect.static_types {
            // The first value fixes the type of a variable; an absent one leaves it open.
            if name == binding.definition && variable.known == Type::Unknown && ty != Type::Null {
                variable.known = ty;
                self.late |= ty != Type::Unknown && binding.reads.first().is_some_and(|&read| read < name);
            }
            variable.so_far.get_or_insert(ty);
            return;
        }
        variable.seen += 1;
        variable.so_far = match variable.so_far {
            None => Some(ty),
            Some(before) => Some(same(before, ty)),
        };
        let all = variable.seen as usize == binding.writes.len() + 1;
        if all && let Some(ty) = variable.so_far.filter(|&ty| ty != Type::Unknown && ty != Type::Null) {
            if variable.known == Type::Unknown {
                self.late |= binding.reads.first().is_some_and(|&read| read < name);
            }
            variable.known = ty;
        }
    }

    fn set_field(&mut self, object: NodeId, name: Symbol, ty: Type) {
        if let Type::Own(owner) = self.of(object) {
            self.join_field(owner, name, ty);
        } else {
            self.foreign.entry(name).and_modify(|before| *before = same(*before, ty)).or_insert(ty);
        }
    }

    fn join_field(&mut self, owner: TypeId, name: Symbol, ty: Type) {
        // What is declared holds; what is assigned must agree.
        if self.unit.dialect.static_types && self.known_fields.contains_key(&(owner, name)) {
            return;
        }
        self.fields.entry((owner, name)).and_modify(|before| *before = same(*before, ty)).or_insert(ty);
    }
}

/// The type of both, if it is the same.
fn same(left: Type, right: Type) -> Type {
    if left == right { left } else { Type::Unknown }
}

/// The type of a part of something.
fn index_of(object: Type, index: Kind, index_type: Type) -> Type {
    match index {
        Kind::Slice { .. } | Kind::Range { .. }
            if matches!(object, Type::Text | Type::List | Type::Bytes | Type::Tuple) =>
        {
            object
        }
        _ if object == Type::Text && matches!(index_type, Type::Integer | Type::Float) => Type::Text,
        _ => Type::Unknown,
    }
}
