//! The bridge to the worker: one worker, one queue, the newest request wins.
//!
//! A worker that traps, falls silent for [`LIMIT_MS`], or is busy with what nobody wants any more is terminated and replaced.
//! JavaScript cannot interrupt a worker, so replacing it is also how a cancel takes effect. Only one that loads a grammar is left
//! alone, since it listens meanwhile.

use std::cell::RefCell;
use std::rc::{Rc, Weak};

use engine::inferred::Items;
use engine::{Chart, Explanation, Overview};
use gloo_timers::callback::Timeout;
use wasm_bindgen::prelude::*;
use web_sys::{MessageEvent, Worker};
use yew::Callback;

use crate::protocol::{Answer, Ask, LanguageName, Refusal};
use crate::queue::{Next, Queue};
use crate::trouble::Trouble;

/// How long a worker may take for one answer.
pub const LIMIT_MS: u32 = 10_000;

/// How long a worker may go on with an answer that nobody wants any more.
const GRACE_MS: u32 = 100;

/// What the page hears.
#[derive(Debug)]
pub enum News {
    /// A worker is starting.
    Starting,
    /// The worker can be asked; these are its languages.
    Ready(Vec<LanguageName>),
    /// A request waits until a language can be read.
    Loading {
        /// The request.
        id: u64,
        /// The reader's name for the language.
        language: String,
    },
    /// What a request waited for is there.
    Reading {
        /// The request.
        id: u64,
    },
    /// The answer to a request.
    Explained {
        /// The request.
        id: u64,
        /// Its answer.
        explanation: Explanation,
        /// The flow chart of the function that it is about.
        chart: Option<Chart>,
        /// What the language model reads, where that was wanted.
        items: Option<Items>,
    },
    /// The overview of several files.
    Surveyed {
        /// The request.
        id: u64,
        /// Its answer.
        overview: Overview,
    },
    /// There is no explanation.
    Refused {
        /// The request.
        id: u64,
        /// Why.
        reason: Refusal,
        /// Why, in the engine's words.
        message: String,
    },
    /// The worker is gone.
    Lost {
        /// The request that it took along; `None` if it never started.
        id: Option<u64>,
        /// Why.
        trouble: Trouble,
    },
}

/// The bridge to the worker.
pub struct Agent {
    inner: Rc<RefCell<Inner>>,
}

struct Inner {
    me: Weak<RefCell<Inner>>,
    url: Option<String>,
    tell: Callback<News>,
    queue: Queue<String>,
    worker: Option<Running>,
    /// Gives up on the worker, or on an answer that nobody wants.
    limit: Option<Timeout>,
    grace: Option<Timeout>,
    /// Whether the worker waits for a grammar, and listens.
    is_loading: bool,
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

impl Agent {
    /// Starts a worker.
    pub fn new(tell: Callback<News>) -> Self {
        let inner = Rc::new_cyclic(|me| {
            RefCell::new(Inner {
                me: me.clone(),
                url: worker_url(),
                tell,
                queue: Queue::default(),
                worker: None,
                limit: None,
                grace: None,
                is_loading: false,
            })
        });
        let news = inner.borrow_mut().start();
        tell_all(&inner, news);
        Self { inner }
    }

    /// Asks; whatever was asked before is no longer wanted.
    pub fn ask(&self, ask: &Ask<'_>) {
        // The types hold nothing that JSON cannot carry.
        let Ok(text) = serde_json::to_string(ask) else { return };
        let news = self.inner.borrow_mut().ask(ask.id, text);
        tell_all(&self.inner, news);
    }

    /// Nothing is wanted any more: drops what waits and what runs.
    pub fn cancel(&self) {
        let news = self.inner.borrow_mut().cancel();
        tell_all(&self.inner, news);
    }
}

/// Tells after the borrow has ended, since the listener may ask again at once.
fn tell_all(inner: &RefCell<Inner>, news: Vec<News>) {
    let tell = inner.borrow().tell.clone();
    for news in news {
        tell.emit(news);
    }
}

/// Where the build put the worker.
fn worker_url() -> Option<String> {
    let document = web_sys::window()?.document()?;
    document.query_selector("meta[name=gloss-worker]").ok()??.get_attribute("content")
}

impl Inner {
    fn start(&mut self) -> Vec<News> {
        self.limit = None;
        self.grace = None;
        self.is_loading = false;
        self.worker = None;
        let started = match &self.url {
            Some(url) => Worker::new(url),
            None => Err(JsValue::from_str("the page does not name its worker")),
        };
        let worker = match started {
            Ok(worker) => worker,
            Err(error) => return vec![News::Lost { id: None, trouble: no_worker(&error) }],
        };
        let me = self.me.clone();
        let on_message = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            let (Some(inner), Some(text)) = (me.upgrade(), event.data().as_string()) else { return };
            let Ok(answer) = serde_json::from_str::<Answer>(&text) else { return };
            let news = inner.borrow_mut().hear(answer);
            tell_all(&inner, news);
        });
        let me = self.me.clone();
        let on_error = Closure::<dyn FnMut(web_sys::Event)>::new(move |event: web_sys::Event| {
            let Some(inner) = me.upgrade() else { return };
            // It is reported on the page.
            event.prevent_default();
            let news = inner.borrow_mut().fail(Trouble::Trapped);
            tell_all(&inner, news);
        });
        worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        self.worker = Some(Running { worker, _on_message: on_message, _on_error: on_error });
        vec![News::Starting]
    }

    fn ask(&mut self, id: u64, text: String) -> Vec<News> {
        let mut news = if self.worker.is_none() { self.start() } else { Vec::new() };
        match self.queue.push(id, text) {
            Next::Send(text) => self.send(&text),
            Next::Wait => {}
            Next::Supersede if self.is_loading => self.send_next(),
            Next::Supersede if self.grace.is_none() => {
                let me = self.me.clone();
                self.grace = Some(Timeout::new(GRACE_MS, move || {
                    let Some(inner) = me.upgrade() else { return };
                    let news = inner.borrow_mut().replace_if_superseded();
                    tell_all(&inner, news);
                }));
            }
            Next::Supersede => {}
        }
        // Without a worker there is nobody to wait for.
        if self.worker.is_none() {
            self.queue = Queue::default();
            for it in &mut news {
                if let News::Lost { id: lost, .. } = it {
                    *lost = Some(id);
                }
            }
        }
        news
    }

    fn cancel(&mut self) -> Vec<News> {
        let is_busy = self.queue.running().is_some();
        self.queue.forget();
        if !is_busy {
            return Vec::new();
        }
        if self.is_loading {
            self.queue.abandon();
            return Vec::new();
        }
        self.queue.lost();
        self.start()
    }

    /// Hands what waits to a worker that listens.
    fn send_next(&mut self) {
        if let Some(text) = self.queue.replace() {
            self.send(&text);
        }
    }

    fn send(&mut self, text: &str) {
        let Some(running) = &self.worker else { return };
        if running.worker.post_message(&JsValue::from_str(text)).is_err() {
            return;
        }
        self.is_loading = false;
        self.set_limit();
    }

    fn set_limit(&mut self) {
        let me = self.me.clone();
        self.limit = Some(Timeout::new(LIMIT_MS, move || {
            let Some(inner) = me.upgrade() else { return };
            let news = inner.borrow_mut().fail(Trouble::TimedOut { seconds: LIMIT_MS / 1000 });
            tell_all(&inner, news);
        }));
    }

    fn hear(&mut self, answer: Answer) -> Vec<News> {
        match answer {
            Answer::Ready { languages, .. } => {
                if let Some(text) = self.queue.ready() {
                    self.send(&text);
                }
                vec![News::Ready(languages)]
            }
            Answer::Loading { id, language } => {
                // Downloads take their time, and the worker watches over them.
                self.limit = None;
                self.grace = None;
                self.is_loading = true;
                self.send_next();
                vec![News::Loading { id, language }]
            }
            Answer::Reading { id } => {
                self.is_loading = false;
                self.set_limit();
                vec![News::Reading { id }]
            }
            Answer::Explained { id, explanation, chart, items } => {
                if self.settle(id) {
                    vec![News::Explained { id, explanation, chart, items }]
                } else {
                    Vec::new()
                }
            }
            Answer::Surveyed { id, overview } => {
                if self.settle(id) {
                    vec![News::Surveyed { id, overview }]
                } else {
                    Vec::new()
                }
            }
            Answer::Refused { id, reason, message } => {
                if self.settle(id) {
                    vec![News::Refused { id, reason, message }]
                } else {
                    Vec::new()
                }
            }
            Answer::Broken { message } => {
                self.worker = None;
                self.queue.forget();
                self.queue.lost();
                vec![News::Lost { id: None, trouble: Trouble::NoWorker { message } }]
            }
        }
    }

    /// Takes note of an answer; gives whether anybody wants it.
    fn settle(&mut self, id: u64) -> bool {
        if self.queue.running() != Some(id) {
            return false;
        }
        let (is_wanted, next) = self.queue.answered(id);
        self.is_loading = false;
        self.limit = None;
        self.grace = None;
        if let Some(text) = next {
            self.send(&text);
        }
        is_wanted
    }

    /// The worker trapped or fell silent: a fresh one takes its place.
    fn fail(&mut self, trouble: Trouble) -> Vec<News> {
        if !self.queue.is_ready() {
            // It never started, and another one would not either.
            self.worker = None;
            self.queue.forget();
            let message = "its files could not be loaded".to_owned();
            return vec![News::Lost { id: None, trouble: Trouble::NoWorker { message } }];
        }
        let lost = self.queue.lost();
        let mut news = self.start();
        if lost.is_some() {
            news.push(News::Lost { id: lost, trouble });
        }
        news
    }

    fn replace_if_superseded(&mut self) -> Vec<News> {
        self.grace = None;
        if !self.queue.is_superseded() {
            return Vec::new();
        }
        self.queue.lost();
        self.start()
    }
}

fn no_worker(error: &JsValue) -> Trouble {
    let message = error.as_string().unwrap_or_else(|| String::from(js_sys::Object::from(error.clone()).to_string()));
    Trouble::NoWorker { message }
}
