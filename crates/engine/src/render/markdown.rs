//! Markdown for notes, issues and reviews.

use super::{Inline, inline, lines, outline, title};
use crate::{Explanation, Origin, Section, SectionKind};

/// An explanation, and the code that it explains, as Markdown.
pub fn markdown(explanation: &Explanation, code: &str) -> String {
    let mut out = String::new();
    for section in &explanation.sections {
        out.push_str(&format!("## {}\n\n", title(section.kind)));
        write_section(section, &mut out);
        out.push('\n');
    }
    let fence = fence(code, 3);
    let end = if code.ends_with('\n') { "" } else { "\n" };
    out.push_str(&format!("## Code\n\n{fence}{}\n{code}{end}{fence}\n\n", explanation.language));
    out.push_str(&format!(
        "*Explained by Gloss {} at the {} level; numbers in brackets are lines of the code.*\n",
        explanation.engine,
        explanation.level.name()
    ));
    out
}

/// The sentences of a section: paragraphs, or a list where they are several.
pub(super) fn write_section(section: &Section, out: &mut String) {
    let is_list = section.sentences.len() > 1 && section.kind != SectionKind::What;
    let mut last_depth = None;
    for entry in outline(section) {
        let mark = match (section.kind, entry.depth) {
            (SectionKind::How, 0) if is_list => format!("{}. ", entry.number),
            (_, 0) if !is_list => String::new(),
            _ => "- ".to_owned(),
        };
        // A paragraph needs an empty line before the next one, and before a list.
        if !is_list && last_depth.is_some_and(|depth| depth == 0 || entry.depth == 0) {
            out.push('\n');
        }
        last_depth = Some(entry.depth);
        let nested = if is_list { entry.depth } else { entry.depth.saturating_sub(1) };
        out.push_str(&"   ".repeat(nested));
        out.push_str(&mark);
        out.push_str(&sentence(&entry.sentence.text));
        if entry.sentence.origin == Origin::Inferred {
            out.push_str(" *(inferred)*");
        }
        let reference = lines(&entry.sentence.spans);
        if !reference.is_empty() {
            out.push_str(&format!(" \\[{reference}\\]"));
        }
        out.push('\n');
    }
}

/// A run of backticks that does not occur in the code, at least `least` long.
pub(super) fn fence(code: &str, least: usize) -> String {
    let longest = code.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    "`".repeat(if longest >= least { longest + 1 } else { least })
}

pub(super) fn sentence(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for piece in inline(text) {
        match piece {
            Inline::Text(text) => escape(text, &mut out),
            Inline::Strong(text) => {
                out.push_str("**");
                escape(text, &mut out);
                out.push_str("**");
            }
            Inline::Code(code) => {
                let code = code.replace('\n', " ");
                let fence = fence(&code, 1);
                let pad = if code.starts_with('`') || code.ends_with('`') { " " } else { "" };
                out.push_str(&[&fence, pad, &code, pad, &fence].concat());
            }
        }
    }
    out
}

pub(super) fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '\\' | '`' | '*' | '_' | '&' | '<' | '>' | '[' | ']' | '#' | '|' | '~' => {
                out.push('\\');
                out.push(c);
            }
            '\n' | '\r' => out.push(' '),
            c => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::sample;

    #[test]
    fn what_is_not_markup_is_escaped() {
        let expected = r"## What

Squares `x` \<safely\>. \[1–4\]

## How

1. First it looks at `x`. \[2–3\]
   - Less than zero gives `0`. \[3\]
2. Else `x ** 2` is the answer. \[2, 4\]

## Concepts

**function**: a named piece of code \[1\]

## Code

```python
def f(x):
    if x < 0:
        return 0
    return x ** 2
```

*Explained by Gloss 0.1.0 at the beginner level; numbers in brackets are lines of the code.*
";
        assert_eq!(markdown(&sample::explanation(), sample::CODE), expected);
    }

    #[test]
    fn a_fence_is_longer_than_what_it_holds() {
        assert_eq!(fence("a ``` b", 3), "````");
        assert_eq!(fence("a", 3), "```");
        assert_eq!(fence("a`b", 1), "``");
    }
}
