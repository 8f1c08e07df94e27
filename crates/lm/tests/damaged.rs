//! Files that are not what they should be are each refused with a message that says what is wrong; none makes the runtime panic.

mod common;

use common::model;
use lm::{Entry, Files, LoadError, Manifest, Model};
use sha2::{Digest, Sha256};

/// Puts other bytes in the place of a file, and lets the manifest speak of them.
fn replace(manifest: &mut Manifest, files: &mut Files, path: &str, bytes: Vec<u8>) {
    let sha256 = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    let entry = Entry { path: path.to_owned(), bytes: bytes.len() as u64, sha256 };
    manifest.files.retain(|it| it.path != path);
    manifest.files.push(entry);
    files.insert(path, bytes);
}

fn error(manifest: &Manifest, files: Files) -> LoadError {
    Model::load(manifest, files, &mut |_| ()).err().expect("a damaged model is refused")
}

/// What is said when a file is replaced and the manifest speaks of the new one.
fn replaced(path: &str, change: impl FnOnce(Vec<u8>) -> Vec<u8>) -> LoadError {
    let (mut manifest, mut files) = model("tiny-int8");
    let bytes = files.take(path).expect("it is there");
    replace(&mut manifest, &mut files, path, change(bytes));
    error(&manifest, files)
}

/// Puts other bytes of the same length where some are.
fn swapped(mut bytes: Vec<u8>, from: &str, to: &str) -> Vec<u8> {
    assert_eq!(from.len(), to.len());
    let mut n_swapped = 0;
    while let Some(at) = bytes.windows(from.len()).position(|it| it == from.as_bytes()) {
        bytes[at..at + from.len()].copy_from_slice(to.as_bytes());
        n_swapped += 1;
    }
    assert!(n_swapped > 0, "{from} does not occur");
    bytes
}

#[test]
fn a_sound_model_is_loaded() {
    let (manifest, files) = model("tiny-int8");
    let mut steps = Vec::new();
    Model::load(&manifest, files, &mut |progress| steps.push((progress.step, progress.steps))).expect("it is sound");
    assert_eq!(steps, [(1, 4), (2, 4), (3, 4), (4, 4)]);
}

#[test]
fn a_missing_file_is_named() {
    for path in ["encoder.onnx", "decoder.onnx", "tokenizer.json"] {
        let (manifest, mut files) = model("tiny-int8");
        files.take(path).expect("it is there");
        let error = error(&manifest, files);
        assert_eq!(error, LoadError::Missing { path: path.to_owned() });
        assert_eq!(error.path(), Some(path));
    }
}

#[test]
fn files_that_the_manifest_does_not_mean_are_refused() {
    for path in ["encoder.onnx", "decoder.onnx", "tokenizer.json"] {
        let said = |change: fn(&mut Vec<u8>)| {
            let (manifest, mut files) = model("tiny-int8");
            let mut bytes = files.take(path).expect("it is there");
            change(&mut bytes);
            files.insert(path, bytes);
            error(&manifest, files).to_string()
        };
        let cut = said(|bytes| bytes.truncate(1000));
        assert!(cut.starts_with(&format!("{path} is truncated: got 1000 of ")), "{cut}");
        let flipped = said(|bytes| bytes[500] ^= 1);
        assert!(flipped.contains("its SHA-256 is"), "{flipped}");
        let page = said(|bytes| *bytes = b"<!DOCTYPE html><html>404".to_vec());
        assert!(page.contains("HTML page"), "{page}");
        let pointer = said(|bytes| *bytes = b"version https://git-lfs.github.com/spec/v1\n".to_vec());
        assert!(pointer.contains("git lfs pull"), "{pointer}");
    }
}

#[test]
fn what_is_no_onnx_is_refused() {
    let said = |change: fn(Vec<u8>) -> Vec<u8>| replaced("decoder.onnx", change).to_string();
    let start = "decoder.onnx is no ONNX model: ";
    for damage in [
        said(|_| b"hello, this is text".to_vec()),
        said(|_| vec![]),
        said(|mut bytes| {
            bytes.truncate(40_000);
            bytes
        }),
    ] {
        assert!(damage.starts_with(start), "{damage}");
    }
    assert!(said(|_| b"<html>".to_vec()).contains("HTML page"));
}

#[test]
fn a_truncated_graph_never_panics() {
    let (_, mut files) = model("tiny-int8");
    let bytes = files.take("encoder.onnx").expect("it is there");
    for length in (0..bytes.len()).step_by(997) {
        let error = replaced("encoder.onnx", |mut bytes| {
            bytes.truncate(length);
            bytes
        });
        assert_eq!(error.path(), Some("encoder.onnx"), "{length}: {error}");
    }
}

/// tract takes for granted what a graph's constants say, so a flipped bit must be seen before tract sees it.
#[test]
fn every_flipped_bit_is_seen() {
    let (manifest, mut files) = model("tiny-int8");
    let bytes = files.take("decoder.onnx").expect("it is there");
    for seed in 0u64..100 {
        let mut damaged = bytes.clone();
        let at = (seed * 2_654_435_761 % damaged.len() as u64) as usize;
        damaged[at] ^= 1 << (seed % 8);
        let mut files = files.clone();
        files.insert("decoder.onnx", damaged);
        assert!(matches!(error(&manifest, files), LoadError::WrongHash { .. }), "{at}");
    }
}

#[test]
fn an_operator_that_there_is_not_is_named() {
    let error = replaced("encoder.onnx", |bytes| swapped(swapped(bytes, "Softmax", "Softmin"), "Sigmoid", "Sigmund"));
    let operators = vec!["Sigmund".to_owned(), "Softmin".to_owned()];
    assert_eq!(error, LoadError::Unsupported { path: "encoder.onnx".to_owned(), operators });
    assert!(error.to_string().contains("Sigmund, Softmin"), "{error}");
}

#[test]
fn names_that_lead_nowhere_are_told() {
    let input = replaced("decoder.onnx", |bytes| swapped(bytes, "cache_value.1", "cache_valve.1"));
    assert!(input.to_string().contains("no input cache_value.1"), "{input}");
    let output = replaced("decoder.onnx", |bytes| swapped(bytes, "new_key.1", "new_kex.1"));
    assert!(output.to_string().contains("no output new_key.1"), "{output}");
    let encoder = replaced("encoder.onnx", |bytes| swapped(bytes, "cross_key.0", "cross_kex.0"));
    assert!(encoder.to_string().contains("no output cross_key.0"), "{encoder}");
    let weights = replaced("encoder.onnx", |bytes| {
        let at = bytes.windows(10).rposition(|it| it == b"norms.0.w\"".as_slice() || it == b"norms.0.wB".as_slice());
        let mut bytes = bytes;
        let at = at.or_else(|| bytes.windows(9).rposition(|it| it == b"norms.0.w")).expect("there is a norm");
        bytes[at] = b'N';
        bytes
    });
    assert!(weights.to_string().contains("which nothing makes"), "{weights}");
}

#[test]
fn a_manifest_of_another_shape_is_told() {
    let said = |change: fn(&mut Manifest)| {
        let (mut manifest, files) = model("tiny-int8");
        change(&mut manifest);
        error(&manifest, files).to_string()
    };
    let target = said(|manifest| manifest.context.target = 24);
    assert!(target.contains("the shape [1, 16] where [1, 24] is expected"), "{target}");
    let heads = said(|manifest| manifest.decoder.as_mut().expect("it is there").heads = 4);
    assert!(heads.contains("the shape [?, 2, 16, 16] where [B, 4, 16, 16] is expected"), "{heads}");
    let layers = said(|manifest| manifest.decoder.as_mut().expect("it is there").layers = 3);
    assert!(layers.contains("no output cross_key.2"), "{layers}");
    let fewer = said(|manifest| manifest.decoder.as_mut().expect("it is there").layers = 1);
    assert!(fewer.contains("an input cache_key.1, which the runtime does not know"), "{fewer}");
    let kind = said(|manifest| manifest.kind = lm::Kind::DecoderOnly);
    assert!(kind.contains("is no encoder-decoder"), "{kind}");
}

#[test]
fn a_tokenizer_of_another_model_is_told() {
    let broken = replaced("tokenizer.json", |_| b"{}".to_vec());
    assert!(broken.to_string().starts_with("tokenizer.json cannot be used"), "{broken}");
    let other = replaced("tokenizer.json", |_| {
        br#"{"version":"1.0","added_tokens":[{"id":0,"content":"</s>","special":true,"single_word":false,"lstrip":false,
        "rstrip":false,"normalized":false},{"id":1,"content":"<b>","special":true,"single_word":false,"lstrip":false,
        "rstrip":false,"normalized":false}],"model":{"type":"BPE","vocab":{"</s>":0,"<b>":1},"merges":[]}}"#
            .to_vec()
    });
    assert!(other.to_string().contains("scores for 2 tokens"), "{other}");
}
