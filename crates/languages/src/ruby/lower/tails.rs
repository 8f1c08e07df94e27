//! What a method gives back without saying so: its last expression.
//!
//! A last expression that is there for its value becomes a `return` of it; one that is there for what it does stays as it is.
//! A node's children are older than it, so a choice whose ways end in values is made anew.

use code::{BinaryOperator, Kind, LibraryEntry, NodeId};

use super::{kind, name_of, nodes, span};
use crate::alike;
use crate::lower::Lowering;

/// A body with its last value returned; the same body where there is none.
pub(super) fn returned(low: &mut Lowering<'_>, body: NodeId) -> NodeId {
    given(low, body).unwrap_or(body)
}

/// A statement that gives its value, in place of one that has a value; `None` where it has none that counts.
fn given(low: &mut Lowering<'_>, id: NodeId) -> Option<NodeId> {
    let at = span(low, id);
    let new = match kind(low, id) {
        Kind::Block { body } => {
            let mut statements = nodes(low, body);
            let last = *statements.last()?;
            if let Some(kept) = kept(low, last) {
                statements.push(kept);
            } else {
                let new = given(low, last)?;
                statements.pop();
                statements.push(new);
            }
            Kind::Block { body: low.build.list(&statements) }
        }
        Kind::If { condition, then, otherwise } => {
            let new_then = given(low, then);
            let new_otherwise = otherwise.and_then(|otherwise| given(low, otherwise));
            if new_then.is_none() && new_otherwise.is_none() {
                return None;
            }
            Kind::If { condition, then: new_then.unwrap_or(then), otherwise: new_otherwise.or(otherwise) }
        }
        Kind::Match { subject, arms } => {
            let old = nodes(low, arms);
            let new: Vec<Option<NodeId>> = old.iter().map(|&arm| given(low, arm)).collect();
            if new.iter().all(Option::is_none) {
                return None;
            }
            let arms: Vec<NodeId> = new.into_iter().zip(old).map(|(new, old)| new.unwrap_or(old)).collect();
            Kind::Match { subject, arms: low.build.list(&arms) }
        }
        Kind::Arm { patterns, guard, body, falls } => Kind::Arm { patterns, guard, body: given(low, body)?, falls },
        Kind::Handler { types, name, body } => Kind::Handler { types, name, body: given(low, body)? },
        Kind::With { resources, body, is_async } => Kind::With { resources, body: given(low, body)?, is_async },
        Kind::Try { body, handlers, otherwise, finally } => {
            let old = nodes(low, handlers);
            let new: Vec<Option<NodeId>> = old.iter().map(|&handler| given(low, handler)).collect();
            let (new_body, new_otherwise) = match otherwise {
                Some(otherwise) => (None, given(low, otherwise)),
                None => (given(low, body), None),
            };
            if new.iter().all(Option::is_none) && new_body.is_none() && new_otherwise.is_none() {
                return None;
            }
            let handlers: Vec<NodeId> = new.into_iter().zip(old).map(|(new, old)| new.unwrap_or(old)).collect();
            Kind::Try {
                body: new_body.unwrap_or(body),
                handlers: low.build.list(&handlers),
                otherwise: new_otherwise.or(otherwise),
                finally,
            }
        }
        _ => return counts(low, id).then(|| low.node(Kind::Return(Some(id)), at)),
    };
    alike::discard_shell(low, id);
    Some(low.node(new, at))
}

/// After `@name ||= value`, the return of what is kept.
fn kept(low: &mut Lowering<'_>, id: NodeId) -> Option<NodeId> {
    let Kind::Assign { target, operator: Some(BinaryOperator::Or), .. } = kind(low, id) else { return None };
    let at = span(low, target);
    let value = match kind(low, target) {
        Kind::Member { object, name, access } if kind(low, object) == Kind::This => {
            let object = low.node(Kind::This, span(low, object));
            low.node(Kind::Member { object, name, access }, at)
        }
        Kind::Name(_) => low.build.name(at),
        _ => return None,
    };
    Some(low.node(Kind::Return(Some(value)), at))
}

/// Whether an expression at the end of a method is there for its value.
fn counts(low: &Lowering<'_>, id: NodeId) -> bool {
    match kind(low, id) {
        Kind::Call { callee, arguments, .. } => call_counts(low, id, callee, !arguments.is_empty()),
        Kind::Name(_) => true,
        Kind::Binary(BinaryOperator::And | BinaryOperator::Or, _, right) => {
            !matches!(kind(low, right), Kind::Throw(..) | Kind::Return(_) | Kind::Assign { .. })
        }
        Kind::Function(function) => low.build.unit().function(function).name.is_none(),
        Kind::Assign { .. }
        | Kind::Let { .. }
        | Kind::Loop(..)
        | Kind::Return(_)
        | Kind::Throw(..)
        | Kind::Break(..)
        | Kind::Continue(_)
        | Kind::Import(_)
        | Kind::Type(_)
        | Kind::Opaque { .. }
        | Kind::Empty => false,
        _ => true,
    }
}

fn call_counts(low: &Lowering<'_>, call: NodeId, callee: NodeId, has_arguments: bool) -> bool {
    let unit = low.build.unit();
    let (name, free) = match unit.kind(callee) {
        Kind::Name(symbol) => (unit.name(symbol), true),
        Kind::Member { name, .. } => (unit.name(name), false),
        Kind::Super => return false,
        _ => return true,
    };
    let made = matches!(unit.kind(call), Kind::Call { form: code::CallForm::New, .. });
    if made {
        return true;
    }
    if let Some(entry) = entry(low, callee, name) {
        return !entry.gives.is_empty() || !entry.returns.is_empty();
    }
    if name.ends_with('?') {
        return true;
    }
    if name.ends_with('!') || name == "yield" {
        return false;
    }
    let Kind::Call { arguments, .. } = unit.kind(call) else { return true };
    let has_block = unit.list(arguments).iter().any(|&argument| matches!(unit.kind(argument), Kind::Function(_)));
    // A call that is spelled like a command is there for what it does.
    let behind = unit.source.get(unit.span(callee).end as usize..).unwrap_or("");
    let command = has_arguments && !behind.starts_with('(');
    !(has_block || free && command)
}

/// Whether a call is known for running the block that it is given, so that what the block gives is never looked at.
pub(super) fn only_runs(low: &Lowering<'_>, callee: NodeId) -> bool {
    let unit = low.build.unit();
    let (Kind::Name(symbol) | Kind::Member { name: symbol, .. }) = unit.kind(callee) else { return false };
    entry(low, callee, unit.name(symbol)).is_some_and(|entry| !entry.when.is_empty() && entry.gives.is_empty())
}

/// What the library says of a call, as far as its spelling tells.
fn entry(low: &Lowering<'_>, callee: NodeId, name: &str) -> Option<&'static LibraryEntry> {
    let library = low.language.library();
    let unit = low.build.unit();
    match unit.kind(callee) {
        Kind::Name(_) => library.find(name),
        Kind::Member { object, .. } => {
            let of = if name_of(low, object).is_some() || matches!(unit.kind(object), Kind::Member { .. }) {
                unit.text(object).replace("::", ".")
            } else {
                String::new()
            };
            library.find(&format!("{of}.{name}")).or_else(|| library.find(&format!(".{name}"))).or_else(|| {
                ["list", "map", "set", "text", "int", "float", "file", "time"]
                    .iter()
                    .find_map(|of| library.find(&format!("{of}.{name}")))
            })
        }
        _ => None,
    }
}
