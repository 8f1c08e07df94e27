//! Classes, modules, structs, and what stands in their bodies: visibility, attributes, methods of the type itself.

use code::{
    CallForm, DefinitionForm, FunctionForm, FunctionId, Kind, List, Modifiers, NodeId, Span, TypeDefinition, TypeForm,
};

use super::{calls, kind, name_of, nodes, span};
use crate::alike;
use crate::lower::{Cst, Lowered, Lowering};

/// Types that the language itself defines: a body for one of them adds to it.
const BUILT_IN: &[&str] = &[
    "Array",
    "BasicObject",
    "Class",
    "Comparable",
    "Date",
    "DateTime",
    "Enumerable",
    "Exception",
    "FalseClass",
    "File",
    "Float",
    "Hash",
    "IO",
    "Integer",
    "Kernel",
    "Module",
    "NilClass",
    "Numeric",
    "Object",
    "Proc",
    "Range",
    "Regexp",
    "Set",
    "String",
    "Struct",
    "Symbol",
    "Time",
    "TrueClass",
];

/// `class Name < Base`.
pub(super) fn class(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let base = cst.node("superclass");
    let mut fields = Vec::new();
    let mut bases = Vec::new();
    let mut form = DefinitionForm::Class;
    if let Some(base) = base {
        match record(low, base) {
            Some((names, modifiers)) => {
                form = DefinitionForm::Struct;
                fields = names.into_iter().map(|name| field(low, name, modifiers)).collect();
                alike::discard(low, base);
            }
            None => bases.push(base),
        }
    }
    let added = base.is_none() && cst.kid("name").is_some_and(|kid| BUILT_IN.contains(&low.text(kid.span)));
    if added {
        form = DefinitionForm::Extension;
    }
    define(low, cst, form, &bases, fields)
}

/// `module Name`: a group of names, or methods for whoever includes it.
pub(super) fn module(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let added = cst.kid("name").is_some_and(|kid| BUILT_IN.contains(&low.text(kid.span)));
    let form = if added { DefinitionForm::Extension } else { DefinitionForm::Namespace };
    define(low, cst, form, &[], Vec::new())
}

fn define(
    low: &mut Lowering<'_>,
    cst: &Cst<'_>,
    form: DefinitionForm,
    bases: &[NodeId],
    fields: Vec<NodeId>,
) -> Lowered {
    let doc = low.doc_before(cst.span.start);
    let mut name = cst.node("name").map(|name| last_name(low, name));
    if form == DefinitionForm::Extension
        && let Some(plain) = name
    {
        let parts = low.build.list(&[plain]);
        name = Some(low.node(Kind::TypeExpression { form: TypeForm::Named, parts }, span(low, plain)));
    }
    let statements = match cst.node("body") {
        Some(body) => match kind(low, body) {
            Kind::Block { body: list } => {
                alike::discard_shell(low, body);
                nodes(low, list)
            }
            _ => vec![body],
        },
        None => Vec::new(),
    };
    let tests = bases
        .iter()
        .any(|&base| low.text(span(low, base)).ends_with("Test") || low.text(span(low, base)).ends_with("TestCase"));
    let mut members = fields;
    members.extend(adopt(low, &statements, tests));
    let members = low.build.list(&members);
    let definition = TypeDefinition {
        // The builder fills the node in.
        node: NodeId::from_index(0),
        form,
        name,
        type_parameters: List::default(),
        bases: low.build.list(bases),
        members,
        decorators: List::default(),
        modifiers: Modifiers::default(),
        doc,
    };
    low.build.type_definition(definition, cst.span).into()
}

/// The last name of `A::B`, as a name of its own.
fn last_name(low: &mut Lowering<'_>, id: NodeId) -> NodeId {
    let Kind::Member { name, .. } = kind(low, id) else { return id };
    let at = span(low, id);
    let n = low.build.unit().name(name).len() as u32;
    alike::discard(low, id);
    low.build.name(Span::new(at.end - n, at.end))
}

/// `class << self`: its methods are those of the type.
pub(super) fn singleton_class(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    if let Some(value) = cst.node("value") {
        alike::discard(low, value);
    }
    let Some(body) = cst.node("body") else { return Lowered::Nothing };
    let Kind::Block { body: list } = kind(low, body) else { return body.into() };
    alike::discard_shell(low, body);
    let statements = nodes(low, list);
    let members = adopt(low, &statements, false);
    for &member in &members {
        match kind(low, member) {
            Kind::Function(id) => modify(low, id, Modifiers::STATIC),
            Kind::Field { name, annotation, value, modifiers } => {
                let modifiers = modifiers.with(Modifiers::STATIC);
                low.build.set_kind(member, Kind::Field { name, annotation, value, modifiers });
            }
            _ => {}
        }
    }
    super::many(low, &members)
}

fn modify(low: &mut Lowering<'_>, id: FunctionId, modifiers: Modifiers) {
    if let Some(function) = low.build.unit_mut().functions.get_mut(id.index()) {
        function.modifiers = function.modifiers.with(modifiers);
    }
}

/// Makes members of the statements of a type's body.
fn adopt(low: &mut Lowering<'_>, statements: &[NodeId], tests: bool) -> Vec<NodeId> {
    let mut members = Vec::with_capacity(statements.len());
    let mut visibility = Modifiers::default();
    for &statement in statements {
        match kind(low, statement) {
            Kind::Function(id) => {
                method(low, id, visibility, tests);
                members.push(statement);
            }
            Kind::Let { target, annotation, value, modifiers, .. } if name_of(low, target).is_some() => {
                let modifiers = modifiers.with(Modifiers::STATIC).with(Modifiers::READONLY);
                low.build.set_kind(statement, Kind::Field { name: target, annotation, value, modifiers });
                members.push(statement);
            }
            Kind::Name(_) => match visibility_of(name_of(low, statement).unwrap_or("")) {
                Some(new) => {
                    visibility = new;
                    alike::discard(low, statement);
                }
                None => members.push(statement),
            },
            Kind::Call { callee, arguments, form: CallForm::Plain } => {
                let name = name_of(low, callee).unwrap_or("").to_owned();
                let given = nodes(low, arguments);
                if let Some(marks) = visibility_of(&name).or_else(|| class_visibility(&name)) {
                    mark(low, (statement, callee), &given, (marks, tests), &mut members);
                } else if let Some(found) = attributes(low, &name, &given, visibility) {
                    alike::discard(low, callee);
                    alike::discard_shell(low, statement);
                    add_fields(low, &mut members, found);
                } else {
                    members.push(statement);
                }
            }
            _ => members.push(statement),
        }
    }
    members
}

/// Adds fields; one that is there already can then be read and set.
fn add_fields(low: &mut Lowering<'_>, members: &mut Vec<NodeId>, found: Vec<NodeId>) {
    for id in found {
        let Kind::Field { name, modifiers, .. } = kind(low, id) else { continue };
        let spelled = name_of(low, name).unwrap_or("").to_owned();
        let known = members.iter().copied().find(|&member| {
            matches!(kind(low, member), Kind::Field { name, .. } if name_of(low, name) == Some(spelled.as_str()))
        });
        match known.map(|known| (known, kind(low, known))) {
            Some((known, Kind::Field { name: first, annotation, value, modifiers: before })) => {
                let both = before.without(Modifiers::READONLY).with(modifiers.without(Modifiers::READONLY));
                low.build.set_kind(known, Kind::Field { name: first, annotation, value, modifiers: both });
                alike::discard(low, id);
            }
            _ => members.push(id),
        }
    }
}

/// What a word says of the methods behind it.
fn visibility_of(word: &str) -> Option<Modifiers> {
    match word {
        "private" => Some(Modifiers::PRIVATE),
        "protected" => Some(Modifiers::PROTECTED),
        "public" => Some(Modifiers::default()),
        "module_function" => Some(Modifiers::STATIC),
        _ => None,
    }
}

fn class_visibility(word: &str) -> Option<Modifiers> {
    matches!(word, "private_class_method" | "private_constant").then_some(Modifiers::PRIVATE)
}

/// `private def a`, `private :a, :b`, `private attr_reader :a`.
fn mark(
    low: &mut Lowering<'_>,
    (statement, callee): (NodeId, NodeId),
    given: &[NodeId],
    (marks, tests): (Modifiers, bool),
    members: &mut Vec<NodeId>,
) {
    alike::discard(low, callee);
    alike::discard_shell(low, statement);
    for &argument in given {
        match kind(low, argument) {
            Kind::Function(id) => {
                method(low, id, marks, tests);
                members.push(argument);
            }
            Kind::Call { callee, arguments, .. } => {
                let name = name_of(low, callee).unwrap_or("").to_owned();
                let listed = nodes(low, arguments);
                match attributes(low, &name, &listed, marks) {
                    Some(found) => {
                        alike::discard(low, callee);
                        alike::discard_shell(low, argument);
                        add_fields(low, members, found);
                    }
                    None => members.push(argument),
                }
            }
            Kind::Text(_) => {
                let text = low.text(span(low, argument)).trim_matches([':', '"', '\'']).to_owned();
                alike::discard(low, argument);
                for &member in members.iter() {
                    let Kind::Function(id) = kind(low, member) else { continue };
                    let name = low.build.unit().function(id).name.and_then(|name| name_of(low, name));
                    if name == Some(text.as_str()) {
                        modify(low, id, marks);
                    }
                }
            }
            _ => members.push(argument),
        }
    }
}

/// The fields that `attr_reader :a, :b` and the like make.
fn attributes(low: &mut Lowering<'_>, word: &str, given: &[NodeId], visibility: Modifiers) -> Option<Vec<NodeId>> {
    let modifiers = match word {
        "attr_accessor" | "attr_writer" => Modifiers::default(),
        "attr_reader" => Modifiers::READONLY,
        "cattr_accessor" | "mattr_accessor" | "class_attribute" | "cattr_reader" | "mattr_reader" => Modifiers::STATIC,
        _ => return None,
    };
    let modifiers = modifiers.with(visibility);
    let mut found = Vec::new();
    for &argument in given {
        match kind(low, argument) {
            Kind::Text(_) => found.push(field(low, argument, modifiers)),
            _ => alike::discard(low, argument),
        }
    }
    Some(found)
}

/// A field from the text or symbol that names it.
fn field(low: &mut Lowering<'_>, text: NodeId, modifiers: Modifiers) -> NodeId {
    let at = span(low, text);
    let spelled = low.text(at);
    let inner = spelled.trim_matches([':', '"', '\'']);
    let start = at.start + spelled.find(inner).unwrap_or(0) as u32;
    let inner = Span::new(start, start + inner.len() as u32);
    alike::discard_shell(low, text);
    let name = low.build.name(inner);
    low.node(Kind::Field { name, annotation: None, value: None, modifiers }, inner)
}

fn method(low: &mut Lowering<'_>, id: FunctionId, marks: Modifiers, tests: bool) {
    let name = low.build.unit().function(id).name.and_then(|name| name_of(low, name)).unwrap_or("").to_owned();
    let Some(function) = low.build.unit_mut().functions.get_mut(id.index()) else { return };
    if function.form == FunctionForm::Function {
        function.form = if name == "initialize" { FunctionForm::Constructor } else { FunctionForm::Method };
    }
    // `private` says nothing of the methods of the type itself, and a constructor is reached by `new`.
    let of_type = function.modifiers.has(Modifiers::STATIC);
    if !of_type && name != "initialize" {
        function.modifiers = function.modifiers.with(marks);
    }
    if tests && name.starts_with("test_") {
        function.modifiers = function.modifiers.with(Modifiers::TEST);
    }
}

/// The fields of `Struct.new(:a, :b)` and `Data.define(:a)`.
fn record(low: &Lowering<'_>, made: NodeId) -> Option<(Vec<NodeId>, Modifiers)> {
    let unit = low.build.unit();
    let Kind::Call { callee, arguments, form } = unit.kind(made) else { return None };
    let modifiers = match (unit.text(callee), form) {
        ("Struct", CallForm::New) => Modifiers::default(),
        ("Data.define", _) => Modifiers::READONLY,
        _ => return None,
    };
    let names = unit.list(arguments).iter().copied().filter(|&it| matches!(unit.kind(it), Kind::Text(_))).collect();
    Some((names, modifiers))
}

/// The type that `Name = Struct.new(…)`, `Name = Data.define(…)` or `Name = Class.new(Base)` defines.
pub(super) fn made(low: &mut Lowering<'_>, name: NodeId, value: NodeId, at: Span) -> Option<NodeId> {
    let Kind::Call { callee, arguments, form: call_form } = kind(low, value) else { return None };
    let given = nodes(low, arguments);
    let body = given.last().copied().filter(|&last| matches!(kind(low, last), Kind::Block { .. }));
    let (form, fields, bases) = match record(low, value) {
        Some((names, modifiers)) => {
            let fields: Vec<NodeId> = names.into_iter().map(|name| field(low, name, modifiers)).collect();
            (DefinitionForm::Struct, fields, Vec::new())
        }
        None if name_of(low, callee) == Some("Class") && call_form == CallForm::New => {
            let bases: Vec<NodeId> = given.iter().copied().filter(|&it| calls::is_constant(low, it)).collect();
            (DefinitionForm::Class, Vec::new(), bases)
        }
        None => return None,
    };
    for &argument in &given {
        if Some(argument) != body && !bases.contains(&argument) && !matches!(kind(low, argument), Kind::Empty) {
            alike::discard(low, argument);
        }
    }
    alike::discard(low, callee);
    alike::discard_shell(low, value);
    let statements = match body.map(|body| (body, kind(low, body))) {
        Some((body, Kind::Block { body: list })) => {
            alike::discard_shell(low, body);
            nodes(low, list)
        }
        _ => Vec::new(),
    };
    let mut members = fields;
    members.extend(adopt(low, &statements, false));
    let doc = low.doc_before(at.start);
    let definition = TypeDefinition {
        node: name,
        form,
        name: Some(name),
        type_parameters: List::default(),
        bases: low.build.list(&bases),
        members: low.build.list(&members),
        decorators: List::default(),
        modifiers: Modifiers::default(),
        doc,
    };
    Some(low.build.type_definition(definition, at))
}

/// A file whose only item is a module that does nothing but hold types is about those types: the module says where they belong.
pub(super) fn unwrap(low: &mut Lowering<'_>, statements: Vec<NodeId>) -> Vec<NodeId> {
    let mut statements = statements;
    loop {
        let unit = low.build.unit();
        let mut items =
            statements.iter().copied().filter(|&it| matches!(unit.kind(it), Kind::Type(_) | Kind::Function(_)));
        let (Some(only), None) = (items.next(), items.next()) else { return statements };
        let Kind::Type(id) = unit.kind(only) else { return statements };
        // The newest type can be taken back; the only item of a file ends last.
        let last = id.index() + 1 == unit.types.len();
        let definition = unit.type_definition(id);
        let (form, name, members) = (definition.form, definition.name, nodes(low, definition.members));
        // A class that only holds others is one of theirs that is opened again.
        let plain = match form {
            DefinitionForm::Namespace => true,
            DefinitionForm::Class => {
                definition.bases.is_empty() && members.iter().all(|&it| matches!(unit.kind(it), Kind::Type(_)))
            }
            _ => false,
        };
        let Some(name) = name.filter(|_| last && plain) else { return statements };
        if !only_holds(low, &members) {
            return statements;
        }
        let at = span(low, only);
        low.build.unit_mut().types.pop();
        low.build.set_kind(only, Kind::Empty);
        let head = Span::new(at.start, span(low, name).end);
        let package = low.node(Kind::Package { name }, head);
        for &member in &members {
            if let Kind::Field { name: target, annotation, value, modifiers } = kind(low, member) {
                let form = code::LetForm::Constant;
                low.build.set_kind(member, Kind::Let { target, annotation, value, otherwise: None, form, modifiers });
            }
        }
        let place = statements.iter().position(|&it| it == only).unwrap_or(0);
        statements.splice(place..=place, [package].into_iter().chain(members));
    }
}

/// Whether a module's members are types, constants and what loads them, so that it is no more than a name for them.
fn only_holds(low: &Lowering<'_>, members: &[NodeId]) -> bool {
    let unit = low.build.unit();
    let mut any = false;
    for &member in members {
        match unit.kind(member) {
            Kind::Type(_) => any = true,
            Kind::Import(_) | Kind::Field { .. } => {}
            Kind::Call { callee, .. } if name_of(low, callee) == Some("autoload") => {}
            // What another object does with a block: `RSpec.describe`.
            Kind::Call { callee, .. } if matches!(unit.kind(callee), Kind::Member { .. }) => any = true,
            _ => return false,
        }
    }
    any
}
