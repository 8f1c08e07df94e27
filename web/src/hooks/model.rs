//! Starts the model's worker when the reader wants it, and hands it every new text.

use yew::prelude::*;

use crate::model::agent::ModelAgent;
use crate::model::state::Work;
use crate::state::{Action, State};

/// Keeps one [`ModelAgent`] while the model is on. It starts only after the first explanation, which it would slow down.
#[hook]
pub fn use_model(state: &UseReducerHandle<State>) {
    let agent = use_mut_ref(|| None::<ModelAgent>);
    let is_wanted = state.model.is_on && (state.explained > 0 || state.is_empty());
    {
        let (agent, current) = (agent.clone(), state.clone());
        use_effect_with((is_wanted, state.model.loads), move |&(is_wanted, _)| {
            if let Some(old) = agent.borrow_mut().take() {
                old.leave();
            }
            if let Some(offer) = current.model.offer.clone().filter(|_| is_wanted) {
                let dispatcher = current.dispatcher();
                let tell = Callback::from(move |news| dispatcher.dispatch(Action::HeardModel(news)));
                let new = ModelAgent::new(offer, tell);
                if let Some(asked) = current.model.asked.as_ref().filter(|_| current.model.work == Work::Reading) {
                    new.ask(asked);
                }
                *agent.borrow_mut() = Some(new);
            }
        });
    }
    let current = state.clone();
    let asked = state.model.asked.as_ref().map(|it| it.id);
    use_effect_with((asked, state.model.work == Work::Reading), move |_| {
        let agent = agent.borrow();
        let Some(agent) = &*agent else { return };
        match (&current.model.asked, current.model.work) {
            (Some(asked), Work::Reading) => agent.ask(asked),
            (_, Work::None | Work::Stopped) => agent.cancel(),
            _ => {}
        }
    });
}
