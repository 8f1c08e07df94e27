//! One sentence: its text, taken apart into text nodes and code, and the lines that it rests on.

use engine::render::{Inline, inline, lines};
use engine::{Sentence, SourceSpan};
use yew::prelude::*;

/// The text of a sentence. Everything becomes text nodes, so nothing that stands in the code can become markup.
pub fn words(text: &str, is_term: bool) -> Html {
    inline(text)
        .into_iter()
        .map(|piece| match piece {
            Inline::Text(text) => html! { { text } },
            Inline::Code(code) => html! { <code>{ code }</code> },
            Inline::Strong(term) if is_term => html! { <dfn>{ term }</dfn> },
            Inline::Strong(term) => html! { <strong>{ term }</strong> },
        })
        .collect()
}

/// A button with the lines of a sentence.
pub fn reference(sentence: &Sentence) -> Html {
    let label = lines(&sentence.spans);
    let is_one = label.parse::<u32>().is_ok();
    html! {
        <>
            if !label.is_empty() {
                <button type="button" class="lines" title="Show in the editor">
                    <span class="lines-word">{ if is_one { "line " } else { "lines " } }</span>{ label }
                </button>
            }
        </>
    }
}

/// A sentence of the language model, with a mark that says so.
pub fn said(sentence: &Sentence) -> Html {
    // The note of the mark is text of the page, so that the keyboard and screen readers reach it as the mouse does.
    let note = format!("inferred-{}", sentence.id);
    html! {
        <div key={sentence.id} class="sentence is-inferred" data-id={sentence.id.to_string()}
            data-lines={data_lines(&sentence.spans)}>
            <p class="says">
                <span class="words">{ words(&sentence.text, false) }</span>
                <span class="mark">
                    <button type="button" class="inferred" aria-describedby={note.clone()}>{ "inferred" }</button>
                    <span class="note" id={note} role="tooltip">
                        { "Said by the language model, which may be wrong. It does not contradict what was read off the code, \
                           but is not proven from it." }
                    </span>
                </span>
                { reference(sentence) }
            </p>
        </div>
    }
}

/// The lines of some spans for a `data-lines` attribute: `3-5 8-8`.
pub fn data_lines(spans: &[SourceSpan]) -> String {
    spans.iter().map(|span| format!("{}-{}", span.start_line, span.end_line)).collect::<Vec<_>>().join(" ")
}

/// Reads a `data-lines` attribute: first and last line of each span in turn.
pub fn read_data_lines(text: &str) -> Vec<u32> {
    text.split(' ')
        .filter_map(|span| span.split_once('-'))
        .filter_map(|(first, last)| Some([first.parse().ok()?, last.parse().ok()?]))
        .flatten()
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_survive_the_attribute() {
        let span = |start_line, end_line| SourceSpan { start_line, end_line, start_byte: 0, end_byte: 0 };
        assert_eq!(read_data_lines(&data_lines(&[span(3, 5), span(8, 8)])), [3, 5, 8, 8]);
        assert!(read_data_lines("").is_empty());
    }
}
