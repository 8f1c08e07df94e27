//! What every node of the JavaScript grammar becomes. TypeScript adds its own nodes to these in `typescript/lower.rs`.

use code::{Kind, TextForm};

use super::{expressions, functions, imports, jsx, objects, statements};
use crate::lower::Rule;

/// The rule for a node kind.
pub(crate) fn rule(kind: &str) -> Option<Rule> {
    Some(match kind {
        "program" | "switch_body" | "named_imports" | "export_clause" => Rule::Children,
        "comment" | "html_comment" => Rule::Comment,

        // Statements.
        "expression_statement" => Rule::Build(statements::expression_statement),
        "variable_declaration" | "lexical_declaration" | "using_declaration" => Rule::Build(statements::declaration),
        "variable_declarator" => Rule::Build(statements::declarator),
        "statement_block" => Rule::Build(statements::block),
        "else_clause" | "finally_clause" => Rule::Build(statements::wrapped_statement),
        "if_statement" => Rule::Build(statements::if_statement),
        "switch_statement" => Rule::Build(statements::switch_statement),
        "switch_case" | "switch_default" => Rule::Build(statements::arm),
        "for_statement" => Rule::Build(statements::for_statement),
        "for_in_statement" => Rule::Build(statements::for_in_statement),
        "while_statement" | "do_statement" => Rule::Build(statements::while_statement),
        "try_statement" => Rule::Build(statements::try_statement),
        "catch_clause" => Rule::Build(statements::catch_clause),
        "break_statement" | "continue_statement" => Rule::Build(statements::jump),
        "return_statement" => Rule::Build(statements::return_statement),
        "throw_statement" => Rule::Build(statements::throw_statement),
        "labeled_statement" => Rule::Build(statements::labelled),
        "debugger_statement" => Rule::Build(statements::debugger),
        "empty_statement" => Rule::Leaf(Kind::Empty),
        "import_statement" => Rule::Build(imports::import_statement),
        "import_clause" => Rule::Children,
        "namespace_import" => Rule::Build(imports::namespace_import),
        "import_specifier" => Rule::Build(imports::import_specifier),
        "export_statement" => Rule::Build(imports::export_statement),
        "namespace_export" => Rule::Build(imports::namespace_import),
        "export_specifier" => Rule::Build(imports::export_specifier),

        // Functions and classes.
        "function_declaration" | "generator_function_declaration" => Rule::Build(functions::declaration),
        "function_expression" | "generator_function" | "arrow_function" => Rule::Build(functions::lambda),
        "method_definition" => Rule::Build(functions::method),
        "formal_parameters" => Rule::Build(functions::parameters),
        "class" | "class_declaration" => Rule::Build(functions::class),
        "class_heritage" => Rule::Children,
        "class_body" => Rule::Build(functions::class_body),
        "class_static_block" => Rule::Build(statements::wrapped_statement),
        "field_definition" => Rule::Build(functions::field),
        "decorator" => Rule::Build(functions::decorator),

        // Expressions and patterns.
        "parenthesized_expression" | "template_substitution" | "computed_property_name" => {
            Rule::Build(expressions::wrapped)
        }
        "identifier" | "import" | "meta_property" | "jsx_namespace_name" => Rule::Name,
        // Which node such a name becomes depends on its parent, which makes it from the place.
        "property_identifier"
        | "private_property_identifier"
        | "statement_identifier"
        | "shorthand_property_identifier"
        | "shorthand_property_identifier_pattern" => Rule::Nothing,
        "this" => Rule::Leaf(Kind::This),
        "super" => Rule::Leaf(Kind::Super),
        "true" => Rule::Leaf(Kind::Boolean(true)),
        "false" => Rule::Leaf(Kind::Boolean(false)),
        "null" | "undefined" => Rule::Leaf(Kind::Null),
        "number" => Rule::Build(expressions::number),
        "string" => Rule::Leaf(Kind::Text(TextForm::Text)),
        "regex" => Rule::Leaf(Kind::Regex),
        "template_string" => Rule::Build(expressions::template),
        "object" | "object_pattern" => Rule::Build(objects::object),
        "pair" | "pair_pattern" => Rule::Build(objects::pair),
        "object_assignment_pattern" => Rule::Build(objects::shorthand_with_default),
        "array" | "array_pattern" => Rule::Build(objects::array),
        "spread_element" | "rest_pattern" => Rule::Build(expressions::spread),
        "assignment_pattern" | "assignment_expression" | "augmented_assignment_expression" => {
            Rule::Build(expressions::assignment)
        }
        "update_expression" => Rule::Build(expressions::update),
        "unary_expression" => Rule::Build(expressions::unary),
        "binary_expression" => Rule::Build(expressions::binary),
        "ternary_expression" => Rule::Build(expressions::ternary),
        "sequence_expression" | "arguments" => Rule::Children,
        "await_expression" => Rule::Build(expressions::await_expression),
        "yield_expression" => Rule::Build(expressions::yield_expression),
        "call_expression" => Rule::Build(expressions::call),
        "new_expression" => Rule::Build(expressions::new),
        "member_expression" | "nested_identifier" => Rule::Build(expressions::member),
        "subscript_expression" => Rule::Build(expressions::subscript),

        // JSX.
        "jsx_element" => Rule::Build(jsx::element),
        "jsx_opening_element" | "jsx_self_closing_element" => Rule::Build(jsx::opening),
        // It repeats the name, and the model needs it once.
        "jsx_closing_element" => Rule::Nothing,
        "jsx_attribute" => Rule::Build(jsx::attribute),
        "jsx_expression" => Rule::Build(jsx::expression),
        "jsx_text" | "html_character_reference" => Rule::Build(jsx::text),

        // Parts of leaves, read by the place of the leaf.
        "string_fragment" | "escape_sequence" | "regex_pattern" | "regex_flags" | "optional_chain" => Rule::Nothing,
        "hash_bang_line" => Rule::Nothing,
        // How the loader treats the module (`with { type: "json" }`): not part of what the program does.
        "import_attribute" => Rule::Nothing,

        // Deliberately opaque, with their parts inside:
        // `with (object) …` makes any name inside mean a property of the object, so nothing inside can be read safely.
        "with_statement" => Rule::Opaque,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use crate::javascript::LANGUAGE;
    use crate::lower::check;

    #[test]
    fn every_node_has_a_rule() {
        check::every_node_has_a_rule(&LANGUAGE);
    }
}
