//! What an explanation claims that the explanations of other levels could deny.
//!
//! The levels say different things in different words, so texts cannot be compared; what can be is what stands in a fixed form: costs,
//! purity, what is changed, how many checks a test makes, worked examples, quotations, whether anything comes back.

use std::collections::BTreeSet;

use engine::render::{Inline, inline};
use engine::{Explanation, Level, SectionKind, Sentence};

/// The claims of one level.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Claims {
    /// Costs in time, as they are spelled: `O(n)`.
    pub costs: BTreeSet<String>,
    /// Whether the function is said to have no effect.
    pub pure: bool,
    /// Values of the caller that are said to be changed.
    pub changed: BTreeSet<String>,
    /// The first sentence that tells of an effect.
    pub effect: Option<String>,
    /// How many checks a test is said to make.
    pub checks: BTreeSet<String>,
    /// The code in worked examples.
    pub examples: BTreeSet<Vec<String>>,
    /// What the author is quoted with about the whole.
    pub quotes: BTreeSet<String>,
    /// Whether the whole is said to do nothing.
    pub idle: bool,
    /// Whether some ways through it are said to give nothing back.
    pub partial: bool,
    /// Whether a value is said to come back.
    pub gives: bool,
}

impl Claims {
    /// Reads the claims of an explanation of one function.
    pub fn of(explanation: &Explanation) -> Self {
        let mut claims = Self::default();
        let about = |kind: SectionKind| {
            explanation.sections.iter().filter(move |it| it.kind == kind).flat_map(|section| &section.sentences)
        };
        for sentence in about(SectionKind::What) {
            claims.read(sentence, explanation.level);
        }
        for sentence in about(SectionKind::How) {
            let text = bare(&sentence.text).to_lowercase();
            claims.gives |= text.contains("gives back") || text.contains("returns ");
        }
        claims
    }

    fn read(&mut self, sentence: &Sentence, level: Level) {
        let text = bare(&sentence.text);
        let lower = text.to_lowercase();
        for (at, _) in lower.match_indices("o(") {
            let is_word = !lower[..at].ends_with(char::is_alphanumeric);
            if let Some(end) = lower[at..].find(')').filter(|_| is_word) {
                self.costs.insert(text[at..=at + end].to_owned());
            }
        }
        self.pure |= lower.contains("pure and deterministic");
        if let Some(rest) = sentence.text.split("utation of ").nth(1) {
            self.changed.extend(listed(rest));
        }
        if let Some(rest) =
            sentence.text.strip_prefix("It changes ").filter(|it| it.contains("not a cop") || it.contains("not copies"))
        {
            self.changed.extend(listed(rest));
        }
        if lower.contains("side effects: ") || lower.starts_with("it changes ") {
            self.effect.get_or_insert_with(|| sentence.text.clone());
        }
        for noun in ["check", "assertion"] {
            if let Some((before, _)) = lower.split_once(&format!(" {noun}")).filter(|_| lower.contains("a test with "))
            {
                // What a name is about may be checks as well.
                let number = before.rsplit(' ').next().filter(|it| it.chars().all(char::is_alphanumeric));
                self.checks.extend(number.map(str::to_owned));
            }
        }
        if lower.starts_with("for example, ") {
            self.examples.insert(code(&sentence.text));
        }
        if let Some((_, rest)) = sentence.text.split_once('“')
            && (lower.starts_with("its author")
                || lower.starts_with("in the author")
                || lower.starts_with("documented"))
        {
            self.quotes.insert(rest.split('”').next().unwrap_or(rest).to_owned());
        }
        self.idle |= lower.ends_with("does nothing.") || lower.ends_with("does nothing here.");
        self.partial |= match level {
            Level::Expert => lower.contains("not every path returns a value"),
            _ => lower.contains("on some paths only"),
        };
        self.gives |= lower.contains("gives back") || lower.contains("returns ");
    }
}

/// Where the levels deny what another one says.
pub fn contradictions(levels: &[Claims; 3]) -> Vec<String> {
    let mut found = Vec::new();
    for (at, one) in levels.iter().enumerate() {
        for (beside, other) in levels.iter().enumerate().filter(|it| it.0 != at) {
            let mut differ = |what: &str, of: String, to: String| {
                found.push(format!("{what}: {} says {of}, {} says {to}", name(at), name(beside)));
            };
            // What both speak of, they must say alike.
            let pairs = [
                ("cost", &one.costs, &other.costs),
                ("number of checks", &one.checks, &other.checks),
                ("quotation", &one.quotes, &other.quotes),
            ];
            for (what, of, to) in pairs {
                if at < beside && !of.is_empty() && !to.is_empty() && of != to {
                    differ(what, format!("{of:?}"), format!("{to:?}"));
                }
            }
            if at < beside && !one.examples.is_empty() && !other.examples.is_empty() && one.examples != other.examples {
                differ("worked example", format!("{:?}", one.examples), format!("{:?}", other.examples));
            }
            if one.pure
                && let Some(effect) = &other.effect
            {
                differ("purity", "pure".to_owned(), effect.clone());
            }
            if one.pure && !other.changed.is_empty() {
                differ("purity", "pure".to_owned(), format!("changes {:?}", other.changed));
            }
            // What a beginner is told to be changed, a reviewer is told too.
            if at < 2 && beside == 2 && !one.changed.is_subset(&other.changed) {
                differ("what is changed", format!("{:?}", one.changed), format!("{:?}", other.changed));
            }
            if one.idle && other.gives {
                differ("what comes back", "it does nothing".to_owned(), "something is given back".to_owned());
            }
            if one.partial && !other.gives {
                differ("what comes back", "sometimes a value".to_owned(), "none".to_owned());
            }
        }
    }
    found
}

fn name(at: usize) -> &'static str {
    Level::ALL.get(at).map_or("", |level| level.name())
}

/// A text with `x` for each piece of code.
fn bare(text: &str) -> String {
    inline(text)
        .into_iter()
        .map(|piece| match piece {
            Inline::Text(text) | Inline::Strong(text) => text,
            Inline::Code(_) => "x",
        })
        .collect()
}

/// The pieces of code in a text.
fn code(text: &str) -> Vec<String> {
    inline(text)
        .into_iter()
        .filter_map(|piece| match piece {
            Inline::Code(code) => Some(code.to_owned()),
            _ => None,
        })
        .collect()
}

/// The pieces of code in a list at the start of a text: `a`, `b` and `c`.
fn listed(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for piece in inline(text) {
        match piece {
            Inline::Code(code) => found.push(code.to_owned()),
            Inline::Text(between) if matches!(between.trim(), "" | "," | "and" | ", and") => {}
            _ if found.is_empty() => {}
            _ => break,
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(level: Level, texts: &[&str]) -> Claims {
        let mut claims = Claims::default();
        for text in texts {
            let text = (*text).to_owned();
            let origin = engine::Origin::Derived;
            claims.read(&Sentence { id: 0, parent: None, text, origin, spans: Vec::new() }, level);
        }
        claims
    }

    #[test]
    fn what_agrees_is_no_contradiction() {
        let beginner = said(Level::Beginner, &["It gives back `a`.", "It changes `a` and `b` themselves, not copies."]);
        let expert =
            said(Level::Expert, &["Returns `a`; side effects: mutation of `a` and `b`; time complexity O(n)."]);
        assert_eq!(beginner.changed, expert.changed);
        assert_eq!(expert.costs, BTreeSet::from(["O(n)".to_owned()]));
        assert_eq!(contradictions(&[beginner.clone(), beginner, expert]), Vec::<String>::new());
    }

    #[test]
    fn what_is_denied_is_found() {
        let pure = said(Level::Expert, &["Pure and deterministic; time complexity O(n)."]);
        let changes = said(Level::Beginner, &["It changes `a` itself, not a copy."]);
        assert_eq!(contradictions(&[changes.clone(), changes, pure.clone()]).len(), 6);
        let other = said(Level::Intermediate, &["It takes O(n²) steps."]);
        assert_eq!(contradictions(&[Claims::default(), other, pure]).len(), 1);
        let idle = said(Level::Beginner, &["`f` does nothing."]);
        let gives = said(Level::Expert, &["Returns `a`."]);
        assert_eq!(contradictions(&[idle, gives.clone(), gives]).len(), 2);
    }
}
