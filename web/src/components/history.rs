//! The history: everything that was explained, to search, open, name, pin, throw away and take along.

use std::rc::Rc;

use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Event, HtmlDialogElement, HtmlInputElement};
use yew::prelude::*;

use super::history_foot::HistoryFoot;
use super::history_row::{Deed, HistoryRow};
use crate::history::{Entry, cut, words};
use crate::hooks::History;
use crate::protocol::LanguageName;
use crate::state::Action;

/// How many entries are listed at once.
const LISTED: usize = 200;

/// What the panel needs.
#[derive(Properties, PartialEq)]
pub struct HistoryPanelProps {
    /// The history.
    pub history: History,
    /// The entry that is in the editor.
    pub open: Option<AttrValue>,
    /// All languages.
    pub languages: Rc<Vec<LanguageName>>,
    /// Where the reader's doings go.
    pub on_action: Callback<Action>,
}

/// The button that opens the history, and the history.
#[component(HistoryPanel)]
pub fn history_panel(props: &HistoryPanelProps) -> Html {
    let dialog = use_node_ref();
    let entries = use_state_eq(|| Rc::new(Vec::<Entry>::new()));
    let trouble = use_state_eq(|| None::<String>);
    let said = use_state_eq(String::new);
    let query = use_state_eq(String::new);
    // What was thrown away last, until something else is.
    let deleted = use_state_eq(|| None::<Entry>);
    // Grows whenever the panel opens, so that it looks at the store's numbers again.
    let opened = use_state_eq(|| 0_u32);

    let refresh = {
        let (history, entries, trouble) = (props.history.clone(), entries.setter(), trouble.setter());
        Callback::from(move |()| {
            let (history, entries, trouble) = (history.clone(), entries.clone(), trouble.clone());
            yew::platform::spawn_local(async move {
                history.written().await;
                let (found, reason) = history.keeper().all().await;
                entries.set(Rc::new(found));
                trouble.set(reason);
            });
        })
    };
    {
        // What is being written while the panel opens is listed once it is there.
        let (dialog, refresh) = (dialog.clone(), refresh.clone());
        use_effect_with(props.open.clone(), move |_| {
            if dialog.cast::<HtmlDialogElement>().is_some_and(|it| it.open()) {
                refresh.emit(());
            }
        });
    }
    let on_open = {
        let (dialog, refresh, opened, said) = (dialog.clone(), refresh.clone(), opened.clone(), said.setter());
        Callback::from(move |_: MouseEvent| {
            said.set(String::new());
            opened.set(*opened + 1);
            refresh.emit(());
            if let Some(dialog) = dialog.cast::<HtmlDialogElement>().filter(|it| !it.open()) {
                let _ = dialog.show_modal();
            }
        })
    };
    let close = {
        let dialog = dialog.clone();
        Callback::from(move |()| {
            if let Some(dialog) = dialog.cast::<HtmlDialogElement>() {
                dialog.close();
            }
        })
    };
    let on_search = {
        let query = query.setter();
        Callback::from(move |event: InputEvent| {
            if let Some(input) = event.target().and_then(|it| it.dyn_into::<HtmlInputElement>().ok()) {
                query.set(input.value());
            }
        })
    };
    let on_deed = {
        let (history, refresh, said) = (props.history.clone(), refresh.clone(), said.setter());
        let (deleted, close, on_action) = (deleted.setter(), close.clone(), props.on_action.clone());
        let focus = dialog.clone();
        Callback::from(move |(entry, deed): (Entry, Deed)| {
            let (history, refresh, said) = (history.clone(), refresh.clone(), said.clone());
            let id = entry.id.clone();
            match deed {
                Deed::Open => {
                    close.emit(());
                    on_action.emit(Action::TookWork(entry.as_work()));
                }
                Deed::Delete => {
                    let deleted = deleted.clone();
                    // The button that was pressed goes away, and the keyboard's focus would with it.
                    let search =
                        focus.cast::<web_sys::Element>().and_then(|it| it.query_selector("#history-search").ok()?);
                    if let Some(search) = search.and_then(|it| it.dyn_into::<HtmlInputElement>().ok()) {
                        let _ = search.focus();
                    }
                    yew::platform::spawn_local(async move {
                        match history.keeper().remove(&id).await {
                            Ok(()) => {
                                said.set(format!("Deleted “{}”.", entry.title()));
                                deleted.set(Some(entry));
                            }
                            Err(reason) => said.set(format!("Could not delete it: {reason}.")),
                        }
                        refresh.emit(());
                    });
                }
                Deed::Pin | Deed::Rename(_) => yew::platform::spawn_local(async move {
                    let change = |entry: &mut Entry| match &deed {
                        Deed::Rename(name) => entry.name = Some(cut(name)).filter(|it| !it.is_empty()),
                        _ => entry.pinned = !entry.pinned,
                    };
                    if let Err(reason) = history.keeper().change(&id, change).await {
                        said.set(format!("Could not keep that: {reason}."));
                    }
                    refresh.emit(());
                }),
            }
        })
    };
    let on_undo = {
        let (history, refresh, said) = (props.history.clone(), refresh.clone(), said.setter());
        let deleted = deleted.clone();
        Callback::from(move |_: MouseEvent| {
            let Some(entry) = (*deleted).clone() else { return };
            let (history, refresh, said, deleted) = (history.clone(), refresh.clone(), said.clone(), deleted.setter());
            yew::platform::spawn_local(async move {
                match history.keeper().put(std::slice::from_ref(&entry)).await {
                    Ok(()) => said.set(format!("“{}” is back.", entry.title())),
                    Err(reason) => said.set(format!("It is back for now, but could not be kept: {reason}.")),
                }
                deleted.set(None);
                refresh.emit(());
            });
        })
    };
    let on_said = {
        let (said, refresh) = (said.setter(), refresh.clone());
        Callback::from(move |text: String| {
            said.set(text);
            refresh.emit(());
        })
    };

    let wanted = words(&query);
    let found: Vec<&Entry> = entries.iter().filter(|it| it.matches(&wanted)).collect();
    let count = match (entries.len(), found.len()) {
        (0, _) => "Nothing is kept yet: what you explain is listed here.".to_owned(),
        (all, here) if all == here => plural(all),
        (all, here) => format!("{here} of {}", plural(all)),
    };
    let now = JsValue::from(js_sys::Date::new_0());
    let today = js_sys::Date::new(&now).to_date_string().as_string().unwrap_or_default();
    html! {
        <>
            <button type="button" class="button" id="history-open" aria-haspopup="dialog" onclick={on_open}>{ "History" }</button>
            <dialog ref={dialog} class="history" id="history" aria-labelledby="history-title">
                <div class="history-head">
                    <h2 id="history-title">{ "History" }</h2>
                    <button type="button" class="button" id="history-close" onclick={close.reform(|_: MouseEvent| ())}>{ "Close" }</button>
                </div>
                <label class="history-find">
                    <span class="field-name">{ "Search titles and code" }</span>
                    <input type="search" id="history-search" autocomplete="off" spellcheck="false" oninput={on_search} />
                </label>
                <div class="history-said" role="status">
                    <span>{ if said.is_empty() { count.clone() } else { (*said).clone() } }</span>
                    if deleted.is_some() {
                        <button type="button" class="button" id="history-undo" onclick={on_undo}>{ "Undo" }</button>
                    }
                </div>
                if let Some(reason) = &*trouble {
                    <p class="history-trouble">{ format!("Not everything can be kept: {reason}. What was written since is in memory, and gone when you \
                        close the page; export it to have it later.") }</p>
                }
                <ul class="history-list" role="list">
                    { for found.iter().take(LISTED).map(|entry| html! {
                        <HistoryRow key={entry.id.clone()} entry={(*entry).clone()} is_open={props.open.as_deref() == Some(&entry.id)}
                            language={language_of(entry, &props.languages)} when={when(entry.changed, &today)} on_deed={on_deed.clone()} />
                    }) }
                </ul>
                if found.len() > LISTED {
                    <p class="history-more">{ format!("{} more: search for them.", found.len() - LISTED) }</p>
                }
                <HistoryFoot history={props.history.clone()} opened={*opened} n_entries={entries.len()} on_said={on_said} />
            </dialog>
        </>
    }
}

fn plural(n: usize) -> String {
    if n == 1 { "1 text".to_owned() } else { format!("{n} texts") }
}

fn language_of(entry: &Entry, languages: &[LanguageName]) -> AttrValue {
    let name = entry.language.as_ref().or(entry.read_as.as_ref());
    let title = name.map(|name| languages.iter().find(|it| it.name == *name).map_or(name, |it| &it.title).clone());
    title.unwrap_or_default().into()
}

/// The time of today, or the day before.
fn when(milliseconds: u64, today: &str) -> AttrValue {
    let date = js_sys::Date::new(&JsValue::from_f64(milliseconds as f64));
    let is_today = date.to_date_string().as_string().is_some_and(|it| it == today);
    let text = if is_today {
        format!("today {:02}:{:02}", date.get_hours(), date.get_minutes())
    } else {
        format!("{}-{:02}-{:02}", date.get_full_year(), date.get_month() + 1, date.get_date())
    };
    text.into()
}

/// Whether an event came from a key of this name.
pub(super) fn is_key(event: &Event, key: &str) -> bool {
    event.dyn_ref::<web_sys::KeyboardEvent>().is_some_and(|it| it.key() == key)
}
