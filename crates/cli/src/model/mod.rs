//! The language model natively: loads it from the binary or a folder, and asks it about items.

mod folder;

use engine::Level;
use engine::ground::{self, Guard, Heard, Verdict};
use engine::prompt::{self, Prompt, chat};
use lm::pack::{Ask, Message, Pack};
use lm::{Files, InferError, Kind, Manifest, Model};

use folder::Folder;

/// The model that the binary carries, as (file, bytes).
macro_rules! carried {
    ($($file:literal),+) => {
        &[$(($file, include_bytes!(concat!("../../../../models/default/", $file)))),+]
    };
}
const DEFAULT: &[(&str, &[u8])] = carried!["manifest.json", "encoder.onnx", "decoder.onnx", "tokenizer.json"];

const MANIFEST: &str = "manifest.json";
/// What every pack has, and no model in our own format.
const CONFIG: &str = "config.json";
/// A sentence is shorter; what a pack writes beyond is not read.
const MAX_TOKENS: usize = 96;

/// A model with its guard.
pub(crate) struct Voice {
    model: Kinds,
    guard: Guard,
}

/// A model of our own format, or a published one.
enum Kinds {
    Own(Box<Model>),
    Pack(Box<Pack>),
}

/// An item that is asked about.
#[derive(Clone, Copy)]
pub(crate) struct Item<'i> {
    pub(crate) prompt: &'i Prompt,
    /// What the item is a part of.
    pub(crate) text: &'i str,
    pub(crate) language: &'i str,
}

impl Voice {
    /// Loads the model that `--model` names: `default`, or a folder.
    pub(crate) fn load(name: &str) -> Result<Self, String> {
        if name == "default" {
            let carried = |file: &str| {
                let found = DEFAULT.iter().find(|it| it.0 == file).map(|it| it.1.to_vec());
                found.ok_or_else(|| format!("this program carries no file `{file}` of a model"))
            };
            return Self::own(&parse(&carried(MANIFEST)?)?, carried);
        }
        let folder = Folder::open(name)?;
        let manifest = folder.has(MANIFEST).then(|| parse(&folder.read(MANIFEST)?)).transpose()?;
        match manifest {
            Some(manifest) if manifest.kind == Kind::EncoderDecoder => Self::own(&manifest, |file| folder.read(file)),
            None if !folder.has(CONFIG) => Err(format!(
                "`{name}` holds no language model: there is neither a {MANIFEST} of our own format nor a {CONFIG} of a published model in \
                 it; name the folder that has one, or `default`"
            )),
            manifest => Self::pack(&folder, manifest.as_ref()),
        }
    }

    /// Loads a model of our own format.
    fn own(manifest: &Manifest, read: impl Fn(&str) -> Result<Vec<u8>, String>) -> Result<Self, String> {
        let guard = guard(manifest)?
            .ok_or("the model's manifest has no `guard`, so nothing that it says could be shown: calibrate it first")?;
        let files = manifest.files.iter().map(|entry| Ok((entry.path.clone(), read(&entry.path)?)));
        let files = files.collect::<Result<Vec<_>, String>>()?;
        let model = Model::load(manifest, Files::from_iter(files), &mut |_| {}).map_err(|error| error.to_string())?;
        Ok(Self { model: Kinds::Own(Box::new(model)), guard })
    }

    /// Loads a published model, which may come without a manifest.
    fn pack(folder: &Folder, manifest: Option<&Manifest>) -> Result<Self, String> {
        let guard = manifest.map(guard).transpose()?.flatten().unwrap_or(Guard::UNJUDGED);
        let wanted = match manifest {
            Some(manifest) => {
                manifest.files.iter().map(|it| it.path.as_str()).filter(|path| folder.has(path)).collect()
            }
            None => lm::pack::wanted(folder.paths()),
        };
        folder.check_memory(&wanted)?;
        let files = wanted.iter().map(|path| Ok((String::from(*path), folder.read(path)?)));
        let files = files.collect::<Result<Vec<_>, String>>()?;
        let pack = Pack::load(manifest, Files::from_iter(files)).map_err(|error| error.to_string())?;
        Ok(Self { model: Kinds::Pack(Box::new(pack)), guard })
    }

    /// What it says of an item for a reader, and what became of it.
    pub(crate) fn say(&self, item: Item<'_>, level: Level) -> Result<Verdict, String> {
        match &self.model {
            Kinds::Own(model) => say(model, item.prompt, level, &self.guard),
            Kinds::Pack(pack) => chat(pack, item, level, &self.guard),
        }
    }
}

fn parse(bytes: &[u8]) -> Result<Manifest, String> {
    Manifest::parse(bytes).map_err(|error| error.to_string())
}

/// The guard of a manifest.
fn guard(manifest: &Manifest) -> Result<Option<Guard>, String> {
    let guard = manifest.guard.clone().map(serde_json::from_value).transpose();
    guard.map_err(|error| format!("the `guard` of the model's manifest: {error}"))
}

/// Asks a model of our own.
fn say(model: &Model, prompt: &Prompt, level: Level, guard: &Guard) -> Result<Verdict, String> {
    let tag = prompt::voice(level);
    let ask = |source: &str| {
        let request = lm::Request { source, tags: &[tag], beam: 1, max_tokens: model.context().target };
        let said = model.infer(&request, &mut |_| true).map_err(|error| error.to_string())?;
        said.into_iter().next().ok_or_else(|| "the model said nothing".to_owned())
    };
    let said = ask(&prompt.source)?;
    let masked = ask(&prompt.masked())?;
    let pieces: Vec<String> = said.tokens.iter().map(|&token| model.piece(token).to_owned()).collect();
    let heard = Heard {
        text: &said.text,
        pieces: &pieces,
        log_probabilities: &said.token_log_probabilities,
        copy_mass: said.copy_mass,
        finished: said.finished,
        masked: Some(&masked.text),
    };
    Ok(ground::judge(prompt, &heard, guard))
}

/// Asks a published model, with as much of the code as it can read.
fn chat(pack: &Pack, item: Item<'_>, level: Level, guard: &Guard) -> Result<Verdict, String> {
    let mut room = chat::MAX_CODE;
    let mut writing = loop {
        let turns = chat::ask(item.prompt, item.text, item.language, level, room);
        let messages = turns.map(|turn| Message::new(turn.role, turn.content));
        let prompt = lm::pack::Prompt::Messages(&messages);
        match pack.begin(&Ask { prompt, max_tokens: MAX_TOKENS, no_repeat: 0 }) {
            Ok(writing) if writing.progress().most == MAX_TOKENS || room == 0 => break writing,
            // The answer needs room too.
            Ok(_) | Err(InferError::TooLong { .. }) if room > 0 => room /= 2,
            Ok(writing) => break writing,
            Err(error) => return Err(error.to_string()),
        }
    };
    let said = |error: InferError| error.to_string();
    // What follows the first sentence is not read, so it is not written.
    while writing.step().map_err(said)? {
        if chat::first_sentence(&writing.reply().map_err(said)?.text).is_some_and(|it| it.1) {
            break;
        }
    }
    let reply = writing.finish().map_err(said)?;
    let answer =
        chat::Answer { text: &reply.text, log_probabilities: &reply.token_log_probabilities, finished: reply.finished };
    Ok(chat::judge(item.prompt, item.text, &answer, guard, |text| pack.pieces(text)))
}
