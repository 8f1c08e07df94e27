//! Lines that are no statements: includes, conditional compilation, notes to the compiler.

use std::cmp::Ordering;

use code::{DirectiveForm, Kind, NodeId};

use facts::{Action, StepId};

use super::{Inside, Told};
use crate::Level;
use crate::draft::{Context, code};
use crate::phrase;
use crate::words;

/// The act of a directive.
pub(super) fn act(cx: &Context, at: NodeId) -> String {
    let unit = cx.unit;
    let Kind::Directive { form, condition, until } = unit.kind(at) else { return String::new() };
    let beginner = cx.level == Level::Beginner;
    let said = || condition.map_or_else(|| cx.quote(at), |it| cx.quote(it));
    let lines = || {
        let (first, last) = (unit.line(unit.span(at).start) + 1, unit.line(until.saturating_sub(1)));
        match first.cmp(&last) {
            Ordering::Less => format!("lines {first} to {last} are"),
            Ordering::Equal => format!("line {last} is"),
            Ordering::Greater => "what follows is".to_owned(),
        }
    };
    match form {
        DirectiveForm::Only => match condition {
            Some(condition) => {
                let asked = phrase::condition(cx, condition);
                let asked = asked.strip_suffix(" when it is compiled").unwrap_or(&asked);
                format!("says that {} compiled only if {asked}", lines())
            }
            None => "leaves the choice of some lines to the compiler".to_owned(),
        },
        DirectiveForm::Else => format!("says that {} compiled otherwise", lines()),
        DirectiveForm::Foreign => {
            let opens = unit.source.get(unit.span(at).start as usize..until as usize);
            match (opens.is_some_and(|it| it.contains("extern")), beginner) {
                (true, true) => "lets programs in C++ use what follows, too".to_owned(),
                (true, false) => "gives what follows C linkage for C++".to_owned(),
                (false, true) => "ends what was opened for C++".to_owned(),
                (false, false) => "ends the C linkage".to_owned(),
            }
        }
        DirectiveForm::Never => {
            let (first, last) = (unit.line(unit.span(at).start) + 1, unit.line(until.saturating_sub(1)));
            match (first < last, beginner) {
                (true, true) => format!("leaves lines {first} to {last} out of the program"),
                (false, true) => format!("leaves line {last} out of the program"),
                (true, false) => format!("leaves lines {first} to {last} out (switched off)"),
                (false, false) => format!("leaves line {last} out (switched off)"),
            }
        }
        DirectiveForm::Guard if beginner => {
            "makes sure that the file counts only once, however often it is included".to_owned()
        }
        DirectiveForm::Guard => "guards the header against being included twice".to_owned(),
        DirectiveForm::Undefine if beginner => format!("forgets the macro {}", said()),
        DirectiveForm::Undefine => format!("undefines {}", said()),
        DirectiveForm::Refuse => format!("stops the compilation, if it gets there, with {}", cx.quote(at)),
        DirectiveForm::Hint if beginner => format!("tells the compiler something: {}", cx.quote(at)),
        DirectiveForm::Hint => format!("gives the compiler {}", cx.quote(at)),
        DirectiveForm::Scope => {
            let rules = lines();
            let rules = rules.strip_suffix(" are").or_else(|| rules.strip_suffix(" is")).unwrap_or(&rules);
            match (condition, beginner) {
                (Some(name), true) => {
                    format!(
                        "puts {rules} into the namespace {}, so that its names clash with no others",
                        cx.quote(name)
                    )
                }
                (Some(name), false) => format!("puts {rules} into the namespace {}", cx.quote(name)),
                (None, true) => format!("keeps {rules} to this file: no other file sees it"),
                (None, false) => format!("gives {rules} internal linkage (a namespace without a name)"),
            }
        }
        DirectiveForm::Generate if beginner => format!("lets the compiler write {} as it does by itself", said()),
        DirectiveForm::Generate => format!("defaults {}", said()),
        DirectiveForm::Instantiate if beginner => format!("has the compiler make {} of a template", said()),
        DirectiveForm::Instantiate => format!("instantiates {}", said()),
        DirectiveForm::Forbid if beginner => format!("forbids any use of {}", said()),
        DirectiveForm::Forbid => format!("deletes {}", said()),
        DirectiveForm::Announce if beginner => {
            format!("announces {}, so that it can be pointed to before its fields are known", said())
        }
        DirectiveForm::Announce => format!("forward-declares {}", said()),
    }
}

/// Includes, and names that are used without their scope, in one verb phrase.
pub(crate) fn includes(cx: &Context, nodes: &[NodeId]) -> String {
    let mut files: Vec<String> = Vec::new();
    let mut scopes: Vec<String> = Vec::new();
    let mut names: Vec<String> = Vec::new();
    for &node in nodes {
        let Kind::Import(id) = cx.unit.kind(node) else { continue };
        let import = cx.unit.import(id);
        let module = code(&import.module.replace('.', "::"));
        let list = match (import.reexport, import.names.first()) {
            (false, _) => &mut files,
            (true, None) => &mut scopes,
            (true, Some(_)) => &mut names,
        };
        let said = match import.names.first() {
            _ if !import.reexport => code(&import.module),
            Some(name) => cx.quote(name.local),
            None => module,
        };
        if !list.contains(&said) {
            list.push(said);
        }
    }
    let mut parts = Vec::new();
    match (cx.level, files.len()) {
        (_, 0) => {}
        (Level::Beginner, 1) => {
            parts.push(format!("includes the header {}, which says what it can use from elsewhere", files[0]));
        }
        (Level::Beginner, _) => {
            let files = words::list_some(&files, 6);
            parts.push(format!("includes headers, which say what it can use from elsewhere: {files}"));
        }
        (_, n) if n > 10 => parts.push(format!("includes {}", words::list_some(&files, 8))),
        _ => parts.push(format!("includes {}", words::list(&files))),
    }
    if !scopes.is_empty() {
        parts.push(format!("lets the names of {} be used without it before them", words::list_some(&scopes, 4)));
    }
    if !names.is_empty() {
        parts.push(format!(
            "lets {} be used without the scope before {}",
            words::list_some(&names, 6),
            if names.len() == 1 { "it" } else { "them" }
        ));
    }
    parts.join(if cx.level == Level::Beginner { ", and " } else { " and " })
}

/// Whether what a label names puts things away: it releases something before the function ends.
pub(super) fn clean_up(cx: &Context, label: NodeId) -> bool {
    let unit = cx.unit;
    let Some(function) = unit.enclosing_function(label) else { return false };
    let Some(body) = unit.function(function).body else { return false };
    let mut after = false;
    for &statement in &unit.statements(body) {
        let mut at = statement;
        while let Kind::Labelled { label: own, body } = unit.kind(at) {
            after |= unit.same_code(own, label);
            at = body;
        }
        let releases = || {
            unit.preorder_shallow(at).any(|it| {
                let library = cx.facts.call(it).and_then(|call| call.library);
                library.is_some_and(|entry| entry.effects.contains(&::code::Effect::Releases))
            })
        };
        if after && releases() {
            return true;
        }
    }
    false
}

/// The part of a body that a label names: its steps are told below it.
pub(super) fn labelled(cx: &Context, label: StepId, steps: &[StepId]) -> Told {
    let step = cx.facts.steps.get(label);
    let Action::Label(name) = step.action else { return Told::fixed(String::new(), step.span) };
    let place = cx.quote(name);
    let text = match (clean_up(cx, name), cx.level) {
        _ if steps.is_empty() => format!("The label {place} marks the end."),
        (true, Level::Beginner) => format!("The clean-up stands at the label {place}:"),
        (true, _) => format!("At {place}, the clean-up:"),
        (false, Level::Beginner) => format!("At the label {place}, where jumps lead:"),
        (false, _) => format!("At {place}:"),
    };
    let told = Told::fixed(text, step.span);
    if steps.is_empty() { told } else { told.with(vec![Inside::Steps(steps.to_vec())]) }
}
