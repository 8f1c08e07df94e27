//! Patterns.

use code::{Kind, NodeId};

use super::types;
use crate::alike;
use crate::lower::{Cst, Kid, Lowered, Lowering};

/// `Circle c`: the name under which a value of that type is known.
pub(super) fn typed(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let nodes: Vec<NodeId> = cst.kids.iter().filter_map(Kid::one).collect();
    match *nodes {
        [ty, name, ..] => bind(low, ty, name, cst).into(),
        [only] => only.into(),
        [] => Lowered::Nothing,
    }
}

/// A name for a value of a type. `var` asks for no type, so it is the name alone.
pub(super) fn bind(low: &mut Lowering<'_>, ty: NodeId, name: NodeId, cst: &Cst<'_>) -> NodeId {
    if low.build.unit().name_of(ty) == Some("var") {
        alike::discard(low, ty);
        return name;
    }
    let pattern = types::as_type(low, ty);
    low.node(Kind::Bind { name, pattern }, cst.span)
}

/// `Point(int x, int y)`
pub(super) fn record(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let Some(of) = cst.kids.iter().find_map(Kid::one) else { return Lowered::Nothing };
    let of = types::head(low, of);
    let parts = low.list(cst.of_kind("record_pattern_body"));
    low.node(Kind::Destructure { of, parts }, cst.span).into()
}
