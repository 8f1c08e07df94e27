//! What a script says of itself: at its top, or when it is asked for help.

use code::{Kind, NodeId, Span};

use crate::lower::{Cst, Lowering};

/// Names of functions that print how a script is used, and of variables that hold it.
const NAMES: [&str; 12] = [
    "usage",
    "help",
    "show_help",
    "print_help",
    "show_usage",
    "print_usage",
    "display_help",
    "usage_description",
    "description",
    "help_text",
    "usage_text",
    "help_message",
];
/// The fewest words that make a sentence.
const FEWEST_WORDS: usize = 4;

/// The comment below the line that names the interpreter, unless it is the documentation of the function that follows.
pub(super) fn header(low: &mut Lowering<'_>, cst: &Cst<'_>) -> bool {
    let mut comments: Vec<Span> = Vec::new();
    let mut next = None;
    for kid in cst.kids {
        if kid.kind != "comment" {
            next = Some(kid.span.start);
            // A comment that touches a function is about the function.
            let touches = kid.kind == "function_definition"
                && comments.last().is_some_and(|it| {
                    low.source
                        .get(it.end as usize..kid.span.start as usize)
                        .is_some_and(|it| it.matches('\n').count() < 2)
                });
            if touches {
                let gap = comments.windows(2).rposition(|pair| gap(low, pair[0], pair[1]));
                comments.truncate(gap.map_or(0, |at| at + 1));
            }
            break;
        }
        comments.push(kid.span);
    }
    let names_interpreter = comments.first().is_some_and(|&it| low.text(it).starts_with("#!"));
    if comments.is_empty() || !names_interpreter && comments.len() < 2 {
        return false;
    }
    let mut blocks: Vec<Vec<Span>> = vec![Vec::new()];
    for (at, &span) in comments.iter().enumerate() {
        if at > 0 && gap(low, comments[at - 1], span) {
            blocks.push(Vec::new());
        }
        if let Some(block) = blocks.last_mut() {
            block.push(span);
        }
    }
    let n_blocks = blocks.len();
    for (at, block) in blocks.into_iter().enumerate() {
        let (Some(&first), Some(&last)) = (block.first(), block.last()) else { continue };
        // A short remark that touches a command is about the command.
        let touches = next.is_some_and(|next| !gap(low, last, Span::new(next, next)));
        if at + 1 == n_blocks && touches && block.len() < 3 && !low.text(first).starts_with("#!") {
            continue;
        }
        let lines: Vec<String> = block.iter().map(|&it| (low.language.clean_comment)(low.text(it))).collect();
        let text = described(&lines);
        if !text.is_empty() {
            low.build.doc(first.cover(last), text);
            return true;
        }
    }
    false
}

/// The paragraphs of a comment that say something of the code: no licence, no author, no settings of an editor.
fn described(lines: &[String]) -> String {
    const NOTICES: [&str; 26] = [
        "copyright",
        "licensed",
        "license",
        "licence",
        "spdx",
        "(c) ",
        "all rights reserved",
        "permission is hereby",
        "redistribut",
        "warranty",
        "author:",
        "authors:",
        "maintainer",
        "date:",
        "created:",
        "written by",
        "version:",
        "todo",
        "fixme",
        "@author",
        "http://",
        "https://",
        "https///",
        "as is",
        "created by",
        "linkedin",
    ];
    let mut kept: Vec<String> = Vec::new();
    for paragraph in lines.split(|line| line.trim().is_empty()) {
        let text = paragraph.iter().map(|it| it.trim()).collect::<Vec<_>>().join("\n");
        let lower = text.to_ascii_lowercase();
        let notice = NOTICES.iter().any(|it| lower.contains(it));
        // A drawing or a name of the file is no sentence.
        let signs =
            text.chars().filter(|it| it.is_ascii_punctuation() && !matches!(it, '.' | ',' | '-' | '\'' | '`' | '"'));
        let plain = signs.count() * 8 <= text.len();
        if notice || !plain || !text.trim().contains(' ') {
            if kept.is_empty() {
                continue;
            }
            break;
        }
        kept.push(text);
    }
    kept.join("\n\n").trim().to_owned()
}

/// Whether an empty line parts two comments.
fn gap(low: &Lowering<'_>, first: Span, second: Span) -> bool {
    low.source.get(first.end as usize..second.start as usize).is_some_and(|it| it.matches('\n').count() > 1)
}

/// Takes the first sentence of a script's help as what its author says of it.
pub(super) fn describe(low: &mut Lowering<'_>) {
    let unit = low.build.unit();
    let is_help = |name: &str| NAMES.contains(&name.trim_matches('_').to_ascii_lowercase().as_str());
    let mut places: Vec<NodeId> = Vec::new();
    for function in &unit.functions {
        let named = function.name.and_then(|it| unit.name_of(it)).is_some_and(is_help);
        if let (true, Some(body)) = (named, function.body) {
            places.push(body);
        }
    }
    for at in 0..unit.n_nodes() {
        let id = NodeId::from_index(at);
        if let Kind::Assign { target, value, .. } = unit.kind(id)
            && unit.name_of(target).is_some_and(is_help)
        {
            places.push(value);
        }
    }
    for place in places {
        let unit = low.build.unit();
        let found = unit
            .preorder(place)
            .filter(|&it| matches!(unit.kind(it), Kind::Text(_) | Kind::Template { .. }))
            .find_map(|it| sentence(unit.text(it), unit.span(it)));
        if let Some((text, span)) = found {
            low.build.doc(span, text);
            return;
        }
    }
}

/// The first lines of a help text that say something in words, up to an empty line.
fn sentence(text: &str, span: Span) -> Option<(String, Span)> {
    let mut start = span.start;
    let mut found: Vec<&str> = Vec::new();
    let (mut first, mut last) = (start, start);
    for line in text.split_inclusive('\n') {
        let bare = line.trim().trim_matches(['"', '\'']).trim_end_matches("\\n");
        let lower = bare.to_ascii_lowercase();
        let words = bare.split_whitespace().count();
        let plain = words >= FEWEST_WORDS
            && bare.starts_with(|it: char| it.is_ascii_uppercase())
            && !lower.starts_with("usage")
            && !lower.starts_with("options")
            && !bare.contains(['$', '<', '[', '|', '%', '{', '\\', '`']);
        if plain || !found.is_empty() && words > 0 && !bare.contains(['$', '<', '[', '|', '%', '{', '\\', '`']) {
            if found.is_empty() {
                first = start;
            }
            last = start + line.trim_end().len() as u32;
            found.push(bare);
        } else if !found.is_empty() {
            break;
        }
        start += line.len() as u32;
    }
    (!found.is_empty()).then(|| (found.join("\n"), Span::new(first, last)))
}
