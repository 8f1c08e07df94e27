//! Commands: calls whose options change what they do, whose value is what they print, and which succeed or fail.

use code::{BinaryOperator, Kind, LibraryEntry, NodeId};
use facts::Target;

use super::calls::act;
use super::{QUOTE, conditions, is_short, nouns, quote};
use crate::Level;
use crate::draft::Context;
use crate::morphology;

/// A command that the library does not know: one of the text's own functions, or another program.
pub(super) fn command(cx: &Context, call: NodeId, callee: NodeId) -> String {
    let own = matches!(cx.facts.call(call).map(|it| it.target), Some(Target::Own(_)));
    let verb = if own { "calls" } else { "runs" };
    let what = if is_short(cx, call, QUOTE + 14) { cx.quote(call) } else { cx.quote(callee) };
    let direct = cx.unit.parent(call).is_some_and(|up| matches!(cx.unit.kind(up), Kind::Pipe(_)));
    match in_pipe(cx, call) {
        (true, _) if !direct => format!("{verb} {what}"),
        (true, _) if own => format!("hands that to {what}"),
        (true, _) => format!("passes that through {what}"),
        _ => format!("{verb} {what}"),
    }
}

/// Calls in a row, each of which reads what the one before it prints: told stage by stage.
pub(super) fn pipe(cx: &Context, stages: &[NodeId]) -> String {
    let acts: Vec<String> = stages
        .iter()
        .map(|&stage| match cx.unit.kind(stage) {
            // What is printed goes to the next one.
            Kind::Call { .. } => match act(cx, stage).strip_prefix("prints ") {
                Some(rest) if stages.last() != Some(&stage) => format!("takes {rest}"),
                _ => act(cx, stage),
            },
            _ if is_short(cx, stage, QUOTE) => format!("runs {}", cx.quote(stage)),
            // The first of them reads nothing of the others.
            Kind::Loop(..) if stages.first() == Some(&stage) => "goes through a loop".to_owned(),
            _ if stages.first() == Some(&stage) => "runs several commands".to_owned(),
            _ => "runs several commands on that".to_owned(),
        })
        .collect();
    let longest = if cx.level == Level::Beginner { 400 } else { 300 };
    if acts.iter().map(String::len).sum::<usize>() > longest {
        let names: Vec<String> = stages
            .iter()
            .filter_map(|&it| match cx.unit.kind(it) {
                Kind::Call { callee, .. } => Some(cx.quote(callee)),
                _ => None,
            })
            .collect();
        return format!("runs a pipeline of {} ({})", crate::words::count(stages.len(), "command"), names.join(", "));
    }
    let parted = acts.iter().any(|it| crate::words::outside_code(it).contains([',', ';']) || it.contains(" and "));
    match &acts[..] {
        [first, second] if !parted => format!("{first} and {second}"),
        [first, second] => format!("{first}, and then {second}"),
        [init @ .., last] if parted => format!("{}; and finally {last}", init.join("; then ")),
        [init @ .., last] => format!("{}, and {last}", init.join(", ")),
        [] => String::new(),
    }
}

/// Adds what the options of a call say of it that its phrase has not used.
pub(super) fn options(cx: &Context, out: &mut String, entry: &LibraryEntry, used: &str, call: NodeId) {
    let unit = cx.unit;
    let Kind::Call { arguments, .. } = unit.kind(call) else { return };
    if entry.options.is_empty() && unit.library.common.is_empty() {
        return;
    }
    let mut n = 0;
    for &argument in unit.list(arguments) {
        let Kind::NamedArgument { name, value } = unit.kind(argument) else { continue };
        let Some(spelling) = unit.name_of(name) else { continue };
        if mentions(used, spelling) {
            continue;
        }
        let option =
            entry.option(spelling).or_else(|| unit.library.common.iter().find(|it| it.names.contains(&spelling)));
        let adds = match option {
            Some(option) if option.adds.is_empty() => continue,
            Some(option) => match option.adds.split_once("{}") {
                Some((before, after)) => {
                    let mut text = before.to_owned();
                    nouns::push(cx, &mut text, value, 1);
                    super::texts::plain_noun(&mut text, before.len());
                    text.push_str(after);
                    text
                }
                None => option.adds.to_owned(),
            },
            None if is_short(cx, argument, QUOTE) => format!("with {}", cx.quote(argument)),
            None => continue,
        };
        if n == MOST_OPTIONS {
            break;
        }
        if out.len() + adds.len() > 210 {
            continue;
        }
        out.push_str(if n == 0 || adds.starts_with("and ") || adds.starts_with(',') { "" } else { "," });
        if !adds.starts_with(',') {
            out.push(' ');
        }
        out.push_str(&adds);
        n += 1;
    }
}

/// How many options are told of one call.
const MOST_OPTIONS: usize = 4;

/// Whether a phrase speaks of an option, in its condition or in a hole.
fn mentions(alternative: &str, option: &str) -> bool {
    let mut rest = alternative;
    while let Some((condition, after)) = rest.strip_prefix('[').and_then(|it| it.split_once("] ")) {
        if condition == option || condition.split_once('=').is_some_and(|(name, _)| name == option) {
            return true;
        }
        rest = after;
    }
    rest.contains(&format!("{{{option}}}"))
}

/// Whether a call reads what the one before it in a row prints, and whether the next one reads what it prints.
pub(super) fn in_pipe(cx: &Context, call: NodeId) -> (bool, bool) {
    let mut at = call;
    for _ in 0..3 {
        let Some(up) = cx.unit.parent(at) else { break };
        match cx.unit.kind(up) {
            Kind::Pipe(list) => {
                let stages = cx.unit.list(list);
                return (stages.first() != Some(&at), stages.last() != Some(&at));
            }
            // A call that runs another one is a stage for it, unless it makes arguments of what it reads.
            Kind::Call { .. } => {
                let given = |&it: &NodeId| matches!(cx.unit.kind(it), Kind::NamedArgument { name, .. } if cx.unit.name_of(name) == Some("…"));
                let Kind::Call { arguments: own, .. } = cx.unit.kind(at) else { return (false, false) };
                if cx.unit.list(own).iter().any(given) {
                    return (false, false);
                }
                at = up;
            }
            _ => break,
        }
    }
    (false, false)
}

/// A command used as a condition: whether it succeeds.
pub(super) fn status(cx: &Context, out: &mut String, node: NodeId, holds: bool, depth: u8) {
    let unit = cx.unit;
    if unit
        .parent(node)
        .into_iter()
        .chain(unit.parent(node).and_then(|up| unit.parent(up)))
        .any(|up| unit.joined_act(up) == Some(node))
    {
        out.push_str(if holds { "that works" } else { "that fails" });
        return;
    }
    if super::calls::gives_whether(cx, node) && conditions::whether(cx, out, node, holds, depth) {
        return;
    }
    // Where the output is kept, the command is quoted with it.
    let at = match unit.kind(node) {
        Kind::Pipe(list) => unit.list(list).last().copied().unwrap_or(node),
        _ => node,
    };
    let start = out.len();
    if let Some(entry) = cx.facts.call(at).and_then(|call| call.library)
        && super::calls::fill(cx, out, entry.succeeds, at, depth)
        && out[start..].starts_with("whether ")
    {
        out.replace_range(start..start + "whether ".len(), "");
        let negative = if holds { None } else { morphology::negate(&out[start..]) };
        if holds || negative.is_some() {
            if let Some(negative) = negative {
                out.truncate(start);
                out.push_str(&negative);
            }
            return;
        }
    }
    out.truncate(start);
    match unit.kind(node) {
        _ if is_short(cx, node, QUOTE + 14) => quote(cx, out, node),
        Kind::Call { callee, .. } => nouns::callee_name(cx, out, callee),
        Kind::Pipe(_) => out.push_str("a pipeline"),
        _ => out.push_str("the command"),
    }
    out.push_str(if holds { " succeeds" } else { " fails" });
}

/// How many arguments are given: `$# -lt 2`.
pub(super) fn given(cx: &Context, out: &mut String, operator: BinaryOperator, left: NodeId, right: NodeId) -> bool {
    use BinaryOperator::*;
    let counts = cx.unit.dialect.commands
        && cx.facts.call(left).and_then(|it| it.library).is_some_and(|it| it.gives == "the number of arguments");
    let Ok(n) = cx.unit.text(right).trim_matches(['"', '\'']).parse::<usize>() else { return false };
    if !counts {
        return false;
    }
    let are = if n == 1 { "is" } else { "are" };
    let number = crate::words::number(n);
    let many = crate::words::count(n, "argument");
    out.push_str(&match (operator, n) {
        (Equal | LessEqual, 0) | (Less, 1) => "no arguments are given".to_owned(),
        (NotEqual | Greater, 0) | (GreaterEqual, 1) => "any arguments are given".to_owned(),
        (Equal, _) => format!("exactly {many} {are} given"),
        (NotEqual, _) => format!("the number of arguments is not {number}"),
        (Less, _) => format!("fewer than {number} arguments are given"),
        (LessEqual, _) => format!("at most {many} {are} given"),
        (Greater, _) => format!("more than {many} {are} given"),
        (GreaterEqual, _) => format!("at least {many} {are} given"),
        _ => return false,
    });
    true
}

/// A noun that only commands have: what they print, a text of several lines, a sign that cannot be seen. Says nothing and answers no
/// of all else.
pub(super) fn noun(cx: &Context, out: &mut String, node: NodeId) -> bool {
    let unit = cx.unit;
    let text = unit.text(node);
    match unit.kind(node) {
        Kind::Pipe(list) => output(cx, out, node, unit.list(list).last().copied()),
        Kind::Scoped(code::ScopeForm::Output | code::ScopeForm::Apart, _) => output(cx, out, node, None),
        Kind::Text(_) | Kind::Regex if !is_visible(text) => out.push_str(match text {
            " " => "a space",
            "\t" => "a tab",
            _ => "white space",
        }),
        Kind::Text(_) | Kind::Template { .. } if text.contains('\n') => {
            out.push_str("a text of ");
            out.push_str(&crate::words::count(text.trim_matches('\n').lines().count(), "line"));
        }
        _ => return false,
    }
    true
}

/// What commands print.
pub(super) fn output(cx: &Context, out: &mut String, node: NodeId, last: Option<NodeId>) {
    let unit = cx.unit;
    if is_short(cx, node, QUOTE + 10) {
        out.push_str("the output of ");
        quote(cx, out, node);
        return;
    }
    match last.map(|it| unit.kind(it)) {
        Some(Kind::Call { callee, .. }) => {
            out.push_str(if last == Some(node) {
                "the output of "
            } else {
                "what comes out of a pipeline that ends in "
            });
            nouns::callee_name(cx, out, callee);
        }
        _ => out.push_str("what several commands print"),
    }
}

/// Whether a text literal holds nothing.
pub(crate) fn is_empty_text(cx: &Context, node: NodeId) -> bool {
    let text = cx.unit.text(node);
    if cx.unit.dialect.commands { matches!(text, "" | "\"\"" | "''") } else { text.len() == 2 }
}

/// Whether there is a sign in a text that can be seen.
pub(super) fn is_visible(text: &str) -> bool {
    text.is_empty() || !text.trim().is_empty()
}

/// Whether a call runs in a copy of the shell, which is all that it can end.
pub(super) fn is_apart(cx: &Context, call: NodeId) -> bool {
    cx.unit
        .ancestors(call)
        .map(|it| cx.unit.kind(it))
        .take_while(|kind| !matches!(kind, Kind::Function(_)))
        .any(|kind| matches!(kind, Kind::Scoped(code::ScopeForm::Apart | code::ScopeForm::Output, _)))
}
