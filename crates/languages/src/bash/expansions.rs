//! What stands for a value: `$x`, `${x…}`, `$(…)`.

use code::{BinaryOperator, Kind, NodeId, ScopeForm, Span, TextForm};

use super::lower::{call_of, named};
use super::statements;
use crate::lower::{Cst, Lowered, Lowering};

/// The name of a variable; the arguments and what the shell keeps by itself (`?`, `#`) are asked for like a call.
pub(super) fn name(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let text = low.text(cst.span).to_owned();
    let special = text.len() == 1 && !text.starts_with(|it: char| it.is_alphabetic() || it == '_');
    let number = text.bytes().all(|it| it.is_ascii_digit());
    if !special && !number {
        return named(low, &format!("${text}"), cst.span).into();
    }
    let path = format!("${text}");
    let path = if path.len() > 2 { "$n".to_owned() } else { path };
    call_of(low, &path, cst.span, &[], cst.span).into()
}

/// `$x`: the name, with its mark.
pub(super) fn simple(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    match cst.nth(0) {
        Some(id) => {
            marked(low, id, cst.span);
            id.into()
        }
        None => low.node(Kind::Text(TextForm::Text), cst.span).into(),
    }
}

/// Lets a value's source begin with its mark.
fn marked(low: &mut Lowering<'_>, id: NodeId, span: Span) {
    low.build.set_span(id, span);
    if let Kind::Call { callee, .. } = low.build.unit().kind(id) {
        low.build.set_span(callee, span);
    }
}

/// `a[i]`; all of an array is the array.
pub(super) fn subscript(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let object = low.need(cst, "name");
    let index = low.need(cst, "index");
    if matches!(low.text(low.build.unit().span(index)), "@" | "*") {
        low.build.set_kind(index, Kind::Empty);
        low.build.set_span(object, cst.span);
        return object.into();
    }
    low.node(Kind::Index { object, index, optional: false }, cst.span).into()
}

/// `${…}`
pub(super) fn expansion(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let tokens: Vec<(&'static str, Span)> = cst
        .kids
        .iter()
        .filter(|kid| !kid.named && !matches!(kid.kind, "${" | "}" | "\"" | "]" | "["))
        .map(|kid| (kid.kind, kid.span))
        .collect();
    let nodes = low.flatten(cst.kids);
    let Some((&value, rest)) = nodes.split_first() else {
        return low.node(Kind::Text(TextForm::Text), cst.span).into();
    };
    let rest = rest.to_vec();
    // What the grammar calls a regular expression here is a pattern of the shell.
    for &it in &rest {
        if low.build.unit().kind(it) == Kind::Regex {
            low.build.set_kind(it, Kind::Text(TextForm::Text));
        }
    }
    let at = low.build.unit().span(value).start;
    let Some(&(token, token_span)) = tokens.first() else {
        marked(low, value, cst.span);
        return value.into();
    };
    if token_span.start < at {
        return prefixed(low, cst, token, token_span, value, &rest);
    }
    let empty = |low: &mut Lowering<'_>| {
        let end = cst.span.end.saturating_sub(1);
        low.node(Kind::Text(TextForm::Text), Span::new(end, end))
    };
    match token {
        // `${1:-}` only keeps an unset value from being an error.
        ":-" | "-" if rest.is_empty() => {
            marked(low, value, cst.span);
            value.into()
        }
        ":-" | "-" => low.node(Kind::Binary(BinaryOperator::Coalesce, value, rest[0]), cst.span).into(),
        ":=" | "=" => {
            let otherwise = rest.first().copied().unwrap_or_else(|| empty(low));
            let operator = Some(BinaryOperator::Coalesce);
            low.node(Kind::Assign { target: value, operator, value: otherwise }, cst.span).into()
        }
        ":" if let Some((path, n, unused)) = counted(low, value, &rest) => {
            for id in unused {
                low.build.set_kind(id, Kind::Empty);
            }
            call_of(low, path, token_span, &[value, n], cst.span).into()
        }
        _ => {
            let mut arguments = vec![value];
            arguments.extend(rest);
            let path = match token {
                ":?" | "?" => "${?}",
                ":+" | "+" => {
                    if arguments.len() == 1 {
                        let otherwise = empty(low);
                        arguments.push(otherwise);
                    }
                    "${+}"
                }
                "##" => "${##}",
                "#" => "${#}",
                "%%" => "${%%}",
                "%" => "${%}",
                "//" => "${//}",
                "/" => "${/}",
                "/#" => "${/#}",
                "/%" => "${/%}",
                ":" => "${:}",
                "^^" | "@U" => "${^^}",
                "^" => "${^}",
                ",," | "@L" => "${,,}",
                "," => "${,}",
                _ => "${@}",
            };
            // A sign of what is done with it: the operator, unless another one follows that says more.
            call_of(low, path, token_span, &arguments, cst.span).into()
        }
    }
}

/// `${x::4}`, `${x::-4}`, `${x:0:-4}`, `${x: -4}`: how many signs of which end, and what is no longer needed.
fn counted(low: &mut Lowering<'_>, value: NodeId, rest: &[NodeId]) -> Option<(&'static str, NodeId, Vec<NodeId>)> {
    let unit = low.build.unit();
    let text = |it: NodeId| low.text(unit.span(it));
    let (n, unused) = match *rest {
        [only] => (only, Vec::new()),
        [start, n] if text(start) == "0" => (n, vec![start]),
        _ => return None,
    };
    let span = unit.span(n);
    let from_start = !unused.is_empty() || {
        let between = Span::new(unit.span(value).end, span.start.max(unit.span(value).end));
        low.text(between).contains("::")
    };
    let digits = text(n).trim_start_matches('-').to_owned();
    let negative = text(n).len() == digits.len() + 1;
    if digits.is_empty() || !digits.bytes().all(|it| it.is_ascii_digit()) {
        return None;
    }
    let path = match (from_start, negative) {
        (true, true) => "${::-}",
        (true, false) if unused.is_empty() => "${::}",
        (false, true) => "${:-n}",
        _ => return None,
    };
    if !negative {
        return Some((path, n, unused));
    }
    let positive = low.node(Kind::Integer, Span::new(span.start + 1, span.end));
    let mut unused = unused;
    unused.push(n);
    Some((path, positive, unused))
}

/// `${#x}`, `${!x}`
fn prefixed(
    low: &mut Lowering<'_>,
    cst: &Cst<'_>,
    token: &str,
    token_span: Span,
    value: NodeId,
    rest: &[NodeId],
) -> Lowered {
    let text = low.text(cst.span);
    let all = text.ends_with("[@]}") || text.ends_with("[*]}");
    let path = match token {
        "#" if all => "${#@}",
        "#" => "${#n}",
        "!" if all => "${!@}",
        "!" if text.ends_with("*}") || text.ends_with("@}") => "${!*}",
        _ => "${!}",
    };
    if all {
        let mut span = low.build.unit().span(value);
        span.end = span.end.saturating_sub(3).max(span.start);
        low.build.set_span(value, span);
    }
    let mut arguments = vec![value];
    arguments.extend(rest);
    call_of(low, path, token_span, &arguments, cst.span).into()
}

/// `$(…)`, `<(…)`: what is printed inside. One command stands for its output by itself.
pub(super) fn substitution(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    // `$(< file)`
    if let [redirect] = low.flatten(cst.kids)[..]
        && let Kind::NamedArgument { name, value } = low.build.unit().kind(redirect)
    {
        let name_span = low.build.unit().span(name);
        low.build.set_kind(redirect, Kind::Empty);
        return call_of(low, "$(<)", name_span, &[value], cst.span).into();
    }
    // Arithmetic that the grammar takes for a subshell.
    let text = low.text(cst.span);
    if text.starts_with("$((") && text.ends_with("))") {
        let nodes = low.flatten(cst.kids);
        let pieces = low.build.list(&nodes);
        return low.node(Kind::Template { pieces, tag: None }, cst.span).into();
    }
    let body = statements::in_order(low, cst.kids);
    if let [only] = body[..]
        && let Some(id) = full_path(low, only, cst.span)
    {
        return id.into();
    }
    match body[..] {
        [] => low.node(Kind::Text(TextForm::Text), cst.span).into(),
        [only]
            if matches!(
                low.build.unit().kind(only),
                Kind::Call { .. } | Kind::Pipe(_) | Kind::Name(_) | Kind::Opaque { .. }
            ) =>
        {
            only.into()
        }
        _ => {
            let list = low.build.list(&body);
            let block = low.node(Kind::Block { body: list }, cst.span);
            low.node(Kind::Scoped(ScopeForm::Output, block), cst.span).into()
        }
    }
}

/// How a script names its own file.
pub(super) const OWN: [&str; 5] = ["$0", "${0}", "${BASH_SOURCE[0]}", "$BASH_SOURCE", "${BASH_SOURCE}"];

/// `$(cd folder && pwd)`: the usual way to ask for the full path of a folder.
fn full_path(low: &mut Lowering<'_>, choice: NodeId, span: Span) -> Option<NodeId> {
    let unit = low.build.unit();
    let Kind::If { condition, then, otherwise: None } = unit.kind(choice) else { return None };
    let Kind::Call { callee, arguments, .. } = unit.kind(condition) else { return None };
    let &[last] = &unit.statements(then)[..] else { return None };
    let Kind::Call { callee: asks, .. } = unit.kind(last) else { return None };
    if unit.name_of(callee) != Some("cd") || unit.name_of(asks) != Some("pwd") {
        return None;
    }
    let folder = *unit.list(arguments).iter().find(|&&it| !matches!(unit.kind(it), Kind::NamedArgument { .. }))?;
    let at = unit.span(callee);
    let is_own = |it: NodeId| OWN.contains(&low.text(unit.span(it)).trim_matches('"'));
    let of_script = match unit.kind(folder) {
        Kind::Call { callee, arguments, .. } => {
            matches!(unit.name_of(callee), Some("dirname")) && matches!(unit.list(arguments), [only] if is_own(*only))
                || low.text(unit.span(folder)).trim_matches('"') == "${0%/*}"
        }
        _ => false,
    };
    Some(call_of(low, if of_script { "$(cd dirname)" } else { "$(cd)" }, at, &[folder], span))
}
