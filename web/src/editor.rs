//! The editor's JavaScript (`js/editor.js`), as Rust sees it.

use wasm_bindgen::prelude::*;
use web_sys::Element;

#[wasm_bindgen]
extern "C" {
    /// An editor in the page.
    #[derive(Clone)]
    pub type Editor;

    /// Puts an editor into an element.
    #[wasm_bindgen(js_namespace = glossEditor, js_name = mount, catch)]
    pub fn mount(
        parent: &Element,
        text: &str,
        on_change: &Closure<dyn FnMut()>,
        on_cursor: &Closure<dyn FnMut(u32, u32, bool)>,
        on_explain: &Closure<dyn FnMut()>,
        on_file: &Closure<dyn FnMut(String, String, String)>,
        on_files: &Closure<dyn FnMut(String, String, u32)>,
    ) -> Result<Editor, JsValue>;

    /// The whole text.
    #[wasm_bindgen(method)]
    pub fn text(this: &Editor) -> String;

    /// Where the selection starts and ends, in UTF-16 units of the text.
    #[wasm_bindgen(method)]
    pub fn selection(this: &Editor) -> Vec<u32>;

    /// Replaces the whole text.
    #[wasm_bindgen(method, js_name = setText)]
    pub fn set_text(this: &Editor, text: &str);

    /// Colours the text as this language.
    #[wasm_bindgen(method, js_name = setLanguage)]
    pub fn set_language(this: &Editor, name: &str);

    /// How a comment is written above each of these lines: opening and closing in turn, the latter empty for one that ends with its
    /// line, and both where there can be none.
    #[wasm_bindgen(method, js_name = commentMarks)]
    pub fn comment_marks(this: &Editor, lines: &[u32]) -> Vec<String>;

    /// Lights lines, given as first and last in turn; scrolls to the first of them if told to.
    #[wasm_bindgen(method)]
    pub fn light(this: &Editor, lines: &[u32], reveal: bool);

    /// Reads files as if they had been dropped.
    #[wasm_bindgen(method, js_name = takeFiles)]
    pub fn take_files(this: &Editor, files: &js_sys::Array);

    /// Moves the keyboard's focus into the editor.
    #[wasm_bindgen(method)]
    pub fn focus(this: &Editor);

    /// Takes the editor out of the page.
    #[wasm_bindgen(method)]
    pub fn destroy(this: &Editor);
}
