//! Functions, classes, and the file as a whole.

use code::{
    DefinitionForm, Function, FunctionForm, FunctionId, Kind, List, Modifiers, NodeId, Opacity, ParameterForm, Span,
    TypeDefinition,
};

use super::{block_in, documentation, kind, list_of, name_of, nodes, span, types};
use crate::alike;
use crate::lower::{Cst, Lowered, Lowering};

/// The whole file. Its docstring goes into [`code::Unit::docs`] and out of the body: the one documentation before all items.
pub(super) fn module(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let body = low.list(cst.kids);
    let (body, _) = documentation::take(low, body);
    mark_tests(low);
    Lowered::Many(body)
}

/// A function. Whether it is a method is for its class to say.
pub(super) fn function(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let body = block_in(low, cst);
    let doc = documentation::take_from_block(low, body);
    let mut modifiers = Modifiers::default();
    if cst.has("async") {
        modifiers = modifiers.with(Modifiers::ASYNC);
    }
    if yields(low, span(low, body)) {
        modifiers = modifiers.with(Modifiers::GENERATOR);
    }
    let type_parameters = list_of(low, cst.kid("type_parameters"));
    let function = Function {
        node: body,
        form: FunctionForm::Function,
        name: cst.node("name"),
        type_parameters: types::parameters(low, type_parameters),
        parameters: list_of(low, cst.kid("parameters")),
        result: cst.node("return_type"),
        body: Some(body),
        decorators: List::default(),
        modifiers,
        doc,
    };
    low.build.function(function, cst.span).into()
}

/// `lambda a: b`.
pub(super) fn lambda(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let body = low.need(cst, "body");
    let modifiers = if yields(low, span(low, body)) { Modifiers::GENERATOR } else { Modifiers::default() };
    let function = Function {
        node: body,
        form: FunctionForm::Lambda,
        name: None,
        type_parameters: List::default(),
        parameters: list_of(low, cst.kid("parameters")),
        result: None,
        body: Some(body),
        decorators: List::default(),
        modifiers,
        doc: None,
    };
    low.build.function(function, cst.span).into()
}

/// Whether a body holds a `yield` that no function inside it has claimed.
fn yields(low: &mut Lowering<'_>, body: Span) -> bool {
    let before = low.marks.len();
    while low.marks.last().is_some_and(|&mark| mark >= body.start) {
        low.marks.pop();
    }
    low.marks.len() < before
}

/// All parameters, with what `/` and `*` say about them.
pub(super) fn parameters(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let mut found: Vec<NodeId> = Vec::with_capacity(cst.kids.len());
    let mut form = ParameterForm::Plain;
    for kid in cst.kids {
        match kid.kind {
            "keyword_separator" => form = ParameterForm::NamedOnly,
            "positional_separator" => {
                for &parameter in &found {
                    set_form(low, parameter, ParameterForm::PositionOnly);
                }
            }
            _ => {
                let Some(id) = kid.one() else { continue };
                let id = as_parameter(low, id, kid.kind);
                if let Kind::Parameter { form: own, .. } = kind(low, id) {
                    match own {
                        ParameterForm::Rest => form = ParameterForm::NamedOnly,
                        ParameterForm::Plain => set_form(low, id, form),
                        _ => {}
                    }
                }
                found.push(id);
            }
        }
    }
    super::many(low, &found)
}

/// `a=1`, `a: int`, `*a: int`, `a: int = 1`.
pub(super) fn parameter(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let (annotation, default) = (cst.node("type"), cst.node("value"));
    let target = cst.node("name").or_else(|| cst.nth(0));
    let Some(target) = target.filter(|target| Some(*target) != annotation) else {
        let parts = low.flatten(cst.kids);
        return low.opaque(Opacity::Broken, &parts, cst.span).into();
    };
    let (target, form) = match kind(low, target) {
        Kind::Spread(inner) => {
            let form = rest_form(low.text(span(low, target)));
            alike::discard_shell(low, target);
            (inner, form)
        }
        _ => (target, ParameterForm::Plain),
    };
    low.node(Kind::Parameter { target, annotation, default, form }, cst.span).into()
}

fn rest_form(spelling: &str) -> ParameterForm {
    if spelling.starts_with("**") { ParameterForm::NamedRest } else { ParameterForm::Rest }
}

/// A parameter that is no more than a name or a pattern.
fn as_parameter(low: &mut Lowering<'_>, id: NodeId, grammar_kind: &str) -> NodeId {
    let at = span(low, id);
    match kind(low, id) {
        Kind::Parameter { .. } | Kind::Opaque { .. } => id,
        Kind::Spread(target) if grammar_kind.ends_with("splat_pattern") => {
            let form = rest_form(low.text(at));
            low.build.set_kind(id, Kind::Parameter { target, annotation: None, default: None, form });
            id
        }
        _ => {
            let form = ParameterForm::Plain;
            low.node(Kind::Parameter { target: id, annotation: None, default: None, form }, at)
        }
    }
}

fn set_form(low: &mut Lowering<'_>, parameter: NodeId, form: ParameterForm) {
    if let Kind::Parameter { target, annotation, default, .. } = kind(low, parameter) {
        low.build.set_kind(parameter, Kind::Parameter { target, annotation, default, form });
    }
}

/// `@decorator`.
pub(super) fn decorator(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let value = super::first(low, cst);
    low.node(Kind::Decorator { value }, cst.span).into()
}

/// A function or class with its decorators, which stand before it and belong to it.
pub(super) fn decorated(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let item = low.need(cst, "definition");
    let decorators = low.list(cst.kids.iter().filter(|kid| kid.kind == "decorator"));
    match kind(low, item) {
        Kind::Function(id) => {
            let modifiers =
                if decorated_with(low, decorators, "overload") { Modifiers::EXTERNAL } else { Modifiers::default() };
            if let Some(function) = low.build.unit_mut().functions.get_mut(id.index()) {
                function.decorators = decorators;
                function.modifiers = function.modifiers.with(modifiers);
            }
        }
        Kind::Type(id) => {
            if let Some(definition) = low.build.unit_mut().types.get_mut(id.index()) {
                definition.decorators = decorators;
            }
        }
        _ => {
            let parts = low.flatten(cst.kids);
            return low.opaque(Opacity::Broken, &parts, cst.span).into();
        }
    }
    low.build.set_span(item, cst.span);
    item.into()
}

fn decorated_with(low: &Lowering<'_>, decorators: List, name: &str) -> bool {
    low.build.unit().list(decorators).iter().any(|&decorator| decorator_name(low, decorator) == Some(name))
}

/// The last name of a decorator: `setter` of `@x.setter`, `lru_cache` of `@functools.lru_cache(maxsize=1)`.
fn decorator_name<'l>(low: &'l Lowering<'_>, decorator: NodeId) -> Option<&'l str> {
    let unit = low.build.unit();
    let Kind::Decorator { mut value } = unit.kind(decorator) else { return None };
    if let Kind::Call { callee, .. } = unit.kind(value) {
        value = callee;
    }
    match unit.kind(value) {
        Kind::Name(symbol) | Kind::Member { name: symbol, .. } => Some(unit.name(symbol)),
        _ => None,
    }
}

/// A class: its functions are methods, its annotated assignments are fields.
pub(super) fn class(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let body = block_in(low, cst);
    let doc = documentation::take_from_block(low, body);
    let members = match kind(low, body) {
        Kind::Block { body } => body,
        _ => low.build.list(&[body]),
    };
    hollow_block(low, body);
    let bases = list_of(low, cst.kid("superclasses"));
    let type_parameters = list_of(low, cst.kid("type_parameters"));
    let type_parameters = types::parameters(low, type_parameters);
    adopt(low, members, is_test_class(low, bases));
    let definition = TypeDefinition {
        node: body,
        form: DefinitionForm::Class,
        name: cst.node("name"),
        type_parameters,
        bases,
        members,
        decorators: List::default(),
        modifiers: Modifiers::default(),
        doc,
    };
    low.build.type_definition(definition, cst.span).into()
}

fn hollow_block(low: &mut Lowering<'_>, body: NodeId) {
    if matches!(kind(low, body), Kind::Block { .. }) {
        alike::discard_shell(low, body);
    }
}

/// Whether a class is one of `unittest`'s: a base is called `…TestCase`.
fn is_test_class(low: &Lowering<'_>, bases: List) -> bool {
    let unit = low.build.unit();
    unit.list(bases).iter().any(|&base| match unit.kind(base) {
        Kind::Name(symbol) | Kind::Member { name: symbol, .. } => unit.name(symbol).ends_with("TestCase"),
        _ => false,
    })
}

/// Makes methods and fields of what a class's body defines, also under its `if`s and `try`s.
fn adopt(low: &mut Lowering<'_>, members: List, tests: bool) {
    let mut left = nodes(low, members);
    while let Some(id) = left.pop() {
        match kind(low, id) {
            Kind::Function(function) => method(low, function, tests),
            Kind::Let { target, annotation, value, modifiers, form, .. } if name_of(low, target).is_some() => {
                let constant = form == code::LetForm::Constant;
                let modifiers = if constant { modifiers.with(Modifiers::READONLY) } else { modifiers };
                low.build.set_kind(id, Kind::Field { name: target, annotation, value, modifiers });
            }
            Kind::Block { .. } | Kind::If { .. } | Kind::Try { .. } | Kind::Handler { .. } | Kind::With { .. } => {
                low.build.unit().for_each_child(id, |child| left.push(child));
            }
            _ => {}
        }
    }
}

/// Makes a method of a function: its form, what its decorators say, and its receiver.
fn method(low: &mut Lowering<'_>, id: FunctionId, tests: bool) {
    let Some(function) = low.build.unit().functions.get(id.index()) else { return };
    let (parameters, decorators, name) = (function.parameters, function.decorators, function.name);
    if function.form != FunctionForm::Function {
        return;
    }
    let name = name.and_then(|name| name_of(low, name)).unwrap_or("");
    let mut form = if name == "__init__" { FunctionForm::Constructor } else { FunctionForm::Method };
    let mut modifiers = match name {
        // These get the class without a decorator that says so.
        "__new__" | "__init_subclass__" | "__class_getitem__" => Modifiers::CLASS_METHOD,
        // Such a name is mangled: nothing outside can say it.
        _ if name.starts_with("__") && !name.ends_with("__") => Modifiers::PRIVATE,
        _ if tests && name.starts_with("test") => Modifiers::TEST,
        _ => Modifiers::default(),
    };
    for &decorator in low.build.unit().list(decorators) {
        match decorator_name(low, decorator) {
            Some("staticmethod") => modifiers = modifiers.with(Modifiers::STATIC),
            Some("classmethod" | "abstractclassmethod") => modifiers = modifiers.with(Modifiers::CLASS_METHOD),
            Some("property" | "cached_property" | "abstractproperty" | "getter") => form = FunctionForm::Getter,
            Some("setter") => form = FunctionForm::Setter,
            Some("abstractmethod") => modifiers = modifiers.with(Modifiers::ABSTRACT),
            Some("override") => modifiers = modifiers.with(Modifiers::OVERRIDE),
            _ => {}
        }
    }
    if !modifiers.has(Modifiers::STATIC)
        && let Some(&receiver) = low.build.unit().list(parameters).first()
        && matches!(kind(low, receiver), Kind::Parameter { form, .. }
            if matches!(form, ParameterForm::Plain | ParameterForm::PositionOnly))
    {
        set_form(low, receiver, ParameterForm::Receiver);
    }
    if let Some(function) = low.build.unit_mut().functions.get_mut(id.index()) {
        function.form = form;
        function.modifiers = function.modifiers.with(modifiers);
    }
}

/// In a file that imports pytest, free functions called `test_…` are called by it.
fn mark_tests(low: &mut Lowering<'_>) {
    let unit = low.build.unit();
    if !unit.imports.iter().any(|import| import.module == "pytest" || import.module.starts_with("_pytest")) {
        return;
    }
    for at in 0..unit.functions.len() {
        let unit = low.build.unit();
        let Some(function) = unit.functions.get(at) else { return };
        let named = function.name.and_then(|name| unit.name_of(name)).is_some_and(|name| name.starts_with("test_"));
        if named && matches!(function.form, FunctionForm::Function | FunctionForm::Method) {
            let modifiers = function.modifiers.with(Modifiers::TEST);
            low.build.unit_mut().functions[at].modifiers = modifiers;
        }
    }
}

/// `type Name[T] = …`.
pub(super) fn alias(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let (left, right) = (low.need(cst, "left"), low.need(cst, "right"));
    let parts = match kind(low, left) {
        Kind::TypeExpression { parts, .. } => nodes(low, parts),
        _ => vec![left],
    };
    if parts.first() != Some(&left) {
        alike::discard_shell(low, left);
    }
    let type_parameters = low.build.list(parts.get(1..).unwrap_or(&[]));
    let definition = TypeDefinition {
        node: right,
        form: DefinitionForm::Alias,
        name: parts.first().copied(),
        type_parameters: types::parameters(low, type_parameters),
        bases: List::default(),
        members: low.build.list(&[right]),
        decorators: List::default(),
        modifiers: Modifiers::default(),
        doc: None,
    };
    low.build.type_definition(definition, cst.span).into()
}
