//! The worker: the only place in the browser where code is parsed and explained.

use engine::{ExplainError, Reading, Request};
use gloss_web::protocol::{Answer, Ask, LanguageName, Refusal};
use wasm_bindgen::prelude::*;
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

/// How long an explanation may take before it stops at what it has read. The page gives up on a worker a little later.
const PATIENCE_MS: f64 = 6_000.0;

fn main() {
    let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    let port = scope.clone();
    let on_message = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        let Some(text) = event.data().as_string() else { return };
        let Ok(ask) = serde_json::from_str::<Ask<'_>>(&text) else { return };
        say(&port, &answer(&ask));
    });
    scope.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    // It lives as long as the worker does.
    on_message.forget();
    let languages = engine::languages()
        .map(|language| LanguageName {
            name: language.name.to_owned(),
            title: language.title.to_owned(),
            extension: language.extensions.first().copied().unwrap_or("txt").to_owned(),
        })
        .collect();
    say(&scope, &Answer::Ready { engine: engine::VERSION.to_owned(), languages });
}

fn answer(ask: &Ask<'_>) -> Answer {
    let request = Request {
        code: &ask.code,
        language: ask.language.as_deref(),
        file_name: ask.file_name.as_deref(),
        level: ask.level,
    };
    let started = js_sys::Date::now();
    match Reading::of_request(&request, &mut || js_sys::Date::now() - started < PATIENCE_MS) {
        Ok(reading) => Answer::Explained {
            id: ask.id,
            explanation: reading.explain(ask.level),
            items: ask.with_items.then(|| reading.items()),
        },
        Err(error) => {
            let reason = match error {
                ExplainError::Empty => Refusal::Empty,
                ExplainError::Binary(_) => Refusal::Binary,
                ExplainError::UnknownLanguage(..) => Refusal::UnknownLanguage,
                ExplainError::Undetected(_) => Refusal::Undetected,
            };
            Answer::Refused { id: ask.id, reason, message: error.to_string() }
        }
    }
}

fn say(scope: &DedicatedWorkerGlobalScope, answer: &Answer) {
    // Neither can fail: the types have no map with odd keys, and a string can always be cloned.
    if let Ok(text) = serde_json::to_string(answer) {
        let _ = scope.post_message(&JsValue::from_str(&text));
    }
}
