//! Above the explanation: the level, and ways to take the text along.

use std::rc::Rc;

use engine::{Explanation, Level, Sentence};
use gloo_timers::callback::Timeout;
use yew::prelude::*;

use super::EditorHandle;
use super::export_menu::ExportMenu;
use crate::export;
use crate::hooks::page_address;
use crate::link::Shared;
use crate::note::Note;
use crate::state::Action;

/// What the bar needs.
#[derive(Properties, PartialEq)]
pub struct GlossBarProps {
    /// The chosen level.
    pub level: Level,
    /// The explanation to take along.
    pub explanation: Option<Rc<Explanation>>,
    /// What the language model adds to it.
    pub inferred: Rc<Vec<Sentence>>,
    /// The code that it explains.
    pub code: Rc<str>,
    /// The file that the code came from.
    pub file_name: Option<AttrValue>,
    /// The language's title.
    pub language: AttrValue,
    /// The usual ending of the language's files.
    pub extension: AttrValue,
    /// The editor, which knows how comments are written.
    pub editor: EditorHandle,
    /// Gives what a link holds.
    pub shared: Callback<(), Shared>,
    /// Where the reader's doings go.
    pub on_action: Callback<Action>,
}

/// What a button has just done.
#[derive(Clone, Copy, PartialEq)]
enum Done {
    Copied,
    CopiedLink,
    NotCopied,
}

/// How long a button says what it has done.
const FEEDBACK_MS: u32 = 2_500;

/// Above the explanation: the level, and ways to take the text along.
#[component(GlossBar)]
pub fn gloss_bar(props: &GlossBarProps) -> Html {
    let done = use_state_eq(|| None::<Done>);
    let saved = use_state_eq(|| None::<AttrValue>);
    let saving = use_mut_ref(|| None::<Timeout>);
    let fading = use_mut_ref(|| None::<Timeout>);
    let say = {
        let done = done.clone();
        Callback::from(move |what: Done| {
            done.set(Some(what));
            let done = done.clone();
            *fading.borrow_mut() = Some(Timeout::new(FEEDBACK_MS, move || done.set(None)));
        })
    };
    let woven = {
        let (explanation, inferred) = (props.explanation.clone(), props.inferred.clone());
        Callback::from(move |()| explanation.as_ref().map(|it| engine::inferred::weave(it, &inferred)))
    };
    let text = {
        let (woven, code) = (woven.clone(), props.code.clone());
        let (file_name, language) = (props.file_name.clone(), props.language.clone());
        move || Some(export::markdown(&woven.emit(())?, &code, file_name.as_deref(), &language))
    };
    let on_copy = {
        let say = say.clone();
        Callback::from(move |_| {
            let (Some(text), say) = (text(), say.clone()) else { return };
            yew::platform::spawn_local(async move {
                say.emit(if export::copy(&text).await.is_ok() { Done::Copied } else { Done::NotCopied });
            });
        })
    };
    let on_link = {
        let (shared, say, on_action) = (props.shared.clone(), say, props.on_action.clone());
        Callback::from(move |_: MouseEvent| {
            let Some(address) = web_sys::window().and_then(|window| page_address(&window.location()).ok()) else {
                return;
            };
            let Some(fragment) = shared.emit(()).fragment(&address) else {
                on_action.emit(Action::Noted(Some(Note::TooLong)));
                return;
            };
            let say = say.clone();
            yew::platform::spawn_local(async move {
                let is_copied = export::copy(&format!("{address}{fragment}")).await.is_ok();
                say.emit(if is_copied { Done::CopiedLink } else { Done::NotCopied });
            });
        })
    };
    let on_said = {
        let (saved, fading) = (saved.setter(), saving.clone());
        Callback::from(move |text: AttrValue| {
            saved.set(Some(text));
            let saved = saved.clone();
            *fading.borrow_mut() = Some(Timeout::new(2 * FEEDBACK_MS, move || saved.set(None)));
        })
    };
    let said: AttrValue = match *done {
        None => (*saved).clone().unwrap_or_default(),
        Some(Done::Copied) => "Copied as Markdown".into(),
        Some(Done::CopiedLink) => "The link holds code and level".into(),
        Some(Done::NotCopied) => "The browser did not allow it".into(),
    };
    let is_off = props.explanation.is_none();
    html! {
        <div class="bar">
            <fieldset class="levels">
                <legend class="hidden">{ "Explain for" }</legend>
                { for Level::ALL.into_iter().map(|level| html! {
                    <label key={level.name()}>
                        <input type="radio" name="level" value={level.name()} checked={level == props.level}
                            onchange={props.on_action.reform(move |_| Action::ChoseLevel(level))} />
                        <span>{ title(level) }</span>
                    </label>
                }) }
            </fieldset>
            <div class="take">
                <span class="said" role="status">{ said }</span>
                <button type="button" class="button" id="copy" disabled={is_off} onclick={on_copy}>
                    { if *done == Some(Done::Copied) { "Copied" } else { "Copy" } }
                </button>
                <button type="button" class="button" id="copy-link" disabled={is_off} onclick={on_link}>
                    { if *done == Some(Done::CopiedLink) { "Copied" } else { "Copy link" } }
                </button>
                <ExportMenu {woven} {is_off} code={props.code.clone()} file_name={props.file_name.clone()}
                    language={props.language.clone()} extension={props.extension.clone()} shared={props.shared.clone()}
                    editor={props.editor.clone()} {on_said} />
            </div>
        </div>
    }
}

fn title(level: Level) -> &'static str {
    match level {
        Level::Beginner => "Beginner",
        Level::Intermediate => "Intermediate",
        Level::Expert => "Expert",
    }
}
