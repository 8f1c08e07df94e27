//! Commands that are joined by `&&` and `||`: choices.

use code::{BinaryOperator, Kind, NodeId, Span, UnaryOperator};

use super::{options, redirections};
use crate::lower::Lowering;

/// `a && b` as a statement: `b` where `a` worked; `a || b`: `b` where it did not.
pub(super) fn chosen(low: &mut Lowering<'_>, id: NodeId) -> NodeId {
    let unit = low.build.unit();
    let Kind::Binary(operator @ (BinaryOperator::And | BinaryOperator::Or), left, right) = unit.kind(id) else {
        return id;
    };
    // Only what is written with these signs is joined so; a test of two parts is one command.
    let (span, between) = (unit.span(id), Span::new(unit.span(left).end, unit.span(right).start));
    if low.text(span).starts_with('[') && low.text(span).ends_with(']') && !low.text(between).contains(']') {
        return id;
    }
    if operator == BinaryOperator::Or && always_works(low, right) {
        return forgiven(low, id, left, right);
    }
    if !is_act(low, right) {
        return id;
    }
    low.build.set_kind(id, Kind::Empty);
    if operator == BinaryOperator::Or {
        // `a && b || c`: `c` is the other case only where `b` does not fail.
        if let Kind::Binary(BinaryOperator::And, condition, then) = low.build.unit().kind(left)
            && is_act(low, then)
            && hardly_fails(low, then)
        {
            low.build.set_kind(left, Kind::Empty);
            let (then, otherwise) = (body_of(low, then), body_of(low, right));
            return low.node(Kind::If { condition, then, otherwise: Some(otherwise) }, span);
        }
        let at = low.build.unit().span(left);
        let condition = low.node(Kind::Unary(UnaryOperator::Not, left), at);
        let then = body_of(low, right);
        return low.node(Kind::If { condition, then, otherwise: None }, span);
    }
    // `a && b && c` does `b` and then `c`, where these are more than tests.
    let mut acts = vec![right];
    let mut condition = left;
    while let Kind::Binary(BinaryOperator::And, before, act) = low.build.unit().kind(condition)
        && is_act(low, act)
    {
        low.build.set_kind(condition, Kind::Empty);
        acts.push(act);
        condition = before;
    }
    let mut then = body_of(low, acts[0]);
    for &act in &acts[1..] {
        let start = low.build.unit().span(act).start;
        let inner = low.node(Kind::If { condition: act, then, otherwise: None }, Span::new(start, span.end));
        then = body_of(low, inner);
    }
    low.node(Kind::If { condition, then, otherwise: None }, span)
}

/// Whether a command leaves, or fails only where nothing works any more: output, an assignment.
fn hardly_fails(low: &Lowering<'_>, id: NodeId) -> bool {
    let unit = low.build.unit();
    match unit.kind(id) {
        Kind::Call { callee, .. } => matches!(
            unit.name_of(callee),
            Some("echo" | "printf" | "export" | "set" | "unset" | "shift" | "exit" | "return" | "true" | ":")
        ),
        Kind::Let { value: Some(value), .. } | Kind::Assign { value, .. } => {
            !matches!(unit.kind(value), Kind::Call { .. } | Kind::Pipe(_))
        }
        Kind::Return(_) | Kind::Break(..) | Kind::Continue(_) | Kind::Block { .. } => true,
        _ => false,
    }
}

/// `true` or `:`: a command that does nothing and succeeds.
fn always_works(low: &Lowering<'_>, id: NodeId) -> bool {
    let unit = low.build.unit();
    matches!(unit.kind(id), Kind::Boolean(true))
        || matches!(unit.kind(id), Kind::Call { callee, arguments, .. }
            if matches!(unit.name_of(callee), Some("true" | ":")) && unit.list(arguments).is_empty())
}

/// `a || true`: `a`, which may fail.
fn forgiven(low: &mut Lowering<'_>, id: NodeId, left: NodeId, right: NodeId) -> NodeId {
    let span = low.build.unit().span(id);
    let after = Span::new(low.build.unit().span(left).end, span.end);
    if let Kind::Call { callee, .. } = low.build.unit().kind(right) {
        low.build.set_kind(callee, Kind::Empty);
    }
    low.build.set_kind(right, Kind::Empty);
    low.build.set_kind(id, Kind::Empty);
    if matches!(low.build.unit().kind(left), Kind::Call { .. }) {
        let may_fail = options::make(low, "||true", after, None);
        return redirections::attach(low, left, &[may_fail], span);
    }
    chosen(low, left)
}

/// Whether a command is more than a test.
pub(super) fn is_act(low: &Lowering<'_>, id: NodeId) -> bool {
    let unit = low.build.unit();
    match unit.kind(id) {
        Kind::Call { callee, .. } => match unit.kind(callee) {
            Kind::Name(symbol) => low.language.library().find(unit.name(symbol)).is_none_or(|it| !it.only_asks()),
            _ => true,
        },
        Kind::Binary(BinaryOperator::And | BinaryOperator::Or, left, right) => is_act(low, left) || is_act(low, right),
        Kind::Binary(..) | Kind::Matches { .. } | Kind::Unary(..) | Kind::Boolean(_) => false,
        _ => true,
    }
}

/// A body: a block as it is, else a block of one statement.
pub(super) fn body_of(low: &mut Lowering<'_>, id: NodeId) -> NodeId {
    let id = chosen(low, id);
    if matches!(low.build.unit().kind(id), Kind::Block { .. }) {
        return id;
    }
    let span = low.build.unit().span(id);
    block_of(low, &[id], span)
}

pub(super) fn block_of(low: &mut Lowering<'_>, nodes: &[NodeId], span: Span) -> NodeId {
    let body = low.build.list(nodes);
    low.node(Kind::Block { body }, span)
}
