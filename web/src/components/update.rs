//! Keeps the site for offline use, tells when a new version is there, and takes what the system opens the page with.

use wasm_bindgen::prelude::*;
use web_sys::File;
use yew::prelude::*;

use super::EditorHandle;
use crate::offline;
use crate::state::Action;

/// What the notice needs.
#[derive(Properties, PartialEq)]
pub struct UpdateProps {
    /// Whether the page has done what its reader came for first, which nothing here may slow down.
    pub is_settled: bool,
    /// The editor, which reads files.
    pub editor: EditorHandle,
    /// Where the reader's doings go. Must not change.
    pub on_action: Callback<Action>,
}

/// Tells when a new version is there, which waits until the reader agrees.
#[component(Update)]
pub fn update(props: &UpdateProps) -> Html {
    let is_ready = use_state_eq(|| false);
    {
        let (editor, on_action) = (props.editor.clone(), props.on_action.clone());
        use_effect_with((), move |()| {
            let on_text = Closure::new(move |text: String| on_action.emit(Action::TookText(text)));
            let on_file = Closure::new(move |file: File| {
                if let Some(editor) = editor.get() {
                    editor.take_files(&js_sys::Array::of1(&file));
                }
            });
            // Where the script is missing, nothing is handed over.
            let _ = offline::receive(&on_text, &on_file);
            move || drop((on_text, on_file))
        });
    }
    {
        let is_ready = is_ready.setter();
        use_effect_with(props.is_settled, move |&is_settled| {
            let on_update = is_settled.then(|| {
                let on_update = Closure::new(move || is_ready.set(true));
                let _ = offline::start(&on_update);
                on_update
            });
            move || drop(on_update)
        });
    }
    let on_reload = Callback::from(|_: MouseEvent| {
        let _ = offline::take_over();
    });
    let on_later = Callback::from({
        let is_ready = is_ready.clone();
        move |_: MouseEvent| is_ready.set(false)
    });
    html! {
        <div class="updates" role="status">
            if *is_ready {
                <div class="update">
                    <p>{ "A new version is ready." }</p>
                    <button type="button" class="button" id="update" onclick={on_reload}>{ "Reload" }</button>
                    <button type="button" class="button" onclick={on_later}>{ "Later" }</button>
                </div>
            }
        </div>
    }
}
