//! The page as a whole.

use yew::prelude::*;

use crate::components::{
    CodeBar, EditorHandle, EditorPane, ExplanationView, GlossBar, Notice, Peek, Status, ThemeSwitch,
};
use crate::hooks::{kept, use_agent, use_keep};
use crate::state::{Action, Progress, State};

/// From this length on, the status says that reading takes a while.
const LONG_CODE: usize = 200_000;

/// The page as a whole.
#[component(App)]
pub fn app() -> Html {
    let state = use_reducer(|| State::new(kept()));
    use_agent(&state);
    use_keep(&state);
    let editor = (*use_memo((), |()| EditorHandle::default())).clone();
    let on_action = {
        let dispatcher = state.dispatcher();
        use_callback((), move |action: Action, ()| dispatcher.dispatch(action))
    };
    let language = state.language_name().map(|name| AttrValue::from(name.to_owned()));
    let detected = state.explanation.as_ref().filter(|_| state.language.is_none());
    let detected = detected.map(|it| AttrValue::from(state.title_of(&it.language).to_owned()));
    let title = AttrValue::from(language.as_deref().map_or("", |name| state.title_of(name)).to_owned());
    html! {
        <>
            <a class="skip" href="#explanation">{ "Skip to the explanation" }</a>
            <header class="top">
                <h1>{ "Gloss" }</h1>
                <p class="tagline">{ "Code, explained in the margin. It never leaves your device." }</p>
                <ThemeSwitch theme={state.theme} on_action={on_action.clone()} />
            </header>
            <main class="panes">
                <section class="pane code-pane" aria-label="Your code">
                    <CodeBar languages={state.languages.clone()} chosen={state.language.as_deref().map(|it| AttrValue::from(it.to_owned()))}
                        {detected} editor={editor.clone()} on_action={on_action.clone()} />
                    <EditorPane code={state.code.clone()} loads={state.loads} {language} handle={editor.clone()}
                        on_action={on_action.clone()} />
                </section>
                <section class="pane gloss-pane" id="explanation" aria-label="Explanation" tabindex="-1">
                    <GlossBar level={state.level} explanation={state.explanation.clone()} code={state.code.clone()}
                        file_name={state.file_name.as_deref().map(|it| AttrValue::from(it.to_owned()))} language={title}
                        on_action={on_action.clone()} />
                    <div class="gloss-scroll">
                        <Status text={status(&state)} is_busy={is_busy(&state)} />
                        <Notice trouble={state.trouble.clone()} is_stale={state.is_stale()} on_action={on_action.clone()} />
                        if let Some(explanation) = state.explanation.clone() {
                            <ExplanationView {explanation} linked={state.linked.clone()} {editor} />
                        } else if state.is_empty() {
                            <div class="empty">
                                <p>{ "Paste code on the left, open a file, or try a sample." }</p>
                                <p>{ "You will read what it does, how it works step by step, and why it is written that way." }</p>
                            </div>
                        }
                    </div>
                </section>
            </main>
            if let Some(sentence) = state.nearest() {
                <Peek sentence={sentence.clone()} on_action={on_action.clone()} />
            }
        </>
    }
}

fn is_busy(state: &State) -> bool {
    !state.is_empty() && state.progress != Progress::Settled
}

fn status(state: &State) -> String {
    let n_lines = || state.code.lines().count();
    match state.progress {
        _ if state.is_empty() => String::new(),
        Progress::Starting => "Loading the explainer…".to_owned(),
        Progress::Working if state.code.len() > LONG_CODE => {
            let tenths = state.code.len() / 100_000;
            format!("Reading {}.{} MB of code; this can take some seconds…", tenths / 10, tenths % 10)
        }
        Progress::Working => "Reading the code…".to_owned(),
        Progress::Settled if state.trouble.is_some() => String::new(),
        Progress::Settled => match &state.explanation {
            Some(it) => {
                let n_lines = n_lines();
                let lines = if n_lines == 1 { "line" } else { "lines" };
                format!(
                    "{n_lines} {lines} of {}, explained for {}.",
                    state.title_of(&it.language),
                    match it.level {
                        engine::Level::Beginner => "a beginner",
                        engine::Level::Intermediate => "a programmer",
                        engine::Level::Expert => "an expert",
                    }
                )
            }
            None => String::new(),
        },
    }
}
