//! How far the explanation has come, for eyes and for screen readers.

use yew::prelude::*;

/// What the status needs.
#[derive(Properties, PartialEq)]
pub struct StatusProps {
    /// What to say.
    pub text: AttrValue,
    /// Whether something is going on.
    pub is_busy: bool,
}

/// How far the explanation has come.
#[component(Status)]
pub fn status(props: &StatusProps) -> Html {
    html! {
        <p class={classes!("status", props.is_busy.then_some("is-busy"))} role="status" id="status">{ &props.text }</p>
    }
}
