//! Types and their members.

use code::{
    CallForm, DefinitionForm, Function, FunctionForm, Kind, LetForm, List, Modifiers, NodeId, ParameterForm, Span,
    TypeDefinition,
};

use super::read::{self, Marks};
use super::{calls, statements, types};
use crate::lower::{Cst, Kid, Lowered, Lowering};
use crate::{alike, members};

/// The whole text.
pub(super) fn file(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let nodes = low.flatten(cst.kids);
    let nodes = statements::below_heads(low, nodes);
    let nodes = marked(low, &nodes);
    calls::construct(low);
    Lowered::Many(low.build.list(&nodes))
}

/// Gives functions and types the marks that the grammar took for expressions of their own before them.
fn marked(low: &mut Lowering<'_>, nodes: &[NodeId]) -> Vec<NodeId> {
    let mut done = Vec::with_capacity(nodes.len());
    let mut loose: Vec<NodeId> = Vec::new();
    for &node in nodes {
        let unit = low.build.unit();
        let old = match unit.kind(node) {
            // A mark of the whole file is none of what comes first in it.
            Kind::Decorator { .. } if !unit.text(node).starts_with("@file:") => {
                loose.push(node);
                continue;
            }
            Kind::Function(id) => unit.function(id).decorators,
            Kind::Type(id) => unit.type_definition(id).decorators,
            _ => {
                done.append(&mut loose);
                done.push(node);
                continue;
            }
        };
        if let Some(&first) = loose.first() {
            let span = unit.span(first).cover(unit.span(node));
            let kind = unit.kind(node);
            loose.extend_from_slice(unit.list(old));
            let decorators = low.build.list(&loose);
            loose.clear();
            match kind {
                Kind::Function(id) => low.build.unit_mut().functions[id.index()].decorators = decorators,
                Kind::Type(id) => low.build.unit_mut().types[id.index()].decorators = decorators,
                _ => {}
            }
            low.build.set_span(node, span);
        }
        done.push(node);
    }
    done.append(&mut loose);
    done
}

/// What stands between the braces of a type.
pub(super) fn body(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    Lowered::Many(low.list(cst.kids))
}

/// `class`, `interface`, `enum class`, `data class`
pub(super) fn class(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let mut marks = read::marks(low, cst);
    let form = if cst.has("interface") {
        DefinitionForm::Interface
    } else if marks.has("enum") {
        DefinitionForm::Enum
    } else if marks.has("data") {
        DefinitionForm::Struct
    } else {
        // An annotation keeps what it is given, as other classes do; it asks nothing of others.
        DefinitionForm::Class
    };
    if marks.has("sealed") {
        marks.modifiers = marks.modifiers.with(Modifiers::ABSTRACT).with(Modifiers::SEALED);
    }
    let (mut bases, arguments) = bases(low, cst);
    let mut members = Vec::new();
    let mut parameters = Vec::new();
    let head = cst.of_kind("primary_constructor").copied();
    let given = low.flatten(head.as_ref());
    let is_plain = |low: &Lowering<'_>, id: NodeId| matches!(low.build.unit().kind(id), Kind::Parameter { .. });
    let says_more = arguments.is_some_and(|(list, _)| !list.is_empty()) || given.iter().any(|&it| is_plain(low, it));
    for id in given {
        match low.build.unit().kind(id) {
            Kind::Field { name, value, .. } => {
                members.push(id);
                // Who makes an object gives what its properties hold, too.
                if says_more && value.is_none() {
                    let span = low.build.unit().span(name);
                    let target = low.build.name(span);
                    let form = ParameterForm::Plain;
                    let kind = Kind::Parameter { target, annotation: None, default: None, form };
                    parameters.push(low.node(kind, span));
                }
            }
            Kind::Parameter { .. } => parameters.push(id),
            // Annotations of the constructor.
            _ => alike::discard(low, id),
        }
    }
    members.extend(constructor(low, head.as_ref(), &parameters, arguments));
    let kids = cst.kids.iter().filter(|kid| matches!(kid.kind, "class_body" | "enum_class_body"));
    members.extend(low.flatten(kids));
    if form == DefinitionForm::Interface {
        promise(low, &members);
    }
    // No contract is named like an error.
    let is_error = bases.first().is_some_and(|&it| {
        let name = low.build.unit().text(it);
        name.ends_with("Exception") || name.ends_with("Error") || name == "Throwable"
    });
    if is_error || head.is_none() && members.iter().any(|&it| calls_parent(low, it)) {
        inherit_first(low, &mut bases);
    }
    define(low, cst, form, marks, &bases, members).into()
}

/// Whether a member is a constructor that calls that of the parent.
fn calls_parent(low: &Lowering<'_>, member: NodeId) -> bool {
    let unit = low.build.unit();
    let Kind::Function(id) = unit.kind(member) else { return false };
    let function = unit.function(id);
    let first = function.body.and_then(|body| unit.statements(body).first().copied());
    function.form == FunctionForm::Constructor
        && first.is_some_and(|it| match unit.kind(it) {
            Kind::Call { callee, .. } => unit.kind(callee) == Kind::Super,
            _ => false,
        })
}

/// A class that leaves the call of its parent to its constructors names the parent as if it were a contract.
fn inherit_first(low: &mut Lowering<'_>, bases: &mut [NodeId]) {
    let Some(first) = bases.first_mut() else { return };
    if let Kind::TypeExpression { form: code::TypeForm::Contract, parts } = low.build.unit().kind(*first)
        && let Some(&inner) = low.build.unit().list(parts).first()
    {
        alike::discard_shell(low, *first);
        *first = inner;
    }
}

/// What an interface declares without a body, others have to give.
fn promise(low: &mut Lowering<'_>, members: &[NodeId]) {
    for &member in members {
        if let Kind::Function(function) = low.build.unit().kind(member) {
            let function = &mut low.build.unit_mut().functions[function.index()];
            if function.body.is_none() {
                function.modifiers = function.modifiers.with(Modifiers::ABSTRACT);
            }
        }
    }
}

/// The constructor that the head of a class spells: the parameters that no property keeps, and what its parent is given.
fn constructor(
    low: &mut Lowering<'_>,
    head: Option<&Kid>,
    parameters: &[NodeId],
    arguments: Option<(List, Span)>,
) -> Option<NodeId> {
    let arguments = arguments.filter(|(list, _)| !list.is_empty());
    if parameters.is_empty() && arguments.is_none() {
        return None;
    }
    let mut span = head.map_or_else(|| Span::new(0, 0), |kid| kid.span);
    let mut statements = Vec::new();
    if let Some((arguments, at)) = arguments {
        let callee = low.node(Kind::Super, at);
        statements.push(low.node(Kind::Call { callee, arguments, form: CallForm::Plain }, at));
        span = if head.is_some() { span.cover(at) } else { at };
    }
    let at = Span::new(span.end, span.end);
    let body_span = statements.first().map_or(at, |&it| low.build.unit().span(it));
    let body = low.build.list(&statements);
    let body = low.node(Kind::Block { body }, body_span);
    let parameters = low.build.list(parameters);
    let function = Function {
        node: low.build.unit().root,
        form: FunctionForm::Constructor,
        name: None,
        type_parameters: List::default(),
        parameters,
        result: None,
        body: Some(body),
        decorators: List::default(),
        modifiers: Modifiers::default(),
        doc: None,
    };
    Some(low.build.function(function, span))
}

/// What a type inherits from or fulfils, and what its parent's constructor is given.
fn bases(low: &mut Lowering<'_>, cst: &Cst<'_>) -> (Vec<NodeId>, Option<(List, Span)>) {
    let mut bases = Vec::new();
    let mut given = None;
    for id in low.flatten(cst.of_kind("delegation_specifiers")) {
        let span = low.build.unit().span(id);
        match low.build.unit().kind(id) {
            Kind::Call { callee, arguments, .. } => {
                alike::discard_shell(low, id);
                given = Some((arguments, span));
                bases.push(callee);
            }
            _ => {
                // Without a call it is an interface, told from what is inherited by a node around it.
                let parts = low.build.list(&[id]);
                bases.push(low.node(Kind::TypeExpression { form: code::TypeForm::Contract, parts }, span));
            }
        }
    }
    (bases, given)
}

/// One base: `Base(x)`, `Contract`, `Contract by other`.
pub(super) fn base(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    read::discard_all(low, cst.kids.iter().filter(|kid| kid.kind == "annotation"));
    let kid = cst.kids.iter().find(|kid| kid.kind != "annotation" && kid.one().is_some());
    kid.and_then(Kid::one).map_or(Lowered::Nothing, Lowered::One)
}

/// `Contract by other`: the contract; who fulfils it has no place in the model.
pub(super) fn delegated(_: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let Some(of) = cst.kids.iter().find(|kid| read::is_type(kid)).and_then(Kid::one) else { return Lowered::Nothing };
    of.into()
}

/// `Base(x)`
pub(super) fn invocation(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let Some(callee) = cst.kids.iter().find(|kid| read::is_type(kid)).and_then(Kid::one) else {
        return Lowered::Nothing;
    };
    let arguments = low.list(cst.of_kind("value_arguments"));
    low.node(Kind::Call { callee, arguments, form: CallForm::New }, cst.span).into()
}

/// `object Name : Base { … }`: one object, and the type that only it has.
pub(super) fn object(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let marks = read::marks(low, cst);
    let (bases, arguments) = bases(low, cst);
    let mut members: Vec<NodeId> = constructor(low, None, &[], arguments).into_iter().collect();
    members.extend(low.flatten(cst.of_kind("class_body")));
    define(low, cst, DefinitionForm::Object, marks, &bases, members).into()
}

/// What a companion object holds belongs to the type around it.
pub(super) fn companion(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let marks = read::marks(low, cst);
    for id in marks.decorators {
        alike::discard(low, id);
    }
    read::discard_all(low, cst.kids.iter().filter(|kid| kid.field == "name" || kid.kind == "delegation_specifiers"));
    let members = low.flatten(cst.of_kind("class_body"));
    own(low, &members, true);
    Lowered::Many(low.build.list(&members))
}

/// Makes fields and methods of what a type's body declares. `of_type` where they belong to the type and not to its objects.
fn own(low: &mut Lowering<'_>, members: &[NodeId], of_type: bool) {
    let belongs = if of_type { Modifiers::STATIC } else { Modifiers::default() };
    for &member in members {
        match low.build.unit().kind(member) {
            Kind::Let { target, annotation, value, form, modifiers, .. } => {
                let mut modifiers = modifiers.with(belongs);
                if form == LetForm::Constant {
                    modifiers = modifiers.with(Modifiers::READONLY);
                }
                low.build.set_kind(member, Kind::Field { name: target, annotation, value, modifiers });
            }
            Kind::Function(function) => {
                let function = &mut low.build.unit_mut().functions[function.index()];
                if function.form == FunctionForm::Function {
                    function.form = FunctionForm::Method;
                }
                function.modifiers = function.modifiers.with(belongs);
            }
            _ => {}
        }
    }
}

fn define(
    low: &mut Lowering<'_>,
    cst: &Cst<'_>,
    form: DefinitionForm,
    marks: Marks,
    bases: &[NodeId],
    members: Vec<NodeId>,
) -> NodeId {
    let name = read::name(low, cst);
    let type_parameters = low.list(cst.of_kind("type_parameters"));
    own(low, &members, false);
    members::claim(low, &members);
    let members = low.build.list(&members);
    let bases = low.build.list(bases);
    let decorators = low.build.list(&marks.decorators);
    let doc = low.doc_before(cst.span.start);
    let definition = TypeDefinition {
        node: low.build.unit().root,
        form,
        name,
        type_parameters,
        bases,
        members,
        decorators,
        modifiers: marks.modifiers,
        doc,
    };
    low.build.type_definition(definition, cst.span)
}

/// `object : Listener { … }`: an object of a type without a name.
pub(super) fn anonymous(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let (bases, arguments) = bases(low, cst);
    let members = low.flatten(cst.of_kind("class_body"));
    let body = cst.of_kind("class_body").map_or(cst.span, |kid| kid.span);
    let callee = without_name(low, &bases, members, body);
    let arguments = arguments.map_or_else(List::default, |(list, _)| list);
    low.node(Kind::Call { callee, arguments, form: CallForm::New }, cst.span).into()
}

fn without_name(low: &mut Lowering<'_>, bases: &[NodeId], members: Vec<NodeId>, span: Span) -> NodeId {
    own(low, &members, false);
    members::claim(low, &members);
    let members = low.build.list(&members);
    let bases = low.build.list(bases);
    let definition = TypeDefinition {
        node: low.build.unit().root,
        form: DefinitionForm::Class,
        name: None,
        type_parameters: List::default(),
        bases,
        members,
        decorators: List::default(),
        modifiers: Modifiers::default(),
        doc: None,
    };
    low.build.type_definition(definition, span)
}

/// `RED`, `RED(255, 0, 0)`, `RED { … }`
pub(super) fn enum_entry(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    read::discard_all(low, cst.of_kind("modifiers"));
    let Some(name) = read::of_kind(cst, "identifier") else { return Lowered::Nothing };
    let mut values = low.flatten(cst.of_kind("value_arguments"));
    if let Some(body) = cst.of_kind("class_body").copied() {
        let base = low.build.name(low.build.unit().span(name));
        let span = low.build.unit().span(base);
        let parts = low.build.list(&[base]);
        let base = low.node(Kind::TypeExpression { form: code::TypeForm::Named, parts }, span);
        let members = low.flatten([&body]);
        values.push(without_name(low, &[base], members, body.span));
    }
    let value = match *values {
        [] => None,
        [only] => Some(only),
        _ => {
            let span = low.build.unit().span(values[0]).cover(low.build.unit().span(values[values.len() - 1]));
            let list = low.build.list(&values);
            Some(low.node(Kind::Tuple(list), span))
        }
    };
    low.node(Kind::Variant { name, fields: List::default(), value }, cst.span).into()
}

/// A parameter in the head of a class; with `val` or `var` it is a property too.
pub(super) fn class_parameter(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let marks = read::marks(low, cst);
    for &id in &marks.decorators {
        alike::discard(low, id);
    }
    let Some(name) = read::of_kind(cst, "identifier") else { return Lowered::Nothing };
    let annotation = cst.kids.iter().find(|kid| read::is_type(kid)).and_then(Kid::one);
    let at = cst.kids.iter().position(|kid| kid.kind == "=");
    let default = at.and_then(|at| cst.kids[at..].iter().find_map(Kid::one));
    let kind = if cst.has("val") || cst.has("var") {
        let fixed = if cst.has("val") { Modifiers::READONLY } else { Modifiers::default() };
        Kind::Field { name, annotation, value: default, modifiers: marks.modifiers.with(fixed) }
    } else {
        let form = if marks.has("vararg") { ParameterForm::Rest } else { ParameterForm::Plain };
        Kind::Parameter { target: name, annotation, default, form }
    };
    low.node(kind, cst.span).into()
}

/// `typealias Name = Type`
pub(super) fn alias(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let marks = read::marks(low, cst);
    let name = cst.node("type");
    let type_parameters = low.list(cst.of_kind("type_parameters"));
    let meaning = cst.kids.iter().rev().find(|kid| read::is_type(kid)).and_then(Kid::one);
    let members = low.build.list(meaning.as_slice());
    let decorators = low.build.list(&marks.decorators);
    let doc = low.doc_before(cst.span.start);
    let definition = TypeDefinition {
        node: low.build.unit().root,
        form: DefinitionForm::Alias,
        name,
        type_parameters,
        bases: List::default(),
        members,
        decorators,
        modifiers: marks.modifiers,
        doc,
    };
    low.build.type_definition(definition, cst.span).into()
}

/// `@Composable`, `@GetMapping("/users")`, `@field:[A B]`
pub(super) fn annotation(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let mut decorators = Vec::new();
    let alone = cst.kids.iter().filter(|kid| kid.one().is_some()).count() == 1;
    for kid in cst.kids {
        let Some(id) = kid.one() else { continue };
        let value = match low.build.unit().kind(id) {
            Kind::Call { callee, arguments, .. } => {
                let callee = types::head(low, callee);
                low.build.set_kind(id, Kind::Call { callee, arguments, form: CallForm::Plain });
                id
            }
            _ => types::head(low, id),
        };
        // The mark of a whole file ends where the line does, comments included.
        let span = if alone { Span::new(cst.span.start, kid.span.end) } else { kid.span };
        decorators.push(low.node(Kind::Decorator { value }, span));
    }
    Lowered::Many(low.build.list(&decorators))
}
