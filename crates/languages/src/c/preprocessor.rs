//! What runs before the compiler: includes and conditional compilation.

use code::{DirectiveForm, Import, Kind, NodeId, ScopeForm, Span, UnaryOperator};

use super::{read, types};
use crate::alike;
use crate::lower::{Cst, Kid, Lowered, Lowering};

/// The whole file. What is compiled only under a condition stands among its items, after a line that says so.
pub(crate) fn file(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let nodes = announce(low, cst.kids);
    let mut items: Vec<NodeId> = Vec::with_capacity(nodes.len());
    let mut open = nodes;
    guard(low, &mut open, &mut items);
    open.reverse();
    while let Some(id) = open.pop() {
        let unit = low.build.unit();
        let span = unit.span(id);
        let Kind::If { condition, then, otherwise } = unit.kind(id) else {
            items.push(id);
            continue;
        };
        if !matches!(unit.kind(condition), Kind::Scoped(ScopeForm::Constant, _)) {
            items.push(id);
            continue;
        }
        let unit = low.build.unit();
        // `#if 0` switches code off.
        let off = matches!(unit.kind(condition), Kind::Scoped(_, inner) if unit.text(inner) == "0");
        let of = |body: NodeId| match unit.kind(body) {
            Kind::Block { body } => unit.list(body).to_vec(),
            _ => vec![body],
        };
        let inside = of(then);
        let end = unit.span(then).end;
        let rest: Vec<NodeId> = match otherwise.map(|it| (it, unit.kind(it))) {
            // `#elif` is a condition of its own, that counts where those before it failed.
            Some((it, Kind::If { .. })) => vec![it],
            Some((it, _)) => of(it),
            None => Vec::new(),
        };
        let alternative = otherwise.map(|it| unit.span(it));
        let plain_else = otherwise.is_some_and(|it| !matches!(unit.kind(it), Kind::If { .. }));
        let line = Span::new(span.start, span.start + first_line(low, span));
        // What was left out before reading: the braces of `extern "C"`.
        if inside.is_empty() && otherwise.is_none() && low.text(span).contains("__cplusplus") {
            let end = span.start + low.text(span).trim_end().len() as u32;
            let whole = Span::new(span.start, end);
            items.push(directive(low, DirectiveForm::Foreign, None, whole, end));
            continue;
        }
        if off {
            items.push(directive(low, DirectiveForm::Never, None, line, end));
            open.extend(rest.into_iter().rev());
            continue;
        }
        items.push(directive(low, DirectiveForm::Only, Some(condition), line, end));
        open.extend(rest.into_iter().rev());
        if let Some(at) = alternative.filter(|_| plain_else) {
            let line = Span::new(at.start, at.start + first_line(low, at));
            open.push(directive(low, DirectiveForm::Else, None, line, at.end));
        }
        open.extend(inside.into_iter().rev());
    }
    Lowered::Many(low.build.list(&items))
}

/// Children in order; types that are only announced as such.
fn announce(low: &mut Lowering<'_>, kids: &[Kid]) -> Vec<NodeId> {
    let mut nodes = Vec::with_capacity(kids.len());
    for kid in kids {
        match types::announced(low, kid) {
            Some(id) => nodes.push(id),
            None => nodes.extend(low.flatten([kid])),
        }
    }
    nodes
}

/// The statements of a block, where a choice that the compiler makes stays a choice.
pub(crate) fn statements(low: &mut Lowering<'_>, kids: &[Kid]) -> Vec<NodeId> {
    let mut nodes = Vec::with_capacity(kids.len());
    for id in announce(low, kids) {
        let unit = low.build.unit();
        let off = match unit.kind(id) {
            Kind::If { condition, then, otherwise } => match unit.kind(condition) {
                Kind::Scoped(ScopeForm::Constant, inner) if unit.text(inner) == "0" => Some((then, otherwise)),
                _ => None,
            },
            _ => None,
        };
        let Some((then, otherwise)) = off else {
            nodes.push(id);
            continue;
        };
        let (span, end) = (unit.span(id), unit.span(then).end);
        let rest = otherwise.map_or(Vec::new(), |it| match unit.kind(it) {
            Kind::Block { body } => unit.list(body).to_vec(),
            _ => vec![it],
        });
        let closed = if otherwise.is_some() { end } else { span.start + low.text(span).trim_end().len() as u32 };
        nodes.push(directive(low, DirectiveForm::Never, None, Span::new(span.start, closed), end));
        nodes.extend(rest);
    }
    nodes
}

/// Items in braces: those of `extern "C"`.
pub(crate) fn items(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    low.height = cst.kids.iter().map(|kid| kid.height).max();
    let nodes = announce(low, cst.kids);
    Lowered::Many(low.build.list(&nodes))
}

/// `extern "C" { … }`: the items inside.
pub(crate) fn linkage(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    low.height = cst.kids.iter().map(|kid| kid.height).max();
    let body = low.flatten(cst.kids.iter().filter(|kid| kid.field == "body"));
    read::several(low, &body)
}

/// The length of the first line of a span, without what trails it.
fn first_line(low: &Lowering<'_>, span: Span) -> u32 {
    let text = low.text(span);
    let line = text.lines().next().unwrap_or("");
    let line = line.split("/*").next().unwrap_or(line);
    let line = line.split("//").next().unwrap_or(line);
    line.trim_end().len().max(1).min(text.len()) as u32
}

/// A directive.
pub(crate) fn directive(
    low: &mut Lowering<'_>,
    form: DirectiveForm,
    condition: Option<NodeId>,
    span: Span,
    until: u32,
) -> NodeId {
    low.node(Kind::Directive { form, condition, until }, span)
}

/// `#ifndef NAME_H`, `#define NAME_H` around a whole file: its items stand for themselves, and one line says what the rest is for.
fn guard(low: &mut Lowering<'_>, nodes: &mut Vec<NodeId>, items: &mut Vec<NodeId>) {
    let unit = low.build.unit();
    let at = nodes.iter().position(|&id| !matches!(unit.kind(id), Kind::Directive { form: DirectiveForm::Guard, .. }));
    let Some(at) = at else { return };
    let Kind::If { condition, then, otherwise: None } = unit.kind(nodes[at]) else { return };
    let Kind::Scoped(ScopeForm::Constant, condition) = unit.kind(condition) else { return };
    let Kind::Unary(UnaryOperator::Not, inner) = unit.kind(condition) else { return };
    let Kind::Unary(UnaryOperator::Defined, name) = unit.kind(inner) else { return };
    let Kind::Block { body } = unit.kind(then) else { return };
    let Some((&first, rest)) = unit.list(body).split_first() else { return };
    let Kind::MacroDefinition { name: Some(defined) } = unit.kind(first) else { return };
    if !unit.same_code(name, defined) || nodes.len() > at + 1 {
        return;
    }
    let span = unit.span(nodes[at]);
    let rest = rest.to_vec();
    let head = Span::new(span.start, unit.span(first).end);
    low.build.set_kind(first, Kind::Empty);
    items.extend(nodes.drain(..at));
    items.push(directive(low, DirectiveForm::Guard, Some(name), head, span.end));
    nodes.splice(0..1, rest);
}

/// `#include <stdio.h>`.
pub(crate) fn include(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let Some(path) = cst.kid("path") else { return Lowered::Nothing };
    if let Some(id) = path.one() {
        alike::discard(low, id);
    }
    let module = low.text(path.span).trim_matches(['<', '>', '"']).to_owned();
    let import = Import {
        node: low.build.unit().root,
        module,
        names: Vec::new(),
        alias: None,
        wildcard: true,
        types_only: false,
        reexport: false,
    };
    let end = cst.span.start + low.text(cst.span).trim_end().len() as u32;
    low.build.import(import, Span::new(cst.span.start, end)).into()
}

/// `#if`, `#ifdef`, `#ifndef`, `#elif` and what they rule over.
pub(crate) fn condition(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let (asked, from) = match (cst.kid("condition").copied(), cst.kid("name").copied()) {
        (Some(kid), _) => (read::one(low, &kid), kid.span.end),
        (None, Some(kid)) => {
            let name = kid.one().unwrap_or_else(|| low.build.name(kid.span));
            let defined = low.node(Kind::Unary(UnaryOperator::Defined, name), kid.span);
            let negated = cst.kids.iter().any(|kid| !kid.named && kid.kind.ends_with("ndef"));
            let asked = if negated { low.node(Kind::Unary(UnaryOperator::Not, defined), kid.span) } else { defined };
            (Some(asked), kid.span.end)
        }
        _ => (None, cst.span.start),
    };
    let Some(asked) = asked else { return Lowered::Nothing };
    let span = low.build.unit().span(asked);
    let condition = low.node(Kind::Scoped(ScopeForm::Constant, asked), span);
    let kids: Vec<Kid> =
        cst.kids.iter().filter(|kid| kid.span.start >= from && kid.field != "alternative").copied().collect();
    let otherwise = cst.node("alternative");
    let closed = cst.kids.iter().rev().find(|kid| kid.kind == "#endif").map_or(cst.span.end, |kid| kid.span.start);
    let end = otherwise.map_or(closed, |id| low.build.unit().span(id).start);
    let then = body(low, &kids, Span::new(from.min(end), end));
    low.node(Kind::If { condition, then, otherwise }, cst.span).into()
}

/// `#else` and what follows.
pub(crate) fn otherwise(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    body(low, cst.kids, cst.span).into()
}

fn body(low: &mut Lowering<'_>, kids: &[Kid], around: Span) -> NodeId {
    let nodes = announce(low, kids);
    let body = low.build.list(&nodes);
    low.node(Kind::Block { body }, around)
}

/// `defined(NAME)`.
pub(crate) fn defined(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let name = read::inner(low, cst);
    low.node(Kind::Unary(UnaryOperator::Defined, name), cst.span).into()
}

/// `#pragma`, `#error`, `#undef` and other lines.
pub(crate) fn other(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let word = cst.kid("directive").map_or("", |kid| low.text(kid.span)).trim_start_matches(['#', ' ', '\t']);
    let argument = cst.kid("argument").copied();
    let said = argument.map_or("", |kid| low.text(kid.span)).trim().to_owned();
    let form = match word {
        "pragma" if said == "once" => DirectiveForm::Guard,
        "error" => DirectiveForm::Refuse,
        "undef" => DirectiveForm::Undefine,
        _ => DirectiveForm::Hint,
    };
    let end = cst.span.start + low.text(cst.span).trim_end().len() as u32;
    let condition = match (form, argument) {
        (DirectiveForm::Undefine, Some(kid)) => {
            let end = kid.span.start + said.split_whitespace().next().unwrap_or("").len() as u32;
            Some(low.build.name(Span::new(kid.span.start, end)))
        }
        _ => None,
    };
    directive(low, form, condition, Span::new(cst.span.start, end), end).into()
}
