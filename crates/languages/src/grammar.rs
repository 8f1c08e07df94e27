//! Where grammars come from. Natively they are linked in. In wasm each is a module of its own, which the host loads when somebody
//! first asks for it, since all of them together are many times as large as everything else.
//!
//! Architecture Invariant: what a text is read as never depends on which grammars are there. Where one is missing that would be
//! needed, the answer is [`Absent`], and the host loads it and asks again.

use std::ptr;
use std::sync::atomic::{AtomicUsize, Ordering};

/// A table of `grammars.toml`.
pub struct Grammar {
    /// The name under which the host knows it.
    pub(crate) name: &'static str,
    /// The grammar that is linked in; there is none in wasm.
    pub(crate) linked: Option<fn() -> tree_sitter::Language>,
    /// Where the host has put the grammar; 0 until then.
    pub(crate) address: AtomicUsize,
    /// The grammar's own list of its nodes, which tests hold the rules against.
    #[cfg(test)]
    pub(crate) node_types: &'static str,
}

/// A grammar that is needed and not there yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Absent {
    /// Its name in `grammars.toml`.
    pub grammar: &'static str,
}

impl Grammar {
    pub(crate) fn get(&self) -> Result<tree_sitter::Language, Absent> {
        if let Some(linked) = self.linked {
            return Ok(linked());
        }
        match self.address.load(Ordering::Relaxed) {
            0 => Err(Absent { grammar: self.name }),
            // SAFETY: who wrote the address promised that a grammar stands there.
            address => Ok(unsafe { tree_sitter::Language::from_raw(ptr::with_exposed_provenance(address)) }),
        }
    }
}

/// Takes over a grammar that the host has loaded: its name, and what its module's `tree_sitter_X` gave. Answers whether it is one of
/// ours, of a version that can be read.
///
/// # Safety
///
/// At an address that is not 0 there must be a grammar as tree-sitter generates them, which stays there.
pub unsafe fn provide(name: &str, address: usize) -> bool {
    let grammar = generated::ALL.iter().find(|grammar| grammar.name == name);
    let Some(grammar) = grammar.filter(|_| address != 0) else { return false };
    // SAFETY: the caller promises that a grammar stands there.
    let language = unsafe { tree_sitter::Language::from_raw(ptr::with_exposed_provenance(address)) };
    let is_readable = tree_sitter::Parser::new().set_language(&language).is_ok();
    if is_readable {
        grammar.address.store(address, Ordering::Relaxed);
    }
    is_readable
}

/// What `grammars.toml` becomes at build time: a static for each grammar.
pub(crate) mod generated {
    use std::sync::atomic::AtomicUsize;

    use super::Grammar;

    include!(concat!(env!("OUT_DIR"), "/grammars.rs"));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_grammar_that_is_not_there_is_named() {
        let grammar = Grammar { name: "abc", linked: None, address: AtomicUsize::new(0), node_types: "" };
        assert_eq!(grammar.get(), Err(Absent { grammar: "abc" }));
        // SAFETY: there is nothing at the address, and nothing is read there.
        assert!(!unsafe { provide("abc", 0) });
        assert!(!unsafe { provide(generated::ALL[0].name, 0) });
    }
}
