//! Puts what the model said, and the guard let pass, into an explanation.

use crate::{Explanation, Origin, Section, SectionKind, Sentence, SourceSpan};

/// A sentence of the model about the item at a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inferred {
    /// Where the item stands.
    pub span: SourceSpan,
    /// The sentence.
    pub text: String,
}

/// Adds sentences: under the sentence that introduces their item, where one does; else at the head of *What*.
/// Ids are counted anew, in reading order.
pub fn insert(explanation: &mut Explanation, inferred: &[Inferred]) {
    // Ids of the rule-made sentences stay as they are until all are in place; new ones need none before.
    let mut heads = Vec::new();
    for it in inferred {
        match introduction(explanation, &it.span) {
            Some((section, at)) => {
                let sentences = &mut explanation.sections[section].sentences;
                let parent = Some(sentences[at].id);
                sentences.insert(at + 1, sentence(it, parent));
            }
            None => heads.push(sentence(it, None)),
        }
    }
    if !heads.is_empty() {
        if explanation.sections.first().is_none_or(|section| section.kind != SectionKind::What) {
            explanation.sections.insert(0, Section { kind: SectionKind::What, sentences: Vec::new() });
        }
        explanation.sections[0].sentences.splice(0..0, heads);
    }
    renumber(explanation);
}

/// No sentence has this id before ids are counted anew.
const NEW: u32 = u32::MAX;

fn sentence(inferred: &Inferred, parent: Option<u32>) -> Sentence {
    Sentence { id: NEW, parent, text: inferred.text.clone(), origin: Origin::Inferred, spans: vec![inferred.span] }
}

/// The part of *How* that is about the item at a place. A single function or type has none: its *What* is about it.
fn introduction(explanation: &Explanation, span: &SourceSpan) -> Option<(usize, usize)> {
    let at = explanation.sections.iter().position(|section| section.kind == SectionKind::How)?;
    let sentences = &explanation.sections[at].sentences;
    // An item's introduction has its steps for children, and rests on the item as a whole.
    let found = sentences.iter().position(|it| {
        it.parent.is_none()
            && it
                .spans
                .first()
                .is_some_and(|own| own.end_byte.abs_diff(span.end_byte) <= 1 && own.start_byte <= span.start_byte)
            && it.spans.first().is_some_and(|own| own.start_byte + 200 >= span.start_byte)
    })?;
    let parts = sentences.iter().filter(|it| it.parent.is_none()).count();
    (parts > 1).then_some((at, found))
}

fn renumber(explanation: &mut Explanation) {
    let mut new_ids: Vec<(u32, u32)> = Vec::new();
    let sentences = explanation.sections.iter_mut().flat_map(|section| &mut section.sentences);
    for (id, sentence) in (0..).zip(sentences) {
        if sentence.id != NEW {
            new_ids.push((sentence.id, id));
        }
        sentence.id = id;
        // A parent stands before its children, so its new id is known; ids rise in reading order, so they can be searched.
        sentence.parent = sentence
            .parent
            .and_then(|parent| new_ids.binary_search_by_key(&parent, |it| it.0).ok().map(|at| new_ids[at].1));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Level, Request, explain};

    fn explained(code: &str) -> Explanation {
        explain(&Request { code, language: Some("python"), file_name: None, level: Level::Beginner }).unwrap()
    }

    fn said(code: &str, part: &str) -> Inferred {
        let start = code.find(part).unwrap() as u32;
        let span = SourceSpan { start_line: 1, end_line: 1, start_byte: start, end_byte: start + part.len() as u32 };
        Inferred { span, text: "Says so.".to_owned() }
    }

    fn is_valid(explanation: &Explanation) {
        let mut last = None;
        for sentence in explanation.sections.iter().flat_map(|it| &it.sentences) {
            assert!(last.is_none_or(|last| sentence.id == last + 1));
            assert!(sentence.parent.is_none_or(|parent| parent < sentence.id));
            last = Some(sentence.id);
        }
    }

    #[test]
    fn it_opens_what_for_a_single_function() {
        let code = "def half(n):\n    if n < 0:\n        raise ValueError(\"negative\")\n    return n / 2";
        let mut explanation = explained(code);
        insert(&mut explanation, &[said(code, code)]);
        let first = &explanation.sections[0].sentences[0];
        assert_eq!((first.origin, first.id, first.text.as_str()), (Origin::Inferred, 0, "Says so."));
        is_valid(&explanation);
    }

    #[test]
    fn it_stands_under_its_item_in_a_file() {
        let (one, two) = ("def one(n):\n    print(n)\n    return n + 1", "def two(n):\n    print(n)\n    return n + 2");
        let code = format!("{one}\n\n\n{two}");
        let mut explanation = explained(&code);
        let before: Vec<(String, Option<String>)> = parents(&explanation);
        insert(&mut explanation, &[said(&code, two), said(&code, one)]);
        is_valid(&explanation);
        let after = parents(&explanation);
        let inferred: Vec<_> = after.iter().filter(|it| it.0 == "Says so.").collect();
        assert_eq!(inferred.len(), 2);
        assert!(inferred[0].1.as_ref().unwrap().contains("one") && inferred[1].1.as_ref().unwrap().contains("two"));
        // Everything else hangs where it hung.
        assert_eq!(after.into_iter().filter(|it| it.0 != "Says so.").collect::<Vec<_>>(), before);
    }

    fn parents(explanation: &Explanation) -> Vec<(String, Option<String>)> {
        let all: Vec<_> = explanation.sections.iter().flat_map(|it| &it.sentences).collect();
        let text = |id: u32| all.iter().find(|it| it.id == id).map(|it| it.text.clone());
        all.iter().map(|it| (it.text.clone(), it.parent.and_then(text))).collect()
    }
}
