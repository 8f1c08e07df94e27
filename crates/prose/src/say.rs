//! What the writers of sections ask of phrases and of the lexicon.

use code::{Effect, FunctionId, Kind, NodeId, Span};
use facts::CallFact;

use crate::draft::Context;
use crate::{Level, lexicon};

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
            Equal
                | NotEqual
                | StrictEqual
                | StrictNotEqual
                | Less
                | LessEqual
                | Greater
                | GreaterEqual
                | In
                | NotIn
                | Is
                | IsNot
                | InstanceOf
        ),
        Kind::Chain { .. } | Kind::Matches { .. } => true,
        Kind::Unary(code::UnaryOperator::Not, _) => true,
        _ => false,
    }
}

/// The verb phrase of the idiom that a function as a whole is, and the code that proves it.
pub(crate) fn idiom_lead(cx: &Context<'_>, owner: NodeId) -> Option<(String, Span)> {
    let at = match cx.level {
        Level::Beginner => 0,
        Level::Intermediate => 1,
        Level::Expert => 2,
    };
    // The idiom that explains most of the code is what the code is for.
    let mut found: Vec<&facts::Idiom> =
        cx.facts.idioms_of(owner).filter(|idiom| lexicon::idioms::leads(idiom.kind)).collect();
    found.sort_by_key(|idiom| std::cmp::Reverse(idiom.span.len()));
    found.iter().find_map(|idiom| {
        let text = lexicon::fill(cx, lexicon::idioms::idiom(idiom.kind).what[at], &idiom.parts)?;
        Some((text, idiom.span))
    })
}

/// The verb phrase of the loop that makes a function's result.
pub(crate) fn loop_lead(_cx: &Context<'_>, _id: FunctionId) -> Option<(String, Span)> {
    None
}

/// What a function (or the top level) does through the library, in order: phrases and where they rest.
pub(crate) fn acts(cx: &Context<'_>, function: Option<FunctionId>) -> (Vec<String>, Vec<Span>) {
    let mut acts = Vec::new();
    let mut spans = Vec::new();
    for call in cx.facts.calls_in(function) {
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
                ReadsFile
                    | WritesFile
                    | Network
                    | ReadsInput
                    | Process
                    | Spawns
                    | Channel
                    | Document
                    | Database
                    | Storage
                    | Evaluates
                    | Prints
                    | Sleeps
                    | Exits
                    | Random
            )
        })
    })
}

/// What a call does, with its holes filled.
pub(crate) fn call_does(_cx: &Context<'_>, _call: &CallFact) -> Option<String> {
    None
}
