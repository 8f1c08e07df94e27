//! *What* a document is, and the parts below it.

use code::{DocumentKind, Span};
use facts::documents::{ValueId, columns};

use super::{Writer, parts, shape, template};
use crate::words::{self, number, sentence, with_article};
use crate::{Level, SectionKind};

/// Of more documents in one text, only the first are told.
const MOST: usize = 16;

/// Fills *What* and *How*.
pub(super) fn fill(w: &mut Writer<'_, '_>) {
    let roots = &w.documents().tree.roots;
    match roots.as_slice() {
        [only] => alone(w, *only, w.documents().kinds.first().copied().flatten()),
        _ => several(w, roots),
    }
    author(w);
}

/// What the author says above the document.
fn author(w: &mut Writer<'_, '_>) {
    let unit = w.cx.unit;
    let first = w.documents().tree.roots.first().map_or(0, |&it| w.span(it).start);
    let mut above: Vec<Span> = Vec::new();
    for comment in &unit.comments {
        let gap =
            above.last().map_or("", |it| unit.source.get(it.end as usize..comment.span.start as usize).unwrap_or(""));
        if comment.span.start > first || gap.matches('\n').count() > 1 || above.len() > 8 {
            break;
        }
        above.push(comment.span);
    }
    // One line right above the first key is rather about that key.
    let behind = above.last().map_or("", |it| unit.source.get(it.end as usize..first as usize).unwrap_or(""));
    if above.len() == 1 && behind.matches('\n').count() < 2 && !behind.contains(['{', '[', '-']) {
        return;
    }
    let lines: Vec<&str> = above
        .iter()
        .map(|&it| unit.slice(it).trim_matches(|it: char| "#/*- =".contains(it) || it.is_whitespace()))
        .filter(|it| !it.is_empty())
        .collect();
    let text = lines.join(" ").replace('`', "'").replace(['“', '”'], "'");
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let is_sentence =
        text.split(' ').count() >= 4 && !text.starts_with('!') && text.len() <= 300 && !text.contains('$');
    if is_sentence {
        let said = format!("its author's words above it: “{}”", text.trim_end_matches('.'));
        w.draft.say(SectionKind::What, None, sentence(&said), &above);
    }
}

fn alone(w: &mut Writer<'_, '_>, id: ValueId, kind: Option<&'static DocumentKind>) {
    let Some(kind) = kind else {
        let gist = shape::gist(w, id);
        w.draft.say(SectionKind::What, None, sentence(&gist), &[w.span(id)]);
        broken(w);
        shape::root(w, id, None);
        return;
    };
    let text = what(w, id, kind);
    let said = w.draft.say(SectionKind::What, None, text, &[]);
    broken(w);
    let further = match w.cx.level {
        Level::Beginner => kind.plain,
        Level::Intermediate => "",
        Level::Expert => kind.note,
    };
    if !further.is_empty() {
        let span = w.span(id);
        w.draft.say(SectionKind::What, None, sentence(further), &[span]);
    }
    let mut heads = parts::root(w, id, None);
    if heads.is_empty() {
        heads.push(w.span(id));
    }
    for span in heads {
        w.draft.widen(said, span);
    }
}

/// What could not be read.
fn broken(w: &mut Writer<'_, '_>) {
    let faults = &w.cx.unit.faults;
    let Some(first) = faults.first() else { return };
    let span = Span::new(first.span.start, first.span.end.max(first.span.start));
    let text = match (faults.len(), first.missing) {
        (1, Some(mark)) if mark.len() <= 3 => {
            format!("it is not well formed: {} is missing here", crate::draft::code(mark))
        }
        (1, _) => "it is not well formed: this place could not be read".to_owned(),
        (n, _) => format!("it is not well formed: {} places could not be read, the first of them here", number(n)),
    };
    w.draft.say(SectionKind::What, None, sentence(&text), &[span]);
}

fn what(w: &Writer<'_, '_>, id: ValueId, kind: &'static DocumentKind) -> String {
    let text = template::first(w.cx, kind.what, id).unwrap_or_else(|| format!("this is {}", kind.noun));
    sentence(&text)
}

/// Several documents in one text.
fn several(w: &mut Writer<'_, '_>, roots: &[ValueId]) {
    let tree = &w.documents().tree;
    let whole = roots.iter().map(|&it| w.span(it)).reduce(Span::cover).unwrap_or_default();
    let kinds = &w.documents().kinds;
    if kinds.iter().all(Option::is_none)
        && let Some(found) = columns(w.cx.unit, tree, roots)
    {
        let text = format!("one document after the other, all made alike: {}", shape::named(w, &found));
        w.draft.say(SectionKind::What, None, sentence(&text), &[whole]);
        broken(w);
        let text = format!("each document stands by itself. There are {}", shape::records(w, &found));
        w.draft.say(SectionKind::How, None, sentence(&text), &[whole]);
        return;
    }
    let n = number(roots.len());
    let all_alike = kinds
        .first()
        .copied()
        .flatten()
        .filter(|first| kinds.iter().all(|it| it.is_some_and(|it| it.name == first.name)));
    let text = match all_alike {
        Some(kind) => {
            let noun = ["a ", "an ", "the "].iter().find_map(|it| kind.noun.strip_prefix(it)).unwrap_or(kind.noun);
            format!("{n} documents in one text, each {}", with_article(noun))
        }
        None => format!("{n} documents in one text"),
    };
    w.draft.say(SectionKind::What, None, sentence(&text), &[whole]);
    broken(w);
    if let Some(kind) = all_alike {
        let further = match w.cx.level {
            Level::Beginner => kind.plain,
            Level::Intermediate => "",
            Level::Expert => kind.note,
        };
        if !further.is_empty() {
            w.draft.say(SectionKind::What, None, sentence(further), &[whole]);
        }
    }
    for (&root, &kind) in roots.iter().zip(kinds).take(MOST) {
        let text = match kind {
            Some(kind) => what(w, root, kind),
            None => sentence(&shape::gist(w, root)),
        };
        let said = w.draft.say(SectionKind::How, None, text, &[w.head(root)]);
        match kind {
            Some(_) => {
                for span in parts::root(w, root, Some(said)) {
                    w.draft.widen(said, span);
                }
            }
            None => shape::root(w, root, Some(said)),
        }
    }
    if roots.len() > MOST {
        let rest: Vec<Span> = roots[MOST..].iter().map(|&it| w.span(it)).collect();
        let text = format!("{} more follow", words::number(rest.len()));
        w.draft.say(SectionKind::How, None, sentence(&text), &rest);
    }
}
