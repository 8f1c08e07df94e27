//! In the editor's place beside an overview: all files by folder.

use web_sys::MouseEvent;
use yew::prelude::*;

use crate::project::Project;
use crate::state::Action;

/// What the list needs.
#[derive(Properties, PartialEq)]
pub struct FileListProps {
    /// The files.
    pub project: Project,
    /// Where the reader's doings go.
    pub on_action: Callback<Action>,
}

/// All files by folder.
#[component(FileList)]
pub fn file_list(props: &FileListProps) -> Html {
    let on_open = |file: usize| props.on_action.reform(move |_: MouseEvent| Action::WentToFile(Some(file)));
    html! {
        <nav class="file-list" id="file-list" aria-label="All files">
            <h2>{ &*props.project.name }</h2>
            { for props.project.folders().into_iter().map(|(folder, files)| html! {
                <section key={folder.to_owned()}>
                    if !folder.is_empty() {
                        <h3>{ folder }</h3>
                    }
                    <ul>
                        { for files.into_iter().map(|(file, it)| html! {
                            <li key={file}>
                                <button type="button" onclick={on_open(file)}>
                                    <span class="file-name">{ it.name() }</span>
                                    <span class="file-size">{ size(it.code.lines().count()) }</span>
                                </button>
                            </li>
                        }) }
                    </ul>
                </section>
            }) }
        </nav>
    }
}

fn size(n_lines: usize) -> String {
    if n_lines == 1 { "1 line".to_owned() } else { format!("{n_lines} lines") }
}
