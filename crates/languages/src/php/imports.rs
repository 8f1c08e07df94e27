//! Namespaces and imports.

use code::{Import, ImportedName, Kind, NodeId, Span};

use super::read;
use crate::alike;
use crate::lower::{Cst, Kid, Lowered, Lowering};

/// `namespace App\Models;`, `namespace App { … }`
pub(super) fn namespace(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let mut nodes = Vec::new();
    if let Some(kid) = cst.kid("name") {
        let name = dotted(low.text(kid.span));
        low.build.belongs_to(&name);
        let name = low.build.name(kid.span);
        nodes.push(low.node(Kind::Package { name }, Span::new(cst.span.start, kid.span.end)));
    }
    if let Some(body) = cst.node("body")
        && let Kind::Block { body: list } = low.build.unit().kind(body)
    {
        nodes.extend_from_slice(low.build.unit().list(list));
        alike::discard_shell(low, body);
    }
    Lowered::Many(low.build.list(&nodes))
}

/// One name of an import: an entry of what is imported and the name that it gets here.
pub(super) fn clause(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let Some(key) = cst.kids.iter().filter(|kid| kid.field != "alias").find_map(Kid::one) else {
        return Lowered::Nothing;
    };
    let value = match cst.kid("alias").copied() {
        Some(kid) => read::plain(low, &kid),
        None => {
            // What is imported goes by its last part.
            let span = low.build.unit().span(key);
            let last = low.text(span).rsplit('\\').next().map_or(0, str::len);
            low.build.name(Span::new(span.end - last as u32, span.end))
        }
    };
    low.node(Kind::Entry { key, value, computed: false }, cst.span).into()
}

/// `use A\B\C;`, `use A\B as D;`, `use A\{B, C};`, `use function A\f;`
pub(super) fn declaration(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let group = cst.of_kind("namespace_name").map(|kid| dotted(low.text(kid.span)));
    let mut imports = Vec::new();
    let entries = low.flatten(cst.kids);
    if let Some(module) = group {
        let mut import = import_of(low, module);
        for id in entries {
            let Some((path, local, _)) = taken(low, id) else { continue };
            import.names.push(ImportedName { name: path, local });
        }
        return low.build.import(import, cst.span).into();
    }
    let n = entries.len();
    for (at, id) in entries.into_iter().enumerate() {
        let Some((path, local, span)) = taken(low, id) else { continue };
        let (module, name) = path.rsplit_once('.').unwrap_or(("", &path));
        let mut import = import_of(low, module.to_owned());
        import.names.push(ImportedName { name: name.to_owned(), local });
        let start = if at == 0 { cst.span.start } else { span.start };
        let end = if at + 1 == n { cst.span.end } else { span.end };
        imports.push(low.build.import(import, Span::new(start, end)));
    }
    Lowered::Many(low.build.list(&imports))
}

/// `require_once 'db.php';`, `include __DIR__ . '/db.php';` at the top of a file: what it defines is known from there on.
pub(super) fn of_file(low: &mut Lowering<'_>, statement: NodeId) -> Option<NodeId> {
    let unit = low.build.unit();
    let Kind::Call { callee, arguments, .. } = unit.kind(statement) else { return None };
    if !matches!(unit.name_of(callee)?, "include" | "include_once" | "require" | "require_once") {
        return None;
    }
    let &[path] = unit.list(arguments) else { return None };
    let text = match unit.kind(path) {
        Kind::Text(_) => path,
        Kind::Template { pieces, .. } => match *unit.list(pieces) {
            [folder, text] if matches!(unit.kind(text), Kind::Text(_)) && unit.name_of(folder) == Some("__DIR__") => {
                text
            }
            _ => return None,
        },
        _ => return None,
    };
    let module = unit.text(text).trim_matches(['\'', '"']).trim_start_matches('/').to_owned();
    if module.is_empty() {
        return None;
    }
    let span = unit.span(statement);
    alike::discard(low, statement);
    let import = import_of(low, module);
    Some(low.build.import(import, span))
}

/// The path and the local name of a clause.
fn taken(low: &mut Lowering<'_>, id: NodeId) -> Option<(String, NodeId, Span)> {
    let unit = low.build.unit();
    let Kind::Entry { key, value, .. } = unit.kind(id) else { return None };
    let (path, span) = (dotted(unit.text(key)), unit.span(id));
    alike::discard_shell(low, id);
    alike::discard(low, key);
    Some((path, value, span))
}

fn dotted(path: &str) -> String {
    path.trim_matches('\\').replace('\\', ".")
}

fn import_of(low: &Lowering<'_>, module: String) -> Import {
    Import {
        node: low.build.unit().root,
        module,
        names: Vec::new(),
        alias: None,
        wildcard: false,
        types_only: false,
        reexport: false,
    }
}
