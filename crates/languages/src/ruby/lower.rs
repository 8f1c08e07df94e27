//! What every node of the grammar becomes.
//!
//! Ruby leaves out what other languages spell: parentheses, `return`, and the difference between a variable and a call
//! without arguments. So a name and a member are made with a spare node before them, and once the whole text is read,
//! [`settle`] makes calls of those that are none.

mod blocks;
mod calls;
mod classes;
mod heredocs;
mod items;
mod literals;
mod operators;
mod patterns;
mod settle;
mod statements;
mod tails;

use code::{Kind, List, NodeId, Opacity, Span, TextForm};

use crate::lower::{Cst, Kid, Lowered, Lowering, Rule};

/// The rule for a node kind.
pub(crate) fn rule(kind: &str) -> Option<Rule> {
    Some(match kind {
        "program" => Rule::Build(items::program),
        "comment" => Rule::Comment,

        // Items.
        "method" | "singleton_method" => Rule::Build(items::method),
        "method_parameters" | "lambda_parameters" | "block_parameters" => Rule::Build(items::parameters),
        "optional_parameter"
        | "keyword_parameter"
        | "splat_parameter"
        | "hash_splat_parameter"
        | "block_parameter"
        | "destructured_parameter" => Rule::Build(items::parameter),
        "class" => Rule::Build(classes::class),
        "module" => Rule::Build(classes::module),
        "singleton_class" => Rule::Build(classes::singleton_class),
        "lambda" => Rule::Build(blocks::lambda),
        "alias" => Rule::Build(items::alias),
        "undef" => Rule::Build(items::undef),

        // Statements.
        "body_statement" => Rule::Build(statements::body_statement),
        "begin" => Rule::Build(statements::begin),
        "then" | "do" | "else" | "ensure" | "block_body" | "begin_block" | "end_block" => {
            Rule::Build(statements::block)
        }
        "if" | "elsif" | "unless" => Rule::Build(statements::choice),
        "if_modifier" | "unless_modifier" => Rule::Build(statements::choice_behind),
        "while" | "until" => Rule::Build(statements::while_loop),
        "while_modifier" | "until_modifier" => Rule::Build(statements::while_behind),
        "for" => Rule::Build(statements::for_loop),
        "case" | "case_match" => Rule::Build(statements::case),
        "when" => Rule::Build(statements::when),
        "in_clause" => Rule::Build(statements::in_clause),
        "rescue" => Rule::Build(statements::rescue),
        "rescue_modifier" => Rule::Build(statements::rescue_behind),
        "return" | "break" | "next" => Rule::Build(statements::leave),
        "redo" | "retry" => Rule::Build(statements::again),
        "assignment" => Rule::Build(operators::assignment),
        "operator_assignment" => Rule::Build(operators::compound_assignment),

        // Expressions.
        "identifier" => Rule::Build(calls::identifier),
        "constant" | "global_variable" | "class_variable" | "operator" | "setter" | "hash_key_symbol" => Rule::Name,
        "encoding" | "file" | "line" => Rule::Name,
        "instance_variable" => Rule::Build(calls::instance_variable),
        "self" => Rule::Leaf(Kind::This),
        "super" => Rule::Build(calls::bare_super),
        "scope_resolution" => Rule::Build(calls::scope_resolution),
        "call" => Rule::Build(calls::call),
        "yield" => Rule::Build(calls::yield_call),
        "element_reference" => Rule::Build(calls::element_reference),
        "block" | "do_block" => Rule::Build(blocks::block),
        "block_argument" => Rule::Build(blocks::block_argument),
        "binary" => Rule::Build(operators::binary),
        "unary" => Rule::Build(operators::unary),
        "conditional" => Rule::Build(operators::conditional),
        "range" => Rule::Build(operators::range),
        "splat_argument" | "hash_splat_argument" | "rest_assignment" => Rule::Build(operators::spread),
        "left_assignment_list" | "destructured_left_assignment" => Rule::Build(operators::group),
        "right_assignment_list" => Rule::Build(operators::group),
        "parenthesized_statements" => Rule::Build(statements::parenthesized),
        "forward_argument" => Rule::Leaf(Kind::Ellipsis),

        // Literals.
        "integer" | "rational" | "complex" => Rule::Leaf(Kind::Integer),
        "float" => Rule::Leaf(Kind::Float),
        "true" => Rule::Leaf(Kind::Boolean(true)),
        "false" => Rule::Leaf(Kind::Boolean(false)),
        "nil" => Rule::Leaf(Kind::Null),
        "character" | "simple_symbol" => Rule::Leaf(Kind::Text(TextForm::Text)),
        "string" | "bare_string" | "bare_symbol" | "delimited_symbol" => Rule::Build(literals::string),
        "chained_string" => Rule::Build(literals::chained_string),
        "regex" => Rule::Build(literals::regex),
        "subshell" => Rule::Build(literals::subshell),
        "heredoc_beginning" => Rule::Build(heredocs::heredoc),
        "string_array" | "symbol_array" | "array" => Rule::Build(literals::array),
        "hash" => Rule::Build(literals::hash),
        "pair" => Rule::Build(literals::pair),

        // Patterns.
        "array_pattern" | "find_pattern" => Rule::Build(patterns::array_pattern),
        "hash_pattern" => Rule::Build(patterns::hash_pattern),
        "keyword_pattern" => Rule::Build(patterns::keyword_pattern),
        "alternative_pattern" => Rule::Build(patterns::alternative_pattern),
        "as_pattern" => Rule::Build(patterns::as_pattern),
        "match_pattern" | "test_pattern" => Rule::Build(patterns::match_pattern),
        "unless_guard" => Rule::Build(patterns::unless_guard),

        // Wrappers around one node, and lists.
        "superclass"
        | "in"
        | "pattern"
        | "exception_variable"
        | "interpolation"
        | "if_guard"
        | "parenthesized_pattern"
        | "expression_reference_pattern"
        | "variable_reference_pattern" => Rule::Child,
        "argument_list" | "exceptions" => Rule::Children,

        // Read by the rule of the node above, or without a meaning of their own.
        "heredoc_body" | "heredoc_content" | "heredoc_end" | "string_content" | "escape_sequence"
        | "empty_statement" | "forward_parameter" | "hash_splat_nil" | "uninterpreted" => Rule::Nothing,
        _ => return None,
    })
}

/// Takes the marks off a comment. What tells a tool something is no documentation.
pub(crate) fn clean_comment(comment: &str) -> String {
    if let Some(inner) = comment.strip_prefix("=begin") {
        return inner.trim_end().trim_end_matches("=end").trim().to_owned();
    }
    let text = comment.trim_start_matches('#').trim();
    let word = text.split([':', ' ']).next().unwrap_or("");
    let magic = ["frozen_string_literal", "encoding", "coding", "typed", "rubocop", "warn_indent", "nodoc", "-*-"];
    if magic.contains(&word) || text.starts_with('!') || text.starts_with(":nodoc:") || text.starts_with(":startdoc:") {
        return String::new();
    }
    text.to_owned()
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

/// One node as it is, several as a group.
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

/// The block in a field; an empty one where there is none.
fn block_in(low: &mut Lowering<'_>, cst: &Cst<'_>, field: &str) -> NodeId {
    match cst.node(field) {
        Some(body) if matches!(kind(low, body), Kind::Block { .. }) => body,
        Some(body) => block_of(low, &[body], span(low, body)),
        None => block_of(low, &[], Span::new(cst.span.end, cst.span.end)),
    }
}

/// A block of some statements.
fn block_of(low: &mut Lowering<'_>, statements: &[NodeId], at: Span) -> NodeId {
    let body = low.build.list(statements);
    low.node(Kind::Block { body }, at)
}

/// The statements among some children. One that opens a text which goes on below its own line (a heredoc) is widened to hold it.
fn statements_of(low: &mut Lowering<'_>, kids: &[Kid]) -> Vec<NodeId> {
    let mut found: Vec<NodeId> = Vec::with_capacity(kids.len());
    for kid in kids {
        match kid.lowered {
            Lowered::One(id) => found.push(id),
            Lowered::Many(list) => found.extend(nodes(low, list)),
            Lowered::Nothing if kid.kind == "heredoc_body" => {
                if let Some(&last) = found.last() {
                    let wide = span(low, last).cover(kid.span);
                    low.build.set_span(last, wide);
                }
            }
            Lowered::Nothing => {}
        }
    }
    found
}

/// A [`Lowered`] from some nodes.
fn many(low: &mut Lowering<'_>, nodes: &[NodeId]) -> Lowered {
    Lowered::Many(low.build.list(nodes))
}
