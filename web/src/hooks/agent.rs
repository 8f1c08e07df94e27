//! Asks the worker whenever the state has a new request.

use std::borrow::Cow;

use yew::prelude::*;

use crate::agent::Agent;
use crate::protocol::{Ask, AskedFile};
use crate::state::{Action, State};

/// Keeps one [`Agent`] for the life of the page, and hands every new request to it.
#[hook]
pub fn use_agent(state: &UseReducerHandle<State>) {
    let agent = use_mut_ref(|| None::<Agent>);
    let current = state.clone();
    use_effect_with(state.request, move |_| {
        let mut agent = agent.borrow_mut();
        let dispatcher = current.dispatcher();
        let agent = agent
            .get_or_insert_with(|| Agent::new(Callback::from(move |news| dispatcher.dispatch(Action::Heard(news)))));
        if current.is_empty() {
            agent.cancel();
            return;
        }
        let project = current.project.as_ref().filter(|_| current.is_overview());
        let files = project.into_iter().flat_map(|project| {
            project
                .files
                .iter()
                .map(|it| AskedFile { path: Cow::Owned(project.full_path(it)), code: Cow::Borrowed(&it.code) })
        });
        agent.ask(&Ask {
            id: current.request,
            files: files.collect(),
            code: Cow::Borrowed(&current.code),
            language: current.language.as_deref().map(Cow::Borrowed),
            file_name: current.file_name.as_deref().map(Cow::Borrowed),
            level: current.level,
            part: current.part.as_ref().map(|it| (it.start, it.end)),
            with_items: current.model.is_on,
        });
    });
}
