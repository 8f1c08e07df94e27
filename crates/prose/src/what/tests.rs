//! Files that are there to test others.

use code::{Kind, NodeId, Span};

use crate::Level;
use crate::draft::Context;
use crate::words::{count, list_some, split_name};

/// What a file of tests is, which hands its tests to a library: how many there are, of what, and what the first ones say.
///
/// Gives nothing where less than most of the code is tests.
pub(super) fn account(cx: &Context<'_>) -> Option<(String, Vec<Span>)> {
    let tests = registered(cx, "in the test {0}");
    let groups = registered(cx, "in the tests of {0}");
    let covered: u32 = outermost(cx, &tests).chain(outermost(cx, &groups)).map(Span::len).sum();
    let whole = cx.unit.source.trim().len() as u32;
    if tests.is_empty() || covered * 5 < whole * 3 {
        return None;
    }
    let names: Vec<String> = tests.iter().map(|&(_, name)| cx.quote(name)).collect();
    // Of tests that stand in groups, the groups say what is tested.
    let of = match &groups[..] {
        [] => String::new(),
        groups if groups.len() <= 3 => {
            let titles: Vec<String> = groups.iter().map(|&(_, name)| cx.quote(name)).collect();
            format!(" of {}", list_some(&titles, 3))
        }
        groups => format!(" in {}", count(groups.len(), "group")),
    };
    let names = list_some(&names, 3);
    // What a loop or a function registers is a test for each round, and its name is made then.
    let more = cx.facts.calls.iter().any(|call| {
        call.library.is_some_and(|entry| entry.when == "in the test {0}") && !tests.iter().any(|it| it.0 == call.node)
    });
    if more {
        let named = if tests.len() == 1 { "one of them is" } else { "among them are" };
        let text = match cx.level {
            Level::Beginner => {
                format!("the file holds tests{of}, which check that other code does what it should; {named} {names}")
            }
            _ => format!("tests{of}; {named} {names}"),
        };
        return Some((text, tests.iter().map(|&(call, _)| cx.unit.span(call)).collect()));
    }
    let n = count(tests.len(), "test");
    let text = match (cx.level, tests.len()) {
        (Level::Beginner, 1) => {
            format!("the file holds one test{of}, which checks that other code does what it should: {names}")
        }
        (Level::Beginner, _) => {
            format!("the file holds {n}{of}, which check that other code does what it should: {names}")
        }
        _ => format!("{n}{of}: {names}"),
    };
    let spans = tests.iter().map(|&(call, _)| cx.unit.span(call)).collect();
    Some((text, spans))
}

/// What a class is whose methods are tests: how many there are, of what by its name, and what the first ones are about.
///
/// Gives nothing where anything but tests and what sets them up stands in the class.
pub(super) fn of_class(cx: &Context<'_>, name: &str, members: &[NodeId]) -> Option<String> {
    const AROUND: [&str; 8] =
        ["setUp", "tearDown", "setup_method", "teardown_method", "setUpClass", "tearDownClass", "setup", "teardown"];
    let mut titles = Vec::new();
    for &member in members {
        let Kind::Function(id) = cx.unit.kind(member) else { continue };
        let function = cx.unit.function(id);
        let own = cx.unit.name_of(function.name?)?;
        if function.modifiers.has(code::Modifiers::TEST) {
            let words: Vec<String> = split_name(own).into_iter().filter(|word| word != "test").collect();
            titles.push(format!("“{}”", words.join(" ")));
        } else if !AROUND.contains(&own) {
            return None;
        }
    }
    let about: Vec<String> =
        split_name(name.trim_matches('`')).into_iter().filter(|word| word != "test" && word != "tests").collect();
    if titles.is_empty() || about.is_empty() || titles.iter().any(|it| it == "“”") {
        return None;
    }
    let n = count(titles.len(), "test");
    let about = about.join(" ");
    Some(match cx.level {
        Level::Beginner => {
            format!(
                "{name} holds {n} of “{about}”, to see whether other code does what it should: {}",
                list_some(&titles, 5)
            )
        }
        _ => format!("{name} holds {n} of “{about}”: {}", list_some(&titles, 5)),
    })
}

/// The calls that hand a function to a library as what happens then, each with the text that names it.
fn registered(cx: &Context<'_>, when: &str) -> Vec<(NodeId, NodeId)> {
    let named = |call: &facts::CallFact| {
        call.library.filter(|entry| entry.when == when)?;
        let Kind::Call { arguments, .. } = cx.unit.kind(call.node) else { return None };
        let &name = cx.unit.list(arguments).first()?;
        matches!(cx.unit.kind(name), Kind::Text(_)).then_some((call.node, name))
    };
    let mut found: Vec<(NodeId, NodeId)> = cx.facts.calls.iter().filter_map(named).collect();
    found.sort_by_key(|&(call, _)| cx.unit.span(call).start);
    found
}

/// The spans of calls at the top level.
fn outermost<'a>(cx: &'a Context<'_>, calls: &'a [(NodeId, NodeId)]) -> impl Iterator<Item = Span> + 'a {
    calls.iter().filter(|&&(call, _)| cx.unit.enclosing_function(call).is_none()).map(|&(call, _)| cx.unit.span(call))
}
