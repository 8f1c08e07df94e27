//! One standalone HTML file: no script, no request, readable in light and dark.

use super::outline::merged;
use super::{Inline, inline, outline, title};
use crate::{Explanation, Origin, Section, SectionKind, Sentence};

const STYLE: &str = "\
:root{color-scheme:light dark;--ink:#1d1d26;--soft:#5a5a68;--page:#fdfdfb;--panel:#f2f2ee;--mark:#ffe9a8;--link:#1b5fb4}\
@media(prefers-color-scheme:dark){:root{--ink:#e8e8ef;--soft:#a9a9b8;--page:#16161c;--panel:#22222b;--mark:#54471a;--link:#8ab8f5}}\
body{margin:2rem auto;padding:0 1rem;max-width:46rem;font:1rem/1.6 system-ui,sans-serif;color:var(--ink);background:var(--page)}\
h2{margin:1.6rem 0 .4rem;font-size:1.15rem}\
code,pre{font-family:ui-monospace,monospace;font-size:.92em}\
code{background:var(--panel);border-radius:.2rem;padding:0 .2em}\
pre{background:var(--panel);border-radius:.4rem;padding:.6rem 0;overflow-x:auto}\
pre code{background:none;padding:0;display:block;width:max-content;min-width:100%}\
.line{display:block;padding:0 .8rem}.line:target{background:var(--mark)}\
.line::before{content:attr(data-line);display:inline-block;width:3.2em;color:var(--soft);user-select:none}\
a{color:var(--link)}.lines{font-size:.85em;color:var(--soft);white-space:nowrap}footer{color:var(--soft);font-size:.85em}";

/// An explanation, and the code that it explains, as a standalone HTML file.
pub fn html(explanation: &Explanation, code: &str) -> String {
    let language = escape(&explanation.language);
    let mut out = format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>Gloss: {language} explained</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n"
    );
    for section in &explanation.sections {
        out.push_str(&format!("<section>\n<h2>{}</h2>\n", title(section.kind)));
        write_section(section, References::Links, &mut out);
        out.push_str("</section>\n");
    }
    out.push_str("<section>\n<h2>Code</h2>\n<pre tabindex=\"0\"><code>");
    for (line, text) in (1_usize..).zip(code.lines()) {
        out.push_str(&format!(
            "<span class=\"line\" id=\"L{line}\" data-line=\"{line}\">{}</span>",
            escape(if text.is_empty() { "\u{200b}" } else { text })
        ));
    }
    out.push_str(&format!(
        "</code></pre>\n</section>\n</main>\n<footer>Explained by Gloss {} at the {} level.</footer>\n</body>\n</html>\n",
        escape(&explanation.engine),
        explanation.level.name()
    ));
    out
}

/// How the lines that a sentence rests on are written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum References {
    /// Links to the lines of the code in the same page.
    Links,
    /// Numbers.
    Numbers,
}

/// The sentences of a section: paragraphs, or a list where they are several.
pub(super) fn write_section(section: &Section, references: References, out: &mut String) {
    let list = match section.kind {
        SectionKind::How if section.sentences.len() > 1 => Some("ol"),
        SectionKind::What => None,
        _ if section.sentences.len() > 1 => Some("ul"),
        _ => None,
    };
    write_sentences(&outline(section), list, references, out);
}

/// Sentences as nested lists. Where `list` is `None`, those at the top are paragraphs.
fn write_sentences(entries: &[super::Entry<'_>], list: Option<&str>, references: References, out: &mut String) {
    // The tags that close each open depth.
    let mut open: Vec<String> = Vec::new();
    for entry in entries {
        while open.len() > entry.depth + 1 {
            out.push_str(&open.pop().unwrap_or_default());
        }
        let tag = if entry.depth == 0 { list } else { Some("ul") };
        if open.len() == entry.depth + 1 {
            if let Some(before) = open.last_mut() {
                out.push_str(if tag.is_some() { "</li>\n<li>" } else { "\n<p>" });
                *before = tag.map_or_else(String::new, |tag| format!("</li>\n</{tag}>\n"));
            }
        } else {
            match tag {
                Some(tag) => {
                    out.push_str(&format!("<{tag}>\n<li>"));
                    open.push(format!("</li>\n</{tag}>\n"));
                }
                None => {
                    out.push_str("<p>");
                    open.push(String::new());
                }
            }
        }
        write_sentence(entry.sentence, references, out);
        if tag.is_none() {
            out.push_str("</p>\n");
        }
    }
    while let Some(close) = open.pop() {
        out.push_str(&close);
    }
}

fn write_sentence(sentence: &Sentence, references: References, out: &mut String) {
    for piece in inline(&sentence.text) {
        match piece {
            Inline::Text(text) => out.push_str(&escape(text)),
            Inline::Code(code) => out.push_str(&format!("<code>{}</code>", escape(code))),
            Inline::Strong(term) => out.push_str(&format!("<strong>{}</strong>", escape(term))),
        }
    }
    if sentence.origin == Origin::Inferred {
        out.push_str(" <em>(inferred)</em>");
    }
    let lines: Vec<String> = merged(&sentence.spans)
        .into_iter()
        .map(|(first, last)| {
            let label = if first == last { first.to_string() } else { format!("{first}–{last}") };
            if references == References::Links { format!("<a href=\"#L{first}\">{label}</a>") } else { label }
        })
        .collect();
    if !lines.is_empty() {
        out.push_str(&format!(" <span class=\"lines\">[{}]</span>", lines.join(", ")));
    }
}

/// Makes any text safe inside an element or a quoted attribute.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            // Direction marks could make code read as what it is not; show them instead of obeying them.
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
                out.push_str(&format!("\u{fffd}U+{:04X}", u32::from(c)));
            }
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::sample;

    #[test]
    fn steps_nest_and_text_is_escaped() {
        let page = html(&sample::explanation(), sample::CODE);
        assert!(
            page.contains("<p>Squares <code>x</code> &lt;safely&gt;. <span class=\"lines\">[<a href=\"#L1\">1–4</a>]")
        );
        let how = "<ol>\n<li>First it looks at <code>x</code>. <span class=\"lines\">[<a href=\"#L2\">2–3</a>]</span>\
                   <ul>\n<li>Less than zero gives <code>0</code>. <span class=\"lines\">[<a href=\"#L3\">3</a>]</span></li>\n</ul>\n\
                   </li>\n<li>Else";
        assert!(page.contains(how), "{page}");
        assert!(page.contains("<strong>function</strong>"));
        assert!(page.contains("data-line=\"2\">    if x &lt; 0:</span>"));
    }

    #[test]
    fn every_tag_is_closed() {
        let page = html(&sample::explanation(), "<script>alert('1')</script>");
        for tag in ["html", "body", "main", "section", "p", "ol", "ul", "li", "code", "pre", "span", "style"] {
            let open = page.matches(&format!("<{tag}>")).count() + page.matches(&format!("<{tag} ")).count();
            assert_eq!(open, page.matches(&format!("</{tag}>")).count(), "{tag}");
        }
        assert!(!page.contains("<script"));
    }
}
