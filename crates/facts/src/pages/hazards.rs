//! Traps of pages that the text itself proves.

use std::collections::BTreeMap;

use code::{Span, Unit};

use super::{Element, Page};

/// A trap and the text that proves it.
#[derive(Clone, Debug)]
pub struct PageHazard {
    /// Which one.
    pub kind: PageHazardKind,
    /// Where it stands.
    pub span: Span,
    /// What the words quote.
    pub name: Span,
    /// A further place that the words speak of.
    pub about: Option<Span>,
}

/// What is proven.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum PageHazardKind {
    /// An element that no end tag closes although it needs one.
    Unclosed,
    /// An end tag that closes nothing.
    StrayEnd,
    /// Two elements with one id.
    SameId,
    /// The same attribute twice in one tag.
    SameAttribute,
    /// A picture without a description.
    NoAlternative,
    /// A field that nothing names.
    NoLabel,
    /// A field that is not sent.
    NoName,
    /// A button in a form that sends it unless told otherwise.
    ButtonSends,
    /// A secret that goes into the address.
    SecretInAddress,
    /// A document that does not name its language.
    NoLanguage,
    /// A document without a title.
    NoTitle,
    /// A document that phones shrink.
    NoViewport,
    /// A document that readers cannot enlarge.
    NoZoom,
    /// A document in which browsers follow old rules.
    NoDoctype,
    /// A document that does not say its encoding.
    NoCharset,
    /// A heading that leaves levels out.
    SkippedLevel,
    /// A link or a button without a name.
    NoText,
    /// A new tab that old browsers let act on this page.
    Opener,
    /// Something loaded without encryption.
    Plain,
    /// A program in an attribute.
    InlineHandler,
    /// A script that holds up the page.
    BlockingScript,
    /// A frame without a title.
    NoFrameTitle,
    /// A place in the order of the tab key.
    PositiveTab,
    /// A password that managers are kept from.
    NoPasswordManager,
    /// An element of old times.
    Obsolete,
    /// A film or sound that plays loud by itself.
    LoudAutoplay,
    /// An interactive element inside another one.
    NestedControl,
}

/// Elements that need an end tag and may go on unseen without it.
const OPTIONAL: [&str; 19] = [
    "body", "caption", "colgroup", "dd", "dt", "head", "li", "optgroup", "option", "p", "rp", "rt", "tbody", "td",
    "tfoot", "th", "thead", "tr", "frame",
];

/// Elements that hold nothing.
const VOID: [&str; 17] = [
    "area", "base", "basefont", "bgsound", "br", "col", "embed", "frame", "hr", "img", "input", "link", "meta",
    "param", "source", "track", "wbr",
];

/// Finds the traps of a page.
pub(super) fn observe(unit: &Unit, page: &Page) -> Vec<PageHazard> {
    let mut out = Vec::new();
    for span in &page.strays {
        out.push(PageHazard { kind: PageHazardKind::StrayEnd, span: *span, name: *span, about: None });
    }
    let mut ids: BTreeMap<&str, Span> = BTreeMap::new();
    for (at, element) in page.elements.iter().enumerate() {
        let in_drawing = page.around(at).any(|it| matches!(page.elements[it].tag.as_str(), "svg" | "math"));
        structure(unit, page, at, in_drawing, &mut out);
        if let Some(id) = element.attribute("id")
            && let Some(value) = id.value
            && !in_drawing
        {
            let text = unit.slice(value).trim();
            let is_template =
                text.contains(['{', '<', '$', '[']) || page.around(at).any(|it| page.elements[it].tag == "template");
            if let Some(first) = ids.get(text).filter(|_| !text.is_empty() && !is_template) {
                out.push(PageHazard { kind: PageHazardKind::SameId, span: id.span, name: value, about: Some(*first) });
            } else if !is_template {
                ids.insert(text, id.span);
            }
        }
        if !in_drawing {
            contents(unit, page, at, &mut out);
            attributes(unit, page, at, &mut out);
        }
    }
    document(unit, page, &mut out);
    headings(page, &mut out);
    out.sort_by_key(|it| (it.kind, it.span.start));
    out
}

fn push(out: &mut Vec<PageHazard>, kind: PageHazardKind, element: &Element, name: Span) {
    // A tag too long to be quoted goes by its name.
    let name = if name == element.start && name.len() > 60 { element.name } else { name };
    out.push(PageHazard { kind, span: element.start, name, about: None });
}

fn structure(unit: &Unit, page: &Page, at: usize, in_drawing: bool, out: &mut Vec<PageHazard>) {
    use PageHazardKind as It;
    let element = &page.elements[at];
    let tag = element.tag.as_str();
    let is_root = unit.library.word("element", tag).is_some_and(|it| it.has("root"));
    let closes_itself = unit.slice(element.start).ends_with("/>");
    let optional = OPTIONAL.contains(&tag) || VOID.contains(&tag) || is_root;
    // Templates may hold the end tag in another file or branch.
    if !element.closed
        && !optional
        && !in_drawing
        && page.templates.is_empty()
        && !(closes_itself && (tag == "svg" || tag == "math"))
    {
        push(out, It::Unclosed, element, element.name);
    }
    let mut names: Vec<&str> = Vec::new();
    for attribute in element.attributes.iter().take(64) {
        if names.contains(&attribute.name.as_str())
            && !attribute.name.contains(['{', '<', '@', ':', '*', '#', '%'])
            && page.templates.is_empty()
        {
            push(out, It::SameAttribute, element, attribute.key);
        }
        names.push(&attribute.name);
    }
    if unit.library.word("element", tag).is_some_and(|it| it.has("obsolete")) {
        push(out, It::Obsolete, element, element.name);
    }
    if matches!(tag, "a" | "button")
        && page.around(at).any(|it| matches!(page.elements[it].tag.as_str(), "a" | "button"))
    {
        push(out, It::NestedControl, element, element.name);
    }
}

/// Whether an element has a name for screen readers through an attribute.
fn is_named(element: &Element) -> bool {
    [
        "aria-label",
        "aria-labelledby",
        "title",
        "[attr.aria-label]",
        ":aria-label",
        "v-bind:aria-label",
        "[title]",
        ":title",
    ]
    .iter()
    .any(|it| element.has(it))
}

fn contents(unit: &Unit, page: &Page, at: usize, out: &mut Vec<PageHazard>) {
    use PageHazardKind as It;
    let element = &page.elements[at];
    let bound = |name: &str| {
        [format!(":{name}"), format!("[{name}]"), format!("v-bind:{name}"), format!("[attr.{name}]")]
            .iter()
            .any(|it| element.has(it))
    };
    // What a template puts into the tag cannot be known.
    let filled = page.is_filled_in(element.start)
        || element.attributes.iter().any(|it| it.name.starts_with("v-bind") && it.name.len() == 6);
    let hidden = element.has("hidden") || element.value(unit, "aria-hidden") == Some("true");
    match element.tag.as_str() {
        "img"
            if !element.has("alt")
                && !bound("alt")
                && !filled
                && !hidden
                && !is_named(element)
                && element.value(unit, "role") != Some("presentation") =>
        {
            push(out, It::NoAlternative, element, element.start);
        }
        "iframe" if !is_named(element) && !bound("title") && !filled && !hidden => {
            push(out, It::NoFrameTitle, element, element.name);
        }
        "input" | "select" | "textarea" => {
            let form = element.value(unit, "type").unwrap_or("text").to_ascii_lowercase();
            let is_button = matches!(form.as_str(), "hidden" | "submit" | "reset" | "button" | "image");
            let labelled = element.value(unit, "id").is_some_and(|id| page.labelled.contains(id))
                || page.around(at).any(|it| page.elements[it].tag == "label")
                || bound("id");
            if !is_button && !is_named(element) && !labelled && !filled && !hidden {
                push(out, It::NoLabel, element, element.start);
            }
            let form_around = page.around(at).find(|&it| page.elements[it].tag == "form");
            let sends = form_around.is_some_and(|it| page.elements[it].has("action"));
            if sends && !is_button && !element.has("name") && !bound("name") && !filled && !element.has("disabled") {
                push(out, It::NoName, element, element.start);
            }
            if form == "password" {
                let method = form_around.and_then(|it| page.elements[it].value(unit, "method")).unwrap_or("get");
                if sends && method.eq_ignore_ascii_case("get") {
                    push(out, It::SecretInAddress, element, element.start);
                }
                if element.value(unit, "autocomplete").is_some_and(|it| it.eq_ignore_ascii_case("off")) {
                    push(out, It::NoPasswordManager, element, element.start);
                }
            }
        }
        "button" => {
            let form = page.around(at).find(|&it| page.elements[it].tag == "form");
            let n = form.map_or(0, |it| {
                page.inside(it)
                    .filter(|&it| page.elements[it].tag == "button" && !page.elements[it].has("type"))
                    .count()
            });
            if n > 1 && !element.has("type") && !bound("type") && !filled {
                push(out, It::ButtonSends, element, element.start);
            }
            name(unit, page, at, filled, out);
        }
        "a" if element.has("href") => name(unit, page, at, filled, out),
        "video" | "audio" if element.has("autoplay") && !element.has("muted") && !bound("muted") => {
            push(out, It::LoudAutoplay, element, element.name);
        }
        "script" => {
            let in_head = page.around(at).any(|it| page.elements[it].tag == "head");
            let form = element.value(unit, "type").unwrap_or("");
            let is_program = form.is_empty() || form.ends_with("/javascript");
            if in_head && element.has("src") && is_program && !element.has("async") && !element.has("defer") && !filled
            {
                push(out, It::BlockingScript, element, element.start);
            }
        }
        _ => {}
    }
}

/// A link or a button that holds nothing that could name it.
fn name(unit: &Unit, page: &Page, at: usize, filled: bool, out: &mut Vec<PageHazard>) {
    let element = &page.elements[at];
    let holds = page.texts_in(at).next().is_some()
        || page.is_filled_in(element.span)
        || page.inside(at).any(|it| {
            let inner = &page.elements[it];
            inner.value(unit, "alt").is_some_and(|it| !it.is_empty())
                || is_named(inner)
                || inner.attributes.iter().any(|it| it.name.starts_with([':', '[']) || it.name.starts_with("v-"))
                || inner.tag.contains('-')
                || matches!(inner.tag.as_str(), "title" | "slot" | "object")
        });
    let bound = element.attributes.iter().any(|it| {
        matches!(
            it.name.as_str(),
            "v-text" | "v-html" | "[innerhtml]" | "[innertext]" | "x-text" | "data-i18n" | "ng-bind"
        ) || it.name.starts_with("data-i18n")
    });
    if !holds && !is_named(element) && !bound && !filled && element.closed {
        push(out, PageHazardKind::NoText, element, element.start);
    }
}

fn attributes(unit: &Unit, page: &Page, at: usize, out: &mut Vec<PageHazard>) {
    use PageHazardKind as It;
    let element = &page.elements[at];
    if element.tag == "a" && element.value(unit, "target").is_some_and(|it| it.eq_ignore_ascii_case("_blank")) {
        let rel = element.value(unit, "rel").unwrap_or("").to_ascii_lowercase();
        let away = element.value(unit, "href").is_some_and(|it| it.contains("//"));
        if away && !rel.contains("noopener") && !rel.contains("noreferrer") && !rel.contains('{') {
            push(out, It::Opener, element, element.start);
        }
    }
    let loads = match element.tag.as_str() {
        "img" | "script" | "iframe" | "audio" | "video" | "source" | "embed" => element.attribute("src"),
        "link" => element.attribute("href").filter(|_| {
            let rel = element.value(unit, "rel").unwrap_or("").to_ascii_lowercase();
            rel.contains("stylesheet") || rel.contains("icon") || rel.contains("preload")
        }),
        "form" => element.attribute("action"),
        _ => None,
    };
    if let Some(value) = loads.and_then(|it| it.value)
        && unit.slice(value).trim().get(..7).is_some_and(|it| it.eq_ignore_ascii_case("http://"))
        && !["http://localhost", "http://127."].iter().any(|it| unit.slice(value).trim().starts_with(it))
    {
        push(out, It::Plain, element, value);
    }
    for attribute in &element.attributes {
        if attribute.value.is_some()
            && unit.library.word("attribute", &attribute.name).is_some_and(|it| it.has("event"))
        {
            push(out, It::InlineHandler, element, attribute.key);
        }
    }
    if element.value(unit, "tabindex").and_then(|it| it.parse::<i64>().ok()).is_some_and(|it| it > 0) {
        push(out, It::PositiveTab, element, element.attribute("tabindex").map_or(element.start, |it| it.span));
    }
}

fn document(unit: &Unit, page: &Page, out: &mut Vec<PageHazard>) {
    use PageHazardKind as It;
    let root = page.elements.iter().find(|it| unit.library.word("element", &it.tag).is_some_and(|it| it.has("root")));
    let head = page.first("head");
    if let Some(root) = root
        && !root.has("lang")
        && !root.has("xml:lang")
        && !page.is_filled_in(root.start)
    {
        push(out, It::NoLanguage, root, root.name);
    }
    let Some(at) = head else { return };
    let head = &page.elements[at];
    // What a template or an included file puts into the head cannot be known.
    if page.is_filled_in(head.span) {
        return;
    }
    let inside = || page.inside(at).map(|it| &page.elements[it]);
    if !inside().any(|it| it.tag == "title") {
        push(out, It::NoTitle, head, head.name);
    }
    let viewport = inside()
        .find(|it| it.tag == "meta" && it.value(unit, "name").is_some_and(|it| it.eq_ignore_ascii_case("viewport")));
    match viewport {
        None => push(out, It::NoViewport, head, head.name),
        Some(meta) => {
            let content = meta.value(unit, "content").unwrap_or("").to_ascii_lowercase().replace(' ', "");
            let fixed = content.contains("user-scalable=no")
                || content.contains("user-scalable=0")
                || content.split(',').any(|it| matches!(it, "maximum-scale=1" | "maximum-scale=1.0"));
            if fixed {
                push(out, It::NoZoom, meta, meta.attribute("content").map_or(meta.start, |it| it.span));
            }
        }
    }
    if page.doctype.is_none() && root.is_some() && page.templates.is_empty() {
        push(out, It::NoDoctype, head, head.name);
    }
    let charset = inside().any(|it| {
        it.tag == "meta"
            && (it.has("charset")
                || it.value(unit, "content").is_some_and(|it| it.to_ascii_lowercase().contains("charset=")))
    });
    if !charset {
        push(out, It::NoCharset, head, head.name);
    }
}

fn headings(page: &Page, out: &mut Vec<PageHazard>) {
    let mut before: Option<u32> = None;
    for element in &page.elements {
        let level = match element.tag.as_str() {
            "h1" => 1,
            "h2" => 2,
            "h3" => 3,
            "h4" => 4,
            "h5" => 5,
            "h6" => 6,
            _ => continue,
        };
        if before.is_some_and(|it| level > it + 1) {
            push(out, PageHazardKind::SkippedLevel, element, element.name);
        }
        before = Some(level);
    }
}
