//! What holds of every answer, whatever the source: nothing that may not be written is, and the answer can be given up.

mod common;

use std::collections::BTreeSet;

use lm::{InferError, MAX_BEAM, MAX_TAGS, Model, Output, Request};

const SOURCE: &str = "<lang:python> function <name> <x0> count words <code> for <x1> line in <x2> file : return <n0>";

fn load() -> Model {
    let (manifest, files) = common::model("tiny-int8");
    Model::load(&manifest, files, &mut |_| ()).expect("the model is sound")
}

fn infer(model: &Model, source: &str, tags: &[&str], beam: usize) -> Vec<Output> {
    let request = Request { source, tags, beam, max_tokens: 99 };
    model.infer(&request, &mut |_| true).expect("the request is sound")
}

/// Sources of words, slots and marks that look random and are the same everywhere.
fn sources() -> impl Iterator<Item = String> {
    let words =
        "return the values <x0> <x1> <x7> <n0> <n3> <facts> <code> <name> <unk> <s> <pad> <b> loop ( ) 42 é 日本";
    let words: Vec<&str> = words.split(' ').collect();
    (0u32..60).map(move |seed| {
        let mut state = seed.wrapping_mul(2_654_435_761).wrapping_add(1);
        let mut next = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 16) as usize
        };
        let n_words = 1 + next() % 70;
        (0..n_words).map(|_| words[next() % words.len()]).collect::<Vec<_>>().join(" ")
    })
}

fn is_slot(piece: &str) -> bool {
    ["<x", "<n"].iter().any(|start| piece.starts_with(start) && piece[2..].starts_with(|c: char| c.is_ascii_digit()))
}

#[test]
fn what_may_not_be_written_never_is() {
    let model = load();
    let marks: BTreeSet<&str> = model.tags().collect();
    assert!(marks.contains("<pad>") && marks.contains("<b>") && !marks.contains("</s>"));
    let (mut n_slots, mut n_tokens) = (0, 0);
    for source in sources() {
        for (tags, beam) in [(["<b>", "<i>"], 1), (["<tell-e>", "<doc>"], 3)] {
            for output in infer(&model, &source, &tags, beam) {
                assert!(output.tokens.len() <= model.context().target);
                for &token in &output.tokens {
                    let piece = model.piece(token);
                    assert!(!marks.contains(piece) && piece != "</s>", "{piece} was written for {source}");
                    if is_slot(piece) {
                        assert!(source.contains(piece), "{piece} is not in {source}");
                        n_slots += 1;
                    }
                }
                let mut trigrams = BTreeSet::new();
                for trigram in output.tokens.windows(3) {
                    assert!(trigrams.insert(trigram), "{trigram:?} comes twice for {source}");
                }
                assert!(output.log_probability <= 0.0 && output.log_probability.is_finite());
                n_tokens += output.tokens.len();
            }
        }
    }
    assert!(n_slots > 0 && n_tokens > 1000, "{n_slots} slots in {n_tokens} tokens: too few to show anything");
}

#[test]
fn tasks_do_not_touch_each_other() {
    let model = load();
    let tags = ["<b>", "<i>", "<e>", "<w>", "<doc>", "<tell-b>", "<tell-i>", "<tell-e>"];
    for beam in [1, 2, MAX_BEAM] {
        let together = infer(&model, SOURCE, &tags, beam);
        for (tag, output) in tags.iter().zip(together) {
            assert_eq!(infer(&model, SOURCE, &[tag], beam), [output], "{tag}, beam {beam}");
        }
    }
}

#[test]
fn an_answer_is_the_same_twice_and_by_steps() {
    let model = load();
    let request = Request { source: SOURCE, tags: &["<b>", "<e>"], beam: 2, max_tokens: 99 };
    let mut decoding = model.begin(&request).expect("the request is sound");
    let mut n_steps = 1;
    assert_eq!(decoding.outputs().expect("there are some")[0].text, "");
    while decoding.step().expect("it can go on") {
        n_steps += 1;
        assert_eq!(decoding.progress().written, n_steps - 1);
    }
    assert_eq!(decoding.step(), Ok(false));
    let answer = decoding.finish().expect("it is done");
    assert_eq!(answer, infer(&model, SOURCE, &["<b>", "<e>"], 2));
    assert!(answer.iter().all(|it| it.tokens.len() <= n_steps));
}

#[test]
fn an_answer_can_be_given_up_at_every_step() {
    let model = load();
    let request = Request { source: SOURCE, tags: &["<b>"], beam: 1, max_tokens: 5 };
    for stop in 0..5 {
        let mut asked = Vec::new();
        let answer = model.infer(&request, &mut |step| {
            asked.push(step.written);
            step.written < stop
        });
        assert_eq!(answer, Err(InferError::Cancelled));
        assert_eq!(asked, (0..=stop).collect::<Vec<_>>());
    }
}

#[test]
fn fewer_tokens_are_a_prefix() {
    let model = load();
    let whole = &infer(&model, SOURCE, &["<b>"], 1)[0];
    let request = Request { source: SOURCE, tags: &["<b>"], beam: 1, max_tokens: 3 };
    let short = &model.infer(&request, &mut |_| true).expect("the request is sound")[0];
    assert_eq!(short.tokens, whole.tokens[..3]);
    assert!(!short.finished);
    let none = Request { max_tokens: 0, ..request };
    let none = &model.infer(&none, &mut |_| true).expect("the request is sound")[0];
    assert_eq!((none.tokens.len(), none.finished), (0, false));
}

#[test]
fn a_source_that_is_too_long_is_cut_and_said() {
    let model = load();
    let long = format!("{SOURCE} {}", "the values ".repeat(100));
    assert!(model.count_tokens(&long).expect("it is text") > model.context().source);
    let request = Request { source: &long, tags: &["<b>"], beam: 1, max_tokens: 4 };
    assert!(model.begin(&request).expect("the request is sound").was_cut());
    let request = Request { source: SOURCE, ..request };
    assert!(!model.begin(&request).expect("the request is sound").was_cut());
}

#[test]
fn unusable_requests_say_what_is_wrong() {
    let model = load();
    let request = Request { source: SOURCE, tags: &["<b>"], beam: 1, max_tokens: 4 };
    let error = |request: Request<'_>| model.infer(&request, &mut |_| true).unwrap_err();
    assert_eq!(error(Request { source: "", ..request }), InferError::NoSource);
    assert_eq!(error(Request { tags: &[], ..request }), InferError::Tags { got: 0, most: MAX_TAGS });
    assert_eq!(error(Request { tags: &["<b>"; 9], ..request }), InferError::Tags { got: 9, most: MAX_TAGS });
    assert_eq!(error(Request { beam: 0, ..request }), InferError::Beam { got: 0, most: MAX_BEAM });
    assert_eq!(error(Request { beam: 5, ..request }), InferError::Beam { got: 5, most: MAX_BEAM });
    let unknown = error(Request { tags: &["<poem>"], ..request }).to_string();
    assert!(unknown.contains("<poem>") && unknown.contains("<tell-e>"), "{unknown}");
    assert_eq!(
        error(Request { tags: &["the"], ..request }).to_string().split(';').next(),
        Some("the model does not know the task the")
    );
    let tokens = vec![model.context().source as u32; 16];
    assert_eq!(model.score(SOURCE, "<b>", &tokens), Err(InferError::TooLong { got: 16, most: 15 }));
}
