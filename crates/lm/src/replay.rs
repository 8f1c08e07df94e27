//! The tiny models of `tests/fixtures`, held against what onnxruntime makes of the same files.

use serde::Deserialize;

use crate::decode::Decoding;
use crate::pack::Pack;
use crate::{Files, Manifest, Model, Output, Request, Weights};

/// A model of the fixtures.
pub(crate) fn load(name: &str, weights: Weights) -> Model {
    let (manifest, files) = files(name);
    Model::load_with(&manifest, files, weights, &mut |_| ()).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// The manifest and the files of a model of the fixtures.
pub(crate) fn files(name: &str) -> (Manifest, Files) {
    let folder = format!("{}/tests/fixtures/{name}", env!("CARGO_MANIFEST_DIR"));
    let read = |path: &str| std::fs::read(format!("{folder}/{path}")).unwrap_or_else(|error| panic!("{path}: {error}"));
    let manifest = Manifest::parse(&read("manifest.json")).expect("the manifest is sound");
    let files = manifest.files.iter().map(|it| (it.path.clone(), read(&it.path))).collect();
    (manifest, files)
}

/// The packs of the fixtures.
pub(crate) const PACKS: [&str; 7] = [
    "pack-gpt2",
    "pack-llama-fp16",
    "pack-llama-int8",
    "pack-llama-q4",
    "pack-llama-uint8",
    "pack-parrot",
    "pack-qwen2",
];

/// A pack of the fixtures.
pub(crate) fn load_pack(name: &str, weights: Weights) -> Pack {
    let root = format!("{}/tests/fixtures/{name}", env!("CARGO_MANIFEST_DIR"));
    let entries = |folder: &str| std::fs::read_dir(folder).expect("the folder can be read");
    let mut files = Files::new();
    for (prefix, folder) in [("", root.clone()), ("onnx/", format!("{root}/onnx"))] {
        for path in entries(&folder).map(|entry| entry.expect("the folder can be read").path()) {
            if path.is_file() {
                let file = path.file_name().expect("a file has a name").to_string_lossy();
                files.insert(format!("{prefix}{file}"), std::fs::read(&path).expect("it can be read"));
            }
        }
    }
    Pack::load_with(None, files, weights).unwrap_or_else(|error| panic!("{name}: {error}"))
}

#[derive(Deserialize)]
struct Expected {
    forced: Vec<Forced>,
    decoded: Vec<Decoded>,
}

#[derive(Deserialize)]
struct Forced {
    text: String,
    source: Vec<u32>,
    steps: Vec<Forcing>,
}

#[derive(Deserialize)]
struct Forcing {
    token: u32,
    gate: f32,
    copy: Vec<f32>,
    logits: Vec<f32>,
}

#[derive(Deserialize)]
struct Decoded {
    source: String,
    tags: Vec<String>,
    beam: usize,
    outputs: Vec<Written>,
}

#[derive(Deserialize)]
struct Written {
    tokens: Vec<u32>,
    log_probabilities: Vec<f32>,
    finished: bool,
}

fn expected(name: &str) -> Expected {
    let path = format!("{}/tests/fixtures/{name}/expected.json", env!("CARGO_MANIFEST_DIR"));
    serde_json::from_slice(&std::fs::read(path).expect("it can be read")).expect("it is sound")
}

#[track_caller]
fn near(what: &str, got: &[f32], expected: &[f32], tolerance: f32) {
    assert_eq!(got.len(), expected.len(), "{what}");
    for (index, (got, expected)) in got.iter().zip(expected).enumerate() {
        assert!((got - expected).abs() <= tolerance, "{what}[{index}] is {got}, not {expected}");
    }
}

/// Holds what the decoder says of given tokens against onnxruntime.
fn check_forced(name: &str, weights: Weights, tolerance: f32) {
    let model = load(name, weights);
    for forced in expected(name).forced {
        let request = Request { source: &forced.text, tags: &["<b>"], beam: 1, max_tokens: 16 };
        let mut decoding = Decoding::begin(&model, &request).expect("the request is sound");
        assert_eq!(model.vocabulary.encode(&forced.text), Ok(forced.source));
        for (index, step) in forced.steps.iter().enumerate() {
            let outputs = decoding.run().expect("the decoder runs");
            let prediction = decoding.prediction(&outputs).expect("it says something");
            near(&format!("{name} logits {index}"), prediction.logits, &step.logits, tolerance);
            near(&format!("{name} copy {index}"), prediction.copy, &step.copy, tolerance);
            near(&format!("{name} gate {index}"), &[prediction.gate], &[step.gate], tolerance);
            let next = forced.steps.get(index + 1).map_or(0, |it| it.token);
            decoding.force(&outputs, next).expect("the caches grow");
        }
    }
}

#[test]
fn numbers_are_those_of_onnxruntime() {
    check_forced("tiny-f32", Weights::AsStored, 1e-4);
    check_forced("tiny-int8", Weights::AsStored, 1e-3);
}

#[test]
fn quantising_while_loading_gives_what_the_exporter_gives() {
    let (loaded, exported) = (load("tiny-f32", Weights::Int8), load("tiny-int8", Weights::AsStored));
    for decoded in expected("tiny-int8").decoded {
        assert_eq!(answer(&loaded, &decoded), answer(&exported, &decoded));
    }
    assert_eq!(loaded.weight_bytes(), exported.weight_bytes());
}

fn answer(model: &Model, decoded: &Decoded) -> Vec<Output> {
    let tags: Vec<&str> = decoded.tags.iter().map(String::as_str).collect();
    let request = Request { source: &decoded.source, tags: &tags, beam: decoded.beam, max_tokens: usize::MAX };
    model.infer(&request, &mut |_| true).expect("the request is sound")
}

#[test]
fn tokens_are_those_of_a_plain_decoder() {
    for (name, tolerance) in [("tiny-f32", 1e-4), ("tiny-int8", 2e-3)] {
        let model = load(name, Weights::AsStored);
        let mut n_finished = 0;
        for decoded in expected(name).decoded {
            let outputs = answer(&model, &decoded);
            assert_eq!(outputs.len(), decoded.outputs.len());
            for (output, written) in outputs.iter().zip(&decoded.outputs) {
                let what = format!("{name} {} of {:?}, beam {}", output.tag, decoded.tags, decoded.beam);
                assert_eq!(output.tokens, written.tokens, "{what}");
                assert_eq!(output.finished, written.finished, "{what}");
                near(&what, &output.token_log_probabilities, &written.log_probabilities, tolerance);
                n_finished += usize::from(output.finished);
                let sum: f32 = output.token_log_probabilities.iter().sum();
                assert!((sum - output.log_probability).abs() < 1e-4, "{what}");
                assert!((0.0..=1.0).contains(&output.copy_mass), "{what}");
            }
        }
        assert!(n_finished > 0, "{name}: no sequence ends by itself, so ends are not tested");
    }
}

#[test]
fn a_sequence_scores_what_it_was_written_with() {
    let model = load("tiny-int8", Weights::AsStored);
    for decoded in expected("tiny-int8").decoded {
        for output in answer(&model, &decoded).into_iter().filter(|it| it.finished) {
            let scores = model.score(&decoded.source, &output.tag, &output.tokens).expect("it is sound");
            assert_eq!(scores, output.token_log_probabilities);
        }
    }
}
