//! The model runtime says the same in wasm as natively, to the last bit, and its module needs nothing from its host.
//!
//! `cargo xtask test --only parity` builds the module that this runs in Node.

use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use engine::Reading;
use gloss_tests::spec;
use lm::pack::{Ask, Message, Pack, Prompt};
use lm::{Files, Manifest, Model, Request};

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

/// The model that is shipped, asked as the shells ask it, about the engine's own prompts of the code in the specs.
#[test]
fn the_shipped_model_says_the_same() {
    let root = gloss_tests::root();
    let cases = spec::cases(&root).expect("the specs can be read");
    let readings = cases.iter().filter_map(|case| Reading::of(&case.code, &case.language));
    let sources: Vec<String> = readings.flat_map(|it| it.items().prompts).map(|it| it.source).collect();
    let n = 50;
    assert!(sources.len() >= n, "the specs have only {} items", sources.len());
    let requests: Vec<serde_json::Value> = (0..n)
        .map(|at| &sources[at * sources.len() / n])
        .map(|source| serde_json::json!({ "source": source, "tags": ["<b>", "<i>", "<e>"], "beam": 1 }))
        .collect();
    let folder = root.join("models/default");
    let model = load(&folder);
    for (request, wasm) in requests.iter().zip(in_wasm(&folder, &requests)) {
        assert_eq!(wasm, natively(&model, request), "{request}");
    }
}

/// All files of a pack.
fn files(root: &Path, folder: &str, files: &mut Files) {
    for entry in std::fs::read_dir(root.join(folder)).expect("the folder can be read") {
        let path = entry.expect("the folder can be read").path();
        let name = format!("{folder}{}", path.file_name().expect("it has a name").to_string_lossy());
        if path.is_dir() {
            self::files(root, &format!("{name}/"), files);
        } else {
            files.insert(name, std::fs::read(&path).expect("it can be read"));
        }
    }
}

#[test]
fn packs_say_the_same() {
    let messages = |n: usize| {
        let words = "def mean ( values ) : return sum é 日本 <|im_end|>".split(' ').cycle().skip(n).take(1 + 2 * n);
        [Message::new("system", "explain the code"), Message::new("user", words.collect::<Vec<_>>().join(" "))]
    };
    for name in ["pack-gpt2", "pack-qwen2", "pack-llama-fp16", "pack-llama-int8", "pack-llama-uint8", "pack-llama-q4"] {
        let folder = gloss_tests::root().join("crates/lm/tests/fixtures").join(name);
        let mut all = Files::new();
        files(&folder, "", &mut all);
        let pack = Pack::load(None, all).unwrap_or_else(|error| panic!("{name}: {error}"));
        let asked: Vec<_> = (0..8).map(messages).collect();
        let requests: Vec<_> = asked.iter().map(|it| serde_json::json!({ "messages": it, "max_tokens": 12 })).collect();
        for (messages, wasm) in asked.iter().zip(in_wasm(&folder, &requests)) {
            let ask = Ask { prompt: Prompt::Messages(messages), max_tokens: 12, no_repeat: 0 };
            let natively = match pack.infer(&ask, &mut |_| true) {
                Ok(reply) => serde_json::to_string(&reply).expect("plain data is JSON"),
                Err(error) => error.to_string(),
            };
            assert_eq!(wasm, natively, "{name}: {messages:?}");
        }
    }
}
