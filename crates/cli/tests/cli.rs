//! The command-line contract, held against the real binary.

mod common;

use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use common::{answers, refuses};

const SOURCE: &str = "def add(first, second):\n    return first + second\n";

/// A file of its own for one test.
fn file(name: &str, content: &[u8]) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("cli");
    std::fs::create_dir_all(&folder).expect("the folder can be made");
    let path = folder.join(name);
    std::fs::write(&path, content).expect("the file can be written");
    path
}

#[test]
fn json_is_the_contract() {
    for level in ["beginner", "intermediate", "expert"] {
        let arguments = ["explain", "-", "--language", "python", "--level", level, "--format", "json"];
        let text = answers(&arguments, SOURCE.as_bytes());
        assert_eq!(text.lines().count(), 1);
        let json: serde_json::Value = serde_json::from_str(&text).expect("it is JSON");
        assert_eq!(json["v"], 1);
        assert_eq!(json["engine"], env!("CARGO_PKG_VERSION"));
        assert_eq!(json["language"], "python");
        assert_eq!(json["level"], level);
        assert_eq!(json["sections"][0]["kind"], "what");
        let sentence = &json["sections"][0]["sentences"][0];
        assert_eq!(sentence["origin"], "derived");
        assert!(sentence["parent"].is_null());
        for key in ["start_line", "end_line", "start_byte", "end_byte"] {
            assert!(sentence["spans"][0][key].is_u64(), "{key}");
        }
    }
}

#[test]
fn every_format_shows_the_text_and_its_lines() {
    let path = file("formats.py", SOURCE.as_bytes());
    let path = path.to_str().expect("a plain path");
    let text = answers(&["explain", path], b"");
    assert!(text.starts_with("What\n"), "{text}");
    assert!(text.lines().all(|line| line.chars().count() <= 80), "{text}");
    assert!(text.contains("[1–2]"), "{text}");
    let markdown = answers(&["explain", path, "--format", "markdown", "--model", "none"], b"");
    assert!(markdown.starts_with("## What\n") && markdown.contains(&format!("```python\n{SOURCE}```")), "{markdown}");
    let html = answers(&["explain", path, "--format", "html", "--language", "auto"], b"");
    assert!(html.starts_with("<!doctype html>") && html.ends_with("</html>\n") && !html.contains("<script"), "{html}");
}

#[test]
fn a_part_is_explained_where_it_stands() {
    let explain = |option: [&str; 2]| {
        answers(&[&["explain", "-", "--language", "python"], &option[..]].concat(), SOURCE.as_bytes())
    };
    let line = explain(["--lines", "2"]);
    assert!(line.contains("Line 2 stands in `add`"), "{line}");
    let name = explain(["--at", "1:9"]);
    assert!(name.contains("`first` is a parameter of `add`"), "{name}");
    let refused = |option: [&str; 2], says: &[&str]| {
        refuses(&[&["explain", "-", "--language", "python"], &option[..]].concat(), SOURCE.as_bytes(), says);
    };
    refused(["--lines", "3-4"], &["there is no line 3: it has 2 lines"]);
    refused(["--lines", "2-1"], &["as in 3-7"]);
    refused(["--at", "first"], &["as in 3:7"]);
}

#[test]
fn a_function_has_a_chart() {
    let chart = |format: &str| answers(&["chart", "-", "--language", "python", "--format", format], SOURCE.as_bytes());
    assert!(chart("text").contains("2. Returns"), "{}", chart("text"));
    assert!(chart("svg").starts_with("<svg ") && chart("svg").trim_end().ends_with("</svg>"));
    let json: serde_json::Value = serde_json::from_str(&chart("json")).expect("it is JSON");
    assert_eq!(json["boxes"][0]["kind"], "start");
    refuses(&["chart", "-", "--language", "python", "--of", "sub"], SOURCE.as_bytes(), &["no function `sub`"]);
}

#[test]
fn languages_are_listed() {
    let table = answers(&["languages"], b"");
    let json: serde_json::Value =
        serde_json::from_str(&answers(&["languages", "--format", "json"], b"")).expect("it is JSON");
    let all = json.as_array().expect("a list");
    assert_eq!(table.lines().count(), all.len());
    assert!(!all.is_empty());
    for (line, language) in table.lines().zip(all) {
        assert!(line.starts_with(language["name"].as_str().expect("a name")), "{line}");
        assert!(language["extensions"].as_array().is_some_and(|it| !it.is_empty()));
    }
}

#[test]
fn a_language_has_aliases_in_any_case() {
    let json = answers(&["explain", "-", "--language", "PY", "--format", "json"], SOURCE.as_bytes());
    assert!(json.contains("\"language\":\"python\""));
}

#[test]
fn unusable_input_is_named_in_one_line() {
    refuses(&["explain", "-", "--language", "python"], b"", &["no code to explain"]);
    refuses(&["explain", "-", "--language", "python"], b" \n\t\n", &["no code to explain"]);
    refuses(&["explain", "-"], b"\x7fELF\0\0\x01", &["NUL byte at byte 4", "source file"]);
    refuses(&["explain", "-"], b"x = '\xff'", &["not UTF-8 at byte 5", "save it as UTF-8"]);
    refuses(&["explain", "-"], b"\xff\xfex\0", &["UTF-16", "UTF-8"]);
    refuses(&["explain", "no/such/file.py"], b"", &["no file `no/such/file.py`", "-"]);
    refuses(&["explain", "no/such\nfile.py"], b"", &["no file"]);
    refuses(&["chart", env!("CARGO_MANIFEST_DIR")], b"", &["directory"]);
    refuses(&["explain", "-"], b"lorem ipsum dolor", &["--language", "python", "rust"]);
}

#[test]
fn a_folder_is_told_as_a_project() {
    let root = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("project/shop");
    for (name, content) in [
        ("main.py", "from shop import cart\n\nif __name__ == \"__main__\":\n    cart.fill()\n"),
        ("shop/__init__.py", "\"\"\"Sells things to people.\"\"\"\n"),
        ("shop/cart.py", "def fill():\n    return []\n"),
        ("node_modules/left/index.js", "export const x = 1;\n"),
        (".git/config.py", "x = 1\n"),
    ] {
        let path = root.join(name);
        std::fs::create_dir_all(path.parent().expect("it has a folder")).expect("the folder can be made");
        std::fs::write(&path, content).expect("the file can be written");
    }
    std::fs::write(root.join("image.py"), b"\0\0").expect("the file can be written");
    let folder = root.to_str().expect("a plain path");
    let text = answers(&["explain", folder], b"");
    assert!(text.starts_with("What\n") && text.contains("`main.py`") && text.contains("`shop/cart.py`"), "{text}");
    assert!(!text.contains("left") && !text.contains("config") && !text.contains("image"), "{text}");
    assert!(text.lines().all(|line| line.chars().count() <= 80), "{text}");
    let json: serde_json::Value =
        serde_json::from_str(&answers(&["explain", folder, "--format", "json"], b"")).expect("it is JSON");
    assert_eq!(json["v"], 1);
    assert_eq!(json["files"][0]["path"], "shop/main.py");
    assert_eq!((&json["edges"][0]["from"], &json["edges"][0]["to"]), (&0.into(), &2.into()));
    for key in ["file", "start_line", "end_line", "start_byte", "end_byte"] {
        assert!(json["sections"][0]["sentences"][0]["places"][0][key].is_u64(), "{key}");
    }
    let named = [root.join("main.py"), root.join("shop/cart.py")];
    let [main, cart] = named.each_ref().map(|it| it.to_str().expect("a plain path"));
    let markdown = answers(&["explain", main, cart, "--format", "markdown"], b"");
    assert!(markdown.starts_with("## What\n") && markdown.contains("`shop/cart.py`"), "{markdown}");
    refuses(&["explain", folder, "--format", "html"], b"", &["html", "markdown"]);
    refuses(&["explain", folder, "--lines", "1-2"], b"", &["--lines", "one file"]);
    refuses(&["explain", main, "-"], b"", &["standard input"]);
    refuses(&["explain", main, "no/such.py"], b"", &["no file `no/such.py`"]);
    let empty = root.join("empty");
    std::fs::create_dir_all(&empty).expect("the folder can be made");
    refuses(&["explain", empty.to_str().expect("a plain path")], b"", &["no text file"]);
}

#[test]
fn unusable_arguments_are_named_in_one_line() {
    let source = SOURCE.as_bytes();
    refuses(&[], b"", &["no command", "gloss explain FILE", "--help"]);
    refuses(&["explain"], b"", &["FILE", "--help"]);
    refuses(&["exlain", "-"], b"", &["exlain", "explain"]);
    refuses(&["explain", "-", "--level", "guru"], source, &["guru", "beginner, intermediate, expert"]);
    refuses(&["explain", "-", "--format", "pdf"], source, &["pdf", "text, markdown, json, html"]);
    refuses(&["explain", "-", "--language", "klingon"], source, &["klingon", "python", "auto"]);
    refuses(&["explain", "-", "--model", "no-such-folder"], source, &["no-such-folder", "manifest.json", "default"]);
    refuses(&["explain", "a.py", "b.py"], b"", &["a.py"]);
}

#[test]
fn help_and_version_are_answers() {
    assert!(answers(&["--help"], b"").contains("explain"));
    assert!(answers(&["explain", "--help"], b"").contains("--level"));
    assert!(answers(&["--version"], b"").contains(env!("CARGO_PKG_VERSION")));
}

#[test]
fn a_reader_that_leaves_early_is_no_error() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_gloss"))
        .args(["explain", "-", "--language", "python", "--format", "html"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary starts");
    drop(child.stdout.take());
    // More than a pipe holds, so that writing must notice.
    let source = "value = 1\n".repeat(20_000);
    child.stdin.take().expect("stdin is piped").write_all(source.as_bytes()).expect("the input is read");
    let output = child.wait_with_output().expect("the binary ends");
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(output.stderr.is_empty());
}

/// The carried model with a guard that shows whatever its checks do not refuse.
fn outspoken() -> PathBuf {
    let from = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../models/default");
    let mut manifest: serde_json::Value =
        serde_json::from_slice(&std::fs::read(from.join("manifest.json")).expect("there is a manifest"))
            .expect("it is JSON");
    manifest["guard"]["threshold"] = 0.0.into();
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("outspoken");
    std::fs::create_dir_all(&folder).expect("the folder can be made");
    for entry in manifest["files"].as_array().expect("it lists files") {
        let name = entry["path"].as_str().expect("a file has a path");
        std::fs::copy(from.join(name), folder.join(name)).expect("the file can be copied");
    }
    std::fs::write(folder.join("manifest.json"), manifest.to_string()).expect("the manifest can be written");
    folder
}

#[test]
fn what_the_guard_lets_pass_is_in_the_explanation() {
    let folder = outspoken();
    let folder = folder.to_str().expect("the path is text");
    let functions = [
        "def add(left, right):\n    return left + right\n",
        "def is_empty(items):\n    return len(items) == 0\n",
        "def read_lines(path):\n    with open(path) as file:\n        return [line.strip() for line in file]\n",
    ];
    let mut shown = 0;
    for code in functions {
        let item = serde_json::json!({"id": 1, "language": "python", "level": "intermediate", "code": code});
        let line = answers(&["infer", "--model", folder], format!("{item}\n").as_bytes());
        let said: serde_json::Value = serde_json::from_str(&line).expect("it is JSON");
        assert_eq!(said["id"], 1);
        assert!(said["confidence"].as_f64().is_some_and(|it| (0.0..=1.0).contains(&it)), "{said}");
        assert_eq!(said["shown"], said["reason"] == "shown", "{said}");
        let arguments = ["explain", "-", "--language", "python", "--format", "json", "--model", folder];
        let explanation: serde_json::Value =
            serde_json::from_str(&answers(&arguments, code.as_bytes())).expect("it is JSON");
        let first = &explanation["sections"][0]["sentences"][0];
        assert_eq!(first["origin"] == "inferred", said["shown"] == true, "{said} {first}");
        if said["shown"] == true {
            assert_eq!(first["text"], said["text"]);
            shown += 1;
        }
    }
    assert!(shown > 0, "the model says nothing of three plain functions");
}

#[test]
fn a_damaged_model_is_refused() {
    let folder = outspoken();
    let damaged = folder.with_file_name("damaged");
    std::fs::create_dir_all(&damaged).expect("the folder can be made");
    for name in ["manifest.json", "encoder.onnx", "tokenizer.json"] {
        std::fs::copy(folder.join(name), damaged.join(name)).expect("the file can be copied");
    }
    std::fs::write(damaged.join("decoder.onnx"), "<!doctype html><title>Not found</title>")
        .expect("the file can be written");
    let damaged = damaged.to_str().expect("the path is text");
    refuses(&["infer", "--model", damaged], b"", &["decoder.onnx", "HTML"]);
    refuses(&["explain", "-", "--language", "python", "--model", damaged], SOURCE.as_bytes(), &["decoder.onnx"]);
}

#[test]
fn facts_are_written_of_each_item() {
    let text = answers(&["facts", "-", "--language", "python"], SOURCE.as_bytes());
    let line: serde_json::Value = serde_json::from_str(&text).expect("it is one line of JSON");
    assert_eq!(line["name"], "add");
    assert!(
        line["source"].as_str().is_some_and(|it| it.starts_with("<lang:python> function <name> <x0> add <facts> "))
    );
    refuses(&["facts", "-", "--language", "klingon"], SOURCE.as_bytes(), &["klingon", "gloss languages"]);
    refuses(&["infer"], b"{}", &["line 1", "language"]);
}

#[test]
fn mdbook_is_answered() {
    for renderer in ["html", "markdown", "epub"] {
        assert_eq!(answers(&["mdbook", "supports", renderer], b""), "");
    }
    let sent = include_bytes!("../src/mdbook/sent.json");
    let book: serde_json::Value = serde_json::from_str(&answers(&["mdbook"], sent)).expect("it is JSON");
    let text = book["items"][1]["Chapter"]["content"].as_str().expect("a text");
    assert!(text.contains("<details class=\"gloss\">"), "{text}");
    refuses(&["mdbook"], b"no book", &["not what mdBook sends"]);
    refuses(&["mdbook", "build"], b"", &["build"]);
}
