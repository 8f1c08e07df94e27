//! Archives that come out the same wherever they are made.

use std::collections::BTreeMap;
use std::fs;
use std::io::Read;
use std::path::Path;

use anyhow::{Context, Result, bail, ensure};
use flate2::read::GzDecoder;
use flate2::{Compression, GzBuilder};
use tar::{Archive, Builder, EntryType, Header};

/// A file of an archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// What is in it.
    pub bytes: Vec<u8>,
    /// It is a program.
    pub is_executable: bool,
}

/// Files by their path in an archive, with `/`. The order is the archive's.
pub type Files = BTreeMap<String, File>;

/// Adds all files below a folder, under a path such as `gloss-web-1.0.0/site/`.
pub fn add_folder(files: &mut Files, folder: &Path, under: &str) -> Result<()> {
    let mut open = vec![(folder.to_owned(), under.to_owned())];
    while let Some((folder, under)) = open.pop() {
        for entry in fs::read_dir(&folder).with_context(|| format!("cannot read {}", folder.display()))? {
            let entry = entry?;
            let Ok(name) = entry.file_name().into_string() else { bail!("{} is no UTF-8", entry.path().display()) };
            let kind = entry.file_type()?;
            if kind.is_dir() {
                open.push((entry.path(), format!("{under}{name}/")));
            } else {
                ensure!(kind.is_file(), "{} is no plain file", entry.path().display());
                files.insert(format!("{under}{name}"), File { bytes: fs::read(entry.path())?, is_executable: false });
            }
        }
    }
    Ok(())
}

/// Packs files as `.tar.gz`. The bytes depend on the files and on the time only: entries are in order of their paths, belong to
/// nobody, and are all of the one time, in seconds of Unix.
///
/// The time should be that of the version. Servers make the mark by which browsers ask whether a file has changed from its time and
/// size, so files that are all of 1970 would not change for them where a version only puts other names of the same length into a page.
pub fn pack(files: &Files, time: u64) -> Result<Vec<u8>> {
    // Neither a name, nor a time, nor the system it was made on.
    let zip = GzBuilder::new().mtime(0).operating_system(255).write(Vec::new(), Compression::best());
    let mut tar = Builder::new(zip);
    for (path, file) in files {
        let mut header = Header::new_ustar();
        header.set_entry_type(EntryType::Regular);
        header.set_size(file.bytes.len() as u64);
        header.set_mode(if file.is_executable { 0o755 } else { 0o644 });
        header.set_mtime(time);
        header.set_uid(0);
        header.set_gid(0);
        tar.append_data(&mut header, path, file.bytes.as_slice()).with_context(|| path.clone())?;
    }
    Ok(tar.into_inner()?.finish()?)
}

/// What an archive holds.
pub fn unpack(archive: &[u8]) -> Result<Files> {
    let mut files = Files::new();
    for entry in Archive::new(GzDecoder::new(archive)).entries()? {
        let mut entry = entry?;
        ensure!(entry.header().entry_type() == EntryType::Regular, "{:?} is no plain file", entry.path());
        let path = entry.path()?.to_str().context("a path is no UTF-8")?.to_owned();
        let is_executable = entry.header().mode()? & 0o100 != 0;
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes)?;
        ensure!(files.insert(path.clone(), File { bytes, is_executable }).is_none(), "{path} is in it twice");
    }
    Ok(files)
}

/// Checks that an archive holds these files and no others.
pub fn check(archive: &[u8], files: &Files) -> Result<()> {
    let found = unpack(archive)?;
    for (path, file) in files {
        match found.get(path) {
            None => bail!("the archive lacks {path}"),
            Some(packed) => ensure!(packed == file, "{path} is not what was packed"),
        }
    }
    if let Some(path) = found.keys().find(|path| !files.contains_key(*path)) {
        bail!("the archive holds {path}, which was not packed");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files() -> Files {
        let file = |bytes: &[u8], is_executable| File { bytes: bytes.to_vec(), is_executable };
        // Longer than the 100 bytes that a plain header has for a path.
        let long = format!("a/{}/{}.wasm", "b".repeat(90), "c".repeat(90));
        Files::from([
            ("a/index.html".to_owned(), file(b"<p>", false)),
            ("a/bin/gloss".to_owned(), file(b"\x7fELF", true)),
            (long, file(&[7; 3000], false)),
        ])
    }

    #[test]
    fn the_same_files_are_the_same_bytes() -> Result<()> {
        let packed = pack(&files(), 1_700_000_000)?;
        assert_eq!(packed, pack(&unpack(&packed)?, 1_700_000_000)?);
        assert_ne!(packed, pack(&files(), 1_700_000_001)?);
        let mut paths = Vec::new();
        for entry in Archive::new(GzDecoder::new(packed.as_slice())).entries()? {
            let entry = entry?;
            let header = entry.header();
            assert_eq!((header.uid()?, header.gid()?, header.mtime()?), (0, 0, 1_700_000_000));
            paths.push(entry.path()?.into_owned());
        }
        assert!(paths.is_sorted() && paths.len() == 3, "{paths:?}");
        Ok(())
    }

    #[test]
    fn what_differs_is_found() -> Result<()> {
        let packed = pack(&files(), 0)?;
        check(&packed, &files())?;
        let mut others = files();
        others.remove("a/index.html");
        assert!(check(&packed, &others).is_err_and(|it| it.to_string().contains("holds a/index.html")));
        others = files();
        others.insert("a/x".to_owned(), File { bytes: Vec::new(), is_executable: false });
        assert!(check(&packed, &others).is_err_and(|it| it.to_string().contains("lacks a/x")));
        others = files();
        others.entry("a/index.html".to_owned()).and_modify(|it| it.bytes.push(b'x'));
        assert!(check(&packed, &others).is_err_and(|it| it.to_string().contains("index.html is not")));
        assert!(check(&packed[..packed.len() / 2], &files()).is_err());
        Ok(())
    }
}
