//! Grammars are linked into the worker at run time, so it hands out what they need of it: `crates/languages/wasm/exports.txt`.

fn main() {
    let list = "../crates/languages/wasm/exports.txt";
    println!("cargo:rerun-if-changed={list}");
    if std::env::var("CARGO_CFG_TARGET_FAMILY").as_deref() != Ok("wasm") {
        return;
    }
    println!("cargo:rustc-link-arg-bin=worker=--export-table");
    println!("cargo:rustc-link-arg-bin=worker=--growable-table");
    let names = std::fs::read_to_string(list).unwrap_or_else(|error| panic!("{list}: {error}"));
    for name in names.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        println!("cargo:rustc-link-arg-bin=worker=--export={name}");
    }
}
