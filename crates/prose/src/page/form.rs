//! Forms: what is asked of the user, what must be filled in, and where it is sent.

use code::Span;

use super::{Reader, words::quote};
use crate::draft::{Draft, code};
use crate::words::{list, list_some, sentence};
use crate::{Level, SectionKind};

/// The fields that a form asks the user for, hidden ones and buttons left out.
fn fields(reader: Reader<'_>, at: usize) -> Vec<usize> {
    reader
        .page
        .inside(at)
        .filter(|&it| reader.has_mark(it, "field") && !is_button(reader, it) && kind(reader, it) != "hidden")
        .collect()
}

fn kind(reader: Reader<'_>, at: usize) -> String {
    match reader.element(at).tag.as_str() {
        "input" => reader.value(at, "type").filter(|it| !it.is_empty()).unwrap_or("text").to_ascii_lowercase(),
        other => other.to_owned(),
    }
}

fn is_button(reader: Reader<'_>, at: usize) -> bool {
    let kind = kind(reader, at);
    kind == "button" || reader.cx.unit.library.word("field", &kind).is_some_and(|it| it.has("button"))
}

/// What a form is for, in one sentence.
pub(super) fn gist(reader: Reader<'_>, at: usize) -> Option<String> {
    let all = fields(reader, at);
    let mut names: Vec<String> = Vec::new();
    for &field in &all {
        let name = name(reader, field);
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let sent = sent(reader, at);
    if names.is_empty() {
        return sent.map(|it| format!("A form is {it}"));
    }
    let asked = list_some(&names, 5);
    Some(match sent {
        Some(sent) => format!("A form asks for {asked} and is {sent}"),
        None => format!("A form asks for {asked}"),
    })
}

/// Where and how a form is sent.
fn sent(reader: Reader<'_>, at: usize) -> Option<String> {
    let method = reader.value(at, "method").unwrap_or("").to_ascii_lowercase();
    if method == "dialog" {
        return None;
    }
    let how = match (method.as_str(), reader.cx.level) {
        ("post", Level::Beginner) => ", out of sight of the address",
        ("post", _) => " by POST",
        (it, _) if it.contains('{') => "",
        (_, Level::Beginner) => ", with what was entered visible in the address",
        _ => " by GET",
    };
    let action = reader.quoted(at, "action")?;
    Some(format!("sent to {action}{how}"))
}

/// What a field asks for: its label, else its placeholder or name.
fn name(reader: Reader<'_>, at: usize) -> String {
    let element = reader.element(at);
    let label = element
        .value(reader.cx.unit, "id")
        .filter(|id| reader.page.labelled.contains(*id))
        .and_then(|id| {
            reader.page.elements.iter().position(|it| it.tag == "label" && it.value(reader.cx.unit, "for") == Some(id))
        })
        .or_else(|| reader.page.around(at).find(|&it| reader.element(it).tag == "label"));
    if let Some(text) = label.and_then(|it| label_text(reader, it)) {
        return quote(text.trim_end_matches([':', '*', ' ']));
    }
    let clean = |it: &&str| !it.is_empty() && !it.contains(['{', '<']);
    if let Some(text) = ["aria-label", "placeholder", "title"].iter().find_map(|it| reader.value(at, it).filter(clean))
    {
        return quote(text.trim_end_matches([':', '*', ' ']));
    }
    if let Some(name) = reader.value(at, "name").filter(clean) {
        return code(name);
    }
    let kind = kind(reader, at);
    match reader.cx.unit.library.word("field", &kind) {
        Some(word) => word.says.to_owned(),
        None if kind == "select" => "a choice".to_owned(),
        None => "some text".to_owned(),
    }
}

/// The text of a label without that of the fields inside.
fn label_text(reader: Reader<'_>, at: usize) -> Option<String> {
    let whole = reader.element(at).span;
    let from = reader.page.texts.partition_point(|it| it.1.start < whole.start);
    let own = reader.page.texts[from..].iter().take_while(|it| it.1.end <= whole.end).filter(|it| {
        it.0.is_none_or(|it| {
            !matches!(
                reader.element(it).tag.as_str(),
                "option" | "optgroup" | "select" | "textarea" | "button" | "datalist"
            )
        })
    });
    let words: Vec<&str> = own.flat_map(|it| reader.slice(it.1).split_whitespace()).take(20).collect();
    (!words.is_empty()).then(|| words.join(" "))
}

/// Whether a form only closes its dialog.
fn only_closes(reader: Reader<'_>, at: usize) -> bool {
    reader.value(at, "method").is_some_and(|it| it.eq_ignore_ascii_case("dialog"))
}

/// A form with its fields.
pub(super) fn form(reader: Reader<'_>, at: usize, parent: Option<u32>, draft: &mut Draft) {
    let element = reader.element(at);
    let lead = match sent(reader, at) {
        _ if only_closes(reader, at) => format!("a form{} that only closes its dialog", reader.names(at)),
        Some(sent) => format!("a form{} that is {sent}", reader.names(at)),
        None => format!("a form{}", reader.names(at)),
    };
    let files = if reader.value(at, "enctype").is_some_and(|it| it.eq_ignore_ascii_case("multipart/form-data")) {
        ", in parts, so that files can go along"
    } else {
        ""
    };
    let unchecked = if element.has("novalidate") { ", without checks by the browser" } else { "" };
    let id = draft.say(
        SectionKind::How,
        parent,
        sentence(&format!("{lead}{files}{unchecked}{}:", reader.addition(at))).replace(":.", ":"),
        &[element.span],
    );
    let mut hidden: Vec<(String, Span)> = Vec::new();
    let mut radios: Vec<(&str, Vec<usize>)> = Vec::new();
    for it in reader.page.inside(at) {
        if !reader.has_mark(it, "field") {
            continue;
        }
        match kind(reader, it).as_str() {
            "hidden" => hidden.push((
                reader.quoted(it, "name").unwrap_or_else(|| "without a name".to_owned()),
                reader.element(it).span,
            )),
            "radio" => {
                let name = reader.value(it, "name").unwrap_or("");
                match radios.iter_mut().find(|it| it.0 == name) {
                    Some((_, all)) => all.push(it),
                    None => radios.push((name, vec![it])),
                }
            }
            _ => {}
        }
    }
    for it in reader.page.inside(at) {
        let inner = reader.element(it);
        if inner.tag == "fieldset" {
            let legend = reader.page.children(Some(it)).into_iter().find(|&it| reader.element(it).tag == "legend");
            let titled = legend.and_then(|it| reader.said(it)).map(|it| format!(" titled {it}")).unwrap_or_default();
            let off = if inner.has("disabled") { ", switched off as a whole" } else { "" };
            if !titled.is_empty() || !off.is_empty() {
                draft.say(SectionKind::How, Some(id), format!("A group of fields{titled}{off}."), &[inner.span]);
            }
            continue;
        }
        if !reader.has_mark(it, "field") {
            continue;
        }
        let kind = kind(reader, it);
        if kind == "hidden" {
            continue;
        }
        if kind == "radio" {
            let name = reader.value(it, "name").unwrap_or("");
            let Some((_, all)) = radios.iter().find(|other| other.0 == name) else { continue };
            if all.first() == Some(&it) {
                let names: Vec<String> = all.iter().map(|&it| self::name(reader, it)).collect();
                let spans: Vec<Span> = all.iter().map(|&it| reader.element(it).span).collect();
                draft.say(SectionKind::How, Some(id), format!("One of {} is chosen.", list_some(&names, 6)), &spans);
            }
            continue;
        }
        draft.say(SectionKind::How, Some(id), sentence(&field(reader, it)), &[inner.span]);
    }
    if !hidden.is_empty() {
        let names: Vec<String> = hidden.iter().map(|it| it.0.clone()).collect();
        let spans: Vec<Span> = hidden.iter().map(|it| it.1).collect();
        let noun = if hidden.len() == 1 { "A value goes" } else { "Values go" };
        draft.say(SectionKind::How, Some(id), format!("{noun} along unseen: {}.", list_some(&names, 6)), &spans);
    }
}

/// A field with its constraints, or a button.
pub(super) fn field(reader: Reader<'_>, at: usize) -> String {
    let element = reader.element(at);
    let kind = kind(reader, at);
    if is_button(reader, at) {
        return button(reader, at);
    }
    let name = name(reader, at);
    let noun = reader.cx.unit.library.word("field", &kind).map_or_else(
        || match kind.as_str() {
            "select" => {
                let n = reader.page.inside(at).filter(|&it| reader.element(it).tag == "option").count();
                if n > 0 { format!("one of {}", crate::words::count(n, "choice")) } else { "a choice".to_owned() }
            }
            "textarea" => "text of several lines".to_owned(),
            other => format!("a field of the type {}", code(other)),
        },
        |it| it.says.to_owned(),
    );
    let mut rules = Vec::new();
    if element.has("required") {
        rules.push("must be filled in".to_owned());
    }
    for (attribute, words) in [
        ("minlength", "at least {} characters"),
        ("maxlength", "at most {} characters"),
        ("min", "at least {}"),
        ("max", "at most {}"),
        ("step", "in steps of {}"),
        ("pattern", "must match {}"),
        ("accept", "only {}"),
    ] {
        if let Some(value) = reader.quoted(at, attribute) {
            rules.push(words.replace("{}", &value));
        }
    }
    for (attribute, words) in [
        ("multiple", "several may be given"),
        ("readonly", "cannot be changed"),
        ("disabled", "switched off"),
        ("checked", "ticked at first"),
        ("autofocus", "has the focus when the page opens"),
    ] {
        if element.has(attribute) {
            rules.push(words.to_owned());
        }
    }
    if reader.cx.level != Level::Beginner {
        match reader.value(at, "autocomplete").unwrap_or("") {
            "" | "on" => {}
            "off" => rules.push("not to be filled in by the browser".to_owned()),
            value => rules.push(format!("filled in by the browser as {}", code(value))),
        }
        if let Some(value) = reader.quoted(at, "name").filter(|it| *it != name) {
            rules.push(format!("sent as {value}"));
        }
    }
    let rules = if rules.is_empty() { String::new() } else { format!("; {}", list(&rules)) };
    let same = name == noun;
    let said = if same { format!("it asks for {noun}") } else { format!("{name}: {noun}") };
    format!("{said}{rules}{}", reader.addition(at))
}

/// A button: its text, and what it does where its form says so.
pub(super) fn button(reader: Reader<'_>, at: usize) -> String {
    let element = reader.element(at);
    let kind = if element.tag == "input" {
        kind(reader, at)
    } else {
        reader.value(at, "type").filter(|it| !it.is_empty()).unwrap_or("submit").to_ascii_lowercase()
    };
    let in_form = reader.page.around(at).any(|it| reader.element(it).tag == "form") || element.has("form");
    let text = if element.tag == "input" {
        reader.value(at, "value").filter(|it| !it.is_empty() && !it.contains('{')).map(quote)
    } else {
        reader.said(at)
    };
    let text = text.or_else(|| reader.value(at, "aria-label").filter(|it| !it.is_empty()).map(quote));
    let text = text.map(|it| format!(" {it}")).unwrap_or_default();
    let does = match kind.as_str() {
        "submit" | "image" if reader.page.around(at).any(|it| only_closes(reader, it)) => " closes the dialog",
        "submit" | "image" if in_form => " sends the form",
        "reset" if in_form => " sets the form back to how it was",
        _ => "",
    };
    let off = if element.has("disabled") { ", switched off at first" } else { "" };
    let addition = reader.addition(at);
    if does.is_empty() {
        format!("a button{text}{off}{addition}")
    } else {
        format!("the button{text}{does}{off}{addition}")
    }
}
