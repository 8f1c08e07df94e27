//! The words behind a command: options with their values, and the rest.

use code::{CallOption, Kind, LibraryEntry, NodeId, Span, TextForm};

use super::lower::named;
use crate::lower::Lowering;

/// Turns the words that are options of a known command into named arguments; the others stay as they are.
pub(super) fn read(low: &mut Lowering<'_>, entry: Option<&'static LibraryEntry>, words: &[NodeId]) -> Vec<NodeId> {
    let Some(entry) = entry.filter(|entry| !entry.options.is_empty()) else { return words.to_vec() };
    let mut out = Vec::with_capacity(words.len());
    let mut at = 0;
    let mut open = true;
    while at < words.len() {
        let word = words[at];
        at += 1;
        let span = low.build.unit().span(word);
        let text = low.text(span).to_owned();
        let kind = low.build.unit().kind(word);
        let is_word = matches!(kind, Kind::Text(_) | Kind::Integer) && !text.starts_with(['"', '\'']);
        let is_head = is_word || matches!(kind, Kind::Template { .. });
        let marked = text.len() > 1 && text.starts_with(['-', '+']);
        if !open || !is_head || !marked {
            out.push(word);
            continue;
        }
        if text == "--" {
            low.build.set_kind(word, Kind::Empty);
            open = false;
            continue;
        }
        let mut next = |low: &mut Lowering<'_>| {
            let value = words.get(at).copied()?;
            if matches!(low.build.unit().kind(value), Kind::NamedArgument { .. }) {
                return None;
            }
            at += 1;
            Some(value)
        };
        if let Some(option) = entry.option(&text) {
            let value = if option.takes { next(low) } else { None };
            if is_word {
                low.build.set_kind(word, Kind::Empty);
            }
            out.push(make(low, option.names[0], span, value));
            continue;
        }
        if let Some(option) = entry.option("-#").filter(|_| matches!(kind, Kind::Integer)) {
            low.build.set_kind(word, Kind::Empty);
            let value = low.node(Kind::Integer, Span::new(span.start + 1, span.end));
            out.push(make(low, option.names[0], span, Some(value)));
            continue;
        }
        if let Some((head, _)) = text.split_once('=')
            && head.len() > 2
            && let Some(option) = entry.option(head)
        {
            let value = part_behind(low, word, span.start + head.len() as u32 + 1);
            let name = Span::new(span.start, span.start + head.len() as u32);
            out.push(make(low, option.names[0], name, Some(value)));
            continue;
        }
        if let Some(found) = cluster(low, entry, word, &text, span, &mut next) {
            out.extend(found);
        } else if matches!(kind, Kind::Integer) || text.starts_with('+') || !is_word {
            out.push(word);
        } else {
            low.build.set_kind(word, Kind::Empty);
            out.push(make(low, &text, span, None));
        }
    }
    out
}

/// `-rf`, `-k2`: one-letter options in a row, the last of which may have its value behind it.
fn cluster(
    low: &mut Lowering<'_>,
    entry: &'static LibraryEntry,
    word: NodeId,
    text: &str,
    span: Span,
    next: &mut dyn FnMut(&mut Lowering<'_>) -> Option<NodeId>,
) -> Option<Vec<NodeId>> {
    // Where options are whole words, letters in a row are none (`-count` of `go test`).
    let words = entry
        .options
        .iter()
        .flat_map(|it| it.names)
        .any(|it| it.len() > 4 && it.starts_with('-') && it[1..].bytes().all(|it| it.is_ascii_lowercase()));
    if words && text.len() > 2 {
        return None;
    }
    let sign = text.get(..1)?;
    let mut found: Vec<(&'static CallOption, Span)> = Vec::new();
    let mut rest = None;
    let mut taker = None;
    for (at, letter) in text.char_indices().skip(1) {
        // `-j4`: the value of a flag that may have one.
        if letter.is_ascii_digit() && !found.is_empty() && entry.option(&format!("{sign}{letter}")).is_none() {
            rest = Some(span.start + at as u32);
            break;
        }
        let option = entry.option(&format!("{sign}{letter}"))?;
        let end = at + letter.len_utf8();
        found.push((option, Span::new(span.start + at as u32, span.start + end as u32)));
        if option.takes {
            taker = Some(found.len() - 1);
            // `set -eou pipefail`: the shell's own settings have their value in the next word, wherever they stand.
            if entry.path == "set" {
                continue;
            }
            rest = (end < text.len()).then_some(span.start + end as u32);
            break;
        }
    }
    let mut out = Vec::with_capacity(found.len());
    let value = match (found.last(), rest) {
        (Some(_), None) if taker.is_some() => next(low),
        (_, Some(start)) => Some(part_behind(low, word, start)),
        _ => None,
    };
    if rest.is_none() {
        low.build.set_kind(word, Kind::Empty);
    }
    let n = found.len();
    for (at, (option, name)) in found.into_iter().enumerate() {
        let name = if n == 1 { Span::new(span.start, name.end) } else { name };
        let value = if at == taker.unwrap_or(n - 1) { value } else { None };
        out.push(make(low, option.names[0], name, value));
    }
    Some(out)
}

/// The part of a word from a byte on: what is left of its pieces, or a text.
fn part_behind(low: &mut Lowering<'_>, word: NodeId, start: u32) -> NodeId {
    let unit = low.build.unit();
    let span = Span::new(start, unit.span(word).end);
    if let Kind::Template { pieces, .. } = unit.kind(word) {
        let pieces: Vec<NodeId> =
            unit.list(pieces).iter().copied().filter(|&it| unit.span(it).start >= start).collect();
        low.build.set_kind(word, Kind::Empty);
        if let [only] = pieces[..] {
            return only;
        }
        let pieces = low.build.list(&pieces);
        return low.node(Kind::Template { pieces, tag: None }, span);
    }
    low.build.set_kind(word, Kind::Empty);
    let digits = low.text(span);
    let is_number = !digits.is_empty() && digits.len() < 10 && digits.bytes().all(|it| it.is_ascii_digit());
    low.node(if is_number { Kind::Integer } else { Kind::Text(TextForm::Text) }, span)
}

/// A named argument. A flag is there or not: its value is that it is.
pub(super) fn make(low: &mut Lowering<'_>, name: &str, span: Span, value: Option<NodeId>) -> NodeId {
    let name = named(low, name, span);
    let whole = value.map_or(span, |value| span.cover(low.build.unit().span(value)));
    let value = value.unwrap_or_else(|| low.node(Kind::Boolean(true), span));
    low.node(Kind::NamedArgument { name, value }, whole)
}
