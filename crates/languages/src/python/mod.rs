//! Python.

mod lower;

use code::{Dialect, Terms};

use crate::{Language, generated};

const DIALECT: Dialect = Dialect {
    loose_equality: false,
    shared_defaults: true,
    falsy_empty_collections: true,
    falsy_scalars: true,
    ownership: false,
    exceptions: true,
    static_types: false,
    fixed_width_integers: false,
    all_numbers_float: false,
    negative_indices: true,
    checked_indices: true,
    switch_falls_through: false,
    expression_blocks: false,
    function_scoped_variables: true,
    shadowing: false,
    assignment_declares: true,
    late_binding_closures: true,
    immutable_strings: true,
    eager_async: false,
    null: "None",
    truth: "True",
    falsehood: "False",
    receiver: "self",
    own_type: "",
    constructor: "__init__",
    terms: Terms {
        sequence: "list",
        mapping: "dictionary",
        set: "set",
        tuple: "tuple",
        text: "string",
        raises: "raises",
        raise: "raise",
        error: "exception",
        lambda: "lambda",
        interface: "protocol",
        module: "module",
        field: "attribute",
        method: "method",
    },
};

/// Python.
pub(crate) static LANGUAGE: Language = Language {
    name: "python",
    title: "Python",
    aliases: &["py", "python3"],
    extensions: &["py", "pyi", "pyw"],
    dialect: DIALECT,
    library: generated::PYTHON,
    grammar: || tree_sitter_python::LANGUAGE.into(),
    rule: lower::rule,
    node_types: tree_sitter_python::NODE_TYPES,
    clean_comment: lower::clean_comment,
    clues: &[],
};
