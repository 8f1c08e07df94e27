//! Types and their members, imports, and lines for the compiler.

use code::{
    CallForm, DefinitionForm, DirectiveForm, FunctionForm, Import, ImportedName, Kind, LetForm, List, Modifiers,
    NodeId, Span, TypeDefinition, TypeForm,
};

use super::read::{self, Marks};
use super::{calls, statements, types};
use crate::lower::{Cst, Kid, Lowered, Lowering};
use crate::{alike, members};

/// The whole text.
pub(super) fn file(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let nodes = statements::sequence(low, cst.kids);
    calls::construct(low);
    Lowered::Many(low.build.list(&nodes))
}

/// What stands between the braces of a type.
pub(super) fn body(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    Lowered::Many(low.list(cst.kids.iter().filter(|kid| !kid.span.is_empty())))
}

/// `import A`, `import struct A.B`
pub(super) fn import(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let Some(kid) = cst.of_kind("identifier").copied() else { return Lowered::Nothing };
    let path = low.text(kid.span).split('.').map(|part| part.trim().trim_matches('`')).collect::<Vec<_>>().join(".");
    let is_one = cst.kids.iter().any(|kid| {
        matches!(kid.kind, "struct" | "class" | "enum" | "protocol" | "func" | "var" | "let" | "typealias" | "actor")
    });
    let reexport = cst.of_kind("modifiers").is_some_and(|kid| low.text(kid.span).contains("_exported"));
    read::discard_all(low, cst.kids);
    let mut import = Import {
        node: low.build.unit().root,
        module: path,
        names: Vec::new(),
        alias: None,
        wildcard: !is_one,
        types_only: false,
        reexport,
    };
    if is_one && let Some((module, name)) = import.module.rsplit_once('.') {
        let (module, name) = (module.to_owned(), name.to_owned());
        let len = u32::try_from(name.len()).unwrap_or(0);
        let local = low.build.name(Span::new(kid.span.end.saturating_sub(len), kid.span.end));
        import.names.push(ImportedName { name, local });
        import.module = module;
    }
    low.build.import(import, cst.span).into()
}

/// `class`, `struct`, `enum`, `actor`, `protocol`, `extension`
pub(super) fn class(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let marks = read::marks(low, cst);
    let word = cst.token("declaration_kind");
    let form = match word {
        "struct" => DefinitionForm::Struct,
        "enum" => DefinitionForm::Enum,
        "protocol" => DefinitionForm::Interface,
        "extension" => DefinitionForm::Extension,
        _ => DefinitionForm::Class,
    };
    let mut bases: Vec<NodeId> =
        cst.kids.iter().filter(|kid| kid.kind == "inheritance_specifier").filter_map(Kid::one).collect();
    for (n, base) in bases.iter_mut().enumerate() {
        // Only the first one of a class may be another class; everything else is a contract.
        let may_inherit = n == 0 && word == "class" && !is_contract(low, *base);
        if !may_inherit && form != DefinitionForm::Extension && form != DefinitionForm::Interface {
            let span = low.build.unit().span(*base);
            let parts = low.build.list(&[*base]);
            *base = low.node(Kind::TypeExpression { form: TypeForm::Contract, parts }, span);
        }
    }
    let mut members = low.flatten(cst.kid("body"));
    // Types that a protocol leaves open are parameters of it.
    let is_open = |low: &Lowering<'_>, id: NodeId| matches!(low.build.unit().kind(id), Kind::TypeParameter { .. });
    let open: Vec<NodeId> = members.iter().copied().filter(|&it| is_open(low, it)).collect();
    members.retain(|&it| !is_open(low, it));
    if form == DefinitionForm::Interface {
        promise(low, &members);
    }
    if bases.iter().any(|&it| low.build.unit().text(it).ends_with("XCTestCase")) {
        test_methods(low, &members);
    }
    define(low, cst, form, marks, &bases, members, &open).into()
}

/// Contracts of the library that are mostly the first thing that a class names, and names that say that they are one.
fn is_contract(low: &Lowering<'_>, base: NodeId) -> bool {
    let name = low.build.unit().text(base);
    // Only a class is named with its arguments.
    if name.contains('<') {
        return false;
    }
    ["Protocol", "Delegate", "DataSource", "able", "ible", "Representable", "Type", "ing"]
        .iter()
        .any(|end| name.ends_with(end))
        || matches!(
            name,
            "AnyObject"
                | "Error"
                | "LocalizedError"
                | "View"
                | "App"
                | "Scene"
                | "Sequence"
                | "Collection"
                | "Sendable"
                | "IteratorProtocol"
                | "CodingKey"
                | "Actor"
                | "ObservableObject"
        )
}

/// What a protocol declares, others have to give.
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

/// Methods without parameters whose names begin with `test` are run as tests.
fn test_methods(low: &mut Lowering<'_>, members: &[NodeId]) {
    for &member in members {
        let Kind::Function(id) = low.build.unit().kind(member) else { continue };
        let function = low.build.unit().function(id);
        let is_test = function.parameters.is_empty()
            && function.name.and_then(|it| low.build.unit().name_of(it)).is_some_and(|it| it.starts_with("test"));
        if is_test {
            let function = &mut low.build.unit_mut().functions[id.index()];
            function.modifiers = function.modifiers.with(Modifiers::TEST);
        }
    }
}

/// Makes fields and methods of what a type's body declares.
fn own(low: &mut Lowering<'_>, members: &[NodeId], around: Modifiers) {
    for &member in members {
        match low.build.unit().kind(member) {
            Kind::Let { target, annotation, value, form, modifiers, .. } => {
                let mut modifiers = modifiers.with(around);
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
                if !function.modifiers.has(Modifiers::PRIVATE) {
                    function.modifiers = function.modifiers.with(around);
                }
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
    open: &[NodeId],
) -> NodeId {
    let name = match cst.kid("name").and_then(Kid::one) {
        Some(id) if form == DefinitionForm::Extension => Some(id),
        Some(id) => Some(types::head(low, id)),
        None => None,
    };
    let mut type_parameters = low.flatten(cst.of_kind("type_parameters"));
    type_parameters.extend_from_slice(open);
    let type_parameters = low.build.list(&type_parameters);
    // The members of a public extension are public, and what a public protocol asks for is.
    let opens = matches!(form, DefinitionForm::Extension | DefinitionForm::Interface);
    let hides = form == DefinitionForm::Extension && marks.modifiers.has(Modifiers::PRIVATE);
    let around = if opens && marks.modifiers.has(Modifiers::PUBLIC) {
        Modifiers::PUBLIC
    } else if hides {
        Modifiers::PRIVATE
    } else {
        Modifiers::default()
    };
    own(low, &members, around);
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

/// `case a = 1, b(Int)`
pub(super) fn enum_entry(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    read::discard_all(low, cst.kids.iter().filter(|kid| kid.kind == "modifiers"));
    let mut nodes = Vec::new();
    // Name, what it carries, and its value.
    let mut open: Option<(NodeId, Span, Vec<NodeId>, Option<NodeId>)> = None;
    let mut close = |low: &mut Lowering<'_>, open: &mut Option<(NodeId, Span, Vec<NodeId>, Option<NodeId>)>| {
        let Some((name, span, fields, value)) = open.take() else { return };
        let fields = low.build.list(&fields);
        nodes.push(low.node(Kind::Variant { name, fields, value }, span));
    };
    for kid in cst.kids {
        match (kid.field, kid.one()) {
            ("name", Some(name)) => {
                close(low, &mut open);
                open = Some((name, kid.span, Vec::new(), None));
            }
            ("data_contents", _) => {
                let fields = low.flatten([kid]);
                if let Some(open) = &mut open {
                    open.2 = fields;
                    open.1 = open.1.cover(kid.span);
                }
            }
            ("raw_value", Some(value)) => {
                if let Some(open) = &mut open {
                    open.3 = Some(value);
                    open.1 = open.1.cover(kid.span);
                }
            }
            _ => {}
        }
    }
    close(low, &mut open);
    // An alternative alone takes the whole line.
    if let [only] = *nodes {
        let end =
            cst.span.start + u32::try_from(low.text(cst.span).trim_end_matches([';', ' ', '\n']).len()).unwrap_or(0);
        low.build.set_span(only, Span::new(cst.span.start, end.max(cst.span.start)));
    }
    Lowered::Many(low.build.list(&nodes))
}

/// `(Int, name: String)` behind an alternative.
pub(super) fn payload(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let mut nodes = Vec::new();
    let mut label: Option<(NodeId, Span)> = None;
    let mut is_value = false;
    for kid in cst.kids {
        match (kid.kind, kid.one()) {
            ("=", _) => is_value = true,
            (",", _) => is_value = false,
            (_, Some(id)) if is_value => alike::discard(low, id),
            (_, Some(id)) if read::is_type(kid) => nodes.push(match label.take() {
                Some((name, span)) => {
                    let kind = Kind::Field { name, annotation: Some(id), value: None, modifiers: Modifiers::default() };
                    low.node(kind, span.cover(kid.span))
                }
                None => id,
            }),
            ("simple_identifier", Some(id)) => label = Some((id, kid.span)),
            ("wildcard_pattern", Some(id)) => alike::discard(low, id),
            _ => {}
        }
    }
    Lowered::Many(low.build.list(&nodes))
}

/// `typealias Name = Type`, `associatedtype Name: Bound`
pub(super) fn alias(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let marks = read::marks(low, cst);
    let names = cst.kids.iter().find(|kid| kid.kind == "type_identifier").and_then(Kid::one);
    if cst.kind == "associatedtype_declaration" {
        let bounds = low.list(cst.kids.iter().filter(|kid| read::is_type(kid)));
        let Some(name) = names else { return Lowered::Nothing };
        return low.node(Kind::TypeParameter { name, bounds }, cst.span).into();
    }
    let type_parameters = low.list(cst.of_kind("type_parameters"));
    let meaning = cst.kids.iter().rev().find(|kid| read::is_type(kid)).and_then(Kid::one);
    let members = low.build.list(meaning.as_slice());
    let decorators = low.build.list(&marks.decorators);
    let doc = low.doc_before(cst.span.start);
    let definition = TypeDefinition {
        node: low.build.unit().root,
        form: DefinitionForm::Alias,
        name: names,
        type_parameters,
        bases: List::default(),
        members,
        decorators,
        modifiers: marks.modifiers,
        doc,
    };
    low.build.type_definition(definition, cst.span).into()
}

/// `@Published`, `@Environment(\.dismiss)`
pub(super) fn attribute(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let Some(of) = read::a_type(cst.kids) else {
        read::discard_all(low, cst.kids);
        return Lowered::Nothing;
    };
    let callee = types::head(low, of);
    let mut arguments = Vec::new();
    let mut label: Option<NodeId> = None;
    for kid in cst.kids.iter().filter(|kid| !read::is_type(kid) && kid.kind != "ERROR") {
        match (kid.one(), label) {
            (Some(id), Some(name)) => {
                let span = low.build.unit().span(name).cover(kid.span);
                arguments.push(low.node(Kind::NamedArgument { name, value: id }, span));
                label = None;
            }
            (Some(id), None) => arguments.push(id),
            (None, _) if kid.kind == ":" => {
                label = arguments.pop().filter(|&it| matches!(low.build.unit().kind(it), Kind::Name(_)));
            }
            _ => {}
        }
    }
    let value = if arguments.is_empty() {
        callee
    } else {
        let arguments = low.build.list(&arguments);
        let span = Span::new(low.build.unit().span(callee).start, cst.span.end);
        low.node(Kind::Call { callee, arguments, form: CallForm::Plain }, span)
    };
    low.node(Kind::Decorator { value }, cst.span).into()
}

/// `#if DEBUG`, `#else`, `#endif`: which lines the compiler reads.
pub(super) fn directive(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    read::discard_all(low, cst.kids);
    let text = low.text(cst.span);
    let line = text.lines().next().unwrap_or("").trim_end();
    let len = u32::try_from(line.len()).unwrap_or(0);
    let span = Span::new(cst.span.start, cst.span.start + len);
    let (form, asked) = if let Some(asked) = line.strip_prefix("#if") {
        (DirectiveForm::Only, asked)
    } else if let Some(asked) = line.strip_prefix("#elseif") {
        (DirectiveForm::Only, asked)
    } else if line.starts_with("#else") {
        (DirectiveForm::Else, "")
    } else {
        return Lowered::Nothing;
    };
    let until = until(low.source, span.end);
    let asked = u32::try_from(asked.trim().len()).unwrap_or(0);
    let condition = (asked > 0).then(|| low.build.name(Span::new(span.end - asked, span.end)));
    low.node(Kind::Directive { form, condition, until }, span).into()
}

/// Where the lines end that a directive rules over: before the next one of the same choice.
fn until(source: &str, from: u32) -> u32 {
    let rest = source.get(from as usize..).unwrap_or("");
    let mut depth = 0_u32;
    let mut at = from;
    for line in rest.split_inclusive('\n') {
        let bare = line.trim_start();
        if bare.starts_with("#if") {
            depth += 1;
        } else if bare.starts_with("#endif") || bare.starts_with("#else") {
            if depth == 0 {
                return at;
            }
            if bare.starts_with("#endif") {
                depth -= 1;
            }
        }
        at += u32::try_from(line.len()).unwrap_or(0);
    }
    at
}

/// `infix operator **: Precedence`: how tightly it binds is for the compiler.
pub(super) fn operator(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    read::discard_all(low, cst.kids);
    low.opaque(code::Opacity::Unread, &[], cst.span).into()
}
