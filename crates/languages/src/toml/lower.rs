//! The rule for every node of the grammar.

use code::{DataPart, NodeId, Spelling};

use crate::data::part;
use crate::lower::{Cst, Lowered, Lowering, Rule};

/// The rule for a node kind.
pub(super) fn rule(kind: &str) -> Option<Rule> {
    Some(match kind {
        "document" => Rule::Build(document),
        "table" => Rule::Build(|low, cst| entries(low, cst, DataPart::Section)),
        "table_array_element" => Rule::Build(|low, cst| entries(low, cst, DataPart::Element)),
        "pair" => Rule::Build(|low, cst| entries(low, cst, DataPart::Entry)),
        "inline_table" => Rule::Build(|low, cst| entries(low, cst, DataPart::Mapping)),
        "array" => Rule::Build(|low, cst| entries(low, cst, DataPart::Sequence)),
        "bare_key" | "quoted_key" => {
            Rule::Build(|low, cst| part(low, DataPart::Key { once: true }, &[], cst.span).into())
        }
        "dotted_key" => Rule::Build(dotted),
        "string" => Rule::Build(string),
        "integer" => Rule::Build(|low, cst| part(low, DataPart::Number { whole: true }, &[], cst.span).into()),
        "float" => Rule::Build(|low, cst| part(low, DataPart::Number { whole: false }, &[], cst.span).into()),
        "boolean" => Rule::Build(boolean),
        "offset_date_time" | "local_date_time" | "local_date" | "local_time" => {
            Rule::Build(|low, cst| part(low, DataPart::Time, &[], cst.span).into())
        }
        "comment" => Rule::Comment,
        "escape_sequence" => Rule::Nothing,
        _ => return None,
    })
}

/// The tables below headings belong to the document's own table.
fn document(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let nodes = low.flatten(cst.kids);
    let table = part(low, DataPart::Mapping, &nodes, cst.span);
    part(low, DataPart::Document, &[table], cst.span).into()
}

fn entries(low: &mut Lowering<'_>, cst: &Cst<'_>, form: DataPart) -> Lowered {
    let nodes: Vec<NodeId> = low.flatten(cst.kids);
    // A heading's node ends before the empty lines and comments behind it.
    let end = nodes.last().map_or(cst.span.end, |&last| low.build.unit().span(last).end);
    let is_open = matches!(form, DataPart::Section | DataPart::Element);
    let mut span = cst.span;
    if is_open || form == DataPart::Entry {
        let header = low.text(span).find('\n').map_or(span.end, |at| span.start + at as u32);
        span.end = if is_open { end.max(header) } else { end };
    }
    part(low, form, &nodes, span).into()
}

/// Keys in a row, which the grammar nests to the left: the last one joins those before it, so that a long row is not copied.
fn dotted(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    low.height = cst.kids.iter().map(|kid| kid.height).max();
    let mut keys = code::List::default();
    for kid in cst.kids {
        match kid.lowered {
            Lowered::Many(list) if keys.is_empty() => keys = list,
            Lowered::One(key) if keys.is_empty() => keys = low.build.list(&[key]),
            Lowered::One(key) => keys = low.build.append(keys, key),
            Lowered::Many(_) | Lowered::Nothing => {}
        }
    }
    Lowered::Many(keys)
}

fn string(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let is_literal = low.text(cst.span).starts_with('\'');
    let spelling = if is_literal { Spelling::Literal } else { Spelling::Quoted };
    part(low, DataPart::Text(spelling), &[], cst.span).into()
}

fn boolean(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let holds = low.text(cst.span) == "true";
    part(low, DataPart::Truth(holds), &[], cst.span).into()
}
