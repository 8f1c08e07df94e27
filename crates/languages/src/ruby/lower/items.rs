//! Methods, their parameters, and the file as a whole.

use code::{CallForm, Function, FunctionForm, Kind, List, Modifiers, NodeId, ParameterForm, Span, TextForm};

use super::{block_of, classes, kind, many, name_of, settle, span, statements_of, tails};
use crate::alike;
use crate::lower::{Cst, Kid, Lowered, Lowering};

/// The whole file.
pub(super) fn program(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let statements = with_open_methods(low, cst.kids);
    settle::settle(low, &statements);
    let statements = classes::unwrap(low, statements);
    // Outside of types the word changes nothing that a reader could see.
    let private = |low: &Lowering<'_>, id: NodeId| {
        matches!(kind(low, id), Kind::Call { callee, arguments, .. }
            if arguments.is_empty() && name_of(low, callee) == Some("private"))
    };
    let statements: Vec<NodeId> = statements
        .into_iter()
        .filter(|&id| {
            let drop = private(low, id);
            if drop {
                alike::discard(low, id);
            }
            !drop
        })
        .collect();
    many(low, &statements)
}

/// `def name`, `def self.name`. Whether it belongs to a type is for the type to say.
pub(super) fn method(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let doc = low.doc_before(cst.span.start);
    let name = cst.kid("name").map(|kid| match kid.one() {
        Some(id) if matches!(kind(low, id), Kind::Name(_)) => id,
        other => {
            if let Some(id) = other {
                alike::discard(low, id);
            }
            low.build.name(kid.span)
        }
    });
    let mut modifiers = Modifiers::default();
    if let Some(object) = cst.node("object") {
        modifiers = modifiers.with(Modifiers::STATIC);
        alike::discard(low, object);
    }
    let spelled = name.and_then(|name| name_of(low, name)).unwrap_or("").to_owned();
    let form = if cst.token("name") == "setter" { FunctionForm::Setter } else { FunctionForm::Function };
    let body = match cst.node("body") {
        Some(body) => body,
        None => block_of(low, &[], Span::new(cst.span.end, cst.span.end)),
    };
    let gives = form != FunctionForm::Setter && spelled != "initialize";
    let body = if gives { tails::returned(low, body) } else { body };
    let tallest = cst.kids.iter().map(|kid| kid.height).max().unwrap_or(0);
    low.height = Some(tallest + 2);
    let function = Function {
        node: body,
        form,
        name,
        type_parameters: List::default(),
        parameters: low.list(cst.kid("parameters")),
        result: None,
        body: Some(body),
        decorators: List::default(),
        modifiers,
        doc,
    };
    low.build.function(function, cst.span).into()
}

/// All parameters of a method, a block or a lambda. Variables that a block keeps to itself are none.
pub(super) fn parameters(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let mut found = Vec::with_capacity(cst.kids.len());
    for kid in cst.kids {
        let Some(target) = kid.one() else { continue };
        if kid.field == "locals" {
            alike::discard(low, target);
            continue;
        }
        found.push(match kind(low, target) {
            Kind::Parameter { .. } | Kind::Opaque { .. } => target,
            _ => {
                let form = ParameterForm::Plain;
                low.node(Kind::Parameter { target, annotation: None, default: None, form }, kid.span)
            }
        });
    }
    many(low, &found)
}

/// `a = 1`, `a:`, `a: 1`, `*a`, `**a`, `&a`, `(a, b)`.
pub(super) fn parameter(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let form = match cst.kind {
        "keyword_parameter" => ParameterForm::NamedOnly,
        "splat_parameter" => ParameterForm::Rest,
        "hash_splat_parameter" => ParameterForm::NamedRest,
        _ => ParameterForm::Plain,
    };
    let target = match (cst.kind, cst.node("name")) {
        ("destructured_parameter", _) => {
            let parts: Vec<NodeId> = cst.kids.iter().filter_map(Kid::one).collect();
            for &part in &parts {
                if let Kind::Parameter { target, form, .. } = kind(low, part) {
                    let kind = if form == ParameterForm::Rest { Kind::Spread(target) } else { kind(low, target) };
                    if matches!(kind, Kind::Spread(_) | Kind::Tuple(_)) {
                        low.build.set_kind(part, kind);
                    }
                }
            }
            let list = low.build.list(&parts);
            low.node(Kind::Tuple(list), cst.span)
        }
        (_, Some(name)) => name,
        (_, None) => low.node(Kind::Wildcard, cst.span),
    };
    low.node(Kind::Parameter { target, annotation: None, default: cst.node("value"), form }, cst.span).into()
}

/// `alias new old`: a call with the two names as texts.
pub(super) fn alias(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    names_call(low, cst)
}

/// `undef name`.
pub(super) fn undef(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    names_call(low, cst)
}

fn names_call(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let word = cst.kids.first().map_or(cst.span, |kid| kid.span);
    let callee = low.build.name(word);
    let mut names = Vec::new();
    for kid in cst.kids {
        let Some(id) = kid.one() else { continue };
        alike::discard(low, id);
        let at = span(low, id);
        names.push(low.node(Kind::Text(TextForm::Text), at));
    }
    let arguments = low.build.list(&names);
    low.node(Kind::Call { callee, arguments, form: CallForm::Plain }, cst.span).into()
}

/// The statements of a file. Where `end` is missing, the grammar leaves a bare `def`: what follows it, up to the next one, is
/// taken for its body.
fn with_open_methods(low: &mut Lowering<'_>, kids: &[Kid]) -> Vec<NodeId> {
    let is_open = |kid: &Kid| kid.kind == "def" && !kid.named;
    let Some(first) = kids.iter().position(is_open) else { return statements_of(low, kids) };
    let (before, mut rest) = kids.split_at(first);
    let mut found = statements_of(low, before);
    while let Some((word, behind)) = rest.split_first() {
        let n = behind.iter().position(is_open).unwrap_or(behind.len());
        let (own, next) = behind.split_at(n);
        rest = next;
        let Some((name, inside)) = own.split_first() else { continue };
        let Some(id) = name.one().filter(|&id| matches!(kind(low, id), Kind::Name(_))) else {
            found.extend(statements_of(low, own));
            continue;
        };
        let (parameters, inside) = match inside.split_first() {
            Some((list, inside)) if list.kind == "method_parameters" => (low.list([list]), inside),
            _ => (List::default(), inside),
        };
        let statements = statements_of(low, inside);
        let end = own.last().map_or(word.span.end, |kid| kid.span.end);
        let at = statements.first().map_or(end, |&first| span(low, first).start);
        let body = block_of(low, &statements, Span::new(at, end));
        let body = tails::returned(low, body);
        let function = Function {
            node: body,
            form: FunctionForm::Function,
            name: Some(id),
            type_parameters: List::default(),
            parameters,
            result: None,
            body: Some(body),
            decorators: List::default(),
            modifiers: Modifiers::default(),
            doc: None,
        };
        found.push(low.build.function(function, Span::new(word.span.start, end)));
    }
    found
}
