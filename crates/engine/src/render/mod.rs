//! An explanation as text for people: plain text, Markdown, standalone HTML. The JSON contract is `serde_json`'s own output.
//!
//! Pure functions from plain data to a string, shared by every shell. What a sentence's text may hold (code between backticks,
//! terms between `**`) is read in one place, [`inline`].

mod chart;
mod fragment;
mod html;
mod inline;
mod markdown;
mod outline;
mod overview;
mod text;

pub use chart::{Line, Picture, Shape, TIP, chart_picture, chart_svg, chart_text};
pub use fragment::{html_fragment, markdown_fragment};
pub use html::{escape, html};
pub use inline::{Inline, inline};
pub use markdown::markdown;
pub use outline::{Entry, lines, outline, title};
pub use overview::{overview_markdown, overview_text};
pub use text::text;

#[cfg(test)]
mod sample {
    use crate::{Explanation, Level, Origin, Section, SectionKind, Sentence, SourceSpan};

    pub(crate) const CODE: &str = "def f(x):\n    if x < 0:\n        return 0\n    return x ** 2\n";

    fn sentence(id: u32, parent: Option<u32>, text: &str, spans: &[(u32, u32)]) -> Sentence {
        let spans = spans
            .iter()
            .map(|&(start_line, end_line)| SourceSpan { start_line, end_line, start_byte: 0, end_byte: 0 })
            .collect();
        Sentence { id, parent, text: text.to_owned(), origin: Origin::Derived, spans }
    }

    /// A small explanation with every kind of markup in it.
    pub(crate) fn explanation() -> Explanation {
        Explanation {
            v: 1,
            engine: "0.1.0".to_owned(),
            language: "python".to_owned(),
            level: Level::Beginner,
            sections: vec![
                Section {
                    kind: SectionKind::What,
                    sentences: vec![sentence(0, None, "Squares `x` <safely>.", &[(1, 4)])],
                },
                Section {
                    kind: SectionKind::How,
                    sentences: vec![
                        sentence(1, None, "First it looks at `x`.", &[(2, 2), (3, 3)]),
                        sentence(2, Some(1), "Less than zero gives `0`.", &[(3, 3)]),
                        sentence(3, None, "Else `x ** 2` is the answer.", &[(4, 4), (2, 2)]),
                    ],
                },
                Section {
                    kind: SectionKind::Concepts,
                    sentences: vec![sentence(4, None, "**function**: a named piece of code", &[(1, 1)])],
                },
            ],
        }
    }
}
