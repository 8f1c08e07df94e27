//! *How*: the steps of a body as sentences.
//!
//! Each step becomes one or more [`Told`]s (`tell`); neighbours that are short share a sentence (`gather`); then they are
//! spelled with connectives for the level (`orthography`), with what is inside them nested below.

mod acts;
mod attempts;
mod bodies;
mod callbacks;
mod commands;
mod directives;
mod entries;
mod exports;
mod gist;
mod groups;
mod imports;
mod loops;
mod markup;
mod paragraphs;
mod raises;
mod storage;
mod tables;
mod unpack;
mod verdicts;

pub(crate) use acts::default_of;
pub(crate) use bodies::nothing;
pub(crate) use directives::includes;
pub(crate) use entries::table_of;
pub(crate) use gist::of_body as gist;
pub(crate) use imports::phrase as imported;

use code::{Kind, NodeId, Span};
use facts::{Action, StepId};

use crate::Level;
use crate::SectionKind;
use crate::aggregate::{Act, check_of, join_acts};
use crate::draft::{Context, Draft};
use crate::orthography::{Place, spell};

/// How deep sentences are nested; what lies deeper is summed up in one sentence.
const DEEPEST: u32 = 3;

/// Writes the steps of a body (a block, the module, or the expression that a function returns) as parts of an earlier sentence.
pub(crate) fn body_under(cx: &Context, body: NodeId, parent: Option<u32>, out: &mut Draft) {
    write(cx, cx.facts.steps.of_body(body), parent, first_depth(cx, cx.unit.span(body)), true, out);
}

/// The same for the statements of a body that start inside a span: a run of statements of a module, or of a type's body.
pub(crate) fn part_under(cx: &Context, body: NodeId, part: Span, parent: Option<u32>, out: &mut Draft) {
    let steps = cx.facts.steps.of_body(body);
    // Steps stand in source order.
    let from = steps.partition_point(|&id| cx.facts.steps.get(id).span.start < part.start);
    let n = steps[from..].partition_point(|&id| cx.facts.steps.get(id).span.start < part.end);
    write(cx, &steps[from..from + n], parent, first_depth(cx, part), false, out);
}

/// A step in one verb phrase, its insides summed up.
pub(crate) fn step_phrase(cx: &Context, id: StepId) -> Option<String> {
    let mut told = Vec::new();
    bodies::tell(cx, id, DEEPEST, &mut told);
    let phrases: Vec<String> = told
        .iter()
        .map(|it| match &it.fixed {
            Some(text) => text.trim_end_matches([':', '.']).to_owned(),
            None => join_acts(&it.acts),
        })
        .filter(|it| !it.is_empty())
        .collect();
    (!phrases.is_empty()).then(|| phrases.join("; "))
}

/// How a loop is introduced: `for each x in y`.
pub(crate) fn loop_lead(cx: &Context, node: NodeId) -> String {
    loops::lead(cx, node)
}

/// How a block with resources is introduced: `with f open`.
pub(crate) fn with_lead(cx: &Context, resources: &[NodeId]) -> String {
    attempts::with(cx, resources)
}

/// The verb phrase of a body that is told in one plain sentence, for an item that is best introduced by it.
pub(crate) fn in_one_phrase(cx: &Context, body: NodeId) -> Option<String> {
    let steps = cx.facts.steps.of_body(body);
    if steps.is_empty() || steps.len() > 3 {
        return None;
    }
    let mut told = Vec::with_capacity(steps.len());
    for &id in steps {
        bodies::tell(cx, id, first_depth(cx, cx.unit.span(body)), &mut told);
    }
    if let [first, second] = told.as_slice()
        && first.is_simple()
        && second.is_simple()
    {
        let acts: Vec<Act> = first.acts.iter().chain(&second.acts).cloned().collect();
        return Some(join_acts(&acts)).filter(|text| text.len() <= 160);
    }
    let told = gather(cx, told);
    let [one] = told.as_slice() else { return None };
    let plain = one.fixed.is_none() && one.inside.is_empty() && one.acts.iter().all(|act| act.lead.is_none());
    (plain && !one.acts.is_empty()).then(|| join_acts(&one.acts))
}

/// The same for a body that is one sentence under a condition or for each of several: `prints x for each x in y`.
pub(crate) fn in_one_qualified_phrase(cx: &Context, body: NodeId) -> Option<String> {
    let [step] = *cx.facts.steps.of_body(body) else { return None };
    let mut told = Vec::new();
    bodies::tell(cx, step, first_depth(cx, cx.unit.span(body)), &mut told);
    let [one] = told.as_slice() else { return None };
    let [act] = one.acts.as_slice() else { return None };
    let lead = act.lead.as_deref().filter(|_| one.fixed.is_none() && one.inside.is_empty())?;
    if lead.contains(", ") || lead.starts_with("otherwise") || act.verb.contains(';') {
        return None;
    }
    let behind =
        ["for ", "if ", "as long as "].iter().any(|start| lead.starts_with(start)) && !act.verb.contains(" if ");
    Some(if behind { format!("{} {lead}", act.verb) } else { format!(", {lead}, {}", act.verb) })
}

/// What the last statement of a body does, in one verb phrase.
pub(crate) fn last_step(cx: &Context, body: NodeId) -> Option<String> {
    let step = cx.facts.steps.get(*cx.facts.steps.of_body(body).last()?);
    let act = groups::act(cx, step);
    act.lead.is_none().then_some(act.verb)
}

/// The first things that a body does, in one verb phrase.
pub(crate) fn first_steps(cx: &Context, body: NodeId) -> Option<String> {
    let steps = cx.facts.steps.of_body(body);
    // What is only brought in is not what is done.
    let is_import = |id: &&StepId| matches!(cx.unit.kind(cx.facts.steps.get(**id).node), code::Kind::Import(_));
    let imports = steps.iter().take_while(is_import).count();
    let steps = if imports < steps.len() { &steps[imports..] } else { steps };
    (!steps.is_empty()).then(|| bodies::summary(cx, steps))
}

/// A long body is told less deeply.
fn first_depth(cx: &Context, span: Span) -> u32 {
    let (first, last) = cx.unit.line_range(span);
    u32::from(last - first > 80)
}

/// A sentence before it is spelled.
#[derive(Debug)]
struct Told {
    /// What is done.
    acts: Vec<Act>,
    /// A sentence of its own form (a header for nested ones), instead of acts.
    fixed: Option<String>,
    /// Its lines.
    spans: Vec<Span>,
    /// Steps that are told below it.
    inside: Vec<Inside>,
}

/// What is told below a sentence.
#[derive(Debug)]
enum Inside {
    Steps(Vec<StepId>),
    Told(Told),
}

impl Told {
    fn act(act: Act, span: Span) -> Self {
        Self { acts: vec![act], fixed: None, spans: vec![span], inside: Vec::new() }
    }

    fn fixed(text: String, span: Span) -> Self {
        Self { acts: Vec::new(), fixed: Some(text), spans: vec![span], inside: Vec::new() }
    }

    fn with(mut self, inside: Vec<Inside>) -> Self {
        self.inside = inside;
        self
    }

    /// Whether it is one short plain act.
    fn is_simple(&self) -> bool {
        self.fixed.is_none()
            && self.inside.is_empty()
            && matches!(&self.acts[..], [act] if act.lead.is_none() && act.verb.len() < 95 && !act.verb.contains(" if "))
    }
}

/// Tells steps at a depth and writes them.
///
/// Steps that are `connected` are all that their body does, in order; parts of a file are not.
fn write(cx: &Context, steps: &[StepId], parent: Option<u32>, depth: u32, connected: bool, out: &mut Draft) {
    let is_label = |id: &StepId| matches!(cx.facts.steps.get(*id).action, Action::Label(_));
    let first = steps.iter().position(is_label).unwrap_or(steps.len());
    let mut told = Vec::with_capacity(first);
    let mut rest = &steps[..first];
    while let Some((&id, behind)) = rest.split_first() {
        if let Some((table, after)) = tables::tell(cx, rest) {
            told.push(table);
            rest = after;
        } else {
            bodies::tell(cx, id, depth, &mut told);
            rest = behind;
        }
    }
    let mut told = gather(cx, told);
    if connected && first == steps.len() {
        otherwise(cx, steps, &mut told);
    }
    // What a label names is a part of its own.
    let mut rest = &steps[first..];
    while let [label, after @ ..] = rest {
        let n = after.iter().position(is_label).unwrap_or(after.len());
        told.push(directives::labelled(cx, *label, &after[..n]));
        rest = &after[n..];
    }
    spell_all(cx, told, parent, depth, connected, out);
}

/// Says of what a body ends with that it is for the cases that none of its exits dealt with.
fn otherwise(cx: &Context, steps: &[StepId], told: &mut [Told]) {
    // Of a choice, every way has to end the body: behind another one, "otherwise" would say that its condition does not hold.
    let leaves = |way: &facts::Way| {
        let body = cx.facts.steps.of_body(way.body);
        way.condition.is_some()
            && body
                .last()
                .is_some_and(|&it| matches!(cx.facts.steps.get(it).action, Action::Return(_) | Action::Raise { .. }))
    };
    let exits = |id: StepId| {
        let step = cx.facts.steps.get(id);
        match &step.action {
            Action::Choose { ways, .. } => ways.iter().all(leaves),
            // What a function inside gives back leaves nothing.
            Action::Dispatch { .. } | Action::Define(_) | Action::DefineType(_) => false,
            // An exit amid a call's arguments is not told as one.
            Action::Call { .. } | Action::Evaluate(_) | Action::Await(_) => false,
            _ => cx.unit.preorder_shallow(step.node).any(|it| matches!(cx.unit.kind(it), Kind::Return(_))),
        }
    };
    let [before @ .., last] = told else { return };
    let Some((&id, earlier)) = steps.split_last() else { return };
    let is_end = matches!(cx.facts.steps.get(id).action, Action::Return(Some(_)) | Action::Raise { .. });
    let is_plain = last.fixed.is_none() && last.inside.is_empty() && last.acts.iter().all(|act| act.lead.is_none());
    let is_of = |told: &Told, id: StepId| told.spans.iter().any(|it| it.contains(cx.facts.steps.get(id).span));
    if !is_end || !is_plain || last.acts.iter().any(|act| act.verb.contains(" otherwise") || act.verb.contains(" if "))
    {
        return;
    }
    match &mut last.acts[..] {
        // What stands right before is what it would be held against.
        [only] if earlier.last().is_some_and(|&id| exits(id)) => {
            if cx.level == Level::Expert && only.verb.len() < 48 && !only.verb.contains([',', ';']) {
                only.verb.push_str(" otherwise");
            } else {
                only.lead = Some("otherwise".to_owned());
            }
        }
        [first, ..]
            if cx.level == Level::Expert
                && before.last().is_some_and(|told| earlier.iter().any(|&id| is_of(told, id) && exits(id))) =>
        {
            first.lead = Some("otherwise".to_owned());
        }
        _ => {}
    }
}

fn spell_all(cx: &Context, told: Vec<Told>, parent: Option<u32>, depth: u32, connected: bool, out: &mut Draft) {
    let n = told.len();
    // A body of one step that its function's own sentence tells already is not told again.
    if let (Some(parent), [only]) = (parent, &told[..])
        && only.fixed.is_none()
        && only.inside.is_empty()
        && let [act] = &only.acts[..]
        && act.lead.is_none()
        && out.text(parent).contains(&act.verb)
    {
        for &span in &only.spans {
            out.widen(parent, span);
        }
        return;
    }
    let headings = paragraphs::headings(cx, &told);
    let mut is_first = true;
    for ((at, told), heading) in told.into_iter().enumerate().zip(headings) {
        // What comes at the end is told as that, under whatever heading.
        let is_tied = connected && (heading.is_none() || at + 1 == n);
        let place = if is_tied { Place { at, n, nested: depth > 1 } } else { Place { at: 0, n: 1, nested: true } };
        let text = match &told.fixed {
            Some(text) => text.clone(),
            None => spell(cx.level, &told.acts, place),
        };
        let text = match heading {
            Some(heading) => paragraphs::under(heading, std::mem::take(&mut is_first), &text),
            None => text,
        };
        let id = out.say(SectionKind::How, parent, text, &told.spans);
        for inside in told.inside {
            match inside {
                Inside::Steps(steps) => write(cx, &steps, Some(id), depth + 1, true, out),
                Inside::Told(told) => spell_all(cx, vec![told], Some(id), depth + 1, true, out),
            }
        }
    }
}

/// Lets short neighbours share a sentence, more of them for a reader of code and in a long body.
fn gather(cx: &Context, told: Vec<Told>) -> Vec<Told> {
    let n = told.len();
    let (most, longest) = match cx.level {
        // One statement in a sentence; only in a long row do two very short ones share one.
        Level::Beginner if n > 12 => (2, 80),
        Level::Beginner => (1, 0),
        Level::Intermediate if n > 8 => (3, 200),
        Level::Intermediate => (2, 150),
        Level::Expert if n > 8 => (4, 260),
        Level::Expert => (3, 200),
    };
    let is_parted = |last: &Told, one: &Told| match (last.spans.last(), one.spans.first()) {
        (Some(&last), Some(&one)) => paragraphs::parted(cx, n, last, one),
        _ => false,
    };
    let mut out: Vec<Told> = Vec::with_capacity(n);
    for mut one in told {
        // Checks in a row are one list.
        let checks = |told: &Told| told.acts.iter().all(|act| check_of(&act.verb).is_some());
        let both = out.last().is_some_and(checks) && checks(&one);
        let (most, longest) = if both { (4, 300) } else { (most, longest) };
        if let Some(last) = out.last_mut()
            && one.is_simple()
            && last.fixed.is_none()
            && last.inside.is_empty()
            && last.acts.len() < most
            && !is_parted(last, &one)
            && last.acts.iter().all(|act| act.lead.is_none())
            && last.acts.iter().chain(&one.acts).map(Act::len).sum::<usize>() <= longest
        {
            last.acts.append(&mut one.acts);
            last.spans.append(&mut one.spans);
            continue;
        }
        out.push(one);
    }
    out
}
