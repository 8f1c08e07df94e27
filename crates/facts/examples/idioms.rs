//! Prints the idioms and hazards of source files, for checking by hand: `idioms FILE…`.
#![expect(
    clippy::disallowed_types,
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "a developer's tool beside the library: it reads files, prints, and measures"
)]

use std::time::Instant;

fn main() {
    let mut spent = std::time::Duration::ZERO;
    let mut bytes = 0;
    for path in std::env::args().skip(1) {
        let Ok(source) = std::fs::read_to_string(&path) else { continue };
        let extension = path.rsplit('.').next().unwrap_or("");
        let Some(language) = languages::LANGUAGES.iter().find(|language| language.extensions.contains(&extension))
        else {
            continue;
        };
        let unit = languages::parse(&source, language, &mut || true);
        let start = Instant::now();
        let facts = facts::observe(&unit);
        spent += start.elapsed();
        bytes += source.len();
        let line = |span: code::Span| unit.line_range(span);
        let parts = |parts: &[(facts::Role, code::NodeId)]| {
            parts
                .iter()
                .map(|&(role, node)| {
                    let text: String = unit.text(node).split_whitespace().collect::<Vec<_>>().join(" ");
                    format!("{role:?}=`{}`", text.chars().take(50).collect::<String>())
                })
                .collect::<Vec<_>>()
                .join(" ")
        };
        for idiom in &facts.idioms {
            let (first, last) = line(idiom.span);
            println!("{path}:{first}-{last} {:?} {}", idiom.kind, parts(&idiom.parts));
        }
        for hazard in &facts.hazards {
            let (first, last) = line(hazard.span);
            println!("{path}:{first}-{last} ! {:?} {}", hazard.kind, parts(&hazard.parts));
        }
    }
    eprintln!("{} ms for {} KB", spent.as_millis(), bytes / 1000);
}
