//! Marks the sentences about the editor's current lines, and shows the nearest one.

use std::rc::Rc;

use engine::Explanation;
use gloo_timers::callback::Timeout;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

/// Marks the sentences `linked` (the narrowest first) inside `root`, and when `follows` is another, scrolls to the first where the
/// explanation scrolls by itself. The classes are set by hand, since a cursor key should not redraw a long explanation.
#[hook]
pub fn use_linked(root: NodeRef, explanation: Rc<Explanation>, linked: Rc<Vec<u32>>, follows: u32) {
    let followed = use_mut_ref(|| 0);
    use_effect_with((root, explanation, linked, follows), move |(root, _, linked, follows)| {
        let (root, linked, follows) = (root.clone(), linked.clone(), *follows);
        // An item that opens because of this draws its steps only after the effects have run.
        let later = Timeout::new(0, move || {
            if let Some(root) = root.cast::<HtmlElement>() {
                mark(&root, &linked, followed.replace(follows) != follows);
            }
        });
        move || drop(later)
    });
}

fn mark(root: &HtmlElement, linked: &[u32], shows: bool) {
    unmark(root);
    for (place, id) in linked.iter().enumerate() {
        let Ok(Some(sentence)) = root.query_selector(&format!("[data-id='{id}']")) else { continue };
        let _ = sentence.class_list().add_1("is-linked");
        if place == 0 {
            let _ = sentence.class_list().add_1("is-nearest");
            if shows {
                scroll_to(&sentence);
            }
        }
    }
}

fn unmark(root: &HtmlElement) {
    let Ok(marked) = root.query_selector_all(".is-linked") else { return };
    for at in 0..marked.length() {
        if let Some(element) = marked.get(at).and_then(|node| node.dyn_into::<Element>().ok()) {
            let _ = element.class_list().remove_2("is-linked", "is-nearest");
        }
    }
}

/// Scrolls the pane, never the page: on a narrow screen the reader is in the editor, and would lose it.
fn scroll_to(sentence: &Element) {
    let Ok(Some(pane)) = sentence.closest(".gloss-scroll") else { return };
    if pane.scroll_height() <= pane.client_height() {
        return;
    }
    let (pane_box, own) = (pane.get_bounding_client_rect(), sentence.get_bounding_client_rect());
    let own_height = own.height().min(120.0);
    if own.top() >= pane_box.top() + 8.0 && own.top() + own_height <= pane_box.bottom() {
        return;
    }
    let top = f64::from(pane.scroll_top()) + own.top() - pane_box.top() - pane_box.height() / 3.0;
    let options = web_sys::ScrollToOptions::new();
    options.set_top(top.max(0.0));
    pane.scroll_to_with_scroll_to_options(&options);
}
