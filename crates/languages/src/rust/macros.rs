//! Macros. The grammar leaves what stands between their brackets as bare tokens, so it is read again as what that macro
//! takes: arguments, the items of a vector, a value and a pattern, or statements.

use code::{Access, CallForm, Kind, List, NodeId, Span, TextForm};
use tree_sitter::Node;

use super::patterns::pattern;
use super::statements::all_of;
use crate::alike;
use crate::lower::{Cst, Kid, Lowered, Lowering};

/// How many bytes of a macro that nobody knows are read again: beyond, they are a language of their own or data.
const MAX_UNKNOWN: u32 = 20_000;

/// `macro_rules! name { … }`.
pub(super) fn definition(lowering: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    lowering.node(Kind::MacroDefinition { name: cst.node("name") }, cst.span).into()
}

/// `name!(…)`.
pub(super) fn invocation(lowering: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let Some((name, callee)) = cst.kid("macro").and_then(|kid| Some((kid, kid.one()?))) else {
        return Lowered::Nothing;
    };
    let Some(tree) = cst.of_kind("token_tree") else { return callee.into() };
    let inner = Span::new(tree.span.start + 1, tree.span.end.saturating_sub(1).max(tree.span.start + 1));
    let source = lowering.source;
    let spelled = source.get(name.span.start as usize..name.span.end as usize).unwrap_or("");
    let spelled = spelled.rsplit("::").next().unwrap_or(spelled);
    match spelled {
        "vec" | "smallvec" => {
            let kid = read(lowering, "[", inner, "];", 1, |root| root.named_child(0)?.named_child(0));
            if let Some((id, kid)) = kid.and_then(|kid| Some((kid.one()?, kid))) {
                // The list itself; that it is a vector shows in its text.
                alike::discard(lowering, callee);
                lowering.build.set_span(id, cst.span);
                lowering.height = Some(kid.height);
                return id.into();
            }
        }
        "matches" => {
            if let Some((id, height)) = matches(lowering, inner, cst.span) {
                alike::discard(lowering, callee);
                lowering.height = Some(height);
                return id.into();
            }
        }
        _ => {}
    }
    let known = KNOWN.contains(&spelled);
    let braces = lowering.text(tree.span).starts_with('{');
    let arguments = if !known && inner.len() > MAX_UNKNOWN {
        None
    } else if braces {
        body(lowering, tree.span)
    } else {
        arguments(lowering, inner, 1).or_else(|| if known { logged(lowering, inner) } else { None })
    };
    let mut arguments = arguments.unwrap_or_default();
    if known {
        arguments = with_holes(lowering, arguments);
    }
    lowering.node(Kind::Call { callee, arguments, form: CallForm::Macro }, cst.span).into()
}

/// Macros whose arguments are expressions, so that they are read at any size.
const KNOWN: &[&str] = &[
    "print",
    "println",
    "eprint",
    "eprintln",
    "format",
    "format_args",
    "write",
    "writeln",
    "panic",
    "todo",
    "assert",
    "assert_eq",
    "assert_ne",
    "debug_assert",
    "debug_assert_eq",
    "debug_assert_ne",
    "unreachable",
    "unimplemented",
    "dbg",
    "env",
    "option_env",
    "include_str",
    "include_bytes",
    "concat",
    "bail",
    "ensure",
    "anyhow",
    "error",
    "warn",
    "info",
    "debug",
    "trace",
    "log",
    "join",
    "try_join",
    "json",
];

/// Reads a part of the source again and lowers the node that `pick` finds. `offset` is the length of `before`.
fn read(
    lowering: &mut Lowering<'_>,
    before: &str,
    part: Span,
    after: &str,
    offset: u32,
    pick: impl for<'t> Fn(Node<'t>) -> Option<Node<'t>>,
) -> Option<Kid> {
    let source = lowering.source;
    let text = source.get(part.start as usize..part.end as usize)?;
    let tree = lowering.read_again(before, text, after)?;
    let node = pick(tree.root_node())?;
    Some(lowering.lower_again(node, offset, part.start))
}

/// Statements in braces as one argument.
fn body(lowering: &mut Lowering<'_>, braces: Span) -> Option<List> {
    let kid = read(lowering, "", braces, "", 0, |root| {
        let block = root.named_child(0)?.named_child(0)?;
        (root.named_child_count() == 1 && block.kind() == "block").then_some(block)
    })?;
    lowering.height = Some(kid.height + 1);
    Some(lowering.build.list(&[kid.one()?]))
}

/// Arguments separated by commas. `base` is the height of what stands beside them.
pub(super) fn arguments(lowering: &mut Lowering<'_>, inner: Span, base: u16) -> Option<List> {
    lowering.height = Some(base + 1);
    if lowering.text(inner).trim().is_empty() {
        return Some(List::default());
    }
    let mark = lowering.build.n_nodes();
    if let Some(list) = (Simple { lowering, at: inner.start as usize, end: inner.end as usize }).arguments() {
        lowering.height = Some(base + 4);
        return Some(list);
    }
    lowering.build.rewind(mark);
    let kid = read(lowering, "f(", inner, ");", 2, |root| {
        let call = root.named_child(0)?.named_child(0)?;
        let whole = root.named_child_count() == 1 && call.kind() == "call_expression";
        whole.then(|| call.child_by_field_name("arguments"))?
    })?;
    lowering.height = Some(kid.height.max(base) + 1);
    let Lowered::Many(list) = kid.lowered else { return None };
    name_arguments(lowering, list);
    Some(list)
}

/// Arguments as structured logs write them: `%` and `?` before a value say how it is shown, `target:` names a setting.
/// Those marks are read as blanks and `=`, so that every position stays.
fn logged(lowering: &mut Lowering<'_>, inner: Span) -> Option<List> {
    let text = lowering.source.get(inner.start as usize..inner.end as usize)?;
    let mut plain = String::with_capacity(text.len());
    let mut before = ',';
    for c in text.chars() {
        plain.push(match c {
            '%' | '?' if matches!(before, ',' | '=') => ' ',
            c => c,
        });
        if !c.is_whitespace() {
            before = c;
        }
    }
    for word in ["target:", "parent:", "logger:", "name:"] {
        if plain.trim_start().starts_with(word) {
            plain = plain.replacen(word, &word.replace(':', "="), 1);
        }
    }
    let tree = lowering.read_again("f(", &plain, ");")?;
    let list = tree.root_node().named_child(0)?.named_child(0)?.child_by_field_name("arguments")?;
    let kid = lowering.lower_again(list, 2, inner.start);
    lowering.height = Some(kid.height + 1);
    let Lowered::Many(list) = kid.lowered else { return None };
    name_arguments(lowering, list);
    Some(list)
}

/// `name = value` names an argument.
fn name_arguments(lowering: &mut Lowering<'_>, list: List) {
    for index in 0..list.len() {
        let Some(&id) = lowering.build.unit().list(list).get(index) else { break };
        if let Kind::Assign { target: name, operator: None, value } = lowering.build.unit().kind(id) {
            lowering.build.set_kind(id, Kind::NamedArgument { name, value });
        }
    }
}

/// A format text that names variables (`"{count} items"`) becomes a template with those names in it.
fn with_holes(lowering: &mut Lowering<'_>, arguments: List) -> List {
    let unit = lowering.build.unit();
    let nodes = unit.list(arguments);
    let is_text = |id: &NodeId| matches!(unit.kind(*id), Kind::Text(TextForm::Text));
    let Some(at) = nodes.iter().position(is_text) else { return arguments };
    let span = unit.span(nodes[at]);
    let mut nodes = nodes.to_vec();
    let source = lowering.source;
    let text = source.get(span.start as usize..span.end as usize).unwrap_or("");
    let mut pieces: Vec<NodeId> = Vec::new();
    let mut edge = 0;
    let mut from = 0;
    while let Some(open) = text.get(from..).and_then(|rest| rest.find('{')).map(|open| from + open) {
        let rest = &text[open + 1..];
        if rest.starts_with('{') {
            from = open + 2;
            continue;
        }
        let len = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
        from = open + 1 + len;
        let named = rest.starts_with(|c: char| c.is_alphabetic() || c == '_');
        if !named || !rest[len..].starts_with([':', '}']) {
            continue;
        }
        let place = |from: usize, to: usize| Span::new(span.start + from as u32, span.start + to as u32);
        if open > edge {
            pieces.push(lowering.node(Kind::Text(TextForm::Text), place(edge, open)));
        }
        pieces.push(lowering.build.name(place(open + 1, from)));
        edge = from + rest[len..].find('}').map_or(0, |close| close + 1);
        from = edge.max(from);
    }
    if pieces.is_empty() {
        return arguments;
    }
    if edge < text.len() {
        let tail = Span::new(span.start + edge as u32, span.end);
        pieces.push(lowering.node(Kind::Text(TextForm::Text), tail));
    }
    let old = nodes[at];
    lowering.build.set_kind(old, Kind::Empty);
    let pieces = lowering.build.list(&pieces);
    nodes[at] = lowering.node(Kind::Template { pieces, tag: None }, span);
    lowering.build.list(&nodes)
}

/// `matches!(value, pattern if guard)`.
fn matches(lowering: &mut Lowering<'_>, inner: Span, span: Span) -> Option<(NodeId, u16)> {
    let source = lowering.source;
    let text = source.get(inner.start as usize..inner.end as usize)?;
    let comma = comma(text)?;
    let rest = text[comma + 1..].trim_end().trim_end_matches(',');
    let mut arm = String::with_capacity(text.len());
    arm.push_str(&text[..comma]);
    // As long as the comma, so that positions stay.
    arm.push('{');
    arm.push_str(rest);
    let tree = lowering.read_again("match ", &arm, "=>()}")?;
    let all = tree.root_node().named_child(0)?.named_child(0)?;
    let arm = all.child_by_field_name("body")?.named_child(0)?;
    let (value, tested) = (all.child_by_field_name("value")?, arm.child_by_field_name("pattern")?);
    let first = (0..tested.child_count()).filter_map(|index| tested.child(index)).find(|node| !node.is_extra())?;
    let value = lowering.lower_again(value, 6, inner.start);
    let found = lowering.lower_again(first, 6, inner.start);
    let guard = tested.child_by_field_name("condition").map(|guard| lowering.lower_again(guard, 6, inner.start));
    let mut height = value.height.max(found.height) + 2;
    let pattern = pattern(lowering, &found)?;
    let value = value.one()?;
    let mut id = lowering.node(Kind::Matches { value, pattern }, span);
    if let Some(guard) = guard {
        height = height.max(guard.height) + 1;
        id = all_of(lowering, &[id, guard.one()?]);
        lowering.build.set_span(id, span);
    }
    Some((id, height))
}

/// The first comma outside brackets, texts and comments.
fn comma(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut depth = 0_u32;
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'(' | b'[' | b'{' => depth += 1,
            b')' | b']' | b'}' => depth = depth.checked_sub(1)?,
            b',' if depth == 0 => return Some(at),
            b'"' => at = end_of_text(bytes, at)? - 1,
            b'\'' => {
                // A character, not a lifetime.
                if bytes.get(at + 1) == Some(&b'\\') {
                    at += 2;
                    while *bytes.get(at)? != b'\'' {
                        at += 1;
                    }
                } else if let Some(len) = text.get(at + 1..)?.chars().next().map(char::len_utf8)
                    && bytes.get(at + 1 + len) == Some(&b'\'')
                {
                    at += 1 + len;
                }
            }
            b'/' if bytes.get(at + 1) == Some(&b'/') => at += text[at..].find('\n')?,
            _ => {}
        }
        at += 1;
    }
    None
}

/// One past the closing quote of the text that starts at a byte.
fn end_of_text(bytes: &[u8], start: usize) -> Option<usize> {
    let mut at = start + 1;
    loop {
        match *bytes.get(at)? {
            b'\\' => at += 2,
            b'"' => return Some(at + 1),
            _ => at += 1,
        }
    }
}

/// Reads the arguments that most macro calls have, texts, names and fields, without a second parse.
/// Gives up (and the nodes made so far are taken back) on anything else.
struct Simple<'l, 's> {
    lowering: &'l mut Lowering<'s>,
    at: usize,
    end: usize,
}

impl Simple<'_, '_> {
    fn byte(&self) -> Option<u8> {
        if self.at < self.end { self.lowering.source.as_bytes().get(self.at).copied() } else { None }
    }

    fn blank(&mut self) {
        while self.byte().is_some_and(|byte| byte.is_ascii_whitespace()) {
            self.at += 1;
        }
    }

    fn span(&self, from: usize) -> Span {
        Span::new(from as u32, self.at as u32)
    }

    fn arguments(mut self) -> Option<List> {
        let mut nodes: Vec<NodeId> = Vec::new();
        loop {
            self.blank();
            if self.byte().is_none() {
                return Some(self.lowering.build.list(&nodes));
            }
            let from = self.at;
            let mut id = self.value()?;
            self.blank();
            if self.byte() == Some(b'=') && self.lowering.build.unit().name_of(id).is_some() {
                self.at += 1;
                self.blank();
                let value = self.value()?;
                id = self.lowering.node(Kind::NamedArgument { name: id, value }, self.span(from));
                self.blank();
            }
            nodes.push(id);
            match self.byte() {
                None => {}
                Some(b',') => self.at += 1,
                Some(_) => return None,
            }
        }
    }

    fn value(&mut self) -> Option<NodeId> {
        let from = self.at;
        match self.byte()? {
            b'"' => {
                self.at = end_of_text(self.lowering.source.as_bytes(), self.at).filter(|&end| end <= self.end)?;
                Some(self.lowering.node(Kind::Text(TextForm::Text), self.span(from)))
            }
            b'&' => {
                self.at += 1;
                let value = self.path()?;
                Some(self.lowering.node(Kind::Reference(value, false), self.span(from)))
            }
            byte if byte.is_ascii_digit() => {
                while self.byte().is_some_and(|byte| byte.is_ascii_digit() || byte == b'_') {
                    self.at += 1;
                }
                let ends = self.byte().is_none_or(|byte| byte == b',' || byte.is_ascii_whitespace());
                ends.then(|| self.lowering.node(Kind::Integer, self.span(from)))
            }
            _ => self.path(),
        }
    }

    fn word(&mut self) -> Option<Span> {
        let from = self.at;
        if self.byte()?.is_ascii_digit() {
            return None;
        }
        while self.byte().is_some_and(|byte| byte.is_ascii_alphanumeric() || byte == b'_') {
            self.at += 1;
        }
        (self.at > from).then(|| self.span(from))
    }

    /// A name, and members of it.
    fn path(&mut self) -> Option<NodeId> {
        let from = self.at;
        let first = self.word()?;
        let mut id = match self.lowering.text(first) {
            "self" => self.lowering.node(Kind::This, first),
            "None" => self.lowering.node(Kind::Null, first),
            "true" => self.lowering.node(Kind::Boolean(true), first),
            "false" => self.lowering.node(Kind::Boolean(false), first),
            "_" | "move" | "async" | "unsafe" | "return" | "break" | "continue" | "if" | "match" | "loop" | "while"
            | "for" | "let" | "mut" | "box" | "const" | "static" | "fn" | "ref" | "yield" | "r" | "b" | "br" | "c"
            | "cr" | "as" | "in" | "impl" | "dyn" | "where" | "use" | "pub" | "struct" | "enum" | "type" | "mod"
            | "trait" | "extern" => return None,
            _ => self.lowering.build.name(first),
        };
        let mut members = 0;
        loop {
            let access = match self.byte() {
                Some(b':') if self.lowering.source.as_bytes().get(self.at + 1) == Some(&b':') => {
                    self.at += 2;
                    Access::Path
                }
                Some(b'.') => {
                    self.at += 1;
                    Access::Dot
                }
                _ => return Some(id),
            };
            members += 1;
            let name = self.word().filter(|_| members <= 3)?;
            if self.lowering.text(name) == "await" {
                return None;
            }
            let name = self.lowering.build.symbol(name);
            id = self.lowering.node(Kind::Member { object: id, name, access }, self.span(from));
        }
    }
}
