//! Published models on the command line: what is shown of what they say, and what is said of damaged ones.

mod common;

use std::fs;
use std::path::{Path, PathBuf};

use common::{answers, refuses};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

const SOURCE: &str = "def add(left, right):\n    return left + right\n";

/// What the pack of the fixtures says, whatever it is asked.
const SENTENCE: &str = "Adds two numbers, of which `left` comes first.";

/// A copy of a pack of the fixtures, after a change.
fn pack(name: &str, copy: &str, change: impl FnOnce(&Path)) -> String {
    let from = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../lm/tests/fixtures").join(name);
    let to = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("packs").join(copy);
    let _ = fs::remove_dir_all(&to);
    for folder in ["", "onnx"] {
        fs::create_dir_all(to.join(folder)).expect("the folder can be made");
        for entry in fs::read_dir(from.join(folder)).expect("the fixture can be read") {
            let path = entry.expect("the fixture can be read").path();
            if path.is_file() {
                let name = path.file_name().expect("a file has a name");
                fs::copy(&path, to.join(folder).join(name)).expect("the file can be copied");
            }
        }
    }
    change(&to);
    to.to_str().expect("the path is text").to_owned()
}

fn said(folder: &str, code: &str, level: &str) -> Value {
    let item = json!({ "id": 1, "language": "python", "level": level, "code": code });
    serde_json::from_str(&answers(&["infer", "--model", folder], format!("{item}\n").as_bytes())).expect("it is JSON")
}

#[test]
fn what_a_pack_says_is_inferred() {
    let folder = pack("pack-parrot", "sound", |_| ());
    for level in ["beginner", "intermediate", "expert"] {
        let said = said(&folder, SOURCE, level);
        assert_eq!((&said["text"], &said["reason"], &said["shown"]), (&json!(SENTENCE), &json!("shown"), &json!(true)));
        assert!(said["confidence"].as_f64().is_some_and(|it| it > 0.9), "{said}");
        let arguments =
            ["explain", "-", "--language", "python", "--level", level, "--format", "json", "--model", &folder];
        let explanation: Value = serde_json::from_str(&answers(&arguments, SOURCE.as_bytes())).expect("it is JSON");
        let first = &explanation["sections"][0]["sentences"][0];
        assert_eq!((&first["text"], &first["origin"]), (&json!(SENTENCE), &json!("inferred")));
    }
    let text = answers(&["explain", "-", "--language", "python", "--model", &folder], SOURCE.as_bytes());
    assert!(text.contains("Adds two numbers") && text.contains("inferred"), "{text}");
}

#[test]
fn a_pack_is_held_against_the_code() {
    let folder = pack("pack-parrot", "guarded", |_| ());
    // The code has no such name.
    let said = said(&folder, "def add(one, other):\n    return one + other\n", "expert");
    assert_eq!((&said["reason"], &said["shown"]), (&json!("invented-name"), &json!(false)));
}

/// The model answers after reading at most what its configuration says.
#[test]
fn code_that_is_too_long_is_cut_to_fit() {
    let folder = pack("pack-parrot", "narrow", |folder| {
        let config = fs::read_to_string(folder.join("config.json")).expect("it can be read");
        fs::write(folder.join("config.json"), config.replace("4096", "2200")).expect("it can be written");
    });
    let code = format!("def add(left, right):\n{}    return left + right\n", "    left = right\n".repeat(300));
    assert_eq!(said(&folder, &code, "beginner")["text"], SENTENCE);
    let folder = pack("pack-parrot", "too-narrow", |folder| {
        let config = fs::read_to_string(folder.join("config.json")).expect("it can be read");
        fs::write(folder.join("config.json"), config.replace("4096", "40")).expect("it can be written");
    });
    refuses(
        &["explain", "-", "--language", "python", "--model", &folder],
        SOURCE.as_bytes(),
        &["reads at most 39", "shorten"],
    );
}

/// All that can be wrong with a pack is told in one line, with what to do about it.
#[test]
fn damaged_packs_are_refused() {
    let check = |name: &str, copy: &str, change: &dyn Fn(&Path), words: &[&str]| {
        let folder = pack(name, copy, change);
        refuses(&["infer", "--model", &folder], b"", words);
        refuses(&["explain", "-", "--language", "python", "--model", &folder], SOURCE.as_bytes(), words);
    };
    let put = |path: &'static str, bytes: &'static [u8]| {
        move |folder: &Path| fs::write(folder.join(path), bytes).expect("it can be written")
    };
    let remove = |path: &'static str| move |folder: &Path| fs::remove_file(folder.join(path)).expect("it is there");
    check(
        "pack-parrot",
        "empty",
        &|folder| fs::remove_file(folder.join("config.json")).expect("it is there"),
        &["no language model", "config.json", "manifest.json", "`default`"],
    );
    check("pack-parrot", "no-tokenizer", &remove("tokenizer.json"), &["tokenizer.json is missing"]);
    check("pack-parrot", "no-graph", &remove("onnx/model.onnx"), &["onnx/model.onnx is missing"]);
    check("pack-qwen2", "no-data", &remove("onnx/model.onnx_data"), &["onnx/model.onnx_data is missing"]);
    let page = b"<!DOCTYPE html><title>Not found</title>";
    check("pack-parrot", "page", &put("onnx/model.onnx", page), &["onnx/model.onnx", "HTML page", "address"]);
    check("pack-parrot", "page-of-settings", &put("config.json", page), &["config.json", "HTML page"]);
    let pointer = b"version https://git-lfs.github.com/spec/v1\noid sha256:0\n";
    check("pack-parrot", "pointer", &put("onnx/model.onnx", pointer), &["git lfs pull"]);
    let truncate = |path: &'static str| {
        move |folder: &Path| {
            let bytes = fs::read(folder.join(path)).expect("it is there");
            fs::write(folder.join(path), &bytes[..bytes.len() / 2]).expect("it can be written");
        }
    };
    check(
        "pack-parrot",
        "cut",
        &truncate("onnx/model.onnx"),
        &["onnx/model.onnx is no ONNX model", "download it again"],
    );
    check("pack-qwen2", "cut-data", &truncate("onnx/model.onnx_data"), &["onnx/model.onnx_data is truncated"]);
    let foreign = |folder: &Path| {
        let mut bytes = fs::read(folder.join("onnx/model.onnx")).expect("it is there");
        let at = bytes.windows(4).position(|it| it == b"Cast").expect("the graph casts");
        bytes[at..at + 4].copy_from_slice(b"Cost");
        fs::write(folder.join("onnx/model.onnx"), bytes).expect("it can be written");
    };
    check("pack-parrot", "foreign", &foreign, &["operators that are not supported: Cost", "export"]);
}

/// Writes a manifest for the files of a pack.
fn write_manifest(folder: &Path, change: impl FnOnce(&mut Value)) {
    let files = ["config.json", "generation_config.json", "onnx/model.onnx", "tokenizer.json", "tokenizer_config.json"];
    let files = files.map(|path| {
        let bytes = fs::read(folder.join(path)).expect("it is there");
        let sum: String = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        json!({ "path": path, "bytes": bytes.len(), "sha256": sum })
    });
    let mut manifest = json!({
        "v": 1, "name": "parrot", "kind": "decoder-only", "context": { "source": 4000, "target": 96 }, "files": files,
    });
    change(&mut manifest);
    fs::write(folder.join("manifest.json"), manifest.to_string()).expect("it can be written");
}

/// A pack needs no manifest, but what one says is held against the files, and its guard takes the place of ours.
#[test]
fn the_manifest_of_a_pack_counts() {
    let folder = pack("pack-parrot", "listed", |folder| write_manifest(folder, |_| ()));
    assert_eq!(said(&folder, SOURCE, "expert")["reason"], "shown");
    let folder = pack("pack-parrot", "silent", |folder| {
        write_manifest(folder, |manifest| {
            let names = [
                "mean_log_probability",
                "lowest_log_probability",
                "copy_mass",
                "support",
                "agreement",
                "facts",
                "length",
            ];
            let weights: serde_json::Map<String, Value> =
                names.iter().map(|it| ((*it).to_owned(), json!(0.0))).collect();
            manifest["guard"] = json!({ "threshold": 1.01, "weights": weights, "bias": 0.0 });
        });
    });
    assert_eq!(said(&folder, SOURCE, "expert")["reason"], "unsure");
    let folder = pack("pack-parrot", "wrong-sum", |folder| {
        write_manifest(folder, |manifest| manifest["files"][2]["sha256"] = json!("0".repeat(64)));
    });
    refuses(
        &["infer", "--model", &folder],
        b"",
        &["onnx/model.onnx is not the file", "SHA-256", "download both again"],
    );
    let folder = pack("pack-parrot", "unlisted", |folder| {
        write_manifest(folder, |manifest| drop(manifest["files"].as_array_mut().expect("a list").remove(3)));
    });
    refuses(&["infer", "--model", &folder], b"", &["tokenizer.json is missing"]);
}

/// A file that would not fit is named before it is read.
#[test]
fn a_pack_larger_than_memory_is_refused() {
    let folder = pack("pack-parrot", "large", |folder| {
        // Nothing is written to the disk: the file is a hole.
        let file = fs::File::create(folder.join("onnx/model.onnx_data")).expect("it can be made");
        file.set_len(1 << 42).expect("the file system has holes");
    });
    let words = ["onnx/model.onnx_data is larger than the memory", "4398.0 GB", "4-bit"];
    refuses(&["infer", "--model", &folder], b"", &words);
}
