//! What every node of Java's grammar becomes.

use code::{Kind, List, TextForm, TypeForm};

use super::{expressions, imports, items, patterns, read, statements, types};
use crate::lower::Rule;

/// The rule for a node kind.
pub(super) fn rule(kind: &str) -> Option<Rule> {
    use Rule::{Build, Child, Children, Leaf, Nothing, Opaque};
    let scalar = Leaf(Kind::TypeExpression { form: TypeForm::Primitive, parts: List::default() });
    Some(match kind {
        // ── Items ──
        "program" => Build(items::program),
        "package_declaration" => Build(imports::package),
        "import_declaration" => Build(imports::import),
        "class_declaration" => Build(items::class),
        "interface_declaration" | "annotation_type_declaration" => Build(items::interface),
        "enum_declaration" => Build(items::enumeration),
        "record_declaration" => Build(items::record),
        "class_body" | "interface_body" | "annotation_type_body" | "enum_body" | "enum_body_declarations" => {
            Build(items::body)
        }
        "enum_constant" => Build(items::enum_constant),
        "superclass" | "extends_interfaces" => Build(types::list),
        "super_interfaces" => Build(types::contracts),
        "type_list" => Children,
        "method_declaration" | "annotation_type_element_declaration" => Build(items::method),
        "constructor_declaration" | "compact_constructor_declaration" => Build(items::constructor),
        "constructor_body" => Build(statements::block),
        "static_initializer" => Build(statements::static_block),
        "field_declaration" | "constant_declaration" => Build(items::field),
        "formal_parameters" | "inferred_parameters" => Build(items::parameters),
        "formal_parameter" | "spread_parameter" => Build(items::parameter),
        "module_declaration" => Build(items::module),
        "module_body" => Children,
        "requires_module_directive" => Build(imports::requires),
        // Their words and annotations are read by the parent.
        "modifiers" => Children,
        // What may be thrown is what the body throws; which types may extend a sealed one is for the compiler.
        "throws" | "permits" => Nothing,
        // The own object, spelled only to be annotated.
        "receiver_parameter" => Nothing,
        "annotation" | "marker_annotation" => Build(items::annotation),
        "annotation_argument_list" => Children,
        "element_value_pair" => Build(items::element_value),
        "element_value_array_initializer" => Build(expressions::sequence),

        // ── Statements ──
        "block" => Build(statements::block),
        "expression_statement" => Child,
        "local_variable_declaration" => Build(statements::declaration),
        "variable_declarator" => Build(statements::declarator),
        "if_statement" => Build(statements::if_statement),
        "switch_expression" => Build(statements::switch),
        "switch_block" => Children,
        "switch_block_statement_group" => Build(statements::group),
        "switch_rule" => Build(statements::arrow),
        "switch_label" => Build(statements::label),
        "guard" => Child,
        "for_statement" => Build(statements::counted),
        "enhanced_for_statement" => Build(statements::each),
        "while_statement" | "do_statement" => Build(statements::while_statement),
        "try_statement" | "try_with_resources_statement" => Build(statements::try_statement),
        "resource_specification" => Children,
        "resource" => Build(statements::resource),
        "catch_clause" => Build(statements::catch),
        "catch_formal_parameter" => Build(statements::caught),
        "catch_type" => Build(types::list),
        "finally_clause" => Child,
        "break_statement" | "continue_statement" => Build(statements::jump),
        "return_statement" => Build(statements::leave),
        "yield_statement" => Build(statements::yield_value),
        "throw_statement" => Build(statements::throw),
        "assert_statement" => Build(statements::assert),
        "labeled_statement" => Build(statements::labelled),
        "synchronized_statement" => Build(statements::synchronized),
        "explicit_constructor_invocation" => Build(expressions::constructor_call),

        // ── Expressions ──
        "identifier" => Build(read::identifier),
        "this" => Leaf(Kind::This),
        "super" => Leaf(Kind::Super),
        "true" => Leaf(Kind::Boolean(true)),
        "false" => Leaf(Kind::Boolean(false)),
        "null_literal" => Leaf(Kind::Null),
        "decimal_integer_literal" | "hex_integer_literal" | "octal_integer_literal" | "binary_integer_literal" => {
            Leaf(Kind::Integer)
        }
        "decimal_floating_point_literal" | "hex_floating_point_literal" => Leaf(Kind::Float),
        "character_literal" => Leaf(Kind::Text(TextForm::Character)),
        "string_literal" => Leaf(Kind::Text(TextForm::Text)),
        "parenthesized_expression" => Build(expressions::parenthesized),
        "assignment_expression" => Build(expressions::assignment),
        "update_expression" => Build(expressions::update),
        "unary_expression" => Build(expressions::unary),
        "binary_expression" => Build(expressions::binary),
        "instanceof_expression" => Build(expressions::instance_of),
        "ternary_expression" => Build(expressions::ternary),
        "cast_expression" => Build(expressions::cast),
        "lambda_expression" => Build(items::lambda),
        "method_invocation" => Build(expressions::call),
        "object_creation_expression" => Build(expressions::new),
        "array_creation_expression" => Build(expressions::new_array),
        "dimensions_expr" => Build(expressions::dimension),
        "array_initializer" => Build(expressions::sequence),
        "argument_list" => Children,
        "field_access" => Build(expressions::field),
        "array_access" => Build(expressions::index),
        "method_reference" => Build(expressions::method_reference),
        "class_literal" => Build(expressions::class_literal),
        "scoped_identifier" => Build(expressions::path),

        // ── Patterns ──
        "pattern" => Child,
        "type_pattern" | "record_pattern_component" => Build(patterns::typed),
        "record_pattern" => Build(patterns::record),
        "record_pattern_body" => Children,
        "underscore_pattern" => Leaf(Kind::Wildcard),

        // ── Types ──
        "type_identifier" => Rule::Name,
        "integral_type" | "floating_point_type" | "boolean_type" | "void_type" => scalar,
        "scoped_type_identifier" => Build(types::nested),
        "generic_type" => Build(types::generic),
        "array_type" => Build(types::array),
        "annotated_type" => Build(types::annotated),
        "type_arguments" => Build(types::list),
        "wildcard" => Build(types::wildcard),
        "type_parameters" => Children,
        "type_parameter" => Build(types::type_parameter),
        "type_bound" => Build(types::list),

        // ── Nothing of their own: the rules around them read their text ──
        "line_comment" | "block_comment" => Rule::Comment,
        "dimensions" | "asterisk" | "requires_modifier" => Nothing,
        "string_fragment" | "multiline_string_fragment" | "escape_sequence" | "string_interpolation" => Nothing,

        // ── Opaque on purpose ──
        // String templates were a preview of Java 21 and 22, and taken back.
        "template_expression" => Opaque,
        // Which parts of a module others may use: nothing that runs.
        "exports_module_directive"
        | "opens_module_directive"
        | "uses_module_directive"
        | "provides_module_directive" => Opaque,
        // Supertypes of the grammar, which no tree holds.
        "_literal" | "_simple_type" | "_type" | "_unannotated_type" | "declaration" | "expression"
        | "module_directive" | "primary_expression" | "statement" => Opaque,
        _ => return None,
    })
}
