//! Text to tokens and back, and which tokens an encoder–decoder may write.

use std::collections::BTreeMap;

use tokenizers::Tokenizer;

use crate::LoadError;
use crate::manifest::check_is_file;

/// The token that ends a target.
const END: &str = "</s>";

/// The tokens of an encoder–decoder.
#[derive(Clone)]
pub(crate) struct Vocabulary {
    tokenizer: Tokenizer,
    classes: Vec<Class>,
    pieces: Vec<String>,
    end: u32,
    /// The tokens that say what to write, such as `<b>`.
    tags: BTreeMap<String, u32>,
}

/// What a token is to the decoder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Class {
    /// A piece of a word, which may always be written.
    Piece,
    /// It ends the target.
    End,
    /// It stands for an identifier or a number of the source, and may be written only where the source has it.
    Slot,
    /// It is never written.
    Mark,
}

impl Vocabulary {
    /// Reads `tokenizer.json`.
    pub(crate) fn load(path: &str, bytes: &[u8]) -> Result<Self, LoadError> {
        let tokenizer = tokenizer(path, bytes)?;
        let broken = |why: &str| LoadError::Tokenizer { path: path.to_owned(), why: why.to_owned() };
        let length = tokenizer.get_vocab_size(true);
        let mut pieces = Vec::with_capacity(length);
        for id in 0..length as u32 {
            pieces.push(tokenizer.id_to_token(id).ok_or_else(|| broken("its ids have gaps"))?);
        }
        let mut classes: Vec<Class> = pieces.iter().map(|piece| of_piece(piece)).collect();
        let mut tags = BTreeMap::new();
        for (id, token) in tokenizer.get_added_tokens_decoder() {
            let class = classify(&token.content);
            // Ids beyond the vocabulary would have shown as gaps.
            if let Some(slot) = classes.get_mut(id as usize) {
                *slot = class;
            }
            if class == Class::Mark {
                tags.insert(token.content, id);
            }
        }
        let end = tokenizer.token_to_id(END).ok_or_else(|| broken("it has no token </s>"))?;
        if classes[end as usize] != Class::End {
            return Err(broken("</s> is no added token"));
        }
        Ok(Self { tokenizer, classes, pieces, end, tags })
    }

    /// How many tokens there are.
    pub(crate) fn len(&self) -> usize {
        self.classes.len()
    }

    /// What the tokens are, by id.
    pub(crate) fn classes(&self) -> &[Class] {
        &self.classes
    }

    /// The token that ends a target.
    pub(crate) fn end(&self) -> u32 {
        self.end
    }

    /// The token of a tag such as `<b>`.
    pub(crate) fn tag(&self, tag: &str) -> Option<u32> {
        self.tags.get(tag).copied()
    }

    /// All tags.
    pub(crate) fn tags(&self) -> impl Iterator<Item = &str> {
        self.tags.keys().map(String::as_str)
    }

    /// How a token is spelled in the vocabulary, with `▁` for a space before it.
    pub(crate) fn piece(&self, id: u32) -> &str {
        self.pieces.get(id as usize).map_or("", String::as_str)
    }

    /// The tokens of a text.
    pub(crate) fn encode(&self, text: &str) -> Result<Vec<u32>, String> {
        encode(&self.tokenizer, text)
    }

    /// The text of tokens, slots included.
    pub(crate) fn decode(&self, tokens: &[u32]) -> Result<String, String> {
        self.tokenizer.decode(tokens, false).map_err(|error| error.to_string())
    }
}

/// Reads a `tokenizer.json` of any kind.
pub(crate) fn tokenizer(path: &str, bytes: &[u8]) -> Result<Tokenizer, LoadError> {
    check_is_file(path, bytes)?;
    let broken = |why: String| LoadError::Tokenizer { path: path.to_owned(), why };
    let mut tokenizer = Tokenizer::from_bytes(bytes).map_err(|error| broken(error.to_string()))?;
    // The length of a text is our business.
    tokenizer.with_truncation(None).map_err(|error| broken(error.to_string()))?;
    tokenizer.with_padding(None);
    Ok(tokenizer)
}

/// The tokens of a text, none added at its ends.
pub(crate) fn encode(tokenizer: &Tokenizer, text: &str) -> Result<Vec<u32>, String> {
    let encoding = tokenizer.encode_fast(text, false).map_err(|error| error.to_string())?;
    Ok(encoding.get_ids().to_vec())
}

/// What a token of the model's own vocabulary is: digits are never written, since numbers are slots.
fn of_piece(piece: &str) -> Class {
    if piece.contains(char::is_numeric) { Class::Mark } else { Class::Piece }
}

/// What an added token is, by its spelling.
fn classify(token: &str) -> Class {
    let is_slot = ["<x", "<n"].iter().any(|start| {
        let digits = token.strip_prefix(start).and_then(|rest| rest.strip_suffix('>'));
        digits.is_some_and(|digits| !digits.is_empty() && digits.bytes().all(|it| it.is_ascii_digit()))
    });
    match token {
        END => Class::End,
        _ if is_slot => Class::Slot,
        _ => Class::Mark,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn added_tokens_are_slots_by_their_spelling() {
        assert_eq!(["<x0>", "<x47>", "<n15>"].map(classify), [Class::Slot; 3]);
        let marks = ["<pad>", "<s>", "<unk>", "<b>", "<name>", "<x>", "<x1", "<xa>", "<n-1>", "<lang:x1>", "<tell-b>"];
        assert_eq!(marks.map(classify), [Class::Mark; 11]);
        assert_eq!(classify("</s>"), Class::End);
    }

    #[test]
    fn a_number_is_no_piece() {
        assert_eq!(["▁reads", "一", "'", "▁"].map(of_piece), [Class::Piece; 4]);
        assert_eq!(["7", "▁4", "<x1", "²"].map(of_piece), [Class::Mark; 4]);
    }

    #[test]
    fn a_broken_tokenizer_says_so() {
        let error = |bytes: &[u8]| Vocabulary::load("tokenizer.json", bytes).err().expect("it is refused").to_string();
        assert!(error(b"{").starts_with("tokenizer.json cannot be used: "));
        assert!(error(b"<!doctype html>").contains("HTML page"));
        let bare = br#"{"version":"1.0","added_tokens":[],"model":{"type":"BPE","vocab":{"a":0},"merges":[]}}"#;
        assert!(error(bare).contains("no token </s>"), "{}", error(bare));
        let gap = br#"{"version":"1.0","added_tokens":[],"model":{"type":"BPE","vocab":{"a":0,"b":2},"merges":[]}}"#;
        assert!(error(gap).contains("gaps"), "{}", error(gap));
    }
}
