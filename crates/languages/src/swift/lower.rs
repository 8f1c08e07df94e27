//! What every node of Swift's grammar becomes.

use code::{Kind, TextForm};

use super::{calls, expressions, functions, items, operators, patterns, properties, read, statements, texts, types};
use crate::lower::Rule;

/// The rule for a node kind.
pub(super) fn rule(kind: &str) -> Option<Rule> {
    use Rule::{Build, Child, Children, Leaf, Nothing, Opaque};
    Some(match kind {
        // ── Items ──
        "source_file" => Build(items::file),
        "import_declaration" => Build(items::import),
        "class_declaration" | "protocol_declaration" => Build(items::class),
        "class_body" | "enum_class_body" | "protocol_body" => Build(items::body),
        "enum_entry" => Build(items::enum_entry),
        "enum_type_parameters" => Build(items::payload),
        "inheritance_specifier" => Child,
        "typealias_declaration" | "associatedtype_declaration" => Build(items::alias),
        "attribute" => Build(items::attribute),
        // The words and attributes are read by the definition.
        "modifiers" => Children,
        "function_declaration"
        | "protocol_function_declaration"
        | "init_declaration"
        | "deinit_declaration"
        | "macro_declaration" => Build(functions::function),
        "subscript_declaration" => Build(functions::subscript),
        "function_body" => Build(functions::body),
        "parameter" => Build(functions::parameter),
        "lambda_literal" => Build(functions::lambda),
        "lambda_function_type" => Build(functions::lambda_head),
        "lambda_function_type_parameters" => Children,
        "lambda_parameter" => Build(functions::parameter),
        "property_declaration" | "protocol_property_declaration" => Build(properties::property),
        "computed_property" => Build(properties::computed),
        "computed_getter" | "computed_setter" | "computed_modify" | "willset_clause" | "didset_clause" => {
            Build(properties::accessor)
        }
        "willset_didset_block" => Children,
        "macro_definition" | "external_macro_definition" => Build(read::dropped),

        // ── Statements ──
        "statements" => Build(statements::block),
        "if_statement" => Build(statements::if_statement),
        "guard_statement" => Build(statements::guard),
        "switch_statement" => Build(statements::switch),
        "switch_entry" => Build(statements::entry),
        "switch_pattern" => Child,
        "pattern" => Build(patterns::pattern),
        "for_statement" => Build(statements::for_statement),
        "while_statement" | "repeat_while_statement" => Build(statements::while_statement),
        "do_statement" => Build(statements::do_statement),
        "catch_block" => Build(statements::catch),
        "where_clause" => Child,
        "control_transfer_statement" => Build(statements::transfer),
        "statement_label" => Build(statements::label),
        "assignment" => Build(statements::assignment),
        "directive" => Build(items::directive),
        "discard_statement" => Build(read::dropped),

        // ── Expressions ──
        "simple_identifier" => Build(read::identifier),
        "self_expression" => Leaf(Kind::This),
        "super_expression" => Leaf(Kind::Super),
        "integer_literal" | "hex_literal" | "oct_literal" | "bin_literal" => Leaf(Kind::Integer),
        "real_literal" => Leaf(Kind::Float),
        "boolean_literal" => Build(expressions::boolean),
        "nil_literal" => Leaf(Kind::Null),
        "regex_literal" => Leaf(Kind::Regex),
        "line_string_literal" | "multi_line_string_literal" | "raw_string_literal" => Build(texts::text),
        "interpolated_expression" => Build(texts::hole),
        "raw_str_interpolation" => Child,
        "directly_assignable_expression" => Child,
        "tuple_expression" => Build(expressions::tuple),
        "array_literal" => Build(expressions::array),
        "dictionary_literal" => Build(expressions::dictionary),
        "additive_expression"
        | "multiplicative_expression"
        | "comparison_expression"
        | "equality_expression"
        | "conjunction_expression"
        | "disjunction_expression"
        | "bitwise_operation"
        | "nil_coalescing_expression"
        | "infix_expression" => Build(operators::binary),
        "range_expression" | "open_start_range_expression" | "open_end_range_expression" | "fully_open_range" => {
            Build(operators::range)
        }
        "prefix_expression" => Build(operators::prefix),
        "postfix_expression" => Build(operators::postfix),
        "check_expression" => Build(expressions::check),
        "as_expression" => Build(expressions::cast),
        "ternary_expression" => Build(expressions::ternary),
        "try_expression" => Build(expressions::attempt),
        "await_expression" => Build(expressions::awaited),
        "consume_expression" | "unsafe_expression" | "value_pack_expansion" | "value_parameter_pack" => Child,
        "navigation_expression" => Build(expressions::navigation),
        "navigation_suffix" => Child,
        "key_path_expression" => Build(expressions::key_path),
        "selector_expression" | "key_path_string_expression" => Build(expressions::selector),
        "availability_condition" => Build(expressions::available),
        "special_literal" | "playground_literal" | "diagnostic" => Build(expressions::said),
        "call_expression" | "constructor_expression" => Build(calls::call),
        "macro_invocation" => Build(calls::expansion),
        "call_suffix" | "constructor_suffix" => Build(calls::suffix),
        "value_arguments" => Children,
        "value_argument" => Build(calls::argument),
        "custom_operator" | "bang" => Nothing,

        // ── Types ──
        "user_type" => Build(types::user),
        "type_identifier" => Rule::Name,
        "optional_type" => Build(types::optional),
        "array_type" => Build(types::array),
        "dictionary_type" => Build(types::dictionary),
        "tuple_type" => Build(types::tuple),
        "tuple_type_item" => Build(types::item),
        "function_type" => Build(types::function),
        "opaque_type" | "existential_type" => Build(types::contract),
        "protocol_composition_type" => Build(types::composition),
        "metatype"
        | "suppressed_constraint"
        | "type_pack_expansion"
        | "type_parameter_pack"
        | "bracket_qualified_type" => Build(types::other),
        "type_annotation" => Build(types::annotation),
        "type_arguments" | "type_parameters" => Children,
        "type_parameter" => Build(types::type_parameter),
        // Further bounds of type parameters are for the compiler.
        "type_constraints" => Build(read::dropped),
        "type_constraint" | "equality_constraint" | "inheritance_constraint" => Build(read::dropped),
        "type_modifiers" | "type_parameter_modifiers" => Nothing,

        // ── Nothing of their own: the rules around them read their text ──
        "comment" | "multiline_comment" => Rule::Comment,
        "wildcard_pattern" => Leaf(Kind::Wildcard),
        "value_binding_pattern"
        | "value_argument_label"
        | "capture_list"
        | "capture_list_item"
        | "as_operator"
        | "try_operator"
        | "catch_keyword"
        | "default_keyword"
        | "else"
        | "throw_keyword"
        | "where_keyword"
        | "throws"
        | "throws_clause" => Nothing,
        "function_modifier"
        | "inheritance_modifier"
        | "member_modifier"
        | "mutation_modifier"
        | "ownership_modifier"
        | "parameter_modifier"
        | "parameter_modifiers"
        | "property_behavior_modifier"
        | "property_modifier"
        | "visibility_modifier" => Nothing,
        "getter_specifier" | "setter_specifier" | "modify_specifier" | "protocol_property_requirements" => Nothing,
        "line_str_text"
        | "multi_line_str_text"
        | "str_escaped_char"
        | "raw_str_continuing_indicator"
        | "raw_str_end_part"
        | "raw_str_interpolation_start"
        | "raw_str_part" => Leaf(Kind::Text(TextForm::Text)),
        "identifier" => Build(read::path),
        "operator_declaration" | "precedence_group_declaration" => Build(items::operator),
        "deprecated_operator_declaration_body" | "precedence_group_attributes" | "precedence_group_attribute" => {
            Build(read::dropped)
        }
        "shebang_line" => Nothing,

        // ── A supertype of the grammar, which no tree holds ──
        "_expression" => Opaque,
        _ => return None,
    })
}
