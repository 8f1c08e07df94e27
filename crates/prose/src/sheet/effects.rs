//! What the declarations of a rule achieve together, as verb phrases about one element.

use code::Span;
use facts::sheets::{Declaration, Sheet, StyleIdiom, StyleIdiomKind, values};

use super::value;
use crate::Level;
use crate::draft::{Context, code};
use crate::words::{count, list, list_some};

/// A verb phrase with what it rests on.
pub(super) struct Effect {
    /// The phrase in the third person.
    pub text: String,
    /// Where it stands.
    pub spans: Vec<Span>,
    /// The family that it is told with.
    pub family: &'static str,
}

/// The families in the order in which they are told.
pub(super) const FAMILIES: [&str; 8] = ["layout", "place", "box", "look", "text", "move", "use", "print"];

/// How many declarations of a rule are told.
const MOST: usize = 300;

/// What the declarations of an entry achieve, in the order of the source.
pub(super) fn effects(cx: &Context<'_>, sheet: &Sheet, entry: usize) -> Vec<Effect> {
    // What nobody would read is not told, so that a rule of thousands takes linear time.
    let all = &sheet.entries[entry].declarations;
    let own = &all[..all.len().min(MOST)];
    let mut out: Vec<(u32, Effect)> = Vec::new();
    let mut told: Vec<usize> = Vec::new();
    for idiom in sheet.idioms_of(entry) {
        let Some((text, family)) = phrase(cx, sheet, idiom) else { continue };
        let spans: Vec<Span> = idiom.declarations.iter().map(|&it| sheet.declarations[it].span).collect();
        let Some(&first) = spans.first() else { continue };
        told.extend(&idiom.declarations);
        out.push((first.start, Effect { text, spans, family }));
    }
    // A value that the same rule sets again counts only where the later one is not known.
    let mut attached: Vec<(Span, Span)> = Vec::new();
    let mut customs: Vec<&Declaration> = Vec::new();
    for &at in own.iter().filter(|it| !told.contains(it)) {
        let it = &sheet.declarations[at];
        if it.name.starts_with("--") {
            customs.push(it);
            continue;
        }
        let later = own.iter().any(|&other| {
            other > at
                && sheet.declarations[other].name == it.name
                && sheet.declarations[other].important >= it.important
        });
        let bare = ["-webkit-", "-moz-", "-ms-", "-o-"].iter().find_map(|mark| it.name.strip_prefix(mark));
        let has_plain = bare.is_some_and(|bare| own.iter().any(|&other| sheet.declarations[other].name == bare));
        if later || has_plain {
            // Told with the later one.
            let name = if later { it.name.as_str() } else { bare.unwrap_or_default() };
            let anchor = own.iter().rev().find(|&&other| sheet.declarations[other].name == name);
            attached.extend(anchor.map(|&anchor| (sheet.declarations[anchor].span, it.span)));
            continue;
        }
        let mut effect = declaration(cx, it);
        if it.skipped {
            effect.text = format!("holds {}, which browsers skip", code(cx.unit.slice(it.span)));
        }
        if sheet.value(entry, "position") == Some("relative") && !values::is_zero(&it.plain) && it.plain != "auto" {
            let side = match it.name.as_str() {
                "top" => "down",
                "bottom" => "up",
                "left" => "to the right",
                "right" => "to the left",
                _ => "",
            };
            if !side.is_empty() {
                effect.text = format!("is moved {side} by {} from its place", code(cx.unit.slice(it.value)));
            }
        }
        let centred = sheet
            .idioms_of(entry)
            .iter()
            .any(|idiom| matches!(idiom.kind, StyleIdiomKind::CentredColumn | StyleIdiomKind::MarginCentre));
        if centred && let Some(rest) = effect.text.strip_prefix("is centred in the width of its container, with ") {
            effect.text = format!("leaves {rest}");
        }
        out.push((it.span.start, effect));
    }
    for (anchor, span) in attached {
        if let Some((_, effect)) = out.iter_mut().find(|it| it.1.spans.contains(&anchor)) {
            effect.spans.push(span);
        }
    }
    if let Some(first) = customs.first() {
        let names: Vec<String> = customs.iter().map(|it| custom(cx, it)).collect();
        let many = customs.len() > 1;
        let text = format!(
            "sets the custom {} {}",
            if many { "properties" } else { "property" },
            list_some(&names, if cx.level == Level::Beginner { 4 } else { 8 })
        );
        let spans = customs.iter().map(|it| it.span).collect();
        out.push((first.span.start, Effect { text, spans, family: "look" }));
    }
    let spans: Vec<Span> = all[own.len()..].iter().map(|&it| sheet.declarations[it].span).collect();
    if let Some(first) = spans.first() {
        let text = format!("has {}", count(spans.len(), "further declaration"));
        out.push((first.start, Effect { text, spans, family: "use" }));
    }
    out.sort_by_key(|it| it.0);
    out.into_iter().map(|it| it.1).collect()
}

fn custom(cx: &Context<'_>, it: &Declaration) -> String {
    format!("{} to {}", code(cx.unit.slice(it.name_span)), value::noun(cx, it))
}

/// One declaration.
fn declaration(cx: &Context<'_>, it: &Declaration) -> Effect {
    let (text, family) = declared(cx, it);
    let text = if it.important && cx.level != Level::Beginner { format!("{text} (as important)") } else { text };
    Effect { text, spans: vec![it.span], family }
}

fn declared(cx: &Context<'_>, it: &Declaration) -> (String, &'static str) {
    let name = code(cx.unit.slice(it.name_span));
    let bare = ["-webkit-", "-moz-", "-ms-", "-o-", "-khtml-"].iter().find_map(|mark| it.name.strip_prefix(mark));
    let own = cx.unit.library.word("property", &it.name);
    let word = own.or_else(|| cx.unit.library.word("property", bare?));
    let Some(word) = word else {
        return (format!("sets {name} to {}", value::noun(cx, it)), "use");
    };
    let family = FAMILIES.into_iter().find(|family| word.has(family)).unwrap_or("use");
    let old = if own.is_none() { " (by an old spelling)" } else { "" };
    let plain = it.plain.as_str();
    let zero = if values::is_zero(plain) { word.value("0") } else { None };
    if let Some(said) = word.value(plain).or(zero) {
        // What a shorthand of several values sets is not said by its first.
        return (format!("{said}{old}"), family);
    }
    let text = match plain {
        "inherit" => format!("takes {name} over from its parent"),
        "initial" => format!("sets {name} back to its initial value"),
        "unset" => format!("forgets what was set for {name}"),
        "revert" | "revert-layer" => {
            format!("sets {name} back to what it was before ({})", code(cx.unit.slice(it.value)))
        }
        _ => match special(cx, it) {
            Some(text) => text,
            None => word.says.replace("{}", &value::noun(cx, it)),
        },
    };
    (format!("{text}{old}"), family)
}

/// Values that are said by their parts.
fn special(cx: &Context<'_>, it: &Declaration) -> Option<String> {
    let plain = it.plain.as_str();
    let written = cx.unit.slice(it.value);
    let pieces = values::split(plain, ' ');
    match it.name.as_str() {
        "margin" if pieces.iter().any(|it| it.starts_with('-')) => {
            Some(format!("has the margins {}, of which negative ones pull it or its neighbours closer", code(written)))
        }
        "margin-top" if plain.starts_with('-') => Some(format!("is pulled up (by a margin of {})", code(written))),
        "margin-left" if plain.starts_with('-') => {
            Some(format!("is pulled to the left (by a margin of {})", code(written)))
        }
        "margin-bottom" if plain.starts_with('-') => {
            Some(format!("pulls up what follows (by a margin of {})", code(written)))
        }
        "margin-right" if plain.starts_with('-') => {
            Some(format!("pulls in what stands to its right (by a margin of {})", code(written)))
        }
        "top" | "bottom" | "left" | "right" if plain.starts_with('-') => Some(format!(
            "reaches out {} ({})",
            match it.name.as_str() {
                "top" => "beyond the top",
                "bottom" => "beyond the bottom",
                "left" => "beyond the left",
                _ => "beyond the right",
            },
            code(written)
        )),
        "margin" | "padding" => {
            let own = values::split(written, ' ');
            let (verb, unit) = if it.name == "margin" { ("keeps", "free") } else { ("has", "of padding") };
            let said = |at: usize| match pieces.get(at) {
                Some(&piece) if values::is_zero(piece) => Some("none".to_owned()),
                Some(&"auto") => Some("all free space".to_owned()),
                Some(_) => own.get(at).map(|it| code(it)),
                None => None,
            };
            match pieces.len() {
                2 | 3 if pieces[1] == "auto" && it.name == "margin" => {
                    let bottom = said(if pieces.len() == 3 { 2 } else { 0 })?;
                    Some(if pieces.len() == 2 {
                        format!("is centred in the width of its container, with {} above and below", said(0)?)
                    } else {
                        format!("is centred in the width of its container, with {} above and {bottom} below", said(0)?)
                    })
                }
                2 if cx.level != Level::Expert && values::is_zero(pieces[0]) => {
                    Some(format!("{verb} {} {unit} on both sides", said(1)?))
                }
                2 if cx.level != Level::Expert && values::is_zero(pieces[1]) => {
                    Some(format!("{verb} {} {unit} above and below", said(0)?))
                }
                2 if cx.level != Level::Expert => {
                    Some(format!("{verb} {} {unit} above and below, {} on both sides", said(0)?, said(1)?))
                }
                3 | 4 if values::is_zero(pieces[0]) || pieces[0] == "auto" => None,
                3 if cx.level != Level::Expert => {
                    Some(format!("{verb} {} {unit} above, {} on both sides, {} below", said(0)?, said(1)?, said(2)?))
                }
                4 if cx.level == Level::Beginner => Some(format!(
                    "{verb} {} {unit} above, {} on the right, {} below, {} on the left",
                    said(0)?,
                    said(1)?,
                    said(2)?,
                    said(3)?
                )),
                _ => None,
            }
        }
        "grid-template-columns" | "grid-template-rows" => {
            let (track, size) = if it.name.ends_with("columns") { ("column", "wide") } else { ("row", "high") };
            if let Some(("repeat", arguments)) = values::call(plain)
                && let [times, of] = arguments[..]
            {
                let n: usize = times.parse().ok()?;
                let noun = count(n, track);
                return Some(match of {
                    "1fr" | "minmax(0, 1fr)" | "minmax(0,1fr)" => format!("has {noun} equally {size}"),
                    _ => format!("has {noun}, each {} {size}", code(of)),
                })
                .filter(|it| it.contains("equally") || written.contains(of));
            }
            let n = pieces.len();
            let is_list = pieces.iter().all(|it| {
                values::number(it).is_some()
                    || matches!(*it, "auto" | "min-content" | "max-content")
                    || values::call(it).is_some_and(|it| it.0 == "minmax" || it.0 == "fit-content")
            });
            if is_list && n > 1 {
                if pieces.iter().all(|it| *it == "1fr") {
                    return Some(format!("has {} equally {size}", count(n, track)));
                }
                return Some(format!("has {} ({})", count(n, track), code(written)));
            }
            (plain == "1fr").then(|| format!("has one {track}"))
        }
        "transition" => {
            let all = values::split(written, ',');
            let said: Option<Vec<String>> = all.iter().map(|it| glide(it)).collect();
            Some(list(&said.filter(|it| it.len() <= 4)?))
        }
        "animation" => {
            let own = values::split(written, ' ');
            if values::split(plain, ',').len() > 1 {
                return None;
            }
            let (mut name, mut times, mut ways) = (None, Vec::new(), Vec::new());
            for piece in &own {
                match piece.to_lowercase().as_str() {
                    "infinite" => ways.push("over and over".to_owned()),
                    "alternate" => ways.push("to and fro".to_owned()),
                    "reverse" => ways.push("backwards".to_owned()),
                    "linear" => ways.push("at an even pace".to_owned()),
                    "forwards" | "both" | "backwards" | "ease" | "ease-in" | "ease-out" | "ease-in-out" | "normal"
                    | "running" => {}
                    lower if is_time(lower) => times.push(code(piece)),
                    lower if values::call(lower).is_some() || lower.parse::<f64>().is_ok() => return None,
                    _ if name.is_none() => name = Some(code(piece)),
                    _ => return None,
                }
            }
            let delay = times.get(1).map(|it| format!(" after {it}")).unwrap_or_default();
            let ways = if ways.is_empty() { String::new() } else { format!(" {}", ways.join(", ")) };
            Some(format!("plays the animation {} in {}{ways}{delay}", name?, times.first()?))
        }
        "border" | "border-top" | "border-right" | "border-bottom" | "border-left" | "outline" => {
            let own = values::split(written, ' ');
            let at = pieces.iter().position(|it| matches!(*it, "solid" | "dashed" | "dotted" | "double"))?;
            if pieces.len() != 3 || at != 1 || cx.level == Level::Expert {
                return None;
            }
            let side = match it.name.as_str() {
                "border-top" => " at the top",
                "border-right" => " on the right",
                "border-bottom" => " at the bottom",
                "border-left" => " on the left",
                _ => "",
            };
            let noun = if it.name == "outline" { "outline" } else { "border" };
            let colour =
                if pieces[2] == "transparent" { "an invisible".to_owned() } else { format!("a {}", pieces[1]) };
            let tail = if pieces[2] == "transparent" { String::new() } else { format!(" in {}", code(own.get(2)?)) };
            Some(format!("has {colour} {noun} {} thick{tail}{side}", code(own.first()?)))
        }
        "font-family" => {
            let first = values::split(written, ',');
            (first.len() > 1 && cx.level != Level::Expert && !first[0].starts_with("var(")).then(|| {
                format!(
                    "sets its text in {}, or in the next of the {} named fonts that is there",
                    code(first[0]),
                    crate::words::number(first.len())
                )
            })
        }
        "content" => values::call(plain).and_then(|(name, arguments)| match (name, arguments.as_slice()) {
            ("attr", &[attribute]) if written.contains(attribute) => {
                Some(format!("shows the value of the attribute {}", code(attribute)))
            }
            _ => None,
        }),
        "background" | "background-image" if cx.level != Level::Expert => {
            let (name, arguments) = values::call(plain)?;
            match name {
                "linear-gradient" | "radial-gradient" | "conic-gradient" => Some(format!(
                    "has a background that blends {} ({})",
                    if arguments.len() > 1 { "from colour to colour" } else { "in one colour" },
                    code(written)
                )),
                "url" => Some(format!("has the background image {}", code(written))),
                _ => None,
            }
        }
        _ => None,
    }
}

fn is_time(piece: &str) -> bool {
    matches!(values::number(piece), Some((_, "s" | "ms")))
}

/// One part of a transition: `color 0.2s ease`.
fn glide(part: &str) -> Option<String> {
    let pieces = values::split(part, ' ');
    let mut name = None;
    let mut times = Vec::new();
    for &piece in &pieces {
        let lower = piece.to_lowercase();
        if is_time(&lower) || lower.contains("var(") && name.is_some() {
            times.push(code(piece));
        } else if matches!(lower.as_str(), "ease" | "linear" | "ease-in" | "ease-out" | "ease-in-out")
            || lower.contains('(')
        {
        } else if name.is_none() {
            name = Some(piece);
        } else {
            return None;
        }
    }
    let what = match name {
        Some(it) if it.eq_ignore_ascii_case("all") => "all its properties".to_owned(),
        None => "all its properties".to_owned(),
        Some(it) if it.eq_ignore_ascii_case("none") => return None,
        Some(it) => code(it),
    };
    let delay = times.get(1).map(|it| format!(" after a wait of {it}")).unwrap_or_default();
    Some(format!("changes {what} smoothly over {}{delay}", times.first()?))
}

/// An idiom as a verb phrase, with its family. `None` where its declarations are told one by one.
fn phrase(cx: &Context<'_>, sheet: &Sheet, idiom: &StyleIdiom) -> Option<(String, &'static str)> {
    use StyleIdiomKind as It;
    let find = |name: &str| idiom.declarations.iter().map(|&at| &sheet.declarations[at]).find(|it| it.name == name);
    let quote = |name: &str| find(name).map(|it| code(cx.unit.slice(it.value)));
    let said = match idiom.kind {
        It::VisuallyHidden => ("is hidden from the eye but not from screen readers".to_owned(), "place"),
        It::Ellipsis => {
            ("keeps its text in one line and ends it with an ellipsis where it does not fit".to_owned(), "text")
        }
        It::LineClamp => (
            format!("shows at most {} lines of text and ends them with an ellipsis", quote("-webkit-line-clamp")?),
            "text",
        ),
        It::FlexCentre => {
            let way = match find("flex-direction").map(|it| it.plain.as_str()) {
                Some("column") => "lays its items out in a column and centres them in both directions",
                _ => "lays its items out in a row and centres them in both directions",
            };
            (way.to_owned(), "layout")
        }
        It::GridCentre => ("is a grid and centres its items in both directions".to_owned(), "layout"),
        It::AbsoluteCentre => {
            let of = if find("position").is_some_and(|it| it.plain == "fixed") {
                "of the window"
            } else {
                "of its nearest positioned ancestor"
            };
            (format!("stands in the centre {of}"), "place")
        }
        It::HalfWay => {
            let of = if find("position").is_some_and(|it| it.plain == "fixed") {
                "the window"
            } else {
                "its nearest positioned ancestor"
            };
            let way = if find("left").is_some() { "width" } else { "height" };
            (format!("is centred in the {way} of {of}"), "place")
        }
        It::MarginCentre => ("is centred in the width of its container".to_owned(), "box"),
        It::CentredColumn => {
            let limit = match (quote("max-width"), quote("width")) {
                (Some(it), _) => format!("is at most {it} wide"),
                (_, Some(it)) => format!("is {it} wide"),
                _ => return None,
            };
            (format!("{limit} and centred in the width of its container"), "box")
        }
        It::Cover => ("lies over the whole of its nearest positioned ancestor".to_owned(), "place"),
        It::CoverWindow => ("lies over the whole window and stays there when the page scrolls".to_owned(), "place"),
        It::Clearfix => ("makes its element hold the floats inside it (a clearfix)".to_owned(), "layout"),
        It::AutoGrid => {
            let columns = find("grid-template-columns")?;
            let least = minmax(cx.unit.slice(columns.value))?;
            let what = if find("display").is_some() { "is a grid with" } else { "has" };
            (format!("{what} as many columns as fit, each at least {} wide", code(least)), "layout")
        }
        It::BorderBox => ("counts padding and border as part of its width and height".to_owned(), "box"),
        It::Reset => ("loses the spacing that browsers give it: no margin, no padding".to_owned(), "box"),
        It::Triangle => {
            ("is a triangle: a box without size, of whose thick borders some are invisible".to_owned(), "look")
        }
        It::FullBleed => ("is as wide as the window although its container is narrower".to_owned(), "box"),
        It::AspectBox => {
            let ratio = quote("padding-bottom").or_else(|| quote("padding-top"))?;
            (format!("keeps its proportions: its height is {ratio} of its container's width, made by padding"), "box")
        }
        It::FluidPicture => ("is never wider than its container and keeps its proportions".to_owned(), "box"),
        It::GradientText => ("fills the letters of its text with a gradient".to_owned(), "text"),
        It::PlainList => ("is a list without marks and indent".to_owned(), "text"),
        It::Sticky => {
            let zero = |name: &str| find(name).is_some_and(|it| values::is_zero(&it.plain));
            let edge = match (quote("top"), quote("bottom")) {
                _ if zero("top") => "at the top".to_owned(),
                _ if zero("bottom") => "at the bottom".to_owned(),
                (Some(top), _) => format!("{top} below the top"),
                (_, Some(bottom)) => format!("{bottom} above the bottom"),
                _ => return None,
            };
            (format!("scrolls with the page until it would leave, then sticks {edge}"), "place")
        }
        It::FixedBar => {
            let edge = if find("top").is_some() { "top" } else { "bottom" };
            (format!("is a bar fixed to the {edge} of the window, across its whole width"), "place")
        }
        It::PageColumn => ("is at least as high as the window and lays its items out in a column".to_owned(), "layout"),
        It::Circle => (format!("is a circle {} across", quote("width")?), "box"),
        It::Card => return None,
        It::Decoration => ("is a box without text, there for its look".to_owned(), "layout"),
    };
    Some(said)
}

/// The least width in `repeat(auto-fit, minmax(LEAST, 1fr))`.
fn minmax(value: &str) -> Option<&str> {
    let (_, rest) = value.split_once("minmax(")?;
    let inner = rest.trim_end().strip_suffix(')')?.trim_end().strip_suffix(')')?;
    values::split(inner, ',').first().copied()
}

/// Phrases as one predicate: what begins with the same words is said once.
pub(super) fn predicate(effects: &[&Effect]) -> String {
    const HEADS: [&str; 6] = ["sets its text ", "is ", "has ", "keeps ", "shows ", "lets "];
    let mut groups: Vec<(&str, Vec<String>)> = Vec::new();
    for effect in effects {
        let text = effect.text.as_str();
        let head = HEADS
            .into_iter()
            .find(|it| text.starts_with(it))
            .filter(|_| ![": ", ", ", " and "].iter().any(|it| text.contains(it)));
        match head {
            Some(head) => {
                let rest = text.get(head.len()..).unwrap_or("").to_owned();
                let full = text.to_owned();
                match groups.iter_mut().find(|it| it.0 == head) {
                    Some((_, all)) => all.push(rest),
                    None => groups.push((head, vec![full])),
                }
            }
            None => groups.push(("", vec![text.to_owned()])),
        }
    }
    let groups: Vec<String> = groups.into_iter().map(|it| list(&it.1)).collect();
    match groups.as_slice() {
        [one, other] if [one, other].iter().any(|it| it.contains(" and ") || it.contains(", ")) => {
            format!("{one}, and {other}")
        }
        _ => list(&groups),
    }
}
