//! The outcome as Markdown: printed, and committed as `tests/eval/README.md`.

use engine::Level;

use super::item::Kind;
use super::{Outcome, recall, traps};

/// The outcomes of a language, by the title that readers see.
pub type Row<'s> = (&'static str, Vec<Outcome<'s>>);

const HEAD: &str = "# What explanations state

Real functions, types and files of published packages, each with the facts that a good explanation must state and false statements
that it must not make; written down before anyone looked at what Gloss says.
Other wordings of the same facts, and false statements that were found, were added after that.
*Recall* is the share of the facts' weights that is stated; a *trap* is a false statement that was made.
The target is a recall of 85 % and no trap.
How to add an item stands in [CONTRIBUTING.md](../../CONTRIBUTING.md).

`cargo xtask eval --write` wrote this table.
";

/// The whole page.
pub fn page(rows: &[Row<'_>]) -> String {
    format!("{HEAD}\n{}", tables(rows))
}

/// The tables, and the items that could not be read.
pub fn tables(rows: &[Row<'_>]) -> String {
    let mut text = "| language | items | facts | beginner | intermediate | expert | all | traps |\n".to_owned();
    text.push_str("|---|---|---|---|---|---|---|---|\n");
    for (title, outcomes) in rows {
        text.push_str(&line(title, outcomes));
    }
    text.push_str(&total(rows));
    text.push_str("\n| recall of | beginner | intermediate | expert | all |\n|---|---|---|---|---|\n");
    for kind in Kind::ALL {
        let share = |level| {
            let (stated, wanted) = rows.iter().fold((0, 0), |(stated, wanted), (_, outcomes)| {
                let recall = recall(outcomes, level, Some(kind));
                (stated + recall.stated, wanted + recall.wanted)
            });
            percent(stated, wanted)
        };
        let levels: Vec<String> = Level::ALL.into_iter().map(|level| share(Some(level))).collect();
        text.push_str(&format!("| {} | {} | {} |\n", kind.name(), levels.join(" | "), share(None)));
    }
    let mut left_out = rows.iter().flat_map(|(title, outcomes)| outcomes.iter().map(move |it| (title, it))).peekable();
    let mut lines = String::new();
    for (title, outcome) in &mut left_out {
        if let Err(error) = &outcome.read {
            lines.push_str(&format!("- {title}, {}: {error}\n", outcome.item.name()));
        }
    }
    if !lines.is_empty() {
        text.push_str("\nNot measured, and not in the figures above:\n\n");
        text.push_str(&lines);
    }
    text
}

fn line(title: &str, outcomes: &[Outcome<'_>]) -> String {
    let share = |level| {
        let recall = recall(outcomes, level, None);
        percent(recall.stated, recall.wanted)
    };
    let facts: usize = outcomes.iter().map(|outcome| outcome.item.facts.len()).sum();
    let levels: Vec<String> = Level::ALL.into_iter().map(|level| share(Some(level))).collect();
    let fallen: Vec<String> = Level::ALL.into_iter().map(|level| traps(outcomes, level).to_string()).collect();
    let items = outcomes.len();
    format!("| {title} | {items} | {facts} | {} | {} | {} |\n", levels.join(" | "), share(None), fallen.join(" / "))
}

fn total(rows: &[Row<'_>]) -> String {
    let sum = |count: &dyn Fn(&Outcome<'_>) -> usize| -> usize {
        rows.iter().flat_map(|(_, outcomes)| outcomes).map(count).sum()
    };
    let share = |level| {
        let (stated, wanted) = rows.iter().fold((0, 0), |(stated, wanted), (_, outcomes)| {
            let recall = recall(outcomes, level, None);
            (stated + recall.stated, wanted + recall.wanted)
        });
        percent(stated, wanted)
    };
    let levels: Vec<String> = Level::ALL.into_iter().map(|level| share(Some(level))).collect();
    let fallen =
        Level::ALL.map(|level| rows.iter().map(|(_, outcomes)| traps(outcomes, level)).sum::<usize>().to_string());
    let (items, facts) = (sum(&|_| 1), sum(&|outcome| outcome.item.facts.len()));
    format!("| **all** | {items} | {facts} | {} | {} | {} |\n", levels.join(" | "), share(None), fallen.join(" / "))
}

fn percent(stated: u32, wanted: u32) -> String {
    let share = super::Recall { stated, wanted }.share();
    if wanted == 0 { "–".to_owned() } else { format!("{:.1} %", 100.0 * share) }
}
