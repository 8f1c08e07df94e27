//! An explanation as comments in its code, for whoever keeps the two together.

use std::collections::{BTreeMap, BTreeSet};

use engine::render::{Inline, inline};
use engine::{Explanation, SectionKind, Sentence};

/// How wide a comment may be.
const WIDTH: usize = 96;

/// How comments are written in a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marks {
    /// What opens one.
    pub open: String,
    /// What closes it; empty where it ends with its line.
    pub close: String,
}

/// The lines, counted from 1, above which comments are wanted: those that a step begins.
pub fn lines(explanation: &Explanation, code: &str) -> Vec<u32> {
    let mut lines: BTreeSet<u32> = steps(explanation).filter_map(|sentence| line_of(sentence, code)).collect();
    if lines.is_empty() && !["#!", "<?", "<!"].iter().any(|it| code.starts_with(it)) {
        lines.insert(1);
    }
    lines.into_iter().collect()
}

/// The code with the explanation in comments, where `marks` has any: by line, and only above those.
pub fn commented(explanation: &Explanation, code: &str, marks: &BTreeMap<u32, Marks>) -> String {
    let mut above = BTreeMap::<u32, Vec<String>>::new();
    if let Some(&first) = marks.keys().next() {
        let about = explanation.sections.iter().filter(|it| it.kind == SectionKind::What).flat_map(|it| &it.sentences);
        above.insert(first, about.map(|it| plain(&it.text)).collect());
    }
    for sentence in steps(explanation) {
        if let Some(line) = line_of(sentence, code).filter(|line| marks.contains_key(line)) {
            above.entry(line).or_default().push(plain(&sentence.text));
        }
    }
    let mut out = String::with_capacity(code.len() * 2);
    for (number, line) in (1..).zip(code.split_inclusive('\n')) {
        if let (Some(texts), Some(marks)) = (above.get(&number), marks.get(&number)) {
            let indent: &str = &line[..line.len() - line.trim_start_matches([' ', '\t']).len()];
            for text in texts.iter().flat_map(|text| wrapped(text, WIDTH.saturating_sub(indent.len()))) {
                let close = if marks.close.is_empty() { String::new() } else { format!(" {}", marks.close) };
                out.push_str(&format!("{indent}{} {}{close}\n", marks.open, harmless(&text, marks)));
            }
        }
        out.push_str(line);
    }
    out
}

fn steps(explanation: &Explanation) -> impl Iterator<Item = &Sentence> {
    explanation.sections.iter().filter(|it| it.kind == SectionKind::How).flat_map(|it| &it.sentences)
}

/// The line that what a sentence is about begins, if nothing stands before it there: a comment then stands between two statements.
fn line_of(sentence: &Sentence, code: &str) -> Option<u32> {
    let span = sentence.spans.first()?;
    let before = code.get(..span.start_byte as usize)?;
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    before[start..].trim().is_empty().then_some(span.start_line)
}

/// A sentence without markup; code keeps its backticks.
fn plain(text: &str) -> String {
    let pieces = inline(text).into_iter().map(|piece| match piece {
        Inline::Text(text) | Inline::Strong(text) => text.to_owned(),
        Inline::Code(code) => format!("`{code}`"),
    });
    pieces.collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What would end the comment, or go on behind its line, is taken apart.
fn harmless(text: &str, marks: &Marks) -> String {
    let mut text = text.replace("*/", "* /").replace("/*", "/ *").replace("?>", "? >").replace("</", "< /");
    if marks.open.starts_with('<') {
        while text.contains("--") {
            text = text.replace("--", "- -");
        }
        text = text.replace('>', "›");
    }
    let end = text.trim_end_matches('\\').len();
    text.truncate(end);
    text
}

/// A text in lines of some width, broken between words.
fn wrapped(text: &str, width: usize) -> Vec<String> {
    let width = width.max(40);
    let mut lines = vec![String::new()];
    for word in text.split(' ') {
        let Some(last) = lines.last_mut() else { break };
        if !last.is_empty() && last.chars().count() + word.chars().count() >= width {
            lines.push(word.to_owned());
        } else {
            if !last.is_empty() {
                last.push(' ');
            }
            last.push_str(word);
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use engine::{Level, Request};

    use super::*;
    use crate::samples::SAMPLES;

    fn explained(code: &str, file_name: &str) -> Explanation {
        let request = Request { code, language: None, file_name: Some(file_name), level: Level::Intermediate };
        match engine::explain(&request) {
            Ok(explanation) => explanation,
            Err(error) => panic!("{file_name}: {error}"),
        }
    }

    fn all(code: &str, explanation: &Explanation, open: &str, close: &str) -> String {
        let marks = Marks { open: open.to_owned(), close: close.to_owned() };
        commented(explanation, code, &lines(explanation, code).into_iter().map(|line| (line, marks.clone())).collect())
    }

    #[test]
    fn comments_stand_above_what_they_are_about() {
        let code = "def f(xs):\n    total = 0\n    for x in xs:\n        if x < 0:\n            print(x)\n            continue\n\
                    \x20       total += x\n    print(total)\n    return total\n";
        let explanation = explained(code, "a.py");
        let text = all(code, &explanation, "#", "");
        assert!(text.contains("\n    # ") && text.lines().all(|it| it.chars().count() <= WIDTH + 8), "{text}");
        let kept: String = text.split_inclusive('\n').filter(|it| !it.trim_start().starts_with('#')).collect();
        assert_eq!(kept, code, "and the code is untouched");
    }

    #[test]
    fn the_code_means_what_it_meant() {
        for (file_name, open, close) in [
            ("moving_average.py", "#", ""),
            ("debounce.js", "//", ""),
            ("load_config.rs", "//", ""),
            ("word_list.c", "//", ""),
            ("backup.sh", "#", ""),
            ("cards.css", "/*", "*/"),
        ] {
            let Some(sample) = SAMPLES.iter().find(|it| it.file_name == file_name) else {
                panic!("{file_name} is gone")
            };
            let explanation = explained(sample.code, file_name);
            let text = all(sample.code, &explanation, open, close);
            assert!(text.len() > sample.code.len(), "{file_name} has comments");
            // Every line of the code is still there, in its order, and what stands between is a comment as a whole. How many steps are
            // told may change, since comments are read as headings.
            let mut code = sample.code.lines().peekable();
            for line in text.lines() {
                let is_comment = line.trim_start().starts_with(open) && line.trim_end().ends_with(close);
                if code.next_if_eq(&line).is_none() {
                    assert!(is_comment, "{file_name}: {line:?} is neither code nor a comment");
                }
            }
            assert_eq!(code.next(), None, "{file_name} is all there");
            assert!(steps(&explained(&text, file_name)).count() > 0, "{file_name} can still be read");
        }
    }

    #[test]
    fn nothing_gets_out_of_a_comment() {
        let block = Marks { open: "/*".into(), close: "*/".into() };
        assert_eq!(harmless("a */ b /* c ?> </script> \\", &block), "a * / b / * c ? > < /script> ");
        let page = Marks { open: "<!--".into(), close: "-->".into() };
        assert!(!harmless("a --> b ---> c", &page).contains("--"));
    }
}
