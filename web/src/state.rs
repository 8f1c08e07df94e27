//! Everything the page knows, and how it changes: a pure reducer, without a browser.

use std::rc::Rc;

use engine::{Explanation, Level};
use serde::{Deserialize, Serialize};
use yew::Reducible;

use crate::agent::News;
use crate::find::sentences_at;
use crate::protocol::{LanguageName, Refusal};
use crate::samples::SAMPLES;
use crate::trouble::Trouble;

/// Light or dark, where the reader chose.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Theme {
    /// Dark ink on light paper.
    Light,
    /// Light ink on dark paper.
    Dark,
}

/// What survives a reload.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// The text in the editor.
    pub code: String,
    /// The file that it came from.
    #[serde(default)]
    pub file_name: Option<String>,
    /// The chosen language; `None` is detection.
    #[serde(default)]
    pub language: Option<String>,
    /// The chosen level.
    pub level: Level,
    /// The chosen theme; `None` follows the system.
    #[serde(default)]
    pub theme: Option<Theme>,
}

/// How far the newest request has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// The worker is loading the engine.
    Starting,
    /// The worker reads the code.
    Working,
    /// What stands beside the editor is about the text in it.
    Settled,
}

/// Everything the page knows.
#[derive(Clone, Debug, PartialEq)]
pub struct State {
    /// The text in the editor.
    pub code: Rc<str>,
    /// Counts the texts that did not come from typing, so that the editor knows when to take one over.
    pub loads: u32,
    /// The file that the text came from.
    pub file_name: Option<Rc<str>>,
    /// The chosen language; `None` is detection.
    pub language: Option<Rc<str>>,
    /// The chosen level.
    pub level: Level,
    /// The chosen theme.
    pub theme: Option<Theme>,
    /// The engine's languages, once the worker has told.
    pub languages: Rc<Vec<LanguageName>>,
    /// The newest request; every change of what is asked makes a new one.
    pub request: u64,
    /// How far the newest request has come.
    pub progress: Progress,
    /// The last explanation, which stays until there is a newer one.
    pub explanation: Option<Rc<Explanation>>,
    /// What went wrong, until the next success.
    pub trouble: Option<Trouble>,
    /// The lines that the reader went to in the editor.
    pub cursor: Option<(u32, u32)>,
    /// The sentences about those lines, the narrowest first.
    pub linked: Rc<Vec<u32>>,
}

/// What can happen.
#[derive(Debug)]
pub enum Action {
    /// The reader typed; this is the whole text now.
    Edited(String),
    /// The reader took a sample.
    TookSample(usize),
    /// A file came in.
    TookFile {
        /// Its name.
        name: String,
        /// Its text.
        text: String,
    },
    /// A file could not be taken.
    Refused(Trouble),
    /// The reader chose a language; `None` is detection.
    ChoseLanguage(Option<String>),
    /// The reader chose a level.
    ChoseLevel(Level),
    /// The reader chose a theme.
    ChoseTheme(Theme),
    /// The reader went to these lines in the editor.
    WentTo(u32, u32),
    /// The reader wants NUL characters out of the text.
    RemoveNulls,
    /// The reader wants the same asked again.
    AskAgain,
    /// The worker has news.
    Heard(News),
}

impl State {
    /// The state at the start: what was kept, or the first sample.
    pub fn new(kept: Option<Kept>) -> Self {
        let kept = kept.unwrap_or_else(|| Kept {
            code: SAMPLES[0].code.to_owned(),
            file_name: None,
            language: None,
            level: Level::Beginner,
            theme: None,
        });
        Self {
            code: kept.code.into(),
            loads: 0,
            file_name: kept.file_name.map(Rc::from),
            language: kept.language.map(Rc::from),
            level: kept.level,
            theme: kept.theme,
            languages: Rc::default(),
            request: 1,
            progress: Progress::Starting,
            explanation: None,
            trouble: None,
            cursor: None,
            linked: Rc::default(),
        }
    }

    /// What survives a reload.
    pub fn kept(&self) -> Kept {
        Kept {
            code: self.code.to_string(),
            file_name: self.file_name.as_deref().map(str::to_owned),
            language: self.language.as_deref().map(str::to_owned),
            level: self.level,
            theme: self.theme,
        }
    }

    /// Whether there is nothing to explain.
    pub fn is_empty(&self) -> bool {
        self.code.trim().is_empty()
    }

    /// The language that the code is read as: the chosen one, or the one that was detected.
    pub fn language_name(&self) -> Option<&str> {
        self.language.as_deref().or_else(|| self.explanation.as_ref().map(|it| it.language.as_str()))
    }

    /// The reader's name for a language.
    pub fn title_of<'s>(&'s self, name: &'s str) -> &'s str {
        self.languages.iter().find(|it| it.name == name).map_or(name, |it| &it.title)
    }

    /// The state after something happened.
    #[must_use]
    pub fn after(&self, action: Action) -> Self {
        let mut next = self.clone();
        match action {
            Action::Edited(code) => {
                if *code == *self.code {
                    return next;
                }
                if code.trim().is_empty() {
                    next.file_name = None;
                }
                next.code = code.into();
                next.ask();
            }
            Action::TookSample(idx) => {
                let Some(sample) = SAMPLES.get(idx) else { return next };
                next.file_name = None;
                next.language = None;
                next.load(sample.code);
            }
            Action::TookFile { name, text } => {
                // The editor ends its lines by `\n` alone, and what is explained must be what is shown.
                let text = text.replace("\r\n", "\n").replace('\r', "\n");
                next.file_name = Some(name.into());
                next.language = None;
                next.load(&text);
            }
            Action::Refused(trouble) => next.trouble = Some(trouble),
            Action::ChoseLanguage(language) => {
                if self.language.as_deref() != language.as_deref() {
                    next.language = language.map(Rc::from);
                    next.ask();
                }
            }
            Action::ChoseLevel(level) => {
                if self.level != level {
                    next.level = level;
                    next.ask();
                }
            }
            Action::ChoseTheme(theme) => next.theme = Some(theme),
            Action::WentTo(first, last) => {
                next.cursor = Some((first, last));
                next.link();
            }
            Action::RemoveNulls => {
                let code = self.code.replace('\0', "");
                next.load(&code);
            }
            Action::AskAgain => next.ask(),
            Action::Heard(news) => next.hear(news),
        }
        next
    }

    fn load(&mut self, code: &str) {
        self.code = code.into();
        self.loads += 1;
        self.cursor = None;
        self.ask();
    }

    fn ask(&mut self) {
        self.request += 1;
        if self.progress == Progress::Settled {
            self.progress = Progress::Working;
        }
        if self.is_empty() {
            self.explanation = None;
            self.trouble = None;
        }
        self.link();
    }

    fn hear(&mut self, news: News) {
        match news {
            // After a worker was replaced, what it left behind is told by `Lost`, and the text beside the editor stands.
            News::Starting if self.progress == Progress::Settled => {}
            News::Starting => self.progress = Progress::Starting,
            News::Ready(languages) => {
                if *self.languages != languages {
                    self.languages = Rc::new(languages);
                }
                if self.progress == Progress::Starting {
                    self.progress = Progress::Working;
                }
            }
            News::Explained { id, explanation } if id == self.request => {
                self.explanation = Some(Rc::new(explanation));
                self.trouble = None;
                self.progress = Progress::Settled;
                self.link();
            }
            News::Refused { id, reason, message } if id == self.request => {
                self.progress = Progress::Settled;
                self.trouble = match reason {
                    Refusal::Empty => None,
                    Refusal::Binary => {
                        let before = self.code.split('\0').next().unwrap_or_default();
                        Some(Trouble::Binary { line: before.matches('\n').count() as u32 + 1 })
                    }
                    Refusal::Undetected => Some(Trouble::Undetected),
                    Refusal::UnknownLanguage => Some(Trouble::UnknownLanguage { message }),
                };
                if reason == Refusal::UnknownLanguage {
                    self.language = None;
                    self.ask();
                }
            }
            News::Lost { id, trouble } if id.is_none_or(|id| id == self.request) => {
                self.progress = Progress::Settled;
                self.trouble = Some(trouble);
            }
            // An answer to an older request.
            News::Explained { .. } | News::Refused { .. } | News::Lost { .. } => {}
        }
    }

    fn link(&mut self) {
        let linked = match (&self.explanation, self.cursor) {
            (Some(explanation), Some((first, last))) => sentences_at(explanation, first, last),
            _ => Vec::new(),
        };
        if *self.linked != linked {
            self.linked = Rc::new(linked);
        }
    }
}

impl Reducible for State {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        Rc::new(self.after(action))
    }
}
