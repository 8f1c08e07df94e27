//! Classes: their members, their bases, and the functions that are defined outside of them.

use code::{DefinitionForm, FunctionForm, Kind, List, Modifiers, NodeId, Symbol, TypeDefinition, TypeForm};

use super::{declarations, functions, names};
use crate::c::declarations::{declare, storage};
use crate::c::{read, types};
use crate::lower::{Cst, Kid, Lowered, Lowering};
use crate::{alike, members as own};

/// `class X : public Y { … }`, also `struct` and `union`; without a body a mention of its name.
pub(super) fn class(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let name = cst.node("name");
    let bases = low.flatten(cst.kids.iter().filter(|kid| kid.kind == "base_class_clause"));
    let Some(body) = cst.kid("body").copied() else {
        return name.unwrap_or_else(|| low.need(cst, "name")).into();
    };
    let list = read::list_of(low, Some(&body));
    let nodes = low.build.unit().list(list).to_vec();
    let form = match cst.kind {
        "union_specifier" => DefinitionForm::Union,
        "struct_specifier" if bases.is_empty() => DefinitionForm::Struct,
        _ => DefinitionForm::Class,
    };
    for &id in &nodes {
        if cst.kind == "class_specifier" && !seen(low, id) {
            mark(low, id, Modifiers::PRIVATE);
        }
    }
    methods(low, &nodes);
    for &id in &nodes {
        start_fields(low, id, &nodes);
    }
    own::claim(low, &nodes);
    let id = types::define(low, form, name, list, cst.span);
    let is_abstract = nodes.iter().any(|&id| match low.build.unit().kind(id) {
        Kind::Function(function) => low.build.unit().function(function).modifiers.has(Modifiers::ABSTRACT),
        _ => false,
    });
    let bases = low.build.list(&bases);
    if let Kind::Type(definition) = low.build.unit().kind(id) {
        let definition = &mut low.build.unit_mut().types[definition.index()];
        definition.bases = bases;
        if is_abstract {
            definition.modifiers = definition.modifiers.with(Modifiers::ABSTRACT);
        }
    }
    id.into()
}

/// `enum class color : int { … }`.
pub(super) fn enumeration(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let name = cst.node("name");
    if let Some(base) = cst.node("base") {
        alike::discard(low, base);
    }
    let Some(body) = cst.kid("body").copied() else {
        return name.unwrap_or_else(|| low.need(cst, "name")).into();
    };
    let members = read::list_of(low, Some(&body));
    types::define(low, DefinitionForm::Enum, name, members, cst.span).into()
}

/// `: public Base, private Other<T>`.
pub(super) fn bases(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let nodes: Vec<NodeId> = low.flatten(cst.kids).into_iter().map(|id| types::written(low, id)).collect();
    Lowered::Many(low.build.list(&nodes))
}

/// What stands between the braces of a class, each member as visible as the word above it says.
pub(super) fn members(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let mut nodes = Vec::new();
    let mut visible = None;
    for kid in cst.kids {
        if kid.kind == "access_specifier" {
            visible = match low.text(kid.span) {
                "public" => Some(Modifiers::PUBLIC),
                "protected" => Some(Modifiers::PROTECTED),
                _ => Some(Modifiers::PRIVATE),
            };
            continue;
        }
        let mut open = low.flatten([kid]);
        open = declarations::settle(low, &open, true);
        open.reverse();
        while let Some(id) = open.pop() {
            let unit = low.build.unit();
            match unit.kind(id) {
                // What is compiled only sometimes is a member all the same.
                Kind::If { then, otherwise, .. } => {
                    open.extend(otherwise);
                    open.push(then);
                }
                Kind::Block { body } => open.extend(unit.list(body).iter().rev()),
                Kind::Let { target, annotation, value, modifiers, .. } => {
                    low.build.set_kind(id, Kind::Field { name: target, annotation, value, modifiers });
                    nodes.push(id);
                    if let Some(visible) = visible {
                        mark(low, id, visible);
                    }
                }
                Kind::Field { .. } | Kind::Variant { .. } | Kind::Type(_) | Kind::Function(_) | Kind::Opaque { .. } => {
                    nodes.push(id);
                    if let Some(visible) = visible {
                        mark(low, id, visible);
                    }
                }
                Kind::Directive { form: code::DirectiveForm::Forbid | code::DirectiveForm::Generate, .. } => {
                    nodes.push(id);
                }
                _ => {}
            }
        }
    }
    Lowered::Many(low.build.list(&nodes))
}

/// Adds a modifier to an item.
pub(super) fn mark(low: &mut Lowering<'_>, id: NodeId, modifier: Modifiers) {
    match low.build.unit().kind(id) {
        Kind::Function(function) => {
            let function = &mut low.build.unit_mut().functions[function.index()];
            function.modifiers = function.modifiers.with(modifier);
        }
        Kind::Type(definition) => {
            let definition = &mut low.build.unit_mut().types[definition.index()];
            definition.modifiers = definition.modifiers.with(modifier);
        }
        Kind::Field { name, annotation, value, modifiers } => {
            low.build.set_kind(id, Kind::Field { name, annotation, value, modifiers: modifiers.with(modifier) });
        }
        Kind::Let { target, annotation, value, otherwise, form, modifiers } => {
            let modifiers = modifiers.with(modifier);
            low.build.set_kind(id, Kind::Let { target, annotation, value, otherwise, form, modifiers });
        }
        _ => {}
    }
}

/// Whether a word says how visible a member is.
fn seen(low: &Lowering<'_>, id: NodeId) -> bool {
    let unit = low.build.unit();
    let modifiers = match unit.kind(id) {
        Kind::Function(function) => unit.function(function).modifiers,
        Kind::Type(definition) => unit.type_definition(definition).modifiers,
        Kind::Field { modifiers, .. } => modifiers,
        _ => return true,
    };
    [Modifiers::PUBLIC, Modifiers::PROTECTED, Modifiers::PRIVATE].iter().any(|&it| modifiers.has(it))
}

/// Functions of a class are methods.
fn methods(low: &mut Lowering<'_>, nodes: &[NodeId]) {
    for &id in nodes {
        if let Kind::Function(function) = low.build.unit().kind(id) {
            let function = &mut low.build.unit_mut().functions[function.index()];
            if function.form == FunctionForm::Function {
                function.form = FunctionForm::Method;
            }
            if !function.modifiers.has(Modifiers::ABSTRACT) {
                continue;
            }
            function.modifiers = function.modifiers.without(Modifiers::EXTERNAL);
        }
    }
}

/// Settles what the fields start with that a constructor names before its body: an object of the library's types is made of the
/// values, others are set to the value.
pub(super) fn start_fields(low: &mut Lowering<'_>, id: NodeId, members: &[NodeId]) {
    let unit = low.build.unit();
    let Kind::Function(function) = unit.kind(id) else { return };
    let Some(Kind::Block { body }) = unit.function(function).body.map(|body| unit.kind(body)) else { return };
    for statement in unit.list(body).to_vec() {
        let unit = low.build.unit();
        let Kind::Assign { target, operator: None, value } = unit.kind(statement) else { continue };
        let (Kind::Member { name, .. }, Kind::Call { callee, arguments, .. }) = (unit.kind(target), unit.kind(value))
        else {
            continue;
        };
        if unit.span(callee) != unit.span(target) {
            continue;
        }
        let of = members.iter().find_map(|&member| match unit.kind(member) {
            Kind::Field { name: own, annotation, .. } if unit.kind(own) == Kind::Name(name) => annotation,
            _ => None,
        });
        let of = of.map_or("", |of| names::last_name(low, of)).to_owned();
        let made = super::is_type(&of) && !of.ends_with("_ptr")
            || matches!(super::neutral(&of), Some("file" | "thread" | "regex"));
        if made {
            let symbol = low.build.unit_mut().names.intern(&of);
            low.build.set_kind(callee, Kind::Name(symbol));
            continue;
        }
        match *low.build.unit().list(arguments) {
            [only] => {
                alike::discard_shell(low, callee);
                alike::discard_shell(low, value);
                low.build.set_kind(statement, Kind::Assign { target, operator: None, value: only });
            }
            _ => low.build.set_kind(value, Kind::Call { callee, arguments, form: code::CallForm::Plain }),
        }
    }
}

/// `int x, *y;`, `virtual void f() = 0;` in a class.
pub(super) fn field(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let has_declarator = cst.kids.iter().any(|kid| kid.field == "declarator" && kid.one().is_some());
    let inside = cst.kid("type").and_then(Kid::one);
    if !has_declarator && let Some(id) = inside {
        let unnamed = match low.build.unit().kind(id) {
            Kind::Type(id) => low.build.unit().type_definition(id).name.is_none(),
            _ => false,
        };
        if unnamed && let Some(definition) = types::take_back(low, id) {
            return Lowered::Many(definition.members);
        }
    }
    let (base, typed) = declarations::base(low, cst);
    let is_static = storage(low, cst).is_static;
    let mut nodes: Vec<NodeId> = base.definition.into_iter().collect();
    let mut first = true;
    let value = cst.node("default_value");
    for kid in cst.kids.iter().filter(|kid| kid.field == "declarator") {
        let Some(id) = kid.one() else { continue };
        let declared = declare(low, &base, Some(id), first);
        let span = if first { cst.span } else { kid.span };
        first = false;
        if declared.parameters.is_some() {
            nodes.push(functions::make(low, cst, &base, typed, declared, None));
            continue;
        }
        let Some(name) = declared.name else { continue };
        let mut modifiers = if is_static { Modifiers::STATIC } else { Modifiers::default() };
        if base.constant && !declared.pointer {
            modifiers = modifiers.with(Modifiers::READONLY);
        }
        let value = value.map(|value| match low.build.unit().kind(value) {
            Kind::Sequence(items) => match *low.build.unit().list(items) {
                [only] => only,
                _ => value,
            },
            _ => value,
        });
        let annotation = Some(declared.annotation);
        nodes.push(low.node(Kind::Field { name, annotation, value, modifiers }, span));
    }
    read::several(low, &nodes)
}

/// `friend …`: a function that is written here belongs to no object.
pub(super) fn friend(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    for id in low.flatten(cst.kids) {
        if let Kind::Function(function) = low.build.unit().kind(id)
            && low.build.unit().function(function).body.is_some()
        {
            mark(low, id, Modifiers::STATIC);
            return id.into();
        }
        alike::discard(low, id);
    }
    Lowered::Nothing
}

// ── Functions that are defined outside ───────────────────────────────────────────────────────

/// The class that `Type X::f() { … }` names.
fn owner(low: &Lowering<'_>, id: NodeId) -> Option<(NodeId, NodeId, Symbol)> {
    let unit = low.build.unit();
    let Kind::Function(function) = unit.kind(id) else { return None };
    let function = unit.function(function);
    let name = function.name?;
    function.body?;
    let (scope, last) = names::split(low, name);
    Some((name, scope?, last?))
}

/// Gathers functions in a row that belong to one class: what is said of them is said of the class.
pub(super) fn gather(low: &mut Lowering<'_>, nodes: Vec<NodeId>) -> Vec<NodeId> {
    let mut out = Vec::with_capacity(nodes.len());
    let mut open: Vec<NodeId> = Vec::new();
    for id in nodes {
        let of = owner(low, id).map(|(_, scope, _)| scope);
        let before = open.first().and_then(|&first| owner(low, first)).map(|(_, scope, _)| scope);
        let same = match (of, before) {
            (Some(of), Some(before)) => low.build.unit().same_code(of, before),
            _ => false,
        };
        if !same {
            close(low, &mut open, &mut out);
        }
        if of.is_some() {
            open.push(id);
        } else {
            out.push(id);
        }
    }
    close(low, &mut open, &mut out);
    out
}

fn close(low: &mut Lowering<'_>, open: &mut Vec<NodeId>, out: &mut Vec<NodeId>) {
    let functions = std::mem::take(open);
    let Some((_, scope, _)) = functions.first().and_then(|&first| owner(low, first)) else { return };
    let unit = low.build.unit();
    let span = unit.span(functions[0]).cover(unit.span(functions[functions.len() - 1]));
    for (at, &id) in functions.iter().enumerate() {
        let Some((name, object, symbol)) = owner(low, id) else { continue };
        let end = low.build.unit().span(name).end;
        let start = low.build.unit().span(object).end;
        let text = low.text(code::Span::new(start, end));
        let gap = text.len() - text.trim_start_matches(|c: char| c == ':' || c.is_whitespace()).len();
        low.build.set_kind(name, Kind::Name(symbol));
        low.build.set_span(name, code::Span::new(start + gap as u32, end));
        if at > 0 {
            alike::discard(low, object);
        }
    }
    methods(low, &functions);
    let mut all = known_members(low, scope);
    for &id in &functions {
        start_fields(low, id, &all);
    }
    all.extend_from_slice(&functions);
    own::claim(low, &all);
    by_spelling(low, &functions);
    let members = low.build.list(&functions);
    let definition = TypeDefinition {
        node: low.build.unit().root,
        form: DefinitionForm::Extension,
        name: Some(scope),
        type_parameters: List::default(),
        bases: List::default(),
        members,
        decorators: List::default(),
        modifiers: Modifiers::default(),
        doc: None,
    };
    out.push(low.build.type_definition(definition, span));
}

/// The members of a class of this text by the name of a scope.
fn known_members(low: &Lowering<'_>, scope: NodeId) -> Vec<NodeId> {
    let unit = low.build.unit();
    let name = names::last_name(low, scope);
    let of = unit.types.iter().find(|definition| {
        definition.form != DefinitionForm::Extension
            && definition.name.is_some_and(|it| names::last_name(low, it) == name)
    });
    of.map_or(Vec::new(), |definition| unit.list(definition.members).to_vec())
}

/// Names that end with `_` or start with `m_` are fields by a habit that all who have it keep to, also where the class stands
/// in a header that nobody sees.
fn by_spelling(low: &mut Lowering<'_>, functions: &[NodeId]) {
    let mut found = Vec::new();
    for &id in functions {
        let unit = low.build.unit();
        let Kind::Function(function) = unit.kind(id) else { continue };
        let Some(body) = unit.function(function).body else { continue };
        let mut open = vec![body];
        while let Some(at) = open.pop() {
            match unit.kind(at) {
                Kind::Name(symbol) => {
                    let name = unit.name(symbol);
                    let field =
                        name.len() > 1 && name.ends_with('_') && !name.ends_with("__") || name.starts_with("m_");
                    let capitals = !name.contains(|c: char| c.is_ascii_lowercase());
                    if field && !capitals {
                        found.push((at, symbol));
                    }
                }
                Kind::TypeExpression { form: TypeForm::Named, .. } | Kind::Type(_) => {}
                Kind::Let { value, .. } => open.extend(value),
                _ => unit.for_each_child(at, |child| open.push(child)),
            }
        }
    }
    for (name, symbol) in found {
        own::own_member(low, name, symbol);
    }
}
