//! Where the model's sentences stand in an explanation: what is said of the whole opens *What*; what is said of one item of a file
//! stands under the sentence that introduces the item.

use rustc_hash::FxHashMap;

use serde::{Deserialize, Serialize};

use crate::prompt::Prompt;
use crate::{Explanation, Origin, Section, SectionKind, Sentence, SourceSpan};

/// What the model is asked about for one explanation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Items {
    /// What it reads, one for each item, in source order.
    pub prompts: Vec<Prompt>,
    /// Whether the explanation is about one thing as a whole, and the one prompt too.
    pub is_whole: bool,
}

impl Items {
    /// The sentence under which the `index`-th item's own belongs; `None` inside where it opens *What*, and outside where the
    /// explanation does not speak of the item.
    pub fn place(&self, index: usize, explanation: &Explanation) -> Option<Option<u32>> {
        if self.is_whole {
            return Some(None);
        }
        let item = self.prompts.get(index)?.span;
        let how = explanation.sections.iter().find(|section| section.kind == SectionKind::How)?;
        // Items do not overlap, and what introduces one stands before its steps.
        let head = how.sentences.iter().find(|sentence| {
            sentence.parent.is_none() && sentence.spans.first().is_some_and(|span| overlap(span, &item))
        })?;
        Some(Some(head.id))
    }

    /// The model's sentence about the `index`-th item, with a number behind all others of the explanation.
    pub fn sentence(&self, index: usize, text: String, explanation: &Explanation) -> Option<Sentence> {
        let parent = self.place(index, explanation)?;
        let last = explanation.sections.iter().flat_map(|it| &it.sentences).map(|it| it.id).max()?;
        let id = last + 1 + u32::try_from(index).ok()?;
        Some(Sentence { id, parent, text, origin: Origin::Inferred, spans: vec![self.prompts.get(index)?.span] })
    }
}

fn overlap(one: &SourceSpan, other: &SourceSpan) -> bool {
    one.start_byte < other.end_byte && other.start_byte < one.end_byte
}

/// An explanation with the model's sentences in their places, numbered anew.
pub fn weave(explanation: &Explanation, inferred: &[Sentence]) -> Explanation {
    let mut woven = explanation.clone();
    if inferred.iter().any(|it| it.parent.is_none())
        && woven.sections.first().is_none_or(|it| it.kind != SectionKind::What)
    {
        woven.sections.insert(0, Section { kind: SectionKind::What, sentences: Vec::new() });
    }
    for section in &mut woven.sections {
        let own = std::mem::take(&mut section.sentences);
        let is_what = section.kind == SectionKind::What;
        section.sentences.extend(inferred.iter().filter(|it| is_what && it.parent.is_none()).cloned());
        for sentence in own {
            let id = sentence.id;
            section.sentences.push(sentence);
            section.sentences.extend(inferred.iter().filter(|it| it.parent == Some(id)).cloned());
        }
    }
    let mut numbers = FxHashMap::default();
    for (number, sentence) in (0..).zip(woven.sections.iter_mut().flat_map(|it| &mut it.sentences)) {
        numbers.insert(sentence.id, number);
        sentence.id = number;
        sentence.parent = sentence.parent.and_then(|parent| numbers.get(&parent).copied());
    }
    woven
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Level, Reading, Request};

    fn read(code: &str, level: Level) -> (Explanation, Items) {
        let request = Request { code, language: Some("python"), file_name: None, level };
        let reading = Reading::of_request(&request, &mut || true).unwrap();
        (reading.explain(level), reading.items())
    }

    fn text(explanation: &Explanation, id: u32) -> &str {
        &explanation.sections.iter().flat_map(|it| &it.sentences).find(|it| it.id == id).unwrap().text
    }

    fn parents(explanation: &Explanation) -> Vec<(String, Option<String>)> {
        let all = explanation.sections.iter().flat_map(|it| &it.sentences);
        all.map(|it| (it.text.clone(), it.parent.map(|id| text(explanation, id).to_owned()))).collect()
    }

    const FILE: &str = "import json\n\ndef load(path):\n    return json.load(open(path))\n\n@final\nclass Stack:\n    \
                        def push(self, item):\n        self.items.append(item)\n\nprint(load('a'))\n";

    #[test]
    fn one_item_opens_what() {
        for code in
            ["def add(a, b):\n    return a + b\n", "class A:\n    def f(self):\n        return 1\n", "print(1)\n"]
        {
            let (explanation, items) = read(code, Level::Beginner);
            assert_eq!(items.prompts.len(), 1, "{code}");
            let sentence = items.sentence(0, "Adds.".into(), &explanation).unwrap();
            let woven = weave(&explanation, &[sentence]);
            assert_eq!(woven.sections[0].sentences[0].text, "Adds.");
            assert_eq!(woven.sections[0].sentences[0].origin, Origin::Inferred);
            let ids: Vec<u32> = woven.sections.iter().flat_map(|it| &it.sentences).map(|it| it.id).collect();
            assert_eq!(ids, (0..ids.len() as u32).collect::<Vec<_>>());
        }
    }

    #[test]
    fn an_item_of_a_file_stands_under_its_head() {
        for level in Level::ALL {
            let (explanation, items) = read(FILE, level);
            assert!(!items.is_whole);
            let names: Vec<_> = items.prompts.iter().map(|it| it.name.clone().unwrap_or_default()).collect();
            assert_eq!(names, ["load", "Stack"]);
            let sentences: Vec<Sentence> =
                (0..2).map(|at| items.sentence(at, format!("Says {at}."), &explanation).unwrap()).collect();
            for (sentence, name) in sentences.iter().zip(&names) {
                let head = text(&explanation, sentence.parent.unwrap());
                assert!(head.starts_with(&format!("`{name}`")), "{head}");
            }
            let woven = weave(&explanation, &sentences);
            let how = woven.sections.iter().find(|it| it.kind == SectionKind::How).unwrap();
            for (at, sentence) in how.sentences.iter().enumerate().filter(|(_, it)| it.origin == Origin::Inferred) {
                assert_eq!(sentence.parent, Some(how.sentences[at - 1].id));
            }
            assert_eq!(how.sentences.iter().filter(|it| it.origin == Origin::Inferred).count(), 2);
            let derived = parents(&woven).into_iter().filter(|it| !it.0.starts_with("Says "));
            assert!(derived.eq(parents(&explanation)), "everything else hangs where it hung");
            assert!(woven.sections.iter().flat_map(|it| &it.sentences).all(|it| it.parent.is_none_or(|p| p < it.id)));
        }
    }
}
