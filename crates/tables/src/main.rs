//! Packs the tables of every language: `gloss-tables SRC OUT` reads `SRC/LANGUAGE/library.toml` and writes `OUT/LANGUAGE.bin`.

use std::path::PathBuf;
use std::{env, fs};

use anyhow::{Context, Result};

fn main() -> Result<()> {
    let mut arguments = env::args_os().skip(1).map(PathBuf::from);
    let usage = "usage: gloss-tables SRC OUT";
    let (src, out) = (arguments.next().context(usage)?, arguments.next().context(usage)?);
    fs::create_dir_all(&out)?;
    for language in tables::languages(&src)? {
        fs::write(out.join(format!("{language}.bin")), tables::pack(&src, &language)?)?;
    }
    Ok(())
}
