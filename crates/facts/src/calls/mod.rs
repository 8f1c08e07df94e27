//! What every call calls.

mod resolve;

pub(crate) use resolve::{Imports, Methods, library_entry, own_target};

use code::{Access, FunctionId, Kind, LibraryEntry, NodeId, TypeId, Unit};

use crate::{BindingId, BindingKind, Facts, Type};

/// The position of a call in [`Facts::calls`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CallId(pub u32);

/// A call.
#[derive(Clone, Debug)]
pub struct CallFact {
    /// The [`code::Kind::Call`] node.
    pub node: NodeId,
    /// What is called.
    pub target: Target,
    /// What the library says of it, also for a method on a receiver of known type.
    pub library: Option<&'static LibraryEntry>,
    /// The function that the call stands in; `None` at the top level.
    pub caller: Option<FunctionId>,
    /// The receiver of a method call.
    pub receiver: Option<NodeId>,
}

/// What a call calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// A function of this text: by its name, or a method called on the own object.
    Own(FunctionId),
    /// Makes a value of a type of this text.
    Construct(TypeId),
    /// A value that holds a function: a parameter (callback) or a variable.
    Value(BindingId),
    /// The library, or something imported.
    Library,
    /// A method of an object whose type is not known.
    Method,
    /// Anything else.
    Unknown,
}

/// Observes all calls.
pub(crate) fn observe(unit: &Unit, facts: &Facts) -> Vec<CallFact> {
    let (scopes, types) = (&facts.scopes, &facts.types);
    let fact = |&(node, library): &(NodeId, Option<&'static LibraryEntry>)| {
        let Kind::Call { callee, .. } = unit.kind(node) else { return None };
        let own = own_target(unit, scopes, types, callee);
        let target = own
            .unwrap_or_else(|| if library.is_some() { Target::Library } else { foreign_target(unit, facts, callee) });
        let receiver = match unit.kind(callee) {
            Kind::Member { object, access: Access::Dot | Access::Optional, .. }
                if is_value(unit, facts, object, library) =>
            {
                Some(object)
            }
            _ => None,
        };
        Some(CallFact {
            node,
            target,
            library: library.filter(|_| own.is_none()),
            caller: scopes.function_of(node),
            receiver,
        })
    };
    facts.types.library.iter().filter_map(fact).collect()
}

/// Whether a call at the end of several statements is there for what it does: nothing tells that it gives something, and nothing
/// around it asks for a value.
pub(crate) fn only_does(unit: &Unit, facts: &Facts, call: NodeId) -> bool {
    let Some(fact) = facts.call(call) else { return false };
    let gives = match (fact.target, fact.library) {
        (Target::Construct(_), _) => true,
        (Target::Own(id), _) => {
            let function = unit.function(id);
            let is_block = function.body.is_some_and(|body| matches!(unit.kind(body), Kind::Block { .. }));
            function.result.is_some() || !is_block
        }
        (_, Some(entry)) => !entry.gives.is_empty() || !entry.returns.is_empty(),
        _ => false,
    };
    if gives {
        return false;
    }
    let Some(around) = unit.enclosing_function(call) else { return true };
    let around = unit.function(around);
    if around.form != code::FunctionForm::Lambda {
        return around.result.is_none();
    }
    let taken = unit.parent(around.node).and_then(|up| facts.call(up)).and_then(|call| call.library);
    // What the library does with it says whether it takes a value; nobody sees what a call gives that says nothing.
    fact.library.is_some() || taken.is_none_or(|entry| entry.gives.is_empty())
}

/// What a call calls that is neither of this text nor in the library.
fn foreign_target(unit: &Unit, facts: &Facts, callee: NodeId) -> Target {
    match unit.kind(callee) {
        Kind::Name(_) => match facts.scopes.resolve(callee) {
            Some(id) if facts.scopes.binding(id).kind == BindingKind::Import => Target::Library,
            _ => Target::Unknown,
        },
        Kind::Member { object, access, .. } => {
            if resolve::root_import(unit, &facts.scopes, object).is_some() {
                Target::Library
            } else if access == Access::Path {
                Target::Unknown
            } else {
                Target::Method
            }
        }
        _ => Target::Unknown,
    }
}

/// Whether what stands before the dot is a value, not a module, a type or a namespace.
fn is_value(unit: &Unit, facts: &Facts, object: NodeId, library: Option<&LibraryEntry>) -> bool {
    if facts.types.of(object) != Type::Unknown {
        return true;
    }
    match unit.kind(object) {
        Kind::Super => false,
        Kind::Name(_) => match facts.scopes.binding_of(object) {
            Some(binding) => match binding.kind {
                BindingKind::Type | BindingKind::TypeParameter => false,
                // A method found by its name alone has a receiver; a path through a module has none.
                BindingKind::Import => library.is_some_and(|entry| entry.path.starts_with('.')),
                _ => true,
            },
            // `Math.max`, `np.mean`: the name itself stands for a part of the library's path.
            None => library.is_none_or(|entry| entry.path.starts_with('.')),
        },
        Kind::Member { .. } => {
            let through_module = resolve::root_import(unit, &facts.scopes, object).is_some();
            let path_is_library =
                library.is_some_and(|entry| !entry.path.starts_with('.') && entry.path.matches('.').count() > 1);
            !(path_is_library || through_module && library.is_some_and(|entry| !entry.path.starts_with('.')))
        }
        _ => true,
    }
}
