//! Words for what the facts name: idioms and hazards, at three levels.

pub(crate) mod hazards;
pub(crate) mod idioms;

use code::NodeId;
use facts::Role;

use crate::draft::Context;

/// Fills the holes `{Role}` of a template with the code in that role. `None` where a part is absent or too long to be quoted whole, so that
/// no sentence has a gap.
pub(crate) fn fill(cx: &Context<'_>, template: &str, parts: &[(Role, NodeId)]) -> Option<String> {
    let mut out = String::with_capacity(template.len() + 24);
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let (hole, tail) = after.split_once('}')?;
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
