//! What every node of C#'s grammar becomes.

use code::{Kind, List, TextForm, TypeForm};

use super::{creation, directives, expressions, items, patterns, properties, query, read, statements, switches, types};
use crate::lower::Rule;

/// The rule for a node kind.
pub(super) fn rule(kind: &str) -> Option<Rule> {
    use Rule::{Build, Child, Children, Leaf, Nothing, Opaque};
    let plain = |form| Leaf(Kind::TypeExpression { form, parts: List::default() });
    Some(match kind {
        // ── Items ──
        "compilation_unit" => Build(items::compilation_unit),
        "global_statement" => Children,
        "using_directive" => Build(directives::using),
        // A namespace says where the types belong; readers look for the types.
        "namespace_declaration" => Build(directives::namespace),
        "file_scoped_namespace_declaration" => Build(directives::file_namespace),
        "extern_alias_directive" => Build(directives::dropped),
        "global_attribute" => Build(directives::dropped),
        "class_declaration" | "struct_declaration" | "record_declaration" => Build(items::type_declaration),
        "interface_declaration" => Build(items::interface),
        "enum_declaration" => Build(items::enumeration),
        "enum_member_declaration" => Build(items::enum_member),
        "delegate_declaration" => Build(items::delegate),
        "declaration_list" | "enum_member_declaration_list" => Children,
        "base_list" => Build(types::bases),
        "primary_constructor_base_type" => Build(types::constructed_base),
        "method_declaration" | "local_function_statement" => Build(items::method),
        "constructor_declaration" => Build(items::constructor),
        "constructor_initializer" => Build(items::constructor_call),
        "destructor_declaration" => Build(items::destructor),
        "operator_declaration" | "conversion_operator_declaration" => Build(items::operator),
        "field_declaration" | "event_field_declaration" => Build(properties::field),
        "property_declaration" => Build(properties::property),
        "indexer_declaration" => Build(properties::indexer),
        "event_declaration" => Build(properties::event),
        "accessor_list" => Build(properties::accessors),
        "accessor_declaration" => Build(properties::accessor),
        "arrow_expression_clause" => Build(expressions::parenthesized),
        "parameter_list" | "bracketed_parameter_list" => Build(items::parameters),
        "parameter" => Build(items::parameter),
        "implicit_parameter" => Build(read::identifier),
        // Which interface a member answers for; the interface stands in the type's own list.
        "explicit_interface_specifier" => Build(directives::dropped),
        "attribute_list" => Children,
        "attribute" => Build(items::attribute),
        "attribute_argument_list" => Children,
        "attribute_argument" => Build(expressions::argument),
        "preproc_if_in_attribute_list" => Build(directives::dropped),

        // ── Statements ──
        "block" => Build(statements::block),
        "expression_statement" => Build(statements::expression),
        "local_declaration_statement" => Build(statements::declaration),
        "variable_declaration" => Build(statements::variables),
        "variable_declarator" => Build(statements::declarator),
        "if_statement" => Build(statements::if_statement),
        "switch_statement" => Build(switches::switch),
        "switch_body" => Build(switches::body),
        "switch_section" => Build(switches::section),
        "switch_expression" => Build(switches::expression),
        "switch_expression_arm" => Build(switches::arm),
        "when_clause" | "catch_filter_clause" => Child,
        "for_statement" => Build(statements::counted),
        "foreach_statement" => Build(statements::each),
        "while_statement" | "do_statement" => Build(statements::while_statement),
        "try_statement" => Build(statements::try_statement),
        "catch_clause" => Build(statements::catch),
        "catch_declaration" => Build(statements::caught),
        "finally_clause" => Child,
        "using_statement" => Build(statements::using),
        "fixed_statement" => Build(statements::fixed),
        "lock_statement" => Build(statements::lock),
        "checked_statement" => Child,
        "unsafe_statement" => Build(statements::unsafe_block),
        "break_statement" | "continue_statement" => Build(statements::jump),
        "return_statement" => Build(statements::leave),
        "yield_statement" => Build(statements::yield_value),
        "throw_statement" | "throw_expression" => Build(statements::throw),
        "labeled_statement" => Build(statements::labelled),
        "empty_statement" => Leaf(Kind::Empty),

        // ── Expressions ──
        "identifier" => Build(read::identifier),
        "boolean_literal" => Build(expressions::boolean),
        "null_literal" => Leaf(Kind::Null),
        "integer_literal" => Leaf(Kind::Integer),
        "real_literal" => Leaf(Kind::Float),
        "character_literal" => Leaf(Kind::Text(TextForm::Character)),
        "string_literal" | "verbatim_string_literal" | "raw_string_literal" => Build(expressions::text),
        "interpolated_string_expression" => Build(expressions::template),
        "interpolation" => Build(expressions::hole),
        "parenthesized_expression" | "checked_expression" => Build(expressions::parenthesized),
        "assignment_expression" => Build(expressions::assignment),
        "prefix_unary_expression" | "unary_expression" => Build(expressions::prefix),
        "postfix_unary_expression" => Build(expressions::postfix),
        "binary_expression" => Build(expressions::binary),
        "is_expression" | "is_pattern_expression" => Build(patterns::test),
        "as_expression" => Build(expressions::as_type),
        "conditional_expression" => Build(expressions::conditional),
        "cast_expression" => Build(expressions::cast),
        "lambda_expression" | "anonymous_method_expression" => Build(items::lambda),
        "invocation_expression" => Build(expressions::call),
        "argument_list" | "bracketed_argument_list" => Children,
        "argument" => Build(expressions::argument),
        "declaration_expression" => Build(expressions::declared_argument),
        "member_access_expression" => Build(expressions::member),
        "conditional_access_expression" => Build(expressions::conditional_access),
        "member_binding_expression" => Child,
        "element_binding_expression" => Children,
        "element_access_expression" => Build(expressions::index),
        "range_expression" => Build(expressions::range),
        "ref_expression" => Build(expressions::reference),
        "await_expression" => Build(expressions::await_value),
        "typeof_expression" | "sizeof_expression" | "default_expression" => Build(expressions::of_type),
        "tuple_expression" => Build(expressions::tuple),
        "object_creation_expression" => Build(creation::object),
        "implicit_object_creation_expression" => Build(creation::implicit_object),
        "anonymous_object_creation_expression" => Build(creation::anonymous),
        "array_creation_expression" | "stackalloc_expression" => Build(creation::array),
        "implicit_array_creation_expression" | "implicit_stackalloc_expression" => Build(creation::implicit_array),
        "initializer_expression" | "collection_expression" => Build(creation::items),
        "collection_element" | "expression_element" => Build(expressions::parenthesized),
        "spread_element" => Build(creation::spread),
        "with_expression" => Build(creation::with),
        "with_initializer" => Build(creation::with_entry),
        "query_expression" => Build(query::query),
        "from_clause" | "where_clause" | "select_clause" | "group_clause" | "order_by_clause" | "let_clause"
        | "join_clause" => Build(query::clause),
        "join_into_clause" => Children,

        // ── Patterns ──
        "constant_pattern" => Build(patterns::constant),
        "parenthesized_pattern" => Child,
        "declaration_pattern" | "var_pattern" => Build(patterns::declaration),
        "type_pattern" => Build(patterns::of_type),
        "recursive_pattern" => Build(patterns::recursive),
        "positional_pattern_clause" | "property_pattern_clause" => Children,
        "subpattern" => Build(patterns::part),
        "list_pattern" => Build(patterns::list),
        "relational_pattern" => Build(patterns::relational),
        "and_pattern" | "or_pattern" => Build(patterns::joined),
        "negated_pattern" => Build(patterns::negated),
        "tuple_pattern" | "parenthesized_variable_designation" => Build(patterns::tuple),
        "discard" => Leaf(Kind::Wildcard),

        // ── Types ──
        "predefined_type" => plain(TypeForm::Primitive),
        "implicit_type" => plain(TypeForm::Inferred),
        "qualified_name" => Build(types::qualified),
        "alias_qualified_name" => Build(types::aliased),
        "generic_name" => Build(types::generic),
        "nullable_type" => Build(types::nullable),
        "array_type" => Build(types::array),
        "array_rank_specifier" => Children,
        "pointer_type" => Build(types::pointer),
        "ref_type" | "scoped_type" => Build(types::wrapped),
        "function_pointer_type" => Build(types::function_pointer),
        "function_pointer_parameter" => Children,
        "calling_convention" => Nothing,
        "tuple_type" => Build(types::tuple),
        "tuple_element" => Build(types::tuple_element),
        "type_argument_list" => Build(types::list),
        "type_parameter_list" => Children,
        "type_parameter" => Build(types::type_parameter),
        "type_parameter_constraints_clause" => Children,
        "type_parameter_constraint" => Build(types::constraint),
        "constructor_constraint" => Nothing,

        // ── Lines for the compiler ──
        "preproc_if" | "preproc_elif" => Build(directives::conditional),
        "preproc_else" => Build(directives::otherwise),
        "preproc_region" | "preproc_endregion" | "preproc_define" | "preproc_undef" | "preproc_error"
        | "preproc_warning" | "preproc_line" | "preproc_pragma" | "preproc_nullable" | "preproc_arg"
        | "shebang_directive" => Nothing,

        // ── Nothing of their own: the rules around them read their text ──
        "comment" => Rule::Comment,
        "modifier" | "attribute_target_specifier" => Nothing,
        "character_literal_content"
        | "escape_sequence"
        | "string_literal_content"
        | "string_literal_encoding"
        | "string_content"
        | "raw_string_start"
        | "raw_string_content"
        | "raw_string_end"
        | "interpolation_start"
        | "interpolation_quote"
        | "interpolation_brace"
        | "interpolation_alignment_clause"
        | "interpolation_format_clause" => Nothing,

        // ── Opaque on purpose ──
        // A jump to anywhere has no place in a model of blocks.
        "goto_statement" => Opaque,
        // Words for calls between languages that hardly any code has.
        "makeref_expression" | "reftype_expression" | "refvalue_expression" => Opaque,
        // Supertypes of the grammar, which no tree holds.
        "declaration"
        | "expression"
        | "literal"
        | "lvalue_expression"
        | "non_lvalue_expression"
        | "pattern"
        | "statement"
        | "type"
        | "type_declaration" => Opaque,
        _ => return None,
    })
}
