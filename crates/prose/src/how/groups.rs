//! Several statements with one intent.

use code::{Kind, NodeId};
use facts::{Action, Step};

use super::{acts, exports, imports};
use crate::Level;
use crate::aggregate::{Act, check_of, fold, is_made, join_acts};
use crate::draft::Context;
use crate::phrase;
use crate::words;

/// The act of a step, of all its statements together.
pub(super) fn act(cx: &Context, step: &Step) -> Act {
    if step.more.is_empty() {
        return acts::act(cx, step.node, &step.action);
    }
    match &step.action {
        Action::Import(_) => {
            let nodes: Vec<NodeId> = step.actions().map(|it| it.0).collect();
            Act::plain(imports::phrase(cx, &nodes))
        }
        Action::Export(_) => {
            let nodes: Vec<NodeId> = step.actions().map(|it| it.0).collect();
            Act::plain(exports::phrase(cx, &nodes))
        }
        Action::Belong(_) => {
            let names: Vec<String> = step
                .actions()
                .filter_map(|(_, action)| match action {
                    Action::Belong(name) => Some(cx.quote(*name)),
                    _ => None,
                })
                .collect();
            let noun = cx.unit.dialect.terms.module;
            Act::plain(format!("belongs to the {noun}s {}, one inside the other", words::list(&names)))
        }
        Action::Name { .. } => {
            let names: Vec<String> = step
                .actions()
                .filter_map(|(_, action)| match action {
                    Action::Name { target, value } => {
                        Some(format!("{} ({})", cx.quote(*target), phrase::noun(cx, *value)))
                    }
                    _ => None,
                })
                .collect();
            let verb = if cx.level == Level::Beginner { "gives names to values" } else { "defines constants" };
            Act::plain(format!("{verb}: {}", words::list(&names)))
        }
        Action::Start { .. } | Action::Declare { .. } => Act::plain(starts(cx, step)),
        Action::Fallback { .. } => Act::plain(defaults(cx, step)),
        Action::Set { .. } => {
            let first = step.actions().all(|(_, action)| matches!(action, Action::Set { first: true, .. }));
            Act::plain(pairs(cx, step, &format!("{} ", sets(cx, first))))
        }
        Action::SetField { .. } => Act::plain(fields(cx, step)),
        Action::SetItem { object, .. } => Act::plain(items(cx, step, *object)),
        Action::Call { call, .. } => Act::plain(calls(cx, step, *call)),
        Action::Guard { exit, .. } => {
            let conditions: Vec<String> = step
                .actions()
                .filter_map(|(_, action)| match action {
                    Action::Guard { condition, .. } => Some(phrase::condition(cx, *condition)),
                    _ => None,
                })
                .collect();
            let lead = match &conditions[..] {
                [init @ .., last] => format!("if {}, or if {last}", init.join(", if ")),
                [] => String::new(),
            };
            Act::under(lead, acts::leave(cx, *exit, true))
        }
        Action::Field(_) => {
            let names: Vec<String> = step
                .actions()
                .filter_map(|(node, _)| match cx.unit.kind(node) {
                    Kind::Field { name, .. } | Kind::Variant { name, .. } if !cx.unit.span(name).is_empty() => {
                        Some(cx.quote(name))
                    }
                    _ => None,
                })
                .collect();
            Act::plain(format!("declares {}", words::list_some(&names, 8)))
        }
        _ => {
            let verbs: Vec<String> = step.actions().map(|(node, action)| acts::act(cx, node, action).verb).collect();
            Act::plain(several(&verbs))
        }
    }
}

/// The verb of an assignment: a reviewer tells a first value from a later one, where variables have to be made.
pub(super) fn sets(cx: &Context, first: bool) -> &'static str {
    if first && cx.level == Level::Expert && !cx.unit.dialect.commands { "initialises" } else { "sets" }
}

/// What variables are where nothing has set them.
fn defaults(cx: &Context, step: &Step) -> String {
    let mut names = Vec::new();
    let mut pairs = Vec::new();
    for (_, action) in step.actions() {
        if let Action::Fallback { target, value, .. } = action {
            names.push(cx.quote(*target));
            pairs.push(format!("{} ({})", cx.quote(*target), phrase::noun(cx, *value)));
        }
    }
    let long = pairs.len() > 4 || pairs.iter().map(String::len).sum::<usize>() > 180;
    let names = words::list_some(if long { &names } else { &pairs }, 6);
    match cx.level {
        Level::Beginner => format!("gives a default to each of these that is not set yet: {names}"),
        _ => format!("sets defaults for {names}"),
    }
}

/// Verb phrases in a row, folded where they are alike.
fn several(verbs: &[String]) -> String {
    fold(verbs, 4).unwrap_or_else(|| words::list_some(verbs, 4))
}

fn starts(cx: &Context, step: &Step) -> String {
    // Same values go together: `a` and `b` to zero.
    let mut groups: Vec<(Option<String>, Vec<String>)> = Vec::new();
    for (_, action) in step.actions() {
        let (name, value) = match action {
            Action::Start { target, value } => (cx.quote(*target), Some(phrase::noun(cx, *value))),
            Action::Declare { target } => (cx.quote(*target), None),
            _ => continue,
        };
        match groups.iter_mut().find(|it| it.0 == value) {
            Some(group) => group.1.push(name),
            None => groups.push((value, vec![name])),
        }
    }
    let total: usize = groups.iter().map(|it| it.1.len()).sum();
    if cx.level == Level::Expert && (total > 3 || groups.len() > 2) || total > 8 {
        let names: Vec<String> = groups.into_iter().flat_map(|it| it.1).collect();
        return format!("sets up {}", words::list_some(&names, 8));
    }
    let declared: Vec<String> = groups.iter().filter(|it| it.0.is_none()).flat_map(|it| it.1.clone()).collect();
    if !declared.is_empty() && groups.len() > 1 && cx.unit.dialect.pointers {
        groups.retain(|it| it.0.is_some());
    }
    let parts: Vec<String> = groups
        .iter()
        .map(|(value, names)| match value {
            Some(value) if names.len() > 1 && value.starts_with("an empty ") => {
                format!("{} to {value} each", words::list(names))
            }
            Some(value) => format!("{} to {value}", words::list(names)),
            None => format!("{} without a value", words::list(names)),
        })
        .collect();
    let verb = match (&groups[..], cx.level) {
        ([(None, names)], _) => return format!("declares {}", words::list(names)),
        (_, Level::Beginner) => "sets ",
        _ => "initialises ",
    };
    if !declared.is_empty() && groups.iter().all(|it| it.0.is_some()) {
        let place = if cx.level == Level::Beginner { "makes a place for" } else { "declares" };
        return format!("{place} {} and {verb}{}", words::list(&declared), words::list(&parts));
    }
    format!("{verb}{}", words::list(&parts))
}

/// Target and value of each.
fn pairs(cx: &Context, step: &Step, verb: &str) -> String {
    let mut parts = Vec::new();
    let mut names = Vec::new();
    for (_, action) in step.actions() {
        if let Action::Set { target, value, .. } | Action::SetField { target, value, .. } = action {
            names.push(cx.quote(*target));
            parts.push(format!("{} to {}", cx.quote(*target), phrase::noun(cx, *value)));
        }
    }
    if parts.iter().map(String::len).sum::<usize>() > 220 || cx.level == Level::Expert && parts.len() > 4 {
        return format!("{verb}{}", words::list_some(&names, 8));
    }
    format!("{verb}{}", words::list(&parts))
}

/// What does all that it does under one condition that holds no name.
pub(super) fn only_if(cx: &Context, ways: &[facts::Way]) -> Option<String> {
    let [facts::Way { condition: Some(condition), .. }] = ways else { return None };
    let when = phrase::condition(cx, *condition);
    (when.len() < 80 && phrase::names_in(cx, *condition, 2).is_empty())
        .then(|| format!("does something only if {when}"))
}

/// A guard whose condition or last words are too long to be told among other things.
pub(super) fn early(cx: &Context, step: &Step) -> Act {
    let Action::Guard { condition, exit, .. } = step.action else { return Act::plain("may leave early") };
    let when = phrase::condition(cx, condition);
    Act::plain(match (cx.unit.kind(exit), cx.level) {
        _ if when.len() > 90 => "may leave early".to_owned(),
        (Kind::Throw(..), Level::Beginner) => format!("stops with an error if {when}"),
        (Kind::Throw(..), _) => {
            format!("{} an {} if {when}", cx.unit.dialect.terms.raises, cx.unit.dialect.terms.error)
        }
        _ => "may leave early".to_owned(),
    })
}

fn fields(cx: &Context, step: &Step) -> String {
    let unit = cx.unit;
    let mut stored = Vec::new();
    let mut owner = " in the object".to_owned();
    let mut exact = true;
    // Values in order of first use, each with its fields.
    let mut others: Vec<(String, Vec<String>)> = Vec::new();
    // Values that are made anew for each field.
    let mut made: Vec<(String, Vec<code::Span>)> = Vec::new();
    for (_, action) in step.actions() {
        let Action::SetField { target, value, .. } = action else { continue };
        let same = match (unit.kind(*target), unit.kind(*value)) {
            (Kind::Member { name, .. }, Kind::Name(symbol)) => {
                unit.name(name).trim_matches(['_', '#']) == unit.name(symbol).trim_matches('_')
            }
            _ => false,
        };
        if same {
            stored.push(cx.quote(*value));
            exact &= matches!(unit.kind(*target), Kind::Member { name, .. } if Some(unit.name(name)) == unit.name_of(*value));
            if let Kind::Member { object, .. } = unit.kind(*target)
                && !matches!(unit.kind(object), Kind::This)
                && unit.text(object) != unit.dialect.receiver
            {
                owner = format!(" in {}", cx.quote(object));
            }
            continue;
        }
        let span = unit.span(*value);
        let (name, value) = (cx.quote(*target), phrase::noun(cx, *value));
        match made.iter_mut().find(|it| it.0 == value) {
            Some(known) => known.1.push(span),
            None => made.push((value.clone(), vec![span])),
        }
        match others.iter_mut().find(|it| it.0 == value) {
            Some(group) => group.1.push(name),
            None => others.push((value, vec![name])),
        }
    }
    let mut out = String::new();
    if !stored.is_empty() {
        out.push_str(match cx.level {
            Level::Beginner => "remembers ",
            _ => "stores ",
        });
        out.push_str(&words::list_some(&stored, 8));
        let other = match step.action {
            Action::SetField { object, .. } if !matches!(unit.kind(object), Kind::This) => {
                let own = unit.name_of(object) == Some(unit.dialect.receiver);
                (!own && unit.text(object).len() < 24).then_some(object)
            }
            _ => None,
        };
        if let Some(object) = other {
            out.push_str(" in ");
            out.push_str(&cx.quote(object));
        }
        out.push_str(match (cx.level, stored.len()) {
            _ if other.is_some() => "",
            (Level::Beginner, _) => owner.as_str(),
            (Level::Intermediate, 1) if exact => " in a field of the same name",
            (Level::Intermediate, _) if exact => " in fields of the same names",
            (Level::Intermediate, 1) => " in a field",
            (Level::Intermediate, _) => " in fields",
            (Level::Expert, _) => "",
        });
    }
    if !others.is_empty() {
        if !out.is_empty() {
            out.push_str(" and ");
        }
        let n: usize = others.iter().map(|it| it.1.len()).sum();
        let long = others.iter().map(|it| it.0.len() + it.1.len() * 8).sum::<usize>() > 240;
        if long || cx.level == Level::Expert && n > 4 {
            let names: Vec<String> = others.into_iter().flat_map(|it| it.1).collect();
            out.push_str("sets ");
            out.push_str(&words::list_some(&names, 8));
        } else {
            // What one chain hands on is one value, not several that are alike.
            let apart = |spans: &[code::Span]| spans.windows(2).all(|pair| pair[0].end < pair[1].start);
            let several = |value: &str| made.iter().any(|(of, spans)| of == value && spans.len() > 1 && apart(spans));
            let part = |(value, names): &(String, Vec<String>)| {
                let each = if several(value) && is_made(&format!("to {value}")) { " each" } else { "" };
                format!("{}{each} to {value}", words::list(names))
            };
            let parts: Vec<String> = others.iter().map(part).collect();
            out.push_str("sets ");
            out.push_str(&words::list(&parts));
        }
    }
    out
}

fn items(cx: &Context, step: &Step, object: NodeId) -> String {
    let keys: Vec<String> = step
        .actions()
        .filter_map(|(_, action)| match action {
            Action::SetItem { key, .. } => Some(phrase::noun(cx, *key)),
            _ => None,
        })
        .collect();
    if keys.len() == 2 {
        let verbs: Vec<String> = step.actions().map(|(node, action)| acts::act(cx, node, action).verb).collect();
        if verbs.iter().map(String::len).sum::<usize>() < 200 {
            return several(&verbs);
        }
    }
    format!("fills in {} of {}: {}", words::count(keys.len(), "item"), cx.quote(object), words::list_some(&keys, 6))
}

/// Checks in a row as one list, of which the first ones are told.
fn checks(verbs: &[String]) -> Option<String> {
    let check = check_of(verbs.first()?)?;
    if verbs.iter().any(|it| check_of(it) != Some(check)) {
        return None;
    }
    let most = if verbs.len() <= 4 { 4 } else { 3 };
    let shown: Vec<Act> = verbs.iter().take(most).map(|it| Act::plain(it.clone())).collect();
    let rest = verbs.len() - shown.len();
    if rest == 0 {
        return Some(join_acts(&shown));
    }
    let shown: Vec<String> = shown.iter().map(|it| format!("that {}", &it.verb[check.len()..])).collect();
    Some(format!("makes {} checks: {}, and {} more", words::number(verbs.len()), shown.join(", "), words::number(rest)))
}

fn calls(cx: &Context, step: &Step, call: NodeId) -> String {
    let verbs: Vec<String> = step.actions().map(|(node, action)| acts::act(cx, node, action).verb).collect();
    let total: usize = verbs.iter().map(String::len).sum();
    if let Some(text) = checks(&verbs) {
        return text;
    }
    let known = phrase::does(cx, call).is_some();
    if known
        && verbs.len() <= 4
        && total < 320
        && let Some(folded) = fold(&verbs, 4)
        && folded.len() < 260
    {
        return folded;
    }
    if known
        && verbs.len() > 4
        && let Some(folded) = fold(&verbs, 5)
        && folded.len() < 320
    {
        return folded;
    }
    if verbs.len() == 2 && total < 200 {
        // Two calls must not read as one with two values.
        return match (verbs[0].split_once(" with "), verbs[1].split_once(" with ")) {
            (Some((head, first)), Some((other, second))) if head == other && head.starts_with("calls ") => {
                format!("{head} twice, first with {first}, then with {second}")
            }
            _ if total < 160 => several(&verbs),
            _ => words::list(&verbs),
        };
    }
    let Kind::Call { callee, .. } = cx.unit.kind(call) else { return several(&verbs) };
    let name = cx.quote(callee);
    // What differs is mostly the first argument.
    let firsts: Vec<String> = step
        .actions()
        .filter_map(|(_, action)| match action {
            Action::Call { call, .. } => match cx.unit.kind(*call) {
                Kind::Call { arguments, .. } => {
                    let positional = |&&it: &&NodeId| {
                        !cx.unit.dialect.commands || !matches!(cx.unit.kind(it), Kind::NamedArgument { .. })
                    };
                    let &first = cx.unit.list(arguments).iter().find(positional)?;
                    (cx.unit.text(first).len() <= 40 && !cx.unit.text(first).contains('\n')).then(|| cx.quote(first))
                }
                _ => None,
            },
            _ => None,
        })
        .collect();
    let n = words::number(verbs.len());
    if cx.unit.dialect.commands {
        let mut firsts = firsts;
        firsts.dedup();
        return match firsts.len() {
            _ if verbs.len() <= 4 && total < 320 => words::list(&verbs),
            0 | 1 => format!("runs {name} {n} times"),
            _ => {
                format!("runs {name} {n} times, with {} and so on", words::list_some(&firsts[..firsts.len().min(3)], 3))
            }
        };
    }
    if firsts.len() == verbs.len() && firsts.iter().any(|it| *it != firsts[0]) {
        return format!("calls {name} {n} times, for {}", words::list_some(&firsts, 5));
    }
    format!("calls {name} {n} times")
}
