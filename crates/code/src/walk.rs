//! Walks over the arena, none of which recurses.

use crate::{Kind, NodeId, Unit};

impl Unit {
    /// Calls `visit` with every child of a node, in source order as far as the kind fixes it.
    pub fn for_each_child(&self, id: NodeId, mut visit: impl FnMut(NodeId)) {
        use Kind::*;
        macro_rules! each {
            ($list:expr) => {
                for &child in self.list($list) {
                    visit(child);
                }
            };
        }
        macro_rules! maybe {
            ($($node:expr),*) => {
                {$(if let Some(child) = $node { visit(child); })*}
            };
        }
        match self.kind(id) {
            Module { body } | Block { body } => each!(body),
            Function(function) => {
                let function = self.function(function);
                each!(function.decorators);
                maybe!(function.name);
                each!(function.type_parameters);
                each!(function.parameters);
                maybe!(function.result, function.body);
            }
            Type(definition) => {
                let definition = self.type_definition(definition);
                each!(definition.decorators);
                maybe!(definition.name);
                each!(definition.type_parameters);
                each!(definition.bases);
                each!(definition.members);
            }
            Import(import) => {
                let import = self.import(import);
                maybe!(import.alias);
                for name in &import.names {
                    visit(name.local);
                }
            }
            Parameter { target, annotation, default, .. } => {
                visit(target);
                maybe!(annotation, default);
            }
            Field { name, annotation, value, .. } => {
                visit(name);
                maybe!(annotation, value);
            }
            Variant { name, fields, value } => {
                visit(name);
                each!(fields);
                maybe!(value);
            }
            Let { target, annotation, value, otherwise, .. } => {
                visit(target);
                maybe!(annotation, value, otherwise);
            }
            Export { names, from } => {
                each!(names);
                maybe!(from);
            }
            MacroDefinition { name } => maybe!(name),
            Package { name } => visit(name),
            Directive { condition, .. } => maybe!(condition),
            Goto(label) => visit(label),
            If { condition, then, otherwise } => {
                visit(condition);
                visit(then);
                maybe!(otherwise);
            }
            Loop(_, parts) => {
                maybe!(parts.target);
                // A counted loop spells its condition before its step.
                maybe!(parts.condition, parts.source);
                visit(parts.body);
                maybe!(parts.otherwise);
            }
            Match { subject, arms } => {
                maybe!(subject);
                each!(arms);
            }
            Arm { patterns, guard, body, .. } => {
                each!(patterns);
                maybe!(guard);
                visit(body);
            }
            Try { body, handlers, otherwise, finally } => {
                visit(body);
                each!(handlers);
                maybe!(otherwise, finally);
            }
            Handler { types, name, body } => {
                each!(types);
                maybe!(name);
                visit(body);
            }
            With { resources, body, .. } => {
                each!(resources);
                visit(body);
            }
            Return(value) | Continue(value) | Yield(value, _) => maybe!(value),
            Break(first, second) | Throw(first, second) => maybe!(first, second),
            Assert(condition, message) => {
                visit(condition);
                maybe!(message);
            }
            Delete(list)
            | OuterNames(list)
            | Sequence(list)
            | Tuple(list)
            | Set(list)
            | Mapping(list)
            | Pipe(list)
            | Alternatives(list)
            | Chain { operands: list, .. } => {
                each!(list);
            }
            Send { channel, value } => {
                visit(channel);
                visit(value);
            }
            Labelled { label, body } => {
                visit(label);
                visit(body);
            }
            Assign { target, value, .. } => {
                visit(target);
                visit(value);
            }
            Template { pieces, tag } => {
                maybe!(tag);
                each!(pieces);
            }
            Entry { key, value, .. } => {
                visit(key);
                if key != value {
                    visit(value);
                }
            }
            Record { of, fields } | Destructure { of, parts: fields } => {
                visit(of);
                each!(fields);
            }
            Repeat { value, count } => {
                visit(value);
                visit(count);
            }
            Comprehension { element, clauses, .. } => {
                visit(element);
                each!(clauses);
            }
            Clause { target, source, filters, .. } => {
                visit(target);
                visit(source);
                each!(filters);
            }
            Call { callee, arguments, .. } => {
                visit(callee);
                each!(arguments);
            }
            NamedArgument { name, value } => {
                visit(name);
                visit(value);
            }
            Index { object, index, .. } => {
                visit(object);
                visit(index);
            }
            Slice { start, end, step } => maybe!(start, end, step),
            Range { start, end, .. } => maybe!(start, end),
            Binary(_, left, right) => {
                visit(left);
                visit(right);
            }
            Conditional { condition, then, otherwise } => {
                visit(condition);
                visit(then);
                visit(otherwise);
            }
            Matches { value, pattern } | Bind { name: value, pattern } => {
                visit(value);
                visit(pattern);
            }
            Cast { value, to, .. } => {
                visit(value);
                visit(to);
            }
            Element { tag, attributes, children } => {
                maybe!(tag);
                each!(attributes);
                each!(children);
            }
            TypeExpression { parts, .. }
            | Opaque { parts, .. }
            | Query(_, parts)
            | Markup(_, parts)
            | Style(_, parts)
            | Data(_, parts) => each!(parts),
            TypeParameter { name, bounds } => {
                visit(name);
                each!(bounds);
            }
            Decorator { value }
            | Defer(value)
            | Spawn(value)
            | Receive(value)
            | Update { target: value, .. }
            | Spread(value)
            | Member { object: value, .. }
            | Unary(_, value)
            | Await(value)
            | Propagate(value)
            | Reference(value, _)
            | Dereference(value)
            | Scoped(_, value) => visit(value),
            Empty | Name(_) | This | Super | Integer | Float | Text(_) | Boolean(_) | Null | Ellipsis | Regex
            | Wildcard => {}
        }
    }

    /// A node and everything below it, parents before children, in source order.
    pub fn preorder(&self, id: NodeId) -> Preorder<'_> {
        Preorder { unit: self, stack: vec![id], skip_functions: false, top: id }
    }

    /// The same without entering functions inside `id`: what runs when `id` itself runs. Nested functions are yielded, not entered.
    pub fn preorder_shallow(&self, id: NodeId) -> Preorder<'_> {
        Preorder { unit: self, stack: vec![id], skip_functions: true, top: id }
    }

    /// Everything below a node, the node itself excluded.
    pub fn descendants(&self, id: NodeId) -> Descendants<'_> {
        let mut inner = self.preorder(id);
        inner.next();
        Descendants { inner }
    }
}

/// Iterator of [`Unit::preorder`].
#[derive(Debug)]
pub struct Preorder<'u> {
    unit: &'u Unit,
    stack: Vec<NodeId>,
    skip_functions: bool,
    top: NodeId,
}

impl Iterator for Preorder<'_> {
    type Item = NodeId;

    fn next(&mut self) -> Option<NodeId> {
        let id = self.stack.pop()?;
        let enter =
            !self.skip_functions || id == self.top || !matches!(self.unit.kind(id), Kind::Function(_) | Kind::Type(_));
        if enter {
            let at = self.stack.len();
            let stack = &mut self.stack;
            self.unit.for_each_child(id, |child| stack.push(child));
            self.stack[at..].reverse();
        }
        Some(id)
    }
}

/// Iterator of [`Unit::descendants`].
#[derive(Debug)]
pub struct Descendants<'u> {
    inner: Preorder<'u>,
}

impl Iterator for Descendants<'_> {
    type Item = NodeId;

    fn next(&mut self) -> Option<NodeId> {
        self.inner.next()
    }
}
