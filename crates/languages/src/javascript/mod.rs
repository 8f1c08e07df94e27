//! JavaScript.

mod comments;
pub(crate) mod expressions;
pub(crate) mod functions;
pub(crate) mod imports;
pub(crate) mod jsx;
mod lower;
pub(crate) mod objects;
pub(crate) mod read;
pub(crate) mod statements;
#[cfg(test)]
mod tests;

pub(crate) use comments::clean_comment;
pub(crate) use lower::rule;

use code::{Dialect, Terms};

use crate::{Language, generated};

const DIALECT: Dialect = Dialect {
    loose_equality: true,
    shared_defaults: false,
    falsy_empty_collections: false,
    falsy_scalars: true,
    ownership: false,
    exceptions: true,
    static_types: false,
    fixed_width_integers: false,
    all_numbers_float: true,
    negative_indices: false,
    checked_indices: false,
    switch_falls_through: true,
    expression_blocks: false,
    function_scoped_variables: false,
    shadowing: false,
    object_literals: true,
    assignment_declares: false,
    late_binding_closures: false,
    immutable_strings: true,
    eager_async: true,
    null: "null",
    truth: "true",
    falsehood: "false",
    receiver: "this",
    own_type: "",
    failure: "",
    constructor: "constructor",
    terms: Terms {
        sequence: "array",
        mapping: "object",
        set: "set",
        tuple: "array",
        text: "string",
        raises: "throws",
        raise: "throw",
        error: "error",
        lambda: "arrow function",
        interface: "interface",
        module: "module",
        field: "property",
        method: "method",
    },
};

/// JavaScript.
pub(crate) static LANGUAGE: Language = Language {
    name: "javascript",
    title: "JavaScript",
    aliases: &["js", "node", "jsx", "mjs"],
    extensions: &["js", "mjs", "cjs", "jsx"],
    dialect: DIALECT,
    library: generated::JAVASCRIPT,
    grammar: || tree_sitter_javascript::LANGUAGE.into(),
    rule,
    node_types: tree_sitter_javascript::NODE_TYPES,
    clean_comment,
    clues: &[],
};
