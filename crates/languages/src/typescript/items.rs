//! Items and parameters that TypeScript adds.

use code::{
    DefinitionForm, Function, FunctionForm, Kind, LetForm, List, Modifiers, NodeId, Span, TypeDefinition, TypeForm,
};

use super::types::as_type;
use crate::alike;
use crate::javascript::{functions, read};
use crate::lower::{Cst, Kid, Lowered, Lowering};

fn define(low: &mut Lowering<'_>, cst: &Cst<'_>, form: DefinitionForm, bases: List, members: List) -> Lowered {
    let name = cst.kid("name").copied().map(|kid| read::name(low, &kid));
    let type_parameters = read::list(low, cst, "type_parameters");
    let mut modifiers = Modifiers::default();
    if form == DefinitionForm::Enum && cst.has("const") {
        modifiers = Modifiers::CONSTANT;
    }
    let doc = low.doc_before(cst.span.start);
    let definition = TypeDefinition {
        node: low.build.unit().root,
        form,
        name,
        type_parameters,
        bases,
        members,
        decorators: List::default(),
        modifiers,
        doc,
    };
    low.build.type_definition(definition, cst.span).into()
}

pub(crate) fn interface(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let bases = low.list(cst.of_kind("extends_type_clause"));
    let members = read::list(low, cst, "body");
    define(low, cst, DefinitionForm::Interface, bases, members)
}

pub(crate) fn alias(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let value = low.need(cst, "value");
    let value = as_type(low, value);
    let members = low.build.list(&[value]);
    define(low, cst, DefinitionForm::Alias, List::default(), members)
}

pub(crate) fn enumeration(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let members = read::list(low, cst, "body");
    define(low, cst, DefinitionForm::Enum, List::default(), members)
}

pub(crate) fn enum_body(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let mut variants = Vec::new();
    for kid in cst.kids {
        if kid.field == "name" {
            let name = read::name(low, kid);
            variants.push(low.node(Kind::Variant { name, fields: List::default(), value: None }, kid.span));
        } else {
            variants.extend(kid.one());
        }
    }
    Lowered::Many(low.build.list(&variants))
}

pub(crate) fn enum_assignment(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let (name, _) = read::key_in(low, cst, "name");
    let value = read::maybe(low, cst, "value");
    low.node(Kind::Variant { name, fields: List::default(), value }, cst.span).into()
}

/// `namespace A.B { … }`, `declare module "m" { … }`
pub(crate) fn namespace(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let members = body_of(low, cst.kid("body"));
    define(low, cst, DefinitionForm::Namespace, List::default(), members)
}

/// The statements of a block; the block itself goes.
fn body_of(low: &mut Lowering<'_>, kid: Option<&Kid>) -> List {
    let Some(id) = kid.and_then(Kid::one) else { return List::default() };
    match low.build.unit().kind(id) {
        Kind::Block { body } => {
            alike::discard_shell(low, id);
            body
        }
        _ => low.build.list(&[id]),
    }
}

/// `declare …`: defined elsewhere.
pub(crate) fn ambient(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    if let Some(global) = cst.of_kind("global") {
        let name = low.build.name(global.span);
        let members = body_of(low, cst.of_kind("statement_block"));
        let definition = TypeDefinition {
            node: low.build.unit().root,
            form: DefinitionForm::Namespace,
            name: Some(name),
            type_parameters: List::default(),
            bases: List::default(),
            members,
            decorators: List::default(),
            modifiers: Modifiers::EXTERNAL,
            doc: low.doc_before(cst.span.start),
        };
        return low.build.type_definition(definition, cst.span).into();
    }
    let declared = low.flatten(cst.kids);
    for (at, &id) in declared.iter().enumerate() {
        let start = if at == 0 { cst.span.start } else { low.build.unit().span(id).start };
        read::add_modifiers(low, id, Modifiers::EXTERNAL, start);
        if at == 0 {
            read::document(low, id, start);
        }
    }
    match *declared {
        [one] => one.into(),
        _ => Lowered::Many(low.build.list(&declared)),
    }
}

/// `extends Base<T>`: the base as a value, or as a type where it has arguments.
pub(crate) fn extends_clause(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let mut bases: Vec<NodeId> = Vec::new();
    for kid in cst.kids {
        match kid.lowered {
            Lowered::One(id) => bases.push(id),
            Lowered::Many(arguments) => {
                let Some(head) = bases.pop() else { continue };
                let mut parts = vec![head];
                parts.extend_from_slice(low.build.unit().list(arguments));
                let span = low.build.unit().span(head).cover(kid.span);
                let parts = low.build.list(&parts);
                bases.push(low.node(Kind::TypeExpression { form: TypeForm::Named, parts }, span));
            }
            Lowered::Nothing => {}
        }
    }
    Lowered::Many(low.build.list(&bases))
}

/// `implements A, B`: what a class promises to fulfil, told from what it inherits by a node around each.
pub(crate) fn implements_clause(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let listed = match super::types::list(low, cst) {
        Lowered::Many(list) => low.build.unit().list(list).to_vec(),
        other => return other,
    };
    let mut contracts = Vec::with_capacity(listed.len());
    for id in listed {
        let span = low.build.unit().span(id);
        let parts = low.build.list(&[id]);
        contracts.push(low.node(Kind::TypeExpression { form: TypeForm::Contract, parts }, span));
    }
    Lowered::Many(low.build.list(&contracts))
}

/// `import A = B.C;` gives a short name to something in scope.
pub(crate) fn import_alias(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let target = cst.nth(0);
    let value = cst.nth(1);
    let Some(target) = target else { return Lowered::Nothing };
    let form = LetForm::Constant;
    let modifiers = Modifiers::default();
    low.node(Kind::Let { target, annotation: None, value, otherwise: None, form, modifiers }, cst.span).into()
}

/// `name(a: A): B` without a body, as a field whose type is a function; without a name as that type alone.
///
/// Inside a type literal that is what it is; an interface or a class makes a function of it.
pub(crate) fn signature(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let parts = low.list(cst.kids.iter().filter(|kid| !kid.field.is_empty() && kid.field != "name"));
    let start =
        cst.kids.iter().find(|kid| kid.field.ends_with("parameters")).map_or(cst.span.start, |kid| kid.span.start);
    let annotation = low.node(Kind::TypeExpression { form: TypeForm::Function, parts }, Span::new(start, cst.span.end));
    let Some(name) = cst.kid("name") else {
        low.build.set_span(annotation, cst.span);
        return annotation.into();
    };
    let name = read::name(low, name);
    let modifiers = read::modifiers(low, cst);
    low.node(Kind::Field { name, annotation: Some(annotation), value: None, modifiers }, cst.span).into()
}

/// A function from what [`signature`] made.
fn function_of(low: &mut Lowering<'_>, kid: &Kid) -> Kid {
    let Some(id) =
        kid.one().filter(|_| matches!(kid.kind, "method_signature" | "call_signature" | "construct_signature"))
    else {
        return *kid;
    };
    let unit = low.build.unit();
    let (name, modifiers, signature) = match unit.kind(id) {
        Kind::Field { name, annotation: Some(annotation), modifiers, .. } => (Some(name), modifiers, annotation),
        _ => (None, Modifiers::default(), id),
    };
    let Kind::TypeExpression { form: TypeForm::Function, parts } = unit.kind(signature) else { return *kid };
    let before = name.map_or("", |name| low.text(Span::new(kid.span.start, unit.span(name).start)));
    let form = match before.split_whitespace().next_back() {
        Some("get") => FunctionForm::Getter,
        Some("set") => FunctionForm::Setter,
        _ if kid.kind == "construct_signature" => FunctionForm::Constructor,
        _ => FunctionForm::Method,
    };
    let (mut type_parameters, mut parameters, mut result) = (Vec::new(), Vec::new(), None);
    for &part in unit.list(parts) {
        match unit.kind(part) {
            Kind::TypeParameter { .. } => type_parameters.push(part),
            Kind::Parameter { .. } => parameters.push(part),
            _ => result = Some(part),
        }
    }
    alike::discard_shell(low, signature);
    alike::discard_shell(low, id);
    let function = Function {
        node: low.build.unit().root,
        form,
        name,
        type_parameters: low.build.list(&type_parameters),
        parameters: low.build.list(&parameters),
        result,
        body: None,
        decorators: List::default(),
        modifiers,
        doc: low.doc_before(kid.span.start),
    };
    Kid { lowered: low.build.function(function, kid.span).into(), ..*kid }
}

pub(crate) fn interface_body(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let kids: Vec<Kid> = cst.kids.iter().map(|kid| function_of(low, kid)).collect();
    Lowered::Many(low.list(&kids))
}

pub(crate) fn class_body(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let kids: Vec<Kid> = cst.kids.iter().map(|kid| function_of(low, kid)).collect();
    functions::class_body(low, &Cst { kids: &kids, ..*cst })
}

/// `name?: T = value`; inside a tuple type its named parts.
pub(crate) fn parameter(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let annotation = cst.node("type");
    if let Some(name) = cst.node("name") {
        alike::discard(low, name);
        return match annotation {
            Some(id) => as_type(low, id).into(),
            None => Lowered::Nothing,
        };
    }
    // The model has no place for a parameter's decorators.
    for id in low.flatten(cst.kids.iter().filter(|kid| kid.field == "decorator")) {
        alike::discard(low, id);
    }
    let pattern = low.need(cst, "pattern");
    let (target, inner_default, form) = functions::take_apart(low, pattern);
    let default = read::maybe(low, cst, "value").or(inner_default);
    let span = if cst.kid("decorator").is_some() {
        let start = cst.kids.iter().find(|kid| kid.field != "decorator").map_or(cst.span.start, |kid| kid.span.start);
        Span::new(start, cst.span.end)
    } else {
        cst.span
    };
    low.node(Kind::Parameter { target, annotation, default, form }, span).into()
}
