//! The worker: the only place in the browser where code is parsed and explained.
//!
//! It starts without any grammar and loads each when a text first needs it. Meanwhile it hears what else is asked, so a request that
//! waits for a grammar never holds up a newer one, and nobody has to end the worker, and with it the download, to be heard.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use engine::{Digest, ExplainError, File, Project, Reading, Request};
use gloo_timers::callback::Timeout;
use gloss_web::protocol::{Answer, Ask, AskedFile, LanguageName, Refusal};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

/// How long an explanation may take before it stops at what it has read. The page gives up on a worker a little later.
const PATIENCE_MS: f64 = 6_000.0;

#[wasm_bindgen]
extern "C" {
    /// Loads a grammar, links it into this module and gives its address and that of its tables, `[address, tables, length]`. In
    /// `js/grammars.js`.
    #[wasm_bindgen(js_namespace = glossGrammars, js_name = load, catch)]
    async fn load_grammar(name: &str, exports: JsValue, memory: JsValue, table: JsValue) -> Result<JsValue, JsValue>;
}

thread_local! {
    static DESK: RefCell<Desk> = RefCell::default();
}

/// What the worker has before it.
#[derive(Default)]
struct Desk {
    /// The newest request, while it waits for a grammar.
    waiting: Option<String>,
    /// The grammars that are on their way.
    loading: BTreeSet<&'static str>,
    /// What is known of the files of the last project, by their paths, each with its text.
    known: BTreeMap<String, (String, Digest)>,
}

fn main() {
    let on_message = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        if let Some(text) = event.data().as_string() {
            attend(&text);
        }
    });
    scope().set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    // It lives as long as the worker does.
    on_message.forget();
    let languages = engine::languages()
        .map(|language| LanguageName {
            name: language.name.to_owned(),
            title: language.title.to_owned(),
            extension: language.extensions.first().copied().unwrap_or("txt").to_owned(),
        })
        .collect();
    say(&Answer::Ready { engine: engine::VERSION.to_owned(), languages });
}

fn scope() -> DedicatedWorkerGlobalScope {
    js_sys::global().unchecked_into()
}

/// Answers a request, or has it wait for the grammar that it needs.
fn attend(text: &str) {
    let Ok(ask) = serde_json::from_str::<Ask<'_>>(text) else { return };
    match answer(&ask) {
        Ok(answer) => {
            DESK.with_borrow_mut(|desk| desk.waiting = None);
            say(&answer);
        }
        Err(grammar) => {
            say(&Answer::Loading { id: ask.id, language: title_of(grammar) });
            let is_new = DESK.with_borrow_mut(|desk| {
                desk.waiting = Some(text.to_owned());
                desk.loading.insert(grammar)
            });
            if is_new {
                spawn_local(async move {
                    let outcome = load(grammar).await;
                    // Explaining traps on what nobody foresaw, and the page hears of that only outside of a promise.
                    Timeout::new(0, move || arrived(grammar, outcome)).forget();
                });
            }
        }
    }
}

/// Loads a grammar and takes it over; an error is for readers to read.
async fn load(grammar: &'static str) -> Result<(), String> {
    let loaded = load_grammar(grammar, wasm_bindgen::exports(), wasm_bindgen::memory(), wasm_bindgen::function_table());
    let places = loaded.await.map_err(|error| {
        let message = js_sys::Reflect::get(&error, &"message".into()).ok().and_then(|message| message.as_string());
        message.unwrap_or_else(|| "it cannot be read".to_owned())
    })?;
    let places = js_sys::Array::from(&places);
    #[expect(clippy::cast_sign_loss, reason = "an address is not negative")]
    let place = |at| places.get(at).as_f64().unwrap_or_default() as usize;
    let tables: *const u8 = std::ptr::with_exposed_provenance(place(1));
    // SAFETY: the script gives what the grammar's own function gave, and where it has put that many bytes; it unloads neither.
    let is_taken = !tables.is_null()
        && unsafe { engine::provide_grammar(grammar, place(0), std::slice::from_raw_parts(tables, place(2))) };
    if is_taken { Ok(()) } else { Err("it is of another version".to_owned()) }
}

/// A grammar is there, or is not to be had: the request that waited for it can be answered.
fn arrived(grammar: &'static str, outcome: Result<(), String>) {
    let waiting = DESK.with_borrow_mut(|desk| {
        desk.loading.remove(grammar);
        desk.waiting.take()
    });
    let Some(text) = waiting else { return };
    let Ok(ask) = serde_json::from_str::<Ask<'_>>(&text) else { return };
    match outcome {
        Ok(()) => {
            say(&Answer::Reading { id: ask.id });
            attend(&text);
        }
        // Another grammar that it waits for may be on its way.
        Err(message) => match answer(&ask) {
            Err(missing) if missing == grammar => {
                let message = format!("{} could not be loaded ({message})", title_of(grammar));
                say(&Answer::Refused { id: ask.id, reason: Refusal::NoGrammar, message });
            }
            _ => attend(&text),
        },
    }
}

/// The reader's name for a grammar's language.
fn title_of(grammar: &str) -> String {
    engine::languages().find(|it| it.name == grammar).map_or(grammar, |it| it.title).to_owned()
}

/// The answer to a request, or the grammar that it needs first.
fn answer(ask: &Ask<'_>) -> Result<Answer, &'static str> {
    let request = Request {
        code: &ask.code,
        language: ask.language.as_deref(),
        file_name: ask.file_name.as_deref(),
        level: ask.level,
    };
    let started = js_sys::Date::now();
    if !ask.files.is_empty() {
        return survey(ask, &mut || js_sys::Date::now() - started < PATIENCE_MS);
    }
    let error = match Reading::of_request(&request, &mut || js_sys::Date::now() - started < PATIENCE_MS) {
        Ok(reading) => {
            let explanation = match ask.part {
                None => reading.explain(ask.level),
                Some((start, end)) => match reading.explain_part(ask.level, start..end) {
                    Some(explanation) => explanation,
                    None => return Ok(Answer::Refused { id: ask.id, reason: Refusal::NoPart, message: String::new() }),
                },
            };
            // What the model says is about whole items.
            let items = (ask.with_items && ask.part.is_none()).then(|| reading.items());
            let chart = reading.chart_beside(ask.level, ask.part.map(|(start, end)| start..end));
            return Ok(Answer::Explained { id: ask.id, explanation, chart, items });
        }
        Err(error) => error,
    };
    refused(ask, &error)
}

/// The answer to a request for an overview, or the grammar that one of its files needs. What a file says is kept until its text is
/// another one, so that waiting for grammars, another level and an edit read nothing twice.
fn survey(ask: &Ask<'_>, keep_going: &mut dyn FnMut() -> bool) -> Result<Answer, &'static str> {
    let mut known = DESK.with_borrow_mut(|desk| std::mem::take(&mut desk.known));
    let outcome = survey_with(ask, &mut known, keep_going);
    DESK.with_borrow_mut(|desk| desk.known = known);
    match outcome {
        Ok(project) => Ok(Answer::Surveyed { id: ask.id, overview: project.explain(ask.level) }),
        Err(error) => refused(ask, &error),
    }
}

fn survey_with(
    ask: &Ask<'_>,
    known: &mut BTreeMap<String, (String, Digest)>,
    keep_going: &mut dyn FnMut() -> bool,
) -> Result<Project, ExplainError> {
    let asked: BTreeMap<&str, &str> = ask.files.iter().map(|it| (&*it.path, &*it.code)).collect();
    known.retain(|path, (code, _)| asked.get(path.as_str()) == Some(&code.as_str()));
    let (mut digests, mut n_unread) = (Vec::new(), 0);
    for AskedFile { path, code } in &ask.files {
        if let Some((_, digest)) = known.get(&**path) {
            digests.push(digest.clone());
            continue;
        }
        if n_unread > 0 || !keep_going() {
            n_unread += 1;
            continue;
        }
        let digest = Digest::read(&File { path, code, language: None }, keep_going)?;
        known.insert(path.to_string(), (code.to_string(), digest.clone()));
        digests.push(digest);
    }
    Project::of(digests, n_unread)
}

/// What is said of an error, or the grammar that is missing.
fn refused(ask: &Ask<'_>, error: &ExplainError) -> Result<Answer, &'static str> {
    let reason = match error {
        ExplainError::Empty => Refusal::Empty,
        ExplainError::Binary(_) => Refusal::Binary,
        ExplainError::UnknownLanguage(..) => Refusal::UnknownLanguage,
        ExplainError::Undetected(_) => Refusal::Undetected,
        ExplainError::NoGrammar(grammar) => return Err(grammar),
    };
    Ok(Answer::Refused { id: ask.id, reason, message: error.to_string() })
}

fn say(answer: &Answer) {
    // Neither can fail: the types have no map with odd keys, and a string can always be cloned.
    if let Ok(text) = serde_json::to_string(answer) {
        let _ = scope().post_message(&JsValue::from_str(&text));
    }
}
