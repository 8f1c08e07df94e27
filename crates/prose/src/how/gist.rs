//! The gist of a body: what it does beyond checking and naming, in one verb phrase for an opening sentence.
//!
//! ```text
//! calls `begin()`, calls `value()` for each `value` in `self` and returns `end()`
//! ```
//!
//! It leaves out checks that leave early, names for values in between, and definitions; what it does say is in the order of the code.

use code::{Kind, NodeId, Span};
use facts::{Action, Step, StepId, Way};

use super::{acts, callbacks, loops};
use crate::Level;
use crate::draft::{Context, code};
use crate::phrase;
use crate::words;

/// The gist of a body.
#[derive(Debug)]
pub(crate) struct Gist {
    /// A verb phrase.
    pub text: String,
    /// What it rests on.
    pub spans: Vec<Span>,
    /// Whether it says what comes back.
    pub tells_result: bool,
    /// Whether it does something besides giving back a value.
    pub acts: bool,
}

/// Something that is done.
#[derive(Clone, Debug, PartialEq)]
enum Piece {
    Calls(Vec<String>),
    /// It goes one way or another, by these names.
    Decides(Vec<String>),
    Sets(Vec<String>),
    Does(String),
    /// Done under a condition or for each of several.
    Led {
        lead: String,
        inner: String,
    },
    Gives(String),
}

/// A condition or a loop that is longer is not for an opening.
const LONGEST_LEAD: usize = 70;

/// The longest gist.
const LONGEST: usize = 220;

/// What the steps of a body come to, if that can be said.
pub(crate) fn of_body(cx: &Context, body: NodeId) -> Option<Gist> {
    if let Some(trial) = trial(cx, body) {
        return Some(trial);
    }
    let mut found = Vec::new();
    let mut steps = cx.facts.steps.of_body(body);
    // What stands behind a `return` is reached by jumps alone: it is not how the body ends.
    let label = steps.iter().position(|&it| matches!(cx.facts.steps.get(it).action, Action::Label(_)));
    if let Some(at) = label
        && at > 0
        && matches!(cx.facts.steps.get(steps[at - 1]).action, Action::Return(_))
    {
        steps = &steps[..at];
    }
    collect(cx, steps, 0, &mut found)?;
    // By what it decides says little beside what comes of it.
    if found.iter().any(|it| !matches!(it.0, Piece::Decides(_))) {
        found.retain(|it| !matches!(it.0, Piece::Decides(_)));
    }
    // Where a check gave back another value before, what comes at the end is not all that comes back.
    let acts = found.iter().any(|it| !gives(cx, &it.0));
    if !acts && found.len() == 1 && leaves_with_value(cx, body) {
        return None;
    }
    // What stands behind a branch that gives a value back does not come after it.
    let gives_before = found.iter().rev().skip(1).any(|it| gives(cx, &it.0));
    if gives_before && (!acts || !leaves_with_value(cx, body)) {
        return None;
    }
    // An error at the end is what is left over then.
    let fails = cx
        .facts
        .steps
        .of_body(body)
        .last()
        .is_some_and(|&it| matches!(cx.facts.steps.get(it).action, Action::Raise { .. }));
    if found.len() == 1 && fails && (leaves_with_value(cx, body) || leaves_before(cx, body)) {
        return None;
    }
    if let [(Piece::Gives(_), _)] = &found[..]
        && let Some(only) = step_by_step(cx, body)
    {
        found[0].0 = Piece::Does(only);
    }
    let n = found.len();
    // Where much is done, how it begins and how it ends.
    let kept: Vec<&(Piece, Span)> = match n {
        0 => return None,
        1..=3 => found.iter().collect(),
        _ => vec![&found[0], &found[1], &found[n - 1]],
    };
    let mut text = String::new();
    let mut heavy = false;
    for (at, (piece, _)) in kept.iter().enumerate() {
        let last = at + 1 == kept.len();
        if at > 0 {
            let skipped = last && n > 3;
            let led = matches!(piece, Piece::Led { .. });
            text.push_str(match (last, heavy) {
                (true, _) if skipped && led => ", and in the end, ",
                (true, _) if skipped => ", and in the end ",
                (true, true) if led => ", and then, ",
                (true, true) => ", and then ",
                (true, false) if led => " and, ",
                (true, false) => " and ",
                (false, _) if led => ", then ",
                (false, _) => ", ",
            });
        }
        match piece {
            // A condition behind the last of several would seem to hold for all of them.
            Piece::Led { lead, inner } if at > 0 && last => text.push_str(&format!("{lead}, {inner}")),
            _ => text.push_str(&said(cx, piece)),
        }
        heavy |= [" and ", " if ", " for each ", ", "].iter().any(|it| text.contains(it)) && at == 0
            || matches!(piece, Piece::Led { .. });
    }
    // By what each round decides says nothing.
    if text.contains("decides by ") && text.contains(" for each ") {
        return None;
    }
    let spans = kept.iter().map(|it| it.1).collect();
    let tells_result = found.last().is_some_and(|it| gives(cx, &it.0));
    // A value that a check gave back before is not what comes at the end.
    if tells_result && acts && leaves_with_value(cx, body) {
        text.push_str(match cx.level {
            Level::Beginner => ", unless it has stopped before",
            _ => ", unless it has returned before",
        });
    }
    (text.len() <= LONGEST && !text.contains('…')).then_some(Gist { text, spans, tells_result, acts })
}

/// A body that answers yes or no by whether something works: it is tried, and an error means no.
fn trial(cx: &Context, body: NodeId) -> Option<Gist> {
    let steps = &cx.facts.steps;
    let answers = |id: StepId, answer: bool| matches!(steps.get(id).action, Action::Return(Some(value)) if cx.unit.kind(value) == Kind::Boolean(answer));
    let (&tried, behind) = steps.of_body(body).split_first()?;
    let Action::Try { body: inner, handlers, otherwise: None, finally: None } = &steps.get(tried).action else {
        return None;
    };
    let done = match (steps.of_body(*inner), behind) {
        ([done @ .., last], []) if answers(*last, true) => done,
        (done, [last]) if answers(*last, true) => done,
        _ => return None,
    };
    let means_no = |&handler: &NodeId| match cx.unit.kind(handler) {
        Kind::Handler { body, .. } => matches!(steps.of_body(body), [only] if answers(*only, false)),
        _ => false,
    };
    if handlers.is_empty() || !handlers.iter().all(means_no) {
        return None;
    }
    let done = crate::morphology::base_phrase(&inside(cx, done, 0).flatten()?);
    let verb = if cx.level == Level::Beginner { "checks" } else { "tells" };
    let text = format!("{verb} whether it can {done} without an error");
    Some(Gist { text, spans: vec![cx.unit.span(body)], tells_result: true, acts: true })
}

/// Whether a piece says what comes back.
fn gives(cx: &Context, piece: &Piece) -> bool {
    let text = said(cx, piece);
    text.starts_with("returns ") || text.starts_with("gives back ") || text.contains(" and returns it")
}

/// Whether a check on the way leaves with a value of its own.
fn leaves_with_value(cx: &Context, body: NodeId) -> bool {
    let gives =
        |exit: NodeId| matches!(cx.unit.kind(exit), Kind::Return(Some(value)) if !phrase::is_empty_result(cx, value));
    let (steps, top) = (&cx.facts.steps, cx.facts.steps.of_body(body));
    let early = top.iter().any(|&id| match steps.get(id).action {
        Action::Guard { exit, .. } | Action::Unpack { otherwise: Some(exit), .. } => gives(exit),
        Action::Try { body, .. } | Action::With { body, .. } | Action::Scope(None, body) => leaves_with_value(cx, body),
        _ => false,
    });
    // However deep a value is given back, before the last step it is one of several.
    let Some((_, before)) = top.split_last() else { return false };
    let mut open: Vec<StepId> = before.to_vec();
    while let Some(id) = open.pop() {
        let step = steps.get(id);
        match step.action {
            Action::Guard { exit, .. } if gives(exit) => return true,
            Action::Return(Some(value)) if !phrase::is_empty_result(cx, value) => return true,
            // What a function inside gives back is its own.
            Action::Define(_) | Action::DefineType(_) => {}
            _ => open.extend_from_slice(&step.children),
        }
    }
    early
}

/// Whether something before the last step may leave, with a value or without.
fn leaves_before(cx: &Context, body: NodeId) -> bool {
    let Some((_, before)) = cx.facts.steps.of_body(body).split_last() else { return false };
    let mut open: Vec<StepId> = before.to_vec();
    while let Some(id) = open.pop() {
        let step = cx.facts.steps.get(id);
        match step.action {
            Action::Guard { exit, .. } if matches!(cx.unit.kind(exit), Kind::Return(_)) => return true,
            Action::Return(_) => return true,
            Action::Define(_) | Action::DefineType(_) => {}
            _ => open.extend_from_slice(&step.children),
        }
    }
    false
}

/// A variable that several statements give its value, before it is given back.
fn step_by_step(cx: &Context, body: NodeId) -> Option<String> {
    let last = *cx.facts.steps.of_body(body).last()?;
    let Action::Return(Some(value)) = cx.facts.steps.get(last).action else { return None };
    let binding = cx.facts.scopes.binding_of(value)?;
    if binding.function.is_none() || binding.writes.is_empty() {
        return None;
    }
    let name = cx.quote(value);
    if binding.kind == facts::BindingKind::Parameter {
        return (binding.writes.len() > 1).then(|| match cx.level {
            Level::Beginner => format!("changes {name} step by step and gives back what comes of it"),
            _ => format!("reworks {name} step by step and returns what comes of it"),
        });
    }
    if !matches!(binding.kind, facts::BindingKind::Variable | facts::BindingKind::Constant) {
        return None;
    }
    Some(match cx.level {
        Level::Beginner => format!("works out {name} step by step and gives it back"),
        _ => format!("builds {name} step by step and returns it"),
    })
}

fn said(cx: &Context, piece: &Piece) -> String {
    let most = 3;
    match piece {
        Piece::Calls(names) => format!("calls {}", words::list_some(names, most)),
        Piece::Decides(names) => format!("decides by {}", words::list(names)),
        Piece::Sets(names) => format!("sets {}", words::list_some(names, most)),
        Piece::Does(text) => text.clone(),
        Piece::Led { lead, inner } => format!("{inner} {lead}"),
        Piece::Gives(what) if cx.level == Level::Beginner => format!("gives back {what}"),
        Piece::Gives(what) => format!("returns {what}"),
    }
}

/// Adds what steps do. Gives nothing where a part can neither be said nor left out.
fn collect(cx: &Context, steps: &[StepId], depth: u32, out: &mut Vec<(Piece, Span)>) -> Option<()> {
    for &id in steps {
        step(cx, cx.facts.steps.get(id), depth, out)?;
    }
    Some(())
}

fn step(cx: &Context, step: &Step, depth: u32, out: &mut Vec<(Piece, Span)>) -> Option<()> {
    let span = step.span;
    match &step.action {
        Action::Try { body, .. } => return collect(cx, cx.facts.steps.of_body(*body), depth, out),
        Action::With { body, .. } | Action::Scope(None, body) => {
            return collect(cx, cx.facts.steps.of_body(*body), depth, out);
        }
        Action::Loop { node, body } => {
            let inner = inside(cx, cx.facts.steps.of_body(*body), depth).flatten();
            let lead = loops::lead(cx, *node);
            let piece = match inner {
                Some(inner)
                    if lead.len() <= LONGEST_LEAD
                        && behind(&lead)
                        && !inner.contains(" if ")
                        && !inner.contains("decides by ") =>
                {
                    Piece::Led { lead, inner }
                }
                _ => {
                    match (loops::purpose(cx, *node), cx.facts.loop_at(*node).and_then(|it| crate::say::source(cx, it)))
                    {
                        (_, Some(source)) if source.len() <= LONGEST_LEAD && !source.contains(", ") => {
                            Piece::Does(format!("goes through {source}"))
                        }
                        (Some(purpose), _) => Piece::Does(format!("loops to {purpose}")),
                        _ => return None,
                    }
                }
            };
            add(out, piece, span);
        }
        // What only gives a name its value is left out, as for any name.
        Action::Choose { target: Some(_), .. } | Action::Dispatch { target: Some(_), .. } => {}
        // What a program does when it is started is what it does.
        Action::Choose { ways, .. } if cx.facts.outline.entry == Some(step.node) => {
            collect(cx, cx.facts.steps.of_body(ways.first()?.body), depth, out)?;
        }
        Action::Choose { ways, .. } => {
            if choice(cx, ways, depth, span, out).is_none() {
                let condition = ways.first()?.condition?;
                let names = phrase::names_in(cx, condition, 2);
                if names.is_empty() {
                    return None;
                }
                add(out, Piece::Decides(names), span);
            }
        }
        Action::Dispatch { subject, ways, .. } => {
            let subject = phrase::noun(cx, (*subject)?);
            if subject.len() > LONGEST_LEAD || subject.contains('…') {
                return None;
            }
            let gives = ways.iter().all(|way| gives_value(cx, way.body));
            let n = words::count(ways.len(), "case");
            let text = match (gives, cx.level) {
                (true, Level::Beginner) => format!("gives back a value that depends on {subject} ({n})"),
                (true, _) => format!("returns a value for each of {n} of {subject}"),
                (false, Level::Beginner) => format!("does one of several things, depending on {subject} ({n})"),
                (false, _) => format!("handles {n} of {subject}"),
            };
            add(out, Piece::Does(text), span);
        }
        _ => {
            for (node, action) in step.actions() {
                plain(cx, action, step, cx.unit.span(node), out)?;
            }
        }
    }
    Some(())
}

/// One statement.
fn plain(cx: &Context, action: &Action, step: &Step, span: Span, out: &mut Vec<(Piece, Span)>) -> Option<()> {
    match action {
        Action::SetField { target, .. } if phrase::is_export(cx, *target) => {
            add(out, Piece::Does(acts::act(cx, step.node, action).verb), span);
        }
        Action::SetField { target, .. } => add(out, Piece::Sets(vec![short(cx, *target)?]), span),
        Action::SetItem { object, .. } => {
            add(out, Piece::Does(format!("fills in {}", short(cx, *object)?)), span);
        }
        Action::Set { target, .. } | Action::Change { target, .. } | Action::Start { target, .. }
            if outlives(cx, *target) =>
        {
            add(out, Piece::Sets(vec![short(cx, *target)?]), span);
        }
        Action::Count { target, .. } | Action::Accumulate { target, .. } | Action::Fallback { target, .. }
            if outlives(cx, *target) =>
        {
            let verb = if cx.level == Level::Beginner { "changes" } else { "updates" };
            add(out, Piece::Does(format!("{verb} {}", short(cx, *target)?)), span);
        }
        Action::Call { call, .. } => {
            let call = &core(cx, *call);
            // A function that is run by the call is what happens there.
            if step.more.is_empty()
                && let Some(callback) = callbacks::of_call(cx, *call)
                && let Some(Some(inner)) = inside(cx, callback.steps, 1)
                && callback.lead.len() <= LONGEST_LEAD
                && !inner.contains(" if ")
            {
                add(out, Piece::Led { lead: callback.lead, inner }, span);
                return Some(());
            }
            let checks = cx.facts.call(*call).and_then(|it| it.library).is_some_and(|entry| {
                entry.effects.contains(&code::Effect::Raises) && entry.returns.is_empty() && entry.gives.is_empty()
            });
            let prints =
                cx.facts.call(*call).and_then(|it| it.library).is_some_and(|entry| {
                    entry.effects == [code::Effect::Prints] && entry.does.starts_with("prints {*}")
                });
            match phrase::does(cx, *call) {
                Some(_) if checks => {}
                Some(does) if does.len() <= 100 => add(out, Piece::Does(does), span),
                Some(_) if prints => add(out, Piece::Does("prints several values".to_owned()), span),
                _ => {
                    let Kind::Call { callee, .. } = cx.unit.kind(*call) else { return None };
                    add(out, Piece::Calls(vec![short(cx, callee)?]), span);
                }
            }
        }
        Action::Return(Some(value)) if let Some(outcome) = cx.facts.outcome(cx.unit, *value) => {
            if let facts::Returned::Success(values) = outcome
                && !values.is_empty()
            {
                let nouns: Option<Vec<String>> = values.iter().map(|&it| result(cx, it)).collect();
                if let Some(nouns) = nouns {
                    add(out, Piece::Gives(words::list(&nouns)), span);
                }
            }
        }
        Action::Attempt { target, value, .. } => match target {
            Some(_) => {}
            None if matches!(cx.unit.kind(*value), Kind::Call { .. }) => match phrase::does(cx, *value) {
                Some(does) if does.len() <= 100 => add(out, Piece::Does(does), span),
                _ => {
                    let Kind::Call { callee, .. } = cx.unit.kind(*value) else { return None };
                    add(out, Piece::Calls(vec![short(cx, callee)?]), span);
                }
            },
            None => {}
        },
        // A status says how it went, not what comes back.
        Action::Return(Some(_)) if cx.unit.dialect.commands => {}
        Action::Return(Some(value)) | Action::Give(value) => {
            if let Some(noun) = result(cx, *value) {
                add(out, Piece::Gives(noun), span);
            }
        }
        Action::ChooseValue { target: None, .. } => {
            let act = acts::act(cx, step.node, action);
            if act.lead.is_some() || act.verb.len() > 140 {
                return None;
            }
            add(out, Piece::Does(act.verb), span);
        }
        Action::Yield { value: Some(value), .. } => {
            let what = phrase::noun(cx, *value);
            if what.len() > 80 {
                return None;
            }
            let verb = if cx.level == Level::Beginner { "hands out" } else { "yields" };
            add(out, Piece::Does(format!("{verb} {what}")), span);
        }
        Action::Raise { .. } | Action::Delete(_) => {
            let act = acts::act(cx, step.node, action);
            if act.verb.len() > 90 {
                return None;
            }
            add(out, Piece::Does(act.verb), span);
        }
        // What is compiled only sometimes cannot be told as if it were always there.
        Action::Annotate(at) if cx.unit.text(*at).contains("cfg") => return None,
        Action::Opaque(_) | Action::Swap { .. } | Action::SetTogether { .. } | Action::SetAll { .. } => return None,
        _ => {}
    }
    Some(())
}

/// The call that does the work, where another one only takes its result out: `f(x)` of `f(x).unwrap()`.
fn core(cx: &Context, call: NodeId) -> NodeId {
    let mut at = call;
    while let Kind::Call { callee, arguments, .. } = cx.unit.kind(at)
        && arguments.is_empty()
        && let Kind::Member { object, .. } = cx.unit.kind(callee)
        && matches!(cx.unit.kind(object), Kind::Call { .. })
        && cx.facts.call(at).and_then(|it| it.library).is_some_and(|entry| {
            entry.effects == [code::Effect::Raises] && phrase::does(cx, at).is_none_or(|does| does.len() > 60)
        })
    {
        at = object;
    }
    at
}

/// Two ways in a few words, or one under its condition.
fn choice(cx: &Context, ways: &[Way], depth: u32, span: Span, out: &mut Vec<(Piece, Span)>) -> Option<()> {
    let condition = phrase::condition(cx, ways.first()?.condition?);
    if condition.len() > LONGEST_LEAD || condition.contains(", ") || condition.contains('…') {
        return None;
    }
    let steps = |way: &Way| cx.facts.steps.of_body(way.body);
    let piece = match ways {
        [only] => match inside(cx, steps(only), depth)? {
            None => return Some(()),
            Some(inner) if inner.contains(" if ") => return None,
            Some(inner) => Piece::Led { lead: format!("if {condition}"), inner },
        },
        [first, second] if second.condition.is_none() => {
            let (yes, no) = (inside(cx, steps(first), depth)??, inside(cx, steps(second), depth)??);
            if [&yes, &no].iter().any(|it| it.contains(" if ") || it.contains(", ")) {
                return None;
            }
            let verb = |text: &str| text.split_once(" `").map(|it| it.0.to_owned());
            let no = match (verb(&yes), verb(&no)) {
                (Some(one), Some(other)) if one == other && yes != no => no[one.len() + 1..].to_owned(),
                _ => no,
            };
            Piece::Does(if yes == no { yes } else { format!("{yes} if {condition}, else {no}") })
        }
        _ => return None,
    };
    add(out, piece, span);
    Some(())
}

/// What the steps inside a branch or a loop come to: nothing told (`Some(None)`), one or two things, or too much (`None`).
#[expect(clippy::option_option, reason = "nothing to tell and nothing that can be told are two answers")]
fn inside(cx: &Context, steps: &[StepId], depth: u32) -> Option<Option<String>> {
    if depth >= 2 {
        return None;
    }
    let mut found = Vec::new();
    collect(cx, steps, depth + 1, &mut found)?;
    match &found[..] {
        [] => Some(None),
        [one] => Some(Some(said(cx, &one.0))),
        [one, other] if !matches!((&one.0, &other.0), (Piece::Led { .. }, _) | (_, Piece::Led { .. })) => {
            Some(Some(format!("{} and {}", said(cx, &one.0), said(cx, &other.0))))
        }
        _ => None,
    }
    .filter(|text| text.as_ref().is_none_or(|text| text.len() <= 110))
}

/// Adds a piece; the same act on further things joins the piece before.
fn add(out: &mut Vec<(Piece, Span)>, piece: Piece, span: Span) {
    if let Some((last, at)) = out.last_mut() {
        match (last, &piece) {
            (Piece::Calls(names), Piece::Calls(more)) | (Piece::Sets(names), Piece::Sets(more)) => {
                for name in more {
                    if !names.contains(name) {
                        names.push(name.clone());
                    }
                }
                *at = at.cover(span);
                return;
            }
            (last, piece) if *last == *piece => {
                *at = at.cover(span);
                return;
            }
            _ => {}
        }
    }
    out.push((piece, span));
}

/// Whether setting a target is seen outside of the function.
fn outlives(cx: &Context, target: NodeId) -> bool {
    match cx.unit.kind(target) {
        Kind::Member { .. } | Kind::Index { .. } | Kind::Dereference(_) => true,
        Kind::Name(_) => cx.facts.scopes.binding_of(target).is_some_and(|binding| {
            let definition = cx.unit.enclosing_function(binding.definition);
            definition != cx.unit.enclosing_function(target)
        }),
        _ => false,
    }
}

/// What comes back, where it is more than a name that was given on the way.
fn result(cx: &Context, value: NodeId) -> Option<String> {
    if phrase::is_empty_result(cx, value) {
        return None;
    }
    let what = phrase::noun(cx, value);
    (what.len() <= 90 && !what.contains('…')).then_some(what)
}

/// Whether a branch does nothing but give a value.
fn gives_value(cx: &Context, body: NodeId) -> bool {
    let [only] = cx.facts.steps.of_body(body) else { return false };
    let (Action::Give(value) | Action::Return(Some(value))) = cx.facts.steps.get(*only).action else { return false };
    // The empty value is none.
    !matches!(cx.unit.kind(value), Kind::Tuple(list) if list.is_empty())
}

/// A name, member or call target as it stands, where it is short.
fn short(cx: &Context, node: NodeId) -> Option<String> {
    let text = cx.unit.text(node);
    if text.len() <= 44 && !text.contains(['\n', '{', '"', '\'']) {
        return Some(cx.quote(node));
    }
    match cx.unit.kind(node) {
        Kind::Member { name, .. } => Some(code(cx.unit.name(name))),
        _ => None,
    }
}

/// Whether a loop's lead can stand behind what it repeats.
fn behind(lead: &str) -> bool {
    ["for each ", "for every ", "as long as ", "once for each "].iter().any(|start| lead.starts_with(start))
        && !lead.contains(", ")
}
