//! `gloss mdbook`: a preprocessor of mdBook, which writes explanations below a book's code when the book is built, so that its
//! pages need no script for them.
//!
//! mdBook starts it twice: with `supports RENDERER`, and with `[context, book]` as JSON on standard input, for which it wants the
//! book back. The book is changed as JSON and not as a type of ours, so that whatever another version of mdBook keeps in it stays.

mod fences;
mod hidden;
mod settings;

use engine::{Explanation, Request};
use fences::Fence;
use hidden::Uncovered;
use serde_json::Value;
use settings::Settings;

/// What mdBook gets, and what its user is told.
#[derive(Debug)]
pub(crate) struct Answer {
    /// The book as JSON.
    pub(crate) book: String,
    /// One line each: blocks that have no explanation, and why.
    pub(crate) warnings: Vec<String>,
}

/// The book with its explanations, for what mdBook sends.
pub(crate) fn answer(input: &str) -> Result<Answer, String> {
    let [context, mut book]: [Value; 2] = serde_json::from_str(input).map_err(|error| {
        format!("standard input is not what mdBook sends to a preprocessor ({error}): name this command in book.toml")
    })?;
    let settings = Settings::read(&context)?;
    let mut warnings = Vec::new();
    for (name, content) in chapters(&mut book) {
        let mut warn = |line: usize, what: String| warnings.push(format!("chapter “{name}”, line {line}: {what}"));
        *content = explain_blocks(content, &settings, &mut warn);
    }
    Ok(Answer { book: crate::json(&book)?, warnings })
}

/// Name and text of every chapter in reading order. Versions before 0.5 call the book's list `sections`.
fn chapters(book: &mut Value) -> Vec<(String, &mut String)> {
    let mut found = Vec::new();
    let lists = book.as_object_mut().into_iter().flatten();
    let lists = lists.filter(|(key, _)| matches!(key.as_str(), "items" | "sections"));
    let mut open: Vec<&mut Value> =
        lists.flat_map(|(_, list)| list.as_array_mut().into_iter().flatten().rev()).collect();
    while let Some(item) = open.pop() {
        // What is no chapter is the title of a part, or a separator.
        let Some(chapter) = item.get_mut("Chapter").and_then(Value::as_object_mut) else { continue };
        let name = chapter.get("name").and_then(Value::as_str).unwrap_or_default().to_owned();
        let mut content = None;
        for (key, value) in chapter.iter_mut() {
            match (key.as_str(), value) {
                ("content", Value::String(text)) => content = Some(text),
                ("sub_items", Value::Array(inside)) => open.extend(inside.iter_mut().rev()),
                _ => {}
            }
        }
        found.extend(content.map(|content| (name, content)));
    }
    found
}

/// A chapter's text with the explanations of its blocks.
fn explain_blocks(text: &str, settings: &Settings, warn: &mut dyn FnMut(usize, String)) -> String {
    let mut out = text.to_owned();
    // From the end to the start, so that what is still to come stays where it is.
    for fence in fences::of(text).into_iter().rev() {
        let line = text[..fence.start].matches('\n').count() + 1;
        let explained = block(&fence, settings).and_then(|explanation| {
            let Some(explanation) = explanation else { return Ok(None) };
            let below = if settings.is_html {
                engine::render::html_fragment(&explanation, &settings.title, settings.is_open)
            } else {
                engine::render::markdown_fragment(&explanation, &settings.title)
            };
            let put = fences::put_below(&out, &fence, &below);
            put.map(Some)
                .ok_or_else(|| "nothing can stand below this block without changing the text around it".to_owned())
        });
        match explained {
            Ok(Some(text)) => out = text,
            Ok(None) => {}
            Err(why) => warn(line, why),
        }
    }
    out
}

/// The explanation of a block, if it is to have one.
fn block(fence: &Fence, settings: &Settings) -> Result<Option<Explanation>, String> {
    let mut words = fence.words();
    let Some(name) = words.next() else { return Ok(None) };
    let mark = settings::Mark::of(words.clone())?;
    let Some(language) = engine::language_of(name) else { return Ok(None) };
    let Some(level) = mark.level(settings).filter(|_| settings.is_wanted(language.name)) else { return Ok(None) };
    if settings.is_before_links && fence.code.contains("{{#") {
        return Err("the block includes other files, which are not there yet: say `after = [\"links\"]` below \
                    `[preprocessor.gloss]` in book.toml"
            .to_owned());
    }
    let Uncovered { code, shown } = hidden::uncover(&fence.code, &settings.hiding(name, language.name, words));
    let request = Request { code: &code, language: Some(language.name), file_name: None, level };
    let mut explanation = match engine::explain(&request) {
        Ok(explanation) => explanation,
        Err(engine::ExplainError::Empty) => return Ok(None),
        Err(error) => return Err(error.to_string()),
    };
    explanation.sections.retain(|section| settings.sections.contains(&section.kind));
    hidden::count_shown(&mut explanation, &shown);
    Ok((!explanation.sections.is_empty()).then_some(explanation))
}

#[cfg(test)]
mod tests;
