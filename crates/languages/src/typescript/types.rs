//! Types as written, and the expressions that name one.

use code::{Access, Kind, NodeId, Opacity, Span, TypeForm, UnaryOperator};

use crate::alike;
use crate::javascript::{expressions, read};
use crate::lower::{Cst, Kid, Lowered, Lowering};

/// A node as a type: a bare name becomes a named type, and a union with `null` or `undefined` an optional one.
pub(crate) fn as_type(low: &mut Lowering<'_>, id: NodeId) -> NodeId {
    let unit = low.build.unit();
    let span = unit.span(id);
    match unit.kind(id) {
        Kind::TypeExpression { form: TypeForm::Union, parts } => {
            let is_absent = |&part: &NodeId| match unit.kind(part) {
                Kind::TypeExpression { form: TypeForm::Literal, parts } => {
                    matches!(unit.list(parts), [value] if matches!(unit.kind(*value), Kind::Null))
                }
                _ => false,
            };
            let (absent, present): (Vec<NodeId>, Vec<NodeId>) =
                unit.list(parts).iter().partition(|part| is_absent(part));
            if let [one] = *present
                && !absent.is_empty()
            {
                for part in absent {
                    alike::discard(low, part);
                }
                let parts = low.build.list(&[one]);
                low.build.set_kind(id, Kind::TypeExpression { form: TypeForm::Optional, parts });
            }
            id
        }
        Kind::TypeExpression { .. }
        | Kind::Opaque { .. }
        | Kind::Parameter { .. }
        | Kind::Function(_)
        | Kind::Field { .. } => id,
        Kind::Name(_) | Kind::Member { .. } | Kind::This => wrap(low, TypeForm::Named, &[id], span),
        _ => wrap(low, TypeForm::Other, &[id], span),
    }
}

fn wrap(low: &mut Lowering<'_>, form: TypeForm, parts: &[NodeId], span: Span) -> NodeId {
    let parts = low.build.list(parts);
    low.node(Kind::TypeExpression { form, parts }, span)
}

/// The children as types.
fn types<'k>(low: &mut Lowering<'_>, kids: impl IntoIterator<Item = &'k Kid>) -> Vec<NodeId> {
    let mut nodes = low.flatten(kids);
    for id in &mut nodes {
        *id = as_type(low, *id);
    }
    nodes
}

/// Several types in a row.
pub(crate) fn list(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let nodes = types(low, cst.kids);
    Lowered::Many(low.build.list(&nodes))
}

/// `: T`, `extends T`, `= T`, `(T)`: the type inside.
pub(crate) fn wrapped(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let id = match read::inner(low, cst) {
        Some(id) => id,
        // `const` stands as a token where it is a type.
        None if cst.has("const") => return wrap(low, TypeForm::Other, &[], cst.span).into(),
        None => return low.opaque(Opacity::Broken, &[], cst.span).into(),
    };
    as_type(low, id).into()
}

pub(crate) fn readonly(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let id = read::need_inner(low, cst);
    let id = as_type(low, id);
    low.build.set_span(id, cst.span);
    id.into()
}

/// `A.B`
pub(crate) fn nested(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let object = low.need(cst, "module");
    let Some(name) = cst.kid("name") else { return object.into() };
    if let Some(id) = name.one() {
        alike::discard(low, id);
    }
    let name = low.build.symbol(name.span);
    low.node(Kind::Member { object, name, access: Access::Dot }, cst.span).into()
}

/// `Map<K, V>`; `Array<T>` is an array, however it is spelled.
pub(crate) fn generic(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let head = low.need(cst, "name");
    let arguments = low.flatten(cst.kids.iter().filter(|kid| kid.field == "type_arguments"));
    if let [_] = arguments[..]
        && matches!(low.build.unit().name_of(head), Some("Array" | "ReadonlyArray"))
    {
        alike::discard(low, head);
        return wrap(low, TypeForm::Array, &arguments, cst.span).into();
    }
    let mut parts = vec![head];
    parts.extend(arguments);
    wrap(low, TypeForm::Named, &parts, cst.span).into()
}

pub(crate) fn type_parameter(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let name = low.need(cst, "name");
    let bounds = low.list_in(cst, "constraint");
    // What it is when left out matters to callers' type checkers only.
    if let Some(default) = cst.node("value") {
        alike::discard(low, default);
    }
    low.node(Kind::TypeParameter { name, bounds }, cst.span).into()
}

/// How many members of a union stand side by side before they are nested again, so that copying them stays cheap.
const MAX_SIDE_BY_SIDE: usize = 64;

/// `A | B`, `A & B`. The grammar nests them by twos; the model holds them side by side.
pub(crate) fn combined(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let form = if cst.kind == "union_type" { TypeForm::Union } else { TypeForm::Intersection };
    let mut all = Vec::new();
    let mut height = 0;
    for kid in cst.kids {
        let Some(id) = kid.one() else { continue };
        match low.build.unit().kind(id) {
            Kind::TypeExpression { form: inner, parts }
                if inner == form && kid.kind == cst.kind && parts.len() < MAX_SIDE_BY_SIDE =>
            {
                all.extend_from_slice(low.build.unit().list(parts));
                alike::discard_shell(low, id);
                height = height.max(kid.height);
            }
            _ => {
                all.push(as_type(low, id));
                height = height.max(kid.height + 1);
            }
        }
    }
    low.height = Some(height);
    match *all {
        // A leading bar before the only member.
        [one] => one.into(),
        _ => wrap(low, form, &all, cst.span).into(),
    }
}

/// Every type whose parts are the types inside it.
pub(crate) fn expression(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let form = match cst.kind {
        "array_type" => TypeForm::Array,
        "tuple_type" => TypeForm::Tuple,
        "flow_maybe_type" | "optional_type" => TypeForm::Optional,
        "function_type" | "constructor_type" => TypeForm::Function,
        "object_type" => TypeForm::Record,
        "literal_type" => TypeForm::Literal,
        _ => TypeForm::Other,
    };
    let parts = match cst.kind {
        // Their parts are values and names, or already as they should be.
        "literal_type" | "object_type" | "type_query" | "asserts" => low.flatten(cst.kids),
        "type_predicate" => {
            let mut parts: Vec<NodeId> = Vec::new();
            parts.extend(cst.node("name"));
            if let Some(id) = cst.node("type") {
                parts.push(as_type(low, id));
            }
            parts
        }
        "function_type" | "constructor_type" => {
            let mut parts =
                low.flatten(cst.kids.iter().filter(|kid| kid.field != "return_type" && kid.field != "type"));
            let result = cst.kids.iter().filter(|kid| kid.field == "return_type" || kid.field == "type");
            parts.extend(types(low, result));
            parts
        }
        _ => types(low, cst.kids),
    };
    wrap(low, form, &parts, cst.span).into()
}

/// `[key: string]: T`, or the clause of a mapped type with its type.
pub(crate) fn index_signature(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let kids = cst.kids.iter().filter(|kid| kid.field != "name");
    let mut parts: Vec<NodeId> = cst.kids.iter().filter(|kid| kid.field == "name").filter_map(Kid::one).collect();
    parts.extend(types(low, kids));
    wrap(low, TypeForm::Other, &parts, cst.span).into()
}

/// `K in Keys as Other`
pub(crate) fn mapped_clause(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let mut parts: Vec<NodeId> = cst.kids.iter().filter(|kid| kid.field == "name").filter_map(Kid::one).collect();
    parts.extend(types(low, cst.kids.iter().filter(|kid| kid.field != "name")));
    wrap(low, TypeForm::Other, &parts, cst.span).into()
}

/// `value as T`, `value satisfies T`: nothing happens when the program runs.
pub(crate) fn cast(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let value = read::need_inner(low, cst);
    let word = cst.kids.iter().position(|kid| matches!(kid.kind, "as" | "satisfies")).unwrap_or(0);
    let after = cst.kids.get(word + 1..).unwrap_or(&[]);
    let to = if let Some(&to) = types(low, after).first() {
        to
    } else {
        let span =
            after.iter().find(|kid| kid.kind == "const").map_or(Span::new(cst.span.end, cst.span.end), |kid| kid.span);
        wrap(low, TypeForm::Other, &[], span)
    };
    low.node(Kind::Cast { value, to, converts: false }, cst.span).into()
}

/// `<T>value`
pub(crate) fn assertion(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let named: Vec<NodeId> = low.flatten(cst.kids.iter().filter(|kid| kid.kind == "type_arguments"));
    let values = low.flatten(cst.kids.iter().filter(|kid| kid.kind != "type_arguments"));
    match (named.first(), values.first()) {
        (Some(&to), Some(&value)) => low.node(Kind::Cast { value, to, converts: false }, cst.span).into(),
        (_, Some(&value)) => value.into(),
        _ => low.opaque(Opacity::Broken, &[], cst.span).into(),
    }
}

pub(crate) fn non_null(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let value = read::need_inner(low, cst);
    low.node(Kind::Unary(UnaryOperator::NonNull, value), cst.span).into()
}

/// `f<T>` without a call: the function itself when the program runs.
pub(crate) fn instantiation(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    expressions::drop_type_arguments(low, cst);
    let value = cst.kids.iter().filter(|kid| kid.field != "type_arguments").find_map(Kid::one);
    match value {
        Some(value) => value.into(),
        None => low.opaque(Opacity::Broken, &[], cst.span).into(),
    }
}
