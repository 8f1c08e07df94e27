//! What every node of the grammar becomes.
//!
//! No node is left without a parent that could be taken for code: what a rule drops becomes [`Kind::Empty`] ([`discard`]).

mod documentation;
mod expressions;
mod imports;
mod items;
mod patterns;
mod statements;
mod types;

use code::{Kind, List, NodeId, Opacity, Span, TextForm};

use crate::lower::{Cst, Kid, Lowered, Lowering, Rule};

/// The rule for a node kind.
pub(crate) fn rule(kind: &str) -> Option<Rule> {
    Some(match kind {
        "module" => Rule::Build(items::module),
        "comment" => Rule::Comment,

        // Items.
        "function_definition" => Rule::Build(items::function),
        "lambda" | "lambda_within_for_in_clause" => Rule::Build(items::lambda),
        "parameters" | "lambda_parameters" => Rule::Build(items::parameters),
        "default_parameter" | "typed_parameter" | "typed_default_parameter" => Rule::Build(items::parameter),
        "class_definition" => Rule::Build(items::class),
        "decorated_definition" => Rule::Build(items::decorated),
        "decorator" => Rule::Build(items::decorator),
        "type_alias_statement" => Rule::Build(items::alias),
        "import_statement" => Rule::Build(imports::import),
        "import_from_statement" => Rule::Build(imports::import_from),
        "future_import_statement" => Rule::Build(imports::import_future),
        "aliased_import" => Rule::Build(imports::aliased),
        "dotted_name" => Rule::Build(expressions::dotted_name),

        // Statements.
        "block" => Rule::Build(statements::block),
        "expression_statement" => Rule::Build(statements::expression_statement),
        "assignment" => Rule::Build(statements::assignment),
        "augmented_assignment" => Rule::Build(statements::augmented_assignment),
        "if_statement" => Rule::Build(statements::if_statement),
        "elif_clause" | "with_clause" | "argument_list" => Rule::Children,
        "for_statement" => Rule::Build(statements::for_statement),
        "while_statement" => Rule::Build(statements::while_statement),
        "try_statement" => Rule::Build(statements::try_statement),
        "except_clause" => Rule::Build(statements::except_clause),
        "with_statement" => Rule::Build(statements::with_statement),
        "with_item" => Rule::Build(statements::with_item),
        "match_statement" => Rule::Build(statements::match_statement),
        "case_clause" => Rule::Build(statements::case_clause),
        "return_statement" => Rule::Build(statements::return_statement),
        "delete_statement" => Rule::Build(statements::delete_statement),
        "raise_statement" => Rule::Build(statements::raise_statement),
        "assert_statement" => Rule::Build(statements::assert_statement),
        "global_statement" | "nonlocal_statement" => Rule::Build(statements::outer_names),
        "print_statement" | "exec_statement" => Rule::Build(statements::keyword_call),
        "break_statement" => Rule::Leaf(Kind::Break(None, None)),
        "continue_statement" => Rule::Leaf(Kind::Continue(None)),
        "pass_statement" => Rule::Leaf(Kind::Empty),

        // Expressions.
        "identifier" => Rule::Name,
        "integer" => Rule::Leaf(Kind::Integer),
        "float" => Rule::Leaf(Kind::Float),
        "true" => Rule::Leaf(Kind::Boolean(true)),
        "false" => Rule::Leaf(Kind::Boolean(false)),
        "none" => Rule::Leaf(Kind::Null),
        "ellipsis" => Rule::Leaf(Kind::Ellipsis),
        "string" => Rule::Build(expressions::string),
        "concatenated_string" => Rule::Build(expressions::concatenated_string),
        "interpolation" | "format_expression" => Rule::Build(expressions::interpolation),
        "attribute" => Rule::Build(expressions::attribute),
        "subscript" => Rule::Build(expressions::subscript),
        "slice" => Rule::Build(expressions::slice),
        "call" => Rule::Build(expressions::call),
        "keyword_argument" => Rule::Build(expressions::keyword_argument),
        "list" => Rule::Build(expressions::list),
        "tuple" | "expression_list" | "pattern_list" => Rule::Build(expressions::tuple),
        "set" => Rule::Build(expressions::set),
        "dictionary" => Rule::Build(expressions::dictionary),
        "pair" => Rule::Build(expressions::pair),
        "list_comprehension" | "set_comprehension" | "dictionary_comprehension" | "generator_expression" => {
            Rule::Build(expressions::comprehension)
        }
        "for_in_clause" => Rule::Build(expressions::for_in_clause),
        "binary_operator" | "boolean_operator" => Rule::Build(expressions::binary),
        "unary_operator" | "not_operator" => Rule::Build(expressions::unary),
        "comparison_operator" => Rule::Build(expressions::comparison),
        "conditional_expression" => Rule::Build(expressions::conditional),
        "named_expression" => Rule::Build(expressions::named_expression),
        "await" => Rule::Build(expressions::await_expression),
        "yield" => Rule::Build(expressions::yield_expression),
        "list_splat" | "list_splat_pattern" | "dictionary_splat" | "dictionary_splat_pattern" => {
            Rule::Build(expressions::spread)
        }

        // Patterns.
        "case_pattern" => Rule::Build(patterns::case_pattern),
        "as_pattern" => Rule::Build(patterns::as_pattern),
        "union_pattern" => Rule::Build(patterns::union_pattern),
        "class_pattern" => Rule::Build(patterns::class_pattern),
        "keyword_pattern" => Rule::Build(patterns::keyword_pattern),
        "dict_pattern" => Rule::Build(patterns::dict_pattern),
        "list_pattern" => Rule::Build(patterns::list_pattern),
        "tuple_pattern" => Rule::Build(patterns::tuple_pattern),
        "splat_pattern" => Rule::Build(patterns::splat_pattern),
        "complex_pattern" => Rule::Build(patterns::complex_pattern),

        // Types.
        "type" => Rule::Build(types::type_node),
        "generic_type" => Rule::Build(types::generic),
        "union_type" => Rule::Build(types::union),
        "constrained_type" | "member_type" | "splat_type" => Rule::Build(types::other),
        "type_parameter" | "format_specifier" => Rule::Children,

        // Wrappers around one node.
        "parenthesized_expression"
        | "parenthesized_list_splat"
        | "else_clause"
        | "finally_clause"
        | "if_clause"
        | "as_pattern_target" => Rule::Child,

        // Read by the rule of the node above.
        "wildcard_import"
        | "import_prefix"
        | "relative_import"
        | "keyword_separator"
        | "positional_separator"
        | "type_conversion"
        | "string_start"
        | "string_content"
        | "string_end" => Rule::Nothing,
        // Without a meaning of their own: parts of a string, and the mark that goes on with a line.
        "escape_sequence" | "escape_interpolation" | "line_continuation" => Rule::Nothing,

        // Deliberately opaque: where Python 2's `print >>file, x` prints to, which the code model has no place for.
        "chevron" => Rule::Opaque,
        _ => return None,
    })
}

/// Takes the marks off a comment.
pub(crate) fn clean_comment(comment: &str) -> String {
    comment.trim_start_matches('#').trim().to_owned()
}

fn kind(low: &Lowering<'_>, id: NodeId) -> Kind {
    low.build.unit().kind(id)
}

fn span(low: &Lowering<'_>, id: NodeId) -> Span {
    low.build.unit().span(id)
}

/// The text of a node if it is a plain name.
fn name_of<'l>(low: &'l Lowering<'_>, id: NodeId) -> Option<&'l str> {
    low.build.unit().name_of(id)
}

/// A list's nodes.
fn nodes(low: &Lowering<'_>, list: List) -> Vec<NodeId> {
    low.build.unit().list(list).to_vec()
}

/// The list in a field: the children of the one node that became a list, or of none.
fn list_of(low: &mut Lowering<'_>, kid: Option<&Kid>) -> List {
    low.list(kid)
}

/// One node as it is, several as a tuple.
fn one_or_tuple(low: &mut Lowering<'_>, nodes: &[NodeId], at: Span) -> NodeId {
    match *nodes {
        [] => low.opaque(Opacity::Broken, &[], at),
        [one] => one,
        [first, .., last] => {
            let covered = span(low, first).cover(span(low, last));
            let list = low.build.list(nodes);
            low.node(Kind::Tuple(list), covered)
        }
    }
}

/// The first child that became a node, or a broken one.
fn first(low: &mut Lowering<'_>, cst: &Cst<'_>) -> NodeId {
    nth(low, cst, 0)
}

/// The n-th child that became a node, or a broken one.
fn nth(low: &mut Lowering<'_>, cst: &Cst<'_>, n: usize) -> NodeId {
    let found = cst.nth(n);
    found.unwrap_or_else(|| low.opaque(Opacity::Broken, &[], Span::new(cst.span.end, cst.span.end)))
}

/// Whether a node is a plain text, which as a body's first statement documents it.
fn is_text(low: &Lowering<'_>, id: NodeId) -> bool {
    matches!(kind(low, id), Kind::Text(TextForm::Text))
}

/// A node in place of a child's list: a block where the grammar found none.
fn block_in(low: &mut Lowering<'_>, cst: &Cst<'_>) -> NodeId {
    match cst.kids.iter().find(|kid| kid.kind == "block").and_then(Kid::one) {
        Some(block) => block,
        None => low.node(Kind::Block { body: List::default() }, Span::new(cst.span.end, cst.span.end)),
    }
}

/// A [`Lowered`] from some nodes.
fn many(low: &mut Lowering<'_>, nodes: &[NodeId]) -> Lowered {
    Lowered::Many(low.build.list(nodes))
}
