//! What can be wrong with a model or a request, and how to mend it.

use thiserror::Error;

/// Why a model could not be loaded.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum LoadError {
    /// The manifest is no JSON or lacks something.
    #[error("manifest.json cannot be used: {why}; take the file that came with the model")]
    Manifest {
        /// What is wrong with it.
        why: String,
    },
    /// A file was not given.
    #[error("{path} is missing; put it into the folder of the model")]
    Missing {
        /// Its path in the model's folder.
        path: String,
    },
    /// A file has fewer or more bytes than the manifest says.
    #[error("{path} is {}: got {got} of {expected} bytes; download it again", if got < expected { "truncated" } else { "too long" })]
    Length {
        /// Its path in the model's folder.
        path: String,
        /// How many bytes it has.
        got: u64,
        /// How many it should have.
        expected: u64,
    },
    /// A server answered with a page.
    #[error(
        "{path} is an HTML page instead of a model file; its address is probably wrong, or the host answers with an error page"
    )]
    Html {
        /// Its path in the model's folder.
        path: String,
    },
    /// A file holds a Git LFS pointer.
    #[error("{path} is a Git LFS pointer instead of the file; fetch it with `git lfs pull`")]
    LfsPointer {
        /// Its path in the model's folder.
        path: String,
    },
    /// A file has other bytes than the manifest says.
    #[error(
        "{path} is not the file that manifest.json speaks of: its SHA-256 is {got}, not {expected}; download both again"
    )]
    WrongHash {
        /// Its path in the model's folder.
        path: String,
        /// The sum that it has.
        got: String,
        /// The sum that it should have.
        expected: String,
    },
    /// A file cannot be read as ONNX.
    #[error("{path} is no ONNX model: {why}; export or download it again")]
    NotOnnx {
        /// Its path in the model's folder.
        path: String,
        /// What is wrong with it.
        why: String,
    },
    /// A graph uses operators that the runtime lacks.
    #[error("{path} uses operators that are not supported: {}; export the model without them", operators.join(", "))]
    Unsupported {
        /// Its path in the model's folder.
        path: String,
        /// Their names, sorted.
        operators: Vec<String>,
    },
    /// A graph has other inputs, outputs or shapes than it should.
    #[error("{path} does not fit: {why}; export it as the manifest says")]
    Shape {
        /// Its path in the model's folder.
        path: String,
        /// What is wrong with it.
        why: String,
    },
    /// A file of settings cannot be used.
    #[error("{path} cannot be used: {why}; take the file that came with the model")]
    Config {
        /// Its path in the model's folder.
        path: String,
        /// What is wrong with it.
        why: String,
    },
    /// The tokenizer cannot be used.
    #[error("{path} cannot be used: {why}; take the file that the model was trained with")]
    Tokenizer {
        /// Its path in the model's folder.
        path: String,
        /// What is wrong with it.
        why: String,
    },
}

impl LoadError {
    /// The path of the file that is to blame, so that a cache can throw it away.
    pub fn path(&self) -> Option<&str> {
        match self {
            Self::Manifest { .. } => None,
            Self::Missing { path }
            | Self::Length { path, .. }
            | Self::Html { path }
            | Self::LfsPointer { path }
            | Self::WrongHash { path, .. }
            | Self::NotOnnx { path, .. }
            | Self::Unsupported { path, .. }
            | Self::Shape { path, .. }
            | Self::Config { path, .. }
            | Self::Tokenizer { path, .. } => Some(path),
        }
    }
}

/// Why a request could not be answered.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum InferError {
    /// The source has no text.
    #[error("there is nothing to read: the source is empty")]
    NoSource,
    /// No task was asked for, or too many.
    #[error("{got} task tags were asked for; there must be 1 to {most}")]
    Tags {
        /// How many were asked for.
        got: usize,
        /// How many may be.
        most: usize,
    },
    /// The model does not know a task.
    #[error("the model does not know the task {tag}; it knows {}", known.join(", "))]
    UnknownTag {
        /// The tag that was asked for.
        tag: String,
        /// The tags that there are.
        known: Vec<String>,
    },
    /// The beam is too wide or has no width.
    #[error("a beam of {got} was asked for; it must be 1 to {most}")]
    Beam {
        /// The width that was asked for.
        got: usize,
        /// The greatest width.
        most: usize,
    },
    /// The caller wants no answer any more.
    #[error("cancelled")]
    Cancelled,
    /// The conversation is longer than the model's context.
    #[error("the text has {got} tokens and the model reads at most {most}; shorten it")]
    TooLong {
        /// How many tokens the text has.
        got: usize,
        /// How many the model reads.
        most: usize,
    },
    /// The model computed something that is no number, or could not be run.
    #[error("the model failed: {0}")]
    Failed(String),
}
