//! Literate specs: Markdown that shows a piece of code and what is said of it at each level.
//!
//! A case is a heading, prose that says what the case is about, a fenced block of code named after its language, and up to three
//! fenced blocks named after the levels, each with the whole explanation as plain text, one sentence a line:
//!
//! ````markdown
//! ## A guard comes first
//!
//! The check of the argument is told before the work.
//!
//! ```python
//! def half(n):
//!     if n < 0:
//!         raise ValueError("negative")
//!     return n / 2
//! ```
//!
//! ```expert
//! What
//!   … [1–4]
//! ```
//! ````
//!
//! A block whose language is followed by a path is one file of several; all that stand in a row are one project, and the levels
//! then hold its overview:
//!
//! ````markdown
//! ```python app/main.py
//! from app import store
//! ```
//!
//! ```text README.md
//! …
//! ```
//! ````
//!
//! A level without a block is not compared. `cargo xtask spec --bless` rewrites the blocks that are there, and gives a case that
//! has none all three. Other fenced blocks are an error, so that a mistyped name cannot hide a case.

use std::fs;
use std::path::{Path, PathBuf};

use engine::{Level, Request};

/// One case of a spec file.
#[derive(Clone, Debug)]
pub struct Case {
    /// The file, relative to the repository's root.
    pub file: PathBuf,
    /// The headings above it, joined by ` / `.
    pub name: String,
    /// The line, counted from 1, of its code's fence.
    pub line: usize,
    /// The language as the fence names it.
    pub language: String,
    /// The code; empty for a project.
    pub code: String,
    /// The files of a project: path and text. Empty where the case is about one text.
    pub files: Vec<(String, String)>,
    /// What is expected at which level.
    pub expected: Vec<(Level, String)>,
}

/// All spec files of the repository, in order.
pub fn files(root: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    if let Ok(entries) = fs::read_dir(root.join("crates/languages/src")) {
        for entry in entries.filter_map(Result::ok) {
            collect_markdown(&entry.path().join("spec"), &mut files);
        }
    }
    collect_markdown(&root.join("tests/specs"), &mut files);
    files.sort();
    files
}

fn collect_markdown(folder: &Path, files: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for path in entries.filter_map(Result::ok).map(|entry| entry.path()) {
        if path.is_dir() {
            collect_markdown(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "md") {
            files.push(path);
        }
    }
}

/// All cases of the repository that are about one text. An unreadable spec is an error that names its file and line.
pub fn cases(root: &Path) -> Result<Vec<Case>, String> {
    Ok(all(root)?.into_iter().filter(|case| case.files.is_empty()).collect())
}

/// All cases of the repository that are about a project.
pub fn projects(root: &Path) -> Result<Vec<Case>, String> {
    Ok(all(root)?.into_iter().filter(|case| !case.files.is_empty()).collect())
}

fn all(root: &Path) -> Result<Vec<Case>, String> {
    let mut cases = Vec::new();
    for path in files(root) {
        let text = fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        let file = path.strip_prefix(root).unwrap_or(&path).to_path_buf();
        cases.extend(read(&file, &text)?);
    }
    Ok(cases)
}

/// A fenced block of a Markdown text.
struct Fence<'t> {
    /// The line, counted from 1, of the opening fence.
    line: usize,
    info: &'t str,
    /// Bytes of what stands between the fences, whole lines.
    body: std::ops::Range<usize>,
}

enum Part<'t> {
    Heading(usize, &'t str),
    Fence(Fence<'t>),
}

/// Headings and fences, in order.
fn parts<'t>(file: &Path, text: &'t str) -> Result<Vec<Part<'t>>, String> {
    let mut parts = Vec::new();
    let mut open: Option<(usize, &str, usize, usize)> = None;
    let mut at = 0;
    for (number, line) in (1_usize..).zip(text.split_inclusive('\n')) {
        let start = at;
        at += line.len();
        let bare = line.trim_end();
        let ticks = bare.len() - bare.trim_start_matches('`').len();
        match open {
            Some((opened, info, n_ticks, body)) => {
                if ticks >= n_ticks && bare.len() == ticks {
                    parts.push(Part::Fence(Fence { line: opened, info, body: body..start }));
                    open = None;
                }
            }
            None if ticks >= 3 => open = Some((number, bare[ticks..].trim(), ticks, at)),
            None => {
                let level = bare.len() - bare.trim_start_matches('#').len();
                if (1..=6).contains(&level) && bare[level..].starts_with(' ') {
                    parts.push(Part::Heading(level, bare[level..].trim()));
                }
            }
        }
    }
    match open {
        Some((line, ..)) => Err(format!("{}:{line}: this fence is never closed", file.display())),
        None => Ok(parts),
    }
}

/// The cases of one spec file.
pub fn read(file: &Path, text: &str) -> Result<Vec<Case>, String> {
    let mut cases: Vec<Case> = Vec::new();
    let mut headings: Vec<(usize, &str)> = Vec::new();
    // Whether the current heading already has its code.
    let mut has_code = false;
    for part in parts(file, text)? {
        let fence = match part {
            Part::Heading(level, title) => {
                headings.retain(|&(other, _)| other < level);
                headings.push((level, title));
                has_code = false;
                continue;
            }
            Part::Fence(fence) => fence,
        };
        let place = || format!("{}:{}", file.display(), fence.line);
        let body = text[fence.body.clone()].to_owned();
        if let Some(level) = Level::from_name(fence.info) {
            let case = cases.last_mut().filter(|_| has_code);
            let case = case.ok_or_else(|| format!("{}: no code stands before this expectation", place()))?;
            if case.expected.iter().any(|&(other, _)| other == level) {
                return Err(format!("{}: `{}` stands twice in this case", place(), fence.info));
            }
            case.expected.push((level, body));
        } else if let Some((_, path)) = path_in(fence.info) {
            let is_next = cases.last().is_some_and(|case| !case.files.is_empty() && case.expected.is_empty());
            if has_code && !is_next {
                return Err(format!("{}: this case has code already; give the next one a heading", place()));
            }
            if !has_code {
                let name = name_of(&headings, &cases).map_err(|message| format!("{}: {message}", place()))?;
                let (file, line) = (file.to_path_buf(), fence.line);
                let (language, code, files, expected) = Default::default();
                cases.push(Case { file, name, line, language, code, files, expected });
                has_code = true;
            }
            if let Some(case) = cases.last_mut() {
                case.files.push((path.to_owned(), body));
            }
        } else if languages::find(fence.info).is_some() {
            if has_code {
                return Err(format!("{}: this case has code already; give the next one a heading", place()));
            }
            has_code = true;
            let name = name_of(&headings, &cases).map_err(|message| format!("{}: {message}", place()))?;
            let language = fence.info.to_owned();
            cases.push(Case {
                file: file.to_path_buf(),
                name,
                line: fence.line,
                language,
                code: body,
                files: Vec::new(),
                expected: Vec::new(),
            });
        } else {
            return Err(format!("{}: `{}` is neither a language nor a level", place(), fence.info));
        }
    }
    Ok(cases)
}

/// The name of the next case, from the headings above it.
fn name_of(headings: &[(usize, &str)], cases: &[Case]) -> Result<String, String> {
    let name = headings.iter().map(|&(_, title)| title).collect::<Vec<_>>().join(" / ");
    if name.is_empty() {
        return Err("a case needs a heading".to_owned());
    }
    if cases.iter().any(|case| case.name == name) {
        return Err(format!("two cases are called `{name}`"));
    }
    Ok(name)
}

/// The language and the path of a fence around one file of several. The language only colours the block: what the file is read as
/// follows from its path, as it does for readers.
fn path_in(info: &str) -> Option<(&str, &str)> {
    let (language, path) = info.split_once(' ')?;
    let is_known = language == "text" || languages::find(language).is_some();
    (is_known && !path.trim().is_empty() && !path.trim().contains(' ')).then_some((language, path.trim()))
}

/// What is said of a project at a level, as specs show it.
pub fn render_project(files: &[(String, String)], level: Level) -> Result<String, String> {
    let files = files.iter().map(|(path, code)| engine::File { path, code, language: None });
    let project = engine::Project::read(files, &mut || true).map_err(|error| error.to_string())?;
    Ok(engine::render::overview_text(&project.explain(level), usize::MAX >> 1))
}

/// What is said of a case at a level, as specs show it.
pub fn render(language: &str, code: &str, level: Level) -> Result<String, String> {
    let request = Request { code, language: Some(language), file_name: None, level };
    let explanation = engine::explain(&request).map_err(|error| error.to_string())?;
    Ok(engine::render::text(&explanation, usize::MAX >> 1))
}

/// A spec file with every expectation as it is now; a case that has none gets all three.
pub fn bless(file: &Path, text: &str) -> Result<String, String> {
    read(file, text)?;
    let parts = parts(file, text)?;
    let mut out = String::with_capacity(text.len());
    let mut copied = 0;
    let mut current: Option<(&str, &str)> = None;
    // The files of the project that the case is about.
    let mut files: Vec<(String, String)> = Vec::new();
    let mut was_level = false;
    for (at, part) in parts.iter().enumerate() {
        let Part::Fence(fence) = part else { continue };
        if let Some(level) = Level::from_name(fence.info) {
            let said = match current {
                _ if !files.is_empty() => render_project(&files, level)?,
                Some((language, code)) => render(language, code, level)?,
                None => continue,
            };
            out.push_str(&text[copied..fence.body.start]);
            out.push_str(&said);
            copied = fence.body.end;
            was_level = true;
            continue;
        }
        let code = &text[fence.body.clone()];
        if was_level || !matches!(parts.get(at.wrapping_sub(1)), Some(Part::Fence(_))) {
            files.clear();
        }
        was_level = false;
        match path_in(fence.info) {
            Some((_, path)) => files.push((path.to_owned(), code.to_owned())),
            None => files.clear(),
        }
        current = Some((fence.info, code));
        let is_bare = match parts.get(at + 1) {
            Some(Part::Fence(next)) => Level::from_name(next.info).is_none() && path_in(next.info).is_none(),
            _ => true,
        };
        if is_bare {
            let close =
                fence.body.end + text[fence.body.end..].find('\n').map_or(text.len() - fence.body.end, |it| it + 1);
            out.push_str(&text[copied..close]);
            if !out.ends_with('\n') {
                out.push('\n');
            }
            for level in Level::ALL {
                let body =
                    if files.is_empty() { render(fence.info, code, level)? } else { render_project(&files, level)? };
                let ticks = "`".repeat(3.max(longest_run(&body) + 1));
                out.push_str(&format!("\n{ticks}{}\n{body}{ticks}\n", level.name()));
            }
            copied = close;
        }
    }
    out.push_str(&text[copied..]);
    Ok(out)
}

fn longest_run(text: &str) -> usize {
    // Only a run that opens a line can close a fence.
    text.lines().map(|line| line.len() - line.trim_start_matches('`').len()).max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> (String, String) {
        let language = languages::LANGUAGES[0].name.to_owned();
        let text = format!(
            "# Top\n\n## One\n\nProse.\n\n```{language}\nx = 1\n```\n\n```expert\nWhat\n  old\n```\n\n## Two\n\n```{language}\ny = 2\n```\n"
        );
        (language, text)
    }

    #[test]
    fn cases_have_names_code_and_expectations() {
        let (language, text) = sample();
        let cases = read(Path::new("a.md"), &text).expect("the sample is well formed");
        assert_eq!(cases.len(), 2);
        assert_eq!((cases[0].name.as_str(), cases[0].line, &cases[0].language), ("Top / One", 7, &language));
        assert_eq!(cases[0].code, "x = 1\n");
        assert_eq!(cases[0].expected, [(Level::Expert, "What\n  old\n".to_owned())]);
        assert_eq!((cases[1].name.as_str(), cases[1].expected.len()), ("Top / Two", 0));
    }

    #[test]
    fn mistakes_are_named_with_their_line() {
        let read = |text: &str| read(Path::new("a.md"), text).expect_err("it is wrong");
        assert_eq!(read("# A\n\n```expret\n```\n"), "a.md:3: `expret` is neither a language nor a level");
        assert_eq!(read("# A\n```expert\n```\n"), "a.md:2: no code stands before this expectation");
        assert_eq!(read("# A\n```expert\n"), "a.md:2: this fence is never closed");
    }

    #[test]
    fn blessing_replaces_what_is_there_and_adds_what_is_missing() {
        let (language, text) = sample();
        let blessed = bless(Path::new("a.md"), &text).expect("the sample can be explained");
        let cases = read(Path::new("a.md"), &blessed).expect("it is still well formed");
        assert_eq!(
            cases[0].expected,
            [(Level::Expert, render(&language, "x = 1\n", Level::Expert).unwrap_or_default())]
        );
        assert_eq!(cases[1].expected.len(), 3);
        assert_eq!(bless(Path::new("a.md"), &blessed).as_deref(), Ok(blessed.as_str()));
    }
}
