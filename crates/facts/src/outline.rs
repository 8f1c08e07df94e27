//! The file as a whole, and its types.

use code::{FunctionId, NodeId, TypeId, Unit};

use crate::{BindingId, Facts};

/// What is known of a type definition.
#[derive(Clone, Debug, Default)]
pub struct TypeFacts {
    /// Fields: declared ones and those set on the own object, each once, with the node of its first declaration or write.
    pub fields: Vec<(code::Symbol, NodeId)>,
    /// Functions of the type, in source order; those of extensions in the same text included.
    pub methods: Vec<FunctionId>,
    /// The constructor.
    pub constructor: Option<FunctionId>,
    /// Extensions (`impl` blocks) of it in this text.
    pub extensions: Vec<TypeId>,
    /// For an extension: the type of this text that it extends.
    pub extends: Option<TypeId>,
    /// Base types in this text.
    pub own_bases: Vec<TypeId>,
    /// Types in this text that inherit from it or implement it.
    pub heirs: Vec<TypeId>,
    /// Where values of it are made in this text.
    pub constructed: Vec<NodeId>,
    /// Whether all methods are free of a body (a pure contract).
    pub contract: bool,
}

/// The file as a whole.
#[derive(Clone, Debug, Default)]
pub struct Outline {
    /// Top-level items in source order; methods belong to their type.
    pub items: Vec<Item>,
    /// Statements at the top level that run when the file is loaded, without definitions and imports.
    pub script: Vec<NodeId>,
    /// The entry point: a `main` function, or an `if __name__ == …` and its like.
    pub entry: Option<NodeId>,
    /// Bindings that other files can use.
    pub exported: Vec<BindingId>,
    /// The author's words on the whole file.
    pub doc: Option<code::DocId>,
}

/// A top-level item.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Item {
    /// A function; a variable that holds a function counts as one.
    Function(FunctionId),
    /// A type.
    Type(TypeId),
    /// A variable or constant.
    Variable(NodeId),
    /// Imports in a row: the first and the last.
    Imports(NodeId, NodeId),
    /// Statements in a row that run on load: the first and the last.
    Script(NodeId, NodeId),
    /// Anything else: exports, macros, opaque code.
    Other(NodeId),
}

/// Observes all type definitions.
pub(crate) fn definitions(_unit: &Unit, _facts: &Facts) -> Vec<TypeFacts> {
    Vec::new()
}

/// Observes the whole file.
pub(crate) fn observe(_unit: &Unit, _facts: &Facts) -> Outline {
    Outline::default()
}
