//! Writing a pack's answer, one token at a time.

use tract_onnx::prelude::*;

use super::{Feed, Pack, Reply};
use crate::distribution::likeliest;
use crate::ops::floats;
use crate::{InferError, Step, exact};

/// How many tokens of a prompt are read at a time, so that a wish to stop is heard soon.
const CHUNK: usize = 32;

/// An answer in the making.
pub struct Writing<'p> {
    pack: &'p Pack,
    state: TypedSimpleState,
    past: Vec<TValue>,
    /// What has been read.
    length: usize,
    /// What is read next.
    pending: Vec<u32>,
    prompt: Vec<u32>,
    tokens: Vec<u32>,
    log_probabilities: Vec<f32>,
    most: usize,
    no_repeat: usize,
    is_ended: bool,
}

impl<'p> Writing<'p> {
    pub(super) fn new(pack: &'p Pack, prompt: Vec<u32>, most: usize, no_repeat: usize) -> Result<Self, InferError> {
        let (heads, size) = pack.past_sizes;
        let none = || Ok(Tensor::zero::<f32>(&[1, heads, 0, size])?.into_tvalue());
        let past: TractResult<Vec<TValue>> = pack.present.iter().map(|_| none()).collect();
        Ok(Self {
            pack,
            state: pack.graph.state().map_err(failed)?,
            past: past.map_err(failed)?,
            length: 0,
            pending: prompt.clone(),
            prompt,
            tokens: vec![],
            log_probabilities: vec![],
            most,
            no_repeat,
            is_ended: false,
        })
    }

    /// Reads a part of the prompt or writes a token, and says whether there is more to write.
    pub fn step(&mut self) -> Result<bool, InferError> {
        if self.is_done() {
            return Ok(false);
        }
        let chunk: Vec<u32> = self.pending.drain(..CHUNK.min(self.pending.len())).collect();
        let outputs = self.run(&chunk).map_err(failed)?;
        if self.pending.is_empty() {
            self.choose(&outputs[self.pack.logits]).map_err(failed)?;
        }
        self.past = self.pack.present.iter().map(|&index| outputs[index].clone()).collect();
        Ok(!self.is_done())
    }

    /// How far the answer is; nothing is written while the prompt is read.
    pub fn progress(&self) -> Step {
        Step { written: self.tokens.len(), most: self.most }
    }

    /// The share of the prompt that has been read.
    pub fn read_share(&self) -> f32 {
        self.length.min(self.prompt.len()) as f32 / self.prompt.len().max(1) as f32
    }

    /// What has been written so far.
    pub fn reply(&self) -> Result<Reply, InferError> {
        let text =
            self.pack.tokenizer.decode(&self.tokens, true).map_err(|error| InferError::Failed(error.to_string()))?;
        Ok(Reply {
            text,
            tokens: self.tokens.clone(),
            log_probability: self.log_probabilities.iter().sum(),
            token_log_probabilities: self.log_probabilities.clone(),
            finished: self.is_ended,
        })
    }

    /// The answer.
    pub fn finish(self) -> Result<Reply, InferError> {
        self.reply()
    }

    fn is_done(&self) -> bool {
        self.is_ended || self.tokens.len() >= self.most
    }

    fn run(&mut self, chunk: &[u32]) -> TractResult<TVec<TValue>> {
        let total = self.length + chunk.len();
        let tokens: Vec<i64> = chunk.iter().map(|&it| i64::from(it)).collect();
        let positions: Vec<i64> = (self.length..total).map(|it| i64::try_from(it).unwrap_or(i64::MAX)).collect();
        let mut inputs: TVec<TValue> = tvec!();
        for feed in &self.pack.feeds {
            inputs.push(match *feed {
                Feed::Tokens => Tensor::from_shape(&[1, tokens.len()], &tokens)?.into_tvalue(),
                Feed::Positions => Tensor::from_shape(&[1, positions.len()], &positions)?.into_tvalue(),
                Feed::Mask => Tensor::from_shape(&[1, total], &vec![1i64; total])?.into_tvalue(),
                Feed::Past(index) => self.past[index].clone(),
            });
        }
        // The graph makes longer ones; these need not be kept.
        self.past.clear();
        self.length = total;
        self.state.run(inputs)
    }

    /// Takes the likeliest token after the last position.
    fn choose(&mut self, logits: &TValue) -> TractResult<()> {
        let width = logits.shape().last().copied().unwrap_or(0);
        let logits = floats(logits)?;
        let mut probabilities = logits[logits.len().saturating_sub(width)..].to_vec();
        exact::softmax(&mut probabilities);
        if probabilities.iter().any(|p| p.is_nan()) {
            return Err(TractError::msg("a probability is no number"));
        }
        self.forbid_repetition(&mut probabilities);
        let Some(&(token, p)) = likeliest(&probabilities, 1).first() else {
            self.is_ended = true;
            return Ok(());
        };
        self.log_probabilities.push(exact::ln(p));
        if self.pack.ends.contains(&token) {
            self.is_ended = true;
        } else {
            self.tokens.push(token);
            self.pending.push(token);
        }
        Ok(())
    }

    /// Takes away what would repeat a run of tokens that was written before.
    fn forbid_repetition(&self, probabilities: &mut [f32]) {
        let Some(n_same) = self.no_repeat.checked_sub(1) else { return };
        let Some(start) = self.tokens.len().checked_sub(n_same) else { return };
        for window in self.tokens.windows(self.no_repeat) {
            if window[..n_same] == self.tokens[start..]
                && let Some(p) = probabilities.get_mut(window[n_same] as usize)
            {
                *p = 0.0;
            }
        }
    }
}

#[expect(clippy::needless_pass_by_value, reason = "it is what `map_err` gives")]
fn failed(error: TractError) -> InferError {
    InferError::Failed(format!("{error:#}"))
}
