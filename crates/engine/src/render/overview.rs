//! An overview of several files as text for people: plain text and Markdown.

use prose::overview::{Overview, OverviewSection, OverviewSentence};

use super::{lines, title};
use super::{markdown, text};
use crate::{SectionKind, SourceSpan};

/// A sentence shows so many of the files that it rests on.
const MOST_FILES: usize = 3;

/// The text of an overview, no line longer than `width` characters where words allow it.
pub fn overview_text(overview: &Overview, width: usize) -> String {
    let mut out = String::new();
    for section in &overview.sections {
        if !out.is_empty() {
            out.push('\n');
        }
        out.push_str(title(section.kind));
        out.push('\n');
        each(section, |mark, depth, sentence| {
            let mut said = text::plain(&sentence.text);
            let reference = reference(overview, sentence);
            if !reference.is_empty() {
                said.push_str(&format!(" [{}]", reference.replace(' ', "\u{a0}")));
            }
            text::wrap(&said, &mark, 2 + 3 * depth, width, &mut out);
        });
    }
    out
}

/// An overview as Markdown.
pub fn overview_markdown(overview: &Overview) -> String {
    let mut out = String::new();
    for section in &overview.sections {
        out.push_str(&format!("## {}\n\n", title(section.kind)));
        let is_list = is_list(section);
        let mut is_first = true;
        each(section, |mark, depth, sentence| {
            if !is_list && !is_first {
                out.push('\n');
            }
            is_first = false;
            out.push_str(&"   ".repeat(depth));
            out.push_str(&mark);
            out.push_str(&markdown::sentence(&sentence.text));
            let mut shown = String::new();
            markdown::escape(&reference(overview, sentence), &mut shown);
            if !shown.is_empty() {
                out.push_str(&format!(" \\[{shown}\\]"));
            }
            out.push('\n');
        });
        out.push('\n');
    }
    out.push_str(&format!(
        "*Explained by Gloss {} at the {} level; brackets hold files and their lines.*\n",
        overview.engine,
        overview.level.name()
    ));
    out
}

fn is_list(section: &OverviewSection) -> bool {
    section.sentences.len() > 1 && section.kind != SectionKind::What
}

/// Hands out each sentence with its mark and its depth, which is 0 or 1.
fn each(section: &OverviewSection, mut show: impl FnMut(String, usize, &OverviewSentence)) {
    let is_list = is_list(section);
    let mut n_roots = 0;
    for sentence in &section.sentences {
        let depth = usize::from(sentence.parent.is_some());
        n_roots += usize::from(depth == 0);
        let mark = match (section.kind, depth) {
            (SectionKind::How, 0) if is_list => format!("{n_roots}. "),
            (_, 0) if !is_list => String::new(),
            _ => "- ".to_owned(),
        };
        show(mark, depth, sentence);
    }
}

/// The lines that a sentence rests on, by file. A file as a whole is named in the sentence, or is one of many.
fn reference(overview: &Overview, sentence: &OverviewSentence) -> String {
    let mut files: Vec<(u32, Vec<SourceSpan>)> = Vec::new();
    for place in &sentence.places {
        let Some(file) = overview.files.get(place.file as usize) else { continue };
        if place.span.start_line <= 1 && place.span.end_line >= file.lines {
            continue;
        }
        match files.iter_mut().find(|it| it.0 == place.file) {
            Some(same) => same.1.push(place.span),
            None => files.push((place.file, vec![place.span])),
        }
    }
    let common = common(overview);
    let shown: Vec<String> = files
        .iter()
        .take(MOST_FILES)
        .map(|(file, spans)| {
            let path = overview.files[*file as usize].path.as_str();
            format!("{}:{}", path.strip_prefix(common).unwrap_or(path), lines(spans))
        })
        .collect();
    let more = if files.len() > MOST_FILES { ", …" } else { "" };
    shown.join(", ") + more
}

/// The folder that holds all files.
fn common(overview: &Overview) -> &str {
    let Some(first) = overview.files.first() else { return "" };
    let mut common = first.path.rfind('/').map_or("", |at| &first.path[..=at]);
    while !overview.files.iter().all(|it| it.path.starts_with(common)) {
        common = common[..common.len() - 1].rfind('/').map_or("", |at| &common[..=at]);
    }
    common
}
