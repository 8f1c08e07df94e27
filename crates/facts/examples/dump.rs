//! Prints the facts of source files in a linear form that a person can check against the code: `dump FILE…`.
#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "a developer's tool beside the library: it reads files and prints"
)]

use code::{NodeId, Unit};

fn main() {
    for path in std::env::args().skip(1) {
        let Ok(source) = std::fs::read_to_string(&path) else { continue };
        let extension = path.rsplit('.').next().unwrap_or("");
        let Some(language) = languages::LANGUAGES.iter().find(|language| language.extensions.contains(&extension))
        else {
            continue;
        };
        let unit = languages::parse(&source, language, &mut || true);
        let facts = facts::observe(&unit);
        println!("== {path}");
        names(&unit, &facts);
    }
}

fn at(unit: &Unit, node: NodeId) -> String {
    let line = unit.line(unit.span(node).start);
    let text = unit.text(node).split_whitespace().collect::<Vec<_>>().join(" ");
    format!("{line}`{}`", text.chars().take(50).collect::<String>())
}

fn lines(unit: &Unit, nodes: &[NodeId]) -> String {
    nodes.iter().map(|&node| unit.line(unit.span(node).start).to_string()).collect::<Vec<_>>().join(",")
}

fn names(unit: &Unit, facts: &facts::Facts) {
    for binding in &facts.scopes.bindings {
        println!(
            "name {} {:?} {:?} of {} writes {} reads {}{} {:?}",
            at(unit, binding.definition),
            binding.kind,
            facts.types.of(binding.definition),
            binding
                .function
                .map_or("top".into(), |function| unit.line(unit.span(unit.function(function).node).start).to_string()),
            lines(unit, &binding.writes),
            lines(unit, &binding.reads),
            if binding.captured { " captured" } else { "" },
            binding.role,
        );
    }
    let list = |symbols: &[code::Symbol]| symbols.iter().map(|&it| unit.name(it)).collect::<Vec<_>>().join(" ");
    println!("free {}", list(&facts.scopes.free));
    println!("free types {}", list(&facts.scopes.free_types));
    for call in &facts.calls {
        println!(
            "call {} {:?} {} {}",
            at(unit, call.node),
            call.target,
            call.library.map_or("-", |entry| entry.path),
            call.receiver.map_or(String::new(), |node| format!("on {} {:?}", at(unit, node), facts.types.of(node))),
        );
    }
    let at = |node| at(unit, node);
    let name = |id: facts::BindingId| unit.name(facts.scopes.binding(id).name).to_owned();
    for (index, it) in facts.functions.iter().enumerate() {
        let node = unit.functions[index].node;
        println!("function {} name {}", at(node), it.name.map_or(String::new(), at));
        println!("  results {:?} returned {:?}", it.results, it.returned.iter().map(|&it| at(it)).collect::<Vec<_>>());
        for raise in &it.raises {
            let text = |node: Option<_>| node.map_or("-".to_owned(), at);
            println!("  raises {} when {} says {}", text(raise.error), text(raise.condition), text(raise.message));
        }
        for guard in &it.guards {
            println!("  guard {} leaves by {}", at(guard.condition), at(guard.exit));
        }
        for &(effect, node) in &it.effects {
            println!("  effect {effect:?} {}", at(node));
        }
        for &(id, node) in &it.mutates {
            println!("  mutates {} {}", name(id), at(node));
        }
        for &(id, node) in &it.writes_outer {
            println!("  writes outer {} {}", name(id), at(node));
        }
        let captures = it.captures.iter().map(|&id| name(id)).collect::<Vec<_>>();
        println!(
            "  pure {} captures {captures:?} {:?} complexity {} depth {} cost {:?}",
            it.pure, it.recursion, it.complexity, it.loop_depth, it.cost
        );
        for parameter in it.parameters.iter().filter(|it| !it.roles.is_empty()) {
            println!("  parameter {} {:?}", at(parameter.node), parameter.roles);
        }
    }
    for it in &facts.loops {
        let text = |node: &code::NodeId| at(*node);
        let bound = match &it.bound {
            facts::Bound::Items(node)
            | facts::Bound::Enumerated(node)
            | facts::Bound::Pairs(node)
            | facts::Bound::Keys(node)
            | facts::Bound::Together(node)
            | facts::Bound::Positions(node)
            | facts::Bound::Lines(node)
            | facts::Bound::Condition(node) => text(node),
            facts::Bound::Numbers { from, to, step, .. } => {
                format!(
                    "{} to {} by {}",
                    from.as_ref().map_or("0".into(), text),
                    text(to),
                    step.as_ref().map_or("1".into(), text)
                )
            }
            facts::Bound::Drained(id) => name(*id),
            _ => String::new(),
        };
        let kind = format!("{:?}", it.bound);
        let kind = kind.split(['(', ' ']).next().unwrap_or("").to_owned();
        println!("loop {} {kind} {bound} depth {}", at(it.node), it.depth);
        for intent in &it.intents {
            use facts::LoopIntent::*;
            let what = match *intent {
                Sum(id) | Product(id) | Count(id) | JoinText(id) | Map(id) | Filter(id) | FilterMap(id) | Index(id)
                | Group(id) | Maximum(id) | Minimum(id) | Walk(id) => name(id),
                Search(node) | Test(node) | Transform(node) | Produce(node) => at(node),
                _ => String::new(),
            };
            println!("  {} {what}", format!("{intent:?}").split('(').next().unwrap_or(""));
        }
    }
}
