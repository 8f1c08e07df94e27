//! TypeScript.

mod items;
mod lower;
#[cfg(test)]
mod tests;
mod types;

use code::{Dialect, Terms};

use crate::javascript::clean_comment;
use crate::{Language, generated};

const DIALECT: Dialect = Dialect {
    loose_equality: true,
    shared_defaults: false,
    falsy_empty_collections: false,
    falsy_scalars: true,
    ownership: false,
    exceptions: true,
    static_types: true,
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

/// TypeScript.
pub(crate) static LANGUAGE: Language = Language {
    name: "typescript",
    title: "TypeScript",
    aliases: &["ts"],
    extensions: &["ts", "mts", "cts"],
    dialect: DIALECT,
    library: generated::TYPESCRIPT,
    grammar: || tree_sitter_typescript::LANGUAGE_TYPESCRIPT.into(),
    rule: lower::rule,
    node_types: tree_sitter_typescript::TYPESCRIPT_NODE_TYPES,
    clean_comment,
    clues: &[],
};

/// TypeScript with JSX.
pub(crate) static TSX: Language = Language {
    name: "tsx",
    title: "TypeScript with JSX",
    aliases: &[],
    extensions: &["tsx"],
    dialect: DIALECT,
    library: generated::TYPESCRIPT,
    grammar: || tree_sitter_typescript::LANGUAGE_TSX.into(),
    rule: lower::rule,
    node_types: tree_sitter_typescript::TSX_NODE_TYPES,
    clean_comment,
    clues: &[],
};
