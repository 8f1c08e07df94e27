//! Where a command reads from and writes to.

use code::{Kind, LoopForm, NodeId, Span, TextForm};

use super::lower::{call_of, named};
use super::options::{self, make};
use super::{statements, words};
use crate::lower::{Cst, Kid, Lowered, Lowering};

/// `> file`, `2>&1`, `< file`: a named argument. Words behind the file belong to the command again: `echo >&2 text`.
pub(super) fn file(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let to = low.flatten(cst.kids.iter().filter(|kid| kid.field == "destination"));
    let (first, more) = match to.split_first() {
        Some((&first, more)) => (Some(first), more),
        None => (None, &[][..]),
    };
    let Some(redirect) = redirect(low, cst, first) else { return Lowered::Nothing };
    if more.is_empty() {
        return redirect.into();
    }
    let mut nodes = vec![redirect];
    nodes.extend_from_slice(more);
    Lowered::Many(low.build.list(&nodes))
}

fn redirect(low: &mut Lowering<'_>, cst: &Cst<'_>, to: Option<NodeId>) -> Option<NodeId> {
    let descriptor = cst.kid("descriptor").map_or("", |kid| low.text(kid.span)).to_owned();
    let token = cst.kids.iter().find(|kid| !kid.named && kid.field.is_empty())?;
    let target = to.map_or("", |it| low.text(low.build.unit().span(it))).to_owned();
    let end = to.map_or(token.span.end, |it| low.build.unit().span(it).end);
    let span = Span::new(cst.span.start, end);
    let flag = |low: &mut Lowering<'_>, name: &str| {
        if let Some(to) = to {
            low.build.set_kind(to, Kind::Empty);
        }
        Some(make(low, name, span, None))
    };
    let sign = match (descriptor.as_str(), token.kind) {
        ("" | "1", ">" | ">|") => ">",
        ("" | "1", ">>") => ">>",
        ("2", ">" | ">|") => "2>",
        ("2", ">>") => "2>>",
        ("" | "1", "&>") | ("", ">&") if !target.bytes().all(|it| it.is_ascii_digit()) => "&>",
        ("", "&>>") => "&>>",
        ("" | "0", "<") => "<",
        // One stream to where another one goes.
        (_, ">&" | "<&") => {
            let name = match (descriptor.as_str(), target.as_str()) {
                ("2", "1") => "2>&1",
                ("" | "1", "2") => ">&2",
                _ => "n>&n",
            };
            return flag(low, name);
        }
        _ => return flag(low, "n>&n"),
    };
    match (target.as_str(), sign) {
        ("/dev/null", _) => return flag(low, &format!("{sign}null")),
        ("/dev/stderr", ">") => return flag(low, ">&2"),
        ("/dev/stdout", ">") => return flag(low, "n>&n"),
        _ => {}
    }
    let name = named(low, sign, token.span);
    Some(low.node(Kind::NamedArgument { name, value: to? }, span))
}

/// `<<< text`
pub(super) fn here_string(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let span = cst.of_kind("<<<").map_or(cst.span, |kid| kid.span);
    let Some(value) = cst.nth(0) else { return Lowered::Nothing };
    let name = named(low, "<<<", span);
    low.node(Kind::NamedArgument { name, value }, cst.span).into()
}

/// The text of a here-document.
pub(super) fn here_body(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let pieces = low.flatten(cst.kids);
    let end = cst.span.start + low.text(cst.span).trim_end_matches('\n').len() as u32;
    words::joined(low, &pieces, Span::new(cst.span.start, end))
}

/// `<<EOF … EOF`: a named argument, then what stands behind it on its line.
pub(super) fn here_document(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let start = cst.kids.first().map_or(cst.span, |kid| kid.span);
    let mut nodes = Vec::new();
    let value = match cst.of_kind("heredoc_body").and_then(Kid::one) {
        Some(body) => body,
        None => low.node(Kind::Text(TextForm::Text), Span::new(cst.span.end, cst.span.end)),
    };
    let name = named(low, "<<", start);
    nodes.push(low.node(Kind::NamedArgument { name, value }, cst.span));
    for kid in cst.kids {
        let Some(id) = kid.one().filter(|&id| id != value) else { continue };
        if kid.field == "right" {
            // The statement around it joins the two.
            let label = named(low, cst.token("operator"), start);
            nodes.push(low.node(Kind::Labelled { label, body: id }, kid.span));
        } else {
            nodes.push(id);
        }
    }
    Lowered::Many(low.build.list(&nodes))
}

/// A statement with redirections.
pub(super) fn statement(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let body = cst.node("body");
    let mut redirects = Vec::new();
    let mut stages = Vec::new();
    let mut after = None;
    for kid in cst.kids.iter().filter(|kid| kid.field != "body") {
        for id in low.flatten([kid]) {
            match low.build.unit().kind(id) {
                Kind::NamedArgument { .. } => redirects.push(id),
                _ if kid.kind == "file_redirect" => redirects.push(id),
                Kind::Labelled { .. } => after = Some(id),
                Kind::Pipe(list) => stages.extend(low.build.unit().list(list).to_vec()),
                _ => stages.push(id),
            }
        }
    }
    let Some(body) = body else {
        // `> file` alone makes the file empty.
        let Some(&first) = redirects.first() else { return Lowered::Nothing };
        return call_of(low, ":", low.build.unit().span(first), &redirects, cst.span).into();
    };
    let mut node = attach(low, body, &redirects, cst.span);
    if !stages.is_empty() {
        let first = match low.build.unit().kind(node) {
            Kind::Pipe(list) => low.build.unit().list(list).to_vec(),
            _ => vec![node],
        };
        let all: Vec<NodeId> = first.into_iter().chain(stages).collect();
        node = statements::piped(low, &all, cst.span);
    }
    if let Some(after) = after
        && let Kind::Labelled { label, body: right } = low.build.unit().kind(after)
    {
        let is_and = low.build.unit().name_of(label) == Some("&&");
        let operator = if is_and { code::BinaryOperator::And } else { code::BinaryOperator::Or };
        low.build.set_kind(after, Kind::Empty);
        node = low.node(Kind::Binary(operator, node, right), cst.span);
    }
    node.into()
}

/// A statement whose streams are redirected.
pub(super) fn attach(low: &mut Lowering<'_>, body: NodeId, redirects: &[NodeId], span: Span) -> NodeId {
    let unit = low.build.unit();
    match unit.kind(body) {
        Kind::Call { callee, arguments, form } => {
            let mut arguments = unit.list(arguments).to_vec();
            // Words that stand behind a redirection are the command's own, options too.
            let entry = unit.name_of(callee).and_then(|it| low.language.library().find(it));
            let is_word = |it: &NodeId| !matches!(unit.kind(*it), Kind::NamedArgument { .. });
            let (more, streams): (Vec<NodeId>, Vec<NodeId>) = redirects.iter().copied().partition(is_word);
            arguments.extend(options::read(low, entry, &more));
            arguments.extend(streams);
            let arguments = low.build.list(&arguments);
            low.build.set_kind(body, Kind::Empty);
            low.node(Kind::Call { callee, arguments, form }, span)
        }
        // What is set by `read` comes from there.
        Kind::Assign { target, operator, value } if matches!(unit.kind(value), Kind::Call { .. }) => {
            let value_span = unit.span(value);
            let value = attach(low, value, redirects, value_span);
            low.build.set_kind(body, Kind::Empty);
            low.node(Kind::Assign { target, operator, value }, span)
        }
        Kind::Pipe(list) => {
            let mut stages = unit.list(list).to_vec();
            let Some(last) = stages.pop() else { return body };
            let end = redirects.iter().map(|&it| unit.span(it).end).max().unwrap_or(span.end);
            let last_span = Span::new(unit.span(last).start, end);
            stages.push(attach(low, last, redirects, last_span));
            let stages = low.build.list(&stages);
            low.build.set_kind(body, Kind::Empty);
            low.node(Kind::Pipe(stages), span)
        }
        Kind::Binary(operator @ (code::BinaryOperator::And | code::BinaryOperator::Or), left, right) => {
            let right_span = Span::new(unit.span(right).start, span.end);
            let right = attach(low, right, redirects, right_span);
            low.build.set_kind(body, Kind::Empty);
            low.node(Kind::Binary(operator, left, right), span)
        }
        Kind::Loop(form, parts) => {
            if let Some(source) = input_of(low, redirects)
                && statements::reads_lines(low, parts.source)
            {
                let kind = Kind::Loop(form, code::LoopParts { source: Some(source), ..parts });
                debug_assert!(form == LoopForm::Each, "lines are read one by one");
                low.build.set_kind(body, Kind::Empty);
                return low.node(kind, span);
            }
            around(low, body, redirects, span)
        }
        Kind::Block { .. } | Kind::If { .. } | Kind::Match { .. } | Kind::Scoped(..) => {
            around(low, body, redirects, span)
        }
        // Where a test or an assignment writes nothing, nothing is redirected.
        _ => {
            low.build.set_span(body, span);
            body
        }
    }
}

/// What a loop over lines reads: a call that stands for the lines of a file or a text, or the command whose output it is.
fn input_of(low: &mut Lowering<'_>, redirects: &[NodeId]) -> Option<NodeId> {
    for &id in redirects {
        let unit = low.build.unit();
        let Kind::NamedArgument { name, value } = unit.kind(id) else { continue };
        let span = unit.span(name);
        let whole = unit.span(id);
        let command = matches!(unit.kind(value), Kind::Call { .. } | Kind::Pipe(_) | Kind::Scoped(..));
        let path = match unit.name_of(name) {
            Some("<") if command && low.text(whole).contains("<(") => return Some(value),
            Some("<") => "<",
            Some("<<<") => "<<<",
            Some("<<") => "<<",
            _ => continue,
        };
        return Some(call_of(low, path, span, &[value], whole));
    }
    None
}

/// A block, choice or loop all of whose output goes elsewhere.
fn around(low: &mut Lowering<'_>, body: NodeId, redirects: &[NodeId], span: Span) -> NodeId {
    let mut resources = Vec::new();
    for &id in redirects {
        let unit = low.build.unit();
        let Kind::NamedArgument { name, value } = unit.kind(id) else { continue };
        let (at, whole) = (unit.span(name), unit.span(id));
        let path = match unit.name_of(name) {
            Some(it @ (">" | ">>" | "<" | "2>" | "&>")) => format!("{{}}{it}"),
            _ => continue,
        };
        resources.push(call_of(low, &path, at, &[value], whole));
        low.build.set_kind(id, Kind::Empty);
    }
    if resources.is_empty() {
        low.build.set_span(body, span);
        return body;
    }
    let resources = low.build.list(&resources);
    let block = match low.build.unit().kind(body) {
        Kind::Block { .. } => body,
        _ => {
            let list = low.build.list(&[body]);
            let at = low.build.unit().span(body);
            low.node(Kind::Block { body: list }, at)
        }
    };
    low.node(Kind::With { resources, body: block, is_async: false }, span)
}
