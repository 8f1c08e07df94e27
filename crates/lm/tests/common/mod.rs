//! The tiny models of `tests/fixtures`.

use std::path::Path;

use lm::{Files, Manifest};

/// The manifest and the files of a model.
pub fn model(name: &str) -> (Manifest, Files) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name);
    let read = |path: &str| std::fs::read(folder.join(path)).unwrap_or_else(|error| panic!("{path}: {error}"));
    let manifest = Manifest::parse(&read("manifest.json")).expect("the manifest is sound");
    let files = manifest.files.iter().map(|it| (it.path.clone(), read(&it.path))).collect();
    (manifest, files)
}
