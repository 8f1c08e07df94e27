//! Values in words.

use code::{Ending, Spelling};
use facts::documents::{Form, ValueId};

use super::{ranges, schedule};
use crate::draft::{Context, code};
use crate::{Level, words};

/// The longest text of an author that is quoted.
const LONGEST: usize = 220;

/// A value in words.
pub(super) fn value(cx: &Context<'_>, id: ValueId, read: &str) -> Option<String> {
    let tree = &cx.facts.documents.tree;
    let text = tree.text(cx.unit, id).trim();
    let form = tree.value(id).form;
    // Keys are no value; who means them asks for them.
    if form == Form::Mapping {
        return None;
    }
    if form == Form::Sequence {
        let kids = tree.kids(id);
        if kids.is_empty() {
            return None;
        }
        if read == "command" && form == Form::Sequence {
            return words_of_command(cx, kids);
        }
        let items: Vec<String> = kids
            .iter()
            .take(7)
            .filter_map(|&it| match tree.key(cx.unit, it) {
                "" => value(cx, it, read),
                key => Some(code(key)),
            })
            .collect();
        let more = kids.len() - items.len();
        return match (items.len(), more) {
            (0, _) => None,
            (_, 0) => Some(words::list(&items)),
            _ => Some(format!("{}, and {} more", items.join(", "), words::number(more))),
        };
    }
    if form == Form::Absent || form == Form::Broken || text.is_empty() && !read.is_empty() {
        return None;
    }
    match read {
        "quote" => quoted(text),
        "range" => ranges::range(text, false).or_else(|| Some(code(text))),
        "caret" => ranges::range(text, true).or_else(|| Some(code(text))),
        "requirement" => Some(ranges::requirement(text).unwrap_or_else(|| code(text))),
        "cron" => schedule::cron(text).or_else(|| Some(code(text))),
        "port" => Some(port(text)),
        "command" => command(text),
        "mount" => Some(mount(text)),
        "word" => Some(text.to_owned()),
        "assigned" => Some(code(text.split(['=', ':']).next().unwrap_or(text).trim())),
        _ if form == Form::Alias => Some(format!("what {} stands for", code(text))),
        _ if text.is_empty() => Some("an empty text".to_owned()),
        _ if text.contains('\n') => Some(lines(cx, text, tree.value(id).spelling)),
        _ => Some(code(text)),
    }
}

/// A command that is written as a list of its words.
fn words_of_command(cx: &Context<'_>, kids: &[ValueId]) -> Option<String> {
    let tree = &cx.facts.documents.tree;
    let all: Vec<&str> = kids.iter().map(|&it| tree.text(cx.unit, it).trim()).collect();
    let all = match all.as_slice() {
        ["CMD" | "CMD-SHELL", rest @ ..] => rest,
        all => all,
    };
    (!all.is_empty()).then(|| code(&all.join(" ")))
}

/// The author's words.
fn quoted(text: &str) -> Option<String> {
    let mut text: String =
        text.replace("\\\"", "'").replace("\\n", " ").split_whitespace().collect::<Vec<_>>().join(" ");
    text = text.replace(['“', '”'], "'").replace('`', "'").replace("**", "");
    if text.len() > LONGEST {
        let cut = text.floor_char_boundary(LONGEST);
        let end = text[..cut].rfind(' ').unwrap_or(cut);
        text.truncate(end);
        text.push('…');
    }
    let text = text.trim_end_matches('.');
    (!text.is_empty()).then(|| format!("“{text}”"))
}

/// A text of several lines.
fn lines(cx: &Context<'_>, text: &str, spelling: Option<Spelling>) -> String {
    if let Some(Spelling::Block { folds: true, .. } | Spelling::Plain) = spelling {
        // It is read as one line.
        return code(text);
    }
    let end = match spelling {
        Some(Spelling::Block { ending: Ending::None, .. }) if cx.level == Level::Expert => {
            " (no line break at its end)"
        }
        Some(Spelling::Block { ending: Ending::All, .. }) if cx.level == Level::Expert => {
            " (all line breaks at its end kept)"
        }
        _ => "",
    };
    let n = text.lines().filter(|it| !it.trim().is_empty()).count();
    let first = text.lines().map(str::trim).find(|it| !it.is_empty()).unwrap_or("");
    format!("a text of {}{end}, which begins with {}", words::count(n, "line"), code(first))
}

/// Commands, one a line.
fn command(text: &str) -> Option<String> {
    let all: Vec<&str> = text.lines().map(str::trim).filter(|it| !it.is_empty() && !it.starts_with('#')).collect();
    let is_script = all.iter().any(|it| {
        it.ends_with('\\')
            || it.ends_with('{')
            || it.ends_with("do")
            || it.ends_with("then")
            || it.contains("<<")
            || it.ends_with(" |")
            || it.ends_with("&&")
            || it.starts_with("if ")
            || it.starts_with("for ")
            || it.ends_with(':')
            || it.ends_with('(')
    });
    match all.as_slice() {
        [] => None,
        [only] => Some(code(&only.replace("\\\"", "\""))),
        _ if is_script || all.len() > 6 => {
            Some(format!("a script of {}, which begins with {}", words::count(all.len(), "line"), code(all[0])))
        }
        _ => {
            let all: Vec<String> = all.iter().map(|it| code(it)).collect();
            Some(words::list(&all))
        }
    }
}

/// `127.0.0.1:8080:80/udp`.
fn port(text: &str) -> String {
    let (ports, protocol) = text.rsplit_once('/').unwrap_or((text, ""));
    let over = match protocol {
        "udp" => " over UDP",
        _ => "",
    };
    let is_port = |it: &str| !it.is_empty() && it.chars().all(|it| it.is_ascii_digit() || it == '-');
    let parts: Vec<&str> = ports.split(':').collect();
    match parts.as_slice() {
        [inside] if is_port(inside) => format!("port {inside} inside{over}, under a free port of the machine"),
        [outside, inside] if is_port(outside) && is_port(inside) && outside == inside => {
            format!("port {outside} of the machine, which leads to the same port inside{over}")
        }
        [outside, inside] if is_port(outside) && is_port(inside) => {
            format!("port {outside} of the machine, which leads to port {inside} inside{over}")
        }
        ["127.0.0.1" | "localhost", outside, inside] if is_port(outside) && is_port(inside) => {
            format!(
                "port {outside} of the machine, from the machine itself only, which leads to port {inside} inside{over}"
            )
        }
        _ => code(text),
    }
}

/// `./data:/var/lib/data:ro`.
fn mount(text: &str) -> String {
    let parts: Vec<&str> = text.split(':').collect();
    match parts.as_slice() {
        [from, to, rest @ ..] if rest.len() <= 1 && to.starts_with('/') => {
            let only =
                if rest.first().is_some_and(|it| it.split(',').any(|it| it == "ro")) { ", to read only" } else { "" };
            let what = if from.starts_with(['.', '/', '~', '$']) { "" } else { "the volume " };
            format!("{what}{} as {}{only}", code(from), code(to))
        }
        _ => code(text),
    }
}
