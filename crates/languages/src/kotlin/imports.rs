//! Packages and imports.

use code::{Import, ImportedName, Kind, Span};

use super::read;
use crate::lower::{Cst, Kid, Lowered, Lowering};

/// `package a.b`
pub(super) fn package(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let Some(kid) = cst.of_kind("qualified_identifier").copied() else { return Lowered::Nothing };
    read::discard_all(low, [&kid]);
    let dotted = low.text(kid.span).split('.').map(str::trim).collect::<Vec<_>>().join(".");
    low.build.belongs_to(&dotted);
    let name = low.build.name(kid.span);
    low.node(Kind::Package { name }, cst.span).into()
}

/// `import a.b.C`, `import a.b.*`, `import a.b.C as D`
pub(super) fn import(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let Some(kid) = cst.of_kind("qualified_identifier").copied() else { return Lowered::Nothing };
    let path = low.text(kid.span).split('.').map(|part| part.trim().trim_matches('`')).collect::<Vec<_>>().join(".");
    let alias = cst.of_kind("identifier").and_then(Kid::one);
    read::discard_all(low, [&kid]);
    let wildcard = cst.has("*");
    let mut import = Import {
        node: low.build.unit().root,
        module: path,
        names: Vec::new(),
        alias: None,
        wildcard,
        types_only: false,
        reexport: false,
    };
    if !wildcard && let Some((module, name)) = import.module.rsplit_once('.') {
        let (module, name) = (module.to_owned(), name.to_owned());
        let local = match alias {
            Some(alias) => alias,
            None => {
                let quoted = u32::from(low.text(kid.span).ends_with('`'));
                let end = kid.span.end - quoted;
                low.build.name(Span::new(end - name.len() as u32, end))
            }
        };
        import.names.push(ImportedName { name, local });
        import.module = module;
    }
    low.build.import(import, cst.span).into()
}
