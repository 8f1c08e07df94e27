//! What survives a reload, in the browser's own storage, where that is allowed.

use gloo_storage::{LocalStorage, Storage};
use yew::prelude::*;

use crate::state::{Kept, State, Theme};

/// The one key. `js/theme.js` reads it too.
const KEY: &str = "gloss";

/// Longer texts are not kept, and what was kept before stays: browsers give a site about five million characters, and writing
/// them takes time.
const KEPT_CHARACTERS: usize = 1_000_000;

/// What was kept, if anything was and storage is allowed.
pub fn kept() -> Option<Kept> {
    if is_allowed() { LocalStorage::get(KEY).ok() } else { None }
}

/// Keeps the state whenever something in it changes that should survive, and shows the chosen theme.
#[hook]
pub fn use_keep(state: &UseReducerHandle<State>) {
    let current = state.clone();
    let place = state.place.clone();
    use_effect_with((state.request, state.theme, state.model.is_on, state.model.is_hidden, place), move |_| {
        if !is_allowed() {
            return;
        }
        if current.code.len() > KEPT_CHARACTERS {
            return;
        }
        // A full store is no reason to stop: the page works on, and the old state stays kept.
        let _ = LocalStorage::set(KEY, current.kept());
    });
    use_effect_with(state.theme, |theme| {
        let root =
            web_sys::window().and_then(|window| window.document()).and_then(|document| document.document_element());
        let Some(root) = root else { return };
        let _ = match theme {
            Some(Theme::Light) => root.set_attribute("data-theme", "light"),
            Some(Theme::Dark) => root.set_attribute("data-theme", "dark"),
            None => root.remove_attribute("data-theme"),
        };
    });
}

/// Whether the browser lets this page store anything; asking any other way panics where it does not.
fn is_allowed() -> bool {
    web_sys::window().is_some_and(|window| matches!(window.local_storage(), Ok(Some(_))))
}
