//! The page: an editor, an explanation beside it, a worker that holds the engine, and one that holds the language model.
//!
//! The page's state is a pure reducer ([`state`]); what waits for a worker is a pure queue ([`queue`]); one component is one
//! file. Only `bin/worker.rs` reads code and only `bin/model/` runs the model: the main thread neither parses nor infers.

pub mod agent;
pub mod app;
pub mod comments;
pub mod components;
pub mod editor;
pub mod export;
pub mod find;
pub mod history;
pub mod hooks;
pub mod link;
pub mod model;
pub mod note;
pub mod offline;
pub mod project;
pub mod protocol;
pub mod queue;
pub mod samples;
pub mod state;
pub mod trouble;
