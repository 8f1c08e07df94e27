//! Single characters that are hard to see between marks of code, by their names: a space, a quote, a backslash.

use code::{Kind, NodeId};

use super::{nouns, quote};
use crate::Level;
use crate::draft::Context;

/// Writes a value, a single character with its name: a space (`' '`).
pub(super) fn push(cx: &Context, out: &mut String, node: NodeId, depth: u8) {
    match named(cx, node) {
        Some(name) => {
            out.push_str(name);
            out.push_str(" (");
            quote(cx, out, node);
            out.push(')');
        }
        None => nouns::push(cx, out, node, depth),
    }
}

/// The name of a text of one character, with its article. Beginners get the names of more.
pub(super) fn named(cx: &Context, node: NodeId) -> Option<&'static str> {
    if !matches!(cx.unit.kind(node), Kind::Text(_)) {
        return None;
    }
    let text = cx.unit.text(node);
    // Bytes are spelled with a letter before the quotes.
    let text = text.strip_prefix('b').unwrap_or(text);
    let mark = text.chars().next().filter(|it| matches!(it, '"' | '\''))?;
    let inside = text.get(1..)?.strip_suffix(mark)?;
    Some(match inside {
        " " => "a space",
        "\\n" => "a line break",
        "\\t" => "a tab",
        "\\r" => "a carriage return",
        "\"" | "\\\"" => "a double quote",
        "'" | "\\'" => "a single quote",
        "\\\\" => "a backslash",
        "`" => "a backtick",
        _ if cx.level != Level::Beginner => return None,
        "-" => "a hyphen",
        "_" => "an underscore",
        "/" => "a slash",
        "%" => "a percent sign",
        "." => "a dot",
        "," => "a comma",
        ":" => "a colon",
        ";" => "a semicolon",
        "*" => "an asterisk",
        "#" => "a hash sign",
        "=" => "an equals sign",
        "&" => "an ampersand",
        "?" => "a question mark",
        "!" => "an exclamation mark",
        "+" => "a plus sign",
        "~" => "a tilde",
        "|" => "a vertical bar",
        _ => return None,
    })
}
