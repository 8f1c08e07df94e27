//! Reads the files of a project: folders without what nobody wrote or reads there, and files that are named.

use std::fs;
use std::path::{Path, PathBuf};

/// Folders that hold what was fetched or built, not what was written.
const SKIPPED: [&str; 17] = [
    "node_modules",
    "bower_components",
    "vendor",
    "third_party",
    "target",
    "dist",
    "build",
    "obj",
    "coverage",
    "__pycache__",
    "site-packages",
    "venv",
    "Pods",
    "DerivedData",
    "elm-stuff",
    "htmlcov",
    "_build",
];

/// Endings of what is text but generated, or no text that anybody explains.
const GENERATED: [&str; 7] = [".min.js", ".min.css", ".map", ".lock", ".svg", "-lock.json", ".snap"];

/// Larger files are data or generated.
const MAX_BYTES: u64 = 1 << 20;

/// More files than anybody has in mind; keeps a mistyped path from reading a disk.
const MAX_FILES: usize = 5_000;

/// A file of a project.
pub(crate) struct Found {
    /// Its path below the folder that was named, that folder's name included, with `/` between folders.
    pub(crate) path: String,
    /// Its text.
    pub(crate) code: String,
}

/// Whether the arguments name a project: several files, or a folder.
pub(crate) fn is_project(files: &[String]) -> bool {
    files.len() > 1 || files.iter().any(|it| Path::new(it).is_dir())
}

/// The files that are named, and those in folders that are. Gives how many more there are too.
pub(crate) fn read(named: &[String]) -> Result<(Vec<Found>, u32), String> {
    let mut found = Vec::new();
    let mut n_unread = 0;
    for name in named {
        if name == "-" {
            return Err("standard input is one file: name files or a folder to explain a project".to_owned());
        }
        let path = Path::new(name);
        if path.is_dir() {
            let mut paths = Vec::new();
            walk(path, &mut paths).map_err(|error| format!("cannot read the folder `{name}`: {error}"))?;
            paths.sort();
            // A folder is known by its own name, however it was reached.
            let whole = path.canonicalize().unwrap_or_else(|_| path.to_path_buf());
            let own = whole.file_name().map(|it| it.to_string_lossy().into_owned()).unwrap_or_default();
            for file in paths {
                if found.len() >= MAX_FILES {
                    n_unread += 1;
                    continue;
                }
                let Some(code) = text_of(&file) else { continue };
                let below = file.strip_prefix(path).unwrap_or(&file);
                found.push(Found { path: slashes(&Path::new(&own).join(below)), code });
            }
        } else {
            // A file that is named is wanted, so what is wrong with it is told.
            let code = crate::input::read(name)?;
            found.push(Found { path: slashes(path), code });
        }
    }
    if found.is_empty() {
        return Err(format!("there is no text file in `{}`: name a folder that holds source code", named.join("`, `")));
    }
    Ok((found, n_unread))
}

/// The files in a folder and those in it, hidden and fetched ones left out. Links are not followed, so that none leads round.
fn walk(folder: &Path, found: &mut Vec<PathBuf>) -> std::io::Result<()> {
    let mut open = vec![folder.to_path_buf()];
    while let Some(at) = open.pop() {
        let entries = match fs::read_dir(&at) {
            Ok(entries) => entries,
            // What may not be read inside of a folder is no reason to refuse the rest.
            Err(_) if at != folder => continue,
            Err(error) => return Err(error),
        };
        for entry in entries.filter_map(Result::ok) {
            let name = entry.file_name();
            let name = name.to_string_lossy();
            let Ok(kind) = entry.file_type() else { continue };
            if name.starts_with('.') {
                continue;
            }
            if kind.is_dir() {
                if !SKIPPED.contains(&name.as_ref()) && !name.ends_with(".egg-info") {
                    open.push(entry.path());
                }
            } else if kind.is_file() && !GENERATED.iter().any(|ending| name.ends_with(ending)) {
                found.push(entry.path());
            }
        }
    }
    Ok(())
}

/// A file's text, if it is one of a size that somebody wrote.
fn text_of(path: &Path) -> Option<String> {
    if fs::metadata(path).ok()?.len() > MAX_BYTES {
        return None;
    }
    let text = String::from_utf8(fs::read(path).ok()?).ok()?;
    (!text.contains('\0')).then_some(text)
}

fn slashes(path: &Path) -> String {
    let parts: Vec<String> = path
        .components()
        .filter_map(|it| match it {
            std::path::Component::Normal(part) => Some(part.to_string_lossy().into_owned()),
            _ => None,
        })
        .collect();
    parts.join("/")
}
