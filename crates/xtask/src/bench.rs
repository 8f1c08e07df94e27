//! Measurements. They are printed, never asserted: a timed test fails on a busy machine and passes on a fast one.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};

use crate::shell::{self, cargo, command, output, root, target, which};
use crate::{setup, steps};

/// Holds the whole explanation against tree-sitter's bare parse of the same text.
pub fn explain(rounds: u32, corpus: &[PathBuf]) -> Result<()> {
    let mut bench = cargo(&["run", "--quiet", "--release", "--package", "gloss-tests", "--bin", "bench", "--"]);
    bench.arg(rounds.to_string());
    if !corpus.is_empty() {
        bench.env("GLOSS_CORPUS", std::env::join_paths(corpus.iter().map(|folder| root().join(folder)))?);
    }
    shell::run(&mut bench)
}

/// Where the page of `bench lm` and its peer are.
const PEER: &str = "tests/bench-lm";

/// Holds our model runtime against onnxruntime-web, on the same weights in the same browser.
pub fn lm(rounds: u32, model: &Path) -> Result<()> {
    let model = root().join(model);
    ensure!(
        model.join("manifest.json").is_file(),
        "there is no model in {}: name its folder with --model; `python models/training/fixtures.py DIR --shape base` makes one that \
         means nothing and is as fast as one that does",
        model.display()
    );
    ensure!(
        which("chromium").is_some() && which("chromedriver").is_some() && which("npm").is_some(),
        "this needs Chromium, its driver and npm: run `cargo xtask setup`"
    );
    setup::packages(PEER)?;
    let python = python()?;
    steps::modules()?;
    let site = target().join("bench-lm/site");
    let _ = fs::remove_dir_all(&site);
    for name in ["index.html", "page.mjs", "worker.mjs", "ours.mjs", "peer.mjs"] {
        copy(&root().join(PEER).join(name), &site.join(name))?;
    }
    for name in ["ort.wasm.min.mjs", "ort-wasm-simd-threaded.mjs", "ort-wasm-simd-threaded.wasm"] {
        let dist = root().join(PEER).join("node_modules/onnxruntime-web/dist");
        copy(&dist.join(name), &site.join("ort").join(name))?;
    }
    copy(&target().join("wasm32-unknown-unknown/web/gloss_tests_wasm_lm.wasm"), &site.join("ours.wasm"))?;
    for name in ["manifest.json", "encoder.onnx", "decoder.onnx", "tokenizer.json"] {
        copy(&model.join(name), &site.join("model").join(name))?;
    }
    shell::run(command(python).arg(root().join(PEER).join("peers.py")).arg(&model).arg(&site))?;
    // The driver is not what is timed.
    let mut bench = cargo(&["run", "--quiet", "--package", "gloss-tests", "--bin", "bench_lm", "--"]);
    shell::run(bench.arg(&site).arg(rounds.to_string()))
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to.parent().unwrap_or(to))?;
    fs::copy(from, to).with_context(|| format!("cannot copy {}", from.display()))?;
    Ok(())
}

/// A Python that can write ONNX files: the developer's, else one that is made for this.
fn python() -> Result<PathBuf> {
    let own = target().join("bench-lm/python");
    for python in [PathBuf::from("python3"), own.join("bin/python")] {
        if output(command(&python).args(["-c", "import numpy, onnx"])).is_some() {
            return Ok(python);
        }
    }
    shell::run(command("python3").args(["-m", "venv"]).arg(&own)).context("Python's venv is needed")?;
    let mut pip = command(own.join("bin/python"));
    pip.args(["-m", "pip", "install", "--quiet", "--constraint", "models/training/requirements.txt", "numpy", "onnx"]);
    shell::run(&mut pip)?;
    Ok(own.join("bin/python"))
}
