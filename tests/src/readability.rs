//! How hard a text is to read, as a school grade.
//!
//! The measure is the Flesch–Kincaid grade level: 0.39 × words per sentence + 11.8 × syllables per word − 15.59.
//! Source: J. P. Kincaid, R. P. Fishburne, R. L. Rogers, B. S. Chissom, *Derivation of New Readability Formulas (Automated Readability
//! Index, Fog Count and Flesch Reading Ease Formula) for Navy Enlisted Personnel*, Research Branch Report 8-75, Naval Technical
//! Training Command, Millington, 1975.
//!
//! Code between backticks is no English and is left out; so is the markup around terms. Syllables are counted by the groups of vowels
//! in a word, as software for this measure does that has no dictionary; it errs by about one word in ten, alike at every level.

/// What the measure is computed from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Sentences that hold a word outside code.
    pub sentences: usize,
    /// Words outside code.
    pub words: usize,
    /// Their syllables.
    pub syllables: usize,
}

impl Counts {
    /// Counts a text that begins and ends with a sentence.
    pub fn of(text: &str) -> Self {
        let mut counts = Self::default();
        for sentence in sentences(text) {
            let words = words(&sentence);
            counts.sentences += usize::from(!words.is_empty());
            counts.words += words.len();
            counts.syllables += words.iter().map(|word| syllables(word)).sum::<usize>();
        }
        counts
    }

    /// Counts several texts that each begin and end with a sentence.
    pub fn of_all<'t>(texts: impl IntoIterator<Item = &'t str>) -> Self {
        texts.into_iter().map(Self::of).fold(Self::default(), |sum, it| Self {
            sentences: sum.sentences + it.sentences,
            words: sum.words + it.words,
            syllables: sum.syllables + it.syllables,
        })
    }

    /// The grade; nothing, where there are no words.
    pub fn grade(self) -> Option<f64> {
        let Self { sentences, words, syllables } = self;
        (words > 0 && sentences > 0)
            .then(|| 0.39 * words as f64 / sentences as f64 + 11.8 * syllables as f64 / words as f64 - 15.59)
    }
}

/// A text without what stands between backticks, however many of them open it, and without the stars around terms.
pub fn outside_code(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('`') {
        out.push_str(&rest[..at]);
        let n = rest[at..].bytes().take_while(|&it| it == b'`').count();
        let inside = &rest[at + n..];
        let end = closing(inside, n).unwrap_or(inside.len());
        rest = inside.get(end + n..).unwrap_or("");
    }
    out.push_str(rest);
    out.replace("**", "")
}

/// Where a row of exactly `n` backticks begins.
fn closing(text: &str, n: usize) -> Option<usize> {
    let mut from = 0;
    while let Some(at) = text[from..].find('`') {
        let start = from + at;
        let row = text[start..].bytes().take_while(|&it| it == b'`').count();
        if row == n {
            return Some(start);
        }
        from = start + row;
    }
    None
}

/// The sentences of a text, without code: each ends at `.`, `!` or `?` before white space or the end.
pub fn sentences(text: &str) -> Vec<String> {
    let text = outside_code(text);
    let mut out = Vec::new();
    let mut start = 0;
    for (at, mark) in text.char_indices().filter(|it| matches!(it.1, '.' | '!' | '?')) {
        let end = at + mark.len_utf8();
        let after = text[end..].trim_start_matches(['”', '"', ')', '\'']);
        // `e.g. this` and `e.g., this` go on.
        let abbreviated = ["e.g", "i.e", "etc", "vs"].iter().any(|it| text[start..at].ends_with(it))
            && after.trim_start().starts_with(|it: char| it.is_lowercase());
        if !abbreviated && (after.is_empty() || after.starts_with(char::is_whitespace)) {
            let next = text.len() - after.len();
            out.push(text[start..next].trim().to_owned());
            start = next;
        }
    }
    out.push(text[start..].trim().to_owned());
    out.retain(|it| it.contains(char::is_alphabetic));
    out
}

/// The words of a text: letters, with apostrophes inside them.
pub fn words(text: &str) -> Vec<&str> {
    text.split(|it: char| !it.is_alphabetic() && it != '\'' && it != '’')
        .map(|it| it.trim_matches(['\'', '’']))
        .filter(|it| !it.is_empty())
        .collect()
}

/// How many syllables a word has, by its groups of vowels.
pub fn syllables(word: &str) -> usize {
    let word: Vec<char> = word.to_lowercase().chars().filter(|it| it.is_alphabetic()).collect();
    let is_vowel = |at: usize| word.get(at).is_some_and(|it| "aeiouyäöüáéíóúàèìòùâêîôû".contains(*it));
    if word.len() <= 3 {
        return 1;
    }
    let mut n = (0..word.len()).filter(|&at| is_vowel(at) && (at == 0 || !is_vowel(at - 1))).count();
    // `i-o`, `i-a`, `u-a` and the like are two, but not in `-tion`, `-cial`, `question`.
    for at in 1..word.len().saturating_sub(1) {
        let pair = (word[at], word[at + 1]);
        let soft = matches!(word[at - 1], 't' | 'c' | 's' | 'g' | 'q');
        n += usize::from(matches!(pair, ('i', 'a' | 'o' | 'u') | ('u', 'a' | 'o') | ('e', 'o')) && !soft);
    }
    let ends =
        |end: &str| word.iter().rev().copied().zip(end.chars().rev()).filter(|(a, b)| a == b).count() == end.len();
    let before = |back: usize| word.len().checked_sub(back).and_then(|at| word.get(at)).copied().unwrap_or(' ');
    // An `e` at the end is silent, but not after a consonant and `l`: `table`.
    let silent = if ends("e") {
        !is_vowel(word.len() - 2) && (before(2) != 'l' || is_vowel(word.len() - 3))
    } else if ends("ed") {
        !matches!(before(3), 't' | 'd') && !is_vowel(word.len() - 3)
    } else if ends("es") {
        // `boxes` and `uses` keep it, `names` and `values` do not.
        !is_vowel(word.len() - 3)
            && !matches!(before(3), 's' | 'x' | 'z' | 'c' | 'g' | 'h')
            && (before(3) != 'l' || is_vowel(word.len() - 4))
    } else {
        false
    };
    n.saturating_sub(usize::from(silent)).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn syllables_are_counted_by_vowels() {
        let known = [
            ("it", 1),
            ("the", 1),
            ("gives", 1),
            ("back", 1),
            ("value", 2),
            ("values", 2),
            ("table", 2),
            ("tables", 2),
            ("iterates", 3),
            ("function", 2),
            ("condition", 3),
            ("otherwise", 3),
            ("boxes", 2),
            ("uses", 2),
            ("names", 1),
            ("called", 1),
            ("added", 2),
            ("raises", 2),
            ("returns", 2),
            ("initialises", 5),
            ("exception", 3),
            ("dictionary", 4),
            ("special", 2),
            ("various", 3),
            ("create", 1),
            ("idempotent", 4),
            ("invariant", 4),
        ];
        for (word, n) in known {
            // `create` stands for what counting vowels gets wrong.
            assert_eq!(syllables(word), n, "{word}");
        }
    }

    #[test]
    fn code_and_markup_are_no_words() {
        assert_eq!(outside_code("It calls `a.b(1)` and **maps** ``x`y``."), "It calls  and maps .");
        assert_eq!(words("don't it's “quoted”, x2"), ["don't", "it's", "quoted", "x"]);
        assert_eq!(Counts::of("`x`."), Counts::default());
    }

    #[test]
    fn sentences_end_before_white_space() {
        assert_eq!(
            sentences("It calls `a. b`. Then it stops! Version 1.2 is old, e.g. here."),
            ["It calls .", "Then it stops!", "Version 1.2 is old, e.g. here.",]
        );
        assert_eq!(sentences("It says “Done.” Then it ends."), ["It says “Done.”", "Then it ends."]);
    }

    #[test]
    fn the_formula_is_that_of_the_report() {
        // 13 words, 2 sentences, 16 syllables.
        let counts = Counts::of("The cat sat on the mat. It was happy to be there again.");
        assert_eq!(counts, Counts { sentences: 2, words: 13, syllables: 15 });
        let grade = counts.grade().unwrap_or_default();
        assert!((grade - (0.39 * 6.5 + 11.8 * 15.0 / 13.0 - 15.59)).abs() < 1e-9);
        assert!(grade < 3.0);
        let hard =
            Counts::of("Iterating invalidates previously established invariants unless synchronisation precedes it.");
        assert!(hard.grade().unwrap_or_default() > 15.0);
    }
}
