//! Makes the page ready for paper, however the reader asked for it.

use wasm_bindgen::prelude::*;
use web_sys::{Document, Element};
use yew::prelude::*;

use crate::state::State;

/// Puts the code where paper shows it and opens what is folded, for as long as the page is printed.
#[hook]
pub fn use_print(state: &UseReducerHandle<State>) {
    let now = use_mut_ref(|| state.code.clone());
    *now.borrow_mut() = state.code.clone();
    use_effect_with((), move |()| {
        let before = Closure::<dyn FnMut()>::new(move || {
            let Some(document) = document() else { return };
            if let Some(paper) = document.get_element_by_id("on-paper") {
                let numbered = now
                    .borrow()
                    .lines()
                    .zip(1..)
                    .map(|(line, number)| format!("{number:>4}  {line}\n"))
                    .collect::<String>();
                paper.set_text_content(Some(&numbered));
            }
            for details in all(&document, ".explanation details:not([open])") {
                let _ = details.set_attribute("open", "");
                let _ = details.set_attribute("data-was-closed", "");
            }
        });
        let after = Closure::<dyn FnMut()>::new(|| {
            let Some(document) = document() else { return };
            if let Some(paper) = document.get_element_by_id("on-paper") {
                paper.set_text_content(None);
            }
            for details in all(&document, "details[data-was-closed]") {
                let _ = details.remove_attribute("open");
                let _ = details.remove_attribute("data-was-closed");
            }
        });
        if let Some(window) = web_sys::window() {
            let _ = window.add_event_listener_with_callback("beforeprint", before.as_ref().unchecked_ref());
            let _ = window.add_event_listener_with_callback("afterprint", after.as_ref().unchecked_ref());
        }
        // They live as long as the page does.
        before.forget();
        after.forget();
    });
}

fn document() -> Option<Document> {
    web_sys::window()?.document()
}

fn all(document: &Document, selector: &str) -> Vec<Element> {
    let Ok(found) = document.query_selector_all(selector) else { return Vec::new() };
    (0..found.length()).filter_map(|at| found.get(at)?.dyn_into().ok()).collect()
}
