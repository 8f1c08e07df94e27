//! The model runtime as a wasm module with a plain C interface and no glue, so that any import would be a symbol that nobody defines.
//!
//! The host asks [`gloss_input`] for room, writes there and calls one of the others, which reads it: [`gloss_file`] takes a file of a
//! model (its path, a zero byte, its bytes), [`gloss_load`] makes a model of the files and the manifest, or a pack of the files alone,
//! [`gloss_infer`] answers a request in JSON (`{"source","tags","beam"}`, and of a pack `{"messages","max_tokens"}`). Those two say how
//! many bytes of answer [`gloss_output`] points to.
//!
//! The rest is for measuring, by the host's clock: [`gloss_begin`] and [`gloss_step`] answer a request step by step, [`gloss_tokens`]
//! tells what a text is to the model, and [`gloss_read`] reads its input as fast as memory gives it.

use std::cell::{Cell, RefCell};

use lm::pack::{Ask, Message, Pack, Prompt};
use lm::{Decoding, Files, InferError, LoadError, Manifest, Model, Request};
use serde::{Deserialize, Serialize};

thread_local! {
    static INPUT: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
    static OUTPUT: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
    static FILES: RefCell<Files> = RefCell::default();
    static LOADED: Cell<Option<Loaded>> = const { Cell::new(None) };
    static DECODING: RefCell<Option<Decoding<'static>>> = const { RefCell::new(None) };
}

/// What was loaded. A module holds one for as long as it lives, so that an answer in the making may borrow it.
#[derive(Clone, Copy)]
enum Loaded {
    Model(&'static Model),
    Pack(&'static Pack),
}

/// Makes room for input of that many bytes and says where.
#[unsafe(no_mangle)]
pub extern "C" fn gloss_input(length: usize) -> *mut u8 {
    INPUT.with_borrow_mut(|input| {
        input.clear();
        input.resize(length, 0);
        input.as_mut_ptr()
    })
}

/// Takes a file: its path, a zero byte, its bytes.
#[unsafe(no_mangle)]
pub extern "C" fn gloss_file() {
    let mut input = INPUT.take();
    if let Some(end) = input.iter().position(|it| *it == 0) {
        let path = String::from_utf8_lossy(&input[..end]).into_owned();
        FILES.with_borrow_mut(|files| files.insert(path, input.split_off(end + 1)));
    }
}

/// Makes a model of the files and the manifest, which is the input, or a pack where that is empty; the answer is empty or the error.
#[unsafe(no_mangle)]
pub extern "C" fn gloss_load() -> usize {
    let loaded = load(FILES.take(), &INPUT.take());
    answer(loaded.map(|loaded| LOADED.set(Some(loaded))).map_or_else(|error| error.to_string(), |()| String::new()))
}

fn load(files: Files, manifest: &[u8]) -> Result<Loaded, LoadError> {
    if manifest.is_empty() {
        return Ok(Loaded::Pack(Box::leak(Box::new(Pack::load(None, files)?))));
    }
    let model = Model::load(&Manifest::parse(manifest)?, files, &mut |_| ())?;
    Ok(Loaded::Model(Box::leak(Box::new(model))))
}

/// Answers a request, which is the input.
#[unsafe(no_mangle)]
pub extern "C" fn gloss_infer() -> usize {
    let said = match LOADED.get() {
        Some(Loaded::Pack(pack)) => reply(pack),
        _ => with_request(|model, request| model.infer(request, &mut |_| true)).map(|it| json(&it)),
    };
    answer(said.unwrap_or_else(|error| error))
}

/// The tokens of the input, a text, as JSON.
#[unsafe(no_mangle)]
pub extern "C" fn gloss_tokens() -> usize {
    let text = String::from_utf8_lossy(&INPUT.take()).into_owned();
    let tokens = model().and_then(|it| it.tokens(&text).map_err(|it| it.to_string()));
    answer(tokens.map_or_else(|error| error, |it| json(&it)))
}

/// Lets the model read the source of a request, which is the input; the answer is empty or the error.
#[unsafe(no_mangle)]
pub extern "C" fn gloss_begin() -> usize {
    // What the last answer holds is let go before the next one takes its own.
    DECODING.set(None);
    match with_request(Model::begin) {
        Ok(decoding) => {
            DECODING.set(Some(decoding));
            answer(String::new())
        }
        Err(error) => answer(error),
    }
}

/// Writes one more token for each task, and says whether there is more to write: 1 or 0, or -1 where that failed.
#[unsafe(no_mangle)]
pub extern "C" fn gloss_step() -> i32 {
    DECODING.with_borrow_mut(|decoding| match decoding.as_mut().map(Decoding::step) {
        Some(Ok(is_more)) => i32::from(is_more),
        Some(Err(_)) | None => -1,
    })
}

/// Reads all of the input and lets it stay; the result depends on each byte of it, so that none can be left out.
#[unsafe(no_mangle)]
pub extern "C" fn gloss_read() -> u32 {
    INPUT.with_borrow(|input| {
        // Eight sums of 16 bytes each, so that no addition waits for the one before.
        let mut sums = [0_u32; 32];
        for block in input.as_chunks::<128>().0 {
            for (sum, word) in sums.iter_mut().zip(block.as_chunks::<4>().0) {
                *sum = sum.wrapping_add(u32::from_le_bytes(*word));
            }
        }
        sums.into_iter().fold(0, u32::wrapping_add)
    })
}

/// Where the answer is.
#[unsafe(no_mangle)]
pub extern "C" fn gloss_output() -> *const u8 {
    OUTPUT.with_borrow(Vec::as_ptr)
}

fn answer(text: String) -> usize {
    OUTPUT.with_borrow_mut(|output| {
        *output = text.into_bytes();
        output.len()
    })
}

fn model() -> Result<&'static Model, String> {
    match LOADED.get() {
        Some(Loaded::Model(model)) => Ok(model),
        _ => Err("no model".to_owned()),
    }
}

#[derive(Deserialize)]
struct Question {
    source: String,
    tags: Vec<String>,
    beam: usize,
}

/// Lets the model do something with the request that is the input.
fn with_request<T>(act: impl FnOnce(&'static Model, &Request<'_>) -> Result<T, InferError>) -> Result<T, String> {
    let Question { source, tags, beam } = input()?;
    let tags: Vec<&str> = tags.iter().map(String::as_str).collect();
    let request = Request { source: &source, tags: &tags, beam, max_tokens: usize::MAX };
    act(model()?, &request).map_err(|error| error.to_string())
}

#[derive(Deserialize)]
struct Conversation {
    messages: Vec<Message>,
    max_tokens: usize,
}

/// What a pack says to the conversation that is the input.
fn reply(pack: &Pack) -> Result<String, String> {
    let Conversation { messages, max_tokens } = input()?;
    let ask = Ask { prompt: Prompt::Messages(&messages), max_tokens, no_repeat: 0 };
    pack.infer(&ask, &mut |_| true).map(|it| json(&it)).map_err(|error| error.to_string())
}

/// The input as a request.
fn input<T: for<'d> Deserialize<'d>>() -> Result<T, String> {
    serde_json::from_slice(&INPUT.take()).map_err(|error| format!("no request: {error}"))
}

fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_else(|error| error.to_string())
}
