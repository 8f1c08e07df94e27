//! Packages, imports and modules.

use code::{Import, ImportedName, Span};

use super::read;
use crate::alike;
use crate::lower::{Cst, Kid, Lowered, Lowering};

/// `package a.b;` says where the file belongs, and nothing in it runs.
pub(super) fn package(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let name = cst.kids.iter().find(|kid| matches!(kid.kind, "identifier" | "scoped_identifier"));
    if let Some(name) = name.map(|kid| dotted(low, kid)) {
        low.build.belongs_to(&name);
    }
    read::discard_all(low, cst.kids);
    Lowered::Nothing
}

/// `import a.b.C;`, `import a.b.*;`, `import static a.B.c;`
pub(super) fn import(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let Some(kid) = cst.kids.iter().find(|kid| matches!(kid.kind, "identifier" | "scoped_identifier")) else {
        return Lowered::Nothing;
    };
    let path = dotted(low, kid);
    if let Some(id) = kid.one() {
        alike::discard(low, id);
    }
    let wildcard = cst.has("asterisk");
    let mut import = import_of(low, path);
    import.wildcard = wildcard;
    if !wildcard && let Some((module, name)) = import.module.rsplit_once('.') {
        let span = Span::new(kid.span.end - name.len() as u32, kid.span.end);
        let (module, name) = (module.to_owned(), name.to_owned());
        let local = low.build.name(span);
        import.names.push(ImportedName { name, local });
        import.module = module;
    }
    low.build.import(import, cst.span).into()
}

/// `requires java.sql;` of a module.
pub(super) fn requires(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let Some(kid) = cst.kid("module") else { return Lowered::Nothing };
    let path = dotted(low, kid);
    if let Some(id) = kid.one() {
        alike::discard(low, id);
    }
    let import = import_of(low, path);
    low.build.import(import, cst.span).into()
}

/// A path without the spaces and comments that it may hold.
fn dotted(low: &Lowering<'_>, kid: &Kid) -> String {
    low.text(kid.span).split('.').map(str::trim).collect::<Vec<_>>().join(".")
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
