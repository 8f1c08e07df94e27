//! `cargo xtask bench explain`: the whole explanation against tree-sitter's bare parse of the same text.
//!
//! All of it alternates in one run, so that a busy machine slows both sides alike; medians are printed, and nothing is asserted.

use std::time::{Duration, Instant};

use engine::Level;
use gloss_tests::corpus;
use languages::Language;

/// How large a text is, in bytes: what a long file of real code has.
const SIZE: usize = 100_000;
/// How many texts a language is measured on.
const TEXTS: usize = 5;

/// The work, in the order in which data flows. Each is timed alone, on the result of the one before.
const STAGES: [&str; 6] = ["bare parse", "parse+lower", "facts", "beginner", "intermediate", "expert"];

fn main() {
    let rounds: usize = std::env::args().nth(1).and_then(|text| text.parse().ok()).unwrap_or(15);
    let roots = corpus::roots();
    println!("median of {rounds} rounds, in milliseconds; x is the whole explanation over the bare parse");
    print!("{:12} {:>7}", "language", "KB");
    for stage in STAGES {
        print!(" {stage:>12}");
    }
    println!(" {:>8} {:>8} {:>8}", "x begin", "x inter", "x expert");
    let mut ratios: Vec<f64> = Vec::new();
    for language in languages::LANGUAGES {
        let texts = texts(language, &roots);
        if texts.is_empty() {
            println!(
                "{:12} no real code found: run `cargo xtask setup`, or name a folder with --corpus",
                language.name
            );
            continue;
        }
        let size: usize = texts.iter().map(String::len).sum();
        // For each text, the median of each stage; then the sum over the texts.
        let mut sums = [Duration::ZERO; STAGES.len()];
        for text in &texts {
            for (sum, median) in sums.iter_mut().zip(measure(text, language, rounds)) {
                *sum += median;
            }
        }
        print!("{:12} {:>7}", language.name, size / 1000);
        for sum in sums {
            print!(" {:>12.2}", sum.as_secs_f64() * 1000.0);
        }
        let read = sums[1] + sums[2];
        for written in &sums[3..] {
            let ratio = (read + *written).as_secs_f64() / sums[0].as_secs_f64();
            ratios.push(ratio);
            print!(" {ratio:>8.2}");
        }
        println!();
    }
    ratios.sort_by(f64::total_cmp);
    if let Some(median) = ratios.get(ratios.len() / 2) {
        println!("median over languages and levels: {median:.2} × tree-sitter's bare parse (target: 3)");
    }
}

/// The median time of each stage.
fn measure(text: &str, language: &'static Language, rounds: usize) -> [Duration; STAGES.len()] {
    let mut times: [Vec<Duration>; STAGES.len()] = Default::default();
    for _ in 0..rounds {
        let mut lap = Instant::now();
        let mut stop = |stage: usize| {
            times[stage].push(lap.elapsed());
            lap = Instant::now();
        };
        std::hint::black_box(languages::count_syntax_nodes(text, language));
        stop(0);
        let unit = languages::parse(text, language, &mut || true);
        stop(1);
        let facts = facts::observe(&unit);
        stop(2);
        for (stage, level) in (3..).zip(Level::ALL) {
            std::hint::black_box(prose::write(&unit, &facts, level, engine::VERSION, false));
            stop(stage);
        }
    }
    times.map(|mut times| {
        times.sort_unstable();
        times.get(times.len() / 2).copied().unwrap_or_default()
    })
}

/// Texts of about [`SIZE`]: real files of that size where there are any, else several of a package joined.
fn texts(language: &Language, roots: &[std::path::PathBuf]) -> Vec<String> {
    let files = corpus::files(roots, language.extensions, 400);
    let mut texts: Vec<String> = files
        .iter()
        .filter(|file| (SIZE * 7 / 10..=SIZE * 13 / 10).contains(&file.text.len()))
        .map(|file| file.text.clone())
        .take(TEXTS)
        .collect();
    let mut files = files.iter().filter(|file| file.text.len() < SIZE / 2);
    while texts.len() < TEXTS {
        let mut joined = String::new();
        while joined.len() < SIZE {
            let Some(file) = files.next() else { return texts };
            joined.push_str(&file.text);
            joined.push('\n');
        }
        texts.push(joined);
    }
    texts
}
