//! What the language model reads: the facts of an item and its code as words in a row, with slots for names and numbers.
//!
//! ```text
//! <lang:python> function <name> <x0> moving average <facts> idiom sliding window | loop over <x1> values <code> def <x0> ( <x1> …
//! ```
//!
//! A name is written as a slot, followed by its words where it stands for the first time. The model answers with slots, which
//! [`Prompt::render`] turns back into the code's own spelling, so that no name and no number can be made up.
//! Training and every shell get the text from here, so that what the model learned from is what it is given.

pub mod chat;
mod facts;
mod lexer;
mod writer;

use ::code::{FunctionForm, FunctionId, Span, TypeId, Unit};
use ::facts::{Facts, Item as OutlineItem};
use serde::{Deserialize, Serialize};

use crate::{Level, SourceSpan};
use facts::Item;
use lexer::Lexeme;
use writer::Writer;
pub use writer::{IDENTIFIER_SLOTS, NUMBER_SLOTS};

/// How many words of a text between quotes the model reads.
const TEXT_WORDS: usize = 8;
/// How many bytes of code are read for one item: far more than the model's context holds.
const MAX_CODE: usize = 6000;
/// How many items of one file the model is asked about.
const MAX_ITEMS: usize = 24;

/// What an item is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ItemKind {
    /// A function or a method.
    Function,
    /// A type.
    Class,
    /// Statements.
    Block,
    /// A whole text.
    File,
}

impl ItemKind {
    fn word(self) -> &'static str {
        match self {
            Self::Function => "function",
            Self::Class => "class",
            Self::Block => "block",
            Self::File => "file",
        }
    }

    /// The kind of a name in the corpus.
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Function, Self::Class, Self::Block, Self::File].into_iter().find(|kind| kind.word() == name)
    }
}

/// What is proven of an item, against which the model's sentence is held.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claims {
    /// Whether all that it calls is known, so that what is not listed here does not happen.
    pub known: bool,
    /// It gives nothing back.
    pub gives_nothing: bool,
    /// It answers yes or no.
    pub gives_verdict: bool,
    /// It may signal an error.
    pub raises: bool,
    /// It does something repeatedly.
    pub loops: bool,
    /// It waits for something asynchronous.
    pub waits: bool,
    /// It changes something that it was given.
    pub mutates: bool,
    /// It has no effect but its result.
    pub pure: bool,
    /// Its effects, in words joined by `-`.
    pub effects: Vec<String>,
}

/// What the model reads of one item.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Prompt {
    /// Its name, where it has one.
    pub name: Option<String>,
    /// What it is.
    pub kind: ItemKind,
    /// Where it stands.
    pub span: SourceSpan,
    /// The model's source text.
    pub source: String,
    /// The names behind `<x0>`, `<x1>` ….
    pub identifiers: Vec<String>,
    /// The numbers behind `<n0>`, `<n1>` ….
    pub numbers: Vec<String>,
    /// What is proven of it; nothing where the language is not read by rules.
    pub claims: Option<Claims>,
}

/// The mark by which a model of our own is asked for the voice of a level.
pub fn voice(level: Level) -> &'static str {
    match level {
        Level::Beginner => "<b>",
        Level::Intermediate => "<i>",
        Level::Expert => "<e>",
    }
}

impl Prompt {
    /// The source text without the words of the item's own name: what is left for one who may not trust the name.
    pub fn masked(&self) -> String {
        let Some((head, tail)) = self.source.split_once("<name> ") else { return self.source.clone() };
        let end = tail.find(" <facts>").or_else(|| tail.find(" <code>")).unwrap_or(tail.len());
        format!("{head}<name> <x0>{}", &tail[end..])
    }

    /// Writes what the model said with the code's own names and numbers; `None` where it names a slot that does not exist.
    pub fn render(&self, text: &str) -> Option<String> {
        let mut out = String::new();
        let mut rest = text;
        while let Some(at) = rest.find('<') {
            out.push_str(&rest[..at]);
            rest = &rest[at..];
            let end = rest.find('>')?;
            let (letter, digits) = (rest.as_bytes().get(1)?, rest.get(2..end)?);
            let index: usize = digits.parse().ok()?;
            match letter {
                b'x' => {
                    out.push('`');
                    out.push_str(self.identifiers.get(index)?);
                    out.push('`');
                }
                b'n' => {
                    out.push('`');
                    out.push_str(self.numbers.get(index)?);
                    out.push('`');
                }
                _ => return None,
            }
            rest = &rest[end + 1..];
        }
        out.push_str(rest);
        Some(out)
    }
}

/// What the model reads of the items that a reader is told about: the one function or type, the items of a file, or the whole.
pub fn of_unit(unit: &Unit, facts: &Facts) -> Vec<Prompt> {
    let items = facts.outline.items.iter().filter_map(|item| match *item {
        OutlineItem::Function(id) => Some(function(unit, facts, id)),
        OutlineItem::Type(id) => Some(type_definition(unit, facts, id)),
        _ => None,
    });
    let items: Vec<Prompt> = items.take(MAX_ITEMS).collect();
    if items.is_empty() { vec![file(unit, facts)] } else { items }
}

/// What the model reads of a text as one: of its only item, else of all of it.
pub fn of_whole(unit: &Unit, facts: &Facts) -> Prompt {
    let statements =
        facts.outline.items.iter().any(|item| matches!(item, OutlineItem::Script(..) | OutlineItem::Variable(_)));
    let mut items = of_unit(unit, facts);
    if items.len() == 1 && !statements { items.remove(0) } else { file(unit, facts) }
}

fn file(unit: &Unit, facts: &Facts) -> Prompt {
    let item = Item { span: Span::new(0, unit.source.len() as u32), function: None, type_definition: None };
    write(unit, facts, item, ItemKind::File, None)
}

/// What the model reads of every function and type of a text, in the order in which they begin.
pub fn of_all(unit: &Unit, facts: &Facts) -> Vec<Prompt> {
    let mut prompts: Vec<Prompt> = (0..unit.functions.len())
        .map(FunctionId::from_index)
        .filter(|&id| unit.function(id).form != FunctionForm::Lambda && unit.function(id).body.is_some())
        .map(|id| function(unit, facts, id))
        .chain((0..unit.types.len()).map(|at| type_definition(unit, facts, TypeId::from_index(at))))
        .collect();
    prompts.sort_by_key(|prompt| (prompt.span.start_byte, std::cmp::Reverse(prompt.span.end_byte)));
    prompts
}

/// What the model reads of a part of a text: of the function or type that fills it, else of its statements.
pub fn of_part(unit: &Unit, facts: &Facts, part: Span, kind: ItemKind, name: Option<&str>) -> Prompt {
    // Decorators and modifiers may or may not belong to the part: what matters is that both end together.
    let fits =
        |span: Span| span.end.abs_diff(part.end) <= 1 && part.start <= span.start + 1 && span.len() * 2 >= part.len();
    if kind == ItemKind::Class {
        let found =
            (0..unit.types.len()).map(TypeId::from_index).find(|&id| fits(unit.span(unit.type_definition(id).node)));
        if let Some(id) = found {
            return write(unit, facts, Item { span: part, function: None, type_definition: Some(id) }, kind, name);
        }
    }
    let found = (0..unit.functions.len())
        .rev()
        .map(FunctionId::from_index)
        .find(|&id| kind == ItemKind::Function && fits(unit.span(unit.function(id).node)));
    write(unit, facts, Item { span: part, function: found, type_definition: None }, kind, name)
}

/// What the model reads of code that no rule reads.
pub fn of_text(code: &str, language: &str, kind: ItemKind, name: Option<&str>) -> Prompt {
    let mut source = String::new();
    let mut writer = Writer::new(&mut source);
    open(&mut writer, language, kind, name);
    write_code(&mut writer, code, language);
    let (identifiers, numbers) = (writer.identifiers, writer.numbers);
    let span = SourceSpan {
        start_line: 1,
        end_line: code.lines().count().max(1) as u32,
        start_byte: 0,
        end_byte: code.len() as u32,
    };
    Prompt { name: name.map(str::to_owned), kind, span, source, identifiers, numbers, claims: None }
}

fn function(unit: &Unit, facts: &Facts, id: FunctionId) -> Prompt {
    let item = Item { span: unit.span(unit.function(id).node), function: Some(id), type_definition: None };
    let name = facts.function(id).name.map(|node| unit.text(node));
    write(unit, facts, item, ItemKind::Function, name)
}

fn type_definition(unit: &Unit, facts: &Facts, id: TypeId) -> Prompt {
    let definition = unit.type_definition(id);
    let item = Item { span: unit.span(definition.node), function: None, type_definition: Some(id) };
    write(unit, facts, item, ItemKind::Class, definition.name.map(|node| unit.text(node)))
}

fn write(unit: &Unit, facts: &Facts, item: Item, kind: ItemKind, name: Option<&str>) -> Prompt {
    let mut source = String::new();
    let mut writer = Writer::new(&mut source);
    open(&mut writer, unit.language, kind, name);
    writer.word("<facts>");
    facts::write(unit, facts, item, &mut writer);
    write_code(&mut writer, unit.slice(item.span), unit.language);
    let (identifiers, numbers) = (writer.identifiers, writer.numbers);
    let (start_line, end_line) = unit.line_range(item.span);
    let span = SourceSpan { start_line, end_line, start_byte: item.span.start, end_byte: item.span.end };
    let claims = Some(facts::claims(unit, facts, item));
    Prompt { name: name.map(str::to_owned), kind, span, source, identifiers, numbers, claims }
}

fn open(writer: &mut Writer<'_>, language: &str, kind: ItemKind, name: Option<&str>) {
    let language = languages::family(language);
    writer.word(&format!("<lang:{language}>"));
    writer.word(kind.word());
    // A name that is no plain word (a computed key, a generic type) is left to the code.
    if let Some(name) =
        name.filter(|name| name.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '$') && !name.is_empty())
    {
        writer.word("<name>");
        writer.identifier(name);
    }
}

fn write_code(writer: &mut Writer<'_>, code: &str, language: &str) {
    writer.word("<code>");
    let code = &code[..code.floor_char_boundary(MAX_CODE)];
    for lexeme in lexer::lex(code, language) {
        match lexeme {
            Lexeme::Identifier(name) => {
                writer.identifier(name);
            }
            Lexeme::Keyword(word) => writer.word(&word.to_lowercase()),
            Lexeme::Number(number) => writer.number(number),
            Lexeme::Mark(mark) => writer.word(mark),
            Lexeme::Text(text) => {
                writer.word("\"");
                for word in lexer::words(text).into_iter().take(TEXT_WORDS) {
                    writer.word(&word);
                }
                writer.word("\"");
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{ItemKind, of_text};
    use crate::Reading;

    const CODE: &str = "def mean(values):\n    if not values:\n        raise ValueError(\"no values\")\n    return sum(values) / len(values)\n";

    #[test]
    fn facts_come_before_code_and_names_have_slots() {
        let prompt = Reading::of(CODE, "python").unwrap().prompts().remove(0);
        assert_eq!(
            prompt.source,
            "<lang:python> function <name> <x0> mean <facts> raises <x1> value error no values | gives value | guard \
             | does adds up the items of | does counts the items in | calls <x1> <code> def <x0> ( <x2> values ) : if not <x2> : raise <x1> ( \" no values \" ) return <x3> sum ( <x2> ) / <x4> len ( <x2> )"
        );
        assert_eq!(prompt.identifiers, ["mean", "ValueError", "values", "sum", "len"]);
        let claims = prompt.claims.unwrap();
        assert!(claims.raises && claims.known && !claims.loops && !claims.gives_nothing);
    }

    #[test]
    fn the_name_can_be_hidden() {
        let prompt = Reading::of(CODE, "python").unwrap().prompts().remove(0);
        assert!(prompt.masked().starts_with("<lang:python> function <name> <x0> <facts> raises"));
        assert_eq!(prompt.masked().split(" <facts>").nth(1), prompt.source.split(" <facts>").nth(1));
    }

    #[test]
    fn a_language_without_rules_has_code_only() {
        let prompt = of_text("func add(a int, b int) int { return a + b + 10 }", "go", ItemKind::Function, Some("add"));
        assert_eq!(
            prompt.source,
            "<lang:go> function <name> <x0> add <code> func <x0> ( <x1> a int , <x2> b int ) int { return <x1> + <x2> + <n0> 10 }"
        );
        assert!(prompt.claims.is_none() && prompt.render("<x1> <n0>").as_deref() == Some("`a` `10`"));
        assert_eq!(prompt.render("<x7>"), None);
        assert_eq!(prompt.render("a < b"), None);
    }

    #[test]
    fn a_part_is_read_with_its_whole_text() {
        let text = "import json\n\ndef load(path):\n    return json.load(open(path))\n";
        let start = text.find("def").unwrap() as u32;
        let reading = Reading::of(text, "python").unwrap();
        let prompt = reading.prompt_of(start..text.len() as u32, ItemKind::Function, Some("load"));
        assert!(prompt.source.contains("effect reads file"), "{}", prompt.source);
        assert_eq!((prompt.span.start_line, prompt.span.end_line), (3, 4));
    }
}
