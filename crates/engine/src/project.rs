//! Several files as one project: files in, an [`Overview`] out.
//!
//! Each file is read alone, and only a small digest of it is kept, so that a project may be larger than what fits into memory at
//! once, and a file that was read before need not be read again.

use facts::project as read;
use prose::overview::Overview;

use crate::{ExplainError, Level, Reading, VERSION, first_part};

/// One of several files.
#[derive(Clone, Debug)]
pub struct File<'f> {
    /// Its path, with `/` between folders: from the folder that readers think of as the project, that one's name included.
    pub path: &'f str,
    /// The source text.
    pub code: &'f str,
    /// The language's name, or `None` to tell it from the path and the text.
    pub language: Option<&'f str>,
}

/// What is kept of a file.
#[derive(Clone, Debug)]
pub struct Digest(read::Digest);

impl Digest {
    /// Reads a file, or as much of it as can be read while `go_on` answers yes. A text in no known language is kept as one.
    pub fn read(file: &File<'_>, go_on: &mut dyn FnMut() -> bool) -> Result<Self, ExplainError> {
        let text = || Ok(Self(read::Digest::of_text(file.path, first_part(file.code))));
        if file.code.trim().is_empty() || file.code.contains('\0') {
            return Ok(Self(read::Digest::of_text(file.path, "")));
        }
        let language = match file.language {
            Some(name) if name != "auto" => {
                let names = || languages::LANGUAGES.iter().map(|it| it.name).collect::<Vec<_>>().join(", ");
                languages::find(name).ok_or_else(|| ExplainError::UnknownLanguage(name.to_owned(), names()))?
            }
            _ => match language_of(file)? {
                Some(language) => language,
                None => return text(),
            },
        };
        language.is_there()?;
        let unit = languages::parse(first_part(file.code), language, go_on);
        let facts = facts::observe_outline(&unit);
        Ok(Self(read::Digest::of(file.path, &unit, &facts)))
    }

    /// The file's path.
    pub fn path(&self) -> &str {
        &self.0.path
    }
}

impl Reading {
    /// What a project keeps of a text that has been read.
    pub fn digest(&self, path: &str) -> Digest {
        Digest(read::Digest::of(path, &self.unit, &self.facts))
    }
}

/// The language of a file, where its name or its first line says that it is code.
fn language_of(file: &File<'_>) -> Result<Option<&'static languages::Language>, ExplainError> {
    let name = file.path.rsplit('/').next().unwrap_or(file.path);
    let ending = name.rfind('.').filter(|&at| at > 0).map_or("", |at| &name[at + 1..]).to_ascii_lowercase();
    let is_known = languages::LANGUAGES.iter().any(|it| it.extensions.contains(&ending.as_str()));
    // Words in a row are a text to readers, whatever else could read them.
    let is_script = ending.is_empty() && file.code.starts_with("#!");
    if !(is_known || is_script) {
        return Ok(None);
    }
    Ok(languages::detect(file.code, Some(file.path))?)
}

/// Several files that were read, to ask several things of them.
#[derive(Debug)]
pub struct Project {
    project: read::Project,
}

impl Project {
    /// Reads files as long as `keep_going` answers yes; it is asked before each file and now and then within. When it answers no,
    /// the overview is of the files read so far, and says so.
    pub fn read<'f>(
        files: impl IntoIterator<Item = File<'f>>,
        keep_going: &mut dyn FnMut() -> bool,
    ) -> Result<Self, ExplainError> {
        let (mut digests, mut unread) = (Vec::new(), 0);
        for file in files {
            if unread > 0 || !keep_going() {
                unread += 1;
                continue;
            }
            digests.push(Digest::read(&file, keep_going)?);
        }
        Self::of(digests, unread)
    }

    /// Holds files against each other that were read before; `unread` says how many more there are.
    pub fn of(digests: Vec<Digest>, unread: u32) -> Result<Self, ExplainError> {
        if digests.is_empty() {
            return Err(ExplainError::Empty);
        }
        Ok(Self { project: read::Project::of(digests.into_iter().map(|it| it.0).collect(), unread) })
    }

    /// The overview for a reader.
    pub fn explain(&self, level: Level) -> Overview {
        let titles: Vec<_> = languages::LANGUAGES.iter().map(|it| (it.name, it.title)).collect();
        prose::overview::write_overview(&self.project, level, VERSION, &titles)
    }
}
