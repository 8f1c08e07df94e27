//! Texts that are too long to be quoted.

use code::NodeId;

use crate::draft::{Context, push_code};
use crate::words::with_article;

/// A text of several lines, by how many they are and what the first one says. Says nothing and answers no of a shorter one.
pub(super) fn long(cx: &Context, out: &mut String, node: NodeId) -> bool {
    let text = cx.text(node);
    // The marks around it are no line of it, while a bracket alone on its line is one.
    let is_mark = |it: char| matches!(it, '"' | '\'' | '`' | '\\' | '@' | '$' | '#');
    let has_text = |line: &str| !line.trim().chars().all(is_mark);
    let lines: Vec<&str> = text.lines().collect();
    let from = lines.iter().position(|line| has_text(line));
    let to = lines.iter().rposition(|line| has_text(line.trim_end_matches([';', ')', ','])));
    let n = from.zip(to).map_or(0, |(from, to)| (to + 1).saturating_sub(from));
    let first = lines.iter().position(|line| line.chars().filter(|it| it.is_alphanumeric()).count() > 2);
    let Some(at) = first.filter(|_| n >= 3) else { return false };
    let first = lines[at].trim();
    let first = if at == 0 { first.trim_start_matches(['"', '\'', '`', '\\']).trim() } else { first };
    out.push_str(&with_article(cx.unit.dialect.terms.text));
    let opens = if from == Some(at) { " that begins with " } else { ", among them " };
    out.push_str(&format!(" of {}{opens}", crate::words::count(n, "line")));
    push_code(out, first);
    true
}

/// Takes a noun that a template puts before its hole away where the filler brings its own: `the file the open file x`.
pub(super) fn plain_noun(out: &mut String, start: usize) {
    const NOUNS: [&str; 17] = [
        "the folder ",
        "the script ",
        "the file ",
        "the set ",
        "the list ",
        "the heap ",
        "the thread ",
        "the lock ",
        "the queue ",
        "the dictionary ",
        "the path ",
        "the directory ",
        "the text ",
        "the archive ",
        "the status ",
        "the message ",
        "the number ",
    ];
    let own = out.get(start..).is_some_and(|it| ["the ", "a ", "an "].iter().any(|article| it.starts_with(article)));
    if !own {
        return;
    }
    if let Some(noun) = NOUNS.iter().find(|it| out[..start].ends_with(**it)) {
        out.replace_range(start - noun.len()..start, "");
    }
}
