//! Lines of a block that readers are not shown, though they are code: `# let x = 1;` in the examples of rustdoc, and what a prefix
//! marks in `[output.html.code.hidelines]` or in a block's own `hidelines=`.

use engine::{Explanation, SourceSpan};

/// Which lines of a block are hidden.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Hiding<'h> {
    /// None.
    Nothing,
    /// Those that begin with `# ` or are a `#`; a line that begins with `##` is shown with one `#` less.
    Hash,
    /// Those that begin with this.
    Prefix(&'h str),
}

/// A block as the compiler sees it.
pub(crate) struct Uncovered {
    /// All of its code, line by line as in the block.
    pub(crate) code: String,
    /// Which of its lines readers see.
    pub(crate) shown: Vec<bool>,
}

/// Takes the marks of hidden lines off.
pub(crate) fn uncover(block: &str, hiding: &Hiding<'_>) -> Uncovered {
    let mut code = String::with_capacity(block.len());
    let mut shown = Vec::new();
    for line in block.split_inclusive('\n') {
        let rest = line.trim_start();
        let indent = &line[..line.len() - rest.len()];
        let (rest, is_shown) = match *hiding {
            Hiding::Nothing => (rest, true),
            Hiding::Hash => match rest.strip_prefix('#') {
                Some(rest) if rest.starts_with('#') => (rest, true),
                Some(after) => match after.strip_prefix(' ') {
                    Some(after) => (after, false),
                    None if after.trim_end().is_empty() => (after, false),
                    None => (rest, true),
                },
                None => (rest, true),
            },
            Hiding::Prefix(prefix) => rest.strip_prefix(prefix).map_or((rest, true), |rest| (rest, false)),
        };
        code.push_str(indent);
        code.push_str(rest);
        shown.push(is_shown);
    }
    Uncovered { code, shown }
}

/// Counts lines as readers see them. What rests on hidden lines only refers to none.
pub(crate) fn count_shown(explanation: &mut Explanation, shown: &[bool]) {
    if shown.iter().all(|&is_shown| is_shown) {
        return;
    }
    // How many lines are shown up to and with each.
    let mut numbers = vec![0_u32];
    for &is_shown in shown {
        numbers.push(numbers.last().copied().unwrap_or(0) + u32::from(is_shown));
    }
    let number = |line: u32| numbers.get(line as usize).or(numbers.last()).copied().unwrap_or(0);
    for sentence in explanation.sections.iter_mut().flat_map(|section| &mut section.sentences) {
        let spans = std::mem::take(&mut sentence.spans);
        sentence.spans.extend(spans.into_iter().filter_map(|span| {
            let (start_line, end_line) = (number(span.start_line.saturating_sub(1)) + 1, number(span.end_line));
            (start_line <= end_line).then_some(SourceSpan { start_line, end_line, ..span })
        }));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn uncovered(block: &str, hiding: Hiding<'_>) -> (String, Vec<bool>) {
        let Uncovered { code, shown } = uncover(block, &hiding);
        (code, shown)
    }

    #[test]
    fn hashes_hide_as_in_mdbook() {
        let block = "# use std::fmt;\n#\n#[derive(Debug)]\nstruct S;\n  # let x = 1;\n## not a comment\n#!\n";
        let code = "use std::fmt;\n\n#[derive(Debug)]\nstruct S;\n  let x = 1;\n# not a comment\n#!\n";
        let shown = vec![false, false, true, true, false, true, true];
        assert_eq!(uncovered(block, Hiding::Hash), (code.to_owned(), shown));
        assert_eq!(uncovered("# a\r\n#\r\nb", Hiding::Hash), ("a\r\n\r\nb".to_owned(), vec![false, false, true]));
    }

    #[test]
    fn a_prefix_hides_in_any_language() {
        let (code, shown) = uncovered("~import os\n  ~x\n~\ny~\n", Hiding::Prefix("~"));
        assert_eq!((code.as_str(), shown), ("import os\n  x\n\ny~\n", vec![false, false, false, true]));
        let block = "# a comment\nx = 1\n";
        assert_eq!(uncovered(block, Hiding::Nothing), (block.to_owned(), vec![true, true]));
    }
}
