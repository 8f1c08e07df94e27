//! Imports.

use code::{Import, ImportedName, Kind, NodeId, Span};

use crate::alike;
use crate::lower::{Cst, Kid, Lowered, Lowering};

/// `import a.b, c as d`: one import for each module.
pub(super) fn import(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let kids: Vec<&Kid> = cst.kids.iter().filter(|kid| matches!(kid.kind, "dotted_name" | "aliased_import")).collect();
    let alone = kids.len() == 1;
    let mut imports = Vec::with_capacity(kids.len());
    for kid in kids {
        let (module, alias) = match names(low, kid) {
            Some((module, Some(alias))) => (module, alias),
            Some((module, None)) => (module, root(low, kid)),
            None => continue,
        };
        let module = low.text(module).split_whitespace().collect();
        let span = if alone { cst.span } else { kid.span };
        imports.push(low.build.import(plain(module, Some(alias), Vec::new()), span));
    }
    super::many(low, &imports)
}

/// `from m import a, b as c` and `from m import *`.
pub(super) fn import_from(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let module = cst.kid("module_name").map(|kid| low.text(kid.span).split_whitespace().collect()).unwrap_or_default();
    if let Some(name) = cst.node("module_name") {
        alike::discard(low, name);
    }
    from(low, cst, module)
}

/// `from __future__ import annotations`.
pub(super) fn import_future(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    from(low, cst, "__future__".to_owned())
}

/// `a.b as c`: its two names.
pub(super) fn aliased(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let both = low.flatten(cst.kids);
    super::many(low, &both)
}

fn from(low: &mut Lowering<'_>, cst: &Cst<'_>, module: String) -> Lowered {
    let mut taken = Vec::new();
    for kid in cst.kids.iter().filter(|kid| kid.field == "name") {
        let Some((name, alias)) = names(low, kid) else { continue };
        let name = low.text(name).to_owned();
        let local = alias.or_else(|| kid.one());
        taken.extend(local.map(|local| ImportedName { name, local }));
    }
    let mut import = plain(module, None, taken);
    import.wildcard = cst.has("wildcard_import");
    low.build.import(import, cst.span).into()
}

fn plain(module: String, alias: Option<NodeId>, names: Vec<ImportedName>) -> Import {
    let (wildcard, types_only, reexport) = (false, false, false);
    // The builder fills the node in.
    Import { node: NodeId::from_index(0), module, names, alias, wildcard, types_only, reexport }
}

/// Where a name in an import list stands, and its alias.
fn names(low: &mut Lowering<'_>, kid: &Kid) -> Option<(Span, Option<NodeId>)> {
    match kid.lowered {
        Lowered::One(_) => Some((kid.span, None)),
        Lowered::Many(list) => {
            let &[name, alias] = low.build.unit().list(list) else { return None };
            let span = low.build.unit().span(name);
            alike::discard(low, name);
            Some((span, Some(alias)))
        }
        Lowered::Nothing => None,
    }
}

/// The first name of a dotted one, which is what `import a.b` binds.
fn root(low: &mut Lowering<'_>, kid: &Kid) -> NodeId {
    let mut at = kid.one();
    while let Some(id) = at {
        let Kind::Member { object, .. } = low.build.unit().kind(id) else { return id };
        alike::discard_shell(low, id);
        at = Some(object);
    }
    low.opaque(code::Opacity::Broken, &[], kid.span)
}
