//! Packs a release.

use anyhow::Result;
use clap::Args;

use crate::shell::{self, cargo, target};
use crate::{setup, site};

/// What is packed.
#[derive(Args)]
pub struct Arguments {
    /// Packs what dist/ holds already.
    #[arg(long)]
    no_build: bool,
    /// Builds the command line for this machine, and packs it too.
    #[arg(long)]
    native: bool,
}

/// Builds what a release consists of and packs it into `target/dist/`.
pub fn run(arguments: &Arguments) -> Result<()> {
    if !arguments.no_build {
        setup::prepare(setup::Goal::Build)?;
        site::build()?;
    }
    let mut pack = cargo(&["run", "--quiet", "--package", "gloss-release", "--"]);
    pack.arg("--site").arg(site::dist()).arg("--out").arg(target().join("dist"));
    if arguments.native {
        shell::run(&mut cargo(&["build", "--locked", "--release", "--package", "gloss"]))?;
        pack.arg("--binary").arg(target().join("release/gloss"));
    }
    shell::run(&mut pack)
}
