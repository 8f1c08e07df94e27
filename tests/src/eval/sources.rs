//! Where the code of an item is: in the caches that building this project fills, else under `target/eval`, where the packages' own
//! tools put it. None of it is committed.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::item::{Item, Registry};

/// The text of an item's file; with `fetch`, its package is downloaded where it is not there.
pub fn read(item: &Item, fetch: bool) -> Result<String, String> {
    let mut folder = find(item);
    if folder.is_none() && fetch {
        download(item)?;
        folder = find(item);
    }
    let name = format!("{} {}", item.package, item.version);
    let folder = folder.ok_or_else(|| format!("{name} is not on this machine: run with --fetch"))?;
    let path = folder.join(&item.path);
    fs::read_to_string(&path).map_err(|error| format!("{name} has no readable {}: {error}", item.path))
}

/// The folder of an item's package, if it is on the machine.
fn find(item: &Item) -> Option<PathBuf> {
    let own = own(item);
    match item.registry {
        Registry::Crates => {
            let sources = fs::read_dir(cargo_home()?.join("registry/src")).ok()?;
            let name = format!("{}-{}", item.package, item.version);
            // There is one folder for each registry address that cargo was ever set up with.
            let mut folders: Vec<PathBuf> = sources.flatten().map(|entry| entry.path().join(&name)).collect();
            folders.sort();
            folders.into_iter().find(|folder| folder.is_dir())
        }
        Registry::Npm => {
            let root = crate::root();
            let installed =
                ["web/node_modules", "tests/corpus/node_modules"].map(|it| root.join(it).join(&item.package));
            installed.into_iter().chain([own.join("package")]).find(|folder| is_version(folder, &item.version))
        }
        Registry::Pypi => own.is_dir().then_some(own),
    }
}

/// Whether a Node package is of a version.
fn is_version(folder: &Path, version: &str) -> bool {
    let read = || serde_json::from_str(&fs::read_to_string(folder.join("package.json")).ok()?).ok();
    read().is_some_and(|package: serde_json::Value| package["version"] == version)
}

/// Where a package is put that no cache has.
fn own(item: &Item) -> PathBuf {
    let registry = match item.registry {
        Registry::Crates => "crates",
        Registry::Npm => "npm",
        Registry::Pypi => "pypi",
    };
    let name = format!("{}-{}", item.package.replace('/', "+"), item.version);
    crate::root().join("target/eval").join(registry).join(name)
}

fn cargo_home() -> Option<PathBuf> {
    std::env::var_os("CARGO_HOME")
        .map(PathBuf::from)
        .or_else(|| Some(Path::new(&std::env::var_os("HOME")?).join(".cargo")))
}

/// Downloads a package with its ecosystem's own tool. Nothing of it is run.
fn download(item: &Item) -> Result<(), String> {
    let folder = own(item);
    let made = fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()));
    let loaded = made.and_then(|()| match item.registry {
        Registry::Crates => {
            // A package of its own, so that cargo resolves this version beside any other.
            let manifest = format!(
                "[package]\nname = \"source\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[lib]\npath = \"lib.rs\"\n\n\
                 [dependencies]\n{} = {{ version = \"={}\", default-features = false }}\n\n[workspace]\n",
                item.package, item.version
            );
            fs::write(folder.join("lib.rs"), "").map_err(|error| error.to_string())?;
            fs::write(folder.join("Cargo.toml"), manifest).map_err(|error| error.to_string())?;
            run(&folder, "cargo", &["fetch", "--quiet"])
        }
        Registry::Npm => {
            let package = format!("{}@{}", item.package, item.version);
            run(&folder, "npm", &["pack", "--silent", "--ignore-scripts", &package])?;
            let archive = fs::read_dir(&folder)
                .map_err(|error| error.to_string())?
                .flatten()
                .find(|entry| entry.path().extension().is_some_and(|it| it == "tgz"))
                .ok_or_else(|| format!("npm packed no archive of {package}"))?;
            // Some packages name their folder in the archive otherwise.
            fs::create_dir_all(folder.join("package")).map_err(|error| error.to_string())?;
            let name = archive.file_name().to_string_lossy().into_owned();
            run(&folder, "tar", &["-xzf", &name, "-C", "package", "--strip-components", "1"])
        }
        Registry::Pypi => {
            let package = format!("{}=={}", item.package, item.version);
            let only = ["--no-deps", "--no-compile", "--only-binary", ":all:", "--target", ".", &package];
            run(
                &folder,
                "python3",
                &[&["-m", "pip", "install", "--quiet", "--disable-pip-version-check"], &only[..]].concat(),
            )
        }
    });
    if loaded.is_err() {
        // What is half there would be taken for the package next time.
        fs::remove_dir_all(&folder).ok();
    }
    loaded
}

fn run(folder: &Path, program: &str, arguments: &[&str]) -> Result<(), String> {
    let mut command = Command::new(program);
    command.current_dir(folder).args(arguments).stdin(Stdio::null()).stdout(Stdio::null());
    let output = command.output().map_err(|error| format!("cannot start `{program}`: {error}"))?;
    if output.status.success() {
        return Ok(());
    }
    let errors = String::from_utf8_lossy(&output.stderr);
    let last = errors.lines().rfind(|line| !line.trim().is_empty()).unwrap_or("it says no more");
    Err(format!("`{program} {}` failed: {last}", arguments.join(" ")))
}
