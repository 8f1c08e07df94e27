//! What the head of a page and its resources say.

use code::Span;

use super::{Reader, words::quote};
use crate::draft::{Draft, code};
use crate::words::{count, list_some, sentence};
use crate::{Level, SectionKind};

/// The head, one sentence for what belongs together.
pub(super) fn head(reader: Reader<'_>, at: usize, draft: &mut Draft) {
    let element = reader.element(at);
    let lead = if reader.cx.level == Level::Beginner {
        "The head (`head`) tells the browser about the page before anything is shown:"
    } else {
        "The head:"
    };
    let lead = if reader.slice(element.name) == "head" { lead } else { "The head:" };
    let id = draft.say(SectionKind::How, None, lead.to_owned(), &super::body::with_root(reader, at));
    let mut shared: Vec<(String, Span)> = Vec::new();
    for child in reader.page.children(Some(at)) {
        if let Some(text) = sharing(reader, child) {
            shared.push((text, reader.element(child).span));
            continue;
        }
        resource(reader, child, Some(id), draft);
    }
    if !shared.is_empty() {
        let names: Vec<String> = shared.iter().map(|it| it.0.clone()).collect();
        let spans: Vec<Span> = shared.iter().map(|it| it.1).collect();
        let text = format!("For when the page is shared on social networks it gives {}", list_some(&names, 6));
        draft.say(SectionKind::How, Some(id), sentence(&text), &spans);
    }
}

/// A note for social networks, by its name.
fn sharing(reader: Reader<'_>, at: usize) -> Option<String> {
    if reader.element(at).tag != "meta" {
        return None;
    }
    let name = reader.value(at, "property").or_else(|| reader.value(at, "name"))?;
    (name.starts_with("og:") || name.starts_with("twitter:") || name.starts_with("article:")).then(|| code(name))
}

/// Something that the page loads or says of itself.
pub(super) fn resource(reader: Reader<'_>, at: usize, parent: Option<u32>, draft: &mut Draft) {
    let element = reader.element(at);
    let spans = [element.span];
    let text = match element.tag.as_str() {
        "meta" => meta(reader, at),
        "title" => Some(match reader.said(at) {
            Some(title) => format!("the title {title}, for the tab and for search results"),
            None => "the title, which a template fills in or which is empty".to_owned(),
        }),
        "link" => Some(link(reader, at)),
        "script" => Some(script(reader, at)),
        "base" => Some(format!(
            "all relative addresses start from {}",
            reader.quoted(at, "href").unwrap_or_else(|| "another place".to_owned())
        )),
        "style" => {
            let sheet = reader.cx.facts.sheets.iter().find(|it| element.span.contains(it.span));
            let gist = match sheet {
                Some(sheet) => crate::sheet::gist(reader.cx, sheet, "Styles of the page itself"),
                None => "An empty `style` element".to_owned(),
            };
            let id = draft.say(SectionKind::How, parent, sentence(&gist), &spans);
            if let Some(sheet) = sheet {
                crate::sheet::parts(reader.cx, sheet, Some(id), draft);
            }
            return;
        }
        "noscript" => Some("what follows is only for browsers that run no programs".to_owned()),
        _ => Some(reader.noun(at)),
    };
    if let Some(text) = text {
        draft.say(SectionKind::How, parent, sentence(&text), &spans);
    }
}

fn meta(reader: Reader<'_>, at: usize) -> Option<String> {
    if let Some(charset) = reader.quoted(at, "charset") {
        return Some(match reader.cx.level {
            Level::Beginner => format!("the text is encoded as {charset}, so that every character comes out right"),
            _ => format!("the encoding {charset}"),
        });
    }
    let name =
        reader.value(at, "name").or_else(|| reader.value(at, "property")).or_else(|| reader.value(at, "http-equiv"))?;
    let content = reader.value(at, "content").unwrap_or("");
    let lower = name.to_ascii_lowercase();
    let text = match lower.as_str() {
        "viewport" => {
            let wide = content.contains("width=device-width");
            if wide && reader.cx.level == Level::Beginner {
                format!("on phones the page is as wide as the screen instead of being shrunk ({})", code(content))
            } else {
                format!("the viewport {}", code(content))
            }
        }
        "description" | "author" | "keywords" | "application-name" if !content.is_empty() => {
            let noun = reader.cx.unit.library.word("meta", &lower).map_or("a note", |it| it.says);
            format!("{noun}: {}", quote(content))
        }
        "refresh" => match content.split_once(['=']) {
            Some((_, target)) => {
                format!("the browser moves on to {} by itself ({})", code(target.trim()), code(content))
            }
            None => format!("the page reloads by itself ({} seconds)", code(content)),
        },
        "content-security-policy" => format!("the page may load only what its policy allows: {}", code(content)),
        "robots" => format!("search engines are told {}", code(content)),
        "theme-color" => format!("the browser's frame gets the colour {}", code(content)),
        _ => match reader.cx.unit.library.word("meta", name).or_else(|| reader.cx.unit.library.word("meta", &lower)) {
            Some(word) if !content.is_empty() => format!("{}: {}", word.says, code(content)),
            Some(word) => format!("{}, left empty", word.says),
            None if content.is_empty() => format!("a note named {}", code(name)),
            None => format!("a note named {}: {}", code(name), code(content)),
        },
    };
    Some(text)
}

fn link(reader: Reader<'_>, at: usize) -> String {
    let rel = reader.value(at, "rel").unwrap_or("").to_ascii_lowercase();
    let href = reader.quoted(at, "href").unwrap_or_else(|| "nowhere".to_owned());
    let media = reader
        .value(at, "media")
        .filter(|it| !it.is_empty() && *it != "all")
        .map(|it| format!(", for {} only", code(it)))
        .unwrap_or_default();
    let has = |name: &str| rel.split_whitespace().any(|it| it == name);
    if has("stylesheet") {
        let blocks = if reader.cx.level == Level::Expert && media.is_empty() { " (blocks rendering)" } else { "" };
        let other = if has("alternate") { "another style sheet that can be chosen" } else { "the style sheet" };
        return format!("{other} {href}{media}{blocks}");
    }
    if has("icon") || has("apple-touch-icon") || has("mask-icon") {
        return format!("the icon {href}");
    }
    if has("preload") || has("modulepreload") {
        return format!("{href} is fetched early because the page will need it");
    }
    if has("preconnect") || has("dns-prefetch") {
        return format!("the connection to {href} is prepared early");
    }
    if has("prefetch") || has("prerender") {
        return format!("{href} is fetched ahead for a page that may come next");
    }
    if has("canonical") {
        return format!("the address by which this page is to be known is {href}");
    }
    if has("manifest") {
        return format!("the description of the page as an application is {href}");
    }
    if has("alternate") {
        let lang = reader.quoted(at, "hreflang").map(|it| format!(" in the language {it}")).unwrap_or_default();
        return format!("another version of the page{lang} is {href}");
    }
    format!("related as {}: {href}", reader.quoted(at, "rel").unwrap_or_else(|| "something unnamed".to_owned()))
}

/// Whether a script is one that browsers run.
pub(super) fn is_program(reader: Reader<'_>, at: usize) -> bool {
    let form = reader.value(at, "type").unwrap_or("").to_ascii_lowercase();
    form.is_empty() || form == "module" || form.contains("/javascript") || form.contains("ecmascript")
}

/// A program of a page.
pub(super) fn script(reader: Reader<'_>, at: usize) -> String {
    let element = reader.element(at);
    let form = reader.value(at, "type").unwrap_or("").to_ascii_lowercase();
    let beginner = reader.cx.level == Level::Beginner;
    let is_module = form == "module";
    let is_program = is_program(reader, at);
    if element.has("src") {
        let source = reader.quoted(at, "src").unwrap_or_else(|| "an empty address".to_owned());
        let when = if element.has("async") {
            if beginner {
                "; it is fetched beside the page and runs as soon as it is there"
            } else {
                " (`async`: runs as soon as it is there)"
            }
        } else if is_module {
            if beginner { "; it runs once the page is read" } else { " (a module, so deferred)" }
        } else if element.has("defer") {
            if beginner {
                "; it is fetched beside the page and runs once the page is read"
            } else {
                " (`defer`: runs once the page is parsed)"
            }
        } else if is_program {
            if beginner {
                "; the browser stops reading the page until it has run"
            } else {
                " (blocks parsing until it has run)"
            }
        } else {
            ""
        };
        let checked = if element.has("integrity") { "; it is used only if its checksum is right" } else { "" };
        return format!("the script {source}{when}{checked}");
    }
    let Some(held) = element.script else { return "an empty script".to_owned() };
    let (first, last) = reader.cx.unit.line_range(held);
    let lines = usize::try_from(last - first + 1).unwrap_or(1);
    match form.as_str() {
        "application/ld+json" => "structured data about the page for search engines (JSON-LD)".to_owned(),
        "importmap" => "a map from the names of modules to their addresses".to_owned(),
        "application/json" => format!("data for scripts, in {}", count(lines, "line")),
        "speculationrules" => "rules for which pages are loaded ahead".to_owned(),
        _ if is_program => {
            let kind = if is_module { "a module" } else { "a script" };
            format!("{kind} in the page itself, {} long", count(lines, "line"))
        }
        _ => format!(
            "text of the type {} for a script to use, {} long",
            reader.quoted(at, "type").unwrap_or_default(),
            count(lines, "line")
        ),
    }
}
