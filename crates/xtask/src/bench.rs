//! Measurements. They are printed, never asserted: a timed test fails on a busy machine and passes on a fast one.

use std::path::PathBuf;

use anyhow::Result;

use crate::shell::{self, cargo, root};

/// Holds the whole explanation against tree-sitter's bare parse of the same text.
pub fn explain(rounds: u32, corpus: &[PathBuf]) -> Result<()> {
    let mut bench = cargo(&["run", "--quiet", "--release", "--package", "gloss-tests", "--bin", "bench", "--"]);
    bench.arg(rounds.to_string());
    if !corpus.is_empty() {
        bench.env("GLOSS_CORPUS", std::env::join_paths(corpus.iter().map(|folder| root().join(folder)))?);
    }
    shell::run(&mut bench)
}
