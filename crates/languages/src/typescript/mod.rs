//! TypeScript.

mod items;
mod lower;
#[cfg(test)]
mod tests;
mod types;

use code::{Arithmetic, Dialect, LinkForm, Links, Terms};

use crate::javascript::{self, clean_comment};
use crate::{Language, grammars};

const DIALECT: Dialect = Dialect {
    loose_equality: true,
    identity_operator: false,
    implicit_cause: false,
    shared_defaults: false,
    falsy_empty_collections: false,
    falsy_scalars: true,
    pointers: false,
    falsy_null: false,
    ownership: false,
    exceptions: true,
    rethrow_forgets: false,
    static_types: true,
    fixed_width_integers: false,
    all_numbers_float: true,
    arithmetic: Arithmetic::Doubles,
    negative_indices: false,
    checked_indices: false,
    switch_falls_through: true,
    members_in_scope: false,
    text_absorbs: true,
    identity_equality: false,
    truth_operators: false,
    expression_blocks: false,
    said_results: false,
    checked_presence: false,
    function_scoped_variables: false,
    shadowing: false,
    declared_in_place: false,
    keys_first: false,
    copies_values: false,
    copies_collections: false,
    keyed_lists: false,
    closed_functions: false,
    checked_pairs: false,
    always_returns: false,
    capital_types: true,
    constant_counter: "",
    error_result: "",
    object_literals: true,
    assignment_declares: false,
    reads_are_calls: false,
    shared_fills: &[],
    exit_errors: "",
    mixins: false,
    shell_calls: &[],
    blocks_share_variables: false,
    returns_lowered: false,
    late_binding_closures: false,
    immutable_strings: true,
    eager_async: true,
    top_level_runs: true,
    textual_imports: false,
    loose_example: "0 == \"\"",
    silencer: "",
    enforced_types: false,
    request_data: &[],
    commands: false,
    null: "null",
    truth: "true",
    falsehood: "false",
    receiver: "this",
    own_type: "",
    failure: "",
    success: "",
    present: "",
    free_modules: &[],
    type_names: &[],
    constructor: "constructor",
    special_methods: &[],
    links: Links {
        form: LinkForm::MarkedPath,
        endings: &[".ts", ".tsx", ".mts", ".cts", ".d.ts", ".js", ".jsx", ".mjs", ".cjs", ".json"],
        // What is imported is named as it will be once it is compiled.
        stands_for: &[(".js", ".ts"), (".js", ".tsx"), (".jsx", ".tsx"), (".mjs", ".mts"), (".cjs", ".cts")],
        index: &["index"],
        calls: &["require"],
        later: &["import"],
        ..Links::NONE
    },
    terms: Terms {
        sequence: "array",
        array: "array",
        mapping: "object",
        set: "set",
        tuple: "array",
        text: "string",
        raises: "throws",
        raise: "throw",
        finally: "finally",
        error: "error",
        lambda: "arrow function",
        interface: "interface",
        mixin: "mixin",
        record: "struct",
        module: "module",
        field: "property",
        method: "method",
    },
};

/// What tells TypeScript from plain JavaScript where the grammars leave it open, because a part was cut off.
const OWN_CLUES: &[(&str, i32)] = &[
    (": string", 2),
    (": number", 2),
    (": boolean", 2),
    (": void", 2),
    (": any", 2),
    (": unknown", 2),
    ("?: ", 2),
    ("\ninterface ", 3),
    ("\nexport interface ", 4),
    ("\ntype ", 3),
    ("\nexport type ", 4),
    ("import type ", 4),
    ("\ndeclare ", 4),
    ("\n  private ", 4),
    ("\n  public ", 4),
    ("\n  protected ", 4),
    ("readonly ", 3),
    ("implements ", 2),
    (" as const", 3),
    ("keyof ", 3),
    ("Promise<", 2),
    ("Record<", 3),
    ("useRef<", 8),
    ("useState<", 8),
    ("new Map<", 8),
    ("new Set<", 8),
    ("new Promise<", 8),
    ("Array<", 2),
    ("namespace ", 1),
    ("export enum ", 4),
    ("\nenum ", 3),
];

/// JavaScript's clues and TypeScript's own.
static CLUES: [(&str, i32); javascript::CLUES.len() + OWN_CLUES.len()] = {
    let mut all = [("", 0); javascript::CLUES.len() + OWN_CLUES.len()];
    let mut at = 0;
    while at < all.len() {
        all[at] =
            if at < javascript::CLUES.len() { javascript::CLUES[at] } else { OWN_CLUES[at - javascript::CLUES.len()] };
        at += 1;
    }
    all
};

/// TypeScript.
pub(crate) static LANGUAGE: Language = Language {
    name: "typescript",
    title: "TypeScript",
    aliases: &["ts"],
    extensions: &["ts", "mts", "cts"],
    dialect: DIALECT,
    grammar: &grammars::TYPESCRIPT,
    plain: &["javascript"],
    opening: "",
    hides_lines: false,
    around_members: ("", ""),
    rule: lower::rule,
    prepare: |_| None,
    clean_comment,
    clues: &CLUES,
};

/// TypeScript with JSX.
pub(crate) static TSX: Language = Language {
    name: "tsx",
    title: "TypeScript with JSX",
    aliases: &[],
    extensions: &["tsx"],
    dialect: DIALECT,
    grammar: &grammars::TSX,
    plain: &["javascript", "typescript"],
    opening: "",
    hides_lines: false,
    around_members: ("", ""),
    rule: lower::rule,
    prepare: |_| None,
    clean_comment,
    clues: &CLUES,
};
