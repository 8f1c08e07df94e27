//! Selectors: which elements a rule is about, and how much the rule weighs.

use code::{Span, Unit};

/// How deep selectors are read that stand in the brackets of others.
const MAX_DEPTH: u32 = 4;

/// The weight of a selector: ids; classes, attributes and pseudo-classes; elements and pseudo-elements.
pub type Specificity = (u32, u32, u32);

/// One selector of a list.
#[derive(Clone, Debug, Default)]
pub struct Selector {
    /// Where it stands.
    pub span: Span,
    /// What it asks of an element and of those around and before it, outermost first.
    pub compounds: Vec<Compound>,
    /// Its weight, the weight of a rule around it not counted in.
    pub specificity: Specificity,
    /// Whether all of it could be read.
    pub whole: bool,
}

/// What is asked of one element.
#[derive(Clone, Debug, Default)]
pub struct Compound {
    /// How the element stands to the one before.
    pub combinator: Combinator,
    /// The conditions.
    pub simples: Vec<Simple>,
}

/// How an element stands to another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Combinator {
    /// The first of a selector.
    #[default]
    First,
    /// Somewhere inside.
    Inside,
    /// Directly inside.
    Child,
    /// Right after, under the same parent.
    Next,
    /// Somewhere after, under the same parent.
    After,
}

/// One condition on an element.
#[derive(Clone, Debug, Default)]
pub struct Simple {
    /// Which kind.
    pub kind: SimpleKind,
    /// Its name without marks.
    pub name: String,
    /// Where it stands, marks included.
    pub span: Span,
    /// What stands in its brackets.
    pub argument: Option<Span>,
    /// The selectors in its brackets.
    pub inner: Vec<Selector>,
}

/// Which kind of condition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum SimpleKind {
    /// Any element.
    #[default]
    Any,
    /// A kind of element.
    Type,
    /// A class.
    Class,
    /// An id.
    Id,
    /// An attribute.
    Attribute,
    /// A state or a place.
    PseudoClass,
    /// A part or a generated box.
    PseudoElement,
    /// What the rule around is about.
    Outer,
    /// A step of an animation, in percent.
    Step,
}

/// Reads a list of selectors.
pub(super) fn read(unit: &Unit, span: Span) -> Vec<Selector> {
    list(unit, span, 0)
}

fn list(unit: &Unit, span: Span, depth: u32) -> Vec<Selector> {
    let text = unit.slice(span);
    let mut out = Vec::new();
    for piece in super::values::split(text, ',') {
        let at = piece.as_ptr() as usize - text.as_ptr() as usize;
        let start = span.start + u32::try_from(at).unwrap_or(0);
        let end = start + u32::try_from(piece.len()).unwrap_or(0);
        out.push(one(unit, Span::new(start, end), depth));
    }
    out
}

fn one(unit: &Unit, span: Span, depth: u32) -> Selector {
    let text = unit.slice(span);
    let mut reader = Reader { unit, text, start: span.start, at: 0, depth };
    let mut selector = Selector { span, whole: true, ..Selector::default() };
    let mut next = Combinator::First;
    loop {
        let blank = reader.skip();
        let Some(mark) = reader.peek() else { break };
        let combinator = match mark {
            '>' => Some(Combinator::Child),
            '+' => Some(Combinator::Next),
            '~' => Some(Combinator::After),
            _ => None,
        };
        if let Some(found) = combinator {
            next = found;
            reader.at += 1;
            continue;
        }
        if blank && !selector.compounds.is_empty() && next == Combinator::First {
            next = Combinator::Inside;
        }
        let mut simples = Vec::new();
        while let Some(simple) = reader.simple(simples.is_empty()) {
            simples.push(simple);
        }
        if simples.is_empty() {
            selector.whole = false;
            break;
        }
        selector.compounds.push(Compound { combinator: next, simples });
        next = Combinator::First;
    }
    selector.whole &= !selector.compounds.is_empty();
    selector.specificity = weight(&selector);
    selector
}

struct Reader<'u> {
    unit: &'u Unit,
    text: &'u str,
    start: u32,
    at: usize,
    depth: u32,
}

impl<'u> Reader<'u> {
    fn rest(&self) -> &'u str {
        self.text.get(self.at..).unwrap_or("")
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    /// Goes past blanks and comments; whether there were any.
    fn skip(&mut self) -> bool {
        let before = self.at;
        loop {
            let rest = self.rest();
            self.at += rest.len() - rest.trim_start().len();
            if !self.rest().starts_with("/*") {
                return self.at > before;
            }
            self.at += self.rest().find("*/").map_or(self.rest().len(), |it| it + 2);
        }
    }

    fn name(&mut self) -> &'u str {
        let rest = self.rest();
        let mut end = 0;
        let mut escaped = false;
        for it in rest.chars() {
            let belongs = escaped || it.is_alphanumeric() || matches!(it, '-' | '_' | '\\' | '|') || !it.is_ascii();
            if !belongs {
                break;
            }
            escaped = it == '\\' && !escaped;
            end += it.len_utf8();
        }
        self.at += end;
        rest.get(..end).unwrap_or("")
    }

    fn span(&self, from: usize) -> Span {
        let to = |at: usize| self.start + u32::try_from(at).unwrap_or(0);
        Span::new(to(from), to(self.at))
    }

    fn simple(&mut self, first: bool) -> Option<Simple> {
        let from = self.at;
        let mark = self.peek()?;
        let mut simple = Simple::default();
        match mark {
            '*' => {
                self.at += 1;
                simple.kind = SimpleKind::Any;
            }
            '&' => {
                self.at += 1;
                simple.kind = SimpleKind::Outer;
            }
            '.' | '#' => {
                self.at += 1;
                simple.kind = if mark == '.' { SimpleKind::Class } else { SimpleKind::Id };
                self.name().clone_into(&mut simple.name);
                if simple.name.is_empty() || simple.name.starts_with(|it: char| it.is_ascii_digit()) {
                    return None;
                }
            }
            '[' => {
                let end = self.rest().find(']')?;
                let inner = self.rest().get(1..end).unwrap_or("");
                inner.split(['=', '~', '|', '^', '$', '*']).next().unwrap_or("").trim().clone_into(&mut simple.name);
                simple.kind = SimpleKind::Attribute;
                let at = self.at + 1;
                self.at += end + 1;
                let to = |it: usize| self.start + u32::try_from(it).unwrap_or(0);
                simple.argument = Some(Span::new(to(at), to(self.at - 1)));
            }
            ':' => {
                self.at += 1;
                let double = self.peek() == Some(':');
                if double {
                    self.at += 1;
                }
                let name = self.name().to_ascii_lowercase();
                if name.is_empty() {
                    return None;
                }
                let old = matches!(name.as_str(), "before" | "after" | "first-line" | "first-letter");
                simple.kind = if double || old { SimpleKind::PseudoElement } else { SimpleKind::PseudoClass };
                simple.name = name;
                if self.peek() == Some('(') {
                    let open = self.at;
                    let mut depth = 0_u32;
                    let n = self.rest().char_indices().find_map(|(at, it)| {
                        match it {
                            '(' => depth += 1,
                            ')' => depth -= 1,
                            _ => {}
                        }
                        (depth == 0).then_some(at)
                    })?;
                    self.at += n + 1;
                    let to = |it: usize| self.start + u32::try_from(it).unwrap_or(0);
                    let argument = Span::new(to(open + 1), to(self.at - 1));
                    simple.argument = Some(argument);
                    let holds = [
                        "not",
                        "is",
                        "where",
                        "has",
                        "matches",
                        "any",
                        "-webkit-any",
                        "-moz-any",
                        "host",
                        "slotted",
                        "host-context",
                    ];
                    if holds.contains(&simple.name.as_str()) && self.depth < MAX_DEPTH {
                        simple.inner = list(self.unit, argument, self.depth + 1);
                    }
                }
            }
            _ if first && mark.is_ascii_digit() => {
                let rest = self.rest();
                let end = rest.find('%')? + 1;
                self.at += end;
                simple.kind = SimpleKind::Step;
                rest.get(..end).unwrap_or("").clone_into(&mut simple.name);
            }
            _ if first => {
                let name = self.name();
                if name.is_empty() {
                    return None;
                }
                simple.kind = SimpleKind::Type;
                name.clone_into(&mut simple.name);
            }
            _ => return None,
        }
        simple.span = self.span(from);
        Some(simple)
    }
}

/// The weight of a selector.
fn weight(selector: &Selector) -> Specificity {
    let mut sum = (0, 0, 0);
    let mut add = |it: Specificity| sum = (sum.0 + it.0, sum.1 + it.1, sum.2 + it.2);
    for simple in selector.compounds.iter().flat_map(|it| &it.simples) {
        let most = || simple.inner.iter().map(|it| it.specificity).max().unwrap_or((0, 0, 0));
        match simple.kind {
            SimpleKind::Any | SimpleKind::Outer | SimpleKind::Step => {}
            SimpleKind::Type => add((0, 0, 1)),
            SimpleKind::Class | SimpleKind::Attribute => add((0, 1, 0)),
            SimpleKind::Id => add((1, 0, 0)),
            SimpleKind::PseudoElement => {
                add((0, 0, 1));
                if simple.name == "slotted" {
                    add(most());
                }
            }
            SimpleKind::PseudoClass => match simple.name.as_str() {
                "where" => {}
                "is" | "not" | "has" | "matches" | "any" | "-webkit-any" | "-moz-any" => add(most()),
                "host" | "host-context" => {
                    add((0, 1, 0));
                    add(most());
                }
                _ => add((0, 1, 0)),
            },
        }
    }
    sum
}
