//! Other programs: where they are, and how they are run.

use std::env;
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

/// The repository's root.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).map_or_else(PathBuf::new, Path::to_path_buf)
}

/// Where tools of exact versions are installed, so that a developer's own stay as they are.
pub fn tools() -> PathBuf {
    root().join(".tools")
}

/// Where cargo builds.
pub fn target() -> PathBuf {
    env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), |folder| root().join(folder))
}

/// `PATH` with this repository's tools first.
pub fn path() -> OsString {
    let own = [root().join("web/node_modules/.bin"), tools().join("bin")];
    let inherited = env::var_os("PATH").unwrap_or_default();
    env::join_paths(own.into_iter().chain(env::split_paths(&inherited))).unwrap_or(inherited)
}

/// A command in the repository's root that sees this repository's tools.
pub fn command(program: impl AsRef<OsStr>) -> Command {
    let mut command =
        Command::new(which(program.as_ref()).map_or(program.as_ref().to_owned(), PathBuf::into_os_string));
    command.current_dir(root()).env("PATH", path());
    command
}

/// `cargo` with these arguments.
pub fn cargo(arguments: &[&str]) -> Command {
    let mut cargo = command("cargo");
    // What cargo told us about this package is not about the ones that it will build.
    for (name, _) in env::vars_os() {
        if name.to_str().is_some_and(|name| name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST")) {
            cargo.env_remove(name);
        }
    }
    cargo.args(arguments);
    cargo
}

/// Shows a command and runs it; an error names it.
pub fn run(command: &mut Command) -> Result<()> {
    let line = describe(command);
    println!("$ {line}");
    let status = command.status().with_context(|| format!("cannot start `{line}`"))?;
    if !status.success() {
        bail!("`{line}` failed ({status})");
    }
    Ok(())
}

/// What a command prints, or nothing when it cannot run or fails.
pub fn output(command: &mut Command) -> Option<String> {
    let output = command.stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// A program on this repository's `PATH`.
pub fn which(program: impl AsRef<OsStr>) -> Option<PathBuf> {
    let program = program.as_ref();
    env::split_paths(&path()).map(|folder| folder.join(program)).find(|path| path.is_file())
}

/// A command as one would type it.
pub fn describe(command: &Command) -> String {
    let program = Path::new(command.get_program()).file_name().unwrap_or(command.get_program());
    std::iter::once(program)
        .chain(command.get_args())
        .map(|part| part.to_string_lossy().into_owned())
        .collect::<Vec<_>>()
        .join(" ")
}
