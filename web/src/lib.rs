//! The page: an editor, an explanation beside it, and a worker that holds the engine.
//!
//! The page's state is a pure reducer ([`state`]); what waits for the worker is a pure queue ([`queue`]); one component is one
//! file. Only `bin/worker.rs` calls the engine's `explain`: the main thread neither parses nor explains.

pub mod agent;
pub mod app;
pub mod components;
pub mod editor;
pub mod export;
pub mod find;
pub mod hooks;
pub mod protocol;
pub mod queue;
pub mod samples;
pub mod state;
pub mod trouble;
