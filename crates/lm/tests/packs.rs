//! Packs of every form that exporters publish, held against what onnxruntime makes of the same files; and damaged ones.

use std::path::Path;

use lm::pack::{self, Ask, Message, Pack, Prompt};
use lm::{Files, InferError, LoadError, Weights};
use serde::Deserialize;

#[derive(Deserialize)]
struct Expected {
    messages: Vec<Message>,
    prompt: Vec<u32>,
    tokens: Vec<u32>,
    logits: [Vec<f32>; 2],
}

/// All files of a pack, by their paths in its folder.
fn files(name: &str) -> Files {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name);
    let mut files = Files::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display())) {
            let path = entry.expect("the folder can be read").path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let name = path.strip_prefix(&root).expect("it lies inside").to_string_lossy().replace('\\', "/");
            files.insert(name, std::fs::read(&path).expect("it can be read"));
        }
    }
    files
}

fn expected(files: &Files) -> Expected {
    serde_json::from_slice(files.get("expected.json").expect("it is there")).expect("it is sound")
}

fn load(name: &str, weights: Weights) -> (Pack, Expected) {
    let files = files(name);
    let expected = expected(&files);
    (Pack::load_with(None, files, weights).unwrap_or_else(|error| panic!("{name}: {error}")), expected)
}

/// How many of the first tokens are those of onnxruntime.
fn n_same(name: &str, weights: Weights) -> usize {
    let (pack, expected) = load(name, weights);
    let prompt = Prompt::Messages(&expected.messages);
    assert_eq!(pack.tokens(&prompt).expect("the template can be filled"), expected.prompt, "{name}");
    let ask = Ask { prompt, max_tokens: expected.tokens.len(), no_repeat: 0 };
    let reply = pack.infer(&ask, &mut |_| true).expect("it can answer");
    assert!(reply.log_probability.is_finite() && reply.log_probability <= 0.0);
    reply.tokens.iter().zip(&expected.tokens).take_while(|(a, b)| a == b).count()
}

/// Float packs without a rounding of weights write what onnxruntime writes.
#[test]
fn float_packs_write_the_same() {
    for name in ["pack-qwen2", "pack-gpt2", "pack-llama-fp16"] {
        assert_eq!(n_same(name, Weights::AsStored), 8, "{name}");
    }
}

/// With weights rounded to int8 rows, the first token has about the probability that onnxruntime's scores of the same file give it.
///
/// The models are random and narrow, so that eight bits move their scores more than those of a trained one.
#[test]
fn packs_with_int8_rows_score_the_same() {
    for name in ["pack-qwen2", "pack-gpt2", "pack-llama-fp16", "pack-llama-int8", "pack-llama-uint8", "pack-llama-q4"] {
        let (pack, expected) = load(name, Weights::Int8);
        let ask = Ask { prompt: Prompt::Messages(&expected.messages), max_tokens: 1, no_repeat: 0 };
        let reply = pack.infer(&ask, &mut |_| true).expect("it can answer");
        let logits: Vec<f64> = expected.logits[0].iter().map(|&it| f64::from(it)).collect();
        let best = logits.iter().copied().fold(f64::MIN, f64::max);
        let total: f64 = logits.iter().map(|it| (it - best).exp()).sum();
        let log = logits[reply.tokens[0] as usize] - best - total.ln();
        let got = f64::from(reply.token_log_probabilities[0]);
        assert!((got - log).abs() < 0.1, "{name}: the logarithm is {got}, onnxruntime's {log}");
        assert!(log + total.ln() > -0.1, "{name}: onnxruntime finds another token likelier by {}", -log - total.ln());
    }
}

#[test]
fn weights_are_in_memory_once_and_as_bytes() {
    // 320 × 32 for the tied embedding, and two layers of 4 + 3 matrices.
    let (pack, _) = load("pack-qwen2", Weights::Int8);
    assert_eq!(pack.weight_bytes(), 320 * 32 + 2 * (2 * 32 * 32 + 2 * 16 * 32 + 3 * 32 * 64));
}

#[test]
fn an_answer_by_steps_is_the_same_and_can_be_given_up() {
    let (pack, expected) = load("pack-qwen2", Weights::Int8);
    let ask = Ask { prompt: Prompt::Messages(&expected.messages), max_tokens: 6, no_repeat: 3 };
    let reply = pack.infer(&ask, &mut |_| true).expect("it can answer");
    let mut writing = pack.begin(&ask).expect("the question is sound");
    let mut n_steps = 1;
    while writing.step().expect("it can go on") {
        n_steps += 1;
        assert!(writing.progress().written <= 6);
    }
    assert!(writing.read_share() >= 1.0);
    assert!(n_steps >= reply.tokens.len());
    assert_eq!(writing.finish().expect("it is done"), reply);
    assert_eq!(pack.infer(&ask, &mut |step| step.written < 2), Err(InferError::Cancelled));
}

/// The prompts of the fixtures are longer than what is read at a time, and onnxruntime read them in one go.
#[test]
fn prompts_are_read_in_parts() {
    let (pack, expected) = load("pack-gpt2", Weights::AsStored);
    let ask = Ask { prompt: Prompt::Messages(&expected.messages), max_tokens: 1, no_repeat: 0 };
    let mut shares = Vec::new();
    let mut writing = pack.begin(&ask).expect("the question is sound");
    while writing.step().expect("it can go on") {
        shares.push(writing.read_share());
    }
    assert!(!shares.is_empty() && shares.is_sorted() && shares[0] < 1.0, "{shares:?}");
    assert_eq!(writing.finish().expect("it is done").tokens, expected.tokens[..1]);
}

#[test]
fn what_does_not_fit_is_told() {
    let (pack, _) = load("pack-qwen2", Weights::Int8);
    let ask = |text| pack.begin(&Ask { prompt: Prompt::Text(text), max_tokens: 4, no_repeat: 0 }).err();
    assert_eq!(ask(""), Some(InferError::NoSource));
    let long = "the quick brown fox ".repeat(40);
    assert!(matches!(ask(&long), Some(InferError::TooLong { most: 95, .. })));
}

/// What is said of a pack after a change of its files.
fn refused(name: &str, change: impl FnOnce(&mut Files)) -> LoadError {
    let mut files = files(name);
    change(&mut files);
    Pack::load(None, files).err().expect("a damaged pack is refused")
}

#[test]
fn missing_files_are_named() {
    for path in ["config.json", "tokenizer.json", "onnx/model.onnx_data"] {
        let error = refused("pack-qwen2", |files| drop(files.take(path)));
        assert_eq!(error, LoadError::Missing { path: path.to_owned() });
    }
    let error = refused("pack-qwen2", |files| drop(files.take("onnx/model.onnx")));
    assert_eq!(error.path(), Some("onnx/model.onnx"));
}

#[test]
fn damaged_files_say_what_is_wrong() {
    let said =
        |name: &str, path: &str, bytes: &[u8]| refused(name, |files| files.insert(path, bytes.to_vec())).to_string();
    let cut = refused("pack-qwen2", |files| {
        let mut bytes = files.take("onnx/model.onnx_data").expect("it is there");
        bytes.truncate(5000);
        files.insert("onnx/model.onnx_data", bytes);
    });
    assert!(cut.to_string().contains("onnx/model.onnx_data is truncated: got 5000 of "), "{cut}");
    assert!(said("pack-qwen2", "onnx/model.onnx_data", b"<!doctype html>").contains("HTML page"));
    assert!(
        said("pack-qwen2", "onnx/model.onnx", b"version https://git-lfs.github.com/spec/v1").contains("git lfs pull")
    );
    assert!(said("pack-gpt2", "onnx/model.onnx", b"no onnx").contains("is no ONNX model"));
    assert!(said("pack-gpt2", "config.json", b"{").starts_with("config.json cannot be used: EOF"));
    assert!(said("pack-gpt2", "config.json", br#"{"n_layer":3}"#).contains("no input past_key_values.2.key"));
    assert!(said("pack-gpt2", "config.json", br#"{"n_layer":0}"#).contains("it has 0 layers"));
    assert!(said("pack-gpt2", "tokenizer.json", b"[]").starts_with("tokenizer.json cannot be used"));
    let template = br#"{"chat_template":"{% if %}"}"#;
    assert!(said("pack-gpt2", "tokenizer_config.json", template).contains("its chat template: syntax error"));
}

#[test]
fn a_pack_without_a_template_takes_texts_only() {
    let mut files = files("pack-gpt2");
    files.take("tokenizer_config.json").expect("it is there");
    let pack = Pack::load(None, files).expect("a template is not needed");
    let messages = [Message::new("user", "hello")];
    let ask = Ask { prompt: Prompt::Messages(&messages), max_tokens: 2, no_repeat: 0 };
    assert!(pack.begin(&ask).err().expect("it is refused").to_string().contains("no chat template"));
    let ask = Ask { prompt: Prompt::Text("hello"), ..ask };
    assert_eq!(pack.infer(&ask, &mut |_| true).expect("it can answer").tokens.len(), 2);
}

#[test]
fn of_several_forms_one_is_wanted() {
    let folder = [
        "README.md",
        "config.json",
        "generation_config.json",
        "onnx/model.onnx",
        "onnx/model.onnx_data",
        "onnx/model_fp16.onnx",
        "onnx/model_fp16.onnx_data",
        "onnx/model_q4.onnx",
        "tokenizer.json",
        "vocab.json",
    ];
    let settings = ["config.json", "generation_config.json", "tokenizer.json"];
    let wanted = |left_out: &[&str]| -> Vec<&str> {
        let all = pack::wanted(folder.iter().copied().filter(|it| !left_out.contains(it)));
        all.into_iter().filter(|it| !settings.contains(it)).collect()
    };
    assert_eq!(wanted(&[]), ["onnx/model_q4.onnx"]);
    assert_eq!(wanted(&["onnx/model_q4.onnx"]), ["onnx/model_fp16.onnx", "onnx/model_fp16.onnx_data"]);
    assert_eq!(
        wanted(&["onnx/model_q4.onnx", "onnx/model_fp16.onnx", "onnx/model_fp16.onnx_data"]),
        ["onnx/model.onnx", "onnx/model.onnx_data"]
    );
    let flat = ["config.json", "model.onnx", "model.onnx.data", "model.safetensors", "tokenizer.json"];
    assert_eq!(pack::wanted(flat.into_iter()), ["config.json", "model.onnx", "model.onnx.data", "tokenizer.json"]);
    assert_eq!(pack::wanted(["config.json"].into_iter()), ["config.json"]);
}

#[test]
fn tokens_are_spelled_alike_in_all_vocabularies() {
    let (pack, _) = load("pack-gpt2", Weights::Int8);
    let pieces = pack.pieces("reads the code");
    assert_eq!(pieces.concat(), "reads▁the▁code");
    assert!(pieces.iter().filter(|it| it.starts_with('▁')).count() == 2, "{pieces:?}");
}
