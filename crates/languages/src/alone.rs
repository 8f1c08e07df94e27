//! Methods that were copied without the class or the object around them.
//!
//! ```text
//! private async load(id: string): Promise<User> { … }
//! ```
//!
//! Such a text is no statement, and a grammar that mends it reads a call of `load` or nothing at all.

use std::borrow::Cow;

use code::{Dialect, FunctionForm, Kind, NodeId};

use crate::Language;
use crate::lower::Lowering;

/// What is put before the text, to read it as a member of an object.
pub(crate) const OPENING: &str = "({";
const CLOSING: &str = "\n})";

/// Words before a method's name that only a class has; they are left out, since nothing is said of them.
const OF_CLASSES: [&str; 7] = ["public", "private", "protected", "static", "override", "readonly", "abstract"];

/// Words that stand before a bracket and name no method.
const KEYWORDS: [&str; 17] = [
    "if", "for", "while", "switch", "catch", "with", "function", "return", "await", "do", "else", "typeof", "new",
    "throw", "super", "import", "yield",
];

/// A text as the grammar wants it, with what every text of the language begins with put before one that lacks it, and how many bytes
/// that are.
pub(crate) fn opened<'s>(source: &'s str, language: &Language) -> (Cow<'s, str>, usize) {
    let opening = language.opening;
    let mark = opening.get(..2).unwrap_or("");
    // A text that opens with a tag is the page that code stands in.
    if mark.is_empty() || source.contains(mark) || source.trim_start().starts_with('<') {
        return (Cow::Borrowed(source), 0);
    }
    (Cow::Owned(format!("{opening}{source}")), opening.len())
}

/// A text with a type around it, where it begins like a member of one, and how many bytes stand before it.
pub(crate) fn in_type(source: &str, language: &Language) -> Option<(String, usize)> {
    let (before, after) = language.around_members;
    if before.is_empty() || source.len() > 1 << 16 || source.contains(language.opening.get(..2)?) {
        return None;
    }
    let start = first_code(source)?;
    let word = identifier(&source[start..]);
    let is_member = word.is_some_and(|word| OF_CLASSES.contains(&word) || word == "final" || word == "const")
        || source[start..].starts_with("#[");
    if !is_member {
        return None;
    }
    let opening = language.opening;
    Some((format!("{opening}{before}{source}{after}"), opening.len() + before.len()))
}

/// The members of a type that was only put around a text to read it. It is the last one that was read, so nothing refers to it.
pub(crate) fn unwrap_type(low: &mut Lowering<'_>, nodes: Vec<NodeId>) -> Vec<NodeId> {
    let unit = low.build.unit();
    let [only] = nodes[..] else { return nodes };
    let Kind::Type(definition) = unit.kind(only) else { return nodes };
    if definition.index() + 1 != unit.types.len() {
        return nodes;
    }
    let members = unit.list(unit.type_definition(definition).members).to_vec();
    low.build.unit_mut().types.pop();
    low.build.set_kind(only, Kind::Empty);
    for &member in &members {
        if let Kind::Function(function) = low.build.unit().kind(member) {
            let function = &mut low.build.unit_mut().functions[function.index()];
            if function.form == FunctionForm::Method {
                function.form = FunctionForm::Function;
            }
        }
    }
    members
}

/// A text with an object around it, where it begins like a method.
pub(crate) fn in_object(source: &str, dialect: &Dialect) -> Option<String> {
    if !dialect.object_literals || source.len() > 1 << 16 {
        return None;
    }
    let start = first_code(source)?;
    let mut rest = &source[start..];
    let mut left_out = Vec::new();
    loop {
        let word = identifier(rest)?;
        let behind = rest[word.len()..].trim_start();
        if OF_CLASSES.contains(&word) && !behind.starts_with('(') {
            left_out.push((source.len() - rest.len(), word.len()));
            rest = behind;
        } else if matches!(word, "async" | "get" | "set") && !behind.starts_with(['(', '<']) {
            rest = behind.trim_start_matches('*').trim_start();
        } else if KEYWORDS.contains(&word) || !behind.starts_with(['(', '<']) {
            return None;
        } else {
            break;
        }
    }
    // Blanks keep every byte in its place.
    let mut text = String::with_capacity(source.len() + 8);
    text.push_str(OPENING);
    let mut at = 0;
    for (from, n) in left_out {
        text.push_str(&source[at..from]);
        text.extend(std::iter::repeat_n(' ', n));
        at = from + n;
    }
    text.push_str(&source[at..]);
    text.push_str(CLOSING);
    Some(text)
}

/// Where the first line starts that is no comment.
fn first_code(source: &str) -> Option<usize> {
    let mut at = 0;
    loop {
        at += source[at..].len() - source[at..].trim_start().len();
        let rest = &source[at..];
        if rest.starts_with("//") {
            at += rest.find('\n')?;
        } else if rest.starts_with("/*") {
            at += rest.find("*/")? + 2;
        } else {
            return (!rest.is_empty()).then_some(at);
        }
    }
}

fn identifier(text: &str) -> Option<&str> {
    let end = text.find(|it: char| !it.is_alphanumeric() && !matches!(it, '_' | '$' | '#')).unwrap_or(text.len());
    (end > 0 && !text.starts_with(|it: char| it.is_ascii_digit())).then(|| &text[..end])
}

#[cfg(test)]
mod tests {
    use crate::find;

    fn functions(source: &str) -> (usize, usize) {
        let unit = crate::parse(source, find("typescript").unwrap(), &mut || true);
        (unit.functions.len(), unit.faults.len())
    }

    #[test]
    fn a_method_alone_is_a_function() {
        assert_eq!(functions("useIt(a) {\n  return a > 0;\n}"), (1, 0));
        assert_eq!(
            functions("/** Doc. */\nprivate async load(id: string): Promise<User> {\n  return f(id);\n},"),
            (1, 0)
        );
    }

    #[test]
    fn a_call_before_a_block_stays_a_call() {
        assert_eq!(functions("run(a);\n{ b(); }"), (0, 0));
        assert_eq!(functions("if (a) { b(); }"), (0, 0));
        assert_eq!(functions("run(a) }"), (0, 1));
    }
}
