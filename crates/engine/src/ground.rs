//! Holds what the language model says against the code, and decides whether a reader sees it.
//!
//! The model writes names and numbers as slots of its source, so it cannot make one up. What is left to doubt is the rest of its
//! words: a sentence that contradicts a fact is dropped, and so is one of which the model, or the code, gives too little evidence.
//! The evidence is turned into one confidence by weights that were fitted on judged sentences; they stand in the model's manifest.

use serde::{Deserialize, Serialize};

use crate::prompt::{Claims, Prompt};

/// How evidence makes a confidence, and from which one on a sentence is shown. Fitted by `models/training`.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Guard {
    /// Sentences below it are not shown.
    pub threshold: f32,
    /// What each kind of evidence weighs.
    pub weights: Evidence,
    /// What is added to their sum.
    pub bias: f32,
}

impl Guard {
    /// For a model that a reader brought, of whose sentences nobody has judged any: the checks decide, and a model that gives its own
    /// tokens less than even chances on average is silent. That line was drawn by hand; the confidence is no chance of being true.
    pub const UNJUDGED: Self = Self {
        threshold: 0.5,
        weights: Evidence {
            mean_log_probability: 4.0,
            lowest_log_probability: 0.0,
            copy_mass: 0.0,
            support: 0.0,
            agreement: 0.0,
            facts: 0.0,
            length: 0.0,
        },
        // 4 · ln 2.
        bias: 2.772_588_7,
    };
}

/// What speaks for a sentence.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Evidence {
    /// Mean log-probability of its tokens.
    pub mean_log_probability: f32,
    /// The lowest log-probability of a token.
    pub lowest_log_probability: f32,
    /// Share of the tokens' probability that was copied from the source.
    pub copy_mass: f32,
    /// Share of its telling words that the source has too, by stem.
    pub support: f32,
    /// Agreement of its words with what the model says when the item's name is hidden (F1).
    pub agreement: f32,
    /// 1 where rules read the language, so that it could be held against facts.
    pub facts: f32,
    /// Number of words, in tens.
    pub length: f32,
}

impl Evidence {
    /// The parts, in the order of the fields.
    pub fn parts(&self) -> [f32; 7] {
        [
            self.mean_log_probability,
            self.lowest_log_probability,
            self.copy_mass,
            self.support,
            self.agreement,
            self.facts,
            self.length,
        ]
    }
}

/// What the model said.
#[derive(Clone, Copy, Debug)]
pub struct Heard<'h> {
    /// The sentence with its slots.
    pub text: &'h str,
    /// The tokens' spellings; one that opens a word begins with `▁`.
    pub pieces: &'h [String],
    /// The tokens' log-probabilities, that of the end included.
    pub log_probabilities: &'h [f32],
    /// Share of the tokens' probability that was copied from the source.
    pub copy_mass: f32,
    /// Whether it came to an end by itself.
    pub finished: bool,
    /// The sentence with its slots that it says when the item's name is hidden.
    pub masked: Option<&'h str>,
}

/// Why a sentence is shown or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    /// Nothing speaks against it, and enough for it.
    Shown,
    /// The model is not sure enough.
    Unsure,
    /// It broke off.
    Unfinished,
    /// It is too short or too long for a sentence.
    Length,
    /// It says the same words again.
    Repetition,
    /// It holds a name that the code does not have.
    InventedName,
    /// It holds a number that the code does not have.
    InventedNumber,
    /// It holds a word that is none.
    InventedWord,
    /// It contradicts a fact.
    Contradiction,
}

/// What became of a sentence.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Verdict {
    /// The sentence as a reader would see it.
    pub text: String,
    /// Chance that it is true, as far as the evidence tells.
    pub confidence: f32,
    /// Whether a reader sees it.
    pub shown: bool,
    /// Why.
    pub reason: Reason,
    /// What the confidence was made of.
    pub evidence: Evidence,
}

/// Decides on a sentence.
pub fn judge(prompt: &Prompt, heard: &Heard<'_>, guard: &Guard) -> Verdict {
    let rendered = prompt.render(heard.text);
    let evidence = evidence(prompt, heard);
    let sum: f32 =
        guard.bias + evidence.parts().iter().zip(guard.weights.parts()).map(|(it, weight)| it * weight).sum::<f32>();
    // In double precision, since platforms differ in the last bit of an exponential, and that is then far below what is kept.
    let confidence = (1.0 / (1.0 + f64::from(-sum).exp())) as f32;
    let objection = match &rendered {
        None => Some(Reason::InventedName),
        Some(text) => objection(prompt, heard, text),
    };
    let reason = objection.unwrap_or(if confidence >= guard.threshold { Reason::Shown } else { Reason::Unsure });
    Verdict {
        text: sentence(&rendered.unwrap_or_default()),
        confidence,
        shown: reason == Reason::Shown,
        reason,
        evidence,
    }
}

/// A text as a sentence: with a capital and a full stop.
fn sentence(text: &str) -> String {
    let text = text.trim().trim_end_matches(['.', ',', ';', ':']);
    let mut chars = text.chars();
    let mut out: String = chars.next().map(|c| c.to_uppercase().collect()).unwrap_or_default();
    out.push_str(chars.as_str());
    if !out.is_empty() {
        out.push('.');
    }
    out
}

fn objection(prompt: &Prompt, heard: &Heard<'_>, text: &str) -> Option<Reason> {
    if !heard.finished {
        return Some(Reason::Unfinished);
    }
    if !(3..=40).contains(&text.split_whitespace().count()) {
        return Some(Reason::Length);
    }
    let plain = outside_code(text);
    let words: Vec<&str> = words(&plain).collect();
    if repeats(&words) || repeats(&text.split_whitespace().collect::<Vec<_>>()) {
        return Some(Reason::Repetition);
    }
    if plain.contains(|c: char| c.is_ascii_digit()) {
        return Some(Reason::InventedNumber);
    }
    let is_name = |word: &str| {
        word.contains('_')
            || word.char_indices().any(|(at, c)| at > 0 && c.is_uppercase()) && word.contains(char::is_lowercase)
    };
    if words.iter().any(|word| is_name(word)) {
        return Some(Reason::InventedName);
    }
    if invents_word(prompt, heard) {
        return Some(Reason::InventedWord);
    }
    prompt.claims.as_ref().is_some_and(|claims| contradicts(claims, &words)).then_some(Reason::Contradiction)
}

/// What does not stand between backticks.
fn outside_code(text: &str) -> String {
    text.split('`').step_by(2).collect::<Vec<_>>().join(" ")
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !(c.is_alphanumeric() || c == '_' || c == '\'')).filter(|word| !word.is_empty())
}

/// Whether two words stand twice in a row, or a telling word three times.
fn repeats(words: &[&str]) -> bool {
    let twice = words.windows(2).any(|pair| pair[0].eq_ignore_ascii_case(pair[1]));
    let again = words.windows(4).any(|four| four[..2] == four[2..]);
    let thrice = words
        .iter()
        .filter(|word| word.len() > 3 && is_telling(word))
        .any(|word| words.iter().filter(|it| it.eq_ignore_ascii_case(word)).count() > 2);
    twice || again || thrice
}

/// Whether a word of several pieces is neither of the source nor plain English that the tokenizer knows as one: small models
/// put pieces together to words that do not exist.
fn invents_word(prompt: &Prompt, heard: &Heard<'_>) -> bool {
    let mut word = String::new();
    let mut pieces = 0;
    let known = |word: &str| prompt.source.split(' ').any(|it| same_stem(it, word));
    for piece in heard.pieces.iter().map(String::as_str).chain(["▁"]) {
        let opens = piece.starts_with('▁') || !piece.chars().next().is_some_and(char::is_alphabetic);
        if opens {
            if pieces > 2 && word.len() > 5 && !known(&word) {
                return true;
            }
            word.clear();
            pieces = 0;
        }
        word.push_str(piece.trim_start_matches('▁'));
        pieces += 1;
    }
    false
}

/// Whether a sentence says what the facts exclude.
fn contradicts(claims: &Claims, words: &[&str]) -> bool {
    let says = |any: &[&str]| words.iter().any(|word| any.iter().any(|it| word.eq_ignore_ascii_case(it)));
    let effect = |any: &[&str]| claims.effects.iter().any(|it| any.contains(&it.as_str()));
    let returns = says(&["return", "returns", "returning", "yields"]);
    let signals = says(&["raises", "throws", "raise", "throw", "panics", "raising", "throwing"]);
    let waits = says(&["asynchronously", "asynchronous", "awaits", "async"]);
    let changes = says(&["modifies", "mutates", "deletes", "removes", "updates", "writes", "saves", "stores", "sets"]);
    returns && claims.gives_nothing && !signals
        || claims.pure && (changes || says(&["prints", "logs"])) && !returns
        || claims.known
            && (signals && !claims.raises
                || waits && !claims.waits && !effect(&["spawns"])
                || says(&["prints", "logs", "displays"]) && !effect(&["prints", "writes-file", "document"])
                || says(&["random", "randomly"]) && !effect(&["random"])
                || says(&["sleeps", "waits"]) && !claims.waits && !effect(&["sleeps", "channel", "locks", "spawns"])
                || says(&["iterates", "loops", "repeatedly", "recursively"]) && !claims.loops)
}

fn evidence(prompt: &Prompt, heard: &Heard<'_>) -> Evidence {
    let n = heard.log_probabilities.len().max(1) as f32;
    let source: Vec<&str> = prompt.source.split(' ').collect();
    let plain = without_slots(heard.text);
    let telling: Vec<&str> = words(&plain).filter(|word| is_telling(word)).collect();
    let supported = telling.iter().filter(|word| source.iter().any(|it| same_stem(it, word))).count();
    Evidence {
        mean_log_probability: heard.log_probabilities.iter().sum::<f32>() / n,
        lowest_log_probability: heard.log_probabilities.iter().copied().fold(0.0, f32::min),
        copy_mass: heard.copy_mass,
        support: if telling.is_empty() { 0.0 } else { supported as f32 / telling.len() as f32 },
        agreement: heard.masked.map_or(0.0, |masked| agreement(heard.text, masked)),
        facts: f32::from(u8::from(prompt.claims.is_some())),
        length: heard.text.split_whitespace().count() as f32 / 10.0,
    }
}

/// A text with its slots left out.
fn without_slots(text: &str) -> String {
    let mut out = String::new();
    let mut inside = false;
    for c in text.chars() {
        match c {
            '<' => inside = true,
            '>' => inside = false,
            c if !inside => out.push(c),
            _ => {}
        }
    }
    out
}

/// How many words two sentences share: the harmonic mean of precision and recall.
fn agreement(one: &str, other: &str) -> f32 {
    let (one, mut other): (Vec<&str>, Vec<&str>) =
        (one.split_whitespace().collect(), other.split_whitespace().collect());
    let total = one.len() + other.len();
    let mut shared = 0;
    for word in one {
        if let Some(at) = other.iter().position(|it| *it == word) {
            other.swap_remove(at);
            shared += 1;
        }
    }
    if total == 0 { 0.0 } else { 2.0 * shared as f32 / total as f32 }
}

/// Whether two words share their beginning: most of the shorter one, four letters at least.
fn same_stem(one: &str, other: &str) -> bool {
    let shared = one.chars().zip(other.chars()).take_while(|(a, b)| a.eq_ignore_ascii_case(b)).count();
    shared >= 4 && shared + 3 >= one.len().max(other.len()) || one.eq_ignore_ascii_case(other)
}

/// Whether a word carries meaning of its own.
fn is_telling(word: &str) -> bool {
    const PLAIN: &[&str] = &[
        "about", "after", "again", "against", "all", "also", "and", "another", "any", "are", "back", "based",
        "because", "been", "before", "between", "both", "but", "can", "does", "each", "either", "every", "for", "from",
        "given", "gives", "has", "have", "how", "into", "its", "just", "like", "more", "most", "must", "not", "one",
        "only", "onto", "other", "out", "over", "same", "should", "some", "such", "than", "that", "the", "their",
        "them", "then", "there", "these", "they", "this", "those", "through", "under", "until", "using", "was", "were",
        "what", "when", "where", "whether", "which", "while", "will", "with", "within", "without", "would", "you",
        "your",
    ];
    word.len() > 2 && PLAIN.binary_search(&word.to_ascii_lowercase().as_str()).is_err()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Reading;

    /// Shows whatever nothing speaks against.
    const OPEN: Guard = Guard {
        threshold: 0.0,
        weights: Evidence {
            mean_log_probability: 1.0,
            lowest_log_probability: 0.0,
            copy_mass: 0.0,
            support: 0.0,
            agreement: 0.0,
            facts: 0.0,
            length: 0.0,
        },
        bias: 0.0,
    };

    fn reason(code: &str, text: &str) -> Reason {
        let prompt = Reading::of(code, "python").unwrap().prompts().remove(0);
        let pieces: Vec<String> = text.split(' ').map(|word| format!("▁{word}")).collect();
        let heard =
            Heard { text, pieces: &pieces, log_probabilities: &[-0.1], copy_mass: 0.0, finished: true, masked: None };
        judge(&prompt, &heard, &OPEN).reason
    }

    const ADDS: &str = "def add(left, right):\n    return left + right\n";
    const SHOWS: &str = "def show(text):\n    print(text)\n";

    #[test]
    fn what_fits_is_shown_with_the_codes_own_names() {
        assert_eq!(reason(ADDS, "adds <x1> to another number"), Reason::Shown);
        let prompt = Reading::of(ADDS, "python").unwrap().prompts().remove(0);
        assert_eq!(prompt.render("adds <x1> and <x2>").as_deref(), Some("adds `left` and `right`"));
    }

    #[test]
    fn what_the_code_does_not_have_is_refused() {
        assert_eq!(reason(ADDS, "adds <x9> to another number"), Reason::InventedName);
        assert_eq!(reason(ADDS, "adds other_value to the sum"), Reason::InventedName);
        assert_eq!(reason(ADDS, "adds 3 to a number"), Reason::InventedNumber);
    }

    #[test]
    fn what_the_facts_exclude_is_refused() {
        assert_eq!(reason(SHOWS, "returns the text that was printed"), Reason::Contradiction);
        assert_eq!(reason(ADDS, "prints the sum of both numbers"), Reason::Contradiction);
        assert_eq!(reason(SHOWS, "prints the text that it is given"), Reason::Shown);
        assert_eq!(reason(ADDS, "returns the sum and stores nothing"), Reason::Shown);
    }

    #[test]
    fn a_stutter_is_refused() {
        assert_eq!(reason(ADDS, "adds the the numbers"), Reason::Repetition);
        assert_eq!(reason(ADDS, "adds number by number to number"), Reason::Repetition);
        assert_eq!(reason(ADDS, "adds"), Reason::Length);
    }

    #[test]
    fn below_the_threshold_the_model_is_silent() {
        let prompt = Reading::of(ADDS, "python").unwrap().prompts().remove(0);
        let heard = Heard {
            text: "adds two numbers",
            pieces: &[],
            log_probabilities: &[-4.0],
            copy_mass: 0.0,
            finished: true,
            masked: None,
        };
        let verdict = judge(&prompt, &heard, &Guard { threshold: 0.5, ..OPEN });
        assert!(!verdict.shown && verdict.reason == Reason::Unsure && verdict.confidence < 0.5);
        assert_eq!(verdict.text, "Adds two numbers.");
    }

    #[test]
    fn plain_words_can_be_searched() {
        assert!(!is_telling("which") && !is_telling("about") && !is_telling("your") && is_telling("number"));
    }

    #[test]
    fn a_word_out_of_pieces_must_stand_in_the_source() {
        let prompt = Reading::of(ADDS, "python").unwrap().prompts().remove(0);
        let heard = |pieces: &[&str]| {
            let pieces: Vec<String> = pieces.iter().map(|it| (*it).to_owned()).collect();
            let text = "adds all of them";
            let heard = Heard {
                text,
                pieces: &pieces,
                log_probabilities: &[-0.1],
                copy_mass: 0.0,
                finished: true,
                masked: None,
            };
            judge(&prompt, &heard, &OPEN).reason
        };
        assert_eq!(heard(&["▁adds", "▁qu", "ax", "or", "ing"]), Reason::InventedWord);
        assert_eq!(heard(&["▁adds", "▁ri", "gh", "t"]), Reason::Shown);
    }
}
