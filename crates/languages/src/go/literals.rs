//! Values that list what they hold: `T{…}`, `[]T{…}`, `map[K]V{…}`.

use code::{Kind, NodeId, Span, TypeForm};

use super::lower::nodes_of;
use super::types::as_type;
use crate::alike;
use crate::lower::{Cst, Lowered, Lowering};

/// `{ … }`, as a value of a type that is not known yet: the literal around it says which.
pub(super) fn value(lowering: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    // A place for the type's name, older than the value.
    let of = lowering.node(Kind::Wildcard, Span::new(cst.span.start, cst.span.start));
    let fields = lowering.list(cst.kids);
    lowering.node(Kind::Record { of, fields }, cst.span).into()
}

/// `key: value`.
pub(super) fn keyed(lowering: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let key = lowering.need(cst, "key");
    let value = lowering.need(cst, "value");
    lowering.node(Kind::Entry { key, value, computed: false }, cst.span).into()
}

/// What a literal is by its type.
enum Holds {
    /// Items, of a type whose name stands at a span.
    Items(Option<Span>),
    /// Keys with values.
    Entries(Option<Span>),
    /// Fields.
    Fields,
}

fn holds(lowering: &Lowering<'_>, of: NodeId) -> Holds {
    let unit = lowering.build.unit();
    let Kind::TypeExpression { form, parts } = unit.kind(of) else { return Holds::Fields };
    let element = unit.list(parts).get(usize::from(form == TypeForm::Mapping)).copied();
    let span = element.and_then(|element| named(lowering, element));
    match form {
        TypeForm::Array => Holds::Items(span),
        TypeForm::Primitive => Holds::Items(None),
        TypeForm::Mapping => Holds::Entries(span),
        _ => Holds::Fields,
    }
}

/// Where the name of a type stands, pointers aside: `{…}` in a `[]*T{…}` makes a `T`.
fn named(lowering: &Lowering<'_>, of: NodeId) -> Option<Span> {
    let unit = lowering.build.unit();
    match unit.kind(of) {
        Kind::TypeExpression { form: TypeForm::Named, .. } => Some(unit.span(of)),
        Kind::TypeExpression { form: TypeForm::MutableReference, parts } => {
            unit.list(parts).first().map(|&inner| unit.span(inner))
        }
        _ => None,
    }
}

/// `T{ … }`.
pub(super) fn composite(lowering: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let of = lowering.need(cst, "type");
    let of = as_type(lowering, of);
    let Some(body) = cst.node("body") else { return of.into() };
    let Kind::Record { of: place, fields } = lowering.build.unit().kind(body) else { return of.into() };
    let items = nodes_of(lowering, fields);
    let of_names = |lowering: &Lowering<'_>| {
        items.iter().all(|&it| match lowering.build.unit().kind(it) {
            Kind::Entry { key, .. } => matches!(lowering.build.unit().kind(key), Kind::Name(_)),
            _ => true,
        })
    };
    match holds(lowering, of) {
        Holds::Items(element) => {
            let mut values = Vec::with_capacity(items.len());
            let mut keyed = false;
            for item in items {
                keyed |= matches!(lowering.build.unit().kind(item), Kind::Entry { .. });
                values.push(item);
                settle(lowering, item, element);
            }
            alike::discard(lowering, of);
            alike::discard(lowering, place);
            let list = lowering.build.list(&values);
            // `[…]T{2: x}` gives positions.
            let kind = if keyed { Kind::Mapping(list) } else { Kind::Sequence(list) };
            lowering.node(kind, cst.span).into()
        }
        Holds::Entries(element) => {
            for &item in &items {
                computed(lowering, item);
                settle(lowering, item, element);
            }
            alike::discard(lowering, of);
            alike::discard(lowering, place);
            lowering.node(Kind::Mapping(fields), cst.span).into()
        }
        // A type of its own may be a map: its keys are then no names of fields.
        Holds::Fields if !of_names(lowering) => {
            for &item in &items {
                computed(lowering, item);
            }
            alike::discard(lowering, of);
            alike::discard(lowering, place);
            lowering.node(Kind::Mapping(fields), cst.span).into()
        }
        Holds::Fields => {
            alike::discard(lowering, place);
            lowering.node(Kind::Record { of, fields }, cst.span).into()
        }
    }
}

/// A key of a map is an expression, not a name of a field.
fn computed(lowering: &mut Lowering<'_>, entry: NodeId) {
    if let Kind::Entry { key, value, .. } = lowering.build.unit().kind(entry) {
        let plain = matches!(lowering.build.unit().kind(key), Kind::Text(_));
        lowering.build.set_kind(entry, Kind::Entry { key, value, computed: !plain });
    }
}

/// Gives the values in a literal that spell no type the one that it says.
fn settle(lowering: &mut Lowering<'_>, item: NodeId, element: Option<Span>) {
    let Some(span) = element else { return };
    let parts = match lowering.build.unit().kind(item) {
        Kind::Entry { key, value, .. } => [Some(key), Some(value)],
        _ => [Some(item), None],
    };
    for part in parts.into_iter().flatten() {
        let Kind::Record { of, .. } = lowering.build.unit().kind(part) else { continue };
        if matches!(lowering.build.unit().kind(of), Kind::Wildcard) {
            let symbol = lowering.build.symbol(span);
            lowering.build.set_kind(of, Kind::Name(symbol));
            lowering.build.set_span(of, span);
        }
    }
}
