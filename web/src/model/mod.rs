//! The language model in the page: a second worker with its own module, started only when the reader switches the model on.
//!
//! The page and the rule-made text never wait for it. [`state`] is what the page knows of it, [`agent`] the bridge to the worker,
//! [`protocol`] what the two say, [`download`] how a file arrives in spite of broken connections. The worker itself is `bin/model/`.

pub mod agent;
pub mod download;
pub mod protocol;
pub mod state;
