//! How a reader of a level wants sentences built: the last stage before numbering, over all writers' sentences.
//!
//! A beginner gets one statement in a sentence and plain words (`plain`); a reviewer gets what belongs together in one sentence
//! (`dense`), in the words of the trade (`precise`). None of them adds or drops a statement: they only move full stops, join lines, and put
//! words for words.

mod dense;
mod plain;
mod precise;

use crate::Level;
use crate::draft::Pending;

/// Gives the sentences of a draft the form of a level. What describes things is not joined: its sentences do not follow one another.
pub(crate) fn apply(level: Level, describes: bool, sentences: &mut Vec<Pending>) {
    match level {
        Level::Beginner => {
            for sentence in sentences {
                plain::soften(&mut sentence.text);
            }
        }
        Level::Intermediate => {}
        Level::Expert => {
            for sentence in sentences.iter_mut() {
                precise::sharpen(&mut sentence.text);
            }
            if !describes {
                dense::condense(sentences);
            }
        }
    }
}

/// A text whose code, quotations and terms are out of the way, so that what is left is Gloss's own English.
struct Bare {
    /// The text, with one private character for each piece that was taken out.
    text: String,
    pieces: Vec<String>,
}

/// The first of the characters that stand for what was taken out: none has a meaning of its own, and no writer uses them.
const FIRST_MARK: u32 = 0xE000;
const MARKS: std::ops::RangeInclusive<char> = '\u{E000}'..='\u{F8FF}';

impl Bare {
    /// Takes out what is not Gloss's own English. Nothing where that cannot be told.
    fn of(text: &str) -> Option<Self> {
        if text.contains(|it| MARKS.contains(&it)) {
            return None;
        }
        let mut bare = Self { text: String::with_capacity(text.len()), pieces: Vec::new() };
        let mut rest = text;
        while let Some(at) = rest.find(['`', '“', '*']) {
            let (before, from) = rest.split_at(at);
            bare.text.push_str(before);
            let length = match from.as_bytes()[0] {
                b'`' => {
                    let n = from.bytes().take_while(|&it| it == b'`').count();
                    n + closing(&from[n..], n)? + n
                }
                b'*' => match from.strip_prefix("**").and_then(|inside| inside.find("**")) {
                    Some(end) => end + 4,
                    None => 1,
                },
                _ => from.find('”')? + '”'.len_utf8(),
            };
            let mark = char::from_u32(FIRST_MARK + u32::try_from(bare.pieces.len()).ok()?);
            bare.text.push(mark.filter(|it| MARKS.contains(it))?);
            bare.pieces.push(from[..length].to_owned());
            rest = &from[length..];
        }
        bare.text.push_str(rest);
        Some(bare)
    }

    /// The text with everything in its place again.
    fn whole(&self) -> String {
        let mut out = String::with_capacity(self.text.len() * 2);
        for char in self.text.chars() {
            match (char as u32).checked_sub(FIRST_MARK).and_then(|at| self.pieces.get(at as usize)) {
                Some(piece) => out.push_str(piece),
                None => out.push(char),
            }
        }
        out
    }
}

/// Where a row of exactly `n` backticks begins.
fn closing(text: &str, n: usize) -> Option<usize> {
    let mut from = 0;
    loop {
        let start = from + text.get(from..)?.find('`')?;
        let row = text[start..].bytes().take_while(|&it| it == b'`').count();
        if row == n {
            return Some(start);
        }
        from = start + row;
    }
}

/// A text with each of some phrases put for another.
fn with_words(text: &str, table: &[(&str, &str)]) -> String {
    let mut out = text.to_owned();
    for (old, new) in table {
        out = replaced(&out, old, new);
    }
    out
}

/// A text with whole words put for others, and capitals as they were.
fn replaced(text: &str, old: &str, new: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    let is_part = |it: char| it.is_alphanumeric() || it == '-' || it == '_';
    while let Some(at) = find_any_case(rest, old) {
        let (before, from) = rest.split_at(at);
        let (found, after) = from.split_at(old.len());
        out.push_str(before);
        if out.ends_with(is_part) || after.starts_with(is_part) {
            out.push_str(found);
        } else if found.starts_with(char::is_uppercase) {
            out.push_str(&raised(new));
        } else {
            out.push_str(new);
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

/// Where a phrase of plain letters stands, its first letter in either case.
fn find_any_case(text: &str, phrase: &str) -> Option<usize> {
    let (first, rest) = phrase.split_at_checked(1)?;
    let is_first = |at: usize| text.get(at..=at).is_some_and(|it| it.eq_ignore_ascii_case(first));
    text.match_indices(rest).filter_map(|(at, _)| at.checked_sub(1)).find(|&at| is_first(at))
}

/// A text with its first letter in lower case, to stand inside a sentence.
fn lowered(text: &str) -> String {
    let mut chars = text.chars();
    let Some(first) = chars.next() else { return String::new() };
    first.to_lowercase().chain(chars).collect()
}

/// A text with its first letter in upper case, to open a sentence.
fn raised(text: &str) -> String {
    let mut chars = text.chars();
    let Some(first) = chars.next() else { return String::new() };
    first.to_uppercase().chain(chars).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_our_english_is_out_of_the_way_and_comes_back() {
        let text = "It calls ``a`b`` with `x`, says “and then; so” and **sets** 2 * 3.";
        let bare = Bare::of(text).map(|it| (it.whole(), it.text));
        let (whole, bare) = bare.unwrap_or_default();
        assert_eq!(whole, text);
        assert!(!bare.contains("and then") && !bare.contains("sets"), "{bare}");
        assert!(Bare::of("an open ` tick").is_none());
    }
}
