//! *What*: what the whole is for, and the one-line account of each item.

mod checks;
mod contract;
mod edges;
mod file;
mod function;
mod items;
mod name;
pub(crate) mod quote;
mod settings;
mod tests;
mod type_definition;

pub(crate) use file::imports;
pub(crate) use function::{function_lead, says_all};
pub(crate) use type_definition::{lead as type_lead, members, record_word};

use code::{FunctionForm, FunctionId, Kind, Span, TypeId};

use crate::draft::{Context, Draft};
use crate::plan::{self, Shape};
use crate::say;
use crate::words::{list_some, sentence};
use crate::{Level, SectionKind};

/// Fills the section.
pub(crate) fn fill(cx: &Context<'_>, shape: Shape, draft: &mut Draft) {
    // What a file says of itself is about its only item, too, where that has no account of its own.
    let own = match shape {
        Shape::Function(id) => Some(cx.unit.function(id).doc),
        Shape::Type(id) => Some(cx.unit.type_definition(id).doc),
        Shape::Script | Shape::File => None,
    };
    if own.is_some_and(|doc| quote::first_sentence(cx, doc).is_none()) {
        file::author(cx, draft);
    }
    match shape {
        Shape::Function(id) => function::fill(cx, id, draft),
        Shape::Type(id) => type_definition::fill(cx, id, draft),
        Shape::Script => file::script(cx, draft),
        Shape::File => file::fill(cx, draft),
    }
    unread(cx, draft);
}

/// What an item was introduced with.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Introduced {
    /// The sentence.
    pub id: u32,
    /// Whether it says all, so that no steps need to follow.
    pub complete: bool,
}

/// Says what the annotations of an item say of it.
pub(crate) fn annotations(
    cx: &Context<'_>,
    decorators: code::List,
    section: SectionKind,
    parent: Option<u32>,
    draft: &mut Draft,
) {
    for &decorator in cx.unit.list(decorators) {
        if let Some(text) = crate::phrase::annotation(cx, decorator) {
            draft.say(section, parent, sentence(&format!("it {text}")), &[cx.unit.span(decorator)]);
        }
    }
}

/// Says what the calls do that a function is wrapped in before it gets its name: `const f = wrap((x) => …)`.
fn wrappers(cx: &Context<'_>, id: FunctionId, section: SectionKind, parent: Option<u32>, draft: &mut Draft) {
    let function = cx.unit.function(id);
    let at_top = cx.facts.outline.items.iter().any(|item| matches!(*item, facts::Item::Function(it) if it == id));
    if !at_top {
        return;
    }
    // The function stands directly in each of them, up to where the last gets its name.
    for call in cx.unit.ancestors(function.node).take(3) {
        let Kind::Call { callee, .. } = cx.unit.kind(call) else { return };
        let known = cx.facts.call(call).and_then(|call| say::call_does(cx, call));
        if let Some(does) = known {
            let text = format!("it is wrapped in {}, which {does}", cx.quote(callee));
            // Type arguments stand between the name and what is wrapped.
            let start = cx.unit.span(callee).start;
            let opening = cx.unit.slice(Span::new(start, cx.unit.span(function.node).start)).trim_end();
            draft.say(section, parent, sentence(&text), &[Span::new(start, start + opening.len() as u32)]);
        }
    }
}

/// Says when the language calls a method by itself.
fn special(cx: &Context<'_>, id: FunctionId, parent: u32, draft: &mut Draft) {
    let function = cx.unit.function(id);
    let Some(name) = function.name else { return };
    let known = cx.unit.dialect.special_methods.iter().find(|it| it.0 == cx.text(name));
    if let Some((_, when)) =
        known.filter(|_| cx.level != Level::Expert && cx.unit.enclosing_type(function.node).is_some())
    {
        draft.say(SectionKind::How, Some(parent), format!("It runs when {when}."), &[plan::header(cx, id)]);
    }
}

/// Introduces a function among other items.
pub(crate) fn introduce_function(
    cx: &Context<'_>,
    id: FunctionId,
    parent: Option<u32>,
    draft: &mut Draft,
) -> Introduced {
    let function = cx.unit.function(id);
    let lead = function_lead(cx, id);
    let name = cx.facts.functions.get(id.index()).and_then(|facts| facts.name);
    let subject = constructor(cx, id)
        .or_else(|| {
            // What reads like a field goes by its name; what is written like one shares that name.
            let setting = if function.form == FunctionForm::Setter { "setting " } else { "" };
            name.map(|name| format!("{setting}{}", cx.quote(name)))
        })
        .unwrap_or_else(|| "an unnamed function".to_owned());
    let words = quote::first_sentence(cx, function.doc).filter(|found| !draft.is_told(found.1)).map(|found| found.0);
    let text = match words {
        // *What* has said what it does, or its author has, and nothing better can be said here.
        None if draft.is_told(plan::header(cx, id))
            || !lead.strong && doc_span(cx, function.doc).is_some_and(|span| draft.is_told(span)) =>
        {
            match cx.level {
                Level::Beginner => format!("{subject} goes about it like this:"),
                _ => format!("{subject}, step by step:"),
            }
        }
        // The author says what it is for; what its steps say follows below.
        Some(words) if lead.complete && colon(&lead.text).is_empty() => {
            format!("{subject}: “{words}.” {}", function::with_subject("It", &lead.text))
        }
        Some(words) if lead.complete => format!("{subject}: “{words}.” {}", sentence(&lead.text)),
        Some(words) => format!("{subject}: “{words}.”"),
        None => {
            match name::of_function(cx, id, &lead.text, false, !lead.strong).filter(|_| {
                let is_code = lead.complete && function::quotes_code(&lead.text) && !name::is_lone_verb(cx, id);
                (!lead.strong || is_code || name::has_meaning(cx, id)) && !lead.text.starts_with(',')
            }) {
                Some(by_name) => {
                    // What is said as a noun takes no subject.
                    let account = match name::shorter(&by_name, &lead.text) {
                        Some(shorter) => shorter.to_owned(),
                        None if colon(&lead.text).is_empty() => function::with_subject("it", &lead.text),
                        None => lead.text.clone(),
                    };
                    format!("{subject}, by its name, {by_name}: {account}")
                }
                None => function::with_subject(&format!("{subject}{}", colon(&lead.text)), &lead.text),
            }
        }
    };
    let mut spans = if lead.complete { vec![cx.unit.span(function.node)] } else { vec![plan::header(cx, id)] };
    spans.extend(lead.spans);
    spans.extend(doc_span(cx, function.doc));
    let said = draft.say(SectionKind::How, parent, sentence(&text), &spans);
    annotations(cx, function.decorators, SectionKind::How, Some(said), draft);
    wrappers(cx, id, SectionKind::How, Some(said), draft);
    special(cx, id, said, draft);
    Introduced { id: said, complete: lead.complete }
}

/// What a constructor is called that has the name of its type; of several, each by what it is given.
fn constructor(cx: &Context<'_>, id: FunctionId) -> Option<String> {
    let function = cx.unit.function(id);
    let Kind::Type(owner) = cx.unit.kind(cx.unit.parent(function.node)?) else { return None };
    let owner = cx.unit.type_definition(owner);
    // It goes by the name of its type, or by none.
    let is_own = |name: code::NodeId| owner.name.is_some_and(|it| cx.text(it) == cx.text(name));
    if function.form != FunctionForm::Constructor || !function.name.is_none_or(is_own) {
        return None;
    }
    let is_constructor = |&&member: &&code::NodeId| match cx.unit.kind(member) {
        Kind::Function(id) => cx.unit.function(id).form == FunctionForm::Constructor,
        _ => false,
    };
    if cx.unit.list(owner.members).iter().filter(is_constructor).count() < 2 {
        return Some("the constructor".to_owned());
    }
    let parameters: Vec<String> = cx
        .unit
        .list(function.parameters)
        .iter()
        .filter_map(|&it| match cx.unit.kind(it) {
            // One without a name goes by its type.
            Kind::Parameter { target, annotation, .. } if cx.unit.span(target).is_empty() => {
                annotation.map(|of| cx.quote(of))
            }
            Kind::Parameter { target, .. } => Some(cx.quote(target)),
            _ => None,
        })
        .collect();
    Some(if parameters.is_empty() {
        "the constructor without parameters".to_owned()
    } else {
        format!("the constructor with {}", list_some(&parameters, 4))
    })
}

/// What stands between a subject and its account: nothing before a verb in the third person, a colon before a noun phrase.
pub(crate) fn colon(account: &str) -> &'static str {
    // A condition of its own comes first: `f, depending on x, returns …`.
    if account.starts_with(',') {
        return "";
    }
    let first = account.split([' ', ',', ':']).next().unwrap_or("");
    if first.ends_with('s') { "" } else { ":" }
}

/// Says the methods that a type only names, together.
pub(crate) fn promised(cx: &Context<'_>, methods: &[FunctionId], parent: Option<u32>, draft: &mut Draft) {
    let names: Vec<String> =
        methods.iter().filter_map(|&id| cx.unit.function(id).name).map(|it| cx.quote(it)).collect();
    let spans: Vec<Span> = methods.iter().map(|&id| cx.unit.span(cx.unit.function(id).node)).collect();
    let text = format!("{} are declared here without a body", list_some(&names, 12));
    draft.say(SectionKind::How, parent, sentence(&text), &spans);
}

/// Says that a function has several signatures, which stand before it.
pub(crate) fn signatures(cx: &Context<'_>, id: FunctionId, spans: &[Span], parent: Option<u32>, draft: &mut Draft) {
    let Some(name) = cx.unit.function(id).name else { return };
    let name = cx.quote(name);
    let text = match (cx.level, spans.len()) {
        // Where a declaration may stand before the definition, it says nothing about overloads.
        (_, 1) if cx.unit.dialect.pointers => format!("{name} is declared before it is defined"),
        (_, n) if cx.unit.dialect.pointers => {
            format!("{} of {name} stand before its definition", crate::words::count(n, "declaration"))
        }
        (Level::Beginner, 1) => format!("one way to call {name} is written down first"),
        (Level::Beginner, n) => format!("{} to call {name} are written down first", crate::words::count(n, "way")),
        (_, 1) => format!("{name} has one overload signature for its callers"),
        (_, n) => format!("{name} has {} for its callers", crate::words::count(n, "overload signature")),
    };
    draft.say(SectionKind::How, parent, sentence(&text), spans);
}

/// Introduces a type among other items.
pub(crate) fn introduce_type(cx: &Context<'_>, id: TypeId, parent: Option<u32>, draft: &mut Draft) -> u32 {
    let definition = cx.unit.type_definition(id);
    let lead = type_definition::lead(cx, id);
    let words = quote::first_sentence(cx, definition.doc).filter(|found| !draft.is_told(found.1));
    let text = match (words, definition.name) {
        (Some((words, _)), Some(name)) => format!("{}: “{words}.” {}", cx.quote(name), sentence(&lead)),
        // A term that its name holds says more than its form.
        (None, Some(name)) if definition.form != code::DefinitionForm::Extension => {
            let by_name =
                cx.unit.name_of(name).and_then(|name| name::of_type(name, &lead)).filter(|it| it.ends_with(')'));
            match by_name {
                Some(by_name) if !lead.contains([';', ':']) => format!("{lead}; by its name it is {by_name}"),
                _ => lead,
            }
        }
        _ => lead,
    };
    let mut spans = vec![type_definition::header(cx, id)];
    spans.extend(doc_span(cx, definition.doc));
    // A body that is empty on purpose needs no sentence of its own.
    let members = cx.unit.list(definition.members).iter();
    spans.extend(
        members.filter(|&&member| matches!(cx.unit.kind(member), Kind::Empty)).map(|&member| cx.unit.span(member)),
    );
    let id = draft.say(SectionKind::How, parent, sentence(&text), &spans);
    annotations(cx, definition.decorators, SectionKind::How, Some(id), draft);
    id
}

/// Where an item's documentation stands.
pub(crate) fn doc_span(cx: &Context<'_>, doc: Option<code::DocId>) -> Option<Span> {
    doc.map(|doc| cx.unit.doc(doc).span)
}

/// Says plainly what could not be read.
fn unread(cx: &Context<'_>, draft: &mut Draft) {
    let mut places: Vec<Span> = cx.unit.faults.iter().map(|fault| widen_to_text(cx, fault.span)).collect();
    places.sort_unstable_by_key(|place| (place.start, place.end));
    places.dedup();
    if !places.is_empty() {
        let lines: Vec<String> = places.iter().map(|&span| line_words(cx, span)).collect();
        let mut lines_once = lines.clone();
        lines_once.dedup();
        let missing = cx.unit.faults.iter().find_map(|fault| fault.missing);
        let hint = match missing {
            Some(token) if cx.unit.faults.len() == 1 && token.len() <= 3 => {
                format!(": a `{token}` seems to be missing")
            }
            _ => String::new(),
        };
        let which = list_some(&lines_once, 4);
        // Where a name may stand for any text, and be defined in another file, what looks broken may be whole.
        let textual = cx.unit.dialect.textual_imports;
        let unless = if textual && hint.is_empty() { ", unless a macro from elsewhere makes it whole" } else { "" };
        // What a grammar cannot read may be newer than the grammar.
        let text = match cx.level {
            Level::Beginner if hint.is_empty() && unless.is_empty() => format!(
                "Part of the code could not be read ({which}): it may break a rule of the language. The rest is explained as far as it can be read"
            ),
            _ if hint.is_empty() && unless.is_empty() => {
                format!("The syntax could not be read at {which}; what follows explains the rest")
            }
            Level::Beginner => format!(
                "Part of the code does not follow the rules of the language ({which}){hint}{unless}. The rest is explained as far as it can be read"
            ),
            _ => format!("The syntax is broken at {which}{hint}{unless}; what follows explains the rest"),
        };
        // Where nothing could be read, there is no rest.
        let all = cx.unit.statements(cx.unit.root);
        let is_lost = |&it: &code::NodeId| match cx.unit.kind(it) {
            Kind::Opaque { parts, .. } => cx.unit.list(parts).is_empty(),
            _ => false,
        };
        let text = if all.iter().all(is_lost) {
            text.replace(". The rest is explained as far as it can be read", "")
                .replace("; what follows explains the rest", "")
        } else {
            text
        };
        // A mark that is missing is no text of the source; the message names it in words.
        let text = text.replace(": a `", ": “").replace("` seems", "” seems");
        draft.say(SectionKind::What, None, sentence(&text), &places);
    }
    let deep: Vec<Span> = (0..cx.unit.n_nodes())
        .map(code::NodeId::from_index)
        .filter(|&id| {
            matches!(cx.unit.kind(id), Kind::Opaque { reason: code::Opacity::Deep, .. }) && cx.unit.parent(id).is_some()
        })
        .map(|id| cx.unit.span(id))
        .take(3)
        .collect();
    if !deep.is_empty() {
        let text = "Part of the code is nested too deeply to be taken apart; it is left as it stands.";
        draft.say(SectionKind::What, None, text.to_owned(), &deep);
    }
}

/// Says that the input goes on where the explanation ends.
pub(crate) fn cut(cx: &Context<'_>, draft: &mut Draft) {
    let end = cx.unit.source.len() as u32;
    let (_, last) = cx.unit.line_range(Span::new(0, end));
    let text = match last {
        1 => "Only the beginning was read: the text is longer than what is explained at once.".to_owned(),
        last => format!("Only the first {last} lines were read: the text is longer than what is explained at once."),
    };
    draft.say(SectionKind::What, None, text, &[Span::new(0, end)]);
}

/// A span with at least one byte in it, so that it can be shown.
fn widen_to_text(cx: &Context<'_>, span: Span) -> Span {
    if !span.is_empty() {
        return span;
    }
    let line = cx.unit.line(span.start);
    let start = cx.unit.lines[line as usize - 1];
    Span::new(start, span.start.max(start))
}

/// `line 3`, `lines 3–5`.
fn line_words(cx: &Context<'_>, span: Span) -> String {
    match cx.unit.line_range(span) {
        (first, last) if first == last => format!("line {first}"),
        (first, last) => format!("lines {first}–{last}"),
    }
}
