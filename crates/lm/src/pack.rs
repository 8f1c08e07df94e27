//! Model packs: decoder-only models as exporters for the browser publish them.
//!
//! A pack is laid out as such a repository is: `config.json`, `tokenizer.json`, `tokenizer_config.json` with the chat template, maybe
//! `generation_config.json`, and one graph with past keys and values as inputs and outputs, whose weights may stand in another file.
//! Weights become int8 rows when they are read, whatever they were.

mod chat;
mod writing;

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use tokenizers::Tokenizer;
use tract_onnx::prelude::*;

pub use self::chat::Message;
use self::chat::Template;
pub use self::writing::Writing;
use crate::graph::{File, Graph, Input, Options, Size};
use crate::manifest::{Files, Manifest};
use crate::rewrite::{External, Pool, Weights};
use crate::{InferError, LoadError, Step, vocabulary};

/// How exporters for the browser call a graph.
const GRAPH: &str = "onnx/model.onnx";
const CONFIG: &str = "config.json";
const GENERATION: &str = "generation_config.json";
const TOKENIZER: &str = "tokenizer.json";
const TOKENIZER_CONFIG: &str = "tokenizer_config.json";
const TEMPLATE: &str = "chat_template.jinja";

/// Which graph is taken where a pack has several, the first first.
const PREFERRED: &[&str] = &["int8", "quantized", "uint8", "q8", "q4", "fp16", "model"];

/// A decoder-only model that is ready to be asked.
#[derive(Clone)]
pub struct Pack {
    tokenizer: Tokenizer,
    template: Option<Template>,
    pub(crate) graph: Graph,
    feeds: Vec<Feed>,
    logits: usize,
    /// Where the outputs are that become the next inputs of past keys and values.
    present: Vec<usize>,
    /// The heads of keys and values, and how wide one is.
    past_sizes: (usize, usize),
    /// Tokens that end an answer.
    ends: BTreeSet<u32>,
    /// How many tokens the model was trained to read and write together.
    positions: usize,
    bytes: usize,
}

/// What an input of the graph is fed with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Feed {
    Tokens,
    Mask,
    Positions,
    /// The n-th of the keys and values.
    Past(usize),
}

/// A question to a pack.
#[derive(Clone, Copy, Debug)]
pub struct Ask<'a> {
    /// What was said so far.
    pub prompt: Prompt<'a>,
    /// The most tokens that are written.
    pub max_tokens: usize,
    /// No run of so many tokens comes twice; 0 lets everything repeat.
    pub no_repeat: usize,
}

/// What a pack is asked to go on with.
#[derive(Clone, Copy, Debug)]
pub enum Prompt<'a> {
    /// A conversation, which the pack's own template makes a text of.
    Messages(&'a [Message]),
    /// A text, as it is.
    Text(&'a str),
}

/// What a pack wrote.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Reply {
    /// The text, without marks.
    pub text: String,
    /// Its tokens, without the one that ends it.
    pub tokens: Vec<u32>,
    /// The natural logarithm of its probability, the end included.
    pub log_probability: f32,
    /// The logarithm of each token's probability, the end included where it was reached.
    pub token_log_probabilities: Vec<f32>,
    /// Whether the model ended the text; otherwise it was cut.
    pub finished: bool,
}

#[derive(Deserialize)]
struct Config {
    #[serde(alias = "n_layer")]
    num_hidden_layers: usize,
    #[serde(alias = "n_positions")]
    max_position_embeddings: Option<usize>,
    eos_token_id: Option<OneOrMany>,
}

#[derive(Deserialize)]
struct Generation {
    eos_token_id: Option<OneOrMany>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum OneOrMany {
    One(u32),
    Many(Vec<u32>),
}

impl OneOrMany {
    fn all(self) -> Vec<u32> {
        match self {
            Self::One(id) => vec![id],
            Self::Many(ids) => ids,
        }
    }
}

/// More layers than this are a mistake in a configuration.
const MAX_LAYERS: usize = 256;

impl Pack {
    /// Makes a pack of its files; they are held against a manifest where there is one.
    pub fn load(manifest: Option<&Manifest>, files: Files) -> Result<Self, LoadError> {
        Self::load_with(manifest, files, Weights::Int8)
    }

    /// Like [`Pack::load`], and says what becomes of float weights.
    pub fn load_with(manifest: Option<&Manifest>, mut files: Files, weights: Weights) -> Result<Self, LoadError> {
        for entry in manifest.iter().flat_map(|it| &it.files) {
            let bytes = files.get(&entry.path);
            entry.verify(bytes.ok_or_else(|| LoadError::Missing { path: entry.path.clone() })?)?;
        }
        let config: Config = json(&files, CONFIG)?;
        let generation: Option<Generation> =
            files.get(GENERATION).is_some().then(|| json(&files, GENERATION)).transpose()?;
        let tokenizer = vocabulary::tokenizer(TOKENIZER, &files.take(TOKENIZER)?)?;
        let settings: chat::Settings = match files.get(TOKENIZER_CONFIG) {
            Some(_) => json(&files, TOKENIZER_CONFIG)?,
            None => chat::Settings::default(),
        };
        let template = Template::new(settings, files.get(TEMPLATE))?;
        let layers = config.num_hidden_layers;
        if layers == 0 || layers > MAX_LAYERS {
            let why = format!("it has {layers} layers; there must be 1 to {MAX_LAYERS}");
            return Err(LoadError::Shape { path: CONFIG.to_owned(), why });
        }
        let path = preferred(files.paths()).ok_or_else(|| LoadError::Missing { path: GRAPH.to_owned() })?.to_owned();
        let file = File::parse(&path, &files.take(&path)?)?;
        let past: Vec<String> = caches("past_key_values", layers).collect();
        let sizes = past_sizes(&path, &file, &past)?;
        let folder = path.rfind('/').map_or("", |at| &path[..=at]);
        let external = External { folder, files: &files };
        let mut pool = Pool::default();
        let inputs = inputs(&file, &past, sizes);
        let graph = file.build(&inputs, Options { weights, external, last_of: Some("logits") }, &mut pool)?;
        let feed = |name: &String| match name.as_str() {
            "input_ids" => Some(Feed::Tokens),
            "attention_mask" => Some(Feed::Mask),
            "position_ids" => Some(Feed::Positions),
            _ => past.iter().position(|it| it == name).map(Feed::Past),
        };
        let ends = generation.and_then(|it| it.eos_token_id).or(config.eos_token_id).map_or(vec![], OneOrMany::all);
        let pack = Self {
            // `build` has seen that the inputs are those of `inputs`.
            feeds: graph.inputs().iter().filter_map(feed).collect(),
            logits: graph.output(&path, "logits")?,
            present: caches("present", layers).map(|name| graph.output(&path, &name)).collect::<Result<_, _>>()?,
            past_sizes: sizes,
            ends: ends.into_iter().collect(),
            positions: config.max_position_embeddings.unwrap_or(usize::MAX),
            bytes: pool.bytes(),
            tokenizer,
            template,
            graph,
        };
        pack.check(&path)?;
        Ok(pack)
    }

    /// Lets the pack read and write a token, so that what does not fit together is found when it is loaded.
    fn check(&self, path: &str) -> Result<(), LoadError> {
        let misfit = |why: String| LoadError::Shape { path: path.to_owned(), why };
        let mut writing = Writing::new(self, vec![0, 0], 2, 0).map_err(|error| misfit(error.to_string()))?;
        for _ in 0..2 {
            writing.step().map_err(|error| misfit(error.to_string()))?;
        }
        Ok(())
    }

    /// Answers; `go_on` is asked after each part of the prompt and each token, and ends the work by saying no.
    pub fn infer(&self, ask: &Ask<'_>, go_on: &mut dyn FnMut(&Step) -> bool) -> Result<Reply, InferError> {
        let mut writing = self.begin(ask)?;
        while go_on(&writing.progress()) {
            if !writing.step()? {
                return writing.finish();
            }
        }
        Err(InferError::Cancelled)
    }

    /// Takes a question; the steps of the answer are then the caller's to take.
    pub fn begin(&self, ask: &Ask<'_>) -> Result<Writing<'_>, InferError> {
        let tokens = self.tokens(&ask.prompt)?;
        if tokens.is_empty() {
            return Err(InferError::NoSource);
        }
        if tokens.len() >= self.positions {
            return Err(InferError::TooLong { got: tokens.len(), most: self.positions - 1 });
        }
        let most = ask.max_tokens.min(self.positions - tokens.len());
        Writing::new(self, tokens, most, ask.no_repeat)
    }

    /// The tokens of a prompt.
    pub fn tokens(&self, prompt: &Prompt<'_>) -> Result<Vec<u32>, InferError> {
        let rendered;
        let text = match prompt {
            Prompt::Text(text) => *text,
            Prompt::Messages(messages) => {
                let template = self.template.as_ref();
                let template =
                    template.ok_or_else(|| InferError::Failed("the pack has no chat template".to_owned()))?;
                rendered = template.render(messages).map_err(InferError::Failed)?;
                &rendered
            }
        };
        vocabulary::encode(&self.tokenizer, text).map_err(InferError::Failed)
    }

    /// The tokens of a text as they are spelled, with `▁` for a space before a word, however the pack's own vocabulary writes that.
    pub fn pieces(&self, text: &str) -> Vec<String> {
        let tokens = vocabulary::encode(&self.tokenizer, text).unwrap_or_default();
        let spelled = tokens.into_iter().filter_map(|id| self.tokenizer.id_to_token(id));
        spelled.map(|it| it.replace('Ġ', "▁")).collect()
    }

    /// How many bytes of int8 weights the pack holds.
    pub fn weight_bytes(&self) -> usize {
        self.bytes
    }
}

fn json<T: for<'d> Deserialize<'d>>(files: &Files, path: &str) -> Result<T, LoadError> {
    let bytes = files.get(path).ok_or_else(|| LoadError::Missing { path: path.to_owned() })?;
    crate::manifest::check_is_file(path, bytes)?;
    serde_json::from_slice(bytes).map_err(|error| LoadError::Config { path: path.to_owned(), why: error.to_string() })
}

/// Which of a folder's files make up the pack: a repository often holds the same weights in several forms, and one is enough.
pub fn wanted<'p>(paths: impl Iterator<Item = &'p str>) -> Vec<&'p str> {
    let mut paths: Vec<&str> = paths.collect();
    let graph = preferred(paths.iter().copied());
    let graphs: Vec<&str> = paths.iter().copied().filter(|path| is_graph(path) && Some(*path) != graph).collect();
    // What a graph keeps elsewhere stands beside it, most often in a file that begins with its name.
    let is_of_graph = |path: &str| {
        let Some(graph) = graph else { return false };
        let folder = graph.rfind('/').map_or("", |at| &graph[..=at]);
        let is_beside = path.strip_prefix(folder).is_some_and(|name| !name.contains('/'));
        let is_data = is_beside && !graphs.iter().any(|other| path.starts_with(other));
        // Where the graph lies beside the settings, so does much that is neither.
        path.starts_with(graph) || is_data && !folder.is_empty()
    };
    let settings = [CONFIG, GENERATION, TOKENIZER, TOKENIZER_CONFIG, TEMPLATE];
    paths.retain(|path| settings.contains(path) || is_of_graph(path));
    paths
}

/// The graph that is taken: the only one, or the one that is preferred.
fn preferred<'p>(paths: impl Iterator<Item = &'p str>) -> Option<&'p str> {
    let rank = |path: &str| PREFERRED.iter().position(|it| path.contains(it)).unwrap_or(PREFERRED.len());
    paths.filter(|path| is_graph(path)).min_by_key(|path| rank(path))
}

fn is_graph(path: &str) -> bool {
    path.rsplit_once('.').is_some_and(|(_, kind)| kind == "onnx")
}

/// `name.0.key`, `name.0.value`, `name.1.key` and so on.
fn caches(name: &'static str, layers: usize) -> impl Iterator<Item = String> {
    (0..layers).flat_map(move |layer| ["key", "value"].map(|what| format!("{name}.{layer}.{what}")))
}

/// How many heads the keys and values have, and how wide a head is, as the graph states it.
fn past_sizes(path: &str, file: &File, past: &[String]) -> Result<(usize, usize), LoadError> {
    let misfit = |why: String| LoadError::Shape { path: path.to_owned(), why };
    let first = &past[0];
    let dims = file
        .dims(first)
        .ok_or_else(|| misfit(format!("it has no input {first}, so it was exported without a cache")))?;
    match *dims {
        [_, Some(heads), _, Some(size)] => Ok((heads, size)),
        _ => Err(misfit(format!("the input {first} does not state its heads and their size"))),
    }
}

/// The inputs that are fed, as far as the graph has them.
fn inputs(file: &File, past: &[String], (heads, size): (usize, usize)) -> Vec<Input> {
    let (read, all) = (Size::Free("S"), Size::Sum("P", "S"));
    let tokens =
        ["input_ids", "position_ids"].map(|name| Input::new(name, i64::datum_type(), [Size::Fixed(1), read.clone()]));
    let mask = Input::new("attention_mask", i64::datum_type(), [Size::Fixed(1), all]);
    let dims = [Size::Fixed(1), Size::Fixed(heads), Size::Free("P"), Size::Fixed(size)];
    let past = past.iter().map(|name| Input::new(name, f32::datum_type(), dims.clone()));
    let wanted =
        tokens.into_iter().chain([mask]).filter(|it| it.name() == "input_ids" || file.dims(it.name()).is_some());
    wanted.chain(past).collect()
}
