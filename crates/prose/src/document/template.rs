//! Fills the texts of a document's table.

use code::DocumentKey;
use facts::documents::{Form, ValueId, fits, select};

use super::reads;
use crate::Level;
use crate::draft::{Context, code};
use crate::words;

/// How many items of a value are told one by one.
const MOST: usize = 8;

/// How many items of a value are looked at.
const LOOKED_AT: usize = 500;

/// The number after which a noun stands in the singular.
const ONE: &str = "one";

/// How a version begins that is fixed.
const EXACTLY: &str = " (exactly ";

/// A text with its holes filled; `None` where one cannot be, unless it stands in `[…]`.
pub(super) fn fill(cx: &Context<'_>, template: &str, at: ValueId) -> Option<String> {
    let mut out = String::with_capacity(template.len() + 32);
    let mut rest = template;
    while let Some(mark) = rest.find(['{', '[']) {
        out.push_str(&rest[..mark]);
        let is_option = rest[mark..].starts_with('[');
        let inner = &rest[mark + 1..];
        let end = inner.find(if is_option { ']' } else { '}' })?;
        if is_option {
            if let Some(filled) = fill(cx, &inner[..end], at) {
                out.push_str(&filled);
            }
        } else {
            let filled = hole(cx, &inner[..end], at)?;
            // Between backticks there are none.
            let is_quoted = out.matches('`').count() % 2 == 1;
            out.push_str(if is_quoted { filled.trim_matches('`') } else { &filled });
            if filled == ONE {
                rest = &inner[end + 1..];
                rest = push_singular(&mut out, rest);
                continue;
            }
        }
        rest = &inner[end + 1..];
    }
    out.push_str(rest);
    Some(out)
}

/// Adds the noun behind `one`, which tables write for several.
fn push_singular<'t>(out: &mut String, rest: &'t str) -> &'t str {
    let Some(noun) = rest.strip_prefix(' ') else { return rest };
    let end = noun.find(|it: char| !it.is_alphabetic()).unwrap_or(noun.len());
    let (word, behind) = noun.split_at(end);
    out.push(' ');
    match (word.strip_suffix("ies"), word.strip_suffix('s')) {
        (Some(stem), _) => {
            out.push_str(stem);
            out.push('y');
        }
        (_, Some(stem)) => out.push_str(stem),
        _ => out.push_str(word),
    }
    behind
}

/// The first of several texts that can be filled.
pub(super) fn first(cx: &Context<'_>, templates: &[&str], at: ValueId) -> Option<String> {
    templates.iter().find_map(|it| fill(cx, it, at))
}

fn hole(cx: &Context<'_>, hole: &str, at: ValueId) -> Option<String> {
    let tree = &cx.facts.documents.tree;
    let (path, read) = hole.split_once(':').unwrap_or((hole, ""));
    let around = |n: usize| {
        let mut up = at;
        for _ in 0..n {
            up = tree.value(up).parent?;
        }
        Some(tree.key(cx.unit, up)).filter(|it| !it.is_empty()).map(code)
    };
    match path {
        "key" => return around(0),
        "^" => return around(1),
        "^^" => return around(2),
        "nth" => return Some(words::number(tree.position(at)? + 1)),
        "all" => return all(cx, at),
        "n" => return Some(words::number(tree.kids(at).len())),
        _ => {}
    }
    let id = select(cx.unit, tree, at, path).first().copied()?;
    read_as(cx, id, read)
}

/// A value in words, read in a way or else as its own meaning says.
pub(super) fn read_as(cx: &Context<'_>, id: ValueId, read: &str) -> Option<String> {
    let documents = &cx.facts.documents;
    let read = if read.is_empty() { documents.meaning(id).map_or("", |it| it.reads) } else { read };
    match read {
        "all" => all(cx, id),
        "n" => Some(words::number(documents.tree.kids(id).len())),
        "keys" => {
            let keys = documents.tree.kids(id).iter().map(|&it| documents.tree.key(cx.unit, it));
            let keys: Vec<String> = keys.filter(|it| !it.trim().is_empty()).map(code).collect();
            (!keys.is_empty()).then(|| words::list_some(&keys, MOST))
        }
        "item" => item(cx, id),
        // The end of a noun, and a word for several.
        "s" => Some(if documents.tree.kids(id).len() == 1 { String::new() } else { "s".to_owned() }),
        "together" => (documents.tree.kids(id).len() > 1).then(|| "together".to_owned()),
        _ => reads::value(cx, id, read),
    }
}

/// What a value holds, each as its meaning says; a single value is its own only item.
fn all(cx: &Context<'_>, at: ValueId) -> Option<String> {
    let tree = &cx.facts.documents.tree;
    let kids = tree.kids(at);
    if kids.is_empty() {
        return match tree.value(at).form {
            Form::Mapping | Form::Sequence | Form::Absent | Form::Broken => None,
            _ => by_pattern_of_item(cx, at).or_else(|| read_as(cx, at, "")),
        };
    }
    let is_left_out = |id: ValueId| {
        let said = cx.facts.documents.meaning(id).and_then(|meaning| by_pattern(cx, meaning, id));
        said.is_some_and(|it| it == "-")
    };
    let kids: Vec<ValueId> = kids.iter().copied().take(LOOKED_AT).filter(|&it| !is_left_out(it)).collect();
    let mut shown: Vec<String> = kids.iter().filter_map(|&it| item(cx, it)).collect();
    if shown.is_empty() {
        return None;
    }
    // What is true of each is said once.
    let is_exact = shown.len() > 2 && shown.len() == kids.len() && shown.iter().all(|it| it.contains(EXACTLY));
    if is_exact {
        shown = shown.iter().map(|it| it.replace(EXACTLY, " (")).collect();
    }
    let each = if is_exact { ", each in exactly this version" } else { "" };
    if shown.len() > MOST + 1 {
        shown.truncate(MOST);
    }
    let n_more = kids.len() - shown.len() + tree.kids(at).len().saturating_sub(LOOKED_AT);
    let has_comma = shown.iter().any(|it| words::outside_code(it).contains(','));
    let row = match (n_more, has_comma) {
        (0, true) => shown.join("; "),
        (0, false) => words::list(&shown),
        _ => format!("{}, and {} more", shown.join(if has_comma { "; " } else { ", " }), words::number(n_more)),
    };
    Some(format!("{row}{each}"))
}

/// What is said of a single value that fits a pattern of its meaning; what is said of a thing as a whole is no item.
fn by_pattern_of_item(cx: &Context<'_>, id: ValueId) -> Option<String> {
    let meaning = cx.facts.documents.meaning(id)?;
    if meaning.does.is_empty() && meaning.says.is_empty() { by_pattern(cx, meaning, id) } else { None }
}

/// A value as one of several.
fn item(cx: &Context<'_>, id: ValueId) -> Option<String> {
    let documents = &cx.facts.documents;
    let tree = &documents.tree;
    if let Some(meaning) = documents.meaning(id) {
        if let Some(text) = by_pattern(cx, meaning, id) {
            return Some(text);
        }
        if !meaning.item.is_empty()
            && let Some(text) = fill(cx, meaning.item, id)
        {
            return Some(text);
        }
        if !meaning.reads.is_empty()
            && let Some(text) = read_as(cx, id, meaning.reads)
        {
            return Some(text);
        }
    }
    let key = tree.key(cx.unit, id);
    match tree.value(id).form {
        Form::Mapping | Form::Sequence if key.is_empty() => reads::value(cx, id, ""),
        Form::Mapping | Form::Sequence | Form::Absent => Some(code(key)),
        _ if key.is_empty() => reads::value(cx, id, ""),
        _ => Some(format!("{} as {}", code(key), reads::value(cx, id, "")?)),
    }
}

/// What is said of a value that fits a pattern.
pub(super) fn by_pattern(cx: &Context<'_>, meaning: &DocumentKey, id: ValueId) -> Option<String> {
    let tree = &cx.facts.documents.tree;
    let text = match tree.value(id).form {
        // Patterns tell collections that hold something from those that do not.
        Form::Mapping if tree.kids(id).is_empty() => "{ }",
        Form::Mapping => "{}",
        Form::Sequence if tree.kids(id).is_empty() => "[]",
        Form::Sequence => "[.]",
        _ => tree.text(cx.unit, id).trim(),
    };
    meaning.when.iter().filter(|it| fits(text, it.0)).find_map(|it| fill(cx, it.1, id))
}

/// What a meaning says to a level, and whether that is a whole clause.
pub(super) fn clause(cx: &Context<'_>, meaning: &DocumentKey, id: ValueId) -> Option<(String, bool)> {
    if let Some(text) = by_pattern(cx, meaning, id) {
        return Some((text, !meaning.says.is_empty() && meaning.does.is_empty()));
    }
    let of_level = match cx.level {
        Level::Beginner => meaning.plain,
        Level::Intermediate => "",
        Level::Expert => meaning.terse,
    };
    let text = [of_level, meaning.does].into_iter().filter(|it| !it.is_empty()).find_map(|it| fill(cx, it, id));
    match text {
        Some(text) => Some((text, false)),
        None if !meaning.says.is_empty() => Some((fill(cx, meaning.says, id)?, true)),
        None => None,
    }
}
