//! Light or dark.

use yew::prelude::*;

use crate::state::{Action, Theme};

/// What the switch needs.
#[derive(Properties, PartialEq)]
pub struct ThemeSwitchProps {
    /// The chosen theme.
    pub theme: Option<Theme>,
    /// Where the reader's doings go.
    pub on_action: Callback<Action>,
}

/// Light or dark; until it is pressed, the system decides.
#[component(ThemeSwitch)]
pub fn theme_switch(props: &ThemeSwitchProps) -> Html {
    let is_dark = match props.theme {
        Some(theme) => theme == Theme::Dark,
        None => is_system_dark(),
    };
    let next = if is_dark { Theme::Light } else { Theme::Dark };
    html! {
        <button type="button" class="button" id="theme" aria-pressed={is_dark.to_string()}
            onclick={props.on_action.reform(move |_| Action::ChoseTheme(next))}>{ "Dark" }</button>
    }
}

fn is_system_dark() -> bool {
    web_sys::window()
        .and_then(|window| window.match_media("(prefers-color-scheme: dark)").ok().flatten())
        .is_some_and(|query| query.matches())
}
