//! An explanation as a file or on the clipboard.

use engine::{Explanation, Level, render};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

/// The explanation and its code as a Markdown document with a title.
pub fn markdown(explanation: &Explanation, code: &str, file_name: Option<&str>, language: &str) -> String {
    let what = file_name.map_or_else(|| format!("{language} code"), |name| format!("`{}`", name.replace('`', "'")));
    let reader = match explanation.level {
        Level::Beginner => "for a beginner",
        Level::Intermediate => "for a programmer",
        Level::Expert => "for an expert",
    };
    format!("# {what}, explained {reader}\n\n{}", render::markdown(explanation, code))
}

/// What the Markdown file is called: the code's own name with `.md`, in characters that every file system takes.
pub fn markdown_name(file_name: Option<&str>, level: Level) -> String {
    let stem: String = file_name
        .unwrap_or("code")
        .chars()
        .map(|c| if c.is_alphanumeric() || matches!(c, '.' | '-' | '_') { c } else { '-' })
        .collect();
    format!("{}.{}.md", stem.trim_matches(['.', '-']), level.name())
}

/// Puts text on the clipboard.
pub async fn copy(text: &str) -> Result<(), JsValue> {
    let window = web_sys::window().ok_or(JsValue::NULL)?;
    // Absent where the page is not served securely.
    let clipboard = js_sys::Reflect::get(&window.navigator(), &"clipboard".into())?;
    if clipboard.is_undefined() {
        return Err(JsValue::NULL);
    }
    JsFuture::from(window.navigator().clipboard().write_text(text)).await.map(drop)
}

/// The type of a Markdown file.
pub const MARKDOWN: &str = "text/markdown;charset=utf-8";

/// The type of a JSON file.
pub const JSON: &str = "application/json";

/// Hands a text to the reader as a file of a type.
pub fn download(text: &str, name: &str, kind: &str) -> Result<(), JsValue> {
    let document = web_sys::window().and_then(|window| window.document()).ok_or(JsValue::NULL)?;
    let options = BlobPropertyBag::new();
    options.set_type(kind);
    let blob = Blob::new_with_str_sequence_and_options(&js_sys::Array::of1(&text.into()), &options)?;
    let url = Url::create_object_url_with_blob(&blob)?;
    let link: HtmlAnchorElement = document.create_element("a")?.unchecked_into();
    link.set_href(&url);
    link.set_download(name);
    link.click();
    // The browser has taken the file by then.
    gloo_timers::callback::Timeout::new(10_000, move || {
        let _ = Url::revoke_object_url(&url);
    })
    .forget();
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::find::tests::explanation;

    #[test]
    fn the_document_names_its_code_and_its_reader() {
        let text = markdown(&explanation(&[(1, 2)]), "x = 1\n", Some("a b.py"), "Python");
        assert!(text.starts_with("# `a b.py`, explained for a beginner\n\n## How\n\n"), "{text}");
        assert!(text.contains("```python\nx = 1\n```"), "{text}");
        let text = markdown(&explanation(&[(1, 2)]), "x = 1\n", None, "Python");
        assert!(text.starts_with("# Python code, explained"), "{text}");
    }

    #[test]
    fn the_name_fits_every_file_system() {
        assert_eq!(markdown_name(Some("a b/ç.py"), Level::Expert), "a-b-ç.py.expert.md");
        assert_eq!(markdown_name(None, Level::Beginner), "code.beginner.md");
    }
}
