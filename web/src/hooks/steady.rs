//! Keeps what the reader is reading where it is when a sentence comes in above it.

use std::rc::Rc;

use engine::Sentence;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

/// Notes the place of the sentence that has the focus, else of the one under the mouse, else of the topmost one in sight, before
/// `inferred` changes in the page, and scrolls it back to that place afterwards. Not every browser anchors by itself.
#[hook]
pub fn use_steady(root: &NodeRef, inferred: &Rc<Vec<Sentence>>) {
    let last = use_mut_ref(|| inferred.clone());
    let mut before = None;
    if *last.borrow() != *inferred {
        // The page still shows what was drawn last.
        before = root.cast::<HtmlElement>().and_then(|root| anchor(&root));
        *last.borrow_mut() = inferred.clone();
    }
    use_effect_with(inferred.clone(), move |_| {
        let Some((anchor, top)) = before else { return };
        let moved = anchor.get_bounding_client_rect().top() - top;
        if moved.abs() >= 1.0 {
            scroll(&anchor, moved);
        }
    });
}

/// The element whose place the reader would miss, and where it is.
fn anchor(root: &HtmlElement) -> Option<(Element, f64)> {
    let document = root.owner_document()?;
    let (top, bottom) = match scroller(root) {
        Some(pane) => (pane.get_bounding_client_rect().top(), pane.get_bounding_client_rect().bottom()),
        None => (0.0, f64::from(document.document_element()?.client_height())),
    };
    let place = |element: Element| {
        let own = element.get_bounding_client_rect();
        (own.bottom() > top + 1.0 && own.top() < bottom).then(|| (element, own.top()))
    };
    let focused = document.active_element().and_then(|it| it.closest(".explanation .says").ok().flatten());
    let under_mouse = || root.query_selector(".says:hover").ok().flatten();
    if let Some(found) = focused.and_then(place).or_else(|| under_mouse().and_then(place)) {
        return Some(found);
    }
    let all = root.query_selector_all(".says").ok()?;
    (0..all.length()).filter_map(|at| all.get(at)?.dyn_into::<Element>().ok()).find_map(place)
}

/// The pane that scrolls, or nothing where the page does.
fn scroller(inside: &Element) -> Option<Element> {
    let pane = inside.closest(".gloss-scroll").ok()??;
    (pane.scroll_height() > pane.client_height()).then_some(pane)
}

fn scroll(anchor: &Element, by: f64) {
    let options = web_sys::ScrollToOptions::new();
    options.set_top(by);
    options.set_behavior(web_sys::ScrollBehavior::Instant);
    match scroller(anchor) {
        Some(pane) => pane.scroll_by_with_scroll_to_options(&options),
        None => {
            if let Some(window) = web_sys::window() {
                window.scroll_by_with_scroll_to_options(&options);
            }
        }
    }
}
