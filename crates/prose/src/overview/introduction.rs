//! What an introduction says first: the first sentence of a README, past titles, badges and contents.

use crate::what::quote;

/// The first sentence of such a text, and the first and the last line of the paragraph that it stands in, counted from 1.
pub(super) fn first_sentence(text: &str) -> Option<(String, (u32, u32))> {
    let mut paragraph: Vec<String> = Vec::new();
    let mut start = 0;
    let (mut in_code, mut in_comment) = (false, false);
    // The first title is that of the whole; what stands below others is about something else, unless they say that it is not.
    let (mut n_titles, mut is_aside) = (0, false);
    let lines: Vec<&str> = text.lines().collect();
    for at in 0..=lines.len() {
        let bold = lines.get(at).copied().unwrap_or("").trim().replace("**", "");
        let line = bold.as_str();
        if line.starts_with("```") || line.starts_with("~~~") {
            in_code = !in_code;
            paragraph.clear();
            continue;
        }
        if in_comment || line.starts_with("<!--") {
            in_comment = !line.contains("-->");
            continue;
        }
        if in_code {
            continue;
        }
        let next = lines.get(at + 1).copied().unwrap_or("").trim();
        if is_apart(line) || is_underline(next) || is_underline(line) {
            // What stands before a picture or a title ends there.
            if let Some(found) = said(&paragraph, start, at) {
                return Some(found);
            }
            paragraph.clear();
            if line.starts_with('#') || is_underline(next) {
                n_titles += 1;
                is_aside = n_titles > 1 && !speaks_of_all(line);
            }
            continue;
        }
        if is_aside {
            continue;
        }
        if paragraph.is_empty() {
            start = at;
        }
        paragraph.push(line.to_owned());
    }
    None
}

/// The first sentence of an author's words on a file or an item.
pub(super) fn said_first(text: &str) -> Option<String> {
    quote::first_sentence_of(&without_links(text))
}

/// Whether a line is no part of a paragraph: empty, a title, a badge, a list, a table, markup of pages, a directive.
fn is_apart(line: &str) -> bool {
    let marks = ["#", "[!", "![", "|", "<", "- ", "* ", "+ ", ">", "..", "---", "[["];
    line.is_empty() || marks.iter().any(|mark| line.starts_with(mark)) || line.starts_with(':')
}

/// Whether a title says that what follows is about the whole.
fn speaks_of_all(title: &str) -> bool {
    let title = title.to_lowercase();
    ["about", "overview", "introduction", "description", "what is"].iter().any(|it| title.contains(it))
}

/// Whether a line only underlines a title.
fn is_underline(line: &str) -> bool {
    line.len() >= 3 && ['=', '-', '~', '^', '*'].iter().any(|&mark| line.chars().all(|it| it == mark))
}

fn said(paragraph: &[String], start: usize, end: usize) -> Option<(String, (u32, u32))> {
    if paragraph.is_empty() {
        return None;
    }
    let plain = without_links(&paragraph.join("\n"));
    let words = quote::first_sentence_of(&plain)?;
    Some((words, (start as u32 + 1, end as u32)))
}

/// Writes `[text](address)` as the text.
fn without_links(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(open) = rest.find('[') {
        let behind = &rest[open + 1..];
        let link = behind.find(']').filter(|&end| !behind[..end].contains(['[', '\n']));
        // In an attribute of code, brackets are no link.
        let Some(end) = link.filter(|_| !rest[..open].ends_with(['!', '#'])) else {
            out.push_str(&rest[..=open]);
            rest = behind;
            continue;
        };
        out.push_str(&rest[..open]);
        out.push_str(&behind[..end]);
        rest = &behind[end + 1..];
        for (opening, closing) in [('(', ')'), ('[', ']')] {
            if rest.starts_with(opening)
                && let Some(close) = rest.find(closing)
            {
                rest = &rest[close + 1..];
                break;
            }
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::first_sentence;

    #[test]
    fn titles_badges_and_markup_are_no_introduction() {
        let text = "# A tool\n\n[![build](x.svg)](y)\n\n<p>Logo</p>\n\nReads [tables](https://a.b) and\nwrites charts. It is fast.\n";
        assert_eq!(first_sentence(text), Some(("Reads tables and writes charts".to_owned(), (7, 8))));
    }

    #[test]
    fn an_underlined_title_is_no_introduction() {
        let text = "My very own great tool\n======\n\nCounts words in long texts.\n";
        assert_eq!(first_sentence(text), Some(("Counts words in long texts".to_owned(), (4, 4))));
    }

    #[test]
    fn what_stands_below_a_later_title_is_about_something_else() {
        let text = |title: &str| format!("# A\n\n## {title}\n\nRun this command in a shell.\n");
        assert_eq!(first_sentence(&text("Installation")), None);
        assert!(first_sentence(&text("About it")).is_some());
        let bold = "# A\n\n**Sorts very long [lists](x.md).**\n";
        assert_eq!(first_sentence(bold), Some(("Sorts very long lists".to_owned(), (3, 3))));
    }

    #[test]
    fn code_and_lists_say_nothing() {
        assert_eq!(first_sentence("# A\n\n```\nnpm install the thing now\n```\n\n- one two three four\n"), None);
    }
}
