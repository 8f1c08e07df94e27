//! Parts of texts: what is said of them, and that every part of every spec can be asked for.

use engine::{Level, Reading, Request, SectionKind};
use gloss_tests::spec;

const PYTHON: &str = "\
import json

LIMIT = 10


def load(path, strict=False):
    orders = json.loads(open(path).read())
    total = 0
    seen = set()
    for order in orders:
        if order[\"id\"] in seen:
            if strict:
                raise ValueError(\"twice\")
            continue
        seen.add(order[\"id\"])
        total += order[\"price\"]
        if total > LIMIT:
            break
    return total, seen


print(load(\"orders.json\"))
";

fn reading(code: &str, language: Option<&str>) -> Reading {
    let request = Request { code, language, file_name: None, level: Level::Intermediate };
    Reading::of_request(&request, &mut || true).unwrap_or_else(|error| panic!("{error}"))
}

/// All that is said of the part of the sample between two texts, by section.
fn said(level: Level, from: &str, to: &str) -> Vec<(SectionKind, String)> {
    let start = PYTHON.find(from).unwrap_or_else(|| panic!("no {from}"));
    let end = start + PYTHON[start..].find(to).unwrap_or_else(|| panic!("no {to}"));
    let explanation = reading(PYTHON, None).explain_part(level, start..end).unwrap_or_else(|| panic!("nothing said"));
    let sections = explanation.sections.into_iter();
    sections.flat_map(|it| it.sentences.into_iter().map(move |said| (it.kind, said.text))).collect()
}

#[test]
fn lines_are_told_where_they_stand() {
    let said = said(Level::Intermediate, "        total +=", "        if total");
    let what: Vec<&str> = said.iter().filter(|it| it.0 == SectionKind::What).map(|it| it.1.as_str()).collect();
    assert!(what[0].starts_with("Line 16 stands in `load`"), "{what:?}");
    assert_eq!(
        what[1..],
        [
            "It runs once for each `order` of `orders`.",
            "It uses `total` (from line 8) and `order` (from line 10).",
            "It gives `total` a new value.",
            "`total` is read later, on lines 17 and 19.",
        ]
    );
    let how: Vec<&str> = said.iter().filter(|it| it.0 == SectionKind::How).map(|it| it.1.as_str()).collect();
    assert_eq!(how, ["Adds `order[\"price\"]` to `total`."]);
}

#[test]
fn a_branch_is_told_with_its_conditions() {
    let said = said(Level::Intermediate, "                raise", "            continue");
    let wanted = "It runs once for each `order` of `orders`, and there only if `seen` contains `order[\"id\"]`, and there only if \
                  `strict` is set.";
    assert!(said.iter().any(|it| it.1 == wanted), "{said:?}");
}

#[test]
fn a_name_is_told_by_where_it_goes() {
    let said = said(Level::Expert, "seen = set", " = set");
    let texts: Vec<&str> = said.iter().map(|it| it.1.as_str()).collect();
    assert_eq!(
        texts,
        [
            "`seen` is a variable of `load`, first set on line 9 to an empty set.",
            "It is a collection that is filled.",
            "On line 11, it is compared.",
            "On line 15, `add` is called on it.",
            "On line 19, it is given back.",
        ]
    );
}

#[test]
fn a_function_is_told_with_its_callers() {
    let said = said(Level::Intermediate, "load(path", "(path");
    assert!(said.iter().any(|it| it.1 == "It is called on line 22."), "{said:?}");
    assert!(said.iter().any(|it| it.0 == SectionKind::How), "its steps follow: {said:?}");
}

#[test]
fn all_of_a_text_is_the_whole() {
    let reading = reading(PYTHON, None);
    assert_eq!(reading.explain_part(Level::Expert, 0..PYTHON.len()), Some(reading.explain(Level::Expert)));
    assert_eq!(
        reading.explain_part(Level::Expert, 0..9_999_999),
        Some(reading.explain(Level::Expert)),
        "beyond its end"
    );
}

#[test]
fn where_no_code_stands_nothing_is_said() {
    assert_eq!(reading(PYTHON, None).explain_part(Level::Beginner, 12..12), None, "an empty line");
}

/// Every line and many places of every spec, at every level: spans lie in the text, and nothing panics.
#[test]
fn every_part_of_every_spec_can_be_asked_for() {
    let cases = spec::cases(&gloss_tests::root()).unwrap_or_else(|error| panic!("{error}"));
    let mut n_told = 0;
    for (at, case) in cases.iter().enumerate() {
        let reading = reading(&case.code, Some(&case.language));
        let level = Level::ALL[at % Level::ALL.len()];
        let mut start = 0;
        let lines = case.code.split_inclusive('\n').map(|line| {
            start += line.len();
            start - line.len()..start
        });
        let places = (0..case.code.len()).step_by(7).map(|place| place..place);
        for bytes in lines.chain(places) {
            let Some(explanation) = reading.explain_part(level, bytes.clone()) else { continue };
            n_told += 1;
            for sentence in explanation.sections.iter().flat_map(|it| &it.sentences) {
                assert!(!sentence.spans.is_empty(), "{}: {bytes:?}: “{}” rests on nothing", case.name, sentence.text);
                for span in &sentence.spans {
                    let text = case.code.get(span.start_byte as usize..span.end_byte as usize);
                    assert!(text.is_some(), "{}: {bytes:?}: {span:?} lies outside", case.name);
                }
            }
        }
    }
    assert!(n_told > cases.len() * 10, "only {n_told} parts of {} specs are told", cases.len());
}
