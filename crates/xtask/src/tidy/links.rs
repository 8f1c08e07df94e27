//! Relative links in Markdown lead to a file that is there, and to a heading that it has.

use super::File;
use crate::shell::root;

pub(super) fn check(files: &[File], problems: &mut Vec<String>) {
    for file in files.iter().filter(|file| file.is("md")) {
        for (number, target) in links(&file.text) {
            if target.contains("://") || target.starts_with("mailto:") {
                continue;
            }
            let (path, anchor) = target.split_once('#').unwrap_or((target, ""));
            let place = format!("{}:{number}", file.path);
            let path = if path.is_empty() { file.path.clone() } else { join(&file.path, path) };
            if !root().join(&path).exists() && !files.iter().any(|other| other.path == path) {
                problems.push(format!("{place}: the link to {target} leads nowhere"));
                continue;
            }
            let other = files.iter().find(|other| other.path == path && other.is("md"));
            if let Some(other) = other.filter(|_| !anchor.is_empty())
                && !prose_lines(&other.text).any(|(_, line)| line.starts_with('#') && slug(line) == anchor)
            {
                problems.push(format!("{place}: {path} has no heading #{anchor}"));
            }
        }
    }
}

/// The lines outside fenced code, with their numbers.
fn prose_lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut fence = 0;
    (1..).zip(text.lines()).filter(move |(_, line)| {
        let line = line.trim_start();
        let ticks = line.len() - line.trim_start_matches('`').len();
        if fence == 0 && ticks >= 3 {
            fence = ticks;
            return false;
        }
        if fence > 0 {
            if ticks >= fence && line.trim().len() == ticks {
                fence = 0;
            }
            return false;
        }
        true
    })
}

/// The targets of `[text](target)`, with their lines. Code in backticks is no link.
fn links(text: &str) -> Vec<(usize, &str)> {
    let mut links = Vec::new();
    for (number, line) in prose_lines(text) {
        for (at, _) in line.match_indices("](") {
            let is_code = line[..at].matches('`').count() % 2 == 1;
            let target = line[at + 2..].split([')', ' ']).next().unwrap_or("");
            if !is_code && !target.is_empty() {
                links.push((number, target));
            }
        }
    }
    links
}

/// A path relative to a file's folder, from the root.
fn join(file: &str, path: &str) -> String {
    let mut parts: Vec<&str> = if path.starts_with('/') { Vec::new() } else { file.split('/').collect() };
    parts.pop();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// The anchor that sites make of a heading.
fn slug(heading: &str) -> String {
    let text = heading.trim_start_matches('#').trim().to_lowercase();
    text.chars()
        .filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'))
        .map(|c| if c == ' ' { '-' } else { c })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dead_links_and_anchors_are_found() {
        let file = |path: &str, text: &str| File { path: path.to_owned(), text: text.to_owned() };
        let files = [
            file(
                "docs/a.md",
                "[b](../b.md) [c](c.md)\n[d](../b.md#the-end-of-it) [e](#no)\n`[f](g)` [h](https://i)\n```\n[j](k)\n```\n",
            ),
            file("b.md", "# The End: of it\n"),
        ];
        let mut problems = Vec::new();
        check(&files, &mut problems);
        assert_eq!(
            problems,
            ["docs/a.md:1: the link to c.md leads nowhere", "docs/a.md:2: docs/a.md has no heading #no"]
        );
    }
}
