//! Templates: items that are written once for many types.

use code::{DirectiveForm, Kind, List, NodeId, Opacity, Span};

use crate::alike;
use crate::c::preprocessor::directive;
use crate::c::{read, types};
use crate::lower::{Cst, Kid, Lowered, Lowering};

/// `template <typename T> …`: the item, with the types that it is written for.
pub(super) fn declaration(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    low.height = cst.kids.iter().map(|kid| kid.height + 1).max();
    let parameters = read::list_of(low, cst.kid("parameters"));
    let items: Vec<NodeId> = low.flatten(cst.kids.iter().filter(|kid| kid.field != "parameters"));
    let doc = read::doc_before(low, cst.span.start);
    let mut taken = false;
    for &id in &items {
        match low.build.unit().kind(id) {
            Kind::Function(function) => {
                let own = &mut low.build.unit_mut().functions[function.index()];
                own.type_parameters = parameters;
                own.doc = doc.or(own.doc);
            }
            Kind::Type(definition) => {
                let own = &mut low.build.unit_mut().types[definition.index()];
                own.type_parameters = parameters;
                own.doc = doc.or(own.doc);
            }
            _ => continue,
        }
        low.build.set_span(id, cst.span);
        taken = true;
        break;
    }
    if !taken {
        for id in low.build.unit().list(parameters).to_vec() {
            alike::discard(low, id);
        }
    }
    read::several(low, &items)
}

/// `template class Circle<int>;`: has the code made here; with `extern` before it, it is made elsewhere.
pub(super) fn instantiated(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    low.height = cst.kids.iter().map(|kid| kid.height + 1).max();
    for id in low.flatten(cst.kids) {
        alike::discard(low, id);
    }
    let before = low.text(Span::new(0, cst.span.start)).trim_end();
    let text = low.text(cst.span).trim_end();
    let head = "template".len() as u32;
    if before.ends_with("extern") || !text.starts_with("template") {
        return low.opaque(Opacity::Unread, &[], cst.span).into();
    }
    let made = text["template".len()..].trim_end_matches(';');
    let from = cst.span.start + head + (made.len() - made.trim_start().len()) as u32;
    let until = cst.span.start + head + made.trim_end().len() as u32;
    let span = Span::new(cst.span.start, cst.span.start + text.len() as u32);
    let said = low.node(Kind::Opaque { reason: Opacity::Unread, parts: List::default() }, Span::new(from, until));
    directive(low, DirectiveForm::Instantiate, Some(said), span, span.end).into()
}

/// What stands in angle brackets behind `template`.
pub(super) fn parameters(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let mut nodes = Vec::new();
    for id in low.flatten(cst.kids) {
        match low.build.unit().kind(id) {
            // `int N`: a number that is known when the program is compiled.
            Kind::Parameter { target, annotation, default, .. } => {
                for part in annotation.into_iter().chain(default) {
                    alike::discard(low, part);
                }
                if matches!(low.build.unit().kind(target), Kind::Name(_)) {
                    low.build.set_kind(id, Kind::TypeParameter { name: target, bounds: List::default() });
                    nodes.push(id);
                } else {
                    alike::discard(low, target);
                    low.build.set_kind(id, Kind::Empty);
                }
            }
            Kind::TypeParameter { .. } => nodes.push(id),
            _ => alike::discard(low, id),
        }
    }
    Lowered::Many(low.build.list(&nodes))
}

/// `typename T`, `class T = int`, `typename... T`.
pub(super) fn parameter(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let name =
        cst.node("name").or_else(|| cst.kids.iter().filter(|kid| kid.field != "default_type").find_map(Kid::one));
    if let Some(default) = cst.node("default_type") {
        let default = types::written(low, default);
        alike::discard(low, default);
    }
    let Some(name) = name else { return Lowered::Nothing };
    low.node(Kind::TypeParameter { name, bounds: List::default() }, cst.span).into()
}
