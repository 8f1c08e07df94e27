//! Values and conditions in words.

use code::Span;
use facts::sheets::{Declaration, values};

use crate::Level;
use crate::draft::{Context, code};

/// A value as a noun: a colour with its name, a custom property by its name, anything else as it stands.
pub(super) fn noun(cx: &Context<'_>, declaration: &Declaration) -> String {
    let text = cx.unit.slice(declaration.value);
    if text.is_empty() {
        return "nothing".to_owned();
    }
    if let Some(("var", arguments)) = values::call(&declaration.plain)
        && let [name] = arguments[..]
        && cx.level != Level::Expert
    {
        return code(name);
    }
    match colour(&declaration.plain) {
        Some(name) if cx.level != Level::Expert && name != declaration.plain => format!("{name} ({})", code(text)),
        _ => code(text),
    }
}

/// The name of a colour that is certain from its spelling.
fn colour(value: &str) -> Option<&'static str> {
    let digits: String = match value.strip_prefix('#')?.len() {
        3 => value.chars().skip(1).flat_map(|it| [it, it]).collect(),
        6 => value.chars().skip(1).collect(),
        _ => return None,
    };
    Some(match digits.as_str() {
        "ffffff" => "white",
        "000000" => "black",
        "ff0000" => "red",
        "00ff00" => "bright green",
        "0000ff" => "blue",
        "ffff00" => "yellow",
        _ => {
            let byte = |at: usize| u32::from_str_radix(digits.get(at..at + 2)?, 16).ok();
            let (red, green, blue) = (byte(0)?, byte(2)?, byte(4)?);
            if red != green || green != blue {
                return None;
            }
            match red {
                0..0x50 => "a very dark grey",
                0x50..0x80 => "a dark grey",
                0x80..0xb0 => "a grey",
                0xb0..0xe0 => "a light grey",
                _ => "a very light grey",
            }
        }
    })
}

/// A condition of `@media`, `@container` or `@supports` as a clause after “if”; as it stands where it is not known.
pub(super) fn condition(cx: &Context<'_>, keyword: &str, head: Span) -> String {
    let text = cx.unit.slice(head);
    let raw = || match keyword {
        "media" => format!("the condition {} holds", code(text)),
        "supports" => format!("the browser supports {}", code(text)),
        "container" => format!("the container meets {}", code(text)),
        _ => format!("{} holds", code(text)),
    };
    match keyword {
        "media" => {
            let all: Option<Vec<String>> =
                values::split(text, ',').into_iter().map(|query| self::query(query, "the window")).collect();
            all.filter(|it| !it.is_empty()).map_or_else(raw, |it| it.join(" or "))
        }
        "container" => {
            let (name, query) = text
                .split_once('(')
                .map_or((text, ""), |(name, _)| (name.trim(), text.get(name.len()..).unwrap_or("")));
            let who =
                if name.is_empty() { "the container".to_owned() } else { format!("the container {}", code(name)) };
            if name.contains("not") || query.contains("style(") {
                return raw();
            }
            self::query(query.trim(), &who).unwrap_or_else(raw)
        }
        "supports" => {
            let inner = text.strip_prefix("not").map(str::trim);
            let (negated, rest) = inner.map_or((false, text), |it| (true, it));
            match rest.strip_prefix('(').and_then(|it| it.strip_suffix(')')).filter(|it| {
                !it.contains(['(', ')'])
                    || it.ends_with(')') && it.matches('(').count() == it.matches(')').count() && !it.contains(") ")
            }) {
                Some(what) if !negated => format!("the browser knows {}", code(what)),
                Some(what) => format!("the browser does not know {}", code(what)),
                None => raw(),
            }
        }
        _ => raw(),
    }
}

/// One query: its parts joined by `and`.
fn query(text: &str, who: &str) -> Option<String> {
    let lower = text.to_ascii_lowercase();
    let mut clauses = Vec::new();
    for part in split_and(&lower) {
        let at = part.as_ptr() as usize - lower.as_ptr() as usize;
        let own = text.get(at..at + part.len())?.trim();
        clauses.push(feature(part.trim(), own, who)?);
    }
    (!clauses.is_empty()).then(|| clauses.join(" and "))
}

fn split_and(text: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let mut depth = 0_u32;
    let mut start = 0;
    for (at, it) in text.char_indices() {
        match it {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            'a' if depth == 0
                && text.get(at..at + 3) == Some("and")
                && text.get(..at).is_some_and(|it| it.ends_with([' ', ')'])) =>
            {
                out.push(text.get(start..at).unwrap_or("").trim());
                start = at + 3;
            }
            _ => {}
        }
    }
    out.push(text.get(start..).unwrap_or("").trim());
    out
}

fn feature(part: &str, own: &str, who: &str) -> Option<String> {
    let media = part.strip_prefix("only ").unwrap_or(part);
    match media {
        "screen" => return Some("the page is shown on a screen".to_owned()),
        "print" => return Some("the page is printed".to_owned()),
        "all" => return Some("any device shows the page".to_owned()),
        _ => {}
    }
    let inner = part.strip_prefix('(')?.strip_suffix(')')?;
    let own = own.strip_prefix('(')?.strip_suffix(')')?;
    if inner.contains(['(', ')']) && !inner.contains("calc(") {
        return None;
    }
    if let Some((name, value)) = inner.split_once(':') {
        let value = value.trim();
        let quoted = code(own.split_once(':').map_or(own, |it| it.1).trim());
        return Some(match (name.trim(), value) {
            ("max-width" | "max-inline-size" | "max-device-width", _) => format!("{who} is at most {quoted} wide"),
            ("min-width" | "min-inline-size" | "min-device-width", _) => format!("{who} is at least {quoted} wide"),
            ("max-height", _) => format!("{who} is at most {quoted} high"),
            ("min-height", _) => format!("{who} is at least {quoted} high"),
            ("prefers-color-scheme", "dark") => "the user's system asks for dark colours".to_owned(),
            ("prefers-color-scheme", "light") => "the user's system asks for light colours".to_owned(),
            ("prefers-reduced-motion", "reduce") => "the user's system asks for less movement".to_owned(),
            ("prefers-reduced-motion", "no-preference") => {
                "the user's system does not ask for less movement".to_owned()
            }
            ("prefers-contrast", "more") => "the user's system asks for more contrast".to_owned(),
            ("orientation", "landscape") => format!("{who} is wider than high"),
            ("orientation", "portrait") => format!("{who} is at least as high as wide"),
            ("hover", "hover") => "the pointer can rest on things without pressing them".to_owned(),
            ("hover", "none") => "the pointer cannot rest on things without pressing them".to_owned(),
            ("any-hover", "hover") => "some pointer can rest on things without pressing them".to_owned(),
            ("pointer", "coarse") => "the pointer is rough, such as a finger".to_owned(),
            ("pointer", "fine") => "the pointer is exact, such as a mouse".to_owned(),
            ("forced-colors", "active") => "the user's system forces its own colours".to_owned(),
            ("display-mode", "standalone") => "the page runs as an application of its own".to_owned(),
            ("-webkit-min-device-pixel-ratio" | "min-resolution" | "min--moz-device-pixel-ratio", _) => {
                format!("the screen has at least the pixel density {quoted}")
            }
            _ => return None,
        });
    }
    for (mark, words) in [("<=", "at most"), (">=", "at least"), ("<", "less than"), (">", "more than")] {
        if let Some((name, _)) = inner.split_once(mark) {
            let value = own.split_once(mark).map_or("", |it| it.1).trim();
            if value.contains(['<', '>', '=']) || inner.matches(['<', '>']).count() > 1 {
                return None;
            }
            return match name.trim() {
                "width" | "inline-size" => Some(format!("{who} is {words} {} wide", code(value))),
                "height" => Some(format!("{who} is {words} {} high", code(value))),
                _ => None,
            };
        }
    }
    match inner {
        "hover" => Some("the pointer can rest on things without pressing them".to_owned()),
        "prefers-reduced-motion" => Some("the user's system asks for less movement".to_owned()),
        _ => None,
    }
}
