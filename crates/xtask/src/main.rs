//! The binary behind `cargo xtask`.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, Subcommand};
use xtask::{bench, dist, eval, generators, server, setup, shell, site, size, steps, tidy};

/// Every task a developer runs. `serve` and `test` install or name whatever they lack.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Installs what building and testing need, or names the command that does.
    Setup {
        /// Only what building the site needs.
        #[arg(long)]
        build: bool,
    },
    /// Builds the static site into dist/.
    Build,
    /// Builds the site and serves it at <http://127.0.0.1:8080>.
    Serve {
        /// The port.
        #[arg(long, default_value_t = 8080)]
        port: u16,
        /// Serves what dist/ holds already.
        #[arg(long)]
        no_build: bool,
    },
    /// Runs every check: format, lints, tests, specs, tidy, parity, build, browsers.
    Test {
        /// Runs only these steps.
        #[arg(long, value_name = "STEP", value_delimiter = ',')]
        only: Vec<String>,
        /// Leaves these steps out.
        #[arg(long, value_name = "STEP", value_delimiter = ',')]
        skip: Vec<String>,
        /// Takes real code from these folders instead of the package caches.
        #[arg(long, value_name = "DIR")]
        corpus: Vec<PathBuf>,
    },
    /// Runs the Markdown specs.
    Spec {
        /// Rewrites what they expect.
        #[arg(long)]
        bless: bool,
        /// Only cases whose name holds this.
        filter: Option<String>,
    },
    /// Checks the invariants that the compiler does not.
    Tidy,
    /// Measures.
    Bench {
        #[command(subcommand)]
        what: Bench,
    },
    /// Scores what explanations state of real code: facts that they must, false statements that they must not.
    Eval(eval::Arguments),
    /// Packs a release into target/dist/: the site, its sums, and what is in it.
    Dist(dist::Arguments),
    /// Builds sites by the generators that docs/embed.md names, and opens them in Chromium with Gloss in them.
    Generators {
        /// Only this site.
        only: Option<String>,
    },
    /// Prints how many bytes a reader downloads.
    Size {
        /// Writes the sums to tests/size/README.md.
        #[arg(long)]
        write: bool,
    },
}

#[derive(Subcommand)]
enum Bench {
    /// The whole explanation against tree-sitter's bare parse of the same text.
    Explain {
        /// How often each text is explained.
        #[arg(long, default_value_t = 15)]
        rounds: u32,
        /// Takes real code from these folders instead of the package caches.
        #[arg(long, value_name = "DIR")]
        corpus: Vec<PathBuf>,
    },
    /// Our model runtime against onnxruntime-web, in Chromium, on the same weights.
    Lm {
        /// How often each of them answers.
        #[arg(long, default_value_t = 9)]
        rounds: u32,
        /// The folder of a model with int8 weights.
        #[arg(long, value_name = "DIR", default_value = "models/default")]
        model: PathBuf,
    },
}

fn main() -> ExitCode {
    match run(Arguments::parse().task) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(task: Task) -> Result<()> {
    match task {
        Task::Setup { build } => setup::prepare(if build { setup::Goal::Build } else { setup::Goal::Test }),
        Task::Build => {
            setup::prepare(setup::Goal::Build)?;
            site::build()
        }
        Task::Serve { port, no_build } => {
            if !no_build {
                setup::prepare(setup::Goal::Build)?;
                site::build()?;
            }
            let server = server::Server::start(&site::dist(), port, "/")?;
            println!("\nGloss is served at {} (stop with Ctrl-C)", server.address());
            server.wait();
            Ok(())
        }
        Task::Test { only, skip, corpus } => steps::run(&only, &skip, &corpus),
        Task::Spec { bless, filter } => {
            let mut cargo = shell::cargo(&["test", "--quiet", "--package", "gloss-tests", "--test", "specs"]);
            if bless {
                cargo.env("GLOSS_BLESS", "1");
            }
            cargo.arg("--").args(filter);
            shell::run(&mut cargo)
        }
        Task::Tidy => tidy::run(),
        Task::Bench { what: Bench::Explain { rounds, corpus } } => bench::explain(rounds, &corpus),
        Task::Bench { what: Bench::Lm { rounds, model } } => bench::lm(rounds, &model),
        Task::Eval(arguments) => eval::run(&arguments),
        Task::Dist(arguments) => dist::run(&arguments),
        Task::Generators { only } => generators::run(only.as_deref()),
        Task::Size { write } => size::run(write),
    }
}
