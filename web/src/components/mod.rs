//! One component is one file.

mod chart;
mod code_bar;
mod editor_pane;
mod explanation;
mod export_menu;
mod file_list;
mod gloss_bar;
mod history;
mod history_foot;
mod history_row;
mod model_bar;
mod note_bar;
mod notice;
mod overview;
mod part_bar;
mod peek;
mod project_bar;
mod sentence;
mod status;
mod theme_switch;
mod update;

pub use code_bar::CodeBar;
pub use editor_pane::{EditorHandle, EditorPane};
pub use explanation::ExplanationView;
pub use file_list::FileList;
pub use gloss_bar::GlossBar;
pub use history::HistoryPanel;
pub use model_bar::ModelBar;
pub use note_bar::NoteBar;
pub use notice::Notice;
pub use overview::OverviewView;
pub use part_bar::PartBar;
pub use peek::Peek;
pub use project_bar::ProjectBar;
pub use status::Status;
pub use theme_switch::ThemeSwitch;
pub use update::Update;

use yew::Callback;

/// A listener that passes on what it makes of an event, if it makes anything of it.
fn passing<E: 'static, A: 'static>(to: &Callback<A>, make: impl Fn(E) -> Option<A> + 'static) -> Callback<E> {
    let to = to.clone();
    Callback::from(move |event| {
        if let Some(action) = make(event) {
            to.emit(action);
        }
    })
}
