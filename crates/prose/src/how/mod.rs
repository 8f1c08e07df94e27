//! *How*: the steps of a body as sentences.

use code::{NodeId, Span};

use crate::SectionKind;
use crate::draft::{Context, Draft};

/// Writes the steps of a body (a block, the module, or the expression that a function returns).
pub(crate) fn body(cx: &Context, body: NodeId, out: &mut Draft) {
    body_under(cx, body, None, out);
}

/// The same, as parts of an earlier sentence.
pub(crate) fn body_under(cx: &Context, body: NodeId, parent: Option<u32>, out: &mut Draft) {
    for &step in cx.facts.steps.of_body(body) {
        let step = cx.facts.steps.get(step);
        out.say(SectionKind::How, parent, format!("It runs {}.", cx.quote(step.node)), &[step.span]);
    }
}

/// The same for the statements of a body that stand inside a span: a run of statements of a module, or of a type's body.
pub(crate) fn part_under(cx: &Context, body: NodeId, part: Span, parent: Option<u32>, out: &mut Draft) {
    for &step in cx.facts.steps.of_body(body) {
        let step = cx.facts.steps.get(step);
        if part.contains(step.span) {
            out.say(SectionKind::How, parent, format!("It runs {}.", cx.quote(step.node)), &[step.span]);
        }
    }
}
