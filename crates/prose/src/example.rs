//! A worked example for beginners: what a function makes of small values.

use code::{FunctionId, Span};
use facts::{Example, Outcome};

use crate::draft::{Context, Draft};
use crate::words::{list, sentence};
use crate::{Level, SectionKind};

/// Only in short texts: in a long one, readers look for where things are.
const LONGEST_TEXT: usize = 6_000;

/// And only where there are few functions.
const MOST_FUNCTIONS: usize = 8;

/// Says an example of a function, if one can be worked out.
pub(crate) fn say(cx: &Context<'_>, id: FunctionId, section: SectionKind, parent: Option<u32>, draft: &mut Draft) {
    if cx.level != Level::Beginner || cx.unit.source.len() > LONGEST_TEXT || cx.facts.functions.len() > MOST_FUNCTIONS {
        return;
    }
    let Some(example) = facts::example(cx.unit, cx.facts, id) else { return };
    if let Some(text) = words(cx, &example) {
        let span: Span = cx.unit.span(cx.unit.function(id).node);
        draft.say(section, parent, sentence(&text), &[span]);
    }
}

fn words(cx: &Context<'_>, example: &Example) -> Option<String> {
    let given: Vec<String> = example
        .arguments
        .iter()
        .map(|(name, value)| Some(format!("{} is {}", cx.quote(*name), quoted(value)?)))
        .collect::<Option<_>>()?;
    let outcome = match &example.outcome {
        Outcome::Gives(value) => format!("it gives back {}", quoted(value)?),
        Outcome::HandsOut(values) => format!("it hands out {}", in_turn(values)?),
        Outcome::Changes(name, value) => format!("afterwards {} is {}", cx.quote(*name), quoted(value)?),
    };
    let rounds = match &example.rounds {
        Some((binding, values)) => {
            let name = cx.unit.name(cx.facts.scopes.binding(*binding).name);
            format!("; after each round of the loop, `{name}` is {}", in_turn(values)?)
        }
        None => String::new(),
    };
    Some(format!("for example, if {}, {outcome}{rounds}", list(&given)))
}

/// Values that come one after the other.
fn in_turn(values: &[String]) -> Option<String> {
    let values: Vec<String> = values.iter().map(|it| quoted(it)).collect::<Option<_>>()?;
    Some(match values.as_slice() {
        [only] => only.clone(),
        [first, rest @ ..] => format!("{first}, then {}", list(rest)),
        [] => return None,
    })
}

/// A value as code; a text between quotation marks, since nothing in the code is called so.
fn quoted(value: &str) -> Option<String> {
    match value.strip_prefix('"').and_then(|it| it.strip_suffix('"')) {
        Some("") => Some("an empty text".to_owned()),
        Some(text) => Some(format!("“{text}”")),
        None if value.contains('"') => None,
        None => Some(format!("`{value}`")),
    }
}
