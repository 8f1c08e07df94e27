//! The three levels differ measurably, and agree on what is true: over real functions of the build's own packages.
//!
//! A beginner's text is at least three school grades easier to read than a reviewer's (Flesch–Kincaid, words outside code), speaks in
//! terms only where it explains them, and no level denies what another one says.

use engine::render::{Inline, inline};
use engine::{Explanation, Level, Reading, SectionKind};
use gloss_tests::claims::{Claims, contradictions};
use gloss_tests::readability::{Counts, outside_code, words};
use gloss_tests::{corpus, functions};

/// How many functions of which language are read. Of other languages the build downloads too little.
const SAMPLES: [(&str, usize); 5] = [("python", 110), ("rust", 110), ("javascript", 60), ("typescript", 40), ("c", 40)];

/// How many there must be in all; where a machine lacks a package, others make up for it.
const LEAST_SAMPLES: usize = 300;

/// How many grades lie between the ends, in the median.
const LEAST_GAP: f64 = 3.0;

/// Words that one who is learning to program does not know. Each is the beginning of a word.
const JARGON: &[&str] = &[
    "amorti",
    "asynchron",
    "complexit",
    "concurren",
    "coroutine",
    "covarian",
    "currying",
    "deadlock",
    "debounc",
    "dereferenc",
    "deserial",
    "determinis",
    "falsy",
    "functor",
    "idempoten",
    "immutab",
    "invariant",
    "memoi",
    "middleware",
    "monad",
    "mutab",
    "mutex",
    "mutat",
    "polymorph",
    "postcondition",
    "precondition",
    "predicate",
    "recursi",
    "referential",
    "semaphore",
    "serial",
    "singleton",
    "throttl",
    "truthy",
    "variadic",
    "closure",
    "coalesc",
    "destructur",
    "generator",
    "goroutine",
    "higher-order",
    "iterator",
    "lambda",
    "metaclass",
    "mixin",
    "monomorph",
    "namespace",
    "promise",
    "closures",
];

struct Read {
    place: String,
    name: String,
    levels: [Explanation; 3],
}

fn read() -> Vec<Read> {
    let roots = corpus::roots();
    let mut all = Vec::new();
    for (name, n) in SAMPLES {
        let Some(language) = engine::languages().find(|it| it.name == name) else { continue };
        let samples = functions::samples(&roots, &language, n);
        println!("{name}: {} functions", samples.len());
        all.extend(samples.into_iter().filter_map(|sample| {
            let reading = Reading::of(&sample.text, sample.language)?;
            let place = format!("{}, {}", sample.path.display(), sample.name);
            Some(Read { place, name: sample.name, levels: Level::ALL.map(|level| reading.explain(level)) })
        }));
    }
    assert!(
        all.len() >= LEAST_SAMPLES,
        "only {} functions found in {roots:?}: run `cargo xtask setup`, or name folders in GLOSS_CORPUS",
        all.len()
    );
    all
}

fn texts(explanation: &Explanation) -> impl Iterator<Item = (SectionKind, &str)> {
    explanation
        .sections
        .iter()
        .flat_map(|section| section.sentences.iter().map(|sentence| (section.kind, sentence.text.as_str())))
}

fn median(mut of: Vec<f64>) -> f64 {
    of.sort_by(f64::total_cmp);
    of.get(of.len() / 2).copied().unwrap_or(f64::NAN)
}

/// One test, so that the functions are read once.
#[test]
fn levels_differ_and_agree() {
    let all = read();
    let mut failures = grades(&all);
    for one in &all {
        let mut fail = |text: String| failures.push(format!("{}: {text}", one.place));
        let [beginner, ..] = &one.levels;
        terms(beginner, &mut fail);
        jargon(beginner, &one.name.to_lowercase(), &mut fail);
        for text in contradictions(&one.levels.each_ref().map(Claims::of)) {
            fail(text);
        }
    }
    let n = failures.len();
    failures.truncate(40);
    assert!(n == 0, "{n} failures:\n{}", failures.join("\n"));
}

/// The grade rises from level to level.
fn grades(all: &[Read]) -> Vec<String> {
    let grade = |explanation: &Explanation| Counts::of_all(texts(explanation).map(|it| it.1)).grade();
    let mut by_level: [Vec<f64>; 3] = Default::default();
    let mut gaps = Vec::new();
    for one in all {
        let found = one.levels.each_ref().map(grade);
        for (grades, grade) in by_level.iter_mut().zip(found) {
            grades.extend(grade);
        }
        if let [Some(low), _, Some(high)] = found {
            gaps.push(high - low);
        }
    }
    let n_below = gaps.iter().filter(|it| **it < 0.0).count();
    let medians = by_level.map(median);
    let gap = median(gaps);
    for (level, grade) in Level::ALL.into_iter().zip(medians) {
        println!("{:12} median grade {grade:.2}", level.name());
    }
    println!("gap          median {gap:.2}, negative for {n_below} of {} functions", all.len());
    let mut failures = Vec::new();
    if gap < LEAST_GAP {
        failures.push(format!("the median gap is {gap:.2} grades, of {LEAST_GAP}"));
    }
    if !medians.is_sorted() {
        failures.push(format!("the median grades do not rise: {medians:.2?}"));
    }
    failures
}

/// What is marked as a term is explained.
fn terms(explanation: &Explanation, fail: &mut impl FnMut(String)) {
    let explained: Vec<&str> = texts(explanation)
        .filter(|it| it.0 == SectionKind::Concepts)
        .filter_map(|(_, text)| text.strip_prefix("**")?.split_once("**: "))
        .filter(|(_, meaning)| words(&outside_code(meaning)).len() >= 2)
        .map(|it| it.0)
        .collect();
    for (_, text) in texts(explanation) {
        for piece in inline(text) {
            if let Inline::Strong(term) = piece
                && !explained.contains(&term)
            {
                fail(format!("the term “{term}” is marked and not explained: {text}"));
            }
        }
    }
}

/// Words of the trade stand beside their explanation.
fn jargon(explanation: &Explanation, own: &str, fail: &mut impl FnMut(String)) {
    let concepts: String = texts(explanation)
        .filter(|it| it.0 == SectionKind::Concepts)
        .map(|(_, text)| text.split("**: ").next().unwrap_or(text).to_lowercase() + "\n")
        .collect();
    for (_, text) in texts(explanation) {
        let bare = without_quotations(&outside_code(text)).to_lowercase();
        for word in bare.split(|it: char| !it.is_alphanumeric() && it != '-') {
            // A word of the function's own name is the author's.
            if own.contains(word) || word.is_empty() {
                continue;
            }
            let Some(jargon) = JARGON.iter().find(|it| word.starts_with(**it)) else { continue };
            // In its own sentence: what stands behind a colon, or in brackets.
            let is_told = bare.split_once(word).is_some_and(|(before, after)| {
                let after = after.trim_start_matches(|it: char| it.is_alphabetic() || matches!(it, ' ' | ',' | '”'));
                after.starts_with([':', '(']) || before.trim_end().ends_with('(')
            });
            if !is_told && !concepts.contains(jargon) {
                fail(format!("“{word}” is not explained: {text}"));
            }
        }
    }
}

/// A text without the author's own words.
fn without_quotations(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, quoted)) = rest.split_once('“') {
        out.push_str(before);
        rest = quoted.split_once('”').map_or("", |it| it.1);
    }
    out + rest
}
