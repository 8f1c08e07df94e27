//! Tests (`[ … ]`, `[[ … ]]`) and arithmetic.

use code::{BinaryOperator, Kind, NodeId, Span, TextForm, UnaryOperator};

use super::expansions::OWN;
use super::lower::{as_name, call_of, is_identifier};
use crate::alike;
use crate::lower::{Cst, Kid, Lowered, Lowering};

/// `[ … ]`: what is tested. A value alone is asked whether it is empty.
pub(super) fn test(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let nodes = low.flatten(cst.kids);
    let Some(&value) = nodes.first() else {
        return low.opaque(code::Opacity::Unread, &[], cst.span).into();
    };
    let span = cst.kids.first().map_or(cst.span, |kid| kid.span);
    presence(low, value, span).into()
}

/// Asks of a value whether it is empty, unless it is a test already.
pub(super) fn presence(low: &mut Lowering<'_>, value: NodeId, span: Span) -> NodeId {
    let unit = low.build.unit();
    let is_value = match unit.kind(value) {
        Kind::Name(_) | Kind::Template { .. } | Kind::Text(_) | Kind::Index { .. } | Kind::Pipe(_) => true,
        Kind::Binary(BinaryOperator::Coalesce, ..) => true,
        Kind::Call { callee, .. } => match unit.kind(callee) {
            Kind::Name(symbol) => {
                let name = unit.name(symbol);
                name.starts_with('$') || low.language.library().find(name).is_none_or(|it| it.returns != "bool")
            }
            _ => false,
        },
        _ => false,
    };
    if is_value {
        let whole = low.build.unit().span(value);
        return call_of(low, "-n", span, &[value], whole);
    }
    value
}

/// What an operator of two operands means; absent for those that are calls (`-nt`).
fn operator(token: &str) -> Option<BinaryOperator> {
    Some(match token {
        "=" | "==" | "-eq" => BinaryOperator::Equal,
        "!=" | "-ne" => BinaryOperator::NotEqual,
        "-lt" => BinaryOperator::Less,
        "-le" => BinaryOperator::LessEqual,
        "-gt" => BinaryOperator::Greater,
        "-ge" => BinaryOperator::GreaterEqual,
        "-a" => BinaryOperator::And,
        "-o" => BinaryOperator::Or,
        "**" => BinaryOperator::Power,
        "," => BinaryOperator::Comma,
        _ => return alike::operator(token),
    })
}

/// Two operands.
pub(super) fn binary(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let nodes = low.flatten(cst.kids);
    let (&[left, right], Some(token)) = (&nodes[..], cst.kid("operator")) else {
        return low.opaque(code::Opacity::Unread, &nodes, cst.span).into();
    };
    let kinds: Vec<&Kid> = cst.kids.iter().filter(|kid| kid.one().is_some()).collect();
    let text = low.text(token.span).to_owned();
    let plain = |at: usize| kinds.get(at).is_some_and(|kid| matches!(kid.kind, "word" | "variable_name"));
    // Inside arithmetic a bare word is a variable.
    let calculates = matches!(
        text.as_str(),
        "+" | "-" | "*" | "/" | "%" | "**" | "<" | ">" | "<=" | ">=" | "<<" | ">>" | "&" | "|" | "^" | ","
    ) || text.ends_with('=') && !matches!(text.as_str(), "=" | "==" | "!=");
    for (at, id) in [(0, left), (1, right)] {
        if plain(at) && calculates && is_identifier(low.text(low.build.unit().span(id))) {
            as_name(low, id);
        }
    }
    if let Some(operator) = alike::compound(&text).filter(|_| !matches!(text.as_str(), "==" | "!=" | "<=" | ">=")) {
        return low.node(Kind::Assign { target: left, operator: Some(operator), value: right }, cst.span).into();
    }
    if text == "=" && (is_choice(low, left) || is_choice(low, right)) {
        return compared(low, left, right, cst.span).into();
    }
    if text == "=" && kinds[0].kind == "variable_name" {
        return low.node(Kind::Assign { target: left, operator: None, value: right }, cst.span).into();
    }
    if text == "=~" {
        let right = as_pattern(low, right);
        return low.node(Kind::Matches { value: left, pattern: right }, cst.span).into();
    }
    if matches!(text.as_str(), "=" | "==" | "!=")
        && kinds[1].kind != "string"
        && kinds[1].kind != "raw_string"
        && is_pattern(low.text(low.build.unit().span(right)))
    {
        glob(low, right);
        let matches = low.node(Kind::Matches { value: left, pattern: right }, cst.span);
        if text == "!=" {
            return low.node(Kind::Unary(UnaryOperator::Not, matches), cst.span).into();
        }
        return matches.into();
    }
    let sources = |it: NodeId| low.text(low.build.unit().span(it)).trim_matches('"');
    let (one, other) = (sources(left), sources(right));
    if matches!(text.as_str(), "=" | "==")
        && OWN.contains(&one)
        && OWN.contains(&other)
        && (one.contains("BASH_SOURCE") != other.contains("BASH_SOURCE"))
    {
        return call_of(low, "$(main)", token.span, &[], cst.span).into();
    }
    for id in [left, right] {
        as_truth(low, id);
    }
    match operator(&text) {
        Some(operator @ (BinaryOperator::And | BinaryOperator::Or)) => {
            let (left, right) = (presence(low, left, token.span), presence(low, right, token.span));
            low.node(Kind::Binary(operator, left, right), cst.span).into()
        }
        Some(operator) => low.node(Kind::Binary(operator, left, right), cst.span).into(),
        None => call_of(low, &text, token.span, &[left, right], cst.span).into(),
    }
}

/// What the grammar calls a regular expression is a pattern of the shell, unless it stands behind `=~`.
fn glob(low: &mut Lowering<'_>, id: NodeId) {
    if low.build.unit().kind(id) == Kind::Regex {
        low.build.set_kind(id, Kind::Text(TextForm::Text));
    }
}

/// Whether tests are put together with `&&` or `||`.
fn is_choice(low: &Lowering<'_>, id: NodeId) -> bool {
    matches!(low.build.unit().kind(id), Kind::Binary(BinaryOperator::And | BinaryOperator::Or, ..))
}

/// `-z $a || $b = c`: the grammar lets `=` bind least, as in arithmetic; in a test it binds more than `&&` and `||`.
fn compared(low: &mut Lowering<'_>, left: NodeId, right: NodeId, span: Span) -> NodeId {
    let (above_left, one) = edge(low, left, |_, last| last);
    let (above_right, other) = edge(low, right, |first, _| first);
    let whole = low.build.unit().span(one).cover(low.build.unit().span(other));
    for id in [one, other] {
        as_truth(low, id);
    }
    let is_quoted = low.text(low.build.unit().span(other)).starts_with(['"', '\'']);
    let kind = if is_pattern(low.text(low.build.unit().span(other))) && !is_quoted {
        glob(low, other);
        Kind::Matches { value: one, pattern: other }
    } else {
        Kind::Binary(BinaryOperator::Equal, one, other)
    };
    let mut made = low.node(kind, whole);
    let is_and =
        |low: &Lowering<'_>, id: NodeId| matches!(low.build.unit().kind(id), Kind::Binary(BinaryOperator::And, ..));
    // What binds more is put together first.
    let left_first = is_and(low, left) && !is_and(low, right);
    let mut sides = [(above_right, false), (above_left, true)];
    if left_first {
        sides.reverse();
    }
    for (above, at_end) in sides {
        for id in above.into_iter().rev() {
            let Kind::Binary(operator, first, last) = low.build.unit().kind(id) else { continue };
            let (first, last) = if at_end { (first, made) } else { (made, last) };
            let whole = low.build.unit().span(first).cover(low.build.unit().span(last));
            low.build.set_kind(id, Kind::Empty);
            made = low.node(Kind::Binary(operator, first, last), whole);
        }
    }
    low.build.set_span(made, span);
    made
}

/// The tests above what stands at an end of a chain of them, and what stands there, without the question whether it is empty.
fn edge(low: &mut Lowering<'_>, top: NodeId, next: impl Fn(NodeId, NodeId) -> NodeId) -> (Vec<NodeId>, NodeId) {
    let mut above = Vec::new();
    let mut at = top;
    while let Kind::Binary(BinaryOperator::And | BinaryOperator::Or, first, last) = low.build.unit().kind(at) {
        above.push(at);
        at = next(first, last);
    }
    let unit = low.build.unit();
    if let Kind::Call { callee, arguments, .. } = unit.kind(at)
        && unit.name_of(callee) == Some("-n")
        && let &[value] = unit.list(arguments)
        && unit.span(value) == unit.span(at)
    {
        low.build.set_kind(callee, Kind::Empty);
        low.build.set_kind(at, Kind::Empty);
        at = value;
    }
    (above, at)
}

/// A variable that holds a pattern is a value to match, not a new name for what matches.
pub(super) fn as_pattern(low: &mut Lowering<'_>, id: NodeId) -> NodeId {
    if !matches!(low.build.unit().kind(id), Kind::Name(_)) {
        return id;
    }
    let span = low.build.unit().span(id);
    let pieces = low.build.list(&[id]);
    low.node(Kind::Template { pieces, tag: None }, span)
}

/// `true` and `false` as values that are compared.
pub(super) fn as_truth(low: &mut Lowering<'_>, id: NodeId) {
    let unit = low.build.unit();
    if matches!(unit.kind(id), Kind::Text(_)) {
        match low.text(unit.span(id)).trim_matches(['"', '\'']) {
            "true" => low.build.set_kind(id, Kind::Boolean(true)),
            "false" => low.build.set_kind(id, Kind::Boolean(false)),
            _ => {}
        }
    }
}

/// Whether a word has signs that stand for any text.
pub(super) fn is_pattern(word: &str) -> bool {
    let mut before = ' ';
    word.chars().any(|it| {
        let found = matches!(it, '*' | '?') && before != '\\' && before != '$';
        before = it;
        found
    }) || word.contains('[') && word.contains(']') && !word.starts_with('$')
}

/// `! x`, `-f x`, `-x`
pub(super) fn unary(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let nodes = low.flatten(cst.kids);
    let (Some(&value), Some(token)) = (nodes.last(), cst.kid("operator")) else {
        return low.opaque(code::Opacity::Unread, &nodes, cst.span).into();
    };
    let text = low.text(token.span).to_owned();
    match text.as_str() {
        "!" => {
            let value = presence(low, value, token.span);
            low.node(Kind::Unary(UnaryOperator::Not, value), cst.span).into()
        }
        "-" => low.node(Kind::Unary(UnaryOperator::Negate, value), cst.span).into(),
        "+" => low.node(Kind::Unary(UnaryOperator::Plus, value), cst.span).into(),
        "~" => low.node(Kind::Unary(UnaryOperator::BitNot, value), cst.span).into(),
        "++" | "--" => {
            as_name(low, value);
            low.node(Kind::Update { target: value, up: text == "++", postfix: false }, cst.span).into()
        }
        _ => call_of(low, &text, token.span, &[value], cst.span).into(),
    }
}

/// `i++`
pub(super) fn postfix(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let Some(target) = cst.nth(0) else { return Lowered::Nothing };
    as_name(low, target);
    low.node(Kind::Update { target, up: cst.has("++"), postfix: true }, cst.span).into()
}

/// `a ? b : c`
pub(super) fn ternary(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let condition = low.need(cst, "condition");
    let then = low.need(cst, "consequence");
    let otherwise = low.need(cst, "alternative");
    low.node(Kind::Conditional { condition, then, otherwise }, cst.span).into()
}

/// `$((…))`: what it comes to. Only the marks around it are left out of what is quoted.
pub(super) fn arithmetic(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let nodes = low.flatten(cst.kids);
    match nodes[..] {
        [only] => {
            let text = low.text(low.build.unit().span(only));
            if is_identifier(text) {
                as_name(low, only);
            }
            only.into()
        }
        [] => low.node(Kind::Text(TextForm::Text), cst.span).into(),
        _ => match alike::join(low, nodes) {
            Some(id) => id.into(),
            None => Lowered::Nothing,
        },
    }
}
