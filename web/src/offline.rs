//! The service worker's side of the page (`js/offline.js`), as Rust sees it.

use wasm_bindgen::prelude::*;
use web_sys::File;

#[wasm_bindgen]
extern "C" {
    /// Keeps the site for offline use from now on; `on_update` hears of a new version that waits for the reader to agree.
    #[wasm_bindgen(js_namespace = glossOffline, js_name = start, catch)]
    pub fn start(on_update: &Closure<dyn FnMut()>) -> Result<JsValue, JsValue>;

    /// The reader agreed to the new version.
    #[wasm_bindgen(js_namespace = glossOffline, js_name = takeOver, catch)]
    pub fn take_over() -> Result<JsValue, JsValue>;

    /// Hands on what the system opens the page with: a text that was shared with it, or a file.
    #[wasm_bindgen(js_namespace = glossOffline, js_name = receive, catch)]
    pub fn receive(on_text: &Closure<dyn FnMut(String)>, on_file: &Closure<dyn FnMut(File)>) -> Result<(), JsValue>;
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    /// The manifest cannot ask the engine what it reads.
    #[test]
    fn every_language_opens_with_its_files() {
        let manifest = include_str!("../manifest.webmanifest");
        let manifest: serde_json::Value = serde_json::from_str(manifest).expect("the manifest is JSON");
        let accepted = manifest["file_handlers"][0]["accept"]["text/plain"].as_array().expect("a list");
        let accepted: BTreeSet<_> = accepted.iter().filter_map(|it| it.as_str()?.strip_prefix('.')).collect();
        let read: BTreeSet<_> = engine::languages().flat_map(|it| it.extensions.iter().copied()).collect();
        assert_eq!(accepted, read, "web/manifest.webmanifest names the extensions of all languages");
    }
}
