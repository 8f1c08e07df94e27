//! *What* a style sheet is for: what it styles, and by which means.

use std::collections::BTreeMap;

use code::Span;
use facts::sheets::{EntryForm, Sheet, SimpleKind, StyleIdiomKind, values};

use super::{effects, selector, value};
use crate::draft::{Context, Draft, code};
use crate::words::{count, list, list_some};
use crate::{Level, SectionKind};

/// Fills the section.
pub(super) fn fill(cx: &Context<'_>, sheet: &Sheet, draft: &mut Draft) {
    let whole = [sheet.span];
    let rules: Vec<usize> = rules(sheet);
    if let ([only], true) = (rules.as_slice(), sheet.entries.len() == 1) {
        let effects = effects::effects(cx, sheet, *only);
        let few = effects.len() <= 4;
        let all: Vec<&effects::Effect> = effects.iter().take(if few { 4 } else { 3 }).collect();
        if !all.is_empty() {
            let subject = selector::subject(cx, sheet, *only);
            let weight = super::weight(cx, sheet, *only);
            let more = if few { "" } else { ", among other things" };
            // Where this says all, it stands for the rule's own account.
            let text = format!("{}{weight} {}{more}.", super::raise(&subject), effects::predicate(&all));
            draft.say(SectionKind::What, None, text, &whole);
            return;
        }
    }
    draft.say(SectionKind::What, None, gist(cx, sheet, "A style sheet"), &whole);
    for (text, spans) in means(cx, sheet) {
        draft.say(SectionKind::What, None, text, &spans);
    }
}

/// The rules for elements, those inside animations left out.
fn rules(sheet: &Sheet) -> Vec<usize> {
    (0..sheet.entries.len())
        .filter(|&it| {
            matches!(sheet.entries[it].form, EntryForm::Rule(_))
                && !sheet.around(it).any(|it| super::is_steps(sheet, it))
        })
        .collect()
}

/// What a sheet styles, in one sentence.
pub(crate) fn gist(cx: &Context<'_>, sheet: &Sheet, lead: &str) -> String {
    let rules = rules(sheet);
    if rules.is_empty() {
        let loads = sheet.entries.iter().any(|it| matches!(&it.form, EntryForm::At { name, .. } if name == "import"));
        let fonts = sheet
            .entries
            .iter()
            .filter(|it| matches!(&it.form, EntryForm::At { name, .. } if name == "font-face"))
            .count();
        let declared = sheet.declarations.len();
        return match (loads, fonts) {
            _ if sheet.entries.is_empty() && declared > 0 => format!(
                "{} without the rule that they belong to.",
                crate::words::sentence(&count(declared, "declaration")).trim_end_matches('.')
            ),
            (_, 1..) => format!("{lead} that makes {} known.", count(fonts, "font")),
            (true, _) => format!("{lead} that loads others."),
            _ => format!("{lead} without rules for elements."),
        };
    }
    let customs = sheet.declarations.iter().filter(|it| it.name.starts_with("--")).count();
    if customs > 0 && customs * 10 >= sheet.declarations.len() * 9 {
        return format!("{lead} that gives names to {}, for other rules to use.", count(customs, "value"));
    }
    let mut kinds: BTreeMap<(SimpleKindKey, &str), (usize, u32)> = BTreeMap::new();
    for &rule in &rules {
        for selector in sheet.selectors(rule) {
            let simples = selector.compounds.iter().flat_map(|it| &it.simples);
            let key = simples
                .filter(|it| matches!(it.kind, SimpleKind::Class | SimpleKind::Id | SimpleKind::Type))
                .min_by_key(|it| i32::from(it.kind == SimpleKind::Type));
            if let Some(key) = key {
                let text = cx.unit.slice(key.span);
                let class = if key.kind == SimpleKind::Type { SimpleKindKey::Element } else { SimpleKindKey::Named };
                let entry = kinds.entry((class, text)).or_insert((0, key.span.start));
                entry.0 += 1;
            }
        }
    }
    let top = |wanted: SimpleKindKey, most: usize| {
        let mut all: Vec<(&str, usize, u32)> =
            kinds.iter().filter(|it| it.0.0 == wanted).map(|(key, it)| (key.1, it.0, it.1)).collect();
        all.sort_by_key(|it| (std::cmp::Reverse(it.1), it.2));
        let n = all.len();
        let names: Vec<String> = all.iter().take(most).map(|it| code(it.0)).collect();
        (names, n)
    };
    let mut about: Vec<String> = Vec::new();
    let (elements, n_elements) = top(SimpleKindKey::Element, 4);
    let (named, n_named) = top(SimpleKindKey::Named, 4);
    if !elements.is_empty() {
        let more = if n_elements > elements.len() { " and other elements" } else { "" };
        about.push(if more.is_empty() { list(&elements) } else { format!("{}{more}", elements.join(", ")) });
    }
    if !named.is_empty() {
        let more = n_named - named.len();
        let said = if more > 0 {
            format!(
                "{} and {}",
                named.join(", "),
                if more == 1 { "one more".to_owned() } else { format!("{} more", crate::words::number(more)) }
            )
        } else {
            list(&named)
        };
        let noun = if named.iter().any(|it| it.starts_with("`#")) {
            "what is named"
        } else if n_named == 1 {
            "the class"
        } else {
            "the classes"
        };
        about.push(format!("{noun} {said}"));
    }
    let about = if about.is_empty() { String::new() } else { format!(" for {}", about.join(", and for ")) };
    format!("{lead} with {}{about}.", count(rules.len(), "rule"))
}

/// Whether a selector goes by a name or by a kind of element.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum SimpleKindKey {
    Element,
    Named,
}

/// By which means it does so: layouts, conditions, animations, named values.
fn means(cx: &Context<'_>, sheet: &Sheet) -> Vec<(String, Vec<Span>)> {
    let mut out: Vec<(String, Vec<Span>)> = Vec::new();
    let head = |it: usize| code(cx.unit.slice(sheet.entries[it].head));
    let rules = rules(sheet);
    let plain = |&&it: &&usize| sheet.around(it).next().is_none();
    let of = |idiom: StyleIdiomKind| -> Vec<usize> {
        sheet.idioms.iter().filter(|it| it.kind == idiom).map(|it| it.entry).collect()
    };
    let with = |name: &str, one_of: &[&str]| -> Vec<usize> {
        rules
            .iter()
            .filter(plain)
            .copied()
            .filter(|&it| sheet.value(it, name).is_some_and(|it| one_of.contains(&it)))
            .collect()
    };
    let mut say = |entries: &[usize], text: String| {
        let spans: Vec<Span> = entries.iter().map(|&it| sheet.entries[it].span).collect();
        out.push((text, spans));
    };
    let names = |entries: &[usize]| {
        let all: Vec<String> = entries.iter().map(|&it| head(it)).collect();
        list_some(&all, 3)
    };
    let page = of(StyleIdiomKind::PageColumn);
    if !page.is_empty() {
        say(&page, format!("{} fills at least the height of the window as a column.", names(&page)));
    }
    let auto = of(StyleIdiomKind::AutoGrid);
    if !auto.is_empty() {
        say(
            &auto,
            format!(
                "{} {} as many columns as fit, so that they follow the width without any condition.",
                names(&auto),
                if auto.len() == 1 { "has" } else { "have" }
            ),
        );
    }
    let grids: Vec<usize> =
        with("display", &["grid", "inline-grid"]).into_iter().filter(|it| !auto.contains(it)).collect();
    let flexes = with("display", &["flex", "inline-flex"]);
    match (flexes.is_empty(), grids.is_empty()) {
        (false, false) => {
            let all: Vec<usize> = flexes.iter().chain(&grids).copied().collect();
            say(
                &all,
                format!(
                    "It lays out {} with flexbox and {} as {}.",
                    names(&flexes),
                    names(&grids),
                    if grids.len() == 1 { "a grid" } else { "grids" }
                ),
            );
        }
        (false, true) => say(&flexes, format!("It lays out {} with flexbox.", names(&flexes))),
        (true, false) => say(
            &grids,
            format!("It lays out {} as {}.", names(&grids), if grids.len() == 1 { "a grid" } else { "grids" }),
        ),
        (true, true) => {}
    }
    let mut fixed = of(StyleIdiomKind::FixedBar);
    fixed.extend(of(StyleIdiomKind::Sticky));
    if !fixed.is_empty() {
        say(
            &fixed,
            format!(
                "{} {} in sight while the page scrolls.",
                names(&fixed),
                if fixed.len() == 1 { "stays" } else { "stay" }
            ),
        );
    }
    let conditions: Vec<usize> = (0..sheet.entries.len())
        .filter(|&it| matches!(&sheet.entries[it].form, EntryForm::At { name, block: true } if name == "media"))
        .collect();
    if !conditions.is_empty() {
        let mut said: Vec<String> =
            conditions.iter().map(|&it| value::condition(cx, "media", sheet.entries[it].head)).collect();
        let mut seen = Vec::new();
        said.retain(|it| {
            !seen.contains(it) && {
                seen.push(it.clone());
                true
            }
        });
        let n = said.len();
        let text = if n > 3 {
            format!(
                "Some of its rules count only under one of {} conditions on the screen or the user's settings.",
                crate::words::number(n)
            )
        } else {
            format!("Some of its rules count only if {}.", said.join(", or only if "))
        };
        say(&conditions, text);
    }
    let animations: Vec<usize> = (0..sheet.entries.len())
        .filter(|&it| matches!(&sheet.entries[it].form, EntryForm::At { name, .. } if name == "keyframes"))
        .collect();
    if !animations.is_empty() {
        say(
            &animations,
            format!(
                "It describes the {} {}.",
                if animations.len() == 1 { "animation" } else { "animations" },
                names(&animations)
            ),
        );
    }
    let customs: Vec<&facts::sheets::Declaration> =
        sheet.declarations.iter().filter(|it| it.name.starts_with("--")).collect();
    if customs.len() > 1 {
        let mut used: BTreeMap<&str, usize> = BTreeMap::new();
        for it in &sheet.declarations {
            for name in values::reads(&it.plain) {
                *used.entry(name).or_insert(0) += 1;
            }
        }
        let mut defined: Vec<(&str, usize)> =
            customs.iter().filter_map(|it| used.get(it.name.as_str()).map(|n| (it.name.as_str(), *n))).collect();
        defined.sort_by_key(|it| std::cmp::Reverse(it.1));
        defined.dedup_by_key(|it| it.0);
        let most = defined.first().filter(|it| it.1 > 1 && cx.level != Level::Beginner);
        let most = most.map(|it| format!("; the one most used is {} ({} times)", code(it.0), it.1)).unwrap_or_default();
        let mut distinct: Vec<&str> = customs.iter().map(|it| it.name.as_str()).collect();
        distinct.sort_unstable();
        distinct.dedup();
        let spans: Vec<Span> = customs.iter().map(|it| it.span).collect();
        if distinct.len() > 1 {
            out.push((format!("It gives names to {}{most}.", count(distinct.len(), "value")), spans));
        }
    }
    out.truncate(6);
    out
}
