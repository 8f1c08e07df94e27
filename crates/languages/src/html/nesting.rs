//! Which end tags may be left out, and what closes an element then.

/// Elements whose start ends a paragraph.
const ENDS_PARAGRAPH: [&str; 36] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "center",
    "details",
    "dialog",
    "dir",
    "div",
    "dl",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hgroup",
    "hr",
    "main",
    "menu",
    "nav",
    "ol",
    "p",
    "pre",
    "search",
    "section",
    "summary",
    "table",
    "ul",
    "xmp",
];

/// Elements that what is open outside of them does not reach into.
const WALLS: [&str; 8] = ["table", "template", "button", "object", "td", "th", "caption", "svg"];

/// How many of the open elements the start of another one closes.
pub(super) fn closed_by<'t>(start: &str, open: impl Iterator<Item = &'t str>) -> usize {
    let mut n = 0;
    for (at, tag) in open.enumerate() {
        let closes = match tag {
            "p" => ENDS_PARAGRAPH.contains(&start),
            "li" => start == "li",
            "dt" | "dd" => matches!(start, "dt" | "dd"),
            "option" => matches!(start, "option" | "optgroup" | "hr"),
            "optgroup" => matches!(start, "optgroup" | "hr"),
            "td" | "th" => matches!(start, "td" | "th" | "tr" | "tbody" | "tfoot" | "thead"),
            "tr" => matches!(start, "tr" | "tbody" | "tfoot" | "thead"),
            "thead" | "tbody" | "tfoot" => matches!(start, "tbody" | "tfoot" | "thead"),
            "caption" | "colgroup" => matches!(start, "tr" | "tbody" | "tfoot" | "thead" | "colgroup"),
            "rt" | "rp" => matches!(start, "rt" | "rp"),
            "head" => start == "body",
            _ => false,
        };
        if closes {
            n = at + 1;
            continue;
        }
        let goes_through = match start {
            // An open paragraph ends although other elements are open in it.
            it if ENDS_PARAGRAPH.contains(&it) => !WALLS.contains(&tag) && is_phrase(tag),
            _ => false,
        };
        if !goes_through {
            break;
        }
    }
    n
}

/// Elements that stand in the running text.
fn is_phrase(tag: &str) -> bool {
    matches!(tag, "a" | "b" | "i" | "em" | "strong" | "span" | "small" | "u" | "s" | "font" | "code" | "label")
}

/// Whether an end tag may close an element with this one open in between.
pub(super) fn is_wall(end: &str, open: &str) -> bool {
    matches!(open, "table" | "template" | "svg")
        && !matches!(end, "table" | "template" | "svg" | "body" | "html")
        && matches!(end, "p" | "li" | "span" | "a" | "b" | "i" | "em" | "strong" | "font")
}
