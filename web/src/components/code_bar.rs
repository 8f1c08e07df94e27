//! Above the editor: the language, the samples, a file.

use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use super::{EditorHandle, passing};
use crate::protocol::LanguageName;
use crate::samples::SAMPLES;
use crate::state::Action;

/// What the bar needs.
#[derive(Properties, PartialEq)]
pub struct CodeBarProps {
    /// All languages.
    pub languages: Rc<Vec<LanguageName>>,
    /// The chosen language; `None` is detection.
    pub chosen: Option<AttrValue>,
    /// The title of the language that was detected.
    pub detected: Option<AttrValue>,
    /// The editor, which reads files.
    pub editor: EditorHandle,
    /// Where the reader's doings go.
    pub on_action: Callback<Action>,
}

/// Above the editor: the language, the samples, a file.
#[component(CodeBar)]
pub fn code_bar(props: &CodeBarProps) -> Html {
    let on_language = passing(&props.on_action, |event: Event| {
        let name = event.target()?.dyn_into::<HtmlSelectElement>().ok()?.value();
        Some(Action::ChoseLanguage(if name == "auto" { None } else { Some(name) }))
    });
    let on_sample = passing(&props.on_action, |event: Event| {
        let select = event.target()?.dyn_into::<HtmlSelectElement>().ok()?;
        let sample = select.value().parse().ok();
        // It is a menu, not a choice that lasts.
        select.set_value("");
        sample.map(Action::TookSample)
    });
    let on_file = {
        let editor = props.editor.clone();
        Callback::from(move |event: Event| {
            let Some(input) = event.target().and_then(|it| it.dyn_into::<HtmlInputElement>().ok()) else { return };
            if let (Some(editor), Some(files)) = (editor.get(), input.files().filter(|files| files.length() > 0)) {
                editor.take_files(&js_sys::Array::from(&files));
            }
            // So that the same file can be opened again.
            input.set_value("");
        })
    };
    let auto = match (&props.chosen, &props.detected) {
        (None, Some(title)) => format!("Auto: {title}"),
        _ => "Auto-detect".to_owned(),
    };
    // A kept choice must be in the list before the worker has told what there is.
    let early = props.chosen.clone().filter(|name| !props.languages.iter().any(|it| it.name == **name));
    html! {
        <div class="bar">
            <label class="field">
                <span class="field-name">{ "Language" }</span>
                <select id="language" onchange={on_language}>
                    <option value="auto" selected={props.chosen.is_none()}>{ auto }</option>
                    if let Some(name) = early {
                        <option value={name.clone()} selected=true>{ name }</option>
                    }
                    { for props.languages.iter().map(|it| html! {
                        <option key={it.name.clone()} value={it.name.clone()}
                            selected={props.chosen.as_deref() == Some(&it.name)}>{ &it.title }</option>
                    }) }
                </select>
            </label>
            <label class="field">
                <span class="field-name">{ "Samples" }</span>
                <select id="samples" onchange={on_sample}>
                    <option value="" selected=true>{ "Try one…" }</option>
                    { for SAMPLES.iter().enumerate().map(|(idx, it)| html! {
                        <option value={idx.to_string()}>{ it.title }</option>
                    }) }
                </select>
            </label>
            <label class="button file" title="One or several, or a zip archive: as much as this device's memory holds">
                { "Open files" }
                <input type="file" id="file" multiple=true onchange={on_file.clone()} />
            </label>
            <label class="button file" title="What tools fetch or make is left out: node_modules, target and the like">
                { "Folder" }
                <input type="file" id="folder" webkitdirectory=true onchange={on_file} />
            </label>
        </div>
    }
}
