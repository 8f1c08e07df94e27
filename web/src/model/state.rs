//! What the page knows of the language model, and how it changes: pure, without a browser.

use std::collections::VecDeque;
use std::rc::Rc;

use engine::ground::Verdict;
use engine::inferred::Items;
use engine::prompt::Prompt;
use engine::{Explanation, Level, Sentence};

use super::agent::ModelNews;
use super::protocol::Offer;

/// How many verdicts are remembered, so that what did not change is not asked again.
const REMEMBERED: usize = 400;

/// How far the model itself has come.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Phase {
    /// It is off: nothing of it was loaded.
    #[default]
    Off,
    /// It is on, and its worker is starting or looks into the store.
    Starting,
    /// It arrives.
    Loading {
        /// Bytes.
        done: u64,
        /// Bytes of the whole.
        total: u64,
    },
    /// It is being read.
    Preparing,
    /// It can be asked.
    Ready,
    /// It cannot be used, for this reason.
    Failed(String),
}

/// How far the sentences about the newest text have come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Work {
    /// Nothing was asked.
    #[default]
    None,
    /// The model is at one of the items.
    Reading,
    /// All items have been answered.
    Done,
    /// The reader stopped it.
    Stopped,
    /// The worker broke off at it.
    Broken,
}

/// What stands in the place of a sentence that is not there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slot {
    /// It may come.
    Waiting,
    /// It does not come, since the model is not sure.
    Silent,
    /// It does not come, since the model was stopped.
    Stopped,
}

/// What the model is asked for one explanation.
#[derive(Clone, Debug, PartialEq)]
pub struct Asked {
    /// The request that the explanation answers.
    pub id: u64,
    /// Who the explanation is for.
    pub level: Level,
    /// All items.
    pub items: Items,
    /// Those that no verdict is remembered of, with their places.
    pub todo: Vec<(usize, Prompt)>,
}

/// What the page knows of the model.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Model {
    /// The model that the build put beside the page; without one there is nothing to switch on.
    pub offer: Option<Rc<Offer>>,
    /// Whether the reader switched it on.
    pub is_on: bool,
    /// Whether the reader hides what it said.
    pub is_hidden: bool,
    /// How far it has come.
    pub phase: Phase,
    /// Counts the times that it is to be loaded.
    pub loads: u32,
    /// Whether the next visit will find it in the store.
    pub is_kept: bool,
    /// What it is asked.
    pub asked: Option<Rc<Asked>>,
    /// How far it has come with that.
    pub work: Work,
    /// How many items have been answered.
    pub answered: usize,
    /// Its sentences, in the order of the items.
    pub said: Rc<Vec<Sentence>>,
    remembered: Rc<VecDeque<(Level, Prompt, Verdict)>>,
}

impl Model {
    /// The model at the start.
    pub fn new(offer: Option<Offer>, is_on: bool, is_hidden: bool) -> Self {
        let is_on = is_on && offer.is_some();
        let phase = if is_on { Phase::Starting } else { Phase::Off };
        Self { offer: offer.map(Rc::new), is_on, is_hidden, phase, loads: u32::from(is_on), ..Self::default() }
    }

    /// Its sentences, unless the reader hides them.
    pub fn shown(&self) -> Rc<Vec<Sentence>> {
        if self.is_hidden { Rc::default() } else { self.said.clone() }
    }

    /// Whether it is busy with something that can be stopped.
    pub fn is_busy(&self) -> bool {
        match self.phase {
            Phase::Starting | Phase::Loading { .. } | Phase::Preparing => true,
            Phase::Ready => self.work == Work::Reading,
            Phase::Off | Phase::Failed(_) => false,
        }
    }

    /// What stands where the sentence about the whole will stand, so that nothing moves when it comes.
    pub fn slot(&self) -> Option<Slot> {
        let is_whole = self.asked.as_ref().is_some_and(|it| it.items.is_whole);
        if !is_whole || self.is_hidden || !self.said.is_empty() {
            return None;
        }
        match (&self.phase, self.work) {
            (Phase::Off | Phase::Failed(_), _) => None,
            (_, Work::Stopped | Work::Broken) => Some(Slot::Stopped),
            (_, Work::Done) => Some(Slot::Silent),
            (_, Work::None | Work::Reading) => Some(Slot::Waiting),
        }
    }

    /// The item that it is at.
    pub fn current(&self) -> Option<&Prompt> {
        let asked = self.asked.as_ref()?;
        let n_known = asked.items.prompts.len() - asked.todo.len();
        asked.todo.get(self.answered.checked_sub(n_known)?).map(|(_, prompt)| prompt)
    }

    pub(crate) fn switch(&mut self, is_on: bool) {
        self.is_on = is_on && self.offer.is_some();
        self.forget();
        self.phase = Phase::Off;
        if self.is_on {
            self.load();
        }
    }

    pub(crate) fn load(&mut self) {
        self.phase = Phase::Starting;
        self.loads += 1;
    }

    /// Stops what it is at. While it still loads, that switches it off; what has arrived is kept for the next time.
    pub(crate) fn stop(&mut self) {
        match self.phase {
            Phase::Ready if self.work == Work::Reading => self.work = Work::Stopped,
            Phase::Starting | Phase::Loading { .. } | Phase::Preparing => self.switch(false),
            _ => {}
        }
    }

    /// There is a newer text; what it said of the old one stands as long as the old explanation does.
    pub(crate) fn cancel(&mut self) {
        self.work = Work::None;
    }

    /// What it said is about a text that is gone.
    pub(crate) fn forget(&mut self) {
        self.cancel();
        self.asked = None;
        self.answered = 0;
        if !self.said.is_empty() {
            self.said = Rc::default();
        }
    }

    /// There is a new explanation. What is remembered is said again at once.
    pub(crate) fn ask(&mut self, id: u64, explanation: &Explanation, items: Option<Items>) {
        self.forget();
        let Some(items) = items.filter(|_| self.is_on) else { return };
        let level = explanation.level;
        let mut todo = Vec::new();
        let mut said = Vec::new();
        for (index, prompt) in items.prompts.iter().enumerate() {
            let known = self.remembered.iter().find(|(it, seen, _)| *it == level && is_same(seen, prompt));
            match known {
                Some((.., verdict)) => {
                    self.answered += 1;
                    said.extend(sentence(&items, index, verdict, explanation));
                }
                None => todo.push((index, prompt.clone())),
            }
        }
        self.said = Rc::new(said);
        self.work = if todo.is_empty() { Work::Done } else { Work::Reading };
        self.asked = Some(Rc::new(Asked { id, level, items, todo }));
    }

    pub(crate) fn hear(&mut self, news: ModelNews, explanation: Option<&Explanation>) {
        // Late words of a worker that was switched off.
        if !self.is_on {
            return;
        }
        let current = self.asked.as_ref().map(|it| it.id);
        match news {
            ModelNews::Progress { done, total } => self.phase = Phase::Loading { done, total },
            ModelNews::Preparing => self.phase = Phase::Preparing,
            ModelNews::Loaded { is_kept } => {
                self.phase = Phase::Ready;
                self.is_kept = is_kept;
            }
            ModelNews::Failed { message } => {
                self.phase = Phase::Failed(message);
            }
            ModelNews::Said { id, index, verdict } if Some(id) == current => {
                if let Some(explanation) = explanation {
                    self.take(index, verdict, explanation);
                }
            }
            ModelNews::Done { id } if Some(id) == current => {
                if self.work == Work::Reading {
                    self.work = Work::Done;
                }
            }
            ModelNews::Lost { id } => {
                // A fresh worker reads the model again.
                self.phase = Phase::Starting;
                if id.is_some() && id == current {
                    self.work = Work::Broken;
                }
            }
            ModelNews::Said { .. } | ModelNews::Done { .. } => {}
        }
    }

    fn take(&mut self, index: usize, verdict: Verdict, explanation: &Explanation) {
        let Some(asked) = self.asked.clone() else { return };
        let Some(prompt) = asked.items.prompts.get(index) else { return };
        self.answered += 1;
        if let Some(sentence) = sentence(&asked.items, index, &verdict, explanation) {
            let said = Rc::make_mut(&mut self.said);
            let at = said.partition_point(|it| it.id < sentence.id);
            said.insert(at, sentence);
        }
        let remembered = Rc::make_mut(&mut self.remembered);
        if remembered.len() >= REMEMBERED {
            remembered.pop_front();
        }
        remembered.push_back((asked.level, prompt.clone(), verdict));
    }
}

/// The model's sentence, where a reader sees it.
fn sentence(items: &Items, index: usize, verdict: &Verdict, explanation: &Explanation) -> Option<Sentence> {
    if verdict.shown { items.sentence(index, verdict.text.clone(), explanation) } else { None }
}

/// Whether the model would say the same of both: all but their places is the same.
fn is_same(one: &Prompt, other: &Prompt) -> bool {
    one.source == other.source
        && one.identifiers == other.identifiers
        && one.numbers == other.numbers
        && one.claims == other.claims
}

#[cfg(test)]
mod tests {
    use engine::ground::{Evidence, Reason};
    use engine::{Reading, Request};

    use super::*;

    const FILE: &str = "def load(path):\n    return open(path)\n\ndef double(n):\n    return n * 2\n";

    fn offer() -> Offer {
        Offer { base: "http://a/models/default/".into(), manifest: String::new(), manifest_bytes: 1, bytes: 10 }
    }

    fn read(code: &str, level: Level) -> (Explanation, Items) {
        let request = Request { code, language: Some("python"), file_name: None, level };
        let reading = Reading::of_request(&request, &mut || true).unwrap();
        (reading.explain(level), reading.items())
    }

    fn verdict(text: &str, shown: bool) -> Verdict {
        let reason = if shown { Reason::Shown } else { Reason::Unsure };
        Verdict { text: text.into(), confidence: 0.9, shown, reason, evidence: Evidence::default() }
    }

    fn ready() -> Model {
        let mut model = Model::new(Some(offer()), true, false);
        model.hear(ModelNews::Loaded { is_kept: true }, None);
        model
    }

    #[test]
    fn it_is_off_until_the_reader_wants_it() {
        let mut model = Model::new(Some(offer()), false, false);
        assert_eq!((model.phase.clone(), model.loads), (Phase::Off, 0));
        let (explanation, items) = read(FILE, Level::Expert);
        model.ask(1, &explanation, Some(items));
        assert!(model.asked.is_none(), "a model that is off is asked nothing");
        model.switch(true);
        assert_eq!((model.phase.clone(), model.loads), (Phase::Starting, 1));
        assert!(!Model::new(None, true, false).is_on, "without a model there is nothing to switch on");
    }

    #[test]
    fn sentences_come_in_the_order_of_the_items() {
        let mut model = ready();
        let (explanation, items) = read(FILE, Level::Expert);
        model.ask(7, &explanation, Some(items));
        assert_eq!(model.current().unwrap().name.as_deref(), Some("load"));
        let say = |model: &mut Model, id, index, text: &str, shown| {
            let verdict = verdict(text, shown);
            model.hear(ModelNews::Said { id, index, verdict }, Some(&explanation));
        };
        say(&mut model, 7, 1, "Doubles.", true);
        say(&mut model, 6, 0, "Late.", true);
        say(&mut model, 7, 0, "Loads.", true);
        model.hear(ModelNews::Done { id: 7 }, Some(&explanation));
        assert_eq!(model.said.iter().map(|it| it.text.as_str()).collect::<Vec<_>>(), ["Loads.", "Doubles."]);
        assert_eq!(model.work, Work::Done);
        model.is_hidden = true;
        assert!(model.shown().is_empty() && model.said.len() == 2);
    }

    #[test]
    fn what_did_not_change_is_not_asked_again() {
        let mut model = ready();
        let (explanation, items) = read(FILE, Level::Expert);
        model.ask(1, &explanation, Some(items));
        for (index, shown) in [(0, false), (1, true)] {
            let verdict = verdict("Says.", shown);
            model.hear(ModelNews::Said { id: 1, index, verdict }, Some(&explanation));
        }
        let moved = format!("import os\n\n{}", FILE.replace("double", "twice"));
        let (explanation, items) = read(&moved, Level::Expert);
        model.ask(2, &explanation, Some(items));
        let todo = &model.asked.as_ref().unwrap().todo;
        assert_eq!(todo.iter().map(|it| it.0).collect::<Vec<_>>(), [1], "the first is as it was, though lower down");
        assert!(model.said.is_empty() && model.answered == 1);
        let (explanation, items) = read(FILE, Level::Expert);
        model.ask(3, &explanation, Some(items));
        assert_eq!((model.said.len(), model.work), (1, Work::Done), "both are remembered");
        let (explanation, items) = read(FILE, Level::Beginner);
        model.ask(4, &explanation, Some(items));
        assert_eq!(model.asked.as_ref().unwrap().todo.len(), 2, "another reader is told other words");
    }

    #[test]
    fn names_that_are_spelled_otherwise_are_asked_anew() {
        let mut model = ready();
        let (explanation, items) = read("def add_all(a):\n    return a\n", Level::Expert);
        model.ask(1, &explanation, Some(items));
        let verdict = verdict("Adds `add_all`.", true);
        model.hear(ModelNews::Said { id: 1, index: 0, verdict }, Some(&explanation));
        let (explanation, items) = read("def addAll(a):\n    return a\n", Level::Expert);
        model.ask(2, &explanation, Some(items));
        assert!(model.said.is_empty() && model.work == Work::Reading);
    }

    #[test]
    fn stopping_a_download_switches_off_and_stopping_a_sentence_does_not() {
        let mut model = Model::new(Some(offer()), true, false);
        model.hear(ModelNews::Progress { done: 5, total: 10 }, None);
        assert!(model.is_busy());
        model.stop();
        assert_eq!((model.is_on, model.phase.clone()), (false, Phase::Off));
        model.hear(ModelNews::Progress { done: 6, total: 10 }, None);
        assert_eq!(model.phase, Phase::Off, "late news changes nothing");
        let mut model = ready();
        let (explanation, items) = read(FILE, Level::Expert);
        model.ask(1, &explanation, Some(items));
        model.stop();
        assert_eq!((model.is_on, model.work), (true, Work::Stopped));
        assert_eq!(model.slot(), None, "the items of a file have no place that is kept");
        assert!(!model.is_busy());
    }

    #[test]
    fn a_lost_worker_leaves_what_was_said() {
        let mut model = ready();
        let (explanation, items) = read(FILE, Level::Expert);
        model.ask(1, &explanation, Some(items));
        let verdict = verdict("Loads.", true);
        model.hear(ModelNews::Said { id: 1, index: 0, verdict }, Some(&explanation));
        model.hear(ModelNews::Lost { id: Some(1) }, Some(&explanation));
        assert_eq!((model.said.len(), model.work, model.phase.clone()), (1, Work::Broken, Phase::Starting));
        model.hear(ModelNews::Loaded { is_kept: true }, Some(&explanation));
        assert_eq!(model.work, Work::Broken, "what broke it is not asked again");
    }
}
