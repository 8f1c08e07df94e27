//! What statements do that are commands: what they print is kept, and how they went is reported.

use code::{Kind, NodeId, ScopeForm};

use crate::Level;
use crate::draft::Context;
use crate::phrase;

/// What a function answers whose result is a status: zero for success.
pub(super) fn answered(cx: &Context, value: Option<NodeId>, early: bool) -> String {
    let beginner = cx.level == Level::Beginner;
    let stops = if beginner && early {
        "stops and reports"
    } else if beginner {
        "reports"
    } else {
        "returns with"
    };
    let Some(value) = value else {
        return if beginner { "stops here" } else { "returns" }.to_owned();
    };
    match (cx.unit.kind(value), cx.unit.text(value)) {
        (Kind::Integer, "0") if beginner => format!("{stops} success"),
        (Kind::Integer, "0") => "returns success".to_owned(),
        (Kind::Integer, _) if beginner => format!("{stops} failure (status {})", cx.quote(value)),
        (Kind::Integer, "1") => "returns failure".to_owned(),
        (Kind::Integer, _) => format!("returns failure with status {}", cx.quote(value)),
        (Kind::Call { .. } | Kind::Boolean(true), "true" | ":") => "does nothing and succeeds".to_owned(),
        (Kind::Call { .. } | Kind::Boolean(false), "false") => "does nothing and fails".to_owned(),
        (Kind::Binary(..) | Kind::Matches { .. } | Kind::Unary(..), _) => {
            format!("succeeds only if {}", phrase::condition(cx, value))
        }
        (Kind::Call { .. }, text) if !text.starts_with('$') && !text.starts_with('"') => {
            format!("succeeds only if {}", phrase::condition(cx, value))
        }
        _ => format!("{stops} {}", {
            let noun = phrase::noun(cx, value);
            if noun.starts_with("the status") { noun } else { format!("the status {noun}") }
        }),
    }
}

/// A variable of a language of commands: what a command prints is kept.
pub(super) fn kept(cx: &Context, node: NodeId, target: NodeId, value: NodeId) -> String {
    let name = cx.quote(target);
    let exported = matches!(cx.unit.kind(node), Kind::Let { modifiers, .. } if modifiers.has(code::Modifiers::PUBLIC));
    let text = match cx.unit.kind(value) {
        Kind::Pipe(_) => match cx.level {
            Level::Beginner => format!("{}; what comes out is kept as {name}", phrase::act(cx, value)),
            _ => format!("{}; the result goes into {name}", phrase::act(cx, value)),
        },
        Kind::Call { .. } if cx.facts.call(value).and_then(|it| it.library).is_some_and(|it| it.gives.is_empty()) => {
            format!("{} and keeps the output as {name}", phrase::act(cx, value))
        }
        _ => {
            let what = phrase::noun(cx, value);
            match cx.level {
                Level::Beginner if !what.starts_with('`') && !what.contains(", ") => format!("keeps {what} as {name}"),
                _ => format!("sets {name} to {what}"),
            }
        }
    };
    if !exported {
        return text;
    }
    match cx.level {
        Level::Beginner => format!("{text}, where the programs that it starts can see it"),
        _ => format!("{text} and exports it"),
    }
}

/// What opens the account of a block with a meaning of its own.
pub(super) fn scope(cx: &Context, form: ScopeForm) -> &'static str {
    match (form, cx.level) {
        (ScopeForm::Apart, Level::Beginner) => "In a copy of the shell, so that what it changes there does not last:",
        (ScopeForm::Apart, _) => "In a subshell:",
        (_, Level::Beginner) => "In a part that the compiler cannot check (`unsafe`):",
        _ => "In an `unsafe` block:",
    }
}
