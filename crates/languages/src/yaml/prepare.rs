//! Nesting that the grammar's scanner has no room for.
//!
//! Between tokens the scanner writes all levels of indentation that are open into a buffer of tree-sitter's with room for 253 of
//! them, without a look at its end. Texts of people stay far below; of others, the lines that go deeper are kept from it.

use std::ops::Range;

/// How many columns may be open at once; in each, a mapping and a list.
const MOST: usize = 100;

/// The text with spaces for the lines that nest too deep; `None` where there are none.
pub(super) fn prepare(source: &str) -> Option<String> {
    let mut columns: Vec<usize> = Vec::new();
    let mut left_out: Vec<Range<usize>> = Vec::new();
    let mut start = 0;
    for line in source.split_inclusive('\n') {
        let text = line.trim_end();
        if opens_too_many(text, &mut columns) {
            left_out.push(start..start + text.len());
        }
        start += line.len();
    }
    if left_out.is_empty() {
        return None;
    }
    let mut bytes = source.as_bytes().to_vec();
    for range in left_out {
        bytes.get_mut(range)?.fill(b' ');
    }
    String::from_utf8(bytes).ok()
}

/// Keeps the columns that are open after a line; tells whether they are too many, and then keeps those before it.
fn opens_too_many(line: &str, columns: &mut Vec<usize>) -> bool {
    let mut rest = line.trim_start();
    if rest.is_empty() || rest.starts_with('#') {
        return false;
    }
    let mut at = line.len() - rest.len();
    while columns.last().is_some_and(|&last| last > at) {
        columns.pop();
    }
    let n_before = columns.len();
    if columns.last() != Some(&at) {
        columns.push(at);
    }
    // `- - a`: every mark opens a level of its own.
    while let Some(inner) = rest.strip_prefix(['-', '?', ':']).filter(|it| it.starts_with([' ', '\t'])) {
        let next = inner.trim_start();
        at += rest.len() - next.len();
        rest = next;
        columns.push(at);
    }
    let too_many = columns.len() > MOST;
    if too_many {
        columns.truncate(n_before);
    }
    too_many
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_write_is_read_as_it_is() {
        assert_eq!(prepare("a:\n  - b: 1\n    c:\n      - d\n  - - e\n# f\n\ng: h\n"), None);
    }

    #[test]
    fn what_is_too_deep_is_left_out() {
        let deep: String = (0..300).map(|depth| format!("{}a{depth}:\n", " ".repeat(depth))).collect();
        let read = prepare(&deep).expect("it is too deep");
        assert_eq!(read.len(), deep.len());
        assert!(read.contains("a99:\n") && !read.contains("a100:\n"));
        let row = format!("{}x\nb: c\n", "- ".repeat(400));
        assert_eq!(prepare(&row).expect("it is too deep").trim(), "b: c");
    }
}
