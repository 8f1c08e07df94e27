//! What every node of PHP's grammar becomes.

use code::{Kind, List, TextForm, TypeForm};

use super::{arrays, calls, classes, expressions, functions, imports, read, statements, texts, types};
use crate::lower::Rule;

/// The rule for a node kind.
pub(super) fn rule(kind: &str) -> Option<Rule> {
    use Rule::{Build, Child, Children, Leaf, Nothing, Opaque, Whole};
    Some(match kind {
        // ── The whole, and what stands between islands of code ──
        "program" => Build(statements::program),
        "text_interpolation" => Build(texts::markup),
        "text" => Leaf(Kind::Text(TextForm::Text)),
        // Which of them opens an island is asked of the text.
        "php_tag" | "php_end_tag" => Nothing,
        "comment" => Rule::Comment,

        // ── Namespaces and imports ──
        "namespace_definition" => Build(imports::namespace),
        "namespace_name" => Nothing,
        "namespace_use_declaration" => Build(imports::declaration),
        "namespace_use_clause" => Build(imports::clause),
        "namespace_use_group" => Children,
        "include_expression" | "include_once_expression" | "require_expression" | "require_once_expression" => {
            Build(calls::intrinsic)
        }

        // ── Functions and types ──
        "function_definition" => Build(functions::function),
        "method_declaration" => Build(functions::method),
        "anonymous_function" => Build(functions::closure),
        "arrow_function" => Build(functions::arrow),
        "anonymous_function_use_clause" => Children,
        "formal_parameters" => Children,
        "simple_parameter" | "variadic_parameter" | "property_promotion_parameter" => Build(functions::parameter),
        "class_declaration" => Build(classes::class),
        "interface_declaration" => Build(classes::interface),
        "trait_declaration" => Build(classes::mixin),
        "enum_declaration" => Build(classes::enumeration),
        "anonymous_class" => Build(classes::anonymous),
        "declaration_list" | "enum_declaration_list" => Children,
        "base_clause" => Build(types::list),
        "class_interface_clause" => Build(types::contracts),
        "property_declaration" => Build(classes::property),
        "property_element" => Build(classes::element),
        "property_hook_list" => Children,
        "property_hook" => Build(classes::hook),
        "const_declaration" => Build(classes::constant),
        "const_element" => Build(classes::constant_element),
        "enum_case" => Build(classes::case),
        "use_declaration" => Build(classes::taken_in),
        "attribute_list" | "attribute_group" => Children,
        "attribute" => Build(classes::attribute),
        // How the members of several traits are told apart, and under which further name one is known: nothing that runs.
        "use_list" | "use_as_clause" | "use_instead_of_clause" => Nothing,
        // The parent reads their words.
        "visibility_modifier"
        | "static_modifier"
        | "final_modifier"
        | "abstract_modifier"
        | "readonly_modifier"
        | "var_modifier"
        | "reference_modifier"
        | "operation" => Nothing,

        // ── Statements ──
        "compound_statement" | "colon_block" => Build(statements::block),
        "expression_statement" | "else_clause" | "finally_clause" => Child,
        "empty_statement" => Leaf(Kind::Empty),
        "if_statement" => Build(statements::choice),
        "else_if_clause" => Build(statements::else_if),
        "switch_statement" => Build(statements::switch),
        "switch_block" | "match_block" | "match_condition_list" => Children,
        "case_statement" | "default_statement" => Build(statements::case),
        "match_expression" => Build(statements::match_value),
        "match_conditional_expression" | "match_default_expression" => Build(statements::arm),
        "while_statement" | "do_statement" => Build(statements::repeat),
        "for_statement" => Build(statements::counted),
        "foreach_statement" => Build(statements::each),
        "pair" => Build(statements::pair),
        "try_statement" => Build(statements::attempt),
        "catch_clause" => Build(statements::handler),
        "type_list" => Build(types::list),
        "break_statement" | "continue_statement" => Build(statements::jump),
        "return_statement" => Build(statements::leave),
        "throw_expression" => Build(statements::throw),
        "echo_statement" | "print_intrinsic" | "exit_statement" | "clone_expression" => Build(calls::intrinsic),
        "unset_statement" => Build(statements::unset),
        "global_declaration" => Build(statements::global),
        "function_static_declaration" => Children,
        "static_variable_declaration" => Build(statements::static_variable),
        "declare_statement" => Children,
        "declare_directive" => Build(calls::directive),

        // ── Expressions ──
        "variable_name" => Whole(read::variable),
        "name" => Build(read::word),
        "relative_scope" => Whole(read::scope),
        "qualified_name" | "relative_name" => Whole(read::qualified),
        // That warnings are not reported, the mark before the expression tells.
        "parenthesized_expression" | "error_suppression_expression" => Child,
        "sequence_expression" => Children,
        "integer" => Leaf(Kind::Integer),
        "float" => Leaf(Kind::Float),
        "boolean" => Build(expressions::boolean),
        "null" => Leaf(Kind::Null),
        "string" | "nowdoc" => Leaf(Kind::Text(TextForm::Text)),
        "encapsed_string" => Build(texts::encapsed),
        "heredoc" => Build(texts::heredoc),
        "heredoc_body" => Build(texts::body),
        "shell_command_expression" => Build(texts::command),
        "assignment_expression" | "augmented_assignment_expression" | "reference_assignment_expression" => {
            Build(expressions::assignment)
        }
        "update_expression" => Build(expressions::update),
        "unary_op_expression" => Build(expressions::unary),
        "binary_expression" => Build(expressions::binary),
        "conditional_expression" => Build(expressions::conditional),
        "cast_expression" => Build(expressions::cast),
        "yield_expression" => Build(expressions::yield_value),
        "by_ref" => Build(expressions::reference),
        "variadic_unpacking" => Build(expressions::spread),
        "argument_placeholder" => Leaf(Kind::Wildcard),
        "array_creation_expression" => Build(arrays::literal),
        "array_element_initializer" => Build(arrays::element),
        "list_literal" => Build(arrays::pattern),
        "subscript_expression" => Build(arrays::subscript),
        "function_call_expression" => Build(calls::call),
        "member_call_expression" | "nullsafe_member_call_expression" => Build(calls::method),
        "scoped_call_expression" => Build(calls::of_type),
        "object_creation_expression" => Build(calls::new),
        "arguments" => Children,
        "argument" => Build(calls::argument),
        "member_access_expression" | "nullsafe_member_access_expression" => Build(calls::member),
        "scoped_property_access_expression" => Build(calls::static_member),
        "class_constant_access_expression" => Build(calls::class_constant),

        // ── Types ──
        "named_type" => Build(types::named),
        "primitive_type" | "bottom_type" => {
            Leaf(Kind::TypeExpression { form: TypeForm::Primitive, parts: List::default() })
        }
        "optional_type" => Build(types::optional),
        "union_type" | "disjunctive_normal_form_type" => Build(types::union),
        "intersection_type" => Build(types::intersection),

        // ── Nothing of their own: the rules around them read their text ──
        "cast_type"
        | "string_content"
        | "escape_sequence"
        | "heredoc_start"
        | "heredoc_end"
        | "nowdoc_body"
        | "nowdoc_string"
        | "variadic_placeholder" => Nothing,

        // ── Opaque on purpose ──
        // A variable whose name is only known when the program runs.
        "dynamic_variable_name" => Opaque,
        // Jumps to a place: what runs in between cannot be told from the structure.
        "goto_statement" | "named_label_statement" => Opaque,
        // Supertypes of the grammar, which no tree holds.
        "expression" | "literal" | "primary_expression" | "statement" | "type" => Opaque,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use crate::lower::check;
    use crate::php::LANGUAGE;

    #[test]
    fn every_node_has_a_rule() {
        check::every_node_has_a_rule(&LANGUAGE);
    }
}
