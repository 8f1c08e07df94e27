//! `gloss facts`: what the language model reads of an item, for its training and for the curious.

use std::collections::HashMap;
use std::io::BufRead;

use engine::prompt::{self, ItemKind, Prompt};
use engine::{Level, Reading, Request};
use serde::{Deserialize, Serialize};

use crate::arguments::FactsOf;
use crate::{input, json};

/// A text with the parts that are asked for.
#[derive(Deserialize)]
struct Batch {
    language: String,
    code: String,
    items: Vec<Part>,
}

/// A part of a text.
#[derive(Deserialize)]
struct Part {
    id: String,
    kind: String,
    name: Option<String>,
    start: u32,
    end: u32,
    /// Whether the facts are left out, as they are where a language is not read by rules.
    #[serde(default)]
    bare: bool,
}

/// What is written of a part.
#[derive(Serialize)]
struct Line<'p> {
    id: &'p str,
    #[serde(flatten)]
    prompt: &'p Prompt,
    /// The opening sentence that rules write, by level; empty where the language is not read by rules.
    openings: HashMap<&'static str, String>,
}

/// Writes the facts of a file's functions and types, or of items.
pub(crate) fn write(arguments: &FactsOf) -> Result<String, String> {
    if arguments.items {
        return items(&arguments.file);
    }
    let code = input::read(&arguments.file)?;
    let language = match arguments.language.as_str() {
        "auto" => engine::detect(&code, Some(&arguments.file)).ok_or_else(|| {
            format!("{}: could not tell which language this is: name it with `--language`", arguments.file)
        })?,
        name => name,
    };
    let reading = Reading::of(&code, language)
        .ok_or_else(|| format!("unknown language `{language}`: `gloss languages` lists those that are known"))?;
    reading.prompts().iter().map(json).collect()
}

/// One line per item. Reads and answers batch by batch, as a corpus does not fit in memory.
fn items(file: &str) -> Result<String, String> {
    let reader: Box<dyn BufRead> = if file == "-" {
        Box::new(std::io::stdin().lock())
    } else {
        Box::new(std::io::BufReader::new(
            std::fs::File::open(file).map_err(|error| format!("cannot read `{file}`: {error}"))?,
        ))
    };
    for (at, line) in reader.lines().enumerate() {
        let line = line.map_err(|error| format!("cannot read `{file}` to its end: {error}"))?;
        let batch: Batch = serde_json::from_str(&line).map_err(|error| format!("{file}, line {}: {error}", at + 1))?;
        let reading = Reading::of(&batch.code, &batch.language);
        let mut out = String::new();
        for part in &batch.items {
            let bytes = part.start as usize..part.end as usize;
            let (Some(kind), Some(code)) = (ItemKind::from_name(&part.kind), batch.code.get(bytes)) else {
                return Err(format!("{file}, line {}: item {} is no part of its code", at + 1, part.id));
            };
            let name = part.name.as_deref();
            let (prompt, openings) = match reading.as_ref().filter(|_| !part.bare) {
                Some(reading) => (
                    reading.prompt_of(part.start..part.end, kind, name),
                    openings(&dedent(&batch.code, part.start as usize, code), &batch.language),
                ),
                None => (prompt::of_text(code, &batch.language, kind, name), HashMap::new()),
            };
            out.push_str(&json(&Line { id: &part.id, prompt: &prompt, openings })?);
        }
        print!("{out}");
    }
    Ok(String::new())
}

/// The first sentence of *What* that rules write of a text that stands alone.
fn openings(code: &str, language: &str) -> HashMap<&'static str, String> {
    let mut openings = HashMap::new();
    for level in Level::ALL {
        let request = Request { code, language: Some(language), file_name: None, level };
        let Ok(explanation) = engine::explain(&request) else { continue };
        let what = explanation.sections.iter().find(|section| section.kind == engine::SectionKind::What);
        if let Some(sentence) = what.and_then(|section| section.sentences.first()) {
            openings.insert(level.name(), sentence.text.clone());
        }
    }
    openings
}

/// A part of a text without the indentation that its place gave it.
fn dedent(text: &str, start: usize, part: &str) -> String {
    let line = text[..start].rfind('\n').map_or(0, |at| at + 1);
    let indent = text[line..start].len() - text[line..start].trim_start().len();
    let mut out = String::new();
    for (at, line) in part.lines().enumerate() {
        let own = line.len() - line.trim_start().len();
        out.push_str(if at == 0 { line } else { &line[own.min(indent)..] });
        out.push('\n');
    }
    out
}
