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

/// What tells this language and its relatives from others.
pub(crate) const CLUES: &[(&str, i32)] = &[
    ("const ", 3),
    ("let ", 1),
    ("var ", 2),
    ("function ", 3),
    ("function(", 3),
    ("=> ", 3),
    (" === ", 6),
    (" !== ", 6),
    ("console.", 5),
    ("document.", 4),
    ("window.", 3),
    ("require(", 3),
    ("module.exports", 8),
    ("exports.", 4),
    ("import {", 4),
    ("\nimport '", 4),
    ("\nimport \"", 4),
    (" from '", 4),
    (" from \"", 4),
    ("\nexport ", 5),
    ("async function", 4),
    ("await ", 1),
    (" new ", 2),
    ("this.", 2),
    ("typeof ", 3),
    ("instanceof ", 4),
    ("undefined", 3),
    ("null", 1),
    ("JSON.", 3),
    ("Math.", 2),
    ("Object.", 3),
    ("Array.", 2),
    ("Promise", 2),
    (".then(", 3),
    (".forEach(", 3),
    (".length", 1),
    (".prototype", 4),
    ("});", 3),
    ("};\n", 1),
    (") {\n", 2),
    (";\n", 1),
    ("${", 2),
    (" || ", 1),
    (" && ", 1),
    ("if (", 1),
    ("for (", 2),
    ("while (", 1),
    ("} else ", 1),
    ("switch (", 2),
    ("catch (", 3),
    ("throw new ", 5),
    ("++", 1),
    ("\n// ", 1),
    ("/**\n", 1),
    ("/>", 2),
    ("</", 2),
    ("className=", 5),
    ("useState", 4),
    ("constructor(", 5),
    ("extends ", 3),
    ("def ", -4),
    ("elif ", -5),
    ("self.", -3),
    ("fn ", -5),
    ("let mut ", -6),
    ("impl ", -5),
    ("pub ", -4),
    ("mut ", -3),
    ("::", -3),
    (" -> ", -3),
    ("!(", -1),
    ("#[", -4),
    ("None", -2),
    ("True", -2),
    ("False", -2),
    ("):\n", -5),
    (" and ", -1),
    ("if not ", -3),
    ("\nuse ", -4),
];

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
    clues: CLUES,
};
