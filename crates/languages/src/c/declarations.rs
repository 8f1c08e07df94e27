//! Declarations: variables, parameters and functions.
//!
//! C writes a type around the name that it gives a type to (`int *a[3]`). Walking from the leaves up, a declarator becomes the
//! expression that it looks like: a name, followed (`*a`), indexed (`a[3]`) or called (`a(int)`). [`declare`] then reads that
//! expression from the outside in and makes of it the name and the type as a reader says it.

use code::{Function, FunctionForm, Kind, LetForm, List, Modifiers, NodeId, ParameterForm, Span, TypeForm};

use super::{read, types};
use crate::alike;
use crate::lower::{Cst, Kid, Lowered, Lowering};

// ── Declarators ──────────────────────────────────────────────────────────────────────────────

/// The declarator inside another one; an abstract one may have none.
pub(crate) fn inner(low: &mut Lowering<'_>, cst: &Cst<'_>) -> NodeId {
    let found =
        cst.node("declarator").or_else(|| cst.kids.iter().rev().filter(|it| it.field.is_empty()).find_map(Kid::one));
    found.unwrap_or_else(|| low.node(Kind::Empty, Span::new(cst.span.end, cst.span.end)))
}

/// `*name`.
pub(crate) fn pointer(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let inner = inner(low, cst);
    low.node(Kind::Dereference(inner), cst.span).into()
}

/// `name[size]`.
pub(crate) fn array(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let object = match cst.node("declarator") {
        Some(object) => object,
        None => low.node(Kind::Empty, Span::new(cst.span.start, cst.span.start)),
    };
    let index = match cst.node("size") {
        Some(size) => size,
        None => low.node(Kind::Empty, Span::new(cst.span.end, cst.span.end)),
    };
    low.node(Kind::Index { object, index, optional: false }, cst.span).into()
}

/// `name(parameters)`.
pub(crate) fn function(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let callee = match cst.node("declarator") {
        Some(callee) => callee,
        None => low.node(Kind::Empty, Span::new(cst.span.start, cst.span.start)),
    };
    let arguments = read::list_of(low, cst.kid("parameters"));
    low.node(Kind::Call { callee, arguments, form: code::CallForm::Plain }, cst.span).into()
}

/// `name = value`.
pub(crate) fn initial(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let target = low.need(cst, "declarator");
    let value = low.need(cst, "value");
    low.node(Kind::Assign { target, operator: None, value }, cst.span).into()
}

/// What a declarator adds to the type that it stands after.
#[derive(Clone, Copy)]
enum Layer {
    Pointer,
    /// Another name for something: what C++ calls a reference.
    Alias,
    Array(Option<NodeId>),
    Function(List),
}

/// A name with its type.
pub(crate) struct Declared {
    /// Absent where the declarator only describes a type.
    pub name: Option<NodeId>,
    /// The whole type; for a function that of its result.
    pub annotation: NodeId,
    /// Its parameters, where a function is declared.
    pub parameters: Option<List>,
    /// Whether it is an array.
    pub is_array: bool,
    /// Of how many items, where that is written.
    pub size: Option<NodeId>,
    /// Whether it points to something.
    pub pointer: bool,
}

/// The type that a declaration's words name, and what else they say.
pub(crate) struct Base {
    /// The type.
    pub node: NodeId,
    /// Where the words stand.
    pub span: Span,
    /// Whether what is declared (or pointed to) may not be set.
    pub constant: bool,
    /// A definition that stands in the declaration itself.
    pub definition: Option<NodeId>,
}

/// The base of a declaration.
pub(crate) fn base(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Base {
    let kid = cst.kid("type").copied();
    let found = kid.as_ref().and_then(Kid::one).unwrap_or_else(|| low.need(cst, "type"));
    let mut span = kid.map_or(cst.span, |kid| kid.span);
    let mut constant = false;
    for kid in cst.kids.iter().filter(|kid| kid.kind == "type_qualifier") {
        constant |= matches!(low.text(kid.span), "const" | "constexpr");
        // `const` before the type belongs to its text.
        if kid.span.end <= span.start && low.text(kid.span) == "const" {
            span = span.cover(kid.span);
        }
    }
    let definition = matches!(low.build.unit().kind(found), Kind::Type(_)).then_some(found);
    let node = types::written(low, found);
    Base { node, span, constant, definition }
}

/// Reads a declarator from the outside in.
pub(crate) fn declare(low: &mut Lowering<'_>, base: &Base, declarator: Option<NodeId>, first: bool) -> Declared {
    let mut layers: Vec<(Layer, Span)> = Vec::new();
    let mut at = declarator;
    let mut name = None;
    while let Some(id) = at {
        let unit = low.build.unit();
        let span = unit.span(id);
        let (next, layer) = match unit.kind(id) {
            Kind::Dereference(next) => (next, (Layer::Pointer, Span::new(span.start, unit.span(next).start))),
            Kind::Reference(next, _) => (next, (Layer::Alias, Span::new(span.start, unit.span(next).start))),
            Kind::Index { object, index, .. } => {
                let size = (!matches!(unit.kind(index), Kind::Empty)).then_some(index);
                (object, (Layer::Array(size), span))
            }
            Kind::Call { callee, arguments, .. } => (callee, (Layer::Function(arguments), span)),
            Kind::Name(_) | Kind::Member { .. } | Kind::Tuple(_) => {
                name = Some(id);
                break;
            }
            _ => break,
        };
        layers.push(layer);
        low.build.set_kind(id, Kind::Empty);
        at = Some(next);
    }
    let parameters = match layers.last() {
        Some(&(Layer::Function(parameters), _)) => {
            layers.pop();
            Some(parameters)
        }
        _ => None,
    };
    let (is_array, size) = match layers.last() {
        Some(&(Layer::Array(size), _)) => (true, size),
        _ => (false, None),
    };
    let pointer = matches!(layers.last(), Some((Layer::Pointer, _)));
    let mut annotation = if first { base.node } else { read::copy(low, base.node) };
    let mut constant = base.constant;
    let mut span = base.span;
    for (layer, of) in layers {
        let (form, mut parts) = match layer {
            Layer::Pointer | Layer::Alias if constant => (TypeForm::Reference, vec![annotation]),
            Layer::Pointer | Layer::Alias => (TypeForm::MutableReference, vec![annotation]),
            Layer::Array(size) => {
                // The size counts where a variable is made; a copy keeps it there.
                let size = size.filter(|&size| matches!(low.build.unit().kind(size), Kind::Integer | Kind::Name(_)));
                let size = size.map(|size| read::copy(low, size));
                (TypeForm::Array, [annotation].into_iter().chain(size).collect())
            }
            Layer::Function(parameters) => {
                let mut parts = function_parts(low, parameters);
                parts.push(annotation);
                (TypeForm::Function, parts)
            }
        };
        if layer_is_pointer(layer) {
            constant = false;
        }
        if first {
            let end = low.text(Span::new(span.start, of.end)).trim_end().len() as u32 + span.start;
            span = Span::new(span.start, end.max(span.end));
        }
        let parts = low.build.list(&std::mem::take(&mut parts));
        annotation = low.node(Kind::TypeExpression { form, parts }, span);
    }
    Declared { name, annotation, parameters, is_array, size, pointer }
}

/// Whether what a layer leads to is what may not be set.
fn layer_is_pointer(layer: Layer) -> bool {
    matches!(layer, Layer::Pointer | Layer::Alias)
}

/// The types of the parameters of a function type.
pub(crate) fn function_parts(low: &mut Lowering<'_>, parameters: List) -> Vec<NodeId> {
    let mut parts = Vec::new();
    for id in low.build.unit().list(parameters).to_vec() {
        if let Kind::Parameter { annotation: Some(annotation), .. } = low.build.unit().kind(id) {
            parts.push(annotation);
            low.build.set_kind(id, Kind::Empty);
        }
    }
    parts
}

// ── Parameters ───────────────────────────────────────────────────────────────────────────────

/// The parameters in parentheses. `(void)` says that there are none.
pub(crate) fn parameters(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let mut nodes = Vec::new();
    for kid in cst.kids {
        let Some(id) = kid.one() else { continue };
        match low.build.unit().kind(id) {
            Kind::Parameter { target, annotation: Some(annotation), .. }
                if matches!(low.build.unit().kind(target), Kind::Wildcard)
                    && low.build.unit().text(annotation) == "void" =>
            {
                alike::discard(low, id);
            }
            Kind::Parameter { .. } => nodes.push(id),
            // Old C names parameters here and their types below.
            Kind::Name(_) => {
                let form = ParameterForm::Plain;
                nodes.push(low.node(Kind::Parameter { target: id, annotation: None, default: None, form }, kid.span));
            }
            _ => {}
        }
    }
    Lowered::Many(low.build.list(&nodes))
}

/// `type name`.
pub(crate) fn parameter(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let base = base(low, cst);
    let declarator = cst.node("declarator");
    let declared = declare(low, &base, declarator, true);
    let target = match declared.name {
        Some(name) => name,
        None => low.node(Kind::Wildcard, Span::new(cst.span.end, cst.span.end)),
    };
    let mut annotation = declared.annotation;
    if let Some(parameters) = declared.parameters {
        let mut parts = function_parts(low, parameters);
        parts.push(annotation);
        let parts = low.build.list(&parts);
        annotation = low.node(Kind::TypeExpression { form: TypeForm::Function, parts }, cst.span);
    }
    let form = ParameterForm::Plain;
    low.node(Kind::Parameter { target, annotation: Some(annotation), default: None, form }, cst.span).into()
}

/// `...`.
pub(crate) fn variadic(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let target = low.node(Kind::Wildcard, cst.span);
    let form = ParameterForm::Rest;
    low.node(Kind::Parameter { target, annotation: None, default: None, form }, cst.span).into()
}

// ── Functions and variables ──────────────────────────────────────────────────────────────────

/// The words before a type: `static`, `extern`, `inline`, `const`.
pub(crate) struct Storage {
    pub is_static: bool,
    pub is_external: bool,
}

/// Reads them.
pub(crate) fn storage(low: &Lowering<'_>, cst: &Cst<'_>) -> Storage {
    let mut storage = Storage { is_static: false, is_external: false };
    for kid in cst.kids.iter().filter(|kid| kid.kind == "storage_class_specifier") {
        match low.text(kid.span) {
            "static" => storage.is_static = true,
            "extern" => storage.is_external = true,
            _ => {}
        }
    }
    storage
}

/// A function with a body.
pub(crate) fn definition(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let base = base(low, cst);
    let declarator = cst.node("declarator");
    let declared = declare(low, &base, declarator, true);
    let storage = storage(low, cst);
    let mut body = cst.node("body");
    // A macro before the body may leave the grammar without one.
    if body.is_none() {
        body = Some(low.need(cst, "body"));
    }
    if declared.parameters.is_none() {
        // `MACRO(x) { … }` at the top level: the grammar has no parameters to tell.
        let parameters = List::default();
        return make(low, cst, &base, Declared { parameters: Some(parameters), ..declared }, &storage, body).into();
    }
    make(low, cst, &base, declared, &storage, body).into()
}

fn make(
    low: &mut Lowering<'_>,
    cst: &Cst<'_>,
    base: &Base,
    declared: Declared,
    storage: &Storage,
    body: Option<NodeId>,
) -> NodeId {
    let parameters = declared.parameters.unwrap_or_default();
    let result = (low.build.unit().text(declared.annotation) != "void" || base.definition.is_some())
        .then_some(declared.annotation);
    if result.is_none() {
        low.build.set_kind(declared.annotation, Kind::Empty);
    }
    let mut modifiers = if storage.is_static { Modifiers::PRIVATE } else { Modifiers::default() };
    if body.is_none() {
        modifiers = modifiers.with(Modifiers::EXTERNAL);
    }
    let doc = read::doc_before(low, cst.span.start);
    let function = Function {
        node: low.build.unit().root,
        form: FunctionForm::Function,
        name: declared.name,
        type_parameters: List::default(),
        parameters,
        result,
        body,
        decorators: List::default(),
        modifiers,
        doc,
    };
    low.build.function(function, cst.span)
}

/// Variables, and functions that are defined elsewhere: `int a = 1, *b;`, `int f(int);`.
pub(crate) fn declaration(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let base = base(low, cst);
    let storage = storage(low, cst);
    let mut nodes: Vec<NodeId> = base.definition.into_iter().collect();
    let mut first = true;
    for kid in cst.kids.iter().filter(|kid| kid.field == "declarator") {
        let Some(id) = kid.one() else { continue };
        let (declarator, value) = match low.build.unit().kind(id) {
            Kind::Assign { target, value, .. } => {
                low.build.set_kind(id, Kind::Empty);
                (target, Some(value))
            }
            _ => (id, None),
        };
        let declared = declare(low, &base, Some(declarator), first);
        if declared.parameters.is_some() && value.is_none() {
            nodes.push(make(low, cst, &base, declared, &storage, None));
            first = false;
            continue;
        }
        let Some(target) = declared.name else { continue };
        let span = if first { cst.span } else { kid.span };
        first = false;
        let value = value.map(|value| types::initial(low, value, &declared));
        nodes.push(variable(low, &base, &storage, &declared, target, value, span));
    }
    read::several(low, &nodes)
}

/// A variable, with the value that it starts with.
pub(crate) fn variable(
    low: &mut Lowering<'_>,
    base: &Base,
    storage: &Storage,
    declared: &Declared,
    target: NodeId,
    value: Option<NodeId>,
    span: Span,
) -> NodeId {
    let constant = base.constant && !declared.pointer;
    let form = match (storage.is_static, constant) {
        (true, _) => LetForm::Static,
        (false, true) => LetForm::Constant,
        (false, false) => LetForm::Variable,
    };
    let mut modifiers = if constant { Modifiers::default() } else { Modifiers::MUTABLE };
    if storage.is_static {
        modifiers = modifiers.with(Modifiers::PRIVATE);
    }
    if storage.is_external {
        modifiers = modifiers.with(Modifiers::EXTERNAL);
    }
    let annotation = Some(declared.annotation);
    low.node(Kind::Let { target, annotation, value, otherwise: None, form, modifiers }, span)
}
