//! What building and testing need, and how to get it.
//!
//! Each need has a quick check. What is missing is installed: Debian packages by `apt-get` where we are root (or `sudo` asks no
//! password), tools of exact versions by `cargo install` into `.tools/`, npm packages by `npm ci`. What cannot be installed is named
//! with the command that would.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::process::Command;
use std::thread;
use std::time::Instant;

use anyhow::{Context, Result, anyhow, bail};

use crate::shell::{self, cargo, command, output, root, tools, which};

/// What to be ready for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Goal {
    /// Building the site.
    Build,
    /// Running every test.
    Test,
}

/// A package of Debian: the first of these names that the archive has.
type Package = &'static [&'static str];

/// A program from Debian.
struct System {
    goal: Goal,
    name: &'static str,
    is_present: fn() -> bool,
    packages: &'static [Package],
}

const CLANG: &[&str] = &["clang-19", "clang-20", "clang-21", "clang"];
const LLVM: &[&str] = &["llvm-19", "llvm-20", "llvm-21", "llvm"];
const LLD: &[&str] = &["lld-19", "lld-20", "lld-21", "lld"];

const SYSTEM: &[System] = &[
    System {
        goal: Goal::Build,
        name: "clang 15 or newer, for the grammars' C",
        is_present: || newest(CLANG).is_some_and(|clang| major(&clang, "version ") >= Some(15)),
        packages: &[CLANG],
    },
    System {
        goal: Goal::Build,
        name: "wasm-ld, which makes modules of the grammars",
        is_present: || newest(CLANG).is_some_and(|clang| has_linker(&clang)),
        packages: &[LLD],
    },
    System {
        goal: Goal::Build,
        name: "llvm-ar",
        is_present: || ["llvm-ar-19", "llvm-ar-20", "llvm-ar-21", "llvm-ar"].iter().any(|it| which(it).is_some()),
        packages: &[LLVM],
    },
    System {
        goal: Goal::Build,
        name: "Binaryen's wasm-split, which divides the worker's module",
        is_present: || which("wasm-split").is_some(),
        packages: &[&["binaryen"]],
    },
    System {
        goal: Goal::Build,
        name: "Node 18 or newer",
        is_present: || major("node", "v") >= Some(18),
        packages: &[&["nodejs"]],
    },
    System { goal: Goal::Build, name: "npm", is_present: || which("npm").is_some(), packages: &[&["npm"]] },
    System {
        goal: Goal::Test,
        name: "Python 3, whose library is read by tests",
        is_present: has_python,
        packages: &[&["python3"]],
    },
    System {
        goal: Goal::Test,
        name: "Chromium and its driver",
        is_present: || which("chromium").is_some() && which("chromedriver").is_some(),
        packages: &[&["chromium"], &["chromium-driver"]],
    },
    System {
        goal: Goal::Test,
        name: "Firefox",
        is_present: || which("firefox-esr").is_some() || which("firefox").is_some(),
        packages: &[&["firefox-esr", "firefox"]],
    },
    System {
        goal: Goal::Test,
        name: "WebKit's MiniBrowser and its driver",
        is_present: || which("WebKitWebDriver").is_some(),
        packages: &[&["webkit2gtk-driver"]],
    },
    System {
        goal: Goal::Test,
        name: "a screen for WebKit",
        is_present: || which("Xvfb").is_some(),
        packages: &[&["xvfb"], &["fonts-dejavu-core"]],
    },
];

/// A tool that cargo builds.
struct Tool {
    goal: Goal,
    program: &'static str,
    /// What it prints for `--version`, up to and with the version.
    version: &'static str,
    /// Any newer version will do.
    or_newer: bool,
    install: &'static [&'static str],
    /// How far it is optimised: not at all where compiling it takes longer than it ever runs.
    opt_level: &'static str,
    minutes: &'static str,
}

const TOOLS: &[Tool] = &[
    Tool {
        goal: Goal::Build,
        program: "wasm-bindgen",
        version: "0.2.130",
        or_newer: false,
        install: &["wasm-bindgen-cli", "--version", "0.2.130", "--no-default-features"],
        opt_level: "1",
        minutes: "1–2 minutes",
    },
    Tool {
        goal: Goal::Build,
        program: "trunk",
        version: "0.21.14",
        or_newer: false,
        install: &["trunk", "--version", "0.21.14", "--locked", "--no-default-features"],
        opt_level: "0",
        minutes: "3–5 minutes",
    },
    Tool {
        goal: Goal::Test,
        program: "cargo-nextest",
        version: "0.9.100",
        or_newer: true,
        install: &["cargo-nextest", "--version", "0.9.151", "--locked", "--no-default-features"],
        opt_level: "0",
        minutes: "3–5 minutes",
    },
    Tool {
        goal: Goal::Test,
        program: "cargo-deny",
        version: "0.20.2",
        or_newer: true,
        install: &["cargo-deny", "--version", "0.20.2", "--locked", "--no-default-features"],
        opt_level: "0",
        minutes: "1–2 minutes",
    },
    Tool {
        goal: Goal::Test,
        program: "geckodriver",
        version: "0.36.0",
        or_newer: true,
        install: &["geckodriver", "--version", "0.37.1", "--locked"],
        opt_level: "0",
        minutes: "1–2 minutes",
    },
];

/// What only `cargo xtask generators` needs.
const MDBOOK: Tool = Tool {
    goal: Goal::Test,
    program: "mdbook",
    version: "0.5.4",
    or_newer: false,
    install: &["mdbook", "--version", "0.5.4", "--locked", "--no-default-features"],
    opt_level: "0",
    minutes: "3–5 minutes",
};

/// A folder of npm packages.
struct Npm {
    goal: Goal,
    folder: &'static str,
    /// Its packages run code of their own when installed; esbuild fetches its binary so.
    scripts: bool,
}

const NPM: &[Npm] = &[
    Npm { goal: Goal::Build, folder: "web", scripts: true },
    Npm { goal: Goal::Test, folder: "tests/corpus", scripts: false },
    Npm { goal: Goal::Test, folder: "tests/axe", scripts: false },
];

/// Makes sure that everything for a goal is there.
pub fn prepare(goal: Goal) -> Result<()> {
    let start = Instant::now();
    let missing_system: Vec<&System> = SYSTEM.iter().filter(|it| it.goal <= goal && !(it.is_present)()).collect();
    let missing_tools: Vec<&Tool> = TOOLS.iter().filter(|it| it.goal <= goal && !has_tool(it)).collect();
    let missing_npm: Vec<&Npm> = NPM.iter().filter(|it| it.goal <= goal && !has_packages(it)).collect();
    let has_target = has_wasm_target();
    if missing_system.is_empty() && missing_tools.is_empty() && missing_npm.is_empty() && has_target {
        println!("setup: everything is there ({:.1} s)", start.elapsed().as_secs_f32());
        return Ok(());
    }
    for it in &missing_system {
        println!("setup: missing {}; takes about a minute", it.name);
    }
    for it in &missing_tools {
        println!("setup: missing {} {}; takes {}", it.program, it.version, it.minutes);
    }
    for it in &missing_npm {
        println!("setup: missing the npm packages in {}; takes half a minute", it.folder);
    }
    if !has_target {
        println!("setup: missing the wasm32-unknown-unknown target; takes seconds");
        shell::run(command("rustup").args(["target", "add", "wasm32-unknown-unknown"]))
            .context("install the target with `rustup target add wasm32-unknown-unknown`")?;
    }
    // Downloading and compiling do not get in each other's way.
    thread::scope(|scope| -> Result<()> {
        let compiling = scope.spawn(|| missing_tools.iter().try_for_each(|tool| install_tool(tool)));
        install_system(&missing_system)?;
        for npm in missing_npm {
            install_packages(npm)?;
        }
        compiling.join().map_err(|_| anyhow!("installing tools panicked"))?
    })?;
    println!("setup: done ({:.0} s)", start.elapsed().as_secs_f32());
    Ok(())
}

/// Makes sure that the npm packages of a folder are there that only one task needs.
pub fn packages(folder: &'static str) -> Result<()> {
    let npm = Npm { goal: Goal::Test, folder, scripts: false };
    if has_packages(&npm) { Ok(()) } else { install_packages(&npm) }
}

/// Makes sure that mdBook is there.
pub fn mdbook() -> Result<()> {
    if has_tool(&MDBOOK) { Ok(()) } else { install_tool(&MDBOOK) }
}

/// Whether a compiler finds the linker that goes with it.
fn has_linker(clang: &str) -> bool {
    output(command(clang).arg("--print-prog-name=wasm-ld"))
        .is_some_and(|path| PathBuf::from(&path).is_file() || which(&path).is_some())
}

fn newest(names: &[&str]) -> Option<String> {
    names.iter().find(|name| which(name).is_some()).map(|name| (*name).to_owned())
}

/// The number after `mark` in what `program --version` prints.
fn major(program: &str, mark: &str) -> Option<u32> {
    let text = output(command(program).arg("--version"))?;
    let digits: String = text.split_once(mark)?.1.chars().take_while(char::is_ascii_digit).collect();
    digits.parse().ok()
}

fn has_python() -> bool {
    output(command("python3").args(["-c", "import sysconfig, json, asyncio"])).is_some()
}

fn has_wasm_target() -> bool {
    output(command("rustc").args(["--print", "sysroot"]))
        .is_some_and(|sysroot| PathBuf::from(sysroot).join("lib/rustlib/wasm32-unknown-unknown/lib").is_dir())
}

fn has_tool(tool: &Tool) -> bool {
    let Some(text) = output(command(tool.program).arg("--version")) else { return false };
    let mut words = text.split_whitespace().map(|word| word.strip_prefix('v').unwrap_or(word));
    let Some(found) = words.find(|word| word.starts_with(|c: char| c.is_ascii_digit())) else {
        return false;
    };
    if tool.or_newer { numbers(found) >= numbers(tool.version) } else { found == tool.version }
}

fn numbers(version: &str) -> Vec<u32> {
    version.split(['.', '-', '+']).map_while(|part| part.parse().ok()).collect()
}

fn has_packages(npm: &Npm) -> bool {
    let folder = root().join(npm.folder);
    let modified = |file: &str| folder.join(file).metadata().and_then(|metadata| metadata.modified()).ok();
    // A folder that the checkout lacks needs nothing.
    let Some(locked) = modified("package-lock.json") else { return true };
    modified("node_modules/.package-lock.json").is_some_and(|installed| installed >= locked)
}

fn install_system(missing: &[&System]) -> Result<()> {
    let packages: Vec<Package> = missing.iter().flat_map(|it| it.packages.iter().copied()).collect();
    if packages.is_empty() {
        return Ok(());
    }
    let first_names: BTreeSet<&str> = packages.iter().map(|names| names[0]).collect();
    let by_hand = format!(
        "apt-get update && apt-get install --yes --no-install-recommends {}",
        first_names.into_iter().collect::<Vec<_>>().join(" ")
    );
    if which("apt-get").is_none() {
        let names: Vec<&str> = missing.iter().map(|it| it.name).collect();
        bail!("install {} by your system's package manager (on Debian: `{by_hand}`)", names.join(", "));
    }
    let is_root = output(Command::new("id").arg("-u")).as_deref() == Some("0");
    if !is_root && output(command("sudo").args(["-n", "true"])).is_none() {
        bail!("run this once, then try again: sudo sh -c '{by_hand}'");
    }
    let apt = |arguments: &[&str]| {
        let mut apt = if is_root { command("apt-get") } else { command("sudo") };
        if !is_root {
            apt.args(["-n", "apt-get"]);
        }
        apt.env("DEBIAN_FRONTEND", "noninteractive");
        apt.args(["-o", "Acquire::Retries=3", "-o", "DPkg::Lock::Timeout=120", "-qq"]).args(arguments);
        apt
    };
    shell::run(&mut apt(&["update"])).with_context(|| format!("run `{by_hand}`"))?;
    let chosen: BTreeSet<&str> = packages
        .iter()
        .map(|names| names.iter().copied().find(|name| is_in_archive(name)).unwrap_or(names[0]))
        .collect();
    let mut install = apt(&["install", "--yes", "--no-install-recommends"]);
    install.args(chosen);
    shell::run(&mut install).with_context(|| format!("run `{by_hand}`"))
}

fn is_in_archive(package: &str) -> bool {
    output(command("apt-cache").args(["show", "--no-all-versions", package])).is_some_and(|text| !text.is_empty())
}

fn install_tool(tool: &Tool) -> Result<()> {
    let mut install = cargo(&["install", "--quiet"]);
    install.args(tool.install).arg("--root").arg(tools());
    // One folder for all of them, so that what they share is compiled once.
    install.env("CARGO_TARGET_DIR", root().join("target/tools"));
    for (name, value) in [
        ("OPT_LEVEL", tool.opt_level),
        ("LTO", "off"),
        ("CODEGEN_UNITS", "16"),
        ("DEBUG", "false"),
        ("STRIP", "symbols"),
    ] {
        install.env(format!("CARGO_PROFILE_RELEASE_{name}"), value);
    }
    shell::run(&mut install)?;
    if !has_tool(tool) {
        bail!("{} was installed, but `{} --version` does not say {}", tool.install[0], tool.program, tool.version);
    }
    Ok(())
}

fn install_packages(npm: &Npm) -> Result<()> {
    let mut install = command("npm");
    install.current_dir(root().join(npm.folder)).args(["ci", "--no-audit", "--no-fund", "--legacy-peer-deps"]);
    if !npm.scripts {
        install.arg("--ignore-scripts");
    }
    shell::run(&mut install).with_context(|| format!("run `npm ci` in {}", npm.folder))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_compared_by_number() {
        assert!(numbers("0.9.143") >= numbers("0.9.99"));
        assert!(numbers("0.10.0-rc.1") > numbers("0.9.99"));
    }

    #[test]
    fn what_building_needs_testing_needs_too() {
        assert!(Goal::Build < Goal::Test);
        for npm in NPM {
            assert!(!npm.folder.starts_with('/'));
        }
    }
}
