//! Files, namespaces, variables, and what a declaration may turn out to be.

use code::{
    CallForm, DefinitionForm, DirectiveForm, Function, FunctionForm, Import, ImportedName, Kind, List, Modifiers,
};
use code::{NodeId, ParameterForm, Span, TypeForm};

use super::{classes, functions, names};
use crate::alike;
use crate::c::declarations::{Base, Declared, declare, storage, variable};
use crate::c::{declarations, preprocessor, read, types};
use crate::lower::{Cst, Kid, Lowered, Lowering};

/// Marks a variable that may as well be the declaration of a function, until it is known where it stands: `Lock lock(mutex);`.
const EITHER: Modifiers = Modifiers::OPTIONAL;

// ── Files and namespaces ─────────────────────────────────────────────────────────────────────

/// The whole file. Functions that say to which class they belong are gathered by class.
pub(super) fn file(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let lowered = preprocessor::file(low, cst);
    let Lowered::Many(list) = lowered else { return lowered };
    let nodes = low.build.unit().list(list).to_vec();
    let nodes = settle(low, &nodes, true);
    let nodes = classes::gather(low, nodes);
    for &id in &nodes {
        classes::start_fields(low, id, &[]);
    }
    Lowered::Many(low.build.list(&nodes))
}

/// `namespace a { … }`: its items, after a line that says where they belong. What has no name is seen in this file only.
pub(super) fn namespace(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    low.height = cst.kids.iter().map(|kid| kid.height).max();
    let name = cst.node("name");
    let Some(body) = cst.kid("body").copied() else { return Lowered::Nothing };
    let items = read::list_of(low, Some(&body));
    let head = Span::new(cst.span.start, body.span.start);
    let end = head.start + low.text(head).trim_end().len() as u32;
    let mut nodes = vec![preprocessor::directive(
        low,
        DirectiveForm::Scope,
        name,
        Span::new(head.start, end.max(head.start + 1)),
        cst.span.end,
    )];
    let inner = low.build.unit().list(items).to_vec();
    if name.is_none() {
        for &id in &inner {
            classes::mark(low, id, Modifiers::PRIVATE);
        }
    }
    nodes.extend(inner);
    Lowered::Many(low.build.list(&nodes))
}

/// `using namespace a;`, `using a::b;`. Whoever includes the file gets these names, too.
pub(super) fn using(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let Some(of) = cst.kids.iter().find_map(Kid::one) else { return Lowered::Nothing };
    let path = low.build.unit().text(of).replace("::", ".");
    let whole = cst.has("namespace");
    let (scope, last) = names::split(low, of);
    let (module, names) = match (whole, scope, last) {
        (false, Some(scope), Some(last)) => {
            let module = low.build.unit().text(scope).replace("::", ".");
            let name = low.build.unit().name(last).to_owned();
            let end = low.build.unit().span(of).end;
            let local = low.build.name(Span::new(end - name.len() as u32, end));
            (module, vec![ImportedName { name, local }])
        }
        _ => (path, Vec::new()),
    };
    alike::discard(low, of);
    let import = Import {
        node: low.build.unit().root,
        module,
        names,
        alias: None,
        wildcard: whole,
        types_only: false,
        reexport: true,
    };
    low.build.import(import, cst.span).into()
}

/// `using name = type;`
pub(super) fn alias(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let name = low.need(cst, "name");
    let of = low.need(cst, "type");
    let of = types::written(low, of);
    let members = low.build.list(&[of]);
    types::define(low, DefinitionForm::Alias, Some(name), members, cst.span).into()
}

// ── Declarations ─────────────────────────────────────────────────────────────────────────────

/// `&name`, `&&name`.
pub(super) fn reference(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let inner = declarations::inner(low, cst);
    low.node(Kind::Reference(inner, true), cst.span).into()
}

/// `[a, b]`, the names of the parts of a value.
pub(super) fn binding(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let parts = low.list(cst.kids);
    low.node(Kind::Tuple(parts), cst.span).into()
}

/// `name = value`, `name(values)`, `name{values}`. Values in parentheses are a group until the type is known.
pub(super) fn initial(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let target = low.need(cst, "declarator");
    let value = match cst.kid("value").copied() {
        Some(kid) if kid.kind == "argument_list" => {
            let list = read::list_of(low, Some(&kid));
            low.node(Kind::Tuple(list), kid.span)
        }
        _ => low.need(cst, "value"),
    };
    low.node(Kind::Assign { target, operator: None, value }, cst.span).into()
}

/// The base of a declaration, which constructors do not have.
pub(super) fn base(low: &mut Lowering<'_>, cst: &Cst<'_>) -> (Base, bool) {
    if cst.kid("type").is_some() {
        return (declarations::base(low, cst), true);
    }
    let at = Span::new(cst.span.start, cst.span.start);
    let node = low.node(Kind::Empty, at);
    (Base { node, span: at, constant: false, definition: None }, false)
}

/// Variables, and functions that are defined elsewhere.
pub(super) fn declaration(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let (base, typed) = base(low, cst);
    let storage = storage(low, cst);
    let mut nodes: Vec<NodeId> = base.definition.into_iter().collect();
    let mut first = true;
    let shared = cst.node("value").or_else(|| cst.node("default_value"));
    for kid in cst.kids.iter().filter(|kid| kid.field == "declarator") {
        let Some(id) = kid.one() else { continue };
        let (declarator, mut value) = match low.build.unit().kind(id) {
            Kind::Assign { target, value, .. } => {
                low.build.set_kind(id, Kind::Empty);
                (target, Some(value))
            }
            _ => (id, None),
        };
        value = value.or(shared);
        let declared = declare(low, &base, Some(declarator), first);
        let span = if first { cst.span } else { kid.span };
        if declared.parameters.is_some() && (value.is_none() || !typed) {
            let made = typed && !storage.is_static && !storage.is_external;
            let made = if made { made_from(low, &declared) } else { None };
            nodes.push(match made {
                Some(arguments) => {
                    let target = declared.name.unwrap_or(declarator);
                    let value = made_value(low, &declared, arguments, span);
                    let id = variable(low, &base, &storage, &declared, target, Some(value), span);
                    classes::mark(low, id, EITHER);
                    id
                }
                None => functions::make(low, cst, &base, typed, declared, None),
            });
            first = false;
            continue;
        }
        let Some(target) = declared.name else { continue };
        first = false;
        let value = value.map(|value| started(low, value, &declared, span));
        let id = variable(low, &base, &storage, &declared, target, value, span);
        inferred(low, id);
        nodes.push(id);
    }
    read::several(low, &nodes)
}

/// A type that is left to the compiler says nothing of the variable.
pub(super) fn inferred(low: &mut Lowering<'_>, id: NodeId) {
    let Kind::Let { target, annotation: Some(of), value, otherwise, form, modifiers } = low.build.unit().kind(id)
    else {
        return;
    };
    if is_inferred(low, of) {
        alike::discard(low, of);
        low.build.set_kind(id, Kind::Let { target, annotation: None, value, otherwise, form, modifiers });
    }
}

/// Whether a type is `auto`, also as a reference or a pointer.
pub(super) fn is_inferred(low: &Lowering<'_>, of: NodeId) -> bool {
    let unit = low.build.unit();
    match unit.kind(of) {
        Kind::TypeExpression { form: TypeForm::Inferred, .. } => true,
        Kind::TypeExpression { form: TypeForm::Reference | TypeForm::MutableReference, parts } => {
            unit.list(parts).first().is_some_and(|&inner| is_inferred(low, inner))
        }
        _ => false,
    }
}

/// The value that a variable starts with.
fn started(low: &mut Lowering<'_>, value: NodeId, declared: &Declared, span: Span) -> NodeId {
    let unit = low.build.unit();
    let items = match unit.kind(value) {
        Kind::Tuple(items) | Kind::Sequence(items) => unit.list(items).to_vec(),
        _ => return types::initial(low, value, declared),
    };
    let braces = matches!(unit.kind(value), Kind::Sequence(_));
    if declared.is_array {
        return types::initial(low, value, declared);
    }
    if let Some(held) = held(low, value, &items, declared.annotation, braces) {
        return held;
    }
    let arguments = low.build.list(&items);
    low.build.set_kind(value, Kind::Empty);
    made_value(low, declared, arguments, span)
}

/// Values in parentheses or braces as what their type holds; nothing where they make an object of a type that is not known.
pub(super) fn held(
    low: &mut Lowering<'_>,
    value: NodeId,
    items: &[NodeId],
    of: NodeId,
    braces: bool,
) -> Option<NodeId> {
    let form = match low.build.unit().kind(of) {
        Kind::TypeExpression { form, .. } => form,
        _ => TypeForm::Other,
    };
    let name = names::last_name(low, of);
    let holds = super::neutral(name);
    let is_view = name == "string_view";
    let scalar = form == TypeForm::Primitive || holds.is_some_and(|it| matches!(it, "int" | "float" | "bool"));
    if scalar || form != TypeForm::Named {
        return match *items {
            [only] => Some(only),
            [] => None,
            _ => Some(value),
        };
    }
    if braces && !items.is_empty() {
        match (holds, low.build.unit().kind(value)) {
            (Some("list"), _) => return Some(value),
            (Some("set"), Kind::Sequence(items)) => {
                low.build.set_kind(value, Kind::Set(items));
                return Some(value);
            }
            (Some("map"), _) => return Some(mapping(low, value, items)),
            _ => {}
        }
    }
    match *items {
        [only] if (holds == Some("text") || is_view) && matches!(low.build.unit().kind(only), Kind::Text(_)) => {
            Some(only)
        }
        _ => None,
    }
}

/// `{{"a", 1}, {"b", 2}}` of a map: keys with values.
fn mapping(low: &mut Lowering<'_>, value: NodeId, items: &[NodeId]) -> NodeId {
    let pairs: Option<Vec<(NodeId, NodeId, NodeId)>> = items
        .iter()
        .map(|&item| match low.build.unit().kind(item) {
            Kind::Sequence(parts) => match *low.build.unit().list(parts) {
                [key, value] => Some((item, key, value)),
                _ => None,
            },
            _ => None,
        })
        .collect();
    let Some(pairs) = pairs else { return value };
    for &(item, key, value) in &pairs {
        let computed = !matches!(low.build.unit().kind(key), Kind::Text(_));
        low.build.set_kind(item, Kind::Entry { key, value, computed });
    }
    let Kind::Sequence(entries) = low.build.unit().kind(value) else { return value };
    low.build.set_kind(value, Kind::Mapping(entries));
    value
}

/// A new object of the declared type.
fn made_value(low: &mut Lowering<'_>, declared: &Declared, arguments: List, span: Span) -> NodeId {
    let callee = read::copy(low, declared.annotation);
    low.node(Kind::Call { callee, arguments, form: CallForm::New }, span)
}

/// The arguments of `Lock lock(mutex);`, which reads like a function that takes a `mutex`: there, all types are bare names.
fn made_from(low: &mut Lowering<'_>, declared: &Declared) -> Option<List> {
    let parameters = declared.parameters?;
    let name = declared.name?;
    let unit = low.build.unit();
    if !matches!(unit.kind(name), Kind::Name(_)) || parameters.is_empty() {
        return None;
    }
    if !matches!(unit.kind(declared.annotation), Kind::TypeExpression { form: TypeForm::Named, .. }) {
        return None;
    }
    let mut arguments = Vec::new();
    for &parameter in unit.list(parameters) {
        let Kind::Parameter { target, annotation: Some(of), default: None, form: ParameterForm::Plain } =
            unit.kind(parameter)
        else {
            return None;
        };
        let Kind::TypeExpression { form: TypeForm::Named, parts } = unit.kind(of) else { return None };
        let [head] = *unit.list(parts) else { return None };
        if !matches!(unit.kind(target), Kind::Wildcard) {
            return None;
        }
        arguments.push((parameter, target, of, head));
    }
    for &(parameter, target, of, _) in &arguments {
        for shell in [parameter, target, of] {
            alike::discard_shell(low, shell);
        }
    }
    let heads: Vec<NodeId> = arguments.into_iter().map(|it| it.3).collect();
    Some(low.build.list(&heads))
}

/// Decides what may be a variable or a function: in a body it is a variable, else a function.
pub(super) fn settle(low: &mut Lowering<'_>, nodes: &[NodeId], outside: bool) -> Vec<NodeId> {
    let mut settled = Vec::with_capacity(nodes.len());
    for &id in nodes {
        let Kind::Let { target, annotation, value, otherwise, form, modifiers } = low.build.unit().kind(id) else {
            settled.push(id);
            continue;
        };
        if !modifiers.has(EITHER) {
            settled.push(id);
            continue;
        }
        if !outside {
            let modifiers = modifiers.without(EITHER);
            low.build.set_kind(id, Kind::Let { target, annotation, value, otherwise, form, modifiers });
            settled.push(id);
            continue;
        }
        let span = low.build.unit().span(id);
        let Some(Kind::Call { callee, arguments, .. }) = value.map(|value| low.build.unit().kind(value)) else {
            settled.push(id);
            continue;
        };
        alike::discard(low, callee);
        for shell in value.into_iter().chain([id]) {
            alike::discard_shell(low, shell);
        }
        let mut parameters = Vec::new();
        for head in low.build.unit().list(arguments).to_vec() {
            let of = types::written(low, head);
            let span = low.build.unit().span(of);
            let target = low.node(Kind::Wildcard, Span::new(span.end, span.end));
            let form = ParameterForm::Plain;
            parameters.push(low.node(Kind::Parameter { target, annotation: Some(of), default: None, form }, span));
        }
        let parameters = low.build.list(&parameters);
        let doc = read::doc_before(low, span.start);
        let function = Function {
            node: low.build.unit().root,
            form: FunctionForm::Function,
            name: Some(target),
            type_parameters: List::default(),
            parameters,
            result: annotation,
            body: None,
            decorators: List::default(),
            modifiers: Modifiers::EXTERNAL,
            doc,
        };
        settled.push(low.build.function(function, span));
    }
    settled
}
