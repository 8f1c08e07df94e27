//! The editor in the page.

use std::cell::RefCell;
use std::rc::Rc;

use gloo_timers::callback::Timeout;
use wasm_bindgen::prelude::*;
use web_sys::Element;
use yew::prelude::*;

use crate::editor::{self, Editor};
use crate::state::Action;
use crate::trouble::Trouble;

/// How long the reader must pause before the text is explained again.
const PAUSE_MS: u32 = 150;

/// The editor, for whoever wants to light its lines. Empty until it is mounted.
#[derive(Clone, Default)]
pub struct EditorHandle(Rc<RefCell<Option<Editor>>>);

impl PartialEq for EditorHandle {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl EditorHandle {
    /// The editor, once it is there.
    pub fn get(&self) -> Option<Editor> {
        self.0.borrow().clone()
    }
}

/// What the editor needs.
#[derive(Properties, PartialEq)]
pub struct EditorPaneProps {
    /// The text to start with, and to take over whenever `loads` changes.
    pub code: Rc<str>,
    /// Counts the texts that did not come from typing.
    pub loads: u32,
    /// The language to colour the text as.
    pub language: Option<AttrValue>,
    /// Where the editor is put for others.
    pub handle: EditorHandle,
    /// Where the reader's doings go. Must not change.
    pub on_action: Callback<Action>,
}

/// The editor in the page.
#[component(EditorPane)]
pub fn editor_pane(props: &EditorPaneProps) -> Html {
    let place = use_node_ref();
    {
        let place = place.clone();
        let (code, handle, on_action) = (props.code.clone(), props.handle.clone(), props.on_action.clone());
        use_effect_with((), move |()| {
            let listeners = place.cast::<Element>().and_then(|place| mount(&place, &code, &handle, &on_action));
            move || {
                if let Some(editor) = handle.0.borrow_mut().take() {
                    editor.destroy();
                }
                drop(listeners);
            }
        });
    }
    {
        let (handle, code) = (props.handle.clone(), props.code.clone());
        use_effect_with(props.loads, move |&loads| {
            if let Some(editor) = handle.get().filter(|_| loads > 0) {
                editor.set_text(&code);
            }
        });
    }
    {
        let handle = props.handle.clone();
        use_effect_with((props.language.clone(), props.loads), move |(language, _)| {
            if let Some(editor) = handle.get() {
                editor.set_language(language.as_deref().unwrap_or_default());
            }
        });
    }
    html! { <div ref={place} class="editor" id="code"></div> }
}

/// What must live as long as the editor does.
type Listeners = (Closure<dyn FnMut()>, Closure<dyn FnMut(u32, u32)>, Closure<dyn FnMut(String, String, String)>);

fn mount(place: &Element, code: &str, handle: &EditorHandle, on_action: &Callback<Action>) -> Option<Listeners> {
    let on_change = {
        let (handle, on_action) = (handle.clone(), on_action.clone());
        let mut pause = None::<Timeout>;
        Closure::new(move || {
            let (handle, on_action) = (handle.clone(), on_action.clone());
            if let Some(earlier) = pause.replace(Timeout::new(PAUSE_MS, move || {
                if let Some(editor) = handle.get() {
                    on_action.emit(Action::Edited(editor.text()));
                }
            })) {
                earlier.cancel();
            }
        })
    };
    let on_cursor = {
        let on_action = on_action.clone();
        Closure::new(move |first, last| on_action.emit(Action::WentTo(first, last)))
    };
    let on_file = {
        let on_action = on_action.clone();
        Closure::new(move |name: String, text: String, problem: String| {
            on_action.emit(match problem.as_str() {
                "" => Action::TookFile { name, text },
                "size" => Action::Refused(Trouble::FileTooLarge { name }),
                "binary" => Action::Refused(Trouble::FileNotText { name }),
                _ => Action::Refused(Trouble::FileUnreadable { name }),
            });
        })
    };
    if let Ok(editor) = editor::mount(place, code, &on_change, &on_cursor, &on_file) {
        *handle.0.borrow_mut() = Some(editor);
        Some((on_change, on_cursor, on_file))
    } else {
        on_action.emit(Action::Refused(Trouble::NoEditor));
        None
    }
}
