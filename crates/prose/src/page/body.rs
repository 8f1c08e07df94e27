//! What a page shows: its parts in order, each with what it holds.

use code::Span;

use super::{Reader, form, head, words::quote};
use crate::draft::{Draft, code};
use crate::words::{count, list, list_some, plural, sentence};
use crate::{Level, SectionKind};

/// How deep parts are told in one another.
const DEEPEST: u32 = 7;

/// An element at the top of the text.
pub(super) fn top(reader: Reader<'_>, at: usize, draft: &mut Draft) {
    let tag = reader.element(at).tag.as_str();
    if reader.has_mark(at, "root") {
        let element = reader.element(at);
        if reader.value(at, "lang").is_some_and(|it| it.contains(['{', '<'])) {
            let text = "The document's language is filled in by a template.".to_owned();
            draft.say(SectionKind::How, None, text, &[element.start]);
        } else if let Some(lang) = reader.quoted(at, "lang") {
            let text = match reader.cx.level {
                Level::Beginner => {
                    format!("The page is written in the language {lang}; screen readers and translators go by that.")
                }
                _ => format!("The document's language is {lang}."),
            };
            draft.say(SectionKind::How, None, text, &[element.start]);
        }
        for child in reader.page.children(Some(at)) {
            top(reader, child, draft);
        }
        return;
    }
    match tag {
        "head" => head::head(reader, at, draft),
        "body" => {
            let addition = reader.addition(at);
            let lead = match reader.cx.level {
                Level::Beginner => format!("The body (`body`) is what the page shows{addition}:"),
                _ => format!("The body{addition}:"),
            };
            let lead =
                if reader.slice(reader.element(at).name) == "body" { lead } else { format!("The body{addition}:") };
            let id = draft.say(SectionKind::How, None, lead, &with_root(reader, at));
            children(reader, at, id, 1, draft);
        }
        _ => element(reader, at, None, 0, draft),
    }
}

/// Where a part of the document stands, with the tags of the document around it.
pub(super) fn with_root(reader: Reader<'_>, at: usize) -> Vec<Span> {
    let element = reader.element(at);
    let mut spans = vec![element.span];
    if let Some(root) = element.parent.filter(|&it| reader.has_mark(it, "root")) {
        let root = reader.element(root);
        if !root.has("lang") {
            spans.push(root.start);
        }
        spans.push(Span::new(root.span.end.saturating_sub(1), root.span.end));
    }
    spans
}

/// The elements in another one, those alike in a row together.
fn children(reader: Reader<'_>, at: usize, parent: u32, depth: u32, draft: &mut Draft) {
    let all = reader.page.children(Some(at));
    let whole = reader.element(at).span;
    let from = reader.page.texts.partition_point(|it| it.1.start < whole.start);
    let own = reader.page.texts[from..].iter().take_while(|it| it.1.end <= whole.end);
    let loose: Vec<Span> = own.filter(|it| it.0 == Some(at)).map(|it| it.1).take(6).collect();
    let is_word = |it: &&Span| reader.slice(**it).chars().filter(|it| it.is_alphanumeric()).count() > 1;
    let words: Vec<String> = loose.iter().filter(is_word).map(|&it| quote(reader.slice(it))).collect();
    if !words.is_empty() {
        let text = format!("the text {}", list_some(&words, 3));
        draft.say(SectionKind::How, Some(parent), sentence(&text), &loose);
    }
    let mut next = 0;
    while let Some(&child) = all.get(next) {
        let n = alike(reader, &all[next..]);
        if n > 2 {
            row(reader, &all[next..next + n], parent, draft);
            next += n;
            continue;
        }
        let n = flow(reader, &all[next..]);
        if n > 1 {
            let run = &all[next..next + n];
            let spans: Vec<Span> = run.iter().map(|&it| reader.element(it).span).collect();
            let items = inventory(reader, run);
            if !items.is_empty() {
                draft.say(SectionKind::How, Some(parent), sentence(&list(&items)), &spans);
            }
            next += n;
            continue;
        }
        element(reader, child, Some(parent), depth, draft);
        next += 1;
    }
}

/// How many elements in a row have the same tag and the same classes, and are more than running text.
fn alike(reader: Reader<'_>, all: &[usize]) -> usize {
    let Some(&first) = all.first() else { return 0 };
    let tag = &reader.element(first).tag;
    let class = reader.value(first, "class");
    if !matches!(tag.as_str(), "div" | "section" | "article" | "a" | "button" | "details" | "figure" | "script" | "img")
        || class.is_none() && tag != "script" && tag != "article"
    {
        return 0;
    }
    if tag == "script" && !reader.element(first).has("src") {
        return 0;
    }
    all.iter()
        .take_while(|&&it| {
            &reader.element(it).tag == tag
                && reader.value(it, "class") == class
                && reader.conduct(it).is_empty()
                && (tag != "script" || reader.element(it).has("src"))
        })
        .count()
}

/// Elements alike in a row.
fn row(reader: Reader<'_>, all: &[usize], parent: u32, draft: &mut Draft) {
    let spans: Vec<Span> = all.iter().map(|&it| reader.element(it).span).collect();
    let first = all[0];
    let tag = reader.element(first).tag.as_str();
    if tag == "script" {
        let names: Vec<String> = all.iter().filter_map(|&it| reader.quoted(it, "src")).collect();
        let text = format!("Scripts are loaded: {}", list_some(&names, 6));
        draft.say(SectionKind::How, Some(parent), sentence(&text), &spans);
        return;
    }
    let noun = match tag {
        "div" => "box",
        "a" => "link",
        "img" => "picture",
        "details" => "foldable section",
        other => other,
    };
    let class = reader
        .value(first, "class")
        .map(|it| it.split_whitespace().next().unwrap_or(""))
        .filter(|it| !it.is_empty() && !it.contains('{'));
    let class = class.map(|it| format!(" of the class {}", code(it))).unwrap_or_default();
    let titles: Vec<String> = all
        .iter()
        .filter_map(|&it| {
            let heading = reader.page.inside(it).find(|&it| reader.has_mark(it, "heading"));
            match heading {
                Some(heading) => reader.said(heading),
                None if tag == "img" => reader.value(it, "alt").filter(|it| !it.is_empty()).map(quote),
                None => reader.said(it),
            }
        })
        .collect();
    let n = if all.len() == 1 { noun.to_owned() } else { plural(noun) };
    let n = format!("{} {n}", crate::words::number(all.len()));
    let text = if titles.len() == all.len() {
        format!("{n}{class}: {}", list_some(&titles, 5))
    } else {
        format!("{n}{class}")
    };
    let id = draft.say(SectionKind::How, Some(parent), sentence(&text), &spans);
    // What the first one holds stands for all where they hold the same kinds of things.
    let held = |at: usize| {
        let mut tags: Vec<&str> = reader.page.inside(at).map(|it| reader.element(it).tag.as_str()).collect();
        tags.dedup();
        tags
    };
    let model = held(first);
    if model.len() > 1 && all.iter().all(|&it| held(it) == model) {
        let inside: Vec<usize> = reader.page.children(Some(first));
        let items = kinds(reader, &inside);
        if !items.is_empty() {
            let text = format!("Each holds {}", list(&items));
            draft.say(SectionKind::How, Some(id), sentence(&text), &[reader.element(first).span]);
        }
    }
}

/// How many elements in a row are running text: paragraphs, headings, words.
fn flow(reader: Reader<'_>, all: &[usize]) -> usize {
    all.iter()
        .take_while(|&&it| {
            let element = reader.element(it);
            let is_text =
                matches!(element.tag.as_str(), "p" | "hr" | "br" | "blockquote" | "pre" | "address" | "label" | "a")
                    || reader.has_mark(it, "heading")
                    || reader.has_mark(it, "text") && element.tag != "slot" && element.tag != "output";
            is_text && reader.conduct(it).is_empty() && reader.page.inside(it).all(|it| reader.has_mark(it, "text"))
        })
        .count()
}

/// What elements hold, by kind, with the words of the page: headings, paragraphs, links, pictures.
fn inventory(reader: Reader<'_>, all: &[usize]) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut paragraphs: Vec<usize> = Vec::new();
    let mut links: Vec<usize> = Vec::new();
    let mut pictures: Vec<usize> = Vec::new();
    let mut words: Vec<usize> = Vec::new();
    let mut heads: Vec<usize> = Vec::new();
    let each = all.iter().flat_map(|&it| std::iter::once(it).chain(reader.page.inside(it)));
    for at in each {
        match reader.element(at).tag.as_str() {
            "a" => links.push(at),
            "img" => pictures.push(at),
            "p" => paragraphs.push(at),
            "blockquote" => out.push("a quotation".to_owned()),
            "pre" => out.push("text whose line breaks are kept".to_owned()),
            "button" => out.push(form::button(reader, at)),
            "select" | "input" | "textarea" if reader.value(at, "type") != Some("hidden") => {
                out.push("a field".to_owned());
            }
            "svg" => out.push("a drawing".to_owned()),
            _ if reader.has_mark(at, "heading") => heads.push(at),
            _ if reader.has_mark(at, "text") && all.contains(&at) && reader.text(at).is_some() => words.push(at),
            _ => {}
        }
    }
    let mut front: Vec<String> = Vec::new();
    match heads[..] {
        [] => {}
        [one] => front.push(match reader.said(one) {
            Some(text) => format!("the heading {text}"),
            None => "a heading".to_owned(),
        }),
        ref several => {
            let all: Vec<String> = several.iter().filter_map(|&it| reader.said(it)).collect();
            front.push(if all.is_empty() {
                count(several.len(), "heading")
            } else {
                format!("the headings {}", list_some(&all, 4))
            });
        }
    }
    match paragraphs[..] {
        [] => {}
        [one] => front.push(match reader.said(one) {
            Some(text) => format!("a paragraph ({text})"),
            None => "a paragraph".to_owned(),
        }),
        ref several => front.push(count(several.len(), "paragraph")),
    }
    if let [one] = words[..] {
        front.extend(reader.said(one).map(|it| format!("the text {it}")));
    } else if words.len() > 1 && front.is_empty() {
        let all: Vec<String> = words.iter().filter_map(|&it| reader.said(it)).collect();
        front.push(format!("the texts {}", list_some(&all, 3)));
    }
    if !links.is_empty() {
        front.push(linked(reader, &links));
    }
    if !pictures.is_empty() {
        front.push(if pictures.len() == 1 { picture(reader, pictures[0]) } else { count(pictures.len(), "picture") });
    }
    let mut seen: Vec<(String, usize)> = Vec::new();
    for it in out {
        match seen.iter_mut().find(|other| other.0 == it) {
            Some((_, n)) => *n += 1,
            None => seen.push((it, 1)),
        }
    }
    front.extend(seen.into_iter().map(|(noun, n)| {
        let bare = noun.strip_prefix("a ").unwrap_or(&noun);
        if n > 1 { count(n, bare) } else { noun }
    }));
    front
}

/// The kinds of things that elements hold, without their words.
fn kinds(reader: Reader<'_>, all: &[usize]) -> Vec<String> {
    let mut found: Vec<(&str, usize)> = Vec::new();
    let each = all.iter().flat_map(|&it| std::iter::once(it).chain(reader.page.inside(it)));
    for at in each {
        let noun = match reader.element(at).tag.as_str() {
            "a" => "link",
            "img" => "picture",
            "p" => "paragraph",
            "button" => "button",
            "ul" | "ol" => "list",
            "input" | "select" | "textarea" => "field",
            "svg" => "drawing",
            _ if reader.has_mark(at, "heading") => "heading",
            _ => continue,
        };
        match found.iter_mut().find(|it| it.0 == noun) {
            Some((_, n)) => *n += 1,
            None => found.push((noun, 1)),
        }
    }
    found.into_iter().map(|(noun, n)| if n == 1 { format!("a {noun}") } else { count(n, noun) }).collect()
}

/// Links with where they lead, as far as there are few.
fn linked(reader: Reader<'_>, links: &[usize]) -> String {
    let one = |at: usize| {
        let text = reader.said(at).or_else(|| reader.value(at, "aria-label").filter(|it| !it.is_empty()).map(quote));
        let target = reader.quoted(at, "href").filter(|it| it != "`#`");
        match (text, target) {
            (Some(text), Some(target)) if links.len() <= 3 => format!("{text} to {target}"),
            (Some(text), _) => text,
            (None, Some(target)) => target,
            (None, None) => "one without a name".to_owned(),
        }
    };
    let all: Vec<String> = links.iter().take(8).map(|&it| one(it)).collect();
    match links {
        [_] => format!("the link {}", all[0]),
        _ if links.len() <= 8 => format!("the links {}", list(&all)),
        _ => format!("{}, such as {}", count(links.len(), "link"), list(&all[..3])),
    }
}

/// A picture by its description.
fn picture(reader: Reader<'_>, at: usize) -> String {
    let source = reader.quoted(at, "src");
    match (reader.value(at, "alt"), source) {
        (Some(""), Some(source)) => format!("the picture {source}, which is there for its look only"),
        (Some(alt), _) if !alt.is_empty() && !alt.contains('{') => format!("a picture described as {}", quote(alt)),
        (_, Some(source)) => format!("the picture {source}"),
        _ => "a picture".to_owned(),
    }
}

/// An element with what it holds.
pub(super) fn element(reader: Reader<'_>, at: usize, parent: Option<u32>, depth: u32, draft: &mut Draft) {
    let element = reader.element(at);
    let spans = [element.span];
    let say = |text: String, draft: &mut Draft| draft.say(SectionKind::How, parent, sentence(&text), &spans);
    let addition = reader.addition(at);
    let tag = element.tag.as_str();
    match tag {
        "form" => form::form(reader, at, parent, draft),
        "table" => table(reader, at, parent, draft),
        "ul" | "ol" | "menu" | "dl" | "dir" if !reader.page.children(Some(at)).is_empty() => {
            items(reader, at, parent, depth, draft);
        }
        "script" | "link" | "meta" | "style" | "base" | "title" => head::resource(reader, at, parent, draft),
        "img" => {
            let lazy = if reader.value(at, "loading") == Some("lazy") {
                ", loaded only when it comes near the screen"
            } else {
                ""
            };
            say(format!("{}{lazy}{addition}", picture(reader, at)), draft);
        }
        "picture" => {
            let n = reader.page.inside(at).filter(|&it| reader.element(it).tag == "source").count();
            say(format!("a picture of which the browser takes the fitting one of {}", count(n + 1, "version")), draft);
        }
        "iframe" => {
            let what =
                reader.quoted(at, "src").map_or_else(|| "another page".to_owned(), |it| format!("the page {it}"));
            let title = reader
                .value(at, "title")
                .filter(|it| !it.is_empty())
                .map(|it| format!(", titled {}", quote(it)))
                .unwrap_or_default();
            let kept = if element.has("sandbox") { ", kept in a sandbox" } else { "" };
            say(format!("{what} is shown inside this one{title}{kept}"), draft);
        }
        "video" | "audio" => {
            let noun = if tag == "video" { "a film" } else { "a sound" };
            let source = reader.quoted(at, "src").or_else(|| {
                reader
                    .page
                    .inside(at)
                    .find(|&it| reader.element(it).tag == "source")
                    .and_then(|it| reader.quoted(it, "src"))
            });
            let source = source.map(|it| format!(" from {it}")).unwrap_or_default();
            let mut ways = Vec::new();
            for (name, words) in [
                ("controls", "with controls"),
                ("autoplay", "playing by itself"),
                ("loop", "over and over"),
                ("muted", "mute at first"),
            ] {
                if element.has(name) {
                    ways.push(words.to_owned());
                }
            }
            let ways = if ways.is_empty() { String::new() } else { format!(", {}", list(&ways)) };
            say(format!("{noun}{source}{ways}{addition}"), draft);
        }
        "svg" => {
            let n = reader.page.inside(at).count();
            let title = reader
                .page
                .inside(at)
                .find(|&it| reader.element(it).tag == "title")
                .and_then(|it| reader.page.texts_in(it).next().map(|it| quote(reader.slice(it))));
            let title = title.map(|it| format!(" titled {it}")).unwrap_or_default();
            say(format!("a drawing{title} made of {}{addition}", count(n, "element")), draft);
        }
        "button" => {
            say(form::button(reader, at), draft);
        }
        "input" | "select" | "textarea" => {
            say(form::field(reader, at), draft);
        }
        "br" | "wbr" | "hr" | "col" | "colgroup" | "source" | "track" | "param" | "area" => {}
        "noscript" => {
            say("what is shown where programs do not run".to_owned(), draft);
        }
        _ => container(reader, at, parent, depth, draft),
    }
}

/// Whether an element holds only running text, links and pictures.
fn is_simple(reader: Reader<'_>, at: usize) -> bool {
    let inside = reader.page.inside(at);
    inside.len() <= 14
        && inside.into_iter().all(|it| {
            let element = reader.element(it);
            let plain = matches!(
                element.tag.as_str(),
                "div"
                    | "p"
                    | "a"
                    | "img"
                    | "br"
                    | "hr"
                    | "button"
                    | "svg"
                    | "header"
                    | "hgroup"
                    | "blockquote"
                    | "pre"
                    | "figcaption"
                    | "summary"
                    | "legend"
            ) || reader.has_mark(it, "heading")
                || reader.has_mark(it, "text")
                || reader.page.around(it).any(|it| reader.element(it).tag == "svg");
            plain && reader.conduct(it).is_empty() && element.tag != "slot"
        })
}

/// An element that holds others.
fn container(reader: Reader<'_>, at: usize, parent: Option<u32>, depth: u32, draft: &mut Draft) {
    let element = reader.element(at);
    let inner = reader.page.children(Some(at));
    let own_text = reader.page.texts_in(at).next().is_some();
    let conduct = reader.conduct(at);
    let is_box =
        matches!(element.tag.as_str(), "div" | "span" | "center" | "section" | "template") && element.tag != "template";
    // A box around one thing, with no name that matters, is told as that thing.
    if let ([only], true, true) = (inner.as_slice(), is_box, conduct.is_empty())
        && element.value(reader.cx.unit, "id").is_none()
        && !reader.has_mark(*only, "text")
        && depth > 0
        && reader.page.texts_in(at).count() == reader.page.texts_in(*only).count()
        && depth < 60
    {
        self::element(reader, *only, parent, depth + 1, draft);
        return;
    }
    let addition = reader.addition(at);
    let role = role(reader, at);
    let title = match element.tag.as_str() {
        "details" => ("summary", "titled"),
        "figure" => ("figcaption", "with the caption"),
        "fieldset" => ("legend", "titled"),
        _ => ("", ""),
    };
    let title = inner
        .iter()
        .find(|&&it| reader.element(it).tag == title.0)
        .and_then(|&it| reader.said(it))
        .map(|it| format!(" {} {it}", title.1));
    let noun = format!("{}{role}{}", reader.noun(at), title.unwrap_or_default());
    if inner.is_empty() {
        let text = match (own_text, reader.said(at)) {
            (true, Some(text)) if element.tag == "p" => format!("a paragraph: {text}{addition}"),
            (true, Some(text)) if reader.has_mark(at, "heading") => {
                format!("the heading {text} ({}){addition}", reader.tag(at))
            }
            (true, Some(text)) if element.tag == "a" => {
                let target = reader.quoted(at, "href").map(|it| format!(" to {it}")).unwrap_or_default();
                format!("the link {text}{target}{addition}")
            }
            (true, Some(text)) => format!("{noun}: {text}{addition}"),
            _ if reader.page.is_filled_in(element.span) => format!("{noun}, filled in by a template{addition}"),
            _ if element.tag.contains('-') || reader.word(at).is_none() => format!("{noun}{addition}"),
            _ if is_box && element.has("id") => format!("{noun}, empty at first{addition}"),
            _ if is_box => format!("{noun}, empty{addition}"),
            _ => format!("{noun}{addition}"),
        };
        draft.say(SectionKind::How, parent, sentence(&text.replace(",:", ":")), &[element.span]);
        return;
    }
    if is_simple(reader, at) || depth >= DEEPEST {
        let all: Vec<usize> = if reader.has_mark(at, "text")
            || matches!(element.tag.as_str(), "p" | "a")
            || reader.has_mark(at, "heading")
        {
            vec![at]
        } else {
            inner
        };
        let items = inventory(reader, &all);
        let text = match element.tag.as_str() {
            "p" | "a" | "span" | "em" | "strong" => {
                if items.is_empty() {
                    noun
                } else {
                    list(&items)
                }
            }
            _ if reader.has_mark(at, "heading") => items.first().cloned().unwrap_or(noun),
            _ if items.is_empty() => match reader.said(at) {
                Some(text) => format!("{noun}: {text}"),
                None => noun,
            },
            _ => format!("{noun} with {}", list(&items)),
        };
        draft.say(
            SectionKind::How,
            parent,
            sentence(&format!("{text}{addition}").replace(",:", ":").replace(", with", " with")),
            &[element.span],
        );
        return;
    }
    let heading = inner
        .iter()
        .copied()
        .chain(inner.iter().flat_map(|&it| reader.page.children(Some(it))))
        .find(|&it| reader.has_mark(it, "heading"));
    let under = match heading.and_then(|it| reader.said(it)) {
        Some(text) if matches!(element.tag.as_str(), "section" | "article" | "div" | "aside" | "main") => {
            format!(" under the heading {text}")
        }
        _ => String::new(),
    };
    let text = format!("{noun}{under}{addition}:").replace(",:", ":");
    let id = draft.say(SectionKind::How, parent, sentence(&text), &[element.span]);
    children(reader, at, id, depth + 1, draft);
}

/// What an element is for screen readers, for experts.
fn role(reader: Reader<'_>, at: usize) -> String {
    if reader.cx.level != Level::Expert {
        return String::new();
    }
    let sectioned = reader
        .page
        .around(at)
        .any(|it| matches!(reader.element(it).tag.as_str(), "article" | "aside" | "main" | "nav" | "section"));
    let named = ["aria-label", "aria-labelledby", "title"].iter().any(|it| reader.element(at).has(it));
    let role = match reader.element(at).tag.as_str() {
        _ if reader.element(at).has("role") => return String::new(),
        "header" if !sectioned => "banner landmark",
        "footer" if !sectioned => "contentinfo landmark",
        "nav" => "navigation landmark",
        "main" => "main landmark",
        "aside" => "complementary landmark",
        "section" if named => "region landmark",
        "section" => "no landmark, as it has no accessible name",
        _ => return String::new(),
    };
    format!(" ({role})")
}

/// A list with its items.
fn items(reader: Reader<'_>, at: usize, parent: Option<u32>, depth: u32, draft: &mut Draft) {
    let element = reader.element(at);
    let all: Vec<usize> = reader
        .page
        .children(Some(at))
        .into_iter()
        .filter(|&it| matches!(reader.element(it).tag.as_str(), "li" | "dt"))
        .collect();
    let noun = match element.tag.as_str() {
        "ol" => "a numbered list",
        "dl" => "a list of terms with descriptions",
        "menu" => "a list of commands",
        _ => "a list",
    };
    let noun = format!("{noun}{}", reader.names(at));
    let simple = |it: usize| {
        reader.conduct(it).is_empty()
            && reader.page.inside(it).all(|it| {
                reader.has_mark(it, "text") && reader.conduct(it).is_empty()
                    || matches!(reader.element(it).tag.as_str(), "svg" | "img" | "p")
                    || reader.page.around(it).any(|it| reader.element(it).tag == "svg")
            })
    };
    if reader.page.is_filled_in(element.span) && all.len() <= 1 {
        let text = format!("{noun}, filled in by a template{}", reader.addition(at));
        let id = draft.say(SectionKind::How, parent, sentence(&text), &[element.span]);
        if depth < DEEPEST && all.iter().any(|&it| !simple(it)) {
            children(reader, at, id, depth + 1, draft);
        }
        return;
    }
    let links = all.iter().filter(|&&it| reader.page.inside(it).any(|it| reader.element(it).tag == "a")).count();
    let texts: Vec<String> = all.iter().filter_map(|&it| reader.said(it)).collect();
    let addition = reader.addition(at);
    if all.iter().all(|&it| simple(it)) && !all.is_empty() {
        let what = if links == all.len() {
            "link"
        } else if element.tag == "dl" {
            "term"
        } else {
            "item"
        };
        let texts = if texts.is_empty() { String::new() } else { format!(": {}", list_some(&texts, 6)) };
        let text =
            format!("{noun} of {}{texts}{addition}", count(all.len(), what)).replace(",:", ":").replace(", of", " of");
        draft.say(SectionKind::How, parent, sentence(&text), &[element.span]);
        return;
    }
    if depth >= DEEPEST {
        draft.say(
            SectionKind::How,
            parent,
            sentence(&format!("{noun} of {}{addition}", count(all.len(), "item"))),
            &[element.span],
        );
        return;
    }
    let n = if all.is_empty() { String::new() } else { format!(" of {}", count(all.len(), "item")) };
    let id = draft.say(SectionKind::How, parent, sentence(&format!("{noun}{n}{addition}:")), &[element.span]);
    for it in reader.page.children(Some(at)) {
        if simple(it) && reader.element(it).tag == "li" {
            if let Some(text) = reader.said(it) {
                let link = reader
                    .page
                    .inside(it)
                    .find(|&it| reader.element(it).tag == "a")
                    .and_then(|it| reader.quoted(it, "href"));
                let link = link.map(|it| format!(", a link to {it}")).unwrap_or_default();
                draft.say(SectionKind::How, Some(id), sentence(&format!("{text}{link}")), &[reader.element(it).span]);
            }
            continue;
        }
        self::element(reader, it, Some(id), depth + 1, draft);
    }
}

/// A table by its columns and rows.
fn table(reader: Reader<'_>, at: usize, parent: Option<u32>, draft: &mut Draft) {
    let element = reader.element(at);
    let inside = || reader.page.inside(at);
    let own = |it: usize| reader.page.around(it).find(|&it| reader.element(it).tag == "table") == Some(at);
    let rows: Vec<usize> = inside().filter(|&it| reader.element(it).tag == "tr" && own(it)).collect();
    let cells = |row: usize, tag: &str| -> Vec<usize> {
        reader.page.children(Some(row)).into_iter().filter(|&it| reader.element(it).tag == tag).collect()
    };
    let head = rows.iter().copied().find(|&it| cells(it, "th").len() > 1 && cells(it, "td").is_empty());
    let columns: Vec<String> =
        head.map(|it| cells(it, "th").iter().filter_map(|&it| reader.said(it)).collect()).unwrap_or_default();
    let n_body = rows.len() - usize::from(head.is_some());
    let caption = inside().find(|&it| reader.element(it).tag == "caption" && own(it)).and_then(|it| reader.said(it));
    let caption = caption.map(|it| format!(" titled {it}")).unwrap_or_default();
    let columns =
        if columns.is_empty() { String::new() } else { format!(" with the columns {}", list_some(&columns, 8)) };
    let rows_said = match (n_body, columns.is_empty()) {
        (0, _) => String::new(),
        (n, true) => format!(" of {}", count(n, "row")),
        (n, false) => format!(" and {}", count(n, "row")),
    };
    let text = format!("a table{}{caption}{columns}{rows_said}{}", reader.names(at), reader.addition(at));
    let id = draft.say(SectionKind::How, parent, sentence(&text), &[element.span]);
    for it in inside() {
        if matches!(reader.element(it).tag.as_str(), "form") && own(it) {
            form::form(reader, it, Some(id), draft);
        }
        let conduct = reader.conduct(it);
        if !conduct.is_empty() && !matches!(reader.element(it).tag.as_str(), "form") {
            let noun = reader.noun(it);
            draft.say(
                SectionKind::How,
                Some(id),
                sentence(&format!("{noun}: {}", list(&conduct)).replace(",:", ":")),
                &[reader.element(it).span],
            );
        }
    }
}

/// The commands of a template engine, in order.
pub(super) fn templates(reader: Reader<'_>, draft: &mut Draft) {
    let mut said: Vec<(String, Span)> = Vec::new();
    for &span in &reader.page.templates {
        let text = reader.slice(span);
        let inner = text.trim_start_matches(['{', '%', '<', '#', '-', '=', '?']).trim();
        let first = inner.split(|it: char| it.is_whitespace() || it == '(').next().unwrap_or("");
        let does = match first {
            "for" | "foreach" | "each" | "range" => "repeats what follows",
            "if" | "unless" | "#if" => "keeps what follows only under a condition",
            "extends" => "puts this page into a frame that another file holds",
            "include" | "partial" | "template" => "puts the content of another file in",
            "block" => "names a part that other files may replace",
            _ => continue,
        };
        let sentence = format!("{} {does}.", code(text));
        if !said.iter().any(|it| it.0 == sentence) {
            said.push((sentence, span));
        }
    }
    for (text, span) in said.into_iter().take(8) {
        draft.say(SectionKind::How, None, text, &[span]);
    }
}
