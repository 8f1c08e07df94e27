//! The model's worker: the only place in the browser where the language model runs.
//!
//! It loads the model's files ([`files`]) from the [`store`] or the page's own origin, reads them, and answers orders item by item
//! ([`voice`]). Between two words it lets its messages in, so that a newer order or a stop is heard at once.

mod files;
mod store;
mod voice;

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;

use gloss_web::model::protocol::{Offer, Order, Report};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{AbortController, DedicatedWorkerGlobalScope, MessageChannel, MessageEvent, MessagePort};

use voice::Voice;

fn main() {
    let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    let Ok(channel) = MessageChannel::new() else { return };
    let breaths = Rc::new(RefCell::new(VecDeque::<js_sys::Function>::new()));
    let drawn = breaths.clone();
    let on_breath = Closure::<dyn FnMut()>::new(move || {
        let resolve = drawn.borrow_mut().pop_front();
        if let Some(resolve) = resolve {
            // A promise's own function does not throw.
            let _ = resolve.call0(&JsValue::NULL);
        }
    });
    channel.port2().set_onmessage(Some(on_breath.as_ref().unchecked_ref()));
    on_breath.forget();
    let worker = Rc::new(Worker {
        scope: scope.clone(),
        turn: Cell::new(0),
        abort: RefCell::default(),
        voice: RefCell::default(),
        port: channel.port1(),
        breaths,
    });
    let me = worker.clone();
    let on_message = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        let Some(text) = event.data().as_string() else { return };
        if let Ok(order) = serde_json::from_str::<Order<'static>>(&text) {
            me.clone().take(order);
        }
    });
    scope.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    // It lives as long as the worker does.
    on_message.forget();
    worker.say(&Report::Alive);
}

/// What the worker has, and what it is at.
pub(crate) struct Worker {
    scope: DedicatedWorkerGlobalScope,
    /// Counts the orders. Whoever works on an older one gives up.
    turn: Cell<u64>,
    /// Breaks off the download.
    abort: RefCell<Option<AbortController>>,
    voice: RefCell<Option<Rc<Voice>>>,
    /// Where a message to oneself goes, which comes back behind those that wait.
    port: MessagePort,
    breaths: Rc<RefCell<VecDeque<js_sys::Function>>>,
}

impl Worker {
    fn take(self: Rc<Self>, order: Order<'static>) {
        let turn = self.turn.get() + 1;
        self.turn.set(turn);
        if let Some(abort) = self.abort.take() {
            abort.abort();
        }
        match order {
            Order::Load { offer } => {
                *self.abort.borrow_mut() = AbortController::new().ok();
                spawn_local(async move { self.load(&offer, turn).await });
            }
            Order::Infer { id, level, items } => {
                let voice = self.voice.borrow().clone();
                spawn_local(async move {
                    for (index, prompt) in items.iter() {
                        let Some(voice) = &voice else { break };
                        match voice.say(prompt, level, &self, turn).await {
                            Ok(Some(verdict)) => self.say(&Report::Said { id, index: *index, verdict }),
                            Ok(None) => break,
                            // One item that cannot be read does not keep the others from it.
                            Err(_) => {}
                        }
                    }
                    self.say(&Report::Done { id });
                });
            }
            Order::Stop => {}
        }
    }

    async fn load(&self, offer: &Offer, turn: u64) {
        let started = js_sys::Date::now();
        let mut loaded = self.fetch_and_open(offer, turn).await;
        if let Err(Trouble::Store(_)) = loaded {
            // What was damaged is gone; the host has it whole.
            loaded = self.fetch_and_open(offer, turn).await;
        }
        // What was stopped is not missed.
        if !self.is_wanted(turn) {
            return;
        }
        self.say(&match loaded {
            Ok((is_kept, is_from_store)) => {
                Report::Loaded { is_kept, is_from_store, milliseconds: elapsed(started), memory: memory() }
            }
            Err(Trouble::Store(message) | Trouble::Host(message)) => Report::Failed { message },
        });
    }

    async fn fetch_and_open(&self, offer: &Offer, turn: u64) -> Result<(bool, bool), Trouble> {
        let files::Found { manifest, files, is_kept, is_from_store, was_stored } =
            files::fetch_all(offer, self, turn).await.map_err(Trouble::Host)?;
        self.say(&Report::Preparing);
        self.breathe().await;
        match Voice::load(&manifest, files) {
            Ok(voice) => {
                *self.voice.borrow_mut() = Some(Rc::new(voice));
                Ok((is_kept, is_from_store))
            }
            Err(message) => {
                store::forget(&offer.base).await;
                Err(if was_stored { Trouble::Store(message) } else { Trouble::Host(message) })
            }
        }
    }

    /// Whether nothing newer was ordered.
    pub(crate) fn is_wanted(&self, turn: u64) -> bool {
        self.turn.get() == turn
    }

    /// Lets messages in: those that wait come first.
    pub(crate) async fn breathe(&self) {
        let pause = js_sys::Promise::new(&mut |resolve, _| {
            self.breaths.borrow_mut().push_back(resolve);
            // A message without content can always be sent.
            let _ = self.port.post_message(&JsValue::NULL);
        });
        // It is never rejected.
        let _ = JsFuture::from(pause).await;
    }

    /// A signal that breaks off the download.
    pub(crate) fn signal(&self) -> Option<web_sys::AbortSignal> {
        self.abort.borrow().as_ref().map(AbortController::signal)
    }

    /// Asks the page's own origin for a file.
    pub(crate) fn fetch(&self, request: &web_sys::Request) -> js_sys::Promise {
        self.scope.fetch_with_request(request)
    }

    /// Waits.
    pub(crate) async fn wait(&self, milliseconds: i32) {
        let scope = &self.scope;
        let wait = js_sys::Promise::new(&mut |resolve, _| {
            let _ = scope.set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, milliseconds);
        });
        let _ = JsFuture::from(wait).await;
    }

    pub(crate) fn say(&self, report: &Report) {
        // Neither can fail: the types have no map with odd keys, and a string can always be cloned.
        if let Ok(text) = serde_json::to_string(report) {
            let _ = self.scope.post_message(&JsValue::from_str(&text));
        }
    }
}

/// Why a model could not be loaded, in words for the reader.
enum Trouble {
    /// What the store had of it was damaged.
    Store(String),
    /// The host or the model is to blame.
    Host(String),
}

/// How large this worker's memory is, in bytes.
fn memory() -> u64 {
    let memory: js_sys::WebAssembly::Memory = wasm_bindgen::memory().unchecked_into();
    let buffer: js_sys::ArrayBuffer = memory.buffer().unchecked_into();
    u64::from(buffer.byte_length())
}

/// Whole milliseconds since a time of `Date.now`; none where the clock was set back.
fn elapsed(started: f64) -> u32 {
    #[expect(clippy::cast_sign_loss, reason = "a negative difference becomes 0")]
    let milliseconds = (js_sys::Date::now() - started) as u32;
    milliseconds
}
