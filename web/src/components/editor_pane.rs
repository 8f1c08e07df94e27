//! The editor in the page.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo_timers::callback::Timeout;
use wasm_bindgen::prelude::*;
use web_sys::Element;
use yew::prelude::*;

use crate::editor::{self, Editor};
use crate::project::{Project, ProjectFile};
use crate::state::{Action, CodePart};
use crate::trouble::Trouble;

/// How long the reader must pause before the text is explained again.
const PAUSE_MS: u32 = 150;

/// Who types without a pause is heard after this long all the same, so that no more is lost if the browser ends.
const PATIENCE_MS: f64 = 400.0;

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
    /// Whether something else stands in its place.
    #[prop_or_default]
    pub is_away: bool,
    /// Where the editor is put for others.
    pub handle: EditorHandle,
    /// Where the reader's doings go. Must not change.
    pub on_action: Callback<Action>,
}

/// The editor in the page.
#[component(EditorPane)]
pub fn editor_pane(props: &EditorPaneProps) -> Html {
    let place = use_node_ref();
    let is_selected = use_state_eq(|| false);
    {
        let (place, selects) = (place.clone(), is_selected.setter());
        let (code, handle, on_action) = (props.code.clone(), props.handle.clone(), props.on_action.clone());
        use_effect_with((), move |()| {
            let listeners =
                place.cast::<Element>().and_then(|place| mount(&place, &code, &handle, &on_action, &selects));
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
    let on_explain = {
        let (handle, on_action) = (props.handle.clone(), props.on_action.clone());
        Callback::from(move |_: MouseEvent| explain_part(&handle, &on_action))
    };
    html! {
        <div class={classes!("editor-place", props.is_away.then_some("away"))}>
            <div ref={place} class="editor" id="code"></div>
            if *is_selected {
                <button type="button" class="button explain-part" id="explain-part" title="Ctrl+Enter" onclick={on_explain}>
                    { "Explain selection" }
                </button>
            }
        </div>
    }
}

/// What must live as long as the editor does.
type Listeners = (
    Closure<dyn FnMut()>,
    Closure<dyn FnMut(u32, u32, bool)>,
    Closure<dyn FnMut()>,
    Closure<dyn FnMut(String, String, String)>,
    Closure<dyn FnMut(String, String, u32)>,
    Closure<dyn FnMut()>,
);

/// Asks for what is selected, or what is at the cursor.
fn explain_part(handle: &EditorHandle, on_action: &Callback<Action>) {
    let Some(editor) = handle.get() else { return };
    let [from, to] = editor.selection()[..] else { return };
    let text = editor.text();
    let part = CodePart::of(&text, from, to);
    // What was typed in the last moment is part of it.
    on_action.emit(Action::Edited(text));
    on_action.emit(Action::ChosePart(Some(part)));
    // On a narrow screen the explanation is out of sight.
    let pane = web_sys::window().and_then(|it| it.document()).and_then(|it| it.get_element_by_id("explanation"));
    if let Some(pane) = pane {
        let options = web_sys::ScrollIntoViewOptions::new();
        options.set_block(web_sys::ScrollLogicalPosition::Nearest);
        pane.scroll_into_view_with_scroll_into_view_options(&options);
    }
}

fn mount(
    place: &Element,
    code: &str,
    handle: &EditorHandle,
    on_action: &Callback<Action>,
    selects: &UseStateSetter<bool>,
) -> Option<Listeners> {
    let on_change = {
        let (handle, on_action, selects) = (handle.clone(), on_action.clone(), selects.clone());
        let mut pause = None::<Timeout>;
        let unheard = Rc::new(Cell::new(None::<f64>));
        Closure::new(move || {
            let (handle, on_action) = (handle.clone(), on_action.clone());
            selects.set(false);
            let now = js_sys::Date::now();
            let since = unheard.get().unwrap_or(now);
            unheard.set(Some(since));
            let wait = if now - since > PATIENCE_MS { 0 } else { PAUSE_MS };
            let unheard = unheard.clone();
            if let Some(earlier) = pause.replace(Timeout::new(wait, move || {
                unheard.set(None);
                if let Some(editor) = handle.get() {
                    on_action.emit(Action::Edited(editor.text()));
                }
            })) {
                earlier.cancel();
            }
        })
    };
    let on_cursor = {
        let (on_action, selects) = (on_action.clone(), selects.clone());
        Closure::new(move |first, last, selected| {
            selects.set(selected);
            on_action.emit(Action::WentTo(first, last));
        })
    };
    let on_explain = {
        let (handle, on_action) = (handle.clone(), on_action.clone());
        Closure::new(move || explain_part(&handle, &on_action))
    };
    let on_file = {
        let on_action = on_action.clone();
        Closure::new(move |name: String, text: String, problem: String| {
            on_action.emit(match problem.as_str() {
                "" => Action::TookFile { name, text },
                "size" => Action::Refused(Trouble::FileTooLarge { name }),
                "binary" => Action::Refused(Trouble::FileNotText { name }),
                "archive" => Action::Refused(Trouble::ArchiveDamaged { name }),
                "empty" => Action::Refused(Trouble::NoFiles),
                _ => Action::Refused(Trouble::FileUnreadable { name }),
            });
        })
    };
    let on_files = {
        let on_action = on_action.clone();
        Closure::new(move |name: String, files: String, left: u32| {
            let files = serde_json::from_str::<Vec<ProjectFile>>(&files).unwrap_or_default();
            on_action.emit(match Project::new(&name, files) {
                Some(project) => Action::TookProject { project, left: left as usize },
                None => Action::Refused(Trouble::NoFiles),
            });
        })
    };
    if let Ok(editor) = editor::mount(place, code, &on_change, &on_cursor, &on_explain, &on_file, &on_files) {
        *handle.0.borrow_mut() = Some(editor);
        let on_leave = when_leaving(handle, on_action);
        Some((on_change, on_cursor, on_explain, on_file, on_files, on_leave))
    } else {
        on_action.emit(Action::Refused(Trouble::NoEditor));
        None
    }
}

/// Tells what was typed in the last moment when the page is left or hidden, which may be the last that it does.
fn when_leaving(handle: &EditorHandle, on_action: &Callback<Action>) -> Closure<dyn FnMut()> {
    let (handle, on_action) = (handle.clone(), on_action.clone());
    let on_leave = Closure::<dyn FnMut()>::new(move || {
        if let Some(editor) = handle.get() {
            on_action.emit(Action::Edited(editor.text()));
        }
    });
    let listener = on_leave.as_ref().unchecked_ref();
    if let Some(window) = web_sys::window() {
        let _ = window.add_event_listener_with_callback("pagehide", listener);
        if let Some(document) = window.document() {
            let _ = document.add_event_listener_with_callback("visibilitychange", listener);
        }
    }
    on_leave
}
