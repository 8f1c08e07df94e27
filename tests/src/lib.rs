//! What must hold for all of Gloss, whatever the language: literate specs, properties over real code, hostile input.
//!
//! `tests/` holds one test binary for each of these; this library holds what they share.
//! Nothing here knows a programming language by name: languages are taken from the engine's own table.

pub mod claims;
pub mod corpus;
pub mod coverage;
pub mod diff;
pub mod eval;
pub mod functions;
pub mod project;
pub mod properties;
pub mod readability;
pub mod spec;
pub mod webdriver;

use std::path::{Path, PathBuf};

/// The repository's root.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().map_or_else(PathBuf::new, Path::to_path_buf)
}
