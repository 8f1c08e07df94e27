//! What every call calls.

use code::{FunctionId, LibraryEntry, NodeId, TypeId, Unit};

use crate::{BindingId, Facts};

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
pub(crate) fn observe(_unit: &Unit, _facts: &Facts) -> Vec<CallFact> {
    Vec::new()
}
