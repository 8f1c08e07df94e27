//! Reads the text to explain, or says in one line why it cannot be used.

use std::fs;
use std::io::{self, Read};
use std::path::Path;

/// More than anyone reads; keeps a mistyped path from filling the memory.
const MAX_BYTES: u64 = 64 << 20;

/// The text of a file, or of standard input for `-`.
pub(crate) fn read(file: &str) -> Result<String, String> {
    let bytes = if file == "-" { read_all(io::stdin().lock(), "standard input")? } else { read_file(file)? };
    decode(bytes, if file == "-" { "standard input" } else { file })
}

fn read_file(file: &str) -> Result<Vec<u8>, String> {
    let path = Path::new(file);
    if path.is_dir() {
        return Err(format!("`{file}` is a directory: name one source file in it"));
    }
    let opened = fs::File::open(path).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => {
            format!("there is no file `{file}`: check the path, or use `-` to read standard input")
        }
        io::ErrorKind::PermissionDenied => format!("`{file}` may not be read: change its permissions"),
        _ => format!("cannot read `{file}`: {error}"),
    })?;
    read_all(opened, file)
}

fn read_all(reader: impl Read, name: &str) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    reader
        .take(MAX_BYTES + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| format!("cannot read {name} to its end: {error}"))?;
    if bytes.len() as u64 > MAX_BYTES {
        return Err(format!("{name} is larger than {} MB: give a part of it", MAX_BYTES >> 20));
    }
    Ok(bytes)
}

fn decode(bytes: Vec<u8>, name: &str) -> Result<String, String> {
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return Err(format!("{name} is UTF-16: save it as UTF-8"));
    }
    // A binary file is named as such, wherever it first breaks UTF-8.
    if let Some(at) = bytes.iter().position(|&byte| byte == 0) {
        return Err(format!(
            "{name} is not text (it holds a NUL byte at byte {at}): give a source file, not a binary one"
        ));
    }
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let line = error.as_bytes()[..at].split(|&byte| byte == b'\n').count();
        format!("{name} is not UTF-8 at byte {at} (line {line}): save it as UTF-8")
    })
}

#[cfg(test)]
mod tests {
    use super::decode;

    #[test]
    fn the_first_bad_byte_is_named() {
        let message = decode(b"a\nb\xffc".to_vec(), "x.py").unwrap_err();
        assert_eq!(message, "x.py is not UTF-8 at byte 3 (line 2): save it as UTF-8");
        assert!(decode(b"a\0b".to_vec(), "x.py").unwrap_err().contains("NUL byte at byte 1"));
        assert!(decode(b"\xff\xfea\0".to_vec(), "x.py").unwrap_err().contains("UTF-16"));
        assert_eq!(decode("é".into(), "x.py").as_deref(), Ok("é"));
    }
}
