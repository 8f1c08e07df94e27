//! Opens the link that the page's address is, at the start and whenever another is put there.

use wasm_bindgen::prelude::*;
use yew::prelude::*;

use crate::link::Shared;
use crate::state::{Action, State};

/// Hands what a link holds to the state, and takes it out of the address once it was opened: a reload then shows what the reader made
/// of it since. A link that cannot be opened stays, so that it can be looked at.
#[hook]
pub fn use_link(state: &UseReducerHandle<State>) {
    let dispatcher = state.dispatcher();
    use_effect_with((), move |()| {
        let look = move || {
            let fragment = web_sys::window().and_then(|window| window.location().hash().ok()).unwrap_or_default();
            if let Some(found) = Shared::of_fragment(&fragment) {
                dispatcher.dispatch(Action::GotLink(found));
            }
        };
        look();
        let on_change = Closure::<dyn FnMut()>::new(look);
        if let Some(window) = web_sys::window() {
            let _ = window.add_event_listener_with_callback("hashchange", on_change.as_ref().unchecked_ref());
        }
        move || {
            if let Some(window) = web_sys::window() {
                let _ = window.remove_event_listener_with_callback("hashchange", on_change.as_ref().unchecked_ref());
            }
        }
    });
    use_effect_with(state.links, |&links| {
        if links > 0 {
            let _ = forget_fragment();
        }
    });
}

fn forget_fragment() -> Result<(), JsValue> {
    let window = web_sys::window().ok_or(JsValue::NULL)?;
    let place = page_address(&window.location())?;
    window.history()?.replace_state_with_url(&JsValue::NULL, "", Some(&place))
}

/// The page's address without its fragment.
pub fn page_address(location: &web_sys::Location) -> Result<String, JsValue> {
    let address = location.href()?;
    Ok(address.split('#').next().unwrap_or_default().to_owned())
}
