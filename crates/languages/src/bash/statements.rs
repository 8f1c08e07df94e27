//! Bodies, choices, loops, functions, and commands that are joined.

use code::{
    BinaryOperator, DocId, Function, FunctionForm, Kind, List, LoopForm, LoopParts, Modifiers, NodeId, ScopeForm, Span,
    UnaryOperator,
};

use super::about;
use super::expressions::{as_pattern, is_pattern};
use super::joined::{block_of, body_of, chosen, is_act};
use super::lower::{as_name, call_of, named};
use crate::lower::{Cst, Kid, Lowered, Lowering};

/// The whole text. What its author says of it stands above all commands.
pub(super) fn program(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let nodes = in_order(low, cst.kids);
    if !about::header(low, cst) {
        about::describe(low);
    }
    Lowered::Many(low.build.list(&nodes))
}

/// The statements among children: what `&` follows runs beside the rest, and joined commands are choices.
pub(super) fn in_order<'k>(low: &mut Lowering<'_>, kids: impl IntoIterator<Item = &'k Kid>) -> Vec<NodeId> {
    let mut out: Vec<NodeId> = Vec::new();
    for kid in kids {
        if kid.kind == "&"
            && let Some(last) = out.pop()
        {
            let span = low.build.unit().span(last).cover(kid.span);
            out.push(low.node(Kind::Spawn(last), span));
            continue;
        }
        for id in low.flatten([kid]) {
            out.push(chosen(low, id));
        }
    }
    out
}

/// `{ …; }`, `do … done`; `(( … ))` is what it computes.
pub(super) fn block(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    if cst.has("((") {
        let nodes = low.flatten(cst.kids);
        for &id in &nodes {
            let unit = low.build.unit();
            if super::lower::is_identifier(low.text(unit.span(id))) {
                as_name(low, id);
            }
        }
        return match crate::alike::join(low, nodes) {
            Some(id) => {
                if matches!(low.build.unit().kind(id), Kind::Name(_) | Kind::Call { .. }) {
                    return call_of(low, "((", cst.span, &[id], cst.span).into();
                }
                low.build.set_span(id, cst.span);
                id.into()
            }
            None => Lowered::Nothing,
        };
    }
    let nodes = in_order(low, cst.kids);
    block_of(low, &nodes, cst.span).into()
}

/// `( … )`
pub(super) fn subshell(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let nodes = in_order(low, cst.kids);
    let block = block_of(low, &nodes, cst.span);
    low.node(Kind::Scoped(ScopeForm::Apart, block), cst.span).into()
}

/// `a && b`, `a || b`
pub(super) fn list(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let nodes = low.flatten(cst.kids);
    let (Some(&left), Some(&right)) = (nodes.first(), nodes.last()) else { return Lowered::Nothing };
    if nodes.len() != 2 {
        return Lowered::Many(low.build.list(&nodes));
    }
    let operator = if cst.has("||") { BinaryOperator::Or } else { BinaryOperator::And };
    low.node(Kind::Binary(operator, left, right), cst.span).into()
}

/// `! a`
pub(super) fn negated(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    match cst.nth(0) {
        Some(id) => low.node(Kind::Unary(UnaryOperator::Not, id), cst.span).into(),
        None => Lowered::Nothing,
    }
}

/// `a | b | c`
pub(super) fn pipeline(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let nodes = low.flatten(cst.kids);
    if nodes.iter().any(|&it| joins(low, it).is_some()) {
        return rejoined(low, &nodes).map_or(Lowered::Nothing, Lowered::One);
    }
    stages(low, nodes, cst.span)
}

/// What two commands are joined by, where `&&` or `||` stands between them and no brackets around them.
fn joins(low: &Lowering<'_>, id: NodeId) -> Option<(BinaryOperator, NodeId, NodeId)> {
    let unit = low.build.unit();
    match unit.kind(id) {
        Kind::Binary(operator @ (BinaryOperator::And | BinaryOperator::Or), left, right)
            if !unit.text(id).starts_with(['[', '(']) =>
        {
            Some((operator, left, right))
        }
        _ => None,
    }
}

/// `a | b && c | d`, which the grammar reads as `a | (b && c) | d` where several pipes stand in a row: pipes bind closer, and what
/// they leave is joined from the left.
fn rejoined(low: &mut Lowering<'_>, nodes: &[NodeId]) -> Option<NodeId> {
    // Pipelines, and what joins each to those before it.
    let mut groups: Vec<(Option<BinaryOperator>, Vec<NodeId>)> = vec![(None, Vec::new())];
    for &node in nodes {
        let mut open = vec![(None, node)];
        while let Some((operator, id)) = open.pop() {
            match joins(low, id) {
                Some((inner, left, right)) => {
                    low.build.set_kind(id, Kind::Empty);
                    open.push((Some(inner), right));
                    open.push((operator, left));
                }
                None if operator.is_some() => groups.push((operator, vec![id])),
                None => groups.last_mut()?.1.push(id),
            }
        }
    }
    let mut whole: Option<NodeId> = None;
    for (operator, group) in groups {
        let spans = |low: &Lowering<'_>, all: &[NodeId]| {
            all.iter().map(|&it| low.build.unit().span(it)).reduce(Span::cover).unwrap_or_default()
        };
        let span = spans(low, &group);
        let Lowered::One(next) = stages(low, group, span) else { continue };
        whole = Some(match (whole, operator) {
            (Some(before), Some(operator)) => {
                let span = spans(low, &[before, next]);
                low.node(Kind::Binary(operator, before, next), span)
            }
            _ => next,
        });
    }
    whole
}

fn stages(low: &mut Lowering<'_>, nodes: Vec<NodeId>, span: Span) -> Lowered {
    let mut stages = Vec::new();
    for id in nodes {
        match low.build.unit().kind(id) {
            Kind::Pipe(list) => {
                stages.extend(low.build.unit().list(list).to_vec());
                low.build.set_kind(id, Kind::Empty);
            }
            _ => stages.push(id),
        }
    }
    if let [only] = stages[..] {
        return only.into();
    }
    if stages.is_empty() {
        return Lowered::Nothing;
    }
    piped(low, &stages, span).into()
}

/// Commands of which each reads what the one before prints; a loop over lines at the end reads them one by one.
pub(super) fn piped(low: &mut Lowering<'_>, stages: &[NodeId], span: Span) -> NodeId {
    let Some((&last, before)) = stages.split_last() else { return low.node(Kind::Empty, span) };
    if let Kind::Loop(form, parts) = low.build.unit().kind(last)
        && reads_lines(low, parts.source)
        && !before.is_empty()
    {
        let unit = low.build.unit();
        let first = unit.span(before[0]);
        let whole = first.cover(unit.span(before[before.len() - 1]));
        let source = match *before {
            [only] => only,
            _ => {
                let list = low.build.list(before);
                low.node(Kind::Pipe(list), whole)
            }
        };
        low.build.set_kind(last, Kind::Empty);
        return low.node(Kind::Loop(form, LoopParts { source: Some(source), ..parts }), span);
    }
    // `a | read x` sets nothing that lasts, and `a | { … }` is a stage like any other.
    let list = low.build.list(stages);
    low.node(Kind::Pipe(list), span)
}

/// Whether a loop's source is the input that its condition reads line by line.
pub(super) fn reads_lines(low: &Lowering<'_>, source: Option<NodeId>) -> bool {
    let unit = low.build.unit();
    source.is_some_and(|it| match unit.kind(it) {
        Kind::Call { callee, .. } => unit.name_of(callee) == Some("read"),
        _ => false,
    })
}

/// `if … then … elif … else … fi`. A clause stands for the rest of the choice.
pub(super) fn choice(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let then = cst.kids.iter().position(|kid| kid.kind == "then").unwrap_or(cst.kids.len());
    let (head, tail) = cst.kids.split_at(then);
    let mut conditions = low.flatten(head);
    let clauses = tail.iter().position(|kid| matches!(kid.kind, "elif_clause" | "else_clause")).unwrap_or(tail.len());
    let (body, clauses) = tail.split_at(clauses);
    let nodes = in_order(low, body);
    let at = match (nodes.first(), nodes.last()) {
        (Some(&first), Some(&last)) => low.build.unit().span(first).cover(low.build.unit().span(last)),
        _ => body.first().map_or(cst.span, |kid| Span::new(kid.span.end, kid.span.end)),
    };
    let then = block_of(low, &nodes, at);
    let mut otherwise = None;
    for kid in clauses.iter().rev() {
        let Some(id) = kid.one() else { continue };
        match low.build.unit().kind(id) {
            Kind::If { condition, then, .. } => {
                let span = low.build.unit().span(id);
                low.build.set_kind(id, Kind::Empty);
                otherwise = Some(low.node(Kind::If { condition, then, otherwise }, span));
            }
            _ => otherwise = Some(id),
        }
    }
    let Some(condition) = conditions.pop() else {
        return low.opaque(code::Opacity::Broken, &[then], cst.span).into();
    };
    let id = low.node(Kind::If { condition, then, otherwise }, cst.span);
    if conditions.is_empty() || cst.kind == "elif_clause" {
        return id.into();
    }
    conditions.push(id);
    Lowered::Many(low.build.list(&conditions))
}

/// `while`, `until`.
pub(super) fn repetition(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let mut conditions = low.flatten(cst.kids.iter().filter(|kid| kid.field == "condition"));
    let body = low.need(cst, "body");
    let mut parts = LoopParts { target: None, source: None, condition: None, body, otherwise: None, is_async: false };
    let Some(mut condition) = conditions.pop() else {
        return low.opaque(code::Opacity::Broken, &[body], cst.span).into();
    };
    let until = cst.has("until");
    // `read … || [[ -n $line ]]` takes the last line too where no line end closes it.
    if let Kind::Binary(BinaryOperator::Or, left, right) = low.build.unit().kind(condition)
        && matches!(low.build.unit().kind(left), Kind::Assign { .. })
        && !is_act(low, right)
        && !until
    {
        crate::alike::discard(low, right);
        low.build.set_kind(condition, Kind::Empty);
        condition = left;
    }
    let unit = low.build.unit();
    let form = match unit.kind(condition) {
        Kind::Assign { target, operator: None, value } if !until && reads_lines(low, Some(value)) => {
            parts.target = Some(target);
            parts.source = Some(value);
            low.build.set_kind(condition, Kind::Empty);
            LoopForm::Each
        }
        Kind::Call { callee, arguments, .. }
            if arguments.is_empty() && unit.name_of(callee) == Some(if until { "false" } else { "true" }) =>
        {
            crate::alike::discard(low, condition);
            LoopForm::Endless
        }
        Kind::Empty if !until => LoopForm::Endless,
        _ => {
            if until {
                let span = unit.span(condition);
                condition = low.node(Kind::Unary(UnaryOperator::Not, condition), span);
            }
            parts.condition = Some(condition);
            LoopForm::While
        }
    };
    low.node(Kind::Loop(form, parts), cst.span).into()
}

/// `for x in …`; without a list it goes through the arguments. `select` asks the user again and again.
pub(super) fn each(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let body = low.need(cst, "body");
    let target = low.need(cst, "variable");
    let mut items = Vec::new();
    for kid in cst.kids.iter().filter(|kid| kid.field == "value") {
        for id in low.flatten([kid]) {
            let unit = low.build.unit();
            let span = unit.span(id);
            let globs = matches!(kid.kind, "word" | "concatenation") && is_pattern(low.text(span));
            items.push(if globs { call_of(low, "*", span, &[id], span) } else { id });
        }
    }
    let source = match items[..] {
        [] => call_of(
            low,
            "$@",
            Span::new(low.build.unit().span(target).end, low.build.unit().span(target).end),
            &[],
            low.build.unit().span(target),
        ),
        [only] => only,
        [first, .., last] => {
            let span = low.build.unit().span(first).cover(low.build.unit().span(last));
            let list = low.build.list(&items);
            low.node(Kind::Sequence(list), span)
        }
    };
    let source = if cst.has("select") {
        let span = low.build.unit().span(source);
        let at = cst.of_kind("select").map_or(span, |kid| kid.span);
        call_of(low, "select", at, &[source], span)
    } else {
        source
    };
    let parts = LoopParts {
        target: Some(target),
        source: Some(source),
        condition: None,
        body,
        otherwise: None,
        is_async: false,
    };
    low.node(Kind::Loop(LoopForm::Each, parts), cst.span).into()
}

/// `for ((…; …; …))`
pub(super) fn counted(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let body = low.need(cst, "body");
    let parts = LoopParts {
        target: cst.node("initializer"),
        source: cst.node("update"),
        condition: cst.node("condition"),
        body,
        otherwise: None,
        is_async: false,
    };
    let form = if parts.target.is_none() && parts.condition.is_none() && parts.source.is_none() {
        LoopForm::Endless
    } else {
        LoopForm::Counted
    };
    low.node(Kind::Loop(form, parts), cst.span).into()
}

/// `case x in … esac`
pub(super) fn case(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let subject = cst.node("value");
    let arms = low.list(cst.kids.iter().filter(|kid| kid.kind == "case_item"));
    low.node(Kind::Match { subject, arms }, cst.span).into()
}

/// `a|b) …;;`
pub(super) fn arm(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let mut patterns = Vec::new();
    for id in low.flatten(cst.kids.iter().filter(|kid| kid.field == "value")) {
        patterns.push(as_pattern(low, id));
    }
    if let [only] = patterns[..]
        && low.text(low.build.unit().span(only)) == "*"
    {
        low.build.set_kind(only, Kind::Empty);
        patterns.clear();
    }
    let nodes = in_order(low, cst.kids.iter().filter(|kid| kid.field != "value"));
    let end = cst.kids.iter().find(|kid| kid.kind == ")").map_or(cst.span.end, |kid| kid.span.end);
    let at = match (nodes.first(), nodes.last()) {
        (Some(&first), Some(&last)) => low.build.unit().span(first).cover(low.build.unit().span(last)),
        _ => Span::new(end, end),
    };
    let body = block_of(low, &nodes, at);
    let falls = cst.has(";&");
    let patterns = low.build.list(&patterns);
    low.node(Kind::Arm { patterns, guard: None, body, falls }, cst.span).into()
}

/// `name() { … }`. What a function ends with is its status; a test at its end is its answer.
pub(super) fn function(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let Some(name) = cst.node("name") else { return Lowered::Nothing };
    let name_span = low.build.unit().span(name);
    let text = low.text(name_span).to_owned();
    low.build.set_kind(name, Kind::Empty);
    let name = named(low, &text, name_span);
    let body = cst.node("body").map(|body| match low.build.unit().kind(body) {
        Kind::Block { .. } => body,
        _ => body_of(low, body),
    });
    let body = body.map(|body| answers(low, body));
    let doc = doc_of(low, cst.span.start);
    let function = Function {
        node: NodeId::from_index(0),
        form: FunctionForm::Function,
        name: Some(name),
        type_parameters: List::default(),
        parameters: List::default(),
        result: None,
        body,
        decorators: List::default(),
        modifiers: Modifiers::default(),
        doc,
    };
    low.build.function(function, cst.span).into()
}

/// Makes a test at the end of a body what the body answers.
fn answers(low: &mut Lowering<'_>, body: NodeId) -> NodeId {
    let unit = low.build.unit();
    let Kind::Block { body: list } = unit.kind(body) else { return body };
    let mut nodes = unit.list(list).to_vec();
    let Some(last) = nodes.pop() else { return body };
    let is_test = match unit.kind(last) {
        Kind::Binary(BinaryOperator::And | BinaryOperator::Or, ..) => !is_act(low, last),
        Kind::Matches { .. } | Kind::Unary(UnaryOperator::Not, _) => true,
        Kind::Binary(operator, ..) => matches!(
            operator,
            BinaryOperator::Equal
                | BinaryOperator::NotEqual
                | BinaryOperator::Less
                | BinaryOperator::LessEqual
                | BinaryOperator::Greater
                | BinaryOperator::GreaterEqual
        ),
        // `a || true` succeeds whatever `a` answers.
        Kind::Call { .. } => !is_act(low, last) && !low.text(unit.span(last)).contains("||"),
        _ => false,
    };
    if !is_test {
        return body;
    }
    let span = unit.span(last);
    let whole = unit.span(body);
    nodes.push(low.node(Kind::Return(Some(last)), span));
    low.build.set_kind(body, Kind::Empty);
    block_of(low, &nodes, whole)
}

/// The comment that touches a function, unless it is a note to programmers.
fn doc_of(low: &mut Lowering<'_>, start: u32) -> Option<DocId> {
    let doc = low.doc_before(start)?;
    let text = &low.build.unit().docs[doc.index()].text;
    let note = ["TODO", "FIXME", "XXX", "HACK", "Copyright", "SPDX"];
    (!note.iter().any(|note| text.starts_with(note))).then_some(doc)
}
