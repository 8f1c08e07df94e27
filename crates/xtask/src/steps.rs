//! `cargo xtask test`: every check, in the order in which a mistake shows soonest.

use std::fs::{self, File};
use std::path::PathBuf;
use std::process::Child;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};

use crate::setup::{self, Goal};
use crate::shell::{self, cargo, root};
use crate::{site, tidy};

/// A step of the whole test.
struct Step {
    name: &'static str,
    what: &'static str,
    /// How long it takes on a machine with 2 cores that has built nothing yet.
    minutes: f32,
    run: fn(&[PathBuf]) -> Result<()>,
}

const STEPS: &[Step] = &[
    Step {
        name: "setup",
        what: "everything that is needed is there",
        minutes: 7.5,
        run: |_| setup::prepare(Goal::Test),
    },
    Step {
        name: "format",
        what: "cargo fmt",
        minutes: 0.1,
        run: |_| shell::run(&mut cargo(&["fmt", "--all", "--check"])),
    },
    Step {
        name: "tidy",
        what: "invariants, the language table, links, size of files",
        minutes: 0.1,
        run: |_| tidy::run(),
    },
    Step {
        name: "lints",
        what: "licences and sources of dependencies; clippy, warnings are errors",
        minutes: 5.5,
        run: |_| lints(),
    },
    Step { name: "tests", what: "unit tests, specs, real code, hostile input", minutes: 8.0, run: tests },
    Step {
        name: "build",
        what: "the static site, which is built beside lints and tests",
        minutes: 4.0,
        run: |_| site::build_with(MODULES),
    },
    Step { name: "parity", what: "native and wasm write the same bytes", minutes: 5.0, run: parity },
    Step { name: "browsers", what: "the page in Chromium, Firefox and WebKit", minutes: 8.0, run: |_| browsers() },
];

/// Runs the steps that are wanted; later ones run although an earlier one failed, as far as they can.
pub fn run(only: &[String], skip: &[String], corpus: &[PathBuf]) -> Result<()> {
    for name in only.iter().chain(skip) {
        let names: Vec<&str> = STEPS.iter().map(|step| step.name).collect();
        ensure!(names.contains(&name.as_str()), "there is no step `{name}`: use one of {}", names.join(", "));
    }
    let is_wanted = |step: &Step| {
        (only.is_empty() || only.iter().any(|name| name == step.name)) && !skip.iter().any(|name| name == step.name)
    };
    let steps: Vec<&Step> = STEPS.iter().filter(|step| is_wanted(step)).collect();
    println!("test: {} steps; times are those of a first run on 2 cores", steps.len());
    for step in &steps {
        println!("  {:9} {:>5.1} min  {}", step.name, step.minutes, step.what);
    }
    let start = Instant::now();
    let mut outcomes: Vec<(&Step, Duration, Option<String>)> = Vec::new();
    let mut beside: Option<Beside> = None;
    for (at, step) in steps.iter().copied().enumerate() {
        println!("\n━━ {}: {}", step.name, step.what);
        let begun = Instant::now();
        let has_failed = |name: &str| outcomes.iter().any(|(step, _, error)| step.name == name && error.is_some());
        let outcome = if has_failed("setup") || (step.name == "browsers" && has_failed("build")) {
            Some("left out, since what it needs failed".to_owned())
        } else if let Some(beside) = beside.take_if(|it| it.step == step.name) {
            beside.finish().err().map(|error| format!("{error:#}"))
        } else {
            if step.name == LONG && steps[at..].iter().any(|it| it.name == BESIDE) {
                beside = Beside::start(BESIDE).inspect_err(|error| println!("{BESIDE} comes later: {error:#}")).ok();
            }
            (step.run)(corpus).err().map(|error| format!("{error:#}"))
        };
        if let Some(error) = &outcome {
            eprintln!("{}: {error}", step.name);
        }
        outcomes.push((step, begun.elapsed(), outcome));
    }
    println!("\n━━ summary");
    for (step, taken, error) in &outcomes {
        let minutes = taken.as_secs_f32() / 60.0;
        let outcome = error.as_deref().map_or("passed".to_owned(), |error| format!("FAILED: {}", first_line(error)));
        println!("  {:9} {minutes:>5.1} min  {outcome}", step.name);
    }
    let n_failed = outcomes.iter().filter(|(_, _, error)| error.is_some()).count();
    let n_steps = outcomes.len();
    let minutes = start.elapsed().as_secs_f32() / 60.0;
    println!("test: {} of {n_steps} steps passed, {n_failed} failed, in {minutes:.1} minutes", n_steps - n_failed);
    if n_failed > 0 {
        bail!("{n_failed} of {n_steps} steps failed");
    }
    Ok(())
}

/// The step that runs beside others: it links large modules, during which all cores but one stand idle.
const BESIDE: &str = "build";

/// With which step it begins: nothing before it takes long, and whatever is wrong there shows at once.
const LONG: &str = "lints";

/// A step that runs beside others, in a process of its own; what it prints is kept until its turn comes.
struct Beside {
    step: &'static str,
    child: Child,
    log: PathBuf,
}

impl Beside {
    fn start(step: &'static str) -> Result<Self> {
        let log = shell::target().join(format!("{step}.log"));
        let out = File::create(&log).with_context(|| log.display().to_string())?;
        let mut command = shell::command(std::env::current_exe()?);
        command.args(["test", "--only", step]).stdout(out.try_clone()?).stderr(out);
        let child = command.spawn().with_context(|| format!("cannot start `{}`", shell::describe(&command)))?;
        println!("{step} runs beside what follows; what it prints is in {} until its turn comes", log.display());
        Ok(Self { step, child, log })
    }

    /// Waits for it and shows what it printed.
    fn finish(mut self) -> Result<()> {
        let status = self.child.wait()?;
        println!("{}", fs::read_to_string(&self.log).unwrap_or_default().trim_end());
        ensure!(status.success(), "`{}` failed beside other steps: what it printed stands above", self.step);
        Ok(())
    }
}

impl Drop for Beside {
    /// A run that ends early leaves nothing behind.
    fn drop(&mut self) {
        if matches!(self.child.try_wait(), Ok(None)) {
            let _ = self.child.kill();
            let _ = self.child.wait();
        }
    }
}

fn first_line(text: &str) -> &str {
    text.lines().next().unwrap_or("")
}

/// What may be among our dependencies, and how the code is written.
fn lints() -> Result<()> {
    // Known security holes are listed elsewhere and change by the hour; they are not for a test that must repeat.
    shell::run(&mut cargo(&["deny", "--log-level", "error", "check", "bans", "licenses", "sources"]))?;
    shell::run(&mut cargo(&["clippy", "--workspace", "--all-targets", "--quiet", "--", "-D", "warnings"]))
}

fn tests(corpus: &[PathBuf]) -> Result<()> {
    nextest(&["--workspace"], corpus)
}

/// The wasm modules are run by Node.
fn parity(corpus: &[PathBuf]) -> Result<()> {
    modules()?;
    let tests = ["--workspace", "--features", "gloss-tests/parity", "--test", "parity", "--test", "parity_lm"];
    nextest(&tests, corpus)
}

/// The wasm modules of the tests.
const MODULES: &[&str] = &["--lib", "-p", "gloss-tests-wasm", "-p", "gloss-tests-wasm-lm"];

/// Builds the wasm modules of the tests, and those of the grammars, as the page's are built.
pub(crate) fn modules() -> Result<()> {
    site::grammars()?;
    // Together with what the page was built of, and of the whole workspace: by themselves, packages build their dependencies anew,
    // with fewer features.
    let mut build = cargo(&["build", "--target", "wasm32-unknown-unknown", "--profile", "web", "-p", "gloss-web"]);
    shell::run(build.args(MODULES))
}

fn browsers() -> Result<()> {
    // Two windows at a time: much of a scenario is waiting for a browser to start and to answer. Three take as long.
    let tests = ["--workspace", "--features", "gloss-tests/browsers", "--test", "browsers", "--test-threads", "2"];
    // Of 156 scenarios on two busy cores, one or none fails, each time another one, and passes by itself. It gets a second try and is
    // named as flaky at the end; what fails twice fails.
    nextest(&[&tests[..], &["--retries", "1"]].concat(), &[])
}

fn nextest(arguments: &[&str], corpus: &[PathBuf]) -> Result<()> {
    let mut nextest = cargo(&["nextest", "run"]);
    nextest.args(arguments);
    if !corpus.is_empty() {
        let folders = corpus.iter().map(|folder| root().join(folder));
        nextest.env("GLOSS_CORPUS", std::env::join_paths(folders)?);
    }
    shell::run(&mut nextest)
}
