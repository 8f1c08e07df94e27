//! Rust.

mod attributes;
mod expressions;
mod imports;
mod items;
mod lower;
mod macros;
mod patterns;
mod statements;
mod types;

#[cfg(test)]
mod tests;

use code::{Arithmetic, Dialect, Terms};

use crate::{Language, generated};

const DIALECT: Dialect = Dialect {
    loose_equality: false,
    identity_operator: false,
    implicit_cause: true,
    shared_defaults: false,
    falsy_empty_collections: false,
    falsy_scalars: false,
    ownership: true,
    exceptions: false,
    static_types: true,
    fixed_width_integers: true,
    all_numbers_float: false,
    arithmetic: Arithmetic::FixedWidth,
    negative_indices: false,
    checked_indices: true,
    switch_falls_through: false,
    members_in_scope: false,
    text_absorbs: false,
    identity_equality: false,
    expression_blocks: true,
    function_scoped_variables: false,
    shadowing: true,
    declared_in_place: false,
    keys_first: false,
    copies_values: false,
    checked_pairs: false,
    always_returns: false,
    capital_types: true,
    constant_counter: "",
    error_result: "",
    object_literals: false,
    assignment_declares: false,
    late_binding_closures: false,
    immutable_strings: false,
    eager_async: false,
    top_level_runs: false,
    null: "None",
    truth: "true",
    falsehood: "false",
    receiver: "self",
    own_type: "Self",
    failure: "Err",
    success: "Ok",
    present: "Some",
    free_modules: FREE_MODULES,
    type_names: &[],
    constructor: "",
    terms: Terms {
        sequence: "vector",
        array: "array",
        mapping: "map",
        set: "set",
        tuple: "tuple",
        text: "string",
        raises: "returns",
        raise: "return",
        error: "error",
        lambda: "closure",
        interface: "trait",
        record: "struct",
        module: "module",
        field: "field",
        method: "method",
    },
};

/// Modules of `std` that people use without their imports when they show code.
const FREE_MODULES: &[(&str, &str)] = &[
    ("cell", "std.cell"),
    ("cmp", "std.cmp"),
    ("collections", "std.collections"),
    ("convert", "std.convert"),
    ("env", "std.env"),
    ("ffi", "std.ffi"),
    ("fmt", "std.fmt"),
    ("fs", "std.fs"),
    ("hash", "std.hash"),
    ("hint", "std.hint"),
    ("io", "std.io"),
    ("iter", "std.iter"),
    ("mem", "std.mem"),
    ("net", "std.net"),
    ("num", "std.num"),
    ("ops", "std.ops"),
    ("panic", "std.panic"),
    ("path", "std.path"),
    ("pin", "std.pin"),
    ("process", "std.process"),
    ("ptr", "std.ptr"),
    ("sync", "std.sync"),
    ("thread", "std.thread"),
    ("time", "std.time"),
];

/// Rust.
pub(crate) static LANGUAGE: Language = Language {
    name: "rust",
    title: "Rust",
    aliases: &["rs"],
    extensions: &["rs"],
    dialect: DIALECT,
    library: generated::RUST,
    grammar: || tree_sitter_rust::LANGUAGE.into(),
    rule: lower::rule,
    node_types: tree_sitter_rust::NODE_TYPES,
    clean_comment: lower::clean_comment,
    clues: &[
        ("fn main()", 4),
        ("println!(", 4),
        ("let mut ", 4),
        ("impl ", 2),
        ("impl<", 4),
        ("pub fn ", 5),
        ("fn ", 1),
        ("-> Result<", 4),
        ("-> Option<", 4),
        ("&mut ", 3),
        ("&self", 4),
        ("&str", 4),
        ("::<", 3),
        ("use std::", 6),
        ("use crate::", 6),
        ("#[derive(", 6),
        ("#[cfg(", 6),
        ("macro_rules!", 6),
        (".unwrap()", 4),
        ("vec![", 4),
        ("Some(", 2),
        ("Ok(", 2),
        ("Vec<", 3),
        ("match ", 1),
        ("pub struct ", 4),
        ("pub enum ", 4),
        ("usize", 3),
        ("-> Self", 3),
        ("Self {", 2),
    ],
};
