//! Stored routines and triggers, and the statements that they are made of.

use code::{Kind, NodeId, QueryPart, RoutineForm, Span};
use facts::queries::{function_of, part, parts, parts_of, path_text, target};

use super::value::{arguments, filled, table, value};
use super::{condition, gist};
use crate::draft::{Context, Draft};
use crate::{Level, SectionKind, words};

/// How deep statements in statements are told.
const DEEPEST: usize = 5;

fn name_of(cx: &Context<'_>, node: NodeId) -> Option<NodeId> {
    parts(cx.unit, node).iter().copied().find(|&it| part(cx.unit, it) == Some(QueryPart::Path))
}

/// A routine as a verb phrase.
pub(super) fn gist(cx: &Context<'_>, node: NodeId, form: RoutineForm) -> Option<String> {
    let body = parts_of(cx.unit, node, QueryPart::Block).first().copied();
    let does = body.and_then(|it| purpose(cx, it));
    if form == RoutineForm::Anonymous {
        return Some(match does {
            Some(does) => format!("runs a block once that {does}"),
            None => "runs a block of statements once".to_owned(),
        });
    }
    let name = table(cx, name_of(cx, node)?);
    let replaces = if parts_of(cx.unit, node, QueryPart::Replacing).is_empty() { "makes" } else { "makes or replaces" };
    let noun = gist::routine_noun(form);
    Some(match does {
        Some(does) => format!("{replaces} the {noun} {name}, which {does}"),
        None => format!("{replaces} the {noun} {name}"),
    })
}

/// What a body does: its changes and queries.
fn purpose(cx: &Context<'_>, body: NodeId) -> Option<String> {
    let mut acts: Vec<String> = Vec::new();
    let mut results: Vec<String> = Vec::new();
    let mut stack = vec![(body, true)];
    let mut n = 0;
    while let Some((at, always)) = stack.pop() {
        n += 1;
        if n > 400 || acts.len() > 6 {
            break;
        }
        for &it in parts(cx.unit, at).iter().rev() {
            match part(cx.unit, it) {
                Some(QueryPart::Block | QueryPart::For) => stack.push((it, always)),
                Some(QueryPart::If | QueryPart::When | QueryPart::Else | QueryPart::While | QueryPart::Loop) => {
                    stack.push((it, false));
                }
                _ => {}
            }
        }
        for &it in parts(cx.unit, at) {
            let act = match part(cx.unit, it) {
                Some(QueryPart::Insert(_)) => target(cx.unit, it).map(|it| format!("adds rows to {}", table(cx, it))),
                Some(QueryPart::Update) => target(cx.unit, it).map(|it| format!("changes rows of {}", table(cx, it))),
                Some(QueryPart::Delete) => target(cx.unit, it).map(|it| format!("removes rows of {}", table(cx, it))),
                Some(QueryPart::Merge) => target(cx.unit, it).map(|it| format!("merges rows into {}", table(cx, it))),
                Some(QueryPart::Raise) if !always => Some("may signal an error".to_owned()),
                Some(QueryPart::Execute) => Some("runs statements that it puts together as text".to_owned()),
                // The row that a trigger is about is filled in.
                Some(QueryPart::Assign) => {
                    parts(cx.unit, it).first().and_then(|&target| match parts(cx.unit, target) {
                        &[row, field] if cx.unit.text(row).eq_ignore_ascii_case("new") => {
                            Some(format!("fills in {} of the row", cx.quote(field)))
                        }
                        _ => None,
                    })
                }
                Some(QueryPart::Return)
                    if parts(cx.unit, it).first().is_some_and(|&it| {
                        ["new", "old", "null"].contains(&cx.unit.text(it).to_ascii_lowercase().as_str())
                    }) =>
                {
                    None
                }
                Some(QueryPart::Return) => {
                    let given = parts(cx.unit, it).first().and_then(|&it| match part(cx.unit, it) {
                        Some(QueryPart::Select | QueryPart::Combine(_)) => gist::query(cx, it),
                        _ => Some(value(cx, it)).filter(|text| text.len() < 110).map(|it| format!("gives back {it}")),
                    });
                    results.extend(given);
                    None
                }
                Some(QueryPart::Emit) => {
                    parts(cx.unit, it).first().and_then(|&it| gist::query(cx, it)).filter(|it| it.len() < 220)
                }
                Some(QueryPart::Select | QueryPart::Combine(_))
                    if always && at == body && parts(cx.unit, at).len() == 1 =>
                {
                    gist::query(cx, it)
                }
                _ => None,
            };
            // What is done in some cases only may be done.
            let act = act.map(|act| {
                if always || act.starts_with("may ") {
                    act
                } else {
                    format!("may {}", crate::morphology::base_phrase(&act))
                }
            });
            if let Some(act) = act
                && !acts.contains(&act)
            {
                acts.push(act);
            }
        }
    }
    results.dedup();
    match results.as_slice() {
        [only] if acts.len() < 3 => acts.push(only.clone()),
        [one, other] if acts.is_empty() && other.starts_with("gives back ") => {
            acts.push(format!("{one} or {}", &other["gives back ".len()..]));
        }
        [_, _, ..] if acts.is_empty() => {
            acts.push(format!("gives back one of {} results", words::number(results.len())));
        }
        _ => {}
    }
    if acts.is_empty() {
        return None;
    }
    Some(gist::list_clear(&acts, 3))
}

/// A trigger as a verb phrase.
pub(super) fn trigger(cx: &Context<'_>, node: NodeId) -> Option<String> {
    let on = target(cx.unit, node).map(|it| format!(" on {}", table(cx, it))).unwrap_or_default();
    let name = name_of(cx, node).map(|it| cx.quote(it))?;
    let calls = || {
        let call = parts_of(cx.unit, node, QueryPart::Invoke).into_iter().next()?;
        Some(format!("calls {}", cx.quote(*parts(cx.unit, call).first()?)))
    };
    if facts::queries::is_event_trigger(cx.unit, node) {
        let calls = calls().map(|it| format!(", which {it}")).unwrap_or_default();
        return Some(format!("makes the event trigger {name}{on}{calls}"));
    }
    let event =
        parts_of(cx.unit, node, QueryPart::Event).iter().map(|&it| cx.unit.text(it)).collect::<Vec<_>>().join(" ");
    let lower = event.to_ascii_lowercase();
    let when = if lower.contains("instead") {
        "in the place of"
    } else if lower.contains("before") {
        "before"
    } else if lower.contains("after") || lower.starts_with("for") {
        "after"
    } else {
        "at"
    };
    let mut events = Vec::new();
    for (word, told) in
        [("insert", "an insert"), ("update", "an update"), ("delete", "a delete"), ("truncate", "a truncate")]
    {
        if lower.split(|it: char| !it.is_alphanumeric()).any(|it| it == word) {
            events.push(told);
        }
    }
    if events.is_empty() {
        return Some(format!("makes the trigger {name}{on}"));
    }
    let events = match events.as_slice() {
        [only] => (*only).to_owned(),
        [init @ .., last] => format!("{} or {last}", init.join(", ")),
        [] => String::new(),
    };
    let runs = calls().unwrap_or_else(|| "runs statements of its own".to_owned());
    Some(format!("makes the trigger {name}, which {runs} {when} {events}{on}"))
}

/// A call as a statement.
pub(super) fn invocation(cx: &Context<'_>, node: NodeId) -> Option<String> {
    let inner = parts(cx.unit, node);
    let &first = inner.first()?;
    let call = match part(cx.unit, first) {
        Some(QueryPart::Output) => parts(cx.unit, first).first().copied(),
        Some(QueryPart::Call) => Some(first),
        _ => None,
    };
    if let Some(call) = call {
        if let (_, Some(entry)) = function_of(cx.unit, call)
            && let Some(text) = filled(cx, entry.does, &arguments(cx, call), 0)
        {
            return Some(text);
        }
        return Some(format!("calls {}", cx.quote(call)));
    }
    let name = path_text(cx.unit, first).to_ascii_lowercase();
    if let Some(entry) = cx.unit.library.find(&name)
        && let Some(text) = filled(cx, entry.does, &inner[1..], 0)
    {
        return Some(text);
    }
    let n = inner.len() - 1;
    let with = match n {
        0 => String::new(),
        1..=3 => format!(" with {}", words::list(&inner[1..].iter().map(|&it| argument(cx, it)).collect::<Vec<_>>())),
        _ => format!(" with {}", words::count(n, "value")),
    };
    Some(format!("calls {}{with}", cx.quote(first)))
}

fn argument(cx: &Context<'_>, node: NodeId) -> String {
    match parts(cx.unit, node) {
        &[name, inner] if part(cx.unit, node) == Some(QueryPart::Named) => {
            format!("{} as {}", value(cx, inner), cx.quote(name))
        }
        _ => value(cx, node),
    }
}

/// A routine's parts, under the sentence about it.
pub(super) fn body(cx: &Context<'_>, node: NodeId, parent: Option<u32>, draft: &mut Draft) {
    let inputs = parts_of(cx.unit, node, QueryPart::Argument);
    let names: Vec<String> = inputs
        .iter()
        .filter_map(|&it| parts(cx.unit, it).first().copied())
        .filter(|&it| matches!(cx.unit.kind(it), Kind::Name(_) | Kind::Query(QueryPart::Parameter, _)))
        .map(|it| cx.quote(it))
        .collect();
    if let (Some(&first), Some(&last)) = (inputs.first(), inputs.last()) {
        let span = cx.unit.span(first).cover(cx.unit.span(last));
        if !names.is_empty() {
            let lead = if cx.level == Level::Beginner { "it is given" } else { "parameters:" };
            draft.say(
                SectionKind::How,
                parent,
                words::sentence(&format!("{lead} {}", words::list_some(&names, 8))),
                &[span],
            );
        } else if let Some(id) = parent {
            draft.widen(id, span);
        }
    }
    for &it in parts(cx.unit, node) {
        match part(cx.unit, it) {
            Some(QueryPart::Block) => statements(cx, it, parent, 0, draft),
            Some(QueryPart::Unread) => {
                draft.say(
                    SectionKind::How,
                    parent,
                    "The body is not read here: it is a text of its own.".to_owned(),
                    &[cx.unit.span(it)],
                );
            }
            _ => {}
        }
    }
}

/// The statements of a block.
pub(super) fn statements(cx: &Context<'_>, block: NodeId, parent: Option<u32>, depth: usize, draft: &mut Draft) {
    let mut variables: Vec<(String, Span)> = Vec::new();
    for &it in parts(cx.unit, block) {
        if part(cx.unit, it) == Some(QueryPart::Block)
            && parts(cx.unit, it).iter().all(|&it| part(cx.unit, it) == Some(QueryPart::Declare))
        {
            for &one in parts(cx.unit, it) {
                declare(cx, one, &mut variables, parent, draft);
            }
            continue;
        }
        if part(cx.unit, it) == Some(QueryPart::Declare) {
            declare(cx, it, &mut variables, parent, draft);
            continue;
        }
        flush(cx, &mut variables, parent, draft);
        statement(cx, it, parent, depth, draft);
    }
    flush(cx, &mut variables, parent, draft);
}

fn flush(cx: &Context<'_>, variables: &mut Vec<(String, Span)>, parent: Option<u32>, draft: &mut Draft) {
    if variables.is_empty() {
        return;
    }
    let names: Vec<&str> = variables.iter().map(|it| it.0.as_str()).collect();
    let spans: Vec<Span> = variables.iter().map(|it| it.1).collect();
    let lead = match (cx.level, names.len()) {
        (Level::Beginner, 1) => "It uses the variable",
        (Level::Beginner, _) => "It uses the variables",
        _ => "Variables:",
    };
    draft.say(SectionKind::How, parent, words::sentence(&format!("{lead} {}", words::list_some(&names, 8))), &spans);
    variables.clear();
}

fn declare(
    cx: &Context<'_>,
    node: NodeId,
    variables: &mut Vec<(String, Span)>,
    parent: Option<u32>,
    draft: &mut Draft,
) {
    let span = cx.unit.span(node);
    let Some(&name) = parts(cx.unit, node).first() else { return };
    let initial =
        parts(cx.unit, node).iter().skip(1).copied().find(|&it| part(cx.unit, it) != Some(QueryPart::TypeName));
    let text = match initial {
        Some(query) if matches!(part(cx.unit, query), Some(QueryPart::Select | QueryPart::Combine(_))) => {
            let does = gist::query(cx, query).unwrap_or_default();
            flush(cx, variables, parent, draft);
            draft.say(
                SectionKind::How,
                parent,
                words::sentence(&format!("{} stands for a query that {does}", cx.quote(name))),
                &[span],
            );
            return;
        }
        Some(it) => format!("{} (at first {})", cx.quote(name), value(cx, it)),
        None => cx.quote(name),
    };
    variables.push((text, span));
}

/// A statement inside a routine.
pub(super) fn statement(cx: &Context<'_>, node: NodeId, parent: Option<u32>, depth: usize, draft: &mut Draft) {
    let span = cx.unit.span(node);
    let inner = parts(cx.unit, node);
    let say = |draft: &mut Draft, text: &str| draft.say(SectionKind::How, parent, words::sentence(text), &[span]);
    match part(cx.unit, node) {
        Some(QueryPart::Block) => statements(cx, node, parent, depth, draft),
        Some(QueryPart::If) if depth < DEEPEST => {
            for (at, &branch) in inner.iter().enumerate() {
                let (text, block) = match (part(cx.unit, branch), parts(cx.unit, branch)) {
                    (Some(QueryPart::When), &[test, block]) => {
                        let test =
                            condition::short(cx, test, &[], 200).unwrap_or_else(|| format!("{} holds", cx.quote(test)));
                        (format!("{}if {test}:", if at == 0 { "" } else { "else, " }), Some(block))
                    }
                    (Some(QueryPart::Else), &[block]) => ("otherwise:".to_owned(), Some(block)),
                    _ => continue,
                };
                let id = draft.say(SectionKind::How, parent, words::sentence(&text), &[cx.unit.span(branch)]);
                if let Some(block) = block {
                    statements(cx, block, Some(id), depth + 1, draft);
                }
            }
        }
        Some(QueryPart::While) if depth < DEEPEST => {
            if let &[test, block] = inner {
                let test = condition::short(cx, test, &[], 200).unwrap_or_else(|| format!("{} holds", cx.quote(test)));
                let id = say(draft, &format!("as long as {test}, it repeats:"));
                statements(cx, block, Some(id), depth + 1, draft);
            }
        }
        Some(QueryPart::For) if depth < DEEPEST => {
            if let &[name, source, block] = inner {
                let over = match part(cx.unit, source) {
                    Some(QueryPart::Select | QueryPart::Combine(_) | QueryPart::Subquery) => {
                        match gist::query(cx, source) {
                            Some(gist) => format!("for each row of a query, as {}; the query {gist}:", cx.quote(name)),
                            None => format!("for each row of a query, as {}:", cx.quote(name)),
                        }
                    }
                    Some(QueryPart::Execute) => {
                        format!("for each row of a query that is put together as text, as {}:", cx.quote(name))
                    }
                    Some(QueryPart::Between { .. }) => match parts(cx.unit, source) {
                        &[low, high] => {
                            format!("for each {} from {} to {}:", cx.quote(name), value(cx, low), value(cx, high))
                        }
                        _ => format!("for each {}:", cx.quote(name)),
                    },
                    _ => format!("for each {} of {}:", cx.quote(name), value(cx, source)),
                };
                let id = say(draft, &over);
                statements(cx, block, Some(id), depth + 1, draft);
            }
        }
        Some(QueryPart::Loop) if depth < DEEPEST => {
            let id = say(draft, "it repeats until something inside leaves the loop:");
            for &block in inner {
                statements(cx, block, Some(id), depth + 1, draft);
            }
        }
        Some(QueryPart::Handler) => {
            let names: Vec<String> = inner
                .iter()
                .copied()
                .filter(|&it| part(cx.unit, it) == Some(QueryPart::Path))
                .map(|it| cx.quote(it))
                .collect();
            let all = names.is_empty() || names.iter().any(|it| it.eq_ignore_ascii_case("`others`"));
            let what = if all { "an error".to_owned() } else { format!("the error {}", words::list(&names)) };
            let id = say(draft, &format!("if {what} comes up in the statements before:"));
            for &block in inner {
                if part(cx.unit, block) == Some(QueryPart::Block) {
                    statements(cx, block, Some(id), depth + 1, draft);
                }
            }
        }
        Some(QueryPart::Assign) => {
            if let &[target, new, ..] = inner {
                let text = value(cx, new);
                let aggregate = match part(cx.unit, new) {
                    Some(QueryPart::Subquery) => parts(cx.unit, new)
                        .first()
                        .and_then(|&it| gist::query(cx, it))
                        .map(|it| format!("works out {} with a query that {it}", cx.quote(target))),
                    _ => None,
                };
                let between =
                    Span::new(cx.unit.span(target).end, cx.unit.span(new).start.max(cx.unit.span(target).end));
                let name = cx.quote(target);
                let plain = || match cx.unit.slice(between).trim().strip_suffix('=').unwrap_or("").trim() {
                    "+" => format!("it adds {text} to {name}"),
                    "-" => format!("it subtracts {text} from {name}"),
                    "*" => format!("it multiplies {name} by {text}"),
                    "/" => format!("it divides {name} by {text}"),
                    "" | ":" => format!("it sets {name} to {text}"),
                    _ => format!("it changes {name} with {text}"),
                };
                say(draft, &aggregate.unwrap_or_else(plain));
            }
        }
        Some(QueryPart::Return) => {
            let text = match inner.first() {
                None => "it ends here".to_owned(),
                Some(&it) => match part(cx.unit, it) {
                    Some(QueryPart::Select | QueryPart::Combine(_)) => match gist::query(cx, it) {
                        Some(gist) => format!("it gives back what this query gives: it {gist}"),
                        None => "it gives back what a query gives".to_owned(),
                    },
                    _ if cx.unit.text(it).eq_ignore_ascii_case("new") => {
                        format!("it gives back {}, the row as it shall be stored", cx.quote(it))
                    }
                    _ if cx.unit.text(it).eq_ignore_ascii_case("old") => {
                        format!("it gives back {}, the row as it was", cx.quote(it))
                    }
                    _ => format!("it gives back {}", value(cx, it)),
                },
            };
            say(draft, &text);
        }
        Some(QueryPart::Emit) => {
            let text = match inner.first() {
                None => "it hands out the row that its output variables hold, and goes on".to_owned(),
                Some(&it) if runs_text(cx, node) => {
                    format!("it runs the statement in {} and adds its rows to its result", value(cx, it))
                }
                Some(&it) => match gist::query(cx, it) {
                    Some(gist) => format!("it adds rows to its result: it {gist}"),
                    None => format!("it hands out {} and goes on", value(cx, it)),
                },
            };
            let id = say(draft, &text);
            if let Some(&it) = inner.first()
                && gist::query(cx, it).is_some()
                && cx.level != Level::Expert
            {
                super::steps::query(cx, it, Some(id), 2, draft);
            }
        }
        Some(QueryPart::Raise) => {
            let text = match inner.iter().find(|&&it| matches!(cx.unit.kind(it), Kind::Text(_))) {
                Some(&it) => format!("it stops with the error {}", cx.quote(it)),
                None => "it stops with an error".to_owned(),
            };
            say(draft, &text);
        }
        Some(QueryPart::Print) => {
            let text = match inner.first() {
                Some(&it) if matches!(cx.unit.kind(it), Kind::Text(_)) => {
                    format!("it shows the message {}", cx.quote(it))
                }
                Some(&it) => format!("it shows {}", value(cx, it)),
                None => "it shows a message".to_owned(),
            };
            say(draft, &text);
        }
        Some(QueryPart::Leave | QueryPart::Next) => {
            let act = if part(cx.unit, node) == Some(QueryPart::Leave) {
                "leaves the loop"
            } else {
                "goes on with the next round"
            };
            let text = match inner.first().and_then(|&it| condition::short(cx, it, &[], 200)) {
                Some(test) => format!("it {act} if {test}"),
                None => format!("it {act}"),
            };
            say(draft, &text);
        }
        _ => super::one(cx, node, parent, draft),
    }
}

/// Whether rows are handed out by `return query execute`.
fn runs_text(cx: &Context<'_>, node: NodeId) -> bool {
    cx.unit.text(node).split_whitespace().take(3).any(|it| it.eq_ignore_ascii_case("execute"))
}
