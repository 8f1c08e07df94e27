//! What every node of Bash's grammar becomes, and the helpers that all rules share.

use code::{CallForm, Kind, NodeId, Span, TextForm};

use super::{commands, expansions, expressions, redirections, statements, variables, words};
use crate::lower::{Lowering, Rule};

/// The rule for a node kind.
pub(super) fn rule(kind: &str) -> Option<Rule> {
    use Rule::{Build, Child, Leaf, Nothing, Opaque};
    Some(match kind {
        // ── Statements ──
        "program" => Build(statements::program),
        "compound_statement" | "do_group" | "else_clause" => Build(statements::block),
        "subshell" => Build(statements::subshell),
        "function_definition" => Build(statements::function),
        "if_statement" | "elif_clause" => Build(statements::choice),
        "while_statement" => Build(statements::repetition),
        "for_statement" => Build(statements::each),
        "c_style_for_statement" => Build(statements::counted),
        "case_statement" => Build(statements::case),
        "case_item" => Build(statements::arm),
        "list" => Build(statements::list),
        "pipeline" => Build(statements::pipeline),
        "negated_command" => Build(statements::negated),
        "redirected_statement" => Build(redirections::statement),

        // ── Commands ──
        "command" => Build(commands::command),
        "command_name" => Child,
        "declaration_command" => Build(variables::declaration),
        "unset_command" => Build(variables::unset),
        "variable_assignment" => Build(variables::assignment),
        "variable_assignments" => Rule::Children,
        "file_redirect" => Build(redirections::file),
        "herestring_redirect" => Build(redirections::here_string),
        "heredoc_redirect" => Build(redirections::here_document),
        "heredoc_body" => Build(redirections::here_body),

        // ── Tests and arithmetic ──
        "test_command" => Build(expressions::test),
        "parenthesized_expression" => Child,
        "binary_expression" => Build(expressions::binary),
        "unary_expression" => Build(expressions::unary),
        "postfix_expression" => Build(expressions::postfix),
        "ternary_expression" => Build(expressions::ternary),
        "arithmetic_expansion" => Build(expressions::arithmetic),

        // ── Words ──
        "word" => Build(words::word),
        "number" => Build(words::number),
        "string" => Build(words::string),
        "translated_string" => Child,
        "raw_string" | "ansi_c_string" | "string_content" | "heredoc_content" | "extglob_pattern"
        | "brace_expression" => Leaf(Kind::Text(TextForm::Text)),
        "regex" => Leaf(Kind::Regex),
        "concatenation" => Build(words::concatenation),
        "array" => Build(words::array),

        // ── Values ──
        "variable_name" | "special_variable_name" => Build(expansions::name),
        "simple_expansion" => Build(expansions::simple),
        "expansion" => Build(expansions::expansion),
        "subscript" => Build(expansions::subscript),
        "command_substitution" | "process_substitution" => Build(expansions::substitution),

        // ── Nothing of their own: the rules around them read their text ──
        "comment" => Rule::Comment,
        "file_descriptor" | "heredoc_start" | "heredoc_end" | "test_operator" => Nothing,

        // Supertypes of the grammar, which no tree holds.
        "_expression" | "_primary_expression" | "_statement" => Opaque,
        _ => return None,
    })
}

/// Takes the mark off a comment. The line that names the interpreter, frames and notes for tools are no text.
pub(super) fn clean_comment(comment: &str) -> String {
    let text = comment.trim_end();
    if text.starts_with("#!") {
        return String::new();
    }
    let text = text.trim_start_matches('#').trim_end_matches('#');
    let for_tools = ["shellcheck ", "vim:", "vim: ", "-*-", "shfmt:", "bashate:"];
    if for_tools.iter().any(|it| text.trim_start().starts_with(it)) {
        return String::new();
    }
    // A frame or a rule drawn with signs.
    if text.chars().all(|it| !it.is_alphanumeric()) {
        return String::new();
    }
    let text = text.trim_end();
    text.strip_prefix(' ').unwrap_or(text).to_owned()
}

/// A call of what a name stands for in the library's table, whatever the source spells: `${x##*/}` is a call of `${##}`.
pub(super) fn call_of(low: &mut Lowering<'_>, name: &str, name_span: Span, arguments: &[NodeId], span: Span) -> NodeId {
    let callee = named(low, name, name_span);
    let arguments = low.build.list(arguments);
    low.node(Kind::Call { callee, arguments, form: CallForm::Plain }, span)
}

/// A name whose spelling is not that of the source.
pub(super) fn named(low: &mut Lowering<'_>, name: &str, span: Span) -> NodeId {
    let symbol = low.build.unit_mut().names.intern(name);
    low.node(Kind::Name(symbol), span)
}

/// Whether a text can be the name of a variable.
pub(super) fn is_identifier(text: &str) -> bool {
    !text.starts_with(|it: char| it.is_ascii_digit())
        && !text.is_empty()
        && text.bytes().all(|it| it.is_ascii_alphanumeric() || it == b'_')
}

/// Makes a plain word the variable that it names.
///
/// Variables and commands may have the same name (`date=$(date)`), so that of a variable is kept with its mark.
pub(super) fn as_name(low: &mut Lowering<'_>, id: NodeId) {
    let unit = low.build.unit();
    if matches!(unit.kind(id), Kind::Text(_)) {
        let name = format!("${}", low.text(unit.span(id)).trim_matches(['"', '\'']));
        let symbol = low.build.unit_mut().names.intern(&name);
        low.build.set_kind(id, Kind::Name(symbol));
    }
}
