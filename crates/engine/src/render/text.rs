//! Plain text for a terminal.

use super::{Inline, inline, lines, outline, title};
use crate::{Explanation, Origin, SectionKind};

/// The text of an explanation, no line longer than `width` characters where words allow it.
pub fn text(explanation: &Explanation, width: usize) -> String {
    let mut out = String::new();
    for section in &explanation.sections {
        if !out.is_empty() {
            out.push('\n');
        }
        out.push_str(title(section.kind));
        out.push('\n');
        let is_list = section.sentences.len() > 1 && section.kind != SectionKind::What;
        for entry in outline(section) {
            let mark = match (section.kind, entry.depth) {
                (SectionKind::How, 0) if is_list => format!("{}. ", entry.number),
                (_, 0) if !is_list => String::new(),
                _ => "- ".to_owned(),
            };
            let indent = 2 + 3 * entry.depth;
            let mut sentence = plain(&entry.sentence.text);
            if entry.sentence.origin == Origin::Inferred {
                sentence.push_str(" (inferred)");
            }
            let reference = lines(&entry.sentence.spans);
            if !reference.is_empty() {
                sentence.push_str(&format!(" [{}]", reference.replace(' ', "\u{a0}")));
            }
            wrap(&sentence, &mark, indent, width, &mut out);
        }
    }
    out
}

/// A sentence without the marks of terms; code keeps its backticks.
pub(super) fn plain(sentence: &str) -> String {
    let mut out = String::with_capacity(sentence.len());
    for piece in inline(sentence) {
        match piece {
            Inline::Text(text) | Inline::Strong(text) => out.push_str(text),
            Inline::Code(code) => {
                let fence = super::markdown::fence(code, 1);
                let pad = if code.starts_with('`') || code.ends_with('`') { " " } else { "" };
                out.push_str(&[&fence, pad, code, pad, &fence].concat());
            }
        }
    }
    out
}

/// Breaks a text into lines. The first one starts with `mark`, the others stand under its first word.
pub(super) fn wrap(text: &str, mark: &str, indent: usize, width: usize, out: &mut String) {
    let hang = indent + mark.chars().count();
    out.push_str(&" ".repeat(indent));
    out.push_str(mark);
    let mut column = hang;
    let mut first = true;
    let mut fence = 0;
    for word in text.split([' ', '\n', '\t', '\r']) {
        // Blanks in code are what they are: `"  x"` is another text than `" x"`.
        if word.is_empty() && fence == 0 {
            continue;
        }
        for run in word.split(|c| c != '`').map(str::len).filter(|&run| run > 0) {
            fence = match fence {
                0 => run,
                open if open == run => 0,
                open => open,
            };
        }
        let length = word.chars().count();
        if !first && column + 1 + length > width.max(hang + 20) {
            out.push('\n');
            out.push_str(&" ".repeat(hang));
            column = hang;
        } else if !first {
            out.push(' ');
            column += 1;
        }
        // The spaces inside a line reference hold it together until here.
        out.extend(word.chars().map(|c| if c == '\u{a0}' { ' ' } else { c }));
        column += length;
        first = false;
    }
    out.push('\n');
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::sample;

    #[test]
    fn sections_steps_and_lines_are_shown() {
        let expected = "\
What
  Squares `x` <safely>. [1–4]

How
  1. First it looks at `x`. [2–3]
     - Less than zero gives `0`. [3]
  2. Else `x ** 2` is the answer. [2, 4]

Concepts
  function: a named piece of code [1]
";
        assert_eq!(text(&sample::explanation(), 80), expected);
    }

    #[test]
    fn long_lines_are_wrapped_under_their_first_word() {
        let mut out = String::new();
        wrap("one two three four five six seven", "- ", 2, 24, &mut out);
        assert_eq!(out, "  - one two three four\n    five six seven\n");
        let mut out = String::new();
        wrap("prints  `\"   a  b\"` and  ``` `  ` ``` twice", "", 0, 80, &mut out);
        assert_eq!(out, "prints `\"   a  b\"` and ``` `  ` ``` twice\n");
    }
}
