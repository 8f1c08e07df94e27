//! Below the history: where it lives, how much it is, whether the browser may throw it away, and the whole of it as a file.

use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Event, HtmlInputElement, StorageManager};
use yew::prelude::*;

use crate::hooks::History;
use crate::{export, history};

/// What the foot needs.
#[derive(Properties, PartialEq)]
pub struct HistoryFootProps {
    /// The history.
    pub history: History,
    /// Grows whenever the panel opens.
    pub opened: u32,
    /// How many entries there are.
    pub n_entries: usize,
    /// What came of what the reader did.
    pub on_said: Callback<String>,
}

/// What the browser says about throwing the history away.
#[derive(Clone, Copy, PartialEq)]
enum Promise {
    /// It has not said anything yet.
    Unknown,
    /// It does not tell.
    Silent,
    /// It keeps the history until the reader throws it away.
    Kept,
    /// It may throw it away when room is scarce.
    Loose,
    /// The same, and it was asked.
    Refused,
}

/// Below the history.
#[component(HistoryFoot)]
pub fn history_foot(props: &HistoryFootProps) -> Html {
    let promise = use_state_eq(|| Promise::Unknown);
    let used = use_state_eq(|| None::<String>);
    {
        let (promise, used) = (promise.setter(), used.setter());
        use_effect_with((props.opened, props.n_entries), move |&(opened, _)| {
            if opened > 0 {
                yew::platform::spawn_local(async move {
                    promise.set(persisted().await);
                    used.set(usage().await);
                });
            }
        });
    }
    let on_ask = {
        let promise = promise.setter();
        Callback::from(move |_: MouseEvent| {
            let promise = promise.clone();
            yew::platform::spawn_local(async move {
                promise.set(if persist().await { Promise::Kept } else { Promise::Refused });
            });
        })
    };
    let on_export = {
        let (history, on_said) = (props.history.clone(), props.on_said.clone());
        Callback::from(move |_: MouseEvent| {
            let (history, on_said) = (history.clone(), on_said.clone());
            yew::platform::spawn_local(async move {
                history.written().await;
                let (entries, _) = history.keeper().all().await;
                let n = entries.len();
                let is_saved = export::download(&history::export(entries), "gloss-history.json", export::JSON).is_ok();
                on_said.emit(if is_saved {
                    format!("Saved all {n} as gloss-history.json.")
                } else {
                    "The browser did not allow the file.".to_owned()
                });
            });
        })
    };
    let on_import = {
        let (history, on_said) = (props.history.clone(), props.on_said.clone());
        Callback::from(move |event: Event| {
            let Some(input) = event.target().and_then(|it| it.dyn_into::<HtmlInputElement>().ok()) else { return };
            let Some(file) = input.files().and_then(|files| files.get(0)) else { return };
            let (history, on_said) = (history.clone(), on_said.clone());
            yew::platform::spawn_local(async move {
                let text = JsFuture::from(file.text()).await.ok().and_then(|it| it.as_string());
                let said = match text {
                    Some(text) => history.keeper().import(&text).await.unwrap_or_else(|trouble| trouble),
                    None => "The file could not be read: check that it still exists. Nothing was changed.".to_owned(),
                };
                on_said.emit(said);
            });
            // So that the same file can be chosen again.
            input.set_value("");
        })
    };
    let answer = match *promise {
        Promise::Unknown => "",
        Promise::Silent => {
            " This browser does not tell whether it may remove it when space runs out: export what matters."
        }
        Promise::Kept => " The browser has promised not to remove it by itself.",
        Promise::Loose => " The browser may remove it when space runs out, unless you ask it not to.",
        Promise::Refused => {
            " The browser was asked and has not promised to keep it: it may remove it when space runs out, so export what matters."
        }
    };
    html! {
        <div class="history-foot">
            <p>
                { "All of this is in this browser, on this device, and nowhere else; clearing the browser's data for this site removes it." }
                if let Some(used) = &*used {
                    { format!(" {used}") }
                }
                <span id="history-promise">{ answer }</span>
            </p>
            <div class="history-files">
                if matches!(*promise, Promise::Loose | Promise::Refused) {
                    <button type="button" class="button" id="history-persist" onclick={on_ask}>{ "Ask the browser to keep it" }</button>
                }
                <button type="button" class="button" id="history-export" disabled={props.n_entries == 0} onclick={on_export}>{ "Export history" }</button>
                <label class="button file">
                    { "Import" }
                    <input type="file" id="history-import" accept=".json,application/json" onchange={on_import} />
                </label>
            </div>
        </div>
    }
}

/// What manages the storage; browsers have none where the page is not served securely.
fn manager() -> Option<StorageManager> {
    let navigator = web_sys::window()?.navigator();
    let manager = js_sys::Reflect::get(&navigator, &JsValue::from_str("storage")).ok()?;
    manager.is_object().then(|| manager.unchecked_into())
}

async fn persisted() -> Promise {
    let Some(answer) = manager().and_then(|it| it.persisted().ok()) else { return Promise::Silent };
    match JsFuture::from(answer).await {
        Ok(answer) if answer.is_truthy() => Promise::Kept,
        Ok(_) => Promise::Loose,
        Err(_) => Promise::Silent,
    }
}

async fn persist() -> bool {
    let Some(answer) = manager().and_then(|it| it.persist().ok()) else { return false };
    JsFuture::from(answer).await.is_ok_and(|answer| answer.is_truthy())
}

/// How much this site has stored in all, in words.
async fn usage() -> Option<String> {
    let answer = JsFuture::from(manager()?.estimate().ok()?).await.ok()?;
    let number = |name: &str| js_sys::Reflect::get(&answer, &JsValue::from_str(name)).ok()?.as_f64();
    let used = number("usage")?;
    let of = number("quota").filter(|it| *it > 0.0).map(|it| format!(" of {} allowed", size(it))).unwrap_or_default();
    Some(format!("Gloss uses {}{of}, with everything that it keeps.", size(used)))
}

fn size(bytes: f64) -> String {
    match bytes {
        it if it < 1e6 => format!("{:.0} KB", (it / 1e3).ceil()),
        it if it < 1e9 => format!("{:.1} MB", it / 1e6),
        it => format!("{:.1} GB", it / 1e9),
    }
}
