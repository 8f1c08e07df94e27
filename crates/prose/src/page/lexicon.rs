//! Words for the reasons, terms and traps of pages.

use code::Span;
use facts::pages::PageHazardKind;

use super::Reader;
use crate::draft::{Draft, code};
use crate::words::{list_some, sentence};
use crate::{Level, SectionKind, plan};

/// Adds reasons for what the page does.
pub(super) fn why(reader: Reader<'_>, draft: &mut Draft) {
    let page = reader.page;
    let find = |wanted: &dyn Fn(usize) -> bool| (0..page.elements.len()).find(|&it| wanted(it));
    let level = match reader.cx.level {
        Level::Beginner => 0,
        Level::Intermediate => 1,
        Level::Expert => 2,
    };
    let mut say = |at: Option<usize>, texts: [&str; 3]| {
        if let Some(at) = at
            && !texts[level].is_empty()
        {
            draft.say(SectionKind::Why, None, texts[level].to_owned(), &[reader.element(at).span]);
        }
    };
    say(
        find(&|it| reader.has_mark(it, "landmark") && reader.element(it).tag != "section"),
        [
            "Parts such as header, navigation and main content are named as what they are, so that screen readers can jump to them and search engines know what counts.",
            "Landmark elements instead of plain boxes let assistive technology jump to them.",
            "",
        ],
    );
    say(
        find(&|it| reader.element(it).tag == "script" && reader.element(it).has("defer")),
        [
            "A deferred script does not hold up the page: it is fetched meanwhile and runs when all elements are there.",
            "`defer` keeps scripts from blocking the parser and runs them in order once the document is parsed.",
            "`defer`: fetched in parallel, run in order before DOMContentLoaded.",
        ],
    );
    say(
        find(&|it| reader.element(it).tag == "script" && reader.element(it).has("async")),
        [
            "An async script runs as soon as it is there, in no fixed order; that suits scripts on which nothing else depends.",
            "`async` scripts run in the order in which they arrive, so nothing may depend on their order.",
            "`async`: order undefined; execution interrupts parsing.",
        ],
    );
    say(
        find(&|it| {
            reader.element(it).tag == "label"
                && (reader.element(it).has("for") || page.inside(it).any(|it| reader.has_mark(it, "field")))
        }),
        [
            "A label that belongs to its field is read aloud with it, and a click on it goes to the field.",
            "Labels name their fields for assistive technology and enlarge what can be clicked.",
            "",
        ],
    );
    say(
        find(&|it| reader.value(it, "loading") == Some("lazy")),
        [
            "Pictures further down are loaded only when they come near, so the page is there sooner.",
            "Lazy loading saves requests for what is never scrolled to.",
            "",
        ],
    );
    say(
        find(&|it| reader.element(it).has("integrity")),
        [
            "The checksum makes sure that a file from another server is the very one that the author meant.",
            "The checksum keeps a changed file of another host from being run.",
            "Subresource integrity: needs CORS for other origins; any change of the file breaks the page.",
        ],
    );
    say(
        find(&|it| reader.element(it).tag == "picture" || reader.element(it).has("srcset")),
        [
            "Several versions of a picture let phones load a small one and large screens a sharp one.",
            "The browser takes the version that fits the screen's width and density.",
            "",
        ],
    );
    say(
        find(&|it| reader.value(it, "rel").is_some_and(|it| it.contains("noopener"))),
        ["", "`noopener` keeps the opened page from reaching this one through its opener.", ""],
    );
}

/// Adds the terms that the page uses.
pub(super) fn concepts(reader: Reader<'_>, draft: &mut Draft) {
    let cx = reader.cx;
    let page = reader.page;
    let most = match cx.level {
        Level::Beginner => plan::budget(cx, 5, 4, 8),
        Level::Intermediate => plan::budget(cx, 15, 1, 3),
        Level::Expert => return,
    };
    let beginner = cx.level == Level::Beginner;
    let mut wanted: Vec<(u8, &'static str, Span)> = Vec::new();
    let mut add = |weight: u8, key: &'static str, span: Span| {
        if !wanted.iter().any(|it| it.1 == key) {
            wanted.push((weight, key, span));
        }
    };
    if beginner && let Some(span) = page.doctype {
        add(3, "doctype", span);
    }
    for (at, element) in page.elements.iter().enumerate() {
        let span = element.start;
        if beginner {
            add(9, "element", span);
            add(8, "tag", span);
            if !element.attributes.is_empty() {
                add(7, "attribute", span);
            }
            if element.has("class") {
                add(5, "class", span);
            }
            match element.tag.as_str() {
                "form" => add(6, "form", span),
                "label" => add(4, "label", span),
                "script" => add(5, "script", span),
                _ => {}
            }
            if element.has("alt") {
                add(4, "alternative text", span);
            }
        }
        if reader.has_mark(at, "landmark") && element.tag != "section" && element.tag != "article" {
            add(5, "landmark", span);
        }
        if element.attributes.iter().any(|it| it.name.starts_with("aria-") || it.name == "role") {
            add(5, "ARIA", span);
        }
        if reader.value(at, "name") == Some("viewport") {
            add(3, "viewport", span);
        }
        if element.tag == "script" && reader.value(at, "type") == Some("module") {
            add(5, "module", span);
        }
        if reader.value(at, "property").is_some_and(|it| it.starts_with("og:")) {
            add(4, "Open Graph", span);
        }
    }
    if let Some(&span) = page.templates.first().filter(|_| beginner) {
        add(6, "template", span);
    }
    wanted.sort_by(|a, b| b.0.cmp(&a.0).then(a.2.start.cmp(&b.2.start)));
    wanted.truncate(most);
    wanted.sort_by_key(|it| it.2.start);
    for (_, key, span) in wanted {
        let Some((beginner, intermediate)) = cx.unit.library.term(key) else { continue };
        let text = if cx.level == Level::Beginner { beginner } else { intermediate };
        draft.say(SectionKind::Concepts, None, format!("**{key}**: {text}."), &[span]);
    }
}

/// Adds the traps.
pub(super) fn watch_out(reader: Reader<'_>, draft: &mut Draft) {
    let mut told: Vec<PageHazardKind> = Vec::new();
    for hazard in &reader.page.hazards {
        if told.contains(&hazard.kind) {
            continue;
        }
        told.push(hazard.kind);
        let same: Vec<Span> =
            reader.page.hazards.iter().filter(|it| it.kind == hazard.kind).map(|it| it.span).collect();
        let name = code(reader.slice(hazard.name));
        let line = hazard.about.map(|it| reader.cx.unit.line(it.start).to_string()).unwrap_or_default();
        let Some(mut text) = trap(reader.cx.level, hazard.kind, &name, &line) else { continue };
        if same.len() > 1 {
            let mut lines: Vec<String> =
                same[1..].iter().map(|span| reader.cx.unit.line(span.start).to_string()).collect();
            lines.dedup();
            let noun = if lines.len() == 1 { "line" } else { "lines" };
            text = format!("{text} The same holds at {noun} {}.", list_some(&lines, 5));
        }
        draft.say(SectionKind::WatchOut, None, sentence(&text), &same);
    }
}

/// A trap in words.
fn trap(level: Level, kind: PageHazardKind, name: &str, line: &str) -> Option<String> {
    use PageHazardKind as It;
    let beginner = level == Level::Beginner;
    let expert = level == Level::Expert;
    Some(match kind {
        It::Unclosed => format!("No end tag closes {name}; the browser decides where it ends."),
        It::StrayEnd => format!("{name} closes nothing that is open; browsers pass over it or make up an empty element."),
        It::SameId => format!("The id {name} stands at line {line} already; an id must be the only one of the page, and links, labels and scripts find only the first."),
        It::SameAttribute => format!("{name} stands twice in one tag; browsers take the first and forget the second."),
        It::NoAlternative if expert => format!("{name} has no `alt`: screen readers fall back to the address (WCAG 1.1.1)."),
        It::NoAlternative => format!("{name} has no description (`alt`): whoever does not see the picture learns nothing of it."),
        It::NoLabel if expert => format!("{name} has no accessible name from a label, `aria-label` or `title`; a placeholder is a poor fallback."),
        It::NoLabel => format!("No label belongs to {name}: screen readers cannot say what the field is for, and a placeholder goes away when one types."),
        It::NoName => format!("{name} has no name, so what is entered there is not sent with the form."),
        It::ButtonSends => format!("{name} has no `type`, so it sends the form like every button in a form; the type `button` would keep it from that."),
        It::SecretInAddress => format!("The form of {name} is sent by GET, so the password becomes part of the address, which is kept in histories and logs."),
        It::NoLanguage => "The document does not say which language it is in (`lang`): screen readers may pronounce it wrongly.".to_owned(),
        It::NoTitle => "The head has no `title`: the tab and search results show the address instead.".to_owned(),
        It::NoViewport if beginner => "Without a `viewport` line in the head, phones show the page as if on a large screen, only tiny.".to_owned(),
        It::NoViewport => "No `viewport` in the head: phones lay the page out for a wide screen and shrink it.".to_owned(),
        It::NoZoom => format!("{name} keeps people who see badly from enlarging the page in browsers that obey it."),
        It::NoDoctype => "Without a doctype, browsers follow the rules of old times (quirks mode).".to_owned(),
        It::NoCharset => "The head does not name the encoding; unless the server does, letters beyond plain English may come out wrong.".to_owned(),
        It::SkippedLevel => format!("The heading {name} leaves out a level, which makes the outline hard to follow for screen readers."),
        It::NoText => format!("{name} holds no text and has no label: screen readers cannot say what it is for."),
        It::Opener if beginner => return None,
        It::Opener => format!("{name} opens a new tab without `noopener` as its `rel`: present browsers imply it, older ones let the opened page change this one's address."),
        It::Plain => format!("{name} is fetched without encryption: anyone on the way can read and change it, and pages loaded over HTTPS block or upgrade it."),
        It::InlineHandler if beginner => return None,
        It::InlineHandler => format!("{name} holds a program in an attribute, which a strict content security policy forbids."),
        It::BlockingScript if beginner => format!("{name} holds the page up: nothing is shown until the script has been fetched and run; `defer` would avoid that."),
        It::BlockingScript => format!("{name} blocks the parser: the page waits until it has been fetched and run; `defer` or `async` would avoid that."),
        It::NoFrameTitle => format!("{name} has no `title`, so screen readers cannot say what the frame holds."),
        It::PositiveTab => format!("{name} puts the element before all others in the order of the tab key, whatever the order on the page."),
        It::NoPasswordManager => format!("{name} asks password managers to stay away, which most ignore and which favours weak passwords."),
        It::Obsolete => format!("{name} is an element of old times that the standard no longer allows; style sheets or other elements do its work."),
        It::LoudAutoplay => format!("{name} plays by itself and with sound, which most browsers block."),
        It::NestedControl => format!("{name} stands inside another link or button, which is not allowed: it is unclear which one a click means."),
    })
}
