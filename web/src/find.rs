//! From lines of the code to the sentences about them.

use engine::{Explanation, Sentence};

/// More sentences than these about one place help nobody; a minified file has all of its thousands in one line.
const MOST: usize = 50;

/// The sentences that rest on any of these lines, the narrowest first; equals stay in reading order, the model's at the end.
pub fn sentences_at(explanation: &Explanation, inferred: &[Sentence], first: u32, last: u32) -> Vec<u32> {
    let mut found: Vec<(u32, u32, u32)> = explanation
        .sections
        .iter()
        .flat_map(|section| &section.sentences)
        .chain(inferred)
        .filter_map(|sentence| {
            let (lines, bytes) = narrowest(sentence, first, last)?;
            Some((lines, bytes, sentence.id))
        })
        .collect();
    found.sort_unstable();
    found.into_iter().take(MOST).map(|(_, _, id)| id).collect()
}

/// The size of a sentence's smallest span on these lines: in lines, then in bytes.
fn narrowest(sentence: &Sentence, first: u32, last: u32) -> Option<(u32, u32)> {
    sentence
        .spans
        .iter()
        .filter(|span| span.start_line <= last && first <= span.end_line)
        .map(|span| (span.end_line.saturating_sub(span.start_line), span.end_byte.saturating_sub(span.start_byte)))
        .min()
}

#[cfg(test)]
pub(crate) mod tests {
    use engine::{Level, Origin, Section, SectionKind, SourceSpan};

    use super::*;

    pub(crate) fn explanation(sentences: &[(u32, u32)]) -> Explanation {
        let sentences = (0..)
            .zip(sentences)
            .map(|(id, &(start_line, end_line))| Sentence {
                id,
                parent: None,
                text: format!("Sentence {id} with `code`."),
                origin: Origin::Derived,
                spans: vec![SourceSpan {
                    start_line,
                    end_line,
                    start_byte: start_line * 10,
                    end_byte: end_line * 10 + 9,
                }],
            })
            .collect();
        Explanation {
            v: 1,
            engine: "0.1.0".to_owned(),
            language: "python".to_owned(),
            level: Level::Beginner,
            sections: vec![Section { kind: SectionKind::How, sentences }],
        }
    }

    #[test]
    fn the_narrowest_sentence_comes_first() {
        let explanation = explanation(&[(1, 9), (3, 5), (4, 4), (7, 8)]);
        assert_eq!(sentences_at(&explanation, &[], 4, 4), [2, 1, 0]);
        assert_eq!(sentences_at(&explanation, &[], 9, 9), [0]);
        assert_eq!(sentences_at(&explanation, &[], 5, 7), [3, 1, 0]);
        assert!(sentences_at(&explanation, &[], 10, 10).is_empty());
    }

    #[test]
    fn equals_stay_in_reading_order() {
        assert_eq!(sentences_at(&explanation(&[(2, 2), (2, 2)]), &[], 2, 2), [0, 1]);
    }
}
