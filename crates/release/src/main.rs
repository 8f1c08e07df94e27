//! The binary behind `cargo xtask dist`: packs what was built, writes the sums and the bill of materials, and checks all of it.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use clap::Parser;
use release::archive::{self, File, Files};
use release::sbom::{self, Part, Sources};
use release::sums;
use xtask::shell::{cargo, command, output, root};

/// Packs a release.
#[derive(Parser)]
struct Arguments {
    /// The built site.
    #[arg(long)]
    site: PathBuf,
    /// A built program `gloss`, for this machine's target.
    #[arg(long)]
    binary: Option<PathBuf>,
    /// Where the release goes.
    #[arg(long)]
    out: PathBuf,
}

const VERSION: &str = env!("CARGO_PKG_VERSION");
const LICENCES: &[&str] = &["LICENSE-APACHE", "LICENSE-MIT"];
const SUMS: &str = "SHA256SUMS";

fn main() -> Result<()> {
    let Arguments { site, binary, out } = Arguments::parse();
    ensure!(site.join("index.html").is_file(), "there is no site in {}: run `cargo xtask build`", site.display());
    // Nothing of an older run is left beside what the sums are about.
    if out.exists() {
        fs::remove_dir_all(&out).with_context(|| format!("cannot empty {}", out.display()))?;
    }
    fs::create_dir_all(&out)?;
    let time = time()?;
    let target = host()?;
    let bill = bill(time, &target)?;
    let bill_name = format!("gloss-{VERSION}.cdx.json");
    fs::write(out.join(&bill_name), &bill)?;
    let mut names = vec![bill_name];

    let name = format!("gloss-web-{VERSION}");
    let mut files = common(&name, &bill)?;
    archive::add_folder(&mut files, &site, &format!("{name}/site/"))?;
    names.push(pack(&out, &name, &files, time)?);

    if let Some(binary) = binary {
        let name = format!("gloss-{VERSION}-{target}");
        let mut files = common(&name, &bill)?;
        let bytes = fs::read(&binary).with_context(|| format!("cannot read {}", binary.display()))?;
        files.insert(format!("{name}/gloss"), File { bytes, is_executable: true });
        names.push(pack(&out, &name, &files, time)?);
    }

    fs::write(out.join(SUMS), sums::list(&out, &names)?)?;
    sums::check(&out, &fs::read_to_string(out.join(SUMS))?)?;
    names.push(SUMS.to_owned());
    for name in &names {
        println!("{:>9} bytes  {}", out.join(name).metadata()?.len(), out.join(name).display());
    }
    Ok(())
}

/// What every archive holds.
fn common(name: &str, bill: &str) -> Result<Files> {
    let plain = |bytes| File { bytes, is_executable: false };
    let mut files = Files::from([(format!("{name}/sbom.cdx.json"), plain(bill.as_bytes().to_vec()))]);
    for licence in LICENCES {
        files.insert(format!("{name}/{licence}"), plain(fs::read(root().join(licence))?));
    }
    Ok(files)
}

/// Packs files, and holds what lies on the disk then against them.
fn pack(out: &Path, name: &str, files: &Files, time: u64) -> Result<String> {
    let name = format!("{name}.tar.gz");
    fs::write(out.join(&name), archive::pack(files, time)?)?;
    archive::check(&fs::read(out.join(&name))?, files).with_context(|| name.clone())?;
    println!("{name}: {} files, as they were built", files.len());
    Ok(name)
}

/// The time of the version, in seconds of Unix: what `SOURCE_DATE_EPOCH` says, else that of the last commit.
fn time() -> Result<u64> {
    let said = std::env::var("SOURCE_DATE_EPOCH").ok();
    let said = said.or_else(|| output(command("git").args(["log", "-1", "--format=%ct"])));
    said.and_then(|it| it.trim().parse().ok())
        .context("the version has no time: set SOURCE_DATE_EPOCH to its second of Unix")
}

fn host() -> Result<String> {
    let text = output(command("rustc").arg("-vV")).context("cannot run rustc")?;
    text.lines().find_map(|line| line.strip_prefix("host: ")).map(str::to_owned).context("rustc names no host")
}

fn bill(time: u64, host: &str) -> Result<String> {
    let read = |path: &str| fs::read_to_string(root().join(path)).with_context(|| path.to_owned());
    let tree = |package: &str, target: &str| {
        let edges = ["--edges", "normal,no-proc-macro", "--prefix", "none", "--format", "{p}"];
        output(cargo(&["tree", "--locked", "--package", package, "--target", target]).args(edges))
            .with_context(|| format!("cargo tree of {package} failed"))
    };
    let linked =
        [(Part::Site, tree("gloss-web", "wasm32-unknown-unknown")?), (Part::CommandLine, tree("gloss", host)?)];
    let metadata =
        output(&mut cargo(&["metadata", "--locked", "--format-version", "1"])).context("cargo metadata failed")?;
    sbom::bill(&Sources {
        version: VERSION,
        time,
        metadata: &metadata,
        lock: &read("Cargo.lock")?,
        linked: &linked,
        grammars: &read("crates/languages/grammars.toml")?,
        npm: &read("web/package-lock.json")?,
        rustc: &output(command("rustc").arg("--version")).context("cannot run rustc")?,
    })
}
