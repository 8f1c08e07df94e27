//! The rule for every node of the grammar.

use code::{DataPart, NodeId, Slip, Span, Spelling};

use super::whole::commas_before_ends;
use crate::data::part;
use crate::lower::{Cst, Lowered, Lowering, Rule};

/// The rule for a node kind.
pub(super) fn rule(kind: &str) -> Option<Rule> {
    Some(match kind {
        "document" => Rule::Build(document),
        "object" => Rule::Build(|low, cst| collection(low, cst, DataPart::Mapping)),
        "array" => Rule::Build(|low, cst| collection(low, cst, DataPart::Sequence)),
        "pair" => Rule::Build(pair),
        "string" => Rule::Build(|low, cst| part(low, DataPart::Text(Spelling::Quoted), &[], cst.span).into()),
        "number" => Rule::Build(number),
        "true" => Rule::Build(|low, cst| part(low, DataPart::Truth(true), &[], cst.span).into()),
        "false" => Rule::Build(|low, cst| part(low, DataPart::Truth(false), &[], cst.span).into()),
        "null" => Rule::Build(|low, cst| part(low, DataPart::Absent, &[], cst.span).into()),
        "comment" => Rule::Build(comment),
        "string_content" | "escape_sequence" => Rule::Nothing,
        "_value" => Rule::Child,
        _ => return None,
    })
}

/// A text may hold several documents, one a line.
fn document(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let mut nodes = Vec::new();
    for kid in low.flatten(cst.kids) {
        let span = low.build.unit().span(kid);
        nodes.push(part(low, DataPart::Document, &[kid], span));
    }
    Lowered::Many(low.build.list(&nodes))
}

fn collection(low: &mut Lowering<'_>, cst: &Cst<'_>, form: DataPart) -> Lowered {
    let mut nodes = low.flatten(cst.kids);
    if let Some(slip) = trailing_comma(low, &nodes, cst.span) {
        nodes.push(slip);
    }
    part(low, form, &nodes, cst.span).into()
}

/// The comma behind the last item, which was hidden from the grammar.
fn trailing_comma(low: &mut Lowering<'_>, nodes: &[NodeId], span: Span) -> Option<NodeId> {
    let last = low.build.unit().span(*nodes.last()?).end;
    let before_end = span.end.saturating_sub(1).max(last);
    let between = low.text(Span::new(last, before_end));
    let at = last + (between.len() - between.trim_start().len()) as u32;
    between
        .trim_start()
        .starts_with(',')
        .then(|| part(low, DataPart::Slip(Slip::TrailingComma), &[], Span::new(at, at + 1)))
}

fn pair(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let mut nodes = Vec::new();
    if let Some(key) = cst.kid("key") {
        nodes.push(part(low, DataPart::Key { once: false }, &[], key.span));
    }
    nodes.extend(cst.node("value"));
    part(low, DataPart::Entry, &nodes, cst.span).into()
}

fn number(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let whole = !low.text(cst.span).contains(['.', 'e', 'E']);
    part(low, DataPart::Number { whole }, &[], cst.span).into()
}

fn comment(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let text = low.text(cst.span);
    let span = Span::new(cst.span.start, cst.span.start + text.trim_end().len() as u32);
    low.build.comment(span);
    // It belongs to no value; facts find it by its kind.
    part(low, DataPart::Slip(Slip::Comment), &[], span);
    Lowered::Nothing
}

/// The text without the commas behind last items, and without a mark of its encoding.
pub(super) fn prepare(source: &str) -> Option<String> {
    let commas = commas_before_ends(source);
    if commas.is_empty() && !source.starts_with('\u{feff}') {
        return None;
    }
    let mut bytes = source.as_bytes().to_vec();
    for at in commas {
        if let Some(byte) = bytes.get_mut(at) {
            *byte = b' ';
        }
    }
    let text = String::from_utf8(bytes).ok()?;
    Some(match text.strip_prefix('\u{feff}') {
        Some(rest) => format!("   {rest}"),
        None => text,
    })
}

/// Takes the marks off a comment.
pub(super) fn clean_comment(comment: &str) -> String {
    let inner = comment.trim().trim_start_matches("//");
    let inner = inner.strip_prefix("/*").unwrap_or(inner);
    let inner = inner.strip_suffix("*/").unwrap_or(inner);
    let lines = inner.lines().map(|line| line.trim().trim_start_matches('*').trim());
    lines.collect::<Vec<_>>().join("\n").trim().to_owned()
}
