//! What exports hand to other files.

use code::{Kind, List, NodeId};

use super::acts::default_of;
use crate::Level;
use crate::draft::Context;
use crate::phrase;
use crate::words;

/// More names than these are counted.
const FEW: usize = 6;

/// Exports in one verb phrase. Those that are there for one value are told by it, all others by the names that importers see.
pub(super) fn phrase(cx: &Context, nodes: &[NodeId]) -> String {
    let beginner = cx.level == Level::Beginner;
    let (mut parts, mut own, mut others) = (Vec::new(), Vec::new(), Vec::new());
    let mut modules: Vec<NodeId> = Vec::new();
    for &node in nodes {
        let Kind::Export { names, from } = cx.unit.kind(node) else { continue };
        match (from, default_of(cx, names)) {
            (None, Some(value)) if beginner => parts.push(format!("offers {} to other files", phrase::noun(cx, value))),
            (None, Some(value)) => parts.push(format!("exports {} as the default", phrase::noun(cx, value))),
            (None, None) => own.extend(seen(cx, names)),
            (Some(module), _) => {
                others.extend(seen(cx, names));
                if !modules.iter().any(|&it| cx.unit.same_code(it, module)) {
                    modules.push(module);
                }
            }
        }
    }
    if !own.is_empty() {
        let names = words::list_some(&own, FEW);
        parts.insert(0, if beginner { format!("offers {names} to other files") } else { format!("exports {names}") });
    }
    if !modules.is_empty() {
        let from = match modules[..] {
            [only] => cx.quote(only),
            _ => words::count(modules.len(), "file"),
        };
        let verb = if beginner { "hands on" } else { "re-exports" };
        parts.push(match &others[..] {
            [] => format!("runs {from} and hands nothing on"),
            _ => format!("{verb} {} from {from}", words::list_some(&others, FEW)),
        });
    }
    match &parts[..] {
        [] if beginner => "makes names available to other files".to_owned(),
        [] => format!("exports {}", cx.quote(*nodes.first().unwrap_or(&cx.unit.root)).replace("`export ", "`")),
        _ => words::list(&parts),
    }
}

/// The names that importers see.
fn seen(cx: &Context, names: List) -> Vec<String> {
    let name = |&it: &NodeId| match cx.unit.kind(it) {
        Kind::Entry { key, .. } => cx.quote(key),
        _ => cx.quote(it),
    };
    cx.unit.list(names).iter().map(name).collect()
}
