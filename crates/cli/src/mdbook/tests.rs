use super::*;

/// What mdBook 0.5.4 sent for a book of three chapters and a draft.
const SENT: &str = include_str!("sent.json");

/// The same with other settings below `[preprocessor.gloss]`, and another text of the first chapter.
fn sent(settings: &Value, content: &str) -> String {
    let mut sent: Value = serde_json::from_str(SENT).expect("it is JSON");
    sent[0]["config"]["preprocessor"]["gloss"] = settings.clone();
    sent[1]["items"][1]["Chapter"]["content"] = content.into();
    sent.to_string()
}

fn settings(json: &str) -> Value {
    serde_json::from_str(json).expect("it is JSON")
}

/// The first chapter after these settings, and what the user is told.
fn explained(with: &str, content: &str) -> (String, Vec<String>) {
    let answer = answer(&sent(&settings(with), content)).expect("settings that are right");
    let book: Value = serde_json::from_str(&answer.book).expect("it is JSON");
    (book["items"][1]["Chapter"]["content"].as_str().expect("a text").to_owned(), answer.warnings)
}

const LINKED: &str = r#"{"after":["links"]}"#;
const BLOCK: &str = "```python\ndef half(n):\n    return n / 2\n```\n";

#[test]
fn the_book_comes_back_with_explanations_and_nothing_else_changed() {
    let Answer { book, warnings } = answer(SENT).expect("mdBook's own words");
    assert_eq!(warnings, [""; 0]);
    let mut book: Value = serde_json::from_str(&book).expect("it is JSON");
    let mut expected: Value = serde_json::from_str::<Value>(SENT).expect("it is JSON")[1].take();
    let mut texts = Vec::new();
    for (book, is_new) in [(&mut book, true), (&mut expected, false)] {
        let all = chapters(book);
        assert_eq!(all.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(), ["Halves", "Inside", "Draft", "End"]);
        for (_, content) in all {
            let text = std::mem::take(content);
            if is_new {
                texts.push(text);
            } else {
                assert!(texts.remove(0).starts_with(text.trim_end_matches("\nText.\n")));
            }
        }
    }
    assert_eq!(book, expected);
}

#[test]
fn the_explanation_is_the_engines() {
    let (text, _) = explained(r#"{"level":"expert","after":["links"]}"#, &format!("{BLOCK}\nText.\n"));
    let code = "def half(n):\n    return n / 2\n";
    let request = Request { code, language: Some("python"), file_name: None, level: engine::Level::Expert };
    let mut explanation = engine::explain(&request).expect("it can be explained");
    explanation.sections.retain(|it| !matches!(it.kind, engine::SectionKind::Concepts | engine::SectionKind::WatchOut));
    let html = engine::render::html_fragment(&explanation, "Explanation", false);
    assert_eq!(text, format!("{BLOCK}{html}\nText.\n"));
    assert!(html.contains("<strong>What</strong>") && html.contains("n / 2"), "{html}");
}

#[test]
fn books_of_older_versions_are_read_too() {
    // As 0.4 has it.
    let sent = r#"[{"root":"/b","config":{"book":{"authors":[],"language":"en","multilingual":false,"src":"src","title":"T"},
        "preprocessor":{"gloss":{}}},"renderer":"html","mdbook_version":"0.4.21"},
        {"sections":[{"Chapter":{"name":"Chapter 1","content":"```python\nx = 1\n```\n","number":[1],"sub_items":[],
        "path":"chapter_1.md","source_path":"chapter_1.md","parent_names":[]}}],"__non_exhaustive":null}]"#;
    let book: Value = serde_json::from_str(&answer(sent).expect("a book").book).expect("it is JSON");
    assert!(
        book["sections"][0]["Chapter"]["content"].as_str().is_some_and(|it| it.contains("<details class=\"gloss\">"))
    );
    assert_eq!(book.as_object().map(serde_json::Map::len), Some(2));
}

#[test]
fn settings_decide() {
    let has = |with: &str, content: &str| explained(with, content).0.contains("<details");
    assert!(has("{}", BLOCK));
    assert!(has(r#"{"only":["py"]}"#, BLOCK) && !has(r#"{"only":["rust"]}"#, BLOCK));
    assert!(!has(r#"{"marked":true}"#, BLOCK));
    assert!(has(r#"{"marked":true}"#, &BLOCK.replace("python", "python,gloss")));
    assert!(!has("{}", &BLOCK.replace("python", "python,gloss-ignore")));
    assert!(!has("{}", &BLOCK.replace("python", "text")) && !has("{}", &BLOCK.replace("python", "")));
    assert!(!has("{}", "```python\n\n```\n"));
    let (text, _) = explained(
        r#"{"open":true,"title":" A <b>\n","sections":["how"]}"#,
        &BLOCK.replace("    return", "    if n < 0:\n        raise ValueError(n)\n    return"),
    );
    assert!(text.contains("<details class=\"gloss\" open>\n<summary>A &lt;b&gt;</summary>\n<p><strong>How"), "{text}");
    assert!(!text.contains("<strong>What"), "{text}");
}

#[test]
fn a_block_has_a_level_of_its_own() {
    let (text, _) = explained(r#"{"level":"beginner"}"#, &BLOCK.replace("python", "python gloss-expert"));
    assert!(text.contains("at the expert level"), "{text}");
    let (text, warnings) = explained("{}", &format!("# T\n\n{}", BLOCK.replace("python", "python,gloss-exprt")));
    assert!(!text.contains("<details"));
    assert_eq!(
        warnings,
        [
            "chapter “Halves”, line 3: `gloss-exprt` says nothing: use gloss-ignore, gloss-beginner, gloss-intermediate or gloss-expert"
        ]
    );
}

#[test]
fn hidden_lines_are_code_but_are_not_counted() {
    let block = "```rust\n# use std::fmt;\n#\nfn half(n: u32) -> u32 {\n#     assert!(n > 1);\n    n / 2\n}\n```\n";
    let (text, _) = explained(LINKED, block);
    // The whole is code, so nothing could not be read; and it has three lines for its readers.
    assert!(!text.contains("could not be read"), "{text}");
    let (_, lines) = text.split_once("<details").expect("there is an explanation");
    let numbers: Vec<u32> = lines
        .split("<span class=\"lines\">[")
        .skip(1)
        .flat_map(|it| it.split(']').next().unwrap_or_default().split(['–', ',', ' ']))
        .filter_map(|it| it.parse().ok())
        .collect();
    assert!(numbers.contains(&3) && numbers.iter().all(|&it| (1..=3).contains(&it)), "{numbers:?}: {text}");
    // What is no hidden line elsewhere is a comment.
    let (text, _) = explained(LINKED, "```python\n# Halves.\nx = y / 2\n```\n");
    assert!(text.contains("[1–2]") || text.contains("[2]"), "{text}");
}

#[test]
fn other_languages_hide_what_the_book_says() {
    // The fixture's book hides Python's lines that begin with `~`.
    let (text, _) = explained(LINKED, "```python\n~import os\nprint(os.name)\n```\n");
    assert!(text.contains("[1]") && !text.contains('2'), "{text}");
    let (text, _) = explained(LINKED, "```python,hidelines=!!!\n!!!import os\nprint(os.name)\n```\n");
    assert!(text.contains("[1]") && !text.contains('2'), "{text}");
}

#[test]
fn text_stays_text() {
    let code = "page = \"<script>alert(1)</script><img src=x>\"\nprint(page + \"</details>\")\n";
    let (text, _) = explained(LINKED, &format!("```python\n{code}```\n"));
    let (_, below) = text.split_once("<details class=\"gloss\">").expect("there is an explanation");
    assert!(!below.contains("<script") && !below.contains("<img"), "{below}");
    assert_eq!(below.matches("</details>").count(), 1, "{below}");
}

#[test]
fn other_renderers_get_markdown() {
    let sent = sent(&settings("{}"), BLOCK).replace(r#""renderer":"html""#, r#""renderer":"markdown""#);
    let book: Value = serde_json::from_str(&answer(&sent).expect("a book").book).expect("it is JSON");
    let text = book["items"][1]["Chapter"]["content"].as_str().expect("a text");
    assert!(text.starts_with(&format!("{BLOCK}\n**Explanation**\n\n**What**\n\n")), "{text}");
    assert!(!text.contains("<details"), "{text}");
}

#[test]
fn what_is_not_included_yet_is_not_explained() {
    let block = "```rust\n{{#include main.rs}}\n```\n";
    let (text, warnings) = explained("{}", block);
    assert_eq!(text, block);
    assert!(warnings.len() == 1 && warnings[0].contains("after = [\"links\"]"), "{warnings:?}");
    // Behind `links`, it is what the author wrote.
    assert_eq!(explained(LINKED, block).1, [""; 0]);
}

#[test]
fn wrong_settings_are_refused() {
    for (with, says) in [
        (r#"{"levle":"expert"}"#, "there is no setting `levle`: use level,"),
        (r#"{"level":"guru"}"#, "level must be"),
        (r#"{"only":"python"}"#, "only must be a list"),
        (r#"{"only":["cobol"]}"#, "no language `cobol`"),
        (r#"{"sections":["hwo"]}"#, "there is no `hwo`"),
        (r#"{"open":"yes"}"#, "open must be true or false"),
        (r#"{"title":" "}"#, "title must be"),
    ] {
        let message = answer(&sent(&settings(with), BLOCK)).expect_err(with);
        assert!(message.starts_with("book.toml, [preprocessor.gloss]: ") && message.contains(says), "{message}");
    }
    for input in ["", "{}", "[1]", "[{},{}]"] {
        assert!(answer(input).is_err(), "{input}");
    }
}
