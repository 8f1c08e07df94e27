//! What the writers of sections ask of phrases and of the lexicon.

use code::{Effect, FunctionId, Kind, NodeId, Span};
use facts::{CallFact, LoopIntent};

use crate::draft::Context;

/// An expression as a noun phrase, where it is short enough for an opening sentence.
pub(crate) fn noun_brief(cx: &Context<'_>, node: NodeId) -> Option<String> {
    let text = cx.quote(node);
    (text.chars().count() <= 90 && !text.contains('…')).then_some(text)
}

/// An expression as a condition.
pub(crate) fn condition(cx: &Context<'_>, node: NodeId) -> Option<String> {
    let text = cx.quote(node);
    (text.chars().count() <= 120 && !text.contains('…')).then(|| format!("{text} holds"))
}

/// Whether an expression is a test by its form.
pub(crate) fn is_condition(cx: &Context<'_>, node: NodeId) -> bool {
    use code::BinaryOperator::*;
    match cx.unit.kind(node) {
        Kind::Binary(operator, ..) => matches!(
            operator,
            Equal | NotEqual | StrictEqual | StrictNotEqual | Less | LessEqual | Greater | GreaterEqual | In | NotIn | Is
                | IsNot | InstanceOf
        ),
        Kind::Chain { .. } | Kind::Matches { .. } => true,
        Kind::Unary(code::UnaryOperator::Not, _) => true,
        _ => false,
    }
}

/// The verb phrase of the idiom that a function as a whole is.
pub(crate) fn idiom_lead(_cx: &Context<'_>, _owner: NodeId) -> Option<(String, Span)> {
    None
}

/// The verb phrase of the loop that makes a function's result.
pub(crate) fn loop_lead(_cx: &Context<'_>, _id: FunctionId) -> Option<(String, Span)> {
    None
}

/// What a function (or the top level) does through the library, in order: phrases and where they rest.
pub(crate) fn acts(cx: &Context<'_>, function: Option<FunctionId>) -> (Vec<String>, Vec<Span>) {
    let mut acts = Vec::new();
    let mut spans = Vec::new();
    for call in cx.facts.calls.iter().filter(|call| call.caller == function) {
        if !weighty(call) {
            continue;
        }
        let Some(text) = call_does(cx, call) else { continue };
        if !acts.contains(&text) {
            acts.push(text);
            spans.push(cx.unit.span(call.node));
        }
    }
    (acts, spans)
}

/// Whether a call says what the code around it is for.
fn weighty(call: &CallFact) -> bool {
    use Effect::*;
    call.library.is_some_and(|entry| {
        entry.effects.iter().any(|effect| {
            matches!(
                effect,
                ReadsFile | WritesFile | Network | ReadsInput | Process | Spawns | Channel | Document | Database | Storage
                    | Evaluates | Prints | Sleeps | Exits | Random
            )
        })
    })
}

/// What a call does, with its holes filled.
pub(crate) fn call_does(_cx: &Context<'_>, _call: &CallFact) -> Option<String> {
    None
}

/// Whether an intent makes a value.
pub(crate) fn makes_value(intent: &LoopIntent) -> bool {
    !matches!(intent, LoopIntent::Effect | LoopIntent::Retry)
}
