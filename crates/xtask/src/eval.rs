//! What explanations state, held against what they should.

use anyhow::{Result, ensure};
use clap::Args;

use crate::shell::{self, cargo};

/// What is measured, and what becomes of it.
#[derive(Args)]
pub struct Arguments {
    /// Only this language.
    #[arg(long, value_name = "NAME")]
    language: Option<String>,
    /// Downloads packages that no cache has, into target/eval/.
    #[arg(long)]
    fetch: bool,
    /// Writes the table to tests/eval/README.md.
    #[arg(long)]
    write: bool,
    /// Lists the facts that are not stated and the traps that are.
    #[arg(long)]
    misses: bool,
    /// Prints the items whose name (`package/symbol`) holds this, and all that is said of them.
    #[arg(long, value_name = "PART")]
    show: Option<String>,
}

/// Explains the items of the set and prints recall and traps.
pub fn run(arguments: &Arguments) -> Result<()> {
    let is_part = arguments.language.is_some() || arguments.show.is_some();
    ensure!(!(arguments.write && is_part), "--write writes the table of all items: leave out --language and --show");
    let mut eval = cargo(&["run", "--quiet", "--package", "gloss-tests", "--bin", "eval", "--"]);
    for (option, value) in [("--language", &arguments.language), ("--show", &arguments.show)] {
        if let Some(value) = value {
            eval.args([option, value]);
        }
    }
    let switches = [("--fetch", arguments.fetch), ("--write", arguments.write), ("--misses", arguments.misses)];
    eval.args(switches.into_iter().filter(|(_, is_on)| *is_on).map(|(name, _)| name));
    shell::run(&mut eval)
}
