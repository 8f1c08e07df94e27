//! Style sheets: what they style, rule by rule, and who wins where rules compete.
//!
//! `selector` says which elements a rule is about, `effects` what its declarations achieve together, `value` says values and
//! conditions, `overview` what the sheet is for, and `lexicon` has the words for reasons and traps.

mod effects;
mod lexicon;
mod overview;
mod selector;
mod value;

use code::{Comment, Kind, Span, StylePart};
use facts::sheets::{EntryForm, Sheet, SimpleKind};

use crate::draft::{Context, Draft, code};
use crate::words::{count, list, list_some, sentence};
use crate::{Level, SectionKind};

pub(crate) use overview::gist;

/// Whether a unit is a style sheet.
pub(crate) fn is_about(cx: &Context<'_>) -> bool {
    match cx.unit.kind(cx.unit.root) {
        Kind::Module { body } => {
            cx.unit.list(body).iter().any(|&it| matches!(cx.unit.kind(it), Kind::Style(StylePart::Sheet, _)))
        }
        _ => false,
    }
}

/// Fills all sections.
pub(crate) fn fill(cx: &Context<'_>, draft: &mut Draft) {
    let Some(sheet) = cx.facts.sheets.first() else { return };
    overview::fill(cx, sheet, draft);
    parts(cx, sheet, None, draft);
    lexicon::why(cx, sheet, draft);
    lexicon::concepts(cx, std::slice::from_ref(sheet), draft);
    lexicon::watch_out(cx, sheet, draft);
}

/// Reasons, terms and traps of the style sheets inside a page.
pub(crate) fn inside_page(cx: &Context<'_>, draft: &mut Draft) {
    for sheet in &cx.facts.sheets {
        lexicon::why(cx, sheet, draft);
        lexicon::watch_out(cx, sheet, draft);
    }
    lexicon::concepts(cx, &cx.facts.sheets, draft);
}

/// The rules and statements of a sheet, under the headings that its author gives.
pub(crate) fn parts(cx: &Context<'_>, sheet: &Sheet, parent: Option<u32>, draft: &mut Draft) {
    let loose: Vec<&facts::sheets::Declaration> = sheet.declarations.iter().filter(|it| it.owner.is_none()).collect();
    if !loose.is_empty() {
        let spans: Vec<Span> = loose.iter().map(|it| it.span).collect();
        let names: Vec<String> = loose.iter().map(|it| code(cx.unit.slice(it.span))).collect();
        draft.say(
            SectionKind::How,
            parent,
            format!("Declarations that stand in no rule: {}.", list_some(&names, 6)),
            &spans,
        );
    }
    let top: Vec<usize> = sheet.children(None).collect();
    let headings = headings(cx, sheet, &top);
    let mut under = parent;
    let mut next = headings.iter().peekable();
    let mut at = 0;
    while let Some(&entry) = top.get(at) {
        while let Some((comment, text)) = next.next_if(|it| it.0.span.start < sheet.entries[entry].span.start) {
            // A longer remark is about what follows it, which stands under no heading then.
            under = match text {
                Some(text) => {
                    let lead = format!("Under the author's heading “{text}”:");
                    Some(draft.say(SectionKind::How, parent, lead, &[comment.span]))
                }
                None => parent,
            };
        }
        let stop = next.peek().map_or(u32::MAX, |it| it.0.span.start);
        let n = run(sheet, &top[at..], stop);
        if n > 2 {
            row(cx, sheet, &top[at..at + n], under, draft);
            at += n;
            continue;
        }
        self::entry(cx, sheet, entry, under, 0, draft);
        at += 1;
    }
}

/// Comments that read as headings: short ones on lines of their own, where there are several.
fn headings<'c>(cx: &Context<'c>, sheet: &Sheet, top: &[usize]) -> Vec<(&'c Comment, Option<String>)> {
    let between = |comment: &Comment| !top.iter().any(|&it| sheet.entries[it].span.contains(comment.span));
    let found: Vec<(&Comment, Option<String>)> = cx
        .unit
        .comments
        .iter()
        .filter(|it| !it.trailing && sheet.span.contains(it.span) && between(it))
        .map(|it| {
            let text = clean(cx.unit.slice(it.span));
            let fits = !text.is_empty() && text.len() <= 60 && !text.contains(['\n', '{', '`', ';', '“', '”']);
            (it, fits.then_some(text))
        })
        .collect();
    if found.iter().filter(|it| it.1.is_some()).count() > 1 && top.len() > 4 { found } else { Vec::new() }
}

/// The text of a comment without its marks.
fn clean(comment: &str) -> String {
    let marks = ['*', '-', '=', '#', '!', '_', '~', '+', '/', '<', '>'];
    let lines: Vec<&str> =
        comment.lines().map(|it| it.trim().trim_matches(marks).trim()).filter(|it| !it.is_empty()).collect();
    lines.join("\n")
}

/// How many rules in a row set the same one property, each to a value of its own.
fn run(sheet: &Sheet, entries: &[usize], stop: u32) -> usize {
    let only = |entry: usize| match sheet.entries[entry].declarations.as_slice() {
        &[one] if matches!(sheet.entries[entry].form, EntryForm::Rule(_)) => Some(&sheet.declarations[one].name),
        _ => None,
    };
    let Some(name) = entries.first().and_then(|&it| only(it)) else { return 0 };
    entries
        .iter()
        .take_while(|&&it| {
            only(it) == Some(name) && sheet.entries[it].span.start < stop && sheet.children(Some(it)).next().is_none()
        })
        .count()
}

/// Rules that set the same one property.
fn row(cx: &Context<'_>, sheet: &Sheet, entries: &[usize], parent: Option<u32>, draft: &mut Draft) {
    let declaration = |entry: usize| &sheet.declarations[sheet.entries[entry].declarations[0]];
    let spans: Vec<Span> = entries.iter().map(|&it| sheet.entries[it].span).collect();
    let pairs: Vec<String> = entries
        .iter()
        .map(|&it| {
            let value = value::noun(cx, declaration(it));
            format!("{value} for {}", code(cx.unit.slice(sheet.entries[it].head)))
        })
        .collect();
    let name = code(cx.unit.slice(declaration(entries[0]).name_span));
    let text = format!(
        "{} set only {name}: {}.",
        sentence(&count(entries.len(), "rule")).trim_end_matches('.'),
        list_some(&pairs, 5)
    );
    draft.say(SectionKind::How, parent, text, &spans);
}

/// A rule or a statement with what it holds.
fn entry(cx: &Context<'_>, sheet: &Sheet, index: usize, parent: Option<u32>, depth: u32, draft: &mut Draft) {
    let entry = &sheet.entries[index];
    let say = |text: String, draft: &mut Draft| draft.say(SectionKind::How, parent, sentence(&text), &[entry.span]);
    match &entry.form {
        EntryForm::Rule(_) => rule(cx, sheet, index, parent, depth, draft),
        EntryForm::Template => {
            say("A template is replaced here before a browser sees the sheet".to_owned(), draft);
        }
        EntryForm::Broken => {
            let text = cx.unit.slice(entry.span);
            say(format!("Browsers cannot read {} as a part of a style sheet", code(text)), draft);
        }
        EntryForm::At { name, block } => at_rule(cx, sheet, index, (name, *block), parent, depth, draft),
    }
}

fn rule(cx: &Context<'_>, sheet: &Sheet, index: usize, parent: Option<u32>, depth: u32, draft: &mut Draft) {
    let entry = &sheet.entries[index];
    let subject = selector::subject(cx, sheet, index);
    let weight = weight(cx, sheet, index);
    let effects = effects::effects(cx, sheet, index);
    let nested: Vec<usize> = sheet.children(Some(index)).collect();
    let lead =
        |draft: &mut Draft, text: String, spans: &[Span]| draft.say(SectionKind::How, parent, raise(&text), spans);
    let bare = subject.trim_end_matches(',').to_owned();
    let id = if effects.is_empty() {
        let text = if nested.is_empty() {
            format!("{bare}{weight}: nothing is declared.")
        } else {
            format!("{bare}{weight}: only rules inside.")
        };
        lead(draft, text, &[entry.span])
    } else if effects.len() <= 4 {
        let all: Vec<&effects::Effect> = effects.iter().collect();
        let said = effects::predicate(&all);
        lead(draft, format!("{subject}{weight} {said}."), &[entry.span])
    } else {
        let what = if sheet.idioms_of(index).iter().any(|it| it.kind == facts::sheets::StyleIdiomKind::Card) {
            " is made a card that stands out from the page"
        } else {
            ""
        };
        let id = lead(draft, format!("{bare}{weight}{what}:"), &[entry.span]);
        for family in effects::FAMILIES {
            let own: Vec<&effects::Effect> = effects.iter().filter(|it| it.family == family).collect();
            if own.is_empty() {
                continue;
            }
            let spans: Vec<Span> = own.iter().flat_map(|it| it.spans.iter().copied()).collect();
            let text = effects::predicate(&own);
            let text = if cx.level == Level::Expert { text } else { format!("it {text}") };
            draft.say(SectionKind::How, Some(id), sentence(&text), &spans);
        }
        id
    };
    if depth < 12 {
        for child in nested {
            self::entry(cx, sheet, child, Some(id), depth + 1, draft);
        }
    }
}

/// A text with its first letter raised, where that is a letter.
fn raise(text: &str) -> String {
    let mut chars = text.chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => String::new(),
    }
}

/// The weight of a rule's selectors, for experts.
fn weight(cx: &Context<'_>, sheet: &Sheet, index: usize) -> String {
    if cx.level != Level::Expert
        || sheet.around(index).any(|it| matches!(sheet.entries[it].form, EntryForm::Rule(_)) || is_steps(sheet, it))
    {
        return String::new();
    }
    let mut weights: Vec<String> = sheet
        .selectors(index)
        .iter()
        .filter(|it| it.whole)
        .map(|it| format!("({},{},{})", it.specificity.0, it.specificity.1, it.specificity.2))
        .collect();
    weights.dedup();
    if weights.is_empty() || weights.len() > 3 { String::new() } else { format!(" {}", weights.join("/")) }
}

/// Whether an entry holds the stages of an animation.
fn is_steps(sheet: &Sheet, index: usize) -> bool {
    matches!(&sheet.entries[index].form, EntryForm::At { name, .. } if name.ends_with("keyframes"))
}

fn at_rule(
    cx: &Context<'_>,
    sheet: &Sheet,
    index: usize,
    (name, block): (&str, bool),
    parent: Option<u32>,
    depth: u32,
    draft: &mut Draft,
) {
    let entry = &sheet.entries[index];
    let head = cx.unit.slice(entry.head);
    let say = |text: String, draft: &mut Draft| draft.say(SectionKind::How, parent, raise(&text), &[entry.span]);
    let late = |it: &facts::sheets::StyleHazard| {
        it.kind == facts::sheets::StyleHazardKind::LateImport && it.span == entry.span
    };
    let text = match name {
        "import" if sheet.hazards.iter().any(late) => {
            format!("names the style sheet {}, too late to be loaded.", code(head))
        }
        "media" | "supports" | "container" if block => {
            let id = say(format!("if {}:", value::condition(cx, name, entry.head)), draft);
            return inside(cx, sheet, index, id, depth, draft);
        }
        _ if name.ends_with("keyframes") && block => return keyframes(cx, sheet, index, parent, draft),
        "font-face" => {
            let value = |name: &str| sheet.declarations_of(index).find(|it| it.name == name);
            let family =
                value("font-family").map_or_else(String::new, |it| format!(" {}", code(cx.unit.slice(it.value))));
            let weight = value("font-weight").map(|it| format!("weight {}", code(cx.unit.slice(it.value))));
            let style = value("font-style").filter(|it| it.plain != "normal").map(|it| code(cx.unit.slice(it.value)));
            let details: Vec<String> = weight.into_iter().chain(style).collect();
            let details = if details.is_empty() { String::new() } else { format!(" ({})", details.join(", ")) };
            let source = value("src").map_or_else(String::new, |it| {
                let n = facts::sheets::values::split(&it.plain, ',').len();
                if n > 1 {
                    format!(", from the first of {} that the browser can use", count(n, "source"))
                } else {
                    format!(", loaded from {}", code(cx.unit.slice(it.value)))
                }
            });
            let shown = match sheet.value(index, "font-display") {
                Some("swap") => "; until it is there, text is shown in another font",
                Some("optional") => "; on a slow connection pages do without it",
                Some("block") => "; until it is there, text stays hidden for a short while",
                _ => "",
            };
            format!("makes the font{family} known{details}{source}{shown}.")
        }
        "layer" if !block => {
            format!("fixes the order of the cascade layers {}; a later one wins over an earlier one.", code(head))
        }
        "layer" => {
            let whose = if head.is_empty() {
                "a cascade layer without a name".to_owned()
            } else {
                format!("the cascade layer {}", code(head))
            };
            let id = say(format!("in {whose}:"), draft);
            return inside(cx, sheet, index, id, depth, draft);
        }
        "property" => {
            let quote = |name: &str| {
                sheet.declarations_of(index).find(|it| it.name == name).map(|it| code(cx.unit.slice(it.value)))
            };
            let syntax = quote("syntax").map_or_else(String::new, |it| format!(" with values of the form {it}"));
            let start = quote("initial-value").map_or_else(String::new, |it| format!(", at first {it}"));
            format!("registers the custom property {}{syntax}{start}.", code(head))
        }
        _ => {
            let said = match cx.unit.library.word("at", name) {
                Some(word) if !word.says.contains("{}") => word.says.to_owned(),
                Some(word) if !head.is_empty() => word.says.replace("{}", &code(head)),
                _ => {
                    let keyword = code(&format!("@{name}"));
                    if head.is_empty() {
                        format!("{keyword} is left unread")
                    } else {
                        format!("{keyword} is used with {}", code(head))
                    }
                }
            };
            let has_more = block && !entry.declarations.is_empty() || sheet.children(Some(index)).next().is_some();
            if has_more {
                let id = say(format!("{said}:"), draft);
                return inside(cx, sheet, index, id, depth, draft);
            }
            format!("{said}.")
        }
    };
    say(text, draft);
}

/// What a statement with a block holds.
fn inside(cx: &Context<'_>, sheet: &Sheet, index: usize, parent: u32, depth: u32, draft: &mut Draft) {
    let effects = effects::effects(cx, sheet, index);
    if !effects.is_empty() {
        let all: Vec<&effects::Effect> = effects.iter().collect();
        let spans: Vec<Span> = all.iter().flat_map(|it| it.spans.iter().copied()).collect();
        draft.say(SectionKind::How, Some(parent), sentence(&format!("it {}", effects::predicate(&all))), &spans);
    }
    if depth >= 12 {
        return;
    }
    let children: Vec<usize> = sheet.children(Some(index)).collect();
    for child in children {
        entry(cx, sheet, child, Some(parent), depth + 1, draft);
    }
}

/// An animation in its stages.
fn keyframes(cx: &Context<'_>, sheet: &Sheet, index: usize, parent: Option<u32>, draft: &mut Draft) {
    let entry = &sheet.entries[index];
    let name = cx.unit.slice(entry.head);
    let mut stages: Vec<(String, Span)> = Vec::new();
    for child in sheet.children(Some(index)) {
        let steps: Vec<String> = sheet
            .selectors(child)
            .iter()
            .map(|it| match it.compounds.first().and_then(|it| it.simples.first()) {
                Some(one) if one.kind == SimpleKind::Step && matches!(one.name.as_str(), "0%") => {
                    "at the start".to_owned()
                }
                Some(one) if one.kind == SimpleKind::Step && matches!(one.name.as_str(), "100%") => {
                    "at the end".to_owned()
                }
                Some(one) if one.name.eq_ignore_ascii_case("from") => "at the start".to_owned(),
                Some(one) if one.name.eq_ignore_ascii_case("to") => "at the end".to_owned(),
                Some(one) if one.name == "50%" => "half-way".to_owned(),
                _ => format!("at {}", code(cx.unit.slice(it.span))),
            })
            .collect();
        let effects = effects::effects(cx, sheet, child);
        let all: Vec<&effects::Effect> = effects.iter().collect();
        if all.is_empty() {
            continue;
        }
        stages.push((format!("{} it {}", list(&steps), effects::predicate(&all)), sheet.entries[child].span));
    }
    let old = if cx.unit.slice(entry.span).starts_with("@-") { " for old browsers" } else { "" };
    let lead = format!("The animation {}{old}", code(name));
    if stages.is_empty() {
        draft.say(SectionKind::How, parent, format!("{lead} has no stages."), &[entry.span]);
    } else if stages.len() <= 2 {
        let all: Vec<&str> = stages.iter().map(|it| it.0.as_str()).collect();
        draft.say(SectionKind::How, parent, format!("{lead}: {}.", all.join("; ")), &[entry.span]);
    } else {
        let id =
            draft.say(SectionKind::How, parent, format!("{lead} in {}:", count(stages.len(), "stage")), &[entry.span]);
        for (text, span) in stages {
            draft.say(SectionKind::How, Some(id), sentence(&text), &[span]);
        }
    }
}
