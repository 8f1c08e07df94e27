//! The list of a model's files, and holding the files against it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::LoadError;

/// What `manifest.json` says about a model.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Manifest {
    /// The version of this format, 1.
    pub v: u32,
    /// The model's name.
    pub name: String,
    /// How the model is built.
    pub kind: Kind,
    /// The files that make up the model.
    pub files: Vec<Entry>,
    /// What the model was trained for.
    #[serde(default)]
    pub tasks: Vec<String>,
    /// How much text it reads and writes.
    pub context: Context,
    /// The licence of the weights.
    #[serde(default)]
    pub license: String,
    /// The path of the model card.
    #[serde(default)]
    pub card: String,
    /// The sizes of an encoder–decoder's caches.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decoder: Option<Decoder>,
    /// What the engine needs for trusting the model's text; passed through unread.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub guard: Option<serde_json::Value>,
}

/// How a model is built.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// An encoder reads the source once and a decoder writes.
    EncoderDecoder,
    /// One decoder reads and writes.
    DecoderOnly,
}

/// A file of a model.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Its path in the model's folder, with `/`.
    pub path: String,
    /// Its length.
    pub bytes: u64,
    /// Its SHA-256 sum in hexadecimal.
    pub sha256: String,
}

/// How much text a model reads and writes, in tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Context {
    /// The longest source.
    pub source: usize,
    /// The longest target.
    pub target: usize,
}

/// The sizes of an encoder–decoder's caches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decoder {
    /// How many layers the decoder has.
    pub layers: usize,
    /// How many heads a layer has.
    pub heads: usize,
    /// How wide a head is.
    pub head_size: usize,
}

/// No size in a manifest may exceed this: it keeps what is computed from sizes far away from overflowing.
const MAX_SIZE: usize = 1 << 16;

impl Manifest {
    /// Reads `manifest.json` and checks what can be checked without the files.
    pub fn parse(bytes: &[u8]) -> Result<Self, LoadError> {
        check_is_file("manifest.json", bytes)?;
        let broken = |why: String| LoadError::Manifest { why };
        let manifest: Self = serde_json::from_slice(bytes).map_err(|error| broken(error.to_string()))?;
        if manifest.v != 1 {
            return Err(broken(format!("its version is {}, and this program reads version 1", manifest.v)));
        }
        for entry in &manifest.files {
            let is_plain = |part: &str| !matches!(part, "" | "." | "..") && !part.contains(['\\', ':']);
            if !entry.path.split('/').all(is_plain) {
                return Err(broken(format!("the path {:?} leads out of the folder", entry.path)));
            }
            if entry.sha256.len() != 64 || !entry.sha256.bytes().all(|it| it.is_ascii_hexdigit()) {
                return Err(broken(format!("the SHA-256 of {} has no 64 hexadecimal digits", entry.path)));
            }
            if manifest.files.iter().filter(|other| other.path == entry.path).count() > 1 {
                return Err(broken(format!("{} is listed twice", entry.path)));
            }
        }
        let Context { source, target } = manifest.context;
        let decoder = manifest.decoder.map_or(vec![], |it| vec![it.layers, it.heads, it.head_size]);
        if [source, target].into_iter().chain(decoder).any(|it| it == 0 || it > MAX_SIZE) {
            return Err(broken(format!("a size is not between 1 and {MAX_SIZE}")));
        }
        if manifest.kind == Kind::EncoderDecoder && manifest.decoder.is_none() {
            return Err(broken("an encoder-decoder needs the field `decoder`".to_owned()));
        }
        Ok(manifest)
    }

    /// How many bytes all files have.
    pub fn bytes(&self) -> u64 {
        self.files.iter().map(|it| it.bytes).sum()
    }

    /// Holds a file against its entry.
    pub fn verify(&self, path: &str, bytes: &[u8]) -> Result<(), LoadError> {
        let Some(entry) = self.files.iter().find(|it| it.path == path) else {
            return Err(LoadError::Manifest { why: format!("it does not list {path}") });
        };
        entry.verify(bytes)
    }
}

impl Entry {
    /// Holds a file against the entry: what it is, its length, its sum.
    pub fn verify(&self, bytes: &[u8]) -> Result<(), LoadError> {
        let path = || self.path.clone();
        let got = bytes.len() as u64;
        if got != self.bytes {
            // A page or a pointer explains the wrong length better than the length does.
            check_is_file(&self.path, bytes)?;
            return Err(LoadError::Length { path: path(), got, expected: self.bytes });
        }
        let sum = hexadecimal(&Sha256::digest(bytes));
        if !sum.eq_ignore_ascii_case(&self.sha256) {
            check_is_file(&self.path, bytes)?;
            return Err(LoadError::WrongHash { path: path(), got: sum, expected: self.sha256.clone() });
        }
        Ok(())
    }
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Says so where a file is a web page or a Git LFS pointer instead of what was asked for.
pub(crate) fn check_is_file(path: &str, bytes: &[u8]) -> Result<(), LoadError> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    let starts_with =
        |text: &str| bytes.get(..text.len()).is_some_and(|start| start.eq_ignore_ascii_case(text.as_bytes()));
    if ["<!doctype", "<html", "<head", "<?xml"].into_iter().any(starts_with) {
        return Err(LoadError::Html { path: path.to_owned() });
    }
    if starts_with("version https://git-lfs") {
        return Err(LoadError::LfsPointer { path: path.to_owned() });
    }
    Ok(())
}

/// The bytes of a model's files, by their paths; whoever loads a model reads or downloads them.
#[derive(Clone, Debug, Default)]
pub struct Files(BTreeMap<String, Vec<u8>>);

impl Files {
    /// No files yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a file, in place of any of the same path.
    pub fn insert(&mut self, path: impl Into<String>, bytes: Vec<u8>) {
        self.0.insert(path.into(), bytes);
    }

    /// The paths that are there.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// The bytes of a file.
    pub fn get(&self, path: &str) -> Option<&[u8]> {
        self.0.get(path).map(Vec::as_slice)
    }

    /// Takes a file out, so that its memory is free once it has been read.
    pub fn take(&mut self, path: &str) -> Result<Vec<u8>, LoadError> {
        self.0.remove(path).ok_or_else(|| LoadError::Missing { path: path.to_owned() })
    }
}

impl<P: Into<String>> FromIterator<(P, Vec<u8>)> for Files {
    fn from_iter<I: IntoIterator<Item = (P, Vec<u8>)>>(files: I) -> Self {
        Self(files.into_iter().map(|(path, bytes)| (path.into(), bytes)).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The sum is that of the three letters "abc".
    const TEXT: &str = r#"{"v":1,"name":"m","kind":"encoder-decoder","tasks":["intent"],
        "files":[{"path":"a.bin","bytes":3,"sha256":"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"}],
        "context":{"source":192,"target":48},"license":"MIT","card":"CARD.md",
        "decoder":{"layers":2,"heads":4,"head_size":64},"guard":{"threshold":0.5,"anything":[1]}}"#;

    fn error(from: &str, to: &str) -> String {
        assert!(TEXT.contains(from), "{from}");
        Manifest::parse(TEXT.replace(from, to).as_bytes()).unwrap_err().to_string()
    }

    #[test]
    fn a_manifest_comes_back() {
        let manifest = Manifest::parse(TEXT.as_bytes()).expect("it is sound");
        assert_eq!(manifest.context, Context { source: 192, target: 48 });
        assert_eq!(manifest.guard.as_ref().expect("there is one")["threshold"], 0.5);
        assert_eq!(manifest.bytes(), 3);
        let again = serde_json::to_vec(&manifest).expect("plain data is JSON");
        assert_eq!(Manifest::parse(&again).expect("it is sound"), manifest);
    }

    #[test]
    fn a_broken_manifest_says_what_is_wrong() {
        assert!(error("\"v\":1", "\"v\":2").contains("version is 2"));
        assert!(error("\"name\":\"m\",", "").contains("name"));
        assert!(error("a.bin", "../a.bin").contains("leads out"));
        assert!(error("a.bin", "/a.bin").contains("leads out"));
        assert!(error("ba78", "xx78").contains("64 hexadecimal digits"));
        assert!(error("\"heads\":4", "\"heads\":0").contains("between 1 and"));
        assert!(error("\"decoder\"", "\"decoded\"").contains("needs the field `decoder`"));
        assert!(error("\"kind\":\"encoder-decoder\"", "\"kind\":\"x\"").contains("unknown variant"));
        assert!(error(TEXT, "").contains("EOF"));
        let page = Manifest::parse(b"\xef\xbb\xbf <!DOCTYPE html><title>404</title>").unwrap_err();
        assert!(page.to_string().starts_with("manifest.json is an HTML page"), "{page}");
    }

    #[test]
    fn files_are_held_against_their_entries() {
        let manifest = Manifest::parse(TEXT.as_bytes()).expect("it is sound");
        let error = |bytes: &[u8]| manifest.verify("a.bin", bytes).unwrap_err().to_string();
        assert_eq!(manifest.verify("a.bin", b"abc"), Ok(()));
        assert!(error(b"ab").starts_with("a.bin is truncated: got 2 of 3 bytes"));
        assert!(error(b"abcd").starts_with("a.bin is too long: got 4 of 3 bytes"));
        assert!(
            error(b"abd").contains("its SHA-256 is a52d159f262b2c6ddb724a61840befc36eb30c88877a4030b65cbe86298449c9")
        );
        assert!(error(b"<html><body>Not Found").contains("HTML page"));
        assert!(error(b"version https://git-lfs.github.com/spec/v1\noid").contains("git lfs pull"));
        assert!(manifest.verify("b.bin", b"").unwrap_err().to_string().contains("does not list b.bin"));
    }

    #[test]
    fn a_file_that_is_not_there_is_named() {
        let mut files = Files::from_iter([("a", vec![1])]);
        assert_eq!(files.take("a"), Ok(vec![1]));
        assert_eq!(files.take("a"), Err(LoadError::Missing { path: "a".to_owned() }));
    }
}
