//! The engine as a wasm module with a plain C interface and no glue, so that any import would be a symbol that nobody defines.
//!
//! The host asks [`gloss_input`] for room, writes a JSON request there (`{"language","level","code"}`), calls [`gloss_explain`]
//! and reads as many bytes as it says from [`gloss_output`]. Where the answer is `needs` and a grammar's name, the host links that
//! grammar, writes its name where requests go, hands its address and that of its tables to `gloss_grammar` and asks again.

use std::cell::RefCell;

use engine::{ExplainError, Level, Request};

thread_local! {
    static INPUT: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
    static OUTPUT: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

/// Makes room for a request of that many bytes and says where.
#[unsafe(no_mangle)]
pub extern "C" fn gloss_input(length: usize) -> *mut u8 {
    INPUT.with_borrow_mut(|input| {
        input.clear();
        input.resize(length, 0);
        input.as_mut_ptr()
    })
}

/// Explains the request that was written, and says how many bytes the answer has.
#[unsafe(no_mangle)]
pub extern "C" fn gloss_explain() -> usize {
    let answer = INPUT.with_borrow(|input| answer(input));
    OUTPUT.with_borrow_mut(|output| {
        *output = answer.into_bytes();
        output.len()
    })
}

/// Takes over a grammar that was linked, whose name was written. Says whether it can be read.
///
/// # Safety
///
/// At the address there must be a grammar as tree-sitter generates them, and at `tables` as many bytes as `length` says; both stay
/// there and never change.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn gloss_grammar(address: usize, tables: *const u8, length: usize) -> bool {
    // SAFETY: the caller promises it.
    let tables = unsafe { std::slice::from_raw_parts(tables, length) };
    INPUT.with_borrow(|name| {
        // SAFETY: the caller promises it.
        std::str::from_utf8(name).is_ok_and(|name| unsafe { engine::provide_grammar(name, address, tables) })
    })
}

/// Where the answer is.
#[unsafe(no_mangle)]
pub extern "C" fn gloss_output() -> *const u8 {
    OUTPUT.with_borrow(Vec::as_ptr)
}

/// The explanation as JSON, or the error as text.
fn answer(request: &[u8]) -> String {
    let Ok(request) = serde_json::from_slice::<serde_json::Value>(request) else { return "no JSON".to_owned() };
    let field = |name: &str| request.get(name).and_then(serde_json::Value::as_str);
    let (Some(code), Some(level)) = (field("code"), field("level").and_then(Level::from_name)) else {
        return "no code or level".to_owned();
    };
    match engine::explain(&Request { code, language: field("language"), file_name: None, level }) {
        Ok(explanation) => serde_json::to_string(&explanation).unwrap_or_else(|error| error.to_string()),
        Err(ExplainError::NoGrammar(name)) => format!("needs {name}"),
        Err(error) => error.to_string(),
    }
}
