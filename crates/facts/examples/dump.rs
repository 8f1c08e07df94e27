//! Prints the facts of source files in a linear form that a person can check against the code: `dump FILE…`.

use code::{Kind, NodeId, Unit};

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
    let _ = Kind::Null;
}
