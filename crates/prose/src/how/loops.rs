//! What a loop goes over and is for.

use code::{BinaryOperator, Kind, LoopForm, NodeId};
use facts::{Bound, LoopIntent};

use crate::Level;
use crate::draft::Context;
use crate::phrase;

/// When and how often a loop's body runs: `for each x in y`, `as long as c`.
pub(super) fn lead(cx: &Context, node: NodeId) -> String {
    let unit = cx.unit;
    let Kind::Loop(form, parts) = unit.kind(node) else { return "again and again".to_owned() };
    let target = match form {
        LoopForm::Each | LoopForm::Keys => parts.target,
        LoopForm::Counted => parts.target.and_then(|init| match unit.kind(init) {
            Kind::Let { target, .. } | Kind::Assign { target, .. } => Some(target),
            // Of several variables, the one that each round moves.
            Kind::Binary(BinaryOperator::Comma, first, second) => [first, second].into_iter().find_map(|it| {
                let Kind::Assign { target, .. } = unit.kind(it) else { return None };
                let Kind::Update { target: moved, .. } = unit.kind(parts.source?) else { return None };
                unit.same_code(target, moved).then_some(target)
            }),
            _ => None,
        }),
        _ => None,
    };
    let target = target.map(|it| match unit.kind(it) {
        Kind::Reference(inner, true) => inner,
        _ => it,
    });
    let name = target.map(|it| cx.quote(it));
    let noun = |node: NodeId| phrase::noun(cx, node);
    let bound = cx.facts.loop_at(node).map_or(Bound::Unknown, |it| it.bound);
    let each = |name: &Option<String>| match name {
        Some(name) if name != "`_`" => format!("for each {name}"),
        _ => "for each item".to_owned(),
    };
    let unnamed = target.is_some_and(|it| matches!(unit.kind(it), Kind::Wildcard)) || name.as_deref() == Some("`_`");
    let mut text = match bound {
        Bound::Numbers { from, to, step: None, inclusive: false, down: false } if unnamed && is_zero(cx, from) => {
            times(cx, to)
        }
        Bound::Items(source) if let Some(said) = phrase::when_each(cx, source, target) => said,
        Bound::Items(source) => format!("{} in {}", each(&name), noun(source)),
        Bound::Enumerated(source) => match two_names(cx, target) {
            Some((at, item)) => match first_number(cx, parts.source) {
                Some(first) => format!("for each {item} in {}, numbered from {first} as {at}", noun(source)),
                None => format!("for each {item} in {}, with its position {at}", noun(source)),
            },
            None => format!("{} in {} together with its position", each(&name), noun(source)),
        },
        Bound::Pairs(source) => match two_names(cx, target) {
            Some((key, value)) => format!("for each key {key} and its value {value} in {}", noun(source)),
            None => format!("{} among the entries of {}", each(&name), noun(source)),
        },
        Bound::Keys(source) => match &name {
            Some(name) => format!("for each key {name} of {}", noun(source)),
            None => format!("for each key of {}", noun(source)),
        },
        Bound::Together(call) => format!("{} in {}", each(&name), noun(call)),
        // `(from..to).rev()`: the numbers of the range, the last one first.
        Bound::Numbers { from, to, step: None, inclusive, down: true } if form == LoopForm::Each => {
            backwards(cx, &each(&name), (from, to), inclusive)
        }
        Bound::Numbers { from, to, step, inclusive, down } => {
            numbers(cx, &each(&name), (from, to, step), inclusive, down)
        }
        Bound::Positions(source) => match &name {
            Some(name) => format!("for each position {name} of {}", noun(source)),
            None => format!("once for each item of {}", noun(source)),
        },
        Bound::Lines(source) => match &name {
            Some(name) => format!("for each line {name} of {}", noun(source)),
            None => format!("for each line of {}", noun(source)),
        },
        Bound::Drained(binding) => {
            let name = crate::draft::code(unit.name(cx.facts.scopes.binding(binding).name));
            let lead = match cx.level {
                Level::Expert => format!("until {name} is empty"),
                _ => format!("as long as something is left in {name}"),
            };
            // What is taken out has a name.
            match parts.condition.map(|it| unit.kind(it)) {
                Some(Kind::Matches { pattern, .. }) => match phrase::outcome_name(cx, pattern) {
                    Some(item) => format!("{lead}, taking out {} each time", cx.quote(item)),
                    None => lead,
                },
                _ => lead,
            }
        }
        Bound::Links { from, link } => {
            let next = match unit.kind(link) {
                Kind::Member { name, .. } => crate::draft::code(unit.name(name)),
                _ => cx.quote(link),
            };
            match cx.level {
                Level::Beginner => {
                    format!("{}, starting at {} and following {next} each time", each(&name), noun(from))
                }
                _ => format!("{} from {} along {next}", each(&name), noun(from)),
            }
        }
        Bound::Condition(condition) if form == LoopForm::Counted => moving(cx, parts, condition),
        Bound::Condition(condition) if form != LoopForm::DoWhile => {
            format!("as long as {}", phrase::condition(cx, condition))
        }
        Bound::Endless => endless(cx, node),
        Bound::Condition(_) | Bound::Unknown => unknown(cx, node, form, name.as_deref()),
    };
    if parts.is_async {
        text.push_str(", as they arrive");
    }
    text
}

/// A loop that says in one line where it starts, how long it goes on and how it moves on, but counts nothing.
fn moving(cx: &Context, parts: code::LoopParts, condition: NodeId) -> String {
    let short = |node: NodeId| cx.unit.text(node).len() <= 40 && !cx.unit.text(node).contains('\n');
    let quote = |node: NodeId| cx.quote(node).replace(";`", "`");
    let mut text = String::new();
    if let Some(init) = parts.target.filter(|&it| short(it)) {
        text.push_str(&format!("starting with {}, ", quote(init)));
    }
    text.push_str(&format!("as long as {}", phrase::condition(cx, condition)));
    match parts.source {
        Some(step) if short(step) => text.push_str(&format!(" (and then {} each time)", quote(step))),
        Some(step) if matches!(cx.unit.kind(step), Kind::Call { .. }) => {
            text.push_str(&format!(" (and at the end of each round it {})", phrase::act(cx, step)));
        }
        Some(_) => text.push_str(" (with a longer step at the end of each round)"),
        None => {}
    }
    text
}

fn is_zero(cx: &Context, from: Option<NodeId>) -> bool {
    from.is_none_or(|it| cx.unit.text(it) == "0")
}

/// A count of rounds whose number nobody reads.
fn times(cx: &Context, to: NodeId) -> String {
    match cx.unit.text(to).parse::<usize>() {
        Ok(1) => "once".to_owned(),
        Ok(2) => "twice".to_owned(),
        Ok(n) if n <= 12 => format!("{} times", crate::words::number(n)),
        _ => format!("as many times as {} says", phrase::noun(cx, to)),
    }
}

fn endless(cx: &Context, node: NodeId) -> String {
    if let Some(condition) = only_exit(cx, node) {
        let condition = phrase::condition(cx, condition);
        return match cx.level {
            Level::Beginner => format!("again and again, until {condition}"),
            _ => format!("repeatedly, until {condition}"),
        };
    }
    let leaves = cx.facts.loop_at(node).is_some_and(|it| !it.breaks.is_empty() || !it.exits.is_empty());
    match (cx.level, leaves) {
        (Level::Beginner, true) => "again and again, until something inside ends it",
        (Level::Beginner, false) => "again and again, without an end of its own",
        (_, true) => "in a loop that is left from inside",
        (_, false) => "in an endless loop",
    }
    .to_owned()
}

/// The condition of the one check that ends a loop without an end of its own: `while (true) { …; if (c) break; … }`.
fn only_exit(cx: &Context, node: NodeId) -> Option<NodeId> {
    let unit = cx.unit;
    let Kind::Loop(_, parts) = unit.kind(node) else { return None };
    let known = cx.facts.loop_at(node)?;
    let leaves = |&&it: &&NodeId| !matches!(unit.kind(it), Kind::Continue(_));
    let mut exits = known.breaks.iter().chain(known.exits.iter().filter(leaves));
    let exit = *exits.next()?;
    if exits.next().is_some() || !matches!(unit.kind(exit), Kind::Break(..) | Kind::Return(_)) {
        return None;
    }
    let check = unit.ancestors(exit).find(|&it| matches!(unit.kind(it), Kind::If { .. }))?;
    let Kind::If { condition, then, otherwise: None } = unit.kind(check) else { return None };
    let last = unit.statements(then).last().copied();
    let at_top = unit.statements(parts.body).contains(&check);
    // A `?` or an awaited call in the body may leave too, but says so itself.
    (at_top && (last == Some(exit) || then == exit)).then_some(condition)
}

fn unknown(cx: &Context, node: NodeId, form: LoopForm, name: Option<&str>) -> String {
    let Kind::Loop(_, parts) = cx.unit.kind(node) else { return String::new() };
    let each = name.map_or_else(|| "for each item".to_owned(), |name| format!("for each {name}"));
    if let (Some(source), true) =
        (parts.source.filter(|_| form == LoopForm::Each || form == LoopForm::Keys), unit_keys(cx))
    {
        let source = phrase::noun(cx, source);
        return match (two_names(cx, parts.target), form, name) {
            (Some((key, item)), ..) => format!("for each {item} in {source}, with its position or key {key}"),
            (None, LoopForm::Keys, Some(name)) => format!("for each {name} that {source} gives"),
            (None, LoopForm::Keys, None) => format!("as often as {source} gives something"),
            _ => format!("{each} in {source}"),
        };
    }
    match form {
        LoopForm::Each => match parts.source {
            Some(source) => format!("{each} in {}", phrase::noun(cx, source)),
            None => each,
        },
        LoopForm::Keys => match (name, parts.source) {
            (Some(name), Some(source)) => format!("for each key {name} of {}", phrase::noun(cx, source)),
            _ => each,
        },
        LoopForm::While => match parts.condition {
            Some(condition) => format!("as long as {}", phrase::condition(cx, condition)),
            None => endless(cx, node),
        },
        LoopForm::DoWhile => match parts.condition {
            Some(condition) => format!("once, and again as long as {}", phrase::condition(cx, condition)),
            None => endless(cx, node),
        },
        LoopForm::Counted if counted(cx, node).is_some() => counted(cx, node).unwrap_or_default(),
        LoopForm::Counted => match (parts.target, parts.condition) {
            (Some(init), Some(condition)) => {
                format!(
                    "starting with {}, as long as {}",
                    cx.quote(init).replace(";`", "`"),
                    phrase::condition(cx, condition)
                )
            }
            (None, Some(condition)) => format!("as long as {}", phrase::condition(cx, condition)),
            _ => endless(cx, node),
        },
        LoopForm::Endless => endless(cx, node),
    }
}

/// `let i = a; i < b; i++`, where nothing in the body sets `i`.
fn counted(cx: &Context, node: NodeId) -> Option<String> {
    let unit = cx.unit;
    let Kind::Loop(_, parts) = unit.kind(node) else { return None };
    let Kind::Let { target, value: Some(from), .. } = unit.kind(parts.target?) else { return None };
    let Kind::Update { target: stepped, up: true, .. } = unit.kind(parts.source?) else { return None };
    let Kind::Binary(operator, left, to) = unit.kind(parts.condition?) else { return None };
    let once = cx.facts.scopes.binding_of(target).is_some_and(|it| it.writes.len() <= 1);
    if !once || !unit.same_code(target, stepped) || !unit.same_code(target, left) {
        return None;
    }
    let inclusive = match operator {
        BinaryOperator::Less => false,
        BinaryOperator::LessEqual => true,
        _ => return None,
    };
    let name = cx.quote(target);
    if let Kind::Member { object, name: member, .. } = unit.kind(to)
        && unit.name(member) == "length"
        && unit.text(from) == "0"
        && !inclusive
    {
        return Some(format!("for each position {name} of {}", phrase::noun(cx, object)));
    }
    Some(numbers(cx, &format!("for each {name}"), (Some(from), to, None), inclusive, false))
}

/// Whether a loop may go over positions or keys, as its source has it.
fn unit_keys(cx: &Context) -> bool {
    cx.unit.dialect.keys_first
}

/// Where an enumeration starts to count, if it says so.
fn first_number(cx: &Context, source: Option<NodeId>) -> Option<String> {
    let Kind::Call { arguments, .. } = cx.unit.kind(source?) else { return None };
    match *cx.unit.list(arguments) {
        [_, first] => match cx.unit.kind(first) {
            Kind::NamedArgument { value, .. } => Some(cx.quote(value)),
            _ => Some(cx.quote(first)),
        },
        _ => None,
    }
}

fn two_names(cx: &Context, target: Option<NodeId>) -> Option<(String, String)> {
    match cx.unit.kind(target?) {
        Kind::Tuple(list) | Kind::Sequence(list) => match cx.unit.list(list) {
            &[first, second] => {
                let second = match cx.unit.kind(second) {
                    Kind::Reference(inner, true) => inner,
                    _ => second,
                };
                Some((cx.quote(first), cx.quote(second)))
            }
            _ => None,
        },
        _ => None,
    }
}

fn numbers(
    cx: &Context,
    each: &str,
    (from, to, step): (Option<NodeId>, NodeId, Option<NodeId>),
    inclusive: bool,
    down: bool,
) -> String {
    let start = from.map_or_else(|| "zero".to_owned(), |it| phrase::noun(cx, it));
    let end = phrase::noun(cx, to);
    let mut text = match (down, inclusive) {
        (false, false) if start == "zero" && cx.level == Level::Beginner => {
            format!("{each} from zero up to {end} (which is left out)")
        }
        (false, false) => format!("{each} from {start} up to, but not including, {end}"),
        (false, true) => format!("{each} from {start} to {end}"),
        (true, false) => format!("{each} from {start} down to, but not including, {end}"),
        (true, true) => format!("{each} from {start} down to {end}"),
    };
    if let Some(step) = step
        && !matches!(cx.unit.text(step), "1" | "-1")
    {
        text.push_str(&format!(", in steps of {}", cx.quote(step)));
    }
    text
}

fn backwards(cx: &Context, each: &str, (from, to): (Option<NodeId>, NodeId), inclusive: bool) -> String {
    let first = from.map_or_else(|| "zero".to_owned(), |it| phrase::noun(cx, it));
    let last = phrase::noun(cx, to);
    if inclusive {
        format!("{each} from {last} down to {first}")
    } else {
        format!("{each} below {last}, down to {first}")
    }
}

/// What a loop is for, as a verb phrase in the base form: `add up x`.
pub(super) fn purpose(cx: &Context, node: NodeId) -> Option<String> {
    let facts = cx.facts.loop_at(node)?;
    let name = |binding| crate::draft::code(cx.unit.name(cx.facts.scopes.binding(binding).name));
    Some(match *facts.intents.first()? {
        LoopIntent::Sum(it) => format!("add up {}", name(it)),
        LoopIntent::Product(it) => format!("multiply up {}", name(it)),
        // A loop without an end of its own counts on the way to something else.
        LoopIntent::Count(_) if matches!(facts.bound, Bound::Endless | Bound::Condition(_)) => return None,
        LoopIntent::Count(it) => format!("count in {}", name(it)),
        LoopIntent::JoinText(it) => format!("build up the text {}", name(it)),
        LoopIntent::Map(it) => format!("fill {}", name(it)),
        LoopIntent::Filter(it) => format!("collect in {} the items that pass a test", name(it)),
        LoopIntent::FilterMap(it) => format!("collect results in {} for the items that pass a test", name(it)),
        LoopIntent::Index(it) => format!("fill {} entry by entry", name(it)),
        LoopIntent::Group(it) => format!("sort the items into groups in {}", name(it)),
        LoopIntent::Maximum(it) => format!("find the largest for {}", name(it)),
        LoopIntent::Minimum(it) => format!("find the smallest for {}", name(it)),
        LoopIntent::Retry => "try again until it works".to_owned(),
        LoopIntent::Walk(it) => format!("follow links with {}", name(it)),
        LoopIntent::Search(_)
        | LoopIntent::Test(_)
        | LoopIntent::Transform(_)
        | LoopIntent::Produce(_)
        | LoopIntent::Effect => return None,
    })
}
