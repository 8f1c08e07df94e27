//! Functions, their parameters, constructors and lambdas.

use code::{CallForm, Function, FunctionForm, Kind, LetForm, List, Modifiers, NodeId, ParameterForm, Span};

use super::declarations::base;
use super::names;
use crate::c::declarations::{self, Base, Declared, declare};
use crate::c::{read, types};
use crate::lower::{Cst, Kid, Lowered, Lowering};

/// `name(parameters) const override -> type`. Its words are left as marks for the function around it; the type that it gives
/// stands behind its parameters.
pub(super) fn declarator(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let callee = match cst.node("declarator") {
        Some(callee) => callee,
        None => low.node(Kind::Empty, Span::new(cst.span.start, cst.span.start)),
    };
    let parameters = read::list_of(low, cst.kid("parameters"));
    let mut arguments = low.build.unit().list(parameters).to_vec();
    if let Some(result) = cst.of_kind("trailing_return_type").and_then(Kid::one) {
        arguments.push(types::written(low, result));
    }
    for kid in cst.kids.iter().filter(|kid| matches!(kid.kind, "virtual_specifier" | "type_qualifier")) {
        low.marks.push(kid.span.start);
    }
    let arguments = low.build.list(&arguments);
    low.node(Kind::Call { callee, arguments, form: CallForm::Plain }, cst.span).into()
}

/// `operator bool() const`: a conversion, named after the type that it gives.
pub(super) fn conversion(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let base = declarations::base(low, cst);
    let callee = low.build.name(Span::new(cst.span.start, low.build.unit().span(base.node).end));
    let arguments = low.build.list(&[base.node]);
    low.node(Kind::Call { callee, arguments, form: CallForm::Plain }, cst.span).into()
}

/// The words that say how a function is meant.
fn words(low: &mut Lowering<'_>, cst: &Cst<'_>, end: u32) -> Modifiers {
    let mut modifiers = Modifiers::default();
    let mut inside = Vec::new();
    while let Some(&mark) = low.marks.last()
        && mark >= cst.span.start
    {
        low.marks.pop();
        if mark < end {
            inside.push(mark);
        }
    }
    for mark in inside {
        let rest = low.text(Span::new(mark, cst.span.end));
        if rest.starts_with("override") || rest.starts_with("final") {
            modifiers = modifiers.with(Modifiers::OVERRIDE);
        }
    }
    for kid in cst.kids {
        modifiers = modifiers.with(match (kid.kind, low.text(kid.span)) {
            ("type_qualifier", "constexpr" | "consteval") => Modifiers::CONSTANT,
            ("pure_virtual_clause", _) => Modifiers::ABSTRACT,
            (_, "0") if kid.field == "default_value" => Modifiers::ABSTRACT,
            _ => continue,
        });
    }
    modifiers
}

/// A function with a body, or one that the compiler is told to write or to forbid.
pub(super) fn definition(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let (base, typed) = base(low, cst);
    let declarator = cst.node("declarator");
    let declared = declare(low, &base, declarator, true);
    let special = cst.kids.iter().find(|kid| matches!(kid.kind, "default_method_clause" | "delete_method_clause"));
    if let Some(kid) = special {
        let form = if kid.kind == "default_method_clause" {
            code::DirectiveForm::Generate
        } else {
            code::DirectiveForm::Forbid
        };
        words(low, cst, cst.span.end);
        for id in declared.parameters.map_or(Vec::new(), |it| low.build.unit().list(it).to_vec()) {
            crate::alike::discard(low, id);
        }
        if let Some(name) = declared.name {
            crate::alike::discard(low, name);
        }
        crate::alike::discard(low, declared.annotation);
        let end = kid.span.start;
        let head = Span::new(
            cst.span.start,
            cst.span.start + low.text(Span::new(cst.span.start, end)).trim_end().len() as u32,
        );
        let said = low.node(Kind::Opaque { reason: code::Opacity::Unread, parts: List::default() }, head);
        return crate::c::preprocessor::directive(low, form, Some(said), cst.span, cst.span.end).into();
    }
    let mut body = cst.node("body").or_else(|| cst.of_kind("try_statement").and_then(Kid::one));
    let pure = cst.has("pure_virtual_clause");
    if body.is_none() && !pure {
        body = Some(low.need(cst, "body"));
    }
    let initializers = low.flatten(cst.kids.iter().filter(|kid| kid.kind == "field_initializer_list"));
    if let Some(block) = body {
        body = Some(opened(low, block, &initializers));
    }
    make(low, cst, &base, typed, declared, body).into()
}

/// A body that starts with statements that stand before its brace.
fn opened(low: &mut Lowering<'_>, block: NodeId, before: &[NodeId]) -> NodeId {
    let Some(&first) = before.first() else { return block };
    let unit = low.build.unit();
    let Kind::Block { body } = unit.kind(block) else { return block };
    let span = unit.span(first).cover(unit.span(block));
    let mut nodes = before.to_vec();
    nodes.extend_from_slice(unit.list(body));
    let body = low.build.list(&nodes);
    low.build.set_kind(block, Kind::Block { body });
    low.build.set_span(block, span);
    block
}

/// Makes a function of what was declared.
pub(super) fn make(
    low: &mut Lowering<'_>,
    cst: &Cst<'_>,
    base: &Base,
    typed: bool,
    declared: Declared,
    body: Option<NodeId>,
) -> NodeId {
    let end = body.map_or(cst.span.end, |body| low.build.unit().span(body).start);
    let mut modifiers = words(low, cst, end);
    let storage = declarations::storage(low, cst);
    if storage.is_static {
        modifiers = modifiers.with(Modifiers::STATIC);
    }
    if body.is_none() {
        modifiers = modifiers.with(Modifiers::EXTERNAL);
    }
    let listed = declared.parameters.map_or(Vec::new(), |it| low.build.unit().list(it).to_vec());
    let (parameters, given): (Vec<NodeId>, Vec<NodeId>) =
        listed.into_iter().partition(|&id| matches!(low.build.unit().kind(id), Kind::Parameter { .. }));
    let text = low.build.unit().text(declared.annotation);
    let silent = !typed || text == "void" || super::declarations::is_inferred(low, declared.annotation);
    let result = given.first().copied().or_else(|| (!silent).then_some(declared.annotation));
    if result != Some(declared.annotation) {
        crate::alike::discard(low, declared.annotation);
    }
    let _ = base;
    let result = result.filter(|&it| low.build.unit().text(it) != "void");
    let mut name = declared.name;
    let mut form = FunctionForm::Function;
    let mut parameters = parameters;
    if !typed && given.is_empty() {
        let (scope, last) = name.map_or((None, None), |it| names::split(low, it));
        let spelled = last.map_or("", |it| low.build.unit().name(it)).to_owned();
        let of = scope.map_or_else(String::new, |it| names::last_name(low, it).to_owned());
        // What broke off before its name sets up nothing that is known.
        if scope.is_some() && spelled == of || scope.is_none() && last.is_some() && !spelled.starts_with('~') {
            form = FunctionForm::Constructor;
        }
        let capitals = spelled.len() > 2 && !spelled.contains(|c: char| c.is_ascii_lowercase());
        // `TEST(Suite, Case) { … }`: a macro that makes a function, which goes by all its words.
        if capitals && scope.is_none() && body.is_some() {
            form = FunctionForm::Function;
            // `TEST(Suite, Case)` is known by its case.
            let case = match parameters[..] {
                [_, case] if spelled.starts_with("TEST") => match low.build.unit().kind(case) {
                    Kind::Parameter { annotation: Some(of), .. } => Some(low.build.unit().span(of)),
                    _ => None,
                },
                _ => None,
            };
            for id in parameters.drain(..) {
                crate::alike::discard(low, id);
            }
            let text = low.text(Span::new(cst.span.start, end)).trim_end();
            let head = Span::new(cst.span.start, cst.span.start + text.len() as u32);
            // `TEST_CASE("text")` by its text.
            let quoted = text.find('"').and_then(|open| {
                let close = open + 2 + text.get(open + 1..)?.find('"')?;
                Some(Span::new(head.start + open as u32, head.start + close as u32))
            });
            name = Some(low.build.name(case.or(quoted).unwrap_or(head)));
            if spelled.starts_with("TEST") || spelled.ends_with("TEST") {
                modifiers = modifiers.with(Modifiers::TEST);
            }
        }
    }
    let parameters = low.build.list(&parameters);
    let doc = read::doc_before(low, cst.span.start);
    let function = Function {
        node: low.build.unit().root,
        form,
        name,
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

/// `type name`, `type name = value`.
pub(super) fn parameter(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let lowered = declarations::parameter(low, cst);
    if let (Lowered::One(id), Some(value)) = (lowered, cst.node("default_value"))
        && let Kind::Parameter { target, annotation, form, .. } = low.build.unit().kind(id)
    {
        low.build.set_kind(id, Kind::Parameter { target, annotation, default: Some(value), form });
    }
    lowered
}

/// `types... names`.
pub(super) fn rest(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let lowered = declarations::parameter(low, cst);
    if let Lowered::One(id) = lowered
        && let Kind::Parameter { target, annotation, .. } = low.build.unit().kind(id)
    {
        let form = ParameterForm::Rest;
        low.build.set_kind(id, Kind::Parameter { target, annotation, default: None, form });
    }
    lowered
}

/// `name(value)` before the body of a constructor: a field that starts with a value, or the constructor of a base.
pub(super) fn field_initializer(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let Some(head) = cst.kids.first().copied() else { return Lowered::Nothing };
    let Some(values) = cst.kids.iter().find(|kid| matches!(kid.kind, "argument_list" | "initializer_list")) else {
        return Lowered::Nothing;
    };
    let values = match values.lowered {
        Lowered::Many(list) => low.build.unit().list(list).to_vec(),
        Lowered::One(id) => match low.build.unit().kind(id) {
            Kind::Sequence(items) => {
                low.build.set_kind(id, Kind::Empty);
                low.build.unit().list(items).to_vec()
            }
            _ => vec![id],
        },
        Lowered::Nothing => Vec::new(),
    };
    let name = head.one().unwrap_or_else(|| low.build.name(head.span));
    let text = low.text(head.span);
    let is_base =
        head.kind != "field_identifier" || text.starts_with(|c: char| c.is_uppercase()) && !text.ends_with('_');
    if is_base {
        let arguments = low.build.list(&values);
        return low.node(Kind::Call { callee: name, arguments, form: CallForm::Plain }, cst.span).into();
    }
    crate::alike::discard(low, name);
    // A field without a value starts as its type does by itself.
    if values.is_empty() {
        return Lowered::Nothing;
    }
    // What its type makes of the values is known once the class has been read.
    let callee = low.build.name(head.span);
    let arguments = low.build.list(&values);
    let value = low.node(Kind::Call { callee, arguments, form: CallForm::New }, cst.span);
    let object = low.node(Kind::This, Span::new(head.span.start, head.span.start));
    let symbol = low.build.symbol(head.span);
    let target = low.node(Kind::Member { object, name: symbol, access: code::Access::Dot }, head.span);
    low.node(Kind::Assign { target, operator: None, value }, cst.span).into()
}

/// `name = value` in the brackets of a lambda: a variable of its own.
pub(super) fn captured(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let target = low.need(cst, "left");
    let value = low.need(cst, "right");
    let (form, modifiers) = (LetForm::Variable, Modifiers::default());
    let value = Some(value);
    low.node(Kind::Let { target, annotation: None, value, otherwise: None, form, modifiers }, cst.span).into()
}

/// `[captures](parameters) { … }`.
pub(super) fn lambda(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let end = cst.kid("body").map_or(cst.span.end, |kid| kid.span.start);
    let modifiers = words(low, cst, end);
    let mut parameters = Vec::new();
    let mut result = None;
    if let Some(declarator) = cst.node("declarator")
        && let Kind::Call { callee, arguments, .. } = low.build.unit().kind(declarator)
    {
        for &id in &low.build.unit().list(arguments).to_vec() {
            match low.build.unit().kind(id) {
                Kind::Parameter { .. } => parameters.push(id),
                _ => result = Some(id),
            }
        }
        for shell in [callee, declarator] {
            crate::alike::discard_shell(low, shell);
        }
    }
    let mut made = Vec::new();
    for id in low.flatten(cst.kids.iter().filter(|kid| kid.field == "captures")) {
        if matches!(low.build.unit().kind(id), Kind::Let { .. }) {
            made.push(id);
        } else {
            crate::alike::discard(low, id);
        }
    }
    let body = cst.node("body").map(|body| opened(low, body, &made));
    let parameters = low.build.list(&parameters);
    let function = Function {
        node: low.build.unit().root,
        form: FunctionForm::Lambda,
        name: None,
        type_parameters: List::default(),
        parameters,
        result: result.filter(|&it| low.build.unit().text(it) != "void"),
        body,
        decorators: List::default(),
        modifiers: modifiers.with(Modifiers::ARROW),
        doc: None,
    };
    low.build.function(function, cst.span).into()
}
