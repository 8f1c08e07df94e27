//! Go.

mod blocks;
mod expressions;
mod imports;
mod items;
mod literals;
mod lower;
mod statements;
mod types;

#[cfg(test)]
mod tests;

use code::{Arithmetic, Dialect, Terms};

use crate::{Language, generated};

const DIALECT: Dialect = Dialect {
    loose_equality: false,
    identity_operator: false,
    // An error that is made from another one keeps it only where it says so (`%w`).
    implicit_cause: false,
    shared_defaults: false,
    falsy_empty_collections: false,
    falsy_scalars: false,
    pointers: false,
    ownership: false,
    exceptions: false,
    static_types: true,
    fixed_width_integers: true,
    all_numbers_float: false,
    arithmetic: Arithmetic::FixedWidth,
    negative_indices: false,
    checked_indices: true,
    switch_falls_through: true,
    members_in_scope: false,
    text_absorbs: false,
    identity_equality: false,
    expression_blocks: false,
    said_results: false,
    checked_presence: false,
    function_scoped_variables: false,
    // `:=` sets a name again that its own block has.
    shadowing: false,
    declared_in_place: true,
    keys_first: true,
    copies_values: true,
    checked_pairs: true,
    always_returns: true,
    capital_types: false,
    constant_counter: "iota",
    error_result: "error",
    object_literals: false,
    assignment_declares: false,
    // Since Go 1.22 each round of a loop has variables of its own.
    late_binding_closures: false,
    immutable_strings: true,
    eager_async: false,
    top_level_runs: false,
    textual_imports: false,
    null: "nil",
    truth: "true",
    falsehood: "false",
    receiver: "",
    own_type: "",
    failure: "",
    success: "",
    present: "",
    free_modules: &[],
    type_names: &[],
    constructor: "",
    terms: Terms {
        sequence: "slice",
        array: "array",
        mapping: "map",
        set: "set",
        tuple: "group",
        text: "string",
        raises: "returns",
        raise: "return",
        error: "error",
        lambda: "function literal",
        interface: "interface",
        record: "struct",
        module: "package",
        field: "field",
        method: "method",
    },
};

/// Go.
pub(crate) static LANGUAGE: Language = Language {
    name: "go",
    title: "Go",
    aliases: &["golang"],
    extensions: &["go"],
    dialect: DIALECT,
    library: generated::GO,
    grammar: || tree_sitter_go::LANGUAGE.into(),
    rule: lower::rule,
    node_types: tree_sitter_go::NODE_TYPES,
    prepare: |_| None,
    clean_comment: lower::clean_comment,
    clues: &[
        ("\npackage main\n", 8),
        ("\npackage ", 3),
        ("\nfunc ", 4),
        ("func main() {", 4),
        ("func (", 5),
        (" := ", 3),
        (":= range ", 6),
        ("if err != nil", 8),
        ("err != nil {", 4),
        ("fmt.Println(", 5),
        ("fmt.Printf(", 5),
        ("fmt.Errorf(", 6),
        ("\nimport (\n", 6),
        ("\nimport \"", 2),
        ("\ntype ", 1),
        (" struct {", 2),
        (" struct {\n", 1),
        (" interface {\n", 1),
        ("interface{}", 4),
        ("map[string]", 5),
        ("[]string", 2),
        ("[]byte", 4),
        ("[]int{", 4),
        ("make([]", 6),
        ("make(map[", 6),
        ("make(chan ", 6),
        ("<-", 1),
        ("chan ", 2),
        ("go func(", 6),
        ("defer ", 4),
        ("select {", 2),
        (", err := ", 6),
        (", ok := ", 6),
        (" nil {", 3),
        ("return nil", 2),
        ("error {", 2),
        ("error) {", 4),
        ("switch {", 2),
        ("fallthrough", 3),
        ("\tvar ", 1),
        ("&sync.", 3),
        ("context.Context", 5),
    ],
};
