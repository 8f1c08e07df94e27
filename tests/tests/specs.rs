//! The Markdown specs, one test a case. `cargo xtask spec --bless` rewrites what they expect.

use std::process::ExitCode;

use gloss_tests::{diff, project, properties, spec};
use libtest_mimic::{Arguments, Failed, Trial};

fn main() -> ExitCode {
    let root = gloss_tests::root();
    if std::env::var_os("GLOSS_BLESS").is_some() {
        return bless(&root);
    }
    let arguments = Arguments::from_args();
    let cases = match spec::cases(&root).and_then(|cases| Ok((cases, spec::projects(&root)?))) {
        Ok((cases, projects)) => cases.into_iter().chain(projects),
        Err(message) => {
            eprintln!("{message}");
            return ExitCode::FAILURE;
        }
    };
    let trials = cases.map(|case| {
        let name = format!("{}: {}", case.file.display(), case.name);
        Trial::test(name, move || run(&case))
    });
    libtest_mimic::run(&arguments, trials.collect()).exit_code()
}

fn run(case: &spec::Case) -> Result<(), Failed> {
    let mut failures = String::new();
    for (level, expected) in &case.expected {
        let found = match &case.files[..] {
            [] => spec::render(&case.language, &case.code, *level)?,
            files => spec::render_project(files, *level)?,
        };
        let difference = diff::diff(expected, &found);
        if !difference.is_empty() {
            failures.push_str(&format!("\n{} (- expected, + found):\n{difference}", level.name()));
        }
    }
    let report = match &case.files[..] {
        [] => properties::check(&case.language, &case.code)?,
        files => project::check(files)?,
    };
    for violation in report.violations {
        failures.push_str(&format!("\n{violation}\n"));
    }
    if failures.is_empty() {
        return Ok(());
    }
    let place = format!("{}:{}", case.file.display(), case.line);
    Err(format!("{place}\n{failures}\nIf the new text is right: cargo xtask spec --bless\n").into())
}

fn bless(root: &std::path::Path) -> ExitCode {
    let mut code = ExitCode::SUCCESS;
    for path in spec::files(root) {
        let blessed = std::fs::read_to_string(&path)
            .map_err(|error| format!("{}: {error}", path.display()))
            .and_then(|text| spec::bless(&path, &text).map(|blessed| (text, blessed)));
        match blessed {
            Ok((text, blessed)) if text != blessed => match std::fs::write(&path, blessed) {
                Ok(()) => println!("rewrote {}", path.display()),
                Err(error) => {
                    eprintln!("{}: {error}", path.display());
                    code = ExitCode::FAILURE;
                }
            },
            Ok(_) => {}
            Err(message) => {
                eprintln!("{message}");
                code = ExitCode::FAILURE;
            }
        }
    }
    code
}
