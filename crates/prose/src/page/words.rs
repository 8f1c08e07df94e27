//! Names of elements, quoted texts, and what attributes add.

use code::Span;
use facts::pages::Element;

use super::Reader;
use crate::Level;
use crate::draft::code;
use crate::words::{list, list_some, with_article};

/// How many characters of a page's own text are quoted.
const LONGEST: usize = 60;

impl<'a> Reader<'a> {
    /// The source of a span.
    pub(super) fn slice(self, span: Span) -> &'a str {
        self.cx.unit.slice(span)
    }

    /// An element.
    pub(super) fn element(self, at: usize) -> &'a Element {
        &self.page.elements[at]
    }

    /// The value of an attribute.
    pub(super) fn value(self, at: usize, name: &str) -> Option<&'a str> {
        self.element(at).value(self.cx.unit, name)
    }

    /// The value of an attribute, quoted as code; nothing where it is empty.
    pub(super) fn quoted(self, at: usize, name: &str) -> Option<String> {
        self.value(at, name).filter(|it| !it.is_empty()).map(code)
    }

    /// What is known of a tag.
    pub(super) fn word(self, at: usize) -> Option<&'static code::Word> {
        self.cx.unit.library.word("element", &self.element(at).tag)
    }

    /// Whether a tag has a mark.
    pub(super) fn has_mark(self, at: usize, mark: &str) -> bool {
        self.word(at).is_some_and(|it| it.has(mark))
    }

    /// The text in an element, in one line; `None` where there is none, or only templates fill it in.
    pub(super) fn text(self, at: usize) -> Option<String> {
        let mut out = String::new();
        for span in self.page.texts_in(at) {
            let in_svg = self.page.around(at).any(|it| self.element(it).tag == "svg");
            if in_svg {
                return None;
            }
            for word in self.slice(span).split_whitespace() {
                if !out.is_empty() && !word.starts_with([',', '.', ';', ':', '!', '?']) {
                    out.push(' ');
                }
                out.push_str(word);
            }
            if out.chars().count() > LONGEST {
                break;
            }
        }
        let out = plain(&out);
        (!out.is_empty()).then_some(out)
    }

    /// The text in an element between quotation marks.
    pub(super) fn said(self, at: usize) -> Option<String> {
        self.text(at).map(|it| quote(&it))
    }

    /// A tag as code.
    pub(super) fn tag(self, at: usize) -> String {
        code(self.slice(self.element(at).name))
    }

    /// What an element is, with an article: `a header`; a part of a page without a meaning of its own by its class or id.
    pub(super) fn noun(self, at: usize) -> String {
        let element = self.element(at);
        let tag = self.tag(at);
        let expert = self.cx.level == Level::Expert;
        let base = match self.word(at) {
            Some(_) if element.tag == "div" => "a box".to_owned(),
            Some(_) if element.tag == "span" => "a piece of text".to_owned(),
            Some(_) if expert => with_article(&format!("{tag} element")),
            Some(word) => format!("{} ({tag})", word.says),
            None if element.tag.contains('-') || self.slice(element.name).starts_with(char::is_uppercase) => {
                format!("the component {tag}")
            }
            None => with_article(&format!("{tag} element")),
        };
        format!("{base}{}", self.names(at))
    }

    /// How an element is named: by its id, its classes, its label.
    pub(super) fn names(self, at: usize) -> String {
        let element = self.element(at);
        let clean = |it: &&str| !it.is_empty() && !it.contains(['{', '<', '$']);
        let mut out = String::new();
        if let Some(label) = self.value(at, "aria-label").filter(clean) {
            out.push_str(&format!(", announced as {},", quote(label)));
        }
        if let Some(id) = self.value(at, "id").filter(clean) {
            out.push_str(&format!(" with the id {}", code(id)));
        } else if let Some(class) = self.value(at, "class").filter(clean)
            && matches!(element.tag.as_str(), "div" | "span" | "section" | "ul" | "p" | "article" | "aside")
        {
            let classes: Vec<&str> = class.split_whitespace().collect();
            if let [one] = classes[..] {
                out.push_str(&format!(" of the class {}", code(one)));
            } else if classes.len() <= 3 {
                let all: Vec<String> = classes.iter().map(|it| code(it)).collect();
                out.push_str(&format!(" of the classes {}", list(&all)));
            } else if let Some(first) = classes.first() {
                out.push_str(&format!(
                    " of the class {} and {} more",
                    code(first),
                    crate::words::number(classes.len() - 1)
                ));
            }
        }
        out
    }

    /// What conditions, repetitions and handlers the attributes of an element state, as clauses about “it”.
    pub(super) fn conduct(self, at: usize) -> Vec<String> {
        let mut out = Vec::new();
        for attribute in &self.element(at).attributes {
            let key = self.slice(attribute.key);
            let value = attribute.value.map(|it| self.slice(it).trim()).unwrap_or_default();
            let quoted = code(value);
            let name = attribute.name.as_str();
            if value.is_empty() {
                match name {
                    "hidden" => out.push("it is hidden at first".to_owned()),
                    "inert" => out.push("it cannot be used or focused".to_owned()),
                    _ => {}
                }
                continue;
            }
            let text = match name {
                "v-if" | "x-if" | "*ngif" | "ng-if" => format!("it is there only if {quoted}"),
                "v-show" | "x-show" | "ng-show" => format!("it is shown only if {quoted}"),
                "v-else-if" => format!("it is there instead if {quoted}"),
                "v-for" | "x-for" | "*ngfor" | "ng-repeat" => format!("it is repeated for {quoted}"),
                "v-model" | "x-model" | "[(ngmodel)]" | "ng-model" => format!("it is tied to {quoted} both ways"),
                "hx-get" | "hx-post" | "hx-put" | "hx-delete" | "hx-patch" => {
                    format!("it sends a request to {quoted} ({})", code(key))
                }
                "role" => format!("it has the role {quoted}"),
                "aria-hidden" if value == "true" => "it is hidden from screen readers".to_owned(),
                "aria-live" => "it is announced when it changes".to_owned(),
                "aria-labelledby" => format!("it is announced by the text of {quoted}"),
                "aria-current" => "it is announced as the current one".to_owned(),
                "lang" if self.element(at).parent.is_some() => format!("it is written in the language {quoted}"),
                "contenteditable" if value != "false" => "it can be edited".to_owned(),
                "itemtype" => format!("it describes a thing of the type {quoted} to search engines"),
                _ if name.starts_with('@')
                    || name.starts_with('(')
                    || name.starts_with("v-on:")
                    || name.starts_with("x-on:") =>
                {
                    let event = name
                        .trim_start_matches(['@', '('])
                        .trim_start_matches("v-on:")
                        .trim_start_matches("x-on:")
                        .trim_end_matches(')');
                    let event = event.split('.').next().unwrap_or(event);
                    let known =
                        self.cx.unit.library.word("attribute", &format!("on{event}")).filter(|it| it.has("event"));
                    match known {
                        Some(word) => format!("{}, {quoted} runs", word.says),
                        None => format!("on the event {}, {quoted} runs", code(key)),
                    }
                }
                _ => match self.cx.unit.library.word("attribute", name).filter(|it| it.has("event")) {
                    Some(word) => format!("{}, {quoted} runs", word.says),
                    None => continue,
                },
            };
            out.push(text);
        }
        out
    }

    /// Clauses as an addition to a sentence: `; it is …`.
    pub(super) fn addition(self, at: usize) -> String {
        let all = self.conduct(at);
        if all.is_empty() { String::new() } else { format!("; {}", list_some(&all, 3)) }
    }
}

/// A page's own text between quotation marks, cut between words.
pub(super) fn quote(text: &str) -> String {
    let text = plain(text);
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ").replace('`', "'").replace(['“', '”'], "'");
    if text.chars().count() <= LONGEST {
        return format!("“{text}”");
    }
    let mut out = String::new();
    for word in text.split(' ') {
        if out.chars().count() + word.chars().count() + 1 > LONGEST {
            break;
        }
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    if out.is_empty() {
        out = text.chars().take(LONGEST).collect();
    }
    format!("“{}…”", out.trim_end_matches([',', '.', ';', ':']))
}

/// A text with the commonest character references replaced.
fn plain(text: &str) -> String {
    if !text.contains('&') {
        return text.to_owned();
    }
    let mut out = text.to_owned();
    for (name, mark) in [
        ("&nbsp;", " "),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&apos;", "'"),
        ("&copy;", "©"),
        ("&mdash;", "—"),
        ("&ndash;", "–"),
        ("&hellip;", "…"),
        ("&rarr;", "→"),
        ("&larr;", "←"),
        ("&raquo;", "»"),
        ("&laquo;", "«"),
        ("&times;", "×"),
        ("&middot;", "·"),
        ("&bull;", "•"),
        ("&rsquo;", "’"),
        ("&amp;", "&"),
    ] {
        out = out.replace(name, mark);
    }
    out.trim().to_owned()
}
