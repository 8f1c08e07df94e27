//! Many values in a row that get names: they are told together, as a table is.

use code::{Kind, NodeId, Span};
use facts::{Action, StepId};

use super::Told;
use crate::Level;
use crate::aggregate::Act;
use crate::draft::Context;
use crate::words;

/// Fewer are told one by one.
const MANY: usize = 8;

/// Tells the steps at the front that give names to plain values, where they are many, and gives the others.
pub(super) fn tell<'s>(cx: &Context, steps: &'s [StepId]) -> Option<(Told, &'s [StepId])> {
    let mut names: Vec<String> = Vec::new();
    let mut spans: Vec<Span> = Vec::new();
    for &id in steps {
        let step = cx.facts.steps.get(id);
        let targets: Option<Vec<NodeId>> = step.actions().map(|(_, action)| plain(cx, action)).collect();
        let Some(targets) = targets.filter(|_| step.children.is_empty()) else { break };
        names.extend(targets.into_iter().map(|it| cx.quote(it)));
        spans.push(step.span);
    }
    let n_steps = spans.len();
    if names.len() < MANY || n_steps < 2 {
        return None;
    }
    let n = words::count(names.len(), "value");
    let most = if cx.level == Level::Expert { 8 } else { 5 };
    let names = words::list_some(&names, most);
    let verb = match cx.level {
        Level::Beginner => format!("gives names to {n}: {names}"),
        _ => format!("defines {n}: {names}"),
    };
    let mut told = Told::act(Act::plain(verb), spans[0]);
    told.spans = spans;
    Some((told, &steps[n_steps..]))
}

/// What gets its first value, where that value is plain and stands on one line.
fn plain(cx: &Context, action: &Action) -> Option<NodeId> {
    let (Action::Set { target, value, first: true } | Action::Start { target, value } | Action::Name { target, value }) =
        *action
    else {
        return None;
    };
    let is_name = matches!(cx.unit.kind(target), Kind::Name(_));
    let simple = cx.unit.preorder_shallow(value).all(|it| {
        !matches!(
            cx.unit.kind(it),
            Kind::Call { .. }
                | Kind::Function(_)
                | Kind::Await(_)
                | Kind::Propagate(_)
                | Kind::Conditional { .. }
                | Kind::Opaque { .. }
        )
    });
    (is_name && simple && !cx.text(value).contains('\n')).then_some(target)
}
