//! How much of what a good explanation must state is stated, and whether anything false is.
//!
//! The set in `tests/eval/` names real functions, types and files of published packages; `cargo xtask eval` explains each at every
//! level and looks for the facts and the traps that its author wrote down before seeing what Gloss says.

pub mod item;
pub mod pattern;
pub mod sources;
pub mod table;

use engine::{Level, Reading, Request, SectionKind};

use item::{Fact, Item, Kind};
use pattern::Pattern;

/// What was found of an item.
pub struct Outcome<'s> {
    /// Of which.
    pub item: &'s Item,
    /// The code that was explained, and at each level what was found.
    pub read: Result<(String, Vec<Found<'s>>), String>,
}

/// What was found of an item at a level.
pub struct Found<'s> {
    /// The level.
    pub level: Level,
    /// The facts that it must state, and whether it does.
    pub facts: Vec<(&'s Fact, bool)>,
    /// The traps that it fell into, each with the statement that says so.
    pub traps: Vec<(&'s Pattern, String)>,
    /// All of its statements.
    pub text: Vec<String>,
}

/// Weights of facts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Recall {
    /// Of those that are stated.
    pub stated: u32,
    /// Of all that must be.
    pub wanted: u32,
}

impl Recall {
    /// The share that is stated; nothing wanted is all of it.
    pub fn share(self) -> f64 {
        if self.wanted == 0 { 1.0 } else { f64::from(self.stated) / f64::from(self.wanted) }
    }
}

/// Explains an item at every level and looks for what must and must not be said.
pub fn look<'s>(language: &str, item: &'s Item, fetch: bool) -> Outcome<'s> {
    let read = sources::read(item, fetch).and_then(|text| item.slice(&text)).and_then(|code| {
        let request = Request { code: &code, language: Some(language), file_name: None, level: Level::Beginner };
        let reading = Reading::of_request(&request, &mut || true).map_err(|error| error.to_string())?;
        let found = Level::ALL.into_iter().map(|level| found(item, level, &reading)).collect();
        Ok((code, found))
    });
    Outcome { item, read }
}

fn found<'s>(item: &'s Item, level: Level, reading: &Reading) -> Found<'s> {
    // What a term means states nothing of the code.
    let sections = reading.explain(level).sections.into_iter().filter(|it| it.kind != SectionKind::Concepts);
    let text = sections.flat_map(|section| section.sentences).map(|sentence| sentence.text).collect();
    judge(item, level, text)
}

/// Holds what is said of an item at a level against its facts and traps.
fn judge(item: &Item, level: Level, text: Vec<String>) -> Found<'_> {
    let sentences: Vec<_> = text.iter().map(|statement| pattern::sentences(statement)).collect();
    let is_said = |pattern: &Pattern| sentences.iter().flatten().any(|sentence| pattern.is_in(sentence));
    let wanted = item.facts.iter().filter(|fact| fact.levels.contains(&level));
    let facts = wanted.map(|fact| (fact, fact.say.iter().any(is_said))).collect();
    let traps = item
        .traps
        .iter()
        .filter_map(|trap| {
            let at = sentences.iter().position(|parts| parts.iter().any(|sentence| trap.is_in(sentence)))?;
            Some((trap, text[at].clone()))
        })
        .collect();
    Found { level, facts, traps, text }
}

/// The recall of some items, at one level or all of them, for one kind of fact or all of them.
pub fn recall(outcomes: &[Outcome<'_>], level: Option<Level>, kind: Option<Kind>) -> Recall {
    let mut recall = Recall::default();
    let levels = outcomes.iter().flat_map(|outcome| outcome.read.as_ref().map(|(_, found)| found)).flatten();
    for found in levels.filter(|found| level.is_none_or(|level| found.level == level)) {
        for (fact, is_stated) in &found.facts {
            if kind.is_none_or(|kind| fact.kind == kind) {
                recall.wanted += fact.weight;
                recall.stated += if *is_stated { fact.weight } else { 0 };
            }
        }
    }
    recall
}

/// How many traps some items fell into at a level.
pub fn traps(outcomes: &[Outcome<'_>], level: Level) -> usize {
    let levels = outcomes.iter().flat_map(|outcome| outcome.read.as_ref().map(|(_, found)| found)).flatten();
    levels.filter(|found| found.level == level).map(|found| found.traps.len()).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn facts_are_weighed_and_traps_are_counted_per_level() {
        let text = "registry = \"npm\"\npackage = \"p\"\nversion = \"1.0.0\"\npath = \"a.js\"\nsymbol = \"s\"\nlines = [1, 1]\n\
                    sha256 = \"\"\ntraps = [\"multiplies\"]\nfacts = [\n\
                    { kind = \"purpose\", weight = 3, say = [\"product\", \"adds | sums … numbers\"] },\n\
                    { kind = \"edge\", levels = [\"expert\"], say = [\"overflow*\"] },\n]\n";
        let item: Item = toml::from_str(text).expect("a well-formed item");
        let found = Level::ALL.into_iter().map(|level| {
            let second = if level == Level::Beginner { "It multiplies." } else { "It ends." };
            judge(&item, level, vec!["Adds two numbers.".to_owned(), second.to_owned()])
        });
        let outcomes = [Outcome { item: &item, read: Ok((String::new(), found.collect())) }];
        assert_eq!(recall(&outcomes, Some(Level::Beginner), None), Recall { stated: 3, wanted: 3 });
        assert_eq!(recall(&outcomes, Some(Level::Expert), None), Recall { stated: 3, wanted: 4 });
        assert_eq!(recall(&outcomes, None, Some(Kind::Edge)), Recall { stated: 0, wanted: 1 });
        assert_eq!(Level::ALL.map(|level| traps(&outcomes, level)), [1, 0, 0]);
    }
}
