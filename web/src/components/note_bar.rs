//! What the page has to tell beside the explanation, until the reader has done with it.

use yew::prelude::*;

use super::passing;
use crate::link::{FILE_ENDING, Shared};
use crate::note::{Note, Way};
use crate::state::Action;
use crate::{export, note};

/// What the bar needs.
#[derive(Properties, PartialEq)]
pub struct NoteBarProps {
    /// What there is to tell.
    pub note: Option<Note>,
    /// Whether there is a text to go back to.
    pub has_former: bool,
    /// Gives what a file holds that takes the place of a link.
    pub shared: Callback<(), Shared>,
    /// Where the reader's doings go.
    pub on_action: Callback<Action>,
}

/// What the page has to tell. The element is always there, since a live region must exist before it speaks.
#[component(NoteBar)]
pub fn note_bar(props: &NoteBarProps) -> Html {
    let way = props.note.as_ref().and_then(|note| note.way(props.has_former));
    let on_way = {
        let shared = props.shared.clone();
        passing(&props.on_action, move |_: MouseEvent| match way? {
            Way::Back => Some(Action::WentBack),
            Way::SaveFile => {
                let name = format!("code{FILE_ENDING}");
                let saved = export::download(&shared.emit(()).json(), &name, export::JSON);
                saved.is_ok().then_some(Action::Noted(None))
            }
        })
    };
    let on_close = props.on_action.reform(|_: MouseEvent| Action::Noted(None));
    let is_trouble = props.note.as_ref().is_some_and(Note::is_trouble);
    html! {
        <div class="tellings" role="status" id="note">
            if let Some(note) = &props.note {
                <div class={classes!("told", is_trouble.then_some("is-trouble"))}>
                    <p>{ note.text(props.has_former) }</p>
                    <div class="told-buttons">
                        if let Some(way) = way {
                            <button type="button" class="button" id="note-way" onclick={on_way}>{ note::Way::label(way) }</button>
                        }
                        <button type="button" class="button" id="note-close" onclick={on_close}>{ "Close" }</button>
                    </div>
                </div>
            }
        </div>
    }
}
