//! Steps with bodies: branches, loops, handlers, functions. Short bodies are told in the same sentence, others below it.

use code::{Kind, NodeId, ScopeForm, Span};
use facts::{Action, Step, StepId, Way};

use super::attempts::with;
use super::{DEEPEST, Inside, Told, attempts, callbacks, entries, groups, loops, markup, verdicts};
use crate::Level;
use crate::aggregate::{Act, join_acts};
use crate::draft::Context;
use crate::orthography::finish;
use crate::phrase;
use crate::words;

/// Tells a step at a depth.
pub(super) fn tell(cx: &Context, id: StepId, depth: u32, out: &mut Vec<Told>) {
    let step = cx.facts.steps.get(id);
    let span = step.span;
    match &step.action {
        Action::Guard { condition, .. } if !cx.facts.steps.only_leaves(step) => {
            let lead = format!("if {}", phrase::condition(cx, *condition));
            out.push(under(cx, lead, &step.children, span, depth));
        }
        Action::Choose { ways, .. } => choose(cx, ways, span, depth, out),
        Action::Dispatch { subject, ways, .. } => dispatch(cx, *subject, ways, span, depth, out),
        Action::Loop { node, body } => repeat(cx, *node, *body, span, depth, out),
        Action::Try { body, handlers, otherwise, finally } => {
            attempts::tried(cx, (*body, handlers, *otherwise, *finally), span, depth, out);
        }
        Action::With { resources, body } => {
            let lead = with(cx, resources);
            out.push(under(cx, lead, cx.facts.steps.of_body(*body), span, depth));
        }
        Action::Define(_) | Action::DefineType(_) => out.push(define(cx, step, depth)),
        Action::Scope(form, body) => {
            let steps = cx.facts.steps.of_body(*body);
            match form {
                Some(form @ (ScopeForm::Unsafe | ScopeForm::Apart))
                    if depth < DEEPEST && (*form == ScopeForm::Unsafe || !steps.is_empty()) =>
                {
                    let text = super::commands::scope(cx, *form).to_owned();
                    out.push(Told::fixed(text, span).with(vec![Inside::Steps(steps.to_vec())]));
                }
                _ => {
                    for &step in steps {
                        tell(cx, step, depth, out);
                    }
                    // The braces belong to the first and the last.
                    match out.last_mut() {
                        Some(last) if !steps.is_empty() => last.spans.push(span),
                        _ => out.push(Told::act(groups::act(cx, step), span)),
                    }
                }
            }
        }
        Action::Attempt { body, .. } => attempts::tell(cx, step, *body, depth, out),
        Action::Unpack { otherwise: Some(otherwise), target, .. } => {
            out.push(Told::act(groups::act(cx, step), span));
            let lead = attempts::misfit(cx, *target);
            out.push(under(cx, lead, cx.facts.steps.of_body(*otherwise), cx.unit.span(*otherwise), depth));
        }
        Action::Guard { .. } if verdicts::guard(cx, step, out) => {}
        Action::Guard { .. } => out.push(Told::act(groups::act(cx, step), span)),
        _ if markup::tell(cx, step, depth, out) || entries::tell(cx, step, out) => {}
        _ if verdicts::tell(cx, step, out) => {}
        _ if callbacks::tell(cx, step, depth, out) => {}
        _ if let Some(value) = function_value(cx, step) => out.push(given_function(cx, step, value, depth)),
        _ => out.push(with_functions(cx, step, depth)),
    }
}

/// The function that a statement stores or gives back and does nothing else with.
fn function_value(cx: &Context, step: &Step) -> Option<NodeId> {
    let (Action::Set { value, .. } | Action::SetField { value, .. } | Action::Return(Some(value))) = step.action else {
        return None;
    };
    let is_function = matches!(cx.unit.kind(value), Kind::Function(_));
    (is_function && step.more.is_empty() && matches!(step.children[..], [_])).then_some(value)
}

/// `x.y = function () { … }`, `return () => { … }`.
fn given_function(cx: &Context, step: &Step, value: NodeId, depth: u32) -> Told {
    let beginner = cx.level == Level::Beginner;
    let inner = match step.children[..] {
        [child] => &cx.facts.steps.get(child).children[..],
        _ => &[],
    };
    let target = match step.action {
        Action::Set { target, .. } | Action::SetField { target, .. } => Some(target),
        _ => None,
    };
    if let Some(target) = target
        && handles_event(cx, target)
    {
        return under(cx, format!("whenever {} is triggered", cx.quote(target)), inner, step.span, depth);
    }
    let verb = match target {
        Some(target) if beginner => format!("makes the function {}", cx.quote(target)),
        Some(target) => format!("defines {}", cx.quote(target)),
        None => super::acts::returned(cx, Some(value), false),
    };
    defined(cx, verb, inner, step.span, depth)
}

/// A function, introduced by a verb phrase: what it does in the same sentence, or below it.
fn defined(cx: &Context, verb: String, steps: &[StepId], span: Span, depth: u32) -> Told {
    if let Some(acts) = inline(cx, steps, 2, 130, 0) {
        let said = join_acts(&acts);
        // Where nothing inside could be told, nothing is claimed of it.
        let comma = if acts.first().is_some_and(|act| act.lead.is_some()) { "," } else { "" };
        let text = if said.trim().is_empty() { verb } else { format!("{verb}, which{comma} {said}") };
        return Told::act(Act::plain(text), span);
    }
    if depth >= DEEPEST {
        return Told::act(Act::plain(format!("{verb}, which {}", summary(cx, steps))), span);
    }
    let text = match cx.level {
        Level::Beginner => format!("It {verb}. It works like this:"),
        _ => finish(format!("{verb}, which works as follows:")),
    };
    Told::fixed(text, span).with(vec![Inside::Steps(steps.to_vec())])
}

/// Whether a member is by its name there to be called when something happens: `onclick`, `onmessage`.
fn handles_event(cx: &Context, target: NodeId) -> bool {
    let Kind::Member { name, .. } = cx.unit.kind(target) else { return false };
    let event = cx.unit.name(name).strip_prefix("on").unwrap_or("");
    cx.unit.dialect.object_literals && event.len() > 2 && event.chars().all(|it| it.is_ascii_lowercase())
}

/// A plain step, and the functions that are written inside it.
fn with_functions(cx: &Context, step: &Step, depth: u32) -> Told {
    if let Some(told) = through_macro(cx, step, depth) {
        return told;
    }
    let mut told = Told::act(groups::act(cx, step), step.span);
    if step.children.is_empty() {
        return told;
    }
    let spelled = |told: &Told| {
        let place = crate::orthography::Place { at: 0, n: 1, nested: depth > 1 };
        crate::orthography::spell(cx.level, &told.acts, place)
    };
    // A single long function is the step's own body: its steps stand right below.
    if let &[only] = &step.children[..]
        && let inner = cx.facts.steps.get(only)
        && let Action::Define(id) = inner.action
        && inline(cx, &inner.children, 3, 170, 0).is_none()
    {
        let label = match label(cx, id) {
            // No function was spoken of that this could mean.
            that if that == "that function" && !told.acts.iter().any(|act| names_function(cx, &act.verb)) => {
                "a function in it".to_owned()
            }
            label => label,
        };
        if depth >= DEEPEST {
            let what = finish(format!("{label} {}", summary(cx, &inner.children)));
            return Told::fixed(format!("{} {what}", spelled(&told)), step.span);
        }
        let what = finish(format!("{label} works like this:"));
        return Told::fixed(format!("{} {what}", spelled(&told)), step.span)
            .with(vec![Inside::Steps(inner.children.clone())]);
    }
    // A block that is nothing but the value was told with its statement.
    let is_value = |&id: &StepId| match cx.facts.steps.get(id).action {
        Action::Scope(_, body) => match *cx.facts.steps.of_body(body) {
            [only] => {
                let only = cx.facts.steps.get(only);
                matches!(only.action, Action::Give(_)) && only.children.is_empty()
            }
            _ => false,
        },
        _ => false,
    };
    if depth >= DEEPEST || step.children.iter().all(is_value) {
        return told;
    }
    let mut inside = Vec::new();
    for &child in &step.children {
        let inner = cx.facts.steps.get(child);
        match inner.action {
            Action::Define(id) => {
                let label = label(cx, id);
                inside.push(Inside::Told(titled(cx, label, &inner.children, inner.span, depth + 1)));
            }
            _ => {
                let mut list = Vec::new();
                tell(cx, child, depth + 1, &mut list);
                inside.extend(list.into_iter().map(Inside::Told));
            }
        }
    }
    // A single short function needs no sentence of its own.
    if let [Inside::Told(only)] = &inside[..]
        && only.inside.is_empty()
        && let Some(text) = &only.fixed
        && text.len() < 140
        && told.acts.len() == 1
    {
        let mut main = spelled(&told);
        main.push(' ');
        main.push_str(text);
        return Told::fixed(main, step.span);
    }
    told.inside = inside;
    told
}

/// `pin_project! { struct … }`: definitions that a macro reads.
fn through_macro(cx: &Context, step: &Step, depth: u32) -> Option<Told> {
    let Action::Call { call, .. } = step.action else { return None };
    let Kind::Call { callee, form: code::CallForm::Macro, .. } = cx.unit.kind(call) else { return None };
    let defines = |&id: &StepId| matches!(cx.facts.steps.get(id).action, Action::DefineType(_));
    // What stands between the brackets may be a block.
    let mut items = Vec::new();
    for &child in &step.children {
        match cx.facts.steps.get(child).action {
            Action::Scope(_, body) => items.extend_from_slice(cx.facts.steps.of_body(body)),
            _ => items.push(child),
        }
    }
    if depth >= DEEPEST || items.is_empty() || !items.iter().all(defines) {
        return None;
    }
    let name = cx.quote(callee);
    let text = match cx.level {
        Level::Beginner => format!("It hands the following to the macro {name}, which makes code from it:"),
        _ => format!("Passes through the macro {name}:"),
    };
    let inside = items.iter().map(|&id| Inside::Told(define(cx, cx.facts.steps.get(id), depth + 1))).collect();
    Some(Told::fixed(text, step.span).with(inside))
}

/// How an inner function is pointed at.
pub(super) fn label(cx: &Context, id: code::FunctionId) -> String {
    let unit = cx.unit;
    let function = unit.function(id);
    let name = function.name.or_else(|| cx.facts.functions.get(id.index()).and_then(|it| it.name));
    if let Some(name) = name {
        return format!("the function {}", cx.quote(name));
    }
    match unit.parent(function.node).map(|it| unit.kind(it)) {
        Some(Kind::Call { callee, .. })
            if callee == function.node
                && unit
                    .parent(function.node)
                    .and_then(|call| unit.parent(call))
                    .is_some_and(|up| matches!(unit.kind(up), Kind::Spawn(_) | Kind::Defer(_))) =>
        {
            "that function".to_owned()
        }
        Some(Kind::Call { callee, .. }) if callee == function.node => {
            "the function that is called on the spot".to_owned()
        }
        Some(Kind::Call { callee, arguments, .. }) => {
            let is_function = |&it: &NodeId| matches!(unit.kind(it), Kind::Function(_));
            let functions: Vec<NodeId> = unit.list(arguments).iter().copied().filter(is_function).collect();
            let which = match (functions.len(), functions.iter().position(|&it| it == function.node)) {
                (2.., Some(at)) => ["first ", "second ", "third ", "fourth "].get(at).copied().unwrap_or("next "),
                _ => "",
            };
            let called = match unit.kind(callee) {
                Kind::Member { name, .. } => crate::draft::code(unit.name(name).split(':').next().unwrap_or_default()),
                _ => cx.quote(callee),
            };
            format!("the {which}{} passed to {called}", crate::phrase::handed_word(cx))
        }
        Some(Kind::Entry { key, .. }) => format!("the function {}", cx.quote(key)),
        Some(Kind::Return(_)) => "the new function".to_owned(),
        _ => "that function".to_owned(),
    }
}

/// Whether a sentence speaks of a function.
fn names_function(cx: &Context, said: &str) -> bool {
    ["function", "lambda", "closure", "block", "callback", crate::phrase::handed_word(cx)]
        .iter()
        .any(|it| said.contains(it))
}

/// `The function f: …`, in one sentence or as a header.
pub(super) fn titled(cx: &Context, label: String, steps: &[StepId], span: Span, depth: u32) -> Told {
    if let Some(acts) = inline(cx, steps, most(cx), 170, 0) {
        let comma = if acts.first().is_some_and(|act| act.lead.is_some()) { "," } else { "" };
        return Told::fixed(finish(format!("{label}{comma} {}", join_acts(&acts))), span);
    }
    if depth >= DEEPEST {
        let acts = summary(cx, steps);
        return Told::fixed(finish(format!("{label} {acts}")), span);
    }
    let text = match cx.level {
        Level::Beginner => format!("{label} takes these steps:"),
        _ => format!("{label}:"),
    };
    Told::fixed(finish(text), span).with(vec![Inside::Steps(steps.to_vec())])
}

fn define(cx: &Context, step: &Step, depth: u32) -> Told {
    let act = groups::act(cx, step);
    let nothing = |&id: &StepId| cx.facts.steps.get(id).action == Action::Nothing;
    if step.children.iter().all(nothing) {
        return Told::act(act, step.span);
    }
    if !matches!(step.action, Action::DefineType(_)) {
        return defined(cx, act.verb, &step.children, step.span, depth);
    }
    if depth >= DEEPEST {
        return Told::act(act, step.span);
    }
    let verb = act.verb;
    let text = match cx.level {
        Level::Beginner => format!("It {verb} with these parts:"),
        _ => finish(format!("{verb}:")),
    };
    Told::fixed(text, step.span).with(vec![Inside::Steps(step.children.clone())])
}

/// What an empty body does: nothing, unless it is empty only because it could not be read.
pub(crate) fn nothing(cx: &Context, span: Span) -> &'static str {
    // A fault behind the last token that could be read belongs to the body too.
    let (_, last) = cx.unit.line_range(span);
    let is_near =
        |fault: Span| fault.start <= span.end && fault.end >= span.start || cx.unit.line(fault.start) <= last + 1;
    let is_broken = cx.unit.faults.iter().any(|fault| fault.span.end >= span.start && is_near(fault.span));
    if is_broken { "does what could not be read" } else { "does nothing" }
}

/// Steps that run under a lead (`if x is empty`), in one sentence or below a header.
pub(super) fn under(cx: &Context, lead: String, steps: &[StepId], span: Span, depth: u32) -> Told {
    way(cx, lead, steps, span, depth, true)
}

/// The same for one of several ways. Behind any but the last of them stands an `otherwise`, which would seem to hold for a condition
/// from inside too, had that become part of the lead.
fn way(cx: &Context, lead: String, steps: &[StepId], span: Span, depth: u32, is_last: bool) -> Told {
    if let Some(mut acts) = inline(cx, steps, most(cx), 190, 0)
        && !acts.is_empty()
        && acts[0].lead.is_none()
    {
        acts[0].lead = Some(lead);
        return Told { acts, fixed: None, spans: vec![span], inside: Vec::new() };
    }
    if steps.is_empty() {
        return Told::act(Act::under(lead, nothing(cx, span)), span);
    }
    // `if a: if b: return` is one condition.
    if is_last
        && let Some([only]) = inline(cx, steps, 1, 190, 0).as_deref()
        && let Some(condition) = only.lead.as_deref().and_then(|it| it.strip_prefix("if "))
        && ![&lead, condition].iter().any(|it| it.contains(" or ") || it.contains(", "))
    {
        if lead == "otherwise" {
            return Told::act(Act::under(format!("otherwise, if {condition}"), only.verb.clone()), span);
        }
        if lead.starts_with("if ") {
            return Told::act(Act::under(format!("{lead} and {condition}"), only.verb.clone()), span);
        }
    }
    // `if a: for b in c: …` needs no sentence for each of its heads.
    if let Some((inner, steps)) = only_body(cx, steps)
        && (is_last || !inner.starts_with("if "))
        && lead.len() + inner.len() < 150
        && !lead.contains(", then ")
        && !lead.contains(", if ")
    {
        let lead = match (lead.as_str(), inner.strip_prefix("if ")) {
            ("otherwise", _) => format!("otherwise, {inner}"),
            (_, Some(condition)) if lead.starts_with("if ") => {
                // An `or` on either side would seem to hold for both.
                let clear = ![lead.as_str(), condition].iter().any(|it| it.contains(" or ") || it.contains(", "));
                format!("{lead}{}{condition}", if clear { " and " } else { ", and if " })
            }
            (_, Some(_)) => format!("{lead}, {inner}"),
            _ => format!("{lead}, then {inner}"),
        };
        return way(cx, lead, steps, span, depth, is_last);
    }
    if depth >= DEEPEST {
        return Told::act(Act::under(lead, summary(cx, steps)), span);
    }
    let text = match cx.level {
        Level::Beginner => format!("{lead}, it does the following:"),
        _ => format!("{lead}:"),
    };
    Told::fixed(finish(text), span).with(vec![Inside::Steps(steps.to_vec())])
}

/// A body that is nothing but a loop, a branch or a block with resources: its lead, its steps and whether they are all of it.
fn only_body<'a>(cx: &Context<'a>, steps: &[StepId]) -> Option<(String, &'a [StepId])> {
    let &[only] = steps else { return None };
    let step = cx.facts.steps.get(only);
    match &step.action {
        Action::Choose { ways, .. } => match &ways[..] {
            [way] => Some((format!("if {}", phrase::condition(cx, way.condition?)), cx.facts.steps.of_body(way.body))),
            _ => None,
        },
        Action::Loop { node, body } => match cx.unit.kind(*node) {
            Kind::Loop(_, parts) if parts.otherwise.is_none() => {
                Some((loops::lead(cx, *node), cx.facts.steps.of_body(*body)))
            }
            _ => None,
        },
        Action::With { resources, body } => Some((with(cx, resources), cx.facts.steps.of_body(*body))),
        _ => None,
    }
}

/// How many acts a sentence holds behind its lead: three things at once are too much for one who is learning.
fn most(cx: &Context) -> usize {
    if cx.level == Level::Beginner { 2 } else { 3 }
}

/// The acts of steps that fit into one sentence.
pub(super) fn inline(cx: &Context, steps: &[StepId], most: usize, longest: usize, level: u32) -> Option<Vec<Act>> {
    if steps.len() > most || level > 2 {
        return None;
    }
    let mut acts = Vec::new();
    for &id in steps {
        let step = cx.facts.steps.get(id);
        if let Action::Scope(form, body) = step.action
            && !matches!(form, Some(ScopeForm::Unsafe | ScopeForm::Apart))
        {
            acts.extend(inline(cx, cx.facts.steps.of_body(body), most, longest, level + 1)?);
        } else {
            acts.push(single(cx, step, longest, level)?);
        }
    }
    let fits = acts.len() <= most && acts.iter().map(Act::len).sum::<usize>() <= longest;
    // Only the last one may have a condition: it would seem to hold for all that follows.
    let clear = acts.iter().rev().skip(1).all(|act| act.lead.is_none());
    (fits && clear).then_some(acts)
}

/// A step as one act, if it is small.
fn single(cx: &Context, step: &Step, longest: usize, level: u32) -> Option<Act> {
    match &step.action {
        Action::Guard { .. } if step.more.is_empty() && cx.facts.steps.only_leaves(step) => {
            let inner = cx.facts.steps.get(step.children[0]);
            inner.children.is_empty().then(|| groups::act(cx, step))
        }
        Action::Attempt { .. } => None,
        Action::Choose { ways, .. } => match &ways[..] {
            [way] => {
                let acts = inline(cx, cx.facts.steps.of_body(way.body), 2, longest, level + 1)?;
                if acts.is_empty() || acts.iter().any(|act| act.lead.is_some()) {
                    return None;
                }
                Some(Act::under(format!("if {}", phrase::condition(cx, way.condition?)), join_acts(&acts)))
            }
            _ => None,
        },
        Action::Loop { node, body } => {
            let acts = inline(cx, cx.facts.steps.of_body(*body), 1, longest, level + 1)?;
            let Kind::Loop(_, parts) = cx.unit.kind(*node) else { return None };
            if acts.len() != 1 || acts[0].lead.is_some() || parts.otherwise.is_some() {
                return None;
            }
            Some(Act::under(loops::lead(cx, *node), join_acts(&acts)))
        }
        Action::Call { call, .. }
            if step.more.is_empty()
                && step.children.len() <= 1
                && let Some(callback) = callbacks::of_call(cx, *call)
                && !callback.steps.is_empty() =>
        {
            let acts = inline(cx, callback.steps, 2, longest, level + 1)?;
            let plain = !acts.is_empty() && acts.iter().all(|act| act.lead.is_none());
            plain.then(|| Act::under(callback.lead, join_acts(&acts)))
        }
        _ if step.children.is_empty() => Some(groups::act(cx, step)),
        _ => None,
    }
}

/// The first things that steps do, at any depth, as one verb phrase.
pub(super) fn summary(cx: &Context, steps: &[StepId]) -> String {
    let mut acts: Vec<Act> = Vec::new();
    let mut rest = false;
    for &id in steps {
        let step = cx.facts.steps.get(id);
        if acts.len() == 3 || acts.iter().map(Act::len).sum::<usize>() > 170 {
            rest = true;
            break;
        }
        // A condition in the middle would seem to hold for what follows: it is told in few words.
        let act = match &step.action {
            Action::Choose { ways, .. } => {
                let condition = ways.first().and_then(|way| way.condition);
                let names = condition.map_or_else(Vec::new, |it| phrase::names_in(cx, it, 2));
                Act::plain(groups::only_if(cx, ways).unwrap_or_else(|| decides(&names)))
            }
            Action::Dispatch { subject, .. } => {
                let names = subject.map_or_else(Vec::new, |it| phrase::names_in(cx, it, 2));
                Act::plain(decides(&names))
            }
            Action::Loop { node, .. } => match loops::purpose(cx, *node) {
                Some(purpose) => Act::plain(format!("loops to {purpose}")),
                None => Act::plain("runs a loop"),
            },
            Action::Try { .. } => Act::plain("tries something that may fail"),
            Action::With { resources, .. } => Act::plain(format!("works {}", with(cx, resources))),
            Action::Scope(..) => Act::plain("runs a block"),
            Action::Guard { .. } if cx.facts.steps.only_leaves(step) => {
                let act = groups::act(cx, step);
                match act.lead {
                    Some(lead) if lead.len() + act.verb.len() < 90 => Act::plain(format!("{} {lead}", act.verb)),
                    _ => groups::early(cx, step),
                }
            }
            Action::Guard { .. } => groups::early(cx, step),
            _ => groups::act(cx, step),
        };
        if act.lead.is_some() {
            rest = true;
            continue;
        }
        if acts.last() != Some(&act) {
            acts.push(act);
        }
    }
    if acts.is_empty() {
        return "does several things".to_owned();
    }
    let is_decision = |act: &Act| act.verb.starts_with("decides by ") || act.verb == "handles several cases";
    if !acts.iter().all(is_decision) {
        let n = acts.len();
        acts.retain(|act| !is_decision(act));
        rest |= acts.len() < n;
    }
    let mut out = join_acts(&acts);
    if rest {
        out.push_str(", among other things");
    }
    out
}

fn decides(names: &[String]) -> String {
    match names {
        [] => "handles several cases".to_owned(),
        _ => format!("decides by {}", words::list(names)),
    }
}

fn choose(cx: &Context, ways: &[Way], span: Span, depth: u32, out: &mut Vec<Told>) {
    let steps = |way: &Way| cx.facts.steps.of_body(way.body);
    let lead = |way: &Way, at: usize| match way.condition {
        Some(condition) => {
            let clause = phrase::condition(cx, condition);
            if at == 0 { format!("if {clause}") } else { format!("otherwise, if {clause}") }
        }
        None => "otherwise".to_owned(),
    };
    if let [only] = ways {
        out.push(under(cx, lead(only, 0), steps(only), span, depth));
        return;
    }
    // Two short ways make one sentence.
    if let [first, second] = ways
        && second.condition.is_none()
        && let (Some(yes), Some(no)) = (inline(cx, steps(first), 2, 110, 0), inline(cx, steps(second), 2, 110, 0))
        && !yes.is_empty()
        && !no.is_empty()
        && yes.iter().chain(&no).all(|act| act.lead.is_none())
    {
        let lead = lead(first, 0);
        let it = if cx.level == Level::Expert { "" } else { "it " };
        let text = format!("{lead}, {it}{}; otherwise, {it}{}", join_acts(&yes), join_acts(&no));
        if text.len() < 300 {
            out.push(Told::fixed(finish(text), span));
            return;
        }
    }
    if ways.len() == 2 || depth >= DEEPEST {
        for (at, way) in ways.iter().enumerate() {
            let part = way_span(cx, span, ways, at);
            out.push(self::way(cx, lead(way, at), steps(way), part, depth, at + 1 == ways.len()));
        }
        return;
    }
    let n = words::number(ways.len());
    let text = match cx.level {
        Level::Beginner if ways.last().is_some_and(|way| way.condition.is_some()) => {
            format!("It picks at most one of {n} ways:")
        }
        Level::Beginner => format!("It picks one of {n} ways:"),
        _ => format!("Distinguishes {n} cases:"),
    };
    let inside = ways
        .iter()
        .enumerate()
        .map(|(at, way)| {
            let part = way_span(cx, span, ways, at);
            Inside::Told(self::way(cx, lead(way, at), steps(way), part, depth + 1, at + 1 == ways.len()))
        })
        .collect();
    out.push(Told::fixed(text, span).with(inside));
}

/// The lines of one way: from its condition (or the end of the way before) to the end of its body.
fn way_span(cx: &Context, whole: Span, ways: &[Way], at: usize) -> Span {
    let end = cx.unit.span(ways[at].body).end;
    let start = match at.checked_sub(1) {
        None => whole.start,
        Some(before) => {
            let from = cx.unit.span(ways[before].body).end;
            // Without the white space after the body before it.
            let gap = cx.unit.source.get(from as usize..end as usize).unwrap_or("");
            from + (gap.len() - gap.trim_start().len()) as u32
        }
    };
    Span::new(start, end.max(start))
}

fn dispatch(cx: &Context, subject: Option<NodeId>, ways: &[Way], span: Span, depth: u32, out: &mut Vec<Told>) {
    let unit = cx.unit;
    // Without anything to look at, the arms are conditions.
    let falls =
        |way: &Way| unit.parent(way.body).is_some_and(|arm| matches!(unit.kind(arm), Kind::Arm { falls: true, .. }));
    let conditions = |(at, way): (usize, &Way)| {
        way.patterns.is_empty() && !falls(way) && (way.condition.is_some() || at > 0 && at + 1 == ways.len())
    };
    if subject.is_none() && !ways.is_empty() && ways.iter().enumerate().all(conditions) {
        choose(cx, ways, span, depth, out);
        return;
    }
    let leads: Vec<String> = ways
        .iter()
        .enumerate()
        .map(|(at, way)| {
            if let Some(lead) = phrase::outcome_lead(cx, ways, at) {
                return match way.condition {
                    Some(guard) => format!("{lead} and {}", phrase::condition(cx, guard)),
                    None => lead,
                };
            }
            if let [pattern] = way.patterns[..]
                && let Some(lead) = phrase::communication(cx, pattern)
            {
                return lead;
            }
            let wild = way.patterns.iter().all(|&it| matches!(unit.kind(it), Kind::Wildcard));
            let guard = way.condition.map(|it| phrase::condition(cx, it));
            match (wild, guard) {
                (true, None) => "otherwise".to_owned(),
                (true, Some(guard)) => format!("if {guard}"),
                (false, None) => format!("for {}", phrase::patterns(cx, &way.patterns)),
                (false, Some(guard)) => format!("for {}, if {guard}", phrase::patterns(cx, &way.patterns)),
            }
        })
        .collect();
    if let Some(told) = table(cx, subject, ways, &leads, span) {
        out.push(told);
        return;
    }
    if attempts::waits(cx, ways) {
        out.push(attempts::wait(cx, ways, &leads, span, depth));
        return;
    }
    let text = match (subject, cx.level) {
        (Some(subject), Level::Beginner) => format!("It looks at {} and picks what to do:", phrase::noun(cx, subject)),
        (Some(subject), Level::Intermediate) => format!("Distinguishes cases of {}:", phrase::noun(cx, subject)),
        (Some(subject), Level::Expert) => format!("Matches on {}:", phrase::noun(cx, subject)),
        (None, Level::Beginner) => "It picks what to do by what holds:".to_owned(),
        (None, _) => "Distinguishes cases:".to_owned(),
    };
    if depth >= DEEPEST {
        let of = subject.map_or_else(String::new, |it| format!(" by {}", phrase::noun(cx, it)));
        let n = words::count(ways.len(), "case");
        out.push(Told::act(Act::plain(format!("distinguishes {n}{of}")), span));
        return;
    }
    let mut inside: Vec<Inside> = Vec::new();
    // What falls through to the next arm is told with it.
    let mut waiting: Vec<String> = Vec::new();
    let mut from = None;
    for (way, lead) in ways.iter().zip(leads) {
        let steps = cx.facts.steps.of_body(way.body);
        let arm = unit.parent(way.body).filter(|&it| matches!(unit.kind(it), Kind::Arm { .. })).unwrap_or(way.body);
        let mut part = unit.span(arm);
        let empty = steps.iter().all(|&it| cx.facts.steps.get(it).action == Action::Nothing);
        if empty && matches!(unit.kind(arm), Kind::Arm { falls: true, .. }) {
            waiting.push(lead);
            from.get_or_insert(part);
            continue;
        }
        if let Some(first) = from.take() {
            part = first.cover(part);
        }
        waiting.push(lead);
        let lead = fallen(&waiting);
        waiting.clear();
        inside.push(Inside::Told(under(cx, lead, without_break(cx, steps), part, depth + 1)));
    }
    out.push(Told::fixed(text, span).with(inside));
}

/// A match that does the same with another value in each arm, in one sentence.
fn table(cx: &Context, subject: Option<NodeId>, ways: &[Way], leads: &[String], span: Span) -> Option<Told> {
    let most = if cx.level == Level::Beginner { 4 } else { 6 };
    if !(2..=most).contains(&ways.len()) || ways.iter().any(|way| way.condition.is_some()) {
        return None;
    }
    if leads.iter().any(|lead| !lead.starts_with("for ") && lead != "otherwise") {
        return None;
    }
    let mut verbs = Vec::with_capacity(ways.len());
    for way in ways {
        let steps = without_break(cx, cx.facts.steps.of_body(way.body));
        let [only] = steps else { return None };
        let step = cx.facts.steps.get(*only);
        let plain = matches!(step.action, Action::Give(_) | Action::Return(_) | Action::Set { .. });
        if !plain || !step.children.is_empty() || !step.more.is_empty() {
            return None;
        }
        let act = groups::act(cx, step);
        if act.lead.is_some() || act.verb.contains(", ") {
            return None;
        }
        verbs.push(act.verb);
    }
    // What all of them do: up to where the first code begins.
    let head = verbs[0].split_inclusive(' ').take_while(|word| !word.starts_with('`')).collect::<String>();
    let same =
        |head: &str| !head.is_empty() && verbs.iter().all(|verb| verb.len() > head.len() && verb.starts_with(head));
    let head = match &head {
        head if same(head) => head.as_str(),
        _ if same("gives back ") => "gives back ",
        head => head.split_inclusive(' ').next().filter(|word| same(word))?,
    };
    if head.len() > 20 {
        return None;
    }
    let parts: Vec<String> =
        verbs.iter().zip(leads).map(|(verb, lead)| format!("{} {lead}", &verb[head.len()..])).collect();
    let text = format!("{head}{}", words::list(&parts));
    let lead = subject.map(|it| format!("depending on {}", phrase::noun(cx, it)));
    if text.len() + lead.as_ref().map_or(0, String::len) > 250 {
        return None;
    }
    let act = match lead {
        Some(lead) => Act::under(lead, text),
        None => Act::plain(text),
    };
    Some(Told::act(act, span))
}

/// Several leads of one arm: `for a or b`.
fn fallen(leads: &[String]) -> String {
    if let [only] = leads {
        return only.clone();
    }
    if leads.iter().any(|it| it == "otherwise") {
        return "otherwise".to_owned();
    }
    if leads.iter().all(|it| it.starts_with("if ")) {
        return phrase::join(leads, "or");
    }
    let parts: Vec<String> = leads.iter().map(|it| it.strip_prefix("for ").unwrap_or(it).to_owned()).collect();
    format!("for {}", phrase::join(&parts, "or"))
}

/// The `break` at the end of a switch's arm is spelling, not meaning.
fn without_break<'a>(cx: &Context, steps: &'a [StepId]) -> &'a [StepId] {
    match steps {
        [init @ .., last]
            if !init.is_empty()
                && cx.unit.dialect.switch_falls_through
                && matches!(cx.facts.steps.get(*last).action, Action::Break(None)) =>
        {
            init
        }
        _ => steps,
    }
}

fn repeat(cx: &Context, node: NodeId, body: NodeId, span: Span, depth: u32, out: &mut Vec<Told>) {
    let mut steps = cx.facts.steps.of_body(body);
    let mut lead = loops::lead(cx, node);
    // A guard that skips the round is a condition on the round.
    if let [first, rest @ ..] = steps
        && !rest.is_empty()
        && let step = cx.facts.steps.get(*first)
        && step.children.len() == 1
        && step.more.is_empty()
        && let Action::Guard { condition, exit, .. } = step.action
        && matches!(cx.unit.kind(exit), Kind::Continue(None))
        && inline(cx, rest, most(cx), 190, 0).is_some_and(|acts| acts.first().is_some_and(|act| act.lead.is_none()))
    {
        let (skips, stays) = (phrase::condition(cx, condition), phrase::negated(cx, condition));
        // `unless x is not y` is `if x is y`.
        if skips.contains(" not ") && !stays.contains(" not ") {
            lead.push_str(&format!(", if {stays}"));
        } else {
            lead.push_str(&format!(", unless {skips}"));
        }
        steps = rest;
    }
    let purpose = if cx.level == Level::Expert { None } else { loops::purpose(cx, node) };
    let mut told = match inline(cx, steps, most(cx), 190, 0) {
        Some(mut acts) if acts.first().is_some_and(|act| act.lead.is_none()) => {
            if let Some(act) = acts.first_mut() {
                act.lead = Some(lead);
            }
            Told { acts, fixed: None, spans: vec![span], inside: Vec::new() }
        }
        Some(acts) if acts.len() == 1 => {
            let text = format!("{lead}, {}", spelled(cx, &acts[0]));
            Told::fixed(finish(text), span)
        }
        _ if steps.is_empty() => Told::act(Act::under(lead, nothing(cx, span)), span),
        _ if depth >= DEEPEST => Told::act(Act::under(lead, summary(cx, steps)), span),
        _ => {
            let text = match (cx.level, purpose) {
                (Level::Beginner, Some(purpose)) => format!("to {purpose}, it does the following {lead}:"),
                (Level::Beginner, None) => format!("{lead}, it does the following:"),
                (_, Some(purpose)) => format!("{lead}, to {purpose}:"),
                (_, None) => format!("{lead}:"),
            };
            Told::fixed(finish(text), span).with(vec![Inside::Steps(steps.to_vec())])
        }
    };
    let Kind::Loop(_, parts) = cx.unit.kind(node) else { return };
    if let Some(otherwise) = parts.otherwise {
        told.spans = vec![Span::new(span.start, cx.unit.span(body).end)];
        out.push(told);
        let lead = "if the loop was not left early".to_owned();
        out.push(under(cx, lead, cx.facts.steps.of_body(otherwise), cx.unit.span(otherwise), depth));
        return;
    }
    out.push(told);
}

/// An act with its lead, as a clause.
fn spelled(cx: &Context, act: &Act) -> String {
    let it = if cx.level == Level::Expert { "" } else { "it " };
    match &act.lead {
        Some(lead) if act.verb.len() < 70 && !act.verb.contains(" if ") => format!("{it}{} {lead}", act.verb),
        Some(lead) => format!("{lead}, {it}{}", act.verb),
        None => format!("{it}{}", act.verb),
    }
}
