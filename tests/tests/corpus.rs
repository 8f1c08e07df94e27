//! What must hold for real code: 200 files of real packages per language.
//!
//! `GLOSS_CORPUS=DIR` (or `cargo xtask test --corpus DIR`) takes them from folders of your choice.

use std::collections::BTreeMap;
use std::process::ExitCode;

use gloss_tests::{corpus, properties};
use libtest_mimic::{Arguments, Failed, Trial};

/// The share of code lines that a sentence must speak of, in percent.
const COVERED: f64 = 95.0;

/// Languages of which the build itself downloads packages; of the others, files must be named in `GLOSS_CORPUS`.
const OF_THE_BUILD: &[&str] = &["python", "javascript", "typescript", "tsx", "rust"];

#[derive(Default)]
struct Tally {
    lines: usize,
    covered: usize,
    text: usize,
    n_below: usize,
}

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let has_own = std::env::var_os("GLOSS_CORPUS").is_some();
    let trials = engine::languages().map(|language| {
        let has_files = has_own || OF_THE_BUILD.contains(&language.name);
        Trial::test(language.name, move || run(&language)).with_ignored_flag(!has_files)
    });
    libtest_mimic::run(&arguments, trials.collect()).exit_code()
}

fn run(language: &engine::LanguageInfo) -> Result<(), Failed> {
    let roots = corpus::roots();
    let files = corpus::files(&roots, language.extensions, corpus::FILES_PER_LANGUAGE);
    let mut failures: Vec<String> = Vec::new();
    if files.len() < corpus::FILES_PER_LANGUAGE {
        let n = corpus::FILES_PER_LANGUAGE;
        failures.push(format!(
            "only {} files of {n} found in {roots:?}: run `cargo xtask setup`, or name folders in GLOSS_CORPUS",
            files.len()
        ));
    }
    let mut tallies: [Tally; 3] = Default::default();
    let mut kinds: BTreeMap<String, (usize, String)> = BTreeMap::new();
    let mut worst: Vec<(f64, String)> = Vec::new();
    for file in &files {
        let path = file.path.display();
        let report = match properties::check(language.name, &file.text) {
            Ok(report) => report,
            Err(message) => {
                failures.push(format!("{path}: {message}"));
                continue;
            }
        };
        for violation in report.violations {
            // The first of each kind is shown; the others are counted.
            let kind: String = violation.chars().filter(|c| !c.is_ascii_digit()).take(28).collect();
            kinds.entry(kind).or_insert((0, format!("{path}: {violation}"))).0 += 1;
        }
        for ((tally, coverage), text) in tallies.iter_mut().zip(&report.coverage).zip(&report.text) {
            tally.lines += coverage.lines;
            tally.covered += coverage.covered;
            tally.text += text;
            tally.n_below += usize::from(coverage.percent() < COVERED);
        }
        let least = report.coverage.iter().min_by(|a, b| a.percent().total_cmp(&b.percent()));
        if let Some(coverage) = least.filter(|coverage| coverage.percent() < COVERED) {
            let lines: Vec<String> = coverage.missed.iter().take(8).map(u32::to_string).collect();
            worst.push((coverage.percent(), format!("{path}, lines {} …", lines.join(", "))));
        }
    }
    let bytes: usize = files.iter().map(|file| file.text.len()).sum();
    println!("{}: {} files, {} KB", language.name, files.len(), bytes / 1000);
    println!("  level          text KB   covered   files below {COVERED} %");
    for (level, tally) in engine::Level::ALL.into_iter().zip(&tallies) {
        let percent = 100.0 * tally.covered as f64 / tally.lines.max(1) as f64;
        println!("  {:12} {:>9} {percent:>7.1} % {:>10}", level.name(), tally.text / 1000, tally.n_below);
        if percent < COVERED {
            failures.push(format!("{}: {percent:.1} % of the code lines are covered", level.name()));
        }
    }
    worst.sort_by(|a, b| a.0.total_cmp(&b.0));
    for (percent, place) in worst.iter().take(5) {
        println!("  {percent:5.1} %  {place}");
    }
    failures.extend(kinds.into_values().map(|(count, example)| format!("{count} times: {example}")));
    if failures.is_empty() { Ok(()) } else { Err(failures.join("\n").into()) }
}
