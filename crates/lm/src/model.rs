//! An encoder–decoder: loading it, and what may be asked of it.

use serde::{Deserialize, Serialize};
use tract_onnx::prelude::*;

use crate::decode::Decoding;
use crate::graph::{File, Graph, Input, Options, Size};
use crate::manifest::{Context, Decoder, Files, Kind, Manifest};
use crate::rewrite::{External, Pool, Weights};
use crate::vocabulary::Vocabulary;
use crate::{InferError, LoadError};

const ENCODER: &str = "encoder.onnx";
const DECODER: &str = "decoder.onnx";
const TOKENIZER: &str = "tokenizer.json";

/// The widest beam.
pub const MAX_BEAM: usize = 4;

/// The most tasks that one request may have.
pub const MAX_TAGS: usize = 8;

/// An encoder–decoder that is ready to be asked.
#[derive(Clone)]
pub struct Model {
    pub(crate) vocabulary: Vocabulary,
    pub(crate) encoder: Graph,
    pub(crate) decoder: Graph,
    pub(crate) feeds: Vec<Feed>,
    pub(crate) yields: Yields,
    pub(crate) context: Context,
    pub(crate) sizes: Decoder,
    bytes: usize,
}

/// What an input of the decoder is fed with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Feed {
    Token,
    Position,
    Mask,
    /// The n-th cache: the keys and values of the layers in turn.
    Cache(usize),
    /// The n-th output of the encoder.
    Cross(usize),
}

/// Where the decoder's outputs are.
#[derive(Clone, Debug)]
pub(crate) struct Yields {
    pub(crate) logits: usize,
    pub(crate) copy: usize,
    pub(crate) gate: usize,
    /// What each cache grows by.
    pub(crate) grown: Vec<usize>,
}

/// A question to a model.
#[derive(Clone, Copy, Debug)]
pub struct Request<'r> {
    /// Facts and code, as the engine's prompt writes them.
    pub source: &'r str,
    /// What to write, such as `<b>`; the tasks are decoded together.
    pub tags: &'r [&'r str],
    /// How many hypotheses each task keeps; 1 always takes the likeliest token.
    pub beam: usize,
    /// The most tokens that a task writes; the model's own limit holds too.
    pub max_tokens: usize,
}

/// What a model wrote for one task.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Output {
    /// The task.
    pub tag: String,
    /// The text, with slots such as `<x0>` still in it.
    pub text: String,
    /// Its tokens, without the one that ends it.
    pub tokens: Vec<u32>,
    /// The natural logarithm of its probability, the end included.
    pub log_probability: f32,
    /// The logarithm of each token's probability, the end included where it was reached.
    pub token_log_probabilities: Vec<f32>,
    /// The mean over the tokens of the share of their probability that was copied from the source.
    pub copy_mass: f32,
    /// Whether the model ended the text; otherwise it was cut.
    pub finished: bool,
}

/// How far the loading is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// What was done last.
    pub done: Loading,
    /// How many of the steps have been done.
    pub step: u32,
    /// How many steps there are.
    pub steps: u32,
}

/// A step of loading a model.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Loading {
    /// The files are those of the manifest.
    Verified,
    /// The tokenizer is ready.
    Tokenizer,
    /// The encoder is ready.
    Encoder,
    /// The decoder is ready.
    Decoder,
}

impl Model {
    /// Makes a model of its files, which are held against the manifest before anything reads them.
    pub fn load(manifest: &Manifest, files: Files, progress: &mut dyn FnMut(Progress)) -> Result<Self, LoadError> {
        Self::load_with(manifest, files, Weights::AsStored, progress)
    }

    /// Like [`Model::load`], and says what becomes of float weights.
    pub fn load_with(
        manifest: &Manifest,
        mut files: Files,
        weights: Weights,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<Self, LoadError> {
        let (Kind::EncoderDecoder, Some(sizes)) = (manifest.kind, manifest.decoder) else {
            return Err(LoadError::Manifest { why: format!("{} is no encoder-decoder", manifest.name) });
        };
        let mut report = |done, step| progress(Progress { done, step, steps: 4 });
        for path in [ENCODER, DECODER, TOKENIZER] {
            let bytes = files.get(path).ok_or_else(|| LoadError::Missing { path: path.to_owned() })?;
            manifest.verify(path, bytes)?;
        }
        report(Loading::Verified, 1);
        let vocabulary = Vocabulary::load(TOKENIZER, &files.take(TOKENIZER)?)?;
        report(Loading::Tokenizer, 2);
        let mut pool = Pool::default();
        let cross: Vec<String> = caches("cross", sizes).collect();
        let encoder = {
            let file = File::parse(ENCODER, &files.take(ENCODER)?)?;
            let inputs = [
                Input::new("tokens", i64::datum_type(), [Size::Fixed(1), Size::Free("S")]),
                Input::new("positions", i64::datum_type(), [Size::Free("S")]),
            ];
            let graph = file.build(&inputs, options(weights, &files), &mut pool)?;
            for name in &cross {
                graph.output(ENCODER, name)?;
            }
            graph
        };
        report(Loading::Encoder, 3);
        let decoder = {
            let file = File::parse(DECODER, &files.take(DECODER)?)?;
            file.build(&decoder_inputs(sizes, manifest.context), options(weights, &files), &mut pool)?
        };
        let yields = Yields {
            logits: decoder.output(DECODER, "logits")?,
            copy: decoder.output(DECODER, "copy")?,
            gate: decoder.output(DECODER, "gate")?,
            grown: caches("new", sizes).map(|name| decoder.output(DECODER, &name)).collect::<Result<_, _>>()?,
        };
        let own: Vec<String> = caches("cache", sizes).collect();
        let feed = |name: &String| match name.as_str() {
            "token" => Some(Feed::Token),
            "position" => Some(Feed::Position),
            "mask" => Some(Feed::Mask),
            _ => own.iter().position(|it| it == name).map(Feed::Cache).or_else(|| {
                let place =
                    cross.iter().any(|it| it == name).then(|| encoder.outputs().iter().position(|it| it == name));
                place.flatten().map(Feed::Cross)
            }),
        };
        // `build` has seen that the inputs are those of `decoder_inputs`.
        let feeds = decoder.inputs().iter().filter_map(feed).collect();
        let context = manifest.context;
        let model = Self { vocabulary, encoder, decoder, feeds, yields, context, sizes, bytes: pool.bytes() };
        model.check()?;
        report(Loading::Decoder, 4);
        Ok(model)
    }

    /// Lets the model write one token, so that what does not fit together is found when it is loaded.
    fn check(&self) -> Result<(), LoadError> {
        let misfit = |why: String| LoadError::Shape { path: DECODER.to_owned(), why };
        let Some(tag) = self.vocabulary.tags().next() else {
            return Err(LoadError::Tokenizer { path: TOKENIZER.to_owned(), why: "it has no task tags".to_owned() });
        };
        let tag = tag.to_owned();
        let request = Request { source: &tag, tags: &[&tag, &tag], beam: 1, max_tokens: 1 };
        let mut decoding = Decoding::begin(self, &request).map_err(|error| misfit(error.to_string()))?;
        decoding.step().map_err(|error| misfit(error.to_string()))?;
        Ok(())
    }

    /// Answers a request; `go_on` is asked after the encoder has read and after each token, and ends the work by saying no.
    pub fn infer(
        &self,
        request: &Request<'_>,
        go_on: &mut dyn FnMut(&Step) -> bool,
    ) -> Result<Vec<Output>, InferError> {
        let mut decoding = self.begin(request)?;
        loop {
            let step = decoding.progress();
            if !go_on(&step) {
                return Err(InferError::Cancelled);
            }
            if !decoding.step()? {
                return decoding.finish();
            }
        }
    }

    /// Lets the encoder read the source; the steps of the answer are then the caller's to take.
    pub fn begin(&self, request: &Request<'_>) -> Result<Decoding<'_>, InferError> {
        Decoding::begin(self, request)
    }

    /// The logarithm of the probability of each of these tokens and of an end after them, had the model to write them.
    pub fn score(&self, source: &str, tag: &str, tokens: &[u32]) -> Result<Vec<f32>, InferError> {
        Decoding::score(self, source, tag, tokens)
    }

    /// The tasks that the model knows, and the other marks of its language.
    pub fn tags(&self) -> impl Iterator<Item = &str> {
        self.vocabulary.tags()
    }

    /// How many tokens a text has; of a source, those beyond [`Model::context`] are not read.
    pub fn count_tokens(&self, text: &str) -> Result<usize, InferError> {
        Ok(self.tokens(text)?.len())
    }

    /// The tokens of a text.
    pub fn tokens(&self, text: &str) -> Result<Vec<u32>, InferError> {
        self.vocabulary.encode(text).map_err(InferError::Failed)
    }

    /// How a token is spelled in the vocabulary, with `▁` for a space before it; empty for an id that there is not.
    pub fn piece(&self, id: u32) -> &str {
        self.vocabulary.piece(id)
    }

    /// How much text the model reads and writes.
    pub fn context(&self) -> Context {
        self.context
    }

    /// How many bytes of int8 weights the model holds.
    pub fn weight_bytes(&self) -> usize {
        self.bytes
    }
}

/// How far an answer is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// How many tokens each unfinished task has; 0 when the encoder has just read.
    pub written: usize,
    /// How many it will have at most.
    pub most: usize,
}

fn options(weights: Weights, files: &Files) -> Options<'_> {
    Options { weights, external: External { folder: "", files }, last_of: None }
}

/// `name_key.0`, `name_value.0`, `name_key.1` and so on.
fn caches(name: &'static str, sizes: Decoder) -> impl Iterator<Item = String> {
    (0..sizes.layers).flat_map(move |layer| ["key", "value"].map(|what| format!("{name}_{what}.{layer}")))
}

fn decoder_inputs(sizes: Decoder, context: Context) -> Vec<Input> {
    let (heads, head_size, target) =
        (Size::Fixed(sizes.heads), Size::Fixed(sizes.head_size), Size::Fixed(context.target));
    let mut inputs = vec![
        Input::new("token", i64::datum_type(), [Size::Free("B"), Size::Fixed(1)]),
        Input::new("position", i64::datum_type(), [Size::Fixed(1)]),
        Input::new("mask", f32::datum_type(), [Size::Fixed(1), target.clone()]),
    ];
    for name in caches("cache", sizes) {
        let dims = [Size::Free("B"), heads.clone(), target.clone(), head_size.clone()];
        inputs.push(Input::new(name, f32::datum_type(), dims));
    }
    for name in caches("cross", sizes) {
        let dims = [Size::Fixed(1), heads.clone(), Size::Free("S"), head_size.clone()];
        inputs.push(Input::new(name, f32::datum_type(), dims));
    }
    inputs
}
