//! What every explanation of every text must hold to, at every level.

use std::collections::BTreeSet;
use std::ops::Range;

use code::Unit;
use engine::render::{Inline, inline};
use engine::{Explanation, Level, Origin, Request, SectionKind};
use languages::Language;
use rustc_hash::FxHashSet;

use crate::coverage::{self, Coverage};

/// What was found in one text.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// What does not hold, each with its level.
    pub violations: Vec<String>,
    /// How much of the code is covered at each level, in rising order.
    pub coverage: Vec<Coverage>,
    /// How many characters of text were written at each level.
    pub text: Vec<usize>,
}

/// Explains a text at all levels, each twice, and checks everything about it but the wording.
pub fn check(language: &str, code: &str) -> Result<Report, String> {
    let unit = languages::find(language)
        .map(|language| (language, languages::parse(code, language, &mut || true)))
        .ok_or_else(|| format!("unknown language `{language}`"))?;
    let (language, unit) = unit;
    let words = Words::of(language, &unit);
    let mut report = Report::default();
    report.violations.extend(prose::unfilled(&facts::observe(&unit)));
    for level in Level::ALL {
        let request = Request { code, language: Some(language.name), file_name: None, level };
        let explanation = engine::explain(&request).map_err(|error| error.to_string())?;
        let mut violate = |text: String| report.violations.push(format!("{}: {text}", level.name()));
        match engine::explain(&request) {
            Ok(again) if again == explanation => {}
            _ => violate("the second explanation differs from the first".to_owned()),
        }
        check_form(&explanation, level, &mut violate);
        check_spans(&explanation, code, &unit, &mut violate);
        check_names(&explanation, &words, &mut violate);
        check_length(&explanation, code, &mut violate);
        report.coverage.push(coverage::measure(&unit, &explanation));
        report.text.push(sentences(&explanation).map(|sentence| sentence.text.chars().count()).sum());
    }
    Ok(report)
}

fn sentences(explanation: &Explanation) -> impl Iterator<Item = &engine::Sentence> {
    explanation.sections.iter().flat_map(|section| &section.sentences)
}

/// Ids, parents, order of sections, and marks that a template left behind.
fn check_form(explanation: &Explanation, level: Level, violate: &mut impl FnMut(String)) {
    if explanation.v != 1 || explanation.engine != engine::VERSION || explanation.level != level {
        violate("the head of the explanation is wrong".to_owned());
    }
    let order = [SectionKind::What, SectionKind::How, SectionKind::Why, SectionKind::Concepts, SectionKind::WatchOut];
    let places: Vec<_> =
        explanation.sections.iter().map(|section| order.iter().position(|kind| *kind == section.kind)).collect();
    if !places.is_sorted_by(|a, b| a < b) {
        violate("sections repeat or stand in the wrong order".to_owned());
    }
    if places.first() != Some(&Some(0)) {
        violate("there is no What".to_owned());
    }
    if explanation.sections.iter().any(|section| section.sentences.is_empty()) {
        violate("a section is empty".to_owned());
    }
    let mut seen = BTreeSet::new();
    for sentence in sentences(explanation) {
        let (id, text) = (sentence.id, sentence.text.as_str());
        if seen.last().is_some_and(|&last| id <= last) {
            violate(format!("id {id} does not count up: {text}"));
        }
        if let Some(parent) = sentence.parent.filter(|parent| !seen.contains(parent)) {
            violate(format!("id {id} has the parent {parent}, which does not stand before it: {text}"));
        }
        seen.insert(id);
        if sentence.origin != Origin::Derived {
            violate(format!("id {id} is inferred, and there is no model: {text}"));
        }
        let mut outside = String::new();
        for piece in inline(text) {
            outside.push_str(match piece {
                Inline::Text(text) | Inline::Strong(text) => text,
                Inline::Code(_) => "x",
            });
        }
        // The author's own words stay as they are.
        let outside = without_quotations(&outside);
        let is_untidy = outside.trim() != outside
            || outside.is_empty()
            || ["  ", " .", " ,", " ;", "..,", ",,", "{", "}", "\n", "`", "()"]
                .iter()
                .any(|mark| outside.contains(mark));
        if is_untidy && !outside.contains(" ...") {
            violate(format!("id {id} is untidy: {text:?}"));
        }
    }
}

/// A text without what stands between “ and ”.
fn without_quotations(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut inside = false;
    for char in text.chars() {
        match char {
            '“' => inside = true,
            '”' if inside => {
                inside = false;
                out.push('x');
            }
            _ if !inside => out.push(char),
            _ => {}
        }
    }
    out
}

/// Spans lie inside the text on character boundaries, and lines agree with bytes.
fn check_spans(explanation: &Explanation, code: &str, unit: &Unit, violate: &mut impl FnMut(String)) {
    for sentence in sentences(explanation) {
        if sentence.origin == Origin::Derived && sentence.spans.is_empty() {
            violate(format!("id {} rests on nothing: {}", sentence.id, sentence.text));
        }
        for span in &sentence.spans {
            let bytes = span.start_byte as usize..span.end_byte as usize;
            let is_valid = code.get(bytes).is_some()
                && unit.line(span.start_byte) == span.start_line
                && unit.line(span.end_byte.saturating_sub(1).max(span.start_byte)) == span.end_line;
            if !is_valid {
                violate(format!("id {} has a wrong span {span:?}: {}", sentence.id, sentence.text));
            }
        }
    }
}

/// The text grows with the code, not faster.
fn check_length(explanation: &Explanation, code: &str, violate: &mut impl FnMut(String)) {
    let written: usize = sentences(explanation).map(|sentence| sentence.text.len()).sum();
    let limit = 3_000 + 3 * code.len();
    if written > limit {
        violate(format!("{written} bytes of text for {} bytes of code", code.len()));
    }
}

/// The words that may stand in backticks.
struct Words<'u> {
    /// Every identifier-like word of the source, comments and strings included.
    source: FxHashSet<&'u str>,
    /// The grammar's keywords and the dialect's own words.
    language: FxHashSet<String>,
    /// Code that the language's library and terms speak of, whole: `list.pop(0)`.
    phrases: FxHashSet<&'static str>,
}

impl<'u> Words<'u> {
    fn of(language: &'static Language, unit: &'u Unit) -> Self {
        let dialect = &unit.dialect;
        let mut own: FxHashSet<String> = languages::keywords(language).into_iter().collect();
        let literals = [dialect.null, dialect.truth, dialect.falsehood, dialect.receiver, dialect.constructor];
        own.extend(literals.map(str::to_owned));
        let mut phrases = FxHashSet::default();
        let mut add = |text: &'static str| {
            phrases.extend(inline(text).into_iter().filter_map(|piece| match piece {
                Inline::Code(code) => Some(code),
                _ => None,
            }));
        };
        for entry in unit.library.entries {
            for text in [entry.does, entry.gives, entry.plain, entry.note] {
                add(text);
            }
        }
        for (_, beginner, intermediate) in unit.library.terms {
            add(beginner);
            add(intermediate);
        }
        for word in unit.library.words {
            add(word.says);
            word.values.iter().for_each(|it| add(it.1));
        }
        phrases.extend(unit.library.entries.iter().map(|entry| entry.path));
        for word in unit.library.words {
            phrases.extend(word.path.split_once('.').map(|it| it.1));
            phrases.extend(word.values.iter().map(|it| it.0));
        }
        // Tables of documents speak of commands and values with holes between, so that their words count one by one.
        for text in unit.library.documents.iter().flat_map(texts_of) {
            for piece in text.split('`').skip(1).step_by(2) {
                own.extend(words(piece).map(|range| piece[range].to_owned()));
            }
        }
        let mut source: FxHashSet<&str> = words(&unit.source).map(|range| &unit.source[range]).collect();
        // Where variables carry a sign, a property is declared with it and used without.
        if dialect.receiver.starts_with('$') {
            let bare: Vec<&str> = source.iter().filter_map(|word| word.strip_prefix('$')).collect();
            source.extend(bare);
        }
        Self { source, language: own, phrases }
    }

    /// The first word of a piece of code that the source does not have.
    fn invented<'c>(&self, code: &'c str) -> Option<&'c str> {
        let bare = code.strip_suffix("()").unwrap_or(code);
        if self.phrases.contains(code) || self.phrases.contains(bare) {
            return None;
        }
        let is_known = |range: &Range<usize>| {
            let word = &code[range.clone()];
            let is_cut = code[range.end..].starts_with('…');
            self.source.contains(word)
                || self.language.contains(word)
                || (is_cut && self.source.iter().any(|known| known.starts_with(word)))
        };
        words(code).find(|range| !is_known(range)).map(|range| &code[range])
    }
}

/// What a table of a kind of document may say.
fn texts_of(kind: &'static code::DocumentKind) -> Vec<&'static str> {
    let mut texts = vec![kind.plain, kind.note];
    texts.extend(kind.what);
    for key in kind.keys {
        texts.extend([key.subject, key.does, key.plain, key.terse, key.says, key.item, key.means, key.note]);
        texts.extend(key.when.iter().chain(key.traps).map(|it| it.1));
    }
    texts
}

/// No identifier is invented: every identifier-like word in backticks occurs in the source as a whole word, or is a keyword or
/// literal of the language, or starts one where `…` cuts it; or the whole piece is code that the language's library tables speak of.
fn check_names(explanation: &Explanation, words: &Words<'_>, violate: &mut impl FnMut(String)) {
    for sentence in sentences(explanation) {
        for piece in inline(&sentence.text) {
            if let Inline::Code(code) = piece
                && let Some(word) = words.invented(code)
            {
                violate(format!("`{word}` is not in the source: {}", sentence.text));
            }
        }
    }
}

/// The identifier-like words of a text: a letter, `_` or `$`, then those and digits. A digit before makes it part of a number.
fn words(text: &str) -> impl Iterator<Item = Range<usize>> {
    let is_word = |c: char| c.is_alphanumeric() || c == '_' || c == '$';
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let rest = &text[at..];
            let start = at + rest.find(is_word)?;
            let end = text[start..].find(|c| !is_word(c)).map_or(text.len(), |length| start + length);
            at = end;
            if !text[start..].starts_with(|c: char| c.is_numeric()) {
                return Some(start..end);
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_authors_words_are_left_out() {
        assert_eq!(without_quotations("It says “f() {x}”, and “g()”."), "It says x, and x.");
        assert_eq!(without_quotations("an open “quote"), "an open ");
    }

    #[test]
    fn words_are_identifiers_and_not_numbers() {
        let text = "a_1 = $b + 0x10 + 3.5e2 - été";
        let found: Vec<&str> = words(text).map(|range| &text[range]).collect();
        assert_eq!(found, ["a_1", "$b", "été"]);
    }

    #[test]
    fn a_name_that_is_not_in_the_source_is_found() {
        for language in languages::LANGUAGES {
            let unit = languages::parse("total = count + 1", language, &mut || true);
            let words = Words::of(language, &unit);
            assert_eq!(words.invented("total + 1"), None);
            assert_eq!(words.invented(unit.dialect.truth), None);
            assert_eq!(words.invented("total.sum"), Some("sum"));
            assert_eq!(words.invented("tot"), Some("tot"));
            assert_eq!(words.invented("tot… + 1"), None);
        }
    }
}
