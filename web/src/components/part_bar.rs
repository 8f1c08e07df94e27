//! Above the explanation of a part: which part it is, and the way back to the whole.

use yew::prelude::*;

use crate::state::{Action, CodePart};

/// What the bar needs.
#[derive(Properties, PartialEq)]
pub struct PartBarProps {
    /// The part.
    pub part: CodePart,
    /// Where the reader's doings go.
    pub on_action: Callback<Action>,
}

/// Which part is explained, and the way back to the whole.
#[component(PartBar)]
pub fn part_bar(props: &PartBarProps) -> Html {
    let CodePart { start, end, lines } = &props.part;
    let place = match lines {
        (line, _) if start == end => format!("Only what is at the cursor, in line {line}."),
        (first, last) if first == last => format!("Only what is selected, in line {first}."),
        (first, last) => format!("Only lines {first} to {last}."),
    };
    html! {
        <div class="part-bar">
            <p>{ place }</p>
            <button type="button" class="button" id="explain-all" onclick={props.on_action.reform(|_| Action::ChosePart(None))}>
                { "Explain everything" }
            </button>
        </div>
    }
}
