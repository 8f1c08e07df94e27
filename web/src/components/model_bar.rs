//! The language model: its switch, its download, what it is at.

use engine::prompt::ItemKind;
use yew::prelude::*;

use crate::model::download::{amount, share};
use crate::model::state::{Model, Phase, Work};
use crate::state::Action;

/// What the bar needs.
#[derive(Properties, PartialEq)]
pub struct ModelBarProps {
    /// The model.
    pub model: Model,
    /// Where the reader's doings go.
    pub on_action: Callback<Action>,
}

/// The language model: its switch, its download, what it is at. Its height stays the same whatever it says.
#[component(ModelBar)]
pub fn model_bar(props: &ModelBarProps) -> Html {
    let model = &props.model;
    let Some(offer) = &model.offer else { return Html::default() };
    let is_on = model.is_on;
    let on_switch = props.on_action.reform(move |_: MouseEvent| Action::SwitchedModel(!is_on));
    let is_hidden = model.is_hidden;
    let on_hide = props.on_action.reform(move |_: MouseEvent| Action::HidInferred(!is_hidden));
    let on_stop = props.on_action.reform(|_: MouseEvent| Action::StoppedModel);
    let on_retry = props.on_action.reform(|_: MouseEvent| Action::RetriedModel);
    let progress = match model.phase {
        Phase::Loading { done, total } => Some((done, total)),
        _ => None,
    };
    html! {
        <div class="bar model-bar" role="group" aria-label="Language model">
            <button type="button" class="button switch" id="model-switch" role="switch" aria-checked={is_on.to_string()}
                aria-describedby="model-says" onclick={on_switch}>
                <span class="knob" aria-hidden="true"></span>{ "Language model" }
            </button>
            <p class="model-says" id="model-says" role="status">{ says(model, offer.bytes) }</p>
            if let Some((done, total)) = progress {
                <progress id="model-progress" aria-label="Download of the language model" max={total.to_string()}
                    value={done.to_string()} aria-valuetext={share(done, total)}></progress>
                <span class="model-bytes" aria-hidden="true">{ share(done, total) }</span>
            }
            <span class="model-buttons">
                if matches!(model.phase, Phase::Failed(_)) {
                    <button type="button" class="button" id="model-retry" onclick={on_retry}>{ "Try again" }</button>
                }
                if model.is_busy() {
                    <button type="button" class="button" id="model-stop" onclick={on_stop}>{ "Stop" }</button>
                }
                if is_on && model.phase == Phase::Ready {
                    <button type="button" class="button" id="model-hide" aria-pressed={is_hidden.to_string()}
                        title="Shows only what is proven from the code" onclick={on_hide}>{ "Hide inferred" }</button>
                }
            </span>
        </div>
    }
}

/// What the model is at, in words. The bytes stand beside it, or screen readers would speak without end.
fn says(model: &Model, bytes: u64) -> Html {
    let text = match (&model.phase, model.work) {
        (Phase::Off, _) => format!(
            "Off. Adds what code is for, marked as inferred. It runs on your device; {} are loaded once.",
            amount(bytes)
        ),
        (Phase::Starting, Work::Broken) => "The model stopped on this code and is started afresh…".to_owned(),
        (Phase::Starting, _) => "Starting…".to_owned(),
        (Phase::Loading { .. }, _) => "Downloading…".to_owned(),
        (Phase::Preparing, _) => "Checking and opening…".to_owned(),
        (Phase::Failed(message), _) => return html! { <span class="model-trouble">{ message }</span> },
        (Phase::Ready, Work::None) => "On.".to_owned(),
        (Phase::Ready, Work::Reading) => reading(model),
        (Phase::Ready, Work::Stopped) => "Stopped. It goes on with the next change.".to_owned(),
        (Phase::Ready, Work::Broken) => {
            "The model stopped on this code. What stands below holds without it.".to_owned()
        }
        (Phase::Ready, Work::Done) => match (model.said.len(), model.is_hidden) {
            (0, _) => "Not sure enough to add anything here.".to_owned(),
            (1, false) => "Added one sentence, marked as inferred.".to_owned(),
            (n_said, false) => format!("Added {n_said} sentences, marked as inferred."),
            (1, true) => "One inferred sentence is hidden.".to_owned(),
            (n_said, true) => format!("{n_said} inferred sentences are hidden."),
        },
    };
    let note = model.phase == Phase::Ready && !model.is_kept && model.work != Work::Reading;
    html! {
        <>
            { text }
            if note {
                { " The browser could not keep it, so the next visit loads it again." }
            }
        </>
    }
}

fn reading(model: &Model) -> String {
    let Some(prompt) = model.current() else { return "Reading…".to_owned() };
    let n_items = model.asked.as_ref().map_or(0, |it| it.items.prompts.len());
    let what = match (&prompt.name, prompt.kind) {
        (Some(name), _) => name.clone(),
        (None, ItemKind::Function) => "a function".to_owned(),
        (None, ItemKind::Class) => "a type".to_owned(),
        (None, ItemKind::Block | ItemKind::File) => "the code".to_owned(),
    };
    if n_items > 1 {
        format!("Reading {what}… ({} of {n_items})", model.answered + 1)
    } else {
        format!("Reading {what}…")
    }
}
