//! What a release consists of: archives that come out the same wherever they are made, their sums, and the list of what is in them.
//!
//! A crate of its own, so that `cargo xtask`, which every newcomer compiles, stays small.

pub mod archive;
pub mod sbom;
pub mod sums;
