//! How much of the code the explanation speaks of.
//!
//! A *code line* holds, outside comments and documentation, a letter, a digit, or a quote, and more than a word that only
//! continues or closes what stands above it (`else`, `try`, `finally`, `do`, `end`, `begin`).
//! It is *covered* when it lies in a span of a sentence that is not about the whole text. A sentence is about the whole text when
//! one of its spans holds the first and the last code line, unless the text has at most [`SMALL`] code lines or the sentence is a
//! step of *How* with nothing below it, as for a file of imports alone.

use code::{Span, Unit};
use engine::{Explanation, SectionKind};

/// A text of that many code lines may be covered by one sentence.
pub const SMALL: usize = 3;

/// How many code lines there are, and how many are spoken of.
#[derive(Clone, Debug, Default)]
pub struct Coverage {
    /// Code lines.
    pub lines: usize,
    /// Covered code lines.
    pub covered: usize,
    /// The code lines that are not covered, counted from 1.
    pub missed: Vec<u32>,
}

impl Coverage {
    /// The covered share in percent; an empty text is covered.
    pub fn percent(&self) -> f64 {
        if self.lines == 0 { 100.0 } else { 100.0 * self.covered as f64 / self.lines as f64 }
    }
}

/// Measures an explanation against the code that it explains.
pub fn measure(unit: &Unit, explanation: &Explanation) -> Coverage {
    let lines = code_lines(unit);
    let (Some(&first), Some(&last)) = (lines.first(), lines.last()) else { return Coverage::default() };
    let mut is_covered = vec![false; unit.lines.len() + 2];
    let sentences = || {
        explanation
            .sections
            .iter()
            .flat_map(|section| section.sentences.iter().map(|sentence| (section.kind, sentence)))
    };
    let parents: Vec<u32> = sentences().filter_map(|(_, sentence)| sentence.parent).collect();
    for (section, sentence) in sentences() {
        let is_about_all = sentence.spans.iter().any(|span| span.start_line <= first && span.end_line >= last);
        let is_last_step = section == SectionKind::How && !parents.contains(&sentence.id);
        if is_about_all && lines.len() > SMALL && !is_last_step {
            continue;
        }
        for span in &sentence.spans {
            for line in span.start_line..=span.end_line {
                if let Some(covered) = is_covered.get_mut(line as usize) {
                    *covered = true;
                }
            }
        }
    }
    let missed: Vec<u32> = lines.iter().copied().filter(|&line| !is_covered[line as usize]).collect();
    Coverage { lines: lines.len(), covered: lines.len() - missed.len(), missed }
}

/// The lines, counted from 1, that hold code.
pub fn code_lines(unit: &Unit) -> Vec<u32> {
    let mut silent: Vec<Span> = unit.comments.iter().map(|comment| comment.span).collect();
    silent.extend(unit.docs.iter().map(|doc| doc.span));
    silent.sort_unstable();
    let mut lines = Vec::new();
    let mut next = 0;
    let mut silent_until = 0;
    for (at, &start) in unit.lines.iter().enumerate() {
        let end = unit.lines.get(at + 1).copied().unwrap_or(unit.source.len() as u32);
        let mut code = String::new();
        for (offset, c) in unit.source[start as usize..end as usize].char_indices() {
            let byte = start + offset as u32;
            while let Some(span) = silent.get(next).filter(|span| span.start <= byte) {
                silent_until = silent_until.max(span.end);
                next += 1;
            }
            if byte >= silent_until {
                code.push(c);
            }
        }
        if says_something(&code) {
            lines.push(at as u32 + 1);
        }
    }
    lines
}

/// Whether a line says more than that something goes on, ends, or (`<?php`) that code begins.
fn says_something(code: &str) -> bool {
    let bare = code.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '_' | '$' | '"' | '\'' | '`'));
    !matches!(bare, "" | "else" | "try" | "finally" | "do" | "end" | "begin" | "php")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn closing_and_continuing_lines_say_nothing() {
        for line in ["", "  }", "});", "} else {", "else:", "try {", "finally:", "  ],", "do"] {
            assert!(!says_something(line), "{line}");
        }
        for line in ["x", "else if x {", "} else if (a) {", "return", "''", "0", "elsewhere"] {
            assert!(says_something(line), "{line}");
        }
    }

    #[test]
    fn a_sentence_about_everything_covers_a_small_text_only() {
        let explain = |code: &str| {
            let language = languages::LANGUAGES[0];
            let unit = languages::parse(code, language, &mut || true);
            let end = code.len() as u32;
            let span =
                engine::SourceSpan { start_line: 1, end_line: unit.lines.len() as u32, start_byte: 0, end_byte: end };
            let level = engine::Level::Expert;
            let mut explanation =
                engine::explain(&engine::Request { code, language: Some(language.name), file_name: None, level })
                    .expect("it can be explained");
            explanation.sections.truncate(1);
            explanation.sections[0].sentences.truncate(1);
            explanation.sections[0].sentences[0].spans = vec![span];
            measure(&unit, &explanation)
        };
        assert_eq!(explain("a = 1\nb = 2\n").covered, 2);
        let large = explain("a = 1\nb = 2\n\nc = 3\nd = 4\n");
        assert_eq!((large.lines, large.covered, large.missed), (4, 0, vec![1, 2, 4, 5]));
    }
}
