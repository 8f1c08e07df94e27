//! Each idiom on code that has it, and on code that nearly has it.

mod algorithms;
mod deferred;
mod near_misses;
mod styles;

use facts::IdiomKind;

fn found(language: &str, source: &str) -> Vec<IdiomKind> {
    let language = languages::find(language).expect("a language of the table");
    let unit = languages::parse(source, language, &mut || true);
    assert!(unit.faults.is_empty(), "the test's own code is broken: {source}");
    let facts = facts::observe(&unit);
    assert_eq!(prose::unfilled(&facts), [""; 0], "in {}:\n{source}", language.name);
    facts.idioms.into_iter().map(|idiom| idiom.kind).collect()
}

/// Checks that each source shows the idiom.
#[track_caller]
fn yes(kind: IdiomKind, sources: &[(&str, &str)]) {
    for (language, source) in sources {
        let found = found(language, source);
        assert!(found.contains(&kind), "{kind:?} not found, but {found:?}, in {language}:\n{source}");
    }
}

/// Checks that no source shows the idiom.
#[track_caller]
fn no(kind: IdiomKind, sources: &[(&str, &str)]) {
    for (language, source) in sources {
        let found = found(language, source);
        assert!(!found.contains(&kind), "{kind:?} wrongly found among {found:?}, in {language}:\n{source}");
    }
}

const PY: &str = "python";
const JS: &str = "javascript";
const TS: &str = "typescript";
const RS: &str = "rust";
const JAVA: &str = "java";
const GO: &str = "go";
