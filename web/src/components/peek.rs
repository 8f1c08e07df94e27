//! On a narrow screen: the sentence about the line that the reader has just tapped, since the explanation is out of sight.

use engine::Sentence;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;
use yew::prelude::*;

use super::sentence::words;
use crate::state::Action;

/// What the peek needs.
#[derive(Properties, PartialEq)]
pub struct PeekProps {
    /// The nearest sentence.
    pub sentence: Sentence,
    /// Where the reader's doings go.
    pub on_action: Callback<Action>,
}

/// The nearest sentence, at the foot of the screen.
#[component(Peek)]
pub fn peek(props: &PeekProps) -> Html {
    let id = props.sentence.id;
    let on_go = props.on_action.reform(move |_: MouseEvent| {
        go_to(id);
        Action::LeftLines
    });
    let on_close = props.on_action.reform(|_: MouseEvent| Action::LeftLines);
    html! {
        <aside class="peek" aria-label="About this line">
            <p>{ words(&props.sentence.text, false) }</p>
            <div class="peek-buttons">
                <button type="button" class="button" onclick={on_go}>{ "Read on" }</button>
                <button type="button" class="button" onclick={on_close}>{ "Close" }</button>
            </div>
        </aside>
    }
}

/// Brings a sentence into view, and the keyboard with it.
fn go_to(id: u32) -> Option<()> {
    let document = web_sys::window()?.document()?;
    let sentence = document.query_selector(&format!("[data-id='{id}']")).ok()??;
    let options = web_sys::ScrollIntoViewOptions::new();
    options.set_block(web_sys::ScrollLogicalPosition::Center);
    sentence.scroll_into_view_with_scroll_into_view_options(&options);
    let button = sentence.query_selector("button.lines").ok()??;
    let calm = web_sys::FocusOptions::new();
    calm.set_prevent_scroll(true);
    button.dyn_into::<HtmlElement>().ok()?.focus_with_options(&calm).ok()
}
