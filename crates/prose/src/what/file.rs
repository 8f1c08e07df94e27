//! What a whole file is for: what it offers, how its items hang together, where to start.

use code::{FunctionId, Kind, NodeId, Span};
use facts::Item;

use crate::aggregate::fold;
use crate::draft::{Context, Draft};
use crate::plan;
use crate::say;
use crate::words::{count, list, list_some, sentence};
use crate::{Level, SectionKind};

use super::{function, items, quote, settings, tests};

/// The section for a file of several items.
pub(crate) fn fill(cx: &Context<'_>, draft: &mut Draft) {
    author(cx, draft);
    items::fill(cx, draft);
    if let Some((text, spans)) = tests::account(cx) {
        draft.say(SectionKind::What, None, sentence(&text), &spans);
    }
    if !draft.has(SectionKind::What) {
        parts(cx, draft);
    }
    quotes(cx, draft);
    entry(cx, draft);
    calls(cx, draft);
    tools(cx, draft);
    effects(cx, draft);
}

/// The other programs that do the work of a script, the ones it needs most first.
fn tools(cx: &Context<'_>, draft: &mut Draft) {
    use code::Effect::*;
    if !cx.unit.dialect.commands {
        return;
    }
    let mut found: Vec<(&str, usize, Span)> = Vec::new();
    for call in &cx.facts.calls {
        let Kind::Call { callee, .. } = cx.unit.kind(call.node) else { continue };
        let works = call.library.is_some_and(|entry| {
            entry.effects.iter().any(|it| matches!(it, Network | Process | WritesFile | Database | Evaluates))
        });
        let head = match cx.unit.kind(callee) {
            Kind::Member { object, .. } => object,
            _ => callee,
        };
        let (true, Some(name)) = (works && cx.facts.call(call.node).is_some(), cx.unit.name_of(head)) else { continue };
        // What runs another command is told by that one, and what the shell does itself is no tool.
        if name.contains(['{', '$', '>', '<'])
            || matches!(name, "sudo" | "exec" | "eval" | "env" | "timeout" | "tee" | "kill")
        {
            continue;
        }
        match found.iter_mut().find(|it| it.0 == name) {
            Some(it) => it.1 += 1,
            None => found.push((name, 1, cx.unit.span(head))),
        }
    }
    let total: usize = found.iter().map(|it| it.1).sum();
    if total < 2 {
        return;
    }
    found.sort_by_key(|it| std::cmp::Reverse(it.1));
    found.truncate(4);
    let names: Vec<String> = found.iter().map(|it| format!("`{}`", cx.unit.slice(it.2))).collect();
    let spans: Vec<Span> = found.iter().map(|it| it.2).collect();
    let text = match cx.level {
        Level::Beginner => format!("It gets its work done with these other programs: {}", list(&names)),
        Level::Intermediate => format!("Its work is done by {}", list(&names)),
        Level::Expert => format!("Depends on {}", list(&names)),
    };
    draft.say(SectionKind::What, None, sentence(&text), &spans);
}

/// Where a file defines nothing with a name of its own: what its first parts do.
fn parts(cx: &Context<'_>, draft: &mut Draft) {
    let mut spans = Vec::new();
    let mut leads = Vec::new();
    for item in &cx.facts.outline.items {
        if let Item::Type(id) = *item {
            leads.push(super::type_definition::lead(cx, id));
            spans.push(super::type_definition::header(cx, id));
        }
    }
    leads.truncate(3);
    let text = if leads.is_empty() { "a file of declarations".to_owned() } else { leads.join("; ") };
    if spans.is_empty() {
        spans.push(cx.unit.span(cx.unit.root));
    }
    draft.say(SectionKind::What, None, sentence(&text), &spans);
}

/// The section for statements that run from top to bottom.
pub(crate) fn script(cx: &Context<'_>, draft: &mut Draft) {
    author(cx, draft);
    let whole = cx.unit.span(cx.unit.root);
    if let Some((text, spans)) = tests::account(cx) {
        draft.say(SectionKind::What, None, sentence(&text), &spans);
        return;
    }
    if let Some(id) = on_the_spot(cx) {
        let lead = function::function_lead(cx, id);
        let span = cx.unit.span(cx.unit.function(id).node);
        let text = match cx.level {
            Level::Beginner => format!("it runs one function right away, which {}", lead.text.trim_start_matches(", ")),
            _ => lead.text.trim_start_matches(", ").to_owned(),
        };
        draft.say(SectionKind::What, None, sentence(&text), &[span]);
        return;
    }
    let statements = cx.unit.statements(cx.unit.root);
    if let Some((text, span)) = made_on_the_spot(cx, &statements) {
        draft.say(SectionKind::What, None, sentence(&text), &[span]);
        return;
    }
    if let Some((text, spans)) = settings::account(cx, &statements) {
        draft.say(SectionKind::What, None, sentence(&text), &spans);
        return;
    }
    let (acts, spans) = say::acts(cx, None, say::Weight::Effect);
    let only_imports = statements.len() > usize::from(!cx.unit.dialect.textual_imports)
        && statements.iter().all(|&it| matches!(cx.unit.kind(it), Kind::Import(_)));
    let commands = cx.unit.dialect.commands.then(|| script_of_commands(cx)).flatten();
    // A file that only works out a value is there for it, whatever is read to make it.
    let is_value = matches!(statements[..], [only] if matches!(cx.unit.kind(only), Kind::Return(Some(value)) if matches!(cx.unit.kind(value), Kind::Call { .. })));
    let text = if let Some(text) = page(cx) {
        text
    } else if is_value {
        match cx.level {
            Level::Beginner => "gives back one value to the file that loads this one".to_owned(),
            _ => "returns one value to the file that loads it".to_owned(),
        }
    } else if let Some((text, _)) = say::idiom_lead(cx, cx.unit.root) {
        text
    } else if let Some(text) = commands {
        text
    } else if only_imports {
        crate::how::imported(cx, &statements)
    } else if acts.is_empty()
        && let Some(text) = values(cx, &statements)
    {
        text
    } else if acts.is_empty()
        && let Some(gist) = crate::how::gist(cx, cx.unit.root)
    {
        gist.text
    } else if acts.is_empty()
        && cx.unit.faults.is_empty()
        // What *How* says in one sentence is not said before it.
        && crate::how::in_one_phrase(cx, cx.unit.root).is_none()
        && let Some(text) = crate::how::first_steps(cx, cx.unit.root)
    {
        text
    } else if acts.is_empty() {
        let all = cx.unit.statements(cx.unit.root);
        let hands_on = |&it: &NodeId| matches!(cx.unit.kind(it), Kind::Export { from: Some(_), .. });
        let is_lost = |&it: &NodeId| {
            matches!(cx.unit.kind(it), Kind::Opaque { reason: code::Opacity::Broken | code::Opacity::Unread, .. })
        };
        let is_told = |&it: &NodeId| {
            matches!(cx.unit.kind(it), Kind::Opaque { .. } | Kind::Directive { .. } | Kind::Import(_) | Kind::Empty)
        };
        let has_parts = |&it: &NodeId| match cx.unit.kind(it) {
            Kind::Opaque { parts, .. } => !cx.unit.list(parts).is_empty(),
            _ => false,
        };
        let defined = match all[..] {
            [only] => match cx.unit.kind(only) {
                Kind::Let { target, value: Some(_), .. } => cx.unit.name_of(target).map(|_| cx.quote(target)),
                _ => None,
            },
            _ => None,
        };
        match (cx.level, all.len()) {
            (Level::Beginner, 2..) if all.iter().all(hands_on) => {
                "gathers names from several files and offers them in one place".to_owned()
            }
            (_, n @ 2..) if all.iter().all(hands_on) => {
                format!("re-exports the names of {}, so that importers need one", count(n, "module"))
            }
            (Level::Beginner, 1) if defined.is_some() => {
                format!("makes one value and calls it {}", defined.unwrap_or_default())
            }
            (_, 1) if defined.is_some() => format!("defines {}", defined.unwrap_or_default()),
            _ if !all.is_empty() && all.iter().all(is_lost) => match cx.level {
                _ if all.iter().any(has_parts) => "only fragments of this code can be read".to_owned(),
                Level::Beginner => "nothing here could be read in the language that was chosen: \
                                    where the code is written in another one, choose that"
                    .to_owned(),
                _ => "nothing here parses in the chosen language".to_owned(),
            },
            (_, 0) => "there is nothing to run here: only comments".to_owned(),
            (_, 1) if !cx.unit.faults.is_empty() => match crate::how::first_steps(cx, cx.unit.root) {
                Some(text) if !text.contains("contains ") => text,
                _ => "one statement, of which only parts can be read".to_owned(),
            },
            // Where only functions run, what stands outside of them is there for the compiler.
            (_, n @ 2..) if !cx.unit.dialect.top_level_runs && all.iter().all(is_told) => {
                format!("a file of {} declarations and directives", crate::words::number(n))
            }
            (Level::Beginner, 1) => "a single instruction".to_owned(),
            (Level::Beginner, n) => format!("{}, which run from top to bottom", count(n, "instruction")),
            (_, 1) => "a single statement".to_owned(),
            (_, n) => format!("a script of {}, run in order", count(n, "statement")),
        }
    } else {
        // Like acts share their verb: a list of prints says nothing about the rest.
        match fold(&acts, 3) {
            Some(text) if text.len() <= 160 && !acts.iter().any(|act| act.contains(" and ")) => text,
            _ => match &acts[..] {
                [first, second] if first.contains(" and ") => format!("{first}, and then {second}"),
                _ => list_some(&acts, 3),
            },
        }
    };
    let spans = if spans.is_empty() || is_value { vec![whole] } else { spans };
    draft.say(SectionKind::What, None, sentence(&text), &spans);
    tools(cx, draft);
}

/// What a script of commands does, where that is one sentence, or where nothing that it does is certain.
/// A function that is made by one that is called on the spot, where that is all: what it does by its name, and what it keeps.
fn made_on_the_spot(cx: &Context<'_>, statements: &[NodeId]) -> Option<(String, Span)> {
    let is_import = |it: &&NodeId| matches!(cx.unit.kind(**it), Kind::Import(_));
    let mut others = statements.iter().filter(|it| !is_import(it));
    let (Some(&only), None) = (others.next(), others.next()) else { return None };
    let Kind::Let { target, value: Some(value), .. } = cx.unit.kind(only) else { return None };
    let Kind::Call { callee, arguments, .. } = cx.unit.kind(value) else { return None };
    let Kind::Function(maker) = cx.unit.kind(callee) else { return None };
    let facts = cx.facts.functions.get(maker.index())?;
    if !arguments.is_empty() || facts.results != facts::Results::Function {
        return None;
    }
    let by_name = super::name::of_value(cx.unit.name_of(target)?)?;
    let kept: Vec<String> = cx
        .unit
        .statements(cx.unit.function(maker).body?)
        .into_iter()
        .filter_map(|it| match cx.unit.kind(it) {
            Kind::Let { target, .. } => cx.unit.name_of(target).map(|_| cx.quote(target)),
            _ => None,
        })
        .collect();
    let between = if kept.is_empty() {
        String::new()
    } else {
        format!(", which keeps {} between its calls", crate::words::list_some(&kept, 3))
    };
    let text =
        format!("by its name, {} {by_name}: a function that is called on the spot makes it{between}", cx.quote(target));
    Some((text, cx.unit.span(only)))
}

fn script_of_commands(cx: &Context<'_>) -> Option<String> {
    let root = cx.unit.root;
    let whole = crate::how::in_one_phrase(cx, root).or_else(|| crate::how::in_one_qualified_phrase(cx, root));
    if let Some(text) = whole.filter(|text| text.len() <= 240) {
        return Some(text.trim_start_matches(", ").to_owned());
    }
    // What is done in some cases only is not told as if it were always done.
    if say::always_acts(cx) { None } else { crate::how::first_steps(cx, root) }
}

/// A text that is mostly markup as it stands, with code between: what it fills in, and what it shows more than once.
fn page(cx: &Context<'_>) -> Option<String> {
    let unit = cx.unit;
    let mut n_markup = 0;
    let mut has_tags = false;
    let (mut holes, mut repeated) = (Vec::new(), Vec::new());
    let add = |list: &mut Vec<(u32, String)>, node: NodeId| {
        let text = cx.quote(node);
        if unit.span(node).len() <= 40 && !list.iter().any(|it| it.1 == text) {
            list.push((unit.span(node).start, text));
        }
    };
    for at in 0..unit.n_nodes() {
        let node = NodeId::from_index(at);
        if unit.parent(node).is_none() || unit.enclosing_function(node).is_some() {
            continue;
        }
        let Kind::Element { children, .. } = unit.kind(node) else { continue };
        if !crate::phrase::is_raw(cx, node) {
            continue;
        }
        n_markup += unit.span(node).len() as usize;
        has_tags |= unit.list(children).iter().any(|&it| unit.text(it).contains("</"));
        let in_loop = unit.ancestors(node).find_map(|up| match unit.kind(up) {
            Kind::Loop(code::LoopForm::Each, parts) => parts.source,
            _ => None,
        });
        if let Some(source) = in_loop {
            add(&mut repeated, source);
            continue;
        }
        for &child in unit.list(children) {
            match unit.kind(child) {
                Kind::Text(_) => {}
                // What makes a value safe to show is not what it is.
                Kind::Call { arguments, .. } => match unit.list(arguments) {
                    [first, ..]
                        if matches!(unit.kind(*first), Kind::Name(_) | Kind::Member { .. } | Kind::Index { .. }) =>
                    {
                        add(&mut holes, *first);
                    }
                    _ => add(&mut holes, child),
                },
                _ => add(&mut holes, child),
            }
        }
    }
    if n_markup * 3 < unit.source.len() {
        return None;
    }
    let beginner = cx.level == Level::Beginner;
    // What holds no tag may be any text.
    let mut text = match (has_tags, beginner) {
        (true, true) => "a page, or a part of one, written in HTML",
        (true, false) => "an HTML template",
        (false, true) => "a text with places to fill in",
        (false, false) => "a template of a text",
    }
    .to_owned();
    let in_order = |mut list: Vec<(u32, String)>| {
        list.sort_unstable();
        list.into_iter().map(|it| it.1).collect::<Vec<String>>()
    };
    let (holes, repeated) = (in_order(holes), in_order(repeated));
    let mut clauses = Vec::new();
    if !holes.is_empty() {
        clauses.push(format!("fills in {}", list_some(&holes, 4)));
    }
    if !repeated.is_empty() {
        clauses.push(format!("repeats a part for each item of {}", list_some(&repeated, 2)));
    }
    if !clauses.is_empty() {
        text.push_str(if beginner { "; the code in it " } else { " that " });
        text.push_str(&clauses.join(", and "));
    }
    Some(text)
}

/// What a file is that does nothing but give names to values, beside what it brings in and hands on.
fn values(cx: &Context<'_>, statements: &[NodeId]) -> Option<String> {
    let mut named = Vec::new();
    for &statement in statements {
        match cx.unit.kind(statement) {
            Kind::Import(_) | Kind::Export { .. } | Kind::Package { .. } | Kind::Empty => {}
            Kind::Let { target, value: Some(value), .. } | Kind::Assign { target, operator: None, value } => {
                // `a = b = 1` names two.
                let (mut target, mut value) = (target, value);
                loop {
                    cx.unit.name_of(target)?;
                    named.push((target, value));
                    let Kind::Assign { target: inner, operator: None, value: behind } = cx.unit.kind(value) else {
                        break;
                    };
                    (target, value) = (inner, behind);
                }
            }
            _ => return None,
        }
    }
    // Without imports, a short list of values is told as it stands.
    if named.len() == statements.len() || !cx.unit.faults.is_empty() {
        return None;
    }
    let exported = |&(target, _): &(NodeId, NodeId)| {
        cx.facts.scopes.resolve(target).is_some_and(|it| cx.facts.outline.exported.contains(&it))
    };
    let for_others = if named.iter().all(exported) { " for other files to use" } else { "" };
    let names: Vec<String> = named.iter().map(|&(target, _)| cx.quote(target)).collect();
    Some(match (&named[..], cx.level) {
        ([], _) => return None,
        (&[(_, value)], level) => {
            let what = say::noun_brief(cx, value).map_or_else(String::new, |noun| format!(": {noun}"));
            match level {
                Level::Beginner => format!("makes one value{for_others}, {}{what}", names[0]),
                _ => format!("defines {}{for_others}{what}", names[0]),
            }
        }
        (_, Level::Beginner) => format!("gives names to values{for_others}: {}", list_some(&names, 5)),
        _ => format!("defines {}{for_others}", list_some(&names, 6)),
    })
}

/// The function that a script wraps most of its code in and runs where it stands.
fn on_the_spot(cx: &Context<'_>) -> Option<FunctionId> {
    let statements = cx.unit.statements(cx.unit.root);
    let code = match &statements[..] {
        [] => return None,
        [first, ..] => cx.unit.span(*first).cover(cx.unit.span(statements[statements.len() - 1])).len(),
    };
    statements.into_iter().find_map(|statement| {
        let mut at = statement;
        loop {
            at = match cx.unit.kind(at) {
                Kind::Await(inner) | Kind::Unary(_, inner) => inner,
                Kind::Call { callee, .. } => callee,
                Kind::Member { object, .. } if matches!(cx.unit.kind(object), Kind::Call { .. }) => object,
                Kind::Function(id) if at != statement => {
                    let function = cx.unit.function(id);
                    return (cx.unit.span(function.node).len() * 2 > code).then_some(id);
                }
                _ => return None,
            };
        }
    })
}

/// Says how the author describes the file.
pub(super) fn author(cx: &Context<'_>, draft: &mut Draft) {
    if let Some((words, span)) = quote::first_sentence(cx, cx.facts.outline.doc) {
        let text = match cx.level {
            Level::Beginner => format!("The author describes this file so: “{words}.”"),
            Level::Intermediate => format!("In the author's words: “{words}.”"),
            Level::Expert => format!("Documented as: “{words}.”"),
        };
        draft.say(SectionKind::What, None, text, &[span]);
    }
}

/// Says once whose words stand in quotation marks further down.
fn quotes(cx: &Context<'_>, draft: &mut Draft) {
    // What stands inside a function or a macro is not introduced with its author's words.
    let is_item = |node: NodeId| {
        cx.unit.ancestors(node).all(|it| !matches!(cx.unit.kind(it), Kind::Function(_) | Kind::Call { .. }))
    };
    let functions = cx.unit.functions.iter().map(|it| (it.node, it.doc));
    let documented = functions
        .chain(cx.unit.types.iter().map(|it| (it.node, it.doc)))
        .filter_map(|(node, doc)| doc.filter(|_| is_item(node)));
    let spans: Vec<Span> = documented
        .filter(|&doc| quote::first_sentence(cx, Some(doc)).is_some())
        .map(|doc| cx.unit.doc(doc).span)
        .filter(|&span| !draft.is_told(span))
        .take(3)
        .collect();
    if !spans.is_empty() {
        let text = match cx.level {
            Level::Beginner => {
                "What stands between “ and ” below was written by the author, not worked out from the code."
            }
            _ => "Text between “ and ” below is the author's documentation.",
        };
        draft.say(SectionKind::What, None, text.to_owned(), &spans);
    }
}

/// Where running it starts.
fn entry(cx: &Context<'_>, draft: &mut Draft) {
    let Some(entry) = cx.facts.outline.entry else { return };
    let span = cx.unit.span(entry);
    let name = match cx.unit.kind(entry) {
        Kind::Function(id) => {
            cx.facts.functions.get(id.index()).and_then(|facts| facts.name).map(|name| cx.quote(name))
        }
        _ => None,
    };
    let text = match (name, cx.level) {
        (Some(name), Level::Beginner) => format!("Running the program starts in {name}, so begin reading there"),
        (Some(name), _) => format!("The entry point is {name}"),
        (None, Level::Beginner) => {
            "The block near the end runs only when the file is started as a program, not when other code imports it"
                .to_owned()
        }
        (None, _) => "It doubles as a script: one block runs only when the file is started directly".to_owned(),
    };
    draft.say(SectionKind::What, None, sentence(&text), &[span]);
}

/// How the functions lean on one another: the ones that call most, which is where a reader starts.
fn calls(cx: &Context<'_>, draft: &mut Draft) {
    let mut tops: Vec<(usize, String, Vec<String>, Span)> = Vec::new();
    for item in &cx.facts.outline.items {
        let Item::Function(id) = *item else { continue };
        let Some(facts) = cx.facts.functions.get(id.index()) else { continue };
        let Some(name) = facts.name else { continue };
        let callees: Vec<String> = facts
            .calls
            .iter()
            .filter(|&&callee| callee != id)
            .filter_map(|callee| cx.facts.functions.get(callee.index())?.name)
            // A method of the same name would read as a call of itself.
            .filter(|&callee| cx.text(callee) != cx.text(name))
            .map(|name| cx.quote(name))
            .collect();
        if !callees.is_empty() && facts.called_by.iter().all(|&caller| caller == id) {
            tops.push((callees.len(), cx.quote(name), callees, plan::header(cx, id)));
        }
    }
    tops.sort_by_key(|top| std::cmp::Reverse(top.0));
    tops.truncate(2);
    if tops.is_empty() {
        return;
    }
    let parts: Vec<String> =
        tops.iter().map(|(_, name, callees, _)| format!("{name} calls {}", list_some(callees, 4))).collect();
    let spans: Vec<Span> = tops.iter().map(|top| top.3).collect();
    let text = match cx.level {
        Level::Beginner => format!("The parts work together: {}", parts.join("; ")),
        _ => parts.join("; "),
    };
    draft.say(SectionKind::What, None, capital(&text), &spans);
}

/// What loading the file does by itself.
fn effects(cx: &Context<'_>, draft: &mut Draft) {
    let (acts, spans) = say::acts(cx, None, say::Weight::Effect);
    if acts.is_empty() || cx.facts.outline.entry.is_some() {
        return;
    }
    // Not all of what stands in branches happens.
    let chosen = cx.unit.statements(cx.unit.root).into_iter().any(|statement| {
        let whole = cx.unit.span(statement);
        // What is tested runs in any case; of a condition of several parts only the first does.
        let tested = match cx.unit.kind(statement) {
            Kind::If { condition, .. } if !matches!(cx.unit.kind(condition), Kind::Binary(..)) => {
                Some(cx.unit.span(condition))
            }
            _ => None,
        };
        let within = |span: &Span, outer: Span| outer.start <= span.start && span.end <= outer.end;
        matches!(cx.unit.kind(statement), Kind::If { .. } | Kind::Match { .. } | Kind::Loop(..))
            && spans.iter().any(|span| within(span, whole) && !tested.is_some_and(|it| within(span, it)))
    });
    let when = match (cx.level, chosen) {
        (Level::Beginner, true) => "When the file is run, in loops or under conditions, it",
        (Level::Beginner, false) => "When the file is run, it",
        (_, true) => "On load, in loops or under conditions, it",
        (_, false) => "On load it",
    };
    let text = format!("{when} {}", list_some(&acts, 3));
    draft.say(SectionKind::What, None, sentence(&text), &spans);
}

/// A sentence that may begin with code.
fn capital(text: &str) -> String {
    sentence(text)
}

/// Says what a run of imports brings in.
pub(crate) fn imports(cx: &Context<'_>, first: NodeId, last: NodeId, parent: Option<u32>, draft: &mut Draft) {
    let mut modules: Vec<String> = Vec::new();
    // With what is taken from each.
    let mut named: Vec<(String, Vec<String>)> = Vec::new();
    let mut spans: Vec<Span> = Vec::new();
    for node in plan::siblings(cx, first, last) {
        let Kind::Import(id) = cx.unit.kind(node) else { continue };
        let import = cx.unit.import(id);
        spans.push(cx.unit.span(node));
        let text = cx.text(node);
        // The canonical name is a spelling of ours where the language writes it another way.
        // A module that is only the start of a longer path says little: what is taken from it says more.
        let spelled = !import.module.is_empty()
            && text.contains(import.module.as_str())
            && !text
                .match_indices(import.module.as_str())
                .any(|(at, it)| ["::", "\\"].iter().any(|mark| text[at + it.len()..].starts_with(mark)));
        let shown: Vec<String> = if spelled || import.names.is_empty() && import.alias.is_none() {
            vec![format!("`{}`", import.module)].into_iter().filter(|_| spelled).collect()
        } else {
            import
                .alias
                .iter()
                .copied()
                .chain(import.names.iter().map(|name| name.local))
                .map(|it| cx.quote(it))
                .collect()
        };
        // What is taken says more than where from alone.
        let names: Vec<String> = import.names.iter().filter(|_| spelled).map(|it| cx.quote(it.local)).collect();
        if names.is_empty() || names.contains(&shown[0]) {
            named.extend(shown.iter().map(|it| (it.clone(), Vec::new())));
        } else {
            match named.iter_mut().find(|it| it.0 == shown[0] && !it.1.is_empty()) {
                Some(same) => same.1.extend(names),
                None => named.push((shown[0].clone(), names)),
            }
        }
        for one in shown {
            if !modules.contains(&one) {
                modules.push(one);
            }
        }
    }
    if spans.is_empty() {
        return;
    }
    let text = match (cx.level, modules.len()) {
        _ if cx.unit.dialect.textual_imports => crate::how::includes(cx, &plan::siblings(cx, first, last)),
        (_, 0) => "it brings in code from elsewhere".to_owned(),
        (Level::Beginner, _) => {
            format!("it brings in what it needs from elsewhere: {}", list_some(&modules, 6))
        }
        (Level::Intermediate, 1..=4) => {
            // A whole module right before names of another one would seem to be one of them.
            let whole: Vec<String> = named.iter().filter(|it| it.1.is_empty()).map(|it| it.0.clone()).collect();
            let parts: Vec<String> = named
                .iter()
                .filter(|it| !it.1.is_empty())
                .map(|(module, names)| match names.len() {
                    1..=4 => format!("{} from {module}", list(names)),
                    n => format!("{} from {module}", count(n, "name")),
                })
                .collect();
            match (&whole[..], &parts[..]) {
                ([], _) => format!("imports {}", list(&parts)),
                (_, []) => format!("imports {}", list(&whole)),
                _ => format!("imports {}, and {}", list(&whole), list(&parts)),
            }
        }
        (Level::Intermediate, _) => format!("imports {}", list_some(&modules, 8)),
        (Level::Expert, _) => format!("depends on {}", list_some(&modules, 10)),
    };
    draft.say(SectionKind::How, parent, sentence(&text), &spans);
}
