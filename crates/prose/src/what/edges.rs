//! What a reviewer asks of a function beyond its contract: its edges, where the code proves what happens there.

use code::{Effect, FunctionId, Kind, NodeId, Span};
use facts::{BindingKind, Bound, FunctionFacts, LoopIntent, Results};

use crate::SectionKind;
use crate::draft::{Context, Draft};
use crate::say;
use crate::words::{list, sentence};

/// What a reviewer asks next: what an empty input gives, whether each path gives something, which object comes back, what may fail.
pub(super) fn fill(cx: &Context<'_>, id: FunctionId, facts: &FunctionFacts, lead: &str, draft: &mut Draft) {
    if let Some((text, span)) = empty_input(cx, id, facts) {
        draft.say(SectionKind::What, None, sentence(&text), &[span]);
    }
    // Where one path gives back nothing in so many words, that is said with the paths.
    let absent = facts.returned.iter().any(|&it| cx.unit.kind(it) == Kind::Null || cx.text(it) == "undefined");
    if facts.results == Results::Sometimes && !absent && !lead.contains("otherwise") {
        let spans: Vec<Span> = facts.returned.iter().map(|&node| cx.unit.span(node)).take(3).collect();
        if !spans.is_empty() {
            draft.say(SectionKind::What, None, "Not every path returns a value.".to_owned(), &spans);
        }
    }
    if let Some((text, spans)) = same_object(cx, facts) {
        draft.say(SectionKind::What, None, sentence(&text), &spans);
    }
    if let Some((text, spans)) = passed_on(cx, id) {
        draft.say(SectionKind::What, None, sentence(&text), &spans);
    }
}

/// A result that is only changed by the one loop over an argument is what it started with if there is nothing to go through.
fn empty_input(cx: &Context<'_>, id: FunctionId, facts: &FunctionFacts) -> Option<(String, Span)> {
    let unit = cx.unit;
    let &[returned] = facts.returned.as_slice() else { return None };
    let binding = cx.facts.scopes.resolve(returned)?;
    let known = cx.facts.scopes.binding(binding);
    let (Kind::Let { target, value: Some(start), .. } | Kind::Assign { target, operator: None, value: start }) =
        unit.kind(unit.parent(known.definition)?)
    else {
        return None;
    };
    let plain = match unit.kind(start) {
        Kind::Integer | Kind::Float | Kind::Text(_) | Kind::Boolean(_) | Kind::Null => true,
        Kind::Sequence(list) | Kind::Mapping(list) | Kind::Set(list) => list.is_empty(),
        _ => false,
    };
    if target != known.definition || !plain || known.captured {
        return None;
    }
    let body = unit.function(id).body?;
    let mut outer = cx.facts.loops.iter().filter(|it| {
        it.depth == 0 && unit.enclosing_function(it.node) == Some(id) && matches!(unit.kind(it.node), Kind::Loop(..))
    });
    let (only, None) = (outer.next()?, outer.next()) else { return None };
    let collects = only.intents.iter().any(|intent| {
        // Why a sum starts at zero is told with it.
        use LoopIntent::*;
        matches!(*intent, Product(it) | Count(it) | JoinText(it) | Map(it) | Filter(it) | FilterMap(it)
            | Index(it) | Group(it) | Maximum(it) | Minimum(it) if it == binding)
    });
    let (Bound::Items(source) | Bound::Enumerated(source) | Bound::Positions(source) | Bound::Lines(source)) =
        only.bound
    else {
        return None;
    };
    let parameter = cx.facts.scopes.binding_of(source)?;
    let span = unit.span(only.node);
    let inside = |node: &NodeId| {
        let at = unit.span(*node);
        *node == known.definition || span.start <= at.start && at.end <= span.end
    };
    // Nothing else may decide: a check before the loop, an `else` of it, a change elsewhere.
    let loop_at = unit.statements(body).iter().position(|&it| it == only.node)?;
    let quiet = unit.statements(body).iter().take(loop_at).all(|&it| {
        matches!(unit.kind(it), Kind::Let { .. } | Kind::Text(_))
            || matches!(unit.kind(it), Kind::Assign { target, .. } if matches!(unit.kind(target), Kind::Name(_)))
    });
    let direct = unit.statements(body).get(loop_at + 1).is_some_and(|&next| {
        next == returned || matches!(unit.kind(next), Kind::Return(Some(value)) if value == returned)
    });
    let is_fit = collects
        && parameter.kind == BindingKind::Parameter
        && parameter.writes.iter().all(|&it| it == parameter.definition)
        && known.writes.iter().all(inside)
        && quiet
        && direct;
    if !is_fit || !matches!(unit.kind(source), Kind::Name(_)) {
        return None;
    }
    Some((format!("an empty {} gives {}", cx.quote(source), say::noun_brief(cx, start)?), span))
}

/// One path hands an argument back as it is, another one something new.
fn same_object(cx: &Context<'_>, facts: &FunctionFacts) -> Option<(String, Vec<Span>)> {
    let unit = cx.unit;
    if unit.dialect.ownership || facts.returned.len() < 2 {
        return None;
    }
    let kept = facts.returned.iter().copied().find(|&it| {
        matches!(unit.kind(it), Kind::Name(_))
            && cx.facts.scopes.binding_of(it).is_some_and(|binding| {
                binding.kind == BindingKind::Parameter && binding.writes.iter().all(|&at| at == binding.definition)
            })
    })?;
    let made = facts.returned.iter().copied().find(|&it| match unit.kind(it) {
        Kind::Mapping(list) | Kind::Sequence(list) | Kind::Set(list) => !list.is_empty(),
        Kind::Comprehension { .. } => true,
        _ => false,
    })?;
    let what = match unit.kind(made) {
        Kind::Mapping(_) => unit.dialect.terms.mapping,
        Kind::Set(_) => unit.dialect.terms.set,
        _ => unit.dialect.terms.sequence,
    };
    let text = format!("hands back {} itself, not a copy, on one path and a new {what} on another", cx.quote(kept));
    Some((text, vec![unit.span(kept), unit.span(made)]))
}

/// Calls that may fail and have no handler here.
fn passed_on(cx: &Context<'_>, id: FunctionId) -> Option<(String, Vec<Span>)> {
    use Effect::{Database, Network, Process, ReadsFile, WritesFile};
    let unit = cx.unit;
    if !unit.dialect.exceptions {
        return None;
    }
    let (mut names, mut spans) = (Vec::new(), Vec::new());
    for call in cx.facts.calls_in(Some(id)) {
        let Some(entry) = call.library else { continue };
        let awaited = matches!(unit.parent(call.node).map(|it| unit.kind(it)), Some(Kind::Await(_)));
        // What depends on the world or on a text; that a list has an item is for the code to know.
        let outside =
            entry.effects.iter().any(|it| matches!(it, ReadsFile | WritesFile | Network | Process | Database));
        let parses = entry.path.contains("parse") || entry.path.contains("loads");
        if !entry.effects.contains(&Effect::Raises) || !(outside || parses) || entry.returns == "promise" && !awaited {
            continue;
        }
        let handled = unit
            .ancestors(call.node)
            .take_while(|&it| !matches!(unit.kind(it), Kind::Function(_)))
            .any(|it| matches!(unit.kind(it), Kind::Try { .. } | Kind::With { .. }));
        let Kind::Call { callee, .. } = unit.kind(call.node) else { continue };
        if handled || unit.span(callee).len() > 36 || unit.text(callee).contains('\n') {
            continue;
        }
        let name = cx.quote(callee);
        if !names.contains(&name) {
            names.push(name);
            spans.push(unit.span(call.node));
        }
    }
    if names.is_empty() || names.len() > 4 {
        return None;
    }
    Some((format!("failures of {} are not handled here", list(&names)), spans))
}
