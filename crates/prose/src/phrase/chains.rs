//! Rows of like calls on one value, said once: `x.replace(a, b).replace(c, d)`.

use code::{Kind, NodeId};

use super::{calls, nouns};
use crate::draft::Context;

/// The longest phrase for a row.
const LONGEST: usize = 210;

/// Writes a row of calls that each replace one thing by another. Says nothing and answers no where it is something else.
///
/// What such a call gives is told by the library as `{self} with …`, and what it puts in place of what by one of two phrases.
pub(super) fn replacements(cx: &Context, out: &mut String, call: NodeId, depth: u8) -> bool {
    let mut links = vec![call];
    let Some(entry) = cx.facts.call(call).and_then(|it| it.library) else { return false };
    if !entry.gives.contains("{self} with ") {
        return false;
    }
    let by = entry.gives.contains("{0} replaced by {1}");
    if !by && !entry.gives.contains("{1} in place of {0}") {
        return false;
    }
    let mut at = call;
    while let Kind::Call { callee, .. } = cx.unit.kind(at)
        && let Kind::Member { object, .. } = cx.unit.kind(callee)
        && cx.facts.call(object).and_then(|it| it.library).is_some_and(|it| it.path == entry.path)
    {
        links.push(object);
        at = object;
    }
    if links.len() < 2 {
        return false;
    }
    links.reverse();
    let start = out.len();
    let n = links.len();
    for (place, &link) in links.iter().enumerate() {
        if place == 0 {
            if !calls::fill(cx, out, entry.gives, link, depth) {
                break;
            }
            continue;
        }
        let Kind::Call { arguments, .. } = cx.unit.kind(link) else { break };
        let &[old, new] = cx.unit.list(arguments) else { break };
        out.push_str(if place + 1 == n { " and " } else { ", " });
        let (first, second) = if by { (old, new) } else { (new, old) };
        nouns::push(cx, out, first, depth + 1);
        out.push_str(if by { " by " } else { " in place of " });
        nouns::push(cx, out, second, depth + 1);
        if place + 1 == n && out.len() - start <= LONGEST {
            return true;
        }
    }
    out.truncate(start);
    false
}
