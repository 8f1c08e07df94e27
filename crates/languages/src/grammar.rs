//! Where grammars come from, and the tables of their languages. Natively they are linked in. In wasm each grammar is a module of its
//! own with the tables inside, which the host loads when somebody first asks for it, since all of them together are many times as
//! large as everything else.
//!
//! Architecture Invariant: what a text is read as never depends on which grammars are there. Where one is missing that would be
//! needed, the answer is [`Absent`], and the host loads it and asks again.

use std::ptr;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use code::Library;

/// A table of `grammars.toml`.
pub struct Grammar {
    /// The name under which the host knows it.
    pub(crate) name: &'static str,
    /// What is linked in; there is nothing in wasm.
    pub(crate) linked: Option<Linked>,
    /// Where the host has put the grammar; 0 until then.
    pub(crate) address: AtomicUsize,
    /// The tables, once they were asked for or provided.
    pub(crate) library: OnceLock<Library>,
    /// The grammar's own list of its nodes, which tests hold the rules against.
    #[cfg(test)]
    pub(crate) node_types: &'static str,
}

/// What a native program holds of a grammar.
pub(crate) struct Linked {
    pub(crate) grammar: fn() -> tree_sitter::Language,
    /// The tables, packed by `gloss-tables`.
    pub(crate) tables: &'static [u8],
}

/// The tables of a language that is not there yet.
static NOTHING: Library = Library { entries: &[], terms: &[], bare: &[], common: &[], words: &[], documents: &[] };

/// A grammar that is needed and not there yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Absent {
    /// Its name in `grammars.toml`.
    pub grammar: &'static str,
}

impl Grammar {
    pub(crate) fn get(&self) -> Result<tree_sitter::Language, Absent> {
        if let Some(linked) = &self.linked {
            return Ok((linked.grammar)());
        }
        match self.address.load(Ordering::Relaxed) {
            0 => Err(Absent { grammar: self.name }),
            // SAFETY: who wrote the address promised that a grammar stands there.
            address => Ok(unsafe { tree_sitter::Language::from_raw(ptr::with_exposed_provenance(address)) }),
        }
    }

    /// What the language's library is for; nothing while the grammar is not there.
    pub(crate) fn library(&self) -> &Library {
        match &self.linked {
            // Those that the build packed can be read, which a test sees to.
            Some(linked) => self.library.get_or_init(|| postcard::from_bytes(linked.tables).unwrap_or(NOTHING)),
            None => self.library.get().unwrap_or(&NOTHING),
        }
    }
}

/// Takes over a grammar that the host has loaded: its name, what its module's `tree_sitter_X` gave, and the tables of its language.
/// Answers whether it is one of ours, of a version that can be read.
///
/// # Safety
///
/// At an address that is not 0 there must be a grammar as tree-sitter generates them, which stays there.
pub unsafe fn provide(name: &str, address: usize, tables: &'static [u8]) -> bool {
    let grammar = generated::ALL.iter().find(|grammar| grammar.name == name);
    let Some(grammar) = grammar.filter(|_| address != 0) else { return false };
    // SAFETY: the caller promises that a grammar stands there.
    let language = unsafe { tree_sitter::Language::from_raw(ptr::with_exposed_provenance(address)) };
    let is_readable = tree_sitter::Parser::new().set_language(&language).is_ok();
    let Some(library) = postcard::from_bytes(tables).ok().filter(|_| is_readable) else { return false };
    // One that was provided before stays: texts were read by it.
    let _ = grammar.library.set(library);
    grammar.address.store(address, Ordering::Relaxed);
    true
}

/// What `grammars.toml` becomes at build time: a static for each grammar.
pub(crate) mod generated {
    use std::sync::OnceLock;
    use std::sync::atomic::AtomicUsize;

    use super::Grammar;
    #[cfg(not(target_family = "wasm"))]
    use super::Linked;

    include!(concat!(env!("OUT_DIR"), "/grammars.rs"));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_grammar_that_is_not_there_is_named() {
        let grammar = Grammar {
            name: "abc",
            linked: None,
            address: AtomicUsize::new(0),
            library: OnceLock::new(),
            node_types: "",
        };
        assert_eq!(grammar.get(), Err(Absent { grammar: "abc" }));
        // SAFETY: there is nothing at the address, and nothing is read there.
        assert!(!unsafe { provide("abc", 0, &[]) });
        assert!(!unsafe { provide(generated::ALL[0].name, 0, &[]) });
        assert!(grammar.library().entries.is_empty());
    }

    #[test]
    fn the_tables_of_every_language_can_be_read() {
        for grammar in generated::ALL {
            let library = grammar.library();
            assert!(
                !library.entries.is_empty() || !library.words.is_empty() || !library.documents.is_empty(),
                "{}",
                grammar.name
            );
            assert!(!library.terms.is_empty(), "{}", grammar.name);
        }
    }
}
