//! What a type is for: its role, its fields and what it offers.

use code::{DefinitionForm, FunctionForm, Kind, Modifiers, NodeId, Span, TypeDefinition, TypeForm, TypeId};
use facts::TypeFacts;

use crate::draft::{Context, Draft};
use crate::say;
use crate::words::{count, list, list_some, sentence, with_article};
use crate::{Level, SectionKind};

use super::{name, quote};

/// A type of many members is told in parts of a size that can be read.
const MEMBERS_AT_ONCE: usize = 8;

/// The section for one type alone.
pub(crate) fn fill(cx: &Context<'_>, id: TypeId, draft: &mut Draft) {
    let definition = cx.unit.type_definition(id);
    let whole = cx.unit.span(definition.node);
    if let Some((words, span)) = quote::first_sentence(cx, definition.doc) {
        let text = match cx.level {
            Level::Beginner => format!("Its author describes it so: “{words}.”"),
            Level::Intermediate => format!("In the author's words: “{words}.”"),
            Level::Expert => format!("Documented as: “{words}.”"),
        };
        draft.say(SectionKind::What, None, text, &[span]);
    }
    let lead = lead(cx, id);
    // The author's own words say more than a name.
    let is_made = matches!(definition.form, DefinitionForm::Class | DefinitionForm::Struct);
    let by_name = definition.name.and_then(|name| cx.unit.name_of(name)).filter(|_| is_made);
    // What it is built on may say the same already, or what it is there for.
    let is_plain = say::idiom_lead(cx, definition.node).is_none()
        && cx.unit.list(definition.bases).iter().all(|&base| !name::ends_alike(by_name.unwrap_or(""), cx.text(base)));
    let text = match by_name.and_then(|name| name::of_type(name, &lead)) {
        Some(by_name) if is_plain && !draft.has(SectionKind::What) => format!("by its name {by_name}, {lead}"),
        _ => lead,
    };
    draft.say(SectionKind::What, None, sentence(&text), &[whole]);
    super::annotations(cx, definition.decorators, SectionKind::What, None, draft);
    if let Some(text) = life_cycle(cx, id) {
        draft.say(SectionKind::What, None, sentence(&text), &[whole]);
    }
}

/// From its start (decorators included) to its first member.
pub(crate) fn header(cx: &Context<'_>, id: TypeId) -> Span {
    let definition = cx.unit.type_definition(id);
    let span = cx.unit.span(definition.node);
    let first = cx.unit.list(definition.members).first().map_or(span.end, |&first| {
        let start = cx.unit.span(first).start;
        if matches!(definition.form, DefinitionForm::Alias | DefinitionForm::Distinct) { span.end } else { start }
    });
    let end = first.clamp(span.start, span.end);
    let text = cx.unit.slice(Span::new(span.start, end));
    Span::new(span.start, span.start + text.trim_end().len() as u32)
}

/// The account of a type in one sentence, subject included.
pub(crate) fn lead(cx: &Context<'_>, id: TypeId) -> String {
    let definition = cx.unit.type_definition(id);
    let beginner = cx.level == Level::Beginner;
    let name = definition.name.map_or_else(|| "an unnamed type".to_owned(), |name| cx.quote(name));
    // The names that it is one of say more than that it is such a type.
    if definition.form != DefinitionForm::Enum
        && let Some((text, _)) = say::idiom_lead(cx, definition.node)
    {
        let colon = super::colon(&text);
        let text = if colon.is_empty() {
            text.replace(&name, "its objects")
        } else {
            text.strip_suffix(&format!(" {name}"))
                .map_or_else(|| text.clone(), |it| it.trim_end_matches(" on").to_owned())
        };
        return format!("{name}{colon} {text}");
    }
    let bases: Vec<String> = cx.unit.list(definition.bases).iter().map(|&base| cx.quote(base)).collect();
    if definition.modifiers.has(Modifiers::SEALED)
        && let Some(text) = kinds(cx, &name, id)
    {
        return text;
    }
    let members = cx.unit.list(definition.members);
    let facts = cx.facts.definitions.get(id.index());
    match definition.form {
        DefinitionForm::Enum => enumeration(cx, &name, members),
        // What a contract leaves open is settled here.
        DefinitionForm::Alias if is_settled(cx, definition.node) => match members.first() {
            Some(&meaning) if cx.unit.span(meaning).len() < 60 && beginner => {
                format!("as {name} it uses the type {}", cx.quote(meaning))
            }
            Some(&meaning) if cx.unit.span(meaning).len() < 60 => {
                format!("the associated type {name} is {}", cx.quote(meaning))
            }
            _ => format!("the associated type {name} is a longer type"),
        },
        DefinitionForm::Alias => match members.first() {
            Some(&meaning) if let Some(text) = function_type(cx, meaning) => format!("{name} is the type of {text}"),
            Some(&meaning) if cx.unit.span(meaning).len() < 60 => {
                format!("{name} is another name for the type {}", cx.quote(meaning))
            }
            _ => format!("{name} gives a name to a longer type"),
        },
        // A type of functions is told by what they look like.
        DefinitionForm::Distinct if is_function_type(cx, members) => match (members.first(), beginner) {
            (Some(&shape), false) if cx.unit.span(shape).len() < 80 => {
                format!("{name} is the type of functions of the form {}", cx.quote(shape))
            }
            _ => format!("{name} is a type for functions, so that they can be kept in variables and handed over"),
        },
        DefinitionForm::Distinct => match members.first() {
            Some(&meaning) if cx.unit.span(meaning).len() < 60 => match cx.level {
                Level::Beginner => format!("{name} is a type of its own that is made like {}", cx.quote(meaning)),
                _ => format!("{name} is a type of its own over {}", cx.quote(meaning)),
            },
            _ => format!("{name} is a type of its own"),
        },
        DefinitionForm::Extension => extension(cx, &name, &bases, members),
        DefinitionForm::Interface => interface(cx, &name, &bases, members),
        DefinitionForm::Mixin => mixin(cx, &name, members),
        DefinitionForm::Namespace if members.is_empty() && cx.text(definition.node).ends_with(';') => {
            format!("{name} is a part of the program that stands in a file of its own")
        }
        DefinitionForm::Namespace if cx.unit.dialect.mixins && !lent(cx, members).is_empty() => {
            let methods = list_some(&lent(cx, members), 5);
            match cx.level {
                Level::Beginner => format!("{name} lends {methods} to every class that takes it in"),
                Level::Intermediate => format!("{name} is a mixin that offers {methods}"),
                Level::Expert => format!("{name} is a mixin with {methods}"),
            }
        }
        DefinitionForm::Namespace if cx.unit.dialect.mixins && !methods(cx, members).is_empty() => {
            let methods = list_some(&methods(cx, members), 5);
            match cx.level {
                Level::Beginner => format!("{name} is a collection of functions: {methods}"),
                _ => format!("{name} is a module of functions: {methods}"),
            }
        }
        DefinitionForm::Namespace if cx.unit.dialect.mixins => match held(cx, members) {
            names if names.is_empty() => format!("{name} is a namespace"),
            names => format!("{name} groups {}", list_some(&names, 6)),
        },
        DefinitionForm::Namespace if definition.name.is_none() => {
            let is_item = |it: &&NodeId| !matches!(cx.unit.kind(**it), Kind::Decorator { .. } | Kind::Empty);
            format!("a block without a name holds {}", count(members.iter().filter(is_item).count(), "item"))
        }
        DefinitionForm::Namespace => {
            format!("{name} groups {} under one name", count(members.len(), "item"))
        }
        DefinitionForm::Struct | DefinitionForm::Union => {
            // What belongs to the type is part of no value.
            let is_own = |&it: &NodeId| !matches!(cx.unit.kind(it), Kind::Field { modifiers, .. } if modifiers.has(code::Modifiers::STATIC));
            let own: Vec<NodeId> = members.iter().copied().filter(is_own).collect();
            let fields = declared_fields(cx, &own);
            let shared = declared_fields(cx, members);
            match fields.len() {
                0 if !shared.is_empty() => format!("{name} keeps {} for the whole type", list_some(&shared, 5)),
                0 => format!("{name} is a type without fields: only its name and its methods matter"),
                1 if beginner => format!("{name} is a type of its own around {}", fields[0]),
                _ if beginner => format!("{name} keeps {} together as one value", list_some(&fields, 5)),
                _ => format!("{name} holds {}", list_some(&fields, 6)),
            }
        }
        DefinitionForm::Object => object(cx, &name, definition, facts),
        DefinitionForm::Class => {
            let (promised, rest): (Vec<NodeId>, Vec<NodeId>) =
                cx.unit.list(definition.bases).iter().partition(|&&base| is_contract(cx, base));
            let (taken_in, inherited): (Vec<NodeId>, Vec<NodeId>) =
                rest.into_iter().partition(|&base| is_mixin(cx, base));
            let quoted = |nodes: &[NodeId]| nodes.iter().map(|&it| cx.quote(it)).collect::<Vec<_>>();
            let runs = cx.unit.dialect.members_in_scope && members.iter().any(|&it| is_main(cx, it));
            let is_program = runs && bases.is_empty() && members.iter().all(|&it| is_static_function(cx, it));
            if is_program {
                return program(cx, &name, members);
            }
            if let Some(text) = super::tests::of_class(cx, &name, members) {
                return text;
            }
            let text =
                class(cx, &name, (&quoted(&inherited), &quoted(&promised), &quoted(&taken_in)), facts, definition);
            match (runs, beginner) {
                (false, _) => text,
                (true, true) => format!("{text}; running it as a program starts in {}", main(cx, members)),
                (true, false) => format!("{text}; its {} makes it a program", main(cx, members)),
            }
        }
    }
}

/// A type whose heirs are all known, by those of them that this text has.
fn kinds(cx: &Context<'_>, name: &str, id: TypeId) -> Option<String> {
    let heads = |base: NodeId| {
        let mut at = base;
        while let Kind::TypeExpression { parts, .. } = cx.unit.kind(at) {
            at = *cx.unit.list(parts).first()?;
        }
        Some(at)
    };
    let own = cx.unit.type_definition(id).name?;
    let heirs: Vec<String> = cx
        .unit
        .types
        .iter()
        .filter(|it| {
            cx.unit.list(it.bases).iter().filter_map(|&base| heads(base)).any(|base| cx.unit.same_code(base, own))
        })
        .filter_map(|it| it.name.map(|name| cx.quote(name)))
        .collect();
    if heirs.len() < 2 {
        return None;
    }
    Some(match cx.level {
        Level::Beginner => {
            format!("{} comes in {}: {}", with_article(name), count(heirs.len(), "kind"), list_some(&heirs, 6))
        }
        _ => format!("{name} is a sealed hierarchy of {}", list_some(&heirs, 8)),
    })
}

/// The names of the constants and types in a group.
fn held(cx: &Context<'_>, members: &[NodeId]) -> Vec<String> {
    members
        .iter()
        .filter_map(|&member| match cx.unit.kind(member) {
            Kind::Field { name, .. } => Some(cx.quote(name)),
            Kind::Type(id) => cx.unit.type_definition(id).name.map(|name| cx.quote(name)),
            _ => None,
        })
        .collect()
}

/// The methods that a group lends to the types that take it in: those that belong to objects.
fn lent(cx: &Context<'_>, members: &[NodeId]) -> Vec<String> {
    let of_objects: Vec<NodeId> = members
        .iter()
        .copied()
        .filter(|&it| {
            matches!(cx.unit.kind(it), Kind::Function(id) if {
                let function = cx.unit.function(id);
                let modifiers = function.modifiers;
                function.form != code::FunctionForm::Constructor
                    && !modifiers.has(Modifiers::STATIC) && !modifiers.has(Modifiers::PRIVATE)
            })
        })
        .collect();
    methods(cx, &of_objects)
}

/// What readers call a type of fields: where a language has two kinds, the author's word tells which one it is.
pub(crate) fn record_word(cx: &Context<'_>, definition: &code::TypeDefinition) -> &'static str {
    let start = cx.unit.span(definition.node).start;
    let end = definition.name.map_or(start, |name| cx.unit.span(name).start);
    let mut words = cx.unit.slice(Span::new(start, end.max(start))).split_whitespace();
    let record = cx.unit.dialect.terms.record;
    match words.rfind(|word| *word == "struct" || *word == record) {
        Some("struct") if !cx.unit.slice(Span::new(start, end.max(start))).contains(&format!("{record} ")) => "struct",
        _ => record,
    }
}

/// Whether a name for a type stands in the implementation of a contract.
fn is_settled(cx: &Context<'_>, node: NodeId) -> bool {
    let Some(Kind::Type(around)) = cx.unit.parent(node).map(|it| cx.unit.kind(it)) else { return false };
    let around = cx.unit.type_definition(around);
    around.form == DefinitionForm::Extension && !around.bases.is_empty()
}

fn is_function_type(cx: &Context<'_>, members: &[NodeId]) -> bool {
    matches!(members, &[only] if matches!(cx.unit.kind(only), Kind::TypeExpression { form: TypeForm::Function, .. }))
        && members.iter().all(|&it| !cx.text(it).starts_with("func"))
}

/// Whether a member is where a program starts.
fn is_main(cx: &Context<'_>, member: NodeId) -> bool {
    let Kind::Function(id) = cx.unit.kind(member) else { return false };
    let function = cx.unit.function(id);
    is_static_function(cx, member)
        && function.name.is_some_and(|name| cx.text(name).eq_ignore_ascii_case("main"))
        && function.parameters.len() <= 1
        && function.result.is_none_or(|result| cx.text(result) == "int")
}

/// The name of where a program starts, as it is spelled.
fn main(cx: &Context<'_>, members: &[NodeId]) -> String {
    let found = members.iter().find(|&&it| is_main(cx, it)).and_then(|&it| match cx.unit.kind(it) {
        Kind::Function(id) => cx.unit.function(id).name,
        _ => None,
    });
    found.map_or_else(|| "`main`".to_owned(), |name| cx.quote(name))
}

fn is_static_function(cx: &Context<'_>, member: NodeId) -> bool {
    matches!(cx.unit.kind(member), Kind::Function(id) if cx.unit.function(id).modifiers.has(Modifiers::STATIC))
}

/// A class that is there only to be run.
fn program(cx: &Context<'_>, name: &str, members: &[NodeId]) -> String {
    let helpers: Vec<NodeId> = members.iter().copied().filter(|&it| !is_main(cx, it)).collect();
    let helpers = methods(cx, &helpers);
    let with =
        if helpers.is_empty() { String::new() } else { format!(", with the help of {}", list_some(&helpers, 5)) };
    match cx.level {
        Level::Beginner => format!("{name} is a program; running it starts in {}{with}", main(cx, members)),
        _ => format!("{name} is a program with the entry point {}{with}", main(cx, members)),
    }
}

/// What a function is like whose address a type holds: what it takes, then what it gives.
fn function_type(cx: &Context<'_>, meaning: NodeId) -> Option<String> {
    let mut at = meaning;
    while let Kind::TypeExpression { form: code::TypeForm::Reference | code::TypeForm::MutableReference, parts } =
        cx.unit.kind(at)
    {
        at = *cx.unit.list(parts).first()?;
    }
    let Kind::TypeExpression { form: code::TypeForm::Function, parts } = cx.unit.kind(at) else { return None };
    let (&given, taken) = cx.unit.list(parts).split_last()?;
    if !cx.unit.dialect.pointers || taken.len() > 4 {
        return None;
    }
    let mut text = match taken {
        [] => "a function without arguments".to_owned(),
        taken => {
            let types: Vec<String> = taken.iter().map(|&it| cx.quote(it)).collect();
            format!("a function that takes {}", list(&types))
        }
    };
    if cx.text(given) != "void" {
        text.push_str(&format!(" and gives {}", cx.quote(given)));
    }
    Some(text)
}

fn enumeration(cx: &Context<'_>, name: &str, members: &[NodeId]) -> String {
    let variants: Vec<String> = members
        .iter()
        .filter_map(|&member| match cx.unit.kind(member) {
            Kind::Variant { name, .. } => Some(cx.quote(name)),
            _ => None,
        })
        .collect();
    if cx.unit.dialect.pointers {
        return match cx.level {
            Level::Beginner => format!("{name} gives names to whole numbers: {}", list_some(&variants, 7)),
            _ => format!("{name} names the constants {}", list_some(&variants, 8)),
        };
    }
    if variants.is_empty() && !members.is_empty() {
        // Nothing is ever of that type: it is there for the names in it.
        return format!("{name} groups {} under one name", count(members.len(), "item"));
    }
    let carries = members
        .iter()
        .filter(|&&member| matches!(cx.unit.kind(member), Kind::Variant { fields, .. } if !fields.is_empty()))
        .count();
    let tail = match (carries, cx.level) {
        (0, _) => String::new(),
        (n, Level::Beginner) if n == variants.len() => "; each carries further values along".to_owned(),
        (1, Level::Beginner) => "; one of them carries further values along".to_owned(),
        (n, Level::Beginner) => format!("; {} of them carry further values along", crate::words::number(n)),
        (n, _) if n == variants.len() => ", each with data of its own".to_owned(),
        (n, _) => format!(", {} of them with data", crate::words::number(n)),
    };
    if let [only] = &variants[..] {
        return format!(
            "{name} has one possible form, {only}{}",
            if carries == 1 { ", with data of its own" } else { "" }
        );
    }
    match cx.level {
        Level::Beginner => {
            format!(
                "{} is always exactly one of {}: {}{tail}",
                with_article(name),
                count(variants.len(), "choice"),
                list_some(&variants, 7)
            )
        }
        _ => format!("{name} is one of {}{tail}", list_some(&variants, 8)),
    }
}

fn extension(cx: &Context<'_>, name: &str, bases: &[String], members: &[NodeId]) -> String {
    let sets_up = |member: &&NodeId| match cx.unit.kind(**member) {
        Kind::Function(function) => cx.unit.function(function).form == code::FunctionForm::Constructor,
        _ => false,
    };
    let (makers, others): (Vec<&NodeId>, Vec<&NodeId>) = members.iter().partition(sets_up);
    if others.is_empty() && bases.is_empty() && !makers.is_empty() {
        return match makers.len() {
            1 => format!("{name} gets its constructor"),
            n => format!("{name} gets {}", count(n, "constructor")),
        };
    }
    let others: Vec<NodeId> = others.into_iter().copied().collect();
    let methods = methods(cx, &others);
    if bases.is_empty() && methods.is_empty() {
        return format!("{name} is extended here");
    }
    let offered = if methods.is_empty() { String::new() } else { format!(": {}", list_some(&methods, 5)) };
    match (bases.first(), cx.level) {
        (Some(base), Level::Beginner) => {
            format!(
                "{name} is given what {base} asks for: from here on it can be used wherever {} is needed",
                with_article(base)
            )
        }
        (Some(base), _) => format!("{base} is implemented for {name}{offered}"),
        (None, Level::Beginner) => {
            format!("{name} gets its {}{offered}", if methods.len() == 1 { "method" } else { "methods" })
        }
        (None, _) => {
            let noun = if cx.unit.dialect.ownership { "associated function" } else { cx.unit.dialect.terms.method };
            format!("{name} gets {}{offered}", count(named_methods(cx, &others).count(), noun))
        }
    }
}

fn interface(cx: &Context<'_>, name: &str, bases: &[String], members: &[NodeId]) -> String {
    let methods = methods(cx, members);
    let fields = declared_fields(cx, members);
    let told_below = methods.is_empty() && !fields.is_empty();
    let mut parts = fields;
    parts.extend(methods);
    let extends = if bases.is_empty() { String::new() } else { format!(", on top of {}", list_some(bases, 3)) };
    if parts.is_empty()
        && let Some(first) = bases.first()
    {
        let types = cx.unit.dialect.copies_values && bases.len() == 1 && first.contains(['|', '~']);
        return match (types, cx.level) {
            (true, Level::Beginner) => format!("{name} says which types fit: {first}"),
            (true, _) => format!("{name} is fulfilled by the types {first}"),
            (false, _) => format!(
                "{name} asks for what {} {}",
                list_some(bases, 3),
                if bases.len() == 1 { "asks for" } else { "ask for" }
            ),
        };
    }
    let keys = members
        .iter()
        .find(|&&it| matches!(cx.unit.kind(it), Kind::TypeExpression { .. }) && cx.text(it).starts_with('['));
    if let (true, Some(&keys)) = (parts.is_empty(), keys) {
        let form = if cx.unit.span(keys).len() <= 60 { format!(": {}", cx.quote(keys)) } else { String::new() };
        return match cx.level {
            Level::Beginner => {
                format!("{name} says what the entries of an object look like, whatever their keys are{form}{extends}")
            }
            _ => format!("{name} describes objects by the types of their keys and values{form}{extends}"),
        };
    }
    if parts.is_empty() {
        return format!("{name} marks types without asking anything of them{extends}");
    }
    match cx.level {
        Level::Beginner if told_below => {
            format!("{name} says which fields an object must have to count as one{extends}")
        }
        _ if told_below => format!("{name} describes an object with {}{extends}", count(parts.len(), "field")),
        Level::Beginner => {
            format!("{name} lists what a value must have to count as one: {}{extends}", list_some(&parts, 5))
        }
        _ => format!("{name} asks for {}{extends}", list_some(&parts, 6)),
    }
}

/// Whether a class only promises to fulfil a base, and inherits nothing from it.
fn is_contract(cx: &Context<'_>, base: NodeId) -> bool {
    matches!(cx.unit.kind(base), Kind::TypeExpression { form: TypeForm::Contract, .. })
}

/// The one object of a type that has no other: what it is one of, what it keeps and what it offers.
fn object(cx: &Context<'_>, name: &str, definition: &code::TypeDefinition, facts: Option<&TypeFacts>) -> String {
    let members = cx.unit.list(definition.members);
    let bases: Vec<String> = cx.unit.list(definition.bases).iter().map(|&base| cx.quote(base)).collect();
    let of = match (bases.is_empty(), cx.level) {
        (true, _) => String::new(),
        (false, Level::Beginner) => format!(" of the kind {}", list_some(&bases, 3)),
        (false, _) => format!(" of type {}", list_some(&bases, 3)),
    };
    let lead = match cx.level {
        Level::Beginner => format!("{name} is a single object{of}"),
        _ => format!("{name} is a singleton{of}"),
    };
    let is_private = |it: &NodeId| match cx.unit.kind(*it) {
        Kind::Field { modifiers, .. } => modifiers.has(Modifiers::PRIVATE),
        Kind::Function(id) => cx.unit.function(id).modifiers.has(Modifiers::PRIVATE),
        _ => false,
    };
    let (hidden, shown): (Vec<NodeId>, Vec<NodeId>) = members.iter().partition(|it| is_private(it));
    let mut offers = declared_fields(cx, &shown);
    if let Some(facts) = facts {
        let names = facts.methods.iter().filter(|&&it| !is_private(&cx.unit.function(it).node));
        offers.extend(names.filter_map(|it| cx.facts.functions.get(it.index())?.name).map(|name| cx.quote(name)));
    }
    let mut seen = std::collections::BTreeSet::new();
    offers.retain(|it| seen.insert(it.clone()));
    let keeps = declared_fields(cx, &hidden);
    let mut clauses = Vec::new();
    if !keeps.is_empty() {
        clauses.push(format!("keeps {}", list_some(&keeps, 4)));
    }
    if !offers.is_empty() {
        clauses.push(format!("offers {}", list_some(&offers, 6)));
    }
    match &clauses[..] {
        [] => lead,
        [only] => format!("{lead} that {only}"),
        [first, .., last] => format!("{lead} that {first}, and {last}"),
    }
}

/// Whether a class takes the members of a base in as its own.
fn is_mixin(cx: &Context<'_>, base: NodeId) -> bool {
    matches!(cx.unit.kind(base), Kind::TypeExpression { form: TypeForm::Mixin, .. })
}

/// Members that classes take in as their own.
fn mixin(cx: &Context<'_>, name: &str, members: &[NodeId]) -> String {
    let mut parts = methods(cx, members);
    if parts.is_empty() {
        parts = declared_fields(cx, members);
    }
    match (cx.level, parts.is_empty()) {
        (_, true) => format!("{name} is a {} without members of its own", cx.unit.dialect.terms.mixin),
        (Level::Beginner, false) => {
            format!("{name} is a kit of parts that classes can take in as their own: {}", list_some(&parts, 5))
        }
        (_, false) => format!("{name} gives the classes that use it {}", list_some(&parts, 6)),
    }
}

/// A class by what it inherits, what it promises and what it takes in (`bases`), what it keeps and what it offers.
fn class(
    cx: &Context<'_>,
    name: &str,
    (bases, promised, taken_in): (&[String], &[String], &[String]),
    facts: Option<&TypeFacts>,
    definition: &TypeDefinition,
) -> String {
    let beginner = cx.level == Level::Beginner;
    let modifiers = definition.modifiers;
    let inner: Vec<String> = cx
        .unit
        .list(definition.members)
        .iter()
        .filter_map(|&it| match cx.unit.kind(it) {
            Kind::Type(id) => cx.unit.type_definition(id).name.map(|name| cx.quote(name)),
            _ => None,
        })
        .collect();
    let calls = || cx.unit.list(definition.members).iter().any(|&it| matches!(cx.unit.kind(it), Kind::Call { .. }));
    let Some(facts) = facts else { return format!("{name} is a class") };
    let error = bases.iter().any(|base| {
        let base = base.trim_matches('`');
        base.ends_with("Error") || base.ends_with("Exception") || base.ends_with("Warning")
    });
    if error {
        let own = if facts.fields.is_empty() { String::new() } else { ", with details of its own".to_owned() };
        return match cx.level {
            Level::Beginner => {
                format!("{name} is a kind of error of this code's own{own}, so that it can be told from others")
            }
            _ => format!("{name} is an error type derived from {}{own}", list(bases)),
        };
    }
    let fields: Vec<String> = facts
        .fields
        .iter()
        .map(|&(field, _)| cx.unit.name(field))
        .filter(|field| !field.starts_with("__"))
        .map(|field| format!("`{field}`"))
        .collect();
    let mut methods: Vec<String> = facts
        .methods
        .iter()
        .filter(|method| cx.unit.function(**method).form != FunctionForm::Constructor)
        // What nobody else can call is not on offer.
        .filter(|method| !cx.unit.function(**method).modifiers.has(Modifiers::PRIVATE))
        .filter(|method| !cx.unit.function(**method).modifiers.has(Modifiers::PROTECTED))
        .filter_map(|method| cx.facts.functions.get(method.index())?.name)
        .map(|method| cx.text(method))
        .filter(|method| !method.starts_with('_') && !method.starts_with('#') && *method != cx.unit.dialect.constructor)
        .map(|method| format!("`{method}`"))
        .collect();
    // Several that share a name are one to the reader.
    let mut seen = std::collections::BTreeSet::new();
    methods.retain(|method| seen.insert(method.clone()));
    let mut text = String::new();
    text.push_str(name);
    if modifiers.has(Modifiers::ABSTRACT) {
        let of = list_some(bases, 3);
        text.push_str(&match (bases.is_empty(), beginner) {
            (true, true) => " is a class to build others on".to_owned(),
            (true, false) => " is an abstract class".to_owned(),
            (false, true) => format!(" is a special kind of {of} to build others on"),
            (false, false) => format!(" is an abstract class that extends {of}"),
        });
    } else if !bases.is_empty() {
        let of = if beginner { "is a special kind of" } else { "extends" };
        text.push_str(&format!(" {of} {}", list_some(bases, 3)));
    }
    let mut clauses: Vec<String> = Vec::new();
    if !promised.is_empty() {
        let verb = if beginner { "does what" } else { "implements" };
        let asks = match (beginner, promised.len()) {
            (false, _) => "",
            (true, 1) => " asks for",
            (true, _) => " ask for",
        };
        clauses.push(format!("{verb} {}{asks}", list_some(promised, 3)));
    }
    if !taken_in.is_empty() {
        let verb = if beginner { "takes in what is in" } else { "uses" };
        let noun = match (beginner, taken_in.len()) {
            (true, _) => String::new(),
            (false, 1) => format!(" the {}", cx.unit.dialect.terms.mixin),
            (false, _) => format!(" the {}s", cx.unit.dialect.terms.mixin),
        };
        clauses.push(format!("{verb}{noun} {}", list_some(taken_in, 3)));
    }
    if !fields.is_empty() {
        clauses.push(format!("keeps {}", list_some(&fields, if methods.is_empty() { 5 } else { 4 })));
    }
    if !methods.is_empty() {
        clauses.push(format!("offers {}", list_some(&methods, 5)));
    }
    let started = text.len() > name.len();
    match (&clauses[..], started) {
        ([], true) => {}
        ([], false) if !inner.is_empty() => text.push_str(&format!(" is a class that holds {}", list_some(&inner, 4))),
        // What a body calls may well make fields and methods.
        ([], false) if calls() => text.push_str(" is a class that the calls in its body set up"),
        ([], false) => text.push_str(" is a class without fields or public methods of its own"),
        ([one], true) => text.push_str(&format!(" and {one}")),
        ([one], false) => text.push_str(&format!(" {one}")),
        ([init @ .., last], _) => {
            text.push_str(if started { ", " } else { " " });
            text.push_str(&init.join(", "));
            // Lists inside the clauses have commas and an `and` of their own.
            let plain = !started && init.len() == 1 && !init[0].contains(" and ");
            text.push_str(if plain { " and " } else { ", and " });
            text.push_str(last);
        }
    }
    text
}

/// How a value of the type comes to be and is used in this text.
fn life_cycle(cx: &Context<'_>, id: TypeId) -> Option<String> {
    let facts = cx.facts.definitions.get(id.index())?;
    let constructor = facts.constructor?;
    let hidden = cx.unit.function(constructor).modifiers.has(Modifiers::PRIVATE);
    let is_enum = cx.unit.type_definition(id).form == DefinitionForm::Enum;
    // Where there are several, one alone would say too much.
    let others =
        facts.methods.iter().any(|&it| it != constructor && cx.unit.function(it).form == FunctionForm::Constructor);
    if cx.level == Level::Expert || hidden || is_enum || others {
        return None;
    }
    let needed: Vec<String> = cx
        .unit
        .list(cx.unit.function(constructor).parameters)
        .iter()
        .filter_map(|&parameter| match cx.unit.kind(parameter) {
            Kind::Parameter {
                target,
                default: None,
                form: code::ParameterForm::Plain | code::ParameterForm::NamedOnly | code::ParameterForm::PositionOnly,
                ..
            } => cx.unit.name_of(target).map(|name| format!("`{name}`")),
            _ => None,
        })
        .collect();
    if needed.is_empty() {
        return None;
    }
    Some(match cx.level {
        Level::Beginner => format!("to make one, you give it {}", list_some(&needed, 4)),
        _ => format!("it is constructed from {}", list_some(&needed, 4)),
    })
}

/// Says the declared fields or variants of a type, so that their lines are spoken for.
pub(crate) fn members(cx: &Context<'_>, id: TypeId, parent: Option<u32>, draft: &mut Draft) {
    let definition = cx.unit.type_definition(id);
    let mut choices: (Vec<String>, Vec<Span>) = Default::default();
    let mut fields: (Vec<String>, Vec<Span>) = Default::default();
    for &member in cx.unit.list(definition.members) {
        let span = cx.unit.span(member);
        let (text, group) = match cx.unit.kind(member) {
            Kind::Field { name, annotation, value, modifiers } => {
                let unnamed = cx.unit.span(name).is_empty();
                let mut text = if unnamed { "a value".to_owned() } else { cx.quote(name) };
                let optional = modifiers.has(Modifiers::OPTIONAL);
                match (annotation, value) {
                    (Some(annotation), _) if unnamed && cx.unit.span(annotation).len() <= 30 => {
                        text = format!("a value of type {}", cx.quote(annotation));
                    }
                    (_, Some(value)) if cx.unit.span(value).len() <= 30 && as_plain(cx, value) => {
                        let fixed = modifiers.has(Modifiers::STATIC) && modifiers.has(Modifiers::READONLY);
                        let word = if fixed { "always" } else { "at first" };
                        text.push_str(&format!(" ({word} {})", cx.quote(value)));
                    }
                    (Some(annotation), _) if cx.level != Level::Beginner && cx.unit.span(annotation).len() <= 30 => {
                        let may = if optional { ", optional" } else { "" };
                        text.push_str(&format!(" ({}{may})", cx.quote(annotation)));
                    }
                    _ if optional => text.push_str(" (optional)"),
                    _ => {}
                }
                (text, &mut fields)
            }
            Kind::Variant { name, fields: carried, .. } => {
                let mut text = cx.quote(name);
                let inner: Vec<String> = cx
                    .unit
                    .list(carried)
                    .iter()
                    .filter(|&&field| cx.unit.span(field).len() <= 40)
                    .map(|&field| match cx.unit.kind(field) {
                        Kind::Field { name, .. } => cx.quote(name),
                        _ => cx.quote(field),
                    })
                    .collect();
                if !inner.is_empty() && cx.level != Level::Beginner {
                    text.push_str(&format!(" (carrying {})", list_some(&inner, 3)));
                }
                (text, &mut choices)
            }
            _ => continue,
        };
        group.0.push(text);
        group.1.push(span);
    }
    named(cx, &choices, true, parent, draft);
    named(cx, &fields, false, parent, draft);
}

/// Says the choices of a type, or its fields.
fn named(
    cx: &Context<'_>,
    (names, spans): &(Vec<String>, Vec<Span>),
    variants: bool,
    parent: Option<u32>,
    draft: &mut Draft,
) {
    // One or two more are no reason for a sentence of their own.
    let at_once = if names.len() <= MEMBERS_AT_ONCE + 2 { names.len().max(1) } else { MEMBERS_AT_ONCE };
    for (at, (part, spans)) in names.chunks(at_once).zip(spans.chunks(at_once)).enumerate() {
        let noun = match (variants, at) {
            (true, 0) if cx.unit.dialect.pointers => "its constants are",
            (true, _) if cx.unit.dialect.pointers => "further constants are",
            (true, 0) => "its choices are",
            (true, _) => "further choices are",
            (false, 0) => "its fields are",
            (false, _) => "further fields are",
        };
        let unnamed = !variants && part.iter().all(|it| it.starts_with("a value"));
        let noun = if unnamed {
            "it holds, without names,"
        } else if part.len() == 1 {
            match (variants, at) {
                (true, 0) => "one choice is",
                (true, _) => "a further choice is",
                (false, 0) => "it has the field",
                (false, _) => "a further field is",
            }
        } else {
            noun
        };
        let text = format!("{noun} {}", list(part));
        draft.say(SectionKind::How, parent, sentence(&text), spans);
    }
}

/// Whether a field's first value says more quoted than described.
fn as_plain(cx: &Context<'_>, value: NodeId) -> bool {
    matches!(
        cx.unit.kind(value),
        Kind::Integer
            | Kind::Float
            | Kind::Text(_)
            | Kind::Boolean(_)
            | Kind::Null
            | Kind::Name(_)
            | Kind::Sequence(_)
            | Kind::Mapping(_)
    )
}

/// The functions among members that have a name.
fn named_methods<'c>(
    cx: &'c Context<'_>,
    members: &'c [NodeId],
) -> impl Iterator<Item = (String, code::FunctionForm)> + 'c {
    members.iter().filter_map(|&member| match cx.unit.kind(member) {
        Kind::Function(id) => {
            let function = cx.unit.function(id);
            function.name.map(|name| (cx.quote(name), function.form))
        }
        _ => None,
    })
}

/// The names of the functions among members, each once; of one that takes different arguments under one name, in how many forms.
fn methods(cx: &Context<'_>, members: &[NodeId]) -> Vec<String> {
    let mut names: Vec<(String, usize)> = Vec::new();
    for (name, form) in named_methods(cx, members) {
        match names.iter_mut().find(|(known, _)| *known == name) {
            // What reads a property and what sets it are one to those who use it.
            Some(_) if matches!(form, code::FunctionForm::Getter | code::FunctionForm::Setter) => {}
            Some((_, forms)) => *forms += 1,
            None => names.push((name, 1)),
        }
    }
    let said = |(name, forms): (String, usize)| match forms {
        1 => name,
        _ => format!("{name} (in {} forms)", crate::words::number(forms)),
    };
    names.into_iter().map(said).collect()
}

/// The names of the fields among members.
fn declared_fields(cx: &Context<'_>, members: &[NodeId]) -> Vec<String> {
    members
        .iter()
        .filter_map(|&member| match cx.unit.kind(member) {
            Kind::Field { name, annotation, .. } if cx.unit.span(name).is_empty() => Some(match annotation {
                Some(annotation) if cx.unit.span(annotation).len() <= 30 => {
                    format!("a value of type {}", cx.quote(annotation))
                }
                _ => "a value without a name".to_owned(),
            }),
            Kind::Field { name, .. } => Some(cx.quote(name)),
            _ => None,
        })
        .collect()
}
