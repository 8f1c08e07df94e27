//! The phrases in which a fact can be stated, and how they are looked for.
//!
//! A phrase is what an author would write, with three marks:
//!
//! - `…` (or `...`) is a gap of any length within one sentence: `returns … cached value`.
//! - `|` separates alternatives between two gaps: `returns | gives back … cached | stored`.
//! - `*` at the end of a word stands for any ending: `return*` is also *returns* and *returned*.
//!
//! Case, punctuation and markup do not count.
//! At least one word must be found outside backticks, so that naming an identifier states nothing.

use std::fmt;

use serde::Deserialize;

/// A phrase.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Pattern {
    text: String,
    /// Between gaps: the alternatives, each a run of words.
    parts: Vec<Vec<Vec<Stem>>>,
}

/// A word of a phrase.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Stem {
    letters: String,
    is_open: bool,
}

impl Stem {
    fn fits(&self, word: &str) -> bool {
        if self.is_open { word.starts_with(&self.letters) } else { word == self.letters }
    }
}

/// A sentence as it is searched: its words in lower case.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    words: Vec<(String, bool)>,
}

impl TryFrom<String> for Pattern {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let mut parts = Vec::new();
        for part in text.replace("...", "…").split('…') {
            let mut alternatives = Vec::new();
            for alternative in part.split('|') {
                let stems = stems(alternative);
                if stems.is_empty() {
                    return Err(format!("`{text}` has an empty part: put words on both sides of `…` and `|`"));
                }
                alternatives.push(stems);
            }
            parts.push(alternatives);
        }
        Ok(Self { text, parts })
    }
}

impl fmt::Display for Pattern {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.text)
    }
}

impl Pattern {
    /// Whether a sentence says it.
    pub fn is_in(&self, sentence: &Words) -> bool {
        let words = &sentence.words;
        // The earliest end of each part leaves the most room for those that follow; where only code was met by that, it is tried
        // from the next word on.
        (0..words.len()).any(|start| self.fits_from(words, start))
    }

    /// Whether the first part begins at a word and the others follow.
    fn fits_from(&self, words: &[(String, bool)], start: usize) -> bool {
        let mut is_said = false;
        let mut from = start;
        for (index, part) in self.parts.iter().enumerate() {
            let last_start = if index == 0 { start + 1 } else { words.len() };
            let found = (from..last_start)
                .filter_map(|at| part.iter().filter_map(|run| end_of(run, words, at)).min().map(|end| (at, end)))
                .min_by_key(|&(_, end)| end);
            let Some((at, end)) = found else { return false };
            is_said |= words[at..end].iter().any(|(_, is_code)| !is_code);
            from = end;
        }
        is_said
    }
}

/// Where a run of words that begins at `at` ends, if it stands there.
fn end_of(run: &[Stem], words: &[(String, bool)], at: usize) -> Option<usize> {
    let here = words.get(at..at + run.len())?;
    run.iter().zip(here).all(|(stem, (word, _))| stem.fits(word)).then_some(at + run.len())
}

/// The sentences of a text. What stands in backticks is never broken.
pub fn sentences(text: &str) -> Vec<Words> {
    let mut sentences = vec![Words::default()];
    let mut word = String::new();
    let mut is_code = false;
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        if let Some(letter) = letter_of_word(letter) {
            word.extend(letter.to_lowercase());
            continue;
        }
        push(&mut sentences, &mut word, is_code);
        is_code ^= letter == '`';
        let is_end = matches!(letter, '.' | '?' | '!' | '\n') && letters.peek().is_none_or(|next| next.is_whitespace());
        if is_end && !is_code {
            sentences.push(Words::default());
        }
    }
    push(&mut sentences, &mut word, is_code);
    sentences.retain(|sentence| !sentence.words.is_empty());
    sentences
}

fn push(sentences: &mut [Words], word: &mut String, is_code: bool) {
    let word = std::mem::take(word);
    let word = word.trim_matches('\'');
    if !word.is_empty()
        && let Some(sentence) = sentences.last_mut()
    {
        sentence.words.push((word.to_owned(), is_code));
    }
}

/// Letters, digits and what joins them to one word.
fn letter_of_word(letter: char) -> Option<char> {
    match letter {
        '’' => Some('\''),
        '_' | '\'' => Some(letter),
        _ => letter.is_alphanumeric().then_some(letter),
    }
}

fn stems(text: &str) -> Vec<Stem> {
    let mut stems = Vec::new();
    for piece in text.split_whitespace() {
        let is_open = piece.ends_with('*');
        let mut words: Vec<Stem> = sentences(piece)
            .into_iter()
            .flat_map(|sentence| sentence.words)
            .map(|(letters, _)| Stem { letters, is_open: false })
            .collect();
        if let Some(last) = words.last_mut() {
            last.is_open = is_open;
        }
        stems.append(&mut words);
    }
    stems
}

#[cfg(test)]
mod tests {
    use super::*;

    fn says(pattern: &str, text: &str) -> bool {
        let pattern = Pattern::try_from(pattern.to_owned()).expect(pattern);
        sentences(text).iter().any(|sentence| pattern.is_in(sentence))
    }

    #[test]
    fn words_are_found_whatever_their_case_and_marks() {
        assert!(says("returns the cached value", "Returns the `cached` value."));
        assert!(says("doesn't wait", "It doesn’t wait."));
        assert!(!says("return", "It returns."));
        assert!(says("return*", "It returns."));
    }

    #[test]
    fn a_gap_stays_within_a_sentence_and_keeps_the_order() {
        assert!(says("raises … empty", "Raises `ValueError` if the list is empty."));
        assert!(!says("raises … empty", "Raises `ValueError`. The list is empty."));
        assert!(!says("raises … empty", "If the list is empty, it raises."));
        assert!(says("a … c | d e", "a b d e"));
        assert!(!says("a … c | d e", "a b d f e"));
        // What looks like an end of a sentence in code is none.
        assert!(says("calls … twice", "Calls `a. b` twice."));
    }

    #[test]
    fn naming_an_identifier_states_nothing() {
        assert!(!says("cached", "Returns `cached`."));
        assert!(says("cached", "Returns `cached`, a cached value."));
        assert!(says("returns … cached", "Returns `cached`."));
    }

    #[test]
    fn an_empty_part_is_refused() {
        for pattern in ["", "a …", "a | | b", "… a", "*"] {
            assert!(Pattern::try_from(pattern.to_owned()).is_err(), "{pattern}");
        }
    }
}
