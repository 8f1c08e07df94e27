//! The one door for every shell: a source text and a level in, an [`Explanation`] out.
//!
//! Data flows through it as `text → languages::parse → code::Unit → facts::observe → Facts → prose::write(level) → Explanation`.

pub mod ground;
pub mod inferred;
mod project;
pub mod prompt;
pub mod render;

pub use languages::provide as provide_grammar;
pub use project::{Digest, File, Project};
pub use prose::overview::{
    FilePlace, FileRole, LinkKind, Overview, OverviewEdge, OverviewFile, OverviewSection, OverviewSentence,
};
pub use prose::{
    Arrow, BoxKind, Chart, ChartBox, Explanation, Level, Origin, Section, SectionKind, Sentence, SourceSpan,
};

/// The version that stands in every explanation.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// How much of a text is explained at once, in bytes. A page of it takes a second in a browser; nobody reads on from there.
pub const MAX_BYTES: usize = 1 << 20;

/// What to explain.
#[derive(Clone, Debug)]
pub struct Request<'r> {
    /// The source text.
    pub code: &'r str,
    /// The language's name, or `None` to detect it.
    pub language: Option<&'r str>,
    /// The file's name, which helps to detect the language.
    pub file_name: Option<&'r str>,
    /// Who it is for.
    pub level: Level,
}

/// Why there is no explanation. The message says what is wrong and how to mend it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ExplainError {
    /// Nothing but white space.
    #[error("there is no code to explain: paste some, or name a file that is not empty")]
    Empty,
    /// Bytes that are not text.
    #[error("this is not text (it holds a NUL byte at position {0}): give a source file, not a binary one")]
    Binary(usize),
    /// A name that no language has.
    #[error("unknown language `{0}`: use one of {1}, or auto")]
    UnknownLanguage(String, String),
    /// Nothing in the text tells its language.
    #[error("could not tell which language this is: choose one of {0}")]
    Undetected(String),
    /// A grammar is needed that the host has not loaded yet; where grammars are linked in, this never happens.
    #[error("the grammar `{0}` has to be loaded first")]
    NoGrammar(&'static str),
}

impl From<languages::Absent> for ExplainError {
    fn from(absent: languages::Absent) -> Self {
        Self::NoGrammar(absent.grammar)
    }
}

/// A language, as shells list it.
#[derive(Clone, Copy, Debug, serde::Serialize)]
pub struct LanguageInfo {
    /// The name that users type.
    pub name: &'static str,
    /// The name that readers see.
    pub title: &'static str,
    /// Other names that users type.
    pub aliases: &'static [&'static str],
    /// File extensions without the dot.
    pub extensions: &'static [&'static str],
}

/// All languages, in the order in which they are offered.
pub fn languages() -> impl Iterator<Item = LanguageInfo> {
    languages::LANGUAGES.iter().map(|language| LanguageInfo {
        name: language.name,
        title: language.title,
        aliases: language.aliases,
        extensions: language.extensions,
    })
}

/// The language that users name so: by its name, an alias, or how its files end.
pub fn language_of(name: &str) -> Option<LanguageInfo> {
    let name = name.to_ascii_lowercase();
    let by_name = languages::find(&name).map(|it| it.name);
    languages().find(|it| by_name.map_or_else(|| it.extensions.contains(&name.as_str()), |found| it.name == found))
}

/// Whether readers of documentation are not shown the lines of an example that begin with `# `, though they are code.
pub fn hides_lines(language: &str) -> bool {
    languages::find(language).is_some_and(|it| it.hides_lines)
}

/// The language of a text, if something in it tells.
pub fn detect(code: &str, file_name: Option<&str>) -> Option<&'static str> {
    languages::detect(code, file_name).ok().flatten().map(|language| language.name)
}

/// Explains a source text.
pub fn explain(request: &Request<'_>) -> Result<Explanation, ExplainError> {
    explain_while(request, &mut || true)
}

/// Explains a source text as long as `go_on` answers yes; it is asked now and then. When it answers no, what could be read so far
/// is explained, and the text says that it is not all.
pub fn explain_while(request: &Request<'_>, go_on: &mut dyn FnMut() -> bool) -> Result<Explanation, ExplainError> {
    Ok(Reading::of_request(request, go_on)?.explain(request.level))
}

/// As much of a text as is explained at once: whole lines where there are any, up to [`MAX_BYTES`].
fn first_part(code: &str) -> &str {
    if code.len() <= MAX_BYTES {
        return code;
    }
    let head = &code[..code.floor_char_boundary(MAX_BYTES)];
    match head.rfind('\n') {
        Some(at) if at > MAX_BYTES / 2 => &head[..=at],
        _ => head,
    }
}

/// A text that was read once, to ask several things of it.
pub struct Reading {
    unit: code::Unit,
    facts: facts::Facts,
    /// Whether the text goes on behind what was read.
    is_cut: bool,
}

impl Reading {
    /// Reads a text in a language that rules read; `None` where none of that name is known.
    pub fn of(code: &str, language: &str) -> Option<Self> {
        Some(Self::read(code, languages::find(language)?, &mut || true))
    }

    /// Reads what is to be explained, as long as `go_on` answers yes.
    pub fn of_request(request: &Request<'_>, go_on: &mut dyn FnMut() -> bool) -> Result<Self, ExplainError> {
        let names = || languages().map(|language| language.name).collect::<Vec<_>>().join(", ");
        if request.code.trim().is_empty() {
            return Err(ExplainError::Empty);
        }
        if let Some(at) = request.code.bytes().position(|byte| byte == 0) {
            return Err(ExplainError::Binary(at));
        }
        let language = match request.language {
            Some(name) if name != "auto" => {
                languages::find(name).ok_or_else(|| ExplainError::UnknownLanguage(name.to_owned(), names()))?
            }
            _ => {
                languages::detect(request.code, request.file_name)?.ok_or_else(|| ExplainError::Undetected(names()))?
            }
        };
        language.is_there()?;
        Ok(Self::read(request.code, language, go_on))
    }

    fn read(code: &str, language: &'static languages::Language, go_on: &mut dyn FnMut() -> bool) -> Self {
        let read = first_part(code);
        let unit = languages::parse(read, language, go_on);
        let facts = facts::observe(&unit);
        Self { unit, facts, is_cut: code.len() > read.len() }
    }

    /// The explanation for a reader.
    pub fn explain(&self, level: Level) -> Explanation {
        prose::write(&self.unit, &self.facts, level, VERSION, self.is_cut)
    }

    /// The explanation of what stands between two bytes, in the context of the whole: of the statements or items that they touch, or,
    /// where they are the same, of the name at the cursor. Bytes inside a character, or behind the text that was read, move to its
    /// start or end. `None` where no code stands there.
    pub fn explain_part(&self, level: Level, bytes: std::ops::Range<usize>) -> Option<Explanation> {
        prose::write_part(&self.unit, &self.facts, level, VERSION, self.span_of(bytes))
    }

    fn span_of(&self, bytes: std::ops::Range<usize>) -> code::Span {
        let source = self.unit.source.as_str();
        let at = |byte: usize| source.floor_char_boundary(byte.min(source.len())) as u32;
        code::Span::new(at(bytes.start), at(bytes.end.max(bytes.start)))
    }

    /// The flow chart that goes with the explanation of the whole or of a part, where that is about one function.
    pub fn chart_beside(&self, level: Level, part: Option<std::ops::Range<usize>>) -> Option<Chart> {
        prose::chart_of_explained(&self.unit, &self.facts, level, part.map(|bytes| self.span_of(bytes)))
    }

    /// The flow chart of the function of a name, or of the first one that has steps; `None` where there is none.
    pub fn chart(&self, level: Level, name: Option<&str>) -> Option<Chart> {
        let ids = (0..self.facts.functions.len()).map(code::FunctionId::from_index);
        let named = |id: &code::FunctionId| {
            let own = self.facts.function(*id).name.map(|it| self.unit.text(it));
            own.is_some() && name.is_none_or(|wanted| own == Some(wanted))
        };
        // Functions are counted from the inside out, and readers from the top down.
        let mut ids: Vec<_> = ids.filter(named).collect();
        ids.sort_by_key(|&id| self.unit.span(self.unit.function(id).node).start);
        ids.into_iter().find_map(|id| prose::chart(&self.unit, &self.facts, level, id))
    }

    /// What the model reads of the text as one: of its only item, else of all of it.
    pub fn whole(&self) -> prompt::Prompt {
        prompt::of_whole(&self.unit, &self.facts)
    }

    /// What the model reads of every function and type.
    pub fn prompts(&self) -> Vec<prompt::Prompt> {
        prompt::of_all(&self.unit, &self.facts)
    }

    /// What the model reads of the items that a reader is told about; few, whatever the text's length.
    pub fn items(&self) -> inferred::Items {
        inferred::Items {
            prompts: prompt::of_unit(&self.unit, &self.facts),
            is_whole: prose::is_about_one(&self.unit, &self.facts),
        }
    }

    /// What the model reads of the part between two bytes.
    pub fn prompt_of(&self, bytes: std::ops::Range<u32>, kind: prompt::ItemKind, name: Option<&str>) -> prompt::Prompt {
        prompt::of_part(&self.unit, &self.facts, code::Span::new(bytes.start, bytes.end), kind, name)
    }
}
