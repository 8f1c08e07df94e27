//! What imports bring in, where they stand among statements.

use code::{Kind, NodeId};

use crate::Level;
use crate::draft::{Context, code};
use crate::words;

/// Imports in one verb phrase.
pub(super) fn phrase(cx: &Context, nodes: &[NodeId]) -> String {
    if cx.unit.dialect.textual_imports {
        return super::directives::includes(cx, nodes);
    }
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
    let names = words::list_some(&names, 6);
    match cx.level {
        Level::Beginner => format!("brings in {names} from elsewhere"),
        _ => format!("imports {names}"),
    }
}

fn first_words(cx: &Context, node: NodeId) -> String {
    code(cx.unit.text(node))
}
