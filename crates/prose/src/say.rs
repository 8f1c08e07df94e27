//! What the writers of sections ask of phrases and of the lexicon.

use code::{Effect, FunctionId, Kind, NodeId, Span};
use facts::{Bound, CallFact, FunctionFacts, IdiomKind, LoopIntent};

use crate::draft::Context;
use crate::{Level, lexicon, phrase};

/// An expression as a noun phrase, where it is short enough for an opening sentence.
pub(crate) fn noun_brief(cx: &Context<'_>, node: NodeId) -> Option<String> {
    if phrase::is_empty_result(cx, node) {
        return None;
    }
    let text = phrase::noun(cx, node);
    (text.chars().count() <= 110 && !text.contains('…')).then_some(text)
}

/// Whether a value says that there is nothing: an empty collection, an absent value.
pub(crate) fn is_empty_value(cx: &Context<'_>, node: NodeId) -> bool {
    match cx.unit.kind(node) {
        Kind::Null => true,
        Kind::Sequence(list) | Kind::Mapping(list) | Kind::Set(list) | Kind::Tuple(list) => list.is_empty(),
        _ => phrase::is_empty_result(cx, node),
    }
}

/// Where a value comes from: of a variable that is set once and not changed in place, what it was set to.
pub(crate) fn origin(cx: &Context<'_>, node: NodeId) -> NodeId {
    let unit = cx.unit;
    if !is_inner_name(cx, node) {
        return node;
    }
    let Some(binding) = cx.facts.scopes.binding_of(node) else { return node };
    let Some(Kind::Let { target, value: Some(value), .. } | Kind::Assign { target, operator: None, value }) =
        unit.parent(binding.definition).map(|it| unit.kind(it))
    else {
        return node;
    };
    // A collection that starts empty is filled on the way, and so may be an object whose methods are called.
    let starts = matches!(
        unit.kind(value),
        Kind::Sequence(_)
            | Kind::Mapping(_)
            | Kind::Set(_)
            | Kind::Tuple(_)
            | Kind::Text(_)
            | Kind::Integer
            | Kind::Null
            | Kind::Boolean(_)
            | Kind::Float
            | Kind::Function(_)
            | Kind::Name(_)
    );
    // A call that is given the value, or is made on it, may change it.
    let scalar = matches!(
        cx.facts.types.of(value),
        facts::Type::Text | facts::Type::Integer | facts::Type::Float | facts::Type::Boolean
    );
    let touched = binding.reads.iter().any(|&read| match unit.parent(read).map(|it| unit.kind(it)) {
        _ if read == node => false,
        Some(Kind::Member { object, .. } | Kind::Index { object, .. }) if object == read => !scalar,
        Some(Kind::Call { .. } | Kind::NamedArgument { .. } | Kind::Spread(_)) => !scalar,
        Some(Kind::Reference(_, mutable)) => mutable || !scalar,
        Some(Kind::Loop(..) | Kind::Dereference(_) | Kind::Assign { .. } | Kind::Let { .. }) => !scalar,
        _ => false,
    });
    if target != binding.definition || !binding.writes.is_empty() || binding.captured || starts || touched {
        return node;
    }
    value
}

/// Whether an expression is the name of a variable that only the function inside knows.
pub(crate) fn is_inner_name(cx: &Context<'_>, node: NodeId) -> bool {
    matches!(cx.unit.kind(node), Kind::Name(_))
        && cx.facts.scopes.binding_of(node).is_some_and(|binding| {
            matches!(binding.kind, facts::BindingKind::Variable | facts::BindingKind::Constant)
                && binding.function.is_some()
        })
}

/// An expression as a condition, where it is short enough for an opening sentence.
pub(crate) fn condition(cx: &Context<'_>, node: NodeId) -> Option<String> {
    let text = phrase::condition(cx, node);
    (text.chars().count() <= 140 && !text.contains('…')).then_some(text)
}

/// Whether an expression is a test by its form.
pub(crate) fn is_condition(cx: &Context<'_>, node: NodeId) -> bool {
    use code::BinaryOperator::*;
    match cx.unit.kind(node) {
        Kind::Binary(operator, ..) => matches!(
            operator,
            Equal
                | NotEqual
                | StrictEqual
                | StrictNotEqual
                | Less
                | LessEqual
                | Greater
                | GreaterEqual
                | In
                | NotIn
                | Is
                | IsNot
                | InstanceOf
        ),
        Kind::Chain { .. } | Kind::Matches { .. } => true,
        Kind::Unary(code::UnaryOperator::Not, _) => true,
        _ => false,
    }
}

/// The verb phrase of the idiom that a function as a whole is, and the code that proves it.
pub(crate) fn idiom_lead(cx: &Context<'_>, owner: NodeId) -> Option<(String, Span)> {
    let at = match cx.level {
        Level::Beginner => 0,
        Level::Intermediate => 1,
        Level::Expert => 2,
    };
    // The idiom that explains most of the code is what the code is for; handing results out is only how it gives them.
    let mut found: Vec<&facts::Idiom> =
        cx.facts.idioms_of(owner).filter(|idiom| lexicon::idioms::leads(idiom.kind)).collect();
    found.sort_by_key(|idiom| (idiom.kind != IdiomKind::MovingAverage, std::cmp::Reverse(idiom.span.len())));
    found.iter().find_map(|idiom| {
        let text = lexicon::fill(cx, lexicon::idioms::idiom(idiom.kind).what[at], &idiom.parts)?;
        Some((text, idiom.span))
    })
}

/// The verb phrase of the loop that makes a function's result: the loop whose collected variable is given back, or which hands
/// something out itself.
pub(crate) fn loop_lead(cx: &Context<'_>, id: FunctionId, facts: &FunctionFacts) -> Option<(String, Span)> {
    let whole = cx.unit.span(cx.unit.function(id).node);
    let from = cx.facts.loops.partition_point(|it| cx.unit.span(it.node).end <= whole.start);
    let beginner = cx.level == Level::Beginner;
    for it in cx.facts.loops[from..].iter().take_while(|it| it.node < cx.unit.function(id).node) {
        if cx.unit.enclosing_function(it.node) != Some(id) || it.depth > 0 {
            continue;
        }
        let span = cx.unit.span(it.node);
        let Some(mut source) = source(cx, it) else { continue };
        // An aside is closed before the sentence goes on.
        if source.contains(", ") {
            source.push(',');
        }
        let name = |binding| format!("`{}`", cx.unit.name(cx.facts.scopes.binding(binding).name));
        // What several statements make of it in turn is not what one of them makes.
        let once = |binding: facts::BindingId| {
            let remade = |&&write: &&NodeId| {
                matches!(cx.unit.parent(write).map(|it| cx.unit.kind(it)), Some(Kind::Assign { operator: None, .. }))
            };
            cx.facts.scopes.binding(binding).writes.iter().filter(remade).count() < 2
        };
        let returned = |binding: facts::BindingId| {
            once(binding) && facts.returned.iter().any(|&node| cx.facts.scopes.resolve(node) == Some(binding))
        };
        for intent in &it.intents {
            let (plain, usual) = match *intent {
                LoopIntent::Sum(binding) if returned(binding) => {
                    (format!("adds something up over {source} and gives back the total"), format!("sums over {source}"))
                }
                LoopIntent::Product(binding) if returned(binding) => (
                    format!("multiplies up over {source} and gives back the product"),
                    format!("multiplies up over {source}"),
                ),
                LoopIntent::Count(binding) if returned(binding) => {
                    (format!("goes through {source} and counts"), format!("counts over {source}"))
                }
                LoopIntent::Filter(binding) if returned(binding) => (
                    format!("picks those of {source} that pass a test and gives them back"),
                    format!("filters {source}"),
                ),
                LoopIntent::Map(binding) if returned(binding) => (
                    format!("makes a new collection with something for each of {source}"),
                    format!("builds a collection with one entry for each of {source}"),
                ),
                LoopIntent::FilterMap(binding) if returned(binding) => (
                    format!("makes a new collection from those of {source} that pass a test"),
                    format!("builds a collection from those of {source} that pass a test"),
                ),
                LoopIntent::Group(binding) if returned(binding) => {
                    (format!("sorts {source} into groups"), format!("groups {source} by key"))
                }
                LoopIntent::Index(binding) if returned(binding) && !source.contains(&name(binding)) => (
                    format!("builds {} entry by entry from {source} and gives it back", name(binding)),
                    format!("builds {} from {source}", name(binding)),
                ),
                LoopIntent::JoinText(binding) if returned(binding) => {
                    (format!("builds a text piece by piece from {source}"), format!("builds text from {source}"))
                }
                LoopIntent::Maximum(binding) if returned(binding) => {
                    (format!("looks for the largest over {source}"), format!("finds the maximum over {source}"))
                }
                LoopIntent::Minimum(binding) if returned(binding) => {
                    (format!("looks for the smallest over {source}"), format!("finds the minimum over {source}"))
                }
                // A loop that also collects or counts leaves early where something is wrong, not where it has found it.
                LoopIntent::Search(_) if it.intents.iter().any(|other| !matches!(other, LoopIntent::Search(_))) => {
                    continue;
                }
                // What is only looked for on the way to something else is not what the function is for.
                LoopIntent::Search(found) if matches!(cx.unit.kind(found), Kind::Return(_)) => (
                    format!("goes through {source} until it has found what it looks for"),
                    format!("searches {source} for the first match"),
                ),
                LoopIntent::Test(_) => {
                    (format!("checks {source} and answers yes or no"), format!("tests {source} item by item"))
                }
                _ => continue,
            };
            let text = if beginner { plain } else { usual };
            return Some((text.trim_end_matches(',').to_owned(), span));
        }
    }
    None
}

/// The verb phrase of the idiom that the one outer loop of a function is.
pub(crate) fn loop_idiom(cx: &Context<'_>, id: FunctionId) -> Option<(String, Span)> {
    let whole = cx.unit.span(cx.unit.function(id).node);
    let from = cx.facts.loops.partition_point(|it| cx.unit.span(it.node).end <= whole.start);
    let mut outer = cx.facts.loops[from..]
        .iter()
        .take_while(|it| it.node < cx.unit.function(id).node)
        .filter(|it| it.depth == 0 && cx.unit.enclosing_function(it.node) == Some(id));
    let only = outer.next()?;
    // A loop that runs in one case only is not what the function is for.
    let chosen = cx
        .unit
        .ancestors(only.node)
        .take_while(|&it| !matches!(cx.unit.kind(it), Kind::Function(_)))
        .any(|it| matches!(cx.unit.kind(it), Kind::If { .. } | Kind::Arm { .. } | Kind::Handler { .. }));
    if chosen || outer.next().is_some() { None } else { idiom_lead(cx, only.node) }
}

/// What a loop goes over, where that can be said in a few words.
pub(crate) fn source(cx: &Context<'_>, it: &facts::LoopFacts) -> Option<String> {
    match it.bound {
        Bound::Items(node) => Some(items_of(cx, node)?),
        Bound::Enumerated(node) => Some(items_of(cx, node)?),
        Bound::Pairs(node) => Some(format!("the entries of {}", noun_brief(cx, node)?)),
        Bound::Keys(node) => Some(format!("the keys of {}", noun_brief(cx, node)?)),
        Bound::Positions(node) => Some(format!("the positions of {}", noun_brief(cx, node)?)),
        Bound::Lines(node) => Some(format!("the lines of {}", noun_brief(cx, node)?)),
        _ => None,
    }
}

fn items_of(cx: &Context<'_>, node: NodeId) -> Option<String> {
    let noun = noun_brief(cx, node)?;
    // `the keys of x` are several things already.
    let several =
        ["the items", "the keys", "the values", "the lines", "the parts", "the results", "the rows", "all but"];
    Some(if several.iter().any(|it| noun.starts_with(it)) { noun } else { format!("the items of {noun}") })
}

/// Which calls count for an opening sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Weight {
    /// Those that reach outside the program.
    Effect,
    /// Those too that belong to a module which stands for a purpose.
    Any,
}

/// What a function (or the top level) does through the library, in order: phrases and where they rest.
pub(crate) fn acts(cx: &Context<'_>, function: Option<FunctionId>, weight: Weight) -> (Vec<String>, Vec<Span>) {
    let (acts, spans, _) = acts_and_certainty(cx, function, weight);
    (acts, spans)
}

/// The same as one verb phrase, which says so where each of the acts depends on the case.
pub(crate) fn acts_phrase(cx: &Context<'_>, function: FunctionId) -> Option<(String, Vec<Span>)> {
    let (mut acts, mut spans, certain) = acts_and_certainty(cx, Some(function), Weight::Effect);
    // What is logged on the way is not what the code is for.
    let n_steps = cx.unit.function(function).body.map_or(0, |body| cx.facts.steps.of_body(body).len());
    let is_log = |act: &String| act.starts_with("logs ");
    if n_steps > 2 && acts.iter().any(is_log) {
        let mut kept = acts.iter().map(|act| !is_log(act));
        spans.retain(|_| kept.next().unwrap_or(true));
        acts.retain(|act| !is_log(act));
    }
    if acts.is_empty() {
        return None;
    }
    let text = crate::aggregate::fold(&acts, 3).filter(|text| acts.len() > 1 && text.len() <= 160);
    let text = text.unwrap_or_else(|| crate::words::list_some(&acts, 3));
    if certain {
        return Some((text, spans));
    }
    // One or the other happens, not all of them.
    let last = text
        .match_indices(" and ")
        .map(|it| it.0)
        .filter(|&at| text[..at].matches('`').count().is_multiple_of(2))
        .last();
    let text = match last {
        Some(at) if acts.len() > 1 => format!("{} or {}", &text[..at], &text[at + " and ".len()..]),
        _ => text,
    };
    Some((format!(", depending on the case, {text}"), spans))
}

/// Whether the top level does anything of weight in any case.
pub(crate) fn always_acts(cx: &Context<'_>) -> bool {
    acts_and_certainty(cx, None, Weight::Effect).2
}

fn acts_and_certainty(
    cx: &Context<'_>,
    function: Option<FunctionId>,
    weight: Weight,
) -> (Vec<String>, Vec<Span>, bool) {
    let mut acts = Vec::new();
    let mut spans = Vec::new();
    let mut certain = false;
    for call in cx.facts.calls_in(function) {
        if weight == Weight::Effect && !weighty(call) {
            continue;
        }
        // What is done about a failure is not what the code is for.
        if handles_failure(cx, call.node) {
            continue;
        }
        if weight == Weight::Any && (!telling(call) || !is_whole(cx, call.node)) {
            continue;
        }
        // A phrase that names nothing of the code, or wraps a value, says nothing of what the code is for.
        if weight == Weight::Any
            && call.library.is_some_and(|it| !it.does.contains('{') || phrase::is_wrapper(cx, call.node))
        {
            continue;
        }
        // What is done only under a condition is not told as if it were always done, where there is something that is.
        let led = is_conditional(cx, call.node);
        if led && !acts.is_empty() && certain {
            continue;
        }
        let Some(text) = (if cx.unit.dialect.commands { command_does(cx, call) } else { call_does(cx, call) }) else {
            continue;
        };
        // What a command prints into a value is not shown to anybody.
        if cx.unit.dialect.commands
            && (text.starts_with("prints ") || text.starts_with("takes "))
            && is_captured(cx, call.node)
        {
            continue;
        }
        if !led && !certain {
            certain = true;
            acts.clear();
            spans.clear();
        }
        if !acts.contains(&text) {
            acts.push(text);
            spans.push(cx.unit.span(call.node));
        }
        if acts.len() == MOST_ACTS {
            break;
        }
    }
    (acts, spans, certain)
}

/// Whether what a command prints becomes a value of the script.
fn is_captured(cx: &Context<'_>, node: NodeId) -> bool {
    let mut below = node;
    for at in cx.unit.ancestors(node) {
        match cx.unit.kind(at) {
            Kind::Function(_) => return false,
            Kind::Assign { value, .. } if value == below => return true,
            Kind::Let { value: Some(value), .. } if value == below => return true,
            Kind::Loop(_, parts) if parts.source == Some(below) => return true,
            Kind::Template { .. } | Kind::Scoped(code::ScopeForm::Output, _) => return true,
            _ => {}
        }
        below = at;
    }
    false
}

/// Whether a call stands in a branch.
fn is_conditional(cx: &Context<'_>, node: NodeId) -> bool {
    let mut below = node;
    for at in cx.unit.ancestors(node) {
        match cx.unit.kind(at) {
            Kind::Function(_) => return false,
            // What follows where all went well is what the code is for.
            Kind::If { condition, .. } if cx.unit.joined_act(at) == Some(condition) => {}
            Kind::Loop(..) if cx.unit.dialect.commands => return true,
            // The test itself is always made.
            Kind::If { condition, .. } | Kind::Conditional { condition, .. } if condition != below => return true,
            Kind::Arm { .. } => return true,
            _ => {}
        }
        below = at;
    }
    false
}

/// Whether an expression is all that a statement is about, and not a part of a longer computation.
fn is_whole(cx: &Context<'_>, node: NodeId) -> bool {
    let Some(parent) = cx.unit.parent(node) else { return true };
    match cx.unit.kind(parent) {
        Kind::Await(_) | Kind::Propagate(_) => is_whole(cx, parent),
        Kind::Block { .. } | Kind::Module { .. } | Kind::Return(_) | Kind::Function(_) => true,
        _ => false,
    }
}

fn handles_failure(cx: &Context<'_>, node: NodeId) -> bool {
    cx.unit
        .ancestors(node)
        .map(|it| cx.unit.kind(it))
        .take_while(|kind| !matches!(kind, Kind::Function(_)))
        .any(|kind| matches!(kind, Kind::Handler { .. }))
}

/// Whether something is done that outlives the call: sent, written, started.
pub(crate) fn reaches_out(cx: &Context<'_>, id: FunctionId) -> bool {
    use Effect::*;
    cx.facts.calls_in(Some(id)).any(|call| {
        call.library.is_some_and(|entry| {
            entry.effects.iter().any(|it| matches!(it, WritesFile | Network | Process | Spawns | Database | Storage))
        }) && !handles_failure(cx, call.node)
    })
}

/// How many acts an opening looks at.
const MOST_ACTS: usize = 12;

/// Whether a call belongs to a module that stands for a purpose (`json.loads`); a method of a list or a conversion tells nothing.
fn telling(call: &CallFact) -> bool {
    call.library.is_some_and(|entry| {
        entry.path.split_once('.').is_some_and(|(head, _)| {
            !head.is_empty() && facts::Type::from_library(head) == facts::Type::Unknown && !entry.path.contains('!')
        }) && entry.effects.iter().all(|effect| !matches!(effect, Effect::Mutates))
    })
}

/// Whether a call says what the code around it is for.
fn weighty(call: &CallFact) -> bool {
    use Effect::*;
    call.library.is_some_and(|entry| {
        entry.effects.iter().any(|effect| {
            matches!(
                effect,
                ReadsFile
                    | WritesFile
                    | Network
                    | ReadsInput
                    | Process
                    | Spawns
                    | Channel
                    | Document
                    | Database
                    | Storage
                    | Evaluates
                    | Prints
            )
        })
    })
}

/// The same of a command: a row of them is told as a whole, and one that another one runs is told with that.
fn command_does(cx: &Context<'_>, call: &CallFact) -> Option<String> {
    let up = cx.unit.parent(call.node)?;
    match cx.unit.kind(up) {
        Kind::Pipe(_) => {
            let text = phrase::act(cx, up);
            (text.chars().count() <= 130 && !text.contains('…')).then_some(text)
        }
        Kind::Call { .. } | Kind::NamedArgument { .. } | Kind::Template { .. } => None,
        _ => call_does(cx, call),
    }
}

/// What a call does, with its holes filled, where it is short enough for an opening sentence.
pub(crate) fn call_does(cx: &Context<'_>, call: &CallFact) -> Option<String> {
    let text = phrase::does(cx, call.node)?;
    (text.chars().count() <= 110 && !text.contains('…')).then_some(text)
}
