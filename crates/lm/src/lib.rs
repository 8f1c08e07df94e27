//! Runs small language models: text in, tokens out. The room for tensors and tokens, and the only one that names `tract` and `tokenizers`.
//!
//! ```text
//! manifest.json, files → Model::load:  manifest  every file is held against its sum
//!                                      rewrite   int8 weights leave the ONNX graph and become matrices
//!                                      graph     tract simplifies the rest; ops puts ours where its results differ by machine
//! source, tags         → Model::infer: vocabulary → encoder, once → decode, a token for all tasks at a time → Output
//!                                      distribution  what may follow: copying, masks, no three tokens twice
//! ```
//!
//! What must stay true:
//!
//! - Nothing here reads files, talks to a network, looks at a clock or starts a thread: [`Files`] are given, progress and the wish to go on
//!   are asked of the caller. Native shells and the worker of the page use the same few functions.
//! - The same model and request give the same bits on every machine, native and wasm: sums of int8 products are integers, and what is
//!   computed in floats is written in [`exact`] and added in an order that only the shapes decide.
//! - An int8 weight never becomes a float that is kept; a matrix that two graphs or two nodes use is in memory once.
//! - A damaged or foreign file is an error that says what is wrong and how to mend it. tract itself takes for granted that the constants
//!   of a graph make sense, which is one reason why no file is read before its sum is right.
//! - A token that stands for an identifier or a number can only be written where the source has it.
//!
//! What does not belong here: what a prompt says, whether a sentence is believed, how it is shown.

#![cfg_attr(test, expect(clippy::float_cmp, reason = "that the bits are equal is what is tested"))]

mod decode;
mod distribution;
mod error;
pub mod exact;
mod graph;
pub mod int8;
mod manifest;
mod model;
mod operators;
mod ops;
pub mod pack;
#[cfg(all(target_family = "wasm", target_os = "unknown"))]
mod random;
#[cfg(test)]
mod replay;
mod rewrite;
mod vocabulary;
pub use decode::Decoding;
pub use error::{InferError, LoadError};
pub use manifest::{Context, Decoder, Entry, Files, Kind, Manifest};
pub use model::{Loading, MAX_BEAM, MAX_TAGS, Model, Output, Progress, Request, Step};
pub use rewrite::Weights;
