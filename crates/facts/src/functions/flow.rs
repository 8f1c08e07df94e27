//! Where control goes: whether it comes out at the end of a statement, and which values a body ends with.

use code::{Effect, Kind, LoopForm, NodeId, Unit};

use crate::Facts;

/// Whether a node leaves where it stands: `return`, `throw`, `break`, `continue`, or a call that never comes back.
pub(crate) fn is_exit(unit: &Unit, facts: &Facts, node: NodeId) -> bool {
    match unit.kind(node) {
        Kind::Return(_) | Kind::Throw(..) | Kind::Break(..) | Kind::Continue(_) | Kind::Goto(_) => true,
        Kind::Call { .. } => never_returns(unit, facts, node),
        _ => false,
    }
}

/// Whether a call never comes back: it ends the program, or is a macro that only signals.
fn never_returns(unit: &Unit, facts: &Facts, call: NodeId) -> bool {
    facts.call(call).and_then(|call| call.library).is_some_and(|entry| entry.effects.contains(&Effect::Exits))
        || super::raises::signals(unit, facts, call)
}

/// Whether control can come out at the end of a statement. Where that is not certain, it can.
pub(crate) fn falls_through(unit: &Unit, facts: &Facts, node: NodeId) -> bool {
    let go = |node| falls_through(unit, facts, node);
    match unit.kind(node) {
        Kind::Block { body } => {
            // What a label names can be jumped to, whatever stands before it.
            let statements = unit.list(body);
            let from = statements.iter().rposition(|&it| matches!(unit.kind(it), Kind::Labelled { .. })).unwrap_or(0);
            statements[from..].iter().all(|&statement| go(statement))
        }
        Kind::If { then, otherwise, .. } => otherwise.is_none_or(|otherwise| go(then) || go(otherwise)),
        Kind::Match { arms, .. } => match_falls_through(unit, facts, unit.list(arms)),
        Kind::Try { body, handlers, otherwise, finally } => {
            let handled = unit.list(handlers).iter().any(|&handler| match unit.kind(handler) {
                Kind::Handler { body, .. } => go(body),
                _ => true,
            });
            finally.is_none_or(go) && (handled || go(body) && otherwise.is_none_or(go))
        }
        Kind::With { body, .. } | Kind::Labelled { body, .. } | Kind::Scoped(code::ScopeForm::Unsafe, body) => go(body),
        Kind::Loop(form, parts) => {
            let endless = form == LoopForm::Endless
                || matches!(form, LoopForm::While | LoopForm::DoWhile)
                    && parts.condition.is_some_and(|condition| unit.kind(condition) == Kind::Boolean(true));
            !(endless && breaks_of(unit, node).is_empty() && !jumps(unit, node))
        }
        _ => !is_exit(unit, facts, node),
    }
}

/// Whether a jump stands in a statement: it may lead anywhere in the function.
fn jumps(unit: &Unit, node: NodeId) -> bool {
    unit.preorder_shallow(node).any(|it| matches!(unit.kind(it), Kind::Goto(_)))
}

fn match_falls_through(unit: &Unit, facts: &Facts, arms: &[NodeId]) -> bool {
    let breaks = unit.dialect.switch_falls_through;
    let mut has_default = unit.dialect.static_types && !breaks;
    for (at, &arm) in arms.iter().enumerate() {
        let Kind::Arm { patterns, guard, body, falls } = unit.kind(arm) else { return true };
        let patterns = unit.list(patterns);
        // An arm that waits for a channel: without a default, one of them runs.
        has_default |= waits(unit, patterns);
        has_default |= guard.is_none()
            && (patterns.is_empty() || matches!(patterns, [only] if unit.kind(*only) == Kind::Wildcard));
        // A `break` in a switch leaves the switch alone.
        let leaves_switch =
            breaks && unit.preorder_shallow(body).any(|node| matches!(unit.kind(node), Kind::Break(_, None)));
        let last = at + 1 == arms.len();
        if leaves_switch || (!falls || last) && falls_through(unit, facts, body) {
            return true;
        }
    }
    !has_default
}

/// Whether the patterns of an arm are a statement that sends to or receives from a channel.
fn waits(unit: &Unit, patterns: &[NodeId]) -> bool {
    matches!(patterns, [only] if matches!(unit.kind(*only), Kind::Send { .. } | Kind::Receive(_) | Kind::Let { .. } | Kind::Assign { .. }))
}

/// The `break`s that leave a loop.
pub(crate) fn breaks_of(unit: &Unit, looping: NodeId) -> Vec<NodeId> {
    let Kind::Loop(_, parts) = unit.kind(looping) else { return Vec::new() };
    let labelled = unit.parent(looping).and_then(|up| match unit.kind(up) {
        Kind::Labelled { label, .. } => Some(unit.text(label)),
        _ => None,
    });
    let mut found = Vec::new();
    // Each entry: a node, and whether a plain `break` in it leaves this loop.
    let mut stack = vec![(parts.body, true)];
    while let Some((node, plain)) = stack.pop() {
        let mut inner = plain;
        match unit.kind(node) {
            Kind::Break(label, _) => {
                let leaves =
                    label.map_or(plain, |label| labelled.is_some_and(|own| bare(own) == bare(unit.text(label))));
                if leaves {
                    found.push(node);
                }
            }
            Kind::Function(_) | Kind::Type(_) => continue,
            Kind::Loop(..) => inner = false,
            Kind::Match { .. } if unit.dialect.switch_falls_through => inner = false,
            _ => {}
        }
        let at = stack.len();
        unit.for_each_child(node, |child| stack.push((child, inner)));
        stack[at..].reverse();
    }
    found
}

/// Whether a `break` leaves this loop, which is one of those around it.
pub(crate) fn leaves_loop(unit: &Unit, node: NodeId, looping: NodeId) -> bool {
    let Kind::Break(label, _) = unit.kind(node) else { return false };
    let Some(label) = label else {
        return unit.ancestors(node).find(|&up| match unit.kind(up) {
            Kind::Loop(..) => true,
            Kind::Match { .. } => unit.dialect.switch_falls_through,
            _ => false,
        }) == Some(looping);
    };
    unit.parent(looping).is_some_and(|up| {
        matches!(unit.kind(up), Kind::Labelled { label: own, .. } if bare(unit.text(own)) == bare(unit.text(label)))
    })
}

fn bare(label: &str) -> &str {
    label.trim_matches(|c: char| c == '\'' || c == ':')
}

/// The expressions that a body ends with where its last expression is its value: of a choice, that of each way.
pub(crate) fn tails(unit: &Unit, facts: &Facts, node: NodeId, found: &mut Vec<NodeId>) {
    match unit.kind(node) {
        Kind::Block { body } => {
            if let Some(&last) = unit.list(body).last() {
                let many = unit.list(body).len() > 1 && unit.dialect.said_results;
                if many
                    && matches!(unit.kind(last), Kind::Call { form: code::CallForm::Plain, .. })
                    && crate::calls::only_does(unit, facts, last)
                {
                    return;
                }
                tails(unit, facts, last, found);
            }
        }
        Kind::If { then, otherwise: Some(otherwise), .. } => {
            tails(unit, facts, then, found);
            tails(unit, facts, otherwise, found);
        }
        Kind::Match { arms, .. } => {
            for &arm in unit.list(arms) {
                if let Kind::Arm { body, .. } = unit.kind(arm) {
                    tails(unit, facts, body, found);
                }
            }
        }
        Kind::Scoped(code::ScopeForm::Unsafe, body) | Kind::Labelled { body, .. } | Kind::With { body, .. } => {
            tails(unit, facts, body, found);
        }
        Kind::Try { body, handlers, .. } => {
            tails(unit, facts, body, found);
            for &handler in unit.list(handlers) {
                if let Kind::Handler { body, .. } = unit.kind(handler) {
                    tails(unit, facts, body, found);
                }
            }
        }
        Kind::If { .. }
        | Kind::Loop(..)
        | Kind::Let { .. }
        | Kind::Assign { .. }
        | Kind::Update { .. }
        | Kind::Import(_)
        | Kind::Type(_)
        | Kind::Empty
        | Kind::Assert(..)
        | Kind::Opaque { .. }
        | Kind::MacroDefinition { .. } => {}
        _ if is_exit(unit, facts, node) || ends_with_semicolon(unit, node) => {}
        _ => found.push(node),
    }
}

/// An expression whose value is thrown away on purpose.
fn ends_with_semicolon(unit: &Unit, node: NodeId) -> bool {
    let span = unit.span(node);
    let statement = unit.parent(node).is_some_and(|up| matches!(unit.kind(up), Kind::Block { .. }));
    statement
        && (unit.text(node).ends_with(';')
            || unit.source.get(span.end as usize..).is_some_and(|rest| rest.trim_start().starts_with(';')))
}
