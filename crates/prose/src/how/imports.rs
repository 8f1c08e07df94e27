//! What imports bring in, where they stand among statements.

use code::{Kind, NodeId};

use crate::Level;
use crate::draft::{Context, code};
use crate::words;

/// More names than these are told by the modules that they come from.
const FEW: usize = 6;

/// Imports in one verb phrase.
pub(crate) fn phrase(cx: &Context, nodes: &[NodeId]) -> String {
    if cx.unit.dialect.textual_imports {
        return super::includes(cx, nodes);
    }
    // What is only handed on cannot be used here.
    let hands_on = |it: &NodeId| matches!(cx.unit.kind(*it), Kind::Import(id) if cx.unit.import(id).reexport);
    let (others, own): (Vec<NodeId>, Vec<NodeId>) = nodes.iter().partition(|&it| hands_on(it));
    if !others.is_empty() && !own.is_empty() {
        return format!("{} and {}", phrase(cx, &own), phrase(cx, &others));
    }
    let is_own = others.is_empty();
    let mut names = Vec::new();
    for &node in nodes {
        if let Kind::Import(id) = cx.unit.kind(node) {
            let import = cx.unit.import(id);
            if import.wildcard && cx.unit.text(node).contains(import.module.as_str()) && !import.module.is_empty() {
                names.push(format!("everything from {}", code(&import.module)));
            } else if import.names.is_empty() {
                let spelled = !import.module.is_empty() && cx.unit.text(node).contains(import.module.as_str());
                let name = match import.alias {
                    Some(alias) => cx.quote(alias),
                    None if spelled => code(&import.module),
                    None => first_words(cx, node),
                };
                names.push(name);
            }
            names.extend(import.names.iter().map(|it| cx.quote(it.local)));
        }
    }
    if names.len() > FEW
        && is_own
        && let Some(text) = by_module(cx, nodes)
    {
        return text;
    }
    let names = words::list_some(&names, FEW);
    match cx.level {
        Level::Beginner if is_own => format!("brings in {names} from elsewhere"),
        Level::Beginner => format!("hands on {names}, for other files to use from here"),
        _ if is_own => format!("imports {names}"),
        _ => format!("re-exports {names}"),
    }
}

/// How many names come from each module. Gives nothing where one is imported in another way.
fn by_module(cx: &Context, nodes: &[NodeId]) -> Option<String> {
    let mut modules: Vec<(&str, Vec<String>)> = Vec::new();
    for &node in nodes {
        let Kind::Import(id) = cx.unit.kind(node) else { return None };
        let import = cx.unit.import(id);
        let module = import.module.as_str();
        // The canonical name is a spelling of ours where the language writes it another way.
        if module.is_empty() || import.wildcard || import.names.is_empty() || !cx.unit.text(node).contains(module) {
            return None;
        }
        let names = import.names.iter().map(|it| cx.quote(it.local));
        match modules.iter_mut().find(|it| it.0 == module) {
            Some(same) => same.1.extend(names),
            None => modules.push((module, names.collect())),
        }
    }
    if modules.len() * 2 > modules.iter().map(|it| it.1.len()).sum::<usize>() {
        return None;
    }
    // Most first; what is equal stays in the order of the code.
    modules.sort_by_key(|it| std::cmp::Reverse(it.1.len()));
    let parts: Vec<String> = modules
        .iter()
        .map(|(module, names)| match names.len() {
            1..=3 => format!("{} from {}", crate::phrase::join(names, "and"), code(module)),
            n => format!("{} from {}", words::count(n, "name"), code(module)),
        })
        .collect();
    let (shown, more) = if parts.len() > 6 { parts.split_at(5) } else { (&parts[..], &[][..]) };
    let mut shown = shown.to_vec();
    if !more.is_empty() {
        let n: usize = modules[5..].iter().map(|it| it.1.len()).sum();
        shown.push(format!("{} from {}", words::count(n, "name"), words::count(more.len(), "further module")));
    }
    let parts = words::list(&shown);
    Some(match cx.level {
        Level::Beginner => format!("brings in code from elsewhere: {parts}"),
        _ => format!("imports {parts}"),
    })
}

fn first_words(cx: &Context, node: NodeId) -> String {
    code(cx.unit.text(node))
}
