//! Calls as verb phrases.

use code::{CallForm, ComprehensionForm, Kind, NodeId};
use facts::Target;

use super::nouns::{self, callee_name};
use super::{DEEPEST, QUOTE, commands, conditions, functions, handed, is_short, join, quote};
use crate::Level;
use crate::draft::{Context, push_code};

/// What a library call does, as a verb phrase in the third person, if the library knows it and its holes can be filled.
pub(crate) fn does(cx: &Context, call: NodeId) -> Option<String> {
    let entry = cx.facts.call(call)?.library?;
    if entry.does.is_empty() {
        return None;
    }
    let mut out = String::new();
    let used = fill_chosen(cx, &mut out, entry.does, call, 0)?;
    commands::options(cx, &mut out, entry, used, call);
    (out.len() < 220).then_some(out)
}

/// What an annotation says of the item that carries it, as a verb phrase in the third person, if the library knows it.
pub(crate) fn annotation(cx: &Context, decorator: NodeId) -> Option<String> {
    let Kind::Decorator { value } = cx.unit.kind(decorator) else { return None };
    let callee = match cx.unit.kind(value) {
        Kind::Call { callee, .. } => callee,
        _ => value,
    };
    let (Kind::Name(name) | Kind::Member { name, .. }) = cx.unit.kind(callee) else { return None };
    let entry = cx.unit.library.find(&format!("@{}", cx.unit.name(name)))?;
    let mut out = String::new();
    if matches!(cx.unit.kind(value), Kind::Call { .. }) {
        return (fill(cx, &mut out, entry.does, value, 0) && out.len() < 160).then_some(out);
    }
    entry.does.split(" | ").find(|it| !it.contains('{')).map(str::to_owned)
}

/// When a function runs that is written among a call's arguments. `that` is what a chain starts from, where it was not told before.
pub(crate) fn when(cx: &Context, template: &str, call: NodeId, that: Option<NodeId>) -> Option<String> {
    let mut text = template.to_owned();
    if template.contains("{that}") {
        let mut noun = "that".to_owned();
        if let Some(that) = that {
            noun.clear();
            nouns::push(cx, &mut noun, that, 1);
        }
        text = text.replace("{that}", &noun);
    }
    when_with(cx, &text, call, &parameters(cx, call))
}

/// When a loop runs its body that goes over what a library call gives, where the library says so: `three times`.
pub(crate) fn when_each(cx: &Context, source: NodeId, target: Option<NodeId>) -> Option<String> {
    let template = cx.facts.call(source)?.library?.when;
    let names: Vec<String> = match target.map(|it| (it, cx.unit.kind(it))) {
        None => Vec::new(),
        Some((_, Kind::Tuple(parts))) => cx.unit.list(parts).iter().map(|&it| cx.quote(it)).collect(),
        Some((one, _)) => vec![cx.quote(one)],
    };
    let named = |it: &&str| it.contains("{item}");
    let template = if names.is_empty() {
        template.split(" | ").find(|it| !named(it)).or_else(|| template.split(" | ").next())?
    } else {
        template.split(" | ").find(named)?
    };
    if template.is_empty() {
        return None;
    }
    match (template.split_once("{at}"), &names[..]) {
        (Some((before, after)), [one, at]) => {
            when_with(cx, &format!("{before}{at}{after}"), source, std::slice::from_ref(one))
        }
        // Without a second name the clause about it is left out.
        (Some((before, _)), _) => when_with(cx, before.rsplit_once(", ").map_or(before, |it| it.0), source, &names),
        (None, _) => when_with(cx, template, source, &names),
    }
}

/// The same with the names of what the function or the loop is given.
fn when_with(cx: &Context, template: &str, call: NodeId, names: &[String]) -> Option<String> {
    let mut text = template.to_owned();
    if let Some((before, after)) = template.split_once("{item}") {
        text = match (names, before.strip_suffix("for each ")) {
            ([], Some(_)) => format!("{before}item{after}"),
            ([one], Some(_)) => format!("{before}{one}{after}"),
            ([one, at], Some(_)) if is_position(at) => format!("{before}{one}{after}, with its position {at}"),
            (several, Some(_)) => format!("{before}{}{after}", join(several, "and")),
            // Without a name there is nothing to add: `with its result {item}`.
            ([], None) => before.rsplit_once(", ").map_or(before, |it| it.0).to_owned(),
            (several, None) => format!("{before}{}{after}", join(several, "and")),
        };
    }
    let mut out = String::new();
    (fill(cx, &mut out, &text, call, 0) && out.len() < 160).then_some(out)
}

/// The parameters of the function that is written among a call's arguments, as they stand in the source.
fn parameters(cx: &Context, call: NodeId) -> Vec<String> {
    let Kind::Call { arguments, .. } = cx.unit.kind(call) else { return Vec::new() };
    let function = cx.unit.list(arguments).iter().find_map(|&it| match cx.unit.kind(it) {
        Kind::Function(id) => Some(id),
        _ => None,
    });
    let Some(function) = function else { return Vec::new() };
    cx.unit
        .list(cx.unit.function(function).parameters)
        .iter()
        .filter_map(|&it| match cx.unit.kind(it) {
            Kind::Parameter { target, .. } => Some(cx.quote(target)),
            _ => None,
        })
        .collect()
}

/// Whether a parameter is by its name a position.
fn is_position(name: &str) -> bool {
    matches!(name.trim_matches('`'), "i" | "j" | "k" | "n" | "idx" | "index" | "pos" | "position")
}

/// How often something happens that depends on a list of values: absent, it always does.
fn changes(cx: &Context, out: &mut String, values: Option<NodeId>) {
    match values.map(|it| cx.unit.kind(it)) {
        None => out.push_str("every time"),
        Some(Kind::Sequence(list)) if list.is_empty() => out.push_str("the first time only"),
        Some(Kind::Sequence(list)) => {
            let names: Vec<String> = cx.unit.list(list).iter().map(|&it| cx.quote(it)).collect();
            out.push_str("the first time and whenever ");
            out.push_str(&join(&names, "or"));
            out.push_str(" has changed");
        }
        Some(_) => out.push_str("the first time and after certain changes"),
    }
}

/// The part at a position of the pattern that takes a call's result apart.
fn target_part(cx: &Context, call: NodeId, at: usize) -> Option<NodeId> {
    let Kind::Let { target, .. } = cx.unit.kind(cx.unit.parent(call)?) else { return None };
    let (Kind::Sequence(parts) | Kind::Tuple(parts)) = cx.unit.kind(target) else { return None };
    cx.unit.list(parts).get(at).copied()
}

/// What a call does, as a verb phrase in the third person.
pub(crate) fn act(cx: &Context, call: NodeId) -> String {
    let unit = cx.unit;
    if let Some(does) = does(cx, call) {
        return does;
    }
    if let Kind::Pipe(stages) = unit.kind(call) {
        return commands::pipe(cx, unit.list(stages));
    }
    let Kind::Call { callee, arguments: list, form } = unit.kind(call) else {
        return format!("runs {}", cx.quote(call));
    };
    if unit.dialect.commands {
        return commands::command(cx, call, callee);
    }
    let fact = cx.facts.call(call);
    let mut out = String::new();
    if let Some(state) = state_of(cx, callee)
        && let &[value] = unit.list(list)
    {
        let state = cx.quote(state);
        return match unit.kind(value) {
            Kind::Function(_) => format!("replaces the state {state} by what a function makes of it"),
            _ if cx.level == Level::Beginner => format!("changes the state {state} to {}", nouns::noun(cx, value)),
            _ => format!("sets the state {state} to {}", nouns::noun(cx, value)),
        };
    }
    // One constructor hands over to another.
    if unit.kind(callee) == Kind::This && form == CallForm::Plain {
        out.push_str("lets another constructor do the work");
        arguments(cx, &mut out, unit.list(list), ", with ", 0);
        return out;
    }
    if is_parent(cx, callee) {
        out.push_str(match cx.level {
            Level::Beginner if is_first(cx, call) => "lets the parent class do its part first: ",
            Level::Beginner => "lets the parent class do its part: ",
            _ => "calls the parent's version (",
        });
        if is_short(cx, call, QUOTE) {
            quote(cx, &mut out, call);
        } else {
            callee_name(cx, &mut out, callee);
        }
        if cx.level != Level::Beginner {
            out.push(')');
        }
        return out;
    }
    let makes = form == CallForm::New || fact.is_some_and(|it| matches!(it.target, Target::Construct(_)));
    if makes {
        out.push_str("makes a new ");
        callee_name(cx, &mut out, callee);
        arguments(cx, &mut out, unit.list(list), " from ", 0);
        return out;
    }
    out.push_str(match form {
        CallForm::Macro if cx.level != Level::Beginner => "invokes ",
        _ if cx.level == Level::Beginner && is_parameter(cx, callee) => "runs the given function ",
        _ => "calls ",
    });
    if is_short(cx, call, QUOTE) {
        quote(cx, &mut out, call);
        if is_optional(cx, callee) {
            out.push_str(" (if ");
            quote(cx, &mut out, callee);
            out.push_str(" is set)");
        }
        return out;
    }
    match unit.kind(callee) {
        Kind::Member { object, name, .. } if !is_short(cx, callee, QUOTE) => {
            push_code(&mut out, unit.name(name));
            out.push_str(" on ");
            nouns::push(cx, &mut out, object, 1);
            arguments(cx, &mut out, unit.list(list), ", with ", 0);
        }
        _ => {
            callee_name(cx, &mut out, callee);
            arguments(cx, &mut out, unit.list(list), " with ", 0);
        }
    }
    out
}

/// Whether a call happens only where there is something to call: `onDone?.(x)`.
fn is_optional(cx: &Context, callee: NodeId) -> bool {
    let behind = cx.unit.source.get(cx.unit.span(callee).end as usize..).unwrap_or("");
    behind.starts_with("?.(")
}

/// The state that a function replaces: the two came out of one library call that gives a value and what replaces it.
fn state_of(cx: &Context, callee: NodeId) -> Option<NodeId> {
    let unit = cx.unit;
    if !matches!(unit.kind(callee), Kind::Name(_)) {
        return None;
    }
    let definition = cx.facts.scopes.binding_of(callee)?.definition;
    let pattern = unit.parent(definition)?;
    let (Kind::Sequence(parts) | Kind::Tuple(parts)) = unit.kind(pattern) else { return None };
    let &[state, replaces] = unit.list(parts) else { return None };
    let Kind::Let { value: Some(value), .. } = unit.kind(unit.parent(pattern)?) else { return None };
    let does = cx.facts.call(value)?.library?.does;
    (replaces == definition && does.contains("{target.1} replaces it")).then_some(state)
}

/// Whether a call is in the first statement of its body.
fn is_first(cx: &Context, call: NodeId) -> bool {
    let unit = cx.unit;
    let mut below = call;
    for at in unit.ancestors(call) {
        if matches!(unit.kind(at), Kind::Block { .. }) {
            let whole = unit.parent(at).is_some_and(|up| matches!(unit.kind(up), Kind::Function(_)));
            return whole && unit.statements(at).first() == Some(&below);
        }
        below = at;
    }
    true
}

/// Whether a call reaches the parent's part of the own object.
fn is_parent(cx: &Context, callee: NodeId) -> bool {
    let unit = cx.unit;
    let mut at = callee;
    for _ in 0..3 {
        match unit.kind(at) {
            Kind::Super => return true,
            Kind::Member { object, .. } => at = object,
            Kind::Call { callee, .. } if matches!(unit.kind(callee), Kind::Super) || unit.text(callee) == "super" => {
                return true;
            }
            _ => return false,
        }
    }
    false
}

fn is_parameter(cx: &Context, callee: NodeId) -> bool {
    matches!(cx.unit.kind(callee), Kind::Name(_))
        && cx.facts.scopes.binding_of(callee).is_some_and(|it| it.kind == facts::BindingKind::Parameter)
}

/// Writes what is handed to a call, if it can be said shortly.
pub(super) fn arguments(cx: &Context, out: &mut String, list: &[NodeId], word: &str, depth: u8) {
    if list.is_empty() || list.len() > 4 || depth >= DEEPEST {
        return;
    }
    let start = out.len();
    out.push_str(word);
    let mut items = Vec::with_capacity(list.len());
    for &argument in list {
        let mut item = String::new();
        match cx.unit.kind(argument) {
            Kind::NamedArgument { .. } if is_short(cx, argument, 32) => quote(cx, &mut item, argument),
            Kind::NamedArgument { name, value } => {
                quote(cx, &mut item, name);
                item.push_str(" set to ");
                nouns::push(cx, &mut item, value, depth.max(1) + 1);
            }
            _ => nouns::push(cx, &mut item, argument, depth + 1),
        }
        items.push(item);
    }
    out.push_str(&join(&items, "and"));
    // `with a value` says nothing.
    if out.len() - start > 130 || items.iter().any(|it| it == "a value") {
        out.truncate(start);
    }
}

/// Fills the holes of a library's phrase: of the first of its alternatives whose conditions hold and whose holes can be filled.
///
/// Answers no, with nothing written, where there is none.
pub(super) fn fill(cx: &Context, out: &mut String, template: &str, call: NodeId, depth: u8) -> bool {
    fill_chosen(cx, out, template, call, depth).is_some()
}

/// The same; answers which alternative it was.
fn fill_chosen<'t>(cx: &Context, out: &mut String, template: &'t str, call: NodeId, depth: u8) -> Option<&'t str> {
    let start = out.len();
    for alternative in template.split(" | ") {
        if let Some(phrase) = applicable(cx, alternative, call)
            && fill_one(cx, out, phrase, call, depth)
        {
            plain_check(cx, out, start, call);
            never(out, start);
            return Some(alternative);
        }
        out.truncate(start);
    }
    None
}

/// An alternative without its condition (`[#1] the largest item of {0}`), if the condition holds for a call.
fn applicable<'a>(cx: &Context, alternative: &'a str, call: NodeId) -> Option<&'a str> {
    let mut phrase = alternative;
    // Several conditions must all hold.
    while let Some(rest) = phrase.strip_prefix('[') {
        let (condition, after) = rest.split_once("] ")?;
        if !holds(cx, condition, call)? {
            return None;
        }
        phrase = after;
    }
    Some(phrase)
}

/// Whether one condition of an alternative holds for a call; no answer where it asks for what is not there.
fn holds(cx: &Context, condition: &str, call: NodeId) -> Option<bool> {
    Some(if condition == "block" {
        handed::handed(cx, call).is_some()
    } else if condition == "method" {
        matches!(handed::handed(cx, call), Some(handed::Handed::Method(_)))
    } else if let Some(at) = condition.strip_suffix(".said").and_then(|at| at.parse::<usize>().ok()) {
        let Kind::Call { arguments, .. } = cx.unit.kind(call) else { return None };
        positional(cx, arguments).nth(at).is_some_and(|it| !nouns::noun(cx, it).starts_with("the result of "))
    } else if let Some(at) = condition.strip_suffix(".number").and_then(|at| at.parse::<usize>().ok()) {
        let Kind::Call { arguments, .. } = cx.unit.kind(call) else { return None };
        let of = positional(cx, arguments).nth(at).map(|it| cx.facts.types.of(it));
        matches!(of, Some(facts::Type::Integer | facts::Type::Float))
    } else if let Some(at) = condition.strip_suffix(".fails").and_then(|at| at.parse::<usize>().ok()) {
        let Kind::Call { arguments, .. } = cx.unit.kind(call) else { return None };
        positional(cx, arguments).nth(at).is_some_and(|it| super::fails_when_called(cx, it))
    } else if condition == "apart" {
        commands::is_apart(cx, call)
    } else if let Some(place) = condition.strip_prefix("pipe:") {
        let (reads, is_read) = commands::in_pipe(cx, call);
        if place == "in" { reads } else { is_read }
    } else if let Some(n) = condition.strip_prefix('#') {
        let Kind::Call { arguments, .. } = cx.unit.kind(call) else { return None };
        n.parse() == Ok(positional(cx, arguments).count())
    } else if let Some((hole, starts)) = condition.split_once('^') {
        let text = cx.text(filler(cx, hole, call)?);
        let text = text.split_once('\n').filter(|_| text.starts_with("<<<")).map_or(text, |(_, body)| body);
        let text = text.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '\''));
        starts.split(',').any(|it| text.get(..it.len()).is_some_and(|start| start.eq_ignore_ascii_case(it)))
    } else if let Some((hole, values)) = condition.split_once('=') {
        let text = cx.text(filler(cx, hole, call)?).trim_matches(['"', '\'']);
        values == text || values.split(',').any(|it| it == text)
    } else if let Some(at) = condition.strip_suffix(".whole").and_then(|at| at.parse::<usize>().ok()) {
        let Kind::Call { arguments, .. } = cx.unit.kind(call) else { return None };
        let place = positional(cx, arguments).next()?;
        super::sizes::is_whole(cx, place, positional(cx, arguments).nth(at)?)
    } else if let Some(at) = condition.strip_suffix(".total").and_then(|at| at.parse::<usize>().ok()) {
        let Kind::Call { arguments, .. } = cx.unit.kind(call) else { return None };
        positional(cx, arguments).nth(at).is_some_and(|it| functions::total(cx, &mut String::new(), call, it, 0))
    } else if let Some(member) = condition.strip_prefix('.') {
        let Kind::Call { callee, .. } = cx.unit.kind(call) else { return None };
        passes(cx, callee, member)
    } else if let Some(member) = condition.strip_prefix("!.") {
        let Kind::Call { callee, .. } = cx.unit.kind(call) else { return None };
        !passes(cx, callee, member)
    } else if let Some(hole) = condition.strip_prefix('!') {
        filler(cx, hole, call).is_none()
    } else {
        filler(cx, condition, call).is_some()
    })
}

fn positional<'a>(cx: &Context<'a>, arguments: code::List) -> impl Iterator<Item = NodeId> + use<'a> {
    let unit = cx.unit;
    unit.list(arguments).iter().copied().filter(|&it| !is_named(unit, it))
}

fn is_named(unit: &code::Unit, argument: NodeId) -> bool {
    matches!(unit.kind(argument), Kind::NamedArgument { .. })
}

/// What stands in a hole that has one filler.
fn filler(cx: &Context, hole: &str, call: NodeId) -> Option<NodeId> {
    let unit = cx.unit;
    let Kind::Call { callee, arguments, .. } = unit.kind(call) else { return None };
    if hole == "self" {
        return cx.facts.call(call).and_then(|call| call.receiver).or(match unit.kind(callee) {
            Kind::Member { object, .. } => Some(object),
            _ => None,
        });
    }
    if let Some(at) = hole.strip_prefix("self.").and_then(|at| at.parse::<usize>().ok()) {
        let Kind::Call { arguments, .. } = unit.kind(start_of(cx, callee)) else { return None };
        return positional(cx, arguments).nth(at);
    }
    // The only argument that is spread out: all there is.
    if let Some(at) = hole.strip_suffix(".spread").and_then(|at| at.parse::<usize>().ok()) {
        return match unit.kind(positional(cx, arguments).nth(at)?) {
            Kind::Spread(inner) => Some(inner),
            _ => None,
        };
    }
    if let Some(at) = hole.strip_prefix("target.").and_then(|at| at.parse::<usize>().ok()) {
        return target_part(cx, call, at);
    }
    match hole.parse::<usize>() {
        // After a spread nobody knows which argument is which.
        Ok(at) if positional(cx, arguments).take(at + 1).any(|it| matches!(unit.kind(it), Kind::Spread(_))) => None,
        Ok(at) => positional(cx, arguments).nth(at),
        Err(_) => unit.list(arguments).iter().find_map(|&it| match unit.kind(it) {
            Kind::NamedArgument { name, value } if unit.name_of(name) == Some(hole) => Some(value),
            _ => None,
        }),
    }
}

/// The call that a callee's members are reached from: `expect(x)` of `expect(x).not.toBe`.
fn start_of(cx: &Context, callee: NodeId) -> NodeId {
    let mut at = callee;
    while let Kind::Member { object, .. } = cx.unit.kind(at) {
        at = object;
    }
    at
}

/// Whether a member of this name stands between a callee and the call that its members are reached from.
fn passes(cx: &Context, callee: NodeId, member: &str) -> bool {
    let mut at = callee;
    while let Kind::Member { object, name, .. } = cx.unit.kind(at) {
        if cx.unit.name(name) == member {
            return true;
        }
        at = object;
    }
    false
}

pub(super) fn fill_one(cx: &Context, out: &mut String, template: &str, call: NodeId, depth: u8) -> bool {
    let unit = cx.unit;
    let Kind::Call { arguments, .. } = unit.kind(call) else { return false };
    let mut rest = template;
    while let Some(open) = rest.find('{') {
        out.push_str(&rest[..open]);
        let Some(close) = rest[open..].find('}') else { return false };
        let hole = &rest[open + 1..open + close];
        rest = &rest[open + close + 1..];
        if hole == "**" {
            let named: Vec<NodeId> = unit.list(arguments).iter().copied().filter(|&it| is_named(unit, it)).collect();
            let start = out.len();
            self::arguments(cx, out, &named, "", depth);
            if out.len() == start {
                return false;
            }
            continue;
        }
        if let Some(from) = hole.strip_prefix('*') {
            let Ok(from) = (if from.is_empty() { Ok(0) } else { from.parse::<usize>() }) else { return false };
            let all: Vec<NodeId> = positional(cx, arguments).skip(from).collect();
            if all.is_empty() {
                return false;
            }
            let words: Vec<String> = all
                .iter()
                .map(|&it| {
                    let mut word = String::new();
                    nouns::push(cx, &mut word, it, depth + 1);
                    word
                })
                .collect();
            out.push_str(&crate::words::list_some(&words, 5));
            continue;
        }
        if let Some(at) = hole.strip_suffix(".changes").and_then(|at| at.parse::<usize>().ok()) {
            changes(cx, out, positional(cx, arguments).nth(at));
            continue;
        }
        // A first value, or the function that makes it.
        if let Some(at) = hole.strip_suffix(".once").and_then(|at| at.parse::<usize>().ok()) {
            let Some(first) = positional(cx, arguments).nth(at) else { return false };
            let made = match unit.kind(first) {
                Kind::Function(_) => functions::part(cx, out, first, functions::Part::Code, depth),
                _ => false,
            };
            if made {
                out.push_str(", worked out only once");
            } else {
                nouns::push(cx, out, first, depth + 1);
            }
            continue;
        }
        if let Some(at) = hole.strip_suffix(".order").and_then(|at| at.parse::<usize>().ok()) {
            let Some(function) = positional(cx, arguments).nth(at) else { return false };
            functions::order(cx, out, function, depth);
            continue;
        }
        if let Some(at) = hole.strip_suffix(".total").and_then(|at| at.parse::<usize>().ok()) {
            let Some(function) = positional(cx, arguments).nth(at) else { return false };
            if !functions::total(cx, out, call, function, depth) {
                return false;
            }
            continue;
        }
        if let Some(at) = hole.strip_suffix(".extent").and_then(|at| at.parse::<usize>().ok()) {
            let Some(size) = positional(cx, arguments).nth(at) else { return false };
            super::sizes::extent(cx, out, size, depth);
            continue;
        }
        if let Some(at) = hole.strip_suffix(".bytes").and_then(|at| at.parse::<usize>().ok()) {
            let Some(size) = positional(cx, arguments).nth(at) else { return false };
            super::sizes::room(cx, out, size, depth);
            continue;
        }
        if let Some(at) = hole.strip_suffix(".each").and_then(|at| at.parse::<usize>().ok()) {
            let Some(size) = positional(cx, arguments).nth(at) else { return false };
            super::sizes::each(cx, out, size, depth);
            continue;
        }
        if let Some((at, way)) = hole.split_once('.')
            && let Ok(at) = at.parse::<usize>()
            && let Some(function) = positional(cx, arguments).nth(at)
            && let Some(text) = functions::of_items(cx, way, function, call, depth)
        {
            out.push_str(&text);
            continue;
        }
        if let Some(part) = hole.strip_prefix("block.") {
            let Some(handed) = handed::handed(cx, call) else { return false };
            if !handed::push(cx, out, handed, part, depth) {
                return false;
            }
            continue;
        }
        if let Some((at, part)) = hole.split_once('.')
            && let Some(part) = functions::Part::named(part)
            && let Ok(at) = at.parse::<usize>()
        {
            let Some(function) = positional(cx, arguments).nth(at) else { return false };
            if !functions::part(cx, out, function, part, depth) {
                return false;
            }
            continue;
        }
        // What the call does whose result this is a method of.
        if hole == "self.does" {
            let Kind::Call { callee, .. } = unit.kind(call) else { return false };
            let Kind::Member { object, .. } = unit.kind(callee) else { return false };
            if !matches!(unit.kind(object), Kind::Call { .. }) || depth > 2 {
                return false;
            }
            let Some(does) = does(cx, object) else { return false };
            out.push_str(&does);
            continue;
        }
        // What a call among the arguments does.
        if let Some(at) = hole.strip_suffix(".does").and_then(|at| at.parse::<usize>().ok()) {
            let Some(inner) = positional(cx, arguments).nth(at) else { return false };
            out.push_str(&act(cx, inner));
            continue;
        }
        if hole == "-exec.do" {
            let Some(inner) = filler(cx, "-exec", call) else { return false };
            out.push_str(&crate::morphology::base_phrase(&act(cx, inner)));
            continue;
        }
        if hole == "call" {
            if !is_short(cx, call, QUOTE) {
                return false;
            }
            quote(cx, out, call);
            continue;
        }
        if let Some(at) = hole.strip_prefix("if").and_then(|at| at.parse::<usize>().ok()) {
            let Some(node) = positional(cx, arguments).nth(at) else { return false };
            conditions::push(cx, out, node, true, depth + 1);
            continue;
        }
        if hole == "format" {
            if !formatted(cx, out, unit.list(arguments), depth) {
                return false;
            }
            continue;
        }
        let Some(filler) = filler(cx, hole, call) else { return false };
        // What a comprehension makes are items already.
        if matches!(unit.kind(filler), Kind::Comprehension { form: ComprehensionForm::Generator, .. }) {
            for words in ["the items of ", "the items in ", "all items of ", "items of "] {
                if out.ends_with(words) {
                    out.truncate(out.len() - words.len());
                    break;
                }
            }
        }
        // Any one of several types will do.
        if let Kind::Tuple(list) = unit.kind(filler)
            && out.ends_with("of the type ")
            && (2..=4).contains(&list.len())
        {
            let types: Vec<String> = unit.list(list).iter().map(|&it| cx.quote(it)).collect();
            out.push_str(&join(&types, "or"));
            continue;
        }
        // A long function says nothing in the middle of a sentence.
        if matches!(unit.kind(filler), Kind::Function(_)) && !is_short(cx, filler, QUOTE) {
            out.push_str(handed::unnamed(cx));
            continue;
        }
        // A value with a stand-in has a clause of its own, which nothing can be added to.
        let stands_in = matches!(unit.kind(filler), Kind::Binary(operator, ..) if unit.dialect.falls_back(operator));
        // `under the key the name of it`
        let is_in_apposition = out.ends_with("the key ");
        if (stands_in && !rest.is_empty() || is_in_apposition) && unit.span(filler).len() <= 60 {
            quote(cx, out, filler);
            continue;
        }
        // A chain of calls is one thought, as long as it is not a long one.
        let link = hole == "self" && chain(cx, filler).len() < LONGEST_CHAIN;
        let start = out.len();
        nouns::push(cx, out, filler, if link { depth } else { depth + 1 });
        // `every a space`
        if out[..start].ends_with("every ") || out[..start].ends_with("the first ") {
            for article in ["a ", "an "] {
                if out[start..].starts_with(article) {
                    out.replace_range(start..start + article.len(), "");
                }
            }
        }
        // `each item of the items that pass` is `each of the items that pass`.
        if out[..start].ends_with("each item of ") && out[start..].starts_with("the items ") {
            out.replace_range(start - "item of ".len()..start, "of ");
        }
        // `each item of all x` is `each x`.
        if out[..start].ends_with("each item of ") && out[start..].starts_with("all `") {
            out.replace_range(start - "item of ".len()..start + "all ".len(), "");
            continue;
        }
        if out[..start].ends_with("each item of ") && out[start..].starts_with("all items ") {
            out.replace_range(start - "each item of ".len()..start, "");
            continue;
        }
        if out[..start].ends_with("position ") && out[start..].starts_with("the position ") {
            out.replace_range(start - "position ".len()..start, "");
            continue;
        }
        nouns::plain_items(out, start);
        super::texts::plain_noun(out, start);
        // What the library says of an outcome that may be an error is what it holds: `the number of bytes read`.
        let inside = ["the value inside ", "the success value of "].into_iter().find(|it| out[..start].ends_with(it));
        if let Some(inside) = inside.filter(|_| hole == "self" && tells_success(cx, filler)) {
            out.replace_range(start - inside.len()..start, "");
            continue;
        }
        // What may be absent is said once: `the value inside the first item, if there is one, or x if there is none`.
        if hole == "self" && out[start..].ends_with(ASIDE) {
            let inside = ["the value inside ", "the value in "].into_iter().find(|it| out[..start].ends_with(it));
            if rest.contains("if there is") || inside.is_some() {
                out.truncate(out.len() - ASIDE.len());
            }
            if let Some(inside) = inside {
                out.replace_range(start - inside.len()..start, "");
            }
        }
    }
    out.push_str(rest);
    true
}

/// Whether a call is told by what it gives where it succeeds.
fn tells_success(cx: &Context, node: NodeId) -> bool {
    let call = match cx.unit.kind(node) {
        Kind::Await(inner) => inner,
        _ => node,
    };
    cx.facts.call(call).and_then(|call| call.library).is_some_and(|entry| {
        entry.returns == "result"
            && ["the ", "how many "].iter().any(|start| entry.gives.starts_with(start))
            && !["outcome", "or ", "error", "success"].iter().any(|word| entry.gives.contains(word))
    })
}

/// A check of whether something holds, as a check of that: `checks that whether x is y is true`.
fn plain_check(cx: &Context, out: &mut String, start: usize, call: NodeId) {
    let Kind::Call { arguments, .. } = cx.unit.kind(call) else { return };
    let &[only] = cx.unit.list(arguments) else { return };
    let is_plain =
        matches!(cx.unit.kind(only), Kind::Boolean(_) | Kind::Integer | Kind::Float | Kind::Text(_) | Kind::Null);
    for words in [" has the same contents as ", " has the same contents and types as "] {
        if is_plain && let Some(at) = out[start..].rfind(words).map(|at| start + at) {
            out.replace_range(at..at + words.len(), " is ");
        }
    }
    let Kind::Boolean(answer) = cx.unit.kind(only) else { return };
    let text = out[start..].to_owned();
    let literal = format!(" is {}", cx.quote(only));
    if let Some(clause) = text.strip_prefix("checks that whether ").and_then(|it| it.strip_suffix(literal.as_str())) {
        let clause = match crate::morphology::negate(clause) {
            _ if answer => clause.to_owned(),
            Some(negative) => negative,
            None => format!("it is not so that {clause}"),
        };
        out.replace_range(start.., &format!("checks that {clause}"));
    }
}

/// A check of what never holds, as what it comes to: `asserts that never`.
fn never(out: &mut String, start: usize) {
    for (said, comes_to) in [
        ("asserts that never", "panics in any case"),
        ("makes sure in debug builds that never", "panics in debug builds"),
    ] {
        if &out[start..] == said {
            out.replace_range(start.., comes_to);
        }
    }
}

/// What is said behind a value that may be absent.
const ASIDE: &str = ", if there is one";

/// How many calls in a row are told one inside the other.
const LONGEST_CHAIN: usize = 6;

/// The calls of a chain like `a.b().c()`, the last one first.
pub(super) fn chain(cx: &Context, node: NodeId) -> Vec<NodeId> {
    let mut calls = Vec::new();
    let mut at = node;
    loop {
        match cx.unit.kind(at) {
            Kind::Await(inner) | Kind::Propagate(inner) => at = inner,
            Kind::Call { callee, .. } => {
                calls.push(at);
                match cx.unit.kind(callee) {
                    Kind::Member { object, access: code::Access::Dot | code::Access::Optional, .. }
                        if calls.len() <= LONGEST_CHAIN =>
                    {
                        at = object;
                    }
                    _ => return calls,
                }
            }
            _ => return calls,
        }
    }
}

/// Whether a call says of something whether it holds.
pub(super) fn gives_whether(cx: &Context, call: NodeId) -> bool {
    cx.facts
        .call(call)
        .and_then(|call| call.library)
        .is_some_and(|entry| entry.gives.starts_with("whether ") || entry.returns == "bool")
}

/// Whether an expression is a chain of calls of which the library knows the last two.
pub(super) fn is_told_chain(cx: &Context, node: NodeId) -> bool {
    let known = |it: &NodeId| cx.facts.call(*it).is_some_and(|call| call.library.is_some());
    matches!(cx.unit.kind(node), Kind::Call { .. })
        && cx.unit.dialect.static_types
        && matches!(&chain(cx, node)[..], [last, before, ..] if known(last) && known(before))
}

/// The text that a macro is given to fill, and what goes into it.
fn formatted(cx: &Context, out: &mut String, arguments: &[NodeId], depth: u8) -> bool {
    let unit = cx.unit;
    let is_text = |&it: &NodeId| matches!(unit.kind(it), Kind::Text(_) | Kind::Template { .. });
    let Some(at) = arguments.iter().position(is_text) else { return false };
    let text = arguments[at];
    if is_short(cx, text, LONGEST_MESSAGE) {
        quote(cx, out, text);
    } else {
        out.push_str(&crate::words::with_article(unit.dialect.terms.text));
    }
    let mut items: Vec<String> = Vec::new();
    for &value in &arguments[at + 1..] {
        let mut item = String::new();
        let value = match unit.kind(value) {
            Kind::NamedArgument { value, .. } => value,
            _ => value,
        };
        nouns::push(cx, &mut item, value, depth.max(1) + 1);
        items.push(item);
    }
    if items.is_empty() && !is_short(cx, text, LONGEST_MESSAGE) {
        items = super::names_in(cx, text, 3);
    }
    let start = out.len();
    if !items.is_empty() && items.len() <= 4 {
        out.push_str(" filled in with ");
        out.push_str(&join(&items, "and"));
    }
    if out.len() - start > 120 {
        out.truncate(start);
        let n = crate::words::count(items.len(), "value");
        out.push_str(&format!(" filled in with {n}"));
    }
    true
}

/// The longest message that is quoted.
const LONGEST_MESSAGE: usize = 58;
