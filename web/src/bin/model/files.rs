//! A model's files: out of the store where it has them whole, else from the page's own origin, held against their sums, and put away.

use gloss_web::model::download::{Answer, Use, consider, pause, share};
use gloss_web::model::protocol::{Offer, Report};
use lm::{Entry, Files, LoadError, Manifest};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Headers, ReadableStreamDefaultReader, Request, RequestCache, RequestInit, Response};

use crate::Worker;
use crate::store::{Store, address};

/// How many bytes arrive between two reports.
const REPORT_BYTES: u64 = 1 << 16;

/// Below this, holding a file against its sum takes no time.
const SMALL: u64 = 1 << 16;

/// What was found.
pub(crate) struct Found {
    pub(crate) manifest: Manifest,
    pub(crate) files: Files,
    /// Whether the store has all of it.
    pub(crate) is_kept: bool,
    /// Whether all of it was in the store.
    pub(crate) is_from_store: bool,
    /// Whether any of it was.
    pub(crate) was_stored: bool,
}

/// All files of a model, or what went wrong and how to mend it.
pub(crate) async fn fetch_all(offer: &Offer, worker: &Worker, turn: u64) -> Result<Found, String> {
    let mut fetcher = Fetcher {
        store: Store::open().await,
        base: &offer.base,
        worker,
        turn,
        before: 0,
        total: offer.bytes,
        is_kept: true,
        is_from_store: true,
        was_stored: false,
    };
    fetcher.is_kept = fetcher.store.is_some();
    let own = Entry { path: "manifest.json".to_owned(), bytes: offer.manifest_bytes, sha256: offer.manifest.clone() };
    let manifest = Manifest::parse(&fetcher.file(&own).await?).map_err(|error| error.to_string())?;
    fetcher.before = 0;
    fetcher.total = manifest.bytes();
    let mut files = Files::new();
    for entry in &manifest.files {
        let bytes = fetcher.file(entry).await?;
        fetcher.before += entry.bytes;
        files.insert(entry.path.clone(), bytes);
    }
    if let Some(store) = fetcher.store.as_ref().filter(|_| !fetcher.is_from_store) {
        let entries = manifest.files.iter().chain([&own]);
        let addresses: Vec<String> = entries.map(|entry| address(&offer.base, &entry.path, &entry.sha256)).collect();
        store.keep_only(&offer.base, &addresses).await;
    }
    let Fetcher { is_kept, is_from_store, was_stored, .. } = fetcher;
    Ok(Found { manifest, files, is_kept, is_from_store, was_stored })
}

struct Fetcher<'f> {
    store: Option<Store>,
    base: &'f str,
    worker: &'f Worker,
    turn: u64,
    /// The bytes of the files that are there already.
    before: u64,
    total: u64,
    is_kept: bool,
    is_from_store: bool,
    was_stored: bool,
}

/// Why a body did not come to its end.
enum Broken {
    /// The connection broke off, or there was none.
    Connection,
    /// It is longer than the file.
    TooLong,
}

impl Fetcher<'_> {
    async fn file(&mut self, entry: &Entry) -> Result<Vec<u8>, String> {
        let address = address(self.base, &entry.path, &entry.sha256);
        let part = format!("{address}&part");
        let mut have = Vec::new();
        if let Some(store) = &self.store {
            if let Some(bytes) = store.get(&address).await {
                // The sum is looked at when the model is read, except for small files: nothing may follow from a wrong manifest.
                let is_sound =
                    if entry.bytes < SMALL { entry.verify(&bytes).is_ok() } else { bytes.len() as u64 == entry.bytes };
                if is_sound {
                    self.was_stored = true;
                    return Ok(bytes);
                }
                store.remove(&address).await;
            }
            have = store.get(&part).await.unwrap_or_default();
        }
        self.download(entry, &address, have).await
    }

    async fn download(&mut self, entry: &Entry, address: &str, have: Vec<u8>) -> Result<Vec<u8>, String> {
        self.is_from_store = false;
        let part = format!("{address}&part");
        let was_resumed = !have.is_empty();
        let mut have = have;
        let mut outcome = self.receive(entry, address, &mut have).await;
        if outcome.is_ok() {
            outcome = entry.verify(&have).map_err(|error| explain(&error));
        }
        if outcome.is_err() && was_resumed && have.len() as u64 >= entry.bytes {
            // The beginning may be of another version: all of it once more.
            have.clear();
            outcome = self.receive(entry, address, &mut have).await;
            if outcome.is_ok() {
                outcome = entry.verify(&have).map_err(|error| explain(&error));
            }
        }
        if let Some(store) = &self.store {
            if outcome.is_ok() {
                self.is_kept &= store.put(address, &have).await;
                store.remove(&part).await;
            } else if !have.is_empty() && (have.len() as u64) < entry.bytes {
                store.put(&part, &have).await;
            } else {
                store.remove(&part).await;
            }
        }
        outcome.map(|()| have)
    }

    /// Receives what follows `have`, in as many tries as help.
    async fn receive(&self, entry: &Entry, address: &str, have: &mut Vec<u8>) -> Result<(), String> {
        if have.len() as u64 >= entry.bytes {
            have.clear();
        }
        have.try_reserve_exact((entry.bytes as usize).saturating_sub(have.len()))
            .map_err(|_| "There is not enough memory for the model: close other tabs and try again.".to_owned())?;
        let mut fruitless = 0;
        loop {
            let before = have.len();
            let is_done = match self.ask(address, have.len() as u64).await {
                Some(response) => self.use_answer(entry, &response, have).await?,
                None => false,
            };
            if is_done {
                return Ok(());
            }
            if !self.worker.is_wanted(self.turn) {
                return Err("stopped".to_owned());
            }
            fruitless = if have.len() > before { 0 } else { fruitless + 1 };
            let Some(milliseconds) = pause(fruitless) else {
                let done = self.before + have.len() as u64;
                return Err(format!(
                    "The download broke off after {}. What has arrived is kept: try again to go on.",
                    share(done, self.total)
                ));
            };
            self.worker.wait(milliseconds).await;
            if !self.worker.is_wanted(self.turn) {
                return Err("stopped".to_owned());
            }
        }
    }

    /// Takes what an answer brings; gives whether the file is there.
    async fn use_answer(&self, entry: &Entry, response: &Response, have: &mut Vec<u8>) -> Result<bool, String> {
        let headers = response.headers();
        let header = |name| headers.get(name).ok().flatten();
        let (range, encoding) = (header("content-range"), header("content-encoding"));
        let answer = Answer { status: response.status(), range: range.as_deref(), encoding: encoding.as_deref() };
        match consider(have.len() as u64, answer) {
            Use::Append => {}
            Use::Replace | Use::AskForAll if answer.status != 200 => {
                have.clear();
                return Ok(false);
            }
            Use::Replace | Use::AskForAll => have.clear(),
            Use::AskLater => return Ok(false),
            Use::GiveUp => {
                return Err(format!(
                    "The host answers {} instead of sending {}. Try again later, or tell whoever runs this page.",
                    answer.status, entry.path
                ));
            }
        }
        match self.read_body(entry, response, have).await {
            Ok(()) if (have.len() as u64) < entry.bytes => {
                let error = entry.verify(have).err();
                let is_foreign = matches!(error, Some(LoadError::Html { .. } | LoadError::LfsPointer { .. }));
                let is_all = header("content-length").and_then(|it| it.parse().ok()) == Some(have.len());
                match error {
                    // The host says that there is no more, or sends something else: asking again brings the same.
                    Some(error) if is_foreign || is_all && answer.status == 200 => {
                        have.clear();
                        Err(explain(&error))
                    }
                    _ => Ok(false),
                }
            }
            Ok(()) => Ok(true),
            Err(Broken::Connection) => Ok(false),
            Err(Broken::TooLong) => {
                let error = entry.verify(have).err();
                have.clear();
                Err(error.map_or_else(String::new, |error| explain(&error)))
            }
        }
    }

    async fn ask(&self, address: &str, from: u64) -> Option<Response> {
        let init = RequestInit::new();
        // The store keeps it; a second copy in the browser's HTTP cache would only bring damage back.
        init.set_cache(RequestCache::NoStore);
        if from > 0 {
            let headers = Headers::new().ok()?;
            headers.set("Range", &format!("bytes={from}-")).ok()?;
            init.set_headers(&headers);
        }
        if let Some(signal) = self.worker.signal() {
            init.set_signal(Some(&signal));
        }
        let request = Request::new_with_str_and_init(address, &init).ok()?;
        JsFuture::from(self.worker.fetch(&request)).await.ok()?.dyn_into().ok()
    }

    async fn read_body(&self, entry: &Entry, response: &Response, have: &mut Vec<u8>) -> Result<(), Broken> {
        let Some(body) = response.body() else { return Ok(()) };
        let reader: ReadableStreamDefaultReader = body.get_reader().unchecked_into();
        let mut reported = None;
        loop {
            let read = JsFuture::from(reader.read()).await.map_err(|_| Broken::Connection)?;
            let get = |name: &str| js_sys::Reflect::get(&read, &name.into()).unwrap_or(JsValue::UNDEFINED);
            if get("done").is_truthy() {
                self.report(have.len() as u64);
                return Ok(());
            }
            let piece: js_sys::Uint8Array = get("value").unchecked_into();
            let start = have.len();
            have.resize(start + piece.length() as usize, 0);
            piece.copy_to(&mut have[start..]);
            if have.len() as u64 > entry.bytes {
                // Reading on would not make it fit.
                let _ = reader.cancel();
                return Err(Broken::TooLong);
            }
            if reported.is_none_or(|at| have.len() as u64 >= at + REPORT_BYTES) {
                reported = Some(have.len() as u64);
                self.report(have.len() as u64);
            }
        }
    }

    fn report(&self, done: u64) {
        if self.worker.is_wanted(self.turn) {
            self.worker.say(&Report::Progress { done: self.before + done, total: self.total });
        }
    }
}

fn explain(error: &LoadError) -> String {
    let text = error.to_string();
    let mut chars = text.chars();
    let first: String = chars.next().map(|it| it.to_uppercase().collect()).unwrap_or_default();
    // A file's name stays as it is.
    if text.split(' ').next().is_some_and(|word| word.contains('.')) {
        text
    } else {
        format!("{first}{}", chars.as_str())
    }
}
