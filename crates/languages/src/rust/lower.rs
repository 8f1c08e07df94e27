//! What every node of Rust's grammar becomes, and the helpers that all rules share.

use code::{Kind, List, NodeId, Span, TextForm, TypeForm, UnaryOperator};

use super::{attributes, expressions, imports, items, macros, patterns, statements, types};
use crate::lower::{Cst, Kid, Lowered, Lowering, Rule};

/// The rule for a node kind.
pub(super) fn rule(kind: &str) -> Option<Rule> {
    use Rule::{Build, Child, Children, Leaf, Nothing, Opaque, Whole};
    Some(match kind {
        // ── Items ──
        "source_file" => Build(items::file),
        "declaration_list" => Build(items::declarations),
        "function_item" | "function_signature_item" => Build(items::function),
        "parameters" => Build(items::parameters),
        "parameter" => Build(items::parameter),
        "self_parameter" => Build(items::receiver),
        "variadic_parameter" => Build(items::variadic),
        "struct_item" => Build(items::structure),
        "union_item" => Build(items::union),
        "enum_item" => Build(items::enumeration),
        "field_declaration_list" | "enum_variant_list" => Build(items::members),
        "ordered_field_declaration_list" => Children,
        "field_declaration" => Build(items::field),
        "enum_variant" => Build(items::variant),
        "trait_item" => Build(items::interface),
        "impl_item" => Build(items::extension),
        "mod_item" => Build(items::namespace),
        "foreign_mod_item" => Build(items::foreign),
        "type_item" | "associated_type" => Build(items::alias),
        "const_item" | "static_item" => Build(items::constant),
        "type_parameters" | "where_clause" | "trait_bounds" => Children,
        "type_parameter" => Build(items::type_parameter),
        "const_parameter" => Build(items::const_parameter),
        "where_predicate" => Build(items::where_predicate),
        "attribute_item" | "inner_attribute_item" => Build(attributes::item),
        "attribute" => Build(attributes::attribute),
        "macro_definition" => Build(macros::definition),
        "use_declaration" => Whole(imports::use_declaration),
        "extern_crate_declaration" => Build(imports::extern_crate),
        // Inside a use declaration, whose rule reads its text; seen only where one is broken.
        "use_list" | "scoped_use_list" | "use_as_clause" | "use_wildcard" => Children,

        // ── Statements ──
        "block" => Build(statements::block),
        "expression_statement" => Child,
        "let_declaration" => Build(statements::variable),
        "if_expression" => Build(statements::choice),
        "else_clause" => Child,
        "let_condition" => Build(statements::let_condition),
        "let_chain" => Build(statements::let_chain),
        "match_expression" => Build(statements::match_expression),
        "match_block" => Children,
        "match_arm" => Build(statements::arm),
        "match_pattern" => Build(statements::match_pattern),
        "while_expression" | "loop_expression" | "for_expression" => Build(statements::repetition),
        "return_expression" => Build(statements::leave),
        "break_expression" => Build(statements::break_loop),
        "continue_expression" => Build(statements::continue_loop),
        "yield_expression" => Build(statements::yield_value),
        "label" => Child,

        // ── Expressions ──
        "identifier" | "shorthand_field_identifier" => Build(expressions::identifier),
        "field_identifier" | "metavariable" | "crate" | "super" => Rule::Name,
        "self" => Leaf(Kind::This),
        "scoped_identifier" | "scoped_type_identifier" => Build(expressions::path),
        "field_expression" => Build(expressions::field),
        "call_expression" => Build(expressions::call),
        "arguments" => Build(expressions::arguments),
        "generic_function" => Build(expressions::turbofish),
        "index_expression" => Build(expressions::index),
        "unary_expression" => Build(expressions::unary),
        "binary_expression" => Build(expressions::binary),
        "assignment_expression" | "compound_assignment_expr" => Build(expressions::assignment),
        "type_cast_expression" => Build(expressions::cast),
        "reference_expression" => Build(expressions::reference),
        "range_expression" => Build(expressions::range),
        "try_expression" => Build(expressions::propagate),
        "await_expression" => Build(expressions::await_future),
        "tuple_expression" => Build(expressions::tuple),
        "unit_expression" => Build(expressions::unit),
        "array_expression" => Build(expressions::array),
        "parenthesized_expression" => Child,
        "struct_expression" => Build(expressions::record),
        "field_initializer_list" => Children,
        "field_initializer" => Build(expressions::field_initializer),
        "shorthand_field_initializer" => Build(expressions::shorthand_field),
        "base_field_initializer" => Build(expressions::base_fields),
        "closure_expression" => Build(expressions::closure),
        "closure_parameters" => Build(expressions::closure_parameters),
        "async_block" | "unsafe_block" | "const_block" | "try_block" => Build(expressions::scoped),
        "macro_invocation" => Build(macros::invocation),

        // ── Literals ──
        "integer_literal" => Whole(expressions::integer),
        "float_literal" => Leaf(Kind::Float),
        "string_literal" | "raw_string_literal" => Whole(expressions::text),
        "char_literal" => Leaf(Kind::Text(TextForm::Character)),
        "boolean_literal" => Whole(expressions::boolean),
        "negative_literal" => Build(negative),

        // ── Patterns ──
        "tuple_struct_pattern" => Build(patterns::destructure),
        "struct_pattern" => Build(patterns::record),
        "field_pattern" => Build(patterns::field),
        "tuple_pattern" => Build(patterns::tuple),
        "slice_pattern" => Build(patterns::slice),
        "captured_pattern" => Build(patterns::bind),
        "or_pattern" => Build(patterns::alternatives),
        "range_pattern" => Build(patterns::range),
        "reference_pattern" => Build(patterns::reference),
        "ref_pattern" | "mut_pattern" => Build(patterns::same),
        "generic_pattern" => Build(expressions::turbofish),
        "remaining_field_pattern" => Leaf(Kind::Wildcard),

        // ── Types ──
        "type_identifier" => Build(types::name),
        "primitive_type" => Build(types::primitive),
        "generic_type" | "generic_type_with_turbofish" => Build(types::generic),
        "type_arguments" => Build(types::arguments),
        "type_binding" => Build(types::binding),
        "reference_type" | "pointer_type" => Build(types::reference),
        "array_type" => Build(types::array),
        "tuple_type" | "unit_type" => Build(types::tuple),
        "function_type" => Build(types::function),
        "abstract_type" | "dynamic_type" => Build(types::contract),
        "bounded_type" => Build(types::intersection),
        "never_type" | "removed_trait_bound" | "qualified_type" => Build(types::other),
        "bracketed_type" | "higher_ranked_trait_bound" => Child,

        // ── Nothing of their own: the rules around them read their text ──
        "line_comment" | "block_comment" => Rule::Comment,
        "visibility_modifier" | "function_modifiers" | "extern_modifier" | "mutable_specifier" => Nothing,
        "empty_statement" | "shebang" => Nothing,
        "string_content" | "escape_sequence" => Nothing,
        "doc_comment" | "inner_doc_comment_marker" | "outer_doc_comment_marker" => Nothing,
        // Lifetimes say how long references live, never what code does.
        "lifetime" | "lifetime_parameter" | "for_lifetimes" | "use_bounds" => Nothing,
        // A macro's tokens: `macros` reads those of a call again; those of a definition are a language of their own.
        "token_tree" | "token_tree_pattern" | "token_repetition" | "token_repetition_pattern" => Nothing,
        "token_binding_pattern" | "fragment_specifier" | "macro_rule" => Nothing,

        // ── Opaque on purpose ──
        // Generator blocks are not part of stable Rust.
        "gen_block" => Opaque,
        // Supertypes of the grammar, which no tree holds.
        "_declaration_statement" | "_expression" | "_literal" | "_literal_pattern" | "_pattern" | "_type" => Opaque,
        _ => return None,
    })
}

/// Takes the marks off a comment.
pub(super) fn clean_comment(comment: &str) -> String {
    let comment = comment.trim_end();
    if let Some(line) = comment.strip_prefix("//") {
        let line = line.strip_prefix(['/', '!']).unwrap_or(line);
        return line.strip_prefix(' ').unwrap_or(line).to_owned();
    }
    let inner = comment.strip_prefix("/*").unwrap_or(comment);
    let inner = inner.strip_suffix("*/").unwrap_or(inner);
    let inner = inner.strip_prefix(['*', '!']).unwrap_or(inner);
    let lines = inner.lines().map(|line| {
        let line = line.trim();
        let line = line.strip_prefix('*').unwrap_or(line);
        line.strip_prefix(' ').unwrap_or(line)
    });
    lines.collect::<Vec<_>>().join("\n").trim().to_owned()
}

/// `-1` in a pattern.
fn negative(lowering: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let Some(value) = cst.nth(0) else { return Lowered::Nothing };
    lowering.node(Kind::Unary(UnaryOperator::Negate, value), cst.span).into()
}

/// A node in type position: a bare name or path becomes a type expression around it.
pub(super) fn as_type(lowering: &mut Lowering<'_>, id: NodeId) -> NodeId {
    match lowering.build.unit().kind(id) {
        Kind::Name(_) | Kind::Member { .. } => {
            let span = lowering.build.unit().span(id);
            let parts = lowering.build.list(&[id]);
            lowering.node(Kind::TypeExpression { form: TypeForm::Named, parts }, span)
        }
        _ => id,
    }
}

/// The type in a field.
pub(super) fn type_in(lowering: &mut Lowering<'_>, cst: &Cst<'_>, field: &str) -> Option<NodeId> {
    let id = cst.node(field)?;
    Some(as_type(lowering, id))
}

/// The nodes of a list, to be changed while nodes are added.
pub(super) fn nodes_of(lowering: &Lowering<'_>, list: List) -> Vec<NodeId> {
    lowering.build.unit().list(list).to_vec()
}

/// The children of a child that became several nodes, or the one node that it became.
pub(super) fn list_of(lowering: &mut Lowering<'_>, kid: Option<&Kid>) -> List {
    match kid.map(|kid| kid.lowered) {
        None | Some(Lowered::Nothing) => List::default(),
        Some(Lowered::Many(list)) => list,
        Some(Lowered::One(id)) => lowering.build.list(&[id]),
    }
}

/// Takes back everything newer than a node, where only plain expressions and types are: what a rule has no use for.
pub(super) fn forget_after(lowering: &mut Lowering<'_>, id: NodeId) {
    let unit = lowering.build.unit();
    let holds = |node: Option<NodeId>| node.is_some_and(|node| node > id);
    let keep = holds(unit.functions.last().map(|function| function.node))
        || holds(unit.types.last().map(|definition| definition.node))
        || holds(unit.imports.last().map(|import| import.node));
    if !keep {
        lowering.build.rewind(id.index() + 1);
    }
}

/// The last bytes of a span as a span.
pub(super) fn tail(span: Span, start: u32) -> Span {
    Span::new(start.min(span.end), span.end)
}
