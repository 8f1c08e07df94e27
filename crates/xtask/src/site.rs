//! Builds the static site.

use std::path::PathBuf;
use std::time::Instant;

use anyhow::{Result, ensure};

use crate::shell::{self, cargo, command, root};

/// Where the site is built.
pub fn dist() -> PathBuf {
    root().join("dist")
}

/// The modules that the page loads.
const PAGE: &[&str] = &["--bins", "-p", "gloss-web"];

/// Builds the site into [`dist`]: trunk runs cargo and wasm-bindgen, its hooks bundle the editor and finish the page.
pub fn build() -> Result<()> {
    build_with(&[])
}

/// The same, and more wasm modules beside the page's.
pub(crate) fn build_with(others: &[&str]) -> Result<()> {
    let modules = PAGE.iter().chain(others);
    ensure!(root().join("Trunk.toml").is_file(), "this checkout has no Trunk.toml, so there is no page to build");
    let start = Instant::now();
    println!("build: the first one takes about 8 minutes on 2 cores, later ones less");
    // Trunk starts one cargo for each of the page's three modules, and each waits for the one before it. Together they share what
    // they need, and are linked side by side; trunk then finds them built.
    grammars()?;
    shell::run(cargo(&["build", "--target", "wasm32-unknown-unknown", "--profile", "web"]).args(modules))?;
    let mut trunk = command("trunk");
    // Everything that trunk would fetch is installed already.
    trunk.args(["build", "--release", "--offline"]);
    // Trunk takes any value of NO_COLOR but `true` or `false` for a mistake.
    if std::env::var_os("NO_COLOR").is_some() {
        trunk.env("NO_COLOR", "true");
    }
    shell::run(&mut trunk)?;
    ensure!(dist().join("index.html").is_file(), "trunk wrote no dist/index.html");
    println!("build: dist/ is ready ({:.0} s)", start.elapsed().as_secs_f32());
    Ok(())
}

/// Compiles the grammars into `target/grammars/`, one wasm module each; trunk does it too.
pub(crate) fn grammars() -> Result<()> {
    shell::run(command("node").arg("web/build/grammars.mjs"))
}
