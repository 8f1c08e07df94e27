//! The rule for every node of the grammar.

use code::{DataPart, Ending, Kind, NodeId, Span, Spelling};

use crate::data::part;
use crate::lower::{Cst, Lowered, Lowering, Rule};

/// The rule for a node kind.
pub(super) fn rule(kind: &str) -> Option<Rule> {
    Some(match kind {
        "stream" => Rule::Children,
        "document" => Rule::Build(document),
        "block_node" | "flow_node" => Rule::Build(marked),
        "block_mapping" | "flow_mapping" => Rule::Build(mapping),
        "block_mapping_pair" | "flow_pair" => Rule::Build(pair),
        "block_sequence" | "flow_sequence" => Rule::Build(sequence),
        "block_sequence_item" => Rule::Build(item),
        "plain_scalar" => Rule::Child,
        "string_scalar" => Rule::Build(|low, cst| part(low, DataPart::Text(Spelling::Plain), &[], cst.span).into()),
        "double_quote_scalar" => {
            Rule::Build(|low, cst| part(low, DataPart::Text(Spelling::Quoted), &[], cst.span).into())
        }
        "single_quote_scalar" => {
            Rule::Build(|low, cst| part(low, DataPart::Text(Spelling::Literal), &[], cst.span).into())
        }
        "block_scalar" => Rule::Build(block),
        "integer_scalar" => Rule::Build(|low, cst| part(low, DataPart::Number { whole: true }, &[], cst.span).into()),
        "float_scalar" => Rule::Build(|low, cst| part(low, DataPart::Number { whole: false }, &[], cst.span).into()),
        "boolean_scalar" => Rule::Build(boolean),
        "null_scalar" => Rule::Build(|low, cst| part(low, DataPart::Absent, &[], cst.span).into()),
        "timestamp_scalar" => Rule::Build(|low, cst| part(low, DataPart::Time, &[], cst.span).into()),
        "alias" => Rule::Build(alias),
        "anchor_name" | "alias_name" => Rule::Build(|low, cst| part(low, DataPart::Label, &[], cst.span).into()),
        "anchor" => Rule::Child,
        "tag" => Rule::Build(|low, cst| part(low, DataPart::Label, &[], cst.span).into()),
        "comment" => Rule::Comment,
        "escape_sequence"
        | "reserved_directive"
        | "tag_directive"
        | "yaml_directive"
        | "directive_name"
        | "directive_parameter"
        | "tag_handle"
        | "tag_prefix"
        | "yaml_version" => Rule::Nothing,
        _ => return None,
    })
}

fn document(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let nodes = low.flatten(cst.kids);
    let unit = low.build.unit();
    let span = nodes.iter().map(|&it| unit.span(it)).reduce(Span::cover);
    match span {
        Some(span) => part(low, DataPart::Document, &nodes, span).into(),
        None => Lowered::Nothing,
    }
}

/// A value with what stands before it: a label, a type.
fn marked(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let value =
        cst.kids.iter().rfind(|kid| kid.kind != "anchor" && kid.kind != "tag").and_then(super::super::lower::Kid::one);
    let mut node = value;
    for kid in cst.kids.iter().rev() {
        let form = match kid.kind {
            "anchor" => DataPart::Anchor,
            "tag" => DataPart::Tagged,
            _ => continue,
        };
        let inside: Vec<NodeId> = kid.one().into_iter().chain(node).collect();
        node = Some(part(low, form, &inside, cst.span));
    }
    node.map_or(Lowered::Nothing, Lowered::One)
}

fn mapping(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let mut nodes = Vec::new();
    for kid in low.flatten(cst.kids) {
        let is_entry = matches!(low.build.unit().kind(kid), Kind::Data(DataPart::Entry, _));
        nodes.push(if is_entry { kid } else { key_alone(low, kid) });
    }
    part(low, DataPart::Mapping, &nodes, trimmed(low, cst.span)).into()
}

/// A key without a value between braces.
fn key_alone(low: &mut Lowering<'_>, node: NodeId) -> NodeId {
    let span = low.build.unit().span(node);
    let key = part(low, DataPart::Key { once: false }, &[], span);
    part(low, DataPart::Entry, &[key], span)
}

fn pair(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let at = cst.kid("key").map_or(Span::new(cst.span.start, cst.span.start), |kid| kid.span);
    let mut nodes = vec![part(low, DataPart::Key { once: false }, &[], at)];
    nodes.extend(cst.node("value"));
    part(low, DataPart::Entry, &nodes, trimmed(low, cst.span)).into()
}

fn sequence(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let mut nodes = Vec::new();
    for kid in low.flatten(cst.kids) {
        let span = low.build.unit().span(kid);
        // A pair between square brackets is a mapping of its own.
        let is_entry = matches!(low.build.unit().kind(kid), Kind::Data(DataPart::Entry, _));
        nodes.push(if is_entry { part(low, DataPart::Mapping, &[kid], span) } else { kid });
    }
    part(low, DataPart::Sequence, &nodes, trimmed(low, cst.span)).into()
}

fn item(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    match cst.nth(0) {
        Some(value) => value.into(),
        None => part(low, DataPart::Absent, &[], Span::new(cst.span.start, cst.span.start + 1)).into(),
    }
}

fn boolean(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let holds = low.text(cst.span).eq_ignore_ascii_case("true");
    part(low, DataPart::Truth(holds), &[], cst.span).into()
}

/// `|-`, `>+`: whether lines are joined, and what becomes of the last line breaks.
fn block(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let span = trimmed(low, cst.span);
    let head = low.text(span).lines().next().unwrap_or("");
    let ending = match head.split('#').next() {
        Some(mark) if mark.contains('-') => Ending::None,
        Some(mark) if mark.contains('+') => Ending::All,
        _ => Ending::One,
    };
    let folds = head.starts_with('>');
    part(low, DataPart::Text(Spelling::Block { folds, ending }), &[], span).into()
}

fn alias(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let label: Vec<NodeId> = cst.nth(0).into_iter().collect();
    part(low, DataPart::Alias, &label, cst.span).into()
}

/// Without the white space that some nodes end with.
fn trimmed(low: &Lowering<'_>, span: Span) -> Span {
    Span::new(span.start, span.start + low.text(span).trim_end().len() as u32)
}
