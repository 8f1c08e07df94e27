//! What went wrong, and how to mend it.

use yew::prelude::*;

use super::passing;
use crate::state::Action;
use crate::trouble::{Remedy, Trouble};

/// What the notice needs.
#[derive(Properties, PartialEq)]
pub struct NoticeProps {
    /// What went wrong.
    pub trouble: Option<Trouble>,
    /// Whether the explanation below is of an earlier text.
    pub is_stale: bool,
    /// Where the reader's doings go.
    pub on_action: Callback<Action>,
}

/// What went wrong, and how to mend it. The element is always there, since a live region must exist before it speaks.
#[component(Notice)]
pub fn notice(props: &NoticeProps) -> Html {
    let remedy = props.trouble.as_ref().and_then(Trouble::remedy);
    let onclick = passing(&props.on_action, move |_: MouseEvent| match remedy? {
        Remedy::TryAgain => Some(Action::AskAgain),
        Remedy::RemoveNulls => Some(Action::RemoveNulls),
        Remedy::Reload => {
            let _ = web_sys::window()?.location().reload();
            None
        }
    });
    html! {
        <div class="notices" role="alert">
            if let Some(trouble) = &props.trouble {
                <div class="notice">
                    <p>
                        { trouble.text() }
                        if props.is_stale {
                            { " What stands below explains the text before." }
                        }
                    </p>
                    if let Some(remedy) = remedy {
                        <button type="button" class="button" {onclick}>{ remedy.label() }</button>
                    }
                </div>
            }
        </div>
    }
}
