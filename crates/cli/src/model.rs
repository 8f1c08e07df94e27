//! The language model natively: loads it from the binary or a folder, and asks it about items.

use std::fs;
use std::path::Path;

use engine::Level;
use engine::ground::{self, Guard, Heard, Verdict};
use engine::prompt::Prompt;

/// The model that the binary carries, as (file, bytes).
macro_rules! carried {
    ($($file:literal),+) => {
        &[$(($file, include_bytes!(concat!("../../../models/default/", $file)))),+]
    };
}
const DEFAULT: &[(&str, &[u8])] = carried!["manifest.json", "encoder.onnx", "decoder.onnx", "tokenizer.json"];

/// A model with its guard.
pub(crate) struct Voice {
    model: lm::Model,
    guard: Guard,
}

impl Voice {
    /// Loads the model that `--model` names: `default`, or a folder.
    pub(crate) fn load(name: &str) -> Result<Self, String> {
        let read = |file: &str| -> Result<Vec<u8>, String> {
            if name == "default" {
                let carried = DEFAULT.iter().find(|it| it.0 == file);
                return carried
                    .map(|it| it.1.to_vec())
                    .ok_or_else(|| format!("this program carries no file `{file}` of a model"));
            }
            let path = Path::new(name).join(file);
            fs::read(&path).map_err(|error| {
                format!(
                    "cannot read `{}` of the model: {error}; name a folder with a manifest.json, or `default`",
                    path.display()
                )
            })
        };
        let manifest = lm::Manifest::parse(&read("manifest.json")?).map_err(|error| error.to_string())?;
        let guard = manifest
            .guard
            .clone()
            .ok_or("the model's manifest has no `guard`, so nothing that it says could be shown: calibrate it first")?;
        let guard =
            serde_json::from_value(guard).map_err(|error| format!("the `guard` of the model's manifest: {error}"))?;
        let files = manifest
            .files
            .iter()
            .map(|entry| Ok((entry.path.clone(), read(&entry.path)?)))
            .collect::<Result<Vec<_>, String>>()?;
        let model =
            lm::Model::load(&manifest, lm::Files::from_iter(files), &mut |_| {}).map_err(|error| error.to_string())?;
        Ok(Self { model, guard })
    }

    /// What it says of an item for a reader, and what became of it.
    pub(crate) fn say(&self, prompt: &Prompt, level: Level) -> Result<Verdict, String> {
        let tag = match level {
            Level::Beginner => "<b>",
            Level::Intermediate => "<i>",
            Level::Expert => "<e>",
        };
        let ask = |source: &str| {
            let max_tokens = self.model.context().target;
            let request = lm::Request { source, tags: &[tag], beam: 1, max_tokens };
            let said = self.model.infer(&request, &mut |_| true).map_err(|error| error.to_string())?;
            said.into_iter().next().ok_or_else(|| "the model said nothing".to_owned())
        };
        let said = ask(&prompt.source)?;
        let masked = ask(&prompt.masked())?;
        let pieces: Vec<String> = said.tokens.iter().map(|&token| self.model.piece(token).to_owned()).collect();
        let heard = Heard {
            text: &said.text,
            pieces: &pieces,
            log_probabilities: &said.token_log_probabilities,
            copy_mass: said.copy_mass,
            finished: said.finished,
            masked: Some(&masked.text),
        };
        Ok(ground::judge(prompt, &heard, &self.guard))
    }
}
