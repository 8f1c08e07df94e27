//! The model runtime says the same in wasm as natively, to the last bit, and its module needs nothing from its host.
//!
//! `cargo xtask test --only parity` builds the module that this runs in Node.

use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use lm::{Manifest, Model, Request};

/// What was asked, and what the module answered.
fn in_wasm(folder: &Path, requests: &[serde_json::Value]) -> Vec<String> {
    let root = gloss_tests::root();
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), PathBuf::from);
    let module = target.join("wasm32-unknown-unknown/web/gloss_tests_wasm_lm.wasm");
    assert!(module.is_file(), "{} is missing: run `cargo xtask test --only parity`", module.display());
    let mut child = Command::new("node")
        .arg(root.join("tests/wasm-lm/run.mjs"))
        .args([&module, folder])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("node starts");
    let mut input = child.stdin.take().expect("stdin is piped");
    let mut output = BufReader::new(child.stdout.take().expect("stdout is piped")).lines();
    let mut line = || output.next().expect("node answers").expect("it is text");
    assert_eq!(line(), "[]", "the module imports symbols that nobody defines");
    assert_eq!(line(), "loaded");
    let ask = |request: &serde_json::Value| {
        writeln!(input, "{request}").expect("node reads");
        line()
    };
    let answers = requests.iter().map(ask).collect();
    let _ = child.kill();
    let _ = child.wait();
    answers
}

fn load(folder: &Path) -> Model {
    let read = |path: &str| std::fs::read(folder.join(path)).unwrap_or_else(|error| panic!("{path}: {error}"));
    let manifest = Manifest::parse(&read("manifest.json")).expect("the manifest is sound");
    let files = manifest.files.iter().map(|it| (it.path.clone(), read(&it.path))).collect();
    Model::load(&manifest, files, &mut |_| ()).expect("the model is sound")
}

/// Sources of different lengths, greedily and by beams, one task and several.
fn requests() -> Vec<serde_json::Value> {
    let words = "<lang:python> function <name> <x0> count words <facts> raises <x4> value error | <code> for <x1> in <x2> : \
                 return <n0> é 日本 ( ) the values of a window are read line by line";
    let words: Vec<&str> = words.split_whitespace().collect();
    let tags = [&["<b>"][..], &["<b>", "<i>", "<e>"], &["<w>", "<doc>", "<tell-b>", "<tell-e>"]];
    (0..40)
        .map(|n: usize| {
            let source: Vec<&str> = (0..1 + n * 2).map(|at| words[(at * (n % 7 + 1) + n) % words.len()]).collect();
            serde_json::json!({ "source": source.join(" "), "tags": tags[n % 3], "beam": 1 + n % 4 })
        })
        .chain([serde_json::json!({ "source": "", "tags": ["<b>"], "beam": 1 })])
        .collect()
}

fn natively(model: &Model, request: &serde_json::Value) -> String {
    let tags: Vec<&str> = request["tags"].as_array().expect("tags").iter().filter_map(|it| it.as_str()).collect();
    let request = Request {
        source: request["source"].as_str().expect("a source"),
        tags: &tags,
        beam: request["beam"].as_u64().expect("a beam") as usize,
        max_tokens: usize::MAX,
    };
    match model.infer(&request, &mut |_| true) {
        Ok(outputs) => serde_json::to_string(&outputs).expect("plain data is JSON"),
        Err(error) => error.to_string(),
    }
}

/// Floats are written so that they come back to the last bit, so equal text means equal bits.
#[test]
fn tiny_models_say_the_same() {
    for name in ["tiny-int8", "tiny-f32"] {
        let folder = gloss_tests::root().join("crates/lm/tests/fixtures").join(name);
        let model = load(&folder);
        let requests = requests();
        for (request, wasm) in requests.iter().zip(in_wasm(&folder, &requests)) {
            assert_eq!(wasm, natively(&model, request), "{name}: {request}");
        }
    }
}
