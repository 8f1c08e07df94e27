//! A part of a text in the context of the whole: lines that a reader selected, or the name at the cursor.
//!
//! Lines are widened to whole statements of one body, or to whole items. *What* says where they stand and when they run, which
//! values come in and which go on from there; *How* tells their steps as the whole explanation would; of *Why*, *Concepts* and
//! *Watch out* stays what rests on them. A name is told by `symbol`: what it stands for, where it comes from and where it goes.

mod symbol;

use code::{FunctionId, Kind, NodeId, Span, TypeId, Unit};
use facts::{Binding, BindingKind, Facts, Item};

use crate::draft::{Context, Draft};
use crate::plan::{self, Shape};
use crate::words::{list, list_some};
use crate::{Explanation, Level, SectionKind, SourceSpan, how, phrase, what};

/// What a part of a text is.
enum Target {
    /// A name.
    Name(NodeId),
    /// The member at the end of a chain, whose name is at the cursor.
    Member(NodeId),
    /// One function.
    Function(FunctionId),
    /// One type.
    Type(TypeId),
    /// Statements of a body.
    Statements { body: NodeId, span: Span },
    /// Something that has no steps of its own: told by what the whole says of its lines.
    Lines(Span),
}

/// Writes about the part of a unit that lies in `selected`, an empty span being a cursor. `None` where no code stands there.
pub(crate) fn write(unit: &Unit, facts: &Facts, level: Level, engine: &str, selected: Span) -> Option<Explanation> {
    let cx = Context { unit, facts, level };
    if unit.source.trim() == unit.slice(selected).trim() {
        return Some(crate::write(unit, facts, level, engine, false));
    }
    let target = find(&cx, selected)?;
    let mut draft = Draft::default();
    let span = match target {
        Target::Name(node) => {
            symbol::name(&cx, node, &mut draft);
            unit.span(node)
        }
        Target::Member(node) => {
            symbol::member(&cx, node, &mut draft);
            unit.span(node)
        }
        Target::Function(id) => {
            function(&cx, id, &mut draft);
            unit.span(unit.function(id).node)
        }
        Target::Type(id) => {
            what::fill(&cx, Shape::Type(id), &mut draft);
            symbol::constructed(&cx, id, &mut draft);
            plan::type_parts(&cx, id, None, &mut draft);
            unit.span(unit.type_definition(id).node)
        }
        Target::Statements { body, span } => {
            statements(&cx, body, span, &mut draft);
            span
        }
        Target::Lines(span) => {
            what_around(&cx, span, &mut draft);
            span
        }
    };
    let is_name = matches!(target, Target::Name(_) | Target::Member(_));
    if !is_name {
        let whole = crate::write(unit, facts, level, engine, false);
        borrow(&whole, unit, span, &mut draft);
        if !draft.has(SectionKind::How) && matches!(target, Target::Lines(_) | Target::Statements { .. }) {
            borrow_narrowest(&whole, unit, span, &mut draft);
        }
    }
    let sections = draft.finish(unit, level);
    (!sections.is_empty()).then(|| Explanation {
        v: 1,
        engine: engine.to_owned(),
        language: unit.language.to_owned(),
        level,
        sections,
    })
}

/// The function that a part of a text is.
pub(crate) fn function_at(cx: &Context<'_>, selected: Span) -> Option<FunctionId> {
    match find(cx, selected)? {
        Target::Function(id) => Some(id),
        _ => None,
    }
}

/// What stands at a place.
fn find(cx: &Context<'_>, selected: Span) -> Option<Target> {
    let unit = cx.unit;
    let text = unit.slice(selected);
    let start = selected.start + (text.len() - text.trim_start().len()) as u32;
    let part = Span::new(start, (start + text.trim().len() as u32).max(start));
    if let Some(name) = name_at(cx, part) {
        return Some(match as_definition(cx, name) {
            Some(Kind::Function(id)) => Target::Function(id),
            Some(Kind::Type(id)) => Target::Type(id),
            _ => Target::Name(name),
        });
    }
    if let Some(member) = member_at(cx, part) {
        return Some(Target::Member(member));
    }
    // A cursor beside no name means its line.
    let part = if part.is_empty() { line_of(unit, part.start)? } else { part };
    let spoken = unit.slice(part).chars().any(char::is_alphanumeric);
    let found = items(cx, part).or_else(|| in_body(cx, part));
    found.filter(|it| !is_too_wide(cx, it, part)).or_else(|| spoken.then_some(Target::Lines(part)))
}

/// Whether the statements that a part touches are so much more than the part that they are no answer: a few lines of a long table,
/// one column of a long query.
fn is_too_wide(cx: &Context<'_>, target: &Target, part: Span) -> bool {
    let n_lines = |span: Span| {
        let (first, last) = cx.unit.line_range(span);
        last - first + 1
    };
    match target {
        Target::Statements { span, .. } => n_lines(*span) > 2 * n_lines(part) + 12,
        _ => false,
    }
}

/// The line of a place, without the white space around it; `None` where it is empty.
fn line_of(unit: &Unit, at: u32) -> Option<Span> {
    let source = unit.source.as_str();
    let before = source.get(..at as usize)?;
    let start = before.rfind('\n').map_or(0, |it| it + 1);
    let end = source.get(at as usize..)?.find('\n').map_or(source.len(), |it| at as usize + it);
    let line = source.get(start..end)?;
    let first = start + (line.len() - line.trim_start().len());
    (!line.trim().is_empty()).then(|| Span::new(first as u32, (first + line.trim().len()) as u32))
}

/// The name that a part is, or that a cursor touches.
fn name_at(cx: &Context<'_>, part: Span) -> Option<NodeId> {
    let unit = cx.unit;
    nodes(unit).find(|&node| {
        let span = unit.span(node);
        let fits = if part.is_empty() { span.start <= part.start && part.start <= span.end } else { span == part };
        fits && !span.is_empty() && matches!(unit.kind(node), Kind::Name(_))
    })
}

/// The member access whose last name a part is, or a cursor touches.
fn member_at(cx: &Context<'_>, part: Span) -> Option<NodeId> {
    let unit = cx.unit;
    nodes(unit).find(|&node| {
        let Kind::Member { object, name, .. } = unit.kind(node) else { return false };
        let (whole, name) = (unit.span(node), unit.name(name));
        if !unit.text(node).ends_with(name) || unit.span(object).end > whole.end - name.len() as u32 {
            return false;
        }
        let own = Span::new(whole.end - name.len() as u32, whole.end);
        if part.is_empty() { own.start <= part.start && part.start <= own.end } else { own == part || whole == part }
    })
}

fn nodes(unit: &Unit) -> impl Iterator<Item = NodeId> {
    (0..unit.n_nodes()).map(NodeId::from_index)
}

/// The item whose name a name node is.
fn as_definition(cx: &Context<'_>, name: NodeId) -> Option<Kind> {
    let kind = cx.unit.kind(cx.unit.parent(name)?);
    match kind {
        Kind::Function(id) => (cx.unit.function(id).name == Some(name)).then_some(kind),
        Kind::Type(id) => (cx.unit.type_definition(id).name == Some(name)).then_some(kind),
        _ => None,
    }
}

/// The function or type that a part holds as a whole and nothing beside it, at any depth.
fn items(cx: &Context<'_>, part: Span) -> Option<Target> {
    let unit = cx.unit;
    // What a definition is bound to, and the mark at its end, may be selected with it.
    let is_same = |node: NodeId| {
        let span = unit.span(node);
        let rest = |text: &str| !text.chars().any(char::is_alphanumeric);
        part.contains(span)
            && rest(unit.slice(Span::new(part.start, span.start)))
            && rest(unit.slice(Span::new(span.end, part.end)))
    };
    nodes(unit).filter(|&node| is_same(node)).find_map(|node| match unit.kind(node) {
        Kind::Function(id) if unit.function(id).name.is_some() => Some(Target::Function(id)),
        Kind::Type(id) => Some(Target::Type(id)),
        _ => None,
    })
}

/// The statements of the innermost body that a part touches.
fn in_body(cx: &Context<'_>, part: Span) -> Option<Target> {
    let (unit, steps) = (cx.unit, &cx.facts.steps);
    // Children are older than their parents, so the first that fits is the innermost.
    let bodies = nodes(unit).filter(|&node| unit.span(node).contains(part));
    bodies.filter(|&node| !steps.of_body(node).is_empty()).find_map(|body| {
        let touched = steps.of_body(body).iter().map(|&id| steps.get(id).span);
        let touched = touched.filter(|span| span.start < part.end && part.start < span.end);
        let span = touched.reduce(Span::cover)?;
        match only_method(unit, body, span) {
            Some(method) => Some(Target::Function(method)),
            None => Some(Target::Statements { body, span }),
        }
    })
}

/// The method that is all of a type's body that a part touches: with its annotations it is more than its node.
fn only_method(unit: &Unit, body: NodeId, part: Span) -> Option<FunctionId> {
    let Kind::Type(id) = unit.kind(body) else { return None };
    let members = unit.list(unit.type_definition(id).members).iter().copied();
    let mut touched = members.filter(|&it| unit.span(it).start < part.end && part.start < unit.span(it).end);
    match (touched.next().map(|it| unit.kind(it)), touched.next()) {
        (Some(Kind::Function(id)), None) => Some(id),
        _ => None,
    }
}

/// A function in the context of the whole.
fn function(cx: &Context<'_>, id: FunctionId, draft: &mut Draft) {
    what::fill(cx, Shape::Function(id), draft);
    symbol::callers(cx, id, draft);
    if !what::says_all(cx, id, &what::function_lead(cx, id)) {
        plan::function_steps(cx, id, None, draft);
    }
}

/// Statements: where they stand, what comes in and what goes on, and their steps.
fn statements(cx: &Context<'_>, body: NodeId, span: Span, draft: &mut Draft) {
    what_around(cx, span, draft);
    conditions(cx, body, span, draft);
    flow(cx, span, draft);
    match cx.unit.kind(body) {
        _ if body == cx.unit.root && !cx.facts.outline.items.is_empty() => top_level(cx, span, draft),
        Kind::Type(id) => members(cx, id, span, draft),
        _ => how::part_under(cx, body, span, None, draft),
    }
}

/// Statements and items of the file, in their order.
fn top_level(cx: &Context<'_>, part: Span, draft: &mut Draft) {
    let unit = cx.unit;
    let inside = |span: Span| part.contains(span);
    for item in &cx.facts.outline.items {
        match *item {
            Item::Function(id) if inside(unit.span(unit.function(id).node)) => {
                plan::function_part(cx, id, None, draft);
            }
            Item::Type(id) if inside(unit.span(unit.type_definition(id).node)) => {
                let parent = what::introduce_type(cx, id, None, draft);
                plan::type_parts(cx, id, Some(parent), draft);
            }
            Item::Function(_) | Item::Type(_) => {}
            Item::Imports(first, last) => {
                let touched: Vec<NodeId> =
                    plan::siblings(cx, first, last).into_iter().filter(|&it| inside(unit.span(it))).collect();
                if let (Some(&first), Some(&last)) = (touched.first(), touched.last()) {
                    what::imports(cx, first, last, None, draft);
                }
            }
            Item::Variable(node) | Item::Other(node) => {
                if inside(unit.span(node)) {
                    how::part_under(cx, unit.root, unit.span(node), None, draft);
                }
            }
            Item::Script(first, last) => {
                let run = unit.span(first).cover(unit.span(last));
                let (start, end) = (run.start.max(part.start), run.end.min(part.end));
                if start < end {
                    how::part_under(cx, unit.root, Span::new(start, end), None, draft);
                }
            }
        }
    }
}

/// Members of a type, in their order.
fn members(cx: &Context<'_>, id: TypeId, part: Span, draft: &mut Draft) {
    let definition = cx.unit.type_definition(id);
    for &member in cx.unit.list(definition.members) {
        let span = cx.unit.span(member);
        match cx.unit.kind(member) {
            _ if span.end <= part.start || part.end <= span.start => {}
            Kind::Function(function) => plan::function_part(cx, function, None, draft),
            Kind::Type(inner) => {
                let parent = what::introduce_type(cx, inner, None, draft);
                plan::type_parts(cx, inner, Some(parent), draft);
            }
            _ => how::part_under(cx, definition.node, span, None, draft),
        }
    }
}

/// Where the part stands: in which function or type, and what that does.
fn what_around(cx: &Context<'_>, span: Span, draft: &mut Draft) {
    let unit = cx.unit;
    let Some(at) = nodes(unit).find(|&node| unit.span(node).contains(span)) else { return };
    let named = |id: &FunctionId| cx.facts.functions.get(id.index()).is_some_and(|it| it.name.is_some());
    let holder = std::iter::once(at).chain(unit.ancestors(at)).find_map(|node| match unit.kind(node) {
        Kind::Function(id) if named(&id) => Some(id),
        _ => None,
    });
    let subject = subject(cx, span);
    let verb = if is_one_line(cx, span) { "stands" } else { "stand" };
    if let Some(id) = holder {
        let Some(name) = cx.facts.function(id).name else { return };
        let lead = what::function_lead(cx, id);
        let text = match what::colon(&lead.text) {
            "" if !lead.text.starts_with(',') => {
                format!("{subject} {verb} in {}, which {}.", cx.quote(name), lead.text)
            }
            _ => format!("{subject} {verb} in {}.", cx.quote(name)),
        };
        draft.say(SectionKind::What, None, text, &[span, plan::header(cx, id)]);
    } else if let Some(id) = own_type(unit, at) {
        let Some(name) = unit.type_definition(id).name else { return };
        let text = format!("{subject} {verb} in the body of {}.", cx.quote(name));
        draft.say(SectionKind::What, None, text, &[span, unit.span(name)]);
    } else {
        let runs = if cx.level == Level::Beginner { ", outside of any function" } else { "" };
        draft.say(SectionKind::What, None, format!("{subject} {verb} at the top level{runs}."), &[span]);
    }
}

/// The type whose body a node is or stands in.
fn own_type(unit: &Unit, node: NodeId) -> Option<TypeId> {
    match unit.kind(node) {
        Kind::Type(id) => Some(id),
        _ => unit.enclosing_type(node),
    }
}

fn is_one_line(cx: &Context<'_>, span: Span) -> bool {
    let (first, last) = cx.unit.line_range(span);
    first == last
}

/// `Line 3`, `Lines 3 to 5`.
fn subject(cx: &Context<'_>, span: Span) -> String {
    match cx.unit.line_range(span) {
        (first, last) if first == last => format!("Line {first}"),
        (first, last) => format!("Lines {first} to {last}"),
    }
}

/// When the statements of a body run: what the branches and loops around them ask, from the outermost in.
fn conditions(cx: &Context<'_>, body: NodeId, span: Span, draft: &mut Draft) {
    /// More than these are no help to anybody.
    const MOST: usize = 3;
    let unit = cx.unit;
    let mut clauses: Vec<(String, Span)> = Vec::new();
    let mut inner = body;
    for node in std::iter::once(body).chain(unit.ancestors(body)) {
        let clause = match unit.kind(node) {
            Kind::Function(_) => break,
            Kind::If { condition, then, .. } if then == inner => {
                Some((format!("only if {}", phrase::condition(cx, condition)), unit.span(condition)))
            }
            Kind::If { condition, otherwise: Some(otherwise), .. } if otherwise == inner => {
                Some((format!("only if {}", phrase::negated(cx, condition)), unit.span(condition)))
            }
            Kind::Loop(form, parts) if parts.body == inner => round(cx, form, parts),
            Kind::Handler { body: own, .. } if own == inner => {
                let line = unit.line(unit.span(node).start);
                Some((format!("only when the error is caught for which line {line} waits"), unit.span(node)))
            }
            _ => None,
        };
        clauses.extend(clause);
        inner = node;
    }
    clauses.reverse();
    if clauses.is_empty() || clauses.iter().any(|(text, _)| text.contains('…') || text.len() > 160) {
        return;
    }
    let from = clauses.len().saturating_sub(MOST);
    let texts: Vec<&str> = clauses[from..].iter().map(|(text, _)| text.as_str()).collect();
    let spans: Vec<Span> = clauses[from..].iter().map(|&(_, span)| span).chain([span]).collect();
    let subject = if is_one_line(cx, span) { "It runs" } else { "They run" };
    draft.say(SectionKind::What, None, format!("{subject} {}.", texts.join(", and there ")), &spans);
}

/// How often a loop's body runs.
fn round(cx: &Context<'_>, form: code::LoopForm, parts: code::LoopParts) -> Option<(String, Span)> {
    use code::LoopForm::{Counted, DoWhile, Each, Endless, Keys, While};
    let unit = cx.unit;
    match form {
        Each | Keys => {
            let source = parts.source?;
            let of = phrase::noun(cx, source);
            let each = match parts.target {
                Some(target) if form == Each => format!("once for each {} of {of}", cx.quote(target)),
                Some(target) => format!("once for each key {} of {of}", cx.quote(target)),
                None => format!("once for each item of {of}"),
            };
            Some((each, unit.span(source)))
        }
        While | Counted => {
            let condition = parts.condition?;
            Some((format!("again and again while {}", phrase::condition(cx, condition)), unit.span(condition)))
        }
        DoWhile => {
            let condition = parts.condition?;
            let text = format!("once, and again as long as {}", phrase::condition(cx, condition));
            Some((text, unit.span(condition)))
        }
        Endless => Some(("again and again until something inside ends the loop".to_owned(), unit.span(parts.body))),
    }
}

/// Which values come into a part and which go on from it.
fn flow(cx: &Context<'_>, span: Span, draft: &mut Draft) {
    const MOST: usize = 5;
    let (unit, scopes) = (cx.unit, &cx.facts.scopes);
    let inside = |node: NodeId| span.contains(unit.span(node));
    let is_value = |it: &Binding| {
        use BindingKind::{Constant, Error, LoopItem, Parameter, Pattern, Resource, Variable};
        matches!(it.kind, Parameter | Variable | Constant | LoopItem | Error | Resource | Pattern)
    };
    let mut comes: Vec<(String, Span)> = Vec::new();
    let mut goes: Vec<(String, Vec<u32>, Span)> = Vec::new();
    let mut changes: Vec<String> = Vec::new();
    for binding in scopes.bindings.iter().filter(|it| is_value(it)) {
        // What the part sets itself before it reads it does not come in.
        let start = |node: NodeId| unit.span(node).start;
        let first_read = binding.reads.iter().copied().filter(|&node| inside(node)).map(start).min();
        let own_writes = binding.writes.iter().copied().filter(|&node| inside(node) && !binding.reads.contains(&node));
        let read = first_read.is_some_and(|read| own_writes.map(start).min().is_none_or(|write| read < write));
        let written: Vec<NodeId> = binding.writes.iter().copied().filter(|&node| inside(node)).collect();
        let own = inside(binding.definition);
        let name = cx.quote(binding.definition);
        if read && !own {
            let line = unit.line(unit.span(binding.definition).start);
            let from = match binding.kind {
                BindingKind::Parameter => format!("the parameter {name}"),
                _ => format!("{name} (from line {line})"),
            };
            comes.push((from, unit.span(binding.definition)));
        }
        if !own && !written.is_empty() {
            changes.push(name.clone());
        }
        let lines = symbol::lines_of(unit, read_after(unit, binding, span));
        if (own || !written.is_empty()) && !lines.is_empty() {
            goes.push((name, lines, unit.span(binding.definition)));
        }
    }
    let one = is_one_line(cx, span);
    if !comes.is_empty() {
        let names: Vec<&str> = comes.iter().map(|(name, _)| name.as_str()).collect();
        let spans: Vec<Span> = comes.iter().take(MOST).map(|&(_, span)| span).chain([span]).collect();
        let uses = if one { "It uses" } else { "They use" };
        draft.say(SectionKind::What, None, format!("{uses} {}.", list_some(&names, MOST)), &spans);
    }
    if !changes.is_empty() {
        let sets = if one { "It gives" } else { "They give" };
        draft.say(SectionKind::What, None, format!("{sets} {} a new value.", list_some(&changes, MOST)), &[span]);
    }
    if !goes.is_empty() {
        let parts: Vec<String> =
            goes.iter().map(|(name, lines, _)| format!("{name} on {}", symbol::lines(lines))).collect();
        let spans: Vec<Span> = goes.iter().take(MOST).map(|&(.., span)| span).chain([span]).collect();
        let text = match goes.as_slice() {
            [(name, lines, _)] => format!("{name} is read later, on {}.", symbol::lines(lines)),
            _ => format!("What is read later: {}.", list_some(&parts, MOST)),
        };
        draft.say(SectionKind::What, None, text, &spans);
    }
}

/// The reads of a variable behind a part, as far as they may see what the part leaves in it: none where it is set anew first.
fn read_after<'b>(unit: &'b Unit, binding: &'b Binding, part: Span) -> impl Iterator<Item = NodeId> + 'b {
    let start = |node: NodeId| unit.span(node).start;
    let later = move |nodes: &'b [NodeId]| nodes.iter().copied().filter(move |&node| start(node) >= part.end);
    // What is computed from the value before is read and written by one node.
    let first_read = later(&binding.reads).map(start).min();
    let first_write = later(&binding.writes).filter(|node| !binding.reads.contains(node)).map(start).min();
    let is_set_anew = first_write.is_some_and(|write| first_read.is_some_and(|read| write < read));
    later(&binding.reads).filter(move |_| !is_set_anew)
}

/// Takes over what the explanation of the whole says about a part and nothing but it: *Why*, *Concepts* and *Watch out*; *How* only
/// where the part has no steps of its own.
fn borrow(whole: &Explanation, unit: &Unit, part: Span, draft: &mut Draft) {
    let (first, last) = unit.line_range(part);
    let inside = |it: &SourceSpan| first <= it.start_line && it.end_line <= last;
    for section in &whole.sections {
        let wanted = match section.kind {
            SectionKind::What => false,
            SectionKind::How => !draft.has(SectionKind::How),
            SectionKind::Why | SectionKind::Concepts | SectionKind::WatchOut => true,
        };
        if !wanted {
            continue;
        }
        for sentence in &section.sentences {
            let all = sentence.spans.iter().all(inside);
            let some = section.kind == SectionKind::Concepts && sentence.spans.iter().any(inside);
            if all || some {
                let spans: Vec<Span> = sentence.spans.iter().map(|it| Span::new(it.start_byte, it.end_byte)).collect();
                draft.say(section.kind, None, sentence.text.clone(), &spans);
            }
        }
    }
}

/// The narrowest that the explanation of the whole says about a part of which it says nothing by itself.
fn borrow_narrowest(whole: &Explanation, unit: &Unit, part: Span, draft: &mut Draft) {
    const MOST: usize = 3;
    let (first, last) = unit.line_range(part);
    let touches = |it: &SourceSpan| it.start_line <= last && first <= it.end_line;
    let sections = whole.sections.iter().filter(|it| matches!(it.kind, SectionKind::What | SectionKind::How));
    let mut found: Vec<(u32, &crate::Sentence)> = sections
        .flat_map(|section| &section.sentences)
        .filter(|it| it.spans.iter().any(touches))
        .map(|it| (it.spans.iter().map(|span| span.end_line - span.start_line + 1).sum(), it))
        .collect();
    let Some(narrowest) = found.iter().map(|it| it.0).min() else { return };
    found.retain(|it| it.0 == narrowest);
    for (_, sentence) in found.into_iter().take(MOST) {
        let spans: Vec<Span> = sentence.spans.iter().map(|it| Span::new(it.start_byte, it.end_byte)).collect();
        draft.say(SectionKind::How, None, sentence.text.clone(), &spans);
    }
}

/// The names of functions, each once.
fn names_of(cx: &Context<'_>, ids: &[FunctionId]) -> Vec<String> {
    let name = |&id: &FunctionId| cx.facts.functions.get(id.index())?.name.map(|it| cx.quote(it));
    let mut names: Vec<String> = Vec::new();
    for name in ids.iter().filter_map(name) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

/// `f and g`.
fn listed(names: &[String]) -> String {
    if names.len() > 5 { list_some(names, 4) } else { list(names) }
}
