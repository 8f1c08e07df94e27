//! What a name says of the code that goes by it. It is the author's word and not proved by the code, so whoever uses it says that
//! it comes from the name.

use code::{FunctionForm, FunctionId, Kind, Modifiers, ParameterForm};
use facts::{FunctionFacts, Results};

use crate::Level;
use crate::draft::Context;
use crate::lexicon::names;
use crate::words::{list_some, outside_code, split_name, with_article};

/// A name of more words is a sentence of its own and reads badly within another.
const MOST: usize = 7;

/// What a function does by its name, as a verb phrase in the third person: `parses the header`. Nothing where the name says no
/// more than what is said of the function anyway.
///
/// `is_certain` where the code itself shows what the function is for, so that a bare name adds nothing.
pub(super) fn of_function(cx: &Context<'_>, id: FunctionId, said: &str, is_certain: bool) -> Option<String> {
    let function = cx.unit.function(id);
    let facts = cx.facts.functions.get(id.index())?;
    let own = matches!(function.form, FunctionForm::Constructor | FunctionForm::Setter);
    if own || function.modifiers.has(Modifiers::TEST) || function.body.is_none() {
        return None;
    }
    let name = cx.unit.name_of(facts.name?)?;
    let is_special = cx.unit.dialect.special_methods.iter().any(|it| it.0 == name);
    if is_special || name == "main" || !name.is_ascii() {
        return None;
    }
    let words = content(name);
    // What is done must be told in words; what it is done to may be a name of the code.
    let (in_words, in_all) = (outside_code(said), said.replace('_', " "));
    let is_told = words.iter().enumerate().all(|(at, word)| is_told(word, if at == 0 { &in_words } else { &in_all }));
    if words.is_empty() || words.len() > MOST || is_told {
        return None;
    }
    let phrase = phrase(cx, id, facts, &words, said)?;
    // Every reader sees the name; beside an account it is worth its place only where it says more than its own words in a row.
    let is_vague = phrase.starts_with("is about") || phrase.starts_with("answers “");
    let is_bare = words.len() == 1 && (phrase.contains(", given ") || !phrase.contains(' '));
    let meaning = names::meaning(&words);
    // A reviewer knows the terms.
    let is_expert = cx.level == Level::Expert;
    let is_known = meaning.is_some() && !(is_expert && (is_bare || is_vague));
    if (is_certain || !said.is_empty() && (is_bare || is_vague)) && !is_known {
        return None;
    }
    let meaning = meaning.filter(|_| !is_expert);
    let meaning = meaning.map(|it| explained(&words, it));
    Some(format!("{phrase}{}", meaning.unwrap_or_default()))
}

/// What a type is by its name, where that is made of several words or of one that has a known meaning.
pub(super) fn of_type(level: Level, name: &str, said: &str) -> Option<String> {
    let words = content(name);
    let meaning = names::meaning(&words).filter(|_| level != Level::Expert);
    let said = outside_code(said);
    let is_told = words.iter().all(|word| is_told(word, &said));
    let is_name = name.chars().all(|it| it.is_ascii_alphanumeric() || it == '_');
    let is_clear = is_name && !SMALL.contains(&words.first().map_or("", String::as_str));
    let is_clear = is_clear
        && (meaning.is_some()
            || words.len() > 1 && (names::verb(&words[0]).is_none() || names::is_agent(&words[words.len() - 1])));
    let is_test = words.iter().any(|word| word == "test" || word == "tests");
    if words.is_empty() || words.len() > MOST || is_told || !is_clear || is_test {
        return None;
    }
    Some(format!(
        "{}{}",
        with_article(&format!("“{}”", words.join(" "))),
        meaning.map(|it| explained(&words, it)).unwrap_or_default()
    ))
}

/// What is left to say of an account behind what the name says, where both begin with the same verb: after “returns the average”
/// comes the value alone. A value that reads on with another clause keeps its verb.
pub(super) fn shorter<'s>(by_name: &str, said: &'s str) -> Option<&'s str> {
    ["returns ", "gives back "].iter().find_map(|verb| {
        let rest = said.strip_prefix(verb).filter(|_| by_name.starts_with(verb))?;
        let reads_on =
            [" and then ", ", then ", " and gives ", " and returns ", ", and "].iter().any(|it| rest.contains(it));
        (!reads_on).then_some(rest)
    })
}

/// Whether two names end with the same word: `PostsController`, `ApplicationController`.
pub(super) fn ends_alike(name: &str, other: &str) -> bool {
    let bare = other.split(['<', '[', '(']).next().unwrap_or(other);
    split_name(name).last() == split_name(bare).last()
}

/// A meaning in parentheses, under its own name where it is a part of a longer one.
fn explained(words: &[String], (term, meaning): (&str, &str)) -> String {
    if words.join(" ") == term { format!(" ({meaning})") } else { format!(" ({term}: {meaning})") }
}

/// The words of a name that say something, short forms written out.
fn content(name: &str) -> Vec<String> {
    const NOISE: [&str; 12] =
        ["impl", "inner", "internal", "raw", "general", "generic", "helper", "fn", "func", "base", "do", "async"];
    let words: Vec<String> = split_name(name);
    let all: Vec<String> = words
        .iter()
        .filter(|word| !NOISE.contains(&word.as_str()) && !word.chars().all(|it| it.is_ascii_digit()))
        .map(|word| names::written_out(word).to_owned())
        .collect();
    if all.iter().any(|word| word.len() > 2) { all } else { Vec::new() }
}

/// Whether a sentence has a word already, in whatever form.
fn is_told(word: &str, said: &str) -> bool {
    // The ending differs with the form: `compare`, `comparing`.
    let stem = word.get(..word.len().min(6)).unwrap_or(word);
    let said = said.to_lowercase();
    said.split(|it: char| !it.is_alphanumeric()).any(|it| it.starts_with(stem))
}

fn phrase(cx: &Context<'_>, id: FunctionId, facts: &FunctionFacts, words: &[String], said: &str) -> Option<String> {
    let beginner = cx.level == Level::Beginner;
    let (first, rest) = words.split_first()?;
    let shows = facts.returned.iter().any(|&it| matches!(cx.unit.kind(it), Kind::Element { .. }));
    if shows {
        let name = facts.name.and_then(|name| cx.unit.name_of(name))?;
        let starts_large = name.starts_with(|it: char| it.is_ascii_uppercase());
        return (starts_large && (words.len() > 1 || names::meaning(words).is_some()))
            .then(|| format!("is a component for {}", with_article(&format!("“{}”", words.join(" ")))));
    }
    if first == "use" && !rest.is_empty() && calls_hooks(cx, id) {
        return Some(format!("is a hook for “{}”", rest.join(" ")));
    }
    // `to_click_options`: what it has or is given takes another form.
    if first == "to" && !rest.is_empty() && rest.len() < MOST {
        return match &given(cx, id)[..] {
            [one] if !takes_itself(cx, id) => Some(format!("turns {one} into “{}”", rest.join(" "))),
            _ => Some(format!("is about “{}”", words.join(" "))),
        };
    }
    if let Some(at) = words.iter().position(|word| word == "to")
        && at > 0
        && at + 1 < words.len()
        && names::verb(first).is_none()
    {
        return Some(format!("turns {} into {}", words[..at].join(" "), words[at + 1..].join(" ")));
    }
    if let [style, case] = words
        && case == "case"
        && names::LETTER_CASES.contains(&style.as_str())
    {
        return Some(format!("turns names into {style} case"));
    }
    let given = given(cx, id);
    let verdict = matches!(facts.results, Results::Verdict);
    let is_question =
        |word: &String| matches!(word.as_str(), "is" | "has" | "can" | "should" | "are" | "was" | "needs");
    let asks = words.len() > 1 && facts.results != Results::Nothing && words.iter().take(3).any(is_question);
    // `sum_of_squares` is a sum.
    let is_noun = rest.len() > 1 && rest[0] == "of";
    let base = names::verb(first).filter(|_| !is_noun);
    if asks || verdict && base.is_none() && first != "try" {
        let of = if given.is_empty() { String::new() } else { format!(" for {}", list_some(&given, 3)) };
        if said.contains("whether ") {
            return Some(format!("answers “{}”{of}", words.join(" ")));
        }
        return Some(format!("tells whether “{}” holds{of}", words.join(" ")));
    }
    let is_method = cx.unit.enclosing_type(cx.unit.function(id).node).is_some() || takes_itself(cx, id);
    if first == "try"
        && let Some((next, rest)) = rest.split_first()
        && names::verb(next).is_some()
    {
        return Some(format!("tries to {next}{}", object(next, rest, &given, is_method)));
    }
    if let Some(verb) = base {
        // `get_or_make`: two things, of which the second is no object of the first.
        if rest.first().is_some_and(|it| it == "or" || it == "and") {
            return Some(format!("is about “{}”", words.join(" ")));
        }
        return Some(format!("{verb}{}", object(first, rest, &given, is_method)));
    }
    let gives = matches!(facts.results, Results::Always | Results::Sometimes | Results::Function);
    if !gives || words.len() < 2 && names::meaning(words).is_none() && !names::is_measure(first) {
        return names::meaning(words).map(|_| format!("is about “{}”", words.join(" ")));
    }
    let last = words.last()?;
    // Who does something is not what comes back.
    if names::is_agent(last) {
        let verb = if facts.results == Results::Function { "makes" } else { "acts as" };
        return Some(format!("{verb} {}", with_article(&format!("“{}”", words.join(" ")))));
    }
    // What a function is called that gives a value back is that value.
    let is_noun = is_noun
        || words.iter().all(|word| !SMALL.contains(&word.as_str()))
            && !BARE.contains(&last.as_str())
            && (names::verb(last).is_none() || names::is_act(last));
    if !is_noun || facts.results == Results::Function {
        return Some(format!("is about “{}”", words.join(" ")));
    }
    Some(format!("{} the {}", if beginner { "gives back" } else { "returns" }, words.join(" ")))
}

/// Words that tie others together.
const SMALL: [&str; 31] = [
    "per", "forever", "by", "to", "from", "for", "in", "into", "of", "on", "with", "without", "if", "or", "and", "all",
    "as", "at", "until", "when", "each", "every", "up", "down", "always", "never", "after", "before", "try", "not",
    "is",
];

/// Words that no noun phrase ends with.
const BARE: [&str; 32] = [
    "empty", "only", "cold", "hot", "warm", "dirty", "visible", "hidden", "self", "ref", "ok", "short", "similar",
    "deep", "safe", "unsafe", "mut", "async", "sync", "once", "now", "first", "last", "next", "new", "default",
    "equal", "fast", "own", "best", "long", "ready",
];

/// Whether a function calls others that are named as hooks are, which is what makes it one.
fn calls_hooks(cx: &Context<'_>, id: FunctionId) -> bool {
    cx.facts.calls_in(Some(id)).any(|call| {
        let Kind::Call { callee, .. } = cx.unit.kind(call.node) else { return false };
        let name = cx.text(callee).rsplit('.').next().unwrap_or("");
        name.strip_prefix("use").is_some_and(|it| it.starts_with(|it: char| it.is_ascii_uppercase()))
    })
}

/// What a verb is about: the words behind it, or what the function is given.
fn object(verb: &str, rest: &[String], given: &[String], is_method: bool) -> String {
    // These take how much, not what.
    let counts = matches!(verb, "take" | "skip" | "drop" | "limit" | "sleep" | "wait" | "advance" | "repeat");
    match (rest, given) {
        ([], []) => String::new(),
        ([], [one]) if !is_method && !counts => format!(" {one}"),
        ([], _) => format!(", given {}", list_some(given, 3)),
        ([one], [each]) if matches!(one.as_str(), "all" | "each" | "every") => format!(" all of {each}"),
        ([one], [_, ..]) if matches!(one.as_str(), "up" | "down") => format!(" {one}, given {}", list_some(given, 3)),
        // `insert_at`: at what it is given.
        ([one], [_, ..]) if SMALL.contains(&one.as_str()) => format!(", given {}", list_some(given, 3)),
        ([first, ..], _) if SMALL.contains(&first.as_str()) => format!(" {}", rest.join(" ")),
        (_, _) if rest.last().is_some_and(|last| BARE.contains(&last.as_str())) => format!(" “{}”", rest.join(" ")),
        _ => format!(" the {}", rest.join(" ")),
    }
}

/// Whether a function is called on an object.
fn takes_itself(cx: &Context<'_>, id: FunctionId) -> bool {
    let mut parameters = cx.unit.list(cx.unit.function(id).parameters).iter();
    parameters.any(|&it| match cx.unit.kind(it) {
        Kind::Parameter { form: ParameterForm::Receiver, .. } => true,
        Kind::Parameter { target, .. } => super::function::is_receiver(cx, target) || cx.text(target) == "self",
        _ => false,
    })
}

/// The names of what a function is given, without its own object.
fn given(cx: &Context<'_>, id: FunctionId) -> Vec<String> {
    let parameters = cx.unit.list(cx.unit.function(id).parameters).iter();
    parameters
        .filter_map(|&it| match cx.unit.kind(it) {
            Kind::Parameter { form: ParameterForm::Rest, .. } => None,
            Kind::Parameter { target, .. } if !super::function::is_receiver(cx, target) => {
                cx.unit.name_of(target).filter(|name| !name.starts_with('_') && *name != "self")?;
                Some(cx.quote(target))
            }
            _ => None,
        })
        .collect()
}
