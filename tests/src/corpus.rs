//! Real code: the package caches of the build itself, or folders that `GLOSS_CORPUS` names.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// How many files a language is held against.
pub const FILES_PER_LANGUAGE: usize = 200;

/// Generated and minified files are another test's matter.
const MAX_BYTES: u64 = 200_000;
const MIN_BYTES: u64 = 200;
const MAX_MEAN_LINE: usize = 160;

/// A source file of a corpus.
#[derive(Clone, Debug)]
pub struct File {
    /// Where it was found.
    pub path: PathBuf,
    /// Its text.
    pub text: String,
}

/// Where real code is looked for: the folders in `GLOSS_CORPUS`, else what building this project has put on the machine.
pub fn roots() -> Vec<PathBuf> {
    if let Some(folders) = std::env::var_os("GLOSS_CORPUS") {
        return std::env::split_paths(&folders).collect();
    }
    let cargo_home = std::env::var_os("CARGO_HOME").map(PathBuf::from).or_else(|| {
        let home = std::env::var_os("HOME")?;
        Some(Path::new(&home).join(".cargo"))
    });
    let mut roots: Vec<PathBuf> = cargo_home.into_iter().map(|home| home.join("registry/src")).collect();
    let repository = crate::root();
    roots.push(repository.join("web/node_modules"));
    roots.push(repository.join("tests/corpus/node_modules"));
    let python =
        Command::new("python3").args(["-c", "import sysconfig; print(sysconfig.get_paths()['stdlib'])"]).output();
    if let Ok(output) = python
        && let Ok(folder) = String::from_utf8(output.stdout)
    {
        roots.push(PathBuf::from(folder.trim()));
    }
    roots.retain(|root| root.is_dir());
    roots
}

/// Up to `n` files with one of these extensions, spread evenly over everything found, in a fixed order.
pub fn files(roots: &[PathBuf], extensions: &[&str], n: usize) -> Vec<File> {
    let mut found: BTreeMap<(bool, PathBuf), u64> = BTreeMap::new();
    for root in roots {
        collect(root, extensions, &mut found);
    }
    // Files that only declare what others define come last: they hold little code.
    let (sources, declarations): (Vec<_>, Vec<_>) = found.into_keys().partition(|(is_declaration, _)| !is_declaration);
    let mut files = spread(sources, n);
    let n_missing = n - files.len();
    files.extend(spread(declarations, n_missing));
    files
}

/// `n` readable files, evenly spread; a file that is not fit is replaced by one near it.
fn spread(paths: Vec<(bool, PathBuf)>, n: usize) -> Vec<File> {
    let mut files = Vec::new();
    let mut is_used = vec![false; paths.len()];
    if n == 0 {
        return files;
    }
    // Each round walks the whole list with a finer step, until enough files are found or none is left.
    let mut step = (paths.len() / n).max(1);
    while files.len() < n {
        for at in (0..paths.len()).step_by(step) {
            if files.len() == n {
                break;
            }
            if !std::mem::replace(&mut is_used[at], true) {
                files.extend(read(&paths[at].1));
            }
        }
        if step == 1 {
            break;
        }
        step /= 2;
    }
    files
}

fn read(path: &Path) -> Option<File> {
    let text = fs::read_to_string(path).ok()?;
    let n_lines = text.lines().count().max(1);
    let is_fit = text.len() / n_lines <= MAX_MEAN_LINE && !text.contains('\0') && !text.trim().is_empty();
    is_fit.then(|| File { path: path.to_path_buf(), text })
}

fn collect(root: &Path, extensions: &[&str], found: &mut BTreeMap<(bool, PathBuf), u64>) {
    let mut folders = vec![root.to_path_buf()];
    while let Some(folder) = folders.pop() {
        let Ok(entries) = fs::read_dir(&folder) else { continue };
        for entry in entries.filter_map(Result::ok) {
            let Ok(kind) = entry.file_type() else { continue };
            let path = entry.path();
            if kind.is_dir() {
                folders.push(path);
                continue;
            }
            let name = entry.file_name().to_string_lossy().into_owned();
            let has_extension =
                extensions.iter().any(|it| name.strip_suffix(it).is_some_and(|stem| stem.ends_with('.')));
            let Ok(size) = entry.metadata().map(|metadata| metadata.len()) else { continue };
            if kind.is_file() && has_extension && !name.contains(".min.") && (MIN_BYTES..=MAX_BYTES).contains(&size) {
                found.insert((name.contains(".d."), path), size);
            }
        }
    }
}
