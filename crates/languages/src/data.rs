//! What languages of data have in common: how they answer the questions of [`Dialect`], and how their parts are made.

use code::{Arithmetic, DataPart, Dialect, Kind, NodeId, Span, Terms};

use crate::lower::Lowering;
use crate::{Language, json, toml, yaml};

/// How much of a text is looked at to tell a language of data, in bytes.
const MAX_FORM: usize = 65_536;

/// Nothing runs in a document, so most questions do not arise.
pub(crate) const DIALECT: Dialect = Dialect {
    loose_equality: false,
    identity_operator: false,
    implicit_cause: false,
    shared_defaults: false,
    falsy_empty_collections: false,
    falsy_scalars: false,
    ownership: false,
    exceptions: false,
    rethrow_forgets: false,
    static_types: false,
    fixed_width_integers: false,
    all_numbers_float: false,
    arithmetic: Arithmetic::Unbounded,
    negative_indices: false,
    checked_indices: false,
    switch_falls_through: false,
    members_in_scope: false,
    text_absorbs: false,
    identity_equality: false,
    expression_blocks: false,
    function_scoped_variables: false,
    shadowing: false,
    declared_in_place: false,
    keys_first: false,
    copies_values: true,
    checked_pairs: false,
    always_returns: false,
    capital_types: false,
    constant_counter: "",
    error_result: "",
    object_literals: false,
    assignment_declares: false,
    late_binding_closures: false,
    immutable_strings: true,
    eager_async: false,
    top_level_runs: false,
    null: "null",
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
    pointers: false,
    textual_imports: false,
    commands: false,
    said_results: false,
    checked_presence: false,
    falsy_null: false,
    reads_are_calls: false,
    shared_fills: &[],
    exit_errors: "",
    mixins: false,
    shell_calls: &[],
    blocks_share_variables: false,
    returns_lowered: false,
    truth_operators: true,
    copies_collections: false,
    keyed_lists: false,
    closed_functions: false,
    loose_example: "",
    silencer: "",
    enforced_types: false,
    request_data: &[],
    special_methods: &[],
    links: code::Links::NONE,
    terms: TERMS,
};

/// What readers of documents call things, as far as no language says otherwise.
pub(crate) const TERMS: Terms = Terms {
    sequence: "list",
    array: "list",
    mapping: "mapping",
    set: "set",
    tuple: "list",
    text: "text",
    raises: "fails",
    raise: "fail",
    error: "error",
    lambda: "function",
    interface: "interface",
    record: "mapping",
    module: "document",
    field: "key",
    method: "function",
    finally: "",
    mixin: "",
};

/// Adds a part of a document.
pub(crate) fn part(low: &mut Lowering<'_>, part: DataPart, inside: &[NodeId], span: Span) -> NodeId {
    let inside = low.build.list(inside);
    low.node(Kind::Data(part, inside), span)
}

/// What a comment says, whose mark is `#`.
pub(crate) fn clean_comment(comment: &str) -> String {
    let lines = comment.lines().map(|line| line.trim().trim_start_matches('#').trim());
    lines.collect::<Vec<_>>().join("\n").trim().to_owned()
}

/// The language of data that a text is written in from its first line to its last. Their grammars are not asked: one of them reads any
/// words, and another language's lists are read by all of them.
pub(crate) fn by_form(source: &str) -> Option<&'static Language> {
    let source = &source[..source.floor_char_boundary(MAX_FORM)];
    if json::is_whole(source) {
        Some(&json::LANGUAGE)
    } else if toml::is_whole(source) {
        Some(&toml::LANGUAGE)
    } else {
        yaml::is_whole(source).then_some(&yaml::LANGUAGE)
    }
}
