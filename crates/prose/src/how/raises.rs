//! What an error path does.

use code::{BinaryOperator, Kind, NodeId};

use crate::Level;
use crate::draft::Context;
use crate::phrase;

/// An error that is signalled: by its type and what it says.
pub(super) fn raise(cx: &Context, error: Option<NodeId>, cause: Option<NodeId>) -> String {
    let unit = cx.unit;
    let raises = unit.dialect.terms.raises;
    let Some(error) = error else {
        return match cx.level {
            Level::Beginner => "lets the error go on".to_owned(),
            _ => format!("re-{raises} the {}", unit.dialect.terms.error),
        };
    };
    let mut out = String::new();
    match (unit.kind(error), cx.level) {
        // `throw Object.assign(new Error(…), …)`: the error with something added.
        (Kind::Call { arguments, .. }, _)
            if cx.facts.call(error).and_then(|it| it.library).is_some_and(|it| it.gives.starts_with("{0} with "))
                && matches!(unit.list(arguments), [first, ..] if matches!(unit.kind(*first), Kind::Call { .. })) =>
        {
            return raise(cx, unit.list(arguments).first().copied(), cause);
        }
        (Kind::Call { callee, form, .. }, Level::Beginner) if !makes_error(cx, callee, form) => {
            out.push_str(&format!("stops with the error that {} makes", cx.quote(callee)));
        }
        (Kind::Call { callee, form, .. }, _) if !makes_error(cx, callee, form) => {
            out.push_str(&format!("{raises} {}", phrase::noun(cx, error)));
        }
        (Kind::Call { callee, arguments, .. }, level) => {
            let name = cx.quote(callee);
            match level {
                Level::Beginner => out.push_str(&format!("stops with an error, {name}")),
                _ => out.push_str(&format!("{raises} {name}")),
            }
            let longest = if level == Level::Expert { 60 } else { 70 };
            if let Some(message) = unit.list(arguments).iter().find_map(|&it| message(cx, it))
                && unit.span(message).len() <= longest
            {
                match level {
                    Level::Beginner => out.push_str(&format!(", that says {}", cx.quote(message))),
                    Level::Intermediate => out.push_str(&format!(" with the message {}", cx.quote(message))),
                    Level::Expert => out.push_str(&format!(" ({})", cx.quote(message))),
                }
            }
        }
        (Kind::Name(_), Level::Beginner) => out.push_str(&format!("stops with the error {}", cx.quote(error))),
        (_, Level::Beginner) => out.push_str(&format!("stops with {} as the error", phrase::noun(cx, error))),
        _ => out.push_str(&format!("{raises} {}", phrase::noun(cx, error))),
    }
    if let Some(cause) = cause
        && cx.level != Level::Beginner
    {
        match unit.kind(cause) {
            Kind::Null => out.push_str(" and hides its cause"),
            _ => out.push_str(&format!(" with {} as the cause", phrase::noun(cx, cause))),
        }
    }
    out
}

/// Whether a call that is signalled makes the error by its type, and is no function that hands one out.
fn makes_error(cx: &Context, callee: NodeId, form: code::CallForm) -> bool {
    let name = match cx.unit.kind(callee) {
        Kind::Name(name) | Kind::Member { name, .. } => cx.unit.name(name),
        _ => return form == code::CallForm::New,
    };
    let name = name.rsplit('\\').next().unwrap_or(name);
    form == code::CallForm::New || name.trim_start_matches('_').starts_with(char::is_uppercase)
}

/// What an error says: a text, one that is filled in, or the start of a longer one.
fn message(cx: &Context, node: NodeId) -> Option<NodeId> {
    match cx.unit.kind(node) {
        Kind::Text(_) | Kind::Template { .. } => Some(node),
        Kind::Binary(BinaryOperator::Modulo, left, _) => {
            Some(left).filter(|&it| matches!(cx.unit.kind(it), Kind::Text(_)))
        }
        _ => None,
    }
}
