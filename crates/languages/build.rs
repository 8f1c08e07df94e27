//! Packs every language's tables, so that no shell parses TOML at run time, and makes a static of each grammar of `grammars.toml`.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

use serde::Deserialize;

/// A table of `grammars.toml`, which says what its fields are.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Grammar {
    #[serde(rename = "crate")]
    package: String,
    #[serde(default = "language")]
    constant: String,
    #[serde(default = "node_types")]
    node_types: String,
    tables: Option<String>,
    // What `web/build/grammars.mjs` reads.
    #[serde(rename = "folder")]
    _folder: Option<String>,
    #[serde(rename = "symbol")]
    _symbol: Option<String>,
}

fn language() -> String {
    "LANGUAGE".to_owned()
}

fn node_types() -> String {
    "NODE_TYPES".to_owned()
}

fn main() {
    println!("cargo:rerun-if-changed=src");
    println!("cargo:rerun-if-changed=grammars.toml");
    let is_linked = env::var("CARGO_CFG_TARGET_FAMILY").as_deref() != Ok("wasm");
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
    fs::write(out.join("grammars.rs"), write_grammars(is_linked)).expect("OUT_DIR is writable");
    if is_linked {
        let src = Path::new("src");
        for language in tables::languages(src).unwrap_or_else(|error| panic!("{error:#}")) {
            let packed = tables::pack(src, &language).unwrap_or_else(|error| panic!("{error:#}"));
            fs::write(out.join(format!("{language}.bin")), packed).expect("OUT_DIR is writable");
        }
    }
}

/// A static for each grammar, and `ALL` of them. What is linked in is there from the start; in wasm, nothing is.
fn write_grammars(is_linked: bool) -> String {
    let text = fs::read_to_string("grammars.toml").unwrap_or_else(|error| panic!("grammars.toml: {error}"));
    let grammars: BTreeMap<String, Grammar> =
        toml::from_str(&text).unwrap_or_else(|error| panic!("grammars.toml: {error}"));
    let mut out = String::new();
    for (name, Grammar { package, constant, node_types, tables, .. }) in &grammars {
        let package = package.replace('-', "_");
        let linked = if is_linked {
            let tables = tables.as_ref().unwrap_or(name);
            format!(
                "Some(Linked {{ grammar: || {package}::{constant}.into(), \
                 tables: include_bytes!(concat!(env!(\"OUT_DIR\"), \"/{tables}.bin\")) }})"
            )
        } else {
            "None".to_owned()
        };
        writeln!(
            out,
            "pub(crate) static {}: Grammar = Grammar {{ name: {name:?}, linked: {linked}, address: AtomicUsize::new(0), \
             library: OnceLock::new(), #[cfg(test)] node_types: {package}::{node_types} }};",
            name.to_uppercase()
        )
        .expect("writing to a string");
    }
    let all: Vec<String> = grammars.keys().map(|name| format!("&{}", name.to_uppercase())).collect();
    writeln!(out, "pub(crate) static ALL: &[&Grammar] = &[{}];", all.join(", ")).expect("writing to a string");
    out
}
