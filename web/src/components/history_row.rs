//! An entry of the history, and what can be done with it.

use web_sys::{HtmlInputElement, MouseEvent};
use yew::prelude::*;

use super::history::is_key;
use crate::history::Entry;

/// What the reader does with an entry.
#[derive(Clone, Debug, PartialEq)]
pub enum Deed {
    /// Puts it into the editor.
    Open,
    /// Has it stay on top, or no longer.
    Pin,
    /// Gives it a name; an empty one takes the name away.
    Rename(String),
    /// Throws it away.
    Delete,
}

/// What a row needs.
#[derive(Properties, PartialEq)]
pub struct HistoryRowProps {
    /// The entry.
    pub entry: Entry,
    /// Whether it is in the editor.
    pub is_open: bool,
    /// The title of its language.
    pub language: AttrValue,
    /// When it was written last.
    pub when: AttrValue,
    /// Where the reader's doings go.
    pub on_deed: Callback<(Entry, Deed)>,
}

/// An entry of the history.
#[component(HistoryRow)]
pub fn history_row(props: &HistoryRowProps) -> Html {
    let is_named = use_state_eq(|| false);
    let field = use_node_ref();
    {
        let field = field.clone();
        use_effect_with(*is_named, move |_| {
            if let Some(field) = field.cast::<HtmlInputElement>() {
                let _ = field.focus();
                field.select();
            }
        });
    }
    let deed = |deed: Deed| {
        let entry = props.entry.clone();
        props.on_deed.reform(move |_: MouseEvent| (entry.clone(), deed.clone()))
    };
    let save = {
        let (field, is_named, on_deed, entry) =
            (field.clone(), is_named.setter(), props.on_deed.clone(), props.entry.clone());
        Callback::from(move |()| {
            if let Some(field) = field.cast::<HtmlInputElement>() {
                on_deed.emit((entry.clone(), Deed::Rename(field.value())));
            }
            is_named.set(false);
        })
    };
    let on_key = {
        let (is_named, save) = (is_named.setter(), save.clone());
        Callback::from(move |event: KeyboardEvent| {
            if is_key(&event, "Enter") {
                event.prevent_default();
                save.emit(());
            } else if is_key(&event, "Escape") {
                // The panel stays open.
                event.prevent_default();
                event.stop_propagation();
                is_named.set(false);
            }
        })
    };
    let entry = &props.entry;
    let title = entry.title();
    let about = |what: &str| format!("{what} “{title}”");
    let facts: Vec<AttrValue> = [
        AttrValue::from(if props.is_open { "in the editor" } else { "" }),
        props.language.clone(),
        entry.file_name.clone().unwrap_or_default().into(),
        level(entry).into(),
        props.when.clone(),
    ]
    .into_iter()
    .filter(|it| !it.is_empty())
    .collect();
    html! {
        <li class={classes!("history-row", props.is_open.then_some("is-open"))} data-id={entry.id.clone()}>
            if *is_named {
                <div class="history-name">
                    <input ref={field} type="text" aria-label={about("New name for")} value={title.clone()} maxlength="90" onkeydown={on_key} />
                    <button type="button" class="button" onclick={save.reform(|_: MouseEvent| ())}>{ "Save" }</button>
                </div>
            } else {
                <button type="button" class="history-take" onclick={deed(Deed::Open)}>
                    <span class={classes!("history-title", entry.name.is_none().then_some("is-code"))}>{ &title }</span>
                    <span class="history-facts">{ facts.join(" · ") }</span>
                </button>
            }
            <div class="history-deeds">
                <button type="button" class="button" aria-label={about("Pin")} aria-pressed={entry.pinned.to_string()} onclick={deed(Deed::Pin)}>{ "Pin" }</button>
                <button type="button" class="button" aria-label={about("Rename")} onclick={
                    let is_named = is_named.setter();
                    Callback::from(move |_: MouseEvent| is_named.set(true))
                }>{ "Rename" }</button>
                <button type="button" class="button" aria-label={about("Delete")} onclick={deed(Deed::Delete)}>{ "Delete" }</button>
            </div>
        </li>
    }
}

fn level(entry: &Entry) -> &'static str {
    match entry.level {
        engine::Level::Beginner => "beginner",
        engine::Level::Intermediate => "intermediate",
        engine::Level::Expert => "expert",
    }
}
