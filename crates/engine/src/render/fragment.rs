//! An explanation as a part of somebody else's page: below the code that it is about, without a heading of its own rank, since that
//! page's outline is its author's.

use super::html::{References, write_section};
use super::{escape, markdown, title};
use crate::Explanation;

/// A `<details>` for a page. It holds no empty line, so that in Markdown too it is one block of HTML, and no script, style or link.
pub fn html_fragment(explanation: &Explanation, summary: &str, is_open: bool) -> String {
    let open = if is_open { " open" } else { "" };
    let mut out = format!("<details class=\"gloss\"{open}>\n<summary>{}</summary>\n", escape(summary));
    for section in &explanation.sections {
        out.push_str(&format!("<p><strong>{}</strong></p>\n", title(section.kind)));
        write_section(section, References::Numbers, &mut out);
        out.push('\n');
    }
    out.push_str(&format!("<p><small>{}</small></p>\n</details>\n", signature(explanation)));
    let mut lines: Vec<&str> = out.lines().filter(|line| !line.trim().is_empty()).collect();
    lines.push("");
    lines.join("\n")
}

/// Markdown for a page that is written in it and may become anything.
pub fn markdown_fragment(explanation: &Explanation, summary: &str) -> String {
    let mut out = String::from("**");
    markdown::escape(summary, &mut out);
    out.push_str("**\n\n");
    for section in &explanation.sections {
        out.push_str(&format!("**{}**\n\n", title(section.kind)));
        markdown::write_section(section, &mut out);
        out.push('\n');
    }
    out.push_str(&format!("*{}*\n", signature(explanation)));
    out
}

/// Who says so, and what the numbers are, where there are any.
fn signature(explanation: &Explanation) -> String {
    let has_lines = explanation.sections.iter().flat_map(|it| &it.sentences).any(|it| !it.spans.is_empty());
    let numbers = if has_lines { "; numbers in brackets are lines of the code" } else { "" };
    format!("Explained by Gloss at the {} level{numbers}.", explanation.level.name())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::sample;

    #[test]
    fn a_fragment_is_one_block_without_links() {
        let html = html_fragment(&sample::explanation(), "Why <this>?", true);
        assert!(html.starts_with("<details class=\"gloss\" open>\n<summary>Why &lt;this&gt;?</summary>\n"), "{html}");
        assert!(
            html.contains("<p>Squares <code>x</code> &lt;safely&gt;. <span class=\"lines\">[1–4]</span></p>"),
            "{html}"
        );
        assert!(html.ends_with("</details>\n") && !html.contains("\n\n") && !html.contains("<a "), "{html}");
    }

    #[test]
    fn markdown_has_no_heading() {
        let markdown = markdown_fragment(&sample::explanation(), "What *this* does");
        assert!(markdown.starts_with("**What \\*this\\* does**\n\n**What**\n\nSquares `x` "), "{markdown}");
        assert!(markdown.contains("\n1. First it looks at `x`. \\[2–3\\]\n   - Less than"), "{markdown}");
        assert!(!markdown.lines().any(|line| line.starts_with('#')), "{markdown}");
    }

    #[test]
    fn nothing_is_said_of_numbers_where_there_are_none() {
        let mut explanation = sample::explanation();
        explanation.sections.iter_mut().flat_map(|it| &mut it.sentences).for_each(|it| it.spans.clear());
        assert!(markdown_fragment(&explanation, "x").ends_with("*Explained by Gloss at the beginner level.*\n"));
    }
}
