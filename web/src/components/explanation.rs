//! The explanation: its sections, their sentences, and the light that they throw on the code.

use std::rc::Rc;

use engine::render::{Entry, outline, title};
use engine::{Explanation, Section, SectionKind};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

use super::sentence::{data_lines, read_data_lines, reference, words};
use super::{EditorHandle, passing};
use crate::hooks::use_linked;

/// Steps inside steps are indented no further than this.
const DEEPEST: usize = 6;

/// Where a part of *How* is longer than this, each item of the file is closed at first.
const OPEN_SENTENCES: usize = 40;

/// What the explanation needs.
#[derive(Properties, PartialEq)]
pub struct ExplanationProps {
    /// The explanation.
    pub explanation: Rc<Explanation>,
    /// The sentences about the editor's current lines, the narrowest first.
    pub linked: Rc<Vec<u32>>,
    /// The editor whose lines are lit.
    pub editor: EditorHandle,
}

/// The explanation.
#[component(ExplanationView)]
pub fn explanation_view(props: &ExplanationProps) -> Html {
    let root = use_node_ref();
    use_linked(root.clone(), props.explanation.clone(), props.linked.clone());

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

    html! {
        <article ref={root} class="explanation" {onmouseover} {onmouseleave} {onfocusin} {onfocusout} {onclick}>
            { for props.explanation.sections.iter().map(section) }
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

fn section(section: &Section) -> Html {
    let name = match section.kind {
        SectionKind::What => "what",
        SectionKind::How => "how",
        SectionKind::Why => "why",
        SectionKind::Concepts => "concepts",
        SectionKind::WatchOut => "watch-out",
    };
    let entries = outline(section);
    let n_items = entries.windows(2).filter(|pair| pair[0].depth == 0 && pair[1].depth > 0).count();
    let shape = Shape {
        is_term: section.kind == SectionKind::Concepts,
        folds: section.kind == SectionKind::How && n_items > 1,
        is_open: entries.len() <= OPEN_SENTENCES,
        is_numbered: section.kind == SectionKind::How && entries.len() > 1,
    };
    let id = format!("section-{name}");
    html! {
        <section key={name} class={classes!("part", format!("part-{name}"))} aria-labelledby={id.clone()}>
            <h2 {id}>{ title(section.kind) }</h2>
            { list(&entries, 0, shape) }
        </section>
    }
}

#[derive(Clone, Copy)]
struct Shape {
    is_term: bool,
    folds: bool,
    is_open: bool,
    is_numbered: bool,
}

/// The entries of one depth as a list, each with what is deeper below it.
fn list(entries: &[Entry<'_>], depth: usize, shape: Shape) -> Html {
    let mut items = Vec::new();
    let mut rest = entries;
    while let Some((head, tail)) = rest.split_first() {
        let n_children = if depth < DEEPEST { tail.iter().take_while(|it| it.depth > depth).count() } else { 0 };
        let (children, after) = tail.split_at(n_children);
        items.push(item(head, children, depth, shape));
        rest = after;
    }
    // A list without list-style loses its role in WebKit.
    if shape.is_numbered {
        html! { <ol class="sentences" role="list">{ for items }</ol> }
    } else {
        html! { <ul class="sentences" role="list">{ for items }</ul> }
    }
}

fn item(head: &Entry<'_>, children: &[Entry<'_>], depth: usize, shape: Shape) -> Html {
    let sentence = head.sentence;
    let text = words(&sentence.text, shape.is_term);
    let says = html! { <span class="words">{ text }</span> };
    let body = match children {
        [] => html! { <p class="says">{ says }{ reference(sentence) }</p> },
        children if depth == 0 && shape.folds => html! {
            <>
                <details open={shape.is_open}>
                    <summary class="says">{ says }</summary>
                    { list(children, depth + 1, shape) }
                </details>
                <span class="reference">{ reference(sentence) }</span>
            </>
        },
        children => html! {
            <>
                <p class="says">{ says }{ reference(sentence) }</p>
                { list(children, depth + 1, shape) }
            </>
        },
    };
    html! {
        <li class="sentence" data-id={sentence.id.to_string()} data-lines={data_lines(&sentence.spans)}>{ body }</li>
    }
}
