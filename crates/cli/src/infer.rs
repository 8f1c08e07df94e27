//! `gloss infer`: what the language model says of items, and whether the guard would show it, as JSON lines.

use std::io::{BufRead, Write};

use engine::ground::{Evidence, Reason};
use engine::prompt::{self, ItemKind};
use engine::{Level, Reading};
use serde::{Deserialize, Serialize};

use crate::arguments::Infer;
use crate::json;
use crate::model::{self, Voice};

/// An item.
#[derive(Deserialize)]
struct Item {
    id: serde_json::Value,
    language: String,
    level: Level,
    code: String,
    /// What it is, where no rule reads the language; a function where this is not given.
    kind: Option<String>,
    /// Its name, likewise.
    name: Option<String>,
}

/// What became of the model's sentence.
#[derive(Serialize)]
struct Line<'l> {
    id: &'l serde_json::Value,
    text: &'l str,
    confidence: f32,
    shown: bool,
    reason: Reason,
    evidence: Evidence,
}

/// Answers line by line, so that another program can hold a conversation with it.
pub(crate) fn write(arguments: &Infer) -> Result<String, String> {
    let voice = Voice::load(&arguments.model)?;
    for (at, line) in std::io::stdin().lock().lines().enumerate() {
        let line = line.map_err(|error| format!("cannot read standard input to its end: {error}"))?;
        if line.trim().is_empty() {
            continue;
        }
        let item: Item = serde_json::from_str(&line).map_err(|error| {
            format!(
                "line {} of standard input is no item ({error}): give {{\"id\",\"language\",\"level\",\"code\"}}",
                at + 1
            )
        })?;
        let prompt = match Reading::of(&item.code, &item.language) {
            Some(reading) => reading.whole(),
            None => {
                let kind = item.kind.as_deref().and_then(ItemKind::from_name).unwrap_or(ItemKind::Function);
                prompt::of_text(&item.code, &item.language, kind, item.name.as_deref())
            }
        };
        let about = model::Item { prompt: &prompt, text: &item.code, language: &item.language };
        let verdict = voice.say(about, item.level)?;
        let line = json(&Line {
            id: &item.id,
            text: &verdict.text,
            confidence: verdict.confidence,
            shown: verdict.shown,
            reason: verdict.reason,
            evidence: verdict.evidence,
        })?;
        let mut out = std::io::stdout().lock();
        out.write_all(line.as_bytes())
            .and_then(|()| out.flush())
            .map_err(|error| format!("cannot write the answer: {error}"))?;
    }
    Ok(String::new())
}
