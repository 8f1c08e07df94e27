//! How many bytes a reader downloads.

use std::fs;
use std::io::Write;
use std::process::Stdio;

use anyhow::{Context, Result, ensure};

use crate::shell::command;
use crate::site;

/// The most that may be loaded before the first explanation, compressed.
const TARGET: usize = 700_000;

/// Prints the size of every file in dist/, raw and compressed.
pub fn run() -> Result<()> {
    let dist = site::dist();
    let mut files = Vec::new();
    for entry in fs::read_dir(&dist).context("there is no dist/: run `cargo xtask build` first")? {
        let path = entry?.path();
        if path.is_file() {
            files.push(path);
        }
    }
    files.sort();
    ensure!(!files.is_empty(), "dist/ is empty: run `cargo xtask build` first");
    let (mut raw, mut zipped) = (0, 0);
    println!("{:>9} {:>9}  file", "bytes", "gzip");
    for path in files {
        let bytes = fs::read(&path)?;
        let compressed = gzip(&bytes)?;
        raw += bytes.len();
        zipped += compressed;
        println!("{:>9} {compressed:>9}  {}", bytes.len(), path.strip_prefix(&dist)?.display());
    }
    println!("{raw:>9} {zipped:>9}  all ({} of the target, {TARGET})", percent(zipped, TARGET));
    Ok(())
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
