//! Native and wasm write the same bytes, and the wasm module needs nothing from its host.
//!
//! `cargo xtask test --only parity` builds the module that this runs in Node.

use std::io::{BufRead, BufReader, Lines, Write};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use engine::{Level, Request};
use gloss_tests::{corpus, diff, spec};

/// How many files of real code a language is held against.
const FILES: usize = 200;

/// The module in Node.
struct Wasm {
    child: Child,
    input: ChildStdin,
    output: Lines<BufReader<ChildStdout>>,
}

impl Wasm {
    fn start() -> Self {
        let root = gloss_tests::root();
        let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), PathBuf::from);
        let module = target.join("wasm32-unknown-unknown/web/gloss_tests_wasm.wasm");
        assert!(module.is_file(), "{} is missing: run `cargo xtask test --only parity`", module.display());
        let mut child = Command::new("node")
            .arg(root.join("tests/wasm/run.mjs"))
            .args([&module, &target])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("node starts");
        let input = child.stdin.take().expect("stdin is piped");
        let mut output = BufReader::new(child.stdout.take().expect("stdout is piped")).lines();
        let imports = output.next().expect("node says what is imported").expect("it is text");
        assert_eq!(imports, "[]", "the module imports symbols that nobody defines");
        Self { child, input, output }
    }

    fn explain(&mut self, language: &str, level: Level, code: &str) -> String {
        let request = serde_json::json!({ "language": language, "level": level.name(), "code": code });
        writeln!(self.input, "{request}").expect("node reads");
        self.output.next().expect("node answers").expect("it is text")
    }
}

impl Drop for Wasm {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn native(language: &str, level: Level, code: &str) -> String {
    match engine::explain(&Request { code, language: Some(language), file_name: None, level }) {
        Ok(explanation) => serde_json::to_string(&explanation).expect("plain data is JSON"),
        Err(error) => error.to_string(),
    }
}

#[track_caller]
fn same(wasm: &mut Wasm, name: &str, language: &str, code: &str) {
    for level in Level::ALL {
        let (native, wasm) = (native(language, level, code), wasm.explain(language, level, code));
        // One sentence a line, so that the difference can be read.
        let lines = |text: &str| text.replace("{\"id\"", "\n{\"id\"");
        assert!(native == wasm, "{name}, {}:\n{}", level.name(), diff::diff(&lines(&native), &lines(&wasm)));
    }
}

#[test]
fn specs_read_the_same() {
    let mut wasm = Wasm::start();
    let cases = spec::cases(&gloss_tests::root()).expect("the specs can be read");
    assert!(!cases.is_empty());
    for case in cases {
        let name = format!("{}: {}", case.file.display(), case.name);
        same(&mut wasm, &name, &case.language, &case.code);
        // Which grammars are asked depends on the text alone, whatever is there already.
        same(&mut wasm, &name, "auto", &case.code);
    }
}

#[test]
fn real_code_reads_the_same() {
    let mut wasm = Wasm::start();
    let roots = corpus::roots();
    for language in engine::languages() {
        for file in corpus::files(&roots, language.extensions, FILES) {
            same(&mut wasm, &file.path.display().to_string(), language.name, &file.text);
        }
    }
}

#[test]
fn refusals_read_the_same() {
    let mut wasm = Wasm::start();
    for (language, code) in [("no-language", "x"), ("auto", "lorem ipsum"), ("auto", "  "), ("auto", "a\0b")] {
        same(&mut wasm, code, language, code);
    }
}
