//! What a name says of the code that goes by it. It is the author's word and not proved by the code, so whoever uses it says that
//! it comes from the name.

use code::{FunctionForm, FunctionId, Kind, Modifiers, ParameterForm};
use facts::{FunctionFacts, IdiomKind, Results};

use crate::Level;
use crate::draft::Context;
use crate::lexicon::names;
use crate::words::{list_some, outside_code, split_name, with_article};

/// A name of more words is a sentence of its own and reads badly within another.
const MOST: usize = 7;

/// What a function does by its name, as a verb phrase in the third person: `parses the header`. Nothing where the name says no
/// more than what is said of the function anyway.
///
/// `is_certain` where the code itself shows what the function is for, so that a bare name adds nothing; `is_weak` where the account is
/// only better than none.
pub(super) fn of_function(
    cx: &Context<'_>,
    id: FunctionId,
    said: &str,
    is_certain: bool,
    is_weak: bool,
) -> Option<String> {
    let function = cx.unit.function(id);
    let facts = cx.facts.functions.get(id.index())?;
    let own = matches!(function.form, FunctionForm::Constructor | FunctionForm::Setter);
    if own || function.modifiers.has(Modifiers::TEST) || function.body.is_none() {
        return None;
    }
    let name = spelled(cx, facts.name?)?;
    let is_special = cx.unit.dialect.special_methods.iter().any(|it| it.0 == name);
    if is_special || name == "main" || !name.is_ascii() {
        return None;
    }
    let words = content(name);
    // What is done must be told in words; what it is done to may be a name of the code.
    let (in_words, in_all) = (outside_code(said), said.replace('_', " "));
    let is_told = words.iter().enumerate().all(|(at, word)| is_told(word, if at == 0 { &in_words } else { &in_all }));
    // A name that ends in the middle of a phrase is about what it is given: `unwrap_or`.
    let is_open_end =
        words.last().is_some_and(|word| ["or", "and", "of", "with", "if", "from", "than"].contains(&word.as_str()));
    if words.is_empty() || words.len() > MOST || is_told || is_open_end && words.len() > 1 {
        return None;
    }
    let phrase = phrase(cx, id, facts, &words, said)?;
    // Every reader sees the name; beside an account it is worth its place only where it says more than its own words in a row.
    let is_vague = phrase.starts_with("is about")
        || phrase.starts_with("answers “") && (words.len() < 3 || said.starts_with("tells whether "));
    let is_bare = words.len() == 1 && (phrase.contains(", given ") || !phrase.contains(' '));
    // Such an account does not say what is done at all.
    let is_empty = ["decides by ", "handles ", "runs a loop"].iter().any(|start| said.starts_with(start))
        || said.ends_with(", depending on the path")
        || said.ends_with(", as the case may be");
    let sense = words.first().filter(|_| is_weak && words.len() == 1).and_then(|verb| names::sense(verb));
    let is_little = !said.is_empty() && (is_bare && !(is_empty && phrase.contains(' ')) && sense.is_none() || is_vague);
    let known = names::meaning(&words);
    if (is_certain || is_little) && known.is_none() {
        return None;
    }
    let meaning = names::meaning(&words).map(|it| explained(&words, it)).or_else(|| sense.map(|it| format!(" ({it})")));
    // A reviewer knows the terms, but came for what this is for: the code names the term and nothing else says what it means.
    let meaning = meaning.unwrap_or_default();
    let given = given(cx, id);
    // These are about the words of the name, not about what is done to what.
    let asks = phrase.contains('“') && ["acts as ", "answers ", "tells "].iter().any(|it| phrase.starts_with(it));
    let is_open = !said.is_empty()
        && (1..=4).contains(&given.len())
        && !phrase.contains('`')
        && !asks
        && !phrase.starts_with("is ")
        && !given.iter().any(|it| said.contains(it.trim_matches('`')));
    // An account that names nothing of what it is given leaves open what it works on.
    let phrase = match crate::words::list(&given) {
        given if is_open && (phrase.starts_with("returns ") || phrase.starts_with("gives back ")) => {
            format!("{phrase}{meaning} for {given}")
        }
        given if is_open => format!("{phrase}{meaning}, given {given}"),
        // What a verb means stands behind it.
        _ => match phrase.split_once(", given ") {
            Some((act, given)) => format!("{act}{meaning}, given {given}"),
            None => format!("{phrase}{meaning}"),
        },
    };
    Some(phrase)
}

/// The name of a function; of a place that it is kept in, the last part.
pub(super) fn spelled<'c>(cx: &Context<'c>, name: code::NodeId) -> Option<&'c str> {
    match cx.unit.kind(name) {
        Kind::Name(symbol) | Kind::Member { name: symbol, .. } => {
            let name = cx.unit.name(symbol);
            // In capitals alone, a macro makes the name that the function will have.
            let is_macro = cx.unit.dialect.textual_imports && name.len() > 3 && !name.contains(char::is_lowercase);
            Some(name.rsplit('.').next().unwrap_or(name)).filter(|_| !is_macro)
        }
        _ => None,
    }
}

/// Whether a name is a verb alone: beside the code of what is done it says too little.
pub(super) fn is_lone_verb(cx: &Context<'_>, id: FunctionId) -> bool {
    let name = cx.facts.functions.get(id.index()).and_then(|facts| facts.name).and_then(|name| spelled(cx, name));
    let words = name.map(content).unwrap_or_default();
    matches!(&words[..], [only] if names::verb(only).is_some() && names::meaning(&words).is_none())
}

/// What a function does by the name of the variable that holds it.
pub(super) fn of_value(name: &str) -> Option<String> {
    let words = content(name);
    let (first, rest) = words.split_first()?;
    let meaning = names::meaning(&words).map(|it| explained(&words, it));
    match names::verb(first) {
        Some(verb) if !rest.is_empty() => {
            Some(format!("{verb}{}{}", object(first, rest, &[], false), meaning.unwrap_or_default()))
        }
        _ => meaning.map(|meaning| format!("is about “{}”{meaning}", words.join(" "))),
    }
}

/// What a type is by its name, where that is made of several words or of one that has a known meaning.
pub(super) fn of_type(name: &str, said: &str) -> Option<String> {
    let words = content(name);
    let meaning = names::meaning(&words);
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
    let mut words: Vec<String> = split_name(name);
    // `ETag` is one word.
    if let Some(at) = words.iter().position(|word| word == "e")
        && at + 1 < words.len()
    {
        let rest = words.remove(at + 1);
        words[at].push_str(&rest);
    }
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
    if is_context_manager(cx, id) && words.len() > 1 {
        return Some(format!("is for blocks with “{}”", words.join(" ")));
    }
    let verdict = matches!(facts.results, Results::Verdict);
    let is_question =
        |word: &String| matches!(word.as_str(), "is" | "has" | "can" | "should" | "are" | "was" | "needs");
    let asks = words.len() > 1 && facts.results != Results::Nothing && words.iter().take(3).any(is_question);
    // `sum_of_squares` is a sum.
    let is_noun = rest.len() > 1 && rest[0] == "of";
    let base = names::verb(first).filter(|_| !is_noun);
    if verdict && let Some(phrase) = relation(facts, words, &given) {
        return Some(phrase);
    }
    // `pack_size` is a size; nothing is packed.
    let base = base.filter(|_| !is_noun_of_measure(words) || facts.results == Results::Nothing);
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
        // What is worked out is worked out of something.
        let works_out = ["calculate", "compute", "determine", "estimate", "guess", "detect", "infer", "measure"];
        let from = match &given[..] {
            [_, ..] if works_out.contains(&first.as_str()) && !rest.is_empty() && given.len() <= 3 => {
                format!(" from {}", crate::words::list(&given))
            }
            [one] if first == "get" && !rest.is_empty() && !is_method => format!(" for {one}"),
            _ => String::new(),
        };
        return Some(format!("{verb}{}{from}", object(first, rest, &given, is_method)));
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
    // What a function is called that gives a value back is that value. `time_until_stale`: a word that ties two others.
    let is_tied = words.len() > 2
        && words.iter().filter(|word| TIES.contains(&word.as_str())).count() == 1
        && !TIES.contains(&first.as_str())
        && !TIES.contains(&last.as_str());
    let is_noun = is_noun
        || words.iter().all(|word| !SMALL.contains(&word.as_str()) || is_tied && TIES.contains(&word.as_str()))
            && !BARE.contains(&last.as_str())
            && (names::verb(last).is_none() || names::is_act(last));
    // Steps that end in a bare zero or one report how it went, and give nothing of that name.
    let reports = !facts.returned.is_empty()
        && facts.returned.iter().all(|&it| matches!(cx.text(it).trim_start_matches('-'), "0" | "1"))
        && cx.unit.function(id).body.is_some_and(|body| cx.facts.steps.of_body(body).len() > 1);
    if !is_noun || reports || facts.results == Results::Function {
        return Some(format!("is about “{}”", words.join(" ")));
    }
    let verb = if beginner { "gives back" } else { "returns" };
    // These are between two.
    let between = ["difference", "distance", "similarity", "overlap"].contains(&last.as_str());
    Some(match &given[..] {
        [one, other] if between => format!("{verb} the {} between {one} and {other}", words.join(" ")),
        _ => format!("{verb} the {}", words.join(" ")),
    })
}

/// Whether a function is a context manager that is written as a generator.
fn is_context_manager(cx: &Context<'_>, id: FunctionId) -> bool {
    let node = cx.unit.function(id).node;
    cx.facts.idioms_of(node).any(|idiom| idiom.kind == IdiomKind::ContextManagerGenerator)
}

/// What a function that answers yes or no says of the two things that it is given: `equal(a, b)`, `matchesTemplate(search, template)`.
fn relation(facts: &FunctionFacts, words: &[String], given: &[String]) -> Option<String> {
    let [one, other] = given else { return None };
    let depth = if facts.recursion == facts::Recursion::None { "" } else { "recursively " };
    match words {
        [only] if only == "equal" || only == "equals" => {
            Some(format!("{depth}tells whether {one} and {other} are equal"))
        }
        [what, only] if only == "equal" || only == "equals" => {
            Some(format!("{depth}tells whether {one} and {other} are equal (“{what}”)"))
        }
        [verb, rest] if other.trim_matches('`').to_lowercase() == *rest => {
            let base =
                verb.strip_suffix("es").filter(|it| names::verb(it).is_some()).or_else(|| verb.strip_suffix('s'))?;
            names::verb(base)?;
            Some(format!("{depth}tells whether {one} {verb} {other}"))
        }
        _ => None,
    }
}

/// Whether a name ends with what is measured or counted, after a word that is a thing as often as it is an act: `block_size`.
fn is_noun_of_measure(words: &[String]) -> bool {
    const BOTH: [&str; 26] = [
        "pack", "block", "chunk", "view", "sample", "batch", "cache", "index", "page", "step", "queue", "order",
        "list", "map", "buffer", "frame", "file", "line", "point", "record", "search", "time", "pad", "crop", "clip",
        "link",
    ];
    const MEASURES: [&str; 12] = [
        "size", "count", "length", "width", "height", "index", "offset", "limit", "rate", "ratio", "total", "capacity",
    ];
    matches!(words, [first, .., last] if BOTH.contains(&first.as_str()) && MEASURES.contains(&last.as_str()))
}

/// Whether a name holds a term with a known meaning.
pub(super) fn has_meaning(cx: &Context<'_>, id: FunctionId) -> bool {
    let name = cx.facts.functions.get(id.index()).and_then(|facts| facts.name).and_then(|name| spelled(cx, name));
    let words = name.map(content).unwrap_or_default();
    let is_verb = matches!(&words[..], [only] if names::verb(only).is_some());
    !is_verb && names::meaning(&words).is_some()
}

/// Words that tie others together.
const SMALL: [&str; 31] = [
    "per", "forever", "by", "to", "from", "for", "in", "into", "of", "on", "with", "without", "if", "or", "and", "all",
    "as", "at", "until", "when", "each", "every", "up", "down", "always", "never", "after", "before", "try", "not",
    "is",
];

/// Words that tie two nouns: `time_until_stale`.
const TIES: [&str; 9] = ["until", "since", "per", "for", "from", "in", "between", "before", "after"];

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
        // `fmtShort(ms)`: how it is done to what it is given.
        ([how], [one]) if BARE.contains(&how.as_str()) && !is_method && !counts => format!(" {one} “{how}”"),
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
