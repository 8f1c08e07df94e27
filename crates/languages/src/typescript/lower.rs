//! What every node of the TypeScript grammars becomes: JavaScript's rules, and those of types.

use code::{Kind, List, TypeForm};

use super::{items, types};
use crate::javascript::{expressions, functions, imports};
use crate::lower::Rule;

/// The rule for a node kind.
pub(crate) fn rule(kind: &str) -> Option<Rule> {
    let scalar = |form| Rule::Leaf(Kind::TypeExpression { form, parts: List::default() });
    Some(match kind {
        // Items.
        "interface_declaration" => Rule::Build(items::interface),
        "type_alias_declaration" => Rule::Build(items::alias),
        "enum_declaration" => Rule::Build(items::enumeration),
        "enum_body" => Rule::Build(items::enum_body),
        "enum_assignment" => Rule::Build(items::enum_assignment),
        "module" | "internal_module" => Rule::Build(items::namespace),
        "ambient_declaration" => Rule::Build(items::ambient),
        "abstract_class_declaration" => Rule::Build(functions::class),
        "function_signature" => Rule::Build(functions::declaration),
        "abstract_method_signature" => Rule::Build(functions::method),
        "method_signature" | "call_signature" | "construct_signature" => Rule::Build(items::signature),
        "property_signature" | "public_field_definition" => Rule::Build(functions::field),
        "index_signature" => Rule::Build(types::index_signature),
        "mapped_type_clause" => Rule::Build(types::mapped_clause),
        "interface_body" => Rule::Build(items::interface_body),
        "class_body" => Rule::Build(items::class_body),
        "class_heritage" => Rule::Children,
        "extends_clause" => Rule::Build(items::extends_clause),
        "implements_clause" => Rule::Build(items::implements_clause),
        "extends_type_clause" => Rule::Build(types::list),
        "import_require_clause" => Rule::Build(imports::import_require_clause),
        "import_alias" => Rule::Build(items::import_alias),
        "required_parameter" | "optional_parameter" => Rule::Build(items::parameter),
        // Their words are read by the parent.
        "accessibility_modifier" | "override_modifier" => Rule::Nothing,

        // Expressions.
        "as_expression" | "satisfies_expression" => Rule::Build(types::cast),
        "type_assertion" => Rule::Build(types::assertion),
        "non_null_expression" => Rule::Build(types::non_null),
        "instantiation_expression" => Rule::Build(types::instantiation),
        "nested_identifier" => Rule::Build(expressions::member),

        // Types. A plain type name stays a name, because classes and parameters use it as theirs; where a type is meant, the
        // parent wraps it.
        "type_identifier" => Rule::Name,
        "predefined_type" => scalar(TypeForm::Primitive),
        "this_type" => Rule::Leaf(Kind::This),
        "existential_type" => scalar(TypeForm::Other),
        "nested_type_identifier" => Rule::Build(types::nested),
        "generic_type" => Rule::Build(types::generic),
        "type_arguments" => Rule::Build(types::list),
        "type_parameters" => Rule::Children,
        "type_parameter" => Rule::Build(types::type_parameter),
        "constraint"
        | "default_type"
        | "type_annotation"
        | "omitting_type_annotation"
        | "adding_type_annotation"
        | "opting_type_annotation"
        | "parenthesized_type"
        | "asserts_annotation"
        | "type_predicate_annotation"
        | "template_type" => Rule::Build(types::wrapped),
        "readonly_type" => Rule::Build(types::readonly),
        "union_type" | "intersection_type" => Rule::Build(types::combined),
        "array_type"
        | "tuple_type"
        | "literal_type"
        | "optional_type"
        | "rest_type"
        | "flow_maybe_type"
        | "function_type"
        | "constructor_type"
        | "object_type"
        | "conditional_type"
        | "lookup_type"
        | "index_type_query"
        | "type_query"
        | "template_literal_type"
        | "infer_type"
        | "asserts"
        | "type_predicate" => Rule::Build(types::expression),
        _ => return crate::javascript::rule(kind),
    })
}

#[cfg(test)]
mod tests {
    use crate::lower::check;
    use crate::typescript::{LANGUAGE, TSX};

    #[test]
    fn every_node_has_a_rule() {
        check::every_node_has_a_rule(&LANGUAGE);
        check::every_node_has_a_rule(&TSX);
    }
}
