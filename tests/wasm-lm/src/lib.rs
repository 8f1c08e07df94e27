//! The model runtime as a wasm module with a plain C interface and no glue, so that any import would be a symbol that nobody defines.
//!
//! The host asks [`gloss_input`] for room, writes there and calls one of the others, which reads it: [`gloss_file`] takes a file of a
//! model (its path, a zero byte, its bytes), [`gloss_load`] makes a model of the files and the manifest, [`gloss_infer`] answers a
//! request in JSON (`{"source","tags","beam"}`). Those two say how many bytes of answer [`gloss_output`] points to.

use std::cell::RefCell;

use lm::{Files, Manifest, Model, Request};
use serde::Deserialize;

thread_local! {
    static INPUT: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
    static OUTPUT: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
    static FILES: RefCell<Files> = RefCell::default();
    static MODEL: RefCell<Option<Model>> = const { RefCell::new(None) };
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

/// Makes a model of the files and the manifest, which is the input; the answer is empty or the error.
#[unsafe(no_mangle)]
pub extern "C" fn gloss_load() -> usize {
    let files = FILES.take();
    let manifest = INPUT.with_borrow(|input| Manifest::parse(input));
    let model = manifest.and_then(|manifest| Model::load(&manifest, files, &mut |_| ()));
    match model {
        Ok(model) => {
            MODEL.set(Some(model));
            answer(String::new())
        }
        Err(error) => answer(error.to_string()),
    }
}

/// Answers a request, which is the input.
#[unsafe(no_mangle)]
pub extern "C" fn gloss_infer() -> usize {
    let request = INPUT.take();
    answer(MODEL.with_borrow(|model| model.as_ref().map_or("no model".to_owned(), |model| infer(model, &request))))
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

#[derive(Deserialize)]
struct Question {
    source: String,
    tags: Vec<String>,
    beam: usize,
}

/// The outputs as JSON, or the error as text.
fn infer(model: &Model, request: &[u8]) -> String {
    let Ok(Question { source, tags, beam }) = serde_json::from_slice(request) else { return "no request".to_owned() };
    let tags: Vec<&str> = tags.iter().map(String::as_str).collect();
    match model.infer(&Request { source: &source, tags: &tags, beam, max_tokens: usize::MAX }, &mut |_| true) {
        Ok(outputs) => serde_json::to_string(&outputs).unwrap_or_else(|error| error.to_string()),
        Err(error) => error.to_string(),
    }
}
