//! What every node of the C++ grammar becomes where it is not what C makes of it.

use code::{Kind, List, TextForm, TypeForm};

use super::{classes, declarations, expressions, functions, names, statements, templates};
use crate::c;
use crate::lower::Rule;

/// The rule for a node kind.
pub(super) fn rule(kind: &str) -> Option<Rule> {
    use Rule::{Build, Child, Children, Leaf, Name, Nothing, Opaque};
    let own = match kind {
        // ── Items ──
        "translation_unit" => Build(declarations::file),
        "namespace_definition" => Build(declarations::namespace),
        "using_declaration" => Build(declarations::using),
        "alias_declaration" => Build(declarations::alias),
        "declaration" => Build(declarations::declaration),
        "init_declarator" => Build(declarations::initial),
        "function_definition" => Build(functions::definition),
        "function_declarator" | "abstract_function_declarator" => Build(functions::declarator),
        "trailing_return_type" => Child,
        "parameter_declaration" => Build(functions::parameter),
        "optional_parameter_declaration" => Build(functions::parameter),
        "variadic_parameter_declaration" => Build(functions::rest),
        "variadic_declarator" => Child,
        "reference_declarator" | "abstract_reference_declarator" => Build(declarations::reference),
        "pointer_type_declarator" => Build(c::declarations::pointer),
        "structured_binding_declarator" => Build(declarations::binding),
        "operator_cast" => Build(functions::conversion),
        "field_initializer_list" => Children,
        "field_initializer" => Build(functions::field_initializer),
        "template_declaration" => Build(templates::declaration),
        "template_parameter_list" => Build(templates::parameters),
        "template_instantiation" => Build(templates::instantiated),
        "type_parameter_declaration"
        | "optional_type_parameter_declaration"
        | "variadic_type_parameter_declaration" => Build(templates::parameter),
        "static_assert_declaration" => Build(statements::assertion),
        "friend_declaration" => Build(classes::friend),

        // ── Types ──
        "class_specifier" | "struct_specifier" | "union_specifier" => Build(classes::class),
        "enum_specifier" => Build(classes::enumeration),
        "base_class_clause" => Build(classes::bases),
        "field_declaration_list" => Build(classes::members),
        "field_declaration" => Build(classes::field),
        "enumerator_list" => Build(c::types::members),
        "template_type" | "template_function" => Build(names::with_arguments),
        "template_method" => Build(names::template_method),
        "template_argument_list" => Build(names::arguments),
        "qualified_identifier" => Build(names::qualified),
        "dependent_name" | "dependent_type" => Child,
        "auto" | "decltype" | "placeholder_type_specifier" => {
            Leaf(Kind::TypeExpression { form: TypeForm::Inferred, parts: List::default() })
        }
        "namespace_identifier" | "destructor_name" | "operator_name" => Name,
        "nested_namespace_specifier" => Name,

        // ── Statements ──
        "compound_statement" => Build(statements::block),
        "expression_statement" => Build(statements::expression),
        "condition_clause" => Build(statements::condition),
        "init_statement" => Children,
        "if_statement" => Build(statements::choice),
        "while_statement" => Build(statements::repetition),
        "switch_statement" => Build(statements::switch),
        "for_range_loop" => Build(statements::each),
        "try_statement" => Build(statements::trial),
        "catch_clause" => Build(statements::handler),
        "throw_statement" => Build(statements::throw),
        "return_statement" => Build(statements::leave),
        "co_return_statement" => Build(c::statements::leave),

        // ── Expressions ──
        "identifier" => Build(names::identifier),
        "this" => Leaf(Kind::This),
        "raw_string_literal" => Leaf(Kind::Text(TextForm::Text)),
        "user_defined_literal" => Build(expressions::literal),
        "parenthesized_expression" => Build(expressions::wrapped),
        "call_expression" => Build(expressions::call),
        "lambda_expression" => Build(functions::lambda),
        "lambda_capture_specifier" => Children,
        "lambda_capture_initializer" => Build(functions::captured),
        "new_expression" => Build(expressions::new),
        "new_declarator" => Build(expressions::new_length),
        "delete_expression" => Build(expressions::delete),
        "binary_expression" => Build(expressions::binary),
        "field_expression" => Build(expressions::member),
        "subscript_expression" => Build(expressions::item),
        "subscript_argument_list" => Children,
        "initializer_list" => Build(expressions::initializers),
        "compound_literal_expression" => Build(expressions::braced),
        "parameter_pack_expansion" => Build(expressions::spread),
        "co_await_expression" => Build(expressions::wait),
        "co_yield_statement" => Build(expressions::hand_out),

        // ── Nothing of their own: the rules around them read their words ──
        "access_specifier" | "virtual_specifier" | "explicit_function_specifier" | "ref_qualifier" => Nothing,
        "noexcept" | "throw_specifier" | "default_method_clause" | "delete_method_clause" | "pure_virtual_clause" => {
            Nothing
        }
        "lambda_default_capture" | "literal_suffix" | "raw_string_content" | "raw_string_delimiter" => Nothing,
        // What a template asks of its types is checked by the compiler, and changes nothing of what it does.
        "requires_clause" | "constraint_conjunction" | "constraint_disjunction" => Nothing,
        "template_template_parameter_declaration" => Nothing,

        // ── Opaque on purpose ──
        // Conditions on types, a language of their own.
        "concept_definition"
        | "requires_expression"
        | "requirement_seq"
        | "simple_requirement"
        | "compound_requirement"
        | "type_requirement" => Opaque,
        // An operator over all arguments of a pack.
        "fold_expression" => Opaque,
        "namespace_alias_definition" => Opaque,
        _ => return c::rule(kind),
    };
    Some(own)
}
