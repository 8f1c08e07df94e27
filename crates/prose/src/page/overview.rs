//! *What* a page is: its title, its parts, what it asks and what it loads.

use code::Span;

use super::{Reader, form, words::quote};
use crate::draft::{Draft, code};
use crate::words::{count, list, list_some, sentence};
use crate::{Level, SectionKind};

/// Fills the section.
pub(super) fn fill(reader: Reader<'_>, draft: &mut Draft) {
    let page = reader.page;
    let whole = [Span::new(0, u32::try_from(reader.cx.unit.source.len()).unwrap_or(u32::MAX))];
    let say =
        |text: String, spans: &[Span], draft: &mut Draft| draft.say(SectionKind::What, None, sentence(&text), spans);
    if page.elements.is_empty() {
        say("Text without any element of a page".to_owned(), &whole, draft);
        return;
    }
    say(identity(reader), &whole, draft);
    let description = page.elements.iter().position(|it| {
        it.tag == "meta" && it.value(reader.cx.unit, "name").is_some_and(|it| it.eq_ignore_ascii_case("description"))
    });
    if let Some(at) = description
        && let Some(text) = reader.value(at, "content").filter(|it| !it.is_empty() && !it.contains('{'))
    {
        say(format!("Its authors describe it as {}", quote(text)), &[reader.element(at).span], draft);
    }
    let parts = parts(reader);
    let is_all = parts.len() == 1 && page.elements.first().is_some_and(|it| it.span == parts[0].1);
    if !parts.is_empty() && !is_all && page.elements.len() > 3 {
        let names: Vec<String> = parts.iter().map(|it| it.0.clone()).collect();
        let spans: Vec<Span> = parts.iter().map(|it| it.1).collect();
        say(format!("It has {}", list(&names)), &spans, draft);
    }
    for at in forms(reader).into_iter().take(3) {
        if let Some(text) = form::gist(reader, at) {
            say(text, &[reader.element(at).span], draft);
        }
    }
    loads(reader, draft);
    if !page.templates.is_empty() {
        let text = if reader.cx.level == Level::Expert {
            "It is a template: a program replaces the marked parts before the browser sees them"
        } else {
            "Some of it is a template"
        };
        let spans: Vec<Span> = page.templates.iter().take(12).copied().collect();
        let example = page.templates.iter().map(|it| reader.slice(*it)).find(|it| it.len() <= 50);
        let text = match example {
            Some(example) if reader.cx.level != Level::Expert => format!(
                "Some of it is a template, such as {}: a program fills it in before the page is shown",
                code(example)
            ),
            _ => text.to_owned(),
        };
        say(text, &spans, draft);
    }
}

fn forms(reader: Reader<'_>) -> Vec<usize> {
    (0..reader.page.elements.len()).filter(|&it| reader.element(it).tag == "form").collect()
}

/// What the text is as a whole.
fn identity(reader: Reader<'_>) -> String {
    let page = reader.page;
    let title = page
        .elements
        .iter()
        .position(|it| it.tag == "title" && it.parent.is_none_or(|it| reader.element(it).tag != "svg"));
    let title = title.and_then(|it| reader.said(it));
    let heading = page.first("h1").and_then(|it| reader.said(it));
    if page.is_whole() {
        return match (title, heading) {
            (Some(title), Some(heading)) if heading != title => {
                format!("A web page titled {title}, with the main heading {heading}")
            }
            (Some(title), _) => format!("A web page titled {title}"),
            (None, Some(heading)) => format!("A web page with the main heading {heading}"),
            _ => "A web page".to_owned(),
        };
    }
    let tops = page.children(None);
    match tops[..] {
        [only] => {
            let inside: Vec<usize> = page.inside(only).filter(|&it| reader.has_mark(it, "heading")).collect();
            let heading = inside.first().and_then(|&it| reader.said(it));
            let under = heading.map(|it| format!(", under the heading {it}")).unwrap_or_default();
            match reader.element(only).tag.as_str() {
                "svg" => format!("A drawing{}", reader.names(only)),
                _ => format!("A piece of a page: {}{under}", reader.noun(only)),
            }
        }
        _ => {
            let heading = page.elements.iter().enumerate().find(|it| reader.has_mark(it.0, "heading"));
            let under = heading
                .and_then(|it| reader.said(it.0))
                .map(|it| format!(", with the heading {it}"))
                .unwrap_or_default();
            let mut nouns: Vec<(String, usize)> = Vec::new();
            for &it in &tops {
                let says = reader.word(it).map_or_else(|| reader.tag(it), |it| it.says.to_owned());
                match nouns.iter_mut().find(|other| other.0 == says) {
                    Some((_, n)) => *n += 1,
                    None => nouns.push((says, 1)),
                }
            }
            let plain = |says: &str| says.split_once(' ').map_or(says, |it| it.1).to_owned();
            let all: Vec<String> = nouns
                .into_iter()
                .map(|(says, n)| {
                    let bare = plain(&says);
                    if n > 1 && !bare.contains(' ') { count(n, &bare) } else { says }
                })
                .collect();
            format!("A piece of a page: {}{under}", list_some(&all, 5))
        }
    }
}

/// The parts of the page that readers look for.
fn parts(reader: Reader<'_>) -> Vec<(String, Span)> {
    let page = reader.page;
    let mut out = Vec::new();
    for at in 0..page.elements.len() {
        let element = reader.element(at);
        // A header of an article is not the page's.
        let own = !page.around(at).any(|it| {
            matches!(
                reader.element(it).tag.as_str(),
                "article" | "section" | "main" | "aside" | "nav" | "template" | "dialog"
            )
        });
        let links = || page.inside(at).filter(|&it| reader.element(it).tag == "a").count();
        let noun = match element.tag.as_str() {
            "header" if own => "a header".to_owned(),
            "nav" if links() > 0 => format!("a navigation with {}", count(links(), "link")),
            "nav" => "a navigation".to_owned(),
            "main" => {
                let sections = page
                    .inside(at)
                    .filter(|&it| matches!(reader.element(it).tag.as_str(), "section" | "article"))
                    .count();
                if sections > 1 {
                    format!("a main part with {}", count(sections, "section"))
                } else {
                    "a main part".to_owned()
                }
            }
            "aside" if own => "an aside".to_owned(),
            "footer" if own => "a footer".to_owned(),
            "table" if !page.around(at).any(|it| reader.element(it).tag == "table") => "a table".to_owned(),
            "dialog" => "a dialog".to_owned(),
            "video" => "a film".to_owned(),
            "audio" => "a sound".to_owned(),
            "canvas" => "an area to draw on".to_owned(),
            _ => continue,
        };
        out.push((noun, element.span));
    }
    let mut merged: Vec<(String, Span)> = Vec::new();
    for (noun, span) in out {
        if merged.len() < 7 && !merged.iter().any(|it| it.0 == noun) {
            merged.push((noun, span));
        }
    }
    merged
}

/// Which programs and style sheets the page loads.
fn loads(reader: Reader<'_>, draft: &mut Draft) {
    let page = reader.page;
    let unit = reader.cx.unit;
    let mut sheets = Vec::new();
    let mut scripts = Vec::new();
    let mut own = Vec::new();
    for (at, element) in page.elements.iter().enumerate() {
        let rel = element.value(unit, "rel").unwrap_or("").to_ascii_lowercase();
        match element.tag.as_str() {
            "link" if rel.split_whitespace().any(|it| it == "stylesheet") => sheets.push(at),
            "script" if element.has("src") => scripts.push(at),
            "script" if element.script.is_some() && super::head::is_program(reader, at) => own.push(at),
            _ => {}
        }
    }
    let mut said = Vec::new();
    let name = |at: usize, attribute: &str| reader.quoted(at, attribute);
    if !sheets.is_empty() {
        let names: Vec<String> = sheets.iter().filter_map(|&it| name(it, "href")).collect();
        said.push(if names.len() == 1 {
            format!("the style sheet {}", names[0])
        } else {
            count(sheets.len(), "style sheet")
        });
    }
    if !scripts.is_empty() {
        let names: Vec<String> = scripts.iter().filter_map(|&it| name(it, "src")).collect();
        said.push(if names.len() == 1 { format!("the script {}", names[0]) } else { count(scripts.len(), "script") });
    }
    let spans: Vec<Span> = sheets.iter().chain(&scripts).map(|&it| reader.element(it).span).collect();
    if !said.is_empty() {
        draft.say(SectionKind::What, None, format!("It loads {}.", list(&said)), &spans);
    }
    if !own.is_empty() && reader.cx.level != Level::Beginner {
        let spans: Vec<Span> = own.iter().map(|&it| reader.element(it).span).collect();
        draft.say(
            SectionKind::What,
            None,
            format!(
                "{} of its own {} in the page itself.",
                sentence(&count(own.len(), "script")).trim_end_matches('.'),
                if own.len() == 1 { "stands" } else { "stand" }
            ),
            &spans,
        );
    }
}
