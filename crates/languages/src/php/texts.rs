//! Texts with holes, and the markup around islands of code.

use code::{CallForm, Kind, NodeId, Span, TextForm};

use crate::alike;
use crate::lower::{Cst, Kid, Lowered, Lowering};

/// The pieces of a text in order: what stands between holes, and the holes.
fn pieces(low: &mut Lowering<'_>, cst: &Cst<'_>, from: u32, to: u32) -> Vec<NodeId> {
    let mut pieces = Vec::new();
    let mut start = from;
    let mut in_braces = false;
    for kid in cst.kids {
        match kid.kind {
            "{" => {
                text(low, &mut pieces, start, kid.span.start);
                in_braces = true;
                start = kid.span.end;
            }
            "}" => {
                in_braces = false;
                start = kid.span.end;
            }
            _ => {
                let Some(id) = kid.one() else { continue };
                if !in_braces {
                    text(low, &mut pieces, start, kid.span.start);
                    bare_key(low, id);
                }
                pieces.push(id);
                start = kid.span.end;
            }
        }
    }
    text(low, &mut pieces, start, to);
    pieces
}

fn text(low: &mut Lowering<'_>, pieces: &mut Vec<NodeId>, start: u32, end: u32) {
    if start < end {
        pieces.push(low.node(Kind::Text(TextForm::Text), Span::new(start, end)));
    }
}

/// `"$row[name]"`: without braces a key stands without quotes.
fn bare_key(low: &mut Lowering<'_>, id: NodeId) {
    let unit = low.build.unit();
    if let Kind::Index { index, .. } = unit.kind(id)
        && let Some(name) = unit.name_of(index)
        && !name.starts_with('$')
    {
        low.build.set_kind(index, Kind::Text(TextForm::Text));
    }
}

fn has_holes(low: &Lowering<'_>, pieces: &[NodeId]) -> bool {
    pieces.iter().any(|&id| !matches!(low.build.unit().kind(id), Kind::Text(_)))
}

fn filled(low: &mut Lowering<'_>, pieces: &[NodeId], span: Span) -> NodeId {
    if !has_holes(low, pieces) {
        for &piece in pieces {
            alike::discard(low, piece);
        }
        return low.node(Kind::Text(TextForm::Text), span);
    }
    let pieces = low.build.list(pieces);
    low.node(Kind::Template { pieces, tag: None }, span)
}

/// `"a $b {$c->d}"`; without holes it is a plain text.
pub(super) fn encapsed(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let quote = u32::from(low.text(cst.span).starts_with(['b', 'B'])) + 1;
    let pieces = pieces(low, cst, cst.span.start + quote, cst.span.end.saturating_sub(1));
    filled(low, &pieces, cst.span).into()
}

/// What stands between the marks of a text of several lines.
pub(super) fn body(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let pieces = pieces(low, cst, cst.span.start, cst.span.end);
    Lowered::Many(low.build.list(&pieces))
}

/// `<<<NAME … NAME`
pub(super) fn heredoc(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let pieces = low.flatten(cst.kids.iter().filter(|kid| kid.field == "value"));
    filled(low, &pieces, cst.span).into()
}

/// `` `ls $folder` `` runs a command as the function of the library does.
pub(super) fn command(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let (start, end) = (cst.span.start + 1, cst.span.end.saturating_sub(1));
    let symbol = low.build.unit_mut().names.intern("shell_exec");
    let callee = low.node(Kind::Name(symbol), Span::new(cst.span.start, start));
    let pieces = pieces(low, cst, start, end);
    let command = filled(low, &pieces, Span::new(start, end.max(start)));
    let arguments = low.build.list(&[command]);
    low.node(Kind::Call { callee, arguments, form: CallForm::Plain }, cst.span).into()
}

/// Markup between two islands of code.
pub(super) fn markup(_: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    cst.of_kind("text").map_or(Lowered::Nothing, |kid| kid.lowered)
}

/// Whether what follows a mark is shown: `<?=`.
pub(super) fn opens_echo(low: &Lowering<'_>, span: Span) -> bool {
    low.text(span).ends_with("<?=")
}

/// What an `echo` beside markup shows.
pub(super) fn shown(low: &mut Lowering<'_>, kid: &Kid) -> Vec<NodeId> {
    let Some(call) = kid.one() else { return Vec::new() };
    let Kind::Call { callee, arguments, .. } = low.build.unit().kind(call) else { return vec![call] };
    let arguments = low.build.unit().list(arguments).to_vec();
    alike::discard_shell(low, call);
    alike::discard(low, callee);
    arguments
}

/// Markup with what is shown in it, as one element: `<li><?= $name ?></li>`. Its tag is the first one that it opens.
pub(super) fn element(low: &mut Lowering<'_>, run: &[NodeId]) -> Option<NodeId> {
    let unit = low.build.unit();
    let span = unit.span(*run.first()?).cover(unit.span(*run.last()?));
    let first = run.iter().find_map(|&id| match unit.kind(id) {
        Kind::Text(_) => first_tag(unit.text(id), unit.span(id).start),
        _ => None,
    });
    let tag = first.map(|span| low.build.name(span));
    let children = low.build.list(run);
    Some(low.node(Kind::Element { tag, attributes: code::List::default(), children }, span))
}

/// Where the name of the first tag stands that a piece of markup opens.
fn first_tag(text: &str, at: u32) -> Option<Span> {
    text.match_indices('<').find_map(|(open, _)| {
        let rest = &text[open + 1..];
        let n = rest.bytes().take_while(|it| it.is_ascii_alphanumeric() || matches!(it, b'-' | b':' | b'.')).count();
        let starts = rest.starts_with(|c: char| c.is_ascii_alphabetic());
        starts.then(|| Span::new(at + open as u32 + 1, at + (open + 1 + n) as u32))
    })
}
