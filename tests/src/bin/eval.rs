//! `cargo xtask eval`: how much of what must be said is said, and whether anything false is.

use std::process::ExitCode;

use gloss_tests::eval::{Outcome, item, look, table};

/// What is asked for; `cargo xtask` has checked it.
#[derive(Default)]
struct Arguments {
    language: Option<String>,
    /// Part of an item's name: only such items are looked at, and all of what is said of them is printed.
    show: Option<String>,
    fetch: bool,
    misses: bool,
    write: bool,
}

fn main() -> ExitCode {
    match run(&arguments()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn arguments() -> Arguments {
    let mut arguments = Arguments::default();
    let mut given = std::env::args().skip(1);
    while let Some(argument) = given.next() {
        match argument.as_str() {
            "--language" => arguments.language = given.next(),
            "--show" => arguments.show = given.next(),
            "--fetch" => arguments.fetch = true,
            "--misses" => arguments.misses = true,
            "--write" => arguments.write = true,
            _ => {}
        }
    }
    arguments
}

fn run(arguments: &Arguments) -> Result<(), String> {
    let languages = engine::languages().filter(|it| arguments.language.as_ref().is_none_or(|name| it.name == name));
    let mut sets = Vec::new();
    for language in languages {
        if let Some(mut set) = item::read(language.name)? {
            if let Some(part) = &arguments.show {
                set.items.retain(|item| item.name().contains(part.as_str()));
            }
            sets.push((language, set));
        }
    }
    let mut rows = Vec::new();
    for (language, set) in &sets {
        let outcomes: Vec<Outcome> = set.items.iter().map(|item| look(language.name, item, arguments.fetch)).collect();
        for outcome in &outcomes {
            if arguments.show.is_some() {
                show(outcome);
            }
            if arguments.misses || arguments.show.is_some() {
                misses(outcome);
            }
        }
        rows.push((language.title, outcomes));
    }
    print!("{}", table::tables(&rows));
    if arguments.write {
        let path = gloss_tests::root().join("tests/eval/README.md");
        std::fs::write(&path, table::page(&rows)).map_err(|error| format!("{}: {error}", path.display()))?;
    }
    Ok(())
}

/// Prints the code of an item and all that is said of it.
fn show(outcome: &Outcome<'_>) {
    let Ok((code, levels)) = &outcome.read else { return };
    println!("━━ {}\n{code}", outcome.item.name());
    for found in levels {
        println!("── {}", found.level.name());
        for statement in &found.text {
            println!("{statement}");
        }
        println!();
    }
}

/// Prints what is not said of an item although it must be, and what is said although it is false.
fn misses(outcome: &Outcome<'_>) {
    let name = outcome.item.name();
    let Ok((_, levels)) = &outcome.read else { return };
    for fact in &outcome.item.facts {
        let is_missed = |(it, is_stated): &(&item::Fact, bool)| std::ptr::eq(*it, fact) && !is_stated;
        let missed = levels.iter().filter(|found| found.facts.iter().any(is_missed));
        let missed: Vec<&str> = missed.map(|found| found.level.name()).collect();
        if !missed.is_empty() {
            let (kind, weight, levels) = (fact.kind.name(), fact.weight, missed.join(", "));
            println!("{name}: not said ({levels}): {kind}, {weight}: {}", fact.say[0]);
        }
    }
    for found in levels {
        for (trap, statement) in &found.traps {
            println!("{name}: FALSE ({}): {trap}: {statement}", found.level.name());
        }
    }
}
