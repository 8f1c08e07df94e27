//! What `book.toml` and a block's own words ask for.

use engine::{Level, SectionKind};
use serde_json::Value;

use super::hidden::Hiding;

/// What `[preprocessor.gloss]` says, and what else of the context counts.
#[derive(Debug)]
pub(crate) struct Settings {
    /// Who the book is for.
    level: Level,
    /// The names of the only languages that are explained; all where it is empty.
    only: Vec<&'static str>,
    /// Only blocks that are marked are explained.
    is_marked_only: bool,
    /// What is told.
    pub(crate) sections: Vec<SectionKind>,
    /// What readers press.
    pub(crate) title: String,
    /// Explanations are open.
    pub(crate) is_open: bool,
    /// The book becomes HTML.
    pub(crate) is_html: bool,
    /// Files that blocks include have not been put in yet.
    pub(crate) is_before_links: bool,
    /// By the name of a language as blocks spell it, what its hidden lines begin with.
    hidelines: Vec<(String, String)>,
}

/// The keys of mdBook's own.
const COMMON: &[&str] = &["command", "renderers", "renderer", "before", "after", "optional"];
const KEYS: &str = "level, only, marked, sections, title, open";

impl Settings {
    /// Reads mdBook's context.
    pub(crate) fn read(context: &Value) -> Result<Self, String> {
        let renderer =
            context["renderer"].as_str().ok_or("the context says no renderer: let mdBook start this command")?;
        let mut settings = Self {
            level: Level::Beginner,
            only: Vec::new(),
            is_marked_only: false,
            sections: vec![SectionKind::What, SectionKind::How, SectionKind::Why],
            title: "Explanation".to_owned(),
            is_open: false,
            // mdBook's own renderer; what others make of a chapter is theirs.
            is_html: renderer.eq_ignore_ascii_case("HTML"),
            is_before_links: true,
            hidelines: Vec::new(),
        };
        let config = &context["config"];
        for (key, value) in config["preprocessor"]["gloss"].as_object().into_iter().flatten() {
            settings.set(key, value).map_err(|why| format!("book.toml, [preprocessor.gloss]: {why}"))?;
        }
        let hidelines = config.pointer("/output/html/code/hidelines").and_then(Value::as_object).into_iter().flatten();
        settings.hidelines = hidelines.filter_map(|(name, it)| Some((name.clone(), it.as_str()?.to_owned()))).collect();
        // Without mdBook's own preprocessors nothing is included at all.
        settings.is_before_links &= config["build"]["use-default-preprocessors"] != Value::Bool(false);
        Ok(settings)
    }

    fn set(&mut self, key: &str, value: &Value) -> Result<(), String> {
        let yes_or_no = || value.as_bool().ok_or_else(|| format!("{key} must be true or false"));
        match key {
            "level" => self.level = value.as_str().and_then(Level::from_name).ok_or_else(levels)?,
            "only" => {
                let names = texts(key, value)?;
                self.only = names.into_iter().map(language).collect::<Result<_, _>>()?;
            }
            "marked" => self.is_marked_only = yes_or_no()?,
            "open" => self.is_open = yes_or_no()?,
            "sections" => self.sections = texts(key, value)?.into_iter().map(section).collect::<Result<_, _>>()?,
            "title" => {
                let title = value.as_str().filter(|it| !it.trim().is_empty()).ok_or("title must be a text")?;
                self.title = title.split_whitespace().collect::<Vec<_>>().join(" ");
            }
            "after" => self.is_before_links = !texts(key, value)?.contains(&"links"),
            _ if COMMON.contains(&key) => {}
            _ => return Err(format!("there is no setting `{key}`: use {KEYS}")),
        }
        Ok(())
    }

    /// Whether blocks of a language are explained.
    pub(crate) fn is_wanted(&self, language: &str) -> bool {
        self.only.is_empty() || self.only.contains(&language)
    }

    /// Which lines of a block are hidden, by what the block calls its language, what that is, and the words behind it.
    pub(crate) fn hiding<'s>(
        &'s self,
        spelled: &str,
        language: &str,
        mut words: impl Iterator<Item = &'s str>,
    ) -> Hiding<'s> {
        // mdBook asks for the name itself, and no other spelling.
        if engine::hides_lines(language) && spelled == language {
            return Hiding::Hash;
        }
        let own = words.find_map(|word| word.strip_prefix("hidelines="));
        let common = || self.hidelines.iter().find(|(name, _)| name == spelled).map(|(_, prefix)| prefix.as_str());
        own.or_else(common).map_or(Hiding::Nothing, Hiding::Prefix)
    }
}

/// What a block says of itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mark {
    /// Nothing.
    None,
    /// `gloss-ignore`: it is not explained.
    Ignored,
    /// `gloss`, or `gloss-expert` and the like: it is explained, for readers of this level.
    Wanted(Option<Level>),
}

impl Mark {
    /// Reads the words behind a block's language; those of others are passed over.
    pub(crate) fn of<'w>(words: impl Iterator<Item = &'w str>) -> Result<Self, String> {
        let mut mark = Self::None;
        for word in words {
            let own = match word.strip_prefix("gloss-") {
                _ if word == "gloss" => Self::Wanted(None),
                Some("ignore") => return Ok(Self::Ignored),
                Some(level) => Self::Wanted(Some(Level::from_name(level).ok_or_else(|| {
                    format!(
                        "`{word}` says nothing: use gloss-ignore, gloss-beginner, gloss-intermediate or gloss-expert"
                    )
                })?)),
                None => continue,
            };
            if !matches!(mark, Self::Wanted(Some(_))) {
                mark = own;
            }
        }
        Ok(mark)
    }

    /// The level of the block's explanation; `None` where it is to have none.
    pub(crate) fn level(self, settings: &Settings) -> Option<Level> {
        match self {
            Self::Ignored => None,
            Self::None => (!settings.is_marked_only).then_some(settings.level),
            Self::Wanted(level) => Some(level.unwrap_or(settings.level)),
        }
    }
}

fn levels() -> String {
    "level must be beginner, intermediate or expert".to_owned()
}

fn texts<'v>(key: &str, value: &'v Value) -> Result<Vec<&'v str>, String> {
    let list = value.as_array().map(|list| list.iter().map(Value::as_str).collect::<Option<Vec<_>>>());
    list.flatten().ok_or_else(|| format!("{key} must be a list of texts"))
}

fn language(name: &str) -> Result<&'static str, String> {
    engine::language_of(name)
        .map(|it| it.name)
        .ok_or_else(|| format!("only: there is no language `{name}`; `gloss languages` lists them"))
}

fn section(name: &str) -> Result<SectionKind, String> {
    Ok(match name {
        "what" => SectionKind::What,
        "how" => SectionKind::How,
        "why" => SectionKind::Why,
        "concepts" => SectionKind::Concepts,
        "watch-out" => SectionKind::WatchOut,
        _ => return Err(format!("sections: there is no `{name}`; use what, how, why, concepts, watch-out")),
    })
}
