//! Above the editor, where there are several files: the overview, the open ones, and all others.

use wasm_bindgen::JsCast;
use web_sys::{HtmlSelectElement, MouseEvent};
use yew::prelude::*;

use super::passing;
use crate::project::Project;
use crate::state::Action;

/// What the bar needs.
#[derive(Properties, PartialEq)]
pub struct ProjectBarProps {
    /// The files.
    pub project: Project,
    /// Where the reader's doings go.
    pub on_action: Callback<Action>,
}

/// The overview, the open files, and all others.
#[component(ProjectBar)]
pub fn project_bar(props: &ProjectBarProps) -> Html {
    let project = &props.project;
    let doing = |make: fn(usize) -> Action, file: usize| props.on_action.reform(move |_: MouseEvent| make(file));
    let on_overview = props.on_action.reform(|_: MouseEvent| Action::WentToFile(None));
    let on_leave = props.on_action.reform(|_: MouseEvent| Action::LeftProject);
    let on_choice = passing(&props.on_action, |event: Event| {
        let select = event.target()?.dyn_into::<HtmlSelectElement>().ok()?;
        let file = select.value().parse().ok();
        // It is a menu, not a choice that lasts.
        select.set_value("");
        file.map(|file| Action::WentToFile(Some(file)))
    });
    let current = |is_current: bool| is_current.then_some("page");
    html! {
        <div class="project-bar">
            <nav class="tabs" aria-label={format!("Open files of {}", project.name)}>
                <ul>
                    <li class="tab">
                        <button type="button" id="overview" aria-current={current(project.at.is_none())} onclick={on_overview}>
                            { "Overview" }
                        </button>
                    </li>
                    { for project.tabs.iter().map(|&file| html! {
                        <li class="tab" key={file}>
                            <button type="button" title={project.files[file].path.clone()} aria-current={current(project.at == Some(file))}
                                onclick={doing(|file| Action::WentToFile(Some(file)), file)}>
                                { project.files[file].name() }
                            </button>
                            <button type="button" class="tab-close" aria-label={format!("Close {}", project.files[file].path)}
                                onclick={doing(Action::ClosedTab, file)}>{ "×" }</button>
                        </li>
                    }) }
                </ul>
            </nav>
            <select id="files" aria-label="Go to a file" onchange={on_choice}>
                <option value="" selected=true>{ format!("{} files…", project.files.len()) }</option>
                { for project.folders().into_iter().map(|(folder, files)| {
                    let options = files.into_iter().map(|(file, it)| html! {
                        <option value={file.to_string()}>{ it.name() }</option>
                    });
                    if folder.is_empty() {
                        html! { <>{ for options }</> }
                    } else {
                        html! { <optgroup label={folder.to_owned()}>{ for options }</optgroup> }
                    }
                }) }
            </select>
            if project.at.is_some() {
                <button type="button" class="button" id="leave-project" title="The files stay in the history" onclick={on_leave}>
                    { "Only this file" }
                </button>
            }
        </div>
    }
}
