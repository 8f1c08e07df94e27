//! Sites built by the generators that docs/embed.md has recipes for, and what Gloss makes of them in a browser.
//!
//! Not a step of `cargo xtask test`: it installs a thousand packages of other people's.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context, Result, ensure};

use crate::shell::{self, cargo, command, root, target, which};
use crate::{setup, site};

/// A site that loads Gloss's script.
#[derive(Clone, Copy, Debug)]
pub struct Site {
    /// Its name, and that of the folder that it is built into.
    pub name: &'static str,
    build: fn(&Path) -> Result<()>,
}

/// All sites that load Gloss's script.
pub const SITES: &[Site] = &[
    Site { name: "html", build: html },
    Site { name: "mkdocs", build: |to| mkdocs("mkdocs.yml", to) },
    Site { name: "material", build: |to| mkdocs("material.yml", to) },
    Site { name: "sphinx", build: |to| sphinx("alabaster", to) },
    Site { name: "furo", build: |to| sphinx("furo", to) },
    Site { name: "mdbook", build: |to| mdbook("mdbook", to) },
    Site { name: "docusaurus", build: docusaurus },
];

/// The book that `gloss mdbook` explains when it is built.
pub const EXPLAINED: &str = "mdbook-static";

/// Where a site is built.
pub fn built(name: &str) -> PathBuf {
    target().join("generators").join(name)
}

fn source(name: &str) -> PathBuf {
    root().join("tests/generators").join(name)
}

/// Builds the sites, or the one of this name, and opens them in a browser.
pub fn run(only: Option<&str>) -> Result<()> {
    let names: Vec<&str> = SITES.iter().map(|it| it.name).chain([EXPLAINED]).collect();
    let is_wanted = |name: &str| only.is_none_or(|it| it == name);
    ensure!(names.iter().any(|name| is_wanted(name)), "there is no such site: use one of {}", names.join(", "));
    ensure!(site::dist().join("embed.js").is_file(), "there is no dist/: run `cargo xtask build` first");
    ensure!(which("chromedriver").is_some(), "there is no chromedriver: run `cargo xtask setup` first");
    let start = Instant::now();
    println!(
        "generators: the first run takes about 10 minutes on 2 cores, most of it for compiling and fetching the tools"
    );
    for site in SITES.iter().filter(|it| is_wanted(it.name)) {
        build(site.name, site.build)?;
    }
    if is_wanted(EXPLAINED) {
        build(EXPLAINED, |to| mdbook(EXPLAINED, to))?;
    }
    let tests = ["test", "--quiet", "--package", "gloss-tests", "--features", "generators", "--test", "generators"];
    let mut tests = cargo(&tests);
    tests.args(["--", "--test-threads", "1"]);
    tests.args(only.map(|name| format!("{name}::")));
    shell::run(&mut tests)?;
    println!("generators: done ({:.0} s)", start.elapsed().as_secs_f32());
    Ok(())
}

fn build(name: &str, build: impl Fn(&Path) -> Result<()>) -> Result<()> {
    let to = built(name);
    if to.exists() {
        fs::remove_dir_all(&to)?;
    }
    build(&to).with_context(|| format!("the site of {name} cannot be built"))?;
    ensure!(to.join("index.html").is_file(), "{name} wrote no index.html");
    Ok(())
}

fn html(to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    fs::copy(source("html").join("index.html"), to.join("index.html"))?;
    Ok(())
}

fn mkdocs(settings: &str, to: &Path) -> Result<()> {
    let mut mkdocs = python_tool("mkdocs")?;
    mkdocs.args(["build", "--quiet", "--strict", "--config-file"]).arg(source("mkdocs").join(settings));
    shell::run(mkdocs.arg("--site-dir").arg(to))
}

fn sphinx(theme: &str, to: &Path) -> Result<()> {
    let mut sphinx = python_tool("sphinx-build")?;
    sphinx.args(["-q", "-W", "-b", "html", "-D"]).arg(format!("html_theme={theme}"));
    // Its notes on what it has read stay out of what is served.
    sphinx.arg("-d").arg(target().join("generators").join(format!("doctrees-{theme}")));
    shell::run(sphinx.arg(source("sphinx")).arg(to))
}

fn mdbook(name: &str, to: &Path) -> Result<()> {
    setup::mdbook()?;
    if name == EXPLAINED {
        shell::run(&mut cargo(&["build", "--quiet", "--package", "gloss"]))?;
    }
    // The book calls `gloss mdbook`.
    let paths = std::env::split_paths(&shell::path()).collect::<Vec<_>>();
    let path = std::env::join_paths([target().join("debug")].into_iter().chain(paths))?;
    let mut mdbook = command("mdbook");
    shell::run(mdbook.env("PATH", path).arg("build").arg("--dest-dir").arg(to).arg(source(name)))
}

fn docusaurus(to: &Path) -> Result<()> {
    const FOLDER: &str = "tests/generators/docusaurus";
    setup::packages(FOLDER)?;
    let mut node = command("node");
    node.current_dir(root().join(FOLDER)).env("DOCUSAURUS_DISABLE_TELEMETRY", "1").env("NODE_ENV", "production");
    shell::run(node.args(["node_modules/@docusaurus/core/bin/docusaurus.mjs", "build", "--out-dir"]).arg(to))
}

/// A program of a Python environment of our own, with packages of exact versions.
fn python_tool(name: &str) -> Result<std::process::Command> {
    let home = target().join("generators/python");
    let list = root().join("tests/generators/requirements.txt");
    let wanted = fs::read_to_string(&list).context("tests/generators/requirements.txt")?;
    // The list is kept beside what it led to, once that is complete.
    let installed = home.join("requirements.txt");
    if fs::read_to_string(&installed).ok().as_ref() != Some(&wanted) {
        shell::run(command("python3").args(["-m", "venv", "--clear"]).arg(&home))?;
        let mut pip = command(home.join("bin/python"));
        shell::run(pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r"]).arg(&list))?;
        fs::write(&installed, wanted)?;
    }
    Ok(command(home.join("bin").join(name)))
}
