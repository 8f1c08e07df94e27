//! What all renderings share: titles, line references, depth.

use crate::{Section, SectionKind, Sentence, SourceSpan};

/// A section's title.
pub fn title(kind: SectionKind) -> &'static str {
    match kind {
        SectionKind::What => "What",
        SectionKind::How => "How",
        SectionKind::Why => "Why",
        SectionKind::Concepts => "Concepts",
        SectionKind::WatchOut => "Watch out",
    }
}

/// The lines of some spans, in order and without repetition: `3–5, 8`.
pub fn lines(spans: &[SourceSpan]) -> String {
    merged(spans)
        .into_iter()
        .map(|(first, last)| if first == last { first.to_string() } else { format!("{first}–{last}") })
        .collect::<Vec<_>>()
        .join(", ")
}

/// First and last line of each run of lines, in order; runs that touch are one.
pub(super) fn merged(spans: &[SourceSpan]) -> Vec<(u32, u32)> {
    let mut ranges: Vec<(u32, u32)> = spans.iter().map(|span| (span.start_line, span.end_line)).collect();
    ranges.sort_unstable();
    let mut merged: Vec<(u32, u32)> = Vec::new();
    for (first, last) in ranges {
        match merged.last_mut() {
            Some(before) if first <= before.1.saturating_add(1) => before.1 = before.1.max(last),
            _ => merged.push((first, last)),
        }
    }
    merged
}

/// A sentence and its place among its section's sentences.
#[derive(Clone, Copy, Debug)]
pub struct Entry<'s> {
    /// The sentence.
    pub sentence: &'s Sentence,
    /// 0 for a sentence whose parent is not in this section.
    pub depth: usize,
    /// Its number among the sentences with the same parent, counted from 1.
    pub number: usize,
}

/// A section's sentences in reading order, each with its depth.
pub fn outline(section: &Section) -> Vec<Entry<'_>> {
    let mut entries: Vec<Entry<'_>> = Vec::with_capacity(section.sentences.len());
    // The sentences that hold the current one, outermost first, each with how many children it has had.
    let mut open: Vec<(u32, usize)> = Vec::new();
    let mut n_roots = 0;
    for sentence in &section.sentences {
        while open.last().is_some_and(|&(id, _)| Some(id) != sentence.parent) {
            open.pop();
        }
        let number = open.last_mut().map_or(&mut n_roots, |(_, count)| count);
        *number += 1;
        entries.push(Entry { sentence, depth: 0, number: *number });
        if let Some(entry) = entries.last_mut() {
            entry.depth = open.len();
        }
        open.push((sentence.id, 0));
    }
    entries
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::sample;

    #[test]
    fn lines_are_merged_and_sorted() {
        let span = |start_line, end_line| SourceSpan { start_line, end_line, start_byte: 0, end_byte: 0 };
        assert_eq!(lines(&[span(8, 8), span(3, 4), span(5, 5), span(3, 3)]), "3–5, 8");
        assert_eq!(lines(&[span(1, 1)]), "1");
        assert_eq!(lines(&[]), "");
    }

    #[test]
    fn children_are_one_deeper_and_counted_apart() {
        let explanation = sample::explanation();
        let places: Vec<_> = outline(&explanation.sections[1]).iter().map(|it| (it.depth, it.number)).collect();
        assert_eq!(places, [(0, 1), (1, 1), (0, 2)]);
    }
}
