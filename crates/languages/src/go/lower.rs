//! What every node of Go's grammar becomes, and the helpers that all rules share.

use code::{Kind, List, NodeId, TextForm};

use super::{blocks, expressions, imports, items, literals, statements, types};
use crate::lower::{Kid, Lowering, Rule};

/// The rule for a node kind.
pub(super) fn rule(kind: &str) -> Option<Rule> {
    use Rule::{Build, Child, Children, Leaf, Nothing, Opaque};
    Some(match kind {
        // ── Items ──
        "source_file" => Build(items::file),
        "package_clause" => Build(items::package),
        "dot" => Nothing,
        "import_declaration" => Build(imports::declaration),
        "import_spec_list" => Children,
        "import_spec" => Build(imports::spec),
        "function_declaration" | "func_literal" => Build(items::function),
        "method_declaration" => Build(items::method),
        "method_elem" => Build(items::promised),
        "parameter_list" => Children,
        "parameter_declaration" => Build(items::parameters),
        "variadic_parameter_declaration" => Build(items::rest),
        "type_declaration" => Build(items::type_group),
        "type_spec" | "type_alias" => Build(items::definition),
        "type_parameter_list" => Children,
        "type_parameter_declaration" => Build(items::type_parameters),
        "field_declaration_list" => Children,
        "field_declaration" => Build(items::fields),
        "const_declaration" | "var_declaration" => Build(items::variables),
        "var_spec_list" => Children,
        "const_spec" | "var_spec" => Build(items::variable),

        // ── Statements ──
        "block" => Build(statements::block),
        "statement_list" | "expression_list" => Children,
        "expression_statement" => Child,
        "short_var_declaration" => Build(statements::short_variable),
        "assignment_statement" => Build(statements::assignment),
        "inc_statement" | "dec_statement" => Build(statements::count),
        "send_statement" => Build(statements::send),
        "receive_statement" => Build(statements::receive),
        "go_statement" => Build(statements::spawn),
        "defer_statement" => Build(statements::defer),
        "return_statement" => Build(statements::leave),
        "break_statement" => Build(statements::break_loop),
        "continue_statement" => Build(statements::continue_loop),
        "labeled_statement" => Build(statements::labelled),
        "if_statement" => Build(blocks::choice),
        "for_statement" => Build(blocks::repetition),
        // The loop around them reads their parts, which stay as they are.
        "for_clause" => Build(blocks::for_clause),
        "range_clause" => Build(blocks::range_clause),
        "expression_switch_statement" => Build(blocks::switch),
        "type_switch_statement" => Build(blocks::type_switch),
        "select_statement" => Build(blocks::select),
        "expression_case" | "type_case" | "communication_case" | "default_case" => Build(blocks::arm),
        // The arm that ends with it says so.
        "fallthrough_statement" | "empty_statement" => Leaf(Kind::Empty),

        // ── Expressions ──
        "identifier" => Build(expressions::identifier),
        "field_identifier" | "package_identifier" | "label_name" | "iota" => Rule::Name,
        "blank_identifier" => Leaf(Kind::Wildcard),
        "selector_expression" => Build(expressions::member),
        "call_expression" => Build(expressions::call),
        "argument_list" => Children,
        "variadic_argument" => Build(expressions::spread),
        "index_expression" => Build(expressions::index),
        "slice_expression" => Build(expressions::slice),
        "unary_expression" => Build(expressions::unary),
        "binary_expression" => Build(expressions::binary),
        "type_assertion_expression" => Build(expressions::assertion),
        "type_conversion_expression" => Build(expressions::conversion),
        "type_instantiation_expression" => Child,
        "parenthesized_expression" => Child,
        "composite_literal" => Build(literals::composite),
        "literal_value" => Build(literals::value),
        "literal_element" => Child,
        "keyed_element" => Build(literals::keyed),

        // ── Literals ──
        "int_literal" => Leaf(Kind::Integer),
        "float_literal" | "imaginary_literal" => Leaf(Kind::Float),
        "interpreted_string_literal" | "raw_string_literal" => Leaf(Kind::Text(TextForm::Text)),
        "rune_literal" => Leaf(Kind::Text(TextForm::Character)),
        "true" => Leaf(Kind::Boolean(true)),
        "false" => Leaf(Kind::Boolean(false)),
        "nil" => Leaf(Kind::Null),

        // ── Types ──
        "type_identifier" => Rule::Name,
        "qualified_type" => Build(types::qualified),
        "pointer_type" => Build(types::pointer),
        "slice_type" | "array_type" | "implicit_length_array_type" => Build(types::sequence),
        "map_type" => Build(types::mapping),
        "channel_type" => Build(types::channel),
        "function_type" => Build(types::function),
        "struct_type" => Build(types::structure),
        "interface_type" => Build(types::interface),
        "generic_type" => Build(types::generic),
        "type_arguments" => Children,
        "type_elem" | "type_constraint" => Build(types::union),
        "negated_type" => Build(types::negated),
        "parenthesized_type" => Child,

        // ── Nothing of their own: the rules around them read their text ──
        "comment" => Rule::Comment,
        "escape_sequence" | "interpreted_string_literal_content" | "raw_string_literal_content" => Nothing,

        // ── Opaque on purpose ──
        // Jumps are rare, and nothing that is said of a body would hold where it jumps.
        "goto_statement" => Opaque,
        // Supertypes of the grammar, which no tree holds.
        "_expression" | "_simple_statement" | "_simple_type" | "_statement" | "_type" => Opaque,
        _ => return None,
    })
}

/// Takes the marks off a comment. What is there for tools is no text.
pub(super) fn clean_comment(comment: &str) -> String {
    let comment = comment.trim_end();
    if let Some(line) = comment.strip_prefix("//") {
        // `//go:embed`, `//nolint`, `//export`: a directive has no space.
        let directive = line.starts_with(|c: char| c.is_ascii_lowercase())
            && (line.contains(':') || line.starts_with("nolint") || line.starts_with("export "));
        return if directive { String::new() } else { line.strip_prefix(' ').unwrap_or(line).to_owned() };
    }
    let inner = comment.strip_prefix("/*").unwrap_or(comment);
    let inner = inner.strip_suffix("*/").unwrap_or(inner);
    let lines = inner.lines().map(|line| {
        let line = line.trim();
        let line = line.strip_prefix('*').unwrap_or(line);
        line.strip_prefix(' ').unwrap_or(line)
    });
    lines.collect::<Vec<_>>().join("\n").trim().to_owned()
}

/// The nodes of a list, to be changed while nodes are added.
pub(super) fn nodes_of(lowering: &Lowering<'_>, list: List) -> Vec<NodeId> {
    lowering.build.unit().list(list).to_vec()
}

/// The nodes that a field's child became.
pub(super) fn nodes_in(lowering: &Lowering<'_>, kid: Option<&Kid>) -> Vec<NodeId> {
    lowering.flatten(kid)
}

/// The one node that all names of a target make: the name itself, or a group of them.
pub(super) fn together(lowering: &mut Lowering<'_>, nodes: &[NodeId]) -> Option<NodeId> {
    match nodes {
        [] => None,
        &[one] => Some(one),
        [first, .., last] => {
            let unit = lowering.build.unit();
            let span = unit.span(*first).cover(unit.span(*last));
            let parts = lowering.build.list(nodes);
            Some(lowering.node(Kind::Tuple(parts), span))
        }
    }
}
