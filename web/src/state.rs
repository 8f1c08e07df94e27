//! Everything the page knows, and how it changes: a pure reducer, without a browser.

use std::rc::Rc;

use engine::{Chart, Explanation, Level, Overview, Sentence};
use serde::{Deserialize, Serialize};
use yew::Reducible;

use crate::agent::News;
use crate::find::sentences_at;
use crate::link::{Broken, FILE_ENDING, Shared};
use crate::model::agent::ModelNews;
use crate::model::protocol::Offer;
use crate::model::state::Model;
use crate::note::Note;
use crate::project::Project;
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
    /// Whether the language model is on.
    #[serde(default)]
    pub model: bool,
    /// Whether what it says is hidden.
    #[serde(default)]
    pub inferred_hidden: bool,
    /// Where the history keeps the text.
    #[serde(default)]
    pub place: Option<Place>,
}

/// Where the history keeps a text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// Which of its entries it is.
    pub id: String,
    /// When that was written last, in milliseconds since 1970.
    pub changed: u64,
}

/// A text and how it is read, to go back to.
#[derive(Clone, Debug, PartialEq)]
pub struct Work {
    /// The text.
    pub code: Rc<str>,
    /// The file that it came from.
    pub file_name: Option<Rc<str>>,
    /// The chosen language.
    pub language: Option<Rc<str>>,
    /// The level.
    pub level: Level,
    /// Where the history keeps it.
    pub place: Option<Place>,
    /// The files that it is one of.
    pub project: Option<Project>,
}

/// A part of the text, which is explained in the context of the whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodePart {
    /// Its first byte.
    pub start: usize,
    /// One past its last byte; the same as the first for a cursor.
    pub end: usize,
    /// Its first and its last line, counted from 1.
    pub lines: (usize, usize),
}

impl CodePart {
    /// The part of a text between two places that are given in UTF-16 units, as browsers do.
    pub fn of(code: &str, from: u32, to: u32) -> Self {
        let byte_at = |wanted: u32| {
            let mut units = 0;
            let reached = |char: char| {
                let at = units;
                units += char.len_utf16() as u32;
                at
            };
            let ats = code.chars().map(reached).zip(code.char_indices());
            ats.skip_while(|(at, _)| *at < wanted).map(|(_, (byte, _))| byte).next().unwrap_or(code.len())
        };
        let (start, end) = (byte_at(from), byte_at(to.max(from)));
        let line_at = |byte: usize| code[..byte].matches('\n').count() + 1;
        // A selection that ends at the start of a line does not hold that line.
        let last = if end > start && code[..end].ends_with('\n') { end - 1 } else { end };
        Self { start, end, lines: (line_at(start), line_at(last)) }
    }
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
    /// The files that it is one of, where there are several.
    pub project: Option<Project>,
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
    /// The language, by its reader's name, whose grammar the worker is loading for a request.
    pub loading: Option<Rc<str>>,
    /// The last explanation, which stays until there is a newer one.
    pub explanation: Option<Rc<Explanation>>,
    /// The flow chart that goes with it.
    pub chart: Option<Rc<Chart>>,
    /// The last overview of the project.
    pub overview: Option<Rc<Overview>>,
    /// The request that it answers.
    pub explained: u64,
    /// What went wrong, until the next success.
    pub trouble: Option<Trouble>,
    /// The part of the text that is explained; `None` for the whole.
    pub part: Option<CodePart>,
    /// The lines that the reader went to in the editor.
    pub cursor: Option<(u32, u32)>,
    /// The sentences about those lines, the narrowest first.
    pub linked: Rc<Vec<u32>>,
    /// Grows whenever the explanation is to show the first of these, which it is not when only the model's sentences came in.
    pub follows: u32,
    /// The language model.
    pub model: Model,
    /// Counts the pieces of work: a text that takes the place of another is a new one, and what is typed into it is not.
    pub work: u32,
    /// Where the history keeps the text, once it does.
    pub place: Option<Place>,
    /// What was there before the page itself put something else in its place.
    pub former: Option<Rc<Work>>,
    /// What the page has to tell.
    pub note: Option<Note>,
    /// What a link holds, until the languages are known that it is held against.
    pub pending: Option<Rc<Shared>>,
    /// Counts the links that were opened.
    pub links: u32,
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
    /// Several files came in.
    TookProject {
        /// What they are called.
        project: Project,
        /// How many were left out.
        left: usize,
    },
    /// The reader goes to a file of the project, or to its overview.
    WentToFile(Option<usize>),
    /// The reader closes the tab of a file.
    ClosedTab(usize),
    /// The reader goes on with the text in the editor alone.
    LeftProject,
    /// A text was shared with the page.
    TookText(String),
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
    /// The reader wants a part of the text explained, or again the whole.
    ChosePart(Option<CodePart>),
    /// The reader has done with those lines.
    LeftLines,
    /// The reader wants NUL characters out of the text.
    RemoveNulls,
    /// The reader wants the same asked again.
    AskAgain,
    /// The worker has news.
    Heard(News),
    /// The reader switches the language model on or off.
    SwitchedModel(bool),
    /// The reader stops what the model is at.
    StoppedModel,
    /// The reader wants the model loaded once more.
    RetriedModel,
    /// The reader hides or shows what the model says.
    HidInferred(bool),
    /// The model has news.
    HeardModel(ModelNews),
    /// The page was opened by a link.
    GotLink(Result<Shared, Broken>),
    /// The page has something to tell, or the reader has done with that.
    Noted(Option<Note>),
    /// The reader wants back what was there before.
    WentBack,
    /// The reader took a text from the history.
    TookWork(Work),
    /// The history holds words that were typed last time and that the page did not start with.
    Recovered(Work),
    /// The text that the page started with is one of these files.
    Rejoined(Project),
    /// The history has kept a piece of work.
    WasKept {
        /// Which.
        work: u32,
        /// Where.
        place: Place,
    },
}

impl State {
    /// The state at the start: what was kept, or the first sample; and the language model that may be switched on.
    pub fn new(kept: Option<Kept>, offer: Option<Offer>) -> Self {
        let kept = kept.unwrap_or_else(|| Kept {
            code: SAMPLES[0].code.to_owned(),
            file_name: Some(SAMPLES[0].file_name.to_owned()),
            language: None,
            level: Level::Beginner,
            theme: None,
            model: false,
            inferred_hidden: false,
            place: None,
        });
        Self {
            code: kept.code.into(),
            loads: 0,
            file_name: kept.file_name.map(Rc::from),
            project: None,
            language: kept.language.map(Rc::from),
            level: kept.level,
            theme: kept.theme,
            languages: Rc::default(),
            request: 1,
            progress: Progress::Starting,
            loading: None,
            explanation: None,
            chart: None,
            overview: None,
            explained: 0,
            trouble: None,
            part: None,
            cursor: None,
            linked: Rc::default(),
            follows: 0,
            model: Model::new(offer, kept.model, kept.inferred_hidden),
            work: 0,
            place: kept.place,
            former: None,
            note: None,
            pending: None,
            links: 0,
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
            model: self.model.is_on,
            inferred_hidden: self.model.is_hidden,
            place: self.place.clone(),
        }
    }

    /// The text and how it is read.
    pub fn as_work(&self) -> Work {
        Work {
            code: self.code.clone(),
            file_name: self.file_name.clone(),
            language: self.language.clone(),
            level: self.level,
            place: self.place.clone(),
            project: self.project.clone(),
        }
    }

    /// What a link to the text holds: the language that it was read as, so that it is read so for ever.
    pub fn as_shared(&self) -> Shared {
        Shared::new(self.language_name(), self.level, &self.code)
    }

    /// Whether there is nothing to explain.
    pub fn is_empty(&self) -> bool {
        self.code.trim().is_empty() && !self.is_overview()
    }

    /// Whether the reader is at the overview of several files, and not at one of them.
    pub fn is_overview(&self) -> bool {
        self.project.as_ref().is_some_and(|it| it.at.is_none())
    }

    /// The language that the code is read as: the chosen one, or the one that was detected.
    pub fn language_name(&self) -> Option<&str> {
        self.language.as_deref().or_else(|| self.explanation.as_ref().map(|it| it.language.as_str()))
    }

    /// Whether the explanation is of an earlier request, and no newer one is coming.
    pub fn is_stale(&self) -> bool {
        self.progress == Progress::Settled && self.explanation.is_some() && self.explained != self.request
    }

    /// The reader's name for a language.
    pub fn title_of<'s>(&'s self, name: &'s str) -> &'s str {
        self.languages.iter().find(|it| it.name == name).map_or(name, |it| &it.title)
    }

    /// The sentence that says most closely what the lines are about that the reader went to.
    pub fn nearest(&self) -> Option<&Sentence> {
        let id = *self.linked.first()?;
        let derived = self.explanation.as_ref()?.sections.iter().flat_map(|section| &section.sentences);
        derived.chain(self.model.said.iter()).find(|it| it.id == id)
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
                // A file of a project stays that whatever is put into it.
                if let Some(project) = &mut next.project {
                    project.edit(&code);
                } else if is_another(&self.code, &code) {
                    next.file_name = None;
                    // It is read from its beginning, not from where the reader was in the other one.
                    next.cursor = None;
                    next.begin();
                }
                next.code = code.into();
                next.part = None;
                next.ask();
            }
            Action::TookSample(idx) => {
                let Some(sample) = SAMPLES.get(idx) else { return next };
                next.file_name = Some(sample.file_name.into());
                next.language = None;
                next.load(sample.code);
            }
            Action::TookFile { name, text } if name.ends_with(FILE_ENDING) => match Shared::of_json(&text) {
                Ok(shared) => next.open(shared),
                Err(broken) => next.note = Some(Note::BadLink(broken.text(&format!("“{name}”")))),
            },
            Action::TookFile { name, text } => {
                next.file_name = Some(name.into());
                next.language = None;
                next.load(&plain_lines(&text));
            }
            Action::TookProject { project, left } => {
                next.begin();
                next.note = (left > 0).then_some(Note::LeftOut(left));
                next.project = Some(project);
                next.show_file();
            }
            Action::WentToFile(file) => {
                let Some(project) = &mut next.project else { return next };
                match file {
                    Some(file) => project.open(file),
                    None => project.at = None,
                }
                if next.project != self.project {
                    next.show_file();
                }
            }
            Action::ClosedTab(file) => {
                let Some(project) = &mut next.project else { return next };
                project.close(file);
                if project.at != self.project.as_ref().and_then(|it| it.at) {
                    next.show_file();
                }
            }
            Action::LeftProject => {
                if self.project.is_some() {
                    // What was kept of the files stays in the history; the text goes on as a piece of work of its own.
                    next.begin();
                    next.ask();
                }
            }
            Action::Rejoined(mut project) => {
                let is_started = self.request == 1 && self.work == 0 && self.project.is_none();
                if is_started {
                    // The page may have kept later words than the history.
                    if project.current().is_some_and(|it| Some(it.path.as_str()) == self.file_name.as_deref()) {
                        project.edit(&self.code);
                    }
                    next.project = Some(project);
                    next.show_file();
                }
            }
            Action::TookText(text) => {
                next.file_name = None;
                next.language = None;
                next.load(&text.replace("\r\n", "\n").replace('\r', "\n"));
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
            Action::ChosePart(part) => {
                if self.part != part || self.is_stale() {
                    next.part = part;
                    next.cursor = None;
                    next.ask();
                }
            }
            Action::LeftLines => {
                next.cursor = None;
                next.link();
            }
            Action::RemoveNulls => {
                let code = self.code.replace('\0', "");
                next.load(&code);
                // It is still the same piece of work.
                (next.work, next.place) = (self.work, self.place.clone());
            }
            Action::AskAgain => next.ask(),
            Action::Heard(news) => next.hear(news),
            Action::SwitchedModel(is_on) => {
                if self.model.is_on != is_on {
                    next.model.switch(is_on);
                    // What the model reads comes with the explanation.
                    if next.model.is_on && !next.is_empty() {
                        next.ask();
                    }
                }
            }
            Action::StoppedModel => next.model.stop(),
            Action::RetriedModel => next.model.load(),
            Action::HidInferred(is_hidden) => next.model.is_hidden = is_hidden,
            Action::HeardModel(news) => next.model.hear(news, self.explanation.as_deref()),
            Action::GotLink(Err(broken)) => next.note = Some(Note::BadLink(broken.text("This link"))),
            // Languages come with the worker. What the reader had stays until it is certain that the link can be opened.
            Action::GotLink(Ok(shared)) if self.languages.is_empty() => next.pending = Some(Rc::new(shared)),
            Action::GotLink(Ok(shared)) => next.open(shared),
            Action::Noted(note) => {
                if note.is_none() {
                    next.former = None;
                }
                next.note = note;
            }
            Action::WentBack => {
                if let Some(former) = next.former.take() {
                    next.note = None;
                    next.take((*former).clone());
                }
            }
            Action::TookWork(work) => {
                next.note = None;
                next.take(work);
            }
            Action::Recovered(work) => {
                if self.request == 1 && *self.code != *work.code {
                    next.former = (!self.is_sample()).then(|| Rc::new(self.as_work()));
                    next.note = Some(Note::Recovered);
                    next.take(work);
                }
            }
            Action::WasKept { work, place } => {
                if self.work == work {
                    next.place = Some(place);
                }
            }
        }
        if next.model.is_hidden != self.model.is_hidden || !Rc::ptr_eq(&next.model.said, &self.model.said) {
            next.find_linked();
        }
        next
    }

    /// Whether the text is a sample that nobody has touched.
    pub fn is_sample(&self) -> bool {
        SAMPLES.iter().any(|it| it.code == &*self.code)
    }

    /// Opens what came by a link or its file, if it can be read.
    fn open(&mut self, shared: Shared) {
        let lang = shared.lang.filter(|it| it != "auto");
        if let Some(lang) = lang.as_deref().filter(|lang| !self.languages.iter().any(|it| it.name == **lang)) {
            let known: String = lang.chars().filter(|c| !c.is_control()).take(40).collect();
            let text = format!(
                "This link is for a language that this Gloss does not read (“{known}”): reload the page for the newest version, \
                 or paste the code itself. What you had is untouched."
            );
            self.note = Some(Note::BadLink(text));
            return;
        }
        let former = (!self.is_empty() && !self.is_sample()).then(|| Rc::new(self.as_work()));
        let code = plain_lines(&shared.code);
        self.note = Some(Note::Opened);
        self.links += 1;
        if *code == *self.code {
            self.language = lang.map(Rc::from);
            self.level = shared.level;
            self.ask();
            return;
        }
        self.former = former;
        self.take(Work {
            code: code.into(),
            file_name: None,
            language: lang.map(Rc::from),
            level: shared.level,
            place: None,
            project: None,
        });
    }

    /// Puts a text and how it is read in the place of what is there.
    fn take(&mut self, work: Work) {
        self.file_name = work.file_name;
        self.language = work.language;
        self.level = work.level;
        self.load(&work.code);
        self.place = work.place;
        self.project = work.project;
    }

    /// What is in the editor is a new piece of work.
    fn begin(&mut self) {
        self.work += 1;
        self.place = None;
        self.project = None;
        self.overview = None;
    }

    fn load(&mut self, code: &str) {
        self.begin();
        self.show(code);
    }

    /// Puts a text into the editor.
    fn show(&mut self, code: &str) {
        self.code = code.into();
        self.loads += 1;
        self.cursor = None;
        self.part = None;
        self.ask();
    }

    /// Puts the file that the reader is at into the editor; with the overview, nothing is to be edited.
    fn show_file(&mut self) {
        let file = self.project.as_ref().and_then(Project::current).cloned();
        self.file_name = file.as_ref().map(|it| it.path.as_str().into());
        self.language = None;
        self.explanation = None;
        self.chart = None;
        self.show(&file.map_or_else(String::new, |it| it.code));
    }

    fn ask(&mut self) {
        self.request += 1;
        if self.progress == Progress::Settled {
            self.progress = Progress::Working;
        }
        if self.is_empty() {
            self.explanation = None;
            self.trouble = None;
            self.model.forget();
        }
        self.model.cancel();
        self.link();
    }

    fn hear(&mut self, news: News) {
        match news {
            News::Loading { id, language } => {
                if id == self.request {
                    self.loading = Some(language.into());
                }
            }
            News::Reading { .. } => self.loading = None,
            // After a worker was replaced, what it left behind is told by `Lost`, and the text beside the editor stands.
            News::Starting if self.progress == Progress::Settled => {}
            News::Starting => {
                self.progress = Progress::Starting;
                self.loading = None;
            }
            News::Ready(languages) => {
                if *self.languages != languages {
                    self.languages = Rc::new(languages);
                }
                if self.progress == Progress::Starting {
                    self.progress = Progress::Working;
                }
                if let Some(shared) = self.pending.take() {
                    self.open((*shared).clone());
                }
            }
            News::Explained { id, explanation, chart, items } if id == self.request => {
                self.chart = chart.map(Rc::new);
                self.model.ask(id, &explanation, items);
                // The same text may be explained again for what the model reads of it.
                let is_another = self.explanation.as_deref() != Some(&explanation);
                self.explanation = Some(Rc::new(explanation));
                self.explained = id;
                self.trouble = None;
                self.loading = None;
                self.progress = Progress::Settled;
                self.find_linked();
                self.follows += u32::from(is_another);
            }
            News::Surveyed { id, overview } if id == self.request => {
                self.overview = Some(Rc::new(overview));
                self.explained = id;
                self.trouble = None;
                self.loading = None;
                self.progress = Progress::Settled;
            }
            News::Refused { id, reason, message } if id == self.request => {
                self.progress = Progress::Settled;
                self.loading = None;
                self.trouble = match reason {
                    Refusal::Empty => None,
                    Refusal::Binary => {
                        let before = self.code.split('\0').next().unwrap_or_default();
                        Some(Trouble::Binary { line: before.matches('\n').count() as u32 + 1 })
                    }
                    Refusal::Undetected => Some(Trouble::Undetected),
                    Refusal::UnknownLanguage => Some(Trouble::UnknownLanguage { message }),
                    Refusal::NoGrammar => Some(Trouble::NoGrammar { message }),
                    Refusal::NoPart => Some(Trouble::NoPart),
                };
                if reason == Refusal::UnknownLanguage {
                    self.language = None;
                    self.ask();
                }
            }
            News::Lost { id, trouble } if id.is_none_or(|id| id == self.request) => {
                self.progress = Progress::Settled;
                self.loading = None;
                self.trouble = Some(trouble);
            }
            // An answer to an older request.
            News::Explained { .. } | News::Surveyed { .. } | News::Refused { .. } | News::Lost { .. } => {}
        }
    }

    /// Finds the sentences about the cursor's lines, and shows the first if it is another.
    fn link(&mut self) {
        if self.find_linked() {
            self.follows += 1;
        }
    }

    /// Finds the sentences about the cursor's lines; gives whether they are others.
    fn find_linked(&mut self) -> bool {
        let linked = match (&self.explanation, self.cursor) {
            (Some(explanation), Some((first, last))) => sentences_at(explanation, &self.model.shown(), first, last),
            _ => Vec::new(),
        };
        let are_others = *self.linked != linked;
        if are_others {
            self.linked = Rc::new(linked);
        }
        are_others
    }
}

/// The editor ends its lines by `\n` alone, and what is explained must be what is shown.
fn plain_lines(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n")
}

/// Whether the reader put another text in the place of the old one, which the old one's file name says nothing about.
fn is_another(old: &str, new: &str) -> bool {
    let same = |pair: &(u8, u8)| pair.0 == pair.1;
    let start = old.bytes().zip(new.bytes()).take_while(same).count();
    let end = old.bytes().rev().zip(new.bytes().rev()).take_while(same).count();
    start + end < old.len() / 4 || new.trim().is_empty()
}

impl Reducible for State {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        Rc::new(self.after(action))
    }
}

#[cfg(test)]
mod tests;
