//! The explanation: its sections, their sentences, and the light that they throw on the code.

use std::rc::Rc;

use engine::render::{Entry, outline, title};
use engine::{Chart, Explanation, Section, SectionKind, Sentence};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlDetailsElement, HtmlElement};
use yew::prelude::*;

use super::chart::FlowChart;
use super::sentence::{data_lines, read_data_lines, reference, said, words};
use super::{EditorHandle, passing};
use crate::hooks::{use_linked, use_steady};
use crate::model::state::Slot;

/// Steps inside steps are indented no further than this.
const DEEPEST: usize = 6;

/// Where a part of *How* is longer than this, each item of the file is closed at first.
const OPEN_SENTENCES: usize = 40;

/// How many sentences of a section are drawn at first, and with each *Show more*.
const PORTION: usize = 300;

/// A line of the code brings up sentences no further down than this.
const FURTHEST: usize = 3_000;

/// What the explanation needs.
#[derive(Properties, PartialEq)]
pub struct ExplanationProps {
    /// The explanation.
    pub explanation: Rc<Explanation>,
    /// The sentences about the editor's current lines, the narrowest first.
    pub linked: Rc<Vec<u32>>,
    /// Is another whenever the first of them is to be shown.
    pub follows: u32,
    /// What the language model says.
    pub inferred: Rc<Vec<Sentence>>,
    /// What stands where its sentence about the whole will stand.
    pub slot: Option<Slot>,
    /// The flow chart of the function that it is about.
    pub chart: Option<Rc<Chart>>,
    /// The editor whose lines are lit.
    pub editor: EditorHandle,
}

/// The explanation.
#[component(ExplanationView)]
pub fn explanation_view(props: &ExplanationProps) -> Html {
    let root = use_node_ref();
    use_linked(root.clone(), props.explanation.clone(), props.linked.clone(), props.follows);
    use_steady(&root, &props.inferred);

    let light = {
        let editor = props.editor.clone();
        Callback::from(move |(target, reveal): (Option<Element>, bool)| {
            let Some(editor) = editor.get() else { return };
            let lines = target.and_then(|target| target.closest("[data-lines]").ok().flatten());
            let lines = lines.and_then(|element| element.get_attribute("data-lines")).unwrap_or_default();
            editor.light(&read_data_lines(&lines), reveal);
        })
    };
    let onmouseover = light.reform(|event: MouseEvent| (element(&event), false));
    let onfocusin = light.reform(|event: FocusEvent| (element(&event), false));
    // What the keyboard or the last press chose stays lit when the mouse goes away.
    let onmouseleave = light.reform(|_| (focused(), false));
    let onfocusout = light.reform(|_| (None, false));
    let onclick = passing(&light, |event: MouseEvent| {
        let button = element(&event)?.closest("button.lines").ok()??;
        // Safari does not focus a button that is clicked.
        let _ = button.unchecked_ref::<HtmlElement>().focus();
        if let Some(pane) = web_sys::window()?.document()?.query_selector(".code-pane").ok()? {
            let options = web_sys::ScrollIntoViewOptions::new();
            options.set_block(web_sys::ScrollLogicalPosition::Nearest);
            pane.scroll_into_view_with_scroll_into_view_options(&options);
        }
        Some((Some(button), true))
    });

    let nearest = props.linked.first().copied();
    html! {
        <article ref={root} class="explanation" {onmouseover} {onmouseleave} {onfocusin} {onfocusout} {onclick}>
            { for props.explanation.sections.iter().enumerate().map(|(idx, section)| html! {
                <Part key={title(section.kind)} explanation={props.explanation.clone()} section={idx} {nearest}
                    inferred={props.inferred.clone()} slot={props.slot} />
            }) }
            if let Some(chart) = props.chart.clone() {
                <FlowChart {chart} />
            }
        </article>
    }
}

fn element<E: AsRef<web_sys::Event>>(event: &E) -> Option<Element> {
    event.as_ref().target()?.dyn_into().ok()
}

/// The focused element, if it is in the explanation.
fn focused() -> Option<Element> {
    let focused = web_sys::window()?.document()?.active_element()?;
    focused.closest(".explanation").ok()?.map(|_| focused)
}

/// What a section needs.
#[derive(Properties, PartialEq)]
struct PartProps {
    explanation: Rc<Explanation>,
    /// Which section.
    section: usize,
    /// The sentence that the reader looks for.
    nearest: Option<u32>,
    inferred: Rc<Vec<Sentence>>,
    slot: Option<Slot>,
}

/// One section. Of thousands of sentences only the first are drawn, until the reader asks for more.
#[component(Part)]
fn part(props: &PartProps) -> Html {
    let limit = use_state_eq(|| PORTION);
    let Some(section) = props.explanation.sections.get(props.section) else { return Html::default() };
    let name = match section.kind {
        SectionKind::What => "what",
        SectionKind::How => "how",
        SectionKind::Why => "why",
        SectionKind::Concepts => "concepts",
        SectionKind::WatchOut => "watch-out",
    };
    let wanted = props.nearest.and_then(|id| section.sentences.iter().position(|it| it.id == id));
    let wanted = wanted.filter(|&at| at < FURTHEST).map_or(0, |at| at + PORTION / 4);
    let n_shown = section.sentences.len().min(wanted.max(*limit));
    let n_left = section.sentences.len() - n_shown;
    let entries = outline(section);
    let entries = &entries[..n_shown];
    let n_items = entries.windows(2).filter(|pair| pair[0].depth == 0 && pair[1].depth > 0).count();
    let is_how = section.kind == SectionKind::How;
    let shape = Shape { is_term: section.kind == SectionKind::Concepts, is_numbered: is_how && entries.len() > 1 };
    let inferred = &props.inferred;
    let items = if is_how && n_items > 1 {
        let is_open = section.sentences.len() <= OPEN_SENTENCES;
        let items = split(entries, 0).map(|(first, n_children)| {
            let inside = first + 1..first + 1 + n_children;
            if inside.is_empty() {
                return item(&entries[first], &[], 0, shape, inferred);
            }
            let reveals = props.nearest.is_some_and(|id| entries[inside.clone()].iter().any(|it| it.sentence.id == id));
            html! {
                <Fold key={entries[first].sentence.id} explanation={props.explanation.clone()} section={props.section}
                    {first} last={inside.end} {is_open} {reveals} inferred={said_under(inferred, entries[first].sentence.id)} />
            }
        });
        html! { <ol class="sentences" role="list">{ for items }</ol> }
    } else {
        list(entries, 0, shape, inferred)
    };
    let id = format!("section-{name}");
    let on_more = Callback::from(move |_: MouseEvent| limit.set(n_shown + PORTION));
    html! {
        <section class={classes!("part", format!("part-{name}"))} aria-labelledby={id.clone()}>
            <h2 {id}>{ title(section.kind) }</h2>
            if section.kind == SectionKind::What {
                { opening(inferred, props.slot) }
            }
            { items }
            if n_left > 0 {
                <button type="button" class="button more" onclick={on_more}>
                    { format!("Show {} more of {n_left}", PORTION.min(n_left)) }
                </button>
            }
        </section>
    }
}

/// How a section's sentences are drawn.
#[derive(Clone, Copy)]
struct Shape {
    is_term: bool,
    is_numbered: bool,
}

/// Each entry of one depth, with how many deeper ones follow it.
fn split<'e>(entries: &'e [Entry<'_>], depth: usize) -> impl Iterator<Item = (usize, usize)> + 'e {
    let mut at = 0;
    std::iter::from_fn(move || {
        let first = at;
        let tail = entries.get(first + 1..)?;
        let n_children = if depth < DEEPEST { tail.iter().take_while(|it| it.depth > depth).count() } else { 0 };
        at = first + 1 + n_children;
        Some((first, n_children))
    })
}

/// The entries of one depth as a list, each with what is deeper below it.
fn list(entries: &[Entry<'_>], depth: usize, shape: Shape, inferred: &[Sentence]) -> Html {
    let items = split(entries, depth).map(|(first, n_children)| {
        item(&entries[first], &entries[first + 1..first + 1 + n_children], depth, shape, inferred)
    });
    // A list without list-style loses its role in WebKit.
    if shape.is_numbered {
        html! { <ol class="sentences" role="list">{ for items }</ol> }
    } else {
        html! { <ul class="sentences" role="list">{ for items }</ul> }
    }
}

fn item(head: &Entry<'_>, children: &[Entry<'_>], depth: usize, shape: Shape, inferred: &[Sentence]) -> Html {
    let sentence = head.sentence;
    html! {
        <li key={sentence.id} class="sentence" data-id={sentence.id.to_string()} data-lines={data_lines(&sentence.spans)}>
            <p class="says"><span class="words">{ words(&sentence.text, shape.is_term) }</span>{ reference(sentence) }</p>
            { all_said(&said_under(inferred, sentence.id)) }
            if !children.is_empty() {
                { list(children, depth + 1, shape, inferred) }
            }
        </li>
    }
}

/// What the model says of the item that a sentence introduces.
fn said_under(inferred: &[Sentence], head: u32) -> Vec<Sentence> {
    inferred.iter().filter(|it| it.parent == Some(head)).cloned().collect()
}

/// Sentences of the model as one node, so that what stands beside them is drawn on, not anew, when one comes in: a redrawn
/// button loses the focus.
fn all_said(sentences: &[Sentence]) -> Html {
    sentences.iter().map(said).collect()
}

/// What the model says of the whole, or the place that is kept for it.
fn opening(inferred: &[Sentence], slot: Option<Slot>) -> Html {
    let sentences: Vec<Sentence> = inferred.iter().filter(|it| it.parent.is_none()).cloned().collect();
    let says = match slot {
        _ if !sentences.is_empty() => "",
        None => return Html::default(),
        Some(Slot::Waiting) => "Here the model will say what this is for…",
        Some(Slot::Silent) => "The model is not sure enough to say what this is for.",
        Some(Slot::Stopped) => "The model was stopped.",
    };
    html! {
        <div class="opening">
            { all_said(&sentences) }
            if !says.is_empty() {
                // The status says it too.
                <p class="says slot" aria-hidden="true">{ says }</p>
            }
        </div>
    }
}

/// An item of a file: a sentence, and its steps once they are wanted.
#[derive(Properties, PartialEq)]
struct FoldProps {
    explanation: Rc<Explanation>,
    /// Which section.
    section: usize,
    /// Its place in the section.
    first: usize,
    /// One past its last step.
    last: usize,
    /// Whether it is open at first.
    is_open: bool,
    /// Whether one of its steps is what the reader looks for.
    reveals: bool,
    /// What the model says of it.
    inferred: Vec<Sentence>,
}

/// An item of a file. Its steps are drawn only once it is open: a long file has thousands.
#[component(Fold)]
fn fold(props: &FoldProps) -> Html {
    let is_open = use_state_eq(|| props.is_open);
    {
        let is_open = is_open.clone();
        use_effect_with((props.reveals, props.explanation.clone()), move |&(reveals, _)| {
            if reveals {
                is_open.set(true);
            }
        });
    }
    let ontoggle = {
        let is_open = is_open.clone();
        Callback::from(move |event: Event| {
            if let Some(details) = event.target().and_then(|it| it.dyn_into::<HtmlDetailsElement>().ok()) {
                is_open.set(details.open());
            }
        })
    };
    let Some(section) = props.explanation.sections.get(props.section) else { return Html::default() };
    let sentences = &section.sentences;
    let (Some(sentence), Some(steps)) = (sentences.get(props.first), sentences.get(props.first + 1..props.last)) else {
        return Html::default();
    };
    let steps = if *is_open {
        // Alone, its steps are a section's first sentences.
        let steps = Section { kind: section.kind, sentences: steps.to_vec() };
        list(&outline(&steps), 0, Shape { is_term: false, is_numbered: true }, &[])
    } else {
        Html::default()
    };
    html! {
        <li class="sentence" data-id={sentence.id.to_string()} data-lines={data_lines(&sentence.spans)}>
            <details open={*is_open} {ontoggle}>
                <summary class="says"><span class="words">{ words(&sentence.text, false) }</span></summary>
                // Right below what it is about, and in sight while the steps are not.
                if *is_open {
                    { all_said(&props.inferred) }
                }
                { steps }
            </details>
            <span class="reference">{ reference(sentence) }</span>
            if !*is_open {
                { all_said(&props.inferred) }
            }
        </li>
    }
}
