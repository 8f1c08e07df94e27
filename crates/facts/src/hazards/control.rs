//! Conditions and paths that do not do what they look like.

use code::{BinaryOperator, FunctionId, Kind, LoopForm, NodeId};

use super::{HazardKind, Out};
use crate::Role;
use crate::view::View;

/// Requires an `if` (or conditional) both of whose branches are the same code.
pub(super) fn identical_branches(view: &View<'_>, id: NodeId, out: &mut Out) {
    let (condition, then, otherwise) = match view.kind(id) {
        Kind::If { condition, then, otherwise: Some(otherwise) } => (condition, then, otherwise),
        Kind::Conditional { condition, then, otherwise } => (condition, then, otherwise),
        _ => return,
    };
    if matches!(view.kind(otherwise), Kind::If { .. }) || view.statements(&then).is_empty() {
        return;
    }
    if view.unit.span(then).len() > 3 && same_lines(view, then, otherwise) {
        out.add(HazardKind::IdenticalBranches, id, view.unit.span(id), vec![(Role::Condition, condition)]);
    }
}

/// Whether two nodes spell the same code but for line breaks and indentation. Spaces inside a line may be those of a text.
fn same_lines(view: &View<'_>, left: NodeId, right: NodeId) -> bool {
    let lines = |node| view.unit.text(node).lines().map(str::trim).filter(|line| !line.is_empty());
    lines(left).eq(lines(right))
}

/// Requires an `if` whose condition is a literal; or a condition `… or "text"` that always holds by its last operand.
pub(super) fn constant_condition(view: &View<'_>, id: NodeId, out: &mut Out) {
    let Kind::If { condition, .. } = view.kind(id) else { return };
    let span = view.unit.span(condition);
    let mut at = condition;
    while let Kind::Binary(BinaryOperator::Or, _, right) = view.kind(at) {
        at = right;
    }
    let constant_text = view.literal(at).is_some_and(|it| !it.is_empty());
    if at != condition
        && constant_text
        && (view.unit.dialect.falsy_scalars
            || view.unit.dialect.falsy_empty_collections
            || view.unit.dialect.falsy_null)
    {
        out.add(HazardKind::AlwaysTrueOr, id, span, vec![(Role::Condition, condition), (Role::Value, at)]);
    } else if at == condition && matches!(view.kind(condition), Kind::Boolean(_) | Kind::Integer) {
        out.add(HazardKind::ConstantCondition, id, span, vec![(Role::Condition, condition)]);
    }
}

/// Requires two conditions of one `if … else if` chain that are the same code without a call in it.
pub(super) fn duplicate_condition(view: &View<'_>, id: NodeId, out: &mut Out) {
    // Only from the head of a chain.
    if let Some(parent) = view.unit.parent(id)
        && matches!(view.kind(parent), Kind::If { otherwise: Some(otherwise), .. } if otherwise == id)
    {
        return;
    }
    let mut conditions: Vec<NodeId> = Vec::new();
    let mut at = id;
    while let Kind::If { condition, otherwise, .. } = view.kind(at) {
        let stable = view.within(&view.by.calls, condition).is_empty() && view.call(condition).is_none();
        if stable && conditions.iter().take(64).any(|&it| view.same(it, condition)) {
            out.add(HazardKind::DuplicateCondition, at, view.unit.span(condition), vec![(Role::Condition, condition)]);
            return;
        }
        conditions.push(condition);
        match otherwise {
            Some(next) => at = next,
            None => return,
        }
    }
}

/// Requires an `if` whose whole condition is a plain assignment of a literal or a name.
pub(super) fn assignment_in_condition(view: &View<'_>, id: NodeId, out: &mut Out) {
    let Kind::If { condition, .. } = view.kind(id) else { return };
    let Kind::Assign { target, operator: None, value } = view.kind(condition) else { return };
    if matches!(
        view.kind(value),
        Kind::Integer | Kind::Float | Kind::Text(_) | Kind::Boolean(_) | Kind::Null | Kind::Name(_)
    ) && view.unit.dialect.loose_equality
    {
        out.add(
            HazardKind::AssignmentInCondition,
            id,
            view.unit.span(condition),
            vec![(Role::Name, target), (Role::Value, value)],
        );
    }
}

/// Whether a statement certainly does not reach the one after it.
fn never_ends(view: &View<'_>, id: NodeId) -> bool {
    match view.kind(id) {
        Kind::Return(_) | Kind::Throw(..) | Kind::Break(..) | Kind::Continue(_) | Kind::Goto(_) => true,
        Kind::Block { body } => view.list(body).iter().any(|&it| never_ends(view, it)),
        Kind::If { then, otherwise: Some(otherwise), .. } => never_ends(view, then) && never_ends(view, otherwise),
        Kind::Try { body, handlers, finally, .. } => {
            finally.is_some_and(|it| never_ends(view, it))
                || never_ends(view, body)
                    && view.list(handlers).iter().all(|&it| match view.kind(it) {
                        Kind::Handler { body, .. } => never_ends(view, body),
                        _ => false,
                    })
        }
        Kind::Loop(LoopForm::Endless, _) | Kind::Match { .. } | Kind::Labelled { .. } => true,
        Kind::Loop(LoopForm::While, parts) => parts.condition.is_some_and(|it| view.kind(it) == Kind::Boolean(true)),
        Kind::Call { .. } => matches!(view.called(id), "exit" | "abort" | "fail"),
        _ => false,
    }
}

/// Requires an arm with statements, not the last one, whose end is reached, in a language that goes on into the next arm; and no
/// comment between them that says so.
pub(super) fn missing_break(view: &View<'_>, id: NodeId, out: &mut Out) {
    if !view.unit.dialect.switch_falls_through {
        return;
    }
    let Kind::Match { arms, .. } = view.kind(id) else { return };
    let arms = view.list(arms);
    for pair in arms.windows(2) {
        let &[arm, next] = pair else { continue };
        let Kind::Arm { body, patterns, falls: true, .. } = view.kind(arm) else { continue };
        let statements = view.statements(&body);
        // What goes on into the next arm by a word of its own does so on purpose.
        let says_so = statements.last().is_some_and(|&it| view.kind(it) == Kind::Empty && view.unit.text(it).len() > 1);
        if says_so || statements.is_empty() || statements.iter().any(|&it| never_ends(view, it)) {
            continue;
        }
        let (from, to) = (view.unit.span(body).start, view.unit.span(next).end);
        let at = view.unit.comments.partition_point(|it| it.span.start < from);
        let said = view.unit.comments[at..].iter().take_while(|it| it.span.start < to).any(|it| {
            let text = view.unit.slice(it.span).to_ascii_lowercase();
            text.contains("fall") || text.contains("break") || text.contains("through")
        });
        if !said {
            let mut parts = vec![(Role::Value, statements[statements.len() - 1])];
            parts.extend(view.list(patterns).first().map(|&it| (Role::Key, it)));
            out.add(HazardKind::MissingBreak, arm, view.unit.span(arm), parts);
        }
    }
}

/// Requires a statement after a `return`, `throw`, `break` or `continue` of the same block, that is no definition.
pub(super) fn unreachable(view: &View<'_>, id: NodeId, out: &mut Out) {
    let statements = view.statements(&id);
    let Some(at) = statements.iter().position(|&it| {
        matches!(view.kind(it), Kind::Return(_) | Kind::Throw(..) | Kind::Break(..) | Kind::Continue(_) | Kind::Goto(_))
    }) else {
        return;
    };
    // An attribute may leave a statement out of the program.
    if statements.iter().any(|&it| matches!(view.kind(it), Kind::Decorator { .. })) {
        return;
    }
    // What a label names can be jumped to.
    let rest = statements[at + 1..].iter().copied().take_while(|&it| !matches!(view.kind(it), Kind::Labelled { .. }));
    let after = rest.into_iter().find(|&it| {
        !matches!(
            view.kind(it),
            Kind::Function(_)
                | Kind::Type(_)
                | Kind::Empty
                | Kind::Import(_)
                | Kind::Let { value: None, .. }
                | Kind::MacroDefinition { .. }
                | Kind::Directive { .. }
                | Kind::Opaque { .. }
                | Kind::Yield(..)
                | Kind::Break(..)
        )
    });
    if let Some(after) = after {
        out.add(
            HazardKind::Unreachable,
            after,
            view.unit.span(after),
            vec![(Role::Value, after), (Role::Condition, statements[at])],
        );
    }
}

/// Requires a call of the function to itself that nothing decides: no branch, loop or short circuit around it, and no way out
/// before it.
pub(super) fn endless_recursion(view: &View<'_>, function: FunctionId, out: &mut Out) {
    let it = view.unit.function(function);
    if view.inside(&view.by.yields, it.node).next().is_some() {
        return;
    }
    let Some(body) = it.body else { return };
    // A method called on the own object may be another one in an heir; a name may be bound anew.
    if view.unit.enclosing_type(it.node).is_some() {
        return;
    }
    // A macro may define anything, and a name that is set again may mean something else by then.
    let unread = view.unit.preorder_shallow(body).any(|it| {
        matches!(
            view.kind(it),
            Kind::Opaque { .. }
                | Kind::MacroDefinition { .. }
                | Kind::Import(_)
                | Kind::Call { form: code::CallForm::Macro, .. }
        )
    });
    let rebound = view.function_name(function).is_some_and(|name| {
        view.facts.scopes.binding_of(name).is_none_or(|binding| !binding.writes.is_empty())
            || view.symbol(name).is_some_and(|symbol| {
                view.inside(&view.by.functions, it.node).any(|inner| match view.kind(inner) {
                    Kind::Function(inner) => view.function_name(inner).and_then(|it| view.symbol(it)) == Some(symbol),
                    _ => false,
                })
            })
    });
    if unread || rebound {
        return;
    }
    for call in view.self_calls(function) {
        if view.owner(call) != Some(function) {
            continue;
        }
        let decided = view.unit.ancestors(call).take_while(|&it| it != body).any(|it| {
            matches!(
                view.kind(it),
                Kind::If { .. }
                    | Kind::Conditional { .. }
                    | Kind::Match { .. }
                    | Kind::Loop(..)
                    | Kind::Comprehension { .. }
                    | Kind::Try { .. }
                    | Kind::Handler { .. }
                    | Kind::Opaque { .. }
                    | Kind::Matches { .. }
                    | Kind::Labelled { .. }
                    | Kind::Binary(
                        BinaryOperator::And | BinaryOperator::Or | BinaryOperator::OrElse | BinaryOperator::Coalesce,
                        ..
                    )
                    | Kind::Call { form: code::CallForm::Macro | code::CallForm::Optional, .. }
            )
        });
        if decided
            || matches!(
                view.kind(body),
                Kind::If { .. } | Kind::Match { .. } | Kind::Conditional { .. } | Kind::Binary(..)
            )
        {
            continue;
        }
        let start = view.unit.span(call).start;
        let way_out = view
            .inside(&view.by.returns, it.node)
            .chain(view.inside(&view.by.throws, it.node))
            .chain(view.inside(&view.by.propagates, it.node))
            .chain(view.inside(&view.by.awaits, it.node))
            .any(|exit| view.unit.span(exit).end <= start);
        let local = view.facts.scopes.binding_of(view.call(call).map_or(call, |it| it.0)).is_some_and(|binding| {
            !matches!(
                binding.kind,
                crate::BindingKind::Function | crate::BindingKind::Constant | crate::BindingKind::Variable
            )
        });
        // Only where a loop before it cannot end the program, which no one can tell: a plain body.
        if !way_out && !local {
            out.add(HazardKind::EndlessRecursion, call, view.unit.span(call), vec![(Role::Recursive, call)]);
            return;
        }
    }
}

/// Requires an endless loop without `break`, `return`, `throw`, `yield`, `await`, `?` or a call that ends the program or waits for
/// something from outside.
pub(super) fn endless_loop(view: &View<'_>, id: NodeId, out: &mut Out) {
    let Kind::Loop(form, parts) = view.kind(id) else { return };
    let endless = form == LoopForm::Endless
        || matches!(form, LoopForm::While | LoopForm::DoWhile)
            && parts.condition.is_some_and(|it| matches!(view.kind(it), Kind::Boolean(true)) || view.is_integer(it, 1));
    if !endless {
        return;
    }
    let by = &view.by;
    let left = [&by.breaks, &by.returns, &by.throws, &by.yields, &by.awaits, &by.propagates]
        .into_iter()
        .any(|list| !view.within(list, id).is_empty());
    // What it calls may end it: only a loop whose calls are all known to come back is certain.
    let called = !view.within(&by.calls, id).is_empty();
    if !left && !called {
        out.add(HazardKind::EndlessLoop, id, view.unit.span(id), vec![(Role::Value, parts.body)]);
    }
}

/// Requires a non-empty tuple as the whole condition of an `assert`.
pub(super) fn tuple_assert(view: &View<'_>, id: NodeId, out: &mut Out) {
    if let Kind::Assert(condition, None) = view.kind(id)
        && let Kind::Tuple(items) = view.kind(condition)
        && items.len() >= 2
    {
        out.add(HazardKind::TupleAssert, id, view.unit.span(id), vec![(Role::Condition, condition)]);
    }
}
