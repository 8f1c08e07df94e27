//! Selectors in words.

use facts::sheets::{Combinator, Compound, EntryForm, Selector, Sheet, Simple, SimpleKind};

use crate::Level;
use crate::draft::{Context, code};
use crate::words::{list, list_some};

/// How many selectors of a list are said in words.
const MOST: usize = 3;

/// What a rule is about: words for a beginner, the selectors themselves for others.
pub(super) fn subject(cx: &Context<'_>, sheet: &Sheet, entry: usize) -> String {
    let selectors = sheet.selectors(entry);
    // A nested rule without a mark for the outer element is about what is inside of that.
    let nested = sheet.around(entry).next().is_some_and(|it| matches!(sheet.entries[it].form, EntryForm::Rule(_)));
    let head = cx.unit.slice(sheet.entries[entry].head);
    if nested && !head.contains('&') && !head.starts_with(['>', '+', '~']) && selectors.iter().all(|it| it.whole) {
        return match (cx.level, selectors) {
            (Level::Beginner, [only]) => format!("{} inside such an element", words(cx, only).trim_end_matches(',')),
            _ => format!("{} inside it", code(head)),
        };
    }
    if cx.level != Level::Beginner || selectors.is_empty() || selectors.iter().any(|it| !it.whole) {
        return code(cx.unit.slice(sheet.entries[entry].head));
    }
    let plain = |it: &Selector| match it.compounds.as_slice() {
        [one] if one.simples.len() == 1 => Some((one.simples[0].kind, one.simples[0].span)),
        _ => None,
    };
    if selectors.len() > 1 {
        for (kind, noun) in [(SimpleKind::Type, ""), (SimpleKind::Class, "element of the class ")] {
            let all: Option<Vec<String>> = selectors
                .iter()
                .map(|it| {
                    plain(it).filter(|it| it.0 == kind).map(|it| code(cx.unit.slice(it.1).trim_start_matches('.')))
                })
                .collect();
            if let Some(all) = all {
                let last = list_some(&all, 6);
                let last = if all.len() <= 7 { last.replacen(" and ", " or ", 1) } else { last };
                return format!("every {noun}{last}");
            }
        }
    }
    if selectors.len() > MOST {
        return format!(
            "everything that one of {} selectors matches ({})",
            crate::words::number(selectors.len()),
            code(cx.unit.slice(sheet.entries[entry].head))
        );
    }
    let texts: Vec<&str> = selectors.iter().map(|it| cx.unit.slice(it.span)).collect();
    if texts.len() == 3
        && texts[0] == "*"
        && texts[1..].iter().all(|it| it.ends_with(":before") || it.ends_with(":after"))
    {
        return "every element, with the boxes before and after its content,".to_owned();
    }
    let all: Vec<String> = selectors.iter().map(|it| words(cx, it)).collect();
    all.join(" or ")
}

/// One selector as a noun phrase.
fn words(cx: &Context<'_>, selector: &Selector) -> String {
    let Some((last, around)) = selector.compounds.split_last() else { return code(cx.unit.slice(selector.span)) };
    let mut out = compound(cx, last, true);
    let mut how = last.combinator;
    let mut states = state(cx, last, false);
    for (n, outer) in around.iter().rev().enumerate() {
        let place = match how {
            Combinator::Inside => "inside",
            Combinator::Child => "directly inside",
            Combinator::Next => "right after",
            Combinator::After => "after",
            Combinator::First => "inside",
        };
        out = format!("{out} {place} {}", compound(cx, outer, false));
        let outer_state = state(cx, outer, n + 1 > 0);
        if !outer_state.is_empty() {
            // The state is said right behind the element that is in it.
            out = format!("{out} (while {})", list(&outer_state));
        }
        how = outer.combinator;
    }
    match how {
        Combinator::Child => out.push_str(" directly inside such an element"),
        Combinator::Next => out.push_str(" right after such an element"),
        Combinator::After => out.push_str(" after such an element"),
        _ => {}
    }
    states.dedup();
    if !states.is_empty() {
        out = format!("{out}, while {},", list(&states));
    }
    out
}

/// What a compound asks for as a state, with “it” for the element.
fn state(cx: &Context<'_>, compound: &Compound, latter: bool) -> Vec<String> {
    let simples = compound.simples.iter().filter(|it| it.kind == SimpleKind::PseudoClass);
    let mut out = Vec::new();
    for simple in simples {
        let clause = match simple.name.as_str() {
            "not" => match simple.inner.as_slice() {
                [only] => match only.compounds.as_slice() {
                    [one] if one.simples.len() == 1 => {
                        let inner = &one.simples[0];
                        known(cx, inner).filter(|it| it.1).and_then(|it| negated(&it.0))
                    }
                    _ => None,
                },
                _ => None,
            },
            _ => known(cx, simple).filter(|it| it.1).map(|it| it.0),
        };
        if let Some(clause) = clause {
            out.push(if latter { that_element(&clause) } else { clause });
        }
    }
    out
}

/// A clause about “it”, about the element that was named last.
fn that_element(clause: &str) -> String {
    let mut pieces: Vec<&str> = clause.split(' ').collect();
    if let Some(at) = pieces.iter().position(|it| *it == "it") {
        pieces[at] = "the latter";
    } else if let Some(at) = pieces.iter().position(|it| *it == "its") {
        pieces[at] = "the latter's";
    }
    pieces.join(" ")
}

fn negated(clause: &str) -> Option<String> {
    let at = clause.find(" is ").map(|it| it + 4);
    match at {
        Some(at) => Some(format!("{}not {}", clause.get(..at)?, clause.get(at..)?)),
        None => clause.strip_prefix("it has ").map(|it| format!("it does not have {it}")),
    }
}

/// The clause of a pseudo-class, and whether it is a state.
fn known(cx: &Context<'_>, simple: &Simple) -> Option<(String, bool)> {
    if simple.kind != SimpleKind::PseudoClass {
        return None;
    }
    let word = cx.unit.library.word("pseudo", &simple.name)?;
    let argument = simple.argument.map(|it| cx.unit.slice(it).trim()).unwrap_or_default();
    let said = match argument {
        "odd" | "2n+1" | "2n + 1" => "odd".to_owned(),
        "even" | "2n" => "even".to_owned(),
        _ => code(argument),
    };
    if argument.is_empty() && word.says.contains("{}") {
        return None;
    }
    Some((word.says.replace("{}", &said), word.has("state")))
}

/// What one element must be, as a noun phrase.
fn compound(cx: &Context<'_>, compound: &Compound, every: bool) -> String {
    let mut noun = String::new();
    let mut determiner = if every { "every" } else { "" };
    let mut classes = Vec::new();
    let mut more: Vec<String> = Vec::new();
    let mut part = None;
    for simple in &compound.simples {
        let text = cx.unit.slice(simple.span);
        match simple.kind {
            SimpleKind::Type => {
                let word = cx.unit.library.word("element", &simple.name);
                noun = match word {
                    Some(word) if word.has("root") => {
                        determiner = "the";
                        format!("document ({})", code(text))
                    }
                    Some(_) if simple.name == "body" => {
                        determiner = "the";
                        format!("page's body ({})", code(text))
                    }
                    Some(word) if !matches!(simple.name.as_str(), "div" | "span") => {
                        let bare = word.says.strip_prefix("a ").or_else(|| word.says.strip_prefix("an "));
                        match bare {
                            Some(bare) if bare.split(' ').count() <= 2 => format!("{bare} ({})", code(text)),
                            _ => format!("{} element", code(text)),
                        }
                    }
                    _ => format!("{} element", code(text)),
                };
            }
            SimpleKind::Class => classes.push(code(text.trim_start_matches('.'))),
            SimpleKind::Id => {
                determiner = "the";
                more.push(format!("with the id {}", code(text.trim_start_matches('#'))));
            }
            SimpleKind::Attribute => {
                let argument = simple.argument.map(|it| cx.unit.slice(it)).unwrap_or_default();
                more.push(if argument.contains('=') {
                    format!("whose attribute matches {}", code(text))
                } else {
                    format!("with the attribute {}", code(argument))
                });
            }
            SimpleKind::PseudoClass => match simple.name.as_str() {
                "root" if noun.is_empty() => {
                    determiner = "the";
                    noun = format!("root of the document ({})", code(text));
                }
                "host" => {
                    determiner = "the";
                    noun = format!("element that carries the component ({})", code(text));
                }
                "not" => {
                    let inner = simple.argument.map(|it| code(cx.unit.slice(it))).unwrap_or_default();
                    let simple_state =
                        !state(cx, &Compound { simples: vec![simple.clone()], ..Compound::default() }, false)
                            .is_empty();
                    if !simple_state {
                        more.push(format!("that does not match {inner}"));
                    }
                }
                "is" | "where" | "matches" => {
                    more.push(format!(
                        "that matches one of {}",
                        simple.argument.map(|it| code(cx.unit.slice(it))).unwrap_or_default()
                    ));
                }
                "has" => {
                    more.push(format!(
                        "that holds {}",
                        simple.argument.map(|it| code(cx.unit.slice(it))).unwrap_or_default()
                    ));
                }
                _ => match known(cx, simple) {
                    Some((clause, false)) => more.push(which(&clause)),
                    Some(_) => {}
                    None => more.push(format!("that matches {}", code(text))),
                },
            },
            SimpleKind::PseudoElement => part = Some(simple),
            SimpleKind::Outer => {
                determiner = "";
                "such an element".clone_into(&mut noun);
            }
            SimpleKind::Any | SimpleKind::Step => {}
        }
    }
    if noun.is_empty() {
        "element".clone_into(&mut noun);
    }
    let of = match classes.as_slice() {
        [] => String::new(),
        [one] => format!(" of the class {one}"),
        several => format!(" of the classes {}", list(several)),
    };
    let more: String = more.iter().map(|it| format!(" {it}")).collect();
    let bare = format!("{noun}{of}{more}");
    let whole = match determiner {
        "" if noun.starts_with("such ") => bare,
        "" => crate::words::with_article(&bare),
        _ => format!("{determiner} {bare}"),
    };
    match part {
        Some(part) => {
            let said = cx.unit.library.word("part", &part.name).map(|it| it.says);
            let alone = compound.simples.len() == 1;
            match said {
                Some(said) if alone => format!("{said} ({})", code(cx.unit.slice(part.span))),
                Some(said) => format!("{said} of {whole}"),
                None => format!("the part {} of {whole}", code(cx.unit.slice(part.span))),
            }
        }
        None => whole,
    }
}

/// A clause about “it” as one behind a noun.
fn which(clause: &str) -> String {
    match (clause.strip_prefix("it "), clause.strip_prefix("its ")) {
        (Some(rest), _) => format!("that {rest}"),
        (_, Some(rest)) => format!("whose {rest}"),
        _ => format!("where {clause}"),
    }
}
