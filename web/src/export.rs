//! An explanation as a file or on the clipboard.

use engine::{Explanation, Level, render};
use sha2::{Digest, Sha256};
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

/// Longer code is named in a restart note instead of being in it.
const NOTED_BYTES: usize = 50_000;

/// What is needed to read the same again, years later and without a history: the code, how it was read, by what, and what it said.
pub fn restart_note(
    explanation: &Explanation,
    code: &str,
    file_name: Option<&str>,
    language: &str,
    link: Option<&str>,
) -> String {
    let text = markdown(explanation, code, file_name, language);
    let (title, rest) = text.split_once('\n').unwrap_or((&text, ""));
    let sum: String = Sha256::digest(code.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect();
    let mut facts = vec![
        format!("Language: {language} (`{}`)", explanation.language),
        format!("Level: {}", explanation.level.name()),
        format!("Explained by: Gloss {}", explanation.engine),
    ];
    if let Some(name) = file_name {
        facts.push(format!("File: `{}`", name.replace('`', "'")));
    }
    facts.push(format!("Code: {} bytes in {} lines, SHA-256 `{sum}`", code.len(), code.lines().count()));
    facts.push(match link {
        Some(link) => format!("Link: <{link}>"),
        None => "Link: none, since the code is too long for one".to_owned(),
    });
    let facts = facts.join("\n- ");
    let (how, rest) = if code.len() > NOTED_BYTES {
        // An explanation without its code ends where the code would begin.
        let bare = markdown(explanation, "", file_name, language);
        let end = bare.rfind("## Code\n").unwrap_or(bare.len());
        let rest = bare[..end].split_once('\n').map_or("", |it| it.1).to_owned();
        (
            "To read the same again, open the file in Gloss and choose this language and level; the sum tells whether it is still the same file.",
            rest,
        )
    } else {
        (
            "To read the same again, open the link, or paste the code into Gloss and choose this language and level.",
            rest.to_owned(),
        )
    };
    format!("{title}\n\n- {facts}\n\n{how}\n{}\n", rest.trim_end())
}

/// The explanation by the README's contract: one line of JSON.
pub fn json(explanation: &Explanation) -> String {
    // It cannot fail: the type has no map with odd keys.
    serde_json::to_string(explanation).map(|it| it + "\n").unwrap_or_default()
}

/// What a file of the explanation is called: the code's own name with an ending (dot included), in characters that every file system takes.
pub fn file_name(file_name: Option<&str>, level: Level, ending: &str) -> String {
    format!("{}.{}{ending}", plain_name(file_name.unwrap_or("code")), level.name())
}

/// A name in characters that every file system takes.
pub fn plain_name(name: &str) -> String {
    let name: String =
        name.chars().map(|c| if c.is_alphanumeric() || matches!(c, '.' | '-' | '_') { c } else { '-' }).collect();
    name.trim_matches(['.', '-']).to_owned()
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

/// The type of an HTML file.
pub const HTML: &str = "text/html;charset=utf-8";

/// The type of a file of code.
pub const PLAIN: &str = "text/plain;charset=utf-8";

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
    fn a_restart_note_holds_all_that_is_needed() {
        let note = restart_note(&explanation(&[(1, 2)]), "x = 1\n", Some("a.py"), "Python", Some("https://a.b/#g1:c"));
        for part in [
            "# `a.py`, explained for a beginner\n\n- Language: Python (`python`)\n- Level: beginner\n- Explained by: Gloss ",
            "\n- File: `a.py`\n- Code: 6 bytes in 1 lines, SHA-256 `9e26bf369911c45c243c684147b23fc9",
            "\n- Link: <https://a.b/#g1:c>\n",
            "\n## How\n",
            "```python\nx = 1\n```",
        ] {
            assert!(note.contains(part), "{part}\n{note}");
        }
    }

    #[test]
    fn a_note_of_long_code_names_it() {
        let code = "x = 1\n".repeat(10_000);
        let note = restart_note(&explanation(&[(1, 2)]), &code, Some("a.py"), "Python", None);
        assert!(
            note.len() < 2_000 && note.contains("SHA-256") && note.contains("## How") && !note.contains("## Code"),
            "{note}"
        );
    }

    #[test]
    fn the_name_fits_every_file_system() {
        assert_eq!(file_name(Some("a b/ç.py"), Level::Expert, ".md"), "a-b-ç.py.expert.md");
        assert_eq!(file_name(None, Level::Beginner, ".html"), "code.beginner.html");
    }
}
