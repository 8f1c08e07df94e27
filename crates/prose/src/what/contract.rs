//! What callers of a function rely on: side effects, purity and cost; what may be left out of a call.

use code::{Effect, FunctionId, Kind, Span};
use facts::{Cost, FunctionFacts, Recursion};

use crate::SectionKind;
use crate::draft::{Context, Draft};
use crate::plan;
use crate::words::{list, list_some, sentence};

/// Side effects, purity and cost, for reviewers.
pub(super) fn fill(cx: &Context<'_>, id: FunctionId, facts: &FunctionFacts, draft: &mut Draft) {
    let whole = plan::header(cx, id);
    let mut effects = Vec::new();
    let mut spans = vec![];
    for &(effect, node) in &facts.effects {
        let Some(word) = effect_words(effect) else { continue };
        effects.push(word.to_owned());
        spans.push(cx.unit.span(node));
    }
    let mut changed = |clause: &str, written: &[(facts::BindingId, code::NodeId)]| {
        let mut names: Vec<String> = Vec::new();
        for &(binding, node) in written.iter().take(3) {
            let name = format!("`{}`", cx.unit.name(cx.facts.scopes.binding(binding).name));
            if !names.contains(&name) {
                names.push(name);
                spans.push(cx.unit.span(node));
            }
        }
        if !names.is_empty() {
            effects.push(format!("{clause} {}", list(&names)));
        }
    };
    changed("mutation of", &facts.mutates);
    changed("assignment to the outer", &facts.writes_outer);
    let mut text = if !effects.is_empty() {
        format!("side effects: {}", list_some(&effects, 4))
    } else if facts.pure {
        spans.push(whole);
        "pure and deterministic".to_owned()
    } else {
        String::new()
    };
    let cost = match facts.cost {
        Cost::Logarithmic => "O(log n)",
        Cost::Linear => "O(n)",
        Cost::Linearithmic => "O(n log n)",
        Cost::Quadratic => "O(n²)",
        Cost::Cubic => "O(n³)",
        Cost::Exponential => "exponential",
        Cost::Unknown | Cost::Constant => "",
    };
    if !cost.is_empty() {
        if !text.is_empty() {
            text.push_str("; ");
        }
        text.push_str(&format!("time complexity {cost}"));
        spans.push(cx.unit.span(cx.unit.function(id).node));
    }
    if !matches!(facts.recursion, Recursion::None) {
        if !text.is_empty() {
            text.push_str("; ");
        }
        text.push_str("recursive, so depth is bounded by the call stack");
        spans.push(whole);
    }
    if !text.is_empty() {
        draft.say(SectionKind::What, None, sentence(&text), &spans);
    }
}

/// Which of the values that callers hand over are not the same afterwards.
pub(super) fn changed(cx: &Context<'_>, facts: &FunctionFacts, said: &str, draft: &mut Draft) {
    let (mut names, mut targets) = (Vec::new(), Vec::new());
    let mut spans = Vec::new();
    for &(binding, node) in facts.mutates.iter().take(3) {
        let known = cx.facts.scopes.binding(binding);
        let name = format!("`{}`", cx.unit.name(known.name));
        let is_own = known.kind == facts::BindingKind::Receiver || matches!(&name[..], "`self`" | "`this`");
        if known.kind != facts::BindingKind::Parameter || is_own || names.contains(&name) || targets.contains(&name) {
            continue;
        }
        let declared =
            cx.unit.ancestors(known.definition).find(|&it| matches!(cx.unit.kind(it), Kind::Parameter { .. }));
        // A pointer stays the same; what it points to does not.
        let is_pointer = cx.unit.dialect.pointers && declared.is_some_and(|it| cx.text(it).contains(['*', '[']));
        if is_pointer {
            targets.push(name);
        } else {
            names.push(name);
        }
        spans.push(cx.unit.span(node));
    }
    if names.is_empty() && targets.is_empty() || said.contains("in place") {
        return;
    }
    let mut parts = Vec::new();
    if !names.is_empty() {
        let themselves = if names.len() == 1 { "itself, not a copy" } else { "themselves, not copies" };
        parts.push(format!("{} {themselves}", list(&names)));
    }
    if !targets.is_empty() {
        parts.push(format!("what {} {} to", list(&targets), if targets.len() == 1 { "points" } else { "point" }));
    }
    draft.say(SectionKind::What, None, sentence(&format!("it changes {}", parts.join(", and "))), &spans);
}

fn effect_words(effect: Effect) -> Option<&'static str> {
    Some(match effect {
        Effect::ReadsFile => "filesystem reads",
        Effect::WritesFile => "filesystem writes",
        Effect::Network => "network access",
        Effect::Prints => "printed or logged output",
        Effect::ReadsInput => "user input",
        Effect::Clock => "clock access",
        Effect::Random => "non-deterministic random numbers",
        Effect::Sleeps => "suspension of the caller",
        Effect::Process => "execution of another process",
        Effect::Environment => "access to the process environment",
        Effect::Exits => "possible termination of the process",
        Effect::Spawns => "concurrent execution",
        Effect::Locks => "acquisition of a lock",
        Effect::Channel => "channel communication",
        Effect::Document => "modification of the page",
        Effect::Database => "database access",
        Effect::Storage => "modification of persistent storage",
        Effect::Evaluates => "evaluation of text as code",
        Effect::Mutates | Effect::Raises | Effect::Acquires | Effect::Releases => return None,
    })
}

/// What may be left out of a call, where something telling stands in for it.
pub(super) fn defaults(cx: &Context<'_>, id: FunctionId) -> Option<(String, Vec<Span>)> {
    let function = cx.unit.function(id);
    let (mut clauses, mut spans) = (Vec::new(), Vec::new());
    for &parameter in cx.unit.list(function.parameters) {
        let Kind::Parameter { target, default: Some(default), .. } = cx.unit.kind(parameter) else { continue };
        // That nothing is there unless it is given needs no word.
        let is_telling =
            matches!(cx.unit.kind(default), Kind::Integer | Kind::Float | Kind::Text(_) | Kind::Boolean(true))
                && cx.unit.span(default).len() <= 30
                && !matches!(cx.text(default), "\"\"" | "''");
        if is_telling && cx.unit.name_of(target).is_some() {
            clauses.push(format!("{} ({} by default)", cx.quote(target), cx.quote(default)));
            spans.push(cx.unit.span(parameter));
        }
    }
    let are = if clauses.len() == 1 { "is" } else { "are" };
    (1..=4).contains(&clauses.len()).then(|| (format!("{} {are} optional", list(&clauses)), spans))
}

/// What may be left out of a call, for beginners.
pub(super) fn optional_parameters(cx: &Context<'_>, id: FunctionId) -> Option<(String, Vec<Span>)> {
    let function = cx.unit.function(id);
    let mut clauses = Vec::new();
    let mut spans = Vec::new();
    for &parameter in cx.unit.list(function.parameters) {
        let Kind::Parameter { target, default: Some(default), .. } = cx.unit.kind(parameter) else { continue };
        if cx.unit.name_of(target).is_none() || cx.unit.span(default).len() > 30 {
            continue;
        }
        clauses.push(format!("{} (then it is {})", cx.quote(target), cx.quote(default)));
        spans.push(cx.unit.span(parameter));
    }
    match clauses.len() {
        0 => None,
        1..=3 => Some((format!("when you call it, you may leave out {}", list(&clauses)), spans)),
        n => Some((format!("when you call it, you may leave out {n} of its inputs, which have defaults"), spans)),
    }
}
