//! Which items a file has, who they are for, and what the main ones are there for.

use code::{DefinitionForm, DocId, FunctionForm, FunctionId, Kind, Modifiers, NodeId, Span};
use facts::Item;

use crate::draft::{Context, Draft};
use crate::plan;
use crate::words::{count, list, list_some, sentence, split_name};
use crate::{Level, SectionKind};

use super::{function, quote, type_definition};

/// A file of no more items is told by all of them; of a larger one, by the main ones.
const FEW: usize = 3;

/// What stands before the name of a type whose functions stand here, and which is defined elsewhere.
const FUNCTIONS_OF: &str = "functions of";

/// An item with a name.
struct Entry {
    noun: &'static str,
    /// Between backticks.
    name: String,
    header: Span,
    whole: Span,
    doc: Option<DocId>,
    function: Option<FunctionId>,
    exported: bool,
}

/// Says which items there are, by kind, and what the main ones are for.
pub(super) fn fill(cx: &Context<'_>, draft: &mut Draft) {
    let entries = entries(cx);
    if entries.is_empty() {
        return;
    }
    let has_author = draft.has(SectionKind::What);
    let (outside, inside): (Vec<&Entry>, Vec<&Entry>) = entries.iter().partition(|entry| entry.exported);
    // What a script exports is for the programs that it starts, not for other files.
    let text = if outside.is_empty() || inside.is_empty() || cx.unit.dialect.commands {
        let all: Vec<&Entry> = entries.iter().collect();
        match cx.level {
            Level::Beginner => format!("the file defines {}", groups(cx, &all)),
            _ => format!("defines {}", groups(cx, &all)),
        }
    } else {
        let (outside, inside) = (groups(cx, &outside), groups(cx, &inside));
        match cx.level {
            Level::Beginner => format!("the file offers {outside} to other files; for itself it has {inside}"),
            _ => format!("offers {outside}; internally it has {inside}"),
        }
    };
    let spans: Vec<Span> = entries.iter().map(|entry| entry.header).collect();
    draft.say(SectionKind::What, None, sentence(&text), &spans);
    let told = has_author || authors(cx, &entries, draft);
    extended(cx, draft);
    if !told {
        main(cx, &entries, draft);
    }
}

fn entries(cx: &Context<'_>) -> Vec<Entry> {
    let mut out: Vec<Entry> = Vec::new();
    for item in &cx.facts.outline.items {
        let (noun, name, doc, header, node, function) = match *item {
            Item::Function(id) => {
                let definition = cx.unit.function(id);
                let Some(name) = cx.facts.functions.get(id.index()).and_then(|facts| facts.name) else { continue };
                (noun_of_function(cx, id, name), name, definition.doc, plan::header(cx, id), definition.node, Some(id))
            }
            Item::Type(id) => {
                let definition = cx.unit.type_definition(id);
                let noun = noun_of_type(cx, definition).or_else(|| {
                    let elsewhere = cx.facts.types.extended(id).is_none() && definition.bases.is_empty();
                    elsewhere.then_some(FUNCTIONS_OF)
                });
                let (Some(noun), Some(name)) = (noun, definition.name) else { continue };
                (noun, name, definition.doc, type_definition::header(cx, id), definition.node, None)
            }
            Item::Script(first, last) => {
                constants(cx, first, last, &mut out);
                continue;
            }
            _ => continue,
        };
        let exported = cx.facts.scopes.resolve(name).is_some_and(|it| cx.facts.outline.exported.contains(&it));
        let name = cx.quote(name);
        // Several signatures of one name are one item to the reader.
        if let Some(same) = out.iter_mut().find(|it| it.noun == noun && it.name == name) {
            same.doc = same.doc.or(doc);
            continue;
        }
        out.push(Entry { noun, name, header, whole: cx.unit.span(node), doc, function, exported });
    }
    // They are as visible as their type, of which nothing is known here.
    let any = out.iter().any(|entry| entry.exported);
    for entry in out.iter_mut().filter(|entry| entry.noun == FUNCTIONS_OF) {
        entry.exported = any;
    }
    out
}

/// The constants among the statements of a run.
fn constants(cx: &Context<'_>, first: NodeId, last: NodeId, out: &mut Vec<Entry>) {
    for node in plan::siblings(cx, first, last) {
        let Some(name) = constant(cx, node) else { continue };
        let exported = cx.facts.scopes.resolve(name).is_some_and(|it| cx.facts.outline.exported.contains(&it));
        let span = cx.unit.span(node);
        let name = cx.quote(name);
        out.push(Entry { noun: "constant", name, header: span, whole: span, doc: None, function: None, exported });
    }
}

/// The name of a value that is never set again and that others may use, or that is spelled like one for them.
fn constant(cx: &Context<'_>, node: NodeId) -> Option<NodeId> {
    let (target, value, is_public) = match cx.unit.kind(node) {
        Kind::Let { target, value: Some(value), modifiers, .. } => (target, value, modifiers.has(Modifiers::PUBLIC)),
        Kind::Assign { target, operator: None, value } => (target, value, false),
        _ => return None,
    };
    let name = cx.unit.name_of(target)?;
    let shouted = name.len() > 1
        && (is_public || !name.starts_with('_'))
        && name.chars().all(|it| it.is_uppercase() || it.is_ascii_digit() || it == '_');
    let binding = cx.facts.scopes.binding_of(target)?;
    let plain = !matches!(cx.unit.kind(value), Kind::Function(_) | Kind::Call { .. });
    (shouted && plain && binding.writes.is_empty()).then_some(target)
}

fn noun_of_function(cx: &Context<'_>, id: FunctionId, name: NodeId) -> &'static str {
    if cx.unit.function(id).modifiers.has(Modifiers::TEST) {
        return "test";
    }
    if cx.unit.function(id).modifiers.has(Modifiers::MACRO) {
        return "macro";
    }
    if matches!(cx.unit.function(id).form, FunctionForm::Getter | FunctionForm::Setter) {
        return cx.unit.dialect.terms.field;
    }
    let facts = cx.facts.functions.get(id.index());
    let shows =
        facts.and_then(|it| it.returned.last()).is_some_and(|&last| matches!(cx.unit.kind(last), Kind::Element { .. }));
    // What is drawn by its name as an element has a name with a capital.
    if shows && cx.text(name).starts_with(char::is_uppercase) { "component" } else { "function" }
}

fn noun_of_type(cx: &Context<'_>, definition: &code::TypeDefinition) -> Option<&'static str> {
    use DefinitionForm::*;
    Some(match definition.form {
        Class if cx.unit.list(definition.bases).iter().any(|&base| is_error(cx.text(base))) => "error type",
        Class => "class",
        Struct => super::type_definition::record_word(cx, definition),
        Enum => "enum",
        Interface => cx.unit.dialect.terms.interface,
        Alias => "type alias",
        Distinct => "type",
        Union => "union",
        Object => "object",
        Namespace if cx.unit.dialect.mixins => "module",
        Mixin => cx.unit.dialect.terms.mixin,
        Namespace => "nested module",
        Extension => return None,
    })
}

/// Whether a base's name says that what is derived from it is signalled.
fn is_error(base: &str) -> bool {
    split_name(base).last().is_some_and(|word| matches!(word.as_str(), "error" | "exception" | "warning"))
}

/// Items by kind: `the class X and two functions (y and z)`.
fn groups(cx: &Context<'_>, entries: &[&Entry]) -> String {
    let mut groups: Vec<(&'static str, Vec<&str>)> = Vec::new();
    for entry in entries {
        match groups.iter_mut().find(|group| group.0 == entry.noun) {
            Some(group) => group.1.push(&entry.name),
            None => groups.push((entry.noun, vec![&entry.name])),
        }
    }
    let most = if cx.level == Level::Expert { 8 } else { 5 };
    let parts: Vec<String> = groups
        .iter()
        .map(|(noun, names)| match names.len() {
            _ if *noun == FUNCTIONS_OF => format!("{}s of {}", cx.unit.dialect.terms.method, list_some(names, most)),
            1 => format!("the {noun} {}", names[0]),
            n => format!("{} ({})", count(n, noun), list_some(names, most)),
        })
        .collect();
    list(&parts)
}

/// Says what the one type of a file gets in blocks of its own: what it implements and what it offers.
fn extended(cx: &Context<'_>, draft: &mut Draft) {
    let mut types = cx.facts.outline.items.iter().filter_map(|item| match *item {
        Item::Type(id) if cx.unit.type_definition(id).form != DefinitionForm::Extension => Some(id),
        _ => None,
    });
    let (Some(id), None) = (types.next(), types.next()) else { return };
    let Some(name) = cx.unit.type_definition(id).name else { return };
    let Some(facts) = cx.facts.definitions.get(id.index()) else { return };
    let (mut promised, mut offered, mut spans): (Vec<String>, Vec<String>, Vec<Span>) = Default::default();
    for &block in &facts.extensions {
        let block = cx.unit.type_definition(block);
        let bases = cx.unit.list(block.bases);
        promised.extend(bases.iter().map(|&base| cx.quote(base)));
        if bases.is_empty() {
            offered.extend(cx.unit.list(block.members).iter().filter_map(|&member| match cx.unit.kind(member) {
                Kind::Function(method) if cx.unit.function(method).modifiers.has(Modifiers::PUBLIC) => {
                    cx.unit.function(method).name.map(|it| cx.quote(it))
                }
                _ => None,
            }));
        }
        spans.push(cx.unit.span(block.node));
    }
    let offers = |what: &[String]| format!("offers {}", list_some(what, 5));
    let text = match (promised.len(), offered.len()) {
        (0, 0) => return,
        (0, _) => offers(&offered),
        (n, _) => {
            let implements = match cx.level {
                Level::Beginner => {
                    format!("does what {} {}", list_some(&promised, 4), if n == 1 { "asks for" } else { "ask for" })
                }
                _ => format!("implements {}", list_some(&promised, 4)),
            };
            if offered.is_empty() { implements } else { format!("{implements}, and {}", offers(&offered)) }
        }
    };
    draft.say(SectionKind::What, None, sentence(&format!("{} {text}", cx.quote(name))), &spans);
}

/// Quotes what the authors say of the main items. Answers no where they say nothing.
fn authors(cx: &Context<'_>, entries: &[Entry], draft: &mut Draft) -> bool {
    let mut documented: Vec<(&Entry, String, Span)> = entries
        .iter()
        .filter(|entry| entry.noun != "test")
        .filter_map(|entry| quote::first_sentence(cx, entry.doc).map(|(words, span)| (entry, words, span)))
        .collect();
    // Helpers are told where they stand.
    if documented.iter().any(|it| it.0.exported) {
        documented.retain(|it| it.0.exported);
    }
    let lines = |entry: &Entry| {
        let (first, last) = cx.unit.line_range(entry.whole);
        last - first
    };
    if entries.iter().filter(|it| it.noun != "constant").count() > FEW {
        // What others use comes first, then what is long; the order among the chosen is the file's.
        documented
            .sort_by_key(|(entry, ..)| (!entry.exported, entry.function.is_some(), std::cmp::Reverse(lines(entry))));
        documented.truncate(2);
        documented.sort_by_key(|(entry, ..)| entry.whole.start);
    }
    for (entry, words, span) in &documented {
        let name = &entry.name;
        let text = match cx.level {
            Level::Beginner => format!("The author says of {name}: “{words}.”"),
            Level::Intermediate => format!("The author on {name}: “{words}.”"),
            Level::Expert => format!("{name} is documented as: “{words}.”"),
        };
        draft.say(SectionKind::What, None, text, &[*span]);
        draft.tell(*span);
    }
    !documented.is_empty()
}

/// Says what the function does that the others are there for, where nobody has put it into words.
fn main(cx: &Context<'_>, entries: &[Entry], draft: &mut Draft) {
    if entries.iter().filter(|it| it.noun != "constant").count() > 2 * FEW {
        return;
    }
    let called = |id: FunctionId| {
        cx.facts.functions.get(id.index()).is_some_and(|it| it.called_by.iter().any(|&caller| caller != id))
    };
    let tops: Vec<(&Entry, FunctionId)> = entries
        .iter()
        .filter(|entry| entry.noun != "test" && (entry.exported || entries.iter().all(|it| !it.exported)))
        .filter_map(|entry| entry.function.map(|id| (entry, id)))
        .filter(|&(_, id)| !called(id))
        .collect();
    let types =
        entries.iter().any(|entry| entry.function.is_none() && !matches!(entry.noun, "error type" | "constant"));
    let &[(entry, id)] = tops.as_slice() else { return };
    if types || cx.facts.outline.entry == Some(cx.unit.function(id).node) {
        return;
    }
    let lead = function::function_lead(cx, id);
    if !lead.strong || lead.complete {
        return;
    }
    let text = function::with_subject(&entry.name, &lead.text);
    let mut spans = vec![entry.header];
    spans.extend(lead.spans);
    draft.say(SectionKind::What, None, sentence(&text), &spans);
    draft.tell(entry.header);
}
