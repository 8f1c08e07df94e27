//! The overview of several files: its sections, and the files that each sentence rests on.

use std::rc::Rc;

use engine::render::title;
use engine::{Overview, OverviewSentence};
use web_sys::MouseEvent;
use yew::prelude::*;

use super::sentence::words;
use crate::project::Project;
use crate::state::Action;

/// So many files are named beside a sentence; the list of all stands next to it.
const MAX_PLACES: usize = 3;

/// What the overview needs.
#[derive(Properties, PartialEq)]
pub struct OverviewProps {
    /// The overview.
    pub overview: Rc<Overview>,
    /// The files that it is about.
    pub project: Project,
    /// Where the reader's doings go.
    pub on_action: Callback<Action>,
}

/// The overview of several files.
#[component(OverviewView)]
pub fn overview_view(props: &OverviewProps) -> Html {
    html! {
        <article class="explanation overview">
            { for props.overview.sections.iter().map(|section| {
                let id = format!("overview-{}", title(section.kind).to_lowercase().replace(' ', "-"));
                html! {
                    <section class="part" key={id.clone()} aria-labelledby={id.clone()}>
                        <h2 {id}>{ title(section.kind) }</h2>
                        { list(props, &section.sentences, None) }
                    </section>
                }
            }) }
        </article>
    }
}

/// The sentences that are parts of one, or of none, as a list.
fn list(props: &OverviewProps, sentences: &[OverviewSentence], parent: Option<u32>) -> Html {
    let items: Vec<Html> = sentences
        .iter()
        // The parent of the first of a section may stand in none.
        .filter(|it| it.parent == parent)
        .map(|it| {
            html! {
                <li key={it.id}>
                    <div class="sentence" data-id={it.id.to_string()}>
                        <p class="says">
                            <span class="words">{ words(&it.text, false) }</span>
                            { places(props, it) }
                        </p>
                    </div>
                    { list(props, sentences, Some(it.id)) }
                </li>
            }
        })
        .collect();
    if items.is_empty() {
        return Html::default();
    }
    // A list without list-style loses its role in WebKit.
    html! { <ul class="sentences" role="list">{ for items }</ul> }
}

/// Buttons that lead to the files of a sentence.
fn places(props: &OverviewProps, sentence: &OverviewSentence) -> Html {
    let mut files: Vec<u32> = sentence.places.iter().map(|it| it.file).collect();
    files.dedup();
    if files.len() > MAX_PLACES {
        return Html::default();
    }
    let buttons = files.into_iter().filter_map(|file| {
        let path = &props.overview.files.get(file as usize)?.path;
        let at = props.project.position(path)?;
        let on_open = props.on_action.reform(move |_: MouseEvent| Action::WentToFile(Some(at)));
        Some(html! {
            <button type="button" class="lines" key={at} title="Open this file" onclick={on_open}>
                { props.project.files[at].name() }
            </button>
        })
    });
    html! { { for buttons } }
}
