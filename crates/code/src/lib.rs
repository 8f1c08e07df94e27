//! The language-neutral code model: what every programming language is lowered to, and what facts and prose read.
//!
//! Data only. A [`Unit`] is one source text as an arena of [`Node`]s in which every node knows its span and its parent.
//! Nothing here knows a grammar, a fact or an English word, and nothing here depends on another room of Gloss.
//!
//! Architecture Invariant: no walk in this crate recurses on the depth of the code.

mod build;
mod data;
mod dialect;
mod directive;
mod document;
mod kind;
mod library;
mod links;
mod markup;
mod modifiers;
mod names;
mod operators;
mod packed;
mod query;
mod unit;
mod walk;

pub use build::{Builder, Run};
pub use data::{DataPart, Ending, Slip, Spelling};
pub use dialect::{Arithmetic, Dialect, Terms};
pub use directive::DirectiveForm;
pub use document::{DocumentKey, DocumentKind};
pub use kind::*;
pub use library::{CallCost, CallOption, Effect, Library, LibraryEntry, Word};
pub use links::{LinkForm, Links, Sharing};
pub use markup::{MarkupPart, StylePart};
pub use modifiers::Modifiers;
pub use names::{Names, Symbol};
pub use operators::*;
pub use query::*;
pub use unit::{Comment, Doc, Fault, Node, Span, Unit};
pub use walk::{Descendants, Preorder};
