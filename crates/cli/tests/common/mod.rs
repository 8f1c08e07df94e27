//! Runs the real binary.

use std::io::Write;
use std::process::{Command, Output, Stdio};

fn gloss(arguments: &[&str], input: &[u8]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_gloss"))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary starts");
    // A command that refuses its arguments closes its input first.
    let _ = child.stdin.take().expect("stdin is piped").write_all(input);
    child.wait_with_output().expect("the binary ends")
}

/// Asserts exit 2, nothing on stdout, and one line on stderr that holds all of `says`.
#[track_caller]
pub(crate) fn refuses(arguments: &[&str], input: &[u8], says: &[&str]) {
    let output = gloss(arguments, input);
    let stderr = String::from_utf8(output.stderr).expect("stderr is text");
    assert_eq!(output.status.code(), Some(2), "{arguments:?}: {stderr}");
    assert!(output.stdout.is_empty(), "{arguments:?}");
    assert_eq!(stderr.lines().count(), 1, "{arguments:?}: {stderr}");
    for part in says {
        assert!(stderr.contains(part), "{arguments:?}: {stderr} lacks {part}");
    }
}

/// Asserts exit 0 and nothing on stderr; gives what is on stdout.
#[track_caller]
pub(crate) fn answers(arguments: &[&str], input: &[u8]) -> String {
    let output = gloss(arguments, input);
    assert_eq!(output.status.code(), Some(0), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    assert!(output.stderr.is_empty(), "{arguments:?}");
    String::from_utf8(output.stdout).expect("stdout is text")
}
