//! Texts, symbols, arrays and hashes.

use code::{CallForm, Kind, NodeId, Run, Span, TextForm};

use super::{kind, nodes, span};
use crate::alike;
use crate::lower::{Cst, Lowered, Lowering};

/// A text or a symbol; a template where it has holes.
pub(super) fn string(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    text_or_template(low, cst, cst.span).into()
}

fn text_or_template(low: &mut Lowering<'_>, cst: &Cst<'_>, at: Span) -> NodeId {
    if cst.kids.iter().all(|kid| matches!(kid.lowered, Lowered::Nothing)) {
        return low.node(Kind::Text(TextForm::Text), at);
    }
    let mut pieces = Vec::with_capacity(cst.kids.len());
    for kid in cst.kids {
        match kid.lowered {
            _ if kid.kind == "string_content" => pieces.push(low.node(Kind::Text(TextForm::Text), kid.span)),
            Lowered::One(id) => pieces.push(id),
            Lowered::Many(list) => pieces.extend(nodes(low, list)),
            Lowered::Nothing => {}
        }
    }
    let pieces = low.build.list(&pieces);
    low.node(Kind::Template { pieces, tag: None }, at)
}

/// `"a" "b"`: one text, or one template where a part has holes.
pub(super) fn chained_string(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let parts = low.flatten(cst.kids);
    if parts.iter().all(|&part| matches!(kind(low, part), Kind::Text(_))) {
        for &part in &parts {
            alike::discard_shell(low, part);
        }
        return low.node(Kind::Text(TextForm::Text), cst.span).into();
    }
    let mut runs = Vec::with_capacity(parts.len());
    for part in parts {
        match kind(low, part) {
            Kind::Template { pieces, .. } => {
                alike::discard_shell(low, part);
                runs.push(Run::Many(pieces));
            }
            _ => runs.push(Run::One(part)),
        }
    }
    let pieces = low.build.list_from(runs);
    low.node(Kind::Template { pieces, tag: None }, cst.span).into()
}

/// `/a/`; one with holes is a template, so that what stands in them is read.
pub(super) fn regex(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    if cst.kids.iter().all(|kid| matches!(kid.lowered, Lowered::Nothing)) {
        return low.node(Kind::Regex, cst.span).into();
    }
    text_or_template(low, cst, cst.span).into()
}

/// A command between backticks: a call of the backtick.
pub(super) fn subshell(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let callee = low.build.name(Span::new(cst.span.start, cst.span.start + 1));
    let close =
        cst.kids.last().filter(|kid| !kid.named && cst.kids.len() > 1).map_or(cst.span.end, |kid| kid.span.start);
    let open = cst.kids.first().map_or(cst.span.start, |kid| kid.span.end);
    let command = text_or_template(low, cst, Span::new(open.min(close), close));
    let arguments = low.build.list(&[command]);
    low.node(Kind::Call { callee, arguments, form: CallForm::Plain }, cst.span).into()
}

/// `[a, b]`, `%w[a b]`, `%i[a b]`.
pub(super) fn array(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let items = low.flatten(cst.kids);
    let items = gather_entries(low, items);
    let list = low.build.list(&items);
    low.node(Kind::Sequence(list), cst.span).into()
}

/// Makes one hash of the entries that stand without braces at the end of a list.
pub(super) fn gather_entries(low: &mut Lowering<'_>, items: Vec<NodeId>) -> Vec<NodeId> {
    let is_entry = |low: &Lowering<'_>, id: NodeId| matches!(kind(low, id), Kind::Entry { .. });
    let Some(at) = items.iter().position(|&item| is_entry(low, item)) else { return items };
    let is_part = |low: &Lowering<'_>, id: NodeId| is_entry(low, id) || low.text(span(low, id)).starts_with("**");
    let n = items[at..].iter().take_while(|&&item| is_part(low, item)).count();
    let (entries, rest) = items[at..].split_at(n);
    let covered = span(low, entries[0]).cover(span(low, entries[n - 1]));
    let list = low.build.list(entries);
    let mapping = low.node(Kind::Mapping(list), covered);
    items[..at].iter().copied().chain([mapping]).chain(rest.iter().copied()).collect()
}

/// `{a: b, "c" => d}`.
pub(super) fn hash(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let list = low.list(cst.kids);
    low.node(Kind::Mapping(list), cst.span).into()
}

/// `key: value`, `key => value`; without a value it is what the key names.
pub(super) fn pair(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let key = low.need(cst, "key");
    let value = cst.node("value").unwrap_or(key);
    let plain = matches!(kind(low, key), Kind::Text(_) | Kind::Integer | Kind::Float | Kind::Boolean(_) | Kind::Null);
    let computed = !plain && cst.token("key") != "hash_key_symbol";
    low.node(Kind::Entry { key, value, computed }, cst.span).into()
}
