//! Asks the model about one item, and holds what it says against the code.

use engine::Level;
use engine::ground::{self, Guard, Heard, Verdict};
use engine::prompt::{self, Prompt};
use lm::{Files, InferError, Manifest, Model, Output, Request};

use crate::Worker;

/// How long the model runs before messages are let in, in milliseconds.
const STRETCH_MS: f64 = 8.0;

/// The model with its guard.
pub(crate) struct Voice {
    model: Model,
    guard: Guard,
}

impl Voice {
    /// Reads a model. Every file is held against its sum first.
    pub(crate) fn load(manifest: &Manifest, files: Files) -> Result<Self, String> {
        let guard = manifest.guard.clone().unwrap_or_default();
        let guard = serde_json::from_value(guard)
            .map_err(|error| format!("The model's manifest does not say when to trust it ({error})."))?;
        let model = Model::load(manifest, files, &mut |_| {}).map_err(|error| error.to_string())?;
        Ok(Self { model, guard })
    }

    /// What the model says of an item; nothing when something newer is wanted.
    pub(crate) async fn say(
        &self,
        prompt: &Prompt,
        level: Level,
        worker: &Worker,
        turn: u64,
    ) -> Result<Option<Verdict>, InferError> {
        let Some(said) = self.ask(&prompt.source, level, worker, turn).await? else { return Ok(None) };
        let Some(masked) = self.ask(&prompt.masked(), level, worker, turn).await? else { return Ok(None) };
        let pieces: Vec<String> = said.tokens.iter().map(|&token| self.model.piece(token).to_owned()).collect();
        let heard = Heard {
            text: &said.text,
            pieces: &pieces,
            log_probabilities: &said.token_log_probabilities,
            copy_mass: said.copy_mass,
            finished: said.finished,
            masked: Some(&masked.text),
        };
        Ok(Some(ground::judge(prompt, &heard, &self.guard)))
    }

    async fn ask(&self, source: &str, level: Level, worker: &Worker, turn: u64) -> Result<Option<Output>, InferError> {
        let tag = prompt::voice(level);
        worker.breathe().await;
        if !worker.is_wanted(turn) {
            return Ok(None);
        }
        let max_tokens = self.model.context().target;
        let mut decoding = self.model.begin(&Request { source, tags: &[tag], beam: 1, max_tokens })?;
        let mut since = f64::MIN;
        while decoding.step()? {
            if js_sys::Date::now() - since < STRETCH_MS {
                continue;
            }
            worker.breathe().await;
            if !worker.is_wanted(turn) {
                return Ok(None);
            }
            since = js_sys::Date::now();
        }
        Ok(decoding.finish()?.into_iter().next())
    }
}
