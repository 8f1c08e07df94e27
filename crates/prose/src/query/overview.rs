//! *What* a text of statements is for: the one that it is about, or what it sets up and changes in all.

use code::{NodeId, ObjectForm, QueryPart, RoutineForm, Span};
use facts::queries::{part, parts, parts_of, target};

use super::value::table;
use super::{define, gist};
use crate::draft::{Context, Draft, code};
use crate::{Level, SectionKind, words};

/// Fills *What*.
pub(super) fn fill(cx: &Context<'_>, all: &[NodeId], weighty: &[NodeId], draft: &mut Draft) {
    author(cx, all, draft);
    let whole: Vec<Span> = match (all.first(), all.last()) {
        (Some(&first), Some(&last)) => vec![cx.unit.span(first).cover(cx.unit.span(last))],
        _ => vec![cx.unit.span(cx.unit.root)],
    };
    // What only belongs to a definition is not what the text is about.
    let mut main = weighty.to_vec();
    let made: Vec<String> = weighty
        .iter()
        .filter(|&&it| !matches!(part(cx.unit, it), Some(QueryPart::Drop(_))))
        .filter_map(|&it| gist::defined(cx, it))
        .map(|it| cx.quote(it))
        .collect();
    main.retain(|&it| {
        if let Some(QueryPart::Drop(_)) = part(cx.unit, it) {
            // What is made anew goes first.
            return !gist::defined(cx, it).is_some_and(|path| made.contains(&cx.quote(path)));
        }
        !matches!(part(cx.unit, it), Some(QueryPart::Describe(_) | QueryPart::Grant | QueryPart::Revoke))
            && parts_of(cx.unit, it, QueryPart::Owner).is_empty()
    });
    let weighty = if main.len() == 1 { main.as_slice() } else { weighty };
    match weighty {
        [only] => {
            let span = cx.unit.span(*only);
            let text = match gist::statement(cx, *only) {
                Some(gist) => gist,
                None => match part(cx.unit, *only) {
                    Some(
                        QueryPart::Block
                        | QueryPart::If
                        | QueryPart::While
                        | QueryPart::For
                        | QueryPart::Assign
                        | QueryPart::Declare,
                    ) => "runs a block of statements".to_owned(),
                    _ => format!("holds one statement, {}, of which nothing more is said", cx.quote(*only)),
                },
            };
            draft.say(SectionKind::What, None, words::sentence(&text), &[span]);
            of_one(cx, *only, draft);
        }
        _ => {
            let acts = acts(cx, weighty);
            let text = if acts.is_empty() {
                match (weighty.len(), all.len()) {
                    (0, _) => "sets up the session and changes nothing else".to_owned(),
                    _ => format!("runs {}", words::count(weighty.len(), "statement")),
                }
            } else {
                words::list_some(&acts, 6)
            };
            let undone = all.iter().any(|&it| part(cx.unit, it) == Some(QueryPart::Begin))
                && all.last().is_some_and(|&it| part(cx.unit, it) == Some(QueryPart::Rollback));
            let text = if undone { format!("{text}, and takes all of it back at the end") } else { text };
            let templated = all.iter().any(|&it| part(cx.unit, it) == Some(QueryPart::Template));
            if weighty.is_empty() && templated {
                draft.say(SectionKind::What, None, "A template without a statement of its own: what it becomes is decided when the template is filled in.".to_owned(), &whole);
                return;
            }
            let one = all.iter().filter(|&&it| part(cx.unit, it) == Some(QueryPart::Begin)).count() == 1
                && all.iter().any(|&it| part(cx.unit, it) == Some(QueryPart::Commit))
                && weighty.iter().all(|&it| is_between(cx, all, it));
            let text = if one { format!("{text}, all in one transaction") } else { text };
            draft.say(SectionKind::What, None, words::sentence(&text), &whole);
            let tables: Vec<NodeId> = weighty.iter().copied().filter(|&it| gist::makes_table(cx, it)).collect();
            if let Some((text, spans)) = define::relations(cx, &tables) {
                draft.say(SectionKind::What, None, words::sentence(&text), &spans);
            }
        }
    }
    let n = all.iter().filter(|&&it| part(cx.unit, it) == Some(QueryPart::Template)).count()
        + cx.unit.preorder(cx.unit.root).filter(|&it| part(cx.unit, it) == Some(QueryPart::Template)).count();
    if n > 0 && !weighty.is_empty() && cx.level != Level::Expert {
        let spans: Vec<Span> = cx
            .unit
            .preorder(cx.unit.root)
            .filter(|&it| part(cx.unit, it) == Some(QueryPart::Template))
            .map(|it| cx.unit.span(it))
            .collect();
        // What stands in no braces is shown.
        let other = spans.iter().map(|&it| cx.unit.slice(it)).find(|it| !it.contains(['{', '%']));
        let which =
            other.map_or_else(|| "in double or percent-marked braces".to_owned(), |it| format!("such as `{it}`"));
        let text = format!("Parts {which} are a template: they are filled in before the database sees the query.");
        draft.say(SectionKind::What, None, text, &spans);
    }
}

/// Whether a statement stands between the beginning and the end of a transaction.
fn is_between(cx: &Context<'_>, all: &[NodeId], node: NodeId) -> bool {
    let at = |kind: QueryPart| all.iter().position(|&it| part(cx.unit, it) == Some(kind));
    let own = all.iter().position(|&it| it == node);
    matches!((at(QueryPart::Begin), own, at(QueryPart::Commit)), (Some(begin), Some(own), Some(end)) if begin < own && own < end)
}

/// What matters of one statement besides its gist.
fn of_one(cx: &Context<'_>, node: NodeId, draft: &mut Draft) {
    if gist::makes_table(cx, node) {
        let key = define::key_of(cx, node);
        if !key.is_empty() {
            let text = if key.len() == 1 {
                format!("a row is identified by its {}", key[0])
            } else {
                format!("a row is identified by {} together", words::list(&key))
            };
            draft.say(SectionKind::What, None, words::sentence(&text), &[cx.unit.span(node)]);
        }
        if let Some((text, spans)) = define::relations(cx, &[node]) {
            draft.say(SectionKind::What, None, words::sentence(&text), &spans);
        } else if key.is_empty() && cx.level != Level::Expert {
            let names = define::column_names(cx, node);
            if !names.is_empty() {
                draft.say(
                    SectionKind::What,
                    None,
                    words::sentence(&format!("each row has {}", words::list_some(&names, 6))),
                    &[cx.unit.span(node)],
                );
            }
        }
    }
}

/// The author's own account at the top of the text.
fn author(cx: &Context<'_>, all: &[NodeId], draft: &mut Draft) {
    let start = all.first().map_or(u32::MAX, |&it| cx.unit.span(it).start);
    let mut text = String::new();
    let mut spans = Vec::new();
    let mut edge: Option<u32> = None;
    for comment in cx.unit.comments.iter().take_while(|it| it.span.end <= start) {
        // One block of lines.
        if edge.is_some_and(|edge| {
            cx.unit
                .source
                .get(edge as usize..comment.span.start as usize)
                .is_some_and(|it| it.matches('\n').count() > 1)
        }) {
            if is_account(&text) {
                break;
            }
            text.clear();
            spans.clear();
        }
        edge = Some(comment.span.end);
        for line in bare(cx.unit.slice(comment.span)) {
            if text.len() > 400 {
                break;
            }
            if line.is_empty() {
                if is_account(&text) {
                    text.push_str("  ");
                }
                continue;
            }
            if text.ends_with("  ") {
                continue;
            }
            if !text.is_empty() {
                text.push(' ');
            }
            text.push_str(&line);
        }
        spans.push(comment.span);
    }
    // Where each part has a comment right before it, the first one is of the first part only.
    let touches = |from: u32, to: u32| {
        let between = cx.unit.source.get(from as usize..to as usize);
        between.is_some_and(|it| it.trim().is_empty() && it.matches('\n').count() <= 1)
    };
    let of_part = all.iter().skip(1).any(|&it| {
        let own = cx.unit.span(it).start;
        cx.unit.comments.iter().any(|comment| comment.span.start > start && touches(comment.span.end, own))
    });
    if !is_account(&text) || edge.is_some_and(|edge| touches(edge, start)) && of_part {
        return;
    }
    let mut text = text.trim().to_owned();
    if let Some(end) = text.find(". ").filter(|&at| at > 12) {
        text.truncate(end);
    }
    let text = text.trim_end_matches(['.', ':']).to_owned();
    if text.chars().count() > 240 || text.split(' ').count() < 3 {
        return;
    }
    let text = text.replace('`', "'").replace(['“', '”'], "\"");
    draft.say(SectionKind::What, None, format!("Its author says: “{text}.”"), &spans);
}

/// The lines of a comment without its marks.
fn bare(comment: &str) -> Vec<String> {
    comment
        .lines()
        .map(|line| {
            let line = line.trim();
            let line = line.trim_start_matches("/*").trim_end_matches("*/");
            line.trim_matches(|it: char| {
                it.is_whitespace() || matches!(it, '-' | '*' | '=' | '#' | '!' | '{' | '}' | '_' | '+' | '~')
            })
            .to_owned()
        })
        .collect()
}

/// Whether a comment tells what the code is for: sentences of words, no licence and no commented-out code.
fn is_account(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    let noise = [
        "copyright",
        "license",
        "licence",
        "todo",
        "fixme",
        "\\echo",
        "select ",
        "insert into",
        "create ",
        "drop ",
        "http:",
        "https:",
        "dumped",
        "@",
        "$",
        "author:",
        "version",
        "warranty",
        "generated",
        "<",
        "created by",
        "changelog",
        "date:",
        "name:",
    ];
    let letters = text.chars().filter(|it| it.is_alphabetic() || *it == ' ').count();
    text.split_whitespace().count() >= 4
        && letters * 10 >= text.chars().count() * 8
        && !noise.iter().any(|it| lower.contains(it))
}

/// What the statements of a text do in all, the weightiest first.
fn acts(cx: &Context<'_>, all: &[NodeId]) -> Vec<String> {
    let of = |test: &dyn Fn(QueryPart) -> bool| -> Vec<NodeId> {
        all.iter().copied().filter(|&it| part(cx.unit, it).is_some_and(test)).collect()
    };
    let mut acts = Vec::new();
    let names = |nodes: &[NodeId]| -> Vec<String> {
        let mut found = Vec::new();
        for &it in nodes {
            if let Some(path) = gist::defined(cx, it) {
                let name = table(cx, path);
                if !found.contains(&name) {
                    found.push(name);
                }
            }
        }
        found
    };
    let made = |noun: &str, nodes: &[NodeId], verb: &str| -> Option<String> {
        let names = names(nodes);
        match names.as_slice() {
            [] => None,
            [only] => Some(format!("{verb} the {noun} {only}")),
            [_, _, _, _, _, _, ..] => {
                Some(format!("{verb} {}, among them {}", words::count(names.len(), noun), words::list(&names[..3])))
            }
            _ => Some(format!("{verb} the {} {}", words::plural(noun), words::list(&names))),
        }
    };
    let tables = of(&|it| it == QueryPart::Create(ObjectForm::Table));
    acts.extend(made("table", &tables, "sets up"));
    acts.extend(made(
        "view",
        &of(&|it| matches!(it, QueryPart::Create(ObjectForm::View | ObjectForm::MaterializedView))),
        "defines",
    ));
    acts.extend(made("function", &of(&|it| it == QueryPart::Routine(RoutineForm::Function)), "defines"));
    acts.extend(made("procedure", &of(&|it| it == QueryPart::Routine(RoutineForm::Procedure)), "defines"));
    acts.extend(made("package", &of(&|it| it == QueryPart::Create(ObjectForm::Package)), "defines"));
    acts.extend(made(
        "type",
        &of(&|it| matches!(it, QueryPart::Create(ObjectForm::Type | ObjectForm::Domain))),
        "defines",
    ));
    acts.extend(made("role", &of(&|it| it == QueryPart::Create(ObjectForm::Role)), "makes"));
    acts.extend(made("schema", &of(&|it| it == QueryPart::Create(ObjectForm::Schema)), "makes"));
    let triggers = of(&|it| it == QueryPart::Trigger);
    if !triggers.is_empty() {
        acts.push(format!("adds {}", words::count(triggers.len(), "trigger")));
    }
    acts.extend(made("extension", &of(&|it| it == QueryPart::Create(ObjectForm::Extension)), "switches on"));
    let indexes = of(&|it| matches!(it, QueryPart::Create(ObjectForm::Index | ObjectForm::UniqueIndex)));
    if !indexes.is_empty() {
        let on: Vec<String> = targets(cx, &indexes);
        acts.push(format!("adds {} on {}", words::count(indexes.len(), "index"), words::list_some(&on, 3)));
    }
    // What is done to a table that the text makes itself belongs to making it.
    let own = names(&tables);
    let mut altered = of(&|it| it == QueryPart::Alter(ObjectForm::Table));
    altered.retain(|&it| gist::defined(cx, it).is_none_or(|path| !own.contains(&table(cx, path))));
    if !altered.is_empty() {
        let names = names(&altered);
        acts.extend((!names.is_empty()).then(|| {
            format!("changes the {} {}", if names.len() == 1 { "table" } else { "tables" }, words::list_some(&names, 4))
        }));
    }
    for (test, verb) in [
        (QueryPart::Update, "changes rows of"),
        (QueryPart::Delete, "removes rows of"),
        (QueryPart::Truncate, "empties"),
        (QueryPart::Merge, "merges rows into"),
        (QueryPart::Copy, "loads or writes rows of"),
    ] {
        let names = targets(cx, &of(&|it| it == test));
        if !names.is_empty() {
            acts.push(format!("{verb} {}", words::list_some(&names, 4)));
        }
    }
    let inserts = of(&|it| matches!(it, QueryPart::Insert(_)));
    if !inserts.is_empty() {
        let names = targets(cx, &inserts);
        let n: usize = inserts.iter().map(|&it| n_rows(cx, it)).sum();
        let exact = inserts.iter().all(|&it| n_rows(cx, it) > 0);
        let rows = if exact { words::count(n, "row") } else { "rows".to_owned() };
        if names.is_empty() {
            acts.push("adds rows".to_owned());
        } else {
            acts.push(format!("adds {rows} to {}", words::list_some(&names, 4)));
        }
    }
    let queries = of(&|it| {
        matches!(
            it,
            QueryPart::Select | QueryPart::Combine(_) | QueryPart::Derived | QueryPart::Subquery | QueryPart::Values
        )
    });
    if !queries.is_empty() {
        let mut asked: Vec<String> = Vec::new();
        for &it in &queries {
            // What steps read counts, the steps themselves do not.
            for at in cx.unit.preorder(it).filter(|&at| part(cx.unit, at) == Some(QueryPart::Table)) {
                let Some(&path) = parts(cx.unit, at).first() else { continue };
                if part(cx.unit, path) != Some(QueryPart::Path) || gist::is_step(cx, path) {
                    continue;
                }
                let name = table(cx, path);
                if !asked.contains(&name) {
                    asked.push(name);
                }
            }
        }
        // Calls are no questions about tables.
        let mut calls: Vec<String> = Vec::new();
        for &it in &queries {
            if let Some(call) = super::called(cx, it)
                && !calls.contains(&cx.quote(call))
            {
                calls.push(cx.quote(call));
            }
        }
        let n = queries.iter().filter(|&&it| super::called(cx, it).is_none()).count();
        if !calls.is_empty() {
            acts.push(format!("calls {}", words::list_some(&calls, 4)));
        }
        let n_queries = n;
        let n = words::count(n, "query");
        acts.extend((n_queries > 0).then(|| {
            if asked.is_empty() { format!("runs {n}") } else { format!("runs {n} on {}", words::list_some(&asked, 4)) }
        }));
    }
    let blocks = of(&|it| it == QueryPart::Routine(RoutineForm::Anonymous));
    if !blocks.is_empty() {
        acts.push(format!("runs {} of statements", words::count(blocks.len(), "block")));
    }
    let calls = of(&|it| it == QueryPart::Invoke);
    if !calls.is_empty() {
        let mut names: Vec<String> = Vec::new();
        for &it in &calls {
            if let Some(&first) = parts(cx.unit, it).first()
                && part(cx.unit, first) == Some(QueryPart::Path)
                && !names.contains(&cx.quote(first))
            {
                names.push(cx.quote(first));
            }
        }
        if !names.is_empty() {
            acts.push(format!("calls {}", words::list_some(&names, 4)));
        }
    }
    let drops = of(&|it| matches!(it, QueryPart::Drop(_)));
    if !drops.is_empty() {
        // Where things are made anew, what was there goes first; that is no purpose of its own.
        let made_again = !acts.is_empty();
        let mut names: Vec<String> = Vec::new();
        for &it in &drops {
            for &path in parts(cx.unit, it) {
                if part(cx.unit, path) == Some(QueryPart::Path) {
                    names.push(cx.quote(path));
                }
            }
        }
        names.dedup();
        if names.is_empty() {
            // Nothing that could be named.
        } else if !made_again {
            acts.push(format!("removes {}", words::list_some(&names, 5)));
        } else if names.len() > 2 {
            acts.push(format!("removes {}", words::count(names.len(), "object")));
        } else {
            acts.push(format!("removes {}", words::list(&names)));
        }
    }
    let grants = of(&|it| it == QueryPart::Grant);
    if !grants.is_empty() {
        acts.push("grants rights".to_owned());
    }
    if !of(&|it| it == QueryPart::Revoke).is_empty() {
        acts.push("takes rights away".to_owned());
    }
    if acts.is_empty() {
        let described = of(&|it| matches!(it, QueryPart::Describe(_)));
        if !described.is_empty() {
            acts.push(format!("describes {}", words::count(described.len(), "object")));
        }
        let blocks = of(&|it| {
            matches!(it, QueryPart::Block | QueryPart::If | QueryPart::While | QueryPart::Declare | QueryPart::Assign)
        });
        if !blocks.is_empty() {
            // Only what is there, at any depth.
            let has = |wanted: &dyn Fn(QueryPart) -> bool| {
                blocks.iter().any(|&it| cx.unit.descendants(it).any(|it| part(cx.unit, it).is_some_and(wanted)))
            };
            let variables = has(&|it| matches!(it, QueryPart::Declare | QueryPart::Assign));
            let conditions = has(&|it| matches!(it, QueryPart::If | QueryPart::While));
            acts.push(format!(
                "runs a script{}",
                match (variables, conditions) {
                    (true, true) => " with variables and conditions",
                    (true, false) => " with variables",
                    (false, true) => " with conditions",
                    (false, false) => "",
                }
            ));
        }
    }
    acts
}

/// How many rows a statement adds as written; zero where a query says it.
fn n_rows(cx: &Context<'_>, node: NodeId) -> usize {
    parts_of(cx.unit, node, QueryPart::Values).first().map_or(0, |&it| parts(cx.unit, it).len())
}

fn targets(cx: &Context<'_>, nodes: &[NodeId]) -> Vec<String> {
    let mut found = Vec::new();
    for &it in nodes {
        if let Some(path) = target(cx.unit, it) {
            let name = table(cx, path);
            if !found.contains(&name) {
                found.push(name);
            }
        }
    }
    found
}

/// A run of statements of a kind, as a verb phrase.
pub(super) fn run(cx: &Context<'_>, kind: QueryPart, about: &str, run: &[NodeId]) -> String {
    let n = run.len();
    let it = if cx.level == Level::Expert { "" } else { "it " };
    let paths = || -> Vec<String> {
        let mut found: Vec<String> = Vec::new();
        for &node in run {
            for &path in parts(cx.unit, node) {
                if part(cx.unit, path) == Some(QueryPart::Path) {
                    let name = cx.quote(path);
                    if !found.contains(&name) {
                        found.push(name);
                    }
                }
            }
        }
        found
    };
    match kind {
        QueryPart::Insert(_) => {
            let rows: usize = run.iter().map(|&it| n_rows(cx, it)).sum();
            let exact = run.iter().all(|&it| n_rows(cx, it) > 0);
            let name = run.first().and_then(|&it| target(cx.unit, it)).map_or_else(|| code(about), |it| table(cx, it));
            if exact {
                format!("{it}adds {} to {name}", words::count(rows, "row"))
            } else {
                format!("{it}adds rows to {name} with {}", words::count(n, "statement"))
            }
        }
        QueryPart::Select => {
            let call = run.first().and_then(|&it| super::called(cx, it)).map_or_else(|| code(about), |it| cx.quote(it));
            format!(
                "{it}calls {call} {}",
                if n == 2 { "twice".to_owned() } else { format!("{} times", words::number(n)) }
            )
        }
        QueryPart::Truncate => format!("{it}empties tables"),
        QueryPart::Setting => format!(
            "{it}sets {}",
            match paths().as_slice() {
                [] => words::count(n, "option"),
                names => format!("the options {}", words::list_some(names, 4)),
            }
        ),
        QueryPart::Command => format!("{} for the client program, not for the database", words::count(n, "command")),
        QueryPart::Grant => format!("{it}grants rights on {}", words::list_some(&paths(), 4)),
        QueryPart::Revoke => format!("{it}takes rights away on {}", words::list_some(&paths(), 4)),
        QueryPart::Describe(_) => format!("{it}stores descriptions of {}", words::list_some(&paths(), 4)),
        QueryPart::Drop(form) => {
            format!("{it}removes the {} {}", words::plural(define::noun(form)), words::list_some(&paths(), 5))
        }
        QueryPart::Print => format!("{it}shows {}", words::count(n, "message")),
        QueryPart::Alter(_) => format!("{it}sets the owner of {}", words::list_some(&paths(), 4)),
        QueryPart::Template => format!(
            "{} stand here",
            words::count(n, "piece of template").replace("piece of templates", "pieces of template")
        ),
        _ => format!("{} follow of which nothing more is said", words::count(n, "statement")),
    }
}
