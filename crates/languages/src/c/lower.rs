//! What every node of the C grammar becomes. C++ adds its own nodes to these.

use code::{Kind, List, TextForm, TypeForm};

use super::{declarations, expressions, macros, preprocessor, statements, types};
use crate::lower::Rule;

/// The rule for a node kind.
pub(crate) fn rule(kind: &str) -> Option<Rule> {
    use Rule::{Build, Child, Children, Leaf, Name, Nothing, Opaque, Whole};
    Some(match kind {
        // ── Items ──
        "translation_unit" => Build(preprocessor::file),
        "declaration_list" => Build(preprocessor::items),
        "linkage_specification" => Build(preprocessor::linkage),
        "function_definition" => Build(declarations::definition),
        "declaration" => Build(declarations::declaration),
        "type_definition" => Build(types::alias),
        "parameter_list" => Build(declarations::parameters),
        "parameter_declaration" => Build(declarations::parameter),
        "variadic_parameter" => Build(declarations::variadic),
        "init_declarator" => Build(declarations::initial),
        "pointer_declarator" | "abstract_pointer_declarator" => Build(declarations::pointer),
        "array_declarator" | "abstract_array_declarator" => Build(declarations::array),
        "function_declarator" | "abstract_function_declarator" => Build(declarations::function),
        "parenthesized_declarator" | "attributed_declarator" | "abstract_parenthesized_declarator" => Child,

        // ── The step before compilation ──
        "preproc_include" => Build(preprocessor::include),
        "preproc_def" => Build(macros::value),
        "preproc_function_def" => Build(macros::function),
        "preproc_params" => Build(macros::parameters),
        "preproc_if" | "preproc_ifdef" | "preproc_elif" | "preproc_elifdef" => Build(preprocessor::condition),
        "preproc_else" => Build(preprocessor::otherwise),
        "preproc_call" => Build(preprocessor::other),
        "preproc_defined" => Build(preprocessor::defined),

        // ── Types ──
        "struct_specifier" | "union_specifier" => Build(types::record),
        "enum_specifier" => Build(types::enumeration),
        "field_declaration_list" | "enumerator_list" => Build(types::members),
        "field_declaration" => Build(types::field),
        "enumerator" => Build(types::variant),
        "primitive_type" | "sized_type_specifier" => {
            Leaf(Kind::TypeExpression { form: TypeForm::Primitive, parts: List::default() })
        }
        "macro_type_specifier" => Leaf(Kind::TypeExpression { form: TypeForm::Other, parts: List::default() }),
        "type_identifier" => Name,
        "type_descriptor" => Build(types::descriptor),

        // ── Statements ──
        "compound_statement" => Build(statements::block),
        "expression_statement" => Build(statements::expression),
        "if_statement" => Build(statements::choice),
        "else_clause" => Build(statements::otherwise),
        "switch_statement" => Build(statements::switch),
        "case_statement" => Build(statements::arm),
        "while_statement" | "do_statement" => Build(statements::repetition),
        "for_statement" => Build(statements::counted),
        "return_statement" => Build(statements::leave),
        "break_statement" => Leaf(Kind::Break(None, None)),
        "continue_statement" => Leaf(Kind::Continue(None)),
        "goto_statement" => Build(statements::jump),
        "labeled_statement" => Build(statements::labelled),
        "statement_identifier" => Name,
        "attributed_statement" => Child,

        // ── Expressions ──
        "identifier" | "field_identifier" => Build(expressions::name),
        "number_literal" => Build(expressions::number),
        "string_literal" => Leaf(Kind::Text(TextForm::Text)),
        "char_literal" => Leaf(Kind::Text(TextForm::Character)),
        "concatenated_string" => Build(expressions::joined),
        "true" => Leaf(Kind::Boolean(true)),
        "false" => Leaf(Kind::Boolean(false)),
        "null" => Leaf(Kind::Null),
        "parenthesized_expression" | "extension_expression" => Build(expressions::wrapped),
        "call_expression" => Build(expressions::call),
        "argument_list" => Build(expressions::arguments),
        "field_expression" => Build(expressions::member),
        "subscript_expression" => Build(expressions::item),
        "pointer_expression" => Build(expressions::pointer),
        "unary_expression" => Build(expressions::unary),
        "update_expression" => Build(expressions::update),
        "binary_expression" => Build(expressions::binary),
        "assignment_expression" => Build(expressions::assignment),
        "conditional_expression" => Build(expressions::conditional),
        "comma_expression" => Build(expressions::comma),
        "cast_expression" => Build(expressions::cast),
        "sizeof_expression" | "alignof_expression" | "offsetof_expression" => Build(expressions::size),
        "compound_literal_expression" => Build(expressions::literal),
        "initializer_list" => Build(expressions::initializers),
        "initializer_pair" => Build(expressions::initializer),
        "field_designator" | "subscript_designator" | "subscript_range_designator" => Child,

        // ── Nothing of their own: the rules around them read their words ──
        "comment" => Rule::Comment,
        "storage_class_specifier" | "type_qualifier" | "alignas_qualifier" | "bitfield_clause" => Nothing,
        "preproc_arg" | "preproc_directive" | "system_lib_string" => Nothing,
        "string_content" | "escape_sequence" | "character" => Nothing,
        // What one compiler is told about layout, calls and warnings: not part of what the program does.
        "attribute" | "attribute_declaration" | "attribute_specifier" => Nothing,
        "ms_based_modifier" | "ms_call_modifier" | "ms_declspec_modifier" | "ms_pointer_modifier" => Nothing,
        "ms_restrict_modifier"
        | "ms_signed_ptr_modifier"
        | "ms_unaligned_ptr_modifier"
        | "ms_unsigned_ptr_modifier" => Nothing,

        // ── Opaque on purpose, with their parts inside ──
        // Assembly is another language.
        "gnu_asm_expression" => Whole(expressions::assembly),
        "gnu_asm_clobber_list"
        | "gnu_asm_goto_list"
        | "gnu_asm_input_operand"
        | "gnu_asm_input_operand_list"
        | "gnu_asm_output_operand"
        | "gnu_asm_output_operand_list"
        | "gnu_asm_qualifier" => Children,
        // A choice by type, made by the compiler.
        "generic_expression" => Opaque,
        // One vendor's exceptions.
        "seh_try_statement" | "seh_except_clause" | "seh_finally_clause" | "seh_leave_statement" => Opaque,
        // Supertypes of the grammar, which no tree holds.
        "_abstract_declarator"
        | "_declarator"
        | "_field_declarator"
        | "_type_declarator"
        | "expression"
        | "statement"
        | "type_specifier" => Opaque,
        _ => return None,
    })
}
