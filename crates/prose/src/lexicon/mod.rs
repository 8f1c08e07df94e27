//! Words for what the facts name: idioms and hazards, at three levels.

pub(crate) mod hazards;
pub(crate) mod idioms;
pub(crate) mod motives;
pub(crate) mod names;

use code::NodeId;
use facts::Role;

use crate::draft::{Context, code};
use crate::words::list_some;

/// The hole for the word before what runs in any case.
const FINALLY: &str = "finally";

/// The hole for all values of an idiom, where it may have several.
const VALUES: &str = "Values";

/// Fills the holes `{Role}` of a template with the code in that role. `None` where a part is absent or too long to be quoted whole, so that
/// no sentence has a gap.
pub(crate) fn fill(cx: &Context<'_>, template: &str, parts: &[(Role, NodeId)]) -> Option<String> {
    let mut out = String::with_capacity(template.len() + 24);
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let (hole, tail) = after.split_once('}')?;
        // The language's own word.
        if hole == FINALLY {
            out.push_str(&code(cx.unit.dialect.terms.finally));
            rest = tail;
            continue;
        }
        // All that have the role, where several may.
        if hole == VALUES {
            let nodes = || parts.iter().filter(|part| part.0 == Role::Value).map(|part| part.1);
            if nodes().next().is_none() || nodes().any(|node| cx.unit.span(node).len() > 60) {
                return None;
            }
            out.push_str(&list_some(&nodes().map(|node| cx.quote(node)).collect::<Vec<_>>(), 5));
            rest = tail;
            continue;
        }
        let role = role(hole)?;
        let node = parts.iter().find(|part| part.0 == role)?.1;
        if cx.unit.span(node).len() > 60 {
            return None;
        }
        out.push_str(&cx.quote(node));
        rest = tail;
    }
    out.push_str(rest);
    (!out.is_empty()).then_some(out)
}

/// The texts for the recognised idioms and hazards that ask for a part which the facts do not give, at any level.
///
/// Such a text could never be said. A part that is there but too long to be quoted is no fault.
pub(crate) fn unfilled(facts: &facts::Facts) -> Vec<String> {
    let mut out = Vec::new();
    let mut check = |kind: String, template: &str, parts: &[(Role, NodeId)]| {
        for hole in template.split('{').skip(1).filter_map(|it| it.split_once('}')).map(|it| it.0) {
            // The language's own example stands there.
            let is_own = hole == FINALLY || hole == VALUES || hole == "example";
            if !is_own && !role(hole).is_some_and(|role| parts.iter().any(|part| part.0 == role)) {
                out.push(format!("{kind} lacks {{{hole}}} for: {template}"));
            }
        }
    };
    for idiom in &facts.idioms {
        let text = idioms::idiom(idiom.kind);
        for template in text.what.iter().chain(&text.why) {
            check(format!("{:?}", idiom.kind), template, &idiom.parts);
        }
    }
    for motive in &facts.motives {
        let text = motives::motive(motive.kind);
        for template in text.why.iter().chain([&text.name]) {
            check(format!("{:?}", motive.kind), template, &motive.parts);
        }
    }
    for hazard in &facts.hazards {
        for template in &hazards::hazard(hazard.kind).text {
            check(format!("{:?}", hazard.kind), template, &hazard.parts);
        }
    }
    out
}

/// The role of a hole's name.
fn role(hole: &str) -> Option<Role> {
    Some(match hole {
        "Sequence" => Role::Sequence,
        "Target" => Role::Target,
        "Low" => Role::Low,
        "High" => Role::High,
        "Middle" => Role::Middle,
        "Store" => Role::Store,
        "Visited" => Role::Visited,
        "Key" => Role::Key,
        "Value" => Role::Value,
        "Function" => Role::Function,
        "Condition" => Role::Condition,
        "Limit" => Role::Limit,
        "Delay" => Role::Delay,
        "Error" => Role::Error,
        "Resource" => Role::Resource,
        "Fallback" => Role::Fallback,
        "Counter" => Role::Counter,
        "Base" => Role::Base,
        "Recursive" => Role::Recursive,
        "Field" => Role::Field,
        "Name" => Role::Name,
        _ => return None,
    })
}
