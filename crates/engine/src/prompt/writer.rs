//! Writes the words that the model reads, and gives names and numbers their slots.

use rustc_hash::FxHashMap;

use super::lexer;

/// How many names have a slot.
pub const IDENTIFIER_SLOTS: usize = 48;
/// How many numbers have a slot.
pub const NUMBER_SLOTS: usize = 16;

/// Writes words in a row.
pub(super) struct Writer<'w> {
    out: &'w mut String,
    pub(super) identifiers: Vec<String>,
    pub(super) numbers: Vec<String>,
    slots: FxHashMap<String, usize>,
    number_slots: FxHashMap<String, usize>,
}

impl<'w> Writer<'w> {
    pub(super) fn new(out: &'w mut String) -> Self {
        Self {
            out,
            identifiers: Vec::new(),
            numbers: Vec::new(),
            slots: FxHashMap::default(),
            number_slots: FxHashMap::default(),
        }
    }

    /// Writes a word as it is.
    pub(super) fn word(&mut self, word: &str) {
        if !self.out.is_empty() {
            self.out.push(' ');
        }
        self.out.push_str(word);
    }

    /// Writes a name: its slot, and its words where it stands for the first time. Gives the number of words.
    pub(super) fn identifier(&mut self, name: &str) -> usize {
        if let Some(&slot) = self.slots.get(name) {
            self.word(&format!("<x{slot}>"));
            return 0;
        }
        let slot = self.identifiers.len();
        if slot < IDENTIFIER_SLOTS {
            self.slots.insert(name.to_owned(), slot);
            self.identifiers.push(name.to_owned());
            self.word(&format!("<x{slot}>"));
        }
        let words = lexer::words(name);
        for word in &words {
            self.word(word);
        }
        words.len()
    }

    /// Writes a number: its slot, and the number itself where it stands for the first time and is short.
    pub(super) fn number(&mut self, number: &str) {
        if let Some(&slot) = self.number_slots.get(number) {
            self.word(&format!("<n{slot}>"));
            return;
        }
        let slot = self.numbers.len();
        if slot < NUMBER_SLOTS {
            self.number_slots.insert(number.to_owned(), slot);
            self.numbers.push(number.to_owned());
            self.word(&format!("<n{slot}>"));
        }
        if number.len() <= 5 {
            self.word(number);
        }
    }
}
