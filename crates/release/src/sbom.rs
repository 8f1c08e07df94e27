//! The software bill of materials: what others wrote and a release holds, as CycloneDX 1.6.
//!
//! Three sources say it: `cargo metadata` and `cargo tree` what the page's modules and the command line link, `grammars.toml` which
//! grammars travel beside the page, and `web/package-lock.json` what the editor and the service worker are bundled of.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result, ensure};
use serde::Deserialize;
use serde_json::{Value, json};

/// What was asked of cargo and of npm.
pub struct Sources<'s> {
    /// The version of the release.
    pub version: &'s str,
    /// Its time, in seconds of Unix.
    pub time: u64,
    /// `cargo metadata --locked --format-version 1`.
    pub metadata: &'s str,
    /// `Cargo.lock`.
    pub lock: &'s str,
    /// For each part of the release what `cargo tree` says that it links, a line `name vVERSION …` for each package.
    pub linked: &'s [(Part, String)],
    /// `crates/languages/grammars.toml`.
    pub grammars: &'s str,
    /// `web/package-lock.json`.
    pub npm: &'s str,
    /// `rustc --version`, whose standard library is linked too.
    pub rustc: &'s str,
}

/// A part of the release.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// The site.
    Site,
    /// The program `gloss`.
    CommandLine,
}

impl Part {
    fn name(self) -> &'static str {
        match self {
            Self::Site => "site",
            Self::CommandLine => "command line",
        }
    }
}

#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
    resolve: Resolve,
}

#[derive(Deserialize)]
struct Package {
    id: String,
    name: String,
    version: String,
    license: Option<String>,
    /// Nothing for packages of the workspace.
    source: Option<String>,
}

#[derive(Deserialize)]
struct Resolve {
    nodes: Vec<Node>,
}

#[derive(Deserialize)]
struct Node {
    id: String,
    dependencies: Vec<String>,
}

#[derive(Deserialize)]
struct Lock {
    package: Vec<Locked>,
}

#[derive(Deserialize)]
struct Locked {
    name: String,
    version: String,
    checksum: Option<String>,
}

#[derive(Deserialize)]
struct Grammar {
    #[serde(rename = "crate")]
    package: String,
}

#[derive(Deserialize)]
struct NpmLock {
    packages: BTreeMap<String, NpmPackage>,
}

#[derive(Deserialize)]
struct NpmPackage {
    version: Option<String>,
    license: Option<String>,
    #[serde(default)]
    dev: bool,
    #[serde(default)]
    dependencies: BTreeMap<String, String>,
}

const ROOT: &str = "gloss";
const STD: &str = "rust-std";

/// Somebody else's part.
struct Component {
    kind: &'static str,
    name: String,
    version: String,
    purl: String,
    licence: String,
    sha256: Option<String>,
    parts: BTreeSet<Part>,
    /// Keys of those that it needs.
    needs: BTreeSet<String>,
}

/// The bill, as JSON.
pub fn bill(sources: &Sources<'_>) -> Result<String> {
    let mut all: BTreeMap<String, Component> = BTreeMap::new();
    add_crates(sources, &mut all)?;
    add_npm(sources, &mut all)?;
    let rust = sources.rustc.split_whitespace().nth(1).context("rustc says no version")?;
    all.insert(
        STD.to_owned(),
        Component {
            kind: "library",
            name: STD.to_owned(),
            version: rust.to_owned(),
            purl: format!("pkg:github/rust-lang/rust@{rust}"),
            licence: "MIT OR Apache-2.0".to_owned(),
            sha256: None,
            parts: BTreeSet::from([Part::Site, Part::CommandLine]),
            needs: BTreeSet::new(),
        },
    );
    let components: Vec<Value> = all.values().map(component).collect();
    let needed: BTreeSet<&String> = all.values().flat_map(|it| &it.needs).collect();
    let reference = |key: &String| all.get(key).map(|it| it.purl.clone());
    // What nothing else needs is needed by us; a cycle would hide its members, and cargo and npm have none here.
    let direct: Vec<String> = all.keys().filter(|key| !needed.contains(key)).filter_map(reference).collect();
    let mut dependencies = vec![json!({ "ref": ROOT, "dependsOn": direct })];
    for it in all.values() {
        let needs: Vec<String> = it.needs.iter().filter_map(reference).collect();
        dependencies.push(json!({ "ref": it.purl, "dependsOn": needs }));
    }
    let bill = json!({
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "timestamp": timestamp(sources.time),
            "component": {
                "type": "application", "bom-ref": ROOT, "name": "gloss", "version": sources.version,
                "licenses": [{ "expression": "MIT OR Apache-2.0" }],
            },
        },
        "components": components,
        "dependencies": dependencies,
    });
    Ok(serde_json::to_string_pretty(&bill)? + "\n")
}

/// A second of Unix in the form of RFC 3339. The date is Howard Hinnant's `civil_from_days`.
fn timestamp(time: u64) -> String {
    let (days, second) = (time / 86_400 + 719_468, time % 86_400);
    let (era, day) = (days / 146_097, days % 146_097);
    let year = (day - day / 1460 + day / 36_524 - day / 146_096) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    // Years begin in March here, so that the leap day is the last.
    let month = (5 * day + 2) / 153;
    let day = day - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    let year = era * 400 + year + u64::from(month <= 2);
    format!("{year}-{month:02}-{day:02}T{:02}:{:02}:{:02}Z", second / 3600, second / 60 % 60, second % 60)
}

fn component(it: &Component) -> Value {
    let properties: Vec<Value> =
        it.parts.iter().map(|part| json!({ "name": "gloss:part", "value": part.name() })).collect();
    let mut value = json!({
        "type": it.kind, "bom-ref": it.purl, "name": it.name, "version": it.version, "purl": it.purl,
        "licenses": [{ "expression": it.licence }], "properties": properties,
    });
    if let Some(sum) = &it.sha256 {
        value["hashes"] = json!([{ "alg": "SHA-256", "content": sum }]);
    }
    value
}

fn add_crates(sources: &Sources<'_>, all: &mut BTreeMap<String, Component>) -> Result<()> {
    let metadata: Metadata = serde_json::from_str(sources.metadata).context("cargo metadata")?;
    let lock: Lock = toml::from_str(sources.lock).context("Cargo.lock")?;
    let grammars: BTreeMap<String, Grammar> = toml::from_str(sources.grammars).context("grammars.toml")?;
    let sums: BTreeMap<(&str, &str), &str> = lock
        .package
        .iter()
        .filter_map(|it| Some(((it.name.as_str(), it.version.as_str()), it.checksum.as_deref()?)))
        .collect();
    // By name and version, where each is linked.
    let mut linked: BTreeMap<(String, String), BTreeSet<Part>> = BTreeMap::new();
    for (part, tree) in sources.linked {
        for line in tree.lines().filter(|line| !line.trim().is_empty()) {
            let (name, rest) = line.split_once(" v").with_context(|| format!("cargo tree says `{line}`"))?;
            let version = rest.split_whitespace().next().unwrap_or_default();
            linked.entry((name.trim().to_owned(), version.to_owned())).or_default().insert(*part);
        }
    }
    // Natively a grammar is linked; beside the page it is a module of its own.
    for grammar in grammars.values() {
        let mut parts = linked.iter_mut().filter(|((name, _), _)| *name == grammar.package);
        let (_, parts) = parts.next().with_context(|| format!("{} is linked by nothing", grammar.package))?;
        parts.insert(Part::Site);
    }
    let is_linked = |it: &Package| linked.get(&(it.name.clone(), it.version.clone()));
    let by_id: BTreeMap<&str, &Package> = metadata.packages.iter().map(|it| (it.id.as_str(), it)).collect();
    let nodes: BTreeMap<&str, &Node> = metadata.resolve.nodes.iter().map(|it| (it.id.as_str(), it)).collect();
    for package in metadata.packages.iter().filter(|it| it.source.is_some()) {
        let Some(parts) = is_linked(package) else { continue };
        let licence = package.license.as_deref().with_context(|| format!("{} names no licence", package.name))?;
        let needs = nodes.get(package.id.as_str()).into_iter().flat_map(|node| &node.dependencies);
        let needs =
            needs.filter_map(|id| by_id.get(id.as_str())).filter(|it| is_linked(it).is_some()).map(|it| key(it));
        let component = Component {
            kind: "library",
            name: package.name.clone(),
            version: package.version.clone(),
            purl: format!("pkg:cargo/{}@{}", package.name, package.version),
            licence: expression(licence),
            sha256: sums.get(&(package.name.as_str(), package.version.as_str())).map(|&sum| sum.to_owned()),
            parts: parts.clone(),
            needs: needs.collect(),
        };
        all.insert(key(package), component);
    }
    ensure!(!all.is_empty(), "cargo says that nothing is linked");
    Ok(())
}

/// A licence as SPDX writes it: some packages part alternatives by a slash, as was the custom.
fn expression(licence: &str) -> String {
    licence.replace('/', " OR ").split_whitespace().collect::<Vec<_>>().join(" ")
}

fn key(package: &Package) -> String {
    format!("cargo {} {}", package.name, package.version)
}

fn add_npm(sources: &Sources<'_>, all: &mut BTreeMap<String, Component>) -> Result<()> {
    let lock: NpmLock = serde_json::from_str(sources.npm).context("package-lock.json")?;
    let key = |name: &str| format!("npm {name}");
    for (path, package) in lock.packages.iter().filter(|(_, it)| !it.dev) {
        let Some(name) = path.strip_prefix("node_modules/") else { continue };
        ensure!(
            !name.contains("node_modules/"),
            "{path}: two versions of a package, which the bill does not tell apart"
        );
        let version = package.version.clone().with_context(|| format!("{name} has no version"))?;
        let component = Component {
            kind: "library",
            name: name.to_owned(),
            // `@` begins a version, so that of a scope is written as its number.
            purl: format!("pkg:npm/{}@{version}", name.replace('@', "%40")),
            version,
            licence: package.license.clone().with_context(|| format!("{name} names no licence"))?,
            sha256: None,
            parts: BTreeSet::from([Part::Site]),
            needs: package.dependencies.keys().map(|name| key(name)).collect(),
        };
        all.insert(key(name), component);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sources<'s>(linked: &'s [(Part, String)], metadata: &'s str) -> Sources<'s> {
        Sources {
            version: "1.2.3",
            time: 0,
            metadata,
            lock: "[[package]]\nname = \"a\"\nversion = \"1.0.0\"\nchecksum = \"0123\"\n",
            linked,
            grammars: "[x]\ncrate = \"grammar-x\"\n",
            npm: r#"{"packages":{"":{},"node_modules/@s/p":{"version":"2.0.0","license":"MIT","dependencies":{"q":"1"}},
                "node_modules/q":{"version":"1.0.0","license":"ISC"},
                "node_modules/tool":{"version":"9.0.0","license":"MIT","dev":true}}}"#,
            rustc: "rustc 1.95.0 (f2d3ce0bd 2026-03-21)",
        }
    }

    fn metadata() -> String {
        let package = |name: &str, source: Value| json!({ "id": name, "name": name, "version": "1.0.0", "license": "MIT/Apache-2.0", "source": source });
        let registry = json!("registry");
        let packages = ["a", "b", "grammar-x", "unused"].map(|name| package(name, registry.clone()));
        let mut packages = packages.to_vec();
        packages.push(package("gloss", Value::Null));
        json!({
            "packages": packages,
            "resolve": { "nodes": [
                { "id": "a", "dependencies": ["b", "unused"] }, { "id": "b", "dependencies": [] },
                { "id": "gloss", "dependencies": ["a"] },
            ] },
        })
        .to_string()
    }

    #[test]
    fn what_is_in_a_release_is_listed_and_nothing_else() -> Result<()> {
        let linked = [
            (Part::Site, "gloss v1.0.0 (/x)\na v1.0.0\nb v1.0.0\n".to_owned()),
            (Part::CommandLine, "a v1.0.0\nb v1.0.0 (*)\ngrammar-x v1.0.0\n".to_owned()),
        ];
        let bill: Value = serde_json::from_str(&bill(&sources(&linked, &metadata()))?)?;
        let components = bill["components"].as_array().context("a list")?;
        let purls: Vec<&str> = components.iter().filter_map(|it| it["purl"].as_str()).collect();
        let expected = [
            "pkg:cargo/a@1.0.0",
            "pkg:cargo/b@1.0.0",
            "pkg:cargo/grammar-x@1.0.0",
            "pkg:npm/%40s/p@2.0.0",
            "pkg:npm/q@1.0.0",
            "pkg:github/rust-lang/rust@1.95.0",
        ];
        assert_eq!(purls, expected);
        assert_eq!(expression("(A / B) AND C"), "(A OR B) AND C");
        assert_eq!(components[0]["licenses"][0]["expression"], "MIT OR Apache-2.0");
        assert_eq!(components[0]["hashes"][0]["content"], "0123");
        // A grammar is linked into the one and lies beside the other.
        assert_eq!(components[2]["properties"].as_array().map(Vec::len), Some(2));
        let dependencies = bill["dependencies"].as_array().context("a list")?;
        let of = |key: &str| dependencies.iter().find(|it| it["ref"] == key).map(|it| it["dependsOn"].clone());
        assert_eq!(of("pkg:cargo/a@1.0.0"), Some(json!(["pkg:cargo/b@1.0.0"])));
        assert_eq!(of("pkg:npm/%40s/p@2.0.0"), Some(json!(["pkg:npm/q@1.0.0"])));
        let root = json!([
            "pkg:cargo/a@1.0.0",
            "pkg:cargo/grammar-x@1.0.0",
            "pkg:npm/%40s/p@2.0.0",
            "pkg:github/rust-lang/rust@1.95.0"
        ]);
        assert_eq!(of(ROOT), Some(root));
        Ok(())
    }

    #[test]
    fn seconds_are_dates() {
        assert_eq!(timestamp(0), "1970-01-01T00:00:00Z");
        assert_eq!(timestamp(951_782_399), "2000-02-28T23:59:59Z");
        assert_eq!(timestamp(951_782_400), "2000-02-29T00:00:00Z");
        assert_eq!(timestamp(1_798_761_599), "2026-12-31T23:59:59Z");
    }

    #[test]
    fn a_grammar_that_nothing_links_is_a_mistake() {
        let linked = [(Part::Site, "a v1.0.0\n".to_owned())];
        let error = bill(&sources(&linked, &metadata())).expect_err("the grammar is linked by nothing");
        assert!(format!("{error:#}").contains("grammar-x"), "{error:#}");
    }
}
