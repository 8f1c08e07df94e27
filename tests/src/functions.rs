//! Real functions: one of each of many real files, as readers paste them.

use std::path::{Path, PathBuf};

use code::{FunctionId, NodeId};
use engine::Reading;

use crate::corpus;

/// A function by itself.
#[derive(Clone, Debug)]
pub struct Sample {
    /// The file that it was taken from.
    pub path: PathBuf,
    /// Its name.
    pub name: String,
    /// Its language.
    pub language: &'static str,
    /// Its lines, with the outermost indentation taken off.
    pub text: String,
}

/// Shorter ones say little; longer ones are not read as one.
const LINES: std::ops::RangeInclusive<usize> = 4..=60;

/// Up to `n` functions of a language, one of each file, spread evenly over everything found, in a fixed order.
pub fn samples(roots: &[PathBuf], language: &engine::LanguageInfo, n: usize) -> Vec<Sample> {
    // Not every file has one that is fit.
    let files = corpus::files(roots, language.extensions, n * 3);
    files.iter().filter_map(|file| of_file(&file.path, &file.text, language.name)).take(n).collect()
}

/// The middle one of the functions of a file that stand alone.
fn of_file(path: &Path, text: &str, language: &'static str) -> Option<Sample> {
    // A file that only declares what others define holds no code.
    let name = path.file_name()?.to_string_lossy();
    if name.ends_with(".pyi") || name.contains(".d.") {
        return None;
    }
    let unit = languages::parse(text, languages::find(language)?, &mut || true);
    let mut found: Vec<Sample> = (0..unit.functions.len())
        .filter_map(|at| {
            let id = FunctionId::from_index(at);
            let node = unit.function(id).node;
            let name = unit.function(id).name.map(|it| unit.text(it).to_owned())?;
            let (from, to) = unit.line_range(unit.span(node));
            let n_lines = (to - from + 1) as usize;
            let is_inner = unit.ancestors(node).any(|it: NodeId| matches!(unit.kind(it), code::Kind::Function(_)));
            (LINES.contains(&n_lines) && !is_inner && unit.function(id).body.is_some()).then(|| Sample {
                path: path.to_path_buf(),
                name,
                language,
                text: lines(text, from as usize, to as usize),
            })
        })
        .collect();
    found.retain(|it| stands_alone(&it.text, language));
    (!found.is_empty()).then(|| found.swap_remove(found.len() / 2))
}

/// Whether a text is read as one function and nothing else.
fn stands_alone(text: &str, language: &str) -> bool {
    let Some(reading) = Reading::of(text, language) else { return false };
    let Some(language) = languages::find(language) else { return false };
    let unit = languages::parse(text, language, &mut || true);
    let items = reading.items();
    items.is_whole && unit.faults.is_empty() && !unit.functions.is_empty()
}

/// Lines by number, without the indentation that all of them have.
fn lines(text: &str, from: usize, to: usize) -> String {
    let lines: Vec<&str> = text.lines().skip(from.saturating_sub(1)).take(to + 1 - from).collect();
    let indent = |line: &&str| line.len() - line.trim_start().len();
    let least = lines.iter().filter(|it| !it.trim().is_empty()).map(indent).min().unwrap_or(0);
    lines.iter().map(|it| it.get(least..).unwrap_or("")).fold(String::new(), |out, line| out + line + "\n")
}
