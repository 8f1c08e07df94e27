//! The bridge to the model's worker: started when the reader switches the model on, thrown away when it is switched off.
//!
//! The worker looks at its messages between two words, so that a cancel takes effect at once without loading the model again. One
//! that does not give up within [`GRACE_MS`], traps or falls silent is terminated, and a fresh one reads the model from the store.

use std::borrow::Cow;
use std::cell::RefCell;
use std::rc::{Rc, Weak};

use engine::ground::Verdict;
use gloo_timers::callback::Timeout;
use wasm_bindgen::prelude::*;
use web_sys::{MessageEvent, Worker};
use yew::Callback;

use super::protocol::{Offer, Order, Report};
use super::state::Asked;
use crate::queue::{Next, Queue};

/// How long the worker may go on with what nobody wants any more. It gives up within 10 ms of hearing so (seen in the three engines),
/// but messages to and from a busy page may take longer than that, and a worker that is replaced must read the model again.
const GRACE_MS: u32 = 1_500;

/// How long the worker may be silent over one item.
const LIMIT_MS: u32 = 60_000;

/// How often a worker may be lost before the model has said anything.
const MOST_LOST: u32 = 2;

/// What the page hears.
#[derive(Debug)]
pub enum ModelNews {
    /// So much of the model has arrived.
    Progress {
        /// Bytes.
        done: u64,
        /// Bytes of the whole.
        total: u64,
    },
    /// All of it is there and is being read.
    Preparing,
    /// It can be asked.
    Loaded {
        /// Whether the next visit finds it in the store.
        is_kept: bool,
    },
    /// It cannot be used.
    Failed {
        /// What happened, and how to mend it.
        message: String,
    },
    /// What it said about an item.
    Said {
        /// The request.
        id: u64,
        /// The item's place.
        index: usize,
        /// The sentence, held against the code.
        verdict: Verdict,
    },
    /// All items of a request are answered.
    Done {
        /// The request.
        id: u64,
    },
    /// The worker broke off and is started afresh.
    Lost {
        /// The request that it was at.
        id: Option<u64>,
    },
}

/// The bridge to the model's worker.
pub struct ModelAgent {
    inner: Rc<RefCell<Inner>>,
}

struct Inner {
    me: Weak<RefCell<Inner>>,
    tell: Callback<ModelNews>,
    offer: Rc<Offer>,
    worker: Option<Running>,
    /// Is ready once the model is loaded.
    queue: Queue<Rc<Asked>>,
    n_lost: u32,
    limit: Option<Timeout>,
    grace: Option<Timeout>,
}

/// A worker and what listens to it.
struct Running {
    worker: Worker,
    _on_message: Closure<dyn FnMut(MessageEvent)>,
    _on_error: Closure<dyn FnMut(web_sys::Event)>,
}

impl Drop for Running {
    fn drop(&mut self) {
        self.worker.set_onmessage(None);
        self.worker.set_onerror(None);
        self.worker.terminate();
    }
}

impl ModelAgent {
    /// Starts a worker that loads the model.
    pub fn new(offer: Rc<Offer>, tell: Callback<ModelNews>) -> Self {
        let inner = Rc::new_cyclic(|me| {
            RefCell::new(Inner {
                me: me.clone(),
                tell,
                offer,
                worker: None,
                queue: Queue::default(),
                n_lost: 0,
                limit: None,
                grace: None,
            })
        });
        let news = inner.borrow_mut().start();
        tell_all(&inner, news);
        Self { inner }
    }

    /// Asks about items; whatever was asked before is no longer wanted.
    pub fn ask(&self, asked: &Rc<Asked>) {
        self.inner.borrow_mut().ask(asked);
    }

    /// Nothing is wanted any more; the model stays loaded.
    pub fn cancel(&self) {
        self.inner.borrow_mut().cancel();
    }

    /// Gives up loading, so that what has arrived is put away, and ends the worker a little later.
    pub fn leave(self) {
        let inner = self.inner;
        let is_loading = {
            let mut inner = inner.borrow_mut();
            inner.tell = Callback::noop();
            if let Some(running) = &inner.worker {
                running.worker.set_onmessage(None);
            }
            inner.grace = None;
            inner.limit = None;
            let is_loading = !inner.queue.is_ready();
            if is_loading {
                inner.post(&Order::Stop);
            }
            is_loading
        };
        if is_loading {
            Timeout::new(LEAVE_MS, move || drop(inner)).forget();
        }
    }
}

/// How long the worker may take to put away what has arrived of the model.
const LEAVE_MS: u32 = 2_000;

/// Tells after the borrow has ended, since the listener may ask again at once.
fn tell_all(inner: &RefCell<Inner>, news: Vec<ModelNews>) {
    let tell = inner.borrow().tell.clone();
    for news in news {
        tell.emit(news);
    }
}

/// The model that the build put beside the page.
pub fn offer() -> Option<Offer> {
    let document = web_sys::window()?.document()?;
    let meta = document.query_selector("meta[name=gloss-model]").ok()??;
    // The worker's own address is no help: it may be served from elsewhere in the folder.
    let base = web_sys::Url::new_with_base(&meta.get_attribute("content")?, &document.base_uri().ok()??).ok()?.href();
    Some(Offer {
        base,
        manifest: meta.get_attribute("data-manifest")?,
        manifest_bytes: meta.get_attribute("data-manifest-bytes")?.parse().ok()?,
        bytes: meta.get_attribute("data-bytes")?.parse().ok()?,
    })
}

/// Where the build put the model's worker.
fn worker_url() -> Option<String> {
    let document = web_sys::window()?.document()?;
    document.query_selector("meta[name=gloss-model-worker]").ok()??.get_attribute("content")
}

impl Inner {
    fn start(&mut self) -> Vec<ModelNews> {
        self.limit = None;
        self.grace = None;
        self.worker = None;
        let started = worker_url().ok_or(JsValue::NULL).and_then(|url| Worker::new(&url));
        let Ok(worker) = started else { return vec![no_worker("the browser did not allow its worker")] };
        let me = self.me.clone();
        let on_message = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            let (Some(inner), Some(text)) = (me.upgrade(), event.data().as_string()) else { return };
            let Ok(report) = serde_json::from_str::<Report>(&text) else { return };
            let news = inner.borrow_mut().hear(report);
            tell_all(&inner, news);
        });
        let me = self.me.clone();
        let on_error = Closure::<dyn FnMut(web_sys::Event)>::new(move |event: web_sys::Event| {
            let Some(inner) = me.upgrade() else { return };
            // It is reported on the page.
            event.prevent_default();
            let news = inner.borrow_mut().fail("its files could not be loaded");
            tell_all(&inner, news);
        });
        worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        self.worker = Some(Running { worker, _on_message: on_message, _on_error: on_error });
        Vec::new()
    }

    fn ask(&mut self, asked: &Rc<Asked>) {
        match self.queue.push(asked.id, asked.clone()) {
            Next::Send(asked) => self.send(&asked),
            Next::Wait => {}
            Next::Supersede => self.stop(),
        }
    }

    fn cancel(&mut self) {
        self.queue.forget();
        if self.queue.running().is_some() {
            self.stop();
        }
    }

    fn send(&mut self, asked: &Asked) {
        self.post(&Order::Infer { id: asked.id, level: asked.level, items: Cow::Borrowed(&asked.todo) });
        self.expect_word();
    }

    fn post(&self, order: &Order<'_>) {
        let (Some(running), Ok(text)) = (&self.worker, serde_json::to_string(order)) else { return };
        // A string can always be cloned.
        let _ = running.worker.post_message(&JsValue::from_str(&text));
    }

    /// Tells the worker to give up what it is at, and replaces it unless it does.
    fn stop(&mut self) {
        if self.grace.is_some() {
            return;
        }
        self.post(&Order::Stop);
        let me = self.me.clone();
        self.grace = Some(Timeout::new(GRACE_MS, move || {
            let Some(inner) = me.upgrade() else { return };
            let news = inner.borrow_mut().replace();
            tell_all(&inner, news);
        }));
    }

    fn replace(&mut self) -> Vec<ModelNews> {
        self.queue.lost();
        let mut news = vec![ModelNews::Lost { id: None }];
        news.extend(self.start());
        news
    }

    /// Replaces the worker unless it says something in time.
    fn expect_word(&mut self) {
        let me = self.me.clone();
        self.limit = Some(Timeout::new(LIMIT_MS, move || {
            let Some(inner) = me.upgrade() else { return };
            let news = inner.borrow_mut().fail("it did not answer");
            tell_all(&inner, news);
        }));
    }

    fn hear(&mut self, report: Report) -> Vec<ModelNews> {
        match report {
            Report::Alive => {
                let offer = self.offer.clone();
                self.post(&Order::Load { offer: Cow::Borrowed(&offer) });
                Vec::new()
            }
            Report::Progress { done, total } => vec![ModelNews::Progress { done, total }],
            Report::Preparing => vec![ModelNews::Preparing],
            Report::Loaded { is_kept, .. } => {
                if let Some(asked) = self.queue.ready() {
                    self.send(&asked);
                }
                vec![ModelNews::Loaded { is_kept }]
            }
            Report::Failed { message } => {
                self.worker = None;
                vec![ModelNews::Failed { message }]
            }
            Report::Said { id, index, verdict } => {
                self.n_lost = 0;
                self.expect_word();
                vec![ModelNews::Said { id, index, verdict }]
            }
            Report::Done { id } => {
                self.limit = None;
                self.grace = None;
                if let (_, Some(asked)) = self.queue.answered(id) {
                    self.send(&asked);
                }
                vec![ModelNews::Done { id }]
            }
            Report::Broken { message } => self.fail(&message),
            Report::Trapped { message } => self.fail(&message),
        }
    }

    /// The worker trapped or fell silent: a fresh one takes its place, unless that has not helped before.
    fn fail(&mut self, why: &str) -> Vec<ModelNews> {
        self.n_lost += 1;
        let was_ready = self.queue.is_ready();
        let lost = self.queue.lost();
        if !was_ready || self.n_lost > MOST_LOST {
            self.worker = None;
            self.limit = None;
            self.grace = None;
            self.queue.forget();
            return vec![no_worker(why)];
        }
        let mut news = vec![ModelNews::Lost { id: lost }];
        news.extend(self.start());
        news
    }
}

fn no_worker(why: &str) -> ModelNews {
    ModelNews::Failed { message: format!("The language model could not run ({why}). Try again, or reload the page.") }
}
