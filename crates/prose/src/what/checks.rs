//! Functions that only check: each way but one ends with an error.

use code::{Kind, NodeId, Span};
use facts::{Action, StepId};

use crate::Level;
use crate::draft::Context;
use crate::say;
use crate::words::count;

/// What a function does whose steps all leave with an error under a condition, before it ends without one, and what proves it.
pub(super) fn account(cx: &Context<'_>, body: NodeId) -> Option<(String, Vec<Span>)> {
    let steps = cx.facts.steps.of_body(body);
    let (checks, ends_well) = match steps.split_last() {
        Some((&last, rest)) if works(cx, last) => (rest, true),
        Some(_) => (steps, false),
        None => return None,
    };
    let mut found: Vec<(NodeId, Span)> = Vec::new();
    let mut raises = false;
    for &id in checks {
        let step = cx.facts.steps.get(id);
        for (_, action) in step.actions() {
            match action {
                Action::Guard { condition, body, .. } => {
                    raises |= only_fails(cx, *body)?;
                    found.push((*condition, step.span));
                }
                Action::Choose { target: None, ways } => {
                    for way in ways {
                        raises |= only_fails(cx, way.body)?;
                        found.push((way.condition?, step.span));
                    }
                }
                _ => return None,
            }
        }
    }
    // Where errors are signalled, the end needs no word; where they are given back, it does.
    if found.is_empty() || !ends_well && !raises {
        return None;
    }
    let terms = &cx.unit.dialect.terms;
    let conditions: Vec<String> = found.iter().filter_map(|&(it, _)| say::condition(cx, it)).collect();
    let told = conditions.len() == found.len() && conditions.iter().map(String::len).sum::<usize>() < 150;
    let verb = match (cx.level, raises) {
        (Level::Beginner, true) => format!("stops with an {}", terms.error),
        (Level::Beginner, false) => "gives back an error".to_owned(),
        (_, true) => format!("{} an {}", terms.raises, terms.error),
        (_, false) => "returns an error".to_owned(),
    };
    let rest = match cx.level {
        Level::Beginner => ", and lets everything else pass",
        _ if raises => ", and does nothing otherwise",
        _ => ", and none otherwise",
    };
    let text = if told {
        format!("{verb} if {}{rest}", conditions.join(", or if "))
    } else if found.len() > 2 {
        format!("{verb} in {}{rest}", count(found.len(), "case"))
    } else {
        return None;
    };
    Some((text, found.into_iter().map(|it| it.1).collect()))
}

/// Whether a step ends the function without an error and without a result.
fn works(cx: &Context<'_>, id: StepId) -> bool {
    match cx.facts.steps.get(id).action {
        Action::Return(None) => true,
        Action::Return(Some(value)) | Action::Give(value) => {
            matches!(cx.facts.outcome(cx.unit, value), Some(facts::Returned::Success(values)) if values.is_empty())
        }
        _ => false,
    }
}

/// Whether a body does nothing but fail: whether the error is signalled (`true`) or given back (`false`).
fn only_fails(cx: &Context<'_>, body: NodeId) -> Option<bool> {
    let &[only] = cx.facts.steps.of_body(body) else { return None };
    match cx.facts.steps.get(only).action {
        Action::Raise { error: Some(_), .. } => Some(true),
        Action::Return(Some(value)) => match cx.facts.outcome(cx.unit, value) {
            Some(facts::Returned::Failure { values, .. })
                if values.iter().all(|&it| say::is_empty_value(cx, it) || cx.unit.kind(it) == Kind::Wildcard) =>
            {
                Some(false)
            }
            _ => None,
        },
        _ => None,
    }
}
