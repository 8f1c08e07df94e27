//! Which well-known document a value is, and what each value in it means.

use code::{DocumentKey, DocumentKind, Unit};

use rustc_hash::FxHashSet;

use super::tree::{Form, Tree, ValueId};

/// What a thing weighs that must be there.
const FOR_NEED: i32 = 3;

/// How many items of a value a wildcard looks at.
const LOOKED_AT: usize = 40;

/// The kind of document that a value is: of those whose tests hold, the one whose clues weigh most.
pub(super) fn kind_of(unit: &Unit, tree: &Tree, root: ValueId) -> Option<&'static DocumentKind> {
    let keys: FxHashSet<&str> = tree.kids(root).iter().map(|&it| tree.key(unit, it)).collect();
    let weigh = |kind: &'static DocumentKind| {
        let has = |test: &&str| holds(unit, tree, root, &keys, test);
        kind.needs.iter().all(has).then_some(())?;
        let weight: i32 = kind.clues.iter().filter(|it| has(&it.0)).map(|it| it.1).sum();
        // What must be there speaks for it too; what must not says nothing.
        let n_there: i32 = kind.needs.iter().filter(|it| !it.starts_with(['!', ':'])).map(|_| FOR_NEED).sum();
        (weight >= kind.least).then_some((weight + n_there, kind))
    };
    let all = unit.library.documents.iter().filter_map(weigh);
    all.reduce(|best, next| if next.0 > best.0 { next } else { best }).map(|it| it.1)
}

/// Whether a test holds: one of its alternatives does.
fn holds(unit: &Unit, tree: &Tree, root: ValueId, keys: &FxHashSet<&str>, test: &str) -> bool {
    test.split('|').any(|test| match test.strip_prefix('!') {
        Some(test) => !holds_one(unit, tree, root, keys, test),
        None => holds_one(unit, tree, root, keys, test),
    })
}

fn holds_one(unit: &Unit, tree: &Tree, root: ValueId, keys: &FxHashSet<&str>, test: &str) -> bool {
    let end = test.find([':', '=', '~']).unwrap_or(test.len());
    let (path, asks) = test.split_at(end);
    // A large document is not searched for keys that it does not have.
    let first = path.split('/').next().unwrap_or("");
    if !first.is_empty() && !first.contains('*') && !keys.contains(first) {
        return false;
    }
    select(unit, tree, root, path).into_iter().any(|id| {
        let text = || tree.text(unit, id);
        match asks.chars().next() {
            None => true,
            Some('=') => text() == &asks[1..],
            Some('~') => text().contains(&asks[1..]),
            Some(_) => {
                let form = tree.value(id).form;
                match &asks[1..] {
                    "mapping" => form == Form::Mapping,
                    "sequence" => form == Form::Sequence,
                    "text" => form == Form::Text,
                    "number" => matches!(form, Form::Whole | Form::Fraction),
                    "truth" => form == Form::Truth,
                    "scalar" => !matches!(form, Form::Mapping | Form::Sequence),
                    _ => false,
                }
            }
        }
    })
}

/// The values at a path below a value; `*` stands for any key or position, `..` for what is around.
pub fn select(unit: &Unit, tree: &Tree, from: ValueId, path: &str) -> Vec<ValueId> {
    let mut found = vec![from];
    for segment in path.split('/').filter(|it| !it.is_empty()) {
        found = match segment {
            ".." => found.into_iter().filter_map(|id| tree.value(id).parent).collect(),
            "*" => found.into_iter().flat_map(|id| tree.kids(id).iter().copied().take(LOOKED_AT)).collect(),
            _ if segment.bytes().all(|it| it.is_ascii_digit()) => {
                let at = segment.parse().unwrap_or(usize::MAX);
                let nth = |id| tree.kids(id).get(at).copied().filter(|&it| tree.value(it).key.is_none());
                let by_key = |id| tree.child(unit, id, segment);
                found.into_iter().filter_map(|id| nth(id).or_else(|| by_key(id))).collect()
            }
            _ => found
                .into_iter()
                .flat_map(|id| tree.kids(id).iter().copied().filter(|&kid| fits_segment(unit, tree, kid, segment)))
                .collect(),
        };
        found.truncate(LOOKED_AT);
    }
    found
}

fn fits_segment(unit: &Unit, tree: &Tree, id: ValueId, segment: &str) -> bool {
    match segment {
        "*" => true,
        "#" => tree.value(id).key.is_none(),
        _ => {
            let key = tree.key(unit, id);
            !key.is_empty() && (key == segment || segment.contains(['*', '|']) && fits(key, segment))
        }
    }
}

/// Whether a text fits a pattern, in which `*` stands for any row of characters and `|` parts alternatives; `\*` is a star, and `!`
/// before it turns it round.
pub fn fits(text: &str, pattern: &str) -> bool {
    if let Some(pattern) = pattern.strip_prefix('!') {
        return !fits(text, pattern);
    }
    pattern.split('|').any(|it| match it {
        "\\*" => text == "*",
        _ if !it.contains('*') => it == text,
        _ => {
            let mut rest = text;
            let mut pieces = it.split('*').peekable();
            let Some(start) = pieces.next().and_then(|first| rest.strip_prefix(first)) else { return false };
            rest = start;
            while let Some(piece) = pieces.next() {
                if pieces.peek().is_none() {
                    return rest.ends_with(piece);
                }
                let Some(at) = rest.find(piece) else { return false };
                rest = &rest[at + piece.len()..];
            }
            true
        }
    })
}

/// What each value means, by the paths of its document.
pub(super) fn meanings(
    unit: &Unit,
    tree: &Tree,
    kinds: &[Option<&'static DocumentKind>],
) -> Vec<Option<&'static DocumentKey>> {
    let mut found = vec![None; tree.ids().len()];
    // A value, and the rules that its path fits so far, each with how many of its segments it took.
    let mut open: Vec<(ValueId, Vec<(&'static DocumentKey, &'static str)>)> = Vec::new();
    for (&root, kind) in tree.roots.iter().zip(kinds) {
        if let Some(kind) = kind {
            open.push((root, kind.keys.iter().map(|key| (key, key.path)).collect()));
        }
    }
    while let Some((at, rules)) = open.pop() {
        for &kid in tree.kids(at) {
            let mut further = Vec::new();
            let mut best: Option<(usize, &'static DocumentKey)> = None;
            for &(rule, path) in &rules {
                let (segment, rest) = path.split_once('/').unwrap_or((path, ""));
                if !fits_segment(unit, tree, kid, segment) {
                    continue;
                }
                if rest.is_empty() {
                    let n_wild = rule.path.matches('*').count();
                    // Of two that are as open, the one that says more.
                    if best.is_none_or(|it| (n_wild, it.1.path.len()) < (it.0, rule.path.len())) {
                        best = Some((n_wild, rule));
                    }
                } else {
                    further.push((rule, rest));
                }
            }
            found[kid.index()] = best.map(|it| it.1);
            if !further.is_empty() {
                open.push((kid, further));
            }
        }
    }
    found
}
