//! How many bytes a reader downloads.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use anyhow::{Context, Result, ensure};

use crate::shell::command;
use crate::site;

/// The most that may be loaded before the first explanation, compressed.
const TARGET: usize = 700_000;

/// Prints the size of every file in dist/, raw and compressed: what every reader loads, and what a reader loads who switches the
/// language model on.
pub fn run() -> Result<()> {
    let dist = site::dist();
    let files = files(&dist).context("there is no dist/: run `cargo xtask build` first")?;
    ensure!(!files.is_empty(), "dist/ is empty: run `cargo xtask build` first");
    let (of_model, of_page): (Vec<_>, Vec<_>) = files.into_iter().partition(|path| is_of_model(path));
    println!("{:>9} {:>9}  file", "bytes", "gzip");
    let (_, zipped) = list(&dist, &of_page, "every reader")?;
    println!("{:>19}  of the target, {TARGET}", percent(zipped, TARGET));
    let (of_weights, of_worker): (Vec<_>, Vec<_>) = of_model.into_iter().partition(|path| path.starts_with("models"));
    list(&dist, &of_worker, "the language model's worker, once it is switched on")?;
    if !of_weights.is_empty() {
        list(&dist, &of_weights, "the language model, once it is switched on")?;
    }
    Ok(())
}

/// Whether a file is loaded only for the language model.
fn is_of_model(path: &Path) -> bool {
    path.starts_with("models") || path.to_str().is_some_and(|name| name.starts_with("model-"))
}

/// Prints the sizes of some files and of all together, which it gives.
fn list(dist: &Path, files: &[PathBuf], what: &str) -> Result<(usize, usize)> {
    let (mut raw, mut zipped) = (0, 0);
    for path in files {
        let bytes = fs::read(dist.join(path))?;
        let compressed = gzip(&bytes)?;
        raw += bytes.len();
        zipped += compressed;
        println!("{:>9} {compressed:>9}  {}", bytes.len(), path.display());
    }
    println!("{raw:>9} {zipped:>9}  = {what}");
    Ok((raw, zipped))
}

/// All files below a folder, relative to it, sorted.
fn files(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(at) = folders.pop() {
        for entry in fs::read_dir(at)? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else if let Ok(path) = path.strip_prefix(folder) {
                files.push(path.to_owned());
            }
        }
    }
    files.sort();
    Ok(files)
}

fn percent(part: usize, whole: usize) -> String {
    format!("{} %", part * 100 / whole)
}

/// How long these bytes are after gzip at level 9, as static hosts send them.
fn gzip(bytes: &[u8]) -> Result<usize> {
    let script = "const b = []; process.stdin.on('data', (d) => b.push(d)).on('end', () => \
                  console.log(require('zlib').gzipSync(Buffer.concat(b), { level: 9 }).length));";
    let mut node = command("node").args(["-e", script]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
    node.stdin.take().context("stdin is piped")?.write_all(bytes)?;
    let output = node.wait_with_output()?;
    Ok(String::from_utf8(output.stdout)?.trim().parse()?)
}
