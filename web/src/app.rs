//! The page as a whole.

use engine::Level;
use yew::prelude::*;

use crate::components::{
    CodeBar, EditorHandle, EditorPane, ExplanationView, FileList, GlossBar, HistoryPanel, ModelBar, NoteBar, Notice,
    OverviewView, PartBar, Peek, ProjectBar, Status, ThemeSwitch, Update,
};
use crate::hooks::{kept, use_agent, use_history, use_keep, use_link, use_model, use_print};
use crate::model::agent::offer;
use crate::state::{Action, Progress, State};

/// From this length on, the status says that reading takes a while.
const LONG_CODE: usize = 200_000;

/// The page as a whole.
#[component(App)]
pub fn app() -> Html {
    let state = use_reducer(|| State::new(kept(), offer()));
    use_agent(&state);
    use_model(&state);
    use_keep(&state);
    use_link(&state);
    use_print(&state);
    let history = use_history(&state);
    let editor = (*use_memo((), |()| EditorHandle::default())).clone();
    let on_action = {
        let dispatcher = state.dispatcher();
        use_callback((), move |action: Action, ()| dispatcher.dispatch(action))
    };
    let shared = {
        let now = state.clone();
        Callback::from(move |()| now.as_shared())
    };
    let language = state.language_name().map(|name| AttrValue::from(name.to_owned()));
    let detected = state.explanation.as_ref().filter(|_| state.language.is_none());
    let detected = detected.map(|it| AttrValue::from(state.title_of(&it.language).to_owned()));
    let title = AttrValue::from(language.as_deref().map_or("", |name| state.title_of(name)).to_owned());
    let extension =
        state.languages.iter().find(|it| language.as_deref() == Some(&it.name)).map_or("txt", |it| &it.extension);
    let extension = AttrValue::from(extension.to_owned());
    let is_settled = state.is_empty() || state.explained > 0 || state.trouble.is_some();
    html! {
        <>
            <a class="skip" href="#explanation">{ "Skip to the explanation" }</a>
            <header class="top">
                <h1>{ "Gloss" }</h1>
                <p class="tagline">{ "Code, explained in the margin. It never leaves your device." }</p>
                <HistoryPanel {history} open={state.place.as_ref().map(|it| AttrValue::from(it.id.clone()))}
                    languages={state.languages.clone()} on_action={on_action.clone()} />
                <ThemeSwitch theme={state.theme} on_action={on_action.clone()} />
            </header>
            <Update {is_settled} editor={editor.clone()} on_action={on_action.clone()} />
            <main class="panes">
                <section class="pane code-pane" aria-label="Your code">
                    <CodeBar languages={state.languages.clone()} chosen={state.language.as_deref().map(|it| AttrValue::from(it.to_owned()))}
                        {detected} editor={editor.clone()} on_action={on_action.clone()} />
                    if let Some(project) = state.project.clone() {
                        <ProjectBar {project} on_action={on_action.clone()} />
                    }
                    if let Some(project) = state.project.clone().filter(|_| state.is_overview()) {
                        <FileList {project} on_action={on_action.clone()} />
                    }
                    <EditorPane code={state.code.clone()} loads={state.loads} {language} is_away={state.is_overview()} handle={editor.clone()}
                        on_action={on_action.clone()} />
                </section>
                <section class="pane gloss-pane" id="explanation" aria-label="Explanation" tabindex="-1">
                    <GlossBar level={state.level} explanation={state.explanation.clone()} inferred={state.model.shown()} code={state.code.clone()}
                        file_name={state.file_name.as_deref().map(|it| AttrValue::from(it.to_owned()))} language={title} {extension} editor={editor.clone()} shared={shared.clone()}
                        on_action={on_action.clone()} />
                    <ModelBar model={state.model.clone()} on_action={on_action.clone()} />
                    <div class="gloss-scroll">
                        if let Some(part) = state.part.clone() {
                            <PartBar {part} on_action={on_action.clone()} />
                        }
                        <NoteBar note={state.note.clone()} has_former={state.former.is_some()} {shared} on_action={on_action.clone()} />
                        <Status text={status(&state)} is_busy={is_busy(&state)} />
                        <Notice trouble={state.trouble.clone()} is_stale={state.is_stale()} on_action={on_action.clone()} />
                        if let (Some(project), Some(overview)) = (state.project.clone().filter(|_| state.is_overview()), state.overview.clone()) {
                            <OverviewView {overview} {project} on_action={on_action.clone()} />
                        } else if let Some(explanation) = state.explanation.clone() {
                            <ExplanationView {explanation} chart={state.chart.clone()} linked={state.linked.clone()} follows={state.follows} inferred={state.model.shown()}
                                slot={state.model.slot()} {editor} />
                        } else if state.is_empty() {
                            <div class="empty">
                                <p>{ "Paste code on the left, open a file, or try a sample." }</p>
                                <p>{ "You will read what it does, how it works step by step, and why it is written that way." }</p>
                            </div>
                        }
                    </div>
                </section>
            </main>
            // The editor draws only the lines in sight, so paper gets a copy of its own.
            <pre class="on-paper" id="on-paper" aria-hidden="true"></pre>
            if let Some(sentence) = state.nearest() {
                <Peek sentence={sentence.clone()} on_action={on_action.clone()} />
            }
        </>
    }
}

fn is_busy(state: &State) -> bool {
    !state.is_empty() && state.progress != Progress::Settled
}

/// What the status says. While a short text is read again it stays as it is, or screen readers would speak at every pause.
fn status(state: &State) -> String {
    if state.is_empty() {
        return String::new();
    }
    if let Some(language) = state.loading.as_deref().filter(|_| state.progress != Progress::Settled) {
        return format!("Loading what reads {language}…");
    }
    if let Some(project) = state.project.as_ref().filter(|_| state.is_overview()) {
        let n_files = project.files.len();
        return match (state.progress, &state.overview) {
            (Progress::Settled, Some(_)) => format!("{n_files} files, and how they hang together."),
            (Progress::Settled, None) => String::new(),
            (_, Some(_)) => format!("{n_files} files, and how they hang together."),
            (_, None) => format!("Reading {n_files} files…"),
        };
    }
    match (state.progress, &state.explanation) {
        (Progress::Starting, None) => "Loading the explainer…".to_owned(),
        (Progress::Starting | Progress::Working, _) if state.code.len() > LONG_CODE => {
            let tenths = state.code.len() / 100_000;
            format!("Reading {}.{} MB of code; this can take some seconds…", tenths / 10, tenths % 10)
        }
        (Progress::Working, None) => "Reading the code…".to_owned(),
        (Progress::Settled, _) if state.is_stale() => String::new(),
        (_, None) => String::new(),
        (_, Some(explanation)) => {
            let language = state.title_of(&explanation.language);
            let reader = match explanation.level {
                Level::Beginner => "a beginner",
                Level::Intermediate => "a programmer",
                Level::Expert => "an expert",
            };
            if let Some(part) = &state.part {
                return match part.lines {
                    (first, last) if first == last => format!("Line {first} of {language}, explained for {reader}."),
                    (first, last) => format!("Lines {first} to {last} of {language}, explained for {reader}."),
                };
            }
            match state.code.lines().count() {
                1 => format!("One line of {language}, explained for {reader}."),
                n_lines => format!("{n_lines} lines of {language}, explained for {reader}."),
            }
        }
    }
}
