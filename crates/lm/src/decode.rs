//! Writing an answer, one token for all hypotheses of all tasks at a time.

use std::sync::Arc;

use tract_onnx::prelude::*;

use crate::distribution::{Mask, Prediction, likeliest};
use crate::model::{Feed, MAX_BEAM, MAX_TAGS, Model, Output, Request, Step};
use crate::ops::floats;
use crate::{InferError, exact};

/// What a masked position is told, so that no attention is left for it.
const MASKED: f32 = -1e9;

/// An answer in the making.
pub struct Decoding<'m> {
    model: &'m Model,
    source: Vec<u32>,
    was_cut: bool,
    mask: Mask,
    state: TypedSimpleState,
    /// What the encoder made of the source.
    cross: TVec<TValue>,
    /// The keys and values of all rows, `[rows, heads, target, head size]`; nothing else holds them while a token is chosen.
    caches: Vec<Arc<Tensor>>,
    tasks: Vec<Task>,
    beam: usize,
    position: usize,
    most: usize,
}

/// The hypotheses for one tag.
struct Task {
    tag: String,
    /// Those that go on; their rows in the caches follow each other, task by task.
    live: Vec<Hypothesis>,
    ended: Vec<Hypothesis>,
}

#[derive(Clone, Debug)]
struct Hypothesis {
    /// The token that is read next.
    last: u32,
    tokens: Vec<u32>,
    score: f32,
    log_probabilities: Vec<f32>,
    copied: f32,
    is_ended: bool,
}

impl Hypothesis {
    fn new(tag: u32) -> Self {
        Self { last: tag, tokens: vec![], score: 0.0, log_probabilities: vec![], copied: 0.0, is_ended: false }
    }

    /// The mean logarithm of its tokens' probabilities, by which hypotheses of different lengths compare.
    fn mean(&self) -> f32 {
        self.score / self.log_probabilities.len().max(1) as f32
    }

    fn with(&self, token: u32, log: f32, copied: f32, end: u32) -> Self {
        let mut next = self.clone();
        next.score += log;
        next.log_probabilities.push(log);
        next.copied += copied;
        if token == end {
            next.is_ended = true;
        } else {
            next.tokens.push(token);
            next.last = token;
        }
        next
    }
}

impl<'m> Decoding<'m> {
    /// Checks a request and lets the encoder read its source.
    pub(crate) fn begin(model: &'m Model, request: &Request<'_>) -> Result<Self, InferError> {
        let Request { source, tags, beam, max_tokens } = *request;
        if tags.is_empty() || tags.len() > MAX_TAGS {
            return Err(InferError::Tags { got: tags.len(), most: MAX_TAGS });
        }
        if beam == 0 || beam > MAX_BEAM {
            return Err(InferError::Beam { got: beam, most: MAX_BEAM });
        }
        let tasks = tags.iter().map(|tag| {
            let id = model.vocabulary.tag(tag).ok_or_else(|| InferError::UnknownTag {
                tag: (*tag).to_owned(),
                known: model.vocabulary.tags().map(str::to_owned).collect(),
            })?;
            Ok(Task { tag: (*tag).to_owned(), live: vec![Hypothesis::new(id)], ended: vec![] })
        });
        let tasks: Vec<Task> = tasks.collect::<Result<_, InferError>>()?;
        let mut source = model.vocabulary.encode(source).map_err(InferError::Failed)?;
        if source.is_empty() {
            return Err(InferError::NoSource);
        }
        let was_cut = source.len() > model.context.source;
        source.truncate(model.context.source);
        let cross = encode(model, &source).map_err(failed)?;
        let shape = [tasks.len(), model.sizes.heads, model.context.target, model.sizes.head_size];
        let caches = model.yields.grown.iter().map(|_| Ok(Arc::new(Tensor::zero::<f32>(&shape)?)));
        Ok(Self {
            mask: Mask::new(model.vocabulary.classes(), &source),
            state: model.decoder.state().map_err(failed)?,
            caches: caches.collect::<TractResult<_>>().map_err(failed)?,
            most: max_tokens.min(model.context.target),
            model,
            source,
            was_cut,
            cross,
            tasks,
            beam,
            position: 0,
        })
    }

    /// Writes one more token of each unfinished hypothesis, and says whether there is more to write.
    pub fn step(&mut self) -> Result<bool, InferError> {
        if self.is_done() {
            return Ok(false);
        }
        let outputs = self.run().map_err(failed)?;
        let rows = self.choose(&outputs).map_err(failed)?;
        self.grow(&outputs, &rows).map_err(failed)?;
        self.position += 1;
        Ok(!self.is_done())
    }

    /// How far the answer is.
    pub fn progress(&self) -> Step {
        Step { written: self.position, most: self.most }
    }

    /// Whether the source was longer than what the model reads, so that its end was left out.
    pub fn was_cut(&self) -> bool {
        self.was_cut
    }

    /// The best so far for each task; while the answer is being written, its texts grow and may change.
    pub fn outputs(&self) -> Result<Vec<Output>, InferError> {
        self.tasks.iter().map(|task| self.output(task)).collect()
    }

    /// The answer.
    pub fn finish(self) -> Result<Vec<Output>, InferError> {
        self.outputs()
    }

    fn is_done(&self) -> bool {
        self.position >= self.most || self.tasks.iter().all(|task| task.live.is_empty())
    }

    /// Lets the decoder read the last token of each live hypothesis.
    pub(crate) fn run(&mut self) -> TractResult<TVec<TValue>> {
        let tokens: Vec<i64> = self.tasks.iter().flat_map(|task| &task.live).map(|it| i64::from(it.last)).collect();
        let mask: Vec<f32> =
            (0..self.model.context.target).map(|it| if it < self.position { 0.0 } else { MASKED }).collect();
        let mut inputs: TVec<TValue> = tvec!();
        for feed in &self.model.feeds {
            inputs.push(match *feed {
                Feed::Token => Tensor::from_shape(&[tokens.len(), 1], &tokens)?.into_tvalue(),
                Feed::Position => Tensor::from_shape(&[1], &[count(self.position)])?.into_tvalue(),
                Feed::Mask => Tensor::from_shape(&[1, mask.len()], &mask)?.into_tvalue(),
                Feed::Cache(index) => Arc::clone(&self.caches[index]).into_tvalue(),
                Feed::Cross(index) => self.cross[index].clone(),
            });
        }
        self.state.run(inputs)
    }

    /// Lets each task take its likeliest continuations, and gives the row of the caches that each of them continues.
    fn choose(&mut self, outputs: &TVec<TValue>) -> TractResult<Vec<usize>> {
        let yields = &self.model.yields;
        let (logits, copy) = (floats(&outputs[yields.logits])?, floats(&outputs[yields.copy])?);
        let gates = floats(&outputs[yields.gate])?;
        let n_rows = self.tasks.iter().map(|task| task.live.len()).sum::<usize>();
        let vocabulary = self.model.vocabulary.len();
        if logits.len() != n_rows * vocabulary || copy.len() != n_rows * self.source.len() || gates.len() != n_rows {
            return Err(TractError::msg(format!(
                "{} scores for {vocabulary} tokens, {} shares for {} places and {} gates came for {n_rows} rows",
                logits.len(),
                copy.len(),
                self.source.len(),
                gates.len()
            )));
        }
        let end = self.model.vocabulary.end();
        let (mut first_row, mut rows) = (0, Vec::new());
        let mut probabilities = Vec::with_capacity(vocabulary);
        for task in &mut self.tasks {
            let mut candidates: Vec<(usize, Hypothesis, u32)> = Vec::new();
            for (rank, hypothesis) in task.live.iter().enumerate() {
                let row = first_row + rank;
                let prediction = Prediction {
                    logits: &logits[row * vocabulary..][..vocabulary],
                    copy: &copy[row * self.source.len()..][..self.source.len()],
                    gate: gates[row],
                };
                prediction.probabilities(&self.source, &mut probabilities);
                if probabilities.iter().any(|p| p.is_nan()) {
                    return Err(TractError::msg("a probability is no number"));
                }
                self.mask.apply(&mut probabilities, &hypothesis.tokens);
                for (token, p) in likeliest(&probabilities, self.beam + 1) {
                    let copied = prediction.copied_share(&self.source, token, p);
                    candidates.push((row, hypothesis.with(token, exact::ln(p), copied, end), token));
                }
            }
            first_row += task.live.len();
            // Of equals, the continuation of the better hypothesis and then the lower token.
            candidates.sort_by(|(row, a, token), (other_row, b, other_token)| {
                b.score.total_cmp(&a.score).then(row.cmp(other_row)).then(token.cmp(other_token))
            });
            let n_candidates = candidates.len();
            let (mut live, mut live_rows) = (Vec::new(), Vec::new());
            for (row, hypothesis, _) in candidates {
                if hypothesis.is_ended {
                    task.ended.push(hypothesis);
                } else {
                    live.push(hypothesis);
                    live_rows.push(row);
                }
                if live.len() == self.beam {
                    break;
                }
            }
            // Nothing may follow: what was written so far is all.
            if n_candidates == 0 {
                task.ended.append(&mut task.live);
            }
            if task.ended.len() >= self.beam {
                live.clear();
                live_rows.clear();
            }
            task.live = live;
            rows.extend(live_rows);
        }
        Ok(rows)
    }

    /// Writes the new keys and values into the caches, whose rows become those of the hypotheses that go on.
    fn grow(&mut self, outputs: &TVec<TValue>, rows: &[usize]) -> TractResult<()> {
        let target = self.model.context.target;
        let width = self.model.sizes.head_size;
        let heads = self.model.sizes.heads;
        for (cache, &grown) in self.caches.iter_mut().zip(&self.model.yields.grown) {
            let new = floats(&outputs[grown])?;
            let n_rows = cache.shape()[0];
            if new.len() != n_rows * heads * width {
                return Err(TractError::msg(format!("a cache of {n_rows} rows grows by {} numbers", new.len())));
            }
            if !rows.iter().copied().eq(0..n_rows) {
                *cache = Arc::new(self::rows(cache, rows, heads * target * width)?);
            }
            // The plan has let go of its inputs, so this copies nothing.
            let cache = Arc::make_mut(cache);
            let mut view = cache.try_as_plain_ram_mut()?;
            let numbers = view.as_slice_mut::<f32>()?;
            for (row, &from) in rows.iter().enumerate() {
                for head in 0..heads {
                    let place = ((row * heads + head) * target + self.position) * width;
                    let new = &new[(from * heads + head) * width..][..width];
                    numbers[place..place + width].copy_from_slice(new);
                }
            }
        }
        Ok(())
    }

    fn output(&self, task: &Task) -> Result<Output, InferError> {
        let ended = task.ended.iter().reduce(|best, it| if it.mean() > best.mean() { it } else { best });
        let live = || task.live.iter().reduce(|best, it| if it.mean() > best.mean() { it } else { best });
        let Some(best) = ended.or_else(live) else {
            return Err(InferError::Failed("a task has no hypothesis".to_owned()));
        };
        Ok(Output {
            tag: task.tag.clone(),
            text: self.model.vocabulary.decode(&best.tokens).map_err(InferError::Failed)?,
            tokens: best.tokens.clone(),
            log_probability: best.score,
            token_log_probabilities: best.log_probabilities.clone(),
            copy_mass: best.copied / best.log_probabilities.len().max(1) as f32,
            finished: best.is_ended,
        })
    }

    /// The logarithm of the probability of each token and of the end, forced one after the other.
    pub(crate) fn score(model: &'m Model, source: &str, tag: &str, tokens: &[u32]) -> Result<Vec<f32>, InferError> {
        let most = model.context.target - 1;
        if tokens.len() > most {
            return Err(InferError::TooLong { got: tokens.len(), most });
        }
        let request = Request { source, tags: &[tag], beam: 1, max_tokens: model.context.target };
        let mut decoding = Self::begin(model, &request)?;
        let mut logs = Vec::with_capacity(tokens.len() + 1);
        for &token in tokens.iter().chain([&model.vocabulary.end()]) {
            let mut probabilities = Vec::new();
            let outputs = decoding.run().map_err(failed)?;
            let prediction = decoding.prediction(&outputs).map_err(failed)?;
            prediction.probabilities(&decoding.source, &mut probabilities);
            let p = probabilities.get(token as usize).copied().unwrap_or(0.0);
            logs.push(exact::ln(p));
            decoding.force(&outputs, token).map_err(failed)?;
        }
        Ok(logs)
    }

    /// What the decoder says of the only hypothesis.
    pub(crate) fn prediction<'o>(&self, outputs: &'o TVec<TValue>) -> TractResult<Prediction<'o>> {
        let yields = &self.model.yields;
        let gate = floats(&outputs[yields.gate])?.first().copied().unwrap_or_default();
        Ok(Prediction { logits: floats(&outputs[yields.logits])?, copy: floats(&outputs[yields.copy])?, gate })
    }

    /// Lets the only hypothesis go on with a token.
    pub(crate) fn force(&mut self, outputs: &TVec<TValue>, token: u32) -> TractResult<()> {
        self.grow(outputs, &[0])?;
        self.position += 1;
        for hypothesis in self.tasks.iter_mut().flat_map(|task| &mut task.live) {
            hypothesis.last = token;
        }
        Ok(())
    }
}

/// Lets the encoder read.
fn encode(model: &Model, source: &[u32]) -> TractResult<TVec<TValue>> {
    let tokens: Vec<i64> = source.iter().map(|&it| i64::from(it)).collect();
    let positions: Vec<i64> = (0..count(tokens.len())).collect();
    let mut inputs: TVec<TValue> = tvec!();
    for name in model.encoder.inputs() {
        inputs.push(match name.as_str() {
            "tokens" => Tensor::from_shape(&[1, tokens.len()], &tokens)?.into_tvalue(),
            _ => Tensor::from_shape(&[positions.len()], &positions)?.into_tvalue(),
        });
    }
    model.encoder.state()?.run(inputs)
}

/// A length as ONNX counts.
fn count(length: usize) -> i64 {
    i64::try_from(length).unwrap_or(i64::MAX)
}

/// Some rows of a tensor, in that order.
fn rows(tensor: &Tensor, rows: &[usize], length: usize) -> TractResult<Tensor> {
    let numbers = floats(tensor)?;
    let mut shape: TVec<usize> = tensor.shape().into();
    shape[0] = rows.len();
    let mut taken = Vec::with_capacity(rows.len() * length);
    for &row in rows {
        taken.extend_from_slice(&numbers[row * length..(row + 1) * length]);
    }
    Tensor::from_shape(&shape, &taken)
}

fn failed(error: TractError) -> InferError {
    InferError::Failed(format!("{error:#}"))
}
