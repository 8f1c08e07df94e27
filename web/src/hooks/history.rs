//! Keeps every text in the history as it is typed.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, VecDeque};
use std::rc::Rc;

use gloo_timers::callback::Timeout;
use wasm_bindgen::prelude::*;
use web_sys::{Event, PageTransitionEvent};
use yew::prelude::*;

use super::keep::kept;
use crate::history::Entry;
use crate::history::keeper::{Draft, Keeper};
use crate::note::Note;
use crate::state::{Action, Place, State};

/// How long what was typed may wait until it is written.
const DELAY_MS: u32 = 500;

/// The same for texts that take time to write.
const LONG_DELAY_MS: u32 = 3_000;

/// From how many bytes on.
const LONG: usize = 500_000;

/// The history, for whoever shows it. Shared by pointer.
#[derive(Clone)]
pub struct History(Rc<Inner>);

struct Inner {
    keeper: Keeper,
    /// What is to be written, the oldest first; one draft for each piece of work.
    waiting: RefCell<VecDeque<Draft>>,
    /// Where the pieces of work of this page are.
    places: RefCell<BTreeMap<u32, Place>>,
    timer: RefCell<Option<Timeout>>,
    is_busy: Cell<bool>,
    /// Whether the page may end at any time, so that nothing may wait.
    is_hurried: Cell<bool>,
    /// How often the page was put aside, and whether it is now.
    n_left: Cell<u32>,
    is_left: Cell<bool>,
    was_in_trouble: Cell<bool>,
    tell: Callback<Action>,
}

impl PartialEq for History {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl History {
    fn new(tell: Callback<Action>) -> Self {
        Self(Rc::new(Inner {
            keeper: Keeper::default(),
            waiting: RefCell::default(),
            places: RefCell::default(),
            timer: RefCell::default(),
            is_busy: Cell::new(false),
            is_hurried: Cell::new(false),
            n_left: Cell::new(0),
            is_left: Cell::new(false),
            was_in_trouble: Cell::new(false),
            tell,
        }))
    }

    /// What keeps it.
    pub fn keeper(&self) -> &Keeper {
        &self.0.keeper
    }

    /// Has a piece of work written soon.
    fn take(&self, draft: Draft, place: Option<&Place>) {
        if let Some(place) = place {
            self.0.places.borrow_mut().entry(draft.work).or_insert_with(|| place.clone());
        }
        let mut waiting = self.0.waiting.borrow_mut();
        let is_another = waiting.iter().any(|it| it.work != draft.work);
        waiting.retain(|it| it.work != draft.work);
        let delay = if draft.code_bytes() > LONG { LONG_DELAY_MS } else { DELAY_MS };
        waiting.push_back(draft);
        drop(waiting);
        if is_another || self.0.is_hurried.get() {
            self.write();
        } else if self.0.timer.borrow().is_none() {
            let me = self.clone();
            *self.0.timer.borrow_mut() = Some(Timeout::new(delay, move || {
                // The timer that has just rung.
                if let Some(rung) = me.0.timer.borrow_mut().take() {
                    rung.forget();
                }
                me.write();
            }));
        }
    }

    /// Writes what waits, in turn.
    pub fn write(&self) {
        *self.0.timer.borrow_mut() = None;
        if self.0.is_left.get() {
            return;
        }
        if !self.0.is_busy.get() {
            let me = self.clone();
            yew::platform::spawn_local(async move { me.written().await });
        }
    }

    /// Writes what waits, and comes back when it is written.
    pub async fn written(&self) {
        if self.0.is_busy.replace(true) {
            return;
        }
        loop {
            let next = self.0.waiting.borrow_mut().pop_front();
            let Some(draft) = next else { break };
            let place = self.0.places.borrow().get(&draft.work).cloned();
            let n_left = self.0.n_left.get();
            let written = self.0.keeper.save(&draft, place.as_ref()).await;
            if written.trouble.is_some() && self.0.n_left.get() != n_left {
                // It was given up when the page was put aside, and is written again unless there is something newer.
                let mut waiting = self.0.waiting.borrow_mut();
                if waiting.iter().all(|it| it.work != draft.work) {
                    waiting.push_front(draft);
                }
                drop(waiting);
                if self.0.is_left.get() {
                    break;
                }
                continue;
            }
            self.0.places.borrow_mut().insert(draft.work, written.place.clone());
            self.0.tell.emit(Action::WasKept { work: draft.work, place: written.place });
            let was_in_trouble = self.0.was_in_trouble.replace(written.trouble.is_some());
            match written.trouble {
                // Once is enough: the panel tells it too.
                Some(reason) if !was_in_trouble => self.0.tell.emit(Action::Noted(Some(Note::NotKept(reason)))),
                _ => {}
            }
        }
        self.0.is_busy.set(false);
    }

    /// The page is put aside, to be shown again as it is if the reader comes back. Nothing in it runs until then, and a transaction that
    /// it left open would keep every other page from the history; the text in the editor is in localStorage.
    fn leave(&self) {
        self.0.is_left.set(true);
        self.0.n_left.set(self.0.n_left.get() + 1);
        self.0.keeper.leave();
    }

    fn come_back(&self) {
        self.0.is_left.set(false);
        self.write();
    }

    /// Brings back what was typed last time and is not what the page started with: a browser that is killed may have kept less of one
    /// store than of the other.
    async fn recover(&self, place: Option<Place>, is_new: bool) {
        let found = match place {
            Some(place) => {
                let entry = self.0.keeper.get(&place.id).await;
                let is_newer = entry.as_ref().is_some_and(|it| it.changed > place.changed);
                // What the page itself keeps is the text in the editor alone.
                if let Some(project) = entry.as_ref().filter(|_| !is_newer).and_then(Entry::project) {
                    return self.0.tell.emit(Action::Rejoined(project));
                }
                entry.filter(|_| is_newer)
            }
            None if is_new => self.0.keeper.all().await.0.into_iter().max_by_key(|it| it.changed),
            None => None,
        };
        if let Some(entry) = found {
            self.0.tell.emit(Action::Recovered(entry.as_work()));
        }
    }
}

/// Keeps every text in the history as it is typed; gives the history.
#[hook]
pub fn use_history(state: &UseReducerHandle<State>) -> History {
    let history = {
        let dispatcher = state.dispatcher();
        use_memo((), move |()| History::new(Callback::from(move |action| dispatcher.dispatch(action))))
    };
    // Before the page keeps anything itself.
    let is_new = *use_state(|| kept().is_none());
    {
        let (history, place) = (history.clone(), state.place.clone());
        use_effect_with((), move |()| {
            let looking = (*history).clone();
            yew::platform::spawn_local(async move { looking.recover(place, is_new).await });
            let leaving = (*history).clone();
            let on_leave = Closure::<dyn FnMut(Event)>::new(move |event: Event| {
                let is_put_aside = event.dyn_ref::<PageTransitionEvent>().is_some_and(PageTransitionEvent::persisted);
                match (&*event.type_(), is_put_aside) {
                    ("pagehide", true) => return leaving.leave(),
                    ("pageshow", true) => return leaving.come_back(),
                    ("pageshow", false) => return,
                    _ => {}
                }
                let document = web_sys::window().and_then(|window| window.document());
                let is_hidden = document.is_some_and(|it| it.visibility_state() == web_sys::VisibilityState::Hidden);
                leaving.0.is_hurried.set(is_hidden);
                leaving.write();
            });
            let listener = on_leave.as_ref().unchecked_ref();
            if let Some(window) = web_sys::window() {
                let _ = window.add_event_listener_with_callback("pagehide", listener);
                let _ = window.add_event_listener_with_callback("pageshow", listener);
                if let Some(document) = window.document() {
                    let _ = document.add_event_listener_with_callback("visibilitychange", listener);
                }
            }
            // The page has one history for as long as it lives.
            on_leave.forget();
        });
    }
    {
        let (history, current) = ((*history).clone(), state.clone());
        use_effect_with((state.work, state.request, state.explained), move |_| {
            if let Some(draft) = Draft::of(&current) {
                history.take(draft, current.place.as_ref());
            }
        });
    }
    (*history).clone()
}
