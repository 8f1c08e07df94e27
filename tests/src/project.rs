//! What every overview of several files must hold to, at every level.

use std::collections::BTreeSet;

use engine::render::{Inline, inline};
use engine::{File, Level, Overview, Project};

use crate::properties::Report;

/// A page of text: what an overview may take, however large the project is, in characters of its sentences.
const PAGE: usize = 6_000;

/// Tells a project at all levels, in this order of its files and in the other one, and checks everything about it but the wording.
pub fn check(files: &[(String, String)]) -> Result<Report, String> {
    let mut report = Report::default();
    let as_files = |(path, code): &'_ (String, String)| (path.clone(), code.clone());
    let turned: Vec<(String, String)> = files.iter().rev().map(as_files).collect();
    for level in Level::ALL {
        let overview = overview(files, level)?;
        let mut violate = |text: String| report.violations.push(format!("{}: {text}", level.name()));
        if self::overview(&turned, level)? != overview {
            violate("the overview depends on the order in which files are given".to_owned());
        }
        check_form(&overview, &mut violate);
        check_places(&overview, files, &mut violate);
        check_names(&overview, files, &mut violate);
    }
    Ok(report)
}

/// The overview of some files.
pub fn overview(files: &[(String, String)], level: Level) -> Result<Overview, String> {
    let files = files.iter().map(|(path, code)| File { path, code, language: None });
    Ok(Project::read(files, &mut || true).map_err(|error| error.to_string())?.explain(level))
}

fn check_form(overview: &Overview, violate: &mut impl FnMut(String)) {
    let mut seen = BTreeSet::new();
    let mut length = 0;
    for sentence in overview.sections.iter().flat_map(|it| &it.sentences) {
        let text = sentence.text.as_str();
        length += text.chars().count();
        if seen.last().is_some_and(|&last| sentence.id <= last) {
            violate(format!("id {} does not count up: {text}", sentence.id));
        }
        if sentence.parent.is_some_and(|parent| !seen.contains(&parent)) {
            violate(format!("the parent of id {} does not stand before it: {text}", sentence.id));
        }
        seen.insert(sentence.id);
        if sentence.places.is_empty() {
            violate(format!("rests on nothing: {text}"));
        }
        let marks = ["  ", " .", " ,", " ;", "..", ",,", "{", "}", "()", "“”"];
        let outside: String =
            inline(text).iter().map(|it| if let Inline::Text(text) = it { *text } else { "x" }).collect();
        if marks.iter().any(|mark| outside.contains(mark)) && !text.contains('“') || outside.trim().is_empty() {
            violate(format!("is untidy: {text:?}"));
        }
    }
    if length > PAGE {
        violate(format!("takes {length} characters, more than a page"));
    }
}

fn check_places(overview: &Overview, files: &[(String, String)], violate: &mut impl FnMut(String)) {
    let spans = overview.edges.iter().flat_map(|edge| edge.spans.iter().map(|&span| (edge.from, span)));
    let places = overview.sections.iter().flat_map(|it| &it.sentences).flat_map(|it| &it.places);
    for (file, span) in places.map(|it| (it.file, it.span)).chain(spans) {
        let Some(path) = overview.files.get(file as usize).map(|it| it.path.as_str()) else {
            violate(format!("there is no file {file}"));
            continue;
        };
        let code = files.iter().find(|it| it.0 == path).map_or("", |it| it.1.as_str());
        let Some(before) = code.get(..span.start_byte as usize) else {
            violate(format!("{path}: a place begins outside or inside a character"));
            continue;
        };
        let first = before.matches('\n').count() as u32 + 1;
        if code.get(span.start_byte as usize..span.end_byte as usize).is_none() || first != span.start_line {
            violate(format!("{path}: the place {span:?} is none"));
        }
    }
    for edge in &overview.edges {
        if edge.from == edge.to || edge.spans.is_empty() || edge.to as usize >= overview.files.len() {
            violate(format!("an edge leads nowhere: {edge:?}"));
        }
    }
}

/// What stands between backticks is the name of a file or a folder, or stands in one of the files.
fn check_names(overview: &Overview, files: &[(String, String)], violate: &mut impl FnMut(String)) {
    for sentence in overview.sections.iter().flat_map(|it| &it.sentences) {
        for piece in inline(&sentence.text) {
            let Inline::Code(name) = piece else { continue };
            let bare = name.trim_end_matches('/');
            let is_known = files.iter().any(|(path, code)| path.contains(bare) || code.contains(name));
            if !is_known {
                violate(format!("nothing is called `{name}`: {}", sentence.text));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Files in folders of twelve, each of which uses the first file of its folder and one of the folder before.
    fn large() -> Vec<(String, String)> {
        let mut files = vec![("big/README.md".to_owned(), "# Big\n\nCounts things in many small parts.\n".to_owned())];
        for folder in 0..50 {
            files.push((format!("big/part{folder}/__init__.py"), format!("\"\"\"The part {folder} of all.\"\"\"\n")));
            for file in 0..11 {
                let before =
                    if folder > 0 { format!("from big.part{} import m{file}\n", folder - 1) } else { String::new() };
                let first = if file > 0 { "from . import m0\n" } else { "" };
                let code = format!("{before}{first}\n\ndef f{folder}_{file}(x):\n    return x + {file}\n");
                files.push((format!("big/part{folder}/m{file}.py"), code));
            }
        }
        files
    }

    #[test]
    fn a_large_project_takes_a_page() {
        let files = large();
        let report = check(&files).expect("it can be read");
        assert!(report.violations.is_empty(), "{:#?}", report.violations);
        let overview = overview(&files, Level::Intermediate).expect("it can be read");
        assert_eq!(overview.edges.len(), 50 * 10 + 49 * 11);
        assert_eq!(overview.order.len(), 600);
    }
}
