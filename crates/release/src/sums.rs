//! `SHA256SUMS`, in the form that `sha256sum --check` reads.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use sha2::{Digest, Sha256};

/// The SHA-256 sum of these bytes, in hexadecimal digits.
pub fn sum(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::new(), |mut out, byte| {
        let _ = write!(out, "{byte:02x}");
        out
    })
}

/// The list of sums of files in a folder, by their names.
pub fn list(folder: &Path, names: &[String]) -> Result<String> {
    let mut names = names.to_vec();
    names.sort();
    names.iter().map(|name| Ok(format!("{}  {name}\n", sum(&read(folder, name)?)))).collect()
}

/// Holds the files of a folder against a list.
pub fn check(folder: &Path, list: &str) -> Result<()> {
    ensure!(!list.is_empty(), "there are no sums");
    for line in list.lines() {
        let (expected, name) = line.split_once("  ").with_context(|| format!("this is no sum: {line}"))?;
        ensure!(sum(&read(folder, name)?) == expected, "{name} has another sum");
    }
    Ok(())
}

fn read(folder: &Path, name: &str) -> Result<Vec<u8>> {
    fs::read(folder.join(name)).with_context(|| format!("cannot read {name}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_changed_file_is_found() -> Result<()> {
        let folder = std::env::temp_dir().join(format!("gloss-sums-{}", std::process::id()));
        fs::create_dir_all(&folder)?;
        fs::write(folder.join("b"), "abc")?;
        fs::write(folder.join("a"), "")?;
        let list = list(&folder, &["b".to_owned(), "a".to_owned()])?;
        // The sums of nothing and of `abc` in FIPS 180-2.
        assert_eq!(
            list,
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  a\n\
             ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  b\n"
        );
        check(&folder, &list)?;
        fs::write(folder.join("b"), "abd")?;
        assert!(check(&folder, &list).is_err_and(|it| it.to_string() == "b has another sum"));
        fs::remove_file(folder.join("b"))?;
        assert!(check(&folder, &list).is_err());
        Ok(fs::remove_dir_all(folder)?)
    }
}
