//! What every node of Kotlin's grammar becomes.

use code::{Kind, TextForm};

use super::{calls, expressions, functions, imports, items, read, statements, types};
use crate::lower::Rule;

/// The rule for a node kind.
pub(super) fn rule(kind: &str) -> Option<Rule> {
    use Rule::{Build, Child, Children, Leaf, Nothing, Opaque};
    Some(match kind {
        // ── Items ──
        "source_file" => Build(items::file),
        "package_header" => Build(imports::package),
        "import" => Build(imports::import),
        "class_declaration" => Build(items::class),
        "object_declaration" => Build(items::object),
        "companion_object" => Build(items::companion),
        "class_body" | "enum_class_body" => Build(items::body),
        "enum_entry" => Build(items::enum_entry),
        "primary_constructor" => Children,
        "class_parameters" => Children,
        "class_parameter" => Build(items::class_parameter),
        "delegation_specifiers" => Children,
        "delegation_specifier" => Build(items::base),
        "explicit_delegation" => Build(items::delegated),
        "constructor_invocation" => Build(items::invocation),
        "type_alias" => Build(items::alias),
        "anonymous_initializer" => Build(statements::initializer),
        "secondary_constructor" => Build(functions::constructor),
        "constructor_delegation_call" => Build(calls::delegation),
        "function_declaration" => Build(functions::function),
        "function_value_parameters" => Build(functions::parameters),
        // Its words are read by the list around it.
        "parameter_modifiers" => Children,
        "parameter" => Children,
        "function_body" => Child,
        "property_declaration" => Build(functions::property),
        "property_delegate" => Child,
        "getter" | "setter" => Build(functions::accessor),
        "variable_declaration" => Build(functions::variable),
        "multi_variable_declaration" => Build(functions::variables),
        // The words and annotations are read by the definition.
        "modifiers" => Children,
        "annotation" | "file_annotation" => Build(items::annotation),

        // ── Statements ──
        "block" => Build(statements::block),
        "assignment" => Build(statements::assignment),
        "if_expression" => Build(statements::if_expression),
        "when_expression" => Build(statements::when),
        "when_subject" => Build(statements::subject),
        "when_entry" => Build(statements::entry),
        "type_test" => Build(statements::type_test),
        "range_test" => Build(statements::range_test),
        "for_statement" => Build(statements::for_statement),
        "while_statement" | "do_while_statement" => Build(statements::while_statement),
        "try_expression" => Build(statements::try_expression),
        "catch_block" => Build(statements::catch),
        "finally_block" => Child,
        "return_expression" => Build(statements::leave),
        "throw_expression" => Build(statements::throw),
        "labeled_expression" => Build(statements::labelled),

        // ── Expressions ──
        "identifier" => Build(read::identifier),
        "this_expression" | "super_expression" => Build(expressions::own_object),
        "number_literal" => Leaf(Kind::Integer),
        "float_literal" => Leaf(Kind::Float),
        "character_literal" => Leaf(Kind::Text(TextForm::Character)),
        "string_literal" | "multiline_string_literal" => Build(expressions::text),
        "interpolation" => Child,
        "parenthesized_expression" | "annotated_expression" => Build(expressions::inner),
        "unary_expression" => Build(expressions::unary),
        "binary_expression" => Build(expressions::binary),
        "in_expression" => Build(expressions::contained),
        "is_expression" => Build(expressions::instance),
        "as_expression" => Build(expressions::cast),
        "range_expression" => Build(expressions::range),
        "infix_expression" => Build(calls::infix),
        "spread_expression" => Build(expressions::spread),
        "navigation_expression" => Build(expressions::navigation),
        "index_expression" => Build(expressions::index),
        "callable_reference" => Build(expressions::reference),
        "collection_literal" => Build(expressions::collection),
        "call_expression" => Build(calls::call),
        "value_arguments" => Children,
        "value_argument" => Build(calls::argument),
        "annotated_lambda" => Build(expressions::inner),
        "lambda_literal" => Build(functions::lambda),
        "lambda_parameters" => Build(functions::lambda_parameters),
        "anonymous_function" => Build(functions::anonymous),
        "object_literal" => Build(items::anonymous),

        // ── Types ──
        "user_type" => Build(types::user),
        "nullable_type" => Build(types::nullable),
        "function_type" => Build(types::function),
        "function_type_parameters" => Build(types::function_parameters),
        "parenthesized_type" | "non_nullable_type" | "type_projection" => Build(types::inner),
        "type_arguments" | "type_parameters" => Children,
        "type_parameter" => Build(types::type_parameter),
        // Annotations of types and of their parameters are for checkers.
        "type_modifiers" | "type_parameter_modifiers" => Nothing,
        // Further bounds of type parameters are for the compiler.
        "type_constraints" | "type_constraint" => Nothing,

        // ── Nothing of their own: the rules around them read their text ──
        "line_comment" | "block_comment" => Rule::Comment,
        "qualified_identifier" => Children,
        "class_modifier"
        | "function_modifier"
        | "inheritance_modifier"
        | "member_modifier"
        | "parameter_modifier"
        | "platform_modifier"
        | "property_modifier"
        | "reification_modifier"
        | "variance_modifier"
        | "visibility_modifier"
        | "use_site_target" => Nothing,
        "string_content" | "escape_sequence" | "label" => Nothing,
        "shebang" => Nothing,

        // ── Supertypes of the grammar, which no tree holds ──
        "class_member_declaration" | "declaration" | "expression" | "primary_expression" | "statement" | "type" => {
            Opaque
        }
        _ => return None,
    })
}
