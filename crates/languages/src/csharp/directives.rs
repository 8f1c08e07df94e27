//! What a file uses, where it belongs, and what the compiler is told.

use code::{Import, Kind, List, NodeId};

use super::read;
use crate::alike;
use crate::lower::{Cst, Kid, Lowered, Lowering};

/// What the model has no place for.
pub(super) fn dropped(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    read::discard_all(low, cst.kids);
    Lowered::Nothing
}

/// `namespace A.B { … }`: what stands in it.
pub(super) fn namespace(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    belong(low, cst);
    read::discard_all(low, cst.kid("name"));
    let body = low.flatten(cst.kid("body"));
    Lowered::Many(low.build.list(&body))
}

/// `namespace A.B;`
pub(super) fn file_namespace(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    belong(low, cst);
    dropped(low, cst)
}

fn belong(low: &mut Lowering<'_>, cst: &Cst<'_>) {
    if let Some(name) = cst.kid("name") {
        let dotted = low.text(name.span).split('.').map(str::trim).collect::<Vec<_>>().join(".");
        low.build.belongs_to(&dotted);
    }
}

/// `using System.Text;`, `using static System.Math;`, `using Text = System.Text;`
pub(super) fn using(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let alias = read::name(low, cst);
    let Some(kid) = cst.kids.iter().rev().find(|kid| kid.field.is_empty() && kid.one().is_some()).copied() else {
        return Lowered::Nothing;
    };
    let module = low.text(kid.span).split('.').map(str::trim).collect::<Vec<_>>().join(".");
    let module = module.strip_prefix("global::").unwrap_or(&module).to_owned();
    if let Some(id) = kid.one() {
        alike::discard(low, id);
    }
    let import = Import {
        node: low.build.unit().root,
        module,
        names: Vec::new(),
        alias,
        wildcard: cst.has("static"),
        types_only: false,
        reexport: false,
    };
    low.build.import(import, cst.span).into()
}

/// `#if DEBUG … #else … #endif`: among statements a choice; among members all of them.
pub(super) fn conditional(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let parts = || cst.kids.iter().filter(|kid| !matches!(kid.field, "condition" | "alternative"));
    let is_code = |kid: &Kid| kid.named && kid.kind != "comment" && !kid.kind.starts_with("preproc");
    let are_statements =
        parts().filter(|kid| is_code(kid)).all(|kid| kid.kind.ends_with("_statement") || kid.kind == "block");
    let statements = low.flatten(parts());
    let condition = cst.node("condition");
    let otherwise = cst.kid("alternative").copied();
    if !are_statements || statements.is_empty() {
        if let Some(condition) = condition {
            alike::discard(low, condition);
        }
        let mut all = statements;
        for id in low.flatten(&otherwise) {
            match low.build.unit().kind(id) {
                Kind::If { condition, then, otherwise: last } => {
                    alike::discard(low, condition);
                    alike::discard_shell(low, id);
                    for block in std::iter::once(then).chain(last) {
                        all.extend(unwrapped(low, block));
                    }
                }
                _ => all.push(id),
            }
        }
        return Lowered::Many(low.build.list(&all));
    }
    let Some(condition) = condition else { return Lowered::Many(low.build.list(&statements)) };
    let span =
        statements.iter().fold(low.build.unit().span(statements[0]), |span, &it| span.cover(low.build.unit().span(it)));
    let body = low.build.list(&statements);
    let then = low.node(Kind::Block { body }, span);
    let otherwise = otherwise.and_then(|kid| match kid.lowered {
        Lowered::One(id) => Some(id),
        Lowered::Many(body) if !body.is_empty() => Some(low.node(Kind::Block { body }, kid.span)),
        _ => None,
    });
    low.node(Kind::If { condition, then, otherwise }, cst.span).into()
}

fn unwrapped(low: &mut Lowering<'_>, block: NodeId) -> Vec<NodeId> {
    match low.build.unit().kind(block) {
        Kind::Block { body } => {
            alike::discard_shell(low, block);
            low.build.unit().list(body).to_vec()
        }
        _ => vec![block],
    }
}

/// `#else …`
pub(super) fn otherwise(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let list: List = low.list(cst.kids);
    Lowered::Many(list)
}
