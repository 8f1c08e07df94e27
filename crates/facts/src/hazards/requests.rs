//! What a stranger sent and what is done with it, and other slips of programs that answer requests.

use code::{CallForm, Kind, LoopForm, NodeId};

use super::{HazardKind, Out};
use crate::Role;
use crate::view::View;

/// How many variables a value is followed through.
const MOST_STEPS: u32 = 4;

/// The part of a value that a stranger sent as it is. What a call makes of it is taken to be checked.
pub(super) fn sent(view: &View<'_>, id: NodeId) -> Option<NodeId> {
    if view.unit.dialect.request_data.is_empty() {
        return None;
    }
    let mut open = vec![(id, 0)];
    while let Some((at, steps)) = open.pop() {
        match view.kind(at) {
            Kind::Name(_) => {
                if view.unit.dialect.request_data.contains(&view.unit.text(at)) {
                    return Some(id);
                }
                let once = view.facts.scopes.binding_of(at).is_some_and(|it| it.writes.is_empty());
                if steps < MOST_STEPS && once {
                    open.extend(view.start_value_near(at).map(|value| (value, steps + 1)));
                }
            }
            Kind::Index { object, .. } => open.push((object, steps)),
            Kind::Template { pieces, tag: None } => open.extend(view.list(pieces).iter().map(|&it| (it, steps))),
            Kind::Conditional { then, otherwise, .. } => open.extend([(then, steps), (otherwise, steps)]),
            Kind::Binary(operator, left, right) if view.unit.dialect.falls_back(operator) => {
                open.extend([(left, steps), (right, steps)]);
            }
            // Spaces at the ends are no danger, what stands between them is.
            Kind::Call { .. } => {
                if let Some((_, &[first, ..], CallForm::Plain)) = view.call(at)
                    && matches!(view.called(at), "trim" | "ltrim" | "rtrim" | "stripslashes" | "strtolower" | "ucfirst")
                {
                    open.push((first, steps));
                }
            }
            _ => {}
        }
    }
    None
}

/// Requires that what a stranger sent is shown as it is: by `echo`, or between markup.
pub(super) fn shown(view: &View<'_>, id: NodeId, out: &mut Out) {
    let parts = match view.kind(id) {
        Kind::Call { .. } => match view.call(id) {
            Some((callee, arguments, CallForm::Plain))
                if matches!(view.unit.name_of(callee), Some("echo" | "print")) =>
            {
                arguments
            }
            _ => return,
        },
        Kind::Element { children, .. } => view.list(children),
        _ => return,
    };
    if let Some(value) = parts.iter().find_map(|&it| sent(view, it)) {
        out.add(HazardKind::SentIntoPage, id, view.unit.span(value), vec![(Role::Value, value)]);
    }
}

/// All hazards of one call that has to do with what was sent, with passwords or with where the visitor goes next.
pub(super) fn call(view: &View<'_>, id: NodeId, out: &mut Out) {
    let Some((callee, arguments, CallForm::Plain)) = view.call(id) else { return };
    if view.unit.dialect.request_data.is_empty() {
        return;
    }
    silenced(view, id, out);
    let span = view.unit.span(id);
    let parts = |value: NodeId| vec![(Role::Function, callee), (Role::Value, value)];
    match (view.last_text(callee), arguments) {
        ("extract", &[first, ..]) if sent(view, first).is_some() => {
            out.add(HazardKind::SentAsVariables, id, span, parts(first));
        }
        ("unserialize", &[first, ..]) if sent(view, first).is_some() => {
            out.add(HazardKind::UnsafeLoad, id, span, parts(first));
        }
        ("include" | "include_once" | "require" | "require_once", &[first, ..]) if sent(view, first).is_some() => {
            out.add(HazardKind::DynamicCode, id, span, parts(first));
        }
        ("system" | "exec" | "shell_exec" | "passthru" | "popen", &[first, ..]) if sent(view, first).is_some() => {
            out.add(HazardKind::ShellCommand, id, span, parts(first));
        }
        // Requires a name that says password.
        ("md5" | "sha1" | "crc32", &[first, ..]) if names_password(view, first) => {
            out.add(HazardKind::WeakPasswordHash, id, span, parts(first));
        }
        // Requires a literal that sends the visitor elsewhere, and a statement behind it that does not leave.
        ("header", &[first, ..]) if is_redirect(view, first) => {
            if let Some(next) = next_statement(view, id)
                && !leaves(view, next)
            {
                out.add(HazardKind::RedirectGoesOn, id, span, vec![(Role::Function, callee)]);
            }
        }
        _ => {}
    }
}

fn names_password(view: &View<'_>, id: NodeId) -> bool {
    let text = view.unit.text(id).to_ascii_lowercase();
    ["password", "passwd", "$pass", "'pass'", "\"pass\"", "'pwd'", "$pwd"].iter().any(|it| text.contains(it))
}

fn is_redirect(view: &View<'_>, id: NodeId) -> bool {
    view.unit.text(id).trim_start_matches(['\'', '"']).to_ascii_lowercase().starts_with("location:")
}

/// The statement that runs after another one: the next one of its block, or of the block around it. None at the end of a function.
fn next_statement(view: &View<'_>, id: NodeId) -> Option<NodeId> {
    let mut at = id;
    while let Some(up) = view.unit.parent(at) {
        match view.kind(up) {
            Kind::Block { body } | Kind::Module { body } => {
                let all = view.list(body);
                let next = all.iter().position(|&it| it == at).and_then(|place| all.get(place + 1));
                if let Some(&next) = next {
                    return Some(next);
                }
            }
            Kind::If { .. } => {}
            _ => return None,
        }
        at = up;
    }
    None
}

fn leaves(view: &View<'_>, id: NodeId) -> bool {
    match view.kind(id) {
        Kind::Return(_) | Kind::Throw(..) | Kind::Break(..) | Kind::Function(_) | Kind::Type(_) => true,
        Kind::Call { .. } => {
            let exits = view
                .facts
                .call(id)
                .and_then(|call| call.library)
                .is_some_and(|entry| entry.effects.contains(&code::Effect::Exits));
            // Another header may follow before the end.
            exits || view.called(id) == "header" && next_statement(view, id).is_none_or(|next| leaves(view, next))
        }
        _ => false,
    }
}

/// Requires a call whose warnings are not reported.
fn silenced(view: &View<'_>, id: NodeId, out: &mut Out) {
    let mark = view.unit.dialect.silencer;
    let span = view.unit.span(id);
    let before = &view.unit.source[..span.start as usize];
    if !mark.is_empty() && before.ends_with(mark) {
        let whole = code::Span::new(span.start - mark.len() as u32, span.end);
        out.add(HazardKind::SilencedWarning, id, whole, vec![(Role::Value, id)]);
    }
}

/// Requires a loop whose item is a reference that is neither given up nor out of reach when the loop has ended.
pub(super) fn reference_after_loop(view: &View<'_>, id: NodeId, out: &mut Out) {
    let Kind::Loop(LoopForm::Each, parts) = view.kind(id) else { return };
    let (Some(target), Some(source)) = (parts.target, parts.source) else { return };
    let item = match view.kind(target) {
        Kind::Tuple(parts) => view.list(parts).last().copied(),
        _ => Some(target),
    };
    let Some(Kind::Reference(name, true)) = item.map(|it| view.kind(it)) else { return };
    let Some(binding) = view.facts.scopes.binding_of(name) else { return };
    let end = view.unit.span(id).end;
    let after = |it: &&NodeId| view.unit.span(**it).start >= end;
    let mut later: Vec<NodeId> =
        binding.reads.iter().chain(&binding.writes).chain([&binding.definition]).filter(after).copied().collect();
    later.sort_by_key(|&it| view.unit.span(it).start);
    let Some(&first) = later.first() else { return };
    let given_up = view.unit.parent(first).is_some_and(|up| matches!(view.kind(up), Kind::Delete(_)));
    let again = view.unit.ancestors(first).take(3).any(|up| {
        matches!(view.kind(up), Kind::Loop(_, parts) if parts.target.is_some_and(|it| {
            view.unit.span(it).contains(view.unit.span(first)) && view.unit.text(it).contains('&')
        }))
    });
    if !given_up && !again {
        out.add(
            HazardKind::ReferenceAfterLoop,
            id,
            view.unit.span(id),
            vec![(Role::Name, name), (Role::Sequence, source)],
        );
    }
}

/// Requires a condition that is the position of a text in another, which is zero at the start.
pub(super) fn position_as_truth(view: &View<'_>, id: NodeId, out: &mut Out) {
    let Kind::If { condition, .. } = view.kind(id) else { return };
    let asked = match view.kind(condition) {
        Kind::Unary(code::UnaryOperator::Not, inner) => inner,
        _ => condition,
    };
    if view.unit.dialect.request_data.is_empty() {
        return;
    }
    let by_name = matches!(view.called(asked), "strpos" | "stripos" | "mb_strpos" | "mb_stripos" | "array_search");
    if view.call(asked).is_some() && by_name {
        out.add(HazardKind::PositionAsTruth, id, view.unit.span(condition), vec![(Role::Function, asked)]);
    }
}
