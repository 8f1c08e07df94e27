//! What a function is for.

use code::{Effect, FunctionForm, FunctionId, Kind, Modifiers, NodeId, Span};
use facts::{Action, BindingKind, FunctionFacts, IdiomKind, Results, VariableRole};

use crate::draft::{Context, Draft};
use crate::plan;
use crate::words::{count, list, list_some, sentence, split_name, with_article};
use crate::{Level, SectionKind};
use crate::{how, say};

use super::{checks, contract, edges, name, quote};

/// What is said first of an item: a verb phrase in the third person without its subject.
#[derive(Clone, Debug)]
pub(crate) struct Lead {
    /// `finds …`, `returns …`.
    pub text: String,
    /// What it rests on, beside the item's header.
    pub spans: Vec<Span>,
    /// Whether it already says what comes back.
    pub tells_result: bool,
    /// Whether it says what the code is for; else it is better than nothing only.
    pub strong: bool,
    /// Whether nothing is left for *How* to add.
    pub complete: bool,
}

impl Lead {
    fn new(text: String, spans: Vec<Span>) -> Self {
        Self { text, spans, tells_result: false, strong: true, complete: false }
    }

    fn result(text: String, spans: Vec<Span>) -> Self {
        Self { text, spans, tells_result: true, strong: true, complete: false }
    }
}

/// The section for one function alone.
pub(crate) fn fill(cx: &Context<'_>, id: FunctionId, draft: &mut Draft) {
    let function = cx.unit.function(id);
    let whole = cx.unit.span(function.node);
    if let Some((words, span)) = quote::first_sentence(cx, function.doc) {
        let text = match cx.level {
            Level::Beginner => format!("Its author describes it so: “{words}.”"),
            Level::Intermediate => format!("In the author's words: “{words}.”"),
            Level::Expert => format!("Documented as: “{words}.”"),
        };
        draft.say(SectionKind::What, None, text, &[span]);
    }
    let lead = function_lead(cx, id);
    let facts_name = cx.facts.functions.get(id.index()).and_then(|facts| facts.name);
    // Code that is quoted says how, and leaves it to the reader to see what for.
    let is_account =
        lead.complete && (!quotes_code(&lead.text) || lead.text.starts_with(',') || name::is_lone_verb(cx, id));
    let is_certain = lead.strong && (is_account || tells_purpose(cx, function.node));
    // The author's own words say more than a name.
    let by_name = if draft.has(SectionKind::What) || lead.text.starts_with(", by its name") {
        None
    } else {
        name::of_function(cx, id, &lead.text, is_certain, !lead.strong)
    };
    let text = match (cx.level, facts_name, by_name) {
        (Level::Beginner | Level::Intermediate, Some(name), Some(by_name)) => {
            let account =
                name::shorter(&by_name, &lead.text).map_or_else(|| with_subject("it", &lead.text), str::to_owned);
            format!("by its name, {} {by_name}: {account}", cx.quote(name))
        }
        (_, _, Some(by_name)) => {
            let account = name::shorter(&by_name, &lead.text).unwrap_or(lead.text.trim_start_matches(", "));
            format!("by its name, {by_name}: {account}")
        }
        (Level::Beginner | Level::Intermediate, Some(name), None) => with_subject(&cx.quote(name), &lead.text),
        _ => lead.text.trim_start_matches(", ").to_owned(),
    };
    let spans = if says_all(cx, id, &lead) { parts(cx, id) } else { vec![whole] };
    if lead.strong || !draft.has(SectionKind::What) {
        draft.say(SectionKind::What, None, sentence(&text), &spans);
    }
    super::annotations(cx, function.decorators, SectionKind::What, None, draft);
    super::wrappers(cx, id, SectionKind::What, None, draft);
    details(cx, id, &lead, draft);
}

/// Whether an idiom says what a function is for, and not only in which form it is written.
fn tells_purpose(cx: &Context<'_>, node: NodeId) -> bool {
    let is_form = |kind| matches!(kind, IdiomKind::ContextManagerGenerator);
    say::idiom_lead(cx, node).is_some() && !cx.facts.idioms_of(node).any(|idiom| is_form(idiom.kind))
}

/// Whether an account quotes an expression where words could stand: code that is more than a name or a number.
pub(super) fn quotes_code(text: &str) -> bool {
    let is_expression = |quoted: &str| quoted.contains([' ', '(']) && !quoted.starts_with(['\'', '"']);
    let words = [" a value worked out ", " shifted ", " to the power of ", " squared", "the exclusive or of "];
    text.split('`').skip(1).step_by(2).any(is_expression) || words.iter().any(|it| text.contains(it))
}

/// Whether a function's own sentence tells all of its body, so that *How* would only say it again.
///
/// A beginner is told each of several steps apart.
pub(crate) fn says_all(cx: &Context<'_>, id: FunctionId, lead: &Lead) -> bool {
    let n_steps = cx.unit.function(id).body.map_or(0, |body| cx.facts.steps.of_body(body).len());
    // Conditions that are only counted are still to be told.
    let is_whole = lead.complete && !lead.text.contains(" conditions on ");
    lead.strong && is_whole && (n_steps <= 1 || cx.level != Level::Beginner)
}

/// The lines of a function part by part: its header without the mark that ends it, and each statement.
fn parts(cx: &Context<'_>, id: FunctionId) -> Vec<Span> {
    let header = plan::header(cx, id);
    let text = cx.unit.slice(header).trim_end_matches([':', '{', ' ']);
    let mut spans = vec![Span::new(header.start, header.start + text.len() as u32)];
    if let Some(body) = cx.unit.function(id).body {
        spans.extend(cx.unit.statements(body).into_iter().map(|it| cx.unit.span(it)));
    }
    spans
}

/// A subject before a verb phrase, which may begin with a condition of its own: `f, depending on x, returns …`.
pub(crate) fn with_subject(subject: &str, phrase: &str) -> String {
    let space = if phrase.starts_with(',') { "" } else { " " };
    format!("{subject}{space}{phrase}")
}

/// What callers have to know beyond the lead.
fn details(cx: &Context<'_>, id: FunctionId, lead: &Lead, draft: &mut Draft) {
    let Some(facts) = cx.facts.functions.get(id.index()) else { return };
    match cx.level {
        Level::Beginner => {
            if let Some((text, spans)) = contract::optional_parameters(cx, id) {
                draft.say(SectionKind::What, None, sentence(&text), &spans);
            }
            if !lead.tells_result {
                result_sentence(cx, facts, draft);
            }
            contract::changed(cx, facts, &lead.text, draft);
        }
        Level::Intermediate => {
            if let Some((text, spans)) = contract::defaults(cx, id) {
                draft.say(SectionKind::What, None, sentence(&text), &spans);
            }
            contract::changed(cx, facts, &lead.text, draft);
            if !lead.tells_result {
                result_sentence(cx, facts, draft);
            }
            raises_sentence(cx, facts, lead, draft);
        }
        Level::Expert => {
            if let Some((text, spans)) = contract::defaults(cx, id) {
                draft.say(SectionKind::What, None, sentence(&text), &spans);
            }
            raises_sentence(cx, facts, lead, draft);
            contract::fill(cx, id, facts, draft);
            edges::fill(cx, id, facts, &lead.text, draft);
        }
    }
}

fn result_sentence(cx: &Context<'_>, facts: &FunctionFacts, draft: &mut Draft) {
    let beginner = cx.level == Level::Beginner;
    let gives = if beginner { "gives back" } else { "returns" };
    let spans: Vec<Span> = facts.returned.iter().map(|&node| cx.unit.span(node)).take(3).collect();
    if spans.is_empty() {
        return;
    }
    let text = match facts.results {
        Results::Verdict if cx.unit.dialect.pointers => "it answers yes or no (as a number, 1 or 0)".to_owned(),
        Results::Verdict => format!("it answers yes or no ({} or {})", truth(cx, true), truth(cx, false)),
        Results::Function => format!("it {gives} a new function"),
        Results::Receiver => format!("it {gives} its own object, so calls can be chained"),
        Results::Several => format!("it {gives} several values together"),
        Results::Sometimes if let Some(&absent) = facts.returned.iter().find(|&&it| cx.unit.kind(it) == Kind::Null) => {
            format!("it {gives} a value on some paths only; on the others it {gives} {}", cx.quote(absent))
        }
        Results::Sometimes => format!("it {gives} a value on some paths only; on the others nothing comes back"),
        Results::Always if facts.returned.len() == 1 => match say::noun_brief(cx, say::origin(cx, facts.returned[0])) {
            // The name of a variable inside says nothing to a caller.
            Some(_) if say::is_inner_name(cx, say::origin(cx, facts.returned[0])) => return,
            Some(noun) => format!("it {gives} {noun}"),
            None => return,
        },
        _ => return,
    };
    draft.say(SectionKind::What, None, sentence(&text), &spans);
}

/// The word for true or false; in backticks only where the source has it.
fn truth(cx: &Context<'_>, value: bool) -> String {
    let word = if value { cx.unit.dialect.truth } else { cx.unit.dialect.falsehood };
    format!("`{word}`")
}

fn raises_sentence(cx: &Context<'_>, facts: &FunctionFacts, lead: &Lead, draft: &mut Draft) {
    let verb = cx.unit.dialect.terms.raises;
    let mut clauses = Vec::new();
    let mut spans = Vec::new();
    for raise in facts.raises.iter().filter(|raise| raise.error.is_some()).take(3) {
        let Some(error) = raise.error else { continue };
        let when = raise
            .condition
            .and_then(|condition| say::condition(cx, condition))
            .map(|condition| format!(" when {condition}"))
            .unwrap_or_default();
        // What the opening tells is not told again.
        if lead.complete && lead.text.contains(cx.text(error)) {
            continue;
        }
        let name = cx.quote(error);
        let clause = format!("{name}{when}");
        // The same error under another condition needs no name again.
        let again = !when.is_empty()
            && clauses.last().is_some_and(|last: &String| last.starts_with(&format!("{name} when ")))
            && !when.contains(" or ");
        if let (true, Some(last)) = (again, clauses.last_mut()) {
            last.push_str(&format!(" or{when}"));
        } else if !clauses.contains(&clause) {
            clauses.push(clause);
        }
        spans.push(cx.unit.span(raise.node));
    }
    if clauses.is_empty() {
        return;
    }
    // A condition would seem to hold for all that follows.
    clauses.sort_by_key(|clause| clause.contains(" when "));
    // Where errors are ordinary results, saying that one is returned would not say that it is a failure.
    let verb = if cx.unit.dialect.exceptions { verb } else { "fails with" };
    let text = match cx.level {
        Level::Expert => format!("{verb} {}", list(&clauses)),
        _ => format!("it {verb} {}", list(&clauses)),
    };
    draft.say(SectionKind::What, None, sentence(&text), &spans);
}

/// Whether the functions of a type that stand outside of it hold the body of one that it declares.
fn is_defined_below(cx: &Context<'_>, id: FunctionId) -> bool {
    let function = cx.unit.function(id);
    let Some(name) = function.name else { return false };
    let Some(owner) = cx.unit.enclosing_type(function.node) else { return false };
    cx.unit.types.iter().enumerate().any(|(at, definition)| {
        cx.facts.types.extended(code::TypeId::from_index(at)) == Some(owner)
            && cx.unit.list(definition.members).iter().any(|&member| match cx.unit.kind(member) {
                Kind::Function(other) => {
                    let other = cx.unit.function(other);
                    other.body.is_some()
                        && other.name.is_some_and(|it| cx.unit.same_code(it, name))
                        && other.parameters.len() == function.parameters.len()
                }
                _ => false,
            })
    })
}

/// What a function that is defined elsewhere takes and gives.
fn prototype(cx: &Context<'_>, id: FunctionId) -> String {
    let function = cx.unit.function(id);
    let parameters: Vec<String> = cx
        .unit
        .list(function.parameters)
        .iter()
        .filter_map(|&it| match cx.unit.kind(it) {
            Kind::Parameter { form: code::ParameterForm::Rest, .. } => {
                Some("any number of further arguments".to_owned())
            }
            Kind::Parameter { target, annotation, .. } => match (cx.unit.name_of(target), annotation) {
                (Some(_), Some(annotation)) if cx.level != Level::Beginner && cx.unit.text(annotation).len() < 40 => {
                    let ty = cx.unit.text(annotation);
                    let word = |text: &str| text == cx.unit.text(target);
                    let named = ty.split(|c: char| !c.is_alphanumeric() && c != '_').any(word) && !ty.ends_with('*');
                    Some(if named {
                        cx.quote(annotation)
                    } else {
                        format!("{} ({})", cx.quote(target), cx.quote(annotation))
                    })
                }
                (Some(_), _) => Some(cx.quote(target)),
                (None, Some(annotation)) => Some(with_article(&cx.quote(annotation))),
                _ => None,
            },
            _ => None,
        })
        .collect();
    let takes = match parameters.len() {
        0 => "takes nothing".to_owned(),
        _ => format!("takes {}", list_some(&parameters, 6)),
    };
    let gives = match function.result {
        Some(result) if cx.unit.text(result).len() < 50 => {
            let verb = if cx.level == Level::Beginner { "gives back" } else { "returns" };
            format!(" and {verb} {}", with_article(&cx.quote(result)))
        }
        _ => String::new(),
    };
    let named = function.name.and_then(|name| cx.facts.scopes.resolve(name));
    let defined = named
        .and_then(|binding| cx.facts.scopes.function_named(binding))
        .is_some_and(|id| cx.unit.function(id).body.is_some())
        || is_defined_below(cx, id);
    let left_open = function.modifiers.has(Modifiers::ABSTRACT);
    match cx.level {
        Level::Beginner if left_open => format!("{takes}{gives}; each class that is built on this one says how"),
        _ if left_open => format!("{takes}{gives}; left to derived classes"),
        Level::Beginner if defined => format!("is announced here; what it does stands further down ({takes}{gives})"),
        _ if defined => "is declared here and defined below".to_owned(),
        Level::Expert => format!("{takes}{gives}; defined elsewhere"),
        _ => format!("{takes}{gives}; what it does is written elsewhere"),
    }
}

/// What a function does, in one verb phrase, from the strongest evidence that there is.
pub(crate) fn function_lead(cx: &Context<'_>, id: FunctionId) -> Lead {
    let function = cx.unit.function(id);
    let node = function.node;
    if let Some((text, span)) = say::idiom_lead(cx, node) {
        let early = cx.facts.functions.get(id.index()).and_then(|facts| answered_before(cx, facts, span));
        return Lead::result(format!("{text}{}", early.unwrap_or_default()), vec![span]);
    }
    let Some(facts) = cx.facts.functions.get(id.index()) else { return named(cx, id) };
    if let Some(lead) = by_form(cx, id, facts) {
        return lead;
    }
    if function.body.is_none() {
        if cx.unit.dialect.pointers {
            return Lead::new(prototype(cx, id), vec![]);
        }
        return Lead::new("is declared here without a body".to_owned(), vec![]);
    }
    by_build(cx, id)
        .or_else(|| by_markup(cx, facts))
        .or_else(|| by_single_result(cx, id, facts))
        .or_else(|| by_whole_body(cx, id))
        .or_else(|| {
            let (text, spans) = checks::account(cx, function.body?)?;
            Some(Lead::result(text, spans))
        })
        .or_else(|| by_cases(cx, id, facts))
        .or_else(|| by_acts(cx, id, facts))
        .or_else(|| by_container(cx, facts))
        .unwrap_or_else(|| named(cx, id))
}

/// What a check gives back that stands before the code of the idiom which a function is, so that the idiom is not all.
fn answered_before(cx: &Context<'_>, facts: &FunctionFacts, idiom: Span) -> Option<String> {
    let early = |guard: &&facts::Exit| {
        let span = cx.unit.span(guard.node);
        let value = match cx.unit.kind(guard.exit) {
            Kind::Return(Some(value)) => !say::is_empty_value(cx, value),
            _ => false,
        };
        value && span.end <= idiom.start
    };
    let mut found = facts.guards.iter().filter(early);
    let guard = found.next()?;
    let Kind::Return(Some(value)) = cx.unit.kind(guard.exit) else { return None };
    if found.next().is_some() {
        return Some("; checks before that may answer first".to_owned());
    }
    let told =
        say::noun_brief(cx, value).zip(say::condition(cx, guard.condition)).filter(|it| it.0.len() + it.1.len() < 110);
    Some(match told {
        Some((value, condition)) => format!("; if {condition}, the answer is {value} at once"),
        None => "; a check before that may answer first".to_owned(),
    })
}

/// A body of which only a part is compiled.
fn by_build(cx: &Context<'_>, id: FunctionId) -> Option<Lead> {
    let statements = cx.unit.statements(cx.unit.function(id).body?);
    let conditional = statements
        .into_iter()
        .find(|&it| matches!(cx.unit.kind(it), Kind::Decorator { .. }) && cx.text(it).starts_with("#[cfg("))?;
    let text = match cx.level {
        Level::Beginner => "does one thing or another, depending on how the program is built",
        _ => "has parts that are compiled under conditions only",
    };
    Some(Lead { strong: false, ..Lead::new(text.to_owned(), vec![cx.unit.span(conditional)]) })
}

/// A body that checks first and then gives back a value or fails: `returns a, or b if c`.
fn by_cases(cx: &Context<'_>, id: FunctionId, facts: &FunctionFacts) -> Option<Lead> {
    let body = cx.unit.function(id).body?;
    let end = *cx.unit.statements(body).last()?;
    let fails = matches!(cx.unit.kind(end), Kind::Throw(Some(_), _));
    let (last, others) = if fails {
        (None, &facts.returned[..])
    } else {
        facts.returned.split_last().map(|(last, others)| (Some(*last), others))?
    };
    if others.is_empty() || others.len() > 2 || facts.loop_depth > 0 {
        return None;
    }
    // The last value must be the one that the body ends with, else it has a condition too.
    if let Some(last) = last
        && end != last
        && !matches!(cx.unit.kind(end), Kind::Return(Some(found)) if found == last)
    {
        return None;
    }
    let mut cases = Vec::with_capacity(others.len());
    let mut spans = vec![cx.unit.span(end)];
    for &value in others {
        let guard = facts
            .guards
            .iter()
            .find(|guard| matches!(cx.unit.kind(guard.exit), Kind::Return(Some(found)) if found == value))?;
        cases.push(format!("{} if {}", say::noun_brief(cx, value)?, say::condition(cx, guard.condition)?));
        spans.push(cx.unit.span(guard.node));
    }
    // The same in every case is no case.
    if last.is_some_and(|last| others.iter().any(|&it| cx.unit.same_code(it, last))) {
        return None;
    }
    let verb = if cx.level == Level::Beginner { "gives back" } else { "returns" };
    let is_plain = |node: NodeId| {
        matches!(cx.unit.kind(node), Kind::Integer | Kind::Float | Kind::Text(_) | Kind::Boolean(_) | Kind::Null)
            || cx.text(node) == "undefined"
    };
    let heavy = cases.iter().any(|case| case.contains(", ") || case.contains(" or "));
    let parting = if heavy { "; " } else { ", " };
    let text = match last {
        None => {
            let failure = how::last_step(cx, body)?;
            format!("{verb} {}; otherwise, it {failure}", cases.join(", or "))
        }
        // A bare value at the end is what is left over, not what the function is for.
        Some(last) if is_plain(last) && others.iter().any(|&it| !is_plain(it)) => {
            format!("{verb} {}{parting}and otherwise {}", cases.join(parting), say::noun_brief(cx, last)?)
        }
        Some(last) => {
            format!("{verb} {}, or {}", say::noun_brief(cx, last)?, cases.join(if heavy { "; or " } else { ", or " }))
        }
    };
    // Checks and the end are all there is to tell.
    let complete = cx.facts.steps.of_body(body).iter().all(|&step| {
        let step = cx.facts.steps.get(step);
        let bare = step.more.is_empty() && step.children.len() <= 1;
        match step.action {
            Action::Guard { exit, .. } => bare && matches!(cx.unit.kind(exit), Kind::Return(Some(_))),
            Action::ChooseValue { target: None, .. } | Action::Return(_) | Action::Raise { .. } => bare,
            _ => false,
        }
    });
    (text.len() <= 280).then(|| Lead { complete, ..Lead::result(text, spans) })
}

/// A collection that is filled on the way and given back.
fn by_container(cx: &Context<'_>, facts: &FunctionFacts) -> Option<Lead> {
    let (first, rest) = facts.returned.split_first()?;
    let binding = cx.facts.scopes.resolve(*first)?;
    let same = rest.iter().all(|&node| cx.facts.scopes.resolve(node) == Some(binding));
    let known = cx.facts.scopes.binding(binding);
    if !same || known.role != VariableRole::Container || known.kind == BindingKind::Parameter {
        return None;
    }
    let name = cx.quote(*first);
    let text = match cx.level {
        Level::Beginner => format!("gathers its results in {name} and gives it back"),
        Level::Intermediate => format!("fills {name} and returns it"),
        Level::Expert => format!("accumulates into {name} and returns it"),
    };
    Some(Lead { strong: false, ..Lead::result(text, facts.returned.iter().map(|&node| cx.unit.span(node)).collect()) })
}

/// A body that is one plain sentence is best introduced by it.
fn by_whole_body(cx: &Context<'_>, id: FunctionId) -> Option<Lead> {
    let body = cx.unit.function(id).body?;
    let text = how::in_one_phrase(cx, body).or_else(|| how::in_one_qualified_phrase(cx, body))?;
    (text.len() <= 220).then(|| Lead { complete: true, ..Lead::result(text, vec![cx.unit.span(body)]) })
}

/// The names of what a function takes.
fn parameter_names(cx: &Context<'_>, id: FunctionId) -> Vec<String> {
    let parameters = cx.unit.list(cx.unit.function(id).parameters).iter();
    parameters
        .filter_map(|&it| match cx.unit.kind(it) {
            Kind::Parameter { target, .. } => cx.unit.name_of(target).map(|_| cx.quote(target)),
            _ => None,
        })
        .collect()
}

/// Constructors, setters and tests are known by what they are.
fn by_form(cx: &Context<'_>, id: FunctionId, facts: &FunctionFacts) -> Option<Lead> {
    let function = cx.unit.function(id);
    match function.form {
        FunctionForm::Constructor => {
            let (fields, spans) = stored_fields(cx, id);
            let beginner = cx.level == Level::Beginner;
            // One that nobody else can call, with nothing to do, keeps others from making objects.
            let is_empty = function.body.is_some_and(|body| cx.unit.statements(body).is_empty());
            if is_empty && function.modifiers.has(Modifiers::PRIVATE) {
                let text = match cx.level {
                    Level::Beginner => "is there only for the class itself, so nobody else can make such an object",
                    _ => "is private and empty, so nobody else makes instances",
                };
                return Some(Lead {
                    complete: true,
                    ..Lead::result(text.to_owned(), vec![cx.unit.span(function.node)])
                });
            }
            let taken: Vec<String> = parameter_names(cx, id);
            let text = match (fields.len(), beginner) {
                (0, _) if is_empty && !taken.is_empty() => format!("takes {}", list_some(&taken, 5)),
                (0, true) => "runs when a new object is made, to get it ready".to_owned(),
                (0, false) => "initialises a new object".to_owned(),
                (_, true) => format!("gets a new object ready, giving it {}", list_some(&fields, 4)),
                (_, false) => format!("initialises {}", list_some(&fields, 5)),
            };
            Some(Lead::result(text, spans))
        }
        _ if function.modifiers.has(Modifiers::TEST) => {
            let words = facts.name.and_then(|name| cx.unit.name_of(name)).map(split_name).unwrap_or_default();
            let what = if words.first().is_some_and(|word| word == "benchmark") { "benchmark" } else { "test" };
            let words: Vec<&str> = words.iter().map(String::as_str).filter(|word| *word != what).collect();
            let about =
                if words.is_empty() { String::new() } else { format!(", by its name for “{}”", words.join(" ")) };
            let with = match (checks(cx, id), cx.level) {
                (0, _) => String::new(),
                (n, Level::Beginner) => format!(" with {}", count(n, "check")),
                (n, _) => format!(" with {}", count(n, "assertion")),
            };
            Some(Lead::result(format!("is a {what}{with}{about}"), vec![]))
        }
        _ => None,
    }
}

/// How many assertions a function has of its own.
fn checks(cx: &Context<'_>, id: FunctionId) -> usize {
    let Some(body) = cx.unit.function(id).body else { return 0 };
    let statements = cx.unit.preorder_shallow(body).filter(|&it| matches!(cx.unit.kind(it), Kind::Assert(..))).count();
    let calls = cx.facts.calls_in(Some(id)).filter(|call| {
        call.library.is_some_and(|entry| {
            // Whatever the level has to say of what is checked, their number is the same.
            entry.effects == [Effect::Raises]
                && entry.gives.is_empty()
                && entry.returns.is_empty()
                && crate::aggregate::check_of(entry.does).is_some()
        })
    });
    statements + calls.count()
}

/// The fields that a constructor sets on its own object, in order, each once.
fn stored_fields(cx: &Context<'_>, id: FunctionId) -> (Vec<String>, Vec<Span>) {
    let mut fields = Vec::new();
    let mut spans = Vec::new();
    let Some(body) = cx.unit.function(id).body else { return (fields, spans) };
    for node in cx.unit.preorder_shallow(body) {
        let (Kind::Assign { target, .. } | Kind::Let { target, .. }) = cx.unit.kind(node) else { continue };
        let Kind::Member { object, name, .. } = cx.unit.kind(target) else { continue };
        if !is_receiver(cx, object) {
            continue;
        }
        let quoted = format!("`{}`", cx.unit.name(name));
        if !fields.contains(&quoted) {
            fields.push(quoted);
            spans.push(cx.unit.span(node));
        }
    }
    (fields, spans)
}

/// Whether a node is the method's own object.
pub(crate) fn is_receiver(cx: &Context<'_>, node: NodeId) -> bool {
    match cx.unit.kind(node) {
        Kind::This => true,
        Kind::Name(_) => {
            cx.facts.scopes.binding_of(node).is_some_and(|binding| binding.kind == facts::BindingKind::Receiver)
        }
        _ => false,
    }
}

/// A function that ends with markup is there to show it.
fn by_markup(cx: &Context<'_>, facts: &FunctionFacts) -> Option<Lead> {
    let &last = facts.returned.last()?;
    if !matches!(cx.unit.kind(last), Kind::Element { .. }) {
        return None;
    }
    let verb = if cx.level == Level::Beginner { "shows" } else { "renders" };
    Some(Lead::result(format!("{verb} {}", say::noun_brief(cx, last)?), vec![cx.unit.span(last)]))
}

/// A body that only gives back a value is that value.
fn by_single_result(cx: &Context<'_>, id: FunctionId, facts: &FunctionFacts) -> Option<Lead> {
    let function = cx.unit.function(id);
    let beginner = cx.level == Level::Beginner;
    let statements = cx.unit.statements(function.body?);
    if let ([one], [value]) = (statements.as_slice(), facts.returned.as_slice()) {
        let is_return = matches!(cx.unit.kind(*one), Kind::Return(_)) || one == value;
        if is_return {
            let span = cx.unit.span(*one);
            if facts.results == Results::Verdict
                && say::is_condition(cx, *value)
                && let Some(condition) = say::condition(cx, *value)
            {
                return Some(Lead { complete: true, ..Lead::result(format!("tells whether {condition}"), vec![span]) });
            }
            if crate::phrase::only_fails(cx, *value) {
                let text = crate::phrase::act(cx, *value);
                return Some(Lead { complete: true, ..Lead::result(text, vec![span]) });
            }
            let noun = say::noun_brief(cx, *value)?;
            let verb = if beginner { "gives back" } else { "returns" };
            let complete = function.body.is_some_and(|body| how::in_one_phrase(cx, body).is_some());
            return Some(Lead { complete, ..Lead::result(format!("{verb} {noun}"), vec![span]) });
        }
    }
    None
}

/// What it does on the way: its loop, its library calls with an effect, what it hands out, what it gives back, whom it calls.
fn by_acts(cx: &Context<'_>, id: FunctionId, facts: &FunctionFacts) -> Option<Lead> {
    if !say::reaches_out(cx, id)
        && let Some((text, span)) = say::loop_lead(cx, id, facts)
    {
        return Some(Lead::result(text, vec![span]));
    }
    if let Some((text, span)) = say::loop_idiom(cx, id) {
        // The loop is the means where something else than what it builds comes back.
        return Some(match usual_result(cx, facts) {
            Some((noun, _)) if cx.level == Level::Beginner => {
                Lead::result(format!("{text}; then it gives back {noun}"), vec![span])
            }
            Some((noun, _)) => Lead::result(format!("{text}, then returns {noun}"), vec![span]),
            None => Lead::new(text, vec![span]),
        });
    }
    if let Some((text, spans)) = say::acts_phrase(cx, id) {
        return Some(Lead::new(text, spans));
    }
    if let (Results::Series, Some(&first)) = (facts.results, facts.yielded.first()) {
        let mut nouns: Vec<String> = Vec::new();
        for &value in &facts.yielded {
            let value = match cx.unit.kind(value) {
                Kind::Entry { value, .. } => value,
                _ => value,
            };
            let noun = say::noun_brief(cx, value)?;
            if !nouns.contains(&noun) {
                nouns.push(noun);
            }
        }
        let noun = match &nouns[..] {
            [one] => one.clone(),
            [init @ .., last] if nouns.len() <= 3 => format!("{} or {last}", init.join(", ")),
            _ => return None,
        };
        let text = match cx.level {
            Level::Beginner => format!("hands out {noun}, one result at a time"),
            _ => format!("yields {noun}, one at a time"),
        };
        return Some(Lead::result(text, vec![cx.unit.span(first)]));
    }
    if let Some(lead) = by_inner_function(cx, facts) {
        return Some(lead);
    }
    // What is done on the way to a result is told before it.
    let gist = cx.unit.function(id).body.and_then(|body| how::gist(cx, body));
    if let Some(gist) = &gist
        && gist.acts
    {
        // What is filled and given back says more than what is gone through for it.
        if gist.text.contains("goes through ")
            && let Some(lead) = by_container(cx, facts)
        {
            return Some(lead);
        }
        return Some(Lead {
            strong: false,
            tells_result: gist.tells_result,
            ..Lead::new(gist.text.clone(), gist.spans.clone())
        });
    }
    if let Some((noun, value)) = usual_result(cx, facts) {
        let verb = if cx.level == Level::Beginner { "works out and gives back" } else { "returns" };
        return Some(Lead::result(format!("{verb} {noun}"), vec![cx.unit.span(value)]));
    }
    let (acts, spans) = say::acts(cx, Some(id), say::Weight::Any);
    let n_steps = cx.unit.function(id).body.map_or(0, |body| cx.facts.steps.of_body(body).len());
    // What is only asked on the way is not what a longer function is for.
    let incidental = n_steps > 1 && acts.iter().any(|act| act.starts_with("checks "));
    // What one of several results takes is not what the function is for.
    let one_of_several = facts.returned.len() > 1
        && spans.iter().all(|&span| facts.returned.iter().any(|&it| cx.unit.span(it).contains(span)));
    if !acts.is_empty() && !incidental && !one_of_several {
        return Some(Lead { strong: false, ..Lead::new(list_some(&acts, 3), spans) });
    }
    if let Some(gist) = gist {
        return Some(Lead { strong: false, tells_result: gist.tells_result, ..Lead::new(gist.text, gist.spans) });
    }
    let own: Vec<String> = facts
        .calls
        .iter()
        .filter(|&&callee| callee != id && is_handed_to(cx, id, callee))
        .filter_map(|callee| cx.facts.functions.get(callee.index())?.name)
        .map(|name| cx.quote(name))
        .collect();
    // One call among many steps is not the work.
    if own.is_empty() || n_steps > 3 {
        return None;
    }
    // Where each gives a result of its own, one of them is called.
    let calls_one = own.len() > 1 && facts.returned.len() >= own.len();
    let text = match cx.level {
        Level::Beginner if calls_one => format!("does its work by calling one of {}", list_some(&own, 3)),
        _ if calls_one => format!("delegates to one of {}", list_some(&own, 3)),
        Level::Beginner => format!("does its work by calling {}", list_some(&own, 3)),
        _ => format!("delegates to {}", list_some(&own, 3)),
    };
    Some(Lead { strong: false, ..Lead::new(text, vec![cx.unit.span(cx.unit.function(id).node)]) })
}

/// Whether a statement of a function is a call of another one, perhaps for its result: what is only asked in a condition, or again
/// and again in a loop, is not what a function hands its work to.
fn is_handed_to(cx: &Context<'_>, id: FunctionId, callee: FunctionId) -> bool {
    let Some(body) = cx.unit.function(id).body else { return false };
    cx.unit.statements(body).into_iter().any(|statement| {
        let mut at = statement;
        if let Kind::Return(Some(value)) | Kind::Let { value: Some(value), .. } | Kind::Assign { value, .. } =
            cx.unit.kind(at)
        {
            at = value;
        }
        if let Kind::Await(value) | Kind::Propagate(value) = cx.unit.kind(at) {
            at = value;
        }
        cx.facts.call(at).is_some_and(|call| call.target == facts::Target::Own(callee))
    })
}

/// What comes back as a rule, where that is one expression, with the plain value of a special case beside it.
fn usual_result(cx: &Context<'_>, facts: &FunctionFacts) -> Option<(String, NodeId)> {
    // Plain values are what special cases give.
    let plain = |&&it: &&NodeId| {
        matches!(cx.unit.kind(it), Kind::Integer | Kind::Float | Kind::Text(_) | Kind::Boolean(_) | Kind::Null)
    };
    let special: Vec<NodeId> = facts.returned.iter().filter(plain).copied().collect();
    let usual: Vec<NodeId> = facts.returned.iter().filter(|it| !plain(it)).copied().collect();
    let &[value] = usual.as_slice() else { return None };
    let value = say::origin(cx, value);
    // What one early exit gives back, while the usual way gives nothing, is not the result.
    if facts.results == Results::Sometimes && special.is_empty() {
        return None;
    }
    if special.len() > 1 || matches!(cx.unit.kind(value), Kind::Name(_)) {
        return None;
    }
    let noun = say::noun_brief(cx, value)?;
    let or = special.first().map_or_else(String::new, |&it| format!(", or {} in a special case", cx.quote(it)));
    Some((format!("{noun}{or}"), value))
}

/// A function that makes a function is what the new one does.
fn by_inner_function(cx: &Context<'_>, facts: &FunctionFacts) -> Option<Lead> {
    if facts.results != Results::Function {
        return None;
    }
    let [value] = facts.returned.as_slice() else { return None };
    let inner = match cx.unit.kind(*value) {
        Kind::Function(inner) => inner,
        Kind::Name(_) => {
            let definition = cx.facts.scopes.binding_of(*value)?.definition;
            match cx.unit.kind(cx.unit.parent(definition)?) {
                Kind::Function(inner) => inner,
                Kind::Let { value: Some(value), .. } => plan::as_function(cx, value)?,
                _ => return None,
            }
        }
        _ => return None,
    };
    let lead = function_lead(cx, inner);
    let verb = if cx.level == Level::Beginner { "makes and gives back" } else { "returns" };
    let span = cx.unit.span(cx.unit.function(inner).node);
    let text = if lead.strong {
        format!("{verb} a new function, which {}", lead.text)
    } else {
        format!("{verb} a new function")
    };
    Some(Lead::result(text, vec![span]))
}

/// Several values that may come back, where structure says no more.
fn by_results(cx: &Context<'_>, facts: &FunctionFacts) -> Option<Lead> {
    if facts.results == Results::Sometimes || !(2..=4).contains(&facts.returned.len()) {
        return None;
    }
    let mut nouns: Vec<String> = Vec::new();
    for &value in &facts.returned {
        let noun = say::noun_brief(cx, value)?;
        if !nouns.contains(&noun) {
            nouns.push(noun);
        }
    }
    let text = match &nouns[..] {
        [_] => return None,
        [init @ .., last] => format!("{} or {last}", init.join(", ")),
        [] => return None,
    };
    if text.len() > 140 || text.contains(" if ") {
        return None;
    }
    let text = match cx.level {
        Level::Beginner => format!("gives back {text}, as the case may be"),
        _ => format!("returns {text}, depending on the path"),
    };
    Some(Lead { strong: false, ..Lead::result(text, facts.returned.iter().map(|&it| cx.unit.span(it)).collect()) })
}

/// Where structure says nothing in few words, the first steps do, or the name, and the text then says that it is only the name.
fn named(cx: &Context<'_>, id: FunctionId) -> Lead {
    let facts = cx.facts.functions.get(id.index());
    if let Some(lead) = facts.and_then(|facts| by_results(cx, facts)) {
        return lead;
    }
    let empty = |body: NodeId| cx.facts.steps.of_body(body).is_empty();
    if cx.unit.function(id).body.is_some_and(empty) && cx.unit.faults.is_empty() {
        return Lead { complete: true, ..Lead::new("does nothing".to_owned(), vec![]) };
    }
    let name = facts.and_then(|facts| facts.name);
    let words = name.and_then(|name| name::spelled(cx, name)).map(split_name).unwrap_or_default();
    let function = cx.unit.function(id);
    // What is done first says more than a name, unless it says as little.
    let steps = function.body.and_then(|body| how::first_steps(cx, body)).filter(|text| {
        let vague = ["several", "runs a", "may leave", "decides by", "tries something", "could not be read"];
        text.len() <= 170 && !vague.iter().any(|it| text.contains(it))
    });
    let n_steps = function.body.map_or(0, |body| cx.facts.steps.of_body(body).len());
    let text = if let Some(steps) = steps.as_ref().filter(|_| words.len() >= 2) {
        steps.clone()
    } else if let Some(by_name) = name::of_function(cx, id, "", false, true) {
        // That what is called `run` runs says nothing.
        let act = by_name.split_once(", given ").map_or(&*by_name, |it| it.0);
        match steps {
            _ if n_steps < 2 || act.contains(' ') && (!act.starts_with("is about") || act.contains('(')) => {
                format!(", by its name, {by_name}")
            }
            Some(steps) => steps,
            None => format!("takes {}", count(n_steps, "step")),
        }
    } else if words.len() >= 2 && n_steps > 1 {
        format!("takes {}", count(n_steps, "step"))
    } else if words.len() >= 2 {
        format!(", by its name, is about “{}”", words.join(" "))
    } else if function.form == FunctionForm::Lambda {
        "is a function that is handed on as a value".to_owned()
    } else {
        match function.body.and_then(|body| how::first_steps(cx, body)) {
            Some(text) => text,
            // Empty only because what stood there could not be read.
            None if function.body.is_none_or(empty) && !cx.unit.faults.is_empty() => {
                how::nothing(cx, function.body.map_or(cx.unit.span(function.node), |body| cx.unit.span(body)))
                    .to_owned()
            }
            None => "does nothing".to_owned(),
        }
    };
    Lead { strong: false, ..Lead::new(text, vec![]) }
}
