//! What can be taken along as a file, behind one button.

use std::collections::BTreeMap;
use std::rc::Rc;

use engine::Explanation;
use wasm_bindgen::JsCast;
use web_sys::{Element, FocusEvent, HtmlDetailsElement, HtmlElement, Node};
use yew::prelude::*;

use super::EditorHandle;
use super::history::is_key;
use crate::comments::{self, Marks};
use crate::export;
use crate::hooks::page_address;
use crate::link::Shared;

/// What the menu needs.
#[derive(Properties, PartialEq)]
pub struct ExportMenuProps {
    /// Gives the explanation with what the language model adds to it.
    pub woven: Callback<(), Option<Explanation>>,
    /// Whether there is one.
    pub is_off: bool,
    /// The code that it explains.
    pub code: Rc<str>,
    /// The file that the code came from.
    pub file_name: Option<AttrValue>,
    /// The language's title.
    pub language: AttrValue,
    /// The usual ending of the language's files.
    pub extension: AttrValue,
    /// Gives what a link holds.
    pub shared: Callback<(), Shared>,
    /// The editor, which knows how comments are written.
    pub editor: EditorHandle,
    /// What came of it.
    pub on_said: Callback<AttrValue>,
}

/// What a file may hold.
#[derive(Clone, Copy, PartialEq)]
enum Form {
    Note,
    Markdown,
    Html,
    Json,
    Comments,
    Print,
}

/// Every form: its element, what stands on it, and what it is for.
const FORMS: &[(Form, &str, &str, &str)] = &[
    (Form::Note, "save-note", "Restart note", "all that rebuilds this text years later"),
    (Form::Markdown, "save", "Markdown", "for notes, issues and reviews"),
    (Form::Html, "save-html", "Web page", "one file, without scripts"),
    (Form::Json, "save-json", "JSON", "for programs"),
    (Form::Comments, "save-comments", "Commented code", "the code with the text in comments"),
    (Form::Print, "print", "Print", "code and explanation"),
];

/// What can be taken along as a file, behind one button.
#[component(ExportMenu)]
pub fn export_menu(props: &ExportMenuProps) -> Html {
    let place = use_node_ref();
    let close = {
        let place = place.clone();
        Callback::from(move |is_back: bool| {
            let Some(menu) = place.cast::<HtmlDetailsElement>().filter(HtmlDetailsElement::open) else { return };
            menu.set_open(false);
            let summary =
                menu.query_selector("summary").ok().flatten().and_then(|it| it.dyn_into::<HtmlElement>().ok());
            if let Some(summary) = summary.filter(|_| is_back) {
                let _ = summary.focus();
            }
        })
    };
    let onkeydown = {
        let close = close.clone();
        Callback::from(move |event: KeyboardEvent| {
            if is_key(&event, "Escape") {
                close.emit(true);
            }
        })
    };
    let onfocusout = {
        let (close, place) = (close.clone(), place.clone());
        Callback::from(move |event: FocusEvent| {
            let to = event.related_target().and_then(|it| it.dyn_into::<Node>().ok());
            let Some(menu) = place.cast::<Element>() else { return };
            // Safari tells of no other element where a button is clicked.
            if to.is_some() && !menu.contains(to.as_ref()) {
                close.emit(false);
            }
        })
    };
    let save = {
        let (woven, code, file_name) = (props.woven.clone(), props.code.clone(), props.file_name.clone());
        let (language, extension, shared) = (props.language.clone(), props.extension.clone(), props.shared.clone());
        let (editor, on_said) = (props.editor.clone(), props.on_said.clone());
        Callback::from(move |form: Form| {
            close.emit(true);
            let Some(explanation) = woven.emit(()) else { return };
            let own = file_name.as_deref();
            let named = |ending: &str| export::file_name(own, explanation.level, ending);
            let (text, name, kind) = match form {
                Form::Print => {
                    if let Some(window) = web_sys::window() {
                        let _ = window.print();
                    }
                    return;
                }
                Form::Note => {
                    let address =
                        web_sys::window().and_then(|window| page_address(&window.location()).ok()).unwrap_or_default();
                    let link = shared.emit(()).fragment(&address).map(|fragment| format!("{address}{fragment}"));
                    let text = export::restart_note(&explanation, &code, own, &language, link.as_deref());
                    (text, named(".note.md"), export::MARKDOWN)
                }
                Form::Markdown => {
                    (export::markdown(&explanation, &code, own, &language), named(".md"), export::MARKDOWN)
                }
                Form::Html => (engine::render::html(&explanation, &code), named(".html"), export::HTML),
                Form::Json => (export::json(&explanation), named(".json"), export::JSON),
                Form::Comments => {
                    let Some(text) = with_comments(&editor, &explanation, &code) else {
                        on_said.emit("There is no place for comments in this code: take Markdown instead".into());
                        return;
                    };
                    let name = own.map_or_else(|| format!("code.{extension}"), export::plain_name);
                    (text, format!("commented-{name}"), export::PLAIN)
                }
            };
            let said = match export::download(&text, &name, kind) {
                Ok(()) => format!("Saved as {name}"),
                Err(_) => "The browser did not allow it".to_owned(),
            };
            on_said.emit(said.into());
        })
    };
    html! {
        <details ref={place} class={classes!("menu", props.is_off.then_some("is-off"))} id="export" {onkeydown} {onfocusout}>
            <summary class="button" aria-disabled={props.is_off.to_string()}>{ "Export" }</summary>
            <div class="menu-items">
                { for FORMS.iter().map(|&(form, id, title, about)| html! {
                    <button type="button" {id} disabled={props.is_off} onclick={save.reform(move |_: MouseEvent| form)}>
                        <span>{ title }</span>
                        <small>{ about }</small>
                    </button>
                }) }
            </div>
        </details>
    }
}

/// The code with comments, where the language has them and a step begins a line.
fn with_comments(editor: &EditorHandle, explanation: &Explanation, code: &str) -> Option<String> {
    let lines = comments::lines(explanation, code);
    let found = editor.get()?.comment_marks(&lines);
    let marks = lines.into_iter().zip(found.chunks(2)).filter_map(|(line, pair)| match pair {
        [open, close] if !open.is_empty() => Some((line, Marks { open: open.clone(), close: close.clone() })),
        _ => None,
    });
    let marks: BTreeMap<u32, Marks> = marks.collect();
    (!marks.is_empty()).then(|| comments::commented(explanation, code, &marks))
}
