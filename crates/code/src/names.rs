//! Interned names.

use rustc_hash::FxHashMap;

/// A name that occurs in the source, interned in [`Names`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Symbol(u32);

impl Symbol {
    /// The position of this name in the order of first occurrence.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// All names of one [`Unit`](crate::Unit), each stored once.
#[derive(Clone, Debug, Default)]
pub struct Names {
    text: String,
    ends: Vec<u32>,
    known: FxHashMap<Box<str>, Symbol>,
}

impl Names {
    /// Interns a name.
    pub fn intern(&mut self, name: &str) -> Symbol {
        if let Some(&symbol) = self.known.get(name) {
            return symbol;
        }
        let symbol = Symbol(self.ends.len() as u32);
        self.text.push_str(name);
        self.ends.push(self.text.len() as u32);
        self.known.insert(name.into(), symbol);
        symbol
    }

    /// The symbol of a name, if the source has it at all.
    pub fn find(&self, name: &str) -> Option<Symbol> {
        self.known.get(name).copied()
    }

    /// The text of a name.
    pub fn text(&self, symbol: Symbol) -> &str {
        let start = if symbol.0 == 0 { 0 } else { self.ends[symbol.index() - 1] as usize };
        &self.text[start..self.ends[symbol.index()] as usize]
    }

    /// How many different names there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether the source has no name.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }
}
