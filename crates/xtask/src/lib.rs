//! Every task a developer runs: `cargo xtask serve`, `test`, `spec --bless`, `tidy`, `bench explain`, `eval`, `size`,
//! `dist`, `generators`.
//!
//! A library with a thin binary, because the browser tests serve the built site by the same server.

pub mod bench;
pub mod dist;
pub mod eval;
pub mod generators;
pub mod server;
pub mod setup;
pub mod shell;
pub mod site;
pub mod size;
pub mod steps;
pub mod tidy;
