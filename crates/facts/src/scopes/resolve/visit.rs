//! The walk through statements, expressions and types.

use code::{DefinitionForm, FunctionId, Kind, LetForm, List, LoopForm, NodeId, TypeForm, TypeId};

use super::announce::is_expression_function;
use super::{BindingKind, Mode, Resolver, Task};

impl Resolver<'_> {
    pub(super) fn visit_list(&mut self, list: List) {
        let nodes = self.unit.list(list);
        self.tasks.extend(nodes.iter().rev().map(|&node| Task::Visit(node)));
    }

    pub(super) fn types_list(&mut self, list: List) {
        let nodes = self.unit.list(list);
        self.tasks.extend(nodes.iter().rev().map(|&node| Task::Type(node)));
    }

    pub(super) fn maybe(&mut self, node: Option<NodeId>) {
        self.tasks.extend(node.map(Task::Visit));
    }

    /// Blocks are scopes of their own, except where variables belong to the whole function.
    pub(super) fn scoped(&self) -> bool {
        !self.unit.dialect.function_scoped_variables
    }

    pub(super) fn push_enter(&mut self) {
        if self.scoped() {
            self.tasks.push(Task::Enter);
        }
    }

    pub(super) fn push_leave(&mut self) {
        if self.scoped() {
            self.tasks.push(Task::Leave);
        }
    }

    pub(super) fn visit(&mut self, node: NodeId) {
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
            MacroDefinition { .. } | Package { .. } => {}
            Decorator { value } => self.visit_decorator(value),
            // What the compiler leaves in or out is no scope of its own.
            If { condition, then, otherwise }
                if matches!(unit.kind(condition), Scoped(code::ScopeForm::Constant, _)) =>
            {
                for body in [otherwise, Some(then)].into_iter().flatten() {
                    match unit.kind(body) {
                        Block { body } => self.visit_list(body),
                        _ => self.tasks.push(Task::Visit(body)),
                    }
                }
                self.tasks.push(Task::Visit(condition));
            }
            Unary(code::UnaryOperator::Defined, name) => self.read_if_bound(name),
            Goto(_) => {}
            Directive { condition, .. } => {
                for node in condition.into_iter().flat_map(|it| unit.preorder_shallow(it)) {
                    self.read_if_bound(node);
                }
            }
            If { condition, then, otherwise } => {
                self.maybe(otherwise);
                self.push_leave();
                self.tasks.push(Task::Visit(then));
                self.tasks.push(Task::Visit(condition));
                self.push_enter();
            }
            Loop(form, parts) => self.visit_loop(form, parts),
            Arm { patterns, guard, body, .. } => {
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
                    let Name(symbol) = unit.kind(name) else { continue };
                    if let Some(function) = self.top().function {
                        self.opened.insert((function, symbol));
                    }
                    if let Some(id) = self.look_up(symbol) {
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

    pub(super) fn hoist_or_skip(&mut self, body: List) {
        if self.scoped() {
            self.hoist(body);
        }
    }

    /// Decorators and attributes may name what no scope holds.
    pub(super) fn visit_decorator(&mut self, value: NodeId) {
        let unit = self.unit;
        if unit.dialect.assignment_declares {
            self.tasks.push(Task::Visit(value));
            return;
        }
        for node in unit.preorder_shallow(value) {
            self.read_if_bound(node);
        }
    }

    pub(super) fn visit_loop(&mut self, form: LoopForm, parts: code::LoopParts) {
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

    pub(super) fn loop_target(&self, target: NodeId) -> Task {
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
    pub(super) fn in_condition(&self, node: NodeId) -> bool {
        let unit = self.unit;
        let mut below = node;
        let mut joined = false;
        for up in unit.ancestors(node) {
            match unit.kind(up) {
                Kind::Binary(..) => {
                    below = up;
                    joined = true;
                }
                Kind::Unary(..) => below = up,
                Kind::If { condition, .. } => return condition == below,
                Kind::Loop(_, parts) => return parts.condition == Some(below),
                Kind::Arm { guard, .. } => return guard == Some(below),
                // What stands behind `&&` knows its names too.
                _ => return joined,
            }
        }
        false
    }

    pub(super) fn visit_function(&mut self, id: FunctionId) {
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
                // Announced with its type.
                Kind::Name(_) if member && self.scopes.resolution[name.index()].is_some() => {}
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

    pub(super) fn visit_definition(&mut self, id: TypeId) {
        let unit = self.unit;
        let definition = unit.type_definition(id);
        let extension = definition.form == DefinitionForm::Extension;
        self.tasks.push(Task::Leave);
        match definition.form {
            DefinitionForm::Alias | DefinitionForm::Distinct => self.types_list(definition.members),
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

    pub(super) fn visit_type(&mut self, node: NodeId) {
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
