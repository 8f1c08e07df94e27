//! Which names in the methods of a type mean its own fields and methods.
//!
//! Some languages let `count` stand for `this.count`. Facts know members by their object, so once a whole type has been read,
//! each such name becomes a member of the own object, with the text that it has. A local variable of that name hides the field.

use code::{Access, FunctionForm, Kind, Modifiers, NodeId, Span, Symbol, Unit};
use rustc_hash::{FxHashMap, FxHashSet};

use crate::lower::Lowering;

/// Makes members of the names in a type's own methods, fields and blocks that mean what its objects have.
pub(crate) fn claim(low: &mut Lowering<'_>, members: &[NodeId]) {
    let unit = low.build.unit();
    let own = Own::of(unit, members);
    if own.fields.is_empty() && own.methods.is_empty() {
        return;
    }
    let mut found = Vec::new();
    for &member in members {
        let body = match unit.kind(member) {
            Kind::Function(function) => {
                let function = unit.function(function);
                if function.modifiers.has(Modifiers::STATIC) {
                    continue;
                }
                member
            }
            Kind::Field { value: Some(value), modifiers, .. } if !modifiers.has(Modifiers::STATIC) => value,
            // The span of a static block starts with its keyword.
            Kind::Block { .. } if !unit.text(member).starts_with("static") => member,
            _ => continue,
        };
        let locals = Locals::of(unit, body);
        uses(unit, body, |name, symbol, is_called| {
            let is_own = if is_called { own.methods.contains(&symbol) } else { own.fields.contains(&symbol) };
            if is_own && (is_called || !locals.hide(symbol, unit.span(name).start)) {
                found.push((name, symbol));
            }
        });
    }
    for (name, symbol) in found {
        own_member(low, name, symbol);
    }
}

/// Turns a name into a member of the own object, which takes the empty place before the name.
pub(crate) fn own_member(low: &mut Lowering<'_>, name: NodeId, symbol: Symbol) {
    let Some(before) = name.index().checked_sub(1).map(NodeId::from_index) else { return };
    let unit = low.build.unit();
    let start = unit.span(name).start;
    if unit.kind(before) != Kind::Empty || unit.span(before) != Span::new(start, start) {
        return;
    }
    low.build.set_kind(before, Kind::This);
    low.build.set_kind(name, Kind::Member { object: before, name: symbol, access: Access::Dot });
}

/// The fields and methods that each object of a type has.
#[derive(Default)]
struct Own {
    fields: FxHashSet<Symbol>,
    methods: FxHashSet<Symbol>,
}

impl Own {
    fn of(unit: &Unit, members: &[NodeId]) -> Self {
        let mut own = Self::default();
        let mut of_the_type = FxHashSet::default();
        for &member in members {
            match unit.kind(member) {
                Kind::Field { name, modifiers, .. } if !modifiers.has(Modifiers::STATIC) => {
                    if let Kind::Name(symbol) = unit.kind(name) {
                        own.fields.insert(symbol);
                    }
                }
                Kind::Function(function) => {
                    let function = unit.function(function);
                    let Some(Kind::Name(symbol)) = function.name.map(|name| unit.kind(name)) else { continue };
                    match function.form {
                        FunctionForm::Constructor => continue,
                        // Reads and is written like a field.
                        FunctionForm::Getter | FunctionForm::Setter if !function.modifiers.has(Modifiers::STATIC) => {
                            own.fields.insert(symbol);
                            continue;
                        }
                        _ => {}
                    }
                    if function.modifiers.has(Modifiers::STATIC) {
                        of_the_type.insert(symbol);
                    } else {
                        own.methods.insert(symbol);
                    }
                }
                _ => {}
            }
        }
        // Which of several methods of one name is meant, the arguments would tell.
        own.methods.retain(|symbol| !of_the_type.contains(symbol));
        own
    }
}

/// Where each local name of a member is visible.
struct Locals(FxHashMap<Symbol, Vec<Span>>);

impl Locals {
    fn of(unit: &Unit, root: NodeId) -> Self {
        let mut found: FxHashMap<Symbol, Vec<Span>> = FxHashMap::default();
        let mut open = vec![(root, unit.span(root).end)];
        while let Some((node, end)) = open.pop() {
            let kind = unit.kind(node);
            let declared = match kind {
                Kind::Let { target, .. } | Kind::Parameter { target, .. } | Kind::Bind { name: target, .. } => {
                    Some(target)
                }
                Kind::Handler { name, .. } => name,
                _ => None,
            };
            let is_scope = matches!(
                kind,
                Kind::Block { .. }
                    | Kind::Function(_)
                    | Kind::Loop(..)
                    | Kind::Handler { .. }
                    | Kind::With { .. }
                    | Kind::Match { .. }
            );
            let inner = if is_scope { unit.span(node).end } else { end };
            if let Some(target) = declared
                && let Kind::Name(symbol) = unit.kind(target)
            {
                // From its name on, which stands before its first value.
                found.entry(symbol).or_default().push(Span::new(unit.span(target).start, inner));
            }
            if !matches!(kind, Kind::Type(_)) {
                unit.for_each_child(node, |child| open.push((child, inner)));
            }
        }
        Self(found)
    }

    fn hide(&self, symbol: Symbol, at: u32) -> bool {
        self.0.get(&symbol).is_some_and(|spans| spans.iter().any(|span| span.start <= at && at < span.end))
    }
}

/// Visits every name below a node that is used as a value, and says whether it is called. Types inside have members of their own.
fn uses(unit: &Unit, root: NodeId, mut visit: impl FnMut(NodeId, Symbol, bool)) {
    let mut open = vec![root];
    while let Some(node) = open.pop() {
        match unit.kind(node) {
            Kind::Name(symbol) => visit(node, symbol, false),
            Kind::Let { value, .. } => open.extend(value),
            Kind::Function(function) => {
                let function = unit.function(function);
                // A lambda with an own object of its own may mean that one's members.
                let is_other = function.form == FunctionForm::Lambda && !function.modifiers.has(Modifiers::ARROW);
                open.extend(function.body.filter(|_| !is_other));
            }
            Kind::Labelled { body, .. } | Kind::Handler { body, .. } => open.push(body),
            Kind::Break(_, value) => open.extend(value),
            Kind::NamedArgument { value, .. } | Kind::Cast { value, .. } => open.push(value),
            Kind::Matches { value, .. } => open.push(value),
            Kind::Binary(code::BinaryOperator::InstanceOf, value, _) => open.push(value),
            Kind::Loop(code::LoopForm::Each, parts) => open.extend(parts.source.into_iter().chain([parts.body])),
            Kind::Arm { guard, body, .. } => open.extend(guard.into_iter().chain([body])),
            Kind::Record { fields, .. } => open.extend_from_slice(unit.list(fields)),
            Kind::Entry { value, computed: false, .. } => open.push(value),
            Kind::Call { callee, arguments, form } => {
                open.extend_from_slice(unit.list(arguments));
                match unit.kind(callee) {
                    Kind::Name(symbol) if form == code::CallForm::Plain => visit(callee, symbol, true),
                    Kind::Name(_) | Kind::Type(_) => {}
                    _ => open.push(callee),
                }
            }
            Kind::Continue(_)
            | Kind::Parameter { .. }
            | Kind::Bind { .. }
            | Kind::Destructure { .. }
            | Kind::Decorator { .. }
            | Kind::TypeExpression { .. }
            | Kind::Type(_)
            | Kind::Import(_) => {}
            _ => unit.for_each_child(node, |child| open.push(child)),
        }
    }
}
