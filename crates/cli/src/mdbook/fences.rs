//! The fenced blocks of a chapter, as mdBook finds them, and how something is put below one.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

/// A fenced block of code.
#[derive(Debug)]
pub(crate) struct Fence {
    /// What stands behind the opening fence.
    info: String,
    /// The code, without what marks the lists and quotations that it stands in.
    pub(crate) code: String,
    /// The byte at which it starts.
    pub(crate) start: usize,
    /// The byte behind its last line, with that line's end.
    end: usize,
}

impl Fence {
    /// The language and the words behind it, split as mdBook splits them.
    pub(crate) fn words(&self) -> impl Iterator<Item = &str> + Clone {
        self.info.split([' ', '\t', ',']).filter(|word| !word.is_empty())
    }
}

/// What mdBook reads its chapters with.
fn parser(text: &str) -> Parser<'_> {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_GFM;
    Parser::new_ext(text, options)
}

/// The fenced blocks of a text, in order.
pub(crate) fn of(text: &str) -> Vec<Fence> {
    let mut found = Vec::new();
    let mut open: Option<Fence> = None;
    for (event, Range { start, end }) in parser(text).into_offset_iter() {
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => {
                let rest = &text[end..];
                let end = if text[..end].ends_with('\n') {
                    end
                } else {
                    end + rest.find('\n').map_or(rest.len(), |at| at + 1)
                };
                open = Some(Fence { info: info.into_string(), code: String::new(), start, end });
            }
            Event::Text(piece) => {
                if let Some(fence) = &mut open {
                    fence.code.push_str(&piece);
                }
            }
            Event::End(TagEnd::CodeBlock) => found.extend(open.take()),
            _ => {}
        }
    }
    found
}

/// The text with something below one of its blocks, in the list or the quotation that the block stands in; `None` where that would
/// change how the rest is read, as below a fence that is never closed.
pub(crate) fn put_below(text: &str, fence: &Fence, below: &str) -> Option<String> {
    let line_start = text[..fence.start].rfind('\n').map_or(0, |at| at + 1);
    // What opens a list takes as much room in the lines that follow.
    let mark: String =
        text[line_start..fence.start].chars().map(|c| if c == '>' || c.is_whitespace() { c } else { ' ' }).collect();
    let mut inserted = if text[..fence.end].ends_with('\n') { String::new() } else { "\n".to_owned() };
    let is_html = below.starts_with('<');
    if !is_html {
        inserted.push_str(mark.trim_end());
        inserted.push('\n');
    }
    for line in below.lines() {
        let line = format!("{mark}{line}");
        inserted.push_str(line.trim_end());
        inserted.push('\n');
    }
    // An empty line ends it where the text goes on, and would change a list where it does not.
    let parted = format!("{inserted}{}\n", mark.trim_end());
    // Better a list whose items become paragraphs, as they do where one of them has an empty line, than nothing.
    [true, false].into_iter().find_map(|keeps_paragraphs| {
        let before = events(text, keeps_paragraphs);
        [&inserted, &parted].into_iter().find_map(|inserted| {
            let all = [&text[..fence.end], inserted, &text[fence.end..]].concat();
            let is_kept =
                adds_only(&before, &events(&all, keeps_paragraphs), |added| !is_html || is_one_html_block(added));
            is_kept.then_some(all)
        })
    })
}

fn events(text: &str, keeps_paragraphs: bool) -> Vec<Event<'_>> {
    let is_paragraph =
        |event: &Event<'_>| matches!(event, Event::Start(Tag::Paragraph) | Event::End(TagEnd::Paragraph));
    parser(text).filter(|event| keeps_paragraphs || !is_paragraph(event)).collect()
}

/// Whether the events are those of before and a run of new ones, which is as it should be.
fn adds_only(before: &[Event<'_>], after: &[Event<'_>], is_right: impl Fn(&[Event<'_>]) -> bool) -> bool {
    let Some(n_added) = after.len().checked_sub(before.len()).filter(|&it| it > 0) else { return false };
    let n_same = before.iter().zip(after).take_while(|(a, b)| a == b).count();
    let n_same_end = before.iter().rev().zip(after.iter().rev()).take_while(|(a, b)| a == b).count();
    // Where what is added begins as what follows it does, there are several places to see it at.
    (before.len().saturating_sub(n_same_end)..=n_same).any(|at| is_right(&after[at..at + n_added]))
}

fn is_one_html_block(events: &[Event<'_>]) -> bool {
    let [Event::Start(Tag::HtmlBlock), inside @ .., Event::End(TagEnd::HtmlBlock)] = events else { return false };
    inside.iter().all(|event| matches!(event, Event::Html(_)))
}

#[cfg(test)]
mod tests {
    use super::*;

    const BELOW: &str = "<details>\n<p>x</p>\n</details>\n";

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let [fence] = &of(text)[..] else { panic!("one block: {text}") };
        assert_eq!(put_below(text, fence, BELOW).as_deref(), Some(expected));
    }

    #[test]
    fn it_stands_in_what_the_block_stands_in() {
        check("```py\nx\n```", "```py\nx\n```\n<details>\n<p>x</p>\n</details>\n");
        check("~~~py\nx\n~~~\n\nt\n", "~~~py\nx\n~~~\n<details>\n<p>x</p>\n</details>\n\nt\n");
        check(
            "> 1. a\n>    ```py\n>    x\n>    ```\n> 2. b\n",
            "> 1. a\n>    ```py\n>    x\n>    ```\n>    <details>\n>    <p>x</p>\n>    </details>\n> 2. b\n",
        );
        check("- ```py\n  x\n  ```\n- b\n", "- ```py\n  x\n  ```\n  <details>\n  <p>x</p>\n  </details>\n- b\n");
    }

    #[test]
    fn what_follows_at_once_stays_text() {
        check("```py\nx\n```\n*t*\n", "```py\nx\n```\n<details>\n<p>x</p>\n</details>\n\n*t*\n");
        check("> ```py\n> x\n> ```\n> t\n", "> ```py\n> x\n> ```\n> <details>\n> <p>x</p>\n> </details>\n>\n> t\n");
    }

    #[test]
    fn a_list_becomes_one_of_paragraphs_where_it_must() {
        check(
            "- ```py\n  x\n  ```\n  t\n- b\n",
            "- ```py\n  x\n  ```\n  <details>\n  <p>x</p>\n  </details>\n\n  t\n- b\n",
        );
    }

    #[test]
    fn a_fence_that_is_never_closed_is_left_alone() {
        let text = "```py\nx\n";
        assert!(put_below(text, &of(text)[0], BELOW).is_none());
    }

    #[test]
    fn only_fences_are_found() {
        let text =
            "    indented\n\n```rust,ignore gloss-expert\nfn f() {}\n```\n\n<!--\n```py\nx\n```\n-->\n\n`` ```py ``\n";
        let found = of(text);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].words().collect::<Vec<_>>(), ["rust", "ignore", "gloss-expert"]);
        assert_eq!(found[0].code, "fn f() {}\n");
    }

    #[test]
    fn markdown_below_a_block_changes_nothing_else() {
        let text = "- ```py\n  x\n  ```\n- b\n\nt\n";
        let put = put_below(text, &of(text)[0], "**What**\n\n1. a\n   - b\n").expect("it can stand there");
        assert!(put.starts_with("- ```py\n  x\n  ```\n\n  **What**\n\n  1. a\n     - b\n"), "{put}");
    }
}
