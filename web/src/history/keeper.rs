//! Keeps the history: in the browser's store, or in memory for as long as the page lives where there is none.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use engine::Level;
use sha2::{Digest, Sha256};

use super::store::{Failure, Store};
use super::{Entry, Merge};
use crate::project::{KeptProject, Project};
use crate::state::{Place, State};

/// A piece of work as it is now, to be kept.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    /// Which piece of work of this page it is.
    pub work: u32,
    code: Rc<str>,
    file_name: Option<Rc<str>>,
    language: Option<Rc<str>>,
    read_as: Option<String>,
    level: Level,
    engine: String,
    project: Option<Project>,
}

impl Draft {
    /// What there is to keep of the page's state.
    pub fn of(state: &State) -> Option<Self> {
        // What a new reader is shown is nobody's work.
        let is_greeting = state.work == 0 && state.place.is_none() && state.is_sample();
        if state.is_empty() || is_greeting {
            return None;
        }
        let explanation = state.explanation.as_ref().filter(|_| state.explained == state.request);
        Some(Self {
            work: state.work,
            code: state.code.clone(),
            file_name: state.file_name.clone(),
            language: state.language.clone(),
            read_as: explanation.map(|it| it.language.clone()),
            level: state.level,
            engine: explanation.map(|it| it.engine.clone()).unwrap_or_default(),
            project: state.project.clone(),
        })
    }

    fn kept_project(&self) -> Option<KeptProject> {
        self.project.as_ref().map(Project::kept)
    }

    /// How long the text is, or all texts are.
    pub fn code_bytes(&self) -> usize {
        self.project.as_ref().map_or(self.code.len(), Project::bytes)
    }

    /// The entry that this makes of what was there.
    fn entry(&self, id: &str, present: Option<&Entry>, now: u64) -> Entry {
        let created = present.map_or(now, |it| it.created);
        let is_same = present.is_some_and(|it| *it.code == *self.code);
        Entry {
            id: id.to_owned(),
            code: self.code.to_string(),
            file_name: self.file_name.as_deref().map(str::to_owned),
            language: self.language.as_deref().map(str::to_owned),
            // What was known of the same text stays known while it is explained again.
            read_as: self.read_as.clone().or_else(|| present.filter(|_| is_same)?.read_as.clone()),
            level: self.level,
            name: present.and_then(|it| it.name.clone()),
            pinned: present.is_some_and(|it| it.pinned),
            created,
            changed: present.map_or(now, |it| now.max(it.changed + 1)),
            engine: match present {
                Some(present) if self.engine.is_empty() && is_same => present.engine.clone(),
                _ => self.engine.clone(),
            },
            project: self.kept_project(),
        }
    }

    /// The identifier that an entry of this text begins with: the same text opened twice is the same entry.
    fn first_id(&self) -> String {
        let mut sum = Sha256::new();
        match &self.project {
            Some(project) => project.files.iter().for_each(|it| {
                // No path and no text holds this character.
                for part in [&it.path, &it.code] {
                    sum.update(part.as_bytes());
                    sum.update([0]);
                }
            }),
            None => sum.update(self.code.as_bytes()),
        }
        sum.finalize().iter().take(12).map(|byte| format!("{byte:02x}")).collect()
    }
}

/// Keeps the history. One for the page, shared by pointer.
#[derive(Default)]
pub struct Keeper {
    store: RefCell<Option<Rc<Store>>>,
    /// What the store did not take. It is the newest where both have an entry.
    memory: RefCell<BTreeMap<String, Entry>>,
    /// Why it did not take that.
    trouble: RefCell<Option<String>>,
}

/// What came of writing.
pub struct Written {
    /// Where the text is now.
    pub place: Place,
    /// Why it is in memory only.
    pub trouble: Option<String>,
}

impl Keeper {
    async fn store(&self) -> Result<Rc<Store>, String> {
        let open = self.store.borrow().clone();
        if let Some(store) = open {
            return Ok(store);
        }
        let store = Rc::new(Store::open().await.map_err(|error| reason(&error))?);
        *self.store.borrow_mut() = Some(store.clone());
        Ok(store)
    }

    /// Gives up what runs; the store is opened again when it is next needed.
    pub fn leave(&self) {
        if let Some(store) = self.store.borrow_mut().take() {
            store.leave();
        }
    }

    /// All entries in the order in which they are shown, and what is wrong with the store.
    pub async fn all(&self) -> (Vec<Entry>, Option<String>) {
        let kept = match self.store().await {
            Ok(store) => store.all().await.map_err(|error| reason(&error)),
            Err(reason) => Err(reason),
        };
        let (kept, trouble) = match kept {
            Ok(kept) if self.memory.borrow().is_empty() => (kept, None),
            Ok(kept) => (kept, self.trouble.borrow().clone()),
            Err(reason) => (Vec::new(), Some(reason)),
        };
        let mut all: BTreeMap<String, Entry> = kept.into_iter().map(|it| (it.id.clone(), it)).collect();
        all.extend(self.memory.borrow().clone());
        let mut all: Vec<Entry> = all.into_values().collect();
        super::sort(&mut all);
        (all, trouble)
    }

    /// An entry as the store has it.
    pub async fn get(&self, id: &str) -> Option<Entry> {
        self.store().await.ok()?.get(id).await.ok()?
    }

    /// Keeps a piece of work, at its place if it has one. Where another page wrote another text there meanwhile, both are kept.
    pub async fn save(&self, draft: &Draft, place: Option<&Place>) -> Written {
        let first = place.map_or_else(|| draft.first_id(), |it| it.id.clone());
        let now = now();
        let mut id = first.clone();
        let store = match self.store().await {
            Ok(store) => store,
            Err(reason) => return self.remember(draft, &id, now, reason),
        };
        // The second one is new for certain.
        for attempt in 0..2 {
            let mut is_taken = false;
            let mut unchanged = None;
            let known = place.map(|it| it.changed);
            let changed = store
                .change(&id, |present| {
                    if let Some(present) = &present {
                        let is_same = *present.code == *draft.code && present.project == draft.kept_project();
                        is_taken = attempt == 0 && !is_same && known != Some(present.changed);
                        let entry = draft.entry(&id, Some(present), now);
                        let alike = Entry { changed: present.changed, ..entry.clone() };
                        if alike == *present {
                            unchanged = Some(present.place());
                        }
                    }
                    (!is_taken && unchanged.is_none()).then(|| draft.entry(&id, present.as_ref(), now))
                })
                .await;
            if is_taken {
                id = format!("{}-{now}", first.split('-').next().unwrap_or_default());
                continue;
            }
            if let Some(place) = unchanged {
                return Written { place, trouble: None };
            }
            match changed {
                Ok(Some(entry)) => {
                    self.memory.borrow_mut().remove(&entry.id);
                    return Written { place: entry.place(), trouble: None };
                }
                Ok(None) => {}
                Err(failure) => return self.remember(draft, &id, now, reason_of(&failure)),
            }
        }
        self.remember(draft, &id, now, "the browser answers oddly".to_owned())
    }

    fn remember(&self, draft: &Draft, id: &str, now: u64, reason: String) -> Written {
        *self.trouble.borrow_mut() = Some(reason.clone());
        let mut memory = self.memory.borrow_mut();
        let entry = draft.entry(id, memory.get(id), now);
        let place = entry.place();
        memory.insert(id.to_owned(), entry);
        Written { place, trouble: Some(reason) }
    }

    /// Changes an entry's name or pin; an error says why that could not be kept.
    pub async fn change(&self, id: &str, change: impl Fn(&mut Entry)) -> Result<(), String> {
        if let Some(entry) = self.memory.borrow_mut().get_mut(id) {
            change(entry);
        }
        let changed = |present: Option<Entry>| {
            let mut entry = present?;
            change(&mut entry);
            Some(entry)
        };
        self.store().await?.change(id, changed).await.map(drop).map_err(|failure| reason_of(&failure))
    }

    /// Throws an entry away.
    pub async fn remove(&self, id: &str) -> Result<(), String> {
        let was_in_memory = self.memory.borrow_mut().remove(id).is_some();
        match self.store().await {
            Ok(store) => store.remove(id).await.map_err(|error| reason(&error)),
            Err(_) if was_in_memory => Ok(()),
            Err(reason) => Err(reason),
        }
    }

    /// Puts entries where nothing newer is; an error says why not all were kept.
    pub async fn put(&self, entries: &[Entry]) -> Result<(), String> {
        let store = match self.store().await {
            Ok(store) => store,
            Err(reason) => {
                let entries = entries.iter().map(|it| (it.id.clone(), it.clone()));
                self.memory.borrow_mut().extend(entries);
                *self.trouble.borrow_mut() = Some(reason.clone());
                return Err(reason);
            }
        };
        for entry in entries {
            let newer =
                |present: Option<Entry>| present.is_none_or(|it| it.changed < entry.changed).then(|| entry.clone());
            store.change(&entry.id, newer).await.map_err(|failure| reason_of(&failure))?;
        }
        Ok(())
    }

    /// Merges a file into the history; says what came of it.
    pub async fn import(&self, text: &str) -> Result<String, String> {
        let (present, _) = self.all().await;
        let Merge { entries, n_new, n_known } = super::import(text, &present, now())?;
        self.put(&entries).await.map_err(|reason| format!("Not all of it could be kept: {reason}."))?;
        let n_newer = entries.len() - n_new;
        Ok(format!("Imported: {n_new} new, {n_newer} brought up to date, {n_known} were here already."))
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "milliseconds since 1970 fit")]
fn now() -> u64 {
    js_sys::Date::now() as u64
}

fn reason_of(failure: &Failure) -> String {
    match failure {
        Failure::Browser(error) => reason(error),
        Failure::Differs => "the browser did not keep what it was given".to_owned(),
    }
}

/// The browser's reasons, for readers.
fn reason(error: &idb::Error) -> String {
    let text = format!("{error} {error:?}");
    if text.contains("Quota") || text.contains("quota") {
        return "the browser's storage for this page is full".to_owned();
    }
    "the browser does not let this page store anything".to_owned()
}
