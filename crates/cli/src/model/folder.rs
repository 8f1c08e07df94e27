//! A folder that a reader keeps a model in.

use std::collections::BTreeMap;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

/// Published models keep their graphs one folder down; nothing is looked for below that.
const DEPTH: usize = 2;

/// A folder and its files.
pub(crate) struct Folder {
    root: PathBuf,
    /// Their lengths, by their paths in the folder, with `/`.
    files: BTreeMap<String, u64>,
}

impl Folder {
    /// Looks what is in a folder.
    pub(crate) fn open(name: &str) -> Result<Self, String> {
        let root = PathBuf::from(name);
        let mut files = BTreeMap::new();
        list(&root, "", DEPTH, &mut files).map_err(|error| {
            format!(
                "cannot read the model's folder `{name}`: {error}; name a folder with a manifest.json or with a published model, or \
                 `default`"
            )
        })?;
        Ok(Self { root, files })
    }

    /// Whether there is a file of that path.
    pub(crate) fn has(&self, path: &str) -> bool {
        self.files.contains_key(path)
    }

    /// The paths of all files.
    pub(crate) fn paths(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }

    /// Refuses files that are larger than what memory is left, before they fill it.
    pub(crate) fn check_memory(&self, paths: &[&str]) -> Result<(), String> {
        let sizes = || paths.iter().filter_map(|path| Some((*path, *self.files.get(*path)?)));
        let bytes: u64 = sizes().map(|it| it.1).sum();
        match free_memory().filter(|&free| bytes > free) {
            Some(free) => {
                let (largest, _) = sizes().max_by_key(|it| it.1).unwrap_or_default();
                Err(too_large(largest, bytes, &format!("only {} are free", gigabytes(free))))
            }
            None => Ok(()),
        }
    }

    /// The bytes of a file.
    pub(crate) fn read(&self, path: &str) -> Result<Vec<u8>, String> {
        let at = self.root.join(path);
        let failed = |error: std::io::Error| {
            format!("cannot read `{}` of the model: {error}; put it there again, or name another folder", at.display())
        };
        let length = self.files.get(path).copied().unwrap_or_default();
        let mut bytes = Vec::new();
        // Where the system grants what it does not have, `check_memory` has asked before.
        bytes
            .try_reserve_exact(usize::try_from(length).unwrap_or(usize::MAX))
            .map_err(|_| too_large(path, length, "there is not so much"))?;
        fs::File::open(&at).and_then(|mut file| file.read_to_end(&mut bytes)).map_err(failed)?;
        Ok(bytes)
    }
}

fn too_large(path: &str, bytes: u64, but: &str) -> String {
    format!(
        "{path} is larger than the memory: the model needs {} at least, and {but}; take a smaller one, or one with int8 or 4-bit weights",
        gigabytes(bytes)
    )
}

fn gigabytes(bytes: u64) -> String {
    format!("{:.1} GB", bytes as f64 / 1e9)
}

fn list(folder: &Path, prefix: &str, depth: usize, files: &mut BTreeMap<String, u64>) -> std::io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let Some(name) = path.file_name().and_then(|it| it.to_str()) else { continue };
        // Repositories that were downloaded link to where the files are kept.
        let about = fs::metadata(&path)?;
        if about.is_file() {
            files.insert(format!("{prefix}{name}"), about.len());
        } else if about.is_dir() && depth > 1 {
            list(&path, &format!("{prefix}{name}/"), depth - 1, files)?;
        }
    }
    Ok(())
}

/// How much memory can be had, where the system says so.
fn free_memory() -> Option<u64> {
    let all = fs::read_to_string("/proc/meminfo").ok()?;
    let line = all.lines().find_map(|line| line.strip_prefix("MemAvailable:"))?;
    line.trim().strip_suffix(" kB")?.trim().parse::<u64>().ok().map(|kilobytes| kilobytes * 1024)
}
